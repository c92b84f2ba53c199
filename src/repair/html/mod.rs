//! A web page → the lines that a reader sees. Scripts, styles, comments, navigation and what is hidden are left out, so are
//! lines that are nothing but links; what a page says of itself in `<meta>` is read where `[[page]]` of
//! `rules/lexicon/layout.toml` names it; a heading begins with the signs of markdown, a row of a table is one line with tabs
//! between its cells. White space is the browser's: a line break of the file is none of the text.

mod lines;
mod tables;
mod tokens;

use super::clean::{Clean, fold};
use super::marks::is_raised_mark;
use super::tags::{entity, is_known_tag};
use crate::model::SourceSpan;
use crate::rules::{COVERED_FROM_ABOVE, COVERED_FROM_LEFT, Layout};

use lines::Lines;
use tables::{Table, layout_tables};
use tokens::{Kind, Token, partners, tokens};

/// Elements that are no part of what a page says.
const DROPPED: [&str; 18] = [
    "script", "style", "noscript", "template", "svg", "select", "textarea", "button", "nav", "footer", "aside",
    "iframe", "object", "canvas", "audio", "video", "map", "dialog",
];
/// Elements that part lines.
const BLOCKS: [&str; 35] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];

/// What a text made of tags is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Markup {
    /// HTML: its elements are known.
    Page,
    /// A feed (RSS, Atom) or other XML: every element that HTML does not know parts lines; titles are headings.
    Feed,
}

/// Whether the text is a whole web page or feed, not one that holds some tags.
pub(super) fn markup(source: &str) -> Option<Markup> {
    let start = source.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if !start.starts_with('<') {
        return None;
    }
    let window = &start[..start.floor_char_boundary(2000)].to_ascii_lowercase();
    let has = |marks: &[&str]| marks.iter().any(|mark| window.contains(mark));
    if has(&["<!doctype html", "<html", "<head>", "<body"]) {
        Some(Markup::Page)
    } else if has(&["<?xml", "<rss", "<feed", "<rdf:rdf", "<channel>"]) {
        Some(Markup::Feed)
    } else {
        None
    }
}

/// The page as its reader sees it.
pub(super) fn read(source: &str, markup: Markup, words: &Layout) -> Clean {
    let tokens = tokens(source, markup);
    let partner = partners(&tokens);
    let mut page = Page {
        source,
        markup,
        words,
        lines: Lines::default(),
        tables: Vec::new(),
        links: 0,
        preformatted: 0,
        data: 0,
        titled: false,
        named: markup == Markup::Page && tokens.iter().any(|token| token.name == "h1"),
    };
    let is_title =
        |token: &Token| token.name == "meta" && page.label(token).is_some_and(|label| label.starts_with('#'));
    let named_by_meta = markup == Markup::Page && tokens.iter().any(is_title);
    let layout = layout_tables(source, &tokens, &partner);
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let close = partner[at];
        let title_again = token.name == "title" && (page.named || named_by_meta);
        let dropped = token.hidden || DROPPED.contains(&&*token.name) || title_again;
        // What a feed holds beside its texts is read by programs; its numbers are accounted for.
        if markup == Markup::Feed && token.kind != Kind::Text {
            page.lines.aside(source, token.span);
        }
        match (token.kind, close) {
            (Kind::Open, Some(close)) if dropped => {
                for inner in &tokens[at + 1..=close] {
                    let seen = inner.kind == Kind::Text && !matches!(&*token.name, "script" | "style");
                    if seen || markup == Markup::Feed {
                        page.lines.aside(source, inner.span);
                    }
                }
                at = close;
            }
            (Kind::Open, Some(close)) if token.name == "sup" && page.is_mark(&tokens[at..close]) => {
                for inner in &tokens[at + 1..=close] {
                    if inner.kind == Kind::Text || markup == Markup::Feed {
                        page.lines.aside(source, inner.span);
                    }
                }
                at = close;
            }
            (Kind::Text, _) => page.text(token.span),
            (Kind::Open, _) => page.open(token, layout[at]),
            (Kind::Close, _) => page.close(token),
            (Kind::Nothing, _) => page.data += usize::from(token.span.of(source).starts_with(DATA)),
        }
        at += 1;
    }
    page.lines.finish()
}

/// What opens a stretch of XML of which the signs are no markup. In feeds they are: it holds a page.
const DATA: &str = "<![CDATA[";

