//! The lines of a repaired text, and what each is by itself.

use std::sync::LazyLock;

use crate::model::Span;
use crate::rules::{Layout, Letters, Numbering, PageMark, columns, is_hanzi, line_columns};

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

    /// Is part of the document, not of its carrier.
    pub(super) fn is_text(&self) -> bool {
        self.kind == LineKind::Text
    }
}

/// Numbering of sections (一、, 第二章) is of this rank at most; entries of a list are numbered otherwise.
const SECTIONS: u8 = 7;

/// The lines of the text that are not blank, in order.
pub(super) fn lines<'t>(text: &'t str, layout: &Layout) -> Vec<Line<'t>> {
    let mut lines = Vec::new();
    let (mut start, mut gap) = (0, false);
    // Inside `---` at the head of a file, or between ``` fences.
    let mut fence: Option<&str> = None;
    // Below 参考文献.
    let mut cited = false;
    for raw in text.split('\n') {
        let trimmed = raw.trim();
        if trimmed.is_empty() {
            gap = true;
        } else {
            let at = start + (raw.len() - raw.trim_start().len());
            let fenced = fence.is_some();
            fence = match fence {
                Some(mark) if trimmed == mark || trimmed == "...." => None,
                None if trimmed == "---" && lines.is_empty() => Some("---"),
                None if trimmed.starts_with("```") && !trimmed[3..].contains('`') => Some("```"),
                other => other,
            };
            let numbering = layout.numbering(trimmed);
            let heads = numbering.is_some_and(|numbering| numbering.rank <= SECTIONS) || layout.is_closing(trimmed);
            cited &= !heads;
            let kind = match layout.page_mark(trimmed) {
                Some(PageMark::Whole) => LineKind::Page,
                _ if fenced || fence.is_some() || cited || is_furniture(trimmed, layout) => LineKind::Furniture,
                _ => LineKind::Text,
            };
            cited |= layout.is_references(trimmed);
            lines.push(Line {
                text: trimmed,
                span: Span::new(at, at + trimmed.len()),
                indent: text[start..at].chars().map(columns).sum(),
                width: line_columns(trimmed),
                gap,
                kind,
                numbering,
                prose: is_prose(trimmed),
            });
            gap = false;
        }
        start += raw.len() + 1;
    }
    meet_halves(&mut lines, layout);
    let texts: Vec<&str> = lines.iter().map(|line| line.text).collect();
    for (line, running) in lines.iter_mut().zip(layout.running(&texts)) {
        if running {
            line.kind = LineKind::Page;
        }
    }
    lines
}

static MARKS: LazyLock<Letters> = LazyLock::new(|| "，。；！？".chars().collect());

/// Whether a line has a mark of running text.
fn is_prose(text: &str) -> bool {
    MARKS.stand_in(text) || text.contains(',') && text.chars().filter(|c| is_hanzi(*c)).count() > 20
}

fn is_furniture(text: &str, layout: &Layout) -> bool {
    let sentences = text.chars().filter(|c| matches!(c, '，' | '。' | '；')).take(2).count();
    layout.is_citation(text)
        || sentences < 2
            && !layout.is_missing(text)
            && (layout.is_figure(text)
                || layout.is_chrome(text)
                || layout.is_contact(text)
                || layout.is_published(text)
                || is_date(text))
}

/// A line of nothing but a date or time: 2024年5月7日, 2002-07-01 10:30.
fn is_date(text: &str) -> bool {
    let worded = text.contains('年') && text.contains('月');
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let dashed = text.starts_with(['1', '2'])
        && digits >= 6
        && text.matches(['-', '/', '.']).count() >= 2
        && text.get(4..).is_some_and(|rest| rest.starts_with(['-', '/', '.']));
    text.len() <= 60
        && (worded && text.contains(|c: char| c.is_ascii_digit() || "〇○二一".contains(c)) || dashed)
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || "年月日时分 　:：-/.（）()〇○零一二三四五六七八九十星期上下午".contains(c))
}

/// In text taken from a PDF, `—` and `12—` of one page number may stand lines apart. A `—` without such a second half is a cell
/// that stands for nothing.
fn meet_halves(lines: &mut [Line], layout: &Layout) {
    /// Lines that may stand between the halves.
    const REACH: usize = 80;
    let mut first: Option<usize> = None;
    for at in 0..lines.len() {
        match layout.page_mark(lines[at].text) {
            Some(PageMark::Dash) => first = Some(at),
            Some(PageMark::Tail) => {
                lines[at].kind = LineKind::Page;
                if let Some(dash) = first.take().filter(|dash| at - dash <= REACH) {
                    lines[dash].kind = LineKind::Page;
                }
            }
            Some(PageMark::Whole) => first = None,
            None => {}
        }
    }
}
