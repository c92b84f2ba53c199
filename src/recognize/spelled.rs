//! Chinese numerals that state a figure a reader would put in a table; all others (一个, 三农, 统一) are left alone.

use rust_decimal::Decimal;

use super::measure::{Part, complete, part};
use super::place::Place;
use super::rank;
use crate::model::{Bound, Dimension, Mention, MentionKind, Quantity, Span};

/// The quantity in Chinese numerals that begins at the place, and where to go on; without one, where the numeral ends.
pub fn spelled(place: &Place) -> (Option<Mention>, usize) {
    let step = place.at + place.from(place.at).chars().next().map_or(1, char::len_utf8);
    if let Some((length, percent)) = place.lexicon.bounds.share(place.from(place.at), place.before()) {
        let mention = complete(place, half(place, length, percent));
        return (Some(mention.clone()), mention.span.end);
    }
    if matches!(place.previous(), Some('第' | '前')) {
        let found = rank::rank(place);
        let end = found.as_ref().map_or(step, |mention| mention.span.end);
        let end = if found.is_none() { part(place, place.at).map_or(end, |part| part.number.end) } else { end };
        return (found, end.max(step));
    }
    let Some(part) = part(place, place.at) else { return (None, step) };
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

fn half(place: &Place, length: usize, percent: Decimal) -> Part {
    Part {
        start: place.at,
        end: place.at + length,
        number: super::number::Number {
            end: place.at + length,
            value: percent,
            high: None,
            scale: Decimal::ONE,
            more: false,
            digits: false,
            spelled: true,
            fraction: false,
            bare: false,
        },
        value: percent,
        high: None,
        unit: place.lexicon.units.at("%"),
        more: false,
        share: true,
    }
}

fn is_figure(place: &Place, part: &Part) -> bool {
    let before = place.before();
    let whole = before.trim().is_empty() && place.rest(part.end).trim().is_empty();
    if part.number.digits || whole {
        return true;
    }
    if place.previous().is_some_and(|previous| "几数好若".contains(previous)) {
        return false; // 数十家, 几百人 name no figure
    }
    if part.share {
        return true;
    }
    let Some(unit) = &part.unit else { return false };
    if place.lexicon.names.is_idiom(&place.text[..place.limit], part.start, part.end) || unit.never_spelled {
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

/// 翻一番: an increase of 1 time; 翻两番: of 3.
fn doubling(place: &Place, part: &Part) -> Option<Mention> {
    let (left, right) = place.lexicon.bounds.doubling(place.before(), place.from(part.number.end))?;
    let start = place.at - left;
    let times: u32 = part.number.value.try_into().ok().filter(|&times: &u32| (1..=10).contains(&times))?;
    (start >= place.floor).then(|| Mention {
        span: Span::new(start, part.number.end + right),
        kind: MentionKind::Quantity(Quantity {
            value: Decimal::from(2u32.pow(times) - 1),
            value_high: None,
            unit: Some("倍".to_owned()),
            dimension: Dimension::Multiple,
            bound: Bound::Eq,
            bound_start: start,
            spelled: true,
        }),
    })
}
