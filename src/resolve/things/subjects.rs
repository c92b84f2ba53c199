//! Subjects: what a clause without a name of its own is about, from the clauses before it.

use std::ops::Range;

use crate::extract::{Atom, AtomKind};
use crate::model::Span;
use crate::segment::PartOfSpeech;

use crate::resolve::discourse::Discourse;
use crate::resolve::names::label;
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// What was last named: by a fact, else by the clauses of this sentence before `atom`.
    pub(in crate::resolve) fn topic_before(&self, view: &SentenceView, atom: usize) -> Option<(String, Span)> {
        if let Some(between) = self.clause_between(view, atom) {
            return Some(between);
        }
        if let Some(topic) = &self.topic {
            return Some(topic.clone());
        }
        // 据…评价报告，在19个城市中，某市位列首位: the clause that names an assessment says what the order is of.
        let known = self.document.known;
        let mut clause = view.clause(atom);
        let mut nearest = None;
        while let Some(end) = clause.start.checked_sub(1) {
            clause = view.clause(end);
            let start = clause
                .clone()
                .find(|at| !known.lead.intersects(view.atoms[*at].cues))
                .unwrap_or(clause.start);
            let range = start..end;
            if range.is_empty() || self.divides(view, range.clone()) {
                continue;
            }
            let prepositional =
                start > clause.start || view.atoms[start].cues.has(known.aside) || !names(&view.atoms[range.clone()]);
            if view.atoms[range.clone()]
                .iter()
                .any(|atom| atom.cues.has(known.ranking))
            {
                let words = label::phrase(self.document.text, view.atoms, range.clone(), self.document.known);
                return (!words.is_empty()).then(|| (words, label::span(view.atoms, &range)));
            }
            if nearest.is_none() {
                nearest = Some((range, prepositional));
            }
        }
        let (range, _) = nearest.filter(|(_, prepositional)| !prepositional)?;
        // 产量在上年大幅增长的基础上，又增产14万吨: on top of what is no part of the name.
        let ground = view.atoms[range.end - 1].span.of(self.document.text).ends_with('上');
        let on = |at: &usize| ground && view.atoms[*at].cues.has(known.at);
        let range = range.start..(range.start + 1..range.end).find(on).unwrap_or(range.end);
        let words = label::phrase(self.document.text, view.atoms, range.clone(), self.document.known);
        (!words.is_empty() && words.chars().count() <= 20).then(|| (words, label::span(view.atoms, &range)))
    }

    /// 具备理解过程水平的公众，甲国为2.6%; 用于科研的专项资金，2019年为300万元: the clause before is nothing but a name, and the number's own
    /// begins with a place or a time.
    pub(in crate::resolve) fn topic_clause(&self, view: &SentenceView, atom: usize) -> Option<(String, Span)> {
        let known = self.document.known;
        let here = view.clause(atom);
        let opens = view.atoms[here.start..atom]
            .iter()
            .find(|atom| atom.kind != AtomKind::Noise)?;
        if !matches!(opens.kind, AtomKind::Area(_) | AtomKind::Period(_)) {
            return None;
        }
        let before = view.clause(here.start.checked_sub(2)?);
        // 瞪羚企业呢，2019年底还是35家
        let mut end = here.start - 1;
        while end > before.start && view.atoms[end - 1].cues.has(known.pauses) {
            end -= 1;
        }
        let range = before.start..end;
        let (first, last) = view.atoms[range.clone()]
            .iter()
            .find(|atom| atom.kind != AtomKind::Noise)
            .zip(view.atoms[range.clone()].last())?;
        // 众创空间: the dictionary does not know what it is.
        let noun = matches!(last.kind, AtomKind::Word(PartOfSpeech::Noun))
            || last.cues.has(known.measure)
            || last.kind == AtomKind::Word(PartOfSpeech::Other)
                && last.span.of(self.document.text).chars().count() >= TERM;
        // 科技型 is of a kind, whatever the dictionary takes it for.
        let kind = |atom: &Atom| atom.span.of(self.document.text).ends_with(['型', '级', '类']);
        let verb =
            |atom: &Atom| atom.kind == AtomKind::Word(PartOfSpeech::Verb) && !atom.cues.has(known.share) && !kind(atom);
        let qualified = view.atoms[range.clone()]
            .iter()
            .any(|atom| atom.span.of(self.document.text) == "的");
        let counts = view.atoms[range.clone()].iter().any(|atom| atom.quantity().is_some());
        let prepositional = known.lead.intersects(first.cues) || first.cues.has(known.at);
        let acts = view.atoms[range.clone()].iter().any(verb);
        // 走出高质量发展的新路子，2023年增长5%: what was done is no name; 用于科研的专项资金 is one of a size.
        let sized = !matches!(first.kind, AtomKind::Word(PartOfSpeech::Verb))
            && self
                .document
                .cues
                .ending(last.span.of(self.document.text), |classes| {
                    classes.has(known.measure) || classes.has(known.dependent) || classes.has(known.share)
                })
                .is_some();
        let says = acts && !(qualified && (sized || matches!(opens.kind, AtomKind::Area(_))));
        if !noun || counts || prepositional || says {
            return None;
        }
        let words = label::phrase(self.document.text, view.atoms, range.clone(), known);
        let fits = (2..=label::MOST).contains(&words.chars().count());
        fits.then(|| (words, label::span(view.atoms, &range)))
    }

    /// The subject of a clause without a number that stands between the last fact and this clause: 产业群实现全覆盖，数量居首;
    /// clauses that only say how or when (在……的基础上) may stand between.
    pub(in crate::resolve) fn clause_between(&self, view: &SentenceView, atom: usize) -> Option<(String, Span)> {
        let known = self.document.known;
        let mut here = view.clause(atom);
        // 综合产值增长8.5％、出口增长53.6％: the clause itself has told of something.
        if view.atoms[here.start..atom]
            .iter()
            .any(|atom| atom.quantity().is_some())
        {
            return None;
        }
        let mut skipped = false;
        loop {
            let before = view.clause(here.start.checked_sub(2)?);
            let counts = view.atoms[before.clone()].iter().any(|atom| atom.quantity().is_some());
            if before.end + 1 != here.start || counts {
                return None;
            }
            let mut words = view.atoms[before.clone()]
                .iter()
                .filter(|atom| atom.kind != AtomKind::Noise);
            let first = words.next();
            // 据……评价报告，在19个城市中，位列首位: what it is according to is no subject.
            if skipped && first.is_some_and(|first| known.lead.intersects(first.cues)) {
                return None;
            }
            // 为了提高生活品质，投入资金3亿元
            let prepositional = first.is_some_and(|first| first.cues.has(known.at) || first.cues.has(known.aside));
            let sees = words.next_back().is_some_and(|last| last.cues.has(known.seen));
            let says_how = self.divides(view, before.start..before.end - 1) || (prepositional && !sees);
            if !says_how || view.atoms[before.start.saturating_sub(1)].kind == AtomKind::Break('；') {
                // 记者从会上获悉，…….
                let told = label::span(view.atoms, &before).of(self.document.text);
                if self.document.gazetteer.source(told) {
                    return None;
                }
                return self.subject(view, before);
            }
            here = before;
            skipped = true;
        }
    }

    /// 分季看, 分产业看: a clause that only divides what was named before.
    fn divides(&self, view: &SentenceView, clause: Range<usize>) -> bool {
        let (text, known) = (self.document.text, self.document.known);
        let sees = view.atoms[clause.clone()]
            .last()
            .is_some_and(|last| last.cues.has(known.seen));
        let mut words = view.atoms[clause].iter().filter(|atom| atom.kind != AtomKind::Noise);
        sees && words
            .next()
            .is_some_and(|first| first.span.of(text).starts_with(['分', '按']))
    }

    /// The noun that a clause begins with, before its verb.
    pub(in crate::resolve) fn subject(&self, view: &SentenceView, before: Range<usize>) -> Option<(String, Span)> {
        let known = self.document.known;
        // 制造业占国内生产总值的比重持续下降: 占 is a part of the name.
        let verb = |at: &usize| {
            let atom = &view.atoms[*at];
            let shares = atom.cues.has(known.share) || atom.cues.has(known.continues);
            (atom.kind == AtomKind::Word(PartOfSpeech::Verb) && !shares)
                || atom.cues.has(known.reach)
                || atom.cues.has(known.founded)
        };
        // So do a number and a rise, which are no part of a name, and an idiom: 重型载货车一枝独秀, 大型客车增幅最大.
        let ends = |at: usize| {
            let atom = &view.atoms[at];
            let idiom = atom.kind == AtomKind::Word(PartOfSpeech::Idiom);
            // 利税的实际增长率 is a name as a whole, 大型客车增幅最大 is not.
            let says = |next: &Atom| next.kind == AtomKind::Word(PartOfSpeech::Other);
            let names = atom.cues.has(known.growth) && !view.atoms[at + 1..before.end].first().is_some_and(says);
            // 汽车制造业在转型升级中继续承压
            let somewhere = at > before.start && atom.cues.has(known.at);
            // 园区将在加工、品牌等方面发力
            let planned = at > before.start && atom.cues.has(known.target);
            idiom
                || planned
                || somewhere
                || atom.cues.has(known.peaks)
                || atom.quantity().is_some()
                || (known.moves.intersects(atom.cues) && !names)
        };
        let verb = |at: &usize| verb(at) || ends(*at);
        // 处于换挡期的汽车制造业继续承压: what stands before 的 only describes it.
        let describes = verb(&before.start).then(|| {
            let mut rest = before.start + 1..before.end;
            rest.find(|at| view.atoms[*at].span.of(self.document.text) == "的")
        });
        let before = match describes.flatten() {
            Some(of) => of + 1..before.end,
            None => before.clone(),
        };
        // 农村公路安全设施保障工程: a verb right before the word that ends the clause, which is one for works, is a part of their name.
        // So is one that is no deed right before a size, of which something is said: 农村居民|生活用水量平稳增长.
        let size = |atom: &Atom| atom.cues.has(known.measure) || atom.cues.has(known.dependent);
        let does = |next: &Atom| {
            let moves = known.trail.intersects(next.cues) || known.moves.intersects(next.cues);
            moves || next.kind == AtomKind::Word(PartOfSpeech::Verb)
        };
        let compound = |at: usize| match &view.atoms[at + 1..before.end] {
            [head] => self.document.things.is_head(head.span.of(self.document.text)),
            [head, next, ..] => {
                at > before.start && size(head) && !known.verb.intersects(view.atoms[at].cues) && does(next)
            }
            [] => false,
        };
        let verb = before.clone().find(|at| verb(at) && !compound(*at));
        let mut end = match verb {
            None if compound(before.end.saturating_sub(2)) => before.end,
            verb => verb.filter(|at| *at > before.start)?,
        };
        while end > before.start && known.trail.intersects(view.atoms[end - 1].cues) {
            end -= 1;
        }
        // 投入强度（经费与产值之比）创新高: the bracket only explains the name.
        while end > before.start
            && let AtomKind::Close(Some(open)) = view.atoms[end - 1].kind
            && open > before.start
        {
            end = open;
        }
        let start = before.clone().find(|at| match view.atoms[*at].kind {
            AtomKind::Word(_) => !known.lead.intersects(view.atoms[*at].cues),
            AtomKind::Period(_) | AtomKind::Area(_) | AtomKind::Noise => false,
            _ => true,
        })?;
        let noun = |atom: &Atom| {
            matches!(
                atom.kind,
                AtomKind::Word(PartOfSpeech::Noun) | AtomKind::Organisation(_)
            ) || atom.cues.has(known.holder)
        };
        // 创单季度生产历史新高: what it does is no name.
        let breaks = view.atoms[start].span.of(self.document.text) == "创";
        if start >= end || breaks || !view.atoms[start..end].iter().any(noun) {
            return None;
        }
        let words = label::phrase(self.document.text, view.atoms, start..end, self.document.known);
        (words.chars().count() >= 2).then(|| (words, label::span(view.atoms, &(start..end))))
    }
}

/// Characters of a word that is a term, whatever it is.
const TERM: usize = 4;

/// Whether a stretch has a noun to name something with.
fn names(atoms: &[Atom]) -> bool {
    atoms.iter().any(|atom| {
        matches!(
            atom.kind,
            AtomKind::Word(PartOfSpeech::Noun) | AtomKind::Organisation(_)
        )
    })
}
