//! A web page → the lines that a reader sees. Scripts, styles, comments, navigation and what is hidden are left out, so are
//! lines that are nothing but links; a heading begins with the signs of markdown, a row of a table is one line with tabs
//! between its cells. White space is the browser's: a line break of the file is none of the text.

use std::collections::HashMap;

use memchr::memmem;

use super::clean::{Clean, LONGEST_TAG, entity, fold};
use super::html_table::Table;
use super::map::Builder;
use crate::model::SourceSpan;
use crate::rules::{COVERED_FROM_ABOVE, COVERED_FROM_LEFT, is_hanzi};

/// Elements of which the content is no markup.
const RAW: [&str; 5] = ["script", "style", "textarea", "xmp", "title"];
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
/// Elements without an end.
const VOID: [&str; 10] = ["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"];
/// A cell with more characters holds part of the page, not of a table.
const LONGEST_CELL: usize = 400;
/// A line with more characters that are no link is more than a list of links.
const BESIDE_LINKS: usize = 10;
/// Tags whose quotation marks do not pair before the rest is read without looking at them.
const PATIENCE: usize = 16;

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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Open,
    Close,
    /// A comment, a declaration.
    Nothing,
}

#[derive(Clone, Debug)]
struct Token {
    kind: Kind,
    span: SourceSpan,
    /// In lower case; empty for text.
    name: String,
    hidden: bool,
}

/// Cuts the source into tags and the text between them.
fn tokens(source: &str) -> Vec<Token> {
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
        let raw = kind == Kind::Open && RAW.contains(&&*name);
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
    let tag: String = tag
        .chars()
        .filter(|c| *c != ' ')
        .take(LONGEST_TAG)
        .collect::<String>()
        .to_ascii_lowercase();
    tag.contains("display:none") || tag.contains("visibility:hidden") || tag.contains("aria-hidden=\"true\"")
}

