//! Sizes: the names of sizes in labels, where one clause says them for several things, or one thing for several sizes.

use std::ops::Range;

use crate::extract::{Atom, AtomKind, FactReading, LabelPiece};
use crate::model::{Dimension, Measure, OriginKind, Span};
use crate::rules::MeasureRule;

use super::label;
use crate::resolve::discourse::{Discourse, Named, Resolved, Stated};
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// What two sizes of one kind are of: 轿车的产量增长贡献度 and 销量增长贡献度 are of 轿车.
    pub(in crate::resolve) fn shared_head<'l>(&self, topic: &'l str, words: &str) -> Option<&'l str> {
        let (cues, known) = (self.document.cues, self.document.known);
        let same_kind = |word: &&str| {
            let own = words.strip_suffix(*word).is_some_and(|own| !own.is_empty());
            own && topic.len() > words.len() && topic.ends_with(*word)
        };
        // What ends in one word ends in one character.
        if topic.chars().next_back() != words.chars().next_back() {
            return None;
        }
        let shares = || cues.words_of(known.continues).any(|word| words.starts_with(word));
        cues.words_of(known.dependent).find(same_kind).filter(|_| !shares())?;
        let first = cues
            .words_of(known.aspect)
            .filter_map(|word| topic.find(word))
            .min()
            .filter(|at| topic[..*at].chars().count() > 1)?;
        Some(topic[..first].trim_end_matches('的'))
    }

    /// 高速公路通车里程新增2479公里、总里程7607公里: what the total is of.
    pub(in crate::resolve) fn before_total<'l>(&self, topic: &'l str, words: &str) -> Option<&'l str> {
        let part = words.strip_prefix('总').filter(|part| part.chars().nth(1).is_some())?;
        let new = self.document.cues.words_of(self.document.known.new);
        let topic = new
            .filter_map(|word| topic.strip_suffix(word))
            .min_by_key(|rest| rest.len())
            .unwrap_or(topic);
        topic.strip_suffix(part).filter(|head| !head.is_empty())
    }

    /// Whether a label names a rate of growth (GDP增长速度), and not a rate of its own that ends alike (人口自然增长率).
    pub(in crate::resolve) fn names_growth(&self, label: &str) -> bool {
        let (cues, known) = (self.document.cues, self.document.known);
        let longest = |class| cues.ending_of(label, class);
        let growth = longest(known.growth);
        growth.is_some() && growth >= longest(known.measure)
    }

    /// 规上工业增加值增长8.5%，固定资产投资8%; 制造业增长8.8%（其中装备制造业23.4%）: a percentage of what is money, or of a branch,
    /// behind a growth is one too, unless it is called a share.
    pub(in crate::resolve) fn grows_too(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        sentence: Span,
        label: &Stated<String>,
        previous: Option<&Resolved>,
    ) -> bool {
        let (cues, known) = (self.document.cues, self.document.known);
        let grown = |previous: &Resolved| {
            previous.sentence == sentence && previous.measure == Measure::Growth && !previous.value.is_sign_negative()
        };
        let clause = view.clause(fact.atom);
        let shares = |atom: &Atom| {
            atom.cues.has(known.continues) || atom.cues.has(known.share) || atom.cues.has(known.share_reach)
        };
        let quantity = view.quantity(fact);
        let percent = quantity.unit.as_deref() == Some("%") && fact.versus.is_none();
        if !percent || !previous.is_some_and(grown) || view.atoms[clause.start..fact.atom].iter().any(shares) {
            return false;
        }
        let ends = |class| cues.ending_of(&label.what, class);
        // 人口自然增长率, 负债率 are no sums; nor is what stands behind the number (8%的企业).
        let sum = ends(known.sum) > ends(known.ratio_name).filter(|length| *length > 3);
        let before = matches!(fact.label[..], [LabelPiece::Phrase(ref own)] if own.end <= fact.atom);
        let elliptic = matches!(fact.label[..], [LabelPiece::Before(1)]);
        match label.kind {
            OriginKind::Said => before && (sum || ends(known.holder).is_some()),
            _ => {
                // 增长6.5%以上、力争7%
                let aims = || {
                    view.target(clause.start..fact.atom, self.section.reviews, known)
                        .is_some()
                };
                elliptic && previous.is_some_and(|previous| previous.label.what == label.what) && aims()
            }
        }
    }

    /// What fell, where the name is that of its fall: 社会消费品零售总额降幅.
    pub(in crate::resolve) fn fallen<'l>(&self, label: &'l str) -> Option<&'l str> {
        let (cues, known) = (self.document.cues, self.document.known);
        let fall = cues.ending_of(label, known.fall)?;
        Some(&label[..label.len() - fall]).filter(|rest| rest.chars().nth(1).is_some())
    }

    /// What a label that ends in 占 leaves out: of what the share told before it in the sentence is.
    pub(in crate::resolve) fn shared_whole(&self, label: &str, facts: &[Resolved]) -> Option<String> {
        let (cues, known) = (self.document.cues, self.document.known);
        cues.ending_of(label, known.continues)?;
        let word = cues.words_of(known.continues).find(|word| label.ends_with(*word))?;
        let of = |fact: &Resolved| {
            let (_, of) = fact.label.what.rsplit_once(word)?;
            // 服务出口所占比重 says nothing of the whole.
            let named = !of.is_empty() && !cues.words_of(known.share).any(|word| of.starts_with(word));
            (fact.measure == Measure::Level && named).then(|| of.to_owned())
        };
        facts.iter().rev().find_map(of)
    }

    /// A label without the name of its size: 培育企业主营业务收入 → 培育企业.
    pub(in crate::resolve) fn without_measure<'l>(&self, label: &'l str) -> &'l str {
        // 光伏产业: the industry stays.
        let rest = self
            .named_measure(label)
            .map_or(label, |name| &label[..label.len() - name.len()]);
        if rest.chars().count() > 1 { rest } else { label }
    }

    /// The name of a size that a label ends in: of several characters, and not that of a field.
    pub(in crate::resolve) fn named_measure<'l>(&self, label: &'l str) -> Option<&'l str> {
        let (cues, known) = (self.document.cues, self.document.known);
        if !cues.may_end(label, known.measure) {
            return None;
        }
        let short = label.chars().next_back().map_or(0, char::len_utf8);
        let length = cues.ending(label, |classes| classes.has(known.measure) && !classes.has(known.field))?;
        (length > short).then(|| &label[label.len() - length..])
    }

    /// The name of the size that a clause leaves out because the one before it said it: 甲业完成产值…亿元，乙业完成…亿元;
    /// 甲业增加值增长2%，乙业下降1%.
    pub(in crate::resolve) fn parallel_measure(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        label: &str,
        facts: &[Resolved],
    ) -> Option<String> {
        let (cues, known) = (self.document.cues, self.document.known);
        let quantity = view.quantity(fact);
        if let Some(size) = self.announced_size(view, fact, label) {
            return Some(size);
        }
        let wanted = match (fact.measure, quantity.dimension) {
            (MeasureRule::Level, Dimension::Money) => Measure::Level,
            (MeasureRule::Difference, Dimension::Ratio) => Measure::Growth,
            _ => return None,
        };
        let LabelPiece::Phrase(own) = fact.label.last()? else {
            return None;
        };
        // 投资流量 is a size, too.
        if own.end > fact.atom || self.named_measure(label).is_some() || label.ends_with(['额', '量']) {
            return None;
        }
        let earlier = facts
            .iter()
            .rev()
            .find(|other| other.unit == quantity.unit && other.measure == wanted);
        // 规模以上工业增加值增长11.8%。分经济类型看，国有控股企业增长7.3%.
        let earlier = earlier
            .map(|earlier| earlier.label.what.as_str())
            .or(self.divided.now.as_deref())?;
        let word = self.named_measure(earlier)?;
        let holds = |name: &str| cues.ending_of(name, known.holder).is_some();
        let both_hold = holds(label) && holds(&earlier[..earlier.len() - word.len()]);
        let verb = view.atoms[own.end..fact.atom]
            .iter()
            .any(|atom| atom.cues.has(known.reach));
        let listed = own.start > 0 && view.atoms[own.start - 1].kind == AtomKind::Enumeration;
        let goes_on = both_hold || (wanted == Measure::Level && (verb || listed));
        (goes_on && !label.contains(word)).then(|| word.to_owned())
    }

    /// 按常住地分，城镇居民33948元: what the sentence breaks down is a size, and the part has it too.
    pub(in crate::resolve) fn divided_size(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        label: &str,
    ) -> Option<String> {
        let divided = self.divided.now.as_deref()?;
        let moved = (fact.measure, view.quantity(fact).dimension) == (MeasureRule::Difference, Dimension::Ratio);
        let sized = (fact.measure, view.quantity(fact).dimension) == (MeasureRule::Level, Dimension::Money);
        let LabelPiece::Phrase(own) = fact.label.last()? else {
            return None;
        };
        // 分活动主体看，企业仍是主力，R&D经费支出112亿元: the part is the subject of the clause before.
        if sized
            && own.end <= fact.atom
            && self.named_measure(label).is_some()
            && let Some((part, _)) = self.clause_between(view, own.start)
            && !label.contains(&part)
        {
            return Some(format!("{part}{label}"));
        }
        // 固定资产投资（不含农户）: of the part too.
        let size = divided.split(['（', '(']).next().unwrap_or(divided);
        let fits = (moved || sized) && own.end <= fact.atom && self.named_measure(label).is_none();
        let part = self.named_measure(size).filter(|_| fits && !label.contains(size))?;
        let rest = label::without_overlap(label, size);
        // 居民人均可支配收入 of 城镇居民: the part names the holder anew.
        let holder = size.char_indices().skip(2).map(|(at, _)| &size[..at]);
        let anew = holder.filter(|holder| label.ends_with(holder)).last();
        let rest = anew.map_or(rest, |holder| &size[holder.len()..]);
        let whole = format!("{label}{rest}");
        Some(match whole.chars().count() <= label::MOST {
            true => whole,
            false => format!("{label}{part}"),
        })
    }

    /// 民营企业4713家，进出口2476亿元: a flow that is of what was named before only where that is such as has it.
    pub(in crate::resolve) fn is_held(&self, view: &SentenceView, range: &Range<usize>) -> bool {
        let known = self.document.known;
        let opens =
            view.heads(range.start, known) && view.atoms[range.clone()].iter().all(|atom| atom.cues.has(known.held));
        let cues = self.document.cues;
        let holds = |topic: &str| cues.ending_of(topic, known.holder).is_some();
        opens
            && self
                .topic_before(view, range.start)
                .is_some_and(|(topic, _)| holds(&topic))
    }

    /// 固定资产投资下降5.6%，扣除房地产开发投资，下降3.8%: what the clause before leaves out.
    pub(in crate::resolve) fn left_out(&self, view: &SentenceView, fact: &FactReading) -> Option<String> {
        let known = self.document.known;
        if !view.present.has(known.leaving_out) || !matches!(fact.label[..], [LabelPiece::Before(_)]) {
            return None;
        }
        let before = view.clause(view.clause(fact.atom).start.checked_sub(2)?);
        let start = before.clone().find(|at| view.atoms[*at].kind != AtomKind::Noise)?;
        let counts = view.atoms[before.clone()].iter().any(|atom| atom.quantity().is_some());
        let prices = view.atoms[before.clone()]
            .iter()
            .any(|atom| atom.cues.has(known.prices));
        if !view.atoms[start].cues.has(known.leaving_out) || counts || prices {
            return None;
        }
        let words = label::phrase(self.document.text, view.atoms, start..before.end, known);
        (words.chars().count() <= LEFT_OUT).then_some(words)
    }

    /// 增速居前的是怀化（46.2%）、娄底（41.7%）: the clause names the rate of what was told of before.
    pub(in crate::resolve) fn rate_of_places(&self, view: &SentenceView, fact: &FactReading) -> Option<(String, Span)> {
        let (cues, known) = (self.document.cues, self.document.known);
        fact.area?;
        if view.quantity(fact).dimension != Dimension::Ratio {
            return None;
        }
        let (size, span) = self.size_of_places(view, fact)?;
        // 增速居前, 进口增幅较大
        let ends = cues
            .words_of(known.growth)
            .filter_map(|word| Some((size.find(word)?, word)));
        let (at, rate) = ends.max_by_key(|(at, word)| at + word.len())?;
        if at > 0 {
            return Some((size[..at + rate.len()].to_owned(), span));
        }
        let (topic, _) = self.topic.as_ref()?;
        Some((format!("{topic}{rate}"), span))
    }

    /// 月均浓度38微克，同比上升5.6%。8个城市上升，平凉上升88.5%，庆阳上升60%: what rises in a place is what was measured before, not how many
    /// places there are.
    pub(in crate::resolve) fn measured_of_place(
        &self,
        view: &SentenceView,
        fact: &FactReading,
    ) -> Option<(String, Span)> {
        let own = view.quantity(fact);
        let grows = fact.measure == MeasureRule::Difference && own.dimension == Dimension::Ratio;
        let clause = view.clause(fact.atom).start;
        let placed = view.atoms[clause..fact.atom]
            .iter()
            .any(|atom| matches!(atom.kind, AtomKind::Area(_)));
        if !grows || !placed {
            return None;
        }
        let several = self.document.gazetteer.several();
        let places = |named: &Named| several.names_places(&named.label);
        let (last, earlier) = self.labels.split_last()?;
        // Those of the places told of before it have the same name by now.
        let named = earlier
            .iter()
            .rev()
            .find(|named| !places(named))
            .filter(|_| places(last))?;
        Some((named.label.clone(), named.at))
    }

    /// 城镇职工养老保险基金收入7亿元，基金支出6亿元: a size of the same thing, named by its last words only.
    pub(in crate::resolve) fn parallel_head(&self, label: &str, facts: &[Resolved]) -> Option<String> {
        let own = self.named_measure(label)?.len();
        let (head, word) = label.split_at(label.len() - own);
        let told = facts
            .last()
            .filter(|told| told.label.kind == OriginKind::Said)?
            .label
            .what
            .as_str();
        let (whole, other) = told.split_at(told.len() - self.named_measure(told)?.len());
        let same = head.chars().count() >= 2 && whole.len() > head.len() && whole.ends_with(head) && word != other;
        same.then(|| format!("{whole}{word}"))
    }

    /// 预算赤字1503亿元。出口增长17%: a size of another sentence has no exports; a firm or a project has.
    pub(in crate::resolve) fn stands_alone(&self, view: &SentenceView, range: &Range<usize>, topic: Span) -> bool {
        let elsewhere = view.atoms.first().is_some_and(|first| topic.end <= first.span.start);
        let aspect = view.atoms[range.clone()]
            .iter()
            .any(|atom| atom.cues.has(self.document.known.aspect));
        let part = view.atoms[..range.start]
            .iter()
            .any(|atom| atom.cues.has(self.document.known.part));
        // 规上企业120家。全区出口100亿元: the place is whose exports they are.
        let placed = range
            .start
            .checked_sub(1)
            .is_some_and(|at| matches!(view.atoms[at].kind, AtomKind::Area(_)));
        elsewhere && aspect && !part && (self.topic_is_size || placed)
    }
}

/// Characters of what a number leaves out.
const LEFT_OUT: usize = 20;
