//! Facts and ledger lines as JSON. They are most of what is written, many times the size of the text they were read from,
//! and so their fields are written one after the other with what stands between them known beforehand, and short ones are put
//! together before they are appended: in a tenth of the steps of the general writer, and with the same bytes, as the test
//! below holds.

use serde::Serialize;

use crate::model::{
    Area, AreaLevel, Bound, ByteSpan, Fact, Flow, Measure, NumberRecord, Origin, OriginKind, Origins, Outcome, Period,
    PointSpan, SkipReason, Status, Subject,
};

use super::short::Short;

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
    text(out, "{\"id\":\"", id);
    text(out, ",\"document\":\"", document);
    place(out, *span, *bytes, *line, quote);
    text(out, ",\"value\":\"", value);
    maybe(out, ",\"value_high\":", value_high.as_deref());
    maybe(out, ",\"unit\":", unit.as_deref());
    let mut kinds = Short::<128>::new();
    kinds.literal(",\"bound\":");
    bound_name(&mut kinds, *bound);
    kinds.literal(",\"measure\":");
    measure_name(&mut kinds, *measure);
    kinds.literal(",\"status\":");
    status_name(&mut kinds, *status);
    kinds.literal(",\"flow\":");
    flow_name(&mut kinds, *flow);
    kinds.literal(",\"label\":\"");
    string(out, kinds.bytes(), label);
    if qualifiers.is_empty() {
        literal(out, ",\"qualifiers\":[]");
    } else {
        literal(out, ",\"qualifiers\":[");
        for (nth, qualifier) in qualifiers.iter().enumerate() {
            text(out, if nth == 0 { "\"" } else { ",\"" }, qualifier);
        }
        literal(out, "]");
    }
    maybe(out, ",\"indicator\":", indicator.as_deref());
    match base {
        Some(base) => plain(out, ",\"base\":", base),
        None => literal(out, ",\"base\":null"),
    }
    match area {
        Some(Area { name, code, level }) => {
            text(out, ",\"area\":{\"name\":\"", name);
            maybe(out, ",\"code\":", code.as_deref());
            let mut rest = Short::<32>::new();
            rest.literal(",\"level\":");
            level_name(&mut rest, *level);
            rest.literal("}");
            out.extend_from_slice(rest.bytes());
        }
        None => literal(out, ",\"area\":null"),
    }
    match subject {
        Some(Subject { name }) => {
            text(out, ",\"subject\":{\"name\":\"", name);
            literal(out, "}");
        }
        None => literal(out, ",\"subject\":null"),
    }
    match period {
        Some(Period {
            start,
            end,
            text: words,
        }) => {
            maybe(out, ",\"period\":{\"start\":", start.as_deref());
            maybe(out, ",\"end\":", end.as_deref());
            text(out, ",\"text\":\"", words);
            literal(out, "}");
        }
        None => literal(out, ",\"period\":null"),
    }
    let Origins {
        label,
        area,
        period,
        status,
    } = origins;
    // Five objects of two numbers each, with their names.
    let mut rest = Short::<512>::new();
    rest.literal(",\"origins\":{\"label\":");
    origin(&mut rest, Some(label));
    rest.literal(",\"area\":");
    origin(&mut rest, area.as_ref());
    rest.literal(",\"period\":");
    origin(&mut rest, period.as_ref());
    rest.literal(",\"status\":");
    origin(&mut rest, Some(status));
    rest.literal("},\"sentence\":");
    ends(&mut rest, sentence.start, sentence.end);
    out.extend_from_slice(rest.bytes());
    maybe(out, ",\"section\":", section.as_deref());
    text(out, ",\"rule\":\"", rule);
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
    text(out, "{\"document\":\"", document);
    place(out, *span, *bytes, *line, quote);
    match outcome {
        Outcome::Fact { fact } => text(out, ",\"outcome\":\"fact\",\"fact\":\"", fact),
        Outcome::Skip { reason } => literal(
            out,
            match reason {
                SkipReason::Date => ",\"outcome\":\"skip\",\"reason\":\"date\"",
                SkipReason::Numbering => ",\"outcome\":\"skip\",\"reason\":\"numbering\"",
                SkipReason::Name => ",\"outcome\":\"skip\",\"reason\":\"name\"",
                SkipReason::Contact => ",\"outcome\":\"skip\",\"reason\":\"contact\"",
                SkipReason::Qualifier => ",\"outcome\":\"skip\",\"reason\":\"qualifier\"",
                SkipReason::Other => ",\"outcome\":\"skip\",\"reason\":\"other\"",
            },
        ),
        Outcome::Open { why } => text(out, ",\"outcome\":\"open\",\"why\":\"", why),
    }
    literal(out, "}\n");
}

