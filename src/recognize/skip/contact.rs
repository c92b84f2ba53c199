//! Web and e-mail addresses, telephone numbers.

use super::super::place::{Place, digits};
use crate::model::{SkipReason, Span};

/// Web and e-mail addresses, percent-encoded text, telephone numbers and other long digits without a unit.
pub(super) fn contact(place: &Place) -> Option<(Span, SkipReason)> {
    let names = &place.lexicon.names;
    let bytes = place.text.as_bytes();
    let here = ascii_run(place, 300);
    let token = here.of(place.text);
    // Nearly all digits stand alone, or with a point or a sign of percent.
    let plain = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'%');
    let lone = !names.plain_contacts
        && here.start == place.at
        && bytes
            .get(place.after_digits()..here.end)
            .is_some_and(|more| more.iter().all(plain));
    let mail = |token: &str| token.split_once('@').is_some_and(|(_, host)| host.contains('.'));
    let marked = !lone
        && names.may_be_contact(token)
        && names.contact_marks.iter().any(|mark| {
            if mark == "@" {
                mail(token)
            } else {
                token.contains(&**mark)
            }
        });
    if marked || !lone && percent_encoded(token) {
        return Some((place.span(here.start, here.end), SkipReason::Contact));
    }
    // Digits with single hyphens, spaces or commas between: 0572-1234567.
    let mut end = place.after_digits();
    let mut count = place.run;
    while end < place.limit && (bytes[end].is_ascii_digit() || joins_digits(bytes, end, place.limit)) {
        count += usize::from(bytes[end].is_ascii_digit());
        end += 1;
    }
    let announced = || {
        let before = place.before();
        let before = before.trim_end_matches([' ', ':', '：', '(', '（', '+', '-', '　', '）', ')']);
        names.contact_before.end_of(before).is_some()
    };
    // 外汇储备32380亿美元: what is measured is no licence of a web site (ICP备).
    let measured = |after: &str| after.starts_with(['.', ',', '%', '万', '亿']) || place.lexicon.units.is_at(after);
    if count >= 5 && announced() && !measured(place.from(end)) {
        return Some((place.span(place.at, end), SkipReason::Contact));
    }
    let first = place.run;
    let after = place.from(place.after_digits());
    let area_code =
        matches!(first, 3 | 4) && bytes[place.at] == b'0' && after.starts_with('-') && digits(&after[1..]) >= 7;
    if area_code {
        return Some((
            place.span(place.at, place.at + first + 1 + digits(&after[1..])),
            SkipReason::Contact,
        ));
    }
    let alone = || place.before().trim().is_empty() && after.trim().is_empty();
    let long = first >= 10 && !alone() || first >= 5 && bytes[place.at] == b'0';
    (long && !measured(after)).then(|| (place.span(place.at, place.at + first), SkipReason::Contact))
}

/// 浏览量：717次: how often a page was looked at is no matter of what it tells.
pub(super) fn counter(place: &Place) -> Option<(Span, SkipReason)> {
    let before = place.before().trim_end_matches(' ');
    let named = before.strip_suffix([':', '：'])?.trim_end_matches(' ');
    place.lexicon.names.contact_counters.end_of(named)?;
    let after = place.from(place.after());
    let end = place.after() + if after.starts_with('次') { '次'.len_utf8() } else { 0 };
    Some((place.span(place.at, end), SkipReason::Other))
}

/// Whether a few digits, with a point and a sign of percent at most, stand between hanzi, blanks or marks that are in no
/// address, as most do.
pub(super) fn short_and_lone(place: &Place) -> bool {
    let bytes = place.text.as_bytes();
    let edge = |at: usize| at >= place.limit || !is_plain(bytes[at]) && !joins_digits(bytes, at, place.limit);
    let (run, after) = (place.after_digits(), place.after());
    let pointed = after == run || bytes[run] == b'.';
    let ends = edge(after) || bytes[after] == b'%' && edge(after + 1);
    let begins = place.at == place.floor || !is_plain(bytes[place.at - 1]);
    place.run < 5 && pointed && begins && ends && !place.lexicon.names.plain_contacts
}

/// Printable ASCII but for brackets and quotation marks: what addresses are made of.
const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'"' | b'[' | b']' | b'(' | b')' | b'{' | b'}')
}

fn joins_digits(bytes: &[u8], at: usize, limit: usize) -> bool {
    matches!(bytes[at], b'-' | b' ' | b',') && at + 1 < limit && bytes[at + 1].is_ascii_digit()
}

/// The run of printable ASCII round the place, at most `reach` bytes to the left.
fn ascii_run(place: &Place, reach: usize) -> Span {
    let bytes = place.text.as_bytes();
    let left = bytes[place.floor.max(place.at.saturating_sub(reach))..place.at]
        .iter()
        .rev()
        .take_while(|&&byte| is_plain(byte));
    let right = bytes[place.at..place.limit]
        .iter()
        .take(4 * reach)
        .take_while(|&&byte| is_plain(byte));
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
