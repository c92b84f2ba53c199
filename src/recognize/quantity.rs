//! Quantities and the digits that are none: every run of ASCII digits in a block ends in exactly one mention, a quantity or
//! a skip with its reason; Chinese numerals become quantities where they state a figure.

use rust_decimal::Decimal;

use super::literal::Literal;
use super::measure::measure;
use super::passing::below_zero;
use super::place::{Place, digits, is_hanzi};
use super::qualifier::qualify;
use super::{Reading, free, rank, skip, spelled};
use crate::model::{Bound, Dimension, Mention, MentionKind, Quantity, SkipReason, Span};
use crate::rules::{COUNTED, FREE_NUMBER, Figures, NUMBER, QuantityLexicon, spelled_digit};

/// Appends every quantity and every skip of `text[within]` to `out`, in text order and without overlaps. `taken` are the
/// spans of periods already recognised, sorted; digits inside them are left alone.
pub fn quantities(text: &str, within: Span, taken: &[Span], lexicon: &QuantityLexicon, out: &mut Vec<Mention>) {
    let figures = Figures::read(text, within);
    read(text, within, taken, &figures, lexicon, Reading::Bulletin, out);
}

/// The same in either reading.
pub(super) fn read(
    text: &str,
    within: Span,
    taken: &[Span],
    figures: &Figures,
    lexicon: &QuantityLexicon,
    reading: Reading,
    out: &mut Vec<Mention>,
) {
    let first = out.len();
    let mut taken = &taken[taken.partition_point(|span| span.end <= within.start)..];
    let mut floor = within.start;
    let mut at = within.start;
    let begins = if reading.is_free() { FREE_NUMBER } else { NUMBER };
    let mut anchors = (figures.at.iter())
        .filter(|(_, kind)| kind & begins != 0)
        .map(|(anchor, _)| *anchor);
    let mut open = Open::new(text, &figures.marks);
    loop {
        // What ended among digits leaves the others of them.
        let anchor = match is_among_digits(text, within, at) {
            true => Some(at),
            false => anchors.find(|anchor| *anchor >= at),
        };
        let Some(anchor) = anchor else { break };
        while taken.first().is_some_and(|span| span.end <= anchor) {
            floor = floor.max(taken[0].end);
            taken = &taken[1..];
        }
        if let Some(span) = taken.first().filter(|span| span.start <= anchor) {
            at = span.end;
            continue;
        }
        let limit = taken.first().map_or(within.end, |span| span.start.min(within.end));
        let digit = text.as_bytes()[anchor].is_ascii_digit();
        if !digit
            && !reading.is_free()
            && let Some(step) = numeral_in_word(&text[within.start..limit], anchor - within.start, lexicon)
        {
            at = within.start + step;
            continue;
        }
        let mut place = Place {
            text,
            within,
            floor,
            at: anchor,
            limit,
            reading,
            lexicon,
            marks: &figures.marks,
            marked: open.at(anchor),
            previous: text[within.start..anchor].chars().next_back(),
            ahead: &text[..limit],
            run: 0,
            literal: None,
            unit: None,
            next: None,
        };
        let known = out.len();
        at = if digit {
            place.look_at_digits();
            read_digits(&place, out)
        } else {
            read_spelled(&place, out)
        };
        if out.len() > known {
            floor = at;
        }
    }
    if reading.is_free() {
        free::join_bounds(text, lexicon, first, out);
    } else {
        join_neighbours(text, first, out);
        let found = &mut out[first..];
        qualify(text, within, lexicon, found);
        share_points(text, found);
        below_zero(text, lexicon, found);
    }
}

/// Whether a title or a quotation is open at the places of a block, asked for one after the other.
struct Open<'a> {
    text: &'a str,
    /// The marks not passed yet.
    marks: &'a [usize],
    /// Whether one of the marks adds to a number.
    adds: bool,
    title: bool,
    quotation: bool,
}

impl<'a> Open<'a> {
    fn new(text: &'a str, marks: &'a [usize]) -> Self {
        Self {
            text,
            marks,
            adds: marks.iter().any(|mark| text.as_bytes()[*mark] == b'+'),
            title: false,
            quotation: false,
        }
    }

