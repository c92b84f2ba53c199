//! The lexicon of period words: `rules/lexicon/periods.toml`, as written and as used.

use std::sync::Arc;

use serde::Deserialize;

use super::document_cues::DocumentCues;
use super::period_file::Written;
use super::{Diagnostic, Ends, Inside, RuleFile, Starts, Term, is_date_figure};
use crate::model::Festival;

/// What a word says about time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodWord {
    /// 去年: years from the document's.
    Year(i16),
    /// 全年, 年末, 上年: years from the year under review.
    Review {
        /// Years from the year under review.
        offset: i16,
        /// The months meant, where not the whole year is.
        months: Option<(u8, u8)>,
        /// Whether the end of the year is meant (年末).
        as_of: bool,
    },
    /// 上半年, 首季: first and last month; may stand alone.
    Part(u8, u8),
    /// 春季: first and last month; only after a year.
    Season(u8, u8),
    /// 十四五: first and last year.
    Plan {
        /// First year.
        from: i16,
        /// Last year.
        to: i16,
        /// Whether it may stand without quotation marks and without 期间, 末 and the like.
        alone: bool,
    },
    /// 第七次全国人口普查: the year of which it tells.
    Census(i16),
    /// 上月.
    Month(i16),
    /// 上季度.
    Quarter(i16),
    /// 昨天.
    Day(i16),
    /// 目前.
    Now,
    /// 上年同期: years from the period compared.
    Same(i16),
    /// 民国: the year before its first.
    Era(i16),
    /// 近, before a number of years.
    Back,
    /// 今后, before a number of years.
    Ahead,
    /// 前, before a number of months or quarters.
    First,
    /// 来, after a number of years.
    After,
    /// 末, 底.
    EdgeEnd,
    /// 初.
    EdgeStart,
    /// 以来, 起.
    EdgeSince,
    /// 期间, 度.
    EdgeWhole,
    /// 上旬: first and last day.
    TenDays(u8, u8),
    /// 上午.
    Clock,
    /// 春节: a festival, by its number in the lexicon.
    Festival {
        /// Which.
        index: u8,
        /// Whether it says so by itself (国庆节); 五一 and 清明 do so only with 假期 and the like behind.
        alone: bool,
    },
    /// 假期, after a festival.
    Holiday,
    /// 当天, after a festival.
    FestivalDay,
    /// 首日, after a holiday: first and last day of it.
    HolidayDays(u8, u8),
    /// 农历.
    Lunar,
    /// 闰.
    LeapMonth,
    /// 正月, 腊月: 1–12.
    LunarMonth(u8),
    /// 合同期: a longer word that only contains one of the others.
    Other,
}

impl PeriodWord {
    /// Whether a period may begin with it only where figures follow.
    #[inline]
    pub const fn counts(self) -> bool {
        matches!(self, Self::First | Self::Back | Self::Ahead)
    }

    /// Whether a period may begin with it; the others only go on or end one, or tell what is none.
    #[inline]
    pub const fn begins(self) -> bool {
        match self {
            Self::Year(_)
            | Self::Review { .. }
            | Self::Part(..)
            | Self::First
            | Self::Plan { .. }
            | Self::Census(_)
            | Self::Month(_)
            | Self::Quarter(_)
            | Self::Day(_)
            | Self::Now
            | Self::Same(_)
            | Self::Era(_)
            | Self::Festival { .. }
            | Self::Lunar
            | Self::LunarMonth(_)
            | Self::LeapMonth
            | Self::Back
            | Self::Ahead => true,
            Self::Season(..)
            | Self::After
            | Self::EdgeEnd
            | Self::EdgeStart
            | Self::EdgeSince
            | Self::EdgeWhole
            | Self::TenDays(..)
            | Self::Clock
            | Self::Holiday
            | Self::FestivalDay
            | Self::HolidayDays(..)
            | Self::Other => false,
        }
    }
}

