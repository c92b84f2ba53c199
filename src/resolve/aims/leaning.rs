//! What is to be done with things that are there: 将依托144个平台，力争……. The platforms are no aim.

use crate::extract::{Atom, AtomKind, FactReading, LabelPiece};
use crate::model::Span;
use crate::segment::PartOfSpeech;

use crate::resolve::discourse::Discourse;
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// Whether a number, behind a word that plans, counts what something else is done with, or for: the clause has no verb for it.
    pub(in crate::resolve) fn leans_on(&self, view: &SentenceView, cue: Span, reading: &FactReading) -> bool {
        let known = self.document.known;
        if !view.present.has(known.leaning) {
            return false;
        }
        let clause = view.clause(reading.atom);
        let leaning = |atom: &Atom| atom.cues.has(known.leaning);
        let Some(leans) = view.atoms[clause.start..reading.atom].iter().rposition(leaning) else {
            return false;
        };
        let leans = clause.start + leans;
        let named = |at: &usize| {
            let holds = |piece: &LabelPiece| matches!(piece, LabelPiece::Phrase(range) if range.contains(at));
            !reading.label.iter().any(holds)
        };
        let verb = |at: usize| view.atoms[at].kind == AtomKind::Word(PartOfSpeech::Verb) && !leaning(&view.atoms[at]);
        let mut rest = (leans + 1..reading.atom)
            .chain(reading.atom + 1..clause.end)
            .filter(named);
        let goes_on = view
            .atoms
            .get(clause.end)
            .is_some_and(|atom| atom.kind == AtomKind::Break('，'));
        view.atoms[leans].span.start >= cue.end && goes_on && !rest.any(verb)
    }
}
