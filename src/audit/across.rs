//! Known indicators over several documents: one thing with different values, growth against levels that other documents tell,
//! leaps from year to year.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::claim::{Matter, Sameness};
use super::words::{shown, with_unit};
use super::{Claim, Discrepancy, Kind, Role, Severity, moves};
use crate::compare::Timespan;
use crate::model::{AreaLevel, Measure, OriginKind, Status};
use crate::rules::Rules;

/// Values that differ by no more than this many percent of the larger are taken for first and revised figures.
const REVISED: i64 = 5;

/// Values of one name that differ by so many percent of the larger are perhaps of different things.
const FAR: i64 = 50;

/// A level that is so many times the one of the year before, or that part of it, is a leap.
const LEAP: i64 = 10;

/// A leap of so many times is one of 万 or 亿: more than a note.
const FACTOR: i64 = 1000;

/// Smaller numbers leap by themselves.
const SMALL: i64 = 100;

/// Years between two levels that can be a leap.
const APART: i16 = 2;

/// Values that are kept of one thing; where there are more, its name is of many things.
const MOST: usize = 40;

/// Places at which the same value is kept.
const PLACES: usize = 3;

/// What is held of the documents seen.
#[derive(Default)]
pub struct Across {
    held: BTreeMap<Sameness, Vec<Claim>>,
}

impl Across {
    /// Takes the facts of a document: of known indicators, about an area as a whole, whose place and time the text says.
    pub fn take(&mut self, claims: Vec<Claim>) {
        for claim in claims {
            let fact = &claim.fact;
            // A text that names no place is of the whole country only for want of another one.
            let default = fact
                .origins
                .area
                .is_none_or(|origin| origin.kind == OriginKind::Document)
                && fact
                    .area
                    .as_ref()
                    .is_some_and(|area| area.level == Some(AreaLevel::Country));
            let told = fact
                .origins
                .period
                .is_some_and(|origin| origin.kind != OriginKind::Document);
            let plain =
                claim.dated && fact.subject.is_none() && fact.qualifiers.is_empty() && fact.status == Status::Actual;
            if fact.indicator.is_none()
                || fact.area.is_none()
                || default
                || !told
                || !plain
                || fact.measure == Measure::Rank
            {
                continue;
            }
            let Some(sameness) = claim.sameness() else { continue };
            let values = self.held.entry(sameness).or_default();
            let same = |other: &&Claim| other.value == claim.value;
            let document = |other: &Claim| other.value == claim.value && other.fact.document == claim.fact.document;
            let room = values.len() < MOST && values.iter().filter(same).count() < PLACES;
            if room && !values.iter().any(document) {
                values.push(claim);
            }
        }
    }

    /// What is wrong between documents.
    pub fn check(&self, rules: &Rules) -> Vec<Discrepancy> {
        let mut found = Vec::new();
        found.extend(self.held.values().filter_map(|values| conflict(values)));
        let mut all: BTreeMap<Matter, Vec<&Claim>> = BTreeMap::new();
        for claim in self.held.values().flatten() {
            all.entry(claim.matter()).or_default().push(claim);
        }
        for series in all.values() {
            let mut of_several = Vec::new();
            moves::check_series(series, rules, &mut of_several);
            of_several.retain(|it| it.quotes.iter().any(|quote| quote.document != it.quotes[0].document));
            found.append(&mut of_several);
            leaps(series, &mut found);
        }
        found
    }
}

