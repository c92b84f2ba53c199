//! Wholes: of what those told of behind 其中 and in brackets are the parts, and where the parts end.

use crate::extract::{AtomKind, FactReading, LabelPiece};
use crate::model::{Dimension, OriginKind};
use crate::rules::MeasureRule;

use crate::resolve::discourse::{Discourse, Named, Resolved, Stated, Whole};
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// The whole of which a fact behind 其中 is a part: what was named before 其中.
    pub(in crate::resolve) fn whole(
        &mut self,
        view: &SentenceView,
        reading: &FactReading,
        label: &Stated<String>,
        previous: Option<&Resolved>,
    ) -> Option<String> {
        if let Some(whole) = self.bracketed_whole(view, reading) {
            return Some(whole);
        }
        if !view.present.has(self.document.known.part) {
            return None;
        }
        let part = view.atoms[..reading.atom]
            .iter()
            .rposition(|atom| atom.cues.has(self.document.known.part))?;
        let at = view.atoms[part].span.start;
        let first = view.atoms[part..reading.atom]
            .iter()
            .all(|atom| atom.quantity().is_none());
        if first {
            // 仪器共享不断扩大，其中民营企业使用占一半: the clause before 其中 names the whole without a number.
            let names_whole = |words: &String| words.chars().count() >= FEWEST && !words.contains('、');
            let between = self
                .clause_between(view, part)
                .map(|(words, _)| words)
                .filter(names_whole);
            // 签约项目62个、开工率达86%，其中亿元以上项目28个: parts are counted as their whole is.
            let counted = previous.is_some_and(|previous| previous.unit != view.quantity(reading).unit);
            let alike = (counted && view.quantity(reading).dimension == Dimension::Count)
                .then(|| self.counted_alike(view, reading))
                .flatten();
            let named = between
                .or(alike)
                .or_else(|| previous.map(|previous| previous.label.what.clone()));
            let named = named.or_else(|| self.labels.last().map(|named| named.label.clone()));
            self.whole = named.map(|named| Whole {
                at,
                named,
                of: previous.and_then(|previous| previous.unit.clone()),
                unit: view.quantity(reading).unit.clone(),
                first: label.what.clone(),
                measure: reading.measure,
            });
        }
        // What an earlier 其中 was of says nothing of this one.
        let whole = self.whole.as_ref().filter(|whole| whole.at == at)?;
        if !first && self.stands_beside(view, reading, label, part, whole) {
            self.whole = None;
            return None;
        }
        // 其中，汽车等行业分别增长20%、10%，形成了8个产业集群: behind a semicolon or with a verb of its own, what is counted in
        // another unit is no part of it.
        let level = reading.measure == MeasureRule::Level && view.quantity(reading).dimension != Dimension::Ratio;
        let clause = view.clause(reading.atom);
        let apart = || {
            let own = view.atoms[part..reading.atom]
                .iter()
                .any(|atom| atom.kind == AtomKind::Break('；'));
            own || (clause.start > part && view.continues(reading.atom, self.document.known))
        };
        let other = level && !first && view.quantity(reading).unit != whole.unit && apart();
        if other {
            return None;
        }
        // 进出口占全国进出口总值的比重提高，其中对某地进出口增长30%: what grows is a part of the 进出口, not of their share.
        let share = reading.measure == MeasureRule::Level && view.quantity(reading).dimension == Dimension::Ratio;
        let named = whole.named.as_str();
        Some(if share { named } else { self.before_share(named) }.to_owned())
    }

    /// 生产总值增长5%，其中工业增加值增长6%，地方财政收入达到300亿元: what is told of behind the parts, in a clause of its own and with a name of
    /// its own, is no part any more, nor is what follows it. Another part is measured as the first one was, and called like it
    /// unless its name is of no size. A sentence that begins with 其中 tells of nothing but parts.
    fn stands_beside(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        label: &Stated<String>,
        part: usize,
        whole: &Whole,
    ) -> bool {
        let known = self.document.known;
        let opens = view.heads(part, known) && view.clause(part).start == 0;
        if opens || label.kind != OriginKind::Said || view.clause(reading.atom).start <= part {
            return false;
        }
        // 增速居第2位: of the part.
        if let [LabelPiece::Phrase(range), ..] = &reading.label[..]
            && view.atoms[range.start].cues.has(known.dependent)
        {
            return false;
        }
        let quantity = view.quantity(reading);
        // 三地占全省近五成: of the whole.
        let (cues, name) = (self.document.cues, label.what.as_str());
        let shared = quantity.dimension == Dimension::Ratio && reading.measure == MeasureRule::Level;
        if shared && cues.ending_of(name, known.share).is_none() && self.before_share(name) != name {
            return false;
        }
        // 企业500家，其中内资企业占九成，外资企业有35家
        let as_whole = quantity.unit.is_some() && quantity.unit == whole.of && reading.measure == MeasureRule::Level;
        if (reading.measure != whole.measure || quantity.unit != whole.unit) && !as_whole {
            return true;
        }
        let last = |name: &str| name.chars().next_back();
        self.named_measure(&label.what).is_some()
            && last(&label.what) != last(&whole.first)
            && self.document.fused.sibling(&whole.first, &label.what).is_none()
    }

    /// The name in the sentence of what was counted last in the same unit.
    fn counted_alike(&self, view: &SentenceView, reading: &FactReading) -> Option<String> {
        let unit = &view.quantity(reading).unit;
        let same = |named: &&Named| {
            view.quantity_at(named.number)
                .is_some_and(|number| number.unit == *unit)
        };
        let named = self.labels.iter().rev().find(same);
        unit.as_ref().and(named).map(|named| named.label.clone())
    }

    /// 65项（国家级9项、省级21项）: numbers in brackets with the unit of the one before are its parts.
    fn bracketed_whole(&self, view: &SentenceView, reading: &FactReading) -> Option<String> {
        // 个体户（230人）、企业主（120人）: the name stands before the bracket, and none is a part of the one before.
        let named = |piece: &LabelPiece| match piece {
            LabelPiece::Phrase(range) => {
                let next = view.atoms.get(range.end).filter(|_| range.end <= reading.atom);
                next.is_some_and(|next| matches!(next.kind, AtomKind::Open(_)))
            }
            _ => false,
        };
        if reading.label.iter().any(named) {
            return None;
        }
        let named = self.named_before_bracket(view, reading)?;
        let whole = view.quantity_at(named.number)?;
        let same = whole.unit.is_some() && whole.unit == view.quantity(reading).unit;
        same.then(|| named.label.clone())
    }
}

/// A subject of fewer characters is too vague for the whole that 其中 is of.
const FEWEST: usize = 4;
