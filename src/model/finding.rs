//! Findings: what a text stage noticed and a person may want to look at. Never a reason to stop.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::PointSpan;

/// What was noticed. The name is the contract; the message is for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FindingCode {
    /// Bytes that the encoding does not know; each stands in the text as U+FFFD.
    MalformedBytes,
    /// The encoding was guessed and another one is nearly as plausible.
    EncodingInDoubt,
    /// Parts of the file are in another encoding than the rest; each was read in its own.
    MixedEncodings,
    /// The file holds no text.
    EmptyDocument,
    /// Neither stated nor inferable: relative periods of the document stay unresolved.
    DateUnknown,
    /// No place could be found for the document as a whole.
    AreaUnknown,
    /// A block looks like a table but could not be read as one.
    TableUnread,
    /// A unit was supplied from a parallel quantity, the text has none.
    UnitSupplied,
    /// What the path or a table is to tell of the document cannot be read.
    MetadataUnread,
    /// A fact of low confidence, with the reasons.
    ReadingInDoubt,
    /// The document is of a kind in which only known indicators are read, such as a scholarly article.
    NotABulletin,
}

/// One thing noticed, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// What kind of thing.
    pub code: FindingCode,
    /// A sentence for a person: what, and what to do about it.
    pub message: String,
    /// Code points of the decoded source, where there is a place.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub span: Option<PointSpan>,
}
