//! The way back: facts and numbers in positions of the repaired text → records in positions of the source and the file.

use std::borrow::Cow;
use std::collections::HashMap;

use jiff::civil::Date;

use crate::decode::Decoded;
use crate::model::{
    DocumentRecord, FactView, Finding, FindingCode, Mention, MentionKind, Origin, OriginKind, Origins, PeriodView,
    PointSpan, SkipReason, Span,
};
use crate::repair::Repaired;
use crate::resolve::Resolved;
use crate::rules::{Genre, Genres, Indicator, Reads, Rules};
use crate::split::Structure;

use super::confidence::{DOUBTFUL, Reasons, UNSURE_ELSEWHERE, confidence, is_broken};
use super::digits::{day, plain};
use super::ids::{Id, Ids, SPACES};
use super::ledger::Located;
use super::records::Records;

/// One document with the maps back to its file.
pub struct Recorder<'a> {
    pub document: &'a str,
    /// Bytes of the file, and their hash.
    pub size: usize,
    pub content: blake3::Hash,
    pub decoded: &'a Decoded,
    pub repaired: &'a Repaired,
    pub structure: &'a Structure,
    pub rules: &'a Rules,
    /// What kind of text it is, if it is no bulletin.
    pub genre: Option<&'a Genre>,
    /// Whether it tells the news of a day.
    pub news: bool,
    /// What is less sure than this stays open there.
    pub unsure_news: f32,
    pub known: Known,
}

/// What many records of one document say alike, and so is found once.
#[derive(Default)]
pub struct Known {
    /// Places in code points: of sentences, and of what labels, places and periods were taken from; each where its start
    /// says, the last one that was asked for.
    points: Vec<(Span, PointSpan)>,
    /// The headings above the block asked for last, by the innermost of them.
    section: Option<(usize, Option<String>)>,
    /// The value being written, and the upper end of its range.
    value: String,
    high: String,
    /// The days written last, which most facts share with the one before.
    days: Option<(Date, Date)>,
    start: String,
    end: String,
    /// The words of a period asked for last.
    period: Option<(Span, String)>,
}

/// Places that are kept in mind; a power of two.
const PLACES: usize = 128;

/// What was read, before it is recorded.
#[derive(Default)]
pub struct Findings {
    /// The facts.
    pub facts: Vec<Resolved>,
    /// What was noticed, with its place.
    pub noticed: Vec<(Span, FindingCode)>,
    /// Quantities of sentences that became no fact, each with the reason.
    pub open: ByPlace<String>,
    /// Quantities that surely state nothing, and why.
    pub skips: ByPlace<SkipReason>,
}

impl Findings {
    /// Nothing yet; with room for facts of some of the mentions, most of whose quantities become one.
    pub fn with_room(mentions: &[Mention]) -> Self {
        /// More room is made when it is needed.
        const MOST: usize = 1024;
        let counts = |mention: &&Mention| matches!(mention.kind, MentionKind::Quantity(_));
        let quantities = mentions.iter().filter(counts).take(MOST).count();
        Self {
            facts: Vec::with_capacity(quantities),
            ..Self::default()
        }
    }
}

/// What was found at places of the text; asked for, never walked through.
pub type ByPlace<T> = HashMap<Span, T, foldhash::fast::RandomState>;

/// What remains to be said when the records are made.
pub struct Recorded {
    /// The document.
    pub document: DocumentRecord,
    /// Whether a fact is of no place.
    pub placeless: bool,
}

