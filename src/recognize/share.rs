//! Fractions: 三分之一, 百分之5.0, 2/3. In a bulletin 分之 states a rate in percent; in free text 三分之一 is a third.

use rust_decimal::Decimal;

use super::measure::Part;
use super::number::{Number, significant};
use super::place::{Place, digits};
use super::{Reading, free};
use crate::rules::Found;

/// 三分之一, 百分之5 in percent; 2/3 as it is.
pub(super) fn share<'a>(
    place: &Place<'a>,
    at: usize,
    first: &Number,
    read: &impl Fn(usize) -> Option<Number>,
) -> Option<Part<'a>> {
    let rest = place.from(first.end);
    let made = |end: usize, number: Number, value: Decimal, unit: Option<Found<'a>>| {
        // 五分之一强
        let more = unit
            .is_some()
            .then(|| place.lexicon.bounds.more_of_share(place.from(end)));
        let more = more.flatten().filter(|_| !place.reading.is_free());
        Some(Part {
            start: at,
            end: end + more.unwrap_or(0),
            number,
            value,
            high: None,
            unit,
            more: more.is_some(),
            share: true,
        })
    };
    if let Some((after, negative)) = over(rest, place.reading) {
        let second = read(place.limit - after.len())?;
        let mut number = first.clone();
        number.digits |= second.digits;
        number.spelled = !number.digits;
        // 百分之五, 千分之三 are rates; 一百分之五 and 三分之一 are fractions.
        if place.reading.is_free() && !first.bare {
            let value = significant(second.value.checked_div(first.value)?)?;
            return made(second.end, number, if negative { -value } else { value }, None);
        }
        let value = second
            .value
            .checked_mul(Decimal::ONE_HUNDRED)?
            .checked_div(first.value)?;
        // 百分之5.0 keeps its digits; a third of something is rounded to two places.
        let value = if first.value == Decimal::ONE_HUNDRED {
            second.value
        } else {
            rounded(value)
        };
        let percent = place.lexicon.units.at("%")?;
        let mut second = second;
        let value = if place.reading.is_free() && free::magnify(place, &mut second) {
            second.value
        } else {
            value
        };
        return made(second.end, number, value, Some(percent));
    }
    if let Some((end, value)) = free::short_fraction(place, first) {
        return made(end, first.clone(), value, None);
    }
    let slash = rest
        .chars()
        .next()
        .filter(|&mark| mark == '/' || mark == '／')?
        .len_utf8();
    let plain = first.digits && !first.fraction && first.end - at <= 3;
    let below = digits(&rest[slash..]);
    let next = rest[slash + below..].chars().next();
    let ends = next.is_none_or(|next| !matches!(next, '/' | '.' | '-' | '月' | '日') && !next.is_ascii_alphanumeric());
    if !plain || !(1..=3).contains(&below) || !ends || place.previous() == Some('/') {
        return None;
    }
    let second: Decimal = rest[slash..slash + below].parse().ok()?;
    if second < Decimal::TWO {
        return None;
    }
    let value = first.value.checked_div(second)?;
    let end = first.end + slash + below;
    if place.reading.is_free() {
        return made(end, first.clone(), significant(value)?, None);
    }
    // 占全国的1/4: what is less than the whole is a share.
    if first.value < second {
        let value = rounded(value.checked_mul(Decimal::ONE_HUNDRED)?);
        return made(end, first.clone(), value, place.lexicon.units.at("%"));
    }
    made(end, first.clone(), value.round_dp(4).normalize(), None)
}

/// What follows 分之, and whether it is negative; in free text also with spaces between.
fn over(rest: &str, reading: Reading) -> Option<(&str, bool)> {
    if !reading.is_free() {
        return Some((rest.strip_prefix("分之")?, false));
    }
    let after = rest.trim_start_matches(' ').strip_prefix('分')?;
    let after = after.trim_start_matches(' ').strip_prefix('之')?;
    let after = after.trim_start_matches(' ');
    Some(match after.strip_prefix('负') {
        Some(after) => (after, true),
        None => (after, false),
    })
}

/// A third of something is 33.33 %; what ends within six places is kept whole.
fn rounded(value: Decimal) -> Decimal {
    if value.round_dp(6) == value {
        value.normalize()
    } else {
        value.round_dp(2).normalize()
    }
}
