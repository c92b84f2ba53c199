//! CSV for spreadsheets: UTF-8 with a byte order mark, commas, CRLF.
//!
//! A spreadsheet runs what it takes for a formula, also out of a file from elsewhere. So a text that begins, after spaces,
//! with one of `= + - @`, their full-width forms, a tab or a line break gets an apostrophe in front, and so does one that would
//! be taken for a long number and rounded. A text that begins with an apostrophe gets a second one: whoever drops the first
//! apostrophe of every text has the text back. Numbers and dates stand as they are.

use std::io::Write;
use std::path::Path;

use super::column::{Cell, Column, Kind, names};
use super::facts::FACTS;
use super::target::Target;
use super::{ExportProblem, Exported};
use crate::review::Reviewed;

/// Writes the facts.
pub fn write(source: &Reviewed, path: &Path) -> Result<Exported, ExportProblem> {
    let target = Target::begin(path)?;
    let mut file = target.writer()?;
    file.write_all("\u{feff}".as_bytes())
        .map_err(|cause| target.problem(cause))?;
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(file);
    writer
        .write_record(names(FACTS))
        .map_err(|cause| target.problem(cause))?;
    let mut exported = Exported::default();
    for batch in source.facts()? {
        for fact in batch? {
            let row = FACTS.iter().map(|column| guarded(column, (column.cell)(&fact)));
            writer.write_record(row).map_err(|cause| target.problem(cause))?;
            exported.facts += 1;
        }
    }
    writer.flush().map_err(|cause| target.problem(cause))?;
    drop(writer);
    target.finish()?;
    Ok(exported)
}

/// The text of a cell, such that a spreadsheet neither runs nor rounds it.
fn guarded<R>(column: &Column<R>, cell: Cell<'_>) -> String {
    let text = cell.plain();
    match column.kind {
        Kind::Text | Kind::List if is_risky(&text) => format!("'{text}"),
        _ => text,
    }
}

/// Digits that a spreadsheet keeps of a number.
const KEPT_DIGITS: usize = 15;

fn is_risky(text: &str) -> bool {
    let begins = text.starts_with(['\t', '\r', '\n', '\''])
        || text
            .trim_start()
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    begins || is_long_number(text)
}

/// Whether a text is a long number, or one with an exponent (`12e34567890123456789`).
fn is_long_number(text: &str) -> bool {
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.len() > KEPT_DIGITS && all_digits(digits) && all_digits(exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_a_spreadsheet_would_run_or_round_get_an_apostrophe() {
        let text = &FACTS[0];
        for (written, expected) in [
            ("=1+1", "'=1+1"),
            ("+8%", "'+8%"),
            ("-3.4%", "'-3.4%"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("  =1", "'  =1"),
            ("＝1", "'＝1"),
            ("'已写", "''已写"),
            ("12345678901234567890", "'12345678901234567890"),
            ("1234567890123456e123", "'1234567890123456e123"),
            ("2ba90c7cfc2a7c3f49c7", "2ba90c7cfc2a7c3f49c7"),
            ("330500", "330500"),
            ("12.4%", "12.4%"),
            ("R&D经费", "R&D经费"),
            ("“十四五”=2021", "“十四五”=2021"),
            ("", ""),
        ] {
            assert_eq!(guarded(text, Cell::Text(written)), expected, "{written:?}");
        }
    }

    #[test]
    fn numbers_stay_numbers() {
        let value = FACTS.iter().find(|column| column.name == "value").unwrap();
        for number in ["-3.4", "2.0", "839000000", "12345678901234567890"] {
            assert_eq!(guarded(value, Cell::Decimal(number)), number);
        }
    }
}
