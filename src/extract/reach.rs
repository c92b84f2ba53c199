//! A sentence to match in, and how far its phrases reach: to the edge of a clause or a number, over fillers, and over the
//! members of a list, which marks and words join.

use std::ops::Range;

use crate::model::{Dimension, Mention, MentionKind, Quantity};
use crate::rules::{Fused, WellKnown};

use super::atoms::{Atom, AtomKind};
use super::contents::Contents;

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
    /// What is known of the sentence's phrases.
    pub contents: &'a Contents,
}

/// Atoms that a phrase can be long. A label has at most 45 characters; what is longer names nothing, and without a bound a
/// clause without end would cost the square of its length.
const REACH: usize = 200;

impl Matcher<'_> {
    /// Whether 的 and a number meet at the end of a phrase that tells no share (占…的70%), and does not say which things are counted.
    pub(super) fn belongs(&self, phrase: Range<usize>) -> bool {
        let atoms = &self.atoms[phrase.clone()];
        atoms.last().is_some_and(|atom| atom.span.of(self.text) == "的")
            && self.atoms.get(phrase.end).is_some_and(|atom| atom.quantity().is_some())
            && !atoms.iter().any(|atom| atom.cues.has(self.known.continues))
            && !self.says_which(&phrase)
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

    /// A phrase behind a list of places without the count that sums them up: 两县的高企数 → 高企数.
    pub(super) fn behind_count_of_places(&self, phrase: Range<usize>) -> Range<usize> {
        let ends = (phrase.start + 1..phrase.end).take(COUNT_OF_PLACES);
        let Some(end) = ends.rev().find(|end| self.sums_places(phrase.start..*end)) else {
            return phrase;
        };
        let of = self.atoms[end].span.of(self.text) == "的" && end + 1 < phrase.end;
        let rest = end + usize::from(of)..phrase.end;
        // 两市增速: of what was told of before.
        let known = self.known;
        let cues = self.atoms[rest.start].cues;
        let bare = rest.len() == 1 && (cues.has(known.growth) || cues.has(known.fall) || cues.has(known.dependent));
        if bare { phrase } else { rest }
    }

    /// Whether these words only sum up the places before them: 两县, 三个镇.
    pub(super) fn sums_places(&self, words: Range<usize>) -> bool {
        if words.is_empty() || words.len() > COUNT_OF_PLACES {
            return false;
        }
        let words: String = self.atoms[words].iter().map(|atom| atom.span.of(self.text)).collect();
        let kind = words.strip_prefix(|c| "两二三四五六七八九十".contains(c));
        let kind = kind.map(|kind| kind.trim_start_matches('个'));
        matches!(
            kind,
            Some("省" | "市" | "州" | "县" | "区" | "旗" | "镇" | "乡" | "街道" | "乡镇" | "地")
        )
    }

    #[inline]
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

    /// The number that stands at an atom, if one does.
    pub(super) fn amount(&self, at: usize) -> Option<&Quantity> {
        match &self.mentions[self.atoms.get(at)?.quantity()?].kind {
            MentionKind::Quantity(quantity) => Some(quantity),
            _ => None,
        }
    }

    /// Whether the number at an atom is of one of these dimensions.
    pub(super) fn is_of(&self, at: usize, dimensions: &[Dimension]) -> bool {
        self.amount(at)
            .is_some_and(|amount| dimensions.contains(&amount.dimension))
    }

    /// Whether a number is nothing but its figures: 1570, 410073.
    pub(super) fn is_figures(&self, number: usize) -> bool {
        let Some(mention) = self.atoms[number].quantity().map(|index| &self.mentions[index]) else {
            return false;
        };
        let bare = matches!(&mention.kind, MentionKind::Quantity(quantity) if quantity.dimension == Dimension::None);
        let figures = |c: char| c.is_ascii_digit() || ".-,".contains(c);
        bare && mention.span.of(self.text).chars().all(figures)
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
        // 医药制造业、航空、航天器及设备制造业: a name of an industry ends in 业, whatever parts it.
        let industry = |member: &Range<usize>| self.atoms[member.end - 1].span.of(self.text).ends_with('业');
        let mut groups = Vec::new();
        let mut start = first.start;
        for (member, joint) in members.iter().zip(&joints) {
            if industry(member) {
                groups.push(start..joint.start);
                start = joint.end;
            }
        }
        groups.push(start..last.end);
        (groups.len() == wanted && wanted > 1).then_some(groups)
    }
}

/// So many words at most sum up a list of places.
const COUNT_OF_PLACES: usize = 3;
