//! Codes of two bytes, of which nearly all of a text in GB18030 or Big5 is made: what each stands for, and whether it is frequent,
//! in one look at a table. Whatever else a file holds is left to the decoder of the standard.

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8};

use super::common::common;
use super::detect::{Score, is_control};
use super::mixed::reads_badly;
use crate::rules::may_change;

/// For each two bytes, in the order of the lower one, what they stand for: the UTF-8 of the character in the lower three bytes, and flags;
/// 0 where nobody has asked yet, and where the first is ASCII. All threads find the same, so that it does not matter which of them notes it.
pub(super) struct Pairs {
    codes: [AtomicU64; 0x10000],
    encoding: &'static Encoding,
}

/// Where the length of the character in UTF-8 stands, two or three; 0 where the code is not a regular one.
const LENGTH: u32 = 24;
/// The length of a code, and that of nearly all codes.
const LENGTHS: u64 = 3 << LENGTH;
const THREE: u64 = 3 << LENGTH;
/// A private character.
const BAD: u64 = 1 << 27;
/// An irregular code: one character beyond the basic plane.
const RARE: u64 = 1 << 28;
/// An irregular code: two characters.
const TWO: u64 = 1 << 29;
/// No code.
const NONE: u64 = 1 << 30;
/// From here on stands what is counted: a frequent character, and far enough above it one that may have another form in simplified writing.
const COMMON: u32 = 32;
const CHANGES: u32 = 48;

/// Bytes of text that are written before they are appended to it: of so few no count of characters grows into the other.
const BUFFER: usize = 4095;

/// What was read of a stretch.
pub(super) struct Read {
    /// Bytes of the stretch up to the first that is neither ASCII nor part of a regular code.
    pub(super) len: usize,
    /// Whether a piece of it (see [`super::mixed`]) reads badly.
    pub(super) badly: bool,
    /// How many of its characters may have another form in simplified writing.
    pub(super) changing: usize,
}

impl Pairs {
    const fn new(encoding: &'static Encoding) -> Self {
        Self {
            codes: [const { AtomicU64::new(0) }; 0x10000],
            encoding,
        }
    }

