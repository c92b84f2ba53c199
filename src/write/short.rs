//! Short pieces of a line, put together on the stack before they are appended: a call for each would cost more than it does.

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
        let mut rest = value;
        for digit in self.bytes[self.length..end].iter_mut().rev() {
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        self.length = end;
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}
