//! `lexicon/units.toml` as written, and what becomes of it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Deserialize;
use toml::Spanned;

use super::super::{Diagnostic, RuleFile, Words};
use super::{Magnitude, Spelling, Unit, Units};
use crate::model::Dimension;

/// Builds the lexicon from `lexicon/units.toml`; mistakes are added to `mistakes`.
pub(super) fn load(file: &RuleFile, mistakes: &mut Vec<Diagnostic>) -> Units {
    match file.parse::<Shape>() {
        Ok(shape) => Builder {
            file,
            mistakes,
            made: Units::default(),
            by_name: BTreeMap::new(),
        }
        .build(shape),
        Err(mistake) => {
            mistakes.push(mistake);
            Units::default()
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    group: Vec<Group>,
    #[serde(default)]
    unit: Vec<Spelled>,
    #[serde(default)]
    converted: Vec<Converted>,
    #[serde(default)]
    word: Vec<Word>,
    #[serde(default)]
    currency: Vec<Currency>,
    #[serde(default)]
    colloquial: Vec<Colloquial>,
    #[serde(default)]
    magnitude: Vec<MagnitudeShape>,
    per: Per,
    spelled: SpelledOut,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    dimension: Dimension,
    units: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Spelled {
    name: Spanned<String>,
    dimension: Dimension,
    also: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Converted {
    written: Vec<Spanned<String>>,
    unit: Spanned<String>,
    factor: Decimal,
    only_after: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Word {
    unit: Spanned<String>,
    before: Vec<String>,
    #[serde(default)]
    but: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Currency {
    before: Vec<String>,
    unit: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Colloquial {
    written: Vec<String>,
    unit: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MagnitudeShape {
    written: Vec<String>,
    factor: Decimal,
    #[serde(default)]
    fraction: bool,
    #[serde(default)]
    not_before: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Per {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SpelledOut {
    units: Vec<Spanned<String>>,
    counted_after: Vec<String>,
    not_one: Vec<Spanned<String>>,
    never: Vec<Spanned<String>>,
    spoken_of: Vec<String>,
}

struct Builder<'a> {
    file: &'a RuleFile,
    mistakes: &'a mut Vec<Diagnostic>,
    made: Units,
    by_name: BTreeMap<String, u32>,
}

impl Builder<'_> {
    fn build(mut self, shape: Shape) -> Units {
        for group in shape.group {
            for name in group.units {
                let unit = self.unit(name.as_ref(), group.dimension);
                self.spelling(&name, unit, Decimal::ONE);
            }
        }
        for spelled in shape.unit {
            let new = !self.by_name.contains_key(spelled.name.as_ref());
            let unit = self.unit(spelled.name.as_ref(), spelled.dimension);
            if self.made.units[unit as usize].dimension != spelled.dimension {
                self.mistake(&spelled.name, "a unit of two dimensions", "another dimension above");
            }
            if new {
                self.spelling(&spelled.name, unit, Decimal::ONE);
            }
            for written in &spelled.also {
                self.spelling(written, unit, Decimal::ONE);
            }
        }
        for converted in shape.converted {
            let Some(unit) = self.known(&converted.unit) else {
                continue;
            };
            for written in &converted.written {
                if converted.only_after.is_some() {
                    self.made
                        .after
                        .insert(written.as_ref().chars(), (unit, converted.factor));
                } else {
                    self.spelling(written, unit, converted.factor);
                }
            }
        }
        for word in shape.word {
            let spelling = word.unit.as_ref();
            let Some(known) = self.made.spellings.whole_mut(spelling.chars()) else {
                self.unknown(&word.unit);
                continue;
            };
            let (before, but) = &mut **known.words.get_or_insert_default();
            for text in &word.before {
                before.insert(text.chars(), ());
            }
            for text in &word.but {
                but.insert(text.chars(), ());
            }
        }
        for currency in shape.currency {
            let Some(unit) = self.known(&currency.unit) else {
                continue;
            };
            for word in &currency.before {
                self.made.currencies.insert(word.chars().rev(), unit);
            }
        }
        for colloquial in shape.colloquial {
            let Some(unit) = self.known(&colloquial.unit) else {
                continue;
            };
            for word in &colloquial.written {
                self.made.colloquial.insert(word.chars(), unit);
            }
        }
        for shape in shape.magnitude {
            for word in &shape.written {
                let magnitude = Magnitude {
                    factor: shape.factor,
                    fraction: shape.fraction,
                    not_before: Words::forward(&shape.not_before),
                };
                self.made.magnitudes.insert(word.chars(), magnitude);
            }
        }
        self.made.per = Words::forward(&shape.per.words);
        self.made.counted_after = Words::backward(&shape.spelled.counted_after);
        self.made.spoken_of = Words::backward(&shape.spelled.spoken_of);
        for name in &shape.spelled.units {
            if let Some(unit) = self.known(name) {
                self.made.units[unit as usize].spelled = true;
            }
        }
        for name in &shape.spelled.not_one {
            if let Some(unit) = self.known(name) {
                self.made.units[unit as usize].not_one = true;
            }
        }
        for name in &shape.spelled.never {
            if let Some(unit) = self.known(name) {
                self.made.units[unit as usize].never_spelled = true;
            }
        }
        self.made
    }

    fn unit(&mut self, name: &str, dimension: Dimension) -> u32 {
        *self.by_name.entry(name.to_owned()).or_insert_with(|| {
            self.made.units.push(Unit {
                name: name.to_owned(),
                dimension,
                spelled: false,
                not_one: false,
                never_spelled: false,
            });
            self.made.units.len() as u32 - 1
        })
    }

    fn known(&mut self, name: &Spanned<String>) -> Option<u32> {
        let known = self.by_name.get(name.as_ref()).copied();
        if known.is_none() {
            self.unknown(name);
        }
        known
    }

    fn unknown(&mut self, name: &Spanned<String>) {
        let message = format!("no unit is called {}", name.as_ref());
        self.mistake(name, &message, "not declared in a group or a unit of this file");
    }

    fn spelling(&mut self, written: &Spanned<String>, unit: u32, factor: Decimal) {
        let text = written.as_ref();
        let spelling = Spelling {
            unit,
            factor,
            latin: text.ends_with(|letter: char| letter.is_ascii_alphanumeric()),
            words: None,
        };
        if text.is_empty() || self.made.spellings.insert(text.chars(), spelling).is_some() {
            let message = format!("{text:?} is spelled twice, or empty");
            self.mistake(written, &message, "each spelling belongs to one unit");
        }
    }

    fn mistake(&mut self, at: &Spanned<String>, message: &str, label: &str) {
        self.mistakes.push(self.file.mistake(at.span(), message, label, None));
    }
}
