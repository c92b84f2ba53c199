//! The number alone: digits, grouping, Chinese numerals, and the multiples 十百千万亿 in any mixture (`1.2万亿`, `3万4000`,
//! `一千零五十`). Says where the number ends and what it is worth; knows nothing of units but where one begins.

mod loose;
mod walk;

use rust_decimal::Decimal;

use self::walk::{Pair, Walk};
use super::Reading;

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

/// The digit that a character of the Chinese numerals stands for, formal writing included.
pub const fn spelled_digit(letter: char) -> Option<u8> {
    Some(match letter {
        '零' | '〇' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '貳' | '两' | '兩' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The multiple that a character stands for.
pub const fn multiple(letter: char) -> Option<u64> {
    Some(match letter {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        '兆' => 1_000_000_000_000,
        _ => return None,
    })
}

/// Whether a Chinese number may begin with the character.
pub const fn begins_spelled(letter: char) -> bool {
    spelled_digit(letter).is_some()
        || multiple(letter).is_some() && letter != '兆'
        || matches!(letter, '廿' | '卅' | '卌')
}

/// What does not end is kept to fifteen figures, as spreadsheets show it.
pub fn significant(value: Decimal) -> Option<Decimal> {
    Some(value.round_sf(15)?.normalize())
}

#[cfg(test)]
mod tests;
