//! What the heads of a table say of several rows or columns at once.

use std::collections::BTreeSet;

use crate::model::{PeriodExpr, Span};
use crate::split::{Row, Table};

use super::table::{HeadPlace, HeadReader, HeadReading, HeadUnit, is_rate};

/// What the heads of a row's groups say, the innermost last.
#[derive(Default)]
pub(super) struct Over {
    pub(super) words: Vec<String>,
    pub(super) area: Option<(HeadPlace, Span)>,
    pub(super) period: Option<(PeriodExpr, Span)>,
}

impl Over {
    pub(super) fn of(row: &Row, heads: &dyn HeadReader) -> Self {
        let mut over = Self::default();
        for &group in &row.groups {
            let head = heads.read(&[group]);
            if let Some(place) = head.area {
                over.area = Some((place, group));
            } else if let Some(period) = head.period {
                over.period = Some(period);
                over.words.extend((!head.words.is_empty()).then_some(head.words));
            } else if !head.words.is_empty() {
                over.words.push(head.words);
            }
        }
        over
    }
}

/// Labels that stand in several groups.
pub(super) fn repeated<'r>(table: &Table, rows: &'r [HeadReading]) -> BTreeSet<&'r str> {
    let mut seen = BTreeSet::new();
    let grouped = table.rows.iter().zip(rows).filter(|(row, _)| !row.groups.is_empty());
    grouped
        .filter_map(|(_, head)| (!seen.insert(head.words.as_str())).then_some(head.words.as_str()))
        .collect()
}

/// 全市（%） 城市 农村 below 涨跌幅度: the one rate that a head says is that of all columns, where the others say no unit.
pub(super) fn rate_of_all(moved: bool, columns: &[HeadReading]) -> Option<&HeadUnit> {
    let mut said = columns
        .iter()
        .filter_map(|column| column.unit.as_ref())
        .filter(|_| moved);
    let rate = said.next()?;
    (is_rate(rate) && said.next().is_none()).then_some(rate)
}
