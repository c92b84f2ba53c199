//! Periods that only free text has: 三年前, 20天后, 17天内 counted from the day it was written, 10/31/1974, 09-01, 6·30, 1月3, Q1,
//! and a year that stands alone. In a bulletin 三年内 is a length, 2018 a number and “6·30” a name; only 三年前 is a period there too.

use crate::model::{CalendarUnit, TimeExpr};

use super::moment::{Edge, Moment, YearSaid, within_year};
use super::number::{Number, is_chinese};
use super::part::{is_day, is_month};
use super::reader::{Reader, is_recent, is_year};

impl Reader<'_> {
    /// A moment of free text that starts at `at`.
    pub(super) fn free_moment(&self, at: usize) -> Option<Moment> {
        self.slashed(at)
            .or_else(|| self.spaced(at))
            .or_else(|| self.month_and_day(at))
            .or_else(|| self.quarter_letter(at))
            .or_else(|| self.last_so_many(at))
            .or_else(|| self.distance(at))
            .or_else(|| self.lone_short_year(at))
    }

    /// Whether nothing, or a blank and then no figure, stands in `rest`.
    pub(super) fn is_alone(&self, rest: &str) -> bool {
        let after = rest.trim_start();
        after.is_empty() || after.len() < rest.len() && after.starts_with(|c: char| c.is_alphabetic())
    }

    /// 10/31/1974, 3/3/15: month, day, year; the day first where the first figure can be no month.
    fn slashed(&self, at: usize) -> Option<Moment> {
        let part = |at: usize| self.number(at).filter(|n| n.arabic);
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
        if !is_real(&month, &day) || !ends {
            return None;
        }
        let said = if is_year(&year) && is_recent(&year) {
            YearSaid::Calendar(year.value as i16, year.value as i16)
        } else if year.places == 2 {
            YearSaid::Short(year.value as u16)
        } else {
            return None;
        };
        Some(Moment {
            end: year.end,
            ..dated(said, &month, &day)
        })
    }

    /// 2022 11 23: year, month and day.
    fn spaced(&self, at: usize) -> Option<Moment> {
        let part = |at: usize| self.number(at).filter(|n| n.arabic);
        let year = part(at).filter(|n| is_year(n) && is_recent(n))?;
        let month = part(self.eat(year.end, " ")?).filter(|n| n.places <= 2)?;
        let day = part(self.eat(month.end, " ")?).filter(|n| n.places == 2)?;
        let real = is_real(&month, &day) && self.ends(day.end);
        real.then(|| dated(YearSaid::Calendar(year.value as i16, year.value as i16), &month, &day))
    }

    /// 09-01, 6·30: a day of the year of writing. With a dash both have two figures; 9-1 is anything.
    fn month_and_day(&self, at: usize) -> Option<Moment> {
        let part = |at: usize| self.number(at).filter(|n| n.arabic && n.places <= 2);
        let month = part(at)?;
        let (dash, dot) = (self.eat(month.end, "-"), self.eat(month.end, "·"));
        let day = part(dash.or(dot)?)?;
        let padded = month.places == 2 && day.places == 2 && self.rest(at).starts_with('0');
        let free = !self
            .before(at)
            .ends_with(|c: char| c.is_alphanumeric() || "-./:·".contains(c));
        let real = is_real(&month, &day) && self.ends(day.end) && free && (dot.is_some() || padded);
        real.then(|| Moment {
            months: Some((month.value as u8, month.value as u8)),
            days: Some((day.value as u8, day.value as u8)),
            ..Moment::at(day.end)
        })
    }

    /// Whether a date in figures may end at `at`: no figure or letter, no mark of a longer one, and no unit goes on.
    fn ends(&self, at: usize) -> bool {
        !self
            .rest(at)
            .starts_with(|c: char| c.is_alphanumeric() || "-./:·%".contains(c))
    }

    /// 上2个月: so many back, as 近2个月.
    fn last_so_many(&self, at: usize) -> Option<Moment> {
        let count = self.eat(at, "上")?;
        let unit = self.number(count).and_then(|n| self.unit(self.blank(n.end)))?;
        // 上一年, 上1周 are the ones before this.
        let several = !self.rest(count).starts_with(['1', '一']);
        (several && unit.0 != CalendarUnit::Year).then(|| self.stretch(count, 1))?
    }

    /// 24年 alone, 在789年: a year.
    fn lone_short_year(&self, at: usize) -> Option<Moment> {
        let year = self.number(at).filter(|n| n.arabic)?;
        let end = self.eat(year.end, "年")?;
        let alone = self.before(at).is_empty() && self.rest(end).is_empty();
        if year.places == 2 && alone {
            return Some(Moment::of_year(YearSaid::Short(year.value as u16), end));
        }
        let within = self.before(at).ends_with('在')
            && !self
                .rest(end)
                .starts_with(['内', '里', '间', '中', '之', '以', '前', '后']);
        (year.places == 3 && year.value > 150 && within)
            .then(|| Moment::of_year(YearSaid::Calendar(year.value as i16, year.value as i16), end))
    }

    /// Q1, Q3季度.
    fn quarter_letter(&self, at: usize) -> Option<Moment> {
        let letter = self.eat(at, "Q")?;
        let quarter = self
            .number(letter)
            .filter(|n| n.arabic && n.places == 1 && (1..=4).contains(&n.value))?;
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
        let count = self
            .number(at)
            .filter(|n| (1..=200).contains(&n.value) && n.places <= 3 && !year)?;
        if !count.arabic && count.places > 1 {
            return None;
        }
        // 几十年之后: so many tens.
        if self.before(at).ends_with(['几', '数', '好', '多']) {
            return None;
        }
        let after = self.blank(count.end);
        let more = self.eat(after, "个多月");
        let (mut unit, mut end) = match more {
            Some(end) => (CalendarUnit::Month, end),
            None => self.unit(after)?,
        };
        let mut count = count.value as i16;
        let half = self.eat(end, "半").filter(|_| unit == CalendarUnit::Year);
        if let Some(half) = half {
            (unit, count, end) = (CalendarUnit::Month, count * 12 + 6, half);
        }
        // 3年半以来, 3年多以来, 三年多来: since the month or year in which that began; 3年多前: then.
        let over = self.eat(end, "多").filter(|_| unit != CalendarUnit::Day);
        end = over.unwrap_or(end);
        let since = self.eat(end, "以来");
        if let Some(end) = since.or_else(|| over.and_then(|end| self.eat(end, "来")))
            && (more.is_some() || half.is_some() || over.is_some())
        {
            return Some(Moment {
                other: Some(TimeExpr::Current {
                    unit,
                    offset: -count,
                    days: None,
                }),
                edge: Some(Edge::Since),
                ..Moment::at(end)
            });
        }
        let word = |words: &[&str]| words.iter().find_map(|word| self.eat(end, word));
        let within = word(&["以内", "之内", "内"]);
        if let Some(end) = within {
            let whole = self.rest(end).chars().next().is_none_or(|c| !"部外容".contains(c));
            return whole.then(|| Moment {
                other: Some(TimeExpr::Within { unit, count }),
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

    /// 五年前, 三年之前 in a bulletin: so many years before the one that it tells of; other distances are lengths there.
    pub(super) fn years_ago(&self, at: usize) -> Option<Moment> {
        // Nearly all years and numbers go on otherwise.
        let year = self.eat(self.blank(self.number(at)?.end), "年")?;
        let rest = self.rest(year);
        if !rest.strip_prefix('多').unwrap_or(rest).starts_with(['前', '以', '之']) {
            return None;
        }
        let moment = self.distance(at)?;
        let Some(TimeExpr::Current {
            unit: CalendarUnit::Year,
            offset: offset @ ..0,
            days: None,
        }) = moment.other
        else {
            return None;
        };
        // 20年前三季度: the first three quarters.
        let counted = self
            .rest(moment.end)
            .starts_with(|c: char| c.is_ascii_digit() || is_chinese(c));
        let ago = !counted && moment.edge.is_none();
        ago.then(|| Moment::of_year(YearSaid::Review(offset), moment.end))
    }

    /// The 3 of 1月3, where nothing is counted with it.
    pub(super) fn unmarked_day(&self, at: usize) -> Option<((u8, u8), usize)> {
        let day = self.number(at).filter(|n| n.arabic && is_day(n))?;
        let next = self.rest(day.end).chars().next();
        let ends = next.is_none_or(|c| matches!(c, '至' | '到' | '-' | '—' | '~' | '，' | '。' | '；' | '）' | ')'));
        ends.then_some(((day.value as u8, day.value as u8), day.end))
    }

    /// 前4天 of a month.
    pub(super) fn first_days(&self, at: usize) -> Option<((u8, u8), usize)> {
        let count = self.number(self.eat(at, "前")?).filter(is_day)?;
        Some(((1, count.value as u8), self.eat(count.end, "天")?))
    }
}

/// A day of a month and a year in figures.
fn dated(year: YearSaid, month: &Number, day: &Number) -> Moment {
    Moment {
        months: Some((month.value as u8, month.value as u8)),
        days: Some((day.value as u8, day.value as u8)),
        ..Moment::of_year(year, day.end)
    }
}

/// Whether there is such a day in a leap year.
fn is_real(month: &Number, day: &Number) -> bool {
    let (months, days) = (
        (month.value as u8, month.value as u8),
        (day.value as u8, day.value as u8),
    );
    is_month(month.value)
        && is_day(day)
        && within_year(2000, months, Some(days)).is_some_and(|(start, _)| start.day() as u32 == day.value)
}
