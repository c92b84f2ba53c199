//! The lines of a cleaned text, and what shows by itself whether a line may be joined to its neighbours.

use crate::rules::{LONGEST_BARE, Layout, Opening, PageMark, Settled, TextLine, Traits, columns, is_hanzi};

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
    /// What may stand at its beginning.
    pub(super) opening: u32,
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
    #[inline]
    pub(super) fn end(&self) -> usize {
        self.at + self.text.len()
    }

    /// Whether something of these kinds may stand at its beginning.
    #[inline]
    pub(super) const fn begins(&self, kinds: u32) -> bool {
        self.opening & kinds != 0
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
        let opening = layout.opening(line);
        let shape = shape(line, traits, opening, layout);
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
            opening,
            columns: read.width,
            settled: match shape {
                Shape::Text => Settled::Unnumbered,
                Shape::Start => Settled::Text,
                _ => Settled::Unknown,
            },
        });
    }
    // What numbers a page has that shape, but for bare figures.
    let begins = |at: usize| {
        let line: &Line = &lines[at];
        let may_number = matches!(line.shape, Shape::Page(_)) || line.text.len() <= LONGEST_BARE;
        if may_number { line.opening } else { 0 }
    };
    for at in layout.running(lines.len(), begins, |at| lines[at].text) {
        lines[at].shape = Shape::Page(PageMark::Whole);
    }
    lines
}

/// The shape of a line of these signs, at the beginning of which that may stand.
fn shape(text: &str, traits: Traits, opening: u32, layout: &Layout) -> Shape {
    let begins = |kinds: u32| opening & kinds != 0;
    // Most lines begin with nothing that would make them more than text.
    if opening == 0 {
        let alone = !traits.has_two(Traits::STOP)
            && (layout.is_contact(text, traits, opening)
                || layout.is_chrome(text, traits, opening)
                || traits.has(Traits::TAB)
                || traits.has(Traits::BLANK) && is_columns(text, traits)
                || traits.has_two(Traits::LATIN) && is_latin(text));
        return if alone { Shape::Alone } else { Shape::Text };
    }
    if begins(Opening::PAGE)
        && let Some(mark) = layout.page_mark(text)
    {
        return Shape::Page(mark);
    }
    // Most lines must be text, and are known to be after their second comma.
    let alone = || {
        begins(Opening::VALUE) && layout.is_value(text)
            || begins(Opening::MISSING) && layout.is_missing(text)
            || layout.is_contact(text, traits, opening)
            || layout.is_chrome(text, traits, opening)
            || begins(Opening::PUBLISHED | Opening::DRESSED) && layout.is_published(text)
            || traits.has(Traits::TAB)
            || begins(Opening::APART) && text.starts_with(['#', '|', '{', '}', '<', '※'])
            || traits.has(Traits::BLANK) && is_columns(text, traits)
            || traits.has_two(Traits::LATIN) && is_latin(text)
    };
    // Running text in spite of a word that a web page may begin with.
    let must_be_text =
        traits.has_two(Traits::STOP) && !(begins(Opening::APART) && text.starts_with(['#', '|', '{', '<']));
    if !must_be_text && alone() {
        return Shape::Alone;
    }
    let start = begins(Opening::NUMBERING) && layout.numbering(text).is_some()
        || begins(Opening::CAPTION) && layout.is_caption(text)
        || begins(Opening::BOX) && layout.is_box(text)
        || begins(Opening::NOTE | Opening::FOOTNOTE) && layout.is_note(text)
        || begins(Opening::APART) && (text.starts_with("——") || text.starts_with(['【', '-', '*']));
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
    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        let (mut number, mut digits, mut length) = (true, false, 0);
        loop {
            rest = match rest {
                [] => break,
                [b' ' | b'\t', behind @ ..] | [0xe3, 0x80, 0x80, behind @ ..] => {
                    rest = behind;
                    break;
                }
                [b'0'..=b'9', behind @ ..] => {
                    digits = true;
                    behind
                }
                [b'.' | b',' | b'-' | b'%' | b'(' | b')', behind @ ..] => behind,
                // －—
                [0xef, 0xbc, 0x8d, behind @ ..] | [0xe2, 0x80, 0x94, behind @ ..] => behind,
                [_, behind @ ..] => {
                    number = false;
                    behind
                }
            };
            length += 1;
        }
        count += usize::from(length > 0);
        numbers += usize::from(number && digits);
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
