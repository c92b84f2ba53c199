//! output: an output folder → its records, as a stream: never more of it in memory than a batch. Whoever reads an output back
//! does it here; nothing here changes one, but for finishing what a killed run left behind.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use rayon::prelude::*;
use serde::de::DeserializeOwned;

use crate::model::{DocumentRecord, Fact, NumberRecord};
use crate::write::{OutputProblem, settle};

/// Lines read and parsed at once: enough to keep all processors busy, some tens of megabytes at most.
pub const BATCH: usize = 16_384;

/// An output folder that can be read.
#[derive(Clone, Debug)]
pub struct Output(PathBuf);

impl Output {
    /// Looks whether there is an output, and finishes what a killed run left behind.
    ///
    /// # Errors
    /// When the folder is no output, or cannot be made whole.
    pub fn open(folder: &Path) -> Result<Self, Unreadable> {
        let refused = |why| {
            Err(Unreadable::NoOutput {
                folder: folder.to_owned(),
                why,
            })
        };
        if !folder.exists() {
            return refused("no such folder");
        }
        if !folder.is_dir() {
            return refused("not a folder");
        }
        settle(folder)?;
        if !folder.join(FACTS).is_file() {
            return refused("no output of `gongbao extract`: no facts.jsonl in it");
        }
        if !folder.join(DOCUMENTS).is_file() {
            return refused("no output of `gongbao extract`: no documents.jsonl in it");
        }
        Ok(Self(folder.to_owned()))
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// The facts, in their order.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn facts(&self) -> Result<Batches<Fact>, Unreadable> {
        Batches::open(self.0.join(FACTS))
    }

    /// The documents, in their order.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn documents(&self) -> Result<Batches<DocumentRecord>, Unreadable> {
        Batches::open(self.0.join(DOCUMENTS))
    }

    /// Every number of every document, in their order.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn numbers(&self) -> Result<Batches<NumberRecord>, Unreadable> {
        Batches::open(self.0.join("numbers.jsonl"))
    }
}

const FACTS: &str = "facts.jsonl";
const DOCUMENTS: &str = "documents.jsonl";

/// Why an output cannot be read back.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// The folder holds no output.
    #[error("{}: {why}", folder.display())]
    NoOutput {
        /// The folder.
        folder: PathBuf,
        /// In words.
        why: &'static str,
    },
    /// It cannot be made whole.
    #[error(transparent)]
    Output(#[from] OutputProblem),
    /// A file of it cannot be read.
    #[error("cannot read {}: {cause}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// From the system.
        cause: io::Error,
    },
    /// A line is not what this version writes.
    #[error("{}:{line}: not written by this version of gongbao ({cause}); run `gongbao extract` again", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// 1-based.
        line: usize,
        /// From the parser.
        cause: serde_json::Error,
    },
}

/// Records of a file, a batch at a time: as an iterator of batches, one by one ([`Batches::each`]), or all ([`Batches::all`]).
/// While one batch is used, the next is read and parsed.
pub struct Batches<R> {
    ready: Receiver<Result<Vec<R>, Unreadable>>,
}

impl<R: DeserializeOwned + Send + 'static> Batches<R> {
    fn open(path: PathBuf) -> Result<Self, Unreadable> {
        let file = match File::open(&path) {
            Ok(file) => BufReader::with_capacity(1 << 20, file),
            Err(cause) => return Err(Unreadable::Read { path, cause }),
        };
        let (give, ready) = sync_channel(0);
        let mut reader = Reader { path, file, lines: 0 };
        thread::spawn(move || {
            // It ends with the file, with the first problem, or when nobody wants more.
            while let Some(batch) = reader.batch() {
                let failed = batch.is_err();
                if give.send(batch).is_err() || failed {
                    break;
                }
            }
        });
        Ok(Self { ready })
    }

    /// Gives every record to `take`.
    ///
    /// # Errors
    /// When the file cannot be read, or a line is not what this version writes; the batches before it were given.
    pub fn each(self, mut take: impl FnMut(R)) -> Result<(), Unreadable> {
        for batch in self {
            batch?.into_iter().for_each(&mut take);
        }
        Ok(())
    }

    /// Every record: for outputs that the memory holds.
    ///
    /// # Errors
    /// When the file cannot be read, or a line is not what this version writes.
    pub fn all(self) -> Result<Vec<R>, Unreadable> {
        let mut all = Vec::new();
        for batch in self {
            all.append(&mut batch?);
        }
        Ok(all)
    }
}

