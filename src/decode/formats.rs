//! Formats that lie in archives beside the texts and are sometimes given in their stead.

use super::Undecodable;

/// The format that the first bytes of a file announce, where it is one that cannot be read as text.
pub(super) fn other_format(bytes: &[u8]) -> Option<Undecodable> {
    FORMATS
        .iter()
        .find(|(magic, ..)| bytes.starts_with(magic))
        .map(|&(_, format, advice)| Undecodable::OtherFormat { format, advice })
}

const AS_TEXT: &str = "save it as plain text (UTF-8) first";
const TO_TEXT: &str = "extract its text first, for example with pdftotext";
const UNPACK: &str = "unpack it first";
const SCAN: &str = "run text recognition on it first";
const TO_UTF_8: &str = "convert it first, for example with iconv -f UTF-32 -t UTF-8";

/// First bytes, what they are (with an article), what to do.
const FORMATS: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "a PDF document", TO_TEXT),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "a Word, Excel or WPS document (.doc, .xls, .wps)",
        AS_TEXT,
    ),
    (b"{\\rtf", "an RTF document", AS_TEXT),
    (
        b"PK\x03\x04",
        "a ZIP archive or an Office document (.docx, .xlsx, .ofd)",
        "unpack it, or save the document as plain text (UTF-8), first",
    ),
    (b"\x1f\x8b", "a gzip archive", UNPACK),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", UNPACK),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", SCAN),
    (b"\xff\xd8\xff", "a JPEG image", SCAN),
    (b"GIF89a", "a GIF image", SCAN),
    (b"II*\0", "a TIFF image", SCAN),
    (b"MM\0*", "a TIFF image", SCAN),
    // Before the mark of UTF-16, of which that of UTF-32 is a continuation.
    (b"\xff\xfe\0\0", "UTF-32 text", TO_UTF_8),
    (b"\0\0\xfe\xff", "UTF-32 text", TO_UTF_8),
];
