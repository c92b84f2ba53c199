//! What stands in which table, and what is reckoned with what.

use std::sync::OnceLock;

use super::*;
use crate::model::{Base, Bound, Origin, OriginKind, Origins, Period, PointSpan, Subject};
use crate::rules::Indicators;

fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(Rules::embedded)
}

/// `湖州市 2020 >500家 target new 口径:省级 @b.txt` → a fact. Without more it is a result, a level and of `a.txt`; the label is
/// 高新技术企业, for money R&D经费, for % R&D经费投入强度, unless `label:` says otherwise.
pub fn fact(said: &str) -> Fact {
    let words: Vec<&str> = said.split(' ').collect();
    let [place, when, quantity, more @ ..] = words.as_slice() else {
        panic!("{said}: place, time and quantity")
    };
    let has = |word: &str| more.contains(&word);
    let said = |head: &str| more.iter().find_map(|word| word.strip_prefix(head)).map(str::to_owned);
    let (number, rest) = quantity.split_at(
        quantity
            .find(|c: char| !c.is_ascii_digit() && c != '.' && c != '>')
            .unwrap(),
    );
    let (multiple, unit) = match rest.chars().next() {
        Some('亿') => (100_000_000, &rest[3..]),
        Some('万') => (10_000, &rest[3..]),
        _ => (1, rest),
    };
    let (unit, bound) = match (unit.strip_suffix("以上"), number.strip_prefix('>')) {
        (Some(unit), _) => (unit, Bound::Ge),
        (_, Some(_)) => (unit, Bound::Gt),
        _ => (unit, Bound::Eq),
    };
    let digits: rust_decimal::Decimal = number.trim_start_matches('>').parse().unwrap();
    let value = if multiple == 1 {
        digits
    } else {
        (digits * rust_decimal::Decimal::from(multiple)).normalize()
    };
    let measure = match () {
        () if has("growth") => Measure::Growth,
        () if has("rank") => Measure::Rank,
        () => Measure::Level,
    };
    let label = said("label:").unwrap_or_else(|| {
        let label = match unit {
            "%" if measure == Measure::Level => "R&D经费投入强度",
            "元" => "R&D经费",
            _ => "高新技术企业",
        };
        label.to_owned()
    });
    let (start, end) = when.split_once('/').map_or_else(
        || (format!("{when}-01-01"), format!("{when}-12-31")),
        |(start, end)| (start.to_owned(), end.to_owned()),
    );
    let areas = &rules().areas;
    let origin = Origin {
        kind: OriginKind::Said,
        span: None,
    };
    Fact {
        id: said_id(words.join(" ").as_str()),
        document: said("@").unwrap_or_else(|| "a.txt".to_owned()),
        span: PointSpan::default(),
        bytes: Default::default(),
        line: 1,
        quote: (*quantity).to_owned(),
        value: value.to_string(),
        value_high: None,
        unit: Some(unit.to_owned()),
        bound,
        measure,
        status: if has("target") { Status::Target } else { Status::Actual },
        flow: match () {
            () if has("new") => Some(Flow::New),
            () if has("cumulative") => Some(Flow::Cumulative),
            () => None,
        },
        indicator: Indicators::find(&rules().indicators, &label, measure, Some(unit)).map(|found| found.key.clone()),
        label,
        qualifiers: said("口径:").into_iter().collect(),
        base: Some(Base::default()),
        area: areas.named(place).map(|id| areas.area(id).clone()),
        subject: said("subject:").map(|name| Subject { name }),
        period: Some(Period {
            start: Some(start),
            end: Some(end),
            text: String::new(),
        }),
        origins: Origins {
            label: origin,
            area: None,
            period: None,
            status: origin,
        },
        sentence: PointSpan::default(),
        section: None,
        rule: "test".to_owned(),
        confidence: 1.0,
        review: None,
    }
}

fn said_id(said: &str) -> String {
    blake3::hash(said.as_bytes()).to_hex()[..20].to_owned()
}

/// The comparison of all known indicators in these facts.
pub fn compared<S: AsRef<str>>(said: &[S]) -> Comparison {
    selected(Selection::new(false), said)
}

fn selected<S: AsRef<str>>(selection: Selection, said: &[S]) -> Comparison {
    let mut collector = Collector::new(rules(), selection);
    for said in said {
        collector.add(&fact(said.as_ref()), None);
    }
    collector.finish()
}

