//! Tenths and hundredths in words: 七成六, 六成五.

use rust_decimal::Decimal;

use super::measure::{Part, spaces_at};
use super::number::spelled_digit;
use super::place::Place;
use crate::rules::is_hanzi;

/// What may stand behind them: 七成六左右, 六成五以上, 由六成五升到七成.
const BEHIND: [char; 7] = ['左', '以', '升', '降', '提', '还', '的'];

/// 七成六: six more in a hundred.
pub(super) fn more_in_a_hundred(place: &Place, part: &mut Part) -> Option<()> {
    let gap = if place.reading.is_free() {
        spaces_at(place, part.end)
    } else {
        0
    };
    let next = place.from(part.end + gap).chars().next();
    let digit = next
        .and_then(spelled_digit)
        .filter(|&digit| digit > 0 && next != Some('两'));
    let after = next.map_or(part.end, |next| part.end + gap + next.len_utf8());
    let alone = !place
        .from(after)
        .starts_with(|next| is_hanzi(next) && !BEHIND.contains(&next));
    if let Some(digit) = digit.filter(|_| alone) {
        part.value = part.value.checked_add(Decimal::from(digit))?;
        part.end = after;
    }
    Some(())
}
