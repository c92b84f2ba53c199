//! The lines of a cleaned text, and what shows by itself whether a line may be joined to its neighbours.

use super::spaces::words;
use crate::rules::{Layout, PageMark, Settled, TextLine, Traits, columns, is_hanzi};

/// What a line is by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// May be part of a paragraph.
    Text,
    /// Begins something: a numbered heading, an item, a caption, a note. May be continued.
    Start,
    /// A page number.
    Page(PageMark),
    /// Stands alone: a number, a row of columns, a rule, an address, a line of a web page.
    Alone,
}

/// A line of the cleaned text that is not blank.
#[derive(Clone, Debug)]
pub(super) struct Line<'t> {
    /// Without white space at its ends.
    pub(super) text: &'t str,
    /// Where `text` begins.
    pub(super) at: usize,
    /// Where the line begins, with its indentation.
    pub(super) start: usize,
    /// Blank lines before it.
    pub(super) gap: usize,
    /// Columns before the text.
    pub(super) indent: usize,
    /// Columns with the indentation.
    pub(super) width: usize,
    pub(super) shape: Shape,
    /// Letter-spaced to fill the column, as a carrier does with full lines only.
    pub(super) justified: bool,
    /// Has a mark of running text: ，。；！？.
    pub(super) marked: bool,
    pub(super) ending: Ending,
    /// The first and the last character of the text.
    pub(super) first: char,
    pub(super) last: char,
    /// The kinds of its signs.
    pub(super) traits: Traits,
    /// Columns of the text as it stands.
    pub(super) columns: usize,
    /// What is known of it.
    pub(super) settled: Settled,
}

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// 。！？…
    Closed,
    /// ；：
    Paused,
    /// ，、 and opening brackets: more must follow.
    Hanging,
    /// Anything else.
    Open,
}

impl Line<'_> {
    pub(super) fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// The lines of the text that are not blank, as they were read.
pub(super) fn lines<'t>(text: &'t str, read: &[TextLine], layout: &Layout) -> Vec<Line<'t>> {
    let mut lines = Vec::with_capacity(read.len());
    for read in read {
        let TextLine { start, at, traits, .. } = *read;
        let line = read.of(text);
        let mut indent = 0;
        for c in text[start..at].chars() {
            indent += if c == '\t' { 4 } else { columns(c) };
        }
        let (mut front, mut back) = (line.chars(), line.chars());
        let (first, last) = (front.next().unwrap_or(' '), back.next_back().unwrap_or(' '));
        let marked = is_marked(line, traits);
        let shape = shape(line, traits, layout);
        let letter_spaced = traits.has_two(Traits::SPACE) && is_letter_spaced(line);
        // Columns that the text would take without the spaces of letter-spacing.
        let width = read.width - if letter_spaced { spaces(line) } else { 0 };
        lines.push(Line {
            text: line,
            at,
            start,
            gap: if lines.is_empty() { 0 } else { read.gap },
            indent,
            width: indent + width,
            justified: letter_spaced && marked,
            shape,
            marked,
            ending: ending(line, last),
            first,
            last,
            traits,
            columns: read.width,
            settled: match shape {
                Shape::Text => Settled::Unnumbered,
                Shape::Start => Settled::Text,
                _ => Settled::Unknown,
            },
        });
    }
    for at in layout.running(lines.len(), |at| lines[at].text) {
        lines[at].shape = Shape::Page(PageMark::Whole);
    }
    lines
}

