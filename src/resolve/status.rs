//! Standing: target, actual or policy; new or cumulative; compared with what.

use std::ops::Range;

use crate::extract::{AtomKind, FactReading};
use crate::model::{Base, Dimension, Flow, OriginKind, PeriodSense, Quantity, Span, Status};
use crate::rules::{FlowRule, MeasureRule};

use super::discourse::{Discourse, Stated, When};
use super::label;
use super::standing::Standing;
use super::view::SentenceView;

impl Discourse<'_> {
    /// Target, actual, or a parameter of a policy.
    pub(super) fn status(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        when: Option<&Stated<When>>,
        quantity: &Quantity,
        span: Span,
    ) -> Stated<Status> {
        let known = self.document.known;
        let clause = view.clause(reading.atom);
        let words = |range: Range<usize>, class| {
            view.atoms[range]
                .iter()
                .rfind(|atom| atom.cues.has(class))
                .map(|atom| atom.span)
        };
        if matches!(quantity.dimension, Dimension::Money | Dimension::Ratio) {
            let here = clause.start..reading.atom;
            let bound = Span::new(view.atoms[reading.atom].span.start, span.start);
            let bounded = || {
                self.document
                    .cues
                    .words_of(known.policy_here)
                    .any(|word| bound.of(self.document.text).contains(word))
            };
            let said = words(here.clone(), known.policy)
                .or_else(|| words(here, known.policy_here))
                .or_else(|| bounded().then_some(bound));
            if said.is_some() {
                return Stated::new(Status::Rule, OriginKind::Said, said);
            }
            let carried = words(0..clause.start, known.policy);
            if carried.is_some() {
                return Stated::new(Status::Rule, OriginKind::Carried, carried);
            }
        }
        // What was expected of a year that has ended is its result.
        let over = |cue: &Span| {
            let at = view.atoms.partition_point(|atom| atom.span.start < cue.start);
            let estimate = view.atoms[at].cues.has(known.estimate);
            when.is_some_and(|when| {
                let named = when.kind == OriginKind::Said || (estimate && when.kind == OriginKind::Carried);
                named && self.is_over(when.what.days)
            })
        };
        if let Some(span) = view.target(clause.start..reading.atom, known).filter(|cue| !over(cue)) {
            return Stated::new(Status::Target, OriginKind::Said, Some(span));
        }
        let as_of = when.is_some_and(|when| matches!(when.what.sense, PeriodSense::AsOf | PeriodSense::Since));
        let clause_atoms = &view.atoms[clause.start..reading.atom];
        if let Some(done) = clause_atoms.iter().rfind(|atom| atom.cues.has(known.done)) {
            return Stated::new(Status::Actual, OriginKind::Said, Some(done.span));
        }
        let days = when.and_then(|when| when.what.days);
        let said = when.is_some_and(|when| when.kind == OriginKind::Said);
        if said && self.is_over(days) {
            return Stated::new(Status::Actual, OriginKind::Said, None);
        }
        let future = self.is_future(days);
        // The year of the document itself says nothing of what is to come.
        let assumed =
            self.document.date.standing != Standing::Plan && when.is_some_and(|when| when.kind == OriginKind::Document);
        if future == Some(true) && !as_of && !assumed {
            let when = when.expect("a future period");
            return Stated::new(Status::Target, when.kind, when.span);
        }
        if let Some(span) = view.target(0..clause.start, known)
            && !view.fact_before(span)
        {
            return Stated::new(Status::Target, OriginKind::Carried, Some(span));
        }
        if future == Some(false)
            && when.is_some_and(|when| !matches!(when.kind, OriginKind::Document | OriginKind::Title))
        {
            return Stated::new(Status::Actual, OriginKind::Carried, None);
        }
        if let Some(span) = self.section.plans {
            return Stated::new(Status::Target, OriginKind::Heading, Some(span));
        }
        Stated::new(Status::Actual, OriginKind::Document, None)
    }

    pub(super) fn flow(&self, view: &SentenceView, reading: &FactReading) -> Option<Flow> {
        if let Some(flow) = reading.flow {
            return Some(match flow {
                FlowRule::New => Flow::New,
                FlowRule::Cumulative => Flow::Cumulative,
            });
        }
        if reading.measure != MeasureRule::Level {
            return None;
        }
        let known = self.document.known;
        // The cue heads its clause, and the members of a list joined to it by 、.
        let mut at = reading.atom;
        while at > 0 {
            at -= 1;
            if let AtomKind::Close(Some(open)) = view.atoms[at].kind {
                at = open;
                continue;
            }
            let atom = &view.atoms[at];
            if matches!(atom.kind, AtomKind::Break(_) | AtomKind::Open(_)) {
                break;
            }
            if atom.cues.has(known.cumulative) {
                return Some(Flow::Cumulative);
            }
            if atom.cues.has(known.new) {
                return Some(Flow::New);
            }
        }
        None
    }

    pub(super) fn base(&self, view: &SentenceView, reading: &FactReading) -> Option<Base> {
        let words = |range: &Option<Range<usize>>| {
            range
                .clone()
                .map(|range| label::span(view.atoms, &range).of(self.document.text).to_owned())
        };
        let base = Base {
            versus: words(&reading.versus),
            among: words(&reading.among),
            out_of: None,
        };
        (base != Base::default()).then_some(base)
    }
}
