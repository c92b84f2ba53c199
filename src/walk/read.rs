//! The bytes of a source file, within a limit.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};

use super::SourceFile;

/// Bytes of a megabyte, as in messages and limits.
pub const MEGABYTE: u64 = 1_000_000;

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadProblem {
    /// Over the limit.
    #[error("{document} is {}; the limit is {} (raise it with --max-file-size)", sizes(*size, *limit).0, sizes(*size, *limit).1)]
    TooLarge {
        /// Name of the document.
        document: String,
        /// Bytes of the file.
        size: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// The system denies it.
    #[error("no permission to read {document}; allow it with chmod u+r")]
    Permission {
        /// Name of the document.
        document: String,
    },
    /// Removed or renamed since the walk.
    #[error("{document} is no longer there; it was removed or renamed during the run")]
    Gone {
        /// Name of the document.
        document: String,
    },
    /// Replaced by a pipe, socket or device since the walk.
    #[error("{document} is not a regular file; it was not opened")]
    NotRegular {
        /// Name of the document.
        document: String,
    },
    /// Anything else.
    #[error("{document} could not be read: {error}")]
    Failed {
        /// Name of the document.
        document: String,
        /// What the system said.
        error: io::Error,
    },
}

/// Reads a whole file of at most `limit` bytes.
///
/// # Errors
/// When the file is larger, is no longer there, or the system does not give its bytes.
pub fn read(source: &SourceFile, limit: u64) -> Result<Vec<u8>, ReadProblem> {
    let failed = |error| failed(source, error);
    let too_large = |size| ReadProblem::TooLarge {
        document: source.document.clone(),
        size,
        limit,
    };
    let meta = regular(source)?;
    if meta.len() > limit {
        return Err(too_large(meta.len()));
    }
    let file = File::open(&source.path).map_err(failed)?;
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or(0) + 1);
    // The file may grow while it is read.
    let size = file
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if size as u64 > limit {
        let size = fs::metadata(&source.path).map_or(0, |meta| meta.len());
        return Err(too_large(size.max(limit + 1)));
    }
    Ok(bytes)
}

/// Opens a file, of whatever size.
///
/// # Errors
/// When it is no longer there, or the system does not give it.
pub(super) fn open(source: &SourceFile) -> Result<File, ReadProblem> {
    regular(source)?;
    File::open(&source.path).map_err(|error| failed(source, error))
}

/// What the system says of a regular file. To be asked before opening, because to open a pipe is to wait for its writer.
fn regular(source: &SourceFile) -> Result<Metadata, ReadProblem> {
    let meta = fs::metadata(&source.path).map_err(|error| failed(source, error))?;
    if meta.is_file() {
        Ok(meta)
    } else {
        let document = source.document.clone();
        Err(ReadProblem::NotRegular { document })
    }
}

fn failed(source: &SourceFile, error: io::Error) -> ReadProblem {
    let document = source.document.clone();
    match error.kind() {
        io::ErrorKind::PermissionDenied => ReadProblem::Permission { document },
        io::ErrorKind::NotFound => ReadProblem::Gone { document },
        _ => ReadProblem::Failed { document, error },
    }
}

/// A size and a limit for people, exact where rounding would make them the same.
fn sizes(size: u64, limit: u64) -> (String, String) {
    let (rounded, rounded_limit) = (human(size), human(limit));
    if rounded == rounded_limit {
        (format!("{size} bytes"), format!("{limit} bytes"))
    } else {
        (rounded, rounded_limit)
    }
}

/// `312 MB`, `1.5 MB`, `820 bytes`.
pub fn human(bytes: u64) -> String {
    let tenths = (bytes + MEGABYTE / 20) / (MEGABYTE / 10);
    match tenths {
        0..10 => format!("{bytes} bytes"),
        _ if tenths.is_multiple_of(10) || tenths >= 100 => format!("{} MB", (tenths + 5) / 10),
        _ => format!("{}.{} MB", tenths / 10, tenths % 10),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn sizes_are_readable_and_differ_from_the_limit() {
        let cases = [
            (312_400_000, 256_000_000, "312 MB", "256 MB"),
            (256_000_001, 256_000_000, "256000001 bytes", "256000000 bytes"),
            (1_540_000, 1_000_000, "1.5 MB", "1 MB"),
            (9_960_000, 5_000_000, "10 MB", "5 MB"),
            (2_000_000, 820, "2 MB", "820 bytes"),
        ];
        for (size, limit, size_text, limit_text) in cases {
            assert_eq!(sizes(size, limit), (size_text.to_owned(), limit_text.to_owned()));
        }
    }

    #[test]
    fn a_file_within_the_limit_is_read_and_others_are_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::write(&path, text).unwrap();
            SourceFile {
                document: name.to_owned(),
                path,
                size: text.len() as u64,
                container: None,
            }
        };
        let small = file("small.txt", "全市");
        assert_eq!(read(&small, 6).unwrap(), "全市".as_bytes());
        assert_eq!(read(&file("empty.txt", ""), 0).unwrap(), b"");
        let problem = |source: &SourceFile, limit| read(source, limit).unwrap_err().to_string();
        assert_eq!(
            problem(&small, 5),
            "small.txt is 6 bytes; the limit is 5 bytes (raise it with --max-file-size)"
        );
        // Sparse: nothing of it is ever read.
        let large = file("large.txt", "");
        File::options()
            .write(true)
            .open(&large.path)
            .unwrap()
            .set_len(312 * MEGABYTE)
            .unwrap();
        assert_eq!(
            problem(&large, 256 * MEGABYTE),
            "large.txt is 312 MB; the limit is 256 MB (raise it with --max-file-size)"
        );
        fs::remove_file(&small.path).unwrap();
        assert_eq!(
            problem(&small, 5),
            "small.txt is no longer there; it was removed or renamed during the run"
        );
        fs::create_dir(&small.path).unwrap();
        assert_eq!(problem(&small, 5), "small.txt is not a regular file; it was not opened");
        let below = SourceFile {
            document: "large.txt/a".to_owned(),
            path: large.path.join("a"),
            size: 0,
            container: None,
        };
        assert!(problem(&below, 5).starts_with("large.txt/a could not be read: "));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_without_permission_is_named() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path: PathBuf = folder.path().join("secret.txt");
        fs::write(&path, "全市").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
        if File::open(&path).is_ok() {
            eprintln!("skipped: this user may read every file");
            return;
        }
        let source = SourceFile {
            document: "secret.txt".to_owned(),
            path,
            size: 6,
            container: None,
        };
        assert_eq!(
            read(&source, 100).unwrap_err().to_string(),
            "no permission to read secret.txt; allow it with chmod u+r"
        );
    }
}
