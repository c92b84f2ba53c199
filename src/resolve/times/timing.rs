//! Times: the period a number holds at, said in its clause or carried from before.

use std::ops::Range;

use jiff::civil::Date;

use crate::extract::{Atom, AtomKind, FactReading, Reading};
use crate::model::{CalendarUnit, Measure, MentionKind, OriginKind, PeriodExpr, PeriodSense, TimeExpr};
use crate::rules::{MeasureRule, Rule};

use super::period::years_on;
use super::reckoning::year_days;
use super::stretches::{BARE_YEARS, is_pair, last_year};
use crate::resolve::discourse::{Discourse, Resolved, Stated, When};
use crate::resolve::view::SentenceView;
use crate::resolve::{Anchor, PartialDate, resolve};

impl Discourse<'_> {
    /// The period a quantity holds at: said in its clause, carried from the sentence, the paragraph or the section.
    #[allow(clippy::too_many_arguments)]
    pub(in crate::resolve) fn period(
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
            && let Some(mut said) = self.period_at(view, atom, OriginKind::Said)
        {
            if said.what.days.is_none() {
                said.what.days = self.same_in_another_year(view, atom);
            }
            if let Some(step) = reading.step {
                said.what.days = said.what.days.and_then(|days| step.cut(days));
                said.what.sense = PeriodSense::During;
            }
            self.pair(rule, position, whole, view, &said.what);
            return Some(said);
        }
        if is_pair(rule, whole)
            && let Some(stated) = self.end_of_pair(view, reading, position, whole)
        {
            self.pair(rule, position, whole, view, &stated.what);
            return Some(stated);
        }
        if let Some(noted) = self.noted_behind(view, reading.atom) {
            return Some(noted);
        }
        if let Some(due) = self.due_behind(view, reading.atom) {
            return Some(due);
        }
        let clause = view.clause(reading.atom);
        if let Some(base) = self.base_named(view, reading, clause.start) {
            let mut said = self.period_at(view, base, OriginKind::Said)?;
            said.what.days = said.what.days.or_else(|| self.same_in_another_year(view, base));
            return Some(said);
        }
        // 恢复到2019年的98%: the year is that of the base.
        let base = reading.versus.as_ref();
        // 离2025年70%的目标还差6.6个百分点: the year is that of the size told with it.
        let sized = |base: &Range<usize>| {
            let between = view.atoms.get(base.end..reading.atom).unwrap_or_default();
            between.iter().any(|atom| atom.quantity().is_some())
        };
        let base = base.filter(|base| base.len() > 1 || reading.measure == MeasureRule::Level || sized(base));
        let named = base.map_or(reading.atom, |base| base.start.clamp(clause.start, reading.atom));
        let said = view.last_period(clause.start..named);
        if let Some(atom) = said.filter(|atom| !self.is_founding_of(view, *atom)) {
            if let Some(as_of) = self.as_of_before(view, atom, reading.atom) {
                return Some(as_of);
            }
            let said = self.period_at(view, atom, OriginKind::Said);
            let said = said.map(|said| self.years_said(view, atom, said));
            let said = said.map(|said| self.years_of_plan(view, atom, said));
            return said.map(|said| self.averaged_over(view, clause, said));
        }
        // 是2017年198家的3.6倍: the size is of 2017, not the multiple.
        let base = reading.versus.as_ref().and_then(|base| view.atoms.get(base.start));
        let size_of_base = |previous: &&Resolved| {
            let told = previous.when.as_ref().and_then(|when| when.span);
            let own = |fact: &FactReading| view.mentions[fact.quantity].span == previous.span;
            told.is_some() && told == base.map(|base| base.span) && whole.facts.iter().any(own)
        };
        let previous = previous.filter(|previous| !size_of_base(previous));
        let averaged = reading.measure != MeasureRule::Level && self.is_averaged(view, clause.clone());
        // 位次由2015年的第25位上升到第20位。零售总额年均增长8.1%: another sentence averages over other years.
        let here = |when: &When| {
            let ends = view.atoms.first().zip(view.atoms.last()).zip(when.words);
            ends.is_some_and(|((first, last), words)| first.span.start <= words.start && words.end <= last.span.end)
        };
        if averaged
            && let Some((from, to)) = &self.from_to
            && (label == OriginKind::Carried || here(from))
            && let (Some((start, _)), Some((_, end))) = (from.days, to.days)
        {
            let when = When {
                days: Some((start, end)),
                sense: PeriodSense::During,
                words: to.words,
            };
            return Some(Stated::new(when, OriginKind::Carried, to.words));
        }
        let stretch = |when: &Stated<When>| {
            let days = when.what.days;
            days.is_some_and(|(start, end)| start.year() != end.year())
        };
        if averaged
            && let Some(standing) = self
                .carried_in_sentence(view, clause.start)
                .filter(stretch)
                .or_else(|| self.standing_period().filter(stretch))
                .or_else(|| self.section.running_period.clone().filter(stretch))
                .or_else(|| self.section.heading_period.clone().filter(stretch))
        {
            return Some(standing);
        }
        // What continues a fact holds when that fact holds.
        if label == OriginKind::Carried
            && let Some(previous) = previous
            && self.turned_between(view, previous, clause.start).is_none()
            && let Some(when) = &previous.when
            && !self.is_aside(view, when, clause.start)
            && !(when.kind == OriginKind::Said && view.is_bracketed_off(previous.span, reading.atom))
        {
            let mut what = when.what.clone();
            // An average over years is followed by a share of the last one.
            if previous.measure == Measure::Growth
                && reading.measure == MeasureRule::Level
                && !self.is_averaged(view, clause.clone())
            {
                last_year(&mut what);
            }
            // 五年来……，经营主体超850万户、增长45%: it stands there at the end, and has grown in all of them.
            if reading.measure != MeasureRule::Level
                && previous.measure == Measure::Level
                && reading.versus.is_none()
                && let Some(all) = self.stretch_settled(view, &what, clause.start)
            {
                what = all;
            }
            let continued = Stated::new(what, OriginKind::Carried, when.span);
            let continued = self.averaged_over(view, clause, continued);
            return self.or_now(
                view,
                reading,
                Some(if averaged {
                    self.since_base(continued)
                } else {
                    continued
                }),
            );
        }
        let carried = self
            .carried_in_sentence(view, clause.start)
            .or_else(|| self.standing_period())?;
        let carried = self.averaged_over(view, clause, carried);
        let carried = if averaged { self.since_base(carried) } else { carried };
        self.or_now(view, reading, Some(carried))
    }

    /// The years of which a size was put at the last.
    fn stretch_settled(&self, view: &SentenceView, settled: &When, clause: usize) -> Option<When> {
        let told = self
            .carried_in_sentence(view, clause)
            .filter(|told| told.what.words == settled.words)
            .or_else(|| self.standing_period().filter(|told| told.what.words == settled.words))?;
        let ((start, end), (from, to)) = told.what.days.zip(settled.days)?;
        let last = start.year() != end.year() && to == end && from.year() == to.year();
        (last && settled.words.is_some()).then_some(told.what)
    }

    /// 截至8日，上月底登陆的飓风导致的死亡人数升至236人: a clause that says no more than until when, before a time that only tells of
    /// something named.
    fn as_of_before(&self, view: &SentenceView, said: usize, number: usize) -> Option<Stated<When>> {
        let clause = view.clause(said);
        let before = view.clause(clause.start.checked_sub(1)?);
        let of = |atom: &Atom| atom.span.of(self.document.text) == "的";
        if said != clause.start || !view.atoms[said..number].iter().any(of) {
            return None;
        }
        // 截至今天（10月29日）下午: the bracket says the same again.
        let at = before
            .clone()
            .find(|at| matches!(view.atoms[*at].kind, AtomKind::Period(_)))?;
        let as_of = self.period_at(view, at, OriginKind::Carried)?;
        let year = self.period_at(view, said, OriginKind::Said)?.what.days;
        let whole = year.is_some_and(|(start, end)| year_days(start.year()) == Some((start, end)));
        let alone = before.len() <= AS_OF && !view.atoms[before].iter().any(|atom| atom.quantity().is_some());
        (alone && !whole && as_of.what.sense == PeriodSense::AsOf).then_some(as_of)
    }

    /// 5月份降2.6%，6月份由负转正，增长5.1%: the time that a clause without a number, between the last number and this clause, begins
    /// with.
    fn turned_between(&self, view: &SentenceView, previous: &Resolved, clause: usize) -> Option<usize> {
        let from = view.atoms.partition_point(|atom| atom.span.start < previous.span.end);
        let at = view.last_period(from.min(clause)..clause)?;
        let own = view.clause(at);
        let counts = view.atoms[own].iter().any(|atom| atom.quantity().is_some());
        (!counts && view.heads(at, self.document.known)).then_some(at)
    }

    /// 由上年同期的2.30缩小至2.24: the months told of, a year earlier.
    fn same_in_another_year(&self, view: &SentenceView, atom: usize) -> Option<(Date, Date)> {
        let AtomKind::Period(index) = view.atoms[atom].kind else {
            return None;
        };
        let MentionKind::Period(PeriodExpr {
            time: TimeExpr::SamePeriod { years },
            ..
        }) = &view.mentions[index].kind
        else {
            return None;
        };
        let told = self.carried_in_sentence(view, view.clause(atom).start);
        let told = told.or_else(|| self.standing_period())?;
        years_on(told.what.days?, *years)
    }

    /// 研发投入强度3.32%（2021年度）: a bracket behind the number that holds a time and nothing else.
    fn noted_behind(&self, view: &SentenceView, number: usize) -> Option<Stated<When>> {
        let [open, period, close, ..] = view.atoms.get(number + 1..)? else {
            return None;
        };
        let brackets = matches!((open.kind, close.kind), (AtomKind::Open(_), AtomKind::Close(_)));
        let alone = brackets && matches!(period.kind, AtomKind::Period(_));
        alone
            .then(|| self.period_at(view, number + 2, OriginKind::Said))
            .flatten()
    }

    /// 一期4万平方米2026年底前投用: until when, right behind the number.
    fn due_behind(&self, view: &SentenceView, number: usize) -> Option<Stated<When>> {
        let next = view.atoms.get(number + 1)?;
        let AtomKind::Period(index) = next.kind else {
            return None;
        };
        let due = matches!(&view.mentions[index].kind, MentionKind::Period(expr) if expr.sense == PeriodSense::Until);
        due.then(|| self.period_at(view, number + 1, OriginKind::Said))
            .flatten()
    }

    /// 五年累计新增就业50万人 in a plan of five years: those years, unless it looks back. Under “十三五”成就: the years of that plan.
    pub(super) fn years_of_plan(&self, view: &SentenceView, atom: usize, said: Stated<When>) -> Stated<When> {
        let AtomKind::Period(index) = view.atoms[atom].kind else {
            return said;
        };
        let mention = &view.mentions[index];
        let words = mention.span.of(self.document.text);
        let bare = words.chars().count() <= BARE_YEARS;
        // 五年来, too.
        let up_to_now = words.trim_end_matches('来').chars().count() <= BARE_YEARS;
        let MentionKind::Period(expr) = &mention.kind else {
            return said;
        };
        let years = |when: &Stated<When>| when.what.days.map(|(from, to)| to.year() - from.year() + 1);
        let lasts = |when: &Stated<When>| match expr.time {
            TimeExpr::Stretch {
                unit: CalendarUnit::Year,
                count,
            } => Some(count) == years(when),
            _ => false,
        };
        let over = |when: &Stated<When>| lasts(when) && when.span != said.span && self.has_begun(when.what.days);
        let standing = self
            .section
            .heading_period
            .as_ref()
            .or(self.section.running_period.as_ref());
        if let Some(when) = standing.filter(|when| up_to_now && over(when) && self.section_looks_back(when)) {
            return Stated::new(when.what.clone(), said.kind, said.span);
        }
        let Some(plan) = &self.document.plan else {
            return said;
        };
        let as_long = lasts(plan);
        let ahead = self
            .standing_period()
            .is_some_and(|when| self.is_future(when.what.days) == Some(true));
        if bare && as_long && ahead && !self.section.reviews {
            return Stated::new(plan.what.clone(), said.kind, said.span);
        }
        said
    }

    /// Whether what stands under this period has come about: it is over, or the section reviews it.
    fn section_looks_back(&self, when: &Stated<When>) -> bool {
        self.section.reviews || self.is_over(when.what.days) || self.is_past_or_now(when.what.days)
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
        if let Some(told) = self.document.told.as_ref().filter(|_| section.plans.is_none()) {
            return Some(told.clone());
        }
        let year = self.document.date.standing_year(section.plans.is_some())?;
        let when = When {
            days: year_days(year),
            sense: PeriodSense::During,
            words: None,
        };
        Some(Stated::new(when, OriginKind::Document, None))
    }

    pub(in crate::resolve) fn period_at(
        &self,
        view: &SentenceView,
        atom: usize,
        kind: OriginKind,
    ) -> Option<Stated<When>> {
        let AtomKind::Period(index) = view.atoms[atom].kind else {
            return None;
        };
        let mention = &view.mentions[index];
        let MentionKind::Period(expr) = &mention.kind else {
            return None;
        };
        let mut when = self.when(expr, mention.span);
        if self.is_that_day(mention.span) {
            when.days = self.day_before(view, atom).or(when.days);
        } else if let Some(days) = self.up_to_day_told(view, atom, expr) {
            when.days = Some(days);
        }
        when.days = self.year_up_to(view, atom).or(when.days);
        let when = self.put_in_days(view, atom, &when).unwrap_or(when);
        Some(Stated::new(when, kind, Some(mention.span)))
    }

    /// 截至5月2日，2026年以旧换新……: a year right behind a day is that year up to the day.
    pub(super) fn year_up_to(&self, view: &SentenceView, year: usize) -> Option<(Date, Date)> {
        let expr = |atom: &Atom| match atom.kind {
            AtomKind::Period(index) => match &view.mentions[index].kind {
                MentionKind::Period(expr) => Some(expr),
                _ => None,
            },
            _ => None,
        };
        let [.., day, comma, year] = view.atoms.get(..=year)? else {
            return None;
        };
        let joined = matches!(comma.span.of(self.document.text), "，" | ",");
        let day = expr(day).filter(|day| joined && day.sense == PeriodSense::AsOf)?;
        let (start, end) = self.days(expr(year)?)?;
        let (_, day) = self.days(day)?;
        let whole = year_days(start.year()) == Some((start, end));
        (whole && start <= day && day < end).then_some((start, day))
    }

    /// 除夕至正月初六（2月4日至10日）: a bracket that says the same time in days.
    fn put_in_days(&self, view: &SentenceView, atom: usize, told: &When) -> Option<When> {
        let [open, inner, close, ..] = view.atoms.get(atom + 1..)? else {
            return None;
        };
        let brackets = matches!((open.kind, close.kind), (AtomKind::Open(_), AtomKind::Close(_)));
        let AtomKind::Period(index) = inner.kind else {
            return None;
        };
        let MentionKind::Period(expr) = &view.mentions[index].kind else {
            return None;
        };
        let (from, to) = self
            .days(expr)
            .filter(|_| brackets && expr.sense == PeriodSense::During)?;
        let (start, end) = told.days?;
        let same = from <= end && start <= to && from < to && told.sense == PeriodSense::During;
        same.then_some(When {
            days: Some((from, to)),
            ..told.clone()
        })
    }

    /// 国防部9日称，过去一周……: days and weeks that are over are counted from the day on which they were told, where the news name it.
    fn up_to_day_told(&self, view: &SentenceView, atom: usize, expr: &PeriodExpr) -> Option<(Date, Date)> {
        let TimeExpr::Stretch {
            unit: CalendarUnit::Day | CalendarUnit::Week,
            count: 1..,
        } = expr.time
        else {
            return None;
        };
        let told = self.day_before(view, atom).filter(|_| self.document.date.tells)?;
        let anchor = Anchor {
            date: Some(PartialDate::Day(told.1)),
            ..self.anchor()
        };
        resolve(expr, &anchor).filter(|_| self.is_of_late(told))
    }

    /// 国防部22日通报，军队当天……: the day named last before, in the sentence or in its paragraph.
    fn day_before(&self, view: &SentenceView, atom: usize) -> Option<(Date, Date)> {
        let one = |days: &(Date, Date)| days.0 == days.1;
        let mut before = view.atoms[..atom].iter().rev().filter_map(|atom| match atom.kind {
            AtomKind::Period(index) => match &view.mentions[index].kind {
                MentionKind::Period(expr) if !self.is_that_day(view.mentions[index].span) => self.days(expr),
                _ => None,
            },
            _ => None,
        });
        let told = || self.paragraph_period.as_ref().and_then(|when| when.what.days);
        before.find(one).or(self.day_told).or_else(|| told().filter(one))
    }

    /// Keeps in mind the last day that a sentence names: 据美国媒体28日报道，27日下午……。当天……
    pub(in crate::resolve) fn note_day(&mut self, view: &SentenceView) {
        let day = view.periods.clone().rev().find_map(|at| {
            let AtomKind::Period(index) = view.atoms[at].kind else {
                return None;
            };
            let MentionKind::Period(expr) = &view.mentions[index].kind else {
                return None;
            };
            let told = expr.sense == PeriodSense::During && !self.is_that_day(view.mentions[index].span);
            let when = told.then(|| self.period_at(view, at, OriginKind::Carried)).flatten()?;
            when.what.days.filter(|(start, end)| start == end)
        });
        self.day_told = day.or(self.day_told);
    }
}

/// Words of a clause that says no more than until when: 截至8日.
const AS_OF: usize = 7;

#[cfg(test)]
#[path = "timing_tests.rs"]
mod tests;
