//! What only free text has: bare Chinese numerals, K and 打, 十几块, 一又三分之一, .5, and the two bounds of one range. Nothing
//! here is ever read in a bulletin.

use rust_decimal::Decimal;

use super::measure::{Part, complete, part};
use super::number::{Number, begins_spelled, multiple, significant};
use super::place::{Place, digits, is_hanzi};
use super::{skip, spelled};
use crate::model::{Bound, Mention, MentionKind, Quantity};
use crate::rules::{Affix, Found, QuantityLexicon, roman};

/// The number in Chinese numerals that begins at the place, and where to go on; without one, where the numeral ends.
pub fn spelled(place: &Place) -> (Option<Mention>, usize) {
    let rest = place.from(place.at);
    let letter = rest.chars().next();
    let step = place.at + letter.map_or(1, char::len_utf8);
    if let Some(value) = letter.and_then(roman) {
        let mention = complete(place, whole(place, place.at, step, Decimal::from(value), None));
        return (Some(mention), step);
    }
    if let Some((length, percent)) = place.lexicon.bounds.share(rest, place.before()) {
        let value = (percent / Decimal::ONE_HUNDRED).normalize();
        let end = place.at + length;
        return (Some(complete(place, whole(place, place.at, end, value, None))), end);
    }
    if letter == Some('半') {
        let found = half(place, step).map(|part| complete(place, part));
        let end = found.as_ref().map_or(step, |mention| mention.span.end);
        return (found, end);
    }
    if let Some(ordinal) = spelled::ordinal(place, step) {
        return ordinal;
    }
    let Some(mut part) = part(place, place.at) else {
        return (None, step);
    };
    let next = part.number.end.max(step);
    if let Some(mention) = spelled::doubling(place, &part) {
        let end = mention.span.end;
        return (Some(mention), end);
    }
    let text = &place.text[..place.limit];
    let alone = place.before().trim_matches([' ', '　', '负']).is_empty() && place.rest(part.end).trim().is_empty();
    let idiom = !alone && !part.number.digits && place.lexicon.names.is_idiom(text, part.start, part.end);
    // 神舟二十号, 三级, 一代: named by the number. 水陆两栖: 陆 is a digit only among formal ones.
    let named = !alone && place.lexicon.names.suffix(place.from(part.number.end)).is_some();
    let formal = |letter: char| "壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆".contains(letter);
    let word = !alone
        && letter.is_some_and(|letter| matches!(letter, '陆' | '伍' | '拾'))
        && !rest[step - place.at..].starts_with(formal);
    if word {
        return (None, step);
    }
    if idiom || named || skip::in_title(place) {
        return (None, next);
    }
    some(place, &mut part);
    // 单位：亿元 names a unit; it counts nothing.
    if part.number.bare
        && part.unit.is_some()
        && !place.from(part.number.end).starts_with("分之")
        && part.high.is_none()
        && letter.is_some_and(|letter| matches!(letter, '万' | '萬' | '亿' | '億'))
    {
        return (None, next);
    }
    let mention = complete(place, part);
    let end = mention.span.end;
    (Some(mention), end)
}

/// 数十亿元, 几十万: from the multiple to ten times as much.
fn some(place: &Place, part: &mut Part) {
    let Some(vague) = place.previous().filter(|previous| matches!(previous, '几' | '数')) else {
        return;
    };
    let start = place.at - vague.len_utf8();
    if part.number.bare && start >= place.floor {
        part.high = part.high.or_else(|| part.value.checked_mul(Decimal::TEN));
        part.start = start;
    }
}

/// 半百, 半个, 半成, 半小时.
fn half<'a>(place: &Place<'a>, at: usize) -> Option<Part<'a>> {
    let rest = place.from(at);
    if let Some(letter) = rest.chars().next()
        && matches!(letter, '百' | '千')
        && let Some(scale) = multiple(letter)
    {
        let value = Decimal::from(scale / 2);
        return Some(whole(place, place.at, at + letter.len_utf8(), value, None));
    }
    let unit = place.lexicon.units.at(rest)?;
    let end = at + unit.length;
    if place.lexicon.names.is_idiom(&place.text[..place.limit], place.at, end) {
        return None;
    }
    let value = (Decimal::new(5, 1).checked_mul(unit.factor)?).normalize();
    Some(whole(place, place.at, end, value, Some(unit)))
}

