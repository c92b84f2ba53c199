//! One place of a text with what may be looked at and claimed round it: what the recognisers of digits pass about.

use std::borrow::Cow;

use super::Reading;
use super::literal::Literal;
use crate::model::Span;
use crate::rules::{Found, QuantityLexicon};

/// A place in a block.
#[derive(Clone)]
pub struct Place<'a> {
    /// The repaired text.
    pub text: &'a str,
    /// The block.
    pub within: Span,
    /// Nothing before it may be claimed: the end of the last mention.
    pub floor: usize,
    /// Where the number begins.
    pub at: usize,
    /// Nothing from it on may be claimed: the end of the block, or the beginning of the next period.
    pub limit: usize,
    /// What the text is read for.
    pub reading: Reading,
    /// The words.
    pub lexicon: &'a QuantityLexicon,
    /// Where marks stand by which digits may be known to be part of a name.
    pub marks: &'a [usize],
    /// Whether they may tell that of these: a mark that opens a title or a quotation stands before them, or one of the marks adds
    /// to a number.
    pub marked: bool,
    /// The character before it, in the block.
    pub previous: Option<char>,
    /// The text up to the limit.
    pub ahead: &'a str,
    /// Of digits: how many there are.
    pub run: usize,
    /// Of digits: the number, with grouping and decimals.
    pub literal: Option<Literal>,
    /// Of digits: the unit that begins right behind them.
    pub unit: Option<Found<'a>>,
    /// Of digits: the character right behind them, without grouping and decimals.
    pub next: Option<char>,
}

/// Bytes between digits and the mark that adds to them, at most: the longest of units and nouns. Other marks of names are
/// nearer.
pub const SUMMAND: usize = 300;

/// Characters of a time between 从 and what it goes from, at most.
const TIME: usize = 8;

/// How far back a clause is looked at, in characters.
const CLAUSE: usize = 24;

impl<'a> Place<'a> {
    /// Looks once at what all that is asked about digits depends on.
    pub fn look_at_digits(&mut self) {
        self.run = digits(self.from(self.at));
        self.literal = Literal::of_run(self.ahead, self.at, self.after_digits());
        self.next = self.from(self.after_digits()).chars().next();
        self.unit = self.lexicon.units.at(self.from(self.after()));
    }

    /// The byte after the digits of the place.
    #[inline]
    pub fn after_digits(&self) -> usize {
        self.at + self.run
    }

    /// The byte after the digits of the place, with grouping and decimals.
    #[inline]
    pub fn after(&self) -> usize {
        self.literal.map_or(self.at + self.run, |literal| literal.end)
    }

    /// The marks of names that stand before the place, the last first, and those behind, each with the place.
    pub fn marks(&self) -> (impl Iterator<Item = usize> + 'a, impl Iterator<Item = usize> + 'a) {
        let (before, behind) = self.marks.split_at(self.marks.partition_point(|mark| *mark < self.at));
        (before.iter().rev().copied(), behind.iter().copied())
    }

    /// What stands before the place, in the block.
    #[inline]
    pub fn before(&self) -> &'a str {
        &self.text[self.within.start..self.at]
    }

    /// Whether 从 or 由 stands before it with no more than a time between: 从2020年的|3家.
    pub fn is_from_a_time(&self) -> bool {
        let Some(said) = self.before().trim_end_matches(' ').strip_suffix('的') else {
            return false;
        };
        let timed = said.ends_with(['年', '月', '度', '底', '末', '初', '期']);
        let mut starts = said.char_indices().rev().take(TIME).map(|(at, _)| at).filter(|_| timed);
        starts.any(|at| self.lexicon.bounds.is_from(&said[..at]))
    }

    /// What stands from `from` on, as far as it may be claimed.
    #[inline]
    pub fn from(&self, from: usize) -> &'a str {
        &self.ahead[from.min(self.limit)..]
    }

    /// What stands from `from` on to the end of the block, periods included.
    #[inline]
    pub fn rest(&self, from: usize) -> &'a str {
        &self.text[from.min(self.within.end)..self.within.end]
    }

    /// The clause before the place, as far as it is looked at.
    pub fn clause_before(&self) -> &'a str {
        clause_end(self.before(), CLAUSE)
    }

    /// The character before the place.
    #[inline]
    pub const fn previous(&self) -> Option<char> {
        self.previous
    }

    /// A span that claims nothing before the floor.
    #[inline]
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span::new(start.max(self.floor).min(end), end)
    }
}

/// The last clause of `text`, at most `most` characters of it.
pub fn clause_end(text: &str, most: usize) -> &str {
    let mut start = text.len();
    for (at, letter) in text.char_indices().rev().take(most) {
        if is_clause_mark(letter) {
            break;
        }
        start = at;
    }
    &text[start..]
}

/// The clause at the beginning of `text`, at most `most` characters of it.
pub fn clause_start(text: &str, most: usize) -> &str {
    let end = text
        .char_indices()
        .take(most)
        .find(|&(_, letter)| is_clause_mark(letter))
        .map_or_else(
            || text.char_indices().nth(most).map_or(text.len(), |(at, _)| at),
            |(at, _)| at,
        );
    &text[..end]
}

/// A text without its first bracket.
pub fn without_bracket(text: &str) -> Cow<'_, str> {
    match (text.find('（'), text.find('）')) {
        (Some(open), Some(close)) if open < close => {
            Cow::Owned(format!("{}{}", &text[..open], &text[close + '）'.len_utf8()..]))
        }
        _ => Cow::Borrowed(text),
    }
}

/// Whether a clause ends with the character.
#[inline]
pub const fn is_clause_mark(letter: char) -> bool {
    matches!(
        letter,
        '，' | ',' | '。' | '；' | '：' | '！' | '？' | '、' | ';' | '!' | '?' | '\n' | '\t' | '　' | '|'
    )
}

/// Whether the character is a hanzi.
#[inline]
pub fn is_hanzi(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter) || ('\u{3400}'..='\u{4dbf}').contains(&letter)
}

/// Length in bytes of the digits at the beginning of `text`.
#[inline]
pub fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}
