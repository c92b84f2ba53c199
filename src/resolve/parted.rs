//! Names that a time parts: “揭榜挂帅”榜单|两年|发布64项.

use std::ops::Range;

use crate::extract::{AtomKind, FactReading};
use crate::model::Span;
use crate::segment::PartOfSpeech;

use super::discourse::Discourse;
use super::label;
use super::view::SentenceView;

impl Discourse<'_> {
    /// What a verb right before a number is done to or by, where a time stands between the two.
    pub(super) fn parted_by_time(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        range: &Range<usize>,
    ) -> Option<(String, Span)> {
        let known = self.document.known;
        let clause = view.clause(fact.atom);
        let dressed = |atom: &usize| {
            let cues = view.atoms[*atom].cues;
            matches!(view.atoms[*atom].kind, AtomKind::Word(_))
                && (cues.has(known.filler) || known.lead.intersects(cues))
        };
        let period = (clause.start..range.start).rev().find(|at| !dressed(at))?;
        if !matches!(view.atoms[period].kind, AtomKind::Period(_)) {
            return None;
        }
        let named = label::narrow(self.document.text, view.atoms, clause.start..period, known);
        let (first, last) = (view.atoms.get(named.start)?, view.atoms.get(named.end.checked_sub(1)?)?);
        let noun = last.kind == AtomKind::Word(PartOfSpeech::Noun);
        let plain = |atom: &crate::extract::Atom| {
            matches!(atom.kind, AtomKind::Word(_) | AtomKind::Quote) && !known.predicate.intersects(atom.cues)
        };
        let whole = named.start == clause.start && named.end == period && view.atoms[named.clone()].iter().all(plain);
        let says = first.cues.has(known.says) || known.lead.intersects(first.cues);
        if !noun || !whole || says || named.is_empty() {
            return None;
        }
        let words = label::phrase(self.document.text, view.atoms, named.clone(), known);
        (words.chars().count() > 1).then(|| (words, label::span(view.atoms, &named)))
    }
}
