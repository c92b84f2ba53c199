//! To which year a fact belongs that names none.

use crate::model::{Mention, PeriodSense, Span, TimeExpr};
use crate::rules::{DocumentCues, Inside};

use super::date::{DocumentDate, LATER, in_running_text, is_whole_year, opens_clause, period, says, year_of};
use crate::resolve::PartialDate;

/// Of which year a document speaks where nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Of the year under review: bulletins, work reports, features that sum up a year.
    #[default]
    Review,
    /// Of the time it was written: press conferences, notices, measures, news.
    Date,
    /// Of the year it plans for: budgets.
    Plan,
}

/// Concludes it from the title, else from the times the text speaks of.
///
/// A title of budgets plans. A title that names a year gone by, a plan of several years, or a review looks back; one of
/// talks with the press or of measures (通知, 办法) speaks of its day, but the talks of the first months look back.
/// Without such words the text looks back where it speaks oftener of the year before (去年, 全年, the year in figures)
/// than of its own (今年, 目前, its months), unless it tells how its own year has gone so far (今年1—5月).
pub(in crate::resolve) fn standing(
    text: &str,
    title: Option<Span>,
    periods: &[&Mention],
    found: &DocumentDate,
    cues: &DocumentCues,
) -> Standing {
    let Some(date) = found.date else {
        return Standing::Review;
    };
    let words = title.map_or("", |title| title.of(text));
    if says(words, &cues.budget_titles) && !says(words, &cues.executed) && found.plan_year.is_some() {
        return Standing::Plan;
    }
    let named = periods
        .iter()
        .filter(|mention| title.is_some_and(|title| title.contains(mention.span)));
    let looks_back = named
        .filter_map(|mention| period(mention))
        .any(|expr| match year_of(expr, found.republic) {
            Some(year) => year < date.year(),
            None => matches!(expr.time, TimeExpr::Fixed(..)),
        });
    if looks_back {
        return Standing::Review;
    }
    // Put up on a page years after it was written.
    if found.review_year.is_some_and(|year| year + LATER < date.year()) {
        return Standing::Review;
    }
    let early = date.month().is_some_and(|month| month <= EARLY);
    if says(words, &cues.talk_titles) {
        return if early { Standing::Review } else { Standing::Date };
    }
    if says(words, &cues.plan_titles) || is_outline(words, cues) {
        return Standing::Review;
    }
    if says(words, &cues.measure_titles) || is_news_of_a_day(words, &cues.news_titles, date) {
        return Standing::Date;
    }
    let (now, past) = spoken_of(text, periods, found, date);
    // 去年……，今年1—5月……，现有……: a text that tells how its own year has gone so far was written in the middle of it.
    let under_way = !says(words, &cues.review_titles) && tells_of_own_months(text, periods);
    if under_way && now >= UNDER_WAY && now * 3 >= past {
        return Standing::Date;
    }
    if past > now || (says(words, &cues.review_titles) && now == past) {
        Standing::Review
    } else {
        Standing::Date
    }
}

/// Whether the paper sets rules: what it states without a time, it lays down.
pub(in crate::resolve) fn sets_rules(title: &str, standing: Standing, cues: &DocumentCues) -> bool {
    standing == Standing::Date && !says(title, &cues.talk_titles) && is_of(title, &cues.rule_titles)
}

/// Whether a title is that of the news of the day on which it was written: 新闻联播 (20250129).
pub(in crate::resolve) fn is_news_of_a_day(title: &str, news: &Inside, date: PartialDate) -> bool {
    matches!(date, PartialDate::Day(_)) && says(title, news)
}

/// Whether a title is that of a plan of several years: 某市“十三五”科技发展规划, not 提前一年实现“十五”计划.
pub(in crate::resolve) fn is_outline(title: &str, cues: &DocumentCues) -> bool {
    is_of(title, &cues.outline_titles) && !cues.fulfilled.stands_in(title)
}

/// Whether a title is that of one of these papers: “关于印发某市科技创新规划的通知”, not “关于下达科技计划项目的通知”.
fn is_of(title: &str, papers: &[String]) -> bool {
    let closes = |rest: &str| !rest.starts_with(char::is_alphanumeric) || rest.starts_with(['的', '暨']);
    papers.iter().any(|paper| {
        title
            .match_indices(&**paper)
            .any(|(at, _)| closes(&title[at + paper.len()..]))
    })
}

/// So often a text speaks of its own year at least that was written in the middle of it.
const UNDER_WAY: usize = 3;

/// Where that ends with which a text opens and in which it says what time it tells of: the first part of it.
fn opening(text: &str) -> usize {
    (text.len() / OPENING).max(LEAST_OPENING)
}

/// This part of a text, and of a short one so many bytes.
const OPENING: usize = 4;
const LEAST_OPENING: usize = 400;

/// Whether the text opens with months of its own year (今年1—5月), as none does that reviews the year before.
fn tells_of_own_months(text: &str, periods: &[&Mention]) -> bool {
    periods.iter().any(|mention| {
        let told = period(mention).filter(|expr| expr.sense == PeriodSense::During);
        let months = told.is_some_and(|expr| {
            matches!(expr.time, TimeExpr::Year { offset: 0, months: Some((first, last)), days: None } if first < last && last < 12)
        });
        months && in_running_text(text, mention.span) && mention.span.start <= opening(text)
    })
}

/// Until this month the year before is what people talk about.
pub(in crate::resolve) const EARLY: i8 = 2;

/// Whether months from January on, the last of which this is, are those that a text tells of as just over.
fn is_just_over(last: u8, date: PartialDate) -> bool {
    let written = date.month().and_then(|month| u8::try_from(month).ok());
    written.is_some_and(|month| 1 < last && last < month && month <= last + LATELY)
}

/// Months that are just over end so many before the one in which they are told of.
const LATELY: u8 = 2;

/// How often the running text speaks of its own time and of the year before it.
fn spoken_of(text: &str, periods: &[&Mention], found: &DocumentDate, date: PartialDate) -> (usize, usize) {
    let (mut now, mut past) = (0, 0);
    let opens = |words: Span| words.start <= opening(text);
    for mention in periods {
        let Some(expr) = period(mention).filter(|expr| !expr.sense.is_base()) else {
            continue;
        };
        if expr.sense == PeriodSense::Until || Some(mention.span) == found.span || !in_running_text(text, mention.span)
        {
            continue;
        }
        match expr.time {
            TimeExpr::Year { offset: 0, .. } | TimeExpr::Now | TimeExpr::Current { .. } => now += 1,
            // 年初以来: of a year that is still running.
            TimeExpr::ReviewYear { offset: 0, .. } if expr.sense == PeriodSense::Since => now += 1,
            TimeExpr::Year { offset: -1, .. } | TimeExpr::ReviewYear { offset: 0, .. } => past += 1,
            // 1—6月, told in July.
            TimeExpr::Months { months: (1, last), .. } => {
                now += usize::from(is_just_over(last, date) && opens(mention.span))
            }
            _ => {}
        }
        let Some(year) = year_of(expr, found.republic) else {
            continue;
        };
        if year == date.year() {
            now += 1;
        } else if year + 1 == date.year() && is_whole_year(expr) && opens_clause(text, mention.span.start) {
            past += 1;
        }
    }
    (now, past)
}

#[cfg(test)]
#[path = "standing_tests.rs"]
mod tests;
