//! What stands beside a number, and what the ways of laying out patterns want there. Most ways of most patterns fail at what
//! stands next to the number, and to know that takes no match: what stands there is looked up once, whatever wants it.

use std::collections::HashMap;

use crate::rules::{CueSet, Cues, Item, Kinds, MARKS, Pattern, Prefixes, SlotKind};

use super::atoms::{Atom, AtomKind, kinds};
use super::bits::Bits;
use super::matcher::WIDEST;
use super::reach::Matcher;

/// Things that may stand somewhere besides words of classes: bits for kinds of numbers and of other mentions, for the edge of
/// a phrase, and for the words and marks that patterns name.
type Things = u128;

const PERIOD: u32 = Kinds::SINGLE as u32;
const AREA: u32 = PERIOD + 1;
const ORGANISATION: u32 = PERIOD + 2;
/// A phrase can begin or end here.
const PHRASE: u32 = PERIOD + 3;
/// The first item of words or marks; those for which no bit is left are taken to stand everywhere.
const ITEMS: u32 = PERIOD + 4;

/// What an item wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    cues: CueSet,
    things: Things,
}

/// What stands somewhere: the word itself, and those behind fillers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    cues: CueSet,
    things: Things,
}

/// What stands beside a number.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Beside {
    /// Before it.
    pub(super) before: Seen,
    /// Before the one word or mention before it.
    pub(super) further_before: Seen,
    /// Behind it.
    pub(super) after: Seen,
    /// Behind the one word or mention behind it.
    pub(super) further_after: Seen,
}

/// The ways by what they want at one place.
pub(super) struct Place {
    /// Those that take anything, as far as can be told without a match.
    any: Bits,
    /// Those that take a class or a thing, and those that take anything.
    by_class: Vec<Bits>,
    by_thing: Vec<Bits>,
    /// What some way wants.
    wanted: Wanted,
}

impl Place {
    pub(super) fn new(ways: usize) -> Self {
        Self {
            any: Bits::new(ways),
            by_class: vec![Bits::new(ways); Cues::MOST],
            by_thing: vec![Bits::new(ways); Things::BITS as usize],
            wanted: Wanted::default(),
        }
    }

    /// Files a way under what it wants there, if it wants anything.
    pub(super) fn insert(&mut self, wanted: Option<Wanted>, way: usize) {
        let Some(Wanted { cues, things }) = wanted else {
            self.any.insert(way);
            return;
        };
        self.wanted.cues.extend(cues);
        self.wanted.things |= things;
        cues.classes()
            .for_each(|class| self.by_class[class.index()].insert(way));
        places(things).for_each(|thing| self.by_thing[thing].insert(way));
    }

    /// Leaves of `ways` those that may find there what they want. `room` is of the same size.
    pub(super) fn keep(&self, ways: &mut Bits, seen: Seen, room: &mut Bits) {
        let cues = seen.cues.common(self.wanted.cues);
        let things = seen.things & self.wanted.things;
        let mut sets = places(things).map(|thing| &self.by_thing[thing]);
        let mut classes = cues.classes().map(|class| &self.by_class[class.index()]);
        let Some(first) = sets.next().or_else(|| classes.next()) else {
            ways.keep(&self.any);
            return;
        };
        // Often there is one.
        let Some(second) = sets.next().or_else(|| classes.next()) else {
            ways.keep(first);
            return;
        };
        room.set(first);
        room.join(second);
        sets.for_each(|ways| room.join(ways));
        classes.for_each(|ways| room.join(ways));
        ways.keep(room);
    }

    /// Adds those that take anything to all others: to be called when all ways are filed.
    pub(super) fn finish(&mut self) {
        let sets = self.by_class.iter_mut().chain(&mut self.by_thing);
        sets.for_each(|ways| ways.join(&self.any));
    }
}

/// The places of the bits that are set.
fn places(mut things: Things) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = (things != 0).then(|| things.trailing_zeros() as usize)?;
        things &= things - 1;
        Some(lowest)
    })
}

/// The words and marks that patterns name.
#[derive(Default)]
pub(super) struct Named<'r> {
    /// Words and marks that ways want beside a number, with their bits.
    items: HashMap<&'r Item, Things>,
    /// Each word, with the items it is one of.
    words: Vec<(&'r str, Things)>,
    marks: Vec<(char, Things)>,
}

impl<'r> Named<'r> {
    /// What an item wants where it stands, as far as can be told without a match.
    pub(super) fn wanted(&mut self, item: &'r Item, pattern: &Pattern) -> Option<Wanted> {
        let things = match item {
            Item::Cue { classes, .. } => {
                return Some(Wanted {
                    cues: CueSet::of(classes),
                    things: 0,
                });
            }
            Item::Words(_) | Item::Mark(_) => self.bit(item)?,
            Item::Slot(slot) => match pattern.slots[*slot].kind {
                SlotKind::Number(wanted) | SlotKind::Numbers(wanted) => {
                    let single = (0..Kinds::SINGLE).filter(|kind| Kinds::single(*kind).within(wanted));
                    single.fold(0, |things, kind| things | 1 << kind)
                }
                SlotKind::Period | SlotKind::Periods => 1 << PERIOD,
                SlotKind::Area | SlotKind::Areas => 1 << AREA,
                SlotKind::Organisation => 1 << ORGANISATION,
                SlotKind::Phrase | SlotKind::Phrases | SlotKind::Tail => 1 << PHRASE,
                SlotKind::Any | SlotKind::Cue => return None,
            },
            Item::Not(_) | Item::Group { .. } => return None,
        };
        Some(Wanted {
            cues: CueSet::default(),
            things,
        })
    }

