//! Which lines are headings, and how deep.

use std::collections::HashMap;

use super::lines::{Line, LineKind};
use super::title::names_person;
use crate::rules::{Layout, Opening, Traits};

/// Longest heading, in columns.
const WIDEST: usize = 90;
/// Longest heading without a number.
const WIDEST_UNNUMBERED: usize = 64;
/// Rank of a heading without a number, inside all numbered ones; outside them it is 0.
const INNERMOST: u8 = 20;

/// Rank of sections numbered 一、; those of chapters are less.
const SECTION: u8 = 12;
/// Rank of a heading above what follows the last section (名词解释, 附件), until it is seen whether a section follows.
const CLOSING: u8 = 15;

/// A line that is a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// Index of the line.
    pub(super) line: usize,
    /// Outermost first; only the order counts.
    rank: u8,
    number: Option<u32>,
    /// Stands behind the last section.
    closing: bool,
}

impl Heading {
    /// Marked as such, with the signs of markdown.
    fn is_marked(&self) -> bool {
        self.number.is_none() && (1..=6).contains(&self.rank)
    }
}

/// The headings among the lines for which `free` holds (not part of a title or table).
pub(super) fn find(lines: &[Line], free: impl Fn(usize) -> bool, layout: &Layout) -> Vec<Heading> {
    let mut headings: Vec<Heading> = (0..lines.len())
        .filter(|&at| free(at) && lines[at].is_text())
        .filter_map(|at| heading(lines, at, &free, layout))
        .collect();
    drop_lists(&mut headings, lines);
    place_closing(&mut headings, lines, layout);
    place_unnumbered(&mut headings);
    headings
}

/// 名词解释 and 附件 behind the last section are no part of it. In the middle, where the count of sections goes on, they
/// stand inside one.
fn place_closing(headings: &mut [Heading], lines: &[Line], layout: &Layout) {
    // The numbers of the sections that are open, by rank.
    let mut open: Vec<(u8, u32)> = Vec::new();
    // Where each number of each rank stands last.
    let numbered = |(at, heading): (usize, &Heading)| heading.number.map(|number| ((heading.rank, number), at));
    let last: HashMap<(u8, u32), usize> = headings.iter().enumerate().filter_map(numbered).collect();
    let mut marked = false;
    for (at, heading) in headings.iter_mut().enumerate() {
        let Heading { line, rank, number, .. } = *heading;
        let marked_before = marked;
        marked |= heading.is_marked();
        if let Some(number) = number {
            open.retain(|(outer, _)| *outer < rank);
            open.push((rank, number));
        } else if rank == CLOSING && layout.is_closing(lines[line].text) {
            let goes_on = open.iter().any(|&(rank, number)| {
                let next = number.checked_add(1).and_then(|next| last.get(&(rank, next)));
                rank <= SECTION && next.is_some_and(|next| *next > at)
            });
            if !goes_on && !marked_before {
                (heading.rank, heading.closing) = (0, true);
                open.clear();
            }
        }
    }
}

/// Three or more lines in a row that look like headings without a number are a list, or cells without numbers.
fn drop_lists(headings: &mut Vec<Heading>, lines: &[Line]) {
    let plain = |heading: &Heading| heading.rank == 0 && !lines[heading.line].text.starts_with('【');
    let mut keep = vec![true; headings.len()];
    let mut from = 0;
    while from < headings.len() {
        let mut to = from + 1;
        while to < headings.len()
            && plain(&headings[from])
            && plain(&headings[to])
            && headings[to].line == headings[to - 1].line + 1
        {
            to += 1;
        }
        if to - from >= 3 {
            keep[from..to].fill(false);
        }
        from = to;
    }
    let mut keep = keep.into_iter();
    headings.retain(|_| keep.next().unwrap_or(true));
}

/// Depths for headings in order: 1 is the outermost.
pub(super) fn levels(headings: &[Heading]) -> Vec<u8> {
    let mut open: Vec<u8> = Vec::new();
    headings
        .iter()
        .map(|heading| {
            while open.last().is_some_and(|&rank| rank >= heading.rank) {
                open.pop();
            }
            open.push(heading.rank);
            open.len() as u8
        })
        .collect()
}

