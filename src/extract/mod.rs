//! extract: the mentions of a sentence → readings: for each quantity the rule that reads it, and what it says. A quantity
//! that no rule reads stays without a reading; nothing is guessed here, and nothing carried from one sentence to another.

mod around;
mod atoms;
mod behind;
mod bits;
mod contents;
mod counted;
mod edges;
mod engine;
mod groups;
mod index;
#[cfg(test)]
mod language_tests;
mod matcher;
mod nearest;
mod needs;
mod reach;
mod sharing;
mod state;
mod steps;
mod over_years;
mod table;
mod thing;
mod told;
mod trimming;
mod words;

use std::ops::Range;

use crate::rules::{FactTemplate, FlowRule, LabelPart, MeasureRule, Rule, Slot, SlotKind, WellKnown};

use counted::{doing, examples, is_share, moving};
use sharing::share;

pub use around::Around;
pub use atoms::{Atom, AtomKind, atoms};
pub use contents::Contents;
pub use engine::Engine;
pub use matcher::{Bind, Match};
pub use reach::Matcher;
pub use steps::Step;
pub use table::{CellReading, HeadPlace, HeadReader, HeadReading, HeadUnit, read_table};

/// A piece of a label, as far as the sentence says it.
#[derive(Clone, Debug, PartialEq)]
pub enum LabelPiece {
    /// As it stands.
    Literal(String),
    /// The content of these atoms.
    Phrase(Range<usize>),
    /// Words put together from these atoms.
    Words(String, Range<usize>),
    /// The label of the fact so many before this one's reading; 1 is the nearest.
    Before(usize),
}

/// What a rule says of one quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct FactReading {
    /// Index of the quantity among the sentence's mentions.
    pub quantity: usize,
    /// Index of its atom.
    pub atom: usize,
    /// The label.
    pub label: Vec<LabelPiece>,
    /// What the things counted do, behind the label: 952名嫌疑人从境外押解回国.
    pub told: Option<Range<usize>>,
    /// How the measure is decided.
    pub measure: MeasureRule,
    /// Whether the value is a difference downwards.
    pub negative: bool,
    /// The atom of the period that the rule ties to the quantity.
    pub period: Option<usize>,
    /// Which part of that period, where it is a stretch that stands for several.
    pub step: Option<Step>,
    /// The atom of the area that the rule ties to it.
    pub area: Option<usize>,
    /// Atoms that say what it is compared with.
    pub versus: Option<Range<usize>>,
    /// Atoms that say among what it ranks.
    pub among: Option<Range<usize>>,
    /// A flow the rule states.
    pub flow: Option<FlowRule>,
    /// The unit the rule implies where none is written.
    pub unit: Option<String>,
}

/// One rule's reading of one or more quantities.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Index of the rule.
    pub rule: usize,
    /// In text order.
    pub facts: Vec<FactReading>,
    /// Atoms covered.
    pub covers: Range<usize>,
    /// Whether another rule would have read it about as well.
    pub contested: bool,
}

/// A sentence with its atoms and the readings that won.
pub struct SentenceReading {
    /// The atoms.
    pub atoms: Vec<Atom>,
    /// In text order, no two of one quantity.
    pub readings: Vec<Reading>,
    /// What was found of its phrases.
    contents: Contents,
}

struct Candidate {
    reading: Reading,
    merit: Merit,
}

/// How good a reading is; larger is better, compared in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Merit {
    /// Quantities read.
    quantities: usize,
    /// Whether it names what it reads, and carries nothing over.
    named: bool,
    /// Words, cues and marks matched outright.
    explicit: usize,
    /// Slots filled.
    filled: usize,
    /// Atoms covered.
    covered: usize,
}

