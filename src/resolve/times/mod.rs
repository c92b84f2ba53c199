//! Times: of when a number is. The date of the document, the period that is said or carried, and the days that these
//! come to.

pub(super) mod address;
pub(super) mod adjusting;
pub(super) mod almanac;
pub(super) mod carrying;
pub(super) mod date;
pub(super) mod dressing;
pub(super) mod english_date;
pub(super) mod festival;
pub(super) mod head;
pub(super) mod hinted;
pub(super) mod lasting;
pub(super) mod leading;
pub(super) mod month_before;
pub(super) mod numbered;
pub(super) mod passing;
pub(super) mod period;
pub(super) mod present;
pub(super) mod reckoning;
pub(super) mod remembering;
pub(super) mod running;
pub(super) mod standing;
pub(super) mod stretches;
pub(super) mod timing;
pub(super) mod titles;
pub(super) mod told;
