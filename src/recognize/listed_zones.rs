//! Zones without a name of their own among the places of a list: 甲区（14亿元）、高新区（8亿元）和乙县（5亿元).

use super::place::is_hanzi;
use crate::model::{Mention, MentionKind, Span};
use crate::rules::Organisations;

/// Adds the mentions of the zones that stand beside places, as what they are called where there is one of each in a city.
pub fn listed_zones(text: &str, mentions: &mut Vec<Mention>, organisations: &Organisations) {
    let known = mentions.len();
    let free = |mentions: &[Mention], span: Span| {
        let at = mentions[..known].partition_point(|other| other.span.end <= span.start);
        mentions[..known]
            .get(at)
            .is_none_or(|other| other.span.start >= span.end)
    };
    let zone = |mentions: &[Mention], span: Span| {
        let word = span.of(text);
        organisations.names_zone(word) && !organisations.is_zone(word) && free(mentions, span)
    };
    for index in 0..known {
        let Mention { span, kind } = &mentions[index];
        if !matches!(kind, MentionKind::Area(_)) {
            continue;
        }
        let (start, mut end) = (span.start, span.end);
        while let Some(next) = listed_behind(text, end).filter(|next| zone(mentions, *next)) {
            mentions.push(organisation(next));
            end = next.end;
        }
        if let Some(before) = listed_before(text, start).filter(|before| zone(mentions, *before)) {
            mentions.push(organisation(before));
        }
    }
    if mentions.len() > known {
        mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
        mentions.dedup();
    }
}

const fn organisation(span: Span) -> Mention {
    Mention {
        span,
        kind: MentionKind::Organisation,
    }
}

/// What is named next in a list, behind what is told of the place before it.
fn listed_behind(text: &str, end: usize) -> Option<Span> {
    let rest = &text[end..];
    let mut open = false;
    let (at, mark) = rest.char_indices().take(TOLD).find(|(_, c)| {
        open = (open || matches!(c, '（' | '(')) && !matches!(c, '）' | ')');
        !open && matches!(c, '、' | '，' | ',' | '和' | '。' | '；' | '\n')
    })?;
    if matches!(mark, '。' | '\n') {
        return None;
    }
    let start = end + at + mark.len_utf8();
    let word: usize = text[start..]
        .chars()
        .take_while(|c| is_hanzi(*c))
        .take(LONGEST + 1)
        .map(char::len_utf8)
        .sum();
    let behind = text[start + word..].chars().next()?;
    let listed = matches!(mark, '、' | '和') && matches!(behind, '（' | '(' | '、');
    let long = text[start..start + word].chars().nth(LONGEST).is_some();
    ((listed || behind.is_ascii_digit()) && !long && word > 0).then(|| Span::new(start, start + word))
}

/// What is named in a list right before a place.
fn listed_before(text: &str, start: usize) -> Option<Span> {
    let before = text[..start].strip_suffix(['、', '和'])?;
    let word: usize = before
        .chars()
        .rev()
        .take_while(|c| is_hanzi(*c))
        .take(LONGEST + 1)
        .map(char::len_utf8)
        .sum();
    let name = &before[before.len() - word..];
    (word > 0 && name.chars().nth(LONGEST).is_none()).then(|| Span::new(before.len() - word, before.len()))
}

/// Characters that are told of a place before the next is named.
const TOLD: usize = 24;

/// Characters of what a zone is called: 经开区.
const LONGEST: usize = 4;
