//! What a statistician knows, as data: lexicons, cues and patterns, loaded from `rules/`, checked, and built once into
//! resources that all threads share.

mod bounds;
mod names;
mod prefixes;
mod source;
mod terms;
mod units;

pub use bounds::{Affix, Bounds};
pub use names::Names;
pub use prefixes::{Prefixes, Words};
pub use source::{Diagnostic, RuleFile};
pub use terms::{Hit, Term, Terms};
pub use units::{Found, Unit, Units};
