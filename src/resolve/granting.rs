//! What a policy gives, and to whom.

use crate::extract::{Atom, AtomKind, FactReading};
use crate::model::{Bound, Dimension, Quantity, Span};
use crate::rules::MeasureRule;

use super::discourse::Discourse;
use super::status::FEW_WORDS;
use super::view::SentenceView;

impl Discourse<'_> {
    /// 博士、硕士分别给30万元、8万元安家费; 每月还有3000元的生活补贴: the word that gives such a sum to whoever comes.
    pub(super) fn given(&self, view: &SentenceView, reading: &FactReading, quantity: &Quantity) -> Option<Span> {
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
        let allowance = view.atoms[reading.atom + 1..clause.end]
            .iter()
            .take(FEW_WORDS)
            .find(|atom| atom.cues.has(known.allowance))?;
        let each = view.says_each
            && self.document.text[view.atoms[clause.start].span.start..allowance.span.start].contains('每');
        each.then_some(allowance.span)
    }

    /// 对研发费用占比3%以上的企业，……给予补助: the word that grants something to those who meet a condition.
    pub(super) fn condition_of_grant(
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
}
