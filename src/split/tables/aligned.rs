//! Tables whose columns are aligned with spaces: where a piece stands on the page tells its column. Heads may take several
//! lines, one over the other, and a head over several columns stands somewhere above them.

use std::ops::Range;

use super::super::lines::Line;
use super::folded;
use super::matrix::{Matrix, Place};
use super::pieces::{Piece, is_row_number, is_rule, is_years, spaced, within};
use crate::model::Span;
use crate::rules::{Layout, is_hanzi};

/// Most lines of heads.
const MOST_HEAD_LINES: usize = 6;
/// Fewest characters of a name that stands right above the heads.
const SHORTEST_NAME: usize = 6;
/// So far from its column a piece may stand, in columns of the page.
const REACH: usize = 4;
/// So far from its column a head may stand in a line that has one for each.
const HEAD_REACH: usize = 16;

/// The columns of the page between which something stands.
type Extent = (usize, usize);

/// A table whose columns are told.
pub(super) struct Read {
    pub(super) matrix: Matrix,
    /// The first line of its heads, or of its name where that stands among them.
    pub(super) top: usize,
    pub(super) name: Option<Span>,
}

/// Reads the lines `from..to` and the heads above, not before line `floor`. `None` where the columns cannot be told.
pub(super) fn read(lines: &[Line], from: usize, to: usize, floor: usize, layout: &Layout) -> Option<Read> {
    let mut rows: Vec<(usize, Vec<Piece>)> = folded::rows(lines, from..to, layout);
    let own_heads = rows
        .first()
        .is_some_and(|(at, pieces)| heads_itself(&lines[*at], pieces, layout));
    let (top, mut heads) = if own_heads {
        let first = rows.remove(0);
        (first.0, vec![first.1])
    } else {
        above(lines, from, floor, layout)
    };
    let counts: Vec<usize> = rows.iter().map(|(_, pieces)| pieces.len()).collect();
    // One row with the most cells may be torn, unless the heads are as many.
    let headed = heads.iter().map(Vec::len).max().unwrap_or(0);
    let width = counts
        .iter()
        .copied()
        .filter(|&count| {
            counts.iter().filter(|other| **other == count).count() >= 2 || count == headed || count == headed + 1
        })
        .max()?;
    let full: Vec<&Vec<Piece>> = rows
        .iter()
        .map(|(_, pieces)| pieces)
        .filter(|pieces| pieces.len() == width)
        .collect();
    let hulls: Vec<Extent> = (0..width)
        .map(|nth| hull(full.iter().map(|pieces| pieces[nth])))
        .collect();
    let apart = hulls.windows(2).all(|pair| pair[0].1 < pair[1].0);
    let mut matrix = Matrix {
        lines: true,
        ..Matrix::default()
    };
    // Where one blank parts the cells they stand below each other by chance: a row that lacks one cannot be told.
    let wide = |at: usize| lines[at].text.contains("  ") || lines[at].text.contains("\u{3000}\u{3000}");
    let aligned = rows.iter().any(|(at, _)| wide(*at));
    if !aligned && counts.iter().any(|&count| count > 1 && count != width) {
        return None;
    }
    for (_, pieces) in &rows {
        matrix.rows.push(row(pieces, &hulls, apart)?);
    }
    // A head of the labels alone, below the others.
    if heads.last().is_some_and(|pieces| pieces.len() == 1) {
        heads.pop();
    }
    // A line of one piece above all heads is the table's name, where no caption is.
    let captioned = (floor..top).rev().take(2).any(|at| layout.is_caption(lines[at].text));
    let name = match heads.first().map(Vec::as_slice) {
        Some([only]) if heads.len() > 1 && !captioned && words(lines, only).chars().count() >= SHORTEST_NAME => {
            Some(heads.remove(0)[0].span)
        }
        _ => None,
    };
    let stacked = stack(lines, &heads, &hulls, apart, layout)?;
    matrix.heads = stacked;
    Some(Read { matrix, top, name })
}

fn hull(pieces: impl Iterator<Item = Piece>) -> Extent {
    pieces.fold((usize::MAX, 0), |(from, to), piece| {
        (from.min(piece.from), to.max(piece.to))
    })
}

