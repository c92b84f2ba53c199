//! How firms and institutions are introduced, and what they are called in short.

use serde::Deserialize;

use super::organisations::Organisations;
use super::prefixes::{Ends, Starts};

/// What stands behind the name of a body.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FirmNames {
    /// 位于: where it lies.
    lies: Starts,
    /// 成立于, 是一家: what it is.
    introduces: Starts,
    /// 成立: what came about at the time behind its name.
    founded: Ends,
    /// 以下简称: what it is called from there on.
    calls: Starts,
    /// 集团: what is left out where it is called in short.
    groups: Ends,
    /// 走进: before the place that a sentence comes to.
    arrives: Ends,
    /// 净增: behind the short name of a town.
    told: Starts,
    /// 据介绍: behind which and a comma a sentence begins as if nothing stood before it.
    frames: Ends,
    /// 有限公司: firms.
    firms: Ends,
    /// 园: what has ground of its own, and stands as a heading over what is told of it.
    grounds: Ends,
    /// 公园: of these there is one everywhere.
    anywhere: Ends,
}

impl Organisations {
    /// Whether what stands behind a name begins to say where that lies: 位于某某区东北部.
    pub fn lies(&self, after: &str) -> bool {
        self.bodies.firms.lies.start(after)
    }

    /// Whether what stands behind the name of a body introduces it: （以下简称“甲”）成立于2003年; ，是一家…….
    pub fn introduces(&self, after: &str) -> bool {
        let behind = match after.strip_prefix(['（', '(']) {
            Some(inner) => inner.find(['）', ')', '\n']).map_or("", |end| &inner[end..]),
            None => after,
        };
        let behind = behind.trim_start_matches(['）', ')', '，', ',', '”']);
        self.bodies.firms.introduces.start(behind) || self.lies(behind)
    }

    /// Whether what stands behind the name of a body and a time says that it was founded then: 成立，……; ，经某某部批准成立.
    pub fn is_founded(&self, after: &str) -> bool {
        /// Characters of a clause that says so at most.
        const SAID: usize = 16;
        let end = after.find(['。', '；', '\n']).unwrap_or(after.len());
        // 成立研究中心: that is founded, not the body.
        let mut clauses = after[..end].split(['，', ',']).take(2);
        clauses.any(|clause| clause.chars().nth(SAID).is_none() && self.bodies.firms.founded.end(clause))
    }

    /// Whether the name is of a zone that is governed as a city is: 某某高新区, and no industrial park or belt.
    pub fn is_governed(&self, name: &str) -> bool {
        self.bodies.governed.cut(name).iter().any(|place| !place.is_empty())
    }

    /// How often a text means a zone by other words than its name, which ends so: 全区, 该区, 高新区. Not within other words that
    /// end so (某某高新区).
    pub fn means_zone(&self, text: &str, end: &str) -> usize {
        let bare = |(at, _): &(usize, &str)| !text[..*at].ends_with(|c: char| c.is_alphanumeric());
        let own = self.bodies.own_zone.iter().map(|word| text.matches(&**word).count());
        own.sum::<usize>() + text.match_indices(end).filter(bare).count()
    }

    /// What a body is called from there on, by the bracket behind its name: （以下简称“某某钴业”）.
    pub fn called<'t>(&self, after: &'t str) -> Option<&'t str> {
        /// Bytes of such a bracket at most.
        const LONGEST: usize = 60;
        let inner = after.strip_prefix(['（', '('])?;
        let inner = &inner[..inner.find(['）', ')', '\n']).filter(|end| *end <= LONGEST)?];
        let name = &inner[self.bodies.firms.calls.longest(inner)?..];
        let name = name.trim_matches(['“', '”', '"', '：', ':', '「', '」', '《', '》', ' ']);
        let short = (2..=SHORT).contains(&name.chars().count()) && name.chars().all(char::is_alphanumeric);
        short.then_some(name)
    }

    /// Whether what stands behind the short name of a town is said of towns: 练市|去年净增9家.
    pub fn is_told_of_towns(&self, after: &str) -> bool {
        self.bodies.firms.told.start(after)
    }

    /// Bytes of what a clause says before the name of the town that it comes to, which its end is given without: 记者走进|某某.
    pub fn arrives(&self, clause: &str) -> usize {
        let starts = clause.char_indices().rev().map(|(at, _)| at).take(TOWN).skip(1);
        let mut starts = starts.filter(|at| *at > 0 && self.bodies.firms.arrives.end(&clause[..*at]));
        starts.next().unwrap_or(0)
    }

    /// Where the sentence begins that a time or 据介绍 may frame: 2019年，|某某村……; the end of the text if nothing does.
    pub fn framed<'t>(&self, before: &'t str) -> &'t str {
        let Some(frame) = before.strip_suffix('，') else {
            // 2019年|某某村
            return match before.ends_with(|c: char| c.is_ascii_digit()) {
                true => before.trim_end_matches(of_a_date),
                false => before,
            };
        };
        let start = frame.rfind(['。', '；', '！', '？', '…', '”', '\n']);
        let start = start.map_or(0, |mark| mark + frame[mark..].chars().next().map_or(0, char::len_utf8));
        let words = frame[start..].trim_start();
        let day = words.starts_with(|c: char| c.is_ascii_digit()) && words.ends_with(['年', '月', '日']);
        let day = day && words.chars().all(of_a_date);
        let said = !words.is_empty() && self.bodies.firms.frames.cut(words).contains(&"");
        if day || said { &before[..start] } else { before }
    }

    /// Whether the name is of a firm.
    pub fn is_firm(&self, name: &str) -> bool {
        self.bodies.firms.firms.end(name)
    }

    /// What stands before the end of the name of something with ground of its own: 翠湖精品葡萄|园.
    pub fn before_ground<'t>(&self, name: &'t str) -> Option<&'t str> {
        if self.bodies.firms.anywhere.end(name) {
            return None;
        }
        let named = self.bodies.firms.grounds.cut(name);
        named.into_iter().min_by_key(|named| named.len())
    }

    /// What a group is called in short: 某某集团 → 某某, if that is a name.
    pub fn stem<'t>(&self, name: &'t str) -> Option<&'t str> {
        let stem = self
            .bodies
            .firms
            .groups
            .cut(name)
            .into_iter()
            .min_by_key(|stem| stem.len())?;
        let named = (2..=STEM).contains(&stem.chars().count()) && self.named_characters(stem) >= 2;
        (named && !self.counts(stem) && !self.ends_in_class(stem)).then_some(stem)
    }
}

/// Characters of the name of a town at most, without its end.
const TOWN: usize = 4;

/// Characters of a name that a text gives at most, and of what is left of a group's name.
const SHORT: usize = 10;
const STEM: usize = 4;

/// Whether a character may be of a date.
fn of_a_date(c: char) -> bool {
    c.is_ascii_digit() || "年月日".contains(c)
}
