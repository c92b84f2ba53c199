//! Matches one variant of a pattern at one quantity: leftwards through what stands before it, rightwards through what
//! stands after. Phrases are as long as their clause allows; a phrase is shortened only where the pattern goes on.

use std::ops::Range;

use crate::model::Mention;
use crate::rules::{CueSet, Fused, Item, Kinds, Pattern, SlotKind, Variant, WellKnown};

use super::atoms::{Atom, AtomKind, kinds};

/// What a slot holds after a match. Ranges and indices are of atoms.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Bind {
    /// Nothing: the slot stands in a group that was left out.
    #[default]
    Nothing,
    /// One atom.
    One(usize),
    /// Quantities.
    Numbers(Vec<usize>),
    /// A phrase, untrimmed.
    Phrase(Range<usize>),
    /// The members of a list, untrimmed.
    Phrases(Vec<Range<usize>>),
}

/// A successful match.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// By slot.
    pub binds: Vec<Bind>,
    /// Atoms covered.
    pub covers: Range<usize>,
    /// Words, cues and marks matched outright: what makes one reading surer than another.
    pub explicit: usize,
}

/// A sentence to match in.
pub struct Matcher<'a> {
    /// The repaired text.
    pub text: &'a str,
    /// Its atoms.
    pub atoms: &'a [Atom],
    /// The sentence's mentions.
    pub mentions: &'a [Mention],
    /// Cue classes that the engine itself asks for.
    pub known: &'a WellKnown,
    /// Words that name several things at once.
    pub fused: &'a Fused,
}

struct State {
    binds: Vec<Bind>,
    explicit: usize,
}

