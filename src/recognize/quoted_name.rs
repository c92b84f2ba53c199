//! Names with a number that a text puts in quotation marks once and goes on to use without them: “人才新政81条”, and then 人才新政81条.

use crate::model::{Mention, MentionKind, SkipReason};
use crate::rules::is_hanzi;

/// Makes names of the quantities that are a part of one of these names, wherever they stand in the document.
pub fn quoted_names(text: &str, mentions: &mut [Mention]) {
    let mut names: Vec<Name> = Vec::new();
    for mention in &*mentions {
        if mention.kind != MentionKind::Skip(SkipReason::Name) || names.len() == MOST {
            continue;
        }
        if let Some(name) = Name::of(text, mention)
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    if names.is_empty() {
        return;
    }
    for mention in mentions {
        let MentionKind::Quantity(_) = mention.kind else {
            continue;
        };
        let (before, behind) = (&text[..mention.span.start], &text[mention.span.start..]);
        let named = |name: &Name| before.ends_with(name.head) && behind.starts_with(name.number);
        if names.iter().any(named) {
            mention.kind = MentionKind::Skip(SkipReason::Name);
        }
    }
}

/// A name that ends in a number.
#[derive(PartialEq)]
struct Name<'t> {
    /// Before the number: 人才新政.
    head: &'t str,
    /// The number with its unit: 81条.
    number: &'t str,
}

impl<'t> Name<'t> {
    /// The name that fills a pair of quotation marks round a mention, if it names something before its number.
    fn of(text: &'t str, mention: &Mention) -> Option<Self> {
        let near = text.floor_char_boundary(mention.span.start.saturating_sub(HEAD_BYTES));
        let open = text[near..mention.span.start].rfind('“')?;
        let head = &text[near + open + '“'.len_utf8()..mention.span.start];
        let number = mention.span.of(text);
        let closed = text[mention.span.end..].starts_with('”');
        let names = head.chars().count() >= HEAD && head.chars().all(is_hanzi);
        let counts = number.starts_with(|c: char| c.is_ascii_digit()) && number.ends_with(is_hanzi);
        (closed && names && counts).then_some(Self { head, number })
    }
}

/// Fewer characters before the number name nothing that is told apart.
const HEAD: usize = 3;

/// Bytes before the number within which the name begins.
const HEAD_BYTES: usize = 36;

/// So many names are kept in mind: more are a list, and would make every number of a long text costly.
const MOST: usize = 16;
