//! decode: the bytes of a file → text, the evidence for its encoding, and a map from the text back to the bytes.
//! Never loses a byte silently: what the encoding does not know becomes U+FFFD and is listed.

mod common;
mod detect;
mod formats;
mod mixed;
mod offsets;
mod pairs;
mod parts;
mod transcode;

use encoding_rs::Encoding;

use crate::model::{ByteSpan, EncodedStretch, Evidence, Finding, FindingCode, MalformedBytes, PointSpan, SourceSpan};

use mixed::Stretch;
use parts::{Parts, Whole};

/// A file as text.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// The decoded source; a byte order mark is not part of it.
    pub text: String,
    /// Name of the encoding in the WHATWG standard: `UTF-8`, `gb18030`, `Big5`, `UTF-16LE`, `UTF-16BE`.
    pub encoding: &'static str,
    /// Why that one.
    pub evidence: Evidence,
    /// Runs of bytes that the encoding does not know, in order; the text has one U+FFFD for each. A run is what the
    /// WHATWG decoder reports as one error, so a byte that could start a character by itself is never part of it.
    pub malformed: Vec<ByteSpan>,
    /// Stretches in another encoding than `encoding`, in order, each read in its own; nearly always none. They begin and
    /// end with a line or behind a tag.
    pub stretches: Vec<(ByteSpan, &'static str)>,
    /// How many characters of the text may have another form in simplified writing, where decoding told that.
    pub changing: Option<usize>,
    /// The encoding that is nearly as plausible, where there is one.
    runner_up: Option<&'static str>,
    /// Whether some of it may read badly.
    doubtful: bool,
    parts: Parts,
}

impl Decoded {
    /// The bytes of the file that `span` was decoded from. Where one code of the file gives two characters (four codes
    /// of Big5 do), each of the two comes from the whole code.
    pub fn bytes(&self, span: SourceSpan) -> ByteSpan {
        let start = self.text.floor_char_boundary(span.start);
        let end = self.text.ceil_char_boundary(span.end);
        let from = self.parts.file_start(&self.text, start);
        if end <= start {
            return ByteSpan::new(from, from);
        }
        ByteSpan::new(from, self.parts.file_end(&self.text, end))
    }

    /// The same span in code points.
    pub fn points(&self, span: SourceSpan) -> PointSpan {
        if let Some(points) = self.parts.points_within(&self.text, span.start, span.end) {
            return points;
        }
        let start = self.parts.points(&self.text, span.start);
        PointSpan::new(start, self.parts.points(&self.text, span.end).max(start))
    }

    /// The span in code points and in bytes of the file, and the line that it begins in: [`Self::points`], [`Self::bytes`] and
    /// [`Self::line`] in one.
    pub fn place(&self, span: SourceSpan) -> (PointSpan, ByteSpan, usize) {
        let whole = self.text.is_char_boundary(span.start) && self.text.is_char_boundary(span.end);
        let place = whole
            .then(|| self.parts.place(&self.text, span.start, span.end))
            .flatten();
        match place {
            Some((points, bytes, line_breaks)) => (points, bytes, line_breaks + 1),
            None => (self.points(span), self.bytes(span), self.line(span.start)),
        }
    }

    /// 1-based line of a byte of the text.
    pub fn line(&self, at: usize) -> usize {
        self.parts.line_breaks(&self.text, at) + 1
    }

    /// The malformed runs with the line each stands in.
    pub fn malformed_bytes(&self) -> Vec<MalformedBytes> {
        self.malformed
            .iter()
            .map(|&bytes| MalformedBytes {
                bytes,
                line: self.line(self.parts.text_of_irregular(bytes.start).unwrap_or(0)),
            })
            .collect()
    }

    /// The stretches in other encodings with the line that each begins in.
    pub fn encoded_stretches(&self) -> Vec<EncodedStretch> {
        let stretch = |&(bytes, encoding): &(ByteSpan, &str)| EncodedStretch {
            bytes,
            line: self.line(self.parts.text_of_part(bytes.start)),
            encoding: encoding.to_owned(),
        };
        self.stretches.iter().map(stretch).collect()
    }

