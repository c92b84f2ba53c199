//! The body that a whole document is about: a development zone, a park, an institution or a firm.

use crate::model::{Mention, MentionKind, SkipReason, Span};
use crate::rules::Organisations;

/// A body that a document is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Body {
    /// Its name, where it is written in full.
    pub name: Span,
    /// Whether it has ground of its own, so that 全区 means it.
    pub is_zone: bool,
}

/// The body that a title or heading says that what follows is about.
///
/// A zone is, where its name opens the line or follows 来自 and the like: 某某高新区“十四五”规划, ——来自某某开发区的报告. An
/// institution or a firm is, where the line names a text of its own behind it: 某某大学2023年度报告. What a government's
/// department writes is about the place that it governs. `mentions` are in order.
pub fn body_of(text: &str, title: Span, mentions: &[Mention], organisations: &Organisations) -> Option<Body> {
    let first = mentions.partition_point(|mention| mention.span.start < title.start);
    let end = first + mentions[first..].partition_point(|mention| mention.span.end <= title.end);
    let inside = &mentions[first..end];
    let mut named = inside
        .iter()
        .filter(|mention| mention.kind == MentionKind::Organisation)
        .map(|mention| without_office(text, mention.span, organisations));
    let name = named.next()?;
    if named.any(|other| !is_same(name.of(text), other.of(text), organisations)) {
        return None;
    }
    let before = &text[title.start..name.start];
    let line = before.rfind(['\n', '—', '：']).map_or(title.start, |at| {
        title.start + at + before[at..].chars().next().map_or(0, char::len_utf8)
    });
    let opening = organisations.opening(&text[line..name.start]).unwrap_or(0);
    let opens = leads(text, Span::new(line + opening, name.start), inside) || organisations.is_from(before);
    let is_zone = organisations.is_zone(name.of(text));
    let own_text = || organisations.is_body(name.of(text)) && organisations.tells_of(&text[name.end..title.end]);
    (opens && (is_zone || own_text())).then_some(Body { name, is_zone })
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
    is_bare(&text[at..before.end])
}

/// Whether two names are of one body: 某某高新区 is short for 某某高新技术产业开发区.
pub fn is_same(one: &str, other: &str, organisations: &Organisations) -> bool {
    let (one, other) = (organisations.short(one), organisations.short(other));
    one.ends_with(&other) || other.ends_with(&one)
}

/// 某某高新区管委会 speaks for the zone.
fn without_office(text: &str, name: Span, organisations: &Organisations) -> Span {
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
