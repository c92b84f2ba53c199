//! The ground that a story of the news stands on: where something is held, and the place that 园区 and the like mean.

use crate::extract::{Atom, AtomKind};
use crate::model::{Mention, MentionKind, OriginKind, OwnLevel, Span};
use crate::rules::Gazetteer;

use super::area::settled;
use super::said::AreaSaid;
use crate::resolve::discourse::{Discourse, Resolved, Stated, Where};
use crate::resolve::own_area;
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// Where a sentence says that something is held, 某某博览会在**江苏无锡**开幕, with what lies in the first place named. The capital
    /// is left out: what is held there is the country's.
    pub(in crate::resolve) fn venue(&self, mentions: &[Mention]) -> Option<Stated<u32>> {
        let (text, gazetteer) = (self.document.text, self.document.gazetteer);
        let areas = |mention: &Mention| match mention.kind {
            MentionKind::Area(id) => Some((id, mention.span)),
            _ => None,
        };
        let held = |(_, (id, span)): &(usize, (u32, Span))| {
            text[..span.start].ends_with('在')
                && !gazetteer.is_foreign(*id)
                && *id != Gazetteer::COUNTRY
                && !gazetteer.is_capital(*id)
                && gazetteer.is_venue(&text[span.end..])
        };
        let mut named = mentions
            .iter()
            .enumerate()
            .filter_map(|(at, mention)| Some((at, areas(mention)?)));
        let (at, (mut id, mut span)) = named.find(held)?;
        for (inner, next) in mentions[at + 1..].iter().map_while(areas) {
            if next.start != span.end || !gazetteer.within(inner, id) {
                break;
            }
            (id, span) = (inner, span.join(next));
        }
        Some(Stated::new(id, OriginKind::Carried, Some(span)))
    }

    /// Keeps in mind the place that a sentence of the news names last, for 园区 and the like.
    pub(in crate::resolve) fn note_ground(&mut self, mentions: &[Mention]) {
        let (text, gazetteer) = (self.document.text, self.document.gazetteer);
        for mention in mentions {
            let named = match mention.kind {
                MentionKind::Area(id) => Some((id, mention.span)),
                MentionKind::Organisation => settled(text, mention, mentions, gazetteer),
                _ => None,
            };
            let Some((id, span)) = named else { continue };
            let before = &text[..span.start];
            let place = id != Gazetteer::COUNTRY && gazetteer.area(id).level.is_some();
            let beside = gazetteer.partner(before) && !before.ends_with('在');
            // 某省某县: the county, whose name alone a later sentence repeats.
            if place && !beside && !gazetteer.aside(before, &text[span.end..]) {
                self.ground = Some(Stated::new(id, OriginKind::Carried, Some(span)));
                let behind = &text[span.end..];
                let name = behind.strip_prefix('的').unwrap_or(behind);
                if gazetteer.is_facility(name) {
                    let start = text.len() - name.len();
                    self.grounded.push((Span::new(start, key_end(text, start)), id));
                }
            }
        }
    }

    /// Outside the news, in a text about the whole country or no one place: keeps in mind the place that a sentence names last, for
    /// 全县 and the like.
    pub(in crate::resolve) fn note_ground_of_feature(&mut self, mentions: &[Mention]) {
        let wide = self.standing_area().is_none_or(|area| area == Gazetteer::COUNTRY);
        if wide && self.standing_body().is_none() {
            self.note_ground(mentions);
        }
    }

    /// The place that a label begins with the name of something in, as the item has said: 梅村服务区充电量 behind 江苏无锡的梅村服务区.
    pub(in crate::resolve) fn named_there(&self, label: Option<Span>) -> Option<AreaSaid> {
        let start = label.filter(|_| self.tells_news())?.start;
        let text = self.document.text;
        let key = &text[start..key_end(text, start)];
        let named = |(name, _): &&(Span, u32)| name.start < start && name.of(text) == key;
        let (span, id) = *self.grounded.iter().rev().find(named)?;
        Some(AreaSaid { id, span })
    }

    /// Where the fair is held that the story has come to: 第137届广交会. Of a list of headlines each line is a story of its own.
    pub(in crate::resolve) fn fair(&self, view: &SentenceView) -> Option<AreaSaid> {
        let sentence = view.span().filter(|_| self.tells_news())?;
        let said = sentence.of(self.document.text);
        let listed = said.starts_with(['（', '(']) || {
            let behind = said.trim_start_matches(|c: char| c.is_ascii_digit());
            behind.len() < said.len() && behind.starts_with(['.', '．', '、'])
        };
        let text = self.document.text;
        let paragraph = text[..sentence.start].rfind('\n').unwrap_or(0);
        let mut things = self.things.iter().map(|thing| thing.name).enumerate();
        things.find_map(|(nth, span)| {
            // Its headline or what it begins with, or the paragraph itself.
            let near = if listed {
                sentence.contains(span)
            } else {
                nth == 0 || span.start >= paragraph
            };
            if !near {
                return None;
            }
            let id = self.document.gazetteer.fair(span.of(self.document.text))?;
            Some(AreaSaid { id, span })
        })
    }

    /// The place that 全县 and the like are of: the story's, else, where that has none of the kind, the one named last in it.
    pub(in crate::resolve) fn own_place_of(&self, view: &SentenceView) -> Option<u32> {
        let gazetteer = self.document.gazetteer;
        let own = self.own_place();
        let outer = own.unwrap_or(Gazetteer::COUNTRY);
        let Some(ground) = self
            .ground
            .as_ref()
            .filter(|ground| gazetteer.within(ground.what, outer))
        else {
            return own;
        };
        let lacks = view.mentions.iter().any(|mention| match mention.kind {
            MentionKind::OwnArea(level) if level != OwnLevel::Any => {
                own_area(level, outer, gazetteer).is_none() && own_area(level, ground.what, gazetteer).is_some()
            }
            _ => false,
        });
        if lacks { Some(ground.what) } else { own }
    }

    /// 平遥古城, 第十九届深圳文博会: what a thing or body is named after is where it is, if nothing else says.
    pub(in crate::resolve) fn stands_by_name(&self, fact: &mut Resolved) {
        let about = fact.about;
        let Some(place) = fact.place.as_mut().filter(|_| self.tells_news()) else {
            return;
        };
        let unknown = place.kind == OriginKind::Document && place.what.area == Some(Gazetteer::COUNTRY);
        let Some(name) = about.or(place.what.subject).filter(|_| unknown) else {
            return;
        };
        let (words, gazetteer) = (name.of(self.document.text), self.document.gazetteer);
        if words.starts_with('《') || gazetteer.national_body_at(words).is_some() {
            return;
        }
        if let Some(id) = gazetteer
            .work(words)
            .or_else(|| gazetteer.fair(words))
            .or_else(|| gazetteer.seat(words))
            .or_else(|| gazetteer.place_in(words))
        {
            place.what.area = Some(id);
            place.kind = OriginKind::Said;
            place.span = Some(name);
        }
    }

    /// The place that the first clause of a sentence consists of: 在非洲，…….
    pub(in crate::resolve) fn scene(&self, view: &SentenceView) -> Option<Stated<Where>> {
        let [at, place, ..] = view.atoms else { return None };
        let alone = view.clause(0).end <= SCENE && at.span.of(self.document.text) == "在";
        matches!(place.kind, AtomKind::Area(_))
            .then(|| self.place_at(view, 1, OriginKind::Carried).filter(|_| alone))
            .flatten()
    }

    /// The place named last, where the sentence has come to a word for it before the number: 园区总产值35亿元 behind a sentence on a park
    /// in 某市. It lies in the place of the story, if there is one.
    pub(in crate::resolve) fn pointed_at(&self, view: &SentenceView, number: usize) -> Option<Stated<Where>> {
        let ground = self.ground.as_ref().filter(|_| self.tells_news())?;
        let (text, gazetteer) = (self.document.text, self.document.gazetteer);
        let outer = self.story.as_ref().map(|story| story.what);
        if outer.is_some_and(|outer| outer == ground.what || !gazetteer.within(ground.what, outer)) {
            return None;
        }
        let determines = |atom: &Atom| {
            let word = atom.span.of(text);
            let marks = matches!(atom.kind, AtomKind::Break(_) | AtomKind::Period(_) | AtomKind::Quote);
            marks
                || ["这", "该", "在", "个", "座", "家", "里", "整个", "全", "今", "从"]
                    .iter()
                    .any(|end| word.ends_with(end))
        };
        let points = |at: &usize| {
            matches!(view.atoms[*at].kind, AtomKind::Word(_))
                && gazetteer.is_ground(view.atoms[*at].span.of(text))
                && (*at == 0 || determines(&view.atoms[*at - 1]))
        };
        (0..number).rev().find(points)?;
        let place = Where {
            area: Some(ground.what),
            subject: None,
        };
        Some(Stated::new(place, OriginKind::Carried, ground.span))
    }
}

/// Where the first characters of a name end by which it is known again.
fn key_end(text: &str, start: usize) -> usize {
    const KEY: usize = 4;
    let mut letters = text[start..].char_indices().skip(KEY);
    letters.next().map_or(text.len(), |(at, _)| start + at)
}

/// Words of a clause that says no more than where.
const SCENE: usize = 3;