fn candidate(matcher: &Matcher, index: usize, rule: &Rule, found: &Match) -> Option<Candidate> {
    let mut facts = Vec::new();
    let slots = rule.pattern.as_ref().map_or(&[][..], |pattern| &pattern.slots);
    for template in &rule.facts {
        readings(matcher, slots, template, found, &mut facts)?;
    }
    // Of figures alone (410073, 波音737) a guess says nothing.
    if rule.guesses() && facts.iter().all(|fact| matcher.is_figures(fact.atom)) {
        return None;
    }
    facts.sort_by_key(|fact| fact.atom);
    let quantities = facts.len();
    let filled = found.binds.iter().filter(|bind| **bind != Bind::Nothing).count();
    let names = |piece: &LabelPiece| match piece {
        LabelPiece::Phrase(range) => !is_dependent(matcher.atoms, range, matcher.known),
        LabelPiece::Words(..) => true,
        LabelPiece::Literal(_) | LabelPiece::Before(_) => false,
    };
    let named = facts.iter().all(|fact| fact.label.iter().any(names));
    let merit = Merit {
        quantities,
        named,
        explicit: found.explicit,
        filled,
        covered: found.covers.len(),
    };
    Some(Candidate {
        reading: Reading {
            rule: index,
            facts,
            covers: found.covers.clone(),
            contested: false,
        },
        merit,
    })
}

