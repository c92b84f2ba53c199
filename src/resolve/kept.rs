//! What a reader keeps of what was read: the labels, the whole that parts are told of, what the section says.

use crate::model::Span;
use crate::rules::MeasureRule;

use super::discourse::{Stated, When};
use crate::resolve::places::body::Body;

/// What an 其中 tells the parts of.
#[derive(Clone, Debug)]
pub(super) struct Whole {
    /// Where the 其中 stands.
    pub(super) at: usize,
    /// The whole.
    pub(super) named: String,
    /// The unit of the number told before it.
    pub(super) of: Option<String>,
    /// The unit of the first part.
    pub(super) unit: Option<String>,
    /// The name of the first part.
    pub(super) first: String,
    /// How the first part is measured.
    pub(super) measure: MeasureRule,
}

/// A label that was read.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) label: String,
    /// Where the label stands.
    pub(super) at: Span,
    /// Where its number stands.
    pub(super) number: Span,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Section {
    pub(super) area: Option<Stated<u32>>,
    pub(super) heading_period: Option<Stated<When>>,
    pub(super) running_period: Option<Stated<When>>,
    pub(super) plans: Option<Span>,
    /// Whether the heading says that results follow.
    pub(super) reviews: bool,
    /// The body that the heading names.
    pub(super) body: Option<Body>,
}
