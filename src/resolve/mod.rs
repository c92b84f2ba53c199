//! resolve.

mod area;
mod area_count;

pub use area::{AreaSaid, area_said, document_area, own_area, section_areas};
