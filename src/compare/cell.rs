//! What several documents say of one thing at one time → one cell: their readings, and whether one value can be taken from
//! them. Nothing is averaged and nothing preferred for its source.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::model::{Bound, Fact, Flow, Review};

/// Where a reading stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Quote {
    /// The document, with its output before it where there are several.
    pub document: String,
    /// 1-based line.
    pub line: usize,
    /// The number as written.
    pub quote: String,
    /// The indicator in the document's words.
    pub label: String,
    /// What narrows it there.
    pub qualifiers: Vec<String>,
    /// The words that say when.
    pub said_when: String,
    /// The headings above it.
    pub section: Option<String>,
    /// The fact's id.
    pub fact: String,
    /// What reviewers say of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<Review>,
}

/// One value that documents state, with all the places that state it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// The value, or the lower end of a range.
    pub value: Decimal,
    /// The upper end of a range.
    pub high: Option<Decimal>,
    /// How the text bounds it.
    pub bound: Bound,
    /// The unit in which it is stated.
    pub unit: Option<String>,
    /// Half of the last digit written: the value is known no better.
    #[serde(skip)]
    pub tolerance: Decimal,
    /// What narrows it in every place that states it, with what a growth is counted from.
    pub narrowed: Vec<String>,
    /// Said to be cumulative (累计) in every place that states it.
    pub cumulative: bool,
    /// By document and line.
    pub quotes: Vec<Quote>,
}

/// Why a cell cannot enter a calculation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Obstacle {
    /// Only a bound or a range is known.
    Bound,
    /// Documents contradict each other.
    Conflict,
    /// Documents give different values and narrow the indicator differently: perhaps two things.
    Definitions,
}

/// One reading of a fact, before equal ones are put together; `None` where the value is no decimal.
pub fn reading(fact: &Fact, document: String) -> Option<Reading> {
    let value: Decimal = fact.value.parse().ok()?;
    let high = fact.value_high.as_deref().map(str::parse).transpose().ok()?;
    let mut narrowed: Vec<String> = fact.qualifiers.clone();
    narrowed.extend(fact.base.iter().flat_map(|base| base.versus.clone()));
    Some(Reading {
        value,
        high,
        bound: fact.bound,
        unit: fact.unit.clone(),
        tolerance: tolerance(value, &fact.quote),
        narrowed,
        cumulative: fact.flow == Some(Flow::Cumulative),
        quotes: vec![Quote {
            document,
            line: fact.line,
            quote: fact.quote.clone(),
            label: fact.label.clone(),
            qualifiers: fact.qualifiers.clone(),
            said_when: fact
                .period
                .as_ref()
                .map(|period| period.text.clone())
                .unwrap_or_default(),
            section: fact.section.clone(),
            fact: fact.id.clone(),
            review: fact.review,
        }],
    })
}

/// Puts readings of the same value together, in order of value; the best-supported is not moved to the front.
pub fn merged(mut readings: Vec<Reading>) -> Vec<Reading> {
    readings.sort_by_key(key);
    let mut all: Vec<Reading> = Vec::new();
    for mut reading in readings {
        match all.last_mut().filter(|last| key(last) == key(&reading)) {
            Some(last) => {
                last.quotes.append(&mut reading.quotes);
                last.narrowed.retain(|word| reading.narrowed.contains(word));
                last.cumulative &= reading.cumulative;
                last.tolerance = last.tolerance.min(reading.tolerance);
            }
            None => all.push(reading),
        }
    }
    for reading in &mut all {
        reading.quotes.sort();
        reading.quotes.dedup();
    }
    all
}

/// Words that turn out to narrow nothing in a table, such as its caption repeated with every value: somewhere a document
/// states the same value with them and without, and nowhere another one.
pub fn idle_words<'c>(cells: impl Iterator<Item = &'c [Reading]> + Clone) -> BTreeSet<String> {
    let mut idle = BTreeSet::new();
    for reading in cells.clone().flatten() {
        for with in &reading.quotes {
            let plain = |other: &&Quote| other.document == with.document && other.qualifiers.is_empty();
            if reading.quotes.iter().any(|other| plain(&other)) {
                idle.extend(with.qualifiers.iter().cloned());
            }
        }
    }
    for readings in cells {
        let plain = readings.iter().any(|reading| reading.narrowed.is_empty());
        for reading in readings.iter().filter(|_| plain) {
            for word in &reading.narrowed {
                idle.remove(word);
            }
        }
    }
    idle
}

