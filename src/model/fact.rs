//! The fact: one line of `facts.jsonl`, documented on the type that writes it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Bound, ByteSpan, PointSpan};

/// What kind of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// A size, count, sum, ratio or share at or over a period.
    Level,
    /// An absolute difference, signed: 提高0.48个百分点.
    Change,
    /// A relative difference, signed: 增长10.4%.
    Growth,
    /// A place in an order: 第3位.
    Rank,
}

/// Whether it is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Already so.
    Actual,
    /// Planned, expected, to be reached.
    Target,
    /// A parameter of a policy: 给予30万元奖励.
    Rule,
}

/// Whether a count is of what came or of all there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Flow {
    /// 新增, 新认定.
    New,
    /// 累计.
    Cumulative,
}

/// Level of an area in the administrative order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AreaLevel {
    /// 中国.
    Country,
    /// 省, 自治区, 直辖市, 特别行政区.
    Province,
    /// 地级市, 自治州, 地区, 盟.
    City,
    /// 县, 区, 县级市, 旗.
    County,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Full name: 湖州市.
    pub name: String,
    /// GB/T 2260 code: `330500`; null where the place has none.
    pub code: Option<String>,
    /// Administrative level, where it has one.
    pub level: Option<AreaLevel>,
}

/// What a fact is about beside its place: an organisation, a park, a firm; a work of building, a project, an event or a paper
/// that has a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// As written.
    pub name: String,
}

/// A resolved stretch of time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// First day, ISO; null where the anchor is unknown (“今年” of an undated text).
    pub start: Option<String>,
    /// Last day, ISO, inclusive.
    pub end: Option<String>,
    /// The words that say so, as written; empty where nothing does.
    pub text: String,
}

/// What a change or growth is compared with, or among what a rank holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Base {
    /// Compared with: 上年, 全省平均.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub versus: Option<String>,
    /// Ranked among: 全省.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub among: Option<String>,
    /// Size of the field: 72.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub out_of: Option<u32>,
}

/// How a part of a fact is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum OriginKind {
    /// In the clause of the number.
    Said,
    /// In an earlier clause or sentence.
    Carried,
    /// In a heading above, or in a table's caption or header.
    Heading,
    /// In the title.
    Title,
    /// Concluded from the document as a whole.
    Document,
    /// Given with the document.
    Metadata,
}

/// How a part is known, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// How it is known.
    pub kind: OriginKind,
    /// Code points of the decoded source; null where it is not said in any one place.
    pub span: Option<PointSpan>,
}

/// What reviewers said of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Review {
    /// It is right as it was read.
    Accepted,
    /// It was read otherwise; a reviewer put it right.
    Corrected,
    /// It was not read; a reviewer added it.
    Added,
}

/// Where each part of a fact comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Origins {
    /// Of the label.
    pub label: Origin,
    /// Of the area; null where there is none.
    pub area: Option<Origin>,
    /// Of the period; null where there is none.
    pub period: Option<Origin>,
    /// Of the status.
    pub status: Origin,
}

/// A numeric fact: a claim about a text, with the place it was read from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Stable: from the document's content and what was said, not from where the file lies.
    pub id: String,
    /// Path relative to the walked root, `/`-separated.
    pub document: String,
    /// The quantity, in code points of the decoded source.
    pub span: PointSpan,
    /// The same in bytes of the file on disk.
    pub bytes: ByteSpan,
    /// 1-based line of the quantity's start.
    pub line: usize,
    /// The source text of `span`, verbatim.
    pub quote: String,
    /// Decimal string, multiplied out, digits as written; signed for `change` and `growth`.
    pub value: String,
    /// Upper end of a range; null otherwise.
    pub value_high: Option<String>,
    /// Canonical unit; null where the text states none.
    pub unit: Option<String>,
    /// How the text bounds the value.
    pub bound: Bound,
    /// What kind of number.
    pub measure: Measure,
    /// Achieved, planned, or a parameter.
    pub status: Status,
    /// New or cumulative; null where the text says neither.
    pub flow: Option<Flow>,
    /// The indicator in a reader's words, complete when read alone, at most 45 characters.
    pub label: String,
    /// What narrows it: 省级, 第一完成单位, the fund or tier of a budget, among whom it ranks, the field that a clause before tells of, the deed that it came of; in the news the headline of a bare word.
    pub qualifiers: Vec<String>,
    /// Key of the known indicator.
    pub indicator: Option<String>,
    /// What it is compared with or ranked among.
    pub base: Option<Base>,
    /// The resolved place.
    pub area: Option<Area>,
    /// The named organisation, park, project, structure, event or work that the fact is about, where it is about one.
    pub subject: Option<Subject>,
    /// When it holds.
    pub period: Option<Period>,
    /// Where the parts come from.
    pub origins: Origins,
    /// The sentence, in code points of the decoded source.
    pub sentence: PointSpan,
    /// The headings above it, outermost first, joined by ` > `; null where there are none.
    pub section: Option<String>,
    /// Id of the rule that read it.
    pub rule: String,
    /// Between 0 and 1.
    pub confidence: f32,
    /// What reviewers said of it. Never in `facts.jsonl`, which holds what was read; only in what is made from an output and
    /// the decisions on it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub review: Option<Review>,
}
