//! The pattern language: one line says the shape of a sentence round a number.
//!
//! | written | matches |
//! |---|---|
//! | `从\|由` | one of these words |
//! | `<up>` `<up\|down:dir>` | a word of a cue class of `rules/cues/`; `:dir` keeps it as a slot |
//! | `{value:percent\|points}` | a quantity of one of these kinds |
//! | `{value:list(percent)}` | several of them, joined by 、 和 及 ， |
//! | `{what:np}` | what stands before, up to the clause's edge or another number; brackets and lists are part of it |
//! | `{what:tail}` | what stands after, up to the clause's edge or another number |
//! | `{base:any}` | whatever stands there, at least one word of the clause |
//! | `{heads:list(np)}` | the members of a list joined by 、 和 及 |
//! | `{places:list(area)}` | several places, joined so |
//! | `{when:period}` `{where:area}` `{who:organisation}` | such a mention |
//! | `[ … ]?` | optional |
//! | `（` `）` `，` `、` `；` `：` | such a mark, full or half width |
//!
//! The first number slot is the anchor: a pattern is tried only where a quantity of its kind stands, leftwards and
//! rightwards from there.

use std::ops::Range;

use super::cues::{CueClass, Cues};
use super::source::{Diagnostic, RuleFile};

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

    /// Whether every kind of `self` is in `other`.
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

    const fn join(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }
}

/// One item of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// One of these words.
    Words(Vec<String>),
    /// A word of one of these classes, kept under a name where one is given.
    Cue {
        classes: Vec<CueClass>,
        slot: Option<usize>,
    },
    /// A slot; the number is its index in [`Pattern::slots`].
    Slot(usize),
    /// A punctuation mark, in its full-width form.
    Mark(char),
    /// May be absent.
    Optional(Vec<Item>),
}

/// What a slot takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotKind {
    /// One quantity of these kinds.
    Number(Kinds),
    /// Several, joined by 、 and the like.
    Numbers(Kinds),
    /// The phrase before.
    Phrase,
    /// The phrase after.
    Tail,
    /// Whatever stands there, at least one word.
    Any,
    /// The members of a list.
    Phrases,
    /// A period.
    Period,
    /// An area.
    Area,
    /// Several areas, joined by 、 and the like.
    Areas,
    /// Several periods, joined alike.
    Periods,
    /// An organisation.
    Organisation,
    /// A cue kept under a name.
    Cue,
}

/// A named slot.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// Its name.
    pub name: String,
    /// What it takes.
    pub kind: SlotKind,
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

impl Pattern {
    /// Kinds of quantity the anchor takes.
    pub fn anchor_kinds(&self) -> Kinds {
        match self.slots[self.anchor].kind {
            SlotKind::Number(kinds) | SlotKind::Numbers(kinds) => kinds,
            _ => unreachable!("the anchor is a number slot"),
        }
    }

    /// Index of the slot of that name.
    pub fn slot(&self, name: &str) -> Option<usize> {
        self.slots.iter().position(|slot| slot.name == name)
    }

    /// Parses `text`, which stands at byte `at` of `file`.
    ///
    /// # Errors
    /// The first mistake, underlined.
    pub fn parse(text: &str, at: usize, file: &RuleFile, cues: &Cues) -> Result<Self, Diagnostic> {
        let mut parser = Parser {
            text,
            at,
            file,
            cues,
            pos: 0,
            slots: Vec::new(),
        };
        let items = parser.items(0)?;
        let is_anchor = |item: &Item, slots: &[Slot]| matches!(item, Item::Slot(i) if matches!(slots[*i].kind, SlotKind::Number(_) | SlotKind::Numbers(_)));
        let Some(middle) = items.iter().position(|item| is_anchor(item, &parser.slots)) else {
            return Err(file.mistake(
                at..at + text.len(),
                "a pattern needs a number outside of `[ … ]?`",
                "no number slot here",
                Some("add one, such as {value:quantity}"),
            ));
        };
        let Item::Slot(anchor) = items[middle] else {
            unreachable!("found as a slot")
        };
        Ok(Self {
            before: items[..middle].to_vec(),
            anchor,
            after: items[middle + 1..].to_vec(),
            slots: parser.slots,
        })
    }
}

/// Marks a pattern may name, each with its half-width form.
pub const MARKS: [(char, char); 6] = [
    ('（', '('),
    ('）', ')'),
    ('，', ','),
    ('、', '、'),
    ('；', ';'),
    ('：', ':'),
];

struct Parser<'a> {
    text: &'a str,
    at: usize,
    file: &'a RuleFile,
    cues: &'a Cues,
    pos: usize,
    slots: Vec<Slot>,
}