    /// The codes of an encoding, if it is one whose codes take two bytes.
    pub(super) fn of(encoding: &'static Encoding) -> Option<&'static Self> {
        static OF_GB18030: Pairs = Pairs::new(GB18030);
        static OF_BIG5: Pairs = Pairs::new(BIG5);
        [&OF_GB18030, &OF_BIG5]
            .into_iter()
            .find(|pairs| pairs.encoding == encoding)
    }

    /// What two bytes stand for, the first of which is not ASCII.
    #[inline]
    fn code(&self, lead: u8, trail: u8) -> u64 {
        match self.codes[usize::from(u16::from_le_bytes([lead, trail]))].load(Relaxed) {
            0 => self.look_up(lead, trail),
            code => code,
        }
    }

    #[cold]
    fn look_up(&self, lead: u8, trail: u8) -> u64 {
        let bytes = [lead, trail];
        let text = self.encoding.decode_without_bom_handling(&bytes).0;
        let mut characters = text.chars();
        let first = characters.next().unwrap_or(char::REPLACEMENT_CHARACTER);
        let code = match (first, characters.next()) {
            ('\0'..='\x7f' | char::REPLACEMENT_CHARACTER, _) | (_, Some('\0'..='\x7f')) => NONE,
            // The euro sign of gb18030 and what stands behind it.
            _ if lead == 0x80 => NONE,
            (_, Some(_)) => TWO,
            ('\u{10000}'.., None) => RARE,
            (c, None) => {
                let mut bytes = [0; 4];
                let length = c.encode_utf8(&mut bytes).len() as u64;
                let common = u64::from(common().contains(c)) << COMMON;
                let changes = u64::from(may_change(c)) << CHANGES;
                let bad = if is_private(c) { BAD } else { 0 };
                u64::from(u32::from_le_bytes(bytes)) | length << LENGTH | common | changes | bad
            }
        };
        self.codes[usize::from(u16::from_le_bytes(bytes))].store(code, Relaxed);
        code
    }

    /// Appends the text of `bytes` to `text` up to the first byte that is neither ASCII nor part of a regular code.
    pub(super) fn decode(&self, bytes: &[u8], text: &mut String) -> Read {
        let mut buffer = [0u8; BUFFER];
        // Characters beyond ASCII, and the frequent ones among them.
        let (mut beyond, mut common) = (0, 0);
        let mut badly = false;
        let mut changing = 0;
        let mut rest = bytes;
        loop {
            let (mut written, mut counts) = (0, 0u64);
            let ended = loop {
                // Nearly all codes give three bytes.
                let places = buffer[written..].as_chunks_mut::<3>().0;
                let mut read = 0;
                for (pair, place) in rest.as_chunks::<2>().0.iter().zip(places) {
                    let code = self.codes[usize::from(u16::from_le_bytes(*pair))].load(Relaxed);
                    if code & LENGTHS != THREE {
                        break;
                    }
                    *place = [code as u8, (code >> 8) as u8, (code >> 16) as u8];
                    counts += code >> COMMON;
                    read += 1;
                }
                rest = &rest[2 * read..];
                written += 3 * read;
                beyond += read;
                match *rest {
                    [] => break true,
                    [..] if BUFFER - written < 3 => break false,
                    [0..0x80, ..] => {
                        while let [ascii @ 0..0x80, behind @ ..] = rest
                            && let Some(place) = buffer.get_mut(written)
                        {
                            *place = *ascii;
                            written += 1;
                            rest = behind;
                            if matches!(ascii, b'\n' | b'>') {
                                (common, changing) =
                                    (common + among(counts, COMMON), changing + among(counts, CHANGES));
                                badly |= reads_badly(beyond, common);
                                (beyond, common, counts) = (0, 0, 0);
                            }
                        }
                    }
                    [lead, trail, ..] => {
                        let code = self.code(lead, trail);
                        let length = (code >> LENGTH & 3) as usize;
                        // No regular code.
                        if length == 0 {
                            break true;
                        }
                        buffer[written..written + length].copy_from_slice(&code.to_le_bytes()[..length]);
                        written += length;
                        counts += code >> COMMON;
                        beyond += 1;
                        rest = &rest[2..];
                    }
                    [_] => break true,
                }
            };
            (common, changing) = (common + among(counts, COMMON), changing + among(counts, CHANGES));
            match UTF_8.decode_without_bom_handling_and_without_replacement(&buffer[..written]) {
                Some(decoded) => text.push_str(&decoded),
                None => text.push_str(&String::from_utf8_lossy(&buffer[..written])),
            }
            if ended {
                return Read {
                    len: bytes.len() - rest.len(),
                    badly: badly || reads_badly(beyond, common),
                    changing,
                };
            }
        }
    }

    /// Whether a first byte and a digit begin a code of four bytes.
    fn has_four(&self) -> bool {
        self.encoding == GB18030
    }

    /// How much a stretch looks like Chinese text, a character torn at its end left out; `None` where codes of four bytes may stand
    /// in it.
    pub(super) fn score(&self, bytes: &[u8]) -> Option<Score> {
        let mut score = Score::default();
        let mut previous = b' ';
        let mut rest = bytes;
        loop {
            rest = match rest {
                [] => return Some(score),
                [lead @ (0x80 | 0xff), behind @ ..] => {
                    // The euro sign of gb18030.
                    if *lead == 0x80 && self.has_four() {
                        score.other += 1;
                    } else {
                        score.bad += 1;
                    }
                    previous = *lead;
                    behind
                }
                [lead @ 0x80..=0xff, trail, behind @ ..] => {
                    if self.has_four() && trail.is_ascii_digit() {
                        return None;
                    }
                    previous = *lead;
                    let code = self.code(*lead, *trail);
                    if code & (BAD | NONE) != 0 {
                        score.bad += 1;
                    } else if code & TWO != 0 {
                        score.other += 2;
                    } else {
                        let common = (code >> COMMON & 1) as usize;
                        score.common += common;
                        score.other += 1 - common;
                    }
                    // ASCII behind what is no code stands for itself.
                    if code == NONE && trail.is_ascii() {
                        &rest[1..]
                    } else {
                        behind
                    }
                }
                [0x80..=0xff, ..] => return Some(score),
                [ascii, behind @ ..] => {
                    let padding = *ascii == 0 && previous == 0;
                    score.bad += usize::from(!padding && is_control(*ascii));
                    previous = *ascii;
                    behind
                }
            };
        }
    }
}

/// One of the two that codes count.
const fn among(counts: u64, which: u32) -> usize {
    (counts >> (which - COMMON) & 0xffff) as usize
}

/// Whether a character is no text in any encoding: see [`super::detect`].
pub(super) const fn is_private(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::decode::detect::weigh_slowly;

    proptest! {
        #[test]
        fn stretches_are_read_and_scored_as_by_the_decoder_of_the_standard(
            bytes in prop::collection::vec(prop_oneof![any::<u8>(), 0xa1..=0xfe_u8, 0x80..=0x8a_u8, 0..0x40_u8], 0..60),
        ) {
            for encoding in [GB18030, BIG5] {
                let pairs = Pairs::of(encoding).unwrap();
                if let Some(score) = pairs.score(&bytes) {
                    prop_assert_eq!(score, weigh_slowly(&bytes, encoding), "{}", encoding.name());
                }
                let mut text = String::new();
                let end = pairs.decode(&bytes, &mut text).len;
                let expected = encoding.decode_without_bom_handling_and_without_replacement(&bytes[..end]);
                prop_assert_eq!(Some(&*text), expected.as_deref());
            }
        }
    }
}
