//! Character by character: line breaks of every kind become `\n`, HTML tags and entities what they stand for, full-width
//! digits and letters half-width, invisible characters nothing.

use std::sync::LazyLock;

use super::map::{Builder, Map};
use super::marks::is_raised_mark;
use crate::model::{SourceSpan, Span};
use crate::rules::Letters;

/// The source without what only its carrier needed.
pub(super) struct Clean {
    pub(super) text: String,
    pub(super) map: Map,
    /// Tags that hold digits.
    pub(super) asides: Vec<SourceSpan>,
}

/// Tags that part lines.
const BLOCKS: [&str; 41] = [
    "br",
    "p",
    "div",
    "tr",
    "table",
    "tbody",
    "thead",
    "tfoot",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "body",
    "html",
    "head",
    "title",
    "center",
    "blockquote",
    "figure",
    "figcaption",
    "caption",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "nav",
    "aside",
    "pre",
    "form",
    "fieldset",
    "address",
];
/// Tags that part cells of a row.
const CELLS: [&str; 2] = ["td", "th"];
/// Tags that only dress the text.
const INLINE: [&str; 39] = [
    "strong",
    "b",
    "em",
    "i",
    "u",
    "s",
    "sup",
    "sub",
    "span",
    "font",
    "a",
    "img",
    "small",
    "big",
    "meta",
    "link",
    "o:p",
    "st1:chmetcnv",
    "del",
    "ins",
    "mark",
    "nobr",
    "wbr",
    "label",
    "input",
    "button",
    "code",
    "col",
    "colgroup",
    "iframe",
    "embed",
    "object",
    "param",
    "noscript",
    "abbr",
    "time",
    "base",
    "map",
    "area",
];
/// Elements of which the content is no text.
const UNSEEN: [&str; 2] = ["script", "style"];
/// A tag longer than this is text with a stray `<`.
pub(super) const LONGEST_TAG: usize = 4000;

pub(super) fn clean(source: &str) -> Clean {
    let mut out = Builder::default();
    let mut asides = Vec::new();
    let mut unseen = Unseen::default();
    let special = &*SPECIAL;
    let mut at = 0;
    loop {
        let plain = special.next(source, at, source.len());
        out.copy(&source[at..plain], at);
        at = plain;
        let rest = &source[at..];
        let Some(c) = rest.chars().next() else { break };
        let end = at + c.len_utf8();
        let here = SourceSpan::new(at, end);
        let next = match c {
            '\r' => {
                // Carriers that translate line ends twice leave `\r\r\n`.
                let doubled = ["\r\n", "\r\r\n", "\r\r\r\n"]
                    .into_iter()
                    .find(|ends| rest.starts_with(ends));
                let end = at + doubled.map_or(1, str::len);
                out.push('\n', SourceSpan::new(at, end));
                end
            }
            '<' if let Some(len) = unseen.len(rest) => {
                asides.extend(digits(source, SourceSpan::new(at, at + len)));
                at + len
            }
            '<' if let Some(len) = raised_mark(rest, out.text.chars().next_back()) => {
                asides.extend(digits(source, SourceSpan::new(at, at + len)));
                at + len
            }
            '<' => match tag(rest) {
                Some((len, replacement)) => {
                    let span = SourceSpan::new(at, at + len);
                    if let Some(c) = replacement {
                        out.push(c, span);
                    }
                    if holds_digit(&rest[..len]) {
                        asides.push(span);
                    }
                    span.end
                }
                None => keep(&mut out, c, here),
            },
            '&' => match entity(rest) {
                Some((len, c)) => {
                    let span = SourceSpan::new(at, at + len);
                    if rest[..len].bytes().any(|b| b.is_ascii_digit()) {
                        asides.push(span);
                    }
                    out.push(c, span);
                    span.end
                }
                None => keep(&mut out, c, here),
            },
            // Markdown's emphasis; longer runs hide digits of telephone numbers.
            '*' => {
                let run = rest.len() - rest.trim_start_matches('*').len();
                if run != 2 {
                    (at..at + run).for_each(|at| out.push('*', SourceSpan::new(at, at + 1)));
                }
                at + run
            }
            _ => match fold(c) {
                Some(c) => keep(&mut out, c, here),
                None => end,
            },
        };
        at = next;
    }
    Clean {
        text: out.text,
        map: out.map,
        asides,
    }
}

