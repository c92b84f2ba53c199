//! What was read when the page was opened last, so that it can show what another run reads otherwise. A note for
//! convenience, in the folder for what is kept: without it nothing is marked.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::write::KEPT;

/// Name of the note.
const NOTE: &str = "review.seen";

/// A number's place, by the content of its document, and what was read there; both as short hashes.
pub type Mark = (u64, u64);

/// Compares what is read now with the last run that was looked at, and notes it. Returns the places in `marks` at which
/// another run of the same document has read something else. `run` names what is read now.
pub fn changed(output: &Path, run: &str, documents: &[u64], marks: &[Mark]) -> HashSet<usize> {
    let path = output.join(KEPT).join(NOTE);
    let before = fs::read_to_string(&path).unwrap_or_default();
    let mut lines = before.lines();
    let same = lines.next() == Some(run);
    let mut known: HashMap<u64, (u64, bool)> = HashMap::new();
    let mut had: HashSet<u64> = HashSet::new();
    for line in lines {
        let fields: Vec<Option<u64>> = line
            .split(' ')
            .map(|field| u64::from_str_radix(field, 16).ok())
            .collect();
        match *fields {
            [Some(document)] => drop(had.insert(document)),
            [Some(place), Some(reading), Some(flag)] => drop(known.insert(place, (reading, flag == 1))),
            _ => {}
        }
    }
    let numbered = marks.iter().zip(documents).enumerate();
    let changed: HashSet<usize> = numbered
        .filter(|(_, ((place, reading), document))| match known.get(place) {
            Some((_, flag)) if same => *flag,
            Some((before, _)) => before != reading,
            None => !same && had.contains(document),
        })
        .map(|(at, _)| at)
        .collect();
    if !same {
        let mut text = format!("{run}\n");
        for document in documents.iter().collect::<HashSet<_>>() {
            let _ = writeln!(text, "{document:x}");
        }
        for (at, (place, reading)) in marks.iter().enumerate() {
            let _ = writeln!(text, "{place:x} {reading:x} {}", u8::from(changed.contains(&at)));
        }
        // Nothing depends on it but a filter of the page.
        let _ = keep(&path, &text);
    }
    changed
}

fn keep(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.persist(path)?;
    Ok(())
}

/// A short hash for [`Mark`].
pub fn short(text: &str) -> u64 {
    let hash = blake3::hash(text.as_bytes());
    u64::from_le_bytes(hash.as_bytes()[..8].try_into().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_another_run_reads_otherwise_is_marked() {
        let folder = tempfile::tempdir().unwrap();
        let look = |run: &str, marks: &[Mark], documents: &[u64]| {
            let mut found: Vec<usize> = changed(folder.path(), run, documents, marks).into_iter().collect();
            found.sort_unstable();
            format!("{found:?}")
        };
        // The first time everything is new, and nothing has changed.
        assert_eq!(look("one", &[(1, 10), (2, 20)], &[7, 7]), "[]");
        assert_eq!(look("one", &[(1, 10), (2, 20)], &[7, 7]), "[]");
        // 2 is read otherwise, 3 was not seen in that document before, 4 is of a new document.
        let now = [(1, 10), (2, 21), (3, 30), (4, 40)];
        for _ in 0..2 {
            assert_eq!(look("two", &now, &[7, 7, 7, 8]), "[1, 2]");
        }
        assert_eq!(look("three", &now, &[7, 7, 7, 8]), "[]");
        fs::write(folder.path().join(KEPT).join(NOTE), "something else\n\u{0} x\n1 2\n").unwrap();
        assert_eq!(look("three", &now, &[7, 7, 7, 8]), "[]");
    }
}
