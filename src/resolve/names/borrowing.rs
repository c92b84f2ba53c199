//! Borrowing: what the name of a number takes from a name or clause before, whether it may, and which words of its own are
//! no part of it.

use std::ops::Range;

use crate::extract::{Atom, AtomKind, FactReading, LabelPiece};
use crate::model::{Dimension, OriginKind, Span};
use crate::rules::MeasureRule;
use crate::segment::PartOfSpeech;

use super::label;
use crate::resolve::discourse::{Discourse, Named, Resolved, Stated};
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// 辖7镇8乡326个行政村, 辖12个镇、5个乡: towns that a place governs are counted by their own name.
    pub(in crate::resolve) fn governed(&self, view: &SentenceView, fact: &FactReading) -> Option<Stated<String>> {
        let (text, known) = (self.document.text, self.document.known);
        let own = |unit: &&str| self.document.cues.of(unit).has(known.town);
        let unit = view.quantity(fact).unit.as_deref()?;
        let next = view
            .atoms
            .get(fact.atom + 1)
            .map(|next| (next.span.of(text), next.kind));
        let town = match next {
            Some((word, _)) if unit == "个" => Some(word).filter(own)?,
            // 辖7镇中心小学
            Some((_, AtomKind::Word(_))) => return None,
            _ => Some(unit).filter(own)?,
        };
        let clause = view.clause(fact.atom);
        let governs = |atom: &&Atom| atom.cues.has(known.governs);
        let verb = view.atoms[clause.start..fact.atom].iter().find(governs)?;
        Some(Stated::new(format!("辖{town}"), OriginKind::Said, Some(verb.span)))
    }

    /// 玉米产量涨幅最大，产量达到2.9亿吨: whose size it is, where the clause right before names the same size and tells of no number.
    pub(in crate::resolve) fn said_in_clause_before(
        &self,
        view: &SentenceView,
        range: &Range<usize>,
    ) -> Option<(String, Span)> {
        let (text, known) = (self.document.text, self.document.known);
        let word = view.atoms[range.clone()].first().filter(|_| range.len() == 1)?;
        let before = view.clause(view.clause(range.start).start.checked_sub(2)?);
        let inside = view.atoms.get(before.clone())?;
        if !word.cues.has(known.dependent) || inside.iter().any(|atom| atom.quantity().is_some()) {
            return None;
        }
        let same = inside
            .iter()
            .position(|atom| atom.span.of(text) == word.span.of(text))?;
        let opens = |at: &usize| !known.lead.intersects(view.atoms[*at].cues) && !view.atoms[*at].cues.has(known.part);
        let start = before.clone().find(opens)?;
        // How it moved, or that it is the most, is all that follows.
        let moves = |atom: &Atom| known.moves.intersects(atom.cues) || atom.cues.has(known.most);
        inside.get(same + 1).filter(|next| moves(next))?;
        let named = start..before.start + same;
        if named.is_empty() {
            return None;
        }
        let words = label::phrase(text, view.atoms, named.clone(), known);
        (words.chars().count() >= 2).then(|| (words, label::span(view.atoms, &named)))
    }

    /// 实施项目210个，完成投资480亿元，占年度计划的112%: it is the last that was planned for.
    pub(in crate::resolve) fn measured_by_goal(
        &self,
        view: &SentenceView,
        range: &Range<usize>,
    ) -> Option<(String, Span)> {
        let known = self.document.known;
        let inside = &view.atoms[range.clone()];
        let goal = inside.first()?.cues.has(known.continues) && inside.iter().any(|atom| atom.cues.has(known.goal));
        let last = self.labels.last().filter(|_| goal)?;
        let size = view.quantity_at(last.number)?.dimension;
        let planned = !matches!(
            size,
            Dimension::Ratio | Dimension::Points | Dimension::Multiple | Dimension::Rank | Dimension::None
        );
        planned.then(|| (last.label.clone(), last.at))
    }

    /// 户均增收3500元, 粮食增产5亿斤: the verb also says what became more.
    pub(in crate::resolve) fn gained(&self, view: &SentenceView, fact: &FactReading) -> Option<&str> {
        let mut near = view.atoms[..fact.atom].iter().rev().take(2);
        let verb = near.find(|atom| atom.cues.has(self.document.known.gain))?;
        (fact.measure == MeasureRule::Difference).then(|| verb.span.of(self.document.text))
    }

    /// Whose the attribute is that a name ends in: “海基二号”平均水深 → “海基二号”; nobody's, where it is nothing else (隧道海拔).
    pub(in crate::resolve) fn attribute_of<'l>(&self, name: &'l str) -> Option<&'l str> {
        let things = self.document.things;
        if things.is_attribute(name) {
            // 隧道海拔: the tunnel's.
            return Some(things.alone_at(name).map_or("", |head| &name[..head.end]));
        }
        if let Some(work) = things.with_attribute(name) {
            return Some(work);
        }
        // “海基二号”作业海域平均水深: the name in quotation marks is what has several of them.
        let close = name.starts_with('“').then(|| name.find('”')).flatten()? + '”'.len_utf8();
        let mut behind = name[close..].char_indices().map(|(at, _)| &name[close + at..]);
        behind.any(|rest| things.is_attribute(rest)).then_some(&name[..close])
    }

    /// 民航方面，发送旅客232万人次: what the clause before sets apart, where it says nothing else.
    pub(in crate::resolve) fn set_apart(&self, view: &SentenceView, atom: usize, label: &str) -> Option<&str> {
        let mut clause = view.clause(atom);
        for _ in 0..APART {
            clause = view.clause(clause.start.checked_sub(1)?);
            if view.atoms[clause.clone()].iter().any(|atom| atom.quantity().is_some()) || clause.is_empty() {
                continue;
            }
            let [what, respect] = &view.atoms[clause.clone()] else {
                continue;
            };
            let text = self.document.text;
            let noun = what.kind == AtomKind::Word(PartOfSpeech::Noun) && !what.cues.has(self.document.known.measure);
            let what = what.span.of(text);
            let apart = respect.span.of(text) == "方面" && noun && !label.contains(what);
            return apart.then_some(what);
        }
        None
    }

    /// 进口方面，乳品增长32.9%: in what respect, where the clause before says nothing else.
    pub(in crate::resolve) fn respect(&self, view: &SentenceView, atom: usize) -> Option<&str> {
        let clause = view.clause(view.clause(atom).start.checked_sub(2)?);
        let [measure, respect] = &view.atoms[clause] else {
            return None;
        };
        let word = |atom: &Atom| atom.span.of(self.document.text);
        (word(respect) == "方面" && measure.cues.has(self.document.known.measure)).then(|| word(measure))
    }

    /// 对经济增长的贡献率: whose it is was said before.
    pub(in crate::resolve) fn is_contribution(&self, view: &SentenceView, range: &Range<usize>) -> bool {
        let known = self.document.known;
        let (first, last) = (&view.atoms[range.start], &view.atoms[range.end - 1]);
        first.cues.has(known.towards) && last.cues.has(known.contribution)
    }

    /// 49座大型水库蓄水总量154亿立方米: the size is that of the next number; 49 are the reservoirs.
    pub(in crate::resolve) fn without_size(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        range: Range<usize>,
    ) -> Range<usize> {
        let known = self.document.known;
        // 产值合计超过1万亿元
        let aside = |atom: &&Atom| known.trail.intersects(atom.cues) && matches!(atom.kind, AtomKind::Word(_));
        let next = view.atoms[range.end..].iter().find(|atom| !aside(atom));
        let followed = range.start > fact.atom && next.is_some_and(|next| next.quantity().is_some());
        let counts = view.quantity(fact).dimension == Dimension::Count;
        let mut end = range.end;
        while followed && counts && end > range.start + 1 && view.atoms[end - 1].cues.has(known.measure) {
            end -= 1;
        }
        // 30个先进制造业集群主导产业产值合计超2万亿: what is counted are the 集群.
        let sized = end < range.end;
        let things = |at: &usize| view.atoms[*at].cues.has(known.vague);
        // 地表水国家考核断面: 国家 only says of whom.
        let says_of_whom = |at: &usize| at + 1 < end && view.atoms[*at].span.of(self.document.text) == "国家";
        let thing = (range.start + 1..end).rev().find(|at| things(at) && !says_of_whom(at));
        if let Some(thing) = thing.filter(|_| sized) {
            end = thing + 1;
        } else if sized {
            // 21家主要银行减免服务费用1375亿元: what they did is of the size.
            let verb = |at: &usize| view.atoms[*at].kind == AtomKind::Word(PartOfSpeech::Verb);
            end -= (range.start + 1..end).rev().take_while(verb).count();
        }
        // 增速进入全省前5: what it does is no part of what ranks.
        let ranked = fact.measure == MeasureRule::Rank;
        // 增速全省排名第92位, 增速排例全省、全州第1位: among whom, and that it stands there, is no part of it either.
        if ranked && end <= fact.atom {
            let scope = |at: usize| matches!(view.atoms[at].kind, AtomKind::Area(_));
            let aside = |at: usize| {
                scope(at) || view.atoms[at].kind == AtomKind::Enumeration || known.trail.intersects(view.atoms[at].cues)
            };
            let first = (range.start + 1..end).rev().take_while(|at| aside(*at)).last();
            if let Some(first) = first.filter(|first| (*first..end).any(scope)) {
                return range.start..first;
            }
        }
        if ranked && end > range.start + 1 && end <= fact.atom && view.atoms[end - 1].cues.has(known.does) {
            return range.start..end - 1;
        }
        // 320个重点项目完成投资5332亿元
        if end < range.end && end > range.start + 1 && view.atoms[end - 1].cues.has(known.reach) {
            end -= 1;
        }
        range.start..end
    }

    /// 从业人员3.5万人，实现产值216亿元: people have no sums; what was named before them has.
    pub(in crate::resolve) fn not_people(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        topic: (String, Span),
    ) -> Option<(String, Span)> {
        let (cues, known) = (self.document.cues, self.document.known);
        let people = |name: &str| cues.ending_of(name, known.people).is_some();
        let produced = view.quantity(fact).dimension == Dimension::Money && people(&topic.0);
        if !produced {
            return Some(topic);
        }
        let named = self.labels.iter().rev().find(|named| !people(&named.label))?;
        Some((named.label.clone(), named.at))
    }

    /// 营业总收入、利润总额: one name of a list is not of the other.
    pub(in crate::resolve) fn listed_with(&self, view: &SentenceView, start: usize, topic: Span) -> bool {
        let between = view.atoms[..start]
            .iter()
            .rev()
            .take_while(|atom| atom.span.start >= topic.end);
        let mut between = between.peekable();
        let joins = |atom: &Atom| atom.kind == AtomKind::Enumeration || atom.cues.has(self.document.known.and);
        between.peek().is_some_and(|last| joins(last)) && between.all(joins)
    }

    /// 发放1亿元创新券，确认使用5800万元: the same is counted again, in the same sentence.
    pub(in crate::resolve) fn goes_on(&self, view: &SentenceView, fact: &FactReading, before: &Named) -> bool {
        let earlier = view.quantity_at(before.number);
        earlier.is_some_and(|earlier| earlier.unit == view.quantity(fact).unit)
    }

    /// Whether a name was told of in this sentence: 改造老旧小区1.8万个，惠及30万户.
    pub(in crate::resolve) fn told_here(&self, view: &SentenceView, named: &Named) -> bool {
        view.mention_at(named.number).is_some()
    }

    /// 班列开行4186列、运送货物45万标准箱: who does the second of a list that begins with its verb, where the first says it.
    pub(in crate::resolve) fn listed_subject(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        facts: &[Resolved],
    ) -> Option<String> {
        let [LabelPiece::Phrase(range), ..] = &fact.label[..] else {
            return None;
        };
        let acts = view.atoms[range.start].kind == AtomKind::Word(PartOfSpeech::Verb);
        let start = range.start.checked_sub(2).filter(|_| acts && range.end <= fact.atom)?;
        let listed = view.atoms[start + 1].kind == AtomKind::Enumeration && view.atoms[start].quantity().is_some();
        let (subject, span) = self.subject(view, view.clause(fact.atom)).filter(|_| listed)?;
        let doer = view.atoms.iter().find(|atom| atom.span.start == span.start)?;
        let first = facts.iter().find(|told| told.span.start >= span.end)?;
        let listed = doer.kind != AtomKind::Word(PartOfSpeech::Verb);
        let short = subject.chars().count() <= SUBJECT;
        (short && listed && first.label.kind == OriginKind::Said && first.label.what.starts_with(&subject))
            .then_some(subject)
    }
}

/// What two names have before they begin alike: 人工智能核心企业2400家，核心产业规模350亿元.
pub(in crate::resolve) fn before_twin<'l>(topic: &'l str, words: &str) -> Option<&'l str> {
    let (second, _) = words.char_indices().nth(2)?;
    let at = topic.find(&words[..second]).filter(|at| *at > 0)?;
    Some(&topic[..at])
}

/// So many clauses back something is set apart at most.
const APART: usize = 4;

/// Who does something has so many characters at most: 中欧班列.
const SUBJECT: usize = 10;
