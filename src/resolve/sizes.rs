//! Sizes: the names of sizes in labels, where one clause says them for several things, or one thing for several sizes.

use std::ops::Range;

use crate::extract::{AtomKind, FactReading, LabelPiece};
use crate::model::{Dimension, Measure, OriginKind, Span};
use crate::rules::MeasureRule;

use super::discourse::{Discourse, Resolved};
use super::view::SentenceView;

impl Discourse<'_> {
    /// What two sizes of one kind are of: 轿车的产量增长贡献度 and 销量增长贡献度 are of 轿车.
    pub(super) fn shared_head<'l>(&self, topic: &'l str, words: &str) -> Option<&'l str> {
        let (cues, known) = (self.document.cues, self.document.known);
        let same_kind = |word: &&str| {
            let own = words.strip_suffix(*word).is_some_and(|own| !own.is_empty());
            own && topic.len() > words.len() && topic.ends_with(*word)
        };
        let shares = cues.words_of(known.continues).any(|word| words.starts_with(word));
        cues.words_of(known.dependent).find(same_kind).filter(|_| !shares)?;
        let first = cues
            .words_of(known.aspect)
            .filter_map(|word| topic.find(word))
            .min()
            .filter(|at| topic[..*at].chars().count() > 1)?;
        Some(topic[..first].trim_end_matches('的'))
    }

    /// Whether a label names a rate of growth (GDP增长速度), and not a rate of its own that ends alike (人口自然增长率).
    pub(super) fn names_growth(&self, label: &str) -> bool {
        let (cues, known) = (self.document.cues, self.document.known);
        let longest = |class| cues.ending_of(label, class);
        let growth = longest(known.growth);
        growth.is_some() && growth >= longest(known.measure)
    }

    /// What a label that ends in 占 leaves out: of what the share told before it in the sentence is.
    pub(super) fn shared_whole(&self, label: &str, facts: &[Resolved]) -> Option<String> {
        let (cues, known) = (self.document.cues, self.document.known);
        cues.ending_of(label, known.continues)?;
        let word = cues.words_of(known.continues).find(|word| label.ends_with(*word))?;
        let of = |fact: &Resolved| {
            let (_, of) = fact.label.what.rsplit_once(word)?;
            // 服务出口所占比重 says nothing of the whole.
            let named = !of.is_empty() && !cues.words_of(known.share).any(|word| of.starts_with(word));
            (fact.measure == Measure::Level && named).then(|| of.to_owned())
        };
        facts.iter().rev().find_map(of)
    }

    /// A label without the name of its size: 培育企业主营业务收入 → 培育企业.
    pub(super) fn without_measure<'l>(&self, label: &'l str) -> &'l str {
        // 光伏产业: the industry stays.
        let rest = self
            .named_measure(label)
            .map_or(label, |name| &label[..label.len() - name.len()]);
        if rest.chars().count() > 1 { rest } else { label }
    }

    /// The name of a size that a label ends in: of several characters, and not that of a field.
    pub(super) fn named_measure<'l>(&self, label: &'l str) -> Option<&'l str> {
        let (cues, known) = (self.document.cues, self.document.known);
        if !cues.may_end(label, known.measure) {
            return None;
        }
        let short = label.chars().next_back().map_or(0, char::len_utf8);
        let length = cues.ending(label, |classes| classes.has(known.measure) && !classes.has(known.field))?;
        (length > short).then(|| &label[label.len() - length..])
    }

    /// The name of the size that a clause leaves out because the one before it said it: 甲业完成产值…亿元，乙业完成…亿元;
    /// 甲业增加值增长2%，乙业下降1%.
    pub(super) fn parallel_measure(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        label: &str,
        facts: &[Resolved],
    ) -> Option<String> {
        let (cues, known) = (self.document.cues, self.document.known);
        let quantity = view.quantity(fact);
        let wanted = match (fact.measure, quantity.dimension) {
            (MeasureRule::Level, Dimension::Money) => Measure::Level,
            (MeasureRule::Difference, Dimension::Ratio) => Measure::Growth,
            _ => return None,
        };
        let LabelPiece::Phrase(own) = fact.label.last()? else {
            return None;
        };
        if own.end > fact.atom || self.named_measure(label).is_some() {
            return None;
        }
        let earlier = facts
            .iter()
            .rev()
            .find(|other| other.unit == quantity.unit && other.measure == wanted);
        // 规模以上工业增加值增长11.8%。分经济类型看，国有控股企业增长7.3%.
        let earlier = earlier
            .map(|earlier| earlier.label.what.as_str())
            .or(self.divided.as_deref())?;
        let word = self.named_measure(earlier)?;
        let holds = |name: &str| cues.ending_of(name, known.holder).is_some();
        let both_hold = holds(label) && holds(&earlier[..earlier.len() - word.len()]);
        let verb = view.atoms[own.end..fact.atom]
            .iter()
            .any(|atom| atom.cues.has(known.reach));
        let listed = own.start > 0 && view.atoms[own.start - 1].kind == AtomKind::Enumeration;
        let goes_on = both_hold || (wanted == Measure::Level && (verb || listed));
        (goes_on && !label.contains(word)).then(|| word.to_owned())
    }

    /// 城镇职工养老保险基金收入7亿元，基金支出6亿元: a size of the same thing, named by its last words only.
    pub(super) fn parallel_head(&self, label: &str, facts: &[Resolved]) -> Option<String> {
        let own = self.named_measure(label)?.len();
        let (head, word) = label.split_at(label.len() - own);
        let told = facts
            .last()
            .filter(|told| told.label.kind == OriginKind::Said)?
            .label
            .what
            .as_str();
        let (whole, other) = told.split_at(told.len() - self.named_measure(told)?.len());
        let same = head.chars().count() >= 2 && whole.len() > head.len() && whole.ends_with(head) && word != other;
        same.then(|| format!("{whole}{word}"))
    }

    /// 预算赤字1503亿元。出口增长17%: a size of another sentence has no exports; a firm or a project has.
    pub(super) fn stands_alone(&self, view: &SentenceView, range: &Range<usize>, topic: Span) -> bool {
        let elsewhere = view.atoms.first().is_some_and(|first| topic.end <= first.span.start);
        let aspect = view.atoms[range.clone()]
            .iter()
            .any(|atom| atom.cues.has(self.document.known.aspect));
        let part = view.atoms[..range.start]
            .iter()
            .any(|atom| atom.cues.has(self.document.known.part));
        // 规上企业120家。全区出口100亿元: the place is whose exports they are.
        let placed = range
            .start
            .checked_sub(1)
            .is_some_and(|at| matches!(view.atoms[at].kind, AtomKind::Area(_)));
        elsewhere && aspect && !part && (self.topic_is_size || placed)
    }
}
