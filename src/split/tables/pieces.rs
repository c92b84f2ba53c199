//! The cells of one line: what parts them, and where on the page they stand.

use super::super::lines::Line;
use crate::model::Span;
use crate::rules::{Layout, Traits, columns, is_hanzi};

/// What parts the cells of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::split) enum Parted {
    Bars,
    Tabs,
    Spaces,
}

/// A cell, and the columns of the page between which it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::split) struct Piece {
    pub(super) span: Span,
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Piece {
    /// Columns of the page that both cover.
    pub(super) fn overlap(self, (from, to): (usize, usize)) -> usize {
        self.to.min(to).saturating_sub(self.from.max(from))
    }

    /// Columns of the page between the two; 0 where they touch.
    pub(super) fn distance(self, (from, to): (usize, usize)) -> usize {
        from.saturating_sub(self.to).max(self.from.saturating_sub(to))
    }
}

/// Signs that part the cells of a drawn table.
const BARS: [char; 5] = ['|', '│', '┃', '｜', '║'];
/// Cells of words before the first value: a group, a label.
const WORDS: usize = 2;

impl Parted {
    /// What parts the cells of the line; `None` where it has not several, or is a sentence.
    pub(super) fn of(line: &Line, layout: &Layout) -> Option<Self> {
        *line.parted.get_or_init(|| Self::tell(line, layout))
    }

    fn tell(line: &Line, layout: &Layout) -> Option<Self> {
        // Most lines have none at all.
        if line.traits.has(Traits::BAR) {
            let bars = |wanted: usize| line.text.matches(BARS).take(wanted).count() == wanted;
            let drawn = line.text.starts_with(BARS) && bars(3);
            if drawn || line.is_text() && !line.is_prose() && bars(2) {
                return Some(Self::Bars);
            }
        }
        if !line.is_text() {
            return None;
        }
        if line.traits.has(Traits::TAB) {
            return Some(Self::Tabs);
        }
        if line.is_prose() || !line.traits.has(Traits::BLANK) {
            return None;
        }
        // Without digits all values must be missing.
        let mut words = line.text.split([' ', '\u{3000}']);
        if !line.traits.has(Traits::DIGIT) && !words.any(|word| layout.is_missing(word)) {
            return None;
        }
        let cells = spaced(line);
        if cells.len() < 2 {
            return None;
        }
        let is_value = |text: &str| layout.is_value(text) || layout.is_missing(text);
        // Each cell, and whether it is a value.
        let mut texts: Vec<(&str, bool)> = (cells.iter())
            .map(|piece| within(line, piece.span))
            .map(|text| (text, is_value(text)))
            .collect();
        // 3 高新技术企业 家 1146 2000 预期性: a number of the row before its label, words of its own behind its values.
        let numbered = texts.len() > 2 && is_row_number(texts[0].0) && !texts[1].1;
        if numbered {
            texts.remove(0);
        }
        let words = texts.iter().take_while(|text| !text.1).count();
        let units = usize::from(words >= 2 && layout.is_unit(texts[words - 1].0));
        let remark = texts
            .pop_if(|last| words > 0 && !last.1 && !layout.is_unit(last.0))
            .is_some();
        let values = texts.get(words..).unwrap_or_default();
        let fewest = if remark { 2 } else { 1 };
        (values.len() >= fewest && words - units <= WORDS && values.iter().all(|text| text.1)).then_some(Self::Spaces)
    }
}

/// Whether a cell may number its row: 3, 3., 12、.
pub(super) fn is_row_number(cell: &str) -> bool {
    let digits = cell.trim_end_matches(['.', '、', '．']);
    (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The text of a place of the line.
pub(super) fn within<'t>(line: &Line<'t>, span: Span) -> &'t str {
    &line.text[span.start - line.span.start..span.end - line.span.start]
}

/// A line drawn between the rows: ------, |---|:-:|, ├──┼──┤.
pub(super) fn is_rule(line: &Line) -> bool {
    line.text.len() > 2
        && line
            .text
            .chars()
            .all(|c| "-=_─━—－┄┈┅┉+|:｜║ ".contains(c) || ('\u{2500}'..='\u{257f}').contains(&c))
}

/// The cells between bars or tabs, also the empty ones. White space before the line is part of it: a tab there parts an empty
/// cell from the rest.
pub(super) fn parted(text: &str, line: &Line, by: Parted) -> Vec<Span> {
    match by {
        Parted::Bars => {
            let inner = line.text.strip_prefix(BARS).unwrap_or(line.text);
            let start = line.span.end - inner.len();
            split(inner.strip_suffix(BARS).unwrap_or(inner), start, |c| BARS.contains(&c))
        }
        Parted::Tabs | Parted::Spaces => {
            let before = text[..line.span.start].rfind('\n').map_or(0, |at| at + 1);
            let indent = text[before..line.span.start].matches('\t').count();
            let mut cells = vec![Span::new(line.span.start, line.span.start); indent];
            cells.extend(split(line.text, line.span.start, |c| c == '\t'));
            cells
        }
    }
}

fn split(text: &str, start: usize, parts: impl Fn(char) -> bool) -> Vec<Span> {
    let mut at = start;
    let mut cells = Vec::new();
    for piece in text.split_inclusive(parts) {
        let inner = piece.trim_end_matches(|c: char| BARS.contains(&c) || c == '\t');
        let from = at + (inner.len() - inner.trim_start().len());
        cells.push(Span::new(from, from + inner.trim().len()));
        at += piece.len();
    }
    cells
}

