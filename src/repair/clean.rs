//! Character by character: line breaks of every kind become `\n`, HTML tags and entities what they stand for, full-width
//! digits and letters half-width, invisible characters nothing.

use std::sync::LazyLock;

use super::map::{Builder, Map};
use super::marks::is_raised_mark;
use super::tags::{UNSEEN, entity, tag};
use crate::model::{SourceSpan, Span};
use crate::rules::{Letters, LineReader, SignKinds, may_change};

/// The source without what only its carrier needed.
pub(super) struct Clean {
    pub(super) text: String,
    pub(super) map: Map,
    /// Tags that hold digits.
    pub(super) asides: Vec<SourceSpan>,
    /// The lines of the text, which are told while it is cleaned.
    pub(super) read: LineReader<'static>,
}

/// `changing`: how many of its characters may have another form in simplified writing, where that is known.
pub(super) fn clean(source: &str, changing: Option<usize>) -> Clean {
    let mut read = LineReader::new(&SIGNS, changing.is_none());
    read.lines
        .reserve(memchr::memchr_iter(b'\n', source.as_bytes()).count() + 1);
    let mut cleaner = Cleaner {
        source,
        out: Builder::default(),
        asides: Vec::new(),
        unseen: Unseen::default(),
        entities: 0,
    };
    cleaner.out.text.reserve(source.len());
    // Where a line of the text begins, and up to where the source was written. Most lines are plain, and stay as they are.
    let (mut at, mut written) = (0, 0);
    while at < source.len() {
        let start = cleaner.out.text.len() + (at - written);
        match read.read_plain(source, at, start) {
            Some(end) if source.as_bytes().get(end) != Some(&b'\r') => at = (end + 1).min(source.len()),
            Some(end) => {
                cleaner.out.copy(&source[written..end], written);
                at = cleaner.line_end(end);
                written = at;
            }
            None => {
                cleaner.out.copy(&source[written..at], written);
                at = cleaner.line(at);
                written = at;
                read.read(&cleaner.out.text, start);
            }
        }
    }
    cleaner.out.copy(&source[written..], written);
    if let Some(changing) = changing {
        // Any entity may stand for one.
        read.counted = changing + cleaner.entities;
    }
    Clean {
        text: cleaner.out.text,
        map: cleaner.out.map,
        asides: cleaner.asides,
        read,
    }
}

struct Cleaner<'s> {
    source: &'s str,
    out: Builder,
    asides: Vec<SourceSpan>,
    unseen: Unseen,
    /// Entities that were written.
    entities: usize,
}

impl Cleaner<'_> {
    /// Writes the line break that a carriage return at `at` begins; tells where it ends.
    fn line_end(&mut self, at: usize) -> usize {
        let rest = &self.source[at..];
        // Carriers that translate line ends twice leave `\r\r\n`.
        let doubled = ["\r\n", "\r\r\n", "\r\r\r\n"]
            .into_iter()
            .find(|ends| rest.starts_with(ends));
        let end = at + doubled.map_or(1, str::len);
        self.out.push('\n', SourceSpan::new(at, end));
        end
    }

    /// Writes what stands from `at` to the end of a line of the text; tells where the next one begins.
    fn line(&mut self, at: usize) -> usize {
        let source = self.source;
        let special = &*SPECIAL;
        let mut at = at;
        loop {
            let plain = special.next(source, at, source.len());
            self.out.copy(&source[at..plain], at);
            at = plain;
            let rest = &source[at..];
            let Some(c) = rest.chars().next() else { return at };
            let end = at + c.len_utf8();
            let here = SourceSpan::new(at, end);
            let written = self.out.text.len();
            at = match c {
                '\r' => self.line_end(at),
                '<' if let Some(len) = self.unseen.len(rest) => {
                    self.asides.extend(digits(source, SourceSpan::new(at, at + len)));
                    at + len
                }
                '<' if let Some(len) = raised_mark(rest, self.out.text.chars().next_back()) => {
                    self.asides.extend(digits(source, SourceSpan::new(at, at + len)));
                    at + len
                }
                '<' => match tag(rest) {
                    Some((len, replacement)) => {
                        let span = SourceSpan::new(at, at + len);
                        if let Some(c) = replacement {
                            self.out.push(c, span);
                        }
                        if holds_digit(&rest[..len]) {
                            self.asides.push(span);
                        }
                        span.end
                    }
                    None => keep(&mut self.out, c, here),
                },
                '&' => match entity(rest) {
                    Some((len, c)) => {
                        let span = SourceSpan::new(at, at + len);
                        if rest[..len].bytes().any(|b| b.is_ascii_digit()) {
                            self.asides.push(span);
                        }
                        self.out.push(c, span);
                        self.entities += 1;
                        span.end
                    }
                    None => keep(&mut self.out, c, here),
                },
                // Markdown's emphasis; longer runs hide digits of telephone numbers.
                '*' => {
                    let run = rest.len() - rest.trim_start_matches('*').len();
                    if run != 2 {
                        (at..at + run).for_each(|at| self.out.push('*', SourceSpan::new(at, at + 1)));
                    }
                    at + run
                }
                _ => match fold(c) {
                    Some(c) => keep(&mut self.out, c, here),
                    None => end,
                },
            };
            if self.out.text.len() > written && self.out.text.ends_with('\n') {
                return at;
            }
        }
    }
}

