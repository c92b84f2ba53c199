//! Papers that say when they were sent out by their number alone.

use crate::model::Span;

use super::head::Lines;
use super::period::PartialDate;

/// The year of the number under which a paper was sent out, alone at the end of one of its first lines: 某政发〔2021〕58号. In a
/// sentence it is the number of another paper.
pub(in crate::resolve) fn sent_under(text: &str, lines: &Lines) -> Option<(PartialDate, Span)> {
    const OPENS: [char; 6] = ['〔', '[', '［', '【', '(', '（'];
    const CLOSES: [char; 6] = ['〕', ']', '］', '】', ')', '）'];
    lines.head(12).find_map(|line| {
        let said = line.of(text);
        let number = said.strip_suffix('号')?;
        let serial = number.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let year = serial.trim_end_matches('第').trim_end_matches(CLOSES);
        let open = year.len().checked_sub(4)?;
        let (sender, year) = (year.get(..open)?, year.get(open..)?);
        let numbered = serial.len() < number.len() && sender.ends_with(OPENS);
        let sentence = said.contains(['，', '。', '；', '《', '、', ',']) || said.chars().count() > NUMBER;
        let year: i16 = year.parse().ok().filter(|year| (1949..2100).contains(year))?;
        let start = line.start + open;
        (numbered && !sentence).then_some((PartialDate::Year(year), Span::new(start, start + 4)))
    })
}

/// Characters of the longest line that holds nothing but a paper's number.
const NUMBER: usize = 40;
