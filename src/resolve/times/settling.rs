//! What a size within a stretch of years is set beside, and what keeps it from being one of their last year.

use std::ops::Range;

use crate::extract::{Atom, AtomKind, FactReading};
use crate::model::{Dimension, Flow, Measure, MentionKind, PeriodSense, Quantity, Span};
use crate::segment::PartOfSpeech;

use super::reckoning::year_days;
use crate::resolve::discourse::{Discourse, Resolved, Stated, When};
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// 接连突破三千亿、四千亿元; 先后推广良种30个: whether it came about bit by bit, in one year or another.
    pub(super) fn came_in_turn(&self, view: &SentenceView, words: Range<usize>) -> bool {
        let class = self.document.known.in_turn;
        view.present.has(class) && view.atoms[words].iter().any(|atom| atom.cues.has(class))
    }

    /// 累计进出口9万亿元，占全国的三成: a share of what has come to its sum in all those years.
    pub(super) fn is_share_of_sum(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        previous: Option<&Resolved>,
        when: &Stated<When>,
    ) -> bool {
        let known = self.document.known;
        let summed = |previous: &&Resolved| {
            let told = previous.when.as_ref().and_then(|when| when.what.days);
            previous.flow == Some(Flow::Cumulative) && previous.measure == Measure::Level && told == when.what.days
        };
        let Some(sum) = previous.filter(summed) else {
            return false;
        };
        let from = view.atoms.partition_point(|atom| atom.span.start < sum.span.end);
        let mut between = view.atoms[from.min(reading.atom)..reading.atom].iter();
        let word = |atom: &&Atom| matches!(atom.kind, AtomKind::Word(_)) && !atom.cues.has(known.filler);
        between.find(word).is_some_and(|first| first.cues.has(known.share))
    }

    /// 甲类企业达到274家，乙类企业1356家; 重点实验室达到8个、研发机构20家: whether a size stands beside one of its kind that was put at the
    /// end of the same years.
    pub(super) fn is_beside_settled(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        quantity: &Quantity,
        previous: &Resolved,
        when: &Stated<When>,
    ) -> bool {
        let known = self.document.known;
        let settled = previous.when.as_ref().and_then(|when| when.what.days);
        let last = when.what.days.and_then(|(_, end)| year_days(end.year()));
        if settled.is_none()
            || settled != last
            || previous.measure != Measure::Level
            || self.flow(view, reading).is_some()
        {
            return false;
        }
        // 11家企业入选……: what befell them, and no size of the same list.
        let ends = |atom: &Atom| !matches!(atom.kind, AtomKind::Word(_));
        let alone = view.atoms.get(reading.atom + 1).is_none_or(ends);
        let clause = view.clause(reading.atom);
        let told = view.atoms.partition_point(|atom| atom.span.start < previous.span.end);
        let counts = |dimension: Dimension| dimension == Dimension::Count;
        let listed = clause.start < told && told < reading.atom;
        let alike =
            previous.unit == quantity.unit || (listed && counts(previous.dimension) && counts(quantity.dimension));
        let from = if listed { told } else { clause.start };
        let verb = |atom: &Atom| atom.kind == AtomKind::Word(PartOfSpeech::Verb) || known.verb.intersects(atom.cues);
        alone && alike && !view.atoms[from..reading.atom].iter().any(verb)
    }

    /// 拥有量, 城镇居民人均可支配收入: whether a word names what there is at the end of a year, or comes to in each.
    pub(super) fn is_stock(&self, word: Span) -> bool {
        let word = word.of(self.document.text);
        let (cues, class) = (self.document.cues, self.document.known.stock);
        cues.words_of(class).any(|stock| word.ends_with(stock))
    }

    /// 生产总值跨上三千亿元台阶: whether the words between a name and its number say that it has come to so much.
    pub(super) fn climbs_to(&self, bound: Span) -> bool {
        let said = bound.of(self.document.text);
        let (cues, class) = (self.document.cues, self.document.known.stands);
        !said.is_empty() && cues.words_of(class).any(|word| word == said)
    }

    /// 截至2010年末，存款余额90亿元，五年增长1.2倍: so many years up to the one that the sentence tells of, which is over.
    pub(super) fn years_up_to(&self, view: &SentenceView, atom: usize, before: &When, years: i16) -> Option<When> {
        let (start, end) = before
            .days
            .filter(|days| years > 1 && self.is_past_or_now(Some(*days)))?;
        let told = matches!(before.sense, PeriodSense::AsOf | PeriodSense::During);
        let year = start.year() == end.year() && (end.month(), end.day()) == (12, 31);
        let AtomKind::Period(index) = view.atoms[atom].kind else {
            return None;
        };
        let during =
            matches!(&view.mentions[index].kind, MentionKind::Period(expr) if expr.sense == PeriodSense::During);
        let (first, _) = year_days((end.year() + 1).checked_sub(years)?)?;
        (told && year && during).then(|| When {
            days: Some((first, end)),
            ..before.clone()
        })
    }
}
