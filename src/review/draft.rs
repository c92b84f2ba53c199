//! What a reviewer types → a claim, checked against the lexicons: every field that is wrong is named with what to do.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::model::{Area, Base, Bound, Flow, Measure, Period, Status, Subject};
use crate::recognize::multiple;
use crate::rules::Rules;

use super::claim::Claim;

/// A claim as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Draft {
    /// `5.2`, `8.39亿`, `-3.4`.
    pub value: String,
    /// Upper end of a range.
    pub value_high: String,
    /// `%`, `家`.
    pub unit: String,
    /// As the output names it.
    pub bound: String,
    /// As the output names it.
    pub measure: String,
    /// As the output names it.
    pub status: String,
    /// As the output names it; may be empty.
    pub flow: String,
    /// In a reader's words.
    pub label: String,
    /// Separated by 、 or commas.
    pub qualifiers: String,
    /// Key of a known indicator, or its name.
    pub indicator: String,
    /// Compared with.
    pub versus: String,
    /// Ranked among.
    pub among: String,
    /// Size of the field.
    pub out_of: String,
    /// Name or code.
    pub area: String,
    /// Name of an organisation.
    pub subject: String,
    /// `2023`, `2023-05`, `2023-Q1`, `2023-H1`, `2023-05-13`, `2016/2020`.
    pub period: String,
    /// The words that say so, kept from the fact.
    pub period_text: String,
}

/// Field → what is wrong with it.
pub type Mistakes = BTreeMap<&'static str, String>;

impl Draft {
    /// Checks every field.
    ///
    /// # Errors
    /// All the fields that are wrong.
    pub fn claim(&self, rules: &Rules) -> Result<Claim, Mistakes> {
        let mut wrong = Mistakes::new();
        let value = note(&mut wrong, "value", number(&self.value)).unwrap_or_default();
        let value_high = match self.value_high.trim() {
            "" => None,
            text => note(&mut wrong, "value_high", number(text)),
        };
        let bound: Option<Bound> = note(&mut wrong, "bound", choice(&self.bound));
        match (
            bound,
            value.parse::<Decimal>(),
            value_high.as_deref().map(str::parse::<Decimal>),
        ) {
            (Some(Bound::Range), _, None) if self.value_high.trim().is_empty() => {
                wrong.insert("value_high", "a range has an upper end".to_owned());
            }
            (Some(Bound::Range), Ok(low), Some(Ok(high))) if high <= low => {
                wrong.insert("value_high", "the upper end lies above the lower one".to_owned());
            }
            (Some(bound), _, Some(_)) if bound != Bound::Range => {
                wrong.insert("bound", "with an upper end the bound is `range`".to_owned());
            }
            _ => {}
        }
        let label = match text(&self.label, 45) {
            Ok(None) => {
                wrong.insert("label", "a fact has a label".to_owned());
                None
            }
            label => note(&mut wrong, "label", label).flatten(),
        };
        let out_of = match self.out_of.trim() {
            "" => None,
            digits => {
                let many = digits.parse::<u32>().map_err(|_| "a count, such as 72".to_owned());
                note(&mut wrong, "out_of", many)
            }
        };
        let base = Base {
            versus: note(&mut wrong, "versus", text(&self.versus, 45)).flatten(),
            among: note(&mut wrong, "among", text(&self.among, 45)).flatten(),
            out_of,
        };
        let qualifiers = self.qualifiers.split(['、', ',', '，', ';', '；']);
        let qualifiers: Result<Vec<Option<String>>, String> = qualifiers.map(|part| text(part, 45)).collect();
        let qualifiers = note(&mut wrong, "qualifiers", qualifiers).unwrap_or_default();
        let claim = Claim {
            value,
            value_high,
            unit: note(&mut wrong, "unit", text(&self.unit, 20)).flatten(),
            bound: bound.unwrap_or_default(),
            measure: note(&mut wrong, "measure", choice(&self.measure)).unwrap_or(Measure::Level),
            status: note(&mut wrong, "status", choice(&self.status)).unwrap_or(Status::Actual),
            flow: match self.flow.trim() {
                "" => None,
                flow => note(&mut wrong, "flow", choice::<Flow>(flow)),
            },
            label: label.unwrap_or_default(),
            qualifiers: qualifiers.into_iter().flatten().collect(),
            indicator: note(&mut wrong, "indicator", indicator(&self.indicator, rules)).flatten(),
            base: Some(base).filter(|base| *base != Base::default()),
            area: note(&mut wrong, "area", area(&self.area, rules)).flatten(),
            subject: note(&mut wrong, "subject", text(&self.subject, 60))
                .flatten()
                .map(|name| Subject { name }),
            period: note(&mut wrong, "period", period(&self.period, &self.period_text)).flatten(),
        };
        if wrong.is_empty() { Ok(claim) } else { Err(wrong) }
    }
}

/// Takes a field that is right, notes one that is wrong.
fn note<T>(wrong: &mut Mistakes, field: &'static str, result: Result<T, String>) -> Option<T> {
    result.map_err(|why| wrong.insert(field, why)).ok()
}