/// The pieces between runs of spaces: of two or more where there are such runs, else of any.
pub(super) fn spaced<'l>(line: &'l Line) -> &'l [Piece] {
    line.pieces.get_or_init(|| cut(line))
}

fn cut(line: &Line) -> Vec<Piece> {
    let text = line.text;
    let bytes = text.as_bytes();
    let fewest = if parts_widely(text, line.traits) { 2 } else { 1 };
    let mut cells: Vec<Piece> = Vec::new();
    let mut open: Option<Piece> = None;
    let mut column = line.indent;
    let mut at = 0;
    loop {
        let mut blanks = 0;
        loop {
            let (length, width) = match bytes[at..] {
                [b' ', ..] => (1, 1),
                [0xe3, 0x80, 0x80, ..] => (3, 2),
                _ => break,
            };
            at += length;
            blanks += width;
        }
        column += blanks;
        let (start, from) = (at, column);
        loop {
            let (length, width) = match bytes[at..] {
                [] | [b' ', ..] | [0xe3, 0x80, 0x80, ..] => break,
                [0..0x80, ..] => (1, 1),
                [0xe0..=0xef, ..] => (3, 2),
                [0xf0..=0xff, ..] => (4, 2),
                _ => (2, 2),
            };
            at += length;
            column += width;
        }
        if at == start {
            break;
        }
        if blanks >= fewest || blanks == 1 && is_next_number(text, start) {
            cells.extend(open.take());
        }
        let place = line.span.start + start;
        let piece = open.get_or_insert(Piece {
            span: Span::new(place, place),
            from,
            to: column,
        });
        piece.span.end = line.span.start + at;
        piece.to = column;
    }
    cells.extend(open);
    cells
}

/// Whether two spaces or a wide one stand in a line, other than between the characters of a word that is spaced out:
/// 序号 指  标 2020年.
fn parts_widely(text: &str, traits: Traits) -> bool {
    let bytes = text.as_bytes();
    let two = |at: usize| bytes.get(at + 1) == Some(&b' ');
    let spaces = || traits.has_two(Traits::SPACE) && memchr::memchr_iter(b' ', bytes).any(two);
    if !traits.has(Traits::WIDE_SPACE) && !spaces() {
        return false;
    }
    let one = |token: &str| {
        let mut chars = token.chars();
        chars.next().is_some_and(is_hanzi) && chars.next().is_none()
    };
    let mut before: Option<&str> = None;
    let mut end = 0;
    for token in text.split([' ', '\u{3000}']).filter(|token| !token.is_empty()) {
        let start = token.as_ptr().addr() - text.as_ptr().addr();
        let blanks: usize = text[end..start].chars().map(columns).sum();
        if blanks >= 2 && before.is_some_and(|before| !(one(before) && one(token))) {
            return true;
        }
        before = Some(token);
        end = start + token.len();
    }
    // 甲  乙: nothing but such words.
    !text.trim().contains(|c: char| !is_hanzi(c) && !c.is_whitespace())
}

/// Whether a number with decimals begins at a place behind a space, and no digits stand before it that it could go on from:
/// `10.0` in `27.8 10.0` and in `增率 10.0`, not `065.5` in `1 065.5`.
fn is_next_number(text: &str, at: usize) -> bool {
    // Most words do not begin like one.
    if !matches!(text.as_bytes()[at..], [b'0'..=b'9' | b'-' | 0xef, ..]) {
        return false;
    }
    let token = text[at..].split([' ', '\u{3000}']).next().unwrap_or("");
    let number = token.trim_start_matches(['-', '－']);
    let decimal = number.contains('.') && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let before = text[..at].trim_end().rsplit([' ', '\u{3000}']).next().unwrap_or("");
    let goes_on = before.len() <= 3 && before.bytes().all(|byte| byte.is_ascii_digit());
    decimal
        && number.starts_with(|c: char| c.is_ascii_digit())
        && !goes_on
        && !before.ends_with(|c: char| c.is_ascii_alphabetic())
}

/// Whether the cell is a year or a stretch of years: 1988, 2023年, 1952-1961.
pub(super) fn is_years(text: &str) -> bool {
    let year = |text: &str| {
        let digits = text.trim().trim_end_matches('年');
        digits.len() == 4 && digits.parse().is_ok_and(|year: u32| (1900..=2100).contains(&year))
    };
    year(text)
        || text
            .split_once(['-', '－', '—', '～', '~', '–', '至'])
            .is_some_and(|(from, to)| year(from) && year(to))
}

/// Most characters of a label.
const LONGEST_LABEL: usize = 60;

/// Whether a cell holds part of a text.
pub(super) fn is_prose(cell: &str) -> bool {
    cell.contains(['。', '；', '！', '？']) || cell.chars().count() > LONGEST_LABEL
}

/// 占全市比重40.6: a label that a value is part of.
pub(super) fn is_glued(label: &str) -> bool {
    let words = label.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &label[words.len()..];
    !words.is_empty() && number.trim_matches('.').contains('.') && words.ends_with(char::is_alphabetic)
}