/// What does not stay as it is, or may begin markup. Nearly all of a Chinese text stands between such characters, and is
/// copied in stretches. Beyond the basic plane all characters stay.
static SPECIAL: LazyLock<Letters> =
    LazyLock::new(|| Letters::of(|c| matches!(c, '\r' | '<' | '&' | '*') || fold(c) != Some(c)));

impl Clean {
    /// The same, where the source was itself made from another one.
    pub(super) fn through(self, further: &Map) -> Self {
        let Self { text, map, asides } = self;
        let built = Builder { text, map }.through(further);
        let lead = |aside: SourceSpan| further.source(Span::new(aside.start, aside.end));
        Self {
            text: built.text,
            map: built.map,
            asides: asides.into_iter().map(lead).collect(),
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

/// Whether a tag of this name is markup, not text in angle brackets.
pub(super) fn is_known_tag(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [&BLOCKS[..], &CELLS, &INLINE, &UNSEEN]
        .iter()
        .any(|names| names.contains(&&*name))
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

/// The length of a known tag at the start of the text, and what takes its place.
fn tag(rest: &str) -> Option<(usize, Option<char>)> {
    let inside = rest.strip_prefix('<')?;
    let name_at = inside.strip_prefix('/').unwrap_or(inside);
    let name_len = name_at
        .find(|c: char| !c.is_ascii_alphanumeric() && c != ':')
        .unwrap_or(name_at.len());
    if name_len == 0 || name_len > 12 {
        return None;
    }
    let name = name_at[..name_len].to_ascii_lowercase();
    let replacement = if BLOCKS.contains(&name.as_str()) {
        Some('\n')
    } else if CELLS.contains(&name.as_str()) {
        // One mark between two cells: at the opening tag of each.
        (name_at.len() == inside.len()).then_some('\t')
    } else if INLINE.contains(&name.as_str()) || UNSEEN.contains(&name.as_str()) {
        None
    } else {
        return None;
    };
    let after = &name_at[name_len..];
    if !after.starts_with(['>', '/', ' ', '\t', '\r', '\n']) {
        return None;
    }
    let close = after
        .find(['>', '<'])
        .filter(|&at| at < LONGEST_TAG && after[at..].starts_with('>'))?;
    Some((rest.len() - after.len() + close + 1, replacement))
}

/// The length of a known entity at the start of the text, and its character.
pub(super) fn entity(rest: &str) -> Option<(usize, char)> {
    let window = &rest.as_bytes()[..rest.len().min(12)];
    let end = window.iter().position(|&b| b == b';')?;
    let name = std::str::from_utf8(&window[1..end]).ok()?;
    let c = match name {
        "nbsp" | "ensp" | "thinsp" | "#160" => ' ',
        "emsp" => '\u{3000}',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" | "#34" => '"',
        "apos" | "#39" => '\'',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "mdash" => '—',
        "ndash" => '–',
        "middot" => '·',
        "hellip" => '…',
        "times" => '×',
        "permil" => '‰',
        _ => {
            let code = name.strip_prefix('#')?;
            let code = match code.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => code.parse().ok()?,
            };
            // A digit must be found where it is written; control characters are no text.
            char::from_u32(code).filter(|c| !c.is_ascii() && fold(*c) == Some(*c))?
        }
    };
    Some((end + 1, c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(source: &str) -> String {
        clean(source).text
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
    fn tags_with_digits_are_set_aside() {
        let source = "<font size=2>增长</font>3%";
        assert_eq!(clean(source).asides, [SourceSpan::new(0, 13)]);
        let asides = |source: &str| -> Vec<String> {
            clean(source)
                .asides
                .iter()
                .map(|span| span.of(source).to_owned())
                .collect()
        };
        assert_eq!(asides("<p width=１>增长２%</p>"), ["<p width=１>"]);
        assert_eq!(asides("<style>p{1px 22}</style>3<!--４-->"), ["1", "22", "４"]);
    }
}
