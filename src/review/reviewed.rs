//! An output as reviewers have it: its facts with their decisions honoured, and its other records as they are.

use std::path::Path;

use crate::model::{DocumentRecord, Fact};
use crate::output::{Batches, Output, Unreadable};

use super::ReviewProblem;
use super::effects::Effects;

/// An output folder whose facts are read as reviewers have them.
pub struct Reviewed {
    output: Output,
    /// What decisions do to the facts; none where there are none, or the facts are wanted as read.
    effects: Option<Effects>,
}

impl Reviewed {
    /// Opens an output. The facts are those of reviewers, unless they are wanted `as_read`.
    ///
    /// # Errors
    /// When the folder is no output, or the decisions on it cannot be read.
    pub fn open(folder: &Path, as_read: bool) -> Result<Self, ReviewProblem> {
        let output = Output::open(folder)?;
        let effects = if as_read { None } else { Effects::of(folder)? };
        Ok(Self { output, effects })
    }

    /// The facts, in their order, those that reviewers added where they belong.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn facts(&self) -> Result<ReviewedFacts, Unreadable> {
        Ok(ReviewedFacts {
            read: self.output.facts()?,
            effects: self.effects.clone(),
        })
    }

    /// The documents, in their order.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn documents(&self) -> Result<Batches<DocumentRecord>, Unreadable> {
        self.output.documents()
    }
}

/// The facts of an output, a batch at a time, as reviewers have them.
pub struct ReviewedFacts {
    read: Batches<Fact>,
    effects: Option<Effects>,
}

impl Iterator for ReviewedFacts {
    type Item = Result<Vec<Fact>, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        match (self.read.next(), &mut self.effects) {
            (Some(Ok(batch)), Some(effects)) => Some(Ok(effects.apply(batch))),
            (None, Some(effects)) => {
                let rest = effects.rest();
                (!rest.is_empty()).then_some(Ok(rest))
            }
            (batch, _) => batch,
        }
    }
}
