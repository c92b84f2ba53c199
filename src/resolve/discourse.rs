//! What a reader keeps in mind while reading: the place and period the section speaks of, the indicators just named.

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::extract::{Atom, FactReading, LabelPiece, Reading};
use crate::model::{
    Base, Bound, Dimension, FindingCode, Flow, Measure, Mention, OriginKind, PeriodSense, SkipReason, Span, Status,
};
use crate::rules::{Cues, Fused, Gazetteer, Inside, Organisations, Rule, Things, WellKnown};

use super::DocumentDate;
use super::fact::Figure;
pub(super) use super::kept::{Named, Section, Whole};
use super::view::SentenceView;
use crate::resolve::aims::estimates::Estimated;
use crate::resolve::aims::planning::Aims;
use crate::resolve::names::completing::thing_again;
use crate::resolve::names::dividing::Divided;
use crate::resolve::places::body::Body;
use crate::resolve::places::items::Item;
use crate::resolve::places::nearby::Nearby;
use crate::resolve::things::thing::Thing;

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
    /// What kind of unit the number has.
    pub dimension: Dimension,
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
    /// The named thing that it is about, where it is about no organisation.
    pub about: Option<Span>,
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

/// A quantity that a rule reads and that is no fact.
#[derive(Clone, Debug)]
pub struct NoFact {
    /// Where it stands.
    pub span: Span,
    /// The rule's id.
    pub rule: String,
    /// Why it states nothing, where that is known; else nothing names it.
    pub skip: Option<SkipReason>,
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
    /// Words that announce what is to come.
    pub announcing: &'a Inside,
    /// Words that name several things at once.
    pub fused: &'a Fused,
    /// The document's date, and the years it looks back on and ahead to.
    pub date: DocumentDate,
    /// The document's place.
    pub area: Option<Stated<u32>>,
    /// How names of organisations end.
    pub organisations: &'a Organisations,
    /// How names of works, events and papers end.
    pub things: &'a Things,
    /// The zone, institution or firm that the document is about.
    pub body: Option<Body>,
    /// The years that the document plans for, where its title names them (“十四五”规划).
    pub plan: Option<Stated<When>>,
    /// The months that the document tells of, where its title names them (一季度经济运行情况).
    pub told: Option<Stated<When>>,
    /// Whether it is read for known indicators alone: nothing points back to the things of a sentence that is passed over.
    pub sparse: bool,
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
    /// The time and the year that this paragraph had told of before its first item (一是, ①), once it has one.
    pub(super) before_items: Option<(Option<Stated<When>>, Option<i16>)>,
    /// The day that a sentence of this paragraph named last.
    pub(super) day_told: Option<(Date, Date)>,
    /// The year named last in this section: 全年 and months without a year are of it.
    pub(super) said_year: Option<i16>,
    /// The two periods of the last 从…到… that named them.
    pub(super) from_to: Option<(When, When)>,
    /// Whether this paragraph has told of a year that is over.
    pub(super) tells_of_past: bool,
    /// Whether the sentence being read is the first of its paragraph.
    pub(super) at_head: bool,
    /// What the text aims at.
    pub(super) aims: Aims,
    /// Where the last 其中 stands, and what it tells the parts of.
    pub(super) whole: Option<Whole>,
    /// The place that the paragraph is about.
    pub(super) paragraph_place: Option<Stated<Where>>,
    /// The place that this paragraph or one before it opened with, in a text about no one place.
    pub(super) opening: Option<Stated<Where>>,
    /// The organisations, firms and villages that this paragraph has named, in order.
    pub(super) bodies: Vec<Span>,
    /// The towns named so far, in full.
    pub(super) towns: Vec<Span>,
    /// What people of firms say in this paragraph.
    pub(super) quotes: Vec<crate::resolve::things::quoted::Quoted>,
    /// From where on a mark that closes a quotation was looked for, and where the next stands; at first nowhere.
    pub(super) quotation: (usize, usize),
    /// What the sentence before spoke of, if it only summed up.
    pub(super) summary: Option<Span>,
    /// The place that the headline names: every paragraph comes back to it.
    pub(super) headline: Option<Stated<u32>>,
    /// The country abroad that the story is about.
    pub(super) story: Option<Stated<u32>>,
    /// The place that the item of the news has named last.
    pub(super) ground: Option<Stated<u32>>,
    /// Where the names stand behind which the item of the news has told where they lie: 江苏无锡的**梅村服务区**.
    pub(super) grounded: Vec<(Span, u32)>,
    /// Where the item of the news has its place.
    pub(super) item: Option<Item>,
    /// The day that the item of the news has estimated something for.
    pub(super) estimated: Estimated,
    /// The places that this paragraph of the news has named.
    pub(super) nearby: Nearby,
    /// Whether this paragraph has come to speak of the whole country, which its item does not.
    pub(super) widened: bool,
    /// What the sentence being read breaks down (分经济类型看，……): what was named before it.
    pub(super) divided: Divided,
    /// What 前者 and 后者 of this sentence are.
    pub(super) two: Option<[String; 2]>,
    /// The time that this paragraph compares with: 比2013年末增加.
    pub(super) base: Option<Stated<When>>,
    /// The time that the section is set against: 与“十二五”末相比，2020年…….
    pub(super) set_against: Option<Stated<When>>,
    /// The events that the story tells of: 强降雪, 枪击事件.
    pub(super) event: crate::resolve::things::victims::Events,
    /// Where the text may point back last to a thing that it has named.
    pub(super) points_back: Option<usize>,
    /// The things that the story has named, in order.
    pub(super) things: Vec<Thing>,
    /// The thing that the last sentence was about.
    pub(super) thing: Option<Thing>,
    /// Whether the paragraph reckons with an example.
    pub(super) exemplifies: bool,
    /// The work or event that the story has named last.
    pub(super) lasting: Option<Thing>,
    /// Whether a line above a story was read last.
    pub(super) line_above: bool,
    /// How many things had been named when the paragraph began, or the line above it.
    pub(super) fresh: usize,
    /// Where the last heading, or line above a story of the news, stands.
    pub(super) heading_at: usize,
    /// What was noticed.
    pub(super) findings: Vec<(Span, FindingCode)>,
}

