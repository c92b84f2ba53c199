//! When a document was written, and of which year it tells.

use jiff::civil::Date;

use crate::model::{DateOrigin, Mention, MentionKind, PeriodExpr, Span, TimeExpr};
use crate::rules::{DocumentCues, Inside, PeriodLexicon};
use crate::split::Structure;

use super::head::{Lines, stated};
use super::hinted::{Inferred, infer_year};
use super::period::{Anchor, PartialDate};
use super::standing::{Standing, is_news_of_a_day, is_outline, sets_rules, standing};
use super::titles::titled;
use super::told::Told;

/// When a document was written, and of which years it speaks where it does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DocumentDate {
    /// As sharply as it is known.
    pub date: Option<PartialDate>,
    /// Where it comes from; `None` where there is none.
    pub origin: Option<DateOrigin>,
    /// Where the text says so.
    pub span: Option<Span>,
    /// The year that 全年, 年末 and 本年 mean where the text looks back.
    pub review_year: Option<i16>,
    /// The year that 全年 and 年底 mean where the text looks ahead.
    pub plan_year: Option<i16>,
    /// The year of months said without one, where the date does not tell.
    pub month_year: Option<i16>,
    /// Whether the title of a review names the year under review: 年末 is of it, whatever year was named before.
    pub review_titled: bool,
    /// Whether that title is that of a paper of its own (运行情况, 总结), which speaks of that year as 今年, too.
    pub sums_up: bool,
    /// The year that a paper sums up that was put up in a later one (2023年工作总结, on a page of March 2024): it was written as that year
    /// ended.
    pub summed: Option<i16>,
    /// Which of these years a fact without a period belongs to.
    pub standing: Standing,
    /// Whether the document sets rules, as 办法 and 措施 do.
    pub sets_rules: bool,
    /// Whether it tells what came about on its day, as news do, and lays down nothing.
    pub tells: bool,
    /// Whether its title is that of the news of a day.
    pub of_a_day: bool,
    /// Whether short years count from the founding of the Republic of China.
    pub republic: bool,
}

impl DocumentDate {
    /// What the relative periods of the document are counted from.
    pub fn anchor(&self) -> Anchor {
        Anchor {
            date: self.date,
            review_year: self.review_year,
            month_year: self.month_year,
            said_year: None,
            review_titled: self.review_titled,
            republic: self.republic,
            of_its_day: self.standing == Standing::Date,
            ahead: false,
        }
    }

    /// The year of a fact for which neither sentence, paragraph nor heading names a period. `plans`: it stands in a
    /// section of plans.
    pub fn standing_year(&self, plans: bool) -> Option<i16> {
        let year = self.date.map(PartialDate::year);
        let first = match self.standing {
            _ if plans => self.plan_year.or(self.review_year),
            Standing::Review => self.review_year,
            Standing::Date => year,
            Standing::Plan => self.plan_year,
        };
        first.or(self.review_year).or(year)
    }

    /// The last year of which a text that plans knows how things are.
    pub fn known_year(&self) -> Option<i16> {
        match self.standing {
            Standing::Plan => self.plan_year.and_then(|year| year.checked_sub(1)),
            _ => self.standing_year(false),
        }
    }

    /// The same where the text looks ahead: 全年 is the year planned for.
    pub fn plan_anchor(&self) -> Anchor {
        Anchor {
            review_year: self.plan_year.or(self.review_year),
            ahead: true,
            ..self.anchor()
        }
    }
}

