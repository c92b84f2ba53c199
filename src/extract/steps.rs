//! Stretches of time that stand for several periods: 2019—2021年……分别 are three years, 一到四季度 four quarters.

use jiff::civil::Date;

use crate::model::{CalendarUnit, Mention, MentionKind, PeriodSense, TimeExpr};

/// One of several equal parts of a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which, from 0.
    pub nth: usize,
    /// Of how many.
    pub of: usize,
}

impl Step {
    /// The part's days: `days` holds whole months, as `divides` has seen to.
    pub fn cut(self, (start, end): (Date, Date)) -> Option<(Date, Date)> {
        let (nth, of) = (i32::try_from(self.nth).ok()?, i32::try_from(self.of).ok()?);
        let all = months_between(start, end)?;
        if of == 0 || all % of != 0 {
            return None;
        }
        let month = |months: i32| {
            let at = i32::from(start.year()) * 12 + i32::from(start.month()) - 1 + months;
            Date::new(i16::try_from(at.div_euclid(12)).ok()?, at.rem_euclid(12) as i8 + 1, 1).ok()
        };
        let size = all / of;
        Some((month(nth * size)?, month((nth + 1) * size - 1)?.last_of_month()))
    }
}

/// Whether a period mention is a stretch of years, quarters or months at all.
pub fn is_stretch(mention: &Mention) -> bool {
    stretch(mention).is_some_and(|months| months > 1)
}

/// Whether it can stand for so many periods: as many years, quarters or months as it has.
pub fn divides(mention: &Mention, text: &str, parts: usize) -> bool {
    let Some(months) = stretch(mention) else { return false };
    let Ok(parts) = i32::try_from(parts) else { return false };
    if parts < 2 || months % parts != 0 {
        return false;
    }
    let said = mention.span.of(text);
    match months / parts {
        12 => true,
        3 => said.contains('季'),
        1 => said.contains('月'),
        _ => false,
    }
}

/// How many months a stretch has.
fn stretch(mention: &Mention) -> Option<i32> {
    let MentionKind::Period(expr) = &mention.kind else {
        return None;
    };
    if expr.sense == PeriodSense::Compared {
        return None;
    }
    match expr.time {
        TimeExpr::Fixed(start, end) => months_between(start, end),
        TimeExpr::Months {
            months: (from, to),
            days: None,
        }
        | TimeExpr::ShortYear {
            months: Some((from, to)),
            days: None,
            ..
        }
        | TimeExpr::Year {
            months: Some((from, to)),
            days: None,
            ..
        }
        | TimeExpr::ReviewYear {
            months: Some((from, to)),
            days: None,
            ..
        } => Some(i32::from(to) - i32::from(from) + 1),
        TimeExpr::Stretch {
            unit: CalendarUnit::Year,
            count,
        } => Some(i32::from(count) * 12).filter(|months| *months > 0),
        _ => None,
    }
}

/// Whole months from the first day to the last, if they are whole.
fn months_between(start: Date, end: Date) -> Option<i32> {
    let whole = start.day() == 1 && end == end.last_of_month();
    let month = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
    whole.then(|| month(end) - month(start) + 1)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_stretch_is_cut_into_equal_parts() {
        let years = (date(2019, 1, 1), date(2021, 12, 31));
        let nth = |nth, of| Step { nth, of };
        assert_eq!(nth(0, 3).cut(years), Some((date(2019, 1, 1), date(2019, 12, 31))));
        assert_eq!(nth(2, 3).cut(years), Some((date(2021, 1, 1), date(2021, 12, 31))));
        let year = (date(2001, 1, 1), date(2001, 12, 31));
        assert_eq!(nth(1, 4).cut(year), Some((date(2001, 4, 1), date(2001, 6, 30))));
        assert_eq!(nth(0, 5).cut(year), None, "twelve months are not five parts");
        assert_eq!(
            nth(0, 2).cut((date(2001, 1, 5), date(2001, 2, 4))),
            None,
            "no whole months"
        );
    }
}