    /// Whether the marks round a place may tell that it is part of a name.
    fn at(&mut self, place: usize) -> bool {
        while let [mark, rest @ ..] = self.marks
            && *mark < place
        {
            match self.text[*mark..].chars().next() {
                Some('《') => self.title = true,
                Some('》') => self.title = false,
                Some('“') => self.quotation = true,
                Some('”') => self.quotation = false,
                _ => {}
            }
            self.marks = rest;
        }
        self.adds || self.title || self.quotation
    }
}

/// 统一部署: where to go on behind a Chinese numeral of one digit that surely states no figure, by the character behind it. By
/// far most are such, and need not be looked at more closely. `text` begins at the block, and ends where nothing more may be claimed.
#[inline]
fn numeral_in_word(text: &str, at: usize, lexicon: &QuantityLexicon) -> Option<usize> {
    let mut letters = text[at..].chars();
    let letter = letters.next()?;
    spelled_digit(letter)?;
    let counted = lexicon.beside.of(letters.next()?) & COUNTED != 0;
    let ordinal = text[..at].ends_with(['第', '前']);
    (!counted && !ordinal).then_some(at + letter.len_utf8())
}

/// Whether digits stand on both sides of a place in a block.
#[inline]
fn is_among_digits(text: &str, within: Span, at: usize) -> bool {
    let digit = |at: usize| text.as_bytes()[at].is_ascii_digit();
    at > within.start && at < within.end && digit(at) && digit(at - 1)
}

fn read_digits(place: &Place, out: &mut Vec<Mention>) -> usize {
    let found = if skip::is_none(place) {
        None
    } else {
        rank::rank(place)
            .or_else(|| skip::ordinal(place).map(skipped))
            .or_else(|| skip::skip(place).map(skipped))
    };
    if let Some(mention) = found {
        out.push(mention);
    } else if !read_ratio(place, out) {
        let whole = place.after_digits();
        let mention = measure(place)
            .filter(|mention| mention.span.end >= whole)
            .unwrap_or_else(|| skipped((place.span(place.at, whole), SkipReason::Other)));
        out.push(mention);
    }
    out.last()
        .map_or(place.limit, |mention| mention.span.end)
        .max(place.at + 1)
}

fn read_spelled(place: &Place, out: &mut Vec<Mention>) -> usize {
    let letter = place.from(place.at).chars().next();
    let step = place.at + letter.map_or(1, char::len_utf8);
    let (found, end) = match letter {
        Some('首' | '榜') => (rank::first(place), step),
        _ if place.reading.is_free() => free::spelled(place),
        _ => spelled::spelled(place),
    };
    let end = match &found {
        Some(mention) => mention.span.end,
        // ASCII digits in a numeral that is no figure (第十4) are still to be accounted for.
        None => place.text[place.at..end]
            .find(|letter: char| letter.is_ascii_digit())
            .map_or(end, |digit| place.at + digit),
    };
    out.extend(found);
    end.max(step)
}

fn skipped((span, reason): (Span, SkipReason)) -> Mention {
    Mention {
        span,
        kind: MentionKind::Skip(reason),
    }
}

/// 22.9:1 is one multiple; 4.0：23.1：72.9 are shares, one quantity each.
fn read_ratio(place: &Place, out: &mut Vec<Mention>) -> bool {
    if !place.from(place.after()).starts_with([':', '：', '∶']) {
        return false;
    }
    let mut parts: Vec<(usize, usize, Decimal)> = Vec::new();
    let mut at = place.at;
    while let Some(literal) = Literal::at(&place.text[..place.limit], at) {
        parts.push((at, literal.end, literal.value));
        let rest = place.from(literal.end);
        let colon = rest.chars().next().filter(|&mark| matches!(mark, ':' | '：' | '∶'));
        let Some(colon) = colon.filter(|mark| digits(&rest[mark.len_utf8()..]) > 0) else {
            break;
        };
        at = literal.end + colon.len_utf8();
    }
    let Some(&(_, end, last)) = parts.last() else {
        return false;
    };
    let measured = place.from(end).starts_with(['万', '亿']) || place.lexicon.units.is_at(place.from(end));
    if parts.len() < 2 || measured {
        return false;
    }
    let quantity = |start: usize, end: usize, value: Decimal, dimension: Dimension| Mention {
        span: Span::new(start, end),
        kind: MentionKind::Quantity(Quantity {
            value,
            value_high: None,
            unit: None,
            dimension,
            bound: Bound::Eq,
            bound_start: start,
            spelled: false,
        }),
    };
    let first = parts[0].2;
    if parts.len() == 2 && last == Decimal::ONE {
        out.push(quantity(place.at, end, first, Dimension::Multiple));
    } else if parts.len() == 2 && first == Decimal::ONE && !place.reading.is_free() {
        // 1:0.63
        out.push(quantity(place.at, end, last, Dimension::Multiple));
    } else if parts.len() == 2 && last == Decimal::ONE_HUNDRED && !place.reading.is_free() {
        // 性别比105.23:100
        out.push(quantity(place.at, end, first, Dimension::None));
    } else {
        out.extend(
            parts
                .iter()
                .map(|&(start, end, value)| quantity(start, end, value, Dimension::Ratio)),
        );
    }
    true
}

