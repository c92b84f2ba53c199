//! Dates that the recogniser of periods left over, and times of day.

use super::place::{Place, digits, is_hanzi};
use crate::model::{SkipReason, Span};

/// Whether the text is a year of the last or this century.
pub fn is_year(text: &str) -> bool {
    text.len() == 4 && digits(text) == 4 && ("1900".."2100").contains(&text)
}

/// Whether so many digits may be a date, by what stands behind them: only those of a year or of a whole date need nothing.
pub const fn may_be_date(digits: usize, next: Option<char>) -> bool {
    matches!(digits, 4 | 8)
        || matches!(
            next,
            Some('年' | '世' | '月' | '日' | '季' | '-' | '—' | '~' | '～' | '–' | '至' | '、' | '/')
        )
}

/// Dates that the recogniser of periods did not take, so that no year is ever read as a size.
pub fn date(place: &Place) -> Option<(Span, SkipReason)> {
    let length = place.run;
    let end = place.after_digits();
    let after = place.from(end);
    let next = after.chars().next();
    let number: u32 = place.text[place.at..end].parse().ok()?;
    let date = |end: usize| Some((place.span(place.at, end), SkipReason::Date));
    if length == 4 && (1000..3000).contains(&number) && next == Some('年') {
        return date(end + '年'.len_utf8());
    }
    // 20230616
    let (month, day) = (number / 100 % 100, number % 100);
    if length == 8 && (1900..2100).contains(&(number / 10_000)) && (1..=12).contains(&month) && (1..=31).contains(&day)
    {
        return date(end);
    }
    if length == 4 && is_year(&place.text[place.at..end]) {
        let joined = after.trim_start_matches(['-', '—', '~', '～', '–', '/', '－', '至', '.']);
        let more = digits(joined);
        let gap = after.len() - joined.len();
        // 零售总额1998.04亿元: a size that looks like a year and its month.
        let behind = &joined[more..];
        let size = after.starts_with('.')
            && (behind.starts_with(['万', '亿', '%', '％']) || place.lexicon.units.is_at(behind))
            && !behind.starts_with(['月', '年']);
        let range = gap > 0
            && !size
            && (more == 4 && is_year(&joined[..4]) || more == 2 && after.starts_with(['-', '/', '.', '—']));
        if range {
            let stop = end + gap + more;
            let year = if place.from(stop).starts_with('年') {
                '年'.len_utf8()
            } else {
                0
            };
            return date(stop + year);
        }
        let alone = place.before().trim().is_empty() && after.trim().is_empty();
        let closed = place.previous().is_some_and(|previous| "（(，,《".contains(previous))
            && next.is_some_and(|next| "）),，:：》".contains(next));
        if alone || closed {
            return date(end);
        }
        let named = next.is_some_and(is_hanzi)
            && !place.lexicon.units.is_at(after)
            && !after.starts_with(['万', '亿', '多', '余', '千', '百']);
        let cued = place.lexicon.bounds.before(place.before()).is_some()
            || place.lexicon.units.is_counted_after(place.before());
        if named && !cued {
            return Some((place.span(place.at, end), SkipReason::Name));
        }
    }
    for (word, least, most) in [
        ("年代", 10, 90),
        ("世纪", 1, 30),
        ("月", 1, 12),
        ("日", 1, 31),
        ("季度", 1, 4),
    ] {
        // 10日元 is a sum of money.
        let money = word == "日" && place.lexicon.units.currency_at(after) && !after.starts_with("日元旦");
        if after.starts_with(word) && !money && (least..=most).contains(&number) && length <= 2 {
            return date(end + word.len());
        }
    }
    let partner = after.trim_start_matches(['-', '—', '~', '～', '–', '至', '、', '/']);
    let more = digits(partner);
    if partner.len() < after.len() && (1..=2).contains(&more) && length <= 2 {
        let stop = end + after.len() - partner.len() + more;
        let days = place.from(stop);
        if (days.starts_with('月') && number <= 12 || days.starts_with('日') && number <= 31)
            && !days.starts_with("月度")
        {
            return date(stop + '月'.len_utf8());
        }
    }
    // 95年上半年: a year of the century.
    let century = length == 2 && (70..=99).contains(&number) && next == Some('年');
    let narrowed = after.get('年'.len_utf8()..).is_some_and(|rest| {
        rest.starts_with(['上', '下', '初', '末', '底', '第', '度'])
            || rest.starts_with(|next: char| next.is_ascii_digit())
    });
    if century && narrowed {
        date(end + '年'.len_utf8())
    } else {
        None
    }
}

/// 15:23, 18时30分, 上午9点.
pub fn clock(place: &Place) -> Option<(Span, SkipReason)> {
    let length = place.run;
    let end = place.after_digits();
    let after = place.from(end);
    let hour: u32 = place.text[place.at..end].parse().ok()?;
    if length > 2 || hour > 24 {
        return None;
    }
    let other = |end: usize| Some((place.span(place.at, end), SkipReason::Other));
    let colon = after
        .chars()
        .next()
        .filter(|&mark| mark == ':' || mark == '：')
        .map_or(0, char::len_utf8);
    if colon > 0 && digits(&after[colon..]) == 2 && &after[colon..colon + 2] < "60" {
        let ratio = place.clause_before().contains('比') || place.clause_before().contains('例');
        let mut stop = end + colon + 2;
        if place.from(stop).starts_with(':') && digits(&place.from(stop)[1..]) == 2 {
            stop += 3;
        }
        return if ratio || place.from(stop).starts_with(['.', ':', '：']) {
            None
        } else {
            other(stop)
        };
    }
    // 偏差为0时: “when”, no hour.
    let when = place
        .previous()
        .is_some_and(|previous| "=＝为于是达".contains(previous));
    if let Some(rest) = after.strip_prefix('时').filter(|_| !when) {
        let stop = end + '时'.len_utf8();
        let minutes = digits(rest);
        let minute = minutes > 0 && minutes <= 2 && rest[minutes..].starts_with('分');
        return other(if minute {
            stop + minutes + '分'.len_utf8()
        } else {
            stop
        });
    }
    let rest = after.strip_prefix('点')?;
    let minutes = digits(rest);
    let named = place.lexicon.names.clock_before.end_of(place.before()).is_some();
    let shaped =
        place.lexicon.names.clock_after.start_of(rest).is_some() || minutes > 0 && rest[minutes..].starts_with('分');
    if !named && !shaped {
        return None;
    }
    let minute = if minutes > 0 {
        minutes
            + if rest[minutes..].starts_with('分') {
                '分'.len_utf8()
            } else {
                0
            }
    } else {
        0
    };
    other(end + '点'.len_utf8() + minute)
}
