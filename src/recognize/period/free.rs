//! Periods that only free text has: 三年前, 20天后, 17天内 counted from the day it was written, 10/31/1974, 1月3, Q1, and a year
//! that stands alone. In a bulletin 三年内 is a length and 2018 a number.

use crate::model::{CalendarUnit, TimeExpr};

use super::moment::{Moment, YearSaid, within_year};
use super::number::number;
use super::part::{is_day, is_month};
use super::reader::{Reader, is_recent, is_year};

impl Reader<'_> {
    /// A moment of free text that starts at `at`.
    pub(super) fn free_moment(&self, at: usize) -> Option<Moment> {
        self.slashed(at)
            .or_else(|| self.quarter_letter(at))
            .or_else(|| self.distance(at))
    }

    /// Whether nothing, or a blank and then no figure, stands in `rest`.
    pub(super) fn is_alone(&self, rest: &str) -> bool {
        let after = rest.trim_start();
        after.is_empty() || after.len() < rest.len() && after.starts_with(|c: char| c.is_alphabetic())
    }

    /// 10/31/1974, 3/3/15: month, day, year; the day first where the first figure can be no month.
    fn slashed(&self, at: usize) -> Option<Moment> {
        let part = |at: usize| number(self.text, at).filter(|n| n.arabic);
        if self.before(at).ends_with(['/', '.', '-']) {
            return None;
        }
        let first = part(at).filter(|n| n.places <= 2)?;
        let second = part(self.eat(first.end, "/")?).filter(|n| n.places <= 2)?;
        let year = part(self.eat(second.end, "/")?)?;
        let (month, day) = if is_month(first.value) {
            (first, second)
        } else {
            (second, first)
        };
        let ends = !self
            .rest(year.end)
            .starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/');
        if !is_month(month.value) || !is_day(&day) || !ends {
            return None;
        }
        let said = if is_year(&year) && is_recent(&year) {
            YearSaid::Calendar(year.value as i16, year.value as i16)
        } else if year.places == 2 {
            YearSaid::Short(year.value as u16)
        } else {
            return None;
        };
        let (months, days) = (
            (month.value as u8, month.value as u8),
            (day.value as u8, day.value as u8),
        );
        // A leap year tells whether there is such a day at all.
        within_year(2000, months, Some(days)).filter(|(start, _)| start.day() as u32 == day.value)?;
        Some(Moment {
            months: Some(months),
            days: Some(days),
            ..Moment::of_year(said, year.end)
        })
    }

    /// Q1, Q3季度.
    fn quarter_letter(&self, at: usize) -> Option<Moment> {
        let letter = self.eat(at, "Q")?;
        let quarter = number(self.text, letter).filter(|n| n.arabic && n.places == 1 && (1..=4).contains(&n.value))?;
        let lettered = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
        if self.before(at).ends_with(lettered) || self.rest(quarter.end).starts_with(lettered) {
            return None;
        }
        let last = quarter.value as u8 * 3;
        Some(Moment {
            months: Some((last - 2, last)),
            ..Moment::at(self.eat(quarter.end, "季度").unwrap_or(quarter.end))
        })
    }

    /// 三年前, 20天后, 七年半后, 十个多月后: a distance from the day of writing; 17天内: a stretch from it on.
    fn distance(&self, at: usize) -> Option<Moment> {
        // 07年以前, 五八年前 speak of a year, not of so many.
        let year = self.rest(at).starts_with(['0', '零', '〇']);
        let count = number(self.text, at).filter(|n| (1..=200).contains(&n.value) && n.places <= 3 && !year)?;
        if !count.arabic && count.places > 1 {
            return None;
        }
        let after = self.blank(count.end);
        let (mut unit, mut end) = match self.eat(after, "个多月") {
            Some(end) => (CalendarUnit::Month, end),
            None => self.unit(after)?,
        };
        let mut count = count.value as i16;
        if let Some(half) = self.eat(end, "半").filter(|_| unit == CalendarUnit::Year) {
            (unit, count, end) = (CalendarUnit::Month, count * 12 + 6, half);
        }
        let word = |words: &[&str]| words.iter().find_map(|word| self.eat(end, word));
        let within = word(&["以内", "之内", "内"]);
        if let Some(end) = within {
            let whole = self.rest(end).chars().next().is_none_or(|c| !"部外容".contains(c));
            return whole.then(|| Moment {
                other: Some(TimeExpr::Stretch { unit, count: -count }),
                ..Moment::at(end)
            });
        }
        let later = word(&["以后", "之后", "后"]);
        let earlier = word(&["以前", "之前", "前"]);
        let (offset, end) = match (later, earlier) {
            (Some(end), _) => (count, end),
            (_, Some(end)) => (-count, end),
            _ => return None,
        };
        // 三年前后, 五年后期, 两年前期
        if self
            .rest(end)
            .starts_with(['后', '期', '者', '续', '景', '沿', '列', '往', '来'])
        {
            return None;
        }
        Some(Moment {
            other: Some(TimeExpr::Current {
                unit,
                offset,
                days: None,
            }),
            ..Moment::at(end)
        })
    }

    /// The 3 of 1月3, where nothing is counted with it.
    pub(super) fn unmarked_day(&self, at: usize) -> Option<((u8, u8), usize)> {
        let day = number(self.text, at).filter(|n| n.arabic && is_day(n))?;
        let next = self.rest(day.end).chars().next();
        let ends = next.is_none_or(|c| matches!(c, '至' | '到' | '-' | '—' | '~' | '，' | '。' | '；' | '）' | ')'));
        ends.then_some(((day.value as u8, day.value as u8), day.end))
    }

    /// 前4天 of a month.
    pub(super) fn first_days(&self, at: usize) -> Option<((u8, u8), usize)> {
        let count = number(self.text, self.eat(at, "前")?).filter(is_day)?;
        Some(((1, count.value as u8), self.eat(count.end, "天")?))
    }
}
