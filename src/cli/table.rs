//! Tables for a person: columns aligned by how wide a terminal draws them; a hanzi is two columns wide.

use unicode_width::UnicodeWidthStr;

/// A table that is filled row by row.
pub struct Table {
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these heads; the first column is text, all others are figures and stand at the right.
    pub fn new<S: ToString>(heads: &[S]) -> Self {
        Self {
            heads: heads.iter().map(ToString::to_string).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// The table as text, indented by two.
    pub fn text(&self) -> String {
        let all = || std::iter::once(&self.heads).chain(&self.rows);
        let widths: Vec<usize> = (0..self.heads.len())
            .map(|column| {
                all()
                    .filter_map(|row| row.get(column))
                    .map(|cell| cell.width())
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        let mut text = String::new();
        for row in all() {
            let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
                let blanks = " ".repeat(width - cell.width());
                match column {
                    0 => format!("  {cell}{blanks}"),
                    _ => format!("  {blanks}{cell}"),
                }
            });
            text.push_str(cells.collect::<String>().trim_end());
            text.push('\n');
        }
        text
    }
}

/// A share as a figure: `0.983`, or `-` where there is none.
pub fn share(share: Option<f64>) -> String {
    share.map_or_else(|| "-".to_owned(), |share| format!("{share:.3}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hanzi_are_two_columns_wide() {
        let mut table = Table::new(&["document", "gold"]);
        table.row(vec!["湖州市公报".to_owned(), "7".to_owned()]);
        table.row(vec!["a".to_owned(), "120".to_owned()]);
        assert_eq!(
            table.text(),
            "  document    gold\n  湖州市公报     7\n  a            120\n"
        );
    }
}