impl<'a> Recorder<'a> {
    /// Hands the records of the document to `out`.
    pub fn record(&mut self, read: Findings, mentions: &[Mention], out: &mut dyn Records) -> Recorded {
        let mut ids = Ids::new(&self.repaired.text);
        let mut placeless = false;
        let mut resolved = read.facts;
        if !resolved.is_sorted_by_key(|fact| fact.span) {
            resolved.sort_by_key(|fact| fact.span);
        }
        resolved.dedup_by_key(|fact| fact.span);
        // By place: the facts come in this order.
        let mut facts: Vec<(Span, Id, Located)> = Vec::with_capacity(resolved.len());
        let mut doubtful = Vec::new();
        let unread = self.genre_of_indicators().map(|genre| {
            let what = "only known indicators with a time in their sentence";
            format!("in {} {what} are read", genre.english)
        });
        let mut open = if unread.is_some() {
            ByPlace::default()
        } else {
            read.open
        };
        for fact in &mut resolved {
            let indicators = &self.rules.indicators;
            let indicator = match &unread {
                Some(_) if !is_dated(fact) => None,
                _ => indicators.find(&fact.label.what, fact.measure, fact.unit.as_deref()),
            };
            if unread.is_some() && indicator.is_none() {
                continue;
            }
            let broken = self.news && is_broken(&fact.label.what, &self.rules.cues, &self.rules.known);
            let (confidence, reasons) = confidence(fact, indicator.is_some(), self.news, broken);
            let too_unsure = if self.news && confidence < self.unsure_news {
                Some("the news of a day")
            } else {
                let genre = self.genre_of_indicators().filter(|_| confidence < UNSURE_ELSEWHERE);
                genre.map(|genre| genre.english.as_str())
            };
            if let Some(text) = too_unsure {
                let why = format!(
                    "rule `{}` reads it, too unsurely for {text}: {}",
                    fact.rule,
                    reasons.said()
                );
                open.insert(fact.span, why);
                continue;
            }
            if confidence < DOUBTFUL {
                let doubt = self.doubt(fact, &reasons);
                doubtful.push(doubt);
            }
            let id = ids.of(
                fact.sentence,
                fact.span.start - fact.sentence.start.min(fact.span.start),
            );
            placeless |= fact.place.as_ref().is_none_or(|place| place.what.area.is_none());
            let located = self.located(self.repaired.source(fact.span));
            facts.push((fact.span, id, located));
            self.fact((&id, located), fact, indicator, confidence, out);
        }
        let numbers = self.numbers(mentions, &facts, &read.skips, (&open, unread.as_deref()), out);
        let mut document = self.document();
        document.facts = facts.len();
        (document.skipped, document.open) = (numbers.skipped, numbers.open);
        document.findings.append(&mut doubtful);
        document.findings.extend(self.genre_of_indicators().map(no_bulletin));
        for (span, code) in read.noticed {
            let finding = self.finding(span, code);
            document.findings.push(finding);
        }
        for (span, finding) in &self.structure.findings {
            let span = Some(self.points(*span));
            document.findings.push(Finding {
                span,
                ..finding.clone()
            });
        }
        Recorded { document, placeless }
    }

    /// The genre of the text, if only known indicators are read in it.
    fn genre_of_indicators(&self) -> Option<&Genre> {
        self.genre.filter(|genre| genre.reads == Reads::Indicators)
    }

    fn fact(
        &mut self,
        (id, located): (&Id, Located),
        fact: &mut Resolved,
        indicator: Option<&Indicator>,
        confidence: f32,
        out: &mut dyn Records,
    ) {
        let label = &fact.label;
        fact.qualifiers
            .retain(|qualifier| !label.what.contains(qualifier.as_str()));
        let origins = Origins {
            label: self.origin(fact.label.kind, fact.label.span),
            area: fact.place.as_ref().map(|place| self.origin(place.kind, place.span)),
            period: fact.when.as_ref().map(|when| self.origin(when.kind, when.span)),
            status: self.origin(fact.status.kind, fact.status.span),
        };
        let sentence = self.points(fact.sentence);
        self.find_section(fact.span);
        plain(fact.value, &mut self.known.value);
        if let Some(high) = fact.value_high {
            plain(high, &mut self.known.high);
        }
        let place = fact.place.as_ref().map(|place| &place.what);
        let subject = place
            .and_then(|place| place.subject)
            .or(fact.about)
            .map(|span| self.words(span));
        let when = fact.when.as_ref().map(|when| &when.what);
        let days = when.and_then(|when| when.days);
        if let Some((start, end)) = days
            && self.known.days != days
        {
            self.known.days = days;
            day(start, &mut self.known.start);
            day(end, &mut self.known.end);
        }
        let said = when.and_then(|when| when.words);
        if let Some(span) = said
            && self.known.period.as_ref().is_none_or(|(known, _)| *known != span)
        {
            self.known.period = Some((span, self.words(span).into_owned()));
        }
        let text = self.known.period.as_ref().filter(|_| said.is_some());
        let Located {
            span,
            bytes,
            line,
            source,
        } = located;
        out.fact(&FactView {
            id: id.as_str(),
            span,
            bytes,
            line,
            quote: source.of(&self.decoded.text),
            value: &self.known.value,
            value_high: fact.value_high.map(|_| self.known.high.as_str()),
            unit: fact.unit.as_deref(),
            bound: fact.bound,
            measure: fact.measure,
            status: fact.status.what,
            flow: fact.flow,
            label: &fact.label.what,
            qualifiers: &fact.qualifiers,
            indicator: indicator.map(|indicator| indicator.key.as_str()),
            base: fact.base.as_ref(),
            area: place.and_then(|place| place.area).map(|id| self.rules.areas.area(id)),
            subject: subject.as_deref(),
            period: when.map(|_| PeriodView {
                start: days.map(|_| self.known.start.as_str()),
                end: days.map(|_| self.known.end.as_str()),
                text: text.map_or("", |(_, text)| text),
            }),
            origins,
            sentence,
            section: self.known.section.as_ref().and_then(|(_, section)| section.as_deref()),
            rule: &fact.rule,
            confidence,
        });
    }

