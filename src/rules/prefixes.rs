//! The longest of many words that stands at one place of a text. `Terms` scans a whole text for every term; this looks at
//! one place only, which is what follows or precedes a number.

use serde::Deserialize;

/// A trie over characters. Words that end at a place are stored and looked up backwards.
#[derive(Clone, Debug)]
pub struct Prefixes<T> {
    /// By node; the first is where every word begins.
    meanings: Vec<Option<T>>,
    /// The last ten bits of every first character: of most characters of a text one look tells that no word begins with
    /// them.
    firsts: [u64; FIRSTS / 64],
    /// The steps from node to node, each where its hash says or behind; half of the places at least are empty.
    steps: Vec<Step>,
}

/// How many sorts of first characters are told apart.
const FIRSTS: usize = 1024;

#[derive(Clone, Copy, Debug, Default)]
struct Step {
    /// Node and character.
    key: u64,
    /// The node behind; 0, to which no step leads, where the place is empty.
    to: u32,
}

impl<T> Default for Prefixes<T> {
    fn default() -> Self {
        Self {
            meanings: vec![None],
            firsts: [0; FIRSTS / 64],
            steps: vec![Step::default(); 2],
        }
    }
}

impl<T> Prefixes<T> {
    /// Adds a word, given by its characters in the order in which they will be looked up. Returns what the word meant before.
    pub fn insert(&mut self, word: impl Iterator<Item = char>, meaning: T) -> Option<T> {
        self.slot(word).replace(meaning)
    }

    /// Where the meaning of a word stands, or will.
    pub(in crate::rules) fn slot(&mut self, word: impl Iterator<Item = char>) -> &mut Option<T> {
        let mut at = 0;
        for letter in word {
            if at == 0 {
                let first = letter as usize % FIRSTS;
                self.firsts[first / 64] |= 1 << (first % 64);
            }
            at = match self.step(at, letter) {
                0 => {
                    let new = self.meanings.len() as u32;
                    self.meanings.push(None);
                    if self.meanings.len() * 2 > self.steps.len() {
                        let steps = vec![Step::default(); self.steps.len() * 2];
                        for step in std::mem::replace(&mut self.steps, steps) {
                            if step.to != 0 {
                                let place = self.place(step.key);
                                self.steps[place] = step;
                            }
                        }
                    }
                    let key = key(at, letter);
                    let place = self.place(key);
                    self.steps[place] = Step { key, to: new };
                    new
                }
                known => known,
            };
        }
        &mut self.meanings[at as usize]
    }

    /// The meaning of a word.
    pub fn whole_mut(&mut self, word: impl Iterator<Item = char>) -> Option<&mut T> {
        let mut at = 0;
        for letter in word {
            at = self.step(at, letter);
            if at == 0 {
                return None;
            }
        }
        self.meanings[at as usize].as_mut()
    }

    /// What the words begin with.
    pub fn firsts(&self) -> impl Iterator<Item = char> {
        let of_first = self.steps.iter().filter(|step| step.to != 0 && step.key >> 21 == 0);
        of_first.filter_map(|step| char::from_u32(step.key as u32))
    }

    /// Whether a word may begin with the character; where this says no, none does.
    #[inline]
    pub fn may_begin(&self, first: char) -> bool {
        let first = first as usize % FIRSTS;
        self.firsts[first / 64] >> (first % 64) & 1 != 0
    }

    /// The node that a character leads to; 0 where no word goes on so.
    #[inline]
    pub(super) fn step(&self, from: u32, letter: char) -> u32 {
        self.steps[self.place(key(from, letter))].to
    }

    /// What the word means that leads to a node.
    #[inline]
    pub(super) fn meaning(&self, node: u32) -> Option<&T> {
        self.meanings[node as usize].as_ref()
    }

    /// Where a step stands, or the empty place where it would.
    #[inline]
    fn place(&self, key: u64) -> usize {
        let last = self.steps.len() - 1;
        let mut place = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & last;
        while self.steps[place].to != 0 && self.steps[place].key != key {
            place = (place + 1) & last;
        }
        place
    }

    /// The longest word that stands at the beginning of `letters` and for which `fits(length in bytes, meaning)` holds.
    #[inline]
    pub fn longest(
        &self,
        letters: impl Iterator<Item = char>,
        mut fits: impl FnMut(usize, &T) -> bool,
    ) -> Option<(usize, &T)> {
        let mut best = None;
        self.each(letters, |length, meaning| {
            if fits(length, meaning) {
                best = Some((length, meaning));
            }
            true
        });
        best
    }

    /// Tells the words that stand at the beginning of `letters`, each with its length in bytes, shortest first, as long as
    /// `on` says to go on.
    #[inline]
    pub(super) fn each<'t>(&'t self, letters: impl Iterator<Item = char>, on: impl FnMut(usize, &'t T) -> bool) {
        let mut letters = letters;
        if let Some(first) = letters.next()
            && self.may_begin(first)
        {
            self.each_from(self.step(0, first), first.len_utf8(), letters, on);
        }
    }

    /// The same of its code point.
    #[inline]
    pub(super) fn step_to(&self, from: u32, letter: u32) -> u32 {
        self.steps[self.place((from as u64) << 21 | u64::from(letter))].to
    }

    /// The node that a first character leads to; 0 where no word begins with it.
    pub(super) fn first(&self, letter: char) -> u32 {
        self.step(0, letter)
    }

