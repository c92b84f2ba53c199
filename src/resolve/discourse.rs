//! What a reader keeps in mind while reading: the place and period the section speaks of, the indicators just named.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::extract::{Atom, AtomKind, FactReading, LabelPiece, Reading};
use crate::model::{
    Base, Bound, Dimension, FindingCode, Flow, Measure, Mention, MentionKind, OriginKind, PeriodSense, Quantity, Span,
    Status, TimeExpr,
};
use crate::rules::{Cues, Fused, Gazetteer, MeasureRule, Organisations, Rule, WellKnown};

use super::DocumentDate;
use super::body::Body;
use super::label;
use super::standing::Standing;
use super::stretches::last_year;
use super::stretches::{is_first, is_pair};
use super::view::SentenceView;

/// A part of a fact with the way it is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated<T> {
    /// What.
    pub what: T,
    /// How it is known.
    pub kind: OriginKind,
    /// Where it stands.
    pub span: Option<Span>,
}

impl<T> Stated<T> {
    pub(super) const fn new(what: T, kind: OriginKind, span: Option<Span>) -> Self {
        Self { what, kind, span }
    }
}

/// A stretch of time with its words.
#[derive(Clone, Debug, PartialEq)]
pub struct When {
    /// First and last day; `None` where the anchor is unknown.
    pub days: Option<(Date, Date)>,
    /// How it is meant.
    pub sense: PeriodSense,
    /// The words, in the repaired text.
    pub words: Option<Span>,
}

/// A place, and the organisation where the fact is about one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Where {
    /// Index into the gazetteer.
    pub area: Option<u32>,
    /// The organisation's name.
    pub subject: Option<Span>,
}

/// A fact, still in positions of the repaired text.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolved {
    /// The quantity.
    pub span: Span,
    /// Signed.
    pub value: Decimal,
    /// Upper end of a range, signed.
    pub value_high: Option<Decimal>,
    /// Canonical unit.
    pub unit: Option<String>,
    /// Bound.
    pub bound: Bound,
    /// Measure.
    pub measure: Measure,
    /// Status.
    pub status: Stated<Status>,
    /// Flow.
    pub flow: Option<Flow>,
    /// Label.
    pub label: Stated<String>,
    /// Base.
    pub base: Option<Base>,
    /// Place.
    pub place: Option<Stated<Where>>,
    /// Period.
    pub when: Option<Stated<When>>,
    /// The sentence.
    pub sentence: Span,
    /// Id of the rule.
    pub rule: String,
    /// How sure the rule is.
    pub sure: f32,
    /// What narrows it: the whole of which it is a part.
    pub qualifiers: Vec<String>,
    /// Whether another rule would have read it about as well.
    pub contested: bool,
}

/// What is known of the document before its facts are read.
pub struct DocumentContext<'a> {
    /// The repaired text.
    pub text: &'a str,
    /// Places.
    pub gazetteer: &'a Gazetteer,
    /// Cue classes the engine asks for.
    pub known: &'a WellKnown,
    /// Cue words.
    pub cues: &'a Cues,
    /// Words that name several things at once.
    pub fused: &'a Fused,
    /// The document's date, and the years it looks back on and ahead to.
    pub date: DocumentDate,
    /// The document's place.
    pub area: Option<Stated<u32>>,
    /// How names of organisations end.
    pub organisations: &'a Organisations,
    /// The zone, institution or firm that the document is about.
    pub body: Option<Body>,
    /// The years that the document plans for, where its title names them (“十四五”规划).
    pub plan: Option<Stated<When>>,
    /// The months that the document tells of, where its title names them (一季度经济运行情况).
    pub told: Option<Stated<When>>,
}

/// The state of reading.
pub struct Discourse<'a> {
    pub(super) document: DocumentContext<'a>,
    pub(super) section: Section,
    /// The headings that are open, outermost first, with their depths.
    pub(super) above: Vec<(u8, Section)>,
    /// Labels of the facts read in this paragraph, in order.
    pub(super) labels: Vec<Named>,
    /// The last label that stands on its own feet, for 增速, 占比 and the like.
    pub(super) topic: Option<(String, Span)>,
    /// Whether that label is of a sum of money or a share: of no thing that could have sizes of its own.
    pub(super) topic_is_size: bool,
    /// What the last fact of this paragraph was about.
    pub(super) last_place: Option<Stated<Where>>,
    /// The period with which a sentence of this paragraph began.
    pub(super) paragraph_period: Option<Stated<When>>,
    /// The year named last in this section: 全年 and months without a year are of it.
    pub(super) said_year: Option<i16>,
    /// The two periods of the last 从…到… that named them.
    pub(super) from_to: Option<(When, When)>,
    /// Whether this paragraph has told of a year that is over.
    pub(super) tells_of_past: bool,
    /// Whether the sentence being read is the first of its paragraph.
    pub(super) at_head: bool,
    /// Whether the clause being read says that it plans.
    pub(super) aiming: bool,
    /// Where the last 其中 stands, and what it tells the parts of.
    pub(super) whole: Option<Whole>,
    /// The place that the paragraph is about.
    pub(super) paragraph_place: Option<Stated<Where>>,
    /// The organisations, firms and villages that this paragraph has named, in order.
    pub(super) bodies: Vec<Span>,
    /// The place that the headline names: every paragraph comes back to it.
    pub(super) headline: Option<Stated<u32>>,
    /// The country abroad that the story is about.
    pub(super) story: Option<Stated<u32>>,
    /// What the sentence being read breaks down (分经济类型看，……): what was named before it.
    pub(super) divided: Option<String>,
    /// What 前者 and 后者 of this sentence are.
    pub(super) two: Option<[String; 2]>,
    /// The time that this paragraph compares with: 比2013年末增加.
    pub(super) base: Option<Stated<When>>,
    /// The event that the story has come to: 强降雪, 枪击事件.
    pub(super) event: Option<String>,
    /// What was noticed.
    pub(super) findings: Vec<(Span, FindingCode)>,
}

