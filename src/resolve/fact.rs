//! A fact: what a reading says, with all that it leaves unsaid filled in.

use rust_decimal::Decimal;

use crate::extract::{FactReading, Reading};
use crate::model::{Dimension, FindingCode, Measure, OriginKind, Quantity, Span, Status};
use crate::rules::Rule;

use super::discourse::{Discourse, Resolved, Stated, When};
use super::view::SentenceView;
use crate::resolve::times::reckoning::year_days;
use crate::resolve::times::standing::Standing;
use crate::resolve::times::stretches::{is_first, is_pair, last_year};

/// A number that is told of, with what it stands in.
pub(super) struct Figure<'t> {
    pub(super) view: &'t SentenceView<'t>,
    pub(super) sentence: Span,
    pub(super) reading: &'t FactReading,
    /// Which of the numbers of `whole` it is.
    pub(super) position: usize,
    pub(super) whole: &'t Reading,
    pub(super) rule: &'t Rule,
    /// The fact told before it in the sentence.
    pub(super) previous: Option<&'t Resolved>,
}

impl<'t> Figure<'t> {
    /// Where the number stands.
    #[inline]
    pub(super) fn span(&self) -> Span {
        self.view.mentions[self.reading.quantity].span
    }

    /// The number as it is written.
    #[inline]
    pub(super) fn quantity(&self) -> &'t Quantity {
        self.view.quantity(self.reading)
    }

    /// Whether it is where something began: 从2.39%提升到3.09%.
    fn starts(&self) -> bool {
        is_pair(self.rule, self.whole) && is_first(self.position, self.whole)
    }
}

impl Resolved {
    /// Whether a body or a thing with a name, or anything that narrows its own name, stands beside it.
    pub fn is_narrowed(&self) -> bool {
        let subject = self.place.as_ref().is_some_and(|place| place.what.subject.is_some());
        subject || self.about.is_some() || !self.qualifiers.is_empty()
    }
}

