//! What the audit of an output knows: `lexicon/audit.toml`.

use serde::Deserialize;
use toml::Spanned;

use super::indicators::Indicators;
use super::source::{Diagnostic, RuleFile};
use super::suggest;
use crate::model::AreaLevel;

/// Words and relations that an audit asks for.
#[derive(Clone, Debug)]
pub struct AuditLexicon {
    shape: Shape,
    partitions: Vec<Partition>,
}

/// Indicators that make up another one by definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    /// The whole; none where the parts are shares that add up to 100.
    pub whole: Option<String>,
    /// The parts, all of them.
    pub parts: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    totals: Vec<String>,
    rest: Vec<String>,
    shares: Vec<String>,
    stocks: Vec<String>,
    divisions: Vec<String>,
    rates: Vec<String>,
    amounts: Vec<String>,
    stretches: Vec<String>,
    real: Vec<String>,
    real_keys: Vec<String>,
    since_last_year: Vec<String>,
    fields: Fields,
    #[serde(default)]
    partition: Vec<PartitionShape>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    country: Vec<String>,
    province: Vec<String>,
    city: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartitionShape {
    whole: Spanned<String>,
    parts: Vec<Spanned<String>>,
}

impl AuditLexicon {
    /// Path below `rules/`.
    pub const PATH: &str = "lexicon/audit.toml";

    /// Reads the file; its keys must be those of known indicators.
    ///
    /// # Errors
    /// Every mistake, each with its place.
    pub fn load(file: &RuleFile, indicators: &Indicators) -> Result<Self, Vec<Diagnostic>> {
        let shape: Shape = file.parse().map_err(|mistake| vec![mistake])?;
        let mut mistakes = Vec::new();
        let mut known = |key: &Spanned<String>| {
            if indicators.by_key(key.as_ref()).is_none() {
                mistakes.push(unknown(file, key, indicators));
            }
        };
        for partition in &shape.partition {
            if partition.whole.as_ref() != HUNDRED {
                known(&partition.whole);
            }
            partition.parts.iter().for_each(&mut known);
        }
        for partition in shape.partition.iter().filter(|partition| partition.parts.len() < 2) {
            let at = partition.whole.span();
            let help = "list all parts in `parts`";
            mistakes.push(file.mistake(at, "a whole needs two parts or more", "this one", Some(help)));
        }
        let partitions = shape.partition.iter().map(|written| Partition {
            whole: (written.whole.as_ref() != HUNDRED).then(|| written.whole.as_ref().clone()),
            parts: written.parts.iter().map(|part| part.as_ref().clone()).collect(),
        });
        let partitions = partitions.collect();
        match mistakes.is_empty() {
            true => Ok(Self { shape, partitions }),
            false => Err(mistakes),
        }
    }

    /// What a label says beside the word for a sum, where it begins with one: 合计财政支出 → 财政支出.
    pub fn total_of<'l>(&self, label: &'l str) -> Option<&'l str> {
        let words = self.shape.totals.iter();
        words
            .filter_map(|word| label.strip_prefix(word.as_str()))
            .min_by_key(|rest| rest.len())
    }

    /// Whether a label names what is left of a list: 其他产业.
    pub fn names_the_rest(&self, label: &str) -> bool {
        self.shape.rest.iter().any(|word| label.contains(word.as_str()))
    }

    /// Whether a label's value cannot exceed 100 %.
    pub fn is_share(&self, label: &str) -> bool {
        let stock = self.shape.stocks.iter().any(|word| label.contains(word.as_str()));
        !stock && self.shape.shares.iter().any(|word| label.ends_with(word.as_str()))
    }

    /// Whether a label says which part of something it is: 甲占乙比重.
    pub fn divides(&self, label: &str) -> bool {
        self.shape.divisions.iter().any(|word| label.ends_with(word.as_str()))
    }

    /// Whether a label tells one of each or an average, and no sum: 每千人床位.
    pub fn is_rate(&self, label: &str) -> bool {
        self.shape.rates.iter().any(|word| label.contains(word.as_str()))
    }

    /// Whether a label says nothing but that it is an average: 平均每年.
    pub fn is_only_a_rate(&self, label: &str) -> bool {
        let mut rest = label.to_owned();
        for word in &self.shape.rates {
            rest = rest.replace(word.as_str(), "");
        }
        self.is_rate(label) && rest.chars().count() <= 1
    }

    /// Whether two labels tell amounts of different kinds: 利润 and 销售收入.
    pub fn differ_in_kind(&self, one: &str, other: &str) -> bool {
        let kind = |label: &str| {
            let words = self.shape.amounts.iter().filter(|word| label.ends_with(word.as_str()));
            words.max_by_key(|word| word.len())
        };
        kind(one).zip(kind(other)).is_some_and(|(one, other)| one != other)
    }

    /// Whether words of time tell a stretch of several years: “十四五”期间.
    pub fn is_stretch(&self, words: &str) -> bool {
        self.shape.stretches.iter().any(|word| words.contains(word.as_str()))
    }

    /// Whether the growth of this is stated at constant prices.
    pub fn is_real(&self, key: Option<&str>, label: &str) -> bool {
        let family = |known: &String| {
            key.and_then(|key| key.strip_prefix(known.as_str()))
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.shape.real.iter().any(|word| label.contains(word.as_str())) || self.shape.real_keys.iter().any(family)
    }

    /// Whether a growth compared with this is one since the same time of the year before.
    pub fn since_last_year(&self, versus: &str) -> bool {
        self.shape.since_last_year.iter().any(|word| word == versus)
    }

    /// The level of the area within which a rank holds: 全省 → province.
    pub fn field(&self, among: &str) -> Option<AreaLevel> {
        let fields = &self.shape.fields;
        let levels = [
            (AreaLevel::Country, &fields.country),
            (AreaLevel::Province, &fields.province),
            (AreaLevel::City, &fields.city),
        ];
        let found = levels
            .into_iter()
            .find(|(_, words)| words.iter().any(|word| word == among));
        found.map(|(level, _)| level)
    }

    /// What is made up of what.
    pub fn partitions(&self) -> &[Partition] {
        &self.partitions
    }
}

