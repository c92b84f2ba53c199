//! The notations of years and of whole dates.

use super::moment::{Edge, Moment, YearSaid, within_year};
use super::number::{Number, is_chinese};
use super::part::is_month;
use super::reader::{Reader, is_recent, is_year};

impl Reader<'_> {
    /// 20211228 alone on its line or in brackets, 2021-12-30, 2024.5.7, 2024/05/07, 2021-12; parts of ranges: 1999.08.
    pub(super) fn iso(&self, at: usize) -> Option<Moment> {
        let year = self.number(at)?;
        if year.places == 8 {
            return self.eight_figures(at, year);
        }
        if year.places == 2 && year.arabic {
            return self.day_first(at, &year);
        }
        if !is_year(&year) || !is_recent(&year) {
            return None;
        }
        let mark = self
            .rest(year.end)
            .chars()
            .next()
            .filter(|c| matches!(c, '-' | '.' | '/'))?;
        let month = self
            .number(year.end + 1)
            .filter(|n| n.arabic && n.places <= 2 && is_month(n.value))?;
        let of_month = Moment {
            months: Some((month.value as u8, month.value as u8)),
            ..Moment::of_year(YearSaid::Calendar(year.value as i16, year.value as i16), month.end)
        };
        let after = self.rest(month.end);
        if let Some(day) = after.strip_prefix(mark).and_then(|_| self.number(month.end + 1)) {
            return real_day(of_month, &day).filter(|_| day.arabic && day.places <= 2);
        }
        // 1994.01-19: the mark changes before a day that can be no month.
        if mark == '.'
            && let Some(day) = self.eat(month.end, "-").and_then(|at| self.number(at))
            && (13..=31).contains(&day.value)
            && day.places == 2
            && day.arabic
            && !self
                .rest(day.end)
                .starts_with(|c: char| c.is_alphanumeric() || "-./%".contains(c))
            && let Some(moment) = real_day(of_month.clone(), &day)
        {
            return Some(moment);
        }
        // 2021-12 is a month where nothing says that it is a range of years; 1999.08 only as one end of a range.
        let padded = month.places == 2 && !after.starts_with(|c: char| c.is_ascii_digit() || "年./".contains(c));
        let ranged =
            mark == '.' && (self.dash(month.end).is_some() || self.before(at).ends_with(['-', '—', '~', '～']));
        (padded && (mark == '-' || ranged)).then_some(of_month)
    }

    /// 16.07.2023, as some pages print their day; the time of day may have closed up to it (16.07.202310:32).
    fn day_first(&self, at: usize, day: &Number) -> Option<Moment> {
        let month = self.eat(day.end, ".").and_then(|at| self.number(at));
        let month = month.filter(|month| month.arabic && month.places == 2 && is_month(month.value))?;
        let start = self.eat(month.end, ".")?;
        let figures = self.rest(start).get(..4)?;
        let year: i16 = figures.parse().ok().filter(|year| (1900..2100).contains(year))?;
        let apart = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '/' | '%');
        let rest = self.rest(start + 4);
        let clock = matches!(rest.as_bytes(), [b'0'..=b'2', b'0'..=b'9', b':', ..]);
        if self.before(at).ends_with(apart) || (rest.starts_with(apart) && !clock) {
            return None;
        }
        let of_month = Moment {
            months: Some((month.value as u8, month.value as u8)),
            ..Moment::of_year(YearSaid::Calendar(year, year), start + 4)
        };
        let end = of_month.end;
        Some(Moment {
            end,
            ..real_day(of_month, day)?
        })
    }

    pub(super) fn eight_figures(&self, at: usize, number: Number) -> Option<Moment> {
        let (year, month, day) = (number.value / 10_000, number.value / 100 % 100, number.value % 100);
        let before = self
            .before(at)
            .trim_end_matches(|c: char| c == '*' || c == '>' || (c.is_whitespace() && c != '\n'));
        let after = self
            .rest(number.end)
            .trim_start_matches(|c: char| c == '*' || (c.is_whitespace() && c != '\n'));
        let opened = before.is_empty() || before.ends_with(['\n', '(', '（', '[', '【', '】', ':', '：']);
        let closed = after.is_empty() || after.starts_with(['\n', '\r', ')', '）', ']', '】']);
        let days = (day as u8, day as u8);
        let real = within_year(year as i16, (month as u8, month as u8), Some(days))?;
        (opened && closed && (1900..2100).contains(&year) && real.0.day() as u32 == day).then(|| Moment {
            months: Some((month as u8, month as u8)),
            days: Some(days),
            ..Moment::of_year(YearSaid::Calendar(year as i16, year as i16), number.end)
        })
    }

    /// Whether what stands behind the figures at `at` can go on one of the notations of decades.
    fn may_be_decade(&self, at: usize) -> bool {
        let rest = self.rest(at);
        let after = match self.number(at) {
            Some(number) => self.rest(number.end),
            None if rest.starts_with(|c: char| c.is_ascii_digit()) => {
                rest.trim_start_matches(|c: char| c.is_ascii_digit())
            }
            None => rest.trim_start_matches(is_chinese),
        };
        match after.chars().next() {
            Some('世' | '、' | '-' | '—' | '－' | '–' | '~' | '～' | '至' | '到' | '―' | '一' | '─') => {
                true
            }
            Some('年' | ' ' | '\u{3000}' | '\u{a0}') => {
                let end = self.text.len() - after.len();
                self.rest(self.blank(end)).starts_with("年代")
            }
            _ => false,
        }
    }

    /// 60、70年代, 七八十年代, 19世纪60-70年代: two decades; of the last century where none is said.
    fn decades(&self, at: usize) -> Option<Moment> {
        let said = self
            .number(at)
            .and_then(|century| Some((century, self.eat(century.end, "世纪")?)));
        let (century, at) = match said {
            Some((century, end)) if (11..=21).contains(&century.value) => (century.value as i16 - 1, end),
            Some(_) => return None,
            None => (19, at),
        };
        let tens = |at: usize| {
            self.number(at)
                .filter(|n| n.value % 10 == 0 && (10..=90).contains(&n.value))
        };
        let listed = || {
            let first = tens(at)?;
            let second = tens(self.eat(first.end, "、").or_else(|| self.dash(first.end))?)?;
            Some((first.value, second.value, second.end))
        };
        let fused = || {
            let mut letters = self.rest(at).chars();
            let (first, second) = (letters.next()?, letters.next()?);
            let figure = |c: char| {
                "一二三四五六七八九"
                    .chars()
                    .position(|known| known == c)
                    .map(|at| at as u32 + 1)
            };
            let end = at + first.len_utf8() + second.len_utf8();
            Some((figure(first)? * 10, figure(second)? * 10, self.eat(end, "十")?))
        };
        let (first, second, end) = listed().or_else(fused)?;
        let end = self.eat(end, "年代")?;
        (first < second).then(|| {
            let years = YearSaid::Calendar(century * 100 + first as i16, century * 100 + 9 + second as i16);
            self.edges(Moment::of_year(years, end))
        })
    }

    /// 九十年代, 1990年代, 20世纪90年代.
    pub(super) fn decade(&self, at: usize) -> Option<Moment> {
        if !self.may_be_decade(at) {
            return None;
        }
        if let Some(decades) = self.decades(at) {
            return Some(decades);
        }
        let mut tens = self.number(at)?;
        let mut century = None;
        if let Some(end) = self.eat(tens.end, "世纪") {
            century = Some((tens.value.checked_sub(1)?) as i16);
            tens = self.number(end)?;
        } else if self.before(at).ends_with("本世纪") && tens.value <= 40 {
            // 本世纪 of an older text is the twentieth, whose later decades alone are spoken of.
            century = Some(20);
        }
        let end = self.eat(self.blank(tens.end), "年代")?;
        let first = match (tens.value, century) {
            (tens @ 10..=90, Some(century @ 10..=20)) if tens % 10 == 0 => century * 100 + tens as i16,
            (tens @ 30..=90, None) if tens % 10 == 0 => 1900 + tens as i16,
            (year @ 1600..=2090, None) if year % 10 == 0 => year as i16,
            _ => return None,
        };
        Some(self.edges(Moment::of_year(YearSaid::Calendar(first, first + 9), end)))
    }

    /// 2023年…, 98年4月, 5月13日, 1-5月, 三季度, 13日.
    pub(super) fn dated(&self, at: usize) -> Option<Moment> {
        let first = self.number(at);
        if let Some(year) = first
            && let Some(end) = self.eat(self.blank(year.end), "年")
        {
            if let Some(of_year) = self.calendar_year(&year, end) {
                return Some(of_year);
            }
            return self.short_year(at, &year, end);
        }
        // 1995、1996和1997年: the last of them has 年.
        if let Some(year) = first.filter(|year| self.is_listed_year(year)) {
            let value = year.value as i16;
            return Some(Moment::of_year(YearSaid::Calendar(value, value), year.end));
        }
        // 2024春节假期: the year stands without 年.
        if let Some(year) = first.filter(|n| n.arabic && is_year(n) && is_recent(n))
            && let Some(festive) =
                self.festive(year.end, Some(YearSaid::Calendar(year.value as i16, year.value as i16)))
        {
            return Some(festive);
        }
        self.part(Moment::at(at)).or_else(|| self.bare_days(at, first?))
    }

    /// Whether a year that stands without 年 is one of several that a later one closes with it.
    fn is_listed_year(&self, first: &Number) -> bool {
        let one = |number: &Number| number.arabic && is_year(number) && is_recent(number);
        let joined = |at: usize| {
            let marks = ["、", "和", "及", "与"];
            let next = self.number(marks.iter().find_map(|mark| self.eat(at, mark))?);
            next.filter(one)
        };
        let mut last = *first;
        for _ in 0..LISTED {
            let Some(next) = Some(last).filter(one).and_then(|last| joined(last.end)) else {
                return false;
            };
            if let Some(end) = self.eat(next.end, "年") {
                return !self.lexicon.not.after_year.start(self.rest(end));
            }
            last = next;
        }
        false
    }

    pub(super) fn calendar_year(&self, year: &Number, end: usize) -> Option<Moment> {
        let not = &self.lexicon.not.after_year;
        if !is_year(year) || not.start(self.rest(end)) {
            return None;
        }
        let moment = self.in_census(Moment::of_year(
            YearSaid::Calendar(year.value as i16, year.value as i16),
            end,
        ));
        Some(if moment.end > end { moment } else { self.in_year(moment) })
    }

    /// Two or three figures and 年 are a year where something says so; else they are a length.
    pub(super) fn short_year(&self, at: usize, year: &Number, end: usize) -> Option<Moment> {
        let (places, value) = (year.places, year.value as u16);
        // 三五年, 七八年 count about so many years.
        let about = !year.arabic && places == 2 && value / 10 < value % 10 && value % 10 - value / 10 <= 2;
        let spelled = !year.arabic && places == 0;
        if !(places == 2
            || (places == 3 && year.arabic && (80..=150).contains(&value))
            || (spelled && (50..=150).contains(&value)))
        {
            return None;
        }
        let moment = self.in_year(Moment::of_year(YearSaid::Short(value), end));
        let dated = moment.months.is_some_and(|_| moment.end > end);
        let edged = moment.edge == Some(Edge::End) || self.eat(end, "度").is_some();
        if dated || edged {
            return Some(moment);
        }
        let padded = places == 2 && self.rest(at).starts_with(['0', '零', '〇']);
        if padded {
            return Some(moment);
        }
        // 于八十六年修正: led by a preposition, a number of so many tens is a year.
        let plain = !self.lexicon.not.after_short_year.start(self.rest(end));
        let tens = spelled && (60..=120).contains(&value) && plain;
        if tens && self.lexicon.not.before_short_year.end(self.before(at)) {
            return Some(moment);
        }
        // Three figures can only be years of the Republic, now a little beyond a hundred.
        let of_the_republic = places == 3 && (101..=130).contains(&value);
        if (places != 2 && !of_the_republic) || about || self.lexicon.not.after_short_year.start(self.rest(end)) {
            return None;
        }
        let before = self.before(at);
        let led = before.is_empty()
            || before.ends_with(|c: char| "，。；：、（(\n,;".contains(c))
            || self.lexicon.not.before_short_year.end(before);
        (!year.arabic || (led && value >= 49)).then_some(moment)
    }

    /// 民国一百零二年, 民国93年2月6日.
    pub(super) fn era_year(&self, at: usize, before: i16) -> Option<Moment> {
        let at = self.blank(at);
        let (value, end) = match self.number(at) {
            Some(year) => (year.value, year.end),
            None => (1, self.eat(at, "元")?),
        };
        let end = self.eat(self.blank(end), "年")?;
        let year = before + i16::try_from(value).ok().filter(|value| (1..=200).contains(value))?;
        Some(self.in_year(Moment::of_year(YearSaid::Calendar(year, year), end)))
    }
}

/// Years of the longest list of them.
const LISTED: usize = 12;

/// The day of a month of a year; `None` where there is no such day.
fn real_day(month: Moment, day: &Number) -> Option<Moment> {
    let Some(YearSaid::Calendar(year, _)) = month.year else {
        return None;
    };
    let real = within_year(year, month.months?, Some((day.value.min(99) as u8, 31)));
    let exists = real.is_some_and(|(start, _)| start.day() as u32 == day.value);
    exists.then_some(Moment {
        days: Some((day.value as u8, day.value as u8)),
        end: day.end,
        ..month
    })
}
