//! How a period is meant, by the words about it.

use std::sync::LazyLock;

use crate::model::{PeriodSense, Span, TimeExpr};

use crate::rules::{ContextCues, Ends, Letters};

use super::moment::{Edge, Moment};
use super::number::is_chinese;
use super::reader::Reader;

/// The sense of the period that stands at `span`.
pub(super) fn sense(reader: &Reader<'_>, span: Span, moment: &Moment) -> PeriodSense {
    let cues = &reader.lexicon.context;
    let before = reader.before(span.start).trim_end_matches([' ', '\u{3000}']);
    let after = reader.rest(span.end);
    if matches!(moment.other, Some(TimeExpr::SamePeriod { years }) if years != 0) {
        return PeriodSense::Compared;
    }
    // 30年来首次, 近十年来最高: among which years it stands out.
    let back = matches!(moment.other, Some(TimeExpr::Stretch { count, .. }) if count > 0);
    if is_base(before, after, cues) || back && stands_out(after, cues) {
        return PeriodSense::Compared;
    }
    if moment.edge == Some(Edge::Since)
        || (!moment.ranged && cues.since.end(before) && !after.starts_with('的'))
        || (!moment.ranged && moment.other.is_none() && began(after, &cues.since_ends))
    {
        return PeriodSense::Since;
    }
    if cues.as_of.end(before) {
        return PeriodSense::AsOf;
    }
    let deadline = moment.other.is_none() && cues.deadline.start(after) && !cues.not_deadline.start(after);
    if to_be_reached(before, cues) || ahead(moment) || deadline {
        return PeriodSense::Until;
    }
    match moment.edge {
        Some(Edge::End) => PeriodSense::AsOf,
        _ => PeriodSense::During,
    }
}

/// 35年来首次; 分别为35年来、20年来首次: both.
fn stands_out(after: &str, cues: &ContextCues) -> bool {
    let next = after.strip_prefix(['、', '和', '及']).and_then(|rest| {
        let rest = rest.trim_start_matches(|c: char| c == '近' || c.is_ascii_digit() || is_chinese(c));
        rest.strip_prefix("年来").or_else(|| rest.strip_prefix('年'))
    });
    cues.stands_out.start(after) || next.is_some_and(|rest| cues.stands_out.start(rest))
}

/// 2019年启动试点以来，……: what happened then goes on since, as the end of the clause says.
fn began(after: &str, since_ends: &Ends) -> bool {
    static MARKS: LazyLock<Letters> = LazyLock::new(|| "，,。；;、：:\n".chars().collect());
    let near = after.floor_char_boundary(BEGAN);
    let end = MARKS.next(after, 0, near);
    if end == near {
        return false;
    }
    let clause = after[..end].trim_end();
    since_ends.end(clause) && !clause.contains(|c: char| c.is_ascii_digit())
}

/// Bytes of the longest such clause behind its time.
const BEGAN: usize = 75;

