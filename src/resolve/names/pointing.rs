//! What words without a name of their own are of: 增速 behind several sizes, a rate at another time; and what a paragraph begins with.

use std::ops::Range;

use crate::extract::{Atom, AtomKind, FactReading};
use crate::model::{Dimension, Measure, OriginKind, Span};

use crate::rules::MeasureRule;
use crate::segment::PartOfSpeech;

use super::earlier::BACK;
use super::label;
use crate::resolve::discourse::{Discourse, Named, Resolved, Stated, When};
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// What a paragraph is about, where it begins with a heading of its own: （三）集成电路。产量……
    pub fn about(&mut self, words: &str, span: Span) {
        self.topic = Some((words.to_owned(), span));
        self.topic_is_size = false;
    }

    /// 收入1.7万亿元；出口突破1100亿美元，增速回落至20%: the rate of the size told last in this sentence.
    pub(in crate::resolve) fn nearest_size(&self, view: &SentenceView, atom: usize) -> Option<(String, Span)> {
        if self.clause_between(view, atom).is_some() {
            return None;
        }
        // 利润连续3个月增长，收入增长2.5%，增速……: nor is it of what has lasted.
        let of_size = |of: Dimension| !is_rate(of) && of != Dimension::Duration;
        let size = |named: &&Named| view.quantity_at(named.number).is_some_and(|of| of_size(of.dimension));
        let named = self.labels.iter().rev().take(BACK).find(size)?;
        Some((named.label.clone(), named.at))
    }

    /// 一季度增长11.3%，二、三季度为17.9%、22.4%: what only says its time is the same rate.
    pub(in crate::resolve) fn is_same_rate(
        &self,
        reading: &FactReading,
        unit: Option<&str>,
        label: &Stated<String>,
        when: Option<&Stated<When>>,
        previous: Option<&Resolved>,
    ) -> bool {
        let Some(previous) = previous.filter(|_| label.kind == OriginKind::Carried && reading.label.len() == 1) else {
            return false;
        };
        let days = |when: Option<&Stated<When>>| when.and_then(|when| when.what.days);
        let said = when.is_some_and(|when| when.kind == OriginKind::Said);
        let another = days(when)
            .zip(days(previous.when.as_ref()))
            .is_some_and(|(own, before)| own.0 > before.1);
        said && another && unit == Some("%") && previous.measure == Measure::Growth && previous.label.what == label.what
    }

    /// 产值100亿元，占全市的30%，增长8%: what grows by a share of itself is the size, not its share.
    pub(in crate::resolve) fn grown_size(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        back: usize,
    ) -> Option<(String, Span)> {
        let ratio = view.quantity(fact).dimension == Dimension::Ratio;
        if !ratio || back != 1 || fact.measure != MeasureRule::Difference {
            return None;
        }
        let dimension = |named: &Named| Some(view.quantity_at(named.number)?.dimension);
        let (cues, known) = (self.document.cues, self.document.known);
        let (last, earlier) = self.labels.split_last()?;
        let share = cues.ending(&last.label, |classes| classes.has(known.share)).is_some();
        let named = earlier
            .last()
            .filter(|_| share && dimension(last) == Some(Dimension::Ratio))?;
        let size = dimension(named).is_some_and(|dimension| !is_rate(dimension));
        (size && last.label.starts_with(&named.label)).then(|| (named.label.clone(), named.at))
    }

    /// 用电量平稳增长，高于全省2个百分点: a sentence that says of a measure how it does, and only then by how much.
    pub(in crate::resolve) fn told_without_number(
        &self,
        view: &SentenceView,
        fact: &FactReading,
    ) -> Option<(String, Span)> {
        // What stands before a semicolon has told of something else.
        let mut part = view.atoms[..fact.atom].iter().rev();
        let mut part = part.by_ref().take_while(|atom| atom.kind != AtomKind::Break('；'));
        // 房地产投资下降5.8%，商品房销售面积降幅更大，为20.6%: that which the clause right before names is what it is of.
        let here = view.clause(fact.atom);
        let reaches = view.atoms[here.start..fact.atom]
            .iter()
            .all(|atom| atom.cues.has(self.document.known.reach) || atom.cues.has(self.document.known.filler));
        let reaches = reaches && here.start < fact.atom;
        if part.any(|atom| atom.quantity().is_some()) && !reaches {
            return None;
        }
        let before = here.start.checked_sub(1);
        if before.is_some_and(|at| view.atoms[at].kind == AtomKind::Break('；')) {
            return None;
        }
        let (cues, known) = (self.document.cues, self.document.known);
        let Some((_, span)) = self.clause_between(view, fact.atom) else {
            return self.size_that_does(view, fact, &here);
        };
        let start = view.atoms.iter().position(|atom| atom.span.start == span.start)?;
        // 用电量平稳增长: how it does is no part of its name.
        let sized =
            |atom: &Atom| atom.cues.has(known.measure) || atom.cues.has(known.dependent) || atom.cues.has(known.share);
        let adverb = |atom: &&Atom| atom.kind == AtomKind::Word(PartOfSpeech::Other) && !sized(atom);
        let inside = view.atoms[start..].iter().take_while(|atom| atom.span.end <= span.end);
        let length = inside.collect::<Vec<_>>().into_iter().rev().skip_while(adverb).count();
        let words = label::phrase(self.document.text, view.atoms, start..start + length, known);
        let measure = cues.ending(&words, |classes| {
            classes.has(known.measure) || classes.has(known.dependent) || classes.has(known.share)
        });
        if let Some(measure) = measure {
            let span = label::span(view.atoms, &(start..start + length));
            // 研发投入21亿元，占生产总值的比重首次站上4字头，为4.02%: the share is of what was told before it.
            let sharer = self
                .labels
                .last()
                .filter(|_| view.atoms[start].cues.has(known.continues));
            let words = match sharer {
                Some(sharer) => format!("{}{words}", self.before_share(&sharer.label)),
                None => words,
            };
            return (measure < words.len()).then_some((words, span));
        }
        self.size_that_does(view, fact, &here)
    }

    /// 粮食产量再创新高，同比增长3%; 进口物流量增长实现快速回升: what the clause right before says of a size does not name it.
    fn size_that_does(&self, view: &SentenceView, fact: &FactReading, here: &Range<usize>) -> Option<(String, Span)> {
        let known = self.document.known;
        let clause = view.clause(here.start.checked_sub(2)?);
        let counts = view.atoms[clause.clone()].iter().any(|atom| atom.quantity().is_some());
        if fact.measure != MeasureRule::Difference || counts || clause.end + 1 != here.start {
            return None;
        }
        let sized =
            |atom: &Atom| atom.cues.has(known.measure) || atom.cues.has(known.dependent) || atom.cues.has(known.share);
        let plain = |atom: &Atom| matches!(atom.kind, AtomKind::Word(_)) && !known.lead.intersects(atom.cues);
        let start = clause
            .clone()
            .find(|at| !matches!(view.atoms[*at].kind, AtomKind::Area(_) | AtomKind::Period(_)))?;
        let size = (start + 1..clause.end).find(|at| sized(&view.atoms[*at]))?;
        let named = start..size + 1;
        let next = view.atoms[size + 1..clause.end].first()?;
        if sized(next) || !plain(next) || !view.atoms[named.clone()].iter().all(plain) {
            return None;
        }
        let words = label::phrase(self.document.text, view.atoms, named.clone(), known);
        Some((words, label::span(view.atoms, &named)))
    }
}

/// Whether what is measured so is of something, and no size of its own.
const fn is_rate(dimension: Dimension) -> bool {
    matches!(
        dimension,
        Dimension::Ratio | Dimension::Points | Dimension::Multiple | Dimension::Rank
    )
}
