//! A rule: the shape of a sentence, what it says as facts, and the sentences it must and must not read.
//! `RuleShape` is the file as written; [`Rule`] is checked and ready to run.

mod check;
mod condition;
mod example;
mod shape;
mod template;

use serde::Deserialize;

use super::cues::Cues;
use super::pattern::{Kinds, Parts, Pattern, Variant};
use super::source::{Diagnostic, RuleFile};

pub use condition::{Condition, Scope};
pub use example::Example;
pub(super) use shape::RulesShape;
pub use template::{FactTemplate, LabelPart};

/// How far a rule's pattern reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Within {
    /// Over one clause: the pattern names no mark that ends one.
    Clause,
    /// Over the clauses of a sentence.
    Sentence,
    /// Over the sentences of a paragraph.
    Paragraph,
    /// A cell of a table, with the heads of its row and column.
    Row,
}

impl Within {
    /// As rule files have it.
    pub const fn name(self) -> &'static str {
        match self {
            Within::Clause => "clause",
            Within::Sentence => "sentence",
            Within::Paragraph => "paragraph",
            Within::Row => "row",
        }
    }
}

/// Whether a rule is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleStatus {
    /// In use, being tried.
    Draft,
    /// In use.
    Stable,
    /// Kept for the record only.
    Retired,
}

/// How the measure of a fact is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MeasureRule {
    /// A size.
    Level,
    /// An absolute difference.
    Change,
    /// A relative difference.
    Growth,
    /// A difference: relative in % and 倍, absolute in every other unit.
    Difference,
    /// A place in an order.
    Rank,
}

/// Conditions on the heads of a table cell, for rules `within = 'row'`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Head {
    /// Anything.
    #[default]
    Any,
    /// Names a place.
    Area,
    /// Names a period.
    Period,
    /// Says a difference (比上年增长, 增幅).
    Difference,
    /// Only a kind of number (绝对数, 总量, 年末数, 数量, 合计): the other head says what it is of.
    Bare,
}

/// A flow that a rule states outright.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FlowRule {
    /// What came.
    New,
    /// All there is.
    Cumulative,
}

/// A checked rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its name: `growth.same-period`.
    pub id: String,
    /// One sentence for people.
    pub about: String,
    /// Whether it is in use.
    pub status: RuleStatus,
    /// Where it works.
    pub within: Within,
    /// How often a reading of this rule is right when everything it needs is said; 0.95 where the file does not say.
    pub sure: f32,
    /// For `within = 'row'`: what the row's head must be.
    pub row: Head,
    /// For `within = 'row'`: what the column's head must be.
    pub column: Head,
    /// The sentence shape; absent in tables.
    pub pattern: Option<Pattern>,
    /// All variants of the pattern, the fullest first.
    pub variants: Vec<Variant>,
    /// What it says.
    pub facts: Vec<FactTemplate>,
    /// What it must and must not read.
    pub examples: Vec<Example>,
    /// What must, and what must not, stand round the number.
    pub conditions: Vec<Condition>,
    /// File it stands in.
    pub file: String,
    /// 1-based line of its id.
    pub line: usize,
}

/// A rule as unsure as this guesses.
const GUESS: f32 = 0.5;

impl Rule {
    /// Whether its readings are no better than guesses.
    pub fn guesses(&self) -> bool {
        self.sure <= GUESS
    }

    /// Checks the rules of a file; `parts` are those of all files.
    ///
    /// # Errors
    /// Every mistake, each with its place.
    pub(super) fn check(
        shapes: RulesShape,
        file: &RuleFile,
        cues: &Cues,
        parts: &Parts,
    ) -> Result<Vec<Rule>, Vec<Diagnostic>> {
        let mut rules = Vec::new();
        let mut mistakes = Vec::new();
        for shape in shapes.rule {
            match check::check(shape, file, cues, parts) {
                Ok(rule) => rules.push(rule),
                Err(more) => mistakes.extend(more),
            }
        }
        if mistakes.is_empty() { Ok(rules) } else { Err(mistakes) }
    }

    /// Kinds of quantity at which the rule is tried.
    pub fn anchor_kinds(&self) -> Option<Kinds> {
        self.pattern.as_ref().map(Pattern::anchor_kinds)
    }
}

/// How sure a rule is that says nothing of it: measured on reviewed facts.
pub const SURE: f32 = 0.95;