/// The first table.
pub fn first(comparison: &Comparison) -> &Series {
    &comparison.indicators[0].series[0]
}

/// Every table in one line: unit, then each row with its cells.
fn tables(comparison: &Comparison) -> Vec<String> {
    let line = |series: &Series| {
        let rows = series.rows.iter().map(|row| {
            let cells = row.cells.iter().map(|cell| {
                let values = cell
                    .readings
                    .iter()
                    .map(|reading| format!("{}{}", reading.bound.sign(), reading.value));
                format!("{}:{}", cell.period, values.collect::<Vec<_>>().join("/"))
            });
            let target = if row.status == Status::Target { " target" } else { "" };
            let subject = row.subject.as_deref().unwrap_or_default();
            format!(
                "{}{subject}{target} {}",
                row.area.name,
                cells.collect::<Vec<_>>().join(" ")
            )
        });
        let new = if series.new { "new " } else { "" };
        let unit = series.unit.as_deref().unwrap_or_default();
        format!("{new}{unit} | {}", rows.collect::<Vec<_>>().join(" | "))
    };
    comparison
        .indicators
        .iter()
        .flat_map(|it| &it.series)
        .map(line)
        .collect()
}

#[test]
fn what_must_not_be_compared_is_in_different_tables_rows_or_columns() {
    let cases: [(&[&str], &[&str]); 9] = [
        // New and cumulative.
        (
            &["湖州市 2020 179家 new", "湖州市 2020 938家 cumulative"],
            &["家 | 湖州市 2020:938", "new 家 | 湖州市 2020:179"],
        ),
        // Result and target.
        (
            &["湖州市 2025 2000家 target", "湖州市 2025 1900家"],
            &["家 | 湖州市 2025:1900 | 湖州市 target 2025:2000"],
        ),
        // Part of a year and a year.
        (
            &["湖州市 2024 9亿元", "湖州市 2024-01-01/2024-05-31 4亿元"],
            &["元 | 湖州市 2024-01..05:400000000 2024:900000000"],
        ),
        // Units that are no classifiers of the same things.
        (
            &["湖州市 2020 9亿元", "湖州市 2020 2亿美元 label:R&D经费"],
            &["元 | 湖州市 2020:900000000", "美元 | 湖州市 2020:200000000"],
        ),
        // 家 and 户 count the same enterprises.
        (
            &["湖州市 2020 50家", "平湖市 2020 40户"],
            &["家 | 湖州市 2020:50 | 平湖市 2020:40"],
        ),
        // A park in the city, and the city.
        (
            &["湖州市 2020 50家", "湖州市 2020 7家 subject:莫干山高新区"],
            &["家 | 湖州市 2020:50 | 湖州市莫干山高新区 2020:7"],
        ),
        // A level and its growth.
        (
            &["湖州市 2020 50家", "湖州市 2020 7% growth label:高新技术企业"],
            &["家 | 湖州市 2020:50", "% | 湖州市 2020:7"],
        ),
        // The same from two documents, and what contradicts it.
        (
            &["湖州市 2020 50家", "湖州市 2020 50家 @b.txt", "湖州市 2020 60家 @c.txt"],
            &["家 | 湖州市 2020:50/60"],
        ),
        // No known indicator, and not asked for.
        (&["湖州市 2020 50家 label:面馆"], &[]),
    ];
    for (said, expected) in cases {
        assert_eq!(tables(&compared(said)), expected, "{said:?}");
    }
}

#[test]
fn open_facts_are_compared_where_the_label_is_the_same() {
    let said = [
        "湖州市 2020 50家 label:老字号面馆",
        "平湖市 2020 40家 label:“老字号”面馆",
        "温州市 2020 9家 label:面馆",
    ];
    assert_eq!(compared(&said).left_out, BTreeMap::from([(LeftOut::NoIndicator, 3)]));
    let asked = Selection::new(false)
        .indicators(&["老字号的面馆".to_owned()], rules())
        .unwrap();
    assert_eq!(
        tables(&selected(asked, &said)),
        ["家 | 湖州市 2020:50 | 平湖市 2020:40"]
    );
    assert_eq!(selected(Selection::new(true), &said).indicators.len(), 2);
}

