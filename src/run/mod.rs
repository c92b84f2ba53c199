//! run: files and folders → an output folder. Documents are read in parallel and written in their own order, so that
//! neither the number of threads nor the clock shows in the output, and what is held in memory does not grow with what
//! is written.

mod batch;
mod ordered;
mod source;

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::{collections::BTreeMap, num::NonZero};

use crate::extractor::{Extractor, Metadata};
use crate::metadata::{PathPattern, TABLE, Tables};
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
    /// What the paths tell.
    pub path_pattern: Option<PathPattern>,
    /// Documents worked on at once.
    pub threads: NonZero<usize>,
    /// Bytes above which a file, or a member of an archive, is refused.
    pub max_file_size: u64,
    /// Bytes above which the rest of an archive is refused, counted unpacked.
    pub max_archive_size: u64,
}

/// Why a run came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum RunProblem {
    /// The results cannot be written.
    #[error(transparent)]
    Output(#[from] OutputProblem),
    /// Tables of metadata with mistakes; each names its file and line.
    #[error("{}; nothing was done\n\n{}", counted(mistakes.len()), mistakes.join("\n"))]
    Metadata {
        /// A sentence each.
        mistakes: Vec<String>,
    },
}

fn counted(mistakes: usize) -> String {
    match mistakes {
        1 => "1 mistake in the metadata".to_owned(),
        many => format!("{many} mistakes in the metadata"),
    }
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
    /// Documents to read; 0 until the walk is done. Grows with each archive that is opened.
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
/// When the output cannot be written, or a table of metadata has mistakes; a document that cannot be read is part of the
/// output.
pub fn run(settings: &Settings, extractor: &Extractor, progress: &Progress) -> Result<Report, RunProblem> {
    let mut output = Output::open(&settings.output)?;
    let Walk {
        items,
        tables,
        mut left_out,
    } = walk(&settings.roots, excluded(settings), TABLE);
    let areas = &extractor.rules().areas;
    let tables =
        Tables::read(&tables, settings.max_file_size, areas).map_err(|mistakes| RunProblem::Metadata { mistakes })?;
    let mut total = Tally::default();
    let mut inputs = blake3::Hasher::new();
    let reader = batch::Reader {
        extractor,
        settings,
        progress,
    };
    let source = source::Source {
        settings,
        progress,
        tables: &tables,
    };
    source.with_items(items, &mut left_out, |items| {
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
        )
    })?;

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
