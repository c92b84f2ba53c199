//! Archives: one file → the documents in it, one after the other, in the order of their names. No more is held in
//! memory than one member of each layer of archives (and what a tar archive keeps waiting, which goes to an unnamed
//! temporary file when it is much), so an archive may be larger than the memory. What cannot be read is named, and the rest
//! goes on.

mod budget;
mod container;
mod formats;
mod names;
mod spool;
mod trouble;

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;

use super::read::{ReadProblem, open};
use super::{SourceFile, WalkProblem, left_out};
use budget::Budget;
use trouble::damaged;

pub use container::{Container, Packing};

/// What an archive may come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a member.
    pub member: u64,
    /// Bytes of everything unpacked from one archive.
    pub archive: u64,
}

/// The bytes of a document in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name: `archive.zip!/folder/inner.txt`.
    pub document: String,
    /// Its own bytes, unpacked.
    pub bytes: Vec<u8>,
}

/// Members of an archive, at most, with those of the archives in it.
const MEMBERS: usize = 1_000_000;
/// Archives in archives, at most.
const NESTING: usize = 4;

/// Hands every document in the archive to `take`, and every problem; stops when `take` says so. Members come in the order
/// of their names, as in `facts.jsonl`; what is wrong with the archive itself comes last. Hidden members are passed over. Returns the number of members left out because of their extension, by extension.
pub fn unpack(
    archive: &SourceFile,
    limits: Limits,
    take: &mut dyn FnMut(Result<Member, WalkProblem>) -> ControlFlow<()>,
) -> BTreeMap<String, usize> {
    let mut unpacker = Unpacker {
        budget: Budget::new(archive.size, limits.archive),
        limits,
        take,
        names: HashSet::new(),
        members: 0,
        left_out: BTreeMap::new(),
    };
    let document = &archive.document;
    let stopped = match (open(archive), archive.container) {
        (Ok(file), Some(container)) => unpacker.file(container, file, document),
        (Ok(_), None) => unpacker.problem(document, "not an archive, by its name".to_owned()),
        (Err(problem), _) => unpacker.problem(document, problem.to_string()),
    };
    if let Err(Stop::TooMuch(message)) = stopped {
        let _ = unpacker.problem(document, message);
    }
    unpacker.left_out
}

/// Why nothing more is read of the whole archive.
enum Stop {
    /// Nobody takes it.
    Unwanted,
    /// A limit of the archive is reached.
    TooMuch(String),
}

struct Unpacker<'t> {
    budget: Budget,
    limits: Limits,
    take: &'t mut dyn FnMut(Result<Member, WalkProblem>) -> ControlFlow<()>,
    /// Hashes of the names given.
    names: HashSet<u64>,
    members: usize,
    left_out: BTreeMap<String, usize>,
}

/// A member that is wanted.
struct Found {
    document: String,
    /// How it is packed, where it is an archive itself, and the name of what it holds, should that be one document.
    container: Option<(Container, String)>,
}

impl Found {
    /// The name by which it takes its place: an archive that of its first member.
    fn order(&self) -> String {
        match self.container {
            Some(_) => format!("{}!/", self.document),
            None => self.document.clone(),
        }
    }
}

