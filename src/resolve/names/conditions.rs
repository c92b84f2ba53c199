//! What counted things have to fulfil, where it is said by another number: 占比超过30%的有11种, 9种产品产量居全国第一.

use crate::extract::{Atom, AtomKind, FactReading, LabelPiece};
use crate::model::{Dimension, OriginKind};
use crate::rules::MeasureRule;

use super::label;
use crate::resolve::discourse::{Discourse, Stated};
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// The label of a count with the condition that another number of its clause states.
    pub(in crate::resolve) fn on_condition(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        label: &Stated<String>,
    ) -> Option<String> {
        if fact.measure != MeasureRule::Level || view.quantity(fact).dimension != Dimension::Count {
            return None;
        }
        let full = match &fact.label[..] {
            [LabelPiece::Before(_)] if label.kind == OriginKind::Carried => {
                let condition = self.condition_before(view, fact.atom)?;
                // The name told before has the condition of the one before.
                let earlier = (0..fact.atom).rev().find_map(|at| self.condition_before(view, at));
                let name = label.what.as_str();
                let bare = earlier.and_then(|earlier| name.strip_prefix(earlier.as_str())?.strip_prefix('的'));
                format!("{condition}的{}", bare.unwrap_or(name))
            }
            [.., LabelPiece::Phrase(range)] if range.start > fact.atom => {
                // 9种产品产量居全国|第一
                let text = self.document.text;
                let last = view.atoms[range.end - 1].span.of(text);
                let rank = view.atoms.get(range.end)?.quantity()?;
                let rank = view.mentions[rank].span;
                let ranks = view.quantity_at(rank)?.dimension == Dimension::Rank;
                let stands = |at: usize| self.document.known.predicate.intersects(view.atoms[at].cues);
                let place = matches!(view.atoms[range.end - 1].kind, AtomKind::Area(_))
                    || (range.len() > 1 && stands(range.end - 2));
                if !(ranks && place && label.what.ends_with(last)) {
                    return None;
                }
                format!("{}{}", label.what, rank.of(text))
            }
            _ => return None,
        };
        (full.chars().count() <= label::MOST).then_some(full)
    }

    /// 在全国占比超过10%|的|有: what those counted behind it have to fulfil, with the size that the one before it named
    /// (占比超过10%的有44种、超过20%的有23种).
    fn condition_before(&self, view: &SentenceView, counted: usize) -> Option<String> {
        let text = self.document.text;
        let (number, start) = self.condition(view, counted)?;
        let words = |start: usize, end: usize| text[view.atoms[start].span.start..view.atoms[end].span.end].to_owned();
        // The bound may stand within the number's own words.
        let own = |start: usize, number: usize| view.atoms[start..number].iter().any(|atom| self.names(atom));
        if own(start, number) {
            return Some(words(start, number));
        }
        let mut before = start;
        while let Some(at) = (0..before).rev().find(|at| self.condition(view, *at).is_some()) {
            let (first, begins) = self.condition(view, at)?;
            if own(begins, first) {
                let size = (begins..first).rev().find(|at| self.names(&view.atoms[*at]))?;
                return Some(format!("{}{}", words(begins, size), words(start, number)));
            }
            before = begins;
        }
        None
    }

    /// The number of the condition right before what is counted, and where its words begin.
    fn condition(&self, view: &SentenceView, counted: usize) -> Option<(usize, usize)> {
        let known = self.document.known;
        view.atoms[counted].quantity()?;
        let has = counted
            .checked_sub(1)
            .filter(|at| view.atoms[*at].cues.has(known.reach))?;
        let of = has
            .checked_sub(1)
            .filter(|at| view.atoms[*at].span.of(self.document.text) == "的")?;
        let number = of.checked_sub(1).filter(|at| view.atoms[*at].quantity().is_some())?;
        let opens = |at: &usize| {
            let atom = &view.atoms[*at];
            let mark = matches!(
                atom.kind,
                AtomKind::Break(_) | AtomKind::Enumeration | AtomKind::Area(_)
            );
            mark && !view
                .atoms
                .get(at.wrapping_sub(1))
                .is_some_and(|before| before.cues.has(known.at))
        };
        let start = (0..number).rev().find(opens).map_or(0, |at| at + 1);
        let leads = |at: &usize| view.atoms[*at].cues.has(known.part) || view.atoms[*at].kind == AtomKind::Noise;
        let start = (start..number).find(|at| !leads(at)).unwrap_or(number);
        Some((number, start))
    }

    /// Whether a number only says which things are counted behind it: 占比超过10%|的有44种.
    pub(in crate::resolve) fn is_condition(&self, view: &SentenceView, fact: &FactReading) -> bool {
        let counted = fact.atom + 3;
        let counts = view.atoms.get(counted).and_then(Atom::quantity).is_some_and(|index| {
            view.quantity_at(view.mentions[index].span)
                .is_some_and(|number| number.dimension == Dimension::Count)
        });
        counts
            && self
                .condition(view, counted)
                .is_some_and(|(number, _)| number == fact.atom)
    }

    fn names(&self, atom: &Atom) -> bool {
        let known = self.document.known;
        atom.cues.has(known.measure)
            || atom.cues.has(known.dependent)
            || atom.cues.has(known.share)
            || atom.cues.has(known.growth)
    }
}
