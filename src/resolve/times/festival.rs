//! Festivals, holidays and lunar dates → days of our calendar.

use std::cell::RefCell;
use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::Date;
use tyme4rs::tyme::lunar::{LunarDay, LunarMonth};
use tyme4rs::tyme::solar::{SolarDay, SolarTerm};

use super::almanac;
use super::period::{Anchor, PartialDate};
use crate::model::{Festival, FestivalDay, FestivalPart};

/// The days of a festival or its holiday in `year`, or in the year that brings it nearest to the anchor. Where the lexicon does
/// not know the days off of that year, the holiday is known to the month.
pub(in crate::resolve) fn festival(
    festival: &Festival,
    year: Option<i16>,
    part: FestivalPart,
    anchor: &Anchor,
) -> Option<(Date, Date)> {
    let (day, _) = in_year(year, anchor, |year| {
        let day = festival_day(festival.day, year)?;
        Some((day, day))
    })?;
    let off = || {
        festival
            .holidays
            .iter()
            .copied()
            .find(|&(from, to)| from <= day && day <= to)
    };
    let month = (day.first_of_month(), day.last_of_month());
    match part {
        FestivalPart::Day => Some((day, day)),
        FestivalPart::Holiday => Some(off().unwrap_or(month)),
        FestivalPart::Days(from, to) => {
            let Some((first, last)) = off() else { return Some(month) };
            let nth = |day: u8| {
                first
                    .checked_add((i64::from(day) - 1).days())
                    .ok()
                    .filter(|&day| day <= last)
            };
            Some((nth(from)?, nth(to)?))
        }
    }
}

/// The days of a lunar date in `year`, or in the lunar year that brings it nearest to the anchor.
pub(in crate::resolve) fn lunar(
    year: Option<i16>,
    month: (u8, bool),
    days: Option<(u8, u8)>,
    anchor: &Anchor,
) -> Option<(Date, Date)> {
    in_year(year, anchor, |year| lunar_days(year, month, days))
}

/// What `days` gives for the year said; else, in a review of a year, for the year said before or under review; else for the year that
/// brings it nearest to the document's date: the news of February compare with many years, and tell of this one's 春节.
fn in_year(said: Option<i16>, anchor: &Anchor, days: impl Fn(i16) -> Option<(Date, Date)>) -> Option<(Date, Date)> {
    let titled = anchor.review_year.filter(|_| anchor.review_titled);
    let reviewed = || titled.map(|review| anchor.said_year.unwrap_or(review));
    if let Some(year) = said.or_else(reviewed) {
        return days(year);
    }
    let written = match (anchor.date, anchor.said_year.or(anchor.month_year)) {
        (Some(PartialDate::Year(year)), before) => return days(before.unwrap_or(year)),
        (None, before) => return days(before?),
        (Some(date), _) => date.days()?.0,
    };
    let distance = |(start, _): &(Date, Date)| written.duration_until(*start).abs();
    let years = written.year().checked_sub(1)?..=written.year().checked_add(1)?;
    years.filter_map(days).min_by_key(distance)
}

fn festival_day(day: FestivalDay, year: i16) -> Option<Date> {
    match day {
        FestivalDay::Solar(month, day) => Date::new(year, month as i8, day as i8).ok(),
        FestivalDay::Lunar(month, day) => Some(lunar_days(year, (month, false), Some((day, day)))?.0),
        FestivalDay::LunarEve(month, day) => lunar_days(year, (month, false), Some((day, day)))?.0.yesterday().ok(),
        // The terms of a year are counted from the solstice before it; its own 冬至 comes after all others.
        FestivalDay::Term(index) => {
            let index = if index == 0 { 24 } else { isize::from(index) };
            known(year).then(|| civil(&SolarTerm::from_index(isize::from(year), index).get_solar_day()))?
        }
    }
}

/// A month of a lunar year: the year, which month, whether it is a leap one.
type Month = (i16, u8, bool);

/// So many months are remembered; then all are forgotten.
const MONTHS: usize = 512;

thread_local! {
    /// The first days of lunar months and how many days they have: the news of a month name the same festival over and over,
    /// and the moon's path takes long to reckon.
    static KNOWN: RefCell<HashMap<Month, Option<(Date, i64)>>> = RefCell::default();
}

/// The first day of a month of the lunar year that begins in `year`, and how many days it has.
fn lunar_month(year: i16, month: u8, leap: bool) -> Option<(Date, i64)> {
    if let Some(told) = almanac::lunar_month(year, month, leap) {
        return told;
    }
    KNOWN.with_borrow_mut(|known| {
        if known.len() >= MONTHS {
            known.clear();
        }
        *known
            .entry((year, month, leap))
            .or_insert_with(|| reckoned(year, month, leap))
    })
}

/// The same by the path of the moon.
pub(in crate::resolve) fn reckoned(year: i16, month: u8, leap: bool) -> Option<(Date, i64)> {
    let number = if leap { -isize::from(month) } else { isize::from(month) };
    let month = LunarMonth::new(isize::from(year), number)
        .ok()
        .filter(|_| known(year))?;
    let first = civil(&LunarDay::new(isize::from(year), number, 1).ok()?.get_solar_day())?;
    Some((first, month.get_day_count() as i64))
}