fn text(typed: &str, most: usize) -> Result<Option<String>, String> {
    let typed = typed.trim();
    match typed.chars().count() {
        0 => Ok(None),
        length if length > most => Err(format!("{length} characters; {most} are allowed")),
        _ if typed.chars().any(char::is_control) => Err("holds a control character".to_owned()),
        _ => Ok(Some(typed.to_owned())),
    }
}

/// `1,386亿` → `138600000000`; digits as typed are kept.
fn number(typed: &str) -> Result<String, String> {
    let mistake = || "a number, such as 5.2, -3.4 or 8.39亿".to_owned();
    let typed: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, ',' | '，'))
        .collect();
    let digits = typed
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-' | '+'))
        .unwrap_or(typed.len());
    let (digits, rest) = typed.split_at(digits);
    let value: Decimal = digits.trim_start_matches('+').parse().map_err(|_| mistake())?;
    if rest.is_empty() {
        return Ok(value.to_string());
    }
    let mut factors = rest.chars().map(multiple);
    let product = factors.try_fold(value, |value, factor| value.checked_mul(factor?.into()));
    Ok(product.ok_or_else(mistake)?.normalize().to_string())
}

fn choice<T: serde::de::DeserializeOwned>(typed: &str) -> Result<T, String> {
    serde_json::from_value(typed.trim().into()).map_err(|_| format!("no such choice: {typed}"))
}

fn indicator(typed: &str, rules: &Rules) -> Result<Option<String>, String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let all = &rules.indicators;
    let known = all.by_key(typed).or_else(|| all.iter().find(|it| it.name == typed));
    match known {
        Some(indicator) => Ok(Some(indicator.key.clone())),
        None => Err(format!(
            "the lexicon has no indicator {typed}; leave it empty for an open one"
        )),
    }
}

fn area(typed: &str, rules: &Rules) -> Result<Option<Area>, String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let areas = &rules.areas;
    // As the page offers them: 湖州市 330500.
    let last = typed.rsplit(' ').next().unwrap_or(typed);
    if last.len() == 6 && last.bytes().all(|byte| byte.is_ascii_digit()) {
        return match areas.by_code(last) {
            Some(id) => Ok(Some(areas.area(id).clone())),
            None => Err(format!("GB/T 2260 has no code {last}")),
        };
    }
    let found = areas.by_name(typed);
    let full: Vec<_> = found.iter().filter(|it| areas.area(it.id).name == typed).collect();
    match (areas.named(typed), &*full) {
        (_, [only]) => Ok(Some(areas.area(only.id).clone())),
        (Some(id), _) => Ok(Some(areas.area(id).clone())),
        (None, _) if found.is_empty() => Err(format!("the lexicon has no place {typed}")),
        (None, _) => {
            let codes = found.iter().filter_map(|it| areas.area(it.id).code.clone());
            let codes: Vec<String> = codes.take(5).collect();
            Err(format!(
                "several places are called {typed}; give the code: {}",
                codes.join(", ")
            ))
        }
    }
}

fn period(typed: &str, words: &str) -> Result<Option<Period>, String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let mistake = || "a time, such as 2023, 2023-05, 2023-Q1, 2023-H1, 2023-05-13 or 2021/2025".to_owned();
    let (first, last) = typed.split_once('/').unwrap_or((typed, typed));
    let (start, end) = (
        stretch(first).ok_or_else(mistake)?.0,
        stretch(last).ok_or_else(mistake)?.1,
    );
    if end < start {
        return Err("the end lies before the start".to_owned());
    }
    Ok(Some(Period {
        start: Some(start.to_string()),
        end: Some(end.to_string()),
        text: words.chars().take(60).collect(),
    }))
}

