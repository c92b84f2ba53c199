//! Is there room on the disk? Asked before a run begins, so that an hour's work does not end at a full disk.

use std::path::Path;

use crate::walk::human;

use super::OutputProblem;

/// Bytes written for each byte of documents, the store for later runs included: measured on bulletins, gazettes and news
/// together, 3.7. Prose without numbers gives next to nothing, so that little room is a reason to speak, not to refuse.
const RESULTS: u64 = 4;

/// A sentence for a person where the results of so many bytes of documents may not find room in `folder`; `None` where
/// they do, or where the system does not tell.
///
/// # Errors
/// When there is no room at all.
pub fn shortage(folder: &Path, documents: u64) -> Result<Option<String>, OutputProblem> {
    free(folder).map_or(Ok(None), |free| judge(folder, free, documents))
}

fn judge(folder: &Path, free: u64, documents: u64) -> Result<Option<String>, OutputProblem> {
    if free == 0 {
        return Err(OutputProblem::NoRoom {
            folder: folder.to_owned(),
        });
    }
    let needed = documents.saturating_mul(RESULTS);
    Ok((free < needed).then(|| {
        format!(
            "{} has {} free, and the results of {} of documents may need {}; should the disk fill up, the run stops, \
             the previous output stays, and a run with more room goes on where this one stopped",
            folder.display(),
            human(free),
            human(documents),
            human(needed)
        )
    }))
}

/// Bytes that this user may still write to the disk of `folder`.
#[cfg(unix)]
fn free(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    // A file system that counts no blocks (some of the kernel's own) does not know, and does not matter.
    (disk.f_blocks > 0).then(|| disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(not(unix))]
fn free(_: &Path) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_room_is_told_with_the_figures() {
        let folder = Path::new("out");
        let told = |free, documents| judge(folder, free, documents).unwrap();
        assert_eq!(told(400, 100), None);
        assert_eq!(told(u64::MAX, u64::MAX), None);
        assert_eq!(
            told(300_000_000, 1_200_000_000).as_deref(),
            Some(
                "out has 300 MB free, and the results of 1200 MB of documents may need 4800 MB; should the disk fill up, \
                 the run stops, the previous output stays, and a run with more room goes on where this one stopped"
            )
        );
        assert_eq!(
            judge(folder, 0, 0).unwrap_err().to_string(),
            "cannot write to out: no room is left on its disk; free some, or give a folder on another disk with -o"
        );
    }

    #[cfg(unix)]
    #[test]
    fn the_disk_of_a_folder_is_asked() {
        let folder = tempfile::tempdir().unwrap();
        assert!(free(folder.path()).is_some_and(|bytes| bytes > 0));
        assert_eq!(free(Path::new("/no/such/folder")), None);
        let told = shortage(folder.path(), u64::MAX / 8).unwrap();
        assert!(told.is_some_and(|text| text.contains(" free, and the results of ")));
    }
}
