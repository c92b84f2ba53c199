//! Short pieces of a line, put together on the stack before they are appended: a call for each would cost more than it does.

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

/// A short text of at most `ROOM` bytes under construction.
pub(super) struct Short<const ROOM: usize> {
    bytes: [u8; ROOM],
    length: usize,
}

impl<const ROOM: usize> Short<ROOM> {
    #[inline]
    pub(super) const fn new() -> Self {
        Self {
            bytes: [0; ROOM],
            length: 0,
        }
    }

    /// Appends words of the program; where their length is known to the compiler, in a step or two.
    #[inline(always)]
    pub(super) fn literal(&mut self, words: &str) {
        let end = self.length + words.len();
        self.bytes[self.length..end].copy_from_slice(words.as_bytes());
        self.length = end;
    }

    /// Appends a whole number.
    #[inline]
    pub(super) fn whole(&mut self, value: usize) {
        let digits = value.checked_ilog10().map_or(1, |log| log as usize + 1);
        let end = self.length + digits;
        let room = &mut self.bytes[self.length..end];
        self.length = end;
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

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_written_as_usual() {
        for value in [0, 1, 9, 10, 99, 100, 101, 12_345, 100_000, usize::MAX / 10, usize::MAX] {
            let mut short = Short::<32>::new();
            short.literal("n");
            short.whole(value);
            assert_eq!(short.bytes(), format!("n{value}").as_bytes());
        }
    }
}
