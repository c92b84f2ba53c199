//! Members of a tar archive that wait until they can be put in order.

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;

use tempfile::SpooledTempFile;

use super::Found;
use super::trouble::damaged;

/// Bytes that wait in memory; of more, all wait in an unnamed file, which the system removes with the program.
const IN_MEMORY: usize = 32 << 20;

/// The members of one archive.
pub(super) struct Spool {
    file: SpooledTempFile,
    end: u64,
    found: Vec<(Found, Content)>,
}

/// What waits of a member.
pub(super) enum Content {
    /// Its bytes.
    Waiting {
        /// Where in the spool.
        place: Range<u64>,
        /// How many there should be.
        size: u64,
    },
    /// Nothing, for this reason.
    Refused(String),
}

impl Default for Spool {
    fn default() -> Self {
        Self {
            file: SpooledTempFile::new(IN_MEMORY),
            end: 0,
            found: Vec::new(),
        }
    }
}

impl Spool {
    /// Takes the bytes of a member, which should be `size`.
    pub(super) fn add(&mut self, found: Found, size: u64, reader: &mut dyn Read) {
        let start = self.end;
        let content = match self.copy(reader) {
            Ok(()) => Content::Waiting {
                place: start..self.end,
                size,
            },
            Err(message) => Content::Refused(message),
        };
        self.found.push((found, content));
    }

    /// Takes a member that is not read.
    pub(super) fn refuse(&mut self, found: Found, message: String) {
        self.found.push((found, Content::Refused(message)));
    }

    /// The members in the order of their names; takes them out.
    pub(super) fn in_order(&mut self) -> Vec<(Found, Content)> {
        let mut found = std::mem::take(&mut self.found);
        found.sort_by_cached_key(|(found, _)| found.order());
        found
    }

    /// The bytes at `place`.
    pub(super) fn read(&mut self, place: Range<u64>) -> Section<'_> {
        Section {
            file: &mut self.file,
            place,
        }
    }

    fn copy(&mut self, reader: &mut dyn Read) -> Result<(), String> {
        let full =
            |error: io::Error| format!("no room to put the members of the archive in order: {error}; unpack it first");
        self.file.seek(SeekFrom::Start(self.end)).map_err(full)?;
        let mut buffer = vec![0; 64 << 10];
        loop {
            let read = match reader.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(damaged(&error)),
            };
            self.file.write_all(&buffer[..read]).map_err(full)?;
            self.end += read as u64;
        }
    }
}

/// A stretch of a spool.
pub(super) struct Section<'s> {
    file: &'s mut SpooledTempFile,
    place: Range<u64>,
}

impl Read for Section<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.place.end - self.place.start).unwrap_or(usize::MAX);
        let most = buffer.len().min(left);
        self.file.seek(SeekFrom::Start(self.place.start))?;
        let read = self.file.read(&mut buffer[..most])?;
        self.place.start += read as u64;
        Ok(read)
    }
}