/// Finds the date of a document from its text and all its periods (those of furniture too, in text order).
///
/// `given` (command line or sidecar) wins. Else what the text states: a date after 发布时间 and the like, alone on one of
/// the first lines, at the head of a speech, in a newspaper's last line, alone on one of the last lines (a signature), or
/// the year of a volume, or the day in the address of the page on its first lines; never a time of retrieval. Else it is inferred
/// from the years the text tells of:
///
/// - A *told* year is a whole year at the start of a clause (“2023年，全市…”), not one compared with or aimed at.
/// - A told year with 将 or 力争 close behind has just begun: the text is of that year (“2024年，我们将…”).
/// - Where the text also says 去年 or 今年, it names by figures the years that are over: it is of the year after the
///   last told one, but not earlier than any year spoken of as past (a programme of “2020年度” is not of 2019).
/// - Where it says 全年, 年末 or 比上年 of the told year, that year is over too.
/// - Else it is of the last year spoken of as past, or of the only year that is said at all.
/// - A plan of several years, named (“十三五”) or spanned by its title (2011—2013年), that tells of none is of the first of its own.
///
/// - A year from which on something is told (“2023年以来”) is not called 去年: the text is of two years later or more. With 今年 beside
///   it, it is of the year after the last one that it only compares with or tells from; with 两年平均 of the second after that.
/// - A text that tells of the year before as its last one, with neither 去年 nor 今年, looks back: 目前 is of that year.
/// - “十二五”开局之年 at the start of a clause is the year in which people write.
/// - 2020年全年 and sums at the rates of a year (按2017年平均汇率) tell of a year that is over; so does its end (截至2020年底) where no
///   今年 is said.
///
/// The year under review is the title's (“2020年…公报”); for a title of plans (“2026年政府工作报告”, “113年度预算”) the year
/// before it; with two years in the title the earlier; without one the last complete year before the date, which a text
/// of December may count its own year to, and so does one without a date that tells of 全年 of the last year that it names; on a page put up years later the last year that the text tells of.
pub fn document_date(
    text: &str,
    structure: &Structure,
    periods: &[Mention],
    given: Option<PartialDate>,
    lexicon: &PeriodLexicon,
) -> DocumentDate {
    let cues = &lexicon.document;
    let lines = Lines::of(text);
    // Most mentions are none.
    let periods: &[&Mention] = &periods.iter().filter(|it| period(it).is_some()).collect::<Vec<_>>();
    let short = periods.iter().filter(|mention| is_of_the_republic(mention)).count();
    let mut found = DocumentDate {
        republic: periods.iter().any(|mention| counts_from_the_republic(text, mention))
            || short >= SEVERAL
            || (short > 0 && cues.republic.stands_in(text)),
        ..DocumentDate::default()
    };
    let told = Told::read(text, periods, found.republic, cues);
    let (title, under) = titled(text, structure, &lines, periods, cues);
    let mut looks_back = false;
    if given.is_some() {
        (found.date, found.origin) = (given, Some(DateOrigin::Metadata));
    } else if let Some((date, span)) = stated(text, &lines, periods, lexicon, found.republic) {
        (found.date, found.origin, found.span) = (Some(date), Some(DateOrigin::Stated), Some(span));
    } else if let Some(Inferred {
        year,
        span,
        looks_back: back,
    }) = year_planned(text, title, periods, cues)
        .map(Inferred::from)
        .or_else(|| infer_year(text, periods, &told, lexicon))
    {
        let before = told.ends_before(year);
        looks_back = back || before;
        (found.date, found.origin, found.span) =
            (Some(PartialDate::Year(year)), Some(DateOrigin::Inferred), Some(span));
        let last = before || told.begun.contains_key(&year);
        found.month_year = Some(if last { year - 1 } else { year });
    }
    // 某市生态环境状况公报⏎2024年度: the year was over when it came out.
    if found.origin == Some(DateOrigin::Inferred)
        && let Some(year) = under.filter(|year| found.date.is_none_or(|date| date.year() <= *year))
    {
        (found.date, found.month_year) = (Some(PartialDate::Year(year + 1)), Some(year));
    }
    if found.origin == Some(DateOrigin::Inferred)
        && let Some(PartialDate::Year(year)) = found.date
        && let Some((day, span)) = dateline(text, &lines, periods, year, cues)
    {
        (found.date, found.span) = (Some(PartialDate::Day(day)), Some(span));
    }
    let titled = title.map_or("", |title| title.of(text));
    let outline = title.is_some_and(|title| is_outline(title.of(text), cues));
    let planned = lexicon.plan_of(titled).or_else(|| years_spanned(title?, periods));
    // 某区“十三五”科学技术发展规划 that names no year at all: it is of the first of its five years.
    if found.date.is_none()
        && outline
        && let Some((first, _)) = planned
    {
        (found.date, found.origin, found.span) = (Some(PartialDate::Year(first)), Some(DateOrigin::Inferred), title);
        found.month_year = Some(first - 1);
    }
    if found.origin == Some(DateOrigin::Inferred)
        && outline
        && let Some((first, last)) = planned
        && let Some(PartialDate::Year(year)) = found.date
        && (year == first - 1 || year >= last)
    {
        // The plan of five years tells of the year before them as the last one that is over, and of its own last year and
        // those behind it as aims, however they are put.
        (found.date, found.month_year) = (Some(PartialDate::Year(first)), Some(first - 1));
    }
    // 某市“十三五”科技创新规划 on a page of 2022: its aims were still to come when it was written.
    let reviewed = says(titled, &cues.review_titles) || says(titled, &cues.talk_titles);
    if found.origin == Some(DateOrigin::Stated)
        && outline
        && !reviewed
        && let Some((first, last)) = planned
        && found.date.is_some_and(|date| date.year() > last)
    {
        (found.date, found.origin, found.span) = (Some(PartialDate::Year(first)), Some(DateOrigin::Inferred), title);
        found.month_year = Some(first - 1);
    }
    let mut years = years_of_title(text, title, periods, &found, cues);
    // 某区年鉴（2023） tells of the year before, unless it speaks of its own.
    if let Some(year) = years.review.filter(|_| years.titled && titled.contains(YEARBOOK))
        && told.speaks_of(year - 1) > told.speaks_of(year)
    {
        years.review = Some(year - 1);
        years.titled = false;
    }
    (found.plan_year, found.review_titled) = (years.plan, years.titled);
    let plan = planned.filter(|_| outline && !reviewed);
    let before = || plan.and_then(|plan| told.year_before(plan, found.date?));
    let own = || match found.date? {
        PartialDate::Year(year) if found.origin == Some(DateOrigin::Inferred) => {
            Some(year).filter(|&year| told.reviews(year))
        }
        _ => None,
    };
    let complete = || Some(told.last_complete(found.date?, found.span));
    found.review_year = years.review.or_else(before).or_else(own).or_else(complete);
    found.summed = years.review.filter(|year| {
        let later = found.origin != Some(DateOrigin::Inferred) && found.date.is_some_and(|date| date.year() > *year);
        later
            && says(titled, &cues.year_end_titles)
            && !says(titled, &cues.budget_titles)
            && !says(titled, &cues.executed)
    });
    if found.plan_year.is_none() {
        let year = found.date.map(PartialDate::year);
        let ahead = year
            .and_then(|year| told.begun.range(year..=year + 1).next())
            .map(|(&year, _)| year);
        found.plan_year = ahead.or(year);
    }
    found.standing = match looks_back {
        true => Standing::Review,
        false => standing(text, title, periods, &found, cues),
    };
    found.sets_rules = title.is_some_and(|title| sets_rules(title.of(text), found.standing, cues));
    // The whole text is looked through last.
    found.tells = found.standing == Standing::Date
        && !says(titled, &cues.measure_titles)
        && !says(titled, &cues.talk_titles)
        && (says(titled, &cues.news_titles) || cues.reporters.stands_in(text));
    found.of_a_day = found.tells
        && found
            .date
            .is_some_and(|date| is_news_of_a_day(titled, &cues.news_titles, date));
    found
}

