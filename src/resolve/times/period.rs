//! Periods as said → calendar days, given what is known of the document.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, date};
use jiff::{Span as Days, ToSpan};

use super::festival;
use super::month_before::is_of_last_month;
use crate::model::{CalendarUnit, PeriodExpr, PeriodSense, TimeExpr};
use crate::recognize::within_year;

/// A date as sharply as it is known. Displays and parses as ISO: `2021`, `2021-12`, `2021-12-30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PartialDate {
    /// Only the year.
    Year(i16),
    /// Year and month.
    Month(i16, i8),
    /// The day.
    Day(Date),
}

impl PartialDate {
    /// The year.
    pub fn year(self) -> i16 {
        match self {
            Self::Year(year) | Self::Month(year, _) => year,
            Self::Day(day) => day.year(),
        }
    }

    /// The month, where it is known.
    pub fn month(self) -> Option<i8> {
        match self {
            Self::Year(_) => None,
            Self::Month(_, month) => Some(month),
            Self::Day(day) => Some(day.month()),
        }
    }

    /// First and last day that it may be.
    pub fn days(self) -> Option<(Date, Date)> {
        match self {
            Self::Year(year) => within_year(year, (1, 12), None),
            Self::Month(year, month) => within_year(year, (month as u8, month as u8), None),
            Self::Day(day) => Some((day, day)),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no date; write 2021, 2021-12 or 2021-12-30")]
pub struct NoDate(String);

impl FromStr for PartialDate {
    type Err = NoDate;

    fn from_str(text: &str) -> Result<Self, NoDate> {
        let no_date = || NoDate(text.to_owned());
        let mut parts = text.split('-');
        let mut part = |width: usize| -> Result<Option<i16>, NoDate> {
            let Some(figures) = parts.next() else { return Ok(None) };
            let well_formed = figures.len() == width && figures.bytes().all(|b| b.is_ascii_digit());
            if !well_formed {
                return Err(no_date());
            }
            figures.parse().map(Some).map_err(|_| no_date())
        };
        let (year, month, day) = (part(4)?.ok_or_else(no_date)?, part(2)?, part(2)?);
        if parts.next().is_some() {
            return Err(no_date());
        }
        let real = Date::new(year, month.unwrap_or(1) as i8, day.unwrap_or(1) as i8).map_err(|_| no_date())?;
        Ok(match (month, day) {
            (Some(_), Some(_)) => Self::Day(real),
            (Some(month), None) => Self::Month(year, month as i8),
            _ => Self::Year(year),
        })
    }
}

/// What relative periods are counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// When the document was written.
    pub date: Option<PartialDate>,
    /// The year that 全年, 年末, 本年 speak of, and that 上年 is counted from.
    pub review_year: Option<i16>,
    /// The year that months without a year (1-11月) belong to, where the date alone does not tell.
    pub month_year: Option<i16>,
    /// The year said before in the sentence or paragraph, where the caller carries one: 全年, 上年 and months without a
    /// year are of it.
    pub said_year: Option<i16>,
    /// Whether the document's title names the year under review: in a yearly bulletin a figure of the year before stands
    /// here and there, because it is not known sooner; 全年 and 年末 behind it are of the bulletin's year all the same.
    pub review_titled: bool,
    /// Whether short years count from the founding of the Republic of China (93年 is 2004).
    pub republic: bool,
    /// Whether the text speaks of the time it was written: what has lasted since some day lasts until then.
    pub of_its_day: bool,
    /// Whether what is said looks ahead: months without a year are to come.
    pub ahead: bool,
}

impl Anchor {
    /// The same anchor after a sentence has named a year.
    pub fn saying(self, year: i16) -> Self {
        Self {
            said_year: Some(year),
            ..self
        }
    }

    /// 本年1至6月, told in July of its own time: the year of writing, if those months are over.
    fn own_year(&self, offset: i16, months: Option<(u8, u8)>) -> Option<i16> {
        let (first, last) = months.filter(|_| self.of_its_day && offset == 0)?;
        let written = self.date?;
        (first < last && i16::from(last) <= i16::from(written.month()?)).then(|| written.year())
    }

    /// The year under review, for what lies so many years from it.
    fn reviewed(&self, offset: i16) -> Option<i16> {
        let late = |said: &i16| self.review_titled && offset == 0 && self.review_year == Some(said + 1);
        let said = self.said_year.filter(|said| !late(said));
        let written = self.date.map(PartialDate::year);
        // 上年度 in a notice is the year before it; 全年 in the news of its second half is the year that runs.
        let late = self.date.and_then(PartialDate::month).is_some_and(|month| month > HALF);
        let counted = written.filter(|_| self.of_its_day && (offset < 0 || (offset == 0 && late)));
        said.or(counted).or(self.review_year).or(written)
    }
}

/// First and last day of a period, inclusive; `None` where the anchor does not tell, and for 同期, which only the number
/// it is compared with can tell.
///
/// A stock (年末, 目前) gets the year or month it holds at. 以来 reaches to the document's date, at most to the end of a
/// plan that is named (“十三五”以来), and to the end of the year under review where that is past. So many years back
/// (近五年) are whole years where a year is under review, else they end at the document's date.
pub fn resolve(expr: &PeriodExpr, anchor: &Anchor) -> Option<(Date, Date)> {
    let (start, end) = match expr.time {
        // 7月底前 is the next July, whatever year was spoken of before.
        TimeExpr::Months { months, days } if expr.sense == PeriodSense::Until => {
            within_year(next_year_of_months(months, anchor)?, months, days)?
        }
        // 年底前, told in May of its own time: by the end of this year; 年初以来: since it began.
        TimeExpr::ReviewYear {
            offset: 0,
            months,
            days,
        } if matches!(expr.sense, PeriodSense::Until | PeriodSense::Since) && anchor.of_its_day => {
            narrowed(anchor.date?.year(), months, days)?
        }
        // 31日, told on the first days of a month: of the month before.
        TimeExpr::Current {
            unit: CalendarUnit::Month,
            offset: 0,
            days: Some((from, to)),
        } if expr.sense == PeriodSense::During && anchor.of_its_day && is_of_last_month(from, anchor.date?) => {
            current(CalendarUnit::Month, -1, Some((from, to)), anchor.date?)?
        }
        ref time => days(time, anchor)?,
    };
    if expr.sense != PeriodSense::Since {
        return Some((start, end));
    }
    // A five-year plan (1981–85, 1986–90 …) ends by itself; everything else runs on.
    let plan = matches!(expr.time, TimeExpr::Fixed(..)) && end.year() - start.year() == 4 && start.year() % 5 == 1;
    let until = now_end(anchor, start);
    let until = match until {
        Some(now) if plan => now.min(end),
        Some(now) => now,
        None => end,
    };
    Some((start, until.max(start)))
}

/// The last day that can be spoken of as past: of the review year, where one is under review and `start` lies before its
/// end; else of the document's date.
fn now_end(anchor: &Anchor, start: Date) -> Option<Date> {
    let reviewed = anchor
        .review_year
        .filter(|_| !anchor.of_its_day)
        .and_then(last_day)
        .filter(|&end| start <= end);
    let written = anchor.date.and_then(PartialDate::days).map(|(_, end)| end);
    match (reviewed, written) {
        // The work of a year, summed up in its last days, is that of the whole year.
        (Some(reviewed), Some(written)) if reviewed.year() == written.year() && written.month() == 12 => Some(reviewed),
        (Some(reviewed), Some(written)) => Some(reviewed.min(written)),
        (one, other) => one.or(other),
    }
}

fn days(time: &TimeExpr, anchor: &Anchor) -> Option<(Date, Date)> {
    match *time {
        TimeExpr::Fixed(start, end) => Some((start, end)),
        TimeExpr::ShortYear { year, months, days } => narrowed(long_year(year, anchor)?, months, days),
        TimeExpr::Year { offset, months, days } => narrowed(anchor.date?.year().checked_add(offset)?, months, days),
        TimeExpr::ReviewYear { offset, months, days } => {
            let year = anchor.own_year(offset, months).or_else(|| anchor.reviewed(offset));
            narrowed(year?.checked_add(offset)?, months, days)
        }
        TimeExpr::Months { months, days } => within_year(year_of_months(months, anchor)?, months, days),
        TimeExpr::Current { unit, offset, days } => current(unit, offset, days, anchor.date?),
        TimeExpr::Now => match anchor.date? {
            PartialDate::Day(day) => PartialDate::Month(day.year(), day.month()).days(),
            // Written as a year begins: how things are is how they were at the end of the last.
            PartialDate::Year(year) if anchor.month_year == Some(year - 1) => PartialDate::Year(year - 1).days(),
            date => date.days(),
        },
        TimeExpr::Stretch { unit, count } => stretch(unit, count, anchor),
        TimeExpr::Within { unit, count } => within(unit, count, anchor),
        TimeExpr::Festival {
            ref festival,
            ref year,
            part,
        } => festival::festival(festival, said_year(year.as_deref(), anchor)?, part, anchor),
        TimeExpr::Lunar {
            ref year,
            month,
            leap,
            days,
        } => festival::lunar(said_year(year.as_deref(), anchor)?, (month, leap), days, anchor),
        TimeExpr::SamePeriod { .. } => None,
        TimeExpr::FromTo(ref from, ref to) => {
            let (start, _) = days(from, anchor)?;
            // Months of the later end belong to the year that the earlier end has named.
            let (_, end) = days(to, &anchor.saying(start.year())).filter(|&(_, end)| end >= start)?;
            Some((start, end))
        }
    }
}

/// The year that an expression says: inner `None` where it says none, outer where the anchor does not tell which.
#[expect(clippy::option_option, reason = "the two are told apart")]
fn said_year(year: Option<&TimeExpr>, anchor: &Anchor) -> Option<Option<i16>> {
    match year {
        None => Some(None),
        Some(year) => days(year, anchor).map(|(start, _)| Some(start.year())),
    }
}

/// The same days so many years later, or earlier.
pub fn years_on((start, end): (Date, Date), years: i16) -> Option<(Date, Date)> {
    let years = jiff::Span::new().try_years(years).ok()?;
    Some((start.checked_add(years).ok()?, end.checked_add(years).ok()?))
}

fn narrowed(year: i16, months: Option<(u8, u8)>, days: Option<(u8, u8)>) -> Option<(Date, Date)> {
    within_year(year, months.unwrap_or((1, 12)), days)
}

/// 98年 → 1998: the century that brings it nearest to the document, not more than ten years ahead of it, and from 1900 on:
/// nobody wrote so of the nineteenth.
fn long_year(year: u16, anchor: &Anchor) -> Option<i16> {
    let year = i16::try_from(year).ok()?;
    if year >= 100 || anchor.republic {
        return Some(1911 + year);
    }
    let now = anchor.date.map_or(2020, PartialDate::year);
    let latest = now + 10;
    let nearest = latest - (latest - year).rem_euclid(100);
    Some(if nearest < 1900 { nearest + 100 } else { nearest })
}

/// The year said before; else the document's, unless the months end more than two after it was written: a bulletin of
/// January that says 1-11月 tells of the year before.
fn year_of_months(months: (u8, u8), anchor: &Anchor) -> Option<i16> {
    if let Some(year) = anchor.said_year {
        return Some(year);
    }
    let date = anchor.date?;
    // A bulletin on 2024 of March 2025 tells of the first quarter of 2024: that of 2025 is not over. Later in the year it may
    // be the current one that is spoken of.
    let looks_back = !anchor.of_its_day && anchor.review_year == Some(date.year() - 1);
    let to_come = |month: i8| months.1 as i8 > month || (months.0 < months.1 && months.1 as i8 == month);
    match date.month() {
        // 下半年, planned for in July.
        Some(month) if anchor.ahead && to_come(month) => Some(date.year()),
        // 9月, said in the news of June, is to come.
        Some(month) if months.1 as i8 > month + 2 && !(anchor.of_its_day && month > SPRING) => Some(date.year() - 1),
        Some(month) if looks_back && month <= 4 && to_come(month) => Some(date.year() - 1),
        Some(_) => Some(date.year()),
        None => anchor.month_year.or(Some(date.year())),
    }
}

/// Months of a year in which 未来三年 begins with it.
const HALF: i8 = 6;

/// So many months before the document's date are those of its year.
const JUST_OVER: i8 = 1;

/// Until this month what happened late in the year before is still spoken of.
const SPRING: i8 = 4;

/// The year of the next such months from the document's date on; where the date does not tell, as of any months.
fn next_year_of_months(months: (u8, u8), anchor: &Anchor) -> Option<i16> {
    let Some((date, month)) = anchor.date.and_then(|date| Some((date, date.month()?))) else {
        return year_of_months(months, anchor);
    };
    // 2012年共有项目228个。至11月底…… on a page of January 2013: of the year told of.
    if let Some(said) = anchor.said_year.filter(|said| *said < date.year() && !anchor.ahead) {
        return Some(said);
    }
    // 到3月末 said in April is the March just over: the next one would be 明年3月. A text about the present looks back further.
    let reach = if anchor.of_its_day { 3 * JUST_OVER } else { JUST_OVER };
    let just_over = (1..=reach).contains(&(month - months.1 as i8));
    Some(date.year() + i16::from((months.1 as i8) < month && !just_over))
}

fn current(unit: CalendarUnit, offset: i16, days: Option<(u8, u8)>, date: PartialDate) -> Option<(Date, Date)> {
    let offset = i32::from(offset);
    match unit {
        CalendarUnit::Year => narrowed(date.year().checked_add(offset as i16)?, None, days),
        CalendarUnit::Month | CalendarUnit::Quarter | CalendarUnit::QuarterEnd => {
            let size = if unit == CalendarUnit::Month { 1 } else { 3 };
            let month = i32::from(date.month()?) - 1;
            let first = (i32::from(date.year()) * 12 + month) / size * size + offset * size;
            let (from, to) = (first, first + size - 1);
            let from = if unit == CalendarUnit::QuarterEnd { to } else { from };
            let month = |at: i32| (at.rem_euclid(12) + 1) as u8;
            let year = i16::try_from(from.div_euclid(12)).ok()?;
            within_year(year, (month(from), month(to)), days)
        }
        CalendarUnit::Week | CalendarUnit::Day => {
            let PartialDate::Day(day) = date else { return None };
            let step = if unit == CalendarUnit::Week { 7 } else { 1 };
            let day = day.checked_add((offset * step).days()).ok()?;
            Some((day, day))
        }
    }
}

fn stretch(unit: CalendarUnit, count: i16, anchor: &Anchor) -> Option<(Date, Date)> {
    if unit == CalendarUnit::Year {
        let written = anchor
            .date
            .and_then(|date| date.month().map(|month| (date.year(), month)));
        // 未来三年, said in the first months of a year, begin with it; later in the year with the next.
        let now = written.filter(|_| anchor.of_its_day && count < 0);
        let now = now.map(|(year, month)| if month <= HALF { year - 1 } else { year });
        // 今后五年 among the tasks of a report of January begin with the year that it plans for.
        let planned = anchor.review_year.filter(|_| anchor.ahead && count < 0);
        let planned = planned.filter(|year| written.is_none_or(|(written, month)| written < *year || month <= HALF));
        let now = now.or(planned.map(|year| year - 1));
        if let Some(reviewed) = now.or(anchor.review_year) {
            return if count > 0 {
                Some((first_day(reviewed.checked_sub(count - 1)?)?, last_day(reviewed)?))
            } else {
                Some((
                    first_day(reviewed.checked_add(1)?)?,
                    last_day(reviewed.checked_sub(count)?)?,
                ))
            };
        }
        if let Some(PartialDate::Year(year)) = anchor.date {
            return if count > 0 {
                Some((first_day(year.checked_sub(count - 1)?)?, last_day(year)?))
            } else {
                Some((first_day(year)?, last_day(year.checked_sub(count + 1)?)?))
            };
        }
    }
    let date = anchor.date?;
    let (first, last) = date.days()?;
    if count > 0 {
        return Some((last.checked_sub(length(unit, count)).ok()?, last));
    }
    let end = first.checked_add(length(unit, count.checked_neg()?)).ok()?;
    Some(match (unit, date) {
        // 未来两天 are tomorrow and the day after.
        (CalendarUnit::Day, PartialDate::Day(day)) => (day.tomorrow().ok()?, end),
        (_, PartialDate::Day(_)) => (first, end),
        // From a month on, whole months are counted.
        _ => (first, end.yesterday().ok()?),
    })
}

/// 三年半以内: from the anchor to the last day that is not beyond; where the anchor is a month or a year, to the end of the
/// month reached.
fn within(unit: CalendarUnit, count: i16, anchor: &Anchor) -> Option<(Date, Date)> {
    let date = anchor.date?;
    let (first, _) = date.days()?;
    if unit == CalendarUnit::Year && !matches!(date, PartialDate::Day(_)) {
        return stretch(unit, count.checked_neg()?, anchor);
    }
    let end = first.checked_add(length(unit, count)).ok()?;
    Some(match date {
        PartialDate::Day(_) => (first, end),
        _ => (first, end.last_of_month()),
    })
}

fn length(unit: CalendarUnit, count: i16) -> Days {
    let count = i64::from(count);
    match unit {
        CalendarUnit::Year => count.years(),
        CalendarUnit::Quarter | CalendarUnit::QuarterEnd => (count * 3).months(),
        CalendarUnit::Month => count.months(),
        CalendarUnit::Week => count.weeks(),
        CalendarUnit::Day => count.days(),
    }
}

fn first_day(year: i16) -> Option<Date> {
    (1..=9998).contains(&year).then(|| date(year, 1, 1))
}

fn last_day(year: i16) -> Option<Date> {
    (1..=9998).contains(&year).then(|| date(year, 12, 31))
}

#[cfg(test)]
#[path = "period_tests.rs"]
mod tests;
