//! Room for one line: its pieces are put there directly, one behind the other, and then all at once behind the lines before. The
//! room is used for one line after the other, so that it need not be made ready for each.

use std::cell::RefCell;

/// Room under construction.
pub(super) struct Room<'o> {
    room: &'o mut [u8],
    at: usize,
    /// The highest bits of bytes tell whether a byte of a text is one that JSON writes otherwise; where it stood is not told.
    odd: u64,
}

/// Bytes of room that are kept for the next line; longer ones are rare.
const KEPT: usize = 1 << 16;

thread_local! {
    static ROOM: RefCell<Vec<u8>> = RefCell::default();
}

/// Appends to `out` what `write` puts into room for so many bytes. Tells whether all texts are ones that JSON writes as they are.
#[inline]
pub(super) fn append(out: &mut Vec<u8>, bytes: usize, write: impl FnOnce(&mut Room<'_>)) -> bool {
    ROOM.with_borrow_mut(|room| {
        if room.len() < bytes {
            room.resize(bytes, 0);
        }
        let mut line = Room {
            room: &mut room[..],
            at: 0,
            odd: 0,
        };
        write(&mut line);
        let (end, plain) = (line.at, line.odd & (ONES << 7) == 0);
        out.extend_from_slice(&room[..end]);
        if room.len() > KEPT {
            *room = Vec::new();
        }
        plain
    })
}

/// 0 to 999: the digits from the lowest byte on, and behind them how many they are.
const FIRST: [u32; 1000] = {
    let mut all = [0; 1000];
    let mut number = 0;
    while number < 1000 {
        let (a, b, c) = (number / 100, number / 10 % 10, number % 10);
        let digits = if number < 10 {
            c | 1 << 24
        } else if number < 100 {
            b | c << 8 | 2 << 24
        } else {
            a | b << 8 | c << 16 | 3 << 24
        };
        all[number as usize] = digits + 0x30_3030;
        number += 1;
    }
    all
};

/// 000 to 999, in the same way.
const FURTHER: [u32; 1000] = {
    let mut all = [0; 1000];
    let mut number = 0;
    while number < 1000 {
        let (a, b, c) = (number / 100, number / 10 % 10, number % 10);
        all[number as usize] = (a | b << 8 | c << 16 | 3 << 24) + 0x30_3030;
        number += 1;
    }
    all
};

impl Room<'_> {
    /// Appends words of the program, whose length the compiler knows, in a step or two.
    #[inline(always)]
    pub(super) fn literal<const LENGTH: usize>(&mut self, words: &[u8; LENGTH]) {
        // An array is assigned without a call.
        if let Some(room) = self.room[self.at..].first_chunk_mut() {
            *room = *words;
        }
        self.at += LENGTH;
    }

    /// Appends a text, and takes note where it holds a control character, a quotation mark or a backslash.
    pub(super) fn text(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let room = &mut self.room[self.at..][..bytes.len()];
        self.at += bytes.len();
        // Nearly all are short: the first and the last bytes, which may overlap, are all of them.
        if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
            let mut found = odd(*first) | odd(*last);
            if bytes.len() > 16 {
                room.copy_from_slice(bytes);
                for word in bytes[8..].as_chunks().0 {
                    found |= odd(*word);
                }
            } else {
                put(room, 0, first);
                put(room, bytes.len() - 8, last);
            }
            self.odd |= found;
        } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            put(room, 0, first);
            put(room, bytes.len() - 4, last);
            let [a, b, c, d] = *first;
            let [e, f, g, h] = *last;
            self.odd |= odd([a, b, c, d, e, f, g, h]);
        } else if let (Some(first), Some(last)) = (bytes.first(), bytes.last()) {
            // One, two or three: the one in the middle may be one of the others.
            let (middle, end) = (bytes.len() / 2, bytes.len() - 1);
            let between = bytes[middle];
            (room[0], room[middle], room[end]) = (*first, between, *last);
            self.odd |= odd([*first, between, *last, b' ', b' ', b' ', b' ', b' ']);
        }
    }

    /// Appends bytes as they are.
    #[inline]
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        let end = self.at + bytes.len();
        self.room[self.at..end].copy_from_slice(bytes);
        self.at = end;
    }

    /// Appends a whole number. Behind it there must be room for one more byte.
    #[inline]
    pub(super) fn whole(&mut self, value: usize) {
        match u32::try_from(value) {
            Ok(value @ 0..1000) => self.digits(FIRST[value as usize]),
            Ok(value @ 1000..1_000_000) => {
                self.digits(FIRST[(value / 1000) as usize]);
                self.digits(FURTHER[(value % 1000) as usize]);
            }
            _ => self.long(value),
        }
    }

    #[inline]
    fn digits(&mut self, digits: u32) {
        if let Some(room) = self.room[self.at..].first_chunk_mut() {
            *room = digits.to_le_bytes();
        }
        self.at += (digits >> 24) as usize;
    }

    #[cold]
    fn long(&mut self, value: usize) {
        let (higher, lower) = (value / 1_000_000, (value % 1_000_000) as u32);
        self.whole(higher);
        self.digits(FURTHER[(lower / 1000) as usize]);
        self.digits(FURTHER[(lower % 1000) as usize]);
    }
}

/// Puts a few bytes at a place.
#[inline(always)]
fn put<const LENGTH: usize>(room: &mut [u8], at: usize, bytes: &[u8; LENGTH]) {
    if let Some(room) = room[at..].first_chunk_mut() {
        *room = *bytes;
    }
}

/// 1 in each byte.
const ONES: u64 = u64::from_ne_bytes([1; 8]);

/// The highest bit of a byte is set where one of the bytes is one that JSON writes otherwise, and none is where none is.
#[inline(always)]
const fn odd(bytes: [u8; 8]) -> u64 {
    const fn less(word: u64, than: u64) -> u64 {
        word.wrapping_sub(ONES * than) & !word
    }
    let word = u64::from_le_bytes(bytes);
    // A byte that follows an odd one may seem odd too; where none is odd, none seems so.
    less(word, b' ' as u64) | less(word ^ (ONES * b'"' as u64), 1) | less(word ^ (ONES * b'\\' as u64), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: usize) -> String {
        let mut out = b"n".to_vec();
        append(&mut out, 32, |room| {
            room.literal(b"=");
            room.whole(value);
            room.literal(b";");
        });
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn whole_numbers_are_written_as_usual() {
        let odd = [12_345, 99_999_999, 100_000_000, usize::MAX / 10, usize::MAX];
        for value in (0..=10_100).chain((0..90_000_000).step_by(9_973)).chain(odd) {
            assert_eq!(written(value), format!("n={value};"));
        }
    }

    #[test]
    fn texts_are_written_as_they_are_unless_a_byte_is_odd() {
        for length in 0..60 {
            let text: String = "一2345六78，9a".chars().cycle().take(length).collect();
            let mut out = b"n".to_vec();
            assert!(append(&mut out, text.len(), |room| room.text(&text)));
            assert_eq!(out, format!("n{text}").into_bytes());
            for odd in ["\"", "\\", "\n", "\0", "\u{1f}"] {
                for (at, _) in text.char_indices() {
                    let mut spoilt = text.clone();
                    spoilt.insert_str(at, odd);
                    assert!(!append(&mut out, spoilt.len(), |room| room.text(&spoilt)));
                    assert_eq!(out, format!("n{text}{spoilt}").into_bytes());
                    out.truncate(1 + text.len());
                }
            }
        }
    }
}
