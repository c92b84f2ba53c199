//! Archives: one file → the documents in it, one after the other, in a fixed order. Nothing is written to disk, and no more
//! is held in memory than one member, so an archive may be larger than the memory. What cannot be read is named, and the
//! rest goes on.

mod budget;
mod names;

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::ops::ControlFlow;

use flate2::read::MultiGzDecoder;
use tar::EntryType;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::read::{ReadProblem, open};
use super::{SourceFile, WalkProblem, left_out};
use budget::{Budget, Metered};

/// How an archive is packed; told from its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Container {
    /// `.zip`
    Zip,
    /// `.tar`, `.tar.gz`, `.tgz`, `.tar.zst`, `.tzst`
    Tar(Packing),
    /// `.gz`, `.zst`: one document.
    Single(Packing),
}

/// How a stream is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Packing {
    /// Not at all.
    Plain,
    /// gzip, of one part or several.
    Gzip,
    /// Zstandard.
    Zstd,
}

impl Container {
    /// The container that a file of this name is, and the length of the name without the extension that says so.
    pub(super) fn of(name: &str) -> Option<(Self, usize)> {
        const SUFFIXES: [(&str, Container); 8] = [
            (".zip", Container::Zip),
            (".tar", Container::Tar(Packing::Plain)),
            (".tar.gz", Container::Tar(Packing::Gzip)),
            (".tgz", Container::Tar(Packing::Gzip)),
            (".tar.zst", Container::Tar(Packing::Zstd)),
            (".tzst", Container::Tar(Packing::Zstd)),
            (".gz", Container::Single(Packing::Gzip)),
            (".zst", Container::Single(Packing::Zstd)),
        ];
        SUFFIXES.into_iter().find_map(|(suffix, container)| {
            let stem = name.len().checked_sub(suffix.len()).filter(|&stem| stem > 0)?;
            let ends = name.as_bytes()[stem..].eq_ignore_ascii_case(suffix.as_bytes());
            ends.then_some((container, stem))
        })
    }
}

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