/// What facts and ledger lines have in common: where it stands, and its words.
fn place(out: &mut Vec<u8>, span: PointSpan, bytes: ByteSpan, line: usize, quote: &str) {
    let mut place = Short::<192>::new();
    place.literal(",\"span\":");
    ends(&mut place, span.start, span.end);
    place.literal(",\"bytes\":");
    ends(&mut place, bytes.start, bytes.end);
    place.literal(",\"line\":");
    place.whole(line);
    place.literal(",\"quote\":\"");
    string(out, place.bytes(), quote);
}

fn literal(out: &mut Vec<u8>, json: &str) {
    out.extend_from_slice(json.as_bytes());
}

/// A value in the general way.
fn plain(out: &mut Vec<u8>, key: &str, value: &impl Serialize) {
    literal(out, key);
    serde_json::to_writer(out, value).expect("records are plain data, and a vector takes every byte");
}

/// A string behind `key`, which ends with the mark that opens it.
fn text(out: &mut Vec<u8>, key: &str, value: &str) {
    string(out, key.as_bytes(), value);
}

fn string(out: &mut Vec<u8>, key: &[u8], value: &str) {
    // All bytes, without stopping at the first: so that many are compared at once.
    let odd = |found: bool, byte: u8| found | (byte < b' ') | (byte == b'"') | (byte == b'\\');
    if value.bytes().fold(false, odd) {
        out.extend_from_slice(&key[..key.len() - 1]);
        return plain(out, "", &value);
    }
    out.extend_from_slice(key);
    literal(out, value);
    out.push(b'"');
}

/// A string behind `key`, or nothing.
fn maybe(out: &mut Vec<u8>, key: &str, value: Option<&str>) {
    literal(out, key);
    match value {
        Some(value) => text(out, "\"", value),
        None => literal(out, "null"),
    }
}

fn ends<const ROOM: usize>(out: &mut Short<ROOM>, start: usize, end: usize) {
    out.literal("{\"start\":");
    out.whole(start);
    out.literal(",\"end\":");
    out.whole(end);
    out.literal("}");
}

fn origin<const ROOM: usize>(out: &mut Short<ROOM>, origin: Option<&Origin>) {
    let Some(Origin { kind, span }) = origin else {
        out.literal("null");
        return;
    };
    out.literal("{\"kind\":");
    match kind {
        OriginKind::Said => out.literal("\"said\""),
        OriginKind::Carried => out.literal("\"carried\""),
        OriginKind::Heading => out.literal("\"heading\""),
        OriginKind::Title => out.literal("\"title\""),
        OriginKind::Document => out.literal("\"document\""),
        OriginKind::Metadata => out.literal("\"metadata\""),
    }
    out.literal(",\"span\":");
    match span {
        Some(span) => ends(out, span.start, span.end),
        None => out.literal("null"),
    }
    out.literal("}");
}

