//! Traditional characters to simplified ones, one for one, so that the map stays exact.

use super::map::{Builder, Map};
use crate::rules::is_hanzi;

/// As many characters as are looked at to tell the script.
const SAMPLE: usize = 8000;

/// The text in simplified characters, its map, and whether it was in traditional ones.
pub(super) fn simplify(built: Builder) -> (String, Map, bool) {
    if !is_traditional(&built.text) {
        return (built.text, built.map, false);
    }
    let converted = fast2s::convert(&built.text);
    if converted.chars().count() != built.text.chars().count() {
        return (built.text, built.map, true);
    }
    let mut out = Builder::default();
    let mut cursor = built.map.cursor();
    for ((at, original), c) in built.text.char_indices().zip(converted.chars()) {
        // White space and signs are none of the converter's business.
        let c = if is_hanzi(original) { c } else { original };
        out.push(c, cursor.source(at, at + original.len_utf8()));
    }
    (out.text, out.map, true)
}

/// A text is traditional when at least one in twelve of its hanzi has another simplified form. In running traditional text it
/// is one in three; in simplified text next to none, and a quoted name or a variant form does not make a text traditional.
fn is_traditional(text: &str) -> bool {
    let sample: String = text.chars().filter(|&c| is_hanzi(c)).take(SAMPLE).collect();
    let changed = sample
        .chars()
        .zip(fast2s::convert(&sample).chars())
        .filter(|(a, b)| a != b)
        .count();
    changed * 12 >= sample.chars().count().max(12)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_converter_gives_one_character_for_each() {
        let all: String = ('\u{3400}'..='\u{9fff}').collect();
        assert_eq!(fast2s::convert(&all).chars().count(), all.chars().count());
    }

    #[test]
    fn a_simplified_text_with_a_traditional_name_stays_simplified() {
        assert!(is_traditional("全國國內生產總值較上年增長百分之五"));
        assert!(!is_traditional(
            "全国国内生产总值比上年增长百分之五，黃埔區除外，其余各地均有增长，财政收入和居民收入同步提高"
        ));
        assert!(!is_traditional(""));
    }
}
