//! What changes between two readings of the same text.

use super::*;
use crate::examples::render;
use crate::extractor::{Extractor, Metadata};

fn side(text: &str) -> Side {
    let extraction = Extractor::embedded().extract("a.txt", text.as_bytes(), &Metadata::default());
    Side {
        documents: vec![extraction.document],
        facts: extraction.facts,
    }
}

fn told(old: &Side, new: &Side) -> Vec<String> {
    let changes = compare(old, new, render);
    let line = |change: &Change| {
        let fields = change
            .fields
            .iter()
            .map(|field| format!(" {}: {} → {}", field.field, field.old, field.new));
        format!("{:?} {}{}", change.kind, change.says, fields.collect::<String>())
    };
    changes.changes.iter().map(line).collect()
}

const TEXT: &str = "2023年，湖州市粮食产量达到12万吨，同比增长3.8%。";

#[test]
fn the_same_output_has_no_changes() {
    let side = side(TEXT);
    assert_eq!(told(&side, &side), [""; 0]);
}

#[test]
fn facts_are_added_dropped_and_altered() {
    let old = side(TEXT);
    let mut new = old.clone();
    let dropped = new.facts.pop().expect("two facts");
    assert_eq!(told(&old, &new), [format!("Dropped {}", render(&dropped))]);
    assert_eq!(told(&new, &old), [format!("Added {}", render(&dropped))]);
    let mut new = old.clone();
    new.facts[0].label = "产量".to_owned();
    new.facts[0].unit = None;
    assert_eq!(
        told(&old, &new),
        ["Altered 产量 = 120000 unit: 吨 → none label: 粮食产量 → 产量"]
    );
    new.facts[1].confidence = 0.35;
    let told = told(&old, &new);
    assert!(told[1].ends_with("→ 0.35"), "{told:?}");
    new.facts[1].confidence = old.facts[1].confidence;
    let changes = compare(&old, &new, render);
    assert_eq!(changes.fields, BTreeMap::from([("label", 1), ("unit", 1)]));
    assert_eq!(changes.rules[&new.facts[0].rule].altered, 1);
}

#[test]
fn documents_with_other_content_are_named_and_not_compared() {
    let (old, new) = (side(TEXT), side("2023年，湖州市粮食产量达到13万吨。"));
    let changes = compare(&old, &new, render);
    assert_eq!((changes.documents_compared, changes.changes.len()), (0, 0));
    assert_eq!(changes.not_compared, ["a.txt"]);
}
