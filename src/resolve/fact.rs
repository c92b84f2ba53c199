//! A fact: what a reading says, with all that it leaves unsaid filled in.

use rust_decimal::Decimal;

use crate::extract::{Atom, AtomKind, FactReading, LabelPiece, Reading};
use crate::model::{Bound, Dimension, FindingCode, Flow, Measure, MentionKind, OriginKind, Quantity, Span, Status};
use crate::rules::{MeasureRule, Rule};

use super::label;
use super::standing::Standing;
use super::stretches::last_year;
use super::stretches::{is_first, is_pair};
use super::view::SentenceView;

use super::discourse::{Discourse, Named, Resolved, Stated, When};

impl Discourse<'_> {
    /// 分别为49、6、27微克/立方米: the unit of the last is that of all.
    pub(super) fn unit_of_list(
        &self,
        view: &SentenceView,
        quantity: &Quantity,
        position: usize,
        whole: &Reading,
    ) -> Option<(String, Dimension)> {
        let later = &whole.facts[position..];
        let apart = |pair: &[FactReading]| pair[1].atom != pair[0].atom + 2;
        if quantity.dimension != Dimension::None || quantity.unit.is_some() || later.windows(2).any(apart) {
            return None;
        }
        let last = view.quantity(later.last()?);
        last.unit.clone().map(|unit| (unit, last.dimension))
    }

    /// 分别达2050万吨、4200万吨、19万吨以上, 分别突破8万亿元、9万亿元: the bound that stands behind the last of a list or before the
    /// first holds for all.
    pub(super) fn bound_of_list(&self, view: &SentenceView, reading: &FactReading, whole: &Reading) -> Option<Bound> {
        let joins = |atom: &Atom| atom.kind == AtomKind::Enumeration || atom.cues.has(self.document.known.and);
        let apart = |pair: &[FactReading]| pair[1].atom != pair[0].atom + 2 || !joins(&view.atoms[pair[0].atom + 1]);
        let (first, last) = (whole.facts.first()?, whole.facts.last()?);
        if whole.facts.len() < 2 || view.quantity(reading).bound != Bound::Eq || whole.facts.windows(2).any(apart) {
            return None;
        }
        let (head, tail) = (view.quantity(first), view.quantity(last));
        let written = view.mentions[last.quantity].span.of(self.document.text);
        let behind = matches!(tail.bound, Bound::Ge | Bound::Le) && written.ends_with(['上', '下', '内']);
        let before = head.bound != Bound::Range && head.bound_start < view.mentions[first.quantity].span.start;
        match (behind, before) {
            (true, _) => Some(tail.bound),
            (_, true) => Some(head.bound),
            _ => None,
        }
    }

    /// 杭州市37.9万个，宁波市27.6万个，分别占24.4%、17.7%: each of a list that takes over the labels told before is of the place of
    /// its own.
    pub(super) fn as_its_twin(&self, fact: &FactReading, named: usize, resolved: &mut Resolved, facts: &[Resolved]) {
        let [LabelPiece::Before(back), ..] = fact.label[..] else {
            return;
        };
        // 甲（46.2%），乙市企业最少，只有72家: what names it was told behind the twin.
        let said = resolved.label.span.map_or(0, |said| said.start);
        let twin = self.named_back(named, back).filter(|twin| said < twin.number.end);
        let twin = twin.and_then(|twin| facts.iter().find(|other| other.span == twin.number));
        let carried = resolved
            .place
            .as_ref()
            .is_some_and(|place| place.kind == OriginKind::Carried);
        if let Some(place) = twin.and_then(|twin| twin.place.as_ref()).filter(|_| carried) {
            resolved.place = Some(Stated::new(place.what.clone(), OriginKind::Carried, place.span));
        }
    }

    /// Figures alone, without a unit or a multiple: 以6比2, n=3, 见表4, 410073, 波音737. Few of them are sizes of what is named
    /// beside them: those of what has no unit (基尼系数0.46), and counts that have lost theirs (引进创新团队1570).
    pub(super) fn counts_nothing(&self, view: &SentenceView, fact: &FactReading, rule: &Rule, label: &str) -> bool {
        let mention = &view.mentions[fact.quantity];
        let figures = mention.span.of(self.document.text);
        // 仅用3年时间, 46岁的女子: how long something took or how old somebody is. 连续5年 and a length that has a name are told of.
        if view.quantity(fact).dimension == Dimension::Duration && fact.measure == MeasureRule::Level {
            let (cues, known) = (self.document.cues, self.document.known);
            let lasts = cues.ending(label, |classes| {
                classes.has(known.lasting) || classes.has(known.lasting_name)
            });
            // 睡觉休息用时9小时4分钟；个人卫生护理50分钟: the paragraph tells of how long.
            let short = matches!(view.quantity(fact).unit.as_deref(), Some("分钟" | "小时" | "天"));
            let told = |named: &Named| cues.ending_of(&named.label, known.lasting_name).is_some();
            return !(lasts.is_some() || (short && self.labels.iter().any(told)));
        }
        let alone = view.quantity(fact).dimension == Dimension::None
            && fact.unit.is_none()
            && figures.chars().all(|c| c.is_ascii_digit() || ".-,".contains(c));
        if !alone || rule.guesses() {
            return alone;
        }
        let (cues, known) = (self.document.cues, self.document.known);
        // 性别比（以女性为100）: the name stands before the bracket.
        let name = label.strip_suffix(['）', ')']).and_then(|open| open.rfind(['（', '(']));
        let label = &label[..name.unwrap_or(label.len())];
        if cues.ending_of(label, known.unitless).is_some() {
            return false;
        }
        let year = figures.parse().is_ok_and(|year| (1800..=2100).contains(&year));
        let counts = (3..=5).contains(&figures.len()) && figures.bytes().all(|byte| byte.is_ascii_digit()) && !year;
        let latin = label.chars().any(|c| c.is_ascii_alphabetic());
        !counts || latin || label.chars().count() < NAMED
    }

    #[allow(clippy::too_many_arguments)]
    pub(super) fn fact(
        &mut self,
        view: &SentenceView,
        sentence: Span,
        reading: &FactReading,
        position: usize,
        whole: &Reading,
        rule: &Rule,
        label: Stated<String>,
        previous: Option<&Resolved>,
    ) -> Resolved {
        let mention = &view.mentions[reading.quantity];
        let MentionKind::Quantity(quantity) = &mention.kind else {
            unreachable!("readings are of quantities")
        };
        // The unit lost from one end of 从…到… is that of the other.
        let lent = (quantity.dimension == Dimension::None && whole.facts.len() == 2)
            .then(|| &view.mentions[whole.facts[1 - position.min(1)].quantity].kind)
            .and_then(|kind| match kind {
                MentionKind::Quantity(other) => other.unit.clone().map(|unit| (unit, other.dimension)),
                _ => None,
            })
            .or_else(|| self.unit_of_list(view, quantity, position, whole))
            .or_else(|| self.unit_of_next(view, quantity, reading.atom));
        let lent = match lent {
            Some((unit, dimension)) => {
                self.findings.push((mention.span, FindingCode::UnitSupplied));
                Some(Quantity {
                    unit: Some(unit),
                    dimension,
                    ..quantity.clone()
                })
            }
            None => None,
        };
        let quantity = lent.as_ref().unwrap_or(quantity);
        let mut measure = measure(reading.measure, quantity);
        // （-10.5%）: nothing has a size below nought in a hundred.
        let below = quantity.value.is_sign_negative() && quantity.unit.as_deref() == Some("%");
        if measure == Measure::Level && below && mention.span.of(self.document.text).starts_with(['-', '－', '−']) {
            measure = Measure::Growth;
        }
        // 教师总数翻了一番
        let doubled =
            quantity.dimension == Dimension::Multiple && mention.span.of(self.document.text).starts_with('翻');
        if measure == Measure::Level
            && (doubled || (quantity.unit.as_deref() == Some("%") && self.names_growth(&label.what)))
        {
            measure = Measure::Growth;
        }
        // 较上年同月减98.5亿元（-23.4%）: a share with a sign, of what was named before.
        let signed_share = quantity.dimension == Dimension::Ratio
            && label.kind == OriginKind::Carried
            && mention.span.of(self.document.text).starts_with(['-', '−', '+', '＋']);
        if measure == Measure::Level && signed_share {
            measure = Measure::Growth;
        }
        // 降幅收窄到2.6%: it fell by so much.
        let fallen = (measure == Measure::Level && quantity.unit.as_deref() == Some("%"))
            .then(|| self.fallen(&label.what).map(str::to_owned))
            .flatten();
        if fallen.is_some() {
            measure = Measure::Growth;
        }
        if measure == Measure::Level && self.grows_too(view, reading, sentence, &label, previous) {
            measure = Measure::Growth;
        }
        // 翻一番: the quantity is itself an increase.
        if quantity.dimension == Dimension::Multiple && mention.span.of(self.document.text).contains('番') {
            measure = Measure::Growth;
        }
        let falls = fallen.is_some() && !quantity.value.is_sign_negative();
        let signed = |value: Decimal| if reading.negative || falls { -value } else { value };
        let clause = view.clause(reading.atom);
        let known = self.document.known;
        let earlier = view
            .target(0..clause.start, self.section.reviews, known)
            .filter(|cue| !view.fact_before(*cue) || view.goes_on_planning(*cue, reading.atom, known));
        let estimate = |cue: &Span| {
            let at = view.atoms.partition_point(|atom| atom.span.start < cue.start);
            view.atoms[at].cues.has(known.estimate)
        };
        let base = reading.versus.as_ref().map_or(reading.atom, |base| base.start);
        self.aiming = view
            .target(
                clause.start..base.clamp(clause.start, reading.atom),
                self.section.reviews,
                known,
            )
            .or(earlier)
            .is_some_and(|cue| !estimate(&cue));
        let goal = self.is_goal(reading, view, &label.what);
        self.aiming |= goal && self.document.date.standing == Standing::Date;
        self.note_year(view, clause.start);
        let mut when = self.period(view, reading, position, whole, rule, label.kind, previous);
        self.aiming = false;
        if measure == Measure::Level
            && self.is_same_rate(reading, quantity.unit.as_deref(), &label, when.as_ref(), previous)
        {
            measure = Measure::Growth;
        }
        if measure == Measure::Level
            && let Some(when) = &mut when
        {
            self.settle(view, reading, quantity, mention.span, previous, when);
        }
        // 五年来……，人均生产总值居全国第12位: it stands there at the end.
        if measure == Measure::Rank
            && label.kind == OriginKind::Said
            && let Some(when) = &mut when
            && when.kind != OriginKind::Said
        {
            last_year(&mut when.what);
        }
        self.tells_of_past |= when
            .as_ref()
            .is_some_and(|when| when.kind == OriginKind::Said && self.is_over(when.what.days));
        let place = self.place(view, reading, &label, previous);
        self.last_place.clone_from(&place);
        let starts = is_pair(rule, whole) && is_first(position, whole);
        let continued = previous.filter(|_| label.kind == OriginKind::Carried);
        let mut status = self.status(view, reading, when.as_ref(), quantity, mention.span, starts, continued);
        // 完成全年90亿元目标任务的107%: the size of an aim, whatever became of it.
        if goal && status.what == Status::Actual {
            status = Stated::new(Status::Target, OriginKind::Said, label.span);
        }
        if status.what == Status::Target && !goal {
            self.aim(view, status.span, &mut when);
        }
        // 到2025年……。对首次认定的企业给予20万元奖励: what is laid down holds from now on, whatever was told of before.
        let before = |when: &Stated<When>| when.span.is_some_and(|span| !sentence.contains(span));
        if status.what == Status::Rule
            && let Some(told) = &when
            && told.kind == OriginKind::Carried
            && before(told)
        {
            when = self.document.plan.clone().or_else(|| self.year_of_writing());
        }
        // 到2030年……。目前保有量已超过30万架: what is so already is not of the time that is planned for.
        if status.what == Status::Actual
            && status.kind == OriginKind::Said
            && !starts
            && let Some(before) = &when
            && before.kind != OriginKind::Said
            && self.is_ahead(before.what.days)
        {
            when = self.year_of_writing();
        }
        let qualifiers = self.qualifiers(view, reading, &label, quantity, status.what, previous);
        let mut flow = self.flow(view, reading);
        let described = self.described(view, reading, &label);
        let mut label = label;
        if let Some(fallen) = fallen {
            label.what = fallen;
        }
        // 取得成果1012项，其中达到国际水平的132项
        if let Some(described) = described {
            let topic = self.topic.as_ref().map(|(topic, _)| topic.as_str());
            let counted = topic.filter(|topic| label.what.ends_with(topic)).unwrap_or(&label.what);
            label.what = label::described(counted, &described);
        }
        // 全村87户362人
        if measure == Measure::Level
            && let Some(named) = size_of_place(&label.what, quantity)
        {
            label.what = named;
        }
        // 增长11.1%，比全国快0.7个百分点: it is the rate that is ahead.
        let of_growth = |previous: &Resolved| {
            let thing = previous.label.what.trim_end_matches(RATE);
            let rate = previous.measure == Measure::Growth
                || (previous.measure == Measure::Change && thing.len() < previous.label.what.len());
            rate && thing == label.what.as_str()
        };
        if measure == Measure::Change
            && quantity.dimension == Dimension::Points
            && label.kind == OriginKind::Carried
            && previous.is_some_and(of_growth)
            && !self.names_growth(&label.what)
        {
            label.what.push_str(RATE);
        }
        // 新增高新技术企业179家（累计938家）, 新增179家、总数938家: all of them are not new.
        let total = flow == Some(Flow::New) && label.what.ends_with("总数");
        if total && label.kind == OriginKind::Carried {
            flow = Some(Flow::Cumulative);
        }
        // 总数突破8万户; 当年新增153万户，达358万户.
        let all = ["总数", "总量"].iter().any(|word| label.what.ends_with(word))
            || (measure == Measure::Level && view.reaches(reading.atom, known));
        // 新增126家，净增68家
        let net = |atom: &Atom| atom.span.of(self.document.text).starts_with("净增");
        let all = all || (measure == Measure::Change && view.atoms[clause.start..reading.atom].iter().any(net));
        if (flow == Some(Flow::Cumulative) || all) && label.kind == OriginKind::Carried {
            let new = || self.document.cues.words_of(known.new);
            let rest = new()
                .filter_map(|word| label.what.strip_prefix(word))
                .chain(new().filter_map(|word| label.what.strip_suffix(word)))
                .min_by_key(|rest| rest.len());
            if let Some(rest) = rest.filter(|rest| rest.chars().count() >= 2) {
                label.what = rest.to_owned();
            }
        }
        let mut bound = self.bound_of_list(view, reading, whole).unwrap_or(quantity.bound);
        // 单个项目最高支持500万元
        let highest = || {
            let start = view.atoms[clause.start..reading.atom]
                .iter()
                .rposition(|atom| atom.quantity().is_some());
            let words = &view.atoms[start.map_or(clause.start, |at| clause.start + at + 1)..reading.atom];
            words.iter().any(|atom| atom.cues.has(known.at_most))
        };
        if bound == Bound::Eq && status.what == Status::Rule && (label.what.contains("最高") || highest()) {
            bound = Bound::Le;
        }
        // 约为全市平均水平的5倍
        let about = reading.versus.as_ref().and_then(|base| base.start.checked_sub(1));
        if bound == Bound::Eq && about.is_some_and(|at| view.atoms[at].cues.has(known.about)) {
            bound = Bound::Approx;
        }
        let unit = quantity.unit.clone().or_else(|| reading.unit.clone());
        let by_name = unit
            .is_none()
            .then(|| self.unit_by_name(view, reading, quantity, &label.what))
            .flatten();
        // 46万群众: the noun says that it is what is counted.
        let sure = if by_name.is_some() {
            rule.sure.max(NAMED_UNIT)
        } else {
            rule.sure
        };
        let unit = unit.or(by_name);
        Resolved {
            span: mention.span,
            value: signed(quantity.value),
            value_high: quantity.value_high.map(signed),
            unit,
            bound,
            measure,
            flow,
            status,
            label,
            base: self.base(view, reading),
            place,
            when,
            sentence,
            rule: rule.id.clone(),
            sure,
            qualifiers,
            contested: whole.contested,
        }
    }
}

