//! Which lines belong together. A carrier (a newspaper column, a PDF page, a bulletin board) breaks lines where it is full,
//! in the middle of a sentence, word or number; an author breaks them after a paragraph, heading, item or cell.
//!
//! Three things tell the two apart: whether the sentence is still open at the end of the line, whether the line is about as
//! wide as its neighbours (and so was full), and what the next line begins with. The wrap width is never a figure for the
//! whole document: columns change their width from one line to the next.

use std::sync::LazyLock;

use super::lines::{Ending, Line, Shape};
use super::pairs::{closes, is_halved_word, must_continue, opens_remark, tears_number};
use crate::rules::{Layout, Letters, Opening, PageMark, Traits};

/// Lines wider than this were not broken by a carrier: 80 hanzi.
const WIDEST: usize = 170;

/// Two lines of one column differ by no more than this: punctuation that may not begin a line, a number kept whole.
const SLACK: usize = 4;

/// How many lines on either side show how wide the column is.
const NEIGHBOURS: usize = 3;

/// The lines of a text, put together.
#[derive(Clone, Debug, Default)]
pub(super) struct Joined {
    /// Indices of lines, ascending; those that number a page in the middle of a sentence are left out.
    lines: Vec<usize>,
    /// Where in them those of each line of the repaired text end.
    pub(super) ends: Vec<usize>,
    /// Lines that number a page in the middle of a sentence.
    pub(super) asides: Vec<usize>,
}

impl Joined {
    /// The lines that make one line of the repaired text, for each of these.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = &[usize]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.lines[start..*end])
    }
}

/// Puts the lines together.
pub(super) fn join(lines: &[Line], layout: &Layout) -> Joined {
    let hanging = lines
        .windows(2)
        .filter(|pair| pair[0].indent >= 2 && pair[1].indent + 2 <= pair[0].indent && pair[1].gap == 0)
        .count();
    let judge = Judge {
        lines,
        layout,
        indented: hanging >= 3,
        whole: holds_paragraphs(lines),
        widths: common_widths(lines),
        uneven: is_broken_anywhere(lines),
    };
    let mut joined = Joined {
        lines: Vec::with_capacity(lines.len()),
        ends: Vec::with_capacity(lines.len()),
        asides: Vec::new(),
    };
    let mut sentence = Sentence::default();
    let mut pages = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        sentence.begin();
        sentence.take(at, &lines[at]);
        let mut last = at;
        while let Some(next) = judge.next(last, &mut pages) {
            let joins = if pages.is_empty() {
                judge.joins(last, next, &mut sentence)
            } else {
                judge.joins_over_page(last, next, &mut sentence)
            };
            if !joins {
                break;
            }
            joined.asides.append(&mut pages);
            sentence.scrap = judge.tears_scrap(last, next);
            sentence.take(next, &lines[next]);
            last = next;
        }
        at = last + 1;
        joined.lines.extend_from_slice(&sentence.lines);
        joined.ends.push(joined.lines.len());
    }
    joined
}

/// What opens and closes brackets and quotations, and what ends them all.
pub(super) static BRACKETS: LazyLock<Letters> = LazyLock::new(|| "（(《“「【）)》”」】。".chars().collect());

/// What is known of a sentence that is being put together.
#[derive(Default)]
pub(super) struct Sentence {
    pub(super) marked: bool,
    /// The lines of it.
    lines: Vec<usize>,
    /// Brackets and quotation marks that are open behind the first `read` of them.
    open: Vec<char>,
    read: usize,
    /// The last line is a scrap that was torn off: 主要⏎目标⏎是….
    scrap: bool,
    /// Something opens a bracket or a quotation.
    pub(super) opens: bool,
}

impl Sentence {
    /// Begins another one; the room for its lines is kept.
    fn begin(&mut self) {
        self.lines.clear();
        self.open.clear();
        (self.marked, self.read, self.scrap, self.opens) = (false, 0, false, false);
    }

    fn take(&mut self, at: usize, line: &Line) {
        self.marked |= line.marked;
        self.opens |= line.traits.has(Traits::OPENS);
        self.lines.push(at);
    }

