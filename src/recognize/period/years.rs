//! Stretches of years that are told by more than their two ends: by how long they are, or with no mark between the ends.

use super::moment::{Moment, YearSaid};
use super::reader::Reader;
use crate::model::TimeExpr;
use crate::rules::PeriodWord;

impl Reader<'_> {
    /// 1984年至1994年10年间, 1996～1998年三年, 从1979年到1989年的10年间: how long a stretch of years is belongs to it.
    pub(super) fn with_length(&self, moment: Moment) -> Moment {
        let Some(TimeExpr::Fixed(start, end)) = moment.other else {
            return moment;
        };
        let years = u32::try_from(end.year() - start.year()).unwrap_or(0);
        let joint = self.eat(moment.end, "这").or_else(|| self.eat(moment.end, "的"));
        let at = self.blank(joint.unwrap_or(moment.end));
        let length = self
            .number(at)
            .filter(|count| years > 0 && (years..=years + 1).contains(&count.value));
        let Some(end) = length.and_then(|count| self.eat(self.blank(count.end), "年")) else {
            return moment;
        };
        let after = self.words(end).find(|(word, _)| *word == PeriodWord::After);
        Moment {
            end: after.map_or(end, |(_, end)| end),
            ..moment
        }
    }

    /// 2009年起5年内, 2009年开始，用三年时间: so many years from that year on.
    pub(super) fn years_from(&self, first: &Moment) -> Option<Moment> {
        let Some(YearSaid::Calendar(from, to)) = first.year else {
            return None;
        };
        if from != to || first.months.is_some() || first.other.is_some() {
            return None;
        }
        let cues = &self.lexicon.context;
        let begins = first.end + cues.onward.longest(self.rest(first.end))?;
        let at = self.eat(begins, "，").unwrap_or(begins);
        let at = at + cues.onward_takes.longest(self.rest(at)).unwrap_or(0);
        let count = self.number(at).filter(|count| (2..=MOST).contains(&count.value))?;
        let years = self.eat(count.end, "年")?;
        let end = years + cues.onward_ends.longest(self.rest(years))?;
        let last = from + i16::try_from(count.value).ok()? - 1;
        Some(Moment {
            ranged: true,
            ..Moment::of_year(YearSaid::Calendar(from, last), end)
        })
    }

    /// 19861992年: a scanner lost the mark between the two years.
    pub(super) fn run_together(&self, at: usize) -> Option<Moment> {
        let figures = self
            .number(at)
            .filter(|figures| figures.places == 8 && figures.arabic)?;
        let (first, last) = (figures.value / 10_000, figures.value % 10_000);
        let near = (EARLIEST..LATEST).contains(&first) && (EARLIEST..LATEST).contains(&last) && first < last;
        let end = self.eat(figures.end, "年").filter(|_| near)?;
        let first = i16::try_from(first).ok()?;
        let last = i16::try_from(last).ok()?;
        let to = self.in_year(Moment::of_year(YearSaid::Calendar(last, last), end));
        Moment::of_year(YearSaid::Calendar(first, first), end).until(&to)
    }
}

/// Nothing is planned for more years.
const MOST: u32 = 30;

/// Years that a scanner may have run together.
const EARLIEST: u32 = 1900;
const LATEST: u32 = 2100;

#[cfg(test)]
mod tests {
    use super::super::testing::mentions;

    fn read(text: &str) -> Vec<&str> {
        mentions(text).iter().map(|mention| mention.span.of(text)).collect()
    }

    #[test]
    fn years_from_a_year_on_are_one_stretch() {
        for (text, expected) in [
            ("2009年起5年内，全县修路。", vec!["2009年起5年内"]),
            ("从2019年开始，用三年时间建成。", vec!["2019年开始，用三年时间"]),
            ("从2019年开始，用三年级教材。", vec!["2019年"]),
            ("2009年起3万户居民", vec!["2009年"]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn years_run_together_are_a_range() {
        assert_eq!(read("19861992年，全县修路。"), ["19861992年"]);
        assert!(read("共19861992元").is_empty());
        assert!(read("编号19921986年").is_empty());
    }
}
