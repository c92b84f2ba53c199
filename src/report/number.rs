//! Values for a person: in 万 or 亿 where that reads better, never rounded, with the sign of their bound.

use rust_decimal::Decimal;

use crate::compare::{Reading, Series};
use crate::model::{Bound, Measure};

/// How the values of one table are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    divisor: Decimal,
    /// The unit with its multiple: 亿元; empty where there is none.
    pub unit: String,
    signed: bool,
}

impl Scale {
    /// The scale that suits most values of a table.
    pub fn of(series: &Series) -> Self {
        let readings = series.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.readings);
        let mut sizes: Vec<Decimal> = readings.map(|reading| reading.value.abs()).collect();
        sizes.sort_unstable();
        let middle = sizes.get(sizes.len() / 2).copied().unwrap_or_default();
        let amount = matches!(series.measure, Measure::Level | Measure::Change) && !series.ratio;
        let (divisor, multiple) = match () {
            () if !amount || middle < Decimal::from(100_000) => (1, ""),
            () if middle < Decimal::from(100_000_000) => (10_000, "万"),
            () => (100_000_000, "亿"),
        };
        Self {
            divisor: Decimal::from(divisor),
            unit: format!("{multiple}{}", series.unit.as_deref().unwrap_or_default()),
            signed: matches!(series.measure, Measure::Growth | Measure::Change),
        }
    }

    /// A value in this scale, with all its digits.
    pub fn number(&self, value: Decimal) -> String {
        match self.divisor == Decimal::ONE {
            true => value.to_string(),
            false => value
                .checked_div(self.divisor)
                .map_or_else(|| value.to_string(), |scaled| scaled.normalize().to_string()),
        }
    }

    /// The same with its sign, also where it is positive.
    pub fn difference(&self, value: Decimal) -> String {
        let sign = if value > Decimal::ZERO { "+" } else { "" };
        format!("{sign}{}", self.number(value))
    }

    /// What a document states: `≥4.4`, `3~5`, `+5.2`.
    pub fn reading(&self, reading: &Reading) -> String {
        let value = match self.signed {
            true => self.difference(reading.value),
            false => self.number(reading.value),
        };
        match (reading.bound, reading.high) {
            (Bound::Range, Some(high)) => format!("{value}~{}", self.number(high)),
            (bound, _) => format!("{}{value}", bound.sign()),
        }
    }
}
