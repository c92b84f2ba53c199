//! One trie for every term of every lexicon: a text is gone through once, whatever the number of lexicons.

use super::Prefixes;
use super::beginnings::{mixed, mixed_of, next_mixed, point_at, width};
use super::figures::{
    BEHIND_DATE, DATE, FIGURE, Figures, Kind, NAME_MARK, TERM, WHOLE_TERM, behind_dates, figure_kinds,
};
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
    /// A row of bits by the sort of a first character, in it those by the sorts of what terms go on with behind it; all of them
    /// where such a character is of a kind by itself. So one look passes nearly all characters of a text.
    seconds: Box<[u64; ROWS * ROW]>,
    /// The same for terms alone: of those characters that are of a kind by themselves most begin none.
    of_terms: Box<[u64; ROWS * ROW]>,
    /// Of terms that begin with two hanzi, those that are nothing else, and all others with what stands third.
    found: Box<[u64; FOUND]>,
    /// By an ASCII character that terms begin with, which ASCII characters they go on with; the last bit is for all others.
    of_ascii: [[u64; 2]; 128],
    /// The nodes that the first two characters of terms lead to in the trie: each where its hash says or behind; most places
    /// are empty.
    pairs: Vec<Pair>,
    terms: Prefixes<Vec<Term>>,
}

/// Two characters that a term begins with.
#[derive(Clone, Copy, Debug, Default)]
struct Pair {
    /// Their bytes.
    key: u64,
    /// 0 where there is no pair; with [`MEANS`] where the two are a term themselves.
    node: u32,
    /// Which of 32 sorts of characters terms go on with behind them.
    thirds: u32,
}

/// Marks nodes that mean something.
const MEANS: u32 = 1 << 31;

impl Terms {
    /// Makes them of all given terms; one string may mean several things.
    pub fn new(terms: impl IntoIterator<Item = (String, Term)>) -> Self {
        let mut made = Self {
            kinds: table(0),
            seconds: table(0),
            of_terms: table(0),
            found: table(0),
            of_ascii: [[0; 2]; 128],
            pairs: Vec::new(),
            terms: Prefixes::default(),
        };
        for (letter, kind) in figure_kinds() {
            made.kinds[place(letter)] = kind;
            made.always_begins(letter);
        }
        for letter in behind_dates() {
            made.kinds[place(letter)] |= BEHIND_DATE;
        }
        let mut pairs = Vec::new();
        for (text, term) in terms {
            match made.terms.slot(text.chars()) {
                Some(known) => {
                    if let Err(place) = known.binary_search(&term) {
                        known.insert(place, term);
                    }
                    continue;
                }
                new => *new = Some(vec![term]),
            }
            made.add_found(&text);
            let mut letters = text.chars();
            let Some(first) = letters.next() else { continue };
            made.kinds[place(first)] |= TERM;
            match letters.next() {
                Some(second) => {
                    let (word, bit) = bit(mixed_of(first), mixed_of(second));
                    made.seconds[word] |= 1 << bit;
                    made.of_terms[word] |= 1 << bit;
                    if first.is_ascii() {
                        let (word, bit) = ascii_bit(text.as_bytes()[1]);
                        made.of_ascii[first as usize][word] |= 1 << bit;
                    }
                    let key = key(text.as_bytes(), 0, first.len_utf8() + second.len_utf8());
                    let node = made.terms.step(made.terms.first(first), second);
                    let thirds = letters.next().map_or(0, |third| 1 << third_sort(mixed_of(third)));
                    pairs.push(Pair { key, node, thirds });
                }
                None => {
                    made.kinds[place(first)] |= WHOLE_TERM;
                    made.always_begins(first);
                }
            }
        }
        made.pairs = vec![Pair::default(); (pairs.len() * 4).next_power_of_two().max(2)];
        for pair in pairs {
            let place = made.pair(pair.key);
            let thirds = made.pairs[place].thirds | pair.thirds;
            let means = made.terms.meaning(pair.node).map_or(0, |_| MEANS);
            let node = pair.node | means;
            made.pairs[place] = Pair { thirds, node, ..pair };
        }
        made
    }

