//! What is wrong with an archive or a member, in words for a person.

use std::io;

use zip::CompressionMethod;
use zip::result::ZipError;

pub(super) const LINK: &str = "a link within the archive; it was not followed";

/// What is wrong with bytes that cannot be unpacked.
pub(super) fn damaged(error: &io::Error) -> String {
    let why = match error.kind() {
        io::ErrorKind::UnexpectedEof => "it ends too early".to_owned(),
        _ => error.to_string(),
    };
    format!("damaged, or not the archive that its name says: {why}; get it again, or unpack it first")
}

pub(super) fn unknown_method(method: CompressionMethod) -> String {
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

pub(super) fn zip_trouble(error: &ZipError) -> String {
    match error {
        ZipError::Io(error) => damaged(error),
        ZipError::InvalidArchive(why) => damaged(&io::Error::other(why.clone().into_owned())),
        other => format!("cannot be unpacked: {other}; unpack it first"),
    }
}
