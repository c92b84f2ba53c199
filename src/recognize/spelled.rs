//! Chinese numerals that state a figure a reader would put in a table; all others (一个, 三农, 统一) are left alone.

use rust_decimal::Decimal;

use super::measure::{Part, complete, part, range};
use super::number::{goes_on, spelled_digit};
use super::place::{Place, clause_start, is_clause_mark};
use super::{rank, skip};
use crate::model::{Bound, Dimension, Mention, MentionKind, Quantity, Span};

/// The quantity in Chinese numerals that begins at the place, and where to go on; without one, where the numeral ends.
pub fn spelled(place: &Place) -> (Option<Mention>, usize) {
    let step = place.at + place.from(place.at).chars().next().map_or(1, char::len_utf8);
    if let Some((length, percent)) = place.lexicon.bounds.share(place.from(place.at), place.before()) {
        let mention = complete(place, half(place, length, percent));
        return (Some(mention.clone()), mention.span.end);
    }
    if let Some(ordinal) = ordinal(place, step) {
        return ordinal;
    }
    // 统一部署: by far most numerals are of one digit and part of a word.
    if place
        .from(place.at)
        .chars()
        .next()
        .is_some_and(|letter| spelled_digit(letter).is_some())
        && is_in_word(place, step)
    {
        return (None, step);
    }
    let Some(part) = part(place, place.at) else {
        return (None, step);
    };
    let next = part.number.end.max(step);
    if let Some(mention) = doubling(place, &part) {
        let end = mention.span.end;
        return (Some(mention), end);
    }
    if !is_figure(place, &part) {
        return (None, next);
    }
    let mention = complete(place, part);
    let end = mention.span.end;
    (Some(mention), end)
}

/// Whether a numeral of one digit that ends at `step` surely states no figure: no unit or number goes on behind it, or a unit
/// with which it is one (一个, 三种) only behind such a word, or alone. Nearly all are none, and need not be read as quantities.
fn is_in_word(place: &Place, step: usize) -> bool {
    let lexicon = place.lexicon;
    let rest = place.from(step);
    let mut letters = rest.chars();
    let Some(next) = letters.next() else { return false };
    let more = next.is_whitespace() || goes_on(next) || lexicon.behind_numerals.contains(next);
    let plain = match next {
        '个' => !matches!(letters.next(), Some('多' | '半')),
        _ => !more,
    };
    if more && !plain {
        return false;
    }
    let unit = lexicon.units.at(rest);
    if !more && unit.is_none() {
        return true;
    }
    let alone = || {
        place
            .previous()
            .is_none_or(|previous| matches!(previous, ' ' | '　' | '负'))
    };
    plain
        && unit.is_some_and(|unit| {
            let counted = || unit.dimension == Dimension::Count && lexicon.units.is_counted_after(place.before());
            unit.factor == Decimal::ONE && !unit.spelled && !counted()
        })
        && !alone()
}

/// A numeral after 第 or 前: a rank or nothing.
pub fn ordinal(place: &Place, step: usize) -> Option<(Option<Mention>, usize)> {
    if !matches!(place.previous(), Some('第' | '前')) {
        return None;
    }
    let found = rank::rank(place);
    let end = match &found {
        Some(mention) => mention.span.end,
        None => part(place, place.at).map_or(step, |part| part.number.end),
    };
    Some((found, end.max(step)))
}

fn half<'a>(place: &Place<'a>, length: usize, percent: Decimal) -> Part<'a> {
    Part {
        start: place.at,
        end: place.at + length,
        number: super::number::Number::spelled(place.at + length, percent),
        value: percent,
        high: None,
        unit: place.lexicon.units.at("%"),
        more: false,
        share: true,
    }
}

fn is_figure(place: &Place, part: &Part) -> bool {
    let before = place.before();
    let whole = before.trim_matches([' ', '　', '负']).is_empty() && place.rest(part.end).trim().is_empty();
    if part.number.digits || whole {
        return true;
    }
    if place
        .previous()
        .is_some_and(|previous| matches!(previous, '几' | '数' | '好' | '若'))
    {
        return false; // 数十家, 几百人 name no figure
    }
    if part.share {
        return true;
    }
    let upper = if part.unit.is_none() && !part.number.bare {
        range(place, part)
    } else {
        None
    };
    // 投资将超过万亿，前景广阔
    if part.unit.is_none() && part.number.bare && part.number.scale >= Decimal::from(HUNDRED_MILLION) {
        let after = place.from(part.number.end);
        let ends = after.chars().next().is_none_or(is_clause_mark);
        return ends && place.lexicon.bounds.before(before).is_some();
    }
    let Some(unit) = part
        .unit
        .as_ref()
        .or(upper.as_ref().and_then(|(_, last)| last.unit.as_ref()))
    else {
        return false;
    };
    if place
        .lexicon
        .names
        .is_idiom(&place.text[..place.limit], part.start, part.end)
        || unit.never_spelled
    {
        return false;
    }
    if skip::in_title(place) || skip::in_short_quotes(place) {
        return false;
    }
    if unit.dimension == Dimension::Duration && !is_duration(place, part) {
        return false;
    }
    if part.number.bare {
        let after = place.from(part.number.end);
        return part.more || place.lexicon.bounds.is_reached(before, after) && !place.from(part.end).starts_with('级');
    }
    if part.value >= Decimal::TEN || part.number.fraction {
        return true;
    }
    if unit.spelled {
        return !(unit.not_one && part.value == Decimal::ONE);
    }
    unit.dimension == Dimension::Count && place.lexicon.units.is_counted_after(before)
}

/// 亿.
const HUNDRED_MILLION: u32 = 100_000_000;

/// A length of time; not a year (二〇三五年), a time spoken of (这五年), or part of a campaign's name (三年百项千亿行动).
fn is_duration(place: &Place, part: &Part) -> bool {
    let names = &place.lexicon.names;
    let clause = clause_start(place.rest(part.end), names.events_within);
    part.value < Decimal::ONE_THOUSAND
        && !place.lexicon.units.is_spoken_of(place.before())
        && !names.event_words.stands_in(clause)
}

/// 翻一番: an increase of 1 time; 翻两番: of 3.
pub fn doubling(place: &Place, part: &Part) -> Option<Mention> {
    let (left, right) = place
        .lexicon
        .bounds
        .doubling(place.before(), place.from(part.number.end))?;
    let start = place.at - left;
    let times: u32 = part
        .number
        .value
        .try_into()
        .ok()
        .filter(|&times: &u32| (1..=10).contains(&times))?;
    let mut end = part.number.end + right;
    let mut bound = Bound::Eq;
    // 翻一番以上, 翻了一番多.
    if let Some(length) = place.lexicon.bounds.more(place.from(end)) {
        (bound, end) = (Bound::Gt, end + length);
    } else if let Some(after) = place.lexicon.bounds.after(place.from(end)) {
        bound = after.bound;
        end += if after.keep { after.length } else { 0 };
    }
    (start >= place.floor).then(|| Mention {
        span: Span::new(start, end),
        kind: MentionKind::Quantity(Quantity {
            value: Decimal::from(2u32.pow(times) - 1),
            value_high: None,
            unit: Some("倍".to_owned()),
            dimension: Dimension::Multiple,
            bound,
            bound_start: start,
            spelled: true,
        }),
    })
}
