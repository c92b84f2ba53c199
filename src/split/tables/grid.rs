//! Tables with one row a line: cells parted by bars, by tabs, or by runs of spaces.

use super::super::lines::Line;
use super::matrix::{self, Matrix, Place};
use super::pieces::{Parted, is_rule, is_years, parted, spaced, within};
use super::{Found, aligned, folded, top};
use crate::model::Span;
use crate::rules::Layout;

/// Where the block of rows that begins with line `at` ends; `None` where no such block begins.
pub(super) fn end(lines: &[Line], at: usize, layout: &Layout) -> Option<usize> {
    let by = Parted::of(&lines[at], layout)?;
    let mut end = at;
    let (mut rows, mut next) = (0, at);
    while let Some(line) = lines.get(next) {
        let rule = is_rule(line);
        let row = Parted::of(line, layout) == Some(by);
        if row && rows > 0 && (begins_another(lines, next, by, layout) || rows >= 2 && is_apart(lines, at, next)) {
            break;
        }
        if !rule && !row {
            if by == Parted::Spaces
                && rows > 0
                && let Some(row) = folded::at(lines, next, layout)
            {
                next = row.end;
                end = next;
                rows += 1;
                continue;
            }
            // A line of its own between rows heads those below it: 农户特征.
            let below = lines.get(next + 1).and_then(|line| Parted::of(line, layout));
            let heads = rows >= 2 && below == Some(by) && is_section(line, layout);
            let goes_on = heads && !begins_another(lines, next + 1, by, layout);
            if !goes_on {
                break;
            }
        }
        next += 1;
        if !rule {
            rows += 1;
            end = next;
        }
    }
    // Two lines of words and values are a table where heads stand above them.
    let wide = |line: &Line| line.text.contains("  ") || line.text.contains("\u{3000}\u{3000}");
    let headed = || {
        at > 0 && !lines[at].gap && wide(&lines[at - 1]) && !lines[at - 1].is_prose() && lines[at..end].iter().all(wide)
    };
    let fewest = if by == Parted::Spaces && !headed() { 3 } else { 2 };
    (rows >= fewest).then_some(end)
}

/// Whether the line holds several cells.
pub(super) fn is_row(line: &Line, layout: &Layout) -> bool {
    Parted::of(line, layout).is_some()
}

/// Whether a blank line stands before line `next` and none between the lines `at..next`.
fn is_apart(lines: &[Line], at: usize, next: usize) -> bool {
    lines[next].gap && next - at >= 2 && !lines[next - 1].gap && !lines[at + 1].gap
}

/// Whether the row heads columns anew: 年份 1989 1990, in the middle of a block.
fn begins_another(lines: &[Line], at: usize, by: Parted, layout: &Layout) -> bool {
    if by != Parted::Spaces {
        return false;
    }
    let line = &lines[at];
    let cells = spaced(line);
    cells
        .first()
        .is_some_and(|first| !layout.is_value(within(line, first.span)))
        && cells.len() > 2
        && cells[1..].iter().all(|cell| is_years(within(line, cell.span)))
}

/// A label on a line of its own, of the rows below it.
fn is_section(line: &Line, layout: &Layout) -> bool {
    line.is_text()
        && !line.is_prose()
        && line.width <= 40
        && spaced(line).len() == 1
        && !line.text.contains('\t')
        && !layout.is_caption(line.text)
        && !layout.is_note(line.text)
        && !layout.ends_like_caption(line.text)
        && !line.text.contains("单位")
        && !line.is_value(layout)
}

/// Reads the lines `from..to`; the name may stand in a line above, not before line `floor`.
pub(super) fn read(text: &str, lines: &[Line], from: usize, to: usize, floor: usize, layout: &Layout) -> Option<Found> {
    let by = Parted::of(&lines[from], layout)?;
    let values = values(text, lines, from..to, by, layout);
    // Bars and tabs say that it is a table; runs of spaces may only look like one.
    let fewest = if by == Parted::Spaces { super::FEWEST_VALUES } else { 1 };
    if values < fewest {
        return None;
    }
    let (read, top, inner) = if by == Parted::Spaces {
        match aligned::read(lines, from, to, floor, layout) {
            Some(read) => (Some(read.matrix), read.top, read.name.into_iter().collect()),
            None => (None, aligned::top(lines, from, floor, layout), Vec::new()),
        }
    } else {
        let mut matrix = marked(text, lines, from..to, by);
        let inner = top::take_heads(text, &mut matrix, layout);
        (Some(matrix), from, inner)
    };
    let above = Above::of(text, lines, top, floor, layout);
    let start = above.top.unwrap_or(top);
    let reading = read.and_then(|matrix| matrix::read(text, matrix, layout));
    // Two lines with a tab or bars may be anything.
    if reading.is_none() && to - from < 3 {
        return None;
    }
    let mut left_out = Vec::new();
    let table = reading.map(|reading| {
        left_out = reading.left_out;
        let mut table = reading.table;
        let unit = |span: &Span| Above::unit(span.of(text)).is_some();
        table.caption = above.name.or_else(|| inner.iter().copied().find(|span| !unit(span)));
        table.unit = above.unit.or_else(|| {
            let span = *inner.iter().find(|span| unit(span))?;
            let (start, end) = Above::unit(span.of(text))?;
            Some(Span::new(span.start + start, span.start + end))
        });
        table
    });
    Some(Found {
        lines: start..to,
        table,
        left_out,
    })
}

