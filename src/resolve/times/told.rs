//! The years that a text tells of in figures, and what they say of when it was written.

use std::collections::{BTreeMap, BTreeSet};

use super::date::{LATER, in_running_text, is_whole_year, opens_clause, period, year_of, year_said};
use super::period::PartialDate;
use crate::model::{Mention, PeriodSense, Span, TimeExpr};
use crate::rules::{DocumentCues, Sides};

/// The years a text tells of in figures, each with its first place.
#[derive(Default)]
pub(in crate::resolve) struct Told {
    /// Whole years at the start of a clause, told as being over.
    over: BTreeMap<i16, Span>,
    /// Those of them that a comma or 全 sets apart: “2023年，全市…” and “2023年全年” tell of that year, “2023年运动会” need not.
    set_apart: BTreeSet<i16>,
    /// The same, told as just begun.
    pub begun: BTreeMap<i16, Span>,
    /// The years of which a part, or the end, is told in running text: 2023年上半年，全县……, 截至2020年.
    parts: BTreeSet<i16>,
    /// The years whose end is told of as past: 截至2020年底.
    ended: BTreeSet<i16>,
    /// Every year spoken of as past, also in passing.
    past: BTreeMap<i16, Span>,
    /// The years that something is compared with, or from which on it is told.
    compared: BTreeSet<i16>,
    /// Those that something is compared with: 较2017年.
    against: BTreeSet<i16>,
    /// The years of censuses that it names.
    censuses: BTreeSet<i16>,
    /// The years of `past` that are more than that.
    more: BTreeSet<i16>,
    /// How often each year is said as a whole in running text.
    counts: BTreeMap<i16, usize>,
    /// Whether 去年 or 今年 is said other than for comparison.
    relative: bool,
    /// How often 今年 is.
    this_year: usize,
    /// How often 去年 is.
    last_year: usize,
    /// The years from which on something is told (2023年以来), each with its first place.
    since: BTreeMap<i16, Span>,
    /// Whether 全年, 年末 or 上年 is said.
    complete: bool,
    /// How often 全年 or 年末 is.
    whole_years: usize,
    /// The years of which a line that is no sentence says that a part is reported on: 2008年一季度运行分析报告.
    reported: BTreeSet<i16>,
    /// The one calendar year that is said at all, with its first place; `Some(None)` where there are several.
    only: Option<Option<(i16, Span)>>,
}

