//! Tables of plans: columns of averages over several years, and cells in brackets that are sums over the years of a plan.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::{PeriodExpr, PeriodSense, Span, TimeExpr};

use super::table::{HeadReading, HeadUnit, is_rate};

/// Years of a five-year plan.
const PLAN_YEARS: i16 = 5;

/// What a cell in brackets is.
pub(super) enum Sum {
    /// What came in the years up to that of its column (城镇新增就业 〔20〕); those years, where the column is one.
    Over(Option<(PeriodExpr, Span)>),
    /// What comes in all years, below a head of differences.
    Total,
    /// The absolute difference between the last and the first year.
    Change,
    /// The relative difference over all years: 能耗降低 〔13.5〕.
    Growth,
}

/// The year that a column is of, where its head says no more.
pub(super) fn year(column: &HeadReading) -> Option<i16> {
    let (expr, _) = column.period.as_ref().filter(|_| !column.difference)?;
    let TimeExpr::Fixed(start, end) = expr.time else {
        return None;
    };
    let whole = start.year() == end.year() && start.month() == 1 && end.month() == 12;
    let plain = column.words.is_empty() || column.bare || column.aim;
    (whole && plain).then_some(start.year())
}

/// For each column that averages over several years and does not say over which: the years behind the first up to the last of
/// the years before it. 2020年 2025年 年均增长: from 2021 to 2025.
pub(super) fn averages(columns: &[HeadReading]) -> Vec<Option<(PeriodExpr, Span)>> {
    let mut years: Vec<i16> = Vec::new();
    let mut found = Vec::with_capacity(columns.len());
    for column in columns {
        years.extend(year(column));
        let wanted = column.difference && column.averaged && column.period.is_none();
        found.push(wanted.then(|| stretch(&years).zip(column.span)).flatten());
    }
    found
}

/// The years that an average behind columns of these years is over: 2015 2020 2025 are the ends of plans, and the last of them
/// is meant; 2021 2022 2023 are a series.
fn stretch(years: &[i16]) -> Option<PeriodExpr> {
    let (first, before, last) = match years {
        [before, last] => (*before, *before, *last),
        [first, .., before, last] => (*first, *before, *last),
        _ => return None,
    };
    let base = if last - before > 1 { before } else { first };
    (base < last).then(|| between(base + 1, last)).flatten()
}

fn between(first: i16, last: i16) -> Option<PeriodExpr> {
    let time = TimeExpr::Fixed(Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?);
    Some(PeriodExpr {
        time,
        sense: PeriodSense::During,
    })
}

/// What a cell in brackets is, by its heads, the unit of its row and the sizes of the row in single years before it.
pub(super) fn sum(
    row: &HeadReading,
    column: &HeadReading,
    unit: Option<&HeadUnit>,
    number: Option<Decimal>,
    sizes: impl FnOnce() -> Vec<Decimal>,
) -> Sum {
    if !column.difference {
        let plan = year(column).filter(|year| year % PLAN_YEARS == 0);
        let years = plan.and_then(|year| between(year - PLAN_YEARS + 1, year));
        return Sum::Over(years.zip(column.span));
    }
    let rate = unit.is_some_and(is_rate);
    if row.difference && rate {
        return Sum::Growth;
    }
    let sizes = sizes();
    let differs = match sizes[..] {
        [.., first, last] => number == Some(last - first),
        _ => false,
    };
    if rate || differs { Sum::Change } else { Sum::Total }
}
