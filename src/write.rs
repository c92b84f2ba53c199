//! write: results → the files of the output folder. The files are whole or absent: everything goes to `.NAME.partial`
//! beside its target and takes its place only when the run is complete, `run.json` last. Whatever ends a run before that
//! (a full disk, a kill, a lost connection) leaves the previous output as it was. Other files of the folder are not touched.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use tempfile::TempPath;

use crate::extractor::Extraction;
use crate::model::RunRecord;

/// The files of an output folder, in the order in which they take their places.
pub const FILES: [&str; 4] = ["facts.jsonl", "documents.jsonl", "numbers.jsonl", "run.json"];

/// Version of the output contract: goes up when a field changes its meaning, its name or its type.
pub const CONTRACT: u32 = 1;

/// Bytes gathered before they go to the disk.
const BUFFER: usize = 1 << 20;

/// An output folder that is being written.
pub struct Output {
    facts: Part,
    documents: Part,
    numbers: Part,
    run: Part,
    /// Held until the end, so that two runs cannot write to one folder at once; `None` where the system has no such locks.
    _lock: Option<File>,
}

impl Output {
    /// Makes the folder where there is none, takes it for this run, and removes what a killed run left half-written.
    ///
    /// # Errors
    /// When the folder cannot be used, or one of the files cannot be begun.
    pub fn open(folder: &Path) -> Result<Self, OutputProblem> {
        fs::create_dir_all(folder).map_err(|cause| OutputProblem::Folder {
            folder: folder.to_owned(),
            // The system's "File exists" is no help: a folder that exists would do.
            cause: match cause.kind() {
                io::ErrorKind::AlreadyExists => "it is not a folder".to_owned(),
                _ => cause.to_string(),
            },
        })?;
        let lock = lock(folder)?;
        let [facts, documents, numbers, run] = FILES;
        Ok(Self {
            facts: Part::begin(folder, facts)?,
            documents: Part::begin(folder, documents)?,
            numbers: Part::begin(folder, numbers)?,
            run: Part::begin(folder, run)?,
            _lock: lock,
        })
    }

    /// Adds lines to the three lists.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn append(&mut self, lines: &Lines) -> Result<(), OutputProblem> {
        self.facts.append(&lines.facts)?;
        self.documents.append(&lines.documents)?;
        self.numbers.append(&lines.numbers)
    }

    /// Adds the account of the run, and puts all files in their places.
    ///
    /// # Errors
    /// When something cannot be written or renamed.
    pub fn finish(mut self, run: &RunRecord) -> Result<(), OutputProblem> {
        let mut text = serde_json::to_vec_pretty(run).expect("a run record is plain data");
        text.push(b'\n');
        self.run.append(&text)?;
        // First everything that can fail for want of space, then only renames.
        let parts = [self.facts, self.documents, self.numbers, self.run];
        let mut done = Vec::with_capacity(parts.len());
        for part in parts {
            done.push(part.end()?);
        }
        done.into_iter().try_for_each(Finished::put)
    }
}

/// Lines of the three lists, ready to be written.
#[derive(Debug, Default)]
pub struct Lines {
    facts: Vec<u8>,
    documents: Vec<u8>,
    numbers: Vec<u8>,
}

impl Lines {
    /// Adds the result for one document.
    pub fn push(&mut self, extraction: &Extraction) {
        line(&mut self.documents, &extraction.document);
        extraction.facts.iter().for_each(|fact| line(&mut self.facts, fact));
        extraction
            .numbers
            .iter()
            .for_each(|number| line(&mut self.numbers, number));
    }
}

/// Why an output folder cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum OutputProblem {
    /// The folder cannot be made or used.
    #[error("cannot use {} as the output folder: {cause}", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// In words.
        cause: String,
    },
    /// Another run holds it.
    #[error("cannot use {} as the output folder: another run is writing to it", folder.display())]
    InUse {
        /// The folder.
        folder: PathBuf,
    },
    /// A file of it cannot be written.
    #[error("cannot write {}: {cause}; what was in the output folder before is untouched", path.display())]
    File {
        /// The file as it was to be called.
        path: PathBuf,
        /// From the system.
        cause: io::Error,
    },
    /// A complete file cannot take its place.
    #[error("cannot replace {}: {cause}; the output folder may now hold files of two runs, so run again", path.display())]
    Place {
        /// The file.
        path: PathBuf,
        /// From the system.
        cause: io::Error,
    },
}

/// A file on its way. The path is removed when it is dropped before its time.
struct Part {
    target: PathBuf,
    path: TempPath,
    file: BufWriter<File>,
}

impl Part {
    fn begin(folder: &Path, name: &str) -> Result<Self, OutputProblem> {
        let target = folder.join(name);
        let problem = |cause| OutputProblem::File {
            path: target.clone(),
            cause,
        };
        if target.is_dir() {
            return Err(problem(io::Error::other("a folder of that name is in the way")));
        }
        let partial = folder.join(format!(".{name}.partial"));
        // Left by a run that was killed. This run holds the lock, so nobody else is writing to it.
        match fs::remove_file(&partial) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(problem(cause)),
            _ => {}
        }
        let file = File::create_new(&partial).map_err(problem)?;
        let path = TempPath::try_from_path(partial).map_err(problem)?;
        let file = BufWriter::with_capacity(BUFFER, file);
        Ok(Self { target, path, file })
    }

    fn append(&mut self, text: &[u8]) -> Result<(), OutputProblem> {
        self.file.write_all(text).map_err(|cause| OutputProblem::File {
            path: self.target.clone(),
            cause,
        })
    }

    /// Brings every byte to the disk: some file systems report a lack of space only then.
    fn end(self) -> Result<Finished, OutputProblem> {
        let Self { target, path, file } = self;
        let problem = |cause| OutputProblem::File {
            path: target.clone(),
            cause,
        };
        let file = file.into_inner().map_err(|error| problem(error.into_error()))?;
        file.sync_all().map_err(problem)?;
        Ok(Finished { target, path })
    }
}

