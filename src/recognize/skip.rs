//! Digits that are no quantity: names, numbering, contacts, times of day, and dates that the periods left over. Each check
//! looks at a few characters round the digits; none scans the text.

use super::number::Literal;
use super::place::{Place, digits, is_clause_mark, is_hanzi};
use crate::model::{Dimension, SkipReason, Span};

/// What the digits at a place are, if no quantity: all that belongs to them, and why.
pub fn skip(place: &Place) -> Option<(Span, SkipReason)> {
    contact(place)
        .or_else(|| fixed_name(place))
        .or_else(|| beside_letters(place))
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
    let end = place.at + digits(place.from(place.at));
    let name = place.lexicon.names.ordinal.start_of(place.from(end));
    let reason = if name.is_some() { SkipReason::Name } else { SkipReason::Numbering };
    let suffix = place.lexicon.names.suffix(place.from(end)).map(|(length, _)| length);
    let unit = name.or(suffix).or_else(|| place.lexicon.units.at(place.from(end)).map(|unit| unit.length)).unwrap_or(0);
    Some((place.span(place.at - '第'.len_utf8(), end + unit), reason))
}

/// Web and e-mail addresses, percent-encoded text, telephone numbers and other long digits without a unit.
fn contact(place: &Place) -> Option<(Span, SkipReason)> {
    let names = &place.lexicon.names;
    let here = ascii_run(place, 300);
    let token = here.of(place.text);
    let mail = |token: &str| token.split_once('@').is_some_and(|(_, host)| host.contains('.'));
    let marked = names.contact_marks.iter().any(|mark| if mark == "@" { mail(token) } else { token.contains(&**mark) });
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
    let before = place.before().trim_end_matches([' ', ':', '：', '(', '（', '+', '-', '　', '）', ')']);
    if count >= 5 && names.contact_before.end_of(before).is_some() {
        return Some((place.span(place.at, end), SkipReason::Contact));
    }
    let first = digits(place.from(place.at));
    let after = place.from(place.at + first);
    let measured = after.starts_with(['.', ',', '%', '万', '亿']) || place.lexicon.units.at(after).is_some();
    let area_code = matches!(first, 3 | 4) && bytes[place.at] == b'0' && after.starts_with('-') && digits(&after[1..]) >= 7;
    if area_code {
        return Some((place.span(place.at, place.at + first + 1 + digits(&after[1..])), SkipReason::Contact));
    }
    let long = first >= 10 || first >= 5 && bytes[place.at] == b'0';
    (long && !measured).then(|| (place.span(place.at, place.at + first), SkipReason::Contact))
}

fn joins_digits(bytes: &[u8], at: usize, limit: usize) -> bool {
    matches!(bytes[at], b'-' | b' ' | b',') && at + 1 < limit && bytes[at + 1].is_ascii_digit()
}

/// The run of printable ASCII round the place, at most `reach` bytes to the left.
fn ascii_run(place: &Place, reach: usize) -> Span {
    let bytes = place.text.as_bytes();
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"<>\"[](){}".contains(&byte);
    let left = bytes[place.floor.max(place.at.saturating_sub(reach))..place.at].iter().rev().take_while(|&&byte| plain(byte));
    let right = bytes[place.at..place.limit].iter().take(4 * reach).take_while(|&&byte| plain(byte));
    Span::new(place.at - left.count(), place.at + right.count())
}