impl Discourse<'_> {
    /// The fact that a number is told as, under the name that was found for it.
    pub(super) fn fact(&mut self, figure: &Figure, mut label: Stated<String>) -> Resolved {
        let Figure { view, reading, .. } = *figure;
        let lent = self.lent_unit(figure);
        let quantity = lent.as_ref().unwrap_or(figure.quantity());
        let (mut measure, fallen) = self.measured(figure, quantity, &label);
        let goal = self.is_goal(reading, view, &label.what);
        let mut when = self.told_when(figure, goal, label.kind);
        if measure == Measure::Level
            && self.is_same_rate(
                reading,
                quantity.unit.as_deref(),
                &label,
                when.as_ref(),
                figure.previous,
            )
        {
            measure = Measure::Growth;
        }
        self.stands_then(figure, quantity, measure, &mut when);
        self.known_today(&label.what, &mut when);
        self.of_estimated_day(view, reading, &mut when);
        if let Some(when) = &mut when {
            self.since_january(figure, quantity, when);
        }
        let mut place = self.place(view, reading, &label, figure.previous);
        if let Some(place) = &mut place {
            self.counted_of_body(place);
        }
        self.last_place.clone_from(&place);
        let status = self.achieved_or_planned(figure, quantity, &label, goal, &mut when);
        if let Some(when) = when.as_mut().filter(|_| status.what == Status::Actual) {
            self.so_far(when);
            self.as_the_news_tell(figure, quantity, &label.what, when);
        }
        let qualifiers = self.qualifiers(view, reading, &label, quantity, status.what, figure.previous);
        let described = self.described(view, reading, &label);
        if let Some(full) = self.on_condition(view, reading, &label) {
            label.what = full;
        }
        let falls = fallen.is_some() && !quantity.value.is_sign_negative();
        if let Some(fallen) = fallen {
            label.what = fallen;
        }
        self.complete(figure, quantity, measure, described, &mut label);
        let flow = self.flow_of(figure, measure, &mut label);
        let bound = self.bound(figure, quantity, status.what, &label.what);
        let unit = quantity.unit.clone().or_else(|| reading.unit.clone());
        let by_name = unit
            .is_none()
            .then(|| self.unit_by_name(view, reading, quantity, &label.what))
            .flatten();
        // 46万群众: the noun says that it is what is counted.
        let sure = if by_name.is_some() {
            figure.rule.sure.max(NAMED_UNIT)
        } else {
            figure.rule.sure
        };
        let signed = |value: Decimal| if reading.negative || falls { -value } else { value };
        Resolved {
            span: figure.span(),
            value: signed(quantity.value),
            value_high: quantity.value_high.map(signed),
            unit: unit.or(by_name),
            dimension: quantity.dimension,
            bound,
            measure,
            flow,
            status,
            label,
            base: self.base(view, reading),
            place,
            about: None,
            when,
            sentence: figure.sentence,
            rule: figure.rule.id.clone(),
            sure,
            qualifiers,
            contested: figure.whole.contested,
        }
    }

    /// The number with the unit that those beside it lend it: 分别为49、6、27微克/立方米, 出口248亿和230亿美元.
    fn lent_unit(&mut self, figure: &Figure) -> Option<Quantity> {
        let quantity = figure.quantity();
        // The unit lost from one end of 从…到… is that of the other.
        let of_pair = || {
            let other = figure.view.quantity(&figure.whole.facts[1 - figure.position.min(1)]);
            other.unit.clone().map(|unit| (unit, other.dimension))
        };
        let pair = quantity.dimension == Dimension::None && figure.whole.facts.len() == 2;
        let (unit, dimension) = pair
            .then(of_pair)
            .flatten()
            .or_else(|| self.unit_of_list(figure.view, quantity, figure.position, figure.whole))
            .or_else(|| self.unit_of_next(figure.view, quantity, figure.reading.atom))
            .or_else(|| self.unit_of_previous(figure.view, figure.reading, quantity))?;
        self.findings.push((figure.span(), FindingCode::UnitSupplied));
        Some(Quantity {
            unit: Some(unit),
            dimension,
            ..quantity.clone()
        })
    }

    /// The period of a number; where words of planning stand before it, or it is a goal, that of the plan.
    fn told_when(&mut self, figure: &Figure, goal: bool, named: OriginKind) -> Option<Stated<When>> {
        let Figure { view, reading, .. } = *figure;
        let (known, reviews) = (self.document.known, self.section.reviews);
        let clause = view.clause(reading.atom);
        let earlier = self.planned_before(view, reading);
        let estimate = |cue: &Span| {
            let at = view.atoms.partition_point(|atom| atom.span.start < cue.start);
            view.atoms[at].cues.has(known.estimate)
        };
        let base = reading.versus.as_ref().map_or(reading.atom, |base| base.start);
        self.aims.here = view
            .target(clause.start..base.clamp(clause.start, reading.atom), reviews, known)
            .or(earlier)
            .is_some_and(|cue| !estimate(&cue));
        self.aims.here |= goal && self.document.date.standing == Standing::Date;
        self.aims.here |= self.still_announced(view, reading).is_some();
        self.note_year(view, clause.start);
        let when = self.period(
            view,
            reading,
            figure.position,
            figure.whole,
            figure.rule,
            named,
            figure.previous,
        );
        self.aims.here = false;
        when
    }

    /// Narrows a period down to when in it the number holds.
    fn stands_then(&mut self, figure: &Figure, quantity: &Quantity, measure: Measure, when: &mut Option<Stated<When>>) {
        let Some(when) = when else {
            return;
        };
        // 五年来……，连续7年居全国第一: as many years back from the end of what is told of, however long that is.
        // 五年来……，连续5年: those.
        let years = when
            .what
            .days
            .map(|(start, end)| Decimal::from(end.year() - start.year() + 1));
        let times = quantity.dimension == Dimension::Duration || quantity.unit.as_deref() == Some("次");
        let times = times && years != Some(quantity.value);
        let on_end = |at: usize| times && figure.view.atoms[at].cues.has(self.document.known.lasting);
        if measure == Measure::Level
            && when.kind != OriginKind::Said
            && figure.reading.atom.checked_sub(1).is_some_and(on_end)
        {
            last_year(&mut when.what);
        } else if measure == Measure::Level {
            self.settle(
                figure.view,
                figure.reading,
                quantity,
                figure.span(),
                figure.previous,
                when,
            );
        }
        // 五年来……，人均生产总值居全国第12位: it stands there at the end.
        if measure == Measure::Rank && when.kind != OriginKind::Said {
            let starts = self.rises_from(figure.view, figure.reading.atom);
            let base = when
                .what
                .days
                .filter(|(start, end)| starts && start.year() != end.year());
            match base.and_then(|(start, _)| year_days(start.year() - 1)) {
                // 从全国第13位升至第5位: there it stood before.
                Some(base) => when.what.days = Some(base),
                None => {
                    // ……升至第5位: it does not go on from where it stood before.
                    let clause = figure.view.clause(figure.reading.atom).start;
                    let atom_of = |span: Span| figure.view.atoms.partition_point(|atom| atom.span.end < span.end);
                    let turned = figure.previous.is_some_and(|previous| {
                        previous.measure == Measure::Rank
                            && previous.when.as_ref().map(|when| when.what.days) == Some(when.what.days)
                            && self.rises_from(figure.view, atom_of(previous.span))
                    });
                    if turned {
                        let standing = self.carried_in_sentence(figure.view, clause);
                        *when = standing
                            .or_else(|| self.standing_period())
                            .unwrap_or_else(|| when.clone());
                    }
                    last_year(&mut when.what);
                }
            }
        }
        self.tells_of_past |= when.kind == OriginKind::Said && self.is_over(when.what.days);
    }

    /// 活动今天启动，将举办近百项活动: what is to come is not of the day on which it is told of, unless it is an estimate for that day.
    fn runs_on_from_today(&self, view: &SentenceView, status: &Stated<Status>, when: &mut Option<Stated<When>>) {
        let known = self.document.known;
        let told = self.document.date.tells && status.what == Status::Target;
        let day = when.as_ref().filter(|when| told && when.kind == OriginKind::Carried);
        let day = day.is_some_and(|when| {
            let days = when.what.days;
            let lately = when.span.is_some_and(|words| words.of(self.document.text) == "近期");
            let one = days.is_some_and(|(start, end)| start == end) && self.is_past_or_now(days);
            one || lately
        });
        if day && !view.present.has(known.estimate) {
            *when = self.year_of_writing();
        }
    }

    /// 从全国第13位: whether a place is the one that a rise sets out from.
    fn rises_from(&self, view: &SentenceView, atom: usize) -> bool {
        view.atoms[atom.saturating_sub(2)..atom]
            .iter()
            .any(|word| matches!(word.span.of(self.document.text), "从" | "由"))
    }

    /// Whether the number is achieved, planned or laid down; its period is made to go with that.
    fn achieved_or_planned(
        &mut self,
        figure: &Figure,
        quantity: &Quantity,
        label: &Stated<String>,
        goal: bool,
        when: &mut Option<Stated<When>>,
    ) -> Stated<Status> {
        let starts = figure.starts();
        let continued = figure.previous.filter(|_| label.kind == OriginKind::Carried);
        let mut status = self.status(
            figure.view,
            figure.reading,
            when.as_ref(),
            quantity,
            figure.span(),
            starts,
            continued,
        );
        if status.what == Status::Actual
            && status.kind != OriginKind::Said
            && let Some(plan) = figure.previous.filter(|_| self.goes_on_from_plan(figure))
        {
            status = Stated::new(Status::Target, OriginKind::Carried, plan.status.span);
        }
        // 完成全年90亿元目标任务的107%: the size of an aim, whatever became of it.
        if goal && status.what == Status::Actual {
            status = Stated::new(Status::Target, OriginKind::Said, label.span);
        }
        if status.what == Status::Target && !goal {
            self.aim(figure.view, status.span, when);
            self.runs_on_from_today(figure.view, &status, when);
        }
        // 到2025年……。对首次认定的企业给予20万元奖励: what is laid down holds from now on, whatever was told of before.
        let before = |when: &Stated<When>| when.span.is_some_and(|span| !figure.sentence.contains(span));
        if status.what == Status::Rule
            && let Some(carried) = when
            && carried.kind == OriginKind::Carried
            && before(carried)
        {
            *when = self.document.plan.clone().or_else(|| self.year_of_writing());
        }
        // 到2030年……。目前保有量已超过30万架: what is so already is not of the time that is planned for.
        if status.what == Status::Actual
            && status.kind == OriginKind::Said
            && !starts
            && let Some(before) = when
            && before.kind != OriginKind::Said
            && self.is_ahead(before.what.days)
        {
            *when = self.year_of_writing();
        }
        status
    }
}

/// How often a number is of what its noun says, where that gives it its unit.
const NAMED_UNIT: f32 = 0.85;