/// A complete file that has not yet taken its place.
struct Finished {
    target: PathBuf,
    path: TempPath,
}

impl Finished {
    fn put(self) -> Result<(), OutputProblem> {
        let Self { target, path } = self;
        path.persist(&target).map_err(|error| OutputProblem::Place {
            path: target,
            cause: error.error,
        })
    }
}

/// Locks the folder itself, so that no lock file stays behind; the system drops the lock when the process ends, however it ends.
fn lock(folder: &Path) -> Result<Option<File>, OutputProblem> {
    let Ok(handle) = File::open(folder) else {
        return Ok(None);
    };
    match handle.try_lock() {
        Ok(()) => Ok(Some(handle)),
        Err(TryLockError::WouldBlock) => Err(OutputProblem::InUse {
            folder: folder.to_owned(),
        }),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

fn line(lines: &mut Vec<u8>, record: &impl Serialize) {
    serde_json::to_writer(&mut *lines, record).expect("records are plain data, and a vector takes every byte");
    lines.push(b'\n');
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::extractor::failed;
    use crate::model::{InputCounts, Totals};

    fn lines(document: &str) -> Lines {
        let mut lines = Lines::default();
        let document = failed(document, 7, "not a text file".to_owned());
        lines.push(&Extraction {
            document,
            facts: Vec::new(),
            numbers: Vec::new(),
        });
        lines
    }

    fn record() -> RunRecord {
        RunRecord {
            contract: CONTRACT,
            version: "0.0.0".to_owned(),
            rules: String::new(),
            inputs_hash: String::new(),
            inputs: InputCounts::default(),
            totals: Totals::default(),
            exit_status: 0,
        }
    }

    /// Name → content of every file of the folder, hidden ones too.
    fn files(folder: &Path) -> BTreeMap<String, String> {
        let entries = fs::read_dir(folder)
            .unwrap()
            .map(Result::unwrap)
            .filter(|entry| entry.path().is_file());
        entries
            .map(|entry| {
                (
                    entry.file_name().into_string().unwrap(),
                    fs::read_to_string(entry.path()).unwrap(),
                )
            })
            .collect()
    }

    fn write(folder: &Path, document: &str) {
        let mut output = Output::open(folder).unwrap();
        output.append(&lines(document)).unwrap();
        output.finish(&record()).unwrap();
    }

    #[test]
    fn a_finished_run_leaves_exactly_the_four_files() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("made/on/the/way");
        write(&folder, "甲.txt");
        let files = files(&folder);
        assert_eq!(
            files.keys().collect::<Vec<_>>(),
            ["documents.jsonl", "facts.jsonl", "numbers.jsonl", "run.json"]
        );
        assert!(files["documents.jsonl"].starts_with(r#"{"document":"甲.txt","hash":null,"bytes":7,"#));
        assert!(files["run.json"].starts_with("{\n  \"contract\": 1,\n"));
    }

    #[test]
    fn a_run_that_ends_early_leaves_the_previous_output_and_foreign_files() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "old.txt");
        fs::write(folder.path().join("notes.txt"), "mine").unwrap();
        let before = files(folder.path());
        let mut output = Output::open(folder.path()).unwrap();
        output.append(&lines("new.txt")).unwrap();
        drop(output);
        assert_eq!(files(folder.path()), before);
        write(folder.path(), "new.txt");
        let after = files(folder.path());
        assert!(after["documents.jsonl"].contains("new.txt"));
        assert_eq!(after["notes.txt"], "mine");
    }

    #[test]
    fn what_a_killed_run_left_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        for name in FILES {
            fs::write(folder.path().join(format!(".{name}.partial")), "half a line").unwrap();
        }
        write(folder.path(), "new.txt");
        assert_eq!(files(folder.path()).len(), FILES.len());
    }

    #[cfg(unix)]
    #[test]
    fn messages_name_the_path_and_the_cause() {
        let folder = tempfile::tempdir().unwrap();
        let message = |path: &Path| {
            let problem = Output::open(path).err().expect("a problem").to_string();
            problem.replace(&*folder.path().to_string_lossy(), "DIR")
        };
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        assert_eq!(
            message(&file),
            "cannot use DIR/file as the output folder: it is not a folder"
        );
        assert_eq!(
            message(&file.join("below")),
            "cannot use DIR/file/below as the output folder: Not a directory (os error 20)"
        );
        let blocked = folder.path().join("blocked");
        fs::create_dir_all(blocked.join("numbers.jsonl")).unwrap();
        assert_eq!(
            message(&blocked),
            "cannot write DIR/blocked/numbers.jsonl: a folder of that name is in the way; \
             what was in the output folder before is untouched"
        );
        let busy = folder.path().join("busy");
        let _held = Output::open(&busy).unwrap();
        assert_eq!(
            message(&busy),
            "cannot use DIR/busy as the output folder: another run is writing to it"
        );
    }
}
