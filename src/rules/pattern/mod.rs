//! The pattern language: one line says the shape of a sentence round a number.
//!
//! | written | matches |
//! |---|---|
//! | `从\|由` | one of these words |
//! | `<up>` `<up\|down:dir>` | a word of a cue class of `rules/cues/`; `:dir` keeps it as a slot |
//! | `{value:percent\|points}` | a quantity of one of these kinds |
//! | `{values:list(percent)}` | several of them, joined by 、 和 及 ， |
//! | `{what:np}` | the phrase that stands there, up to the clause's edge or another number |
//! | `{what:tail}` | the same, behind the number only |
//! | `{base:any}` | whatever stands there, at least one word of the clause |
//! | `{heads:list(np)}` | the members of a list joined by 、 和 及 |
//! | `{places:list(area)}` `{times:list(period)}` | several places or periods, joined so |
//! | `{when:period}` `{where:area}` `{who:organisation}` | such a mention |
//! | `[ … ]?` | may be absent |
//! | `[ … \| … ]` | one of these ways; with `?`, or none |
//! | `!<up>` `!的\|地` `!，` | no such word or mark next to what stands on the number's side |
//! | `@name` | the part of that name |
//! | `（` `）` `，` `、` `；` `：` `。` | such a mark, full or half width |
//!
//! The first number slot is the anchor: a pattern is tried only where a quantity of its kind stands, leftwards and
//! rightwards from there.

mod parser;
mod parts;
mod variants;

use std::sync::Arc;

use super::cues::{CueClass, Cues};
use super::source::{Diagnostic, RuleFile};

pub(super) use parser::{Written, classes};
pub(super) use parts::PartShape;
pub use parts::Parts;
pub use variants::Variant;
pub(super) use variants::variants;

use crate::model::Dimension;

/// Kinds of quantity a slot can ask for, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Kinds(u16);

impl Kinds {
    /// Names a rule author can write, with the set each stands for.
    pub const NAMES: [(&'static str, Kinds); 10] = [
        ("count", Kinds(1)),
        ("money", Kinds(2)),
        ("physical", Kinds(4)),
        ("percent", Kinds(8)),
        ("points", Kinds(16)),
        ("multiple", Kinds(32)),
        ("rank", Kinds(64)),
        ("bare", Kinds(128)),
        // What can be added up: counts, money, physical sizes.
        ("amount", Kinds(1 | 2 | 4)),
        // Everything that is a size: all but points and ranks.
        ("quantity", Kinds(1 | 2 | 4 | 8 | 32 | 128)),
    ];

    /// How many single kinds there are.
    pub const SINGLE: usize = 8;

    /// A single kind by its place, below [`Kinds::SINGLE`].
    pub const fn single(place: usize) -> Self {
        Self(1 << place)
    }

    /// The place of a single kind.
    #[inline]
    pub const fn index(self) -> usize {
        self.0.trailing_zeros() as usize
    }

    /// The kind of a quantity that measures this.
    #[inline]
    pub const fn of(dimension: Dimension) -> Self {
        Self(match dimension {
            Dimension::Count => 1,
            Dimension::Money => 2,
            Dimension::Ratio => 8,
            Dimension::Points => 16,
            Dimension::Multiple => 32,
            Dimension::Rank => 64,
            Dimension::None => 128,
            _ => 4,
        })
    }

    /// Whether every kind of `self` is in `other`.
    #[inline]
    pub const fn within(self, other: Kinds) -> bool {
        self.0 & !other.0 == 0
    }

    /// The set of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, set)| *set)
    }

    /// The names of the single kinds in the set, joined by `|`.
    pub fn names(self) -> String {
        let single = Self::NAMES
            .iter()
            .filter(|(_, set)| set.0.is_power_of_two() && set.within(self));
        single.map(|(name, _)| *name).collect::<Vec<_>>().join("|")
    }

    const fn join(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }
}

/// One item of a pattern.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    /// One of these words. The ways of laying out a pattern share them.
    Words(Arc<[String]>),
    /// A word of one of these classes, kept under a name where one is given.
    Cue {
        classes: Arc<[CueClass]>,
        slot: Option<usize>,
    },
    /// A slot; the number is its index in [`Pattern::slots`].
    Slot(usize),
    /// A punctuation mark, in its full-width form.
    Mark(char),
    /// No such word or mark there: [`Item::Words`], [`Item::Cue`] without a slot, or [`Item::Mark`].
    Not(Box<Item>),
    /// One of these ways, or none where it is optional.
    Group { ways: Vec<Vec<Item>>, optional: bool },
}

/// What a slot takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SlotKind {
    /// One quantity of these kinds.
    Number(Kinds),
    /// Several, joined by 、 and the like.
    Numbers(Kinds),
    /// The phrase that stands there.
    Phrase,
    /// The phrase after the number.
    Tail,
    /// Whatever stands there, at least one word.
    Any,
    /// The members of a list.
    Phrases,
    /// A period.
    Period,
    /// Several periods, joined by 、 and the like.
    Periods,
    /// An area.
    Area,
    /// Several areas, joined by 、 and the like.
    Areas,
    /// An organisation.
    Organisation,
    /// A cue kept under a name.
    Cue,
}

impl SlotKind {
    /// Whether numbers go in.
    pub const fn is_number(self) -> bool {
        matches!(self, SlotKind::Number(_) | SlotKind::Numbers(_))
    }
}

