//! The rows of a table with one cell a line whose rows are numbered.

use super::cells::Cell;
use super::header::Header;
use super::rows::{LONGEST_LABEL, Rows, row};

/// Rows that begin with 1, 2, 3…: their length is known, so cells may be words. A label that says its unit in brackets
/// (企业数（家）) may fill the cell of the unit, too.
pub(super) fn read(cells: &[Cell], header: &Header) -> Option<Rows> {
    let tail = header.columns.len() + usize::from(header.units);
    let number = |at: usize, wanted: usize| {
        cells
            .get(at)
            .is_some_and(|cell| cell.text.trim_end_matches(['.', '、']).parse() == Ok(wanted))
    };
    let mut rows = Rows::default();
    let mut at = 0;
    let mut count = 1;
    while at < cells.len() {
        if !number(at, count) {
            return None;
        }
        let fits = |labels: usize, tail: usize| {
            let end = at + 1 + labels + tail;
            let words = cells
                .get(at + 1..at + 1 + labels)
                .is_some_and(|cells| cells.iter().all(|cell| !cell.is_data()));
            words && (end == cells.len() || number(end, count + 1))
        };
        let whole = (1..=LONGEST_LABEL).find(|labels| fits(*labels, tail));
        let merged = || {
            let says_unit = |labels: &usize| cells[at + labels].text.ends_with([')', '）']);
            (1..=LONGEST_LABEL).find(|labels| header.units && fits(*labels, tail - 1) && says_unit(labels))
        };
        let (labels, tail, units) = match whole {
            Some(labels) => (labels, tail, header.units),
            None => (merged()?, tail - 1, false),
        };
        let header = Header {
            units,
            ..header.clone()
        };
        rows.numbering.push(cells[at].span);
        let end = at + 1 + labels + tail;
        rows.rows.push(row(
            &cells[at + 1..at + 1 + labels],
            cells.get(at + 1 + labels..end)?,
            &header,
        ));
        at = end;
        count += 1;
    }
    Some(rows)
}
