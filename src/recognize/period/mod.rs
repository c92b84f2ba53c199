//! Finds periods: dates and stretches of time in a block of repaired text, in figures (2023年12月, 1-5月, 二〇三五年,
//! 2021-12-30 15:23) and in words (去年, 上半年, 截至目前, “十四五”期间). Never takes lengths (5年), counts (1985名) or the
//! names of plans (“十四五”规划) for periods.

mod clock;
mod festival;
mod free;
mod moment;
mod notation;
mod number;
mod part;
mod plain;
mod reader;
mod sense;
mod years;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

pub(crate) use moment::within_year;

use super::Reading;
use super::place::digits;
use crate::model::{Mention, MentionKind, PeriodExpr, PeriodSense, Span, TimeExpr};
use crate::rules::{DATE, FREE_DATE, Figures, Hit, PeriodLexicon, PeriodWord, Term};

use moment::{Moment, YearSaid};
use number::{is_chinese, number};
use reader::{Reader, is_recent, is_year};

/// Appends every period of `text[within]` as a mention, in text order and without overlaps. `hits` are those of the
/// lexicons' terms in the block, ordered by start; words that only tell how a period is meant (截至, 自, 以来) are
/// not part of the mention but set its sense.
pub fn periods(text: &str, within: Span, hits: &[Hit], lexicon: &PeriodLexicon, out: &mut Vec<Mention>) {
    let figures = Figures::read(text, within);
    let mut words = Words::default();
    read(
        text,
        within,
        hits,
        &figures,
        lexicon,
        Reading::Bulletin,
        &mut words,
        out,
    );
}

/// The period words of a block.
#[derive(Debug, Default)]
pub(super) struct Words {
    all: Vec<Hit>,
    /// Those that a period may begin with, or that are known to begin none; most words only go on or end a period, and are
    /// asked for behind one.
    beginnings: Vec<Hit>,
}

impl Words {
    /// Takes the words of a block out of the hits of all lexicons there.
    fn collect(&mut self, hits: &[Hit], lexicon: &PeriodLexicon) {
        self.all.clear();
        self.beginnings.clear();
        for hit in hits {
            let Term::Period(word) = hit.term else { continue };
            self.all.push(*hit);
            if lexicon.opens(word) {
                self.beginnings.push(*hit);
            }
        }
    }
}

/// The same in either reading, with room that is used for one block after the other.
#[expect(clippy::too_many_arguments, reason = "what is read, with what, and where to")]
pub(super) fn read(
    text: &str,
    within: Span,
    hits: &[Hit],
    figures: &Figures,
    lexicon: &PeriodLexicon,
    reading: Reading,
    words: &mut Words,
    out: &mut Vec<Mention>,
) {
    words.collect(hits, lexicon);
    let Words { all, beginnings } = words;
    let reader = Reader::new(text, within, all, lexicon).reading(reading);
    let figure_kind = if reader.free { FREE_DATE } else { DATE };
    let mut figures = figures.at.as_slice();
    let mut at = within.start;
    // The words before `at` lie behind the reader and are never asked for again.
    let mut passed = 0;
    // The figure that a period may begin with, once one is found before which another word stands.
    let mut known = None;
    loop {
        while beginnings.get(passed).is_some_and(|hit| hit.span.start < at) {
            passed += 1;
        }
        // Between two words or figures nothing begins.
        let word = beginnings
            .get(passed)
            .map_or(within.end, |hit| hit.span.start.min(within.end));
        while let [(figure, kind), rest @ ..] = figures
            && (*figure < at
                || known != Some(*figure)
                    && (kind & figure_kind == 0 || *figure != word && !reader.free && !may_begin(&reader, *figure)))
        {
            figures = rest;
        }
        known = (figures.first())
            .map(|(figure, _)| *figure)
            .filter(|figure| !reader.free && *figure != word);
        at = figures.first().map_or(word, |(figure, _)| word.min(*figure)).max(at);
        let Some(c) = reader.rest(at).chars().next() else { break };
        let previous = reader.before(at).chars().next_back();
        let here = beginnings[passed..].iter().take_while(|hit| hit.span.start == at);
        let said = || {
            here.clone().filter_map(|hit| match hit.term {
                Term::Period(word) => lexicon.word(word).map(|word| (word, hit.span.end)),
                _ => None,
            })
        };
        let hit_here = here.clone().next().is_some();
        // Q1, 上2个月.
        let lettered = reader.free && matches!(c, 'Q' | '上');
        // 十一 is no word inside 九十一年.
        let torn = is_chinese(c) && previous.is_some_and(is_chinese);
        let counted = |end: usize| {
            let next = reader.rest(reader.blank(end)).chars().next();
            next.is_some_and(|next| next.is_ascii_digit() || is_chinese(next))
        };
        let begins = |(word, end): (PeriodWord, usize)| word.begins() && (!word.counts() || counted(end));
        let worded = || !torn && said().any(begins);
        let started =
            may_start(previous, c) && (hit_here || reader.free || known == Some(at) || may_go_on(&reader, at, c));
        let found = if started || lettered || worded() {
            found(&reader, at, c)
        } else {
            None
        };
        let next = match found {
            Some((span, moment)) => {
                let next = span.end.max(at + c.len_utf8());
                // A period in quotation marks begins before the word that it was found by; never inside the last one.
                let free = out
                    .last()
                    .is_none_or(|last| last.span.end <= span.start || last.span.start >= within.end);
                if let Some(time) = moment.time().filter(|_| free) {
                    let sense = sense::sense(&reader, span, &moment);
                    let kind = MentionKind::Period(PeriodExpr { time, sense });
                    out.push(Mention { span, kind });
                }
                next
            }
            None => {
                let other = said().find(|(word, _)| *word == PeriodWord::Other);
                other.map_or(at + c.len_utf8(), |(_, end)| end)
            }
        };
        at = next;
    }
}

