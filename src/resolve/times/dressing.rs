//! Times that only dress the name of a body: 去年5月升格为省级高新区的某某园区，集聚企业230家.

use crate::extract::{Atom, AtomKind};
use crate::segment::PartOfSpeech;

use crate::resolve::discourse::Discourse;
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// Whether a period says when something began, or what befell a body that its clause does no more than name: it is not the
    /// time of what follows.
    pub(in crate::resolve) fn only_dates(&self, view: &SentenceView, period: usize) -> bool {
        self.tells_of_founding(view, period) || self.dresses_body(view, period)
    }

    /// Whether a clause is the name of a body alone, behind what befell it at that time.
    pub(in crate::resolve) fn dresses_body(&self, view: &SentenceView, period: usize) -> bool {
        if self.document.date.tells {
            return false;
        }
        let known = self.document.known;
        let clause = view.clause(period);
        let named = matches!(view.atoms[clause.end - 1].kind, AtomKind::Organisation(_));
        let goes_on = view
            .atoms
            .get(clause.end)
            .is_some_and(|mark| matches!(mark.kind, AtomKind::Break('，')));
        if !named || !goes_on || view.atoms[clause.clone()].iter().any(|atom| atom.quantity().is_some()) {
            return false;
        }
        let dresses = |atom: &Atom| {
            known.lead.intersects(atom.cues) || atom.cues.has(known.filler) || atom.kind == AtomKind::Noise
        };
        let verb = |atom: &Atom| atom.kind == AtomKind::Word(PartOfSpeech::Verb) || known.verb.intersects(atom.cues);
        let of = view.atoms[clause.end - 2].span.of(self.document.text) == "的";
        of && view.atoms[clause.start..period].iter().all(dresses)
            && view.atoms[period + 1..clause.end - 2].iter().any(verb)
    }
}