/// What an 其中 tells the parts of.
#[derive(Clone, Debug)]
pub(super) struct Whole {
    /// Where the 其中 stands.
    pub(super) at: usize,
    /// The whole.
    pub(super) named: String,
    /// The unit of the first part.
    pub(super) unit: Option<String>,
}

/// A label that was read.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) label: String,
    /// Where the label stands.
    pub(super) at: Span,
    /// Where its number stands.
    pub(super) number: Span,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Section {
    pub(super) area: Option<Stated<u32>>,
    pub(super) heading_period: Option<Stated<When>>,
    pub(super) running_period: Option<Stated<When>>,
    pub(super) plans: Option<Span>,
    /// Whether the heading says that results follow.
    pub(super) reviews: bool,
    /// The body that the heading names.
    pub(super) body: Option<Body>,
}

impl<'a> Discourse<'a> {
    /// A reader who knows only of the document.
    pub fn new(document: DocumentContext<'a>) -> Self {
        Self {
            document,
            section: Section::default(),
            above: Vec::new(),
            labels: Vec::new(),
            topic: None,
            topic_is_size: false,
            last_place: None,
            paragraph_period: None,
            said_year: None,
            from_to: None,
            tells_of_past: false,
            at_head: true,
            aiming: false,
            whole: None,
            paragraph_place: None,
            bodies: Vec::new(),
            headline: None,
            story: None,
            divided: None,
            base: None,
            two: None,
            event: None,
            findings: Vec::new(),
        }
    }