    /// The innermost bracket or quotation mark that is open.
    pub(super) fn open(&mut self, lines: &[Line]) -> Option<char> {
        for &at in &self.lines[self.read..] {
            let line = &lines[at];
            if !line.traits.has(Traits::BRACKET) {
                continue;
            }
            let mut at = BRACKETS.next(line.text, 0, line.text.len());
            while let Some(c) = line.text[at..].chars().next() {
                match c {
                    // A bracket that was never closed does not reach beyond its sentence.
                    '。' => self.open.clear(),
                    '）' | ')' | '》' | '”' | '」' | '】' => {
                        self.open.pop();
                    }
                    open => self.open.push(open),
                }
                at = BRACKETS.next(line.text, at + c.len_utf8(), line.text.len());
            }
            self.open.truncate(8);
        }
        self.read = self.lines.len();
        self.open.last().copied()
    }
}

struct Judge<'l, 't> {
    lines: &'l [Line<'t>],
    layout: &'l Layout,
    /// Paragraphs begin with an indentation.
    indented: bool,
    /// Many lines are paragraphs as their author wrote them: none is broken, least of all at a blank line.
    whole: bool,
    /// Widths that many lines of the document have, where it is wrapped throughout.
    widths: Vec<bool>,
    /// Most running lines end in the middle of a sentence, though no two are of one width: a scanned page.
    uneven: bool,
}

/// Whether most running lines end in the middle of a sentence, and sentences end in the middle of lines: nobody writes so.
fn is_broken_anywhere(lines: &[Line]) -> bool {
    let running = || {
        lines
            .iter()
            .filter(|line| line.marked && line.shape == Shape::Text && line.width <= WIDEST)
    };
    let (mut all, mut open) = (0, 0);
    for line in running() {
        all += 1;
        open += usize::from(matches!(line.ending, Ending::Open | Ending::Paused));
    }
    let inside = |line: &&Line| {
        let turns = line.traits.has(Traits::UNCELLED | Traits::SEMICOLON);
        let one = !line.traits.has_two(Traits::UNCELLED) && !line.traits.has(Traits::SEMICOLON);
        // Of most lines only the last sign is one, if any.
        turns && !(one && TURNS.contains(&line.last)) && TURNING.stand_in(line.text.trim_end_matches(TURNS))
    };
    all >= SEVERAL && open * 5 >= all * 3 && running().filter(inside).count() * 4 >= all
}

/// What parts sentences.
const TURNS: [char; 3] = ['。', '；', ';'];

static TURNING: LazyLock<Letters> = LazyLock::new(|| TURNS.into_iter().collect());

/// So many running lines tell how a text is broken.
const SEVERAL: usize = 4;

/// Whether a good part of the running lines are wider than any carrier makes them.
fn holds_paragraphs(lines: &[Line]) -> bool {
    let running = || lines.iter().filter(|line| line.marked && line.shape != Shape::Alone);
    let wide = running().filter(|line| line.width > WIDEST).count();
    wide >= 3 && wide * 3 >= running().count() - wide
}

/// For each width, whether a good part of the document's running lines are about as wide. All false where most running
/// lines are wider than any carrier makes them: such a document is not wrapped.
fn common_widths(lines: &[Line]) -> Vec<bool> {
    let mut counts = vec![0usize; WIDEST + 1];
    let (mut narrow, mut wide) = (0, 0);
    for line in lines.iter().filter(|line| line.marked && line.shape != Shape::Alone) {
        match counts.get_mut(line.width) {
            Some(count) => {
                *count += 1;
                narrow += 1;
            }
            None => wide += 1,
        }
    }
    let enough = if narrow >= 4 * wide {
        (narrow / 20).max(4)
    } else {
        usize::MAX
    };
    let near = |width: usize| {
        counts[width.saturating_sub(SLACK / 2)..=(width + SLACK / 2).min(WIDEST)]
            .iter()
            .sum::<usize>()
    };
    // Of most texts none is.
    if narrow < enough {
        return Vec::new();
    }
    (0..=WIDEST).map(|width| width >= 24 && near(width) >= enough).collect()
}

impl Judge<'_, '_> {
    /// The line that may continue `last`: the next one, or the one after a page number.
    fn next(&self, last: usize, pages: &mut Vec<usize>) -> Option<usize> {
        pages.clear();
        let mut next = last + 1;
        while let Some(Line {
            shape: Shape::Page(mark),
            ..
        }) = self.lines.get(next)
        {
            let halves = *mark == PageMark::Dash
                && matches!(
                    self.lines.get(next + 1),
                    Some(Line {
                        shape: Shape::Page(PageMark::Tail),
                        ..
                    })
                );
            if self.lines[last].shape == Shape::Page(PageMark::Dash) {
                // The first half meets its second.
                return (*mark == PageMark::Tail).then_some(next);
            }
            let taken = match mark {
                PageMark::Whole => 1,
                PageMark::Dash if halves => 2,
                _ => return Some(next),
            };
            pages.extend(next..next + taken);
            next += taken;
            if pages.len() > 4 {
                return None;
            }
        }
        (next < self.lines.len()).then_some(next)
    }

