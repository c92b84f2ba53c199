//! What is estimated for a day, paragraph by paragraph: 水路客运量今天预计157万人次. / 民航客运量预计238万人次.

use crate::extract::FactReading;
use crate::model::{OriginKind, Span, Status};

use crate::resolve::discourse::{Discourse, Resolved, Stated, When};
use crate::resolve::times::reckoning::year_days;
use crate::resolve::view::SentenceView;

/// The day, where one was named.
pub(in crate::resolve) type Estimated = Option<Stated<When>>;

impl Discourse<'_> {
    /// Keeps in mind the day that a sentence of the news estimates something for.
    pub(in crate::resolve) fn note_estimate(&mut self, view: &SentenceView, facts: &[Resolved]) {
        if !self.document.date.tells || !view.present.has(self.document.known.estimate) {
            return;
        }
        let day = facts
            .iter()
            .rev()
            .filter(|fact| fact.status.what == Status::Target)
            .find_map(|fact| {
                let when = fact.when.as_ref()?;
                when.what.days.filter(|(start, end)| start == end)?;
                Some(Stated::new(when.what.clone(), OriginKind::Carried, when.span))
            });
        self.estimated = day.or(self.estimated.take());
    }

    /// Whether words stand in the sentence.
    fn is_here(view: &SentenceView, words: Span) -> bool {
        view.span().is_some_and(|sentence| sentence.contains(words))
    }

    /// What is estimated beside it, with no day of its own, is of that day too.
    pub(in crate::resolve) fn of_estimated_day(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        when: &mut Option<Stated<When>>,
    ) {
        let year = self.document.date.date.and_then(|date| year_days(date.year()));
        let loose = when.as_ref().is_some_and(|when| match when.kind {
            OriginKind::Document => true,
            // 2026年春运过半, as the section began.
            OriginKind::Carried => when.what.days == year && !when.span.is_some_and(|span| Self::is_here(view, span)),
            _ => false,
        });
        let Some(day) = self.estimated.as_ref().filter(|_| loose) else {
            return;
        };
        let estimate = self.document.known.estimate;
        let clause = view.clause(reading.atom);
        if view.atoms[clause.start..reading.atom]
            .iter()
            .any(|atom| atom.cues.has(estimate))
        {
            *when = Some(day.clone());
        }
    }
}
