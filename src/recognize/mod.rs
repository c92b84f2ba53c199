//! recognize.

mod area;
mod organisation;

#[cfg(test)]
pub(crate) use area::testing;
pub use area::{areas, disambiguate};
pub(crate) use area::{is_kind, named_by};
pub use organisation::organisations;
