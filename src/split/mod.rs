//! split: the repaired text → title, headings, paragraphs with their sentences, tables. Every line of the
//! text is part of exactly one block; nothing is dropped.

mod headings;
mod lines;
mod sentences;
mod tables;
mod title;

use crate::model::{Finding, FindingCode, Span};
use crate::rules::{Layout, TextLine, text_lines};

use lines::Line;
use sentences::Splitter;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// With its closing mark.
    pub span: Span,
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
    /// Cells that number the rows (序号) or columns.
    pub numbering: Vec<Span>,
    /// The unit of all cells, where a line above states it: 亿元 in 单位：亿元.
    pub unit: Option<Span>,
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
    /// Cells that head this row among others, the outermost first: a line of its own above them (农业), a cell to their left that
    /// holds for several rows.
    pub groups: Vec<Span>,
    /// Index of the row of which this one is a part (`#`, 其中, deeper indentation).
    pub parent: Option<usize>,
    /// The unit cell, where the table has a unit column.
    pub unit: Option<Span>,
    /// One for each column; `None` where nothing, `-` or `…` stands.
    pub cells: Vec<Option<Span>>,
}

/// Finds the structure of a repaired text.
pub fn split(text: &str, layout: &Layout) -> Structure {
    split_lines(text, text_lines(text), layout)
}

/// The same of a text of which the lines are known already.
pub fn split_lines(text: &str, lines: impl Iterator<Item = TextLine>, layout: &Layout) -> Structure {
    let lines = lines::lines(text, lines, layout);
    let tables = tables::find(text, &lines, layout);
    // Which table each line is part of; unread ones stay text.
    let mut table_of: Vec<Option<usize>> = vec![None; lines.len()];
    for (nth, found) in tables.iter().enumerate() {
        table_of[found.lines.clone()].fill(Some(nth));
    }
    let head = title::find(text, &lines, |at| table_of[at].is_none(), layout);
    let headings = headings::find(&lines, |at| table_of[at].is_none() && !head.lines.contains(&at), layout);
    let levels = headings::levels(&headings);
    let mut heading_at: Vec<Option<u8>> = vec![None; lines.len()];
    for (heading, level) in headings.iter().zip(levels) {
        heading_at[heading.line] = Some(level);
    }

    let mut structure = Structure {
        title: head.title,
        issuer: head.issuer,
        blocks: Vec::with_capacity(lines.len()),
        ..Structure::default()
    };
    let mut splitter = Splitter::default();
    // Open headings, outermost first: their depth and their index in `blocks`.
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = &lines[at];
        let mut next = at + 1;
        let mut span = line.span;
        let kind = if let Some(found) = table_of[at].map(|nth| &tables[nth]) {
            match &found.table {
                Some(table) => {
                    next = found.lines.end;
                    span = span.join(lines[next - 1].span);
                    if let (Some(first), Some(last)) = (found.left_out.first(), found.left_out.last()) {
                        structure.findings.push((first.join(*last), partly_unread()));
                    }
                    BlockKind::Table(table.clone())
                }
                None => {
                    if found.lines.start == at {
                        let whole = span.join(lines[found.lines.end - 1].span);
                        structure.findings.push((whole, unread()));
                    }
                    // Its numbers stay open: what a sentence would make of them is not what they say.
                    if line.is_text() && !line.is_prose() {
                        BlockKind::Table(Table::default())
                    } else {
                        plain(text, line, &mut splitter)
                    }
                }
            }
        } else if head.lines.contains(&at) {
            BlockKind::Title
        } else if let Some(level) = heading_at[at] {
            while open.last().is_some_and(|&(depth, _)| depth >= level) {
                open.pop();
            }
            BlockKind::Heading { level }
        } else {
            plain(text, line, &mut splitter)
        };
        let heading = open.last().map(|&(_, block)| block);
        if let BlockKind::Heading { level } = kind {
            open.push((level, structure.blocks.len()));
        }
        structure.blocks.push(Block { span, kind, heading });
        at = next;
    }
    structure
}

/// A line that is neither title, heading nor table.
fn plain(text: &str, line: &Line, splitter: &mut Splitter) -> BlockKind {
    if line.is_text() {
        BlockKind::Paragraph {
            sentences: splitter.sentences(text, line.span, line.traits),
        }
    } else {
        BlockKind::Furniture
    }
}

fn partly_unread() -> Finding {
    Finding {
        code: FindingCode::TableUnread,
        message: "some cells of this table stand where their row cannot be told; no fact was read from them".to_owned(),
        span: None,
    }
}

fn unread() -> Finding {
    Finding {
        code: FindingCode::TableUnread,
        message:
            "these lines look like a table, but its rows cannot be told with certainty; no fact was read from them"
                .to_owned(),
        span: None,
    }
}

#[cfg(test)]
mod table_kind_tests;
#[cfg(test)]
mod table_tests;
#[cfg(test)]
mod tests;
