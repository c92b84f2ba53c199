//! Mentions: what the recognisers find in a text, before anything is claimed about it.

use std::sync::Arc;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Festival, FestivalPart, SkipReason, Span};

/// One thing recognised, and where in the repaired text.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: MentionKind,
}

/// What a mention is.
#[derive(Clone, Debug, PartialEq)]
pub enum MentionKind {
    /// A number with its unit.
    Quantity(Quantity),
    /// A stretch of time.
    Period(PeriodExpr),
    /// Digits that are no quantity: a date is a `Period`; numbering, names and contacts are this.
    Skip(SkipReason),
    /// A place: index into the gazetteer of the rules.
    Area(u32),
    /// “全市”, “我省”, “本区”: the place the text speaks for, or one above it, by the kind of area that the word means.
    OwnArea(OwnLevel),
    /// An organisation, park or firm, named in full; or several places taken together (甲市、乙市两市).
    Organisation,
    /// A known indicator: index into the lexicon of the rules.
    Indicator(u32),
}

/// The kind of area that a word like 全市 means; not a level, for 市 is one of three levels and 区 one of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OwnLevel {
    /// 全省: a province.
    Province,
    /// 全市: a prefecture-level city, a municipality, or a county-level city.
    City,
    /// 全州, 全盟: a prefecture that is no city.
    Prefecture,
    /// 全区: a district, or an autonomous region.
    District,
    /// 全县: a county.
    County,
    /// 全旗: a banner.
    Banner,
    /// 全镇, 全乡, 全村: a place below the county.
    Town,
    /// 全域: whatever the text speaks for.
    Any,
}

/// How a value is bounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Bound {
    /// As written.
    #[default]
    Eq,
    /// 以上, 不少于, 不低于, 至少.
    Ge,
    /// 超过, 突破, 逾, 多, 余.
    Gt,
    /// 以内, 以下, 不超过, 前10位.
    Le,
    /// 不足.
    Lt,
    /// 约, 近, 左右.
    Approx,
    /// 1—2个: `value` and `value_high`.
    Range,
}

impl Bound {
    /// The sign before a value in words for a person; a range shows both its ends instead.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Eq | Self::Range => "",
            Self::Ge => "≥",
            Self::Gt => ">",
            Self::Le => "≤",
            Self::Lt => "<",
            Self::Approx => "≈",
        }
    }
}

/// What a unit measures; decides which patterns a quantity can fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// 家, 项, 人: things counted.
    Count,
    /// 元, 美元.
    Money,
    /// 亩, 平方米, 公顷.
    Surface,
    /// 公里, 米.
    Length,
    /// 吨, 公斤.
    Mass,
    /// 立方米, 升.
    Volume,
    /// 千瓦时, 千瓦, 吨标准煤.
    Energy,
    /// 年, 个月, 天: durations.
    Duration,
    /// %, ‰.
    Ratio,
    /// 个百分点.
    Points,
    /// 倍.
    Multiple,
    /// 第3位.
    Rank,
    /// 元/人, 件/万人.
    Rate,
    /// Everything else: Gbps, P, ℃, 分贝.
    Other,
    /// No unit stands with the number.
    None,
}

/// A number as the text states it.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Multiplied out (8.39亿 → 839000000), digits as written kept (`2.0` stays `2.0`). Never signed by a verb.
    pub value: Decimal,
    /// The upper end of a range.
    pub value_high: Option<Decimal>,
    /// Canonical unit, in simplified characters, as the units lexicon spells it: 元, %, 个百分点, 位, 家; `None` where none is written.
    pub unit: Option<String>,
    /// What the unit measures.
    pub dimension: Dimension,
    /// How the text bounds it, by words before (超过), after (以上) or inside (60余场).
    pub bound: Bound,
    /// Where the words before it that state the bound begin; equal to the mention's start where there are none.
    pub bound_start: usize,
    /// Written in Chinese numerals (四次, 三成).
    pub spelled: bool,
}

/// How a period is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PeriodSense {
    /// 2023年, 去年, 1-5月, “十四五”期间: the whole stretch.
    During,
    /// 年末, 截至去年底, 目前: a stock as of the end of the stretch.
    AsOf,
    /// 到2025年, 今后五年: by the end of the stretch; usually, not always, to be reached.
    Until,
    /// 2017年以来, 自去年7月: from the stretch on.
    Since,
    /// 比上年, 较“十三五”末, 与2019年相比, 去年同期: what a number is compared with, never the period it holds at.
    Compared,
}

