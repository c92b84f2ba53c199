//! Known indicators: what `rules/lexicon/indicators.toml` lists, and the way from a fact's label to an entry.
//!
//! A label is brought to its normal form by the word lists of the file (研发投入 → R&D经费, 规上 → 规模以上, 与…之比 → 占…比重)
//! and looked up as a whole. Nothing is guessed from a part of a label: 高技术制造业R&D经费 is not R&D经费.

mod load;
mod named;
mod normalise;
mod shape;

use std::collections::HashMap;
use std::sync::OnceLock;

use rust_decimal::Decimal;

use self::named::Named;
use self::normalise::{Normaliser, Tail};
use super::fused::Fused;
use super::source::{Diagnostic, RuleFile};
use super::terms::Term;
use crate::model::Measure;

/// A known indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Dotted, lower case, the family first: `rd.intensity`.
    pub key: String,
    /// Canonical Chinese name.
    pub name: String,
    /// English name.
    pub english: String,
    /// Other wordings, as the file lists them; [`Indicators::terms`] also spells out equivalent words.
    pub synonyms: Vec<String>,
    /// Units it is stated in; the first one is canonical.
    pub units: Vec<String>,
    /// Lowest and highest plausible value in the canonical unit.
    pub range: Option<(Decimal, Decimal)>,
    /// Key of the indicator that it is a share of.
    pub share_of: Option<String>,
    /// Where the definition stands, and what it says where that is not plain.
    pub definition: String,
    /// Kinds of its units, as a set of indices into the kinds of the file.
    kinds: u64,
    /// Whether a family made it.
    of_family: bool,
}

impl Indicator {
    /// Whether a level may have this value; `true` where no range is known or the unit is not the canonical one.
    pub fn plausible(&self, value: Decimal, unit: Option<&str>) -> bool {
        match self.range {
            Some((low, high)) if unit == self.units.first().map(String::as_str) => low <= value && value <= high,
            _ => true,
        }
    }
}

type Map<K, V> = HashMap<K, V, foldhash::fast::RandomState>;

/// All known indicators.
pub struct Indicators {
    all: Vec<Indicator>,
    by_key: Map<String, u32>,
    /// Normal form → indicator.
    by_form: Map<Box<str>, u32>,
    /// Unit → index of its kind.
    kind_of: Map<String, u8>,
    /// Units of growth, besides none.
    growth_units: Vec<String>,
    /// Units of the differences of the kinds `in_points`.
    points: Vec<String>,
    /// Kinds whose differences are stated in percentage points.
    in_points: u64,
    normaliser: Normaliser,
    /// How wordings begin and end; made when it is first asked for.
    named: OnceLock<Named>,
}

impl Indicators {
    /// Reads and checks the lexicon.
    ///
    /// # Errors
    /// Every mistake, each with its place.
    pub fn load(file: &RuleFile) -> Result<Self, Vec<Diagnostic>> {
        load::load(file)
    }

    /// The indicator of that id, as [`Term::Indicator`] holds it.
    pub fn get(&self, id: u32) -> Option<&Indicator> {
        self.all.get(id as usize)
    }

    /// The indicator of that key.
    pub fn by_key(&self, key: &str) -> Option<&Indicator> {
        self.by_key.get(key).and_then(|&id| self.get(id))
    }

