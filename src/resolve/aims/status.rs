//! Standing: target, actual or policy; new or cumulative; compared with what.

use std::ops::Range;

use crate::extract::{Atom, AtomKind, FactReading, LabelPiece};
use crate::model::{Base, Bound, Dimension, Flow, OriginKind, PeriodSense, Quantity, Span, Status};
use crate::rules::{FlowRule, MeasureRule};
use crate::segment::PartOfSpeech;

use crate::resolve::discourse::{Discourse, Resolved, Stated, When};
use crate::resolve::names::label;
use crate::resolve::times::reckoning::year_days;
use crate::resolve::times::standing::Standing;
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// Target, actual, or a parameter of a policy. `starts`: the number is the first of a 从…到…; `continued`: the fact
    /// whose label it takes over.
    #[allow(clippy::too_many_arguments)]
    pub(in crate::resolve) fn status(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        when: Option<&Stated<When>>,
        quantity: &Quantity,
        span: Span,
        starts: bool,
        continued: Option<&Resolved>,
    ) -> Stated<Status> {
        let known = self.document.known;
        let clause = view.clause(reading.atom);
        // （欧美给予较多的配额）: what stands in brackets is said of something else.
        let aside = |at: usize| {
            let around = |open: usize| matches!(view.atoms[open].kind, AtomKind::Open(Some(close)) if close > at && close < reading.atom);
            (0..at).rev().any(around)
        };
        let words = |range: Range<usize>, class| {
            let range = if view.present.has(class) { range } else { 0..0 };
            range
                .rev()
                .find(|at| view.atoms[*at].cues.has(class) && !aside(*at))
                .map(|at| view.atoms[at].span)
        };
        // 兑现奖补资金1亿元; 贴息比例最高50%……，已累计为1万户企业提供贷款380亿元: so much has been done.
        let may_tell = view.present.has(known.done) || view.present.has(known.cumulative);
        let done = may_tell
            && view.atoms[clause.start..reading.atom]
                .iter()
                .any(|atom| atom.cues.has(known.done) || atom.cues.has(known.cumulative));
        // 去年，省财政补偿各县资金3亿元, as no paper of rules says: what was granted then, unless it is the most or the least.
        let here = |words: Span| view.span().is_some_and(|sentence| sentence.contains(words));
        let limited = matches!(quantity.bound, Bound::Ge | Bound::Le | Bound::Lt);
        let granted = quantity.dimension == Dimension::Money
            && !self.document.date.sets_rules
            && !limited
            && when.is_some_and(|when| {
                let told =
                    matches!(when.kind, OriginKind::Said | OriginKind::Carried) && when.what.words.is_some_and(here);
                told && when.what.sense == PeriodSense::During && self.is_over(when.what.days)
            });
        if !done && !granted && matches!(quantity.dimension, Dimension::Money | Dimension::Ratio) {
            let here = clause.start..reading.atom;
            let bound = Span::new(view.atoms[reading.atom].span.start, span.start);
            let bounded = || {
                !bound.is_empty()
                    && self
                        .document
                        .cues
                        .words_of(known.policy_here)
                        .any(|word| bound.of(self.document.text).contains(word))
            };
            // 支持研发奖补的8000万元: a noun.
            let noun = |said: &Span| {
                let behind = self.document.text[said.end..].strip_prefix('的');
                behind.is_some_and(|behind| behind.starts_with(|c: char| c.is_ascii_digit()))
            };
            let said = words(here.clone(), known.policy)
                .filter(|said| !noun(said))
                .or_else(|| words(here, known.policy_here).filter(|said| !self.describes(view, *said)))
                .or_else(|| bounded().then_some(bound))
                .or_else(|| self.given(view, reading, quantity));
            if said.is_some() {
                return Stated::new(Status::Rule, OriginKind::Said, said);
            }
            // 按30%贴息，……，2024年共发放贷款42亿元: what is told of a time gone by, named behind, was done.
            let gone = |cue: &Span| {
                let told = when.filter(|when| self.is_over(when.what.days));
                told.is_some_and(|when| when.span.is_some_and(|span| span.start >= cue.end))
            };
            let carried = words(0..clause.start, known.policy).filter(|cue| !gone(cue) && !noun(cue));
            if carried.is_some() {
                return Stated::new(Status::Rule, OriginKind::Carried, carried);
            }
        }
        if let Some(said) = self.condition_of_grant(view, reading, quantity) {
            return Stated::new(Status::Rule, OriginKind::Said, Some(said));
        }
        if let Some(said) = self.fixed_share(view, reading, quantity) {
            return Stated::new(Status::Rule, OriginKind::Said, Some(said));
        }
        if let Some(said) = self.demanded(view, reading, quantity) {
            return Stated::new(Status::Rule, OriginKind::Said, Some(said));
        }
        // Where something is to be raised from 30 to 40, it is at 30.
        if starts {
            return Stated::new(Status::Actual, OriginKind::Said, None);
        }
        if let Some(said) = self.is_answer(view, reading, quantity) {
            return Stated::new(Status::Actual, OriginKind::Said, Some(said));
        }
        let over = |cue: &Span| self.is_result(view, *cue, when);
        // 高于年初预期目标1.9个百分点: what it is compared with was aimed at, not this.
        let base = reading.versus.as_ref().map_or(reading.atom, |base| base.start);
        if let Some(span) = view
            .target(
                clause.start..base.clamp(clause.start, reading.atom),
                self.section.reviews,
                known,
            )
            .filter(|cue| !over(cue) && !self.had_to(view, *cue, reading) && !self.leans_on(view, *cue, reading))
            .filter(|cue| !self.is_there_by_now(view, *cue, reading))
            .or_else(|| self.aimed_at_behind(view, reading, quantity).filter(|cue| !over(cue)))
        {
            return Stated::new(Status::Target, OriginKind::Said, Some(span));
        }
        let as_of = when.is_some_and(|when| matches!(when.what.sense, PeriodSense::AsOf | PeriodSense::Since));
        let clause_atoms = &view.atoms[clause.start..reading.atom];
        // 累计培育经纪人不少于100人: a minimum set before the number is a demand, however it is counted; so is what a plan counts.
        let demanded = quantity.bound == Bound::Ge && view.atoms[reading.atom].span.start < span.start;
        // 到2030年累计下降17% is a sum over years to come.
        let days_said = when.and_then(|when| when.what.days);
        let ahead = || self.is_future(days_said) == Some(true);
        let planned = self.document.date.standing != Standing::Date
            && !self.section.reviews
            && (self.section.plans.is_some() || ahead());
        let sums = |atom: &Atom| atom.cues.has(known.cumulative) && (demanded || planned || self.is_ahead(days_said));
        let tells = |atom: &&Atom| atom.cues.has(known.done) && !sums(atom);
        if view.present.has(known.done)
            && let Some(done) = clause_atoms.iter().rfind(tells)
        {
            return Stated::new(Status::Actual, OriginKind::Said, Some(done.span));
        }
        // 上年度研发费用占比达到3%以上的企业: a condition, though of a year that is over.
        if self.document.date.sets_rules && matches!(quantity.bound, Bound::Ge | Bound::Le) {
            return Stated::new(Status::Rule, OriginKind::Title, None);
        }
        let days = when.and_then(|when| when.what.days);
        let said = when.is_some_and(|when| when.kind == OriginKind::Said);
        if let Some(cue) = when
            .filter(|_| said)
            .and_then(|when| self.proposed(view, clause.start, when))
        {
            return Stated::new(Status::Target, OriginKind::Said, Some(cue));
        }
        if said && self.is_over(days) && !self.is_of_planned_year(days) {
            return Stated::new(Status::Actual, OriginKind::Said, None);
        }
        // 再引进科研人员不少于80名: a minimum asked for.
        if demanded && self.asks_for(view, reading, quantity) {
            return Stated::new(Status::Target, OriginKind::Said, Some(span));
        }
        if let Some(span) = self.still_announced(view, reading).filter(|_| !self.is_over(days)) {
            return Stated::new(Status::Target, OriginKind::Carried, Some(span));
        }
        // What continues a fact is as real as that fact.
        let clauses = view.atoms[..clause.start].iter().rev();
        let joined = !clauses
            .skip(1)
            .take_while(|atom| atom.quantity().is_none())
            .any(|atom| matches!(atom.kind, AtomKind::Break('；')));
        if let Some(previous) = continued
            && previous.status.what == Status::Actual
            && matches!(previous.status.kind, OriginKind::Said | OriginKind::Carried)
            && !said
            && joined
        {
            return Stated::new(Status::Actual, OriginKind::Carried, previous.status.span);
        }
        // 到2023年末……达到7.5亿, said in April of that year.
        let until = when.is_some_and(|when| when.what.sense == PeriodSense::Until) && !self.is_past_or_now(days);
        let future = match until {
            true => Some(true),
            false => self.is_future(days),
        };
        if self.is_layout(view, reading) && !said {
            return Stated::new(Status::Actual, OriginKind::Document, None);
        }
        // The year of the document itself says nothing of what is to come, nor does one in a headline that plans nothing.
        let assumed = self.document.date.standing != Standing::Plan
            && when.is_some_and(|when| {
                let headline =
                    when.kind == OriginKind::Heading && self.section.plans.is_none() && !self.is_of_plan(days);
                when.kind == OriginKind::Document || when.span.is_none() || (headline && self.has_begun(days))
            });
        // “十四五”末, said in its second year, is no state that has come about.
        let until = |when: &Stated<When>| self.is_year_end_to_come(when);
        if future == Some(true) && (!as_of || self.is_ahead(days)) && !assumed || when.is_some_and(until) {
            let when = when.expect("a future period");
            return Stated::new(Status::Target, when.kind, when.span);
        }
        // 规模今年有望突破1600亿元，配套率提高到如今的八成: what is so now is not to come.
        let soon = |when: &Stated<When>| {
            when.span
                .is_some_and(|span| span.of(self.document.text).starts_with('近'))
        };
        if said && as_of && self.is_past_or_now(days) && !when.is_some_and(soon) {
            return Stated::new(Status::Actual, OriginKind::Said, None);
        }
        // 赛事将于17日举行……春节假期前三天，收入88亿元; 将超过50万人次；在重庆，…: neither is still to come.
        let apart = |cue: &Span| {
            let between = &self.document.text[cue.end..view.atoms[clause.start].span.start];
            // 主要预期目标是：……；……；……: all that is listed.
            let listed = between.trim_start_matches(['是', '为']).starts_with(['：', ':']);
            self.document.date.tells && (self.is_over(days) || (between.contains(['；', ';']) && !listed))
        };
        if let Some(span) = self.planned_before(view, reading)
            && !apart(&span)
            && !self.had_to(view, span, reading)
            && !over(&span)
        {
            return Stated::new(Status::Target, OriginKind::Carried, Some(span));
        }
        if let Some(span) = view.announced_goals(0..clause.start, known).filter(|cue| !over(cue)) {
            return Stated::new(Status::Target, OriginKind::Carried, Some(span));
        }
        // 二、2020年财政预算草案, said in May of that year: what stands below is planned.
        // 全年发放贷款20亿元, below 重点任务, is no less planned for being said.
        let headed = |when: &Stated<When>| {
            let heading = self
                .section
                .heading_period
                .as_ref()
                .and_then(|heading| heading.what.days);
            let days = when.what.days.filter(|_| when.what.sense == PeriodSense::During);
            let year = self.document.date.date.and_then(|date| year_days(date.year()));
            when.kind == OriginKind::Heading || days.is_some() && (days == heading || days == year)
        };
        let drafted = self.section.plans.is_some()
            && (self.is_of_planned_year(days)
                || (self.is_asked() && !as_of || when.is_some_and(headed)) && !self.is_over(days));
        if future == Some(false)
            && !drafted
            && when.is_some_and(|when| !matches!(when.kind, OriginKind::Document | OriginKind::Title))
        {
            return Stated::new(Status::Actual, OriginKind::Carried, None);
        }
        if let Some(span) = self.section.plans {
            return Stated::new(Status::Target, OriginKind::Heading, Some(span));
        }
        let lays_down = matches!(quantity.dimension, Dimension::Money | Dimension::Ratio);
        if self.document.date.sets_rules && lays_down && reading.measure == MeasureRule::Level {
            return Stated::new(Status::Rule, OriginKind::Title, None);
        }
        Stated::new(Status::Actual, OriginKind::Document, None)
    }

    /// 规划提出，到2020年……达40%以上: what a paper aimed at, though the year is over; the word stands right before the time.
    fn proposed(&self, view: &SentenceView, clause: usize, when: &Stated<When>) -> Option<Span> {
        let known = self.document.known;
        let span = when
            .span
            .filter(|_| when.what.sense == PeriodSense::Until && view.present.has(known.proposes))?;
        let at = view.atoms.partition_point(|atom| atom.span.start < span.start);
        let before = view.atoms[..at].iter().rev().take(2);
        let cue = before
            .take_while(|atom| atom.cues.has(known.proposes) || matches!(atom.kind, AtomKind::Break('，' | '：')))
            .find(|atom| atom.cues.has(known.proposes))?;
        let until = when.what.sense == PeriodSense::Until || span.of(self.document.text).starts_with(['到', '至']);
        (until && at >= clause).then_some(cue.span)
    }

    /// 当时每次要承担70元; 每天要处理3000件, as the news tell: what 要 says had to be done, or has to time and again, is not to come.
    fn had_to(&self, view: &SentenceView, cue: Span, reading: &FactReading) -> bool {
        let known = self.document.known;
        if !matches!(cue.of(self.document.text), "要" | "还要" | "都要" | "也要") {
            return false;
        }
        let before = &view.atoms[..reading.atom];
        let clause = view.clause(reading.atom).start;
        let said = Span::new(
            view.atoms[clause].span.start,
            cue.start.max(view.atoms[clause].span.start),
        );
        let again = self.document.date.tells && said.of(self.document.text).contains('每');
        again || (view.present.has(known.back_then) && before.iter().any(|atom| atom.cues.has(known.back_then)))
    }

    /// 规划建设的站点已达12个: whether a number behind a plan says what of it is there.
    fn is_there_by_now(&self, view: &SentenceView, cue: Span, reading: &FactReading) -> bool {
        let known = self.document.known;
        let at = view.atoms.partition_point(|atom| atom.span.start < cue.start);
        let done = |atom: &Atom| atom.cues.has(known.done) && !atom.cues.has(known.cumulative);
        view.present.has(known.done)
            && view.atoms[at].cues.has(known.head_target)
            && view.atoms[at..reading.atom].iter().any(done)
    }

    /// 8栋楼将在月底交付, 以年产60万台为目标: the word behind a number, in its clause, that says it is still to come.
    fn aimed_at_behind(&self, view: &SentenceView, reading: &FactReading, quantity: &Quantity) -> Option<Span> {
        let known = self.document.known;
        let clause = view.clause(reading.atom);
        let (own, behind) = (clause.start..reading.atom, reading.atom + 1..clause.end);
        let text = self.document.text;
        let goal = |at: &usize| view.atoms[*at].cues.has(known.goal_name);
        let made_goal = behind.clone().find(|at| {
            let before = view.atoms[at - 1].span.of(text);
            let of = view.atoms.get(at + 1).is_some_and(|next| next.span.of(text) == "的");
            goal(at) && before == "为" && (of || at + 1 >= clause.end)
        });
        let takes = |atom: &Atom| matches!(atom.span.of(text), "以" | "把" | "将");
        if let Some(at) = made_goal.filter(|_| view.atoms[own].iter().any(takes)) {
            return Some(view.atoms[at].span);
        }
        let named_behind = reading.label.iter().all(|piece| match piece {
            LabelPiece::Phrase(range) => range.start > reading.atom,
            _ => false,
        });
        if quantity.dimension != Dimension::Count || !named_behind || reading.measure != MeasureRule::Level {
            return None;
        }
        let mut rest = behind.clone().take_while(|at| view.atoms[*at].quantity().is_none());
        let of = |at: &usize| view.atoms[*at].span.of(text) == "的";
        let end = rest.clone().find(of).or_else(|| rest.by_ref().last().map(|at| at + 1));
        view.target(behind.start..end.unwrap_or(behind.start), self.section.reviews, known)
    }

    /// Whether 不少于 and the like stand before a number.
    fn asks_for(&self, view: &SentenceView, reading: &FactReading, quantity: &Quantity) -> bool {
        let start = view.atoms[reading.atom].span.start.min(quantity.bound_start);
        let end = view.mentions[reading.quantity].span.start;
        let bound = &self.document.text[start..end.max(start)];
        let mut words = self.document.cues.words_of(self.document.known.minimum);
        words.any(|word| bound.starts_with(word))
    }

    /// Whether a label ends in the name of an aim that stands beside the number (90亿元目标任务): its size.
    pub(in crate::resolve) fn is_goal(&self, reading: &FactReading, view: &SentenceView, label: &str) -> bool {
        let known = self.document.known;
        // 70%的目标
        let of = view
            .atoms
            .get(reading.atom + 1)
            .is_some_and(|of| of.span.of(self.document.text) == "的");
        // 年度目标任务（1000家）
        let open = |at: &usize| matches!(view.atoms[*at].kind, AtomKind::Open(_));
        let before = reading.atom.checked_sub(1);
        let before = before.filter(open).map_or(before, |open| open.checked_sub(1));
        // 收入预算为23.5亿元
        let reaches = |at: &usize| view.atoms[*at].span.of(self.document.text) == "为";
        let before = before.filter(reaches).map_or(before, |verb| verb.checked_sub(1));
        // 5.5%的预期控制目标: the words that say which one it is stand between.
        let behind = reading.atom + 1..view.clause(reading.atom).end;
        let named = behind.skip(usize::from(of)).take(if of { NAMED_GOAL } else { 1 });
        let named = named.take_while(|at| view.atoms[*at].quantity().is_none());
        let mut beside = before.into_iter().chain(named).filter_map(|at| view.atoms.get(at));
        // 打击152个目标: targets of another kind; 31项任务: so many of them; 执行任务46次: so often.
        let names = |at: usize| view.atoms.get(at).is_some_and(|next| next.cues.has(known.goal_name));
        let counted = match view.quantity(reading).unit.as_deref() {
            Some("个" | "处" | "次" | "架次") => true,
            Some("项" | "件" | "条") => names(reading.atom + 1),
            _ => false,
        };
        // 完成整治任务2000亩: so much of it has been done.
        let fulfils = |atom: &Atom| atom.cues.has(known.fulfils);
        let fulfilled = || {
            let clause = view.clause(reading.atom).start..reading.atom;
            // 承担75%的建设任务: of a share of it just so.
            let size = names(reading.atom + 1) || of && view.quantity(reading).unit.as_deref() != Some("%");
            view.present.has(known.fulfils) && !size && view.atoms[clause].iter().any(fulfils)
        };
        reading.measure == MeasureRule::Level
            && !counted
            && !fulfilled()
            && beside.any(|atom| {
                let word = atom.span.of(self.document.text);
                atom.cues.has(known.goal_name) || (of && self.document.cues.ending_of(word, known.goal_name).is_some())
            })
            && self
                .document
                .cues
                .ending(label, |classes| classes.has(known.goal_name))
                .is_some()
    }

    /// Whether a cue of a target says only that a year that has ended was estimated: what was expected of it is its result.
    fn is_result(&self, view: &SentenceView, cue: Span, when: Option<&Stated<When>>) -> bool {
        let known = self.document.known;
        let at = view.atoms.partition_point(|atom| atom.span.start < cue.start);
        let Some(when) = when.filter(|when| self.is_over(when.what.days)) else {
            return false;
        };
        if when.kind == OriginKind::Said {
            return true;
        }
        let clause = view.clause(at).start;
        let before = view.clause(clause.saturating_sub(1)).start;
        let hypothetical = view.atoms[before..at].iter().any(|atom| atom.cues.has(known.once));
        let told = when.kind == OriginKind::Carried || self.tells_of_past;
        (view.atoms[at].cues.has(known.estimate) || self.section.reviews) && told && !hypothetical
    }

    pub(in crate::resolve) fn flow(&self, view: &SentenceView, reading: &FactReading) -> Option<Flow> {
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
        if !view.present.has(known.cumulative) && !view.present.has(known.new) {
            return None;
        }
        // The cue heads its clause, and the members of a list joined to it by 、.
        let mut at = reading.atom;
        while at > 0 {
            at -= 1;
            if let AtomKind::Close(Some(open)) = view.atoms[at].kind {
                at = open;
                continue;
            }
            let atom = &view.atoms[at];
            // 新增2479公里、总里程达7607公里: the second of the list says that it stands there.
            // 新开工项目87个、竣工65个: nor is what has a verb of its own.
            let acts = |own: &Atom| own.kind == AtomKind::Word(PartOfSpeech::Verb) && !own.cues.has(known.new);
            // 里程新增170公里、突破2000公里
            let passes = || {
                let number = view.quantity(reading);
                let bounded = number.bound_start < view.mentions[reading.quantity].span.start;
                at + 1 == reading.atom && number.bound == Bound::Gt && bounded
            };
            let apart = atom.kind == AtomKind::Enumeration
                && (view.reaches(reading.atom, known) || passes() || view.atoms.get(at + 1).is_some_and(acts));
            if apart || matches!(atom.kind, AtomKind::Break(_) | AtomKind::Open(_)) {
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

    /// 省内最高的南昌, 最高气温: what is highest of all, and no limit that a policy sets.
    fn describes(&self, view: &SentenceView, said: Span) -> bool {
        let at = view.atoms.partition_point(|atom| atom.span.start < said.start);
        view.atoms.get(at + 1).is_some_and(|next| {
            let noun = next.kind == AtomKind::Word(PartOfSpeech::Noun) && !next.cues.has(self.document.known.policy);
            noun || next.span.of(self.document.text) == "的"
        })
    }

    pub(in crate::resolve) fn base(&self, view: &SentenceView, reading: &FactReading) -> Option<Base> {
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

/// Words of the name of an aim behind its size.
const NAMED_GOAL: usize = 4;
