//! Names: what a number is called. The label, what it takes over from before, and what narrows it.

pub(super) mod borrowing;
pub(super) mod completing;
pub(super) mod conditions;
pub(super) mod coordinating;
pub(super) mod dividing;
pub(super) mod earlier;
pub(super) mod holding;
pub(super) mod in_turn;
pub(super) mod instance;
pub(super) mod label;
pub(super) mod lists;
pub(super) mod naming;
pub(super) mod outcomes;
mod parted;
pub(super) mod pointing;
pub(super) mod predicate;
pub(super) mod qualifying;
pub(super) mod share;
pub(super) mod sizes;
pub(super) mod spending;
pub(super) mod summary;
pub(super) mod tails;
pub(super) mod threshold;
pub(super) mod topics;
pub(super) mod units;
pub(super) mod whole;
pub(super) mod wording;
