//! One trie for every term of every lexicon: a text is gone through once, whatever the number of lexicons.

use super::Prefixes;
use super::figures::{BEYOND, Figures, Kind, TERM, WHOLE_TERM, kinds};
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
    /// What each character can be, and above that the node that it leads to in the trie.
    firsts: Box<[u32]>,
    /// Which characters may follow one that a term begins with.
    pairs: Box<[u64; PAIRS / 64]>,
    terms: Prefixes<Vec<Term>>,
}

/// How many sorts of pairs of characters are told apart.
const PAIRS: usize = 1 << PAIR_BITS;
const PAIR_BITS: u32 = 19;

impl Terms {
    /// Makes them of all given terms; one string may mean several things.
    pub fn new(terms: impl IntoIterator<Item = (String, Term)>) -> Self {
        let mut made = Self {
            firsts: kinds().iter().map(|kind| u32::from(*kind)).collect(),
            pairs: Box::new([0; PAIRS / 64]),
            terms: Prefixes::default(),
        };
        for (text, term) in terms {
            let mut letters = text.chars();
            let Some(first) = letters.next() else { continue };
            let point = |letter: char| (letter as usize).min(BEYOND);
            let whole = match letters.next() {
                Some(second) => {
                    let pair = pair(point(first), point(second));
                    made.pairs[pair / 64] |= 1 << (pair % 64);
                    0
                }
                None => WHOLE_TERM,
            };
            made.firsts[point(first)] |= u32::from(TERM | whole);
            match made.terms.whole_mut(text.chars()) {
                Some(known) => {
                    if let Err(place) = known.binary_search(&term) {
                        known.insert(place, term);
                    }
                }
                None => {
                    made.terms.insert(text.chars(), vec![term]);
                }
            }
        }
        // The last place is for all characters beyond the basic plane; no node is common to them.
        for (point, first) in made.firsts.iter_mut().enumerate() {
            if *first & u32::from(TERM) != 0 {
                let letter = char::from_u32(point as u32).filter(|_| point < BEYOND);
                *first |= letter.map_or(0, |letter| made.terms.first(letter)) << 8;
            }
        }
        made
    }

    /// Appends every term that stands in `text[within]`, also overlapping ones, ordered by start, then longest first.
    pub fn find(&self, text: &str, within: Span, hits: &mut Vec<Hit>) {
        self.walk(text, within, hits, |_, _| {});
    }

    /// The same, and where figures stand.
    pub fn scan(&self, text: &str, within: Span, hits: &mut Vec<Hit>, figures: &mut Figures) {
        self.walk(text, within, hits, |at, kind| figures.add(at, kind));
    }

    #[inline]
    fn walk(&self, text: &str, within: Span, hits: &mut Vec<Hit>, mut figure: impl FnMut(usize, Kind)) {
        let text = &text[..within.end];
        let mut rest = &text.as_bytes()[within.start..];
        let (mut start, mut point) = (within.start, next_point(&mut rest));
        while start < text.len() {
            let end = text.len() - rest.len();
            // Behind the last stands a character that no term goes on with.
            let next = next_point(&mut rest);
            let first = self.firsts[point];
            let kind = first as Kind;
            if kind & TERM != 0 && (kind & WHOLE_TERM != 0 || self.may_follow(point, next)) {
                let node = match point {
                    BEYOND => text[start..end]
                        .chars()
                        .next()
                        .map_or(0, |letter| self.terms.first(letter)),
                    _ => first >> 8,
                };
                self.at(text, Span::new(start, end), node, hits);
            }
            if kind & !(TERM | WHOLE_TERM) != 0 {
                figure(start, kind);
            }
            (start, point) = (end, next);
        }
    }

    #[inline]
    fn may_follow(&self, first: usize, second: usize) -> bool {
        let pair = pair(first, second);
        self.pairs[pair / 64] >> (pair % 64) & 1 != 0
    }

    /// Appends the terms that begin with a character, whose node is known.
    fn at(&self, text: &str, first: Span, node: u32, hits: &mut Vec<Hit>) {
        let known = hits.len();
        self.terms
            .each_from(node, first.len(), text[first.end..].chars(), |length, terms| {
                let span = Span::new(first.start, first.start + length);
                for (at, &term) in terms.iter().enumerate() {
                    let hit = Hit { span, term };
                    if hits.len() == known + at {
                        hits.push(hit);
                    } else {
                        hits.insert(known + at, hit);
                    }
                }
                true
            });
    }
}

/// The sort of a pair of characters.
#[inline]
const fn pair(first: usize, second: usize) -> usize {
    ((first as u32).wrapping_mul(0x9e37_79b1) ^ (second as u32).wrapping_mul(0x85eb_ca6b)) as usize >> (32 - PAIR_BITS)
}

/// Takes the next character off a text, as a place in a table of the basic plane.
#[inline]
fn next_point(text: &mut &[u8]) -> usize {
    // What the bytes of a character have above its bits is known, and so is taken off at once.
    const THREE: usize = (0xe0 << 12) + (0x80 << 6) + 0x80;
    const TWO: usize = (0xc0 << 6) + 0x80;
    let (point, rest) = match *text {
        [first, second, third, rest @ ..] if (0xe0..0xf0).contains(first) => {
            let point = (usize::from(*first) << 12) + (usize::from(*second) << 6) + usize::from(*third);
            (point.wrapping_sub(THREE), rest)
        }
        [first, rest @ ..] if *first < 0x80 => (usize::from(*first), rest),
        [first, second, rest @ ..] if *first < 0xe0 => {
            let point = (usize::from(*first) << 6) + usize::from(*second);
            (point.wrapping_sub(TWO), rest)
        }
        [_, _, _, _, rest @ ..] => (BEYOND, rest),
        _ => (BEYOND, &[][..]),
    };
    *text = rest;
    point
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
