//! review: what people say of facts. Decisions are kept beside an output, found again in later outputs by what was
//! said, and honoured by everything that is made from facts; the page on which they are made is served here too.
//!
//! | part | takes → gives |
//! |---|---|
//! | [`claim`], [`decision`] | the nouns: what a fact says; what a reviewer said of it |
//! | [`store`] | decisions ↔ `review.sqlite` in the output folder, which only grows |
//! | [`anchor`], [`placing`], [`standing`] | decisions, an output → which is about which number, whether it still fits, what it comes to; pure |
//! | [`truth`], [`agreement`] | decisions → what is true, for measuring a run; how far reviewers agree |
//! | [`example`] | a decision → an example of a rule file |
//! | [`effects`] | facts → facts as reviewers have them |
//! | [`draft`] | what a reviewer types → a claim, checked against the lexicons |
//! | [`board`], [`server`] | an output and its decisions → what the page shows; decisions made on the page → the store |
//! | [`numbered`], [`reviewed`] | an output → its documents with their numbers; its facts with decisions honoured |
//! | [`told`], [`page`] | what the page is told of a document; the page itself, also as one file |
//! | [`sources`] | names of documents → their bytes, from where `extract` read them |

pub mod agreement;
pub mod anchor;
pub mod board;
pub mod claim;
mod columns;
pub mod decision;
pub mod draft;
pub mod effects;
pub mod example;
mod guard;
pub mod numbered;
pub mod page;
pub mod placing;
pub mod reviewed;
#[cfg(test)]
mod samples;
mod seen;
pub mod server;
pub mod sources;
pub mod standing;
pub mod store;
pub mod told;
pub mod truth;

pub use claim::{Claim, ClaimField};
pub use decision::{Anchor, Decision, Reading, Verdict};
pub use effects::{Account, Effects, StaleDecision};
pub use reviewed::Reviewed;
pub use standing::{Fit, State};
pub use store::Store;

/// Why nothing came of reviewing.
#[derive(Debug, thiserror::Error)]
pub enum ReviewProblem {
    /// The decisions cannot be read or kept.
    #[error(transparent)]
    Store(#[from] store::StoreProblem),
    /// The output cannot be read.
    #[error(transparent)]
    Read(#[from] crate::output::Unreadable),
}
