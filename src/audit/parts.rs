//! Parts against wholes, where the text itself says what is part of what: a fact whose qualifiers name the whole (其中), members
//! of an enumeration behind their sum, indicators that make up another by definition.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::words::{shown, sum, with_unit};
use super::{Claim, Discrepancy, Interval, Kind, Role, Severity};
use crate::model::{Measure, OriginKind, Status};
use crate::rules::Rules;

/// Members of an enumeration without 其中 that must come near the number before them, so that this can be their sum.
const MEMBERS: usize = 3;

/// So many members make up a sum even where the last one does not name the rest.
const MANY: usize = 5;

/// Near is within one in so many: 557 of 584 is.
const NEAR: i64 = 10;

/// Parts named by 其中 may overlap; where they exceed their whole by more than one in so many, they are taken to.
const OVERLAP: i64 = 4;

/// Looks at the facts of one document.
pub fn check(claims: &[Claim], rules: &Rules, found: &mut Vec<Discrepancy>) {
    for sentence in claims.chunk_by(|one, other| one.fact.sentence == other.fact.sentence) {
        if !sentence[0].in_table() {
            enumerations(sentence, rules, found);
            shares(sentence, rules, found);
        }
    }
    qualified(claims, rules, found);
    partitions(claims, rules, found);
}

/// Whether the two can be part and whole: sizes of one standing at one time and place, in units that add up.
fn belong(part: &Claim, whole: &Claim, rules: &Rules) -> bool {
    let (one, two) = (&part.fact, &whole.fact);
    one.measure == Measure::Level
        && two.measure == Measure::Level
        && one.status == two.status
        && one.status != Status::Rule
        && one.area == two.area
        && part.when == whole.when
        && part.adds_to(whole, rules)
        && part.sized
        && whole.sized
        && !part.point.is_sign_negative()
        && !rules.audit.is_rate(&two.label)
        && !rules.audit.is_rate(&one.label)
        && !rules.audit.differ_in_kind(&one.label, &two.label)
}

/// Facts that name their whole among their qualifiers, in the sentence of the whole or right behind it.
fn qualified(claims: &[Claim], rules: &Rules, found: &mut Vec<Discrepancy>) {
    let mut at = 0;
    while at < claims.len() {
        let Some(label) = claims[at].fact.qualifiers.first().filter(|_| !claims[at].in_table()) else {
            at += 1;
            continue;
        };
        let same = |claim: &&Claim| claim.fact.qualifiers.first() == Some(label) && !claim.in_table();
        let run = claims[at..].iter().take_while(same).count();
        let whole = claims[..at].iter().rev().take(LOOK_BACK).find(|claim| {
            claim.fact.label == *label
                && claim.fact.origins.label.kind == OriginKind::Said
                && belong(&claims[at], claim, rules)
        });
        if let Some(whole) = whole {
            let mut parts: Vec<&Claim> = Vec::new();
            for part in &claims[at..at + run] {
                // What is new or cumulative in its own words stands beside the whole, not in it.
                let own = part.fact.flow.is_some() && part.fact.origins.label.kind == OriginKind::Said;
                if belong(part, whole, rules) && part.fact.subject == whole.fact.subject && !own {
                    // 突破千亿件，达1003.8亿件: the last number of a name counts.
                    parts.retain(|before| before.form != part.form);
                    parts.push(part);
                }
            }
            found.extend(parts_of(whole, &parts, rules));
        }
        at += run;
    }
}

/// How many facts before its first part a whole is looked for.
const LOOK_BACK: usize = 12;

/// Whether parts that may be some of several agree with their whole.
fn parts_of(whole: &Claim, parts: &[&Claim], rules: &Rules) -> Option<Discrepancy> {
    let alike = |part: &&&Claim| part.fact.unit == whole.fact.unit && whole.value.is_below(part.value);
    let larger = parts.iter().find(alike);
    if let Some(part) = larger {
        let message = format!(
            "{} is more than {}, of which it is a part",
            part.fact.label, whole.fact.label
        );
        let sum = format!("{} > {}", with_unit(part), with_unit(whole));
        let facts = [(Role::Whole, whole), (Role::Part, part)];
        return Some(Discrepancy::new(Kind::Parts, Severity::Warning, message, sum, &facts));
    }
    let total = total(parts);
    let complete = parts
        .last()
        .is_some_and(|last| rules.audit.names_the_rest(&last.fact.label));
    let over = whole.value.is_below(total) && parts.len() > 1;
    let under = total.is_below(whole.value) && complete && parts.len() > 1;
    let slight = within(whole, total, OVERLAP);
    (over && slight && !nested(parts, whole) || under).then(|| {
        let two = parts.len() < MEMBERS && !under;
        differ(whole, parts, total, if two { Severity::Note } else { Severity::Error })
    })
}

