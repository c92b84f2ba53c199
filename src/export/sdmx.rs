//! SDMX-CSV 2.0: a row is an observation, with the standard's concepts in front and the columns of [`FACTS`] after them.
//!
//! | concept | value |
//! |---|---|
//! | `STRUCTURE`, `STRUCTURE_ID`, `ACTION` | `dataflow`, `GONGBAO:FACTS(1.0)`, `I` (information) |
//! | `OBS_ID` | number of the row: bulletins state one figure several times, so the other dimensions do not tell facts apart |
//! | `REF_AREA` | code in GB/T 2260; `_U` where the text names no place that has one |
//! | `INDICATOR` | key of the known indicator; `_U` for others, whose name is in `LABEL` |
//! | `MEASURE` | `level`, `change`, `growth`, `rank` |
//! | `TIME_PERIOD` | `2023`, `2023-S1`, `2023-Q1`, `2023-05`, `2023-05-13`, else start and length (`2021-01-01/P5Y`); `_U` where unknown |
//! | `OBS_VALUE` | the value, multiplied out; the lower end of a range |
//! | `UNIT_MEASURE`, `UNIT_MULT`, `DECIMALS` | the unit as text, 0 (no power of ten is left out), decimal places as written |
//! | `OBS_STATUS` | of the list `CL_OBS_STATUS`: `A` stated, `E` stated as about so much, `F` planned; empty for parameters of a policy |
//!
//! The other names are those of the columns, in capitals.

use std::path::Path;

use jiff::civil::Date;

use super::facts::FACTS;
use super::target::Target;
use super::words::measure;
use super::{ExportProblem, Exported};
use crate::model::{Bound, Fact, Status};
use crate::review::Reviewed;

const CONCEPTS: [&str; 13] = [
    "STRUCTURE",
    "STRUCTURE_ID",
    "ACTION",
    "OBS_ID",
    "REF_AREA",
    "INDICATOR",
    "MEASURE",
    "TIME_PERIOD",
    "OBS_VALUE",
    "UNIT_MEASURE",
    "UNIT_MULT",
    "OBS_STATUS",
    "DECIMALS",
];

/// Columns of facts that a concept says already, in the same words.
const SAID: [&str; 3] = ["value", "unit", "measure"];

/// What stands for a dimension that is not known.
const UNKNOWN: &str = "_U";

/// Writes the facts.
pub fn write(source: &Reviewed, path: &Path) -> Result<Exported, ExportProblem> {
    let target = Target::begin(path)?;
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(target.writer()?);
    let rest: Vec<_> = FACTS.iter().filter(|column| !SAID.contains(&column.name)).collect();
    let header = CONCEPTS
        .iter()
        .map(|concept| (*concept).to_owned())
        .chain(rest.iter().map(|column| heading(column.name)));
    writer.write_record(header).map_err(|cause| target.problem(cause))?;
    let mut exported = Exported::default();
    for batch in source.facts()? {
        for fact in batch? {
            exported.facts += 1;
            let row = observation(&fact, exported.facts)
                .into_iter()
                .chain(rest.iter().map(|column| (column.cell)(&fact).plain()));
            writer.write_record(row).map_err(|cause| target.problem(cause))?;
        }
    }
    writer.flush().map_err(|cause| target.problem(cause))?;
    drop(writer);
    target.finish()?;
    Ok(exported)
}

/// The heading of a column: its name in capitals, unless a concept has that name and says something else.
fn heading(name: &str) -> String {
    match name {
        "indicator" => "INDICATOR_KEY".to_owned(),
        name => name.to_uppercase(),
    }
}

fn observation(fact: &Fact, number: usize) -> [String; 13] {
    let code = fact.area.as_ref().and_then(|area| area.code.as_deref());
    let decimals = fact.value.split_once('.').map_or(0, |(_, places)| places.len());
    [
        "dataflow".to_owned(),
        "GONGBAO:FACTS(1.0)".to_owned(),
        "I".to_owned(),
        number.to_string(),
        code.unwrap_or(UNKNOWN).to_owned(),
        fact.indicator.as_deref().unwrap_or(UNKNOWN).to_owned(),
        measure(fact.measure).to_owned(),
        time(fact).unwrap_or_else(|| UNKNOWN.to_owned()),
        fact.value.clone(),
        fact.unit.clone().unwrap_or_default(),
        "0".to_owned(),
        state(fact).to_owned(),
        decimals.to_string(),
    ]
}

fn state(fact: &Fact) -> &'static str {
    match (fact.status, fact.bound) {
        (Status::Actual, Bound::Approx) => "E",
        (Status::Actual, _) => "A",
        (Status::Target, _) => "F",
        (Status::Rule, _) => "",
    }
}

fn time(fact: &Fact) -> Option<String> {
    let period = fact.period.as_ref()?;
    let start: Date = period.start.as_deref()?.parse().ok()?;
    let end: Date = period.end.as_deref()?.parse().ok()?;
    Some(time_period(start, end))
}

/// A period in the standard's notation; both days inclusive.
fn time_period(start: Date, end: Date) -> String {
    let (year, month) = (start.year(), start.month());
    let whole_months = start.day() == 1 && end == end.last_of_month() && start <= end;
    let months = (i32::from(end.year()) - i32::from(year)) * 12 + i32::from(end.month()) - i32::from(month) + 1;
    match months {
        12 if whole_months && month == 1 => format!("{year:04}"),
        6 if whole_months && matches!(month, 1 | 7) => format!("{year:04}-S{}", month / 6 + 1),
        3 if whole_months && matches!(month, 1 | 4 | 7 | 10) => format!("{year:04}-Q{}", month / 3 + 1),
        1 if whole_months => format!("{year:04}-{month:02}"),
        _ if start == end => start.to_string(),
        _ if whole_months && months % 12 == 0 => format!("{start}/P{}Y", months / 12),
        _ if whole_months => format!("{start}/P{months}M"),
        _ => {
            let days = start.until(end).map_or(0, |span| span.get_days()) + 1;
            format!("{start}/P{days}D")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_written_as_the_standard_has_them() {
        for (start, end, expected) in [
            ("2023-01-01", "2023-12-31", "2023"),
            ("2023-01-01", "2023-06-30", "2023-S1"),
            ("2023-07-01", "2023-12-31", "2023-S2"),
            ("2023-01-01", "2023-03-31", "2023-Q1"),
            ("2023-10-01", "2023-12-31", "2023-Q4"),
            ("2024-02-01", "2024-02-29", "2024-02"),
            ("2024-02-01", "2024-02-28", "2024-02-01/P28D"),
            ("2023-05-13", "2023-05-13", "2023-05-13"),
            ("2023-01-01", "2023-05-31", "2023-01-01/P5M"),
            ("2023-02-01", "2023-04-30", "2023-02-01/P3M"),
            ("2021-01-01", "2025-12-31", "2021-01-01/P5Y"),
            ("2022-07-01", "2023-06-30", "2022-07-01/P1Y"),
            ("2024-02-10", "2024-02-17", "2024-02-10/P8D"),
            ("2022-12-30", "2024-01-02", "2022-12-30/P369D"),
        ] {
            assert_eq!(
                time_period(start.parse().unwrap(), end.parse().unwrap()),
                expected,
                "{start} {end}"
            );
        }
    }
}
