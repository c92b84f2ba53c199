//! Adjusting: what becomes of a period once it is found. What goes on all the time has come to its sum since January, and
//! a target aims at the year of the plan.

use jiff::civil::Date;

use crate::extract::{Atom, AtomKind, FactReading};
use crate::model::{MentionKind, OriginKind, PeriodSense, Quantity, Span, Status, TimeExpr};
use crate::rules::MeasureRule;

use super::reckoning::year_days;
use super::standing::Standing;
use crate::resolve::PartialDate;
use crate::resolve::discourse::{Discourse, Resolved, Stated, When};
use crate::resolve::fact::Figure;
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// 春节假期, told of on its third day: what has come about in it has so until then.
    pub(in crate::resolve) fn so_far(&self, when: &mut Stated<When>) {
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

    /// 今年以来……。截至7月底，中欧班列达417列; 截至1月31日，今年电影票房达100亿元: what goes on all the time has come to that since the year
    /// began. Stocks (机构5家) stand there at the day.
    pub(in crate::resolve) fn since_january(&self, figure: &Figure, quantity: &Quantity, when: &mut Stated<When>) {
        let Figure { view, reading, .. } = *figure;
        let Some((start, end)) = when.what.days else {
            return;
        };
        if !self.document.date.tells {
            self.sum_from_january(figure, quantity, when);
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
            self.sum_from_january(figure, quantity, when);
        }
    }

    /// 截至12月底，累计生产原煤960万吨，增长2%；水泥410万吨: what is made is summed from January on, and so is what is said of it behind.
    fn sum_from_january(&self, figure: &Figure, quantity: &Quantity, when: &mut Stated<When>) {
        let Figure {
            view,
            reading,
            previous,
            ..
        } = *figure;
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
    pub(in crate::resolve) fn note_aim(&mut self, view: &SentenceView, facts: &[Resolved]) {
        self.note_aims(view, facts);
        let Some(at) = view.last_period(0..view.atoms.len()) else {
            return;
        };
        let aimed = self
            .period_at(view, at, OriginKind::Carried)
            .filter(|when| when.what.sense == PeriodSense::Until && self.is_future(when.what.days) == Some(true));
        let Some(aimed) = aimed else { return };
        let planned = facts.iter().any(|fact| fact.status.what == Status::Target) && self.section.plans.is_some();
        let last = |when: &Stated<When>| when.what.days.map(|(_, end)| end.year());
        let written = self.document.date.date.map(PartialDate::year);
        let near = last(&aimed)
            .zip(written)
            .is_some_and(|(year, written)| year - written <= AHEAD);
        if planned && near && last(&aimed) > self.aims.goal.as_ref().and_then(last) {
            self.aims.goal = Some(aimed.clone());
        }
        self.aims.at = Some(aimed);
    }

    /// A target without a period of its own, or with one that is over, aims at the plan's.
    pub(in crate::resolve) fn aim(&self, view: &SentenceView, status: Option<Span>, when: &mut Option<Stated<When>>) {
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
        if let Some(aimed) = self.aims.at.as_ref().filter(|_| loose) {
            *when = Some(aimed.clone());
            return;
        }
        // 到2025年……, as a paper of measures says of its aims: its tasks are to be done by then.
        let tasks =
            self.document.date.standing == Standing::Date && !self.document.date.tells && self.section.plans.is_some();
        if let Some(goal) = self.aims.goal.as_ref().filter(|_| loose && tasks) {
            *when = Some(goal.clone());
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
}

/// Years that a plan looks ahead.
const AHEAD: i16 = 6;
