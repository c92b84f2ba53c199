//! Facts and ledger lines as JSON. They are most of what is written, many times the size of the text they were read from,
//! and so their fields are written one after the other with what stands between them known beforehand: in a quarter of the
//! steps of the general writer, and with the same bytes, as the test below holds.

use serde::Serialize;

use crate::model::{Area, Base, ByteSpan, Fact, NumberRecord, Origin, Origins, Outcome, Period, PointSpan, Subject};

/// Appends a fact as one line.
pub(super) fn fact(fact: &Fact, out: &mut Vec<u8>) {
    // Every field by its name: one that is added does not go missing here.
    let Fact {
        id,
        document,
        span,
        bytes,
        line,
        quote,
        value,
        value_high,
        unit,
        bound,
        measure,
        status,
        flow,
        label,
        qualifiers,
        indicator,
        base,
        area,
        subject,
        period,
        origins,
        sentence,
        section,
        rule,
        confidence,
        review,
    } = fact;
    text(out, "{\"id\":", id);
    text(out, ",\"document\":", document);
    place(out, *span, *bytes, *line, quote);
    text(out, ",\"value\":", value);
    maybe(out, ",\"value_high\":", value_high.as_deref());
    maybe(out, ",\"unit\":", unit.as_deref());
    plain(out, ",\"bound\":", bound);
    plain(out, ",\"measure\":", measure);
    plain(out, ",\"status\":", status);
    plain(out, ",\"flow\":", flow);
    text(out, ",\"label\":", label);
    literal(out, ",\"qualifiers\":[");
    for (nth, qualifier) in qualifiers.iter().enumerate() {
        text(out, if nth == 0 { "" } else { "," }, qualifier);
    }
    literal(out, "]");
    maybe(out, ",\"indicator\":", indicator.as_deref());
    object(out, ",\"base\":", base.as_ref(), |out, base: &Base| {
        plain(out, "", base)
    });
    object(out, ",\"area\":", area.as_ref(), |out, Area { name, code, level }| {
        text(out, "{\"name\":", name);
        maybe(out, ",\"code\":", code.as_deref());
        plain(out, ",\"level\":", level);
        literal(out, "}");
    });
    object(out, ",\"subject\":", subject.as_ref(), |out, Subject { name }| {
        text(out, "{\"name\":", name);
        literal(out, "}");
    });
    object(
        out,
        ",\"period\":",
        period.as_ref(),
        |out,
         Period {
             start,
             end,
             text: words,
         }| {
            maybe(out, "{\"start\":", start.as_deref());
            maybe(out, ",\"end\":", end.as_deref());
            text(out, ",\"text\":", words);
            literal(out, "}");
        },
    );
    let Origins {
        label,
        area,
        period,
        status,
    } = origins;
    origin(out, ",\"origins\":{\"label\":", Some(label));
    origin(out, ",\"area\":", area.as_ref());
    origin(out, ",\"period\":", period.as_ref());
    origin(out, ",\"status\":", Some(status));
    points(out, "},\"sentence\":", *sentence);
    maybe(out, ",\"section\":", section.as_deref());
    text(out, ",\"rule\":", rule);
    plain(out, ",\"confidence\":", confidence);
    if let Some(review) = review {
        plain(out, ",\"review\":", review);
    }
    literal(out, "}\n");
}

/// Appends a line of the ledger.
pub(super) fn number(record: &NumberRecord, out: &mut Vec<u8>) {
    let NumberRecord {
        document,
        span,
        bytes,
        line,
        quote,
        outcome,
    } = record;
    text(out, "{\"document\":", document);
    place(out, *span, *bytes, *line, quote);
    match outcome {
        Outcome::Fact { fact } => text(out, ",\"outcome\":\"fact\",\"fact\":", fact),
        Outcome::Skip { reason } => plain(out, ",\"outcome\":\"skip\",\"reason\":", reason),
        Outcome::Open { why } => text(out, ",\"outcome\":\"open\",\"why\":", why),
    }
    literal(out, "}\n");
}

/// What facts and ledger lines have in common: where it stands, and its words.
fn place(out: &mut Vec<u8>, span: PointSpan, bytes: ByteSpan, line: usize, quote: &str) {
    points(out, ",\"span\":", span);
    ends(out, ",\"bytes\":", bytes.start, bytes.end);
    whole(out, ",\"line\":", line);
    text(out, ",\"quote\":", quote);
}

fn literal(out: &mut Vec<u8>, json: &str) {
    out.extend_from_slice(json.as_bytes());
}

/// A value in the general way.
fn plain(out: &mut Vec<u8>, key: &str, value: &impl Serialize) {
    literal(out, key);
    serde_json::to_writer(out, value).expect("records are plain data, and a vector takes every byte");
}

fn text(out: &mut Vec<u8>, key: &str, value: &str) {
    // All bytes, without stopping at the first: so that many are compared at once.
    let odd = |found: bool, byte: u8| found | (byte < b' ') | (byte == b'"') | (byte == b'\\');
    if value.bytes().fold(false, odd) {
        return plain(out, key, &value);
    }
    out.reserve(key.len() + value.len() + 2);
    literal(out, key);
    out.push(b'"');
    literal(out, value);
    out.push(b'"');
}

fn maybe(out: &mut Vec<u8>, key: &str, value: Option<&str>) {
    match value {
        Some(value) => text(out, key, value),
        None => nothing(out, key),
    }
}

