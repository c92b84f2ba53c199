//! Tags and entities that text may hold: which are known, how long each is, and what takes its place.

use std::sync::LazyLock;

use super::clean::fold;

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
pub(super) const UNSEEN: [&str; 2] = ["script", "style"];
/// A tag longer than this is text with a stray `<`.
pub(super) const LONGEST_TAG: usize = 4000;

/// What a tag is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Block,
    Cell,
    /// Of the others.
    Dress,
}

/// The names that are known, by their first letter.
static NAMES: LazyLock<[Vec<(&str, Sort)>; 26]> = LazyLock::new(|| {
    let mut names = [const { Vec::new() }; 26];
    let sorts: [(&[&'static str], Sort); 4] = [
        (&BLOCKS, Sort::Block),
        (&CELLS, Sort::Cell),
        (&INLINE, Sort::Dress),
        (&UNSEEN, Sort::Dress),
    ];
    for (known, sort) in sorts {
        for name in known {
            names[usize::from(name.as_bytes()[0] - b'a')].push((*name, sort));
        }
    }
    names
});

/// What a tag of this name is; `None` for text in angle brackets.
fn sort(name: &str) -> Option<Sort> {
    let first = name.as_bytes().first()?.to_ascii_lowercase();
    let names = NAMES.get(usize::from(first.checked_sub(b'a')?))?;
    let known = names.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    known.map(|(_, sort)| *sort)
}

/// Whether a tag of this name is markup, not text in angle brackets.
pub(super) fn is_known_tag(name: &str) -> bool {
    sort(name).is_some()
}

/// The length of a known tag at the start of the text, and what takes its place.
pub(super) fn tag(rest: &str) -> Option<(usize, Option<char>)> {
    let inside = rest.strip_prefix('<')?;
    let name_at = inside.strip_prefix('/').unwrap_or(inside);
    let in_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b':';
    let name_len = name_at.bytes().take_while(in_name).count();
    if name_len == 0 || name_len > 12 {
        return None;
    }
    let replacement = match sort(&name_at[..name_len])? {
        Sort::Block => Some('\n'),
        // One mark between two cells: at the opening tag of each.
        Sort::Cell => (name_at.len() == inside.len()).then_some('\t'),
        Sort::Dress => None,
    };
    let after = &name_at[name_len..];
    if !matches!(after.as_bytes(), [b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n', ..]) {
        return None;
    }
    let close =
        memchr::memchr2(b'>', b'<', after.as_bytes()).filter(|&at| at < LONGEST_TAG && after.as_bytes()[at] == b'>')?;
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
