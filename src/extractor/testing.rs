//! Facts as lines of text, for tests: quote | label [qualifiers] | value unit measure | status | area | period.

use std::sync::OnceLock;

use super::{Extractor, Metadata};
use crate::model::{Fact, Measure, Status};

/// The facts of a document that `wanted` chooses. A period that is a whole year is the year.
pub(super) fn facts(text: &str, wanted: fn(&Fact) -> bool) -> Vec<String> {
    static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();
    let extractor = EXTRACTOR.get_or_init(Extractor::less_strict);
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
    let extractor = EXTRACTOR.get_or_init(Extractor::less_strict);
    let found = extractor.extract("a.txt", text.as_bytes(), &Metadata::default());
    let place = |fact: &Fact| {
        let area = fact.area.as_ref().map_or("-", |area| area.name.as_str());
        let subject = fact.subject.as_ref().map_or("-", |subject| subject.name.as_str());
        format!("{} | {area} | {subject}", fact.quote)
    };
    found.facts.iter().map(place).collect()
}

/// The head of a transcript of the news, to put items below.
pub(super) const NEWS: &str = "# 《新闻联播》（20240312）\n\n2024年3月12日\n\n我国经济平稳运行，全国粮食产量1.39万亿斤。全国铁路发送旅客9亿人次，我国对外投资1万亿元。\n\n";

/// Documents, each with what `read` tells of all its facts.
#[track_caller]
pub(super) fn compare(cases: &[(&str, &[&str])], read: impl Fn(&str) -> Vec<String>) {
    let mut wrong = String::new();
    for (text, expected) in cases {
        let found = read(text);
        if found != *expected {
            wrong += &format!("{text}\n  expected {expected:#?}\n  found    {found:#?}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Items of the news, each with the place and the body of all its facts.
#[track_caller]
pub(super) fn check_places_in_news(cases: &[(&str, &[&str])]) {
    let known = places(NEWS).len();
    compare(cases, |text| places(&format!("{NEWS}{text}\n")).split_off(known));
}

/// Paragraphs below a head, each with all of its facts; those of the head itself are left out.
#[track_caller]
pub(super) fn check(head: &str, cases: &[(&str, &[&str])]) {
    let known = facts(head, |_| true).len();
    compare(cases, |text| {
        facts(&format!("{head}{text}\n"), |_| true).split_off(known)
    });
}
