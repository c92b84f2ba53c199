//! Tables with one row a line: cells parted by `|`, by tabs, or by runs of spaces.

use super::super::lines::Line;
use super::super::{Column, Row, Table};
use super::{Found, parents};
use crate::model::Span;
use crate::rules::Layout;

/// Where the block of rows that begins with line `at` ends; `None` where no such block begins.
pub(super) fn end(lines: &[Line], at: usize, layout: &Layout) -> Option<usize> {
    let parted = Parted::of(&lines[at], layout)?;
    let mut end = at;
    let (mut rows, mut next) = (0, at);
    while let Some(line) = lines.get(next) {
        let rule = is_rule(line);
        if !rule && Parted::of(line, layout) != Some(parted) {
            break;
        }
        next += 1;
        if !rule {
            rows += 1;
            end = next;
        }
    }
    (rows >= 3).then_some(end)
}

/// A line drawn between the rows: ------.
fn is_rule(line: &Line) -> bool {
    line.text.len() > 2 && line.text.chars().all(|c| "-=_─━—－┄┈┅┉ ".contains(c))
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
        .filter(|line| !is_rule(line) || parted != Parted::Spaces)
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
    // Columns of spaces: the heads stand on a line of their own where they have no numbers.
    let mut rows = rows;
    let above = |at: usize| (floor..at).rev().find(|&at| !is_rule(&lines[at]));
    let headless = parted == Parted::Spaces && {
        let unit = |nth: usize, span: &Span| nth == 1 && rows[0].len() > 2 && layout.is_unit(span.of(text));
        let mut data = rows[0].iter().enumerate().skip(1);
        data.all(|(nth, span)| is_value(span) || unit(nth, span))
    };
    let head_line = above(from).filter(|&at| headless && heads_columns(&lines[at], rows[0].len(), layout));
    let top = head_line.unwrap_or(from);
    let name = above(top).and_then(|at| name_above(lines, at + 1, floor, layout));
    let start = name.unwrap_or(top);
    let found = |table| {
        Some(Found {
            lines: start..to,
            table,
            left_out: Vec::new(),
        })
    };
    let head = match head_line {
        Some(at) => spaced(&lines[at]),
        None if rows[0]
            .iter()
            .skip(1)
            .all(|span| !layout.is_value(span.of(text)) || is_year(span.of(text))) =>
        {
            rows.remove(0)
        }
        None => return found(None),
    };
    // Heads on two lines: which stand over which is not known without their places on the page.
    let stacked = parted == Parted::Spaces
        && above(top).is_some_and(|at| {
            let line = &lines[at];
            Some(at) != name && line.is_text() && !line.is_prose() && spaced(line).len() >= 2
        });
    // （亿元） alone is the second line of a head.
    let cut = parted == Parted::Spaces && head.iter().any(|span| span.of(text).starts_with(['（', '(']));
    if stacked || cut {
        return found(None);
    }
    let (head, rows) = one_below_the_other(text, head, rows);
    // The corner above the labels is empty, and the heads stand over their columns: years, or heads that are indented.
    let cornerless = parted == Parted::Spaces && rows.iter().all(|row| row.len() == head.len() + 1) && {
        let indent = |span: Span| {
            lines[..to]
                .iter()
                .rev()
                .find(|line| line.span.start <= span.start)
                .map_or(0, |line| line.indent)
        };
        head.iter().all(|span| is_year(span.of(text)))
            || rows.first().is_some_and(|row| indent(head[0]) >= indent(row[0]) + 6)
    };
    let head = if cornerless {
        std::iter::once(Span::new(head[0].start, head[0].start))
            .chain(head)
            .collect()
    } else {
        head
    };
    let width = head.len();
    // Two columns of one name are told apart by a line above them that is not read.
    let mut names: Vec<&str> = head
        .iter()
        .map(|span| span.of(text))
        .filter(|name| !name.is_empty())
        .collect();
    names.sort_unstable();
    let doubled = names.windows(2).any(|pair| pair[0] == pair[1]);
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
        caption: name.map(|at| lines[at].span),
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
        // A label, a unit where there is a column of units, and values.
        let units = usize::from(cells.get(1).is_some_and(|span| layout.is_unit(at(span))) && values >= 1);
        (cells.len() >= 2 && values >= 1 && values + units + 1 >= cells.len()).then_some(Self::Spaces)
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

/// The line above that names the table: 表1  …, or a name just above.
fn name_above(lines: &[Line], from: usize, floor: usize, layout: &Layout) -> Option<usize> {
    (1..=3)
        .filter_map(|back| from.checked_sub(back))
        .filter(|&at| at >= floor)
        .find(|&at| {
            let line = &lines[at];
            let named = || from - at <= 2 && !line.is_prose() && spaced(line).len() <= 2;
            line.is_text() && (layout.is_caption(line.text) || named() && layout.ends_like_caption(line.text))
        })
}

/// Whether the line holds the heads of `width` columns, or of all but the first, and nothing else.
fn heads_columns(line: &Line, width: usize, layout: &Layout) -> bool {
    let heads = spaced(line);
    let at = |span: &Span| &line.text[span.start - line.span.start..span.end - line.span.start];
    line.is_text()
        && !line.is_prose()
        && !layout.is_caption(line.text)
        && heads.len() >= 2
        && (heads.len() == width || heads.len() + 1 == width || heads.len().is_multiple_of(width))
        && heads.iter().all(|head| !layout.is_value(at(head)) || is_year(at(head)))
}

fn is_year(text: &str) -> bool {
    let digits = text.trim_end_matches('年');
    digits.len() == 4 && digits.parse().is_ok_and(|year: u32| (1900..=2100).contains(&year))
}