struct Page<'s> {
    source: &'s str,
    markup: Markup,
    words: &'s Layout,
    lines: Lines,
    tables: Vec<Table>,
    /// Links that are open.
    links: usize,
    preformatted: usize,
    /// Stretches begun with `DATA`.
    data: usize,
    /// A title of the feed was read: those that follow are of its items.
    titled: bool,
    /// The page has a heading, or a tag that names it better than its title, which also names the site.
    named: bool,
}

impl<'s> Page<'s> {
    fn in_cell(&self) -> bool {
        self.tables.last().is_some_and(|table| !table.layout && table.in_cell)
    }

    fn open(&mut self, token: &Token, layout: bool) {
        let here = token.span;
        match &*token.name {
            "table" => {
                self.lines.end(here, 2);
                self.tables.push(Table::new(layout));
            }
            "tr" => self.row(here),
            "td" | "th" => match self.tables.last_mut().filter(|table| !table.layout) {
                Some(table) => {
                    let first = table.cells == 0;
                    let passed = table.pass_covered();
                    for nth in 0..passed {
                        self.lines.covered(COVERED_FROM_ABOVE, !first || nth > 0, here);
                    }
                    if table.cells > 0 {
                        self.lines.mark('\t', here);
                    }
                    let tag = here.of(self.source);
                    table.begin(
                        attribute(tag, "colspan").max(1),
                        attribute(tag, "rowspan").saturating_sub(1),
                    );
                }
                None => self.lines.end(here, 2),
            },
            "br" if !self.in_cell() => self.lines.end(here, 1),
            "a" => self.links += 1,
            "meta" if self.markup == Markup::Page => self.meta(token),
            "title" if self.markup == Markup::Feed => {
                self.lines.end(here, 2);
                self.lines.prefix = Some((signs(if self.titled { 2 } else { 1 }), here));
                self.titled = true;
            }
            "pre" => {
                self.lines.end(here, 2);
                self.preformatted += 1;
            }
            name if self.is_block(name) || name == "br" => {
                if self.in_cell() {
                    self.lines.space(here);
                    self.lines.broken = true;
                } else {
                    self.lines.end(here, 2);
                    // <dc:date>, <pubDate>
                    if self.markup == Markup::Feed
                        && let Some(label) = self.words.page_label(name)
                    {
                        self.lines.prefix = Some((label.to_owned(), here));
                    }
                    if let Some(level) = name.strip_prefix('h').and_then(|level| level.parse::<usize>().ok()) {
                        self.lines.prefix = Some((signs(level), here));
                    }
                }
            }
            _ => {}
        }
        self.lines.linked = self.links > 0;
    }

    fn close(&mut self, token: &Token) {
        let here = token.span;
        match &*token.name {
            "table" => {
                self.lines.end(here, 2);
                self.tables.pop();
            }
            "tr" => self.row(here),
            "td" | "th" => {
                if let Some(table) = self.tables.last_mut().filter(|table| !table.layout) {
                    table.in_cell = false;
                    let covered = std::mem::replace(&mut table.span, (1, 0)).0 - 1;
                    for _ in 0..covered {
                        self.lines.covered(COVERED_FROM_LEFT, true, here);
                    }
                }
            }
            "a" => self.links = self.links.saturating_sub(1),
            "pre" => {
                self.preformatted = self.preformatted.saturating_sub(1);
                self.lines.end(here, 2);
            }
            name if self.is_block(name) => {
                if self.in_cell() {
                    self.lines.space(here);
                    self.lines.broken = true;
                } else {
                    self.lines.end(here, 2);
                }
            }
            _ => {}
        }
        self.lines.linked = self.links > 0;
    }

    /// Whether a raised element refers to a footnote.
    fn is_mark(&self, element: &[Token]) -> bool {
        /// Parts of a mark: itself, a link, the text.
        const PARTS: usize = 8;
        let texts = element.iter().take(PARTS).filter(|token| token.kind == Kind::Text);
        let inside: String = texts.map(|token| token.span.of(self.source)).collect();
        element.len() <= PARTS && is_raised_mark(self.lines.last(), &inside)
    }

    fn is_block(&self, name: &str) -> bool {
        let unknown = || self.markup == Markup::Feed && !is_known_tag(name);
        BLOCKS.contains(&name) || name == "title" || unknown()
    }