    /// The same as [`Self::each`] for words of which the first characters, so many bytes, led to a node.
    #[inline]
    pub(super) fn each_from<'t>(
        &'t self,
        from: u32,
        length: usize,
        letters: impl Iterator<Item = char>,
        mut on: impl FnMut(usize, &'t T) -> bool,
    ) {
        let (mut at, mut length, mut letters) = (from, length, letters);
        while at != 0 {
            if let Some(meaning) = &self.meanings[at as usize]
                && !on(length, meaning)
            {
                return;
            }
            let Some(letter) = letters.next() else { return };
            at = self.step(at, letter);
            length += letter.len_utf8();
        }
    }
}

/// What a step is found by.
#[inline]
const fn key(from: u32, letter: char) -> u64 {
    (from as u64) << 21 | letter as u64
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
    #[inline]
    pub fn start_of(&self, text: &str) -> Option<usize> {
        let begins = text.chars().next().is_some_and(|first| self.may_begin(first));
        if begins { self.longest_start(text) } else { None }
    }

    /// Length in bytes of the longest word at the end of `text`; the set was made by [`Words::backward`].
    #[inline]
    pub fn end_of(&self, text: &str) -> Option<usize> {
        let begins = text.chars().next_back().is_some_and(|first| self.may_begin(first));
        if begins { self.longest_end(text) } else { None }
    }

    /// Length in bytes of the shortest word at the beginning of `text`.
    #[inline]
    pub fn shortest_start(&self, text: &str) -> Option<usize> {
        let mut shortest = None;
        self.each(text.chars(), |length, ()| {
            shortest = Some(length);
            false
        });
        shortest
    }

    fn longest_start(&self, text: &str) -> Option<usize> {
        self.longest(text.chars(), |_, ()| true).map(|(length, ())| length)
    }

    fn longest_end(&self, text: &str) -> Option<usize> {
        self.longest(text.chars().rev(), |_, ()| true)
            .map(|(length, ())| length)
    }

    /// Whether a word stands at the beginning of `letters`.
    #[inline]
    fn any(&self, letters: impl Iterator<Item = char>) -> bool {
        let mut any = self.has_empty();
        self.each(letters, |_, ()| {
            any = true;
            false
        });
        any
    }

    fn any_start(&self, text: &str) -> bool {
        self.any(text.chars())
    }

    fn any_end(&self, text: &str) -> bool {
        self.any(text.chars().rev())
    }

    /// Whether the word without characters is in the set; it stands everywhere.
    #[inline]
    fn has_empty(&self) -> bool {
        self.meanings[0].is_some()
    }
}

/// A list of words that a text may start with.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct Starts(Words);

impl Starts {
    /// Whether the text starts with one of the words.
    #[inline]
    pub fn start(&self, text: &str) -> bool {
        let begins = text.chars().next().is_some_and(|first| self.0.may_begin(first));
        (begins || self.0.has_empty()) && self.0.any_start(text)
    }

    /// Length in bytes of the longest of the words that the text starts with.
    pub fn longest(&self, text: &str) -> Option<usize> {
        self.0.start_of(text)
    }
}

impl From<Vec<String>> for Starts {
    fn from(words: Vec<String>) -> Self {
        Self(Words::forward(&words))
    }
}

/// A list of words that may stand anywhere in a text.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct Inside(Words);

impl Inside {
    /// Whether one of the words stands in the text; meant for clauses, for it is asked at every character.
    pub fn stands_in(&self, text: &str) -> bool {
        let mut letters = text.chars();
        loop {
            let here = letters.clone();
            let Some(first) = letters.next() else {
                return self.0.has_empty();
            };
            if (self.0.may_begin(first) || self.0.has_empty()) && self.0.any(here) {
                return true;
            }
        }
    }
}

impl From<Vec<String>> for Inside {
    fn from(words: Vec<String>) -> Self {
        Self(Words::forward(&words))
    }
}

/// A list of words that a text may end with.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct Ends(Words);

impl Ends {
    /// Whether the text ends with one of the words.
    #[inline]
    pub fn end(&self, text: &str) -> bool {
        let begins = text.chars().next_back().is_some_and(|first| self.0.may_begin(first));
        (begins || self.0.has_empty()) && self.0.any_end(text)
    }

    /// The parts of the text before each of the words that it ends with.
    pub fn cut<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut cut = Vec::new();
        self.0.each(text.chars().rev(), |length, ()| {
            cut.push(&text[..text.len() - length]);
            true
        });
        cut
    }
}

impl From<Vec<String>> for Ends {
    fn from(words: Vec<String>) -> Self {
        Self(Words::backward(&words))
    }
}

/// A list of words that may stand at either side of a place.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct Sides {
    /// At the end of what stands before it.
    pub before: Ends,
    /// At the beginning of what stands behind it.
    pub behind: Starts,
}

impl From<Vec<String>> for Sides {
    fn from(words: Vec<String>) -> Self {
        Self {
            behind: Starts(Words::forward(&words)),
            before: words.into(),
        }
    }
}

/// A few words that a whole text is searched for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct Anywhere(Vec<memchr::memmem::Finder<'static>>);

impl Anywhere {
    /// Whether one of the words stands in the text.
    pub fn stands_in(&self, text: &str) -> bool {
        self.0.iter().any(|word| word.find(text.as_bytes()).is_some())
    }
}

impl From<Vec<String>> for Anywhere {
    fn from(words: Vec<String>) -> Self {
        let finder = |word: &String| memchr::memmem::Finder::new(word).into_owned();
        Self(words.iter().map(finder).collect())
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
