//! What is counted: of the words round a number those that name the things, not what they do besides or who else is told of.

use std::ops::Range;

use super::LabelPiece;
use super::atoms::{Atom, AtomKind};
use super::reach::Matcher;
use crate::model::{Dimension, MentionKind};
use crate::segment::PartOfSpeech;

/// Characters that what somebody does may take in a name: 获得国家补助.
const TOLD: usize = 15;

/// Characters in which it is said which things are counted.
const WHICH: usize = 24;

/// Words that a person's name may be cut into.
const NAME: usize = 3;

/// Units that bodies are counted in, and people are not.
const BODIES: [&str; 3] = ["个", "家", "所"];

/// Units of what was done so often.
const EVENTS: [&str; 6] = ["次", "轮", "起", "场", "场次", "回"];

impl Matcher<'_> {
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
        let range = self.before_basis(range);
        let said_by_all = self.amount(number).is_some_and(|amount| {
            let event = amount.unit.as_deref().is_some_and(|unit| EVENTS.contains(&unit));
            event || matches!(amount.dimension, Dimension::Ratio | Dimension::Duration)
        });
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
        // 3000名运动员接受了7000例检查: what they did it to makes a whole of it.
        let cut_short = acted || !self.has_object(&range);
        let is_long = || self.is_of(number, &[Dimension::Length]);
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
            // 全长7582米的北屏隧道顺利贯通: of a thing so long the noun is all; but 总投资3亿元的河道整治 is money spent on work.
            let acts = sized
                && (verb
                    || atom.cues.has(self.known.reach)
                    || matches!(word(at), "把" | "作为")
                    || (is_long() && (at..range.end).all(|at| self.acts_at(at) && word(at).chars().count() > 1)));
            // 70家用人单位提供岗位12万个: the verb is of the next number, too; so it is of 出动60架飞机投放120吨物资.
            let hangs = cut_short && before_number && self.hangs(at, range.end) && !self.says_which_by(at);
            let verb_of_next = (before_number && verb && at + 2 >= range.end) || hangs;
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

    /// A phrase without what makes of it a basis for what follows: 在引进60名人才的基础上 counts 人才.
    fn before_basis(&self, range: Range<usize>) -> Range<usize> {
        let word = |at: usize| self.atoms[at].span.of(self.text);
        let ends = |at: usize| at + 1 == range.end || word(at + 1) == "上";
        let basis = |at: &usize| word(*at) == "基础上" || (word(*at) == "基础" && ends(*at));
        let Some(basis) = range.clone().find(basis) else {
            return range;
        };
        let of = basis > range.start && word(basis - 1) == "的";
        range.start..basis - usize::from(of)
    }

    /// Whether from a verb on there is nothing before a number at `end` that the verb could be said of: it is of that number.
    pub(super) fn hangs(&self, verb: usize, end: usize) -> bool {
        let light = |at: usize| {
            let atom = &self.atoms[at];
            let word = atom.span.of(self.text);
            matches!(word, "了" | "着" | "并" | "至少")
                || matches!(atom.kind, AtomKind::Area(_) | AtomKind::Period(_))
                || atom.cues.has(self.known.filler)
                || atom.cues.has(self.known.silent)
                || (self.atoms[at - 1].span.of(self.text) == "并" && self.acts_at(at))
        };
        // 9种矿产查明储量居全国第1位: there the number is of what those counted are or do.
        let says_how = self.is_of(end, &[Dimension::Rank, Dimension::Ratio, Dimension::Points]);
        self.amount(end).is_some() && !says_how && self.acts_at(verb) && (verb + 1..end).all(light)
    }

    /// Whether a verb says which of all are counted, as nothing else does: 40家企业授信2亿元; 完成 and 累计 say it of none.
    fn says_which_by(&self, verb: usize) -> bool {
        let atom = &self.atoms[verb];
        let known = self.known;
        let said_of_all = known.empty.intersects(atom.cues) || atom.cues.has(known.does);
        verb > 0 && self.atoms[verb - 1].cues.has(known.vague) && !said_of_all
    }

    /// What carries the things counted, or comes from them, where that is named behind 的: of 载有160名乘客的航班 the label is
    /// 航班载有乘客, of 来自60个国家的客商 it is 客商来自国家.
    pub(super) fn carried(&self, number: usize, range: Range<usize>) -> Option<Vec<LabelPiece>> {
        let word = |at: usize| self.atoms[at].span.of(self.text);
        let place = |at: usize| {
            matches!(self.atoms[at].kind, AtomKind::Area(_)) || matches!(word(at), "全球" | "世界" | "全国" | "海内外")
        };
        let aspect = |at: usize| matches!(word(at), "着" | "了");
        let mut before = number.checked_sub(1)?;
        if aspect(before) {
            before = before.checked_sub(1)?;
        }
        let carrier = if place(before) { before.checked_sub(1)? } else { before };
        let counts = self.is_of(number, &[Dimension::Count, Dimension::None]);
        if !counts || !self.atoms[carrier].cues.has(self.known.carries) || range.start != number + 1 {
            return None;
        }
        let of = range.clone().find(|at| word(*at) == "的")?;
        // 载有20名参加训练的船员, 拥有3个国家级的平台: what stands there says which are counted.
        let named = |at: usize| match self.atoms[at].kind {
            AtomKind::Word(part) => part != PartOfSpeech::Verb,
            AtomKind::Enumeration | AtomKind::Organisation(_) => true,
            _ => false,
        };
        let last = &self.atoms[of - 1];
        let noun = last.kind == AtomKind::Word(PartOfSpeech::Noun)
            && !last.span.of(self.text).ends_with(['级', '型', '性', '式'])
            && (range.start..of).all(named);
        let things = self.content(range.start..of).filter(|_| noun)?;
        let short = |at: usize| matches!(self.atoms[at].kind, AtomKind::Word(_)) && word(at).chars().nth(1).is_none();
        let stops = |at: &usize| {
            let atom = &self.atoms[*at];
            let cues = atom.cues;
            let known = self.known;
            cues.has(known.besides)
                || cues.has(known.does)
                || cues.has(known.towards)
                || cues.has(known.adverb)
                || cues.has(known.at)
                || word(*at) == "等"
                || (!named(*at) && !matches!(atom.kind, AtomKind::Area(_)) && !short(*at))
        };
        // 客滚船: a part of a name may be a verb by itself.
        let first = (of + 1..range.end).find(|at| named(*at) && !short(*at)).unwrap_or(of);
        let end = (first + 1..range.end).find(stops).unwrap_or(range.end);
        let who = self.content(of + 1..end).map(|who| of + 1..who.end);
        let mut words: String = who
            .into_iter()
            .flat_map(|who| &self.atoms[who])
            .map(|atom| atom.span.of(self.text))
            .collect();
        words.push_str(word(carrier));
        Some(vec![LabelPiece::Literal(words), LabelPiece::Phrase(things)])
    }

    /// Of what stands before a number and is told behind the thing that has it, the noun: 水深 of 观测到水深, which 2米的洪水 has.
    /// Nothing where a verb stands before the number: 产生200万元的效益.
    pub(super) fn size_noun(&self, number: usize, range: Range<usize>) -> Option<Range<usize>> {
        let content = self.content(range.clone())?;
        let amount = self.amount(number)?.dimension;
        // 位于海岸以东20公里的海面上, 需要3年的时间: where it is and how long it takes is no size of the thing, nor what is done with it.
        let where_it_is =
            |at: usize| self.atoms[at].cues.has(self.known.at) || self.atoms[at].span.of(self.text) == "位于";
        let passing = match amount {
            Dimension::Duration | Dimension::Other => true,
            Dimension::Length => content.clone().any(where_it_is),
            _ => false,
        };
        if passing {
            return Some(content);
        }
        let light = |at: usize| {
            let atom = &self.atoms[at];
            !matches!(atom.kind, AtomKind::Word(_))
                || atom.cues.has(self.known.filler)
                || atom.cues.has(self.known.about)
        };
        let last = content.end - 1;
        let cues = self.atoms[last].cues;
        let known = self.known;
        let noun = self.atoms[last].kind == AtomKind::Word(PartOfSpeech::Noun)
            || cues.has(known.aspect)
            || cues.has(known.dependent)
            || cues.has(known.measure);
        if !noun || !(content.end..range.end).all(light) {
            return None;
        }
        let before = |at: &usize| {
            let cues = self.atoms[*at].cues;
            self.acts_at(*at) || cues.has(known.towards) || cues.has(known.at)
        };
        let start = (content.start..last)
            .rev()
            .find(before)
            .map_or(content.start, |at| at + 1);
        self.content(start..content.end)
    }

    /// Where 的 stands in 民间团体的代表, behind a number of bodies and before those who come from them; so many 名 are people.
    fn bodies_of(&self, number: usize, range: &Range<usize>) -> Option<usize> {
        let unit = self.amount(number)?.unit.as_deref()?;
        // 60家行业组织负责人: so it is without 的.
        let from_firm = |at: &usize| {
            let cues = self.atoms[*at].cues;
            let firm = match self.atoms[*at - 1].kind {
                AtomKind::Word(part) => part != PartOfSpeech::Verb,
                kind => matches!(kind, AtomKind::Organisation(_)),
            };
            firm && (cues.has(self.known.delegate) || self.atoms[*at].span.of(self.text) == "负责人")
        };
        if matches!(unit, "家" | "所")
            && let Some(who) = (range.start + 1..range.end).find(from_firm)
            && self.content(range.start..who).is_some()
        {
            return Some(who);
        }
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
}