    fn joins_over_page(&self, a: usize, b: usize, sentence: &mut Sentence) -> bool {
        let (first, second) = (&self.lines[a], &self.lines[b]);
        let taken = sentence.lines.len();
        let prose =
            first.shape != Shape::Alone && second.shape == Shape::Text && !matches!(first.shape, Shape::Page(_));
        if !prose || second.indent > first.indent + 1 {
            return false;
        }
        match first.ending {
            Ending::Closed => false,
            Ending::Hanging => true,
            Ending::Open | Ending::Paused => {
                let torn = first.marked && first.width >= 40 && first.ending == Ending::Open;
                let full = torn || self.is_full(a) || closes(second, sentence, self.lines);
                (taken > 1 || sentence.marked) && full && second.marked
            }
        }
    }

    fn joins(&self, a: usize, b: usize, sentence: &mut Sentence) -> bool {
        let (first, second) = (&self.lines[a], &self.lines[b]);
        let taken = sentence.lines.len();
        if first.shape == Shape::Page(PageMark::Dash) && second.shape == Shape::Page(PageMark::Tail) {
            return second.gap <= 2;
        }
        if is_halved_word(first, second, self.layout) || tears_decimal(first, second) {
            return true;
        }
        // The rest of a number that was torn off, and then its unit.
        if taken > 1
            && second.gap == 0
            && first.begins(Opening::VALUE)
            && self.layout.is_value(first.text)
            && self.layout.starts_with_unit(second.text)
        {
            return true;
        }
        if self.tears_scrap(a, b) || sentence.scrap && second.gap == 0 && second.shape == Shape::Text {
            return true;
        }
        let fits = |line: &Line| matches!(line.shape, Shape::Text | Shape::Start);
        if !fits(first) || !fits(second) || second.gap > 2 {
            return false;
        }
        if taken > 1 && second.gap == 0 && second.begins(Opening::HANGING) && self.layout.starts_hanging(second.text) {
            return true;
        }
        if must_continue(first, second)
            || tears_number(first, second, self.layout)
            || closes(second, sentence, self.lines)
        {
            return second.indent <= first.indent + 1 || second.gap == 0;
        }
        // A news item may begin at the margin, its other lines being indented.
        if taken == 1
            && second.gap == 0
            && first.ending == Ending::Open
            && first.begins(Opening::DATELINE)
            && self.layout.is_dateline(first.text)
        {
            return second.shape == Shape::Text && second.marked;
        }
        let new_paragraph = second.indent > self.lines[a].indent && second.indent >= 1
            || second.indent >= 2 && second.indent == first.indent && (self.indented || self.whole);
        if new_paragraph {
            return false;
        }
        let running = taken > 1 || sentence.marked;
        let full = self.is_full(a);
        match first.ending {
            // Exactly full, and paragraphs of this document are told by their indentation: the paragraph goes on.
            Ending::Closed => {
                self.indented
                    && second.gap == 0
                    && full
                    && taken + usize::from(first.indent >= 2) > 1
                    && second.shape == Shape::Text
                    && second.indent == 0
            }
            Ending::Paused => second.gap == 0 && full && second.shape == Shape::Text && running && second.marked,
            Ending::Hanging => second.shape == Shape::Text,
            Ending::Open if running => match second.gap {
                0 if full
                    || self.uneven && second.shape == Shape::Text
                    || second.marked && second.shape == Shape::Text && self.widths.get(first.width) == Some(&true) =>
                {
                    true
                }
                // The first line of a paragraph is indented, the next one is not, and both are running text.
                0 if taken == 1 && first.indent >= 4 && second.indent == 0 && second.marked => {
                    second.shape == Shape::Text && first.width <= WIDEST
                }
                0 => {
                    second.shape == Shape::Text
                        && taken > 1
                        && first.width <= WIDEST
                        && first.width * 5 >= self.width_before(a) * 3
                }
                _ if second.shape != Shape::Text || self.whole => false,
                1 if opens_remark(second) => true,
                1 => full && first.width <= 70 && (second.marked || second.width.abs_diff(first.width) <= SLACK + 2),
                _ => false,
            },
            Ending::Open => self.begins_paragraph(a, b),
        }
    }

