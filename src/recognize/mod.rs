//! recognize.

mod calendar;
mod literal;
mod measure;
mod number;
mod place;
mod quantity;
mod rank;
mod skip;
mod spelled;

pub use quantity::{QuantityLexicon, quantities};