    fn document(&self) -> DocumentRecord {
        DocumentRecord {
            hash: Some(self.content.to_hex().to_string()),
            encoding: Some(self.decoded.encoding.to_owned()),
            evidence: Some(self.decoded.evidence),
            stretches: self.decoded.encoded_stretches(),
            malformed: self.decoded.malformed_bytes(),
            title: self.structure.title.map(|span| self.words(span).into_owned()),
            issuer: self.structure.issuer.map(|span| self.words(span).into_owned()),
            findings: self.decoded.findings(),
            error: None,
            ..failed(self.document, self.size as u64, String::new())
        }
    }

    /// Puts the headings above a place, outermost first, among what is known.
    fn find_section(&mut self, span: Span) {
        let block = self.block_at(span).map(|at| &self.structure.blocks[at]);
        match (block.and_then(|block| block.heading), &self.known.section) {
            (None, _) => self.known.section = None,
            (Some(heading), Some((known, _))) if *known == heading => {}
            (Some(heading), _) => self.known.section = Some((heading, self.headings(heading))),
        }
    }

    /// A heading with those above it, outermost first.
    fn headings(&self, heading: usize) -> Option<String> {
        let mut names = Vec::new();
        let mut heading = Some(heading);
        while let Some(index) = heading {
            let block = &self.structure.blocks[index];
            names.push(self.words(block.span));
            heading = block.heading.filter(|above| *above < index);
        }
        names.reverse();
        (!names.is_empty()).then(|| names.join(" > "))
    }

    pub(super) fn block_at(&self, span: Span) -> Option<usize> {
        let after = self
            .structure
            .blocks
            .partition_point(|block| block.span.start <= span.start);
        after.checked_sub(1)
    }

    /// The source's words, without line breaks and the spaces of letter-spacing.
    fn words(&self, span: Span) -> Cow<'a, str> {
        let source = self.repaired.source(span).of(&self.decoded.text);
        if !SPACES.stand_in(source) {
            return Cow::Borrowed(source);
        }
        let mut words = String::with_capacity(source.len());
        for part in source.split_whitespace() {
            let latin = words.ends_with(|c: char| c.is_ascii_alphanumeric())
                && part.starts_with(|c: char| c.is_ascii_alphanumeric());
            if latin {
                words.push(' ');
            }
            words.push_str(part);
        }
        Cow::Owned(words)
    }

    /// Why a fact is doubtful.
    fn doubt(&mut self, fact: &Resolved, reasons: &Reasons) -> Finding {
        let quote = self.words(fact.span);
        let message = format!("“{quote}” was read as {}: {}", fact.label.what, reasons.said());
        Finding {
            code: FindingCode::ReadingInDoubt,
            message,
            span: Some(self.points(fact.span)),
        }
    }

    fn finding(&mut self, span: Span, code: FindingCode) -> Finding {
        let words = self.words(span);
        let message = match code {
            FindingCode::UnitSupplied => {
                format!("“{words}” has no unit; the one of the number it is paired with was taken")
            }
            _ => words.into_owned(),
        };
        Finding {
            code,
            message,
            span: Some(self.points(span)),
        }
    }

    fn points(&mut self, span: Span) -> PointSpan {
        let known = &mut self.known.points;
        if known.is_empty() {
            known.resize(PLACES, (Span::new(usize::MAX, usize::MAX), PointSpan::default()));
        }
        // Text begins at every third byte or so.
        let (of, points) = &mut known[((span.start / 3) ^ (span.end << 3)) % PLACES];
        if *of != span {
            *points = self.decoded.points(self.repaired.source(span));
            *of = span;
        }
        *points
    }

    fn origin(&mut self, kind: OriginKind, span: Option<Span>) -> Origin {
        Origin {
            kind,
            span: span.map(|span| self.points(span)),
        }
    }
}

/// Whether the sentence of a fact says its time, or a heading does: what an article tells without one is seldom of its own year,
/// and as seldom of the year of the sentence before.
fn is_dated(fact: &Resolved) -> bool {
    let inside = |span: Span| fact.sentence.start <= span.start && span.end <= fact.sentence.end;
    fact.when.as_ref().is_some_and(|when| match when.kind {
        OriginKind::Document => false,
        OriginKind::Carried => when.span.is_some_and(inside),
        _ => true,
    })
}

/// That much of a document was left unread for what it is.
fn no_bulletin(genre: &Genre) -> Finding {
    Finding {
        code: FindingCode::NotABulletin,
        message: format!(
            "this is {}: only known indicators are facts in it, other numbers stay open; \
             reads = 'all' in {} of a rules folder reads them as in a bulletin",
            genre.english,
            Genres::PATH
        ),
        span: None,
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
        stretches: Vec::new(),
        malformed: Vec::new(),
        title: None,
        issuer: None,
        date: None,
        date_origin: None,
        area: None,
        source: None,
        given: Vec::new(),
        facts: 0,
        skipped: 0,
        open: 0,
        findings: Vec::new(),
        error: Some(error),
    }
}
