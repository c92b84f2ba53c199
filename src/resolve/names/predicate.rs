//! What is said of several counts at once: 16所高校、48个学科|入选建设名单.

use crate::extract::{Atom, AtomKind, FactReading, LabelPiece};
use crate::model::Dimension;
use crate::rules::MeasureRule;
use crate::segment::PartOfSpeech;

use super::label;
use crate::resolve::discourse::Discourse;
use crate::resolve::view::SentenceView;

/// Characters that may be said of them.
const SAID: usize = 20;

impl Discourse<'_> {
    /// The words behind the last of several counts that say something of them all, for one that is not the last. Only where the
    /// clause begins with the first of them: 新建12所学校、3家医院投入使用 tells of two deeds.
    pub(in crate::resolve) fn said_of_all(&self, view: &SentenceView, fact: &FactReading) -> Option<String> {
        let known = self.document.known;
        let [LabelPiece::Phrase(range)] = &fact.label[..] else {
            return None;
        };
        let quantity = view.quantity(fact);
        if range.start <= fact.atom || fact.measure != MeasureRule::Level || quantity.dimension != Dimension::Count {
            return None;
        }
        let clause = view.clause(fact.atom);
        let joins = |at: usize| {
            view.atoms
                .get(at)
                .is_some_and(|atom| atom.kind == AtomKind::Enumeration || atom.cues.has(known.and))
        };
        let counted = |at: usize| view.atoms.get(at).is_some_and(|atom| atom.quantity().is_some());
        let verb = |atom: &Atom| atom.kind == AtomKind::Word(PartOfSpeech::Verb) || known.verb.intersects(atom.cues);
        if !joins(range.end) || !counted(range.end + 1) || view.atoms[range.clone()].iter().any(verb) {
            return None;
        }
        let last = (range.end + 1..clause.end).rev().find(|at| counted(*at))?;
        let first = (clause.start..fact.atom).find(|at| counted(*at)).unwrap_or(fact.atom);
        let dresses = |atom: &Atom| match atom.kind {
            AtomKind::Word(_) => {
                (known.lead.intersects(atom.cues) || atom.cues.has(known.filler)) && !atom.cues.has(known.new)
            }
            AtomKind::Period(_) | AtomKind::Area(_) | AtomKind::Noise => true,
            _ => false,
        };
        if !view.atoms[clause.start..first].iter().all(dresses) || !joins(last - 1) {
            return None;
        }
        let from = (last + 2..clause.end).find(|at| view.atoms[*at].cues.has(known.joint))?;
        let marks = |atom: &Atom| {
            matches!(
                atom.kind,
                AtomKind::Enumeration | AtomKind::Open(_) | AtomKind::Break(_)
            )
        };
        if view.atoms[last + 1..clause.end].iter().any(marks) {
            return None;
        }
        let words = label::phrase(self.document.text, view.atoms, from..clause.end, known);
        (1..=SAID).contains(&words.chars().count()).then_some(words)
    }
}
