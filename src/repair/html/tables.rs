//! Which tables of a page hold data, and which only lay it out.

use super::tokens::{Kind, Token};

/// A cell with more characters holds part of the page, not of a table.
pub(super) const LONGEST_CELL: usize = 400;

/// For each opening tag of a table whether the table only lays out the page: it holds another table, or a cell with the
/// text of one.
pub(super) fn layout_tables(source: &str, tokens: &[Token], partner: &[Option<usize>]) -> Vec<bool> {
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

/// A table that is open.
pub(super) struct Table {
    pub(super) layout: bool,
    /// Cells of the row so far.
    pub(super) cells: usize,
    pub(super) in_cell: bool,
}
