//! Times: the period a number holds at, said in its clause or carried from before.

use std::ops::Range;

use jiff::civil::Date;

use crate::extract::{Atom, AtomKind, FactReading, Reading};
use crate::model::{
    Dimension, Measure, Mention, MentionKind, OriginKind, PeriodExpr, PeriodSense, Quantity, Span, TimeExpr,
};
use crate::rules::{MeasureRule, Rule};
use crate::segment::PartOfSpeech;

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
            // 2025年是收官之年。五年来，…… : the paragraph has told of nothing yet.
            self.keep(expr.clone(), first.span);
        } else if !mentions.is_empty() || sentence.len() > SALUTATION {
            self.at_head = false;
        }
    }

    pub(super) fn remember_period(&mut self, view: &SentenceView) {
        let leading = view.atoms.iter().take(LEADING_ATOMS).find_map(|atom| match atom.kind {
            AtomKind::Period(index) => Some(index),
            _ => None,
        });
        if let Some(index) = leading
            && let MentionKind::Period(expr) = &view.mentions[index].kind
            && expr.sense != PeriodSense::Compared
        {
            self.keep(expr.clone(), view.mentions[index].span);
        }
        // 2024年末……；今年1至5月……。 What follows is of the later of the two.
        let Some(atom) = self.turned_to(view) else { return };
        if let Some(turned) = self.period_at(view, atom, OriginKind::Carried) {
            let within = |(start, end): (Date, Date), (from, to): (Date, Date)| from <= start && end <= to;
            let earlier = self.paragraph_period.as_ref().and_then(|when| when.what.days);
            let part = turned
                .what
                .days
                .zip(earlier)
                .is_some_and(|(days, all)| within(days, all));
            if !part {
                self.paragraph_period = Some(turned);
            }
        }
    }

    /// The last period that heads a clause behind a semicolon.
    fn turned_to(&self, view: &SentenceView) -> Option<usize> {
        (1..view.atoms.len()).rev().find(|at| {
            let AtomKind::Period(index) = view.atoms[*at].kind else {
                return false;
            };
            let MentionKind::Period(expr) = &view.mentions[index].kind else {
                return false;
            };
            let clause = view.clause(*at);
            expr.sense == PeriodSense::During
                && !matches!(expr.time, TimeExpr::SamePeriod { .. })
                && clause.start > 0
                && matches!(view.atoms[clause.start - 1].kind, AtomKind::Break('；' | ';'))
                && view.heads(*at, self.document.known)
                && !self.contrasts(view, clause.start)
        })
    }

    /// Whether the clause that starts there only sets another time against the one told of: …，而1998年为7亿元，…. Behind a
    /// semicolon, or with the time set apart by a comma (而到1998年，…), it turns to that time.
    fn contrasts(&self, view: &SentenceView, clause: usize) -> bool {
        let turned = clause
            .checked_sub(1)
            .is_some_and(|at| matches!(view.atoms[at].kind, AtomKind::Break('；' | ';')));
        !turned
            && view.atoms[clause].cues.has(self.document.known.contrast)
            && view.atoms[view.clause(clause)]
                .iter()
                .any(|atom| atom.quantity().is_some())
    }

    /// Whether a state as of some day within a sentence was told to its end: the semicolon behind it turns to something else.
    fn is_shut(&self, view: &SentenceView, period: usize, clause: usize) -> bool {
        let AtomKind::Period(index) = view.atoms[period].kind else {
            return false;
        };
        let as_of = matches!(&view.mentions[index].kind, MentionKind::Period(expr) if expr.sense == PeriodSense::AsOf);
        let told = view.atoms[..view.clause(period).start]
            .iter()
            .any(|atom| atom.quantity().is_some());
        let mut between = view.atoms[period..clause].iter();
        as_of && told && between.any(|atom| matches!(atom.kind, AtomKind::Break('；' | ';')))
    }

    /// The period that the clauses before `clause` give to it: the last, but for those that hold for their own clause only.
    fn carried_in_sentence(&self, view: &SentenceView, clause: usize) -> Option<Stated<When>> {
        let mut at = clause;
        while let Some(found) = view.last_period(0..at) {
            at = found;
            let own = view.clause(found);
            let number = |range: Range<usize>| view.atoms[range].iter().any(|atom| atom.quantity().is_some());
            // 五分之一的企业过去一年没有贷款: of what the number counts, not when it was counted.
            let inner = number(own.start..found) && !number(found..own.end);
            let inner = inner || self.is_name_of(view, found);
            if !inner && !self.contrasts(view, own.start) && !self.is_shut(view, found, clause) {
                return self.period_at(view, found, OriginKind::Carried);
            }
        }
        None
    }

    /// Whether a period within a clause only names something that a shorter one before it lies in: 13日晚进行的2024年锦标赛.
    fn is_name_of(&self, view: &SentenceView, period: usize) -> bool {
        let days = |at: usize| {
            self.period_at(view, at, OriginKind::Carried)
                .and_then(|when| when.what.days)
        };
        let heads = view.heads(period, self.document.known);
        let Some(before) = view.last_period(0..period).filter(|_| !heads) else {
            return false;
        };
        let within = |((start, end), (from, to)): ((Date, Date), (Date, Date))| {
            from <= start && end <= to && (start, end) != (from, to)
        };
        days(before).zip(days(period)).is_some_and(within)
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
        // 目前 and 2023年以来 say nothing of other paragraphs; “十四五”以来 does.
        let passing = passing
            || expr.time == TimeExpr::Now
            || (expr.sense == PeriodSense::Since
                && !matches!(expr.time, TimeExpr::Fixed(from, to) if from.year() != to.year()));
        // 2025年是收官之年。五年来，…… speaks of the five years.
        let running = self.section.running_period.as_ref();
        let begun_here = running
            .zip(self.paragraph_period.as_ref())
            .is_some_and(|(running, here)| {
                let part = running.what.days.zip(days);
                running.span == here.span && part.is_some_and(|((start, end), (from, to))| from <= start && end <= to)
            });
        let opens = ahead && (running.is_none() || begun_here);
        let long = days.is_some() && !passing && (self.at_head || opens);
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
        if is_pair(rule, whole)
            && let Some(stated) = self.end_of_pair(view, reading, position, whole)
        {
            self.pair(rule, position, whole, view, &stated.what);
            return Some(stated);
        }
        let clause = view.clause(reading.atom);
        if let Some(base) = self.base_named(view, reading, clause.start) {
            return self.period_at(view, base, OriginKind::Said);
        }
        if let Some(atom) = view.last_period(clause.start..reading.atom) {
            let said = self.period_at(view, atom, OriginKind::Said);
            return said.map(|said| self.averaged_over(view, clause, said));
        }
        let averaged = reading.measure != MeasureRule::Level && self.is_averaged(view, clause.clone());
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
            && !self.is_aside(view, when, clause.start)
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
            return Some(self.averaged_over(view, clause, continued));
        }
        let carried = self
            .carried_in_sentence(view, clause.start)
            .or_else(|| self.standing_period())?;
        Some(self.averaged_over(view, clause, carried))
    }

    /// Whether a period of a clause before this one only says against what the one told of is set.
    fn is_aside(&self, view: &SentenceView, when: &Stated<When>, clause: usize) -> bool {
        if when.what.sense == PeriodSense::Compared {
            return true;
        }
        when.span.is_some_and(|span| {
            let at = view.atoms.partition_point(|atom| atom.span.start < span.start);
            let said = view.atoms.get(at).is_some_and(|atom| atom.span.start == span.start);
            said && at < clause && self.contrasts(view, view.clause(at).start)
        })
    }

    fn is_averaged(&self, view: &SentenceView, clause: Range<usize>) -> bool {
        view.atoms[clause]
            .iter()
            .any(|atom| atom.cues.has(self.document.known.averaged))
    }

    /// 到2027年……年均增长19%: an average that is to be reached by a year runs over the plan, else from the year after the
    /// last complete one.
    fn averaged_over(&self, view: &SentenceView, clause: Range<usize>, mut said: Stated<When>) -> Stated<When> {
        let Some((start, end)) = said.what.days else {
            return said;
        };
        if start.year() != end.year() || said.what.sense != PeriodSense::Until || !self.is_averaged(view, clause) {
            return said;
        }
        let plan = self.document.plan.as_ref().and_then(|plan| plan.what.days);
        let first = match plan.filter(|(from, to)| *from <= start && end <= *to) {
            Some((from, _)) => Some(from),
            None => self
                .document
                .date
                .review_year
                .and_then(|year| year_days(year.saturating_add(1)))
                .map(|(from, _)| from),
        };
        if let Some(first) = first.filter(|first| *first < start) {
            said.what.days = Some((first, end));
        }
        said
    }

    /// The base of a comparison that a number is the size of: 较上年预算数1亿元, 比2020年的328家.
    fn base_named(&self, view: &SentenceView, reading: &FactReading, clause: usize) -> Option<usize> {
        let multiple = |kind: &MentionKind| matches!(kind, MentionKind::Quantity(number) if number.dimension == Dimension::Multiple);
        if reading.measure != MeasureRule::Level || multiple(&view.mentions[reading.quantity].kind) {
            return None;
        }
        let known = self.document.known;
        let names = |at: &usize| {
            let atom = &view.atoms[*at];
            let moves = known.verb.intersects(atom.cues) || known.compares.intersects(atom.cues);
            matches!(atom.kind, AtomKind::Word(part) if part != PartOfSpeech::Verb) && !moves
        };
        let between = (clause..reading.atom).rev().take(BASE_WORDS).take_while(names).count();
        let at = reading.atom.checked_sub(between + 1).filter(|at| *at >= clause)?;
        let AtomKind::Period(index) = view.atoms[at].kind else {
            return None;
        };
        let MentionKind::Period(expr) = &view.mentions[index].kind else {
            return None;
        };
        let base = expr.sense == PeriodSense::Compared && self.days(expr).is_some();
        base.then_some(at)
    }

    /// Sets a size that only stands at the end of a stretch of years to the last of them: one that 达到 or 突破 leads to,
    /// and a share.
    pub(super) fn settle(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        quantity: &Quantity,
        span: Span,
        previous: Option<&Resolved>,
        when: &mut Stated<When>,
    ) {
        let known = self.document.known;
        if when.kind == OriginKind::Said {
            return;
        }
        let clause = view.clause(reading.atom);
        // 连续5年稳定在800亿斤以上
        let lasting = |at: usize| view.atoms[at].cues.has(known.lasting) && view.atoms[at + 1].quantity().is_some();
        let mut before = (clause.start..reading.atom.saturating_sub(1)).rev();
        if self.is_averaged(view, clause.start..reading.atom) || before.any(lasting) {
            return;
        }
        // 分别达到86家、21家: the verb is that of the whole list.
        let mut first = reading.atom;
        while first > clause.start + 1
            && matches!(view.atoms[first - 1].kind, AtomKind::Enumeration)
            && view.atoms[first - 2].quantity().is_some()
        {
            first -= 2;
        }
        let sentence = view.atoms.first().zip(view.atoms.last());
        let here = sentence
            .zip(when.span)
            .is_some_and(|((first, last), span)| Span::new(first.span.start, last.span.end).contains(span));
        let share = !here && quantity.dimension == Dimension::Ratio && quantity.unit.as_deref() == Some("%");
        // 甲类企业达到274家，乙类企业1356家: sizes of one kind stand side by side.
        let ended = |previous: &Resolved| {
            let settled = previous.when.as_ref().and_then(|when| when.what.days);
            let last = when.what.days.and_then(|(_, end)| year_days(end.year()));
            settled.is_some() && settled == last && previous.unit == quantity.unit && previous.measure == Measure::Level
        };
        let verb = |atom: &Atom| atom.kind == AtomKind::Word(PartOfSpeech::Verb) || known.verb.intersects(atom.cues);
        let beside = previous.is_some_and(ended)
            && self.flow(view, reading).is_none()
            && !view.atoms[clause.start..reading.atom].iter().any(verb);
        if share
            || beside
            || view.stands(reading.atom, quantity, span, known)
            || view.stands(first, quantity, span, known)
        {
            last_year(&mut when.what);
        }
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
        whole: &Reading,
    ) -> Option<Stated<When>> {
        // 从2015年的432家增加到1024家 ends as the pair before it did, if it starts alike.
        let first = whole.facts[0]
            .period
            .and_then(|atom| self.period_at(view, atom, OriginKind::Said));
        if let Some((from, to)) = &self.from_to
            && first.is_none_or(|first| first.what.days == from.days)
        {
            let when = if position == 0 { from } else { to };
            return Some(Stated::new(when.clone(), OriginKind::Carried, when.words));
        }
        let clause = view.clause(reading.atom).start;
        let standing = match view.last_period(clause..reading.atom) {
            Some(atom) => self.period_at(view, atom, OriginKind::Carried),
            None => self.carried_in_sentence(view, clause),
        };
        let standing = standing.or_else(|| self.standing_period())?;
        let (start, end) = standing.what.days?;
        // What is to be raised is as it was last known.
        let assumed = standing.kind == OriginKind::Document && self.document.date.standing != Standing::Plan;
        let to_come =
            standing.what.sense == PeriodSense::Until || (!assumed && self.is_future(standing.what.days) == Some(true));
        let now = if to_come { self.document.date.known_year() } else { None };
        let days = match position {
            0 => year_days(now.map_or(start.year() - 1, |now| now.min(end.year()))),
            _ if start.year() == end.year() => standing.what.days,
            _ => year_days(end.year()),
        };
        let when = When {
            days,
            sense: if position == 0 {
                PeriodSense::During
            } else {
                standing.what.sense
            },
            words: standing.what.words,
        };
        Some(Stated::new(when, OriginKind::Carried, standing.span))
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

/// Whether a rule reads the two ends of a 从…到….
pub(super) fn is_pair(rule: &Rule, whole: &Reading) -> bool {
    rule.facts.iter().any(|fact| fact.period.is_some()) && whole.facts.len() == 2
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

/// A period is at the head of a sentence among so many words.
const LEADING_ATOMS: usize = 4;

/// So many words may stand between the year that a number is the base of, and the number.
const BASE_WORDS: usize = 4;

/// A period is at the head of a sentence within so many bytes: “——” or “其中，” may stand before it.
const LEADING: usize = 12;

/// 各位代表！ leaves the next sentence at the head of the paragraph.
const SALUTATION: usize = 24;

#[cfg(test)]
#[path = "timing_tests.rs"]
mod tests;
