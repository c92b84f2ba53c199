//! run: files and folders → an output folder. Documents are read in parallel and written in their own order, so that
//! neither the number of threads nor the clock shows in the output, and what is held in memory does not grow with what
//! is written.

mod batch;
mod ordered;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::{collections::BTreeMap, num::NonZero};

use crate::extractor::{Extractor, Metadata};
use crate::model::RunRecord;
use crate::walk::{Walk, walk};
use crate::write::{CONTRACT, Output, OutputProblem};

use batch::{Batch, BatchResult, Tally, batches};

/// Failed documents that a report names; `documents.jsonl` names them all.
pub const NAMED: usize = 20;

/// What to run, and how.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Files and folders to read.
    pub roots: Vec<PathBuf>,
    /// The folder to write to; never read from.
    pub output: PathBuf,
    /// What is known of every document.
    pub metadata: Metadata,
    /// Documents worked on at once.
    pub threads: NonZero<usize>,
    /// Bytes above which a file is refused.
    pub max_file_size: u64,
}

/// How a run went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// As written to `run.json`.
    pub run: RunRecord,
    /// The first [`NAMED`] documents that could not be read, each with the reason.
    pub failed: Vec<(String, String)>,
    /// Files left out because of their extension, by extension.
    pub left_out: BTreeMap<String, usize>,
}

/// How far a run is; read by another thread while it goes on.
#[derive(Debug, Default)]
pub struct Progress {
    /// Documents to read; 0 until the walk is done.
    pub all_documents: AtomicU64,
    /// Their bytes.
    pub all_bytes: AtomicU64,
    /// Documents done with.
    pub documents: AtomicU64,
    /// Bytes done with.
    pub bytes: AtomicU64,
}

/// Reads every document below the roots and writes the results to the output folder.
///
/// # Errors
/// Only when the output cannot be written; a document that cannot be read is part of the output.
pub fn run(settings: &Settings, extractor: &Extractor, progress: &Progress) -> Result<Report, OutputProblem> {
    let mut output = Output::open(&settings.output)?;
    let Walk { items, left_out } = walk(&settings.roots, excluded(settings));
    progress
        .all_bytes
        .store(items.iter().map(batch::size).sum(), Ordering::Relaxed);
    progress.all_documents.store(items.len() as u64, Ordering::Relaxed);

    let mut total = Tally::default();
    let mut inputs = blake3::Hasher::new();
    let reader = batch::Reader {
        extractor,
        settings,
        progress,
    };
    ordered::in_order(
        settings.threads,
        batches(items),
        Batch::weight,
        |batch| reader.read(batch),
        |BatchResult {
             lines,
             inputs: read,
             tally,
         }| {
            inputs.update(&read);
            total.add(tally);
            output.append(&lines)
        },
    )?;

    let clean = total.inputs.failed == 0 && total.totals.findings.is_empty();
    let run = RunRecord {
        contract: CONTRACT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        rules: extractor.rules_hash().to_owned(),
        inputs_hash: inputs.finalize().to_hex().to_string(),
        inputs: total.inputs,
        totals: total.totals,
        exit_status: u8::from(!clean),
    };
    output.finish(&run)?;
    Ok(Report {
        run,
        failed: total.failed,
        left_out,
    })
}

/// The output folder, unless it is itself what is to be read: then only its hidden and JSON files are in the way, and the
/// walk passes over those anyway.
fn excluded(settings: &Settings) -> Option<&Path> {
    let real = |path: &Path| path.canonicalize().ok();
    let output = real(&settings.output);
    let is_root = settings.roots.iter().any(|root| real(root) == output);
    (!is_root).then_some(&*settings.output)
}
