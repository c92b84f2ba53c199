//! Numbers told in passing: where those come from that another number counts, the length of a race, how many voted; and
//! degrees below zero.

use crate::model::{Bound, Dimension, Mention, MentionKind, Quantity, Span};
use crate::rules::QuantityLexicon;

use super::place::is_hanzi;

/// 来自56个国家和地区的3500家企业: from how many places those come that the next number counts.
pub(super) fn is_origin(
    text: &str,
    quantity: &Quantity,
    span: Span,
    next: Option<&Mention>,
    lexicon: &QuantityLexicon,
) -> bool {
    let counts = quantity.dimension == Dimension::Count && quantity.unit.as_deref() == Some("个");
    let between = |next: &Mention| match &next.kind {
        MentionKind::Quantity(counted) if counted.dimension == Dimension::Count => {
            text.get(span.end..counted.bound_start.min(next.span.start))
        }
        _ => None,
    };
    let between = next.filter(|_| counts).and_then(between);
    between.is_some_and(|between| lexicon.names.origin_heads.start_of(between) == Some(between.len()))
}

/// 女子500米决赛, 4×100米接力, 混双3米板: the length is part of the name of a race.
pub(super) fn is_race(quantity: &Quantity, before: &str, rest: &str, lexicon: &QuantityLexicon) -> bool {
    let names = &lexicon.names;
    let length = || {
        names
            .sport_units
            .iter()
            .any(|unit| quantity.unit.as_ref() == Some(unit))
    };
    // 越野滑雪女子5公里（自由技术）, 女子200米T35级
    let rest = rest.trim_start_matches('（');
    let behind = || names.sport_after.start_of(rest).is_some() || is_class_of_race(rest);
    let sexes = || names.sport_before.end_of(before).is_some();
    let plain = quantity.bound == Bound::Eq && length();
    plain && behind() && (sexes() || before.ends_with(|c: char| !matches!(c, '高' | '长' | '深' | '宽' | '达' | '为')))
}

/// T35级, SB6级: of which class of athletes a race is.
fn is_class_of_race(text: &str) -> bool {
    let figures = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let rest = figures.trim_start_matches(|c: char| c.is_ascii_digit());
    figures.len() < text.len() && rest.len() < figures.len() && rest.starts_with('级')
}

/// 2分21秒360: a time that somebody took, not points.
pub(super) fn is_time_taken(quantity: &Quantity, rest: &str) -> bool {
    if quantity.unit.as_deref() != Some("分") {
        return false;
    }
    let figures = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    figures.len() < rest.len() && figures.starts_with('秒')
}

/// 以123票赞成、52票弃权: how many voted.
pub(super) fn is_vote(quantity: &Quantity, rest: &str, lexicon: &QuantityLexicon) -> bool {
    quantity.unit.as_deref() == Some("票") && lexicon.names.votes.start_of(rest).is_some()
}

/// 以3比1战胜对手, 3：1领先: the score of a game, whichever of its two numbers is asked for.
pub(super) fn is_score(
    quantity: &Quantity,
    before: &str,
    written: &str,
    rest: &str,
    lexicon: &QuantityLexicon,
) -> bool {
    let figure = |c: char| c.is_ascii_digit();
    let against = |c: char| matches!(c, '比' | ':' | '：' | '∶');
    if quantity.unit.is_some() || !rest.starts_with(|c| is_hanzi(c) || against(c)) {
        return false;
    }
    let second = before
        .strip_suffix(against)
        .is_some_and(|first| first.ends_with(figure));
    let result = if second || written.contains(against) {
        rest
    } else {
        let Some(other) = rest.strip_prefix(against).filter(|other| other.starts_with(figure)) else {
            return false;
        };
        other.trim_start_matches(figure)
    };
    lexicon.names.results.start_of(result).is_some()
}

/// 零下78摄氏度: the value is below zero, and what is more than 零下10 is less.
pub(super) fn below_zero(text: &str, lexicon: &QuantityLexicon, found: &mut [Mention]) {
    for mention in found {
        let MentionKind::Quantity(quantity) = &mut mention.kind else {
            continue;
        };
        let degrees = matches!(quantity.unit.as_deref(), Some("℃" | "度"));
        let start = quantity.bound_start.min(mention.span.start);
        let positive = degrees && !quantity.value.is_sign_negative();
        let below = positive.then(|| lexicon.bounds.below_zero(&text[..start])).flatten();
        let Some(below) = below else { continue };
        quantity.value = -quantity.value;
        if let Some(high) = quantity.value_high {
            (quantity.value, quantity.value_high) = (-high, Some(quantity.value));
        }
        quantity.bound = match quantity.bound {
            Bound::Gt => Bound::Lt,
            Bound::Lt => Bound::Gt,
            // 零下10℃以下 is said of what is colder, 零下10℃以上 of what is not.
            other => other,
        };
        quantity.bound_start = start - below;
        if start == mention.span.start {
            mention.span = Span::new(start - below, mention.span.end);
        }
    }
}
