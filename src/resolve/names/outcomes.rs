//! Outcomes: what came of a deed that the sentence counted before (开展检查300次，发现隐患500处). Alone such a name says nothing of what was
//! looked at, held or built; the deed is kept beside it, as what narrows it.

use crate::model::{Measure, OriginKind};

use crate::resolve::discourse::{Discourse, Resolved};

impl Discourse<'_> {
    /// Adds the deed that the sentence counted last to a fact that tells only what came of it. `facts` are those of the sentence so far.
    pub(in crate::resolve) fn put_deed(&self, facts: &[Resolved], resolved: &mut Resolved) {
        if resolved.is_narrowed() || resolved.measure == Measure::Rank {
            return;
        }
        let (text, things) = (self.document.text, self.document.things);
        let label = resolved.label.what.as_str();
        // 处罚金额500万元，增长20%: what is told of again is of the same deed.
        let again = facts.last().filter(|last| {
            let of_deed = || matches!(&last.qualifiers[..], [deed] if things.is_deed(deed));
            resolved.label.kind == OriginKind::Carried && last.label.what == label && of_deed()
        });
        if let Some(last) = again {
            resolved.qualifiers.clone_from(&last.qualifiers);
            return;
        }
        if !things.is_outcome(label) {
            return;
        }
        let Some(at) = resolved.label.span else { return };
        let start = at.start.min(resolved.span.start);
        let deed = facts
            .iter()
            .rev()
            .find(|fact| fact.span.end <= start && fact.measure != Measure::Rank && things.is_deed(&fact.label.what));
        let Some(deed) = deed else { return };
        let between = &text[deed.span.end..start];
        let name = deed.label.what.as_str();
        let fits = (DEED.0..=DEED.1).contains(&name.chars().count());
        if fits && between.contains('，') && !between.contains(ENDS) && !name.contains(label) {
            resolved.qualifiers.push(name.to_owned());
        }
    }
}

/// What ends the part of a sentence that tells of one deed.
const ENDS: [char; 5] = ['；', '。', '：', '！', '？'];

/// Characters of the name of a deed at least and at most.
const DEED: (usize, usize) = (3, 24);
