//! What was read of each document, kept for later runs: one file that is only ever added to, so that a run that is killed
//! leaves what it had read. Every record is checked by its hashes: a torn end is cut off, and a damaged record is the same as
//! none. A result is found by its key (see `key`), so nothing wrong can be found, only nothing.
//!
//! ```text
//! "gongbao store 1\n" record*
//! record:  key 32 · length of the payload u64 · its length unpacked u64 · hash of the payload 16 · hash of all this 8 · payload
//! payload: Zstandard, in one frame or several, of ( three lengths u64 · tally as JSON · documents.jsonl · facts.jsonl · numbers.jsonl )
//! ```

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use crate::write::{Added, Lines, OutputProblem, SetFolder};

use super::batch::Tally;
use super::key::Key;

/// The file, within the folder that is kept for later runs.
const NAME: &str = "documents.store";
/// The first bytes; another version of the format has others.
const MAGIC: &[u8; 16] = b"gongbao store 1\n";
const HEADER: usize = 32 + 8 + 8 + 16 + 8;
/// Fast rather than small.
const LEVEL: i32 = -3;
/// Bytes of records that no run needs, up to which tidying up is not worth while.
const SLACK: u64 = 1 << 20;

/// What earlier runs have read. Shared by all threads.
pub struct Store {
    file: Mutex<File>,
    records: HashMap<Key, Place>,
}

/// Where a record lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    start: u64,
    /// Bytes of the whole record.
    length: u64,
}

/// Takes what this run reads. Used by one thread.
pub struct Keeper {
    path: PathBuf,
    file: File,
    /// Where the records of this run begin.
    begun: u64,
    end: u64,
    /// Records of earlier runs that this one has needed.
    needed: Vec<Place>,
}

/// Opens the store of an output folder; an empty one where `fresh` or where there is none that can be used. The caller holds
/// the folder's lock.
///
/// # Errors
/// When it cannot be read or written.
pub fn open(folder: &SetFolder, fresh: bool) -> Result<(Store, Keeper), OutputProblem> {
    let path = folder.inner(NAME);
    let opened = || -> io::Result<_> {
        let mut file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(fresh)
            .open(&path)?;
        let (records, end) = scan(&file)?;
        file.set_len(end)?;
        if end == 0 {
            file.rewind()?;
            file.write_all(MAGIC)?;
        }
        let end = end.max(MAGIC.len() as u64);
        file.seek(SeekFrom::Start(end))?;
        // Not a clone: that would share the position with the writer.
        Ok((File::open(&path)?, records, file, end))
    };
    match opened() {
        Ok((reading, records, file, end)) => Ok((
            Store {
                file: Mutex::new(reading),
                records,
            },
            Keeper {
                path,
                file,
                begun: end,
                end,
                needed: Vec::new(),
            },
        )),
        Err(cause) => Err(OutputProblem::File { path, cause }),
    }
}

/// The whole records from the start on, and where the last of them ends; 0 where the file is no store of this version.
fn scan(file: &File) -> io::Result<(HashMap<Key, Place>, u64)> {
    let length = file.metadata()?.len();
    let mut reader = BufReader::with_capacity(1 << 16, file);
    let mut records = HashMap::new();
    let mut magic = [0; MAGIC.len()];
    if length < magic.len() as u64 {
        return Ok((records, 0));
    }
    reader.read_exact(&mut magic)?;
    if magic != *MAGIC {
        return Ok((records, 0));
    }
    let mut end = magic.len() as u64;
    let mut bytes = [0; HEADER];
    while length - end >= HEADER as u64 {
        reader.read_exact(&mut bytes)?;
        let Some(header) = Header::read(&bytes) else { break };
        if header.packed > length - end - HEADER as u64 {
            break;
        }
        let place = Place {
            start: end,
            length: HEADER as u64 + header.packed,
        };
        // A later record of the same key stands for a damaged one.
        records.insert(header.key, place);
        // Within the file, hence within i64.
        reader.seek_relative(header.packed as i64)?;
        end += place.length;
    }
    Ok((records, end))
}

impl Store {
    /// What was kept under `key`, and where it lies.
    pub fn find(&self, key: &Key) -> Option<(Lines, Tally, Place)> {
        let place = *self.records.get(key)?;
        let mut record = vec![0; usize::try_from(place.length).ok()?];
        {
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(place.start)).ok()?;
            file.read_exact(&mut record).ok()?;
        }
        let (lines, tally) = unpacked(&record, key)?;
        Some((lines, tally, place))
    }

    /// Number of documents.
    #[cfg(test)]
    fn len(&self) -> usize {
        self.records.len()
    }
}

impl Keeper {
    /// Adds the records of documents that were read.
    ///
    /// # Errors
    /// When there is no room for them.
    pub fn add(&mut self, records: &[u8]) -> Result<(), OutputProblem> {
        if records.is_empty() {
            return Ok(());
        }
        self.file.write_all(records).map_err(|cause| OutputProblem::File {
            path: self.path.clone(),
            cause,
        })?;
        self.end += records.len() as u64;
        Ok(())
    }

    /// Remembers that the records at `places` were of use.
    pub fn needed(&mut self, places: &[Place]) {
        self.needed.extend_from_slice(places);
    }

