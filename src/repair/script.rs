//! Traditional characters to simplified ones, one for one, so that the map stays exact.

use std::sync::LazyLock;

use super::map::{Builder, Map};
use crate::rules::{Letters, is_hanzi};

/// As many characters as are looked at to tell the script.
const SAMPLE: usize = 8000;

/// The text in simplified characters, its map, and whether it was in traditional ones.
pub(super) fn simplify(built: Builder) -> (String, Map, bool) {
    if !is_traditional(&built.text) {
        return (built.text, built.map, false);
    }
    let converted = fast2s::convert(&built.text);
    if is_even(&built.text, &converted) {
        // Nothing has moved.
        return (converted, built.map, true);
    }
    if converted.chars().count() != built.text.chars().count() {
        return (built.text, built.map, true);
    }
    // White space and signs are none of the converter's business.
    let simplified = |original: char, c: char| if is_hanzi(original) { c } else { original };
    let mut text = String::with_capacity(converted.len());
    let mut even = true;
    for (original, c) in built.text.chars().zip(converted.chars()) {
        let c = simplified(original, c);
        even &= c.len_utf8() == original.len_utf8();
        text.push(c);
    }
    if even {
        // Nothing has moved.
        return (text, built.map, true);
    }
    let mut out = Builder::default();
    let mut cursor = built.map.cursor();
    for ((at, original), c) in built.text.char_indices().zip(text.chars()) {
        out.push(c, cursor.source(at, at + original.len_utf8()));
    }
    (out.text, out.map, true)
}

/// Whether each character has one in its place that takes as many bytes, and only hanzi have another one.
fn is_even(text: &str, converted: &str) -> bool {
    let (text, converted) = (text.as_bytes(), converted.as_bytes());
    if text.len() != converted.len() {
        return false;
    }
    let mut at = 0;
    while let Some(&first) = text.get(at) {
        let width = match first {
            0..0x80 => 1,
            0x80..0xe0 => 2,
            0xe0..0xf0 => 3,
            0xf0.. => 4,
        };
        let (here, there) = (text.get(at..at + width), converted.get(at..at + width));
        let hanzi = |character: Option<&[u8]>| character.is_some_and(begins_hanzi);
        if here != there && !(hanzi(here) && hanzi(there)) {
            return false;
        }
        at += width;
    }
    true
}

/// Whether a character of three bytes stands first of which these bytes tell that it is one of nearly all hanzi.
const fn begins_hanzi(bytes: &[u8]) -> bool {
    // Among the characters that 0xe4 begins are hexagrams.
    matches!(bytes, [0xe5..=0xe9, _, _, ..] | [0xe4, 0x80..=0xb6 | 0xb8..=0xbf, _, ..])
}

/// A text is traditional when at least one in twelve of its hanzi has another simplified form. In running traditional text it
/// is one in three; in simplified text next to none, and a quoted name or a variant form does not make a text traditional.
fn is_traditional(text: &str) -> bool {
    let changing = changing();
    let (mut all, mut may_change) = (0, 0);
    let mut rest = text.as_bytes();
    while all < SAMPLE {
        // Nearly all characters of a text, in as few steps as can be.
        while let [first @ 0xe4..=0xe9, second, third, behind @ ..] = rest {
            let point = usize::from(first & 0xf) << 12 | usize::from(second & 0x3f) << 6 | usize::from(third & 0x3f);
            may_change += changing.count_point(point);
            // Among them are hexagrams.
            all += usize::from(!(0x4dc0..0x4e00).contains(&point));
            rest = behind;
            if all == SAMPLE {
                break;
            }
        }
        rest = match rest {
            _ if all == SAMPLE => break,
            [] => break,
            [0..0x80, behind @ ..] | [0xe2, _, _, behind @ ..] => behind,
            _ => {
                let text = &text[text.len() - rest.len()..];
                let Some(c) = text.chars().next() else { break };
                if is_hanzi(c) {
                    all += 1;
                    may_change += usize::from(c > LAST || changing.contains(c));
                }
                &rest[c.len_utf8()..]
            }
        };
    }
    if may_change * 12 < all.max(12) {
        return false;
    }
    let sample: String = text.chars().filter(|&c| is_hanzi(c)).take(SAMPLE).collect();
    let changed = sample
        .chars()
        .zip(fast2s::convert(&sample).chars())
        .filter(|(a, b)| a != b)
        .count();
    changed * 12 >= sample.chars().count().max(12)
}

/// The characters that the converter changes only beside certain others: alone they stay.
const BESIDE_OTHERS: [char; 3] = ['著', '苧', '藉'];

/// The hanzi up to [`LAST`] that the converter may change. Of simplified text nearly none may be changed, so that it need not
/// be converted to know that it stays.
fn changing() -> &'static Letters {
    static CHANGING: LazyLock<Letters> = LazyLock::new(|| {
        let all = || ('\0'..=LAST).filter(|c| is_hanzi(*c));
        let apart: String = all().flat_map(|c| [c, ' ']).collect();
        let converted = fast2s::convert(&apart);
        let changed = all()
            .zip(converted.chars().step_by(2))
            .filter(|(c, converted)| c != converted);
        changed.map(|(c, _)| c).chain(BESIDE_OTHERS).collect()
    });
    &CHANGING
}

/// The last of the hanzi that are looked up; rarer ones are converted to know.
const LAST: char = '\u{faff}';

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_converter_gives_one_character_for_each() {
        let all: String = ('\u{3400}'..='\u{9fff}').collect();
        assert_eq!(fast2s::convert(&all).chars().count(), all.chars().count());
    }

    #[test]
    fn what_the_converter_changes_beside_others_is_known_to_change() {
        // Every two neighbours of a sample of pairs, and those that the converter has rules for.
        let known = "看著苧麻憑藉口慰藉狼藉闔家鍾書校讎定仇讎計畫企畫兒寬答覆批覆甚夥瞭望幺麽樊於乾隆坤卦";
        let hanzi: Vec<char> = ('\u{4e00}'..='\u{9fa5}').chain('\u{3400}'..='\u{4db5}').collect();
        let strided = (1..60).flat_map(|stride| hanzi.iter().step_by(stride).copied());
        let text: String = known.chars().chain(strided).collect();
        for (c, converted) in text.chars().zip(fast2s::convert(&text).chars()) {
            assert!(
                c == converted || c > LAST || changing().contains(c),
                "{c} became {converted}"
            );
        }
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