/// 三年行动计划（2011—2013年）: the years that a title spans.
fn years_spanned(title: Span, periods: &[&Mention]) -> Option<(i16, i16)> {
    let inside = periods.iter().filter(|mention| title.contains(mention.span));
    let spans = inside.filter_map(|mention| match period(mention)?.time {
        TimeExpr::Fixed(start, end) if start.day_of_year() == 1 && end.month() == 12 && start.year() < end.year() => {
            Some((start.year(), end.year()))
        }
        _ => None,
    });
    spans.max()
}

/// 新华社北京1月17日电: the day that a line of the head says without its year; 3月4日，某市召开新闻发布会, as a line begins.
fn dateline(text: &str, lines: &Lines, periods: &[&Mention], year: i16, cues: &DocumentCues) -> Option<(Date, Span)> {
    lines.head(DATELINES).find_map(|line| {
        let inside = |mention: &&&Mention| line.contains(mention.span);
        periods.iter().find(inside).and_then(|mention| {
            let TimeExpr::Months {
                months: (month, last),
                days: Some((day, end)),
            } = period(mention)?.time
            else {
                return None;
            };
            let behind = &text[mention.span.end..line.end];
            let talks = || {
                let said = behind.split('。').next().unwrap_or_default();
                mention.span.start == line.start && behind.starts_with(['，', ',']) && says(said, &cues.talk_titles)
            };
            let sent = behind.starts_with(['电', '讯']) || talks();
            let one = month == last && day == end && sent;
            let day = Date::new(year, month as i8, day as i8).ok().filter(|_| one)?;
            Some((day, mention.span))
        })
    })
}

