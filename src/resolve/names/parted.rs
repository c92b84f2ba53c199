//! Names that stand apart from their number: “揭榜挂帅”榜单|两年|发布64项; 科技型中小企业：|2022年入库1126家.

use std::ops::Range;

use crate::extract::{AtomKind, FactReading};
use crate::model::Span;
use crate::segment::PartOfSpeech;

use super::label;
use crate::resolve::discourse::Discourse;
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// What a verb right before a number is done to or by, where a time stands between the two.
    pub(in crate::resolve) fn parted_by_time(
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
        let Some(period) = (clause.start..range.start).rev().find(|at| !dressed(at)) else {
            return self.before_colon(view, clause.start);
        };
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
        if period == clause.start {
            return self.before_colon(view, clause.start);
        }
        if !noun || !whole || says || named.is_empty() {
            return None;
        }
        let words = label::phrase(self.document.text, view.atoms, named.clone(), known);
        (words.chars().count() > 1).then(|| (words, label::span(view.atoms, &named)))
    }

    /// The name that a sentence begins with, set apart by a colon right before this clause: nouns, and nothing that says something.
    pub(in crate::resolve) fn before_colon(&self, view: &SentenceView, clause: usize) -> Option<(String, Span)> {
        let known = self.document.known;
        let colon = clause.checked_sub(1)?;
        if !matches!(view.atoms[colon].kind, AtomKind::Break('：')) {
            return None;
        }
        let named = view.clause(colon.checked_sub(1)?);
        let named = named.start..colon;
        let plain = |atom: &crate::extract::Atom| match atom.kind {
            // 科技型 is of a kind, whatever the dictionary takes it for.
            AtomKind::Word(part) => {
                let kind = atom.span.of(self.document.text).ends_with(['型', '级', '类']);
                (part != PartOfSpeech::Verb || kind) && !known.lead.intersects(atom.cues)
            }
            AtomKind::Quote => true,
            _ => false,
        };
        let last = view.atoms.get(colon - 1)?;
        let says = last.cues.has(known.says) || last.cues.has(known.goal) || last.cues.has(known.quotes);
        let opens = named.start == 0 || matches!(view.atoms[named.start - 1].kind, AtomKind::Break('；'));
        if !opens || says || !view.atoms[named.clone()].iter().all(plain) {
            return None;
        }
        let words = label::phrase(self.document.text, view.atoms, named.clone(), known);
        (2..=HEAD)
            .contains(&words.chars().count())
            .then(|| (words, label::span(view.atoms, &named)))
    }

    /// 新材料产业：规上企业98家，一季度产值67亿元: the field that what the sentence tells is of, set apart by a colon before it.
    pub(in crate::resolve) fn field_before(&self, view: &SentenceView, number: usize, label: &str) -> Option<String> {
        let (cues, known) = (self.document.cues, self.document.known);
        let colon = |at: &usize| matches!(view.atoms[*at].kind, AtomKind::Break('：'));
        let colon = (0..number.min(COLON)).find(colon)?;
        let (words, _) = self.before_colon(view, colon + 1)?;
        let field = cues
            .ending_of(&words, known.field)
            .is_some_and(|length| length < words.len());
        (field && !label.contains(words.as_str())).then_some(words)
    }
}

/// Characters of a name before a colon at most, and words up to the colon.
const HEAD: usize = 14;
const COLON: usize = 10;
