//! A sentence as resolution looks at it: clauses, cues, what stands before a number.

use std::ops::Range;

use crate::extract::{Atom, AtomKind, FactReading};
use crate::model::{Bound, Mention, MentionKind, PeriodSense, Quantity, Span, TimeExpr};
use crate::rules::{CueSet, WellKnown};
use crate::segment::PartOfSpeech;

/// A sentence with its mentions.
pub(super) struct SentenceView<'s> {
    pub(super) atoms: &'s [Atom],
    pub(super) mentions: &'s [Mention],
    /// Cue classes that occur in it.
    pub(super) present: CueSet,
    /// Whether 每 stands in it.
    pub(super) says_each: bool,
    /// Whether it names a place, or a body that may stand for one.
    pub(super) names_place: bool,
    /// Whether it has an opening bracket with its partner.
    pub(super) brackets: bool,
    /// From the first of its periods to the last.
    pub(super) periods: Range<usize>,
    /// Atoms of periods whose aims are said to be met.
    met: Vec<usize>,
    /// By atom, where its clause begins and ends.
    clauses: Vec<(u32, u32)>,
}

impl<'s> SentenceView<'s> {
    pub(super) fn new(text: &str, atoms: &'s [Atom], mentions: &'s [Mention], known: &WellKnown) -> Self {
        let mut present = CueSet::default();
        let mut clauses: Vec<(u32, u32)> = Vec::with_capacity(atoms.len());
        let mut start = 0;
        let mut brackets = false;
        let mut dated = atoms.len()..0;
        for (at, atom) in atoms.iter().enumerate() {
            present.extend(atom.cues);
            match atom.kind {
                AtomKind::Open(Some(_)) => brackets = true,
                AtomKind::Period(_) => dated = dated.start.min(at)..at + 1,
                AtomKind::Break(_) => {
                    clauses.resize(at, (start, at as u32));
                    clauses.push((start, at as u32));
                    start = at as u32 + 1;
                }
                _ => {}
            }
        }
        clauses.resize(atoms.len(), (start, atoms.len() as u32));
        let place = |mention: &Mention| {
            matches!(
                mention.kind,
                MentionKind::Area(_) | MentionKind::OwnArea(_) | MentionKind::Organisation
            )
        };
        let goal = |atom: &Atom| atom.cues.has(known.goal_name);
        let aims = (present.has(known.goal_name) && present.has(known.meets)) || present.has(known.goes_on);
        let met = |at: &usize| {
            let (start, end) = clauses[*at];
            let before = &atoms[start as usize..*at];
            let behind = &atoms[at + 1..end as usize];
            let named = behind.iter().take(GOAL).rposition(goal);
            let counts = |atom: &Atom| atom.quantity().is_some();
            // 延续一季度增长态势，上半年增长9%
            if before.iter().any(|atom| atom.cues.has(known.goes_on)) && !behind.iter().any(counts) {
                return true;
            }
            before.iter().any(|atom| atom.cues.has(known.meets))
                && named
                    .is_some_and(|named| !behind[..=named].iter().any(counts) && !behind[named..].iter().any(counts))
        };
        let periods = dated
            .clone()
            .filter(|at| aims && matches!(atoms[*at].kind, AtomKind::Period(_)));
        let met = periods.filter(met).collect();
        Self {
            atoms,
            mentions,
            periods: dated,
            met,
            present,
            says_each: atoms
                .first()
                .zip(atoms.last())
                .is_some_and(|(first, last)| text[first.span.start..last.span.end].contains('每')),
            names_place: mentions.iter().any(place),
            brackets,
            clauses,
        }
    }

    /// From its first word to its last.
    pub(super) fn span(&self) -> Option<Span> {
        let (first, last) = self.atoms.first().zip(self.atoms.last())?;
        Some(Span::new(first.span.start, last.span.end))
    }

    /// The clause round an atom; a bracket belongs to the clause it stands in. A mark that ends a clause belongs to it.
    #[inline]
    pub(super) fn clause(&self, atom: usize) -> Range<usize> {
        match self.clauses.get(atom) {
            Some((start, end)) => *start as usize..*end as usize,
            // Behind the last atom the last clause goes on, unless its mark is the last.
            None => {
                let last = self
                    .atoms
                    .last()
                    .filter(|last| !matches!(last.kind, AtomKind::Break(_)));
                let start = last.and(self.clauses.last()).map_or(atom, |(start, _)| *start as usize);
                start..self.atoms.len()
            }
        }
    }

