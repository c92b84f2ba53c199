//! Traditional characters to simplified ones, one for one, so that the map stays exact.

use std::sync::LazyLock;

use super::map::{Builder, Map};
use crate::rules::is_hanzi;

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

/// The text in simplified characters.
pub(super) fn simplify(built: Builder) -> Simplified {
    if !is_traditional(&built.text) {
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
    let forms = &FORMS.forms;
    let mut simplified = String::with_capacity(text.len());
    // What was not copied yet.
    let mut from = 0;
    let mut even = true;
    for (at, c) in text.char_indices() {
        // Beyond the basic plane all characters stay.
        let form = match forms.get(c as usize) {
            None | Some('\0') => continue,
            Some(&BESIDE_OTHERS) => {
                let after = text[at + c.len_utf8()..].chars().next();
                beside_others(text[..at].chars().next_back(), c, after)
            }
            Some(form) => *form,
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
    let counts = &FORMS.counts;
    let (mut all, mut may_change) = (0, 0);
    let mut rest = text;
    while all < SAMPLE && !rest.is_empty() {
        // A hanzi takes three bytes or four, so that no more of them stand here than are wanted.
        let (block, behind) = rest.split_at(rest.ceil_char_boundary(3 * (SAMPLE - all)));
        rest = behind;
        let mut bytes = block.as_bytes();
        // Hanzi in the lower half, those that may change in the upper one.
        let mut sum = 0;
        loop {
            // Nearly all characters of a text, in as few steps as can be.
            while let [first @ 0xe0..=0xef, second, third, behind @ ..] = bytes {
                let point =
                    usize::from(first & 0xf) << 12 | usize::from(second & 0x3f) << 6 | usize::from(third & 0x3f);
                sum += counts[point & 0xffff];
                bytes = behind;
            }
            bytes = match bytes {
                [] => break,
                [0..0x80, behind @ ..] | [0x80..0xe0, _, behind @ ..] => behind,
                _ => {
                    let c = block[block.len() - bytes.len()..].chars().next().unwrap_or(' ');
                    sum += u32::from(is_hanzi(c));
                    &bytes[c.len_utf8()..]
                }
            };
        }
        all += sum as usize & 0xffff;
        may_change += sum as usize >> 16;
    }
    if may_change * 12 < all.max(12) {
        return false;
    }
    // The hanzi by themselves, as far as needed.
    let mut hanzi = text.chars().filter(|&c| is_hanzi(c)).take(all).peekable();
    let (mut before, mut changed) = (None, 0);
    while let Some(c) = hanzi.next() {
        changed += match FORMS.forms.get(c as usize) {
            None | Some('\0') => 0,
            Some(&BESIDE_OTHERS) => usize::from(beside_others(before, c, hanzi.peek().copied()) != c),
            Some(_) => 1,
        };
        if changed * 12 >= all.max(12) {
            return true;
        }
        before = Some(c);
    }
    false
}

/// The characters that the converter looks at the neighbours of.
const LOOKS_BESIDE: &str = "兒覆夥藉瞭麽幺於乾著苧闔鍾讎畫";

/// Stands for the form of a character that depends on its neighbours.
const BESIDE_OTHERS: char = '\u{1}';

/// What the converter makes of each character of the basic plane.
struct Forms {
    /// The simplified form; NUL where the character stays as it is.
    forms: Box<[char; 0x10000]>,
    /// 1 for each hanzi, and in the upper half 1 for each that may change.
    counts: Box<[u32; 0x10000]>,
}

static FORMS: LazyLock<Forms> = LazyLock::new(|| {
    let mut forms: Box<[char; 0x10000]> = vec!['\0'; 0x10000].try_into().expect("as long as said");
    let mut counts: Box<[u32; 0x10000]> = vec![0; 0x10000].try_into().expect("as long as said");
    // Of simplified text nearly none may change, so that it need not be converted to know that it stays.
    let all: String = ('\0'..='\u{ffff}').filter(|c| is_hanzi(*c)).collect();
    for (c, form) in all.chars().zip(fast2s::convert(&all).chars()) {
        counts[c as usize] = 1;
        if form != c {
            forms[c as usize] = form;
        }
    }
    LOOKS_BESIDE.chars().for_each(|c| forms[c as usize] = BESIDE_OTHERS);
    for (count, form) in counts.iter_mut().zip(&forms[..]) {
        *count |= u32::from(*form != '\0') << 16;
    }
    Forms { forms, counts }
});

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
    fn a_simplified_text_with_a_traditional_name_stays_simplified() {
        assert!(is_traditional("全國國內生產總值較上年增長百分之五"));
        assert!(!is_traditional(
            "全国国内生产总值比上年增长百分之五，黃埔區除外，其余各地均有增长，财政收入和居民收入同步提高"
        ));
        assert!(!is_traditional(""));
    }
}
