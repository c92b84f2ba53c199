//! Facts, texts and decisions for the tests of this module.

use crate::model::{
    Area, AreaLevel, Bound, ByteSpan, Fact, Measure, Origin, OriginKind, Origins, Period, PointSpan, Status,
};

use super::anchor::Text;
use super::claim::Claim;
use super::decision::{Anchor, Decision, Reading, Verdict};

/// A hash as a document's content has it.
pub fn hash(of: &str) -> String {
    blake3::hash(of.as_bytes()).to_hex().to_string()
}

/// A fact of the document `a.txt` that stands at this place.
pub fn fact(start: usize, quote: &str) -> Fact {
    let said = Origin {
        kind: OriginKind::Said,
        span: None,
    };
    let number: String = quote.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    Fact {
        id: hash(&format!("{start} {quote}"))[..20].to_owned(),
        document: "a.txt".to_owned(),
        span: PointSpan::new(start, start + quote.chars().count()),
        bytes: ByteSpan::new(start * 3, start * 3 + quote.len()),
        line: 1,
        quote: quote.to_owned(),
        value: number,
        value_high: None,
        unit: Some("%".to_owned()),
        bound: Bound::Eq,
        measure: Measure::Growth,
        status: Status::Actual,
        flow: None,
        label: "地区生产总值".to_owned(),
        qualifiers: vec!["规上".to_owned(), "省级".to_owned()],
        indicator: Some("gdp".to_owned()),
        base: None,
        area: Some(Area {
            name: "湖州市".to_owned(),
            code: Some("330500".to_owned()),
            level: Some(AreaLevel::City),
        }),
        subject: None,
        period: Some(Period {
            start: Some("2023-01-01".to_owned()),
            end: Some("2023-12-31".to_owned()),
            text: "全年".to_owned(),
        }),
        origins: Origins {
            label: said,
            area: Some(said),
            period: Some(said),
            status: said,
        },
        sentence: PointSpan::new(0, 60),
        section: None,
        rule: "difference.moved".to_owned(),
        confidence: 0.9,
        review: None,
    }
}

/// A decision on a fact of `a.txt`; `at` counts minutes.
pub fn decision(reviewer: &str, at: u8, fact: &Fact, verdict: Verdict) -> Decision {
    Decision {
        id: hash(&format!("{reviewer} {at} {verdict:?} {fact:?}"))[..32].to_owned(),
        at: format!("2024-03-01T08:{at:02}:00Z"),
        reviewer: reviewer.to_owned(),
        verdict,
        anchor: Anchor {
            document: fact.document.clone(),
            hash: hash("a"),
            span: fact.span,
            line: fact.line,
            quote: fact.quote.clone(),
            before: "全年地区生产总值比上年增长".to_owned(),
            after: "，工业增加值".to_owned(),
            reading: Reading::Fact {
                id: fact.id.clone(),
                rule: fact.rule.clone(),
                claim: Box::new(Claim::of(fact)),
            },
        },
        resolves: false,
    }
}

/// The anchor of the first `quote` in a text.
pub fn anchor_in(source: &str, quote: &str) -> Anchor {
    let at = source.find(quote).expect("the quote stands in the text");
    let start = source[..at].chars().count();
    let span = PointSpan::new(start, start + quote.chars().count());
    let (before, after) = Text::new(source).surroundings(span);
    Anchor {
        document: "a.txt".to_owned(),
        hash: hash(source),
        span,
        line: source[..at].matches('\n').count() + 1,
        quote: quote.to_owned(),
        before,
        after,
        reading: Reading::Open,
    }
}