/// What does not stay as it is, or may begin markup. Nearly all of a Chinese text stands between such characters, and is
/// copied in stretches. Beyond the basic plane all characters stay.
fn special() -> impl Iterator<Item = char> {
    /// Blocks of which some characters do not stay.
    const BLOCKS: [std::ops::RangeInclusive<char>; 4] = [
        '\0'..='\u{ff}',
        '\u{2000}'..='\u{206f}',
        '\u{feff}'..='\u{feff}',
        '\u{ff00}'..='\u{ffef}',
    ];
    let all = BLOCKS.into_iter().flatten();
    all.filter(|&c| matches!(c, '<' | '&' | '*') || c != '\r' && fold(c) != Some(c))
}

/// The special characters, and what ends a line.
static SPECIAL: LazyLock<Letters> = LazyLock::new(|| special().chain(['\r', '\n']).collect());

/// The kinds of signs by which a source is read, its special characters and those of the other script told apart. The rarest white
/// space is left to be read slowly.
static SIGNS: LazyLock<SignKinds> = LazyLock::new(|| {
    SignKinds::with(
        special().chain(['\u{1680}']),
        ('\0'..='\u{ffff}').filter(|c| may_change(*c)),
    )
});

impl Clean {
    /// A text that was made otherwise.
    pub(super) fn of(built: Builder, asides: Vec<SourceSpan>) -> Self {
        let mut read = LineReader::new(&SIGNS, true);
        read.read(&built.text, 0);
        Self {
            text: built.text,
            map: built.map,
            asides,
            read,
        }
    }

    /// The same, where the source was itself made from another one.
    pub(super) fn through(self, further: &Map) -> Self {
        let Self {
            text,
            map,
            asides,
            read,
        } = self;
        let built = Builder { text, map }.through(further);
        let lead = |aside: SourceSpan| further.source(Span::new(aside.start, aside.end));
        Self {
            text: built.text,
            map: built.map,
            asides: asides.into_iter().map(lead).collect(),
            read,
        }
    }
}

/// Whether a text has a digit of either width.
fn holds_digit(text: &str) -> bool {
    text.contains(is_digit)
}

pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// The runs of digits in a stretch of the source.
pub(super) fn digits(source: &str, span: SourceSpan) -> Vec<SourceSpan> {
    let text = span.of(source);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(is_digit).map(|found| at + found) {
        let len = text[start..].find(|c| !is_digit(c)).unwrap_or(text.len() - start);
        found.push(SourceSpan::new(span.start + start, span.start + start + len));
        at = start + len;
    }
    found
}

/// Looks for what nobody sees: scripts, styles, comments.
#[derive(Default)]
struct Unseen {
    /// Ends that are known not to come any more, so that each is looked for once.
    missing: Vec<&'static str>,
}

