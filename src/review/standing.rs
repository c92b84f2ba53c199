//! What the decisions on one number come to: which of them count, whether they agree, and what follows for the fact.
//! Pure.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::claim::{Claim, ClaimField};
use super::decision::{Decision, Reading, Verdict};

/// How a number stands with its reviewers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Nobody has decided.
    Undecided,
    /// The fact is right.
    Accepted,
    /// There is a fact, and it says something else.
    Corrected,
    /// It is no fact, and was read as one.
    Rejected,
    /// It is no fact, as was read.
    Nothing,
    /// It is a fact, and was not read as one.
    Missing,
    /// Left for later.
    Later,
    /// What was decided no longer fits what is read, or the words round it.
    Stale,
    /// Reviewers say different things.
    Disputed,
}

/// Whether a decision fits what is read now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "fit", rename_all = "lowercase")]
pub enum Fit {
    /// It is about what is read now.
    Holds,
    /// What it asked for is read now: nothing is left to be done.
    Met,
    /// It is not.
    Stale {
        /// In words.
        why: Why,
    },
}

/// Why a decision no longer fits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum Why {
    /// The words round the number are not the same.
    TextChanged,
    /// The fact says something else in these fields.
    ReadingChanged {
        /// Which.
        fields: Vec<ClaimField>,
    },
    /// The number is no longer read as a fact.
    NoLongerFact,
    /// The number is read as a fact now; where one was missing, it differs from it in these fields.
    NowFact {
        /// Which.
        fields: Vec<ClaimField>,
    },
}

impl std::fmt::Display for Why {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let list = |fields: &[ClaimField]| fields.iter().map(|field| field.name()).collect::<Vec<_>>().join(", ");
        match self {
            Self::TextChanged => f.write_str("the words round the number have changed"),
            Self::ReadingChanged { fields } => write!(f, "the fact is read otherwise now: {}", list(fields)),
            Self::NoLongerFact => f.write_str("the number is no longer read as a fact"),
            Self::NowFact { fields } if fields.is_empty() => f.write_str("the number is read as a fact now"),
            Self::NowFact { fields } => write!(f, "the number is read as another fact now: {}", list(fields)),
        }
    }
}

/// Whether a decision, made when `then` was read, fits what is read `now` at the same place.
pub fn fit(verdict: &Verdict, then: &Reading, now: &Reading) -> Fit {
    let stale = |why: Why| Fit::Stale { why };
    match (verdict, then.claim(), now.claim()) {
        (Verdict::Later | Verdict::Undo { .. }, _, _) => Fit::Holds,
        (Verdict::Fix { claim, .. } | Verdict::Missing { claim, .. }, _, Some(now)) if now.agrees(claim) => Fit::Met,
        (Verdict::Accept | Verdict::Reject { .. } | Verdict::Fix { .. }, Some(then), Some(now)) => {
            match then.differences(now) {
                fields if fields.is_empty() => Fit::Holds,
                fields => stale(Why::ReadingChanged { fields }),
            }
        }
        (Verdict::Reject { .. }, _, None) => Fit::Met,
        (Verdict::Accept | Verdict::Fix { .. }, _, None) => stale(Why::NoLongerFact),
        (Verdict::Nothing { .. } | Verdict::Missing { .. }, _, None) => Fit::Holds,
        (Verdict::Missing { claim, .. }, _, Some(now)) => stale(Why::NowFact {
            fields: claim.differences(now),
        }),
        (_, None, Some(_)) | (Verdict::Nothing { .. }, _, Some(_)) => stale(Why::NowFact { fields: Vec::new() }),
    }
}

/// What the decisions on one number come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// In one word.
    pub state: State,
    /// What the fact is to say, where the state is one of a fact that stands.
    pub claim: Option<Claim>,
}

/// Weighs the decisions on one number, in the order in which they were made; undone ones must be gone already
/// ([`live`]). Of each reviewer the last one counts. One that settles a disagreement puts all earlier ones aside.
pub fn weigh(decisions: &[(&Decision, Fit)], now: Option<&Claim>) -> Standing {
    let settled = decisions.iter().rposition(|(decision, _)| decision.resolves);
    let mut last: BTreeMap<&str, &(&Decision, Fit)> = BTreeMap::new();
    for entry in &decisions[settled.unwrap_or(0)..] {
        last.insert(&entry.0.reviewer, entry);
    }
    let mut outcomes: Vec<Option<&Claim>> = Vec::new();
    let (mut stale, mut later) = (false, false);
    for (decision, fit) in last.into_values() {
        let outcome = match &decision.verdict {
            Verdict::Later => {
                later = true;
                continue;
            }
            Verdict::Undo { .. } => continue,
            Verdict::Accept => decision.anchor.reading.claim(),
            Verdict::Fix { claim, .. } | Verdict::Missing { claim, .. } => Some(&**claim),
            Verdict::Reject { .. } | Verdict::Nothing { .. } => None,
        };
        match fit {
            Fit::Stale { .. } => stale = true,
            Fit::Holds | Fit::Met => outcomes.push(outcome),
        }
    }
    let same = |a: &Option<&Claim>, b: &Option<&Claim>| match (a, b) {
        (Some(a), Some(b)) => a.agrees(b),
        (None, None) => true,
        _ => false,
    };
    let (state, claim) = match outcomes.split_first() {
        None if stale => (State::Stale, None),
        None if later => (State::Later, None),
        None => (State::Undecided, None),
        Some((first, others)) if others.iter().all(|other| same(first, other)) => match (*first, now) {
            (Some(claim), Some(now)) if claim.agrees(now) => (State::Accepted, Some(claim)),
            (Some(claim), Some(_)) => (State::Corrected, Some(claim)),
            (Some(claim), None) => (State::Missing, Some(claim)),
            (None, Some(_)) => (State::Rejected, None),
            (None, None) => (State::Nothing, None),
        },
        Some(_) => (State::Disputed, None),
    };
    Standing {
        state,
        claim: claim.cloned(),
    }
}

/// The decisions that still count, in the order in which they were made: without those undone by the reviewer who made
/// them, and without the undoing itself.
pub fn live(decisions: &[Decision]) -> Vec<&Decision> {
    let mut ordered: Vec<&Decision> = decisions.iter().collect();
    ordered.sort_by_key(|decision| moment(decision));
    let reviewers: HashMap<&str, &str> = ordered.iter().map(|it| (&*it.id, &*it.reviewer)).collect();
    let mut undone: HashSet<&str> = HashSet::new();
    let mut kept = Vec::with_capacity(ordered.len());
    // From the last one back, so that undoing an undoing works.
    for decision in ordered.into_iter().rev() {
        if undone.contains(&*decision.id) {
            continue;
        }
        match &decision.verdict {
            Verdict::Undo { undoes } => {
                if reviewers.get(&**undoes) == Some(&&*decision.reviewer) {
                    undone.insert(undoes);
                }
            }
            _ => kept.push(decision),
        }
    }
    kept.reverse();
    kept
}

/// The order in which decisions were made, the same on every machine.
fn moment(decision: &Decision) -> (Option<jiff::Timestamp>, &str) {
    (decision.at.parse().ok(), &decision.id)
}

#[cfg(test)]
#[path = "standing_tests.rs"]
mod tests;