    /// Notes how a term goes on behind the two hanzi that it begins with.
    fn add_found(&mut self, term: &str) {
        let mut letters = term.chars();
        let hanzi = letters
            .by_ref()
            .take(2)
            .filter(|letter| letter.len_utf8() == HANZI)
            .count();
        if hanzi < 2 {
            return;
        }
        let third = letters.next().filter(|third| !third.is_ascii());
        let (word, bit) = found_bit(key(term.as_bytes(), 0, 2 * HANZI + third.map_or(0, |_| 2)));
        self.found[word] |= 1 << bit;
    }

    /// Lets a character be looked at whatever stands behind it.
    fn always_begins(&mut self, first: char) {
        let (word, _) = bit(mixed_of(first), 0);
        self.seconds[word..word + ROW].fill(u64::MAX);
    }

    /// Appends every term that stands in `text[within]`, also overlapping ones, ordered by start, then longest first.
    pub fn find(&self, text: &str, within: Span, hits: &mut Vec<Hit>) {
        self.scan(text, within, hits, &mut Figures::default());
    }

    /// The same, and where figures stand.
    pub fn scan(&self, text: &str, within: Span, hits: &mut Vec<Hit>, figures: &mut Figures) {
        let text = &text.as_bytes()[..within.end];
        let mut seen = std::mem::take(&mut figures.seen);
        seen.clear();
        self.look(text, within.start, &mut seen);
        for &start in &seen {
            let hanzi = text[start..].first_chunk::<8>().map(|bytes| u64::from_le_bytes(*bytes));
            let hanzi = hanzi.filter(|both| both & 0xf000_00f0 == 0xe000_00e0);
            let (point, width) = match hanzi {
                Some(both) => {
                    let point = (both & 0xf) << 12 | (both >> 8 & 0x3f) << 6 | both >> 16 & 0x3f;
                    (point as u32, HANZI)
                }
                None => point_at(text, start),
            };
            let kind = self.kind(point);
            if kind & WHOLE_TERM != 0 {
                self.at(text, start, (point, width), kind, hits);
            } else if kind & TERM != 0 {
                match hanzi {
                    // Of most pairs of hanzi the third character tells that no term stands there.
                    Some(both) if self.may_be_found(both) => {
                        let found = Span::new(start, start + 2 * HANZI);
                        self.beyond(text, found, both & PAIR, hits);
                    }
                    None if self.may_be_term(text, start) => self.at(text, start, (point, width), kind, hits),
                    _ => {}
                }
            }
            if kind & (FIGURE | NAME_MARK) != 0 {
                self.figure(text, within.start, start, kind, figures);
            }
        }
        figures.seen = seen;
    }

    /// Adds what stands at a place of a stretch that begins at another to the figures: of digits in a row the first alone, and none as
    /// a date of a bulletin that surely goes on as none.
    #[inline]
    fn figure(&self, text: &[u8], from: usize, start: usize, kind: Kind, figures: &mut Figures) {
        let mut kind = kind;
        let mut end = start;
        while text.get(end).is_some_and(u8::is_ascii_digit) {
            end += 1;
        }
        let run = end - start;
        if run == 0 {
            end += width(text[start]);
        } else if start > from && text[start - 1].is_ascii_digit() {
            return;
        }
        // A year may stand bare, and eight figures may be a date, as may 16.07.2023; others have something behind them.
        let bare = matches!(run, 4 | 8) || run == 2 && text.get(end) == Some(&b'.');
        if kind & DATE != 0 && !bare && self.kind(point_at(text, end).0) & BEHIND_DATE == 0 {
            kind &= !DATE;
        }
        figures.add(start, kind);
    }

    /// What a character can be.
    #[inline]
    fn kind(&self, point: u32) -> Kind {
        self.kinds[(point as usize).min(PLACES - 1)]
    }

