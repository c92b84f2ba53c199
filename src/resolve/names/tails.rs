//! What is done to all the members of a list, said behind the last: 实施300个小区、12个街区改造.

use std::ops::Range;

use crate::extract::{Atom, AtomKind, FactReading};
use crate::segment::PartOfSpeech;

use crate::resolve::discourse::Discourse;
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// The noun of action that the last member of a list of counted things ends in, where the verb before the list asks for one and
    /// this member ends in what is counted.
    pub(in crate::resolve) fn tail_of_list<'s>(
        &'s self,
        view: &SentenceView,
        fact: &FactReading,
        range: &Range<usize>,
    ) -> Option<&'s str> {
        let (text, known) = (self.document.text, self.document.known);
        let clause = view.clause(fact.atom);
        let joins = |at: usize| {
            let atom = &view.atoms[at];
            at < clause.end && (atom.kind == AtomKind::Enumeration || atom.cues.has(known.and))
        };
        let counts = |at: usize| at < clause.end && view.atoms[at].quantity().is_some();
        if range.end >= clause.end || !joins(range.end) || !counts(range.end + 1) {
            return None;
        }
        let ends_in = |at: usize| {
            let atom = &view.atoms[at];
            let acts = atom.kind == AtomKind::Word(PartOfSpeech::Verb) && !atom.cues.has(known.does);
            acts && atom.span.of(text).chars().count() >= 2
        };
        if ends_in(range.end - 1) {
            return None;
        }
        // The verb stands before the first number.
        let mut first = fact.atom;
        while first > clause.start && joins(first - 1) {
            first = (clause.start..first - 1).rev().find(|at| counts(*at))?;
        }
        let silent = |atom: &Atom| atom.cues.has(known.filler) || atom.span.of(text) == "了";
        let verb = (clause.start..first).rev().find(|at| !silent(&view.atoms[*at]))?;
        if !view.atoms[verb].cues.has(known.light) {
            return None;
        }
        let mut last = range.end;
        while let Some(next) = (last + 1..clause.end).find(|at| joins(*at) && counts(*at + 1)) {
            last = next;
        }
        let stops = |at: &usize| joins(*at) || (*at > last + 1 && counts(*at));
        let end = (last + 1..clause.end).find(stops).unwrap_or(clause.end);
        (end == clause.end && end > last + 3 && ends_in(end - 1)).then(|| view.atoms[end - 1].span.of(text))
    }
}
