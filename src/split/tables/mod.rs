//! Blocks of lines that are tables: one cell a line, or one row a line. A block that looks like a table and cannot be read
//! without guessing stays unread.

mod aligned;
mod cells;
mod folded;
mod grid;
mod header;
mod matrix;
mod numbered;
mod parents;
mod pieces;
mod remarked;
mod rows;
mod top;

use std::ops::Range;

pub(super) use pieces::{Parted, Piece};

use super::Table;
use super::lines::{Line, LineKind};
use crate::model::Span;
use crate::rules::{Layout, Opening, Traits};

/// Widest cell of a table that has one cell a line.
const WIDEST_CELL: usize = 76;
/// So many values make a block of cells a table.
const FEWEST_VALUES: usize = 4;

/// A block of lines that is, or looks like, a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) lines: Range<usize>,
    /// `None` where it could not be read.
    pub(super) table: Option<Table>,
    /// Cells of a table read whose row is in doubt.
    pub(super) left_out: Vec<Span>,
}

/// The tables of the text, in order.
pub(super) fn find(text: &str, lines: &[Line], layout: &Layout) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if let Some(end) = grid::end(lines, at, layout) {
            found.extend(grid::read(
                text,
                lines,
                at,
                end,
                found.last().map_or(0, |last| last.lines.end),
                layout,
            ));
            at = end;
            continue;
        }
        let end = cells_end(lines, at, layout);
        if end > at {
            found.extend(read_cells(text, lines, at..end, layout));
        }
        at = end.max(at + 1);
    }
    found
}

/// Where the run of cells that begins with line `at` ends.
fn cells_end(lines: &[Line], at: usize, layout: &Layout) -> usize {
    let mut end = at;
    let mut values = 0;
    while let Some(line) = lines.get(end).filter(|_| is_cell(lines, end, layout)) {
        // The name of the next table ends this one.
        if values > 0 && layout.is_caption(line.text) {
            break;
        }
        values += usize::from(line.is_value(layout));
        end += 1;
    }
    // A page number behind the last cell is none of the table.
    while end > at && lines[end - 1].kind == LineKind::Page {
        end -= 1;
    }
    end
}

fn is_cell(lines: &[Line], at: usize, layout: &Layout) -> bool {
    let line = &lines[at];
    match line.kind {
        LineKind::Page => return true,
        LineKind::Furniture => return false,
        LineKind::Text => {}
    }
    if line.width > WIDEST_CELL
        || line.traits.has(Traits::UNCELLED)
        || line.traits.has(Traits::WIDE_COMMA) && has_comma(line.text)
        || line.text.starts_with("# ")
    {
        return false;
    }
    // [20] is a value as well as the mark of a footnote.
    let note = line.begins(Opening::NOTE | Opening::FOOTNOTE) && layout.is_note(line.text) && !line.is_value(layout);
    if note || line.begins(Opening::BOX) && layout.is_box(line.text) || grid::is_row(line, layout) {
        return false;
    }
    let value_follows = |at: usize| {
        lines.get(at + 1).is_some_and(|next| {
            next.is_value(layout)
                || layout.is_unit(next.text) && !next.text.starts_with(['（', '('])
                || next.begins(Opening::MISSING) && layout.is_missing(next.text)
        })
    };
    // 一、税收收入 is the label of a row where a value follows it, else a heading.
    let numbered = line.numbering.is_some_and(|numbering| numbering.rank <= 8);
    let introduces = line.text.ends_with(['：', ':']) && line.width > 12;
    (!numbered || line.is_value(layout) || value_follows(at)) && !introduces
}

/// Whether the text has a comma outside brackets; 白酒（折65度，商品量） is a label.
fn has_comma(text: &str) -> bool {
    let mut depth = 0usize;
    text.chars().any(|c| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == '，' && depth == 0
    })
}

fn read_cells(text: &str, lines: &[Line], run: Range<usize>, layout: &Layout) -> Option<Found> {
    let values = run
        .clone()
        .filter(|&at| lines[at].is_text() && lines[at].is_value(layout))
        .count();
    if values < FEWEST_VALUES {
        return None;
    }
    let start = cells::start(lines, run.clone(), layout)?;
    let named = layout.is_caption(lines[start].text);
    let last = (start..run.end).rev().find(|&at| {
        let cell = lines[at].text;
        lines[at].is_text() && (layout.is_value(cell) || layout.is_missing(cell) || layout.is_unit(cell))
    })?;
    // Labels behind the last value belong to what follows, unless rows of the table lack theirs.
    let mut best: Option<(usize, cells::Reading)> = None;
    let mut read_to_end = false;
    for end in [last + 1, run.end] {
        // Nothing is better than what leaves nothing in doubt, and nothing is read twice.
        if best.as_ref().is_some_and(|(_, found)| found.doubt == 0) || end == run.end && read_to_end {
            break;
        }
        read_to_end = end == run.end;
        let Some(reading) = cells::read(text, &lines[start..end], layout) else {
            continue;
        };
        if best.as_ref().is_none_or(|(_, found)| reading.doubt < found.doubt) {
            best = Some((end, reading));
        }
    }
    match best {
        Some((end, reading)) => Some(Found {
            lines: start..end,
            table: Some(reading.table),
            left_out: reading.left_out,
        }),
        None => {
            let labels = (start..=last)
                .filter(|&at| lines[at].is_text() && !lines[at].is_value(layout))
                .count();
            (named || labels >= 3 && values >= 6).then_some(Found {
                lines: start..if named { run.end } else { last + 1 },
                table: None,
                left_out: Vec::new(),
            })
        }
    }
}
