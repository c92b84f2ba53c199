//! Whose a clause is that names no thing: whether it goes on about what was named before, or has a subject of its own.

use std::ops::Range;

use crate::extract::{Atom, AtomKind};
use crate::segment::PartOfSpeech;

use crate::resolve::discourse::Discourse;
use crate::resolve::names::label;
use crate::resolve::view::SentenceView;

/// Whose a clause is that names no thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::resolve) enum Stance {
    /// It begins with its verb, or with an attribute that says nothing of whose it is.
    GoesOn {
        /// Whether it begins with a verb.
        acts: bool,
    },
    /// It begins with a number.
    Counts,
    /// It says only when, where or how.
    Aside,
    /// It has a subject of its own.
    Own,
}

impl Discourse<'_> {
    /// Whose a clause is that names no thing at its head.
    pub(in crate::resolve) fn stance(&self, view: &SentenceView, clause: Range<usize>) -> Stance {
        let known = self.document.known;
        let counts = view.atoms[clause.clone()].iter().any(|atom| atom.quantity().is_some());
        let (mut has, mut can) = (false, false);
        let has_verb = |at: usize| {
            let next = view.atoms[..clause.end].get(at + 1);
            next.is_some_and(|next| next.kind == AtomKind::Word(PartOfSpeech::Verb))
        };
        // 并网发电后，……
        let last = view.atoms[clause.end - 1].span.of(self.document.text);
        if !counts && last.ends_with(['后', '时', '中', '里', '前', '来']) {
            return Stance::Aside;
        }
        // 收案3000件，结案2800件
        if self.is_counted_alike(view, clause.clone()) {
            return Stance::GoesOn { acts: false };
        }
        for at in clause.clone() {
            let atom = &view.atoms[at];
            match atom.kind {
                AtomKind::Period(_) | AtomKind::Noise | AtomKind::Quote | AtomKind::Open(_) | AtomKind::Close(_) => {}
                AtomKind::Quantity(_) => {
                    return if has {
                        Stance::GoesOn { acts: true }
                    } else {
                        Stance::Counts
                    };
                }
                // 每年可节约标煤140万吨
                AtomKind::Word(_) if is_each_time(atom.span.of(self.document.text)) => {}
                // 每日最多开行38列
                AtomKind::Word(_) if atom.cues.has(known.most) && has_verb(at) => {}
                // 投运后年发电量45亿千瓦时
                AtomKind::Word(_) if atom.cues.has(known.once) => {}
                AtomKind::Word(_) if known.lead.intersects(atom.cues) || atom.cues.has(known.filler) => {
                    if atom.cues.has(known.at) && !counts {
                        return Stance::Aside;
                    }
                    can |= atom.cues.has(known.can);
                    has |= atom.cues.has(known.stands) || atom.cues.has(known.reach) || atom.cues.has(known.part);
                }
                AtomKind::Word(part) => {
                    if self.is_bare(view, at, clause.end) {
                        return Stance::GoesOn { acts: false };
                    }
                    // 可提供, 可满足 are one word.
                    // 可节约标煤140万吨, whatever part of speech that is.
                    let acts = can
                        || part == PartOfSpeech::Verb
                        || known.verb.intersects(atom.cues)
                        || atom.cues.has(known.can);
                    let named = atom.cues.has(known.measure) || atom.cues.has(known.dependent);
                    return if has || (acts && !named) {
                        Stance::GoesOn { acts: true }
                    } else {
                        Stance::Own
                    };
                }
                _ => return Stance::Own,
            }
        }
        Stance::Aside
    }

    /// Whether a clause is one word and a number of the unit in which the clause before counts.
    fn is_counted_alike(&self, view: &SentenceView, clause: Range<usize>) -> bool {
        let unit = |at: usize| {
            let index = view.atoms[at].quantity()?;
            view.quantity_at(view.mentions[index].span)?.unit.as_deref()
        };
        let [word, _] = view.atoms[clause.clone()] else {
            return false;
        };
        let Some(before) = clause.start.checked_sub(2) else {
            return false;
        };
        let own = unit(clause.end - 1);
        matches!(word.kind, AtomKind::Word(_)) && own.is_some() && unit(before) == own
    }

    /// Whether the words from `at` up to a number or a verb are an attribute that says nothing of whose it is.
    fn is_bare(&self, view: &SentenceView, at: usize, end: usize) -> bool {
        let known = self.document.known;
        let goes_on = |atom: &Atom| {
            let word = matches!(atom.kind, AtomKind::Word(part) if part != PartOfSpeech::Verb || atom.cues.has(known.measure) || atom.cues.has(known.dependent));
            word && !known.trail.intersects(atom.cues) && !atom.cues.has(known.reach)
        };
        let words = view.atoms[at..end].iter().take_while(|atom| goes_on(atom)).count();
        // 设计|时速: its first word may be a verb, too.
        let words = if words == 0 {
            1 + view.atoms[at + 1..end].iter().take_while(|atom| goes_on(atom)).count()
        } else {
            words
        };
        let range = at..(at + words).min(end);
        let dependent = view.atoms[range.clone()]
            .iter()
            .all(|atom| atom.cues.has(known.dependent));
        let written = label::span(view.atoms, &range).of(self.document.text);
        let short = written.chars().count() <= ATTRIBUTE;
        let next = view.atoms.get(range.end);
        // 全长5公里的大桥: of what stands behind it.
        let number = (range.end..end).find(|at| view.atoms[*at].quantity().is_some());
        let of = number
            .and_then(|at| view.atoms.get(at + 1))
            .is_some_and(|next| next.span.of(self.document.text) == "的");
        let counted = !of
            && next.is_some_and(|next| {
                next.quantity().is_some() || known.trail.intersects(next.cues) || next.cues.has(known.reach)
            });
        counted && short && (dependent || self.document.things.is_attribute(written))
    }
}

/// 每年, 每天: how often it comes about.
fn is_each_time(word: &str) -> bool {
    word.strip_prefix('每').is_some_and(|time| EACH.contains(&time))
}

/// What may stand behind 每 to say so.
const EACH: [&str; 7] = ["年", "月", "周", "天", "日", "小时", "分钟"];

/// Characters of a bare attribute at most.
pub(in crate::resolve) const ATTRIBUTE: usize = 7;
