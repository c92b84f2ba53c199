//! What single cells of tables say: which column is of labels, units or remarks, and which cells hold no value.

use std::borrow::Cow;

use super::{Layout, Opening};

impl Layout {
    /// Whether the cell heads the column of labels.
    pub fn is_label_header(&self, cell: &str) -> bool {
        // 指标名称（单位）
        let whole = without_spaces(cell);
        let units = whole.ends_with(['）', ')']).then_some(&self.0.table.unit_headers);
        let bare = units.into_iter().flatten().find_map(|unit| {
            let open = whole.strip_suffix(['）', ')'])?.strip_suffix(unit.as_str())?;
            open.strip_suffix(['（', '('])
        });
        self.0.table.label_headers.contains(bare.unwrap_or(&*whole))
    }

    /// Whether the cell heads the column that numbers the rows.
    pub fn is_numbering_header(&self, cell: &str) -> bool {
        self.0.table.numbering_headers.contains(&*without_spaces(cell))
    }

    /// Whether the cell heads the column of units.
    pub fn is_unit_header(&self, cell: &str) -> bool {
        self.0.table.unit_headers.contains(&*without_spaces(cell))
    }

    /// Whether the cell heads a column of words that stands behind the values: 属性.
    pub fn is_remark_header(&self, cell: &str) -> bool {
        self.0.table.remark_headers.contains(&*without_spaces(cell))
    }

    /// Whether the cell says of which kind an indicator is: 预期性.
    pub fn is_remark(&self, cell: &str) -> bool {
        self.0.table.remarks.contains(cell)
    }

    /// Whether the cell says that there is no value.
    pub fn is_missing(&self, cell: &str) -> bool {
        cell.len() <= self.1.longest_missing
            && self.1.may_begin(cell, Opening::MISSING)
            && self.0.table.missing.contains(cell)
    }

    /// Whether the row's label says that it is a part of a row above.
    pub fn part_mark(&self, label: &str) -> Option<usize> {
        self.0
            .table
            .part_marks
            .iter()
            .filter(|mark| label.starts_with(mark.as_str()))
            .map(String::len)
            .max()
    }
}

pub(super) fn without_spaces(cell: &str) -> Cow<'_, str> {
    if cell.contains(char::is_whitespace) {
        Cow::Owned(cell.chars().filter(|c| !c.is_whitespace()).collect())
    } else {
        Cow::Borrowed(cell)
    }
}
