//! Sums and places in words for a person.

use rust_decimal::Decimal;

use super::{Claim, Interval};

/// A value as it reads best: in 亿 or 万 where it is long, never rounded.
pub fn shown(value: Decimal) -> String {
    let size = value.abs();
    let scaled = |divisor: i64, name: &str| {
        let scaled = value.checked_div(Decimal::from(divisor))?.normalize();
        (scaled.scale() <= 6).then(|| format!("{scaled}{name}"))
    };
    let long = match () {
        () if size >= Decimal::from(100_000_000) => scaled(100_000_000, "亿"),
        () if size >= Decimal::from(100_000) => scaled(10_000, "万"),
        () => None,
    };
    long.unwrap_or_else(|| value.normalize().to_string())
}

/// A value with its unit and the sign of its bound: `>500 家`.
pub fn with_unit(claim: &Claim) -> String {
    let high = claim.fact.value_high.as_deref().and_then(|high| high.parse().ok());
    let range = high.map(|high| format!("~{}", shown(high))).unwrap_or_default();
    let unit = claim.fact.unit.as_deref().unwrap_or_default();
    format!("{}{}{range}{unit}", claim.fact.bound.sign(), shown(claim.point))
}

/// `103 + 44 + 133`; a long list is shortened in the middle.
pub fn sum(parts: &[&Claim]) -> String {
    const ENDS: usize = 6;
    let value = |claim: &&Claim| format!("{}{}", claim.fact.bound.sign(), shown(claim.point));
    match parts.len() {
        0..=14 => parts.iter().map(value).collect::<Vec<_>>().join(" + "),
        many => {
            let head: Vec<String> = parts[..ENDS].iter().map(value).collect();
            let tail: Vec<String> = parts[many - ENDS..].iter().map(value).collect();
            format!("{} + … + {}", head.join(" + "), tail.join(" + "))
        }
    }
}

/// A range that was worked out, with so many decimals: `132.2 to 132.7`, `at least 5.0`.
pub fn range(interval: Interval, decimals: u32) -> String {
    let round = |value: Decimal| {
        let mut rounded = value.round_dp(decimals);
        rounded.rescale(decimals);
        rounded.to_string()
    };
    match (interval.low, interval.high) {
        (Some(low), Some(high)) if round(low) == round(high) => round(low),
        (Some(low), Some(high)) => format!("{} to {}", round(low), round(high)),
        (Some(low), None) => format!("at least {}", round(low)),
        (None, Some(high)) => format!("at most {}", round(high)),
        (None, None) => "unknown".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_are_shown_in_their_multiples() {
        let cases = [
            ("839000000", "8.39亿"),
            ("3335680000000", "33356.8亿"),
            ("1234567", "123.4567万"),
            ("99999", "99999"),
            ("3.30", "3.3"),
            ("-2500000000", "-25亿"),
        ];
        for (value, expected) in cases {
            assert_eq!(shown(value.parse().unwrap()), expected);
        }
    }
}