    /// Drops what this run did not need, where that is more than what it did: texts that are no longer there, rules that
    /// have changed since. To be called when the run is complete.
    pub fn tidy(mut self) {
        let needed: u64 = self.needed.iter().map(|place| place.length).sum();
        let (all, live) = (self.end, needed + (self.end - self.begun));
        if all - live > live.max(SLACK) {
            // Without room for a copy, the store stays as it is: larger than it need be, and right.
            let _ = self.copied();
        }
    }

    fn copied(&mut self) -> io::Result<()> {
        let partial = self.path.with_extension("store.partial");
        let mut copy = File::create(&partial)?;
        let partial = tempfile::TempPath::try_from_path(partial)?;
        copy.write_all(MAGIC)?;
        self.needed.sort_unstable();
        let own = Place {
            start: self.begun,
            length: self.end - self.begun,
        };
        let mut file = BufReader::with_capacity(1 << 16, File::open(&self.path)?);
        let mut at = 0;
        for place in self.needed.iter().chain([&own]) {
            file.seek_relative((place.start - at) as i64)?;
            let copied = io::copy(&mut file.by_ref().take(place.length), &mut copy)?;
            at = place.start + copied;
        }
        copy.sync_all()?;
        partial.persist(&self.path).map_err(|error| error.error)
    }
}

/// What stands before a payload.
struct Header {
    key: Key,
    packed: u64,
    unpacked: u64,
    hash: [u8; 16],
}

impl Header {
    fn read(bytes: &[u8; HEADER]) -> Option<Self> {
        let (said, check) = bytes.split_at(HEADER - 8);
        if blake3::hash(said).as_bytes()[..8] != *check {
            return None;
        }
        Some(Self {
            key: said[..32].try_into().ok()?,
            packed: number(&said[32..])?,
            unpacked: number(&said[40..])?,
            hash: said[48..].try_into().ok()?,
        })
    }

    fn write(&self, record: &mut Vec<u8>) {
        let start = record.len();
        record.extend_from_slice(&self.key);
        record.extend_from_slice(&self.packed.to_le_bytes());
        record.extend_from_slice(&self.unpacked.to_le_bytes());
        record.extend_from_slice(&self.hash);
        let check = blake3::hash(&record[start..]);
        record.extend_from_slice(&check.as_bytes()[..8]);
    }
}

fn number(bytes: &[u8]) -> Option<u64> {
    bytes.first_chunk().map(|bytes| u64::from_le_bytes(*bytes))
}

fn hash(payload: &[u8]) -> [u8; 16] {
    *blake3::hash(payload)
        .as_bytes()
        .first_chunk()
        .expect("a hash has 32 bytes")
}

thread_local! {
    /// Contexts are dear to make and cheap to use again.
    static PACKER: RefCell<Option<zstd::bulk::Compressor<'static>>> = const { RefCell::new(None) };
    static UNPACKER: RefCell<Option<zstd::bulk::Decompressor<'static>>> = const { RefCell::new(None) };
}

/// Appends the record of one document to `records`; nothing where it cannot be packed for want of memory.
pub fn pack(key: Key, lines: Added<'_>, tally: &Tally, records: &mut Vec<u8>) {
    let tally = serde_json::to_vec(tally).expect("counts are plain data");
    let lengths = [&tally, lines.documents, lines.facts].map(|part| (part.len() as u64).to_le_bytes());
    let head = [&*lengths.concat(), &tally, lines.documents].concat();
    // Each by itself, so that none need be copied to stand beside the others.
    let parts = [&head, lines.facts, lines.numbers];
    let unpacked = parts.iter().map(|part| part.len()).sum::<usize>();
    let Ok(payload) = packed(&parts) else { return };
    let header = Header {
        key,
        packed: payload.len() as u64,
        unpacked: unpacked as u64,
        hash: hash(&payload),
    };
    header.write(records);
    records.extend_from_slice(&payload);
}

fn packed(parts: &[&[u8]]) -> io::Result<Vec<u8>> {
    PACKER.with_borrow_mut(|packer| {
        if packer.is_none() {
            *packer = Some(zstd::bulk::Compressor::new(LEVEL)?);
        }
        let packer = packer.as_mut().expect("just made");
        let mut payload = Vec::new();
        for part in parts.iter().filter(|part| !part.is_empty()) {
            payload.append(&mut packer.compress(part)?);
        }
        Ok(payload)
    })
}

/// The reverse of [`pack`]; `None` where a single bit is not as it was written.
fn unpacked(record: &[u8], key: &Key) -> Option<(Lines, Tally)> {
    let (header, payload) = record.split_first_chunk::<HEADER>()?;
    let header = Header::read(header)?;
    if header.key != *key || header.hash != hash(payload) {
        return None;
    }
    let text = UNPACKER.with_borrow_mut(|unpacker| -> Option<Vec<u8>> {
        if unpacker.is_none() {
            *unpacker = Some(zstd::bulk::Decompressor::new().ok()?);
        }
        let capacity = usize::try_from(header.unpacked).ok()?;
        unpacker.as_mut()?.decompress(payload, capacity).ok()
    })?;
    let mut rest = text.get(24..)?;
    let mut part = |at: usize| -> Option<&[u8]> {
        let length = usize::try_from(number(&text[at..])?).ok()?;
        let (part, behind) = rest.split_at_checked(length)?;
        rest = behind;
        Some(part)
    };
    let tally = serde_json::from_slice(part(0)?).ok()?;
    let lines = Lines {
        documents: part(8)?.to_vec(),
        facts: part(16)?.to_vec(),
        numbers: rest.to_vec(),
    };
    Some((lines, tally))
}

#[cfg(test)]
mod tests;