    /// Notes where characters stand, from a place on, that may begin something: of digits in a row the first alone, unless a term
    /// begins with another. Most characters of a text are only passed here, and so nothing else is done meanwhile.
    #[inline(never)]
    fn look(&self, text: &[u8], from: usize, seen: &mut Vec<usize>) {
        let (seconds, kinds) = (&*self.seconds, &*self.kinds);
        let may_begin = |first, second| {
            let (word, bit) = bit(first, second);
            seconds[word] >> bit & 1 != 0
        };
        let mut at = from;
        while let Some(&byte) = text.get(at) {
            if byte.is_ascii() {
                let kind = kinds[usize::from(byte)];
                if kind & (TERM | FIGURE | NAME_MARK) == 0 {
                    at += 1;
                    continue;
                }
                let more = byte.is_ascii_digit() && at > from && text[at - 1].is_ascii_digit();
                if !more || kind & WHOLE_TERM != 0 || self.goes_on_ascii(text, at) {
                    seen.push(at);
                }
                at += 1;
                continue;
            }
            let mut rest = &text[at..];
            let (mut first, mut width) = next_mixed(&mut rest);
            // The first stands right before the rest.
            loop {
                // Two hanzi behind another, as long as they stand in a row.
                while width == HANZI
                    && let Some(bytes) = rest.first_chunk::<8>()
                {
                    let both = u64::from_le_bytes(*bytes);
                    if both & 0xf000_00f0 != 0xe000_00e0 {
                        break;
                    }
                    let (second, third) = (mixed(both as u32 & 0xff_ffff), mixed((both >> 24) as u32 & 0xff_ffff));
                    if may_begin(first, second) {
                        seen.push(text.len() - rest.len() - HANZI);
                    }
                    if may_begin(second, third) {
                        seen.push(text.len() - rest.len());
                    }
                    first = third;
                    rest = &rest[2 * HANZI..];
                }
                let start = text.len() - rest.len() - width;
                let mut behind = rest;
                let (second, next) = next_mixed(&mut behind);
                if may_begin(first, second) {
                    seen.push(start);
                }
                if next <= 1 {
                    break;
                }
                (first, width, rest) = (second, next, behind);
            }
            at = text.len() - rest.len();
        }
    }

    /// Whether a term may begin with two hanzi, by their bytes and the two behind them.
    #[inline]
    fn may_be_found(&self, both: u64) -> bool {
        let is = |(word, bit): (usize, u32)| self.found[word] >> bit & 1 != 0;
        is(found_bit(both & PAIR)) || is(found_bit(both))
    }

    /// The same of an ASCII character that terms begin with and what stands behind it.
    #[inline]
    fn goes_on_ascii(&self, text: &[u8], at: usize) -> bool {
        let (word, bit) = ascii_bit(text.get(at + 1).copied().unwrap_or(0));
        self.of_ascii[usize::from(text[at] & 0x7f)][word] >> bit & 1 != 0
    }

    /// Whether the two characters at a place may begin a term.
    #[inline]
    fn may_be_term(&self, text: &[u8], at: usize) -> bool {
        if text[at].is_ascii() {
            return self.goes_on_ascii(text, at);
        }
        let mut rest = &text[at..];
        let ((first, _), (second, _)) = (next_mixed(&mut rest), next_mixed(&mut rest));
        let (word, bit) = bit(first, second);
        self.of_terms[word] >> bit & 1 != 0
    }

    /// Where a pair of characters stands, or the empty place where it would.
    #[inline]
    fn pair(&self, key: u64) -> usize {
        let last = self.pairs.len() - 1;
        let mut place = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & last;
        while self.pairs[place].node != 0 && self.pairs[place].key != key {
            place = (place + 1) & last;
        }
        place
    }

    /// Appends the terms that begin at a place, the longest first; the first character, its width and what it can be are given.
    #[inline(never)]
    fn at(&self, text: &[u8], start: usize, (first, width_of_first): (u32, usize), kind: Kind, hits: &mut Vec<Hit>) {
        let mut end = start + width_of_first;
        let whole = Span::new(start, end);
        let key = match text[start..].first_chunk::<8>().map(|bytes| u64::from_le_bytes(*bytes)) {
            // Two of three bytes each, as nearly all are.
            Some(both) if both & 0xf000_00f0 == 0xe000_00e0 => {
                end = start + 2 * HANZI;
                both & PAIR
            }
            _ => {
                end = (end + text.get(end).map_or(0, |second| width(*second))).min(text.len());
                key(text, start, end)
            }
        };
        self.beyond(text, Span::new(start, end), key, hits);
        if kind & WHOLE_TERM != 0 {
            let known = hits.len();
            self.hit(self.terms.step_to(0, first), whole, hits);
            hits[known..].reverse();
        }
    }

