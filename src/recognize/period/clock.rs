//! Weekdays and times of day after a date: part of its mention, so that their numbers are told as a date's.

use crate::model::{CalendarUnit, TimeExpr};
use crate::rules::PeriodWord;

use super::moment::Moment;
use super::number::Number;
use super::reader::Reader;

impl Reader<'_> {
    /// Takes in a weekday in brackets and a time of day, where the moment is a day; else its edges.
    pub(super) fn clock(&self, moment: Moment) -> Moment {
        let day = moment.days.is_some()
            || matches!(
                moment.other,
                Some(TimeExpr::Current {
                    unit: CalendarUnit::Day,
                    ..
                })
            );
        if !day {
            return moment;
        }
        let mut at = self.weekday(moment.end).unwrap_or(moment.end);
        let mut end = at;
        at = self.blank(at);
        at = self.eat(at, "T").unwrap_or(at);
        let noon = self.words(at).find(|(word, _)| *word == PeriodWord::Clock);
        at = noon.map_or(at, |(_, end)| end);
        if let Some(time_end) = self.time_of_day(at) {
            end = time_end;
        }
        self.edges(Moment { end, ..moment })
    }

    pub(super) fn weekday(&self, at: usize) -> Option<usize> {
        let (open, close) = if self.rest(at).starts_with('（') {
            ("（", "）")
        } else {
            ("(", ")")
        };
        let at = self.eat(at, open)?;
        let at = ["星期", "周", "礼拜"].iter().find_map(|week| self.eat(at, week))?;
        let day = self
            .rest(at)
            .chars()
            .next()
            .filter(|c| "一二三四五六日天".contains(*c))?;
        self.eat(at + day.len_utf8(), close)
    }

    /// 15:23, 15:25:09, 07时41分, 十时六分, 9点.
    pub(super) fn time_of_day(&self, at: usize) -> Option<usize> {
        let hour = self.number(at).filter(|n| n.value <= 24 && n.places <= 2)?;
        if hour.arabic
            && let Some(minute) = self
                .eat(hour.end, ":")
                .and_then(|at| self.number(at))
                .filter(is_sixtieth)
        {
            let second = self
                .eat(minute.end, ":")
                .and_then(|at| self.number(at))
                .filter(is_sixtieth);
            return Some(second.unwrap_or(minute).end);
        }
        let mut end = self.eat(hour.end, "时").or_else(|| self.eat(hour.end, "点"))?;
        for mark in ["分", "秒"] {
            let Some(marked) = self.number(end).and_then(|n| self.eat(n.end, mark)) else {
                break;
            };
            end = marked;
        }
        Some(end)
    }
}

fn is_sixtieth(number: &Number) -> bool {
    number.arabic && number.places == 2 && number.value < 60
}
