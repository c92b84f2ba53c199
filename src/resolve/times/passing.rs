//! Times named in passing: years that a sentence within a paragraph looks back over, those of the one item that a topic sentence
//! opens, and what something came on top of.

use jiff::civil::Date;

use crate::extract::Atom;
use crate::model::{PeriodExpr, PeriodSense, Span, TimeExpr};

use super::reckoning::year_days;
use super::standing::Standing;
use crate::resolve::PartialDate;
use crate::resolve::discourse::{Discourse, Stated, When};
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// 1953年，经国务院批准设立某区。全区面积90平方公里，……: whether a sentence without numbers tells how a place came to be what it is, long
    /// before the text was written: what follows is of the present.
    pub(in crate::resolve) fn is_of_its_history(&self, expr: &PeriodExpr, sentence: Span) -> bool {
        let TimeExpr::Fixed(start, end) = expr.time else {
            return false;
        };
        let date = self.document.date.date.map(PartialDate::year);
        let long = start.year() == end.year() && date.is_none_or(|written| end.year() + LONG <= written);
        let (cues, class) = (self.document.cues, self.document.known.territory);
        let said = || {
            let sentence = sentence.of(self.document.text);
            cues.words_of(class).any(|word| sentence.contains(word))
        };
        long && said()
    }

    /// 2015—2019年，寿命从76岁提高到77岁, within a paragraph, and 过去五年审结…… behind its short topic sentence (依法惩治犯罪。): whether the
    /// years that a sentence opens with say nothing of the paragraphs behind it.
    pub(in crate::resolve) fn looks_aside(&self, expr: &PeriodExpr, words: Span) -> bool {
        match expr.time {
            TimeExpr::Fixed(from, to) => {
                let figures = words
                    .of(self.document.text)
                    .chars()
                    .filter(char::is_ascii_digit)
                    .count();
                let years = from.year() != to.year() && expr.sense == PeriodSense::During && figures >= TWO_YEARS;
                let over = years && self.is_over(Some((from, to)));
                over && (!self.at_head || self.paragraph_period.is_some())
            }
            TimeExpr::Stretch { .. } => self.is_behind_topic(words),
            _ => false,
        }
    }

    /// Whether nothing but a short topic sentence that names no time stands before these words in their paragraph.
    fn is_behind_topic(&self, words: Span) -> bool {
        let before = &self.document.text[..words.start];
        let line = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |end| end + 1);
        let topic = before[line..].trim_start();
        let topic = topic.strip_suffix('。').filter(|topic| topic.len() <= TOPIC);
        topic.is_some_and(|topic| {
            let timed = topic.contains(['年', '“', '期', '，', ',']) || topic.contains(|c: char| c.is_ascii_digit());
            self.paragraph_period.is_none() && !topic.is_empty() && !timed
        })
    }

    /// 去年7月24日，我县获评……, in a review of that year or in a text on months of it: the day or month of one thing that came about,
    /// and of its own sentence only.
    pub(in crate::resolve) fn is_event_of_review(&self, sense: PeriodSense, (start, end): (Date, Date)) -> bool {
        let date = &self.document.date;
        let one = (start.year(), start.month()) == (end.year(), end.month());
        // What the news of a day tell of goes on to be of it.
        if !one || sense != PeriodSense::During || (date.tells && self.document.told.is_none()) {
            return false;
        }
        let section = &self.section;
        let long = |when: &Stated<When>| {
            let days = when.what.days;
            days.filter(|(from, to)| (from.year(), from.month()) != (to.year(), to.month()))
        };
        let year = || match date.standing {
            Standing::Review => date.review_year.and_then(year_days),
            _ => date.date.and_then(|date| year_days(date.year())),
        };
        let told = match &self.document.told {
            Some(told) => long(told),
            None => section
                .running_period
                .as_ref()
                .or(section.heading_period.as_ref())
                .and_then(long)
                .or_else(year),
        };
        told.is_some_and(|(from, to)| from <= start && end <= to)
    }

    /// The same of words in the text, unless what is told there moved then (12月，价格同比上涨2%。). 去年7月底 is of such a month, too;
    /// 截至7月底 is not.
    pub(in crate::resolve) fn tells_of_event(
        &self,
        view: Option<&SentenceView>,
        expr: &PeriodExpr,
        words: Span,
    ) -> bool {
        // 截至目前, 如今: of all that is told behind it.
        let said = words.of(self.document.text);
        if matches!(expr.time, TimeExpr::Now | TimeExpr::Current { .. }) || said.starts_with(['截', '至', '到']) {
            return false;
        }
        let before = &self.document.text[..words.start];
        let sense = match expr.sense {
            PeriodSense::AsOf if !before.ends_with(['至', '止', '到']) => PeriodSense::During,
            sense => sense,
        };
        let moved = |view: &SentenceView| {
            let moves = |atom: &Atom| self.document.known.moves.intersects(atom.cues);
            view.atoms.iter().any(moves)
        };
        self.days(expr).is_some_and(|days| self.is_event_of_review(sense, days)) && !view.is_some_and(moved)
    }

    /// 其中，一季度开工8个: the time of a part.
    pub(in crate::resolve) fn is_of_part(&self, view: &SentenceView, period: usize) -> bool {
        let part = self.document.known.part;
        view.present.has(part) && view.atoms[..period].iter().any(|atom| atom.cues.has(part))
    }

    /// Whether a time is all that the paper plans for: “十四五”时期主要指标.
    pub(in crate::resolve) fn is_of_plan(&self, days: Option<(Date, Date)>) -> bool {
        let plan = self.document.plan.as_ref();
        plan.is_some_and(|plan| plan.what.days == days && days.is_some())
    }

    /// 一季度开工8个, below 二、2023年工作思路, on a page put up at the end of that year: whether a time is of the year that the heading
    /// plans for.
    pub(in crate::resolve) fn is_of_planned_year(&self, days: Option<(Date, Date)>) -> bool {
        let section = &self.section;
        let heading = section.heading_period.as_ref().filter(|_| section.plans.is_some());
        let heading = heading.and_then(|heading| heading.what.days);
        days.zip(heading).is_some_and(|(days, heading)| {
            let planned = Some(heading.0.year()) == self.document.date.plan_year;
            planned && year_days(heading.0.year()) == Some(heading) && heading.0 <= days.0 && days.1 <= heading.1
        })
    }

    /// 在上年大幅增长的基础上，又增产1万吨: the time of what something came on top of.
    pub(in crate::resolve) fn is_ground(&self, view: &SentenceView, period: usize) -> bool {
        let clause = view.clause(period);
        let words = view.atoms[period..clause.end].iter().rev();
        let mut words = words.map(|atom| atom.span.of(self.document.text));
        let closes = words
            .next()
            .is_some_and(|last| last == "上" || last.ends_with("基础上"));
        let ground = closes && self.document.text[..view.atoms[clause.end - 1].span.end].ends_with("基础上");
        ground
            && view.atoms[period + 1..clause.end]
                .iter()
                .all(|atom| atom.quantity().is_none())
    }
}

/// Digits of two years.
const TWO_YEARS: usize = 8;

/// Bytes of the longest topic sentence.
const TOPIC: usize = 60;

/// What befell a place so many years ago or more is not news.
const LONG: i16 = 4;