fn bound_name<const ROOM: usize>(out: &mut Short<ROOM>, bound: Bound) {
    match bound {
        Bound::Eq => out.literal("\"eq\""),
        Bound::Ge => out.literal("\"ge\""),
        Bound::Gt => out.literal("\"gt\""),
        Bound::Le => out.literal("\"le\""),
        Bound::Lt => out.literal("\"lt\""),
        Bound::Approx => out.literal("\"approx\""),
        Bound::Range => out.literal("\"range\""),
    }
}

fn measure_name<const ROOM: usize>(out: &mut Short<ROOM>, measure: Measure) {
    match measure {
        Measure::Level => out.literal("\"level\""),
        Measure::Change => out.literal("\"change\""),
        Measure::Growth => out.literal("\"growth\""),
        Measure::Rank => out.literal("\"rank\""),
    }
}

fn status_name<const ROOM: usize>(out: &mut Short<ROOM>, status: Status) {
    match status {
        Status::Actual => out.literal("\"actual\""),
        Status::Target => out.literal("\"target\""),
        Status::Rule => out.literal("\"rule\""),
    }
}

fn flow_name<const ROOM: usize>(out: &mut Short<ROOM>, flow: Option<Flow>) {
    match flow {
        Some(Flow::New) => out.literal("\"new\""),
        Some(Flow::Cumulative) => out.literal("\"cumulative\""),
        None => out.literal("null"),
    }
}

fn level_name<const ROOM: usize>(out: &mut Short<ROOM>, level: Option<AreaLevel>) {
    match level {
        Some(AreaLevel::Country) => out.literal("\"country\""),
        Some(AreaLevel::Province) => out.literal("\"province\""),
        Some(AreaLevel::City) => out.literal("\"city\""),
        Some(AreaLevel::County) => out.literal("\"county\""),
        None => out.literal("null"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Base;

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
    fn so_are_all_names() {
        let [full, ..] = facts();
        let mut varied: Vec<Fact> = Vec::new();
        let mut vary = |change: &dyn Fn(&mut Fact)| {
            let mut fact = full.clone();
            change(&mut fact);
            varied.push(fact);
        };
        use Bound::{Approx, Eq, Ge, Gt, Le, Lt, Range};
        for bound in [Eq, Ge, Gt, Le, Lt, Approx, Range] {
            vary(&|fact| fact.bound = bound);
        }
        use Measure::{Change, Growth, Level, Rank};
        for measure in [Level, Change, Growth, Rank] {
            vary(&|fact| fact.measure = measure);
        }
        for status in [Status::Actual, Status::Target, Status::Rule] {
            vary(&|fact| fact.status = status);
        }
        for flow in [None, Some(Flow::New), Some(Flow::Cumulative)] {
            vary(&|fact| fact.flow = flow);
        }
        use AreaLevel::{City, Country, County, Province};
        for level in [None, Some(Country), Some(Province), Some(City), Some(County)] {
            vary(&|fact| fact.area.as_mut().unwrap().level = level);
        }
        use OriginKind::{Carried, Document, Heading, Metadata, Said, Title};
        for kind in [Said, Carried, Heading, Title, Document, Metadata] {
            vary(&|fact| fact.origins.label.kind = kind);
        }
        for written in varied {
            let mut out = Vec::new();
            fact(&written, &mut out);
            let general = serde_json::to_string(&written).unwrap() + "\n";
            assert_eq!(String::from_utf8(out).unwrap(), general);
        }
    }

    #[test]
    fn so_is_a_number_with_each_outcome() {
        use SkipReason::{Contact, Date, Name, Numbering, Other, Qualifier};
        let skipped = [Date, Numbering, Name, Contact, Qualifier, Other].map(|reason| Outcome::Skip { reason });
        let mut outcomes = vec![
            Outcome::Fact {
                fact: "2ba90c7cfc2a7c3f49c7".to_owned(),
            },
            Outcome::Open {
                why: "rule `a` stops: wants “\"”".to_owned(),
            },
        ];
        outcomes.extend(skipped);
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
        ) in outcomes.into_iter().zip(facts().into_iter().cycle())
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
