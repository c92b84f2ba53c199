//! Digits that are no quantity: names, numbering, contacts, times of day, and dates that the periods left over. Each check
//! looks at a few characters round the digits; none scans the text.

use super::calendar::{clock, date, is_year};
use super::literal::Literal;
use super::number::number;
use super::place::{Place, digits, is_clause_mark, is_hanzi};
use crate::model::{Dimension, SkipReason, Span};

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
    let end = Literal::at(&place.text[..place.limit], place.at)
        .map_or_else(|| place.at + digits(place.from(place.at)), |it| it.end);
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

/// Web and e-mail addresses, percent-encoded text, telephone numbers and other long digits without a unit.
fn contact(place: &Place) -> Option<(Span, SkipReason)> {
    let names = &place.lexicon.names;
    let here = ascii_run(place, 300);
    let token = here.of(place.text);
    let mail = |token: &str| token.split_once('@').is_some_and(|(_, host)| host.contains('.'));
    let marked = names.contact_marks.iter().any(|mark| {
        if mark == "@" {
            mail(token)
        } else {
            token.contains(&**mark)
        }
    });
    if marked || percent_encoded(token) {
        return Some((place.span(here.start, here.end), SkipReason::Contact));
    }
    // Digits with single hyphens, spaces or commas between: 0572-1234567.
    let bytes = place.text.as_bytes();
    let mut end = place.at;
    let mut count = 0;
    while end < place.limit && (bytes[end].is_ascii_digit() || joins_digits(bytes, end, place.limit)) {
        count += usize::from(bytes[end].is_ascii_digit());
        end += 1;
    }
    let before = place
        .before()
        .trim_end_matches([' ', ':', '：', '(', '（', '+', '-', '　', '）', ')']);
    if count >= 5 && names.contact_before.end_of(before).is_some() {
        return Some((place.span(place.at, end), SkipReason::Contact));
    }
    let first = digits(place.from(place.at));
    let after = place.from(place.at + first);
    let measured = after.starts_with(['.', ',', '%', '万', '亿']) || place.lexicon.units.is_at(after);
    let area_code =
        matches!(first, 3 | 4) && bytes[place.at] == b'0' && after.starts_with('-') && digits(&after[1..]) >= 7;
    if area_code {
        return Some((
            place.span(place.at, place.at + first + 1 + digits(&after[1..])),
            SkipReason::Contact,
        ));
    }
    let alone = place.before().trim().is_empty() && after.trim().is_empty();
    let long = first >= 10 && !alone || first >= 5 && bytes[place.at] == b'0';
    (long && !measured).then(|| (place.span(place.at, place.at + first), SkipReason::Contact))
}

fn joins_digits(bytes: &[u8], at: usize, limit: usize) -> bool {
    matches!(bytes[at], b'-' | b' ' | b',') && at + 1 < limit && bytes[at + 1].is_ascii_digit()
}

/// The run of printable ASCII round the place, at most `reach` bytes to the left.
fn ascii_run(place: &Place, reach: usize) -> Span {
    let bytes = place.text.as_bytes();
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"<>\"[](){}".contains(&byte);
    let left = bytes[place.floor.max(place.at.saturating_sub(reach))..place.at]
        .iter()
        .rev()
        .take_while(|&&byte| plain(byte));
    let right = bytes[place.at..place.limit]
        .iter()
        .take(4 * reach)
        .take_while(|&&byte| plain(byte));
    Span::new(place.at - left.count(), place.at + right.count())
}

/// `%E6%96%B0`: two or more encoded bytes, one of them with a letter.
fn percent_encoded(token: &str) -> bool {
    let encoded = token
        .as_bytes()
        .windows(3)
        .filter(|part| part[0] == b'%' && part[1].is_ascii_hexdigit() && part[2].is_ascii_hexdigit());
    let (mut count, mut letters) = (0, false);
    for part in encoded {
        count += 1;
        letters |= part[1].is_ascii_uppercase() || part[2].is_ascii_uppercase();
    }
    count >= 2 && letters
}

fn fixed_name(place: &Place) -> Option<(Span, SkipReason)> {
    let (before, length) = place.lexicon.names.fixed(place.text, place.at)?;
    (place.at + length <= place.limit).then(|| (place.span(place.at - before, place.at + length), SkipReason::Name))
}

