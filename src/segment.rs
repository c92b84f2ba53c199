//! segment: a stretch of text → its words. Concatenation of the words equals the input; no character is changed.

use std::sync::OnceLock;

use jieba_rs::Jieba;

use crate::model::Span;

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
    jieba: OnceLock<Jieba>,
    words: Vec<String>,
}

impl Segmenter {
    /// A segmenter that knows these words besides its own.
    pub fn new(words: Vec<String>) -> Self {
        Self {
            jieba: OnceLock::new(),
            words,
        }
    }

    /// Appends the words of `text[within]`.
    pub fn segment(&self, text: &str, within: Span, words: &mut Vec<Word>) {
        let stretch = within.of(text);
        // Without the hidden Markov model: it joins single characters to words that nobody knows (数从), and hides cues.
        words.extend(self.jieba().tag(stretch, false).into_iter().map(|tag| Word {
            span: Span::new(tag.byte_start, tag.byte_end).shifted(within.start),
            part: match tag.tag.as_bytes().first() {
                Some(b'n' | b'j' | b's') => PartOfSpeech::Noun,
                Some(b'v') => PartOfSpeech::Verb,
                Some(b'i') => PartOfSpeech::Idiom,
                _ => PartOfSpeech::Other,
            },
        }));
    }

    fn jieba(&self) -> &Jieba {
        self.jieba.get_or_init(|| {
            let mut jieba = Jieba::new();
            for word in &self.words {
                // Words that the dictionary knows keep their part of speech, but for those so rare in it that they would be
                // cut in two (快于).
                if !jieba.has_word(word) || jieba.cut(word, false).len() > 1 {
                    jieba.add_word(word, None, None);
                }
            }
            jieba
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cut<'a>(segmenter: &Segmenter, text: &'a str) -> Vec<&'a str> {
        let mut words = Vec::new();
        segmenter.segment(text, Span::new(0, text.len()), &mut words);
        words.iter().map(|word| word.span.of(text)).collect()
    }

    #[test]
    fn a_term_of_the_rules_is_a_word() {
        let segmenter = Segmenter::new(vec!["新认定".into()]);
        assert_eq!(cut(&segmenter, "新认定高新技术企业"), ["新认定", "高新技术", "企业"]);
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
