//! Each kind of archive → its members, in the order of their names.

use std::io::{self, Cursor, Read, Seek};

use flate2::read::MultiGzDecoder;
use tar::EntryType;
use zip::{CompressionMethod, ZipArchive};

use super::budget::Metered;
use super::container::{Container, Packing};
use super::spool::{Content, Spool};
use super::trouble::{LINK, damaged, unknown_method, zip_trouble};
use super::{Stop, Unpacker, names};

impl Unpacker<'_> {
    /// Reads a container of which the bytes come in order; `inner` is the name of its document, where it holds but one.
    pub(super) fn stream<'r>(
        &mut self,
        container: Container,
        packed: Box<dyn Read + 'r>,
        document: &str,
        inner: &str,
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
            // Its list of members stands at its end, so it is held whole; it may be no larger than any other member.
            Container::Zip => match self.bytes(document, None, packed)? {
                Ok(bytes) => self.zip(Cursor::new(bytes), document, depth),
                Err(message) => self.problem(document, message),
            },
            Container::Tar(packing) => match unpacked(packing, packed) {
                Ok(mut reader) => self.tar(&mut *reader, document, depth),
                Err(error) => self.problem(document, damaged(&error)),
            },
            Container::Single(packing) => match unpacked(packing, packed) {
                Ok(mut reader) => match self.found(document, inner)? {
                    Some(found) => self.member(&found, None, &mut *reader, depth),
                    None => Ok(()),
                },
                Err(error) => self.problem(document, damaged(&error)),
            },
        }
    }

    pub(super) fn zip<R: Read + Seek>(&mut self, reader: R, document: &str, depth: usize) -> Result<(), Stop> {
        let mut archive = match ZipArchive::new(reader) {
            Ok(archive) => archive,
            Err(error) => return self.problem(document, zip_trouble(&error)),
        };
        if archive.metadata().has_duplicate_names() {
            let message = "several members have the same name; only the last of each was read";
            self.problem(document, message.to_owned())?;
        }
        let mut order = Vec::new();
        for index in 0..archive.len() {
            let Ok(entry) = archive.by_index_data(index) else {
                continue;
            };
            if entry.is_dir() {
                continue;
            }
            let name = names::member_name(entry.name_raw());
            if let Some(found) = self.found(document, &name)? {
                order.push((found, index));
            }
        }
        order.sort_by_cached_key(|(found, _)| found.order());
        for (found, index) in order {
            let Ok(entry) = archive.by_index_data(index) else {
                continue;
            };
            let (is_link, encrypted) = (entry.is_symlink(), entry.encrypted());
            let (size, method) = (entry.size(), entry.compression());
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
                self.problem(&found.document, message)?;
                continue;
            }
            match archive.by_index(index) {
                Ok(reader) => {
                    let mut reader = Metered::new(reader, &self.budget);
                    self.member(&found, Some(size), &mut reader, depth)?;
                }
                Err(error) => self.problem(&found.document, zip_trouble(&error))?,
            }
        }
        Ok(())
    }

    /// A tar archive can be read only once, from its start, and its members stand in it as the disk gave them; they wait
    /// until all are there.
    fn tar(&mut self, reader: &mut dyn Read, document: &str, depth: usize) -> Result<(), Stop> {
        let mut spool = Spool::default();
        let ended = self.fill(&mut spool, reader, document);
        for (found, content) in spool.in_order() {
            match content {
                Content::Waiting { place, size } => {
                    let mut reader = spool.read(place);
                    self.member(&found, Some(size), &mut reader, depth)?;
                }
                Content::Refused(message) => self.problem(&found.document, message)?,
            }
        }
        match ended? {
            Some(message) => self.problem(document, message),
            None => Ok(()),
        }
    }

    /// Puts the members of a tar archive into the spool; gives what is wrong with the archive.
    fn fill(&mut self, spool: &mut Spool, reader: &mut dyn Read, document: &str) -> Result<Option<String>, Stop> {
        let mut archive = tar::Archive::new(reader);
        let entries = match archive.entries() {
            Ok(entries) => entries,
            Err(error) => return Ok(Some(damaged(&error))),
        };
        for entry in entries {
            let mut entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.within_budget()?;
                    return Ok(Some(damaged(&error)));
                }
            };
            let path = names::member_name(&entry.path_bytes());
            let size = entry.size();
            let refused = match entry.header().entry_type() {
                EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => None,
                EntryType::Link | EntryType::Symlink => Some(LINK.to_owned()),
                EntryType::Char | EntryType::Block | EntryType::Fifo => {
                    Some("not a regular file; it was not read".to_owned())
                }
                _ => continue,
            };
            let Some(found) = self.found(document, &path)? else {
                continue;
            };
            let refused = refused.or_else(|| self.too_large(&found, size));
            match refused {
                Some(message) => spool.refuse(found, message),
                // Its holes are made of nothing.
                None if entry.header().entry_type() == EntryType::GNUSparse => {
                    spool.add(found, size, &mut Metered::new(&mut entry, &self.budget));
                }
                None => spool.add(found, size, &mut entry),
            }
            self.within_budget()?;
        }
        Ok(None)
    }
}