/// The pieces of a line; the characters of a letter-spaced label (美  国) are one.
pub(super) fn joined(line: &Line, layout: &Layout) -> Vec<Piece> {
    let mut pieces = spaced(line).to_vec();
    let one = |piece: &Piece| {
        let mut chars = within(line, piece.span).chars();
        chars.next().is_some_and(is_hanzi) && chars.next().is_none()
    };
    let mut at = 0;
    while pieces.len() > 2 && at + 1 < pieces.len() {
        let text = within(line, pieces[at].span);
        // 序号 指 标: the first is a head of its own.
        let head = || layout.is_numbering_header(text) || layout.is_label_header(text);
        let begun = at == 0 && pieces[0].span.len() <= 6 && !is_row_number(text) && !head() || one(&pieces[at]);
        // 地　区, 单　位: in heads not only the first.
        let mut end = at + 1;
        while begun && end < pieces.len() && one(&pieces[end]) && !layout.is_unit(within(line, pieces[end].span)) {
            end += 1;
        }
        let last = pieces[end - 1];
        pieces.drain(at + 1..end);
        pieces[at].span.end = last.span.end;
        pieces[at].to = last.to;
        at += 1;
    }
    pieces
}

/// Whether the line holds years over columns: 年份 1989 1990, or 1958-1961 1961-1971.
fn heads_itself(line: &Line, pieces: &[Piece], layout: &Layout) -> bool {
    let years = |pieces: &[Piece]| pieces.len() >= 2 && pieces.iter().all(|piece| is_years(within(line, piece.span)));
    let headed = pieces
        .first()
        .is_some_and(|piece| layout.is_label_header(within(line, piece.span)));
    let rising = |pieces: &[Piece]| {
        pieces
            .windows(2)
            .all(|pair| within(line, pair[0].span) < within(line, pair[1].span))
    };
    headed && years(&pieces[1..]) || years(pieces) && (rising(pieces) || pieces.len() > 2)
}

/// The first line of what may be heads above line `from`.
pub(super) fn top(lines: &[Line], from: usize, floor: usize, layout: &Layout) -> usize {
    above(lines, from, floor, layout).0
}

/// The lines of heads above line `from`, from the top; a line that is a sentence, a name or holds values is none.
fn above(lines: &[Line], from: usize, floor: usize, layout: &Layout) -> (usize, Vec<Vec<Piece>>) {
    let mut heads: Vec<Vec<Piece>> = Vec::new();
    let mut top = from;
    for at in (floor..from).rev() {
        let line = &lines[at];
        if is_rule(line) {
            continue;
        }
        let pieces = joined(line, layout);
        let texts: Vec<&str> = pieces.iter().map(|piece| within(line, piece.span)).collect();
        let stops = !line.is_text()
            || line.is_prose()
            || layout.is_caption(line.text)
            || layout.is_box(line.text)
            || layout.is_note(line.text)
            || line.text.contains(['：', ':']) && pieces.len() < 3
            || is_foreign(line.text)
            || pieces.len() <= 2 && is_bracketed(texts[0]) && !layout.is_unit(texts[0])
            || heads.len() == MOST_HEAD_LINES
            || texts
                .iter()
                .any(|text| layout.is_value(text) && !is_years(text) && !is_bracketed(text));
        if stops {
            break;
        }
        // One piece is the head of the labels, or stands over all columns.
        let corner = pieces.len() == 1 && (heads.is_empty() || layout.is_label_header(line.text));
        let over = pieces.len() == 1
            && heads
                .iter()
                .any(|below| below.len() > 1 && pieces[0].from > below[0].from + 8);
        let name = layout.ends_like_caption(line.text) && pieces.len() == 1;
        if pieces.len() < 2 && (name || !corner && !over) {
            break;
        }
        heads.push(pieces);
        top = at;
    }
    while heads.last().is_some_and(|pieces| pieces.len() == 1) && heads.len() == 1 {
        heads.pop();
    }
    heads.reverse();
    (top, heads)
}

/// A name in another language, below the one in Chinese.
fn is_foreign(text: &str) -> bool {
    !text.contains(is_hanzi) && text.chars().filter(char::is_ascii_lowercase).count() > 12
}

fn is_bracketed(text: &str) -> bool {
    text.starts_with(['(', '（']) && text.ends_with([')', '）'])
}

