//! One run at a time: a lock on a file of the output folder. The system drops it when the process ends, however it ends; the
//! file stays and tells who holds the lock.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};

use super::{OutputProblem, SetFolder};

/// Held until it is dropped.
pub struct Lock {
    /// `None` where the file system has no locks: then two runs at once are the user's affair.
    file: Option<File>,
}

impl Lock {
    /// Takes the lock of an output folder.
    ///
    /// # Errors
    /// When another run holds it, or the lock file cannot be made.
    pub fn take(folder: &SetFolder) -> Result<Self, OutputProblem> {
        let path = folder.inner(LOCK);
        let options = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path);
        let mut file = options.map_err(|cause| OutputProblem::File { path, cause })?;
        match file.try_lock() {
            Ok(()) => {
                // Who comes in vain shall read who is here. It is no trouble when that cannot be said.
                let _ = say(&mut file, &std::process::id().to_string());
                Ok(Self { file: Some(file) })
            }
            Err(TryLockError::WouldBlock) => Err(OutputProblem::InUse {
                folder: folder.path().to_owned(),
                holder: holder(&mut file),
            }),
            Err(TryLockError::Error(_)) => Ok(Self { file: None }),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(file) = &mut self.file {
            let _ = say(file, "");
            let _ = file.unlock();
        }
    }
}

/// The lock file, within the folder that is kept for later runs.
pub const LOCK: &str = "lock";

fn say(file: &mut File, text: &str) -> std::io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(text.as_bytes())
}

/// The process that holds the lock, as far as it has said so.
fn holder(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.take(20).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}
