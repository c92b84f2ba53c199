//! Cells whose numbers running text would not have: 〔600〕 is a sum over several years, not the mark of a footnote.

use crate::model::{Mention, MentionKind, Span};
use crate::recognize::quantities;
use crate::rules::Rules;
use crate::split::Table;

/// What stands round a sum over several years.
pub const SUM_BRACKETS: [(char, char); 5] = [('〔', '〕'), ('[', ']'), ('［', '］'), ('【', '】'), ('﹝', '﹞')];

/// What a cell holds inside brackets of that kind.
pub fn inside_brackets(cell: &str) -> Option<&str> {
    let cell = cell.trim();
    SUM_BRACKETS
        .into_iter()
        .find_map(|(open, close)| cell.strip_prefix(open)?.strip_suffix(close))
}

/// Makes quantities of the numbers in brackets that fill cells of a table, where they were taken for marks.
pub fn uncover(text: &str, table: &Table, rules: &Rules, mentions: &mut [Mention]) {
    let cells = table.rows.iter().flat_map(|row| row.cells.iter().copied().flatten());
    let mut bracketed: Vec<Span> = cells.filter(|cell| inside_brackets(cell.of(text)).is_some()).collect();
    if bracketed.is_empty() {
        return;
    }
    bracketed.sort_unstable();
    let mut found = Vec::new();
    for mention in mentions {
        if !matches!(mention.kind, MentionKind::Skip(_)) {
            continue;
        }
        let after = bracketed.partition_point(|cell| cell.start <= mention.span.start);
        let Some(cell) = after.checked_sub(1).map(|at| bracketed[at]) else {
            continue;
        };
        let Some(inside) = inside_brackets(cell.of(text)).filter(|_| cell.contains(mention.span)) else {
            continue;
        };
        let start = cell.start + cell.of(text).find(inside).unwrap_or(0);
        found.clear();
        quantities(inside, Span::new(0, inside.len()), &[], &rules.quantities, &mut found);
        if let [one] = &mut found[..]
            && matches!(one.kind, MentionKind::Quantity(_))
        {
            mention.span = Span::new(start + one.span.start, start + one.span.end);
            mention.kind = one.kind.clone();
        }
    }
}
