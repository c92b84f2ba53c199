//! What a number leaves open: the last digit written, the words that bound it. Arithmetic on such intervals tells rounding from
//! contradiction. Nothing here overflows: what a decimal cannot hold is unbounded.

use rust_decimal::Decimal;

use crate::compare::tolerance;
use crate::model::{Bound, Fact};

/// From–to, both ends included; none where there is no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The lowest value possible.
    pub low: Option<Decimal>,
    /// The highest value possible.
    pub high: Option<Decimal>,
}

/// Of 约 and 近, and of shares in words (三成): by how much of itself the value may differ, one in so many.
const NEAR: i64 = 10;

impl Interval {
    /// One value and nothing beside it.
    pub const fn exact(value: Decimal) -> Self {
        Self {
            low: Some(value),
            high: Some(value),
        }
    }

    /// A value known up to so much.
    pub fn around(value: Decimal, slack: Decimal) -> Self {
        Self {
            low: value.checked_sub(slack),
            high: value.checked_add(slack),
        }
    }

    /// What a fact's text leaves possible; none where its value is no decimal. Of things that are `counted`, a whole number
    /// without 万 or 亿 is exact.
    pub fn of(fact: &Fact, counted: bool) -> Option<Self> {
        let value: Decimal = fact.value.parse().ok()?;
        let slack = slack(fact, value, counted);
        let around = Self::around(value, slack);
        // 下降超过3.4%: the value is -3.4, and the bound is meant of its size.
        let falls = value.is_sign_negative() && !value.is_zero();
        Some(match fact.bound {
            Bound::Eq => around,
            Bound::Approx => Self::around(value, slack.max(near(value))),
            Bound::Ge | Bound::Gt if falls => Self { low: None, ..around },
            Bound::Le | Bound::Lt if falls => Self { high: None, ..around },
            Bound::Ge | Bound::Gt => Self { high: None, ..around },
            Bound::Le | Bound::Lt => Self { low: None, ..around },
            Bound::Range => {
                let high: Decimal = fact.value_high.as_deref()?.parse().ok()?;
                Self {
                    low: around.low,
                    high: high.checked_add(slack),
                }
            }
        })
    }

    /// Both bounds known and equal up to rounding: a value to reckon with.
    pub const fn is_bounded(self) -> bool {
        self.low.is_some() && self.high.is_some()
    }

    /// Whether a value can lie in both.
    pub fn meets(self, other: Self) -> bool {
        !self.is_below(other) && !other.is_below(self)
    }

