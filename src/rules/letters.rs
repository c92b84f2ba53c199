//! Sets of characters that are looked for at every place of a text. Asking a table is cheaper than comparing with each
//! character, and finding the next one needs no decoding of those between.

/// Characters of the basic plane; no others are ever in the set.
#[derive(Clone, Debug)]
pub struct Letters {
    /// By the first byte of a character: how many bytes to go on where no character of the set begins with it, else none.
    /// Of most sets none begins as hanzi do, and so a text of hanzi is gone through in steps of three.
    steps: [u8; 256],
    /// Characters of three bytes stand in one word for each first two bytes.
    bits: Box<[u64; 1024]>,
    /// Whether no character of the set begins as hanzi do.
    passes_hanzi: bool,
}

impl Letters {
    /// The characters for which `is` holds.
    pub fn of(is: impl Fn(char) -> bool) -> Self {
        ('\0'..='\u{ffff}').filter(|letter| is(*letter)).collect()
    }

    /// The set with further characters.
    pub fn and(mut self, letters: impl IntoIterator<Item = char>) -> Self {
        for letter in letters {
            let point = letter as usize;
            if let Some(word) = self.bits.get_mut(point / 64) {
                *word |= 1 << (point % 64);
                self.steps[usize::from(letter.encode_utf8(&mut [0; 4]).as_bytes()[0])] = 0;
            }
        }
        self.passes_hanzi = (0xe4..=0xeb).all(|first| self.passes_three(first));
        self
    }

    /// Whether the character is in the set.
    #[inline]
    pub fn contains(&self, letter: char) -> bool {
        self.contains_point(letter as usize)
    }

    /// The same of a code point.
    #[inline]
    pub fn contains_point(&self, point: usize) -> bool {
        self.bits
            .get(point / 64)
            .is_some_and(|word| word >> (point % 64) & 1 != 0)
    }

    /// Whether the character at a place of a text may be in the set: it is not one of the basic plane that is not.
    #[inline]
    pub fn may_stand_at(&self, text: &[u8], at: usize) -> bool {
        let point = match text.get(at..) {
            Some([first @ 0xe0..0xf0, second, third, ..]) => {
                usize::from(first & 0xf) << 12 | usize::from(second & 0x3f) << 6 | usize::from(third & 0x3f)
            }
            Some([first @ 0..0x80, ..]) => usize::from(*first),
            Some([first @ ..0xe0, second, ..]) => usize::from(first & 0x1f) << 6 | usize::from(second & 0x3f),
            Some([_, ..]) => return true,
            _ => return false,
        };
        self.contains_point(point)
    }

    /// 1 where the code point, of the basic plane, is in the set, else 0.
    #[inline]
    pub fn count_point(&self, point: usize) -> usize {
        (self.bits[point / 64 % 1024] >> (point % 64) & 1) as usize
    }

    /// Whether one of the characters stands in the text.
    pub fn stand_in(&self, text: &str) -> bool {
        self.next(text, 0, text.len()) < text.len()
    }

    /// Where in `text[at..end]` the next character of the set stands, or `end`. Both are bounds of characters.
    pub fn next(&self, text: &str, at: usize, end: usize) -> usize {
        let bytes = &text.as_bytes()[..end];
        let mut at = at;
        loop {
            if self.passes_hanzi {
                // Three at once.
                while let Some(three) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
                    let others = other_than_hanzi(u64::from_le_bytes(*three));
                    if others != 0 {
                        at += match others {
                            _ if others & 0xff_ffff != 0 => 0,
                            _ if others & 0xffff_ffff_ffff != 0 => 3,
                            _ => 6,
                        };
                        break;
                    }
                    at += 9;
                }
                // The step does not depend on what stands here, so that the next place need not wait for it.
                while bytes.get(at).is_some_and(|first| self.passes_three(*first)) {
                    at += 3;
                }
            } else {
                let mut rest = bytes.get(at..).unwrap_or_default();
                while let Some(two) = rest.first_chunk() {
                    let two = u64::from_le_bytes(*two);
                    if !are_of_three(two) || (self.count_of_three(two) | self.count_of_three(two >> 24)) != 0 {
                        break;
                    }
                    rest = &rest[6..];
                }
                at = end - rest.len();
            }
            let Some(&first) = bytes.get(at) else { return end };
            let step = usize::from(self.steps[usize::from(first)]);
            if step > 0 {
                at += step;
                // What is ASCII seldom stands alone.
                while bytes.get(at).is_some_and(|next| self.steps[usize::from(*next)] == 1) {
                    at += 1;
                }
                continue;
            }
            // Characters with four bytes are in no set, and so always stepped over.
            let (point, width) = match bytes[at..] {
                [first, second, third, ..] if first >= 0xe0 => {
                    let (second, third) = (usize::from(second & 0x3f), usize::from(third & 0x3f));
                    (usize::from(first & 0xf) << 12 | second << 6 | third, 3)
                }
                [first, second, ..] if first >= 0x80 => {
                    (usize::from(first & 0x1f) << 6 | usize::from(second & 0x3f), 2)
                }
                _ => (usize::from(first), 1),
            };
            if self.bits[point / 64 % 1024] >> (point % 64) & 1 != 0 {
                return at;
            }
            at += width;
        }
    }

    /// 1 where the character whose three bytes are the lowest is in the set, else 0.
    #[inline]
    fn count_of_three(&self, bytes: u64) -> u64 {
        let word = (bytes & 0xf) << 6 | (bytes >> 8 & 0x3f);
        self.bits[word as usize] >> (bytes >> 16 & 0x3f) & 1
    }

    /// Whether a first byte is that of characters of three bytes of which none is in the set.
    const fn passes_three(&self, first: u8) -> bool {
        self.steps[first as usize] == 3
    }
}

