//! Ids of facts.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use crate::model::Span;
use crate::rules::Letters;

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
    /// Begun with the hash of the document; made for the first fact.
    document: Option<blake3::Hasher>,
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
        let (_, whole, hasher) = match &mut self.last {
            Some(last) if last.0 == sentence => last,
            last => {
                let document = self.document.get_or_insert_with(|| {
                    let mut hasher = blake3::Hasher::new();
                    hasher.update(blake3::hash(&without_spaces(text)).as_bytes());
                    hasher
                });
                let words = without_spaces(sentence.of(text));
                let mut hasher = document.clone();
                hasher.update(&words);
                last.insert((sentence, words.len() == sentence.len(), hasher))
            }
        };
        let before = match sentence.of(text).get(..at) {
            Some(before) if *whole => before.len(),
            before => without_spaces(before.unwrap_or_default()).len(),
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

pub(super) static SPACES: LazyLock<Letters> =
    LazyLock::new(|| ('\0'..='\u{3000}').filter(|c| c.is_whitespace()).collect());

/// Bytes that are looked at together for white space.
const BLOCK: usize = 32;

fn without_spaces(text: &str) -> Cow<'_, [u8]> {
    /// A sentence is asked first, for it seldom has any.
    const SHORT: usize = 2000;
    if text.len() < SHORT && !SPACES.stand_in(text) {
        return Cow::Borrowed(text.as_bytes());
    }
    let bytes = text.as_bytes();
    let mut words = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(block) = bytes[at..].first_chunk::<{ BLOCK + 2 }>() {
        let (mut plain, mut other) = (0, 0);
        // All bytes, without stopping at the first, so that many are compared at once.
        for index in 0..BLOCK {
            let [one, two, three] = [block[index], block[index + 1], block[index + 2]];
            plain |= u8::from(one <= b' ');
            other |= begins_space(one, two, three);
        }
        if other != 0 {
            at = take_words(text, at, at + BLOCK, &mut words);
            continue;
        }
        match plain {
            0 => words.extend_from_slice(&block[..BLOCK]),
            _ => {
                let (mut kept, mut length) = ([0; BLOCK], 0);
                for byte in &block[..BLOCK] {
                    kept[length % BLOCK] = *byte;
                    length += usize::from(!is_plain_space(*byte));
                }
                words.extend_from_slice(&kept[..length.min(BLOCK)]);
            }
        }
        at += BLOCK;
    }
    take_words(text, at, text.len(), &mut words);
    Cow::Owned(words)
}

/// White space of ASCII.
#[inline]
const fn is_plain_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

/// 1 where white space beyond ASCII may begin: what few other characters begin with.
#[inline]
fn begins_space(one: u8, two: u8, three: u8) -> u8 {
    // The marks of Latin, of punctuation, and the space of hanzi.
    let marks = u8::from(one == 0xc2) | u8::from(one == 0xe1);
    let point = u8::from(one == 0xe2) & (u8::from(three <= 0x8a) | u8::from(three >= 0x9f));
    let wide = u8::from(one == 0xe3) & u8::from(two == 0x80) & u8::from(three == 0x80);
    marks | point | wide
}

/// Appends the text from `at` up to the character at `end` or behind it, without white space; what `at` cuts was begun before.
/// Gives where it ended.
fn take_words(text: &str, at: usize, end: usize, words: &mut Vec<u8>) -> usize {
    let start = text.ceil_char_boundary(at);
    words.extend_from_slice(&text.as_bytes()[at..start]);
    let end = text.ceil_char_boundary(end).max(start);
    for letter in text[start..end].chars().filter(|letter| !letter.is_whitespace()) {
        words.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
    }
    end
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
            let expected: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            prop_assert_eq!(without_spaces(&text), expected.as_bytes());
        }
    }
}