/// What a number of a whole place is of: 全村87户362人.
fn size_of_place(label: &str, quantity: &Quantity) -> Option<String> {
    let size = match quantity.unit.as_deref()? {
        "户" => "户数",
        "人" => "人口",
        _ => return None,
    };
    let place = label.strip_suffix("户数").unwrap_or(label);
    let whole = place.starts_with('全') && place.chars().count() <= 3;
    (whole && place.ends_with(['村', '镇', '乡', '县', '市', '区', '省', '州'])).then(|| format!("{place}{size}"))
}

/// What a difference of two rates of growth is of.
pub(super) const RATE: &str = "增速";

/// How often a number is of what its noun says, where that gives it its unit.
const NAMED_UNIT: f32 = 0.85;

/// A label of so many characters says what is counted even where the unit is lost.
const NAMED: usize = 5;

/// How a rule's word for the measure turns out for a quantity.
pub fn measure(rule: MeasureRule, quantity: &Quantity) -> Measure {
    match rule {
        MeasureRule::Level => Measure::Level,
        MeasureRule::Change => Measure::Change,
        MeasureRule::Growth => Measure::Growth,
        MeasureRule::Rank => Measure::Rank,
        MeasureRule::Difference => match quantity.dimension {
            Dimension::Ratio | Dimension::Multiple => Measure::Growth,
            _ => Measure::Change,
        },
    }
}
