//! Phrases that begin right behind a number: what of them is of the next number, and where what grows on a surface ends.

use std::ops::Range;

use super::atoms::AtomKind;
use super::reach::Matcher;
use crate::model::{Dimension, MentionKind};
use crate::segment::PartOfSpeech;

impl Matcher<'_> {
    /// Whether a place stands before `end`, and a bracket opens there, which tells something of that place.
    pub(super) fn is_place_of_bracket(&self, end: usize) -> bool {
        let opens = self
            .atoms
            .get(end)
            .is_some_and(|atom| matches!(atom.kind, AtomKind::Open(_)));
        opens && matches!(self.atoms[end - 1].kind, AtomKind::Area(_))
    }

    /// Whether a list goes on at an atom with another thing: at what joins it, or at a bracket that only says something of the
    /// number before (火灾12起（均为一般火灾）、伤3人).
    pub(super) fn lists_on(&self, at: usize) -> bool {
        let noted = |at: usize| match self.atoms[at].kind {
            AtomKind::Open(Some(close)) => Some(close + 1),
            _ => None,
        };
        let next = noted(at).and_then(|behind| self.atoms.get(behind));
        self.joins(&self.atoms[at]) || next.is_some_and(|next| next.kind == AtomKind::Enumeration)
    }

    /// Of a phrase behind a number, what it counts where the next number says how many of them something has come about with:
    /// 100个重点项目|已开工80个.
    pub(super) fn before_part(&self, number: usize, range: Range<usize>) -> Range<usize> {
        let quantity = |at: usize| match self.mentions[self.atoms.get(at)?.quantity()?].kind {
            MentionKind::Quantity(ref quantity) if quantity.dimension == Dimension::Count => Some(quantity),
            _ => None,
        };
        let part = quantity(number)
            .zip(quantity(range.end))
            .is_some_and(|(all, part)| all.unit == part.unit && all.unit.is_some());
        if !part || range.start != number + 1 {
            return range;
        }
        let does = |at: &usize| {
            let atom = &self.atoms[*at];
            atom.kind == AtomKind::Word(PartOfSpeech::Verb) || atom.cues.has(self.known.filler)
        };
        let said = range.clone().rev().take_while(does).count();
        match range.end - said {
            end if end > range.start => range.start..end,
            _ => range,
        }
    }

    /// Of a phrase that begins right behind a number, what belongs to the next number: in 500家企业与全国104所高校 nothing, in
    /// 20个项目落地、总投资1370亿元 what follows the verb.
    pub(super) fn behind_number(&self, range: Range<usize>) -> Range<usize> {
        let counted = range
            .start
            .checked_sub(1)
            .is_some_and(|before| self.atoms[before].quantity().is_some());
        if !counted {
            return range;
        }
        let range = self.behind_provinces(range);
        if let AtomKind::Open(Some(close)) = self.atoms[range.start].kind
            && close + 2 < range.end
            && self.lists_on(range.start)
        {
            return close + 2..range.end;
        }
        // 拥有3700公里海岸线的某省计划修复…: what the number is of says of which place.
        let place = |at: &usize| {
            self.atoms[*at].span.of(self.text) == "的"
                && matches!(self.atoms.get(at + 1).map(|next| next.kind), Some(AtomKind::Area(_)))
                && at + 2 < range.end
        };
        if let Some(of) = range.clone().find(place)
            && self.content(of + 1..range.end).is_some()
        {
            return of + 1..range.end;
        }
        // 11个部门自6月起开展专项行动以来已取缔…: since when is no part of what is counted.
        let since = range
            .clone()
            .rev()
            .find(|at| self.atoms[*at].span.of(self.text) == "以来");
        if let Some(since) = since.filter(|since| self.content(since + 1..range.end).is_some()) {
            return since + 1..range.end;
        }
        let joints = range.clone().rev().filter(|at| self.joins(&self.atoms[*at]));
        for joint in joints {
            let listed = self.atoms[joint].kind == AtomKind::Enumeration;
            let acts = self.atoms[range.start..joint]
                .iter()
                .any(|atom| atom.kind == AtomKind::Word(PartOfSpeech::Verb) || atom.cues.has(self.known.does));
            let rest = joint + 1..range.end;
            let says = self.content(rest.clone()).is_some();
            if (listed && acts && says) || (!listed && !says) {
                return rest;
            }
        }
        range
    }

    /// Whether a surface is that of what grows there, behind whose name it is said how far the work on it has come; where the name says
    /// itself that it is a surface (冬小麦面积稳中略增), it needs no more.
    pub(super) fn is_sown(&self, number: usize, slot: &Range<usize>, thing: &Range<usize>) -> Option<Sown> {
        let named = || self.atoms[thing.end - 1].span.of(self.text).ends_with(SURFACE);
        let told = thing.end < slot.end && self.work_done(number, slot) == Some(thing.end);
        told.then(|| if named() { Sown::Named } else { Sown::Bare })
    }

    /// Where it begins to be said how far the work has come, or how well it goes, behind a surface and what grows there.
    pub(super) fn work_done(&self, number: usize, range: &Range<usize>) -> Option<usize> {
        let dimension = |at: usize| self.amount(at).map(|amount| amount.dimension);
        if dimension(number) != Some(Dimension::Surface) {
            return None;
        }
        // 4300万亩冬小麦长势好于常年, 15万亩水稻迎来丰收
        let stands = |at: &usize| {
            let atom = &self.atoms[*at];
            let surface = || self.atoms[*at - 1].span.of(self.text).ends_with(SURFACE);
            (atom.cues.has(self.known.crop_stage) || surface())
                && self.atoms[range.start..*at]
                    .iter()
                    .all(|atom| atom.kind == AtomKind::Word(PartOfSpeech::Noun))
        };
        if let Some(stage) = (range.start + 1..range.end).find(stands) {
            return Some(stage);
        }
        let work = (range.start + 1..range.end).find(|at| self.atoms[*at].cues.has(self.known.farm_work))?;
        let nearly = |at: usize| self.atoms[at].cues.has(self.known.nearly);
        let share = self.atoms.get(range.end).is_some() && dimension(range.end) == Some(Dimension::Ratio);
        (share || (work + 1..range.end).any(nearly)).then_some(work)
    }

    /// 31个省（自治区、直辖市）和新疆生产建设兵团报告新增…: that places are counted, and which, is no part of what the next number is of.
    fn behind_provinces(&self, range: Range<usize>) -> Range<usize> {
        let Some(AtomKind::Open(Some(close))) = self.atoms.get(range.start + 1).map(|next| next.kind) else {
            return range;
        };
        if self.atoms[range.start].span.of(self.text) != "省" || close + 1 >= range.end {
            return range;
        }
        let mut start = close + 1;
        let corps = |at: &usize| self.atoms[*at].span.of(self.text).ends_with("兵团");
        if self.joins(&self.atoms[start]) {
            start = (start..range.end.min(start + 4))
                .find(corps)
                .map_or(start, |corps| corps + 1);
        }
        let rest = start..range.end;
        if self.content(rest.clone()).is_some() {
            rest
        } else {
            range
        }
    }
}

/// How a surface is told of what grows there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sown {
    /// 4300万亩冬小麦
    Bare,
    /// 3590多万亩冬小麦面积
    Named,
}

/// What ends the name of a surface.
pub(super) const SURFACE: &str = "面积";