/// Whether figures that are no word of the lexicon can begin a period of a bulletin, by what stands behind them: most numbers
/// have a unit there, and need not be tried as years, months, days and ranges one after the other.
fn may_go_on(reader: &Reader<'_>, at: usize, c: char) -> bool {
    let mut rest = reader.rest(at);
    if c.is_ascii_digit() {
        let run = digits(rest);
        // A year may stand bare, at the head of a line or before a festival; eight figures may be a date.
        if matches!(run, 4 | 8) {
            return true;
        }
        rest = &rest[run..];
        // 16.07.2023
        if run == 2 && matches!(rest.as_bytes(), [b'.', b'0'..=b'1', b'0'..=b'9', b'.', b'1'..=b'2', ..]) {
            return true;
        }
    } else if c == '第' {
        rest = &rest[c.len_utf8()..];
    }
    let mut marks = rest.chars();
    let mut mark = marks.next();
    if !c.is_ascii_digit() {
        while mark.is_some_and(|mark| is_chinese(mark) || mark.is_ascii_digit()) {
            mark = marks.next();
        }
    }
    for _ in 0..2 {
        if !matches!(mark, Some(' ' | '\u{3000}' | '\u{a0}')) {
            break;
        }
        mark = marks.next();
    }
    match mark {
        // 个月, 个季度; most classifiers count something else.
        Some('个') => matches!(marks.next(), Some('月' | '季')),
        Some('年' | '月' | '日' | '号' | '季' | '周' | '天' | '世' | '、') => true,
        Some('-' | '—' | '－' | '–' | '~' | '～' | '至' | '到' | '―' | '一' | '─') => true,
        _ => false,
    }
}

/// Whether a period of a bulletin may begin with the figure at `at`, if no word of the lexicon does.
#[inline]
fn may_begin(reader: &Reader<'_>, at: usize) -> bool {
    let bytes = reader.text.as_bytes();
    if bytes[at].is_ascii_digit() {
        // Most stand behind another.
        let inside = at > reader.within.start && bytes[at - 1].is_ascii_alphanumeric();
        return !inside && may_go_on(reader, at, '0');
    }
    let Some(c) = reader.rest(at).chars().next() else {
        return false;
    };
    !reader.before(at).ends_with(is_chinese) && may_go_on(reader, at, c)
}

/// The year or stretch that a table's cell consists of: `2020`, `2025年`, `2020 年`, `2021—2025年`, `2023年末`.
pub fn bare_year(cell: &str, lexicon: &PeriodLexicon) -> Option<PeriodExpr> {
    let cell = cell.trim();
    let reader = Reader::new(cell, Span::new(0, cell.len()), &[], lexicon);
    let whole = |rest: &str| {
        let rest = rest.trim();
        rest.is_empty() || matches!(rest, "末" | "底" | "度" | "实际" | "目标") || rest.starts_with(['(', '（'])
    };
    let moment = match reader.period(0) {
        Some(moment) => moment,
        None => {
            let year = number(cell, 0).filter(|n| is_year(n) && is_recent(n))?;
            Moment::of_year(YearSaid::Calendar(year.value as i16, year.value as i16), year.end)
        }
    };
    let rest = &cell[moment.end..];
    if !whole(rest) || !matches!(moment.year, Some(YearSaid::Calendar(..))) && moment.other.is_none() {
        return None;
    }
    let stock = rest.trim().starts_with(['末', '底']);
    let sense = if stock { PeriodSense::AsOf } else { PeriodSense::During };
    Some(PeriodExpr {
        time: moment.time()?,
        sense,
    })
}

