//! The rows of a table with one cell a line whose last column holds words (属性: 预期性, 约束性). They end the rows, so that the
//! cells between two of them are those of one row.

use super::cells::{Cell, CellKind};
use super::header::Header;
use super::rows::{LONGEST_LABEL, Rows, row};
use crate::rules::Layout;

/// Rows that end with words. `None` where their cells cannot be told.
pub(super) fn read(cells: &[Cell], header: &Header, layout: &Layout) -> Option<Rows> {
    let before = (header.columns.len() - 1) + usize::from(header.units);
    // Words that no list knows may as well be the label of the next row.
    let known = cells.iter().any(|cell| layout.is_remark(cell.text));
    let mut rows = Rows::default();
    let mut at = 0;
    while at < cells.len() {
        let end = if known {
            at + cells[at..].iter().position(|cell| layout.is_remark(cell.text))?
        } else {
            at + 1 + before
        };
        let remark = cells.get(end)?;
        let count = (end - at)
            .checked_sub(before)
            .filter(|count| (1..=LONGEST_LABEL).contains(count))?;
        let (label, data) = cells[at..end].split_at(count);
        let (unit, values) = data.split_at(usize::from(header.units));
        let is_unit = |cell: &Cell| matches!(cell.kind, CellKind::Unit | CellKind::Missing);
        // 高于平均 among the values: words, where the label is known to be no longer.
        let worded = |(nth, cell): (usize, &Cell)| cell.is_data() || known && count == 1 && nth > 0;
        let whole = label.iter().all(|cell| !cell.is_data())
            && unit.iter().all(is_unit)
            && values.iter().enumerate().all(worded)
            && matches!(remark.kind, CellKind::Label | CellKind::Missing);
        if !whole {
            return None;
        }
        rows.rows.push(row(label, &cells[at + count..=end], header));
        at = end + 1;
    }
    Some(rows)
}
