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
    /// Where in `meanings` those of a term begin and end.
    terms: Prefixes<(u32, u32)>,
    meanings: Vec<Term>,
}

/// How many sorts of pairs of characters are told apart.
const PAIRS: usize = 1 << PAIR_BITS;
const PAIR_BITS: u32 = 19;

impl Terms {
    /// Makes them of all given terms; one string may mean several things.
    pub fn new(terms: impl IntoIterator<Item = (String, Term)>) -> Self {
        let mut all: Vec<(String, Term)> = terms.into_iter().collect();
        all.sort_unstable();
        all.dedup();
        let mut made = Self {
            firsts: kinds().iter().map(|kind| u32::from(*kind)).collect(),
            pairs: Box::new([0; PAIRS / 64]),
            terms: Prefixes::default(),
            meanings: all.iter().map(|(_, term)| *term).collect(),
        };
        let mut from = 0;
        for same in all.chunk_by(|(one, _), (other, _)| one == other) {
            let place = (from, from + same.len() as u32);
            from = place.1;
            let mut letters = same[0].0.chars();
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
            made.terms.insert(same[0].0.chars(), place);
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
        self.scan(text, within, hits, &mut Figures::default());
    }

    /// The same, and where figures stand.
    pub fn scan(&self, text: &str, within: Span, hits: &mut Vec<Hit>, figures: &mut Figures) {
        let text = &text[..within.end];
        let mut seen = std::mem::take(&mut figures.seen);
        seen.clear();
        self.look(text, within.start, &mut seen);
        for &(start, first) in &seen {
            let kind = first as Kind;
            if kind & TERM != 0 {
                self.at(text, start, first, hits);
            }
            figures.add(start, kind);
        }
        figures.seen = seen;
    }

    /// Notes the characters from a place on that begin something, each with what it can be; a term only where the next
    /// character may go on with one. Most characters of a text are only passed here, and so nothing else is done meanwhile.
    fn look(&self, text: &str, from: usize, seen: &mut Vec<(usize, u32)>) {
        let (length, firsts) = (text.len(), &self.firsts[..=BEYOND]);
        let mut rest = &text.as_bytes()[from..];
        let (mut start, mut point) = (from, next_point(&mut rest));
        while start < length {
            let end = length - rest.len();
            // Behind the last stands a character that no term goes on with.
            let next = next_point(&mut rest);
            let mut first = firsts[point];
            if first as Kind != 0 {
                let whole = first as Kind & (TERM | WHOLE_TERM);
                if whole == TERM && !self.may_follow(point, next) {
                    first &= !u32::from(TERM);
                }
                if first as Kind != 0 {
                    seen.push((start, first));
                }
            }
            (start, point) = (end, next);
        }
    }

    #[inline]
    fn may_follow(&self, first: usize, second: usize) -> bool {
        let pair = pair(first, second);
        self.pairs[pair / 64] >> (pair % 64) & 1 != 0
    }

    /// Appends the terms that begin at a place, the longest first; what is known of the first character is given.
    fn at(&self, text: &str, start: usize, first: u32, hits: &mut Vec<Hit>) {
        let known = hits.len();
        let mut letters = text[start..].chars();
        let Some(letter) = letters.next() else { return };
        let mut node = match letter {
            '\u{10000}'.. => self.terms.first(letter),
            _ => first >> 8,
        };
        let mut end = start + letter.len_utf8();
        // Hardly a term is a single character.
        let mut meant = first as Kind & WHOLE_TERM != 0;
        while node != 0 {
            if meant && let Some(&(from, to)) = self.terms.meaning(node) {
                let span = Span::new(start, end);
                let terms = self.meanings[from as usize..to as usize].iter().rev();
                hits.extend(terms.map(|&term| Hit { span, term }));
            }
            let Some(letter) = letters.next() else { break };
            node = self.terms.step(node, letter);
            end += letter.len_utf8();
            meant = true;
        }
        // They were found the other way round.
        if hits.len() > known + 1 {
            hits[known..].reverse();
        }
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
        [first, second, third, rest @ ..] if first & 0xf0 == 0xe0 => {
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
