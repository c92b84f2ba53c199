//! What the things counted do, behind their name: where nothing before the number says which they are, that does (35条河流超警戒
//! 水位, 952名嫌疑人从境外押解回国). It is told as far as the clause goes, over the numbers in between and without them.

use std::ops::Range;

use super::LabelPiece;
use super::atoms::AtomKind;
use super::reach::Matcher;
use crate::model::Dimension;
use crate::segment::PartOfSpeech;

/// Characters that what those counted do has room for in a name.
const ROOM: usize = 22;

impl Matcher<'_> {
    /// What those that a number counts do, behind `thing`, which is what the phrase `slot` behind the number calls them; nothing
    /// where the words before the number say which they are.
    pub(super) fn told(
        &self,
        number: usize,
        slot: &Range<usize>,
        thing: &Range<usize>,
        label: &[LabelPiece],
    ) -> Option<Range<usize>> {
        if thing.is_empty() || !self.counts(number) || label.iter().any(|piece| self.says_what_is_done(piece)) {
            return None;
        }
        let word = |at: usize| self.atoms[at].span.of(self.text);
        let part = self.atoms[thing.start].cues;
        if part.has(self.known.item) || part.has(self.known.scope_item) || self.is_done_with_first(number) {
            return None;
        }
        // Whose they are that the next number counts: 33个国家的476家企业; 41个行业中.
        let owns = |at: usize| {
            self.atoms[at].cues.has(self.known.among)
                || matches!(
                    word(at),
                    "的" | "上" | "里" | "旁" | "内" | "外" | "等" | "为" | "是" | "包括" | "包含" | "涵盖"
                )
        };
        let next = self.atoms.get(slot.end).is_some_and(|next| next.quantity().is_some());
        let behind = (thing.end..slot.end).find(|at| !self.joins(&self.atoms[*at]));
        if let Some(behind) = behind {
            // 3000家机构签署了7000份文件
            if self.has_object(slot) && self.hangs(behind, slot.end) {
                return self.object(slot.end + 1).map(|object| behind..object.end);
            }
            // 8000万亩小麦|收获过七成; 10个口岸采取分批核放、集中申报等办法: that is told of them at length.
            let lists = |at: usize| self.atoms[at].kind == AtomKind::Enumeration;
            let does = self.atoms[behind].cues.has(self.known.does);
            let told = does && self.is_long(behind..slot.end) && (behind..slot.end).any(lists);
            let stops = told || owns(behind) || self.atoms[behind].cues.has(self.known.farm_work);
            return (!stops).then(|| self.predicate(behind, true)).flatten();
        }
        // 31条河流的45个水文站水位上涨: what is told of the stations is told of the rivers.
        if next && word(slot.end - 1) == "的" && self.counts_things(slot.end) {
            return self.predicate_of_counted(slot.end);
        }
        if !next || slot.clone().rev().take(2).any(owns) {
            return None;
        }
        let last = self.content(thing.clone())?.end - 1;
        if self.joins(&self.atoms[slot.end - 1]) {
            // 9万艘次船舶进出港、2万班次航班起飞: each does its own.
            return (!self.acts_at(last)).then(|| self.shared_predicate(slot.end)).flatten();
        }
        let counted = self.counts_things(slot.end);
        if self.acts_at(last) {
            // 3000名运动员接受了7000例检查: what they did it to is counted, too.
            return self.has_object(slot).then(|| self.object(slot.end + 1)).flatten();
        }
        // 35条河流60个站超警戒水位
        counted.then(|| self.predicate_of_counted(slot.end)).flatten()
    }

    /// Whether a phrase ends in what is done to the things that the number behind it counts.
    pub(super) fn has_object(&self, phrase: &Range<usize>) -> bool {
        let next = phrase.end;
        if self.atoms.get(next).is_none_or(|next| next.quantity().is_none()) {
            return false;
        }
        let word_next = matches!(self.atoms.get(next + 1).map(|next| next.kind), Some(AtomKind::Word(_)));
        let acts = self
            .content(phrase.clone())
            .is_some_and(|content| self.acts_at(content.end - 1));
        acts && (self.counts_things(next) || (word_next && self.counts(next)))
    }

    /// What those do that a number counts of what was named before: 21个行业中，有15个位于扩张区间.
    pub(super) fn told_elliptic(&self, number: usize) -> Option<Range<usize>> {
        let next = self.atoms.get(number + 1)?;
        let acts = next.kind == AtomKind::Word(PartOfSpeech::Verb) || next.cues.has(self.known.reach);
        (acts && self.counts(number))
            .then(|| self.predicate(number + 1, true))
            .flatten()
    }

    /// Whether a number is of things, or of how large or long they are.
    pub(super) fn counts(&self, number: usize) -> bool {
        self.is_of(number, &[Dimension::Count, Dimension::Surface, Dimension::Length])
    }

    /// Whether a number goes on with a list whose first member says what is done with all: 启动9个示范乡镇、71个示范村建设.
    fn is_done_with_first(&self, number: usize) -> bool {
        let mut first = number;
        while let Some(before) = first.checked_sub(1).filter(|before| self.joins(&self.atoms[*before])) {
            let floor = self.floor(before);
            match floor
                .checked_sub(1)
                .filter(|number| self.atoms[*number].quantity().is_some())
            {
                Some(number) => first = number,
                None => break,
            }
        }
        first < number && (self.floor(first)..first).any(|at| self.acts_at(at))
    }

    /// Whether a piece of a label before the number says what was done with the things counted. What only lets them do
    /// something does not: 推动20家酒店实现….
    fn says_what_is_done(&self, piece: &LabelPiece) -> bool {
        let LabelPiece::Phrase(range) = piece else {
            return matches!(piece, LabelPiece::Words(..));
        };
        let last = self.atoms[range.clone()]
            .iter()
            .rev()
            .find(|atom| matches!(atom.kind, AtomKind::Word(_)));
        if last.is_some_and(|last| last.cues.has(self.known.lets)) {
            return false;
        }
        range.clone().any(|at| self.acts_at(at))
    }

    /// Whether a word says that somebody does something.
    pub(super) fn acts_at(&self, at: usize) -> bool {
        let atom = &self.atoms[at];
        let known = self.known;
        atom.kind == AtomKind::Word(PartOfSpeech::Verb)
            || atom.kind == AtomKind::Word(PartOfSpeech::Idiom)
            || atom.cues.has(known.does)
            || atom.cues.has(known.new)
            || known.verb.intersects(atom.cues)
    }

    /// Whether the number at an atom counts things that are named behind it.
    fn counts_things(&self, number: usize) -> bool {
        let counts = self.is_of(number, &[Dimension::Count]);
        let named = |at: usize| match self.atoms.get(at).map(|next| next.kind) {
            Some(AtomKind::Word(part)) => {
                let long = self.atoms[at].span.of(self.text).chars().count() > 2;
                (part != PartOfSpeech::Verb || long) && !self.known.empty.intersects(self.atoms[at].cues)
            }
            Some(AtomKind::Quote | AtomKind::Organisation(_) | AtomKind::Area(_)) => true,
            _ => false,
        };
        counts && named(number + 1)
    }

    /// From an atom on to the end of the clause, over numbers of things: 在685家医院实现互认. `whole`: it has to say what is done.
    fn predicate(&self, start: usize, whole: bool) -> Option<Range<usize>> {
        let mut end = start;
        let mut room = ROOM;
        let mut goes_on = false;
        while let Some(atom) = self.atoms.get(end) {
            match atom.kind {
                AtomKind::Break(_) | AtomKind::Close(_) | AtomKind::Open(None) => break,
                AtomKind::Quantity(_) if !self.counts_things(end) => {
                    goes_on = true;
                    break;
                }
                AtomKind::Open(Some(close)) => {
                    end = close + 1;
                    continue;
                }
                AtomKind::Quantity(_) | AtomKind::Period(_) => {}
                // 驶入港口、2万班次航班起飞: the next of a list.
                AtomKind::Enumeration if self.listed_number(end + 1) => break,
                _ => room = room.checked_sub(atom.span.of(self.text).chars().count())?,
            }
            end += 1;
        }
        // A quotation that goes on behind the clause: 围绕“弘扬精神，开拓进取”.
        let quoted = self.atoms[start..end]
            .iter()
            .filter(|atom| atom.kind == AtomKind::Quote);
        if quoted.count() % 2 == 1 {
            return None;
        }
        let mut content = self.content(start..end)?;
        // 在馆内展出, 从境外返回: the preposition goes with its place, which content would drop; of 正在 nothing is left.
        let first = (start..content.end).find(|at| {
            let atom = &self.atoms[*at];
            let period = matches!(atom.kind, AtomKind::Period(_));
            !period && !atom.cues.has(self.known.silent) && !atom.cues.has(self.known.adverb)
        });
        content.start = first.unwrap_or(content.start);
        let acts = |at: usize| self.acts_at(at);
        // 降雨量超过200毫米, 完成投资20亿元: the number says what this would not.
        let last = &self.atoms[content.end.checked_sub(1).filter(|last| *last >= content.start)?];
        let size = last.cues.has(self.known.measure) || last.cues.has(self.known.dependent);
        let complete = !goes_on || (acts(content.end - 1) && !size);
        let says = content.clone().any(acts) && complete;
        (says || !whole).then_some(content)
    }

    /// Whether another number comes before the clause ends.
    fn listed_number(&self, start: usize) -> bool {
        let rest = self.atoms[start.min(self.atoms.len())..].iter();
        let mut rest = rest.take_while(|atom| !matches!(atom.kind, AtomKind::Break(_)));
        rest.any(|atom| atom.quantity().is_some())
    }

    /// What is counted behind a verb, as far as it is named before something else is done or listed.
    fn object(&self, start: usize) -> Option<Range<usize>> {
        let ceiling = self.ceiling(start);
        let stops = |at: &usize| {
            let atom = &self.atoms[*at];
            self.joins(atom) && self.listed_number(at + 1)
        };
        let end = (start..ceiling).find(stops).unwrap_or(ceiling);
        let characters: usize = self.atoms[start..end]
            .iter()
            .map(|atom| atom.span.of(self.text).chars().count())
            .sum();
        let content = self.content(start..end)?;
        (characters <= ROOM).then_some(content)
    }

    /// What those counted by the number at an atom do, behind their name.
    fn predicate_of_counted(&self, number: usize) -> Option<Range<usize>> {
        let begins = |at: usize| {
            let cues = self.atoms[at].cues;
            let known = self.known;
            cues.has(known.besides)
                || cues.has(known.does)
                || cues.has(known.adverb)
                || cues.has(known.reach)
                || known.predicate.intersects(cues)
                || self.atoms[at].kind == AtomKind::Word(PartOfSpeech::Verb)
        };
        let ceiling = self.ceiling(number + 1);
        let start = (number + 2..ceiling).find(|at| begins(*at))?;
        let content = self.predicate(start, false)?;
        // 1000处灌区建设: a verb alone at the end is as often a noun.
        let sure = content.len() > 1 || self.atoms[content.start].cues.has(self.known.does);
        sure.then_some(content)
    }

    /// 120个集体和90名个人获奖, 9公里堤防、16公里河道和100座闸站已建成: what all of a list do is said behind its last member, whose
    /// number stands at an atom or further on.
    fn shared_predicate(&self, number: usize) -> Option<Range<usize>> {
        let mut number = number;
        loop {
            let ceiling = self.ceiling(number + 1);
            let next = self.atoms.get(ceiling)?;
            if next.quantity().is_none() {
                break;
            }
            if ceiling == number + 1 || !self.joins(&self.atoms[ceiling - 1]) {
                return None;
            }
            number = ceiling;
        }
        let ceiling = self.ceiling(number + 1);
        let tells = |at: usize| {
            let atom = &self.atoms[at];
            let known = self.known;
            let done = self
                .atoms
                .get(at + 1)
                .is_some_and(|next| next.span.of(self.text) == "了");
            let adverb = atom.cues.has(known.silent) || atom.cues.has(known.adverb) || atom.cues.has(known.besides);
            let adverb = adverb || matches!(atom.span.of(self.text), "被" | "在");
            // 2名儿童和3名老人遇难
            let harmed = atom.cues.has(known.harm) && self.acts_at(at);
            adverb || harmed || atom.cues.has(known.does) || (done && self.acts_at(at))
        };
        let start = (number + 2..ceiling).find(|at| tells(*at))?;
        self.predicate(start, true)
    }
}
