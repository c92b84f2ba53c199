//! The body that a whole document is about: a development zone, a park, an institution or a firm.

use crate::model::{Mention, MentionKind, Span};
use crate::rules::Organisations;
use crate::split::Structure;

/// A body that a document is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Body {
    /// Its name, where it is written in full.
    pub name: Span,
    /// Whether it has ground of its own, so that 全区 means it.
    pub is_zone: bool,
}

/// The body that the title says the document is about.
///
/// A zone is, where its name opens the title or follows 来自 and the like: 某某高新区“十四五”规划, ——来自某某开发区的报告. An
/// institution or a firm is, where the title names a text of its own behind it: 某某大学2023年度报告. What a government's
/// department writes is about the place that it governs.
pub fn document_body(
    text: &str,
    structure: &Structure,
    mentions: &[Mention],
    organisations: &Organisations,
) -> Option<Body> {
    let title = structure.title?;
    let first = mentions.partition_point(|mention| mention.span.start < title.start);
    let mut named = mentions[first..]
        .iter()
        .take_while(|mention| mention.span.end <= title.end)
        .filter(|mention| mention.kind == MentionKind::Organisation)
        .map(|mention| without_office(text, mention.span, organisations));
    let name = named.next()?;
    if named.any(|other| !is_same(name.of(text), other.of(text), organisations)) {
        return None;
    }
    let before = &text[title.start..name.start];
    let is_zone = organisations.is_zone(name.of(text));
    let places = |from: usize| {
        let mut at = from;
        let inside = mentions[first..].iter().take_while(|it| it.span.end <= name.start);
        for mention in inside.filter(|it| it.span.start >= from) {
            let passes = matches!(mention.kind, MentionKind::Area(_) | MentionKind::Period(_));
            if !passes || mention.span.start < at || !is_bare(&text[at..mention.span.start]) {
                return false;
            }
            at = mention.span.end;
        }
        is_bare(&text[at..name.start])
    };
    let line = before.rfind(['\n', '—', '：']).map_or(0, |at| {
        at + before[at..].chars().next().map_or(0, char::len_utf8)
    });
    let opens = places(title.start + line)
        || organisations.is_from(before)
        || organisations.opening(&before[line..]).is_some_and(|end| places(title.start + line + end));
    let own_text = || organisations.is_body(name.of(text)) && organisations.tells_of(&text[name.end..title.end]);
    (opens && (is_zone || own_text())).then_some(Body { name, is_zone })
}

/// Whether two names are of one body: 某某高新区 is short for 某某高新技术产业开发区.
pub fn is_same(one: &str, other: &str, organisations: &Organisations) -> bool {
    let (one, other) = (organisations.short(one), organisations.short(other));
    one.ends_with(&other) || other.ends_with(&one)
}

/// 某某高新区管委会 speaks for the zone.
fn without_office(text: &str, name: Span, organisations: &Organisations) -> Span {
    let whole = name.of(text);
    let office = organisations.office(whole).filter(|&length| organisations.is_zone(&whole[..length]));
    Span::new(name.start, name.start + office.unwrap_or(whole.len()))
}

/// Whether nothing but marks stands there.
fn is_bare(text: &str) -> bool {
    text.chars().all(|c| !c.is_alphanumeric())
}
