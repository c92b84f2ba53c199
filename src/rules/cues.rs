//! Cues: the words that mark a direction, a target, a bound of a phrase. Each class is one table of a file in `rules/cues/`.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use toml::Spanned;

use super::Prefixes;
use super::source::{Diagnostic, RuleFile};

/// A class of cue words; index into [`Cues`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CueClass(u8);

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CueSet([u64; PARTS]);

/// The parts of a set, each of 64 classes.
const PARTS: usize = 4;

impl CueClass {
    /// Its position among all classes, below [`Cues::MOST`].
    #[inline]
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// Its part of a set, and its bit there.
    #[inline]
    const fn bit(self) -> (usize, u64) {
        (self.0 as usize / 64, 1 << (self.0 % 64))
    }
}

impl CueSet {
    /// Whether the class is in the set.
    #[inline]
    pub const fn has(self, class: CueClass) -> bool {
        let (part, bit) = class.bit();
        self.0[part] & bit != 0
    }

    /// The classes in the set, in order.
    #[inline]
    pub fn classes(self) -> impl Iterator<Item = CueClass> {
        let parts = (0u8..).zip(self.0);
        parts.flat_map(|(part, mut rest)| {
            std::iter::from_fn(move || {
                let lowest = (rest != 0).then(|| rest.trailing_zeros() as u8)?;
                rest &= rest - 1;
                Some(CueClass(part * 64 + lowest))
            })
        })
    }

    /// The classes that are in both.
    #[inline]
    pub const fn common(self, other: CueSet) -> Self {
        let ([a, b, c, d], [w, x, y, z]) = (self.0, other.0);
        Self([a & w, b & x, c & y, d & z])
    }

    /// Adds a class.
    #[inline]
    pub const fn insert(&mut self, class: CueClass) {
        let (part, bit) = class.bit();
        self.0[part] |= bit;
    }

    /// Adds all classes of `other`.
    #[inline]
    pub const fn extend(&mut self, other: CueSet) {
        let ([a, b, c, d], [w, x, y, z]) = (self.0, other.0);
        self.0 = [a | w, b | x, c | y, d | z];
    }

    /// Whether the two share a class.
    #[inline]
    pub const fn intersects(self, other: CueSet) -> bool {
        !self.common(other).is_empty()
    }

    /// The set of these classes.
    pub fn of(classes: &[CueClass]) -> Self {
        let mut set = Self::default();
        classes.iter().for_each(|class| set.insert(*class));
        set
    }

    /// Whether nothing is in it.
    #[inline]
    pub const fn is_empty(self) -> bool {
        let [a, b, c, d] = self.0;
        a | b | c | d == 0
    }
}

/// All cue classes and their words.
#[derive(Clone, Debug, Default)]
pub struct Cues {
    names: Vec<String>,
    words: HashMap<String, CueSet, foldhash::fast::RandomState>,
    /// Sorts of words that there are cues of: of most words one look tells that they are none.
    sorts: Sorts,
    /// The words of each class.
    of_class: Vec<Vec<String>>,
    /// The classes `up` and `down`.
    directions: CueSet,
    /// Bytes of the shortest word of them that has two characters.
    shortest_direction: usize,
    /// Every word, to be found at the end of a text.
    endings: Prefixes<CueSet>,
    /// What the words of each class begin with, and what they end with.
    firsts: Vec<Characters>,
    lasts: Vec<Characters>,
}

/// Some characters, told apart by their lowest bits: what is none of them may be taken for one, never the other way round.
#[derive(Clone, Copy, Debug, Default)]
pub struct Characters([u64; CHARACTERS / 64]);

/// How many kinds of characters are told apart.
const CHARACTERS: usize = 512;

impl Characters {
    fn insert(&mut self, letter: char) {
        let kind = letter as usize % CHARACTERS;
        self.0[kind / 64] |= 1 << (kind % 64);
    }

    /// Whether a character may be one of them.
    #[inline]
    pub const fn may_hold(&self, letter: char) -> bool {
        self.has(letter as usize % CHARACTERS)
    }

    /// Whether the last character of a text may be one of them: its last two bytes tell.
    #[inline]
    pub const fn may_end(&self, text: &[u8]) -> bool {
        match text {
            [.., last] if *last < 0x80 => self.has(*last as usize),
            [.., before, last] => self.has(((*before as usize & 7) << 6) | (*last as usize & 0x3f)),
            _ => false,
        }
    }