impl Parser<'_> {
    fn items(&mut self, depth: u8) -> Result<Vec<Item>, Diagnostic> {
        let mut items = Vec::new();
        loop {
            self.pos += self.rest().len() - self.rest().trim_start().len();
            let Some(next) = self.rest().chars().next() else {
                return if depth == 0 {
                    Ok(items)
                } else {
                    Err(self.wrong(self.pos..self.pos, "`[` is never closed", "`]?` is missing", None))
                };
            };
            match next {
                '{' => items.push(self.slot()?),
                '<' => items.push(self.cue()?),
                '[' => {
                    self.pos += 1;
                    items.push(Item::Optional(self.items(depth + 1)?));
                }
                ']' if depth > 0 => {
                    if !self.rest().starts_with("]?") {
                        return Err(self.wrong(
                            self.pos..self.pos + 1,
                            "a group is optional or it is no group",
                            "expected `]?`",
                            None,
                        ));
                    }
                    self.pos += 2;
                    return Ok(items);
                }
                ']' | '}' | '>' => {
                    let end = self.pos + 1;
                    return Err(self.wrong(self.pos..end, &format!("`{next}` closes nothing"), "here", None));
                }
                _ if MARKS.iter().any(|(full, half)| next == *full || next == *half) => {
                    let full = MARKS
                        .iter()
                        .find(|(full, half)| next == *full || next == *half)
                        .expect("just seen")
                        .0;
                    self.pos += next.len_utf8();
                    items.push(Item::Mark(full));
                }
                _ => {
                    let end = self
                        .rest()
                        .find(|c: char| {
                            c.is_whitespace() || "{<[]}>".contains(c) || MARKS.iter().any(|(f, h)| c == *f || c == *h)
                        })
                        .unwrap_or(self.rest().len());
                    let start = self.pos;
                    let words: Vec<String> = self.rest()[..end].split('|').map(str::to_owned).collect();
                    self.pos += end;
                    if words.iter().any(String::is_empty) {
                        return Err(self.wrong(start..self.pos, "an empty word between `|`", "here", None));
                    }
                    items.push(Item::Words(words));
                }
            }
        }
    }

    /// `{name:kind}`
    fn slot(&mut self) -> Result<Item, Diagnostic> {
        let start = self.pos;
        let Some(close) = self.rest().find('}') else {
            return Err(self.wrong(start..self.text.len(), "`{` is never closed", "`}` is missing", None));
        };
        let inner = &self.text[start + 1..start + close];
        self.pos = start + close + 1;
        let Some((name, kind)) = inner.split_once(':') else {
            return Err(self.wrong(
                start..self.pos,
                "a slot needs a name and a kind",
                "expected {name:kind}",
                Some("such as {what:np} or {value:quantity}"),
            ));
        };
        let kind_at = start + 1 + name.len() + 1;
        let kind = self.slot_kind(kind, kind_at)?;
        self.declare(name, kind, start + 1).map(Item::Slot)
    }

    fn slot_kind(&self, kind: &str, at: usize) -> Result<SlotKind, Diagnostic> {
        Ok(match kind {
            "np" => SlotKind::Phrase,
            "tail" => SlotKind::Tail,
            "any" => SlotKind::Any,
            "list(np)" => SlotKind::Phrases,
            "period" => SlotKind::Period,
            "area" => SlotKind::Area,
            "list(area)" => SlotKind::Areas,
            "list(period)" => SlotKind::Periods,
            "organisation" => SlotKind::Organisation,
            _ => match kind.strip_prefix("list(").and_then(|rest| rest.strip_suffix(')')) {
                Some(inner) => SlotKind::Numbers(self.kinds(inner, at + "list(".len())?),
                None => SlotKind::Number(self.kinds(kind, at)?),
            },
        })
    }

    fn kinds(&self, text: &str, at: usize) -> Result<Kinds, Diagnostic> {
        let mut set = Kinds::default();
        let mut pos = at;
        for name in text.split('|') {
            let Some(kinds) = Kinds::named(name) else {
                let mut known = vec![
                    "np",
                    "tail",
                    "any",
                    "period",
                    "area",
                    "organisation",
                    "list(np)",
                    "list(area)",
                    "list(period)",
                ];
                known.extend(Kinds::NAMES.iter().map(|(name, _)| *name));
                return Err(self.wrong(
                    pos..pos + name.len(),
                    &format!("unknown kind `{name}`"),
                    "no such kind of slot",
                    Some(&format!("kinds: {}", known.join(", "))),
                ));
            };
            set = set.join(kinds);
            pos += name.len() + 1;
        }
        Ok(set)
    }

    /// `<class|class:name>`
    fn cue(&mut self) -> Result<Item, Diagnostic> {
        let start = self.pos;
        let Some(close) = self.rest().find('>') else {
            return Err(self.wrong(start..self.text.len(), "`<` is never closed", "`>` is missing", None));
        };
        let inner = &self.text[start + 1..start + close];
        self.pos = start + close + 1;
        let (names, slot) = match inner.split_once(':') {
            Some((names, slot)) => (
                names,
                Some(self.declare(slot, SlotKind::Cue, start + 1 + names.len() + 1)?),
            ),
            None => (inner, None),
        };
        let mut classes = Vec::new();
        let mut pos = start + 1;
        for name in names.split('|') {
            let Some(class) = self.cues.class(name) else {
                let known: Vec<&str> = self.cues.classes().collect();
                return Err(self.wrong(
                    pos..pos + name.len(),
                    &format!("unknown cue class `{name}`"),
                    "no such class in rules/cues/",
                    Some(&format!("classes: {}", known.join(", "))),
                ));
            };
            classes.push(class);
            pos += name.len() + 1;
        }
        Ok(Item::Cue { classes, slot })
    }

    fn declare(&mut self, name: &str, kind: SlotKind, at: usize) -> Result<usize, Diagnostic> {
        let fine = !name.is_empty()
            && name
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if !fine {
            return Err(self.wrong(
                at..at + name.len(),
                &format!("`{name}` cannot name a slot"),
                "lower-case letters, digits and _ only",
                None,
            ));
        }
        if self.slots.iter().any(|slot| slot.name == name) {
            return Err(self.wrong(
                at..at + name.len(),
                &format!("slot `{name}` is declared twice"),
                "second time here",
                None,
            ));
        }
        self.slots.push(Slot {
            name: name.to_owned(),
            kind,
        });
        Ok(self.slots.len() - 1)
    }

    fn rest(&self) -> &str {
        &self.text[self.pos..]
    }

    fn wrong(&self, at: Range<usize>, message: &str, label: &str, help: Option<&str>) -> Diagnostic {
        self.file
            .mistake(self.at + at.start..self.at + at.end, message, label, help)
    }
}
