//! What one fact alone shows to be wrong: a share of more than a hundred, a place beyond the last one, a value that the indicator
//! cannot have.

use rust_decimal::Decimal;

use super::words::{shown, with_unit};
use super::{Claim, Discrepancy, Kind, Role, Severity};
use crate::compare::place;
use crate::model::{AreaLevel, Measure, Status};
use crate::rules::{Gazetteer, Rules};

/// Places that are ranked beside the areas of the gazetteer, such as 新疆生产建设兵团 among the provinces and development zones
/// among the counties.
const BESIDE: usize = 3;

/// Sums of money before this year may be lower than what is plausible today.
const TODAY: i16 = 2000;

/// Looks at each fact.
pub fn check(claims: &[Claim], rules: &Rules, found: &mut Vec<Discrepancy>) {
    for claim in claims.iter().filter(|claim| claim.fact.status != Status::Rule) {
        found.extend(share(claim, rules));
        found.extend(rank(claim, rules));
        found.extend(range(claim, rules));
    }
}

fn share(claim: &Claim, rules: &Rules) -> Option<Discrepancy> {
    let fact = &claim.fact;
    let over = claim.value.low.is_some_and(|low| low > Decimal::ONE_HUNDRED);
    let percent = fact.unit.as_deref() == Some("%") && fact.measure == Measure::Level;
    (percent && over && rules.audit.is_share(&fact.label)).then(|| {
        let message = format!("{} is a share and comes to more than 100 %", fact.label);
        let sum = format!("{} > 100%", with_unit(claim));
        Discrepancy::new(Kind::Share, Severity::Error, message, sum, &[(Role::Value, claim)])
    })
}

fn rank(claim: &Claim, rules: &Rules) -> Option<Discrepancy> {
    let fact = &claim.fact;
    if fact.measure != Measure::Rank {
        return None;
    }
    let base = fact.base.as_ref()?;
    let low = claim.value.low?;
    let one = |message: String, field: usize, severity: Severity| {
        let sum = format!("{} > {field}", shown(low));
        Discrepancy::new(Kind::Rank, severity, message, sum, &[(Role::Value, claim)])
    };
    if let Some(field) = base.out_of {
        let message = format!("the place is {}, and there are only {field}", shown(low));
        return (low > Decimal::from(field)).then(|| one(message, field as usize, Severity::Error));
    }
    // 全省第15位 of a city whose province has 11; the smallest field counts four.
    if fact.subject.is_some() || low <= Decimal::from(BESIDE) {
        return None;
    }
    let among = base.among.as_deref()?;
    let within = rules.audit.field(among)?;
    let area = fact.area.as_ref()?;
    let field = field(&rules.areas, place(&rules.areas, area)?, within)?;
    let message = format!(
        "{} takes place {} {among}, where there are {field} areas of its level",
        area.name,
        shown(low)
    );
    (low > Decimal::from(field + BESIDE)).then(|| one(message, field, Severity::Warning))
}

/// How many areas of the same level there are today within the area above; none where that is not told by the gazetteer.
fn field(areas: &Gazetteer, id: u32, within: AreaLevel) -> Option<usize> {
    let level = areas.area(id).level?;
    let above = areas
        .chain(id)
        .skip(1)
        .find(|&above| areas.area(above).level == Some(within))?;
    let alike = |&other: &u32| areas.area(other).level == Some(level) && !areas.is_former(other);
    // Cities and counties of the whole country are hardly ever ranked as a whole.
    let count = (within == AreaLevel::Province || level != AreaLevel::County)
        .then(|| areas.inside(above).filter(alike).count())?;
    (count > 0).then_some(count)
}

fn range(claim: &Claim, rules: &Rules) -> Option<Discrepancy> {
    let fact = &claim.fact;
    let indicator = rules.indicators.by_key(fact.indicator.as_deref()?)?;
    if fact.measure != Measure::Level || indicator.plausible(claim.point, fact.unit.as_deref()) {
        return None;
    }
    let (low, high) = indicator.range?;
    // Wages and incomes were other ones then, and the ranges are of today.
    let long_ago = claim.when.is_none_or(|when| when.end.year() < TODAY);
    if claim.point < low && long_ago && indicator.units.first().is_some_and(|unit| unit.contains('元')) {
        return None;
    }
    let unit = fact.unit.as_deref().unwrap_or_default();
    let message = format!(
        "{} is not believed outside of {}~{}{unit}",
        indicator.name,
        shown(low),
        shown(high)
    );
    let sum = match claim.point < low {
        true => format!("{} < {}{unit}", with_unit(claim), shown(low)),
        false => format!("{} > {}{unit}", with_unit(claim), shown(high)),
    };
    Some(Discrepancy::new(
        Kind::Range,
        Severity::Warning,
        message,
        sum,
        &[(Role::Value, claim)],
    ))
}