fn key(reading: &Reading) -> (Decimal, Option<Decimal>, Bound) {
    (reading.value, reading.high, reading.bound)
}

/// The reading that calculations may use: the one point with which all others agree, up to rounding and within their bounds.
///
/// # Errors
/// What stands in the way.
pub fn point(readings: &[Reading]) -> Result<&Reading, Obstacle> {
    let exact = |reading: &&Reading| matches!(reading.bound, Bound::Eq);
    let near = |reading: &&Reading| matches!(reading.bound, Bound::Approx);
    let finest = readings.iter().filter(exact).min_by_key(|reading| reading.tolerance);
    let Some(best) = finest.or_else(|| readings.iter().find(near)) else {
        return Err(match readings {
            [] | [_] => Obstacle::Bound,
            several if overlap(several) => Obstacle::Bound,
            _ => Obstacle::Conflict,
        });
    };
    if readings.iter().all(|other| agrees(best, other)) {
        return Ok(best);
    }
    let narrowed: BTreeSet<&Vec<String>> = readings.iter().map(|reading| &reading.narrowed).collect();
    let cumulative: BTreeSet<bool> = readings.iter().map(|reading| reading.cumulative).collect();
    Err(match narrowed.len() > 1 || cumulative.len() > 1 {
        true => Obstacle::Definitions,
        false => Obstacle::Conflict,
    })
}

/// Whether another reading can be true if this point is.
fn agrees(point: &Reading, other: &Reading) -> bool {
    let slack = point.tolerance + other.tolerance;
    let value = point.value;
    match other.bound {
        Bound::Eq => (value - other.value).abs() <= slack,
        // 近 and 约 are written of what differs in the second digit.
        Bound::Approx => (value - other.value).abs() * Decimal::TEN <= value.abs(),
        Bound::Ge | Bound::Gt => value + slack >= other.value,
        Bound::Le | Bound::Lt => value - slack <= other.value,
        Bound::Range => other.value <= value + slack && other.high.is_some_and(|high| value - slack <= high),
    }
}

/// Whether bounds leave a value that satisfies them all.
fn overlap(readings: &[Reading]) -> bool {
    let low = readings
        .iter()
        .filter(|reading| matches!(reading.bound, Bound::Ge | Bound::Gt | Bound::Range))
        .map(|reading| reading.value)
        .max();
    let high = readings
        .iter()
        .filter_map(|reading| match reading.bound {
            Bound::Le | Bound::Lt => Some(reading.value),
            Bound::Range => reading.high,
            _ => None,
        })
        .min();
    low.zip(high).is_none_or(|(low, high)| low <= high)
}

