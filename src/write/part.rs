//! A file of the set on its way: `.NAME.partial`, beside the place it is to take.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use tempfile::TempPath;

use crate::model::WrittenFile;

use super::{OutputProblem, SetFolder};

/// Bytes gathered before they go to the disk. What is larger goes at once, without being copied.
const BUFFER: usize = 1 << 16;

/// A file being written. It is removed when it is dropped before its time.
pub struct Part {
    target: PathBuf,
    path: TempPath,
    file: BufWriter<File>,
    bytes: u64,
    hasher: blake3::Hasher,
}

impl Part {
    /// Begins a file, in the place of what a killed run left of it.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn begin(folder: &SetFolder, name: &str) -> Result<Self, OutputProblem> {
        let target = folder.target(name);
        let problem = |cause| OutputProblem::File {
            path: target.clone(),
            cause,
        };
        if target.is_dir() {
            return Err(problem(io::Error::other("a folder of that name is in the way")));
        }
        let partial = folder.partial(name);
        // This run holds the lock, so nobody else is writing to it.
        match fs::remove_file(&partial) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(problem(cause)),
            _ => {}
        }
        let file = File::create_new(&partial).map_err(problem)?;
        let path = TempPath::try_from_path(partial).map_err(problem)?;
        Ok(Self {
            target,
            path,
            file: BufWriter::with_capacity(BUFFER, file),
            bytes: 0,
            hasher: blake3::Hasher::new(),
        })
    }

    /// Adds to the end.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn append(&mut self, text: &[u8]) -> Result<(), OutputProblem> {
        self.bytes += text.len() as u64;
        self.hasher.update(text);
        self.file.write_all(text).map_err(|cause| OutputProblem::File {
            path: self.target.clone(),
            cause,
        })
    }

    /// What has been appended so far.
    pub fn written(&self) -> WrittenFile {
        WrittenFile {
            bytes: self.bytes,
            hash: self.hasher.finalize().to_hex().to_string(),
        }
    }

    /// Brings every byte to the disk: some file systems report a lack of space only then.
    ///
    /// # Errors
    /// When there is no room for it.
    pub fn end(self) -> Result<TempPath, OutputProblem> {
        let Self { target, path, file, .. } = self;
        let problem = |cause| OutputProblem::File {
            path: target.clone(),
            cause,
        };
        let file = file.into_inner().map_err(|error| problem(error.into_error()))?;
        file.sync_all().map_err(problem)?;
        Ok(path)
    }
}
