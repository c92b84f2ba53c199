//! The way back: facts and numbers in positions of the repaired text → records in positions of the source and the file.

use std::cell::RefCell;
use std::collections::HashMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::decode::Decoded;
use crate::model::{
    DocumentRecord, Fact, Finding, FindingCode, Mention, MentionKind, NumberRecord, Origin, OriginKind, Origins,
    Outcome, Period, PointSpan, SkipReason, SourceSpan, Span, Subject,
};
use crate::recognize::bare_year;
use crate::repair::Repaired;
use crate::resolve::Resolved;
use crate::rules::{Genre, Genres, Indicator, Reads, Rules};
use crate::split::{BlockKind, Structure, Table};

use super::Extraction;
use super::confidence::{DOUBTFUL, UNSURE_NEWS, confidence};
use super::ids::{Ids, SPACES};

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
    pub known: RefCell<Known>,
}

/// What many records of one document say alike, and so is found once.
#[derive(Default)]
pub struct Known {
    /// Places in code points: of sentences, and of what labels, places and periods were taken from.
    points: ByPlace<PointSpan>,
    /// The headings above the block asked for last, by its index.
    section: Option<(usize, Option<String>)>,
}

/// What was read, before it is recorded.
#[derive(Default)]
pub struct Findings {
    /// The facts.
    pub facts: Vec<Resolved>,
    /// What was noticed, with its place.
    pub noticed: Vec<(Span, FindingCode)>,
    /// Quantities of sentences that became no fact, each with the reason.
    pub open: ByPlace<String>,
}

/// What was found at places of the text; asked for, never walked through.
pub type ByPlace<T> = HashMap<Span, T, foldhash::fast::RandomState>;

