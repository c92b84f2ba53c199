//! How far phrases reach, and what of them is a label: where a clause ends, what joins the members of a list, which words
//! stand at a phrase's edges without belonging to it.

use std::ops::Range;

use crate::model::{Dimension, Mention, MentionKind};
use crate::rules::{CueSet, Fused, WellKnown};
use crate::segment::PartOfSpeech;

use super::LabelPiece;
use super::atoms::{Atom, AtomKind};
use super::contents::Contents;

/// A sentence to match in.
#[derive(Clone, Copy)]
pub struct Matcher<'a> {
    /// The repaired text.
    pub text: &'a str,
    /// Its atoms.
    pub atoms: &'a [Atom],
    /// The sentence's mentions.
    pub mentions: &'a [Mention],
    /// Cue classes that the engine itself asks for.
    pub known: &'a WellKnown,
    /// Words that name several things at once.
    pub fused: &'a Fused,
    /// What is known of the sentence's phrases.
    pub contents: &'a Contents,
}

/// Atoms that a phrase can be long. A label has at most 45 characters; what is longer names nothing, and without a bound a
/// clause without end would cost the square of its length.
const REACH: usize = 200;

/// Characters that what somebody does may take in a name: 获得国家补助.
const TOLD: usize = 15;

/// Characters in which it is said which things are counted.
const WHICH: usize = 24;

/// Words that a person's name may be cut into.
const NAME: usize = 3;

/// Units that bodies are counted in, and people are not.
const BODIES: [&str; 3] = ["个", "家", "所"];

/// Words for one thing or person behind 这, 该, 每: 这名患者, 这座电站.
const CLASSIFIERS: &str = "名位个家座条项批片种辆艘架栋幢所间款支部台套场户株棵头只颗口届类";

/// Units of what was done so often.
const EVENTS: [&str; 6] = ["次", "轮", "起", "场", "场次", "回"];

