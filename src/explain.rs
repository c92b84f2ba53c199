//! explain: how each fact of a document, or of one of its lines, came about, and why every other number is no fact.

use std::fmt::Write;

use crate::decode::{Decoded, decode};
use crate::examples::render;
use crate::extractor::{Extractor, Metadata};
use crate::model::{DocumentRecord, Fact, NumberRecord, Origin, OriginKind, Outcome, PointSpan, SkipReason, Status};

/// Tells how each fact, and each number that is none, of the document came about; only those of `line` where one is given.
pub fn explain(
    extractor: &Extractor,
    document: &str,
    bytes: &[u8],
    metadata: &Metadata,
    line: Option<usize>,
) -> String {
    let extraction = extractor.extract(document, bytes, metadata);
    let mut told = String::new();
    head(&mut told, &extraction.document);
    let Ok(decoded) = decode(bytes) else { return told };
    let source = Source::new(&decoded);
    let mut facts = extraction.facts.iter().peekable();
    let mut shown = 0;
    let mut last_line = 0;
    for number in &extraction.numbers {
        while facts.peek().is_some_and(|fact| fact.span < number.span) {
            facts.next();
        }
        if line.is_some_and(|line| line != number.line) {
            continue;
        }
        if number.line != last_line {
            let _ = writeln!(told, "\nline {}: {}", number.line, source.line(number.line));
            last_line = number.line;
        }
        shown += 1;
        match &number.outcome {
            Outcome::Fact { .. } => {
                if let Some(fact) = facts.peek() {
                    self::fact(&mut told, fact, extractor, &source);
                }
            }
            outcome => left(&mut told, number, outcome),
        }
    }
    if shown == 0 {
        match line {
            Some(line) if line > source.lines.len() => {
                let _ = writeln!(
                    told,
                    "\nthe document has {} lines; there is no line {line}",
                    source.lines.len()
                );
            }
            Some(line) => {
                let _ = writeln!(
                    told,
                    "\nline {line}: {}\n  no number stands in this line",
                    source.line(line)
                );
            }
            None => {
                let _ = writeln!(told, "\nno number stands in this document");
            }
        }
    }
    told
}

fn head(told: &mut String, document: &DocumentRecord) {
    let _ = writeln!(told, "{}", document.document);
    if let Some(error) = &document.error {
        let _ = writeln!(told, "  not read: {error}");
        return;
    }
    if let Some(title) = &document.title {
        let _ = writeln!(told, "  title    {title}");
    }
    if let (Some(encoding), Some(evidence)) = (&document.encoding, document.evidence) {
        let _ = writeln!(told, "  encoding {encoding} ({})", word(&evidence));
    }
    let date = match (&document.date, document.date_origin) {
        (Some(date), Some(origin)) => format!("{date} ({})", word(&origin)),
        _ => "unknown".to_owned(),
    };
    let _ = writeln!(told, "  date     {date}");
    let area = document.area.as_ref().map_or("unknown", |area| &area.name);
    let _ = writeln!(told, "  area     {area}");
}

fn fact(told: &mut String, fact: &Fact, extractor: &Extractor, source: &Source) {
    let _ = writeln!(told, "  {}", render(fact));
    let _ = writeln!(told, "      said      “{}”", oneline(&fact.quote));
    let rule = extractor.rules().patterns.iter().find(|rule| rule.id == fact.rule);
    let about = rule.map(|rule| format!("  {}", rule.about)).unwrap_or_default();
    let _ = writeln!(told, "      rule      {}{about}", fact.rule);
    let _ = writeln!(told, "      label     {}", origin(&fact.origins.label, source));
    if let (Some(area), Some(from)) = (&fact.area, &fact.origins.area) {
        let subject = fact
            .subject
            .as_ref()
            .map(|subject| format!(" · {}", subject.name))
            .unwrap_or_default();
        let _ = writeln!(told, "      area      {}{subject}, {}", area.name, origin(from, source));
    } else if let (Some(subject), Some(from)) = (&fact.subject, &fact.origins.area) {
        let _ = writeln!(told, "      subject   {}, {}", subject.name, origin(from, source));
    }
    if let (Some(period), Some(from)) = (&fact.period, &fact.origins.period) {
        let days = match (&period.start, &period.end) {
            (Some(start), Some(end)) => format!("{start} to {end}"),
            _ => "unknown days".to_owned(),
        };
        let _ = writeln!(told, "      period    {days}, {}", origin(from, source));
    }
    let status = match fact.status {
        Status::Actual => "actual",
        Status::Target => "target",
        Status::Rule => "a parameter of a policy",
    };
    let _ = writeln!(
        told,
        "      status    {status}, {}",
        origin(&fact.origins.status, source)
    );
    if let Some(key) = &fact.indicator {
        let _ = writeln!(told, "      indicator {key}");
    }
}

fn left(told: &mut String, number: &NumberRecord, outcome: &Outcome) {
    let why = match outcome {
        Outcome::Skip { reason } => match reason {
            SkipReason::Date => "no fact: it tells when, or for how long".to_owned(),
            SkipReason::Numbering => "no fact: it numbers something".to_owned(),
            SkipReason::Name => "no fact: part of a name".to_owned(),
            SkipReason::Contact => "no fact: a telephone number or an address".to_owned(),
            SkipReason::Qualifier => "no fact: it only qualifies another number".to_owned(),
            SkipReason::Other => "no fact: no statement of size".to_owned(),
        },
        Outcome::Open { why } => format!("open: {why}"),
        Outcome::Fact { .. } => return,
    };
    let _ = writeln!(told, "  “{}”  {why}", oneline(&number.quote));
}

fn origin(origin: &Origin, source: &Source) -> String {
    let how = match origin.kind {
        OriginKind::Said => "said here",
        OriginKind::Carried => "carried from before",
        OriginKind::Heading => "from the heading",
        OriginKind::Title => "from the title",
        OriginKind::Document => "from the document as a whole",
        OriginKind::Metadata => "given with the document",
    };
    match origin.span {
        Some(span) => {
            let (line, quote) = source.quote(span);
            format!("{how}: “{quote}” (line {line})")
        }
        None => how.to_owned(),
    }
}

/// The name of a unit variant in the output, without its quotes.
fn word<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value)
        .unwrap_or_default()
        .trim_matches('"')
        .to_owned()
}

fn oneline(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The decoded source, by line and by code point.
struct Source<'a> {
    lines: Vec<&'a str>,
    points: Vec<char>,
}

impl<'a> Source<'a> {
    fn new(decoded: &'a Decoded) -> Self {
        Self {
            lines: decoded.text.lines().collect(),
            points: decoded.text.chars().collect(),
        }
    }

    fn line(&self, number: usize) -> String {
        let line = self.lines.get(number - 1).copied().unwrap_or_default().trim();
        if line.chars().count() > 160 {
            line.chars().take(160).chain(['…']).collect()
        } else {
            line.to_owned()
        }
    }

    fn quote(&self, span: PointSpan) -> (usize, String) {
        let line = self.points[..span.start].iter().filter(|c| **c == '\n').count() + 1;
        let quote: String = self.points[span.start..span.end].iter().collect();
        (line, oneline(&quote))
    }
}
