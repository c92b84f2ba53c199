//! The page's own words, in both languages. What comes from documents is never translated.

use crate::model::Review;

use super::Language;

/// A word in Chinese and English.
pub type Both = (&'static str, &'static str);

pub const TITLE: Both = ("指标比较", "Indicators compared");
pub const LANGUAGE: Both = ("语言", "Language");
pub const CONTENTS: Both = ("目录", "Contents");
pub const AREA: Both = ("地区", "Area");
pub const TARGET: Both = ("目标", "target");
pub const RULE: Both = ("政策参数", "policy");
pub const ACTUAL: Both = ("实际值", "Result");
pub const TARGET_MARK: Both = ("目标值", "Target");
pub const BOUND_MARK: Both = ("仅知上下限", "Only a bound is known");
pub const CONFLICT_MARK: Both = ("各处说法不一", "Sources differ");
pub const SOURCES: Both = ("出处", "Sources");
pub const CLOSE: Both = ("关闭", "Close");
pub const RANKING: Both = ("排名", "Ranking");
pub const OVER_TIME: Both = ("历年变化", "Over time");
pub const TARGETS: Both = ("目标进度", "Towards the targets");
pub const CHANGES: Both = ("期间变化", "Changes");
pub const DEFINITION: Both = ("定义", "Definition");
pub const PERIOD: Both = ("时间", "Period");
pub const VALUE: Both = ("数值", "Value");
pub const DIFFERENCE: Both = ("增减", "Difference");
pub const GROWTH: Both = ("增速", "Growth");
pub const YEARLY: Both = ("年均增速", "A year");
pub const DISTANCE: Both = ("完成", "Attained");
pub const LAST: Both = ("最近实际值", "Last result");
pub const GAP: Both = ("差距", "To go");
pub const NEEDED: Both = ("每年需", "Needed a year");
pub const POINTS: Both = ("个百分点", "points");
pub const REACHED: Both = ("已达到", "reached");
pub const PERHAPS: Both = ("或已达到", "perhaps reached");
pub const MISSED: Both = ("未达到", "missed");
pub const YEARS_LEFT: Both = ("距目标年", "Years left");
pub const AT_LEAST: Both = ("至少", "at least");
pub const LOOK: Both = ("口径不同", "definitions differ");
pub const BESIDE: Both = ("与上级地区相比", "Beside the areas above");
pub const OF: Both = ("相当于", "share of");
pub const AGAINST: Both = ("与之相差", "difference from");
pub const NOT_RANKED: Both = ("未参与排名", "not ranked");
pub const NOTHING: Both = ("没有可比较的数据。", "There is nothing to compare.");
pub const HOW: Both = ("如何比较", "What is compared with what");
pub const HOW_TEXT: Both = (
    "每张表只含一个指标、一种度量、一个单位，新增数与存量分开；实际值与目标值分行，全年与部分月份分列。\
     增减只在同类期间之间计算，排名只在同级地区之间进行。只有上下限的、各处说法不一的、口径不同的数值照原样列出，\
     不参与计算。点按任一数值可见其出处。",
    "A table holds one indicator, one measure and one unit; counts of what is new are apart from counts of what there is. \
     Results and targets are in rows of their own, years and parts of years in columns of their own. Changes are worked out \
     between periods of one kind, ranks among areas of one level. Bounds, contradictions and values with different \
     definitions are shown as they stand and not reckoned with. Every value leads to its sources.",
);
pub const NO_POINT: Both = ("不参与计算：", "Not reckoned with: ");
pub const BOUND: Both = ("只知上下限", "only a bound is known");
pub const CONFLICT: Both = ("各处说法不一", "sources contradict each other");
pub const DEFINITIONS: Both = ("口径可能不同", "perhaps different definitions");

/// What the values of a table are: level, new, growth, change, rank.
pub const KINDS: [Both; 5] = [
    ("数值", "Level"),
    ("新增", "New in the period"),
    ("增速（原文）", "Growth as stated"),
    ("增减（原文）", "Change as stated"),
    ("位次（原文）", "Rank as stated"),
];

/// Levels of areas, province to county.
pub const LEVELS: [Both; 3] = [("省级", "provinces"), ("地级", "cities"), ("县级", "counties")];

/// What reviewers say of a fact.
pub const fn reviewed(review: Review) -> Both {
    match review {
        Review::Accepted => ("已审", "reviewed"),
        Review::Corrected => ("经审核更正", "corrected by a reviewer"),
        Review::Added => ("审核补录", "added by a reviewer"),
    }
}

/// Both words; the style sheet shows the one of the language that is chosen.
pub fn both(word: Both) -> String {
    format!(
        "<span class=\"zh\" lang=\"zh\">{}</span><span class=\"en\" lang=\"en\">{}</span>",
        super::escape(word.0),
        super::escape(word.1)
    )
}

/// The word in the language in which the page opens, where markup cannot stand.
pub const fn one(word: Both, language: Language) -> &'static str {
    match language {
        Language::Chinese => word.0,
        Language::English => word.1,
    }
}
