//! walk: files and folders given by name → the source files below them, and what cannot be read, each with its document
//! name. Follows links. Never opens a file: that is for [`read`] and [`unpack`], and never for what is no regular file.

mod archive;
mod names;
mod read;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

pub use archive::{Container, Limits, Member, Packing, unpack};
pub use names::slashed;
pub use read::{MEGABYTE, ReadProblem, human, read};

/// A file to be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceFile {
    /// Name of the document: its path below the root, `/`-separated. Unique within a walk.
    pub document: String,
    /// Absolute path, to open the file with.
    pub path: PathBuf,
    /// Size in bytes at the time of the walk.
    pub size: u64,
    /// Where the file is an archive: how it is packed. Then it is no document itself but holds some.
    pub container: Option<Container>,
}

/// Something below a root that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{document}: {message}")]
pub struct WalkProblem {
    /// Where: path below the root, `/`-separated; for a root, the path as it was given.
    pub document: String,
    /// What is wrong, and what to do about it.
    pub message: String,
}

/// What lies below the roots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// Sorted by document name; an archive stands where its members do.
    pub items: Vec<Result<SourceFile, WalkProblem>>,
    /// Files of the name that tables of metadata have; no documents. Sorted by document name.
    pub tables: Vec<SourceFile>,
    /// Number of files that are not read because of their extension, by extension in lower case. Hidden files are not
    /// among them.
    pub left_out: BTreeMap<String, usize>,
}

/// Walks the `roots`, files and folders, without what is hidden and without the folder `exclude` (the output). Files
/// called `table` are put aside.
///
/// Of a folder, files with the extensions `txt`, `text`, `md`, `html` and `htm` or without any are taken, and archives; a
/// file that is a root itself is taken whatever its name. The document name is the path below the root, or the file's name where the root is a file.
/// Where two roots would give the same name, all names from these roots start with the root's own folder name, or with
/// as many folder names as tell them apart. The order of the roots does not matter, and a file below two of them is
/// taken once.
pub fn walk(roots: &[PathBuf], exclude: Option<&Path>, table: &str) -> Walk {
    // What is not there yet need not be excluded.
    let exclude = exclude.and_then(|path| fs::canonicalize(path).ok());
    let mut walker = Walker {
        exclude,
        table: table.to_owned(),
        found: BTreeMap::new(),
        left_out: BTreeSet::new(),
    };
    let mut roots: Vec<_> = roots.iter().map(|root| (Base::of(root), root)).collect();
    // Outer folders first, so that they name what lies in an inner one too.
    roots.sort();
    for (base, root) in roots {
        walker.root(base, root);
    }
    walker.finish()
}

/// Extensions of text.
const EXTENSIONS: [&str; 5] = ["htm", "html", "md", "text", "txt"];

/// Where a root stands: the folder that names are relative to, and the name below it where the root is a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Base {
    folder: PathBuf,
    name: PathBuf,
}

impl Base {
    /// A folder is named by where it really lies; a file keeps the name it was given by, also where that is a link.
    fn of(root: &Path) -> Self {
        let absolute = |path: &Path| {
            fs::canonicalize(path).unwrap_or_else(|_| std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
        };
        match root.file_name() {
            Some(name) if !root.is_dir() => {
                let folder = root.parent().filter(|parent| !parent.as_os_str().is_empty());
                Self {
                    folder: absolute(folder.unwrap_or(Path::new("."))),
                    name: name.into(),
                }
            }
            _ => Self {
                folder: absolute(root),
                name: PathBuf::new(),
            },
        }
    }
}

/// Something found, before it has a document name.
struct Found {
    /// The folder that its name is relative to.
    folder: PathBuf,
    /// Its path below that folder.
    relative: PathBuf,
    /// The size of a file, or what is wrong.
    outcome: Result<u64, String>,
}

struct Walker {
    exclude: Option<PathBuf>,
    table: String,
    /// By absolute path.
    found: BTreeMap<PathBuf, Found>,
    /// Absolute paths.
    left_out: BTreeSet<PathBuf>,
}

impl Walker {
    fn root(&mut self, base: Base, root: &Path) {
        let path = base.folder.join(&base.name);
        let outcome = match fs::metadata(root) {
            Ok(meta) if meta.is_dir() && self.exclude.as_ref() == Some(&path) => {
                Err("this is the output folder, which is not read; give another folder with -o".to_owned())
            }
            Ok(meta) if meta.is_dir() => return self.folder(&base.folder),
            Ok(meta) if meta.is_file() => Ok(meta.len()),
            Ok(meta) => Err(special_file(meta.file_type())),
            Err(error) => Err(trouble(root, &error)),
        };
        let (folder, relative) = match outcome {
            Ok(_) => (base.folder, base.name),
            // The path as given is what the user looks for.
            Err(_) => (PathBuf::new(), root.to_owned()),
        };
        self.add(path, folder, relative, outcome);
    }

