//! resolve: readings → facts that stand alone. Fills in what a sentence leaves unsaid: the label named before, the place
//! and the period of the clause, sentence, section or document; decides target or actual. Every part filled in says
//! where it was said.

mod aims;
mod discourse;
mod fact;
mod kept;
mod measuring;
mod names;
mod opening;
mod places;
mod things;
mod times;
mod view;

pub use discourse::{Discourse, DocumentContext, NoFact, Resolved, Stated, When, Where};
pub use measuring::measure;
pub(crate) use opening::is_nth;
pub use places::area::{area_of_body, document_area, own_area, section_areas};
pub use places::body::{Body, body_of, zone_of, zone_throughout};
pub use places::items::{Item, items};
pub use places::said::{Told, area_said};
pub use places::speakers::speaker_areas;
pub use times::date::{DocumentDate, document_date};
pub(crate) use times::head::skip_page_date;
pub(crate) use times::hinted::years_ahead;
pub use times::period::{Anchor, NoDate, PartialDate, resolve, years_on};
pub use times::standing::Standing;
