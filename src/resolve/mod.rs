//! resolve.

mod date;
mod head;
mod period;

pub use date::{DocumentDate, document_date};
pub use period::{Anchor, NoDate, PartialDate, resolve};
