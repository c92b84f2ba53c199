//! The lines of a repaired text, and what each is by itself.

use std::cell::OnceCell;
use std::sync::LazyLock;

use super::tables::{Parted, Piece};
use crate::model::Span;
use crate::rules::{
    DATED, LONGEST_BARE, Layout, Letters, Numbering, Opening, PageMark, Settled, TextLine, Traits, columns, is_hanzi,
};

/// A line that is not blank.
#[derive(Clone, Debug)]
pub(super) struct Line<'t> {
    /// Without white space at its ends.
    pub(super) text: &'t str,
    pub(super) span: Span,
    /// Columns before the text.
    pub(super) indent: usize,
    /// Columns of the text.
    pub(super) width: usize,
    /// A blank line stands before it.
    pub(super) gap: bool,
    pub(super) kind: LineKind,
    pub(super) numbering: Option<Numbering>,
    prose: bool,
    /// The kinds of its signs.
    pub(super) traits: Traits,
    /// What may stand at its beginning.
    opening: u32,
    /// What parts its cells, once it was asked for.
    pub(super) parted: OnceCell<Option<Parted>>,
    /// Its pieces between spaces, once they were asked for.
    pub(super) pieces: OnceCell<Vec<Piece>>,
    /// Whether it is a value, once it was asked for.
    value: OnceCell<bool>,
}

/// What a line is by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    /// May be anything.
    Text,
    /// A page number, or half of one.
    Page,
    /// Chrome, contact and publication lines, front matter.
    Furniture,
}

impl Line<'_> {
    /// Has a mark of running text.
    pub(super) const fn is_prose(&self) -> bool {
        self.prose
    }

    /// Is a value: see [`Layout::is_value`].
    pub(super) fn is_value(&self, layout: &Layout) -> bool {
        *self.value.get_or_init(|| layout.is_value(self.text))
    }

    /// Whether something of these kinds may stand at its beginning.
    #[inline]
    pub(super) const fn begins(&self, kinds: u32) -> bool {
        self.opening & kinds != 0
    }

    /// Is part of the document, not of its carrier.
    #[inline]
    pub(super) fn is_text(&self) -> bool {
        self.kind == LineKind::Text
    }
}

/// Numbering of sections (一、, 第二章) is of this rank at most; entries of a list are numbered otherwise.
const SECTIONS: u8 = 7;

/// The lines of the text that are not blank, in order.
pub(super) fn lines<'t>(text: &'t str, read: impl Iterator<Item = TextLine>, layout: &Layout) -> Vec<Line<'t>> {
    let mut lines = Vec::with_capacity(read.size_hint().0);
    let mut marks = Vec::new();
    // Inside `---` at the head of a file, or between ``` fences.
    let mut fence: Option<&str> = None;
    // Below 参考文献.
    let mut cited = false;
    for read in read {
        let TextLine { start, at, traits, .. } = read;
        let line = read.of(text);
        // Most lines are no numbering, heading, fence or number of a page: what they begin with tells.
        let opening = layout.opening(line);
        let begins = |kinds: u32| opening & kinds != 0;
        let plain = opening == 0;
        let fenced = fence.is_some();
        fence = match fence {
            other if plain => other,
            Some(mark) if line == mark || line == "...." => None,
            None if line == "---" && lines.is_empty() => Some("---"),
            None if line.starts_with("```") && !line[3..].contains('`') => Some("```"),
            other => other,
        };
        let numbering = if begins(Opening::NUMBERING) && read.settled != Settled::Unnumbered {
            layout.numbering(line)
        } else {
            None
        };
        let heads = || numbering.is_some_and(|numbering| numbering.rank <= SECTIONS) || layout.is_closing(line);
        cited = cited && (plain || !heads());
        let mark = if begins(Opening::PAGE) && read.settled < Settled::Text {
            layout.page_mark(line)
        } else {
            None
        };
        let kind = match mark {
            Some(PageMark::Whole) => LineKind::Page,
            _ if fenced || fence.is_some() || cited || is_furniture(line, &read, opening, layout) => {
                LineKind::Furniture
            }
            _ => LineKind::Text,
        };
        cited |= begins(Opening::REFERENCES | Opening::PARTS) && layout.is_references(line);
        let mut indent = 0;
        text[start..at].chars().for_each(|c| indent += columns(c));
        marks.extend(mark.map(|mark| (lines.len(), mark)));
        lines.push(Line {
            text: line,
            span: Span::new(at, at + line.len()),
            indent,
            width: read.width,
            gap: read.gap > 0,
            kind,
            numbering,
            prose: is_prose(line, traits),
            traits,
            opening,
            parted: OnceCell::new(),
            pieces: OnceCell::new(),
            value: if read.settled >= Settled::Text || !begins(Opening::VALUE) {
                OnceCell::from(false)
            } else {
                OnceCell::new()
            },
        });
    }
    meet_halves(&mut lines, &marks);
    // What numbers a page was told to do so, but for bare figures.
    let begins = |at: usize| {
        let line: &Line = &lines[at];
        let may_number = line.text.len() <= LONGEST_BARE || marks.binary_search_by_key(&at, |mark| mark.0).is_ok();
        if may_number { line.opening } else { 0 }
    };
    for at in layout.running(lines.len(), begins, |at| lines[at].text) {
        lines[at].kind = LineKind::Page;
    }
    lines
}

