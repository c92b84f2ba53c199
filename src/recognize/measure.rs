//! One quantity: a number with its unit, what bounds it, and the other end of a range.

use rust_decimal::Decimal;

use super::free;
use super::number::{Number, begins_spelled, goes_on, number, plain_number, times_ten};
use super::place::{Place, is_hanzi};
use super::share::share;
use super::tenths::more_in_a_hundred;
use crate::model::{Bound, Dimension, Mention, MentionKind, Quantity, Span};
use crate::rules::{BOUND, Found, MORE, SIGN};

/// A number with its unit, before bounds and ranges.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    /// Where it begins.
    pub start: usize,
    /// First byte after number, unit and 多.
    pub end: usize,
    /// The number alone.
    pub number: Number,
    /// Its value, in the unit.
    pub value: Decimal,
    /// The higher value of two neighbouring numerals.
    pub high: Option<Decimal>,
    /// Its unit.
    pub unit: Option<Found<'a>>,
    /// 多 or 余 stands in it or after it.
    pub more: bool,
    /// It is a fraction of the form 三分之一 or 2/3.
    pub share: bool,
}

/// The quantity that begins at the place.
pub fn measure(place: &Place) -> Option<Mention> {
    if let Some(plain) = plain_measure(place) {
        return Some(plain);
    }
    let first = match free::leading_point(place) {
        Some(point) => point,
        None => part(place, place.at)?,
    };
    Some(complete(place, first))
}

/// 5家, 3.2%, 4.5亿元, 17 as a cell: the quantity of digits of a bulletin that nothing stands beside that could make more of it, as
/// with most; `None` where something does.
fn plain_measure(place: &Place) -> Option<Mention> {
    let literal = place.literal.filter(|_| place.run > 0 && !place.reading.is_free())?;
    let lexicon = place.lexicon;
    let (mut value, mut end) = (literal.value, literal.end);
    let mut behind = place.from(end).chars();
    let mut next = behind.next();
    let mut unit = place.unit.as_ref();
    let scaled_unit;
    if let Some(multiple @ ('万' | '亿')) = next {
        next = behind.next();
        if unit.is_some() || next.is_some_and(goes_on) {
            return None;
        }
        value = times_ten(value, if multiple == '万' { 4 } else { 8 })?;
        end += multiple.len_utf8();
        scaled_unit = lexicon.units.at(place.from(end));
        unit = scaled_unit.as_ref();
    }
    let more = match next {
        // 5个多月, 16.8个亿, 十分之
        Some('个') if unit.is_some() => matches!(behind.next(), Some('多' | '半' | '亿')),
        Some('分') if unit.is_some() => behind.next() == Some('之'),
        // The next column.
        Some(' ') if unit.is_none() && end == literal.end && is_apart(place, end) => false,
        next => lexicon.beside.of_any(next) & MORE != 0,
    };
    if more {
        return None;
    }
    let (mut name, mut dimension) = (None, Dimension::None);
    if let Some(unit) = unit {
        if unit.dimension == Dimension::Ratio && unit.factor == Decimal::TEN {
            return None;
        }
        value = scaled(value, unit.factor)?;
        end += unit.length;
        (name, dimension) = (Some(&*unit.name), unit.dimension);
        if lexicon.beside.of_any(place.from(end).chars().next()) & MORE != 0 {
            return None;
        }
    }
    let before = lexicon.beside.of_any(place.previous());
    if before & SIGN != 0 {
        return None;
    }
    let (mut bound, mut bound_start) = (Bound::Eq, place.at);
    if before & BOUND != 0 {
        let before = &place.text[place.within.start.max(place.floor)..place.at];
        let currency = name == Some("元") && lexicon.units.currency(before).is_some();
        let top = dimension == Dimension::Ratio && lexicon.bounds.is_top(before);
        if currency || top {
            return None;
        }
        if let Some(word) = lexicon.bounds.before(before) {
            (bound, bound_start) = (word.bound, place.at - word.length);
        }
    }
    Some(Mention {
        span: Span::new(place.at, end),
        kind: MentionKind::Quantity(Quantity {
            value,
            value_high: None,
            unit: name.map(str::to_owned),
            dimension,
            bound,
            bound_start,
            spelled: false,
        }),
    })
}

/// Whether nothing but other digits stands behind a place, set off by spaces: the next column.
fn is_apart(place: &Place, at: usize) -> bool {
    let lexicon = place.lexicon;
    let rest = place.from(at);
    let behind = &rest[spaces_before(rest)..];
    let digit = behind.chars().next().filter(char::is_ascii_digit);
    digit.is_some_and(|digit| !lexicon.bounds.may_join(digit))
        && lexicon.bounds.after(rest).is_none()
        && !lexicon.units.is_at(behind)
}

