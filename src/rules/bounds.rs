//! How a text bounds a value, and what makes a number a rank: `cues/bounds.toml`.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::figures::spelled_digit;
use super::share_bounds::{BoundsOfShares, ShareBounds};
use super::{Diagnostic, Inside, Letters, Prefixes, RuleFile, Words};
use crate::model::Bound;

/// A bound word next to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Affix {
    /// Its length in bytes.
    pub length: usize,
    /// What it says.
    pub bound: Bound,
    /// After the number: it belongs to the quoted quantity.
    pub keep: bool,
}

/// The cues of bounds, ranges and ranks.
#[derive(Clone, Debug, Default)]
pub struct Bounds {
    before: Prefixes<usize>,
    before_kinds: Vec<(Bound, Words)>,
    after: Prefixes<(Bound, bool)>,
    more: Words,
    more_words: Words,
    top: Words,
    not_of: Words,
    not_of_but: Words,
    range_marks: Words,
    range_words: Words,
    range_from: Words,
    range_included: Words,
    between: Words,
    /// What the words of these begin with.
    joining: Letters,
    between_closes: Words,
    between_closes_free: String,
    joins: Words,
    compared_before: Words,
    compared_after: Prefixes<Bound>,
    /// Cues of ranks.
    pub rank: Rank,
    shares: Prefixes<(Decimal, Words)>,
    /// The second characters of those that begin with a digit; any character, where one is nothing else.
    shares_go_on: Vec<char>,
    doubling_before: Words,
    doubling_after: String,
    reaching: Words,
    reaching_not: Words,
    course_from: Inside,
    course_starts: Words,
    below_zero: Words,
    pub(super) of_shares: BoundsOfShares,
}

