//! Four renames as one step. When all files of a new set lie complete beside their places, a journal that names them with
//! their hashes is put into the folder; from then on the new set is what counts, and whoever finds the journal finishes the
//! renames. What is on the disk before the journal is of no account, so a kill or a power loss leaves one set or the other.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use crate::model::{RunRecord, WrittenFile};

use super::lock::Lock;
use super::{FILES, OutputProblem, RUN, SetFolder};

/// The journal, within the folder that is kept for later runs.
const JOURNAL: &str = "journal.json";

/// Finishes what a run that was killed, or a machine that lost its power, was doing when the files of `folder` took their
/// places. To be called by whatever reads an output folder; where nothing is unfinished, it looks for one file and no more.
///
/// # Errors
/// When a run is putting its files in place at this moment, when a file cannot be renamed, or when the files of the
/// unfinished set have been changed by somebody else.
pub fn settle(folder: &Path) -> Result<(), OutputProblem> {
    let folder = SetFolder::of(folder);
    if !folder.inner(JOURNAL).exists() {
        return Ok(());
    }
    let _lock = Lock::take(&folder)?;
    roll_forward(&folder)
}

/// Whether the files in their places are these.
pub fn stands(folder: &SetFolder, files: &BTreeMap<String, WrittenFile>) -> bool {
    files.iter().all(|(name, file)| is(&folder.target(name), file))
}

/// Declares the complete files beside their places the set of this folder. All of them are on the disk.
///
/// # Errors
/// When the journal cannot be written; then nothing has happened.
pub fn declare(folder: &SetFolder, files: &BTreeMap<String, WrittenFile>) -> Result<(), OutputProblem> {
    let path = folder.inner(JOURNAL);
    let problem = |cause| OutputProblem::File {
        path: path.clone(),
        cause,
    };
    let text = serde_json::to_vec_pretty(files).expect("names and hashes are plain data");
    // The names of the complete files must be on the disk before the journal that counts on them.
    sync_folder(folder.path()).map_err(problem)?;
    // A name of its own would be left behind, and another, by each run that is killed here.
    let partial = folder.inner("journal.json.partial");
    let mut file = File::create(&partial).map_err(problem)?;
    file.write_all(&text).map_err(problem)?;
    file.sync_all().map_err(problem)?;
    fs::rename(&partial, &path).map_err(problem)?;
    sync_folder(&folder.kept()).map_err(problem)
}

/// Does what a journal says that was left behind. The caller holds the lock.
///
/// # Errors
/// When a file cannot be renamed: then the journal stays, and it can be tried again. When a file is neither beside its
/// place nor in it as the journal describes it: then the journal goes, for it can never be fulfilled.
pub fn roll_forward(folder: &SetFolder) -> Result<(), OutputProblem> {
    let journal = folder.inner(JOURNAL);
    let text = match fs::read(&journal) {
        Ok(text) => text,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(cause) => return Err(OutputProblem::File { path: journal, cause }),
    };
    // A journal is whole or absent; one that is neither was made by nobody's run.
    let files: BTreeMap<String, WrittenFile> = serde_json::from_slice(&text).unwrap_or_default();
    let described = |name: &str, path: &Path| files.get(name).is_some_and(|file| is(path, file));
    let waiting: Vec<&str> = FILES
        .into_iter()
        .filter(|name| described(name, &folder.partial(name)))
        .collect();
    let complete = FILES
        .into_iter()
        .all(|name| waiting.contains(&name) || described(name, &folder.target(name)));
    if !complete {
        remove(&journal)?;
        return if is_whole(folder) {
            Ok(())
        } else {
            Err(OutputProblem::Mixed {
                folder: folder.path().to_owned(),
            })
        };
    }
    place(folder, waiting)
}

/// Puts the complete files of these names in their places, and takes the journal away: nothing is left to be done.
///
/// # Errors
/// When a file cannot be renamed: then the journal stays.
pub fn place<'n>(folder: &SetFolder, names: impl IntoIterator<Item = &'n str>) -> Result<(), OutputProblem> {
    for name in names {
        let path = folder.target(name);
        if let Err(cause) = fs::rename(folder.partial(name), &path) {
            return Err(OutputProblem::Place { path, cause });
        }
    }
    sync_folder(folder.path()).map_err(|cause| OutputProblem::Place {
        path: folder.path().to_owned(),
        cause,
    })?;
    remove(&folder.inner(JOURNAL))
}

fn remove(journal: &Path) -> Result<(), OutputProblem> {
    fs::remove_file(journal).map_err(|cause| OutputProblem::File {
        path: journal.to_owned(),
        cause,
    })
}

/// Whether the files in their places are of one run: the account of the run names the hashes of the others.
fn is_whole(folder: &SetFolder) -> bool {
    let Ok(text) = fs::read(folder.target(RUN)) else {
        return !FILES.into_iter().any(|name| folder.target(name).exists());
    };
    let Ok(run) = serde_json::from_slice::<RunRecord>(&text) else {
        return false;
    };
    stands(folder, &run.files)
}

/// Whether the file at `path` has this size and content.
fn is(path: &Path, described: &WrittenFile) -> bool {
    let Ok(mut file) = File::open(path) else {
        return false;
    };
    if file.metadata().map(|meta| meta.len()).ok() != Some(described.bytes) {
        return false;
    }
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return hasher.finalize().to_hex().as_str() == described.hash,
            Ok(read) => hasher.update(&buffer[..read]),
            Err(_) => return false,
        };
    }
}

