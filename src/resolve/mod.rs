//! resolve: readings → facts that stand alone. Fills in what a sentence leaves unsaid: the label named before, the place
//! and the period of the clause, sentence, section or document; decides target or actual. Every part filled in says
//! where it was said.

mod almanac;
mod area;
mod area_count;
mod area_said;
mod body;
mod carrying;
mod completing;
mod coordinating;
mod date;
mod discourse;
mod earlier;
mod fact;
mod festival;
mod ground;
mod head;
mod items;
pub mod label;
mod lasting;
mod leading;
mod meant;
mod measuring;
mod naming;
mod no_statistic;
mod period;
mod placing;
mod pointing;
mod qualifying;
mod remembering;
mod sizes;
mod speakers;
mod standing;
mod status;
mod story;
mod stretches;
mod subjects;
mod thing;
mod threshold;
mod timing;
mod units;
mod victims;
mod view;
mod whose;
mod years_told;

pub use area::{area_of_body, document_area, own_area, section_areas};
pub use area_said::{Told, area_said};
pub use body::{Body, body_of};
pub use date::{DocumentDate, document_date};
pub use discourse::{Discourse, DocumentContext, Resolved, Stated, When, Where};
pub use items::{Item, items};
pub use measuring::measure;
pub use period::{Anchor, NoDate, PartialDate, resolve, years_on};
pub use speakers::speaker_areas;
pub use standing::Standing;
