//! Decisions and an output → which decision is about which number of it, and whether it still fits. Pure, but for
//! asking for the texts of documents that have changed.

use std::collections::HashMap;

use serde::Serialize;

use crate::model::{ByteSpan, Fact, NumberRecord, Outcome, PointSpan};

use super::anchor::{Found, Text};
use super::claim::Claim;
use super::decision::{Decision, Reading};
use super::standing::{Fit, Standing, Why, fit, weigh};

/// A number of a document, and what was read there.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Code points of the decoded source.
    pub span: PointSpan,
    /// The same in bytes of the file.
    pub bytes: ByteSpan,
    /// 1-based.
    pub line: usize,
    /// As written.
    pub quote: String,
    /// What became of the number.
    pub outcome: Outcome,
    /// The fact, where it became one.
    pub fact: Option<Fact>,
}

impl Spot {
    /// What was read there.
    pub fn reading(&self) -> Reading {
        match &self.fact {
            Some(fact) => Reading::Fact {
                id: fact.id.clone(),
                rule: fact.rule.clone(),
                claim: Box::new(Claim::of(fact)),
            },
            None => Reading::of_number(&self.outcome).unwrap_or(Reading::Open),
        }
    }
}

/// A document of an output with its numbers, by place.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Path.
    pub name: String,
    /// BLAKE3 of its bytes.
    pub hash: String,
    /// Every number.
    pub spots: Vec<Spot>,
}

impl Document {
    /// Puts the numbers of a document and its facts together.
    pub fn new(name: String, hash: String, numbers: Vec<NumberRecord>, facts: Vec<Fact>) -> Self {
        let mut facts: HashMap<PointSpan, Fact> = facts.into_iter().map(|fact| (fact.span, fact)).collect();
        let mut spots: Vec<Spot> = numbers
            .into_iter()
            .map(|number| Spot {
                fact: match &number.outcome {
                    Outcome::Fact { .. } => facts.remove(&number.span),
                    _ => None,
                },
                span: number.span,
                bytes: number.bytes,
                line: number.line,
                quote: number.quote,
                outcome: number.outcome,
            })
            .collect();
        spots.extend(facts.into_values().map(|fact| Spot {
            span: fact.span,
            bytes: fact.bytes,
            line: fact.line,
            quote: fact.quote.clone(),
            outcome: Outcome::Fact { fact: fact.id.clone() },
            fact: Some(fact),
        }));
        spots.sort_by_key(|spot| (spot.span, spot.fact.is_none()));
        Self { name, hash, spots }
    }

    /// The number at this place, or the one that shares most of it.
    fn at(&self, span: PointSpan) -> Option<usize> {
        let end = self.spots.partition_point(|spot| spot.span.start < span.end);
        // Numbers hardly ever lie within another: a few steps back are enough.
        let near = (end.saturating_sub(8)..end).filter(|at| self.spots[*at].span.overlaps(span));
        near.max_by_key(|at| {
            let spot = self.spots[*at].span;
            let shared = spot.end.min(span.end) - spot.start.max(span.start);
            (spot == span, shared, std::cmp::Reverse(*at))
        })
    }
}

/// A decision that is about no number of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost<'d> {
    /// The decision.
    pub decision: &'d Decision,
    /// Why.
    pub why: Loss,
}

/// Why the number of a decision is not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Loss {
    /// The output has no document of this name or content.
    DocumentGone,
    /// The document has changed, and its text cannot be read to look for the number.
    DocumentUnread,
    /// The words round the number are in several places.
    Ambiguous,
    /// The number and the words round it are nowhere in the document.
    TextGone,
    /// Nothing is seen as a number there any more.
    NumberGone,
}

impl std::fmt::Display for Loss {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::DocumentGone => "the output has no document of this name or content",
            Self::DocumentUnread => "the document has changed, and its text is not at hand to look for the number",
            Self::Ambiguous => "the document has changed, and the words round the number stand in it several times",
            Self::TextGone => "the document has changed, and the number with the words round it is gone",
            Self::NumberGone => "no number is seen there any more",
        })
    }
}

/// A number's place: the document's and its own.
pub type Place = (usize, usize);

