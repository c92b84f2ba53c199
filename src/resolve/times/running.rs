//! Times of a sentence that say how the time of its paragraph ran, and whether one of several is what the paragraph tells of.

use crate::extract::{Atom, AtomKind};
use crate::model::{MentionKind, OriginKind, PeriodSense};

use crate::resolve::discourse::{Discourse, Stated, When};
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// The period that heads the first clause with a number, or one before it.
    pub(in crate::resolve) fn first_of_its_numbers(&self, view: &SentenceView) -> Option<Stated<When>> {
        let number = view.atoms.iter().position(|atom| atom.quantity().is_some())?;
        let at = view.last_period(0..number)?;
        let AtomKind::Period(index) = view.atoms[at].kind else {
            return None;
        };
        let mention = &view.mentions[index];
        let event =
            matches!(&mention.kind, MentionKind::Period(expr) if self.tells_of_event(Some(view), expr, mention.span));
        if event {
            return None;
        }
        let named = !self.is_one_of_several(view, at) && view.heads(at, self.document.known);
        let stated = named.then(|| self.period_at(view, at, OriginKind::Carried)).flatten()?;
        let sense = stated.what.sense;
        matches!(sense, PeriodSense::During | PeriodSense::AsOf).then_some(stated)
    }

    /// 上半年……。4月份降7.0%，5月份降2.6%，6月份增长5.1%: a sentence that runs through parts of the time that the paragraph tells of
    /// comes back to that.
    pub(in crate::resolve) fn runs_through(&self, view: &SentenceView, first: usize) -> bool {
        let Some((start, end)) = self.paragraph_period.as_ref().and_then(|when| when.what.days) else {
            return false;
        };
        let inside = |at: usize| {
            let days = self
                .period_at(view, at, OriginKind::Carried)
                .and_then(|when| when.what.days);
            days.filter(|(from, to)| start <= *from && *to <= end && (*from, *to) != (start, end))
        };
        let heads =
            |at: &usize| matches!(view.atoms[*at].kind, AtomKind::Period(_)) && view.heads(*at, self.document.known);
        let Some(own) = inside(first) else { return false };
        (first + 1..view.atoms.len())
            .filter(heads)
            .any(|at| inside(at).is_some_and(|days| days != own))
    }

    /// 2021年、2022年……分别为: neither is what the paragraph speaks of.
    pub(in crate::resolve) fn is_one_of_several(&self, view: &SentenceView, at: usize) -> bool {
        let joins = |atom: &Atom| atom.kind == AtomKind::Enumeration || atom.cues.has(self.document.known.and);
        let period = |atom: &Atom| matches!(atom.kind, AtomKind::Period(_));
        matches!(&view.atoms[at + 1..], [join, next, ..] if joins(join) && period(next))
    }
}
