//! audit: the facts of an output → what in them cannot be true together, or hardly: parts and wholes, growth and levels, shares,
//! ranks, one thing told twice. Never reads documents, never changes a fact, never prefers one of two sides.
//!
//! Values are intervals: the digits written and the words round them say how far a value is known ([`Interval`]), and only what
//! cannot be true anywhere within is told. What belongs together is taken from what the facts say of themselves: the part is of
//! the whole that its qualifiers name, the row of a table below its head, the growth of the level that has the same label, place
//! and time. Words and relations that a statistician knows stand in `rules/lexicon/audit.toml`; tolerances are constants
//! beside the checks.

mod across;
mod alone;
mod claim;
mod interval;
mod moves;
mod parts;
mod same;
mod tables;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{BTreeSet, HashMap};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{Area, Bound, Dimension, Fact, Measure, Status};
use crate::rules::Rules;

use across::Across;
use claim::Claim;

pub use interval::Interval;

/// What kind of check found it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, clap::ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Parts that do not make up their whole
    Parts,
    /// Growth, or a change, that does not follow from the levels
    Growth,
    /// A share of more than a hundred
    Share,
    /// A place beyond the last one
    Rank,
    /// One thing with different values in one document
    Conflict,
    /// One thing with different values in different documents
    Across,
    /// A value that the indicator cannot have
    Range,
    /// A leap from one year to the next
    Jump,
}

/// How surely something is wrong.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, clap::ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// May well be right: revised figures, a leap that has a cause
    Note,
    /// Hardly right
    Warning,
    /// Cannot be right as it is written
    Error,
}

/// Something that cannot, or can hardly, be true as it is told. One line of `gongbao audit --format json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Discrepancy {
    /// Stable: from its kind and the ids of the facts.
    pub id: String,
    /// What kind of check found it.
    pub kind: Kind,
    /// How surely something is wrong.
    pub severity: Severity,
    /// What is wrong, in a sentence.
    pub message: String,
    /// The sum worked out: `103 + 44 = 147 ≠ 150`.
    pub sum: String,
    /// The facts it follows from, each with its place.
    pub quotes: Vec<Quote>,
}

/// A fact as part of a finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// What it is in the sum.
    pub role: Role,
    /// The document.
    pub document: String,
    /// 1-based.
    pub line: usize,
    /// The number as written.
    pub quote: String,
    /// The indicator in the document's words.
    pub label: String,
    /// What narrows it.
    pub qualifiers: Vec<String>,
    /// Decimal string, as the fact has it.
    pub value: String,
    /// Upper end of a range.
    pub value_high: Option<String>,
    /// How the text bounds it.
    pub bound: Bound,
    /// Unit.
    pub unit: Option<String>,
    /// What kind of number.
    pub measure: Measure,
    /// Achieved, planned, or a parameter.
    pub status: Status,
    /// The place.
    pub area: Option<Area>,
    /// First and last day, ISO, where they are known.
    pub period: Option<(String, String)>,
    /// The fact's id.
    pub fact: String,
}

/// What a fact is in a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The whole.
    Whole,
    /// A part of it.
    Part,
    /// The earlier level.
    Before,
    /// The later level.
    After,
    /// The growth or change between the two.
    Move,
    /// One of several values of one thing.
    Value,
}

/// A value that no document states and that follows from what one states. Never a fact. One line of `gongbao audit --derived
/// --format json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Derived {
    /// Always true: marks the line as no fact.
    pub derived: bool,
    /// The indicator in the document's words.
    pub label: String,
    /// Key of the known indicator.
    pub indicator: Option<String>,
    /// Level, or growth a year.
    pub measure: Measure,
    /// The lowest value that the texts leave possible, decimal string.
    pub low: String,
    /// The highest one.
    pub high: String,
    /// Unit.
    pub unit: Option<String>,
    /// The place.
    pub area: Option<Area>,
    /// First and last day, ISO.
    pub period: (String, String),
    /// How it follows: `3.19 − 0.48`.
    pub sum: String,
    /// The facts it follows from.
    pub quotes: Vec<Quote>,
}