    /// What a person may want to look at: several encodings, malformed bytes, an encoding in doubt. Whether the file holds any text is told
    /// after repair, which takes out what is invisible.
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        if let Some(other) = self.runner_up {
            findings.push(Finding {
                code: FindingCode::EncodingInDoubt,
                message: format!(
                    "read as {}, but {other} is nearly as plausible; save the file as UTF-8 if the text looks wrong",
                    self.encoding
                ),
                span: None,
            });
        }
        findings.extend(self.mixed());
        if let Some(first) = self.malformed.first() {
            let at = self.parts.text_of_irregular(first.start).unwrap_or(0);
            let runs = self.malformed.len();
            let line = self.line(at);
            let bytes: usize = self.malformed.iter().map(|run| run.len()).sum();
            findings.push(Finding {
                code: FindingCode::MalformedBytes,
                message: match (runs, bytes) {
                    (1, 1) => format!(
                        "1 byte is no {} character; it stands in line {line} as U+FFFD",
                        self.encoding
                    ),
                    (1, _) => format!(
                        "{bytes} bytes are no {} character; they stand in line {line} as U+FFFD",
                        self.encoding
                    ),
                    _ => format!(
                        "{bytes} bytes in {runs} places are no {} characters; each place stands in the text as U+FFFD, \
                         the first in line {line}",
                        self.encoding
                    ),
                },
                span: Some(self.points(SourceSpan::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8()))),
            });
        }
        findings
    }

    fn mixed(&self) -> Option<Finding> {
        /// Stretches named in the message.
        const NAMED: usize = 3;
        let &(first, _) = self.stretches.first()?;
        let named = self.stretches.iter().take(NAMED).map(|&(bytes, encoding)| {
            let start = self.parts.text_of_part(bytes.start);
            let end = start + self.parts.text_len(bytes.start);
            let (from, to) = (self.line(start), self.line(end.saturating_sub(1)));
            if from == to {
                format!("line {from} is {encoding}")
            } else {
                format!("lines {from} to {to} are {encoding}")
            }
        });
        let mut told = named.collect::<Vec<_>>().join(", ");
        if let Some(more @ 1..) = self.stretches.len().checked_sub(NAMED) {
            told.push_str(&format!(", and so on in {more} more places"));
        }
        let start = self.parts.text_of_part(first.start);
        Some(Finding {
            code: FindingCode::MixedEncodings,
            message: format!(
                "the file is {}, but {told}; each was read in its own encoding, save the file as UTF-8 if a text looks wrong",
                self.encoding
            ),
            span: Some(self.points(SourceSpan::new(start, start + self.parts.text_len(first.start)))),
        })
    }
}

/// Why bytes are no text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undecodable {
    /// The first bytes are those of a format that is not plain text.
    #[error("{format}, not a text file: {advice}")]
    OtherFormat {
        /// With its article: `a PDF document`.
        format: &'static str,
        /// What to do about it.
        advice: &'static str,
    },
    /// Many control bytes.
    #[error("not a text file: {share}% of its bytes are control characters; give the document as plain text instead")]
    Binary {
        /// Share of control bytes, in percent.
        share: u8,
    },
    /// No encoding gives plausible text.
    #[error(
        "no known encoding gives readable text (tried UTF-8, UTF-16, GB18030, Big5); \
         save the file as UTF-8 and run again"
    )]
    NoEncoding,
}

/// Decodes the bytes of a whole file. An empty file is text without characters.
///
/// # Errors
/// When the bytes are no text in any encoding known here.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Undecodable> {
    let guess = detect::guess(bytes)?;
    let decoded = decode_as(bytes, guess.encoding, guess.mark, guess.evidence);
    let Some(stretches) = mixed::stretches(bytes, &decoded, guess.encoding) else {
        return Ok(Decoded {
            runner_up: guess.runner_up,
            ..decoded
        });
    };
    let Whole {
        text, malformed, parts, ..
    } = parts::transcode(bytes, guess.mark, &stretches);
    Ok(Decoded {
        text,
        malformed,
        changing: None,
        stretches: stretches
            .iter()
            .filter(|stretch| stretch.encoding != guess.encoding)
            .map(|stretch| (stretch.bytes, stretch.encoding.name()))
            .collect(),
        parts,
        ..decoded
    })
}

/// Decodes in a given encoding, from behind a byte order mark of `mark` bytes.
fn decode_as(bytes: &[u8], encoding: &'static Encoding, mark: usize, evidence: Evidence) -> Decoded {
    let all = Stretch {
        bytes: ByteSpan::new(mark, bytes.len()),
        encoding,
    };
    let whole = parts::transcode(bytes, mark, &[all]);
    Decoded {
        text: whole.text,
        encoding: encoding.name(),
        evidence,
        malformed: whole.malformed,
        stretches: Vec::new(),
        changing: whole.changing,
        runner_up: None,
        doubtful: whole.doubtful,
        parts: whole.parts,
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
