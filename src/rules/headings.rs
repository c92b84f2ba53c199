//! What headings and titles say of the numbers below them: plans or results, an industry, a size, whom all are about.

use super::rules::Rules;

/// Ends of a heading behind the name of a size.
const MEASURED: [&str; 6] = ["完成情况", "执行情况", "情况分析", "情况", "分析", "构成"];

/// Characters of a title in which 统计 or the like stands behind whom it is about: 企业发展情况的统计.
const NEAR: usize = 12;

impl Rules {
    /// Whether a heading announces plans: what stands below it is to be reached.
    pub fn plan_heading(&self, heading: &str) -> bool {
        self.plan_headings.stands_in(heading) && !self.review_heading(heading)
    }

    /// Whether the words before a colon announce what is to be done: 重点抓好五件事.
    pub fn opens_tasks(&self, words: &str) -> bool {
        self.plan_heading(words) || self.task_openings.stands_in(words)
    }

    /// The industry or field that a heading names, where it names nothing else: 3．医药工业.
    pub fn industry_heading(&self, heading: &str) -> Option<String> {
        let name = self.bare_heading(heading);
        let short = (3..=12).contains(&name.chars().count());
        let says = || self.cues.ending_of(name, self.known.industry).is_some();
        (short && says()).then(|| name.to_owned())
    }

    /// The tier of a budget that a name begins with: 市本级一般公共预算收入.
    pub fn tier_of(&self, label: &str) -> Option<&str> {
        self.cues.words_of(self.known.tier).find(|word| label.starts_with(word))
    }

    /// Whether words say that what follows is of all tiers of a place: 全市政府性基金预算收入.
    pub fn names_whole(&self, words: &str) -> bool {
        self.cues
            .words_of(self.known.all_tiers)
            .any(|word| words.contains(word))
    }

    /// The size that a heading says all numbers below it are of: （一）分级次收入情况 → 收入.
    pub fn measure_heading(&self, heading: &str) -> Option<String> {
        let name = self.bare_heading(heading);
        let name = MEASURED.iter().find_map(|end| name.strip_suffix(end))?;
        let short = (2..=14).contains(&name.chars().count());
        let length = self.cues.ending_of(name, self.known.aspect)?;
        short.then(|| name[name.len() - length..].to_owned())
    }

    /// Whether a name says what is measured: 税收收入, not 省级.
    pub fn names_measure(&self, label: &str) -> bool {
        let ends = |class| self.cues.ending_of(label, class).is_some();
        ends(self.known.measure) || ends(self.known.dependent) || ends(self.known.aspect) || ends(self.known.share)
    }

    /// Whom a title says that all numbers are about: 某省高新技术企业统计分析.
    pub fn population(&self, title: &str) -> Option<String> {
        if !self.populations.stands_in(title) {
            return None;
        }
        let named = self.cues.words_of(self.known.population).filter_map(|word| {
            let behind = &title[title.find(word)? + word.len()..];
            let near = behind
                .char_indices()
                .nth(NEAR)
                .map_or(behind, |(end, _)| &behind[..end]);
            let mut reports = self.cues.words_of(self.known.population_report);
            reports.any(|report| near.contains(report)).then_some(word)
        });
        named.max_by_key(|word| word.len()).map(str::to_owned)
    }

    /// A heading without its number and the mark at its end.
    fn bare_heading<'h>(&self, heading: &'h str) -> &'h str {
        let numbering = self.layout.numbering(heading).map_or(0, |numbering| numbering.len);
        heading[numbering..]
            .trim()
            .trim_end_matches(['。', '.', '．', '：', ':'])
    }

    /// Whether a heading announces results.
    pub fn review_heading(&self, heading: &str) -> bool {
        // Behind the signs of markdown.
        let bare = heading.trim_matches(['#', '*', ' ']);
        self.review_headings.stands_in(heading) || self.layout.names_ground(self.bare_heading(bare))
    }
}
