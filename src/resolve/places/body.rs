//! The body that a whole document is about: a development zone, a park, an institution or a firm.

use std::collections::BTreeMap;

use crate::model::{Mention, MentionKind, OwnLevel, SkipReason, Span};
use crate::rules::{Gazetteer, Organisations};

use super::named_ground::body_of_line;

/// A body that a document is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Body {
    /// Its name, where it is written in full.
    pub name: Span,
    /// The kind of word that means it: 全区 a zone, 全镇 a town; an institution or a firm has none.
    pub own: Option<OwnLevel>,
    /// Whether the text is a paper of its own, as the report of a university on its year is: whatever it counts it counts of itself,
    /// wherever that is.
    pub reports: bool,
}

/// The body that a title or heading says that what follows is about.
///
/// A zone is, where its name opens the line or follows 来自 and the like: 某某高新区“十四五”规划, ——来自某某开发区的报告. An
/// institution or a firm is, where the line names a text of its own behind it: 某某大学2023年度报告. What a government's
/// department writes is about the place that it governs. `mentions` are in order.
pub fn body_of(text: &str, title: Span, mentions: &[Mention], organisations: &Organisations) -> Option<Body> {
    if let Some(body) = body_of_line(text, title, organisations) {
        return Some(body);
    }
    let first = mentions.partition_point(|mention| mention.span.start < title.start);
    let end = first + mentions[first..].partition_point(|mention| mention.span.end <= title.end);
    let inside = &mentions[first..end];
    let opening = organisations.opening(title.of(text)).unwrap_or(0);
    if let Some(name) = town_of(text, Span::new(title.start + opening, title.end), inside, organisations) {
        let own = Some(OwnLevel::Town);
        return Some(Body {
            name,
            own,
            reports: false,
        });
    }
    // 某某创业孵化基地⏎2024年度工作报告⏎某某大学科技园: who stands below the paper's own name only puts it out.
    let title = Span::new(title.start, paper_end(text, title, inside, organisations));
    let mut named = inside
        .iter()
        .filter(|mention| matches!(mention.kind, MentionKind::Organisation) && mention.span.end <= title.end)
        .map(|mention| without_office(text, mention.span, organisations));
    let name = named.next()?;
    if named.any(|other| !is_same(name.of(text), other.of(text), organisations)) {
        return None;
    }
    let before = &text[title.start..name.start];
    let line = begin(text, title.start, name.start);
    let opening = organisations.opening(&text[line..name.start]).unwrap_or(0);
    let opens = leads(text, Span::new(line + opening, name.start), inside) || organisations.is_from(before);
    let is_zone = organisations.is_zone(name.of(text));
    let own_text = || organisations.is_body(name.of(text)) && organisations.tells_of(&text[name.end..title.end]);
    (opens && (is_zone || own_text())).then_some(Body {
        name,
        own: is_zone.then_some(OwnLevel::District),
        reports: !is_zone,
    })
}

/// The zone that a title names somewhere, in a text that goes on to speak of 全区 and of 高新区 again and again: ——某某走廊某某高新区
/// 观察. A city that only tells of its zone has no 全区.
pub fn zone_of(text: &str, title: Span, mentions: &[Mention], organisations: &Organisations) -> Option<Body> {
    let inside = mentions
        .iter()
        .filter(|mention| title.contains(mention.span) && matches!(mention.kind, MentionKind::Organisation));
    let mut named = inside.map(|mention| without_office(text, mention.span, organisations));
    let name = named.next()?;
    let other = |other: Span| !is_same(name.of(text), other.of(text), organisations);
    let end = organisations.zone_end(name.of(text))?;
    if named.any(other) {
        return None;
    }
    let (mut own, mut again) = (0, 0);
    for mention in mentions.iter().filter(|mention| mention.span.start >= title.end) {
        own += usize::from(mention.kind == MentionKind::OwnArea(OwnLevel::District));
        again += usize::from(
            matches!(mention.kind, MentionKind::Organisation)
                && is_same(name.of(text), mention.span.of(text), organisations),
        );
    }
    let bare = || text[title.end..].matches(end).count();
    (own >= OWN && again >= OWN && bare() >= AGAIN).then_some(Body {
        name,
        own: Some(OwnLevel::District),
        reports: false,
    })
}

/// The zone that a text comes back to throughout, though its title names none: a page of 某某经开区. It names no other such zone, and
/// speaks more often of it, or of 全区 and the like, than of any other place.
pub fn zone_throughout(
    text: &str,
    mentions: &[Mention],
    organisations: &Organisations,
    gazetteer: &Gazetteer,
) -> Option<Body> {
    let mut zone: Option<Span> = None;
    let (mut named, mut others, mut own) = (0, BTreeMap::<u32, usize>::new(), 0);
    for mention in mentions {
        match mention.kind {
            MentionKind::Organisation => {
                let name = without_office(text, mention.span, organisations);
                if !organisations.is_governed(name.of(text)) {
                    continue;
                }
                match zone {
                    Some(known) if !is_same(known.of(text), name.of(text), organisations) => return None,
                    Some(_) => {}
                    None => zone = Some(name),
                }
                named += 1;
            }
            MentionKind::Area(id) if !gazetteer.is_region(id) => {
                let (before, after) = (&text[..mention.span.start], &text[mention.span.end..]);
                if !gazetteer.aside(before, after) {
                    *others.entry(id).or_default() += 1;
                }
            }
            MentionKind::OwnArea(level) if !matches!(level, OwnLevel::District | OwnLevel::Any) => {
                let (before, after) = (&text[..mention.span.start], &text[mention.span.end..]);
                own += usize::from(!gazetteer.aside(before, after));
            }
            _ => {}
        }
    }
    let name = zone.filter(|name| name.start <= text.len() / 3 * 2)?;
    let end = organisations.zone_end(name.of(text))?;
    let again = named + organisations.means_zone(text, end);
    let outdone = others.values().any(|&count| count > again);
    (again >= AGAIN && !outdone && 2 * own <= again).then_some(Body {
        name,
        own: Some(OwnLevel::District),
        reports: false,
    })
}

