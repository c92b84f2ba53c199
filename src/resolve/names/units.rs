//! Units that a number leaves unsaid because the name of what it counts says them: 观影人次超2亿, 成交额突破200亿, 46万群众.

use crate::extract::{Atom, AtomKind, FactReading, LabelPiece};
use crate::model::{Dimension, MentionKind, Quantity};
use crate::rules::MeasureRule;

use crate::resolve::discourse::Discourse;
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// The unit of a number of multiples (98万, 200亿) without one, by the name of what is counted.
    pub(in crate::resolve) fn unit_by_name(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        quantity: &Quantity,
        label: &str,
    ) -> Option<String> {
        let written = view.mentions[reading.quantity].span.of(self.document.text);
        if quantity.dimension != Dimension::None || !written.contains(['万', '亿']) {
            return None;
        }
        let unit = self
            .unit_behind(view, reading)
            .or_else(|| self.unit_before(label, written.contains('亿')))?;
        Some(unit.to_owned())
    }

    /// 出口248亿和230亿美元: the number beside it says the unit of both.
    pub(in crate::resolve) fn unit_of_next(
        &self,
        view: &SentenceView,
        quantity: &Quantity,
        atom: usize,
    ) -> Option<(String, Dimension)> {
        let text = self.document.text;
        let scaled = |at: usize| view.atoms[at].span.of(text).contains(['万', '亿']);
        let joins = |at: &Atom| at.kind == AtomKind::Enumeration || at.cues.has(self.document.known.and);
        let bare = quantity.dimension == Dimension::None && quantity.unit.is_none() && scaled(atom);
        let next = view
            .atoms
            .get(atom + 2)
            .filter(|_| bare && joins(&view.atoms[atom + 1]))?;
        let MentionKind::Quantity(next) = &view.mentions[next.quantity()?].kind else {
            return None;
        };
        let unit = next.unit.clone().filter(|_| scaled(atom + 2))?;
        Some((unit, next.dimension))
    }

    /// 产能1.6亿条，其中甲型1.1亿、乙型0.5亿: a number of the same clause or the one before it says the unit of those that leave it out.
    pub(in crate::resolve) fn unit_of_previous(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        quantity: &Quantity,
    ) -> Option<(String, Dimension)> {
        let text = self.document.text;
        let figures = |words: &str| words.starts_with(|c: char| c.is_ascii_digit()) && words.contains(['万', '亿']);
        let named = |piece: &LabelPiece| matches!(piece, LabelPiece::Phrase(range) if range.end <= reading.atom);
        let bare = quantity.dimension == Dimension::None
            && quantity.unit.is_none()
            && figures(view.mentions[reading.quantity].span.of(text))
            && reading.measure == MeasureRule::Level
            && reading.label.iter().all(named);
        // 票房15亿元，观影人次3000万: a name that says its own unit.
        let own = || match reading.label.last() {
            Some(LabelPiece::Phrase(range)) => self
                .unit_before(view.atoms[range.end - 1].span.of(text), true)
                .is_some(),
            _ => false,
        };
        if !bare || own() {
            return None;
        }
        let next = view.atoms.get(reading.atom + 1);
        let ends = next.is_none_or(|next| matches!(next.kind, AtomKind::Break(_) | AtomKind::Enumeration));
        let mut told = view.atoms[..reading.atom].iter().rev().take(NEAR);
        let of = told.by_ref().filter(|_| ends).find_map(|atom| {
            let mention = &view.mentions[atom.quantity()?];
            let MentionKind::Quantity(of) = &mention.kind else {
                return None;
            };
            let size = !matches!(
                of.dimension,
                Dimension::Ratio
                    | Dimension::Points
                    | Dimension::Multiple
                    | Dimension::Rank
                    | Dimension::Duration
                    | Dimension::None
            );
            (size && figures(mention.span.of(text))).then_some(of)
        })?;
        Some((of.unit.clone()?, of.dimension))
    }

    /// Whether a share in words (一半, 七成) is said more sharply in a bracket right behind it: 一半（48.8%）.
    pub(in crate::resolve) fn is_restated(&self, view: &SentenceView, atom: usize) -> bool {
        if self.is_milestone_of(view, atom) {
            return true;
        }
        let share = |atom: &Atom| match atom.quantity().map(|index| &view.mentions[index]) {
            Some(mention) => {
                let figures = mention
                    .span
                    .of(self.document.text)
                    .contains(|c: char| c.is_ascii_digit());
                matches!(&mention.kind, MentionKind::Quantity(of) if of.dimension == Dimension::Ratio)
                    .then_some(figures)
            }
            None => None,
        };
        let [rough, open, sharp, close, ..] = &view.atoms[atom..] else {
            return false;
        };
        let bracketed = matches!((open.kind, close.kind), (AtomKind::Open(_), AtomKind::Close(_)));
        bracketed && share(rough) == Some(false) && share(sharp) == Some(true)
    }

    /// 完成投资1050亿元，首次突破千亿元大关: a round number in words says nothing but that the one before is beyond it.
    fn is_milestone_of(&self, view: &SentenceView, atom: usize) -> bool {
        let (text, known) = (self.document.text, self.document.known);
        let number = |at: usize| view.atoms[at].quantity().map(|index| &view.mentions[index]);
        let Some(mention) = number(atom) else { return false };
        let round = !mention.span.of(text).contains(|c: char| c.is_ascii_digit());
        let clause = view.clause(atom);
        let own = &view.atoms[clause.start..atom];
        let bare =
            |atom: &Atom| atom.cues.has(known.filler) || atom.cues.has(known.reach) || atom.cues.has(known.stands);
        if !round || own.is_empty() || !own.iter().all(bare) {
            return false;
        }
        let before = clause.start.checked_sub(2).and_then(number);
        match (before.map(|before| &before.kind), &mention.kind) {
            (Some(MentionKind::Quantity(sharp)), MentionKind::Quantity(rough)) => {
                let alike = sharp.unit == rough.unit && rough.dimension != Dimension::Ratio;
                alike && rough.unit.is_some() && sharp.value >= rough.value
            }
            _ => false,
        }
    }

    /// 46万群众, 22万美国人, 10万用户: by the nouns behind the number. 46万群众搬进新居: they stand before the verb.
    fn unit_behind(&self, view: &SentenceView, reading: &FactReading) -> Option<&'static str> {
        let Some(LabelPiece::Phrase(range)) = reading.label.last() else {
            return None;
        };
        let (text, known) = (self.document.text, self.document.known);
        if range.start <= reading.atom {
            return None;
        }
        range.clone().find_map(|at| {
            let atom = &view.atoms[at];
            let next = view.atoms.get(at + 1).map_or("", |next| next.span.of(text));
            let people = self.document.cues.ending_of(atom.span.of(text), known.people).is_some()
                || (matches!(atom.kind, AtomKind::Area(_)) && next.starts_with('人'));
            match atom {
                _ if people => Some("人"),
                atom if atom.cues.has(known.households) => Some("户"),
                _ => None,
            }
        })
    }

    /// 高考报名人数1200万, 观影人次2亿, 成交额200亿: by how the name ends. A sum of money has 亿.
    fn unit_before(&self, label: &str, hundreds_of_millions: bool) -> Option<&'static str> {
        let (cues, known) = (self.document.cues, self.document.known);
        let ends = |class| cues.ending_of(label, class);
        let units = [
            (ends(known.people), "人"),
            (ends(known.head_count), "人"),
            (ends(known.visits), "人次"),
            (ends(known.households), "户"),
            (ends(known.cases), "例"),
            (ends(known.sum).filter(|_| hundreds_of_millions), "元"),
        ];
        let longest = units
            .into_iter()
            .filter_map(|(length, unit)| Some((length?, unit)))
            .max()?;
        Some(longest.1)
    }
}

/// So many words before a number that leaves its unit out one says it at most.
const NEAR: usize = 24;
