//! Markup that was written as text: feeds and careless exports hold pages with `&lt;p&gt;` for `<p>`. One layer of that is
//! taken off before anything else is read, and another one where there are two.

use super::map::{Builder, Map};
use super::tags::{LONGEST_TAG, is_known_tag};
use crate::model::SourceSpan;

/// Layers that are taken off.
const LAYERS: usize = 2;

/// The text without its escapes and the map back, where it holds tags that are escaped.
pub(super) fn unescape(source: &str) -> Option<(String, Map)> {
    let mut found: Option<(String, Map)> = None;
    for _ in 0..LAYERS {
        let text = found.as_ref().map_or(source, |(text, _)| text);
        if !holds_escaped_tag(text) {
            break;
        }
        let layer = take_off(text);
        found = Some(match found {
            Some((_, map)) => layer.through(&map),
            None => layer,
        })
        .map(|built| (built.text, built.map));
    }
    found
}

fn holds_escaped_tag(text: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), "&lt;").any(|at| is_escaped_tag(&text[at..]))
}

/// `&lt;p class=x&gt;`
fn is_escaped_tag(rest: &str) -> bool {
    let inside = &rest["&lt;".len()..];
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let name = inside
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(inside.len());
    let after = &inside[name..];
    if !is_known_tag(&inside[..name]) || !after.starts_with([' ', '/', '&', '\n']) {
        return false;
    }
    let window = &after.as_bytes()[..after.len().min(LONGEST_TAG)];
    let close = memchr::memmem::find(window, b"&gt;");
    let next = memchr::memmem::find(window, b"&lt;").unwrap_or(window.len());
    close.is_some_and(|close| close < next)
}

fn take_off(text: &str) -> Builder {
    const ESCAPES: [(&str, char); 4] = [("&lt;", '<'), ("&gt;", '>'), ("&amp;", '&'), ("&quot;", '"')];
    let mut out = Builder::default();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let escape = (c == '&')
            .then(|| ESCAPES.iter().find(|(escape, _)| text[at..].starts_with(escape)))
            .flatten();
        let (c, len) = escape.map_or((c, c.len_utf8()), |&(escape, c)| (c, escape.len()));
        out.push(c, SourceSpan::new(at, at + len));
        at += len;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    #[test]
    fn escaped_tags_are_tags_and_other_escapes_stay() {
        let cases = [
            ("&lt;p&gt;增长5%&amp;nbsp;&lt;/p&gt;", Some("<p>增长5%&nbsp;</p>")),
            ("&amp;lt;br/&amp;gt;", None),
            ("&lt;p&gt;&amp;lt;br/&amp;gt;&lt;/p&gt;", Some("<p><br/></p>")),
            ("&lt;FONT size=2&gt;增长", Some("<FONT size=2>增长")),
            ("若P&lt;0.05且b&gt;3", None),
            ("&lt;产业&gt;与&lt;pp&gt;", None),
            ("&lt;p 没有结尾", None),
            ("", None),
        ];
        for (source, text) in cases {
            assert_eq!(unescape(source).map(|found| found.0).as_deref(), text, "{source}");
        }
    }

    #[test]
    fn each_character_has_its_place_in_the_source() {
        let source = "&lt;p&gt;甲&amp;lt;br&amp;gt;乙";
        let (text, map) = unescape(source).unwrap();
        assert_eq!(text, "<p>甲<br>乙");
        for (words, place) in [("<p>", "&lt;p&gt;"), ("<br>", "&amp;lt;br&amp;gt;"), ("乙", "乙")] {
            let at = text.find(words).unwrap();
            assert_eq!(map.source(Span::new(at, at + words.len())).of(source), place);
        }
    }
}