/// First and last day of a year, half-year, quarter, month or day.
fn stretch(typed: &str) -> Option<(Date, Date)> {
    let months = |year: i16, first: i8, last: i8| {
        let end = Date::new(year, last, 1).ok()?.last_of_month();
        Some((Date::new(year, first, 1).ok()?, end))
    };
    let mut parts = typed.trim().split('-');
    let year: i16 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let (middle, day) = (parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    let digits = |text: &str| text.parse::<i8>().ok().filter(|_| text.len() <= 2);
    match (middle, day) {
        (None, _) => months(year, 1, 12),
        (Some("H1"), None) => months(year, 1, 6),
        (Some("H2"), None) => months(year, 7, 12),
        (Some(quarter), None) if quarter.starts_with('Q') => {
            let quarter = digits(&quarter[1..]).filter(|number| (1..=4).contains(number))?;
            months(year, quarter * 3 - 2, quarter * 3)
        }
        (Some(month), None) => {
            let month = digits(month)?;
            months(year, month, month)
        }
        (Some(month), Some(day)) => {
            let day = Date::new(year, digits(month)?, digits(day)?).ok()?;
            Some((day, day))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    static RULES: LazyLock<Rules> = LazyLock::new(Rules::embedded);

    fn draft() -> Draft {
        Draft {
            value: "5.20".to_owned(),
            unit: "%".to_owned(),
            bound: "eq".to_owned(),
            measure: "growth".to_owned(),
            status: "actual".to_owned(),
            label: "地区生产总值".to_owned(),
            ..Draft::default()
        }
    }

    #[test]
    fn what_is_typed_is_read() {
        let claim = |change: fn(&mut Draft)| {
            let mut typed = draft();
            change(&mut typed);
            typed.claim(&RULES).unwrap()
        };
        assert_eq!(claim(|_| {}).value, "5.20");
        for (typed, value) in [
            ("1,386亿", "138600000000"),
            ("-3.4", "-3.4"),
            ("+2万", "20000"),
            (" 7 ", "7"),
        ] {
            let mut it = draft();
            it.value = typed.to_owned();
            assert_eq!(it.claim(&RULES).unwrap().value, value, "{typed}");
        }
        let days = |typed: &str| {
            let mut it = draft();
            it.period = typed.to_owned();
            let period = it.claim(&RULES).unwrap().period.unwrap();
            format!("{}/{}", period.start.unwrap(), period.end.unwrap())
        };
        assert_eq!(days("2023"), "2023-01-01/2023-12-31");
        assert_eq!(days("2024-2"), "2024-02-01/2024-02-29");
        assert_eq!(days("2023-Q3"), "2023-07-01/2023-09-30");
        assert_eq!(days("2023-H2"), "2023-07-01/2023-12-31");
        assert_eq!(days("2023-01/2023-05"), "2023-01-01/2023-05-31");
        assert_eq!(days("2021/2025"), "2021-01-01/2025-12-31");
        assert_eq!(days("2023-05-13"), "2023-05-13/2023-05-13");
        for typed in ["湖州", "湖州市", "330500", "湖州市 330500"] {
            let mut it = draft();
            it.area = typed.to_owned();
            let area = it.claim(&RULES).unwrap().area.unwrap();
            assert_eq!(
                (area.name.as_str(), area.code.as_deref()),
                ("湖州市", Some("330500")),
                "{typed}"
            );
        }
        let many = claim(|it| it.qualifiers = "省级、规上, ".to_owned());
        assert_eq!(many.qualifiers, ["省级", "规上"]);
        let range = claim(|it| (it.value_high, it.bound) = ("6".to_owned(), "range".to_owned()));
        assert_eq!((range.bound, range.value_high.as_deref()), (Bound::Range, Some("6")));
        assert_eq!(
            claim(|it| it.indicator = "rd.intensity".to_owned())
                .indicator
                .as_deref(),
            Some("rd.intensity")
        );
    }

    #[test]
    fn every_wrong_field_is_named_with_what_to_do() {
        let wrong = |change: fn(&mut Draft)| {
            let mut typed = draft();
            change(&mut typed);
            let mistakes = typed.claim(&RULES).unwrap_err();
            let told: Vec<String> = mistakes
                .into_iter()
                .map(|(field, why)| format!("{field}: {why}"))
                .collect();
            told.join("; ")
        };
        let number = "a number, such as 5.2, -3.4 or 8.39亿";
        assert_eq!(wrong(|it| it.value = "五".to_owned()), format!("value: {number}"));
        assert_eq!(wrong(|it| it.value = "5亿家".to_owned()), format!("value: {number}"));
        assert_eq!(wrong(|it| it.value = "9".repeat(40)), format!("value: {number}"));
        assert_eq!(
            wrong(|it| (it.label, it.bound) = (String::new(), "same".to_owned())),
            "bound: no such choice: same; label: a fact has a label"
        );
        assert_eq!(
            wrong(|it| it.bound = "range".to_owned()),
            "value_high: a range has an upper end"
        );
        assert_eq!(
            wrong(|it| (it.value_high, it.bound) = ("5".to_owned(), "range".to_owned())),
            "value_high: the upper end lies above the lower one"
        );
        assert_eq!(
            wrong(|it| it.value_high = "6".to_owned()),
            "bound: with an upper end the bound is `range`"
        );
        assert_eq!(
            wrong(|it| it.period = "去年".to_owned()),
            "period: a time, such as 2023, 2023-05, 2023-Q1, 2023-H1, 2023-05-13 or 2021/2025"
        );
        assert_eq!(
            wrong(|it| it.period = "2023/2020".to_owned()),
            "period: the end lies before the start"
        );
        assert_eq!(
            wrong(|it| it.area = "亚特兰蒂斯".to_owned()),
            "area: the lexicon has no place 亚特兰蒂斯"
        );
        assert_eq!(
            wrong(|it| it.area = "999999".to_owned()),
            "area: GB/T 2260 has no code 999999"
        );
        assert!(
            wrong(|it| it.area = "鼓楼区".to_owned())
                .starts_with("area: several places are called 鼓楼区; give the code: 32")
        );
        assert_eq!(
            wrong(|it| it.indicator = "rd.nothing".to_owned()),
            "indicator: the lexicon has no indicator rd.nothing; leave it empty for an open one"
        );
        assert_eq!(
            wrong(|it| it.label = "长".repeat(46)),
            "label: 46 characters; 45 are allowed"
        );
        assert_eq!(
            wrong(|it| it.unit = "\u{0}".to_owned()),
            "unit: holds a control character"
        );
    }
}
