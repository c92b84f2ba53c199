//! Ranks: 第3位, 前10位, 居全省第二, 首位, 跻身全国50强.

use rust_decimal::Decimal;

use super::number::{Number, goes_on, number};
use super::place::{Place, clause_end};
use crate::model::{Bound, Dimension, Mention, MentionKind, Quantity};

/// The rank whose number begins at the place. In Chinese numerals, and without 位, it needs a word of rank before it.
pub fn rank(place: &Place) -> Option<Mention> {
    let cues = &place.lexicon.bounds.rank;
    let mark = place.previous()?;
    let top = mark == '前';
    if mark != '第' && !top {
        return listed(place).or_else(|| placed(place));
    }
    let number = number(place.text, place.at, place.limit, place.reading, |_| false)?;
    if number.fraction || number.high.is_some() || number.value.is_zero() {
        return None;
    }
    let start = place.at - mark.len_utf8();
    if start < place.floor {
        return None;
    }
    let mut end = number.end;
    let high = (!top).then(|| higher(place, &number)).flatten();
    if let Some((_, stop)) = high {
        end = stop;
    }
    let rest = place.from(end);
    let unit = cues
        .units
        .start_of(rest)
        .or_else(|| (top && rest.starts_with(&*cues.listed)).then_some(cues.listed.len()));
    end += unit.unwrap_or(0);
    let after = place.rest(end);
    let closed = after.is_empty() || cues.ends.start_of(after).is_some();
    let before = &place.text[place.within.start..start];
    let clause = clause_end(before, 24);
    let cued = cues.scopes.end_of(before).is_some() || cues.verbs.stands_in(clause);
    let certain = if number.spelled {
        unit.is_some() && cued
    } else {
        unit.is_some()
    };
    let bound = if top { Bound::Le } else { Bound::Eq };
    (certain || cued && closed || high.is_some() && cued).then(|| {
        let mut rank = mention(place, start, end, number.value, bound, number.spelled);
        if let (Some((high, _)), MentionKind::Quantity(quantity)) = (high, &mut rank.kind) {
            quantity.value_high = Some(high);
            quantity.bound = Bound::Range;
        }
        rank
    })
}

/// The lower rank of 第5—8位, 第十和第十五之间, and where it ends.
fn higher(place: &Place, first: &Number) -> Option<(Decimal, usize)> {
    let bounds = &place.lexicon.bounds;
    let after = |end: usize| {
        let unit = bounds.rank.units.start_of(place.from(end)).unwrap_or(0);
        end + unit
    };
    let at = after(first.end);
    let rest = place.from(at);
    let (mark, closed) = match bounds.range_mark(rest) {
        Some((mark, _)) => (mark, false),
        None => (bounds.between(rest)?, true),
    };
    let second_at = at + mark;
    let marked = place
        .from(second_at)
        .strip_prefix('第')
        .map(|after| place.limit - after.len());
    let second = number(
        place.text,
        marked.unwrap_or(second_at),
        place.limit,
        place.reading,
        |_| false,
    )?;
    let end = after(second.end);
    // 第5—8 needs 位 or another 第: 第3-2号 is no rank.
    let named = marked.is_some() || end > second.end;
    let closes = bounds.closes(place.from(end));
    let plain = !second.fraction && second.high.is_none() && second.digits == first.digits;
    let sensible = plain && named && second.value > first.value && (!closed || closes.is_some());
    sensible.then(|| (second.value, second.end + closes.map_or(0, |_| end - second.end)))
}

/// 首位, 榜首 after a word of rank.
pub fn first(place: &Place) -> Option<Mention> {
    let cues = &place.lexicon.bounds.rank;
    let length = cues.firsts.start_of(place.from(place.at))?;
    let before = place.before();
    let clause = clause_end(before, 12);
    let cued = cues.scopes.end_of(before).is_some() || cues.verbs.stands_in(clause);
    let closed = place.rest(place.at + length);
    let closed = closed.is_empty() || cues.ends.start_of(closed).is_some();
    (cued && closed).then(|| mention(place, place.at, place.at + length, Decimal::ONE, Bound::Eq, true))
}

/// 排名从全省113位跃升至83位: a rank without 第.
fn placed(place: &Place) -> Option<Mention> {
    let cues = &place.lexicon.bounds.rank;
    let literal = place
        .literal
        .filter(|literal| !literal.fraction && !literal.value.is_zero())?;
    let unit = cues.units.start_of(place.from(literal.end))?;
    let before = place.before();
    let beside = cues.scopes.end_of(before).is_some() || cues.placed_after.end_of(before).is_some();
    (beside && cues.placings.stands_in(place.clause_before()))
        .then(|| mention(place, place.at, literal.end + unit, literal.value, Bound::Eq, false))
}

/// 跻身全国50强: at most the 50th; 世界500强企业 is the name of a list.
fn listed(place: &Place) -> Option<Mention> {
    let cues = &place.lexicon.bounds.rank;
    // Behind most digits stands neither the word nor what goes on the number up to it.
    let mut rest = place.from(place.after());
    let next = rest.chars().next()?;
    let first = cues.listed.chars().next();
    if !place.reading.is_free() && !first.is_some_and(goes_on) {
        if goes_on(next) {
            rest = rest.trim_start_matches(goes_on);
        } else if first.is_some_and(|first| first != next) {
            return None;
        }
        if !rest.starts_with(&*cues.listed) {
            return None;
        }
    }
    let number = number(place.text, place.at, place.limit, place.reading, |_| false)?;
    place
        .from(number.end)
        .strip_prefix(&*cues.listed)
        .filter(|_| !cues.listed.is_empty())?;
    let end = number.end + cues.listed.len();
    let before = place.before();
    let after = place.rest(end);
    let scoped = cues.listed_scopes.end_of(before).is_some();
    let entered = cues.listed_verbs.stands_in(place.clause_before());
    let closed = after.is_empty() || cues.ends.start_of(after).is_some();
    (scoped && entered && closed && number.digits)
        .then(|| mention(place, place.at, end, number.value, Bound::Le, false))
}

fn mention(place: &Place, start: usize, end: usize, value: Decimal, bound: Bound, spelled: bool) -> Mention {
    Mention {
        span: place.span(start, end),
        kind: MentionKind::Quantity(Quantity {
            value,
            value_high: None,
            unit: Some("位".to_owned()),
            dimension: Dimension::Rank,
            bound,
            bound_start: start.max(place.floor),
            spelled,
        }),
    }
}
