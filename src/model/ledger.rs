//! The ledger: every number of a document, and what became of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ByteSpan, PointSpan};

/// Why a number is no fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SkipReason {
    /// 2023年, 5月13日, 1-5月; lengths of time that tell when or for how long: 三天后, 为期五天.
    Date,
    /// List, section, box, table, row, page and document numbers; footnote marks.
    Numbering,
    /// Part of a name: “315”, G60, 5G, 500强, 3+1.
    Name,
    /// Telephone, e-mail, web address, file id.
    Contact,
    /// Only qualifies another number, or says how wide something is done: the 72 of 全国72个城市第29位, 7大领域.
    Qualifier,
    /// Anything else that is no statement of size: times of day, earthquake magnitudes, scores, parts of a paper.
    Other,
}

/// What became of a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "outcome", rename_all = "lowercase", deny_unknown_fields)]
pub enum Outcome {
    /// Part of a fact.
    Fact {
        /// The fact's id.
        fact: String,
    },
    /// No fact, for a stated reason.
    Skip {
        /// The reason.
        reason: SkipReason,
    },
    /// Not understood: for a person to look at.
    Open {
        /// The nearest rule and what was missing, as `explain` tells it; in a text that is no bulletin, that it is none.
        why: String,
    },
}

/// One line of `numbers.jsonl`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NumberRecord {
    /// Path of the document, relative to the walked root, `/`-separated.
    pub document: String,
    /// The number with its unit, or the whole date or name: code points of the decoded source.
    pub span: PointSpan,
    /// The same in bytes of the file.
    pub bytes: ByteSpan,
    /// 1-based.
    pub line: usize,
    /// The source text of `span`, verbatim.
    pub quote: String,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: Outcome,
}