/// What an audit came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Audit {
    /// By document, place and kind; what concerns several documents last.
    pub found: Vec<Discrepancy>,
    /// In the same order; empty unless asked for.
    pub derived: Vec<Derived>,
    /// Facts looked at.
    pub facts: usize,
    /// Documents with facts.
    pub documents: usize,
}

/// Facts being audited; they are given one by one, those of a document in a row. Held are those of one document, and, of known
/// indicators, what is needed to compare documents.
pub struct Auditor<'r> {
    rules: &'r Rules,
    units: HashMap<String, Dimension>,
    derive: bool,
    document: Vec<Claim>,
    name: String,
    across: Across,
    audit: Audit,
}

impl<'r> Auditor<'r> {
    /// Nothing looked at yet. With `derive`, also lists what follows from the facts and is not told by them.
    pub fn new(rules: &'r Rules, derive: bool) -> Self {
        let units = rules.quantities.units.all().iter();
        Self {
            rules,
            units: units.map(|unit| (unit.name.clone(), unit.dimension)).collect(),
            derive,
            document: Vec::new(),
            name: String::new(),
            across: Across::default(),
            audit: Audit::default(),
        }
    }

    /// Takes the next fact.
    pub fn add(&mut self, fact: Fact) {
        if fact.document != self.name || self.audit.facts == 0 {
            self.end_document();
            self.name.clone_from(&fact.document);
            self.audit.documents += 1;
        }
        self.audit.facts += 1;
        self.document.extend(Claim::new(fact, self.rules, &self.units));
    }

    /// What was found.
    pub fn finish(mut self) -> Audit {
        self.end_document();
        let told: BTreeSet<String> = self.audit.found.iter().map(|found| found.id.clone()).collect();
        let mut more = self.across.check(self.rules);
        more.retain(|found| !told.contains(&found.id));
        self.audit.found.append(&mut more);
        self.audit
    }

    fn end_document(&mut self) {
        let claims = std::mem::take(&mut self.document);
        let rules = self.rules;
        let mut found = Vec::new();
        alone::check(&claims, rules, &mut found);
        parts::check(&claims, rules, &mut found);
        tables::check(&claims, rules, &mut found);
        same::check(&claims, &mut found);
        moves::check(&claims, rules, &mut found);
        found.sort_by_key(|found| (found.quotes.first().map(|quote| quote.line), found.kind));
        let mut seen = BTreeSet::new();
        found.retain(|it| seen.insert(it.id.clone()));
        self.audit.found.append(&mut found);
        if self.derive {
            moves::derive(&claims, rules, &mut self.audit.derived);
        }
        self.across.take(claims);
    }
}

impl Discrepancy {
    /// A finding about these facts.
    fn new(kind: Kind, severity: Severity, message: String, sum: String, facts: &[(Role, &Claim)]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(format!("{kind:?}").as_bytes());
        let mut ids: Vec<&str> = facts.iter().map(|(_, claim)| claim.fact.id.as_str()).collect();
        ids.sort_unstable();
        for id in ids {
            hasher.update(id.as_bytes());
        }
        Self {
            id: hasher.finalize().to_hex()[..20].to_owned(),
            kind,
            severity,
            message,
            sum,
            quotes: facts
                .iter()
                .map(|(role, claim)| Quote::of(*role, &claim.fact))
                .collect(),
        }
    }
}

impl Quote {
    fn of(role: Role, fact: &Fact) -> Self {
        let period = fact.period.as_ref();
        Self {
            role,
            document: fact.document.clone(),
            line: fact.line,
            quote: fact.quote.clone(),
            label: fact.label.clone(),
            qualifiers: fact.qualifiers.clone(),
            value: fact.value.clone(),
            value_high: fact.value_high.clone(),
            bound: fact.bound,
            unit: fact.unit.clone(),
            measure: fact.measure,
            status: fact.status,
            area: fact.area.clone(),
            period: period.and_then(|period| period.start.clone().zip(period.end.clone())),
            fact: fact.id.clone(),
        }
    }
}
