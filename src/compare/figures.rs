//! What follows from setting like beside like. Every figure names what it was worked out from; nothing is worked out from a
//! bound, a contradiction, or two values of different kinds.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;

use super::{Reading, Row, Series, Timespan};
use crate::model::{AreaLevel, Bound, Measure, Status};
use crate::rules::Gazetteer;

/// From an earlier value of the row to this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The earlier period.
    pub since: Timespan,
    /// This value less the earlier one, in the unit of the table; in points where that is a ratio.
    pub difference: Decimal,
    /// Growth in %, to one decimal; none for ratios.
    pub growth: Option<Decimal>,
    /// Average growth a year in %, to one decimal, where the two are further apart than a year.
    pub yearly: Option<Decimal>,
    /// The two are narrowed differently, or only one is said to be cumulative: look before use.
    pub caution: bool,
}

/// A place in the order of areas of one level, highest first; equal values share a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ranked {
    /// From 1.
    pub place: usize,
    /// Areas in the order.
    pub out_of: usize,
    /// Areas of this level with a value that cannot be ranked (bounds, contradictions).
    pub not_ranked: usize,
    /// Not all values are narrowed in the same way: look before use.
    pub caution: bool,
}

/// An area beside one that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Above {
    /// The other area.
    pub area: String,
    /// This value less that of the other area, in points; for ratios.
    pub difference: Option<Decimal>,
    /// Share of the other area's value in %, to one decimal; for amounts and counts.
    pub share: Option<Decimal>,
    /// The two are narrowed differently: look before use.
    pub caution: bool,
}

/// How far results have come towards a target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attainment {
    /// The result that it is measured by: of the target's own period, else the last one before it.
    pub actual: Timespan,
    /// Its value.
    pub value: Decimal,
    /// The result is a bound: it may be more than this.
    pub at_least: bool,
    /// Result as a share of the target in %, to one decimal.
    pub percent: Option<Decimal>,
    /// Target less result.
    pub gap: Decimal,
    /// Years from the result to the target; 0 where it is the result of the target's own period.
    pub years_left: i16,
    /// What the target asks for is reached; none where the text does not say which way it lies.
    pub reached: Option<bool>,
    /// Growth needed a year in %, to one decimal; in points for ratios. None where it is reached or no time is left.
    pub needed: Option<Decimal>,
    /// The two are narrowed differently, or only one is said to be cumulative: look before use.
    pub caution: bool,
}

/// Fills in every figure of a table.
pub(super) fn work_out(series: &mut Series, areas: &Gazetteer) {
    let values = matches!(series.measure, Measure::Level | Measure::Growth);
    if !values {
        return;
    }
    let points = series.ratio || series.measure == Measure::Growth;
    for row in &mut series.rows {
        steps(row, points);
    }
    for column in series.columns.clone() {
        ranks(&mut series.rows, column);
    }
    let before = series.rows.clone();
    let amounts = !points;
    for row in &mut series.rows {
        beside(row, &before, areas, points);
        if row.status == Status::Target {
            targets(row, &before, amounts, series.new);
        }
    }
}

fn steps(row: &mut Row, points: bool) {
    for at in 1..row.cells.len() {
        let later = &row.cells[at];
        let earlier = row.cells[..at].iter().rev().find_map(|cell| {
            let years = later.period.years_after(cell.period).filter(|&years| years > 0)?;
            Some((cell, years, cell.point()?))
        });
        let Some(((cell, years, from), to)) = earlier.zip(later.point()) else {
            continue;
        };
        let Some(difference) = to.value.checked_sub(from.value) else {
            continue;
        };
        let positive = from.value > Decimal::ZERO && to.value > Decimal::ZERO;
        let step = Step {
            since: cell.period,
            difference,
            growth: percent(difference, from.value).filter(|_| !points && from.value > Decimal::ZERO),
            yearly: (years > 1 && !points && positive)
                .then(|| yearly(from.value, to.value, years))
                .flatten(),
            caution: differ(from, to),
        };
        row.cells[at].step = Some(step);
    }
}

/// Ranks the results of whole areas, each level of areas for itself.
fn ranks(rows: &mut [Row], column: Timespan) {
    let levels = [
        AreaLevel::Country,
        AreaLevel::Province,
        AreaLevel::City,
        AreaLevel::County,
    ];
    for level in levels {
        let here = |row: &Row| row.status == Status::Actual && row.subject.is_none() && row.area.level == Some(level);
        let cells: Vec<(usize, Option<Reading>)> = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| here(row))
            .filter_map(|(at, row)| Some((at, row.at(column)?.point().cloned())))
            .collect();
        let ranked: Vec<(usize, &Reading)> = cells
            .iter()
            .filter_map(|(at, point)| Some((*at, point.as_ref()?)))
            .collect();
        if ranked.len() < 2 {
            continue;
        }
        let caution = ranked.windows(2).any(|pair| differ(pair[0].1, pair[1].1));
        let mut values: Vec<Decimal> = ranked.iter().map(|(_, point)| point.value).collect();
        values.sort_unstable_by(|a, b| b.cmp(a));
        let places: Vec<(usize, Ranked)> = ranked
            .iter()
            .map(|(at, point)| {
                let place = values.partition_point(|value| *value > point.value) + 1;
                (
                    *at,
                    Ranked {
                        place,
                        out_of: ranked.len(),
                        not_ranked: cells.len() - ranked.len(),
                        caution,
                    },
                )
            })
            .collect();
        for (at, rank) in places {
            if let Some(cell) = rows[at].cells.iter_mut().find(|cell| cell.period == column) {
                cell.rank = Some(rank);
            }
        }
    }
}

