//! A file of `rules/patterns/` as written.

use serde::Deserialize;
use toml::Spanned;

use super::{FlowRule, Head, MeasureRule, RuleStatus, Within};
use crate::rules::pattern::PartShape;

/// A rule file as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::rules) struct RulesShape {
    #[serde(default)]
    pub(super) rule: Vec<RuleShape>,
    #[serde(default)]
    pub(in crate::rules) part: Vec<PartShape>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::rules) struct RuleShape {
    pub(super) id: Spanned<String>,
    pub(super) about: String,
    #[serde(default = "stable")]
    pub(super) status: RuleStatus,
    #[serde(default = "sentence")]
    pub(super) within: Within,
    pub(super) pattern: Option<Spanned<String>>,
    pub(super) sure: Option<Spanned<f32>>,
    pub(super) row: Option<Spanned<Head>>,
    pub(super) column: Option<Spanned<Head>>,
    #[serde(default)]
    pub(super) given: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) unless: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) fact: Vec<FactShape>,
    #[serde(default)]
    pub(super) accept: Vec<AcceptShape>,
    #[serde(default)]
    pub(super) reject: Vec<RejectShape>,
    #[serde(default)]
    pub(super) gap: Vec<GapShape>,
}

const fn stable() -> RuleStatus {
    RuleStatus::Stable
}

const fn sentence() -> Within {
    Within::Sentence
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::rules) struct FactShape {
    pub(super) value: Option<Spanned<String>>,
    pub(super) label: Spanned<String>,
    #[serde(default = "level")]
    pub(super) measure: MeasureRule,
    pub(super) sign: Option<Spanned<String>>,
    pub(super) period: Option<Spanned<String>>,
    pub(super) area: Option<Spanned<String>>,
    pub(super) versus: Option<Spanned<String>>,
    pub(super) among: Option<Spanned<String>>,
    pub(super) flow: Option<FlowRule>,
    pub(super) unit: Option<String>,
    pub(super) each: Option<Spanned<String>>,
}

const fn level() -> MeasureRule {
    MeasureRule::Level
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::rules) struct AcceptShape {
    pub(super) text: Spanned<String>,
    pub(super) facts: Vec<Spanned<String>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::rules) struct RejectShape {
    pub(super) text: Spanned<String>,
    pub(super) why: Spanned<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::rules) struct GapShape {
    pub(super) text: Spanned<String>,
    pub(super) today: Vec<Spanned<String>>,
    pub(super) want: Vec<Spanned<String>>,
}
