//! Parts of years (months, quarters, days) and stretches of so many years, months or days.

use crate::model::{CalendarUnit, TimeExpr};
use crate::rules::PeriodWord;

use super::moment::Moment;
use super::number::Number;
use super::reader::Reader;

impl Reader<'_> {
    /// What narrows the year that ends at `moment.end`.
    pub(super) fn in_year(&self, moment: Moment) -> Moment {
        let after = self.blank(moment.end);
        let narrowed = self.part(Moment {
            end: after,
            ..moment.clone()
        });
        narrowed.unwrap_or_else(|| self.edges(moment))
    }

    /// 上半年, 一季度, 前三季度, 前11个月, 1-5月, 5月13日, 5月上旬: part of a year, from `moment.end` on.
    pub(super) fn part(&self, moment: Moment) -> Option<Moment> {
        let at = moment.end;
        let told = moment.year.is_some();
        if told && let Some(festive) = self.festive(at, moment.year) {
            return Some(festive);
        }
        if told && let Some(end) = self.first_week(at) {
            return Some(self.edges(Moment {
                months: Some((1, 1)),
                days: Some((1, 7)),
                end,
                ..moment
            }));
        }
        for (word, end) in self.words(at) {
            match word {
                PeriodWord::Part(from, to) => {
                    return Some(self.edges(Moment {
                        months: Some((from, to)),
                        end,
                        ..moment
                    }));
                }
                // 2024年夏季达沃斯论坛: a part of its name.
                PeriodWord::Season(from, to) if told && self.other_word(at).is_none() => {
                    return Some(self.edges(Moment {
                        months: Some((from, to)),
                        end,
                        ..moment
                    }));
                }
                PeriodWord::First => {
                    if let Some((months, end)) = self.first_months(end) {
                        return Some(self.edges(Moment {
                            months: Some(months),
                            end,
                            ..moment
                        }));
                    }
                }
                _ => {}
            }
        }
        let numbered = told
            .then(|| self.nth_month(at).or_else(|| self.last_months(at)))
            .flatten();
        if let Some((months, end)) = numbered.or_else(|| self.quarters(at)) {
            return Some(self.edges(Moment {
                months: Some(months),
                end,
                ..moment
            }));
        }
        self.months(moment)
    }

    /// After a year: its first week.
    fn first_week(&self, at: usize) -> Option<usize> {
        self.eat(at, "第一周")
    }

    /// After 前: 三季度, 11个月, 两月.
    pub(super) fn first_months(&self, at: usize) -> Option<((u8, u8), usize)> {
        let count = self.number(at).filter(|n| (1..=12).contains(&n.value))?;
        let after = self.eat(count.end, "个").unwrap_or(count.end);
        if let Some(end) = self.eat(after, "季度") {
            return (count.value <= 4).then_some(((1, count.value as u8 * 3), end));
        }
        let end = self.eat(after, "月")?;
        Some(((1, count.value as u8), self.eat(end, "份").unwrap_or(end)))
    }

    /// 第8个月, after a year.
    fn nth_month(&self, at: usize) -> Option<((u8, u8), usize)> {
        let month = self.number(self.eat(at, "第")?).filter(|n| is_month(n.value))?;
        Some(((month.value as u8, month.value as u8), self.eat(month.end, "个月")?))
    }

    /// 后4个月, 后两月, 后三季度, after a year: the last so many of it.
    fn last_months(&self, at: usize) -> Option<((u8, u8), usize)> {
        let ((_, count), end) = self.first_months(self.eat(at, "后")?)?;
        Some(((13 - count, 12), end))
    }

    /// 一季度, 第四季度, 第三季, 1-3季度, 二、三季度.
    pub(super) fn quarters(&self, at: usize) -> Option<((u8, u8), usize)> {
        let ordinal = self.eat(at, "第");
        let first = self
            .number(ordinal.unwrap_or(at))
            .filter(|n| (1..=4).contains(&n.value) && n.places <= 1)?;
        let mut last = first;
        let dash = self.dash(first.end).or_else(|| self.eat(first.end, "、"));
        if let Some(second) = dash.and_then(|at| self.number(self.eat(at, "第").unwrap_or(at))) {
            if !(first.value..=4).contains(&second.value) {
                return None;
            }
            last = second;
        }
        let end = self
            .eat(last.end, "季度")
            .or_else(|| ordinal.and_then(|_| self.eat(last.end, "季")))?;
        Some(((first.value as u8 * 3 - 2, last.value as u8 * 3), end))
    }

    /// 5月, 1-5月, 8月至11月, 12月份, 5月13日, 12月10日至12日, 6月上旬.
    pub(super) fn months(&self, moment: Moment) -> Option<Moment> {
        // 近两月 is no February.
        let counted = self.rest(moment.end).starts_with('两');
        let first = self
            .number(moment.end)
            .filter(|n| is_month(n.value) && n.places <= 2 && !counted)?;
        let month = self.month_mark(first.end);
        if let Some(at) = self.dash(self.blank(month.unwrap_or(first.end)))
            && let Some(second) = self
                .number(self.blank(at))
                .filter(|n| is_month(n.value) && n.places <= 2)
            && let Some(end) = self.month_mark(second.end)
            && first.value <= second.value
            && self.days(end).is_none()
        {
            let months = Some((first.value as u8, second.value as u8));
            return Some(self.edges(Moment { months, end, ..moment }));
        }
        let end = month?;
        let lunar = || self.lunar_in_month(first.value as u8, end, moment.year);
        if !first.arabic
            && let Some(lunar) = lunar()
        {
            return Some(lunar);
        }
        let of_month = Moment {
            months: Some((first.value as u8, first.value as u8)),
            end,
            ..moment
        };
        let unmarked = || self.free.then(|| self.unmarked_day(end)).flatten();
        if let Some((days, end)) = self.days(self.blank(end)).or_else(unmarked) {
            return Some(self.clock(Moment {
                days: Some(days),
                end,
                ..of_month
            }));
        }
        Some(self.edges(of_month))
    }

    pub(super) fn month_mark(&self, at: usize) -> Option<usize> {
        let end = self.eat(self.blank(at), "月")?;
        let end = self.eat(end, "份").unwrap_or(end);
        // 3月当月: that month, not the one of writing.
        let end = self.eat(end, "当月").unwrap_or(end);
        (!self.lexicon.not.after_month.start(self.rest(end))).then_some(end)
    }

    /// 13日, 三号, 12-19日, 10日至12日, 上旬.
    pub(super) fn days(&self, at: usize) -> Option<((u8, u8), usize)> {
        for (word, end) in self.words(at) {
            if let PeriodWord::TenDays(from, to) = word {
                return Some(((from, to), end));
            }
        }
        if self.free
            && let Some(first) = self.first_days(at)
        {
            return Some(first);
        }
        let first = self.number(at).filter(is_day)?;
        let marked = self.day_mark(first.end);
        if let Some(at) = self.dash(marked.unwrap_or(first.end))
            && let Some(second) = self.number(at).filter(is_day)
            && let Some(end) = self.day_mark(second.end)
            && first.value <= second.value
        {
            return Some(((first.value as u8, second.value as u8), end));
        }
        Some(((first.value as u8, first.value as u8), marked?))
    }

    pub(super) fn day_mark(&self, at: usize) -> Option<usize> {
        let at = self.blank(at);
        let day = self.eat(at, "日").or_else(|| self.eat(at, "号"))?;
        // 10日元 is a sum; 1日元旦 is not.
        let rest = self.rest(day);
        (!rest.starts_with('元') || rest.starts_with("元旦")).then_some(day)
    }

    /// 13日: a day whose month was said before. 10日内 is a length.
    pub(super) fn bare_days(&self, at: usize, first: Number) -> Option<Moment> {
        let not = &self.lexicon.not;
        if !first.arabic || not.before_day.end(self.before(at)) {
            return None;
        }
        let (days, end) = self.days(at)?;
        let lengthy = self.is_length(end) || !self.before(end).ends_with('日');
        (!lengthy).then(|| Moment {
            days: Some(days),
            ..Moment::at(end)
        })
    }

    /// Whether what follows a day makes a length or another word of it (10日内, 日报), and is not its own verb (10日报道).
    pub(super) fn is_length(&self, end: usize) -> bool {
        let not = &self.lexicon.not;
        let rest = self.rest(end);
        not.after_day.start(rest) && !not.after_day_but.start(rest)
    }

    /// 五年来, 三年间.
    pub(super) fn years_back(&self, at: usize) -> Option<Moment> {
        let count = self.number(at).filter(|n| (1..=60).contains(&n.value))?;
        let (unit, end) = self.unit(self.blank(count.end))?;
        let after = self.words(end).find(|(word, _)| *word == PeriodWord::After);
        if let Some((_, end)) = after {
            return Some(stretch(unit, count.value as i16, end));
        }
        // 收入五年增长30%: over which it moved.
        let not = &self.lexicon.not;
        let moved = unit == CalendarUnit::Year
            && (2..=20).contains(&count.value)
            && not.moved.start(self.rest(end))
            && !not.before_moved.end(self.before(at));
        moved.then(|| stretch(unit, count.value as i16, end))
    }

    /// After 近, 过去, 今后 (`direction` −1): 五年, 3个月.
    pub(super) fn stretch(&self, at: usize, direction: i16) -> Option<Moment> {
        let count = self.number(self.blank(at)).filter(|n| (1..=100).contains(&n.value))?;
        let (unit, end) = self.unit(self.blank(count.end))?;
        if self.lexicon.not.after_stretch.start(self.rest(end)) {
            return None;
        }
        let after = self
            .words(end)
            .find(|(word, _)| *word == PeriodWord::After)
            .map(|(_, end)| end);
        Some(stretch(unit, direction * count.value as i16, after.unwrap_or(end)))
    }

    pub(super) fn unit(&self, at: usize) -> Option<(CalendarUnit, usize)> {
        let units = [
            ("年", CalendarUnit::Year),
            ("个季度", CalendarUnit::Quarter),
            ("个月", CalendarUnit::Month),
            ("周", CalendarUnit::Week),
            ("天", CalendarUnit::Day),
        ];
        let named = units
            .into_iter()
            .find_map(|(text, unit)| Some((unit, self.eat(at, text)?)));
        // 近两|月
        let months = || self.eat(at, "月").filter(|_| self.before(at).ends_with('两'));
        named.or_else(|| Some((CalendarUnit::Month, months()?)))
    }
}

fn stretch(unit: CalendarUnit, count: i16, end: usize) -> Moment {
    Moment {
        other: Some(TimeExpr::Stretch { unit, count }),
        ..Moment::at(end)
    }
}

/// Whether there is such a month.
pub(super) fn is_month(value: u32) -> bool {
    (1..=12).contains(&value)
}

pub(super) fn is_day(number: &Number) -> bool {
    (1..=31).contains(&number.value) && number.places <= 2
}
