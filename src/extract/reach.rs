//! How far phrases reach, and what of them is a label: where a clause ends, what joins the members of a list, which words
//! stand at a phrase's edges without belonging to it.

use std::ops::Range;

use crate::model::Mention;
use crate::rules::{CueSet, Fused, WellKnown};

use super::atoms::{Atom, AtomKind};

/// A sentence to match in.
#[derive(Clone, Copy)]
pub struct Matcher<'a> {
    /// The repaired text.
    pub text: &'a str,
    /// Its atoms.
    pub atoms: &'a [Atom],
    /// The sentence's mentions.
    pub mentions: &'a [Mention],
    /// Cue classes that the engine itself asks for.
    pub known: &'a WellKnown,
    /// Words that name several things at once.
    pub fused: &'a Fused,
}

/// Atoms that a phrase can be long. A label has at most 45 characters; what is longer names nothing, and without a bound a
/// clause without end would cost the square of its length.
const REACH: usize = 200;

impl Matcher<'_> {
    /// Whether 的 and a number meet at the end of a phrase that tells no share (占…的70%).
    pub(super) fn belongs(&self, phrase: Range<usize>) -> bool {
        let atoms = &self.atoms[phrase.clone()];
        atoms.last().is_some_and(|atom| atom.span.of(self.text) == "的")
            && self.atoms.get(phrase.end).is_some_and(|atom| atom.quantity().is_some())
            && !atoms.iter().any(|atom| atom.cues.has(self.known.continues))
    }

    /// The names that a phrase with a fused word stands for.
    pub fn fused_parts(&self, content: Range<usize>) -> Vec<String> {
        let words: String = self.atoms[content]
            .iter()
            .filter(|atom| !matches!(atom.kind, AtomKind::Period(_) | AtomKind::Noise | AtomKind::Quote))
            .map(|atom| atom.span.of(self.text))
            .collect();
        self.fused.parts(&words).collect()
    }

    pub(super) fn joins(&self, atom: &Atom) -> bool {
        atom.kind == AtomKind::Enumeration || atom.cues.has(self.known.and)
    }

    /// The position itself, and those behind fillers (已, 均, 也): words that may stand between any two items.
    pub(super) fn past_fillers_backward(&self, end: usize) -> impl Iterator<Item = usize> + '_ {
        (0..=2).map_while(move |skipped| {
            let at = end.checked_sub(skipped)?;
            let all = self.atoms[at..end]
                .iter()
                .all(|atom| atom.cues.has(self.known.filler) || atom.kind == AtomKind::Quote);
            (all && at > 0).then_some(at)
        })
    }

    pub(super) fn past_fillers_forward(&self, start: usize) -> impl Iterator<Item = usize> + '_ {
        (0..=2).map_while(move |skipped| {
            let at = start + skipped;
            if at >= self.atoms.len() {
                return None;
            }
            let all = self.atoms[start..at]
                .iter()
                .all(|atom| atom.cues.has(self.known.filler) || atom.kind == AtomKind::Quote);
            all.then_some(at)
        })
    }

    /// How far left a phrase that ends before `end` can reach: to the clause's edge or a number.
    pub(super) fn floor(&self, end: usize) -> usize {
        let mut at = end;
        while at > 0 && end - at < REACH {
            match self.atoms[at - 1].kind {
                AtomKind::Break(_) | AtomKind::Quantity(_) | AtomKind::Open(_) => break,
                AtomKind::Close(Some(open)) => {
                    if self.atoms[open..at].iter().any(|atom| atom.quantity().is_some()) {
                        break;
                    }
                    at = open;
                }
                _ => at -= 1,
            }
        }
        at
    }

    /// How far right a phrase that starts at `start` can reach.
    pub(super) fn ceiling(&self, start: usize) -> usize {
        let mut at = start;
        while at < self.atoms.len() && at - start < REACH {
            match self.atoms[at].kind {
                AtomKind::Break(_) | AtomKind::Quantity(_) | AtomKind::Close(_) => break,
                AtomKind::Open(Some(close)) => {
                    if self.atoms[at..close].iter().any(|atom| atom.quantity().is_some()) {
                        break;
                    }
                    at = close + 1;
                }
                AtomKind::Open(None) => break,
                _ => at += 1,
            }
        }
        at
    }

    /// The members of a list: what stands between 、 和 及 outside of brackets.
    pub(super) fn members(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut members = Vec::new();
        let mut start = range.start;
        let mut at = range.start;
        while at < range.end {
            match self.atoms[at].kind {
                AtomKind::Open(Some(close)) if close < range.end => at = close,
                _ if self.joins(&self.atoms[at]) => {
                    if self.content(start..at).is_some() {
                        members.push(start..at);
                    }
                    start = at + 1;
                }
                _ => {}
            }
            at += 1;
        }
        if self.content(start..range.end).is_some() {
            members.push(start..range.end);
        }
        members
    }

    /// The members of a list taken together until there are as many as wanted: in 船舶和海洋工程装备、工程机械、电动机及发电机分别
    /// with three numbers, only 、 parts them; in 甲、乙和丙及丁 with three, also the last 和 or 及.
    pub fn regrouped(&self, members: &[Range<usize>], wanted: usize) -> Option<Vec<Range<usize>>> {
        let (first, last) = members.first().zip(members.last())?;
        // The parts of one fused word stand in one place.
        if first == last {
            return None;
        }
        let joint = |pair: &[Range<usize>]| pair[0].end..pair[1].start;
        let listed = |joint: &Range<usize>| {
            self.atoms[joint.clone()]
                .iter()
                .any(|atom| atom.kind == AtomKind::Enumeration)
        };
        let joints: Vec<Range<usize>> = members.windows(2).map(joint).collect();
        let last_and = joints.iter().rposition(|joint| !listed(joint));
        for with_last in [false, true] {
            let mut groups = Vec::new();
            let mut start = first.start;
            for (index, joint) in joints.iter().enumerate() {
                if listed(joint) || (with_last && Some(index) == last_and) {
                    groups.push(start..joint.start);
                    start = joint.end;
                }
            }
            groups.push(start..last.end);
            if groups.len() == wanted && wanted > 1 {
                return Some(groups);
            }
        }
        None
    }

    /// The phrase without what does not belong to a label at its edges (periods, places in front, 其中, 已, 为);
    /// `None` where nothing is left.
    pub fn content(&self, range: Range<usize>) -> Option<Range<usize>> {
        let Range { mut start, mut end } = range.clone();
        let edge = |atom: &Atom, class: CueSet| match atom.kind {
            AtomKind::Period(_) | AtomKind::Noise | AtomKind::Enumeration | AtomKind::Break(_) => true,
            AtomKind::Word(_) => class.intersects(atom.cues),
            _ => false,
        };
        // A place in front is the fact's place; in 嘉兴市级 it is a word of the label.
        let is_place = |at: usize| {
            matches!(self.atoms[at].kind, AtomKind::Area(_))
                && !self
                    .atoms
                    .get(at + 1)
                    .is_some_and(|next| next.span.of(self.text).starts_with('级'))
        };
        // 与地区生产总值之比 names a share of what was named before.
        let shares = |start: usize| {
            self.atoms[start].cues.has(self.known.continues) && self.atoms[end - 1].cues.has(self.known.share)
        };
        // 对美出口, 对经济增长的贡献率: of a size, 对 says which.
        let sizes = |start: usize| {
            let size = |atom: &Atom| atom.cues.has(self.known.measure) || atom.cues.has(self.known.dependent);
            self.atoms[start].cues.has(self.known.towards) && self.atoms[start + 1..end].iter().any(size)
        };
        let goes_on = |start: usize| shares(start) || sizes(start);
        while start < end && (edge(&self.atoms[start], self.known.lead) || is_place(start)) && !goes_on(start) {
            // 比建交时增长: what follows is what it is compared with, and names nothing.
            let against = self.atoms[start].cues.has(self.known.against)
                && !matches!(
                    self.atoms.get(start + 1).map(|next| next.kind),
                    Some(AtomKind::Period(_))
                );
            if against {
                return None;
            }
            start += 1;
        }
        // 比 before 上年 begins the comparison: 增速比上年回落.
        let compares = |at: usize| {
            self.atoms[at].cues.has(self.known.versus)
                && self
                    .atoms
                    .get(at + 1)
                    .is_some_and(|next| matches!(next.kind, AtomKind::Period(_) | AtomKind::Area(_)))
        };
        while start < end && (edge(&self.atoms[end - 1], self.known.trail) || compares(end - 1)) {
            end -= 1;
        }
        // 在各省区市中排名第21位: among what, not what.
        let among = self.atoms[end..range.end]
            .iter()
            .any(|atom| atom.cues.has(self.known.among));
        if among && self.atoms[range.start].cues.has(self.known.at) {
            return None;
        }
        // （注：《统计年鉴》）: what stands in brackets from end to end is said in passing.
        if start < end && matches!(self.atoms[start].kind, AtomKind::Open(Some(close)) if close + 1 == end) {
            return None;
        }
        // What begins with a verb of comparison or order (居全省, 高于全国) says something of a name, and is none.
        let edges = self.atoms[start..end].first().zip(self.atoms[start..end].last());
        if edges.is_some_and(|(first, last)| {
            let shares = first.cues.has(self.known.continues) && last.cues.has(self.known.share);
            (self.known.predicate.intersects(first.cues) && !shares) || self.known.compares.intersects(last.cues)
        }) {
            return None;
        }
        let says = self.atoms[start..end].iter().any(|atom| match atom.kind {
            AtomKind::Word(_) => !self.known.empty.intersects(atom.cues),
            AtomKind::Organisation(_) | AtomKind::Name => true,
            _ => false,
        });
        says.then_some(start..end)
    }
}
