//! resolve.

mod area;

pub use area::{AreaSaid, area_said, document_area, own_area, section_areas};
