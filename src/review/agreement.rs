//! How far reviewers agree: Cohen's kappa (J. Cohen, A Coefficient of Agreement for Nominal Scales, 1960) for each
//! pair of them and each field. Pure.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::claim::{Claim, ClaimField};

/// How far two reviewers agree in one field.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Agreement {
    /// The reviewers, by name.
    pub reviewers: (String, String),
    /// `fact` for whether there is one at all, else a field of those that both hold to be facts.
    pub field: &'static str,
    /// Numbers on which both have decided.
    pub both: usize,
    /// Those on which they say the same.
    pub same: usize,
    /// 1 for full agreement, 0 for what chance would give; none where both always say one and the same thing, so that
    /// chance alone would give full agreement.
    pub kappa: Option<f64>,
}

/// The agreement of every pair of reviewers, by name, then by field.
pub fn agreement(opinions: &[BTreeMap<&str, Option<&Claim>>]) -> Vec<Agreement> {
    let reviewers: BTreeSet<&str> = opinions.iter().flat_map(|said| said.keys().copied()).collect();
    let mut all = Vec::new();
    for &one in &reviewers {
        for &other in reviewers.range(one..).skip(1) {
            let both: Vec<(Option<&Claim>, Option<&Claim>)> = opinions
                .iter()
                .filter_map(|said| Some((*said.get(one)?, *said.get(other)?)))
                .collect();
            if both.is_empty() {
                continue;
            }
            let mut add = |field: &'static str, said: Vec<(String, String)>| {
                let (same, kappa) = kappa(&said);
                all.push(Agreement {
                    reviewers: (one.to_owned(), other.to_owned()),
                    field,
                    both: said.len(),
                    same,
                    kappa,
                });
            };
            let is_fact = |claim: Option<&Claim>| claim.is_some().to_string();
            add("fact", both.iter().map(|(a, b)| (is_fact(*a), is_fact(*b))).collect());
            let facts: Vec<(&Claim, &Claim)> = both.iter().filter_map(|(a, b)| Some(((*a)?, (*b)?))).collect();
            for field in ClaimField::ALL {
                add(
                    field.name(),
                    facts.iter().map(|(a, b)| (a.text(field), b.text(field))).collect(),
                );
            }
        }
    }
    all
}

/// How often the two say the same, and kappa: (observed − expected) / (1 − expected).
fn kappa(said: &[(String, String)]) -> (usize, Option<f64>) {
    let same = said.iter().filter(|(a, b)| a == b).count();
    let count = said.len() as f64;
    let mut shares: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for (a, b) in said {
        shares.entry(a).or_default().0 += 1.0 / count;
        shares.entry(b).or_default().1 += 1.0 / count;
    }
    let expected: f64 = shares.values().map(|(a, b)| a * b).sum();
    let observed = same as f64 / count;
    let chance_alone = said.is_empty() || shares.len() == 1;
    (same, (!chance_alone).then(|| (observed - expected) / (1.0 - expected)))
}

#[cfg(test)]
mod tests {
    use super::super::samples::fact;
    use super::*;

    #[test]
    fn kappa_is_cohens() {
        let said = |yes_yes: usize, yes_no: usize, no_yes: usize, no_no: usize| {
            let pair = |a: &str, b: &str, count| vec![(a.to_owned(), b.to_owned()); count];
            let all = [
                pair("yes", "yes", yes_yes),
                pair("yes", "no", yes_no),
                pair("no", "yes", no_yes),
                pair("no", "no", no_no),
            ];
            let (same, kappa) = kappa(&all.concat());
            (same, kappa.map(|kappa| format!("{kappa:.3}")))
        };
        // Observed 0.7, expected 0.5 · 0.6 + 0.5 · 0.4 = 0.5.
        assert_eq!(said(20, 5, 10, 15), (35, Some("0.400".to_owned())));
        assert_eq!(said(45, 15, 25, 15), (60, Some("0.130".to_owned())));
        assert_eq!(said(5, 0, 0, 5), (10, Some("1.000".to_owned())));
        assert_eq!(said(0, 5, 5, 0), (0, Some("-1.000".to_owned())));
        assert_eq!(said(5, 5, 0, 0), (5, Some("0.000".to_owned())));
        assert_eq!(said(9, 0, 0, 0), (9, None));
        assert_eq!(said(0, 0, 0, 0), (0, None));
    }

    #[test]
    fn fields_are_compared_where_both_hold_a_number_to_be_a_fact() {
        let claim = Claim::of(&fact(1, "5.2%"));
        let other = Claim {
            value: "6".to_owned(),
            ..claim.clone()
        };
        let opinions = [
            BTreeMap::from([("乙", Some(&claim)), ("甲", Some(&claim))]),
            BTreeMap::from([("乙", Some(&other)), ("甲", Some(&claim))]),
            BTreeMap::from([("乙", None), ("甲", Some(&claim))]),
            BTreeMap::from([("甲", None), ("丙", None)]),
        ];
        let all = agreement(&opinions);
        let told = |one: &str, other: &str, field: &str| {
            let pair = (one.to_owned(), other.to_owned());
            let found = all.iter().find(|it| it.reviewers == pair && it.field == field);
            found.map(|it| (it.both, it.same))
        };
        assert_eq!(told("乙", "甲", "fact"), Some((3, 2)));
        assert_eq!(told("乙", "甲", "value"), Some((2, 1)));
        assert_eq!(told("乙", "甲", "label"), Some((2, 2)));
        assert_eq!(told("丙", "甲", "fact"), Some((1, 1)));
        // Never judged the same number.
        assert_eq!(told("丙", "乙", "fact"), None);
    }
}
