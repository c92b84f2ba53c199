//! Reads the one line of a pattern from left to right.

use std::ops::Range;

use toml::Spanned;

use super::parts::{Part, is_name_byte};
use super::{Item, Kinds, MARKS, Slot, SlotKind};
use crate::rules::cues::{CueClass, Cues};
use crate::rules::source::{Diagnostic, RuleFile};
use crate::rules::suggest;

/// Text of the pattern language, and the byte of its file at which it begins.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) struct Written<'a> {
    pub(in crate::rules) text: &'a str,
    pub(in crate::rules) at: usize,
}

impl<'a> Written<'a> {
    /// The text of a value. Its span covers the quotes; a pattern needs no escapes, so its text starts right after them.
    pub(in crate::rules) fn of(value: &'a Spanned<String>, file: &RuleFile) -> Self {
        let raw = &file.text[value.span()];
        let quotes = if raw.starts_with("'''") || raw.starts_with("\"\"\"") {
            3
        } else {
            1
        };
        Self {
            text: value.as_ref(),
            at: value.span().start + quotes,
        }
    }
}

/// What is wrong with a pattern.
pub(super) enum Mistake {
    /// The mistake, underlined.
    Here(Box<Diagnostic>),
    /// A part that nobody declares, and the bytes of the file at which it is named.
    UnknownPart(String, Range<usize>),
}

/// Looks up a part: `Err(None)` where there is none of that name, `Err(Some(why))` where it cannot be used here.
pub(super) type FindPart<'p> = &'p mut dyn FnMut(&str) -> Result<Part, Option<String>>;

/// The items of a pattern, and the slots they fill.
pub(super) fn parse(
    written: Written,
    file: &RuleFile,
    cues: &Cues,
    part: FindPart,
) -> Result<(Vec<Item>, Vec<Slot>), Mistake> {
    let mut parser = Parser {
        text: written.text,
        at: written.at,
        file,
        cues,
        part,
        pos: 0,
        slots: Vec::new(),
    };
    let items = parser.items()?;
    match parser.rest().chars().next() {
        None => Ok((items, parser.slots)),
        Some('|') => {
            let help = "write [ … | … ]; between words, `|` has no blanks: 达到|为";
            Err(parser.wrong(
                parser.pos..parser.pos + 1,
                "ways stand in brackets",
                "outside of `[ … ]`",
                Some(help),
            ))
        }
        Some(_) => Err(parser.wrong(parser.pos..parser.pos + 1, "`]` closes nothing", "here", None)),
    }
}

struct Parser<'a, 'p> {
    text: &'a str,
    at: usize,
    file: &'a RuleFile,
    cues: &'a Cues,
    part: FindPart<'p>,
    pos: usize,
    slots: Vec<Slot>,
}

impl Parser<'_, '_> {
    /// Items up to the end, to `]`, or to a `|` that stands by itself.
    fn items(&mut self) -> Result<Vec<Item>, Mistake> {
        let mut items = Vec::new();
        loop {
            self.pos += self.rest().len() - self.rest().trim_start().len();
            let Some(next) = self.rest().chars().next() else {
                return Ok(items);
            };
            let alone = |rest: &str| rest[1..].chars().next().is_none_or(|c| c.is_whitespace() || c == ']');
            match next {
                ']' => return Ok(items),
                '|' if alone(self.rest()) => return Ok(items),
                '[' => items.push(self.group()?),
                '!' => items.push(self.not()?),
                '@' => items.extend(self.named_part()?),
                _ => items.push(self.item(next)?),
            }
        }
    }

    fn item(&mut self, next: char) -> Result<Item, Mistake> {
        match next {
            '{' => self.slot(),
            '<' => self.cue(),
            '}' | '>' => {
                let at = self.pos..self.pos + 1;
                Err(self.wrong(at, &format!("`{next}` closes nothing"), "here", None))
            }
            _ => match mark(next) {
                Some(full) => {
                    self.pos += next.len_utf8();
                    Ok(Item::Mark(full))
                }
                None => self.words(),
            },
        }
    }

    fn words(&mut self) -> Result<Item, Mistake> {
        let ends = |c: char| c.is_whitespace() || "{<[]}>!@".contains(c) || mark(c).is_some();
        let length = self.rest().find(ends).unwrap_or(self.rest().len());
        let start = self.pos;
        self.pos += length;
        let words: Vec<String> = self.text[start..self.pos].split('|').map(str::to_owned).collect();
        if words.iter().any(String::is_empty) {
            let help = "a word on either side: 达到|为; ways of several items have blanks: [ … | … ]";
            return Err(self.wrong(start..self.pos, "an empty word between `|`", "here", Some(help)));
        }
        Ok(Item::Words(words.into()))
    }