impl Told {
    pub fn read(text: &str, periods: &[&Mention], republic: bool, cues: &DocumentCues) -> Self {
        let mut told = Self::default();
        for (nth, mention) in periods.iter().enumerate() {
            let Some(expr) = period(mention) else { continue };
            match *year_said(&expr.time) {
                TimeExpr::Year { offset, .. } if (-1..=0).contains(&offset) && !expr.sense.is_base() => {
                    told.relative = true;
                    told.this_year += usize::from(offset == 0);
                    told.last_year += usize::from(offset == -1);
                }
                TimeExpr::ReviewYear { offset: -1..=0, .. } => {
                    told.complete = true;
                    told.whole_years += usize::from(is_whole_or_its_end(&expr.time));
                }
                _ => {}
            }
            let Some(year) = year_of(expr, republic).filter(|year| (1900..2100).contains(year)) else {
                continue;
            };
            told.only = Some(match told.only {
                None => Some((year, mention.span)).filter(|_| expr.sense != PeriodSense::Until),
                Some(only) => only.filter(|(known, _)| *known == year),
            });
            let running = is_whole_year(expr) && in_running_text(text, mention.span);
            *told.counts.entry(year).or_default() += usize::from(running);
            let after = &text[mention.span.end..];
            let headed = headed(text, mention.span, cues).filter(|_| expr.sense != PeriodSense::Until);
            match headed {
                // 一、2023年工作回顾
                Some(Headed::Review) if is_whole_year(expr) => {
                    told.over.entry(year).or_insert(mention.span);
                    told.set_apart.insert(year);
                }
                Some(Headed::Review) => {
                    told.reported.insert(year);
                }
                // 二、2024年主要任务
                Some(Headed::Plan) if is_whole_year(expr) => {
                    told.begun.entry(year).or_insert(mention.span);
                    continue;
                }
                _ => {}
            }
            match expr.sense {
                // 由2015年的67%提升至2025年的96.5%: so it is.
                _ if is_whole_year(expr) && is_reached(text, mention.span, cues) => {
                    told.past.entry(year).or_insert(mention.span);
                    told.more.insert(year);
                    told.parts.insert(year);
                    told.ended.insert(year);
                    continue;
                }
                PeriodSense::Until => continue,
                PeriodSense::Since if after.starts_with("以来") => {
                    told.since.entry(year).or_insert(mention.span);
                }
                _ => {}
            }
            let opens = running && !expr.sense.is_base() && opens_clause(text, mention.span.start);
            let attributive = cues.attributive.end(mention.span.of(text));
            // 2025年预算执行情况和2026年预算草案: what stands behind another year is of that one.
            let other = periods
                .get(nth + 1)
                .filter(|next| period(next).is_some_and(is_whole_year));
            let own = &text[..other.map_or(text.len(), |next| next.span.start)];
            if is_to_come(own, mention.span, &cues.future) {
                if opens {
                    told.begun.entry(year).or_insert(mention.span);
                }
                continue;
            }
            // “十二五”开局之年，某市……: the year that people write in when they call it so.
            let called = mention.span.of(text);
            if opens && (cues.opening_year.stands_in(called) || cues.closing_year.stands_in(called)) {
                told.begun.entry(year).or_insert(mention.span);
                continue;
            }
            told.past.entry(year).or_insert(mention.span);
            let moves = text[..mention.span.start].ends_with(['由', '从', '自']);
            if expr.sense == PeriodSense::Compared && !moves {
                told.against.insert(year);
            }
            // 与2010年（第六次全国人口普查）相比: by another name the same.
            let census = mention.span.of(text).ends_with("普查");
            if census {
                told.censuses.insert(year);
            }
            // Neither 较2017年 nor 2017年以来 is how a text calls the year that it was written in.
            let since = expr.sense == PeriodSense::Since && is_whole_year(expr);
            match expr.sense.is_base() || since || census && told.against.contains(&year) {
                true => told.compared.insert(year),
                false => told.more.insert(year),
            };
            let part = expr.sense == PeriodSense::During && !is_whole_year(expr);
            let ended = expr.sense == PeriodSense::AsOf;
            if ended && running {
                told.ended.insert(year);
            }
            if (part && opens_clause(text, mention.span.start) || ended) && in_running_text(text, mention.span) {
                told.parts.insert(year);
            }
            // 按2017年平均汇率计算: the rate of the year that is told of; 刚刚过去的2025年.
            let gone = || is_whole_year(expr) && cues.gone.end(&text[..mention.span.start]);
            if cues.rates.start(after) || gone() {
                told.ended.insert(year);
                told.over.entry(year).or_insert(mention.span);
                told.set_apart.insert(year);
            }
            // 区内2013年全年完成……: wherever it stands.
            let complete = called.ends_with("全年");
            if (opens || complete && running) && !attributive {
                told.over.entry(year).or_insert(mention.span);
                if after.starts_with(['，', ',']) || complete {
                    told.set_apart.insert(year);
                }
                if complete {
                    told.ended.insert(year);
                }
            }
        }
        told
    }

    /// How often a year is said as a whole in running text.
    pub fn speaks_of(&self, year: i16) -> usize {
        self.counts.get(&year).copied().unwrap_or(0)
    }

    /// The year in which the text was written, by what it tells of. `over_two_years`: whether it gives averages of two years.
    pub fn infer(&self, over_two_years: impl Fn() -> bool) -> Option<(i16, Span)> {
        let (year, span) = self.by_told_years(over_two_years)?;
        // 截至2020年底……: that year is over, unless the text was written in it.
        let over = self.ended.contains(&year) && !self.begun.contains_key(&year) && self.this_year == 0;
        let told = (year + i16::from(over), span);
        let since = self.since.last_key_value().map(|(&year, &span)| (year + 2, span));
        match since.filter(|_| self.last_year > 0 && !self.begun.contains_key(&told.0)) {
            Some(since) if since.0 > told.0 => Some(since),
            _ => Some(told),
        }
    }