    /// Appends the terms that begin with two characters, the longest first.
    #[inline]
    fn beyond(&self, text: &[u8], both: Span, key: u64, hits: &mut Vec<Hit>) {
        let pair = &self.pairs[self.pair(key)];
        let (third, _) = next_mixed(&mut &text[both.end..]);
        let more = pair.thirds >> third_sort(third) & 1 != 0;
        if !more && pair.node & MEANS == 0 {
            return;
        }
        let known = hits.len();
        if pair.node & MEANS != 0 {
            self.hit(pair.node & !MEANS, both, hits);
        }
        if more {
            self.longer(text, both, pair.node & !MEANS, hits);
        }
        // They were found the other way round.
        if hits.len() > known + 1 {
            hits[known..].reverse();
        }
    }

    /// Appends the terms that go on behind the characters that led to a node.
    fn longer(&self, text: &[u8], first: Span, node: u32, hits: &mut Vec<Hit>) {
        let (mut node, mut end) = (node, first.end);
        loop {
            let (letter, width) = point_at(text, end);
            node = self.terms.step_to(node, letter);
            if width == 0 || node == 0 {
                return;
            }
            end += width;
            self.hit(node, Span::new(first.start, end), hits);
        }
    }

    /// Appends what the term means that leads to a node, if one does, in the reverse order.
    #[inline]
    fn hit(&self, node: u32, span: Span, hits: &mut Vec<Hit>) {
        if let Some(terms) = self.terms.meaning(node) {
            for &term in terms.iter().rev() {
                hits.push(Hit { span, term });
            }
        }
    }
}

/// How many characters are told apart: those of the basic plane. All others share a place with one that is no character.
const PLACES: usize = 1 << 16;

/// The place of a character in a table.
#[inline]
const fn place(letter: char) -> usize {
    let point = letter as usize;
    if point < PLACES { point } else { PLACES - 1 }
}

/// A table of so many places.
fn table<T: Clone, const SIZE: usize>(empty: T) -> Box<[T; SIZE]> {
    let all: Result<Box<[T; SIZE]>, _> = vec![empty; SIZE].into_boxed_slice().try_into();
    all.unwrap_or_else(|_| unreachable!("as many as there are places"))
}

/// How many rows of bits there are, by the mixed bytes of a first character, and how many words a row has.
const ROWS: usize = 1 << ROW_BITS;
const ROW_BITS: u32 = 12;
const ROW: usize = 1 << (SECOND_BITS - 6);
const SECOND_BITS: u32 = 9;

/// The word that tells whether something may begin with two characters, and the place of its bit; of the first word of a row
/// where the second is 0.
#[inline]
const fn bit(first: u32, second: u32) -> (usize, u32) {
    let row = first >> (32 - ROW_BITS) << (SECOND_BITS - 6);
    (
        (row | second >> (32 + 6 - SECOND_BITS)) as usize,
        second >> (32 - SECOND_BITS) & 63,
    )
}

/// The bytes of two hanzi, of eight.
const PAIR: u64 = 0xffff_ffff_ffff;

/// How many words tell which terms may be found.
const FOUND: usize = 1 << (FOUND_BITS - 6);
const FOUND_BITS: u32 = 19;

/// The word and the bit for the bytes that a term begins with.
#[inline]
const fn found_bit(bytes: u64) -> (usize, u32) {
    let bit = bytes.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - FOUND_BITS);
    ((bit >> 6) as usize, (bit & 63) as u32)
}

/// The word and the bit of a byte behind an ASCII character; all that are none share the last.
#[inline]
const fn ascii_bit(next: u8) -> (usize, u32) {
    let next = if next < 0x7f { next } else { 0x7f };
    ((next >> 6) as usize, (next & 63) as u32)
}

/// Bytes of a hanzi, and of all characters that begin with the same bits.
const HANZI: usize = 3;

/// One of 32 sorts.
#[inline]
const fn third_sort(mixed: u32) -> u32 {
    mixed >> 27
}

/// The bytes of the characters from a place to another, eight at most, as one number.
#[inline]
fn key(text: &[u8], from: usize, to: usize) -> u64 {
    let unused = 64 - 8 * (to - from).min(8) as u32;
    match text[from..].first_chunk::<8>() {
        Some(bytes) => u64::from_le_bytes(*bytes) << unused >> unused,
        None => (text[from..to].iter().rev()).fold(0, |bytes, byte| bytes << 8 | u64::from(*byte)),
    }
}

#[cfg(test)]
#[path = "terms_tests.rs"]
mod tests;
