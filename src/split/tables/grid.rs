//! Tables with one row a line: cells parted by `|`, by tabs, or by runs of spaces.

use super::super::lines::Line;
use super::super::{Column, Row, Table};
use super::{Found, parents};
use crate::model::Span;
use crate::rules::Layout;

/// Where the block of rows that begins with line `at` ends; `None` where no such block begins.
pub(super) fn end(lines: &[Line], at: usize, layout: &Layout) -> Option<usize> {
    let parted = Parted::of(&lines[at], layout)?;
    let mut end = at + 1;
    while lines
        .get(end)
        .is_some_and(|line| Parted::of(line, layout) == Some(parted))
    {
        end += 1;
    }
    (end - at >= 3).then_some(end)
}

/// Whether the line holds several cells.
pub(super) fn is_row(line: &Line, layout: &Layout) -> bool {
    Parted::of(line, layout).is_some()
}

/// Reads the lines `from..to`; the name may stand in a line above, not before line `floor`.
pub(super) fn read(text: &str, lines: &[Line], from: usize, to: usize, floor: usize, layout: &Layout) -> Option<Found> {
    let parted = Parted::of(&lines[from], layout)?;
    let rows: Vec<Vec<Span>> = lines[from..to]
        .iter()
        .map(|line| cells(line, parted))
        .filter(|row| !row.is_empty())
        .collect();
    let is_value = |span: &Span| layout.is_value(span.of(text)) || layout.is_missing(span.of(text));
    let numbers = rows
        .iter()
        .flatten()
        .filter(|span| layout.is_value(span.of(text)))
        .count();
    // Bars and tabs say that it is a table; runs of spaces may only look like one.
    if numbers
        < if parted == Parted::Spaces {
            super::FEWEST_VALUES
        } else {
            2
        }
    {
        return None;
    }
    let start = name_above(lines, from, floor, layout).unwrap_or(from);
    let found = |table| {
        Some(Found {
            lines: start..to,
            table,
            left_out: Vec::new(),
        })
    };
    // Columns of spaces: the heads may stand on a line of their own that has no numbers.
    let mut rows = rows;
    let mut head_from_above = None;
    if parted == Parted::Spaces && !rows[0].iter().skip(1).any(|span| !is_value(span)) && from > start {
        head_from_above = lines
            .get(from - 1)
            .filter(|_| from > start && !layout.is_caption(lines[from - 1].text))
            .map(|line| spaced(line));
    }
    let head = match head_from_above {
        Some(head) => head,
        None if rows[0]
            .iter()
            .skip(1)
            .all(|span| !layout.is_value(span.of(text)) || is_year(span.of(text))) =>
        {
            rows.remove(0)
        }
        None => return found(None),
    };
    let (head, rows) = one_below_the_other(text, head, rows);
    // The corner above the labels is empty, and the heads stand over their columns.
    let cornerless = parted == Parted::Spaces && rows.iter().all(|row| row.len() == head.len() + 1) && {
        let indent = |span: Span| {
            lines[..to]
                .iter()
                .rev()
                .find(|line| line.span.start <= span.start)
                .map_or(0, |line| line.indent)
        };
        rows.first().is_some_and(|row| indent(head[0]) >= indent(row[0]) + 6)
    };
    let head = if cornerless {
        std::iter::once(Span::new(head[0].start, head[0].start))
            .chain(head)
            .collect()
    } else {
        head
    };
    let width = head.len();
    let doubled = head
        .iter()
        .skip(1)
        .any(|span| !span.is_empty() && span.of(text) == head[0].of(text));
    if doubled || width < 2 || rows.len() < 2 || rows.iter().any(|row| row.len() != width || row[0].is_empty()) {
        return found(None);
    }
    let numbered = layout.is_numbering_header(head[0].of(text)) && width > 2;
    let label = usize::from(numbered);
    let unit = (layout.is_unit_header(head[label + 1].of(text)) && width > label + 2).then_some(label + 1);
    let first = unit.unwrap_or(label) + 1;
    let values = |row: &[Span]| {
        row[first..]
            .iter()
            .map(|span| (!span.is_empty() && !layout.is_missing(span.of(text))).then_some(*span))
            .collect()
    };
    let mut table = Table {
        caption: (start < from).then(|| lines[start].span),
        columns: head[first..]
            .iter()
            .map(|&span| Column { header: vec![span] })
            .collect(),
        rows: rows
            .iter()
            .map(|row| Row {
                label: vec![row[label]],
                parent: None,
                unit: unit.map(|at| row[at]).filter(|span| !span.is_empty()),
                cells: values(row),
            })
            .collect(),
        numbering: if numbered {
            rows.iter().map(|row| row[0]).filter(|span| !span.is_empty()).collect()
        } else {
            Vec::new()
        },
    };
    // Nothing that could be a fact: words in columns.
    if !table.rows.iter().any(|row| row.cells.iter().flatten().any(&is_value)) {
        return None;
    }
    parents::find(text, &mut table, &[], layout);
    found(Some(table))
}

