//! What is said of a whole document.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Area, ByteSpan, Finding};

/// Why the encoding is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// A byte order mark.
    Bom,
    /// Valid UTF-8 with characters beyond ASCII, or ASCII alone.
    ValidUtf8,
    /// UTF-8 but for a few broken sequences.
    MostlyUtf8,
    /// Every other byte is zero or nearly so.
    Utf16Stride,
    /// Common characters are frequent when decoded so, and not when decoded otherwise.
    Plausibility,
}

/// Where the document's date was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DateOrigin {
    /// Given on the command line or in a sidecar.
    Metadata,
    /// 发布时间, 来源 line, dateline, signature date.
    Stated,
    /// Concluded from the years the text speaks of.
    Inferred,
}

/// Bytes that the encoding does not know; the text has one U+FFFD for each such run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MalformedBytes {
    /// Where in the file.
    pub bytes: ByteSpan,
    /// 1-based line of the decoded source.
    pub line: usize,
}

/// A stretch of a file in another encoding than the rest of it: the decoded source has it read in its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EncodedStretch {
    /// Where in the file.
    pub bytes: ByteSpan,
    /// 1-based line of the decoded source in which it begins.
    pub line: usize,
    /// Name of its encoding as in the WHATWG standard.
    pub encoding: String,
}

/// What can be given with a document: by a row of `metadata.csv`, by `--path-pattern`, by `--date`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum GivenField {
    /// `title`
    Title,
    /// `issuer`
    Issuer,
    /// `area`
    Area,
    /// `date`
    Date,
    /// `source`
    Source,
}

/// One line of `documents.jsonl`: every file walked, also the failed ones.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentRecord {
    /// Path relative to the walked root, `/`-separated; `archive.zip!/inner.txt` for a member of an archive. Then all bytes
    /// and spans are those of the member, unpacked.
    pub document: String,
    /// BLAKE3 of the file's bytes, hexadecimal; null where it could not be read.
    pub hash: Option<String>,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// Name of the encoding as in the WHATWG standard; null where the file could not be read as text.
    pub encoding: Option<String>,
    /// Why that encoding.
    pub evidence: Option<Evidence>,
    /// Stretches in another encoding than `encoding`, in order; nearly always none. Their bytes are to be decoded each in its
    /// own.
    #[serde(default)]
    pub stretches: Vec<EncodedStretch>,
    /// Runs of bytes that the encoding does not know.
    pub malformed: Vec<MalformedBytes>,
    /// The title, as written.
    pub title: Option<String>,
    /// Who issued it, as written.
    pub issuer: Option<String>,
    /// ISO date (`2021-12-30`), or the part of it that is known (`2021-12`, `2021`).
    pub date: Option<String>,
    /// Where the date comes from.
    pub date_origin: Option<DateOrigin>,
    /// The place the document speaks for.
    pub area: Option<Area>,
    /// Where the document was obtained, as `metadata.csv` or the path says.
    #[serde(default)]
    pub source: Option<String>,
    /// Which of title, issuer, area, date and source were given with the document rather than read from it.
    #[serde(default)]
    pub given: Vec<GivenField>,
    /// Facts written.
    pub facts: usize,
    /// Numbers skipped, for a stated reason.
    pub skipped: usize,
    /// Numbers not understood.
    pub open: usize,
    /// What a person may want to look at.
    pub findings: Vec<Finding>,
    /// Why the document could not be read; null where it was.
    pub error: Option<String>,
}