/// The places of one row.
fn row(pieces: &[Piece], hulls: &[Extent], apart: bool) -> Option<Vec<Place>> {
    let mut places = vec![Place::Empty; hulls.len()];
    if pieces.len() == hulls.len() {
        return Some(pieces.iter().map(|piece| Place::Cell(piece.span)).collect());
    }
    if let [only] = pieces {
        places[0] = Place::Cell(only.span);
        return Some(places);
    }
    if !apart || pieces.len() > hulls.len() {
        return None;
    }
    let mut next = 0;
    for piece in pieces {
        let column = nearest(*piece, hulls, REACH)?;
        if column < next {
            return None;
        }
        places[column] = Place::Cell(piece.span);
        next = column + 1;
    }
    Some(places)
}

/// The column that the piece stands in, or so near to that no other comes into question.
fn nearest(piece: Piece, hulls: &[Extent], reach: usize) -> Option<usize> {
    let best = (0..hulls.len()).max_by_key(|&at| piece.overlap(hulls[at]))?;
    if piece.overlap(hulls[best]) > 0 {
        let rivals = hulls
            .iter()
            .filter(|hull| piece.overlap(**hull) == piece.overlap(hulls[best]))
            .count();
        return (rivals == 1).then_some(best);
    }
    let best = (0..hulls.len()).min_by_key(|&at| piece.distance(hulls[at]))?;
    let distance = piece.distance(hulls[best]);
    let rivals = hulls
        .iter()
        .filter(|hull| piece.distance(**hull) <= distance * 2)
        .count();
    (distance <= reach && rivals == 1).then_some(best)
}

/// The text of a piece of any of the lines.
fn words<'t>(lines: &[Line<'t>], piece: &Piece) -> &'t str {
    let at = lines.partition_point(|line| line.span.end < piece.span.end);
    lines.get(at).map_or("", |line| within(line, piece.span))
}

/// Gives the pieces of each line of heads to columns, from the lowest line up.
fn stack(
    lines: &[Line],
    heads: &[Vec<Piece>],
    hulls: &[Extent],
    apart: bool,
    layout: &Layout,
) -> Option<Vec<Vec<Place>>> {
    let text = |piece: &Piece| words(lines, piece);
    let mut seats = hulls.to_vec();
    let mut stack: Vec<Vec<Place>> = Vec::new();
    // The words of a lower line that has one for each column.
    let mut lower: Option<Vec<&str>> = None;
    let mut most = 0;
    for pieces in heads.iter().rev() {
        let headed = pieces.first().is_some_and(|first| layout.is_label_header(text(first)));
        let own = first_is_corner(pieces, &seats, headed);
        let over = &pieces[usize::from(own)..];
        let columns = hulls.len() - 1;
        let mut places = vec![Place::Empty; hulls.len()];
        if own {
            places[0] = Place::Cell(pieces[0].span);
        }
        // A line that has lost its indentation: years, or words that repeat, so that the first is no head of the labels.
        let said: Vec<&str> = pieces.iter().map(text).collect();
        let repeats = (2..=said.len() / 2).any(|groups| period(&said, groups).is_some());
        let years = said.len() == columns && (said.iter().all(|word| is_years(word)) || repeats && !headed);
        let over = if years { &pieces[..] } else { over };
        if over.len() == columns {
            let near = |(at, piece): (usize, &Piece)| years || !apart || piece.distance(seats[at + 1]) <= HEAD_REACH;
            if !over.iter().enumerate().all(near) {
                return None;
            }
            for (at, piece) in over.iter().enumerate() {
                places[at + 1] = Place::Cell(piece.span);
                seats[at + 1] = (seats[at + 1].0.min(piece.from), seats[at + 1].1.max(piece.to));
            }
            lower.get_or_insert_with(|| over.iter().map(text).collect());
        } else if over.len() > columns || over.is_empty() {
            return if over.is_empty() { continue } else { None };
        } else if let Some((first, size)) = lower.as_ref().and_then(|words| groups(words, over, &seats)) {
            for (at, piece) in over.iter().enumerate() {
                places[first + at * size] = Place::Cell(piece.span);
                places[first + at * size + 1..first + (at + 1) * size].fill(Place::Left);
            }
        } else {
            if !apart {
                return None;
            }
            let headed: Vec<bool> = (0..hulls.len())
                .map(|at| stack.iter().any(|line: &Vec<Place>| line[at] != Place::Empty))
                .collect();
            claim(over, &mut places, &mut seats, &headed, over.len() < most)?;
        }
        most = most.max(over.len());
        stack.push(places);
    }
    stack.reverse();
    (!stack.is_empty()).then_some(stack)
}

