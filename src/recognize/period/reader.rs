//! Reads one moment or range that starts at a given byte of a text: the notations of dates.

use std::cell::Cell;

use crate::model::{CalendarUnit, Span, TimeExpr};
use crate::rules::{Hit, PeriodLexicon, PeriodWord, Term};

use super::super::Reading;
use super::moment::{Edge, Moment, YearSaid, within_year};
use super::number::{Number, is_chinese, number};

/// A text with what is known about it. All positions are bytes of the whole text.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) within: Span,
    hits: &'a [Hit],
    pub lexicon: &'a PeriodLexicon,
    /// Whether the text is no bulletin.
    pub free: bool,
    /// The numbers read last, each with its place: one notation after the other asks for the same.
    numbers: [Cell<(usize, Option<Number>)>; 2],
}

impl<'a> Reader<'a> {
    /// `hits` must be ordered by start, as `Terms::find` gives them.
    pub(super) fn new(text: &'a str, within: Span, hits: &'a [Hit], lexicon: &'a PeriodLexicon) -> Self {
        Self {
            text: &text[..within.end],
            within,
            hits,
            lexicon,
            free: false,
            numbers: [const { Cell::new((usize::MAX, None)) }; 2],
        }
    }

    /// The same for a text that is read for this.
    pub(super) fn reading(self, reading: Reading) -> Self {
        Self {
            free: reading.is_free(),
            ..self
        }
    }

    /// The longest number of at most eight figures that starts at a place.
    #[inline]
    pub(super) fn number(&self, at: usize) -> Option<Number> {
        let last = &self.numbers[at % 2];
        match last.get() {
            (known, found) if known == at => found,
            _ => {
                let found = number(self.text, at);
                last.set((at, found));
                found
            }
        }
    }

    /// From `at` to the end of the block.
    #[inline]
    pub(super) fn rest(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or("")
    }

