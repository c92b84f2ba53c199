//! What a statistician knows, as data: lexicons, cues and patterns, loaded from `rules/`, checked, and built once into
//! resources that all threads share.

mod area_file;
mod area_names;
mod areas;
mod aside;
mod audit;
mod beginnings;
mod beside;
mod bounds;
mod cues;
mod document_cues;
mod festivals;
mod firm_names;
mod figures;
mod fused;
mod genres;
mod headings;
mod indicators;
mod known;
mod layout;
mod letters;
#[cfg(test)]
mod mistakes_tests;
mod names;
mod organisations;
mod pattern;
mod period_file;
mod periods;
mod prefixes;
mod quantities;
mod rule;
#[allow(clippy::module_inception)]
mod rules;
mod scripts;
mod several;
mod share_bounds;
mod source;
mod spoken;
mod suggest;
mod terms;
mod things;
mod torn;
mod units;

pub use areas::{Gazetteer, NameStrength, NameUse};
pub use audit::{AuditLexicon, Partition};
pub use beside::{BOUND, Beside, COUNTED, FIELD, MORE, NUMBERED, POINTING, SIGN, SUFFIX, Side};
pub use bounds::{Affix, Bounds};
pub use cues::{Characters, CueClass, CueSet, Cues};
pub use document_cues::DocumentCues;
pub use figures::{
    DATE, FREE_DATE, FREE_NUMBER, Figures, Kind, NUMBER, begins_spelled, date_digit, goes_on, is_date_figure, multiple,
    roman, spelled_digit,
};
pub use fused::Fused;
pub use genres::{Genre, Genres, Reads};
pub use indicators::{Indicator, Indicators};
pub use known::WellKnown;
#[cfg(test)]
pub(crate) use layout::shipped as shipped_layout;
pub use layout::{
    COVERED_FROM_ABOVE, COVERED_FROM_LEFT, DATED, LONGEST_BARE, Layout, LineReader, Numbering, Opening, PageMark,
    Settled, SignKinds, TextLine, Traits, columns, is_hanzi, text_lines,
};
pub use letters::{Letters, is_alphabetic, is_alphanumeric, white_space};
pub use names::Names;
pub use organisations::{HeadKind, Organisations};
pub use pattern::{Item, Kinds, MARKS, Parts, Pattern, Slot, SlotKind, Variant};
pub use periods::{ContextCues, NotCues, PeriodLexicon, PeriodWord};
pub use prefixes::{Anywhere, Ends, Inside, Prefixes, Sides, Starts, Words};
pub use quantities::QuantityLexicon;
pub use rule::{
    Condition, Example, FactTemplate, FlowRule, Head, LabelPart, MeasureRule, Rule, RuleStatus, Scope, Within,
};
pub use rules::Rules;
pub use scripts::{BESIDE_OTHERS, FORMS, may_change};
pub use several::Several;
pub use source::{Diagnostic, RuleFile};
pub use suggest::nearest;
pub use terms::{Hit, Term, Terms};
pub use things::{NamedThing, Pointed, ThingKind, Things};
pub use units::{Found, Unit, Units};
