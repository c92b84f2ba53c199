//! recognize: a block of text → its mentions: quantities, periods, areas, organisations, and digits that are no quantity.
//! Every run of Arabic digits is part of exactly one quantity, skip or period. Claims nothing about any of them.

mod area;
mod calendar;
mod firm;
mod free;
mod listed_zones;
mod literal;
mod measure;
mod number;
mod organisation;
mod passing;
mod period;
mod place;
mod qualifier;
mod quantity;
mod quoted_name;
mod rank;
mod several;
mod share;
mod short;
mod short_towns;
mod skip;
mod spelled;
mod tenths;
mod town;

#[cfg(test)]
pub(crate) use area::testing;
pub use area::{areas, disambiguate};
pub(crate) use area::{is_kind, named_by};
pub use listed_zones::listed_zones;
pub use number::multiple;
pub use organisation::organisations;
#[cfg(test)]
pub(crate) use period::testing as period_testing;
pub(crate) use period::within_year;
pub use period::{bare_year, periods};
pub use quantity::quantities;
pub use quoted_name::quoted_names;
pub use short::short_names;
pub use short_towns::short_towns;

#[cfg(test)]
mod trap_tests;

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::model::{Dimension, Mention, MentionKind, SkipReason, Span};
use crate::rules::{Figures, Hit, Rules};

/// What a text is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A bulletin: only numbers that state a figure. 一个方面 states none, 三成 is 30 %.
    Bulletin,
    /// Any text, sentences and single expressions: every number that is no part of a word or a name, colloquial ones
    /// (三百五, 10k, 十几块) included. 三分之一 is the fraction itself.
    Free,
}

impl Reading {
    /// Whether the text is no bulletin.
    #[inline]
    pub const fn is_free(self) -> bool {
        matches!(self, Self::Free)
    }
}

/// Room that is used for one block after the other.
#[derive(Debug, Default)]
pub struct Scratch {
    hits: Vec<Hit>,
    figures: Figures,
    period_words: period::Words,
    /// Where periods stand.
    taken: Vec<Span>,
}

/// Appends the mentions of one block, ordered by place, the longer first. Numbers, skips and periods never overlap each other; areas and
/// organisations may overlap them ([`settle`] decides).
pub fn recognize(text: &str, block: Span, rules: &Rules, scratch: &mut Scratch, mentions: &mut Vec<Mention>) {
    read(text, block, rules, Reading::Bulletin, scratch, mentions);
}

/// The same for a text that is no bulletin: see [`Reading::Free`].
pub fn recognize_free(text: &str, block: Span, rules: &Rules, scratch: &mut Scratch, mentions: &mut Vec<Mention>) {
    read(text, block, rules, Reading::Free, scratch, mentions);
}

fn read(text: &str, block: Span, rules: &Rules, reading: Reading, scratch: &mut Scratch, mentions: &mut Vec<Mention>) {
    let Scratch {
        hits,
        figures,
        period_words,
        taken,
    } = scratch;
    hits.clear();
    figures.clear();
    rules.terms.scan(text, block, hits, figures);
    let first = mentions.len();
    let periods = &rules.periods;
    period::read(text, block, hits, figures, periods, reading, period_words, mentions);
    taken.clear();
    taken.extend(mentions[first..].iter().map(|mention| mention.span));
    organisations(text, block, hits, &rules.organisations, mentions);
    areas(text, block, hits, &rules.areas, mentions);
    quantity::read(text, block, taken, figures, &rules.quantities, reading, mentions);
    begin_names(text, &mut mentions[first..]);
    // Few at a time are sorted more cheaply than all of a document.
    mentions[first..].sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
}

/// 596长三角创新中心: digits without a unit right before the name of a place or an organisation begin a name, for nothing is
/// counted in such names; 110万加沙居民 has a multiple, which no name has.
fn begin_names(text: &str, mentions: &mut [Mention]) {
    let begins = |mention: &Mention| {
        let MentionKind::Quantity(quantity) = &mention.kind else {
            return false;
        };
        quantity.dimension == Dimension::None && mention.span.of(text).bytes().all(|byte| byte.is_ascii_digit())
    };
    let Some(first) = mentions.iter().position(begins) else {
        return;
    };
    let mut names: Vec<usize> = mentions
        .iter()
        .filter(|mention| matches!(mention.kind, MentionKind::Area(_) | MentionKind::Organisation))
        .map(|mention| mention.span.start)
        .collect();
    names.sort_unstable();
    for mention in &mut mentions[first..] {
        if begins(mention) && names.binary_search(&mention.span.end).is_ok() {
            mention.kind = MentionKind::Skip(SkipReason::Name);
        }
    }
}

/// Of mentions ordered by place, those that a sentence is made of: none inside another. A name may hold digits and places
/// (596长三角创新中心); a quantity or a period is never hidden by one.
pub fn settle(mentions: &[Mention]) -> Cow<'_, [Mention]> {
    if mentions.is_sorted_by(|one, next| one.span.end <= next.span.start) {
        return Cow::Borrowed(mentions);
    }
    // 西部12省市 is a place whose name has digits.
    let twice = |at: usize, beside: Option<usize>| {
        let other = beside.and_then(|beside| mentions.get(beside));
        other.is_some_and(|other| other.span == mentions[at].span && matches!(other.kind, MentionKind::Skip(_)))
    };
    let rank = |at: usize| match mentions[at].kind {
        MentionKind::Quantity(_) | MentionKind::Period(_) => 0,
        MentionKind::Organisation => 1,
        MentionKind::Area(_) if twice(at, at.checked_sub(1)) || twice(at, Some(at + 1)) => 1,
        MentionKind::Skip(_) => 2,
        _ => 3,
    };
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|at| (rank(*at), mentions[*at].span));
    // Kept spans, end by start; none overlaps another.
    let mut kept: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for at in order {
        let span = mentions[at].span;
        let free = kept
            .range(..span.end)
            .next_back()
            .is_none_or(|(_, (end, _))| *end <= span.start);
        if free {
            kept.insert(span.start, (span.end, at));
        }
    }
    kept.into_values().map(|(_, at)| mentions[at].clone()).collect()
}

/// A value times a factor that a table's head states, with the digits it was written with where the factor is whole.
pub fn scaled(value: rust_decimal::Decimal, factor: rust_decimal::Decimal) -> rust_decimal::Decimal {
    let product = value.checked_mul(factor).unwrap_or(value);
    if factor.is_integer() && factor != rust_decimal::Decimal::ONE {
        product.normalize()
    } else {
        product
    }
}
