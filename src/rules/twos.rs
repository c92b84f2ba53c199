//! The first two characters of words that are looked for at every place of a text.

/// Which characters the words begin with, and which stand second in them, as far as some bits of theirs tell: most places of a
/// text are passed with one look.
#[derive(Clone)]
pub struct Twos {
    /// By the sort of a first character, the finer sorts of what may follow it.
    seconds: Box<[u64; SORTS]>,
}

const SORTS: usize = 1 << SORT_BITS;
const SORT_BITS: u32 = 11;

impl Twos {
    /// Of these words; one of a single character may begin whatever follows.
    pub fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut made = Self {
            seconds: Box::new([0; SORTS]),
        };
        for word in words {
            let (first, width) = letter(word.as_bytes(), 0);
            let (second, more) = letter(word.as_bytes(), width);
            made.seconds[sort(first)] |= if more > 0 { 1 << fine_sort(second) } else { u64::MAX };
        }
        made
    }

    /// The next place in `text[at..end]`, or `end`, where one of the words may begin; it may go on behind the end. Both are bounds
    /// of characters.
    pub fn next(&self, text: &str, at: usize, end: usize) -> usize {
        let bytes = text.as_bytes();
        let mut at = at;
        let (mut first, mut width) = letter(bytes, at);
        while at < end {
            let (second, next) = letter(bytes, at + width);
            if self.seconds[sort(first)] >> fine_sort(second) & 1 != 0 {
                return at;
            }
            at += width;
            (first, width) = (second, next);
        }
        end
    }
}

/// The bytes of the character at a place, mixed so that all of them tell, and how many they are; none at the end.
#[inline]
fn letter(text: &[u8], at: usize) -> (u32, usize) {
    let rest = text.get(at..).unwrap_or_default();
    if let Some(bytes) = rest.first_chunk::<4>() {
        let letter = u32::from_le_bytes(*bytes);
        if letter & 0xf0 == 0xe0 {
            return (mixed(letter & 0xff_ffff), 3);
        }
    }
    let width = match rest {
        [] => 0,
        [0..0x80, ..] => 1,
        [0x80..0xe0, ..] => 2,
        [0xe0..0xf0, ..] => 3,
        [..] => 4,
    };
    let bytes = rest.iter().take(width).rev();
    (mixed(bytes.fold(0, |bytes, byte| bytes << 8 | u32::from(*byte))), width)
}

#[inline]
const fn mixed(bytes: u32) -> u32 {
    bytes.wrapping_mul(0x9e37_79b1)
}

#[inline]
const fn sort(mixed: u32) -> usize {
    (mixed >> (32 - SORT_BITS)) as usize
}

/// One of 64 sorts, by the bits behind these.
#[inline]
const fn fine_sort(mixed: u32) -> u32 {
    mixed >> (26 - SORT_BITS) & 63
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_word_is_passed(text in "[大桥书本《a1𠀀é]{0,30}") {
            let words = ["大桥", "书本", "《", "a1", "é𠀀"];
            let twos = Twos::of(words);
            let mut at = 0;
            while at < text.len() {
                let next = twos.next(&text, at, text.len());
                prop_assert!(text.is_char_boundary(next));
                for (passed, _) in text[at..next].char_indices() {
                    let rest = &text[at + passed..];
                    prop_assert!(!words.iter().any(|word| rest.starts_with(word)), "{} in {}", rest, text);
                }
                at = next + text[next..].chars().next().map_or(1, char::len_utf8);
            }
        }
    }
}
