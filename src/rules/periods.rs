//! The lexicon of period words: `rules/lexicon/periods.toml`, as written and as used.

use serde::Deserialize;

use super::{Diagnostic, RuleFile, Term};

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
    /// 合同期: a longer word that only contains one of the others.
    Other,
}

/// The lexicon, ready for use.
#[derive(Clone, Debug)]
pub struct PeriodLexicon {
    words: Vec<(String, PeriodWord)>,
    /// Words about an expression that tell how it is meant.
    pub context: ContextCues,
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
        Ok(Self {
            words,
            context: written.context,
            not: written.not,
            document: written.document,
        })
    }

    /// Every word with its meaning, for the automaton of all lexicons.
    pub fn terms(&self) -> impl Iterator<Item = (String, Term)> {
        let numbered = self.words.iter().enumerate();
        numbered.map(|(index, (text, _))| (text.clone(), Term::Period(index as u32)))
    }

    /// What the term of that number means.
    pub fn word(&self, index: u32) -> Option<PeriodWord> {
        self.words.get(index as usize).map(|&(_, word)| word)
    }
}

/// Words directly before or after an expression.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContextCues {
    /// Before: 截至.
    pub as_of: Vec<String>,
    /// Before: 到.
    pub until: Vec<String>,
    /// Before those: 力争.
    pub until_after: Vec<String>,
    /// Before: 自.
    pub since: Vec<String>,
    /// Before: 比.
    pub compared: Vec<String>,
    /// Before, ending in one of those, but meaning something else: 占比.
    pub not_compared: Vec<String>,
    /// Before: 与, together with one of the next.
    pub compared_with: Vec<String>,
    /// After: 相比.
    pub compared_after: Vec<String>,
    /// After: 不变价, the prices of that year.
    pub prices: Vec<String>,
    /// After, together with one of the next: 价格.
    pub prices_after: Vec<String>,
    /// Before: 按.
    pub priced: Vec<String>,
    /// After, together with 在 before: 基础上.
    pub from_base: Vec<String>,
    /// Before, together with 的 after: 从.
    pub from: Vec<String>,
}

/// Words directly before or after a number that make it something else than a period.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotCues {
    /// 第.
    pub before_number: Vec<String>,
    /// 合同期: words that only contain a period word.
    pub words: Vec<String>,
    /// 几 (of 几年内).
    pub before_year_word: Vec<String>,
    /// 规划.
    pub after_plan: Vec<String>,
    /// 规划期.
    pub after_plan_but: Vec<String>,
    /// 轻 (of 年轻).
    pub after_year: Vec<String>,
    /// 每.
    pub before_month: Vec<String>,
    /// 龄.
    pub after_month: Vec<String>,
    /// 连续.
    pub before_day: Vec<String>,
    /// 内.
    pub after_day: Vec<String>,
    /// 步 (of 起步).
    pub after_since: Vec<String>,
    /// Makes two figures a year: 从.
    pub before_short_year: Vec<String>,
    /// Makes two figures a length: 历史.
    pub after_short_year: Vec<String>,
    /// 时间.
    pub after_stretch: Vec<String>,
    /// 家.
    pub after_bare_year: Vec<String>,
}

