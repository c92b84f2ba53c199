//! Where an export goes: written beside its place under a name of its own, and put there when it is whole.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempDir};

use super::ExportProblem;

/// A file on its way.
pub struct Target {
    path: PathBuf,
    file: NamedTempFile,
}

impl Target {
    /// Begins a file beside `path`; the folders above it are made as needed.
    ///
    /// # Errors
    /// When a folder is in the way, or nothing can be written there.
    pub fn begin(path: &Path) -> Result<Self, ExportProblem> {
        if path.is_dir() {
            return Err(ExportProblem::write(path, "a folder of that name is in the way"));
        }
        let file = NamedTempFile::with_prefix_in(".export-", above(path)?);
        Ok(Self {
            path: path.to_owned(),
            file: file.map_err(|cause| ExportProblem::write(path, cause))?,
        })
    }

    /// Where the file lies until it is whole.
    pub fn partial(&self) -> &Path {
        self.file.path()
    }

    /// Writes to it with few calls to the system.
    ///
    /// # Errors
    /// When the system gives no second handle of the file.
    pub fn writer(&self) -> Result<BufWriter<File>, ExportProblem> {
        let file = self.file.as_file().try_clone();
        file.map(|file| BufWriter::with_capacity(1 << 20, file))
            .map_err(|cause| self.problem(cause))
    }

    /// The problem of writing to it, in words.
    pub fn problem(&self, cause: impl ToString) -> ExportProblem {
        ExportProblem::write(&self.path, cause)
    }

    /// Brings the file to the disk and puts it in its place.
    ///
    /// # Errors
    /// When there is no room for it, or the place is taken by something else.
    pub fn finish(self) -> Result<(), ExportProblem> {
        let Self { path, file } = self;
        let problem = |cause: std::io::Error| ExportProblem::write(&path, cause);
        file.as_file().sync_all().map_err(problem)?;
        shared(file.as_file()).map_err(problem)?;
        file.persist(&path).map_err(|error| problem(error.error))?;
        Ok(())
    }
}

/// A folder on its way.
pub struct TargetFolder {
    path: PathBuf,
    folder: TempDir,
}

impl TargetFolder {
    /// Begins a folder beside `path`. One that lies there is replaced at the end, if it holds no files but `names`.
    ///
    /// # Errors
    /// When something else is in the way, or nothing can be written there.
    pub fn begin(path: &Path, names: &[&str]) -> Result<Self, ExportProblem> {
        if path.exists() {
            let entries = fs::read_dir(path).map_err(|_| ExportProblem::write(path, "it is not a folder"))?;
            let foreign = entries
                .filter_map(Result::ok)
                .find(|entry| !names.iter().any(|name| entry.file_name() == *name));
            if let Some(foreign) = foreign {
                let name = foreign.file_name();
                let cause = format!("the folder also holds {}; give another with -o", name.display());
                return Err(ExportProblem::write(path, cause));
            }
        }
        let folder = TempDir::with_prefix_in(".export-", above(path)?);
        Ok(Self {
            path: path.to_owned(),
            folder: folder.map_err(|cause| ExportProblem::write(path, cause))?,
        })
    }

    /// Where the folder lies until it is whole.
    pub fn partial(&self) -> &Path {
        self.folder.path()
    }

    /// Puts the folder in its place. Where one lies already, that one goes aside first and is removed last.
    ///
    /// # Errors
    /// When it cannot be put there.
    pub fn finish(self) -> Result<(), ExportProblem> {
        let Self { path, folder } = self;
        let problem = |cause: std::io::Error| ExportProblem::write(&path, cause);
        shared_folder(folder.path()).map_err(problem)?;
        let old = match path.exists() {
            true => {
                let aside = TempDir::with_prefix_in(".export-", above(&path)?).map_err(problem)?;
                fs::rename(&path, aside.path().join("old")).map_err(problem)?;
                Some(aside)
            }
            false => None,
        };
        if let Err(cause) = fs::rename(folder.path(), &path) {
            if let Some(old) = &old {
                // What was there goes back; when that fails too, nothing more can be done here.
                let _ = fs::rename(old.path().join("old"), &path);
            }
            return Err(problem(cause));
        }
        // The name it had is gone; there is nothing left to remove.
        let _ = folder.keep();
        Ok(())
    }
}

/// The folder that `path` lies in, made where there is none.
fn above(path: &Path) -> Result<&Path, ExportProblem> {
    let above = path
        .parent()
        .filter(|above| !above.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    fs::create_dir_all(above).map_err(|cause| ExportProblem::write(path, cause))?;
    Ok(above)
}

/// Temporary files are their owner's alone; an export is read by whoever may read the folder.
#[cfg(unix)]
fn shared(file: &File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn shared(_: &File) -> std::io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn shared_folder(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn shared_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}