/// Half of the last digit that is written: `8.39亿` is known to half a million. Zero where no digit is written (三家): what is
/// counted is exact.
pub fn tolerance(value: Decimal, quote: &str) -> Decimal {
    let digits: String = quote
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, ',' | '，'))
        .map(|c| match c {
            '０'..='９' | '．' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            _ => c,
        })
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    let Some(written) = digits.trim_end_matches('.').parse::<Decimal>().ok() else {
        return Decimal::ZERO;
    };
    let Some(factor) = value.abs().checked_div(written).filter(|factor| !factor.is_zero()) else {
        return Decimal::ZERO;
    };
    // A whole number that nothing multiplies is a count, known to the last digit.
    if written.scale() == 0 && factor == Decimal::ONE {
        return Decimal::ZERO;
    }
    let unit = Decimal::new(1, written.scale());
    factor
        .checked_mul(unit)
        .map_or(Decimal::ZERO, |last| last / Decimal::TWO)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `≥500家|省级` → the reading of that quote: bound, digits, 亿 or 万, what narrows it; `Σ` in front says cumulative.
    fn read(text: &str) -> Reading {
        let (quote, narrowed) = text.split_once('|').unwrap_or((text, ""));
        let cumulative = quote.starts_with('Σ');
        let body = quote.trim_start_matches('Σ');
        let bound = match body.chars().next() {
            Some('≥') => Bound::Ge,
            Some('>') => Bound::Gt,
            Some('≤') => Bound::Le,
            Some('≈') => Bound::Approx,
            _ if body.contains('~') => Bound::Range,
            _ => Bound::Eq,
        };
        let factor = match () {
            () if body.contains("万亿") => 1_000_000_000_000_i64,
            () if body.contains('亿') => 100_000_000,
            () if body.contains('万') => 10_000,
            () => 1,
        };
        let number = |text: &str| -> Decimal {
            let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
            digits.parse::<Decimal>().unwrap() * Decimal::from(factor)
        };
        let (low, high) = body
            .split_once('~')
            .map_or((body, None), |(low, high)| (low, Some(high)));
        let value = number(low);
        Reading {
            value,
            high: high.map(number),
            bound,
            unit: None,
            tolerance: tolerance(value, body),
            narrowed: narrowed.split_terminator('、').map(str::to_owned).collect(),
            cumulative,
            quotes: Vec::new(),
        }
    }

    fn taken(texts: &[&str]) -> Result<String, Obstacle> {
        let readings = merged(texts.iter().copied().map(read).collect());
        point(&readings).map(|reading| reading.value.normalize().to_string())
    }

    #[test]
    fn one_value_is_taken_only_from_what_agrees() {
        let cases: [(&[&str], Result<&str, Obstacle>); 20] = [
            (&["3.09%"], Ok("3.09")),
            (&["3.09%", "3.09%|主要指标"], Ok("3.09")),
            (&["2.4%", "2.40%"], Ok("2.4")),
            // Rounded in one place; the finer one is taken.
            (&["33356.8亿元", "3.34万亿元"], Ok("3335680000000")),
            (&["8.39亿元", "83942万元"], Ok("839420000")),
            (&["8.39亿元", "84942万元"], Err(Obstacle::Conflict)),
            // A count is no rounding.
            (&["1200家", "1176家"], Err(Obstacle::Conflict)),
            (&["131场", "141场"], Err(Obstacle::Conflict)),
            (&["1146家", "Σ938家"], Err(Obstacle::Definitions)),
            (&["1.41%|规模以上工业", "2.40%|各地区"], Err(Obstacle::Definitions)),
            (&[">500家"], Err(Obstacle::Bound)),
            (&["≥4.4%"], Err(Obstacle::Bound)),
            (&["3~5%"], Err(Obstacle::Bound)),
            (&[">500家", "512家"], Ok("512")),
            (&[">500家", "490家"], Err(Obstacle::Conflict)),
            (&["3~5%", "4.2%"], Ok("4.2")),
            (&["≈1200家"], Ok("1200")),
            (&["≈1200家", "1176家"], Ok("1176")),
            (&["≥500家", "≤300家"], Err(Obstacle::Conflict)),
            (&["≥300家", "≤500家"], Err(Obstacle::Bound)),
        ];
        for (readings, expected) in cases {
            assert_eq!(taken(readings), expected.map(str::to_owned), "{readings:?}");
        }
    }

    #[test]
    fn a_value_is_known_to_half_its_last_digit() {
        let cases = [
            ("8.39亿元", "839000000", "500000"),
            ("８．３９亿\n元", "839000000", "500000"),
            ("33,356.8万元", "333568000", "500"),
            ("2.40%", "2.40", "0.005"),
            ("-3.4%", "-3.4", "0.05"),
            ("1146家", "1146", "0"),
            ("三家", "3", "0"),
            ("5万人", "50000", "5000"),
        ];
        for (quote, value, expected) in cases {
            let found = tolerance(value.parse().unwrap(), quote).normalize();
            assert_eq!(found.to_string(), expected, "{quote}");
        }
    }
}