/// Whether a line has a mark of running text.
fn is_prose(text: &str, traits: Traits) -> bool {
    traits.has(Traits::MARK) || traits.has(Traits::COMMA) && text.chars().filter(|c| is_hanzi(*c)).count() > 20
}

/// Whether a line is furniture, at the beginning of which that may stand.
fn is_furniture(text: &str, read: &TextLine, opening: u32, layout: &Layout) -> bool {
    let begins = |kinds: u32| opening & kinds != 0;
    let traits = read.traits;
    if begins(Opening::CITED) && layout.is_citation(text, traits) {
        return true;
    }
    if traits.has_two(Traits::STOP) {
        return false;
    }
    let shown = || begins(Opening::FIGURE) && layout.is_figure(text);
    let dated = || begins(Opening::DATE) && is_date(text);
    if read.settled >= Settled::Text {
        return shown() || dated();
    }
    !(begins(Opening::MISSING) && layout.is_missing(text))
        && (shown()
            || layout.is_chrome(text, traits, opening)
            || layout.is_contact(text, traits, opening)
            || begins(Opening::PUBLISHED | Opening::DRESSED) && layout.is_published(text)
            || dated())
}

static DATES: LazyLock<Letters> = LazyLock::new(|| DATED.chars().chain('0'..='9').collect());

/// A line of nothing but a date or time: 2024年5月7日, 2002-07-01 10:30.
fn is_date(text: &str) -> bool {
    let dated = |c: char| DATES.contains(c);
    if text.len() > 60 || !text.starts_with(dated) {
        return false;
    }
    let worded = text.contains('年') && text.contains('月');
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let dashed = text.starts_with(['1', '2'])
        && digits >= 6
        && text.matches(['-', '/', '.']).count() >= 2
        && text.get(4..).is_some_and(|rest| rest.starts_with(['-', '/', '.']));
    (worded && text.contains(|c: char| c.is_ascii_digit() || "〇○二一".contains(c)) || dashed)
        && text.chars().all(dated)
}

/// In text taken from a PDF, `—` and `12—` of one page number may stand lines apart. A `—` without such a second half is a cell
/// that stands for nothing.
/// `marks` are the lines that number pages.
fn meet_halves(lines: &mut [Line], marks: &[(usize, PageMark)]) {
    /// Lines that may stand between the halves.
    const REACH: usize = 80;
    let mut first: Option<usize> = None;
    for &(at, mark) in marks {
        match mark {
            PageMark::Dash => first = Some(at),
            PageMark::Tail => {
                lines[at].kind = LineKind::Page;
                if let Some(dash) = first.take().filter(|dash| at - dash <= REACH) {
                    lines[dash].kind = LineKind::Page;
                }
            }
            PageMark::Whole => first = None,
        }
    }
}