fn values(text: &str, lines: &[Line], rows: std::ops::Range<usize>, by: Parted, layout: &Layout) -> usize {
    let count = |line: &Line| match by {
        Parted::Spaces => spaced(line)
            .iter()
            .filter(|piece| layout.is_value(within(line, piece.span)))
            .count(),
        Parted::Bars | Parted::Tabs => parted(text, line, by)
            .iter()
            .filter(|span| layout.is_value(span.of(text)))
            .count(),
    };
    lines[rows].iter().map(count).sum()
}

/// The rows between bars or tabs, all of one length.
fn marked(text: &str, lines: &[Line], rows: std::ops::Range<usize>, by: Parted) -> Matrix {
    let mut rows: Vec<Vec<Place>> = lines[rows]
        .iter()
        .filter(|line| !is_rule(line))
        .map(|line| {
            parted(text, line, by)
                .into_iter()
                .map(|span| Place::of(text, span))
                .collect()
        })
        .collect();
    let filled = |row: &Vec<Place>| {
        row.iter()
            .rposition(|place| *place != Place::Empty)
            .map_or(0, |at| at + 1)
    };
    let dense = |row: &Vec<Place>| row.iter().filter(|place| **place != Place::Empty).count();
    let alike = |count: &dyn Fn(&Vec<Place>) -> usize| rows.windows(2).all(|pair| count(&pair[0]) == count(&pair[1]));
    // Tabs that align columns, several in a row.
    if by == Parted::Tabs && !alike(&filled) && alike(&dense) {
        for row in &mut rows {
            row.retain(|place| *place != Place::Empty);
        }
    }
    let width = rows.iter().map(filled).max().unwrap_or(0);
    let empty = |column: usize| {
        rows.iter()
            .all(|row| row.get(column).is_none_or(|place| *place == Place::Empty))
    };
    let first = (0..width).find(|&column| !empty(column)).unwrap_or(0);
    for row in &mut rows {
        row.resize(width.max(first), Place::Empty);
        row.drain(..first);
    }
    rows.retain(|row| dense(row) > 0);
    Matrix {
        rows,
        ..Matrix::default()
    }
}

/// 亿元, or 亿元、%.
fn are_units(text: &str, layout: &Layout) -> bool {
    text.split(['、', '，', ',']).all(|unit| layout.is_unit(unit))
}

/// What stands above the rows: the table's name, its unit.
#[derive(Default)]
struct Above {
    top: Option<usize>,
    name: Option<Span>,
    unit: Option<Span>,
}

impl Above {
    /// Most lines between the rows and the name.
    const REACH: usize = 4;

    fn of(text: &str, lines: &[Line], from: usize, floor: usize, layout: &Layout) -> Self {
        let mut above = Self::default();
        for at in (floor..from).rev().take(Self::REACH) {
            let line = &lines[at];
            if is_rule(line) {
                continue;
            }
            if !line.is_text() || Parted::of(line, layout).is_some() {
                break;
            }
            let caption = layout.is_caption(line.text);
            // 表3  三次产业投资情况        亿元: the unit stands at the end of the line.
            let pieces = spaced(line);
            let unit = pieces
                .last()
                .filter(|last| are_units(within(line, last.span), layout) && above.unit.is_none());
            if let Some(unit) = unit {
                above.unit = Some(unit.span);
                above.top = Some(at);
                if pieces.len() == 1 {
                    continue;
                }
            }
            let name = match (pieces.len(), unit) {
                (2.., Some(_)) => Span::new(line.span.start, pieces[pieces.len() - 2].span.end),
                _ => line.span,
            };
            if !caption
                && above.unit.is_none()
                && line.width <= 40
                && let Some((start, end)) = Self::unit(line.text)
            {
                above.unit = Some(Span::new(line.span.start + start, line.span.start + end));
                above.top = Some(at);
                continue;
            }
            let near = from - at <= 2 || above.unit.is_some() && from - at <= 3;
            let words = name.of(text);
            let named = near && !line.is_prose() && spaced(line).len() <= 3 && layout.ends_like_caption(words);
            if caption || named {
                above.name = Some(name);
                above.top = Some(at);
                break;
            }
            // A line between the name and the rows: （按市场价值排行）.
            if !line.text.starts_with(['（', '(']) {
                break;
            }
        }
        above
    }

    /// 单位：亿元, （单位：万人）: where the unit stands in the line.
    fn unit(line: &str) -> Option<(usize, usize)> {
        let at = line.find("单位")?;
        if !line[..at].chars().all(|c| c.is_whitespace() || "（(计量".contains(c)) {
            return None;
        }
        let rest = line[at + "单位".len()..].trim_start_matches(['：', ':', ' ', '　']);
        let start = line.len() - rest.len();
        let end = start + rest.trim_end_matches(['）', ')', ' ']).len();
        (end > start).then_some((start, end))
    }
}
