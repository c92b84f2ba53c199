//! Matches one variant of a pattern at one quantity: leftwards through what stands before it, rightwards through what
//! stands after. Phrases are as long as their clause allows; a phrase is shortened only where the pattern goes on.

use std::ops::Range;

use crate::rules::{Item, Kinds, Pattern, SlotKind, Variant};

use super::atoms::{Atom, AtomKind, kinds};
use super::reach::Matcher;
use super::state::{State, Stopped};

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

/// The pattern that is matched, in the way that it is laid out.
#[derive(Clone, Copy)]
struct Side<'p> {
    pattern: &'p Pattern,
    variant: &'p Variant,
}

impl Matcher<'_> {
    /// Matches `variant` of `pattern` with the quantity at atom `anchor` as its anchor. The state is a fresh one, or one begun
    /// anew.
    pub(super) fn run(&self, pattern: &Pattern, variant: &Variant, anchor: usize, state: &mut State) -> Option<Match> {
        let side = Side { pattern, variant };
        state.stopped = Stopped::After;
        let (own, list) = match pattern.slots[pattern.anchor].kind {
            SlotKind::Numbers(wanted) => (self.end_of_numbers(anchor, wanted)?, true),
            _ => (anchor + 1, false),
        };
        let end = self.forward(side, &variant.after, own, state)?;
        state.stopped = Stopped::Before;
        let start = self.backward(side, &variant.before, anchor, state)?;
        // Most matches fail before.
        state.binds[pattern.anchor] = match list {
            true => self.numbers(anchor..own),
            false => Bind::One(anchor),
        };
        state.binds.truncate(pattern.slots.len());
        Some(Match {
            binds: std::mem::take(&mut state.binds),
            covers: start..end,
            explicit: state.explicit,
        })
    }

    /// Matches `items` ending before atom `end`; gives where they start.
    fn backward(&self, side: Side, items: &[Item], end: usize, state: &mut State) -> Option<usize> {
        let Some((item, rest)) = items.split_last() else {
            return Some(end);
        };
        if !state.reached(side.variant, items, true, end) {
            return None;
        }
        let pattern = side.pattern;
        let kind = match item {
            Item::Slot(slot) => Some((*slot, pattern.slots[*slot].kind)),
            Item::Not(inner) => {
                let there = |end| self.widths_before(pattern, inner, end).next().is_some();
                return match self.past_fillers_backward(end).any(there) {
                    true => None,
                    false => self.backward(side, rest, end, state),
                };
            }
            _ => None,
        };
        if let Some((slot, kind @ (SlotKind::Phrase | SlotKind::Phrases | SlotKind::Any))) = kind {
            let floor = self.floor(end);
            let any = kind == SlotKind::Any;
            // Only where something must stand before the phrase can it be shorter than its clause.
            let last = if rest.is_empty() { floor } else { end.saturating_sub(1) };
            // Longest first, but for what takes anything.
            let count = (last + 1).saturating_sub(floor);
            let starts = (0..count).map(|nth| if any { last - nth } else { floor + nth });
            // A list of places or times before the phrase has all of its members.
            let behind = rest.last().and_then(|item| match item {
                Item::Slot(slot) => Some(pattern.slots[*slot].kind),
                _ => None,
            });
            let within = |at: usize| match (behind, self.atoms[at].kind) {
                (Some(kind @ (SlotKind::Areas | SlotKind::Periods)), _) if is_mention(&self.atoms[at], kind) => true,
                (Some(SlotKind::Areas | SlotKind::Periods), _) => self.joins(&self.atoms[at]),
                _ => false,
            };
            for start in starts {
                state.steps += 1;
                if start < end && within(start) {
                    continue;
                }
                // Most phrases have something else before them than what the pattern wants there.
                if state.furthest.is_none() && !self.may_stand_before(rest, start) {
                    continue;
                }
                // After 、 another thing begins: what stands before it names that, not this. Nor does 年度计划的 name the 108%
                // that follows, nor 居前的是怀化 what a bracket tells of that place.
                if !any
                    && (end == 0
                        || self.joins(&self.atoms[end - 1])
                        || self.is_place_of_bracket(end)
                        || self.belongs(start..end)
                        || self.content(start..end).is_none())
                {
                    continue;
                }
                if let Some(found) = self.backward(side, rest, start, state) {
                    state.binds[slot] = self.bound(kind, start..end)?;
                    return Some(found);
                }
            }
            return None;
        }
        if let Some((slot, kind @ (SlotKind::Areas | SlotKind::Periods))) = kind {
            let list = self.listed_before(end, kind)?;
            let found = self.backward(side, rest, list[0], state)?;
            state.binds[slot] = Bind::Phrases(list.iter().map(|at| *at..*at + 1).collect());
            return Some(found);
        }
        for end in self.past_fillers_backward(end) {
            for width in self.widths_before(pattern, item, end) {
                let start = end - width;
                let before = state.explicit;
                Self::take(item, start..end, state);
                if let Some(found) = self.backward(side, rest, start, state) {
                    return Some(found);
                }
                state.explicit = before;
            }
        }
        None
    }

    /// Whether the last of these items may stand before atom `end`, as far as one look tells.
    #[inline]
    fn may_stand_before(&self, items: &[Item], end: usize) -> bool {
        let mut atoms = self.past_fillers_backward(end).map(|end| &self.atoms[end - 1]);
        match items.last() {
            Some(Item::Cue { classes, .. }) => atoms.any(|atom| classes.iter().any(|class| atom.cues.has(*class))),
            Some(Item::Words(_)) => atoms.any(|atom| matches!(atom.kind, AtomKind::Word(_))),
            Some(Item::Mark(mark)) => atoms.any(|atom| super::edges::mark(atom) == Some(*mark)),
            _ => true,
        }
    }

    /// Matches `items` starting at atom `start`; gives where they end.
    fn forward(&self, side: Side, items: &[Item], start: usize, state: &mut State) -> Option<usize> {
        let Some((item, rest)) = items.split_first() else {
            return Some(start);
        };
        if !state.reached(side.variant, items, false, start) {
            return None;
        }
        let pattern = side.pattern;
        let kind = match item {
            Item::Slot(slot) => Some((*slot, pattern.slots[*slot].kind)),
            Item::Not(inner) => {
                let there = |start| self.widths_after(pattern, inner, start).next().is_some();
                return match self.past_fillers_forward(start).any(there) {
                    true => None,
                    false => self.forward(side, rest, start, state),
                };
            }
            _ => None,
        };
        if let Some((slot, kind @ (SlotKind::Tail | SlotKind::Phrase | SlotKind::Phrases | SlotKind::Any))) = kind {
            let any = kind == SlotKind::Any;
            // A list goes on after 、 with another thing.
            if self.atoms.get(start).is_none_or(|_| !any && self.lists_on(start)) {
                return None;
            }
            let ceiling = self.ceiling(start);
            let last = if rest.is_empty() { ceiling } else { start + 1 };
            let shortest = last.min(ceiling);
            let ends = (0..=ceiling - shortest).map(|nth| if any { shortest + nth } else { ceiling - nth });
            for end in ends {
                state.steps += 1;
                if end == start || (!any && self.content(start..end).is_none()) {
                    continue;
                }
                if let Some(found) = self.forward(side, rest, end, state) {
                    state.binds[slot] = self.bound(kind, start..end)?;
                    return Some(found);
                }
            }
            return None;
        }
        if let Some((slot, SlotKind::Numbers(wanted))) = kind {
            let end = self.end_of_numbers(start, wanted)?;
            let found = self.forward(side, rest, end, state)?;
            state.binds[slot] = self.numbers(start..end);
            return Some(found);
        }
        if let Some((slot, kind @ (SlotKind::Areas | SlotKind::Periods))) = kind {
            let list = self.listed_after(start, kind)?;
            let found = self.forward(side, rest, list[list.len() - 1] + 1, state)?;
            state.binds[slot] = Bind::Phrases(list.iter().map(|at| *at..*at + 1).collect());
            return Some(found);
        }
        for start in self.past_fillers_forward(start) {
            for width in self.widths_after(pattern, item, start) {
                let before = state.explicit;
                Self::take(item, start..start + width, state);
                if let Some(found) = self.forward(side, rest, start + width, state) {
                    return Some(found);
                }
                state.explicit = before;
            }
        }
        None
    }

    /// What a slot of text holds; a list of fewer than two members is none, nor is one of bodies: 甲街道、乙镇 are whose, not what.
    fn bound(&self, kind: SlotKind, range: Range<usize>) -> Option<Bind> {
        if kind != SlotKind::Phrases {
            return Some(Bind::Phrase(range));
        }
        let mut members = self.members(range);
        if let [only] = &members[..] {
            // 城乡居民: one word that stands for several things.
            let parts = self.fused_parts(self.content(only.clone())?).len();
            members = vec![only.clone(); parts];
        }
        let body = |member: &Range<usize>| {
            matches!(self.atoms[member.start].kind, AtomKind::Organisation(_))
                && (member.len() == 1 || self.sums_places(member.start + 1..member.end))
        };
        (members.len() > 1 && !members.iter().all(body)).then_some(Bind::Phrases(members))
    }

    #[inline]
    fn take(item: &Item, range: Range<usize>, state: &mut State) {
        match item {
            Item::Slot(slot) => {
                state.binds[*slot] = Bind::One(range.start);
            }
            Item::Cue { slot, .. } => {
                state.explicit += 1;
                if let Some(slot) = slot {
                    state.binds[*slot] = Bind::One(range.start);
                }
            }
            Item::Words(_) | Item::Mark(_) => state.explicit += 1,
            Item::Not(_) | Item::Group { .. } => unreachable!("neither takes an atom"),
        }
    }

    /// How many atoms `item` can take that end before `end`.
    #[inline]
    fn widths_before<'s>(
        &'s self,
        pattern: &'s Pattern,
        item: &'s Item,
        end: usize,
    ) -> impl Iterator<Item = usize> + 's {
        let widths = 1..=widest(item).min(end);
        // A word that does not fit may have to be longer, where it can be.
        let tried = widths.map_while(move |width| match self.fits(pattern, item, end - width..end) {
            Fit::Never => None,
            fit => Some((width, fit)),
        });
        tried.filter(|(_, fit)| *fit == Fit::Yes).map(|(width, _)| width)
    }

    /// How many atoms `item` can take from `start` on.
    fn widths_after<'s>(
        &'s self,
        pattern: &'s Pattern,
        item: &'s Item,
        start: usize,
    ) -> impl Iterator<Item = usize> + 's {
        let widths = 1..=widest(item).min(self.atoms.len() - start);
        let tried = widths.map_while(move |width| match self.fits(pattern, item, start..start + width) {
            Fit::Never => None,
            fit => Some((width, fit)),
        });
        tried.filter(|(_, fit)| *fit == Fit::Yes).map(|(width, _)| width)
    }

    /// Whether an item stands there, or may with more atoms.
    fn fits(&self, pattern: &Pattern, item: &Item, range: Range<usize>) -> Fit {
        let atoms = &self.atoms[range];
        let (first, last) = (&atoms[0], &atoms[atoms.len() - 1]);
        let stands = match item {
            Item::Words(words) => {
                if !atoms.iter().all(|atom| matches!(atom.kind, AtomKind::Word(_))) {
                    return Fit::Never;
                }
                let written = &self.text.as_bytes()[first.span.start..last.span.end];
                let mut longer = false;
                for word in words.iter() {
                    if word.as_bytes() == written {
                        return Fit::Yes;
                    }
                    longer |= word.len() > written.len();
                }
                return if longer { Fit::No } else { Fit::Never };
            }
            Item::Cue { classes, .. } => classes.iter().any(|class| first.cues.has(*class)),
            Item::Mark(mark) => super::edges::mark(first) == Some(*mark),
            Item::Slot(slot) => match pattern.slots[*slot].kind {
                SlotKind::Number(wanted) => self.is_number(first, wanted),
                SlotKind::Period => matches!(first.kind, AtomKind::Period(_)),
                SlotKind::Area => matches!(first.kind, AtomKind::Area(_)),
                SlotKind::Organisation => matches!(first.kind, AtomKind::Organisation(_)),
                _ => false,
            },
            Item::Not(_) | Item::Group { .. } => unreachable!("neither takes an atom"),
        };
        if stands { Fit::Yes } else { Fit::Never }
    }

    fn is_number(&self, atom: &Atom, wanted: Kinds) -> bool {
        atom.quantity()
            .is_some_and(|index| kinds(&self.mentions[index]).within(wanted))
    }

    /// Where a list of quantities ends that starts at atom `start`: at least one, joined by 、 和 及. 每人每月700元、每人每年4800元: for
    /// what each of them is may stand before it.
    fn end_of_numbers(&self, start: usize, wanted: Kinds) -> Option<usize> {
        let mut end = None;
        let mut at = start;
        while at < self.atoms.len() && self.is_number(&self.atoms[at], wanted) {
            end = Some(at + 1);
            let joined = self.atoms.get(at + 1).is_some_and(|atom| self.joins(atom));
            if !joined {
                break;
            }
            at += 2;
            let each = |atom: &Atom| atom.cues.has(self.known.filler) && atom.span.of(self.text).starts_with('每');
            while self.atoms.get(at).is_some_and(each) {
                at += 1;
            }
        }
        end
    }

    /// The quantities of a list of these atoms.
    fn numbers(&self, list: Range<usize>) -> Bind {
        Bind::Numbers(list.filter(|at| self.atoms[*at].quantity().is_some()).collect())
    }

    /// The places or periods of a list that ends before atom `end`: two at least, or one stretch of time.
    fn listed_before(&self, end: usize, kind: SlotKind) -> Option<Vec<usize>> {
        let mut list = Vec::new();
        let mut at = end;
        while at > 0 && is_mention(&self.atoms[at - 1], kind) {
            list.push(at - 1);
            if at < 2 || !self.joins(&self.atoms[at - 2]) {
                break;
            }
            at -= 2;
        }
        list.reverse();
        (list.len() > 1 || self.is_stretch(&list)).then_some(list)
    }

    /// The same of a list that begins with atom `start`.
    fn listed_after(&self, start: usize, kind: SlotKind) -> Option<Vec<usize>> {
        let mut list = Vec::new();
        let mut at = start;
        while self.atoms.get(at).is_some_and(|atom| is_mention(atom, kind)) {
            list.push(at);
            if !self.atoms.get(at + 1).is_some_and(|atom| self.joins(atom)) {
                break;
            }
            at += 2;
        }
        (list.len() > 1 || self.is_stretch(&list)).then_some(list)
    }

    /// One stretch of time may stand for several periods.
    fn is_stretch(&self, list: &[usize]) -> bool {
        let period = |at: &usize| match self.atoms[*at].kind {
            AtomKind::Period(index) => Some(&self.mentions[index]),
            _ => None,
        };
        list.first().and_then(period).is_some_and(super::steps::is_stretch)
    }
}

/// Whether an item stands somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    Yes,
    /// Not with so many atoms.
    No,
    /// Nor with more.
    Never,
}

/// Atoms that a word of a pattern may be cut into.
pub(super) const WIDEST: usize = 4;

/// Atoms that an item can take at most: a word of a pattern may be cut into several, everything else is one.
#[inline]
const fn widest(item: &Item) -> usize {
    match item {
        Item::Words(_) => WIDEST,
        _ => 1,
    }
}

/// Whether an atom can be a member of a list of that kind.
const fn is_mention(atom: &Atom, kind: SlotKind) -> bool {
    match kind {
        SlotKind::Periods => matches!(atom.kind, AtomKind::Period(_)),
        // 武康街道、莫干山镇: towns and zones are bodies with a name.
        _ => matches!(atom.kind, AtomKind::Area(_) | AtomKind::Organisation(_)),
    }
}