/// The whole of shares.
const HUNDRED: &str = "100";

fn unknown(file: &RuleFile, key: &Spanned<String>, indicators: &Indicators) -> Diagnostic {
    let keys: Vec<&str> = indicators.iter().map(|indicator| indicator.key.as_str()).collect();
    let help = match suggest::nearest(key.as_ref(), &keys) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write a key of lexicon/indicators.toml".to_owned(),
    };
    let message = format!("no indicator has the key `{}`", key.as_ref());
    file.mistake(key.span(), &message, "no such indicator", Some(&help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    #[test]
    fn words_are_found_where_they_count() {
        let rules = Rules::embedded();
        let audit = &rules.audit;
        assert_eq!(audit.total_of("合计财政支出"), Some("财政支出"));
        assert_eq!(audit.total_of("总计"), Some(""));
        assert_eq!(audit.total_of("财政支出合计"), None);
        assert!(audit.names_the_rest("现代农业等其他领域") && !audit.names_the_rest("生命健康领域"));
        assert!(audit.is_share("第三产业增加值占GDP比重") && !audit.is_share("投资贡献率"));
        assert!(audit.is_real(Some("gdp.primary"), "第一产业") && audit.is_real(None, "规上工业增加值"));
        assert!(!audit.is_share("居民债务占收入比重"));
        assert!(audit.is_only_a_rate("平均每年") && !audit.is_only_a_rate("年均新增就业"));
        assert!(audit.is_rate("每千人食品抽检量") && !audit.is_rate("食品抽检量"));
        assert!(audit.differ_in_kind("产品销售收入", "全行业利润") && !audit.differ_in_kind("工业利润", "利润"));
        assert!(!audit.differ_in_kind("省级", "全行业利润"));
        assert!(audit.is_stretch("“十四五”期间") && !audit.is_stretch("2025年"));
        assert!(!audit.is_real(Some("gdpx"), "财政支出") && !audit.is_real(None, "财政支出"));
        assert_eq!(audit.field("全省"), Some(AreaLevel::Province));
        assert_eq!(audit.field("全国72个城市"), None);
    }

    #[test]
    fn a_key_that_no_indicator_has_is_shown_with_the_one_meant() {
        let rules = Rules::embedded();
        let load = |right: &str, wrong: &str| {
            let file = RuleFile::spoilt(AuditLexicon::PATH, right, wrong);
            let mistakes = AuditLexicon::load(&file, &rules.indicators).unwrap_err();
            mistakes.iter().map(ToString::to_string).collect::<String>()
        };
        let told = load("whole = 'gdp'", "whole = 'gpd'");
        assert!(told.starts_with("error: no indicator has the key `gpd`\n"), "{told}");
        assert!(
            told.contains("^^^^^ no such indicator") && told.contains("did you mean `gdp`?"),
            "{told}"
        );
        let told = load("['trade.export', 'trade.import']", "['trade.export']");
        assert!(told.starts_with("error: a whole needs two parts or more\n"), "{told}");
    }
}