/// Whether a number may begin with `c` after `previous`.
fn may_start(previous: Option<char>, c: char) -> bool {
    let inside = |p: char| {
        if c.is_ascii_digit() {
            p.is_ascii_alphanumeric()
        } else {
            is_chinese(p)
        }
    };
    (c.is_ascii_digit() || is_chinese(c) || c == '第') && !previous.is_some_and(inside)
}

/// The period that starts at `at`, where it is one by what stands about it.
fn found(reader: &Reader<'_>, at: usize, c: char) -> Option<(Span, Moment)> {
    if reader.other_word(at).is_some() {
        return None;
    }
    let before = reader.before(at);
    let not = &reader.lexicon.not;
    let counted = || before.ends_with(|p: char| p.is_ascii_digit() || is_chinese(p));
    if c == '年' && (counted() || not.before_year_word.end(before)) {
        return None;
    }
    let mut torn_off = false;
    if c.is_ascii_digit() || is_chinese(c) {
        if not.before_number.end(before) {
            return None;
        }
        // The figures after a decimal point or a thousands mark are no month; 1.2023年 is a numbered line.
        let mut last = before.chars().rev();
        let torn = last
            .next()
            .is_some_and(|p| matches!(p, '.' | ',' | ':' | '/' | '-' | '~'))
            && last.next().is_some_and(|p| p.is_ascii_digit());
        torn_off = torn && !number_at(reader, at).is_some_and(|n| is_year(&n));
        if torn_off && !is_line_number(before) {
            return None;
        }
    }
    let Some(moment) = reader.period(at) else {
        return if torn_off { None } else { bare_at_head(reader, at) };
    };
    // 11.2月份价格上涨: a numbered line that begins with a month; 11.2 is nothing.
    if torn_off && moment.months.is_none() {
        return None;
    }
    let only_month = moment.year.is_none() && moment.other.is_none() && moment.months.is_some();
    if only_month && not.before_month.end(before) {
        return None;
    }
    let planned = reader
        .words(at)
        .any(|(word, _)| matches!(word, PeriodWord::Plan { .. }));
    // “五一”假期, but not “春节假期: the marks belong to the name.
    let feast = matches!(moment.other, Some(TimeExpr::Festival { .. }))
        && reader.text[at..moment.end].contains(['”', '"', '’', '」', '』', '\'']);
    let quote = before
        .chars()
        .next_back()
        .filter(|q| (planned || feast) && "“\"‘「『'".contains(*q));
    let start = at - quote.map_or(0, char::len_utf8);
    Some((Span::new(start, moment.end), moment))
}

/// Whether nothing but the number of a list stands on the line before: 11.
fn is_line_number(before: &str) -> bool {
    let line = before[before.rfind('\n').map_or(0, |end| end + 1)..].trim_start();
    let number = line.strip_suffix('.').unwrap_or_default();
    matches!(number.len(), 1 | 2) && number.bytes().all(|digit| digit.is_ascii_digit())
}

fn number_at(reader: &Reader<'_>, at: usize) -> Option<number::Number> {
    number(reader.rest(at), 0)
}

/// 2024创新攻坚, 【2023，怎么干】, 数说2022 as the head of a line: a year without 年, where what follows is no classifier.
fn bare_at_head(reader: &Reader<'_>, at: usize) -> Option<(Span, Moment)> {
    let year = number_at(reader, at).filter(|n| n.arabic && is_year(n) && (1980..2050).contains(&n.value))?;
    let not = &reader.lexicon.not;
    let line = reader.before(at);
    let line = &line[line.rfind('\n').map_or(0, |end| end + 1)..];
    let lead = line.trim_start_matches(MARKS_OF_A_HEAD);
    // 数说2022 ends the line; what bears no mark goes on without one.
    let (marked, tells) = (lead.len() < line.len(), not.tells_of_bare_year.end(lead));
    if !(lead.is_empty() || tells && lead.len() <= LONGEST_LEAD) {
        return None;
    }
    let end = at + year.end;
    let rest = reader.rest(end);
    let of_year = || {
        let moment = Moment::of_year(YearSaid::Calendar(year.value as i16, year.value as i16), end);
        (Span::new(at, end), moment)
    };
    if lead.is_empty() && !marked && reader.free && reader.is_alone(rest) && is_recent(&year) {
        return Some(of_year());
    }
    let ends = rest.is_empty() || rest.starts_with(['\n', '】', '”', '」', ' ', '·', '，', '：']);
    if tells || marked && rest.starts_with(['，', '·', ' ']) {
        return ends.then(of_year);
    }
    let hanzi = rest
        .chars()
        .take(2)
        .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
        .count()
        == 2;
    (hanzi && !not.after_bare_year.start(rest)).then(of_year)
}

/// What may stand before the first word of a heading.
const MARKS_OF_A_HEAD: &[char] = &['【', '「', '“', '■', '●', '◆', '★', '▲', '□'];

/// Bytes of the longest word before the year of a heading.
const LONGEST_LEAD: usize = 12;
