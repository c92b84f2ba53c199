//! What a statistician knows, as data: lexicons, cues and patterns, loaded from `rules/`, checked, and built once into
//! resources that all threads share.

mod periods;
mod source;
mod terms;

pub use periods::{ContextCues, DocumentCues, NotCues, PeriodLexicon, PeriodWord};
pub use source::{Diagnostic, RuleFile};
pub use terms::{Hit, Term, Terms};