/// Whether a period between these words is what a number is compared with, counted in the prices of, or moves from.
fn is_base(before: &str, after: &str, cues: &ContextCues) -> bool {
    // 比五年前的2017年: the year is that of the words before it.
    let apposed = before
        .strip_suffix("年前的")
        .map(|years| years.trim_end_matches(|c: char| c.is_ascii_digit() || is_chinese(c)));
    // 比5月、4月分别加快3.1和2.2个百分点: both.
    let listed = || {
        before
            .strip_suffix(['、', '和'])
            .map(|before| before.trim_end_matches(['份', '月', '年', '度', '季']))
            .map(|before| before.trim_end_matches(|c: char| c.is_ascii_digit() || is_chinese(c)))
            .filter(|before| cues.compared.end(before) && clause(after).contains("分别"))
    };
    let compared = |before: &str| cues.compared.end(before) && !cues.not_compared.end(before);
    let against = compared(before) || apposed.is_some_and(compared) || listed().is_some_and(compared);
    // 与2018年末（普查年份）相比
    let aside = after.strip_prefix(['（', '(']).and_then(|rest| {
        let close = rest[..rest.floor_char_boundary(ASIDE)].find(['）', ')'])?;
        rest[close..].strip_prefix(['）', ')'])
    });
    let after = aside.unwrap_or(after);
    // 与2010年的912万人相比: the clause ends in the comparison.
    let clause = || clause(after).trim_end();
    // 与水质最差的2003年相比: what the year was like stands before it.
    let described = || {
        let near = before.ceil_char_boundary(before.len().saturating_sub(ASIDE));
        let own = before[near..].rsplit(['，', ',', '。', '；', ';', '：', '\n']).next();
        let first = own.and_then(|own| own.chars().next()).map_or(0, char::len_utf8);
        own.is_some_and(|own| cues.compared_with.end(&own[..first]))
    };
    // 同第六次人口普查2010年11月1日的9万人相比: the census has its day behind it.
    let counted = || before.ends_with("普查") && cues.compared_ends.end(clause());
    let paired = cues.compared_after.start(after)
        && (cues.compared_with.end(before) || before.ends_with('的') && described())
        || cues.compared_with.end(before) && cues.compared_ends.end(clause())
        || counted() && described();
    let priced = cues.prices.start(after) || (cues.priced.end(before) && cues.prices_after.start(after));
    let grown = before.ends_with('在') && cues.from_base.start(after);
    // 由上年的12%提高到13%, 由上年12:45:43调整为11:45:44
    let counts = |rest: &str| rest.trim_start_matches(' ').starts_with(|c: char| c.is_ascii_digit());
    let moves = || counts(after) && clause().contains(['到', '至', '为']);
    let moved = cues.from.end(before) && (after.starts_with('的') || moves());
    against || paired || priced || grown || moved || is_multiple_of(after)
}

/// Bytes of a clause that may stand between a period and the comparison at its end.
const CLAUSE: usize = 900;

/// The clause at the start of the text; empty where it is longer than any that is written, so that a text without commas is
/// not looked through for each of its periods.
fn clause(text: &str) -> &str {
    let near = &text[..text.floor_char_boundary(CLAUSE)];
    match near.find(['，', ',', '。', '；', ';', '\n']) {
        Some(end) => &near[..end],
        None if near.len() == text.len() => text,
        None => "",
    }
}

/// Bytes of an aside in brackets that may stand between a period and what it is compared by.
const ASIDE: usize = 120;

/// 的1.9倍, 198家的3.6倍: how many times the period's number, perhaps told with it, another one is.
fn is_multiple_of(after: &str) -> bool {
    let figures = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    if !after.starts_with(|c: char| c == '的' || c.is_ascii_digit()) {
        return false;
    }
    let after = after
        .strip_prefix('的')
        .filter(|rest| figures(rest) && !is_times(rest))
        .unwrap_or(after);
    let size = figures(after);
    let near = &after[..after.floor_char_boundary(SIZE)];
    let of = if size { near.find('的') } else { Some(0) };
    let Some(rest) = of.and_then(|of| after[of..].strip_prefix('的')) else {
        return false;
    };
    let told = &after[..of.unwrap_or_default()];
    !told.contains(['，', ',', '。', '；', ';', '、']) && is_times(rest)
}

/// Bytes of a size that is told between a period and how many times it.
const SIZE: usize = 30;

/// 约3.6倍.
fn is_times(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['约', '近', '超', '过', '逾']);
    let times =
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || is_chinese(c) || c == '几' || c == '多');
    times.len() < rest.len() && times.starts_with('倍')
}

/// Whether `before` ends in 到 at the start of a clause, or after 力争 and the like.
fn to_be_reached(before: &str, cues: &ContextCues) -> bool {
    cues.until.cut(before).into_iter().any(|lead| {
        let lead = lead.trim_end_matches([' ', '\u{3000}']);
        let at_start = lead.is_empty() || lead.ends_with(|c: char| !c.is_alphanumeric());
        at_start || cues.until_after.end(lead)
    })
}

fn ahead(moment: &Moment) -> bool {
    matches!(moment.other, Some(TimeExpr::Stretch { count, .. }) if count < 0)
        || matches!(moment.other, Some(TimeExpr::Within { .. }))
}
