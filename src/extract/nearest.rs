//! Why a number stays open: which rule came nearest to reading it, and what stopped it. Asked only for numbers that became
//! neither fact nor skip, so that it costs nothing elsewhere.

use std::cmp::Reverse;

use crate::model::{Mention, Span};
use crate::rules::{CueSet, Cues, FactTemplate, Item, Kinds, Pattern, Rule, SlotKind, Variant};

use super::around::{Around, Place};
use super::atoms::{self, Atom};
use super::bits::Bits;
use super::engine::Engine;
use super::index::outright;
use super::matcher::{Bind, Match};
use super::needs::{Short, There};
use super::reach::Matcher;
use super::state::{Furthest, State, Stopped};
use super::{Reading, SentenceReading, candidate};

/// How near a rule came; larger is nearer. First whether it matched as a whole, then the words, cues and marks that matched,
/// then the fewest items left.
type Near = (bool, usize, Reverse<usize>);

/// How far a rule came.
struct Attempt<'r> {
    rule: (usize, &'r Rule, &'r Pattern),
    variant: &'r Variant,
    near: Near,
    end: End,
}

/// How a match ended. What is to be said of it is put into words only for the nearest of all.
enum End {
    Matched(Match),
    Stopped(Option<Furthest>),
}

impl Engine {
    /// One sentence on why the number of atom `anchor` is no fact: the nearest rule and what stopped it.
    ///
    /// `read_by` is the rule that reads it without naming it, where there is one; then the nearest of the rules that would
    /// name it is told.
    #[allow(clippy::too_many_arguments)]
    pub fn why_open(
        &self,
        text: &str,
        sentence: Span,
        read: &SentenceReading,
        mentions: &[Mention],
        anchor: usize,
        around: &Around,
        read_by: Option<&str>,
        cues: &Cues,
    ) -> String {
        let (atoms, readings) = (&read.atoms[..], &read.readings[..]);
        let Some(quantity) = atoms.get(anchor).and_then(Atom::quantity) else {
            return "no rule reads it".to_owned();
        };
        let kinds = atoms::kinds(&mentions[quantity]);
        let place = Place::new(text, sentence, atoms, around);
        let matcher = self.matcher(text, atoms, mentions, &read.contents);
        let nearest = self.nearest(&matcher, anchor, kinds, place.present, read_by);
        let nearest = nearest.map(|attempt| {
            let rule = attempt.rule.1;
            let why = self.why(&matcher, &place, attempt, anchor, readings, cues);
            ["rule `", &rule.id, "` ", &why].concat()
        });
        match (read_by, nearest) {
            (None, Some(nearest)) => nearest,
            (None, None) => format!("no rule takes a number of this kind ({})", kinds.names()),
            (Some(rule), nearest) => {
                let nearest = nearest.map(|nearest| format!("; {nearest}")).unwrap_or_default();
                format!("rule `{rule}` reads it, but nothing says what it measures or counts{nearest}")
            }
        }
    }