#[test]
fn changes_are_worked_out_between_points_of_one_kind() {
    let step = |said: &[&str]| {
        let comparison = compared(said);
        let row = &first(&comparison).rows[0];
        let step = row.cells.last().and_then(|cell| cell.step.clone());
        step.map(|step| {
            let caution = if step.caution { " !" } else { "" };
            format!(
                "{} {} {:?} {:?}{caution}",
                step.since, step.difference, step.growth, step.yearly
            )
        })
    };
    let cases: [(&[&str], Option<&str>); 8] = [
        (
            &["湖州市 2019 100家", "湖州市 2020 125家"],
            Some("2019 25 Some(25.0) None"),
        ),
        (
            &["湖州市 2015 8.39亿元", "湖州市 2020 19.5亿元"],
            Some("2015 1111000000 Some(132.4) Some(18.4)"),
        ),
        // Shares differ in points.
        (&["湖州市 2015 2.39%", "湖州市 2020 3.09%"], Some("2015 0.70 None None")),
        // Past a bound and past a part of a year.
        (
            &["湖州市 2018 100家", "湖州市 2019 >110家", "湖州市 2020 125家"],
            Some("2018 25 Some(25.0) Some(11.8)"),
        ),
        (&["湖州市 2019 100家", "湖州市 2020-01-01/2020-05-31 125家"], None),
        (&["湖州市 2019 >100家", "湖州市 2020 125家"], None),
        (
            &["湖州市 2019 100家 口径:省级", "湖州市 2020 125家"],
            Some("2019 25 Some(25.0) None !"),
        ),
        // A caption that is repeated with every value, as 2020 shows, narrows nothing.
        (
            &[
                "湖州市 2019 100家 口径:主要指标",
                "湖州市 2020 125家 口径:主要指标",
                "湖州市 2020 125家",
            ],
            Some("2019 25 Some(25.0) None"),
        ),
    ];
    for (said, expected) in cases {
        assert_eq!(step(said).as_deref(), expected, "{said:?}");
    }
}

#[test]
fn areas_of_one_level_are_ranked_by_their_results() {
    let comparison = compared(&[
        "浙江省 2020 2.88%",
        "湖州市 2020 3.09%",
        "温州市 2020 2.29%",
        "嘉兴市 2020 3.26%",
        "宁波市 2020 2.9%以上",
        "杭州市 2025 4% target",
        "南湖区 2020 4%",
    ]);
    let ranks = first(&comparison).rows.iter().filter_map(|row| {
        let rank = row.cells[0].rank.as_ref()?;
        Some(format!(
            "{} {}/{} -{}",
            row.area.name, rank.place, rank.out_of, rank.not_ranked
        ))
    });
    assert_eq!(
        ranks.collect::<Vec<_>>(),
        ["温州市 3/3 -1", "嘉兴市 1/3 -1", "湖州市 2/3 -1"]
    );
    let above = first(&comparison)
        .rows
        .iter()
        .find(|row| row.area.name == "南湖区")
        .unwrap();
    let above = above.cells[0]
        .above
        .iter()
        .map(|it| format!("{} {:?}", it.area, it.difference.unwrap()));
    assert_eq!(above.collect::<Vec<_>>(), ["嘉兴市 0.74", "浙江省 1.12"]);
}

#[test]
fn targets_are_measured_by_the_last_result_of_their_kind() {
    let attained = |said: &[&str]| {
        let comparison = compared(said);
        let row = first(&comparison)
            .rows
            .iter()
            .find(|row| row.status == Status::Target)
            .unwrap();
        row.cells[0].attainment.clone().map(|it| {
            let least = if it.at_least { "≥" } else { "" };
            let percent = it.percent.unwrap().normalize();
            format!(
                "{} {least}{percent}% {} {:?} {:?}",
                it.actual, it.years_left, it.reached, it.needed
            )
        })
    };
    let cases: [(&[&str], Option<&str>); 9] = [
        (
            &["湖州市 2025 3.75% target", "湖州市 2020 3.09%", "湖州市 2023 3.3%"],
            Some("2023 88% 2 Some(false) Some(0.23)"),
        ),
        (
            &["湖州市 2025 2000家 target", "湖州市 2020 1146家"],
            Some("2020 57.3% 5 Some(false) Some(11.8)"),
        ),
        (
            &["湖州市 2025 2000家 target", "湖州市 2025 2010家"],
            Some("2025 100.5% 0 Some(true) None"),
        ),
        (
            &["湖州市 2025 2000家 target", "湖州市 2025 1990家"],
            Some("2025 99.5% 0 Some(false) None"),
        ),
        // A bound may be more; a bound beyond the target is enough.
        (
            &["湖州市 2025 2000家 target", "湖州市 2023 >1500家"],
            Some("2023 ≥75% 2 None None"),
        ),
        (
            &["湖州市 2025 2000家 target", "湖州市 2023 >2000家"],
            Some("2023 ≥100% 2 Some(true) None"),
        ),
        // The last result is contradicted, an older one would mislead; results after the target's time are others.
        (
            &[
                "湖州市 2025 2000家 target",
                "湖州市 2015 450家",
                "湖州市 2020 938家",
                "湖州市 2020 1146家 @b.txt",
            ],
            None,
        ),
        (&["湖州市 2025 2000家 target", "湖州市 2026 2100家"], None),
        // What came in one year says nothing of another.
        (&["湖州市 2025 50家 target new", "湖州市 2023 90家 new"], None),
    ];
    for (said, expected) in cases {
        assert_eq!(attained(said).as_deref(), expected, "{said:?}");
    }
}

