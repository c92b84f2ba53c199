//! changes: two outputs of the same documents → the facts that the second has more, has no longer, or has otherwise.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use crate::model::{DocumentRecord, Fact};

/// An output as far as a comparison needs it.
#[derive(Clone, Debug, Default)]
pub struct Side {
    /// `documents.jsonl`.
    pub documents: Vec<DocumentRecord>,
    /// `facts.jsonl`.
    pub facts: Vec<Fact>,
}

/// What became of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// Only the second output has it.
    Added,
    /// Only the first has it.
    Dropped,
    /// Both read the number, and say different things of it.
    Altered,
}

/// A field that differs, as JSON text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// Its name.
    pub field: &'static str,
    /// In the first output.
    pub old: String,
    /// In the second.
    pub new: String,
}

/// One fact that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// In which way.
    pub kind: ChangeKind,
    /// The document.
    pub document: String,
    /// Line of the number.
    pub line: usize,
    /// The number, verbatim.
    pub quote: String,
    /// The fact in one line: of the second output, else of the first.
    pub says: String,
    /// The rule that read it: in the second output, else in the first.
    pub rule: String,
    /// The fields that differ.
    pub fields: Vec<FieldChange>,
}

/// Counts of changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Facts added.
    pub added: usize,
    /// Facts dropped.
    pub dropped: usize,
    /// Facts altered.
    pub altered: usize,
}

/// How two outputs differ.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Changes {
    /// Facts of the first output, in documents that are compared.
    pub old_facts: usize,
    /// The same of the second.
    pub new_facts: usize,
    /// Documents compared.
    pub documents_compared: usize,
    /// Documents that only one output has, or whose content differs: nothing is said of them.
    pub not_compared: Vec<String>,
    /// By document, only those with changes.
    pub documents: BTreeMap<String, Counts>,
    /// By rule: added and altered facts by the rule that reads them now, dropped ones by the rule that read them.
    pub rules: BTreeMap<String, Counts>,
    /// Altered facts by field.
    pub fields: BTreeMap<&'static str, usize>,
    /// Every change, by document, then by place.
    pub changes: Vec<Change>,
}

/// Compares two outputs; `render` puts a fact into one line.
pub fn compare(old: &Side, new: &Side, render: fn(&Fact) -> String) -> Changes {
    let hashes = |side: &Side| -> BTreeMap<String, Option<String>> {
        let documents = side.documents.iter();
        documents.map(|of| (of.document.clone(), of.hash.clone())).collect()
    };
    let (of_old, of_new) = (hashes(old), hashes(new));
    let names: BTreeSet<&String> = of_old.keys().chain(of_new.keys()).collect();
    let (same, other): (Vec<&String>, Vec<&String>) = names
        .into_iter()
        .partition(|name| of_old.get(*name).is_some_and(|hash| of_new.get(*name) == Some(hash)));
    let same: BTreeSet<&str> = same.into_iter().map(String::as_str).collect();
    // Where a number stands says which it is: the text of both is the same.
    let (old_facts, new_facts) = (by_place(old, &same), by_place(new, &same));
    let mut changes = Changes {
        old_facts: old_facts.len(),
        new_facts: new_facts.len(),
        documents_compared: same.len(),
        not_compared: other.into_iter().cloned().collect(),
        ..Changes::default()
    };
    let places: BTreeSet<_> = old_facts.keys().chain(new_facts.keys()).collect();
    for place in places {
        let (kind, fact, fields) = match (old_facts.get(place).copied(), new_facts.get(place).copied()) {
            (Some(old), Some(new)) => (ChangeKind::Altered, new, differences(old, new)),
            (None, Some(new)) => (ChangeKind::Added, new, Vec::new()),
            (Some(old), None) => (ChangeKind::Dropped, old, Vec::new()),
            (None, None) => continue,
        };
        if kind == ChangeKind::Altered && fields.is_empty() {
            continue;
        }
        for counts in [
            changes.documents.entry(fact.document.clone()).or_default(),
            changes.rules.entry(fact.rule.clone()).or_default(),
        ] {
            match kind {
                ChangeKind::Added => counts.added += 1,
                ChangeKind::Dropped => counts.dropped += 1,
                ChangeKind::Altered => counts.altered += 1,
            }
        }
        for change in &fields {
            *changes.fields.entry(change.field).or_default() += 1;
        }
        changes.changes.push(Change {
            kind,
            document: fact.document.clone(),
            line: fact.line,
            quote: fact.quote.clone(),
            says: render(fact),
            rule: fact.rule.clone(),
            fields,
        });
    }
    changes
}

/// The facts of these documents by where their number stands.
fn by_place<'s>(side: &'s Side, documents: &BTreeSet<&str>) -> BTreeMap<(&'s str, usize, usize), &'s Fact> {
    let compared = side
        .facts
        .iter()
        .filter(|fact| documents.contains(fact.document.as_str()));
    compared
        .map(|fact| ((fact.document.as_str(), fact.span.start, fact.span.end), fact))
        .collect()
}

/// Fields of a fact that a rule decides; what only follows from the text is left out.
const FIELDS: [&str; 16] = [
    "value",
    "value_high",
    "unit",
    "bound",
    "measure",
    "status",
    "flow",
    "label",
    "qualifiers",
    "indicator",
    "base",
    "area",
    "subject",
    "period",
    "rule",
    "confidence",
];

fn differences(old: &Fact, new: &Fact) -> Vec<FieldChange> {
    if old == new {
        return Vec::new();
    }
    let (Ok(old), Ok(new)) = (serde_json::to_value(old), serde_json::to_value(new)) else {
        return Vec::new();
    };
    FIELDS
        .into_iter()
        .filter(|field| old[field] != new[field])
        .map(|field| FieldChange {
            field,
            old: short(&old[field]),
            new: short(&new[field]),
        })
        .collect()
}

/// A value in a reader's words: the name of a place, the days of a period.
fn short(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(all) if all.is_empty() => "none".to_owned(),
        Value::Array(all) => all.iter().map(short).collect::<Vec<_>>().join(" · "),
        Value::Object(keys) => match (keys.get("name"), keys.get("start"), keys.get("end")) {
            (Some(name), _, _) => short(name),
            (_, Some(start), Some(end)) => format!("{}/{}", short(start), short(end)),
            _ => keys.values().map(short).collect::<Vec<_>>().join(" · "),
        },
        // Confidences are written with two decimals; a wider type would show the digits behind them.
        Value::Number(number) if number.is_f64() => {
            let text = format!("{:.2}", number.as_f64().unwrap_or_default());
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests;
