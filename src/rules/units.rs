//! Units and classifiers: `lexicon/units.toml`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Deserialize;
use toml::Spanned;

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
pub struct Found {
    /// Length in bytes of its spelling.
    pub length: usize,
    /// Canonical name; of a compound rate the whole: 元/人.
    pub name: String,
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
    /// By unit: what follows when the classifier is the beginning of a word.
    words: BTreeMap<String, (Words, Words)>,
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
    written: String,
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

impl Units {
    /// Builds the lexicon from `lexicon/units.toml`; mistakes are added to `mistakes`.
    pub fn load(file: &RuleFile, mistakes: &mut Vec<Diagnostic>) -> Self {
        match file.parse::<Shape>() {
            Ok(shape) => Builder {
                file,
                mistakes,
                made: Self::default(),
                by_name: BTreeMap::new(),
            }
            .build(shape),
            Err(mistake) => {
                mistakes.push(mistake);
                Self::default()
            }
        }
    }

    /// All units, in the order of the file.
    pub fn all(&self) -> &[Unit] {
        &self.units
    }

    /// The longest unit at the beginning of `text`, with its denominator (元/人).
    pub fn at(&self, text: &str) -> Option<Found> {
        let (length, spelling) = self.simple(text)?;
        let unit = &self.units[spelling.unit as usize];
        let mut found = Found {
            length,
            name: unit.name.clone(),
            dimension: unit.dimension,
            factor: spelling.factor,
            spelled: unit.spelled,
            not_one: unit.not_one,
            never_spelled: unit.never_spelled,
        };
        if let Some((length, per)) = self.denominator(&text[found.length..]) {
            found.length += length;
            found.name = format!("{}/{per}", found.name);
            found.dimension = Dimension::Rate;
        }
        Some(found)
    }

    /// Whether a unit stands at the beginning of `text`; cheaper than [`Units::at`].
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
    pub fn colloquial(&self, text: &str) -> Option<Found> {
        let (length, &unit) = self.colloquial.longest(text.chars(), |_, _| true)?;
        let unit = &self.units[unit as usize];
        Some(Found {
            length,
            name: unit.name.clone(),
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

    fn simple(&self, text: &str) -> Option<(usize, &Spelling)> {
        self.spellings.longest(text.chars(), |length, spelling| {
            let rest = &text[length..];
            let latin = spelling
                .written
                .ends_with(|letter: char| letter.is_ascii_alphanumeric());
            if latin && rest.starts_with(|next: char| next.is_ascii_alphanumeric() || matches!(next, '-' | '_' | '+')) {
                return false;
            }
            !self.words.get(&spelling.written).is_some_and(|(words, but)| {
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
            let known = self
                .made
                .spellings
                .longest(spelling.chars(), |length, _| length == spelling.len())
                .is_some();
            if !known {
                self.unknown(&word.unit);
            }
            let (before, but) = self.made.words.entry(spelling.clone()).or_default();
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
            written: text.clone(),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn units() -> Units {
        let file = RuleFile::new("lexicon/units.toml", include_str!("../../rules/lexicon/units.toml"));
        let mut mistakes = Vec::new();
        let units = Units::load(&file, &mut mistakes);
        assert!(mistakes.is_empty(), "{}", mistakes[0]);
        units
    }

    #[test]
    fn the_longest_unit_wins_and_never_eats_the_start_of_a_word() {
        let units = units();
        assert!(units.all().len() >= 200);
        for (text, expected) in [
            ("千瓦时以上", "千瓦时"),
            ("人次", "人次"),
            ("人民", "-"),
            ("家庭", "-"),
            ("家研究院", "家"),
            ("个百分点。", "个百分点"),
            ("百分点", "个百分点"),
            ("个月", "个月"),
            ("个项目", "个"),
            ("项目", "-"),
            ("项目标任务", "项"),
            ("家具有实力的企业", "家"),
            ("家具", "-"),
            ("所以上", "所"),
            ("台湾企业", "-"),
            ("元/人", "元/人"),
            ("元／亩", "元/亩"),
            ("件/万人", "件/万人"),
            ("公里/百平方公里", "公里/百平方公里"),
            ("元人民币", "元"),
            ("㎡", "平方米"),
            ("MW", "兆瓦"),
            ("MWh", "兆瓦时"),
            ("P", "P"),
            ("PM", "-"),
            ("m3/s", "立方米"),
            ("年代", "-"),
            ("成本", "-"),
            ("台套", "台套"),
        ] {
            let found = units.at(text).map_or("-".to_owned(), |found| found.name);
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_unit_that_is_not_declared_is_underlined() {
        let text = "[[group]]\ndimension = 'count'\nunits = ['家', '家']\n\n[[word]]\nunit = '项'\nbefore = ['目']\n\n\
                    [per]\nwords = []\n\n[spelled]\nunits = []\ncounted_after = []\nnot_one = []\nnever = []\nspoken_of = []\n";
        let mut mistakes = Vec::new();
        Units::load(&RuleFile::new("lexicon/units.toml", text), &mut mistakes);
        let places: Vec<_> = mistakes.iter().map(|mistake| &text[mistake.at.clone()]).collect();
        assert_eq!(places, ["'家'", "'项'"]);
        assert_eq!(mistakes[1].message, "no unit is called 项");
    }
}