/// `%E6%96%B0`: two or more encoded bytes, one of them with a letter.
fn percent_encoded(token: &str) -> bool {
    let encoded = token.as_bytes().windows(3).filter(|part| {
        part[0] == b'%' && part[1].is_ascii_hexdigit() && part[2].is_ascii_hexdigit()
    });
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
    let end = literal.map_or_else(|| place.at + digits(place.from(place.at)), |literal| literal.end);
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
        matches!(unit.dimension, Dimension::Money | Dimension::Ratio | Dimension::Points | Dimension::Multiple)
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
    let inside = place.from(place.at).split(close).next().filter(|inside| inside.len() < place.from(place.at).len())?;
    let trimmed = inside.trim_end();
    let plain = |inside: &str| inside.chars().all(|letter| letter.is_ascii_digit() || ",，、-—~～ ".contains(letter));
    if inside.len() > 24 || !plain(inside) {
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
    let at_start = before.trim_end_matches(['*', '#', '-', '“', '●', '·', '>', '|', '(', '（']).is_empty();
    let opens = at_start || before.ends_with(['。', '；', ';', '：', ':', '！', '？', '\n', '\u{a0}']);
    let after = place.from(end);
    if !opens || length > 3 {
        return None;
    }
    if let Some(mark) = place.lexicon.names.numbering_marks.start_of(after) {
        let next = after[mark..].trim_start().chars().next();
        let spaced = after[mark..].starts_with([' ', '　']);
        let begins = next.is_none_or(|next| !next.is_ascii_digit() || at_start && spaced) && (at_start || length <= 2);
        if begins && !(after.starts_with([',', '，']) && !at_start) && next.is_some_and(|next| next != '%') {
            return Some((place.span(place.at, end + mark), SkipReason::Numbering));
        }
    }
    let joined = after.starts_with(['.', '-']).then(|| digits(&after[1..])).filter(|&more| more > 0 && more <= 2)?;
    let stop = end + 1 + joined;
    let heading = place.from(stop);
    let titled = heading.starts_with([' ', '　']) && heading.trim_start().starts_with(|next: char| is_hanzi(next) || next == '“');
    let measured = place.lexicon.units.at(heading.trim_start()).is_some() || heading.trim_start().starts_with(['万', '亿']);
    (at_start && titled && !measured).then(|| (place.span(place.at, stop), SkipReason::Numbering))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && digits(text) == 4 && ("1900".."2100").contains(&text)
}

/// Dates that the recogniser of periods did not take, so that no year is ever read as a size.
fn date(place: &Place) -> Option<(Span, SkipReason)> {
    let length = digits(place.from(place.at));
    let end = place.at + length;
    let after = place.from(end);
    let number: u32 = place.text[place.at..end].parse().ok()?;
    let date = |end: usize| Some((place.span(place.at, end), SkipReason::Date));
    let next = after.chars().next();
    if length == 4 && is_year(&place.text[place.at..end]) {
        let joined = after.trim_start_matches(['-', '—', '~', '～', '–', '/', '－', '至', '.']);
        let more = digits(joined);
        let gap = after.len() - joined.len();
        let range = gap > 0 && (more == 4 && is_year(&joined[..4]) || more == 2 && after.starts_with(['-', '/', '.', '—']));
        if range {
            let stop = end + gap + more;
            let year = if place.from(stop).starts_with('年') { '年'.len_utf8() } else { 0 };
            return date(stop + year);
        }
        if next == Some('年') {
            return date(end + '年'.len_utf8());
        }
        let alone = place.before().trim().is_empty() && after.trim().is_empty();
        let closed = place.previous().is_some_and(|previous| "（(，,《".contains(previous)) && next.is_some_and(|next| "）),，:：》".contains(next));
        if alone || closed {
            return date(end);
        }
        let named = next.is_some_and(is_hanzi) && place.lexicon.units.at(after).is_none() && !after.starts_with(['万', '亿', '多', '余', '千', '百']);
        let cued = place.lexicon.bounds.before(place.before()).is_some() || place.lexicon.units.is_counted_after(place.before());
        if named && !cued {
            return Some((place.span(place.at, end), SkipReason::Name));
        }
    }
    for (word, least, most) in [("年代", 10, 90), ("世纪", 1, 30), ("月", 1, 12), ("日", 1, 31), ("季度", 1, 4)] {
        if after.starts_with(word) && (least..=most).contains(&number) && length <= 2 {
            return date(end + word.len());
        }
    }
    let partner = after.trim_start_matches(['-', '—', '~', '～', '–', '至', '、', '/']);
    let more = digits(partner);
    if partner.len() < after.len() && (1..=2).contains(&more) && length <= 2 {
        let stop = end + after.len() - partner.len() + more;
        let days = place.from(stop);
        if (days.starts_with('月') && number <= 12 || days.starts_with('日') && number <= 31) && !days.starts_with("月度") {
            return date(stop + '月'.len_utf8());
        }
    }
    // 95年上半年: a year of the century.
    let century = length == 2 && (70..=99).contains(&number) && next == Some('年');
    let narrowed = after.get('年'.len_utf8()..).is_some_and(|rest| {
        rest.starts_with(['上', '下', '初', '末', '底', '第', '度']) || rest.starts_with(|next: char| next.is_ascii_digit())
    });
    if century && narrowed { date(end + '年'.len_utf8()) } else { None }
}

/// 15:23, 18时30分, 上午9点.
fn clock(place: &Place) -> Option<(Span, SkipReason)> {
    let length = digits(place.from(place.at));
    let end = place.at + length;
    let hour: u32 = place.text[place.at..end].parse().ok()?;
    let after = place.from(end);
    if length > 2 || hour > 24 {
        return None;
    }
    let other = |end: usize| Some((place.span(place.at, end), SkipReason::Other));
    let colon = after.chars().next().filter(|&mark| mark == ':' || mark == '：').map_or(0, char::len_utf8);
    if colon > 0 && digits(&after[colon..]) == 2 && &after[colon..colon + 2] < "60" {
        let ratio = place.clause_before().contains('比') || place.clause_before().contains('例');
        let mut stop = end + colon + 2;
        if place.from(stop).starts_with(':') && digits(&place.from(stop)[1..]) == 2 {
            stop += 3;
        }
        return if ratio || place.from(stop).starts_with(['.', ':', '：']) { None } else { other(stop) };
    }
    if let Some(rest) = after.strip_prefix('时') {
        let stop = end + '时'.len_utf8();
        let minutes = digits(rest);
        let minute = minutes > 0 && minutes <= 2 && rest[minutes..].starts_with('分');
        return other(if minute { stop + minutes + '分'.len_utf8() } else { stop });
    }
    let rest = after.strip_prefix('点')?;
    let minutes = digits(rest);
    let named = place.lexicon.names.clock_before.end_of(place.before()).is_some();
    let shaped = place.lexicon.names.clock_after.start_of(rest).is_some() || minutes > 0 && rest[minutes..].starts_with('分');
    if !named && !shaped {
        return None;
    }
    let minute = if minutes > 0 { minutes + if rest[minutes..].starts_with('分') { '分'.len_utf8() } else { 0 } } else { 0 };
    other(end + '点'.len_utf8() + minute)
}

/// Digits in the title of a document 《…》 or in a short name in quotation marks “…”.
fn quoted_name(place: &Place) -> Option<(Span, SkipReason)> {
    let title = enclosed(place, '《', '》', 50, 50).is_some();
    let quoted = enclosed(place, '“', '”', 12, 12).filter(|inside| {
        inside.chars().count() <= 12 && !inside.contains(['%', '，', '。', '；']) && !inside.contains("增长") && !inside.contains('元')
    });
    if !title && quoted.is_none() {
        return None;
    }
    let bytes = place.text.as_bytes();
    let token = |byte: &u8| byte.is_ascii_alphanumeric() || b"+.-@/".contains(byte);
    let left = bytes[place.floor..place.at].iter().rev().take_while(|byte| token(byte)).count();
    let mut end = place.at + bytes[place.at..place.limit].iter().take_while(|byte| token(byte)).count();
    end += place.lexicon.units.at(place.from(end)).map_or(0, |unit| unit.length);
    Some((place.span(place.at - left, end), SkipReason::Name))
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
    let stop = rest.char_indices().take(right).find(|&(_, letter)| letter == close || letter == open)?;
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
        end += 1 + bytes[end + 1..place.limit].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    }
    if !sum {
        end += place.lexicon.units.at(place.from(end)).map_or(0, |unit| unit.length);
        let noun: usize = place.from(end).chars().take(8).take_while(|&letter| is_hanzi(letter)).map(char::len_utf8).sum();
        let adds = place.from(end + noun).strip_prefix('+');
        sum = noun > 0 && adds.is_some_and(|more| more.starts_with(|next: char| next.is_ascii_digit()));
    }
    (sum || joined).then(|| (place.span(place.at, end), SkipReason::Name))
}

