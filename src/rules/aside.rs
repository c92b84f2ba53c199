//! How places are named that are not, or not alone, what a clause is about: among whom, compared with whom, from where, whom
//! something befell or is given to, where somebody acts.

use serde::Deserialize;

use super::{Gazetteer, Words};

/// What shows that a place is named beside the matter: among whom, compared with whom, from where.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Aside {
    pub(super) after: Vec<String>,
    pub(super) times: Vec<String>,
    pub(super) before: Vec<String>,
    pub(super) partner: Vec<String>,
    pub(super) sources: Vec<String>,
    pub(super) strikes: Vec<String>,
    pub(super) suffers: Vec<String>,
    #[serde(default)]
    pub(super) benefits: Vec<String>,
    #[serde(default)]
    pub(super) actors: Vec<String>,
    #[serde(default)]
    pub(super) theatres: Vec<String>,
    #[serde(default)]
    pub(super) nowhere: Vec<String>,
}

/// The same, to be looked up.
pub(super) struct AsideWords {
    after: Words,
    /// What 第 and a number behind a name count, other than its rank.
    times: Words,
    before: Words,
    partner: Words,
    sources: Words,
    strikes: Words,
    suffers: Words,
    benefits: Words,
    actors: Words,
    theatres: Words,
    nowhere: Words,
}

impl AsideWords {
    pub(super) fn new(aside: &Aside) -> Self {
        Self {
            after: Words::forward(&aside.after),
            times: Words::forward(&aside.times),
            before: Words::backward(&aside.before),
            partner: Words::backward(&aside.partner),
            sources: Words::backward(&aside.sources),
            strikes: Words::backward(&aside.strikes),
            suffers: Words::backward(&aside.suffers),
            benefits: Words::backward(&aside.benefits),
            actors: Words::backward(&aside.actors),
            theatres: Words::backward(&aside.theatres),
            nowhere: Words::forward(&aside.nowhere),
        }
    }
}

impl Gazetteer {
    /// Whether a place behind this text is named as a partner, an origin or a goal: 与**上海**合作.
    pub fn partner(&self, before: &str) -> bool {
        self.aside.partner.end_of(before).is_some()
    }

    /// Whether a place between these two texts is named beside the matter: 居**全省**第3位, 高于**全国**平均.
    pub fn aside(&self, before: &str, after: &str) -> bool {
        self.aside.before.end_of(before).is_some()
            || (self.aside.after.start_of(after).is_some() && !self.counts_times(after))
    }

    /// 泸州市**第三次**全国农业普查: no rank.
    fn counts_times(&self, after: &str) -> bool {
        let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
        let rest = after.strip_prefix('第').map(|rest| rest.trim_start_matches(number));
        rest.is_some_and(|rest| self.aside.times.start_of(rest).is_some())
    }

    /// Whether a clause that ends so names where a number comes from: 工信部**数据显示**.
    pub fn source(&self, clause: &str) -> bool {
        self.aside.sources.end_of(clause).is_some()
    }

    /// Whether a place behind this text is one that something came over: 风暴侵袭**某国**中部.
    pub fn struck(&self, before: &str) -> bool {
        self.aside.strikes.end_of(before).is_some()
    }

    /// Whether it is one that something was brought about in: 制裁导致**某国**损失7亿美元.
    pub fn suffers(&self, before: &str) -> bool {
        self.aside.suffers.end_of(before).is_some()
    }

    /// Whether a place behind this text is the one that something is given to: 支持**四川**抗震救灾.
    pub fn benefits(&self, before: &str) -> bool {
        self.aside.benefits.end_of(before).is_some()
    }

    /// Whether a name is one of those who act, wherever that is: 俄军.
    pub fn acts(&self, name: &str) -> bool {
        self.aside.actors.end_of(name).is_some()
    }

    /// Whether a place behind this text is one where somebody acts: 俄军在**某州**.
    pub fn theatre(&self, before: &str) -> bool {
        self.aside.theatres.end_of(before).is_some()
    }

    /// Whether a name begins as that of something that is of no country: 国际油价.
    pub fn nowhere(&self, name: &str) -> bool {
        self.aside.nowhere.start_of(name).is_some()
    }
}
