//! What is said to be aimed at: in answer to questions that ask what is to come, by papers that propose it, and in headlines.

use std::ops::Range;

use crate::extract::AtomKind;
use crate::model::{Mention, MentionKind, Span};

use crate::resolve::discourse::{Discourse, Stated, When};
use crate::resolve::times::standing::Standing;
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// A paragraph begins. A question ends what the one before has asked for; one that asks what is intended, and not what was done,
    /// says that what follows is planned.
    pub(in crate::resolve) fn asked(&mut self, paragraph: Span) {
        if !self.is_question(paragraph) {
            return;
        }
        if self.is_asked() {
            self.section.plans = None;
        }
        // The years that the one before told of are not those of this one.
        self.section.running_period = None;
        let (cues, known) = (self.document.cues, self.document.known);
        let said = paragraph.of(self.document.text);
        let says = |class| cues.words_of(class).any(|word| said.contains(word));
        if says(known.asks_ahead) && !says(known.asks_back) {
            self.plans_from(paragraph);
        }
    }

    /// Whether the section is what somebody answers who was asked what is to come.
    pub(in crate::resolve) fn is_asked(&self) -> bool {
        self.section.plans.is_some_and(|plans| self.is_question(plans))
    }

    /// 规划提出，到2020年数字经济占比达40%: of a name what stands behind the words that propose it and their time.
    pub(in crate::resolve) fn behind_proposal(&self, view: &SentenceView, range: Range<usize>) -> Range<usize> {
        let known = self.document.known;
        if !view.present.has(known.proposes) {
            return range;
        }
        let period = |at: usize| {
            view.atoms
                .get(at)
                .is_some_and(|atom| matches!(atom.kind, AtomKind::Period(_)))
        };
        let proposed = range
            .clone()
            .find(|at| view.atoms[*at].cues.has(known.proposes) && period(at + 1));
        match proposed.map(|at| at + 2) {
            Some(start) if start < range.end => start..range.end,
            _ => range,
        }
    }

    /// 某市：到2025年占比达50%以上, above a story of today: the year of an aim that a headline states is of nothing else.
    pub(in crate::resolve) fn is_aim_of_headline(&self, when: &Stated<When>, heading: &[Mention]) -> bool {
        let counts = |mention: &Mention| matches!(&mention.kind, MentionKind::Quantity(of) if of.unit.is_some());
        self.document.plan.is_none()
            && self.document.date.standing == Standing::Date
            && self.is_ahead(when.what.days)
            && heading.iter().any(counts)
    }

    /// Whether a paragraph is what somebody asks: 问：……？
    fn is_question(&self, paragraph: Span) -> bool {
        let said = paragraph.of(self.document.text).trim();
        let mut near = said.char_indices().take(ASKER + 1);
        let colon = near.find(|(_, c)| matches!(c, '：' | ':'));
        colon.is_some_and(|(at, _)| self.document.organisations.asks(said[..at].trim()))
    }
}

/// Characters of the name of who asks, at most.
const ASKER: usize = 16;
