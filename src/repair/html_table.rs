//! The cells of a table of a web page that others cover: `rowspan` and `colspan`.

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
