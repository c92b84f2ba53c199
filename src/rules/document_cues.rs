//! How a document states and betrays its date, from `rules/lexicon/periods.toml`.

use serde::Deserialize;

use super::{Anywhere, Ends, Inside, Sides, Starts};

/// How a document states and betrays its date.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentCues {
    /// 发布日期.
    pub stated: Ends,
    /// 检索.
    pub not_stated: Inside,
    /// 卷.
    pub volume: Inside,
    /// 会议上.
    pub speech: Inside,
    /// Titles of plans: 政府工作报告.
    pub plan_titles: Inside,
    /// Titles of reviews: 公报.
    pub review_titles: Inside,
    /// Titles of papers that a body writes as a year ends, of its own work.
    pub year_end_titles: Inside,
    /// Titles of budgets: 总预算案.
    pub budget_titles: Inside,
    /// Titles of budgets that are over: 预算执行情况.
    pub executed: Inside,
    /// Titles of talks with the press: 答记者问.
    pub talk_titles: Inside,
    /// Titles of measures: 办法.
    pub measure_titles: Inside,
    /// Of these the ones that set rules: 办法, but not 公告.
    pub rule_titles: Vec<String>,
    /// Words in titles of the news of a day.
    pub news_titles: Inside,
    /// Words that show a text to be news.
    pub reporters: Anywhere,
    /// Titles of plans that are published by a notice: 规划.
    pub outline_titles: Vec<String>,
    /// 国势普查处: years of three figures beside it are no slip.
    pub republic: Inside,
    /// 实现, 提前: a title with one of these tells what became of such a paper.
    pub fulfilled: Inside,
    /// Before or after a date at the head or the end: where the text was printed.
    pub printed: Inside,
    /// Behind a day, on a line that is no sentence: the head of a newspaper's page (星期五　第05版).
    pub sheet: Inside,
    /// The months as English has them, in order.
    #[serde(default)]
    pub english_months: Vec<String>,
    /// 将.
    pub future: Sides,
    /// 年度.
    pub attributive: Ends,
    /// 两年平均: growth since the year before the last.
    #[serde(default)]
    pub over_two_years: Inside,
    /// 平均汇率: behind a year, which is then the one told of.
    pub rates: Starts,
    /// 刚刚过去的: before a year that is over.
    #[serde(default)]
    pub gone: Ends,
    /// Behind a year in a heading: 工作回顾.
    #[serde(default)]
    pub review_headings: Inside,
    /// Behind a year in a heading: 主要任务.
    #[serde(default)]
    pub plan_headings: Inside,
    /// Before the year up to which something has moved: 提升至.
    #[serde(default)]
    pub moved_to: Ends,
    /// In a sentence that plans: 力争.
    #[serde(default)]
    pub planned: Inside,
    /// Behind a plan of five years: 开局之年.
    #[serde(default)]
    pub opening_year: Inside,
    /// Behind a plan of five years: 收官之年.
    #[serde(default)]
    pub closing_year: Inside,
    /// Behind a plan of five years that is over: 圆满收官.
    #[serde(default)]
    pub closed: Inside,
    /// What is spoken of only from a year on.
    #[serde(default)]
    pub event: Vec<KnownEvent>,
}

/// Words that nobody used before a year.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownEvent {
    /// The first year of which they tell.
    pub from: i16,
    /// The month of that year from which on they are used: a text that names earlier months only is of the next year.
    #[serde(default)]
    pub month: Option<u8>,
    /// Whether whoever uses them writes in that year, as a rule.
    #[serde(default)]
    pub now: bool,
    /// The words.
    pub words: Anywhere,
}
