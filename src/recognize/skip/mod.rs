//! Digits that are no quantity: names, numbering, contacts, times of day, and dates that the periods left over. Each check
//! looks at a few characters round the digits; none scans the text.

mod contact;
mod name;
mod numbering;

pub use self::name::{in_short_quotes, in_title};

use self::contact::contact;
use self::name::{beside_letters, event, fixed_name, model, quoted_name, suffixed, sum_name};
use self::numbering::{bracketed, chained, list_number, numbered};
use super::calendar::{clock, date};
use super::place::Place;
use crate::model::{SkipReason, Span};

/// What the digits at a place are, if no quantity: all that belongs to them, and why.
pub fn skip(place: &Place) -> Option<(Span, SkipReason)> {
    contact(place)
        .or_else(|| fixed_name(place))
        .or_else(|| beside_letters(place))
        .or_else(|| model(place))
        .or_else(|| chained(place))
        .or_else(|| bracketed(place))
        .or_else(|| list_number(place))
        .or_else(|| date(place))
        .or_else(|| clock(place))
        .or_else(|| quoted_name(place))
        .or_else(|| sum_name(place))
        .or_else(|| numbered(place))
        .or_else(|| suffixed(place))
        .or_else(|| event(place))
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
