//! Whether a text may name a known indicator at all: asked before it is read, where nothing else is wanted of it.
//!
//! A label that names an indicator begins and ends as one of its wordings does, behind words of scope and before endings that
//! make no difference. So what does not hold the first two letters of a wording and its last two, beside a number of a fitting
//! unit, names none. What holds them may name one.

use super::normalise::Normaliser;
use super::{Indicators, Map};
use crate::rules::{Fused, Letters, Prefixes};

/// Two letters that a wording begins or ends with.
type Two = [char; 2];

/// The beginnings and endings of all wordings.
pub(super) struct Named {
    /// Pairs of letters as far as their lowest bits tell: most pairs of a text are none of a wording.
    sorts: Box<[u64; SORTS / 64]>,
    /// The number of a pair, by its key.
    pairs: Map<u64, u16>,
    /// By the number of an ending: the beginnings of the wordings that end so, each with the kinds of their units.
    wordings: Vec<Vec<(u16, u64)>>,
    /// Letters that make no difference.
    drop: Letters,
}

const SORTS: usize = 1 << 16;

/// The other forms in which words of wordings are written.
struct Written {
    /// By word, forwards and backwards: the pairs that its other forms begin or end with.
    starts: Prefixes<Vec<Two>>,
    ends: Prefixes<Vec<Two>>,
}

impl Written {
    fn of(normaliser: &Normaliser, fused: &Fused) -> Self {
        let mut forms: Vec<(&str, Vec<String>)> = Vec::new();
        for class in &normaliser.classes {
            let others = class.same.iter().chain(&class.also);
            let others = others.map(|other| normaliser.fold(other).into_owned());
            forms.push((&class.word, others.collect()));
        }
        // 城乡居民收入 is the income of both.
        for (word, parts) in fused.words() {
            forms.extend(parts.iter().map(|part| (part.as_str(), vec![word.to_owned()])));
        }
        let mut made = Self {
            starts: Prefixes::default(),
            ends: Prefixes::default(),
        };
        // 研发投入 is R&D投入 and that R&D经费.
        for _ in 0..Normaliser::ROUNDS {
            for (word, others) in &forms {
                let (mut starts, mut ends) = (Vec::new(), Vec::new());
                for other in others {
                    made.starts_of(other, &mut starts);
                    made.ends_of(other, &mut ends);
                }
                add(&mut made.starts, word.chars(), starts);
                add(&mut made.ends, word.chars().rev(), ends);
            }
        }
        made
    }

    /// Appends the pairs that a word and its other forms begin with.
    fn starts_of(&self, word: &str, pairs: &mut Vec<Two>) {
        let mut letters = word.chars();
        if let (Some(first), Some(second)) = (letters.next(), letters.next()) {
            pairs.push([first, second]);
        }
        self.starts.each(word.chars(), |_, others| {
            pairs.extend(others);
            true
        });
        // 税占比 is 税比重.
        let mut letters = word.chars();
        let Some(first) = letters.next() else { return };
        self.starts.each(letters, |_, others| {
            pairs.extend(others.iter().map(|[second, _]| [first, *second]));
            true
        });
    }

    /// Appends the pairs that a word and its other forms end with.
    fn ends_of(&self, word: &str, pairs: &mut Vec<Two>) {
        let mut letters = word.chars().rev();
        if let (Some(last), Some(before)) = (letters.next(), letters.next()) {
            pairs.push([before, last]);
        }
        self.ends.each(word.chars().rev(), |_, others| {
            pairs.extend(others);
            true
        });
        // 低保金 is 最低生活保障金.
        let mut letters = word.chars().rev();
        let Some(last) = letters.next() else { return };
        self.ends.each(letters, |_, others| {
            pairs.extend(others.iter().map(|[_, before]| [*before, last]));
            true
        });
    }
}

fn add(words: &mut Prefixes<Vec<Two>>, word: impl Iterator<Item = char>, pairs: Vec<Two>) {
    let known = words.slot(word).get_or_insert_default();
    known.extend(pairs);
    known.sort_unstable();
    known.dedup();
}

impl Named {
    pub(super) fn of(indicators: &Indicators, fused: &Fused) -> Self {
        let normaliser = &indicators.normaliser;
        let written = Written::of(normaliser, fused);
        let mut named = Self {
            sorts: Box::new([0; SORTS / 64]),
            pairs: Map::default(),
            wordings: Vec::new(),
            drop: ('\0'..='\u{3000}')
                .filter(|c| c.is_whitespace())
                .chain(normaliser.drop.iter().copied())
                .collect(),
        };
        // What the names of shares end with besides: 甲占乙的比例, and nothing at all.
        let shares = &normaliser.shares;
        let mut closing = Vec::new();
        shares.ends.iter().for_each(|end| written.ends_of(end, &mut closing));
        let (mut starts, mut ends, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
        for (form, id) in &indicators.by_form {
            starts.clear();
            ends.clear();
            numbers.clear();
            written.starts_of(form, &mut starts);
            written.ends_of(form, &mut ends);
            if let Some(part) = form.strip_suffix(shares.end.as_str()) {
                written.ends_of(part, &mut ends);
                ends.extend(&closing);
            }
            numbers.extend(starts.iter().map(|start| named.number(*start)));
            for end in &ends {
                let end = usize::from(named.number(*end));
                if named.wordings.len() <= end {
                    named.wordings.resize(named.pairs.len(), Vec::new());
                }
                let kinds = indicators.all[*id as usize].kinds;
                named.wordings[end].extend(numbers.iter().map(|start| (*start, kinds)));
            }
        }
        named.wordings.resize(named.pairs.len(), Vec::new());
        named
    }

    fn number(&mut self, pair: Two) -> u16 {
        let sort = sort(pair);
        self.sorts[sort / 64] |= 1 << (sort % 64);
        let next = self.pairs.len() as u16;
        *self.pairs.entry(key(pair)).or_insert(next)
    }

    /// Whether a text may name an indicator of one of these kinds of unit.
    pub(super) fn stands_in(&self, text: &str, kinds: u64) -> bool {
        let (mut begun, mut seen) = ([0_u64; BEGUN / 64], Vec::new());
        let mut before = '\0';
        for letter in text.chars() {
            if self.drop.contains(letter) {
                continue;
            }
            let letter = match letter {
                '（' => '(',
                '）' => ')',
                _ => letter,
            };
            let pair = [before, letter];
            let sort = sort(pair);
            if self.sorts[sort / 64] >> (sort % 64) & 1 != 0
                && let Some(number) = self.pairs.get(&key(pair))
            {
                let begins = usize::from(*number) % BEGUN;
                begun[begins / 64] |= 1 << (begins % 64);
                seen.push(*number);
            }
            before = letter;
        }
        let begins = |(start, of): &(u16, u64)| {
            let start = usize::from(*start) % BEGUN;
            of & kinds != 0 && begun[start / 64] >> (start % 64) & 1 != 0
        };
        seen.iter()
            .any(|end| self.wordings[usize::from(*end)].iter().any(begins))
    }
}

/// So many pairs are told apart where it is asked whether a text has them.
const BEGUN: usize = 4096;

/// Both letters in one number, which is hashed in a step.
#[inline]
const fn key(pair: Two) -> u64 {
    (pair[0] as u64) << 32 | pair[1] as u64
}

#[inline]
const fn sort(pair: Two) -> usize {
    (pair[0] as usize ^ (pair[1] as usize).wrapping_mul(0x9e37)) % SORTS
}