fn heading(lines: &[Line], at: usize, free: &impl Fn(usize) -> bool, layout: &Layout) -> Option<Heading> {
    let line = &lines[at];
    let is = |rank, number| {
        Some(Heading {
            line: at,
            rank,
            number,
            closing: false,
        })
    };
    if let Some(depth) = markdown_depth(line.text) {
        return is(depth, None);
    }
    if line.width > WIDEST {
        return None;
    }
    let headline = || is_headline(lines, at, &free);
    if line.text.ends_with(['；', ';', '，', ',', '、'])
        || line.traits.has(Traits::DIGIT) && states_quantity(line.text, layout) && !headline()
    {
        return None;
    }
    let inner = line.text.trim_end_matches(['。', '.', '：', ':']);
    if line.traits.has(Traits::UNCELLED) && inner.contains(['。', '！', '；'])
        || line.traits.has(Traits::WIDE_COMMA | Traits::COMMA) && inner.matches(['，', ',']).count() > 2
    {
        return None;
    }
    if line.begins(Opening::CLOSING | Opening::PARTS) && layout.is_closing(line.text) {
        return is(CLOSING, None);
    }
    if line.begins(Opening::BOX) && layout.is_box(line.text) {
        return is(15, None);
    }
    if line.begins(Opening::FIGURE) && layout.is_figure(line.text) {
        return None;
    }
    if line.begins(Opening::CAPTION) && layout.is_caption(line.text) {
        return is(INNERMOST, None);
    }
    // A chapter that has a number and no name.
    if line.width <= 6 && line.text.chars().all(|c| "一二三四五六七八九十".contains(c)) {
        return is(12, None);
    }
    if let Some(numbering) = line.numbering.filter(|numbering| numbering.rank < 10) {
        let body = line.text[numbering.len..].trim();
        // （一）推进改革。 is a heading; 3.推进改革。 is an item of a list, unless a paragraph follows it.
        let leads = lines
            .get(at + 1)
            .is_some_and(|next| next.is_text() && next.numbering.is_none() && next.width > line.width + 20);
        let ends = line.text.ends_with('。') && (line.width > 40 || numbering.rank >= 8 && !leads);
        let cites = body.contains('．');
        return if body.is_empty() || ends || cites {
            None
        } else {
            is(numbering.rank * 2, numbering.number)
        };
    }
    let stands_alone = || {
        let before = at == 0
            || line.gap
            || !free(at - 1)
            || lines[at - 1].text.ends_with(['。', '！', '？', '…', '”'])
            || lines[at - 1].kind != LineKind::Text;
        let follows = lines.get(at + 1).filter(|next| next.is_text() && free(at + 1));
        let after = follows.is_some_and(|next| next.gap || next.width > line.width + 20 || next.numbering.is_some());
        before && after
    };
    let closed =
        || line.text.ends_with(['。', '！', '？', '…', '!', '?', '：', ':', '—']) && !line.text.starts_with('【');
    // Above 各位代表： stands the speaker.
    let next = lines.get(at + 1);
    let speaks = || line.width <= 8 && next.is_some_and(|next| next.width <= 20 && next.text.ends_with('：'));
    let short = line.width <= WIDEST_UNNUMBERED && line.width >= 4;
    let year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let worded = || {
        line.text.chars().filter(|c| crate::rules::is_hanzi(*c)).take(2).count() == 2
            || line.text.strip_suffix('年').is_some_and(year)
    };
    let note = line.begins(Opening::NOTE | Opening::FOOTNOTE) && layout.is_note(line.text);
    let noted = note && line.width <= 16 && (line.text.ends_with(['：', ':']) || line.width <= 4);
    if noted
        || short
            && stands_alone()
            && worded()
            && !note
            && !(line.begins(Opening::DATELINE) && layout.is_dateline(line.text))
            && !layout.is_issuer(line.text)
            && !layout.is_red_head(line.text)
            && !names_person(line.text)
            && !closed()
            && !speaks()
            && !line.text.starts_with(['（', '(', '[', '|', '*', '-', '<'])
            && !line.text.contains('\t')
    {
        return is(0, None);
    }
    None
}

