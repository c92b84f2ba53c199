//! recognize.

mod area;
mod organisation;

pub use area::{areas, disambiguate};
pub(crate) use area::{is_kind, named_by};
pub use organisation::organisations;