impl<R> Iterator for Batches<R> {
    type Item = Result<Vec<R>, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        self.ready.recv().ok()
    }
}

/// A file that is being read.
struct Reader {
    path: PathBuf,
    file: BufReader<File>,
    /// Lines read so far.
    lines: usize,
}

impl Reader {
    fn batch<R: DeserializeOwned + Send>(&mut self) -> Option<Result<Vec<R>, Unreadable>> {
        let mut text = Vec::new();
        let mut ends = Vec::with_capacity(BATCH);
        while ends.len() < BATCH {
            match self.file.read_until(b'\n', &mut text) {
                Ok(0) => break,
                Ok(_) => ends.push(text.len()),
                Err(cause) => {
                    let path = self.path.clone();
                    return Some(Err(Unreadable::Read { path, cause }));
                }
            }
        }
        if ends.is_empty() {
            return None;
        }
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let lines: Vec<&[u8]> = starts.zip(&ends).map(|(start, &end)| &text[start..end]).collect();
        let first = self.lines + 1;
        self.lines += lines.len();
        let records = lines.par_iter().enumerate().map(|(index, line)| {
            serde_json::from_slice(line).map_err(|cause| Unreadable::Line {
                path: self.path.clone(),
                line: first + index,
                cause,
            })
        });
        // Of several mistakes the first one is told, whichever was met first.
        let records: Vec<Result<R, Unreadable>> = records.collect();
        Some(records.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A line of facts.jsonl, for a fact of that line of its document.
    fn line(number: usize) -> String {
        let origin = "{\"kind\":\"said\",\"span\":null}";
        let place = "{\"start\":0,\"end\":1}";
        format!(
            "{{\"id\":\"0\",\"document\":\"a.txt\",\"span\":{place},\"bytes\":{place},\"line\":{number},\"quote\":\"1\",\
             \"value\":\"1\",\"value_high\":null,\"unit\":null,\"bound\":\"eq\",\"measure\":\"level\",\"status\":\"actual\",\
             \"flow\":null,\"label\":\"数\",\"qualifiers\":[],\"indicator\":null,\"base\":null,\"area\":null,\"subject\":null,\
             \"period\":null,\"origins\":{{\"label\":{origin},\"area\":null,\"period\":null,\"status\":{origin}}},\
             \"sentence\":{place},\"section\":null,\"rule\":\"r\",\"confidence\":1.0}}\n"
        )
    }

    fn output(facts: &str) -> tempfile::TempDir {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join(FACTS), facts).unwrap();
        fs::write(place.path().join(DOCUMENTS), "").unwrap();
        place
    }

    #[test]
    fn records_come_in_order_over_many_batches_and_the_first_mistake_ends_them() {
        let many = BATCH * 2 + 5;
        let text: String = (1..=many).map(line).collect();
        let place = output(&text);
        let opened = Output::open(place.path()).unwrap();
        let all = opened.facts().unwrap().all().unwrap();
        assert!(all.len() == many && all.iter().zip(1..).all(|(fact, line)| fact.line == line));
        let mut seen = 0;
        opened.facts().unwrap().each(|_| seen += 1).unwrap();
        assert_eq!(seen, many);
        // Who wants no more leaves nothing behind.
        drop(opened.facts().unwrap());

        let broken = text.lines().enumerate().map(|(at, line)| match at {
            _ if at == BATCH + 2 || at == BATCH + 9 => "{}\n".to_owned(),
            _ => format!("{line}\n"),
        });
        let place = output(&broken.collect::<String>());
        let mut seen = 0;
        let told = Output::open(place.path()).unwrap().facts().unwrap().each(|_| seen += 1);
        let told = told.unwrap_err().to_string();
        assert!(
            told.contains(&format!("facts.jsonl:{}: not written by this version", BATCH + 3)),
            "{told}"
        );
        assert_eq!(seen, BATCH);
    }
}
