//! Times: the period a number holds at, said in its clause or carried from before.

use std::ops::Range;

use jiff::civil::Date;

use crate::extract::{Atom, AtomKind, FactReading, Reading};
use crate::model::{CalendarUnit, Measure, MentionKind, OriginKind, PeriodExpr, PeriodSense, Quantity, Span, TimeExpr};
use crate::rules::{MeasureRule, Rule};

use super::discourse::{Discourse, Resolved, Stated, When};
use super::period::years_on;
use super::standing::Standing;
use super::stretches::{BARE_YEARS, is_pair, last_year};
use super::view::SentenceView;
use super::{Anchor, PartialDate, resolve};

/// Months of a year in whose news the years that are over count up to the one before.
const HALF: i8 = 5;

impl Discourse<'_> {
    pub(super) fn when(&self, expr: &PeriodExpr, span: Span) -> When {
        When {
            days: self.days(expr),
            sense: expr.sense,
            words: Some(span),
        }
    }

    /// First and last day of a period, counted from the document's date and the year named last.
    pub fn days(&self, expr: &PeriodExpr) -> Option<(Date, Date)> {
        self.month_told_of(expr)
            .or_else(|| self.since_until_told(expr))
            .or_else(|| self.year_in_writing(expr))
            .or_else(|| self.years_up_to_now(expr))
            .or_else(|| self.years_planned(expr))
            .or_else(|| resolve(expr, &self.anchor()))
    }

    /// 未来三年 in a plan of three years: those.
    fn years_planned(&self, expr: &PeriodExpr) -> Option<(Date, Date)> {
        let TimeExpr::Stretch {
            unit: CalendarUnit::Year,
            count: ahead @ ..0,
        } = expr.time
        else {
            return None;
        };
        let plan = self.document.plan.as_ref()?.what.days?;
        (plan.1.year() - plan.0.year() + 1 == -ahead).then_some(plan)
    }

    /// 十年来 in the news of a day in the second half of a year: up to that year, whatever year its stories look back on.
    fn years_up_to_now(&self, expr: &PeriodExpr) -> Option<(Date, Date)> {
        let TimeExpr::Stretch {
            unit: CalendarUnit::Year,
            count,
        } = expr.time
        else {
            return None;
        };
        let date = self
            .document
            .date
            .date
            .filter(|_| self.document.date.of_a_day && count > 0)?;
        date.month().filter(|month| *month > HALF)?;
        let from = year_days(date.year().checked_sub(count)?)?;
        Some((from.0, year_days(date.year())?.1))
    }

    /// 今年, 今年1-11月 below 2023年主要工作 in a summary that came out in January 2024: it was written before the year was over.
    pub(super) fn year_in_writing(&self, expr: &PeriodExpr) -> Option<(Date, Date)> {
        let TimeExpr::Year {
            offset: 0,
            months,
            days: day,
        } = expr.time
        else {
            return None;
        };
        let year = self.heading_year().filter(|_| self.section.plans.is_none())?;
        let date = self.document.date.date?;
        let early = date.year() == year + 1 && date.month().is_none_or(|month| month <= EARLY);
        let days = resolve(expr, &self.anchor()).filter(|_| early)?;
        let told =
            days.0.year() == date.year() && (months.is_none() && day.is_none() || !self.is_past_or_now(Some(days)));
        told.then(|| years_on(days, -1)).flatten()
    }

    /// 年初以来 in a text of which no more than the year is known, and which tells of its first quarter: until the end of that.
    fn since_until_told(&self, expr: &PeriodExpr) -> Option<(Date, Date)> {
        let told = self.document.told.as_ref().and_then(|told| told.what.days);
        let year = matches!(self.document.date.date, Some(PartialDate::Year(_)));
        let (_, end) = told.filter(|_| year && expr.sense == PeriodSense::Since)?;
        let (start, _) = resolve(expr, &self.anchor())?;
        (start.year() == end.year() && start <= end).then_some((start, end))
    }

    /// Whether a period is the whole year in whose first months the document was written.
    pub(super) fn has_hardly_begun(&self, when: &Stated<When>) -> bool {
        self.document.date.date.is_some_and(|date| {
            let early = date.month().is_some_and(|month| month <= EARLY);
            early && when.what.days.is_some() && when.what.days == year_days(date.year())
        })
    }

    /// The one year that the heading names: 一、2023年主要工作.
    fn heading_year(&self) -> Option<i16> {
        let of_its_day = self.document.date.tells || self.document.date.standing == Standing::Date;
        let heading = self.section.heading_period.as_ref().filter(|_| !of_its_day)?;
        let (start, end) = heading.what.days?;
        (Some((start, end)) == year_days(start.year())).then(|| start.year())
    }

    /// 本月, 上月 in a text that tells of one month (8月份采购经理指数): of that month, not of the one in which it was written;
    /// in one that tells of several from January on, of the last.
    fn month_told_of(&self, expr: &PeriodExpr) -> Option<(Date, Date)> {
        let TimeExpr::Current {
            unit: CalendarUnit::Month,
            offset,
            days: None,
        } = expr.time
        else {
            return None;
        };
        let (start, end) = self.document.told.as_ref()?.what.days?;
        // 1-5月累计 beside 本月: the last of them.
        let running = start.month() == 1 && start.year() == end.year() && end.month() < 12;
        let month = if running { end.first_of_month() } else { start };
        let month = (month.month() == end.month()).then_some(month)?;
        let first = month.checked_add(jiff::Span::new().try_months(offset).ok()?).ok()?;
        Some((first, first.last_of_month()))
    }

    pub(super) fn anchor(&self) -> Anchor {
        let anchor = if self.section.plans.is_some() || self.aiming {
            self.document.date.plan_anchor()
        } else {
            self.document.date.anchor()
        };
        match self.said_year.or_else(|| self.heading_year()) {
            // In a plan 全年 is the year planned for, whatever year was named before.
            Some(year) if !self.aiming => anchor.saying(year),
            _ => anchor,
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
            let continued = Stated::new(what, OriginKind::Carried, when.span);
            let continued = self.averaged_over(view, clause, continued);
            return Some(if averaged {
                self.since_base(continued)
            } else {
                continued
            });
        }
        let carried = self
            .carried_in_sentence(view, clause.start)
            .or_else(|| self.standing_period())?;
        let carried = self.averaged_over(view, clause, carried);
        Some(if averaged { self.since_base(carried) } else { carried })
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

    /// 五年累计新增就业50万人 in a plan of five years: those years, unless it looks back. Under “十三五”成就: the years of that plan.
    fn years_of_plan(&self, view: &SentenceView, atom: usize, said: Stated<When>) -> Stated<When> {
        let AtomKind::Period(index) = view.atoms[atom].kind else {
            return said;
        };
        let mention = &view.mentions[index];
        let bare = mention.span.of(self.document.text).chars().count() <= BARE_YEARS;
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
        if let Some(when) = standing.filter(|when| bare && over(when) && self.section_looks_back(when)) {
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

    pub(super) fn period_at(&self, view: &SentenceView, atom: usize, kind: OriginKind) -> Option<Stated<When>> {
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
        }
        let when = self.put_in_days(view, atom, &when).unwrap_or(when);
        Some(Stated::new(when, kind, Some(mention.span)))
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

    /// 春节假期, told of on its third day: what has come about in it has so until then.
    pub(super) fn so_far(&self, when: &mut Stated<When>) {
        let Some((start, end)) = when.what.days.filter(|_| self.document.date.tells) else {
            return;
        };
        let Some(PartialDate::Day(today)) = self.document.date.date else {
            return;
        };
        let whole = start.day() == 1 && end == end.last_of_month();
        if whole || today < start || today >= end || when.what.sense != PeriodSense::During {
            return;
        }
        let words = when.what.words.map_or("", |words| words.of(self.document.text));
        let mut festive = self.document.cues.words_of(self.document.known.festive);
        if festive.any(|word| words.contains(word)) {
            when.what.days = Some((start, today));
        }
    }

    /// 连续3年产量在30亿立方米以上, told on a day: how many years that has been so.
    fn years_on_end(&self, view: &SentenceView, reading: &FactReading) -> Option<i16> {
        let known = self.document.known;
        if reading.measure != MeasureRule::Level || !view.present.has(known.lasting) {
            return None;
        }
        let clause = view.clause(reading.atom);
        let mut atoms = view.atoms[clause.start..reading.atom].windows(2);
        atoms.find_map(|pair| {
            let index = pair[1].quantity().filter(|_| pair[0].cues.has(known.lasting))?;
            match &view.mentions[index].kind {
                MentionKind::Quantity(years) if years.unit.as_deref() == Some("年") => i16::try_from(years.value).ok(),
                _ => None,
            }
        })
    }

    /// Keeps in mind the last day that a sentence names: 据美国媒体28日报道，27日下午……。当天……
    pub(super) fn note_day(&mut self, view: &SentenceView) {
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

    /// 今年以来……。截至7月底，中欧班列达417列; 截至1月31日，今年电影票房达100亿元: what goes on all the time has come to that since the year
    /// began. Stocks (机构5家) stand there at the day.
    pub(super) fn since_january(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        quantity: &Quantity,
        previous: Option<&Resolved>,
        when: &mut Stated<When>,
    ) {
        let Some((start, end)) = when.what.days else {
            return;
        };
        if !self.document.date.tells {
            self.sum_from_january(view, reading, quantity, previous, when);
            return;
        }
        let Some((first, last)) = year_days(end.year()) else {
            return;
        };
        if start.year() != end.year() {
            return;
        }
        if let Some(years) = self
            .years_on_end(view, reading)
            .filter(|_| !self.is_over(Some((first, last))))
        {
            // 2026年早稻产量……，连续6年稳定在560亿斤以上: this year is the last of them.
            let told = (start, end) == (first, last) && when.kind != OriginKind::Document;
            let until = if told { first.year() } else { first.year() - 1 };
            let since = (until + 1).checked_sub(years).and_then(year_days);
            if let Some(((from, _), (_, to))) = since.zip(year_days(until)) {
                when.what.days = Some((from, to));
                return;
            }
        }
        let earlier = view.atoms[..reading.atom]
            .iter()
            .rev()
            .filter_map(|atom| match atom.kind {
                AtomKind::Period(index) => match &view.mentions[index].kind {
                    MentionKind::Period(expr) => Some(expr),
                    _ => None,
                },
                _ => None,
            });
        let mut earlier = earlier.peekable();
        if (start, end) == (first, last) && when.what.sense == PeriodSense::During {
            // 今年 behind 截至1月31日.
            let as_of = earlier.find(|expr| expr.sense == PeriodSense::AsOf && expr.time != TimeExpr::Now);
            let said = as_of.and_then(|expr| self.days(expr));
            if let Some((_, day)) = said.filter(|days| days.1.year() == end.year() && self.is_past_or_now(Some(*days)))
            {
                when.what.days = Some((first, day));
            }
            return;
        }
        let goes_on = |(from, _): (Date, Date)| from == first;
        let mut told = || {
            let here = earlier.any(|expr| expr.sense == PeriodSense::Since && self.days(expr).is_some_and(goes_on));
            let since =
                |when: &Stated<When>| when.what.sense == PeriodSense::Since && when.what.days.is_some_and(goes_on);
            // 今年北京……惠及2100万人次, as the headline says.
            let headed = |when: &Stated<When>| {
                let words = when.span.map(|span| span.of(self.document.text));
                words == Some("今年") && when.what.days == Some((first, last))
            };
            here || self.paragraph_period.as_ref().is_some_and(since)
                || self.section.heading_period.as_ref().is_some_and(headed)
        };
        let flows = self.is_counted_in(quantity, self.document.known.unit_flow);
        // 今年截至4月20日: the year so far, whatever is counted.
        let of_the_year = |span: Span| {
            let before = self.document.text[..span.start].trim_end_matches(['至', '截', '止']);
            before.ends_with("今年")
        };
        let said = when.span.is_some_and(of_the_year);
        if when.what.sense == PeriodSense::AsOf && start > first && (said || flows && told()) {
            when.what.days = Some((first, end));
        } else {
            self.sum_from_january(view, reading, quantity, previous, when);
        }
    }

    /// 截至12月底，累计生产原煤1328万吨，增长2%；水泥342万吨: what is made is summed from January on, and so is what is said of it behind.
    fn sum_from_january(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        quantity: &Quantity,
        previous: Option<&Resolved>,
        when: &mut Stated<When>,
    ) {
        let Some((start, end)) = when.what.days.filter(|_| when.what.sense == PeriodSense::AsOf) else {
            return;
        };
        let first = end.first_of_year();
        if start <= first {
            return;
        }
        let known = self.document.known;
        let goes_on = previous
            .and_then(|previous| previous.when.as_ref())
            .is_some_and(|before| before.what.days == Some((first, end)) && before.span == when.span);
        let summed = || {
            let clause = view.clause(reading.atom);
            let sums = |atom: &Atom| atom.cues.has(known.cumulative);
            goes_on || view.atoms[clause.start..reading.atom].iter().any(sums)
        };
        let made =
            |quantity| self.is_counted_in(quantity, known.unit_flow) || self.is_counted_in(quantity, known.unit_used);
        let grew = reading.measure != MeasureRule::Level && goes_on;
        if grew || made(quantity) && summed() {
            when.what.days = Some((first, end));
        }
    }

    /// Keeps in mind the year by which a sentence says that something is to be reached.
    pub(super) fn note_aim(&mut self, view: &SentenceView) {
        let Some(at) = view.last_period(0..view.atoms.len()) else {
            return;
        };
        let aimed = self
            .period_at(view, at, OriginKind::Carried)
            .filter(|when| when.what.sense == PeriodSense::Until && self.is_future(when.what.days) == Some(true));
        if aimed.is_some() {
            self.aimed = aimed;
        }
    }

    /// A target without a period of its own, or with one that is over, aims at the plan's.
    pub(super) fn aim(&self, view: &SentenceView, status: Option<Span>, when: &mut Option<Stated<When>>) {
        // 2001年将在70%的医院……，对50%的药品……: the year stands beside the word that plans.
        let clause_of = |span: Span| {
            let at = view.atoms.partition_point(|atom| atom.span.start < span.start);
            let said = view.atoms.get(at).is_some_and(|atom| atom.span.start == span.start);
            said.then(|| view.clause(at))
        };
        let year = when.as_ref().filter(|when| when.kind == OriginKind::Carried);
        let year = year.and_then(|when| when.span).and_then(clause_of);
        if year.is_some() && year == status.and_then(clause_of) {
            return;
        }
        if let Some(plan) = &self.document.plan {
            let loose = when
                .as_ref()
                .is_none_or(|when| matches!(when.kind, OriginKind::Document | OriginKind::Title));
            if loose {
                *when = Some(plan.clone());
            }
            return;
        }
        let loose = when.as_ref().is_none_or(|when| when.kind == OriginKind::Document);
        if let Some(aimed) = self.aimed.as_ref().filter(|_| loose) {
            *when = Some(aimed.clone());
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
                || (when.kind != OriginKind::Said
                    && self.is_over(when.what.days)
                    && when.what.days.is_some_and(|(_, end)| end < plan.0))
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

    /// Whether all of a period was still to come when the document was written, or its end is a year to come.
    pub(super) fn is_ahead(&self, days: Option<(Date, Date)>) -> bool {
        let written = self.document.date.date.and_then(PartialDate::days);
        days.zip(written)
            .is_some_and(|((start, end), (_, written))| start > written || end.year() > written.year())
    }

    /// Whether a period ends on the day of writing or before.
    pub(super) fn is_past_or_now(&self, days: Option<(Date, Date)>) -> bool {
        let written = self.document.date.date.and_then(PartialDate::days);
        days.zip(written).is_none_or(|((_, end), (_, written))| end <= written)
    }

    /// The year in which the document was written.
    pub(super) fn year_of_writing(&self) -> Option<Stated<When>> {
        let year = self.document.date.date?.year();
        let when = When {
            days: year_days(year),
            sense: PeriodSense::During,
            words: None,
        };
        Some(Stated::new(when, OriginKind::Document, None))
    }

    /// Whether a period had begun when the document was written.
    pub(super) fn has_begun(&self, days: Option<(Date, Date)>) -> bool {
        let written = self.document.date.date.and_then(PartialDate::days);
        days.zip(written)
            .is_some_and(|((start, _), (_, written))| start <= written)
    }

    /// Whether a period was still to come when the document was written; `None` where either is unknown.
    pub fn is_future(&self, days: Option<(Date, Date)>) -> Option<bool> {
        let (start, end) = days?;
        let (_, written) = self.document.date.date?.days()?;
        // A decade (90年代) is no plan, though it runs on.
        let decade = start.year() % 10 == 0 && end.year() - start.year() == 9;
        let plan = start.year() != end.year() && end.year() > written.year() && !decade;
        // Early in a year, the whole of it is a plan; but what the news tell of it is what has come about.
        let year = start.year() == end.year() && end.month() == 12 && start.month() == 1;
        let early = year && end > written && written.month() <= EARLY && !self.document.date.tells;
        Some(start > written || plan || early)
    }
}

pub(super) fn year_days(year: i16) -> Option<(Date, Date)> {
    Date::new(year, 1, 1).ok().zip(Date::new(year, 12, 31).ok())
}

/// A document of the first months of a year that speaks of the whole year speaks of what is to come.
const EARLY: i8 = 4;

#[cfg(test)]
#[path = "timing_tests.rs"]
mod tests;
