//! Heads of columns that say how something is counted, and not what.

use std::borrow::Cow;

use super::Layout;
use super::cells::without_spaces;

impl Layout {
    /// Whether the head of a column only says that something is counted: 数量（个）.
    pub fn is_size_head(&self, head: &str) -> bool {
        self.0.table.size_heads.contains(&*named(head))
    }

    /// Whether the head of a column only says how something is counted: 数量（个）, 比重（%）.
    pub fn is_bare_head(&self, head: &str) -> bool {
        self.is_size_head(head) || self.0.table.rate_heads.contains(&*named(head))
    }
}

/// The head without its unit.
fn named(head: &str) -> Cow<'_, str> {
    without_spaces(head.split(['（', '(']).next().unwrap_or(head))
}