    fn folder(&mut self, folder: &Path) {
        let exclude = self.exclude.clone();
        let wanted = |entry: &DirEntry| {
            let excluded = || entry.file_type().is_dir() && fs::canonicalize(entry.path()).ok() == exclude;
            entry.depth() == 0 || !is_hidden(entry.path()) && (exclude.is_none() || !excluded())
        };
        for entry in WalkDir::new(folder).follow_links(true).into_iter().filter_entry(wanted) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => {
                    let outcome = match entry.metadata() {
                        Ok(meta) if meta.is_file() => Ok(meta.len()),
                        Ok(meta) => Err(special_file(meta.file_type())),
                        Err(error) => Err(trouble(entry.path(), &io::Error::from(error))),
                    };
                    self.below(folder, entry.path(), true, outcome);
                }
                Err(error) => {
                    let path = error.path().unwrap_or(folder).to_owned();
                    if path != folder && is_hidden(&path) {
                        continue;
                    }
                    if let Some(ancestor) = error.loop_ancestor() {
                        let message = link_loop(folder, ancestor);
                        self.below(folder, &path, false, Err(message));
                    } else {
                        // A link that leads nowhere might be a file; a folder that cannot be opened is none.
                        let by_name = !path.is_dir();
                        let message = match error.io_error() {
                            Some(error) => trouble(&path, error),
                            None => error.to_string(),
                        };
                        self.below(folder, &path, by_name, Err(message));
                    }
                }
            }
        }
    }

    /// Takes what stands at `path` below the root `folder`; only if its name is that of a text, where `by_name` says so.
    fn below(&mut self, folder: &Path, path: &Path, by_name: bool, outcome: Result<u64, String>) {
        let name = names::slashed(path);
        let is_table = path.file_name().is_some_and(|name| name == &*self.table);
        if by_name && !is_table && left_out(&name).is_some() && Container::of(&name).is_none() {
            self.left_out.insert(path.to_owned());
            return;
        }
        let relative = path.strip_prefix(folder).unwrap_or(path);
        if relative.as_os_str().is_empty() {
            self.add(path.to_owned(), PathBuf::new(), path.to_owned(), outcome);
        } else {
            self.add(path.to_owned(), folder.to_owned(), relative.to_owned(), outcome);
        }
    }

    fn add(&mut self, path: PathBuf, folder: PathBuf, relative: PathBuf, outcome: Result<u64, String>) {
        self.found.entry(path).or_insert(Found {
            folder,
            relative,
            outcome,
        });
    }

    fn finish(self) -> Walk {
        let mut left_out = BTreeMap::new();
        for path in self.left_out {
            if !self.found.contains_key(&path) {
                let extension = extension(&names::slashed(&path)).unwrap_or_default();
                *left_out.entry(extension).or_default() += 1;
            }
        }
        let places: Vec<_> = self
            .found
            .values()
            .map(|found| (&*found.folder, &*found.relative))
            .collect();
        let names = names::document_names(&places);
        let mut items: Vec<_> = self
            .found
            .into_iter()
            .zip(names)
            .map(|((path, found), document)| match found.outcome {
                Ok(size) => Ok(SourceFile {
                    container: Container::of(&names::slashed(&path)).map(|(container, _)| container),
                    document,
                    path,
                    size,
                }),
                Err(message) => Err(WalkProblem { document, message }),
            })
            .collect();
        items.sort_by_cached_key(order);
        let is_table = |file: &SourceFile| file.path.file_name().is_some_and(|name| name == &*self.table);
        let tables = items
            .extract_if(.., |item| item.as_ref().is_ok_and(is_table))
            .flatten()
            .collect();
        Walk {
            items,
            tables,
            left_out,
        }
    }
}

/// The name by which an item takes its place: an archive that of its first member.
pub fn order(item: &Result<SourceFile, WalkProblem>) -> String {
    match item {
        Ok(file) if file.container.is_some() => format!("{}!/", file.document),
        Ok(file) => file.document.clone(),
        Err(problem) => problem.document.clone(),
    }
}

/// The extension because of which a file of this name is not read.
fn left_out(name: &str) -> Option<String> {
    extension(name).filter(|extension| !EXTENSIONS.contains(&&**extension))
}

fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// The extension of a file's name in lower case. What follows the last dot of `2023.5.1工作报告` or of `公报2021.12` is
/// none: an extension has no hanzi and no spaces, and not only digits.
fn extension(path: &str) -> Option<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, extension) = name.rsplit_once('.')?;
    if stem.is_empty() || extension.is_empty() {
        return None;
    }
    let is_one =
        extension.bytes().all(|byte| byte.is_ascii_graphic()) && extension.bytes().any(|byte| !byte.is_ascii_digit());
    is_one.then(|| extension.to_ascii_lowercase())
}

/// What is neither a file nor a folder. Opening it might wait for ever.
fn special_file(kind: FileType) -> String {
    #[cfg(unix)]
    let kind = {
        use std::os::unix::fs::FileTypeExt;
        match kind {
            _ if kind.is_fifo() => "a named pipe",
            _ if kind.is_socket() => "a socket",
            _ => "a device",
        }
    };
    #[cfg(not(unix))]
    let kind = {
        let _ = kind;
        "something else"
    };
    format!("not a regular file but {kind}; it was not opened")
}

/// Why the entry at `path` cannot be walked.
fn trouble(path: &Path, error: &io::Error) -> String {
    let link = fs::read_link(path).ok();
    match (error.kind(), link) {
        (io::ErrorKind::NotFound, Some(target)) => format!(
            "a link that leads nowhere: {} does not exist; mend or remove the link",
            target.display()
        ),
        (_, Some(target)) => format!("a link to {} that cannot be followed: {error}", target.display()),
        (io::ErrorKind::NotFound, None) => "no such file or folder".to_owned(),
        (io::ErrorKind::PermissionDenied, None) if path.is_dir() => {
            "no permission to list this folder, so nothing in it was read; allow it with chmod u+rx".to_owned()
        }
        (io::ErrorKind::PermissionDenied, None) => {
            "no permission to look at it; allow it for the folder it lies in".to_owned()
        }
        (_, None) => format!("cannot be looked at: {error}"),
    }
}

fn link_loop(root: &Path, ancestor: &Path) -> String {
    match ancestor.strip_prefix(root) {
        Ok(relative) if !relative.as_os_str().is_empty() => {
            format!(
                "a link back to {}, the folder it lies in; it was not followed",
                names::slashed(relative)
            )
        }
        _ => "a link back to the folder being walked; it was not followed".to_owned(),
    }
}

#[cfg(test)]
mod tests;
