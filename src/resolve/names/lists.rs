//! Lists told on: what a second list of numbers is of, where the first said it for both (甲市、乙市的优良天数分别为…，优良率分别为…), and the
//! size that stands once before a colon (各区占比分别为：东区…；西区…).

use std::borrow::Cow;
use std::ops::Range;

use crate::extract::{Atom, AtomKind, FactReading, LabelPiece, Reading};
use crate::model::{Dimension, Span};
use crate::rules::MeasureRule;

use super::label;
use crate::resolve::discourse::Discourse;
use crate::resolve::things::whose::Doer;
use crate::resolve::view::SentenceView;

/// Whose the numbers of a list are, one by one.
enum Members {
    /// Places, by their atoms.
    Places(Vec<usize>),
    /// Things, by what names them without the size that they share.
    Things(Vec<Range<usize>>),
}

impl Discourse<'_> {
    /// The readings of a sentence, in which a list of numbers under one name is shared out among those that the sentence has listed.
    pub(in crate::resolve) fn told_on<'r>(&self, view: &SentenceView, readings: &'r [Reading]) -> Cow<'r, [Reading]> {
        let joins = |at: usize| self.joins_members(view, at);
        let one_name = |reading: &'r Reading| one_name(reading, joins);
        let traded =
            |reading: &Reading| self.traded(view, reading).is_some() || self.sphere_of_all(view, reading).is_some();
        let listed = |reading: &'r Reading| one_name(reading).is_some() || traded(reading);
        if !readings.iter().any(listed) {
            return Cow::Borrowed(readings);
        }
        let mut told = readings.to_vec();
        for at in 0..told.len() {
            if let Some(sphere) = self.sphere_of_all(view, &told[at]) {
                for fact in &mut told[at].facts[1..] {
                    fact.label.insert(0, LabelPiece::Phrase(sphere.clone()));
                }
                continue;
            }
            if let Some(trade) = self.traded(view, &told[at]) {
                for fact in &mut told[at].facts[1..] {
                    fact.label.insert(0, LabelPiece::Phrase(trade.clone()));
                }
                continue;
            }
            // 财政收入分别为10亿元、20亿元，分别增长1%、2%: of the same places.
            if at > 0
                && is_elliptic(&told[at])
                && let Some(Members::Places(places)) = members(&told[at - 1], told[at].facts.len())
                && told[at - 1].facts.windows(2).all(|pair| pair[0].label == pair[1].label)
            {
                for (fact, place) in told[at].facts.iter_mut().zip(places) {
                    (fact.label, fact.area) = (vec![LabelPiece::Before(1)], Some(place));
                }
                continue;
            }
            let Some(name) = one_name(&readings[at]) else {
                continue;
            };
            let count = readings[at].facts.len();
            let earlier = readings[..at].iter().rev();
            let members = earlier
                .filter_map(|earlier| members(earlier, count))
                .next()
                .or_else(|| self.places_listed(view, name.start, count));
            let Some(members) = members else { continue };
            for (k, fact) in told[at].facts.iter_mut().enumerate() {
                match &members {
                    Members::Places(places) => fact.area = Some(places[k]),
                    Members::Things(things) => fact.label.insert(0, LabelPiece::Phrase(things[k].clone())),
                }
            }
        }
        Cow::Owned(told)
    }

    /// 农村供电可靠率、自来水普及率分别达99.9%、94.5%: where the first of a list of rates is taken, and so are the others.
    fn sphere_of_all(&self, view: &SentenceView, reading: &Reading) -> Option<Range<usize>> {
        let (text, known) = (self.document.text, self.document.known);
        let sphere = |at: usize| view.atoms[at].cues.has(known.sphere);
        let name = |fact: &FactReading| match &fact.label[..] {
            [LabelPiece::Phrase(name)] | [LabelPiece::Phrase(name), LabelPiece::Phrase(_)] => Some(name.clone()),
            _ => None,
        };
        let rate = |fact: &FactReading| match fact.label.last() {
            Some(LabelPiece::Phrase(last)) if last.end <= fact.atom => {
                view.atoms[last.end - 1].span.of(text).ends_with('率')
            }
            _ => false,
        };
        let [first, others @ ..] = &reading.facts[..] else {
            return None;
        };
        let own = name(first).filter(|own| own.len() > 1 && sphere(own.start))?;
        let listed = |fact: &FactReading| {
            name(fact).is_some_and(|other| {
                other.start > own.start && self.joins_members(view, other.start - 1) && !other.clone().any(sphere)
            })
        };
        let alike = !others.is_empty() && reading.facts.iter().all(rate) && others.iter().all(listed);
        alike.then_some(own.start..own.start + 1)
    }

    /// 对非洲出口农药、农业机械分别增长12%、41%: what was said of the first of a list of goods alone, that they were traded, and with whom.
    fn traded(&self, view: &SentenceView, reading: &Reading) -> Option<Range<usize>> {
        let held = |at: usize| view.atoms[at].cues.has(self.document.known.trade);
        let one = |fact: &FactReading| match &fact.label[..] {
            [LabelPiece::Phrase(goods)] if goods.end <= fact.atom => Some(goods.clone()),
            _ => None,
        };
        let [first, others @ ..] = &reading.facts[..] else {
            return None;
        };
        let goods = one(first)?;
        let trade = goods.clone().find(|at| held(*at)).filter(|at| at + 1 < goods.end)?;
        let apart =
            |fact: &FactReading| one(fact).is_some_and(|other| other.start >= goods.end && !other.clone().any(held));
        (!others.is_empty() && others.iter().all(apart)).then_some(goods.start..trade + 1)
    }

    /// 甲市、乙市和丙市空气良好，平均浓度分别为…: the last so many places that one clause before `end` lists.
    fn places_listed(&self, view: &SentenceView, end: usize, count: usize) -> Option<Members> {
        let place = |at: usize| matches!(view.atoms[at].kind, AtomKind::Area(_));
        let joins = |at: usize| self.joins_members(view, at);
        if !view.names_place {
            return None;
        }
        let mut last = (0..view.clause(end).start).rev().find(|at| place(*at))?;
        let mut places = vec![last];
        while last >= 2 && joins(last - 1) && place(last - 2) {
            last -= 2;
            places.push(last);
        }
        places.reverse();
        (places.len() == count).then_some(Members::Places(places))
    }

    fn joins_members(&self, view: &SentenceView, at: usize) -> bool {
        let atom = &view.atoms[at];
        atom.kind == AtomKind::Enumeration || atom.cues.has(self.document.known.and)
    }

    /// 某协会举办讲座30场、组织义诊9次: who does the first of a list does the others, whether each has its verb or the first has it
    /// for all.
    pub(in crate::resolve) fn doer_of_list(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        range: &Range<usize>,
        label: &str,
    ) -> Option<(String, Span)> {
        let clause = view.clause(fact.atom);
        let begins = range.start.min(fact.atom);
        let mark = (clause.start..begins).rev().find(|at| self.joins_members(view, *at))?;
        let before = clause.start..mark;
        let verb = |at: usize| {
            let atom = &view.atoms[at];
            self.acts(atom) && label.starts_with(atom.span.of(self.document.text))
        };
        let own = mark + 1 == range.start && verb(range.start);
        let counts = view.atoms[before.clone()].iter().any(|atom| atom.quantity().is_some());
        let counted = view.quantity(fact).dimension == Dimension::Count && fact.measure == MeasureRule::Level;
        if !counts || !counted || !(own || before.clone().any(verb)) {
            return None;
        }
        match self.doer(view, before) {
            Doer::Named(words, span) => Some((words, span)),
            Doer::GoesOn => self.doer_before(view, fact, range),
            Doer::Nobody => None,
        }
    }

    /// 各区占比分别为：东区36%；西区27%: the size that the clause before the colon names, where the member's own words name none.
    pub(in crate::resolve) fn announced_size(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        label: &str,
    ) -> Option<String> {
        let known = self.document.known;
        let LabelPiece::Phrase(own) = fact.label.last()? else {
            return None;
        };
        let clause = view.clause(fact.atom);
        let colon = (0..own.start)
            .rev()
            .find(|at| matches!(view.atoms[*at].kind, AtomKind::Break('：')))?;
        // Only the first number of a member is of that size; a mark of a list begins one, too (一产5%、二产40%).
        let listed = own.start > clause.start && view.atoms[own.start - 1].kind == AtomKind::Enumeration;
        let from = if listed { own.start } else { clause.start };
        let opens =
            clause.start == 0 || matches!(view.atoms[clause.start - 1].kind, AtomKind::Break('；' | '：' | '，'));
        let alone = fact.measure == MeasureRule::Level && own.end <= fact.atom && label.chars().count() <= MEMBER;
        let counts = |range: Range<usize>| view.atoms[range].iter().any(|atom| atom.quantity().is_some());
        if !opens || !alone || counts(from..fact.atom) {
            return None;
        }
        let head = view.clause(colon);
        let says = |atom: &Atom| {
            atom.cues.has(known.reach) || known.trail.intersects(atom.cues) || known.lead.intersects(atom.cues)
        };
        let end = head.clone().rev().find(|at| !says(&view.atoms[*at])).map(|at| at + 1)?;
        // 分别为, 如下 lead to the list; a name alone (重点项目：) is no size of all.
        let leads = view.atoms[end..colon].iter().any(|atom| atom.cues.has(known.reach));
        let named = &view.atoms[end - 1];
        // 三次产业比重: one word that ends in its size.
        let (cues, word) = (self.document.cues, named.span.of(self.document.text));
        if leads
            && view.quantity(fact).dimension == Dimension::Ratio
            && let Some(share) = cues.ending_of(word, known.share).filter(|share| *share < word.len())
        {
            return Some(word[word.len() - share..].to_owned());
        }
        let sized = named.cues.has(known.share) || named.cues.has(known.measure) && !named.cues.has(known.field);
        if !leads || !sized {
            return None;
        }
        // 六大区域销售额占…的比重: of how many, the members say.
        let several = |at: &usize| {
            let word = view.atoms[*at].span.of(self.document.text);
            view.atoms[*at].quantity().is_some() || word.ends_with('大') && word.chars().count() == 2
        };
        let number = (head.start..end).rev().find(several);
        let start = number.map_or(head.start, |at| at + 2);
        let leads = |at: &usize| {
            let atom = &view.atoms[*at];
            known.lead.intersects(atom.cues) || !matches!(atom.kind, AtomKind::Word(_))
        };
        let start = (start..end).find(|at| !leads(at))?;
        let shares = view.atoms[start..end].iter().any(|atom| atom.cues.has(known.share));
        if shares != (view.quantity(fact).dimension == Dimension::Ratio) {
            return None;
        }
        let words = label::phrase(self.document.text, view.atoms, start..end, known);
        let room = label::MOST.saturating_sub(label.chars().count());
        let fits = (2..=room).contains(&words.chars().count()) && !label.contains(&words);
        fits.then_some(words)
    }
}

