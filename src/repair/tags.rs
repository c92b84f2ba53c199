//! Tags and entities that text may hold: which are known, how long each is, and what takes its place.

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

/// Whether a tag of this name is markup, not text in angle brackets.
pub(super) fn is_known_tag(name: &str) -> bool {
    let known = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    known(&BLOCKS) || known(&CELLS) || known(&INLINE) || known(&UNSEEN)
}

/// The length of a known tag at the start of the text, and what takes its place.
pub(super) fn tag(rest: &str) -> Option<(usize, Option<char>)> {
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