impl Matcher<'_> {
    /// Whether 的 and a number meet at the end of a phrase that tells no share (占…的70%), and does not say which things are counted.
    pub(super) fn belongs(&self, phrase: Range<usize>) -> bool {
        let atoms = &self.atoms[phrase.clone()];
        atoms.last().is_some_and(|atom| atom.span.of(self.text) == "的")
            && self.atoms.get(phrase.end).is_some_and(|atom| atom.quantity().is_some())
            && !atoms.iter().any(|atom| atom.cues.has(self.known.continues))
            && !self.says_which(&phrase)
    }

    /// Whether a phrase before a number of things ends in 的, and the things are named behind it: 入选的7个乡村.
    pub(super) fn says_which(&self, phrase: &Range<usize>) -> bool {
        let of = self.atoms[phrase.clone()]
            .last()
            .is_some_and(|atom| atom.span.of(self.text) == "的");
        let counted = self.atoms.get(phrase.end).and_then(|atom| atom.quantity());
        let counts = counted.is_some_and(|index| match &self.mentions[index].kind {
            MentionKind::Quantity(quantity) => matches!(quantity.dimension, Dimension::Count | Dimension::Surface),
            _ => false,
        });
        let named = |next: &Atom| match next.kind {
            AtomKind::Word(part) => part != PartOfSpeech::Verb && !self.known.empty.intersects(next.cues),
            AtomKind::Quote | AtomKind::Name | AtomKind::Organisation(_) => true,
            _ => false,
        };
        of && counts && phrase.len() > 1 && self.atoms.get(phrase.end + 1).is_some_and(named)
    }

    /// Of what says which things are counted, as much as a name has room for: not who else is named before 来自60个国家.
    pub(super) fn which(&self, range: Range<usize>) -> Range<usize> {
        let from = range
            .clone()
            .rev()
            .find(|at| self.atoms[*at].span.of(self.text) == "来自");
        if let Some(from) = from {
            return from..range.end;
        }
        let characters = |range: Range<usize>| -> usize {
            let words = self.atoms[range]
                .iter()
                .map(|atom| atom.span.of(self.text).chars().count());
            words.sum()
        };
        if characters(range.clone()) <= WHICH {
            return range;
        }
        let after = (range.start..range.end).rev().find(|at| self.joins(&self.atoms[*at]));
        let short = after
            .map(|at| at + 1..range.end)
            .filter(|rest| self.content(rest.clone()).is_some());
        short.unwrap_or(range)
    }

    /// The names that a phrase with a fused word stands for.
    pub fn fused_parts(&self, content: Range<usize>) -> Vec<String> {
        let words: String = self.atoms[content]
            .iter()
            .filter(|atom| !matches!(atom.kind, AtomKind::Period(_) | AtomKind::Noise | AtomKind::Quote))
            .map(|atom| atom.span.of(self.text))
            .collect();
        self.fused.parts(&words).collect()
    }

    #[inline]
    pub(super) fn joins(&self, atom: &Atom) -> bool {
        atom.kind == AtomKind::Enumeration || atom.cues.has(self.known.and)
    }

    /// The position itself, and those behind fillers (已, 均, 也): words that may stand between any two items.
    pub(super) fn past_fillers_backward(&self, end: usize) -> impl Iterator<Item = usize> + '_ {
        (0..=2).map_while(move |skipped| {
            let at = end.checked_sub(skipped)?;
            let all = self.atoms[at..end]
                .iter()
                .all(|atom| atom.cues.has(self.known.filler) || atom.kind == AtomKind::Quote);
            (all && at > 0).then_some(at)
        })
    }

    pub(super) fn past_fillers_forward(&self, start: usize) -> impl Iterator<Item = usize> + '_ {
        (0..=2).map_while(move |skipped| {
            let at = start + skipped;
            if at >= self.atoms.len() {
                return None;
            }
            let all = self.atoms[start..at]
                .iter()
                .all(|atom| atom.cues.has(self.known.filler) || atom.kind == AtomKind::Quote);
            all.then_some(at)
        })
    }

    /// How far left a phrase that ends before `end` can reach: to the clause's edge or a number.
    pub(super) fn floor(&self, end: usize) -> usize {
        let mut at = end;
        while at > 0 && end - at < REACH {
            match self.atoms[at - 1].kind {
                AtomKind::Break(_) | AtomKind::Quantity(_) | AtomKind::Open(_) => break,
                AtomKind::Close(Some(open)) => {
                    if self.atoms[open..at].iter().any(|atom| atom.quantity().is_some()) {
                        break;
                    }
                    at = open;
                }
                _ => at -= 1,
            }
        }
        at
    }

    /// How far right a phrase that starts at `start` can reach.
    pub(super) fn ceiling(&self, start: usize) -> usize {
        let mut at = start;
        while at < self.atoms.len() && at - start < REACH {
            match self.atoms[at].kind {
                AtomKind::Break(_) | AtomKind::Quantity(_) | AtomKind::Close(_) => break,
                AtomKind::Open(Some(close)) => {
                    if self.atoms[at..close].iter().any(|atom| atom.quantity().is_some()) {
                        break;
                    }
                    at = close + 1;
                }
                AtomKind::Open(None) => break,
                _ => at += 1,
            }
        }
        at
    }

    /// Whether a number is nothing but its figures: 1570, 410073.
    pub(super) fn is_figures(&self, number: usize) -> bool {
        let Some(mention) = self.atoms[number].quantity().map(|index| &self.mentions[index]) else {
            return false;
        };
        let bare = matches!(&mention.kind, MentionKind::Quantity(quantity) if quantity.dimension == Dimension::None);
        let figures = |c: char| c.is_ascii_digit() || ".-,".contains(c);
        bare && mention.span.of(self.text).chars().all(figures)
    }

    /// Whether a piece of a label before a number says of which the things counted are: 吸引39个项目; but 36家企业61个项目 are two
    /// things side by side.
    pub(super) fn acts(&self, piece: &LabelPiece) -> bool {
        let LabelPiece::Phrase(range) = piece else { return false };
        let before = range.start.checked_sub(1).map(|at| &self.atoms[at]);
        before.is_none_or(|before| before.quantity().is_none())
    }

    /// What is counted, of the phrase behind its number: not what it does besides. 吸引39万个项目参与 counts 项目, and 200件文物
    /// 在馆内展出 counts 文物; but 36家企业获得补助 are those that got it. `acted`: a verb or a name before the number says of which
    /// they are. Of a share, a length of time and how often something was done the words behind say all: 九成的居民用上清洁能源,
    /// 用13年时间建成, 6次集群打击.
    pub(super) fn thing(&self, number: usize, range: Range<usize>, acted: bool) -> Range<usize> {
        let said_by_all = match self.atoms[number].quantity().map(|index| &self.mentions[index].kind) {
            Some(MentionKind::Quantity(quantity)) => {
                let event = quantity.unit.as_deref().is_some_and(|unit| EVENTS.contains(&unit));
                event || matches!(quantity.dimension, Dimension::Ratio | Dimension::Duration)
            }
            _ => false,
        };
        // 对21个企业进行改造: what was done to them.
        let towards = |at: usize| self.atoms[at].cues.has(self.known.towards);
        if said_by_all || number.checked_sub(1).is_some_and(towards) {
            return range;
        }
        let word = |at: usize| self.atoms[at].span.of(self.text);
        // 18家融资规模在亿元以上
        if range.end > range.start && matches!(word(range.end - 1), "以上" | "以下" | "以内" | "之间") {
            return range;
        }
        // 8000万亩小麦收获过七成: the surface is that of the wheat.
        if let Some(work) = self.work_done(number, &range) {
            return range.start..work;
        }
        // 12个民间团体的代表: so many bodies, whoever comes from them.
        if let Some(of) = self.bodies_of(number, &range) {
            return range.start..of;
        }
        // 6名干部在参加培训的期间违规: what they did, whatever 的 stands in it.
        if let Some(does) = self.does_before_of(&range) {
            return range.start..does;
        }
        // What stands before the last 的 only says which.
        let from = (range.start..range.end).rev().find(|at| word(*at) == "的");
        let from = from.map_or(range.start, |at| at + 1).min(range.end);
        // 320个项目完成投资5332亿元: the verb begins what the next number is of.
        let before_number = self.atoms.get(range.end).is_some_and(|atom| atom.quantity().is_some());
        let sized = range.start > number + 1 && word(range.start - 1) == "的";
        let mut named = false;
        for at in from..range.end {
            let atom = &self.atoms[at];
            let verb = atom.cues.has(self.known.does);
            // 20个项目落地、总投资1370亿元; 500家企业与全国104所高校.
            let next = self.atoms.get(at + 1).map(|next| next.kind);
            let other = before_number
                && ((verb && next == Some(AtomKind::Enumeration))
                    || (atom.cues.has(self.known.and) && self.content(at + 1..range.end).is_none()));
            // 郁金香绚丽多姿
            let idiom = atom.kind == AtomKind::Word(PartOfSpeech::Idiom) && at + 1 == range.end;
            let does = atom.cues.has(self.known.besides)
                || atom.cues.has(self.known.towards)
                || idiom
                || other
                || (acted && verb)
                || (before_number && self.known.verb.intersects(atom.cues));
            // 28个行业均实现盈利: which of all the industries.
            let which = !acted
                && !before_number
                && atom.cues.has(self.known.adverb)
                && at
                    .checked_sub(1)
                    .is_some_and(|noun| self.atoms[noun].cues.has(self.known.vague));
            // 全长7582米的北屏隧道顺利贯通: of a thing with a size the noun is all.
            let acts = sized && (verb || atom.cues.has(self.known.reach));
            // 70家用人单位提供岗位12万个: the verb is of the next number, too.
            let verb_of_next = before_number && verb && at + 2 >= range.end;
            // 9个医疗中心开诊、居全国第2位: where they rank is told of them.
            let ranks = before_number
                && atom.kind == AtomKind::Enumeration
                && self.atoms[at + 1..range.end]
                    .first()
                    .is_some_and(|next| self.known.predicate.intersects(next.cues));
            // 5条雪道上人头攒动: what is where they are.
            let inside = matches!(word(at), "上" | "里" | "旁");
            // 6名被告为张某（54岁，商人）、…: who they are.
            let called =
                matches!(word(at), "为" | "是" | "分别为" | "分别是" | "包括") && self.lists_names(at + 1, range.end);
            // 77项重点工作包括建立…模式、编制…清单: what they are, at length.
            let called = called || (matches!(word(at), "包括" | "包含" | "涵盖") && self.lists(at + 1..range.end));
            // 10个“二线口岸”采取…高效模式: what is told at such length is no name.
            let vague = || {
                at.checked_sub(1)
                    .is_some_and(|noun| self.atoms[noun].cues.has(self.known.vague))
            };
            let tells = !acted && verb && !vague() && self.is_long(at..range.end);
            if named
                && (does || tells || verb_of_next || acts || inside || called || ranks)
                && !which
                && self.content(range.start..at).is_some()
            {
                return range.start..at;
            }
            named |= match atom.kind {
                AtomKind::Word(_) => !self.known.empty.intersects(atom.cues) && word(at).chars().count() > 1,
                AtomKind::Organisation(_) | AtomKind::Name | AtomKind::Close(_) => true,
                _ => false,
            };
        }
        range
    }

    /// Where 的 stands in 民间团体的代表, behind a number of bodies and before those who come from them; so many 名 are people.
    fn bodies_of(&self, number: usize, range: &Range<usize>) -> Option<usize> {
        let unit = match self.atoms[number].quantity().map(|index| &self.mentions[index].kind) {
            Some(MentionKind::Quantity(quantity)) => quantity.unit.as_deref()?,
            _ => return None,
        };
        let of = (range.start + 1..range.end)
            .rev()
            .find(|at| self.atoms[*at].span.of(self.text) == "的")?;
        let who = self.atoms.get(of + 1).filter(|_| of + 1 < range.end)?;
        let people = who.cues.has(self.known.people) || who.cues.has(self.known.delegate);
        let alone = self.content(range.start..of).is_some();
        (BODIES.contains(&unit) && people && alone).then_some(of)
    }

    /// Where it begins what those counted do, behind their noun and before a 的: 6名干部在参加培训的期间.
    fn does_before_of(&self, range: &Range<usize>) -> Option<usize> {
        let word = |at: usize| self.atoms[at].span.of(self.text);
        let of = (range.start..range.end).rev().find(|at| word(*at) == "的")?;
        let noun = |at: usize| {
            let atom = &self.atoms[at];
            atom.kind == AtomKind::Word(PartOfSpeech::Noun) && word(at).chars().count() > 1
        };
        let does = |at: &usize| matches!(word(*at), "在" | "正在" | "正" | "因" | "由于" | "将") && noun(*at - 1);
        let first = (range.start + 1..of).find(does)?;
        let named = !(range.start..first).any(|at| word(at) == "的") && self.content(range.start..first).is_some();
        named.then_some(first)
    }

    /// Whether names stand here, one with a bracket behind it or several: 张某（54岁、商人）.
    fn lists_names(&self, start: usize, end: usize) -> bool {
        let listed = |at: usize| {
            self.atoms
                .get(at)
                .is_some_and(|atom| atom.kind == AtomKind::Enumeration)
        };
        let bracket = matches!(self.atoms.get(end).map(|atom| atom.kind), Some(AtomKind::Open(_)));
        start < end && ((bracket && end - start <= NAME) || (start..=end.min(start + NAME)).any(listed))
    }

    /// Whether a phrase lists several things.
    fn lists(&self, range: Range<usize>) -> bool {
        self.atoms[range].iter().any(|atom| atom.kind == AtomKind::Enumeration)
    }

    /// Whether a phrase has more characters than a name has.
    pub(super) fn is_long(&self, range: Range<usize>) -> bool {
        let ends = self.atoms[range].iter();
        ends.map(|atom| atom.span.of(self.text).chars().count()).sum::<usize>() > TOLD
    }

    /// The members of a list: what stands between 、 和 及 outside of brackets.
    pub(super) fn members(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut members = Vec::new();
        let mut start = range.start;
        let mut at = range.start;
        while at < range.end {
            match self.atoms[at].kind {
                AtomKind::Open(Some(close)) if close < range.end => at = close,
                _ if self.joins(&self.atoms[at]) => {
                    if self.content(start..at).is_some() {
                        members.push(start..at);
                    }
                    start = at + 1;
                }
                _ => {}
            }
            at += 1;
        }
        if self.content(start..range.end).is_some() {
            members.push(start..range.end);
        }
        members
    }

    /// The members of a list taken together until there are as many as wanted: in 船舶和海洋工程装备、工程机械、电动机及发电机分别
    /// with three numbers, only 、 parts them; in 甲、乙和丙及丁 with three, also the last 和 or 及.
    pub fn regrouped(&self, members: &[Range<usize>], wanted: usize) -> Option<Vec<Range<usize>>> {
        let (first, last) = members.first().zip(members.last())?;
        // The parts of one fused word stand in one place.
        if first == last {
            return None;
        }
        let joint = |pair: &[Range<usize>]| pair[0].end..pair[1].start;
        let listed = |joint: &Range<usize>| {
            self.atoms[joint.clone()]
                .iter()
                .any(|atom| atom.kind == AtomKind::Enumeration)
        };
        let joints: Vec<Range<usize>> = members.windows(2).map(joint).collect();
        let last_and = joints.iter().rposition(|joint| !listed(joint));
        for with_last in [false, true] {
            let mut groups = Vec::new();
            let mut start = first.start;
            for (index, joint) in joints.iter().enumerate() {
                if listed(joint) || (with_last && Some(index) == last_and) {
                    groups.push(start..joint.start);
                    start = joint.end;
                }
            }
            groups.push(start..last.end);
            if groups.len() == wanted && wanted > 1 {
                return Some(groups);
            }
        }
        // 医药制造业、航空、航天器及设备制造业: a name of an industry ends in 业, whatever parts it.
        let industry = |member: &Range<usize>| self.atoms[member.end - 1].span.of(self.text).ends_with('业');
        let mut groups = Vec::new();
        let mut start = first.start;
        for (member, joint) in members.iter().zip(&joints) {
            if industry(member) {
                groups.push(start..joint.start);
                start = joint.end;
            }
        }
        groups.push(start..last.end);
        (groups.len() == wanted && wanted > 1).then_some(groups)
    }

    /// The phrase without what does not belong to a label at its edges (periods, places in front, 其中, 已, 为);
    /// `None` where nothing is left.
    #[inline]
    pub fn content(&self, range: Range<usize>) -> Option<Range<usize>> {
        self.contents.of(range, |range| self.find_content(range))
    }

    fn find_content(&self, range: Range<usize>) -> Option<Range<usize>> {
        let Range { mut start, mut end } = range.clone();
        let edge = |atom: &Atom, class: CueSet| match atom.kind {
            AtomKind::Period(_) | AtomKind::Noise | AtomKind::Enumeration | AtomKind::Break(_) => true,
            AtomKind::Word(_) => class.intersects(atom.cues),
            _ => false,
        };
        // A place in front is the fact's place; in 嘉兴市级, 全国性 and 巴勒斯坦人 it is a word of the label.
        let is_place = |at: usize| {
            let next = self.atoms.get(at + 1).map(|next| next.span.of(self.text));
            // 打击70个某军阵地: whose they are.
            let counted = at.checked_sub(1).is_some_and(|at| self.atoms[at].quantity().is_some());
            let forces = counted && self.atoms[at].span.of(self.text).ends_with(['军', '党', '装', '方']);
            !forces
                && matches!(self.atoms[at].kind, AtomKind::Area(_))
                && !next.is_some_and(|next| next.starts_with(['级', '性', '属']) || matches!(next, "人" | "籍" | "裔"))
        };
        // 与地区生产总值之比 names a share of what was named before.
        let shares = |start: usize| {
            self.atoms[start].cues.has(self.known.continues) && self.atoms[end - 1].cues.has(self.known.share)
        };
        // 对美出口, 对经济增长的贡献率: of a size, 对 says which.
        let sizes = |start: usize| {
            let size = |atom: &Atom| atom.cues.has(self.known.measure) || atom.cues.has(self.known.dependent);
            // 对上年度研发费用占比达到3%的企业 says whom something is for.
            let of_time = |at: usize| matches!(self.atoms[at].kind, AtomKind::Period(_));
            self.atoms[start].cues.has(self.known.towards)
                && start + 1 < end
                && !of_time(start + 1)
                && self.atoms[start + 1..end].iter().any(size)
        };
        // 向欧盟国家供应的天然气, 自非洲进口农产品: to whom or from where goes with its verb.
        let routes = |start: usize| {
            let way = matches!(self.atoms[start].span.of(self.text), "向" | "自" | "从" | "给");
            let place = |at: usize| matches!(self.atoms[at].kind, AtomKind::Area(_));
            let acts = |at: usize| {
                let atom = &self.atoms[at];
                atom.kind == AtomKind::Word(PartOfSpeech::Verb) || matches!(atom.span.of(self.text), "进口" | "出口")
            };
            way && start + 2 < end && place(start + 1) && (start + 2..end.min(start + 4)).any(acts)
        };
        let goes_on = |start: usize| shares(start) || sizes(start) || routes(start);
        // 【在希望的田野上】秋粮收获过四成: the name of a series of stories.
        // 委内瑞拉称损失7千亿美元, 报告称投资下降3%: who says it is no part of what is said.
        let counted = |at: usize| self.atoms.get(at).is_some_and(|atom| atom.quantity().is_some());
        let of_share = |at: usize| self.atoms[at].span.of(self.text) == "的" && at.checked_sub(1).is_some_and(counted);
        let behind = start.checked_sub(1).is_some_and(|at| counted(at) || of_share(at));
        if let Some(says) = (start..end).rev().find(|at| self.atoms[*at].cues.has(self.known.says))
            && !behind
        {
            // 当地警方称约1000人聚集: nothing else is said before the number.
            let last = says + 1 == end && self.atoms.get(end).is_some_and(|next| next.quantity().is_some());
            if says + 1 < end || last {
                start = says + 1;
            }
        }
        // 政府将在2027年把支出占比从0.5%削减至0.3%: what is moved stands behind 把.
        if !behind
            && let Some(taken) = (start..end).rev().find(|at| self.atoms[*at].span.of(self.text) == "把")
            && taken + 1 < end
        {
            start = taken + 1;
        }
        let series = |at: usize| match self.atoms[at].kind {
            AtomKind::Open(Some(close)) if close + 1 < end && self.atoms[at].span.of(self.text) == "【" => Some(close),
            _ => None,
        };
        while start < end && !goes_on(start) {
            if let Some(close) = series(start) {
                start = close + 1;
                continue;
            }
            // 甲市、乙市等地控制…: so is what takes several places together.
            let together = start > range.start
                && matches!(
                    self.atoms[start].span.of(self.text),
                    "等地" | "等" | "等多地" | "境内" | "上空" | "方向" | "一带" | "全境"
                )
                && matches!(self.atoms[start - 1].kind, AtomKind::Area(_) | AtomKind::Close(_));
            // 德黑兰地区实施空袭; but 全省地区生产总值.
            let region = start > range.start
                && self.atoms[start].span.of(self.text) == "地区"
                && matches!(self.atoms[start - 1].kind, AtomKind::Area(_))
                && !self
                    .atoms
                    .get(start + 1)
                    .is_some_and(|next| next.span.of(self.text).starts_with("生产"));
            let of_places = start > range.start + 1
                && matches!(self.atoms[start].span.of(self.text), "地" | "多地" | "地区" | "方向")
                && self.atoms[start - 1].span.of(self.text) == "等";
            // 300马力级拖拉机: of what class is said by the number. 某国方面称: the other words for who.
            let word = self.atoms[start].span.of(self.text);
            let of_class = word == "级" && behind;
            let side = word == "方面" && start > range.start && matches!(self.atoms[start - 1].kind, AtomKind::Area(_));
            let passing = of_class || side || region;
            if !edge(&self.atoms[start], self.known.lead) && !is_place(start) && !together && !of_places && !passing {
                break;
            }
            // 根据当地资源打造: what it is according to names nothing.
            if self.atoms[start].cues.has(self.known.according)
                && let Some(verb) =
                    (start + 2..end).find(|at| self.atoms[*at].kind == AtomKind::Word(PartOfSpeech::Verb))
            {
                start = verb;
                break;
            }
            // 比建交时增长: what follows is what it is compared with, and names nothing.
            let against = self.atoms[start].cues.has(self.known.against)
                && !matches!(
                    self.atoms.get(start + 1).map(|next| next.kind),
                    Some(AtomKind::Period(_))
                );
            if against {
                return None;
            }
            let pointing = matches!(self.atoms[start].span.of(self.text), "这" | "那" | "该" | "此");
            start += 1;
            // 这名患者, 该座电站: the classifier goes with the word that points.
            let classifies = |atom: &Atom| {
                let word = atom.span.of(self.text);
                word.chars().count() == 1 && CLASSIFIERS.contains(word)
            };
            if pointing && start + 1 < end && classifies(&self.atoms[start]) {
                start += 1;
            }
        }
        // 比 before 上年 begins the comparison: 增速比上年回落.
        let compares = |at: usize| {
            self.atoms[at].cues.has(self.known.versus)
                && self
                    .atoms
                    .get(at + 1)
                    .is_some_and(|next| matches!(next.kind, AtomKind::Period(_) | AtomKind::Area(_)))
        };
        while start < end && (edge(&self.atoms[end - 1], self.known.trail) || compares(end - 1)) {
            end -= 1;
        }
        // 船只从十几艘扩充到50艘: from how many, no number says.
        let several = |at: &usize| {
            let from = matches!(self.atoms[*at].span.of(self.text), "从" | "由");
            let rest = &self.text[self.atoms[*at].span.start..self.atoms[end - 1].span.end];
            from && ["几", "数十", "数百", "数千", "上百", "上千", "无到"]
                .iter()
                .any(|few| rest.contains(few))
        };
        if let Some(from) = (start + 1..end).find(several) {
            end = from;
        }
        // 在各省区市中排名第21位: among what, not what.
        let among = self.atoms[end..range.end]
            .iter()
            .any(|atom| atom.cues.has(self.known.among));
        if among && self.atoms[range.start].cues.has(self.known.at) {
            return None;
        }
        // （注：《统计年鉴》）: what stands in brackets from end to end is said in passing.
        if start < end && matches!(self.atoms[start].kind, AtomKind::Open(Some(close)) if close + 1 == end) {
            return None;
        }
        // 较1月预测上调0.4个百分点: what it is compared with.
        let foreseen = start + 1 == end
            && start > 1
            && matches!(self.atoms[start - 1].kind, AtomKind::Period(_))
            && self.atoms[start - 2].cues.has(self.known.versus)
            && self.atoms[start].cues.has(self.known.foreseen);
        if foreseen {
            return None;
        }
        // What begins with a verb of comparison or order (居全省, 高于全国) says something of a name, and is none.
        let edges = self.atoms[start..end].first().zip(self.atoms[start..end].last());
        if edges.is_some_and(|(first, last)| {
            let shares = first.cues.has(self.known.continues) && last.cues.has(self.known.share);
            (self.known.predicate.intersects(first.cues) && !shares) || self.known.compares.intersects(last.cues)
        }) {
            return None;
        }
        let says = self.atoms[start..end].iter().any(|atom| match atom.kind {
            AtomKind::Word(_) => !self.known.empty.intersects(atom.cues),
            AtomKind::Organisation(_) | AtomKind::Name => true,
            _ => false,
        });
        says.then_some(start..end)
    }
}