/// The readings of one template, one for each of its values.
fn readings(
    matcher: &Matcher,
    slots: &[Slot],
    template: &FactTemplate,
    found: &Match,
    facts: &mut Vec<FactReading>,
) -> Option<()> {
    let values: &[usize] = match &found.binds[template.value] {
        Bind::One(atom) => &[*atom],
        Bind::Numbers(list) => list,
        // The value stands in a group that was left out: this template says nothing.
        _ => return Some(()),
    };
    let of = values.len();
    // A list of one is no list: the names before would be counted wrongly.
    let listed = matches!(found.binds[template.value], Bind::Numbers(_));
    if listed && of < 2 && template.each.is_none() && template.label.contains(&LabelPart::Before(1)) {
        return None;
    }
    let stretch_of_time = match template.each.map(|slot| &found.binds[slot]) {
        Some(Bind::Phrases(members)) if members.len() == 1 => Some(cut(matcher, members[0].start, values)?),
        _ => None,
    };
    let members = match template.each.map(|slot| &found.binds[slot]) {
        Some(Bind::Phrases(members)) if stretch_of_time.is_some() => Some(vec![members[0].clone(); of]),
        Some(Bind::Phrases(members)) if members.len() == values.len() => Some(members.clone()),
        Some(Bind::Phrases(members)) => Some(matcher.regrouped(members, values.len())?),
        Some(_) => return None,
        None => None,
    };
    // As many names as numbers are to be shared out, not to be one name for all.
    let shared_out = |part: &LabelPart| match part {
        LabelPart::Slot(slot) if of > 1 => match &found.binds[*slot] {
            Bind::Phrase(range) => matcher.members(range.clone()).len() == of,
            _ => false,
        },
        _ => false,
    };
    if members.is_none() && template.label.iter().any(shared_out) {
        return None;
    }
    let labels = members.as_ref().map(|members| share(matcher, members));
    let one = |slot: Option<usize>| match slot.map(|slot| &found.binds[slot]) {
        Some(Bind::One(atom)) => Some(*atom),
        _ => None,
    };
    // A list of places or periods gives each number its own.
    let member = |slot: Option<usize>, k: usize| match slot {
        Some(slot) if template.each == Some(slot) => members.as_ref().map(|all| all[k].start),
        _ => one(slot),
    };
    let word = |at: Option<usize>| at.map(|at| LabelPiece::Literal(matcher.atoms[at].span.of(matcher.text).to_owned()));
    let stretch = |slot: Option<usize>| match slot.map(|slot| &found.binds[slot]) {
        Some(Bind::One(atom)) => Some(*atom..*atom + 1),
        Some(Bind::Phrase(range)) => Some(range.clone()),
        _ => None,
    };
    for (k, atom) in values.iter().enumerate() {
        let mut label = Vec::new();
        let mut told = None;
        let mut sown = None;
        for (nth, part) in template.label.iter().enumerate() {
            let last = nth + 1 == template.label.len();
            match part {
                LabelPart::Literal(text) => label.push(LabelPiece::Literal(text.clone())),
                // Several times or places of one thing; else each number goes with one of the names before.
                LabelPart::Before(_) if members.is_some() => label.push(LabelPiece::Before(1)),
                LabelPart::Before(1) => label.push(LabelPiece::Before(values.len() - k)),
                LabelPart::Before(back) => label.push(LabelPiece::Before(*back)),
                // 为年度计划的108%, 对东盟进出口: a cue or a place that the rule puts into the label stays there.
                LabelPart::Slot(slot) if slots[*slot].kind == SlotKind::Cue => label.extend(word(one(Some(*slot)))),
                LabelPart::Slot(slot) if matches!(slots[*slot].kind, SlotKind::Area | SlotKind::Areas) => {
                    let place = member(Some(*slot), k);
                    let words = |at: usize| matcher.atoms[at].span.of(matcher.text).to_owned();
                    label.extend(place.map(|at| LabelPiece::Words(words(at), at..at + 1)));
                }
                LabelPart::Slot(slot) if Some(*slot) == template.each => {
                    label.extend(
                        labels
                            .as_ref()
                            .and_then(|all| all.get(k).cloned())
                            .into_iter()
                            .flatten(),
                    );
                }
                LabelPart::Slot(slot) => {
                    let range = stretch(Some(*slot));
                    let range = range.map(|range| match range.end <= *atom {
                        true => matcher.behind_number(range),
                        false => matcher.before_part(*atom, range),
                    });
                    // 德清、安吉两县的高企数: the count only sums the places up.
                    let listed = template.each.is_some_and(|each| slots[each].kind == SlotKind::Areas);
                    let range = match range {
                        Some(range) if listed => Some(matcher.behind_count_of_places(range)),
                        range => range,
                    };
                    let tail = slots[*slot].kind == SlotKind::Tail;
                    if tail && let Some(carried) = range.clone().and_then(|range| matcher.carried(*atom, range)) {
                        label = carried;
                        continue;
                    }
                    // 海浪观测到浪高: behind its thing a size is a noun, and what somebody did with the thing is no part of it.
                    let behind_thing = template.label[..nth]
                        .iter()
                        .any(|part| matches!(part, LabelPart::Slot(slot) if slots[*slot].kind == SlotKind::Tail));
                    let range = match range {
                        Some(range) if behind_thing && range.end <= *atom => Some(matcher.size_noun(*atom, range)?),
                        range => range,
                    };
                    let range = range.map(|range| match tail {
                        true => {
                            let thing =
                                matcher.thing(*atom, range.clone(), label.last().is_some_and(|act| matcher.acts(act)));
                            sown = matcher.is_sown(*atom, &range, &thing);
                            told = last.then(|| matcher.told(*atom, &range, &thing, &label)).flatten();
                            thing
                        }
                        false => range,
                    });
                    let before = range.clone().filter(|range| range.end <= *atom);
                    let act = before.and_then(|range| examples(matcher, range, *atom));
                    // 入选的7个乡村: what stands before 的 says which.
                    let which = range
                        .clone()
                        .filter(|range| range.end == *atom && matcher.says_which(range));
                    let content = act.or_else(|| range.clone().and_then(|range| matcher.content(range)));
                    let content = content.map(|content| match &which {
                        Some(which) => matcher.which(content.start..which.end - 1),
                        None => content,
                    });
                    // 119个国家和地区393个港口: what was counted just before says nothing of what is counted now.
                    let content = content.filter(|content| {
                        let kind = |atom: &Atom| {
                            let known = matcher.known;
                            let told = atom.cues.has(known.harm) || matcher.joins(atom);
                            told || atom.cues.has(known.vague) || atom.cues.has(known.blank)
                        };
                        let counted = content.start.checked_sub(1).map(|at| &matcher.atoms[at]);
                        let counted = counted.is_some_and(|before| before.quantity().is_some());
                        let named = !label.is_empty() || template.label.len() < 2 || content.start > *atom;
                        named || !counted || !matcher.atoms[content.clone()].iter().all(kind)
                    });
                    if let Some(content) = content {
                        let acted = label.last().is_some_and(|act| matcher.acts(act));
                        let moving = range.filter(|_| tail).and_then(|range| {
                            moving(matcher, *atom, &range, &content)
                                .or_else(|| doing(matcher, *atom, &range, &content).filter(|_| !acted))
                        });
                        let share = moving.is_some() && is_share(matcher, *atom);
                        let content = match moving {
                            Some((moved, noun)) => {
                                told = None;
                                label.push(LabelPiece::Literal(moved));
                                noun
                            }
                            None => content,
                        };
                        label.extend((!content.is_empty()).then_some(LabelPiece::Phrase(content)));
                        let behind = if share { "占比" } else { "的" };
                        label.extend((share || which.is_some()).then(|| LabelPiece::Literal(behind.to_owned())));
                    }
                }
                LabelPart::Row | LabelPart::Column | LabelPart::Caption => {}
            }
        }
        if let Some(sown) = sown {
            told = None;
            if sown == behind::Sown::Bare {
                label.push(LabelPiece::Literal(behind::SURFACE.to_owned()));
            }
        }
        if told.is_none() && label == [LabelPiece::Before(1)] && template.measure == MeasureRule::Level {
            told = matcher.told_elliptic(*atom);
        }
        facts.push(FactReading {
            quantity: matcher.atoms[*atom].quantity()?,
            atom: *atom,
            label,
            told,
            measure: template.measure,
            negative: one(template.sign).is_some_and(|cue| matcher.known.down.intersects(matcher.atoms[cue].cues)),
            period: member(template.period, k),
            step: stretch_of_time.map(|()| Step { nth: k, of }),
            area: member(template.area, k),
            versus: stretch(template.versus),
            among: stretch(template.among),
            flow: template.flow,
            unit: template.unit.clone(),
        });
    }
    Some(())
}

