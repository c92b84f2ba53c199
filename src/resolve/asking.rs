//! Questions of an interview or a press conference that ask what is to come: what is answered to them is planned.

use crate::model::Span;

use super::discourse::Discourse;

impl Discourse<'_> {
    /// A paragraph begins. A question ends what the one before has asked for; one that asks what is intended, and not what was done,
    /// says that what follows is planned.
    pub(super) fn asked(&mut self, paragraph: Span) {
        if !self.is_question(paragraph) {
            return;
        }
        if self.section.plans.is_some_and(|plans| self.is_question(plans)) {
            self.section.plans = None;
        }
        let (cues, known) = (self.document.cues, self.document.known);
        let said = paragraph.of(self.document.text);
        let says = |class| cues.words_of(class).any(|word| said.contains(word));
        if says(known.asks_ahead) && !says(known.asks_back) {
            self.plans_from(paragraph);
        }
    }

    /// Whether a paragraph is what somebody asks: 问：……？
    fn is_question(&self, paragraph: Span) -> bool {
        let said = paragraph.of(self.document.text).trim();
        let Some((who, _)) = said.split_once(['：', ':']) else {
            return false;
        };
        who.chars().count() <= ASKER && self.document.organisations.asks(who.trim())
    }
}

/// Characters of the name of who asks, at most.
const ASKER: usize = 16;
