//! Whose an attribute is: 产能, 年产量, 缺口 and the like say little without what has them, which the clauses before name in the
//! same sentence. It is kept beside the label, as what narrows it.

use crate::extract::{Atom, AtomKind, FactReading, LabelPiece};
use crate::model::{Dimension, Measure, OriginKind, Span};
use crate::segment::PartOfSpeech;

use super::discourse::{Discourse, Resolved};
use super::view::SentenceView;
use super::whose::Doer;

impl Discourse<'_> {
    /// Adds whose it is to a fact of the news whose own clause names only an attribute, or only what is done.
    pub(super) fn put_holder(&self, view: &SentenceView, fact: &FactReading, resolved: &mut Resolved) {
        let [LabelPiece::Phrase(range), ..] = &fact.label[..] else {
            return;
        };
        let told = self.document.date.tells && resolved.label.kind == OriginKind::Said;
        let own = resolved.about.is_some()
            || resolved.place.as_ref().is_some_and(|place| place.what.subject.is_some());
        if !told || own || !resolved.qualifiers.is_empty() || resolved.measure == Measure::Rank {
            return;
        }
        let clause = view.clause(fact.atom);
        if range.start < clause.start || !self.heads_clause(view, clause.start..range.start) {
            return;
        }
        if !self.names_no_thing(&view.atoms[range.clone()]) {
            eprintln!("THING | {} | {}", resolved.label.what, label_clause(self.document.text, view, fact));
            return;
        }
        if self.holder_before(view, clause.start).is_none() { eprintln!("NONE | {} | {}", resolved.label.what, label_clause(self.document.text, view, fact)); }
        if let Some((holder, _)) = self.holder_before(view, clause.start)
            && !resolved.label.what.contains(holder.as_str())
            && !holder.contains(resolved.label.what.as_str())
        {
            eprintln!("HOLDER {} | {} | {}", holder, resolved.label.what, label_clause(self.document.text, view, fact));
            resolved.qualifiers.push(holder);
        }
    }

    /// Whether nothing stands before a label in its clause but what leads to it.
    fn heads_clause(&self, view: &SentenceView, before: std::ops::Range<usize>) -> bool {
        let known = self.document.known;
        view.atoms[before].iter().all(|atom| match atom.kind {
            AtomKind::Word(_) => {
                let leads = known.lead.intersects(atom.cues) || atom.cues.has(known.filler);
                leads && !atom.cues.has(known.aside) && !atom.cues.has(known.part)
            }
            AtomKind::Period(_) | AtomKind::Noise => true,
            _ => false,
        })
    }

    /// Whether the words of a label name no thing: attributes, sizes, verbs.
    fn names_no_thing(&self, words: &[Atom]) -> bool {
        let known = self.document.known;
        let text = self.document.text;
        let attribute = self
            .document
            .things
            .is_attribute(Span::new(words[0].span.start, words[words.len() - 1].span.end).of(text));
        let noun = |atom: &Atom| {
            let size = atom.cues.has(known.measure) || atom.cues.has(known.dependent) || atom.cues.has(known.aspect);
            match atom.kind {
                AtomKind::Word(PartOfSpeech::Noun) => !size,
                AtomKind::Word(_) => false,
                _ => true,
            }
        };
        attribute || !words.iter().any(noun)
    }

    /// What the clauses before tell of, the nearest first.
    fn holder_before(&self, view: &SentenceView, mut start: usize) -> Option<(String, Span)> {
        for _ in 0..CLAUSES {
            let mark = start.checked_sub(1)?;
            if !matches!(view.atoms[mark].kind, AtomKind::Break('，')) {
                return None;
            }
            let before = view.clause(mark);
            if before.is_empty() {
                return None;
            }
            match self.doer(view, before.clone()) {
                Doer::Named(words, span) => return Some((words, span)),
                Doer::Nobody => return None,
                Doer::GoesOn => start = before.start,
            }
        }
        None
    }
}

fn label_clause<'t>(text: &'t str, view: &SentenceView, fact: &FactReading) -> &'t str {
    let start = view.atoms[0].span.start;
    let end = view.atoms[fact.atom].span.end;
    Span::new(start, end).of(text)
}

/// So many clauses back it is named at most.
const CLAUSES: usize = 4;
const _: Dimension = Dimension::None;