/// How a document states and betrays its date.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentCues {
    /// 发布日期.
    pub stated: Vec<String>,
    /// 检索.
    pub not_stated: Vec<String>,
    /// 卷.
    pub volume: Vec<String>,
    /// 会议上.
    pub speech: Vec<String>,
    /// Titles of plans: 政府工作报告.
    pub plan_titles: Vec<String>,
    /// Titles of reviews: 公报.
    pub review_titles: Vec<String>,
    /// Titles of budgets: 总预算案.
    pub budget_titles: Vec<String>,
    /// Titles of budgets that are over: 预算执行情况.
    pub executed: Vec<String>,
    /// Titles of talks with the press: 答记者问.
    pub talk_titles: Vec<String>,
    /// Titles of measures: 办法.
    pub measure_titles: Vec<String>,
    /// Titles of plans that are published by a notice: 规划.
    pub outline_titles: Vec<String>,
    /// Before or after a date at the head or the end: where the text was printed.
    pub printed: Vec<String>,
    /// 将.
    pub future: Vec<String>,
    /// 年度.
    pub attributive: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    year: Vec<Counted>,
    review: Vec<Review>,
    part: Vec<Part>,
    season: Vec<Part>,
    plan: Vec<Plan>,
    month: Vec<Counted>,
    quarter: Vec<Counted>,
    day: Vec<Counted>,
    now: Words,
    same: Vec<Same>,
    era: Vec<Era>,
    stretch: Stretch,
    edge: Edge,
    ten_days: Vec<TenDays>,
    clock: Words,
    context: ContextCues,
    not: NotCues,
    document: DocumentCues,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Counted {
    offset: i16,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Sense {
    During,
    AsOf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Review {
    offset: i16,
    months: Option<(u8, u8)>,
    #[serde(default = "during")]
    sense: Sense,
    words: Vec<String>,
}

fn during() -> Sense {
    Sense::During
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    months: (u8, u8),
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    years: (i16, i16),
    #[serde(default)]
    alone: bool,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Same {
    years: i16,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Era {
    before: i16,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stretch {
    back: Vec<String>,
    ahead: Vec<String>,
    first: Vec<String>,
    after: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edge {
    end: Vec<String>,
    start: Vec<String>,
    since: Vec<String>,
    whole: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TenDays {
    days: (u8, u8),
    words: Vec<String>,
}

impl Written {
    fn collect(&self, into: &mut Vec<(String, PeriodWord)>) {
        let mut add = |words: &[String], word: PeriodWord| into.extend(words.iter().map(|text| (text.clone(), word)));
        for entry in &self.year {
            add(&entry.words, PeriodWord::Year(entry.offset));
        }
        for entry in &self.review {
            let word = PeriodWord::Review {
                offset: entry.offset,
                months: entry.months,
                as_of: matches!(entry.sense, Sense::AsOf),
            };
            add(&entry.words, word);
        }
        for entry in &self.part {
            add(&entry.words, PeriodWord::Part(entry.months.0, entry.months.1));
        }
        for entry in &self.season {
            add(&entry.words, PeriodWord::Season(entry.months.0, entry.months.1));
        }
        for entry in &self.plan {
            let (from, to) = entry.years;
            let alone = entry.alone;
            add(&entry.words, PeriodWord::Plan { from, to, alone });
        }
        for entry in &self.month {
            add(&entry.words, PeriodWord::Month(entry.offset));
        }
        for entry in &self.quarter {
            add(&entry.words, PeriodWord::Quarter(entry.offset));
        }
        for entry in &self.day {
            add(&entry.words, PeriodWord::Day(entry.offset));
        }
        for entry in &self.same {
            add(&entry.words, PeriodWord::Same(entry.years));
        }
        for entry in &self.era {
            add(&entry.words, PeriodWord::Era(entry.before));
        }
        for entry in &self.ten_days {
            add(&entry.words, PeriodWord::TenDays(entry.days.0, entry.days.1));
        }
        add(&self.now.words, PeriodWord::Now);
        add(&self.clock.words, PeriodWord::Clock);
        add(&self.not.words, PeriodWord::Other);
        add(&self.stretch.back, PeriodWord::Back);
        add(&self.stretch.ahead, PeriodWord::Ahead);
        add(&self.stretch.first, PeriodWord::First);
        add(&self.stretch.after, PeriodWord::After);
        add(&self.edge.end, PeriodWord::EdgeEnd);
        add(&self.edge.start, PeriodWord::EdgeStart);
        add(&self.edge.since, PeriodWord::EdgeSince);
        add(&self.edge.whole, PeriodWord::EdgeWhole);
    }
}

#[cfg(test)]
impl PeriodLexicon {
    /// The lexicon of the repository.
    pub fn shipped() -> Self {
        let file = RuleFile::new("lexicon/periods.toml", include_str!("../../rules/lexicon/periods.toml"));
        Self::read(&file).unwrap_or_else(|mistake| panic!("{mistake}"))
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
