//! The title and the issuer: the first plausible lines, or what a label says.

use std::ops::Range;

use super::headings::states_quantity;
use super::lines::Line;
use crate::model::Span;
use crate::rules::{Layout, is_hanzi};

/// A title stands among the first lines of a document.
const REACH: usize = 40;

/// The head of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Head {
    pub(super) title: Option<Span>,
    /// Lines that the title takes; empty where a label within a line of another kind gives it.
    pub(super) lines: Range<usize>,
    pub(super) issuer: Option<Span>,
}

/// Finds title and issuer. `free` tells lines that are no part of a table.
pub(super) fn find(text: &str, lines: &[Line], free: impl Fn(usize) -> bool, layout: &Layout) -> Head {
    let mut head = find_lines(lines, free, layout);
    head.title = head.title.map(|title| without_tail(text, title));
    head
}

/// The title without what only hangs on it: the mark of a footnote (公报[1]), a bracket that its carrier cut short (（上).
fn without_tail(text: &str, title: Span) -> Span {
    let whole = title.of(text);
    let mut core = whole;
    for (open, close) in [('[', ']'), ('［', '］'), ('〔', '〕')] {
        let Some((before, number)) = core.strip_suffix(close).and_then(|core| core.rsplit_once(open)) else {
            continue;
        };
        if !number.is_empty() && number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit()) {
            core = before.trim_end();
        }
    }
    core = core.trim_end_matches(|c: char| ('①'..='⑳').contains(&c) || c == '*');
    if let Some(at) = core.rfind(['（', '('])
        && !core[at..].contains(['）', ')'])
        && core[at..].chars().count() <= 3
    {
        core = core[..at].trim_end();
    }
    if core.is_empty() {
        title
    } else {
        Span::new(title.start, title.start + core.len())
    }
}

fn find_lines(lines: &[Line], free: impl Fn(usize) -> bool, layout: &Layout) -> Head {
    let mut head = Head {
        issuer: issuer(lines, layout),
        ..Head::default()
    };
    let reach = lines.len().min(REACH);
    if let Some(at) = (0..reach).find(|&at| lines[at].text.starts_with("# ")) {
        head.title = Some(Span::new(lines[at].span.start + 2, lines[at].span.end));
        head.lines = at..at + 1;
        return head;
    }
    for (at, line) in lines[..reach].iter().enumerate() {
        if let Some(from) = layout.labelled_title(line.text) {
            let value = line.text[from..].trim_end_matches(['"', '*', ' ']);
            head.title = Some(Span::new(line.span.start + from, line.span.start + from + value.len()));
            head.lines = if line.is_text() { at..at + 1 } else { at..at };
            return head;
        }
    }
    let Some(first) = (0..reach)
        .take_while(|&at| free(at) && !is_body(&lines[at]))
        .find(|&at| is_plausible(lines, at, layout))
    else {
        return head;
    };
    let mut end = first + 1;
    // A title may run over several lines; with a blank line between only after ——.
    while let Some(next) = lines.get(end).filter(|_| end - first < 3 && free(end)) {
        let goes_on = lines[end - 1].text.ends_with("——");
        let subtitle = next.text.starts_with("——") && !next.text.ends_with('。') && next.width <= 100;
        let second = !next.gap
            && is_plausible(lines, end, layout)
            && next.numbering.is_none()
            && next.indent <= lines[first].indent + 8
            && !names_person(next.text)
            && !names_people(next.text)
            && !ends_in_day(next.text);
        if !(subtitle || goes_on && next.is_text() && !next.is_prose() || second) {
            break;
        }
        end += 1;
    }
    head.title = Some(lines[first].span.join(lines[end - 1].span));
    head.lines = first..end;
    head
}

/// Running text has begun: there is no title behind it.
fn is_body(line: &Line) -> bool {
    line.is_text() && (line.text.ends_with('。') && line.is_prose() || line.width > 200)
}

fn is_plausible(lines: &[Line], at: usize, layout: &Layout) -> bool {
    let line = &lines[at];
    let hanzi = line.text.chars().filter(|c| is_hanzi(*c)).count();
    let closed = line.text.ends_with(['。', '；', '：', ':', '，', '、']);
    // 2021年11期, 第28版：要闻, 某某日报 第06版 count issues and pages.
    let page = line.text.split('第').skip(1).any(|rest| {
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十 ".contains(c));
        rest.starts_with('版')
    });
    let counts = page || line.text.ends_with('期') && hanzi <= 4;
    // 某科发〔2025〕48号
    let filed = line.text.contains(['〔', '［', '[']) && line.text.ends_with('号');
    // 首页 | 某区概况 | 政务公开 | 办事服务: the menu of a page.
    let menu = line.text.matches(['|', '｜']).count() >= 3;
    // A sentence that its carrier has torn: a headline states less.
    let commas = line.text.matches(['，', ',']).count();
    let torn = (commas >= 2 || commas == 1 && layout.is_statement(line.text)) && states_quantity(line.text, layout);
    line.is_text()
        && !torn
        && ((5..=60).contains(&hanzi)
            || (at == 0 && names_place(line.text, lines.get(1)))
            || (at == 0 && (3..=4).contains(&hanzi) && layout.is_profile(line.text)))
        && !closed
        && !counts
        && !filed
        && !menu
        && !is_stamp(line.text)
        && !layout.is_dateline(line.text)
        && !layout.is_red_head(line.text)
        && !layout.is_issuer(line.text)
        && !layout.is_caption(line.text)
        && !layout.is_note(line.text)
        && !layout.is_label_header(line.text)
        && line
            .numbering
            .is_none_or(|numbering| numbering.rank > 6 && !states_quantity(line.text, layout))
        && !line.text.starts_with(['■', '（', '(', '[', '|', '<', '●'])
        && !(names_person(line.text) && hanzi <= 16)
}

