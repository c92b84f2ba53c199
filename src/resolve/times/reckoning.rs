//! Reckoning: the first and last day of a period, counted from the document's date, and whether these were over or still
//! to come when it was written.

use jiff::civil::Date;

use crate::model::{CalendarUnit, OriginKind, PeriodExpr, PeriodSense, Span, TimeExpr};

use super::date::DocumentDate;
use super::period::years_on;
use super::standing::Standing;
use crate::resolve::discourse::{Discourse, Stated, When};
use crate::resolve::{Anchor, PartialDate, resolve};

/// Months of a year in whose news the years that are over count up to the one before.
const HALF: i8 = 5;

impl Discourse<'_> {
    pub(in crate::resolve) fn when(&self, expr: &PeriodExpr, span: Span) -> When {
        When {
            days: self.days(expr),
            sense: expr.sense,
            words: Some(span),
        }
    }

    /// First and last day of a period, counted from the document's date and the year named last.
    pub fn days(&self, expr: &PeriodExpr) -> Option<(Date, Date)> {
        self.month_told_of(expr)
            .or_else(|| self.since_until_told(expr))
            .or_else(|| self.in_summed_year(expr))
            .or_else(|| self.year_in_writing(expr))
            .or_else(|| self.years_up_to_now(expr))
            .or_else(|| self.years_planned(expr))
            .or_else(|| resolve(expr, &self.anchor()))
    }

    /// 未来三年 in a plan of three years: those.
    fn years_planned(&self, expr: &PeriodExpr) -> Option<(Date, Date)> {
        let TimeExpr::Stretch {
            unit: CalendarUnit::Year,
            count: ahead @ ..0,
        } = expr.time
        else {
            return None;
        };
        let plan = self.document.plan.as_ref()?.what.days?;
        (plan.1.year() - plan.0.year() + 1 == -ahead).then_some(plan)
    }

    /// 十年来 in the news of a day in the second half of a year: up to that year, whatever year its stories look back on.
    fn years_up_to_now(&self, expr: &PeriodExpr) -> Option<(Date, Date)> {
        let TimeExpr::Stretch {
            unit: CalendarUnit::Year,
            count,
        } = expr.time
        else {
            return None;
        };
        let date = self
            .document
            .date
            .date
            .filter(|_| self.document.date.of_a_day && count > 0)?;
        date.month().filter(|month| *month > HALF)?;
        let from = year_days(date.year().checked_sub(count)?)?;
        Some((from.0, year_days(date.year())?.1))
    }

    /// 今年, 今年1-11月 below 2023年主要工作, or in 2023年工作总结, in a summary that came out in January 2024: it was written before
    /// the year was over.
    pub(in crate::resolve) fn year_in_writing(&self, expr: &PeriodExpr) -> Option<(Date, Date)> {
        let TimeExpr::Year {
            offset: 0,
            months,
            days: day,
        } = expr.time
        else {
            return None;
        };
        let DocumentDate { date, review_year, .. } = self.document.date;
        let titled = review_year.filter(|_| self.document.date.sums_up && !self.aims.here);
        let year = self
            .heading_year()
            .or(titled)
            .filter(|_| self.section.plans.is_none())?;
        let date = date?;
        let early = date.year() == year + 1 && date.month().is_none_or(|month| month <= EARLY);
        let days = resolve(expr, &self.anchor()).filter(|_| early)?;
        let told =
            days.0.year() == date.year() && (months.is_none() && day.is_none() || !self.is_past_or_now(Some(days)));
        told.then(|| years_on(days, -1)).flatten()
    }

    /// 今年以来, 去年, 目前 in 2023年工作总结, whenever that was put up: counted from the end of that year, but for what it plans.
    pub(in crate::resolve) fn in_summed_year(&self, expr: &PeriodExpr) -> Option<(Date, Date)> {
        let ahead = self.aims.here || self.section.plans.is_some();
        let year = self.document.date.summed.filter(|_| !ahead)?;
        let written = self.document.date.date?.year();
        match expr.time {
            TimeExpr::Now => year_days(year),
            TimeExpr::Year { offset, .. } if offset <= 0 => {
                let (start, end) = years_on(resolve(expr, &self.anchor())?, year - written)?;
                let whole = expr.sense == PeriodSense::Since && offset == 0;
                Some((start, if whole { year_days(year)?.1 } else { end }))
            }
            _ => None,
        }
    }

    /// 年初以来 in a text of which no more than the year is known, and which tells of its first quarter: until the end of that.
    fn since_until_told(&self, expr: &PeriodExpr) -> Option<(Date, Date)> {
        let told = self.document.told.as_ref().and_then(|told| told.what.days);
        let year = matches!(self.document.date.date, Some(PartialDate::Year(_)));
        let (_, end) = told.filter(|_| year && expr.sense == PeriodSense::Since)?;
        let (start, _) = resolve(expr, &self.anchor())?;
        (start.year() == end.year() && start <= end).then_some((start, end))
    }

    /// Whether a period is the whole year in whose first months the document was written.
    pub(in crate::resolve) fn has_hardly_begun(&self, when: &Stated<When>) -> bool {
        self.document.date.date.is_some_and(|date| {
            let early = date.month().is_some_and(|month| month <= EARLY);
            early && when.what.days.is_some() && when.what.days == year_days(date.year())
        })
    }

    /// The one year that the heading names: 一、2023年主要工作.
    fn heading_year(&self) -> Option<i16> {
        let of_its_day = self.document.date.tells || self.document.date.standing == Standing::Date;
        let heading = self.section.heading_period.as_ref().filter(|_| !of_its_day)?;
        let (start, end) = heading.what.days?;
        (Some((start, end)) == year_days(start.year())).then(|| start.year())
    }

    /// 本月, 上月 in a text that tells of one month (8月份采购经理指数): of that month, not of the one in which it was written;
    /// in one that tells of several from January on, of the last.
    fn month_told_of(&self, expr: &PeriodExpr) -> Option<(Date, Date)> {
        let TimeExpr::Current {
            unit: CalendarUnit::Month,
            offset,
            days: None,
        } = expr.time
        else {
            return None;
        };
        let (start, end) = self.document.told.as_ref()?.what.days?;
        // 1-5月累计 beside 本月: the last of them.
        let running = start.month() == 1 && start.year() == end.year() && end.month() < 12;
        let month = if running { end.first_of_month() } else { start };
        let month = (month.month() == end.month()).then_some(month)?;
        let first = month.checked_add(jiff::Span::new().try_months(offset).ok()?).ok()?;
        Some((first, first.last_of_month()))
    }

    pub(in crate::resolve) fn anchor(&self) -> Anchor {
        let anchor = if self.section.plans.is_some() || self.aims.here {
            self.document.date.plan_anchor()
        } else {
            self.document.date.anchor()
        };
        match self.said_year.or_else(|| self.heading_year()) {
            // In a plan 全年 is the year planned for, whatever year was named before.
            Some(year) if !self.aims.here => anchor.saying(year),
            _ => anchor,
        }
    }

    /// Whether a period had ended when the document was written.
    pub(in crate::resolve) fn is_over(&self, days: Option<(Date, Date)>) -> bool {
        let written = self.document.date.date.and_then(PartialDate::days);
        days.zip(written).is_some_and(|((_, end), (written, _))| end < written)
    }

    /// Whether all of a period was still to come when the document was written, or its end is a year to come.
    pub(in crate::resolve) fn is_ahead(&self, days: Option<(Date, Date)>) -> bool {
        let written = self.document.date.date.and_then(PartialDate::days);
        days.zip(written)
            .is_some_and(|((start, end), (_, written))| start > written || end.year() > written.year())
    }

    /// 高新技术企业年底达到260家, said in July: the end of the year is still to come.
    pub(in crate::resolve) fn is_year_end_to_come(&self, when: &Stated<When>) -> bool {
        let words = when.what.words.map_or("", |words| words.of(self.document.text));
        let date = self.document.date.date;
        let early = date.and_then(PartialDate::month).is_some_and(|month| month <= LATE);
        let own = when
            .what
            .days
            .is_some_and(|(_, end)| date.map(PartialDate::year) == Some(end.year()));
        early
            && own
            && matches!(when.kind, OriginKind::Said | OriginKind::Carried)
            && when.what.sense == PeriodSense::AsOf
            && matches!(words, "年底" | "年末")
    }

    /// Whether a period ends on the day of writing or before.
    pub(in crate::resolve) fn is_past_or_now(&self, days: Option<(Date, Date)>) -> bool {
        let written = self.document.date.date.and_then(PartialDate::days);
        days.zip(written).is_none_or(|((_, end), (_, written))| end <= written)
    }

    /// The year in which the document was written.
    pub(in crate::resolve) fn year_of_writing(&self) -> Option<Stated<When>> {
        let year = self.document.date.date?.year();
        let when = When {
            days: year_days(year),
            sense: PeriodSense::During,
            words: None,
        };
        Some(Stated::new(when, OriginKind::Document, None))
    }

    /// Whether a period had begun when the document was written.
    pub(in crate::resolve) fn has_begun(&self, days: Option<(Date, Date)>) -> bool {
        let written = self.document.date.date.and_then(PartialDate::days);
        days.zip(written)
            .is_some_and(|((start, _), (_, written))| start <= written)
    }

    /// Whether a period was still to come when the document was written; `None` where either is unknown.
    pub fn is_future(&self, days: Option<(Date, Date)>) -> Option<bool> {
        let (start, end) = days?;
        let (_, written) = self.document.date.date?.days()?;
        // A decade (90年代) is no plan, though it runs on.
        let decade = start.year() % 10 == 0 && end.year() - start.year() == 9;
        let plan = start.year() != end.year() && end.year() > written.year() && !decade;
        // Early in a year, the whole of it is a plan; but what the news tell of it is what has come about.
        let year = start.year() == end.year() && end.month() == 12 && start.month() == 1;
        let early = year && end > written && written.month() <= EARLY && !self.document.date.tells;
        Some(start > written || plan || early)
    }
}

pub(in crate::resolve) fn year_days(year: i16) -> Option<(Date, Date)> {
    Date::new(year, 1, 1).ok().zip(Date::new(year, 12, 31).ok())
}

/// Until this month the end of the year is to come; in December it may be as good as there.
const LATE: i8 = 11;

/// A document of the first months of a year that speaks of the whole year speaks of what is to come.
const EARLY: i8 = 4;
