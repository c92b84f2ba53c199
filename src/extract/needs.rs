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
    /// Where these may stand on any side.
    #[cfg(test)]
    pub(super) const fn anywhere(cues: CueSet) -> Self {
        Self([cues; 3])
    }
}

/// By quantity of a sentence, the cues before and behind it in its clause. What stands in brackets is passed over with its cues,
/// whatever clauses it has.
#[derive(Debug)]
pub(super) struct Sides {
    /// Their atoms, in order.
    numbers: Vec<u32>,
    sides: Vec<[CueSet; 2]>,
}

impl Sides {
    /// Those of a sentence, in one walk for each side.
    pub(super) fn of(atoms: &[Atom]) -> Self {
        let mut all = Self {
            numbers: Vec::with_capacity(8),
            sides: Vec::with_capacity(8),
        };
        let mut bracketed = false;
        for (at, atom) in (0..).zip(atoms) {
            match atom.kind {
                AtomKind::Quantity(_) => all.numbers.push(at),
                AtomKind::Open(Some(_)) | AtomKind::Close(Some(_)) => bracketed = true,
                _ => {}
            }
        }
        all.sides.resize(all.numbers.len(), Default::default());
        if bracketed {
            let mut tell = |at: usize, side: Side, cues: CueSet| {
                if atoms[at].quantity().is_some()
                    && let Ok(nth) = all.numbers.binary_search(&(at as u32))
                {
                    all.sides[nth][side as usize] = cues;
                }
            };
            passed(atoms, |nth| nth, |at, cues| tell(at, Side::Before, cues));
            let last = atoms.len().saturating_sub(1);
            passed(atoms, |nth| last - nth, |at, cues| tell(at, Side::Behind, cues));
            return all;
        }
        // Most sentences have no brackets.
        let (mut from, mut cues) = (0, CueSet::default());
        for (number, sides) in all.numbers.iter().zip(&mut all.sides) {
            cues = atoms[from..*number as usize].iter().fold(cues, walked);
            sides[Side::Before as usize] = cues;
            from = *number as usize;
        }
        let (mut to, mut cues) = (atoms.len(), CueSet::default());
        for (number, sides) in all.numbers.iter().zip(&mut all.sides).rev() {
            let behind = &atoms[*number as usize + 1..to];
            cues = behind.iter().rev().fold(cues, walked);
            sides[Side::Behind as usize] = cues;
            to = *number as usize + 1;
        }
        all
    }

    /// What stands round a number, in a sentence in which these occur.
    pub(super) fn round(&self, number: usize, present: CueSet) -> There {
        let known = self.numbers.binary_search(&(number as u32)).ok();
        let [before, behind] = known.map(|nth| self.sides[nth]).unwrap_or_default();
        There([before, behind, present])
    }
}

/// The cues of a clause up to an atom, and with it; none where the clause ends with it.
#[inline(always)]
fn walked(cues: CueSet, atom: &Atom) -> CueSet {
    if ends_clause(atom) {
        return CueSet::default();
    }
    let mut cues = cues;
    cues.extend(atom.cues);
    cues
}

/// Tells of each atom the cues of its clause that were passed before it. `place` gives the place of the nth atom of the walk,
/// forwards or backwards, and the other way round.
fn passed(atoms: &[Atom], place: impl Fn(usize) -> usize, mut tell: impl FnMut(usize, CueSet)) {
    let mut cues = CueSet::default();
    // The brackets that are open: which atom of the walk enters them, the cues before it, and those inside so far.
    let mut open: Vec<(usize, CueSet, CueSet)> = Vec::new();
    for nth in 0..atoms.len() {
        let at = place(nth);
        let atom = &atoms[at];
        tell(at, cues);
        let partner = match atom.kind {
            AtomKind::Open(partner) | AtomKind::Close(partner) => partner.map(&place),
            _ => None,
        };
        if partner.is_some_and(|partner| partner > nth) {
            open.push((nth, cues, CueSet::default()));
        }
        if let Some((_, _, inside)) = open.last_mut() {
            inside.extend(atom.cues);
        }
        if ends_clause(atom) {
            cues = CueSet::default();
        } else {
            cues.extend(atom.cues);
        }
        while let Some((_, before, inside)) =
            open.pop_if(|(entered, ..)| partner.is_some_and(|partner| partner < nth && *entered >= partner))
        {
            cues = before;
            cues.extend(inside);
            if let Some((_, _, outer)) = open.last_mut() {
                outer.extend(inside);
            }
        }
    }
}

/// Whether nothing of a pattern but a mark reaches over an atom; one that is a cue may be passed as any other.
#[inline]
const fn ends_clause(atom: &Atom) -> bool {
    matches!(atom.kind, AtomKind::Break(_)) && atom.cues.is_empty()
}
