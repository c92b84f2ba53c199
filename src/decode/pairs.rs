//! Codes of two bytes, of which nearly all of a text in GB18030 or Big5 is made: what each stands for, and whether it is frequent,
//! in one look at a table. Whatever else a file holds is left to the decoder of the standard.

use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8};

use super::common::common;
use super::detect::{Score, is_control};
use super::mixed::reads_badly;

/// For each two bytes, the first from 0x80 up, what they stand for: the UTF-8 of the character in the lower three bytes, and flags;
/// 0 where nobody has asked yet. All threads find the same, so that it does not matter which of them notes it.
pub(super) struct Pairs {
    codes: [AtomicU32; 0x8000],
    encoding: &'static Encoding,
}

/// Where the length of the character in UTF-8 stands, two or three; 0 where the code is not a regular one.
const LENGTH: u32 = 24;
/// Where a frequent character is marked.
const COMMON: u32 = 26;
/// A private character.
const BAD: u32 = 1 << 27;
/// An irregular code: one character beyond the basic plane.
const RARE: u32 = 1 << 28;
/// An irregular code: two characters.
const TWO: u32 = 1 << 29;
/// No code.
const NONE: u32 = 1 << 30;

/// Bytes of text that are written before they are appended to it.
const BUFFER: usize = 4096;
/// It is appended where there is room for less than so many codes.
const ENOUGH: usize = 32;

impl Pairs {
    const fn new(encoding: &'static Encoding) -> Self {
        Self {
            codes: [const { AtomicU32::new(0) }; 0x8000],
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

    /// What two bytes stand for.
    #[inline]
    fn code(&self, lead: u8, trail: u8) -> u32 {
        match self.codes[usize::from(lead & 0x7f) << 8 | usize::from(trail)].load(Relaxed) {
            0 => self.look_up(lead, trail),
            code => code,
        }
    }

    #[cold]
    fn look_up(&self, lead: u8, trail: u8) -> u32 {
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
                let length = c.encode_utf8(&mut bytes).len() as u32;
                let common = u32::from(common().contains(c)) << COMMON;
                let bad = if is_private(c) { BAD } else { 0 };
                u32::from_le_bytes(bytes) | length << LENGTH | common | bad
            }
        };
        self.codes[usize::from(lead & 0x7f) << 8 | usize::from(trail)].store(code, Relaxed);
        code
    }

    /// Appends the text of `bytes` to `text` up to the first byte that is neither ASCII nor part of a regular code. Tells where that
    /// is, and whether a piece before it (see [`super::mixed`]) reads badly.
    pub(super) fn decode(&self, bytes: &[u8], text: &mut String) -> (usize, bool) {
        // A code is put down in four bytes, whatever it takes of them.
        let mut buffer = [0u8; BUFFER + 4];
        // Characters beyond ASCII, and the frequent ones among them.
        let (mut beyond, mut common) = (0, 0);
        let mut doubtful = false;
        let mut rest = bytes;
        loop {
            let mut written = 0;
            let ended = loop {
                // So many have room, whatever they stand for.
                let room = (BUFFER - written) / 4;
                if room < ENOUGH {
                    break false;
                }
                let pairs = rest.as_chunks::<2>().0;
                let pairs = &pairs[..pairs.len().min(room)];
                let mut read = 0;
                for pair in pairs {
                    if pair[0].is_ascii() {
                        break;
                    }
                    let mut code = self.codes[usize::from(u16::from_be_bytes(*pair) & 0x7fff)].load(Relaxed);
                    if code >> LENGTH & 3 == 0 {
                        if code == 0 {
                            code = self.look_up(pair[0], pair[1]);
                        }
                        if code >> LENGTH & 3 == 0 {
                            break;
                        }
                    }
                    let length = (code >> LENGTH & 3) as usize;
                    if let Some(place) = buffer[written % BUFFER..].first_chunk_mut() {
                        *place = code.to_le_bytes();
                    }
                    written += length;
                    common += (code >> COMMON & 1) as usize;
                    read += 1;
                }
                rest = &rest[2 * read..];
                beyond += read;
                if read == room {
                    continue;
                }
                let before = written;
                while let [ascii @ 0..0x80, behind @ ..] = rest
                    && let Some(place) = buffer[..BUFFER].get_mut(written)
                {
                    *place = *ascii;
                    written += 1;
                    rest = behind;
                    if matches!(ascii, b'\n' | b'>') {
                        doubtful |= reads_badly(beyond, common);
                        (beyond, common) = (0, 0);
                    }
                }
                // It is no regular code, or nothing, that stands here.
                if written == before {
                    break true;
                }
            };
            match UTF_8.decode_without_bom_handling_and_without_replacement(&buffer[..written]) {
                Some(decoded) => text.push_str(&decoded),
                None => text.push_str(&String::from_utf8_lossy(&buffer[..written])),
            }
            if ended {
                doubtful |= reads_badly(beyond, common);
                return (bytes.len() - rest.len(), doubtful);
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
                let (end, _) = pairs.decode(&bytes, &mut text);
                let expected = encoding.decode_without_bom_handling_and_without_replacement(&bytes[..end]);
                prop_assert_eq!(Some(&*text), expected.as_deref());
            }
        }
    }
}