/// Two or more tables side by side, each with the same heads: the second goes below the first.
fn one_below_the_other(text: &str, mut head: Vec<Span>, rows: Vec<Vec<Span>>) -> (Vec<Span>, Vec<Vec<Span>>) {
    let words: Vec<&str> = head.iter().map(|span| span.of(text)).collect();
    let Some(width) = words.iter().skip(1).position(|word| *word == words[0]).map(|at| at + 1) else {
        return (head, rows);
    };
    let same = words.len().is_multiple_of(width) && words.chunks(width).all(|heads| heads == &words[..width]);
    if !same
        || rows
            .iter()
            .any(|row| row.len() > words.len() || !row.len().is_multiple_of(width))
    {
        return (head, rows);
    }
    let tables = words.len() / width;
    let below = (0..tables).flat_map(|nth| {
        rows.iter()
            .filter_map(move |row| row.get(nth * width..(nth + 1) * width).map(<[Span]>::to_vec))
    });
    let rows = below.collect();
    head.truncate(width);
    (head, rows)
}

/// What parts the cells of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parted {
    Bars,
    Tabs,
    Spaces,
}

impl Parted {
    fn of(line: &Line, layout: &Layout) -> Option<Self> {
        if !line.is_text() && !line.text.starts_with('|') {
            return None;
        }
        if line.text.starts_with('|') && line.text.matches('|').count() >= 3 {
            return Some(Self::Bars);
        }
        if line.text.contains('\t') {
            return Some(Self::Tabs);
        }
        if line.is_prose() {
            return None;
        }
        let cells = spaced(line);
        let at = |span: &Span| &line.text[span.start - line.span.start..span.end - line.span.start];
        let values = cells
            .iter()
            .filter(|span| layout.is_value(at(span)) || layout.is_missing(at(span)))
            .count();
        (cells.len() >= 2 && values >= 1 && values + 1 >= cells.len()).then_some(Self::Spaces)
    }
}

/// The cells of a line; none for the rule below a head.
fn cells(line: &Line, parted: Parted) -> Vec<Span> {
    match parted {
        Parted::Bars => {
            let inner = line.text.trim_start_matches('|');
            let inner_start = line.span.end - inner.len();
            let inner = inner.strip_suffix('|').unwrap_or(inner);
            if inner.chars().all(|c| "-:| ".contains(c)) {
                return Vec::new();
            }
            pieces(inner, inner_start, '|')
        }
        Parted::Tabs => pieces(line.text, line.span.start, '\t'),
        Parted::Spaces => spaced(line),
    }
}

fn pieces(text: &str, start: usize, mark: char) -> Vec<Span> {
    let mut at = start;
    text.split(mark)
        .map(|piece| {
            let from = at + (piece.len() - piece.trim_start().len());
            at += piece.len() + mark.len_utf8();
            Span::new(from, from + piece.trim().len())
        })
        .collect()
}

/// The pieces between runs of spaces: of two or more where there are such runs, else of any.
fn spaced(line: &Line) -> Vec<Span> {
    let wide = line.text.contains("  ") || line.text.contains('\u{3000}');
    let mut cells = Vec::new();
    let mut start = None;
    let mut blanks = 0;
    let mut end = 0;
    for (at, c) in line.text.char_indices() {
        if c == ' ' || c == '\u{3000}' {
            blanks += if c == ' ' { 1 } else { 2 };
            continue;
        }
        if let Some(from) = start.filter(|_| blanks >= if wide { 2 } else { 1 }) {
            cells.push(Span::new(line.span.start + from, line.span.start + end));
            start = None;
        }
        start.get_or_insert(at);
        blanks = 0;
        end = at + c.len_utf8();
    }
    if let Some(from) = start {
        cells.push(Span::new(line.span.start + from, line.span.start + end));
    }
    cells
}

/// The line above that names the table: 表1  …, or a name just above, or above a line of heads.
fn name_above(lines: &[Line], from: usize, floor: usize, layout: &Layout) -> Option<usize> {
    (1..=3)
        .filter_map(|back| from.checked_sub(back))
        .filter(|&at| at >= floor)
        .find(|&at| {
            lines[at].is_text()
                && (layout.is_caption(lines[at].text)
                    || from - at <= 2 && !lines[at].is_prose() && layout.ends_like_caption(lines[at].text))
        })
}

fn is_year(text: &str) -> bool {
    let digits = text.trim_end_matches('年');
    digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit())
}
