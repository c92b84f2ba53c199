//! Room for one line at the end of a list: its pieces are put there directly, so that what is written is copied once.

/// Room under construction.
pub(super) struct Room<'o> {
    room: &'o mut [u8],
    at: usize,
}

/// Appends to `out` what `write` puts into room for so many bytes; the rest is given back.
#[inline]
pub(super) fn append(out: &mut Vec<u8>, bytes: usize, write: impl FnOnce(&mut Room<'_>)) {
    let start = out.len();
    out.resize(start + bytes, 0);
    let mut room = Room {
        room: &mut out[start..],
        at: 0,
    };
    write(&mut room);
    let end = start + room.at;
    out.truncate(end);
}

/// 00 to 99.
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[0; 2]; 100];
    let mut number = 0;
    while number < 100 {
        pairs[number] = [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8];
        number += 1;
    }
    pairs
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

    /// Appends a text.
    #[inline]
    pub(super) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// Appends bytes.
    #[inline]
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        let end = self.at + bytes.len();
        self.room[self.at..end].copy_from_slice(bytes);
        self.at = end;
    }

    /// Appends a whole number.
    #[inline]
    pub(super) fn whole(&mut self, value: usize) {
        match u32::try_from(value) {
            Ok(value @ 0..100_000_000) => self.eight(value),
            _ => self.long(value),
        }
    }

    /// Appends a number of at most eight digits. All eight are reckoned at once, each in a byte of a word, the first in the
    /// lowest; those before the first that is not 0 are shifted away.
    #[inline]
    fn eight(&mut self, value: u32) {
        let (high, low) = (u64::from(value / 10_000), u64::from(value % 10_000));
        let fours = high | (low << 32);
        let hundreds = ((fours * 5243) >> 19) & 0x7f_0000_007f;
        let pairs = ((fours - 100 * hundreds) << 16) | hundreds;
        let tens = ((pairs * 103) >> 10) & 0xf_000f_000f_000f;
        let digits = ((pairs - 10 * tens) << 8) | tens;
        // At least one remains.
        let zeros = (digits | (1 << 56)).trailing_zeros() / 8;
        let written = (digits | u64::from_ne_bytes([b'0'; 8])) >> (8 * zeros);
        self.literal(&written.to_le_bytes());
        self.at -= zeros as usize;
    }

    #[cold]
    fn long(&mut self, value: usize) {
        let digits = value.checked_ilog10().map_or(1, |log| log as usize + 1);
        let end = self.at + digits;
        let room = &mut self.room[self.at..end];
        self.at = end;
        let (mut at, mut rest) = (digits, value);
        while at >= 2 {
            at -= 2;
            room[at..at + 2].copy_from_slice(&PAIRS[rest % 100]);
            rest /= 100;
        }
        if at == 1 {
            room[0] = b'0' + rest as u8;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: usize) -> String {
        let mut out = b"n".to_vec();
        append(&mut out, 32, |room| {
            room.literal(b"=");
            room.whole(value);
        });
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn whole_numbers_are_written_as_usual() {
        let odd = [12_345, 99_999_999, 100_000_000, usize::MAX / 10, usize::MAX];
        for value in (0..=10_100).chain((0..90_000_000).step_by(9_973)).chain(odd) {
            assert_eq!(written(value), format!("n={value}"));
        }
    }
}
