//! The nouns: what the stages hand to each other and what the output says. No logic beyond their own invariants.

mod document;
mod fact;
mod finding;
mod ledger;
mod festival;
mod mention;
mod run;
mod span;
mod view;

pub use document::{DateOrigin, DocumentRecord, EncodedStretch, Evidence, GivenField, MalformedBytes};
pub use fact::{
    Area, AreaLevel, Base, Fact, Flow, Measure, Origin, OriginKind, Origins, Period, Review, Status, Subject,
};
pub use festival::{Festival, FestivalDay, FestivalPart};
pub use finding::{Finding, FindingCode};
pub use ledger::{NumberRecord, Outcome, SkipReason};
pub use mention::{
    Bound, CalendarUnit, Dimension, Mention, MentionKind, OwnLevel, PeriodExpr, PeriodSense, Quantity, TimeExpr,
};
pub use run::{InputCounts, RunRecord, Totals, WrittenFile};
pub use span::{ByteSpan, PointSpan, SourceSpan, Span};
pub use view::{FactView, NumberView, OutcomeView, PeriodView};