/// Adds to a part what stands round it: sign, range, bounds.
pub fn complete(place: &Place, first: Part) -> Mention {
    let bounds = &place.lexicon.bounds;
    let (start, negative) = sign(place, &first);
    let mut bound = if first.more { Bound::Gt } else { Bound::Eq };
    let mut end = first.end;
    let mut quantity = Quantity {
        value: if negative { -first.value } else { first.value },
        value_high: first.high,
        unit: first.unit.as_ref().map(|unit| unit.name.to_string()),
        dimension: first.unit.as_ref().map_or(Dimension::None, |unit| unit.dimension),
        bound,
        bound_start: start,
        spelled: first.number.spelled && !first.number.digits,
    };
    if let Some((low, last)) = range(place, &first) {
        quantity.value = if negative { -low } else { low };
        quantity.value_high = Some(last.value);
        quantity.unit = last.unit.as_ref().map(|unit| unit.name.to_string());
        quantity.dimension = last.unit.as_ref().map_or(Dimension::None, |unit| unit.dimension);
        end = last.end;
    }
    let rest = place.from(end);
    let gap = if place.reading.is_free() {
        spaces_before(rest)
    } else {
        0
    };
    if let Some(after) = bounds.after(&rest[gap..]) {
        // 从1978年的1亿元起步: where it began is no least.
        let begins = bounds.begins_course(place.clause_before(), &rest[gap..]);
        if (bound == Bound::Eq || after.keep) && !begins {
            bound = after.bound;
        }
        if after.keep && !begins {
            end += gap + after.length;
        }
    }
    let before = without_spaces_behind(&place.text[place.within.start.max(place.floor)..start]);
    if quantity.unit.as_deref() == Some("元")
        && let Some(currency) = place.lexicon.units.currency(before)
    {
        quantity.unit = Some(currency.name.clone());
    }
    if quantity.dimension == Dimension::Ratio && bound == Bound::Eq && bounds.is_top(before) {
        bound = Bound::Le;
    }
    if let Some(word) = bounds.before(before).or_else(|| free::bound(place, before, end)) {
        quantity.bound_start = place.within.start.max(place.floor) + before.len() - word.length;
        if bound == Bound::Eq || bound == Bound::Approx {
            bound = word.bound;
        }
    }
    if bound == Bound::Eq && quantity.spelled && quantity.dimension == Dimension::Ratio {
        bound = bounds.before_whole(before).map_or(bound, |word| word.bound);
    }
    quantity.bound = if quantity.value_high.is_some() {
        Bound::Range
    } else {
        bound
    };
    if place.reading.is_free() && first.more && quantity.value_high.is_none() {
        quantity.value_high = free::open_end(quantity.value);
    }
    Mention {
        span: Span::new(start, end),
        kind: MentionKind::Quantity(quantity),
    }
}

/// Reads number and unit at `at`.
pub fn part<'a>(place: &Place<'a>, at: usize) -> Option<Part<'a>> {
    let units = &place.lexicon.units;
    let read = |at: usize| {
        number(place.text, at, place.limit, place.reading, |unit| {
            units.is_at(place.from(unit))
        })
    };
    let plain = place.literal.filter(|_| at == place.at && !place.reading.is_free());
    let plain = plain.and_then(|literal| {
        let text = &place.text[..place.limit];
        plain_number(text, literal, &|unit| units.is_at(place.from(unit)))
    });
    let mut number = plain.or_else(|| read(at))?;
    let next = place.from(number.end).chars().next();
    let shared = next.is_some_and(|next| matches!(next, '分' | '/' | '／')) || place.reading.is_free();
    if shared && let Some(share) = share(place, at, &number, &read) {
        return Some(share);
    }
    if place.reading.is_free() {
        let shared = |at| read(at).and_then(|first| share(place, at, &first, &read));
        if let Some(mixed) = free::mixed(place, at, &number, shared) {
            return Some(mixed);
        }
        free::magnify(place, &mut number);
    }
    let mut part = Part {
        start: at,
        end: number.end,
        value: number.value,
        high: number.high,
        unit: None,
        more: number.more,
        share: false,
        number,
    };
    more_before_unit(place, &mut part);
    find_unit(place, &mut part)?;
    after_unit(place, &mut part)?;
    Some(part)
}