fn shape(text: &str, traits: Traits, layout: &Layout) -> Shape {
    // Most lines begin with nothing that would make them more than text.
    if layout.begins_plainly(text) {
        let alone = !traits.has_two(Traits::STOP)
            && (layout.is_contact(text, traits)
                || layout.is_chrome(text, traits)
                || traits.has(Traits::TAB)
                || traits.has(Traits::BLANK) && is_columns(text, traits)
                || traits.has_two(Traits::LATIN) && is_latin(text));
        return if alone { Shape::Alone } else { Shape::Text };
    }
    if let Some(mark) = layout.page_mark(text) {
        return Shape::Page(mark);
    }
    // Most lines must be text, and are known to be after their second comma.
    let alone = || {
        layout.is_value(text)
            || layout.is_missing(text)
            || layout.is_contact(text, traits)
            || layout.is_chrome(text, traits)
            || layout.is_published(text)
            || traits.has(Traits::TAB)
            || text.starts_with(['#', '|', '{', '}', '<', '※'])
            || traits.has(Traits::BLANK) && is_columns(text, traits)
            || traits.has_two(Traits::LATIN) && is_latin(text)
    };
    // Running text in spite of a word that a web page may begin with.
    let must_be_text = traits.has_two(Traits::STOP) && !text.starts_with(['#', '|', '{', '<']);
    if !must_be_text && alone() {
        return Shape::Alone;
    }
    let start = layout.numbering(text).is_some()
        || layout.is_caption(text)
        || layout.is_box(text)
        || layout.is_note(text)
        || text.starts_with("——")
        || text.starts_with(['【', '-', '*']);
    if start { Shape::Start } else { Shape::Text }
}

fn is_letter_spaced(text: &str) -> bool {
    let spaces = spaces(text);
    spaces > 3 && text.chars().filter(|c| is_hanzi(*c)).take(spaces * 2).count() < spaces * 2
}

fn spaces(text: &str) -> usize {
    memchr::memchr_iter(b' ', text.as_bytes()).count()
}

/// Cells side by side with spaces between: at least two of them numbers.
fn is_columns(text: &str, traits: Traits) -> bool {
    if !traits.has_two(Traits::DIGIT) || traits.has(Traits::WIDE_COMMA | Traits::FULL_STOP) {
        return false;
    }
    let (mut count, mut numbers) = (0, 0);
    for word in words(text) {
        let in_number = |c| matches!(c, '0'..='9' | '.' | ',' | '-' | '－' | '—' | '%' | '(' | ')');
        count += 1;
        numbers += usize::from(word.chars().all(in_number) && word.bytes().any(|b| b.is_ascii_digit()));
    }
    if count < 3 || numbers < 2 || numbers * 2 < count - 1 {
        return false;
    }
    let narrow = !text.contains("  ") && !text.contains('\u{3000}');
    !(narrow && traits.has(Traits::PAUSE))
}

/// Mostly Latin letters: an abstract, a formula, a name of a file.
fn is_latin(text: &str) -> bool {
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    letters >= 12 && letters * 5 >= text.chars().filter(|c| !c.is_whitespace()).count() * 3
}

/// Whether the text has a mark of running text; a comma between digits is none.
fn is_marked(text: &str, traits: Traits) -> bool {
    let bytes = text.as_bytes();
    traits.has(Traits::MARK)
        || traits.has(Traits::COMMA | Traits::SEMICOLON)
            && memchr::memchr2_iter(b',', b';', bytes).any(|at| {
                let after_hanzi = at > 0 && bytes[at - 1] >= 0x80;
                let before_digit = bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
                after_hanzi && (bytes[at] == b',' || !before_digit)
            })
}

/// How a text ends, of which that is the last character.
fn ending(text: &str, last: char) -> Ending {
    let quote = |c: char| matches!(c, '”' | '’' | '」' | '』' | '"');
    let mut last = last;
    let mut core = text;
    if quote(last) {
        core = text.trim_end_matches(quote);
        last = core.chars().next_back().unwrap_or(' ');
    }
    match last {
        '。' | '！' | '？' | '!' | '?' | '…' => Ending::Closed,
        // 完成。）
        '）' | ')' if core.trim_end_matches(['）', ')']).ends_with('。') => Ending::Closed,
        // Journals of the nineties close their sentences so.
        '．' | '.' if core.chars().rev().nth(1).is_some_and(is_hanzi) => Ending::Closed,
        '；' | '：' | ';' | ':' => Ending::Paused,
        '，' | '、' | ',' if core.len() == text.len() => Ending::Hanging,
        _ => Ending::Open,
    }
}