impl Default for Letters {
    fn default() -> Self {
        std::iter::empty().collect()
    }
}

impl FromIterator<char> for Letters {
    fn from_iter<I: IntoIterator<Item = char>>(letters: I) -> Self {
        let set = Self {
            steps: std::array::from_fn(|first| match first {
                0..0x80 => 1,
                0x80..0xe0 => 2,
                0xe0..0xf0 => 3,
                _ => 4,
            }),
            bits: Box::new([0; 1024]),
            passes_hanzi: true,
        };
        set.and(letters)
    }
}

/// All white space.
pub fn white_space() -> impl Iterator<Item = char> {
    let blocks = [
        '\u{9}'..='\u{d}',
        ' '..=' ',
        '\u{85}'..='\u{85}',
        '\u{a0}'..='\u{a0}',
        '\u{1680}'..='\u{1680}',
        '\u{2000}'..='\u{200a}',
        '\u{2028}'..='\u{2029}',
        '\u{202f}'..='\u{202f}',
        '\u{205f}'..='\u{205f}',
        '\u{3000}'..='\u{3000}',
    ];
    blocks.into_iter().flatten()
}

/// The same as [`char::is_alphabetic`], which looks hanzi up in a list of all alphabets; they are known to be letters.
#[inline]
pub fn is_alphabetic(letter: char) -> bool {
    matches!(letter, '\u{4e00}'..='\u{9fff}') || letter.is_alphabetic()
}

/// The same as [`char::is_alphanumeric`].
#[inline]
pub fn is_alphanumeric(letter: char) -> bool {
    matches!(letter, '\u{4e00}'..='\u{9fff}') || letter.is_alphanumeric()
}

/// Zero if the first, fourth and seventh of eight bytes are such as hanzi (and Hangul) begin with: 0xe4 to 0xeb. Else bits stand from the
/// first on that is not.
#[inline]
const fn other_than_hanzi(bytes: u64) -> u64 {
    const FIRST: u64 = 0x00e4_0000_e400_00e4;
    let begins = bytes & 0x00ff_0000_ff00_00ff;
    // What is less borrows from its neighbour, which is none of the three.
    begins.wrapping_sub(FIRST) & !0x0007_0000_0700_0007
}

/// Whether the first six of eight bytes are two characters of three bytes each.
#[inline]
const fn are_of_three(bytes: u64) -> bool {
    bytes & 0xf000_00f0 == 0xe000_00e0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn white_space_is_known() {
        assert!(white_space().eq(('\0'..=char::MAX).filter(|letter| letter.is_whitespace())));
    }

    #[test]
    fn hanzi_are_letters() {
        for letter in '\0'..='\u{2ffff}' {
            assert_eq!(is_alphabetic(letter), letter.is_alphabetic(), "{letter}");
            assert_eq!(is_alphanumeric(letter), letter.is_alphanumeric(), "{letter}");
        }
    }

    proptest! {
        #[test]
        fn the_next_place_is_that_of_a_search_by_characters(text in "[ -~é一-龥０-９，。𠀀-𠀂]{0,40}") {
            let is = |letter: char| letter.is_ascii_digit() || "é一三，５".contains(letter);
            let signs = |letter: char| letter.is_ascii_digit() || "é，５".contains(letter);
            let letters = [(Letters::of(is), is as fn(char) -> bool), (Letters::of(signs), signs)];
            let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            for &from in &starts {
                for &end in starts.iter().filter(|end| **end >= from) {
                    for (letters, is) in &letters {
                        let found = text[from..end].find(is).map_or(end, |at| from + at);
                        prop_assert_eq!(letters.next(&text, from, end), found);
                    }
                }
            }
        }
    }
}