/// 60余场, 30多家, 10万+, 5个多月, 两个半月.
fn more_before_unit<'a>(place: &Place<'a>, part: &mut Part<'a>) {
    let units = &place.lexicon.units;
    let rest = place.from(part.end);
    if !rest.starts_with(['多', '余', '来', '+', '个']) {
        return;
    }
    for word in ["多", "余", "来"] {
        let Some(after) = rest.strip_prefix(word) else { continue };
        let unit = units
            .at(after)
            .is_some_and(|unit| word != "来" || unit.dimension == Dimension::Count)
            || after.starts_with("人口");
        if unit || word != "来" && place.lexicon.bounds.more(rest).is_some() {
            part.more |= word != "来";
            part.end += word.len();
            return;
        }
    }
    let plus = rest
        .strip_prefix('+')
        .is_some_and(|after| !after.starts_with(|next: char| next.is_ascii_alphanumeric()));
    if plus && (part.number.scale > Decimal::ONE || units.is_at(&rest[1..])) {
        part.more = true;
        part.end += 1;
    } else if let Some((unit, length)) = split_unit(place, rest, "多") {
        part.more = true;
        part.end += length;
        part.unit = Some(unit);
    } else if !part.number.fraction
        && part.high.is_none()
        && let Some((unit, length)) = split_unit(place, rest, "半")
        && unit.dimension == Dimension::Duration
        && let Some(value) = part.value.checked_add(Decimal::new(5, 1))
        && let Some(value) = scaled(value, unit.factor)
    {
        part.value = value;
        part.end += length;
        part.unit = Some(unit);
    }
}

/// The unit round `word` at the beginning of `rest`, and the length of both: 个多月, 个半小时.
fn split_unit<'a>(place: &Place<'a>, rest: &str, word: &str) -> Option<(Found<'a>, usize)> {
    let after = rest.strip_prefix('个')?.strip_prefix(word)?;
    let whole: String = std::iter::once('个').chain(after.chars().take(4)).collect();
    let unit = place.lexicon.units.at(&whole)?;
    let length = unit.length + word.len();
    (unit.length > '个'.len_utf8()).then_some((unit, length))
}

fn find_unit<'a>(place: &Place<'a>, part: &mut Part<'a>) -> Option<()> {
    if part.unit.is_some() {
        return Some(());
    }
    let rest = place.from(part.end);
    let spaces = spaces_before(rest);
    let free = place.reading.is_free();
    if (spaces > 2 || spaces > 0 && part.number.spelled) && !(free && spaces <= 4) {
        return Some(());
    }
    let colloquial = free.then(|| free::colloquial(place, part.end + spaces)).flatten();
    let known = place.run > 0 && part.start == place.at && part.end == place.after() && spaces == 0;
    let unit = || match known {
        true => place.unit.clone(),
        false => place.lexicon.units.at(&rest[spaces..]),
    };
    let Some(unit) = colloquial.or_else(unit) else {
        return Some(());
    };
    part.value = scaled(part.value, unit.factor)?;
    part.high = match part.high {
        Some(high) => Some(scaled(high, unit.factor)?),
        None => None,
    };
    part.end += spaces + unit.length;
    part.unit = Some(unit);
    Some(())
}

fn scaled(value: Decimal, factor: Decimal) -> Option<Decimal> {
    if factor.mantissa() == 1 && factor.scale() == 0 {
        Some(value)
    } else {
        value.checked_mul(factor).map(|value| value.normalize())
    }
}

/// 3元5角, 3年半, 2年多.
fn after_unit(place: &Place, part: &mut Part) -> Option<()> {
    let Some(unit) = &part.unit else { return Some(()) };
    let (dimension, factor) = (unit.dimension, unit.factor);
    if dimension == Dimension::Money {
        let name = unit.name.clone();
        minor_units(place, part, &name)?;
    }
    // 三年半, 两倍半, 三成半.
    let tenths = dimension == Dimension::Ratio && factor == Decimal::TEN;
    // 八五折: eight and a half tenths.
    if tenths && part.value > Decimal::ONE_HUNDRED && part.high.is_none() {
        part.value = part.value.checked_div(Decimal::TEN)?.normalize();
    }
    let halves = matches!(dimension, Dimension::Duration | Dimension::Multiple) || tenths;
    if halves && part.high.is_none() && place.from(part.end).starts_with('半') {
        part.value = part
            .value
            .checked_add(Decimal::new(5, 1).checked_mul(factor)?)?
            .normalize();
        part.end += '半'.len_utf8();
    } else if tenths && part.high.is_none() {
        more_in_a_hundred(place, part)?;
    }
    let sized = !matches!(dimension, Dimension::Count | Dimension::Points | Dimension::Other);
    if sized && let Some(length) = place.lexicon.bounds.more(place.from(part.end)) {
        part.more = true;
        part.end += length;
    }
    Some(())
}

pub(super) fn spaces_at(place: &Place, at: usize) -> usize {
    spaces_before(place.from(at))
}

