//! The country, where a text that names no place of its own tells of what only the country has: imports of oil, the money supply.

use crate::model::{Mention, MentionKind, Span};
use crate::rules::Gazetteer;

use super::area::settled;

/// Where such a text says so first. It has several such words, no 全市 and the like, and names one place of the country at most.
pub(in crate::resolve) fn told_of_country(text: &str, mentions: &[Mention], gazetteer: &Gazetteer) -> Option<Span> {
    // What is asked of the mentions alone goes before a search of the whole text.
    if mentions
        .iter()
        .any(|mention| matches!(mention.kind, MentionKind::OwnArea(_)))
    {
        return None;
    }
    let mut words = gazetteer.national(text);
    let (at, word) = words.next()?;
    words.next()?;
    let mut other: Option<u32> = None;
    for mention in mentions {
        match mention.kind {
            MentionKind::Area(_) | MentionKind::Organisation => {
                let Some((id, _)) = settled(text, mention, mentions, gazetteer) else {
                    continue;
                };
                let home = id != Gazetteer::COUNTRY && !gazetteer.is_foreign(id) && !gazetteer.is_region(id);
                if home && other.is_some_and(|other| other != id) {
                    return None;
                }
                other = other.or(home.then_some(id));
            }
            _ => {}
        }
    }
    Some(Span::new(at, at + word.len()))
}
