//! Digits that number something: 1.2.3, 〔2021〕12号, `1.` before an item, 图3.

use super::super::calendar::is_year;
use super::super::place::{Place, digits, is_hanzi};
use crate::model::{SkipReason, Span};

/// Whether other numbers may be joined to the digits; decimals are followed by none.
#[inline]
pub(super) fn may_be_chained(place: &Place) -> bool {
    match place.next {
        Some('.') => !place.literal.is_some_and(|literal| literal.fraction),
        next => matches!(next, Some('-' | '/')),
    }
}

/// Three and more numbers joined by points or hyphens: 1.2.3, 192.168.0.1, 2021-12-30.
pub(super) fn chained(place: &Place) -> Option<(Span, SkipReason)> {
    let mark = place.from(place.after_digits()).chars().next()?;
    if matches!(mark, '.' | '-' | '/') {
        let mut end = place.after_digits();
        let first = place.run;
        let (mut parts, mut total) = (1, first);
        while place.from(end).starts_with(mark) && digits(&place.from(end)[1..]) > 0 {
            let more = digits(&place.from(end)[1..]);
            total += more;
            parts += 1;
            end += 1 + more;
        }
        if parts < 3 {
            return None;
        }
        let reason = if first == 4 && parts == 3 && is_year(&place.text[place.at..place.at + 4]) {
            SkipReason::Date
        } else if mark == '.' && parts == 4 || total >= 10 {
            SkipReason::Contact
        } else {
            SkipReason::Numbering
        };
        return Some((place.span(place.at, end), reason));
    }
    None
}

/// Footnote marks [1], document numbers 〔2021〕12号, numbering (3), years （1996）.
pub(super) fn bracketed(place: &Place) -> Option<(Span, SkipReason)> {
    let open = place.previous()?;
    let close = match open {
        '[' => ']',
        '［' => '］',
        '〔' => '〕',
        '【' => '】',
        '(' => ')',
        '（' => '）',
        _ => return None,
    };
    let closed = place
        .from(place.at)
        .char_indices()
        .take(25)
        .find(|&(_, letter)| letter == close)?
        .0;
    let inside = &place.from(place.at)[..closed];
    let trimmed = inside.trim_end();
    let plain = |inside: &str| {
        inside
            .chars()
            .all(|letter| letter.is_ascii_digit() || matches!(letter, ',' | '，' | '、' | '-' | '—' | '~' | '～' | ' '))
    };
    if !plain(inside) {
        return None;
    }
    let start = place.at - open.len_utf8();
    let end = place.at + inside.len() + close.len_utf8();
    if is_year(trimmed) {
        let number = digits(place.from(end));
        if number > 0 && place.from(end + number).starts_with('号') {
            return Some((place.span(start, end + number + '号'.len_utf8()), SkipReason::Numbering));
        }
        return Some((place.span(place.at, place.at + trimmed.len()), SkipReason::Date));
    }
    let round = matches!(open, '(' | '（');
    let small = trimmed.len() <= 2 && digits(trimmed) == trimmed.len();
    (!round || small).then(|| (place.span(start, end), SkipReason::Numbering))
}

/// Behind these a numbered part of a sentence begins.
const OPENS: [char; 9] = ['。', '；', ';', '：', ':', '！', '？', '\n', '\u{a0}'];

