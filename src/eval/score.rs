//! Pairs the facts of a document with the reviewed ones, and counts.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::gold::{GoldFact, GoldFile, GoldSkip};
use super::judge::{EXACT, Field, is_right};
use crate::model::{Fact, NumberRecord, Outcome};

/// Counts, from which all figures follow.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Score {
    /// Reviewed facts that must be found.
    pub gold: usize,
    /// Extracted facts that count.
    pub predicted: usize,
    /// Pairs of the two.
    pub found: usize,
    /// Pairs that are right in every field of [`EXACT`].
    pub exact: usize,
    /// Numbers that are no facts.
    pub skips: usize,
    /// Those of them that no fact covers.
    pub skips_kept: usize,
    /// Pairs that are right in a field.
    pub fields: BTreeMap<Field, usize>,
}

impl Score {
    /// Precision, recall and F1 of finding the facts.
    pub fn detect(&self) -> [f64; 3] {
        f1(self.found, self.predicted, self.gold)
    }

    /// Precision, recall and F1 of getting them right in every field.
    pub fn exact_f1(&self) -> [f64; 3] {
        f1(self.exact, self.predicted, self.gold)
    }

    /// Share of pairs that are right in a field; `None` without pairs.
    pub fn field(&self, field: Field) -> Option<f64> {
        let right = self.fields.get(&field).copied().unwrap_or_default();
        (self.found > 0).then(|| right as f64 / self.found as f64)
    }

    pub(super) fn add(&mut self, other: &Score) {
        self.gold += other.gold;
        self.predicted += other.predicted;
        self.found += other.found;
        self.exact += other.exact;
        self.skips += other.skips;
        self.skips_kept += other.skips_kept;
        for (field, count) in &other.fields {
            *self.fields.entry(*field).or_default() += count;
        }
    }
}

fn f1(right: usize, predicted: usize, gold: usize) -> [f64; 3] {
    let share = |of: usize| if of == 0 { 0.0 } else { right as f64 / of as f64 };
    let (precision, recall) = (share(predicted), share(gold));
    let sum = precision + recall;
    [
        precision,
        recall,
        if sum == 0.0 {
            0.0
        } else {
            2.0 * precision * recall / sum
        },
    ]
}

/// In which way something is not right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum WrongKind {
    /// Found, and wrong in some field.
    Wrong,
    /// A reviewed fact that was not found.
    Missed,
    /// A fact where the review has none.
    Spurious,
}

/// A field that is not right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The field.
    pub field: Field,
    /// What the review says.
    pub expected: String,
    /// What was read.
    pub found: String,
}

/// Something that is not right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wrong {
    /// In which way.
    pub kind: WrongKind,
    /// The gold file.
    pub document: String,
    /// Where the quantity begins, in code points of the document.
    pub start: usize,
    /// Its line, as the output tells it.
    pub line: Option<usize>,
    /// The quantity, verbatim.
    pub quote: String,
    /// The label: that of the review, else that of the fact.
    pub label: String,
    /// The rule that read it.
    pub rule: Option<String>,
    /// The wrong fields.
    pub fields: Vec<Difference>,
    /// For a spurious fact on a number that the review skips: why it does. For a missed one: what the ledger says of it.
    pub note: Option<String>,
}

/// What came of one document.
pub(super) struct Judged {
    pub(super) score: Score,
    pub(super) rules: BTreeMap<String, Score>,
    pub(super) wrong: Vec<Wrong>,
}

