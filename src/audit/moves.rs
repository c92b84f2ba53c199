//! Growth and changes against the levels on both sides of them; and the level on the other side, where no text tells it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::claim::Matter;
use super::words::{range, shown, with_unit};
use super::{Claim, Derived, Discrepancy, Interval, Kind, Quote, Role, Severity};
use crate::compare::{Timespan, yearly};
use crate::model::{Measure, Status};
use crate::rules::Rules;

/// Growth told in one document and levels told in others may stand on different bases: so many points are no finding.
const ACROSS_POINTS: i64 = 2;

/// More facts of one matter than these are of many things that share a name; the first of them are looked at.
const MOST: usize = 60;

/// Beyond so many they are more than a note.
const ACROSS_FAR: i64 = 10;

/// Looks at the facts of one document.
pub fn check(claims: &[Claim], rules: &Rules, found: &mut Vec<Discrepancy>) {
    let named = claims
        .iter()
        .filter(|claim| !rules.audit.is_only_a_rate(&claim.fact.label));
    for series in series(named).into_values() {
        check_series(&series, rules, found);
    }
}

/// Results of one matter together, in the order of the text.
pub fn series<'c>(claims: impl Iterator<Item = &'c Claim>) -> BTreeMap<Matter, Vec<&'c Claim>> {
    let mut all: BTreeMap<Matter, Vec<&Claim>> = BTreeMap::new();
    for claim in claims.filter(|claim| claim.fact.status == Status::Actual && claim.when.is_some() && claim.dated) {
        all.entry(claim.matter()).or_default().push(claim);
    }
    all
}

/// Every growth and change of a series against every pair of levels that it may lie between; one that fits is enough.
pub fn check_series(series: &[&Claim], rules: &Rules, found: &mut Vec<Discrepancy>) {
    let series = &series[..series.len().min(MOST)];
    for step in series {
        let Some(when) = step.when.filter(|_| is_move(step)) else {
            continue;
        };
        if step.fact.measure == Measure::Growth && rules.audit.is_real(step.fact.indicator.as_deref(), &step.fact.label)
        {
            continue;
        }
        let between: Vec<(&Claim, &Claim, i16)> = sides(step, when, series, rules);
        let misses: Vec<Option<Miss>> = between.iter().map(|&pair| miss(step, when, pair)).collect();
        if misses.iter().any(Option::is_none) {
            continue;
        }
        // The pair that stands nearest to the growth is told.
        let nearest = between
            .iter()
            .zip(misses.into_iter().flatten())
            .min_by_key(|((before, after, _), _)| {
                let far = |claim: &Claim| match claim.fact.document == step.fact.document {
                    true => claim.fact.line.abs_diff(step.fact.line),
                    false => usize::MAX / 4,
                };
                far(before) + far(after)
            });
        if let Some((&(before, after, years), miss)) = nearest {
            found.extend(miss.told(step, before, after, years));
        }
    }
}

fn is_move(claim: &Claim) -> bool {
    matches!(claim.fact.measure, Measure::Growth | Measure::Change)
}

/// The levels that a growth or change may lie between, each pair with the years between them.
fn sides<'c>(step: &Claim, when: Timespan, series: &[&'c Claim], rules: &Rules) -> Vec<(&'c Claim, &'c Claim, i16)> {
    let levels = || {
        series
            .iter()
            .copied()
            .filter(|level| level.is_firm_level() && suits(step, level))
    };
    let after = levels().filter(|level| level.when.is_some_and(|at| at == ending(when)));
    let pairs = after.flat_map(|after| {
        levels().filter_map(move |before| {
            let years = after.when?.years_after(before.when?)?;
            let unit = before.fact.unit == after.fact.unit && before.fact.measure == after.fact.measure;
            (unit && apart(step, when, rules).contains(&years)).then_some((before, after, years))
        })
    });
    pairs.collect()
}

/// The year at whose end a stretch of several years ends; any other stretch itself.
fn ending(when: Timespan) -> Timespan {
    match Date::new(when.end.year(), 1, 1) {
        Ok(start) if when.start.year() < when.end.year() => Timespan { start, ..when },
        _ => when,
    }
}

/// How many years may lie between the levels: one for what is told of a year; of several years, those of the stretch (since its
/// first year, or since the one before it).
fn apart(step: &Claim, when: Timespan, rules: &Rules) -> Vec<i16> {
    let versus = step.fact.base.as_ref().and_then(|base| base.versus.as_deref());
    let years = when.end.year() - when.start.year();
    match versus {
        None if years > 0 => vec![years, years + 1],
        None => vec![1],
        Some(versus) if years == 0 && rules.audit.since_last_year(versus) => vec![1],
        Some(versus) => year_of(versus)
            .map(|year| when.end.year() - year)
            .into_iter()
            .filter(|it| *it > 0)
            .collect(),
    }
}

/// `2022年` → 2022.
fn year_of(versus: &str) -> Option<i16> {
    let year = versus.trim_end_matches(['末', '底']).strip_suffix('年')?;
    year.parse().ok().filter(|year| (1900..2200).contains(year))
}

