//! Units and classifiers: `lexicon/units.toml`.

mod load;

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::{Diagnostic, Prefixes, RuleFile, Words};
use crate::model::Dimension;

/// A unit as the output names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Canonical name.
    pub name: String,
    /// What it measures.
    pub dimension: Dimension,
    /// A Chinese numeral below ten is a quantity with it.
    pub spelled: bool,
    /// … but 一 is not.
    pub not_one: bool,
    /// No Chinese numeral is a quantity with it.
    pub never_spelled: bool,
}

/// A unit found in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<'u> {
    /// Length in bytes of its spelling.
    pub length: usize,
    /// Canonical name; of a compound rate the whole: 元/人.
    pub name: Cow<'u, str>,
    /// What it measures.
    pub dimension: Dimension,
    /// The value is to be multiplied by this (成 → 10).
    pub factor: Decimal,
    /// A Chinese numeral below ten is a quantity with it.
    pub spelled: bool,
    /// … but 一 is not.
    pub not_one: bool,
    /// No Chinese numeral is a quantity with it.
    pub never_spelled: bool,
}

/// The lexicon of units.
#[derive(Clone, Debug, Default)]
pub struct Units {
    units: Vec<Unit>,
    spellings: Prefixes<Spelling>,
    /// Sub-units that stand only after their unit: 角 after 元.
    after: Prefixes<(u32, Decimal)>,
    per: Words,
    counted_after: Words,
    spoken_of: Words,
    /// 港币 before an amount in 元.
    currencies: Prefixes<u32>,
    /// 块 for 元, where the text is no bulletin and no noun follows.
    colloquial: Prefixes<u32>,
    /// K, 打, where the text is no bulletin.
    magnitudes: Prefixes<Magnitude>,
}

#[derive(Clone, Debug)]
struct Magnitude {
    factor: Decimal,
    fraction: bool,
    not_before: Words,
}

#[derive(Clone, Debug)]
struct Spelling {
    unit: u32,
    factor: Decimal,
    /// Ends with a Latin letter or a digit.
    latin: bool,
    /// What follows when the classifier is the beginning of a word, and what follows when it is none all the same.
    words: Option<Box<(Words, Words)>>,
}

impl Units {
    /// Builds the lexicon from `lexicon/units.toml`; mistakes are added to `mistakes`.
    pub fn load(file: &RuleFile, mistakes: &mut Vec<Diagnostic>) -> Self {
        load::load(file, mistakes)
    }

    /// All units, in the order of the file.
    pub fn all(&self) -> &[Unit] {
        &self.units
    }

