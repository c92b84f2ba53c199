//! Ids of facts.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::model::Span;
use crate::rules::{Letters, white_space};

/// The id of a fact: hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Id([[u8; 2]; 10]);

impl Id {
    /// As text.
    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(self.0.as_flattened()).expect("digits")
    }
}

/// Ids of facts: from the text's content and the words of the sentence, so that neither the file's place, nor its line
/// breaks, nor the rules that read it make a difference.
pub(super) struct Ids<'t> {
    text: &'t str,
    /// The text without white space, and a hasher begun with the hash of that; made for the first fact.
    document: Option<(Words, blake3::Hasher)>,
    /// The sentence asked for last, whether no space stands in it, and the hash of the document and its words. Facts come in
    /// order, several to a sentence.
    last: Option<(Span, bool, blake3::Hasher)>,
    /// How often each place of a sentence occurred, by what identifies its first occurrence.
    seen: HashMap<[u8; 16], u64, foldhash::fast::RandomState>,
}

impl<'t> Ids<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            document: None,
            last: None,
            seen: HashMap::default(),
        }
    }

    /// The id of the quantity at byte `at` of a sentence; the same sentence may occur again.
    pub(super) fn of(&mut self, sentence: Span, at: usize) -> Id {
        let text = self.text;
        let (words, document) = self.document.get_or_insert_with(|| {
            let words = Words::of(text);
            let mut hasher = blake3::Hasher::new();
            hasher.update(blake3::hash(&words.bytes).as_bytes());
            (words, hasher)
        });
        let (_, whole, hasher) = match &mut self.last {
            Some(last) if last.0 == sentence => last,
            last => {
                let said = words.within(sentence);
                let mut hasher = document.clone();
                hasher.update(said);
                last.insert((sentence, said.len() == sentence.len(), hasher))
            }
        };
        let before = match sentence.of(text).get(..at) {
            Some(before) if *whole => before.len(),
            Some(before) => words
                .within(Span::new(sentence.start, sentence.start + before.len()))
                .len(),
            None => 0,
        };
        let hash = |occurrence: u64| {
            let mut place = [0; 16];
            place[..8].copy_from_slice(&(before as u64).to_le_bytes());
            place[8..].copy_from_slice(&occurrence.to_le_bytes());
            let mut hasher = hasher.clone();
            hasher.update(&place);
            hasher.finalize()
        };
        let first = hash(0);
        let (known, _) = first.as_bytes().split_first_chunk().expect("a hash has 32 bytes");
        let occurrence = self.seen.entry(*known).or_default();
        let hash = match *occurrence {
            0 => first,
            again => hash(again),
        };
        *occurrence += 1;
        let mut id = [[0; 2]; 10];
        for (digits, byte) in id.iter_mut().zip(hash.as_bytes()) {
            let hex = |half: u8| b"0123456789abcdef"[usize::from(half)];
            *digits = [hex(byte >> 4), hex(byte & 0xf)];
        }
        Id(id)
    }
}

pub(super) static SPACES: LazyLock<Letters> = LazyLock::new(|| white_space().collect());

/// A text without its white space, and how its places lie there.
struct Words {
    bytes: Vec<u8>,
    /// By each [`STRIDE`] of the text: bytes of white space before it, and a bit for each byte of it that is one.
    spaces: Vec<(usize, u64)>,
}

/// Bytes of text between two places of which it is known how much white space stands before them.
const STRIDE: usize = u64::BITS as usize;

impl Words {
    fn of(text: &str) -> Self {
        let all = text.as_bytes();
        let mut bytes = Vec::with_capacity(text.len());
        let mut spaces = vec![(0, 0_u64); text.len() / STRIDE + 1];
        let mut at = 0;
        loop {
            let next = SPACES.next(text, at, text.len());
            bytes.extend_from_slice(&all[at..next]);
            let Some(letter) = text[next..].chars().next() else {
                break;
            };
            at = next + letter.len_utf8();
            for byte in next..at {
                spaces[byte / STRIDE].1 |= 1 << (byte % STRIDE);
            }
        }
        let mut before = 0;
        for (sum, here) in &mut spaces {
            *sum = before;
            before += here.count_ones() as usize;
        }
        Self { bytes, spaces }
    }

    /// What stands in a part of the text, without white space.
    fn within(&self, part: Span) -> &[u8] {
        let start = self.before(part.start);
        &self.bytes[start..self.before(part.end).max(start)]
    }

    /// Bytes before a place of the text that are no white space.
    #[inline]
    fn before(&self, at: usize) -> usize {
        let (before, here) = self.spaces[at / STRIDE];
        let here = here & ((1 << (at % STRIDE)) - 1);
        at - before - here.count_ones() as usize
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn words_are_what_is_left_without_white_space(
            text in "([一-龥耀、。“”é\\u{85}\\u{a0}\\u{2003}\\u{3000}a-z0-9 \n\t\u{7fff}一]{0,9}[一-龥]{0,14}){0,8}",
        ) {
            let text = text.repeat(24);
            let words = Words::of(&text);
            let expected: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            prop_assert_eq!(&words.bytes, expected.as_bytes());
            for (at, _) in text.char_indices() {
                let before = text[..at].chars().filter(|c| !c.is_whitespace()).map(char::len_utf8);
                prop_assert_eq!(words.before(at), before.sum::<usize>());
            }
        }
    }
}
