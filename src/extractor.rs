//! Stand-in with the agreed signatures: every run of ASCII digits is an open number, nothing is a fact.

use crate::decode::{Decoded, decode};
use crate::model::{DocumentRecord, Fact, Finding, FindingCode, NumberRecord, Outcome, SourceSpan};
use crate::rules::Rules;

/// What is known of a document beside its bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Metadata {
    /// The day it was published.
    pub date: Option<jiff::civil::Date>,
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

/// Turns bytes into facts.
pub struct Extractor {
    rules: Rules,
}

impl Extractor {
    /// Builds what all threads share.
    pub fn new(rules: Rules) -> Self {
        Self { rules }
    }

    /// BLAKE3 of the rule files, hexadecimal.
    pub fn rules_hash(&self) -> &str {
        self.rules.hash()
    }

    /// The bytes of one document → its result.
    pub fn extract(&self, document: &str, bytes: &[u8], _metadata: &Metadata) -> Extraction {
        let hash = Some(blake3::hash(bytes).to_hex().to_string());
        let decoded = match decode(bytes) {
            Ok(decoded) => decoded,
            Err(problem) => {
                let mut record = failed(document, bytes.len() as u64, problem.to_string());
                record.hash = hash;
                return Extraction {
                    document: record,
                    facts: Vec::new(),
                    numbers: Vec::new(),
                };
            }
        };
        let numbers = open_numbers(document, &decoded);
        let mut record = failed(document, bytes.len() as u64, String::new());
        record.error = None;
        record.hash = hash;
        record.encoding = Some(decoded.encoding.to_owned());
        record.evidence = Some(decoded.evidence);
        record.open = numbers.len();
        if decoded.text.trim().is_empty() {
            record.findings.push(Finding {
                code: FindingCode::EmptyDocument,
                message: "the file holds no text".to_owned(),
                span: None,
            });
        }
        Extraction {
            document: record,
            facts: Vec::new(),
            numbers,
        }
    }
}

/// The record of a document that could not be read.
pub fn failed(document: &str, size: u64, error: String) -> DocumentRecord {
    DocumentRecord {
        document: document.to_owned(),
        hash: None,
        bytes: size,
        encoding: None,
        evidence: None,
        malformed: Vec::new(),
        title: None,
        issuer: None,
        date: None,
        date_origin: None,
        area: None,
        facts: 0,
        skipped: 0,
        open: 0,
        findings: Vec::new(),
        error: Some(error),
    }
}

fn open_numbers(document: &str, decoded: &Decoded) -> Vec<NumberRecord> {
    let mut numbers = Vec::new();
    let mut at = 0;
    for piece in decoded.text.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let digits = piece.trim_end_matches(|c: char| !c.is_ascii_digit());
        if !digits.is_empty() {
            let span = SourceSpan::new(at, at + digits.len());
            numbers.push(NumberRecord {
                document: document.to_owned(),
                span: decoded.points(span),
                bytes: decoded.bytes(span),
                line: decoded.line(at),
                quote: digits.to_owned(),
                outcome: Outcome::Open {
                    why: "no rules".to_owned(),
                },
            });
        }
        at += piece.len();
    }
    numbers
}
