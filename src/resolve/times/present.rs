//! What is said to be so now, behind what is told of a time gone by: 去年新认定23家，现有89家.

use crate::extract::FactReading;
use crate::model::{Dimension, Flow, OriginKind, PeriodSense, Quantity};

use super::reckoning::year_days;
use super::standing::{EARLY, Standing};
use crate::resolve::PartialDate;
use crate::resolve::discourse::{Discourse, Stated, When};
use crate::resolve::fact::Figure;
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// The time that a number takes over from before; but a clause that says what there is now is not of a year that is over.
    pub(in crate::resolve) fn or_now(
        &self,
        view: &SentenceView,
        reading: &FactReading,
        carried: Option<Stated<When>>,
    ) -> Option<Stated<When>> {
        let known = self.document.known;
        let clause = view.clause(reading.atom);
        // 去年……。基地在孵企业33家: what is under way is so now, too, in a sentence of its own.
        let apart = |told: &Stated<When>| {
            let start = view.atoms.first().map(|first| first.span.start);
            told.span.is_none_or(|span| start.is_none_or(|start| span.end <= start))
        };
        let under_way = view.present.has(known.under_way) && carried.as_ref().is_some_and(apart);
        let said = view.present.has(known.at_present) || under_way;
        let (Some(told), Some(date)) = (carried.as_ref().filter(|_| said), self.document.date.date) else {
            return carried;
        };
        let year = date.year();
        let runs = matches!(told.what.sense, PeriodSense::During | PeriodSense::Since);
        let over = runs && told.what.days.is_some_and(|(_, end)| end.year() < year);
        // 去年 is counted from the day of writing, as 现有 is; in the first months both are of the year that has just ended.
        let relative = told
            .what
            .words
            .is_some_and(|words| words.of(self.document.text).starts_with('去'));
        let later = date.month().is_some_and(|month| month > EARLY);
        let stands = self.document.date.standing == Standing::Date || relative && later;
        let stands = stands && told.kind == OriginKind::Carried;
        let now = || {
            let own = &view.atoms[clause.start..reading.atom];
            own.iter()
                .any(|atom| atom.cues.has(known.at_present) || under_way && atom.cues.has(known.under_way))
        };
        let year = if over && stands && now() {
            year
        } else if self.document.date.standing == Standing::Review && now() {
            // 2020年引进的研究院，现有员工120人, in a review of 2021.
            let reviewed = self.document.date.review_year;
            let earlier = |year: &i16| told.what.days.is_some_and(|(_, end)| end.year() < *year);
            match reviewed.filter(|year| over && told.kind == OriginKind::Carried && earlier(year)) {
                Some(reviewed) => reviewed,
                None => return carried,
            }
        } else {
            return carried;
        };
        let what = When {
            days: year_days(year),
            sense: PeriodSense::AsOf,
            words: None,
        };
        Some(Stated::new(what, OriginKind::Document, None))
    }

    /// 300名学者联名致信, in the news of a day: what they tell of no other time is of the weeks in which they tell it, as what is said
    /// to be so now. Sums of money, what is new and what is made may be of all the year, and so is all that a sentence that counts in
    /// years tells.
    pub(in crate::resolve) fn as_the_news_tell(
        &self,
        figure: &Figure,
        quantity: &Quantity,
        label: &str,
        when: &mut Stated<When>,
    ) {
        let date = &self.document.date;
        let Some(PartialDate::Day(day)) = date.date.filter(|_| date.of_a_day) else {
            return;
        };
        let assumed =
            when.kind == OriginKind::Document && when.span.is_none() && when.what.days == year_days(day.year());
        let summed = || {
            let new = self.flow(figure.view, figure.reading) == Some(Flow::New);
            let yearly = self
                .document
                .cues
                .ending_of(label, self.document.known.yearly)
                .is_some();
            new || yearly || quantity.dimension == Dimension::Money
        };
        if assumed && !summed() && !figure.sentence.of(self.document.text).contains('年') {
            when.what.days = Some((day.first_of_month(), day.last_of_month()));
        }
    }
}
