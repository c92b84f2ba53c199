//! A web page → its tags and the text between them, each with its place in the source.

use std::collections::HashMap;

use memchr::memmem;

use super::{DATA, Markup};
use crate::model::SourceSpan;
use crate::repair::tags::LONGEST_TAG;

/// Elements of which the content is no markup.
const RAW: [&str; 5] = ["script", "style", "textarea", "xmp", "title"];
/// Elements without an end.
const VOID: [&str; 10] = ["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"];
/// Tags whose quotation marks do not pair before the rest is read without looking at them.
const PATIENCE: usize = 16;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Open,
    Close,
    /// A comment, a declaration.
    Nothing,
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: SourceSpan,
    /// In lower case; empty for text.
    pub(super) name: String,
    pub(super) hidden: bool,
}

/// Cuts the source into tags and the text between them.
pub(super) fn tokens(source: &str, markup: Markup) -> Vec<Token> {
    let bytes = source.as_bytes();
    let mut tokens = Vec::new();
    let (mut at, mut text_from, mut impatient) = (0, 0, 0);
    // Kinds of ends that are known not to come any more, so that each is looked for once.
    let mut missing: Vec<String> = Vec::new();
    let mut find = |from: usize, end: &str| -> Option<usize> {
        if missing.iter().any(|known| known == end) {
            return None;
        }
        let found = match end.strip_prefix("</") {
            Some(name) => memmem::find_iter(&bytes[from..], "</")
                .map(|open| from + open)
                .find(|open| {
                    bytes[open + 2..]
                        .get(..name.len())
                        .is_some_and(|there| there.eq_ignore_ascii_case(name.as_bytes()))
                }),
            None => memmem::find(&bytes[from..], end.as_bytes()).map(|found| from + found + end.len()),
        };
        if found.is_none() {
            missing.push(end.to_owned());
        }
        found
    };
    let text = |tokens: &mut Vec<Token>, from: usize, to: usize| {
        if from < to {
            tokens.push(Token {
                kind: Kind::Text,
                span: SourceSpan::new(from, to),
                name: String::new(),
                hidden: false,
            });
        }
    };
    while let Some(open) = memchr::memchr(b'<', &bytes[at..]).map(|found| at + found) {
        let rest = &source[open..];
        let end = if rest.starts_with("<!--") {
            find(open + 4, "-->").map(|end| (end, Kind::Nothing, String::new()))
        } else if rest.starts_with(DATA) {
            Some((open + DATA.len(), Kind::Nothing, String::new()))
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            find(open, ">").map(|end| (end, Kind::Nothing, String::new()))
        } else {
            named(rest).and_then(|(kind, name)| {
                let quoted = (impatient < PATIENCE).then(|| tag_end(rest)).flatten();
                impatient += usize::from(quoted.is_none());
                let end = quoted.map(|end| open + end).or_else(|| find(open, ">"))?;
                Some((end, kind, name))
            })
        };
        let Some((end, kind, name)) = end else {
            at = open + 1;
            continue;
        };
        text(&mut tokens, text_from, open);
        // The title of a feed's item may hold a page of its own.
        let raw = kind == Kind::Open && RAW.contains(&&*name) && !(markup == Markup::Feed && name == "title");
        let inner = if raw { find(end, &format!("</{name}")) } else { None };
        tokens.push(Token {
            kind,
            span: SourceSpan::new(open, end),
            hidden: kind == Kind::Open && is_hidden(&source[open..end]),
            name,
        });
        if let Some(inner) = inner {
            text(&mut tokens, end, inner);
        }
        at = inner.unwrap_or(end);
        text_from = at;
    }
    text(&mut tokens, text_from, source.len());
    tokens
}

/// Whether the text begins with a tag, and the tag's name.
fn named(rest: &str) -> Option<(Kind, String)> {
    let inside = &rest[1..];
    let (kind, name_at) = match inside.strip_prefix('/') {
        Some(name) => (Kind::Close, name),
        None => (Kind::Open, inside),
    };
    let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/');
    let len = name_at.as_bytes()[..name_at.len().min(40)]
        .iter()
        .position(|&byte| ends(byte as char))?;
    let name = name_at.get(..len)?;
    let good = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_'));
    good.then(|| (kind, name.to_ascii_lowercase()))
}

/// Where a tag ends whose values in quotation marks may hold a `>`.
fn tag_end(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate().take(LONGEST_TAG) {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn is_hidden(tag: &str) -> bool {
    // Most tags say nothing of the kind.
    if memchr::memchr2(b':', b'=', tag.as_bytes()).is_none() {
        return false;
    }
    let tag: String = tag
        .chars()
        .filter(|c| *c != ' ')
        .take(LONGEST_TAG)
        .collect::<String>()
        .to_ascii_lowercase();
    tag.contains("display:none") || tag.contains("visibility:hidden") || tag.contains("aria-hidden=\"true\"")
}

/// For each opening tag the index of the one that closes it.
pub(super) fn partners(tokens: &[Token]) -> Vec<Option<usize>> {
    let mut partner = vec![None; tokens.len()];
    let mut open: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Open if !VOID.contains(&&*token.name) => open.entry(&token.name).or_default().push(at),
            Kind::Close => {
                if let Some(opened) = open.get_mut(&*token.name).and_then(Vec::pop) {
                    partner[opened] = Some(at);
                }
            }
            _ => {}
        }
    }
    partner
}