/// Whether the unit of a growth or change suits a level: %, or the level's own, or points for a level in %.
fn suits(step: &Claim, level: &Claim) -> bool {
    let (unit, of_level) = (step.fact.unit.as_deref(), level.fact.unit.as_deref());
    match step.fact.measure {
        Measure::Growth => of_level != Some("%"),
        _ => unit == of_level && unit != Some("%") || unit == Some("个百分点") && of_level == Some("%"),
    }
}

/// What a growth or change should be, and is not.
struct Miss {
    /// From one level to the other.
    follows: Interval,
    /// The same a year, in %.
    yearly: Option<Decimal>,
    /// By how much the two sides are apart at least, in the unit of the growth or change.
    gap: Decimal,
}

/// None where the growth or change agrees with the two levels.
fn miss(step: &Claim, when: Timespan, (before, after, years): (&Claim, &Claim, i16)) -> Option<Miss> {
    let (from, to) = (before.value, after.value);
    if step.fact.measure == Measure::Change {
        let follows = to.minus(from);
        // 平均每年提高0.7个百分点 is told of the whole stretch, too.
        let all_years = step.value.times(Interval::exact(Decimal::from(years)));
        if when.start.year() < when.end.year() && all_years.meets(follows) {
            return None;
        }
        return gap(follows, step.value).map(|gap| Miss {
            follows,
            yearly: None,
            gap,
        });
    }
    let follows = to.growth_from(from);
    let stated = percents(step)?;
    let several = years > 1 && when.start.year() < when.end.year();
    let averaged = |growth: &Interval| several && from.times(growth.compounded(years)).meets(to);
    if !follows.is_bounded() || stated.iter().any(|growth| growth.meets(follows) || averaged(growth)) {
        return None;
    }
    let gap = stated.iter().filter_map(|&growth| gap(follows, growth)).min()?;
    Some(Miss {
        follows,
        yearly: yearly(before.point, after.point, years).filter(|_| several),
        gap,
    })
}

/// How far two intervals are apart; none where they meet.
fn gap(one: Interval, other: Interval) -> Option<Decimal> {
    let above = one.low.zip(other.high).and_then(|(low, high)| low.checked_sub(high));
    let below = other.low.zip(one.high).and_then(|(low, high)| low.checked_sub(high));
    above.max(below).filter(|gap| *gap > Decimal::ZERO)
}

/// What a growth may come to in %: 增长1.4倍 is 140 %, and is also written for 增长到1.4倍. None where the unit leaves it open.
fn percents(step: &Claim) -> Option<Vec<Interval>> {
    let hundred = Interval::exact(Decimal::ONE_HUNDRED);
    match step.fact.unit.as_deref() {
        Some("%") => Some(vec![step.value]),
        Some("‰") => Some(vec![step.value.times(Interval::exact(Decimal::new(1, 1)))]),
        Some("倍") => {
            let grown = step.value.times(hundred);
            Some(vec![grown, grown.minus(hundred)])
        }
        _ => None,
    }
}

impl Miss {
    fn told(self, step: &Claim, before: &Claim, after: &Claim, years: i16) -> Option<Discrepancy> {
        let one_document = step.fact.document == before.fact.document && step.fact.document == after.fact.document;
        let one_sentence =
            one_document && step.fact.sentence == before.fact.sentence && step.fact.sentence == after.fact.sentence;
        let relative = match step.fact.measure {
            Measure::Growth => self.gap,
            // A change in points, or as a part of the level.
            _ if step.fact.unit.as_deref() == Some("个百分点") => self.gap,
            _ => self
                .gap
                .checked_mul(Decimal::ONE_HUNDRED)?
                .checked_div(after.point.abs())?,
        };
        let severity = match () {
            () if one_sentence => Severity::Error,
            () if one_document => Severity::Warning,
            () if relative <= Decimal::from(ACROSS_POINTS) => return None,
            () if relative <= Decimal::from(ACROSS_FAR) => Severity::Note,
            () => Severity::Warning,
        };
        let (from, to) = (with_unit(before), with_unit(after));
        let (message, sum) = match step.fact.measure {
            Measure::Growth => {
                let a_year = self
                    .yearly
                    .map(|rate| format!(", or {rate} % a year over {years} years"));
                let follows = format!("{} %{}", range(self.follows, 1), a_year.unwrap_or_default());
                (
                    format!(
                        "{} goes from {from} to {to}, which is {follows}; told is {}",
                        after.fact.label,
                        with_unit(step)
                    ),
                    format!(
                        "({} ÷ {} − 1) × 100 = {} ≠ {}",
                        shown(after.point),
                        shown(before.point),
                        range(self.follows, 1),
                        shown(step.point)
                    ),
                )
            }
            _ => {
                let difference = after.point.checked_sub(before.point)?;
                (
                    format!(
                        "{} goes from {from} to {to}; told is a change of {}",
                        after.fact.label,
                        with_unit(step)
                    ),
                    format!(
                        "{} − {} = {} ≠ {}",
                        shown(after.point),
                        shown(before.point),
                        shown(difference),
                        shown(step.point)
                    ),
                )
            }
        };
        let facts = [(Role::Before, before), (Role::After, after), (Role::Move, step)];
        Some(Discrepancy::new(Kind::Growth, severity, message, sum, &facts))
    }
}