/// The lexicon, ready for use.
#[derive(Clone, Debug)]
pub struct PeriodLexicon {
    words: Vec<(String, PeriodWord)>,
    /// Those of them that name plans, with the first and the last year of each.
    plans: Vec<(String, (i16, i16))>,
    /// Their names alone.
    planned: Inside,
    /// Of each word whether something may begin with it.
    opening: Vec<bool>,
    festivals: Vec<Arc<Festival>>,
    /// What stands about a holiday that is no period.
    pub holiday: HolidayCues,
    /// Words about an expression that tell how it is meant.
    pub context: ContextCues,
    /// Words about a length of time that say it tells when or for how long something was.
    pub adverbial: AdverbialCues,
    /// Words about a number that make it something else than a period.
    pub not: NotCues,
    /// Where a document states its date, and what betrays it.
    pub document: DocumentCues,
}

impl PeriodLexicon {
    /// Reads `lexicon/periods.toml`.
    ///
    /// # Errors
    /// The first mistake, with its place.
    pub fn read(file: &RuleFile) -> Result<Self, Diagnostic> {
        let written: Written = file.parse()?;
        let mut words = Vec::new();
        written.collect(&mut words);
        let figure = |c: char| is_date_figure(c) || c.is_ascii_digit() || matches!(c, '第' | 'Q' | '上');
        let opens = |(text, word): &(String, PeriodWord)| {
            word.begins() || *word == PeriodWord::Other || text.starts_with(figure)
        };
        Ok(Self {
            opening: words.iter().map(opens).collect(),
            planned: words
                .iter()
                .filter_map(plan)
                .map(|(name, _)| name)
                .collect::<Vec<_>>()
                .into(),
            plans: words.iter().filter_map(plan).collect(),
            words,
            festivals: written.festivals(),
            holiday: written.holiday.cues,
            context: written.context,
            adverbial: written.adverbial,
            not: written.not,
            document: written.document,
        })
    }

    /// Every word with its meaning, for the trie of all lexicons.
    pub fn terms(&self) -> impl Iterator<Item = (String, Term)> {
        let numbered = self.words.iter().enumerate();
        numbered.map(|(index, (text, _))| (text.clone(), Term::Period(index as u32)))
    }

    /// The festival of that number.
    pub fn festival(&self, index: u8) -> Option<&Arc<Festival>> {
        self.festivals.get(usize::from(index))
    }

    /// The years of the last plan that a title names: “十四五”规划 → 2021, 2025.
    pub fn plan_of(&self, title: &str) -> Option<(i16, i16)> {
        // Most titles name none.
        if !self.planned.stands_in(title) {
            return None;
        }
        let named = self.plans.iter().filter(|(name, _)| title.contains(&**name));
        let named = named.map(|(_, years)| *years);
        named.max()
    }

    /// Whether a period may begin with the term of that number, or with the figure it begins with, or is known to begin none.
    #[inline]
    pub fn opens(&self, index: u32) -> bool {
        self.opening.get(index as usize).is_some_and(|opens| *opens)
    }

    /// What the term of that number means.
    #[inline]
    pub fn word(&self, index: u32) -> Option<PeriodWord> {
        self.words.get(index as usize).map(|&(_, word)| word)
    }
}

/// What a word that names a plan stands for.
fn plan((name, word): &(String, PeriodWord)) -> Option<(String, (i16, i16))> {
    match *word {
        PeriodWord::Plan { from, to, .. } => Some((name.clone(), (from, to))),
        _ => None,
    }
}

/// Words beside a holiday that make it something else than a period.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HolidayCues {
    /// 受: the holiday is a cause.
    pub not_after: Ends,
    /// 后, 运输, 因素: another time, or another thing.
    pub not_before: Starts,
}