/// Which decision is about which number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placement<'d> {
    /// By place, the decisions in the order in which they were made. In two copies of a document each has them.
    pub spots: HashMap<Place, Vec<(&'d Decision, Fit)>>,
    /// Those about no number of the output.
    pub lost: Vec<Lost<'d>>,
}

impl Placement<'_> {
    /// What the decisions on a number come to.
    pub fn standing(&self, place: Place, spot: &Spot) -> Standing {
        let decisions = self.spots.get(&place).map_or(&[][..], Vec::as_slice);
        let now = spot.fact.as_ref().map(Claim::of);
        weigh(decisions, now.as_ref())
    }
}

/// Places decisions, which must be [`live`](super::standing::live). `text` gives the decoded source of a document
/// whose bytes are no longer those that were reviewed.
pub fn place<'d>(
    decisions: &[&'d Decision],
    documents: &[Document],
    text: &mut dyn FnMut(&str) -> Option<Text>,
) -> Placement<'d> {
    let mut by_hash: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut by_name: HashMap<&str, usize> = HashMap::new();
    for (at, document) in documents.iter().enumerate() {
        by_hash.entry(&document.hash).or_default().push(at);
        by_name.insert(&document.name, at);
    }
    let changed = |decision: &&&Decision| !by_hash.contains_key(&*decision.anchor.hash);
    let ids: HashMap<&str, Option<Place>> = decisions
        .iter()
        .filter(changed)
        .filter_map(|decision| Some((fact_id(decision)?, None)))
        .collect();
    let ids = with_places(ids, documents);
    let mut texts: HashMap<usize, Option<Text>> = HashMap::new();
    let mut placement = Placement::default();
    for &decision in decisions {
        let anchor = &decision.anchor;
        let mut put = |document: usize, span: PointSpan, whole: bool| match documents[document].at(span) {
            Some(at) => {
                let now = documents[document].spots[at].reading();
                let fit = match fit(&decision.verdict, &anchor.reading, &now) {
                    // What is asked for is there, whatever the words round it.
                    Fit::Met => Fit::Met,
                    _ if !whole => Fit::Stale { why: Why::TextChanged },
                    fit => fit,
                };
                placement.spots.entry((document, at)).or_default().push((decision, fit));
                true
            }
            None => false,
        };
        let why = if let Some(copies) = by_hash.get(&*anchor.hash) {
            let placed = copies.iter().filter(|copy| put(**copy, anchor.span, true)).count();
            (placed == 0).then_some(Loss::NumberGone)
        } else if let Some(&(document, at)) = fact_id(decision).and_then(|id| ids.get(id)?.as_ref()) {
            // A fact's id holds all words of its document: only the layout has changed.
            put(document, documents[document].spots[at].span, true);
            None
        } else if let Some(&document) = by_name.get(&*anchor.document) {
            let source = texts.entry(document).or_insert_with(|| text(&documents[document].name));
            match source.as_ref().map(|source| source.find(anchor)) {
                None => Some(Loss::DocumentUnread),
                Some(Found::Lost) => Some(Loss::TextGone),
                Some(Found::Ambiguous) => Some(Loss::Ambiguous),
                Some(Found::Whole(span)) => (!put(document, span, true)).then_some(Loss::NumberGone),
                Some(Found::Partly(span)) => (!put(document, span, false)).then_some(Loss::NumberGone),
            }
        } else {
            Some(Loss::DocumentGone)
        };
        placement.lost.extend(why.map(|why| Lost { decision, why }));
    }
    placement
}

fn fact_id(decision: &Decision) -> Option<&str> {
    match &decision.anchor.reading {
        Reading::Fact { id, .. } => Some(id),
        _ => None,
    }
}

/// Fills in where the facts of these ids stand.
fn with_places<'i>(
    mut ids: HashMap<&'i str, Option<Place>>,
    documents: &[Document],
) -> HashMap<&'i str, Option<Place>> {
    if ids.is_empty() {
        return ids;
    }
    for (document, record) in documents.iter().enumerate() {
        for (at, spot) in record.spots.iter().enumerate() {
            let fact = spot.fact.as_ref();
            if let Some(slot) = fact.and_then(|fact| ids.get_mut(&*fact.id)) {
                slot.get_or_insert((document, at));
            }
        }
    }
    ids
}

#[cfg(test)]
#[path = "placing_tests.rs"]
mod tests;
