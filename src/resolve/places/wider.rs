//! Wider places that a clause names beside the one that it is about: in which that lies, and whose honour it bears.

use super::said::AreaSaid;
use crate::model::{Mention, MentionKind, Span};
use crate::rules::Gazetteer;

/// Whether the places that a clause has named, down from the one that it begins with, lie in another one: 某县是**甲省**古桥最多的地方
/// is told of the county.
pub(in crate::resolve) fn lies_in(said: &[AreaSaid], id: u32, gazetteer: &Gazetteer) -> bool {
    let within = |said: &AreaSaid| said.id == id || is_inner(said.id, id, gazetteer);
    said.iter().all(within) && said.iter().any(|said| said.id != id)
}

/// Whether a place lies in another one, and is not that itself.
pub(in crate::resolve) fn is_inner(inner: u32, outer: u32, gazetteer: &Gazetteer) -> bool {
    inner != outer && gazetteer.within(inner, outer)
}

/// What stands between a name and the number counted next, up to `at`.
pub(in crate::resolve) fn counted_behind<'t>(text: &'t str, from: usize, at: usize, mentions: &[Mention]) -> &'t str {
    let behind = &mentions[mentions.partition_point(|mention| mention.span.start < from)..];
    let next = behind
        .iter()
        .take_while(|mention| mention.span.start < at)
        .find(|mention| matches!(mention.kind, MentionKind::Quantity(_)));
    let end = next.map_or(at, |next| next.span.start);
    text.get(from..end).unwrap_or_default()
}

/// Whether a place is only where goods come from that are sold in another one: 甲地苹果4.5元/公斤, 甲地水果进口量20吨.
pub(super) fn is_origin(text: &str, name: Span, at: usize, mentions: &[Mention], gazetteer: &Gazetteer) -> bool {
    let to_number = text.get(name.end..at).unwrap_or_default();
    if !gazetteer.is_ware(to_number) {
        return false;
    }
    let number = mentions.partition_point(|mention| mention.span.start < at);
    let price = |mention: &Mention| match &mention.kind {
        MentionKind::Quantity(number) => number.unit.as_deref().is_some_and(|unit| unit.starts_with("元/")),
        _ => false,
    };
    mentions.get(number).is_some_and(price) || gazetteer.trades(to_number)
}