/// A named slot.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// Its name.
    pub name: String,
    /// What it takes.
    pub kind: SlotKind,
    /// As the pattern has it: `{what:np}`.
    pub written: String,
}

/// A parsed pattern.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// Before the anchor, in text order.
    pub before: Vec<Item>,
    /// Index of the anchor slot.
    pub anchor: usize,
    /// After the anchor.
    pub after: Vec<Item>,
    /// All slots, in text order.
    pub slots: Vec<Slot>,
}

/// Marks a pattern may name, each with its half-width form.
pub const MARKS: [(char, char); 7] = [
    ('（', '('),
    ('）', ')'),
    ('，', ','),
    ('、', '、'),
    ('；', ';'),
    ('：', ':'),
    ('。', '。'),
];

/// Marks that end a clause.
pub(super) const CLAUSE_MARKS: [char; 4] = ['，', '；', '：', '。'];

/// Ways in which one pattern can be laid out at most: each is matched by itself.
const MOST_WAYS: usize = 256;

impl Pattern {
    /// Kinds of quantity the anchor takes.
    pub fn anchor_kinds(&self) -> Kinds {
        match self.slots[self.anchor].kind {
            SlotKind::Number(kinds) | SlotKind::Numbers(kinds) => kinds,
            _ => unreachable!("the anchor is a number slot"),
        }
    }

    /// Whether the anchor takes a list of numbers.
    pub fn begins_list(&self) -> bool {
        matches!(self.slots[self.anchor].kind, SlotKind::Numbers(_))
    }

    /// Index of the slot of that name.
    pub fn slot(&self, name: &str) -> Option<usize> {
        self.slots.iter().position(|slot| slot.name == name)
    }

    /// An item as the pattern has it, for messages.
    pub fn written(&self, item: &Item, cues: &Cues) -> String {
        let classes = |classes: &[CueClass]| {
            let names: Vec<&str> = classes.iter().map(|class| cues.name(*class)).collect();
            names.join("|")
        };
        match item {
            Item::Words(words) => words.join("|"),
            Item::Cue { classes: all, .. } => format!("<{}>", classes(all)),
            Item::Slot(slot) => self.slots[*slot].written.clone(),
            Item::Mark(mark) => mark.to_string(),
            Item::Not(item) => format!("!{}", self.written(item, cues)),
            Item::Group { .. } => "[ … ]".to_owned(),
        }
    }

    /// Parses a pattern; `parts` are those that `@name` may name.
    ///
    /// # Errors
    /// The first mistake, underlined.
    pub(super) fn parse(written: Written, file: &RuleFile, cues: &Cues, parts: &Parts) -> Result<Self, Diagnostic> {
        let (items, slots) = parser::parse(written, file, cues, &mut |name| parts.get(name).cloned().ok_or(None))
            .map_err(|mistake| match mistake {
                parser::Mistake::Here(mistake) => *mistake,
                parser::Mistake::UnknownPart(name, at) => parts.unknown(&name, at, file),
            })?;
        let whole = || written.at..written.at + written.text.len();
        let is_number = |item: &Item| matches!(item, Item::Slot(slot) if slots[*slot].kind.is_number());
        let Some(middle) = items.iter().position(is_number) else {
            return Err(file.mistake(
                whole(),
                "a pattern needs a number outside of `[ … ]`",
                "no number slot here",
                Some("add one, such as {value:quantity}"),
            ));
        };
        let ways = variants::count(&items);
        if ways > MOST_WAYS {
            let message = format!("the pattern can be laid out in {ways} ways");
            let help = format!("at most {MOST_WAYS} are possible: each `[ … ]?` doubles them; make two rules of it");
            return Err(file.mistake(whole(), &message, "too many groups", Some(&help)));
        }
        let Item::Slot(anchor) = items[middle] else {
            unreachable!("found as a slot")
        };
        let pattern = Self {
            before: items[..middle].to_vec(),
            anchor,
            after: items[middle + 1..].to_vec(),
            slots,
        };
        let misplaced = |slot: usize| pattern.slots[slot].kind == SlotKind::Tail;
        if let Some(slot) = slots_of(&pattern.before).find(|slot| misplaced(*slot)) {
            let written_as = &pattern.slots[slot].written;
            let at = written
                .text
                .find(written_as.as_str())
                .map_or_else(whole, |from| written.at + from..written.at + from + written_as.len());
            let help = "write `np` for a phrase before the number";
            return Err(file.mistake(at, "a `tail` stands behind the number", "before it here", Some(help)));
        }
        Ok(pattern)
    }
}

/// The slots that items fill, groups included.
pub(super) fn slots_of(items: &[Item]) -> Box<dyn Iterator<Item = usize> + '_> {
    Box::new(items.iter().flat_map(|item| -> Box<dyn Iterator<Item = usize> + '_> {
        match item {
            Item::Slot(slot) => Box::new(std::iter::once(*slot)),
            Item::Cue { slot, .. } => Box::new(slot.iter().copied()),
            Item::Group { ways, .. } => Box::new(ways.iter().flat_map(|way| slots_of(way))),
            Item::Words(_) | Item::Mark(_) | Item::Not(_) => Box::new(std::iter::empty()),
        }
    }))
}
