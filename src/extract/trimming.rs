//! A phrase without what does not belong to a label at its edges: periods, places in front, who says it, 其中, 已, 为.

use std::ops::Range;

use super::atoms::{Atom, AtomKind};
use super::reach::Matcher;
use crate::model::{Dimension, MentionKind};
use crate::rules::CueSet;
use crate::segment::PartOfSpeech;

/// Words for one thing or person behind 这, 该, 每: 这名患者, 这座电站.
const CLASSIFIERS: &str = "名位个家座条项批片种辆艘架栋幢所间款支部台套场户株棵头只颗口届类";

/// Words that stand between what moved and how: 比去年同期大幅.
const NEAR: usize = 5;

/// Words of to whom, from where or for whom something is done at most, with the preposition.
const WHOM: usize = 9;

impl Matcher<'_> {
    /// The phrase without what does not belong to a label at its edges (periods, places in front, 其中, 已, 为);
    /// `None` where nothing is left.
    #[inline]
    pub fn content(&self, range: Range<usize>) -> Option<Range<usize>> {
        self.contents.of(range, |range| self.find_content(range))
    }

    /// Whether it is said from an atom on that something rose or fell, or from where to where.
    fn moves_next(&self, at: usize) -> bool {
        let near = self.atoms[at.min(self.atoms.len())..].iter().take(NEAR);
        let mut near = near.take_while(|atom| atom.quantity().is_none() && !matches!(atom.kind, AtomKind::Break(_)));
        // 使农户增收2000元: what was gained is said by the verb, and by whom before it.
        let moves = |atom: &Atom| self.known.moves.intersects(atom.cues) && !atom.cues.has(self.known.gain);
        near.any(|atom| moves(atom) || matches!(atom.span.of(self.text), "从" | "由"))
    }

    /// Where it begins what is done according to something, which may have verbs of its own: 围绕扩大内需、改善民生等方面提出.
    fn done_accordingly(&self, range: Range<usize>) -> Option<usize> {
        let verb = |at: &usize| self.atoms[*at].kind == AtomKind::Word(PartOfSpeech::Verb);
        let counts = |next: &Atom| match next.quantity().map(|index| &self.mentions[index].kind) {
            Some(MentionKind::Quantity(quantity)) => quantity.dimension == Dimension::Count,
            _ => false,
        };
        let counted = self.atoms.get(range.end).is_some_and(counts);
        let last = range.clone().next_back().filter(|last| counted && verb(last));
        last.or_else(|| range.clone().find(verb))
    }

    /// 向欧盟国家供应的天然气, 自非洲进口农产品, 为商户减免租金: whether a phrase begins with to whom, from where or for whom something
    /// is done, which goes with its verb.
    fn routes(&self, range: Range<usize>) -> bool {
        let word = |at: usize| self.atoms[at].span.of(self.text);
        let Range { start, end } = range;
        if !self.atoms[start].cues.has(self.known.routes) || start + 2 >= end {
            return false;
        }
        let place = matches!(self.atoms[start + 1].kind, AtomKind::Area(_));
        let acts = |at: usize| {
            self.atoms[at].kind == AtomKind::Word(PartOfSpeech::Verb) || matches!(word(at), "进口" | "出口")
        };
        if place && (start + 2..end.min(start + 4)).any(acts) {
            return true;
        }
        // 向民间资本推介, 向“三农”领域发放, 向甲市、乙市等地派出: names alone up to the verb.
        let mut marks = 0;
        let mut names = |at: &usize| match self.atoms[*at].kind {
            AtomKind::Quote => {
                marks += 1;
                true
            }
            AtomKind::Word(PartOfSpeech::Noun) => !acts(*at) && !self.known.moves.intersects(self.atoms[*at].cues),
            AtomKind::Area(_) | AtomKind::Organisation(_) | AtomKind::Name | AtomKind::Enumeration => true,
            AtomKind::Word(part) => {
                // 沿线, 周边
                let Atom { cues, .. } = self.atoms[*at];
                let plain = part == PartOfSpeech::Other && word(*at).chars().count() > 1;
                let plain = plain && !self.known.lead.intersects(cues) && !cues.has(self.known.adverb);
                let listed = self.joins(&self.atoms[*at]) || matches!(word(*at), "等" | "等地" | "各");
                marks % 2 == 1 || plain || listed
            }
            _ => false,
        };
        let verb = (start + 1..end).find(|at| !names(at)).unwrap_or(end);
        // 向下游补水: what is done may be a noun to the dictionary.
        let last = verb == end && matches!(word(start), "向" | "给");
        let whom = verb > start + 1 && verb - start <= WHOM;
        whom && (last || verb < end && acts(verb) && !self.known.moves.intersects(self.atoms[verb].cues))
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
            if !matches!(self.atoms[at].kind, AtomKind::Area(_)) {
                return false;
            }
            let next = self.atoms.get(at + 1).map(|next| next.span.of(self.text));
            // 打击70个某军阵地: whose they are.
            let counted = at.checked_sub(1).is_some_and(|at| self.atoms[at].quantity().is_some());
            let forces = counted && self.atoms[at].span.of(self.text).ends_with(['军', '党', '装', '方']);
            !forces
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
        let routes = |start: usize| self.routes(start..end);
        // 宣布50亿元对某国援助计划: so does whom the thing is for.
        let meant_for = |start: usize| {
            let counted = start
                .checked_sub(1)
                .is_some_and(|at| self.atoms[at].quantity().is_some());
            counted && self.atoms[start].span.of(self.text) == "对" && start + 1 < end
        };
        // 在渝高校, 在校学生: which of them are counted, by where they are.
        let there = |start: usize| {
            let short = self.atoms.get(start + 1).is_some_and(|next| match next.kind {
                AtomKind::Area(_) | AtomKind::Word(PartOfSpeech::Noun) => {
                    next.span.of(self.text).chars().nth(1).is_none()
                }
                _ => false,
            });
            short && start + 2 < end && self.atoms[start].span.of(self.text) == "在"
        };
        let goes_on = |start: usize| shares(start) || sizes(start) || routes(start) || meant_for(start) || there(start);
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
        // 准备金率下调: so it does behind 将 before a noun; 首要目标是经济增长: what something is stands behind 是.
        if !behind {
            let word = |at: usize| self.atoms[at].span.of(self.text);
            let noun = |at: usize| matches!(self.atoms[at].kind, AtomKind::Word(PartOfSpeech::Noun) | AtomKind::Name);
            // 《清单》将事项数量缩减至50项: 将 goes, the name stays.
            let mut quoted = false;
            let mut names = |at: usize| match self.atoms[at].kind {
                AtomKind::Word(PartOfSpeech::Verb | PartOfSpeech::Other) => quoted,
                kind => {
                    quoted ^= kind == AtomKind::Quote;
                    true
                }
            };
            let name = (start..end).take_while(|at| word(*at) != "将").all(&mut names);
            let filler = |at: &usize| self.atoms[*at].cues.has(self.known.filler);
            let last = (start..end).rev().find(|at| !filler(at)).unwrap_or(start);
            let size = || word(last).ends_with(['率', '数', '额', '量', '度', '重', '例', '积', '值']);
            // 决定将某国三大关键利率下调: so is a size of a place.
            let taken = |at: usize| noun(at) || matches!(self.atoms[at].kind, AtomKind::Area(_));
            let leads = |at: &usize| match word(*at) {
                "是" | "就是" => *at + 1 < end && noun(*at + 1),
                "将" | "也将" | "还将" => *at + 1 < end && taken(*at + 1) && !name && size(),
                _ => false,
            };
            if let Some(taken) = (start + 1..end).rev().find(leads) {
                start = taken + 1;
            }
        }
        // 促销带动全市家电销售额增长20%: what made it rise is no part of what rose.
        if !behind
            && let Some(driven) = (start..end)
                .rev()
                .find(|at| self.atoms[*at].cues.has(self.known.drives))
            && driven + 1 < end
            && self.moves_next(range.end)
        {
            start = driven + 1;
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
            // 2025年版《准入清单》
            let edition = word == "版" && start > 0 && matches!(self.atoms[start - 1].kind, AtomKind::Period(_));
            let passing = of_class || side || region || edition;
            // 甲市至乙市通行时间: from where to where is no place of what is said, but what is.
            if is_place(start) && self.is_route(start..end) {
                break;
            }
            if !edge(&self.atoms[start], self.known.lead) && !is_place(start) && !together && !of_places && !passing {
                break;
            }
            // 根据当地资源打造: what it is according to names nothing.
            if self.atoms[start].cues.has(self.known.according)
                && let Some(verb) = self.done_accordingly(start + 2..end)
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
        // 宣布50亿元援助计划, 提出8项调研计划: behind a number, at the end of its clause, it is a thing.
        let clause_ends = |at: usize| match self.atoms.get(at) {
            Some(next) => matches!(next.kind, AtomKind::Break(_) | AtomKind::Close(_)),
            None => true,
        };
        let plan = |at: usize| {
            behind
                && at > start
                && at + 1 == range.end
                && self.atoms[at].span.of(self.text) == "计划"
                && clause_ends(range.end)
        };
        while start < end && (edge(&self.atoms[end - 1], self.known.trail) && !plan(end - 1) || compares(end - 1)) {
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
        // 创新指数在全国100个城市中列第3位
        let next = self.atoms.get(range.end);
        let glued = next.is_some_and(|next| {
            self.known.predicate.intersects(next.cues) && next.span.of(self.text).starts_with('中')
        });
        let within = |at: &usize| self.atoms[*at].cues.has(self.known.at) && self.atoms[*at].span.of(self.text) == "在";
        if (among || glued)
            && let Some(at) = (start + 1..end).rev().find(within)
        {
            end = at;
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

    /// Whether a phrase begins with two places between which something runs, and goes on.
    fn is_route(&self, phrase: Range<usize>) -> bool {
        let place = |at: usize| matches!(self.atoms[at].kind, AtomKind::Area(_));
        let at = phrase.start;
        at + 3 < phrase.end
            && place(at)
            && matches!(self.atoms[at + 1].span.of(self.text), "至" | "到")
            && place(at + 2)
    }
}
