//! What stands round a sentence: its paragraph and the headings above it, for rules with conditions on them.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::model::Span;
use crate::rules::{Condition, CueSet, Scope};

use super::atoms::{Atom, AtomKind};

/// The surroundings of the sentences of one paragraph. Each condition is looked up once in a paragraph, however many of its
/// numbers ask.
#[derive(Debug, Default)]
pub struct Around {
    paragraph: Option<Span>,
    headings: Vec<Span>,
    known: RefCell<HashMap<(usize, usize), bool>>,
}

impl Around {
    /// The surroundings of a paragraph with these headings above it.
    pub fn new(paragraph: Span, headings: Vec<Span>) -> Self {
        Self {
            paragraph: Some(paragraph),
            headings,
            known: RefCell::default(),
        }
    }
}

/// A sentence whose conditions are asked for.
pub(super) struct Place<'a> {
    pub(super) text: &'a str,
    pub(super) sentence: Span,
    pub(super) atoms: &'a [Atom],
    /// Cue classes that occur in the sentence.
    pub(super) present: CueSet,
    pub(super) around: &'a Around,
    /// What was found for conditions on the sentence.
    known: RefCell<HashMap<(usize, usize), bool>>,
}

impl<'a> Place<'a> {
    pub(super) fn new(text: &'a str, sentence: Span, atoms: &'a [Atom], around: &'a Around) -> Self {
        let present = atoms.iter().fold(CueSet::default(), |mut set, atom| {
            set.extend(atom.cues);
            set
        });
        Self {
            text,
            sentence,
            atoms,
            present,
            around,
            known: RefCell::default(),
        }
    }

    /// The first of a rule's conditions that is not met at the number of atom `anchor`.
    pub(super) fn unmet<'c>(&self, rule: usize, conditions: &'c [Condition], anchor: usize) -> Option<&'c Condition> {
        conditions
            .iter()
            .enumerate()
            .find(|(index, condition)| self.holds((rule, *index), condition, anchor) != condition.wanted)
            .map(|(_, condition)| condition)
    }

    fn holds(&self, key: (usize, usize), condition: &Condition, anchor: usize) -> bool {
        let once = |known: &RefCell<HashMap<(usize, usize), bool>>, find: &dyn Fn() -> bool| {
            *known.borrow_mut().entry(key).or_insert_with(find)
        };
        let in_text = |span: &Span| condition.stands_in(span.of(self.text));
        match condition.scope {
            Scope::Clause => self.in_clause(condition, anchor),
            Scope::Sentence if !condition.cues.is_empty() => self.present.intersects(condition.cues),
            Scope::Sentence => once(&self.known, &|| in_text(&self.sentence)),
            Scope::Paragraph => once(&self.around.known, &|| self.around.paragraph.iter().any(in_text)),
            Scope::Heading => once(&self.around.known, &|| self.around.headings.iter().any(in_text)),
            // These belong to tables; the loader keeps them out of sentences.
            Scope::Row | Scope::Column | Scope::Caption => false,
        }
    }

    fn in_clause(&self, condition: &Condition, anchor: usize) -> bool {
        let ends = |atom: &Atom| matches!(atom.kind, AtomKind::Break(_));
        let start = self.atoms[..anchor].iter().rposition(ends).map_or(0, |at| at + 1);
        let length = self.atoms[anchor..].iter().position(ends);
        let clause = &self.atoms[start..length.map_or(self.atoms.len(), |length| anchor + length)];
        if !condition.cues.is_empty() {
            return clause.iter().any(|atom| condition.cues.intersects(atom.cues));
        }
        let (Some(first), Some(last)) = (clause.first(), clause.last()) else {
            return false;
        };
        condition.stands_in(&self.text[first.span.start..last.span.end.max(first.span.start)])
    }
}