/// 2024-07-19 10:12　来源：某某日报, 某某市统计局 2023-07-21 11:04 840 阅读, 16.07.2023: the line of a page that says when and by whom it was
/// published. Behind the day stands something apart from it, as no title has it.
fn is_stamp(line: &str) -> bool {
    /// Characters of who published it, and when in the day, on either side.
    const MOST: usize = 40;
    let Some(day) = day_in_figures(line) else {
        return false;
    };
    let (before, behind) = (&line[..day.start], &line[day.end..]);
    let short = |part: &str| part.chars().nth(MOST).is_none() && !part.contains(['。', '，', '；', '、', '《']);
    let apart = behind.is_empty() || behind.starts_with(|c: char| !c.is_alphabetic());
    apart
        && short(before)
        && short(behind)
        && (before.is_empty() || before.ends_with([' ', '\u{3000}', '|', ':', '：']))
}

/// 某某微报 某省电子政务协会 4月3日: who passed a text on, and when.
fn ends_in_day(line: &str) -> bool {
    let digits = |text: &str| text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let day = line.strip_suffix('日').map(|rest| (rest, digits(rest)));
    let month = day
        .filter(|(rest, cut)| cut < &rest.len())
        .and_then(|(rest, cut)| rest[..cut].strip_suffix('月'));
    month
        .map(|rest| (rest, digits(rest)))
        .is_some_and(|(rest, cut)| cut < rest.len() && cut > 0)
}

/// 城关镇 as the first line of a page about it, above when it was put up.
fn names_place(line: &str, next: Option<&Line>) -> bool {
    let name = line.chars().count();
    let stamped = |next: &Line| !next.is_text() || is_stamp(next.text);
    (2..=4).contains(&name)
        && line.chars().all(is_hanzi)
        && line.ends_with(['省', '市', '县', '区', '州', '旗', '镇', '乡'])
        && next.is_some_and(stamped)
}

/// The first day of a line in figures: 2024-07-19, 2024/7/19, 2024.07.19, 2024年7月19日, 16.07.2023.
fn day_in_figures(line: &str) -> Option<Range<usize>> {
    let figures = |at: usize| at + line[at..].bytes().take_while(u8::is_ascii_digit).count();
    let mark = |at: usize, marks: &[char]| {
        line[at..]
            .chars()
            .next()
            .filter(|c| marks.contains(c))
            .map(|c| at + c.len_utf8())
    };
    let mut from = 0;
    while let Some(start) = line[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
        let end = figures(start);
        from = end;
        let (second, third) = match end - start {
            4 => (mark(end, &['-', '/', '.', '年']), ['-', '/', '.', '月']),
            2 => (mark(end, &['.']), ['.'; 4]),
            _ => continue,
        };
        let Some(second) = second else { continue };
        let after_second = figures(second);
        let Some(last) = mark(after_second, &third).filter(|_| (1..=2).contains(&(after_second - second))) else {
            continue;
        };
        let stop = figures(last);
        let length = stop - last;
        if end - start == 4 && (1..=2).contains(&length) {
            return Some(start..mark(stop, &['日']).unwrap_or(stop));
        }
        if end - start == 2 && length == 4 {
            return Some(start..stop);
        }
    }
    None
}

/// 省长 王某某: an office and a name.
pub(super) fn names_person(text: &str) -> bool {
    let mut words = text.rsplit([' ', '\u{3000}', '：']).filter(|word| !word.is_empty());
    let name = words.next().unwrap_or("");
    let office = words.next().unwrap_or("");
    (2..=4).contains(&name.chars().count()) && office.ends_with(['长', '任', '记', '者', '员'])
}

/// 王某　李某某　张某: nothing but names of two or three characters.
fn names_people(text: &str) -> bool {
    let mut words = text
        .split([' ', '\u{3000}', '、', '，'])
        .filter(|word| !word.is_empty());
    words.clone().count() >= 2
        && words.all(|word| (2..=3).contains(&word.chars().count()) && word.chars().all(is_hanzi))
}

fn issuer(lines: &[Line], layout: &Layout) -> Option<Span> {
    let reach = lines.len().min(REACH);
    let labelled = lines[..reach].iter().find_map(|line| {
        let from = layout.labelled_issuer(line.text)?;
        let value = line.text[from..].trim_end_matches(['*', ' ']);
        // 来源：某某报 字体：【大 中 小】: the value ends where the next label begins.
        let end = value.find(['\u{3000}', ' ']).unwrap_or(value.len());
        (end > 0).then(|| Span::new(line.span.start + from, line.span.start + from + end))
    });
    let alone = || {
        lines[..reach.min(12)]
            .iter()
            .find(|line| line.is_text() && layout.is_issuer(line.text))
            .map(|line| line.span)
    };
    labelled.or_else(alone)
}
