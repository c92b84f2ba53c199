//! Days as pages in English write them on a line of their head: Fri, 24 Sep 2021 09:40:57 GMT; September 24, 2021.

use jiff::civil::Date;

use crate::model::Span;
use crate::rules::DocumentCues;

use super::head::Lines;
use super::period::PartialDate;

/// Lines of the head on which such a day is looked for.
const HEAD: usize = 6;

/// Hanzi of a publisher's name before the day.
const SENDER: usize = 14;

/// The day that a line of the head says so, beside nothing but the name of who publishes it and the time of day.
pub(in crate::resolve) fn english_day(text: &str, lines: &Lines, cues: &DocumentCues) -> Option<(PartialDate, Span)> {
    lines.head(HEAD).find_map(|line| {
        let said = line.of(text);
        let hanzi = said.chars().filter(|c| crate::rules::is_hanzi(*c)).count();
        if hanzi > SENDER || !said.bytes().any(|byte| byte.is_ascii_uppercase()) || cues.not_stated.stands_in(said) {
            return None;
        }
        let (day, from, to) = day_in(said, &cues.english_months)?;
        Some((PartialDate::Day(day), Span::new(line.start + from, line.start + to)))
    })
}

/// The first day in a line, and where it stands.
fn day_in(line: &str, months: &[String]) -> Option<(Date, usize, usize)> {
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    while let Some(start) = line[at..].find(|c: char| c.is_ascii_alphanumeric()) {
        let start = at + start;
        let length = line[start..].find(|c: char| !c.is_ascii_alphanumeric());
        at = length.map_or(line.len(), |length| start + length);
        words.push((start, &line[start..at]));
    }
    let month = |word: &str| {
        let known = months.iter().position(|month| {
            let brief = word
                .get(..3)
                .is_some_and(|brief| month.get(..3).is_some_and(|of| brief.eq_ignore_ascii_case(of)));
            brief && month.get(..word.len()).is_some_and(|of| word.eq_ignore_ascii_case(of))
        });
        known.and_then(|index| i8::try_from(index + 1).ok())
    };
    words.windows(3).find_map(|three| {
        let [(from, first), (_, second), (last, year)] = three else {
            return None;
        };
        let (named, day) = match month(second) {
            Some(named) => (named, first),
            None => (month(first)?, second),
        };
        let day = day.trim_end_matches(|c: char| c.is_ascii_lowercase()).parse().ok()?;
        let year: i16 = year.parse().ok().filter(|year| (1949..2100).contains(year))?;
        Some((Date::new(year, named, day).ok()?, *from, last + year.to_string().len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_either_order() {
        let months: Vec<String> = ["january", "february", "march", "april", "may"]
            .map(str::to_owned)
            .into();
        let read = |line: &str| day_in(line, &months).map(|(day, from, to)| format!("{day} {}", &line[from..to]));
        assert_eq!(
            read("某某网 Tue, 06 Apr 2021 08:30:00 GMT").as_deref(),
            Some("2021-04-06 06 Apr 2021")
        );
        assert_eq!(read("March 3rd, 2019").as_deref(), Some("2019-03-03 March 3rd, 2019"));
        assert_eq!(read("May 2019"), None, "a month is no day");
        assert_eq!(read("40 May 2019"), None, "there is no such day");
        assert_eq!(read("5 Mayor 2019"), None, "another word");
    }
}
