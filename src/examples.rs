//! Runs the sentences inside the rule files: what a rule must read, must leave alone, and is known to miss.

use std::fmt;

use crate::extractor::{Extractor, Metadata};
use crate::model::{Fact, Measure};
use crate::rules::{Example, Rule};

/// How an example turned out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As it should be.
    Validated,
    /// The rule reads fewer facts than it must.
    Missing,
    /// The rule reads something where it must read nothing.
    Noisy,
    /// The rule reads other facts than it must.
    Wrong,
    /// A known gap is no longer what it was: make it an `accept`, or state today's reading.
    Moved,
}

/// One example with its result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// `growth.same-period accept 1`.
    pub name: String,
    /// The sentence.
    pub text: String,
    /// How it turned out.
    pub verdict: Verdict,
    /// What the file says the rule reads.
    pub expected: Vec<String>,
    /// What it reads.
    pub found: Vec<String>,
    /// What other rules read in the sentence.
    pub others: Vec<String>,
}

/// Runs the examples of one rule.
pub fn run(extractor: &Extractor, rule: &Rule) -> Vec<Case> {
    let mut counts = [0; 3];
    let mut number = |kind: usize| {
        counts[kind] += 1;
        counts[kind]
    };
    rule.examples
        .iter()
        .map(|example| {
            let (kind, text, expected) = match example {
                Example::Accept { text, facts } => (format!("accept {}", number(0)), text, facts.clone()),
                Example::Reject { text, .. } => (format!("reject {}", number(1)), text, Vec::new()),
                Example::Gap { text, today, .. } => (format!("gap {}", number(2)), text, today.clone()),
            };
            let extraction = extractor.extract("example.txt", text.as_bytes(), &Metadata::default());
            let (own, other): (Vec<&Fact>, Vec<&Fact>) = extraction.facts.iter().partition(|fact| fact.rule == rule.id);
            let found: Vec<String> = own.into_iter().map(render).collect();
            let others = other
                .into_iter()
                .map(|fact| format!("{} [{}]", render(fact), fact.rule))
                .collect();
            let verdict = match example {
                _ if found == expected => Verdict::Validated,
                Example::Gap { .. } => Verdict::Moved,
                Example::Reject { .. } => Verdict::Noisy,
                Example::Accept { .. } if expected.len() > found.len() => Verdict::Missing,
                Example::Accept { .. } => Verdict::Wrong,
            };
            Case {
                name: format!("{} {kind}", rule.id),
                text: text.clone(),
                verdict,
                expected,
                found,
                others,
            }
        })
        .collect()
}

/// A fact in one line, as rule files write it: `R&D经费 = +8.1 % growth`.
pub fn render(fact: &Fact) -> String {
    let bound = fact.bound.sign();
    let differs = matches!(fact.measure, Measure::Change | Measure::Growth);
    let sign = if differs && !fact.value.starts_with('-') {
        "+"
    } else {
        ""
    };
    let high = fact
        .value_high
        .as_deref()
        .map(|high| format!("~{high}"))
        .unwrap_or_default();
    let unit = fact.unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
    let measure = match fact.measure {
        Measure::Level => "",
        Measure::Change => " change",
        Measure::Growth => " growth",
        Measure::Rank => " rank",
    };
    format!("{} = {bound}{sign}{}{high}{unit}{measure}", fact.label, fact.value)
}

impl fmt::Display for Case {
    /// The verdict, the sentence, and where they differ what was expected and found.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:?}: {}", self.verdict, self.name)?;
        writeln!(f, "  sentence  {}", self.text)?;
        if self.verdict != Verdict::Validated {
            let list = |all: &[String]| {
                if all.is_empty() {
                    "nothing".to_owned()
                } else {
                    all.join("; ")
                }
            };
            writeln!(f, "  expected  {}", list(&self.expected))?;
            writeln!(f, "  found     {}", list(&self.found))?;
            if !self.others.is_empty() {
                writeln!(f, "  others    {}", list(&self.others))?;
            }
        }
        Ok(())
    }
}