/// Lines of the head among which a dateline stands.
const DATELINES: usize = 6;

/// A year after 1949 counted in the era of the Republic: no other document writes so.
fn counts_from_the_republic(text: &str, mention: &Mention) -> bool {
    let said = mention.span.of(text);
    let era = said.starts_with("民国") || said.starts_with("中华民国");
    era && matches!(period(mention), Some(PeriodExpr { time: TimeExpr::Fixed(start, _), .. }) if start.year() > 1949)
}

/// 112年7月: a year of three figures is of no other era.
fn is_of_the_republic(mention: &Mention) -> bool {
    matches!(period(mention), Some(PeriodExpr { time: TimeExpr::ShortYear { year, .. }, .. }) if *year >= 100)
}

/// So many such years are no slip.
const SEVERAL: usize = 2;

/// The period a mention is, if it is one.
pub(in crate::resolve) fn period(mention: &Mention) -> Option<&PeriodExpr> {
    match &mention.kind {
        MentionKind::Period(expr) => Some(expr),
        _ => None,
    }
}

/// The one calendar year in which a period lies; 113年度 is one where years count from the founding of the Republic.
pub(in crate::resolve) fn year_of(expr: &PeriodExpr, republic: bool) -> Option<i16> {
    match *year_said(&expr.time) {
        TimeExpr::Fixed(start, end) if start.year() == end.year() => Some(start.year()),
        TimeExpr::ShortYear { year, .. } if republic => Some(1911 + i16::try_from(year).ok()?),
        _ => None,
    }
}

/// What says the year: 2011年 in 2011年“十一”黄金周.
pub(in crate::resolve) fn year_said(time: &TimeExpr) -> &TimeExpr {
    match time {
        TimeExpr::Festival { year: Some(year), .. } | TimeExpr::Lunar { year: Some(year), .. } => year,
        _ => time,
    }
}

pub(in crate::resolve) fn is_whole_year(expr: &PeriodExpr) -> bool {
    match expr.time {
        TimeExpr::Fixed(start, end) => start.day_of_year() == 1 && end.month() == 12 && end.day() == 31,
        TimeExpr::ShortYear { months: None, .. } => true,
        _ => false,
    }
}

/// Whether the line about `span` has a mark of sentences; navigation and headings have none.
pub(in crate::resolve) fn in_running_text(text: &str, span: Span) -> bool {
    /// Characters on either side that are looked at.
    const REACH: usize = 60;
    // Told by the bytes: most marks stand near, and what stands between need not be decoded.
    let bytes = text.as_bytes();
    let mut rest = &bytes[span.end..];
    for _ in 0..REACH {
        rest = match rest {
            [0xe4..=0xe9, _, _, behind @ ..] => behind,
            // ，。；
            [b',' | b';', ..] | [0xef, 0xbc, 0x8c | 0x9b, ..] | [0xe3, 0x80, 0x82, ..] => return true,
            [b'\n', ..] | [] => break,
            [0..0x80, behind @ ..] | [0xe0..0xf0, _, _, behind @ ..] => behind,
            [0x80..0xe0, _, behind @ ..] | [_, _, _, _, behind @ ..] => behind,
            _ => break,
        };
    }
    let mut rest = &bytes[..span.start];
    for _ in 0..REACH {
        rest = match rest {
            [.., b',' | b';'] | [.., 0xef, 0xbc, 0x8c | 0x9b] | [.., 0xe3, 0x80, 0x82] => return true,
            [.., b'\n'] | [] => return false,
            [before @ .., 0..0x80] | [before @ .., 0xe0..=0xef, _, _] => before,
            [before @ .., 0xc0..=0xdf, _] | [before @ .., _, _, _, _] => before,
            _ => return false,
        };
    }
    false
}

