//! Which of the periods of a sentence carry to its later clauses, and to the sentences behind it.

use std::ops::Range;

use jiff::civil::Date;

use crate::extract::{AtomKind, FactReading};
use crate::model::{Dimension, MentionKind, OriginKind, PeriodSense, TimeExpr};
use crate::rules::MeasureRule;
use crate::segment::PartOfSpeech;

use crate::resolve::discourse::{Discourse, Stated, When};
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// The last period that heads a clause behind a semicolon; behind any mark where the paragraph ran on from some time
    /// (去年3月以来，……，去年全年……).
    pub(in crate::resolve) fn turned_to(&self, view: &SentenceView) -> Option<usize> {
        let running = self.paragraph_period.as_ref();
        let since = running.is_some_and(|when| when.what.sense == PeriodSense::Since);
        (view.periods.start.max(1)..view.periods.end).rev().find(|at| {
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
                && (since || matches!(view.atoms[clause.start - 1].kind, AtomKind::Break('；')))
                && view.heads(*at, self.document.known)
                && !self.contrasts(view, clause.start)
        })
    }

    /// Whether the clause that starts there only sets another time against the one told of: …，而1998年为7亿元，…. Behind a
    /// semicolon, or with the time set apart by a comma (而到1998年，…), it turns to that time.
    pub(in crate::resolve) fn contrasts(&self, view: &SentenceView, clause: usize) -> bool {
        let turned = clause
            .checked_sub(1)
            .is_some_and(|at| matches!(view.atoms[at].kind, AtomKind::Break('；')));
        !turned
            && view.atoms[clause].cues.has(self.document.known.contrast)
            && view.atoms[view.clause(clause)]
                .iter()
                .any(|atom| atom.quantity().is_some())
    }

    /// Whether a state as of some day, or what has been so since, was told to its end within a sentence: the semicolon behind it
    /// turns to something else.
    pub(in crate::resolve) fn is_shut(&self, view: &SentenceView, period: usize, clause: usize) -> bool {
        let AtomKind::Period(index) = view.atoms[period].kind else {
            return false;
        };
        let as_of = matches!(&view.mentions[index].kind, MentionKind::Period(expr) if matches!(expr.sense, PeriodSense::AsOf | PeriodSense::Since));
        let told = view.atoms[..view.clause(period).start]
            .iter()
            .any(|atom| atom.quantity().is_some());
        let mut between = view.atoms[period..clause].iter();
        as_of && told && between.any(|atom| matches!(atom.kind, AtomKind::Break('；')))
    }

    /// The period that the clauses before `clause` give to it: the last, but for those that hold for their own clause only.
    pub(in crate::resolve) fn carried_in_sentence(&self, view: &SentenceView, clause: usize) -> Option<Stated<When>> {
        let mut at = clause;
        while let Some(found) = view.last_period(0..at) {
            at = found;
            let own = view.clause(found);
            let number = |range: Range<usize>| view.atoms[range].iter().any(|atom| atom.quantity().is_some());
            // 五分之一的企业过去一年没有贷款: of what the number counts, not when it was counted.
            let inner = number(own.start..found) && !number(found..own.end);
            // （2018年是第四次经济普查年份，下同）: a bracket with words of its own has said its time to the end.
            let shut = |at: usize| match view.atoms[at].kind {
                AtomKind::Open(Some(close)) if close > found && close < clause => {
                    let words = view.atoms[at..close]
                        .iter()
                        .filter(|atom| matches!(atom.kind, AtomKind::Word(_)));
                    words.count() > 1 || number(at..close)
                }
                _ => false,
            };
            // 净增数居全省第4位（上年第9位）
            let bracketed = view.brackets && (0..found).rev().any(shut);
            let inner = inner
                || self.only_lasted(view, found, clause)
                || bracketed
                || self.is_name_of(view, found)
                || self.tells_of_founding(view, found)
                || self.is_founding_of(view, found)
                || self.is_ground(view, found)
                || self.counted_up_to(view, found).is_some()
                || self.says_what_it_is(view, found);
            if !inner && !self.contrasts(view, own.start) && !self.is_shut(view, found, clause) {
                let told = self.period_at(view, found, OriginKind::Carried)?;
                return Some(self.years_of_plan(view, found, told));
            }
        }
        None
    }

    /// 五年提高0.42个百分点，……；费用占比2.61%: so long it took to move, and nothing else is of those years.
    fn only_lasted(&self, view: &SentenceView, period: usize, clause: usize) -> bool {
        let AtomKind::Period(index) = view.atoms[period].kind else {
            return false;
        };
        let stretch = matches!(&view.mentions[index].kind, MentionKind::Period(expr) if matches!(expr.time, TimeExpr::Stretch { .. }));
        let mut between = view.atoms[period..clause].iter();
        let turned = between.any(|atom| matches!(atom.kind, AtomKind::Break('；')));
        let next = view.atoms.get(period + 1).filter(|_| turned);
        stretch && next.is_some_and(|next| self.document.known.moves.intersects(next.cues))
    }

    /// Whether a period within a clause only names something that a shorter one before it lies in: 13日晚进行的2024年锦标赛.
    pub(in crate::resolve) fn is_name_of(&self, view: &SentenceView, period: usize) -> bool {
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

    /// 公司成立于2003年，现有员工320人: the time of a beginning holds for nothing else, unless its own clause counts something.
    pub(in crate::resolve) fn tells_of_founding(&self, view: &SentenceView, period: usize) -> bool {
        let AtomKind::Period(index) = view.atoms[period].kind else {
            return false;
        };
        // 成立三年来 is the time since.
        let MentionKind::Period(expr) = &view.mentions[index].kind else {
            return false;
        };
        let dated = matches!(expr.time, TimeExpr::Fixed(..)) && expr.sense != PeriodSense::Since;
        let clause = view.clause(period);
        // 去年11月获批，……，到岗243人: nor does the month in which something opened, where that is all its clause says.
        let month =
            matches!(expr.time, TimeExpr::Year { offset: ..0, months: Some((first, last)), .. } if first == last);
        if month && expr.sense == PeriodSense::During && self.opened_then(view, period, clause.clone()) {
            return true;
        }
        let known = self.document.known;
        let before = &view.atoms[clause.start..period];
        let founded = match before {
            [.., verb, at] if at.cues.has(known.at) => verb.cues.has(known.founded),
            [.., verb] => verb.cues.has(known.founded),
            [] => false,
        };
        let behind = view.atoms[period + 1..clause.end].first();
        let founded = founded || behind.is_some_and(|verb| verb.cues.has(known.founded));
        dated && founded && !view.atoms[clause].iter().any(|atom| atom.quantity().is_some())
    }

    /// 今年是“十四五”收官，……: of the year that is said to be something, not of what it is.
    fn says_what_it_is(&self, view: &SentenceView, period: usize) -> bool {
        let clause = view.clause(period);
        let mut before = view.atoms[clause.start..period]
            .iter()
            .rev()
            .filter(|atom| !matches!(atom.kind, AtomKind::Quote | AtomKind::Noise));
        let is = before
            .next()
            .is_some_and(|verb| verb.span.of(self.document.text) == "是");
        is && before
            .next()
            .is_some_and(|year| matches!(year.kind, AtomKind::Period(_)))
    }

    /// Whether a clause ends with the verb right behind its time that says something opened then, and counts nothing.
    fn opened_then(&self, view: &SentenceView, period: usize, clause: Range<usize>) -> bool {
        let known = self.document.known;
        let mut behind = view.atoms[period + 1..clause.end]
            .iter()
            .filter(|atom| !atom.cues.has(known.filler) && !matches!(atom.kind, AtomKind::Break(_)));
        let opens = behind.next().is_some_and(|verb| verb.cues.has(known.opens));
        opens && behind.next().is_none() && !view.atoms[clause].iter().any(|atom| atom.quantity().is_some())
    }

    /// 2018年成立的三家公司: the time belongs to what is counted.
    pub(in crate::resolve) fn is_founding_of(&self, view: &SentenceView, period: usize) -> bool {
        let word = |at: usize| view.atoms.get(at).map(|atom| atom.span.of(self.document.text));
        let founded = |at: &usize| {
            view.atoms
                .get(*at)
                .is_some_and(|atom| atom.cues.has(self.document.known.founded))
        };
        let verb = (period + 1..period + 3).find(founded);
        verb.is_some_and(|verb| word(verb + 1) == Some("的"))
            || self.dresses_body(view, period)
            || self.dresses_thing(view, period)
    }

    /// Whether a period of a clause before this one only says against what the one told of is set.
    pub(in crate::resolve) fn is_aside(&self, view: &SentenceView, when: &Stated<When>, clause: usize) -> bool {
        if when.what.sense == PeriodSense::Compared {
            return true;
        }
        when.span.is_some_and(|span| {
            let at = view.atoms.partition_point(|atom| atom.span.start < span.start);
            let said = view.atoms.get(at).is_some_and(|atom| atom.span.start == span.start);
            said && at < clause && self.contrasts(view, view.clause(at).start)
        })
    }

    /// The base of a comparison that a number is the size of: 较上年预算数1亿元, 比2020年的328家.
    pub(in crate::resolve) fn base_named(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        clause: usize,
    ) -> Option<usize> {
        let multiple = |kind: &MentionKind| matches!(kind, MentionKind::Quantity(number) if number.dimension == Dimension::Multiple);
        if reading.measure != MeasureRule::Level || multiple(&view.mentions[reading.quantity].kind) {
            return None;
        }
        let known = self.document.known;
        let names = |at: &usize| {
            let atom = &view.atoms[*at];
            let moves = known.verb.intersects(atom.cues) || known.compares.intersects(atom.cues);
            let only = known.lead.intersects(atom.cues);
            matches!(atom.kind, AtomKind::Word(part) if part != PartOfSpeech::Verb || only) && !moves
        };
        let between = (clause..reading.atom).rev().take(BASE_WORDS).take_while(names).count();
        let at = reading.atom.checked_sub(between + 1).filter(|at| *at >= clause)?;
        let AtomKind::Period(index) = view.atoms[at].kind else {
            return None;
        };
        let MentionKind::Period(expr) = &view.mentions[index].kind else {
            return None;
        };
        // 去年同期只有5.1亿元
        let same = matches!(expr.time, TimeExpr::SamePeriod { years } if years != 0);
        let base = (expr.sense == PeriodSense::Compared && self.days(expr).is_some()) || same;
        base.then_some(at)
    }
}

/// So many words may stand between the year that a number is the base of, and the number.
const BASE_WORDS: usize = 4;