    /// `[ … ]?`, `[ … | … ]`, `[ … | … ]?`
    fn group(&mut self) -> Result<Item, Mistake> {
        let start = self.pos;
        let mut ways = Vec::new();
        loop {
            self.pos += 1;
            let from = self.pos;
            let way = self.items()?;
            let empty = way.is_empty();
            ways.push(way);
            match self.rest().chars().next() {
                None => return Err(self.wrong(start..start + 1, "`[` is never closed", "`]?` is missing", None)),
                Some(_) if empty => {
                    let help = "put something in, or make the whole group optional with `]?`";
                    return Err(self.wrong(
                        from - 1..self.pos + 1,
                        "an empty way",
                        "nothing stands here",
                        Some(help),
                    ));
                }
                Some(']') => break,
                Some(_) => {}
            }
        }
        self.pos += 1;
        let optional = self.rest().starts_with('?');
        self.pos += usize::from(optional);
        if !optional && ways.len() == 1 {
            return Err(self.wrong(
                self.pos - 1..self.pos,
                "a group is optional or has several ways",
                "expected `]?`",
                Some("[ … ]? may be absent; [ … | … ] is one of these"),
            ));
        }
        Ok(Item::Group { ways, optional })
    }

    /// `!` before words, a cue or a mark.
    fn not(&mut self) -> Result<Item, Mistake> {
        let start = self.pos;
        self.pos += 1;
        let next = self.rest().chars().next().unwrap_or(' ');
        let help = "write !<class>, !word|word or !，";
        if next.is_whitespace() || "[]{}@!|".contains(next) {
            let at = start..start + 1;
            return Err(self.wrong(at, "only words, cues and marks can be ruled out", "here", Some(help)));
        }
        let inner = self.item(next)?;
        if let Item::Cue { slot: Some(_), .. } = inner {
            let at = start..self.pos;
            return Err(self.wrong(at, "what must not stand there fills no slot", "here", Some(help)));
        }
        Ok(Item::Not(Box::new(inner)))
    }

    /// `@name`
    fn named_part(&mut self) -> Result<Vec<Item>, Mistake> {
        let start = self.pos;
        let length = self.rest()[1..].bytes().take_while(|byte| is_name_byte(*byte)).count();
        let name = self.rest()[1..=length].to_owned();
        self.pos += 1 + length;
        let at = start..self.pos;
        if name.is_empty() {
            return Err(self.wrong(at, "`@` names a part", "a name is missing", Some("such as @comparison")));
        }
        let part = (self.part)(&name).map_err(|why| match why {
            Some(why) => self.wrong(at.clone(), &why, "here", None),
            None => Mistake::UnknownPart(name, self.at + at.start..self.at + at.end),
        })?;
        let first = self.slots.len();
        for slot in part.slots {
            self.declare(slot, at.clone())?;
        }
        Ok(part.items.into_iter().map(|item| moved(item, first)).collect())
    }

    /// `{name:kind}`
    fn slot(&mut self) -> Result<Item, Mistake> {
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
        let slot = Slot {
            name: name.to_owned(),
            kind: self.slot_kind(kind, start + 1 + name.len() + 1)?,
            written: self.text[start..self.pos].to_owned(),
        };
        self.declare(slot, start + 1..start + 1 + name.len()).map(Item::Slot)
    }

    fn slot_kind(&self, kind: &str, at: usize) -> Result<SlotKind, Mistake> {
        Ok(match SLOT_KINDS.iter().find(|(name, _)| *name == kind) {
            Some((_, kind)) => *kind,
            None => match kind.strip_prefix("list(").and_then(|rest| rest.strip_suffix(')')) {
                Some(inner) => SlotKind::Numbers(self.kinds(inner, at + "list(".len())?),
                None => SlotKind::Number(self.kinds(kind, at)?),
            },
        })
    }

