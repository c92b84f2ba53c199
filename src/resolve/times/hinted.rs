//! What else tells the year of a text that states no date: plans of five years that begin or end, sums over five years, and what
//! nobody spoke of earlier.

use super::date::{is_whole_year, period};
use super::period::{Anchor, PartialDate, resolve};
use super::told::Told;
use crate::model::{CalendarUnit, Mention, PeriodSense, Span, TimeExpr};
use crate::rules::{DocumentCues, PeriodLexicon};

/// The year in which a text was written, by all that it says; `told` are the years that it tells of.
///
/// - 今年是“十五五”开局之年 says it outright, and so does 收官之年.
/// - “十四五”圆满收官 and sums over five years since the end of a plan (五年来……比2020年增长) tell of a plan that is over.
/// - Where nothing else does, the days on which a festival of the moon fell tell the year, or the year from which a plan counts its
///   own (2009年起5年内).
/// - A text of 今年 that speaks of what nobody spoke of before a year is not of an earlier one; of some things people speak
///   in their year and hardly later (复工复产), and they tell the year where nothing else does. What came up in July is spoken of in
///   a text of January a year later.
pub(in crate::resolve) fn infer_year(
    text: &str,
    periods: &[&Mention],
    told: &Told,
    lexicon: &PeriodLexicon,
) -> Option<Inferred> {
    let cues = &lexicon.document;
    if let Some(said) = plan_year(text, periods, lexicon) {
        return Some(said.into());
    }
    let inferred = told.infer(|| cues.over_two_years.stands_in(text));
    if let Some((year, span)) = plan_over(text, periods, told, cues)
        && inferred.is_none_or(|inferred| year > inferred.0)
    {
        return Some(Inferred {
            looks_back: !told.speaks_of_now(),
            ..Inferred::from((year, span))
        });
    }
    if inferred.is_some() && !told.speaks_of_now() {
        return inferred.map(Inferred::from);
    }
    let year = inferred.map_or(0, |(year, _)| year);
    let later = cues
        .event
        .iter()
        .filter(|event| event.from > year && (year > 0 || event.now));
    let spoken = later
        .filter(|event| event.words.stands_in(text))
        .map(|event| event.from + i16::from(year == 0 && event.month.is_some_and(|from| ends_before(periods, from))));
    let spoken = spoken
        .max()
        .map(|from| (from, inferred.map_or(Span::new(0, 0), |(_, span)| span)));
    let festive = || festive_year(text, periods);
    let ahead = || {
        let mut ahead = periods.iter().filter_map(|mention| years_ahead(text, mention));
        ahead.next().map(|((first, _), span)| (first, span))
    };
    spoken.or(inferred).or_else(festive).or_else(ahead).map(Inferred::from)
}

/// The years that a sentence begins with which a plan counts from one on: 2009年起5年内.
pub(crate) fn years_ahead(text: &str, mention: &Mention) -> Option<((i16, i16), Span)> {
    let said = mention.span.of(text);
    let counted = said.contains('起') || said.contains("开始");
    let TimeExpr::Fixed(start, end) = period(mention).filter(|expr| counted && is_whole_year(expr))?.time else {
        return None;
    };
    let before = text[..mention.span.start].trim_end_matches(['从', '自', ' ', '\u{3000}']);
    let opens = before.is_empty() || before.ends_with(['。', '\n', '：']);
    (opens && start.year() < end.year()).then_some(((start.year(), end.year()), mention.span))
}

/// 2月7日至2月13日春节假期, 春节假期（1月28日至2月4日）: the one year in which a festival falls on the days that stand beside it.
fn festive_year(text: &str, periods: &[&Mention]) -> Option<(i16, Span)> {
    let moves = |time: &TimeExpr| match time {
        TimeExpr::Festival { year, .. } | TimeExpr::Lunar { year, .. } => year.is_none(),
        TimeExpr::FromTo(from, _) => matches!(**from, TimeExpr::Festival { .. } | TimeExpr::Lunar { .. }),
        _ => false,
    };
    let dated = |time: &TimeExpr| match time {
        TimeExpr::Months { days, .. } => days.is_some(),
        TimeExpr::FromTo(from, _) => matches!(**from, TimeExpr::Months { days: Some(_), .. }),
        _ => false,
    };
    periods.windows(2).find_map(|pair| {
        let (one, other) = (period(pair[0])?, period(pair[1])?);
        let beside = text[pair[0].span.end..pair[1].span.start]
            .trim_matches(['（', '(', '，', '的'])
            .is_empty();
        let named = moves(&one.time) && dated(&other.time) || dated(&one.time) && moves(&other.time);
        if !beside || !named {
            return None;
        }
        let falls = |year: &i16| {
            let anchor = Anchor {
                date: Some(PartialDate::Year(*year)),
                ..Anchor::default()
            };
            resolve(one, &anchor).is_some_and(|days| Some(days) == resolve(other, &anchor))
        };
        let mut years = FESTIVE.filter(falls);
        let year = years.next()?;
        years
            .next()
            .is_none()
            .then_some((year, pair[0].span.join(pair[1].span)))
    })
}