/// So often a zone's own text says 全区 and its name, and so often the word for what it is.
const OWN: usize = 2;
const AGAIN: usize = 4;

/// Where the line of a title ends that says what paper it is, right below or on the line of the body whose paper it is.
fn paper_end(text: &str, title: Span, mentions: &[Mention], organisations: &Organisations) -> usize {
    let body = mentions
        .iter()
        .find(|mention| matches!(mention.kind, MentionKind::Organisation));
    let Some(body) = body else { return title.end };
    let mut at = body.span.end;
    let lines = text[at..title.end].split_inclusive('\n').take(2);
    for line in lines {
        at += line.len();
        if organisations.ends_text(line) {
            return at;
        }
    }
    title.end
}

/// The town, street or village that a line names behind nothing but places and times: 某某县某某镇2024年政府工作报告. The text
/// must have words for its own such place (全镇), for 镇, 乡 and 村 end many other words, unless its name is the whole line.
fn town_of(text: &str, line: Span, mentions: &[Mention], organisations: &Organisations) -> Option<Span> {
    let words = line.of(text);
    if !organisations.may_name_town(words) {
        return None;
    }
    for (end, own) in organisations.towns() {
        for (at, _) in words.match_indices(end) {
            let (at, close) = (line.start + at, line.start + at + end.len());
            // 乡村, 城镇化, 街道办: the end of a name has a name's end behind it.
            let goes_on = text[close..].starts_with(['村', '镇', '化', '域', '级', '人'])
                && !text[close..].starts_with("人民政府");
            let floor = mentions
                .iter()
                .filter(|mention| matches!(mention.kind, MentionKind::Area(_) | MentionKind::Period(_)))
                .filter(|mention| mention.span.end <= at)
                .map(|mention| mention.span.end)
                .max();
            let from = floor.unwrap_or(line.start);
            let from = from
                + text[from..at].rfind(|c: char| !c.is_alphabetic()).map_or(0, |mark| {
                    mark + text[from + mark..].chars().next().map_or(0, char::len_utf8)
                });
            let from = from + organisations.name_start(&text[from..at]);
            // 某某县某某镇某某村: the village, at the end of the line of what it lies in.
            let lead = from;
            let town = text[from..at]
                .rfind(['镇', '乡'])
                .map(|mark| from + mark + '镇'.len_utf8());
            let from = town.filter(|&town| floor.is_some() && town < at).unwrap_or(from);
            let name = &text[from..at];
            let length = name.chars().count();
            let begins = begin(text, line.start, lead);
            // 镇, 乡 and 村 end many other words, 街道 does not: 五角场街道办事处2016年工作总结.
            let sure = end.chars().nth(1).is_some();
            let named = (2..=5).contains(&length)
                && (organisations.names_town(name)
                    || (sure && from == line.start && name.chars().all(char::is_alphabetic)));
            // 某某乡简介
            let whole = Span::new(from, close) == line || sure || organisations.ends_text(&text[close..line.end]);
            if !goes_on
                && named
                && leads(text, Span::new(begins, lead), mentions)
                && (whole || lead < from && close == line.end || own.iter().any(|word| text.contains(&**word)))
            {
                return Some(Span::new(from, close));
            }
        }
    }
    None
}

/// Where the line or subtitle begins that goes on at `at`; a blank parts the two halves of a headline, too.
fn begin(text: &str, from: usize, at: usize) -> usize {
    let mark = text[from..at]
        .char_indices()
        .rfind(|(_, c)| matches!(c, '\n' | '—' | '：' | ' ' | '\u{3000}'));
    mark.map_or(from, |(mark, c)| from + mark + c.len_utf8())
}

/// Whether nothing but places, times, numbering and marks stands there.
fn leads(text: &str, before: Span, mentions: &[Mention]) -> bool {
    let mut at = before.start;
    let inside = mentions.iter().filter(|mention| before.contains(mention.span));
    for mention in inside {
        let passes = matches!(
            mention.kind,
            MentionKind::Area(_) | MentionKind::Period(_) | MentionKind::Skip(SkipReason::Numbering)
        );
        if mention.span.start < at {
            continue;
        }
        if !passes || !is_bare(&text[at..mention.span.start]) {
            return false;
        }
        at = mention.span.end;
    }
    // ——2024年1月8日在某某县某某镇人民代表大会上
    let rest = &text[at..before.end];
    is_bare(rest.strip_suffix('在').unwrap_or(rest))
}

/// Whether two names are of one body: 某某高新区 is short for 某某高新技术产业开发区.
pub fn is_same(one: &str, other: &str, organisations: &Organisations) -> bool {
    let (one, other) = (organisations.short(one), organisations.short(other));
    one.ends_with(&other) || other.ends_with(&one)
}

/// 某某高新区管委会 speaks for the zone.
pub(in crate::resolve) fn without_office(text: &str, name: Span, organisations: &Organisations) -> Span {
    let whole = name.of(text);
    let office = organisations
        .office(whole)
        .filter(|&length| organisations.is_zone(&whole[..length]));
    Span::new(name.start, name.start + office.unwrap_or(whole.len()))
}

/// Whether nothing but marks stands there.
fn is_bare(text: &str) -> bool {
    text.chars().all(|c| !c.is_alphanumeric())
}