impl Matcher<'_> {
    /// Matches `variant` of `pattern` with the quantity at atom `anchor` as its anchor.
    pub fn run(&self, pattern: &Pattern, variant: &Variant, anchor: usize) -> Option<Match> {
        let mut state = State {
            binds: vec![Bind::default(); pattern.slots.len()],
            explicit: 0,
        };
        let end = match pattern.slots[pattern.anchor].kind {
            SlotKind::Numbers(wanted) => {
                let list = self.numbers(anchor, wanted)?;
                let end = list[list.len() - 1] + 1;
                state.binds[pattern.anchor] = Bind::Numbers(list);
                end
            }
            _ => {
                state.binds[pattern.anchor] = Bind::One(anchor);
                anchor + 1
            }
        };
        let end = self.forward(pattern, &variant.after, end, &mut state)?;
        let start = self.backward(pattern, &variant.before, anchor, &mut state)?;
        Some(Match {
            binds: state.binds,
            covers: start..end,
            explicit: state.explicit,
        })
    }

    /// Matches `items` ending before atom `end`; gives where they start.
    fn backward(&self, pattern: &Pattern, items: &[Item], end: usize, state: &mut State) -> Option<usize> {
        let Some((item, rest)) = items.split_last() else {
            return Some(end);
        };
        if let Item::Slot(slot) = item
            && matches!(
                pattern.slots[*slot].kind,
                SlotKind::Phrase | SlotKind::Phrases | SlotKind::Any
            )
        {
            let floor = self.floor(end);
            let listed = pattern.slots[*slot].kind == SlotKind::Phrases;
            let any = pattern.slots[*slot].kind == SlotKind::Any;
            // Only where something must stand before the phrase can it be shorter than its clause.
            let last = if rest.is_empty() { floor } else { end.saturating_sub(1) };
            let longest_first = floor..=last;
            let starts: Vec<usize> = if any {
                longest_first.rev().collect()
            } else {
                longest_first.collect()
            };
            // A list of places or times before the phrase has all of its members.
            let behind = rest.last().and_then(|item| match item {
                Item::Slot(slot) => Some(pattern.slots[*slot].kind),
                _ => None,
            });
            let within = |at: usize| match (behind, self.atoms[at].kind) {
                (Some(SlotKind::Areas), AtomKind::Area(_)) | (Some(SlotKind::Periods), AtomKind::Period(_)) => true,
                (Some(SlotKind::Areas | SlotKind::Periods), _) => self.joins(&self.atoms[at]),
                _ => false,
            };
            for start in starts {
                if start < end && within(start) {
                    continue;
                }
                // After 、 another thing begins: what stands before it names that, not this. Nor does 年度计划的 name the 108%
                // that follows.
                if !any
                    && (end == 0
                        || self.joins(&self.atoms[end - 1])
                        || self.belongs(start..end)
                        || self.content(start..end).is_none())
                {
                    continue;
                }
                if let Some(found) = self.backward(pattern, rest, start, state) {
                    state.binds[*slot] = if listed {
                        let mut members = self.members(start..end);
                        if let [only] = &members[..] {
                            let parts = self.fused_parts(self.content(only.clone())?).len();
                            members = vec![only.clone(); parts];
                        }
                        if members.len() < 2 {
                            return None;
                        }
                        Bind::Phrases(members)
                    } else {
                        Bind::Phrase(start..end)
                    };
                    return Some(found);
                }
            }
            return None;
        }
        if let Item::Slot(slot) = item
            && matches!(pattern.slots[*slot].kind, SlotKind::Areas | SlotKind::Periods)
        {
            let list = self.several(end, pattern.slots[*slot].kind == SlotKind::Areas)?;
            let found = self.backward(pattern, rest, list[0], state)?;
            state.binds[*slot] = Bind::Phrases(list.iter().map(|at| *at..*at + 1).collect());
            return Some(found);
        }
        for end in self.past_fillers_backward(end) {
            for width in self.widths_before(pattern, item, end) {
                let start = end - width;
                let before = state.explicit;
                self.take(pattern, item, start..end, state);
                if let Some(found) = self.backward(pattern, rest, start, state) {
                    return Some(found);
                }
                state.explicit = before;
            }
        }
        None
    }

    /// Matches `items` starting at atom `start`; gives where they end.
    fn forward(&self, pattern: &Pattern, items: &[Item], start: usize, state: &mut State) -> Option<usize> {
        let Some((item, rest)) = items.split_first() else {
            return Some(start);
        };
        if let Item::Slot(slot) = item
            && matches!(pattern.slots[*slot].kind, SlotKind::Tail | SlotKind::Phrase)
        {
            // A list goes on after 、 with another thing.
            if self.atoms.get(start).is_none_or(|atom| self.joins(atom)) {
                return None;
            }
            let ceiling = self.ceiling(start);
            let last = if rest.is_empty() { ceiling } else { start + 1 };
            for end in (last.min(ceiling)..=ceiling).rev() {
                if self.content(start..end).is_none() {
                    continue;
                }
                if let Some(found) = self.forward(pattern, rest, end, state) {
                    state.binds[*slot] = Bind::Phrase(start..end);
                    return Some(found);
                }
            }
            return None;
        }
        if let Item::Slot(slot) = item
            && let SlotKind::Numbers(wanted) = pattern.slots[*slot].kind
        {
            let list = self.numbers(start, wanted)?;
            let found = self.forward(pattern, rest, list[list.len() - 1] + 1, state)?;
            state.binds[*slot] = Bind::Numbers(list);
            return Some(found);
        }
        for start in self.past_fillers_forward(start) {
            for width in self.widths_after(pattern, item, start) {
                let before = state.explicit;
                self.take(pattern, item, start..start + width, state);
                if let Some(found) = self.forward(pattern, rest, start + width, state) {
                    return Some(found);
                }
                state.explicit = before;
            }
        }
        None
    }

    fn take(&self, pattern: &Pattern, item: &Item, range: Range<usize>, state: &mut State) {
        match item {
            Item::Slot(slot) => {
                debug_assert!(!matches!(pattern.slots[*slot].kind, SlotKind::Phrase));
                state.binds[*slot] = Bind::One(range.start);
            }
            Item::Cue { slot, .. } => {
                state.explicit += 1;
                if let Some(slot) = slot {
                    state.binds[*slot] = Bind::One(range.start);
                }
            }
            Item::Words(_) | Item::Mark(_) => state.explicit += 1,
            Item::Optional(_) => unreachable!("variants hold no optional groups"),
        }
    }

    /// How many atoms `item` can take that end before `end`.
    fn widths_before(&self, pattern: &Pattern, item: &Item, end: usize) -> Vec<usize> {
        (1..=4.min(end))
            .filter(|width| self.fits(pattern, item, end - width..end))
            .collect()
    }

    /// How many atoms `item` can take from `start` on.
    fn widths_after(&self, pattern: &Pattern, item: &Item, start: usize) -> Vec<usize> {
        (1..=4.min(self.atoms.len() - start))
            .filter(|width| self.fits(pattern, item, start..start + width))
            .collect()
    }

    fn fits(&self, pattern: &Pattern, item: &Item, range: Range<usize>) -> bool {
        let atoms = &self.atoms[range.clone()];
        let first = &atoms[0];
        match item {
            Item::Words(words) => {
                atoms.iter().all(|atom| matches!(atom.kind, AtomKind::Word(_)))
                    && words.iter().any(|word| {
                        word.len() == atoms[atoms.len() - 1].span.end - first.span.start
                            && *word == self.text[first.span.start..atoms[atoms.len() - 1].span.end]
                    })
            }
            _ if atoms.len() > 1 => false,
            Item::Cue { classes, .. } => classes.iter().any(|class| first.cues.has(*class)),
            Item::Mark(mark) => match first.kind {
                AtomKind::Open(_) => *mark == '（',
                AtomKind::Close(_) => *mark == '）',
                AtomKind::Enumeration => *mark == '、',
                AtomKind::Break(c) => crate::rules::MARKS
                    .iter()
                    .any(|(full, half)| mark == full && (c == *full || c == *half)),
                _ => false,
            },
            Item::Slot(slot) => match pattern.slots[*slot].kind {
                SlotKind::Number(wanted) => self.is_number(first, wanted),
                SlotKind::Period => matches!(first.kind, AtomKind::Period(_)),
                SlotKind::Area => matches!(first.kind, AtomKind::Area(_)),
                SlotKind::Organisation => matches!(first.kind, AtomKind::Organisation(_)),
                _ => false,
            },
            Item::Optional(_) => unreachable!("variants hold no optional groups"),
        }
    }

    fn is_number(&self, atom: &Atom, wanted: Kinds) -> bool {
        atom.quantity()
            .is_some_and(|index| kinds(&self.mentions[index]).within(wanted))
    }

    /// The quantities of a list that starts at atom `start`: at least one, joined by 、 和 及.
    fn numbers(&self, start: usize, wanted: Kinds) -> Option<Vec<usize>> {
        let mut list = Vec::new();
        let mut at = start;
        while at < self.atoms.len() && self.is_number(&self.atoms[at], wanted) {
            list.push(at);
            let joined = self.atoms.get(at + 1).is_some_and(|atom| self.joins(atom));
            if !joined {
                break;
            }
            at += 2;
        }
        (!list.is_empty()).then_some(list)
    }

    /// The places, or else the periods, of a list of at least two that ends before atom `end`.
    fn several(&self, end: usize, places: bool) -> Option<Vec<usize>> {
        let fits = |at: usize| match self.atoms[at].kind {
            AtomKind::Area(_) => places,
            AtomKind::Period(_) => !places,
            _ => false,
        };
        let mut list = Vec::new();
        let mut at = end;
        while at > 0 && fits(at - 1) {
            list.insert(0, at - 1);
            if at < 2 || !self.joins(&self.atoms[at - 2]) {
                break;
            }
            at -= 2;
        }
        (list.len() > 1).then_some(list)
    }

    /// Whether 的 and a number meet at the end of a phrase that tells no share (占…的70%).
    fn belongs(&self, phrase: Range<usize>) -> bool {
        let atoms = &self.atoms[phrase.clone()];
        atoms.last().is_some_and(|atom| atom.span.of(self.text) == "的")
            && self.atoms.get(phrase.end).is_some_and(|atom| atom.quantity().is_some())
            && !atoms.iter().any(|atom| atom.cues.has(self.known.continues))
    }

    /// The names that a phrase with a fused word stands for.
    pub fn fused_parts(&self, content: Range<usize>) -> Vec<String> {
        let words: String = self.atoms[content]
            .iter()
            .filter(|atom| !matches!(atom.kind, AtomKind::Period(_) | AtomKind::Noise | AtomKind::Quote))
            .map(|atom| atom.span.of(self.text))
            .collect();
        self.fused.parts(&words).collect()
    }

    fn joins(&self, atom: &Atom) -> bool {
        atom.kind == AtomKind::Enumeration || atom.cues.has(self.known.and)
    }

    /// The position itself, and those behind fillers (已, 均, 也): words that may stand between any two items.
    fn past_fillers_backward(&self, end: usize) -> impl Iterator<Item = usize> + '_ {
        (0..=2).map_while(move |skipped| {
            let at = end.checked_sub(skipped)?;
            let all = self.atoms[at..end]
                .iter()
                .all(|atom| atom.cues.has(self.known.filler) || atom.kind == AtomKind::Quote);
            (all && at > 0).then_some(at)
        })
    }

    fn past_fillers_forward(&self, start: usize) -> impl Iterator<Item = usize> + '_ {
        (0..=2).map_while(move |skipped| {
            let at = start + skipped;
            if at >= self.atoms.len() {
                return None;
            }
            let all = self.atoms[start..at]
                .iter()
                .all(|atom| atom.cues.has(self.known.filler) || atom.kind == AtomKind::Quote);
            all.then_some(at)
        })
    }

    /// How far left a phrase that ends before `end` can reach: to the clause's edge or a number.
    fn floor(&self, end: usize) -> usize {
        let mut at = end;
        while at > 0 {
            match self.atoms[at - 1].kind {
                AtomKind::Break(_) | AtomKind::Quantity(_) | AtomKind::Open(_) => break,
                AtomKind::Close(Some(open)) => {
                    if self.atoms[open..at].iter().any(|atom| atom.quantity().is_some()) {
                        break;
                    }
                    at = open;
                }
                _ => at -= 1,
            }
        }
        at
    }

    /// How far right a phrase that starts at `start` can reach.
    fn ceiling(&self, start: usize) -> usize {
        let mut at = start;
        while at < self.atoms.len() {
            match self.atoms[at].kind {
                AtomKind::Break(_) | AtomKind::Quantity(_) | AtomKind::Close(_) => break,
                AtomKind::Open(Some(close)) => {
                    if self.atoms[at..close].iter().any(|atom| atom.quantity().is_some()) {
                        break;
                    }
                    at = close + 1;
                }
                AtomKind::Open(None) => break,
                _ => at += 1,
            }
        }
        at
    }

    /// The members of a list: what stands between 、 和 及 outside of brackets.
    fn members(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut members = Vec::new();
        let mut start = range.start;
        let mut at = range.start;
        while at < range.end {
            match self.atoms[at].kind {
                AtomKind::Open(Some(close)) if close < range.end => at = close,
                _ if self.joins(&self.atoms[at]) => {
                    if self.content(start..at).is_some() {
                        members.push(start..at);
                    }
                    start = at + 1;
                }
                _ => {}
            }
            at += 1;
        }
        if self.content(start..range.end).is_some() {
            members.push(start..range.end);
        }
        members
    }

    /// The members of a list taken together until there are as many as wanted: in 船舶和海洋工程装备、工程机械、电动机及发电机分别
    /// with three numbers, only 、 parts them; in 甲、乙和丙及丁 with three, also the last 和 or 及.
    pub fn regrouped(&self, members: &[Range<usize>], wanted: usize) -> Option<Vec<Range<usize>>> {
        let (first, last) = members.first().zip(members.last())?;
        // The parts of one fused word stand in one place.
        if first == last {
            return None;
        }
        let joint = |pair: &[Range<usize>]| pair[0].end..pair[1].start;
        let listed = |joint: &Range<usize>| {
            self.atoms[joint.clone()]
                .iter()
                .any(|atom| atom.kind == AtomKind::Enumeration)
        };
        let joints: Vec<Range<usize>> = members.windows(2).map(joint).collect();
        let last_and = joints.iter().rposition(|joint| !listed(joint));
        for with_last in [false, true] {
            let mut groups = Vec::new();
            let mut start = first.start;
            for (index, joint) in joints.iter().enumerate() {
                if listed(joint) || (with_last && Some(index) == last_and) {
                    groups.push(start..joint.start);
                    start = joint.end;
                }
            }
            groups.push(start..last.end);
            if groups.len() == wanted && wanted > 1 {
                return Some(groups);
            }
        }
        None
    }

    /// The phrase without what does not belong to a label at its edges (periods, places in front, 其中, 已, 为);
    /// `None` where nothing is left.
    pub fn content(&self, range: Range<usize>) -> Option<Range<usize>> {
        let Range { mut start, mut end } = range;
        let edge = |atom: &Atom, class: CueSet| match atom.kind {
            AtomKind::Period(_) | AtomKind::Noise | AtomKind::Enumeration | AtomKind::Break(_) => true,
            AtomKind::Word(_) => class.intersects(atom.cues),
            _ => false,
        };
        // A place in front is the fact's place; in 嘉兴市级 it is a word of the label.
        let is_place = |at: usize| {
            matches!(self.atoms[at].kind, AtomKind::Area(_))
                && !self
                    .atoms
                    .get(at + 1)
                    .is_some_and(|next| next.span.of(self.text).starts_with('级'))
        };
        // 与地区生产总值之比 names a share of what was named before.
        let shares = |start: usize| {
            self.atoms[start].cues.has(self.known.continues) && self.atoms[end - 1].cues.has(self.known.share)
        };
        while start < end && (edge(&self.atoms[start], self.known.lead) || is_place(start)) && !shares(start) {
            // 比建交时增长: what follows is what it is compared with, and names nothing.
            let against = self.atoms[start].cues.has(self.known.against)
                && !matches!(
                    self.atoms.get(start + 1).map(|next| next.kind),
                    Some(AtomKind::Period(_))
                );
            if against {
                return None;
            }
            start += 1;
        }
        // 比 before 上年 begins the comparison: 增速比上年回落.
        let compares = |at: usize| {
            self.atoms[at].cues.has(self.known.versus)
                && self
                    .atoms
                    .get(at + 1)
                    .is_some_and(|next| matches!(next.kind, AtomKind::Period(_) | AtomKind::Area(_)))
        };
        while start < end && (edge(&self.atoms[end - 1], self.known.trail) || compares(end - 1)) {
            end -= 1;
        }
        // What begins with a verb of comparison or order (居全省, 高于全国) says something of a name, and is none.
        let edges = self.atoms[start..end].first().zip(self.atoms[start..end].last());
        if edges.is_some_and(|(first, last)| {
            let shares = first.cues.has(self.known.continues) && last.cues.has(self.known.share);
            (self.known.predicate.intersects(first.cues) && !shares) || self.known.compares.intersects(last.cues)
        }) {
            return None;
        }
        let says = self.atoms[start..end].iter().any(|atom| match atom.kind {
            AtomKind::Word(_) => !self.known.empty.intersects(atom.cues),
            AtomKind::Organisation(_) | AtomKind::Name => true,
            _ => false,
        });
        says.then_some(start..end)
    }
}