/// The years of whose holidays the lexicon tells, and a few more.
const FESTIVE: std::ops::RangeInclusive<i16> = 2002..=2030;

/// The year that was concluded.
pub(in crate::resolve) struct Inferred {
    pub year: i16,
    /// What tells it.
    pub span: Span,
    /// Whether the text looks back on the years of a plan that is over, and says nothing of its own.
    pub looks_back: bool,
}

impl From<(i16, Span)> for Inferred {
    fn from((year, span): (i16, Span)) -> Self {
        Self {
            year,
            span,
            looks_back: false,
        }
    }
}

/// Whether a text names months without a year, and all of them before `month`.
fn ends_before(periods: &[&Mention], month: u8) -> bool {
    let named = periods.iter().filter_map(|mention| match period(mention)?.time {
        TimeExpr::Months { months: (_, last), .. } => Some(last),
        _ => None,
    });
    named.max().is_some_and(|last| last < month)
}

/// 今年是“十五五”开局之年, “十四五”规划收官之年.
fn plan_year(text: &str, periods: &[&Mention], lexicon: &PeriodLexicon) -> Option<(i16, Span)> {
    let cues = &lexicon.document;
    periods.iter().find_map(|mention| {
        let TimeExpr::Year {
            offset, months: None, ..
        } = period(mention)?.time
        else {
            return None;
        };
        let clauses = said_of(text, mention.span).split(['，', ',', '、']);
        clauses.filter(|clause| clause.contains('五')).find_map(|clause| {
            let year = if cues.opening_year.stands_in(clause) {
                lexicon.plan_of(clause)?.0
            } else if cues.closing_year.stands_in(clause) {
                lexicon.plan_of(clause)?.1
            } else {
                return None;
            };
            Some((year - offset, mention.span))
        })
    })
}

/// What a sentence goes on to say of a year.
fn said_of(text: &str, year: Span) -> &str {
    let words = &text[year.end..];
    let mut end = words.len().min(SAID);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    let words = &words[..end];
    words.find(['。', '；', '\n']).map_or(words, |end| &words[..end])
}

/// Bytes of what is said of a year: 是全面贯彻党的二十大精神的关键之年，也是“十四五”规划的收官之年.
const SAID: usize = 160;

/// The year after a plan of five years that is told of as over.
fn plan_over(text: &str, periods: &[&Mention], told: &Told, cues: &DocumentCues) -> Option<(i16, Span)> {
    let closed = periods.iter().filter_map(|mention| {
        let (_, last) = plan(mention)?;
        let behind = behind(text, mention.span);
        cues.closed.stands_in(behind).then_some((last, mention.span))
    });
    let closed = closed.max_by_key(|(last, _)| *last);
    // 2025年是“十四五”收官之年, of which 今年 is not said.
    let closing = || {
        let closing = periods.iter().filter_map(|mention| {
            let (_, last) = plan(mention)?;
            let said = cues.closing_year.stands_in(behind(text, mention.span)) && !told.speaks_of_this_year();
            said.then_some((last - PLAN, mention.span))
        });
        closing.max_by_key(|(last, _)| *last)
    };
    let five_years = || {
        let compared = told
            .last()
            .filter(|(year, _)| year % PLAN == 0 && told.is_behind(*year));
        let (base, span) = compared.or_else(closing)?;
        let sums = |mention: &&&Mention| {
            let five = TimeExpr::Stretch {
                unit: CalendarUnit::Year,
                count: PLAN,
            };
            period(mention).is_some_and(|expr| expr.time == five && expr.sense != PeriodSense::Until)
        };
        let several = periods.iter().filter(sums).nth(1).is_some();
        several.then_some((base + PLAN, span))
    };
    if let Some((last, span)) = closed {
        return Some((last + 1, span));
    }
    let (last, span) = five_years()?;
    Some((if told.speaks_of_this_year() { last } else { last + 1 }, span))
}

/// The years of a plan.
const PLAN: i16 = 5;

/// The first and the last year of the plan of five years that a mention is.
fn plan(mention: &Mention) -> Option<(i16, i16)> {
    match period(mention)?.time {
        TimeExpr::Fixed(start, end)
            if start.day_of_year() == 1
                && end.month() == 12
                && end.year() - start.year() == PLAN - 1
                && end.year() % PLAN == 0 =>
        {
            Some((start.year(), end.year()))
        }
        _ => None,
    }
}

/// The next few words of the clause.
fn behind(text: &str, span: Span) -> &str {
    let words = &text[span.end..];
    let end = words
        .char_indices()
        .take(FEW)
        .find(|(_, c)| matches!(c, '，' | ',' | '。' | '；' | ';' | '\n'))
        .map(|(at, _)| at);
    let end = end.unwrap_or_else(|| words.char_indices().nth(FEW).map_or(words.len(), |(at, _)| at));
    &words[..end]
}

/// Characters of what is said of a plan.
const FEW: usize = 12;

#[cfg(test)]
#[path = "hinted_tests.rs"]
mod tests;
