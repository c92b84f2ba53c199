//! The rows of a table against the row that holds their sum (合计, 总计), column by column.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::parts::{differ, total, within};
use super::{Claim, Discrepancy, Interval, Severity};
use crate::model::{Measure, Status};
use crate::rules::Rules;

/// Rows far from their sum are no rows of it: some were not read, or belong to rows of their own. Near is one in so many.
const NEAR: i64 = 20;

/// A table has so many rows at least below a sum.
const ROWS: usize = 2;

/// Looks at the tables of one document.
pub fn check(claims: &[Claim], rules: &Rules, found: &mut Vec<Discrepancy>) {
    // A table is told by its caption and heading.
    let mut tables: BTreeMap<(Option<&str>, Option<&str>), Vec<&Claim>> = BTreeMap::new();
    for claim in claims.iter().filter(|claim| claim.in_table()) {
        let caption = claim.fact.qualifiers.last().map(String::as_str);
        tables
            .entry((caption, claim.fact.section.as_deref()))
            .or_default()
            .push(claim);
    }
    for cells in tables.values() {
        for sum in cells {
            if let Some(column) = rules.audit.total_of(&sum.fact.label) {
                found.extend(column_of(sum, column, cells));
            }
        }
    }
}

/// Compares a sum with the rows of its column.
fn column_of(sum: &Claim, column: &str, cells: &[&Claim]) -> Option<Discrepancy> {
    let fact = &sum.fact;
    if fact.measure != Measure::Level || fact.status == Status::Rule || fact.unit.as_deref() == Some("%") {
        return None;
    }
    let head = fact.label.strip_suffix(column).unwrap_or_default();
    let in_column = |cell: &&&Claim| {
        let other = &cell.fact;
        other.id != fact.id
            && other.label.ends_with(column)
            && other.measure == Measure::Level
            && other.unit == fact.unit
            && other.status == fact.status
            && cell.when == sum.when
            && other.sentence != fact.sentence
    };
    let column: Vec<&Claim> = cells.iter().filter(in_column).copied().collect();
    // Where the text sets rows below the sum's own head, those are meant; else the rows of the sum's own depth.
    let below = |cell: &&&Claim| {
        cell.fact
            .qualifiers
            .first()
            .is_some_and(|first| first == head && !head.is_empty())
    };
    let mut rows: Vec<&Claim> = column.iter().filter(below).copied().collect();
    if rows.is_empty() {
        let depth = fact.qualifiers.len();
        let beside = |cell: &&&Claim| cell.fact.qualifiers.len() == depth;
        rows = column.iter().filter(beside).copied().collect();
    }
    if rows.len() < ROWS || splits(&rows, sum.value) {
        return None;
    }
    let total = total(&rows);
    (!total.meets(sum.value) && within(sum, total, NEAR)).then(|| differ(sum, &rows, total, Severity::Warning))
}

/// Whether the rows, in order, fall into groups that each come to the sum: by purpose, then by level of government.
fn splits(rows: &[&Claim], sum: Interval) -> bool {
    let zero = Interval::exact(Decimal::ZERO);
    let (mut group, mut open) = (zero, false);
    for row in rows {
        group = group.plus(row.value);
        open = !group.meets(sum);
        if !open {
            group = zero;
        }
    }
    !open
}
