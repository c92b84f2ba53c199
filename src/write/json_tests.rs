//! What is written field by field is what the general writer writes.

use super::*;
use crate::model::{Base, Fact, NumberRecord, Outcome, Period, Subject};

fn written(fact: &Fact) -> String {
    let mut out = Vec::new();
    super::fact(&FactView::of(fact), &document_field(&fact.document), &mut out);
    String::from_utf8(out).unwrap()
}

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
        review: None,
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
    for fact in facts() {
        let general = serde_json::to_string(&fact).unwrap() + "\n";
        assert_eq!(written(&fact), general);
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
    for fact in varied {
        let general = serde_json::to_string(&fact).unwrap() + "\n";
        assert_eq!(written(&fact), general);
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
        number(&NumberView::of(&record), &document_field(&record.document), &mut out);
        let general = serde_json::to_string(&record).unwrap() + "\n";
        assert_eq!(String::from_utf8(out).unwrap(), general);
    }
}

#[test]
fn so_are_shares() {
    let mut varied = vec![0.0, 0.001, 0.123, 1.0, 1.5, f32::MIN_POSITIVE];
    varied.extend((0..=100).map(|hundredths| hundredths as f32 / 100.0));
    for value in varied {
        let mut out = Vec::new();
        append(&mut out, 64, |room| share(room, value));
        assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string(&value).unwrap());
    }
}
