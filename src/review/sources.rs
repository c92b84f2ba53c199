//! The documents of an output, read again from where they lay: `extract` notes its roots in the folder for what is
//! kept.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::metadata::TABLE;
use crate::walk::{Limits, SourceFile, read, unpack, walk};
use crate::write::KEPT;

/// Name of the note in the folder for what is kept.
const NOTE: &str = "sources.json";

/// What a run notes of its documents. It is no part of the output: it differs from machine to machine.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The files and folders that were read, as absolute paths.
    pub roots: Vec<PathBuf>,
    /// Bytes above which a file was refused.
    pub max_file_size: u64,
    /// Bytes above which the rest of an archive was refused.
    pub max_archive_size: u64,
}

impl Note {
    /// Leaves the note in an output folder.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn leave(&self, output: &Path) -> io::Result<()> {
        let folder = output.join(KEPT);
        fs::create_dir_all(&folder)?;
        let mut file = tempfile::NamedTempFile::new_in(&folder)?;
        serde_json::to_writer_pretty(&mut file, self)?;
        file.persist(folder.join(NOTE))?;
        Ok(())
    }

    /// The note of an output folder, where there is one.
    pub fn find(output: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(output.join(KEPT).join(NOTE)).ok()?).ok()
    }
}

/// Reads documents of an output by their names.
pub struct Sources {
    files: HashMap<String, SourceFile>,
    limits: Limits,
    /// The archive that was opened last, by name, with its documents: neighbours are asked for one after the other.
    opened: Option<(String, HashMap<String, Vec<u8>>)>,
}

/// Bytes of an archive's documents that are held, at most.
const HELD: usize = 64 << 20;

impl Sources {
    /// The documents below the roots that the last run noted; `None` where it noted none.
    pub fn of(output: &Path) -> Option<Self> {
        Note::find(output).map(|note| Self::below(&note, output))
    }

    /// The documents below these roots.
    pub fn below(note: &Note, output: &Path) -> Self {
        let real = |path: &Path| path.canonicalize().ok();
        let is_root = note.roots.iter().any(|root| real(root) == real(output));
        let files = walk(&note.roots, (!is_root).then_some(output), TABLE).items;
        Self {
            files: files
                .into_iter()
                .flatten()
                .map(|file| (file.document.clone(), file))
                .collect(),
            limits: Limits {
                member: note.max_file_size,
                archive: note.max_archive_size,
            },
            opened: None,
        }
    }

    /// The bytes of a document.
    ///
    /// # Errors
    /// Why it cannot be read, in words.
    pub fn read(&mut self, document: &str) -> Result<Vec<u8>, String> {
        if let Some(file) = self.files.get(document).filter(|file| file.container.is_none()) {
            return read(file, self.limits.member).map_err(|problem| problem.to_string());
        }
        let archive = document
            .match_indices("!/")
            .map(|(at, _)| &document[..at])
            .find(|name| self.files.get(*name).is_some_and(|file| file.container.is_some()));
        let Some(archive) = archive.map(str::to_owned) else {
            return Err(format!("{document} is no longer where it was read from"));
        };
        if let Some((name, documents)) = &self.opened
            && *name == archive
            && let Some(bytes) = documents.get(document)
        {
            return Ok(bytes.clone());
        }
        let (mut found, mut held, mut before) = (None, 0, HashMap::new());
        unpack(&self.files[&archive], self.limits, &mut |member| {
            let Ok(member) = member else {
                return ControlFlow::Continue(());
            };
            // What comes after the one that is asked for is what will be asked for next.
            let after = found.is_some();
            if member.document == document {
                found = Some(member.bytes.clone());
            }
            held += member.bytes.len();
            if held > HELD && !after {
                held = member.bytes.len();
                before.clear();
            }
            if held <= HELD {
                before.insert(member.document, member.bytes);
            }
            if after && held > HELD {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        self.opened = Some((archive, before));
        found.ok_or_else(|| format!("{document} is no longer in its archive"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_found_again_by_their_names() {
        let folder = tempfile::tempdir().unwrap();
        let (bulletins, output) = (folder.path().join("公报"), folder.path().join("output"));
        fs::create_dir_all(bulletins.join("2023")).unwrap();
        fs::write(bulletins.join("2023/a.txt"), "甲").unwrap();
        let mut archive = tar::Builder::new(fs::File::create(bulletins.join("b.tar")).unwrap());
        for (name, text) in [("x.txt", "乙"), ("y.txt", "丙丁")] {
            let mut header = tar::Header::new_gnu();
            header.set_size(text.len() as u64);
            header.set_mode(0o644);
            archive.append_data(&mut header, name, text.as_bytes()).unwrap();
        }
        archive.finish().unwrap();

        assert!(Sources::of(&output).is_none());
        let note = Note {
            roots: vec![bulletins.clone()],
            max_file_size: 1 << 20,
            max_archive_size: 1 << 20,
        };
        note.leave(&output).unwrap();
        assert_eq!(Note::find(&output), Some(note));
        let mut sources = Sources::of(&output).unwrap();
        let mut text = |name: &str| sources.read(name).map(|bytes| String::from_utf8(bytes).unwrap());
        for _ in 0..2 {
            assert_eq!(text("2023/a.txt").as_deref(), Ok("甲"));
            assert_eq!(text("b.tar!/y.txt").as_deref(), Ok("丙丁"));
            assert_eq!(text("b.tar!/x.txt").as_deref(), Ok("乙"));
        }
        for (name, why) in [
            ("b.tar!/z.txt", "b.tar!/z.txt is no longer in its archive"),
            (
                "../output/.gongbao/sources.json",
                "../output/.gongbao/sources.json is no longer where it was read from",
            ),
            ("/etc/passwd", "/etc/passwd is no longer where it was read from"),
            ("b.tar", "b.tar is no longer where it was read from"),
        ] {
            assert_eq!(text(name), Err(why.to_owned()));
        }
        fs::remove_file(bulletins.join("2023/a.txt")).unwrap();
        assert!(
            sources
                .read("2023/a.txt")
                .unwrap_err()
                .starts_with("2023/a.txt is no longer there")
        );
    }
}