impl<'a> Discourse<'a> {
    /// A reader who knows only of the document.
    pub fn new(document: DocumentContext<'a>) -> Self {
        Self {
            exemplifies: false,
            points_back: match document.date.tells {
                _ if document.sparse => None,
                true => Some(usize::MAX),
                false => document.things.last_pointing(document.text),
            },
            document,
            section: Section::default(),
            above: Vec::new(),
            labels: Vec::new(),
            topic: None,
            topic_is_size: false,
            last_place: None,
            paragraph_period: None,
            before_items: None,
            day_told: None,
            said_year: None,
            from_to: None,
            tells_of_past: false,
            at_head: true,
            aims: Aims::default(),
            whole: None,
            paragraph_place: None,
            opening: None,
            bodies: Vec::new(),
            towns: Vec::new(),
            quotes: Vec::new(),
            quotation: (1, 0),
            summary: None,
            headline: None,
            story: None,
            ground: None,
            grounded: Vec::new(),
            item: None,
            estimated: None,
            nearby: Nearby::Nothing,
            widened: false,
            divided: Divided::default(),
            base: None,
            set_against: None,
            two: None,
            event: Default::default(),
            things: Vec::new(),
            thing: None,
            lasting: None,
            line_above: false,
            fresh: 0,
            heading_at: 0,
            findings: Vec::new(),
        }
    }

