//! Names: the label of a reading, and what stands in for it where the clause leaves it out.

use crate::extract::{Atom, AtomKind, FactReading, LabelPiece, is_dependent};
use crate::model::{Dimension, OriginKind, Span};
use crate::rules::MeasureRule;
use crate::segment::PartOfSpeech;

use super::borrowing::before_twin;
use super::label;
use super::threshold;
use crate::resolve::discourse::{Discourse, Named, Resolved, Stated};
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// The label of a reading; `None` where nothing names it.
    pub(in crate::resolve) fn label(
        &mut self,
        view: &SentenceView,
        fact: &FactReading,
        named: usize,
        facts: &[Resolved],
    ) -> Option<Stated<String>> {
        let text = self.document.text;
        if let Some(places) = self.governed(view, fact) {
            return Some(places);
        }
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
                // 18个大项269个小项
                LabelPiece::Phrase(range) if self.is_counted_before(view, fact, range) => {}
                LabelPiece::Phrase(range) => {
                    let range = self.behind_proposal(view, self.without_size(view, fact, range.clone()));
                    let range = label::narrow(text, view.atoms, range, self.document.known);
                    let range = self.with_nation(view, fact, range);
                    let span = label::span(view.atoms, &range);
                    let mut words = label::phrase(text, view.atoms, range.clone(), self.document.known);
                    // 经济总量……，在北方地区占比由20.5%提升至21.1%: where what was named before has that share.
                    let known = self.document.known;
                    if whole.is_empty()
                        && let Some(from) = self.share_somewhere(view, fact, &range)
                        && let Some((topic, span)) = self.topic_before(view, from)
                    {
                        let topic = self.before_share(&topic);
                        let words = label::phrase(text, view.atoms, from..range.end, known);
                        return Some(Stated::new(format!("{topic}{words}"), OriginKind::Carried, Some(span)));
                    }
                    // 五年前这一比例不足三成; 两项均居全市首位: the words only point back.
                    if whole.is_empty()
                        && range.end <= fact.atom
                        && self.document.cues.of(&words).has(known.points_back)
                        && let Some(before) = named.checked_sub(1).and_then(|last| self.labels.get(last))
                    {
                        return Some(Stated::new(before.label.clone(), OriginKind::Carried, Some(before.at)));
                    }
                    // 四成的税收 is a share of the taxes, whatever was named before.
                    let shared = range.start > fact.atom && view.quantity(fact).dimension == Dimension::Ratio;
                    let held = whole.is_empty() && self.is_held(view, &range);
                    let rates = |atom: &Atom| atom.cues.has(known.growth) || atom.cues.has(known.fall);
                    if whole.is_empty()
                        && !shared
                        && (is_dependent(view.atoms, &range, self.document.known)
                            || self.continues(view, &range)
                            || self.has_share(view, &range)
                            || self.is_contribution(view, &range)
                            || held)
                        && let Some((topic, span)) = self
                            .nearest_size(view, range.start)
                            .filter(|_| view.atoms[range.clone()].iter().all(rates))
                            .or_else(|| self.said_in_clause_before(view, &range))
                            .or_else(|| self.measured_by_goal(view, &range))
                            .or_else(|| self.topic_before(view, range.start))
                        && let Some((topic, span)) = self.not_people(view, fact, (topic, span))
                        && let topic = self.before_move(&topic).to_owned()
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
                        let mut alone = false;
                        let part = fused.part(&topic, &words).or_else(|| fused.sibling(&topic, &words));
                        if let Some(part) = part {
                            // 进出口总额……，其中出口……: the whole with the part in its place.
                            whole.push_str(&part);
                            words.clear();
                        } else {
                            // 产量……，销售额……: neither is of the other.
                            let itself = self.document.cues.of(&topic);
                            let bare = aspect && (itself.has(known.dependent) || itself.has(known.aspect));
                            let attribute = self
                                .attribute_of(&topic)
                                .filter(|_| self.document.things.is_attribute(&words));
                            alone = attribute.is_some_and(|whose| whose.chars().count() <= 2);
                            whole.push_str(if bare {
                                ""
                            } else if let Some(whose) = attribute {
                                whose
                            } else if let Some(head) = self.shared_head(&topic, &words) {
                                head
                            } else if let Some(head) = self.before_total(&topic, &words) {
                                head
                            } else if let Some(head) = before_twin(&topic, &words) {
                                head
                            } else if aspect {
                                self.without_measure(&topic)
                            } else if shares {
                                self.before_share(&topic)
                            } else {
                                &topic
                            });
                        }
                        // 隧道海拔3500米，全长2260米: the other attribute gives it nothing.
                        if !alone {
                            kind = OriginKind::Carried;
                        }
                        if held {
                            self.topic = Some((format!("{whole}{words}"), span));
                        }
                    }
                    if whole.is_empty()
                        && let Some(taken) = self.taken_over(view, fact, &range, &words, named)
                    {
                        return Some(taken);
                    }
                    // 确认使用5800万元: only verbs, their object was named before.
                    let known = self.document.known;
                    let verbs = view.atoms[range.clone()].iter().all(|atom| {
                        let names = atom.cues.has(known.dependent) || atom.cues.has(known.measure);
                        atom.kind == AtomKind::Word(PartOfSpeech::Verb) && !names
                    });
                    let serves = view.atoms[range.clone()]
                        .iter()
                        .all(|atom| atom.cues.has(known.benefits));
                    // 46个已开工建设: of those just counted; but 13人死亡、186人受伤 are not the same.
                    let harmed = view.atoms[range.clone()].iter().any(|atom| atom.cues.has(known.harm));
                    let counts = view.quantity(fact).dimension == Dimension::Count;
                    // 1500架次航班取消，6600架次延误: the others were not.
                    let thing = |named: &Named| {
                        let last = view.atoms.iter().find(|atom| atom.span.end == named.at.end);
                        last.is_some_and(|last| last.kind != AtomKind::Word(PartOfSpeech::Verb))
                    };
                    if (verbs || serves)
                        && fact.label.len() == 1
                        && (range.end <= fact.atom || (counts && !harmed))
                        && !(harmed && self.is_harm(named))
                        && let Some(before) = self
                            .named_before_bracket(view, fact)
                            .or_else(|| named.checked_sub(1).and_then(|index| self.labels.get(index)))
                        && (range.end <= fact.atom
                            || thing(before)
                            || (range.len() == 1 && self.undone(view, before) != before.label))
                        && (self.goes_on(view, fact, before) || (serves && self.told_here(view, before)))
                    {
                        // 实施项目120个，力争开工60个、竣工45个: both of what was named outright.
                        let outright = self.topic.as_ref().map(|(topic, _)| topic.as_str());
                        let named = outright.filter(|topic| before.label.starts_with(*topic));
                        let named = named.unwrap_or(&before.label);
                        let undone = self.undone(view, before);
                        let named = if range.end > fact.atom && named == before.label {
                            undone
                        } else {
                            named
                        };
                        let named = self.not_new(named.trim_end_matches(words.as_str()));
                        let whole = format!("{named}{words}");
                        return Some(Stated::new(whole, OriginKind::Carried, Some(before.at)));
                    }
                    if verbs
                        && whole.is_empty()
                        && let Some((named, span)) = self.parted_by_time(view, fact, &range)
                    {
                        whole.push_str(&named);
                        at = Some(span);
                    }
                    whole.push_str(label::without_overlap(&whole, &words));
                    let adjectives = view.atoms[range.clone()]
                        .iter()
                        .all(|atom| atom.cues.has(self.document.known.adjective));
                    if adjectives
                        && fact.label.len() == 1
                        && let Some((topic, _)) = self.topic.clone()
                        && !["境外", "境内"].iter().any(|twin| topic.starts_with(twin))
                    {
                        whole.push_str(label::without_level(&topic));
                        kind = OriginKind::Carried;
                    }
                    at = Some(at.map_or(span, |at| at.join(span)));
                }
                LabelPiece::Before(back) => {
                    let (before, span) = self
                        .rate_of_places(view, fact)
                        .or_else(|| {
                            let named = self.named_before_bracket(view, fact)?;
                            Some((named.label.clone(), named.at))
                        })
                        .or_else(|| self.topic_clause(view, fact.atom).filter(|_| fact.label.len() == 1))
                        .or_else(|| self.measured_alike(view, fact, view.atoms[fact.area?].span))
                        .or_else(|| self.divided_again(view, fact))
                        .or_else(|| self.part_before(view, fact.atom))
                        .or_else(|| self.changed_alike(view, fact, *back))
                        .or_else(|| self.told_without_number(view, fact))
                        .or_else(|| self.counted_of_place(view, fact, *back))
                        .or_else(|| self.measured_of_place(view, fact))
                        .or_else(|| self.size_of_places(view, fact))
                        .or_else(|| self.named_outside(view, fact))
                        .or_else(|| self.grown_size(view, fact, *back))
                        .or_else(|| {
                            let named = self.named_back(named, *back)?;
                            Some((named.label.clone(), named.at))
                        })
                        .or_else(|| self.topic_before(view, fact.atom))?;
                    let before = match self.threshold_before(view, fact) {
                        Some(threshold) => threshold::put(&before, threshold),
                        None => before,
                    };
                    // 吞吐量……，连续15年居全球首位: the rank is of what has lasted.
                    let (cues, known) = (self.document.cues, self.document.known);
                    let mut before = self.sharer(fact, self.before_lasting(&before));
                    // R&D经费超过千亿元的省（市）有12个，分别为广东（4411.9亿元）: what it exceeds is its R&D经费.
                    if fact.area.is_some()
                        && let Some((size, places)) = before.rsplit_once('的')
                        && places.chars().count() <= PLACES
                    {
                        let cut = cues.words_of(known.stands).filter_map(|word| size.find(word)).min();
                        before = cut.filter(|cut| *cut > 0).map_or(before, |cut| &size[..cut]);
                    }
                    // 降幅收窄1.3个百分点；3月增长0.8%: it is not the fall that grows.
                    if fact.measure == MeasureRule::Difference && view.quantity(fact).dimension == Dimension::Ratio {
                        let rate = cues
                            .ending_of(before, known.growth)
                            .max(cues.ending_of(before, known.fall));
                        let cut = rate.map(|length| before.len() - length);
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
            && let Some(said) = self.said_of_all(view, fact)
        {
            whole.push_str(&said);
        }
        if kind == OriginKind::Said
            && let Some(measure) = self.parallel_measure(view, fact, &whole, facts)
        {
            whole.push_str(&measure);
        }
        if kind == OriginKind::Said
            && let Some(full) = self.divided_size(view, fact, &whole)
        {
            whole = full;
        }
        if kind == OriginKind::Carried
            && let Some(left_out) = self.left_out(view, fact)
        {
            whole = format!("{whole}（{left_out}）");
        }
        if kind == OriginKind::Said
            && let Some(measure) = self.respect(view, fact.atom)
            && !whole.contains(measure)
        {
            whole.push_str(measure);
        }
        if kind == OriginKind::Said
            && self.document.date.tells
            && let Some(what) = self.set_apart(view, fact.atom, &whole)
        {
            whole.insert_str(0, what);
        }
        if kind == OriginKind::Said
            && let Some(full) = self.caused(view, fact.atom, &whole, facts)
        {
            whole = full;
        }
        if kind == OriginKind::Said
            && let Some(subject) = self.listed_subject(view, fact, facts)
            && !whole.starts_with(&subject)
        {
            whole.insert_str(0, &subject);
        }
        // 第二产业占国内生产总值的14.4%，第三产业占85.6%: of the same whole.
        if let Some(of) = self.shared_whole(&whole, facts) {
            whole.push_str(&of);
        }
        if kind == OriginKind::Said
            && let Some(full) = self.parallel_head(&whole, facts)
        {
            whole = full;
        }
        if kind == OriginKind::Said
            && let Some(full) = self.coordinated(view, fact, &whole, facts)
        {
            whole = full;
        }
        if kind == OriginKind::Said
            && let Some(to) = self
                .dealt_with(view, fact)
                .or_else(|| self.solved(view, fact))
                .or_else(|| self.reached_with(view, fact))
            && !whole.starts_with(to)
        {
            whole.insert_str(0, to);
        }
        if let Some(new) = self.newly(view, fact, kind, &mut whole)
            && !whole.contains(['新', '增'])
        {
            whole.insert_str(0, new);
        }
        // 三次产业增加值占生产总值的比重为5：48：47: of three sectors the share needs no more to be said.
        if whole.ends_with(['重', '例', '系'])
            && SHARES.iter().any(|share| whole.ends_with(share))
            && let Some(at) = whole.find(SECTOR)
        {
            whole.truncate(at + SECTOR.len());
        }
        // 内资企业占98.9%: its share.
        if whole.ends_with('占') && view.quantity(fact).dimension == Dimension::Ratio {
            let named = whole.trim_end_matches(['占', '将', '约', '已', '只', '仅']);
            match self.document.cues.ending_of(named, self.document.known.share) {
                // 第三产业比重将占65%
                Some(length) if length < named.len() => whole.truncate(named.len()),
                _ => whole.push('比'),
            }
        }
        if let Some(gain) = self.gained(view, fact)
            && !gain.chars().last().is_some_and(|what| whole.contains(what))
        {
            whole.push_str(gain);
        }
        if let Some(answer) = self.answered(view, fact, facts) {
            whole = answer;
        }
        // P<0.05, n＞10: a letter of a formula names nothing, nor does one hanzi torn from its word.
        let mut letters = whole.chars().filter(|letter| is_letter(*letter));
        if letters.nth(1).is_none() && !self.document.cues.of(&whole).has(self.document.known.material) {
            return None;
        }
        if whole.ends_with(['=', '＝', '≈', '<', '>']) {
            return None;
        }
        if self
            .document
            .cues
            .ending_of(&whole, self.document.known.lasting)
            .is_some()
        {
            whole.push_str(&self.lasted(view, fact)?);
        }
        if whole.chars().count() > label::MOST {
            let head = fact.label.iter().find_map(|piece| match piece {
                LabelPiece::Phrase(range) => Some(range.clone()),
                _ => None,
            });
            whole = label::shortened(text, view.atoms, head.unwrap_or(0..0), &whole, self.document.known);
        }
        if kind == OriginKind::Said
            && let Some(span) = at
        {
            // 利润连续三个月增长，增速……: how long is no part of what it is of.
            self.name_topic(&whole, span, view.quantity(fact).dimension);
        }
        // 952名嫌疑人从境外押解回国
        let carried = fact.label == [LabelPiece::Before(1)];
        if let Some(told) = fact.told.clone().filter(|_| kind == OriginKind::Said || carried) {
            let told = label::phrase(text, view.atoms, told, self.document.known);
            let room = label::MOST.checked_sub(whole.chars().count() + told.chars().count());
            if room.is_some() && !whole.contains(&told) {
                whole.push_str(&told);
            }
        }
        Some(Stated::new(whole, kind, at))
    }
}

/// Whether a character is one of a word; of hanzi that is known.
fn is_letter(letter: char) -> bool {
    ('一'..='龥').contains(&letter) || letter.is_alphabetic()
}

/// The share of one of the three sectors, and words that a name of it may end in besides.
const SECTOR: &str = "产业占比";
const SHARES: [&str; 6] = [
    "产值的比重",
    "产值比重",
    "总值的比重",
    "总值比重",
    "构成比例",
    "总量中的比例关系",
];

/// 省（市）, 地级市, 国家和地区: a word for places has so many characters at most.
const PLACES: usize = 6;