/// Words directly before or after an expression.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContextCues {
    /// Before: 截至.
    pub as_of: Ends,
    /// Before: 到.
    pub until: Ends,
    /// Before those: 力争.
    pub until_after: Ends,
    /// After: 前.
    pub deadline: Starts,
    /// After, beginning with one of those, but meaning something else: 前后.
    pub not_deadline: Starts,
    /// Before: 自.
    pub since: Ends,
    /// 以来, at the end of the clause: 2019年启动试点以来.
    pub since_ends: Ends,
    /// Behind a plan: 开局之年.
    pub plan_first: Starts,
    /// Behind a plan: 收官之年.
    pub plan_last: Starts,
    /// Behind so many years back: 首次.
    pub stands_out: Starts,
    /// Before: 比.
    pub compared: Ends,
    /// Before, ending in one of those, but meaning something else: 占比.
    pub not_compared: Ends,
    /// Before: 与, together with one of the next.
    pub compared_with: Ends,
    /// 相比, at the end of the clause.
    pub compared_ends: Ends,
    /// After: 相比.
    pub compared_after: Starts,
    /// After: 不变价, the prices of that year.
    pub prices: Starts,
    /// After, together with one of the next: 价格.
    pub prices_after: Starts,
    /// Before: 按.
    pub priced: Ends,
    /// After, together with 在 before: 基础上.
    pub from_base: Starts,
    /// Before, together with 的 after: 从.
    pub from: Ends,
    /// Behind the year from which so many years are counted: 起 (2009年起5年内).
    pub onward: Starts,
    /// Behind those, before the number: 用.
    pub onward_takes: Starts,
    /// Behind so many years: 内.
    pub onward_ends: Starts,
}

/// Words beside a length of time that is no statistic: 为期五天, 三天后.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdverbialCues {
    /// 为期.
    pub before: Ends,
    /// 后.
    pub after: Starts,
}

/// Words directly before or after a number that make it something else than a period.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotCues {
    /// 第.
    pub before_number: Ends,
    /// 合同期: words that only contain a period word.
    pub words: Vec<String>,
    /// 几 (of 几年内).
    pub before_year_word: Ends,
    /// Behind a census: 领导小组 makes it the name of an office.
    pub after_census: Starts,
    /// 规划.
    pub after_plan: Starts,
    /// 规划期.
    pub after_plan_but: Starts,
    /// 轻 (of 年轻).
    pub after_year: Starts,
    /// 每.
    pub before_month: Ends,
    /// 龄.
    pub after_month: Starts,
    /// 连续.
    pub before_day: Ends,
    /// 内.
    pub after_day: Starts,
    /// 报道, which is not 日报.
    pub after_day_but: Starts,
    /// 步 (of 起步).
    pub after_since: Starts,
    /// Behind 内 and the like, where that begins another word.
    pub after_whole: Starts,
    /// Makes two figures a year: 从.
    pub before_short_year: Ends,
    /// Makes two figures a length: 历史.
    pub after_short_year: Starts,
    /// 时间.
    pub after_stretch: Starts,
    /// 连续: behind these, so many years are a length, whatever follows.
    pub before_moved: Ends,
    /// 增长: before these, so many years are the stretch over which something moved.
    pub moved: Starts,
    /// 家.
    pub after_bare_year: Starts,
    /// 数说: behind these at the head of a line, bare figures are a year.
    pub tells_of_bare_year: Ends,
}

#[cfg(test)]
impl PeriodLexicon {
    /// The lexicon of the repository.
    pub fn shipped() -> Self {
        Self::read(&RuleFile::shipped("lexicon/periods.toml")).unwrap_or_else(|mistake| panic!("{mistake}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_lexicon_is_read_and_its_words_keep_their_meaning() {
        let lexicon = PeriodLexicon::shipped();
        let meanings = |word: &str| -> Vec<PeriodWord> {
            let found = lexicon.terms().filter(|(text, _)| text == word);
            found
                .filter_map(|(_, term)| match term {
                    Term::Period(index) => lexicon.word(index),
                    _ => None,
                })
                .collect()
        };
        assert_eq!(meanings("去年"), [PeriodWord::Year(-1)]);
        let plan = PeriodWord::Plan {
            from: 2021,
            to: 2025,
            alone: true,
        };
        assert_eq!(meanings("十四五"), [plan]);
        let year_end = PeriodWord::Review {
            offset: 0,
            months: None,
            as_of: true,
        };
        assert_eq!(meanings("年末"), [year_end, PeriodWord::EdgeEnd]);
        assert_eq!(meanings("家"), []);
    }

    #[test]
    fn an_unknown_key_is_a_mistake_with_its_place() {
        let file = RuleFile::new("lexicon/periods.toml", "[[year]]\noffset = -1\nword = ['去年']\n");
        let mistake = PeriodLexicon::read(&file).unwrap_err().to_string();
        assert!(mistake.contains("unknown field `word`"), "{mistake}");
        assert!(mistake.contains("lexicon/periods.toml:3:1"), "{mistake}");
    }
}
