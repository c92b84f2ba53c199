//! Where what a sentence tells begins, and the day that it names before it: behind the dateline of the news, behind whoever
//! tells it or whom it is about.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::{Mention, MentionKind, PeriodExpr, PeriodSense, Span};

use crate::rules::Letters;

use crate::resolve::PartialDate;
use crate::resolve::discourse::Discourse;

impl Discourse<'_> {
    /// 央视网消息（新闻联播）：, 本报讯（记者某某）: where what a piece of news tells begins in its first sentence.
    pub(in crate::resolve) fn behind_dateline(&self, sentence: Span) -> usize {
        let said = sentence.of(self.document.text);
        let near = |open: usize| said[..open].chars().nth(DATELINE - 1).is_none();
        // So many characters have no more bytes.
        let reach = said.floor_char_boundary(4 * DATELINE);
        let open = OPENING.next(said, 0, reach);
        if open == reach || !near(open) {
            return sentence.start;
        }
        let head = said[..open].trim_end();
        let known = self.document.known;
        let reports = self.document.cues.ending_of(head, known.dateline).is_some() && !head.contains(MARKS);
        let behind = || {
            said[open..]
                .char_indices()
                .take(DATELINE)
                .find(|(_, c)| matches!(c, '）' | ')'))
        };
        match reports.then(behind).flatten() {
            Some((close, mark)) => {
                let rest = &said[open + close + mark.len_utf8()..];
                let told = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '：' | ':'));
                sentence.end - told.len()
            }
            None => sentence.start,
        }
    }

    /// 国防部7日称, 农产品交易会今天在青岛开幕: the day that a piece of news names in its first clause, behind whoever tells of it or what
    /// was on it, and no more than these. Not the day on which something was made public: what that says need not be of the day.
    /// `start`: behind the dateline.
    pub(in crate::resolve) fn day_of_news<'m>(
        &self,
        mentions: &'m [Mention],
        sentence: Span,
        start: usize,
    ) -> Option<(&'m PeriodExpr, Span)> {
        if !self.document.date.tells {
            return None;
        }
        let text = self.document.text;
        let first = mentions.partition_point(|mention| mention.span.start < start);
        let named = |mention: &&Mention| {
            matches!(
                mention.kind,
                MentionKind::Area(_) | MentionKind::OwnArea(_) | MentionKind::Organisation
            )
        };
        let day = mentions[first..].iter().find(|mention| !named(mention))?;
        let MentionKind::Period(expr) = &day.kind else {
            return None;
        };
        let before = &text[start..day.span.start];
        let behind = &text[day.span.end..sentence.end.max(day.span.end)];
        let clause = behind.split(MARKS).next().unwrap_or_default();
        let organisations = self.document.organisations;
        let told = expr.sense == PeriodSense::During
            && before.len() <= BEFORE
            && !before.contains(MARKS)
            && !organisations.makes_public(clause);
        (told && self.days(expr).is_some_and(|days| self.is_of_late(days))).then_some((expr, day.span))
    }

    /// Whether a day is that of the news, or one just before it.
    pub(in crate::resolve) fn is_of_late(&self, (start, end): (Date, Date)) -> bool {
        let written = self.document.date.date.and_then(PartialDate::days).map(|(_, day)| day);
        let late = written.and_then(|day| Some((day.checked_sub(LATE.days()).ok()?, day)));
        start == end && late.is_some_and(|(from, to)| (from..=to).contains(&start))
    }

    /// 报告指出，2024年，……: the time that what is told begins with, behind the clause that says who tells it. `start`: behind
    /// the dateline.
    pub(in crate::resolve) fn time_behind_source<'m>(
        &self,
        mentions: &'m [Mention],
        start: usize,
    ) -> Option<(&'m PeriodExpr, Span)> {
        let text = self.document.text;
        mentions.iter().find_map(|mention| {
            let MentionKind::Period(expr) = &mention.kind else {
                return None;
            };
            let clause = text
                .get(start..mention.span.start)?
                .strip_suffix(['，', ',', '：', ':'])?;
            // 昨天（2月7日），……
            let behind = &text[mention.span.end..];
            let bracket = behind
                .strip_prefix(['（', '('])
                .and_then(|open| open.split_once(['）', ')']));
            let behind = bracket
                .filter(|(inside, _)| inside.len() <= DATELINE)
                .map_or(behind, |(_, rest)| rest);
            let set_apart = behind.starts_with(['，', ',']);
            let told = set_apart
                && expr.sense == PeriodSense::During
                && !clause.contains(['。', '；', ';'])
                && (self.document.gazetteer.source(clause)
                    || self.document.cues.ending_of(clause, self.document.known.says).is_some());
            told.then_some((expr, mention.span))
        })
    }

    /// Whether the words of a period mean the day named before: 国防部22日通报，军队当天……
    pub(in crate::resolve) fn is_that_day(&self, words: Span) -> bool {
        let (words, cues) = (words.of(self.document.text), self.document.cues);
        let class = self.document.known.that_day;
        cues.may_begin(words, class) && cues.words_of(class).any(|word| words.starts_with(word))
    }
}

/// Round brackets that open.
static OPENING: LazyLock<Letters> = LazyLock::new(|| "（(".chars().collect());

/// The news tell of what was so many days ago at most.
const LATE: i64 = 10;

/// Characters of the longest dateline before its bracket, and of the longest bracket.
const DATELINE: usize = 30;

/// Bytes of the longest name of whoever tells something.
const BEFORE: usize = 75;

/// What ends a clause.
const MARKS: [char; 9] = ['，', ',', '；', ';', '。', '：', ':', '！', '？'];

#[cfg(test)]
#[path = "leading_tests.rs"]
mod tests;
