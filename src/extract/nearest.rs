//! Why a number stays open: which rule came nearest to reading it, and what stopped it. Asked only for numbers that became
//! neither fact nor skip, so that it costs nothing elsewhere.

use std::cmp::Reverse;

use crate::model::{Mention, Span};
use crate::rules::{Cues, FactTemplate, Item, Kinds, Pattern, Rule, SlotKind, Variant};

use super::around::{Around, Place};
use super::atoms::{self, Atom};
use super::engine::Engine;
use super::index::outright;
use super::matcher::{Bind, Match};
use super::reach::Matcher;
use super::state::{Furthest, State};
use super::{Reading, candidate};

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
        atoms: &[Atom],
        mentions: &[Mention],
        readings: &[Reading],
        anchor: usize,
        around: &Around,
        read_by: Option<&str>,
        cues: &Cues,
    ) -> String {
        let Some(quantity) = atoms.get(anchor).and_then(Atom::quantity) else {
            return "no rule reads it".to_owned();
        };
        let kinds = atoms::kinds(&mentions[quantity]);
        let place = Place::new(text, sentence, atoms, around);
        let matcher = self.matcher(text, atoms, mentions);
        let nearest = self.nearest(&matcher, anchor, kinds, read_by);
        let nearest = nearest.map(|attempt| {
            let rule = attempt.rule.1;
            format!(
                "rule `{}` {}",
                rule.id,
                self.why(&matcher, &place, attempt, anchor, readings, cues)
            )
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
        read_by: Option<&str>,
    ) -> Option<Attempt<'e>> {
        let index = self.index();
        let mut beside = matcher.beside(anchor, index.items(), Vec::new());
        let mut ways = index.of_kind(kinds, read_by.is_some());
        if let Some(read_by) = read_by {
            let others = ways.clone();
            others.each(|number| {
                if self.rules()[index.way(number).rule as usize].id == read_by {
                    ways.take_out(number);
                }
            });
        }
        let mut state = State::new(0);
        let mut nearest: Option<(Attempt, usize)> = None;
        let mut attempt = |number: usize, nearest: &mut Option<(Attempt<'e>, usize)>| {
            let way = index.way(number);
            let rule = &self.rules()[way.rule as usize];
            let Some(pattern) = &rule.pattern else { return };
            let variant = &rule.variants[way.variant as usize];
            let attempt = attempt(matcher, (way.rule as usize, rule, pattern), variant, anchor, &mut state);
            if is_nearer(attempt.near, number, nearest) {
                *nearest = Some((attempt, number));
            }
        };
        // First those that do not stop at once.
        let (mut fitting, mut room) = (ways.clone(), ways.clone());
        index.keep_fitting(&mut fitting, kinds, &beside, &mut room);
        fitting.each(|number| {
            if matcher.may_stand(index.way(number).edges, &mut beside) {
                ways.take_out(number);
                attempt(number, &mut nearest);
            }
        });
        // Then those that stop at the first item before the number, if they do not stop behind it, where they could come nearer.
        let rest = ways.clone();
        rest.each(|number| {
            let way = index.way(number);
            let near = (false, way.outright_after, Reverse(way.before));
            let mut may_begin = || matcher.may_begin(way.edges, &mut beside);
            if is_nearer(near, number, &nearest) && may_begin() {
                ways.take_out(number);
                attempt(number, &mut nearest);
            }
        });
        // All others stop at the first item behind it: the shortest of them comes nearest.
        let mut first: Option<(Near, usize)> = None;
        let all = Some(&ways).filter(|_| {
            nearest
                .as_ref()
                .is_none_or(|(best, _)| (best.near.0, best.near.1) == (false, 0))
        });
        all.into_iter().for_each(|ways| {
            ways.each(|number| {
                let near = (false, 0, Reverse(index.way(number).items));
                if first.is_none_or(|(best, _)| near > best) && is_nearer(near, number, &nearest) {
                    first = Some((near, number));
                }
            })
        });
        if let Some((_, number)) = first {
            attempt(number, &mut nearest);
        }
        nearest.map(|(attempt, _)| attempt)
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
        let claimed = candidate(matcher, index, rule, found);
        let winner = claimed.and_then(|claimed| {
            let wanted: Vec<usize> = claimed.reading.facts.iter().map(|fact| fact.quantity).collect();
            let reads = |reading: &&Reading| reading.facts.iter().any(|fact| wanted.contains(&fact.quantity));
            readings.iter().find(reads)
        });
        match winner {
            Some(winner) => {
                let first = winner.facts.first().map_or(covers.start, |fact| fact.atom);
                let quote = matcher.atoms[first].span.of(matcher.text);
                format!(
                    "gives way to `{}`, which reads “{quote}” better",
                    self.rules()[winner.rule].id
                )
            }
            None => "reads it, but nothing says what it measures or counts".to_owned(),
        }
    }
}

/// Whether a way is nearer than the nearest so far, or as near and before it.
fn is_nearer(near: Near, number: usize, nearest: &Option<(Attempt, usize)>) -> bool {
    nearest
        .as_ref()
        .is_none_or(|(best, at)| near > best.near || (near == best.near && number < *at))
}

fn attempt<'r>(
    matcher: &Matcher,
    rule: (usize, &'r Rule, &'r Pattern),
    variant: &'r Variant,
    anchor: usize,
    state: &mut State,
) -> Attempt<'r> {
    let pattern = rule.2;
    let all = variant.before.len() + variant.after.len();
    let state = state.trace(pattern.slots.len(), variant);
    let (near, end) = match matcher.run(pattern, variant, anchor, state) {
        Some(found) => ((true, all, Reverse(0)), End::Matched(found)),
        None => {
            let furthest = state.furthest.filter(|furthest| furthest.left <= all);
            let left = furthest.map_or(all, |furthest| furthest.left);
            let near = (false, matched_outright(variant, furthest), Reverse(left));
            (near, End::Stopped(furthest))
        }
    };
    Attempt {
        rule,
        variant,
        near,
        end,
    }
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
    let wants = match item {
        Item::Not(inner) => format!("rules out `{}`", pattern.written(inner, cues)),
        Item::Slot(slot) => match pattern.slots[*slot].kind {
            SlotKind::Phrase | SlotKind::Tail => format!("wants a phrase `{}`", pattern.slots[*slot].written),
            SlotKind::Phrases => format!("wants a list `{}`", pattern.slots[*slot].written),
            _ => format!("wants `{}`", pattern.slots[*slot].written),
        },
        _ => format!("wants `{}`", pattern.written(item, cues)),
    };
    let found = match (furthest.before, furthest.at) {
        (true, 0) => "the sentence begins here".to_owned(),
        (true, at) => format!("found “{}”", quote(matcher, at - 1)),
        (false, at) if at >= matcher.atoms.len() => "the sentence ends here".to_owned(),
        (false, at) => format!("found “{}”", quote(matcher, at)),
    };
    let side = if furthest.before { "before" } else { "after" };
    format!("stops {side} it: {wants}, {found}")
}

fn quote(matcher: &Matcher, at: usize) -> String {
    let words = matcher.atoms[at].span.of(matcher.text);
    let short: String = words.chars().filter(|c| !c.is_whitespace()).take(12).collect();
    short
}
