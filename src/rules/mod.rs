//! What a statistician knows, as data: lexicons, cues and patterns, loaded from `rules/`, checked, and built once into
//! resources that all threads share.

mod area_names;
mod areas;
mod organisations;
mod source;
mod terms;

pub use areas::{Gazetteer, NameStrength, NameUse};
pub use organisations::{HeadKind, Organisations};
pub use source::{Diagnostic, RuleFile};
pub use terms::{Hit, Term, Terms};