    /// All of them, in the order of the file; the position is the id.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Indicator> {
        self.all.iter()
    }

    /// Whether two units can stand for each other: 家 and 个 are of one kind, 元 and % are not.
    pub fn alike(&self, one: &str, other: &str) -> bool {
        one == other
            || self
                .kind_of
                .get(one)
                .is_some_and(|kind| self.kind_of.get(other) == Some(kind))
    }

    /// Every wording of every indicator, for the trie of terms and the segmenter. Equivalent words are spelled out for single
    /// entries only: those of families would make most of the trie, and few of them are ever written.
    pub fn terms(&self) -> impl Iterator<Item = (String, Term)> {
        self.all.iter().zip(0..).flat_map(|(indicator, id)| {
            let wordings = std::iter::once(&indicator.name).chain(&indicator.synonyms);
            let mut spellings: Vec<String> = match indicator.of_family {
                true => wordings.cloned().collect(),
                false => wordings
                    .flat_map(|wording| self.normaliser.spellings(wording))
                    .collect(),
            };
            spellings.sort_unstable();
            spellings.dedup();
            spellings
                .into_iter()
                .map(move |spelling| (spelling, Term::Indicator(id)))
        })
    }

    /// What two labels have in common that say the same: half-width, in canonical words, without quotation marks and 的.
    pub fn normal_form(&self, label: &str) -> String {
        self.normaliser.normal_form(label).into_owned()
    }

    /// The indicator that a label names, where measure and canonical unit do not contradict it.
    ///
    /// A growth in % suits every indicator; a level or a change must come in a unit of the same kind (家 and 个 are of
    /// one kind, 元 and % are not), or without any.
    pub fn find(&self, label: &str, measure: Measure, unit: Option<&str>) -> Option<&Indicator> {
        let form = self.normaliser.normal_form(label);
        let mut rest: &str = &form;
        loop {
            if let Some(found) = self.find_without_lead(rest, measure, unit) {
                return Some(found);
            }
            // 高新技术产业投资增速 is the growth of 高新技术产业投资; a rank or a change of it is another thing.
            let ending = (measure == Measure::Growth).then(|| self.normaliser.growth_ending(rest));
            match ending.flatten() {
                Some(shorter) => rest = shorter,
                None => return None,
            }
        }
    }

    /// Looks a normal form up, then without its leading words of scope and flow (全市, 新增, 累计), one by one.
    fn find_without_lead(&self, form: &str, measure: Measure, unit: Option<&str>) -> Option<&Indicator> {
        let mut rest = form;
        loop {
            if let Some(found) = self.find_with_tail(rest, measure, unit) {
                return Some(found);
            }
            rest = self.normaliser.without_lead(rest)?;
        }
    }

    /// Looks a normal form up as it is, then without an ending such as 数 or 总额 that fits the indicator's kind of unit.
    fn find_with_tail(&self, form: &str, measure: Measure, unit: Option<&str>) -> Option<&Indicator> {
        let found = |form: &str| self.by_form.get(form).and_then(|&id| self.get(id));
        if let Some(indicator) = found(form) {
            return self.suits(indicator, measure, unit).then_some(indicator);
        }
        self.normaliser.stems(form).find_map(|(stem, tail): (&str, &Tail)| {
            found(stem).filter(|indicator| indicator.kinds & tail.kinds != 0 && self.suits(indicator, measure, unit))
        })
    }

    /// Whether a text that holds numbers of these units may name an indicator that one of them can be of.
    pub fn may_be_in<'u>(&self, text: &str, units: impl Iterator<Item = Option<&'u str>>, fused: &Fused) -> bool {
        let kinds = units.fold(0, |kinds, unit| {
            kinds | unit.map_or(u64::MAX, |unit| self.kinds_of(unit))
        });
        let named = self.named.get_or_init(|| Named::of(self, fused));
        kinds != 0 && named.stands_in(text, kinds)
    }

    /// Whether a text may name an indicator.
    pub fn may_be_named_in(&self, text: &str, fused: &Fused) -> bool {
        self.may_be_in(text, std::iter::once(None), fused)
    }

    /// The kinds of indicators that a number of a unit can be of.
    fn kinds_of(&self, unit: &str) -> u64 {
        let moves = self.growth_units.iter().chain(&self.points).any(|known| known == unit);
        match self.kind_of.get(unit) {
            _ if moves => u64::MAX,
            Some(kind) => 1 << kind,
            None => 0,
        }
    }

    /// Whether measure and unit agree with what the indicator measures.
    fn suits(&self, indicator: &Indicator, measure: Measure, unit: Option<&str>) -> bool {
        let Some(unit) = unit else { return true };
        let same_kind = || {
            self.kind_of
                .get(unit)
                .is_some_and(|&kind| indicator.kinds & (1 << kind) != 0)
        };
        match measure {
            Measure::Rank => true,
            Measure::Growth => self.growth_units.iter().any(|known| known == unit),
            Measure::Level => same_kind(),
            Measure::Change => {
                same_kind() || (indicator.kinds & self.in_points != 0 && self.points.iter().any(|known| known == unit))
            }
        }
    }
}

#[cfg(test)]
mod tests;
