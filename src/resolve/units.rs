//! Units that a number leaves unsaid because the name of what it counts says them: 观影人次超2亿, 成交额突破200亿, 46万群众.

use crate::extract::{AtomKind, FactReading, LabelPiece};
use crate::model::{Dimension, Quantity};

use super::discourse::Discourse;
use super::view::SentenceView;

impl Discourse<'_> {
    /// The unit of a number of multiples (98万, 200亿) without one, by the name of what is counted.
    pub(super) fn unit_by_name(
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
            let people =
                atom.cues.has(known.people) || (matches!(atom.kind, AtomKind::Area(_)) && next.starts_with('人'));
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
