//! Whether an extracted fact says what the reviewed one says, field by field.

use std::str::FromStr;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::gold::GoldFact;
use crate::model::Fact;

/// What is judged of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// Value, and the upper end of a range.
    Value,
    /// Unit.
    Unit,
    /// Bound.
    Bound,
    /// Measure.
    Measure,
    /// Status.
    Status,
    /// Flow; told, but no part of *exact*.
    Flow,
    /// Label with qualifiers.
    Label,
    /// Area or subject.
    Area,
    /// Period.
    Period,
}

/// The fields in which an exact fact is right.
pub const EXACT: [Field; 8] = [
    Field::Value,
    Field::Unit,
    Field::Bound,
    Field::Measure,
    Field::Status,
    Field::Label,
    Field::Area,
    Field::Period,
];

impl Field {
    /// All fields, in the order of a fact.
    pub const ALL: [Field; 9] = [
        Field::Value,
        Field::Unit,
        Field::Bound,
        Field::Measure,
        Field::Status,
        Field::Flow,
        Field::Label,
        Field::Area,
        Field::Period,
    ];

    /// As the output calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Field::Value => "value",
            Field::Unit => "unit",
            Field::Bound => "bound",
            Field::Measure => "measure",
            Field::Status => "status",
            Field::Flow => "flow",
            Field::Label => "label",
            Field::Area => "area",
            Field::Period => "period",
        }
    }
}

/// Characters that a label may have: one that swallows the sentence names nothing.
const MAX_LABEL: usize = 45;

/// Whether the fact is right in this field.
pub(super) fn is_right(field: Field, gold: &GoldFact, fact: &Fact) -> bool {
    match field {
        Field::Value => {
            same_number(Some(&gold.value), Some(&fact.value))
                && same_number(gold.value_high.as_deref(), fact.value_high.as_deref())
        }
        Field::Unit => gold.unit.as_deref().unwrap_or("") == fact.unit.as_deref().unwrap_or(""),
        Field::Bound => gold.bound == fact.bound,
        Field::Measure => gold.measure == fact.measure,
        Field::Status => gold.status == fact.status,
        Field::Flow => gold.flow == fact.flow,
        Field::Label => {
            let mut said = fact.label.clone();
            for qualifier in &fact.qualifiers {
                said.push(' ');
                said.push_str(qualifier);
            }
            let length = fact.label.chars().count();
            let has = |group: &Vec<String>| group.iter().any(|word| said.contains(word.as_str()));
            (1..=MAX_LABEL).contains(&length) && gold.must.iter().all(has)
        }
        Field::Area => {
            let area = fact.area.as_ref().map(|area| bare(&area.name));
            let subject = fact.subject.as_ref().map(|subject| bare(&subject.name));
            let names: Vec<String> = area
                .into_iter()
                .chain(subject)
                .filter(|name| !name.is_empty())
                .collect();
            gold.place.is_empty() || gold.place.iter().any(|place| names.contains(&bare(place)))
        }
        Field::Period => {
            let said = fact.period.as_ref().and_then(|period| {
                let start = day(period.start.as_deref()?, false)?;
                Some((start, day(period.end.as_deref()?, true)?))
            });
            let right = |(from, to)| gold.period.iter().any(|text| interval(text) == Some((from, to)));
            gold.period.is_empty() || said.is_some_and(right)
        }
    }
}

fn same_number(gold: Option<&str>, fact: Option<&str>) -> bool {
    let number = |text: &str| Decimal::from_str(text).ok();
    match (gold, fact) {
        (None, None) => true,
        (Some(gold), Some(fact)) => number(gold).is_some_and(|value| number(fact) == Some(value)),
        _ => false,
    }
}

/// A place without 市, 县, 区 or 省 at its end, where two characters stay: 湖州市 and 湖州 are the same.
fn bare(place: &str) -> String {
    let place = place.replace('（', "(").replace('）', ")");
    let place = place.trim();
    let short = place.strip_suffix(['市', '县', '区', '省']);
    short
        .filter(|short| short.chars().count() >= 2)
        .unwrap_or(place)
        .to_owned()
}

/// The first and last day of `2016/2020`, `2020-Q1` and the like.
fn interval(text: &str) -> Option<(Date, Date)> {
    let (from, to) = text.split_once('/').unwrap_or((text, text));
    Some((day(from, false)?, day(if to.is_empty() { from } else { to }, true)?))
}

/// The first or last day of `2020`, `2020-05`, `2020-Q1`, `2020-H1`; `2020-05-13` is both.
fn day(text: &str, last: bool) -> Option<Date> {
    let mut parts = text.split('-');
    let number = |part: &str, digits: usize| {
        (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<i16>().ok())?
    };
    let year = number(parts.next()?, 4)?;
    let (from, to) = match parts.next() {
        None => (1, 12),
        Some("Q1") => (1, 3),
        Some("Q2") => (4, 6),
        Some("Q3") => (7, 9),
        Some("Q4") => (10, 12),
        Some("H1") => (1, 6),
        Some("H2") => (7, 12),
        Some(month) => {
            let month = i8::try_from(number(month, 2)?).ok()?;
            if let Some(day) = parts.next() {
                let day = i8::try_from(number(day, 2)?).ok()?;
                return parts.next().is_none().then(|| Date::new(year, month, day).ok())?;
            }
            (month, month)
        }
    };
    if parts.next().is_some() {
        return None;
    }
    let date = Date::new(year, if last { to } else { from }, 1).ok()?;
    Some(if last { date.last_of_month() } else { date })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_compared_by_their_days() {
        for (text, expected) in [
            ("2020", Some("2020-01-01 2020-12-31")),
            ("2020-02", Some("2020-02-01 2020-02-29")),
            ("2021-Q2", Some("2021-04-01 2021-06-30")),
            ("2021-H2", Some("2021-07-01 2021-12-31")),
            ("2020-05-13", Some("2020-05-13 2020-05-13")),
            ("2016/2020", Some("2016-01-01 2020-12-31")),
            ("2020-01/2020-05", Some("2020-01-01 2020-05-31")),
            ("2020-5", None),
            ("2020-13", None),
            ("十三五", None),
        ] {
            let days = interval(text).map(|(from, to)| format!("{from} {to}"));
            assert_eq!(days.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn places_are_compared_without_their_kind() {
        for (place, expected) in [
            ("湖州市", "湖州"),
            ("浙江省", "浙江"),
            ("忻州", "忻州"),
            ("蓟县", "蓟县"),
            ("温州（嘉定）科技创新园", "温州(嘉定)科技创新园"),
        ] {
            assert_eq!(bare(place), expected, "{place}");
        }
    }

    #[test]
    fn numbers_are_compared_by_value() {
        for (gold, fact, same) in [
            (Some("5"), Some("5.0"), true),
            (Some("-3.4"), Some("3.4"), false),
            (None, None, true),
            (Some("5"), None, false),
            (Some("?"), Some("?"), false),
        ] {
            assert_eq!(same_number(gold, fact), same, "{gold:?} {fact:?}");
        }
    }
}