impl Recorder<'_> {
    /// The records of the document.
    pub fn record(&self, read: Findings, mentions: &[Mention]) -> Extraction {
        let mut ids = Ids::new(&self.repaired.text);
        let mut by_place: ByPlace<String> = ByPlace::default();
        let mut facts: Vec<Fact> = Vec::with_capacity(read.facts.len());
        let mut resolved = read.facts;
        resolved.sort_by_key(|fact| fact.span);
        resolved.dedup_by_key(|fact| fact.span);
        let mut open = read.open;
        let mut doubtful = Vec::new();
        for fact in resolved {
            let indicators = &self.rules.indicators;
            let indicator = indicators.find(&fact.label.what, fact.measure, fact.unit.as_deref());
            if let Some(genre) = self.genre_of_indicators()
                && (indicator.is_none() || !is_dated(&fact))
            {
                let what = "only known indicators with a time of their own";
                open.insert(fact.span, format!("in {} {what} are read", genre.english));
                continue;
            }
            let (confidence, reasons) = confidence(&fact, self.news);
            if self.news && confidence < UNSURE_NEWS {
                let why = format!(
                    "rule `{}` reads it, too unsurely for the news of a day: {}",
                    fact.rule,
                    reasons.join("; ")
                );
                open.insert(fact.span, why);
                continue;
            }
            if confidence < DOUBTFUL {
                doubtful.push(self.doubt(&fact, &reasons));
            }
            let id = ids.of(
                fact.sentence,
                fact.span.start - fact.sentence.start.min(fact.span.start),
            );
            by_place.insert(fact.span, id.clone());
            facts.push(self.fact(id, fact, indicator, confidence));
        }
        let numbers = self.numbers(mentions, &by_place, &open);
        let mut document = self.document(&facts, &numbers);
        document.findings.append(&mut doubtful);
        document.findings.extend(self.genre_of_indicators().map(no_bulletin));
        document
            .findings
            .extend(read.noticed.iter().map(|(span, code)| self.finding(*span, *code)));
        document
            .findings
            .extend(self.structure.findings.iter().map(|(span, finding)| Finding {
                span: Some(self.points(*span)),
                ..finding.clone()
            }));
        Extraction {
            document,
            facts,
            numbers,
        }
    }

    /// The genre of the text, if only known indicators are read in it.
    fn genre_of_indicators(&self) -> Option<&Genre> {
        self.genre.filter(|genre| genre.reads == Reads::Indicators)
    }

    fn fact(&self, id: String, mut fact: Resolved, indicator: Option<&Indicator>, confidence: f32) -> Fact {
        let source = self.repaired.source(fact.span);
        let area = fact
            .place
            .as_ref()
            .and_then(|place| place.what.area)
            .map(|id| self.rules.areas.area(id).clone());
        let subject = fact
            .place
            .as_ref()
            .and_then(|place| place.what.subject)
            .map(|span| Subject { name: self.words(span) });
        let text = |when: &crate::resolve::When| when.words.map(|span| self.words(span)).unwrap_or_default();
        let period = fact.when.as_ref().map(|when| Period {
            start: when.what.days.map(|(start, _)| day(start)),
            end: when.what.days.map(|(_, end)| day(end)),
            text: text(&when.what),
        });
        let mut qualifiers = std::mem::take(&mut fact.qualifiers);
        qualifiers.retain(|qualifier| !fact.label.what.contains(qualifier.as_str()));
        let (span, bytes, line) = self.decoded.place(source);
        Fact {
            id,
            document: self.document.to_owned(),
            span,
            bytes,
            line,
            quote: source.of(&self.decoded.text).to_owned(),
            value: plain(fact.value),
            value_high: fact.value_high.map(plain),
            unit: fact.unit,
            bound: fact.bound,
            measure: fact.measure,
            status: fact.status.what,
            flow: fact.flow,
            label: fact.label.what,
            qualifiers,
            indicator: indicator.map(|indicator| indicator.key.clone()),
            base: fact.base,
            area,
            subject,
            period,
            origins: Origins {
                label: self.origin(fact.label.kind, fact.label.span),
                area: fact.place.as_ref().map(|place| self.origin(place.kind, place.span)),
                period: fact.when.as_ref().map(|when| self.origin(when.kind, when.span)),
                status: self.origin(fact.status.kind, fact.status.span),
            },
            sentence: self.points(fact.sentence),
            section: self.section(fact.span),
            rule: fact.rule,
            confidence,
            review: None,
        }
    }

    fn numbers(&self, mentions: &[Mention], facts: &ByPlace<String>, open: &ByPlace<String>) -> Vec<NumberRecord> {
        let counted = |mention: &&Mention| matches!(mention.kind, MentionKind::Quantity(_) | MentionKind::Skip(_));
        let mut numbers = Vec::with_capacity(mentions.iter().filter(counted).count());
        let mut heads = TableHeads::default();
        for mention in mentions {
            let outcome = match &mention.kind {
                MentionKind::Quantity(_) => match facts.get(&mention.span) {
                    Some(id) => Outcome::Fact { fact: id.clone() },
                    None => self.left(mention.span, open.get(&mention.span), &mut heads),
                },
                MentionKind::Skip(reason) => Outcome::Skip { reason: *reason },
                MentionKind::Period(_) if is_number(mention.span.of(&self.repaired.text)) => Outcome::Skip {
                    reason: SkipReason::Date,
                },
                _ => continue,
            };
            numbers.push(self.number(self.repaired.source(mention.span), outcome));
        }
        // Page numbers and the digits of markup left the text, not the ledger. One that interrupts a number is part of what
        // that number was made from.
        numbers.sort_by_key(|number| number.span);
        let holds = |source: SourceSpan| {
            let span = self.decoded.points(source);
            let after = numbers.partition_point(|number| number.span.start <= span.start);
            after > 0 && numbers[after - 1].span.end >= span.end
        };
        let digits = |source: &SourceSpan| {
            source
                .of(&self.decoded.text)
                .contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
        };
        let reason = SkipReason::Numbering;
        let asides = self.repaired.asides.iter().copied();
        let asides: Vec<NumberRecord> = asides
            .filter(|aside| digits(aside) && !holds(*aside))
            .map(|aside| self.number(aside, Outcome::Skip { reason }))
            .collect();
        numbers.extend(asides);
        numbers.sort_by_key(|number| number.span);
        numbers
    }

    fn number(&self, source: SourceSpan, outcome: Outcome) -> NumberRecord {
        let (span, bytes, line) = self.decoded.place(source);
        NumberRecord {
            document: self.document.to_owned(),
            span,
            bytes,
            line,
            quote: source.of(&self.decoded.text).to_owned(),
            outcome,
        }
    }

    /// What became of a quantity that is no fact.
    fn left(&self, span: Span, why: Option<&String>, heads: &mut TableHeads) -> Outcome {
        let place = self.block_at(span);
        match place.map(|at| &self.structure.blocks[at].kind) {
            // A headline repeats what the text below it says.
            Some(BlockKind::Title | BlockKind::Heading { .. }) => Outcome::Skip {
                reason: SkipReason::Other,
            },
            Some(BlockKind::Furniture) => Outcome::Skip {
                reason: SkipReason::Numbering,
            },
            Some(BlockKind::Table(_)) if place.is_some_and(|at| heads.of(at, self).0.hold(span)) => Outcome::Skip {
                reason: SkipReason::Numbering,
            },
            Some(BlockKind::Table(_)) if place.is_some_and(|at| heads.of(at, self).1.hold(span)) => {
                match bare_year(span.of(&self.repaired.text), &self.rules.periods) {
                    Some(_) => Outcome::Skip {
                        reason: SkipReason::Date,
                    },
                    None => Outcome::Skip {
                        reason: SkipReason::Name,
                    },
                }
            }
            Some(BlockKind::Table(table)) if table.rows.is_empty() => Outcome::Open {
                why: "it stands in a table whose rows and columns cannot be told".to_owned(),
            },
            Some(BlockKind::Table(_)) => Outcome::Open {
                why: "no head of the table says what the cell is".to_owned(),
            },
            _ => Outcome::Open {
                why: why.cloned().unwrap_or_else(|| "no rule reads it".to_owned()),
            },
        }
    }

    fn document(&self, facts: &[Fact], numbers: &[NumberRecord]) -> DocumentRecord {
        let count = |wanted: fn(&Outcome) -> bool| numbers.iter().filter(|number| wanted(&number.outcome)).count();
        DocumentRecord {
            document: self.document.to_owned(),
            hash: Some(self.content.to_hex().to_string()),
            bytes: self.size as u64,
            encoding: Some(self.decoded.encoding.to_owned()),
            evidence: Some(self.decoded.evidence),
            stretches: self.decoded.encoded_stretches(),
            malformed: self.decoded.malformed_bytes(),
            title: self.structure.title.map(|span| self.words(span)),
            issuer: self.structure.issuer.map(|span| self.words(span)),
            date: None,
            date_origin: None,
            area: None,
            source: None,
            given: Vec::new(),
            facts: facts.len(),
            skipped: count(|outcome| matches!(outcome, Outcome::Skip { .. })),
            open: count(|outcome| matches!(outcome, Outcome::Open { .. })),
            findings: self.decoded.findings(),
            error: None,
        }
    }

    /// The headings above a place, outermost first.
    fn section(&self, span: Span) -> Option<String> {
        let at = self.block_at(span)?;
        let mut known = self.known.borrow_mut();
        match &known.section {
            Some((block, section)) if *block == at => section.clone(),
            _ => known.section.insert((at, self.headings(at))).1.clone(),
        }
    }

    /// The headings above a block, outermost first.
    fn headings(&self, at: usize) -> Option<String> {
        let mut names = Vec::new();
        let mut heading = self.structure.blocks[at].heading;
        while let Some(index) = heading {
            let block = &self.structure.blocks[index];
            names.push(self.words(block.span));
            heading = block.heading.filter(|above| *above < index);
        }
        names.reverse();
        (!names.is_empty()).then(|| names.join(" > "))
    }

    fn block_at(&self, span: Span) -> Option<usize> {
        let after = self
            .structure
            .blocks
            .partition_point(|block| block.span.start <= span.start);
        after.checked_sub(1)
    }

    /// The source's words, without line breaks and the spaces of letter-spacing.
    fn words(&self, span: Span) -> String {
        let source = self.repaired.source(span).of(&self.decoded.text);
        if !SPACES.stand_in(source) {
            return source.to_owned();
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
        words
    }

    /// Why a fact is doubtful.
    fn doubt(&self, fact: &Resolved, reasons: &[&str]) -> Finding {
        let quote = self.words(fact.span);
        Finding {
            code: FindingCode::ReadingInDoubt,
            message: format!("“{quote}” was read as {}: {}", fact.label.what, reasons.join("; ")),
            span: Some(self.points(fact.span)),
        }
    }

    fn finding(&self, span: Span, code: FindingCode) -> Finding {
        let message = match code {
            FindingCode::UnitSupplied => format!(
                "“{}” has no unit; the one of the number it is paired with was taken",
                self.words(span)
            ),
            _ => self.words(span),
        };
        Finding {
            code,
            message,
            span: Some(self.points(span)),
        }
    }

    fn points(&self, span: Span) -> PointSpan {
        let find = || self.decoded.points(self.repaired.source(span));
        *self.known.borrow_mut().points.entry(span).or_insert_with(find)
    }

    fn origin(&self, kind: OriginKind, span: Option<Span>) -> Origin {
        Origin {
            kind,
            span: span.map(|span| self.points(span)),
        }
    }
}

