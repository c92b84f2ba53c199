//! Tables with one cell a line, as copied from a web page or taken out of a PDF. Cells come row by row; in PDF text also column
//! by column for a few rows, each column a group of lines without blank lines inside.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::lines::{Line, LineKind};
use super::super::{Row, Table};
use super::header::{self, HeadCell, Header};
use super::numbered;
use super::parents;
use super::remarked;
use super::rows::{self, Rows};
use crate::model::Span;
use crate::rules::Layout;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CellKind {
    Value,
    Missing,
    Unit,
    Label,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Cell<'t> {
    pub(super) text: &'t str,
    pub(super) span: Span,
    pub(super) kind: CellKind,
    pub(super) indent: usize,
    /// A blank line or a page's end stands before it.
    pub(super) gap: bool,
    /// A page's end stands before it: a label above it is none of a row below.
    pub(super) page: bool,
}

impl Cell<'_> {
    pub(super) fn is_data(&self) -> bool {
        matches!(self.kind, CellKind::Value | CellKind::Missing)
    }

    pub(super) fn value(&self) -> Option<Span> {
        (self.kind != CellKind::Missing).then_some(self.span)
    }
}

/// Where the table in a run of cells begins: at its name, or at the head of its labels or numbers.
pub(super) fn start(lines: &[Line], run: Range<usize>, layout: &Layout) -> Option<usize> {
    if let Some(caption) = run.clone().find(|&at| layout.is_caption(lines[at].text)) {
        return Some(caption);
    }
    let first_value = run
        .clone()
        .find(|&at| lines[at].is_text() && (lines[at].is_value(layout) || layout.is_missing(lines[at].text)))?;
    let head = (run.start..first_value)
        .find(|&at| layout.is_label_header(lines[at].text) || layout.is_numbering_header(lines[at].text));
    let name = (run.start..head.unwrap_or(first_value))
        .rev()
        .find(|&at| layout.ends_like_caption(lines[at].text) && lines[at].text.chars().count() >= 6);
    name.or(head)
}

/// A table, and what of it could not be told.
pub(super) struct Reading {
    pub(super) table: Table,
    /// Cells whose row is in doubt; no row has them.
    pub(super) left_out: Vec<Span>,
    /// See [`Rows::doubt`].
    pub(super) doubt: usize,
}

/// Reads the lines as one table.
pub(super) fn read(text: &str, lines: &[Line], layout: &Layout) -> Option<Reading> {
    let mut numbering = Vec::new();
    let mut caption = None;
    let mut wanted = false;
    let mut from = 0;
    let first = lines.first()?;
    if let Some(number) = layout.caption_number(first.text) {
        let name = first.text[number..].trim();
        wanted = name.is_empty();
        if wanted {
            numbering.push(first.span);
        } else {
            caption = Some(first.span);
        }
        from = 1;
    } else if layout.ends_like_caption(first.text) && !layout.is_label_header(first.text) {
        caption = Some(first.span);
        from = 1;
    }
    let mut cells = Vec::with_capacity(lines.len());
    let mut page = false;
    for line in &lines[from..] {
        if line.kind == LineKind::Page {
            numbering.push(line.span);
            page = true;
        } else {
            cells.push(Cell {
                text: line.text,
                span: line.span,
                kind: kind(line.text, layout),
                indent: line.indent,
                gap: line.gap || page,
                page,
            });
            page = false;
        }
    }
    let head_end = head_end(&cells, layout)?;
    let numbered = cells[..head_end]
        .iter()
        .any(|cell| layout.is_numbering_header(cell.text));
    let (header, rows, body) = if numbered {
        let mut header = head(&cells[..head_end], caption, wanted, layout)?;
        if header.columns.len() > 1 && !cells[..head_end].iter().any(|cell| layout.is_label_header(cell.text)) {
            // The head of the labels is a word of this table alone.
            header.columns.remove(0);
        }
        let rows = numbered::read(&cells[head_end..], &header)?;
        (header, rows, cells[head_end..].to_vec())
    } else if let Some(last) = cells[..head_end]
        .iter()
        .position(|cell| layout.is_remark_header(cell.text))
    {
        let (heads, body) = cells.split_at(last + 1);
        let header = head(heads, caption, wanted, layout)?;
        let rows = remarked::read(body, &header, layout)?;
        (header, rows, body.to_vec())
    } else {
        best(&cells, head_end, caption, wanted, layout)?
    };
    if rows
        .rows
        .iter()
        .filter(|row| row.cells.iter().any(Option::is_some))
        .count()
        < 2
    {
        return None;
    }
    numbering.extend(rows.numbering);
    numbering.sort_unstable();
    let mut table = Table {
        caption: header.caption,
        columns: header.columns,
        rows: rows.rows,
        numbering,
        unit: header.unit,
    };
    let indent_at: BTreeMap<usize, usize> = body.iter().map(|cell| (cell.span.start, cell.indent)).collect();
    let indent = |row: &Row| row.label.first().and_then(|span| indent_at.get(&span.start)).copied();
    let indents: Vec<usize> = table.rows.iter().map(|row| indent(row).unwrap_or(0)).collect();
    parents::find(text, &mut table, &indents, layout);
    Some(Reading {
        table,
        left_out: rows.left_out,
        doubt: rows.doubt,
    })
}

