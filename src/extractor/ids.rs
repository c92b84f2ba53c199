//! Ids of facts.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;

use crate::model::Span;
use crate::rules::Letters;

/// Ids of facts: from the text's content and the words of the sentence, so that neither the file's place, nor its line
/// breaks, nor the rules that read it make a difference.
pub(super) struct Ids<'t> {
    text: &'t str,
    document: blake3::Hash,
    /// The sentence asked for last, its words, and the hash of the document and them. Facts come in order, several to a
    /// sentence.
    last: (Span, Rc<str>, blake3::Hasher),
    seen: HashMap<(Rc<str>, usize), usize, foldhash::fast::RandomState>,
}

impl<'t> Ids<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let document = blake3::hash(without_spaces(text).as_bytes());
        let mut hasher = blake3::Hasher::new();
        hasher.update(document.as_bytes());
        Self {
            text,
            document,
            last: (Span::new(0, 0), Rc::default(), hasher),
            seen: HashMap::default(),
        }
    }

    /// The id of the quantity at byte `at` of a sentence; the same sentence may occur again.
    pub(super) fn of(&mut self, sentence: Span, at: usize) -> String {
        if self.last.0 != sentence {
            let words: Rc<str> = without_spaces(sentence.of(self.text)).into();
            let mut hasher = blake3::Hasher::new();
            hasher.update(self.document.as_bytes());
            hasher.update(words.as_bytes());
            self.last = (sentence, words, hasher);
        }
        let words = &self.last.1;
        let before = match sentence.of(self.text).get(..at) {
            Some(before) if words.len() == sentence.len() => before.len(),
            before => without_spaces(before.unwrap_or_default()).len(),
        };
        let mut hasher = self.last.2.clone();
        let occurrence = self.seen.entry((Rc::clone(words), before)).or_default();
        hasher.update(&before.to_le_bytes());
        hasher.update(&occurrence.to_le_bytes());
        *occurrence += 1;
        let hash = hasher.finalize();
        let mut id = [0; 20];
        for (digits, byte) in id.chunks_exact_mut(2).zip(hash.as_bytes()) {
            let hex = |half: u8| b"0123456789abcdef"[usize::from(half)];
            digits.copy_from_slice(&[hex(byte >> 4), hex(byte & 0xf)]);
        }
        std::str::from_utf8(&id).expect("digits").to_owned()
    }
}

pub(super) static SPACES: LazyLock<Letters> =
    LazyLock::new(|| ('\0'..='\u{3000}').filter(|c| c.is_whitespace()).collect());

fn without_spaces(text: &str) -> Cow<'_, str> {
    let mut at = SPACES.next(text, 0, text.len());
    if at == text.len() {
        return Cow::Borrowed(text);
    }
    let mut words = String::with_capacity(text.len());
    words.push_str(&text[..at]);
    while at < text.len() {
        let space = SPACES.next(text, at, text.len());
        words.push_str(&text[at..space]);
        at = space + text[space..].chars().next().map_or(0, char::len_utf8);
    }
    Cow::Owned(words)
}
