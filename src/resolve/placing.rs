//! Places: what a number is about, said at the head of its clause or carried from before.

use std::ops::Range;

use crate::extract::{Atom, AtomKind, FactReading};
use crate::model::{AreaLevel, Dimension, Mention, MentionKind, OriginKind, OwnLevel, Span};
use crate::recognize::named_by;
use crate::rules::{Gazetteer, NameStrength};
use crate::segment::PartOfSpeech;

use super::area_said::AreaSaid;
use super::body::{Body, is_same, without_office};
use super::discourse::{Discourse, Resolved, Stated, Where};
use super::view::SentenceView;
use super::{PartialDate, Told, area_said, own_area};

/// The longest office and name of a speaker, in characters.
const SPEAKER: usize = 20;

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
        let standing = self.standing_area();
        // 全省 in a story about a province, in a text about the country.
        let own = self.story.as_ref().map(|story| story.what).or(standing);
        let mut clause = view.clause(reading.atom);
        let mut kind = OriginKind::Said;
        loop {
            let span = Span::new(view.atoms[clause.start].span.start, view.atoms[clause.end - 1].span.end);
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
                Told::Of(said) => Some(said),
                Told::Several | Told::Nothing => None,
            };
            if let Some(body) = self.body_meant(view, clause.clone(), reading.atom, said.map(|said| said.span)) {
                let standing = self.standing_place().filter(|place| place.what.subject == Some(body));
                return standing.or_else(|| {
                    let place = Where {
                        area: said.map(|said| said.id).or(own),
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
                        || (self.document.organisations.is_body(name.of(self.document.text)) && wider(&said))
                })
            {
                // 某某高新区在全国……中列第79位: among whom, not where it lies.
                let said = said.filter(|said| said.span.start < view.atoms[atom].span.start);
                let span = view.atoms[atom].span;
                return Some(Stated::new(
                    Where {
                        area: said.map(|said| said.id).or_else(|| self.seat(view, atom)).or(own),
                        subject: Some(self.in_full(span)),
                    },
                    kind,
                    Some(span),
                ));
            }
            if let Some(said) = said
                && (kind == OriginKind::Said
                    || self.goes_on_about(view, clause.clone(), reading.atom, said.span, standing))
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
            // What a clause tells of several places says nothing of those named before it.
            if clause.start == 0 || told == Told::Several {
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
            .or_else(|| self.paragraph_place.clone())
            .or_else(|| self.standing_place())
    }

    /// Keeps in mind the place that the first sentence of a paragraph is about, where it opens it and lies in the text's own:
    /// 某某县先后……17家。全年预计新增30家. Any other place named at the head of a clause ends it.
    pub(super) fn settle_paragraph(&mut self, view: &SentenceView, facts: &[Resolved]) {
        let standing = self.standing_area();
        if !self.at_head {
            let other = facts.iter().filter_map(|fact| fact.place.as_ref());
            let other = other.filter(|place| place.kind == OriginKind::Said);
            let known = self.paragraph_place.as_ref().map(|place| place.what.clone());
            if other.clone().any(|place| Some(&place.what) != known.as_ref()) {
                self.paragraph_place = None;
            }
            return;
        }
        let Some(place) = facts.first().and_then(|fact| fact.place.as_ref()) else {
            return;
        };
        let (text, organisations, gazetteer) =
            (self.document.text, self.document.organisations, self.document.gazetteer);
        let ground = |name: Span| organisations.is_zone(name.of(text)) || organisations.is_town(name.of(text));
        let inner = match (place.what.subject, place.what.area) {
            (Some(name), _) => ground(name),
            // A province's report tells of its cities in passing, a city's feature of one county after the other.
            (None, Some(area)) => standing.is_some_and(|standing| {
                let city = gazetteer.area(standing).level >= Some(AreaLevel::City);
                city && area != standing && gazetteer.within(area, standing)
            }),
            (None, None) => false,
        };
        let Some(span) = place
            .span
            .filter(|_| inner && matches!(place.kind, OriginKind::Said | OriginKind::Carried))
        else {
            return;
        };
        let at = view.atoms.partition_point(|atom| atom.span.start < span.start);
        let one = facts
            .iter()
            .all(|fact| fact.place.as_ref().is_some_and(|other| other.what == place.what));
        let early = view.atoms[..at.min(view.atoms.len())]
            .iter()
            .all(|atom| atom.quantity().is_none());
        if one && early && at < view.atoms.len() && view.heads(at, self.document.known) {
            self.paragraph_place = Some(Stated::new(place.what.clone(), OriginKind::Carried, Some(span)));
        }
    }

    /// Whoever speaks for a zone tells of it: 某某高新区管委会副主任某某：…….
    pub fn speaker(&mut self, paragraph: Span, mentions: &[Mention]) {
        let (text, organisations) = (self.document.text, self.document.organisations);
        let first = mentions.partition_point(|mention| mention.span.start < paragraph.start);
        let Some(mention) = mentions
            .get(first)
            .filter(|mention| mention.kind == MentionKind::Organisation)
        else {
            return;
        };
        let opens = text[paragraph.start..mention.span.start].trim().is_empty();
        let name = without_office(text, mention.span, organisations);
        let rest = &text[mention.span.end..paragraph.end.max(mention.span.end)];
        let speaks = rest
            .chars()
            .take(SPEAKER)
            .take_while(|c| c.is_alphabetic() || *c == '、')
            .count();
        let colon = rest.chars().nth(speaks) == Some('：');
        if opens && colon && speaks > 0 && name != mention.span {
            let area = self.standing_area();
            let place = Where {
                area,
                subject: Some(self.in_full(name)),
            };
            self.paragraph_place = Some(Stated::new(place, OriginKind::Carried, Some(name)));
        }
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
            let before = text[..mention.span.start].chars().next_back();
            let at_head = before.is_none_or(|mark| !mark.is_alphanumeric());
            let id = match mention.kind {
                MentionKind::Area(id) => id,
                // A village lies in the story's place, and a firm that is only named may.
                MentionKind::Organisation if self.passes(mention.span, at_head) => continue,
                MentionKind::Organisation => Gazetteer::COUNTRY,
                _ => continue,
            };
            // 日本全国
            if id == Gazetteer::COUNTRY && about.is_some_and(|(.., span)| span.end == mention.span.start) {
                continue;
            }
            // 占全国的六成: among whom, not of whom.
            let clause = text[..mention.span.start]
                .rfind(['，', '。', '；', '：', '\n'])
                .map_or(0, |at| at);
            if id == Gazetteer::COUNTRY && gazetteer.aside(&text[clause..mention.span.start], "") {
                continue;
            }
            // 甘肃以打造全国制造业基地为目标: the country stands in the middle of what is told of the province.
            if id == Gazetteer::COUNTRY && opened && !at_head {
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
            let opens = abroad
                || bare.is_empty()
                || bare.ends_with(['，', '。', '：', '；', '>', '）', '】', '\n', '#', '.', '．', '*']);
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

    /// Whether an organisation leaves the story where it is.
    fn passes(&self, name: Span, at_head: bool) -> bool {
        let name = name.of(self.document.text);
        let organisations = self.document.organisations;
        organisations.is_town(name) || (!at_head && organisations.is_body(name))
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
    fn goes_on_about(
        &self,
        view: &SentenceView,
        clause: Range<usize>,
        number: usize,
        said: Span,
        standing: Option<u32>,
    ) -> bool {
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
        let known = self.document.known;
        // 某市的创新中心加快建设，……，全国重点实验室45家: a clause with a subject of its own is of the whole again, but for the next
        // one: 某县持续领跑，生产总值27亿元.
        let goes_on =
            at + 1 >= atoms.len() || view.continues(number, known) || self.is_next(view, clause.clone(), number);
        told || (goes_on && !modifies && view.heads(clause.start + at, known))
    }

    /// Whether the clause of a number is the next behind another, and nothing in that one is said of something of its subject's
    /// (某市的中心).
    fn is_next(&self, view: &SentenceView, clause: Range<usize>, number: usize) -> bool {
        let own = |atom: &Atom| atom.span.of(self.document.text) == "的";
        view.clause(number).start == clause.end + 1 && !view.atoms[clause].iter().any(own)
    }

    /// The organisation that a clause is about, for a number: at its head, and neither an example (某某大学等17所高校) nor what the
    /// number is a share of (某某高新区的4%).
    fn organisation_leading(&self, view: &SentenceView, clause: Range<usize>, number: usize) -> Option<usize> {
        let text = self.document.text;
        let atom = view.leading_organisation(clause, self.document.known)?;
        let behind = Span::new(
            view.atoms[atom].span.end,
            view.atoms[number].span.start.max(view.atoms[atom].span.end),
        );
        let share = matches!(view.atoms[number].quantity().map(|index| &view.mentions[index].kind),
            Some(MentionKind::Quantity(of)) if matches!(of.dimension, Dimension::Ratio | Dimension::Multiple));
        let example = behind.of(text).starts_with(['等', '、', '和']) && behind.of(text).ends_with('等');
        (!example && !(share && behind.of(text) == "的")).then_some(atom)
    }

    /// Whether the number before was of a zone or town with that name: 某某高新区持续领跑，生产总值27亿元，投入强度9%.
    fn told_before(&self, name: Span, previous: Option<&Resolved>) -> bool {
        let organisations = self.document.organisations;
        let words = name.of(self.document.text);
        let ground = organisations.is_zone(words) || organisations.is_town(words);
        let place = previous.and_then(|previous| previous.place.as_ref());
        ground && place.is_some_and(|place| place.what.subject == Some(self.in_full(name)))
    }

    /// Whether a number behind an organisation's clause is still about it: its own clause has no other subject; or the
    /// organisation has ground of its own, and its clause has told a number or is the one before.
    fn continues_with(&self, view: &SentenceView, clause: Range<usize>, organisation: usize, number: usize) -> bool {
        let name = view.atoms[organisation].span.of(self.document.text);
        let organisations = self.document.organisations;
        let ground = organisations.is_zone(name) || organisations.is_town(name);
        let told = || view.atoms[clause.clone()].iter().any(|atom| atom.quantity().is_some());
        // 甲经济区总量突破3万亿元，乙经济区总量达到1万亿元
        let here = view.clause(number).start;
        let own = Span::new(view.atoms[here].span.start, view.atoms[number].span.start).of(self.document.text);
        let ground = ground && !organisations.names_zone(own);
        view.continues(number, self.document.known)
            || (ground && (told() || self.is_next(view, clause.clone(), number)))
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

    /// The area of the section, else of the document.
    fn standing_area(&self) -> Option<u32> {
        let area = self.section.area.as_ref().or(self.document.area.as_ref());
        area.map(|area| area.what)
    }

    /// The body that the section is about, else the document.
    fn standing_body(&self) -> Option<(Body, OriginKind)> {
        let section = self.section.body.map(|body| (body, OriginKind::Heading));
        let document = self.document.body.filter(|_| self.section.area.is_none());
        section.or_else(|| document.map(|body| (body, OriginKind::Title)))
    }

    /// The place of the section, else of the document: the body that it is about, in the area that the text tells of.
    pub fn standing_place(&self) -> Option<Stated<Where>> {
        let area = self.section.area.as_ref().or(self.document.area.as_ref());
        if let Some((body, kind)) = self.standing_body() {
            let place = Where {
                area: area.map(|area| area.what),
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

    /// The body that a clause means by a word for it, before the number and after any other place: 全区 in a text about a zone,
    /// 全村 behind a village, 公司 behind a firm that the paragraph has named.
    fn body_meant(&self, view: &SentenceView, clause: Range<usize>, number: usize, said: Option<Span>) -> Option<Span> {
        let text = self.document.text;
        let own = self.standing_body().and_then(|(body, _)| Some((body.name, body.own?)));
        let end = number.min(clause.end);
        for at in clause.start..end {
            let span = view.atoms[at].span;
            if said.is_some_and(|said| said.start > span.start) {
                continue;
            }
            let AtomKind::Area(index) = view.atoms[at].kind else {
                continue;
            };
            let MentionKind::OwnArea(level) = view.mentions[index].kind else {
                continue;
            };
            let before = Span::new(view.atoms[clause.start].span.start, span.start).of(text);
            let after = Span::new(span.end, view.atoms[number].span.start.max(span.end)).of(text);
            if self.document.gazetteer.aside(before, after) {
                continue;
            }
            if let Some((name, own)) = own
                && (level == own || level == OwnLevel::Any)
            {
                return Some(name);
            }
            if level == OwnLevel::Town {
                let kind = span.of(text).trim_start_matches(['全', '我', '本']);
                return self.named_before(span.start, kind);
            }
        }
        // 公司今年……: at the head of the clause.
        let head = (clause.start..end).find(|at| match view.atoms[*at].kind {
            AtomKind::Word(_) => !self.document.known.lead.intersects(view.atoms[*at].cues),
            AtomKind::Period(_) | AtomKind::Quote | AtomKind::Noise => false,
            _ => true,
        })?;
        let start = view.atoms[head].span.start;
        let ends = self
            .document
            .organisations
            .back(&text[start..view.atoms[end].span.start])?;
        ends.iter()
            .filter_map(|end| self.named_before(start, end))
            .max_by_key(|name| name.start)
    }

    /// The body named last in this paragraph, before a place of the text, whose name ends so.
    fn named_before(&self, at: usize, end: &str) -> Option<Span> {
        let text = self.document.text;
        let mut named = self.bodies.iter().rev().filter(|name| name.end <= at);
        named
            .find(|name| name.of(text).ends_with(end))
            .map(|name| self.in_full(*name))
    }

    /// Keeps in mind the bodies that a paragraph names.
    pub fn note_bodies(&mut self, mentions: &[Mention]) {
        let named = mentions
            .iter()
            .filter(|mention| mention.kind == MentionKind::Organisation);
        self.bodies.extend(named.map(|mention| mention.span));
    }

    /// An organisation's name as the title writes it, if it is the body that the text is about.
    fn in_full(&self, name: Span) -> Span {
        let (text, organisations) = (self.document.text, self.document.organisations);
        let name = without_office(text, name, organisations);
        let bodies = [self.document.body, self.section.body];
        let same = |body: &Span| is_same(body.of(text), name.of(text), organisations);
        bodies
            .into_iter()
            .flatten()
            .map(|body| body.name)
            .find(same)
            .unwrap_or(name)
    }

    pub(super) fn place_at(&self, view: &SentenceView, atom: usize, kind: OriginKind) -> Option<Stated<Where>> {
        let standing = self.standing_area();
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
