//! Times: the period a number holds at, said in its clause or carried from before.

use jiff::civil::Date;

use crate::extract::{AtomKind, FactReading, Reading};
use crate::model::{Measure, Mention, MentionKind, OriginKind, PeriodExpr, PeriodSense, Span, TimeExpr};
use crate::rules::{MeasureRule, Rule};

use super::discourse::{Discourse, Resolved, Stated, When};
use super::standing::Standing;
use super::view::SentenceView;
use super::{Anchor, PartialDate, resolve};

impl Discourse<'_> {
    /// Keeps in mind the period with which a sentence without numbers, or before its numbers, begins.
    pub fn remember(&mut self, mentions: &[Mention], sentence: Span) {
        let first = mentions.first();
        if let Some(first) = first
            && let MentionKind::Period(expr) = &first.kind
            && expr.sense != PeriodSense::Compared
            && first.span.start <= sentence.start + LEADING
        {
            self.keep(expr.clone(), first.span);
        }
        self.at_head = false;
    }

    pub(super) fn remember_period(&mut self, view: &SentenceView) {
        let leading = view.atoms.iter().take(4).find_map(|atom| match atom.kind {
            AtomKind::Period(index) => Some(index),
            _ => None,
        });
        if let Some(index) = leading
            && let MentionKind::Period(expr) = &view.mentions[index].kind
            && expr.sense != PeriodSense::Compared
        {
            self.keep(expr.clone(), view.mentions[index].span);
        }
    }

    pub(super) fn keep(&mut self, expr: PeriodExpr, span: Span) {
        let when = self.when(&expr, span);
        if let TimeExpr::Fixed(start, end) = expr.time
            && start.year() == end.year()
        {
            self.said_year = Some(start.year());
        }
        let stated = Stated::new(when, OriginKind::Carried, Some(span));
        // A whole plan or target year governs the rest of its section; a day or month only its paragraph.
        let whole = |(from, to): &(Date, Date)| from.month() == 1 && to.month() == 12 && to.day() == 31;
        let days = stated.what.days.filter(whole);
        let ahead = matches!(stated.what.sense, PeriodSense::Since | PeriodSense::Until)
            || days.is_some_and(|(from, to)| from.year() != to.year());
        // In a text about the present a year that is named is of its own paragraph only.
        let passing = self.document.date.standing == Standing::Date && !ahead && self.is_over(days);
        let long = days.is_some() && !passing && (self.at_head || (ahead && self.section.running_period.is_none()));
        if long {
            self.section.running_period = Some(stated.clone());
        }
        self.paragraph_period = Some(stated);
    }

    pub(super) fn when(&self, expr: &PeriodExpr, span: Span) -> When {
        When {
            days: self.days(expr),
            sense: expr.sense,
            words: Some(span),
        }
    }

    /// First and last day of a period, counted from the document's date and the year named last.
    pub fn days(&self, expr: &PeriodExpr) -> Option<(Date, Date)> {
        resolve(expr, &self.anchor())
    }

    pub(super) fn anchor(&self) -> Anchor {
        let anchor = if self.section.plans.is_some() || self.aiming {
            self.document.date.plan_anchor()
        } else {
            self.document.date.anchor()
        };
        match self.said_year {
            // In a plan 全年 is the year planned for, whatever year was named before.
            Some(year) if !self.aiming => anchor.saying(year),
            _ => anchor,
        }
    }

    /// Keeps the year in mind that a clause of this sentence, up to the one that starts at `clause`, begins with.
    pub(super) fn note_year(&mut self, view: &SentenceView, clause: usize) {
        let opens = |at: usize| at == 0 || matches!(view.atoms[at - 1].kind, AtomKind::Break(_));
        for at in (0..=clause.min(view.atoms.len() - 1)).rev() {
            if let AtomKind::Period(index) = view.atoms[at].kind
                && opens(at)
                && let MentionKind::Period(expr) = &view.mentions[index].kind
                && let TimeExpr::Fixed(start, end) = expr.time
                && start.year() == end.year()
            {
                self.said_year = Some(start.year());
                return;
            }
        }
    }

    /// The period a quantity holds at: said in its clause, carried from the sentence, the paragraph or the section.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn period(
        &mut self,
        view: &SentenceView,
        reading: &FactReading,
        position: usize,
        whole: &Reading,
        rule: &Rule,
        label: OriginKind,
        previous: Option<&Resolved>,
    ) -> Option<Stated<When>> {
        if let Some(atom) = reading.period
            && let Some(said) = self.period_at(view, atom, OriginKind::Said)
        {
            self.pair(rule, position, whole, view, &said.what);
            return Some(said);
        }
        let ends = rule.facts.iter().any(|fact| fact.period.is_some()) && whole.facts.len() == 2;
        if ends && let Some(stated) = self.end_of_pair(view, reading, position) {
            return Some(stated);
        }
        let clause = view.clause(reading.atom);
        if let Some(atom) = view.last_period(clause.start..reading.atom) {
            return self.period_at(view, atom, OriginKind::Said);
        }
        let averaged = view.atoms[clause.clone()]
            .iter()
            .any(|atom| atom.span.of(self.document.text).starts_with("年均"));
        if averaged
            && let Some((from, to)) = &self.from_to
            && let (Some((start, _)), Some((_, end))) = (from.days, to.days)
        {
            let when = When {
                days: Some((start, end)),
                sense: PeriodSense::During,
                words: to.words,
            };
            return Some(Stated::new(when, OriginKind::Carried, to.words));
        }
        if averaged
            && let Some(standing) = self.standing_period()
            && standing
                .what
                .days
                .is_some_and(|(start, end)| start.year() != end.year())
        {
            return Some(standing);
        }
        // What continues a fact holds when that fact holds.
        if label == OriginKind::Carried
            && let Some(previous) = previous
            && let Some(when) = &previous.when
        {
            let mut what = when.what.clone();
            // An average over years is followed by a share of the last one.
            if previous.measure == Measure::Growth && reading.measure == MeasureRule::Level {
                last_year(&mut what);
            }
            return Some(Stated::new(what, OriginKind::Carried, when.span));
        }
        if let Some(atom) = view.last_period(0..clause.start) {
            return self.period_at(view, atom, OriginKind::Carried);
        }
        self.standing_period()
    }

    /// The period that the paragraph, section or document gives to whatever names none.
    pub fn standing_period(&self) -> Option<Stated<When>> {
        let section = &self.section;
        if let Some(when) = self
            .paragraph_period
            .as_ref()
            .or(section.running_period.as_ref())
            .or(section.heading_period.as_ref())
        {
            return Some(when.clone());
        }
        if let Some(plan) = self.document.plan.as_ref().filter(|_| !section.reviews) {
            return Some(plan.clone());
        }
        let year = self.document.date.standing_year(section.plans.is_some())?;
        let when = When {
            days: year_days(year),
            sense: PeriodSense::During,
            words: None,
        };
        Some(Stated::new(when, OriginKind::Document, None))
    }

    pub(super) fn period_at(&self, view: &SentenceView, atom: usize, kind: OriginKind) -> Option<Stated<When>> {
        let AtomKind::Period(index) = view.atoms[atom].kind else {
            return None;
        };
        let mention = &view.mentions[index];
        let MentionKind::Period(expr) = &mention.kind else {
            return None;
        };
        Some(Stated::new(self.when(expr, mention.span), kind, Some(mention.span)))
    }

    /// Remembers the two periods of a 从…到… for those that follow without.
    pub(super) fn pair(&mut self, rule: &Rule, position: usize, whole: &Reading, view: &SentenceView, said: &When) {
        if position != 1 || rule.facts.len() != 2 {
            return;
        }
        if let Some(first) = whole.facts[0]
            .period
            .and_then(|atom| self.period_at(view, atom, OriginKind::Said))
        {
            self.from_to = Some((first.what, said.clone()));
        }
    }

    /// The start or the end of a 从…到… that names no periods: as in the one before, else the year before the standing
    /// period and its last year.
    pub(super) fn end_of_pair(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        position: usize,
    ) -> Option<Stated<When>> {
        if let Some((from, to)) = &self.from_to {
            let when = if position == 0 { from } else { to };
            return Some(Stated::new(when.clone(), OriginKind::Carried, when.words));
        }
        let clause = view.clause(reading.atom);
        let standing = view
            .last_period(0..clause.end.min(reading.atom))
            .and_then(|atom| self.period_at(view, atom, OriginKind::Carried))
            .or_else(|| self.standing_period())?;
        let (start, end) = standing.what.days?;
        let year = if position == 0 { start.year() - 1 } else { end.year() };
        let when = When {
            days: year_days(year),
            sense: PeriodSense::During,
            words: standing.what.words,
        };
        Some(Stated::new(when, OriginKind::Carried, standing.span))
    }

    /// A target without a period of its own, or with one that is over, aims at the plan's.
    pub(super) fn aim(&self, when: &mut Option<Stated<When>>) {
        if let Some(plan) = &self.document.plan {
            let loose = when
                .as_ref()
                .is_none_or(|when| matches!(when.kind, OriginKind::Document | OriginKind::Title));
            if loose {
                *when = Some(plan.clone());
            }
            return;
        }
        let year = self
            .document
            .date
            .plan_year
            .or(self.document.date.date.map(PartialDate::year));
        let Some(plan) = year.and_then(year_days) else { return };
        let over = when.as_ref().is_none_or(|when| {
            matches!(when.kind, OriginKind::Document)
                || (when.kind != OriginKind::Said && when.what.days.is_some_and(|(_, end)| end < plan.0))
        });
        if over {
            let aimed = When {
                days: Some(plan),
                sense: PeriodSense::Until,
                words: None,
            };
            *when = Some(Stated::new(aimed, OriginKind::Document, None));
        }
    }

    /// Whether a period had ended when the document was written.
    pub(super) fn is_over(&self, days: Option<(Date, Date)>) -> bool {
        let written = self.document.date.date.and_then(PartialDate::days);
        days.zip(written).is_some_and(|((_, end), (written, _))| end < written)
    }

    /// Whether a period was still to come when the document was written; `None` where either is unknown.
    pub fn is_future(&self, days: Option<(Date, Date)>) -> Option<bool> {
        let (start, end) = days?;
        let (_, written) = self.document.date.date?.days()?;
        let plan = start.year() != end.year() && end.year() > written.year();
        // Early in a year, the whole of it is a plan.
        let early = end > written && end.month() == 12 && start.month() == 1 && written.month() <= EARLY;
        Some(start > written || plan || early)
    }
}

/// A size as it stands belongs to the last year of the stretch that the section looks back on.
pub(super) fn last_year(when: &mut When) {
    if let Some((start, end)) = when.days
        && start.year() != end.year()
    {
        when.days = year_days(end.year());
    }
}

pub(super) fn year_days(year: i16) -> Option<(Date, Date)> {
    Date::new(year, 1, 1).ok().zip(Date::new(year, 12, 31).ok())
}

/// A document of the first months of a year that speaks of the whole year speaks of what is to come.
const EARLY: i8 = 4;

/// A period is at the head of a sentence within so many bytes: “——” or “其中，” may stand before it.
const LEADING: usize = 12;
