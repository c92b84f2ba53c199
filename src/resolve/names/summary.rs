//! Short sentences that sum up what the next one gives the figures of: 经营主体稳中培优。总量达820万户.

use crate::model::Span;
use crate::rules::is_hanzi;

use crate::resolve::discourse::Discourse;

/// Characters of what is said of it.
const SAID: usize = 4;
/// Characters of what it is said of.
const NAME: std::ops::RangeInclusive<usize> = 4..=8;

impl Discourse<'_> {
    /// Keeps in mind of what a sentence without numbers speaks that is nothing but a name and four characters about it.
    pub(in crate::resolve) fn note_summary(&mut self, sentence: Span) {
        self.summary = None;
        let text = self.document.text;
        if !sentence.of(text).ends_with('。') {
            return;
        }
        let words = sentence.of(text).trim_end_matches('。');
        let count = words.chars().take(NAME.end() + SAID + 1).count();
        let Some(name) = count.checked_sub(SAID).filter(|name| NAME.contains(name)) else {
            return;
        };
        if !words.chars().all(is_hanzi) {
            return;
        }
        let length = words.chars().take(name).map(char::len_utf8).sum::<usize>();
        let (cues, known) = (self.document.cues, self.document.known);
        // 投资结构|持续优化: of no size that the next sentence gives.
        let aspect = cues.ending(&words[..length], |classes| {
            classes.has(known.dependent) || classes.has(known.aspect)
        });
        if aspect.is_none() {
            self.summary = Some(Span::new(sentence.start, sentence.start + length));
        }
    }

    /// Takes what the sentence right before speaks of for what this one is about.
    pub(in crate::resolve) fn take_summary(&mut self, sentence: Span) {
        let text = self.document.text;
        let Some(name) = self.summary.take() else { return };
        let between = &text[name.end..sentence.start.max(name.end)];
        if between.trim_end().chars().count() == SAID + 1 && !between.contains('\n') {
            self.topic = Some((name.of(text).to_owned(), name));
            self.topic_is_size = false;
        }
    }
}