    /// The document's context.
    pub const fn document(&self) -> &DocumentContext<'a> {
        &self.document
    }

    /// A heading begins: its depth, its mentions, where it says that what follows is planned, and whether it says that it
    /// is done, and the body that it names. What it does not say holds from the heading above it: 三、2026年重点工作 > （一）加力扩内需.
    pub fn heading(&mut self, level: u8, mentions: &[Mention], plans: Option<Span>, reviews: bool, body: Option<Body>) {
        let headline = self.document.date.tells;
        // What the heading before says of times is not of this one.
        self.section.heading_period = None;
        // 嫦娥六号任务取得圆满成功: a headline of the news tells what came about, and plans nothing.
        let plans = plans.filter(|_| !headline);
        let period = mentions.iter().find_map(|mention| match &mention.kind {
            MentionKind::Period(expr) if expr.sense != PeriodSense::Compared => Some(Stated::new(
                self.when(expr, mention.span),
                OriginKind::Heading,
                Some(mention.span),
            )),
            _ => None,
        });
        // 【“十五五”新图景】, 十年来成效显著 over a story of today: what it tells is not of the five years that have just begun, nor
        // of all the ten.
        let recent = mentions.iter().any(|mention| match &mention.kind {
            MentionKind::Period(expr) => matches!(expr.time, TimeExpr::Stretch { .. }),
            _ => false,
        });
        // A line of the head that dates the document says nothing of what is told below it.
        let period = period.filter(|when| when.span.is_none() || when.span != self.document.date.span);
        let period = period.filter(|when| {
            let runs_on = when.what.days.is_some_and(|(start, end)| start.year() != end.year());
            !headline || !runs_on || (self.is_over(when.what.days) && !recent)
        });
        while self.above.last().is_some_and(|(above, _)| *above >= level) {
            self.above.pop();
        }
        let above = self.above.last().map(|(_, section)| section);
        let tells = plans.is_some() || reviews || period.is_some();
        let body = body.or_else(|| above.and_then(|above| above.body));
        let section = match above.filter(|_| !tells) {
            Some(above) => Section {
                running_period: None,
                body,
                ..above.clone()
            },
            None => Section {
                area: None,
                heading_period: period,
                running_period: None,
                plans,
                reviews,
                body,
            },
        };
        let area = self.section.area.take();
        self.above.push((level, section.clone()));
        self.section = Section { area, ..section };
        self.labels.clear();
        self.topic = None;
        self.paragraph_period = None;
        self.said_year = None;
        self.from_to = None;
        self.tells_of_past = false;
        self.story = None;
        self.event = None;
        self.hear(mentions, OriginKind::Heading);
        self.headline.clone_from(&self.story);
    }

    /// What was read so far says nothing to what follows, but for the place that it is about.
    pub fn restart(&mut self) {
        let area = self.section.area.take();
        self.section = Section {
            area,
            ..Section::default()
        };
        self.above.clear();
        self.paragraph();
        self.said_year = None;
        self.story = None;
        self.event = None;
    }

    /// What follows is about this place, until told otherwise.
    pub fn section_area(&mut self, area: Option<Stated<u32>>) {
        self.section.area = area;
    }

    /// A paragraph begins.
    pub fn paragraph(&mut self) {
        self.labels.clear();
        self.topic = None;
        self.divided = None;
        self.base = None;
        self.last_place = None;
        self.bodies.clear();
        self.paragraph_place = None;
        self.paragraph_period = None;
        self.from_to = None;
        self.tells_of_past = false;
        self.story.clone_from(&self.headline);
        self.at_head = true;
        // A text about the present comes back to it with every paragraph.
        if self.document.date.standing == Standing::Date || self.is_aside_year(None) {
            self.said_year = None;
        }
    }

    /// What was noticed while reading, with its place.
    pub fn take_findings(&mut self) -> Vec<(Span, FindingCode)> {
        std::mem::take(&mut self.findings)
    }

    /// The facts of a sentence, and the quantities that a rule reads but nothing names, with the rule.
    pub fn sentence(
        &mut self,
        sentence: Span,
        mentions: &[Mention],
        atoms: &[Atom],
        readings: &[Reading],
        rules: &[Rule],
    ) -> (Vec<Resolved>, Vec<(Span, String)>) {
        let mut facts = Vec::with_capacity(readings.iter().map(|reading| reading.facts.len()).sum());
        let mut unnamed = Vec::new();
        let view = SentenceView::new(self.document.text, atoms, mentions);
        let before = (self.said_year, self.paragraph_period.clone(), !self.labels.is_empty());
        self.hear(mentions, OriginKind::Carried);
        self.note_bodies(mentions);
        self.divide(&view);
        self.note_base(&view);
        self.two = None;
        for reading in readings {
            let named = self.labels.len();
            let mut fresh = Vec::with_capacity(reading.facts.len());
            for (k, fact) in reading.facts.iter().enumerate() {
                let rule = &rules[reading.rule];
                let label = self.label(&view, fact, named, &facts);
                let Some(label) = label.filter(|label| !self.counts_nothing(&view, fact, rule, &label.what)) else {
                    unnamed.push((mentions[fact.quantity].span, rule.id.clone()));
                    continue;
                };
                let before = label.what.clone();
                let mut resolved = self.fact(&view, sentence, fact, k, reading, rule, label, facts.last());
                self.as_its_twin(fact, named, &mut resolved, &facts);
                // What is told of next is the thing again, not how fast it grew.
                let what = resolved.label.what.as_str();
                let what = what.strip_suffix(RATE).filter(|thing| *thing == before).unwrap_or(what);
                fresh.push(Named {
                    label: what.to_owned(),
                    at: resolved.label.span.unwrap_or(resolved.span),
                    number: resolved.span,
                });
                // 占了一半（48.8%）: the bracket says the same more sharply.
                if !self.is_restated(&view, fact.atom) {
                    facts.push(resolved);
                }
            }
            self.labels.append(&mut fresh);
        }
        self.remember_period(&view);
        let here = |when: &Stated<When>| !self.is_over(when.what.days) || self.in_review(when);
        if before.2 && before.1.as_ref().is_none_or(here) && self.is_aside_year(before.0) {
            (self.said_year, self.paragraph_period) = (before.0, before.1);
        }
        self.settle_paragraph(&view, &facts);
        self.note_event(&view);
        self.at_head = false;
        (facts, unnamed)
    }

    /// 分别为49、6、27微克/立方米: the unit of the last is that of all.
    fn unit_of_list(
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
    fn bound_of_list(&self, view: &SentenceView, reading: &FactReading, whole: &Reading) -> Option<Bound> {
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
    fn as_its_twin(&self, fact: &FactReading, named: usize, resolved: &mut Resolved, facts: &[Resolved]) {
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
    fn counts_nothing(&self, view: &SentenceView, fact: &FactReading, rule: &Rule, label: &str) -> bool {
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
    fn fact(
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
        let sure_level = rule.facts.iter().any(|fact| fact.measure == MeasureRule::Level);
        if measure == Measure::Level && sure_level && self.grows_too(view, reading, sentence, &label, previous) {
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
const RATE: &str = "增速";

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
