//! Qualifiers: what narrows a label, said elsewhere in the sentence: the whole that it is a part of, among what it counts, whose
//! share it is, whom a policy is for.

use std::ops::Range;

use crate::extract::{AtomKind, FactReading, LabelPiece};
use crate::model::{Dimension, OriginKind, Quantity, Span, Status};
use crate::rules::MeasureRule;
use crate::segment::PartOfSpeech;

use super::label;
use crate::resolve::discourse::{Discourse, Resolved, Stated};
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// What narrows a label: the whole that it is a part of, and whose share it is.
    pub(in crate::resolve) fn qualifiers(
        &mut self,
        view: &SentenceView,
        reading: &FactReading,
        label: &Stated<String>,
        quantity: &Quantity,
        status: Status,
        previous: Option<&Resolved>,
    ) -> Vec<String> {
        let whole = self.whole(view, reading, label, previous);
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
        let named = label.kind != OriginKind::Said || self.named_measure(&label.what).is_some();
        let divided = self.divided.now.clone().filter(|_| !named);
        let per = self
            .per(view, reading, label)
            .or_else(|| self.for_each(view, reading, label))
            .or_else(|| self.each_time(view, reading, label, quantity));
        let real = self.reckoned(view, reading);
        let stepwise = self.stepwise(view, reading);
        let field = self.field_before(view, reading.atom, &label.what);
        let scope = self.ranked_in(view, reading);
        for words in [
            whole,
            among,
            divided,
            field,
            per,
            real,
            stepwise,
            subject,
            beneficiary,
            scope,
        ]
        .into_iter()
        .flatten()
        {
            if words != label.what && !qualifiers.contains(&words) {
                qualifiers.push(words);
            }
        }
        qualifiers
    }

    /// 居全国第一、全球第三: among which places it ranks, named right before the rank.
    fn ranked_in(&self, view: &SentenceView, reading: &FactReading) -> Option<String> {
        if reading.measure != MeasureRule::Rank {
            return None;
        }
        let before = &view.atoms[reading.atom.checked_sub(1)?];
        let place = matches!(before.kind, AtomKind::Area(_));
        place.then(|| before.span.of(self.document.text).to_owned())
    }

    /// 取得成果1012项，其中达到国际水平的132项: what describes those counted, where their name is the one told before.
    pub(in crate::resolve) fn described(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        label: &Stated<String>,
    ) -> Option<String> {
        let end = reading.atom.checked_sub(1)?;
        let text = self.document.text;
        let counts = view.quantity(reading).dimension == Dimension::Count && reading.measure == MeasureRule::Level;
        // 跃升到2022年的587家: when it was so many describes nothing.
        let timed = end
            .checked_sub(1)
            .is_some_and(|at| matches!(view.atoms[at].kind, AtomKind::Period(_)));
        if !counts || timed || label.kind != OriginKind::Carried || view.atoms[end].span.of(text) != "的" {
            return None;
        }
        let opens = |at: &usize| {
            let atom = &view.atoms[*at];
            let mark = matches!(
                atom.kind,
                AtomKind::Break(_) | AtomKind::Open(_) | AtomKind::Quantity(_)
            );
            mark || atom.cues.has(self.document.known.part)
        };
        let start = (0..end).rev().find(opens).map_or(0, |at| at + 1);
        let leads = |at: &usize| view.atoms[*at].cues.has(self.document.known.filler);
        let start = (start..end).find(|at| !leads(at)).unwrap_or(end);
        if start >= end {
            return None;
        }
        let words = label::phrase(text, view.atoms, start..end, self.document.known);
        (2..=24).contains(&words.chars().count()).then_some(words)
    }

    /// The words right before what reads a number, the nearest first, up to a mark.
    fn words_before<'v>(&'v self, view: &'v SentenceView, reading: &FactReading) -> impl Iterator<Item = &'v str> {
        let from = reading.atom.saturating_sub(RECKONED);
        let words = view.atoms[from..reading.atom].iter().rev();
        words
            .map(|atom| atom.span.of(self.document.text))
            .take_while(|word| !word.starts_with(['，', ',', '；', ';', '。', '、']))
    }

    /// 扣除价格因素，实际增长5.0%: how the growth is reckoned.
    fn reckoned(&self, view: &SentenceView, reading: &FactReading) -> Option<String> {
        if reading.measure != MeasureRule::Difference || view.quantity(reading).dimension != Dimension::Ratio {
            return None;
        }
        let mut ways = self.words_before(view, reading);
        ways.find_map(|word| ["实际", "名义", "同口径"].into_iter().find(|way| holds(word, way)))
            .map(str::to_owned)
    }

    /// 环比增长0.2%, 从环比看，……比上月增长0.6%: against the month or quarter before, not the year before.
    fn stepwise(&self, view: &SentenceView, reading: &FactReading) -> Option<String> {
        const STEPS: [&str; 3] = ["环比", "上月", "上季度"];
        let rate = matches!(view.quantity(reading).dimension, Dimension::Ratio | Dimension::Points);
        if reading.measure != MeasureRule::Difference || !rate {
            return None;
        }
        let mut near = self.words_before(view, reading);
        near.any(|word| STEPS.iter().any(|step| holds(word, step)) && !word.contains("末"))
            .then(|| STEPS[0].to_owned())
    }

    /// 每百户居民拥有彩电118台、冰箱93台: per what the members of the list are counted.
    fn per(&self, view: &SentenceView, reading: &FactReading, label: &Stated<String>) -> Option<String> {
        let (text, known) = (self.document.text, self.document.known);
        if !view.says_each {
            return None;
        }
        let clause = view.clause(reading.atom);
        let word = |at: usize| view.atoms[at].span.of(text);
        let start = clause.clone().find(|at| word(*at).starts_with('每'))?;
        let first = (start..clause.end).find(|at| view.atoms[*at].quantity().is_some())?;
        if first >= reading.atom || label.what.contains('每') {
            return None;
        }
        let has = |at: &usize| view.atoms[*at].cues.has(known.reach) || word(*at).ends_with("人口");
        let end = (start + 1..first).find(has)?;
        let end = if word(end).ends_with("人口") { end + 1 } else { end };
        let words = label::phrase(text, view.atoms, start..end, known);
        (2..=12).contains(&words.chars().count()).then_some(words)
    }

    /// 平均每平方公里就有18家企业, 突破每桶100美元: for each of what, right before the number.
    fn for_each(&self, view: &SentenceView, reading: &FactReading, label: &Stated<String>) -> Option<String> {
        let known = self.document.known;
        if !view.says_each || label.what.contains('每') {
            return None;
        }
        let clause = view.clause(reading.atom);
        let aside =
            |at: &usize| view.atoms[*at].cues.has(known.reach) || view.atoms[*at].span.of(self.document.text) == "就";
        let at = (clause.start..reading.atom).rev().find(|at| !aside(at))?;
        let word = view.atoms[at].span.of(self.document.text);
        (word.starts_with('每') && (2..=6).contains(&word.chars().count())).then(|| word.to_owned())
    }

    /// 每年可发电5亿千瓦时，节约标煤15万吨: how often, where a clause before says it of what comes of the same and the verb goes on.
    fn each_time(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        label: &Stated<String>,
        quantity: &Quantity,
    ) -> Option<String> {
        let (text, known) = (self.document.text, self.document.known);
        let amount = matches!(
            quantity.dimension,
            Dimension::Mass | Dimension::Volume | Dimension::Energy
        );
        if !view.says_each || !amount || reading.measure != MeasureRule::Level || label.kind != OriginKind::Said {
            return None;
        }
        let sized = |at: usize| view.atoms[at].cues.has(known.measure) || view.atoms[at].cues.has(known.dependent);
        let done = match reading.label.last() {
            Some(LabelPiece::Phrase(range)) => range.len() > 1 && !range.clone().any(sized),
            _ => false,
        };
        let mut clause = view.clause(reading.atom);
        for _ in 0..GOES_ON {
            let opens = |at: &usize| known.lead.intersects(view.atoms[*at].cues);
            let verb = clause.clone().find(|at| !opens(at))?;
            let tells = |at: usize| {
                let atom = &view.atoms[at];
                let all = atom.cues.has(known.cumulative) || atom.cues.has(known.at_present);
                all || matches!(atom.kind, AtomKind::Period(_) | AtomKind::Area(_))
            };
            // 年产值超过百万元 tells of a size, and 累计减排…… of all the time. Not every verb is one to the dictionary (节约标煤).
            let goes_on =
                (self.acts(&view.atoms[verb]) || done) && !(clause.start..reading.atom.min(clause.end)).any(tells);
            let mark = clause.start.checked_sub(1)?;
            if !goes_on || view.atoms[mark].kind != AtomKind::Break('，') || label.what.contains(['每', '均']) {
                return None;
            }
            clause = view.clause(mark);
            let each = clause.clone().find(|at| view.atoms[*at].cues.has(known.each_time));
            let counts = |each: usize| (each..clause.end).any(|at| view.atoms[at].quantity().is_some());
            if let Some(each) = each {
                return counts(each).then(|| view.atoms[each].span.of(text).to_owned());
            }
        }
        None
    }

    /// 分经济类型看，国有控股企业增长7.3%: the sentence breaks down what the paragraph told of last before such sentences.
    pub(in crate::resolve) fn divide(&mut self, view: &SentenceView) {
        let (text, known) = (self.document.text, self.document.known);
        let clause = view.clause(0);
        let mut words = view.atoms[clause].iter().filter(|atom| atom.kind != AtomKind::Noise);
        let first = words.next().map_or("", |atom| atom.span.of(text));
        // 按常住地分，城镇居民……
        let sees = words
            .next_back()
            .is_some_and(|last| last.cues.has(known.seen) || last.span.of(text) == "分");
        if !sees || !first.starts_with(['分', '按']) {
            self.divided.now = None;
        } else if self.divided.now.is_none() {
            let last = self.labels.last().map(|named| named.label.clone());
            self.divided.breaks_down = self.labels.is_empty();
            self.divided.now = last.or_else(|| self.divided.before.clone());
        }
    }

    /// 分产业看，……。分季度看，一季度增长6.7%: the first number of a sentence that breaks down and names nothing is of what is broken
    /// down.
    pub(in crate::resolve) fn divided_again(
        &self,
        view: &SentenceView,
        reading: &FactReading,
    ) -> Option<(String, Span)> {
        let divided = self.divided.now.as_ref()?;
        let first = view.atoms[..reading.atom].iter().all(|atom| atom.quantity().is_none());
        let first = first || self.labels.is_empty();
        first.then(|| (divided.clone(), view.atoms[view.clause(reading.atom).start].span))
    }

    /// 57家技术创新中心中，由民营企业承建的占95%: what a clause before, ending in 中, singles out from.
    pub(in crate::resolve) fn among(&self, view: &SentenceView, reading: &FactReading) -> Option<String> {
        if !view.present.has(self.document.known.among) {
            return None;
        }
        let mut here = view.clause(reading.atom);
        for _ in 0..CLAUSES {
            let before = view.clause(here.start.checked_sub(2)?);
            // Of what follows later, only 在……中 says among what.
            let at = view.clause(reading.atom).start == here.start;
            let opens = view.atoms[before.start].cues.has(self.document.known.at);
            if (at || opens)
                && let Some(among) = self.singled_out_from(view, &here, &before)
            {
                return Some(among);
            }
            here = before;
        }
        None
    }

    /// What the clause `before` singles out from, if it ends in 中 and `here` follows it.
    fn singled_out_from(&self, view: &SentenceView, here: &Range<usize>, before: &Range<usize>) -> Option<String> {
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
}

/// Whether a word holds another, which most words of as many characters are or are not.
fn holds(word: &str, part: &str) -> bool {
    match word.len() <= part.len() {
        true => word == part,
        false => word.contains(part),
    }
}

/// So many words before a growth at most stands how it is reckoned.
const RECKONED: usize = 3;

/// So many clauses go on at most with what comes of it each time.
const GOES_ON: usize = 2;

/// So many clauses behind 在限额以上单位中 are still about them.
const CLAUSES: usize = 16;