/// Whether the first piece of a line stands over the labels.
fn first_is_corner(pieces: &[Piece], seats: &[Extent], headed: bool) -> bool {
    let (Some(first), Some(data)) = (pieces.first(), seats.get(1)) else {
        return false;
    };
    headed || pieces.len() == seats.len() || first.overlap(seats[0]) > first.overlap(*data) && first.to <= data.1
}

/// The size of the groups, where the words repeat in each of so many: 流进 流出 流进 流出.
fn period(words: &[&str], groups: usize) -> Option<usize> {
    let size = words.len() / groups;
    let even = groups * size == words.len() && size >= 2;
    (even && groups >= 2 && words.chunks(size).all(|group| group == &words[..size])).then_some(size)
}

/// The first column and the size of the groups that the pieces stand over: all columns, or those in the middle of which words
/// repeat and over each group of which a piece stands.
fn groups(words: &[&str], pieces: &[Piece], seats: &[Extent]) -> Option<(usize, usize)> {
    if let Some(size) = period(words, pieces.len()) {
        return Some((1, size));
    }
    let mut found = None;
    for size in 2..=words.len() / pieces.len() {
        let length = size * pieces.len();
        for first in 0..=words.len() - length {
            let inside = &words[first..first + length];
            let over = |(at, piece): (usize, &Piece)| {
                let group = (seats[1 + first + at * size].0, seats[first + (at + 1) * size].1);
                piece.overlap(group) > 0
            };
            let alone = |word: &&str| !inside.contains(word);
            let fits = period(inside, pieces.len()).is_some()
                && words[..first].iter().chain(&words[first + length..]).all(alone)
                && pieces.iter().enumerate().all(over);
            if fits && found.replace((1 + first, size)).is_some() {
                return None;
            }
        }
    }
    found
}

/// Gives each column the piece that stands over most of it. `upper` says that a lower line has more pieces, so that one piece
/// may stand over several columns, of those that are `headed` by a lower line.
fn claim(pieces: &[Piece], places: &mut [Place], seats: &mut [Extent], headed: &[bool], upper: bool) -> Option<()> {
    let mut claims: Vec<Range<usize>> = Vec::new();
    let mut claimed: Vec<Option<usize>> = vec![None; seats.len()];
    for column in 1..seats.len() {
        let best = (0..pieces.len()).max_by_key(|&at| pieces[at].overlap(seats[column]))?;
        claimed[column] = (pieces[best].overlap(seats[column]) > 0).then_some(best);
    }
    for (at, piece) in pieces.iter().enumerate() {
        if !claimed.contains(&Some(at)) {
            let column = nearest(*piece, seats, REACH).filter(|&column| column > 0 && claimed[column].is_none())?;
            claimed[column] = Some(at);
        }
        let first = claimed.iter().position(|claim| *claim == Some(at))?;
        let last = claimed.iter().rposition(|claim| *claim == Some(at))?;
        claims.push(first..last + 1);
    }
    let ordered = claims.windows(2).all(|pair| pair[0].end <= pair[1].start);
    let whole = claims
        .iter()
        .enumerate()
        .all(|(at, claim)| claimed[claim.clone()].iter().all(|one| *one == Some(at)));
    let free = (1..seats.len()).any(|column| claimed[column].is_none() && headed[column]);
    let over = claims.iter().any(|claim| headed[claim.clone()].iter().any(|one| *one));
    // 女 over the middle two of four columns may head all four; a head as wide as its columns does not.
    let wide = claims.iter().zip(pieces).all(|(claim, piece)| {
        claim.len() >= 2 && 2 * (piece.to - piece.from) > seats[claim.end - 1].1 - seats[claim.start].0
    });
    if !ordered || !whole || upper && free && over && !wide {
        return None;
    }
    for (claim, piece) in claims.iter().zip(pieces) {
        places[claim.start] = Place::Cell(piece.span);
        places[claim.start + 1..claim.end].fill(Place::Left);
        if claim.len() == 1 {
            let seat = &mut seats[claim.start];
            *seat = (seat.0.min(piece.from), seat.1.max(piece.to));
        }
    }
    Some(())
}
