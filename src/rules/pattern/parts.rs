//! Named parts: pieces of patterns that rules share. `[[part]]` gives one a name, `@name` puts it in.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::parser::{Mistake, Written, parse};
use super::{Item, Slot};
use crate::rules::cues::Cues;
use crate::rules::source::{Diagnostic, RuleFile};
use crate::rules::suggest;

/// A part as a file has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::rules) struct PartShape {
    name: Spanned<String>,
    /// What it is for; for the reader.
    #[allow(dead_code)]
    about: String,
    pattern: Spanned<String>,
}

/// A part with the file it stands in.
pub(in crate::rules) type Unparsed<'a> = (&'a RuleFile, PartShape);

/// A part ready to be put into a pattern.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub(super) items: Vec<Item>,
    pub(super) slots: Vec<Slot>,
}

/// All parts, by name.
#[derive(Clone, Debug, Default)]
pub struct Parts(BTreeMap<String, Part>);

impl Parts {
    /// Checks the parts of all files; a part may use others.
    ///
    /// # Errors
    /// Every mistake, each with its place.
    pub(in crate::rules) fn load(written: Vec<Unparsed>, cues: &Cues) -> Result<Self, Vec<Diagnostic>> {
        let mut mistakes = Vec::new();
        let mut waiting: BTreeMap<String, Unparsed> = BTreeMap::new();
        for (file, shape) in written {
            let name = shape.name.as_ref().clone();
            if !is_name(&name) {
                let help = "lower-case letters, digits, - and _ only";
                mistakes.push(file.mistake(
                    shape.name.span(),
                    &format!("`{name}` cannot name a part"),
                    "here",
                    Some(help),
                ));
                continue;
            }
            match waiting.entry(name) {
                Entry::Vacant(free) => drop(free.insert((file, shape))),
                Entry::Occupied(taken) => {
                    let message = format!("two parts are called `{}`", taken.key());
                    let help = Some("give one another name");
                    mistakes.push(file.mistake(shape.name.span(), &message, "the second", help));
                }
            }
        }
        let mut parts = Self::default();
        // Parts that are being put together, outermost first: one that meets itself again would have no end.
        let mut open = Vec::new();
        let names: Vec<String> = waiting.keys().cloned().collect();
        for name in names {
            if let Err(mistake) = parts.put_together(&name, &waiting, &mut open, cues) {
                mistakes.push(mistake);
                open.clear();
            }
        }
        mistakes.dedup();
        if mistakes.is_empty() { Ok(parts) } else { Err(mistakes) }
    }

    /// The part of that name.
    pub(super) fn get(&self, name: &str) -> Option<&Part> {
        self.0.get(name)
    }

    fn put_together(
        &mut self,
        name: &str,
        waiting: &BTreeMap<String, Unparsed>,
        open: &mut Vec<String>,
        cues: &Cues,
    ) -> Result<Part, Diagnostic> {
        if let Some(part) = self.0.get(name) {
            return Ok(part.clone());
        }
        let (file, shape) = &waiting[name];
        open.push(name.to_owned());
        let written = Written::of(&shape.pattern, file);
        let parsed = parse(written, file, cues, &mut |inner| {
            if !waiting.contains_key(inner) {
                return Err(None);
            }
            if open.iter().any(|above| above == inner) {
                return Err(Some("a part cannot hold itself".to_owned()));
            }
            self.put_together(inner, waiting, open, cues)
                .map_err(|mistake| Some(format!("part `{inner}`: {}", mistake.message)))
        });
        let (items, slots) = parsed.map_err(|mistake| match mistake {
            Mistake::Here(mistake) => *mistake,
            Mistake::UnknownPart(inner, at) => unknown(&inner, at, file, waiting.keys().map(String::as_str)),
        })?;
        open.pop();
        let part = Part { items, slots };
        self.0.insert(name.to_owned(), part.clone());
        Ok(part)
    }

    /// The mistake of a part that does not exist.
    pub(super) fn unknown(&self, name: &str, at: Range<usize>, file: &RuleFile) -> Diagnostic {
        unknown(name, at, file, self.0.keys().map(String::as_str))
    }
}

/// Whether a part can be called so.
pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(is_name_byte)
}

/// Whether the letter may stand in a part's name.
pub(super) const fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_')
}

fn unknown<'a>(
    name: &str,
    at: Range<usize>,
    file: &RuleFile,
    names: impl ExactSizeIterator<Item = &'a str>,
) -> Diagnostic {
    let help = match names.len() {
        0 => "no parts are declared; add a [[part]] with `name`, `about` and `pattern`".to_owned(),
        _ => suggest::help(name, "parts", names),
    };
    file.mistake(
        at,
        &format!("unknown part `{name}`"),
        "no [[part]] has this name",
        Some(&help),
    )
}
