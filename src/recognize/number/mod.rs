//! The number alone: digits, grouping, Chinese numerals, and the multiples 十百千万亿 in any mixture (`1.2万亿`, `3万4000`,
//! `一千零五十`). Says where the number ends and what it is worth; knows nothing of units but where one begins.

mod loose;
mod walk;

use rust_decimal::Decimal;

use self::walk::{Pair, Walk};
use super::Reading;
use super::literal::Literal;
pub use crate::rules::{begins_spelled, goes_on, multiple, spelled_digit};

/// A number found at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// First byte after it.
    pub end: usize,
    /// Its value, multiplied out.
    pub value: Decimal,
    /// The higher of two neighbouring numerals (八九亿, 三四十).
    pub high: Option<Decimal>,
    /// All the multiples it ends with (三千万 → 10000000); 1 where there are none.
    pub scale: Decimal,
    /// Those of them from 万 up (三千万 → 10000).
    pub big: Decimal,
    /// 多, 余 or 几 stands inside, before the last multiple: 30多万.
    pub more: bool,
    /// It has ASCII digits.
    pub digits: bool,
    /// It has Chinese digits.
    pub spelled: bool,
    /// It has a decimal point.
    pub fraction: bool,
    /// Nothing but multiples: 千亿, 万, 十.
    pub bare: bool,
}

/// Reads the number that begins at `at` and ends before `end`; `unit_at(place)` says whether a unit's name begins there, so
/// that 千 of 千瓦 is not taken for a multiple. `None` where no number begins, or where it is too long for a decimal.
pub fn number(text: &str, at: usize, end: usize, reading: Reading, unit_at: impl Fn(usize) -> bool) -> Option<Number> {
    if !reading.is_free() {
        // Often it is asked for where nothing like it stands: 3元|以上.
        let first = text[at..end].chars().next()?;
        if !first.is_ascii_digit() && !begins_spelled(first) {
            return None;
        }
        if let Some(plain) = plain(text, at, end, &unit_at) {
            return Some(plain);
        }
    }
    let low = Walk::new(text, at, end, reading, Pair::Lower).read(&unit_at)?;
    if !low.paired {
        return Some(low.number);
    }
    let high = Walk::new(text, at, end, reading, Pair::Higher)
        .read(&unit_at)?
        .number
        .value;
    let mut number = low.number;
    if high <= number.value {
        return None;
    }
    number.high = Some(high);
    Some(number)
}

/// A number of digits with at most one multiple behind them, as nearly all are.
fn plain(text: &str, at: usize, end: usize, unit_at: &impl Fn(usize) -> bool) -> Option<Number> {
    let text = &text[..end];
    let mut letters = text[at..].chars();
    let first = letters.next()?;
    if let Some(digit) = spelled_digit(first) {
        // 一 of 统一, 一批: by far most numerals are of one digit.
        let alone = letters.next().is_none_or(|next| !goes_on(next));
        return alone.then(|| Number::spelled(at + first.len_utf8(), Decimal::from(digit)));
    }
    if !first.is_ascii_digit() {
        return None;
    }
    plain_number(text, Literal::at(text, at)?, unit_at)
}

/// The number of digits that a text has up to the end of a literal, with a multiple behind them; `None` where more of it
/// may follow.
pub fn plain_number(text: &str, literal: Literal, unit_at: &impl Fn(usize) -> bool) -> Option<Number> {
    let mut number = Number {
        digits: true,
        spelled: false,
        fraction: literal.fraction,
        ..Number::spelled(literal.end, literal.value)
    };
    let next = text[literal.end..].chars().next();
    let (letter, zeros) = match next {
        Some(letter @ '万') => (letter, 4),
        Some(letter @ '亿') => (letter, 8),
        Some(letter) if goes_on(letter) => return None,
        _ => return Some(number),
    };
    let stop = literal.end + letter.len_utf8();
    let after = text[stop..].chars().next();
    if unit_at(literal.end) || after.is_some_and(goes_on) {
        return None;
    }
    number.value = times_ten(literal.value, zeros)?;
    number.scale = Decimal::from(10_u64.pow(zeros));
    number.big = number.scale;
    number.end = stop;
    Some(number)
}

/// A value times ten, so many times, without zeros at its end behind the point; `None` where that is not easily told.
pub fn times_ten(value: Decimal, zeros: u32) -> Option<Decimal> {
    let mut digits = i64::try_from(value.mantissa()).ok()?;
    let mut decimals = value.scale();
    if decimals <= zeros {
        return Some(Decimal::new(digits.checked_mul(10_i64.pow(zeros - decimals))?, 0));
    }
    decimals -= zeros;
    while decimals > 0 && digits % 10 == 0 {
        digits /= 10;
        decimals -= 1;
    }
    Some(Decimal::new(digits, decimals))
}

/// What does not end is kept to fifteen figures, as spreadsheets show it.
pub fn significant(value: Decimal) -> Option<Decimal> {
    Some(value.round_sf(15)?.normalize())
}

#[cfg(test)]
mod tests;
