//! The longest of many words that stands at one place of a text. `Terms` scans a whole text for every term; this looks at
//! one place only, which is what follows or precedes a number.

/// A trie over characters. Words that end at a place are stored and looked up backwards.
#[derive(Clone, Debug)]
pub struct Prefixes<T> {
    nodes: Vec<Node<T>>,
}

#[derive(Clone, Debug)]
struct Node<T> {
    /// Sorted by character.
    next: Vec<(char, u32)>,
    meaning: Option<T>,
}

impl<T> Default for Prefixes<T> {
    fn default() -> Self {
        Self {
            nodes: vec![Node::empty()],
        }
    }
}

impl<T> Node<T> {
    const fn empty() -> Self {
        Self {
            next: Vec::new(),
            meaning: None,
        }
    }
}

impl<T> Prefixes<T> {
    /// Adds a word, given by its characters in the order in which they will be looked up. Returns what the word meant before.
    pub fn insert(&mut self, word: impl Iterator<Item = char>, meaning: T) -> Option<T> {
        let mut at = 0;
        for letter in word {
            at = match self.nodes[at].next.binary_search_by_key(&letter, |&(known, _)| known) {
                Ok(place) => self.nodes[at].next[place].1 as usize,
                Err(place) => {
                    let new = self.nodes.len();
                    self.nodes[at].next.insert(place, (letter, new as u32));
                    self.nodes.push(Node::empty());
                    new
                }
            };
        }
        self.nodes[at].meaning.replace(meaning)
    }

    /// The longest word that stands at the beginning of `letters` and for which `fits(length in bytes, meaning)` holds.
    pub fn longest(
        &self,
        letters: impl Iterator<Item = char>,
        mut fits: impl FnMut(usize, &T) -> bool,
    ) -> Option<(usize, &T)> {
        let mut at = 0;
        let mut length = 0;
        let mut best = None;
        for letter in letters {
            let Ok(place) = self.nodes[at].next.binary_search_by_key(&letter, |&(known, _)| known) else {
                break;
            };
            at = self.nodes[at].next[place].1 as usize;
            length += letter.len_utf8();
            if let Some(meaning) = &self.nodes[at].meaning
                && fits(length, meaning)
            {
                best = Some((length, meaning));
            }
        }
        best
    }
}

/// A set of words.
pub type Words = Prefixes<()>;

impl Words {
    /// The set of `words`, to be found at the beginning of a text.
    pub fn forward<'a>(words: impl IntoIterator<Item = &'a String>) -> Self {
        let mut set = Self::default();
        for word in words {
            set.insert(word.chars(), ());
        }
        set
    }

    /// The set of `words`, to be found at the end of a text.
    pub fn backward<'a>(words: impl IntoIterator<Item = &'a String>) -> Self {
        let mut set = Self::default();
        for word in words {
            set.insert(word.chars().rev(), ());
        }
        set
    }

    /// Length in bytes of the longest word at the beginning of `text`; the set was made by [`Words::forward`].
    pub fn start_of(&self, text: &str) -> Option<usize> {
        self.longest(text.chars(), |_, ()| true).map(|(length, ())| length)
    }

    /// Length in bytes of the longest word at the end of `text`; the set was made by [`Words::backward`].
    pub fn end_of(&self, text: &str) -> Option<usize> {
        self.longest(text.chars().rev(), |_, ()| true)
            .map(|(length, ())| length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_at_a_place_wins_and_one_that_does_not_fit_leaves_the_shorter() {
        let mut units = Prefixes::default();
        for (meaning, word) in ["千瓦", "千瓦时", "人", "人次"].iter().enumerate() {
            assert_eq!(units.insert(word.chars(), meaning), None);
        }
        assert_eq!(units.longest("千瓦时以上".chars(), |_, _| true), Some((9, &1)));
        assert_eq!(units.longest("人次".chars(), |length, _| length < 6), Some((3, &2)));
        assert_eq!(units.longest("千克".chars(), |_, _| true), None);
        assert_eq!(units.insert("人".chars(), 9), Some(2));
    }

    #[test]
    fn words_are_found_at_the_end_of_a_text() {
        let words = Words::backward(&["约".to_owned(), "大约".to_owned()]);
        assert_eq!(words.end_of("投资大约"), Some(6));
        assert_eq!(words.end_of("节约了"), None);
    }
}
