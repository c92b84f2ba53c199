//! What a number measures, and how it bounds it: level, change, growth or rank; at least, at most, about.

use crate::extract::{Atom, AtomKind, FactReading, Reading};
use crate::model::{Bound, Dimension, Measure, OriginKind, Quantity, Span, Status};
use crate::rules::{CueClass, MeasureRule, Rule};

use super::discourse::{Discourse, Stated};
use super::fact::Figure;
use super::view::SentenceView;

impl Discourse<'_> {
    /// Whether a unit is one of a class of units.
    pub(super) fn is_counted_in(&self, quantity: &Quantity, units: CueClass) -> bool {
        let unit = quantity.unit.as_deref();
        unit.is_some_and(|unit| self.document.cues.of(unit).has(units))
    }

    /// What a number measures: what its rule says, or growth, where its sign, its name or its neighbours say that. Beside it the
    /// name of what fell, where that is what the label says: 降幅收窄到2.6%.
    pub(super) fn measured(
        &self,
        figure: &Figure,
        quantity: &Quantity,
        label: &Stated<String>,
    ) -> (Measure, Option<String>) {
        let measure = measure(figure.reading.measure, quantity);
        let written = figure.span().of(self.document.text);
        let percent = quantity.unit.as_deref() == Some("%");
        let multiple = quantity.dimension == Dimension::Multiple;
        // 翻一番: the quantity is itself an increase.
        if multiple && written.contains('番') {
            return (Measure::Growth, None);
        }
        if measure != Measure::Level {
            return (measure, None);
        }
        // （-10.5%）: nothing has a size below nought in a hundred.
        let below = percent && quantity.value.is_sign_negative() && written.starts_with(['-', '－', '−']);
        // 较上年同月减98.5亿元（-23.4%）: a share with a sign, of what was named before.
        let signed = quantity.dimension == Dimension::Ratio
            && label.kind == OriginKind::Carried
            && written.starts_with(['-', '−', '+', '＋']);
        // 教师总数翻了几倍
        let multiplied = multiple && written.starts_with('翻');
        if below || signed || multiplied || (percent && self.names_growth(&label.what)) {
            return (Measure::Growth, None);
        }
        // 气温降幅达10℃
        let natural = quantity.dimension == Dimension::Other && quantity.unit.is_some();
        let fallen = (percent || natural).then(|| self.fallen(&label.what)).flatten();
        // 局地降幅: of what, stands before.
        let fallen = fallen.filter(|what| percent || what.chars().nth(2).is_some());
        if fallen.is_some() && natural {
            return (Measure::Change, fallen.map(str::to_owned));
        }
        if fallen.is_some() || self.grows_too(figure.view, figure.reading, figure.sentence, label, figure.previous) {
            return (Measure::Growth, fallen.map(str::to_owned));
        }
        (Measure::Level, None)
    }

    /// How a number bounds what it measures: as it is written, or as the list or the clause that it stands in says.
    pub(super) fn bound(&self, figure: &Figure, quantity: &Quantity, status: Status, label: &str) -> Bound {
        let Figure { view, reading, .. } = *figure;
        let known = self.document.known;
        let bound = self
            .bound_of_list(view, reading, figure.whole)
            .unwrap_or(quantity.bound);
        // 低于5.5%的预期目标: what it is set against is exactly that.
        let set_against = || {
            let words = Span::new(quantity.bound_start, figure.span().start).of(self.document.text);
            self.document.cues.of(words).has(known.set_against)
        };
        if matches!(bound, Bound::Gt | Bound::Lt) && set_against() && self.is_goal(reading, view, label) {
            return Bound::Eq;
        }
        if bound != Bound::Eq {
            return bound;
        }
        // 单个项目最高支持500万元
        let highest = || {
            let clause = view.clause(reading.atom).start;
            let words = &view.atoms[clause..reading.atom];
            let number = words.iter().rposition(|atom| atom.quantity().is_some());
            let words = &words[number.map_or(0, |at| at + 1)..];
            words.iter().any(|atom| atom.cues.has(known.at_most))
        };
        let named = || {
            let mut words = self.document.cues.words_of(known.at_most);
            words.any(|word| label.contains(word))
        };
        if status == Status::Rule && (named() || highest()) {
            return Bound::Le;
        }
        // 至少要减少6000万亩; 突破每桶100美元: what bounds the number stands a little before it.
        if quantity.value_high.is_none()
            && let Some(bound) = self.bound_before(view, reading)
        {
            return bound;
        }
        // 约占全国陆地面积的1.87%
        if quantity.value_high.is_none() && self.about_share(view, reading) {
            return Bound::Approx;
        }
        // 约为全市平均水平的5倍
        let about = reading.versus.as_ref().and_then(|base| base.start.checked_sub(1));
        if about.is_some_and(|at| view.atoms[at].cues.has(known.about)) {
            return Bound::Approx;
        }
        bound
    }

    /// Whether a share is only about so much, as its verb says: 约占.
    fn about_share(&self, view: &SentenceView, reading: &FactReading) -> bool {
        let known = self.document.known;
        let clause = view.clause(reading.atom).start;
        let verb = view.atoms[clause..reading.atom]
            .iter()
            .rev()
            .take_while(|atom| atom.quantity().is_none())
            .find(|atom| atom.cues.has(known.share) && atom.cues.has(known.continues));
        reading.measure == MeasureRule::Level && verb.is_some_and(|verb| verb.cues.has(known.about))
    }

    /// The bound of a number that its verb, or what it is counted by, parts from the word that says it.
    fn bound_before(&self, view: &SentenceView, reading: &FactReading) -> Option<Bound> {
        let known = self.document.known;
        let clause = view.clause(reading.atom).start;
        if let Some(bound) = self.bound_of_listed(view, reading) {
            return Some(bound);
        }
        let number = view.atoms[reading.atom].span.start;
        let mut before = view.atoms[clause..reading.atom].iter().rev().take(BOUND_WORDS);
        let words = before
            .by_ref()
            .take_while(|atom| matches!(atom.kind, AtomKind::Word(_)));
        for atom in words {
            if atom.cues.has(known.least) {
                return Some(Bound::Ge);
            }
            if atom.cues.has(known.exceeds_per) {
                let between = Span::new(atom.span.end, number).of(self.document.text);
                let each = between.starts_with('每') && between.chars().count() <= EACH;
                return each.then_some(Bound::Gt);
            }
        }
        None
    }

    /// 先后突破4万亿元、5万亿元: what is exceeded stands once before all of the list.
    fn bound_of_listed(&self, view: &SentenceView, reading: &FactReading) -> Option<Bound> {
        let joins = |atom: &Atom| atom.kind == AtomKind::Enumeration || atom.cues.has(self.document.known.and);
        let unit = view.quantity(reading).unit.as_deref();
        let mut at = reading.atom;
        while let Some(before) = at.checked_sub(2).filter(|_| joins(&view.atoms[at - 1])) {
            let index = view.atoms[before].quantity()?;
            let number = view.mentions[index].span;
            let listed = view
                .quantity_at(number)
                .filter(|listed| listed.unit.as_deref() == unit)?;
            if listed.bound == Bound::Gt && listed.bound_start < number.start {
                return Some(Bound::Gt);
            }
            at = before;
        }
        None
    }

    /// 分别为49、6、27微克/立方米: the unit of the last is that of all.
    pub(super) fn unit_of_list(
        &self,
        view: &SentenceView,
        quantity: &Quantity,
        position: usize,
        whole: &Reading,
    ) -> Option<(String, Dimension)> {
        let later = &whole.facts[position..];
        let apart = |pair: &[FactReading]| pair[1].atom != pair[0].atom + 2;
        if quantity.dimension != Dimension::None || quantity.unit.is_some() || later.windows(2).any(apart) {
            return None;
        }
        let last = view.quantity(later.last()?);
        last.unit.clone().map(|unit| (unit, last.dimension))
    }

    /// 分别达2050万吨、4200万吨、19万吨以上, 分别突破8万亿元、9万亿元: the bound that stands behind the last of a list or before the
    /// first holds for all.
    pub(super) fn bound_of_list(&self, view: &SentenceView, reading: &FactReading, whole: &Reading) -> Option<Bound> {
        let joins = |atom: &Atom| atom.kind == AtomKind::Enumeration || atom.cues.has(self.document.known.and);
        let apart = |pair: &[FactReading]| pair[1].atom != pair[0].atom + 2 || !joins(&view.atoms[pair[0].atom + 1]);
        let (first, last) = (whole.facts.first()?, whole.facts.last()?);
        if whole.facts.len() < 2 || view.quantity(reading).bound != Bound::Eq || whole.facts.windows(2).any(apart) {
            return None;
        }
        let (head, tail) = (view.quantity(first), view.quantity(last));
        let written = view.mentions[last.quantity].span.of(self.document.text);
        let behind = matches!(tail.bound, Bound::Ge | Bound::Le) && written.ends_with(['上', '下', '内']);
        let before = head.bound != Bound::Range && head.bound_start < view.mentions[first.quantity].span.start;
        match (behind, before) {
            (true, _) => Some(tail.bound),
            (_, true) => Some(head.bound),
            _ => None,
        }
    }

    /// Figures alone, without a unit or a multiple: 以6比2, n=3, 见表4, 410073, 波音737. Few of them are sizes of what is named
    /// beside them: those of what has no unit (基尼系数0.46), and counts that have lost theirs (引进创新团队1570).
    pub(super) fn counts_nothing(&self, view: &SentenceView, fact: &FactReading, rule: &Rule, label: &str) -> bool {
        let mention = &view.mentions[fact.quantity];
        let figures = mention.span.of(self.document.text);
        if self.document.cues.of(label).has(self.document.known.milestone)
            || (self.document.date.tells && self.is_blank(fact, label))
            || self.only_lasts(view, fact, label)
        {
            return true;
        }
        let alone = view.quantity(fact).dimension == Dimension::None
            && fact.unit.is_none()
            && figures.chars().all(|c| c.is_ascii_digit() || ".-,".contains(c));
        if !alone || rule.guesses() {
            return alone;
        }
        let (cues, known) = (self.document.cues, self.document.known);
        // 性别比（以女性为100）: the name stands before the bracket.
        let name = label.strip_suffix(['）', ')']).and_then(|open| open.rfind(['（', '(']));
        let label = &label[..name.unwrap_or(label.len())];
        if cues.ending_of(label, known.unitless).is_some() {
            return false;
        }
        let year = figures.parse().is_ok_and(|year| (1800..=2100).contains(&year));
        let counts = (3..=5).contains(&figures.len()) && figures.bytes().all(|byte| byte.is_ascii_digit()) && !year;
        let latin = label.chars().any(|c| c.is_ascii_alphabetic());
        !counts || latin || label.chars().count() < NAMED
    }
}

/// A label of so many characters says what is counted even where the unit is lost.
const NAMED: usize = 5;

/// How a rule's word for the measure turns out for a quantity.
pub fn measure(rule: MeasureRule, quantity: &Quantity) -> Measure {
    match rule {
        MeasureRule::Level => Measure::Level,
        MeasureRule::Change => Measure::Change,
        MeasureRule::Growth => Measure::Growth,
        MeasureRule::Rank => Measure::Rank,
        MeasureRule::Difference => match quantity.dimension {
            Dimension::Ratio | Dimension::Multiple => Measure::Growth,
            _ => Measure::Change,
        },
    }
}

/// So many words before a number its bound stands at most.
const BOUND_WORDS: usize = 4;

/// Characters of 每平方米 and its like.
const EACH: usize = 4;