    #[inline]
    const fn has(&self, kind: usize) -> bool {
        self.0[kind / 64] >> (kind % 64) & 1 != 0
    }
}

/// Sorts of words, by their length and their first and last bytes.
#[derive(Clone, Debug)]
struct Sorts(Box<[u64; SORTS / 64]>);

const SORTS: usize = 1 << 16;

impl Default for Sorts {
    fn default() -> Self {
        Self(Box::new([0; SORTS / 64]))
    }
}

impl Sorts {
    /// The sort of a word; words shorter than a hanzi are all of one.
    #[inline]
    fn of(word: &[u8]) -> usize {
        let (Some([a, b, c]), Some([x, y, z])) = (word.first_chunk::<3>(), word.last_chunk::<3>()) else {
            return 0;
        };
        let first = u32::from_le_bytes([*a, *b, *c, word.len() as u8]);
        let last = u32::from_le_bytes([*x, *y, *z, 0]);
        ((first.wrapping_mul(0x9e37_79b1) ^ last.wrapping_mul(0x85eb_ca6b)) >> 16) as usize % SORTS
    }

    fn insert(&mut self, word: &str) {
        let sort = Self::of(word.as_bytes());
        self.0[sort / 64] |= 1 << (sort % 64);
    }

    #[inline]
    fn has(&self, word: &str) -> bool {
        let sort = Self::of(word.as_bytes());
        self.0[sort / 64] >> (sort % 64) & 1 != 0
    }
}

/// The shape of one class in a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassShape {
    /// What the class marks; for the reader.
    #[allow(dead_code)]
    about: String,
    words: Vec<Spanned<String>>,
}

impl Cues {
    /// Most classes there can be.
    pub const MOST: usize = PARTS * 64;

