//! Checks the lexicon's file and builds the indices.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::RandomState;
use rust_decimal::Decimal;
use toml::Spanned;

use super::normalise::{Normaliser, Shares, Tail, WordClass};
use super::shape::{FamilyShape, IndicatorShape, LexiconShape, MemberShape, NormaliseShape, UnitsShape};
use super::{Indicator, Indicators, Map};
use crate::rules::Words;
use crate::rules::source::{Diagnostic, RuleFile};

/// Reads and checks the file.
pub(super) fn load(file: &RuleFile) -> Result<Indicators, Vec<Diagnostic>> {
    let shape: LexiconShape = file.parse().map_err(|mistake| vec![mistake])?;
    let mut loader = Loader {
        file,
        mistakes: Vec::new(),
        kinds: BTreeMap::new(),
        kind_of: Map::default(),
        range_of: HashMap::new(),
    };
    let in_points = loader.kinds(&shape.units);
    loader.ranges(&shape.units);
    let normaliser = loader.normaliser(shape.normalise);
    let entries = loader.entries(shape.indicator, shape.family, &shape.member);
    let indicators = loader.index(entries, normaliser, shape.units, in_points);
    if loader.mistakes.is_empty() {
        Ok(indicators)
    } else {
        Err(loader.mistakes)
    }
}

/// An entry before it is checked, single or of a family.
struct Entry {
    key: Spanned<String>,
    name: Spanned<String>,
    english: String,
    synonyms: Vec<Spanned<String>>,
    units: Spanned<Vec<Spanned<String>>>,
    range: Option<Spanned<Vec<String>>>,
    share_of: Option<Spanned<String>>,
    definition: String,
    of_family: bool,
}

struct Loader<'f> {
    file: &'f RuleFile,
    mistakes: Vec<Diagnostic>,
    /// Name of a kind → its index.
    kinds: BTreeMap<String, u8>,
    /// Unit → index of its kind.
    kind_of: Map<String, u8>,
    /// Kind → what is plausible of an indicator that says nothing else.
    range_of: HashMap<u8, (Decimal, Decimal)>,
}

