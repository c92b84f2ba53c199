//! What the news tell in passing and nobody tabulates: of what size one machine is, how far off something lies, how many
//! measures a paper announces.

use rust_decimal::Decimal;

use crate::extract::{Atom, AtomKind, FactReading, LabelPiece};
use crate::model::Dimension;
use crate::rules::MeasureRule;
use crate::segment::PartOfSpeech;

use crate::resolve::discourse::Discourse;
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// 500米口径望远镜, 300马力拖拉机: of what size one thing is; in the news also 距离省城30公里.
    pub(in crate::resolve) fn is_size_of_one(&self, view: &SentenceView, fact: &FactReading) -> bool {
        let sizes = matches!(
            view.quantity(fact).dimension,
            Dimension::Length | Dimension::Mass | Dimension::Energy | Dimension::Volume
        );
        if !sizes || fact.measure != MeasureRule::Level {
            return false;
        }
        let known = self.document.known;
        let size = |atom: &Atom| atom.cues.has(known.size_of_one);
        let behind = self.named_behind(view, fact);
        behind.first().is_some_and(size)
            || (self.document.date.of_a_day && (self.is_machine(behind) || self.is_distance(view, fact)))
    }

    /// The words behind a number that name what it is of.
    fn named_behind<'v>(&self, view: &'v SentenceView, fact: &FactReading) -> &'v [Atom] {
        match fact.label.last() {
            Some(LabelPiece::Phrase(range)) if range.start > fact.atom => &view.atoms[range.clone()],
            _ => &[],
        }
    }

    /// 首台F级重型燃气轮机下线: whether one thing of a kind that is told by its size is named, before what became of it.
    fn is_machine(&self, behind: &[Atom]) -> bool {
        let (text, cues, known) = (self.document.text, self.document.cues, self.document.known);
        let name = &behind[..behind.len().min(NAME)];
        let Some((first, last)) = name.first().zip(name.last()) else {
            return false;
        };
        // 成品油|轮: the word may be cut in two.
        let words = &text[first.span.start..last.span.end];
        cues.may_stand_in(words, known.machine) && cues.words_of(known.machine).any(|word| words.contains(word))
    }

    /// 距离省城30公里, 省城以东30公里: how far off something is. 缩短距离30公里 is none.
    fn is_distance(&self, view: &SentenceView, fact: &FactReading) -> bool {
        let known = self.document.known;
        if view.quantity(fact).dimension != Dimension::Length {
            return false;
        }
        let clause = view.clause(fact.atom);
        let far = |at: usize| view.atoms[at].cues.has(known.far);
        let from = |at: usize| {
            let next = view.atoms.get(at + 1);
            let place = |next: &Atom| {
                matches!(
                    next.kind,
                    AtomKind::Area(_) | AtomKind::Organisation(_) | AtomKind::Word(PartOfSpeech::Noun)
                )
            };
            far(at) && next.is_some_and(place)
        };
        (clause.start..fact.atom).any(from)
            || view.atoms[clause.start..fact.atom]
                .last()
                .is_some_and(|atom| atom.cues.has(known.bearing))
    }

    /// 出台21条举措, 提出4点建议: of how many points a paper or a speech of which the news tell is made.
    pub(in crate::resolve) fn are_points_of_a_paper(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        label: &str,
    ) -> bool {
        let (cues, known) = (self.document.cues, self.document.known);
        let quantity = view.quantity(fact);
        let point = matches!(quantity.unit.as_deref(), Some("条" | "项" | "点" | "个" | "大"));
        // 20个省份制定了配套措施 are no measures.
        let others = self
            .named_behind(view, fact)
            .first()
            .is_some_and(|atom| atom.cues.has(known.vague));
        let told = self.document.date.of_a_day && fact.measure == MeasureRule::Level && point && !others;
        told && quantity.value < Decimal::from(POINTS)
            && cues.may_stand_in(label, known.point)
            && cues.words_of(known.point).any(|word| label.contains(word))
    }
}

/// Words that name one thing, before what became of it.
const NAME: usize = 5;

/// A paper has fewer points than this; of more, several papers are made.
const POINTS: u32 = 200;
