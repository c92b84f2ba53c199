//! run: files and folders → an output folder. Documents are read in parallel and written in their own order, so that
//! neither the number of threads nor the clock shows in the output, and what is held in memory does not grow with what
//! is written. What earlier runs into the same folder have read is taken over, where nothing has changed that it depends
//! on; a run that is stopped or killed leaves what it has read.

mod batch;
mod key;
mod making;
mod ordered;
mod source;
mod store;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::{collections::BTreeMap, num::NonZero};

use crate::extractor::{Extractor, Metadata};
use crate::metadata::{PathPattern, TABLE, Tables};
use crate::model::RunRecord;
use crate::walk::{Walk, walk};
use crate::write::{CONTRACT, Output, OutputProblem, shortage};

use batch::{Batch, Tally, batches};
use key::Keys;

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
    /// Whether every document is read anew, also where an earlier run has read it.
    pub fresh: bool,
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
    /// [`Progress::stop`] was set before all documents were read.
    #[error(
        "stopped after {documents} of {all} documents; the previous output is untouched, and what was read is kept: \
         the same command goes on from there"
    )]
    Stopped {
        /// Documents done with.
        documents: usize,
        /// Documents to read, as far as known.
        all: u64,
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
    /// Documents that an earlier run has read and that have not changed since.
    pub taken_over: usize,
}

/// How far a run is, and what it is asked: shared with another thread while it goes on.
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
    /// Set by others: the run ends after the documents that are being read, and keeps them for the next.
    pub stop: Arc<AtomicBool>,
    /// What a person should know while there is still time.
    notices: Mutex<Vec<String>>,
}

impl Progress {
    /// Sentences for a person that have come up since this was last asked.
    pub fn take_notices(&self) -> Vec<String> {
        std::mem::take(&mut *self.notices.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn notice(&self, text: String) {
        self.notices.lock().unwrap_or_else(PoisonError::into_inner).push(text);
    }
}

/// Reads every document below the roots and writes the results to the output folder.
///
/// # Errors
/// When the output cannot be written, a table of metadata has mistakes, or the run was stopped; a document that cannot be
/// read is part of the output.
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
    let sizes = items.iter().flatten().map(|file| file.size);
    if let Some(told) = shortage(&settings.output, sizes.sum())? {
        progress.notice(told);
    }
    let (store, mut keeper) = store::open(output.folder(), settings.fresh)?;
    let (mut total, mut taken_over) = (Tally::default(), 0);
    let mut inputs = blake3::Hasher::new();
    let reader = batch::Reader {
        extractor,
        settings,
        progress,
        keys: &Keys::new(extractor.rules_hash()),
        store: &store,
    };
    let source = source::Source {
        settings,
        progress,
        tables: &tables,
    };
    // Set where a document is left for the next run; a stop that comes after the last one stops nothing.
    let cut = AtomicBool::new(false);
    source.with_items(items, &mut left_out, |items| {
        let wanted = items.take_while(|_| {
            let stop = progress.stop.load(Ordering::Relaxed);
            cut.fetch_or(stop, Ordering::Relaxed);
            !stop
        });
        ordered::in_order(
            settings.threads,
            batches(wanted),
            Batch::weight,
            |batch| reader.read(batch),
            |result| {
                cut.fetch_or(result.cut, Ordering::Relaxed);
                inputs.update(&result.inputs);
                total.add(result.tally);
                taken_over += result.taken_over.len();
                keeper.needed(&result.taken_over);
                // First what is kept: it is what remains when the disk is full.
                keeper.add(&result.kept)?;
                output.append(&result.lines)
            },
        )
    })?;
    if cut.into_inner() {
        return Err(RunProblem::Stopped {
            documents: total.inputs.files,
            all: progress.all_documents.load(Ordering::Relaxed),
        });
    }

    let clean = total.inputs.failed == 0 && total.totals.findings.is_empty();
    let run = RunRecord {
        contract: CONTRACT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        rules: extractor.rules_hash().to_owned(),
        inputs_hash: inputs.finalize().to_hex().to_string(),
        inputs: total.inputs,
        totals: total.totals,
        files: BTreeMap::new(),
        exit_status: u8::from(!clean),
    };
    // While the folder is still ours. A kill here costs nothing: the store is replaced whole or not at all.
    keeper.tidy();
    let run = output.finish(run)?;
    Ok(Report {
        run,
        failed: total.failed,
        left_out,
        taken_over,
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
