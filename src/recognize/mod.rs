//! recognize.

mod period;

pub(crate) use period::within_year;
pub use period::{bare_year, periods};