impl Unseen {
    /// The length of a script, a style or a comment at the start of the text.
    fn len(&mut self, rest: &str) -> Option<usize> {
        if rest.starts_with("<!--") {
            return self.find(rest, "-->");
        }
        let name = UNSEEN.iter().find(|name| {
            rest.as_bytes()
                .get(1..=name.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
        })?;
        let (len, _) = tag(rest)?;
        let end = match *name {
            "script" => "</script>",
            _ => "</style>",
        };
        if rest[..len].ends_with("/>") {
            return None;
        }
        self.find(rest, end)
    }

    fn find(&mut self, rest: &str, end: &'static str) -> Option<usize> {
        if self.missing.contains(&end) {
            return None;
        }
        let first = end.as_bytes()[0];
        let found = memchr::memchr_iter(first, rest.as_bytes()).find(|&at| {
            rest.as_bytes()
                .get(at..at + end.len())
                .is_some_and(|there| there.eq_ignore_ascii_case(end.as_bytes()))
        });
        if found.is_none() {
            self.missing.push(end);
        }
        found.map(|at| at + end.len())
    }
}

/// The length of `<sup>5</sup>` at the start of the text, where it refers to a footnote.
fn raised_mark(rest: &str, before: Option<char>) -> Option<usize> {
    if !rest.get(1..4)?.eq_ignore_ascii_case("sup") {
        return None;
    }
    let (open, _) = tag(rest)?;
    let inner = rest[open..].find('<')?;
    let (close, _) = tag(&rest[open + inner..])?;
    let closes = rest[open + inner..].get(..5)?.eq_ignore_ascii_case("</sup");
    (closes && is_raised_mark(before, &rest[open..open + inner])).then_some(open + inner + close)
}

fn keep(out: &mut Builder, c: char, source: SourceSpan) -> usize {
    out.push(c, source);
    source.end
}

/// The character as the text shall have it; nothing for invisible ones. The full-width full stop and hyphen are left to the
/// spacing stage, which sees whether they stand inside a number.
pub(super) fn fold(c: char) -> Option<char> {
    Some(match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '＆' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '\n' | '\t' => c,
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => ' ',
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}' => {
            return None;
        }
        c if c.is_control() => return None,
        c => c,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(source: &str) -> String {
        clean(source, None).text
    }

    #[test]
    fn carriers_are_removed_and_text_that_looks_like_them_is_kept() {
        for (source, text) in [
            ("增长５．４％，ＧＤＰ", "增长5．4%，GDP"),
            ("一\r\n二\r三\u{c}四", "一\n二\n三\n四"),
            ("一\r\r\n二\r\r三", "一\n二\n\n三"),
            ("<p><strong>消息</strong>：好。<br></p><p>又", "\n消息：好。\n\n\n又"),
            ("R&amp;D&nbsp;经费&#8203;&#x5143;", "R&D 经费&#8203;元"),
            (
                "增<!-- 2023 -->长<STYLE>p{width:3}</style><script>f(1<2)</SCRIPT>好",
                "增长好",
            ),
            ("<!-- 没有结尾5<script>3", "<!-- 没有结尾53"),
            ("若x<5且y>3", "若x<5且y>3"),
            ("<0", "<0"),
            ("<p", "<p"),
            ("**要点**：*八倍增", "要点：*八倍增"),
            ("138****0000", "138****0000"),
            ("<td>全市</td><td>12</td></tr>", "\t全市\t12\n"),
            ("零\u{200b}宽\u{feff}", "零宽"),
            ("&#49;&hellip", "&#49;&hellip"),
        ] {
            assert_eq!(text_of(source), text, "{source:?}");
        }
    }

    #[test]
    fn special_characters_are_those_that_do_not_stay() {
        let expected = ('\0'..='\u{ffff}').filter(|&c| matches!(c, '<' | '&' | '*') || c != '\r' && fold(c) != Some(c));
        assert!(special().eq(expected));
    }

    #[test]
    fn lines_are_told_as_those_of_the_text_are() {
        for source in [
            "一、综合\r\n　　全市５个*县*\n\n\n甲 \r乙<br>丙<p>丁\u{feff}\n \u{a0}\n末 ",
            "甲\u{1680}\n\u{1680}乙\n<!-- 丙\n丁 -->戊\n\u{200b}\n己",
            "",
            "\n",
        ] {
            let clean = clean(source, None);
            let told = clean
                .read
                .lines
                .iter()
                .map(|line| (line.start, line.of(&clean.text), line.gap));
            let lines: Vec<_> = crate::rules::text_lines(&clean.text).collect();
            let expected = lines.iter().map(|line| (line.start, line.of(&clean.text), line.gap));
            assert!(told.eq(expected), "{source:?}");
            let told = clean.read.lines.iter().map(|line| (line.traits, line.width));
            assert!(
                told.eq(lines.iter().map(|line| (line.traits, line.width))),
                "{source:?}"
            );
        }
    }

    #[test]
    fn tags_with_digits_are_set_aside() {
        let source = "<font size=2>增长</font>3%";
        assert_eq!(clean(source, None).asides, [SourceSpan::new(0, 13)]);
        let asides = |source: &str| -> Vec<String> {
            clean(source, None)
                .asides
                .iter()
                .map(|span| span.of(source).to_owned())
                .collect()
        };
        assert_eq!(asides("<p width=１>增长２%</p>"), ["<p width=１>"]);
        assert_eq!(asides("<style>p{1px 22}</style>3<!--４-->"), ["1", "22", "４"]);
    }
}
