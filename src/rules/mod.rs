//! What a statistician knows, as data: lexicons, cues and patterns, loaded from `rules/`, checked, and built once into
//! resources that all threads share.

mod layout;
mod source;
mod terms;

pub use layout::{Layout, Numbering, PageMark, columns, is_hanzi};
pub use source::{Diagnostic, RuleFile};
pub use terms::{Hit, Term, Terms};

#[cfg(test)]
pub(crate) use layout::shipped as shipped_layout;
