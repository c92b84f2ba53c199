//! Places: what a number is about, said at the head of its clause or carried from before.

use std::ops::Range;

use crate::extract::{AtomKind, FactReading};
use crate::model::{Mention, MentionKind, OriginKind, Span};
use crate::recognize::named_by;
use crate::rules::{Gazetteer, NameStrength};
use crate::segment::PartOfSpeech;

use super::discourse::{Discourse, Resolved, Stated, Where};
use super::view::SentenceView;
use super::{PartialDate, area_said, own_area};

impl Discourse<'_> {
    /// The place a quantity is about: said at the head of its clause, carried from the clauses before, the section's, the document's.
    pub(super) fn place(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        label: &Stated<String>,
        previous: Option<&Resolved>,
    ) -> Option<Stated<Where>> {
        if let Some(atom) = reading.area
            && let Some(place) = self.place_at(view, atom, OriginKind::Said)
        {
            return Some(place);
        }
        let standing = self
            .section
            .area
            .as_ref()
            .or(self.document.area.as_ref())
            .map(|area| area.what);
        // 全省 in a story about a province, in a text about the country.
        let own = self.story.as_ref().map(|story| story.what).or(standing);
        let mut clause = view.clause(reading.atom);
        let mut kind = OriginKind::Said;
        loop {
            let span = Span::new(view.atoms[clause.start].span.start, view.atoms[clause.end - 1].span.end);
            let at = view.atoms[reading.atom].span.start;
            let said = view.names_place.then(|| {
                area_said(
                    self.document.text,
                    span,
                    at,
                    view.mentions,
                    standing,
                    own,
                    self.document.gazetteer,
                )
            });
            let said = said.flatten();
            // Behind an organisation's clause one that has a subject of its own is not about it.
            let continues = kind == OriginKind::Said || view.continues(reading.atom, self.document.known);
            if continues
                && let Some(atom) = view.leading_organisation(clause.clone(), self.document.known)
                && said.is_none_or(|said| said.span.start < view.atoms[atom].span.start)
            {
                let subject = Some(view.atoms[atom].span);
                return Some(Stated::new(
                    Where {
                        area: said.map(|said| said.id).or_else(|| self.seat(view, atom)).or(standing),
                        subject,
                    },
                    kind,
                    subject,
                ));
            }
            if let Some(said) = said
                && (kind == OriginKind::Said || self.goes_on_about(view, clause.clone(), said.span, standing))
            {
                return Some(Stated::new(
                    Where {
                        area: Some(said.id),
                        subject: None,
                    },
                    kind,
                    Some(said.span),
                ));
            }
            if kind == OriginKind::Said
                && label.kind == OriginKind::Carried
                && let Some(place) = previous.and_then(|previous| previous.place.as_ref())
            {
                return Some(Stated::new(place.what.clone(), OriginKind::Carried, place.span));
            }
            if clause.start == 0 {
                break;
            }
            kind = OriginKind::Carried;
            clause = view.clause(clause.start - 1);
            if clause.is_empty() {
                break;
            }
        }
        // 某省进出口38亿元。其中，出口24亿元: a part is of the place of its whole.
        let part = view
            .atoms
            .first()
            .is_some_and(|first| first.cues.has(self.document.known.part));
        if part && let Some(place) = &self.last_place {
            return Some(Stated::new(place.what.clone(), OriginKind::Carried, place.span));
        }
        self.source_abroad(view, reading.atom, standing)
            .or_else(|| {
                let place = |story: &Stated<u32>| {
                    let place = Where {
                        area: Some(story.what),
                        subject: None,
                    };
                    Stated::new(place, OriginKind::Carried, story.span)
                };
                self.story.as_ref().map(place)
            })
            .or_else(|| self.standing_place())
    }

    /// Keeps in mind which place a story of the news is about, in a text about the whole country: the one country abroad or
    /// the one province, with what lies in it, that a sentence names, if it opens one of its clauses. The country, a body of
    /// the state and several places at once end the story.
    pub fn hear(&mut self, mentions: &[Mention], kind: OriginKind) {
        let standing = self.section.area.as_ref().or(self.document.area.as_ref());
        let news = matches!(self.document.date.date, Some(PartialDate::Day(_)))
            && self.document.date.tells
            && standing.is_none_or(|standing| standing.what == Gazetteer::COUNTRY);
        if !news {
            return;
        }
        let (text, gazetteer) = (self.document.text, self.document.gazetteer);
        let mut about: Option<(u32, u32, Span)> = None;
        let mut opened = false;
        for mention in mentions {
            let id = match mention.kind {
                MentionKind::Area(id) => id,
                MentionKind::Organisation => Gazetteer::COUNTRY,
                _ => continue,
            };
            // 日本全国
            if id == Gazetteer::COUNTRY && about.is_some_and(|(.., span)| span.end == mention.span.start) {
                continue;
            }
            let Some(whole) = gazetteer.chain(id).filter(|&id| id != Gazetteer::COUNTRY).last() else {
                self.story = None;
                return;
            };
            let before = text[..mention.span.start]
                .trim_end_matches(|c: char| c.is_whitespace() || c.is_ascii_digit() || "月日年".contains(c));
            // 在四川，…: the preposition opens the clause; 直升机在天津首飞 only says where, but what happened abroad is told of there.
            let bare = before.strip_suffix(['在', '据']).unwrap_or(before);
            let abroad = before.len() > bare.len() && gazetteer.is_foreign(whole);
            let opens = abroad || bare.is_empty() || bare.ends_with(['，', '。', '：', '；', '>', '）', '】', '\n']);
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

    /// 根据日本政府公布的数据，降雪已造成13人死亡: in a text about the whole country, what a source abroad tells is of its country,
    /// where nothing else in the sentence names a place.
    fn source_abroad(&self, view: &SentenceView, number: usize, standing: Option<u32>) -> Option<Stated<Where>> {
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

    /// Whether what stands behind a clause is still about the place that the clause says. In a text about one province or
    /// city, 芜湖中欧班列首开 and 支持合肥打造消费中心 tell something of a place in passing; a clause with a number, one with the
    /// place alone (在芜湖，) and one of which the place is the subject (德清县实施…) go on about it.
    fn goes_on_about(&self, view: &SentenceView, clause: Range<usize>, said: Span, standing: Option<u32>) -> bool {
        if standing.is_none_or(|standing| standing == Gazetteer::COUNTRY) {
            return true;
        }
        let atoms = &view.atoms[clause.clone()];
        let Some(at) = atoms.iter().position(|atom| atom.span.start >= said.start) else {
            return true;
        };
        let told = atoms.iter().any(|atom| atom.quantity().is_some());
        let modifies = atoms
            .get(at + 1)
            .is_some_and(|next| next.kind == AtomKind::Word(PartOfSpeech::Noun));
        told || (view.heads(clause.start + at, self.document.known) && !modifies)
    }

    /// The place with whose name an organisation's begins: 苏州工业园区 → 苏州市.
    fn seat(&self, view: &SentenceView, atom: usize) -> Option<u32> {
        let AtomKind::Organisation(index) = view.atoms[atom].kind else {
            return None;
        };
        let (uses, _) = named_by(self.document.text, &view.mentions[index], self.document.gazetteer)?;
        match uses {
            // 中国 at the head of a name (中国眼谷) says nothing of where it is.
            [only] if only.strength != NameStrength::Weak && only.id != Gazetteer::COUNTRY => Some(only.id),
            _ => None,
        }
    }

    /// The place of the section, else of the document.
    pub fn standing_place(&self) -> Option<Stated<Where>> {
        let area = self.section.area.as_ref().or(self.document.area.as_ref())?;
        Some(Stated::new(
            Where {
                area: Some(area.what),
                subject: None,
            },
            area.kind,
            area.span,
        ))
    }

    pub(super) fn place_at(&self, view: &SentenceView, atom: usize, kind: OriginKind) -> Option<Stated<Where>> {
        let standing = self
            .section
            .area
            .as_ref()
            .or(self.document.area.as_ref())
            .map(|area| area.what);
        match view.atoms[atom].kind {
            AtomKind::Area(index) => {
                let mention = &view.mentions[index];
                let area = match mention.kind {
                    MentionKind::Area(id) => Some(id),
                    MentionKind::OwnArea(level) => {
                        standing.and_then(|area| own_area(level, area, self.document.gazetteer))
                    }
                    _ => None,
                }?;
                Some(Stated::new(
                    Where {
                        area: Some(area),
                        subject: None,
                    },
                    kind,
                    Some(mention.span),
                ))
            }
            AtomKind::Organisation(index) => {
                let span = view.mentions[index].span;
                Some(Stated::new(
                    Where {
                        area: standing,
                        subject: Some(span),
                    },
                    kind,
                    Some(span),
                ))
            }
            _ => None,
        }
    }
}
