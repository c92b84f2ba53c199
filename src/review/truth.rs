//! What reviewers hold to be true, whatever is read now: for measuring a run against them, and for measuring them
//! against each other.

use std::collections::BTreeMap;
use std::path::Path;

use crate::model::PointSpan;
use crate::output::Output;

use super::ReviewProblem;
use super::claim::Claim;
use super::decision::{Decision, Verdict};
use super::effects::concerned;
use super::placing::{Document, Placement, place};
use super::standing::{Fit, State, Why, live, weigh};
use super::store::Store;

/// What one number is, as reviewers have decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Truth {
    /// Path of the document in the output.
    pub document: String,
    /// Where the number stands.
    pub span: PointSpan,
    /// As written.
    pub quote: String,
    /// What the fact says; none where there is no fact.
    pub claim: Option<Claim>,
    /// The reason that was given last; may be empty.
    pub reason: String,
}

/// Every number of an output on which reviewers agree, by document and place.
///
/// # Errors
/// When the decisions or the output cannot be read.
pub fn truths(output: &Path) -> Result<Vec<Truth>, ReviewProblem> {
    let Some(store) = Store::existing(output)? else {
        return Ok(Vec::new());
    };
    let all = store.all()?;
    let decisions = live(&all);
    let documents = concerned(&Output::open(output)?, &decisions)?;
    let placement = place(&decisions, &documents, &mut |_| None);
    Ok(settled(&placement, &documents))
}

fn settled(placement: &Placement, documents: &[Document]) -> Vec<Truth> {
    let mut places: Vec<_> = placement.spots.iter().collect();
    places.sort_unstable_by_key(|(place, _)| **place);
    places
        .into_iter()
        .filter_map(|(&(document, at), decisions)| {
            let spot = &documents[document].spots[at];
            // What is read now has no say in what is true; only other words round the number have.
            let said = decisions
                .iter()
                .filter(|(_, fit)| *fit != Fit::Stale { why: Why::TextChanged });
            let said: Vec<(&Decision, Fit)> = said.map(|(decision, _)| (*decision, Fit::Holds)).collect();
            let standing = weigh(&said, None);
            let claim = match standing.state {
                State::Missing => standing.claim,
                State::Nothing => None,
                _ => return None,
            };
            Some(Truth {
                document: documents[document].name.clone(),
                span: spot.span,
                quote: spot.quote.clone(),
                claim,
                reason: said
                    .last()
                    .map(|(it, _)| it.verdict.reason().to_owned())
                    .unwrap_or_default(),
            })
        })
        .collect()
}

/// What each reviewer says of each number on which more than one has decided, before anybody settled it: the claim, or
/// none for no fact. Decisions belong together when they are about the same place of the same content.
pub fn opinions<'d>(decisions: &[&'d Decision]) -> Vec<BTreeMap<&'d str, Option<&'d Claim>>> {
    let mut by_place: BTreeMap<(&str, usize), BTreeMap<&str, Option<&Claim>>> = BTreeMap::new();
    for decision in decisions.iter().filter(|decision| !decision.resolves) {
        let claim = match &decision.verdict {
            Verdict::Accept => decision.anchor.reading.claim(),
            Verdict::Fix { claim, .. } | Verdict::Missing { claim, .. } => Some(&**claim),
            Verdict::Reject { .. } | Verdict::Nothing { .. } => None,
            Verdict::Later | Verdict::Undo { .. } => continue,
        };
        let place = (&*decision.anchor.hash, decision.anchor.span.start);
        by_place.entry(place).or_default().insert(&decision.reviewer, claim);
    }
    by_place.into_values().filter(|said| said.len() > 1).collect()
}
