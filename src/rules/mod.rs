//! What a statistician knows, as data: lexicons, cues and patterns, loaded from `rules/`, checked, and built once into
//! resources that all threads share.

mod indicators;
mod source;
mod terms;

pub use indicators::{Indicator, Indicators};
pub use source::{Diagnostic, RuleFile};
pub use terms::{Hit, Term, Terms};
