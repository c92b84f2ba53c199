//! Numbers and texts in few bytes; see `compact`.

use std::ops::Range;

use crate::model::{ByteSpan, PointSpan};

/// Appends to a list of bytes; `TEXTS` kinds of texts are known to repeat.
pub(super) struct Writer<'o, const TEXTS: usize> {
    out: &'o mut Vec<u8>,
    /// Where in `out` the text of each kind stands that was written last.
    last: [Range<usize>; TEXTS],
}

impl<'o, const TEXTS: usize> Writer<'o, TEXTS> {
    pub(super) fn new(out: &'o mut Vec<u8>) -> Self {
        Self {
            out,
            last: std::array::from_fn(|_| 0..0),
        }
    }

    #[inline]
    pub(super) fn byte(&mut self, byte: u8) {
        self.out.push(byte);
    }

    #[inline]
    pub(super) fn number(&mut self, number: usize) {
        let mut rest = number;
        while rest >= 0x80 {
            self.out.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.out.push(rest as u8);
    }

    /// How far it is from one place to another, before or behind it.
    #[inline]
    pub(super) fn distance(&mut self, from: usize, to: usize) {
        let distance = to.wrapping_sub(from) as isize;
        self.number(((distance << 1) ^ (distance >> (isize::BITS - 1))) as usize);
    }

    #[inline]
    pub(super) fn text(&mut self, text: &str) {
        self.text_at(text);
    }

    /// A text; gives where it stands.
    #[inline]
    pub(super) fn text_at(&mut self, text: &str) -> Range<usize> {
        self.number(text.len());
        let start = self.out.len();
        self.out.extend_from_slice(text.as_bytes());
        start..self.out.len()
    }

    /// Whether a text was written there.
    pub(super) fn holds(&self, at: Range<usize>, text: &str) -> bool {
        at.len() == text.len() && self.out[at] == *text.as_bytes()
    }

    /// A text, or none.
    pub(super) fn maybe(&mut self, text: Option<&str>) {
        self.byte(u8::from(text.is_some()));
        if let Some(text) = text {
            self.text(text);
        }
    }

    /// A text of a kind that repeats, or none.
    #[inline]
    pub(super) fn again(&mut self, kind: usize, text: Option<&str>) {
        let Some(text) = text else {
            return self.byte(0);
        };
        let last = &self.last[kind];
        // Nothing is written so that it would begin at 0: that is where a header stands.
        if last.start > 0 && self.holds(last.clone(), text) {
            return self.byte(1);
        }
        self.number(text.len() + 2);
        let start = self.out.len();
        self.out.extend_from_slice(text.as_bytes());
        self.last[kind] = start..self.out.len();
    }
}

/// Reads what a [`Writer`] has written; every answer is `None` where it has not.
pub(super) struct Reader<'p, const TEXTS: usize> {
    rest: &'p [u8],
    last: [Option<&'p str>; TEXTS],
}

impl<'p, const TEXTS: usize> Reader<'p, TEXTS> {
    pub(super) fn new(packed: &'p [u8]) -> Self {
        Self {
            rest: packed,
            last: [None; TEXTS],
        }
    }

    pub(super) fn rest(&self) -> &'p [u8] {
        self.rest
    }

    #[inline]
    pub(super) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    pub(super) fn index(&mut self) -> Option<usize> {
        self.byte().map(usize::from)
    }

    #[inline]
    pub(super) fn number(&mut self) -> Option<usize> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(number);
            }
            shift += 7;
        }
    }

    pub(super) fn distance(&mut self, from: usize) -> Option<usize> {
        let number = self.number()?;
        let distance = (number >> 1) ^ (number & 1).wrapping_neg();
        Some(from.wrapping_add(distance))
    }

    /// A span whose start was written as the distance from a place.
    pub(super) fn span(&mut self, from: usize) -> Option<PointSpan> {
        let start = self.distance(from)?;
        let end = self.distance(start)?;
        (start <= end).then(|| PointSpan::new(start, end))
    }

    pub(super) fn text(&mut self) -> Option<&'p str> {
        let length = self.number()?;
        self.of(length)
    }

    fn of(&mut self, length: usize) -> Option<&'p str> {
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        std::str::from_utf8(text).ok()
    }

    pub(super) fn maybe(&mut self) -> Option<Option<&'p str>> {
        match self.byte()? {
            0 => Some(None),
            _ => self.text().map(Some),
        }
    }

    pub(super) fn again(&mut self, kind: usize) -> Option<Option<&'p str>> {
        match self.number()? {
            0 => return Some(None),
            1 => {}
            length => self.last[kind] = Some(self.of(length - 2)?),
        }
        Some(Some(self.last[kind]?))
    }
}

/// Places of records one after the other, each as its distance from the one before.
#[derive(Default)]
pub(super) struct Distances {
    span: usize,
    bytes: usize,
    line: usize,
}

impl Distances {
    pub(super) fn write<const TEXTS: usize>(
        &mut self,
        out: &mut Writer<'_, TEXTS>,
        span: PointSpan,
        bytes: ByteSpan,
        line: usize,
    ) {
        out.distance(self.span, span.start);
        out.distance(span.start, span.end);
        out.distance(self.bytes, bytes.start);
        out.distance(bytes.start, bytes.end);
        out.distance(self.line, line);
        (self.span, self.bytes, self.line) = (span.end, bytes.end, line);
    }

    pub(super) fn read<const TEXTS: usize>(
        &mut self,
        from: &mut Reader<'_, TEXTS>,
    ) -> Option<(PointSpan, ByteSpan, usize)> {
        let span = from.span(self.span)?;
        let start = from.distance(self.bytes)?;
        let end = from.distance(start)?;
        let bytes = (start <= end).then(|| ByteSpan::new(start, end))?;
        let line = from.distance(self.line)?;
        (self.span, self.bytes, self.line) = (span.end, bytes.end, line);
        Some((span, bytes, line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_distances_come_back() {
        let all = [0, 1, 127, 128, 300, 1 << 40, usize::MAX];
        let mut out = Vec::new();
        let mut writer: Writer<'_, 0> = Writer::new(&mut out);
        for one in all {
            writer.number(one);
            all.iter().for_each(|other| writer.distance(one, *other));
        }
        let mut reader: Reader<'_, 0> = Reader::new(&out);
        for one in all {
            assert_eq!(reader.number(), Some(one));
            all.iter()
                .for_each(|other| assert_eq!(reader.distance(one), Some(*other)));
        }
        assert_eq!(reader.byte(), None);
        assert_eq!(Reader::<0>::new(&[0xff; 40]).number(), None);
    }
}
