//! Places: what a number is about, said at the head of its clause or carried from before.

use std::ops::Range;

use crate::extract::{Atom, AtomKind, FactReading};
use crate::model::{Mention, MentionKind, OriginKind, OwnLevel, Span};
use crate::rules::Gazetteer;
use crate::segment::PartOfSpeech;

use super::area::settled;
use super::body::Body;
use super::said::AreaSaid;
use crate::resolve::discourse::{Discourse, Resolved, Stated, Where};
use crate::resolve::things::meant::is_where;
use crate::resolve::view::SentenceView;
use crate::resolve::{Told, area_said, own_area};

impl Discourse<'_> {
    /// The place a quantity is about: what the sentence says of it, but for what a body of the state gives to a place, and for
    /// what is of no country.
    pub(in crate::resolve) fn place(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        label: &Stated<String>,
        previous: Option<&Resolved>,
    ) -> Option<Stated<Where>> {
        let mut place = self.place_said(view, reading, label, previous)?;
        if place.what.area == Some(Gazetteer::COUNTRY) {
            if let Some(said) = self.given_to(view, reading.atom) {
                place.what.area = Some(said.id);
            } else if place.kind == OriginKind::Document
                && let Some(said) = self
                    .stands_behind(view, reading.atom)
                    .or_else(|| self.named_there(label.span))
                    .or_else(|| self.fair(view))
                    .or_else(|| self.only_nearby(view, reading.atom))
            {
                place = Stated::new(
                    Where {
                        area: Some(said.id),
                        subject: place.what.subject,
                    },
                    OriginKind::Said,
                    Some(said.span),
                );
            } else if place.kind == OriginKind::Document && self.document.gazetteer.nowhere(&label.what) {
                return None;
            }
        }
        Some(place)
    }

    /// In the news the place where a thing stands that is counted in front of it: 首个100兆瓦电站在**张北**并网发电.
    fn stands_behind(&self, view: &SentenceView, number: usize) -> Option<AreaSaid> {
        let text = self.document.text;
        let clause = view.clause(number);
        let from = view.atoms[number].span.end;
        let end = view.atoms[clause.end - 1].span.end.max(from);
        let named = view
            .mentions
            .iter()
            .filter(|mention| mention.span.start >= from && mention.span.end <= end);
        let mut areas = named.filter_map(|mention| match mention.kind {
            MentionKind::Area(id) if id != Gazetteer::COUNTRY => Some((id, mention.span)),
            // 在福建福清某某产业园下线
            MentionKind::Organisation => settled(text, mention, view.mentions, self.document.gazetteer)
                .filter(|(id, span)| *id != Gazetteer::COUNTRY && text[..span.start].ends_with('在')),
            _ => None,
        });
        let (mut id, mut span) = areas.next().filter(|_| self.tells_news())?;
        let stands = text[from..span.start].ends_with('在');
        for (other, next) in areas {
            if !self.document.gazetteer.within(other, id) {
                return None;
            }
            (id, span) = (other, span.join(next));
        }
        stands.then_some(AreaSaid { id, span })
    }

    /// The place that a sentence says a quantity is about: at the head of its clause, carried from the clauses before, the
    /// section's, the document's.
    fn place_said(
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
        let standing = self.standing_area();
        // 全省 in a story about a province, in a text about the country.
        let own = self.own_place_of(view);
        let mut clause = view.clause(reading.atom);
        let mut kind = OriginKind::Said;
        loop {
            // 某某社拉萨7月21日电（记者某某）西藏……: behind the dateline.
            let reports = |atom: &&Atom| matches!(atom.kind, AtomKind::Noise | AtomKind::Period(_));
            let reported = match view.atoms[clause.start].kind {
                AtomKind::Noise => view.atoms[clause.clone()].iter().take_while(reports).count(),
                _ => 0,
            };
            let first = &view.atoms[(clause.start + reported).min(clause.end - 1)];
            let span = Span::new(first.span.start, view.atoms[clause.end - 1].span.end);
            let at = view.atoms[reading.atom].span.start;
            let told = match view.names_place {
                true => area_said(
                    self.document.text,
                    span,
                    at,
                    view.mentions,
                    standing,
                    own,
                    self.document.gazetteer,
                ),
                false => Told::Nothing,
            };
            let said = match told {
                Told::Of(said) if self.is_away(&said) => None,
                Told::Of(said) => Some(self.where_struck(view, &said, reading.atom).unwrap_or(said)),
                Told::Several | Told::Nothing => None,
            };
            if let Some(body) = self.body_meant(view, clause.clone(), reading.atom, said.map(|said| said.span)) {
                let standing = self.standing_place().filter(|place| place.what.subject == Some(body));
                let around = self.paragraph_place.as_ref().filter(|_| said.is_none());
                let somewhere = |area: u32| area != Gazetteer::COUNTRY;
                let around =
                    around.filter(|place| place.what.subject == Some(body) && place.what.area.is_some_and(somewhere));
                return around.cloned().or(standing).or_else(|| {
                    let place = Where {
                        area: said.map(|said| said.id).or(own).or_else(|| self.area_around()),
                        subject: Some(body),
                    };
                    Some(Stated::new(place, OriginKind::Carried, Some(body)))
                });
            }
            // Behind an organisation's clause one that has a subject of its own is not about it.
            let wider = |said: &AreaSaid| {
                self.document
                    .gazetteer
                    .within(standing.unwrap_or(Gazetteer::COUNTRY), said.id)
            };
            if let Some(atom) = self.organisation_leading(view, clause.clone(), reading.atom)
                && (kind == OriginKind::Said
                    || self.continues_with(view, clause.clone(), atom, reading.atom)
                    || self.told_before(view.atoms[atom].span, previous))
                && said.is_none_or(|said| {
                    let name = view.atoms[atom].span;
                    said.span.start < name.start
                        || self
                            .document
                            .text
                            .get(name.end..said.span.start)
                            .is_some_and(|between| self.document.organisations.lies(between))
                        || (self.document.organisations.is_body(name.of(self.document.text)) && wider(&said))
                })
            {
                // 某某高新区在全国……中列第79位: among whom, not where it lies.
                let said = said.filter(|said| is_where(view, said.span, atom));
                let span = view.atoms[atom].span;
                return Some(Stated::new(
                    Where {
                        area: said
                            .map(|said| said.id)
                            .or_else(|| self.seat(view, atom))
                            .or_else(|| self.whole_of_list(view, atom))
                            .or_else(|| self.told_seat(self.in_full(span)))
                            .or(own)
                            .or_else(|| self.area_around()),
                        subject: Some(self.in_full(span)),
                    },
                    kind,
                    Some(span),
                ));
            }
            // 有7起发生在某地，有5起发生在地下: where the seven were says nothing of the five.
            let there = |said: &AreaSaid| {
                kind == OriginKind::Carried && self.only_there(view, clause.clone(), said.span, reading.atom)
            };
            if let Some(said) = said
                && !there(&said)
                && !(kind == OriginKind::Carried && self.was_of_part(view, said.span, reading.atom))
                && !(kind == OriginKind::Carried && (self.is_extreme(said.span) || self.holds_town(said.id)))
                && (kind == OriginKind::Said
                    || self.in_turn(view, reading.atom)
                    || label.span.is_some_and(|label| span.contains(label))
                    || self.goes_on_about(view, clause.clone(), reading.atom, said.span, standing)
                    || label.kind == OriginKind::Carried && self.opens_sentence(view, said.span))
            {
                // 在非洲，中国数字技术助力……，覆盖9512个村庄: there, whoever does it.
                if kind == OriginKind::Carried
                    && said.id == Gazetteer::COUNTRY
                    && let Some(scene) = self.scene(view)
                {
                    return Some(scene);
                }
                return Some(Stated::new(
                    Where {
                        area: Some(said.id),
                        subject: None,
                    },
                    kind,
                    Some(said.span),
                ));
            }
            // 怀化（46.2%）、娄底（41.7%），张家界市数量最少，只有72家: what names it was told after those.
            // 某局共接到诉求3500件，日均500件: what the body's name begins is told of it, with a word more.
            let told_before = |previous: &Resolved| {
                let body = previous.place.as_ref().and_then(|place| place.what.subject);
                let its_own = body.is_some_and(|body| label.what.starts_with(body.of(self.document.text)));
                its_own || label.span.is_none_or(|said| said.start < previous.span.end)
            };
            if kind == OriginKind::Said
                && label.kind == OriginKind::Carried
                && !self.in_turn(view, reading.atom)
                && previous.is_none_or(told_before)
                && let Some(place) = previous.and_then(|previous| previous.place.as_ref())
            {
                return Some(Stated::new(place.what.clone(), OriginKind::Carried, place.span));
            }
            // 在某市启动，各地……: of all of them again.
            if self.is_everywhere(view, clause.start) {
                return self.item_place();
            }
            // What a clause tells of several places says nothing of those named before it.
            if clause.start == 0 || told == Told::Several {
                break;
            }
            kind = OriginKind::Carried;
            clause = view.clause(clause.start - 1);
            // Between the two marks of —— there is nothing.
            while clause.is_empty() && clause.start > 0 {
                clause = view.clause(clause.start - 1);
            }
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
        self.quoted_place(view.atoms[reading.atom].span.start)
            .or_else(|| self.pointed_at(view, reading.atom))
            .or_else(|| self.source_abroad(view, reading.atom, standing))
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
            .or_else(|| self.paragraph_place.clone())
            .or_else(|| self.item_place())
    }

    /// Whether the clause of a number tells one after the other of those named before it: 甲省、乙省投资较大，分别为2亿元、1亿元.
    fn in_turn(&self, view: &SentenceView, number: usize) -> bool {
        let clause = view.clause(number);
        let before = Span::new(view.atoms[clause.start].span.start, view.atoms[number].span.start);
        let (text, several) = (self.document.text, self.document.gazetteer.several());
        let place = |mention: &Mention| matches!(mention.kind, MentionKind::Area(_));
        let listed = |pair: &[Mention]| {
            let between = text.get(pair[0].span.end..pair[1].span.start);
            place(&pair[0]) && place(&pair[1]) && between.is_some_and(|between| several.joins(between))
        };
        view.names_place
            && several.respectively(before.of(text)).is_some()
            && view
                .mentions
                .windows(2)
                .take_while(|pair| pair[1].span.end <= before.start)
                .any(listed)
    }

    /// Whether a text about a town lies in a place: 某镇位于某县西部，……，距县城9公里 is told of the town.
    fn holds_town(&self, place: u32) -> bool {
        let town = |(body, _): (Body, OriginKind)| body.own == Some(OwnLevel::Town);
        let within = |area: u32| self.document.gazetteer.within(area, place);
        self.standing_body().is_some_and(town) && self.standing_area().is_some_and(within)
    }

    /// Where a body lies by what the paragraph, or the heading of its entry, has said of it.
    fn told_seat(&self, body: Span) -> Option<u32> {
        let around = self
            .paragraph_place
            .as_ref()
            .filter(|place| place.what.subject == Some(body));
        let told = around
            .and_then(|place| place.what.area)
            .filter(|area| *area != Gazetteer::COUNTRY);
        told.or_else(|| self.entry_area(body))
    }

    /// The area that the paragraph is about, in a text about none: that of a body which it names.
    fn area_around(&self) -> Option<u32> {
        let place = self.paragraph_place.as_ref().or(self.last_place.as_ref());
        place.and_then(|place| place.what.area)
    }

    /// Whether a place at the end of a clause says where those are that the clause has counted before it, in the unit of this
    /// number.
    fn only_there(&self, view: &SentenceView, clause: Range<usize>, said: Span, number: usize) -> bool {
        let unit = |atom: &Atom| match &view.mentions[atom.quantity()?].kind {
            MentionKind::Quantity(of) => of.unit.as_deref(),
            _ => None,
        };
        let own = unit(&view.atoms[number]);
        let counted = |atom: &Atom| own.is_some() && unit(atom) == own && atom.span.end <= said.start;
        let ends = view.atoms[clause.end - 1].span.end <= said.end || {
            let last = &view.atoms[clause.end - 1];
            matches!(last.kind, AtomKind::Break(_)) && last.span.start == said.end
        };
        let there = self.document.text[..said.start].ends_with(['在', '于']);
        ends && there && view.atoms[clause].iter().any(counted)
    }

    /// Whether what stands behind a clause is still about the place that the clause says. In a text about one province or
    /// city, 芜湖中欧班列首开 and 支持合肥打造消费中心 tell something of a place in passing; a clause with a number, one with the
    /// place alone (在芜湖，) and one of which the place is the subject (德清县实施…) go on about it.
    fn goes_on_about(
        &self,
        view: &SentenceView,
        clause: Range<usize>,
        number: usize,
        said: Span,
        standing: Option<u32>,
    ) -> bool {
        // 距某市15公里……: a text about a town goes on about the town.
        let town = |(body, _): (Body, OriginKind)| body.own == Some(OwnLevel::Town);
        if standing.is_none_or(|standing| standing == Gazetteer::COUNTRY) {
            return !self.standing_body().is_some_and(town);
        }
        let atoms = &view.atoms[clause.clone()];
        let Some(at) = atoms.iter().position(|atom| atom.span.start >= said.start) else {
            return true;
        };
        let told = atoms.iter().any(|atom| atom.quantity().is_some());
        let modifies = atoms
            .get(at + 1)
            .is_some_and(|next| next.kind == AtomKind::Word(PartOfSpeech::Noun));
        let known = self.document.known;
        // 某市的创新中心加快建设，……，全国重点实验室45家: a clause with a subject of its own is of the whole again, but for the next
        // one: 某县持续领跑，生产总值27亿元.
        let goes_on =
            at + 1 >= atoms.len() || view.continues(number, known) || self.is_next(view, clause.clone(), number);
        told || (goes_on && !modifies && view.heads(clause.start + at, known))
    }

    /// Whether the clause of a number is the next behind another, and nothing in that one is said of something of its subject's
    /// (某市的中心). What the subject is taken for is said of itself: 某市作为省里的粮仓，…….
    pub(in crate::resolve) fn is_next(&self, view: &SentenceView, clause: Range<usize>, number: usize) -> bool {
        let known = self.document.known;
        let own = |atom: &Atom| atom.span.of(self.document.text) == "的";
        let poses = |pair: &[Atom]| {
            matches!(pair[0].kind, AtomKind::Area(_) | AtomKind::Organisation(_)) && pair[1].cues.has(known.poses)
        };
        let next = view.clause(number).start == clause.end + 1;
        let atoms = &view.atoms[clause];
        next && (!atoms.iter().any(own) || atoms.windows(2).any(poses))
    }

    /// The area of the section, else of the document.
    pub(in crate::resolve) fn standing_area(&self) -> Option<u32> {
        let area = self.section.area.as_ref().or(self.document.area.as_ref());
        area.map(|area| area.what)
    }

    /// The place of the section, else of the document: the body that it is about, in the area that the text tells of.
    pub fn standing_place(&self) -> Option<Stated<Where>> {
        let area = self.section.area.as_ref().or(self.document.area.as_ref());
        if let Some((body, kind)) = self.standing_body() {
            let place = Where {
                area: self.entry_area(body.name).or(area.map(|area| area.what)),
                subject: Some(body.name),
            };
            return Some(Stated::new(place, kind, Some(body.name)));
        }
        let area = area?;
        let place = Where {
            area: Some(area.what),
            subject: None,
        };
        Some(Stated::new(place, area.kind, area.span))
    }

    pub(in crate::resolve) fn place_at(
        &self,
        view: &SentenceView,
        atom: usize,
        kind: OriginKind,
    ) -> Option<Stated<Where>> {
        let standing = self.standing_area();
        match view.atoms[atom].kind {
            AtomKind::Area(index) => {
                let mention = &view.mentions[index];
                // 加拿大|多伦多排名第一: the city.
                let inner = view.mentions.get(index + 1).and_then(|next| match next.kind {
                    MentionKind::Area(id) if next.span.start == mention.span.end => Some(id),
                    _ => None,
                });
                let area = match mention.kind {
                    MentionKind::Area(id) => Some(
                        inner
                            .filter(|inner| self.document.gazetteer.within(*inner, id))
                            .unwrap_or(id),
                    ),
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
                        subject: Some(self.in_full(span)),
                    },
                    kind,
                    Some(span),
                ))
            }
            _ => None,
        }
    }
}
