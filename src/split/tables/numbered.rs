//! The rows of a table with one cell a line whose rows are numbered.

use super::cells::Cell;
use super::header::Header;
use super::rows::{LONGEST_LABEL, Rows, row};

/// Rows that begin with 1, 2, 3…: their length is known, so cells may be words.
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
        let labels = (1..=LONGEST_LABEL).find(|labels| {
            let end = at + 1 + labels + tail;
            let words = cells
                .get(at + 1..at + 1 + labels)
                .is_some_and(|cells| cells.iter().all(|cell| !cell.is_data()));
            words && (end == cells.len() || number(end, count + 1))
        })?;
        rows.numbering.push(cells[at].span);
        let end = at + 1 + labels + tail;
        rows.rows.push(row(
            &cells[at + 1..at + 1 + labels],
            cells.get(at + 1 + labels..end)?,
            header,
        ));
        at = end;
        count += 1;
    }
    Some(rows)
}