/// Judges the facts of one document.
pub(super) fn judge(file: &GoldFile, facts: &[&Fact], ledger: &[&NumberRecord]) -> Judged {
    let in_scope = |fact: &Fact| {
        let start = fact.span.start;
        file.scope
            .as_ref()
            .is_none_or(|scope| scope.iter().any(|(from, to)| (*from..*to).contains(&start)))
    };
    let over_skip = |fact: &Fact, skip: &GoldSkip| overlap(fact, skip.start, &skip.quote) > 0;
    let over_fact = |fact: &Fact| file.facts.iter().any(|gold| overlap(fact, gold.start, &gold.quote) > 0);
    // A number that only qualifies another fact (72 in 第29位 of 72个城市) may be extracted or not.
    let (free, skips): (Vec<&GoldSkip>, Vec<&GoldSkip>) = file.skips.iter().partition(|skip| skip.why == "qualifier");
    let counts = |fact: &Fact| in_scope(fact) && (over_fact(fact) || !free.iter().any(|skip| over_skip(fact, skip)));
    let facts: Vec<&Fact> = facts.iter().copied().filter(|fact| counts(fact)).collect();
    let pairs = pair(&file.facts, &facts);
    let mut score = Score {
        gold: file.facts.iter().filter(|gold| !gold.optional).count(),
        skips: skips.len(),
        skips_kept: skips
            .iter()
            .filter(|skip| !facts.iter().any(|fact| over_skip(fact, skip)))
            .count(),
        ..Score::default()
    };
    let mut rules: BTreeMap<String, Score> = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut gold_left: BTreeSet<usize> = (0..file.facts.len()).collect();
    let mut facts_left: BTreeSet<usize> = (0..facts.len()).collect();
    for (gold, fact) in pairs {
        gold_left.remove(&gold);
        facts_left.remove(&fact);
        let (gold, fact) = (&file.facts[gold], facts[fact]);
        if gold.optional {
            continue;
        }
        let one = one_pair(gold, fact);
        score.add(&one);
        rules.entry(fact.rule.clone()).or_default().add(&one);
        if one.exact == 0 {
            wrong.push(Wrong {
                kind: WrongKind::Wrong,
                document: file.name.clone(),
                start: gold.start,
                line: Some(fact.line),
                quote: gold.quote.clone(),
                label: gold.label.clone(),
                rule: Some(fact.rule.clone()),
                fields: differences(gold, fact),
                note: None,
            });
        }
    }
    for gold in gold_left.into_iter().map(|index| &file.facts[index]) {
        if !gold.optional {
            let end = gold.start + gold.quote.chars().count();
            let entry = ledger
                .iter()
                .find(|number| number.span.start < end && gold.start < number.span.end);
            wrong.push(Wrong {
                kind: WrongKind::Missed,
                document: file.name.clone(),
                start: gold.start,
                line: entry.map(|number| number.line),
                quote: gold.quote.clone(),
                label: gold.label.clone(),
                rule: None,
                fields: Vec::new(),
                note: Some(entry.map_or_else(
                    || "no number was seen there".to_owned(),
                    |number| outcome(&number.outcome),
                )),
            });
        }
    }
    for fact in facts_left.into_iter().map(|index| facts[index]) {
        score.predicted += 1;
        rules.entry(fact.rule.clone()).or_default().predicted += 1;
        wrong.push(Wrong {
            kind: WrongKind::Spurious,
            document: file.name.clone(),
            start: fact.span.start,
            line: Some(fact.line),
            quote: fact.quote.clone(),
            label: fact.label.clone(),
            rule: Some(fact.rule.clone()),
            fields: Vec::new(),
            note: skips
                .iter()
                .find(|skip| over_skip(fact, skip))
                .map(|skip| skip.why.clone()),
        });
    }
    wrong.sort_by_key(|wrong| (wrong.start, wrong.kind));
    Judged { score, rules, wrong }
}

/// The counts of one pair, without the reviewed fact itself: that is counted whether it is found or not.
fn one_pair(gold: &GoldFact, fact: &Fact) -> Score {
    let right = |field: &Field| is_right(*field, gold, fact);
    Score {
        predicted: 1,
        found: 1,
        exact: usize::from(EXACT.iter().all(right)),
        fields: Field::ALL.into_iter().filter(right).map(|field| (field, 1)).collect(),
        ..Score::default()
    }
}