/// The cues of ranks.
#[derive(Clone, Debug, Default)]
pub struct Rank {
    /// Stand before it in the same clause.
    pub verbs: Inside,
    /// Stand immediately before it.
    pub scopes: Words,
    /// May follow a rank without a unit.
    pub ends: Words,
    /// 位, 名.
    pub units: Words,
    /// 排名: in the clause, before a rank without 第.
    pub placings: Inside,
    /// 至: immediately before such a rank, where no scope is.
    pub placed_after: Words,
    /// 首位, 榜首.
    pub firsts: Words,
    /// 强 of 全国50强.
    pub listed: String,
    /// Verbs that make 全国50强 a rank.
    pub listed_verbs: Inside,
    /// Immediately before the number of such a rank.
    pub listed_scopes: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    before: Vec<Before>,
    after: Vec<After>,
    ends_alike: EndsAlike,
    more: More,
    top: Top,
    range: Range,
    between: Between,
    joined: Joined,
    compared: Compared,
    rank: RankShape,
    share: Vec<Share>,
    doubling: Doubling,
    reaching: Reaching,
    course: Course,
    below_zero: BelowZero,
    of_shares: ShareBounds,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Before {
    bound: Bound,
    words: Vec<String>,
    #[serde(default)]
    not_after: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct After {
    bound: Bound,
    keep: bool,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct More {
    words: Vec<String>,
    not_before: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Top {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Range {
    marks: Vec<String>,
    words: Vec<String>,
    from: Vec<String>,
    included: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EndsAlike {
    words: Vec<String>,
    but: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Between {
    joins: Vec<String>,
    closes: Vec<String>,
    closes_free: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Joined {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Compared {
    before: Vec<String>,
    gt: Vec<String>,
    lt: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RankShape {
    verbs: Inside,
    scopes: Vec<String>,
    ends: Vec<String>,
    units: Vec<String>,
    placings: Inside,
    placed_after: Vec<String>,
    firsts: Vec<String>,
    listed: String,
    listed_verbs: Inside,
    listed_scopes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Share {
    words: Vec<String>,
    percent: Decimal,
    not_after: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Doubling {
    before: Vec<String>,
    after: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reaching {
    words: Vec<String>,
    not_before: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Course {
    from: Inside,
    starts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BelowZero {
    words: Vec<String>,
}

impl Bounds {
    /// Builds the cues from `cues/bounds.toml`; mistakes are added to `mistakes`.
    pub fn load(file: &RuleFile, mistakes: &mut Vec<Diagnostic>) -> Self {
        match file.parse::<Shape>() {
            Ok(shape) => Self::new(shape),
            Err(mistake) => {
                mistakes.push(mistake);
                Self::default()
            }
        }
    }

    fn new(shape: Shape) -> Self {
        let mut made = Self {
            of_shares: BoundsOfShares::new(&shape.of_shares),
            more: Words::forward(&shape.more.words),
            more_words: Words::forward(&shape.more.not_before),
            top: Words::backward(&shape.top.words),
            not_of: Words::backward(&shape.ends_alike.words),
            not_of_but: Words::backward(&shape.ends_alike.but),
            range_marks: Words::forward(&shape.range.marks),
            range_words: Words::forward(&shape.range.words),
            range_from: Words::backward(&shape.range.from),
            range_included: Words::forward(&shape.range.included),
            between: Words::forward(&shape.between.joins),
            between_closes: Words::forward(&shape.between.closes),
            between_closes_free: shape.between.closes_free,
            joins: Words::forward(&shape.joined.words),
            compared_before: Words::backward(&shape.compared.before),
            rank: Rank {
                scopes: Words::backward(&shape.rank.scopes),
                ends: Words::forward(&shape.rank.ends),
                units: Words::forward(&shape.rank.units),
                firsts: Words::forward(&shape.rank.firsts),
                verbs: shape.rank.verbs,
                placings: shape.rank.placings,
                placed_after: Words::backward(&shape.rank.placed_after),
                listed: shape.rank.listed,
                listed_verbs: shape.rank.listed_verbs,
                listed_scopes: Words::backward(&shape.rank.listed_scopes),
            },
            doubling_before: Words::backward(&shape.doubling.before),
            doubling_after: shape.doubling.after,
            reaching: Words::backward(&shape.reaching.words),
            reaching_not: Words::forward(&shape.reaching.not_before),
            course_from: shape.course.from,
            course_starts: Words::forward(&shape.course.starts),
            below_zero: Words::backward(&shape.below_zero.words),
            ..Self::default()
        };
        made.joining = made.joins_begin().collect();
        for before in shape.before {
            for word in &before.words {
                made.before.insert(word.chars().rev(), made.before_kinds.len());
            }
            made.before_kinds
                .push((before.bound, Words::backward(&before.not_after)));
        }
        for after in shape.after {
            for word in &after.words {
                made.after.insert(word.chars(), (after.bound, after.keep));
            }
        }
        for (bound, words) in [(Bound::Gt, &shape.compared.gt), (Bound::Lt, &shape.compared.lt)] {
            for word in words {
                made.compared_after.insert(word.chars(), bound);
            }
        }
        for share in shape.share {
            for word in &share.words {
                let mut letters = word.chars();
                if letters.next().and_then(spelled_digit).is_some() {
                    match letters.next() {
                        Some(second) => made.shares_go_on.push(second),
                        None => made.shares_go_on.extend('\0'..='\u{ffff}'),
                    }
                }
                made.shares
                    .insert(word.chars(), (share.percent, Words::backward(&share.not_after)));
            }
        }
        made
    }

    /// Whether what joins a number to another may begin with the character.
    pub fn may_join(&self, letter: char) -> bool {
        self.joining.contains(letter)
    }

    /// What begins the words that join a numeral to another, or make it tell how often something doubled.
    pub fn behind_numerals(&self) -> impl Iterator<Item = char> {
        self.joins_begin().chain(self.doubling_after.chars().next())
    }

    /// What the words end with that bound a number behind them.
    pub fn end_before(&self) -> impl Iterator<Item = char> {
        self.before.firsts().chain(self.top.firsts())
    }

    /// What begins the marks that join the ends of a range.
    pub fn range_marks_begin(&self) -> impl Iterator<Item = char> {
        self.range_marks.firsts()
    }

    /// What begins the words that bound a number before them, or join it to another.
    pub fn begin_behind(&self) -> impl Iterator<Item = char> {
        let bounds = self.after.firsts().chain(self.more.firsts());
        bounds.chain(self.joins_begin())
    }

    /// What stands behind the digits that shares in words begin with.
    pub fn shares_go_on(&self) -> impl Iterator<Item = char> {
        self.shares_go_on.iter().copied()
    }

    fn joins_begin(&self) -> impl Iterator<Item = char> {
        let joins = [&self.range_marks, &self.range_included, &self.between];
        joins.into_iter().flat_map(Words::firsts)
    }

    /// The bound word that `text` ends with.
    pub fn before(&self, text: &str) -> Option<Affix> {
        let (length, &kind) = self.before.longest(text.chars().rev(), |_, _| true)?;
        let (bound, not_after) = &self.before_kinds[kind];
        let ahead = &text[..text.len() - length];
        let free = not_after.end_of(ahead).is_none() && !self.is_word(text);
        free.then_some(Affix {
            length,
            bound: *bound,
            keep: false,
        })
    }

    /// Whether a text ends with a word that ends like a bound: 贸易出超, but not 支出超.
    fn is_word(&self, text: &str) -> bool {
        self.not_of
            .end_of(text)
            .is_some_and(|length| self.not_of_but.end_of(&text[..text.len() - length]).is_none())
    }

    /// The bound word that `text` begins with.
    pub fn after(&self, text: &str) -> Option<Affix> {
        let (length, &(bound, keep)) = self.after.longest(text.chars(), |_, _| true)?;
        Some(Affix { length, bound, keep })
    }

    /// Length of 多 or 余 at the beginning of `text`, unless it begins a word (多元化).
    pub fn more(&self, text: &str) -> Option<usize> {
        let length = self.more.start_of(text)?;
        self.more_words.start_of(&text[length..]).is_none().then_some(length)
    }

    /// Whether `text` ends with 前: a percentage after it is an upper bound.
    pub fn is_top(&self, text: &str) -> bool {
        self.top.end_of(text).is_some()
    }

    /// The mark at the beginning of `text` that joins the ends of a range: its length, and whether it is a word (至, 到).
    pub fn range_mark(&self, text: &str) -> Option<(usize, bool)> {
        let length = self.range_marks.start_of(text)?;
        Some((length, self.range_words.start_of(text).is_some()))
    }

    /// (含) at the beginning of `text`, between the lower end of a range and its dash: its length.
    pub fn included(&self, text: &str) -> Option<usize> {
        self.range_included.start_of(text)
    }

    /// 和 at the beginning of `text`, which makes a range of two numbers if 之间 closes it: its length.
    pub fn between(&self, text: &str) -> Option<usize> {
        self.between.start_of(text)
    }

    /// 之间 at the beginning of `text`: its length.
    pub fn closes(&self, text: &str) -> Option<usize> {
        self.between_closes.start_of(text)
    }

    /// The unit's name (间) that closes such a range in free text.
    pub fn closes_free(&self) -> &str {
        &self.between_closes_free
    }

    /// Whether nothing but words that join two bounds of one number (并且, 的同时) stands in `text`.
    pub fn joins(&self, text: &str) -> bool {
        let mut rest = text;
        while !rest.is_empty() {
            let Some(length) = self.joins.start_of(rest) else {
                return false;
            };
            rest = &rest[length..];
        }
        true
    }

    /// 比(三十)大: the bound that the words on both sides of a number state.
    pub fn compared(&self, before: &str, after: &str) -> Option<Affix> {
        let length = self.compared_before.end_of(before)?;
        let (_, &bound) = self.compared_after.longest(after.chars(), |_, _| true)?;
        Some(Affix {
            length,
            bound,
            keep: false,
        })
    }

    /// Whether `text` ends with 从 or 由: what follows goes from one level to another.
    pub fn is_from(&self, text: &str) -> bool {
        self.range_from.end_of(text).is_some()
    }

    /// Whether a number between these two texts of its clause is where a course began: 从1978年的(1亿元)起步.
    pub fn begins_course(&self, before: &str, after: &str) -> bool {
        self.course_starts.start_of(after).is_some() && self.course_from.stands_in(before)
    }

    /// Length of 零下 at the end of `text`: degrees behind it are below zero.
    pub fn below_zero(&self, text: &str) -> Option<usize> {
        self.below_zero.end_of(text)
    }

    /// A share in words (半数) at the beginning of `text`, standing after `before`: its length and percentage.
    #[inline]
    pub fn share(&self, text: &str, before: &str) -> Option<(usize, Decimal)> {
        let begins = text.chars().next().is_some_and(|first| self.shares.may_begin(first));
        if begins { self.share_at(text, before) } else { None }
    }

    fn share_at(&self, text: &str, before: &str) -> Option<(usize, Decimal)> {
        let (length, (percent, not_after)) = self.shares.longest(text.chars(), |_, _| true)?;
        not_after.end_of(before).is_none().then_some((length, *percent))
    }

    /// Whether a number between `before` and `after` doubles (翻两番): the lengths of the words on both sides.
    pub fn doubling(&self, before: &str, after: &str) -> Option<(usize, usize)> {
        let left = self.doubling_before.end_of(before)?;
        let right = !self.doubling_after.is_empty() && after.starts_with(&*self.doubling_after);
        right.then_some((left, self.doubling_after.len()))
    }

    /// Whether a number of multiples alone (千亿元) is a figure, standing between `before` and `after`.
    pub fn is_reached(&self, before: &str, after: &str) -> bool {
        let cue = self.before(before).is_some() || self.reaching.end_of(before).is_some();
        cue && self.reaching_not.start_of(after).is_none()
    }
}

#[cfg(test)]
#[path = "bounds_tests.rs"]
mod tests;
