//! Digits that are no quantity: names, numbering, contacts, times of day, and dates that the periods left over. Each check
//! looks at a few characters round the digits; none scans the text.

mod contact;
mod name;
mod numbering;

pub use self::name::{in_short_quotes, in_title};

use self::contact::{contact, counter, short_and_lone};
use self::name::{beside_letters, event, fixed_name, model, quoted_name, suffixed, sum_name};
use self::numbering::{APART, bracketed, chained, list_number, may_be_chained, numbered};
use super::calendar::{clock, date, may_be_date};
use super::number::goes_on;
use super::place::{Place, is_hanzi};
use crate::model::{SkipReason, Span};
use crate::rules::{NUMBERED, SUFFIX};

/// What the digits at a place are, if no quantity: all that belongs to them, and why.
pub fn skip(place: &Place) -> Option<(Span, SkipReason)> {
    // Most digits stand behind a word, alone but for a unit: what stands beside them tells which checks are worth making.
    let (last, next) = (place.previous(), place.next);
    let worded = last.is_some_and(is_hanzi);
    let free = place.reading.is_free();
    let beside = &place.lexicon.beside;
    let lettered = place.text.as_bytes()[..place.limit]
        .get(place.after())
        .is_some_and(u8::is_ascii_alphabetic);
    (!short_and_lone(place))
        .then(|| contact(place))
        .flatten()
        .or_else(|| fixed_name(place))
        .or_else(|| (!free && !worded).then(|| counter(place)).flatten())
        .or_else(|| (free || !worded || lettered).then(|| beside_letters(place)).flatten())
        .or_else(|| (last == Some('-')).then(|| model(place)).flatten())
        .or_else(|| may_be_chained(place).then(|| chained(place)).flatten())
        .or_else(|| {
            (!worded)
                .then(|| bracketed(place).or_else(|| list_number(place)))
                .flatten()
        })
        .or_else(|| may_be_date(place.run, next).then(|| date(place)).flatten())
        .or_else(|| {
            matches!(next, Some(':' | '：' | '时' | '点'))
                .then(|| clock(place))
                .flatten()
        })
        .or_else(|| {
            let named = || quoted_name(place).or_else(|| sum_name(place));
            place.marked.then(named).flatten()
        })
        .or_else(|| {
            let issue = last.is_some_and(|last| last == '年' || APART.contains(&last));
            let measured = place.unit.is_some() && place.after() == place.after_digits() && next != Some('页');
            let may_be = beside.of_any(last) & NUMBERED != 0 || next.is_some_and(|c| c == '页' || c.is_whitespace());
            (may_be && (issue || !measured)).then(|| numbered(place)).flatten()
        })
        .or_else(|| {
            let behind = place.from(place.after()).chars().next();
            (beside.of_any(behind) & SUFFIX != 0).then(|| suffixed(place)).flatten()
        })
        .or_else(|| place.unit.is_none().then(|| event(place)).flatten())
}

/// Whether the digits of a bulletin surely are a quantity that nothing but words stands beside, as most are: behind a word, few,
/// and with a unit or 万 and a unit right behind them. Says so without making one check after the other, and says no where
/// any of them might find something.
pub fn is_none(place: &Place) -> bool {
    let (Some(last), Some(next), Some(literal)) = (place.previous(), place.next, place.literal) else {
        return false;
    };
    let behind = place.from(literal.end);
    let Some(mark) = behind.chars().next() else {
        return false;
    };
    let worded = is_hanzi(last) && !matches!(last, '第' | '前' | '年');
    let alone = place.after() == place.after_digits() || literal.fraction && next == '.';
    let timed = || place.run == 4 || may_be_date(place.run, Some(next)) || matches!(next, '时' | '点' | '页');
    if !worded || !alone || !(is_hanzi(mark) || mark == '%') || place.reading.is_free() || timed() {
        return false;
    }
    let lexicon = place.lexicon;
    let listed = lexicon.bounds.rank.listed.chars().next();
    let scaled = matches!(mark, '万' | '亿');
    let more = &behind[mark.len_utf8()..];
    let measured = match &place.unit {
        Some(_) => !goes_on(mark),
        None => {
            let after = more.chars().next();
            scaled && after.is_some_and(|after| !goes_on(after) && Some(after) != listed) && lexicon.units.is_at(more)
        }
    };
    measured
        && !lexicon.bounds.may_join(mark)
        && Some(mark) != listed
        && mark != '届'
        && lexicon.bounds.rank.units.start_of(behind).is_none()
        && !listed.is_some_and(goes_on)
        && !place.marked
        && short_and_lone(place)
        && (place.unit.is_some() && !literal.fraction
            || lexicon.names.numbering_before.end_of(place.before()).is_none())
        && lexicon.names.suffix(behind).is_none()
        && fixed_name(place).is_none()
}

/// 第N that is no rank: the name of an event or body (第14届), numbering otherwise (第28版).
pub fn ordinal(place: &Place) -> Option<(Span, SkipReason)> {
    if place.previous() != Some('第') {
        return None;
    }
    let end = place.after();
    let name = place.lexicon.names.ordinal.start_of(place.from(end));
    let reason = if name.is_some() {
        SkipReason::Name
    } else {
        SkipReason::Numbering
    };
    let suffix = place.lexicon.names.suffix(place.from(end)).map(|(length, _)| length);
    let unit = name
        .or(suffix)
        .or_else(|| place.lexicon.units.at(place.from(end)).map(|unit| unit.length))
        .unwrap_or(0);
    Some((place.span(place.at - '第'.len_utf8(), end + unit), reason))
}
