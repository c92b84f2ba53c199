//! resolve: readings → facts that stand alone. Fills in what a sentence leaves unsaid: the label named before, the place
//! and the period of the clause, sentence, section or document; decides target or actual. Every part filled in says
//! where it was said.

mod discourse;
pub mod label;

pub use discourse::{Discourse, DocumentContext, Resolved, Stated, When, Where};
