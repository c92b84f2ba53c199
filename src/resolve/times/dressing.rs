//! Times that only dress the name of a body: 去年5月升格为省级高新区的某某园区，集聚企业230家.

use crate::extract::{Atom, AtomKind};
use crate::model::{MentionKind, TimeExpr};
use crate::segment::PartOfSpeech;

use crate::resolve::discourse::Discourse;
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// Whether a period says when something began, or what befell a body that its clause does no more than name: it is not the
    /// time of what follows.
    pub(in crate::resolve) fn only_dates(&self, view: &SentenceView, period: usize) -> bool {
        self.tells_of_founding(view, period) || self.dresses_body(view, period) || self.dresses_thing(view, period)
    }

    /// Whether a clause is the name of a body alone, behind what befell it at that time.
    pub(in crate::resolve) fn dresses_body(&self, view: &SentenceView, period: usize) -> bool {
        if self.document.date.tells {
            return false;
        }
        let known = self.document.known;
        let clause = view.clause(period);
        let named = matches!(view.atoms[clause.end - 1].kind, AtomKind::Organisation(_));
        let goes_on = view
            .atoms
            .get(clause.end)
            .is_some_and(|mark| matches!(mark.kind, AtomKind::Break('，')));
        if !named || !goes_on || view.atoms[clause.clone()].iter().any(|atom| atom.quantity().is_some()) {
            return false;
        }
        let dresses = |atom: &Atom| {
            known.lead.intersects(atom.cues) || atom.cues.has(known.filler) || atom.kind == AtomKind::Noise
        };
        let verb = |atom: &Atom| atom.kind == AtomKind::Word(PartOfSpeech::Verb) || known.verb.intersects(atom.cues);
        let of = view.atoms[clause.end - 2].span.of(self.document.text) == "的";
        of && view.atoms[clause.start..period].iter().all(dresses)
            && view.atoms[period + 1..clause.end - 2].iter().any(verb)
    }

    /// 2010年启动的某某工程已培训46万人次; 2012年建成的卫生院，占地8亩: whether a year that is over says what became of a thing then,
    /// before the clause says how it is now, or says no more than its name.
    pub(in crate::resolve) fn dresses_thing(&self, view: &SentenceView, period: usize) -> bool {
        let known = self.document.known;
        let AtomKind::Period(index) = view.atoms[period].kind else {
            return false;
        };
        let dated = matches!(&view.mentions[index].kind, MentionKind::Period(expr) if matches!(expr.time, TimeExpr::Fixed(..)) && self.is_over(self.days(expr)));
        let clause = view.clause(period);
        let own = &view.atoms[clause.start..clause.end];
        let behind = period + 1 - clause.start;
        let verb = |atom: &Atom| atom.kind == AtomKind::Word(PartOfSpeech::Verb) || known.verb.intersects(atom.cues);
        if !dated || !own.get(behind).is_some_and(verb) {
            return false;
        }
        let of = |atom: &Atom| atom.span.of(self.document.text) == "的";
        let Some(of) = own.iter().skip(behind + 1).take(DRESSING).position(of) else {
            return false;
        };
        let (dress, named) = own[behind..].split_at(of + 1);
        let counts = |atom: &Atom| atom.quantity().is_some();
        let number = named.iter().position(counts).unwrap_or(named.len());
        let now = |atom: &Atom| atom.cues.has(known.at_present) || atom.cues.has(known.done);
        let goes_on = || {
            let next = view.atoms.get(clause.end);
            next.is_some_and(|mark| matches!(mark.kind, AtomKind::Break('，')))
        };
        let alone = || number == named.len() && named.len() > 1 && !named[1..].iter().any(verb) && goes_on();
        !dress.iter().any(counts) && (named[..number].iter().any(now) || !self.document.date.tells && alone())
    }
}

/// Words of what became of a thing, between its year and 的.
const DRESSING: usize = 4;
