//! A web page → the lines that a reader sees. Scripts, styles, comments, navigation and what is hidden are left out, so are
//! lines that are nothing but links; a heading begins with the signs of markdown, a row of a table is one line with tabs
//! between its cells. White space is the browser's: a line break of the file is none of the text.

mod lines;
mod tables;
mod tokens;

use super::clean::{Clean, entity, fold};
use crate::model::SourceSpan;

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

/// Whether the text is a whole web page, not one that holds some tags.
pub(super) fn is_page(source: &str) -> bool {
    let start = source.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if !start.starts_with('<') {
        return false;
    }
    let window = &start[..start.floor_char_boundary(2000)].to_ascii_lowercase();
    ["<!doctype html", "<html", "<head>", "<body"]
        .iter()
        .any(|mark| window.contains(mark))
}

/// The page as its reader sees it.
pub(super) fn read(source: &str) -> Clean {
    let tokens = tokens(source);
    let partner = partners(&tokens);
    let mut page = Page {
        source,
        lines: Lines::default(),
        tables: Vec::new(),
        links: 0,
        preformatted: 0,
    };
    let has_heading = tokens.iter().any(|token| matches!(&*token.name, "h1"));
    let layout = layout_tables(source, &tokens, &partner);
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let close = partner[at];
        let dropped = token.hidden || DROPPED.contains(&&*token.name) || token.name == "title" && has_heading;
        match (token.kind, close) {
            (Kind::Open, Some(close)) if dropped => {
                for inner in tokens[at..close].iter().filter(|inner| inner.kind == Kind::Text) {
                    if !matches!(&*token.name, "script" | "style") {
                        page.lines.aside(source, inner.span);
                    }
                }
                at = close;
            }
            (Kind::Text, _) => page.text(token.span),
            (Kind::Open, _) => page.open(token, layout[at]),
            (Kind::Close, _) => page.close(token),
            (Kind::Nothing, _) => {}
        }
        at += 1;
    }
    page.lines.finish()
}

struct Page<'s> {
    source: &'s str,
    lines: Lines,
    tables: Vec<Table>,
    /// Links that are open.
    links: usize,
    preformatted: usize,
}

impl Page<'_> {
    fn in_cell(&self) -> bool {
        self.tables.last().is_some_and(|table| !table.layout && table.in_cell)
    }

    fn open(&mut self, token: &Token, layout: bool) {
        let here = token.span;
        match &*token.name {
            "table" => {
                self.lines.end(here, 2);
                self.tables.push(Table {
                    layout,
                    cells: 0,
                    in_cell: false,
                });
            }
            "tr" => self.row(here),
            "td" | "th" => match self.tables.last_mut().filter(|table| !table.layout) {
                Some(table) => {
                    if table.cells > 0 {
                        self.lines.mark('\t', here);
                    }
                    table.cells += 1;
                    table.in_cell = true;
                    // The cells that it covers stand empty behind it.
                    let covered = attribute(here.of(self.source), "colspan").saturating_sub(1);
                    table.cells += covered;
                    self.lines.covered = covered;
                }
                None => self.lines.end(here, 2),
            },
            "br" if !self.in_cell() => self.lines.end(here, 1),
            "a" => self.links += 1,
            "pre" => {
                self.lines.end(here, 2);
                self.preformatted += 1;
            }
            name if BLOCKS.contains(&name) || name == "br" || name == "title" => {
                if self.in_cell() {
                    self.lines.space(here);
                    self.lines.broken = true;
                } else {
                    self.lines.end(here, 2);
                    if let Some(level) = name.strip_prefix('h').and_then(|level| level.parse::<usize>().ok()) {
                        self.lines.heading = Some((level.clamp(1, 6), here));
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
                    for _ in 0..std::mem::take(&mut self.lines.covered).min(50) {
                        self.lines.mark('\t', here);
                    }
                }
            }
            "a" => self.links = self.links.saturating_sub(1),
            "pre" => {
                self.preformatted = self.preformatted.saturating_sub(1);
                self.lines.end(here, 2);
            }
            name if BLOCKS.contains(&name) || name == "title" => {
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

    fn row(&mut self, here: SourceSpan) {
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
            if c.is_ascii_whitespace() {
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
                self.lines.push(c, SourceSpan::new(at, end));
            } else if let Some(c) = fold(c) {
                self.lines.push(c, SourceSpan::new(at, end));
            }
            at = end;
        }
    }
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
