//! Lists of differences told in turn of names before them: which names these are, where the units tell.

use crate::extract::{LabelPiece, Reading};
use crate::model::{Dimension, Quantity, Span};

use crate::resolve::discourse::{Discourse, Resolved};
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// How many of the names told before a reading takes its own from: 火灾9起、伤4人、损失80万元。分别减少2起、1人 is of those that were
    /// counted in these units, not of the last two.
    pub(in crate::resolve) fn names_in_turn(&self, view: &SentenceView, reading: &Reading, told: &[Resolved]) -> usize {
        let all = self.labels.len();
        let several = reading.facts.len() > 1;
        let before = |piece: &LabelPiece| matches!(piece, LabelPiece::Before(_));
        let elliptic = reading
            .facts
            .iter()
            .all(|fact| fact.label.iter().all(before) && fact.area.is_none());
        let counted = |quantity: &&Quantity| matches!(quantity.dimension, Dimension::Count | Dimension::Money);
        if !several || !elliptic {
            return all;
        }
        let own = reading.facts.iter().map(|fact| view.quantity(fact));
        let own: Vec<&str> = own.filter(counted).filter_map(|own| own.unit.as_deref()).collect();
        if own.len() < reading.facts.len() {
            return all;
        }
        let unit = |number: Span| {
            let fact = told.iter().rev().take(FAR).find(|fact| fact.span == number);
            fact.and_then(|fact| fact.unit.as_deref())
        };
        let fits = |end: usize| {
            let names = end.checked_sub(own.len()).map(|start| &self.labels[start..end]);
            names.is_some_and(|names| names.iter().zip(&own).all(|(name, own)| unit(name.number) == Some(own)))
        };
        (all.saturating_sub(BEHIND)..=all)
            .rev()
            .find(|end| fits(*end))
            .unwrap_or(all)
    }
}

/// So many names at most stand behind those that a list is of.
const BEHIND: usize = 4;

/// So many facts back they were told at most.
const FAR: usize = 24;
