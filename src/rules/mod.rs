//! What a statistician knows, as data: lexicons, cues and patterns, loaded from `rules/`, checked, and built once into
//! resources that all threads share.

mod cues;
mod pattern;
mod rule;
mod source;
mod terms;

pub use cues::{CueClass, CueSet, Cues};
pub use pattern::{Item, Kinds, MARKS, Pattern, Slot, SlotKind};
pub use rule::{
    Example, FactTemplate, FlowRule, Head, LabelPart, MeasureRule, Rule, RuleStatus, Variant, Within,
};
pub use source::{Diagnostic, RuleFile};
pub use terms::{Hit, Term, Terms};