/// Sets a row beside those of the areas above it, results beside results and targets beside targets.
fn beside(row: &mut Row, all: &[Row], areas: &Gazetteer, points: bool) {
    let Some(place) = row.place.filter(|_| row.subject.is_none()) else {
        return;
    };
    for upper in areas.chain(place).skip(1) {
        let found = all
            .iter()
            .find(|other| other.place == Some(upper) && other.subject.is_none() && other.status == row.status);
        let Some(other) = found else { continue };
        for cell in &mut row.cells {
            let theirs = other.at(cell.period).and_then(|cell| cell.point());
            let Some((own, theirs)) = cell.point().zip(theirs) else {
                continue;
            };
            let above = Above {
                area: other.area.name.clone(),
                difference: own.value.checked_sub(theirs.value).filter(|_| points),
                share: percent(own.value, theirs.value).filter(|_| !points && theirs.value > Decimal::ZERO),
                caution: differ(own, theirs),
            };
            cell.above.push(above);
        }
    }
}

/// Measures targets by results of the same place. What came in one period says nothing of another, so counts of new things
/// are only measured by those of the same period.
fn targets(row: &mut Row, all: &[Row], amounts: bool, new: bool) {
    let Some(actual) = all
        .iter()
        .find(|other| other.status == Status::Actual && other.area == row.area && other.subject == row.subject)
    else {
        return;
    };
    for cell in &mut row.cells {
        let target = match cell.readings.as_slice() {
            [only] if !matches!(only.bound, Bound::Range) => Some(only),
            _ => cell.point(),
        };
        let Some(target) = target else { continue };
        let results = actual.cells.iter().rev().filter_map(|result| {
            let years = cell.period.years_after(result.period)?;
            let fits = if new { years == 0 } else { years >= 0 };
            fits.then_some((result, years))
        });
        // An older result in place of the last one, because that is contradicted, would mislead.
        let Some((cell_of_result, years)) = results.min_by_key(|(_, years)| *years) else {
            continue;
        };
        let period = cell_of_result.period;
        let (result, at_least) = match (cell_of_result.point(), cell_of_result.readings.as_slice()) {
            (Some(point), _) => (point, false),
            (None, [only]) if matches!(only.bound, Bound::Ge | Bound::Gt) => (only, true),
            _ => continue,
        };
        let Some(gap) = target.value.checked_sub(result.value) else {
            continue;
        };
        let below = matches!(target.bound, Bound::Le | Bound::Lt);
        let reached = match (below, at_least) {
            (false, true) if gap > Decimal::ZERO => None,
            (false, _) => Some(gap <= Decimal::ZERO),
            (true, true) => None,
            (true, false) => Some(gap >= Decimal::ZERO),
        };
        let positive = target.value > Decimal::ZERO && result.value > Decimal::ZERO;
        let wanting = reached == Some(false) && years > 0 && !below;
        cell.attainment = Some(Attainment {
            actual: period,
            value: result.value,
            at_least,
            percent: percent(result.value, target.value).filter(|_| positive),
            gap,
            years_left: years,
            reached,
            needed: match (wanting, amounts) {
                (true, true) if positive => yearly(result.value, target.value, years),
                (true, false) => gap.checked_div(Decimal::from(years)).map(|needed| rounded(needed, 2)),
                _ => None,
            },
            caution: differ(result, target),
        });
    }
}

/// Whether two readings are narrowed differently, or only one is said to be cumulative.
fn differ(one: &Reading, other: &Reading) -> bool {
    let same = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word)) && a.len() == b.len();
    one.cumulative != other.cumulative || !same(&one.narrowed, &other.narrowed)
}

fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    let share = part.checked_div(whole)?.checked_mul(Decimal::ONE_HUNDRED)?;
    Some(rounded(share, 1))
}

/// Average growth a year in %: the n-th root of the ratio, less one. Both values are positive.
pub fn yearly(from: Decimal, to: Decimal, years: i16) -> Option<Decimal> {
    let ratio = to.checked_div(from)?;
    let rate = root(ratio, years)?.checked_sub(Decimal::ONE)?;
    Some(rounded(rate.checked_mul(Decimal::ONE_HUNDRED)?, 1))
}

/// The n-th root of a positive number, to eight decimals, by halving: a power that is too large for a decimal is too large.
fn root(number: Decimal, n: i16) -> Option<Decimal> {
    if n <= 1 {
        return Some(number);
    }
    let (mut low, mut high) = (Decimal::ZERO, number.max(Decimal::ONE));
    let step = Decimal::new(1, 8);
    let too_large = |base: Decimal| {
        let mut power = Decimal::ONE;
        for _ in 0..n {
            match power.checked_mul(base) {
                Some(next) => power = next,
                None => return true,
            }
        }
        power > number
    };
    while high.checked_sub(low)? > step {
        let middle = low.checked_add(high)?.checked_div(Decimal::TWO)?.round_dp(12);
        match too_large(middle) {
            true => high = middle,
            false => low = middle,
        }
    }
    Some(low)
}

/// Rounded to so many decimals, and written with as many: `25.0`.
fn rounded(number: Decimal, decimals: u32) -> Decimal {
    let mut rounded = number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(decimals);
    rounded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn average_growth_is_the_root_of_the_ratio() {
        let cases = [
            ("8.39", "19.5", 5, "18.4"),
            ("1146", "2000", 5, "11.8"),
            ("100", "100", 3, "0.0"),
            ("100", "50", 1, "-50.0"),
            ("1", "100000000000000000000", 10, "9900.0"),
        ];
        for (from, to, years, expected) in cases {
            let found = yearly(from.parse().unwrap(), to.parse().unwrap(), years).unwrap();
            assert_eq!(format!("{found:.1}"), expected, "{from} {to} {years}");
        }
    }
}
