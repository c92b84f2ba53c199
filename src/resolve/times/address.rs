//! The day in the address of a page: …/202103/t20210309_5521.html, …/2021-03/09/content_77.htm. Whoever runs the site put it there
//! when the page came out.

use jiff::civil::Date;

use super::head::Lines;
use super::period::PartialDate;
use crate::model::Span;

/// Lines of the head among which the address of the page stands.
const LINES: usize = 5;

/// Characters before an address: url:, 网址：.
const LEAD: usize = 12;

/// The day or month in the address that one of the first lines consists of; `None` where several lines say others.
pub(super) fn date_of_address(text: &str, lines: &Lines) -> Option<(PartialDate, Span)> {
    let mut found: Option<(PartialDate, Span)> = None;
    for line in lines.head(LINES) {
        let said = line.of(text);
        let Some(at) = memchr::memmem::find(said.as_bytes(), b"http") else {
            continue;
        };
        if said[..at].chars().count() > LEAD {
            continue;
        }
        let address = &said[at..];
        let address = &address[..address
            .find(|c: char| !c.is_ascii_graphic() || ",)]}\"".contains(c))
            .unwrap_or(address.len())];
        let Some(date) = date_in(address) else { continue };
        match found {
            Some((known, _)) if known != date => return None,
            _ => found = Some((date, Span::new(line.start + at, line.start + at + address.len()))),
        }
    }
    found
}

/// The day that parts of an address say, else the month.
fn date_in(address: &str) -> Option<PartialDate> {
    let path = address.split_once("://")?.1;
    // 2021-03/09 is told as 2021/03/09 is.
    let parts: Vec<&str> = path
        .split('/')
        .skip(1)
        .flat_map(|part| part.split('-'))
        .map(figures)
        .collect();
    let mut month = None;
    for (at, part) in parts.iter().enumerate() {
        let next = |ahead: usize| parts.get(at + ahead).copied().unwrap_or_default();
        let (year, rest) = part.split_at(part.len().min(4));
        let said = match (year.len(), rest.len()) {
            (4, 4) => real(year, &rest[..2], &rest[2..]),
            (4, 0) => {
                let (of_month, day) = next(1).split_at(next(1).len().min(2));
                real(year, of_month, if day.is_empty() { next(2) } else { day })
            }
            (4, 2) => {
                month = month.or_else(|| real(year, rest, "01"));
                real(year, rest, next(1))
            }
            _ => None,
        };
        if let Some(day) = said {
            return Some(PartialDate::Day(day));
        }
    }
    month.map(|first| PartialDate::Month(first.year(), first.month()))
}

/// The figures of a part of a path, without what names the page: 20210309 of t20210309_5521.html. Empty where it
/// is something else.
fn figures(part: &str) -> &str {
    let part = part.strip_prefix('t').unwrap_or(part);
    let end = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
    let closed = matches!(part.as_bytes().get(end), None | Some(b'_' | b'.'));
    if closed { &part[..end] } else { "" }
}

/// A day of our time, written with two figures for month and day.
fn real(year: &str, month: &str, day: &str) -> Option<Date> {
    if month.len() != 2 || day.len() != 2 {
        return None;
    }
    let year: i16 = year.parse().ok().filter(|year| (SITES..2100).contains(year))?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Since about this year there are such sites.
const SITES: i16 = 1996;

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        date_of_address(text, &Lines::of(text)).map(|(date, _)| date.to_string())
    }

    #[test]
    fn addresses_say_when_pages_came_out() {
        for (text, expected) in [
            (
                "某县新闻\nhttp://www.example.gov.cn/xw/202103/t20210309_5521.html\n全县",
                Some("2021-03-09"),
            ),
            (
                "某县新闻\nurl: http://example.cn/html/2021-03/09/content_77.htm?div=-1\n全县",
                Some("2021-03-09"),
            ),
            ("http://example.cn/c/202103/09/c411.html\n全县", Some("2021-03-09")),
            ("http://example.cn/2021/03/09/99.shtml\n全县", Some("2021-03-09")),
            ("http://example.cn/2021/0309/c12-99.html\n全县", Some("2021-03-09")),
            ("http://example.cn/zw/202103/abc.html\n全县", Some("2021-03")),
            ("http://example.cn/202199/12345678.html\n全县", None),
            (
                "http://example.cn/20210309/a.html\nhttp://example.cn/20210401/b.html\n全县",
                None,
            ),
            (
                "该报告的全文已经登载于本县的网站，见http://example.cn/20210309/a.html\n全县",
                None,
            ),
        ] {
            assert_eq!(read(text).as_deref(), expected, "{text}");
        }
    }
}
