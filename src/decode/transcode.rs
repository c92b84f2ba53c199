//! Bytes of a known encoding → text, malformed runs, and the map back.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::mixed::reads_badly_in;
use super::offsets::{Irregular, Offsets, Width};
use super::pairs::Pairs;
use crate::model::ByteSpan;

/// Bytes of UTF-8 that the decoder writes before they are appended to the text.
const BUFFER: usize = 16 * 1024;

/// Bytes in a known encoding as text.
pub(super) struct Transcoded {
    pub(super) text: String,
    pub(super) malformed: Vec<ByteSpan>,
    /// Whether some of the text may read badly; where not, none does.
    pub(super) doubtful: bool,
    /// How many characters may have another form in simplified writing, where that was told.
    pub(super) changing: Option<usize>,
    pub(super) offsets: Offsets,
}

/// Decodes all of `bytes` behind the `mark` bytes of a byte order mark.
pub(super) fn transcode(bytes: &[u8], mark: usize, encoding: &'static Encoding) -> Transcoded {
    let width = width(encoding);
    if encoding == UTF_8
        && let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(&bytes[mark..])
    {
        return Transcoded {
            text: text.into_owned(),
            malformed: Vec::new(),
            doubtful: false,
            changing: None,
            offsets: Offsets::new(width, mark, Vec::new()),
        };
    }
    let mut writer = Writer {
        bytes,
        encoding,
        width,
        // Hanzi grow from two bytes to three.
        text: String::with_capacity((bytes.len() - mark) * 3 / 2),
        irregular: Vec::new(),
        clean_text: 0,
        clean_file: mark,
        malformed: Vec::new(),
    };
    let mut doubtful = false;
    let mut changing = None;
    match Pairs::of(encoding) {
        None => {
            writer.decode(mark, bytes.len());
            doubtful = true;
        }
        Some(pairs) => {
            let mut read = mark;
            let mut told = Some(0);
            loop {
                let found = pairs.decode(&bytes[read..], &mut writer.text);
                read += found.len;
                doubtful |= found.badly;
                told = told.map(|told| told + found.changing);
                writer.clean_until(read);
                if read == bytes.len() {
                    break;
                }
                told = None;
                // A line feed is never part of a longer code.
                let line = memchr::memchr(b'\n', &bytes[read..]).map_or(bytes.len(), |len| read + len + 1);
                // What reads badly is told by the piece: from the line feed or the end of the tag before.
                let piece = memchr::memrchr2(b'\n', b'>', writer.text.as_bytes()).map_or(0, |at| at + 1);
                writer.decode(read, line);
                doubtful = doubtful || reads_badly_in(&writer.text[piece..], encoding);
                read = line;
            }
            changing = told;
        }
    }
    Transcoded {
        text: writer.text,
        malformed: writer.malformed,
        doubtful,
        changing,
        offsets: Offsets::new(width, mark, writer.irregular),
    }
}

fn width(encoding: &'static Encoding) -> Width {
    if encoding == UTF_8 {
        Width::Utf8
    } else if encoding == UTF_16LE || encoding == UTF_16BE {
        Width::Utf16
    } else {
        Width::Legacy
    }
}

struct Writer<'a> {
    bytes: &'a [u8],
    encoding: &'static Encoding,
    width: Width,
    text: String,
    irregular: Vec<Irregular>,
    /// End of the last malformed run, in the text.
    clean_text: usize,
    /// The same in the file.
    clean_file: usize,
    malformed: Vec<ByteSpan>,
}

impl Writer<'_> {
    /// Decodes the bytes from `from` to `to`, neither inside of a code, as the standard says.
    fn decode(&mut self, from: usize, to: usize) {
        let mut decoder = self.encoding.new_decoder_without_bom_handling();
        // A buffer of fixed size, because the decoder touches every page of what it is given to write to, at every error.
        let mut buffer = "\0".repeat(BUFFER.min(3 * (to - from) + 16));
        let mut read = from;
        loop {
            let (result, consumed, written) =
                decoder.decode_to_str_without_replacement(&self.bytes[read..to], &mut buffer, true);
            read += consumed;
            self.text.push_str(&buffer[..written]);
            match result {
                encoding_rs::DecoderResult::InputEmpty => break,
                encoding_rs::DecoderResult::OutputFull => {}
                encoding_rs::DecoderResult::Malformed(length, behind) => {
                    let end = read - usize::from(behind);
                    self.malformed(ByteSpan::new(end - usize::from(length), end));
                }
            }
        }
        self.end_stretch(to);
        self.clean_until(to);
    }

    /// What was written so far is listed as far as it is irregular; the bytes before `file` are read.
    fn clean_until(&mut self, file: usize) {
        self.clean_text = self.text.len();
        self.clean_file = file;
    }

    fn malformed(&mut self, run: ByteSpan) {
        self.malformed.push(run);
        self.end_stretch(run.start);
        let text = self.text.len();
        self.text.push(char::REPLACEMENT_CHARACTER);
        self.irregular.push(Irregular {
            text,
            text_len: self.text.len() - text,
            file: run.start,
            file_len: run.len(),
        });
        self.clean_text = self.text.len();
        self.clean_file = run.end;
    }

    /// Lists the irregular characters between the last malformed run and the byte `end` of the file.
    fn end_stretch(&mut self, end: usize) {
        let text = &self.text[self.clean_text..];
        // UTF-8 and UTF-16 know no other irregularity than malformed runs.
        if self.width != Width::Legacy || text.is_empty() {
            return;
        }
        // A code of four bytes makes the file longer than the regular width, a code of Big5 with two characters makes
        // it shorter, and so does the one-byte euro sign of gb18030. As only that one could hide a longer code, equal
        // lengths prove that all is regular wherever there is no euro sign.
        let regular = self.width.of(text.as_bytes()) == end - self.clean_file;
        let ambiguous = self.encoding == GB18030 && memchr::memmem::find(text.as_bytes(), "€".as_bytes()).is_some();
        if regular && !ambiguous {
            return;
        }
        let (mut at, mut file) = (self.clean_text, self.clean_file);
        while let Some(&first) = self.text.as_bytes().get(at) {
            let (file_len, characters) = self.code(file);
            let mut text_len = utf_8_length(first);
            if characters == 2 {
                let second = self.text.as_bytes().get(at + text_len).copied().unwrap_or(first);
                text_len += utf_8_length(second);
            }
            if characters == 2 || file_len != if first < 0x80 { 1 } else { 2 } {
                self.irregular.push(Irregular {
                    text: at,
                    text_len,
                    file,
                    file_len,
                });
            }
            at += text_len;
            file += file_len;
        }
    }

    /// The length of the well-formed code at `file`, and the number of characters that it gives.
    fn code(&self, file: usize) -> (usize, usize) {
        let byte = |at: usize| self.bytes.get(at).copied().unwrap_or(0);
        let (lead, trail) = (byte(file), byte(file + 1));
        if lead < 0x80 {
            (1, 1)
        } else if self.encoding == GB18030 {
            match trail {
                _ if lead == 0x80 => (1, 1),
                b'0'..=b'9' => (4, 1),
                _ => (2, 1),
            }
        } else {
            // Ê̄ Ê̌ ê̄ ê̌ have no precomposed character.
            let pair = self.encoding == BIG5 && matches!((lead, trail), (0x88, 0x62 | 0x64 | 0xa3 | 0xa5));
            (2, if pair { 2 } else { 1 })
        }
    }
}

/// The bytes of a character of valid UTF-8 that starts with `first`.
fn utf_8_length(first: u8) -> usize {
    match first {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0.. => 4,
    }
}