/// Hands every document in the archive to `take`, and every problem; stops when `take` says so. Members of a ZIP archive
/// come in the order of their names, those of a tar archive in its own order: it can be read only once, from its start.
/// Hidden members are passed over. Returns the number of members left out because of their extension, by extension.
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
    let stem = Container::of(document).map_or(document.len(), |(_, stem)| stem);
    let stopped = match (open(archive), archive.container) {
        (Ok(file), Some(container)) => unpacker.file(container, file, document, stem),
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

impl Unpacker<'_> {
    fn file(&mut self, container: Container, file: File, document: &str, stem: usize) -> Result<(), Stop> {
        match container {
            Container::Zip => self.zip(BufReader::new(file), document, 1),
            other => self.stream(other, Box::new(BufReader::new(file)), document, stem, 1),
        }
    }

    /// Reads a container of which the bytes come in order.
    fn stream<'r>(
        &mut self,
        container: Container,
        packed: Box<dyn Read + 'r>,
        document: &str,
        stem: usize,
        depth: usize,
    ) -> Result<(), Stop> {
        let unpacked = |packing, packed: Box<dyn Read + 'r>| -> io::Result<Box<dyn Read + 'r>> {
            Ok(match packing {
                Packing::Plain => packed,
                Packing::Gzip => Box::new(Metered::new(MultiGzDecoder::new(packed), &self.budget)),
                Packing::Zstd => Box::new(Metered::new(zstd::Decoder::new(packed)?, &self.budget)),
            })
        };
        match container {
            Container::Zip => match self.bytes(document, None, packed)? {
                Ok(bytes) => self.zip(Cursor::new(bytes), document, depth),
                Err(message) => self.problem(document, message),
            },
            Container::Tar(packing) => match unpacked(packing, packed) {
                Ok(mut reader) => self.tar(&mut *reader, document, depth),
                Err(error) => self.problem(document, damaged(&error)),
            },
            Container::Single(packing) => match unpacked(packing, packed) {
                Ok(mut reader) => {
                    let file_name = document.rsplit('/').next().unwrap_or(document);
                    let inner = &file_name[..file_name.len().min(stem + file_name.len() - document.len())];
                    self.member(document, inner, None, &mut *reader, depth)
                }
                Err(error) => self.problem(document, damaged(&error)),
            },
        }
    }

    fn zip<R: Read + Seek>(&mut self, reader: R, document: &str, depth: usize) -> Result<(), Stop> {
        let mut archive = match ZipArchive::new(reader) {
            Ok(archive) => archive,
            Err(error) => return self.problem(document, zip_trouble(&error)),
        };
        if archive.metadata().has_duplicate_names() {
            let message = "several members have the same name; only the last of each was read";
            self.problem(document, message.to_owned())?;
        }
        let mut order: Vec<(String, usize)> = (0..archive.len())
            .filter_map(|index| {
                let entry = archive.by_index_data(index).ok()?;
                Some((names::member_name(entry.name_raw()), index))
            })
            .collect();
        order.sort_unstable();
        for (path, index) in order {
            let Ok(entry) = archive.by_index_data(index) else {
                continue;
            };
            let (is_dir, is_link, encrypted) = (entry.is_dir(), entry.is_symlink(), entry.encrypted());
            let (size, method) = (entry.size(), entry.compression());
            if is_dir {
                continue;
            }
            let refused = if is_link {
                Some(LINK.to_owned())
            } else if encrypted {
                Some("encrypted; unpack the archive with its password first".to_owned())
            } else if !matches!(method, CompressionMethod::Stored | CompressionMethod::Deflated) {
                Some(unknown_method(method))
            } else {
                None
            };
            if let Some(message) = refused {
                self.refuse(document, &path, message)?;
                continue;
            }
            // A member that is not wanted is not opened: its packing may be in order or not.
            match archive.by_index(index) {
                Ok(reader) => {
                    let mut reader = Metered::new(reader, &self.budget);
                    self.member(document, &path, Some(size), &mut reader, depth)?;
                }
                Err(error) => self.refuse(document, &path, zip_trouble(&error))?,
            }
        }
        Ok(())
    }

    fn tar(&mut self, reader: &mut dyn Read, document: &str, depth: usize) -> Result<(), Stop> {
        let mut archive = tar::Archive::new(reader);
        let entries = match archive.entries() {
            Ok(entries) => entries,
            Err(error) => return self.problem(document, damaged(&error)),
        };
        for entry in entries {
            let mut entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.within_budget()?;
                    return self.problem(document, damaged(&error));
                }
            };
            let path = names::member_name(&entry.path_bytes());
            let kind = entry.header().entry_type();
            match kind {
                EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => {
                    let size = entry.size();
                    self.member(document, &path, Some(size), &mut entry, depth)?;
                }
                EntryType::Link | EntryType::Symlink => self.refuse(document, &path, LINK.to_owned())?,
                EntryType::Char | EntryType::Block | EntryType::Fifo => {
                    self.refuse(document, &path, "not a regular file; it was not read".to_owned())?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Takes a member of the archive `archive`; `size` is what the archive says of it.
    fn member(
        &mut self,
        archive: &str,
        path: &str,
        size: Option<u64>,
        reader: &mut dyn Read,
        depth: usize,
    ) -> Result<(), Stop> {
        self.count()?;
        if names::is_hidden(path) {
            return Ok(());
        }
        if let Some((container, stem)) = Container::of(path) {
            let document = self.unique(archive, path);
            if depth == NESTING {
                let message = format!("an archive in {NESTING} others; deeper ones are not read, unpack it first");
                return self.problem(&document, message);
            }
            let stem = document.len() - (path.len() - stem);
            return self.stream(container, Box::new(reader), &document, stem, depth + 1);
        }
        if let Some(extension) = left_out(path) {
            *self.left_out.entry(extension).or_default() += 1;
            return Ok(());
        }
        let document = self.unique(archive, path);
        match self.bytes(&document, size, reader)? {
            Ok(bytes) => self.give(Ok(Member { document, bytes })),
            Err(message) => self.problem(&document, message),
        }
    }

    /// Names a member that is not read, unless it would not be wanted anyway.
    fn refuse(&mut self, archive: &str, path: &str, message: String) -> Result<(), Stop> {
        self.count()?;
        if names::is_hidden(path) {
            return Ok(());
        }
        if let Some(extension) = left_out(path).filter(|_| Container::of(path).is_none()) {
            *self.left_out.entry(extension).or_default() += 1;
            return Ok(());
        }
        let document = self.unique(archive, path);
        self.problem(&document, message)
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
        self.within_budget()?;
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

const LINK: &str = "a link within the archive; it was not followed";

/// What is wrong with bytes that cannot be unpacked.
fn damaged(error: &io::Error) -> String {
    let why = match error.kind() {
        io::ErrorKind::UnexpectedEof => "it ends too early".to_owned(),
        _ => error.to_string(),
    };
    format!("damaged, or not the archive that its name says: {why}; get it again, or unpack it first")
}

fn unknown_method(method: CompressionMethod) -> String {
    let names = [
        (CompressionMethod::DEFLATE64, "Deflate64"),
        (CompressionMethod::BZIP2, "bzip2"),
        (CompressionMethod::LZMA, "LZMA"),
        (CompressionMethod::ZSTD, "Zstandard"),
        (CompressionMethod::XZ, "XZ"),
    ];
    let name = names
        .iter()
        .find(|(known, _)| *known == method)
        .map_or("a rare method", |(_, name)| name);
    format!("packed with {name}, which is not read in ZIP archives; pack it again with Deflate")
}

fn zip_trouble(error: &ZipError) -> String {
    match error {
        ZipError::Io(error) => damaged(error),
        ZipError::InvalidArchive(why) => damaged(&io::Error::other(why.clone().into_owned())),
        other => format!("cannot be unpacked: {other}; unpack it first"),
    }
}

#[cfg(test)]
mod tests;
