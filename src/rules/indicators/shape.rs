//! The lexicon's file as written; what it means stands in the file's own head.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LexiconShape {
    pub(super) units: UnitsShape,
    pub(super) normalise: NormaliseShape,
    #[serde(default)]
    pub(super) member: BTreeMap<Spanned<String>, Vec<MemberShape>>,
    #[serde(default)]
    pub(super) indicator: Vec<IndicatorShape>,
    #[serde(default)]
    pub(super) family: Vec<FamilyShape>,
}

/// Units of one kind measure the same thing and may stand for each other in a level.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitsShape {
    pub(super) growth: Vec<String>,
    pub(super) points: Vec<String>,
    pub(super) in_points: Vec<Spanned<String>>,
    pub(super) kind: BTreeMap<String, Vec<Spanned<String>>>,
    #[serde(default)]
    pub(super) range: BTreeMap<Spanned<String>, Spanned<Vec<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NormaliseShape {
    pub(super) drop: String,
    pub(super) scope: Vec<Spanned<String>>,
    pub(super) flow: Vec<Spanned<String>>,
    pub(super) growth: Vec<Spanned<String>>,
    pub(super) share: ShareShape,
    #[serde(default)]
    pub(super) tail: Vec<TailShape>,
    #[serde(default)]
    pub(super) word: Vec<WordShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShareShape {
    pub(super) of: String,
    pub(super) end: String,
    pub(super) openers: Vec<String>,
    pub(super) ends: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TailShape {
    pub(super) kinds: Vec<Spanned<String>>,
    pub(super) words: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WordShape {
    pub(super) word: Spanned<String>,
    #[serde(default)]
    pub(super) same: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) also: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IndicatorShape {
    pub(super) key: Spanned<String>,
    pub(super) name: Spanned<String>,
    pub(super) english: String,
    #[serde(default)]
    pub(super) synonyms: Vec<Spanned<String>>,
    pub(super) units: Spanned<Vec<Spanned<String>>>,
    pub(super) range: Option<Spanned<Vec<String>>>,
    pub(super) share_of: Option<Spanned<String>>,
    pub(super) definition: String,
}

/// Indicators of one make: `{}` in the texts stands for each member in turn.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FamilyShape {
    pub(super) members: Spanned<String>,
    pub(super) key: Spanned<String>,
    pub(super) name: Spanned<String>,
    pub(super) english: Spanned<String>,
    #[serde(default)]
    pub(super) synonyms: Vec<Spanned<String>>,
    pub(super) units: Option<Spanned<Vec<Spanned<String>>>>,
    pub(super) range: Option<Spanned<Vec<String>>>,
    pub(super) share_of: Option<Spanned<String>>,
    pub(super) definition: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MemberShape {
    pub(super) key: Spanned<String>,
    pub(super) name: String,
    pub(super) english: String,
    #[serde(default)]
    pub(super) synonyms: Vec<String>,
    pub(super) units: Option<Spanned<Vec<Spanned<String>>>>,
}
