//! What a reader keeps in mind while reading: the place and period the section speaks of, the indicators just named.

use std::ops::Range;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::extract::{Atom, AtomKind, FactReading, LabelPiece, Reading, is_dependent};
use crate::model::{
    Base, Bound, Dimension, FindingCode, Flow, Measure, Mention, MentionKind, OriginKind, PeriodExpr, PeriodSense,
    Quantity, Span, Status, TimeExpr,
};
use crate::rules::{Cues, FlowRule, Gazetteer, MeasureRule, Rule, WellKnown};
use crate::segment::PartOfSpeech;

use super::label;
use super::standing::Standing;
use super::{Anchor, DocumentDate, PartialDate, area_said, own_area, resolve};

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
    const fn new(what: T, kind: OriginKind, span: Option<Span>) -> Self {
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
    /// The document's date, and the years it looks back on and ahead to.
    pub date: DocumentDate,
    /// The document's place.
    pub area: Option<Stated<u32>>,
    /// The years that the document plans for, where its title names them (“十四五”规划).
    pub plan: Option<Stated<When>>,
}

/// The state of reading.
pub struct Discourse<'a> {
    document: DocumentContext<'a>,
    section: Section,
    /// Labels of the facts read in this paragraph, in order.
    labels: Vec<Named>,
    /// The last label that stands on its own feet, for 增速, 占比 and the like.
    topic: Option<(String, Span)>,
    /// The period with which a sentence of this paragraph began.
    paragraph_period: Option<Stated<When>>,
    /// The year named last in this section: 全年 and months without a year are of it.
    said_year: Option<i16>,
    /// The two periods of the last 从…到… that named them.
    from_to: Option<(When, When)>,
    /// Whether the sentence being read is the first of its paragraph.
    at_head: bool,
    /// Whether the clause being read says that it plans.
    aiming: bool,
    /// What the last 其中 tells the parts of.
    whole: Option<String>,
    /// What was noticed.
    findings: Vec<(Span, FindingCode)>,
}

/// A label that was read.
#[derive(Clone, Debug)]
struct Named {
    label: String,
    /// Where the label stands.
    at: Span,
    /// Where its number stands.
    number: Span,
}

#[derive(Clone, Debug, Default)]
struct Section {
    area: Option<Stated<u32>>,
    heading_period: Option<Stated<When>>,
    running_period: Option<Stated<When>>,
    plans: Option<Span>,
    /// Whether the heading says that results follow.
    reviews: bool,
}

impl<'a> Discourse<'a> {
    /// A reader who knows only of the document.
    pub fn new(document: DocumentContext<'a>) -> Self {
        Self {
            document,
            section: Section::default(),
            labels: Vec::new(),
            topic: None,
            paragraph_period: None,
            said_year: None,
            from_to: None,
            at_head: true,
            aiming: false,
            whole: None,
            findings: Vec::new(),
        }
    }

