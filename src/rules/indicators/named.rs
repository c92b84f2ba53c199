//! Whether a text may name a known indicator at all: asked before it is read, where nothing else is wanted of it.
//!
//! A label that names an indicator begins and ends as one of its wordings does, behind words of scope and before endings that
//! make no difference. So what does not hold the first two letters of a wording and its last two, beside a number of a fitting
//! unit, names none. What holds them may name one.

use super::normalise::Normaliser;
use super::{Indicators, Map};
use crate::rules::{Fused, Letters, Prefixes, white_space};

/// Two letters that a wording begins or ends with.
type Two = [char; 2];

/// The beginnings and endings of all wordings.
pub(super) struct Named {
    /// Pairs of letters as far as their lowest bits tell: most pairs of a text are none of a wording.
    sorts: Box<[u64; SORTS / 64]>,
    /// The number of a pair, by its key.
    pairs: Map<u64, u16>,
    /// The beginnings of the wordings, each with the kinds of their units, by what they end with.
    wordings: Vec<(u16, u64)>,
    /// By the number of an ending: where those begin that end so; those of the next number follow.
    endings: Vec<u32>,
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
            endings: Vec::new(),
            drop: white_space().chain(normaliser.drop.iter().copied()).collect(),
        };
        // What the names of shares end with besides: 甲占乙的比例, and nothing at all.
        let shares = &normaliser.shares;
        let mut closing = Vec::new();
        shares.ends.iter().for_each(|end| written.ends_of(end, &mut closing));
        let (mut starts, mut ends) = (Vec::new(), Vec::new());
        // By form: where its beginnings, and its endings, stand among the numbers.
        let mut numbers: Vec<u16> = Vec::with_capacity(4 * indicators.by_form.len());
        let mut forms = Vec::with_capacity(indicators.by_form.len());
        for (form, id) in &indicators.by_form {
            starts.clear();
            ends.clear();
            written.starts_of(form, &mut starts);
            written.ends_of(form, &mut ends);
            if let Some(part) = form.strip_suffix(shares.end.as_str()) {
                written.ends_of(part, &mut ends);
                ends.extend(&closing);
            }
            let first = numbers.len();
            for pair in starts.iter().chain(&ends) {
                let number = named.number(*pair);
                numbers.push(number);
            }
            forms.push((first, starts.len(), ends.len(), indicators.all[*id as usize].kinds));
        }
        named.file(&numbers, &forms);
        named
    }

    /// Files the beginnings of forms under their endings. Of each form: where its numbers begin, how many of beginnings there are,
    /// and of endings behind them, and the kinds of its unit.
    fn file(&mut self, numbers: &[u16], forms: &[(usize, usize, usize, u64)]) {
        let parts = |(first, starts, ends, kinds): (usize, usize, usize, u64)| {
            let (starts, ends) = numbers[first..first + starts + ends].split_at(starts);
            (starts, ends, kinds)
        };
        let mut places = vec![0; self.pairs.len() + 1];
        for (starts, ends, _) in forms.iter().copied().map(parts) {
            ends.iter()
                .for_each(|end| places[usize::from(*end)] += starts.len() as u32);
        }
        // Where those of each ending end; filled from there, it is where they begin.
        let mut sum = 0;
        for place in &mut places {
            sum += *place;
            *place = sum;
        }
        self.wordings = vec![(0, 0); sum as usize];
        for (starts, ends, kinds) in forms.iter().copied().map(parts) {
            for end in ends {
                let place = &mut places[usize::from(*end)];
                *place -= starts.len() as u32;
                let room = &mut self.wordings[*place as usize..];
                for (start, room) in starts.iter().zip(room) {
                    *room = (*start, kinds);
                }
            }
        }
        self.endings = places;
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
        seen.iter().any(|end| {
            let (from, to) = (self.endings[usize::from(*end)], self.endings[usize::from(*end) + 1]);
            self.wordings[from as usize..to as usize].iter().any(begins)
        })
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
