//! split: the repaired text → title, headings, paragraphs with their sentences and clauses, tables. Every line of the
//! text is part of exactly one block; nothing is dropped.

use crate::model::{Finding, Span};

/// The structure of one document. All spans are of the repaired text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Structure {
    /// The title.
    pub title: Option<Span>,
    /// Who issued the document, where a line says so.
    pub issuer: Option<Span>,
    /// In text order, without overlaps.
    pub blocks: Vec<Block>,
    /// What a person may want to look at; their spans are filled in later, so each comes with its place here.
    pub findings: Vec<(Span, Finding)>,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Without the line break at its end.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// Index in `blocks` of the heading it stands under.
    pub heading: Option<usize>,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// The title, or a line of it.
    Title,
    /// A heading; 1 is the outermost level.
    Heading {
        /// Depth.
        level: u8,
    },
    /// Running text.
    Paragraph {
        /// In order.
        sentences: Vec<Sentence>,
    },
    /// Numbers in rows and columns.
    Table(Table),
    /// Page numbers, web chrome, contact lines, navigation: read for numbers (all skipped), not for facts.
    Furniture,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// With its closing mark.
    pub span: Span,
    /// Parts between ， ； ： 。 and the like, without the marks; in order.
    pub clauses: Vec<Span>,
}

/// A table, however it was laid out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The line above it that names it.
    pub caption: Option<Span>,
    /// The columns that hold data, from left to right.
    pub columns: Vec<Column>,
    /// From top to bottom.
    pub rows: Vec<Row>,
    /// Cells that number the rows (序号).
    pub numbering: Vec<Span>,
}

/// A column of data.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// The header's cells, joined in reading: `["R&D经费", "（亿元）"]`.
    pub header: Vec<Span>,
}

/// A row of data.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// The row's label, in one or more pieces (a multi-line cell).
    pub label: Vec<Span>,
    /// Index of the row of which this one is a part (`#`, 其中, deeper indentation).
    pub parent: Option<usize>,
    /// The unit cell, where the table has a unit column.
    pub unit: Option<Span>,
    /// One for each column; `None` where nothing, `-` or `…` stands.
    pub cells: Vec<Option<Span>>,
}

pub fn split(text: &str, _layout: &crate::rules::Layout) -> Structure {
    let mut blocks = Vec::new();
    let mut at = 0;
    let mut title = None;
    for line in text.split_inclusive('\n') {
        let t = line.trim();
        if !t.is_empty() {
            let s = at + (line.len() - line.trim_start().len());
            let span = Span::new(s, s + t.len());
            let kind = if title.is_none() { title = Some(span); BlockKind::Title } else if t.chars().count() < 25 && !t.ends_with('。') { BlockKind::Heading { level: 1 } } else { BlockKind::Paragraph { sentences: sentences(text, span) } };
            blocks.push(Block { span, kind, heading: None });
        }
        at += line.len();
    }
    Structure { title, issuer: None, blocks, findings: Vec::new() }
}
pub fn sentences(text: &str, within: Span) -> Vec<Sentence> {
    let mut v = Vec::new();
    let mut start = within.start;
    for (i, c) in within.of(text).char_indices() {
        if "。！？".contains(c) { let e = within.start + i + c.len_utf8(); v.push(Sentence { span: Span::new(start, e), clauses: vec![] }); start = e; }
    }
    if start < within.end { v.push(Sentence { span: Span::new(start, within.end), clauses: vec![] }); }
    v
}