impl Loader<'_> {
    fn mistake<T>(&mut self, at: &Spanned<T>, message: &str, label: &str, help: &str) {
        let help = (!help.is_empty()).then_some(help);
        self.mistakes.push(self.file.mistake(at.span(), message, label, help));
    }

    /// Numbers the kinds of units; gives those whose differences are percentage points.
    fn kinds(&mut self, units: &UnitsShape) -> u64 {
        for (index, (kind, words)) in (0..64).zip(&units.kind) {
            self.kinds.insert(kind.clone(), index);
            for unit in words {
                if self.kind_of.insert(unit.as_ref().clone(), index).is_some() {
                    let message = format!("unit `{}` is of two kinds", unit.as_ref());
                    self.mistake(
                        unit,
                        &message,
                        "second time here",
                        "a unit measures one thing: keep one",
                    );
                }
            }
        }
        self.kind_set(&units.in_points)
    }

    fn kind_set(&mut self, names: &[Spanned<String>]) -> u64 {
        let mut set = 0;
        for name in names {
            match self.kinds.get(name.as_ref()) {
                Some(index) => set |= 1 << index,
                None => {
                    let known: Vec<&str> = self.kinds.keys().map(String::as_str).collect();
                    let help = format!("kinds of this file: {}", known.join(", "));
                    self.mistake(
                        name,
                        &format!("unknown kind of unit `{}`", name.as_ref()),
                        "here",
                        &help,
                    );
                }
            }
        }
        set
    }

    fn normaliser(&mut self, shape: NormaliseShape) -> Normaliser {
        let mut tails = Vec::new();
        for tail in shape.tail {
            let kinds = self.kind_set(&tail.kinds);
            tails.extend(self.words(tail.words).into_iter().map(|word| Tail { word, kinds }));
        }
        let mut normaliser = Normaliser {
            folded: Normaliser::folded(&shape.drop),
            drop: shape.drop.chars().collect(),
            leads: Words::forward(&self.words(shape.scope.into_iter().chain(shape.flow))),
            growth: Words::backward(&self.words(shape.growth)),
            tails,
            shares: Shares {
                of: shape.share.of,
                end: shape.share.end,
                openers: shape.share.openers,
                ends: shape.share.ends,
            },
            ..Normaliser::default()
        };
        let mut owners: HashMap<String, String> = HashMap::new();
        for class in shape.word {
            let word = class.word.as_ref().clone();
            for variant in std::iter::once(&class.word).chain(&class.same).chain(&class.also) {
                let folded = normaliser.fold(variant.as_ref());
                if folded.is_empty() {
                    self.mistake(variant, "an empty word", "here", "remove it");
                } else if let Some(owner) = owners
                    .insert(folded.into_owned(), word.clone())
                    .filter(|owner| *owner != word)
                {
                    let message = format!("`{}` stands for two words", variant.as_ref());
                    self.mistake(
                        variant,
                        &message,
                        "second time here",
                        &format!("it stands for `{owner}` already"),
                    );
                }
            }
            normaliser.classes.push(WordClass {
                word: normaliser.fold(&word).into_owned(),
                same: class.same.into_iter().map(Spanned::into_inner).collect(),
                also: class.also.into_iter().map(Spanned::into_inner).collect(),
            });
        }
        normaliser.ready()
    }

    fn words(&mut self, words: impl IntoIterator<Item = Spanned<String>>) -> Vec<String> {
        let mut kept = Vec::new();
        for word in words {
            if word.as_ref().is_empty() {
                self.mistake(&word, "an empty word", "here", "remove it");
            } else {
                kept.push(word.into_inner());
            }
        }
        kept
    }

    /// The single entries, then those of the families.
    fn entries(
        &mut self,
        single: Vec<IndicatorShape>,
        families: Vec<FamilyShape>,
        members: &BTreeMap<Spanned<String>, Vec<MemberShape>>,
    ) -> Vec<Entry> {
        let mut entries: Vec<Entry> = single
            .into_iter()
            .map(|shape| Entry {
                key: shape.key,
                name: shape.name,
                english: shape.english,
                synonyms: shape.synonyms,
                units: shape.units,
                range: shape.range,
                share_of: shape.share_of,
                definition: shape.definition,
                of_family: false,
            })
            .collect();
        for family in &families {
            let name = family.members.as_ref().as_str();
            let Some((_, list)) = members.iter().find(|(known, _)| known.as_ref() == name) else {
                let known: Vec<&str> = members.keys().map(|known| known.as_ref().as_str()).collect();
                let help = format!("lists of this file: {}", known.join(", "));
                self.mistake(
                    &family.members,
                    &format!("unknown list of members `{name}`"),
                    "here",
                    &help,
                );
                continue;
            };
            for template in [&family.key, &family.name, &family.english]
                .into_iter()
                .chain(&family.synonyms)
            {
                if !template.as_ref().contains("{}") {
                    self.mistake(
                        template,
                        "every member would get the same text",
                        "no `{}` here",
                        "put `{}` where the member stands",
                    );
                }
            }
            entries.extend(list.iter().filter_map(|member| self.entry_of(family, member)));
        }
        for name in members.keys() {
            if !families.iter().any(|family| family.members.as_ref() == name.as_ref()) {
                self.mistake(
                    name,
                    &format!("no family uses the members `{}`", name.as_ref()),
                    "here",
                    "use or remove them",
                );
            }
        }
        entries
    }

    fn entry_of(&mut self, family: &FamilyShape, member: &MemberShape) -> Option<Entry> {
        let fill =
            |template: &Spanned<String>, with: &str| Spanned::new(template.span(), filled(template.as_ref(), with));
        let Some(units) = member.units.as_ref().or(family.units.as_ref()) else {
            let message = format!("`{}` has no units", fill(&family.key, member.key.as_ref()).as_ref());
            self.mistake(
                &member.key,
                &message,
                "neither the family nor this member gives any",
                "add `units`",
            );
            return None;
        };
        let names = std::iter::once(&member.name).chain(&member.synonyms);
        let wordings = names.flat_map(|name| {
            std::iter::once(&family.name)
                .chain(&family.synonyms)
                .map(move |template| fill(template, name))
        });
        Some(Entry {
            key: Spanned::new(member.key.span(), fill(&family.key, member.key.as_ref()).into_inner()),
            name: fill(&family.name, &member.name),
            english: filled(family.english.as_ref(), &member.english),
            synonyms: wordings.skip(1).collect(),
            units: units.clone(),
            range: family.range.clone(),
            share_of: family.share_of.as_ref().map(|key| fill(key, member.key.as_ref())),
            definition: family.definition.clone(),
            of_family: true,
        })
    }

    /// Checks the entries and builds the indices.
    fn index(&mut self, entries: Vec<Entry>, normaliser: Normaliser, units: UnitsShape, in_points: u64) -> Indicators {
        let mut by_key: Map<String, u32> = Map::with_capacity_and_hasher(entries.len(), RandomState::default());
        let mut by_form: Map<Box<str>, u32> = Map::with_capacity_and_hasher(entries.len() * 8, RandomState::default());
        let mut all: Vec<Indicator> = Vec::with_capacity(entries.len());
        let mut shares = Vec::new();
        for (entry, id) in entries.into_iter().zip(0..) {
            if !is_key(entry.key.as_ref()) {
                let message = format!("`{}` cannot be a key", entry.key.as_ref());
                let help = "a family and a name in lower case, such as `rd.intensity`, or one word such as `gdp`";
                self.mistake(&entry.key, &message, "here", help);
            }
            if by_key.insert(entry.key.as_ref().clone(), id).is_some() {
                let message = format!("key `{}` stands twice", entry.key.as_ref());
                self.mistake(
                    &entry.key,
                    &message,
                    "second time here",
                    "join the two entries, or name one more narrowly",
                );
            }
            for wording in std::iter::once(&entry.name).chain(&entry.synonyms) {
                self.claim(wording, entry.key.as_ref(), id, &normaliser, &all, &mut by_form);
            }
            let kinds = self.units(&entry.units);
            let range = match &entry.range {
                Some(range) => self.range(range),
                None => self.usual_range(&entry.units),
            };
            shares.extend(entry.share_of.clone().map(|share| (share, entry.key.as_ref().clone())));
            all.push(Indicator {
                key: entry.key.into_inner(),
                name: entry.name.into_inner(),
                english: entry.english,
                synonyms: entry.synonyms.into_iter().map(Spanned::into_inner).collect(),
                units: entry.units.into_inner().into_iter().map(Spanned::into_inner).collect(),
                range,
                share_of: entry.share_of.map(Spanned::into_inner),
                definition: entry.definition,
                kinds,
                of_family: entry.of_family,
            });
        }
        for (share, key) in shares {
            if share.as_ref() == &key {
                self.mistake(
                    &share,
                    &format!("`{key}` is a share of itself"),
                    "here",
                    "name the whole",
                );
            } else if !by_key.contains_key(share.as_ref()) {
                let help = "`share_of` is the key of another entry";
                self.mistake(
                    &share,
                    &format!("unknown indicator `{}`", share.as_ref()),
                    "no entry has this key",
                    help,
                );
            }
        }
        add_stems(&all, &normaliser, &mut by_form);
        let kind_of = std::mem::take(&mut self.kind_of);
        Indicators {
            all,
            by_key,
            by_form,
            kind_of,
            growth_units: units.growth,
            points: units.points,
            in_points,
            normaliser,
            named: std::sync::OnceLock::new(),
        }
    }

    /// Takes a wording's normal form for an indicator.
    fn claim(
        &mut self,
        wording: &Spanned<String>,
        key: &str,
        id: u32,
        normaliser: &Normaliser,
        before: &[Indicator],
        by_form: &mut Map<Box<str>, u32>,
    ) {
        let form = normaliser.normal_form(wording.as_ref());
        if form.is_empty() {
            self.mistake(
                wording,
                &format!("a wording of `{key}` says nothing"),
                "here",
                "remove it",
            );
            return;
        }
        let owner = *by_form.entry(form.as_ref().into()).or_insert(id);
        if owner == id {
            return;
        }
        let other = before.get(owner as usize).map_or("", |indicator| &indicator.key);
        let message = format!("`{}` names both `{other}` and `{key}`", wording.as_ref());
        let help = format!("both read as `{form}`; leave it to one of them, or say more");
        self.mistake(wording, &message, "second time here", &help);
    }

    /// Checks the units; gives their kinds.
    fn units(&mut self, units: &Spanned<Vec<Spanned<String>>>) -> u64 {
        if units.as_ref().is_empty() {
            self.mistake(
                units,
                "an indicator needs a unit",
                "none here",
                "the canonical unit stands first",
            );
        }
        let mut kinds = 0;
        for unit in units.as_ref() {
            match self.kind_of.get(unit.as_ref()) {
                Some(kind) => kinds |= 1 << kind,
                None => {
                    let message = format!("unit `{}` is of no kind", unit.as_ref());
                    self.mistake(
                        unit,
                        &message,
                        "here",
                        "add it to a kind in [units.kind], or correct it",
                    );
                }
            }
        }
        kinds
    }

    /// The ranges of whole kinds.
    fn ranges(&mut self, units: &UnitsShape) {
        for (kind, range) in &units.range {
            let Some(&index) = self.kinds.get(kind.as_ref()) else {
                let known: Vec<&str> = self.kinds.keys().map(String::as_str).collect();
                let help = format!("kinds: {}", known.join(", "));
                let message = format!("unknown kind `{}`", kind.as_ref());
                self.mistake(kind, &message, "no such kind of unit", &help);
                continue;
            };
            if let Some(range) = self.range(range) {
                self.range_of.insert(index, range);
            }
        }
    }

    /// What is plausible of whatever is counted in the first of these units.
    fn usual_range(&self, units: &Spanned<Vec<Spanned<String>>>) -> Option<(Decimal, Decimal)> {
        let kind = self.kind_of.get(units.as_ref().first()?.as_ref())?;
        self.range_of.get(kind).copied()
    }

    fn range(&mut self, range: &Spanned<Vec<String>>) -> Option<(Decimal, Decimal)> {
        let bounds: Vec<Option<Decimal>> = range.as_ref().iter().map(|bound| bound.parse().ok()).collect();
        match bounds[..] {
            [Some(low), Some(high)] if low < high => Some((low, high)),
            [Some(_), Some(_)] => {
                self.mistake(
                    range,
                    "the range is empty",
                    "the low end is not below the high one",
                    "the lower bound stands first",
                );
                None
            }
            _ => {
                self.mistake(range, "a range is two decimal numbers", "here", "such as ['0', '100']");
                None
            }
        }
    }
}

