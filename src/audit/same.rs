//! One thing told twice in a document, with different values: under the same name, or in a passage that is told again.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::claim::Sameness;
use super::words::with_unit;
use super::{Claim, Discrepancy, Kind, Role, Severity};
use crate::model::{Measure, OriginKind, Status};

/// Names shorter than this many characters (企业, 总投资) stand for different things in different sentences.
const NAME: usize = 7;

/// Values that differ by this factor are perhaps of two things that have one name.
const FAR: i64 = 2;

/// Two sentences that have so many facts in common tell the same.
const ANCHORS: usize = 2;

/// A label that stands in more sentences than this is no sign that two of them tell the same.
const COMMON: usize = 6;

/// Looks at the facts of one document.
pub fn check(claims: &[Claim], found: &mut Vec<Discrepancy>) {
    same_name(claims, found);
    told_again(claims, found);
}

/// Facts of one name, place, time and kind.
fn same_name(claims: &[Claim], found: &mut Vec<Discrepancy>) {
    let mut groups: BTreeMap<Sameness, Vec<&Claim>> = BTreeMap::new();
    for claim in claims {
        let known = claim.fact.indicator.is_some();
        // Of what is to be done the same name often stands for several measures, and a name that is carried on for several
        // sizes of one thing.
        let said = claim.form.chars().count() >= NAME
            && claim.fact.status == Status::Actual
            && claim.fact.origins.label.kind == OriginKind::Said
            // A book or a bill is not what is counted of it.
            && !claim.fact.label.ends_with(['」', '》', '”'])
            && claim.fact.unit.is_some();
        let placed = claim.fact.area.is_some() && claim.fact.status != Status::Rule;
        if (known || said)
            && placed
            && claim.dated
            && let Some(sameness) = claim.sameness()
        {
            groups.entry(sameness).or_default().push(claim);
        }
    }
    for group in groups.values().filter(|group| group.len() > 1) {
        found.extend(conflict(group));
    }
}

/// A finding where two of these cannot both be true.
fn conflict(group: &[&Claim]) -> Option<Discrepancy> {
    // Each meets each other one if the highest low end is no higher than the lowest high end.
    let low = group.iter().filter_map(|claim| claim.value.low).max();
    let high = group.iter().filter_map(|claim| claim.value.high).min();
    let clash = low.zip(high).is_some_and(|(low, high)| low > high);
    // Several values in one sentence are of several things, whatever they are called.
    let mut sentences = BTreeSet::new();
    let one_each = group
        .iter()
        .all(|claim| sentences.insert((claim.fact.sentence.start, claim.fact.sentence.end)));
    (clash && one_each && !neighbours(group)).then(|| {
        let sizes = group.iter().map(|claim| claim.point.abs());
        let (least, most) = (sizes.clone().min().unwrap_or_default(), sizes.max().unwrap_or_default());
        let far = least.checked_mul(Decimal::from(FAR)).is_none_or(|far| far < most);
        match (far, group[0].fact.indicator.is_some()) {
            (true, false) => None,
            (true, true) => Some(differing(group, Severity::Note)),
            (false, _) => Some(differing(group, Severity::Warning)),
        }
    })?
}

/// Whether all stand in one paragraph, which tells of several things in turn rather than of one twice.
fn neighbours(group: &[&Claim]) -> bool {
    group
        .windows(2)
        .all(|pair| pair[1].fact.line.abs_diff(pair[0].fact.line) <= 1)
        && !group[0].in_table()
}

fn differing(group: &[&Claim], severity: Severity) -> Discrepancy {
    let mut values: Vec<String> = Vec::new();
    for value in group.iter().map(|claim| with_unit(claim)) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    let message = format!("{} is told with {} values", group[0].fact.label, values.len());
    let facts: Vec<(Role, &Claim)> = group.iter().map(|&claim| (Role::Value, claim)).collect();
    Discrepancy::new(Kind::Conflict, severity, message, values.join(" ≠ "), &facts)
}

/// Sentences that tell the same again: they share names, and a value with its name; then what else is named alike is the same
/// too.
fn told_again(claims: &[Claim], found: &mut Vec<Discrepancy>) {
    let sentences: Vec<&[Claim]> = claims
        .chunk_by(|one, other| one.fact.sentence == other.fact.sentence)
        .filter(|sentence| !sentence[0].in_table())
        .collect();
    let mut by_form: BTreeMap<(&str, Option<&str>), BTreeSet<usize>> = BTreeMap::new();
    for (at, sentence) in sentences.iter().enumerate() {
        for claim in sentence.iter().filter(|claim| claim.fact.measure == Measure::Level) {
            let key = (claim.form.as_str(), claim.fact.unit.as_deref());
            by_form.entry(key).or_default().insert(at);
        }
    }
    // How many names two sentences share; the next sentence sets another thing beside the first rather than telling it again.
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for places in by_form.values().filter(|places| places.len() <= COMMON) {
        for &one in places {
            for &other in places.range(one + 2..) {
                *shared.entry((one, other)).or_default() += 1;
            }
        }
    }
    for ((one, other), _) in shared.into_iter().filter(|(_, count)| *count >= ANCHORS) {
        let pairs = aligned(sentences[one], sentences[other]);
        let agreeing = |pair: &&(&Claim, &Claim)| {
            pair.0.form == pair.1.form && pair.0.value == pair.1.value && pair.0.point > Decimal::TEN
        };
        if !pairs.iter().any(|pair| agreeing(&pair)) {
            continue;
        }
        for (before, after) in pairs {
            if !before.value.meets(after.value) {
                found.push(differing(&[before, after], Severity::Warning));
            }
        }
    }
}

/// Facts of two tellings that are the same: in the same order, of one unit, place and standing, and named alike.
fn aligned<'c>(one: &'c [Claim], other: &'c [Claim]) -> Vec<(&'c Claim, &'c Claim)> {
    let mut pairs = Vec::new();
    let mut next = 0;
    for before in one {
        let same = |after: &Claim| {
            before.fact.unit == after.fact.unit
                && before.fact.measure == after.fact.measure
                && before.fact.status == Status::Actual
                && after.fact.status == Status::Actual
                && before.fact.flow == after.fact.flow
                && before.fact.area.is_some()
                && before.fact.area == after.fact.area
                && before.when == after.when
                && (before.form == after.form || alike(&before.form, &after.form))
        };
        if let Some(at) = other[next..].iter().position(same) {
            pairs.push((before, &other[next + at]));
            next += at + 1;
        }
    }
    pairs
}

/// Whether two labels have most of their characters in common: 开展参观接待 and 接待参观考察.
fn alike(one: &str, other: &str) -> bool {
    let mut rest: Vec<char> = other.chars().collect();
    let (lengths, mut common) = (one.chars().count() + rest.len(), 0);
    for c in one.chars() {
        if let Some(at) = rest.iter().position(|&other| other == c) {
            rest.swap_remove(at);
            common += 1;
        }
    }
    // Six characters in ten of both.
    lengths > 0 && common * 2 * 10 >= lengths * 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_alike_where_most_characters_are_the_same() {
        for (one, other, expected) in [
            ("开展参观接待", "接待参观考察", true),
            ("组织对接活动", "承办各类活动", false),
            ("推荐对接人才项目", "对接推荐人才项目", true),
            ("", "", false),
        ] {
            assert_eq!(alike(one, other), expected, "{one} {other}");
        }
    }
}