/// What follows from a document's facts and is not told in it: the level before a growth or change, and the growth a year between
/// two levels told as from–to.
pub fn derive(claims: &[Claim], rules: &Rules, derived: &mut Vec<Derived>) {
    for series in series(claims.iter()).into_values() {
        for step in series.iter().filter(|claim| is_move(claim)) {
            derived.extend(level_before(step, &series, rules));
        }
        let from_to = |claim: &Claim| claim.is_firm_level() && claim.fact.rule.starts_with("from-to.");
        for pair in series.windows(2).filter(|pair| pair.iter().all(|claim| from_to(claim))) {
            let told = series
                .iter()
                .any(|claim| claim.fact.measure == Measure::Growth && claim.fact.sentence == pair[0].fact.sentence);
            derived.extend(growth_a_year(pair[0], pair[1]).filter(|_| !told));
        }
    }
}

fn level_before(step: &Claim, series: &[&Claim], rules: &Rules) -> Option<Derived> {
    let when = step.when?;
    let [years] = apart(step, when, rules)[..] else {
        return None;
    };
    let after = series.iter().find(|level| {
        level.is_firm_level()
            && suits(step, level)
            && level.when == Some(when)
            && level.fact.sentence == step.fact.sentence
    })?;
    let before = earlier(when, years)?;
    if series
        .iter()
        .any(|level| level.fact.measure == Measure::Level && level.when == Some(before))
    {
        return None;
    }
    let (value, sum) = match step.fact.measure {
        Measure::Change => {
            let sum = format!("{} − {}", shown(after.point), shown(step.point));
            (after.value.minus(step.value), sum)
        }
        _ if rules.audit.is_real(step.fact.indicator.as_deref(), &step.fact.label) => return None,
        _ => {
            let factor = step.value.compounded(1);
            let divided = |one: Option<Decimal>, other: Option<Decimal>| one?.checked_div(other?);
            let value = Interval {
                low: divided(after.value.low, factor.high),
                high: divided(after.value.high, factor.low),
            };
            (value, format!("{} ÷ (1 + {}%)", shown(after.point), shown(step.point)))
        }
    };
    (step.fact.unit.as_deref() != Some("倍")).then_some(())?;
    let facts = [(Role::After, *after), (Role::Move, step)];
    derived_value(after, Measure::Level, value, before, sum, &facts)
}

fn growth_a_year(before: &Claim, after: &Claim) -> Option<Derived> {
    let (from, to) = (before.when?, after.when?);
    let years = to.years_after(from).filter(|years| *years > 1)?;
    let positive = [before, after]
        .iter()
        .all(|claim| claim.value.low.is_some_and(|low| low > Decimal::ZERO));
    if before.form != after.form
        || before.fact.unit != after.fact.unit
        || before.fact.unit.as_deref() == Some("%")
        || !positive
    {
        return None;
    }
    let value = Interval {
        low: yearly(before.value.high?, after.value.low?, years),
        high: yearly(before.value.low?, after.value.high?, years),
    };
    let sum = format!("({} ÷ {})^(1/{years}) − 1", shown(after.point), shown(before.point));
    let over = Timespan {
        start: from.start,
        end: to.end,
    };
    let facts = [(Role::Before, before), (Role::After, after)];
    derived_value(after, Measure::Growth, value, over, sum, &facts)
}

fn derived_value(
    like: &Claim,
    measure: Measure,
    value: Interval,
    when: Timespan,
    sum: String,
    facts: &[(Role, &Claim)],
) -> Option<Derived> {
    let decimals = match measure {
        Measure::Growth => 1,
        _ => like.point.scale(),
    };
    let rounded = |end: Decimal| end.round_dp(decimals.max(1)).normalize().to_string();
    Some(Derived {
        derived: true,
        label: like.fact.label.clone(),
        indicator: like.fact.indicator.clone(),
        measure,
        low: rounded(value.low?),
        high: rounded(value.high?),
        unit: match measure {
            Measure::Growth => Some("%".to_owned()),
            _ => like.fact.unit.clone(),
        },
        area: like.fact.area.clone(),
        period: (when.start.to_string(), when.end.to_string()),
        sum,
        quotes: facts
            .iter()
            .map(|(role, claim)| Quote::of(*role, &claim.fact))
            .collect(),
    })
}

/// The same stretch so many years before.
fn earlier(when: Timespan, years: i16) -> Option<Timespan> {
    let day = |date: Date| {
        let first = Date::new(date.year().checked_sub(years)?, date.month(), 1).ok()?;
        match date == date.last_of_month() {
            true => Some(first.last_of_month()),
            false => Date::new(first.year(), date.month(), date.day()).ok(),
        }
    };
    Some(Timespan {
        start: day(when.start)?,
        end: day(when.end)?,
    })
}
