//! What has lasted, and for how long: 吞吐量连续15年居全球首位.

use crate::extract::{AtomKind, FactReading};
use crate::model::Dimension;

use crate::resolve::discourse::Discourse;
use crate::resolve::view::SentenceView;

/// Characters that may be said of what has lasted.
const SAID: usize = 20;

/// Words that what has lasted ends before: 在连续9年稳定在1.3万亿斤以上的基础上, 连续两年上升后回落.
const ENDS: [&str; 9] = ["的", "后", "之后", "以来", "时", "并", "并且", "且", "而"];

impl Discourse<'_> {
    /// What has lasted so long, as the words behind the number say: 居全球首位, 保持两位数增长. Between 连续 and the number of what
    /// is counted may stand its verb: 连续跨过3个万亿元大关. `None` where nothing is said, and where somebody does something for a
    /// few days, or to somebody's something: 将连续两天开展演练.
    pub(in crate::resolve) fn lasted(&self, view: &SentenceView, fact: &FactReading) -> Option<String> {
        let (text, known) = (self.document.text, self.document.known);
        let quantity = view.quantity(fact);
        let mut said = String::new();
        if quantity.dimension == Dimension::Count {
            let from = (0..fact.atom)
                .rev()
                .find(|at| view.atoms[*at].cues.has(known.lasting))?;
            let between = &text[view.atoms[from].span.end..view.mentions[fact.quantity].span.start];
            said.push_str(between.trim());
        }
        let clause = view.clause(fact.atom);
        let place = |at: usize| {
            let atom = view.atoms.get(at);
            atom.is_some_and(|atom| matches!(atom.kind, AtomKind::Area(_)) || atom.cues.has(known.scope))
        };
        let (mut states, mut broken) = (false, false);
        let mut at = fact.atom + 1;
        while at < clause.end {
            let atom = &view.atoms[at];
            let word = atom.span.of(text);
            match atom.kind {
                // 连续30星期（其中12星期在第一位）在榜上
                AtomKind::Open(Some(close)) => {
                    at = close + 1;
                    continue;
                }
                AtomKind::Enumeration if !(place(at - 1) && place(at + 1)) => break,
                AtomKind::Close(_) => break,
                AtomKind::Word(_) if ENDS.contains(&word) => {
                    broken = word == ENDS[0];
                    break;
                }
                AtomKind::Noise => {}
                _ if said.chars().count() + word.chars().count() > SAID => break,
                _ => said.extend(word.chars().filter(|c| !c.is_whitespace())),
            }
            states |= atom.quantity().is_some()
                || known.moves.intersects(atom.cues)
                || known.predicate.intersects(atom.cues)
                || atom.cues.has(known.stands)
                || atom.cues.has(known.reach);
            at += 1;
        }
        let short = self.is_counted_in(quantity, known.unit_brief);
        (!said.is_empty() && (states || !(short || broken))).then_some(said)
    }

    /// Of 吞吐量连续居全球首位, what that is said of: 吞吐量.
    pub(in crate::resolve) fn before_lasting<'l>(&self, label: &'l str) -> &'l str {
        let (cues, class) = (self.document.cues, self.document.known.lasting);
        if !cues.may_stand_in(label, class) {
            return label;
        }
        let words = cues.words_of(class);
        let at = words.filter_map(|word| label.rfind(word)).max();
        at.filter(|at| *at > 0).map_or(label, |at| &label[..at])
    }
}