fn whole<'a>(place: &Place<'a>, start: usize, end: usize, value: Decimal, unit: Option<Found<'a>>) -> Part<'a> {
    debug_assert!(end <= place.limit);
    Part {
        start,
        end,
        number: Number::spelled(end, value),
        value,
        high: None,
        unit,
        more: false,
        share: true,
    }
}

/// .5, where no letter and no digit stands before the point.
#[inline]
pub fn leading_point<'a>(place: &Place<'a>) -> Option<Part<'a>> {
    if !place.reading.is_free() {
        return None;
    }
    let before = place.before().strip_suffix('.')?;
    let free = !before.ends_with(|last: char| last.is_alphanumeric() || matches!(last, '.' | '/' | '@'));
    let start = place.at - 1;
    let mut part = part(place, place.at).filter(|part| free && start >= place.floor && part.number.digits)?;
    let length = digits(place.from(place.at));
    let value: Decimal = format!("0.{}", &place.text[place.at..place.at + length]).parse().ok()?;
    let number = Number {
        end: place.at + length,
        fraction: true,
        value,
        ..part.number.clone()
    };
    if part.unit.is_none() || part.number.end == number.end {
        part.value = value;
        part.end = part.end.max(number.end);
    }
    part.number = number;
    if part.unit.is_none() && magnify(place, &mut part.number) {
        part.value = part.number.value;
        part.end = part.number.end;
    }
    part.start = start;
    Some(part)
}

/// Multiplies a number by what free text writes behind it: 10K, -2.5 M, 五打. Whether something was there.
pub fn magnify(place: &Place, number: &mut Number) -> bool {
    if !place.reading.is_free() {
        return false;
    }
    let rest = place.from(number.end);
    let gap =
        usize::from(number.digits && rest.starts_with(' ') && rest[1..].starts_with(|next: char| next.is_ascii()));
    let Some((length, factor)) = place.lexicon.units.magnitude(&rest[gap..], number.fraction) else {
        return false;
    };
    let Some(value) = number.value.checked_mul(factor) else {
        return false;
    };
    number.value = value.normalize();
    number.scale = factor;
    number.big = factor;
    number.end += gap + length;
    true
}

/// 一又三分之一, 3 1/3: a whole number and a fraction, which `share` reads at a place.
pub fn mixed<'a>(
    place: &Place<'a>,
    start: usize,
    whole: &Number,
    share: impl Fn(usize) -> Option<Part<'a>>,
) -> Option<Part<'a>> {
    if !place.reading.is_free() || whole.fraction {
        return None;
    }
    let rest = place.from(whole.end);
    let trimmed = rest.trim_start_matches(' ');
    let said = trimmed.strip_prefix('又');
    let at = place.limit - said.unwrap_or(trimmed).trim_start_matches(' ').len();
    let slash = said.is_none();
    if slash && !(whole.digits && trimmed.len() < rest.len() && trimmed.starts_with(|next: char| next.is_ascii_digit()))
    {
        return None;
    }
    let fraction = share(at)?;
    if fraction.unit.is_some() || slash && !place.text[at..fraction.end].contains(['/', '／']) {
        return None;
    }
    let value = significant(whole.value.checked_add(fraction.value)?)?;
    Some(Part {
        start,
        value,
        ..fraction
    })
}

/// 二份一, 十分一: a fraction without 之, alone.
pub fn short_fraction(place: &Place, first: &Number) -> Option<(usize, Decimal)> {
    if !place.reading.is_free() || first.digits || first.fraction {
        return None;
    }
    let after = place.from(first.end).strip_prefix(['份', '分'])?;
    let second = super::number::number(
        place.text,
        place.limit - after.len(),
        place.limit,
        place.reading,
        |_| false,
    )?;
    let rest = place.from(second.end);
    let alone = !rest.starts_with(|next: char| is_hanzi(next) || next.is_ascii_digit());
    if !alone || second.fraction || second.digits {
        return None;
    }
    Some((second.end, significant(second.value.checked_div(first.value)?)?))
}