    fn by_told_years(&self, over_two_years: impl Fn() -> bool) -> Option<(i16, Span)> {
        let over = self.over.last_key_value().map(|(&year, &span)| (year, span));
        // A year far beyond those told of (2035) is an aim, however it is put.
        let told = over
            .map(|(year, _)| year)
            .max(self.begun.first_key_value().map(|(&year, _)| year))
            // 2023年上半年 is no aim, and 比2011年 tells of a later year.
            .max(self.parts.last().copied())
            .max(self.compared.last().copied());
        let limit = told.map_or(i16::MAX, |year| year + 1);
        let past = self.past.range(..=limit).next_back().map(|(&year, &span)| (year, span));
        let last = past.map_or(0, |(year, _)| year);
        // Where nothing is told as past, the first of several years planned for, not one of long ago.
        let close = self
            .begun
            .first_key_value()
            .zip(self.begun.last_key_value())
            .is_some_and(|((first, _), (last, _))| last - first < AHEAD);
        let named = self.counts.last_key_value().map_or(0, |(year, _)| *year);
        let close = close
            && self
                .begun
                .first_key_value()
                .is_some_and(|(first, _)| first + AHEAD > named);
        let begun = self
            .begun
            .iter()
            .map(|(&year, &span)| (year, span))
            .find(|&(year, _)| (last == 0 && close) || (year >= last && year <= last + 1));
        match (begun, over) {
            (Some(begun), _) => Some(begun),
            // 今年上半年……较2017年提高: what is told is of a later year than what it is compared with.
            (None, _) if self.this_year > 0 && past.is_some_and(|past| self.is_behind(past.0)) => {
                past.map(|(year, span)| (year + 1, span))
            }
            // 全年……，年末……, and no 今年: the last year that is named is the one that is over.
            (None, _)
                if self.whole_years >= SEVERAL && !self.relative && past.is_some_and(|past| self.is_whole(past.0)) =>
            {
                past.map(|(year, span)| (year + 1, span))
            }
            (None, Some((year, span))) if self.relative || self.complete => match past {
                Some(past) if past.0 > year || !self.set_apart.contains(&year) => Some(past),
                Some(past) if self.reported.contains(&year) => Some(past),
                _ => Some((year + 1, span)),
            },
            // 1-5月……比2019年同期增长，两年平均增长: two years after the one that it is compared with.
            (None, None) if past.is_some_and(|past| self.is_behind(past.0)) && over_two_years() => {
                past.map(|(year, span)| (year + 2, span))
            }
            // 2013年度农民收入预测显示，前三季度……: the year of what is told, if it is the only one.
            // 比2010年增长 alone does not say when, but for the results of a census: they are of the next one.
            _ => past.or_else(|| self.only.flatten()).and_then(|(year, span)| {
                match self.against.contains(&year) && self.is_behind(year) {
                    true => self.censuses.contains(&year).then_some((year + CENSUS, span)),
                    false => Some((year, span)),
                }
            }),
        }
    }

    /// Whether something is only compared with that year, or told from it on.
    pub fn is_behind(&self, year: i16) -> bool {
        self.compared.contains(&year) && !self.more.contains(&year)
    }

    /// Whether that year is told of, and no part of it alone.
    fn is_whole(&self, year: i16) -> bool {
        self.more.contains(&year) && (!self.parts.contains(&year) || self.over.contains_key(&year))
    }

    /// The last year that is spoken of as past.
    pub fn last(&self) -> Option<(i16, Span)> {
        self.past.last_key_value().map(|(&year, &span)| (year, span))
    }

    /// Whether the year before is the last one that a text of this year tells of, and it says neither 去年 nor 今年: 由2012年的7亿元增加到
    /// 2015年的9亿元, 目前…….
    pub fn ends_before(&self, year: i16) -> bool {
        !self.relative
            && !self.begun.contains_key(&year)
            && !self.past.contains_key(&year)
            && year.checked_sub(1).is_some_and(|last| self.past.contains_key(&last))
    }

    /// Whether a text of this year, which says 全年 and neither 去年 nor 今年, tells of all of it as past: 2013年，全镇实现产值……，全年…….
    pub fn reviews(&self, year: i16) -> bool {
        self.complete
            && !self.relative
            && self.speaks_of(year) > 0
            && self.is_whole(year)
            && !self.begun.contains_key(&year)
    }

    /// Whether 今年 is said.
    pub const fn speaks_of_this_year(&self) -> bool {
        self.this_year > 0
    }

    /// Whether 今年 or 去年 is said.
    pub const fn speaks_of_now(&self) -> bool {
        self.relative
    }

    /// The year before the first of a plan of five, where the plan came out in one of its first three years and tells of none of
    /// its own as past: 某市“十四五”规划 of February 2022 tells how things were at the end of 2020.
    pub fn year_before(&self, (first, last): (i16, i16), date: PartialDate) -> Option<i16> {
        let year = date.year();
        let early = last - first == 4 && (first..first + 3).contains(&year);
        let own = || self.past.range(first..year).next().is_some() || self.relative;
        (early && !own()).then_some(first - 1)
    }