    /// A web page may break a line round emphasised words or an index: 今年的⏎主要目标⏎是…, 以PM⏎2.5⏎浓度….
    fn tears_scrap(&self, a: usize, b: usize) -> bool {
        let (first, second) = (&self.lines[a], &self.lines[b]);
        let short = second.gap == 0 && second.width <= 24 && !second.marked && first.shape == Shape::Text;
        if !short || second.shape != Shape::Text && !self.layout.is_value(second.text) {
            return false;
        }
        let third = self
            .lines
            .get(b + 1)
            .filter(|third| third.gap == 0 && third.shape == Shape::Text && third.marked);
        let goes_on = third.is_some_and(|third| {
            first.marked && first.width > 40 || first.width >= 16 && self.layout.starts_hanging(third.text)
        });
        goes_on && self.layout.ends_hanging(first.text)
    }

    /// Whether a first line without any mark of running text, and so like a heading, is the first line of a paragraph.
    fn begins_paragraph(&self, a: usize, b: usize) -> bool {
        let (first, second) = (&self.lines[a], &self.lines[b]);
        if second.shape != Shape::Text
            || first.width < 14
            || first.traits.has(Traits::BLANK) && first.indent == 0 && second.gap > 0
        {
            return false;
        }
        // A footnote is a sentence, never a heading.
        if first.width >= 40 && second.gap == 0 && self.layout.is_note(first.text) {
            return true;
        }
        let alike = first.width.abs_diff(second.width) <= SLACK;
        let third = self
            .lines
            .get(b + 1)
            .filter(|third| third.gap <= second.gap && third.indent <= second.indent && third.shape == Shape::Text);
        match second.gap {
            0 if second.marked => {
                first.shape == Shape::Text && self.is_full(a)
                    || alike && first.shape == Shape::Start && first.width >= 30
            }
            0 => {
                alike
                    && first.shape == Shape::Text
                    && third.is_some_and(|third| third.marked && third.width.abs_diff(second.width) <= SLACK)
            }
            // A narrow column with a blank line after every line.
            1 => {
                first.shape == Shape::Text
                    && first.width <= 40
                    && first.width.abs_diff(second.width) <= 2
                    && second.marked
                    && third.is_some_and(|third| third.gap == 1 && third.width <= first.width + SLACK)
            }
            _ => false,
        }
    }

    /// Whether the line was broken because it was full: a line of running text nearby is as wide.
    fn is_full(&self, a: usize) -> bool {
        let width = self.lines[a].width;
        if self.lines[a].justified {
            return true;
        }
        if !(12..=WIDEST).contains(&width) {
            return false;
        }
        let from = a.saturating_sub(NEIGHBOURS);
        let to = (a + NEIGHBOURS + 1).min(self.lines.len());
        (from..to).any(|i| {
            let near = &self.lines[i];
            // Two headings between paragraphs that are never broken may be alike.
            let headings = self.whole && near.shape == Shape::Start && self.lines[a].shape == Shape::Start;
            i != a
                && !headings
                && self.is_running(i)
                && near.width.abs_diff(width) <= SLACK
                && !matches!(near.shape, Shape::Alone)
        })
    }

    /// Whether the line is running text, or runs on into such a line. Where no paragraph is broken, a line without marks before one is
    /// its heading.
    fn is_running(&self, i: usize) -> bool {
        let line = &self.lines[i];
        let runs_on = |next: &Line| next.gap == 0 && next.marked && next.shape == Shape::Text;
        line.marked
            || !self.whole
                && line.shape == Shape::Text
                && line.width >= 24
                && line.ending == Ending::Open
                && self.lines.get(i + 1).is_some_and(runs_on)
    }

    fn width_before(&self, a: usize) -> usize {
        if a == 0 { 0 } else { self.lines[a - 1].width.min(WIDEST) }
    }
}

/// Whether a decimal is torn behind its point, in running text: 完成投资88.⏎78亿. A list number stands alone before its point.
fn tears_decimal(first: &Line, second: &Line) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    let torn = second.gap == 0 && first.last == '.' && second.first.is_ascii_digit();
    torn && {
        let before = &first.text[..first.text.len() - 1];
        let words = before.trim_end_matches(digit);
        words.len() < before.len() && words.chars().count() > 2
    }
}
