//! A moment: one stretch of time as written, without the words about it, before two of them are joined to a range.

use jiff::civil::{Date, date};

use crate::model::{CalendarUnit, TimeExpr};

/// Which year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearSaid {
    /// 2023年; 2021—2025年, 90年代: first and last.
    Calendar(i16, i16),
    /// 98年, 102年度.
    Short(u16),
    /// 去年: from the document's.
    Offset(i16),
    /// 全年, 上年: from the one under review.
    Review(i16),
}

/// How the end of an expression says it is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// 末, 底.
    End,
    /// 以来, 起.
    Since,
}

/// One stretch of time as written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Moment {
    pub year: Option<YearSaid>,
    pub months: Option<(u8, u8)>,
    pub days: Option<(u8, u8)>,
    /// What is no part of a year: 目前, 近五年, 同期.
    pub other: Option<TimeExpr>,
    pub edge: Option<Edge>,
    /// Whether it runs from one moment to another.
    pub ranged: bool,
    /// The byte after it.
    pub end: usize,
}

impl Moment {
    /// A stretch of which nothing is said yet but where it ends.
    pub fn at(end: usize) -> Self {
        Self {
            year: None,
            months: None,
            days: None,
            other: None,
            edge: None,
            ranged: false,
            end,
        }
    }

    /// A year.
    pub fn of_year(year: YearSaid, end: usize) -> Self {
        Self {
            year: Some(year),
            ..Self::at(end)
        }
    }

    /// What is said, as a mention carries it; `None` where it says nothing or no such day exists.
    pub fn time(&self) -> Option<TimeExpr> {
        if let Some(other) = &self.other {
            return Some(other.clone());
        }
        let (months, days) = (self.months, self.days);
        Some(match (self.year, months) {
            (Some(YearSaid::Calendar(from, to)), None) => TimeExpr::Fixed(first_of(from)?, last_of(to)?),
            (Some(YearSaid::Calendar(year, _)), Some(months)) => {
                let (start, end) = within_year(year, months, days)?;
                TimeExpr::Fixed(start, end)
            }
            (Some(YearSaid::Short(year)), _) => TimeExpr::ShortYear { year, months, days },
            (Some(YearSaid::Offset(offset)), _) => TimeExpr::Year { offset, months, days },
            (Some(YearSaid::Review(offset)), _) => TimeExpr::ReviewYear { offset, months, days },
            (None, Some(months)) => TimeExpr::Months { months, days },
            (None, None) => TimeExpr::Current {
                unit: CalendarUnit::Month,
                offset: 0,
                days: Some(days?),
            },
        })
    }

    /// Whether it is a day counted from the day of writing: 今天, 明天.
    pub const fn is_current_day(&self) -> bool {
        matches!(
            self.other,
            Some(TimeExpr::Current {
                unit: CalendarUnit::Day,
                ..
            })
        )
    }

    /// From the start of this to the end of the later one, which takes over the year where it says none; `None` where
    /// the two make no range (the later one is earlier, or one of them is no stretch of the calendar).
    pub fn until(&self, later: &Self) -> Option<Self> {
        // 正月初八到正月十二, 小年到大年初三 and 本月起到明年3月 are days of a calendar too.
        let dated = matches!(
            self.other,
            None | Some(TimeExpr::Lunar { .. } | TimeExpr::Festival { .. } | TimeExpr::Current { .. })
        );
        if !dated
            || matches!(
                later.other,
                Some(TimeExpr::SamePeriod { .. } | TimeExpr::Stretch { .. } | TimeExpr::Within { .. })
            )
        {
            return None;
        }
        let mut last = later.clone();
        if last.other.is_none() && last.year.is_none() {
            last.year = self.year;
            // 今天到25日: of this month.
            if last.months.is_none() && !self.is_current_day() {
                last.months = Some((self.months?.1, self.months?.1));
            }
        }
        let (from, to) = (self.time()?, last.time()?);
        let joined = match (&from, &to) {
            (TimeExpr::Fixed(start, _), TimeExpr::Fixed(_, end)) if start <= end => TimeExpr::Fixed(*start, *end),
            (TimeExpr::Fixed(..), TimeExpr::Fixed(..)) => return None,
            _ if self.year == last.year && self.days.is_none() && last.days.is_none() && self.months.is_some() => {
                let months = (self.months?.0, last.months?.1);
                if months.0 > months.1 {
                    return None;
                }
                let joined = Self {
                    months: Some(months),
                    ranged: true,
                    ..last.clone()
                };
                return Some(joined);
            }
            _ => TimeExpr::FromTo(Box::new(from), Box::new(to)),
        };
        Some(Self {
            other: Some(joined),
            edge: last.edge,
            ranged: true,
            ..Self::at(last.end)
        })
    }
}

/// The days of a year's months, narrowed to days of them; a day beyond its month's end (2月30日) means the last.
pub(crate) fn within_year(year: i16, months: (u8, u8), days: Option<(u8, u8)>) -> Option<(Date, Date)> {
    let (from, to) = days.unwrap_or((1, 31));
    let day = |month: u8, day: u8| {
        let first = Date::new(year, month as i8, 1).ok()?;
        Date::new(year, month as i8, (day.min(31) as i8).min(first.days_in_month())).ok()
    };
    let (start, end) = (day(months.0, from)?, day(months.1, to)?);
    (start <= end).then_some((start, end))
}

fn first_of(year: i16) -> Option<Date> {
    (1..=9998).contains(&year).then(|| date(year, 1, 1))
}

fn last_of(year: i16) -> Option<Date> {
    (1..=9998).contains(&year).then(|| date(year, 12, 31))
}