    /// The rule that comes nearest to reading a number, of those that come equally near the first.
    fn nearest<'e>(
        &'e self,
        matcher: &Matcher,
        anchor: usize,
        kinds: Kinds,
        present: CueSet,
        read_by: Option<&str>,
    ) -> Option<Attempt<'e>> {
        let index = self.index();
        let mut ways = index.of_kind(kinds, read_by.is_some());
        if let Some(rule) = read_by.and_then(|id| self.rules().iter().position(|rule| rule.id == id)) {
            index.of_rule(rule).for_each(|number| ways.take_out(number));
        }
        let beside = matcher.beside(anchor, index.lookup());
        let mut room = ways.clone();
        let mut beginning = ways.clone();
        index.keep_beginning(&mut beginning, &beside, &mut room);
        ways.remove(&beginning);
        let mut fitting = beginning.clone();
        index.keep_ending(&mut fitting, &beside, &mut room);
        beginning.remove(&fitting);
        let mut search = Search {
            engine: self,
            matcher,
            anchor,
            there: matcher.contents.sides(matcher.atoms).round(anchor, present),
            state: State::new(0),
            nearest: None,
            stopped: Vec::new(),
        };
        // First those that do not stop at once, where a match of them could come nearer.
        fitting.each(|number| {
            if search.is_nearer((true, search.items(number), Reverse(0)), number) {
                search.attempt(number);
            }
        });
        // Then those that stop at what stands before the number, where they could come nearer.
        match &search.nearest {
            Some((nearest, _)) if nearest.near.0 => beginning.clear(),
            Some((nearest, _)) => index.keep_outright_after(&mut beginning, nearest.near.1),
            None => {}
        }
        beginning.each(|number| {
            let way = index.way(number);
            let outright = usize::from(way.outright_after);
            if search.is_nearer((false, outright, Reverse(way.left_second.into())), number) {
                search.attempt(number);
            }
        });
        // All others stop at what stands behind it: the shortest of them may come nearest.
        while let Some(number) = search.shortest(&ways) {
            ways.take_out(number);
            search.attempt(number);
        }
        search.nearest.map(|(attempt, _)| attempt)
    }

    /// Why the rule of an attempt does not read the number.
    fn why(
        &self,
        matcher: &Matcher,
        place: &Place,
        attempt: Attempt,
        anchor: usize,
        readings: &[Reading],
        cues: &Cues,
    ) -> String {
        let (index, rule, pattern) = attempt.rule;
        let variant = attempt.variant;
        match attempt.end {
            End::Matched(found) => match place.unmet(index, &rule.conditions, anchor) {
                Some(condition) => {
                    let key = if condition.wanted { "given" } else { "unless" };
                    format!("would read it, but for its `{key} = \"{}\"`", condition.written)
                }
                None => self.lost(matcher, (index, rule, pattern), found, readings),
            },
            End::Stopped(Some(furthest)) => {
                let items = if furthest.before {
                    &variant.before
                } else {
                    &variant.after
                };
                stop(matcher, pattern, &items[furthest.item], furthest, cues)
            }
            End::Stopped(None) => "wants a list of such numbers here".to_owned(),
        }
    }

    /// Why a rule that matches reads nothing.
    fn lost(
        &self,
        matcher: &Matcher,
        (index, rule, pattern): (usize, &Rule, &Pattern),
        found: Match,
        readings: &[Reading],
    ) -> String {
        let unequal = rule.facts.iter().find_map(|fact| unequal(fact, pattern, &found));
        if let Some(unequal) = unequal {
            return unequal;
        }
        let covers = found.covers.clone();
        let claimed = candidate(matcher, index, rule, &found);
        let winner = claimed.and_then(|claimed| {
            let wanted: Vec<usize> = claimed.reading.facts.iter().map(|fact| fact.quantity).collect();
            let reads = |reading: &&Reading| reading.facts.iter().any(|fact| wanted.contains(&fact.quantity));
            readings.iter().find(reads)
        });
        match winner {
            Some(winner) => {
                let first = winner.facts.first().map_or(covers.start, |fact| fact.atom);
                let quote = matcher.atoms[first].span.of(matcher.text);
                let rule = &self.rules()[winner.rule].id;
                ["gives way to `", rule, "`, which reads “", quote, "” better"].concat()
            }
            None => "reads it, but nothing says what it measures or counts".to_owned(),
        }
    }
}

/// The search for the way that comes nearest.
struct Search<'e, 'm> {
    engine: &'e Engine,
    matcher: &'m Matcher<'m>,
    anchor: usize,
    /// The cues round the number.
    there: There,
    state: State,
    /// The nearest so far, with its number.
    nearest: Option<(Attempt<'e>, usize)>,
    /// What stood behind the number in the ways of the rule tried last, and how far each came that did not fit.
    stopped: Vec<((u32, u32), Option<Furthest>)>,
}

impl Search<'_, '_> {
    /// Whether so near is nearer than the nearest so far, or as near and before it.
    fn is_nearer(&self, near: Near, number: usize) -> bool {
        self.nearest
            .as_ref()
            .is_none_or(|(best, at)| near > best.near || (near == best.near && number < *at))
    }

    /// Of ways that match nothing, the one with the fewest items, if that could be nearer.
    fn shortest(&self, ways: &Bits) -> Option<usize> {
        let far = |(best, _): &(Attempt, usize)| (best.near.0, best.near.1) == (false, 0);
        if !self.nearest.as_ref().is_none_or(far) {
            return None;
        }
        let index = self.engine.index();
        let near = |number: usize| (false, 0, Reverse(index.way(number).left_first.into()));
        index
            .shortest(ways)
            .filter(|number| self.is_nearer(near(*number), *number))
    }

    /// How many items a way has.
    fn items(&self, number: usize) -> usize {
        let way = self.engine.index().way(number);
        let variant = &self.engine.rules()[way.rule as usize].variants[usize::from(way.variant)];
        variant.before.len() + variant.after.len()
    }

