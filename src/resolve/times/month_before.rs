//! Days that are of the month before, by their number alone: 31日, told on the first days of a month.

use crate::resolve::PartialDate;

/// Whether a day of a month lies so far ahead that the day of the same number of the month before is meant.
pub(in crate::resolve) fn is_of_last_month(day: u8, date: PartialDate) -> bool {
    matches!(date, PartialDate::Day(written) if day as i8 - written.day() >= NEARLY_A_MONTH)
}

/// Days.
const NEARLY_A_MONTH: i8 = 20;
