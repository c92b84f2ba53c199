//! segment: a stretch of text → its words. Concatenation of the words equals the input; no character is changed.

mod guess;

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use jieba_rs::Jieba;

use crate::model::Span;
use crate::rules::Letters;

/// What kind of word it is, as far as the extraction asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartOfSpeech {
    /// Nouns, names, abbreviations.
    Noun,
    /// Verbs, also those used as nouns.
    Verb,
    /// Set phrases that say something of what stands before them: 一枝独秀.
    Idiom,
    /// Everything else.
    Other,
}

/// A word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// What kind.
    pub part: PartOfSpeech,
}

/// The segmenter with the dictionary of the rules. The dictionary is built at the first use, so that commands that
/// segment nothing start at once.
pub struct Segmenter {
    dictionary: OnceLock<Dictionary>,
    words: Vec<String>,
    id: usize,
}

struct Dictionary {
    jieba: Jieba,
    /// Hanzi of the basic plane that are no words of it.
    unknown: Letters,
}

impl Segmenter {
    /// A segmenter that knows these words besides its own.
    pub fn new(words: Vec<String>) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        Self {
            dictionary: OnceLock::new(),
            words,
            id: NEXT.fetch_add(1, Ordering::Relaxed),
        }
    }

    /// A number that no other segmenter has: what is remembered of one says nothing of another.
    pub const fn id(&self) -> usize {
        self.id
    }

    /// Tells the words of `text[within]`, in order, each with how it is written.
    #[inline]
    pub fn segment(&self, text: &str, within: Span, mut tell: impl FnMut(Word, &str)) {
        let stretch = within.of(text);
        let Dictionary { jieba, unknown } = self.dictionary();
        let word = |start: usize, end: usize, part| Word {
            span: Span::new(start, end).shifted(within.start),
            part,
        };
        // Without the hidden Markov model: it joins single characters to words that nobody knows (数从), and hides cues.
        let rare = stretch.bytes().fold(false, |rare, byte| rare | (byte >= FOUR_BYTES));
        if !rare && !unknown.stand_in(stretch) {
            for tag in jieba.tag(stretch, false) {
                tell(word(tag.byte_start, tag.byte_end, part(tag.tag)), tag.word);
            }
            return;
        }
        // Of a hanzi that it does not know the tagger would ask its model.
        for token in jieba.cut(stretch, false) {
            let part = self.part(token.word, stretch);
            tell(word(token.byte_start, token.byte_end, part), token.word);
        }
    }

    /// The part of speech of a word of a stretch.
    fn part(&self, word: &str, stretch: &str) -> PartOfSpeech {
        let jieba = &self.dictionary().jieba;
        let mut letters = word.chars();
        if let (Some(only), None) = (letters.next(), letters.next())
            && is_hanzi(only)
            && !jieba.has_word(word)
        {
            return guess::part(only);
        }
        let alone = jieba.tag(word, false);
        match &alone[..] {
            [tag] => part(tag.tag),
            _ => {
                let tags = jieba.tag(stretch, false);
                let tag = tags.iter().find(|tag| tag.word.as_ptr() == word.as_ptr());
                tag.map_or(PartOfSpeech::Other, |tag| part(tag.tag))
            }
        }
    }

    fn dictionary(&self) -> &Dictionary {
        self.dictionary.get_or_init(|| {
            let mut jieba = Jieba::new();
            for word in &self.words {
                // Words that the dictionary knows keep their part of speech, but for those so rare in it that they would be
                // cut in two (快于).
                if !jieba.has_word(word) || jieba.cut(word, false).len() > 1 {
                    // 新能源汽车 is what its last word is: a noun.
                    let last = jieba.tag(word, false).pop().map(|tag| tag.tag.to_owned());
                    let noun = last.filter(|tag| tag.starts_with('n') && word.chars().nth(4).is_some());
                    jieba.add_word(word, None, noun.as_deref());
                }
            }
            let hanzi = ('\u{3400}'..='\u{faff}').filter(|c| is_hanzi(*c));
            let mut letter = [0; 4];
            let unknown = hanzi.filter(|c| !jieba.has_word(c.encode_utf8(&mut letter))).collect();
            Dictionary { jieba, unknown }
        })
    }
}

/// Characters beyond the basic plane begin with this byte or one above.
const FOUR_BYTES: u8 = 0xf0;

/// What a tag of the dictionary says.
#[inline]
fn part(tag: &str) -> PartOfSpeech {
    match tag.as_bytes().first() {
        Some(b'n' | b'j' | b's') => PartOfSpeech::Noun,
        Some(b'v') => PartOfSpeech::Verb,
        Some(b'i') => PartOfSpeech::Idiom,
        _ => PartOfSpeech::Other,
    }
}

/// Whether the tagger takes a character for a hanzi.
const fn is_hanzi(c: char) -> bool {
    matches!(c,
        '\u{4e00}'..='\u{9fff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{2a6df}'
        | '\u{2a700}'..='\u{2b73f}'
        | '\u{2b740}'..='\u{2b81f}'
        | '\u{2b820}'..='\u{2ceaf}'
        | '\u{2ceb0}'..='\u{2ebef}'
        | '\u{2f800}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cut<'a>(segmenter: &Segmenter, text: &'a str) -> Vec<&'a str> {
        let mut words = Vec::new();
        segmenter.segment(text, Span::new(0, text.len()), |word, _| words.push(word));
        words.iter().map(|word| word.span.of(text)).collect()
    }

    #[test]
    fn a_term_of_the_rules_is_a_word() {
        let segmenter = Segmenter::new(vec!["新认定".into()]);
        assert_eq!(cut(&segmenter, "新认定高新技术企业"), ["新认定", "高新技术", "企业"]);
    }

    #[test]
    fn a_hanzi_that_the_dictionary_lacks_changes_no_other_word() {
        let segmenter = Segmenter::new(vec!["新认定".into()]);
        let tagged = |text: &str| {
            let tags = segmenter.dictionary().jieba.tag(text, false);
            tags.iter().map(|tag| part(tag.tag)).collect::<Vec<_>>()
        };
        for text in ["在見義勇為中新认定企业5家", "ABC堃增长𠀀", "漲幅一枝独秀GDP，韓国"] {
            let mut words = Vec::new();
            segmenter.segment(text, Span::new(0, text.len()), |word, _| words.push(word));
            let parts: Vec<PartOfSpeech> = words.iter().map(|word| word.part).collect();
            assert_eq!(parts, tagged(text), "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn concatenation_equals_the_input(text in "[ -~一-龥，。（）\\n]{0,40}") {
            let segmenter = Segmenter::new(Vec::new());
            prop_assert_eq!(cut(&segmenter, &text).concat(), text);
        }
    }
}
