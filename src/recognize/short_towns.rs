//! Towns and streets by their short names: 双林、菱湖、和孚三镇, and then 双林 alone; 练市 behind 练市镇.

use std::collections::BTreeSet;

use super::place::is_hanzi;
use crate::model::{Mention, MentionKind, Span};
use crate::rules::{Gazetteer, Organisations};

/// Adds the mentions of towns that a list names in short before their number, and of those that were named in full or in such a list
/// before, where a short name stands for a town: at the head of a clause or in a list, with what it has or did behind it.
pub fn short_towns(text: &str, mentions: &mut Vec<Mention>, organisations: &Organisations, gazetteer: &Gazetteer) {
    if !organisations.may_name_town(text) {
        return;
    }
    let free = |span: Span| {
        let next = mentions.partition_point(|other| other.span.end <= span.start);
        mentions.get(next).is_none_or(|other| other.span.start >= span.end)
    };
    let mut names: Vec<&str> = Vec::new();
    let mut found: BTreeSet<Span> = BTreeSet::new();
    for (at, _) in text.match_indices(COUNTED) {
        for span in counted(text, at) {
            if free(span) && organisations.names_town_that_lies(span.of(text)) {
                found.insert(span);
                names.extend((names.len() < MOST).then(|| span.of(text)));
            }
        }
    }
    for mention in &*mentions {
        if names.len() >= MOST {
            break;
        }
        let name = mention.span.of(text);
        let stem = ENDS.iter().find_map(|end| name.strip_suffix(end));
        if let (MentionKind::Organisation, Some(stem)) = (&mention.kind, stem)
            && (2..=3).contains(&stem.chars().count())
            && gazetteer.named(stem).is_none()
        {
            names.push(stem);
        }
    }
    names.sort_unstable();
    names.dedup();
    for name in names {
        for (at, _) in text.match_indices(name) {
            let span = Span::new(at, at + name.len());
            if stands_for_town(text, span, organisations) && free(span) {
                found.insert(span);
            }
        }
    }
    if found.is_empty() {
        return;
    }
    let mut end = 0;
    for span in found {
        if span.start >= end {
            end = span.end;
            let kind = MentionKind::Organisation;
            mentions.push(Mention { span, kind });
        }
    }
    mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
}

/// The names of a list that ends before a number of towns (三镇), if there are as many: a list of other things has none such behind.
fn counted(text: &str, kind: usize) -> Vec<Span> {
    let before = text[..kind].trim_end_matches(KINDS_BEFORE).trim_end_matches('个');
    let Some(number) = before.chars().next_back() else {
        return Vec::new();
    };
    let Some(count) = NUMERALS.iter().position(|numeral| *numeral == number).map(|at| at + 2) else {
        return Vec::new();
    };
    let mut end = before.len() - number.len_utf8();
    let mut names = Vec::with_capacity(count);
    while names.len() < count {
        // The first begins behind a mark, or with the last three letters at most.
        let letters: Vec<(usize, char)> = text[..end].char_indices().rev().take(4).collect();
        // 双林和菱湖, but 双林、和孚: a name has two letters at least.
        let part = |(nth, (_, c)): &(usize, &(usize, char))| is_hanzi(*c) && !(JOINS.contains(c) && *nth >= 2);
        let length = letters.iter().enumerate().take_while(part).count();
        let joined = match letters.get(length).map(|(_, c)| *c) {
            Some(mark) if is_hanzi(mark) => JOINS.contains(&mark),
            _ => true,
        };
        if !joined || !(2..=3).contains(&length) {
            return Vec::new();
        }
        let start = letters[length - 1].0;
        names.push(Span::new(start, end));
        if names.len() < count {
            let Some(rest) = text[..start].strip_suffix(JOINS) else {
                return Vec::new();
            };
            end = rest.len();
        }
    }
    names
}

/// 练市去年净增9家: at the head of a clause or of a list, with what is said of a place behind it.
fn stands_for_town(text: &str, span: Span, organisations: &Organisations) -> bool {
    let before = text[..span.start].chars().next_back();
    let behind = &text[span.end..];
    let opens = before.is_none_or(|c| !is_hanzi(c) && !c.is_alphanumeric() && !matches!(c, '“' | '《'));
    opens && organisations.is_told_of_towns(behind)
}

/// What ends the names of towns that go by short names.
const ENDS: [&str; 3] = ["镇", "街道", "乡"];

/// The last letter of 镇, and what may stand before it: 两乡镇.
const COUNTED: &str = "镇";
const KINDS_BEFORE: char = '乡';

/// 两镇 to 九镇.
const NUMERALS: [char; 8] = ['两', '三', '四', '五', '六', '七', '八', '九'];

/// What joins names.
const JOINS: [char; 3] = ['、', '和', '与'];

/// So many names are kept in mind.
const MOST: usize = 64;