fn head(cells: &[Cell], caption: Option<Span>, wanted: bool, layout: &Layout) -> Option<Header> {
    let cells: Vec<HeadCell> = cells
        .iter()
        .map(|cell| HeadCell {
            text: cell.text,
            span: cell.span,
            gap: cell.gap,
        })
        .collect();
    header::read(&cells, caption, wanted, layout)
}

/// Which of the cells before the first value head columns and which are labels of rows is not said. The label of the first
/// row is the last of them, unless it stands elsewhere; labels may also stand in one column below their head, before the
/// other heads. The reading that leaves the least in doubt is taken.
fn best<'t>(
    cells: &[Cell<'t>],
    head_end: usize,
    caption: Option<Span>,
    wanted: bool,
    layout: &Layout,
) -> Option<(Header, Rows, Vec<Cell<'t>>)> {
    let mut ways: Vec<(Vec<Cell>, Vec<Cell>)> = vec![
        (cells[..head_end - 1].to_vec(), cells[head_end - 1..].to_vec()),
        (cells[..head_end].to_vec(), cells[head_end..].to_vec()),
    ];
    if let Some(at) = cells[..head_end]
        .iter()
        .position(|cell| layout.is_label_header(cell.text))
    {
        let below = at + 1..at + 1 + cells[at + 1..head_end].iter().take_while(|cell| !cell.gap).count();
        if !below.is_empty() && below.end < head_end {
            let mut heads = cells[..=at].to_vec();
            heads.extend_from_slice(&cells[below.end..head_end]);
            let mut body = cells[below].to_vec();
            body[0].gap = true;
            body.extend_from_slice(&cells[head_end..]);
            ways.push((heads, body));
        }
    }
    let mut best: Option<(Header, Rows, Vec<Cell>)> = None;
    for (heads, body) in ways {
        let Some(header) = head(&heads, caption, wanted, layout) else {
            continue;
        };
        let Some(rows) = rows::read(&body, &header, layout) else {
            continue;
        };
        if best.as_ref().is_none_or(|(_, found, _)| rows.doubt < found.doubt) {
            best = Some((header, rows, body));
        }
    }
    best
}

fn kind(text: &str, layout: &Layout) -> CellKind {
    if layout.is_missing(text) {
        CellKind::Missing
    } else if layout.is_value(text) {
        CellKind::Value
    } else if layout.is_unit(text) && !text.starts_with(['（', '(']) {
        CellKind::Unit
    } else {
        CellKind::Label
    }
}

/// Cells before the first value or unit; years that head columns are none of the values.
fn head_end(cells: &[Cell], layout: &Layout) -> Option<usize> {
    let mut at = 0;
    while cells.get(at).is_some_and(|cell| cell.kind == CellKind::Label) {
        at += 1;
    }
    let year = |cell: &Cell| {
        cell.kind == CellKind::Value
            && cell.text.len() == 4
            && cell.text.parse().is_ok_and(|year: u32| (1949..=2100).contains(&year))
    };
    let years = cells[at..].iter().take_while(|cell| year(cell)).count();
    let rising = cells[at..at + years].windows(2).all(|pair| pair[0].text < pair[1].text);
    let label_headed = cells[..at]
        .iter()
        .any(|cell| layout.is_label_header(cell.text) || layout.is_numbering_header(cell.text));
    if years >= 2 && rising && label_headed {
        at += years;
        while cells.get(at).is_some_and(|cell| cell.kind == CellKind::Label) {
            at += 1;
        }
    }
    (at > 0 && at < cells.len()).then_some(at)
}