    /// The longest unit at the beginning of `text`, with its denominator (元/人).
    pub fn at(&self, text: &str) -> Option<Found<'_>> {
        let (length, spelling) = self.simple(text)?;
        let unit = &self.units[spelling.unit as usize];
        let mut found = Found {
            length,
            name: Cow::Borrowed(&unit.name),
            dimension: unit.dimension,
            factor: spelling.factor,
            spelled: unit.spelled,
            not_one: unit.not_one,
            never_spelled: unit.never_spelled,
        };
        if let Some((length, per)) = self.denominator(&text[found.length..]) {
            found.length += length;
            found.name = format!("{}/{per}", found.name).into();
            found.dimension = Dimension::Rate;
        }
        Some(found)
    }

    /// Whether a unit's name may begin with the character; where this says no, none does.
    #[inline]
    pub fn may_begin(&self, first: char) -> bool {
        self.spellings.may_begin(first)
    }

    /// What the names of units begin with.
    pub fn firsts(&self) -> impl Iterator<Item = char> {
        self.spellings.firsts()
    }

    /// What the names of currencies before an amount end with.
    pub fn currencies_end(&self) -> impl Iterator<Item = char> {
        self.currencies.firsts()
    }

    /// Whether a unit stands at the beginning of `text`; cheaper than [`Units::at`].
    #[inline]
    pub fn is_at(&self, text: &str) -> bool {
        self.simple(text).is_some()
    }

    /// Whether a currency begins `text`.
    pub fn currency_at(&self, text: &str) -> bool {
        self.at(text).is_some_and(|unit| unit.dimension == Dimension::Money)
    }

    /// Whether a unit's name begins `text`, whatever follows it.
    pub fn begins(&self, text: &str) -> bool {
        self.spellings.longest(text.chars(), |_, _| true).is_some()
    }

    /// 角 or 分 at the beginning of `text`, after an amount in `unit`: length and factor.
    pub fn subunit(&self, text: &str, unit: &str) -> Option<(usize, Decimal)> {
        let (length, &(of, factor)) = self.after.longest(text.chars(), |_, _| true)?;
        (self.units[of as usize].name == unit).then_some((length, factor))
    }

    /// The currency that `before` ends with; the amount after it is in 元.
    pub fn currency(&self, before: &str) -> Option<&Unit> {
        let (_, &unit) = self.currencies.longest(before.chars().rev(), |_, _| true)?;
        Some(&self.units[unit as usize])
    }

    /// The colloquial name of a unit at the beginning of `text`: 块 for 元.
    pub fn colloquial(&self, text: &str) -> Option<Found<'_>> {
        let (length, &unit) = self.colloquial.longest(text.chars(), |_, _| true)?;
        let unit = &self.units[unit as usize];
        Some(Found {
            length,
            name: Cow::Borrowed(&unit.name),
            dimension: unit.dimension,
            factor: Decimal::ONE,
            spelled: unit.spelled,
            not_one: unit.not_one,
            never_spelled: unit.never_spelled,
        })
    }

    /// A multiple that is no Chinese numeral (10K, 五打) at the beginning of `text`: length and factor. `fraction`: the
    /// number before it has a decimal point.
    pub fn magnitude(&self, text: &str, fraction: bool) -> Option<(usize, Decimal)> {
        let (length, magnitude) = self.magnitudes.longest(text.chars(), |length, magnitude| {
            let rest = &text[length..];
            let letter = text.as_bytes()[0].is_ascii();
            (fraction || !magnitude.fraction)
                && magnitude.not_before.start_of(rest).is_none()
                && !(letter && rest.starts_with(|next: char| next.is_ascii_alphanumeric()))
        })?;
        Some((length, magnitude.factor))
    }

    /// Whether `before` ends with a word after which small Chinese numerals are counted: 新增(两家).
    pub fn is_counted_after(&self, before: &str) -> bool {
        self.counted_after.end_of(before).is_some()
    }

    /// Whether `before` ends with a word after which a length of time is spoken of, not stated: 这(五年).
    pub fn is_spoken_of(&self, before: &str) -> bool {
        self.spoken_of.end_of(before).is_some()
    }

    #[inline]
    fn simple(&self, text: &str) -> Option<(usize, &Spelling)> {
        let first = text.chars().next()?;
        if self.may_begin(first) {
            self.longest(text)
        } else {
            None
        }
    }

    fn longest(&self, text: &str) -> Option<(usize, &Spelling)> {
        self.spellings.longest(text.chars(), |length, spelling| {
            let rest = &text[length..];
            if spelling.latin
                && rest.starts_with(|next: char| next.is_ascii_alphanumeric() || matches!(next, '-' | '_' | '+'))
            {
                return false;
            }
            !spelling.words.as_deref().is_some_and(|(words, but)| {
                words
                    .start_of(rest)
                    .is_some_and(|word| but.start_of(rest).is_none_or(|but| but < word))
            })
        })
    }

    /// `/` with a unit or one of the words of `per`, and the multiple before it: `/人`, `/万人`, `/百平方公里`.
    fn denominator(&self, text: &str) -> Option<(usize, String)> {
        let slash = text
            .chars()
            .next()
            .filter(|&mark| mark == '/' || mark == '／')?
            .len_utf8();
        let after = &text[slash..];
        let scale: usize = after
            .chars()
            .take_while(|&letter| matches!(letter, '百' | '千' | '万'))
            .map(char::len_utf8)
            .sum();
        for scale in [scale, 0] {
            let rest = &after[scale..];
            let unit = self
                .simple(rest)
                .map(|(length, spelling)| (length, &*self.units[spelling.unit as usize].name));
            let word = self.per.start_of(rest).map(|length| (length, &rest[..length]));
            if let Some((length, name)) = word.into_iter().chain(unit).max_by_key(|&(length, _)| length) {
                return Some((slash + scale + length, format!("{}{name}", &after[..scale])));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests;