    /// Whether a number stands in a bracket that is closed before an atom: 上升12.6%（上年为下降15.4%），后者.
    pub(super) fn is_bracketed_off(&self, number: Span, atom: usize) -> bool {
        let around = |open: &Atom| match open.kind {
            AtomKind::Open(Some(close)) => {
                close < atom && open.span.start < number.start && number.end <= self.atoms[close].span.start
            }
            _ => false,
        };
        self.brackets && self.atoms[..atom].iter().any(around)
    }

    /// The mention of this sentence that stands exactly there.
    pub(super) fn mention_at(&self, span: Span) -> Option<&'s Mention> {
        let first = self.mentions.partition_point(|mention| mention.span.start < span.start);
        self.mentions.get(first).filter(|mention| mention.span == span)
    }

    /// The quantity of this sentence that stands exactly there.
    pub(super) fn quantity_at(&self, span: Span) -> Option<&'s Quantity> {
        match &self.mention_at(span)?.kind {
            MentionKind::Quantity(quantity) => Some(quantity),
            _ => None,
        }
    }

    /// The quantity that a reading reads.
    #[inline]
    pub(super) fn quantity(&self, reading: &FactReading) -> &Quantity {
        match &self.mentions[reading.quantity].kind {
            MentionKind::Quantity(quantity) => quantity,
            _ => unreachable!("readings are of quantities"),
        }
    }

    /// Whether a period only says whose aims were met: 提前两年完成“十一五”目标.
    pub(super) fn is_met(&self, at: usize) -> bool {
        self.met.contains(&at)
    }

    /// The last period of these atoms that is no base of a comparison.
    pub(super) fn last_period(&self, range: Range<usize>) -> Option<usize> {
        let dated = range.start.max(self.periods.start)..range.end.min(self.periods.end);
        dated.rev().find(|at| match self.atoms[*at].kind {
            AtomKind::Period(_) if self.is_met(*at) => false,
            AtomKind::Period(index) => {
                // 同期 alone says no more than that the period is the one before.
                matches!(&self.mentions[index].kind, MentionKind::Period(expr)
                    if expr.sense != PeriodSense::Compared && !matches!(expr.time, TimeExpr::SamePeriod { .. }))
            }
            _ => false,
        })
    }

    /// Whether the number is said to stand at its value (达到, 突破), not to have come about.
    pub(super) fn stands(&self, atom: usize, quantity: &Quantity, span: Span, known: &WellKnown) -> bool {
        let before = self.atoms[..atom]
            .iter()
            .rfind(|atom| !atom.cues.has(known.filler) || atom.cues.has(known.stands));
        (quantity.bound == Bound::Gt && quantity.bound_start < span.start)
            || before.is_some_and(|atom| atom.cues.has(known.stands))
    }

    /// Whether 达到 or the like stands directly before the number.
    pub(super) fn reaches(&self, atom: usize, known: &WellKnown) -> bool {
        let word = atom.checked_sub(1).map(|before| &self.atoms[before]);
        word.is_some_and(|word| word.cues.has(known.stands))
    }

    /// The last cue of these atoms that marks a target: 力争, or 计划 before a verb. Where a review says it, 努力扩大投资 tells
    /// of what was done.
    pub(super) fn target(&self, range: Range<usize>, reviews: bool, known: &WellKnown) -> Option<Span> {
        let marks_any = [known.target, known.may_target, known.head_target, known.can];
        if !marks_any.iter().any(|class| self.present.has(*class)) {
            return None;
        }
        let marks = |at: usize| {
            let atom = &self.atoms[at];
            // 争取到资金: got.
            let verb = |next: &Atom| {
                let got = next.cues.has(known.got);
                !got && (next.kind == AtomKind::Word(PartOfSpeech::Verb) || known.verb.intersects(next.cues))
            };
            // 将每年改造, 将着力解决: between the two stand times and adverbs.
            let adverb = |next: &Atom| match next.kind {
                AtomKind::Word(part) => {
                    let dresses = part == PartOfSpeech::Other || known.lead.intersects(next.cues);
                    let adverbial = next.cues.has(known.adverbial);
                    adverbial || (dresses && !known.verb.intersects(next.cues))
                }
                _ => false,
            };
            let before_verb = || {
                let mut behind = self.atoms.iter().skip(at + 1).take(ADVERBS + 1);
                behind
                    .find(|next| !matches!(next.kind, AtomKind::Period(_)) && !adverb(next))
                    .is_some_and(|next| verb(next) && !next.cues.has(known.existing))
            };
            // 将有50支队伍参赛, 将惠及20万户
            let to_be = || {
                let is = |next: &Atom| next.cues.has(known.benefits) || next.cues.has(known.reach);
                let behind = self.atoms.iter().skip(at + 1).take(ADVERBS);
                let mut near = behind.take_while(|next| is(next) || adverb(next));
                near.any(|next| is(next) && next.quantity().is_none())
            };
            // 将以众筹方式筹集: no 把 would stand before a preposition. 很可能将突破40万亿元: nor before a bound that ends the clause.
            let to_come = || {
                let mut behind = self.atoms.iter().enumerate().skip(at + 1).take(ADVERBS + 1);
                let next = behind.find(|(_, next)| !next.cues.has(known.adverbial) && !next.cues.has(known.filler));
                next.is_some_and(|(next, atom)| {
                    let mut rest = self.atoms[next + 1..].iter();
                    let closed = rest
                        .find(|atom| !atom.cues.has(known.milestone))
                        .is_none_or(|atom| matches!(atom.kind, AtomKind::Break(_) | AtomKind::Enumeration));
                    let passes = |index: usize| match &self.mentions[index].kind {
                        MentionKind::Quantity(number) => {
                            let bounded = matches!(number.bound, Bound::Gt | Bound::Approx);
                            bounded && number.bound_start < self.mentions[index].span.start
                        }
                        _ => false,
                    };
                    atom.cues.has(known.preposition) || (closed && atom.quantity().is_some_and(passes))
                })
            };
            // 德国和丹麦计划修复100辆坦克, 铁路部门计划加开30列: who plans stands before.
            let planned = || {
                let before = at.checked_sub(1).map(|before| &self.atoms[before]);
                before.is_some_and(|before| match before.kind {
                    AtomKind::Area(_) | AtomKind::Organisation(_) | AtomKind::Period(_) => true,
                    AtomKind::Word(_) => before.cues.has(known.planner),
                    _ => false,
                })
            };
            // 投产后每年可提供清洁电能8亿千瓦时: what will be once something else has come about.
            // 三年之后……: not so many years later.
            let can = || {
                let before = &self.atoms[..at];
                let fact = before.iter().rposition(|atom| atom.quantity().is_some());
                let begins = fact.map_or(0, |fact| fact + 1);
                let once = |once: usize| {
                    let counted = once.checked_sub(1).map(|before| self.atoms[before].kind);
                    let counted = matches!(counted, Some(AtomKind::Quantity(_) | AtomKind::Period(_)));
                    self.atoms[once].cues.has(known.once) && !counted
                };
                (begins..at).any(once)
            };
            // 全县计划农民人均收入突破1.5万元: what is planned stands between.
            let before_result = || {
                let mut behind = self.atoms[at..self.clause(at).end].iter();
                behind.any(|next| next.cues.has(known.stands) && next.kind == AtomKind::Word(PartOfSpeech::Verb))
            };
            // 计划今年全国范围内完成, 计划对老旧小区实施改造, 计划用十年完成: times, places and what a preposition leads to stand between.
            let verb_further = || {
                let mut behind = self.atoms[at + 1..self.clause(at).end].iter();
                let leads = |next: &Atom| next.cues.has(known.preposition);
                let dresses =
                    |next: &Atom| matches!(next.kind, AtomKind::Period(_) | AtomKind::Area(_)) || adverb(next);
                let first = behind.by_ref().find(|next| leads(next) || !dresses(next));
                // 计划今年全国范围内完成
                let dated =
                    matches!(self.atoms[at + 1..].first(), Some(next) if matches!(next.kind, AtomKind::Period(_)));
                first.is_some_and(|first| verb(first) || (dated || leads(first)) && behind.any(verb))
            };
            // 对敌方目标发动攻击: what is shot at.
            let aimed_at = |at: usize| {
                self.atoms[self.clause(at).start..at]
                    .iter()
                    .any(|atom| atom.cues.has(known.towards))
            };
            // 低于年初预期0.9个百分点: what it is set against.
            let against = || {
                self.atoms[at.saturating_sub(AGAINST)..at]
                    .iter()
                    .any(|atom| known.beyond.intersects(atom.cues))
            };
            (atom.cues.has(known.target) && !against())
                || (atom.cues.has(known.may_target)
                    && (before_verb() || (atom.cues.has(known.will) && (to_be() || to_come()))))
                || (atom.cues.has(known.can) && can())
                || (!reviews
                    && atom.cues.has(known.head_target)
                    && (self.heads(at, known) || planned())
                    && !aimed_at(at)
                    && (before_verb() || before_result() || verb_further()))
        };
        range.rev().find(|at| marks(*at)).map(|at| self.atoms[at].span)
    }

    /// 主要目标是：研发投入增长8%；高新技术企业达到300家: the cue before the colon, which holds for all that is listed behind it.
    pub(super) fn announced_goals(&self, range: Range<usize>, known: &WellKnown) -> Option<Span> {
        if !self.present.has(known.target) {
            return None;
        }
        let colon = range.clone().find(|at| self.atoms[*at].kind == AtomKind::Break('：'))?;
        let mut before = self.atoms[range.start..colon].iter().rev();
        let cue = before.next().filter(|atom| atom.cues.has(known.target))?;
        before.all(|atom| atom.quantity().is_none()).then_some(cue.span)
    }

    /// Whether a number stands in an earlier clause than the cue: then the cue holds for its own clause only.
    pub(super) fn fact_before(&self, cue: Span) -> bool {
        let at = self.atoms.partition_point(|atom| atom.span.start < cue.start);
        self.atoms[..self.clause(at).start]
            .iter()
            .any(|atom| atom.quantity().is_some())
    }

    /// 下半年将落实16条措施，推动通关时间压缩60%以上: whether all clauses from that of the cue to that of the atom are what one subject will do.
    pub(super) fn goes_on_planning(&self, cue: Span, atom: usize, known: &WellKnown) -> bool {
        let mut at = self.atoms.partition_point(|atom| atom.span.start < cue.start);
        loop {
            let end = self.clause(at).end;
            if end > atom {
                return true;
            }
            let comma = matches!(self.atoms.get(end).map(|atom| atom.kind), Some(AtomKind::Break('，')));
            at = end + 1;
            if !comma || at > atom || self.atoms[at].quantity().is_some() || !self.continues(at, known) {
                return false;
            }
        }
    }

    /// Whether only periods, places and words that open a clause stand before the atom in its clause.
    pub(super) fn heads(&self, at: usize, known: &WellKnown) -> bool {
        self.atoms[self.clause(at).start..at]
            .iter()
            .all(|atom| match atom.kind {
                AtomKind::Word(_) => known.lead.intersects(atom.cues) || atom.cues.has(known.filler),
                AtomKind::Period(_)
                | AtomKind::Area(_)
                | AtomKind::Organisation(_)
                | AtomKind::Quote
                | AtomKind::Noise => true,
                _ => false,
            })
    }

    /// Whether the clause of an atom has no subject of its own: it begins with a verb or with the number.
    pub(super) fn continues(&self, atom: usize, known: &WellKnown) -> bool {
        let clause = self.clause(atom);
        let first = self.atoms[clause].iter().find(|atom| match atom.kind {
            AtomKind::Word(_) => !(known.lead.intersects(atom.cues) || atom.cues.has(known.filler)),
            AtomKind::Period(_) | AtomKind::Quote | AtomKind::Noise | AtomKind::Area(_) => false,
            _ => true,
        });
        first.is_none_or(|first| {
            matches!(first.kind, AtomKind::Word(PartOfSpeech::Verb) | AtomKind::Quantity(_))
                || known.verb.intersects(first.cues)
        })
    }

    /// Whether a place stands among these atoms.
    pub(super) fn names_area(&self, range: Range<usize>) -> bool {
        self.atoms[range]
            .iter()
            .any(|atom| matches!(atom.kind, AtomKind::Area(_)))
    }

    /// The organisation at the head of a clause, behind periods, places and words that open a clause.
    pub(super) fn leading_organisation(&self, clause: Range<usize>, known: &WellKnown) -> Option<usize> {
        for at in clause {
            match self.atoms[at].kind {
                // 某某镇|某某村: the village.
                AtomKind::Organisation(_) => {
                    let more = |at: &usize| {
                        matches!(
                            self.atoms.get(*at).map(|atom| atom.kind),
                            Some(AtomKind::Organisation(_))
                        )
                    };
                    return (at..).take_while(more).last();
                }
                AtomKind::Period(_) | AtomKind::Quote | AtomKind::Noise | AtomKind::Area(_) => {}
                AtomKind::Word(_) if known.lead.intersects(self.atoms[at].cues) => {}
                _ => return None,
            }
        }
        None
    }
}

/// So many words behind a period its aim is named at most.
const GOAL: usize = 8;

/// Words that may stand between 将 and the verb.
const ADVERBS: usize = 2;

/// So many words before a plan at most stands that something is above or below it.
const AGAINST: usize = 3;
