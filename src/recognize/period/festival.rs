//! Festivals, their holidays, and dates of the lunar calendar: 春节假期, 2024年“五一”假期前三天, 农历八月十五, 正月初八. In a bulletin
//! a festival alone (春节招待会) is no period; in free text it is its day.

use std::sync::Arc;

use crate::model::{FestivalPart, TimeExpr};
use crate::rules::PeriodWord;

use super::moment::{Edge, Moment, YearSaid};
use super::number::is_chinese;
use super::part::is_month;
use super::reader::{Reader, is_year};

/// Quotation marks that a festival's name stands in.
const OPENING: [char; 6] = ['“', '"', '‘', '「', '『', '\''];
const CLOSING: [char; 6] = ['”', '"', '’', '」', '』', '\''];

impl Reader<'_> {
    /// The festival, holiday or lunar date at `at`, of the year that is said before it.
    pub(super) fn festive(&self, at: usize, year: Option<YearSaid>) -> Option<Moment> {
        let opening = self.rest(at).chars().next().filter(|c| OPENING.contains(c));
        let word_at = at + opening.map_or(0, char::len_utf8);
        self.words(word_at).find_map(|(word, end)| match word {
            PeriodWord::Festival { index, alone } => self.festival(word_at, (index, alone), end, year),
            PeriodWord::Lunar | PeriodWord::LunarMonth(_) | PeriodWord::LeapMonth if opening.is_none() => {
                self.lunar(at, year)
            }
            _ => None,
        })
    }

    /// A festival whose name stands from `at` to `end`, with what makes it a period.
    fn festival(&self, at: usize, (index, alone): (u8, bool), end: usize, year: Option<YearSaid>) -> Option<Moment> {
        let opened = self.before(at).ends_with(OPENING);
        let closing = self.rest(end).chars().next().filter(|c| opened && CLOSING.contains(c));
        let end = end + closing.map_or(0, char::len_utf8);
        let cues = &self.lexicon.holiday;
        // 受春节假期影响 tells of a cause, 春节假期后 and 春节假期运输 of something else.
        let word_start = end;
        let meant = self.words(end).find_map(|(word, end)| match word {
            PeriodWord::Holiday if cues.not_before.start(self.rest(end)) => self.holiday_days(end),
            PeriodWord::Holiday if cues.not_after.end(self.before(at)) => None,
            PeriodWord::Holiday => Some(self.holiday_days(end).unwrap_or((FestivalPart::Holiday, end))),
            PeriodWord::FestivalDay => Some((FestivalPart::Day, end)),
            // 春运以来
            PeriodWord::EdgeSince => Some((FestivalPart::Holiday, word_start)),
            _ => None,
        });
        // 今年春节，某某服务区……: all the days of it.
        let whole = || {
            (year.is_some() && !self.free && self.rest(end).starts_with(['，', ',']))
                .then_some((FestivalPart::Holiday, end))
        };
        // 国庆 between marks; 十一 is a number there.
        let marked = || {
            let letter = |c: char| c.is_alphanumeric();
            !self.before(at).ends_with(letter)
                && !self.rest(end).starts_with(letter)
                && !self.rest(at).starts_with(is_chinese)
        };
        // 从小年到大年初三: the one end of a range.
        let opens = || self.before(at).ends_with(['从', '自']) && self.rest(end).starts_with(['到', '至']);
        let named = self.free && (alone || marked()) || opens();
        let (part, end) = meant
            .or_else(whole)
            .or_else(|| named.then_some((FestivalPart::Day, end)))?;
        let since = self.words(end).any(|(word, _)| word == PeriodWord::EdgeSince);
        Some(Moment {
            other: Some(TimeExpr::Festival {
                festival: Arc::clone(self.lexicon.festival(index)?),
                year: said(year)?,
                part,
            }),
            edge: since.then_some(Edge::Since),
            ..Moment::at(end)
        })
    }

    /// 首日, 前三天, 第二天 of a holiday.
    fn holiday_days(&self, at: usize) -> Option<(FestivalPart, usize)> {
        let counted = |at: usize| {
            let count = self.number(at).filter(|n| (1..=15).contains(&n.value))?;
            let end = self.eat(count.end, "天").or_else(|| self.eat(count.end, "日"))?;
            Some((count.value as u8, end))
        };
        if let Some(at) = self.eat(at, "第") {
            let (day, end) = counted(at)?;
            return Some((FestivalPart::Days(day, day), end));
        }
        self.words(at).find_map(|(word, end)| match word {
            PeriodWord::HolidayDays(from, to) => Some((FestivalPart::Days(from, to), end)),
            PeriodWord::First => counted(end).map(|(day, end)| (FestivalPart::Days(1, day), end)),
            _ => None,
        })
    }

    /// 农历二〇二四年八月十五, 阴历六月, 正月初八, 闰四月.
    fn lunar(&self, at: usize, year: Option<YearSaid>) -> Option<Moment> {
        let mut at = at;
        let mut year = year;
        let calendar = self.words(at).find(|(word, _)| *word == PeriodWord::Lunar);
        if let Some((_, end)) = calendar {
            at = end;
            if let Some(said) = self.number(at).filter(is_year)
                && let Some(end) = self.eat(said.end, "年")
            {
                year = Some(YearSaid::Calendar(said.value as i16, said.value as i16));
                at = end;
            }
        }
        let leap = self.words(at).find(|(word, _)| *word == PeriodWord::LeapMonth);
        at = leap.map_or(at, |(_, end)| end);
        let named = self.words(at).find_map(|(word, end)| match word {
            PeriodWord::LunarMonth(month) => Some((month, end)),
            _ => None,
        });
        let numbered = || {
            let month = self.number(at).filter(|n| is_month(n.value) && n.places <= 2)?;
            Some((month.value as u8, self.eat(month.end, "月")?))
        };
        let (month, end) = named.or_else(numbered)?;
        let day = self.lunar_day(end);
        // 腊月 alone is a season rather than a month.
        if day.is_none() && calendar.is_none() && leap.is_none() {
            return None;
        }
        let end = day.map_or(end, |(_, end)| end);
        lunar(year, month, leap.is_some(), day.map(|(day, _)| (day, day)), end)
    }

    /// 三月初八, 五月廿二: lunar by the way in which the day is written. In free text also 八月十五 at the end of its clause,
    /// since a day of our calendar has 日 or 号 behind it.
    pub(super) fn lunar_in_month(&self, month: u8, at: usize, year: Option<YearSaid>) -> Option<Moment> {
        let (day, end) = self.lunar_day(at)?;
        let marked = self.rest(at).starts_with(['初', '廿']);
        let closed = !self.rest(end).starts_with(char::is_alphanumeric);
        (closed && (marked || self.free)).then(|| lunar(year, month, false, Some((day, day)), end))?
    }

    /// 初八, 十五, 廿二, 三十 in Chinese figures.
    fn lunar_day(&self, at: usize) -> Option<(u8, usize)> {
        let early = self.eat(at, "初");
        let day = self
            .number(early.unwrap_or(at))
            .filter(|n| !n.arabic && n.places == 0)?;
        let sensible = if early.is_some() { 1..=10 } else { 11..=30 };
        let end = self.eat(day.end, "日").unwrap_or(day.end);
        sensible.contains(&day.value).then_some((day.value as u8, end))
    }
}

fn lunar(year: Option<YearSaid>, month: u8, leap: bool, days: Option<(u8, u8)>, end: usize) -> Option<Moment> {
    let year = said(year)?;
    Some(Moment {
        other: Some(TimeExpr::Lunar {
            year,
            month,
            leap,
            days,
        }),
        ..Moment::at(end)
    })
}

/// The year as an expression of its own; `None` where it is none that there can be.
#[expect(
    clippy::option_option,
    reason = "no year said, and a year that is none, are two things"
)]
fn said(year: Option<YearSaid>) -> Option<Option<Box<TimeExpr>>> {
    match year {
        None => Some(None),
        Some(year) => Moment::of_year(year, 0).time().map(|time| Some(Box::new(time))),
    }
}
