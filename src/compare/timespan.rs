//! The time that a value holds at: takes a fact's period, gives days, a label and whether two such stretches are alike.

use std::fmt;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::model::Period;

/// A stretch of whole days. Ordered by its end, and where two end together the longer one comes last: 2024-12 before 2024.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Timespan {
    /// First day.
    pub start: Date,
    /// Last day, inclusive.
    pub end: Date,
}

/// What makes two stretches alike: a year and another year, the first five months of two years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Shape {
    from: (i8, i8),
    /// The day of the month is 0 where it is the last one, so that February is like February.
    to: (i8, i8),
    years: i16,
}

impl Timespan {
    /// The stretch of a fact; `None` where it does not know its days.
    pub fn of(period: &Period) -> Option<Self> {
        let day = |text: &Option<String>| text.as_deref()?.parse().ok();
        let (start, end) = (day(&period.start)?, day(&period.end)?);
        (start <= end).then_some(Self { start, end })
    }

    /// What it is like.
    pub fn shape(self) -> Shape {
        let last = self.end == self.end.last_of_month();
        Shape {
            from: (self.start.month(), self.start.day()),
            to: (self.end.month(), if last { 0 } else { self.end.day() }),
            years: self.end.year() - self.start.year(),
        }
    }

    /// Whether it is one calendar year.
    pub fn is_year(self) -> bool {
        self.shape()
            == Shape {
                from: (1, 1),
                to: (12, 0),
                years: 0,
            }
    }

    /// Whether it is a part of one calendar year.
    pub fn is_part_of_year(self) -> bool {
        self.start.year() == self.end.year() && !self.is_year()
    }

    /// Years from the end of the earlier stretch to the end of this one; `None` where the two are not alike.
    pub fn years_after(self, earlier: Self) -> Option<i16> {
        (self.shape() == earlier.shape()).then(|| self.end.year() - earlier.end.year())
    }
}

impl Ord for Timespan {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.end.cmp(&other.end).then(other.start.cmp(&self.start))
    }
}

impl PartialOrd for Timespan {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Timespan {
    /// `2024`, `2021..2025`, `2024-05`, `2024-01..05`, else both days.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (start, end) = (self.start, self.end);
        let whole_months = start.day() == 1 && end == end.last_of_month();
        let whole_years = whole_months && start.month() == 1 && end.month() == 12;
        match (whole_years, whole_months, start.year() == end.year()) {
            (true, _, true) => write!(f, "{}", end.year()),
            (true, _, false) => write!(f, "{}..{}", start.year(), end.year()),
            (false, true, true) if start.month() == end.month() => f.write_str(&month(end)),
            (false, true, true) => write!(f, "{}..{:02}", month(start), end.month()),
            (false, true, false) => write!(f, "{}..{}", month(start), month(end)),
            _ if start == end => write!(f, "{start}"),
            _ => write!(f, "{start}..{end}"),
        }
    }
}

impl Serialize for Timespan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn month(day: Date) -> String {
    format!("{}-{:02}", day.year(), day.month())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// `2023-01-01/2023-12-31` → the stretch.
    pub fn span(text: &str) -> Timespan {
        let (start, end) = text.split_once('/').expect("two days");
        Timespan {
            start: start.parse().unwrap(),
            end: end.parse().unwrap(),
        }
    }

    #[test]
    fn a_stretch_is_named_as_shortly_as_it_can_be() {
        let cases = [
            ("2023-01-01/2023-12-31", "2023"),
            ("2021-01-01/2025-12-31", "2021..2025"),
            ("2024-02-01/2024-02-29", "2024-02"),
            ("2024-01-01/2024-05-31", "2024-01..05"),
            ("2023-09-01/2024-08-31", "2023-09..2024-08"),
            ("2024-05-01/2024-05-03", "2024-05-01..2024-05-03"),
            ("2024-05-01/2024-05-01", "2024-05-01"),
        ];
        for (days, label) in cases {
            assert_eq!(span(days).to_string(), label, "{days}");
        }
    }

    #[test]
    fn only_like_is_measured_against_like() {
        // Earlier, later, years between.
        let cases = [
            ("2020-01-01/2020-12-31", "2023-01-01/2023-12-31", Some(3)),
            ("2023-02-01/2023-02-28", "2024-02-01/2024-02-29", Some(1)),
            ("2023-01-01/2023-05-31", "2024-01-01/2024-05-31", Some(1)),
            ("2016-01-01/2020-12-31", "2021-01-01/2025-12-31", Some(5)),
            // Part of a year and a year; five months and six; one year and five.
            ("2023-01-01/2023-12-31", "2024-01-01/2024-05-31", None),
            ("2023-01-01/2023-05-31", "2024-01-01/2024-06-30", None),
            ("2020-01-01/2020-12-31", "2021-01-01/2025-12-31", None),
            ("2024-02-01/2024-02-28", "2025-02-01/2025-02-28", None),
        ];
        for (earlier, later, years) in cases {
            assert_eq!(span(later).years_after(span(earlier)), years, "{earlier} {later}");
        }
    }

    #[test]
    fn of_two_that_end_together_the_longer_comes_last() {
        let mut all = [
            span("2021-01-01/2025-12-31"),
            span("2025-01-01/2025-12-31"),
            span("2025-12-01/2025-12-31"),
            span("2024-01-01/2024-12-31"),
        ];
        all.sort();
        assert_eq!(all.map(|it| it.to_string()), ["2024", "2025-12", "2025", "2021..2025"]);
    }
}
