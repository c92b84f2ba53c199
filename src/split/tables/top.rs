//! The rows at the top of a matrix: which of them head the columns, and which cells stand over several columns.

use super::matrix::{Matrix, Place};
use super::pieces::is_years;
use crate::model::Span;
use crate::rules::Layout;

/// How many rows at the top head the columns, and what stands above them: a row of one cell names the table.
pub(super) fn take_heads(text: &str, matrix: &mut Matrix, layout: &Layout) -> Vec<Span> {
    let value = |place: &Place| {
        place.cell().is_some_and(|span| {
            let cell = span.of(text);
            layout.is_value(cell) && !is_years(cell)
        })
    };
    let mut names = Vec::new();
    let rows = &mut matrix.rows;
    while rows.len() > 2 && rows[0].len() > 1 {
        let cells: Vec<Span> = rows[0].iter().filter_map(|place| place.cell()).collect();
        let [only] = cells[..] else { break };
        if layout.is_label_header(only.of(text)) || layout.is_value(only.of(text)) {
            break;
        }
        names.push(only);
        rows.remove(0);
    }
    let mut count = 0;
    while let Some(row) = rows.get(count) {
        let beyond: Vec<&str> = row[1..]
            .iter()
            .filter_map(|place| place.cell())
            .map(|span| span.of(text))
            .collect();
        let says = beyond.iter().any(|cell| !layout.is_missing(cell));
        let below = count > 0 && {
            let first = |row: &Vec<Place>| row[0].cell().map(|span| span.of(text));
            let again = first(row).is_some() && first(row) == first(&rows[count - 1]);
            let years = beyond.iter().all(|cell| is_years(cell)) && rows[0][1..].contains(&Place::Left);
            row[0].cell().is_none()
                || again
                || beyond.iter().all(|cell| layout.is_unit(cell)) && !beyond.is_empty()
                || years
        };
        // A column of years is no column headed by one.
        let dates = (1..row.len()).any(|column| {
            let years = |row: &Vec<Place>| row[column].cell().is_some_and(|span| is_years(span.of(text)));
            let below = rows[count + 1..].iter().filter(|row| years(row)).count();
            years(row) && below >= 2 && 2 * below > rows.len() - count
        });
        if row[1..].iter().any(value) || dates || !says || !(count == 0 || below) {
            break;
        }
        count += 1;
    }
    matrix.heads = rows.drain(..count).collect();
    share(&mut matrix.heads);
    spread(&mut matrix.heads);
    names
}

/// 指标 | 规划目标 | 实现情况 over an empty place and four heads: where merged cells were written as one each, those of the upper row
/// stand over equally many of the lower one.
fn share(heads: &mut [Vec<Place>]) {
    let [upper, lower, ..] = heads else { return };
    let filled = |row: &[Place]| row.iter().all(|place| place.cell().is_some());
    let groups = upper.iter().skip(1).take_while(|place| place.cell().is_some()).count();
    let empty = upper.iter().skip(1 + groups).all(|place| *place == Place::Empty);
    let below = lower.len().saturating_sub(1);
    let apart = lower.first() == Some(&Place::Empty) && filled(&lower[1..]) && upper[0].cell().is_some();
    if groups < 2 || groups >= below || below % groups != 0 || !empty || !apart {
        return;
    }
    for column in (1..=below).rev() {
        let (group, first) = ((column - 1) * groups / below, (column - 1) % (below / groups) == 0);
        upper[column] = if first { upper[1 + group] } else { Place::Left };
    }
}

/// In tables of text a cell over several columns is followed by empty ones; what stands below tells that it is one.
fn spread(heads: &mut [Vec<Place>]) {
    for row in 0..heads.len().saturating_sub(1) {
        for column in 1..heads[row].len() {
            let below = heads[row + 1..].iter().any(|row| row[column].cell().is_some());
            let before = matches!(heads[row][column - 1], Place::Cell(_) | Place::Left);
            // Over the first cell of the lower line nothing stands that it could be a part of.
            let under = heads[row + 1..].iter().any(|row| row[column - 1].cell().is_some());
            if heads[row][column] == Place::Empty && below && before && under {
                heads[row][column] = Place::Left;
            }
        }
    }
}

/// 甲 乙 1 2, (1) (2) (3): numbers of the columns, below their heads.
pub(super) fn number_line(text: &str, matrix: &mut Matrix) {
    let is_numbers = |row: &[Place]| {
        let cells: Vec<&str> = row
            .iter()
            .filter_map(|place| place.cell())
            .map(|span| span.of(text))
            .collect();
        let stems = cells
            .iter()
            .take_while(|cell| matches!(**cell, "甲" | "乙" | "丙" | "丁"))
            .count();
        let numbers = &cells[stems..];
        let bracketed = numbers
            .iter()
            .all(|cell| cell.starts_with(['(', '（']) && cell.ends_with([')', '）']));
        let plain = |cell: &str| cell.trim_matches(['(', ')', '（', '）']).parse::<usize>().ok();
        !numbers.is_empty()
            && (stems > 0 || bracketed && numbers.len() >= 2)
            && numbers.iter().enumerate().all(|(at, cell)| plain(cell) == Some(at + 1))
    };
    for rows in [&mut matrix.heads, &mut matrix.rows] {
        let Some(at) = rows.iter().position(|row| is_numbers(row)) else {
            continue;
        };
        let row = rows.remove(at);
        let numbers = row.into_iter().filter_map(Place::cell);
        matrix
            .numbering
            .extend(numbers.filter(|span| span.of(text).contains(|c: char| c.is_ascii_digit())));
    }
}
