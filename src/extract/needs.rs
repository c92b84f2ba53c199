//! The cues that a way of laying out a pattern cannot do without, and where they must stand: most ways want a cue in the
//! clause of the number, on one side of it, and need not be tried where it stands elsewhere.

use crate::rules::{CueSet, Item, Variant};

use super::atoms::{Atom, AtomKind};
use super::index::outright;

/// Where a cue may stand.
#[derive(Clone, Copy, Debug)]
enum Side {
    /// Before the number, in its clause.
    Before,
    /// Behind it, in its clause.
    Behind,
    /// Anywhere in the sentence.
    Any,
}

/// One of these cues must stand on a side.
#[derive(Clone, Copy, Debug)]
struct Need {
    any: CueSet,
    side: Side,
    /// How far a match comes at most where none does.
    short: Short,
}

/// How far a match comes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Short {
    /// Words, cues and marks that match.
    pub(super) outright: u16,
    /// Items that are left.
    pub(super) left: u16,
}

/// What ways need, by their number.
#[derive(Debug, Default)]
pub(super) struct Needs {
    all: Vec<Need>,
    /// Where those of a way end.
    ends: Vec<u32>,
}

impl Needs {
    /// Adds the needs of the next way.
    pub(super) fn push(&mut self, way: &Variant) {
        // Only a mark of the pattern takes it over the edge of a clause.
        let crosses = |items: &[Item]| items.iter().any(|item| matches!(item, Item::Mark(_)));
        let before = if crosses(&way.before) { Side::Any } else { Side::Before };
        let behind = if crosses(&way.after) { Side::Any } else { Side::Behind };
        // In the order in which they are matched.
        let (mut matched, mut left) = (0, way.before.len() + way.after.len());
        let behind = way.after.iter().map(|item| (item, behind));
        for (item, side) in behind.chain(way.before.iter().rev().map(|item| (item, before))) {
            if let Item::Cue { classes, .. } = item {
                let short = Short {
                    outright: matched,
                    left: left as u16,
                };
                let any = CueSet::of(classes);
                self.all.push(Need { any, side, short });
            }
            matched += outright(std::slice::from_ref(item)) as u16;
            left -= 1;
        }
        self.ends.push(self.all.len() as u32);
    }

    /// How far a way comes at most that cannot have all it needs.
    #[inline]
    pub(super) fn unmet(&self, way: usize, there: &There) -> Option<Short> {
        let from = way.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        let needs = &self.all[from..self.ends[way] as usize];
        let unmet = needs
            .iter()
            .find(|need| !need.any.intersects(there.0[need.side as usize]));
        unmet.map(|need| need.short)
    }
}

/// The cues that stand on each side of a number, and anywhere.
#[derive(Debug, Default)]
pub(super) struct There([CueSet; 3]);

impl There {
    /// Those round the number of an atom, in a sentence in which these occur.
    pub(super) fn of(atoms: &[Atom], number: usize, present: CueSet) -> Self {
        let mut there = Self::default();
        there.0[Side::Any as usize] = present;
        // What stands in brackets is passed over, whatever clauses it has.
        let mut at = number;
        while at > 0 && !ends_clause(&atoms[at - 1]) {
            at = match atoms[at - 1].kind {
                AtomKind::Close(Some(open)) => open.min(at - 1),
                _ => at - 1,
            };
        }
        there.0[Side::Before as usize] = union(&atoms[at..number]);
        let mut at = number + 1;
        while at < atoms.len() && !ends_clause(&atoms[at]) {
            at = match atoms[at].kind {
                AtomKind::Open(Some(close)) => close.max(at) + 1,
                _ => at + 1,
            };
        }
        there.0[Side::Behind as usize] = union(&atoms[number + 1..at.min(atoms.len())]);
        there
    }

    /// Where these may stand on any side.
    #[cfg(test)]
    pub(super) const fn anywhere(cues: CueSet) -> Self {
        Self([cues; 3])
    }
}

fn union(atoms: &[Atom]) -> CueSet {
    let mut all = CueSet::default();
    atoms.iter().for_each(|atom| all.extend(atom.cues));
    all
}

/// Whether nothing of a pattern but a mark reaches over an atom; one that is a cue may be passed as any other.
const fn ends_clause(atom: &Atom) -> bool {
    matches!(atom.kind, AtomKind::Break(_)) && atom.cues.is_empty()
}
