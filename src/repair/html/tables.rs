//! The tables of a web page: which hold data and which only lay it out; the cells that others cover (`rowspan`, `colspan`).

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
    /// For each column the rows below that a cell above still covers.
    pub(super) covered: Vec<usize>,
    /// Columns and further rows of the open cell.
    pub(super) span: (usize, usize),
}

/// Widest table of which the covered cells are followed.
const MOST_COLUMNS: usize = 200;

impl Table {
    pub(super) const fn new(layout: bool) -> Self {
        Self {
            layout,
            cells: 0,
            in_cell: false,
            covered: Vec::new(),
            span: (1, 0),
        }
    }

    /// Goes past the columns that cells above cover; how many they are.
    pub(super) fn pass_covered(&mut self) -> usize {
        let from = self.cells;
        while let Some(rows) = self.covered.get_mut(self.cells).filter(|rows| **rows > 0) {
            *rows -= 1;
            self.cells += 1;
        }
        self.cells - from
    }

    /// A cell begins that takes so many columns and so many further rows.
    pub(super) fn begin(&mut self, columns: usize, rows: usize) {
        let end = (self.cells + columns).min(MOST_COLUMNS);
        if self.cells < end && (rows > 0 || self.covered.len() > self.cells) {
            self.covered.resize(self.covered.len().max(end), 0);
            self.covered[self.cells..end].fill(rows);
        }
        self.cells += columns;
        self.in_cell = true;
        self.span = (columns, rows);
    }
}
