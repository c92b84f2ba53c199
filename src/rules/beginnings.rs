//! Where words may begin in a text: of most places their first two characters tell that none does. The first alone tells
//! little, for words of many kinds begin with nearly any character.

/// The first two characters of words, by sorts: what is none of them may be taken for one, never the other way round.
#[derive(Clone, Debug)]
pub(super) struct Beginnings {
    /// By the sort of a first character, the sorts of those that words go on with behind it; all of them where a word is
    /// nothing but such a character.
    seconds: Box<[u64; SORTS]>,
}

/// How many sorts of first characters there are.
const SORTS: usize = 1 << SORT_BITS;
const SORT_BITS: u32 = 12;

/// Bytes of a hanzi, and of all characters that begin with the same bits.
const HANZI: usize = 3;

impl Default for Beginnings {
    fn default() -> Self {
        Self::of([])
    }
}

impl Beginnings {
    /// Those of words.
    pub(super) fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut seconds = Box::new([0; SORTS]);
        for word in words {
            let mut letters = word.chars().map(mixed_of);
            let Some(first) = letters.next() else { continue };
            seconds[sort(first)] |= letters.next().map_or(u64::MAX, |second| 1 << fine_sort(second));
        }
        Self { seconds }
    }

    /// The first place of a text, from one on and before `limit`, where a word may begin.
    #[inline]
    pub(super) fn next(&self, text: &str, from: usize, limit: usize) -> Option<usize> {
        let mut next = None;
        self.any(&text[from..], limit - from, |rest| {
            next = Some(text.len() - rest.len());
            true
        });
        next
    }

    /// Whether something that is asked for stands in a text, before `limit`: where a word may begin, `found` tells of what is
    /// written from there on.
    #[inline]
    pub(super) fn any(&self, text: &str, limit: usize, mut found: impl FnMut(&str) -> bool) -> bool {
        // One character behind the limit tells of the last before it.
        let behind = text[limit..].chars().next().map_or(0, char::len_utf8);
        let walked = &text.as_bytes()[..limit + behind];
        let mut any = false;
        let may_begin = |first, second| self.seconds[sort(first)] >> fine_sort(second) & 1 != 0;
        pairs(walked, 0, may_begin, |_, _, start| {
            any = start < limit && found(&text[start..]);
            !any
        });
        any
    }
}

/// Tells `on` of characters of a text, from a place on, each with the one behind it, as their mixed bytes, and where it stands: of
/// those that `may` tells to be of interest, as nearly none is, as long as it says to go on. Behind the last stands nothing, 0.
#[inline]
pub(super) fn pairs(
    text: &[u8],
    from: usize,
    may: impl Fn(u32, u32) -> bool,
    mut on: impl FnMut(u32, u32, usize) -> bool,
) {
    let mut rest = &text[from..];
    // The character that stands right before the rest, and how many bytes it has.
    let (mut first, mut width) = next_mixed(&mut rest);
    while width > 0 {
        // Two hanzi behind another, as long as they stand in a row.
        if width == HANZI {
            while let Some(bytes) = rest.first_chunk::<8>() {
                let both = u64::from_le_bytes(*bytes);
                if both & 0xf000_00f0 != 0xe000_00e0 {
                    break;
                }
                let (second, third) = (mixed(both as u32 & 0xff_ffff), mixed((both >> 24) as u32 & 0xff_ffff));
                if may(first, second) && !on(first, second, text.len() - rest.len() - HANZI) {
                    return;
                }
                if may(second, third) && !on(second, third, text.len() - rest.len()) {
                    return;
                }
                first = third;
                rest = &rest[2 * HANZI..];
            }
        }
        let start = text.len() - rest.len() - width;
        let (second, next) = next_mixed(&mut rest);
        if may(first, second) && !on(first, second, start) {
            return;
        }
        (first, width) = (second, next);
    }
}

/// The bytes of a character, mixed so that all of them tell in the highest bits.
#[inline]
pub(super) const fn mixed(bytes: u32) -> u32 {
    bytes.wrapping_mul(0x9e37_79b1)
}

/// The same of a letter.
pub(super) fn mixed_of(letter: char) -> u32 {
    let mut bytes = [0; 4];
    letter.encode_utf8(&mut bytes);
    mixed(u32::from_le_bytes(bytes))
}

/// Takes the next character off a text, as its mixed bytes, with how many they are; 0 at the end.
#[inline]
pub(super) fn next_mixed(text: &mut &[u8]) -> (u32, usize) {
    if let Some(bytes) = text.first_chunk::<4>() {
        let letter = u32::from_le_bytes(*bytes);
        if letter & 0xf0 == 0xe0 {
            *text = &text[HANZI..];
            return (mixed(letter & 0xff_ffff), HANZI);
        }
    }
    let Some(first) = text.first() else { return (0, 0) };
    if first.is_ascii() {
        *text = &text[1..];
        return (mixed(u32::from(*first)), 1);
    }
    let (letter, rest) = text.split_at(width(*first).min(text.len()));
    *text = rest;
    let mixed = mixed(letter.iter().rev().fold(0, |bytes, byte| bytes << 8 | u32::from(*byte)));
    (mixed, letter.len())
}

/// The code point of the character that begins at a place of a text, and how many bytes it has; both 0 at the end.
#[inline]
pub(super) fn point_at(text: &[u8], at: usize) -> (u32, usize) {
    let low = |byte: &u8| u32::from(byte & 0x3f);
    match text.get(at..) {
        Some([first @ 0xe0..0xf0, second, third, ..]) => {
            (u32::from(first & 0xf) << 12 | low(second) << 6 | low(third), HANZI)
        }
        Some([first @ 0..0x80, ..]) => (u32::from(*first), 1),
        Some([first @ ..0xe0, second, ..]) => (u32::from(first & 0x1f) << 6 | low(second), 2),
        Some([first, second, third, fourth, ..]) => {
            let high = u32::from(first & 7) << 18 | low(second) << 12;
            (high | low(third) << 6 | low(fourth), 4)
        }
        _ => (0, 0),
    }
}

/// How many bytes the character has that begins with this one.
#[inline]
pub(super) const fn width(first: u8) -> usize {
    match first {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}

#[inline]
const fn sort(mixed: u32) -> usize {
    (mixed >> (32 - SORT_BITS)) as usize
}

/// One of 64 sorts, by other bits.
#[inline]
const fn fine_sort(mixed: u32) -> u32 {
    mixed >> 14 & 63
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_place_where_a_word_begins_is_passed(text in "[a1é甲乙丙丁。𠀀]{0,20}") {
            let words = ["甲乙", "丙", "a甲", "é1", "𠀀丁丁", "。丙"];
            let beginnings = Beginnings::of(words);
            for limit in text.char_indices().map(|(at, _)| at).chain([text.len()]) {
                let begins = |rest: &str| words.iter().any(|word| rest.starts_with(word));
                let expected = text.char_indices().any(|(at, _)| at < limit && begins(&text[at..]));
                prop_assert_eq!(beginnings.any(&text, limit, begins), expected);
                let first = text.char_indices().map(|(at, _)| at).find(|at| begins(&text[*at..]));
                let next = beginnings.next(&text, 0, limit);
                prop_assert!(first.is_none_or(|first| first >= limit || next.is_some_and(|next| next <= first)));
            }
        }
    }
}