/// Whether a line that states a quantity is the headline of a story all the same: 前五个月进出口突破10万亿元. It ends without a mark, and
/// a paragraph of more than twice its length follows, with figures of its own.
fn is_headline(lines: &[Line], at: usize, free: &impl Fn(usize) -> bool) -> bool {
    let line = &lines[at];
    let Some(story) = lines.get(at + 1).filter(|next| next.is_text() && free(at + 1)) else {
        return false;
    };
    let figures = |text: &str| text.chars().any(|c| c.is_ascii_digit());
    let bare = line.numbering.is_none()
        && line.text.chars().count() >= HEADLINE
        && !line.text.contains(['：', ':', '|', '\t']);
    let told = story.width > 2 * line.width && story.width > TOLD && story.text.ends_with(['。', '！', '”']);
    bare && told && figures(story.text)
}

/// Characters of the shortest headline that states a quantity.
const HEADLINE: usize = 8;
/// Columns of the shortest paragraph that tells a headline's story.
const TOLD: usize = 80;

/// A heading without a number is outermost, unless numbered headings are open and the numbering goes on behind it.
fn place_unnumbered(headings: &mut [Heading]) {
    let mut numbered_open = false;
    let mut marked_open = false;
    for at in 0..headings.len() {
        marked_open |= headings[at].is_marked();
        if headings[at].rank == 0 && marked_open {
            // Markdown marks its headings; what is not marked stands inside them.
            headings[at].rank = INNERMOST;
            continue;
        }
        if headings[at].rank == 0 && headings[at].closing {
            numbered_open = false;
            continue;
        }
        if headings[at].rank != 0 {
            numbered_open |= headings[at].number.is_some();
            continue;
        }
        if !numbered_open {
            continue;
        }
        let next = headings[at + 1..].iter().take(40).find(|next| next.number.is_some());
        // The count goes on: this heading stands inside it. It starts anew, or nothing is counted any more: outside.
        let inside = next.is_some_and(|next| {
            next.number != Some(1) || {
                let before = headings[..at]
                    .iter()
                    .rev()
                    .take(40)
                    .find(|before| before.number.is_some());
                before.is_some_and(|before| before.rank < next.rank)
            }
        });
        if inside {
            headings[at].rank = INNERMOST;
        } else {
            numbered_open = false;
        }
    }
}

fn markdown_depth(text: &str) -> Option<u8> {
    if !text.starts_with('#') {
        return None;
    }
    let body = text.trim_start_matches('#');
    let depth = text.len() - body.len();
    ((1..=6).contains(&depth) && body.starts_with(' ')).then_some(depth as u8)
}

/// A line that states a quantity is no heading, however short: 研发投入强度3.2%.
pub(super) fn states_quantity(text: &str, layout: &Layout) -> bool {
    let body = match layout.numbering(text) {
        Some(numbering) => &text[numbering.len..],
        None => text,
    };
    let mut rest = body;
    while let Some(at) = rest.bytes().position(|byte| byte.is_ascii_digit()) {
        let before = rest[..at].chars().next_back();
        rest = &rest[at..];
        let end = rest
            .bytes()
            .position(|byte| !byte.is_ascii_digit() && byte != b'.')
            .unwrap_or(rest.len());
        let number = &rest[..end];
        rest = &rest[end..];
        let unit = rest.trim_start();
        let date = unit.starts_with(['年', '月', '日']) || number.len() == 4 && !number.contains('.');
        let named = matches!(before, Some('“' | '"' | '‘' | '第' | '+')) || rest.starts_with(['”', '+', '"', '-']);
        if !date && !named && layout.starts_with_unit(unit) {
            return true;
        }
    }
    false
}
