//! What of the words before and behind a number goes into its label: what only goes on with a name, what a name has moved
//! to, that things are new, and what those did that were counted before.

use std::ops::Range;

use crate::extract::{Atom, AtomKind, FactReading, LabelPiece};
use crate::model::{Dimension, MentionKind, OriginKind, Span};
use crate::rules::MeasureRule;
use crate::segment::PartOfSpeech;

use crate::resolve::discourse::{Discourse, Named};
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// Whether a phrase goes on with what was named before: 占GDP比重, 与GDP之比. In 甲省与成员国进出口额 the place goes before it.
    pub(in crate::resolve) fn continues(&self, view: &SentenceView, range: &Range<usize>) -> bool {
        let goes_on = view.atoms[range.start].cues.has(self.document.known.continues);
        let with = || view.atoms[range.start].span.of(self.document.text) == "与";
        let place = || {
            let before = range.start.checked_sub(1).map(|before| view.atoms[before].kind);
            matches!(before, Some(AtomKind::Area(_) | AtomKind::Organisation(_)))
        };
        goes_on && !(with() && place())
    }

    /// With the nation of the things counted: 90架甲国无人机, 600名乙国士兵; whose place the fact is, another word says.
    pub(in crate::resolve) fn with_nation(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        range: Range<usize>,
    ) -> Range<usize> {
        let nation = fact.atom + 1;
        let counts = view.quantity(fact).dimension == Dimension::Count;
        let abroad = |at: usize| match view.atoms[at].kind {
            AtomKind::Area(index) => {
                matches!(view.mentions[index].kind, MentionKind::Area(id) if self.document.gazetteer.is_country_abroad(id))
            }
            _ => false,
        };
        match counts && range.start == nation + 1 && abroad(nation) {
            true => nation..range.end,
            false => range,
        }
    }

    /// 突破关键核心技术45项: that they were solved, before the name of a count.
    pub(in crate::resolve) fn solved<'v>(&'v self, view: &SentenceView, fact: &FactReading) -> Option<&'v str> {
        let counts = view.quantity(fact).dimension == Dimension::Count && fact.measure == MeasureRule::Level;
        let [LabelPiece::Phrase(name)] = &fact.label[..] else {
            return None;
        };
        let verb = name.start.checked_sub(1).map(|at| &view.atoms[at])?;
        let solves = counts && name.end <= fact.atom && verb.cues.has(self.document.known.solves);
        solves.then(|| verb.span.of(self.document.text))
    }

    /// 通达119个国家和地区393个港口: what is said of all the counts of a chain, before the name of a later one.
    pub(in crate::resolve) fn reached_with<'v>(&'v self, view: &SentenceView, fact: &FactReading) -> Option<&'v str> {
        let known = self.document.known;
        let counts = |at: usize| {
            let mention = view.atoms[at].quantity().map(|at| view.mentions[at].span);
            let quantity = mention.and_then(|span| view.quantity_at(span));
            quantity.is_some_and(|quantity| quantity.dimension == Dimension::Count)
        };
        let own = match &fact.label[..] {
            [LabelPiece::Phrase(own)] => own.start > fact.atom,
            [LabelPiece::Phrase(before), LabelPiece::Phrase(own)] => {
                own.start > fact.atom && self.is_counted_before(view, fact, before)
            }
            _ => false,
        };
        if !own || !counts(fact.atom) {
            return None;
        }
        let clause = view.clause(fact.atom);
        let mut at = fact.atom;
        // Back over each count before, with what it counts.
        let before = |at: usize| {
            let first = at.saturating_sub(COUNTED + 1).max(clause.start);
            (first..at).rev().find(|other| counts(*other))
        };
        let mut chained = false;
        while let Some(other) = before(at) {
            let does =
                |atom: &Atom| atom.kind == AtomKind::Word(PartOfSpeech::Verb) && !known.trail.intersects(atom.cues);
            if view.atoms[other + 1..at].is_empty() || view.atoms[other + 1..at].iter().any(does) {
                return None;
            }
            (at, chained) = (other, true);
        }
        let verb = (clause.start..at)
            .rev()
            .take(COUNTED)
            .map(|at| &view.atoms[at])
            .find(|atom| atom.kind == AtomKind::Word(PartOfSpeech::Verb) || atom.cues.has(known.benefits))?;
        (chained && verb.cues.has(known.benefits)).then(|| verb.span.of(self.document.text))
    }

    /// 对某国8处目标实施打击: that it was done to them, before the name of a count that a verb of dealing follows.
    pub(in crate::resolve) fn dealt_with(&self, view: &SentenceView, fact: &FactReading) -> Option<&'static str> {
        let known = self.document.known;
        let last = match fact.label.last() {
            Some(LabelPiece::Phrase(last)) if last.start > fact.atom => last,
            _ => return None,
        };
        let first = match fact.label.first() {
            Some(LabelPiece::Phrase(first)) => first.start.min(fact.atom),
            _ => fact.atom,
        };
        let whose = |at: usize| matches!(view.atoms[at].kind, AtomKind::Area(_) | AtomKind::Organisation(_));
        let before = first.checked_sub(1)?;
        let before = if whose(before) { before.checked_sub(1)? } else { before };
        let dealt = |atom: &Atom| atom.cues.has(known.dealt);
        let counts = view.quantity(fact).dimension == Dimension::Count;
        // 对400余款采取措施: what is counted is not said.
        let done = counts && !dealt(&view.atoms[last.start]) && view.atoms[first..last.end].iter().any(dealt);
        (done && view.atoms[before].span.of(self.document.text) == "对").then_some("对")
    }

    /// 18个大项269个小项, 6个机型12个规格的轮胎: whether a phrase before a count, behind which its own name stands, is no more than what the
    /// number before it counts.
    pub(in crate::resolve) fn is_counted_before(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        range: &Range<usize>,
    ) -> bool {
        let counts = |at: usize| {
            let quantity = view.atoms.get(at).and_then(Atom::quantity);
            quantity.is_some_and(|at| {
                view.quantity_at(view.mentions[at].span)
                    .is_some_and(|q| q.dimension == Dimension::Count)
            })
        };
        let own = matches!(fact.label.last(), Some(LabelPiece::Phrase(last)) if last.start > fact.atom);
        // 25家企业带着1万个岗位, 11家医院对30个乡镇包片: what those counted first do stays.
        let does = |atom: &Atom| {
            let known = self.document.known;
            atom.kind == AtomKind::Word(PartOfSpeech::Verb)
                || atom.cues.has(known.preposition)
                || known.trail.intersects(atom.cues)
                || matches!(atom.span.of(self.document.text), "把" | "被")
        };
        own && range.end == fact.atom
            && counts(fact.atom)
            && range.start.checked_sub(1).is_some_and(counts)
            && range.len() <= COUNTED
            && !does(&view.atoms[range.end - 1])
    }

    /// Keeps in mind what was named, for what follows without a name of its own. 完成年度计划的80%，完成投资10亿元: the goal that is met is
    /// none of it.
    pub(in crate::resolve) fn name_topic(&mut self, name: &str, at: Span, dimension: Dimension) {
        let (cues, known) = (self.document.cues, self.document.known);
        let goal = cues.ending_of(name, known.goal).is_some_and(|goal| goal < name.len());
        if goal && self.topic.is_some() && (name.starts_with("完成") || name.starts_with('占')) {
            return;
        }
        // 利润连续三个月增长，增速……: how long is no part of what it is of.
        self.topic = Some((self.before_lasting(name).to_owned(), at));
        self.topic_is_size = matches!(dimension, Dimension::Money | Dimension::Ratio);
    }

    /// 品种由单一扩大到多个，年产量…: of what has moved, no more than what it is.
    pub(in crate::resolve) fn before_move<'l>(&self, topic: &'l str) -> &'l str {
        let from = ["由", "从"].iter().filter_map(|word| topic.find(word)).min();
        let Some(from) = from.filter(|from| *from > 0) else {
            return topic;
        };
        let stands = self.document.cues.words_of(self.document.known.stands);
        let mut moves = stands.filter(|word| word.chars().count() > 1);
        if moves.any(|word| topic[from..].contains(word)) {
            &topic[..from]
        } else {
            topic
        }
    }

    /// 新增26个物流枢纽: that they are new, where nothing else is said before the number. 经营主体总量达80万户，新登记9万户: of the name that
    /// was told before the total goes.
    pub(in crate::resolve) fn newly(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        kind: OriginKind,
        name: &mut String,
    ) -> Option<&str> {
        let known = self.document.known;
        let counts = view.quantity(fact).dimension == Dimension::Count && fact.measure == MeasureRule::Level;
        // 现有疑似病例3例: not all there have been.
        if let [LabelPiece::Phrase(range)] = &fact.label[..]
            && range.end <= fact.atom
            && let Some(before) = range.start.checked_sub(1).map(|at| &view.atoms[at])
            && before.cues.has(known.at_present)
            && self.document.cues.ending_of(name, known.cases).is_some()
        {
            return Some(before.span.of(self.document.text));
        }
        let again = match &fact.label[..] {
            [LabelPiece::Phrase(range)] if range.start > fact.atom && kind == OriginKind::Said => false,
            [LabelPiece::Before(_)] => true,
            _ => return None,
        };
        let aside = |atom: &Atom| atom.cues.has(known.filler) || atom.span.of(self.document.text) == "了";
        let verb = view.atoms[..fact.atom]
            .iter()
            .rev()
            .find(|atom| counts && !aside(atom))?;
        let word = verb.span.of(self.document.text);
        if !verb.cues.has(known.new) && (again || word != "增加") {
            return None;
        }
        let total = ["总量", "总数"].iter().find(|total| again && name.ends_with(**total));
        if let Some(total) = total.filter(|total| total.len() < name.len()) {
            name.truncate(name.len() - total.len());
        }
        Some(word)
    }

    /// 1500架次航班取消，6600架次延误: a name without what those did whom it counts.
    pub(in crate::resolve) fn undone<'l>(&self, view: &SentenceView, named: &'l Named) -> &'l str {
        let last = view.atoms.iter().find(|atom| atom.span.end == named.at.end);
        let verb =
            last.filter(|last| last.kind == AtomKind::Word(PartOfSpeech::Verb) && last.span.start > named.at.start);
        let rest = verb.and_then(|verb| named.label.strip_suffix(verb.span.of(self.document.text)));
        rest.filter(|rest| rest.chars().count() > 1).unwrap_or(&named.label)
    }

    /// 新开工重点项目87个、竣工65个: a name without the word that says that the things are new, before what else was done with others.
    pub(in crate::resolve) fn not_new<'l>(&self, named: &'l str) -> &'l str {
        let words = self.document.cues.words_of(self.document.known.new);
        let rest = words
            .filter_map(|word| named.strip_prefix(word))
            .min_by_key(|rest| rest.len());
        rest.filter(|rest| rest.chars().count() > 1).unwrap_or(named)
    }
}

/// So many words name what a number counts where the next number follows at once.
const COUNTED: usize = 3;