/// Days of a month of the lunar year that begins in `year`; a last day beyond the month's end means its last day.
fn lunar_days(year: i16, (month, leap): (u8, bool), days: Option<(u8, u8)>) -> Option<(Date, Date)> {
    let (first, length) = lunar_month(year, month, leap)?;
    let (from, to) = days.map_or((1, length), |(from, to)| (i64::from(from), i64::from(to).min(length)));
    let day = |day: i64| first.checked_add((day - 1).days()).ok();
    (from <= to).then(|| Some((day(from)?, day(to)?)))?
}

/// Whether the calendar of the year is known to the day: the rules in force since 1645, and no forecast beyond what documents
/// speak of.
fn known(year: i16) -> bool {
    (1645..=2200).contains(&year)
}

fn civil(day: &SolarDay) -> Option<Date> {
    Date::new(day.get_year() as i16, day.get_month() as i8, day.get_day() as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::PeriodLexicon;

    fn written(date: &str) -> Anchor {
        Anchor {
            date: date.parse().ok(),
            ..Anchor::default()
        }
    }

    fn shown(days: Option<(Date, Date)>) -> String {
        days.map_or("?".to_owned(), |(from, to)| format!("{from}..{to}"))
    }

    #[test]
    fn festivals_fall_on_the_days_that_almanacs_give() {
        use FestivalDay::{Lunar, LunarEve, Solar, Term};
        for (day, year, expected) in [
            (Lunar(1, 1), 2024, "2024-02-10"),
            (LunarEve(1, 1), 2024, "2024-02-09"),
            (Lunar(8, 15), 2020, "2020-10-01"),
            (Lunar(5, 5), 1998, "1998-05-30"),
            (Solar(10, 1), 1999, "1999-10-01"),
            (Term(7), 2023, "2023-04-05"),
            (Term(11), 2021, "2021-06-05"),
            (Term(0), 2024, "2024-12-21"),
        ] {
            let found = festival_day(day, year).map(|day| day.to_string());
            assert_eq!(found.as_deref(), Some(expected), "{day:?} {year}");
        }
        assert_eq!(festival_day(Lunar(1, 1), 3), None);
        assert_eq!(festival_day(Lunar(1, 1), i16::MAX), None);
    }

    #[test]
    fn lunar_months_and_days() {
        for (year, month, days, expected) in [
            (2021, (6, false), None, "2021-07-10..2021-08-07"),
            (2020, (4, true), None, "2020-05-23..2020-06-20"),
            (2023, (9, false), Some((22, 22)), "2023-11-05..2023-11-05"),
            (2019, (12, false), Some((30, 30)), "2020-01-24..2020-01-24"),
            // No such leap month; a day beyond the end of a short month.
            (2021, (4, true), None, "?"),
            (2024, (1, false), Some((29, 30)), "2024-03-09..2024-03-09"),
            (2024, (13, false), None, "?"),
        ] {
            assert_eq!(
                shown(lunar_days(year, month, days)),
                expected,
                "{year} {month:?} {days:?}"
            );
        }
    }

    #[test]
    fn a_date_without_a_year_is_the_one_nearest_to_the_day_of_writing() {
        let festive = |date| shown(lunar(None, (1, false), Some((8, 8)), &written(date)));
        assert_eq!(festive("2023-02-12"), "2023-01-29..2023-01-29");
        assert_eq!(festive("2023-12-20"), "2024-02-17..2024-02-17");
        assert_eq!(festive("2024"), "2024-02-17..2024-02-17");
        let reviewed = Anchor {
            review_year: Some(2023),
            review_titled: true,
            ..written("2024-03-01")
        };
        assert_eq!(
            shown(lunar(None, (1, false), Some((8, 8)), &reviewed)),
            "2023-01-29..2023-01-29"
        );
        assert_eq!(shown(lunar(None, (1, false), Some((8, 8)), &Anchor::default())), "?");
    }

    #[test]
    fn every_holiday_of_the_lexicon_holds_its_festival() {
        let lexicon = PeriodLexicon::shipped();
        let mut seen = 0;
        for known in (0..=u8::MAX).map_while(|index| lexicon.festival(index)) {
            for &(from, to) in &known.holidays {
                let day = festival_day(known.day, to.year()).unwrap();
                assert!(from <= day && day <= to, "{day} is not within {from}..{to}");
                assert_eq!(
                    festival(known, Some(to.year()), FestivalPart::Holiday, &Anchor::default()),
                    Some((from, to))
                );
                seen += 1;
            }
        }
        assert!(seen > 100);
    }

    #[test]
    fn a_holiday_of_an_unknown_year_is_known_to_the_month() {
        let lexicon = PeriodLexicon::shipped();
        let national = (0..=u8::MAX)
            .filter_map(|index| lexicon.festival(index))
            .find(|it| it.day == FestivalDay::Solar(10, 1))
            .unwrap();
        let of = |year, part| shown(festival(national, Some(year), part, &Anchor::default()));
        assert_eq!(of(1985, FestivalPart::Holiday), "1985-10-01..1985-10-31");
        assert_eq!(of(2024, FestivalPart::Days(1, 3)), "2024-10-01..2024-10-03");
        assert_eq!(of(2024, FestivalPart::Days(8, 8)), "?");
    }
}
