//! A document that is being read.

use crate::extractor::Records;
use crate::model::{FactView, NumberView, OutcomeView, SkipReason};
use crate::write::DocumentLines;

use super::batch::Tally;
use super::store::Packer;

/// The records of a document that is being read: written as lines, packed for the next run, and counted.
pub(super) struct Making<'r> {
    lines: DocumentLines<'r>,
    packer: Packer<'r>,
    tally: Tally,
    /// How many numbers were skipped for each reason.
    skipped: [usize; 6],
}

/// Every reason, in the order in which they are counted.
const REASONS: [SkipReason; 6] = [
    SkipReason::Date,
    SkipReason::Numbering,
    SkipReason::Name,
    SkipReason::Contact,
    SkipReason::Qualifier,
    SkipReason::Other,
];

impl<'r> Making<'r> {
    /// Of a document whose records go there.
    pub(super) fn new(lines: DocumentLines<'r>, packer: Packer<'r>) -> Self {
        Self {
            lines,
            packer,
            tally: Tally::default(),
            skipped: [0; 6],
        }
    }

    /// Says that no further record comes; gives the counts.
    pub(super) fn end(self) -> Tally {
        self.packer.end();
        let mut tally = self.tally;
        let counts = REASONS.into_iter().zip(self.skipped).filter(|(_, count)| *count > 0);
        tally.totals.skipped.extend(counts);
        tally
    }
}

impl Records for Making<'_> {
    fn fact(&mut self, fact: &FactView<'_>) {
        self.lines.fact(fact);
        self.packer.fact(fact);
        self.tally.totals.facts += 1;
    }

    fn number(&mut self, number: &NumberView<'_>) {
        self.lines.number(number);
        self.packer.number(number);
        let totals = &mut self.tally.totals;
        totals.numbers += 1;
        match number.outcome {
            OutcomeView::Fact { .. } => totals.in_facts += 1,
            OutcomeView::Skip { reason } => self.skipped[reason as usize] += 1,
            OutcomeView::Open { .. } => totals.open += 1,
        }
    }
}
