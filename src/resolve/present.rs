//! What is said to be so now, behind what is told of a time gone by: 去年新认定23家，现有89家.

use crate::extract::FactReading;
use crate::model::{OriginKind, PeriodSense};

use super::discourse::{Discourse, Stated, When};
use super::reckoning::year_days;
use super::standing::Standing;
use super::view::SentenceView;

impl Discourse<'_> {
    /// The time that a number takes over from before; but a clause that says what there is now is not of a year that is over.
    pub(super) fn or_now(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        carried: Option<Stated<When>>,
    ) -> Option<Stated<When>> {
        let known = self.document.known;
        let clause = view.clause(reading.atom);
        let said = view.present.has(known.at_present);
        let (Some(told), Some(date)) = (carried.as_ref().filter(|_| said), self.document.date.date) else {
            return carried;
        };
        let year = date.year();
        let over = told.what.sense == PeriodSense::During && told.what.days.is_some_and(|(_, end)| end.year() < year);
        let stands = self.document.date.standing == Standing::Date && told.kind == OriginKind::Carried;
        let now = || {
            let own = &view.atoms[clause.start..reading.atom];
            own.iter().any(|atom| atom.cues.has(known.at_present))
        };
        if !(over && stands && now()) {
            return carried;
        }
        let what = When {
            days: year_days(year),
            sense: PeriodSense::AsOf,
            words: None,
        };
        Some(Stated::new(what, OriginKind::Document, None))
    }
}
