//! What is told of one of several only as the highest or lowest of them: 最高的甲市为2.1%.

use crate::extract::FactReading;
use crate::model::{Dimension, Span};

use crate::resolve::discourse::{Discourse, Named};
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// Whether a place is named as the highest or lowest of several, so that the next clause is of all of them again.
    pub(in crate::resolve) fn is_extreme(&self, place: Span) -> bool {
        let before = self.document.text[..place.start].strip_suffix('的');
        before.is_some_and(|before| {
            let mut last = before.char_indices().rev();
            let at = last.nth(1).map(|(at, _)| at);
            at.is_some_and(|at| before[at..].starts_with('最'))
        })
    }

    /// 投入强度低于全国，高于平均的只有3个，最高的甲市为2.1%: of the size that is measured so, not of how many there are.
    pub(in crate::resolve) fn measured_alike(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        place: Span,
    ) -> Option<(String, Span)> {
        let own = view.quantity(fact).dimension;
        if own != Dimension::Ratio || !self.is_extreme(place) {
            return None;
        }
        let last = self.labels.last()?;
        let of = |named: &Named| view.quantity_at(named.number).map(|quantity| quantity.dimension);
        if of(last) != Some(Dimension::Count) {
            return None;
        }
        let named = self.labels.iter().rev().take(super::earlier::BACK);
        let mut alike = named.filter(|named| matches!(of(named), Some(Dimension::Ratio | Dimension::Points)));
        alike.next().map(|named| (named.label.clone(), named.at))
    }
}
