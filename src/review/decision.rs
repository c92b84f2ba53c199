//! A decision: what one reviewer said of one number at one moment. Decisions are only ever added; one that was wrong is
//! followed by another, or undone by one.

use serde::{Deserialize, Serialize};

use crate::model::{Outcome, PointSpan, SkipReason};

use super::claim::Claim;

/// One decision; one line of `gongbao review export`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Names it for ever, on every machine: two records of one id are one decision.
    pub id: String,
    /// When it was made: UTC, RFC 3339.
    pub at: String,
    /// Who made it.
    pub reviewer: String,
    /// What was decided.
    pub verdict: Verdict,
    /// Of what.
    pub anchor: Anchor,
    /// Whether it settles a disagreement: then the others' decisions before it count no more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub resolves: bool,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub enum Verdict {
    /// The fact is right as it was read.
    Accept,
    /// There is no such fact.
    Reject {
        /// Why; for a rule author.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// There is a fact, and it says this.
    Fix {
        /// What is right.
        claim: Box<Claim>,
        /// Why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// The number is no fact, as was read.
    Nothing {
        /// Why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// The number is a fact and was not read as one; it says this.
    Missing {
        /// What is right.
        claim: Box<Claim>,
        /// Why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Left for later.
    Later,
    /// An earlier decision of the same reviewer does not count.
    Undo {
        /// Its id.
        undoes: String,
    },
}

impl Verdict {
    /// The reason given.
    pub fn reason(&self) -> &str {
        match self {
            Self::Reject { reason }
            | Self::Fix { reason, .. }
            | Self::Nothing { reason }
            | Self::Missing { reason, .. } => reason,
            Self::Accept | Self::Later | Self::Undo { .. } => "",
        }
    }
}

/// The number that a decision is about: where it stood, between which words, and what was read there at the time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// Path of the document at the time.
    pub document: String,
    /// BLAKE3 of the document's bytes at the time, hexadecimal.
    pub hash: String,
    /// Where the number stood: code points of the decoded source.
    pub span: PointSpan,
    /// 1-based line.
    pub line: usize,
    /// The number as written.
    pub quote: String,
    /// What stood before it, without spaces and line breaks.
    pub before: String,
    /// What stood after it, without spaces and line breaks.
    pub after: String,
    /// What was read there.
    pub reading: Reading,
}

/// What was read at a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "lowercase", deny_unknown_fields)]
pub enum Reading {
    /// A fact.
    Fact {
        /// Its id.
        id: String,
        /// The rule that read it.
        rule: String,
        /// What it says.
        claim: Box<Claim>,
    },
    /// No fact, for a stated reason.
    Skip {
        /// The reason.
        reason: SkipReason,
    },
    /// Not understood.
    Open,
}

impl Reading {
    /// What the fact says, where a fact was read.
    pub fn claim(&self) -> Option<&Claim> {
        match self {
            Self::Fact { claim, .. } => Some(claim),
            Self::Skip { .. } | Self::Open => None,
        }
    }

    /// The reading of a number that is no fact.
    pub fn of_number(outcome: &Outcome) -> Option<Self> {
        match outcome {
            Outcome::Fact { .. } => None,
            Outcome::Skip { reason } => Some(Self::Skip { reason: *reason }),
            Outcome::Open { .. } => Some(Self::Open),
        }
    }
}

/// Characters of a reason or a name, at most.
pub const LONGEST_TEXT: usize = 500;

impl Decision {
    /// What is wrong with a decision that came from outside, in words.
    ///
    /// # Errors
    /// A sentence that names the field.
    pub fn check(&self) -> Result<(), String> {
        let plain = |name: &str, text: &str, least: usize, most: usize| match text.chars().count() {
            length if length < least => Err(format!("`{name}` is empty")),
            length if length > most => Err(format!("`{name}` has {length} characters; {most} are allowed")),
            _ => Ok(()),
        };
        let hex = |name: &str, text: &str, length: usize| {
            let right = text.len() == length && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
            let complaint = || format!("`{name}` is not {length} hexadecimal digits");
            right.then_some(()).ok_or_else(complaint)
        };
        hex("id", &self.id, ID)?;
        plain("reviewer", &self.reviewer, 1, 100)?;
        if self.reviewer.chars().any(char::is_control) {
            return Err("`reviewer` holds a control character".to_owned());
        }
        if self.at.parse::<jiff::Timestamp>().is_err() || !self.at.ends_with('Z') {
            return Err(format!(
                "`at` is no moment of time in UTC, such as 2024-03-01T08:00:00Z: {:?}",
                self.at
            ));
        }
        plain("reason", self.verdict.reason(), 0, LONGEST_TEXT)?;
        let anchor = &self.anchor;
        hex("anchor.hash", &anchor.hash, 64)?;
        plain("anchor.document", &anchor.document, 1, 4096)?;
        plain("anchor.quote", &anchor.quote, 1, 1000)?;
        plain("anchor.before", &anchor.before, 0, 200)?;
        plain("anchor.after", &anchor.after, 0, 200)?;
        if anchor.span.start >= anchor.span.end {
            return Err("`anchor.span` is empty".to_owned());
        }
        let is_fact = anchor.reading.claim().is_some();
        match &self.verdict {
            Verdict::Accept | Verdict::Reject { .. } | Verdict::Fix { .. } if !is_fact => {
                Err("only a fact can be accepted, rejected or fixed, and `anchor.reading` is none".to_owned())
            }
            Verdict::Nothing { .. } | Verdict::Missing { .. } if is_fact => {
                Err("`anchor.reading` is a fact: it can be rejected or fixed".to_owned())
            }
            Verdict::Undo { undoes } => hex("verdict.undoes", undoes, ID),
            _ => Ok(()),
        }
    }
}

/// Hexadecimal digits of an id.
pub const ID: usize = 32;

#[cfg(test)]
mod tests {
    use super::super::samples::{decision, fact};
    use super::*;

    #[test]
    fn a_decision_survives_its_line() {
        for verdict in [
            Verdict::Accept,
            Verdict::Reject {
                reason: "表格的合计行".to_owned(),
            },
            Verdict::Fix {
                claim: Box::new(Claim::of(&fact(3, "5.2%"))),
                reason: String::new(),
            },
            Verdict::Later,
        ] {
            let decision = decision("甲", 1, &fact(3, "5.2%"), verdict);
            let line = serde_json::to_string(&decision).unwrap();
            assert_eq!(serde_json::from_str::<Decision>(&line).unwrap(), decision);
            assert_eq!(decision.check(), Ok(()));
        }
    }

    #[test]
    fn what_is_wrong_with_a_line_is_named() {
        let good = decision("甲", 1, &fact(3, "5.2%"), Verdict::Accept);
        let complaint = |change: fn(&mut Decision)| {
            let mut bad = good.clone();
            change(&mut bad);
            bad.check().unwrap_err()
        };
        assert_eq!(complaint(|it| it.id.push('x')), "`id` is not 32 hexadecimal digits");
        assert_eq!(complaint(|it| it.reviewer.clear()), "`reviewer` is empty");
        assert_eq!(
            complaint(|it| it.reviewer.push('\u{1b}')),
            "`reviewer` holds a control character"
        );
        assert_eq!(
            complaint(|it| it.at = "昨天".to_owned()),
            "`at` is no moment of time in UTC, such as 2024-03-01T08:00:00Z: \"昨天\""
        );
        assert_eq!(
            complaint(|it| it.verdict = Verdict::Reject {
                reason: "长".repeat(501)
            }),
            "`reason` has 501 characters; 500 are allowed"
        );
        assert_eq!(
            complaint(|it| it.verdict = Verdict::Nothing { reason: String::new() }),
            "`anchor.reading` is a fact: it can be rejected or fixed"
        );
        assert_eq!(
            complaint(|it| it.anchor.reading = Reading::Open),
            "only a fact can be accepted, rejected or fixed, and `anchor.reading` is none"
        );
        assert_eq!(
            complaint(|it| it.anchor.span.end = it.anchor.span.start),
            "`anchor.span` is empty"
        );
    }

    #[test]
    fn unknown_keys_are_refused() {
        let reject = Verdict::Reject { reason: String::new() };
        let good = serde_json::to_value(decision("甲", 1, &fact(3, "5.2%"), reject)).unwrap();
        assert!(serde_json::from_value::<Decision>(good.clone()).is_ok());
        for part in ["", "/verdict", "/anchor", "/anchor/reading"] {
            let mut line = good.clone();
            line.pointer_mut(part).unwrap()["why"] = "x".into();
            assert!(serde_json::from_value::<Decision>(line).is_err(), "{part}");
        }
    }
}
