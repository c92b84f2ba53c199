//! How `lexicon/areas.toml` is written, for [`super::Gazetteer`].

use std::collections::BTreeMap;

use serde::Deserialize;

use super::aside::Aside;
use super::several::Several;
use super::{Diagnostic, Inside, RuleFile, Starts};
use crate::model::{AreaLevel, OwnLevel};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Shape {
    pub(super) country: Vec<String>,
    pub(super) peoples: Vec<String>,
    pub(super) weak: Vec<String>,
    pub(super) common: Vec<String>,
    #[serde(default)]
    pub(super) trusted: Vec<String>,
    #[serde(default)]
    pub(super) also_words: Vec<String>,
    pub(super) words: Vec<String>,
    pub(super) features: Vec<String>,
    pub(super) headings_abroad: Inside,
    pub(super) titles: Starts,
    pub(super) whereabouts: Vec<String>,
    pub(super) own: BTreeMap<OwnLevel, Vec<String>>,
    pub(super) offices: BTreeMap<OwnLevel, Vec<String>>,
    pub(super) back: BTreeMap<OwnLevel, Vec<String>>,
    pub(super) aside: Aside,
    pub(super) national: National,
    pub(super) several: Several,
    pub(super) aliases: BTreeMap<String, Vec<String>>,
    pub(super) uncoded: BTreeMap<AreaLevel, BTreeMap<String, Vec<String>>>,
    pub(super) foreign: Foreign,
    pub(super) regions: Regions,
    pub(super) areas: BTreeMap<String, String>,
    pub(super) former: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct National {
    pub(super) bodies: Vec<String>,
    /// Money that no text of the country reckons in, by the code of the place that does.
    #[serde(default)]
    pub(super) money: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(super) local: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(super) signs: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(super) seats: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(super) fairs: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(super) works: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Foreign {
    pub(super) names: Vec<String>,
    /// Other names of these countries: 印度尼西亚 = 印尼.
    #[serde(default)]
    pub(super) others: BTreeMap<String, Vec<String>>,
    /// Cities and regions abroad, by country.
    #[serde(default)]
    pub(super) cities: BTreeMap<String, Vec<String>>,
}

/// Regions with their other names.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Regions {
    /// Parts of the country.
    #[serde(default)]
    pub(super) home: BTreeMap<String, Vec<String>>,
    /// Parts of provinces, by the code of the province.
    #[serde(default)]
    pub(super) inner: BTreeMap<String, Vec<String>>,
    /// Parts of the world.
    #[serde(default)]
    pub(super) abroad: BTreeMap<String, Vec<String>>,
    /// What parts of the country are called in a list of them, before the last: 东、中部和西部地区.
    #[serde(default)]
    pub(super) short: BTreeMap<String, Vec<String>>,
}

impl Shape {
    /// The file as written. By far most of it are the lines of `[areas]`, each of one code and one name: they are read without
    /// the general parser, unless anything about them, or about the rest of the file, is not as it should be.
    pub(super) fn read(file: &RuleFile) -> Result<Self, Diagnostic> {
        if let Some((rest, areas)) = plain_areas(&file.text)
            && let Ok(shape) = RuleFile::new(&file.path, &rest).parse::<Self>()
            && shape.areas.is_empty()
        {
            return Ok(Self { areas, ..shape });
        }
        file.parse()
    }
}

/// The lines of the table `[areas]`, and the text without them; `None` where one is not `110000 = "北京市"`, or stands twice.
fn plain_areas(text: &str) -> Option<(String, BTreeMap<String, String>)> {
    const HEADER: &str = "\n[areas]\n";
    const DIGITS: usize = 6;
    let start = text.find(HEADER)? + HEADER.len();
    let end = text[start..].find("\n[").map_or(text.len(), |end| start + end + 1);
    let lines = text[start..end].lines();
    let mut areas = Vec::new();
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (code, name) = line.split_at_checked(DIGITS)?;
        let name = name.strip_prefix(" = \"")?.strip_suffix('"')?;
        let plain = !name.bytes().any(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f | 0x7f));
        if !plain || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        areas.push((code.to_owned(), name.to_owned()));
    }
    let count = areas.len();
    let areas = BTreeMap::from_iter(areas);
    (areas.len() == count).then(|| ([&text[..start], &text[end..]].concat(), areas))
}
