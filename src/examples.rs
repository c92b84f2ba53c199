//! Runs the sentences inside the rule files: what a rule must read, must leave alone, and is known to miss.

use std::fmt;

use crate::extractor::{Extractor, Metadata};
use crate::model::{Fact, Measure};
use crate::rules::{Example, Rule, RuleStatus};

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
    /// A known gap, still what it was.
    Gap,
    /// A known gap is closed: the rule reads what it should. Make it an `accept`.
    Promote,
    /// A known gap is no longer what it was, nor what it should be: state today's reading.
    Moved,
}

impl Verdict {
    /// Whether nothing has to be done about it.
    pub const fn is_fine(&self) -> bool {
        matches!(self, Verdict::Validated | Verdict::Gap)
    }

    /// What an author does about it.
    const fn advice(&self) -> Option<&'static str> {
        match self {
            Verdict::Validated | Verdict::Gap => None,
            Verdict::Missing => Some("the pattern does not reach these facts; `others` tells which rules read them"),
            Verdict::Noisy => {
                Some("the rule must leave this sentence alone; say more in its pattern, or add an `unless`")
            }
            Verdict::Wrong => Some("correct the rule, or what the example expects"),
            Verdict::Promote => Some("the gap is closed: make it a [[rule.accept]]"),
            Verdict::Moved => Some("the reading has changed: set `today` to what is found"),
        }
    }
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
    /// What the file says the rule reads; for a gap, what it should.
    pub expected: Vec<String>,
    /// What it reads.
    pub found: Vec<String>,
    /// What other rules read in the sentence.
    pub others: Vec<String>,
}

/// Runs the examples of one rule. A retired rule reads nothing, so that its examples say nothing.
pub fn run(extractor: &Extractor, rule: &Rule) -> Vec<Case> {
    if rule.status == RuleStatus::Retired {
        return Vec::new();
    }
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
                Example::Gap { text, want, .. } => (format!("gap {}", number(2)), text, want.clone()),
            };
            let extraction = extractor.extract("example.txt", text.as_bytes(), &Metadata::default());
            let (own, other): (Vec<&Fact>, Vec<&Fact>) = extraction.facts.iter().partition(|fact| fact.rule == rule.id);
            let found: Vec<String> = own.into_iter().map(render).collect();
            let others = other
                .into_iter()
                .map(|fact| format!("{} [{}]", render(fact), fact.rule))
                .collect();
            let verdict = match example {
                Example::Gap { .. } if found == expected => Verdict::Promote,
                Example::Gap { today, .. } if found == *today => Verdict::Gap,
                Example::Gap { .. } => Verdict::Moved,
                _ if found == expected => Verdict::Validated,
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
            if let Some(advice) = self.verdict.advice() {
                writeln!(f, "  to do     {advice}")?;
            }
        }
        Ok(())
    }
}