    /// The document's context.
    pub const fn document(&self) -> &DocumentContext<'a> {
        &self.document
    }

    /// A heading begins: its mentions, where it says that what follows is planned, and whether it says that it is done.
    pub fn heading(&mut self, mentions: &[Mention], plans: Option<Span>, reviews: bool) {
        let period = mentions.iter().find_map(|mention| match &mention.kind {
            MentionKind::Period(expr) if expr.sense != PeriodSense::Compared => Some(Stated::new(
                self.when(expr, mention.span),
                OriginKind::Heading,
                Some(mention.span),
            )),
            _ => None,
        });
        self.section = Section {
            area: self.section.area.take(),
            heading_period: period,
            running_period: None,
            plans,
            reviews,
        };
        self.labels.clear();
        self.topic = None;
        self.paragraph_period = None;
        self.said_year = None;
        self.from_to = None;
    }

    /// What follows is about this place, until told otherwise.
    pub fn section_area(&mut self, area: Option<Stated<u32>>) {
        self.section.area = area;
    }

    /// A paragraph begins.
    pub fn paragraph(&mut self) {
        self.labels.clear();
        self.topic = None;
        self.paragraph_period = None;
        self.from_to = None;
        self.at_head = true;
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
        let mut facts = Vec::new();
        let mut unnamed = Vec::new();
        let view = SentenceView { atoms, mentions };
        for reading in readings {
            let named = self.labels.len();
            let mut fresh = Vec::new();
            for (k, fact) in reading.facts.iter().enumerate() {
                let rule = &rules[reading.rule];
                let Some(label) = self.label(&view, fact, named, &facts) else {
                    unnamed.push((mentions[fact.quantity].span, rule.id.clone()));
                    continue;
                };
                let resolved = self.fact(&view, sentence, fact, k, reading, rule, label, facts.last());
                fresh.push(Named {
                    label: resolved.label.what.clone(),
                    at: resolved.label.span.unwrap_or(resolved.span),
                    number: resolved.span,
                });
                facts.push(resolved);
            }
            self.labels.append(&mut fresh);
        }
        self.remember_period(&view);
        self.at_head = false;
        (facts, unnamed)
    }

    /// Keeps in mind the period with which a sentence without numbers, or before its numbers, begins.
    pub fn remember(&mut self, mentions: &[Mention], sentence: Span) {
        let first = mentions.first();
        if let Some(first) = first
            && let MentionKind::Period(expr) = &first.kind
            && expr.sense != PeriodSense::Compared
            && first.span.start <= sentence.start + LEADING
        {
            self.keep(expr.clone(), first.span);
        }
        self.at_head = false;
    }

    fn remember_period(&mut self, view: &SentenceView) {
        let leading = view.atoms.iter().take(4).find_map(|atom| match atom.kind {
            AtomKind::Period(index) => Some(index),
            _ => None,
        });
        if let Some(index) = leading
            && let MentionKind::Period(expr) = &view.mentions[index].kind
            && expr.sense != PeriodSense::Compared
        {
            self.keep(expr.clone(), view.mentions[index].span);
        }
    }

    fn keep(&mut self, expr: PeriodExpr, span: Span) {
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
        let long = days.is_some() && !passing && (self.at_head || (ahead && self.section.running_period.is_none()));
        if long {
            self.section.running_period = Some(stated.clone());
        }
        self.paragraph_period = Some(stated);
    }

    fn when(&self, expr: &PeriodExpr, span: Span) -> When {
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

    fn anchor(&self) -> Anchor {
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

    /// The label of a reading; `None` where nothing names it.
    fn label(
        &mut self,
        view: &SentenceView,
        fact: &FactReading,
        named: usize,
        facts: &[Resolved],
    ) -> Option<Stated<String>> {
        let text = self.document.text;
        let mut whole = String::new();
        let mut kind = OriginKind::Said;
        let mut at: Option<Span> = None;
        for piece in &fact.label {
            match piece {
                LabelPiece::Literal(literal) => whole.push_str(literal),
                LabelPiece::Words(words, range) => {
                    whole.push_str(words);
                    let span = label::span(view.atoms, range);
                    at = Some(at.map_or(span, |at| at.join(span)));
                }
                LabelPiece::Phrase(range) => {
                    let range = label::narrow(text, view.atoms, range.clone(), self.document.known);
                    let span = label::span(view.atoms, &range);
                    let words = label::phrase(text, view.atoms, range.clone());
                    if whole.is_empty()
                        && (is_dependent(view.atoms, &range, self.document.known)
                            || view.atoms[range.start].cues.has(self.document.known.continues))
                        && let Some((topic, _)) = self.topic_before(view, range.start)
                    {
                        let aspect = view.atoms[range.clone()]
                            .iter()
                            .any(|atom| atom.cues.has(self.document.known.aspect));
                        whole.push_str(if aspect { self.without_measure(&topic) } else { &topic });
                        kind = OriginKind::Carried;
                    }
                    // 确认使用5800万元: only verbs, their object was named before.
                    let known = self.document.known;
                    let verbs = view.atoms[range.clone()].iter().all(|atom| {
                        let names = atom.cues.has(known.dependent) || atom.cues.has(known.measure);
                        atom.kind == AtomKind::Word(PartOfSpeech::Verb) && !names
                    });
                    if verbs
                        && fact.label.len() == 1
                        && range.end <= fact.atom
                        && let Some(before) = named.checked_sub(1).and_then(|index| self.labels.get(index))
                    {
                        let whole = format!("{}{words}", before.label.trim_end_matches(words.as_str()));
                        return Some(Stated::new(whole, OriginKind::Carried, Some(before.at)));
                    }
                    whole.push_str(&words);
                    let adjectives = view.atoms[range.clone()]
                        .iter()
                        .all(|atom| atom.cues.has(self.document.known.adjective));
                    if adjectives
                        && fact.label.len() == 1
                        && let Some((topic, _)) = self.topic.clone()
                    {
                        whole.push_str(label::without_level(&topic));
                        kind = OriginKind::Carried;
                    }
                    at = Some(at.map_or(span, |at| at.join(span)));
                }
                LabelPiece::Before(back) => {
                    let (before, span) = self
                        .named_before_bracket(view, fact)
                        .or_else(|| named.checked_sub(*back).and_then(|index| self.labels.get(index)))
                        .map(|named| (named.label.clone(), named.at))
                        .or_else(|| self.topic_before(view, fact.atom))?;
                    whole.push_str(&before);
                    kind = OriginKind::Carried;
                    at = Some(span);
                }
            }
        }
        if whole.is_empty() {
            return None;
        }
        if kind == OriginKind::Said
            && let Some(measure) = self.parallel_measure(view, fact, &whole, facts)
        {
            whole.push_str(&measure);
        }
        if whole.chars().count() > label::MOST {
            whole = whole.chars().skip(whole.chars().count() - label::MOST).collect();
        }
        if kind == OriginKind::Said
            && let Some(span) = at
        {
            self.topic = Some((whole.clone(), span));
        }
        Some(Stated::new(whole, kind, at))
    }

    /// A label without the name of its size: 培育企业主营业务收入 → 培育企业.
    fn without_measure<'l>(&self, label: &'l str) -> &'l str {
        let measures = self.document.cues.words_of(self.document.known.measure);
        let longest = measures
            .filter(|word| word.chars().count() > 1 && label.ends_with(*word))
            .max_by_key(|word| word.len());
        let rest = longest.map_or(label, |word| &label[..label.len() - word.len()]);
        if rest.chars().count() > 1 { rest } else { label }
    }

    /// For a size or rank in brackets (累计9家; 全省第3位) the label of the number before the bracket.
    fn named_before_bracket(&self, view: &SentenceView, fact: &FactReading) -> Option<&Named> {
        if !matches!(fact.measure, MeasureRule::Level | MeasureRule::Rank) {
            return None;
        }
        let around = |at: &usize| matches!(view.atoms[*at].kind, AtomKind::Open(Some(close)) if close > fact.atom);
        let open = (0..fact.atom).rev().find(around)?;
        self.labels
            .iter()
            .rev()
            .find(|named| named.number.end <= view.atoms[open].span.start)
    }

    /// The name of the size that a clause leaves out because the one before it, with the same unit, said it: 甲业完成产值…亿元，
    /// 乙业完成…亿元.
    fn parallel_measure(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        label: &str,
        facts: &[Resolved],
    ) -> Option<String> {
        let known = self.document.known;
        let MentionKind::Quantity(quantity) = &view.mentions[fact.quantity].kind else {
            return None;
        };
        if fact.measure != MeasureRule::Level || quantity.dimension != Dimension::Money {
            return None;
        }
        let LabelPiece::Phrase(own) = fact.label.last()? else {
            return None;
        };
        if own.end > fact.atom || view.atoms[own.end - 1].cues.has(known.measure) {
            return None;
        }
        let verb = view.atoms[own.end..fact.atom]
            .iter()
            .any(|atom| atom.cues.has(known.reach));
        let listed = own.start > 0 && view.atoms[own.start - 1].kind == AtomKind::Enumeration;
        let same_unit = |other: &&Resolved| other.unit == quantity.unit && other.measure == Measure::Level;
        let earlier = facts.iter().rev().find(same_unit)?;
        let measures = self.document.cues.words_of(known.measure);
        let word = measures
            .filter(|word| earlier.label.what.ends_with(*word))
            .max_by_key(|word| word.len())?;
        ((verb || listed) && word.chars().count() > 1 && !label.contains(word)).then(|| word.to_owned())
    }

    /// What was last named: by a fact, else by the clauses of this sentence before `atom`.
    fn topic_before(&self, view: &SentenceView, atom: usize) -> Option<(String, Span)> {
        if let Some(between) = self.clause_between(view, atom) {
            return Some(between);
        }
        if let Some(topic) = &self.topic {
            return Some(topic.clone());
        }
        let edge = view.atoms[..atom]
            .iter()
            .rposition(|atom| matches!(atom.kind, AtomKind::Break(_)))?;
        let start = view.atoms[..edge]
            .iter()
            .rposition(|atom| matches!(atom.kind, AtomKind::Break(_)))
            .map_or(0, |at| at + 1);
        let words = label::phrase(self.document.text, view.atoms, start..edge);
        (!words.is_empty() && words.chars().count() <= 20).then(|| (words, label::span(view.atoms, &(start..edge))))
    }

    /// The subject of a clause without a number that stands between the last fact and this clause: 产业群实现全覆盖，数量居首.
    fn clause_between(&self, view: &SentenceView, atom: usize) -> Option<(String, Span)> {
        let here = view.clause(atom);
        let before = view.clause(here.start.checked_sub(2)?);
        if before.end + 1 != here.start || view.atoms[before.clone()].iter().any(|atom| atom.quantity().is_some()) {
            return None;
        }
        let known = self.document.known;
        let verb = |at: &usize| {
            let atom = &view.atoms[*at];
            atom.kind == AtomKind::Word(PartOfSpeech::Verb) || atom.cues.has(known.reach)
        };
        let end = before.clone().find(verb).filter(|at| *at > before.start)?;
        let start = before.clone().find(|at| match view.atoms[*at].kind {
            AtomKind::Word(_) => !known.lead.intersects(view.atoms[*at].cues),
            AtomKind::Period(_) | AtomKind::Area(_) | AtomKind::Noise => false,
            _ => true,
        })?;
        let noun = |atom: &Atom| {
            matches!(
                atom.kind,
                AtomKind::Word(PartOfSpeech::Noun) | AtomKind::Organisation(_)
            )
        };
        if start >= end || !view.atoms[start..end].iter().any(noun) {
            return None;
        }
        let words = label::phrase(self.document.text, view.atoms, start..end);
        (words.chars().count() >= 2).then(|| (words, label::span(view.atoms, &(start..end))))
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
            });
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
        let measure = measure(reading.measure, quantity);
        let signed = |value: Decimal| if reading.negative { -value } else { value };
        let clause = view.clause(reading.atom);
        let known = self.document.known;
        let earlier = view
            .target(0..clause.start, known)
            .filter(|cue| !view.fact_before(*cue));
        let estimate = |cue: &Span| {
            let at = view.atoms.partition_point(|atom| atom.span.start < cue.start);
            view.atoms[at].cues.has(known.estimate)
        };
        self.aiming = view
            .target(clause.start..reading.atom, known)
            .or(earlier)
            .is_some_and(|cue| !estimate(&cue));
        self.note_year(view, clause.start);
        let mut when = self.period(view, reading, position, whole, rule, label.kind, previous);
        self.aiming = false;
        if measure == Measure::Level
            && let Some(when) = &mut when
            && when.kind != OriginKind::Said
            && view.stands(reading.atom, quantity, mention.span, self.document.known)
        {
            last_year(&mut when.what);
        }
        let place = self.place(view, reading, &label, previous);
        let status = self.status(view, reading, when.as_ref(), quantity, mention.span);
        if status.what == Status::Target {
            self.aim(&mut when);
        }
        let qualifiers = self
            .whole(view, reading, previous)
            .filter(|whole| *whole != label.what)
            .into_iter()
            .collect();
        Resolved {
            span: mention.span,
            value: signed(quantity.value),
            value_high: quantity.value_high.map(signed),
            unit: quantity.unit.clone(),
            bound: quantity.bound,
            measure,
            flow: self.flow(view, reading),
            status,
            label,
            base: self.base(view, reading),
            place,
            when,
            sentence,
            rule: rule.id.clone(),
            qualifiers,
            contested: whole.contested,
        }
    }

    /// Keeps the year in mind that a clause of this sentence, up to the one that starts at `clause`, begins with.
    fn note_year(&mut self, view: &SentenceView, clause: usize) {
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

    /// The whole of which a fact behind 其中 is a part: what was named before 其中.
    fn whole(&mut self, view: &SentenceView, reading: &FactReading, previous: Option<&Resolved>) -> Option<String> {
        let part = view.atoms[..reading.atom]
            .iter()
            .rposition(|atom| atom.cues.has(self.document.known.part))?;
        let first = view.atoms[part..reading.atom]
            .iter()
            .all(|atom| atom.quantity().is_none());
        if first {
            let named = previous.map(|previous| previous.label.what.clone());
            self.whole = named.or_else(|| self.labels.last().map(|named| named.label.clone()));
        }
        self.whole.clone()
    }

    fn base(&self, view: &SentenceView, reading: &FactReading) -> Option<Base> {
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

    fn flow(&self, view: &SentenceView, reading: &FactReading) -> Option<Flow> {
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
        // The cue heads its clause, and the members of a list joined to it by 、.
        let mut at = reading.atom;
        while at > 0 {
            at -= 1;
            if let AtomKind::Close(Some(open)) = view.atoms[at].kind {
                at = open;
                continue;
            }
            let atom = &view.atoms[at];
            if matches!(atom.kind, AtomKind::Break(_) | AtomKind::Open(_)) {
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

    /// The period a quantity holds at: said in its clause, carried from the sentence, the paragraph or the section.
    #[allow(clippy::too_many_arguments)]
    fn period(
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
        let ends = rule.facts.iter().any(|fact| fact.period.is_some()) && whole.facts.len() == 2;
        if ends && let Some(stated) = self.end_of_pair(view, reading, position) {
            return Some(stated);
        }
        let clause = view.clause(reading.atom);
        if let Some(atom) = view.last_period(clause.start..reading.atom) {
            return self.period_at(view, atom, OriginKind::Said);
        }
        let averaged = view.atoms[clause.clone()]
            .iter()
            .any(|atom| atom.span.of(self.document.text).starts_with("年均"));
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
        {
            let mut what = when.what.clone();
            // An average over years is followed by a share of the last one.
            if previous.measure == Measure::Growth && reading.measure == MeasureRule::Level {
                last_year(&mut what);
            }
            return Some(Stated::new(what, OriginKind::Carried, when.span));
        }
        if let Some(atom) = view.last_period(0..clause.start) {
            return self.period_at(view, atom, OriginKind::Carried);
        }
        self.standing_period()
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

    fn period_at(&self, view: &SentenceView, atom: usize, kind: OriginKind) -> Option<Stated<When>> {
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
    fn pair(&mut self, rule: &Rule, position: usize, whole: &Reading, view: &SentenceView, said: &When) {
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
    fn end_of_pair(&self, view: &SentenceView, reading: &FactReading, position: usize) -> Option<Stated<When>> {
        if let Some((from, to)) = &self.from_to {
            let when = if position == 0 { from } else { to };
            return Some(Stated::new(when.clone(), OriginKind::Carried, when.words));
        }
        let clause = view.clause(reading.atom);
        let standing = view
            .last_period(0..clause.end.min(reading.atom))
            .and_then(|atom| self.period_at(view, atom, OriginKind::Carried))
            .or_else(|| self.standing_period())?;
        let (start, end) = standing.what.days?;
        let year = if position == 0 { start.year() - 1 } else { end.year() };
        let when = When {
            days: year_days(year),
            sense: PeriodSense::During,
            words: standing.what.words,
        };
        Some(Stated::new(when, OriginKind::Carried, standing.span))
    }

    /// A target without a period of its own, or with one that is over, aims at the plan's.
    fn aim(&self, when: &mut Option<Stated<When>>) {
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
                || (when.kind != OriginKind::Said && when.what.days.is_some_and(|(_, end)| end < plan.0))
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

    /// The place a quantity is about: said at the head of its clause, carried from the clauses before, the section's, the document's.
    fn place(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        label: &Stated<String>,
        previous: Option<&Resolved>,
    ) -> Option<Stated<Where>> {
        if let Some(atom) = reading.area
            && let Some(place) = self.place_at(view, atom, OriginKind::Said)
        {
            return Some(place);
        }
        let standing = self
            .section
            .area
            .as_ref()
            .or(self.document.area.as_ref())
            .map(|area| area.what);
        let mut clause = view.clause(reading.atom);
        let mut kind = OriginKind::Said;
        loop {
            let span = Span::new(view.atoms[clause.start].span.start, view.atoms[clause.end - 1].span.end);
            let at = view.atoms[reading.atom].span.start;
            let said = area_said(
                self.document.text,
                span,
                at,
                view.mentions,
                standing,
                self.document.gazetteer,
            );
            if let Some(atom) = view.leading_organisation(clause.clone(), self.document.known)
                && said.is_none_or(|said| said.span.start < view.atoms[atom].span.start)
            {
                let subject = Some(view.atoms[atom].span);
                return Some(Stated::new(
                    Where {
                        area: said.map(|said| said.id).or(standing),
                        subject,
                    },
                    kind,
                    subject,
                ));
            }
            if let Some(said) = said {
                return Some(Stated::new(
                    Where {
                        area: Some(said.id),
                        subject: None,
                    },
                    kind,
                    Some(said.span),
                ));
            }
            if kind == OriginKind::Said
                && label.kind == OriginKind::Carried
                && let Some(place) = previous.and_then(|previous| previous.place.as_ref())
            {
                return Some(Stated::new(place.what.clone(), OriginKind::Carried, place.span));
            }
            if clause.start == 0 {
                break;
            }
            kind = OriginKind::Carried;
            clause = view.clause(clause.start - 1);
            if clause.is_empty() {
                break;
            }
        }
        self.standing_place()
    }

    /// The place of the section, else of the document.
    pub fn standing_place(&self) -> Option<Stated<Where>> {
        let area = self.section.area.as_ref().or(self.document.area.as_ref())?;
        Some(Stated::new(
            Where {
                area: Some(area.what),
                subject: None,
            },
            area.kind,
            area.span,
        ))
    }

    fn place_at(&self, view: &SentenceView, atom: usize, kind: OriginKind) -> Option<Stated<Where>> {
        let standing = self
            .section
            .area
            .as_ref()
            .or(self.document.area.as_ref())
            .map(|area| area.what);
        match view.atoms[atom].kind {
            AtomKind::Area(index) => {
                let mention = &view.mentions[index];
                let area = match mention.kind {
                    MentionKind::Area(id) => Some(id),
                    MentionKind::OwnArea(level) => {
                        standing.and_then(|area| own_area(level, area, self.document.gazetteer))
                    }
                    _ => None,
                }?;
                Some(Stated::new(
                    Where {
                        area: Some(area),
                        subject: None,
                    },
                    kind,
                    Some(mention.span),
                ))
            }
            AtomKind::Organisation(index) => {
                let span = view.mentions[index].span;
                Some(Stated::new(
                    Where {
                        area: standing,
                        subject: Some(span),
                    },
                    kind,
                    Some(span),
                ))
            }
            _ => None,
        }
    }

    /// Target, actual, or a parameter of a policy.
    fn status(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        when: Option<&Stated<When>>,
        quantity: &Quantity,
        span: Span,
    ) -> Stated<Status> {
        let known = self.document.known;
        let clause = view.clause(reading.atom);
        let words = |range: Range<usize>, class| {
            view.atoms[range]
                .iter()
                .rfind(|atom| atom.cues.has(class))
                .map(|atom| atom.span)
        };
        if matches!(quantity.dimension, Dimension::Money | Dimension::Ratio) {
            let here = clause.start..reading.atom;
            let bound = Span::new(view.atoms[reading.atom].span.start, span.start);
            let bounded = || {
                self.document
                    .cues
                    .words_of(known.policy_here)
                    .any(|word| bound.of(self.document.text).contains(word))
            };
            let said = words(here.clone(), known.policy)
                .or_else(|| words(here, known.policy_here))
                .or_else(|| bounded().then_some(bound));
            if said.is_some() {
                return Stated::new(Status::Rule, OriginKind::Said, said);
            }
            let carried = words(0..clause.start, known.policy);
            if carried.is_some() {
                return Stated::new(Status::Rule, OriginKind::Carried, carried);
            }
        }
        // What was expected of a year that has ended is its result.
        let over = |cue: &Span| {
            let at = view.atoms.partition_point(|atom| atom.span.start < cue.start);
            let estimate = view.atoms[at].cues.has(known.estimate);
            when.is_some_and(|when| {
                let named = when.kind == OriginKind::Said || (estimate && when.kind == OriginKind::Carried);
                named && self.is_over(when.what.days)
            })
        };
        if let Some(span) = view.target(clause.start..reading.atom, known).filter(|cue| !over(cue)) {
            return Stated::new(Status::Target, OriginKind::Said, Some(span));
        }
        let as_of = when.is_some_and(|when| matches!(when.what.sense, PeriodSense::AsOf | PeriodSense::Since));
        let clause_atoms = &view.atoms[clause.start..reading.atom];
        if let Some(done) = clause_atoms.iter().rfind(|atom| atom.cues.has(known.done)) {
            return Stated::new(Status::Actual, OriginKind::Said, Some(done.span));
        }
        let days = when.and_then(|when| when.what.days);
        let said = when.is_some_and(|when| when.kind == OriginKind::Said);
        if said && self.is_over(days) {
            return Stated::new(Status::Actual, OriginKind::Said, None);
        }
        let future = self.is_future(days);
        // The year of the document itself says nothing of what is to come.
        let assumed =
            self.document.date.standing != Standing::Plan && when.is_some_and(|when| when.kind == OriginKind::Document);
        if future == Some(true) && !as_of && !assumed {
            let when = when.expect("a future period");
            return Stated::new(Status::Target, when.kind, when.span);
        }
        if let Some(span) = view.target(0..clause.start, known)
            && !view.fact_before(span)
        {
            return Stated::new(Status::Target, OriginKind::Carried, Some(span));
        }
        if future == Some(false)
            && when.is_some_and(|when| !matches!(when.kind, OriginKind::Document | OriginKind::Title))
        {
            return Stated::new(Status::Actual, OriginKind::Carried, None);
        }
        if let Some(span) = self.section.plans {
            return Stated::new(Status::Target, OriginKind::Heading, Some(span));
        }
        Stated::new(Status::Actual, OriginKind::Document, None)
    }

    /// Whether a period had ended when the document was written.
    fn is_over(&self, days: Option<(Date, Date)>) -> bool {
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

/// A document of the first months of a year that speaks of the whole year speaks of what is to come.
const EARLY: i8 = 4;

/// A size as it stands belongs to the last year of the stretch that the section looks back on.
fn last_year(when: &mut When) {
    if let Some((start, end)) = when.days
        && start.year() != end.year()
    {
        when.days = year_days(end.year());
    }
}

fn year_days(year: i16) -> Option<(Date, Date)> {
    Date::new(year, 1, 1).ok().zip(Date::new(year, 12, 31).ok())
}

/// A period is at the head of a sentence within so many bytes: “——” or “其中，” may stand before it.
const LEADING: usize = 12;

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

struct SentenceView<'s> {
    atoms: &'s [Atom],
    mentions: &'s [Mention],
}

impl SentenceView<'_> {
    /// The clause round an atom; a bracket belongs to the clause it stands in.
    fn clause(&self, atom: usize) -> Range<usize> {
        let depth_break = |at: usize| matches!(self.atoms[at].kind, AtomKind::Break(_));
        let start = (0..atom).rev().find(|at| depth_break(*at)).map_or(0, |at| at + 1);
        let end = (atom..self.atoms.len())
            .find(|at| depth_break(*at))
            .unwrap_or(self.atoms.len());
        start..end
    }

    /// The last period of these atoms that is no base of a comparison.
    fn last_period(&self, range: Range<usize>) -> Option<usize> {
        range.rev().find(|at| match self.atoms[*at].kind {
            AtomKind::Period(index) => {
                // 同期 alone says no more than that the period is the one before.
                matches!(&self.mentions[index].kind, MentionKind::Period(expr)
                    if expr.sense != PeriodSense::Compared && !matches!(expr.time, TimeExpr::SamePeriod { .. }))
            }
            _ => false,
        })
    }

    /// Whether the number is said to stand at its value (达到, 突破), not to have come about.
    fn stands(&self, atom: usize, quantity: &Quantity, span: Span, known: &WellKnown) -> bool {
        let before = self.atoms[..atom]
            .iter()
            .rfind(|atom| !atom.cues.has(known.filler) || atom.cues.has(known.stands));
        (quantity.bound == Bound::Gt && quantity.bound_start < span.start)
            || before.is_some_and(|atom| atom.cues.has(known.stands))
    }

    /// The last cue of these atoms that marks a target: 力争, or 计划 before a verb.
    fn target(&self, range: Range<usize>, known: &WellKnown) -> Option<Span> {
        let marks = |at: usize| {
            let atom = &self.atoms[at];
            // 争取到资金: got.
            let verb = |next: &Atom| {
                let got = next.cues.has(known.got);
                !got && (next.kind == AtomKind::Word(PartOfSpeech::Verb) || known.verb.intersects(next.cues))
            };
            let before_verb = || {
                self.atoms
                    .iter()
                    .skip(at + 1)
                    .find(|next| !matches!(next.kind, AtomKind::Period(_)))
                    .is_some_and(verb)
            };
            atom.cues.has(known.target)
                || (atom.cues.has(known.may_target) && before_verb())
                || (atom.cues.has(known.head_target) && self.heads(at, known) && before_verb())
        };
        range.rev().find(|at| marks(*at)).map(|at| self.atoms[at].span)
    }

    /// Whether a number stands in an earlier clause than the cue: then the cue holds for its own clause only.
    fn fact_before(&self, cue: Span) -> bool {
        let at = self.atoms.partition_point(|atom| atom.span.start < cue.start);
        self.atoms[..self.clause(at).start]
            .iter()
            .any(|atom| atom.quantity().is_some())
    }

    /// Whether only periods, places and words that open a clause stand before the atom in its clause.
    fn heads(&self, at: usize, known: &WellKnown) -> bool {
        self.atoms[self.clause(at).start..at]
            .iter()
            .all(|atom| match atom.kind {
                AtomKind::Word(_) => known.lead.intersects(atom.cues) || atom.cues.has(known.filler),
                AtomKind::Period(_)
                | AtomKind::Area(_)
                | AtomKind::Organisation(_)
                | AtomKind::Quote
                | AtomKind::Noise => true,
                _ => false,
            })
    }

    /// The organisation at the head of a clause, behind periods, places and words that open a clause.
    fn leading_organisation(&self, clause: Range<usize>, known: &WellKnown) -> Option<usize> {
        for at in clause {
            match self.atoms[at].kind {
                AtomKind::Organisation(_) => return Some(at),
                AtomKind::Period(_) | AtomKind::Quote | AtomKind::Noise | AtomKind::Area(_) => {}
                AtomKind::Word(_) if known.lead.intersects(self.atoms[at].cues) => {}
                _ => return None,
            }
        }
        None
    }
}
