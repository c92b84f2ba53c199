//! Words that only texts of a place use, whose name they do not bear.

use super::Letters;
use super::prefixes::Prefixes;

/// Such words of several places.
#[derive(Default)]
pub(super) struct Spoken {
    /// The places, in the order in which they were given.
    places: Vec<u32>,
    /// For each word the place, by its number among them.
    of: Vec<usize>,
    /// The numbers of the words.
    words: Prefixes<Vec<usize>>,
    /// What they begin with.
    firsts: Letters,
}

/// How a text uses the words of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Used {
    /// How often it uses them.
    pub(super) all: usize,
    /// How many of them it uses.
    pub(super) different: usize,
    /// Whose they are.
    pub(super) place: u32,
}

impl Spoken {
    /// Those of these places.
    pub(super) fn new(places: &[(u32, Vec<String>)]) -> Self {
        let mut made = Self::default();
        for (nth, (place, words)) in places.iter().enumerate() {
            made.places.push(*place);
            for word in words {
                made.words
                    .slot(word.chars())
                    .get_or_insert_default()
                    .push(made.of.len());
                made.of.push(nth);
            }
        }
        made.firsts = made.words.firsts().collect();
        made
    }

    /// How a text uses those of each place, gone through once.
    pub(super) fn used(&self, text: &str) -> Vec<Used> {
        // Each word, with where it ends last: the next one does not overlap it.
        let mut found = vec![(0, 0); self.of.len()];
        let mut at = self.firsts.next(text, 0, text.len());
        while let Some(first) = text[at..].chars().next() {
            self.words.each(text[at..].chars(), |length, words| {
                for &word in words {
                    let (times, end) = &mut found[word];
                    if at >= *end {
                        (*times, *end) = (*times + 1, at + length);
                    }
                }
                true
            });
            at = self.firsts.next(text, at + first.len_utf8(), text.len());
        }
        let used = self.places.iter().enumerate().map(|(nth, &place)| {
            let times = || (self.of.iter().zip(&found)).filter(|(of, (times, _))| **of == nth && *times > 0);
            Used {
                all: times().map(|(_, (times, _))| times).sum(),
                different: times().count(),
                place,
            }
        });
        used.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_as_one_by_one() {
        let words = ["港人", "在港", "港", "人人", "台"];
        let places = [
            (8, words[..3].iter().map(|word| (*word).to_owned()).collect()),
            (7, words[3..].iter().map(|word| (*word).to_owned()).collect()),
        ];
        let text = "在港人人人人，来港人台2港";
        let used = Spoken::new(&places).used(text);
        for (used, words) in used.iter().zip([&words[..3], &words[3..]]) {
            let times = || words.iter().map(|word| text.matches(word).count());
            assert_eq!(used.all, times().sum::<usize>());
            assert_eq!(used.different, times().filter(|times| *times > 0).count());
        }
        assert_eq!(used.iter().map(|used| used.place).collect::<Vec<_>>(), [8, 7]);
    }
}