/// Words of lower-case letters, digits and `_`, joined by dots.
fn is_key(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.split('.').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        })
}

/// A template with a word in the place of each `{}`.
fn filled(template: &str, with: &str) -> String {
    let mut out = String::with_capacity(template.len() + with.len());
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        rest = match behind.strip_prefix('}') {
            Some(behind) => {
                out.push_str(with);
                behind
            }
            None => {
                out.push('{');
                behind
            }
        };
    }
    out.push_str(rest);
    out
}

/// Lets a wording also be found without an ending that makes no difference (利润总额 as 利润). A form that some entry claims
/// outright stays with that entry; a form that two entries would share goes to none.
fn add_stems(all: &[Indicator], normaliser: &Normaliser, by_form: &mut Map<Box<str>, u32>) {
    let mut stems: HashMap<Box<str>, Option<u32>> = HashMap::new();
    for (form, &id) in by_form.iter() {
        let kinds = all[id as usize].kinds;
        for (stem, tail) in normaliser.stems(form) {
            if tail.kinds & kinds == 0 || by_form.contains_key(stem) {
                continue;
            }
            let owner = stems.entry(stem.into()).or_insert(Some(id));
            if *owner != Some(id) {
                *owner = None;
            }
        }
    }
    by_form.extend(stems.into_iter().filter_map(|(stem, id)| Some((stem, id?))));
}
