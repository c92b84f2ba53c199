//! Which rows are parts of which.

use rust_decimal::Decimal;

use super::super::Table;
use crate::rules::Layout;

/// Most rows that one whole is divided into.
const LONGEST_DIVISION: usize = 40;

/// Sets the parents: by indentation where the labels are indented; by marks (#, 其中) else. Where the rows from a mark on add up
/// to the row before it, all of them are its parts; else only the marked row is known to be one.
pub(super) fn find(text: &str, table: &mut Table, indents: &[usize], layout: &Layout) {
    let marked: Vec<bool> = table
        .rows
        .iter()
        .map(|row| {
            row.label
                .first()
                .is_some_and(|span| layout.part_mark(span.of(text)).is_some())
        })
        .collect();
    let deepest = indents.iter().max().copied().unwrap_or(0);
    let shallowest = indents.iter().min().copied().unwrap_or(0);
    let any_marked = marked.iter().any(|&marked| marked);
    if deepest > shallowest && indents.len() == table.rows.len() {
        by_indent(table, indents, &marked);
    } else if any_marked {
        by_mark(text, table, &marked);
    }
}

fn by_indent(table: &mut Table, indents: &[usize], marked: &[bool]) {
    let mut above: Vec<(usize, usize)> = Vec::new();
    for (row, &indent) in indents.iter().enumerate() {
        // 其中：中央⏎　　　地方: the mark takes the place of an indentation.
        let depth = if marked[row] { indent + 6 } else { indent };
        while above.last().is_some_and(|&(_, other)| other >= depth) {
            above.pop();
        }
        table.rows[row].parent = above.last().map(|&(parent, _)| parent);
        above.push((row, depth));
    }
}

fn by_mark(text: &str, table: &mut Table, marked: &[bool]) {
    let sums = table.columns.first().is_some_and(|column| {
        column
            .header
            .iter()
            .all(|piece| !piece.of(text).contains(['%', '增', '率', '比']))
    });
    let value = |table: &Table, row: usize| -> Option<Decimal> {
        table.rows[row].cells.first().copied().flatten()?.of(text).parse().ok()
    };
    let mut whole: Option<usize> = None;
    // Rows up to here are parts of `whole`.
    let mut covered = 0;
    for row in 1..table.rows.len() {
        if !marked[row] {
            if row < covered {
                table.rows[row].parent = whole;
            }
            continue;
        }
        // Another way to divide the same whole begins right behind a complete one.
        let top = if row == covered && whole.is_some() {
            whole
        } else {
            Some(row - 1)
        };
        let inner = row < covered;
        table.rows[row].parent = top;
        if inner || !sums {
            continue;
        }
        whole = top;
        covered = top
            .and_then(|top| value(table, top))
            .and_then(|total| {
                let mut sum = Decimal::ZERO;
                for (part, &is_marked) in marked.iter().enumerate().skip(row).take(LONGEST_DIVISION) {
                    if part > row && is_marked {
                        break;
                    }
                    sum += value(table, part)?;
                    // Rounding: half a unit of the last place for each part.
                    let slack = Decimal::new((part - row + 1) as i64, total.scale());
                    if part > row && (sum - total).abs() <= slack && !total.is_zero() {
                        return Some(part + 1);
                    }
                }
                None
            })
            .unwrap_or(0);
    }
}