/// Whether one part is likely to be in another one (企业, 其中私营企业): without it the rest comes much nearer to the whole.
fn nested(parts: &[&Claim], whole: &Claim) -> bool {
    let sum = |left_out: Option<&Claim>| {
        let kept = parts
            .iter()
            .filter(|part| left_out.is_none_or(|left_out| left_out.fact.id != part.fact.id));
        let sum = kept
            .into_iter()
            .try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.point))?;
        Some(sum.checked_sub(whole.point)?.abs())
    };
    let without = parts.iter().filter_map(|part| sum(Some(part))).min();
    sum(None).zip(without).is_some_and(|(all, without)| {
        without
            .checked_mul(Decimal::from(OVERLAP))
            .is_some_and(|without| without <= all)
    })
}

/// A sum and behind it, in one sentence, its members: 成果584项，甲103项，乙44项，……
fn enumerations(sentence: &[Claim], rules: &Rules, found: &mut Vec<Discrepancy>) {
    for (at, whole) in sentence.iter().enumerate() {
        let members: Vec<&Claim> = sentence[at + 1..]
            .iter()
            .take_while(|part| {
                belong(part, whole, rules)
                    && part.fact.flow == whole.fact.flow
                    && part.fact.subject == whole.fact.subject
                    && part.value.is_bounded()
                    && part.fact.qualifiers == whole.fact.qualifiers
            })
            .collect();
        // The enumeration ends the sentence, so that what follows cannot belong to it, and all of its members are alike.
        let ends = at + 1 + members.len() == sentence.len();
        let alike = members.windows(2).all(|two| two[0].fact.unit == two[1].fact.unit);
        if members.len() < MEMBERS || !ends || !alike || !whole.value.is_bounded() {
            continue;
        }
        let total = total(&members);
        let complete = members
            .last()
            .is_some_and(|last| rules.audit.names_the_rest(&last.fact.label));
        let sure = complete || members.len() >= MANY;
        if sure && !total.meets(whole.value) && within(whole, total, NEAR) {
            let severity = if complete { Severity::Error } else { Severity::Warning };
            found.push(differ(whole, &members, total, severity));
            return;
        }
    }
}

/// Shares of one whole, told in one breath, that come to a little more than a hundred; far more, and they overlap.
fn shares(sentence: &[Claim], rules: &Rules, found: &mut Vec<Discrepancy>) {
    let of_a_list = |claim: &Claim| {
        claim.fact.rule.starts_with("list.")
            && claim.fact.unit.as_deref() == Some("%")
            && claim.fact.measure == Measure::Level
            && rules.audit.divides(&claim.fact.label)
    };
    let alike = |one: &Claim, other: &Claim| {
        of_a_list(one) && of_a_list(other) && one.fact.rule == other.fact.rule && one.when == other.when
    };
    for list in sentence.chunk_by(alike).filter(|list| list.len() >= MEMBERS) {
        let parts: Vec<&Claim> = list.iter().collect();
        let total = total(&parts);
        let most = Decimal::from(100 + 100 / NEAR);
        if total.low.is_some_and(|low| low > Decimal::ONE_HUNDRED && low < most) {
            found.push(hundred(&parts, total));
        }
    }
}