impl PeriodSense {
    /// Whether the period only says what a number is compared with.
    pub const fn is_base(self) -> bool {
        matches!(self, Self::Compared)
    }
}

/// A stretch of time as written; calendar days once an anchor is known.
#[derive(Clone, Debug, PartialEq)]
pub struct PeriodExpr {
    /// What is said.
    pub time: TimeExpr,
    /// How it is meant.
    pub sense: PeriodSense,
}

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CalendarUnit {
    /// 年.
    Year,
    /// 季度.
    Quarter,
    /// 季度末: the last month of a quarter.
    QuarterEnd,
    /// 月.
    Month,
    /// 周.
    Week,
    /// 日, 天.
    Day,
}

/// What a period says, before it is anchored. Wherever `months` and `days` occur they narrow the year: first and last,
/// both inclusive; a last day beyond the month's end means its last day.
#[derive(Clone, Debug, PartialEq)]
pub enum TimeExpr {
    /// Calendar days, both inclusive.
    Fixed(jiff::civil::Date, jiff::civil::Date),
    /// 98年4月, 07年, 九十三年度: the century, or the Republic's count of years, comes from the document.
    ShortYear {
        /// As written: 0–199.
        year: u16,
        /// First and last month.
        months: Option<(u8, u8)>,
        /// First and last day.
        days: Option<(u8, u8)>,
    },
    /// 去年 = −1, 今年 = 0, 明年 = 1, 前年 = −2: counted from the year of the document's date.
    Year {
        /// Years from the anchor's.
        offset: i16,
        /// First and last month.
        months: Option<(u8, u8)>,
        /// First and last day.
        days: Option<(u8, u8)>,
    },
    /// 全年, 年末, 本年, 当年 = 0, 上年 = −1: counted from the year said before, else from the year under review.
    ReviewYear {
        /// Years from the year under review.
        offset: i16,
        /// First and last month.
        months: Option<(u8, u8)>,
        /// First and last day.
        days: Option<(u8, u8)>,
    },
    /// Months without a year (1-11月, 上半年, 一季度, 5月13日): of the year said before, else of the last such months.
    Months {
        /// First and last month.
        months: (u8, u8),
        /// First and last day.
        days: Option<(u8, u8)>,
    },
    /// 上月 = −1, 本月 = 0; 本季度, 昨天; 13日 is a day of the current month: counted from the document's date.
    Current {
        /// What is counted.
        unit: CalendarUnit,
        /// How many of them from the anchor's.
        offset: i16,
        /// First and last day of a month.
        days: Option<(u8, u8)>,
    },
    /// 目前, 截至目前, 至今: the document's own moment.
    Now,
    /// 近五年, 五年来, 过去五年: so many up to now; 今后五年: negative, so many from now on.
    Stretch {
        /// What is counted.
        unit: CalendarUnit,
        /// How many.
        count: i16,
    },
    /// 三年内, 17天以内 of free text: from now on, not beyond so many.
    Within {
        /// What is counted.
        unit: CalendarUnit,
        /// How many.
        count: i16,
    },
    /// 春节假期, “五一”假期前三天, 2024年清明节当天: days that the lunar calendar or a yearly notice sets.
    Festival {
        /// The festival.
        festival: Arc<Festival>,
        /// What says the year; where nothing does, the festival nearest to the anchor is meant.
        year: Option<Box<TimeExpr>>,
        /// The day, the holiday, or days of the holiday.
        part: FestivalPart,
    },
    /// 农历八月十五, 正月初八: of the lunar year said, else of the one in which they lie nearest to the anchor.
    Lunar {
        /// What says the year.
        year: Option<Box<TimeExpr>>,
        /// 1–12.
        month: u8,
        /// Whether the leap month of that number is meant (闰四月).
        leap: bool,
        /// First and last day; the whole month where there are none.
        days: Option<(u8, u8)>,
    },
    /// 同期 = 0, 上年同期 = −1: the period of the number compared, in that many years.
    SamePeriod {
        /// Years from the fact's own period.
        years: i16,
    },
    /// 2014年11月到去年3月: from the start of the one to the end of the other.
    FromTo(Box<TimeExpr>, Box<TimeExpr>),
}