/// What the ledger says of a number, in a few words.
fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Fact { .. } => "read as part of another fact".to_owned(),
        Outcome::Skip { reason } => format!("skipped: {}", name(reason)),
        Outcome::Open { why } => format!("open: {why}"),
    }
}

/// Code points that a fact's quantity shares with a stretch.
fn overlap(fact: &Fact, start: usize, quote: &str) -> usize {
    let end = start + quote.chars().count();
    end.min(fact.span.end).saturating_sub(start.max(fact.span.start))
}

/// Pairs of reviewed and extracted facts by index: the largest overlap first, then the first in the text.
fn pair(gold: &[GoldFact], facts: &[&Fact]) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    for (i, reviewed) in gold.iter().enumerate() {
        for (j, fact) in facts.iter().enumerate() {
            let shared = overlap(fact, reviewed.start, &reviewed.quote);
            if shared > 0 {
                all.push((std::cmp::Reverse(shared), reviewed.start, i, j));
            }
        }
    }
    all.sort_unstable();
    let (mut of_gold, mut of_facts) = (BTreeSet::new(), BTreeSet::new());
    all.retain(|(_, _, i, j)| {
        let fresh = !of_gold.contains(i) && !of_facts.contains(j);
        fresh && of_gold.insert(*i) && of_facts.insert(*j)
    });
    all.into_iter().map(|(_, _, i, j)| (i, j)).collect()
}

/// The fields of a fact that are not right, in a reader's words.
fn differences(gold: &GoldFact, fact: &Fact) -> Vec<Difference> {
    let wrong = EXACT.into_iter().filter(|field| !is_right(*field, gold, fact));
    wrong
        .map(|field| Difference {
            field,
            expected: expected(field, gold),
            found: found(field, fact),
        })
        .collect()
}

fn expected(field: Field, gold: &GoldFact) -> String {
    match field {
        Field::Value => range(&gold.value, gold.value_high.as_deref()),
        Field::Unit => gold.unit.clone().unwrap_or_default(),
        Field::Bound => name(&gold.bound),
        Field::Measure => name(&gold.measure),
        Field::Status => name(&gold.status),
        Field::Flow => gold.flow.as_ref().map(name).unwrap_or_default(),
        Field::Label => {
            let groups: Vec<String> = gold.must.iter().map(|group| group.join("|")).collect();
            format!("{} (with {})", gold.label, groups.join(" and "))
        }
        Field::Area => gold.place.join(" or "),
        Field::Period => gold.period.join(" or "),
    }
}

fn found(field: Field, fact: &Fact) -> String {
    match field {
        Field::Value => range(&fact.value, fact.value_high.as_deref()),
        Field::Unit => fact.unit.clone().unwrap_or_default(),
        Field::Bound => name(&fact.bound),
        Field::Measure => name(&fact.measure),
        Field::Status => name(&fact.status),
        Field::Flow => fact.flow.as_ref().map(name).unwrap_or_default(),
        Field::Label => {
            let mut parts = vec![fact.label.as_str()];
            parts.extend(fact.qualifiers.iter().map(String::as_str));
            parts.join(" · ")
        }
        Field::Area => {
            let area = fact.area.as_ref().map(|area| area.name.as_str());
            let subject = fact.subject.as_ref().map(|subject| subject.name.as_str());
            area.into_iter().chain(subject).collect::<Vec<_>>().join(" · ")
        }
        Field::Period => match fact.period.as_ref().map(|period| (&period.start, &period.end)) {
            Some((Some(start), Some(end))) => format!("{start}/{end}"),
            _ => String::new(),
        },
    }
}

fn range(low: &str, high: Option<&str>) -> String {
    high.map_or_else(|| low.to_owned(), |high| format!("{low}~{high}"))
}

/// The name of a choice as the output has it.
fn name<T: Serialize>(value: &T) -> String {
    let text = serde_json::to_string(value).unwrap_or_default();
    text.trim_matches('"').to_owned()
}
