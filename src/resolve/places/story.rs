//! Stories of the news: which place each is about, in a text about the whole country.

use crate::extract::AtomKind;
use crate::model::{Mention, MentionKind, OriginKind, Span};
use crate::rules::{Gazetteer, is_alphanumeric};

use super::area::settled;
use super::items::Item;
use super::said::AreaSaid;
use crate::resolve::PartialDate;
use crate::resolve::discourse::{Discourse, Stated, Where};
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// Keeps in mind which place a story of the news is about, in a text about the whole country: the one country abroad or
    /// the one province, with what lies in it, that a sentence names, if it opens one of its clauses. The country, a body of
    /// the state and several places at once end the story.
    pub fn hear(&mut self, mentions: &[Mention], kind: OriginKind) {
        if !self.tells_news() {
            self.note_ground_of_feature(mentions);
            return;
        }
        self.note_ground(mentions);
        self.note_nearby(mentions);
        if let Some(venue) = self.venue(mentions) {
            self.story = Some(Stated { kind, ..venue });
            return;
        }
        let (text, gazetteer) = (self.document.text, self.document.gazetteer);
        let mut about: Option<(u32, u32, Span)> = None;
        let mut opened = false;
        for mention in mentions {
            let before = text[..mention.span.start].chars().next_back();
            let at_head = before.is_none_or(|mark| !(matches!(mark, '一'..='龥') || is_alphanumeric(mark)));
            let id = match mention.kind {
                MentionKind::Area(id) => id,
                // A village lies in the story's place, and a firm that is only named may.
                MentionKind::Organisation if self.passes(mention.span, at_head) => continue,
                // 国务院总理在柏林……: he may be anywhere.
                MentionKind::Organisation if gazetteer.is_post(&text[mention.span.end..]) => continue,
                MentionKind::Organisation if gazetteer.national_body_at(mention.span.of(text)).is_some() => {
                    Gazetteer::COUNTRY
                }
                MentionKind::Organisation => gazetteer
                    .seat(mention.span.of(text))
                    .or_else(|| Some(settled(text, mention, mentions, gazetteer)?.0))
                    .unwrap_or(Gazetteer::COUNTRY),
                _ => continue,
            };
            // 日本全国
            if id == Gazetteer::COUNTRY && about.is_some_and(|(.., span)| span.end == mention.span.start) {
                continue;
            }
            // 占全国的六成: among whom, not of whom.
            let clause = text[..mention.span.start]
                .rfind(['，', ',', '。', '；', ';', '：', ':', '\n'])
                .map_or(0, |at| at);
            let after = &text[mention.span.end..];
            if id == Gazetteer::COUNTRY && gazetteer.aside(&text[clause..mention.span.start], after) {
                continue;
            }
            // 我国在建单体最大的项目, 成为我国第二条通道
            let rest = || {
                let end = after.find(['，', ',', '。', '；', ';', '：', ':', '\n']);
                &after[..end.unwrap_or(after.len())]
            };
            if id == Gazetteer::COUNTRY && gazetteer.describes(&text[clause..mention.span.start], rest()) {
                continue;
            }
            // 在柴达木盆地，我国……: there, whoever does it.
            let scene = |(.., span): (u32, u32, Span)| {
                text[span.end..].starts_with(['，', ',']) && text[..span.start].ends_with('在')
            };
            if id == Gazetteer::COUNTRY && (about.is_some_and(scene) || self.acts_where_named(mention.span, mentions)) {
                continue;
            }
            // 中国医疗队接诊1300人, in a story from abroad
            if self.is_away(&AreaSaid { id, span: mention.span }) {
                continue;
            }
            // 中国·某某国际冰雪节, 第九届中国某某展, 中国国际某某会
            let dressed = after.starts_with('·')
                || after.starts_with('驻')
                || text[..mention.span.start].ends_with('届')
                || (after.starts_with("国际") && !after.starts_with("国际收支"));
            if id == Gazetteer::COUNTRY && dressed {
                continue;
            }
            // 甘肃以打造全国制造业基地为目标: the country stands in the middle of what is told of the province.
            if id == Gazetteer::COUNTRY && opened && !at_head {
                continue;
            }
            let Some(whole) = gazetteer.chain(id).filter(|&id| id != Gazetteer::COUNTRY).last() else {
                // 全国……: what follows in the paragraph is of the country, too.
                let head = text[..mention.span.start].trim_end_matches(|c: char| {
                    c.is_ascii_digit() || matches!(c, ' ' | '　' | '月' | '日' | '年' | '今' | '去' | '前' | '目')
                });
                let leads = head.chars().next_back().is_none_or(|mark| !is_alphanumeric(mark));
                // 我国最大海上风电场在山东……: but for what it says of a place.
                let elsewhere = |other: &Mention| match other.kind {
                    MentionKind::Area(id) => id != Gazetteer::COUNTRY && !gazetteer.is_region(id),
                    _ => false,
                };
                let alone = !mentions.iter().any(elsewhere);
                self.widened |= leads && alone && matches!(mention.kind, MentionKind::Area(_));
                self.story = None;
                return;
            };
            let before = text[..mention.span.start]
                .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '　' | '月' | '日' | '年'));
            // 在四川，…: the preposition opens the clause; 直升机在天津首飞 only says where, but what happened abroad is told of there.
            let bare = before.strip_suffix(['在', '据']).unwrap_or(before);
            let abroad = before.len() > bare.len() && gazetteer.is_foreign(whole);
            // In an item from abroad there is nowhere else to be.
            let foreign_item = matches!(self.item, Some(Item::Abroad)) && gazetteer.is_foreign(whole);
            let named_beside = gazetteer.partner(before) && !before.ends_with('在');
            let scene = clause < before.len() && gazetteer.sets_scene(&before[clause..], gazetteer.is_foreign(whole));
            // 他是四川人, 这是西藏首个修复工程
            let person = after.starts_with(['人', '籍']) || gazetteer.aside("", after);
            let opens = abroad
                || (scene && !person)
                || (foreign_item && !named_beside)
                || bare.is_empty()
                // “……。”某市某局局长介绍，……
                || bare.strip_suffix('”').is_some_and(|said| said.ends_with(['。', '！', '？', '，', '…']))
                || bare.ends_with([
                    '，', ',', '。', '：', ':', '；', ';', '>', '）', '】', '\n', '#', '.', '．', '*',
                ]);
            // 长三角……上海……: what lies in the region that the sentence is about.
            let regional = about.is_some_and(|(known, ..)| known != whole && gazetteer.is_region(known));
            if regional && opened && !gazetteer.is_foreign(whole) {
                continue;
            }
            match about {
                None => {
                    about = Some((whole, id, mention.span));
                    opened = opens;
                }
                Some((known, ..)) if known != whole => {
                    self.story = None;
                    return;
                }
                // 湖北荆州 is about the city.
                Some((known, outer, span)) if span.end == mention.span.start && gazetteer.within(id, outer) => {
                    about = Some((known, id, span.join(mention.span)));
                }
                // 某市某峰会7日在巴西落下帷幕
                Some(_) if !opened && abroad => opened = true,
                // 杭州、宁波: of neither, but of the province.
                Some((known, outer, span))
                    if !gazetteer.within(id, outer)
                        && !gazetteer.within(outer, id)
                        && gazetteer
                            .several()
                            .joins(text.get(span.end..mention.span.start).unwrap_or_default()) =>
                {
                    let both = gazetteer.chain(outer).find(|&above| gazetteer.within(id, above));
                    about = Some((known, both.unwrap_or(known), span.join(mention.span)));
                }
                Some(_) => {}
            }
        }
        let Some((whole, id, span)) = about else { return };
        if opened {
            self.story = Some(Stated::new(id, kind, Some(span)));
        } else if self
            .story
            .as_ref()
            .is_some_and(|story| !gazetteer.within(story.what, whole))
        {
            self.story = None;
        }
    }

    /// Whether the text tells the news of a day, and of no one place below the country.
    pub fn tells_news(&self) -> bool {
        matches!(self.document.date.date, Some(PartialDate::Day(_)))
            && self.document.date.tells
            && self.standing_area().is_none_or(|standing| self.is_wide(standing))
    }

    /// Whether a place has several provinces: the country, 长江经济带.
    fn is_wide(&self, place: u32) -> bool {
        let gazetteer = self.document.gazetteer;
        place == Gazetteer::COUNTRY || (gazetteer.is_region(place) && !gazetteer.is_foreign(place))
    }

    /// The place that the item of the news leaves for what says none: its own, else the one of the text, unless it is not
    /// of the country at all.
    pub(in crate::resolve) fn item_place(&self) -> Option<Stated<Where>> {
        match self.item.filter(|_| !self.widened && self.tells_news()) {
            Some(Item::At(id, span)) => {
                let place = Where {
                    area: Some(id),
                    subject: None,
                };
                Some(Stated::new(place, OriginKind::Heading, Some(span)))
            }
            Some(Item::Abroad) => None,
            None => self.standing_place(),
        }
    }

    /// The place that 全省 and the like are of, and a body that has none: the story's, the item's, the text's.
    pub(in crate::resolve) fn own_place(&self) -> Option<u32> {
        let story = self.story.as_ref().map(|story| story.what);
        story.or_else(|| self.item_place()?.what.area)
    }

    /// Whether an organisation leaves the story where it is.
    pub(in crate::resolve) fn passes(&self, name: Span, at_head: bool) -> bool {
        let name = name.of(self.document.text);
        let organisations = self.document.organisations;
        organisations.is_town(name) || (!at_head && organisations.is_body(name))
    }

    /// 根据日本政府公布的数据，降雪已造成13人死亡: in a text about the whole country, what a source abroad tells is of its country,
    /// where nothing else in the sentence names a place.
    pub(in crate::resolve) fn source_abroad(
        &self,
        view: &SentenceView,
        number: usize,
        standing: Option<u32>,
    ) -> Option<Stated<Where>> {
        if standing.is_some_and(|standing| standing != Gazetteer::COUNTRY) {
            return None;
        }
        let gazetteer = self.document.gazetteer;
        let mut named = view.atoms[..number]
            .iter()
            .enumerate()
            .filter_map(|(at, atom)| match atom.kind {
                AtomKind::Area(index) => match view.mentions[index].kind {
                    MentionKind::Area(id) => Some((at, id, view.mentions[index].span)),
                    _ => None,
                },
                _ => None,
            });
        let (at, id, span) = named.next()?;
        let clause = view.clause(at);
        let end = view.atoms[clause.end.saturating_sub(1).max(at)].span.end;
        let told = Span::new(view.atoms[clause.start].span.start, end).of(self.document.text);
        let alone = gazetteer.is_foreign(id) && named.all(|(_, other, _)| gazetteer.within(other, id));
        (alone && clause.end <= number && gazetteer.source(told)).then(|| {
            let place = Where {
                area: Some(id),
                subject: None,
            };
            Stated::new(place, OriginKind::Carried, Some(span))
        })
    }
}