    /// The label under which a `<meta>` is read.
    fn label(&self, token: &Token) -> Option<&'s str> {
        let tag = token.span.of(self.source);
        let name = value(tag, "name").or_else(|| value(tag, "property"))?;
        self.words.page_label(name.of(tag))
    }

    /// `<meta name="PubDate" content="2024-03-01">`: what the page says of itself without showing it.
    fn meta(&mut self, token: &Token) {
        let here = token.span;
        let tag = here.of(self.source);
        let Some(label) = self.label(token) else { return };
        let Some(content) = value(tag, "content").filter(|content| !content.is_empty()) else {
            return;
        };
        if label.starts_with('#') && std::mem::replace(&mut self.named, true) {
            return;
        }
        let mut words = Vec::new();
        let mut at = here.start + content.start;
        let end = here.start + content.end;
        while let Some(c) = self.source[at..end].chars().next() {
            let (c, len) = match entity(&self.source[at..end]).filter(|_| c == '&') {
                Some((len, c)) => (Some(c), len),
                None => (fold(c), c.len_utf8()),
            };
            let c = c.map(|c| if c == '\n' { ' ' } else { c });
            words.extend(c.map(|c| (c, SourceSpan::new(at, at + len))));
            at += len;
        }
        self.lines.said(label, here, &words);
    }

    fn row(&mut self, here: SourceSpan) {
        if let Some(table) = self.tables.last_mut().filter(|table| !table.layout && table.cells > 0) {
            for _ in 0..table.pass_covered() {
                self.lines.covered(COVERED_FROM_ABOVE, true, here);
            }
            let rest = table.cells.min(table.covered.len());
            for rows in &mut table.covered[rest..] {
                *rows = rows.saturating_sub(1);
            }
        }
        let data = self.tables.last().is_some_and(|table| !table.layout);
        self.lines.end(here, if data { 1 } else { 2 });
        if let Some(table) = self.tables.last_mut() {
            (table.cells, table.in_cell) = (0, false);
        }
    }

    fn text(&mut self, span: SourceSpan) {
        let mut at = span.start;
        while at < span.end {
            let rest = &self.source[at..span.end];
            let Some(c) = rest.chars().next() else { break };
            let mut end = at + c.len_utf8();
            if self.data > 0 && rest.starts_with("]]>") {
                self.data -= 1;
                end = at + "]]>".len();
            } else if c.is_ascii_whitespace() {
                let here = SourceSpan::new(at, end);
                if self.preformatted > 0 && c == '\n' {
                    self.lines.end(here, 1);
                } else {
                    self.lines.space(here);
                    self.lines.broken |= matches!(c, '\n' | '\r');
                }
            } else if c == '&'
                && let Some((length, c)) = entity(rest)
            {
                end = at + length;
                if self.markup == Markup::Feed {
                    self.lines.aside(self.source, SourceSpan::new(at, end));
                }
                self.lines.push(c, SourceSpan::new(at, end));
            } else if let Some(c) = fold(c) {
                self.lines.push(c, SourceSpan::new(at, end));
            }
            at = end;
        }
    }
}

/// The signs of a heading in markdown.
fn signs(level: usize) -> String {
    "#".repeat(level.clamp(1, 6)) + " "
}

/// Where in a tag the value of an attribute stands.
fn value(tag: &str, name: &str) -> Option<SourceSpan> {
    let lower = tag.to_ascii_lowercase();
    let after = lower.match_indices(name).find_map(|(at, _)| {
        let begins = lower[..at].ends_with(|c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\''));
        let rest = lower[at + name.len()..].trim_start().strip_prefix('=')?;
        begins.then(|| lower.len() - rest.trim_start().len())
    })?;
    let rest = &tag[after..];
    let (from, len) = match rest.chars().next()? {
        quote @ ('"' | '\'') => (after + 1, rest[1..].find(quote)?),
        _ => (after, rest.find(|c: char| c.is_ascii_whitespace() || c == '>')?),
    };
    Some(SourceSpan::new(from, from + len))
}

/// The number that an attribute of a tag has; 0 without one.
fn attribute(tag: &str, name: &str) -> usize {
    let lower = tag.to_ascii_lowercase();
    let Some(at) = lower.find(name) else { return 0 };
    let value = lower[at + name.len()..].trim_start_matches([' ', '=', '"', '\'']);
    let digits = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
    value[..digits].parse().unwrap_or(0).min(50)
}

#[cfg(test)]
mod tests;
