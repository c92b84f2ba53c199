//! write: results → the files of the output folder. The four files are one set: everything goes to `.NAME.partial` beside its
//! target, and the files take their places together when the run is complete (`journal`). Whatever ends a run before that
//! (a full disk, a kill, a lost connection) leaves the previous output as it was. Other files of the folder are not touched.

mod journal;
mod json;
mod line;
mod lines;
mod lock;
mod part;
mod room;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::model::RunRecord;

use lock::Lock;
use part::Part;

pub use journal::settle;
pub use lines::{DocumentLines, Lines};
pub use room::shortage;

/// The files of an output folder, in the order in which they take their places.
pub const FILES: [&str; 4] = ["facts.jsonl", "documents.jsonl", "numbers.jsonl", RUN];

/// The account of the run, which names the hashes of the other files.
const RUN: &str = "run.json";

/// The folder within the output folder for what is kept for later runs. It can be removed whenever no run is going on.
pub const KEPT: &str = ".gongbao";

/// Version of the output contract: goes up when a field changes its meaning, its name or its type.
pub const CONTRACT: u32 = 1;

/// An output folder, and where its files lie.
#[derive(Clone, Debug)]
pub struct SetFolder(PathBuf);

impl SetFolder {
    fn of(folder: &Path) -> Self {
        Self(folder.to_owned())
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The place of a file of the set.
    pub fn target(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Where a file of the set is written.
    pub fn partial(&self, name: &str) -> PathBuf {
        self.0.join(format!(".{name}.partial"))
    }

    /// The folder for what is kept for later runs.
    pub fn kept(&self) -> PathBuf {
        self.0.join(KEPT)
    }

    /// The place of a file in it.
    pub fn inner(&self, name: &str) -> PathBuf {
        self.kept().join(name)
    }
}

/// An output folder that is being written.
pub struct Output {
    folder: SetFolder,
    facts: Part,
    documents: Part,
    numbers: Part,
    run: Part,
    /// Held until the end, so that two runs cannot write to one folder at once. Dropped last.
    _lock: Lock,
}

impl Output {
    /// Makes the folder where there is none, takes it for this run, finishes or removes what a killed run left behind.
    ///
    /// # Errors
    /// When the folder cannot be used, or one of the files cannot be begun.
    pub fn open(folder: &Path) -> Result<Self, OutputProblem> {
        let trouble = |cause: io::Error| OutputProblem::Folder {
            folder: folder.to_owned(),
            // The system's "File exists" is no help: a folder that exists would do.
            cause: match cause.kind() {
                io::ErrorKind::AlreadyExists => "it is not a folder".to_owned(),
                _ => cause.to_string(),
            },
        };
        fs::create_dir_all(folder).map_err(trouble)?;
        let folder = SetFolder::of(folder);
        make(&folder.kept())?;
        let lock = Lock::take(&folder)?;
        match journal::roll_forward(&folder) {
            // This run replaces them all.
            Err(OutputProblem::Mixed { .. }) | Ok(()) => {}
            Err(problem) => return Err(problem),
        }
        let [facts, documents, numbers, run] = FILES;
        Ok(Self {
            facts: Part::begin(&folder, facts)?,
            documents: Part::begin(&folder, documents)?,
            numbers: Part::begin(&folder, numbers)?,
            run: Part::begin(&folder, run)?,
            folder,
            _lock: lock,
        })
    }

    /// Where the files lie.
    pub const fn folder(&self) -> &SetFolder {
        &self.folder
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

    /// Adds the account of the run, with the hashes of the other files, and puts all files in their places; where the same
    /// lies there already, it is left alone.
    ///
    /// # Errors
    /// When something cannot be written or renamed.
    pub fn finish(mut self, mut run: RunRecord) -> Result<RunRecord, OutputProblem> {
        let lists = [&self.facts, &self.documents, &self.numbers].map(Part::written);
        run.files = FILES.into_iter().map(str::to_owned).zip(lists).collect();
        let mut text = serde_json::to_vec_pretty(&run).expect("a run record is plain data");
        text.push(b'\n');
        self.run.append(&text)?;
        let mut files = run.files.clone();
        files.insert(RUN.to_owned(), self.run.written());
        if journal::stands(&self.folder, &files) {
            // Byte for byte what lies there already: nothing need be brought to the disk.
            return Ok(run);
        }
        // First everything that can fail for want of space, then only renames.
        let parts = [self.facts, self.documents, self.numbers, self.run];
        let paths = parts.into_iter().map(Part::end).collect::<Result<Vec<_>, _>>()?;
        journal::declare(&self.folder, &files)?;
        // From now on the new files are the set, also if this process ends here.
        for path in paths {
            let _ = path.keep();
        }
        journal::place(&self.folder, FILES)?;
        Ok(run)
    }
}

/// Makes the folder for what is kept.
fn make(folder: &Path) -> Result<(), OutputProblem> {
    match fs::create_dir(folder) {
        Err(cause) if cause.kind() != io::ErrorKind::AlreadyExists || !folder.is_dir() => Err(OutputProblem::File {
            path: folder.to_owned(),
            cause,
        }),
        _ => Ok(()),
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
    #[error(
        "cannot use {} as the output folder: another run{} is writing to it; wait for its end, or give another folder with -o",
        folder.display(), process(*holder)
    )]
    InUse {
        /// The folder.
        folder: PathBuf,
        /// The process, where it has said so.
        holder: Option<u32>,
    },
    /// Not a byte is free.
    #[error("cannot write to {}: no room is left on its disk; free some, or give a folder on another disk with -o", folder.display())]
    NoRoom {
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
    #[error(
        "cannot replace {}: {cause}; the new files lie complete beside their places, and the next run puts them there",
        path.display()
    )]
    Place {
        /// The file.
        path: PathBuf,
        /// From the system.
        cause: io::Error,
    },
    /// A run was cut off while its files took their places, and then somebody changed them.
    #[error("{} holds files of two runs, for what an interrupted run had ready was changed since; run extract again", folder.display())]
    Mixed {
        /// The folder.
        folder: PathBuf,
    },
}

fn process(holder: Option<u32>) -> String {
    holder.map_or_else(String::new, |id| format!(" (process {id})"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::extractor::{Extraction, failed};
    use crate::model::{InputCounts, Totals};

    fn lines(document: &str) -> Lines {
        let mut lines = Lines::default();
        let document = failed(document, 7, "not a text file".to_owned());
        lines.push(Extraction {
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
            files: BTreeMap::new(),
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
        output.finish(record()).unwrap();
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
    fn the_same_again_leaves_the_files_alone_unless_they_were_changed() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "甲.txt");
        let before = files(folder.path());
        let path = folder.path().join("documents.jsonl");
        let long_ago = std::time::SystemTime::UNIX_EPOCH;
        let age = || fs::metadata(&path).unwrap().modified().unwrap();
        let make_old = || {
            fs::File::options()
                .write(true)
                .open(&path)
                .unwrap()
                .set_modified(long_ago)
                .unwrap()
        };
        make_old();
        write(folder.path(), "甲.txt");
        assert_eq!((files(folder.path()), age()), (before.clone(), long_ago));
        // One byte of one file, as long as before.
        fs::write(&path, before["documents.jsonl"].replace('7', "8")).unwrap();
        make_old();
        write(folder.path(), "甲.txt");
        assert_eq!(files(folder.path()), before);
        assert!(age() > long_ago);
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
            format!(
                "cannot use DIR/busy as the output folder: another run (process {}) is writing to it; wait for its end, or \
                 give another folder with -o",
                std::process::id()
            )
        );
    }
}