/// How many spaces the text begins with.
#[inline]
fn spaces_before(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b' ').count()
}

/// The text without the spaces that it ends with.
#[inline]
fn without_spaces_behind(text: &str) -> &str {
    if text.ends_with(' ') {
        text.trim_end_matches(' ')
    } else {
        text
    }
}

/// 角 and 分 after an amount in 元, 美分 after one in 美元.
fn minor_units(place: &Place, part: &mut Part, unit: &str) -> Option<()> {
    loop {
        let and = place.reading.is_free() && place.from(part.end).starts_with('又');
        let at = part.end + if and { '又'.len_utf8() } else { 0 };
        let Some(minor) = number(place.text, at, place.limit, place.reading, |_| false) else {
            break;
        };
        let Some((length, factor)) = place.lexicon.units.subunit(place.from(minor.end), unit) else {
            break;
        };
        let worth = minor.value.checked_mul(factor)?;
        if worth >= Decimal::ONE {
            break;
        }
        part.value = part.value.checked_add(worth)?.normalize();
        part.end = minor.end + length;
    }
    Some(())
}

/// Where the quantity begins and whether it is negative: -2.1, 负6.6.
fn sign(place: &Place, part: &Part) -> (usize, bool) {
    let before = &place.text[place.within.start.max(place.floor)..part.start];
    let trimmed = without_spaces_behind(before);
    let Some(mark) = trimmed
        .chars()
        .next_back()
        .filter(|mark| matches!(mark, '-' | '−' | '－' | '负'))
    else {
        return (part.start, false);
    };
    let ahead = trimmed[..trimmed.len() - mark.len_utf8()].chars().next_back();
    let free = match ahead {
        None => true,
        // 减负32.6亿元: a burden, no sign.
        Some(letter) if mark == '负' => !letter.is_ascii_digit() && !"减增担欠抱肩背胜自辜".contains(letter),
        Some(letter) if is_hanzi(letter) => part.unit.is_some() || part.number.fraction,
        Some(letter) => {
            !letter.is_alphanumeric() && !matches!(letter, '-' | '−' | '－' | ')' | '）' | ']' | '%' | '”' | '》' | '—')
        }
    };
    if !free || before.len() - trimmed.len() > 1 {
        return (part.start, false);
    }
    (part.start - (before.len() - trimmed.len()) - mark.len_utf8(), true)
}

/// The other end of a range that begins with `first`: the lower value in the unit of the upper one, and the upper part.
pub fn range<'a>(place: &Place<'a>, first: &Part) -> Option<(Decimal, Part<'a>)> {
    if first.share || first.high.is_some() {
        return None;
    }
    let bounds = &place.lexicon.bounds;
    let rest = place.from(first.end);
    let rest = &rest[spaces_before(rest)..];
    if !rest.chars().next().is_some_and(|next| bounds.may_join(next)) {
        return None;
    }
    // 1万(含)-5万元
    let rest = bounds.included(rest).map_or(rest, |length| &rest[length..]);
    let (mark, word, closed) = match bounds.range_mark(rest) {
        Some((mark, word)) => (mark, word, false),
        None => (bounds.between(rest)?, false, true),
    };
    let gap = rest[mark..].trim_start_matches(' ');
    if gap.len() + 1 < rest[mark..].len() {
        return None;
    }
    let at = place.limit - gap.len();
    let next = gap.chars().next()?;
    if !(next.is_ascii_digit() || first.number.spelled && begins_spelled(next)) {
        return None;
    }
    let mut last = part(place, at)?;
    if closed && bounds.closes(place.from(last.end).trim_start_matches(' ')).is_none() {
        free::closed_by_unit(place, &mut last)?;
    }
    let from = bounds.is_from(place.before().trim_end_matches(' ')) || word && place.is_from_a_time();
    if word && from && first.unit.is_some() || last.share || last.high.is_some() {
        return None;
    }
    let mut low = first.value;
    match (&first.unit, &last.unit) {
        (Some(low), Some(high)) if low.name != high.name => return None,
        (Some(_), None) => return None,
        (None, Some(unit)) => low = scaled(low, unit.factor)?,
        _ => {}
    }
    // 3-5万: the multiple belongs to both, unless the lower number has its own or is the greater figure.
    // 两到三千万 shares 千万, 十八到三十万 only 万.
    if first.number.big == Decimal::ONE && last.number.scale > Decimal::ONE {
        for shared in [last.number.scale, last.number.big] {
            if first.number.value < last.number.value.checked_div(shared)? {
                low = low.checked_mul(shared)?.normalize();
                break;
            }
        }
    }
    (low < last.value).then_some((low, last))
}