/// The one name of all numbers of a list, which stand side by side.
fn one_name(reading: &Reading, joins: impl Fn(usize) -> bool) -> Option<&Range<usize>> {
    let [first, others @ ..] = &reading.facts[..] else {
        return None;
    };
    let [LabelPiece::Phrase(name)] = &first.label[..] else {
        return None;
    };
    let alike = |fact: &FactReading| fact.label == first.label && fact.area.is_none() && fact.period.is_none();
    let before = name.end <= first.atom && first.area.is_none() && first.period.is_none();
    let beside = |pair: &[FactReading]| pair[1].atom == pair[0].atom + 2 && joins(pair[0].atom + 1);
    let listed = !others.is_empty() && others.iter().all(alike) && reading.facts.windows(2).all(beside);
    (before && listed).then_some(name)
}

/// Whether the numbers of a list take over the names before them.
fn is_elliptic(reading: &Reading) -> bool {
    let before = |fact: &FactReading| matches!(fact.label[..], [LabelPiece::Before(_)]) && fact.area.is_none();
    reading.facts.len() > 1 && reading.facts.iter().all(before)
}

/// Whose the numbers of a list of so many are, where it says so of each.
fn members(reading: &Reading, count: usize) -> Option<Members> {
    if reading.facts.len() != count {
        return None;
    }
    let places: Option<Vec<usize>> = reading.facts.iter().map(|fact| fact.area).collect();
    if let Some(places) = places {
        let distinct = places.windows(2).all(|pair| pair[0] != pair[1]);
        return distinct.then_some(Members::Places(places));
    }
    // 甲、乙产量: the size begins where the piece that they share does.
    let shared = reading.facts.iter().find_map(|fact| match &fact.label[..] {
        [LabelPiece::Phrase(_), LabelPiece::Phrase(size)] => Some(size.start),
        _ => None,
    });
    let thing = |fact: &FactReading| match &fact.label[..] {
        [LabelPiece::Phrase(thing)] | [LabelPiece::Phrase(thing), LabelPiece::Phrase(_)] => match shared {
            Some(size) if thing.contains(&size) => Some(thing.start..size),
            _ => Some(thing.clone()),
        },
        _ => None,
    };
    let mut things: Vec<Range<usize>> = reading.facts.iter().filter_map(thing).collect();
    // 城镇、农村居民人均消费支出: what the others say in one word the last says in its first.
    if let Some((last, others)) = things.split_last_mut()
        && last.start < last.end
        && others.iter().all(|other| other.len() == 1)
    {
        last.end = last.start + 1;
    }
    let distinct = things.windows(2).all(|pair| pair[0] != pair[1] && !pair[1].is_empty());
    (things.len() == count && distinct).then_some(Members::Things(things))
}

/// A member of a list that a colon announces is named in so many characters at most.
const MEMBER: usize = 14;
