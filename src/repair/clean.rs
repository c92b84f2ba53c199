//! Character by character: line breaks of every kind become `\n`, HTML tags and entities what they stand for, full-width
//! digits and letters half-width, invisible characters nothing.

use super::map::{Builder, Map};
use crate::model::SourceSpan;

/// The source without what only its carrier needed.
pub(super) struct Clean {
    pub(super) text: String,
    pub(super) map: Map,
    /// Tags that hold digits.
    pub(super) asides: Vec<SourceSpan>,
}

/// Tags that part lines.
const BLOCKS: [&str; 26] = [
    "br",
    "p",
    "div",
    "tr",
    "table",
    "tbody",
    "thead",
    "ul",
    "ol",
    "li",
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
    "section",
];
/// Tags that part cells of a row.
const CELLS: [&str; 2] = ["td", "th"];
/// Tags that only dress the text.
const INLINE: [&str; 18] = [
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
];
/// A tag longer than this is text with a stray `<`.
pub(super) const LONGEST_TAG: usize = 4000;

pub(super) fn clean(source: &str) -> Clean {
    let mut out = Builder::default();
    let mut asides = Vec::new();
    let mut at = 0;
    while let Some(c) = source[at..].chars().next() {
        let rest = &source[at..];
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
            '<' => match tag(rest) {
                Some((len, replacement)) => {
                    let span = SourceSpan::new(at, at + len);
                    if let Some(c) = replacement {
                        out.push(c, span);
                    }
                    if rest[..len].bytes().any(|b| b.is_ascii_digit()) {
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

fn keep(out: &mut Builder, c: char, source: SourceSpan) -> usize {
    out.push(c, source);
    source.end
}

/// The character as the text shall have it; nothing for invisible ones. The full-width full stop and hyphen are left to the
/// spacing stage, which sees whether they stand inside a number.
pub(super) fn fold(c: char) -> Option<char> {
    Some(match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
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
    } else if INLINE.contains(&name.as_str()) {
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
    }
}
