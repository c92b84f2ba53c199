//! One trie for every term of every lexicon: a text is gone through once, whatever the number of lexicons.

use super::Prefixes;
use super::figures::{Figures, Kind, TERM, WHOLE_TERM, figure_kinds};
use crate::model::Span;

/// What a term means; the number is an index into the lexicon that it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Term {
    /// A name of an area.
    Area(u32),
    /// 全市, 我省: the text's own place.
    OwnArea(u32),
    /// A relative period word (去年, 上半年) or a plan (十四五).
    Period(u32),
    /// A word that ends the name of an organisation (研究院, 高新区).
    Organisation(u32),
    /// A name of a known indicator.
    Indicator(u32),
    /// A name that contains digits (G60, 500强).
    Name(u32),
    /// A cue word.
    Cue(u32),
}

/// A term found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// Where, in bytes of the scanned text.
    pub span: Span,
    /// What.
    pub term: Term,
}

/// Every term, as a trie that is entered only where the first two characters of one stand.
pub struct Terms {
    /// What each character can be, by its place.
    kinds: Box<[Kind; PLACES]>,
    /// By the place of a first character, the last six bits of the places of those that terms go on with behind it; all of
    /// them where the character is of a kind by itself. So one look passes most characters of a text.
    seconds: Box<[u64; PLACES]>,
    /// The nodes that the first two characters of terms lead to in the trie: each where its hash says or behind; most places
    /// are empty.
    pairs: Vec<Pair>,
    terms: Prefixes<Vec<Term>>,
}

/// Two characters that a term begins with.
#[derive(Clone, Copy, Debug, Default)]
struct Pair {
    /// Their places.
    key: u32,
    /// 0 where there is no pair.
    node: u32,
}

impl Terms {
    /// Makes them of all given terms; one string may mean several things.
    pub fn new(terms: impl IntoIterator<Item = (String, Term)>) -> Self {
        let mut made = Self {
            kinds: table(0),
            seconds: table(0),
            pairs: Vec::new(),
            terms: Prefixes::default(),
        };
        for (letter, kind) in figure_kinds() {
            made.kinds[place(letter)] = kind;
            made.seconds[place(letter)] = u64::MAX;
        }
        let mut pairs = Vec::new();
        for (text, term) in terms {
            if let Some(known) = made.terms.whole_mut(text.chars()) {
                if let Err(place) = known.binary_search(&term) {
                    known.insert(place, term);
                }
                continue;
            }
            made.terms.insert(text.chars(), vec![term]);
            let mut letters = text.chars();
            let Some(letter) = letters.next() else { continue };
            let first = place(letter);
            made.kinds[first] |= TERM;
            match letters.next() {
                Some(next) => {
                    let second = place(next);
                    made.seconds[first] |= 1 << (second % 64);
                    let node = made.terms.step(made.terms.first(letter), next);
                    pairs.push(Pair {
                        key: key(first, second),
                        node,
                    });
                }
                None => {
                    made.kinds[first] |= WHOLE_TERM;
                    made.seconds[first] = u64::MAX;
                }
            }
        }
        made.pairs = vec![Pair::default(); (pairs.len() * 4).next_power_of_two().max(2)];
        for pair in pairs {
            let place = made.pair(pair.key);
            made.pairs[place] = pair;
        }
        made
    }

    /// Appends every term that stands in `text[within]`, also overlapping ones, ordered by start, then longest first.
    pub fn find(&self, text: &str, within: Span, hits: &mut Vec<Hit>) {
        self.scan(text, within, hits, &mut Figures::default());
    }

    /// The same, and where figures stand.
    pub fn scan(&self, text: &str, within: Span, hits: &mut Vec<Hit>, figures: &mut Figures) {
        let text = &text[..within.end];
        let mut seen = std::mem::take(&mut figures.seen);
        seen.clear();
        self.look(text.as_bytes(), within.start, &mut seen);
        for &(start, key) in &seen {
            let kind = self.kinds[first_of(key)];
            if kind & TERM != 0 {
                self.at(text, start, key, kind, hits);
            }
            figures.add(start, kind);
        }
        figures.seen = seen;
    }

    /// Notes the characters from a place on that may begin something, each with the next one. Most characters of a text are
    /// only passed here, and so nothing else is done meanwhile.
    fn look(&self, text: &[u8], from: usize, seen: &mut Vec<(usize, u32)>) {
        let seconds: &[u64; PLACES] = &self.seconds;
        let mut rest = &text[from..];
        // How much is left from a character on.
        let mut left = rest.len();
        let mut first = next_place(&mut rest);
        while left > 0 {
            let behind = rest.len();
            // Behind the last stands a character that no term goes on with.
            let second = next_place(&mut rest);
            if seconds[usize::from(first)] >> (second % 64) & 1 != 0 {
                seen.push((text.len() - left, key(first.into(), second.into())));
            }
            (first, left) = (second, behind);
        }
    }