/// For each opening tag the index of the one that closes it.
fn partners(tokens: &[Token]) -> Vec<Option<usize>> {
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

/// For each opening tag of a table whether the table only lays out the page: it holds another table, or a cell with the
/// text of one.
fn layout_tables(source: &str, tokens: &[Token], partner: &[Option<usize>]) -> Vec<bool> {
    let mut layout = vec![false; tokens.len()];
    let mut tables: Vec<usize> = Vec::new();
    let mut cells = vec![0usize];
    for (at, token) in tokens.iter().enumerate() {
        match (token.kind, &*token.name) {
            (Kind::Open, "table") if partner[at].is_some() => {
                if let Some(&outer) = tables.last() {
                    layout[outer] = true;
                }
                tables.push(at);
                cells.push(0);
            }
            (Kind::Close, "table") => {
                tables.pop();
                cells.truncate((cells.len() - 1).max(1));
            }
            (Kind::Open, "td" | "th") => cells.last_mut().into_iter().for_each(|cell| *cell = 0),
            (Kind::Text, _) => {
                if let (Some(&table), Some(cell)) = (tables.last(), cells.last_mut()) {
                    *cell += token.span.of(source).chars().filter(|c| !c.is_whitespace()).count();
                    layout[table] |= *cell > LONGEST_CELL;
                }
            }
            _ => {}
        }
    }
    layout
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

/// Builds the text line by line: what a line is shows only at its end.
#[derive(Default)]
struct Lines {
    out: Builder,
    asides: Vec<SourceSpan>,
    /// The line so far.
    line: Vec<(char, SourceSpan)>,
    /// White space that counts once something follows.
    pending: Option<SourceSpan>,
    /// Whether that white space holds a line break.
    broken: bool,
    /// Line breaks that count once something follows.
    breaks: Option<(usize, SourceSpan)>,
    heading: Option<(usize, SourceSpan)>,
    /// Whether the text now is that of a link.
    linked: bool,
    /// Letters and digits of the line in links, and beside them.
    in_links: usize,
    beside: usize,
}

impl Lines {
    fn push(&mut self, c: char, source: SourceSpan) {
        if let Some(space) = self.pending.take() {
            let before = self.line.last().map(|(before, _)| *before);
            // A line break beside a hanzi parts nothing.
            let parts =
                before.is_some_and(|before| before != '\t' && !(self.broken && (is_wide(before) || is_wide(c))));
            self.broken = false;
            if parts {
                self.line.push((' ', space));
            }
        }
        if c.is_alphanumeric() {
            *(if self.linked {
                &mut self.in_links
            } else {
                &mut self.beside
            }) += 1;
        }
        self.line.push((c, source));
    }

    fn space(&mut self, here: SourceSpan) {
        self.pending.get_or_insert(here);
    }

    /// A mark of the layout.
    fn mark(&mut self, c: char, here: SourceSpan) {
        (self.pending, self.broken) = (None, false);
        self.line.push((c, here));
    }

    /// A cell that another one covers; `parted` says that cells stand before it.
    fn covered(&mut self, sign: char, parted: bool, here: SourceSpan) {
        let here = SourceSpan::new(here.start, here.start);
        if parted {
            self.mark('\t', here);
        }
        self.mark(sign, here);
    }

    /// Ends the line; at least `breaks` line breaks stand before the next.
    fn end(&mut self, here: SourceSpan, breaks: usize) {
        self.flush();
        let (count, at) = self.breaks.unwrap_or((0, here));
        self.breaks = Some((count.max(breaks), at));
    }

    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        let (in_links, beside) = (std::mem::take(&mut self.in_links), std::mem::take(&mut self.beside));
        (self.pending, self.broken) = (None, false);
        if line.iter().all(|(c, _)| c.is_whitespace()) {
            return;
        }
        let heading = self.heading.take();
        let is_sentence = line.iter().any(|(c, _)| matches!(c, '。' | '；'));
        let is_row = line.iter().any(|(c, _)| *c == '\t');
        if in_links > beside && beside <= BESIDE_LINKS && !is_sentence && !is_row {
            // Its digits are accounted for, run by run.
            let mut run: Option<SourceSpan> = None;
            for (c, span) in line {
                let digit = c.is_ascii_digit();
                match &mut run {
                    Some(run) if digit && run.end == span.start => run.end = span.end,
                    _ => {
                        self.asides.extend(run.take());
                        run = digit.then_some(span);
                    }
                }
            }
            self.asides.extend(run);
            return;
        }
        if !self.out.text.is_empty()
            && let Some((count, at)) = self.breaks
        {
            for nth in 0..count {
                self.out
                    .push('\n', if nth == 0 { at } else { SourceSpan::new(at.end, at.end) });
            }
        }
        self.breaks = None;
        if let Some((level, at)) = heading {
            for nth in 0..=level {
                let sign = if nth == level { ' ' } else { '#' };
                self.out
                    .push(sign, if nth == 0 { at } else { SourceSpan::new(at.end, at.end) });
            }
        }
        for (c, span) in line {
            self.out.push(c, span);
        }
    }

    /// Lists the numbers of a text that is left out.
    fn aside(&mut self, source: &str, span: SourceSpan) {
        let text = span.of(source);
        let mut at = 0;
        while let Some(start) = text[at..]
            .find(|c: char| fold(c).is_some_and(|c| c.is_ascii_digit()))
            .map(|found| at + found)
        {
            let len = text[start..]
                .find(|c: char| !fold(c).is_some_and(|c| c.is_ascii_digit()))
                .unwrap_or(text.len() - start);
            self.asides
                .push(SourceSpan::new(span.start + start, span.start + start + len));
            at = start + len;
        }
    }

    fn finish(mut self) -> Clean {
        self.flush();
        self.asides.sort_unstable();
        Clean {
            text: self.out.text,
            map: self.out.map,
            asides: self.asides,
        }
    }
}

fn is_wide(c: char) -> bool {
    is_hanzi(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' | '“' | '”' | '‘' | '’' | '—' | '…')
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
mod tests {
    use super::*;

    fn text_of(body: &str) -> String {
        let source = format!("<!DOCTYPE html>\n<html><body>{body}</body></html>");
        assert!(is_page(&source));
        read(&source).text
    }

    #[test]
    fn a_page_is_told_from_a_text_with_tags() {
        let cases = [
            ("\u{feff}\n<!DOCTYPE html><html>", true),
            ("<?xml version=\"1.0\"?>\n<HTML lang=zh>", true),
            ("<!-- saved --><head></head>", true),
            ("<p>全市增长</p>", false),
            ("全市增长<html>", false),
            ("", false),
        ];
        for (source, page) in cases {
            assert_eq!(is_page(source), page, "{source:?}");
        }
    }

    #[test]
    fn only_what_a_reader_sees_is_kept() {
        let cases = [
            ("<p>增长\n  <b>5.8</b>%。</p><p>好</p>", "增长5.8%。\n\n好"),
            ("<p>GDP\nis 3<br>二", "GDP is 3\n二"),
            (
                "一<script>if (a<b) x=\"<p>2023\";</script>二<style>p{width:3}</style>",
                "一二",
            ),
            ("一<!-- 2023 <p> -->二<script>没有结尾 3", "一二没有结尾 3"),
            (
                "<nav><a href=1>首页</a>2023</nav><p>正文</p><footer>备案1号</footer>",
                "正文",
            ),
            ("<div style=\"display: none\">密<div>1</div></div>明", "明"),
            ("<a title=\"1>0\" href=x>详见</a>公报正文如下。", "详见公报正文如下。"),
            ("<h2>一、综合</h2><p>增长</p>", "## 一、综合\n\n增长"),
            ("若x<5且y>3&nbsp;元&ldquo;", "若x<5且y>3 元“"),
            ("<pre>甲\n乙</pre>", "甲\n乙"),
            ("张三 李四\n\t王五 5\n亿元", "张三 李四王五 5亿元"),
            ("１２亿元", "12亿元"),
            // Nothing but links.
            (
                "<ul><li><a href=a>首页</a></li><li><a>2023年公报</a></li></ul><div>位置：<a>首页</a> &gt; <a>统计公报</a></div>正文",
                "正文",
            ),
            ("<p><a>全市增长5%。</a></p>", "全市增长5%。"),
        ];
        for (body, text) in cases {
            assert_eq!(text_of(body), text, "{body:?}");
        }
    }

    #[test]
    fn a_row_is_a_line_and_a_table_that_lays_out_the_page_is_none() {
        let table = "<table><tr><th colspan=\"2\">指标</th>\n<th>2023年</th></tr>\n\
                     <tr><td><p>生产</p><p>总值</p></td><td>亿元<br></td><td>3850</td></tr></table>后";
        assert_eq!(text_of(table), "指标\t⇠\t2023年\n生产总值\t亿元\t3850\n\n后");
        let outer = format!("<table><tr><td>左</td><td>{table}</td></tr></table>");
        assert_eq!(text_of(&outer), format!("左\n\n{}", text_of(table)));
        let long = "好".repeat(LONGEST_CELL + 1);
        assert_eq!(
            text_of(&format!("<table><tr><td>左</td><td>{long}<p>二</p></td></tr></table>")),
            format!("左\n\n{long}\n\n二")
        );
    }

    #[test]
    fn numbers_left_out_are_accounted_for_and_those_of_scripts_are_no_text() {
        let source = "<html><script>var a=1;</script><nav>电话0572</nav><p><a>2023年</a></p>增长<font size=3>5</font>%";
        let clean = read(source);
        assert_eq!(clean.text, "增长5%");
        let asides: Vec<_> = clean.asides.iter().map(|span| span.of(source)).collect();
        assert_eq!(asides, ["0572", "2023"]);
        let at = clean.text.find('5').unwrap();
        assert_eq!(clean.map.source(crate::model::Span::new(at, at + 1)).of(source), "5");
    }

    #[test]
    fn broken_markup_costs_linear_time_and_loses_no_text() {
        for piece in [
            "<a \"",
            "<!--",
            "<p",
            "</div><nav>",
            "<td colspan=99>",
            "<script>",
            "&#x",
        ] {
            let source = format!("<html>{}好", piece.repeat(30_000));
            let clean = read(&source);
            assert!(clean.text.len() <= source.len() * 60);
        }
        assert_eq!(text_of("<nav>没有结尾"), "没有结尾");
    }
}
