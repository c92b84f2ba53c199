//! The ways in which a pattern can be laid out: each group taken in one of its ways, or left.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{CueClass, Item, Pattern};

/// One way a pattern can be laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Before the anchor, in text order.
    pub before: Vec<Item>,
    /// After it.
    pub after: Vec<Item>,
    /// For each entry, a sentence without a word of one of these classes cannot match.
    pub needs: Vec<Arc<[CueClass]>>,
    /// For each entry, a sentence without one of these words cannot match.
    pub words: Vec<Arc<[String]>>,
}

/// Every way of laying a pattern out, the fullest first.
pub(crate) fn variants(pattern: &Pattern) -> Vec<Variant> {
    let befores = expand(&pattern.before);
    let afters = expand(&pattern.after);
    let mut all: Vec<Variant> = befores
        .iter()
        .flat_map(|before| afters.iter().map(move |after| (before, after)))
        .map(|(before, after)| {
            let items = || before.iter().chain(after);
            let needs: BTreeSet<_> = items()
                .filter_map(|item| match item {
                    Item::Cue { classes, .. } => Some(classes),
                    _ => None,
                })
                .collect();
            let words: BTreeSet<_> = items()
                .filter_map(|item| match item {
                    Item::Words(words) => Some(words),
                    _ => None,
                })
                .collect();
            Variant {
                before: before.clone(),
                after: after.clone(),
                needs: needs.into_iter().cloned().collect(),
                words: words.into_iter().cloned().collect(),
            }
        })
        .collect();
    all.sort_by_key(|variant| std::cmp::Reverse(variant.before.len() + variant.after.len()));
    all.dedup();
    all
}

/// How many ways there are, without laying them out.
pub(super) fn count(items: &[Item]) -> usize {
    items.iter().fold(1, |all: usize, item| match item {
        Item::Group { ways, optional } => {
            let inner = ways
                .iter()
                .fold(usize::from(*optional), |sum, way| sum.saturating_add(count(way)));
            all.saturating_mul(inner)
        }
        _ => all,
    })
}

fn expand(items: &[Item]) -> Vec<Vec<Item>> {
    let mut all = vec![Vec::new()];
    for item in items {
        match item {
            Item::Group { ways, optional } => {
                let mut choices: Vec<Vec<Item>> = ways.iter().flat_map(|way| expand(way)).collect();
                choices.extend(optional.then(Vec::new));
                all = all
                    .iter()
                    .flat_map(|start| choices.iter().map(move |choice| [&start[..], &choice[..]].concat()))
                    .collect();
            }
            _ => all.iter_mut().for_each(|start| start.push(item.clone())),
        }
    }
    all
}
