//! output: an output folder → its records, as a stream: never more of it in memory than a batch. Whoever reads an output back
//! does it here; nothing here changes one, but for finishing what a killed run left behind.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::de::DeserializeOwned;

use crate::model::{DocumentRecord, Fact, NumberRecord};
use crate::write::{OutputProblem, settle};

/// Lines read and parsed at once: enough to keep all processors busy, some tens of megabytes at most.
pub const BATCH: usize = 16_384;

/// An output folder that can be read.
#[derive(Clone, Debug)]
pub struct Output(PathBuf);

impl Output {
    /// Looks whether there is an output, and finishes what a killed run left behind.
    ///
    /// # Errors
    /// When the folder is no output, or cannot be made whole.
    pub fn open(folder: &Path) -> Result<Self, Unreadable> {
        let refused = |why| {
            Err(Unreadable::NoOutput {
                folder: folder.to_owned(),
                why,
            })
        };
        if !folder.exists() {
            return refused("no such folder");
        }
        if !folder.is_dir() {
            return refused("not a folder");
        }
        settle(folder)?;
        if !folder.join(FACTS).is_file() {
            return refused("no output of `gongbao extract`: no facts.jsonl in it");
        }
        if !folder.join(DOCUMENTS).is_file() {
            return refused("no output of `gongbao extract`: no documents.jsonl in it");
        }
        Ok(Self(folder.to_owned()))
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// The facts, in their order.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn facts(&self) -> Result<Batches<Fact>, Unreadable> {
        Batches::open(self.0.join(FACTS))
    }

    /// The documents, in their order.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn documents(&self) -> Result<Batches<DocumentRecord>, Unreadable> {
        Batches::open(self.0.join(DOCUMENTS))
    }

    /// Every number of every document, in their order.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn numbers(&self) -> Result<Batches<NumberRecord>, Unreadable> {
        Batches::open(self.0.join("numbers.jsonl"))
    }
}

const FACTS: &str = "facts.jsonl";
const DOCUMENTS: &str = "documents.jsonl";

/// Why an output cannot be read back.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// The folder holds no output.
    #[error("{}: {why}", folder.display())]
    NoOutput {
        /// The folder.
        folder: PathBuf,
        /// In words.
        why: &'static str,
    },
    /// It cannot be made whole.
    #[error(transparent)]
    Output(#[from] OutputProblem),
    /// A file of it cannot be read.
    #[error("cannot read {}: {cause}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// From the system.
        cause: io::Error,
    },
    /// A line is not what this version writes.
    #[error("{}:{line}: not written by this version of gongbao ({cause}); run `gongbao extract` again", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// 1-based.
        line: usize,
        /// From the parser.
        cause: serde_json::Error,
    },
}

/// Records of a file, a batch at a time: as an iterator of batches, one by one ([`Batches::each`]), or all ([`Batches::all`]).
pub struct Batches<R> {
    path: PathBuf,
    file: BufReader<File>,
    /// Lines read so far.
    lines: usize,
    records: PhantomData<R>,
}

impl<R> Batches<R> {
    fn open(path: PathBuf) -> Result<Self, Unreadable> {
        match File::open(&path) {
            Ok(file) => Ok(Self {
                path,
                file: BufReader::with_capacity(1 << 20, file),
                lines: 0,
                records: PhantomData,
            }),
            Err(cause) => Err(Unreadable::Read { path, cause }),
        }
    }
}

impl<R: DeserializeOwned + Send> Batches<R> {
    /// Gives every record to `take`.
    ///
    /// # Errors
    /// When the file cannot be read, or a line is not what this version writes; the records before it were given.
    pub fn each(self, mut take: impl FnMut(R)) -> Result<(), Unreadable> {
        for batch in self {
            batch?.into_iter().for_each(&mut take);
        }
        Ok(())
    }

    /// Every record: for outputs that the memory holds.
    ///
    /// # Errors
    /// When the file cannot be read, or a line is not what this version writes.
    pub fn all(self) -> Result<Vec<R>, Unreadable> {
        let mut all = Vec::new();
        for batch in self {
            all.append(&mut batch?);
        }
        Ok(all)
    }
}

impl<R: DeserializeOwned + Send> Iterator for Batches<R> {
    type Item = Result<Vec<R>, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut text = Vec::new();
        let mut ends = Vec::with_capacity(BATCH);
        while ends.len() < BATCH {
            match self.file.read_until(b'\n', &mut text) {
                Ok(0) => break,
                Ok(_) => ends.push(text.len()),
                Err(cause) => {
                    let path = self.path.clone();
                    return Some(Err(Unreadable::Read { path, cause }));
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
            serde_json::from_slice(line).map_err(|cause| Unreadable::Line {
                path: self.path.clone(),
                line: first + index,
                cause,
            })
        });
        Some(records.collect())
    }
}
