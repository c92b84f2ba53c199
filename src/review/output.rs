//! An output folder as documents with their numbers: all of them, or only those that decisions are about.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::{borrow::Cow, collections::HashMap};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::model::{DocumentRecord, Fact, NumberRecord};
use crate::write::{OutputProblem, settle};

use super::placing::Document;

/// Why an output cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadProblem {
    /// There is none.
    #[error("{}: no output of `gongbao extract` here: {missing} is missing", folder.display())]
    NoOutput {
        /// The folder.
        folder: PathBuf,
        /// The file that should be there.
        missing: &'static str,
    },
    /// It cannot be made whole.
    #[error(transparent)]
    Output(#[from] OutputProblem),
    /// A file of it cannot be read.
    #[error("cannot read {}: {cause}", path.display())]
    File {
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

/// The lists of an output folder.
#[derive(Clone, Debug)]
pub struct Lists {
    folder: PathBuf,
}

impl Lists {
    /// Looks whether there is an output, and finishes what a killed run left behind.
    ///
    /// # Errors
    /// When the folder is no output, or cannot be made whole.
    pub fn open(folder: &Path) -> Result<Self, ReadProblem> {
        settle(folder)?;
        let needed = ["facts.jsonl", "documents.jsonl", "numbers.jsonl"];
        match needed.into_iter().find(|name| !folder.join(name).is_file()) {
            Some(missing) => Err(ReadProblem::NoOutput {
                folder: folder.to_owned(),
                missing,
            }),
            None => Ok(Self {
                folder: folder.to_owned(),
            }),
        }
    }

    /// Every document, also those that could not be read.
    ///
    /// # Errors
    /// When the list cannot be read.
    pub fn documents(&self) -> Result<Vec<DocumentRecord>, ReadProblem> {
        let mut all = Vec::new();
        self.each("documents.jsonl", |_| true, |record| all.push(record))?;
        Ok(all)
    }

    /// The documents that `wanted` takes, with their numbers and facts.
    ///
    /// # Errors
    /// When a list cannot be read.
    pub fn with_numbers(&self, wanted: impl Fn(&DocumentRecord) -> bool) -> Result<Vec<Document>, ReadProblem> {
        let records = self.documents()?;
        let wanted = records.iter().filter(|record| record.hash.is_some() && wanted(record));
        let names: HashMap<&str, usize> = wanted.enumerate().map(|(at, it)| (&*it.document, at)).collect();
        let mut parts: Vec<(Vec<NumberRecord>, Vec<Fact>)> = vec![Default::default(); names.len()];
        let here = |name: &str| names.contains_key(name);
        self.each("numbers.jsonl", here, |number: NumberRecord| {
            parts[names[&*number.document]].0.push(number);
        })?;
        self.each("facts.jsonl", here, |fact: Fact| {
            parts[names[&*fact.document]].1.push(fact)
        })?;
        let kept = records
            .iter()
            .filter_map(|record| Some((names.get(&*record.document)?, record)));
        Ok(kept
            .map(|(at, record)| {
                let (numbers, facts) = std::mem::take(&mut parts[*at]);
                let hash = record.hash.clone().unwrap_or_default();
                Document::new(record.document.clone(), hash, numbers, facts)
            })
            .collect())
    }

    fn each<R: DeserializeOwned>(
        &self,
        name: &str,
        wanted: impl Fn(&str) -> bool,
        mut take: impl FnMut(R),
    ) -> Result<(), ReadProblem> {
        /// Only whose line it is.
        #[derive(Deserialize)]
        struct Owner<'l> {
            #[serde(borrow)]
            document: Cow<'l, str>,
        }
        let path = self.folder.join(name);
        let failed = |cause| ReadProblem::File {
            path: path.clone(),
            cause,
        };
        let mut file = BufReader::with_capacity(1 << 18, File::open(&path).map_err(failed)?);
        let (mut text, mut line) = (Vec::new(), 0);
        loop {
            text.clear();
            if file.read_until(b'\n', &mut text).map_err(failed)? == 0 {
                return Ok(());
            }
            line += 1;
            let strange = |cause| ReadProblem::Line {
                path: path.clone(),
                line,
                cause,
            };
            let owner: Owner = serde_json::from_slice(&text).map_err(strange)?;
            if wanted(&owner.document) {
                take(serde_json::from_slice(&text).map_err(strange)?);
            }
        }
    }
}