    /// From the start of the block to `at`.
    #[inline]
    pub(super) fn before(&self, at: usize) -> &'a str {
        self.text.get(self.within.start..at).unwrap_or("")
    }

    /// The period words that start at `at`, longest first, each with its end.
    pub(super) fn words(&self, at: usize) -> impl Iterator<Item = (PeriodWord, usize)> + use<'a> {
        let (lexicon, end) = (self.lexicon, self.text.len());
        let from = if self.hits.is_empty() {
            0
        } else {
            self.hits.partition_point(|hit| hit.span.start < at)
        };
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
    pub(super) fn other_word(&self, at: usize) -> Option<usize> {
        self.words(at)
            .find(|(word, _)| *word == PeriodWord::Other)
            .map(|(_, end)| end)
    }

    /// The longest moment or range that starts at `at`.
    pub(super) fn period(&self, at: usize) -> Option<Moment> {
        self.plain(at).or_else(|| self.in_full(at))
    }

    /// The same, whatever the notation.
    pub(super) fn in_full(&self, at: usize) -> Option<Moment> {
        let first = self.moment(at);
        let range = self.school_year(at).or_else(|| self.open_range(at));
        let range = range.or_else(|| self.run_together(at)).or_else(|| {
            let first = first.as_ref()?;
            self.range(first).or_else(|| self.years_from(first))
        });
        match (first, range) {
            (Some(first), Some(range)) if range.end < first.end => Some(first),
            (first, range) => range.or(first).map(|moment| self.with_length(moment)),
        }
    }

    /// `first` with what it reaches to, if anything.
    pub(super) fn range(&self, first: &Moment) -> Option<Moment> {
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
        let second_at = self.blank(at);
        let Some(second) = self.moment(second_at) else {
            return self.until_bare_year(first, second_at);
        };
        let bare = second.year.is_none() && second.months.is_none() && second.other.is_none();
        if bare && first.days.is_none() && !first.is_current_day() {
            return None;
        }
        first.until(&second)
    }

    /// 2008.03-2009: from a month in figures to a year.
    fn until_bare_year(&self, first: &Moment, at: usize) -> Option<Moment> {
        let year = self.number(at).filter(|n| n.arabic && is_year(n) && is_recent(n))?;
        let closed = !self
            .rest(year.end)
            .starts_with(|c: char| c.is_alphanumeric() || "-.—/%:".contains(c));
        let figures = self.before(first.end).ends_with(|c: char| c.is_ascii_digit());
        if !closed || !figures || first.months.is_none() || first.days.is_some() {
            return None;
        }
        first.until(&Moment::of_year(
            YearSaid::Calendar(year.value as i16, year.value as i16),
            year.end,
        ))
    }

    /// 2016/2017学年, 2016—2017学年初: from September to August.
    fn school_year(&self, at: usize) -> Option<Moment> {
        let first = self.number(at).filter(|n| n.arabic && is_year(n) && is_recent(n))?;
        let next = self.eat(first.end, "/").or_else(|| self.dash(first.end))?;
        let second = self.number(next).filter(|n| n.arabic && n.value == first.value + 1)?;
        let end = self.eat(second.end, "学年")?;
        let end = self.eat(end, "初").or_else(|| self.eat(end, "度")).unwrap_or(end);
        let (start, _) = within_year(first.value as i16, (9, 9), None)?;
        let (_, close) = within_year(second.value as i16, (8, 8), None)?;
        Some(Moment {
            other: Some(TimeExpr::Fixed(start, close)),
            ..Moment::of_year(YearSaid::Calendar(first.value as i16, second.value as i16), end)
        })
    }

    /// 2021—2025年, 1985到89年9月, (1991—1995): the first year stands without 年.
    pub(super) fn open_range(&self, at: usize) -> Option<Moment> {
        let first = self.number(at).filter(is_year)?;
        let after = self.dash(self.blank(first.end))?;
        let second_at = self.blank(after);
        let second = self.number(second_at)?;
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
    pub(super) fn moment(&self, at: usize) -> Option<Moment> {
        let rest = self.rest(at);
        let first = rest.chars().next()?;
        if first.is_ascii_digit()
            && let Some(moment) = self.iso(at)
        {
            return Some(self.clock(moment));
        }
        if self.free
            && let Some(moment) = self.free_moment(at)
        {
            return Some(moment);
        }
        let figures = first.is_ascii_digit() || is_chinese(first) || first == '第';
        if figures && let Some(moment) = self.years_ago(at) {
            return Some(moment);
        }
        if figures && let Some(moment) = self.in_figures(at) {
            return Some(self.clock(moment));
        }
        self.words(at).find_map(|(word, end)| self.by_word(at, word, end))
    }

    pub(super) fn in_figures(&self, at: usize) -> Option<Moment> {
        self.decade(at)
            .or_else(|| self.dated(at))
            .or_else(|| self.years_back(at))
    }

    /// A moment that starts with a word of the lexicon.
    pub(super) fn by_word(&self, at: usize, word: PeriodWord, end: usize) -> Option<Moment> {
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
            PeriodWord::Census(year) => self.census(Moment::of_year(YearSaid::Calendar(year, year), end))?,
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
            // 截至今年11月底 says 今年, not 至今.
            PeriodWord::Now if self.goes_beyond(at, end) => return None,
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
            PeriodWord::Festival { .. } | PeriodWord::Lunar | PeriodWord::LunarMonth(_) | PeriodWord::LeapMonth => {
                self.festive(at, None)?
            }
            PeriodWord::Back => self.stretch(end, 1)?,
            PeriodWord::Ahead => self.stretch(end, -1)?,
            _ => return None,
        })
    }

    /// Whether another period word begins with the last character of the one that ends at `end`, and goes on behind it; but in
    /// 目前日均客流 and 目前天然气产量 it is no day.
    fn goes_beyond(&self, at: usize, end: usize) -> bool {
        // 目前日均客流: no 前日.
        if self.text[at..end].ends_with('前') {
            return false;
        }
        let last = self.text[at..end].char_indices().next_back();
        let Some((last, _)) = last.filter(|(last, _)| *last > 0) else {
            return false;
        };
        let now = self.text[at + last..].starts_with('前');
        self.words(at + last)
            .any(|(word, other)| other > end && !(now && matches!(word, PeriodWord::Day(_))))
    }

    /// “十四五”, with its quotation marks and 期间, 末 and the like. “十四五”规划 is the name of a document.
    pub(super) fn plan(&self, at: usize, years: (i16, i16), alone: bool, end: usize) -> Option<Moment> {
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
        let named = not.after_plan.start(rest) && !not.after_plan_but.start(rest);
        if named
            || (!quoted && rest.starts_with('年'))
            || self.in_title_marks(at)
            || self.before(at).ends_with(is_chinese)
        {
            return None;
        }
        let cues = &self.lexicon.context;
        for (words, year) in [(&cues.plan_first, years.0), (&cues.plan_last, years.1)] {
            if let Some(length) = words.longest(rest) {
                let year = YearSaid::Calendar(year, year);
                return Some(self.edges(Moment::of_year(year, end + length)));
            }
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

    /// A census, where its name is not that of an office or a paper.
    fn census(&self, moment: Moment) -> Option<Moment> {
        let named = self.lexicon.not.after_census.start(self.rest(moment.end));
        (!named).then(|| self.edges(moment))
    }

    /// 2010年第六次全国人口普查: the year and what was counted in it are one.
    pub(super) fn in_census(&self, moment: Moment) -> Moment {
        let Some(YearSaid::Calendar(from, to)) = moment.year else {
            return moment;
        };
        let census = self.words(self.blank(moment.end)).find_map(|(word, end)| {
            let same = matches!(word, PeriodWord::Census(year) if from == to && year == from);
            same.then_some(end)
        });
        let joined = census.and_then(|end| self.census(Moment { end, ..moment.clone() }));
        joined.unwrap_or(moment)
    }

    /// Whether `at` stands inside 《…》 opened not far before.
    pub(super) fn in_title_marks(&self, at: usize) -> bool {
        let before = self.before(at);
        let near = before.char_indices().rev().take(60);
        near.map(|(_, c)| c).find(|c| matches!(c, '《' | '》' | '\n')) == Some('《')
    }

    /// Takes in what ends an expression: 末, 底, 期间; notes 以来 and 起 without taking them in.
    pub(super) fn edges(&self, mut moment: Moment) -> Moment {
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
                    if let Some(TimeExpr::Current { unit, .. }) = &mut moment.other
                        && *unit == CalendarUnit::Quarter
                    {
                        *unit = CalendarUnit::QuarterEnd;
                    }
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
                Some((PeriodWord::EdgeWhole, end)) if !self.lexicon.not.after_whole.start(self.rest(end)) => {
                    moment.end = end;
                }
                Some((PeriodWord::EdgeSince, end)) => {
                    if !self.lexicon.not.after_since.start(self.rest(end)) {
                        moment.edge = Some(Edge::Since);
                    }
                    return moment;
                }
                _ => return moment,
            }
        }
        moment
    }

    /// The end of `wanted`, if it stands at `at`.
    #[inline]
    pub(super) fn eat(&self, at: usize, wanted: &str) -> Option<usize> {
        let rest = self.text.as_bytes().get(at..)?;
        rest.starts_with(wanted.as_bytes()).then_some(at + wanted.len())
    }

    /// After at most two blanks.
    #[inline]
    pub(super) fn blank(&self, at: usize) -> usize {
        // Blanks begin with one of these; nearly nothing else does.
        let may_be = |byte: &u8| matches!(byte, b' ' | 0xe3 | 0xc2);
        if !self.text.as_bytes().get(at).is_some_and(may_be) {
            return at;
        }
        let blanks = self
            .rest(at)
            .chars()
            .take(2)
            .take_while(|c| matches!(c, ' ' | '\u{3000}' | '\u{a0}'));
        at + blanks.map(char::len_utf8).sum::<usize>()
    }

    /// After a dash or another word of ranges.
    pub(super) fn dash(&self, at: usize) -> Option<usize> {
        let dashes = [
            "——", "－－", "--", "—", "–", "－", "-", "~", "～", "至", "到", "―", "一", "─",
        ];
        // They begin with one of these; most characters do not.
        let may_be = |byte: &u8| matches!(byte, b'-' | b'~' | 0xe2 | 0xe4 | 0xe5 | 0xe8 | 0xef);
        self.text.as_bytes().get(at).filter(|byte| may_be(byte))?;
        let first = self.rest(at).chars().next()?;
        if !matches!(
            first,
            '—' | '－' | '-' | '–' | '~' | '～' | '至' | '到' | '―' | '一' | '─'
        ) {
            return None;
        }
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

/// Four figures that can be a year.
pub(super) fn is_year(number: &Number) -> bool {
    number.places == 4 && (1000..2200).contains(&number.value)
}

/// A year of the statistics of our time.
pub(super) fn is_recent(number: &Number) -> bool {
    (1900..2100).contains(&number.value)
}
