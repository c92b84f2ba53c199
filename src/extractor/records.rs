//! Where the records of a document go: as they are made, to whoever takes them, so that nobody holds them all who need not.

use crate::model::{DocumentRecord, Fact, FactView, NumberRecord, NumberView};

/// Takes the records of one document: the facts and the lines of the ledger, either by position.
pub trait Records {
    /// A fact.
    fn fact(&mut self, fact: &FactView<'_>);
    /// A line of the ledger.
    fn number(&mut self, number: &NumberView<'_>);
}

/// The result for one document.
#[derive(Clone, Debug)]
pub struct Extraction {
    /// Its line of `documents.jsonl`.
    pub document: DocumentRecord,
    /// Its lines of `facts.jsonl`, by position.
    pub facts: Vec<Fact>,
    /// Its lines of `numbers.jsonl`, by position.
    pub numbers: Vec<NumberRecord>,
}

/// Keeps the records.
pub(super) struct Collected<'d> {
    pub(super) document: &'d str,
    pub(super) facts: Vec<Fact>,
    pub(super) numbers: Vec<NumberRecord>,
}

impl Records for Collected<'_> {
    fn fact(&mut self, fact: &FactView<'_>) {
        self.facts.push(fact.to_fact(self.document));
    }

    fn number(&mut self, number: &NumberView<'_>) {
        self.numbers.push(number.to_record(self.document));
    }
}