    fn kinds(&self, text: &str, at: usize) -> Result<Kinds, Mistake> {
        let mut set = Kinds::default();
        let mut pos = at;
        for name in text.split('|') {
            let Some(kinds) = Kinds::named(name) else {
                let known = SLOT_KINDS.iter().map(|(name, _)| *name);
                let help = suggest::help(name, "kinds", known.chain(Kinds::NAMES.iter().map(|(name, _)| *name)));
                let message = format!("unknown kind `{name}`");
                return Err(self.wrong(pos..pos + name.len(), &message, "no such kind of slot", Some(&help)));
            };
            set = set.join(kinds);
            pos += name.len() + 1;
        }
        Ok(set)
    }

    /// `<class|class:name>`
    fn cue(&mut self) -> Result<Item, Mistake> {
        let start = self.pos;
        let Some(close) = self.rest().find('>') else {
            return Err(self.wrong(start..self.text.len(), "`<` is never closed", "`>` is missing", None));
        };
        let inner = &self.text[start + 1..start + close];
        self.pos = start + close + 1;
        let (names, slot) = match inner.split_once(':') {
            Some((names, name)) => {
                let slot = Slot {
                    name: name.to_owned(),
                    kind: SlotKind::Cue,
                    written: self.text[start..self.pos].to_owned(),
                };
                let at = start + 1 + names.len() + 1;
                (names, Some(self.declare(slot, at..at + name.len())?))
            }
            None => (inner, None),
        };
        let written = Written {
            text: names,
            at: self.at + start + 1,
        };
        let classes = classes(written, self.file, self.cues).map_err(|mistake| Mistake::Here(Box::new(mistake)))?;
        Ok(Item::Cue {
            classes: classes.into(),
            slot,
        })
    }

    fn declare(&mut self, slot: Slot, at: Range<usize>) -> Result<usize, Mistake> {
        let fine = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        let name = &slot.name;
        if name.is_empty() || !name.bytes().all(fine) {
            let message = format!("`{name}` cannot name a slot");
            return Err(self.wrong(at, &message, "lower-case letters, digits and _ only", None));
        }
        if self.slots.iter().any(|other| other.name == *name) {
            let message = format!("slot `{name}` is declared twice");
            return Err(self.wrong(at, &message, "second time here", Some("give one another name")));
        }
        self.slots.push(slot);
        Ok(self.slots.len() - 1)
    }

    fn rest(&self) -> &str {
        &self.text[self.pos..]
    }

    fn wrong(&self, at: Range<usize>, message: &str, label: &str, help: Option<&str>) -> Mistake {
        let at = self.at + at.start..self.at + at.end;
        Mistake::Here(Box::new(self.file.mistake(at, message, label, help)))
    }
}

/// The classes of `up|down`.
///
/// # Errors
/// A name that no class has, underlined.
pub(in crate::rules) fn classes(written: Written, file: &RuleFile, cues: &Cues) -> Result<Vec<CueClass>, Diagnostic> {
    let mut classes = Vec::new();
    let mut at = written.at;
    for name in written.text.split('|') {
        let Some(class) = cues.class(name) else {
            let message = format!("unknown cue class `{name}`");
            let help = suggest::help(name, "classes", cues.classes());
            return Err(file.mistake(
                at..at + name.len(),
                &message,
                "no such class in rules/cues/",
                Some(&help),
            ));
        };
        classes.push(class);
        at += name.len() + 1;
    }
    Ok(classes)
}

/// Kinds of slots beside the numbers.
const SLOT_KINDS: [(&str, SlotKind); 9] = [
    ("np", SlotKind::Phrase),
    ("tail", SlotKind::Tail),
    ("any", SlotKind::Any),
    ("period", SlotKind::Period),
    ("area", SlotKind::Area),
    ("organisation", SlotKind::Organisation),
    ("list(np)", SlotKind::Phrases),
    ("list(area)", SlotKind::Areas),
    ("list(period)", SlotKind::Periods),
];

/// The full-width form of a mark that a pattern may name.
fn mark(c: char) -> Option<char> {
    MARKS
        .iter()
        .find(|(full, half)| c == *full || c == *half)
        .map(|(full, _)| *full)
}

/// An item of a part whose slots come after `first` others.
fn moved(item: Item, first: usize) -> Item {
    match item {
        Item::Slot(slot) => Item::Slot(slot + first),
        Item::Cue { classes, slot } => Item::Cue {
            classes,
            slot: slot.map(|slot| slot + first),
        },
        Item::Group { ways, optional } => Item::Group {
            ways: ways
                .into_iter()
                .map(|way| way.into_iter().map(|item| moved(item, first)).collect())
                .collect(),
            optional,
        },
        Item::Words(_) | Item::Mark(_) | Item::Not(_) => item,
    }
}
