//! Tables with one cell a line, as copied from a web page or taken out of a PDF. Cells come row by row; in PDF text also column
//! by column for a few rows, each column a group of lines without blank lines inside.

use std::ops::Range;

use super::super::lines::{Line, LineKind};
use super::super::{Row, Table};
use super::header::{self, HeadCell, Header};
use super::parents;
use crate::model::Span;
use crate::rules::Layout;

/// Most lines of one label.
const LONGEST_LABEL: usize = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CellKind {
    Value,
    Missing,
    Unit,
    Label,
}

#[derive(Clone, Copy, Debug)]
struct Cell<'t> {
    text: &'t str,
    span: Span,
    kind: CellKind,
    indent: usize,
    gap: bool,
}

impl Cell<'_> {
    fn is_data(&self) -> bool {
        matches!(self.kind, CellKind::Value | CellKind::Missing)
    }

    fn value(&self) -> Option<Span> {
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
        .find(|&at| lines[at].is_text() && (layout.is_value(lines[at].text) || layout.is_missing(lines[at].text)))?;
    let head = (run.start..first_value)
        .find(|&at| layout.is_label_header(lines[at].text) || layout.is_numbering_header(lines[at].text));
    let name = (run.start..head.unwrap_or(first_value))
        .rev()
        .find(|&at| layout.ends_like_caption(lines[at].text) && lines[at].text.chars().count() >= 6);
    name.or(head)
}

/// Reads the lines as one table; `with_orphan` where the last line is a label whose values stand before the first label.
pub(super) fn read(text: &str, lines: &[Line], with_orphan: bool, layout: &Layout) -> Option<Table> {
    let mut table = Table::default();
    let mut caption = None;
    let mut wanted = false;
    let mut from = 0;
    let first = lines.first()?;
    if let Some(number) = layout.caption_number(first.text) {
        let name = first.text[number..].trim();
        wanted = name.is_empty();
        if wanted {
            table.numbering.push(first.span);
        } else {
            caption = Some(first.span);
        }
        from = 1;
    } else if layout.ends_like_caption(first.text) && !layout.is_label_header(first.text) {
        caption = Some(first.span);
        from = 1;
    }
    let mut cells = Vec::with_capacity(lines.len());
    for line in &lines[from..] {
        if line.kind == LineKind::Page {
            table.numbering.push(line.span);
        } else {
            cells.push(Cell {
                text: line.text,
                span: line.span,
                kind: kind(line.text, layout),
                indent: line.indent,
                gap: line.gap,
            });
        }
    }

    let head_end = head_end(&cells, layout)?;
    let head_of = |to: usize| {
        let head: Vec<HeadCell> = cells[..to]
            .iter()
            .map(|cell| HeadCell {
                text: cell.text,
                span: cell.span,
            })
            .collect();
        header::read(&head, caption, wanted, layout)
    };
    // The label of the first row is the last cell before its values, unless the labels are counted or it stands elsewhere.
    let numbered = cells[..head_end]
        .iter()
        .any(|cell| layout.is_numbering_header(cell.text));
    let body_from = if numbered || with_orphan {
        head_end
    } else {
        head_end.checked_sub(1)?
    };
    let mut header = head_of(body_from)?;
    if numbered && header.columns.len() > 1 && !cells[..head_end].iter().any(|cell| layout.is_label_header(cell.text)) {
        // The head of the labels is a word of this table alone.
        header.columns.remove(0);
    }
    let body = &cells[body_from..];
    let mut reader = Reader {
        cells: body,
        header: &header,
        rows: Vec::new(),
        numbering: Vec::new(),
        layout,
    };
    let read = if numbered {
        reader.read_numbered()
    } else {
        reader.read_rows(with_orphan)
    };
    read?;
    let Reader { rows, numbering, .. } = reader;
    if rows.iter().filter(|row| row.cells.iter().any(Option::is_some)).count() < 2 {
        return None;
    }
    table.rows = rows;
    table.numbering.extend(numbering);
    table.numbering.sort_unstable();
    table.caption = header.caption;
    table.columns = header.columns;
    let indent = |row: &Row| {
        let start = row.label.first().map_or(0, |span| span.start);
        body.get(body.partition_point(|cell| cell.span.start < start))
            .map_or(0, |cell| cell.indent)
    };
    let indents: Vec<usize> = table.rows.iter().map(indent).collect();
    parents::find(text, &mut table, &indents, layout);
    Some(table)
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

struct Reader<'c, 't> {
    cells: &'c [Cell<'t>],
    header: &'c Header,
    rows: Vec<Row>,
    numbering: Vec<Span>,
    layout: &'c Layout,
}

impl Reader<'_, '_> {
    /// Rows that begin with 1, 2, 3…: their length is known, so cells may be words.
    fn read_numbered(&mut self) -> Option<()> {
        let tail = self.header.columns.len() + usize::from(self.header.units);
        let number = |at: usize, wanted: usize| {
            self.cells
                .get(at)
                .is_some_and(|cell| cell.text.trim_end_matches(['.', '、']).parse() == Ok(wanted))
        };
        let mut at = 0;
        let mut count = 1;
        while at < self.cells.len() {
            if !number(at, count) {
                return None;
            }
            let labels = (1..=LONGEST_LABEL).find(|labels| {
                let end = at + 1 + labels + tail;
                let words = self
                    .cells
                    .get(at + 1..at + 1 + labels)
                    .is_some_and(|cells| cells.iter().all(|cell| !cell.is_data()));
                words && (end == self.cells.len() || number(end, count + 1))
            })?;
            self.numbering.push(self.cells[at].span);
            self.row(at + 1..at + 1 + labels, at + 1 + labels)?;
            at += 1 + labels + tail;
            count += 1;
        }
        Some(())
    }

