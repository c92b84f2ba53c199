//! Names: the label of a reading, and what stands in for it where the clause leaves it out.

use std::ops::Range;

use crate::extract::{Atom, AtomKind, FactReading, LabelPiece, is_dependent};
use crate::model::{Dimension, Measure, Mention, MentionKind, OriginKind, Quantity, Span, Status};
use crate::rules::MeasureRule;
use crate::segment::PartOfSpeech;

use super::discourse::{Discourse, Named, Resolved, Stated};
use super::label;
use super::view::SentenceView;

impl Discourse<'_> {
    /// The label of a reading; `None` where nothing names it.
    pub(super) fn label(
        &mut self,
        view: &SentenceView,
        fact: &FactReading,
        named: usize,
        facts: &[Resolved],
    ) -> Option<Stated<String>> {
        let text = self.document.text;
        let mut whole = String::new();
        let mut kind = OriginKind::Said;
        let mut at: Option<Span> = None;
        for piece in &fact.label {
            match piece {
                LabelPiece::Literal(literal) => whole.push_str(literal),
                LabelPiece::Words(words, range) => {
                    whole.push_str(words);
                    let span = label::span(view.atoms, range);
                    at = Some(at.map_or(span, |at| at.join(span)));
                }
                LabelPiece::Phrase(range) => {
                    let range = label::narrow(text, view.atoms, range.clone(), self.document.known);
                    let span = label::span(view.atoms, &range);
                    let mut words = label::phrase(text, view.atoms, range.clone(), self.document.known);
                    // 四成的税收 is a share of the taxes, whatever was named before.
                    let shared = range.start > fact.atom && view.quantity(fact).dimension == Dimension::Ratio;
                    if whole.is_empty()
                        && !shared
                        && (is_dependent(view.atoms, &range, self.document.known)
                            || view.atoms[range.start].cues.has(self.document.known.continues))
                        && let Some((topic, span)) = self.topic_before(view, range.start)
                        && !self.stands_alone(view, &range, span)
                        && (!topic.ends_with(&words) || self.document.fused.part(&topic, &words).is_some())
                        && !self.listed_with(view, range.start, span)
                    {
                        // 完成投资, 总投资; but 占预算支出的比重 is no other size.
                        let known = self.document.known;
                        let shares = view.atoms[range.start].cues.has(known.continues);
                        let aspect =
                            !shares && view.atoms[range.clone()].iter().any(|atom| atom.cues.has(known.aspect));
                        let fused = self.document.fused;
                        let part = fused.part(&topic, &words).or_else(|| fused.sibling(&topic, &words));
                        if let Some(part) = part {
                            // 进出口总额……，其中出口……: the whole with the part in its place.
                            whole.push_str(&part);
                            words.clear();
                        } else {
                            whole.push_str(if let Some(head) = self.shared_head(&topic, &words) {
                                head
                            } else if aspect {
                                self.without_measure(&topic)
                            } else {
                                &topic
                            });
                        }
                        kind = OriginKind::Carried;
                    }
                    // 确认使用5800万元: only verbs, their object was named before.
                    let known = self.document.known;
                    let verbs = view.atoms[range.clone()].iter().all(|atom| {
                        let names = atom.cues.has(known.dependent) || atom.cues.has(known.measure);
                        atom.kind == AtomKind::Word(PartOfSpeech::Verb) && !names
                    });
                    if verbs
                        && fact.label.len() == 1
                        && range.end <= fact.atom
                        && let Some(before) = named.checked_sub(1).and_then(|index| self.labels.get(index))
                        && self.goes_on(view, fact, before)
                    {
                        let whole = format!("{}{words}", before.label.trim_end_matches(words.as_str()));
                        return Some(Stated::new(whole, OriginKind::Carried, Some(before.at)));
                    }
                    whole.push_str(label::without_overlap(&whole, &words));
                    let adjectives = view.atoms[range.clone()]
                        .iter()
                        .all(|atom| atom.cues.has(self.document.known.adjective));
                    if adjectives
                        && fact.label.len() == 1
                        && let Some((topic, _)) = self.topic.clone()
                    {
                        whole.push_str(label::without_level(&topic));
                        kind = OriginKind::Carried;
                    }
                    at = Some(at.map_or(span, |at| at.join(span)));
                }
                LabelPiece::Before(back) => {
                    let (before, span) = self
                        .named_before_bracket(view, fact)
                        .map(|named| (named.label.clone(), named.at))
                        .or_else(|| self.topic_clause(view, fact.atom).filter(|_| fact.label.len() == 1))
                        .or_else(|| {
                            let named = named.checked_sub(*back).and_then(|index| self.labels.get(index))?;
                            Some((named.label.clone(), named.at))
                        })
                        .or_else(|| self.topic_before(view, fact.atom))?;
                    // 吞吐量……，连续15年居全球首位: the rank is of what has lasted.
                    let lasting = self.document.cues.words_of(self.document.known.lasting);
                    let end = lasting.filter_map(|word| before.strip_suffix(word)).map(str::len).min();
                    let mut before = end.filter(|end| *end > 0).map_or(before.as_str(), |end| &before[..end]);
                    // R&D经费超过千亿元的省（市）有12个，分别为广东（4411.9亿元）: what it exceeds is its R&D经费.
                    if fact.area.is_some()
                        && let Some((size, places)) = before.rsplit_once('的')
                        && places.chars().count() <= PLACES
                    {
                        let (cues, known) = (self.document.cues, self.document.known);
                        let cut = cues.words_of(known.stands).filter_map(|word| size.find(word)).min();
                        before = cut.filter(|cut| *cut > 0).map_or(before, |cut| &size[..cut]);
                    }
                    // 降幅收窄1.3个百分点；3月增长0.8%: it is not the fall that grows.
                    if fact.measure == MeasureRule::Difference && view.quantity(fact).dimension == Dimension::Ratio {
                        let (cues, known) = (self.document.cues, self.document.known);
                        let rates = cues.words_of(known.growth).chain(cues.words_of(known.fall));
                        let cut = rates.filter_map(|word| before.strip_suffix(word)).map(str::len).min();
                        before = cut.filter(|cut| *cut > 0).map_or(before, |cut| &before[..cut]);
                    }
                    whole.push_str(before);
                    kind = OriginKind::Carried;
                    at = Some(span);
                }
            }
        }
        if whole.is_empty() {
            return None;
        }
        if kind == OriginKind::Said
            && let Some(measure) = self.parallel_measure(view, fact, &whole, facts)
        {
            whole.push_str(&measure);
        }
        // 第二产业占国内生产总值的14.4%，第三产业占85.6%: of the same whole.
        if let Some(of) = self.shared_whole(&whole, facts) {
            whole.push_str(&of);
        }
        // P<0.05, n＞10: a letter of a formula names nothing, nor does one hanzi torn from its word.
        whole.chars().filter(|letter| letter.is_alphabetic()).nth(1)?;
        if whole.ends_with(['=', '＝', '≈', '<', '>']) {
            return None;
        }
        if whole.chars().count() > label::MOST {
            whole = whole.chars().skip(whole.chars().count() - label::MOST).collect();
        }
        if kind == OriginKind::Said
            && let Some(span) = at
        {
            self.topic = Some((whole.clone(), span));
            self.topic_is_size = matches!(view.quantity(fact).dimension, Dimension::Money | Dimension::Ratio);
        }
        Some(Stated::new(whole, kind, at))
    }

    /// What two sizes of one kind are of: 轿车的产量增长贡献度 and 销量增长贡献度 are of 轿车.
    fn shared_head<'l>(&self, topic: &'l str, words: &str) -> Option<&'l str> {
        let (cues, known) = (self.document.cues, self.document.known);
        let same_kind = |word: &&str| {
            let own = words.strip_suffix(*word).is_some_and(|own| !own.is_empty());
            own && topic.len() > words.len() && topic.ends_with(*word)
        };
        let shares = cues.words_of(known.continues).any(|word| words.starts_with(word));
        cues.words_of(known.dependent).find(same_kind).filter(|_| !shares)?;
        let first = cues
            .words_of(known.aspect)
            .filter_map(|word| topic.find(word))
            .min()
            .filter(|at| topic[..*at].chars().count() > 1)?;
        Some(topic[..first].trim_end_matches('的'))
    }

    /// Whether a label names a rate of growth (GDP增长速度), and not a rate of its own that ends alike (人口自然增长率).
    pub(super) fn names_growth(&self, label: &str) -> bool {
        let (cues, known) = (self.document.cues, self.document.known);
        let longest = |class| {
            let words = cues.words_of(class).filter(|word| label.ends_with(*word));
            words.map(str::len).max()
        };
        let growth = longest(known.growth);
        growth.is_some() && growth >= longest(known.measure)
    }

    /// 营业总收入、利润总额: one name of a list is not of the other.
    fn listed_with(&self, view: &SentenceView, start: usize, topic: Span) -> bool {
        let between = view.atoms[..start]
            .iter()
            .rev()
            .take_while(|atom| atom.span.start >= topic.end);
        let mut between = between.peekable();
        let joins = |atom: &Atom| atom.kind == AtomKind::Enumeration || atom.cues.has(self.document.known.and);
        between.peek().is_some_and(|last| joins(last)) && between.all(joins)
    }

    /// 发放1亿元创新券，确认使用5800万元: the same is counted again, in the same sentence.
    fn goes_on(&self, view: &SentenceView, fact: &FactReading, before: &Named) -> bool {
        let earlier = view.mentions.iter().find(|mention| mention.span == before.number);
        matches!(earlier.map(|mention| &mention.kind), Some(MentionKind::Quantity(other)) if other.unit == view.quantity(fact).unit)
    }

    /// What a label that ends in 占 leaves out: of what the share told before it in the sentence is.
    fn shared_whole(&self, label: &str, facts: &[Resolved]) -> Option<String> {
        let (cues, known) = (self.document.cues, self.document.known);
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
    pub(super) fn without_measure<'l>(&self, label: &'l str) -> &'l str {
        // 光伏产业: the industry stays.
        let (cues, known) = (self.document.cues, self.document.known);
        let fields: Vec<&str> = cues.words_of(known.field).collect();
        let longest = cues
            .words_of(known.measure)
            .filter(|word| !fields.contains(word))
            .filter(|word| word.chars().count() > 1 && label.ends_with(*word))
            .max_by_key(|word| word.len());
        let rest = longest.map_or(label, |word| &label[..label.len() - word.len()]);
        if rest.chars().count() > 1 { rest } else { label }
    }

    /// 65项（国家级9项、省级21项）: numbers in brackets with the unit of the one before are its parts.
    fn bracketed_whole(&self, view: &SentenceView, reading: &FactReading) -> Option<String> {
        let named = self.named_before_bracket(view, reading)?;
        let whole = view.mentions.iter().find(|mention| mention.span == named.number)?;
        let unit = |mention: &Mention| match &mention.kind {
            MentionKind::Quantity(quantity) => quantity.unit.clone(),
            _ => None,
        };
        let same = unit(whole).is_some() && unit(whole) == unit(&view.mentions[reading.quantity]);
        same.then(|| named.label.clone())
    }

    /// For a size or rank in brackets (累计9家; 全省第3位) the label of the number before the bracket.
    pub(super) fn named_before_bracket(&self, view: &SentenceView, fact: &FactReading) -> Option<&Named> {
        if !matches!(fact.measure, MeasureRule::Level | MeasureRule::Rank) {
            return None;
        }
        let around = |at: &usize| matches!(view.atoms[*at].kind, AtomKind::Open(Some(close)) if close > fact.atom);
        let open = (0..fact.atom).rev().find(around)?;
        self.labels
            .iter()
            .rev()
            .find(|named| named.number.end <= view.atoms[open].span.start)
    }

    /// The name of the size that a clause leaves out because the one before it said it: 甲业完成产值…亿元，乙业完成…亿元;
    /// 甲业增加值增长2%，乙业下降1%.
    pub(super) fn parallel_measure(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        label: &str,
        facts: &[Resolved],
    ) -> Option<String> {
        let (cues, known) = (self.document.cues, self.document.known);
        let quantity = view.quantity(fact);
        let wanted = match (fact.measure, quantity.dimension) {
            (MeasureRule::Level, Dimension::Money) => Measure::Level,
            (MeasureRule::Difference, Dimension::Ratio) => Measure::Growth,
            _ => return None,
        };
        let LabelPiece::Phrase(own) = fact.label.last()? else {
            return None;
        };
        let fields: Vec<&str> = cues.words_of(known.field).collect();
        let measures = || {
            let words = cues.words_of(known.measure).filter(|word| word.chars().count() > 1);
            words.filter(|word| !fields.contains(word))
        };
        if own.end > fact.atom || measures().any(|word| label.ends_with(word)) {
            return None;
        }
        let earlier = facts
            .iter()
            .rev()
            .find(|other| other.unit == quantity.unit && other.measure == wanted)?;
        let earlier = earlier.label.what.as_str();
        let word = measures()
            .filter(|word| earlier.ends_with(word))
            .max_by_key(|word| word.len())?;
        let holds = |name: &str| cues.words_of(known.holder).any(|holder| name.ends_with(holder));
        let both_hold = holds(label) && holds(&earlier[..earlier.len() - word.len()]);
        let verb = view.atoms[own.end..fact.atom]
            .iter()
            .any(|atom| atom.cues.has(known.reach));
        let listed = own.start > 0 && view.atoms[own.start - 1].kind == AtomKind::Enumeration;
        let goes_on = both_hold || (wanted == Measure::Level && (verb || listed));
        (goes_on && !label.contains(word)).then(|| word.to_owned())
    }

    /// 预算赤字1503亿元。出口增长17%: a size of another sentence has no exports; a firm or a project has.
    fn stands_alone(&self, view: &SentenceView, range: &Range<usize>, topic: Span) -> bool {
        let elsewhere = view.atoms.first().is_some_and(|first| topic.end <= first.span.start);
        let aspect = view.atoms[range.clone()]
            .iter()
            .any(|atom| atom.cues.has(self.document.known.aspect));
        let part = view.atoms[..range.start]
            .iter()
            .any(|atom| atom.cues.has(self.document.known.part));
        elsewhere && aspect && !part && self.topic_is_size
    }

    /// What was last named: by a fact, else by the clauses of this sentence before `atom`.
    pub(super) fn topic_before(&self, view: &SentenceView, atom: usize) -> Option<(String, Span)> {
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
            if range.is_empty() {
                continue;
            }
            let prepositional = start > clause.start || !names(&view.atoms[range.clone()]);
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
        let words = label::phrase(self.document.text, view.atoms, range.clone(), self.document.known);
        (!words.is_empty() && words.chars().count() <= 20).then(|| (words, label::span(view.atoms, &range)))
    }

    /// 具备理解过程水平的公众，甲国为2.6%: the clause before is nothing but a name, and the number's own begins with a place.
    fn topic_clause(&self, view: &SentenceView, atom: usize) -> Option<(String, Span)> {
        let known = self.document.known;
        let here = view.clause(atom);
        let opens = view.atoms[here.start..atom]
            .iter()
            .find(|atom| atom.kind != AtomKind::Noise)?;
        if !matches!(opens.kind, AtomKind::Area(_)) {
            return None;
        }
        let before = view.clause(here.start.checked_sub(2)?);
        let range = before.start..here.start - 1;
        let (first, last) = view.atoms[range.clone()]
            .iter()
            .find(|atom| atom.kind != AtomKind::Noise)
            .zip(view.atoms[range.clone()].last())?;
        let noun = last.kind == AtomKind::Word(PartOfSpeech::Noun) || last.cues.has(known.measure);
        let verb = |atom: &Atom| atom.kind == AtomKind::Word(PartOfSpeech::Verb) && !atom.cues.has(known.share);
        let qualified = view.atoms[range.clone()]
            .iter()
            .any(|atom| atom.span.of(self.document.text) == "的");
        let counts = view.atoms[range.clone()].iter().any(|atom| atom.quantity().is_some());
        let prepositional = known.lead.intersects(first.cues) || first.cues.has(known.at);
        let says = view.atoms[range.clone()].iter().any(verb) && !qualified;
        if !noun || counts || prepositional || says {
            return None;
        }
        let words = label::phrase(self.document.text, view.atoms, range.clone(), known);
        let fits = (2..=label::MOST).contains(&words.chars().count());
        fits.then(|| (words, label::span(view.atoms, &range)))
    }

    /// The subject of a clause without a number that stands between the last fact and this clause: 产业群实现全覆盖，数量居首;
    /// clauses that only say how or when (在……的基础上) may stand between.
    pub(super) fn clause_between(&self, view: &SentenceView, atom: usize) -> Option<(String, Span)> {
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
            let prepositional = first.is_some_and(|first| first.cues.has(known.at));
            let says_how = prepositional && !words.next_back().is_some_and(|last| last.cues.has(known.seen));
            if !says_how || view.atoms[before.start.saturating_sub(1)].kind == AtomKind::Break('；') {
                return self.subject(view, before);
            }
            here = before;
            skipped = true;
        }
    }

    /// The noun that a clause begins with, before its verb.
    fn subject(&self, view: &SentenceView, before: Range<usize>) -> Option<(String, Span)> {
        let known = self.document.known;
        // 制造业占国内生产总值的比重持续下降: 占 is a part of the name.
        let verb = |at: &usize| {
            let atom = &view.atoms[*at];
            let shares = atom.cues.has(known.share) || atom.cues.has(known.continues);
            (atom.kind == AtomKind::Word(PartOfSpeech::Verb) && !shares) || atom.cues.has(known.reach)
        };
        // So do a number and a rise, which are no part of a name, and an idiom: 重型载货车一枝独秀, 大型客车增幅最大.
        let ends = |at: usize| {
            let atom = &view.atoms[at];
            let idiom = atom.kind == AtomKind::Word(PartOfSpeech::Idiom);
            // 利税的实际增长率 is a name as a whole, 大型客车增幅最大 is not.
            let says = |next: &Atom| next.kind == AtomKind::Word(PartOfSpeech::Other);
            let names = atom.cues.has(known.growth) && !view.atoms[at + 1..before.end].first().is_some_and(says);
            idiom || atom.quantity().is_some() || (known.moves.intersects(atom.cues) && !names)
        };
        let verb = |at: &usize| verb(at) || ends(*at);
        let mut end = before.clone().find(verb).filter(|at| *at > before.start)?;
        while end > before.start && known.trail.intersects(view.atoms[end - 1].cues) {
            end -= 1;
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
            )
        };
        if start >= end || !view.atoms[start..end].iter().any(noun) {
            return None;
        }
        let words = label::phrase(self.document.text, view.atoms, start..end, self.document.known);
        (words.chars().count() >= 2).then(|| (words, label::span(view.atoms, &(start..end))))
    }

    /// What narrows a label: the whole that it is a part of, and whose share it is.
    pub(super) fn qualifiers(
        &mut self,
        view: &SentenceView,
        reading: &FactReading,
        label: &Stated<String>,
        quantity: &Quantity,
        status: Status,
        previous: Option<&Resolved>,
    ) -> Vec<String> {
        let whole = self.whole(view, reading, previous);
        let among = self.among(view, reading);
        // 三成的产值: what stands behind a share says of what it is, not whose.
        let behind = matches!(reading.label.last(), Some(LabelPiece::Phrase(range)) if range.start > reading.atom);
        let share = behind && reading.measure == MeasureRule::Level && quantity.dimension == Dimension::Ratio;
        let subject = (share && whole.is_none() && label.kind == OriginKind::Said)
            .then(|| self.subject_before(view, reading))
            .flatten();
        let mut qualifiers = Vec::new();
        let beneficiary = (status == Status::Rule)
            .then(|| self.beneficiary(view, reading))
            .flatten();
        for words in [whole, among, subject, beneficiary].into_iter().flatten() {
            if words != label.what && !qualifiers.contains(&words) {
                qualifiers.push(words);
            }
        }
        qualifiers
    }

    /// 57家技术创新中心中，由民营企业承建的占95%: what the clause before, ending in 中, singles out from.
    fn among(&self, view: &SentenceView, reading: &FactReading) -> Option<String> {
        let here = view.clause(reading.atom);
        let before = view.clause(here.start.checked_sub(2)?);
        let text = self.document.text;
        let last = view.atoms.get(before.end.checked_sub(1)?)?;
        if before.end + 1 != here.start || !last.cues.has(self.document.known.among) {
            return None;
        }
        let known = self.document.known;
        let opens = |at: &usize| {
            let atom = &view.atoms[*at];
            let leads = known.lead.intersects(atom.cues) && !atom.cues.has(known.new);
            leads
                || matches!(
                    atom.kind,
                    AtomKind::Period(_) | AtomKind::Area(_) | AtomKind::Noise | AtomKind::Quantity(_)
                )
        };
        let start = before.clone().find(|at| !opens(at))?;
        // 在应对袭击过程中 singles nothing out.
        let range = start..before.end - 1;
        if range.is_empty() || view.atoms[range.end - 1].cues.has(known.course) {
            return None;
        }
        let words = label::phrase(text, view.atoms, range, self.document.known);
        (2..=24).contains(&words.chars().count()).then_some(words)
    }

    /// 对新认定的高新技术企业，按…给予…: whom or what a policy is for, from a clause of its own before the number.
    fn beneficiary(&self, view: &SentenceView, reading: &FactReading) -> Option<String> {
        let (text, known) = (self.document.text, self.document.known);
        let mut clause = view.clause(reading.atom);
        while clause.start >= 2 && view.atoms[clause.start - 1].kind != AtomKind::Break('；') {
            clause = view.clause(clause.start - 2);
            let noise = |at: &usize| matches!(view.atoms[*at].kind, AtomKind::Noise | AtomKind::Period(_));
            let first = clause.clone().find(|at| !noise(at))?;
            if !view.atoms[first].cues.has(known.towards) {
                continue;
            }
            let given = |at: &usize| view.atoms[*at].cues.has(known.policy);
            let end = (first + 1..clause.end).find(given).unwrap_or(clause.end);
            if first + 1 >= end {
                return None;
            }
            let range = label::narrow(text, view.atoms, first + 1..end, known);
            let words = label::phrase(text, view.atoms, range, self.document.known);
            return (!words.is_empty()).then_some(words);
        }
        None
    }

    /// 民营经济保持平稳发展，创造了三成的产值，四成的税收: the subject of a clause before, of one that begins with its verb, and of
    /// those that go on listing its numbers.
    fn subject_before(&self, view: &SentenceView, reading: &FactReading) -> Option<String> {
        let known = self.document.known;
        // 企业贡献了四成的产值、四分之三的专利: its own clause has the subject before the first number.
        let own = view.clause(reading.atom);
        if view.atoms[own.start..reading.atom]
            .iter()
            .any(|atom| atom.quantity().is_some())
        {
            return self.subject(view, own).map(|(words, _)| words);
        }
        let opens = |at: &usize| known.lead.intersects(view.atoms[*at].cues) || view.atoms[*at].cues.has(known.filler);
        let mut clause = view.clause(reading.atom);
        loop {
            let at = clause.clone().find(|at| !opens(at))?;
            let first = &view.atoms[at];
            // 贡献 is a noun but before 了.
            let done = view.atoms.get(at + 1).is_some_and(|next| next.cues.has(known.got));
            let acts = (first.kind == AtomKind::Word(PartOfSpeech::Verb) || done)
                && !known.verb.intersects(first.cues)
                && !first.cues.has(known.continues);
            clause = view.clause(clause.start.checked_sub(2)?);
            if acts && let Some((words, _)) = self.subject(view, clause.clone()) {
                return Some(words);
            }
            // …，创造了三成的产值，贡献了四成的就业: neither verb has its subject beside it.
            if !acts {
                first.quantity()?;
            }
        }
    }

    /// The whole of which a fact behind 其中 is a part: what was named before 其中.
    fn whole(&mut self, view: &SentenceView, reading: &FactReading, previous: Option<&Resolved>) -> Option<String> {
        if let Some(whole) = self.bracketed_whole(view, reading) {
            return Some(whole);
        }
        let part = view.atoms[..reading.atom]
            .iter()
            .rposition(|atom| atom.cues.has(self.document.known.part))?;
        let at = view.atoms[part].span.start;
        let first = view.atoms[part..reading.atom]
            .iter()
            .all(|atom| atom.quantity().is_none());
        if first {
            // 仪器共享不断扩大，其中民营企业使用占一半: the clause before 其中 names the whole without a number.
            let names_whole = |words: &String| words.chars().count() >= FEWEST && !words.contains('、');
            let between = self
                .clause_between(view, part)
                .map(|(words, _)| words)
                .filter(names_whole);
            let named = between.or_else(|| previous.map(|previous| previous.label.what.clone()));
            let named = named.or_else(|| self.labels.last().map(|named| named.label.clone()));
            self.whole = named.map(|named| (at, named));
        }
        // What an earlier 其中 was of says nothing of this one.
        self.whole
            .as_ref()
            .filter(|(of, _)| *of == at)
            .map(|(_, named)| named.clone())
    }
}

/// 省（市）, 地级市, 国家和地区: a word for places has so many characters at most.
const PLACES: usize = 6;

/// A subject of fewer characters is too vague for the whole that 其中 is of.
const FEWEST: usize = 4;

/// Whether a stretch has a noun to name something with.
fn names(atoms: &[Atom]) -> bool {
    atoms.iter().any(|atom| {
        matches!(
            atom.kind,
            AtomKind::Word(PartOfSpeech::Noun) | AtomKind::Organisation(_)
        )
    })
}