/// `1.`, `2、`, `3)` at the beginning of a block or sentence; `4-1` and `1.2` before a heading.
pub(super) fn list_number(place: &Place) -> Option<(Span, SkipReason)> {
    let length = place.run;
    if length > 3 {
        return None;
    }
    // Behind most other marks stands no such number.
    let may_open = |last: char| {
        matches!(
            last,
            ' ' | '　' | '\t' | '*' | '#' | '-' | '“' | '●' | '·' | '>' | '|' | '(' | '（' | '—' | '–'
        ) || OPENS.contains(&last)
    };
    if !place.previous().is_none_or(may_open) {
        return None;
    }
    let end = place.at + length;
    let before = place.before().trim_end_matches([' ', '　', '\t']);
    let at_start = before
        .trim_end_matches(['*', '#', '-', '“', '●', '·', '>', '|', '(', '（'])
        .is_empty();
    let opens = at_start || before.ends_with(OPENS);
    let after = place.from(end);
    let dashed = before
        .chars()
        .all(|letter| matches!(letter, ' ' | '　' | '—' | '–' | '·' | '-'));
    if !(opens || dashed) {
        return None;
    }
    // 3　结语: a heading's or a reference's number, set off by a space.
    let noun = after.trim_start_matches([' ', '　']);
    let set_off = noun.len() < after.len() && noun.starts_with(|next: char| next.is_alphabetic());
    let measured = place.lexicon.units.is_at(noun) || noun.starts_with(['万', '亿', '多', '余']);
    if at_start && length <= 2 && set_off && !measured {
        return Some((place.span(place.at, end), SkipReason::Numbering));
    }
    if opens && let Some(mark) = place.lexicon.names.numbering_marks.start_of(after) {
        let next = after[mark..].trim_start().chars().next();
        let spaced = after[mark..].starts_with([' ', '　']);
        // 1, 234, 567 is a list of numbers where the text is no bulletin.
        let spaced = spaced && !place.reading.is_free();
        let begins = next.is_none_or(|next| !next.is_ascii_digit() || at_start && spaced) && (at_start || length <= 2);
        let listed = at_start || !after.starts_with([',', '，']);
        // 7.春节假期: what follows at once may be another mention.
        let followed = next.is_some_and(|next| next != '%') || next.is_none() && !place.rest(end + mark).is_empty();
        if begins && listed && followed {
            return Some((place.span(place.at, end + mark), SkipReason::Numbering));
        }
    }
    // — 17 —: a page number.
    let dashes = [' ', '　', '—', '–', '·', '-'];
    if dashed
        && after.trim_end_matches(dashes).is_empty()
        && (after.contains(['—', '–']) || before.ends_with(['—', '–']))
    {
        return Some((place.span(place.at, end), SkipReason::Numbering));
    }
    let joined = after
        .starts_with(['.', '-'])
        .then(|| digits(&after[1..]))
        .filter(|&more| more > 0 && more <= 2)?;
    let stop = end + 1 + joined;
    let heading = place.from(stop);
    let titled = heading.starts_with([' ', '　'])
        && heading
            .trim_start()
            .starts_with(|next: char| is_hanzi(next) || next == '“');
    let measured = place.lexicon.units.is_at(heading.trim_start()) || heading.trim_start().starts_with(['万', '亿']);
    (at_start && titled && !measured).then(|| (place.span(place.at, stop), SkipReason::Numbering))
}

/// What may stand between a word and its number.
pub(super) const APART: [char; 6] = [' ', ':', '：', '　', '(', '（'];

/// 图3, 表2-1, 专栏4-2, 第…页; not 代表5人.
pub(super) fn numbered(place: &Place) -> Option<(Span, SkipReason)> {
    let mut before = place.before();
    if before.ends_with(APART) {
        before = before.trim_end_matches(APART);
    }
    let number = place.after_digits();
    if before.ends_with('年')
        && let Some(issue) = place.lexicon.names.numbering_issues.start_of(place.from(number))
    {
        return Some((place.span(place.at, number + issue), SkipReason::Numbering));
    }
    // 第52、55页: the later of several pages.
    let figures = |c: char| c.is_ascii_digit() || matches!(c, '、' | ',' | '-' | '—' | '～' | '~' | ' ');
    let paged = |next: char| next == '页' || next.is_whitespace();
    let pages = place.next.is_some_and(paged)
        && place.from(number).trim_start().starts_with('页')
        && before.trim_end_matches(figures).ends_with('第');
    if !pages {
        place.lexicon.names.numbering_before.end_of(before)?;
    }
    let bytes = place.text.as_bytes();
    let mut end = place.after_digits();
    while end + 1 < place.limit && b"-./,".contains(&bytes[end]) && bytes[end + 1].is_ascii_digit() {
        end += 1 + digits(place.from(end + 1));
    }
    let after = place.from(end).trim_start();
    let measured = after.starts_with(['%', '万', '亿', '多', '余']) || place.lexicon.units.is_at(after);
    (pages || !measured).then(|| (place.span(place.at, end), SkipReason::Numbering))
}
