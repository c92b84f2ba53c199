//! eval: an output and reviewed facts → how many numbers were found, and how many facts are right in every field.
//!
//! The judgement is that of the project's gold files (`corpus/gold`, `gold.rs` has their format):
//! - A reviewed fact and an extracted one belong together when their quantities overlap; the larger overlap wins, and each
//!   has one partner at most.
//! - *detect* counts the pairs, *exact* those of them that are right in every field of [`EXACT`].
//! - A reviewed fact marked optional, and a number that only qualifies another, count neither as missed nor as too many.
//! - A gold file with a scope is judged inside of it only.

mod decided;
mod gold;
mod judge;
mod score;

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::model::{Fact, NumberRecord};
use crate::review::truth::Truth;

pub use gold::{GoldFact, GoldFile, GoldProblem, GoldSkip};
pub use judge::{EXACT, Field};
pub use score::{Difference, Score, Wrong, WrongKind};

/// How an output compares with reviewed facts.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Evaluation {
    /// All documents together.
    pub total: Score,
    /// By gold file.
    pub documents: BTreeMap<String, Score>,
    /// By the rule that read the fact: what it read right and wrong; nothing is missed by a rule.
    pub rules: BTreeMap<String, Score>,
    /// Everything that is not right, by gold file, then by place.
    pub wrong: Vec<Wrong>,
    /// Gold files of which the output has no document. All their facts count as missed.
    pub absent: Vec<String>,
}

/// Reads every gold file of a folder, ordered by name.
///
/// # Errors
/// A folder or file that cannot be read, or a line that is no gold; each with its place.
pub fn read_gold(folder: &Path) -> Result<Vec<GoldFile>, GoldProblem> {
    gold::read(folder)
}

/// Compares the facts of an output with the decisions of reviewers, number by number; what nobody has decided on is not judged.
pub fn evaluate_decisions(truths: &[Truth], facts: &[Fact], ledger: &[NumberRecord]) -> Evaluation {
    let mut all = Evaluation::default();
    for truths in truths.chunk_by(|a, b| a.document == b.document) {
        let document = &truths[0].document;
        let facts: Vec<Fact> = facts
            .iter()
            .filter(|fact| fact.document == *document)
            .cloned()
            .collect();
        let ledger: Vec<NumberRecord> = ledger.iter().filter(|it| it.document == *document).cloned().collect();
        let file = decided::gold(stem(document), truths);
        let one = evaluate(&[file], &facts, std::slice::from_ref(document), &ledger);
        all.total.add(&one.total);
        all.documents.insert(document.clone(), one.total);
        for (rule, score) in one.rules {
            all.rules.entry(rule).or_default().add(&score);
        }
        all.wrong.extend(one.wrong.into_iter().map(|wrong| Wrong {
            document: document.clone(),
            ..wrong
        }));
    }
    all
}

/// Compares facts with reviewed ones. `documents` are the paths of all documents of the output, also those without facts;
/// `ledger` tells of the numbers that were missed, and may be empty.
pub fn evaluate(gold: &[GoldFile], facts: &[Fact], documents: &[String], ledger: &[NumberRecord]) -> Evaluation {
    let mut by_document: BTreeMap<&str, Vec<&Fact>> = BTreeMap::new();
    for document in documents {
        by_document.entry(stem(document)).or_default();
    }
    for fact in facts {
        by_document.entry(stem(&fact.document)).or_default().push(fact);
    }
    let mut numbers: BTreeMap<&str, Vec<&NumberRecord>> = BTreeMap::new();
    for number in ledger {
        numbers.entry(stem(&number.document)).or_default().push(number);
    }
    let mut evaluation = Evaluation::default();
    for file in gold {
        // 000.jsonl judges 000_493b….txt.
        let prefix = format!("{}_", file.name);
        let mine = || {
            let named = |stem: &&str| *stem == file.name || stem.starts_with(&prefix);
            by_document.iter().filter(move |(stem, _)| named(stem))
        };
        if mine().next().is_none() {
            evaluation.absent.push(file.name.clone());
        }
        let facts: Vec<&Fact> = mine().flat_map(|(_, facts)| facts.iter().copied()).collect();
        let numbers: Vec<&NumberRecord> = mine()
            .flat_map(|(stem, _)| numbers.get(stem).into_iter().flatten().copied())
            .collect();
        let judged = score::judge(file, &facts, &numbers);
        evaluation.total.add(&judged.score);
        evaluation.documents.insert(file.name.clone(), judged.score);
        for (rule, score) in judged.rules {
            evaluation.rules.entry(rule).or_default().add(&score);
        }
        evaluation.wrong.extend(judged.wrong);
    }
    evaluation
}

/// The last part of a path, without its extension.
fn stem(document: &str) -> &str {
    let name = document.rsplit('/').next().unwrap_or(document);
    match name.rfind('.') {
        // A name that begins with its only dots has no extension.
        Some(dot) if !name[..dot].trim_start_matches('.').is_empty() => &name[..dot],
        _ => name,
    }
}

#[cfg(test)]
mod tests;
