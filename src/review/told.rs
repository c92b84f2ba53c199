//! A document as the page is told of it: its text and everything about its numbers. Written straight as JSON, for that of a
//! document of a megabyte has several.

use serde::Serialize;

use crate::model::{FindingCode, OriginKind};

use super::claim::Claim;
use super::decision::Anchor;

/// From where to where, in UTF-16 units, as browsers count.
pub type Stretch = [usize; 2];

/// A document with its text and everything about its numbers.
#[derive(Serialize)]
pub struct DocumentTold<'a> {
    /// Its place in the output.
    pub number: usize,
    /// Its name.
    pub name: &'a str,
    /// Its title, as written.
    pub title: Option<&'a str>,
    /// Who issued it.
    pub issuer: Option<&'a str>,
    /// Its date, or the part of it that is known.
    pub date: Option<&'a str>,
    /// Name of the encoding.
    pub encoding: Option<&'a str>,
    /// What was noticed while reading it.
    pub findings: Vec<FindingTold<'a>>,
    /// Its numbers, in order.
    pub spots: Vec<SpotTold<'a>>,
    /// The text as decoded.
    pub text: Option<String>,
    /// Why the text is not at hand.
    pub problem: Option<String>,
}

/// Something noticed.
#[derive(Serialize)]
pub struct FindingTold<'a> {
    /// In words.
    pub message: &'a str,
    /// What kind of thing.
    pub code: FindingCode,
    /// Where.
    pub span: Option<Stretch>,
}

/// A number.
#[derive(Serialize)]
pub struct SpotTold<'a> {
    /// Its place among all numbers of the output.
    pub item: usize,
    /// Where it stands.
    pub span: Stretch,
    /// `f`act, `s`kip or `o`pen.
    pub kind: &'static str,
    /// As written.
    pub quote: &'a str,
    /// 1-based.
    pub line: usize,
    /// What stopped the nearest rule, of an open number.
    pub why: Option<&'a str>,
    /// What was read.
    pub fact: Option<FactTold<'a>>,
    /// What a decision on it is tied to, for a page that is sent.
    pub anchor: Option<Anchor>,
}

/// What was read of a number.
#[derive(Serialize)]
pub struct FactTold<'a> {
    /// Its id.
    pub id: &'a str,
    /// The rule.
    pub rule: &'a str,
    /// Between 0 and 1.
    pub confidence: f32,
    /// The heading it stands under.
    pub section: Option<&'a str>,
    /// Its sentence.
    pub sentence: Stretch,
    /// What it says.
    pub claim: Claim,
    /// Where its parts come from.
    pub origins: OriginsTold,
}

/// Where the parts of a fact come from.
#[derive(Serialize)]
pub struct OriginsTold {
    /// Of the label.
    pub label: OriginTold,
    /// Of the area.
    pub area: Option<OriginTold>,
    /// Of the period.
    pub period: Option<OriginTold>,
    /// Of the status.
    pub status: OriginTold,
}

/// Where a part of a fact comes from.
#[derive(Serialize)]
pub struct OriginTold {
    /// How.
    pub kind: OriginKind,
    /// Where it is said.
    pub span: Option<Stretch>,
}