    /// Whether every value here is smaller than every value there.
    pub fn is_below(self, other: Self) -> bool {
        self.high.zip(other.low).is_some_and(|(high, low)| high < low)
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Self {
        Self {
            low: both(self.low, other.low, Decimal::checked_add),
            high: both(self.high, other.high, Decimal::checked_add),
        }
    }

    /// The difference.
    pub fn minus(self, other: Self) -> Self {
        Self {
            low: both(self.low, other.high, Decimal::checked_sub),
            high: both(self.high, other.low, Decimal::checked_sub),
        }
    }

    /// The product with an interval of positive values; negative ones of `self` are kept in order.
    pub fn times(self, factor: Self) -> Self {
        let end = |value: Option<Decimal>, near: Option<Decimal>, far: Option<Decimal>| {
            let value = value?;
            value.checked_mul(if value.is_sign_negative() { far? } else { near? })
        };
        Self {
            low: end(self.low, factor.low, factor.high),
            high: end(self.high, factor.high, factor.low),
        }
    }

    /// Growth in % from positive values to these; unbounded where the earlier values reach zero.
    pub fn growth_from(self, earlier: Self) -> Self {
        let earlier_low = earlier.low.filter(|low| low.is_sign_positive() && !low.is_zero());
        let percent = |later: Decimal, earlier: Decimal| {
            let ratio = later.checked_div(earlier)?.checked_sub(Decimal::ONE)?;
            ratio.checked_mul(Decimal::ONE_HUNDRED)
        };
        let earlier_high = earlier.high.filter(|_| earlier_low.is_some());
        Self {
            low: both(self.low, earlier_high, percent),
            high: both(self.high, earlier_low, percent),
        }
    }

    /// `1 + self/100`, to the power of so many years: what a growth a year makes of one.
    pub fn compounded(self, years: i16) -> Self {
        let power = |growth: Decimal| {
            let base = growth
                .checked_div(Decimal::ONE_HUNDRED)?
                .checked_add(Decimal::ONE)?
                .max(Decimal::ZERO);
            (0..years).try_fold(Decimal::ONE, |power, _| power.checked_mul(base))
        };
        Self {
            low: self.low.and_then(power),
            high: self.high.and_then(power),
        }
    }
}

fn both(
    one: Option<Decimal>,
    other: Option<Decimal>,
    reckon: impl Fn(Decimal, Decimal) -> Option<Decimal>,
) -> Option<Decimal> {
    reckon(one?, other?)
}

fn near(value: Decimal) -> Decimal {
    value.abs() / Decimal::from(NEAR)
}

/// By how much a value may differ from what is written: half of its last digit. Of a measured amount in whole numbers of
/// three digits or more, zeros at the end are taken for rounding too (3000亿元, 2160元).
fn slack(fact: &Fact, value: Decimal, counted: bool) -> Decimal {
    let half = Decimal::new(5, (value.scale() + 1).min(Decimal::MAX_SCALE));
    let written = digits(&fact.quote);
    if written.is_empty() {
        // 三成, 一半, 三家.
        return if counted { Decimal::ZERO } else { near(value).max(half) };
    }
    let known = tolerance(value, &fact.quote);
    let zeros = written.len() - written.trim_end_matches('0').len();
    match () {
        () if known.is_zero() && counted => Decimal::ZERO,
        () if !rounds(fact, &written, zeros) => match known.is_zero() {
            true => half,
            false => known,
        },
        () => {
            let scale = (0..zeros).fold(Decimal::ONE, |scale, _| scale.saturating_mul(Decimal::TEN));
            known.max(half).saturating_mul(scale)
        }
    }
}

/// Whether zeros at the end of a whole number are taken for rounding: never those of shares and growth, and of no short number.
fn rounds(fact: &Fact, written: &str, zeros: usize) -> bool {
    let ratio = matches!(fact.unit.as_deref(), Some("%" | "‰" | "个百分点"));
    !ratio && !written.contains('.') && zeros > 0 && written.len() >= 3 && zeros < written.len()
}

/// The first number in a quote, in ASCII.
fn digits(quote: &str) -> String {
    let plain = quote
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, ',' | '，'))
        .map(|c| match c {
            '０'..='９' | '．' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            _ => c,
        });
    let number: String = plain
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    number.trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::tests::fact;

    fn ends(interval: Interval) -> String {
        let end = |value: Option<Decimal>| value.map_or("…".to_owned(), |value| value.normalize().to_string());
        format!("{} to {}", end(interval.low), end(interval.high))
    }

    #[test]
    fn digits_and_bounds_say_what_is_possible() {
        // Quote and value, whether things are counted, what is possible.
        let cases = [
            ("33356.8亿元", false, "3335675000000 to 3335685000000"),
            ("3.34万亿元", false, "3335000000000 to 3345000000000"),
            ("584个", true, "584 to 584"),
            ("52%", false, "51.5 to 52.5"),
            ("3.30%", false, "3.295 to 3.305"),
            ("1.5万家", true, "14500 to 15500"),
            // One digit is left of it.
            ("3000亿元", false, "250000000000 to 350000000000"),
            ("1200万人次", false, "11500000 to 12500000"),
            ("2160元", false, "2155 to 2165"),
            ("50亿元", false, "4950000000 to 5050000000"),
            ("110%", false, "109.5 to 110.5"),
            (">500家", true, "500 to …"),
            ("4.4%以上", false, "4.35 to …"),
        ];
        for (quote, counted, expected) in cases {
            let mut fact = fact(&format!("湖州市 2020 {}", quote.replace("万亿", "亿")));
            if quote.contains("万亿") {
                fact.value = "3340000000000".to_owned();
                fact.quote = quote.to_owned();
            }
            let found = ends(Interval::of(&fact, counted).unwrap());
            assert_eq!(found, expected, "{quote}");
        }
        let mut falls = fact("湖州市 2020 >3.4% growth");
        falls.value = "-3.4".to_owned();
        assert_eq!(ends(Interval::of(&falls, false).unwrap()), "… to -3.35");
    }

    #[test]
    fn reckoning_keeps_what_is_possible() {
        let of = |low: i64, high: i64| Interval {
            low: Some(Decimal::from(low)),
            high: Some(Decimal::from(high)),
        };
        assert_eq!(ends(of(1, 2).plus(of(10, 20))), "11 to 22");
        assert_eq!(ends(of(10, 20).minus(of(1, 2))), "8 to 19");
        assert_eq!(ends(of(-10, 20).times(of(2, 3))), "-30 to 60");
        assert_eq!(ends(of(110, 120).growth_from(of(100, 110))), "0 to 20");
        assert_eq!(ends(of(110, 120).growth_from(of(0, 110))), "… to …");
        assert_eq!(ends(of(10, 20).compounded(2)), "1.21 to 1.44");
        assert!(of(1, 2).meets(of(2, 3)) && of(1, 2).is_below(of(3, 4)) && !of(1, 2).meets(of(3, 4)));
        let most = Interval::exact(Decimal::MAX);
        assert_eq!(ends(most.plus(most)), "… to …");
        assert_eq!(ends(most.times(most)), "… to …");
        assert_eq!(ends(of(1_000_000_000, 1_000_000_000).compounded(9)), "… to …");
    }
}