/// G60, H7N9, COVID-19, 5G, @0572; but not GDP5.2% and 100MW.
fn beside_letters(place: &Place) -> Option<(Span, SkipReason)> {
    let bytes = place.text.as_bytes();
    let literal = Literal::at(&place.text[..place.limit], place.at);
    let mut end = literal.map_or_else(|| place.at + digits(place.from(place.at)), |literal| literal.end);
    if place.reading.is_free()
        && let Some(mut number) = number(place.text, place.at, place.limit, place.reading, |_| false)
    {
        number.fraction |= place.previous() == Some('.');
        super::free::magnify(place, &mut number); // 10K, 2e5
        end = end.max(number.end);
    }
    let after = place.from(end);
    let unit = place.lexicon.units.at(after);
    let start = place.at
        - bytes[place.floor..place.at]
            .iter()
            .rev()
            .take_while(|byte| byte.is_ascii_alphanumeric() || b"-_@&./#".contains(byte))
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
fn model(place: &Place) -> Option<(Span, SkipReason)> {
    let literal = Literal::at(&place.text[..place.limit], place.at).filter(|literal| !literal.fraction)?;
    let mut before = place.before().strip_suffix('-')?.chars().rev();
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

/// Three and more numbers joined by points or hyphens: 1.2.3, 192.168.0.1, 2021-12-30.
fn chained(place: &Place) -> Option<(Span, SkipReason)> {
    for mark in ['.', '-', '/'] {
        let mut end = place.at + digits(place.from(place.at));
        let first = end - place.at;
        let (mut parts, mut total) = (1, first);
        while place.from(end).starts_with(mark) && digits(&place.from(end)[1..]) > 0 {
            let more = digits(&place.from(end)[1..]);
            total += more;
            parts += 1;
            end += 1 + more;
        }
        if parts < 3 {
            continue;
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
fn bracketed(place: &Place) -> Option<(Span, SkipReason)> {
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
            .all(|letter| letter.is_ascii_digit() || ",，、-—~～ ".contains(letter))
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

/// `1.`, `2、`, `3)` at the beginning of a block or sentence; `4-1` and `1.2` before a heading.
fn list_number(place: &Place) -> Option<(Span, SkipReason)> {
    let length = digits(place.from(place.at));
    let end = place.at + length;
    let before = place.before().trim_end_matches([' ', '　', '\t']);
    let at_start = before
        .trim_end_matches(['*', '#', '-', '“', '●', '·', '>', '|', '(', '（'])
        .is_empty();
    let opens = at_start || before.ends_with(['。', '；', ';', '：', ':', '！', '？', '\n', '\u{a0}']);
    let after = place.from(end);
    let dashed = before.chars().all(|letter| " 　—–·-".contains(letter));
    if !(opens || dashed) || length > 3 {
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

/// Digits in the title of a document 《…》 or in a short name in quotation marks “…”.
fn quoted_name(place: &Place) -> Option<(Span, SkipReason)> {
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
    let mut start = None;
    for (at, letter) in place.before().char_indices().rev().take(left) {
        if letter == close {
            return None;
        }
        if letter == open {
            start = Some(place.within.start + at + letter.len_utf8());
            break;
        }
    }
    let start = start?;
    let rest = place.rest(place.at);
    let stop = rest
        .char_indices()
        .take(right)
        .find(|&(_, letter)| letter == close || letter == open)?;
    (stop.1 == close).then(|| &place.text[start..place.at + stop.0])
}

/// 14+1, 1+N; 1名首席专家+1个专业团队.
fn sum_name(place: &Place) -> Option<(Span, SkipReason)> {
    let bytes = place.text.as_bytes();
    let mut end = place.at + digits(place.from(place.at));
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

/// 图3, 表2-1, 专栏4-2, 第…页; not 代表5人.
fn numbered(place: &Place) -> Option<(Span, SkipReason)> {
    let before = place.before().trim_end_matches([' ', ':', '：', '　', '(', '（']);
    let number = place.at + digits(place.from(place.at));
    if before.ends_with('年')
        && let Some(issue) = place.lexicon.names.numbering_issues.start_of(place.from(number))
    {
        return Some((place.span(place.at, number + issue), SkipReason::Numbering));
    }
    place.lexicon.names.numbering_before.end_of(before)?;
    let bytes = place.text.as_bytes();
    let mut end = place.at + digits(place.from(place.at));
    while end + 1 < place.limit && b"-./,".contains(&bytes[end]) && bytes[end + 1].is_ascii_digit() {
        end += 1 + digits(place.from(end + 1));
    }
    let after = place.from(end).trim_start();
    let measured = after.starts_with(['%', '万', '亿', '多', '余']) || place.lexicon.units.is_at(after);
    (!measured).then(|| (place.span(place.at, end), SkipReason::Numbering))
}

/// 500强, 4.0版, 12号, 26-6油田.
fn suffixed(place: &Place) -> Option<(Span, SkipReason)> {
    let text = &place.text[..place.limit];
    let mut end = Literal::at(text, place.at)?.end;
    if place.from(end).starts_with('-')
        && let Some(second) = Literal::at(text, end + 1)
    {
        end = second.end;
    }
    let (length, name) = place.lexicon.names.suffix(place.from(end))?;
    let reason = if name { SkipReason::Name } else { SkipReason::Numbering };
    Some((place.span(place.at, end + length), reason))
}

/// 50万大学生集聚行动: a number without a unit that belongs to the name of a campaign.
fn event(place: &Place) -> Option<(Span, SkipReason)> {
    let end = Literal::at(&place.text[..place.limit], place.at)?.end;
    let scaled: usize = place
        .from(end)
        .chars()
        .take_while(|letter| "十百千万亿".contains(*letter))
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
    let named = place.lexicon.names.events.iter().any(|event| {
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