    /// Where a pair of characters stands, or the empty place where it would.
    #[inline]
    fn pair(&self, key: u32) -> usize {
        let last = self.pairs.len() - 1;
        let mut place = (key.wrapping_mul(0x9e37_79b1) >> 8) as usize & last;
        while self.pairs[place].node != 0 && self.pairs[place].key != key {
            place = (place + 1) & last;
        }
        place
    }

    /// Appends the terms that begin at a place, the longest first; what is known of the first two characters is given.
    fn at(&self, text: &str, start: usize, key: u32, kind: Kind, hits: &mut Vec<Hit>) {
        let (known, bytes) = (hits.len(), text.as_bytes());
        let mut end = start + width(bytes[start]);
        let one_by_one = kind & WHOLE_TERM != 0 || first_of(key) == BEYOND || second_of(key) == BEYOND;
        let mut node = match one_by_one {
            true => text[start..].chars().next().map_or(0, |letter| self.terms.first(letter)),
            false => {
                end += width(bytes[end]);
                self.pairs[self.pair(key)].node
            }
        };
        while node != 0 {
            if let Some(terms) = self.terms.meaning(node) {
                let span = Span::new(start, end);
                for &term in terms.iter().rev() {
                    hits.push(Hit { span, term });
                }
            }
            let Some(letter) = text[end..].chars().next() else { break };
            node = self.terms.step(node, letter);
            end += letter.len_utf8();
        }
        // They were found the other way round.
        if hits.len() > known + 1 {
            hits[known..].reverse();
        }
    }
}

/// How many characters are told apart: those of the basic plane. All others share a place with one that is no character.
const PLACES: usize = 1 << 16;
const BEYOND: usize = (0xffff + SHIFT) % PLACES;

/// What the bytes of a character of three add to its bits, as far as a place holds it. It is left in the places, so that
/// nothing has to take it off.
const SHIFT: usize = (0x80 << 6) + 0x80;

/// The place of a character in a table.
const fn place(letter: char) -> usize {
    let point = letter as usize;
    if point < PLACES {
        (point + SHIFT) % PLACES
    } else {
        BEYOND
    }
}

/// A table of all places.
fn table<T: Clone>(empty: T) -> Box<[T; PLACES]> {
    let all: Result<Box<[T; PLACES]>, _> = vec![empty; PLACES].into_boxed_slice().try_into();
    all.unwrap_or_else(|_| unreachable!("as many as there are places"))
}

/// The places of two characters in one number.
#[inline]
const fn key(first: usize, second: usize) -> u32 {
    (first as u32) << 16 | second as u32
}

#[inline]
const fn first_of(key: u32) -> usize {
    (key >> 16) as usize
}

#[inline]
const fn second_of(key: u32) -> usize {
    (key & 0xffff) as usize
}

/// How many bytes the character has that begins with this one.
#[inline]
const fn width(first: u8) -> usize {
    match first {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}

/// Takes the next character off a text, as a place; at its end that of no character.
#[inline]
fn next_place(text: &mut &[u8]) -> u16 {
    // Of characters of two bytes the bytes add something else.
    const TWO: u16 = (SHIFT as u16).wrapping_sub((0xc0 << 6) + 0x80);
    let (place, rest) = match *text {
        [first, second, third, rest @ ..] if first & 0xf0 == 0xe0 => {
            let place = (u32::from(*first) << 12) + (u32::from(*second) << 6) + u32::from(*third);
            (place as u16, rest)
        }
        [first, rest @ ..] if *first < 0x80 => (u16::from(*first) + SHIFT as u16, rest),
        [first, second, rest @ ..] if *first < 0xe0 => {
            let place = (u16::from(*first) << 6) + u16::from(*second);
            (place.wrapping_add(TWO), rest)
        }
        [_, _, _, _, rest @ ..] => (BEYOND as u16, rest),
        _ => (BEYOND as u16, &[][..]),
    };
    *text = rest;
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_overlapping_terms_longest_first_and_every_meaning() {
        let terms = Terms::new([
            ("南湖".to_owned(), Term::Area(1)),
            ("南湖区".to_owned(), Term::Area(1)),
            ("湖区".to_owned(), Term::Cue(0)),
            ("南湖".to_owned(), Term::Cue(7)),
        ]);
        let mut hits = Vec::new();
        terms.find("在南湖区", Span::new(3, 12), &mut hits);
        let found: Vec<_> = hits
            .iter()
            .map(|hit| (hit.span.start, hit.span.end, hit.term))
            .collect();
        assert_eq!(
            found,
            [
                (3, 12, Term::Area(1)),
                (3, 9, Term::Area(1)),
                (3, 9, Term::Cue(7)),
                (6, 12, Term::Cue(0))
            ]
        );
    }

    #[test]
    fn no_terms_find_nothing() {
        let mut hits = Vec::new();
        Terms::new([]).find("全市", Span::new(0, 6), &mut hits);
        assert!(hits.is_empty());
    }
}