    /// Reads the classes of all given files.
    ///
    /// # Errors
    /// Every mistake: a word twice in a class, an empty word, a class in two files, too many classes.
    pub fn load<'a>(files: impl IntoIterator<Item = &'a RuleFile>) -> Result<Self, Vec<Diagnostic>> {
        let mut cues = Self::default();
        let mut mistakes = Vec::new();
        for file in files {
            let classes: BTreeMap<Spanned<String>, ClassShape> = match file.parse() {
                Ok(classes) => classes,
                Err(mistake) => {
                    mistakes.push(mistake);
                    continue;
                }
            };
            for (name, shape) in classes {
                if cues.names.contains(name.as_ref()) {
                    let message = format!("cue class `{}` stands in two files", name.as_ref());
                    mistakes.push(file.mistake(name.span(), &message, "second time here", Some("join the two")));
                    continue;
                }
                if cues.names.len() == Self::MOST {
                    mistakes.push(file.mistake(
                        name.span(),
                        "too many cue classes",
                        &format!("one more than {}", Self::MOST),
                        Some(&format!("at most {} are possible", Self::MOST)),
                    ));
                    break;
                }
                let class = CueClass(cues.names.len() as u8);
                cues.names.push(name.into_inner());
                cues.of_class.push(Vec::new());
                for word in shape.words {
                    let at = word.span();
                    if word.as_ref().is_empty() {
                        mistakes.push(file.mistake(at, "an empty cue word", "here", None));
                        continue;
                    }
                    let set = cues.words.entry(word.as_ref().clone()).or_default();
                    if set.has(class) {
                        let message = format!("`{}` stands twice in its class", word.as_ref());
                        mistakes.push(file.mistake(at, &message, "second time here", Some("remove one")));
                    }
                    set.insert(class);
                    cues.of_class[class.index()].push(word.into_inner());
                }
            }
        }
        let directions: Vec<CueClass> = ["up", "down"].iter().filter_map(|name| cues.class(name)).collect();
        cues.directions = CueSet::of(&directions);
        let edges = |edge: fn(&str) -> Option<char>| {
            let of_words = |words: &Vec<String>| {
                let mut all = Characters::default();
                words
                    .iter()
                    .filter_map(|word| edge(word))
                    .for_each(|letter| all.insert(letter));
                all
            };
            cues.of_class.iter().map(of_words).collect()
        };
        (cues.firsts, cues.lasts) = (
            edges(|word| word.chars().next()),
            edges(|word| word.chars().next_back()),
        );
        let pair = |word: &String| word.chars().count() == 2;
        let directions = cues
            .words
            .iter()
            .filter(|(_, classes)| classes.intersects(cues.directions));
        let pairs = directions.filter(|(word, _)| pair(word)).map(|(word, _)| word.len());
        cues.shortest_direction = pairs.min().unwrap_or(0);
        for (word, classes) in &cues.words {
            cues.endings.insert(word.chars().rev(), *classes);
            cues.sorts.insert(word);
        }
        if mistakes.is_empty() { Ok(cues) } else { Err(mistakes) }
    }

    /// The class of that name.
    pub fn class(&self, name: &str) -> Option<CueClass> {
        self.names
            .iter()
            .position(|known| known == name)
            .map(|index| CueClass(index as u8))
    }

    /// The name of a class.
    pub fn name(&self, class: CueClass) -> &str {
        &self.names[usize::from(class.0)]
    }

    /// Names of all classes.
    pub fn classes(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// The classes a word belongs to.
    #[inline]
    pub fn of(&self, word: &str) -> CueSet {
        if self.sorts.has(word) {
            self.known(word)
        } else {
            CueSet::default()
        }
    }

    fn known(&self, word: &str) -> CueSet {
        self.words.get(word).copied().unwrap_or_default()
    }

    /// The words of a class, in no order.
    pub fn words_of(&self, class: CueClass) -> impl Iterator<Item = &str> {
        self.of_class[class.index()].iter().map(String::as_str)
    }

    /// Length in bytes of the longest word at the end of a text whose classes `fits` takes.
    pub fn ending(&self, text: &str, fits: impl Fn(CueSet) -> bool) -> Option<usize> {
        let longest = self.endings.longest(text.chars().rev(), |_, classes| fits(*classes));
        longest.map(|(length, _)| length)
    }

    /// Length in bytes of the longest word of a class at the end of a text: as [`Self::ending`], and told at once of most
    /// texts that end in none.
    #[inline]
    pub fn ending_of(&self, text: &str, class: CueClass) -> Option<usize> {
        let may = self.may_end(text, class);
        may.then(|| self.ending(text, |classes| classes.has(class))).flatten()
    }

    /// Whether a text may end in a word of a class: of most that do not it is told by the last character.
    #[inline]
    pub fn may_end(&self, text: &str, class: CueClass) -> bool {
        self.lasts(class).may_end(text.as_bytes())
    }

    /// What the words of a class end with.
    #[inline]
    pub fn lasts(&self, class: CueClass) -> &Characters {
        &self.lasts[class.index()]
    }

    /// Whether a text may begin with a word of a class: of most that do not it is told by the first character.
    #[inline]
    pub fn may_begin(&self, text: &str, class: CueClass) -> bool {
        let first = text.chars().next();
        first.is_some_and(|first| self.firsts[class.index()].may_hold(first))
    }

    /// Whether a word of a class may stand in a text: in most that hold none, no character is one that such a word begins with.
    #[inline]
    pub fn may_stand_in(&self, text: &str, class: CueClass) -> bool {
        let firsts = &self.firsts[class.index()];
        text.chars().any(|letter| firsts.may_hold(letter))
    }

    /// All words.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }

    /// Bytes of the shortest word of two characters that says that something rose or fell.
    #[inline]
    pub const fn shortest_direction(&self) -> usize {
        self.shortest_direction
    }

    /// Whether a word says that something rose or fell.
    #[inline]
    pub fn is_direction(&self, word: &str) -> bool {
        self.of(word).intersects(self.directions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_find_room_for_classes_of_their_own_and_are_told_where_it_ends() {
        let file = |classes: usize| {
            let written = (0..classes).map(|nth| format!("[own-{nth}]\nabout = \"样\"\nwords = [\"样{nth}\"]\n"));
            RuleFile::new("cues/own.toml", &written.collect::<String>())
        };
        assert!(Cues::load([&file(Cues::MOST)]).is_ok());
        let mistakes = Cues::load([&file(Cues::MOST + 1)]).expect_err("one too many");
        assert_eq!(mistakes.len(), 1);
        let told = mistakes[0].to_string();
        assert!(
            told.contains("too many cue classes") && told.contains("at most 256 are possible"),
            "{told}"
        );
        // A tenth of them at least is left for authors.
        let rules = crate::rules::Rules::embedded();
        assert!(
            rules.cues.names.len() * 10 <= Cues::MOST * 9,
            "{} of them are taken",
            rules.cues.names.len()
        );
    }
}
