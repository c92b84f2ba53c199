//! Heads of columns that say how something is counted, and not what, and headings that say how things are.

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

    /// Whether a heading without its number says that it tells how things are: 发展基础, 发展基础与形势; not 完善基础设施 or
    /// 夯实发展基础.
    pub(in crate::rules) fn names_ground(&self, heading: &str) -> bool {
        let words = &self.0.heading;
        let parts = |c: char| matches!(c, '与' | '和' | '及' | '、' | '，' | '（' | '(') || c.is_whitespace();
        let closes = |word: &String| {
            let mut found = heading.match_indices(word.as_str());
            found.any(|(at, _)| heading[at + word.len()..].chars().next().is_none_or(parts))
        };
        words.grounds.iter().any(closes) && !words.tasks.iter().any(|task| heading.starts_with(task.as_str()))
    }
}

/// The head without its unit.
fn named(head: &str) -> Cow<'_, str> {
    without_spaces(head.split(['（', '(']).next().unwrap_or(head))
}
