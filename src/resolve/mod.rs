//! resolve.

mod date;
mod head;
#[cfg(test)]
mod measure;
mod period;

pub use date::{DocumentDate, document_date};
pub use period::{Anchor, NoDate, PartialDate, resolve};