    fn attempt(&mut self, number: usize) {
        // What lacks a cue matches up to it at most.
        if let Some(Short { outright, left }) = self.engine.index().falls_short(number, &self.there)
            && !self.is_nearer((false, outright.into(), Reverse(left.into())), number)
        {
            return;
        }
        let way = self.engine.index().way(number);
        let rule = &self.engine.rules()[way.rule as usize];
        let Some(pattern) = &rule.pattern else { return };
        let variant = &rule.variants[usize::from(way.variant)];
        let all = variant.before.len() + variant.after.len();
        let after = (way.rule, way.after);
        let known = self.stopped.iter().find(|(known, _)| *known == after);
        let (near, end) = match known {
            Some((_, furthest)) => {
                let furthest = furthest.map(|furthest| furthest.waiting_for(variant.before.len()));
                stopped(variant, furthest)
            }
            None => {
                let state = self.state.trace(pattern.slots.len(), variant);
                match self.matcher.run(pattern, variant, self.anchor, state) {
                    Some(found) => ((true, all, Reverse(0)), End::Matched(found)),
                    None => {
                        let furthest = state.furthest.filter(|furthest| furthest.left <= all);
                        if state.stopped == Stopped::After && !state.is_spent() {
                            self.stopped.retain(|((rule, _), _)| *rule == way.rule);
                            self.stopped.push((after, furthest));
                        }
                        stopped(variant, furthest)
                    }
                }
            }
        };
        if self.is_nearer(near, number) {
            let attempt = Attempt {
                rule: (way.rule as usize, rule, pattern),
                variant,
                near,
                end,
            };
            self.nearest = Some((attempt, number));
        }
    }
}

/// How near a match came that stopped.
fn stopped(variant: &Variant, furthest: Option<Furthest>) -> (Near, End) {
    let left = furthest.map_or(variant.before.len() + variant.after.len(), |furthest| furthest.left);
    let near = (false, matched_outright(variant, furthest), Reverse(left));
    (near, End::Stopped(furthest))
}

/// Words, cues and marks that matched before a pattern stopped: phrases match nearly anything and tell little.
fn matched_outright(variant: &Variant, furthest: Option<Furthest>) -> usize {
    match furthest {
        Some(Furthest { before: true, item, .. }) => outright(&variant.after) + outright(&variant.before[item + 1..]),
        Some(Furthest {
            before: false, item, ..
        }) => outright(&variant.after[..item]),
        None => 0,
    }
}

/// A list that has not as many members as there are numbers.
fn unequal(fact: &FactTemplate, pattern: &Pattern, found: &Match) -> Option<String> {
    let each = fact.each?;
    let (Bind::Phrases(members), Bind::Numbers(values)) = (&found.binds[each], &found.binds[fact.value]) else {
        return None;
    };
    let name = |slot: usize| &pattern.slots[slot].name;
    (members.len() != values.len()).then(|| {
        format!(
            "pairs `{}` with `{}`, but finds {} of the one and {} of the other",
            name(each),
            name(fact.value),
            members.len(),
            values.len()
        )
    })
}

/// What an item wanted, and what stands in its place.
fn stop(matcher: &Matcher, pattern: &Pattern, item: &Item, furthest: Furthest, cues: &Cues) -> String {
    // Nearly every open number asks: the sentence is put together in one go.
    let written = match item {
        Item::Not(inner) => pattern.written(inner, cues),
        Item::Slot(slot) => pattern.slots[*slot].written.clone(),
        _ => pattern.written(item, cues),
    };
    let wants = match item {
        Item::Not(_) => "rules out `",
        Item::Slot(slot) => match pattern.slots[*slot].kind {
            SlotKind::Phrase | SlotKind::Tail => "wants a phrase `",
            SlotKind::Phrases => "wants a list `",
            _ => "wants `",
        },
        _ => "wants `",
    };
    let found = match (furthest.before, furthest.at) {
        (true, 0) => None,
        (true, at) => Some(quote(matcher, at - 1)),
        (false, at) if at >= matcher.atoms.len() => None,
        (false, at) => Some(quote(matcher, at)),
    };
    let (side, edge) = match furthest.before {
        true => ("stops before it: ", "`, the sentence begins here"),
        false => ("stops after it: ", "`, the sentence ends here"),
    };
    match &found {
        Some(found) => [side, wants, &written, "`, found “", found, "”"].concat(),
        None => [side, wants, &written, edge].concat(),
    }
}

fn quote(matcher: &Matcher, at: usize) -> String {
    let words = matcher.atoms[at].span.of(matcher.text);
    let short: String = words.chars().filter(|c| !c.is_whitespace()).take(12).collect();
    short
}
