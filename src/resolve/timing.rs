//! Times: the period a number holds at, said in its clause or carried from before.

use jiff::civil::Date;

use crate::extract::{Atom, AtomKind, FactReading, Reading};
use crate::model::{CalendarUnit, Measure, Mention, MentionKind, OriginKind, PeriodExpr, PeriodSense, Span, TimeExpr};
use crate::rules::{MeasureRule, Rule};

use super::discourse::{Discourse, Resolved, Stated, When};
use super::standing::Standing;
use super::stretches::{is_pair, last_year};
use super::view::SentenceView;
use super::{Anchor, PartialDate, resolve};

impl Discourse<'_> {
    /// Keeps in mind the period with which a sentence without numbers, or before its numbers, begins.
    pub fn remember(&mut self, mentions: &[Mention], sentence: Span) {
        let first = mentions.first();
        if let Some(first) = first
            && let MentionKind::Period(expr) = &first.kind
            && expr.sense != PeriodSense::Compared
            && (first.span.start <= sentence.start + LEADING
                || is_attribute(Span::new(sentence.start, first.span.start).of(self.document.text)))
        {
            // 2025年是收官之年。五年来，…… : the paragraph has told of nothing yet.
            self.keep(expr.clone(), first.span);
        } else if !mentions.is_empty() || sentence.len() > SALUTATION {
            self.at_head = false;
        }
    }

    pub(super) fn remember_period(&mut self, view: &SentenceView) {
        let begins = self.behind_source(view);
        let mut first = view.atoms.iter().enumerate().skip(begins).take(LEADING_ATOMS);
        let leading = first.find_map(|(at, atom)| match atom.kind {
            AtomKind::Period(index) => Some((at, index)),
            _ => None,
        });
        if let Some((at, index)) = leading
            && let MentionKind::Period(expr) = &view.mentions[index].kind
            && expr.sense != PeriodSense::Compared
            && !matches!(expr.time, TimeExpr::SamePeriod { .. })
            && !self.is_one_of_several(view, at)
            && !self.tells_of_founding(view, at)
            && !self.is_aside_month(view.mentions[index].span)
        {
            self.keep(expr.clone(), view.mentions[index].span);
        }
        // 记者获悉，一季度，全国城镇新增就业297万人。 What follows is of that quarter, if the paragraph has told of no time yet.
        if self.paragraph_period.is_none()
            && self.document.date.standing == Standing::Date
            && let Some(stated) = self.first_of_its_numbers(view)
        {
            self.paragraph_period = Some(stated);
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
            let since = self
                .paragraph_period
                .as_ref()
                .is_some_and(|when| when.what.sense == PeriodSense::Since);
            if !part || since {
                self.paragraph_period = Some(turned);
            }
        }
    }

    /// 统计局12日公布的数据显示，今年1月……: where what is told begins, if the first clause only says who told it, and when.
    fn behind_source(&self, view: &SentenceView) -> usize {
        let Some(first) = view.atoms.first() else { return 0 };
        let clause = view.clause(0);
        let told = Span::new(first.span.start, view.atoms[clause.end.max(1) - 1].span.end);
        let behind = clause.end + 1;
        let another = |at: usize| {
            let begins = || {
                let clause = view.atoms[view.clause(at).start].span.start;
                is_attribute(Span::new(clause, view.atoms[at].span.start).of(self.document.text))
            };
            matches!(view.atoms[at].kind, AtomKind::Period(_)) && (view.heads(at, self.document.known) || begins())
        };
        let turns = || (behind..view.atoms.len().min(behind + LEADING_ATOMS)).any(another);
        let said = told.of(self.document.text);
        // 各位代表，刚刚过去的2025年，……
        let words = |atom: &Atom| matches!(atom.kind, AtomKind::Word(_));
        let addresses = || said.chars().count() <= ADDRESS && view.atoms[..clause.end].iter().all(words);
        if (self.document.gazetteer.source(said) || addresses()) && turns() {
            return behind;
        }
        0
    }

    /// 3月当月，……: a look at one month of the stretch that the text tells of.
    fn is_aside_month(&self, period: Span) -> bool {
        let said = period.of(self.document.text);
        said.ends_with("当月") || said.ends_with("当季")
    }

    /// The period that heads the first clause with a number, or one before it.
    fn first_of_its_numbers(&self, view: &SentenceView) -> Option<Stated<When>> {
        let number = view.atoms.iter().position(|atom| atom.quantity().is_some())?;
        let at = view.last_period(0..number)?;
        let named = !self.is_one_of_several(view, at) && view.heads(at, self.document.known);
        let stated = named.then(|| self.period_at(view, at, OriginKind::Carried)).flatten()?;
        let sense = stated.what.sense;
        matches!(sense, PeriodSense::During | PeriodSense::AsOf).then_some(stated)
    }

    /// 2021年、2022年……分别为: neither is what the paragraph speaks of.
    fn is_one_of_several(&self, view: &SentenceView, at: usize) -> bool {
        let joins = |atom: &Atom| atom.kind == AtomKind::Enumeration || atom.cues.has(self.document.known.and);
        let period = |atom: &Atom| matches!(atom.kind, AtomKind::Period(_));
        matches!(&view.atoms[at + 1..], [join, next, ..] if joins(join) && period(next))
    }

    pub(super) fn keep(&mut self, expr: PeriodExpr, span: Span) {
        let when = self.when(&expr, span);
        if let Some(year) = self.year_named(&expr).filter(|_| expr.sense != PeriodSense::Until) {
            self.said_year = Some(year);
        }
        let stated = Stated::new(when, OriginKind::Carried, Some(span));
        // A whole plan or target year governs the rest of its section; a day or month only its paragraph.
        let whole = |(from, to): &(Date, Date)| from.month() == 1 && to.month() == 12 && to.day() == 31;
        let days = stated.what.days.filter(whole);
        let ahead = matches!(stated.what.sense, PeriodSense::Since | PeriodSense::Until)
            || days.is_some_and(|(from, to)| from.year() != to.year());
        // In a text about the present a year that is named is of its own paragraph only.
        let passing = self.document.date.standing == Standing::Date && !ahead && self.is_over(days);
        // A bulletin of 2024 that looks back on 1996 does so in passing too.
        let passing = passing
            || (expr.sense != PeriodSense::Until
                && days
                    .zip(self.document.date.review_year)
                    .is_some_and(|((from, to), year)| from.year() == to.year() && to.year() < year));
        // 目前, 2023年以来 and 90年代以来 say nothing of other paragraphs; “十四五”以来 does.
        let passing = passing
            || expr.time == TimeExpr::Now
            || (expr.sense == PeriodSense::Since
                && !matches!(expr.time, TimeExpr::Fixed(from, to) if to.year() - from.year() == PLAN_YEARS - 1));
        // 近三年来 in a text about the present: the next paragraph is back in it.
        let recent = matches!(expr.time, TimeExpr::Stretch { .. }) && self.document.date.standing == Standing::Date;
        // 到2027年，……: the next article of a paper that sets rules holds from today.
        let passing = passing || recent || self.document.date.sets_rules;
        // 2025年是收官之年。五年来，…… speaks of the five years.
        let running = self.section.running_period.as_ref();
        let begun_here = running
            .zip(self.paragraph_period.as_ref())
            .is_some_and(|(running, here)| {
                let part = running.what.days.zip(days);
                running.span == here.span && part.is_some_and(|((start, end), (from, to))| from <= start && end <= to)
            });
        // 1995～1997年 in a text of 1999 is looked back on in passing.
        let long_past = days
            .zip(
                self.document
                    .date
                    .review_year
                    .or(self.document.date.date.map(PartialDate::year)),
            )
            .is_some_and(|((_, to), year)| to.year() + 1 < year);
        let passing = passing || (long_past && expr.sense != PeriodSense::Until);
        // 力争到2027年…… under 工作回顾: the review goes on with the next paragraph.
        let passing = passing || (self.section.reviews && expr.sense == PeriodSense::Until && !self.is_over(days));
        let opens = ahead && (running.is_none() || begun_here);
        // 各位代表！经过接续奋斗，我省“十四五”顺利收官。五年来，……: what opens a review stands before its first number.
        let turns = self.labels.is_empty()
            && self.document.date.standing == Standing::Review
            && matches!(
                expr.time,
                TimeExpr::Stretch {
                    unit: CalendarUnit::Year,
                    ..
                }
            );
        let long = days.is_some() && !passing && (self.at_head || opens || turns);
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
        self.month_told_of(expr).or_else(|| resolve(expr, &self.anchor()))
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
                && let Some(year) = self.year_named(expr)
                && !self.is_founding_of(view, at)
                && !self.tells_of_founding(view, at)
            {
                self.said_year = Some(year);
                return;
            }
        }
    }

    /// The one year that a period names, in figures or as 今年. 去年 looks aside: the months behind it are of the year of writing.
    fn year_named(&self, expr: &PeriodExpr) -> Option<i16> {
        match expr.time {
            TimeExpr::Fixed(start, end) => (start.year() == end.year()).then(|| start.year()),
            TimeExpr::Year { offset: 0, .. } => Some(self.document.date.date?.year()),
            _ => None,
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
            return self.period_at(view, base, OriginKind::Said);
        }
        // 恢复到2019年的98%: the year is that of the base.
        let base = reading.versus.as_ref();
        let base = base.filter(|base| base.len() > 1 || reading.measure == MeasureRule::Level);
        let named = base.map_or(reading.atom, |base| base.start.clamp(clause.start, reading.atom));
        let said = view.last_period(clause.start..named);
        if let Some(atom) = said.filter(|atom| !self.is_founding_of(view, *atom)) {
            let said = self.period_at(view, atom, OriginKind::Said);
            let said = said.map(|said| self.years_of_plan(view, atom, said));
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
        let stretch = |when: &Stated<When>| {
            let days = when.what.days;
            days.is_some_and(|(start, end)| start.year() != end.year())
        };
        if averaged
            && let Some(standing) = self
                .carried_in_sentence(view, clause.start)
                .filter(stretch)
                .or_else(|| self.standing_period().filter(stretch))
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
        Some(Stated::new(self.when(expr, mention.span), kind, Some(mention.span)))
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

/// Years of a five-year plan.
const PLAN_YEARS: i16 = 5;

/// A period is at the head of a sentence among so many words.
const LEADING_ATOMS: usize = 4;

/// A period is at the head of a sentence within so many bytes: “——” or “其中，” may stand before it.
const LEADING: usize = 12;

/// 刚刚过去的2025年, 极不平凡的五年: whether what stands before a period at the head of a sentence only describes it.
fn is_attribute(before: &str) -> bool {
    before.len() <= ATTRIBUTE && before.ends_with('的') && !before.contains(['，', '、', '；', '：'])
}

/// Characters of the longest address at the head of a paragraph.
const ADDRESS: usize = 6;

/// Bytes of the longest such description.
const ATTRIBUTE: usize = 36;

/// 各位代表！ leaves the next sentence at the head of the paragraph.
const SALUTATION: usize = 24;

#[cfg(test)]
#[path = "timing_tests.rs"]
mod tests;

/// 五年, 5年, 十年: so many characters are years and nothing else.
const BARE_YEARS: usize = 2;
