//! Shares: whose they are, and of what.

use std::ops::Range;

use crate::extract::{AtomKind, FactReading, LabelPiece};

use crate::resolve::discourse::Discourse;
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// 总量占全市: whose total it is that has the share was said before.
    pub(in crate::resolve) fn has_share(&self, view: &SentenceView, range: &Range<usize>) -> bool {
        let known = self.document.known;
        let next = range.clone().nth(1).map(|next| view.atoms[next].cues);
        view.atoms[range.start].cues.has(known.dependent) && next.is_some_and(|cues| cues.has(known.continues))
    }

    /// Where the phrase 在北方地区占比, 在长三角占比 begins, if a name is one.
    pub(in crate::resolve) fn share_somewhere(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        range: &Range<usize>,
    ) -> Option<usize> {
        let known = self.document.known;
        let share = range.end <= fact.atom && view.atoms[range.end - 1].cues.has(known.share);
        let before = range.start.checked_sub(1).filter(|_| share)?;
        let area = matches!(view.atoms[before].kind, AtomKind::Area(_));
        let words = range.end - range.start + usize::from(area);
        let from = if area { before.checked_sub(1)? } else { before };
        // 在全社会消费品零售总额中的占比
        let within = || {
            let inside = &view.atoms[range.clone()];
            view.atoms[before].span.of(self.document.text) == "在"
                && inside.iter().any(|atom| atom.cues.has(known.among))
        };
        if !area && within() {
            return Some(before);
        }
        (words == 2 && view.atoms[from].cues.has(known.at)).then_some(from)
    }

    /// Of 经济总量占全国比重 what has the share: 经济总量.
    pub(in crate::resolve) fn before_share<'l>(&self, label: &'l str) -> &'l str {
        let (cues, known) = (self.document.cues, self.document.known);
        // 研究与试验发展经费: 与 joins words of the name.
        let shares = |rest: &str| {
            let mut words = cues.words_of(known.share);
            words.any(|word| rest.starts_with(word) && cues.of(word).has(known.continues))
        };
        let mut places = label.char_indices().map(|(at, _)| at);
        let at = places.find(|at| cues.may_begin(&label[*at..], known.share) && shares(&label[*at..]));
        at.filter(|at| *at > 0).map_or(label, |at| &label[..at])
    }

    /// 甲产业产值占工业总产值的比重达53.6%，占全市41.2%: what has the second share is what has the first.
    pub(in crate::resolve) fn sharer<'l>(&self, fact: &FactReading, label: &'l str) -> &'l str {
        let (cues, known) = (self.document.cues, self.document.known);
        let asks = fact
            .label
            .iter()
            .any(|piece| matches!(piece, LabelPiece::Literal(words) if cues.ending_of(words, known.share).is_some()));
        if !asks || cues.ending_of(label, known.share).is_none() {
            return label;
        }
        let sharer = self.before_share(label);
        if sharer.len() < label.len() { sharer } else { label }
    }
}
