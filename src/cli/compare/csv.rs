//! A comparison as CSV: one line for each value that documents state of one place and time.

use crate::compare::{Cell, Compared, Comparison, Obstacle, Reading, Row, Series};
use crate::model::{Measure, Status};

/// The columns.
pub(super) const HEADS: [&str; 33] = [
    "indicator",
    "name",
    "measure",
    "flow",
    "unit",
    "among",
    "area",
    "code",
    "level",
    "subject",
    "status",
    "period",
    "period_start",
    "period_end",
    "value",
    "value_high",
    "bound",
    "stated_unit",
    "cumulative",
    "narrowed",
    "used",
    "obstacle",
    "rank",
    "rank_of",
    "since",
    "difference",
    "growth",
    "yearly_growth",
    "attained_by",
    "attained_percent",
    "years_left",
    "quotes",
    "facts",
];

/// The lines, with a byte order mark so that spreadsheets read the characters as they are. Text that a spreadsheet would take
/// for a formula has an apostrophe before it.
pub fn csv(comparison: &Comparison) -> anyhow::Result<String> {
    let mut writer = ::csv::WriterBuilder::new().from_writer(Vec::new());
    writer.write_record(HEADS)?;
    for indicator in &comparison.indicators {
        for series in &indicator.series {
            for row in &series.rows {
                for cell in &row.cells {
                    for (at, reading) in cell.readings.iter().enumerate() {
                        writer.write_record(record(indicator, series, row, cell, (at, reading)))?;
                    }
                }
            }
        }
    }
    Ok(format!("\u{FEFF}{}", String::from_utf8(writer.into_inner()?)?))
}

/// The fields of one value.
pub(super) fn record(
    indicator: &Compared,
    series: &Series,
    row: &Row,
    cell: &Cell,
    (at, reading): (usize, &Reading),
) -> [String; HEADS.len()] {
    let used = cell.used == Some(at);
    let rank = cell.rank.as_ref().filter(|_| used);
    let step = cell.step.as_ref().filter(|_| used);
    let attainment = cell.attainment.as_ref();
    let quotes = reading
        .quotes
        .iter()
        .map(|quote| format!("{}:{} {}", quote.document, quote.line, quote.quote));
    let facts = reading.quotes.iter().map(|quote| quote.fact.as_str());
    [
        text(indicator.key.as_deref()),
        text(Some(&indicator.name)),
        measure(series.measure).to_owned(),
        if series.new { "new" } else { "" }.to_owned(),
        text(series.unit.as_deref()),
        text(series.among.as_deref()),
        text(Some(&row.area.name)),
        text(row.area.code.as_deref()),
        row.area
            .level
            .map(|level| format!("{level:?}").to_lowercase())
            .unwrap_or_default(),
        text(row.subject.as_deref()),
        status(row.status).to_owned(),
        cell.period.to_string(),
        cell.period.start.to_string(),
        cell.period.end.to_string(),
        reading.value.to_string(),
        optional(reading.high),
        format!("{:?}", reading.bound).to_lowercase(),
        text(reading.unit.as_deref()),
        reading.cumulative.to_string(),
        text(Some(&reading.narrowed.join("; "))),
        used.to_string(),
        match cell.obstacle {
            None => "",
            Some(Obstacle::Bound) => "bound",
            Some(Obstacle::Conflict) => "conflict",
            Some(Obstacle::Definitions) => "definitions",
        }
        .to_owned(),
        optional(rank.map(|rank| rank.place)),
        optional(rank.map(|rank| rank.out_of)),
        optional(step.map(|step| step.since)),
        optional(step.map(|step| step.difference)),
        optional(step.and_then(|step| step.growth)),
        optional(step.and_then(|step| step.yearly)),
        optional(attainment.map(|attainment| attainment.actual)),
        optional(attainment.and_then(|attainment| attainment.percent)),
        optional(attainment.map(|attainment| attainment.years_left)),
        text(Some(&quotes.collect::<Vec<_>>().join("; "))),
        facts.collect::<Vec<_>>().join(" "),
    ]
}

fn optional<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// Text from documents.
fn text(text: Option<&str>) -> String {
    let text = text.unwrap_or_default();
    match text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

const fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::Level => "level",
        Measure::Change => "change",
        Measure::Growth => "growth",
        Measure::Rank => "rank",
    }
}

/// The name that the output has for a status.
pub(super) const fn status(status: Status) -> &'static str {
    match status {
        Status::Actual => "actual",
        Status::Target => "target",
        Status::Rule => "rule",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_formula_is_made_text() {
        let cases = [
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+86", "'+86"),
            ("－1", "'－1"),
            ("高新技术企业", "高新技术企业"),
            ("R&D=经费", "R&D=经费"),
        ];
        for (typed, expected) in cases {
            assert_eq!(text(Some(typed)), expected);
        }
    }
}
