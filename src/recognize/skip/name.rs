//! Digits that are part of a name: G60, 5G, 歼-20, “15分钟生活圈”, 14+1, 500强.

use super::super::literal::Literal;
use super::super::number::number;
use super::super::place::{Place, SUMMAND, is_clause_mark, is_hanzi};
use crate::model::{Dimension, SkipReason, Span};

pub(super) fn fixed_name(place: &Place) -> Option<(Span, SkipReason)> {
    let (before, length) = place.lexicon.names.fixed(place.text, place.at)?;
    (place.at + length <= place.limit).then(|| (place.span(place.at - before, place.at + length), SkipReason::Name))
}

/// G60, H7N9, COVID-19, 5G, @0572; but not GDP5.2% and 100MW.
pub(super) fn beside_letters(place: &Place) -> Option<(Span, SkipReason)> {
    let bytes = place.text.as_bytes();
    let mut end = place.after();
    let joins = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_@&./#".contains(byte);
    let joined = place.at > place.floor && joins(&bytes[place.at - 1]);
    let followed = place.from(end).starts_with(|next: char| next.is_ascii_alphabetic());
    if !joined && !followed && !place.reading.is_free() {
        return None;
    }
    if place.reading.is_free()
        && let Some(mut number) = number(place.text, place.at, place.limit, place.reading, |_| false)
    {
        number.fraction |= place.previous() == Some('.');
        super::super::free::magnify(place, &mut number); // 10K, 2e5
        end = end.max(number.end);
    }
    let after = place.from(end);
    let unit = if end == place.after() {
        place.unit.clone()
    } else {
        place.lexicon.units.at(after)
    };
    let start = place.at
        - bytes[place.floor..place.at]
            .iter()
            .rev()
            .take_while(|byte| joins(byte))
            .count();
    let prefix = &place.text[start..place.at];
    if prefix.ends_with("&#") && after.starts_with(';') {
        return Some((place.span(start, end + 1), SkipReason::Other));
    }
    let lettered = prefix.ends_with(|last: char| last.is_ascii_alphabetic())
        || prefix.ends_with(['-', '_', '@', '#', '.']) && prefix.contains(|letter: char| letter.is_ascii_alphabetic())
        || prefix.ends_with('@');
    let measured = unit.as_ref().is_some_and(|unit| {
        matches!(
            unit.dimension,
            Dimension::Money | Dimension::Ratio | Dimension::Points | Dimension::Multiple
        )
    }) || after.starts_with(['万', '亿']);
    let trailing = after.starts_with(|next: char| next.is_ascii_alphabetic()) && unit.is_none();
    if !(lettered && !measured || trailing) {
        return None;
    }
    let name = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.&+/".contains(byte);
    let mut stop = end + bytes[end..place.limit].iter().take_while(|byte| name(byte)).count();
    while stop > end && !bytes[stop - 1].is_ascii_alphanumeric() {
        stop -= 1;
    }
    Some((place.span(start, stop), SkipReason::Name))
}

/// 歼-20, 长征-5: a hyphen after a word and no unit behind the digits; not 5月-10, and not -2.5.
pub(super) fn model(place: &Place) -> Option<(Span, SkipReason)> {
    let mut before = place.before().strip_suffix('-')?.chars().rev();
    let literal = place.literal.filter(|literal| !literal.fraction)?;
    let word = before.next().filter(|&letter| is_hanzi(letter))?;
    let counted = before.next().is_some_and(|letter| letter.is_ascii_digit());
    let after = place.from(literal.end);
    let measured = after.starts_with(['万', '亿', '千', '百', '-', '—', '~', '%']) || place.lexicon.units.is_at(after);
    let ends = after.starts_with(is_hanzi) || after.starts_with(is_clause_mark);
    let short = literal.end - place.at <= 3;
    if counted || measured || !ends || !short || place.lexicon.units.is_at(&word.to_string()) {
        return None;
    }
    Some((
        place.span(place.at - '-'.len_utf8() - word.len_utf8(), literal.end),
        SkipReason::Name,
    ))
}

/// Digits in the title of a document 《…》 or in a short name in quotation marks “…”.
pub(super) fn quoted_name(place: &Place) -> Option<(Span, SkipReason)> {
    if !in_title(place) && !in_short_quotes(place) {
        return None;
    }
    let bytes = place.text.as_bytes();
    let token = |byte: &u8| byte.is_ascii_alphanumeric() || b"+.-@/".contains(byte);
    let left = bytes[place.floor..place.at]
        .iter()
        .rev()
        .take_while(|byte| token(byte))
        .count();
    let mut end = place.at
        + bytes[place.at..place.limit]
            .iter()
            .take_while(|byte| token(byte))
            .count();
    end += place.lexicon.units.at(place.from(end)).map_or(0, |unit| unit.length);
    Some((place.span(place.at - left, end), SkipReason::Name))
}

/// Whether the place stands in the title of a document: 《…》.
pub fn in_title(place: &Place) -> bool {
    enclosed(place, '《', '》', 50, 50).is_some()
}

/// Whether the place stands in a short name in quotation marks: “15分钟生活圈”; not in a quoted statement.
pub fn in_short_quotes(place: &Place) -> bool {
    enclosed(place, '“', '”', 12, 12).is_some_and(|inside| {
        inside.chars().count() <= 12 && !inside.contains(['%', '，', '。', '；', '元']) && !inside.contains("增长")
    })
}