/// Whether a clause opens at `at`.
pub(in crate::resolve) fn opens_clause(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\u{3000}', '“', '"']);
    before.is_empty() || before.ends_with(|c: char| !c.is_alphanumeric() && c != '《' && c != '、')
}

/// What the volume of a year is called that comes out in it and tells of the one before.
const YEARBOOK: &str = "年鉴";

/// The year in the title of a plan (“2026年政府工作报告”): it is held at the beginning of that year.
fn year_planned(text: &str, title: Option<Span>, periods: &[&Mention], cues: &DocumentCues) -> Option<(i16, Span)> {
    let title = title.filter(|title| says(title.of(text), &cues.plan_titles))?;
    let mut years = periods
        .iter()
        .filter(|mention| title.contains(mention.span))
        .filter_map(|mention| Some((year_of(period(mention)?, false)?, mention.span)));
    let only = years.next()?;
    years.all(|(year, _)| year == only.0).then_some(only)
}

/// A text of its own time names some year that is less than so many years before it.
pub(in crate::resolve) const LATER: i16 = 3;

/// From this month on a title's year that is still running is the one under review.
const LATE: i8 = 11;

/// Whether a title has one of `words`.
pub(in crate::resolve) fn says(title: &str, words: &Inside) -> bool {
    words.stands_in(title)
}

/// What the years of a title mean.
#[derive(Default)]
struct TitleYears {
    review: Option<i16>,
    plan: Option<i16>,
    /// Whether the title is that of a review of one year.
    titled: bool,
}

/// The years that the title's year makes the ones under review and planned for.
fn years_of_title(
    text: &str,
    title: Option<Span>,
    periods: &[&Mention],
    found: &DocumentDate,
    cues: &DocumentCues,
) -> TitleYears {
    let Some(title) = title else {
        return TitleYears::default();
    };
    let inside = periods.iter().filter(|mention| title.contains(mention.span));
    let whole = inside.clone().filter_map(|mention| period(mention)).all(is_whole_year);
    let part = |expr: &PeriodExpr| match expr.time {
        TimeExpr::Fixed(start, end) => {
            start.day_of_year() == 1 && start.year() == end.year() && (2..12).contains(&end.month())
        }
        _ => false,
    };
    let months = inside.clone().filter_map(|mention| period(mention)).any(part);
    let mut years: Vec<i16> = inside
        .filter_map(|mention| period(mention))
        .filter_map(|expr| year_of(expr, found.republic))
        .collect();
    years.sort_unstable();
    years.dedup();
    // 二〇三五年远景目标: what is aimed at so far ahead is neither reviewed nor the year planned for.
    years.retain(|year| found.date.is_none_or(|date| *year <= date.year() + 1));
    let title = title.of(text);
    let executed = says(title, &cues.executed);
    let planned = says(title, &cues.plan_titles) || (says(title, &cues.budget_titles) && !executed);
    let (review, plan) = match years[..] {
        [] => (None, None),
        // 2023年上半年总结及下半年安排: both are of that year.
        [year] if planned && months && says(title, &cues.review_titles) => (Some(year), Some(year)),
        [year] if planned => (Some(year - 1), Some(year)),
        [year] if says(title, &cues.review_titles) => (Some(year), None),
        // 2023年科技创新巡礼, printed at the end of that year: it tells of it.
        [year]
            if whole
                && found
                    .date
                    .is_some_and(|date| date.year() == year && date.month() >= Some(LATE)) =>
        {
            (Some(year), Some(year + 1))
        }
        [year] if found.date.is_some_and(|date| date.year() == year) => (Some(year - 1), Some(year)),
        [year] => (Some(year), None),
        [first, .., last] => (Some(first), Some(last)),
    };
    let titled = years.len() == 1 && !planned && says(title, &cues.review_titles);
    TitleYears { review, plan, titled }
}

#[cfg(test)]
#[path = "date_tests.rs"]
mod tests;
