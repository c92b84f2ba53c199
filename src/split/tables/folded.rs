//! Rows of a table with one row a line whose label does not fit its line, so that the row goes over several:
//!
//! - `#铁路、船舶和其他` ⏎ `运输设备制造业  428316  14.2`: the label cannot end where its line does;
//! - `3 企业研发经费与营业` ⏎ `收入之比（%） 0.92 1.2`: a number begins the row, and the next line has none;
//! - `3` ⏎ `企业研发经费与营业` ⏎ `收入之比（%）` ⏎ `0.92 1.2 预期性`: the number, the label and the values each for themselves.
//!
//! That a number begins a row is known where the rows are numbered: the one before has the number before, or the one behind the
//! next.

use std::ops::Range;

use super::super::lines::{Line, LineKind};
use super::aligned::joined;
use super::pieces::{Parted, Piece, is_row_number, is_rule, spaced, within};
use super::rows::{LONGEST_LABEL, is_unfinished};
use crate::model::Span;
use crate::rules::Layout;

/// Widest line of part of a label, in columns of the page.
const WIDEST: usize = 60;

/// A row over several lines.
pub(super) struct Folded {
    /// The line behind it.
    pub(super) end: usize,
    pub(super) pieces: Vec<Piece>,
}

/// The rows of the lines, each with the first line of it.
pub(super) fn rows(lines: &[Line], among: Range<usize>, layout: &Layout) -> Vec<(usize, Vec<Piece>)> {
    let mut rows = Vec::with_capacity(among.len());
    let mut at = among.start;
    while at < among.end {
        let line = &lines[at];
        let alone = Parted::of(line, layout).is_some() || is_rule(line);
        let folded = if alone { None } else { self::at(lines, at, layout) };
        if let Some(row) = folded.filter(|row| row.end <= among.end) {
            rows.push((at, row.pieces));
            at = row.end;
            continue;
        }
        if !is_rule(line) {
            rows.push((at, joined(line, layout)));
        }
        at += 1;
    }
    rows
}

/// The row that begins in line `at`, which is no row by itself.
pub(super) fn at(lines: &[Line], at: usize, layout: &Layout) -> Option<Folded> {
    let first = lines.get(at)?;
    if first.is_prose() || first.width > WIDEST {
        return None;
    }
    let pieces = spaced(first);
    let number = is_row_number(within(first, pieces.first()?.span)).then(|| pieces[0]);
    let label = match (number, pieces) {
        (None, [label]) if is_unfinished(first.text) && is_words(first, layout) => Some(*label),
        (Some(_), [_, label]) if !layout.is_value(within(first, label.span)) => Some(*label),
        (Some(_), [_]) => None,
        _ => return None,
    };
    if number.is_some() && !is_counted(lines, at, within(first, pieces[0].span)) {
        return None;
    }
    let mut whole: Vec<Piece> = number.into_iter().collect();
    let (mut label, mut parts) = (label, usize::from(label.is_some()));
    let mut next = at + 1;
    loop {
        let line = lines.get(next).filter(|line| !line.gap && line.is_text())?;
        let pieces = spaced(line);
        if let Some(values) = values(line, pieces, label.is_some(), layout) {
            let own = pieces.len() - values;
            let begun = label.take().or_else(|| pieces.first().copied())?;
            let end = if own == 0 { begun.span.end } else { pieces[0].span.end };
            let mut named = if own == 0 { begun } else { pieces[0] };
            named.span = Span::new(begun.span.start, end);
            whole.push(named);
            whole.extend(&pieces[own..]);
            return Some(Folded {
                end: next + 1,
                pieces: whole,
            });
        }
        // Only where the row has a number of its own may lines of words follow that say no more of themselves.
        let more = pieces.len() == 1
            && parts < LONGEST_LABEL
            && line.width <= WIDEST
            && !line.is_prose()
            && is_words(line, layout)
            && (number.is_some() || label.is_some() && is_unfinished(line.text));
        if !more {
            return None;
        }
        let piece = pieces[0];
        label.get_or_insert(piece).span.end = piece.span.end;
        parts += 1;
        next += 1;
    }
}

/// How many pieces of the line are the values of a row and the words behind them: all, or all but the rest of its label.
fn values(line: &Line, pieces: &[Piece], labelled: bool, layout: &Layout) -> Option<usize> {
    let is_value = |piece: &Piece| {
        let text = within(line, piece.span);
        layout.is_value(text) || layout.is_missing(text)
    };
    if labelled && is_value(pieces.first()?) {
        let count = pieces.iter().take_while(|piece| is_value(piece)).count();
        return (count >= 2 && count + 1 >= pieces.len()).then_some(pieces.len());
    }
    let row = Parted::of(line, layout) == Some(Parted::Spaces);
    (row && !is_row_number(within(line, pieces[0].span)) && is_value(pieces.get(1)?)).then(|| pieces.len() - 1)
}

/// Whether the number of a row is the one behind that of the line before, or the one before that of a line not far behind.
fn is_counted(lines: &[Line], at: usize, number: &str) -> bool {
    let value = |text: &str| text.trim_end_matches(['.', '、', '．']).parse::<u32>().ok();
    let begins = |line: &Line, wanted: u32| {
        let first = spaced(line).first().map(|piece| value(within(line, piece.span)));
        first.flatten() == Some(wanted)
    };
    let Some(number) = value(number) else { return false };
    let before = at
        .checked_sub(1)
        .is_some_and(|at| number > 0 && begins(&lines[at], number - 1));
    let behind = || {
        lines[at + 1..]
            .iter()
            .take(1 + LONGEST_LABEL)
            .any(|line| begins(line, number + 1))
    };
    before || behind()
}

fn is_words(line: &Line, layout: &Layout) -> bool {
    line.kind != LineKind::Furniture
        && !line.is_value(layout)
        && !layout.is_caption(line.text)
        && !layout.is_note(line.text)
        && !line.text.contains(['：', ':'])
}
