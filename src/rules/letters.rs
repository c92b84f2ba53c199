//! Sets of characters that are looked for at every place of a text. Asking a table is cheaper than comparing with each
//! character, and finding the next one needs no decoding of those between.

/// Characters of the basic plane; no others are ever in the set.
pub struct Letters(Box<[u64; 1024]>);

impl Letters {
    /// The characters for which `is` holds.
    pub fn of(is: impl Fn(char) -> bool) -> Self {
        let mut bits = Box::new([0; 1024]);
        for letter in ('\0'..='\u{ffff}').filter(|letter| is(*letter)) {
            bits[letter as usize / 64] |= 1 << (letter as usize % 64);
        }
        Self(bits)
    }

    /// Whether the character with this number is in the set.
    const fn has(&self, point: usize) -> bool {
        self.0[point / 64 % 1024] & (1 << (point % 64)) != 0
    }

    /// Where in `text[at..end]` the next character of the set stands, or `end`. Both are bounds of characters.
    pub fn next(&self, text: &str, at: usize, end: usize) -> usize {
        let bytes = &text.as_bytes()[..end];
        let mut at = at;
        while let Some(&first) = bytes.get(at) {
            let byte = |nth: usize| usize::from(bytes.get(at + nth).copied().unwrap_or(0) & 0x3f);
            let (point, width) = match first {
                0..0x80 => (usize::from(first), 1),
                0x80..0xe0 => (usize::from(first & 0x1f) << 6 | byte(1), 2),
                0xe0..0xf0 => (usize::from(first & 0xf) << 12 | byte(1) << 6 | byte(2), 3),
                // Beyond the basic plane.
                _ => {
                    at += 4;
                    continue;
                }
            };
            if self.has(point) {
                return at;
            }
            at += width;
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_next_place_is_that_of_a_search_by_characters(text in "[ -~é一-龥０-９，。𠀀-𠀂]{0,40}") {
            let is = |letter: char| letter.is_ascii_digit() || "é一三，５".contains(letter);
            let letters = Letters::of(is);
            let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            for &from in &starts {
                for &end in starts.iter().filter(|end| **end >= from) {
                    let found = text[from..end].find(is).map_or(end, |at| from + at);
                    prop_assert_eq!(letters.next(&text, from, end), found);
                }
            }
        }
    }
}