    /// The last year that was complete when a text of that date was written; in December the year itself, if the text
    /// speaks of it more than of the one before.
    ///
    /// A page that was put up years later (所辖乡镇简介 of 2001 on a page of 2015) tells of the last year that it names.
    /// `stated` is where the date of the page stands.
    pub fn last_complete(&self, date: PartialDate, stated: Option<Span>) -> i16 {
        let year = date.year();
        let mut named = self.past.iter().rev().filter(|(_, span)| Some(**span) != stated);
        let named = named.next().map(|(year, _)| *year);
        let told = self.over.last_key_value().map(|(year, _)| *year);
        if let Some(told) = told
            && told == named.unwrap_or(told)
            && told + LATER < year
            && self.complete
            && !self.relative
            && self.begun.is_empty()
        {
            return told;
        }
        let count = |year: i16| self.counts.get(&year).copied().unwrap_or(0);
        if date.month() == Some(12) && count(year) + self.this_year > count(year - 1) + self.last_year {
            year
        } else {
            year - 1
        }
    }
}

/// Years from one census of the population to the next, since 1990.
const CENSUS: i16 = 10;

/// So often 全年 and 年末 are said by a text that looks back on a year.
const SEVERAL: usize = 3;

/// 全年, 年末.
fn is_whole_or_its_end(time: &TimeExpr) -> bool {
    matches!(
        time,
        TimeExpr::ReviewYear {
            offset: 0,
            months: None,
            ..
        }
    )
}

/// What a line that begins with a year, or part of it, says that it is about.
enum Headed {
    Review,
    Plan,
}

/// Whether a time stands in a heading, behind nothing but a number or what the heading is about, and what that says of it:
/// 一、2023年工作回顾, 二、2024年主要任务, 某市2008年一季度运行分析报告.
fn headed(text: &str, span: Span, cues: &DocumentCues) -> Option<Headed> {
    /// Bytes of a heading before and behind the time.
    const BEFORE: usize = 48;
    const BEHIND: usize = 72;
    let bytes = text.as_bytes();
    let end = memchr::memchr(b'\n', &bytes[span.end..bytes.len().min(span.end + BEHIND)]);
    let end = end
        .map(|end| span.end + end)
        .or((bytes.len() - span.end < BEHIND).then_some(bytes.len()))?;
    let start = memchr::memrchr(b'\n', &bytes[span.start.saturating_sub(BEFORE)..span.start]);
    let start = match start {
        Some(start) => span.start.saturating_sub(BEFORE) + start + 1,
        None if span.start < BEFORE => 0,
        None => return None,
    };
    let (before, behind) = (&text[start..span.start], text[span.end..end].trim_end());
    let sentence = |words: &str| words.contains(['。', '，', '；', ',', ';', '：']);
    if sentence(before) || sentence(behind) {
        return None;
    }
    // 2023年工作回顾和2024年工作安排: of the first the first.
    let own = behind
        .find(|c: char| c.is_ascii_digit())
        .map_or(behind, |next| &behind[..next]);
    if cues.review_headings.stands_in(own) {
        Some(Headed::Review)
    } else if cues.plan_headings.stands_in(own) {
        Some(Headed::Plan)
    } else {
        None
    }
}

/// Whether a year up to which something has moved is told of as reached: 提升至2025年的96.5%, in a sentence that plans nothing.
fn is_reached(text: &str, span: Span, cues: &DocumentCues) -> bool {
    /// Bytes of a sentence that are looked at before the year.
    const BEFORE: usize = 240;
    if !text[span.end..].starts_with('的') {
        return false;
    }
    let mut from = span.start.saturating_sub(BEFORE);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = &text[from..span.start];
    let sentence = before
        .rfind(['。', '\n', '；', '！'])
        .map_or(before, |end| &before[end..]);
    cues.moved_to.end(before) && !cues.planned.stands_in(sentence)
}

/// A plan looks ahead less than so many years.
const AHEAD: i16 = 10;

/// Whether what follows within the sentence is still to come, or the time itself is (展望2035年).
fn is_to_come(text: &str, span: Span, words: &Sides) -> bool {
    if words.before.end(&text[..span.start]) {
        return true;
    }
    // The next characters of the sentence.
    let mut end = span.end;
    for _ in 0..20 {
        end += match text.as_bytes()[end..] {
            // 。；！
            [] | [b'\n', ..] | [0xe3, 0x80, 0x82, ..] | [0xef, 0xbc, 0x9b | 0x81, ..] => break,
            [0..0x80, ..] => 1,
            [0x80..0xe0, ..] => 2,
            [0xe0..0xf0, ..] => 3,
            [..] => 4,
        };
    }
    let near = &text[span.end..end];
    near.char_indices().any(|(at, _)| words.behind.start(&near[at..]))
}
