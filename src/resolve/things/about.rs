//! Of which thing each clause of a sentence with numbers is, and so each fact: the thing that it names, or the one that it goes
//! on about without a subject of its own.

use std::ops::Range;

use crate::extract::{Atom, AtomKind};
use crate::model::{OriginKind, Span};
use crate::rules::ThingKind;

use super::antecedent::joined;
use super::headed::Headed;
use super::stance::{ATTRIBUTE, Stance};
use super::thing::Thing;
use crate::resolve::discourse::{Discourse, Resolved};
use crate::resolve::names::label;
use crate::resolve::view::SentenceView;

/// Of what thing each clause of a sentence is, by where the clauses begin, and whether the clause itself names it.
pub(in crate::resolve) type Abouts = Vec<(usize, Option<(Thing, bool)>)>;

impl Discourse<'_> {
    /// Of what thing each clause of a sentence with numbers is.
    pub(in crate::resolve) fn abouts(&mut self, view: &SentenceView) -> Abouts {
        let text = self.document.text;
        let mut abouts = Abouts::new();
        // In a report of a government, what has no subject is what the government does; only in the news it is what was told
        // of before.
        let news = self.document.date.tells;
        let mut current = self.thing.filter(|_| news);
        // Whether somebody else has come in, of whom the clauses tell that have no subject; and whether 其中 opens the next one.
        let (mut other, mut parts, mut since, mut alone) = (false, false, None, false);
        let mut start = 0;
        while start < view.atoms.len() {
            let clause = view.clause(start);
            start = clause.end + 1;
            if clause.is_empty() {
                continue;
            }
            let span = label::span(view.atoms, &clause);
            let mut here = false;
            let part =
                std::mem::replace(&mut parts, false) || view.atoms[clause.start].cues.has(self.document.known.part);
            if part && clause.len() == 1 {
                parts = true;
                continue;
            }
            let named = self.document.things.may_be_in(span.of(text));
            let framed: Option<Thing> = since.take();
            let whole = std::mem::take(&mut alone);
            let about = match self.headed(span, view.mentions, named) {
                Headed::About(thing, end) => {
                    (current, here, other) = (Some(thing), true, false);
                    // 某某工程实施以来，中央资金累计投入……: for that.
                    let told = Span::new(end.min(span.end), span.end);
                    // 本届某某会，代表团获得……: the clause is nothing but its name.
                    alone = thing.kind == ThingKind::Event && FRAMES.contains(&told.of(text));
                    since = current
                        .filter(|thing| news && thing.is_lasting() && (alone || span.of(text).ends_with("以来")));
                    current.filter(|thing| thing.kind != ThingKind::Paper || self.holds(told))
                }
                Headed::BringsUp(thing) => {
                    (current, other) = (Some(thing), false);
                    None
                }
                Headed::Lost => {
                    current = None;
                    None
                }
                // Where nothing was named before, no clause goes on about it.
                Headed::Nothing if current.is_none() && framed.is_none() && (!news || !abouts.is_empty()) => None,
                Headed::Nothing => {
                    let event = current.is_some_and(|thing| thing.kind == ThingKind::Event);
                    let paper = current.is_some_and(|thing| thing.kind == ThingKind::Paper);
                    match self.stance(view, clause.clone()) {
                        // 明确25项任务: whatever part of speech it is.
                        _ if paper && news && self.holds(span) => current,
                        Stance::GoesOn { acts: true } if !news => {
                            current = None;
                            None
                        }
                        Stance::GoesOn { .. } if paper => None,
                        Stance::GoesOn { .. } if other => None,
                        // 预计年平均发电量47亿千瓦时，可满足150万个家庭……
                        Stance::GoesOn { acts: false }
                            if news
                                && abouts.is_empty()
                                && current.is_none()
                                && self.tells_attribute(view, clause.clone()) =>
                        {
                            current = self.lasting.filter(|thing| thing.kind == ThingKind::Work);
                            current
                        }
                        Stance::GoesOn { .. } => current,
                        Stance::Counts => current.filter(|_| event && !other),
                        Stance::Aside => None,
                        // 冰雪大世界开园以来，哈尔滨全市接待游客……: of the place.
                        Stance::Own if framed.is_some() => {
                            here = whole;
                            current = framed.filter(|_| whole || !view.names_area(clause.clone()));
                            current
                        }
                        Stance::Own if event && self.document.things.takes_part(span.of(text)) => {
                            other = false;
                            current
                        }
                        // 其中，货运量增长12.8%: of what the sentence before tells of.
                        Stance::Own if part && news => current.filter(Thing::is_lasting),
                        // Who comes to an event may be told of for some sentences.
                        Stance::Own if event && news => {
                            other = true;
                            None
                        }
                        Stance::Own => {
                            current = None;
                            None
                        }
                    }
                }
            };
            abouts.push((clause.start, about.map(|thing| (thing, here))));
        }
        self.thing = current;
        abouts
    }

    /// Says of which thing a fact is that is of no organisation, and puts the thing before an attribute that does not say whose
    /// it is: 通航净空 → 某大桥通航净空.
    pub(in crate::resolve) fn is_about(
        &mut self,
        view: &SentenceView,
        atom: usize,
        abouts: &Abouts,
        fact: &mut Resolved,
    ) {
        let clause = view.clause(atom).start;
        let known = abouts.binary_search_by_key(&clause, |(start, _)| *start);
        let known = known.ok().and_then(|at| abouts[at].1);
        // 设计时速350公里: of the work that the story has named last, whoever the clause before was about.
        let built = || {
            let (text, things, label) = (self.document.text, self.document.things, fact.label.what.as_str());
            let told = self.document.date.tells && fact.label.kind == OriginKind::Said && fact.qualifiers.is_empty();
            let work = self.lasting.filter(|thing| told && thing.kind == ThingKind::Work)?;
            let of_work = things.is_attribute(label) && !(label.ends_with("投资") && label.contains("交通"));
            // 隧道海拔 is of no railway.
            let other = things
                .alone_at(label)
                .is_some_and(|pointed| !pointed.fits(work.name.of(text)));
            let before = work.name.end <= view.atoms[clause].span.start;
            (of_work && !other && before).then_some((work, false))
        };
        let Some((thing, named)) = known.or_else(built) else {
            return;
        };
        let own = fact.place.as_ref().is_some_and(|place| place.what.subject.is_some());
        if own
            || thing.name.contains(fact.span)
            || fact.span.start < thing.name.end && view.atoms[clause].span.start <= thing.name.start
        {
            return;
        }
        // 全区工业投资规模: what a place is said to have is of the place.
        let here = label::span(view.atoms, &view.clause(atom));
        let placed = fact
            .place
            .as_ref()
            .filter(|place| place.kind == OriginKind::Said)
            .and_then(|place| place.span);
        if placed.is_some_and(|place| here.contains(place)) && !named {
            return;
        }
        let name = thing.name.of(self.document.text);
        // 国家卓越级智能工厂达22家: what is counted is not what it is of.
        if name.contains(fact.label.what.as_str()) {
            return;
        }
        fact.about = Some(thing.name);
        let bare = self.document.things.is_attribute(&fact.label.what)
            && fact.label.what.chars().count() <= ATTRIBUTE
            && matches!(thing.kind, ThingKind::Work | ThingKind::Event);
        let room = name.chars().count() + fact.label.what.chars().count() <= WHOLE;
        if bare && room && fact.label.kind == OriginKind::Said && !name.contains(fact.label.what.as_str()) {
            fact.label.what = joined(name, &fact.label.what);
        }
    }

    /// Whether what stands there says what a paper holds.
    fn holds(&self, words: Span) -> bool {
        let words = words.of(self.document.text);
        self.document
            .things
            .holds(words.trim_start_matches(['共', '还', '将', '也', '》']))
    }

    /// 预计年平均发电量47亿千瓦时: whether a clause begins with an attribute of a work.
    fn tells_attribute(&self, view: &SentenceView, clause: Range<usize>) -> bool {
        let known = self.document.known;
        let leads = |atom: &Atom| {
            let word = known.lead.intersects(atom.cues) || atom.cues.has(known.filler);
            word || matches!(atom.kind, AtomKind::Period(_) | AtomKind::Noise)
        };
        let Some(start) = clause.clone().find(|at| !leads(&view.atoms[*at])) else {
            return false;
        };
        let ends = |at: &usize| view.atoms[*at].quantity().is_some() || known.trail.intersects(view.atoms[*at].cues);
        let end = (start..clause.end).find(ends).unwrap_or(clause.end);
        end > start
            && self
                .document
                .things
                .is_attribute(label::span(view.atoms, &(start..end)).of(self.document.text))
    }
}

/// What may stand behind the name of an event in a clause of nothing else.
const FRAMES: [&str; 5] = ["", "上", "中", "期间", "现场"];

/// Characters of a label with its thing at most.
const WHOLE: usize = 32;
