//! Parameters of policies: what is granted, to whom and on what condition; and how large a site is laid out, which is none.

use std::ops::Range;

use crate::extract::{Atom, AtomKind, FactReading, LabelPiece};
use crate::model::{Bound, Dimension, OriginKind, Quantity, Span, Status};
use crate::rules::MeasureRule;

use crate::resolve::discourse::{Discourse, Resolved, Stated};
use crate::resolve::fact::Figure;
use crate::resolve::names::label;
use crate::resolve::view::SentenceView;

/// Characters of a name that says no more than to whom something is granted.
const RECIPIENT: usize = 8;

/// So many clauses may stand between to whom a sum is granted and the sum.
const CLAUSES: usize = 2;

/// The name of a grant of more characters says for what it is.
const GRANT: usize = 12;

/// The characters of to whom something is granted by which a name is known to say so.
const NAMED: usize = 3;

/// So many words behind a share may stand before the verb that grants it.
const FEW_WORDS: usize = 4;

impl Discourse<'_> {
    /// 博士、硕士分别给30万元、8万元安家费; 每月还有3000元的生活补贴: the word that gives such a sum to whoever comes.
    pub(in crate::resolve) fn given(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        quantity: &Quantity,
    ) -> Option<Span> {
        let known = self.document.known;
        if quantity.dimension != Dimension::Money || reading.measure != MeasureRule::Level {
            return None;
        }
        let clause = view.clause(reading.atom);
        let counted = |at: usize| view.atoms.get(at).is_some_and(|atom| atom.quantity().is_some());
        let gives = |at: &usize| view.atoms[*at].cues.has(known.gives) && counted(at + 1);
        if let Some(at) = (clause.start..reading.atom).rev().find(gives) {
            return Some(view.atoms[at].span);
        }
        let text = self.document.text;
        let each = |end: usize| view.says_each && text[view.atoms[clause.start].span.start..end].contains('每');
        let behind = view.atoms[reading.atom + 1..clause.end]
            .iter()
            .take(FEW_WORDS)
            .find(|atom| atom.cues.has(known.allowance))
            .filter(|allowance| each(allowance.span.start));
        let before = || {
            let own = &view.atoms[clause.start..reading.atom];
            let allowance = own
                .iter()
                .rev()
                .take(FEW_WORDS)
                .take_while(|atom| !atom.cues.has(known.and) && atom.kind != AtomKind::Enumeration)
                .find(|atom| atom.cues.has(known.allowance));
            // 对困难学生，全年发放补助3亿元: what was spent is no sum for one of them.
            let spent = || {
                own.iter().any(|atom| atom.cues.has(known.spends))
                    || view.mentions[reading.quantity].span.of(text).contains('亿')
            };
            let granted = |allowance: &&Atom| each(allowance.span.start) || self.recipient(view, &clause).is_some();
            allowance.filter(|allowance| granted(allowance) && !spent())
        };
        behind.or_else(before).map(|allowance| allowance.span)
    }

    /// 对更换电池的，每辆补贴4万元; 对报废旧车的个人，凡……，补贴标准提高到2万元: the clause of the sentence that says to whom it is granted, before
    /// the number's own.
    fn recipient(&self, view: &SentenceView, clause: &Range<usize>) -> Option<Range<usize>> {
        let mut own = clause.clone();
        for _ in 0..CLAUSES {
            let mark = own.start.checked_sub(1)?;
            if view.atoms[mark].kind != AtomKind::Break('，') {
                return None;
            }
            own = view.clause(mark);
            let first = own.clone().find(|at| view.atoms[*at].kind != AtomKind::Noise)?;
            if view.atoms[first].cues.has(self.document.known.towards) {
                return Some(first..own.end);
            }
        }
        None
    }

    /// Adds to whom a sum or a share is granted, where the name of the grant does not say so.
    pub(in crate::resolve) fn put_recipient(&self, view: &SentenceView, fact: &FactReading, resolved: &mut Resolved) {
        let own = resolved.label.kind != OriginKind::Said || resolved.label.what.chars().count() > GRANT;
        if resolved.status.what != Status::Rule || own || !resolved.qualifiers.is_empty() {
            return;
        }
        let Some(clause) = self.recipient(view, &view.clause(fact.atom)) else {
            return;
        };
        let (text, known) = (self.document.text, self.document.known);
        let of = view.atoms[clause.end - 1].span.of(text) == "的";
        let to_whom = label::phrase(text, view.atoms, clause.start + 1..clause.end - usize::from(of), known);
        let label = resolved.label.what.as_str();
        let named = to_whom.chars().take(NAMED).collect::<String>();
        if (NAMED..=label::MOST).contains(&to_whom.chars().count()) && !label.contains(&named) {
            resolved.qualifiers.push(to_whom);
        }
    }

    /// 对研发费用占比3%以上的企业，……给予补助: the word that grants something to those who meet a condition.
    pub(in crate::resolve) fn condition_of_grant(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        quantity: &Quantity,
    ) -> Option<Span> {
        let known = self.document.known;
        let clause = view.clause(reading.atom);
        if !view.present.has(known.policy) {
            return None;
        }
        let limits = matches!(quantity.bound, Bound::Ge | Bound::Le | Bound::Gt | Bound::Lt);
        let grants = |atom: &&Atom| atom.cues.has(known.policy);
        let noise = |at: &usize| {
            matches!(
                view.atoms[*at].kind,
                AtomKind::Noise | AtomKind::Open(_) | AtomKind::Close(_)
            )
        };
        let first = clause.clone().find(|at| !noise(at))?;
        // 对年度营业收入在5000万元至1亿元之间的企业给予30万元奖励; 年度营业收入在1亿元以上的给予40万元奖励.
        let of = |at: usize| {
            view.atoms
                .get(at)
                .is_some_and(|atom| atom.span.of(self.document.text) == "的")
        };
        let here = view.atoms[reading.atom..clause.end].iter().find(grants);
        let towards = view.atoms[first].cues.has(known.towards);
        if (towards || (limits && of(reading.atom + 1)))
            && let Some(grant) = here
            && !view.atoms[first..reading.atom]
                .iter()
                .any(|atom| atom.cues.has(known.policy))
        {
            return Some(grant.span);
        }
        let mut behind = view.atoms[reading.atom..].iter().filter(|_| limits && towards);
        behind.find(grants).map(|atom| atom.span)
    }

    /// 公差必须控制在0.01毫米以内: the word that demands what the bound of a number says.
    pub(in crate::resolve) fn demanded(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        quantity: &Quantity,
    ) -> Option<Span> {
        let known = self.document.known;
        if !view.present.has(known.must) || reading.measure != MeasureRule::Level {
            return None;
        }
        let limits = matches!(quantity.bound, Bound::Ge | Bound::Le | Bound::Gt | Bound::Lt);
        let mut words = view.atoms[view.clause(reading.atom).start..reading.atom].iter();
        let must = words.rfind(|atom| atom.cues.has(known.must)).filter(|_| limits)?;
        Some(must.span)
    }

    /// The words that make a share one that a policy fixes: 担保费率不超过1%, 按贷款额的1%给予补贴.
    pub(in crate::resolve) fn fixed_share(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        quantity: &Quantity,
    ) -> Option<Span> {
        if quantity.dimension != Dimension::Ratio || reading.measure != MeasureRule::Level {
            return None;
        }
        let known = self.document.known;
        let clause = view.clause(reading.atom);
        // 加计扣除比例从60%提到80%: fixed by a policy, however it came to be.
        if let Some(LabelPiece::Phrase(range)) = reading.label.last()
            && let Some(last) = view.atoms[range.clone()].last()
            && last.cues.has(known.parameter)
        {
            return Some(last.span);
        }
        let named = view.atoms[clause.start..reading.atom]
            .iter()
            .rfind(|atom| atom.cues.has(known.policy_share) || known.verb.intersects(atom.cues));
        // 降至1%: what became of it.
        let named = named.filter(|atom| atom.cues.has(known.policy_share));
        let behind = &view.atoms[reading.atom + 1..clause.end];
        let granted = behind
            .iter()
            .take(FEW_WORDS)
            .take_while(|atom| atom.quantity().is_none())
            .find(|atom| atom.cues.has(known.policy) || atom.cues.has(known.rewards) && !self.is_done(view, &clause));
        named.or(granted).map(|atom| atom.span).or_else(|| {
            // 给予最高50万元: the bound of the next number holds the verb.
            let next = behind.iter().take(FEW_WORDS).find(|atom| atom.quantity().is_some())?;
            let number = view.mentions[next.quantity()?].span;
            let bound = Span::new(next.span.start, number.start);
            let mut words = self.document.cues.words_of(known.policy);
            words
                .any(|word| bound.of(self.document.text).contains(word))
                .then_some(bound)
        })
    }

    /// 给予……奖励，单个企业最高100万元: the name of a limit that says no more than for whom, with what was granted before it.
    pub(in crate::resolve) fn granted_each(
        &self,
        figure: &Figure,
        quantity: &Quantity,
        name: &Stated<String>,
    ) -> Option<String> {
        let recipients = || self.document.cues.words_of(self.document.known.recipient);
        let bare = |label: &str| recipients().any(|word| label.starts_with(word)) && label.chars().count() <= RECIPIENT;
        let before = figure.previous.filter(|before| before.status.what == Status::Rule)?;
        let granted = &before.label.what;
        let limit = quantity.dimension == Dimension::Money && bare(&name.what) && !bare(granted);
        let named = limit.then(|| format!("{granted}（{}）", name.what))?;
        (named.chars().count() <= label::MOST).then_some(named)
    }

    /// Whether a clause says that it has been done.
    fn is_done(&self, view: &SentenceView, clause: &Range<usize>) -> bool {
        let known = self.document.known;
        view.atoms[clause.clone()]
            .iter()
            .any(|atom| atom.cues.has(known.done) || atom.cues.has(known.cumulative))
    }

    /// 核心面积约10平方公里 in a plan: the size of the site is no aim, but for the part of one that is.
    pub(in crate::resolve) fn is_layout(&self, view: &SentenceView, reading: &FactReading) -> bool {
        let clause = view.clause(reading.atom);
        let mut before = view.atoms[clause.start..reading.atom].iter().rev();
        let name = before.find(|atom| !atom.cues.has(self.document.known.filler));
        let part = before.any(|atom| atom.cues.has(self.document.known.part));
        reading.measure == MeasureRule::Level
            && !part
            && name.is_some_and(|name| name.cues.has(self.document.known.layout))
    }
}