/// Whether the text says the time of a fact, there or before it: what an article tells without one is seldom of its own year.
fn is_dated(fact: &Resolved) -> bool {
    fact.when.as_ref().is_some_and(|when| when.kind != OriginKind::Document)
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

/// What of a table numbers its rows, and what names rather than measures: its caption and heads. Kept of the table asked for
/// last, since a table may have as many heads as numbers.
#[derive(Default)]
struct TableHeads(Option<(usize, Places, Places)>);

impl TableHeads {
    /// Of the block with this index: the cells of numbering, and the heads.
    fn of(&mut self, at: usize, recorder: &Recorder) -> (&Places, &Places) {
        if self.0.as_ref().is_none_or(|(known, ..)| *known != at) {
            let table = match &recorder.structure.blocks[at].kind {
                BlockKind::Table(table) => table,
                _ => &Table::default(),
            };
            let columns = table.columns.iter().flat_map(|column| &column.header);
            let rows = table.rows.iter().flat_map(|row| row.label.iter().chain(&row.groups));
            let heads = table.caption.iter().chain(columns).chain(rows);
            self.0 = Some((at, Places::of(&table.numbering), Places::of(heads)));
        }
        let (_, numbering, heads) = self.0.as_ref().expect("just made");
        (numbering, heads)
    }
}

/// Places of a text, to be asked whether one of them holds another place.
struct Places {
    /// By start, each with the furthest end of those up to it.
    spans: Vec<(usize, usize)>,
}

impl Places {
    fn of<'s>(spans: impl IntoIterator<Item = &'s Span>) -> Self {
        let mut spans: Vec<(usize, usize)> = spans.into_iter().map(|span| (span.start, span.end)).collect();
        spans.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut spans {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self { spans }
    }

    fn hold(&self, span: Span) -> bool {
        let after = self.spans.partition_point(|(start, _)| *start <= span.start);
        after > 0 && self.spans[after - 1].1 >= span.end
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

/// A day as ISO writes it.
fn day(date: Date) -> String {
    let Ok(year @ 0..=9999) = u16::try_from(date.year()) else {
        return date.to_string();
    };
    let pair = |number: u16| [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8];
    let [[a, b], [c, d]] = [year / 100, year % 100].map(pair);
    let [[e, f], [g, h]] = [date.month(), date.day()].map(|part| pair(part.unsigned_abs().into()));
    let written = [a, b, c, d, b'-', e, f, b'-', g, h];
    std::str::from_utf8(&written).expect("digits").to_owned()
}

/// A decimal without exponent, digits as written.
fn plain(value: Decimal) -> String {
    // A negated zero is still zero.
    if value.is_zero() && value.is_sign_negative() {
        (-value).to_string()
    } else {
        value.to_string()
    }
}

fn is_number(words: &str) -> bool {
    // Nearly always a digit stands first.
    words.as_bytes().first().is_some_and(u8::is_ascii_digit)
        || words.contains(|c: char| c.is_ascii_digit() || c == '〇' || c == '○')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_their_own_type_does() {
        for (year, month, of_month) in [
            (2024, 1, 31),
            (2024, 12, 1),
            (987, 10, 9),
            (1, 1, 1),
            (9999, 12, 31),
            (-5, 2, 3),
        ] {
            let date = Date::new(year, month, of_month).unwrap();
            assert_eq!(day(date), date.to_string());
        }
    }
}