    fn bit(&mut self, item: &'r Item) -> Option<Things> {
        if let Some(known) = self.items.get(item) {
            return Some(*known);
        }
        let next = ITEMS + self.items.len() as u32;
        let bit = (next < Things::BITS).then(|| 1 << next)?;
        self.items.insert(item, bit);
        match item {
            Item::Words(words) => self.words.extend(words.iter().map(|word| (word.as_str(), bit))),
            Item::Mark(mark) => self.marks.push((*mark, bit)),
            _ => {}
        }
        Some(bit)
    }

    /// Ready to be looked up in sentences.
    pub(super) fn lookup(self) -> Lookup {
        let mut all: HashMap<&str, Things> = HashMap::new();
        self.words
            .iter()
            .for_each(|(word, bit)| *all.entry(word).or_default() |= bit);
        let mut lookup = Lookup::default();
        for (word, things) in all {
            lookup.forward.insert(word.chars(), things);
            lookup.backward.insert(word.chars().rev(), things);
        }
        lookup.marks = self.marks;
        lookup
    }
}

/// Finds the words and marks that ways want beside numbers.
#[derive(Default)]
pub(super) struct Lookup {
    forward: Prefixes<Things>,
    backward: Prefixes<Things>,
    marks: Vec<(char, Things)>,
}

impl Matcher<'_> {
    /// What stands beside the quantity at atom `anchor`.
    pub(super) fn beside(&self, anchor: usize, lookup: &Lookup) -> Beside {
        let mut beside = Beside::default();
        for end in self.past_fillers_backward(anchor) {
            self.see(end - 1, false, lookup, &mut beside.before);
            for further in self.past_fillers_backward(end - 1) {
                self.see(further - 1, false, lookup, &mut beside.further_before);
            }
        }
        for start in self.past_fillers_forward(anchor + 1) {
            self.see(start, true, lookup, &mut beside.after);
            for further in self.past_fillers_forward(start + 1) {
                self.see(further, true, lookup, &mut beside.further_after);
            }
        }
        beside
    }

    /// Adds what stands at an atom: what begins with it, or what ends with it.
    fn see(&self, at: usize, begins: bool, lookup: &Lookup, seen: &mut Seen) {
        let atom = &self.atoms[at];
        seen.cues.extend(atom.cues);
        let phrase = match atom.kind {
            AtomKind::Break(_) | AtomKind::Quantity(_) => false,
            AtomKind::Open(close) => begins && close.is_some(),
            AtomKind::Close(_) => !begins,
            _ => !self.joins(atom),
        };
        seen.things |= Things::from(phrase) << PHRASE;
        match atom.kind {
            AtomKind::Word(_) => {
                let mut add = |length: usize, things: &Things| {
                    if self.ends_a_word(at, begins, length) {
                        seen.things |= things;
                    }
                    false
                };
                if begins {
                    lookup.forward.longest(self.text[atom.span.start..].chars(), &mut add);
                } else {
                    lookup
                        .backward
                        .longest(self.text[..atom.span.end].chars().rev(), &mut add);
                }
            }
            AtomKind::Quantity(index) => seen.things |= 1 << kinds(&self.mentions[index]).index(),
            AtomKind::Period(_) => seen.things |= 1 << PERIOD,
            AtomKind::Area(_) => seen.things |= 1 << AREA,
            // It may be one of a list of places, too.
            AtomKind::Organisation(_) => seen.things |= 1 << ORGANISATION | 1 << AREA,
            AtomKind::Open(_) | AtomKind::Close(_) | AtomKind::Enumeration | AtomKind::Break(_) => {
                let mark = mark(atom);
                let same = lookup.marks.iter().filter(|(known, _)| Some(*known) == mark);
                same.for_each(|(_, things)| seen.things |= things);
            }
            AtomKind::Name | AtomKind::Noise | AtomKind::Quote => {}
        }
    }

    /// Whether a stretch of so many bytes from this atom on, or up to it, is made of whole words, as few as an item takes.
    fn ends_a_word(&self, at: usize, begins: bool, length: usize) -> bool {
        let words = |atom: &&Atom| matches!(atom.kind, AtomKind::Word(_));
        let span = self.atoms[at].span;
        match begins {
            true => {
                let mut atoms = self.atoms[at..].iter().take(WIDEST).take_while(words);
                atoms.any(|atom| atom.span.end == span.start + length)
            }
            false => {
                let mut atoms = self.atoms[..=at].iter().rev().take(WIDEST).take_while(words);
                atoms.any(|atom| atom.span.start + length == span.end)
            }
        }
    }
}

/// The mark that an atom is, in its full-width form.
pub(super) fn mark(atom: &Atom) -> Option<char> {
    match atom.kind {
        AtomKind::Open(_) => Some('（'),
        AtomKind::Close(_) => Some('）'),
        AtomKind::Enumeration => Some('、'),
        AtomKind::Break(c) => MARKS
            .iter()
            .find(|(full, half)| c == *full || c == *half)
            .map(|(full, _)| *full),
        _ => None,
    }
}
