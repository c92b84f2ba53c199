//! What words without a name of their own are of: 增速 behind several sizes, a rate at another time; and what a paragraph begins with.

use crate::extract::FactReading;
use crate::model::{Dimension, Measure, MentionKind, OriginKind, Span};

use super::discourse::{Discourse, Named, Resolved, Stated, When};
use super::view::SentenceView;

impl Discourse<'_> {
    /// What a paragraph is about, where it begins with a heading of its own: （三）集成电路。产量……
    pub fn about(&mut self, words: &str, span: Span) {
        self.topic = Some((words.to_owned(), span));
        self.topic_is_size = false;
    }

    /// 收入1.7万亿元；出口突破1100亿美元，增速回落至20%: the rate of the size told last in this sentence.
    pub(super) fn nearest_size(&self, view: &SentenceView, atom: usize) -> Option<(String, Span)> {
        if self.clause_between(view, atom).is_some() {
            return None;
        }
        let size = |named: &&Named| {
            let mention = view.mentions.iter().find(|mention| mention.span == named.number);
            let rate = |of: Dimension| matches!(of, Dimension::Ratio | Dimension::Points | Dimension::Multiple | Dimension::Rank);
            matches!(mention.map(|mention| &mention.kind), Some(MentionKind::Quantity(of)) if !rate(of.dimension))
        };
        let named = self.labels.iter().rev().find(size)?;
        Some((named.label.clone(), named.at))
    }

    /// 一季度增长11.3%，二、三季度为17.9%、22.4%: what only says its time is the same rate.
    pub(super) fn is_same_rate(
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
        let another = days(when).zip(days(previous.when.as_ref())).is_some_and(|(own, before)| own.0 > before.1);
        said && another && unit == Some("%") && previous.measure == Measure::Growth && previous.label.what == label.what
    }
}
