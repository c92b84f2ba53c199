//! Traditional characters to simplified ones, one for one, so that the map stays exact.

use super::map::{Builder, Map};
use crate::rules::{BESIDE_OTHERS, FORMS, is_hanzi};

/// As many characters as are looked at to tell the script.
const SAMPLE: usize = 8000;

/// A text in simplified characters.
pub(super) struct Simplified {
    pub(super) text: String,
    pub(super) map: Map,
    /// Whether it was in traditional ones.
    pub(super) traditional: bool,
    /// Whether a character takes more or fewer bytes than before.
    pub(super) moved: bool,
}

/// The text in simplified characters. `hanzi` of it are known to be hanzi, and at most `may_change` of all to be such as may change.
pub(super) fn simplify(built: Builder, hanzi: usize, may_change: usize) -> Simplified {
    let simplified = may_change * 12 < hanzi.clamp(12, SAMPLE);
    if simplified || !is_traditional(&built.text) {
        return Simplified {
            text: built.text,
            map: built.map,
            traditional: false,
            moved: false,
        };
    }
    let (text, even) = converted(&built.text);
    if even {
        return Simplified {
            text,
            map: built.map,
            traditional: true,
            moved: false,
        };
    }
    let mut out = Builder::default();
    let mut cursor = built.map.cursor();
    for ((at, original), c) in built.text.char_indices().zip(text.chars()) {
        out.push(c, cursor.source(at, at + original.len_utf8()));
    }
    Simplified {
        text: out.text,
        map: out.map,
        traditional: true,
        moved: true,
    }
}

/// The text in simplified characters, one for one, and whether each takes as many bytes as before. White space and signs are none of
/// the converter's business.
fn converted(text: &str) -> (String, bool) {
    let forms = &FORMS;
    let mut simplified = String::with_capacity(text.len());
    // What was not copied yet.
    let mut from = 0;
    let mut even = true;
    let mut rest = text.as_bytes();
    // All characters that may change take three bytes.
    while let [first, behind @ ..] = rest {
        let (0xe3..=0xef, [second, third, behind @ ..]) = (*first, behind) else {
            rest = behind;
            continue;
        };
        let at = text.len() - rest.len();
        rest = behind;
        let (second, third) = (usize::from(second & 0x3f), usize::from(third & 0x3f));
        let form = forms[usize::from(first & 0xf) << 12 | second << 6 | third];
        if form == '\0' {
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        let form = match form {
            BESIDE_OTHERS => {
                let after = text[at + c.len_utf8()..].chars().next();
                beside_others(text[..at].chars().next_back(), c, after)
            }
            form => form,
        };
        even &= form.len_utf8() == c.len_utf8();
        simplified.push_str(&text[from..at]);
        simplified.push(form);
        from = at + c.len_utf8();
    }
    simplified.push_str(&text[from..]);
    (simplified, even)
}

/// What the converter makes of a character of which it tells by the characters on either side.
fn beside_others(before: Option<char>, c: char, after: Option<char>) -> char {
    let beside: String = before.into_iter().chain([c]).chain(after).collect();
    let converted = fast2s::convert(&beside);
    converted.chars().nth(usize::from(before.is_some())).unwrap_or(c)
}

/// A text is traditional when at least one in twelve of its hanzi has another simplified form. In running traditional text it
/// is one in three; in simplified text next to none, and a quoted name or a variant form does not make a text traditional.
fn is_traditional(text: &str) -> bool {
    // There are no more hanzi than that.
    let most = (text.len() / 3).clamp(12, SAMPLE);
    let mut hanzi = text.chars().filter(|&c| is_hanzi(c)).take(SAMPLE).peekable();
    let (mut before, mut all, mut changed) = (None, 0, 0);
    while let Some(c) = hanzi.next() {
        all += 1;
        changed += match FORMS.get(c as usize) {
            None | Some('\0') => 0,
            Some(&BESIDE_OTHERS) => usize::from(beside_others(before, c, hanzi.peek().copied()) != c),
            Some(_) => 1,
        };
        // By themselves, as far as needed.
        if changed * 12 >= most {
            return true;
        }
        before = Some(c);
    }
    changed * 12 >= all.max(12)
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
    fn texts_are_converted_as_the_converter_does() {
        // Every two neighbours of a sample of pairs, and those that the converter has rules for.
        let known =
            "看著苧麻憑藉口慰藉狼藉闔家鍾書校讎定仇讎計畫企畫兒寬答覆批覆甚夥瞭望幺麽樊於乾隆坤卦乾兒子畫圖回覆";
        let hanzi: Vec<char> = ('\u{4e00}'..='\u{9fa5}').chain('\u{3400}'..='\u{4db5}').collect();
        let strided = (1..60).flat_map(|stride| hanzi.iter().step_by(stride).copied());
        let text: String = known.chars().chain(['1', '，', '𠀀']).chain(strided).collect();
        assert!(converted(&text).0 == fast2s::convert(&text));
        for start in known.char_indices().map(|(at, _)| at) {
            assert_eq!(converted(&known[start..]).0, fast2s::convert(&known[start..]));
            assert_eq!(converted(&known[..start]).0, fast2s::convert(&known[..start]));
        }
    }

    #[test]
    fn what_the_walk_along_the_lines_counts_tells_simplified_texts() {
        let text = "全市一〇年，后来著名的麽䷀，䶮\n";
        let clean = crate::repair::clean::clean(text, None);
        assert_eq!((clean.read.hanzi, clean.read.counted), (12, 3));
        let built = Builder {
            text: clean.text,
            map: clean.map,
        };
        assert!(!simplify(built, 12, 0).traditional);
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
