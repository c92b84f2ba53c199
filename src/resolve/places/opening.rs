//! What paragraphs open with, in a text that is about no one place: the towns of a prefecture in turn, each over several paragraphs.
//! 甲县1952年成立广播站。/ 1959年，安装喇叭2800只。

use super::area::settled;
use super::place_lines::is_prose;
use crate::model::{Mention, MentionKind, OriginKind, Span};
use crate::resolve::discourse::{Discourse, Stated, Where};
use crate::rules::is_alphanumeric;

impl Discourse<'_> {
    /// The place that a paragraph before opened with, where the text and its section are about none.
    pub(in crate::resolve) fn opened_before(&self) -> Option<Stated<Where>> {
        self.opening.clone().filter(|_| self.standing_place().is_none())
    }

    /// Keeps in mind the place that a paragraph opens with, for this one and for those behind it that name none. A text about one
    /// place, and the news, have other ways of saying whose what follows is.
    pub(in crate::resolve) fn note_opening(&mut self, mentions: &[Mention], sentence: Span) {
        if self.tells_news() || self.standing_place().is_some() || !is_prose(sentence.of(self.document.text)) {
            return;
        }
        let (text, gazetteer) = (self.document.text, self.document.gazetteer);
        let mut start = sentence.start;
        let opens = |from: usize, to: usize| !text[from..to].chars().any(is_alphanumeric);
        for mention in mentions.iter().filter(|mention| sentence.contains(mention.span)) {
            if mention.span.start < start || !opens(start, mention.span.start) {
                return;
            }
            // 1979年2月，甲县……
            if matches!(mention.kind, MentionKind::Period(_)) {
                start = mention.span.end;
                continue;
            }
            let named = settled(text, mention, mentions, gazetteer);
            let home = |id: u32| !gazetteer.is_foreign(id) && gazetteer.area(id).level.is_some();
            if let Some((id, span)) = named.filter(|(id, _)| gazetteer.parent(*id).is_some() && home(*id)) {
                let place = Where {
                    area: Some(id),
                    subject: None,
                };
                self.opening = Some(Stated::new(place, OriginKind::Carried, Some(span)));
                self.paragraph_place.clone_from(&self.opening);
            }
            return;
        }
    }
}