/// Brings the names in a folder to the disk, where the system can.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        match File::open(folder)?.sync_all() {
            // Some network file systems refuse it.
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
            result => result,
        }
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::Output;

    /// A folder with a complete set, `old`, and beside it the files of another, `new`, with their journal, of which the
    /// first `placed` have taken their places: what a kill leaves.
    fn cut_off(placed: usize) -> tempfile::TempDir {
        let home = tempfile::tempdir().unwrap();
        let folder = SetFolder::of(home.path());
        drop(Output::open(home.path()).unwrap());
        for (at, name) in FILES.into_iter().enumerate() {
            fs::write(folder.target(name), set("old")[at].as_bytes()).unwrap();
            fs::write(folder.partial(name), set("new")[at].as_bytes()).unwrap();
        }
        let files = FILES
            .into_iter()
            .zip(set("new"))
            .map(|(name, text)| (name.to_owned(), written(&text)));
        declare(&folder, &files.collect()).unwrap();
        for name in &FILES[..placed] {
            fs::rename(folder.partial(name), folder.target(name)).unwrap();
        }
        home
    }

    fn written(text: &str) -> WrittenFile {
        WrittenFile {
            bytes: text.len() as u64,
            hash: blake3::hash(text.as_bytes()).to_hex().to_string(),
        }
    }

    /// Texts of the four files; the last names the hashes of the others.
    fn set(name: &str) -> [String; 4] {
        let [facts, documents, numbers] = ["facts", "documents", "numbers"].map(|kind| format!("{name} {kind}\n"));
        let run = RunRecord {
            contract: 1,
            version: name.to_owned(),
            rules: String::new(),
            inputs_hash: String::new(),
            inputs: crate::model::InputCounts::default(),
            totals: crate::model::Totals::default(),
            files: FILES
                .into_iter()
                .map(str::to_owned)
                .zip([&facts, &documents, &numbers].map(|text| written(text)))
                .collect(),
            exit_status: 0,
        };
        let run = serde_json::to_string(&run).unwrap();
        [facts, documents, numbers, run]
    }

    /// What lies in the folder: `old`, `new`, or what else. Nothing of the unfinished set may be left.
    fn lies_in(home: &Path) -> String {
        let folder = SetFolder::of(home);
        let texts = FILES.map(|name| fs::read_to_string(folder.target(name)).unwrap());
        assert!(!folder.inner(JOURNAL).exists());
        match texts {
            texts if texts == set("old") => "old".to_owned(),
            texts if texts == set("new") => "new".to_owned(),
            texts => texts.concat(),
        }
    }

    #[test]
    fn whatever_the_kill_left_becomes_the_new_set() {
        for placed in 0..=FILES.len() {
            let home = cut_off(placed);
            settle(home.path()).unwrap();
            assert_eq!(lies_in(home.path()), "new", "after {placed} renames");
            // A second time there is nothing to be done.
            settle(home.path()).unwrap();
            // The next run does the same before it begins, and when it comes to nothing the new set stays.
            let home = cut_off(placed);
            drop(Output::open(home.path()).unwrap());
            assert_eq!(lies_in(home.path()), "new", "after {placed} renames, and a run");
        }
    }

    #[test]
    fn files_that_are_not_as_the_journal_says_are_not_put_in_place() {
        let damage = |home: &Path, name: &str| fs::write(SetFolder::of(home).partial(name), "new fact\n").unwrap();
        // Nothing had been placed: the old set is whole, and stays.
        let home = cut_off(0);
        damage(home.path(), "numbers.jsonl");
        settle(home.path()).unwrap();
        assert_eq!(lies_in(home.path()), "old");
        let home = cut_off(0);
        FILES
            .iter()
            .for_each(|name| fs::remove_file(SetFolder::of(home.path()).partial(name)).unwrap());
        settle(home.path()).unwrap();
        assert_eq!(lies_in(home.path()), "old");
        // Some had: there is no whole set any more. That is said, and a run mends it.
        let home = cut_off(2);
        damage(home.path(), "numbers.jsonl");
        let problem = settle(home.path()).unwrap_err().to_string();
        assert_eq!(
            problem.replace(&*home.path().to_string_lossy(), "DIR"),
            "DIR holds files of two runs, for what an interrupted run had ready was changed since; run extract again"
        );
        let home = cut_off(2);
        damage(home.path(), "numbers.jsonl");
        drop(Output::open(home.path()).unwrap());
        // A journal that says nothing is none.
        let home = cut_off(0);
        fs::write(SetFolder::of(home.path()).inner(JOURNAL), "{\"facts.j").unwrap();
        settle(home.path()).unwrap();
        assert_eq!(lies_in(home.path()), "old");
    }

    #[test]
    fn a_rename_that_fails_can_be_tried_again() {
        let home = cut_off(1);
        let folder = SetFolder::of(home.path());
        let blocked = folder.target("documents.jsonl");
        fs::remove_file(&blocked).unwrap();
        fs::create_dir_all(blocked.join("mine")).unwrap();
        let problem = settle(home.path())
            .unwrap_err()
            .to_string()
            .replace(&*home.path().to_string_lossy(), "DIR");
        assert!(problem.starts_with("cannot replace DIR/documents.jsonl: "), "{problem}");
        assert!(
            problem.ends_with("; the new files lie complete beside their places, and the next run puts them there"),
            "{problem}"
        );
        fs::remove_dir_all(&blocked).unwrap();
        settle(home.path()).unwrap();
        assert_eq!(lies_in(home.path()), "new");
    }

    #[test]
    fn a_folder_without_a_journal_is_not_touched() {
        let home = tempfile::tempdir().unwrap();
        settle(home.path()).unwrap();
        settle(&home.path().join("nowhere")).unwrap();
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
    }
}