/// Whether the stretch of time at that atom (2019—2021年) stands for as many periods as there are values, and not the things
/// before the values for several.
fn cut(matcher: &Matcher, at: usize, values: &[usize]) -> Option<()> {
    let AtomKind::Period(index) = matcher.atoms[at].kind else {
        return None;
    };
    let between = at + 1..*values.first()?;
    let several = matcher.members(between.clone()).len() > 1
        || matcher
            .content(between)
            .is_some_and(|what| matcher.fused_parts(what).len() == values.len());
    (!several && steps::divides(&matcher.mentions[index], matcher.text, values.len())).then_some(())
}

/// Whether a phrase says nothing without what it is of (增速, 占比, 招生, 总量和增速).
pub fn is_dependent(atoms: &[Atom], range: &Range<usize>, known: &WellKnown) -> bool {
    let mut inside = 0;
    let mut words = atoms[range.clone()].iter().filter(|atom| {
        match atom.kind {
            AtomKind::Open(Some(_)) => inside += 1,
            AtomKind::Close(Some(_)) => inside -= 1,
            _ => {}
        }
        let mark = matches!(
            atom.kind,
            AtomKind::Noise | AtomKind::Quote | AtomKind::Period(_) | AtomKind::Open(_) | AtomKind::Close(_)
        );
        inside == 0 && !mark
    });
    // 完成投资 is no better than 投资.
    let mut words = words
        .by_ref()
        .skip_while(|atom| atom.cues.has(known.reach) && !atom.cues.has(known.dependent))
        .peekable();
    // 销量增长贡献度, but not 增加税收.
    let leans =
        |atom: &Atom| atom.cues.has(known.dependent) || atom.cues.has(known.growth) || atom.cues.has(known.share_reach);
    let joins = |atom: &Atom| atom.kind == AtomKind::Enumeration || atom.cues.has(known.and);
    words.peek().is_some_and(|first| leans(first))
        && words.all(|atom| leans(atom) || joins(atom) || known.moves.intersects(atom.cues))
}

/// Of all candidates the best for each quantity: the longest, best-filled one wins.
fn choose(mut candidates: Vec<Candidate>) -> Vec<Reading> {
    candidates.sort_by(|a, b| b.merit.cmp(&a.merit).then(a.reading.rule.cmp(&b.reading.rule)));
    let mut chosen: Vec<(Reading, Merit)> = Vec::new();
    for candidate in candidates {
        let rival = chosen.iter_mut().find(|(reading, _)| {
            reading.facts.iter().any(|fact| {
                candidate
                    .reading
                    .facts
                    .iter()
                    .any(|other| other.quantity == fact.quantity)
            })
        });
        match rival {
            Some((reading, merit)) => {
                reading.contested |= *merit == candidate.merit && reading.rule != candidate.reading.rule
            }
            None => chosen.push((candidate.reading, candidate.merit)),
        }
    }
    let mut readings: Vec<Reading> = chosen.into_iter().map(|(reading, _)| reading).collect();
    readings.sort_by_key(|reading| reading.facts.first().map(|fact| fact.atom));
    readings
}