/// Makes one quantity of two that follow each other at once and say one thing; in one walk, however many they are.
fn join_neighbours(text: &str, first: usize, found: &mut Vec<Mention>) {
    if !found[first..]
        .windows(2)
        .any(|pair| pair[0].span.end == pair[1].span.start)
    {
        return;
    }
    let mut here = found.split_off(first);
    here.dedup_by(|other, one| {
        let (MentionKind::Quantity(former), MentionKind::Quantity(latter)) = (&one.kind, &other.kind) else {
            return false;
        };
        if one.span.end != other.span.start {
            return false;
        }
        let limits = one.span.of(text).ends_with(LOWER) && other.span.of(text).ends_with(UPPER);
        let joined = limits.then(|| between_limits(former, latter)).flatten();
        let Some(whole) = joined.or_else(|| by_the_clock(former, latter)) else {
            return false;
        };
        one.span = one.span.join(other.span);
        one.kind = MentionKind::Quantity(whole);
        true
    });
    found.append(&mut here);
}

/// 5万元以上20万元以下: one range.
fn between_limits(low: &Quantity, high: &Quantity) -> Option<Quantity> {
    let limits = (low.bound, high.bound) == (Bound::Ge, Bound::Le) && low.unit == high.unit && low.value < high.value;
    limits.then(|| Quantity {
        bound: Bound::Range,
        value_high: Some(high.value),
        ..low.clone()
    })
}

/// 11小时53分钟: one length of time, in minutes.
fn by_the_clock(hours: &Quantity, minutes: &Quantity) -> Option<Quantity> {
    let exact = (hours.bound, minutes.bound) == (Bound::Eq, Bound::Eq);
    let units = hours.unit.as_deref() == Some("小时") && matches!(minutes.unit.as_deref(), Some("分钟" | "分"));
    (exact && units).then(|| Quantity {
        value: hours.value * Decimal::from(60) + minutes.value,
        unit: Some("分钟".to_owned()),
        ..hours.clone()
    })
}

/// Ends of the lower and of the upper limit of a range that is said with both.
pub(super) const LOWER: &str = "以上";
pub(super) const UPPER: &str = "以下";

/// 6.1个和3.8个百分点: the unit is said in full with the last of them.
fn share_points(text: &str, found: &mut [Mention]) {
    for index in (1..found.len()).rev() {
        let (before, after) = found.split_at_mut(index);
        let (Some(one), Some(other)) = (before.last_mut(), after.first()) else {
            continue;
        };
        if !matches!(&other.kind, MentionKind::Quantity(other) if other.dimension == Dimension::Points) {
            continue;
        }
        let between = &text[one.span.end..other.span.start];
        // 高于全国1.1个、全省0.3个百分点
        let joins = ["和", "、", "及", "与", "以及", "或"]
            .iter()
            .filter_map(|join| between.trim().strip_prefix(join));
        let base = |rest: &str| rest.chars().count() <= BASE && rest.chars().all(is_hanzi);
        let joined = joins.min_by_key(|rest| rest.len()).is_some_and(base);
        if let (MentionKind::Quantity(one), MentionKind::Quantity(other)) = (&mut one.kind, &other.kind)
            && other.dimension == Dimension::Points
            && joined
            && match one.unit.as_deref() {
                Some(unit) => {
                    let full = other.unit.as_deref();
                    full.is_some_and(|full| full != unit && full.starts_with(unit))
                }
                // 高于全省、全州0.8和0.5个百分点
                None => one.dimension == Dimension::None && one.value.scale() > 0,
            }
        {
            one.unit.clone_from(&other.unit);
            one.dimension = Dimension::Points;
        }
    }
}

/// Characters of what the second of two differences is from: 全省, 全国平均.
const BASE: usize = 8;

#[cfg(test)]
#[path = "quantity_tests.rs"]
mod tests;