/// What stands between the marks round the place, if both are within reach.
fn enclosed<'a>(place: &Place<'a>, open: char, close: char, left: usize, right: usize) -> Option<&'a str> {
    let (before, behind) = place.marks();
    let text = place.text;
    let is = |mark: usize, wanted: char| text[mark..].starts_with(wanted);
    let either = |mark: &usize| is(*mark, open) || is(*mark, close);
    // A character has four bytes at most.
    let mut before = before.take_while(|mark| place.at - mark <= 4 * left);
    let opened = before.find(either).filter(|mark| is(*mark, open))?;
    let mut behind = behind.take_while(|mark| mark - place.at <= 4 * right);
    let closed = behind.find(either).filter(|mark| is(*mark, close))?;
    let near = text[opened..place.at].chars().count() <= left && text[place.at..closed].chars().count() < right;
    near.then(|| &text[opened + open.len_utf8()..closed])
}

/// 14+1, 1+N; 1名首席专家+1个专业团队.
pub(super) fn sum_name(place: &Place) -> Option<(Span, SkipReason)> {
    let bytes = place.text.as_bytes();
    let mut end = place.after_digits();
    let (mut before, behind) = place.marks();
    let mut behind = behind.take_while(|mark| *mark <= end + SUMMAND);
    let plus = |mark: usize| bytes[mark] == b'+';
    if !before.next().is_some_and(plus) && !behind.any(plus) {
        return None;
    }
    let before = place.before();
    let joined = before.ends_with('+') && before[..before.len() - 1].ends_with(|letter: char| letter.is_alphanumeric());
    let mut sum = false;
    while end + 1 < place.limit && bytes[end] == b'+' && bytes[end + 1].is_ascii_alphanumeric() {
        sum = true;
        end += 1 + bytes[end + 1..place.limit]
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .count();
    }
    if !sum {
        end += place.lexicon.units.at(place.from(end)).map_or(0, |unit| unit.length);
        let noun: usize = place
            .from(end)
            .chars()
            .take(8)
            .take_while(|&letter| is_hanzi(letter))
            .map(char::len_utf8)
            .sum();
        let adds = place.from(end + noun).strip_prefix('+');
        sum = noun > 0 && adds.is_some_and(|more| more.starts_with(|next: char| next.is_ascii_digit()));
    }
    (sum || joined).then(|| (place.span(place.at, end), SkipReason::Name))
}

/// 500强, 4.0版, 12号, 26-6油田; 7至9级, 1/8决赛; 2024届; 0—24时.
pub(super) fn suffixed(place: &Place) -> Option<(Span, SkipReason)> {
    let text = &place.text[..place.limit];
    let first = place.literal?;
    let mut end = first.end;
    let rest = place.from(end);
    let over = (rest.as_bytes().first() == Some(&b'/')).then_some(('/'.len_utf8(), false));
    if let Some((mark, _)) = place.lexicon.bounds.range_mark(rest).or(over)
        && let Some(second) = Literal::at(text, end + mark)
    {
        end = second.end;
        let after = place.from(end);
        if after.starts_with('时') && !after.starts_with("时期") && !after.starts_with("时代") {
            return Some((place.span(place.at, end + '时'.len_utf8()), SkipReason::Date));
        }
    }
    let year = end == first.end && first.end - place.at == 4 && place.text[place.at..].starts_with("20");
    if year && place.from(end).starts_with('届') {
        return Some((place.span(place.at, end + '届'.len_utf8()), SkipReason::Name));
    }
    let (length, name) = place.lexicon.names.suffix(place.from(end))?;
    let reason = if name { SkipReason::Name } else { SkipReason::Numbering };
    Some((place.span(place.at, end + length), reason))
}

/// 50万大学生集聚行动: a number without a unit that belongs to the name of a campaign.
pub(super) fn event(place: &Place) -> Option<(Span, SkipReason)> {
    let end = place.literal?.end;
    if place.unit.is_some() {
        return None;
    }
    // Only hanzi name something, and only what begins with 0 is numbering.
    let zero = place.text.as_bytes()[place.at] == b'0';
    if !zero && !place.from(end).starts_with(is_hanzi) {
        return None;
    }
    let scaled: usize = place
        .from(end)
        .chars()
        .take_while(|letter| matches!(letter, '十' | '百' | '千' | '万' | '亿'))
        .map(char::len_utf8)
        .sum();
    let after = place.from(end + scaled);
    if place.lexicon.units.is_at(after) || place.lexicon.units.begins(place.from(end)) {
        return None;
    }
    let noun: usize = after
        .chars()
        .take(place.lexicon.names.events_within)
        .take_while(|&letter| is_hanzi(letter))
        .map(char::len_utf8)
        .sum();
    let named = place.lexicon.names.event_words.stands_in(&after[..noun])
        && place.lexicon.names.events.iter().any(|event| {
            after[..noun].rfind(&**event).is_some_and(|at| {
                let rest = &after[at + event.len()..];
                at > 0
                    && rest
                        .chars()
                        .next()
                        .is_none_or(|next| is_clause_mark(next) || !is_hanzi(next))
            })
        });
    let point = place.reading.is_free() && place.previous() == Some('.');
    let leading_zero = !point
        && place.from(place.at).starts_with('0')
        && end - place.at > 1
        && !place.text[place.at..end].contains('.');
    if leading_zero && scaled == 0 {
        return Some((place.span(place.at, end), SkipReason::Numbering));
    }
    named.then(|| (place.span(place.at, end + scaled), SkipReason::Name))
}
