//! Facts as lines of text, for tests: quote | label [qualifiers] | value unit measure | status | area | period.

use std::sync::OnceLock;

use super::{Extractor, Metadata};
use crate::model::{Fact, Measure, Status};

/// The facts of a document that `wanted` chooses. A period that is a whole year is the year.
pub(super) fn facts(text: &str, wanted: fn(&Fact) -> bool) -> Vec<String> {
    static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();
    let extractor = EXTRACTOR.get_or_init(Extractor::embedded);
    let found = extractor.extract("a.txt", text.as_bytes(), &Metadata::default());
    found.facts.iter().filter(|fact| wanted(fact)).map(line).collect()
}

fn line(fact: &Fact) -> String {
    let measure = match fact.measure {
        Measure::Level => "level",
        Measure::Change => "change",
        Measure::Growth => "growth",
        Measure::Rank => "rank",
    };
    let status = match fact.status {
        Status::Actual => "actual",
        Status::Target => "target",
        Status::Rule => "rule",
    };
    let period = fact.period.as_ref().map_or("-".to_owned(), |period| {
        let day = |day: &Option<String>| day.clone().unwrap_or_default();
        let (start, end) = (day(&period.start), day(&period.end));
        match (start.strip_suffix("-01-01"), end.strip_suffix("-12-31")) {
            (Some(from), Some(to)) if from == to => from.to_owned(),
            _ => format!("{start}/{end}"),
        }
    });
    let qualifiers = match &fact.qualifiers[..] {
        [] => String::new(),
        words => format!(" [{}]", words.join(", ")),
    };
    format!(
        "{} | {}{qualifiers} | {} {} {measure} | {status} | {} | {period}",
        fact.quote,
        fact.label,
        fact.value,
        fact.unit.as_deref().unwrap_or("-"),
        fact.area.as_ref().map_or("-", |area| area.name.as_str()),
    )
}

/// Whose each fact of a document is: quote | area | subject.
pub(super) fn places(text: &str) -> Vec<String> {
    static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();
    let extractor = EXTRACTOR.get_or_init(Extractor::embedded);
    let found = extractor.extract("a.txt", text.as_bytes(), &Metadata::default());
    let place = |fact: &Fact| {
        let area = fact.area.as_ref().map_or("-", |area| area.name.as_str());
        let subject = fact.subject.as_ref().map_or("-", |subject| subject.name.as_str());
        format!("{} | {area} | {subject}", fact.quote)
    };
    found.facts.iter().map(place).collect()
}

/// Paragraphs below a head, each with all of its facts; those of the head itself are left out.
#[track_caller]
pub(super) fn check(head: &str, cases: &[(&str, &[&str])]) {
    let mut wrong = String::new();
    let known = facts(head, |_| true).len();
    for (text, expected) in cases {
        let found = facts(&format!("{head}{text}\n"), |_| true).split_off(known);
        if found != *expected {
            wrong += &format!("{text}\n  expected {expected:#?}\n  found    {found:#?}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
