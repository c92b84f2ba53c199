//! Firms and institutions under the short names by which a text goes on to call them: 某某钴业 behind 某某钴业股份有限公司（以下简称
//! “某某钴业”）, and what is left of the name of a group (某某 beside 某某集团).

use crate::model::{Mention, MentionKind, Span};
use crate::rules::{Gazetteer, Organisations};

/// Adds the mentions of firms by their short names to those of a document.
pub fn short_names(text: &str, mentions: &mut Vec<Mention>, organisations: &Organisations, gazetteer: &Gazetteer) {
    let mut names: Vec<(&str, usize)> = Vec::new();
    let mut named: Vec<Span> = Vec::new();
    for mention in &*mentions {
        if !matches!(mention.kind, MentionKind::Organisation) {
            continue;
        }
        named.push(mention.span);
        if names.len() == MOST {
            continue;
        }
        let given = organisations.called(&text[mention.span.end..]);
        let stem = || organisations.stem(mention.span.of(text));
        let name = given.map(|name| (name, 1)).or_else(|| Some((stem()?, AGAIN)));
        if let Some((name, fewest)) = name
            && gazetteer.named(name).is_none()
            && !names.iter().any(|(known, _)| *known == name)
        {
            names.push((name, fewest));
        }
    }
    if names.is_empty() {
        return;
    }
    named.sort_unstable();
    let inside = |span: Span| {
        let at = named.partition_point(|other| other.end <= span.start);
        named.get(at).is_some_and(|other| other.start < span.end)
    };
    let known = mentions.len();
    for (name, fewest) in names {
        let first = mentions.len();
        for (at, _) in text.match_indices(name) {
            let span = Span::new(at, at + name.len());
            if !inside(span) && opens(text, at, organisations) {
                mentions.push(Mention {
                    span,
                    kind: MentionKind::Organisation,
                });
            }
        }
        if mentions.len() - first < fewest {
            mentions.truncate(first);
        }
    }
    if mentions.len() > known {
        mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    }
}

/// Whether a name may begin there: behind a mark, or a word that no name contains (由, 在).
fn opens(text: &str, at: usize, organisations: &Organisations) -> bool {
    /// Bytes before the name that are looked at.
    const REACH: usize = 18;
    let before = &text[..at];
    if before.chars().next_back().is_none_or(|c| !c.is_alphabetic()) {
        return true;
    }
    let mut from = at.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let near = &text[from..at];
    organisations.name_start(near) == near.len()
}

/// So many names at most are looked for in a text.
const MOST: usize = 16;

/// So often at least a group is called by what is left of its name.
const AGAIN: usize = 2;
