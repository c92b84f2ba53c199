//! Stretches of years: averages over them, sizes at their end, and the two ends of a 从…到….

use std::ops::Range;

use crate::extract::{Atom, AtomKind, FactReading, Reading};
use crate::model::{
    CalendarUnit, Dimension, Flow, Measure, MentionKind, OriginKind, PeriodExpr, PeriodSense, Quantity, Span, TimeExpr,
};
use crate::rules::{FactTemplate, MeasureRule, Rule};
use crate::segment::PartOfSpeech;

use super::reckoning::year_days;
use super::standing::Standing;
use crate::resolve::discourse::{Discourse, Resolved, Stated, When};
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// 2011至2015年产值五年累计……: the years that the sentence has said, where they are as many. 1—2月产量……，两年平均增长8%: in those
    /// months.
    pub(in crate::resolve) fn years_said(&self, view: &SentenceView, atom: usize, said: Stated<When>) -> Stated<When> {
        let count = |at: usize| match view.atoms[at].kind {
            AtomKind::Period(index) => match &view.mentions[index].kind {
                MentionKind::Period(PeriodExpr {
                    time:
                        TimeExpr::Stretch {
                            unit: CalendarUnit::Year,
                            count,
                        },
                    ..
                }) => Some(*count),
                _ => None,
            },
            _ => None,
        };
        let words = view.atoms[atom].span.of(self.document.text);
        // 7年间, too.
        let bare = words.trim_end_matches('间').chars().count() <= BARE_YEARS;
        let Some(years) = count(atom).filter(|_| bare) else {
            return said;
        };
        if let Some(until) = self.counted_up_to(view, atom) {
            return until;
        }
        let averages = |next: &Atom| next.cues.has(self.document.known.averaged);
        let averaged = years == 2 && view.atoms.get(atom + 1).is_some_and(averages);
        let as_many = |when: &Stated<When>| {
            let days = when.what.days;
            days.is_some_and(|(from, to)| {
                let part = from.year() == to.year() && to.month() - from.month() < 11 && from.day() == 1;
                to.year() - from.year() + 1 == years || (part && averaged)
            })
        };
        let before = view.last_period(0..atom).filter(|at| count(*at).is_none());
        let before = before.and_then(|at| self.period_at(view, at, OriginKind::Said));
        let Some(before) = before else { return said };
        let what = if as_many(&before) {
            Some(before.what)
        } else {
            self.years_up_to(view, atom, &before.what, years)
        };
        match what {
            Some(what) => Stated::new(what, said.kind, said.span),
            None => said,
        }
    }

    /// 到2015年，……，投资五年累计达500亿元: a sum over the years up to the one that is aimed at, and of no other number.
    pub(in crate::resolve) fn counted_up_to(&self, view: &SentenceView, atom: usize) -> Option<Stated<When>> {
        let AtomKind::Period(index) = view.atoms[atom].kind else {
            return None;
        };
        let MentionKind::Period(PeriodExpr {
            time:
                TimeExpr::Stretch {
                    unit: CalendarUnit::Year,
                    count: count @ 2..,
                },
            ..
        }) = view.mentions[index].kind
        else {
            return None;
        };
        let sums = view.atoms.get(atom + 1)?.cues.has(self.document.known.cumulative);
        let bare = view.atoms[atom].span.of(self.document.text).chars().count() <= BARE_YEARS;
        let until = view.last_period(0..atom).filter(|_| sums && bare)?;
        let until = self.period_at(view, until, OriginKind::Said)?;
        let (start, end) = until.what.days?;
        let year = year_days(end.year()) == Some((start, end)) && until.what.sense == PeriodSense::Until;
        let (first, _) = year_days((end.year() + 1).checked_sub(count)?)?;
        let when = When {
            days: Some((first, end)),
            ..until.what
        };
        (year && end.year() % count == 0).then(|| Stated::new(when, OriginKind::Said, until.span))
    }

    pub(in crate::resolve) fn is_averaged(&self, view: &SentenceView, clause: Range<usize>) -> bool {
        view.atoms[clause]
            .iter()
            .any(|atom| atom.cues.has(self.document.known.averaged))
    }

    /// 到2027年……年均增长19%: an average that is to be reached by a year runs over the plan, else from the year after the
    /// last complete one.
    pub(in crate::resolve) fn averaged_over(
        &self,
        view: &SentenceView,
        clause: Range<usize>,
        mut said: Stated<When>,
    ) -> Stated<When> {
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

    /// Sets a size that only stands at the end of a stretch of years to the last of them: one that 达到 or 突破 leads to,
    /// and a share.
    pub(in crate::resolve) fn settle(
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
        let years = |at: usize| {
            let number = view.atoms.get(at).and_then(|atom| atom.quantity());
            number.is_some_and(|index| match &view.mentions[index].kind {
                MentionKind::Quantity(number) => number.dimension == Dimension::Duration,
                _ => false,
            })
        };
        let lasting = |at: usize| view.atoms[at].cues.has(known.lasting) && years(at + 1);
        let mut before = (clause.start..reading.atom.saturating_sub(1)).rev();
        if self.is_averaged(view, clause.start..reading.atom) || before.any(lasting) {
            return;
        }
        // 五年来，……城镇新增就业超690万人: all that was new in those years.
        let flow = self.flow(view, reading);
        // 五年来，……发电量累计达8100亿千瓦时: and all that was made or spent.
        let flows = quantity.dimension == Dimension::Money
            || self.is_counted_in(quantity, known.unit_flow)
            || self.is_counted_in(quantity, known.unit_used);
        if flow == Some(Flow::New) || (flow == Some(Flow::Cumulative) && flows) {
            return;
        }
        let sentence = view.atoms.first().zip(view.atoms.last());
        let here = sentence
            .zip(when.span)
            .is_some_and(|((first, last), span)| Span::new(first.span.start, last.span.end).contains(span));
        // “十四五”以来，……完成营造林超663万亩: and all that was done; 自2021年12月通车以来，进出口货物已超1200万吨: and all that was traded.
        let done = || {
            let mut before = view.atoms[clause.start..reading.atom].iter();
            before.any(|atom| atom.cues.has(known.deed) || (here && atom.cues.has(known.trade)))
        };
        // 三年来，全县有26人获得证书: so many to whom it happened in those years, not who are there.
        let befell = || {
            let behind = view.atoms[reading.atom + 1..clause.end].iter().take(BEFALLEN);
            let mut words = behind.take_while(|atom| atom.span.of(self.document.text) != "的");
            let verb = words.find(|atom| atom.kind == AtomKind::Word(PartOfSpeech::Verb));
            self.only_is(view, reading) && verb.is_some_and(|verb| !verb.cues.has(known.stands))
        };
        let since = when.what.sense == PeriodSense::Since || here;
        if quantity.dimension != Dimension::Ratio && (since && done() || befell()) {
            return;
        }
        // 接连突破三千亿、四千亿元: each of them in some year; 累计进出口9万亿元，占全国的三成: of what was summed.
        if self.came_in_turn(view, clause.start..reading.atom) || self.is_share_of_sum(view, reading, previous, when) {
            return;
        }
        // 自某日以来，已导致500人死亡，超2000人受伤: both have come about since then.
        let told_alike = |previous: &Resolved| {
            let told = previous.when.as_ref();
            let told = told.is_some_and(|before| before.what.days == when.what.days);
            told && previous.measure == Measure::Level
        };
        let summed = |previous: &Resolved| told_alike(previous) && previous.unit == quantity.unit;
        // 1986～1992年，全县验收项目95项，有12项获奖，投资为40万元: what is told with it is of all those years, unless it reached a size.
        let words = when.what.words.map_or("", |words| words.of(self.document.text));
        let ranged = here
            && when.what.sense == PeriodSense::During
            && words.bytes().filter(u8::is_ascii_digit).count() == 8
            && previous.is_some_and(told_alike)
            && matches!(quantity.dimension, Dimension::Count | Dimension::Money);
        if ranged
            && (quantity.dimension == Dimension::Money
                || !view.reaches(reading.atom, known)
                || self.only_is(view, reading))
        {
            return;
        }
        let reaches = || {
            view.atoms[clause.start..reading.atom]
                .iter()
                .any(|atom| atom.cues.has(known.stands))
        };
        // ……，货值超500亿元
        let worth = |previous: &Resolved| quantity.dimension == Dimension::Money && told_alike(previous);
        let told_since = previous.is_some_and(|previous| summed(previous) || worth(previous));
        if when.what.sense == PeriodSense::Since && here && told_since && !reaches() {
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
        // 三次产业比重为4∶38∶58
        let percent = match quantity.unit.as_deref() {
            Some(unit) => quantity.dimension == Dimension::Ratio && unit == "%",
            None => reading.unit.as_deref() == Some("%"),
        };
        let share = !here && percent;
        let beside = previous.is_some_and(|previous| self.is_beside_settled(view, reading, quantity, previous, when));
        // 拥有高新技术企业176家: what there is, though the verb stands at the head of the clause.
        let holds = || {
            let mut words = view.atoms[clause.start..reading.atom].iter();
            let opens = |atom: &&Atom| match atom.kind {
                AtomKind::Word(_) => {
                    let dresses = known.lead.intersects(atom.cues) || atom.cues.has(known.filler);
                    !dresses || atom.cues.has(known.stands)
                }
                _ => false,
            };
            words.find(opens).is_some_and(|first| first.cues.has(known.stands))
        };
        // 每万人发明专利拥有量18.3件, though 五年 was said before
        let stock = view.atoms[clause.start..reading.atom].last();
        let stock = stock.is_some_and(|last| self.is_stock(last.span));
        let climbs =
            quantity.dimension != Dimension::Count && self.climbs_to(Span::new(quantity.bound_start, span.start));
        // 八年来……。沿线还有驿站3处, in the news of a day: what is told of a state behind years that another sentence looks back over.
        let long = when.what.days.is_some_and(|(start, end)| {
            let years = end.year() - start.year();
            years > 1 || (years == 1 && start.day_of_year() == 1)
        });
        let state = || {
            let mut words = view.atoms[clause.start..reading.atom].iter();
            let since = matches!(when.what.sense, PeriodSense::During | PeriodSense::Since);
            since && words.all(|atom| atom.kind != AtomKind::Word(PartOfSpeech::Verb) || atom.cues.has(known.stands))
        };
        if share
            || stock
            || climbs
            || beside
            || (!here && long && flow.is_none() && self.document.date.of_a_day && state())
            || (!here && quantity.dimension == Dimension::Count && holds())
            || view.stands(reading.atom, quantity, span, known)
            || view.stands(first, quantity, span, known)
        {
            last_year(&mut when.what);
        }
    }

    /// Whether what stands before a number says that there is so much, and not that it has come to it: 有, 为.
    fn only_is(&self, view: &SentenceView, reading: &FactReading) -> bool {
        let word = reading
            .atom
            .checked_sub(1)
            .map(|at| view.atoms[at].span.of(self.document.text));
        word.is_some_and(|word| matches!(word, "有" | "为" | "是"))
    }

    /// Remembers the two periods of a 从…到… for those that follow without.
    pub(in crate::resolve) fn pair(
        &mut self,
        rule: &Rule,
        position: usize,
        whole: &Reading,
        view: &SentenceView,
        said: &When,
    ) {
        if rule.facts.len() != whole.facts.len() || !starts_second(position, whole) {
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
    pub(in crate::resolve) fn end_of_pair(
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
        let whole_year = first.as_ref().and_then(|first| first.what.days);
        let whole_year = whole_year.is_some_and(|days| year_days(days.0.year()) == Some(days));
        if let Some((from, to)) = &self.from_to
            && first.is_none_or(|first| first.what.days == from.days)
        {
            let when = if is_first(position, whole) { from } else { to };
            return Some(Stated::new(when.clone(), OriginKind::Carried, when.words));
        }
        let clause = view.clause(reading.atom).start;
        // 2023年……，从2020年全省第8位前移到第5位: the first end has its own time.
        let own = |at: &usize| position == 0 || whole.facts[0].period != Some(*at);
        let dated = view.last_period(clause..reading.atom).filter(own);
        let standing = match dated {
            Some(atom) => self.period_at(view, atom, OriginKind::Carried),
            None => self.carried_in_sentence(view, clause),
        };
        let standing = standing.or_else(|| self.standing_period())?;
        let (start, end) = standing.what.days?;
        // 与2010年相比，由8930人上升为15467人: it moved from there, and so does all that the section sets against that year.
        if position == 0
            && let Some(base) = self
                .compared_before(view, clause)
                .or_else(|| self.base.clone())
                .or_else(|| self.set_against.clone().filter(|_| dated.is_none()))
            && base.what.days.is_some_and(|(_, last)| last < start)
        {
            return Some(base);
        }
        // What is to be raised is as it was last known.
        let assumed = standing.kind == OriginKind::Document && self.document.date.standing != Standing::Plan;
        let to_come =
            standing.what.sense == PeriodSense::Until || (!assumed && self.is_future(standing.what.days) == Some(true));
        let now = if to_come { self.document.date.known_year() } else { None };
        // 1978～1998年，从甲增至乙: two years that are named are the ends; a plan's first year is the one after its base.
        let words = standing.what.words.map_or("", |span| span.of(self.document.text));
        let plan = end.year() - start.year() == 4 && end.year() % 5 == 0;
        let named = words.chars().filter(char::is_ascii_digit).count() >= 8 && !plan;
        let base = if named { start.year() } else { start.year() - 1 };
        let first = is_first(position, whole);
        // 平均价格从1.3万元降至700元, as the news tell: since when, nobody says; 将由4小时缩短至2小时: it is so now.
        if first && standing.kind == OriginKind::Document && self.document.date.tells {
            let days = standing.what.days.filter(|_| self.aims.here);
            let when = When { days, ..standing.what };
            return Some(Stated::new(when, OriginKind::Document, standing.span));
        }
        let days = match first {
            true => year_days(now.map_or(base, |now| now.min(end.year()))),
            // 7月考核居首，……，平均浓度由2017年的60降至50, in a review: a whole year is set against a whole one.
            _ if dated.is_none() && whole_year && self.is_event_of_review(standing.what.sense, (start, end)) => {
                year_days(end.year())
            }
            _ if start.year() == end.year() => standing.what.days,
            _ => year_days(end.year()),
        };
        let when = When {
            days,
            sense: if first {
                PeriodSense::During
            } else {
                standing.what.sense
            },
            words: standing.what.words,
        };
        Some(Stated::new(when, OriginKind::Carried, standing.span))
    }
}

impl Discourse<'_> {
    /// Keeps in mind the time that a sentence compares with.
    pub(in crate::resolve) fn note_base(&mut self, view: &SentenceView) {
        let base = view.periods.clone().rev().find_map(|at| {
            let AtomKind::Period(index) = view.atoms[at].kind else {
                return None;
            };
            let MentionKind::Period(expr) = &view.mentions[index].kind else {
                return None;
            };
            let named = matches!(expr.time, TimeExpr::Fixed(..)) && expr.sense == PeriodSense::Compared;
            let when = named.then(|| self.period_at(view, at, OriginKind::Carried)).flatten()?;
            let one = when.what.days.is_some_and(|(start, end)| start.year() == end.year());
            one.then_some(when)
        });
        if base.is_some() {
            self.base = base;
        }
        if let Some(opening) = self.opening_base(view) {
            self.set_against = Some(opening);
        }
    }

    /// 与“十二五”末相比，……: the time that the first clause of a sentence compares with, where it says nothing else.
    fn opening_base(&self, view: &SentenceView) -> Option<Stated<When>> {
        let clause = view.clause(0);
        let at = view.last_period(0..clause.end).or_else(|| {
            let compared = |at: &usize| matches!(view.atoms[*at].kind, AtomKind::Period(_));
            clause.clone().find(compared)
        })?;
        let AtomKind::Period(index) = view.atoms[at].kind else {
            return None;
        };
        let MentionKind::Period(expr) = &view.mentions[index].kind else {
            return None;
        };
        let words = clause.len() <= BASE_CLAUSE && !view.atoms[clause].iter().any(|atom| atom.quantity().is_some());
        let compares = words && expr.sense == PeriodSense::Compared;
        compares
            .then(|| self.period_at(view, at, OriginKind::Carried))
            .flatten()
    }

    /// 与“十二五”末相比，2020年生产总值达到526亿元，年均增长4.4%: an average of a section that is set against an earlier year runs from
    /// the year behind that.
    pub(in crate::resolve) fn since_base(&self, mut told: Stated<When>) -> Stated<When> {
        let base = self.set_against.as_ref().and_then(|base| base.what.days);
        let Some(((_, base), (start, end))) = base.zip(told.what.days) else {
            return told;
        };
        if start.year() == end.year()
            && base.year() + 1 < start.year()
            && let Some((first, _)) = base.year().checked_add(1).and_then(year_days)
        {
            told.what.days = Some((first, end));
            told.what.sense = PeriodSense::During;
        }
        told
    }

    /// The period nearest before a clause of its sentence that something is compared with.
    fn compared_before(&self, view: &SentenceView, clause: usize) -> Option<Stated<When>> {
        let at = view.atoms[..clause]
            .iter()
            .rposition(|atom| matches!(atom.kind, AtomKind::Period(_)))?;
        let period = self.period_at(view, at, OriginKind::Carried)?;
        (period.what.sense == PeriodSense::Compared).then_some(period)
    }
}

/// A clause that only says with what something is compared has so many words at most: 与“十二五”末相比.
const BASE_CLAUSE: usize = 4;

/// Whether a rule reads the two ends of a 从…到….
pub(in crate::resolve) fn is_pair(rule: &Rule, whole: &Reading) -> bool {
    // 是2017年198家的3.6倍: a base and what is measured by it.
    let of_base = |fact: &FactTemplate| fact.versus.is_some() && fact.measure == MeasureRule::Level;
    let measured = rule.facts.iter().any(of_base);
    let dated = !measured && rule.facts.iter().any(|fact| fact.period.is_some());
    // 三次产业结构由甲：乙：丙调整为丁：戊：己: three at each end.
    // 甲、乙分别从2012年的5%、3%提高到2018年的7%、6%: as many at each end as there are things.
    let listed = rule.facts.len() == 2 && rule.facts.iter().all(|fact| fact.each.is_some());
    dated && (whole.facts.len() == 2 || listed || (whole.facts.len() == 6 && rule.facts.len() == 6))
}

/// Whether a number of a 从…到… is of its first end.
pub(in crate::resolve) const fn is_first(position: usize, whole: &Reading) -> bool {
    position < whole.facts.len().div_ceil(2)
}

const fn starts_second(position: usize, whole: &Reading) -> bool {
    position > 0 && position == whole.facts.len().div_ceil(2)
}

/// A size as it stands belongs to the last year of the stretch that the section looks back on.
pub(in crate::resolve) fn last_year(when: &mut When) {
    if let Some((start, end)) = when.days
        && start.year() != end.year()
    {
        when.days = year_days(end.year());
    }
}

/// So many words behind a number may stand before the verb that says what happened to what is counted.
const BEFALLEN: usize = 3;

/// 五年, 5年, 十年: so many characters are years and nothing else.
pub(in crate::resolve) const BARE_YEARS: usize = 2;
