//! What was named before: the name that a reading takes over, where its own clause leaves it out.

use std::ops::Range;

use crate::extract::{Atom, AtomKind, FactReading};
use crate::model::{Dimension, OriginKind, Quantity, Span};
use crate::rules::MeasureRule;

use super::label;
use super::threshold;
use crate::resolve::discourse::{Discourse, Named, Stated};
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// The name of a number whose phrase only points to what was named before, or says which part of it.
    pub(in crate::resolve) fn taken_over(
        &mut self,
        view: &SentenceView,
        fact: &FactReading,
        range: &Range<usize>,
        words: &str,
        named: usize,
    ) -> Option<Stated<String>> {
        let known = self.document.known;
        let carried = |what: String, at: Span| Some(Stated::new(what, OriginKind::Carried, Some(at)));
        // 居全国第5位、西部第3位: both of the same.
        let scope = |atom: &Atom| atom.cues.has(known.scope);
        // 全国第五，省份中位列第二: so does what is told of last among those of one kind.
        let kind = |atom: &Atom| atom.cues.has(known.vague);
        let among = view.atoms.get(range.end).is_some_and(|next| next.cues.has(known.among));
        let own = &view.atoms[range.clone()];
        if fact.measure == MeasureRule::Rank
            && (own.iter().all(scope) || (among && own.iter().all(kind)))
            && let Some(before) = named.checked_sub(1).and_then(|last| self.labels.get(last))
        {
            return carried(before.label.clone(), before.at);
        }
        if range.end > fact.atom {
            return None;
        }
        // 投入强度4%，在全省56个县里排第3: among how many; but 在178家开发区综合评价中 says by what.
        let within = range.start.checked_sub(1).is_some_and(|at| {
            let word = |at: usize| view.atoms[at].span.of(self.document.text);
            word(at) == "在" || at > 0 && matches!(view.atoms[at].kind, AtomKind::Area(_)) && word(at - 1) == "在"
        });
        // 在178家高新区综合评价中列第39位: it is the assessment that ranks.
        let assessed = own.iter().any(|atom| atom.cues.has(known.ranking));
        if fact.measure == MeasureRule::Rank
            && within
            && !assessed
            && fact.label.len() == 1
            && !own.last().is_some_and(|last| known.predicate.intersects(last.cues))
            && own[0]
                .span
                .of(self.document.text)
                .starts_with(|c: char| c.is_ascii_digit())
            && let Some(before) = named.checked_sub(1).and_then(|last| self.labels.get(last))
        {
            return carried(before.label.clone(), before.at);
        }
        // 城镇新增就业1097万人，全年目标任务1100万人: the aim is of what was told before.
        let goal = |atom: &Atom| atom.cues.has(known.goal_name);
        if fact.measure == MeasureRule::Level
            && fact.label.len() == 1
            && view.atoms[range.clone()].iter().all(goal)
            && let Some(before) = named.checked_sub(1).and_then(|last| self.labels.get(last))
            && view
                .quantity_at(before.number)
                .is_some_and(|told| told.unit == view.quantity(fact).unit)
        {
            let told = before.label.strip_suffix(words).unwrap_or(&before.label);
            return carried(format!("{told}{words}"), before.at);
        }
        // 人均生产总值7.3万元（按年平均汇率折算为1万美元）: the same in other money.
        let converts = view.atoms[range.end - 1].cues.has(known.converts);
        if converts
            && fact.label.len() == 1
            && let Some(before) = self
                .named_before_bracket(view, fact)
                .or_else(|| named.checked_sub(1).and_then(|last| self.labels.get(last)))
        {
            return carried(before.label.clone(), before.at);
        }
        // 高标准农田2.8万亩，其中米甸镇1.1万亩: who has a part of what was counted before.
        if fact.measure == MeasureRule::Level
            && let Some(before) = self.part_of_body(view, fact, range)
        {
            return Some(before);
        }
        // 甲区（145家）、开发区（320家）: so does a zone without a name, in brackets beside others.
        let zone = |atom: &Atom| self.document.organisations.is_zone(atom.span.of(self.document.text));
        let bracket = view
            .atoms
            .get(range.end)
            .is_some_and(|next| matches!(next.kind, AtomKind::Open(_)));
        if fact.measure == MeasureRule::Level
            && bracket
            && range.len() == 1
            && own.iter().all(zone)
            && let Some(before) = self
                .labels
                .iter()
                .rev()
                .take(NEAR_NAMES)
                .find(|told| self.goes_on(view, fact, told))
        {
            return carried(before.label.clone(), before.at);
        }
        // 占全部投资的比重，前者41.3%，后者18.7%
        if let Some(one) = self.one_of_two(view, fact, range, named) {
            return Some(one);
        }
        // 农业生产经营人员10万人。年龄35岁及以下的有2万人: of those counted before.
        if fact.measure == MeasureRule::Level
            && fact.label.len() == 1
            && matches!(view.quantity(fact).dimension, Dimension::Count | Dimension::Ratio)
            && let Some(age) = threshold::age(words)
        {
            let among = self
                .among(view, fact)
                .map(|among| (among, label::span(view.atoms, range)));
            let (whole, at) = among.or_else(|| self.topic.clone())?;
            return carried(threshold::put(&whole, age), at);
        }
        let (topic, at) = self.topic.clone()?;
        // 常住人口超过40万人的有3个，在20万人至40万人之间的有8个
        if fact.label.len() == 1
            && view.quantity(fact).dimension == Dimension::Count
            && let Some(sized) = threshold::sized(&topic, words)
        {
            return carried(sized, at);
        }
        // 扣除房地产开发投资后增长4.6%, 剔除一次性因素增长4.6%: without that.
        let opens = view.atoms[range.start].cues.has(known.leaving_out);
        if fact.measure == MeasureRule::Difference
            && opens
            && let left_out = words.strip_suffix('后').unwrap_or(words)
            && (left_out.len() < words.len() || !words.contains('的'))
            && !view.atoms[range.clone()].iter().any(|atom| atom.cues.has(known.prices))
        {
            return carried(format!("{topic}（{left_out}）"), at);
        }
        // 其中50亿元以上6个、百亿级2个
        let counts = view.quantity(fact).dimension == Dimension::Count && fact.label.len() == 1;
        if counts && threshold::is_one(words) {
            return carried(threshold::put(&topic, words), at);
        }
        let several = self.document.gazetteer.several();
        // 泉州、厦门两市增速分别只有3.4%、5.1%
        let rest = several.closing(words).map_or("", |length| &words[length..]);
        if fact.area.is_some() && self.document.cues.of(rest).has(known.dependent) {
            return carried(format!("{topic}{rest}"), at);
        }
        // 株洲、湘潭两市分别为1027家、578家; 长株潭三市6823家
        let places = several.counted_end(words)?;
        let places = if places == 0 { "" } else { words };
        carried(format!("{places}{topic}"), at)
    }

    /// The name so many names before: 甲10亿元，增长5%；乙20亿元，增长6%。……分别为 are two names, though they were told four times.
    pub(in crate::resolve) fn named_back(&self, named: usize, back: usize) -> Option<&Named> {
        let told = self.labels.get(..named)?;
        let mut names: Vec<&Named> = Vec::with_capacity(back);
        for name in told.iter().rev() {
            // 犯罪168件347人: counted twice, and both may move.
            let beside = names.last().is_some_and(|last| last.number.start == name.number.end);
            if beside || names.iter().all(|known| known.label != name.label) {
                names.push(name);
            }
            if names.len() == back {
                return names.pop();
            }
        }
        named.checked_sub(back).and_then(|index| told.get(index))
    }

    /// For a size or rank in brackets (累计9家; 全省第3位) the label of the number before the bracket.
    pub(in crate::resolve) fn named_before_bracket(&self, view: &SentenceView, fact: &FactReading) -> Option<&Named> {
        if !view.brackets || !matches!(fact.measure, MeasureRule::Level | MeasureRule::Rank) {
            return None;
        }
        let around = |at: &usize| matches!(view.atoms[*at].kind, AtomKind::Open(Some(close)) if close > fact.atom);
        let open = (0..fact.atom).rev().find(around)?;
        let start = view.atoms[open].span.start;
        // 发电量203亿千瓦时（其中新能源发电38亿千瓦时，占19.1%）: the share is of what the bracket has named.
        let inside = |named: &&Named| named.number.start > start;
        let share = fact.label.len() > 1 && view.quantity(fact).dimension == Dimension::Ratio;
        if share && self.labels.last().filter(inside).is_some() {
            return None;
        }
        self.labels.iter().rev().find(|named| named.number.end <= start)
    }

    /// 发电量203亿千瓦时（其中新能源发电38亿千瓦时），增长2.8%: behind a bracket, what was named before it.
    pub(in crate::resolve) fn named_outside(&self, view: &SentenceView, fact: &FactReading) -> Option<(String, Span)> {
        let last = self.labels.last().filter(|_| view.brackets)?;
        let within = |at: &usize| match view.atoms[*at].kind {
            AtomKind::Open(Some(close)) => {
                let open = view.atoms[*at].span.start;
                close < fact.atom && open < last.number.start && last.number.end <= view.atoms[close].span.start
            }
            _ => false,
        };
        let inside = view.atoms.partition_point(|atom| atom.span.start < last.number.start);
        let near = inside.saturating_sub(NEAR)..inside.min(fact.atom);
        let open = view.atoms[near.rev().find(within)?].span.start;
        let named = self
            .labels
            .iter()
            .rev()
            .take(BACK)
            .find(|named| named.number.end <= open)?;
        view.mention_at(named.number)
            .is_some()
            .then(|| (named.label.clone(), named.at))
    }

    /// 三市6823家，占63.3%；其中长沙市5218家: what is counted of a place was counted before the share.
    pub(in crate::resolve) fn counted_of_place(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        back: usize,
    ) -> Option<(String, Span)> {
        let own = view.quantity(fact);
        let quantity = |named: &Named| view.quantity_at(named.number);
        let (last, earlier) = self.labels.split_last()?;
        let share = matches!(quantity(last)?.dimension, Dimension::Ratio | Dimension::Points);
        if !share
            || back != 1
            || fact.measure != MeasureRule::Level
            || !matches!(own.dimension, Dimension::Count | Dimension::Money)
        {
            return None;
        }
        let alike = |named: &&Named| quantity(named).is_some_and(|other| other.unit == own.unit);
        let named = earlier.iter().rev().take(BACK).find(alike)?;
        let topic = self
            .topic
            .as_ref()
            .filter(|(topic, _)| named.label.ends_with(topic.as_str()));
        Some(topic.cloned().unwrap_or_else(|| (named.label.clone(), named.at)))
    }

    /// 优良天数299天，优良率81.9%，同比增加19天: what changes by so many days was told in days.
    pub(in crate::resolve) fn changed_alike(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        back: usize,
    ) -> Option<(String, Span)> {
        let own = view.quantity(fact);
        let points = own.dimension == Dimension::Points;
        let plain = matches!(own.dimension, Dimension::Ratio | Dimension::Multiple | Dimension::None);
        if plain || back != 1 || fact.measure != MeasureRule::Difference {
            return None;
        }
        let told = self.labels.iter().rev().take(BACK);
        let mut told = told.filter_map(|named| Some((named, view.quantity_at(named.number)?)));
        // Only a share stands between: of other counts the last is the one that changes. Points are of the share.
        let (_, last) = told.next()?;
        let share = matches!(last.dimension, Dimension::Ratio | Dimension::Points);
        if last.unit == own.unit || share == points {
            return None;
        }
        let alike = |other: &Quantity| match points {
            true => other.dimension == Dimension::Ratio,
            false => other.unit == own.unit,
        };
        let (named, _) = told.find(|(_, other)| alike(other))?;
        Some((named.label.clone(), named.at))
    }

    /// What the towns, zones or firms that a phrase names, and nothing else, have a part of: what the number before in the
    /// sentence counted in the same unit.
    pub(in crate::resolve) fn part_of_body(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        range: &Range<usize>,
    ) -> Option<Stated<String>> {
        let names = |atom: &Atom| {
            let joins = atom.kind == AtomKind::Enumeration || atom.cues.has(self.document.known.and);
            joins || matches!(atom.kind, AtomKind::Organisation(_))
        };
        let own = view.quantity(fact);
        if !view.atoms[range.clone()].iter().all(names) || own.unit.is_none() {
            return None;
        }
        let before = self.labels.last()?;
        // 制药企业研发强度均在10%以上，其中某某制药达到25%: a share of its own, unless it 占 so much.
        let known = self.document.known;
        let clause = view.clause(fact.atom);
        let shares = |atom: &Atom| atom.cues.has(known.share) || atom.cues.has(known.continues);
        let share = own.dimension == Dimension::Ratio && view.atoms[clause].iter().any(shares);
        let alike = !share && view.quantity_at(before.number)?.unit == own.unit;
        alike.then(|| Stated::new(before.label.clone(), OriginKind::Carried, Some(before.at)))
    }

    /// 前者, 后者: the first or the second of the two that were named last, with the share that a clause of its own says
    /// they have (占全部投资的比重，).
    pub(in crate::resolve) fn one_of_two(
        &mut self,
        view: &SentenceView,
        fact: &FactReading,
        range: &Range<usize>,
        named: usize,
    ) -> Option<Stated<String>> {
        let known = self.document.known;
        let first = view.atoms[range.start].cues;
        if !(first.has(known.former) || first.has(known.latter)) {
            return None;
        }
        if first.has(known.former) || self.two.is_none() {
            let mut told: Vec<&str> = Vec::new();
            for named in self.labels[..named.min(self.labels.len())].iter().rev().take(BACK) {
                if !told.contains(&named.label.as_str()) {
                    told.push(&named.label);
                }
            }
            let [last, before, ..] = told[..] else { return None };
            self.two = Some([before.to_owned(), last.to_owned()]);
        }
        let [former, latter] = self.two.as_ref()?;
        let whole = if first.has(known.former) { former } else { latter };
        let own = label::phrase(self.document.text, view.atoms, range.start + 1..range.end, known);
        let ratio = view.quantity(fact).dimension == Dimension::Ratio;
        let mut clause = view.clause(fact.atom);
        let mut share = String::new();
        while ratio && own.is_empty() && share.is_empty() && clause.start >= 2 {
            clause = view.clause(clause.start - 2);
            let opens = &view.atoms[clause.start];
            if opens.cues.has(known.continues) || opens.cues.has(known.share) {
                share = label::phrase(self.document.text, view.atoms, clause.clone(), known);
            } else if !opens.cues.has(known.former) {
                break;
            }
        }
        let span = label::span(view.atoms, range);
        Some(Stated::new(
            format!("{whole}{own}{share}"),
            OriginKind::Carried,
            Some(span),
        ))
    }

    /// 2000万元以下的5940家: how large those are that are counted, where the words before the number are nothing else.
    pub(in crate::resolve) fn threshold_before<'t>(
        &'t self,
        view: &SentenceView,
        fact: &FactReading,
    ) -> Option<&'t str> {
        let counts = view.quantity(fact).dimension == Dimension::Count && fact.measure == MeasureRule::Level;
        let mut before = view.atoms[..fact.atom].iter().rev().filter(|_| counts);
        let first = before.next()?;
        let of = first.span.of(self.document.text) == "的";
        let size = if of { before.next()? } else { first };
        let words = size.span.of(self.document.text);
        (size.kind == AtomKind::Name && threshold::is_one(words)).then_some(words)
    }

    /// 出口额前三位的国家为美国（11.9亿美元）、越南（6.7亿美元）: the clause names the size before the first place.
    pub(in crate::resolve) fn size_of_places(&self, view: &SentenceView, fact: &FactReading) -> Option<(String, Span)> {
        let own = view.atoms[fact.area?].span;
        let list = |at: &usize| matches!(view.atoms[*at].kind, AtomKind::Break(_));
        let inside = |at: &usize| matches!(view.atoms[*at].kind, AtomKind::Open(Some(close)) if close > fact.atom);
        let bracket = (0..fact.atom).rev().find(inside)?;
        let outside = |at: &usize| {
            list(at)
                && !view.atoms[..*at]
                    .iter()
                    .any(|open| matches!(open.kind, AtomKind::Open(Some(close)) if close > *at))
        };
        let start = (0..bracket).rev().find(outside).map_or(0, |at| at + 1);
        let known = self.document.known;
        let first = (start..=bracket)
            .find(|at| matches!(view.atoms[*at].kind, AtomKind::Open(_)))?
            .checked_sub(1)?;
        let end = (start..first)
            .rev()
            .find(|at| view.atoms[*at].cues.has(known.measure))?
            + 1;
        let words = label::phrase(self.document.text, view.atoms, start..end, known);
        let fits = words.chars().count() >= 2 && own.start >= view.atoms[first].span.start;
        fits.then(|| (words, label::span(view.atoms, &(start..end))))
    }

    /// 湿地520万亩，其中湖泊湿地最多，达到260万亩: the part that the clause before names.
    pub(in crate::resolve) fn part_before(&self, view: &SentenceView, atom: usize) -> Option<(String, Span)> {
        let before = view.clause(view.clause(atom).start.checked_sub(2)?);
        let known = self.document.known;
        let superlative = view.atoms[before.clone()].last()?.cues.has(known.most);
        let opens = |at: &usize| !known.lead.intersects(view.atoms[*at].cues);
        let start = before.clone().find(opens)?;
        let range = start..before.end.checked_sub(1)?;
        let counts = view.atoms[before].iter().any(|atom| atom.quantity().is_some());
        // 增幅以江苏最高，达48.6%: a rate is no part.
        let rate = view.atoms[start].cues.has(known.growth) || view.atoms[start].cues.has(known.fall);
        if !superlative || counts || rate || range.is_empty() {
            return None;
        }
        let words = label::phrase(self.document.text, view.atoms, range.clone(), known);
        (words.chars().count() >= 2).then(|| (words, label::span(view.atoms, &range)))
    }
}

/// So many words a bracket that has named something is long at most.
const NEAR: usize = 64;

/// So many names back what is counted alike was told, in the same sentence.
const NEAR_NAMES: usize = 4;

/// So many names back a reader remembers what was told.
pub(in crate::resolve) const BACK: usize = 48;