/// Values of one thing, of which two from different documents cannot both be true.
fn conflict(values: &[Claim]) -> Option<Discrepancy> {
    let mut worst: Option<(Decimal, &Claim, &Claim)> = None;
    for (at, one) in values.iter().enumerate() {
        for other in &values[at + 1..] {
            if one.fact.document == other.fact.document || one.value.meets(other.value) {
                continue;
            }
            let larger = one.point.abs().max(other.point.abs());
            let apart = one.point.checked_sub(other.point)?.abs();
            let percent = apart.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(larger)?;
            if worst.is_none_or(|(most, ..)| percent > most) {
                worst = Some((percent, one, other));
            }
        }
    }
    let (percent, one, other) = worst?;
    // A reprint repeats the contradictions of the first print.
    let repeated = values.iter().any(|first| {
        let in_first = |value: &Claim| {
            values
                .iter()
                .any(|it| it.fact.document == first.fact.document && it.value == value.value)
        };
        values.iter().all(in_first)
    });
    if repeated {
        return None;
    }
    let (severity, why) = match () {
        () if percent <= Decimal::from(REVISED) => (Severity::Note, "; perhaps revised"),
        () if percent >= Decimal::from(FAR) && !by_tens(one.point, other.point) => {
            (Severity::Note, "; perhaps of different things")
        }
        () => (Severity::Warning, ""),
    };
    let message = format!(
        "{} of {} is told with different values by different documents{why}",
        one.fact.label,
        place_and_time(one)
    );
    let sum = format!("{} ≠ {}", with_unit(one), with_unit(other));
    let facts: Vec<(Role, &Claim)> = values.iter().map(|claim| (Role::Value, claim)).collect();
    Some(Discrepancy::new(Kind::Across, severity, message, sum, &facts))
}

/// Whether one is ten, a hundred, … times the other: ‰ or 万 was mistaken.
fn by_tens(one: Decimal, other: Decimal) -> bool {
    let (small, large) = match one.abs() <= other.abs() {
        true => (one.abs(), other.abs()),
        false => (other.abs(), one.abs()),
    };
    let mut tens = std::iter::successors(Some(Decimal::TEN), |tens| tens.checked_mul(Decimal::TEN)).take(9);
    // Up to one percent, for rounding.
    let near = |tens: Decimal| {
        let scaled = small.checked_mul(tens)?;
        let apart = scaled.checked_sub(large)?.abs();
        Some(apart.checked_mul(Decimal::ONE_HUNDRED)? <= large)
    };
    tens.any(|tens| near(tens) == Some(true))
}

/// Levels of one year after another that are many times each other.
fn leaps(series: &[&Claim], found: &mut Vec<Discrepancy>) {
    let mut years: BTreeMap<Timespan, Vec<&Claim>> = BTreeMap::new();
    for level in series.iter().filter(|claim| claim.is_firm_level()) {
        if let Some(when) = level.when.filter(|when| when.is_year()) {
            years.entry(when).or_default().push(level);
        }
    }
    // A year with contradicting values is told as a conflict.
    years.retain(|_, levels| levels.iter().all(|level| level.value.meets(levels[0].value)));
    let levels: Vec<&Claim> = years.values().map(|levels| levels[0]).collect();
    for pair in levels.windows(2) {
        found.extend(leap(pair[0], pair[1]));
    }
}

fn leap(before: &Claim, after: &Claim) -> Option<Discrepancy> {
    let years = after.when?.years_after(before.when?)?;
    let (small, large) = match before.point.abs() <= after.point.abs() {
        true => (before.point.abs(), after.point.abs()),
        false => (after.point.abs(), before.point.abs()),
    };
    let percent = before.fact.unit.as_deref() == Some("%");
    if years > APART || percent || large < Decimal::from(SMALL) || before.fact.unit != after.fact.unit {
        return None;
    }
    let times = large.checked_div(small)?.round_dp(1);
    (times >= Decimal::from(LEAP)).then(|| {
        let severity = match times >= Decimal::from(FACTOR) {
            true => Severity::Warning,
            false => Severity::Note,
        };
        let message = format!(
            "{} of {} and of the year {} differ by a factor of {times}",
            after.fact.label,
            place_and_time(after),
            before.when.map(|when| when.to_string()).unwrap_or_default()
        );
        let sum = format!("{} ÷ {} = {times}", shown(large), shown(small));
        let facts = [(Role::Before, before), (Role::After, after)];
        Discrepancy::new(Kind::Jump, severity, message, sum, &facts)
    })
}

fn place_and_time(claim: &Claim) -> String {
    let area = claim
        .fact
        .area
        .as_ref()
        .map(|area| area.name.as_str())
        .unwrap_or_default();
    let when = claim.when.map(|when| when.to_string()).unwrap_or_default();
    format!("{area} {when}")
}
