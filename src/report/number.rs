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
        let readings = series
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .flat_map(|cell| &cell.readings);
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

    /// What a document states, with the digits it writes: `≥4.4`, `3~5`, `+5.2`, `485.0`.
    pub fn reading(&self, reading: &Reading) -> String {
        let mut value = match self.signed {
            true => self.difference(reading.value),
            false => self.number(reading.value),
        };
        let last = (reading.tolerance * Decimal::TWO).checked_div(self.divisor);
        let written = last.unwrap_or_default().normalize().scale() as usize;
        let shown = value.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        if self.divisor != Decimal::ONE && shown < written {
            value.extend((shown == 0).then_some('.'));
            value.extend(std::iter::repeat_n('0', written - shown));
        }
        match (reading.bound, reading.high) {
            (Bound::Range, Some(high)) => format!("{value}~{}", self.number(high)),
            (bound, _) => format!("{}{value}", bound.sign()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::tests::{compared, first};

    #[test]
    fn amounts_are_shown_in_the_multiple_that_suits_most_and_with_the_digits_written() {
        // What documents say, the unit of the table, the values in it.
        let cases: [(&[&str], &str, &[&str]); 4] = [
            (
                &["2020 485.0亿元", "2021 63亿元", "2022 3000万元"],
                "亿元",
                &["485.0", "63", "0.3000"],
            ),
            (&["2020 50.25万元", "2021 300000元"], "万元", &["50.25", "30"]),
            (&["2020 1146家", "2021 1200家以上"], "家", &["1146", "≥1200"]),
            (&["2020 2.40%", "2021 3%"], "%", &["2.40", "3"]),
        ];
        for (said, unit, values) in cases {
            let comparison = compared(&said.iter().map(|said| format!("湖州市 {said}")).collect::<Vec<_>>());
            let series = first(&comparison);
            let scale = Scale::of(series);
            assert_eq!(scale.unit, unit);
            let shown = series.rows[0].cells.iter().map(|cell| scale.reading(&cell.readings[0]));
            assert_eq!(shown.collect::<Vec<_>>(), values);
        }
    }
}