/// 图3, 表2-1, 专栏4-2, 第…页; not 代表5人.
fn numbered(place: &Place) -> Option<(Span, SkipReason)> {
    let before = place.before().trim_end_matches([' ', ':', '：', '　', '(', '（']);
    place.lexicon.names.numbering_before.end_of(before)?;
    let bytes = place.text.as_bytes();
    let mut end = place.at + digits(place.from(place.at));
    while end + 1 < place.limit && b"-./,".contains(&bytes[end]) && bytes[end + 1].is_ascii_digit() {
        end += 1 + digits(place.from(end + 1));
    }
    let after = place.from(end).trim_start();
    let measured = after.starts_with(['%', '万', '亿', '多', '余']) || place.lexicon.units.at(after).is_some();
    (!measured).then(|| (place.span(place.at, end), SkipReason::Numbering))
}

/// 500强, 4.0版, 12号.
fn suffixed(place: &Place) -> Option<(Span, SkipReason)> {
    let end = Literal::at(&place.text[..place.limit], place.at)?.end;
    let (length, name) = place.lexicon.names.suffix(place.from(end))?;
    let reason = if name { SkipReason::Name } else { SkipReason::Numbering };
    Some((place.span(place.at, end + length), reason))
}

/// 50万大学生集聚行动: a number without a unit that belongs to the name of a campaign.
fn event(place: &Place) -> Option<(Span, SkipReason)> {
    let end = Literal::at(&place.text[..place.limit], place.at)?.end;
    let scaled: usize = place.from(end).chars().take_while(|letter| "十百千万亿".contains(*letter)).map(char::len_utf8).sum();
    let after = place.from(end + scaled);
    if place.lexicon.units.at(after).is_some() || place.lexicon.units.begins(place.from(end)) {
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
            at > 0 && rest.chars().next().is_none_or(|next| is_clause_mark(next) || !is_hanzi(next))
        })
    });
    let leading_zero = place.from(place.at).starts_with('0') && end - place.at > 1 && !place.text[place.at..end].contains('.');
    if leading_zero && scaled == 0 {
        return Some((place.span(place.at, end), SkipReason::Numbering));
    }
    named.then(|| (place.span(place.at, end + scaled), SkipReason::Name))
}
