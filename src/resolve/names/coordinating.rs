//! What one clause says for several numbers, or the clause before for this one: the verb of a list (击落7枚火箭弹和326架无人机), the
//! head of two names (加工贸易出口和进口), what is done to something (发行专项债券3.9万亿元，发行进度98%).

use std::ops::Range;

use crate::extract::{Atom, AtomKind, FactReading, LabelPiece};
use crate::model::Dimension;
use crate::rules::MeasureRule;
use crate::segment::PartOfSpeech;

use super::label;
use crate::resolve::discourse::{Discourse, Resolved};
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// The label of a number with the verb or the head that it shares with another, where its own words lack it.
    pub(in crate::resolve) fn coordinated(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        label: &str,
        facts: &[Resolved],
    ) -> Option<String> {
        if let Some(LabelPiece::Phrase(range)) = fact.label.last()
            && range.start > fact.atom
            && let Some(full) = self.head_of_levels(view, fact, range, label).or_else(|| {
                // 实施|60个|小区
                let tail = self.tail_of_list(view, fact, range).filter(|_| fact.label.len() > 1)?;
                Some(format!("{label}{tail}"))
            })
        {
            return Some(full).filter(|full| full.chars().count() <= label::MOST);
        }
        let [LabelPiece::Phrase(range)] = &fact.label[..] else {
            return None;
        };
        let full = if range.start > fact.atom {
            let tail = self.tail_of_list(view, fact, range);
            let done = tail.map(|tail| format!("{label}{tail}"));
            self.verb_of_list(view, fact, done.as_deref().unwrap_or(label)).or(done)
        } else {
            self.joined_size(view, range, facts)
                .map(|head| format!("{head}{label}"))
                .or_else(|| self.verb_of_names(view, fact, range, label))
                .or_else(|| self.head_behind_next(view, fact, range, label))
                .or_else(|| self.done_to(view, fact, range, label))
                .or_else(|| self.object_again(view, fact, range, label))
        };
        full.filter(|full| full.chars().count() <= label::MOST)
    }

    /// 2个省级、3个市级、9个区级现代农业园区: what all of them are stands behind the last.
    fn head_of_levels(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        range: &Range<usize>,
        label: &str,
    ) -> Option<String> {
        let (text, known) = (self.document.text, self.document.known);
        if view.quantity(fact).dimension != Dimension::Count
            || self.document.cues.ending_of(label, known.grade).is_none()
        {
            return None;
        }
        let clause = view.clause(fact.atom);
        let grades = || self.document.cues.words_of(known.grade);
        let joins = |atom: &Atom| atom.kind == AtomKind::Enumeration || atom.cues.has(known.and);
        let mut at = range.end;
        while at + 1 < clause.end && joins(&view.atoms[at]) && view.atoms[at + 1].quantity().is_some() {
            let goes_on = |atom: &&Atom| !joins(atom) && atom.quantity().is_none();
            let words = view.atoms[at + 2..clause.end].iter().take_while(goes_on).count();
            if words == 0 {
                return None;
            }
            let member = label::phrase(text, view.atoms, at + 2..at + 2 + words, known);
            let head = grades().find_map(|grade| member.strip_prefix(grade))?;
            if !head.is_empty() {
                return (head.chars().count() <= HEAD).then(|| format!("{label}{head}"));
            }
            at += 2 + words;
        }
        None
    }

    /// 击落7枚火箭弹和326架无人机: the verb that stands before the first number of the list is that of all, as far as the first one's
    /// label says it.
    fn verb_of_list(&self, view: &SentenceView, fact: &FactReading, label: &str) -> Option<String> {
        let known = self.document.known;
        let own = view.quantity(fact).dimension;
        if fact.measure != MeasureRule::Level
            || !matches!(own, Dimension::Count | Dimension::Surface | Dimension::Length)
        {
            return None;
        }
        let joins = |at: usize| view.atoms[at].kind == AtomKind::Enumeration || view.atoms[at].cues.has(known.and);
        let clause = view.clause(fact.atom);
        let mut first = fact.atom;
        while first > clause.start && joins(first - 1) {
            let before = (clause.start..first - 1)
                .rev()
                .find(|at| view.atoms[*at].quantity().is_some());
            first = before?;
        }
        if first == fact.atom {
            return None;
        }
        let told = view.atoms[first].quantity().map(|index| view.mentions[index].span)?;
        let named = self.labels.iter().rev().find(|named| named.number == told)?;
        let silent = |atom: &Atom| {
            atom.cues.has(known.filler) || matches!(atom.span.of(self.document.text), "了" | "出" | "其中")
        };
        let acts = |atom: &Atom| {
            let acts = atom.kind == AtomKind::Word(PartOfSpeech::Verb) || known.verb.intersects(atom.cues);
            acts && !known.lead.intersects(atom.cues)
        };
        let mut before = (clause.start..first).rev().filter(|at| !silent(&view.atoms[*at]));
        let last = before.next()?;
        // 摧毁乌军1套发射器、7个基站: whose they are stands between.
        let whose = |atom: &Atom| {
            matches!(
                atom.kind,
                AtomKind::Word(PartOfSpeech::Noun) | AtomKind::Area(_) | AtomKind::Organisation(_)
            )
        };
        // 截获敌方发射的导弹3枚: behind the verb that is of all of them stands another that says which.
        let which = || {
            let mut verbs = (clause.start..last).filter(|at| acts(&view.atoms[*at]));
            let main = verbs.next()?;
            // 纳入监测的: two verbs side by side both say which.
            verbs.next().filter(|next| *next > main + 1).map(|_| main)
        };
        if view.atoms[last].span.of(self.document.text) == "的" {
            let word = view.atoms[which()?].span.of(self.document.text);
            let at = named.label.find(word).filter(|_| word.chars().count() >= 2)?;
            let head = &named.label[..at + word.len()];
            let head = if head.chars().count() > DOER { word } else { head };
            return (!label.contains(word)).then(|| format!("{head}{label}"));
        }
        let verb = match acts(&view.atoms[last]) {
            true => last,
            false if whose(&view.atoms[last]) => before.next().filter(|at| acts(&view.atoms[*at]))?,
            false => return None,
        };
        let verb = label::span(view.atoms, &(verb..last + 1));
        let word = verb.of(self.document.text);
        let acts = true;
        let at = named.label.find(word).filter(|_| acts && word.chars().count() >= 2)?;
        // Whoever does it is left out where that is long: the list has said it once.
        let head = &named.label[..at + word.len()];
        let head = if head.chars().count() > DOER { word } else { head };
        let whole = head.chars().count() < named.label.chars().count() && !label.contains(word);
        whole.then(|| format!("{head}{label}"))
    }

    /// 新建各类绿地420公顷、绿道85公里: the verb that the first name of a list begins with, or that stands in it behind whoever does it, is
    /// that of all.
    fn verb_of_names(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        range: &Range<usize>,
        label: &str,
    ) -> Option<String> {
        let (text, known) = (self.document.text, self.document.known);
        let own = view.quantity(fact).dimension;
        if fact.measure != MeasureRule::Level || !has_verb(own) {
            return None;
        }
        let clause = view.clause(fact.atom);
        let joins = |at: usize| view.atoms[at].kind == AtomKind::Enumeration || view.atoms[at].cues.has(known.and);
        let verb = |atom: &Atom| {
            let names = atom.cues.has(known.measure) || atom.cues.has(known.dependent);
            let acts = atom.kind == AtomKind::Word(PartOfSpeech::Verb) || atom.cues.has(known.new);
            let aside = atom.cues.has(known.harm) || known.lead.intersects(atom.cues) || atom.cues.has(known.filler);
            acts && !names && !aside && atom.span.of(text).chars().count() >= 2
        };
        let mut start = range.start;
        let mut first = None;
        while let Some(before) = start
            .checked_sub(2)
            .filter(|before| *before > clause.start && joins(before + 1))
        {
            if view.atoms[before].quantity().is_none() {
                break;
            }
            first = Some(before);
            let numbers = (clause.start..before)
                .rev()
                .find(|at| view.atoms[*at].quantity().is_some());
            // The name of that number begins behind the one before it and what joins them.
            start = match numbers {
                Some(number) if joins(number + 1) => number + 2,
                _ => break,
            };
        }
        let first = first?;
        let size = |at: usize| view.atoms[at].cues.has(known.measure) || view.atoms[at].cues.has(known.dependent);
        // 汽车充电设施: a verb amid nouns is one of the name.
        if verb(&view.atoms[range.start]) || verb(&view.atoms[range.end - 1]) || size(range.end - 1) {
            return None;
        }
        let index = view.atoms[first].quantity()?;
        let told = view.mentions[index].span;
        // 发放补贴3亿元、惠及企业2万户: money and what is counted are told of apart, and so is what is new of it.
        let other = view.quantity_at(told)?.dimension;
        let money = |dimension| dimension == Dimension::Money;
        let alike = has_verb(other) && money(own) == money(other);
        let named = self
            .labels
            .iter()
            .rev()
            .find(|named| named.number == told)
            .filter(|_| alike)?;
        let begins = (clause.start..first).find(|at| verb(&view.atoms[*at]))?;
        if money(own) && view.atoms[begins].cues.has(known.new) {
            return None;
        }
        let leads = |atom: &Atom| {
            known.lead.intersects(atom.cues) || atom.cues.has(known.filler) || atom.cues.has(known.silent)
        };
        // 各部门共承办……建议7955件、提案4525件: behind who does it, the verb is set apart.
        let heads = view.atoms[clause.start..begins]
            .iter()
            .all(|atom| leads(atom) || matches!(atom.kind, AtomKind::Period(_) | AtomKind::Area(_) | AtomKind::Noise));
        let apart = begins.checked_sub(1).is_some_and(|before| leads(&view.atoms[before]));
        if !heads && !apart {
            return None;
        }
        // 新开工|改造老旧小区4402个、城中村5.1万户
        let both = view.atoms[begins].cues.has(known.new)
            && view.atoms.get(begins + 1).is_some_and(verb)
            && begins + 2 < first;
        let verbs = 1 + usize::from(both);
        let word = label::span(view.atoms, &(begins..begins + verbs)).of(text);
        let at = named.label.find(word)?;
        let head = &named.label[..at + word.len()];
        let head = if head.chars().count() > DOER { word } else { head };
        // 人员密集场所改造: behind other words than who does it, it is no verb.
        let whole = head.chars().count() < named.label.chars().count() && !label.contains(word);
        whole.then(|| format!("{head}{label}"))
    }

    /// 加工贸易出口和进口分别达到……: what two sizes that are told of in one breath are of.
    fn joined_size(&self, view: &SentenceView, range: &Range<usize>, facts: &[Resolved]) -> Option<String> {
        let known = self.document.known;
        let size = |at: usize| {
            let Atom { cues, span, .. } = view.atoms[at];
            let short = span.of(self.document.text).chars().count() == 2;
            short && (cues.has(known.measure) || cues.has(known.dependent))
        };
        let sibling = range.start.checked_sub(2)?;
        let joins =
            view.atoms[sibling + 1].cues.has(known.and) || view.atoms[sibling + 1].kind == AtomKind::Enumeration;
        if !joins || range.len() != 1 || !size(range.start) || !size(sibling) {
            return None;
        }
        let told = facts.last()?;
        let other = view.atoms[sibling].span;
        let head = told.label.what.strip_suffix(other.of(self.document.text))?;
        let beside = told.label.span.is_some_and(|said| said.end == other.end);
        (beside && head.chars().count() >= 2).then(|| head.to_owned())
    }

    /// 首批12项及第二批14项重点改革: what the two numbers count stands behind the second.
    fn head_behind_next(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        range: &Range<usize>,
        label: &str,
    ) -> Option<String> {
        let (text, known) = (self.document.text, self.document.known);
        let quantity = view.quantity(fact);
        if fact.measure != MeasureRule::Level || quantity.dimension != Dimension::Count || range.end != fact.atom {
            return None;
        }
        let clause = view.clause(fact.atom);
        let joins = |atom: &Atom| atom.kind == AtomKind::Enumeration || atom.cues.has(known.and);
        if fact.atom + 1 >= clause.end || !joins(&view.atoms[fact.atom + 1]) {
            return None;
        }
        let next = (fact.atom + 2..clause.end).find(|at| view.atoms[*at].quantity().is_some())?;
        let index = view.atoms[next].quantity()?;
        let alike = view.quantity_at(view.mentions[index].span)?.unit == quantity.unit;
        // 第二批, 首期: which of the lots.
        let lot = |words: &str| words.starts_with(['第', '首']) && words.ends_with(['批', '期', '轮', '次', '届']);
        let own = view.atoms[range.end - 1].span.of(text);
        let other = label::span(view.atoms, &(fact.atom + 2..next.max(fact.atom + 3))).of(text);
        let lots = next > fact.atom + 2 && lot(other) && lot(own);
        if !alike || !lots {
            return None;
        }
        let noun = |atom: &&Atom| matches!(atom.kind, AtomKind::Word(_)) && !atom.cues.has(known.besides);
        let words = view.atoms[next + 1..clause.end].iter().take_while(noun).count();
        let head = label::phrase(text, view.atoms, next + 1..next + 1 + words, known);
        (words > 0 && head.chars().count() <= HEAD).then(|| format!("{label}{head}"))
    }

    /// 运送旅客80万人次，日均运送2万人次: what the same verb was told of right before, in the same unit.
    fn object_again(
        &self,
        view: &SentenceView,
        fact: &FactReading,
        range: &Range<usize>,
        label: &str,
    ) -> Option<String> {
        let verb = &view.atoms[range.end - 1];
        let word = verb.span.of(self.document.text);
        let named = self.labels.last()?;
        let acts = verb.kind == AtomKind::Word(PartOfSpeech::Verb) && self.acts(verb) && word.chars().count() > 1;
        if !acts || fact.measure != MeasureRule::Level || !label.ends_with(word) {
            return None;
        }
        let alike = view.quantity_at(named.number)?.unit == view.quantity(fact).unit;
        let object = &named.label[named.label.rfind(word)? + word.len()..];
        // 检测量 is no detecting of anything.
        let named_only = self.undone(view, named) == named.label;
        let fits = named_only && object.chars().count() > 1 && !object.starts_with(['量', '额', '率', '数', '的']);
        (alike && fits && !label.contains(object)).then(|| format!("{label}{object}"))
    }

    /// 发行专项债券3.9万亿元，发行进度98%; 打好“保交房”攻坚战，交付31.7万套: what is done to something is told of it, in the clause before.
    fn done_to(&self, view: &SentenceView, fact: &FactReading, range: &Range<usize>, label: &str) -> Option<String> {
        let (text, known) = (self.document.text, self.document.known);
        let clause = view.clause(fact.atom);
        let before = view.clause(clause.start.checked_sub(2)?);
        if before.is_empty()
            || range.start < clause.start
            || !matches!(view.atoms[clause.start - 1].kind, AtomKind::Break('，'))
        {
            return None;
        }
        // 发行规模 may be one word.
        let first = view.atoms[range.start].span.of(text);
        let two = first.char_indices().nth(2).map(|(end, _)| &first[..end]);
        let first = two
            .filter(|two| self.document.things.is_attribute(&first[two.len()..]))
            .unwrap_or(first);
        let verb = |at: usize| view.atoms[at].kind == AtomKind::Word(PartOfSpeech::Verb);
        let leads = view.atoms[clause.start..range.start].iter().all(|atom| {
            known.lead.intersects(atom.cues) || atom.cues.has(known.filler) || matches!(atom.kind, AtomKind::Period(_))
        });
        if !leads || fact.measure != MeasureRule::Level {
            return None;
        }
        let counts = |at: &usize| view.atoms[*at].quantity().is_some();
        let sized = |at: usize| view.atoms[at].cues.has(known.measure) || view.atoms[at].cues.has(known.dependent);
        // 发行……，发行进度: the same verb again, before a size.
        let rest = label.strip_prefix(first).unwrap_or_default();
        let size = range.len() > 1 && view.atoms[range.end - 1].cues.has(known.dependent)
            || self.document.things.is_attribute(rest);
        // 乡村旅游线路……，旅游人数: behind a noun it is no verb.
        let acts =
            |at: usize| at == before.start || !matches!(view.atoms[at - 1].kind, AtomKind::Word(PartOfSpeech::Noun));
        let again = before
            .clone()
            .rev()
            .find(|at| view.atoms[*at].span.of(text) == first && verb(*at) && acts(*at));
        let mut quoted = false;
        let object =
            if let Some(again) = again.filter(|_| size && first.chars().count() >= 2 && label.len() > first.len()) {
                let end = (again + 1..before.end).find(counts).unwrap_or(before.end);
                again + 1..end
            } else if range.clone().all(|at| verb(at) && !sized(at))
                && range.len() <= 2
                && label.chars().count() <= VERBS
                && !before.clone().any(|at| counts(&at))
            {
                let marks: Vec<usize> = before
                    .clone()
                    .filter(|at| view.atoms[*at].kind == AtomKind::Quote)
                    .collect();
                let acts = before
                    .clone()
                    .find(|at| !known.lead.intersects(view.atoms[*at].cues))
                    .filter(|at| verb(*at));
                match (&marks[..], acts) {
                    ([open, close, ..], _) => {
                        quoted = true;
                        open + 1..*close
                    }
                    (_, Some(acts)) => acts + 1..before.end,
                    _ => return None,
                }
            } else {
                return None;
            };
        if object.is_empty() {
            return None;
        }
        let names = view.atoms[object.clone()]
            .iter()
            .any(|atom| matches!(atom.kind, AtomKind::Word(PartOfSpeech::Noun) | AtomKind::Name));
        let words = label::phrase(text, view.atoms, object, known);
        // 设备运行后，减排1012吨: that clause says when.
        let says_when = words.ends_with(['后', '时', '中', '来', '前', '期']);
        // Quoted words are a name whatever they are.
        let names = names || quoted;
        let fits = names
            && !says_when
            && (2..=OBJECT).contains(&words.chars().count())
            && !label.contains(&words)
            && (again.is_some() || !words.contains(label));
        fits.then(|| format!("{words}{label}"))
    }
}

/// Whether what is counted so may be what a verb is done to: 处理矿石20万吨、尾水300万立方米.
const fn has_verb(dimension: Dimension) -> bool {
    matches!(
        dimension,
        Dimension::Count
            | Dimension::Surface
            | Dimension::Length
            | Dimension::Mass
            | Dimension::Volume
            | Dimension::Money
    )
}

/// Characters of a verb with whoever does it at most.
const DOER: usize = 10;

/// Characters of a head behind the second of two numbers at most.
const HEAD: usize = 12;

/// Characters of what something is done to at most.
const OBJECT: usize = 18;

/// Characters of bare verbs at most.
const VERBS: usize = 4;