    /// Rows that begin with a label.
    fn read_rows(&mut self, with_orphan: bool) -> Option<()> {
        let tail = self.header.columns.len() + usize::from(self.header.units);
        let mut cells = self.cells;
        let mut at = 0;
        if with_orphan {
            // The label of the whole stands in the middle of its rows on the page, and so last in the text. Only a part
            // behind it proves that the values before the first label are its own.
            let (last, rest) = self.cells.split_last()?;
            let next = rest.get(tail)?;
            self.layout.part_mark(next.text)?;
            if last.kind != CellKind::Label || self.layout.part_mark(last.text).is_some() || !self.fits(&rest[..tail]) {
                return None;
            }
            self.row_of(vec![last.span], &rest[..tail]);
            cells = rest;
            at = tail;
        }
        while at < cells.len() {
            if let Some(end) = self.columns_at(cells, at) {
                at = end;
                continue;
            }
            let labels = cells[at..]
                .iter()
                .take_while(|cell| cell.kind == CellKind::Label)
                .count();
            let end = at + labels + tail;
            if labels == 0 || labels > LONGEST_LABEL || end > cells.len() || !self.fits(&cells[at + labels..end]) {
                return None;
            }
            // Lines above a label are its first part where they cannot end there; else they head the rows below.
            let mut first = at + labels - 1;
            while first > at && is_unfinished(cells[first - 1].text) {
                first -= 1;
            }
            for group in &cells[at..first] {
                self.rows.push(Row {
                    label: vec![group.span],
                    cells: vec![None; self.header.columns.len()],
                    ..Row::default()
                });
            }
            self.row(first..at + labels, at + labels)?;
            at = end;
        }
        Some(())
    }

    /// Several rows, column by column: groups of equal size, one of labels, one of units if there are units, one for each column.
    fn columns_at(&mut self, cells: &[Cell], at: usize) -> Option<usize> {
        let size = group_len(cells, at);
        let count = 1 + usize::from(self.header.units) + self.header.columns.len();
        let end = at + size * count;
        if size < 2 || end > cells.len() {
            return None;
        }
        let groups: Vec<&[Cell]> = (0..count)
            .map(|nth| &cells[at + nth * size..at + (nth + 1) * size])
            .collect();
        let bounded = (0..count).all(|nth| group_len(cells, at + nth * size) == size);
        let all = |group: &[Cell], kind: fn(&Cell) -> bool| group.iter().all(kind);
        let labels: Vec<_> = groups
            .iter()
            .filter(|group| all(group, |cell| cell.kind == CellKind::Label))
            .collect();
        let units: Vec<_> = groups
            .iter()
            .filter(|group| all(group, |cell| cell.kind == CellKind::Unit))
            .collect();
        let values: Vec<_> = groups
            .iter()
            .filter(|group| all(group, |cell| cell.is_data()))
            .collect();
        if !bounded
            || labels.len() != 1
            || units.len() != usize::from(self.header.units)
            || values.len() != self.header.columns.len()
        {
            return None;
        }
        for nth in 0..size {
            self.rows.push(Row {
                label: vec![labels[0][nth].span],
                parent: None,
                unit: units.first().map(|units| units[nth].span),
                cells: values.iter().map(|column| column[nth].value()).collect(),
            });
        }
        Some(end)
    }

    /// Whether the cells are what follows a label: a unit, where there are units, and a value for each column.
    fn fits(&self, cells: &[Cell]) -> bool {
        let (units, values) = cells.split_at(usize::from(self.header.units).min(cells.len()));
        units
            .iter()
            .all(|cell| matches!(cell.kind, CellKind::Unit | CellKind::Missing))
            && values.iter().all(Cell::is_data)
    }

    fn row(&mut self, label: Range<usize>, from: usize) -> Option<()> {
        let label = self.cells.get(label)?.iter().map(|cell| cell.span).collect();
        let to = from + self.header.columns.len() + usize::from(self.header.units);
        let cells = self.cells.get(from..to)?;
        self.row_of(label, cells);
        Some(())
    }

    fn row_of(&mut self, label: Vec<Span>, cells: &[Cell]) {
        let (units, values) = cells.split_at(usize::from(self.header.units).min(cells.len()));
        self.rows.push(Row {
            label,
            parent: None,
            unit: units.first().and_then(Cell::value),
            cells: values.iter().map(Cell::value).collect(),
        });
    }
}

/// Cells from `at` on without a blank line between; looks no farther than it must.
fn group_len(cells: &[Cell], at: usize) -> usize {
    if at > 0 && at < cells.len() && !cells[at].gap {
        return 0;
    }
    1 + cells
        .get(at + 1..)
        .unwrap_or(&[])
        .iter()
        .take_while(|cell| !cell.gap)
        .count()
}

/// A label that goes on in the next line: it ends with 、 or inside a bracket.
fn is_unfinished(text: &str) -> bool {
    text.ends_with(['、', '及', '和', '与', '的'])
        || text.matches(['（', '(']).count() > text.matches(['）', ')']).count()
}
