//! Reads one moment or range that starts at a given byte of a text: the notations of dates.

use crate::model::{CalendarUnit, Span, TimeExpr};
use crate::rules::{Hit, PeriodLexicon, PeriodWord, Term};

use super::moment::{Edge, Moment, YearSaid, within_year};
use super::number::{Number, is_chinese, number};

/// A text with what is known about it. All positions are bytes of the whole text.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    text: &'a str,
    within: Span,
    hits: &'a [Hit],
    pub lexicon: &'a PeriodLexicon,
}

impl<'a> Reader<'a> {
    /// `hits` must be ordered by start, as `Terms::find` gives them.
    pub fn new(text: &'a str, within: Span, hits: &'a [Hit], lexicon: &'a PeriodLexicon) -> Self {
        Self {
            text: &text[..within.end],
            within,
            hits,
            lexicon,
        }
    }

    /// From `at` to the end of the block.
    pub fn rest(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or("")
    }

    /// From the start of the block to `at`.
    pub fn before(&self, at: usize) -> &'a str {
        self.text.get(self.within.start..at).unwrap_or("")
    }

    /// The period words that start at `at`, longest first, each with its end.
    pub fn words(&self, at: usize) -> impl Iterator<Item = (PeriodWord, usize)> + use<'a> {
        let (lexicon, end) = (self.lexicon, self.text.len());
        let from = self.hits.partition_point(|hit| hit.span.start < at);
        self.hits[from..]
            .iter()
            .take_while(move |hit| hit.span.start == at)
            .filter(move |hit| hit.span.end <= end)
            .filter_map(move |hit| match hit.term {
                Term::Period(index) => Some((lexicon.word(index)?, hit.span.end)),
                _ => None,
            })
    }

    /// The end of the longer word at `at` that only contains a period word, if there is one.
    pub fn other_word(&self, at: usize) -> Option<usize> {
        self.words(at)
            .find(|(word, _)| *word == PeriodWord::Other)
            .map(|(_, end)| end)
    }

    /// The longest moment or range that starts at `at`.
    pub fn period(&self, at: usize) -> Option<Moment> {
        let first = self.moment(at);
        let range = self.open_range(at).or_else(|| self.range(first.as_ref()?));
        match (first, range) {
            (Some(first), Some(range)) if range.end < first.end => Some(first),
            (first, range) => range.or(first),
        }
    }

    /// `first` with what it reaches to, if anything.
    fn range(&self, first: &Moment) -> Option<Moment> {
        // 自5月26日起至29日止: 起 belongs to the range.
        let from = match first.edge {
            Some(Edge::Since) => {
                self.words(first.end)
                    .find(|(word, _)| *word == PeriodWord::EdgeSince)?
                    .1
            }
            _ => first.end,
        };
        let at = self.dash(self.blank(from))?;
        let second = self.moment(self.blank(at))?;
        if second.year.is_none() && second.months.is_none() && (second.other.is_none() && first.days.is_none()) {
            return None;
        }
        first.until(&second)
    }

    /// 2021—2025年, 1985到89年9月, (1991—1995): the first year stands without 年.
    fn open_range(&self, at: usize) -> Option<Moment> {
        let first = number(self.text, at).filter(|n| is_year(n))?;
        let after = self.dash(self.blank(first.end))?;
        let second_at = self.blank(after);
        let second = number(self.text, second_at)?;
        let start = first.value as i16;
        let from = Moment::of_year(YearSaid::Calendar(start, start), first.end);
        let year_end = self.eat(self.blank(second.end), "年");
        let Some(year_end) = year_end else {
            // Bare on both sides: only between marks, and only where it can be nothing else.
            let closed = !self
                .rest(second.end)
                .starts_with(|c: char| c.is_alphanumeric() || "-.—/%:".contains(c));
            let sensible = is_year(&second) && is_recent(&first) && is_recent(&second) && start < second.value as i16;
            let opened = !self.before(at).ends_with(|c: char| c.is_alphanumeric());
            return (closed && sensible && opened)
                .then(|| Moment::of_year(YearSaid::Calendar(start, second.value as i16), second.end));
        };
        let century = i32::from(start) / 100 * 100;
        let last = match second.places {
            4 => second.value as i32,
            2 => century + second.value as i32,
            _ => return None,
        };
        let last = i16::try_from(last).ok().filter(|&last| last >= start && last < 2200)?;
        let to = self.in_year(Moment::of_year(YearSaid::Calendar(last, last), year_end));
        from.until(&to)
    }

    /// One moment.
    pub fn moment(&self, at: usize) -> Option<Moment> {
        let rest = self.rest(at);
        let first = rest.chars().next()?;
        if first.is_ascii_digit() {
            if let Some(moment) = self.iso(at) {
                return Some(self.clock(moment));
            }
        }
        if first.is_ascii_digit() || is_chinese(first) || first == '第' {
            if let Some(moment) = self
                .decade(at)
                .or_else(|| self.dated(at))
                .or_else(|| self.years_back(at))
            {
                return Some(self.clock(moment));
            }
        }
        self.words(at).find_map(|(word, end)| self.from_word(at, word, end))
    }

    /// A moment that starts with a word of the lexicon.
    fn from_word(&self, at: usize, word: PeriodWord, end: usize) -> Option<Moment> {
        let current = |unit, offset| Moment {
            other: Some(TimeExpr::Current {
                unit,
                offset,
                days: None,
            }),
            ..Moment::at(end)
        };
        Some(match word {
            PeriodWord::Year(offset) => self.in_year(Moment::of_year(YearSaid::Offset(offset), end)),
            PeriodWord::Review { offset, months, as_of } => {
                let year = Moment::of_year(YearSaid::Review(offset), end);
                if as_of {
                    return Some(Moment {
                        edge: Some(Edge::End),
                        ..year
                    });
                }
                if months.is_some() {
                    self.edges(Moment { months, ..year })
                } else {
                    self.in_year(year)
                }
            }
            PeriodWord::Part(..) | PeriodWord::First => self.part(Moment::at(at))?,
            PeriodWord::Plan { from, to, alone } => self.plan(at, (from, to), alone, end)?,
            PeriodWord::Month(offset) => {
                let month = current(CalendarUnit::Month, offset);
                let Some((days, end)) = self.days(end) else {
                    return Some(self.edges(month));
                };
                Moment {
                    other: Some(TimeExpr::Current {
                        unit: CalendarUnit::Month,
                        offset,
                        days: Some(days),
                    }),
                    ..Moment::at(end)
                }
            }
            PeriodWord::Quarter(offset) => self.edges(current(CalendarUnit::Quarter, offset)),
            PeriodWord::Day(offset) => self.clock(current(CalendarUnit::Day, offset)),
            PeriodWord::Now => Moment {
                other: Some(TimeExpr::Now),
                edge: Some(Edge::End),
                ..Moment::at(end)
            },
            PeriodWord::Same(years) => Moment {
                other: Some(TimeExpr::SamePeriod { years }),
                ..Moment::at(end)
            },
            PeriodWord::Era(before) => self.era_year(end, before)?,
            PeriodWord::Back => self.stretch(end, 1)?,
            PeriodWord::Ahead => self.stretch(end, -1)?,
            _ => return None,
        })
    }

    /// 20211228 alone on its line or in brackets, 2021-12-30, 2024.5.7, 2024/05/07, 2021-12; parts of ranges: 1999.08.
    fn iso(&self, at: usize) -> Option<Moment> {
        let year = number(self.text, at)?;
        if year.places == 8 {
            return self.eight_figures(at, year);
        }
        if !is_year(&year) || !is_recent(&year) {
            return None;
        }
        let mark = self.rest(year.end).chars().next().filter(|c| "-./".contains(*c))?;
        let month = number(self.text, year.end + 1).filter(|n| n.arabic && n.places <= 2 && is_month(n.value))?;
        let of_month = Moment {
            months: Some((month.value as u8, month.value as u8)),
            ..Moment::of_year(YearSaid::Calendar(year.value as i16, year.value as i16), month.end)
        };
        let after = self.rest(month.end);
        if let Some(day) = after.strip_prefix(mark).and_then(|_| number(self.text, month.end + 1)) {
            let real = within_year(year.value as i16, of_month.months?, Some((day.value.min(99) as u8, 31)));
            return (day.arabic && day.places <= 2 && real.is_some_and(|(start, _)| start.day() as u32 == day.value))
                .then(|| Moment {
                    days: Some((day.value as u8, day.value as u8)),
                    end: day.end,
                    ..of_month
                });
        }
        // 2021-12 is a month where nothing says that it is a range of years; 1999.08 only as one end of a range.
        let padded = month.places == 2 && !after.starts_with(|c: char| c.is_ascii_digit() || "年./".contains(c));
        let ranged =
            mark == '.' && (self.dash(month.end).is_some() || self.before(at).ends_with(['-', '—', '~', '～']));
        (padded && (mark == '-' || ranged)).then_some(of_month)
    }

    fn eight_figures(&self, at: usize, number: Number) -> Option<Moment> {
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

    /// 九十年代, 1990年代, 20世纪90年代.
    fn decade(&self, at: usize) -> Option<Moment> {
        let mut tens = number(self.text, at)?;
        let mut century = None;
        if let Some(end) = self.eat(tens.end, "世纪") {
            century = Some((tens.value.checked_sub(1)?) as i16);
            tens = number(self.text, end)?;
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
    fn dated(&self, at: usize) -> Option<Moment> {
        let first = number(self.text, at);
        if let Some(year) = first
            && let Some(end) = self.eat(self.blank(year.end), "年")
        {
            if let Some(of_year) = self.calendar_year(&year, end) {
                return Some(of_year);
            }
            return self.short_year(at, &year, end);
        }
        self.part(Moment::at(at)).or_else(|| self.bare_days(at, first?))
    }

    fn calendar_year(&self, year: &Number, end: usize) -> Option<Moment> {
        let not = &self.lexicon.not.after_year;
        if !is_year(year) || starts_with_any(self.rest(end), not) {
            return None;
        }
        Some(self.in_year(Moment::of_year(
            YearSaid::Calendar(year.value as i16, year.value as i16),
            end,
        )))
    }

    /// Two or three figures and 年 are a year where something says so; else they are a length.
    fn short_year(&self, at: usize, year: &Number, end: usize) -> Option<Moment> {
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
        if places != 2 || about || starts_with_any(self.rest(end), &self.lexicon.not.after_short_year) {
            return None;
        }
        let before = self.before(at);
        let led = before.is_empty()
            || before.ends_with(|c: char| "，。；：、（(\n,;".contains(c))
            || ends_with_any(before, &self.lexicon.not.before_short_year);
        (!year.arabic || (led && value >= 49)).then_some(moment)
    }

    /// 民国一百零二年, 民国93年2月6日.
    fn era_year(&self, at: usize, before: i16) -> Option<Moment> {
        let at = self.blank(at);
        let (value, end) = match number(self.text, at) {
            Some(year) => (year.value, year.end),
            None => (1, self.eat(at, "元")?),
        };
        let end = self.eat(self.blank(end), "年")?;
        let year = before + i16::try_from(value).ok().filter(|value| (1..=200).contains(value))?;
        Some(self.in_year(Moment::of_year(YearSaid::Calendar(year, year), end)))
    }

    /// What narrows the year that ends at `moment.end`.
    fn in_year(&self, moment: Moment) -> Moment {
        let after = self.blank(moment.end);
        let narrowed = self.part(Moment {
            end: after,
            ..moment.clone()
        });
        narrowed.unwrap_or_else(|| self.edges(moment))
    }

    /// 上半年, 一季度, 前三季度, 前11个月, 1-5月, 5月13日, 5月上旬: part of a year, from `moment.end` on.
    fn part(&self, moment: Moment) -> Option<Moment> {
        let at = moment.end;
        let told = moment.year.is_some();
        for (word, end) in self.words(at) {
            match word {
                PeriodWord::Part(from, to) => {
                    return Some(self.edges(Moment {
                        months: Some((from, to)),
                        end,
                        ..moment
                    }));
                }
                PeriodWord::Season(from, to) if told => {
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
        if let Some((months, end)) = self.quarters(at) {
            return Some(self.edges(Moment {
                months: Some(months),
                end,
                ..moment
            }));
        }
        self.months(moment)
    }

    /// After 前: 三季度, 11个月, 两月.
    fn first_months(&self, at: usize) -> Option<((u8, u8), usize)> {
        let count = number(self.text, at).filter(|n| (1..=12).contains(&n.value))?;
        let after = self.eat(count.end, "个").unwrap_or(count.end);
        if let Some(end) = self.eat(after, "季度") {
            return (count.value <= 4).then_some(((1, count.value as u8 * 3), end));
        }
        let end = self.eat(after, "月")?;
        Some(((1, count.value as u8), self.eat(end, "份").unwrap_or(end)))
    }

    /// 一季度, 第四季度, 第三季, 1-3季度, 二、三季度.
    fn quarters(&self, at: usize) -> Option<((u8, u8), usize)> {
        let ordinal = self.eat(at, "第");
        let first = number(self.text, ordinal.unwrap_or(at)).filter(|n| (1..=4).contains(&n.value) && n.places <= 1)?;
        let mut last = first;
        let dash = self.dash(first.end).or_else(|| self.eat(first.end, "、"));
        if let Some(second) = dash.and_then(|at| number(self.text, self.eat(at, "第").unwrap_or(at))) {
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
    fn months(&self, moment: Moment) -> Option<Moment> {
        let first = number(self.text, moment.end).filter(|n| is_month(n.value) && n.places <= 2)?;
        let month = self.month_mark(first.end);
        if let Some(at) = self.dash(self.blank(month.unwrap_or(first.end)))
            && let Some(second) = number(self.text, self.blank(at)).filter(|n| is_month(n.value) && n.places <= 2)
            && let Some(end) = self.month_mark(second.end)
            && first.value <= second.value
            && self.days(end).is_none()
        {
            let months = Some((first.value as u8, second.value as u8));
            return Some(self.edges(Moment { months, end, ..moment }));
        }
        let end = month?;
        let of_month = Moment {
            months: Some((first.value as u8, first.value as u8)),
            end,
            ..moment
        };
        if let Some((days, end)) = self.days(self.blank(end)) {
            return Some(self.clock(Moment {
                days: Some(days),
                end,
                ..of_month
            }));
        }
        Some(self.edges(of_month))
    }

    fn month_mark(&self, at: usize) -> Option<usize> {
        let end = self.eat(self.blank(at), "月")?;
        let end = self.eat(end, "份").unwrap_or(end);
        (!starts_with_any(self.rest(end), &self.lexicon.not.after_month)).then_some(end)
    }

    /// 13日, 三号, 12-19日, 10日至12日, 上旬.
    fn days(&self, at: usize) -> Option<((u8, u8), usize)> {
        for (word, end) in self.words(at) {
            if let PeriodWord::TenDays(from, to) = word {
                return Some(((from, to), end));
            }
        }
        let first = number(self.text, at).filter(is_day)?;
        let marked = self.day_mark(first.end);
        if let Some(at) = self.dash(marked.unwrap_or(first.end))
            && let Some(second) = number(self.text, at).filter(is_day)
            && let Some(end) = self.day_mark(second.end)
            && first.value <= second.value
        {
            return Some(((first.value as u8, second.value as u8), end));
        }
        Some(((first.value as u8, first.value as u8), marked?))
    }

    fn day_mark(&self, at: usize) -> Option<usize> {
        let at = self.blank(at);
        self.eat(at, "日").or_else(|| self.eat(at, "号"))
    }

    /// 13日: a day whose month was said before. 10日内 is a length.
    fn bare_days(&self, at: usize, first: Number) -> Option<Moment> {
        let not = &self.lexicon.not;
        if !first.arabic || ends_with_any(self.before(at), &not.before_day) {
            return None;
        }
        let (days, end) = self.days(at)?;
        let lengthy = starts_with_any(self.rest(end), &not.after_day) || !self.before(end).ends_with('日');
        (!lengthy).then(|| Moment {
            days: Some(days),
            ..Moment::at(end)
        })
    }

    /// 五年来, 三年间.
    fn years_back(&self, at: usize) -> Option<Moment> {
        let count = number(self.text, at).filter(|n| (1..=60).contains(&n.value))?;
        let (unit, end) = self.unit(self.blank(count.end))?;
        let (_, end) = self.words(end).find(|(word, _)| *word == PeriodWord::After)?;
        Some(stretch(unit, count.value as i16, end))
    }

    /// After 近, 过去, 今后 (`direction` −1): 五年, 3个月.
    fn stretch(&self, at: usize, direction: i16) -> Option<Moment> {
        let count = number(self.text, self.blank(at)).filter(|n| (1..=100).contains(&n.value))?;
        let (unit, end) = self.unit(self.blank(count.end))?;
        if starts_with_any(self.rest(end), &self.lexicon.not.after_stretch) {
            return None;
        }
        let after = self
            .words(end)
            .find(|(word, _)| *word == PeriodWord::After)
            .map(|(_, end)| end);
        Some(stretch(unit, direction * count.value as i16, after.unwrap_or(end)))
    }

    fn unit(&self, at: usize) -> Option<(CalendarUnit, usize)> {
        let units = [
            ("年", CalendarUnit::Year),
            ("个季度", CalendarUnit::Quarter),
            ("个月", CalendarUnit::Month),
            ("周", CalendarUnit::Week),
            ("天", CalendarUnit::Day),
        ];
        units
            .into_iter()
            .find_map(|(text, unit)| Some((unit, self.eat(at, text)?)))
    }

    /// “十四五”, with its quotation marks and 期间, 末 and the like. “十四五”规划 is the name of a document.
    fn plan(&self, at: usize, years: (i16, i16), alone: bool, end: usize) -> Option<Moment> {
        let opened = self.before(at).ends_with(['“', '"', '‘', '「', '『', '\'']);
        let closed = self.rest(end).chars().next().filter(|c| "”\"’」』'".contains(*c));
        let end = if opened {
            end + closed.map_or(0, char::len_utf8)
        } else {
            end
        };
        let quoted = opened && closed.is_some();
        let rest = self.rest(end);
        let not = &self.lexicon.not;
        let named = starts_with_any(rest, &not.after_plan) && !starts_with_any(rest, &not.after_plan_but);
        if named
            || (!quoted && rest.starts_with('年'))
            || self.in_title_marks(at)
            || self.before(at).ends_with(is_chinese)
        {
            return None;
        }
        let moment = self.edges(Moment::of_year(YearSaid::Calendar(years.0, years.1), end));
        if !(quoted || alone || moment.end > end || moment.edge.is_some()) {
            return None;
        }
        // As of the end of a plan is as of its last year.
        let year = if moment.edge == Some(Edge::End) {
            YearSaid::Calendar(years.1, years.1)
        } else {
            moment.year?
        };
        Some(Moment {
            year: Some(year),
            ..moment
        })
    }

    /// Whether `at` stands inside 《…》 opened not far before.
    fn in_title_marks(&self, at: usize) -> bool {
        let before = self.before(at);
        let near = before.char_indices().rev().take(60);
        near.map(|(_, c)| c).find(|c| matches!(c, '《' | '》' | '\n')) == Some('《')
    }

    /// Takes in what ends an expression: 末, 底, 期间; notes 以来 and 起 without taking them in.
    fn edges(&self, mut moment: Moment) -> Moment {
        for _ in 0..2 {
            let edge = self.words(moment.end).find(|(word, _)| {
                matches!(
                    word,
                    PeriodWord::EdgeEnd | PeriodWord::EdgeStart | PeriodWord::EdgeSince | PeriodWord::EdgeWhole
                )
            });
            match edge {
                Some((PeriodWord::EdgeEnd, end)) => {
                    // As of the end of several months is as of the last.
                    moment.months = moment.months.map(|(_, last)| (last, last));
                    moment.edge = Some(Edge::End);
                    moment.end = end;
                }
                Some((PeriodWord::EdgeStart, end)) => {
                    let first = moment.months.map_or(1, |(first, _)| first);
                    if !matches!(moment.year, Some(YearSaid::Calendar(from, to)) if from != to)
                        && moment.other.is_none()
                    {
                        moment.months = Some((first, first));
                    }
                    moment.end = end;
                }
                Some((PeriodWord::EdgeWhole, end)) => moment.end = end,
                Some((PeriodWord::EdgeSince, end)) => {
                    if !starts_with_any(self.rest(end), &self.lexicon.not.after_since) {
                        moment.edge = Some(Edge::Since);
                    }
                    return moment;
                }
                _ => return moment,
            }
        }
        moment
    }

    /// Takes in a weekday in brackets and a time of day, where the moment is a day; else its edges.
    fn clock(&self, moment: Moment) -> Moment {
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

    fn weekday(&self, at: usize) -> Option<usize> {
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
    fn time_of_day(&self, at: usize) -> Option<usize> {
        let hour = number(self.text, at).filter(|n| n.value <= 24 && n.places <= 2)?;
        if hour.arabic
            && let Some(minute) = self
                .eat(hour.end, ":")
                .and_then(|at| number(self.text, at))
                .filter(is_sixtieth)
        {
            let second = self
                .eat(minute.end, ":")
                .and_then(|at| number(self.text, at))
                .filter(is_sixtieth);
            return Some(second.unwrap_or(minute).end);
        }
        let mut end = self.eat(hour.end, "时").or_else(|| self.eat(hour.end, "点"))?;
        for mark in ["分", "秒"] {
            let Some(marked) = number(self.text, end).and_then(|n| self.eat(n.end, mark)) else {
                break;
            };
            end = marked;
        }
        Some(end)
    }

    /// The end of `wanted`, if it stands at `at`.
    fn eat(&self, at: usize, wanted: &str) -> Option<usize> {
        self.rest(at).starts_with(wanted).then_some(at + wanted.len())
    }

    /// After at most two blanks.
    fn blank(&self, at: usize) -> usize {
        let blanks = self
            .rest(at)
            .chars()
            .take(2)
            .take_while(|c| matches!(c, ' ' | '\u{3000}' | '\u{a0}'));
        at + blanks.map(char::len_utf8).sum::<usize>()
    }

    /// After a dash or another word of ranges.
    fn dash(&self, at: usize) -> Option<usize> {
        let dashes = [
            "——", "－－", "--", "—", "–", "－", "-", "~", "～", "至", "到", "―", "一", "─",
        ];
        // 一 is a scanner's reading of — only between Arabic figures.
        let end = dashes.iter().find_map(|dash| self.eat(at, dash).map(|end| (dash, end)));
        match end? {
            (&"一", end) => {
                let figures = self.before(at).ends_with(|c: char| c.is_ascii_digit())
                    && self.rest(end).starts_with(|c: char| c.is_ascii_digit());
                figures.then_some(end)
            }
            (_, end) => Some(end),
        }
    }
}

fn stretch(unit: CalendarUnit, count: i16, end: usize) -> Moment {
    Moment {
        other: Some(TimeExpr::Stretch { unit, count }),
        ..Moment::at(end)
    }
}

/// Whether `text` starts with one of `words`.
pub(super) fn starts_with_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.starts_with(&**word))
}

/// Whether `text` ends with one of `words`.
pub(super) fn ends_with_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.ends_with(&**word))
}

/// Four figures that can be a year.
pub(super) fn is_year(number: &Number) -> bool {
    number.places == 4 && (1000..2200).contains(&number.value)
}

/// A year of the statistics of our time.
pub(super) fn is_recent(number: &Number) -> bool {
    (1900..2100).contains(&number.value)
}

fn is_month(value: u32) -> bool {
    (1..=12).contains(&value)
}

fn is_day(number: &Number) -> bool {
    (1..=31).contains(&number.value) && number.places <= 2
}

fn is_sixtieth(number: &Number) -> bool {
    number.arabic && number.places == 2 && number.value < 60
}