    /// The document's context.
    pub const fn document(&self) -> &DocumentContext<'a> {
        &self.document
    }

    /// What was noticed while reading, with its place.
    pub fn take_findings(&mut self) -> Vec<(Span, FindingCode)> {
        std::mem::take(&mut self.findings)
    }

    /// Takes note of what a sentence names of which no number is read.
    pub fn unread(&mut self, sentence: Span, mentions: &[Mention]) {
        self.hear(mentions, OriginKind::Carried);
        self.note_bodies(mentions);
        self.note_thing(sentence, mentions);
        self.note_summary(sentence);
        self.note_announced(sentence);
    }

    /// Whether a heading, or the title, says the time of what names none.
    pub fn is_dated(&self) -> bool {
        let standing = self.standing_period();
        standing.is_some_and(|when| !matches!(when.kind, OriginKind::Document | OriginKind::Carried))
    }

    /// Adds the facts of a sentence to those found before, and gives the quantities that a rule reads and that are none.
    pub fn sentence(
        &mut self,
        sentence: Span,
        mentions: &[Mention],
        atoms: &[Atom],
        readings: &[Reading],
        rules: &[Arc<Rule>],
        found: &mut Vec<Resolved>,
    ) -> Vec<NoFact> {
        let first = found.len();
        let mut left = Vec::new();
        let view = SentenceView::new(self.document.text, atoms, mentions, self.document.known);
        let before = (self.said_year, self.paragraph_period.clone(), !self.labels.is_empty());
        self.hear(mentions, OriginKind::Carried);
        self.note_bodies(mentions);
        self.back_to_present(&view);
        self.divide(&view);
        self.note_base(&view);
        self.two = None;
        self.take_summary(sentence);
        let known_labels = self.labels.len();
        self.note_line(sentence);
        let abouts = self.abouts(&view);
        for reading in self.told_on(&view, readings).iter() {
            let named = self.names_in_turn(&view, reading, found);
            let mut fresh = Vec::with_capacity(reading.facts.len());
            for (k, fact) in reading.facts.iter().enumerate() {
                let rule = &rules[reading.rule];
                // 8万亿元增长至42万亿元: both ends are of what was named before the first.
                let shared = k
                    .checked_sub(1)
                    .filter(|_| is_shared(fact, reading, k))
                    .and(fresh.last());
                let label = match shared {
                    Some(Named { label, at, .. }) => Some(Stated::new(label.clone(), OriginKind::Carried, Some(*at))),
                    None => self.label(&view, fact, named, &found[first..]),
                };
                let what = label.as_ref().map(|label| label.what.as_str());
                let skip = self.no_statistic(&view, fact, rule, what);
                let names = |label: &Stated<String>| !self.counts_nothing(&view, fact, rule, &label.what);
                let Some(label) = label.filter(|label| skip.is_none() && names(label)) else {
                    left.push(NoFact {
                        span: mentions[fact.quantity].span,
                        rule: rule.id.clone(),
                        skip,
                    });
                    continue;
                };
                let before = label.what.clone();
                let facts = &found[first..];
                let figure = Figure {
                    view: &view,
                    sentence,
                    reading: fact,
                    position: k,
                    whole: reading,
                    rule,
                    previous: facts.last(),
                };
                let mut resolved = self.fact(&figure, label);
                self.as_its_twin(fact, named, &mut resolved, facts);
                self.is_about(&view, fact.atom, &abouts, &mut resolved);
                self.points_to(&view, fact.atom, &mut resolved);
                self.stands_by_name(&mut resolved);
                self.put_doer(&view, fact, &mut resolved);
                self.put_holder(&view, fact, &mut resolved);
                self.put_deed(facts, &mut resolved);
                // What is told of next is the thing again, not how fast it grew.
                let what = thing_again(&resolved.label.what, &before);
                fresh.push(Named {
                    label: what.to_owned(),
                    at: resolved.label.span.unwrap_or(resolved.span),
                    number: resolved.span,
                });
                // 占了一半（48.8%）: the bracket says the same more sharply.
                if !self.is_restated(&view, fact.atom) {
                    found.push(resolved);
                }
            }
            self.labels.append(&mut fresh);
        }
        self.remember_period(&view, before.0);
        self.note_day(&view);
        let here = |when: &Stated<When>| !self.is_over(when.what.days) || self.in_review(when);
        if before.2 && before.1.as_ref().is_none_or(here) && self.is_aside_year(before.0) {
            (self.said_year, self.paragraph_period) = (before.0, before.1);
        }
        self.settle_paragraph(&view, &found[first..]);
        self.note_aim(&view, &found[first..]);
        self.note_estimate(&view, &found[first..]);
        self.back_to_whole(&view, known_labels);
        self.note_event(&view);
        self.at_head = false;
        left
    }
}

/// Whether a number of a reading takes its name over from before the sentence just as the one before it did.
fn is_shared(fact: &FactReading, reading: &Reading, position: usize) -> bool {
    let before = matches!(fact.label[..], [LabelPiece::Before(_)]);
    before && fact.area.is_none() && reading.facts[position - 1].label == fact.label
}