/// Indicators that make up another one, or a hundred, by definition.
fn partitions(claims: &[Claim], rules: &Rules, found: &mut Vec<Discrepancy>) {
    let mut by_key: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
    for claim in claims.iter().filter(|claim| claim.fact.measure == Measure::Level) {
        let plain = claim.fact.qualifiers.is_empty() || claim.in_table();
        if let Some(key) = claim
            .fact
            .indicator
            .as_deref()
            .filter(|_| plain && claim.fact.flow.is_none())
        {
            by_key.entry(key).or_default().push(claim);
        }
    }
    for partition in rules.audit.partitions() {
        let of = |key: &String| by_key.get(key.as_str()).map(Vec::as_slice).unwrap_or_default();
        let [first, others @ ..] = partition.parts.as_slice() else {
            continue;
        };
        for &one in of(first) {
            let beside = |other: &&&Claim| {
                other.fact.area == one.fact.area
                    && other.when == one.when
                    && other.when.is_some()
                    && other.fact.status == one.fact.status
                    && other.fact.subject == one.fact.subject
                    && other.fact.qualifiers == one.fact.qualifiers
                    && other.fact.unit == one.fact.unit
            };
            let Some(mut parts) = others
                .iter()
                .map(|key| of(key).iter().find(beside).copied())
                .collect::<Option<Vec<&Claim>>>()
            else {
                continue;
            };
            parts.insert(0, one);
            let total = total(&parts);
            match &partition.whole {
                Some(key) => {
                    let whole = of(key).iter().find(beside).copied();
                    let whole = whole.filter(|whole| !total.meets(whole.value) && within(whole, total, NEAR));
                    found.extend(whole.map(|whole| differ(whole, &parts, total, Severity::Error)));
                }
                None if !total.meets(Interval::exact(Decimal::ONE_HUNDRED)) => found.push(hundred(&parts, total)),
                None => {}
            }
        }
    }
}

/// The sum of all that the parts leave possible.
pub fn total(parts: &[&Claim]) -> Interval {
    let zero = Interval::exact(Decimal::ZERO);
    parts.iter().fold(zero, |sum, part| sum.plus(part.value))
}

/// Whether a sum differs from the whole by no more than one in so many.
pub fn within(whole: &Claim, total: Interval, one_in: i64) -> bool {
    let whole = whole.point.abs();
    let margin = whole / Decimal::from(one_in);
    let near = |end: Option<Decimal>| end.is_none_or(|end| (end - whole).abs() <= margin);
    // Sums near the limit of a decimal are none that a bulletin tells.
    let small = |end: Option<Decimal>| end.is_none_or(|end| end.abs() < Decimal::MAX / Decimal::TWO);
    whole < Decimal::MAX / Decimal::TWO
        && small(total.low)
        && small(total.high)
        && (near(total.low) || near(total.high))
}

/// The finding that parts and whole differ.
pub fn differ(whole: &Claim, parts: &[&Claim], total: Interval, severity: Severity) -> Discrepancy {
    let points = parts
        .iter()
        .try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.point));
    let points = points.unwrap_or_default();
    let unit = whole.fact.unit.as_deref().unwrap_or_default();
    let gap = points.checked_sub(whole.point).unwrap_or_default();
    let side = match gap.is_sign_negative() {
        true => "too few",
        false => "too many",
    };
    let message = format!(
        "the {} parts of {} add up to {}{unit}, and the whole is {}: {} {side}",
        parts.len(),
        whole.fact.label,
        shown(points),
        with_unit(whole),
        shown(gap.abs())
    );
    let rounding = match (total.low, total.high) {
        (Some(low), Some(high)) if low != high => format!(" ({} to {} with rounding)", shown(low), shown(high)),
        _ => String::new(),
    };
    let sum = format!("{} = {}{rounding} ≠ {}", sum(parts), shown(points), shown(whole.point));
    let mut facts = vec![(Role::Whole, whole)];
    facts.extend(parts.iter().map(|&part| (Role::Part, part)));
    Discrepancy::new(Kind::Parts, severity, message, sum, &facts)
}

fn hundred(parts: &[&Claim], total: Interval) -> Discrepancy {
    let points = parts
        .iter()
        .try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.point));
    let points = shown(points.unwrap_or_default());
    let message = format!("the {} shares add up to {points}%, not to 100 %", parts.len());
    let bounds = super::words::range(total, 2);
    let sum = format!("{} = {points} ({bounds} with rounding) ≠ 100", sum(parts));
    let facts: Vec<(Role, &Claim)> = parts.iter().map(|&part| (Role::Part, part)).collect();
    Discrepancy::new(Kind::Parts, Severity::Warning, message, sum, &facts)
}