impl Unpacker<'_> {
    fn file(&mut self, container: Container, file: File, document: &str) -> Result<(), Stop> {
        let reader = BufReader::new(file);
        match container {
            Container::Zip => self.zip(reader, document, 1),
            other => self.stream(other, Box::new(reader), document, &inner_name(document), 1),
        }
    }

    /// Counts and names a member of the archive `archive`; `None` for one that is not wanted.
    fn found(&mut self, archive: &str, path: &str) -> Result<Option<Found>, Stop> {
        self.count()?;
        if names::is_hidden(path) {
            return Ok(None);
        }
        let container = Container::of(path).map(|(container, _)| (container, inner_name(path)));
        if container.is_none()
            && let Some(extension) = left_out(path)
        {
            *self.left_out.entry(extension).or_default() += 1;
            return Ok(None);
        }
        let document = self.unique(archive, path);
        Ok(Some(Found { document, container }))
    }

    /// Reads a member; `size` is what the archive says of it.
    fn member(&mut self, found: &Found, size: Option<u64>, reader: &mut dyn Read, depth: usize) -> Result<(), Stop> {
        let document = &found.document;
        if let Some((container, inner)) = &found.container {
            if depth == NESTING {
                let message = format!("an archive in {NESTING} others; deeper ones are not read, unpack it first");
                return self.problem(document, message);
            }
            return self.stream(*container, Box::new(reader), document, inner, depth + 1);
        }
        match self.bytes(document, size, reader)? {
            Ok(bytes) => self.give(Ok(Member {
                document: document.clone(),
                bytes,
            })),
            Err(message) => self.problem(document, message),
        }
    }

    /// Why a member of that size is not read.
    fn too_large(&self, found: &Found, size: u64) -> Option<String> {
        let limit = self.limits.member;
        let document = found.document.clone();
        let too_large = found.container.is_none() && size > limit;
        too_large.then(|| ReadProblem::TooLarge { document, size, limit }.to_string())
    }

    /// All bytes of a member, or what is wrong with it.
    fn bytes(&mut self, document: &str, size: Option<u64>, reader: impl Read) -> Result<Result<Vec<u8>, String>, Stop> {
        let limit = self.limits.member;
        let too_large = |size| {
            let document = document.to_owned();
            Err(ReadProblem::TooLarge { document, size, limit }.to_string())
        };
        if let Some(size) = size.filter(|&size| size > limit) {
            return Ok(too_large(size));
        }
        let mut bytes = Vec::new();
        let read = reader.take(limit.saturating_add(1)).read_to_end(&mut bytes);
        if read.is_err() {
            self.within_budget()?;
        }
        Ok(match read {
            Err(error) => Err(damaged(&error)),
            Ok(_) if bytes.len() as u64 > limit => too_large(limit + 1),
            Ok(read) if size.is_some_and(|size| size != read as u64) => Err(format!(
                "damaged: only {read} of its {} bytes are there",
                size.unwrap_or_default()
            )),
            Ok(_) => Ok(bytes),
        })
    }

    fn count(&mut self) -> Result<(), Stop> {
        self.within_budget()?;
        self.members += 1;
        if self.members > MEMBERS {
            let message = format!("holds more than {MEMBERS} members; the rest of it was not read, unpack it first");
            return Err(Stop::TooMuch(message));
        }
        Ok(())
    }

    fn within_budget(&self) -> Result<(), Stop> {
        self.budget
            .trouble()
            .map_or(Ok(()), |message| Err(Stop::TooMuch(message)))
    }

    /// The name of a member. One that was given already gets a number: a tar archive may hold several states of a file.
    fn unique(&mut self, archive: &str, path: &str) -> String {
        let name = format!("{archive}!/{path}");
        let hash = |name: &str| {
            let mut eight = [0; 8];
            eight.copy_from_slice(&blake3::hash(name.as_bytes()).as_bytes()[..8]);
            u64::from_le_bytes(eight)
        };
        if self.names.insert(hash(&name)) {
            return name;
        }
        let mut numbered = (2..).map(|number: u64| format!("{name}~{number}"));
        numbered.find(|name| self.names.insert(hash(name))).unwrap_or(name)
    }

    fn give(&mut self, item: Result<Member, WalkProblem>) -> Result<(), Stop> {
        match (self.take)(item) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stop::Unwanted),
        }
    }

    fn problem(&mut self, document: &str, message: String) -> Result<(), Stop> {
        self.give(Err(WalkProblem {
            document: document.to_owned(),
            message,
        }))
    }
}

/// The name of the one document in a file that is packed by itself: `a/b.txt.gz` holds `b.txt`.
fn inner_name(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    Container::of(name).map_or(name, |(_, stem)| &name[..stem]).to_owned()
}

#[cfg(test)]
mod tests;