/// 块 and 平 for 元 and 平方米, where no noun follows.
pub fn colloquial<'a>(place: &Place<'a>, at: usize) -> Option<Found<'a>> {
    let unit = place.lexicon.units.colloquial(place.from(at))?;
    let next = place.from(at + unit.length).chars().next();
    next.is_none_or(|next| !is_hanzi(next) || begins_spelled(next))
        .then_some(unit)
}

/// The bound that stands round a number in free text: 小于 或 等于100, 比三十大.
pub fn bound(place: &Place, before: &str, end: usize) -> Option<Affix> {
    if !place.reading.is_free() {
        return None;
    }
    let bounds = &place.lexicon.bounds;
    let near = super::place::clause_end(before, 12);
    let closed: String = near.chars().filter(|&letter| letter != ' ').collect();
    let spaced = bounds.before(&closed).map(|affix| Affix { length: 0, ..affix });
    spaced.or_else(|| bounds.compared(before.trim_end_matches(' '), place.from(end).trim_start_matches(' ')))
}

/// What 多 leaves open: 3000多 lies below 4000, 三十多万 below 40万.
pub fn open_end(value: Decimal) -> Option<Decimal> {
    let value = value.normalize();
    if value.scale() > 0 {
        return None;
    }
    let mut step = Decimal::ONE;
    while !value.is_zero() && (value % (step * Decimal::TEN)).is_zero() {
        step = step.checked_mul(Decimal::TEN)?;
    }
    value.checked_add(step)
}

/// 10000与20000间: the classifier that closes the range is none. `None` where nothing closes it.
pub fn closed_by_unit(place: &Place, last: &mut Part) -> Option<()> {
    let closing = place.lexicon.bounds.closes_free();
    let closes = last.unit.as_ref().is_some_and(|unit| unit.name == closing);
    if !place.reading.is_free() || !closes || closing.is_empty() {
        return None;
    }
    last.unit = None;
    last.value = last.number.value;
    last.end = last.number.end;
    Some(())
}

/// Makes one range of a lower and an upper bound that follow each other: 大于20并且小于30, 最多100最少20个.
pub fn join_bounds(text: &str, lexicon: &QuantityLexicon, first: usize, found: &mut Vec<Mention>) {
    let mut at = first;
    while at + 1 < found.len() {
        if let Some(range) = joined(text, lexicon, &found[at], &found[at + 1]) {
            found[at] = range;
            found.remove(at + 1);
        }
        at += 1;
    }
}

fn joined(text: &str, lexicon: &QuantityLexicon, one: &Mention, other: &Mention) -> Option<Mention> {
    let (MentionKind::Quantity(a), MentionKind::Quantity(b)) = (&one.kind, &other.kind) else {
        return None;
    };
    let lower = |quantity: &Quantity| matches!(quantity.bound, Bound::Ge | Bound::Gt) && quantity.value_high.is_none();
    let upper = |quantity: &Quantity| matches!(quantity.bound, Bound::Le | Bound::Lt);
    let (low, high) = match (lower(a) && upper(b), upper(a) && lower(b)) {
        (true, _) => (a, b),
        (_, true) => (b, a),
        _ => return None,
    };
    let between = text.get(one.span.end..b.bound_start.max(one.span.end))?;
    let between = between.trim_start_matches(['大', '高', '多', '小', '低', '少']);
    let units = a.unit.is_none() || b.unit.is_none() || a.unit == b.unit;
    if !units || low.value >= high.value || between.chars().count() > 12 || !lexicon.bounds.joins(between) {
        return None;
    }
    let mut range = a.clone();
    range.unit = a.unit.clone().or_else(|| b.unit.clone());
    if a.unit.is_none() {
        range.dimension = b.dimension;
    }
    range.value = low.value;
    range.value_high = Some(high.value);
    range.bound = Bound::Range;
    Some(Mention {
        span: crate::model::Span::new(one.span.start, other.span.end),
        kind: MentionKind::Quantity(range),
    })
}

impl Number {
    /// A number in Chinese numerals that reads as `value` and ends before `end`.
    pub fn spelled(end: usize, value: Decimal) -> Self {
        Self {
            end,
            value,
            high: None,
            scale: Decimal::ONE,
            big: Decimal::ONE,
            more: false,
            digits: false,
            spelled: true,
            fraction: false,
            bare: false,
        }
    }
}
