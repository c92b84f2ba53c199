//! Dates as nearly all are written: 2023年, 2023年5月, 5月13日, 13日 in Arabic figures, with nothing behind them that could belong to
//! them. They are read straight; whatever else there may be is left to the general reader, which would read these the same.

use super::moment::{Moment, YearSaid};
use super::number::{Number, is_chinese};
use super::part::{is_day, is_month};
use super::reader::{Reader, is_year};
use crate::recognize::place::is_hanzi;

impl Reader<'_> {
    /// The whole date at `at`; `None` where the general reader has to tell.
    pub(super) fn plain(&self, at: usize) -> Option<Moment> {
        if self.free || !self.text.as_bytes().get(at)?.is_ascii_digit() || self.has_word(at) {
            return None;
        }
        let first = self.number(at)?;
        if let Some(end) = self.eat(first.end, "年") {
            let years = YearSaid::Calendar(first.value as i16, first.value as i16);
            if !is_year(&first) || self.lexicon.not.after_year.start(self.rest(end)) {
                return None;
            }
            let year = Moment::of_year(years, end);
            return match self.number(end) {
                Some(month) if !self.has_word(end) => self.plain_month(&month, year),
                _ => self.closed(year),
            };
        }
        if let Some(end) = self.eat(first.end, "日") {
            let not = &self.lexicon.not;
            let length = not.before_day.end(self.before(at)) || self.is_length(end);
            let day = first.value as u8;
            let of_day = Moment {
                days: Some((day, day)),
                ..Moment::at(end)
            };
            return if length || !is_day(&first) {
                None
            } else {
                self.closed(of_day)
            };
        }
        self.plain_month(&first, Moment::at(at))
    }

    /// A month, with its day if it has one, after a year or alone.
    fn plain_month(&self, month: &Number, moment: Moment) -> Option<Moment> {
        let end = self.eat(month.end, "月")?;
        let dated = month.arabic && is_month(month.value) && month.places <= 2;
        if !dated || self.has_word(end) || self.lexicon.not.after_month.start(self.rest(end)) {
            return None;
        }
        let of_month = Moment {
            months: Some((month.value as u8, month.value as u8)),
            end,
            ..moment
        };
        match self.number(end) {
            Some(day) => {
                let end = self.eat(day.end, "日")?;
                let days = Some((day.value as u8, day.value as u8));
                let of_day = Moment { days, end, ..of_month };
                if day.arabic && is_day(&day) {
                    self.closed(of_day)
                } else {
                    None
                }
            }
            None => self.closed(of_month),
        }
    }

    /// Whether a word of the lexicon begins at a place.
    #[inline]
    fn has_word(&self, at: usize) -> bool {
        self.words(at).next().is_some()
    }

    /// A moment behind which surely nothing goes on that belongs to it.
    fn closed(&self, moment: Moment) -> Option<Moment> {
        let plain = match self.rest(moment.end).chars().next() {
            // 年代, 年前, 年第三季度, 年后两月, 年至, 月份, 月当月, 日元
            Some('代' | '前' | '以' | '之' | '第' | '后' | '至' | '到' | '份' | '当' | '元') => false,
            Some(next) => {
                is_hanzi(next) && !is_chinese(next)
                    || matches!(next, '，' | '。' | '、' | '；' | '：' | '）' | ')' | '\n')
            }
            None => true,
        };
        (plain && !self.has_word(moment.end)).then_some(moment)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::model::Span;
    use crate::rules::Rules;

    proptest! {
        #[test]
        fn plain_dates_are_read_as_the_general_reader_does(
            pieces in proptest::collection::vec(
                proptest::sample::select(vec![
                    "2023", "23", "5", "13", "31", "1998", "年", "月", "日", "年", "月", "日", "代", "末", "度", "以来", "至",
                    "-", "、", "，", "份", "上旬", "期间", "元", "内", "（", " ", "三", "第", "增长", "前", "来", "春节", "季度",
                ]),
                1..9,
            )
        ) {
            static RULES: LazyLock<Rules> = LazyLock::new(Rules::embedded);
            let rules = &*RULES;
            let text: String = pieces.concat();
            let within = Span::new(0, text.len());
            let mut hits = Vec::new();
            rules.terms.find(&text, within, &mut hits);
            hits.retain(|hit| matches!(hit.term, crate::rules::Term::Period(_)));
            let reader = Reader::new(&text, within, &hits, &rules.periods);
            for (at, _) in text.char_indices() {
                if let Some(plain) = reader.plain(at) {
                    prop_assert_eq!(Some(plain), reader.in_full(at), "{} at {}", &text, at);
                }
            }
        }
    }
}
