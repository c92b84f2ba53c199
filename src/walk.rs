//! Stand-in with the agreed shapes: folders and files → source files and problems.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it lies.
    pub path: PathBuf,
    /// Its name relative to the root, `/`-separated.
    pub document: String,
    /// Its size in bytes.
    pub size: u64,
}

/// Something that could not be walked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalkProblem {
    /// Its name relative to the root, `/`-separated.
    pub document: String,
    /// What is wrong.
    pub message: String,
}

/// What a walk found.
#[derive(Clone, Debug, Default)]
pub struct Walked {
    /// In a fixed order.
    pub files: Vec<SourceFile>,
    /// In a fixed order.
    pub problems: Vec<WalkProblem>,
    /// Files left out, by extension.
    pub left_out: BTreeMap<String, usize>,
}

/// Walks files and folders; `exclude` is not entered.
pub fn walk(roots: &[PathBuf], exclude: Option<&Path>) -> Walked {
    let mut walked = Walked::default();
    let exclude = exclude.and_then(|path| path.canonicalize().ok());
    for root in roots {
        let entries = walkdir::WalkDir::new(root).follow_links(true).sort_by_file_name();
        let entries = entries
            .into_iter()
            .filter_entry(|entry| entry.path().canonicalize().ok() != exclude || exclude.is_none());
        for entry in entries {
            let name = |path: &Path| {
                let inner = path.strip_prefix(root).unwrap_or(path);
                if inner.as_os_str().is_empty() {
                    root.file_name().unwrap_or_default().to_string_lossy().into_owned()
                } else {
                    inner.to_string_lossy().into_owned()
                }
            };
            match entry {
                Ok(entry) if entry.file_type().is_file() => {
                    let extension = entry
                        .path()
                        .extension()
                        .unwrap_or_default()
                        .to_string_lossy()
                        .into_owned();
                    if entry.depth() == 0 || matches!(&*extension, "txt" | "md" | "text" | "") {
                        let size = entry.metadata().map_or(0, |metadata| metadata.len());
                        walked.files.push(SourceFile {
                            path: entry.path().to_owned(),
                            document: name(entry.path()),
                            size,
                        });
                    } else {
                        *walked.left_out.entry(extension).or_default() += 1;
                    }
                }
                Ok(_) => {}
                Err(error) => walked.problems.push(WalkProblem {
                    document: error.path().map(name).unwrap_or_default(),
                    message: error.io_error().map_or_else(
                        || "a link that leads back to a folder above it".to_owned(),
                        ToString::to_string,
                    ),
                }),
            }
        }
    }
    walked
}

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadProblem {
    /// Over the limit.
    #[error("is {size} bytes; the limit is {limit} bytes (raise it with --max-file-size)")]
    TooLarge {
        /// Of the file.
        size: u64,
        /// Allowed.
        limit: u64,
    },
    /// The system says no.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// Reads a whole file.
///
/// # Errors
/// When it is over the limit or the system refuses it.
pub fn read(source: &SourceFile, limit: u64) -> Result<Vec<u8>, ReadProblem> {
    let size = std::fs::metadata(&source.path)?.len();
    if size > limit {
        return Err(ReadProblem::TooLarge { size, limit });
    }
    Ok(std::fs::read(&source.path)?)
}
