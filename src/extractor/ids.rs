//! Ids of facts.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;

use crate::model::Span;
use crate::rules::Letters;

/// The id of a fact: hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Id([u8; 20]);

impl Id {
    /// As text.
    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("digits")
    }
}

/// Ids of facts: from the text's content and the words of the sentence, so that neither the file's place, nor its line
/// breaks, nor the rules that read it make a difference.
pub(super) struct Ids<'t> {
    text: &'t str,
    /// Begun with the hash of the document; made for the first fact.
    document: Option<blake3::Hasher>,
    /// The sentence asked for last, its words, and the hash of the document and them. Facts come in order, several to a
    /// sentence.
    last: (Span, Rc<str>, blake3::Hasher),
    seen: HashMap<(Rc<str>, usize), usize, foldhash::fast::RandomState>,
}

impl<'t> Ids<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            document: None,
            last: (Span::new(0, 0), Rc::default(), blake3::Hasher::new()),
            seen: HashMap::default(),
        }
    }

    /// The id of the quantity at byte `at` of a sentence; the same sentence may occur again.
    pub(super) fn of(&mut self, sentence: Span, at: usize) -> Id {
        let text = self.text;
        let first = self.document.is_none();
        let document = self.document.get_or_insert_with(|| {
            let mut hasher = blake3::Hasher::new();
            hasher.update(blake3::hash(without_spaces(text).as_bytes()).as_bytes());
            hasher
        });
        if self.last.0 != sentence || first {
            let words: Rc<str> = without_spaces(sentence.of(text)).into();
            let mut hasher = document.clone();
            hasher.update(words.as_bytes());
            self.last = (sentence, words, hasher);
        }
        let words = &self.last.1;
        let before = match sentence.of(text).get(..at) {
            Some(before) if words.len() == sentence.len() => before.len(),
            before => without_spaces(before.unwrap_or_default()).len(),
        };
        let occurrence = self.seen.entry((Rc::clone(words), before)).or_default();
        let mut place = [0; 16];
        place[..8].copy_from_slice(&(before as u64).to_le_bytes());
        place[8..].copy_from_slice(&(*occurrence as u64).to_le_bytes());
        *occurrence += 1;
        let mut hasher = self.last.2.clone();
        hasher.update(&place);
        let hash = hasher.finalize();
        let mut id = [0; 20];
        for (digits, byte) in id.chunks_exact_mut(2).zip(hash.as_bytes()) {
            let hex = |half: u8| b"0123456789abcdef"[usize::from(half)];
            digits.copy_from_slice(&[hex(byte >> 4), hex(byte & 0xf)]);
        }
        Id(id)
    }
}

pub(super) static SPACES: LazyLock<Letters> =
    LazyLock::new(|| ('\0'..='\u{3000}').filter(|c| c.is_whitespace()).collect());

/// Bytes that are looked at together for white space.
const BLOCK: usize = 32;

/// Where the next white space stands from `at` on, or the end of the text.
fn next_space(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = at;
    while let Some(block) = bytes.get(at..at + BLOCK + 1) {
        // What white space is written with; all bytes, without stopping at the first, so that many are compared at once. The
        // space of hanzi ends with two bytes of this kind, which few characters do.
        let (Some(here), Some(next)) = (block.first_chunk::<BLOCK>(), block.last_chunk::<BLOCK>()) else {
            break;
        };
        let mut found = 0;
        for (byte, next) in here.iter().zip(next) {
            let spaced = u8::from(*byte <= b' ') | u8::from(*byte == 0xc2) | u8::from(byte.wrapping_sub(0xe1) < 2);
            found |= spaced | (u8::from(*byte == 0x80) & u8::from(*next == 0x80));
        }
        if found != 0 {
            let start = text.floor_char_boundary(at);
            let end = text.ceil_char_boundary(at + BLOCK);
            let found = SPACES.next(text, start, end);
            if found < end {
                return found;
            }
        }
        at += BLOCK;
    }
    SPACES.next(text, text.floor_char_boundary(at), text.len())
}

fn without_spaces(text: &str) -> Cow<'_, str> {
    let mut at = next_space(text, 0);
    if at == text.len() {
        return Cow::Borrowed(text);
    }
    let mut words = String::with_capacity(text.len());
    words.push_str(&text[..at]);
    while at < text.len() {
        at += text[at..].chars().next().map_or(0, char::len_utf8);
        let space = next_space(text, at);
        words.push_str(&text[at..space]);
        at = space;
    }
    Cow::Owned(words)
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
            let expected: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            prop_assert_eq!(without_spaces(&text), expected);
        }
    }
}
