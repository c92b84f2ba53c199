//! Cells whose numbers running text would not have: 〔600〕 is a sum over several years, not the mark of a footnote; and what a cell
//! says beside its number.

use crate::extract::{CellReading, HeadUnit};
use crate::model::{Mention, MentionKind, Quantity, Span};
use crate::recognize::{quantities, scaled};
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

/// The number of a cell with the unit that its heads lend it, where it has none itself.
pub fn with_unit(quantity: &Quantity, unit: Option<&HeadUnit>) -> Quantity {
    let mut quantity = quantity.clone();
    if let Some(unit) = unit.filter(|_| quantity.unit.is_none()) {
        quantity.value = scaled(quantity.value, unit.factor);
        quantity.value_high = quantity.value_high.map(|high| scaled(high, unit.factor));
        quantity.unit = Some(unit.name.clone()).filter(|name| !name.is_empty());
        quantity.dimension = unit.dimension;
    }
    quantity
}

/// Which way a cell says that something moved, in the words before its number: 下降15% downwards.
pub fn moves(text: &str, before: Span, rules: &Rules) -> Option<bool> {
    let (words, known) = (before.of(text).trim(), &rules.known);
    let classes = rules.cues.of(words);
    (!words.is_empty() && known.moves.intersects(classes)).then(|| known.down.intersects(classes))
}

/// 第一产业 below 地区生产总值: in a table of the product a sector's row is of what it adds to that.
pub fn with_sectors(mut cells: Vec<CellReading>) -> Vec<CellReading> {
    let mut product = false;
    for cell in &mut cells {
        product |= PRODUCTS.iter().any(|name| cell.label.ends_with(name));
        if product && SECTORS.contains(&cell.label.as_str()) {
            cell.label.push_str(ADDED);
        }
    }
    cells
}

/// The sectors, what they add up to, and what each adds.
const SECTORS: [&str; 3] = ["第一产业", "第二产业", "第三产业"];
const PRODUCTS: [&str; 2] = ["生产总值", "GDP"];
const ADDED: &str = "增加值";
