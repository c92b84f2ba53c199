//! An output folder as a stream of records: never more of it in memory than one batch.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::de::DeserializeOwned;

use super::ExportProblem;
use crate::model::{DocumentRecord, Fact};
use crate::review::Effects;
use crate::write::settle;

/// Lines read and parsed at once: enough to keep all processors busy, some tens of megabytes at most.
pub const BATCH: usize = 16_384;

/// An output folder that can be read.
#[derive(Clone, Debug)]
pub struct Source {
    folder: PathBuf,
    /// What reviewers' decisions do to the facts; none where there are none, or the facts are wanted as read.
    effects: Option<Effects>,
}

impl Source {
    /// Looks whether there is an output, and finishes what a killed run left behind. The facts are those of reviewers, unless
    /// they are wanted `as_read`.
    ///
    /// # Errors
    /// When the folder is no output, or cannot be made whole, or the decisions cannot be read.
    pub fn open(folder: &Path, as_read: bool) -> Result<Self, ExportProblem> {
        let whole = ["facts.jsonl", "documents.jsonl"];
        settle(folder)?;
        match whole.iter().find(|name| !folder.join(name).is_file()) {
            Some(missing) => Err(ExportProblem::NoOutput {
                folder: folder.to_owned(),
                missing,
            }),
            None => Ok(Self {
                folder: folder.to_owned(),
                effects: if as_read { None } else { Effects::of(folder)? },
            }),
        }
    }

    /// The facts, batch by batch, in their order.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn facts(&self) -> Result<Facts, ExportProblem> {
        Ok(Facts {
            read: Batches::open(self.folder.join("facts.jsonl"))?,
            effects: self.effects.clone(),
        })
    }

    /// The documents, batch by batch, in their order.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn documents(&self) -> Result<Batches<DocumentRecord>, ExportProblem> {
        Batches::open(self.folder.join("documents.jsonl"))
    }
}

/// The facts of an output, a batch at a time, as reviewers have them.
pub struct Facts {
    read: Batches<Fact>,
    effects: Option<Effects>,
}

impl Iterator for Facts {
    type Item = Result<Vec<Fact>, ExportProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        match (self.read.next(), &mut self.effects) {
            (Some(Ok(batch)), Some(effects)) => Some(Ok(effects.apply(batch))),
            (None, Some(effects)) => {
                let rest = effects.rest();
                (!rest.is_empty()).then_some(Ok(rest))
            }
            (batch, _) => batch,
        }
    }
}

/// Records of a file, a batch at a time.
pub struct Batches<R> {
    path: PathBuf,
    file: BufReader<File>,
    /// Lines read so far.
    lines: usize,
    records: PhantomData<R>,
}

impl<R> Batches<R> {
    fn open(path: PathBuf) -> Result<Self, ExportProblem> {
        match File::open(&path) {
            Ok(file) => Ok(Self {
                path,
                file: BufReader::with_capacity(1 << 20, file),
                lines: 0,
                records: PhantomData,
            }),
            Err(cause) => Err(ExportProblem::Read { path, cause }),
        }
    }
}

impl<R: DeserializeOwned + Send> Iterator for Batches<R> {
    type Item = Result<Vec<R>, ExportProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut text = Vec::new();
        let mut ends = Vec::with_capacity(BATCH);
        while ends.len() < BATCH {
            match self.file.read_until(b'\n', &mut text) {
                Ok(0) => break,
                Ok(_) => ends.push(text.len()),
                Err(cause) => {
                    let path = self.path.clone();
                    return Some(Err(ExportProblem::Read { path, cause }));
                }
            }
        }
        if ends.is_empty() {
            return None;
        }
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let lines: Vec<&[u8]> = starts.zip(&ends).map(|(start, &end)| &text[start..end]).collect();
        let first = self.lines + 1;
        self.lines += lines.len();
        let records = lines.par_iter().enumerate().map(|(index, line)| {
            serde_json::from_slice(line).map_err(|cause| ExportProblem::Line {
                path: self.path.clone(),
                line: first + index,
                cause,
            })
        });
        Some(records.collect())
    }
}
