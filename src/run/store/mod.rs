//! What was read of each document, kept for later runs: one file that is only ever added to, so that a run that is killed
//! leaves what it had read. Every record is checked by its hashes: a torn end is cut off, and a damaged record is the same as
//! none. A result is found by its key (see `key`), so nothing wrong can be found, only nothing.
//!
//! ```text
//! "gongbao store 3\n" record*
//! record:  key 32 · length of the payload u64 · hash of the payload 16 · hash of all this 8 · payload
//! payload: facts and numbers, see `compact` · length of the tally u64 · tally as JSON · line of documents.jsonl
//! ```

mod bytes;
mod compact;

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use crate::extractor::Records;
use crate::write::{OutputProblem, SetFolder};

use super::batch::Tally;
use super::key::Key;

pub use compact::Packer;

/// The file, within the folder that is kept for later runs.
const NAME: &str = "documents.store";
/// The first bytes; another version of the format has others.
const MAGIC: &[u8; 16] = b"gongbao store 3\n";
const HEADER: usize = 32 + 8 + 16 + 8;
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

/// What was kept of a document, beside its records.
pub struct Kept {
    /// Its line of `documents.jsonl`.
    pub document: Vec<u8>,
    pub tally: Tally,
    pub place: Place,
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
    /// Tells `records` what was kept under `key`, and gives what is told of the document as a whole. Where it is `None`,
    /// `records` may have been told of some: what they made of it is to be taken back.
    pub fn find(&self, key: &Key, records: &mut dyn Records) -> Option<Kept> {
        let place = *self.records.get(key)?;
        let mut record = vec![0; usize::try_from(place.length).ok()?];
        {
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(place.start)).ok()?;
            file.read_exact(&mut record).ok()?;
        }
        let (document, tally) = unpacked(&record, key, records)?;
        Some(Kept { document, tally, place })
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
            hash: said[40..].try_into().ok()?,
        })
    }

    fn write(&self, record: &mut [u8]) {
        let (said, check) = record.split_at_mut(HEADER - 8);
        said[..32].copy_from_slice(&self.key);
        said[32..40].copy_from_slice(&self.packed.to_le_bytes());
        said[40..].copy_from_slice(&self.hash);
        check.copy_from_slice(&blake3::hash(said).as_bytes()[..8]);
    }
}

fn number(bytes: &[u8]) -> Option<u64> {
    bytes.first_chunk().map(|bytes| u64::from_le_bytes(*bytes))
}

/// What damage to a payload changes. It need not keep anybody from making another payload of the same hash: whoever can write
/// to the file can write the hash as well.
fn hash(payload: &[u8]) -> [u8; 16] {
    const ODD: [u64; 4] = [
        0x9e37_79b9_7f4a_7c15,
        0xc2b2_ae3d_27d4_eb4f,
        0x1656_67b1_9e37_79f9,
        0xd6e8_feb8_6659_fd93,
    ];
    // Both halves of a product, so that every bit of either factor counts.
    let mixed = |one: u64, other: u64| {
        let product = u128::from(one) * u128::from(other);
        product as u64 ^ (product >> 64) as u64
    };
    let add = |[left, right]: [u64; 2], bytes: &[u8; 16]| {
        let both = u128::from_le_bytes(*bytes);
        let (low, high) = (both as u64, (both >> 64) as u64);
        [mixed(left ^ low, high ^ ODD[0]), mixed(right ^ high, low ^ ODD[1])]
    };
    let (chunks, rest) = payload.as_chunks();
    let all = chunks.iter().fold([payload.len() as u64 ^ ODD[2], ODD[3]], add);
    let mut last = [0; 16];
    last[..rest.len()].copy_from_slice(rest);
    let [left, right] = add(all, &last);
    let ends = [
        mixed(left ^ ODD[2], right ^ ODD[3]),
        mixed(left ^ ODD[1], right ^ ODD[0]),
    ];
    let mut hash = [0; 16];
    hash[..8].copy_from_slice(&ends[0].to_le_bytes());
    hash[8..].copy_from_slice(&ends[1].to_le_bytes());
    hash
}

/// Begins a record at the end of `records`, to be packed there and ended with [`end`]. Gives where it begins.
pub fn begin(records: &mut Vec<u8>) -> usize {
    let start = records.len();
    records.resize(start + HEADER, 0);
    start
}

/// Ends the record of one document that begins at `start`, behind what a [`Packer`] has put there.
pub fn end(start: usize, key: Key, document: &[u8], tally: &Tally, records: &mut Vec<u8>) {
    let tally = serde_json::to_vec(tally).expect("counts are plain data");
    records.extend_from_slice(&(tally.len() as u64).to_le_bytes());
    records.extend_from_slice(&tally);
    records.extend_from_slice(document);
    let (header, payload) = records[start..].split_at_mut(HEADER);
    let hash = hash(payload);
    let packed = payload.len() as u64;
    Header { key, packed, hash }.write(header);
}

/// The reverse: the line of the document and its tally; `None` where a single bit is not as it was written.
fn unpacked(record: &[u8], key: &Key, records: &mut dyn Records) -> Option<(Vec<u8>, Tally)> {
    let (header, payload) = record.split_first_chunk::<HEADER>()?;
    let header = Header::read(header)?;
    if header.key != *key || header.hash != hash(payload) {
        return None;
    }
    let rest = compact::replay(payload, records)?;
    let length = usize::try_from(number(rest)?).ok()?;
    let (tally, document) = rest[8..].split_at_checked(length)?;
    Some((document.to_vec(), serde_json::from_slice(tally).ok()?))
}

#[cfg(test)]
mod tests;