#[test]
fn words_of_a_person_select_facts() {
    let said = [
        "浙江省 2020 2.88%",
        "嘉兴市 2020 3.26%",
        "南湖区 2023 4%",
        "平湖市 2020 50家",
        "湖州市 2025 2000家 target",
    ];
    let rows = |selection: Selection| {
        let comparison = selected(selection, &said);
        let rows = comparison
            .indicators
            .iter()
            .flat_map(|it| &it.series)
            .flat_map(|it| &it.rows);
        rows.map(|row| row.area.name.clone()).collect::<Vec<_>>().join(" ")
    };
    let new = || Selection::new(false);
    let indicator = |typed: &str| new().indicators(&[typed.to_owned()], rules());
    let area = |typed: &str, parents| new().areas(&[typed.to_owned()], parents, &rules().areas);
    for typed in [
        "rd.intensity",
        "rd",
        "R&D经费投入强度",
        "研发强度",
        "全社会R&D经费支出占GDP比重",
    ] {
        assert_eq!(rows(indicator(typed).unwrap()), "浙江省 嘉兴市 南湖区", "{typed}");
    }
    assert_eq!(
        indicator("rd.intensty").unwrap_err().to_string(),
        "--indicator rd.intensty: no indicator has this key, perhaps rd.intensity; `rules/lexicon/indicators.toml` lists them"
    );
    for typed in ["嘉兴", "嘉兴市", "330400"] {
        assert_eq!(rows(area(typed, false).unwrap()), "平湖市 嘉兴市 南湖区", "{typed}");
    }
    assert_eq!(rows(area("南湖区", true).unwrap()), "浙江省 嘉兴市 南湖区");
    assert_eq!(
        area("嘉星", false).unwrap_err().to_string(),
        "--area 嘉星: no area of this name or code; write it as 湖州市, 湖州 or 330500"
    );
    let ambiguous = area("鼓楼区", false).unwrap_err().to_string();
    assert!(
        ambiguous.starts_with("--area 鼓楼区: several areas have this name: ")
            && ambiguous.ends_with("; give the code"),
        "{ambiguous}"
    );
    assert_eq!(
        rows(new().periods(vec!["2021..2025".parse().unwrap()])),
        "湖州市 南湖区"
    );
    assert_eq!(rows(new().statuses(vec![Status::Target])), "湖州市");
    for typed in ["2020..2019", "20", "2020-13", "2020-1", "去年", "2020-2021"] {
        let refused = typed.parse::<PeriodRange>();
        assert!(
            refused.is_err_and(|error| error.starts_with("expected a year")),
            "{typed}"
        );
    }
}

#[test]
fn the_same_fact_from_two_folders_is_quoted_from_both_and_twice_from_none() {
    let mut collector = Collector::new(rules(), Selection::new(false));
    for output in ["one", "two", "one"] {
        collector.add(&fact("湖州市 2020 50家"), Some(output));
    }
    let comparison = collector.finish();
    let quotes = first(&comparison).rows[0].cells[0].readings[0].quotes.iter();
    assert_eq!(
        quotes.map(|quote| quote.document.as_str()).collect::<Vec<_>>(),
        ["one/a.txt", "two/a.txt"]
    );
}
