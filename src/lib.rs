//! gongbao reads Chinese government bulletins and turns their prose into numeric facts.
//!
//! ```text
//! walk → decode → repair → split → segment → recognize → extract → resolve → write
//!                                                ↑ rules/ (lexicons, cues, patterns)
//! ```
//!
//! The modules below stand in the order in which the data flows; a module uses only what stands above it
//! (`tests/architecture.rs` fails otherwise). The stages from `decode` to `resolve` are pure: they take text and
//! shared resources, give results and findings, do no I/O and never fail.

pub mod model;

pub mod rules;

pub mod walk;
pub mod decode;
pub mod repair;
pub mod split;
pub mod segment;
pub mod recognize;
pub mod extract;
pub mod resolve;
pub mod recognition;
pub mod extractor;
pub mod examples;
pub mod explain;
pub mod metadata;
pub mod write;
pub mod output;
pub mod run;
pub mod review;
pub mod export;
pub mod eval;
pub mod changes;
pub mod compare;
pub mod audit;
pub mod report;
pub mod cli;