fn nothing(out: &mut Vec<u8>, key: &str) {
    literal(out, key);
    literal(out, "null");
}

fn object<T>(out: &mut Vec<u8>, key: &str, value: Option<&T>, write: impl FnOnce(&mut Vec<u8>, &T)) {
    match value {
        Some(value) => {
            literal(out, key);
            write(out, value);
        }
        None => nothing(out, key),
    }
}

fn origin(out: &mut Vec<u8>, key: &str, value: Option<&Origin>) {
    object(out, key, value, |out, Origin { kind, span }| {
        plain(out, "{\"kind\":", kind);
        match span {
            Some(span) => points(out, ",\"span\":", *span),
            None => nothing(out, ",\"span\":"),
        }
        literal(out, "}");
    });
}

fn points(out: &mut Vec<u8>, key: &str, span: PointSpan) {
    ends(out, key, span.start, span.end);
}

fn ends(out: &mut Vec<u8>, key: &str, start: usize, end: usize) {
    literal(out, key);
    whole(out, "{\"start\":", start);
    whole(out, ",\"end\":", end);
    literal(out, "}");
}

fn whole(out: &mut Vec<u8>, key: &str, value: usize) {
    literal(out, key);
    // As many digits as the largest number has.
    let mut digits = [0; 20];
    let (mut at, mut rest) = (digits.len(), value);
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AreaLevel, Bound, Flow, Measure, OriginKind, SkipReason, Status};

    /// A fact with everything, one with nothing that can be absent, and one whose words need care.
    fn facts() -> [Fact; 3] {
        let origin = |kind, span| Origin { kind, span };
        let full = Fact {
            id: "2ba90c7cfc2a7c3f49c7".to_owned(),
            document: "年报/2023.txt".to_owned(),
            span: PointSpan::new(0, 5),
            bytes: ByteSpan::new(usize::MAX - 1, usize::MAX),
            line: 29,
            quote: "12.4%".to_owned(),
            value: "-12.4".to_owned(),
            value_high: Some("13".to_owned()),
            unit: Some("%".to_owned()),
            bound: Bound::Range,
            measure: Measure::Growth,
            status: Status::Target,
            flow: Some(Flow::Cumulative),
            label: "增加值".to_owned(),
            qualifiers: vec!["省级".to_owned(), "规上".to_owned()],
            indicator: Some("gdp".to_owned()),
            base: Some(Base {
                versus: Some("上年".to_owned()),
                among: None,
                out_of: Some(11),
            }),
            area: Some(Area {
                name: "宜昌市".to_owned(),
                code: None,
                level: Some(AreaLevel::City),
            }),
            subject: Some(Subject {
                name: "高新区".to_owned(),
            }),
            period: Some(Period {
                start: Some("2024-01-01".to_owned()),
                end: None,
                text: "去年".to_owned(),
            }),
            origins: Origins {
                label: origin(OriginKind::Carried, Some(PointSpan::new(7, 10))),
                area: Some(origin(OriginKind::Document, None)),
                period: Some(origin(OriginKind::Said, Some(PointSpan::new(0, 0)))),
                status: origin(OriginKind::Heading, None),
            },
            sentence: PointSpan::new(100, 1_000_000),
            section: Some("一、综合 > （一）工业".to_owned()),
            rule: "list.respectively".to_owned(),
            confidence: 0.85,
            review: Some(crate::model::Review::Corrected),
        };
        let bare = Fact {
            value_high: None,
            unit: None,
            flow: None,
            qualifiers: Vec::new(),
            indicator: None,
            base: None,
            area: None,
            subject: None,
            period: None,
            origins: Origins {
                area: None,
                period: None,
                ..full.origins
            },
            section: None,
            confidence: 1.0,
            ..full.clone()
        };
        let odd = Fact {
            document: "a\"b\\c\u{1}.txt".to_owned(),
            quote: "1\n2\t\u{7f}\u{2028}😀".to_owned(),
            qualifiers: vec!["“一”".to_owned()],
            base: Some(Base::default()),
            confidence: 0.05,
            ..full.clone()
        };
        [full, bare, odd]
    }

    #[test]
    fn a_fact_is_written_as_the_general_writer_does() {
        for written in facts() {
            let mut out = Vec::new();
            fact(&written, &mut out);
            let general = serde_json::to_string(&written).unwrap() + "\n";
            assert_eq!(String::from_utf8(out).unwrap(), general);
        }
    }

    #[test]
    fn so_is_a_number_with_each_outcome() {
        let outcomes = [
            Outcome::Fact {
                fact: "2ba90c7cfc2a7c3f49c7".to_owned(),
            },
            Outcome::Skip {
                reason: SkipReason::Qualifier,
            },
            Outcome::Open {
                why: "rule `a` stops: wants “\"”".to_owned(),
            },
        ];
        for (
            outcome,
            Fact {
                document,
                span,
                bytes,
                line,
                quote,
                ..
            },
        ) in outcomes.into_iter().zip(facts())
        {
            let record = NumberRecord {
                document,
                span,
                bytes,
                line,
                quote,
                outcome,
            };
            let mut out = Vec::new();
            number(&record, &mut out);
            let general = serde_json::to_string(&record).unwrap() + "\n";
            assert_eq!(String::from_utf8(out).unwrap(), general);
        }
    }
}
