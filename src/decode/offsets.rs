//! From places in the decoded text to places in the file, code points and lines, without reading the text anew.

use std::sync::OnceLock;

/// Bytes of text between two checkpoints: a look-up counts at most so many, some ten nanoseconds.
const STRIDE: usize = 256;

/// How many bytes of the file a character takes, unless it is listed as irregular.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Width {
    /// As many as in the text.
    Utf8,
    /// One for ASCII, two for any other: GB18030 and Big5.
    Legacy,
    /// Two, or four beyond the basic plane.
    Utf16,
}

impl Width {
    /// The bytes that characters take in the file if all are regular.
    pub(super) fn of(self, text: &[u8]) -> usize {
        self.file_bytes(text.len(), tally(text, self))
    }

    /// The same for a text of `length` bytes that was counted already.
    fn file_bytes(self, length: usize, counts: Counts) -> usize {
        match self {
            Self::Utf8 => length,
            // `special` is ASCII characters, which are among the points.
            Self::Legacy => 2 * counts.points - counts.special,
            // `special` is characters beyond the basic plane.
            Self::Utf16 => 2 * (counts.points + counts.special),
        }
    }
}

/// A piece of text that takes other than the regular number of bytes in the file: a malformed run, a code of four bytes,
/// a code that gives two characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Irregular {
    /// Where it starts in the text.
    pub(super) text: usize,
    /// Its UTF-8 bytes in the text.
    pub(super) text_len: usize,
    /// Where it starts in the file.
    pub(super) file: usize,
    /// Its bytes in the file.
    pub(super) file_len: usize,
}

/// The map of one decoded text. It does not hold the text; callers pass it.
#[derive(Clone, Debug)]
pub(super) struct Offsets {
    width: Width,
    /// Bytes of the byte order mark.
    mark: usize,
    /// In text order.
    irregular: Vec<Irregular>,
    /// Counts of the text before each multiple of `STRIDE`; made when first asked for.
    checkpoints: OnceLock<Vec<Counts>>,
}

impl Offsets {
    pub(super) fn new(width: Width, mark: usize, irregular: Vec<Irregular>) -> Self {
        Self {
            width,
            mark,
            irregular,
            checkpoints: OnceLock::new(),
        }
    }

    /// Of the text from `start` to the end of a character at `end`: code points before either, bytes of the file, line feeds
    /// before the start. Both are bounds of characters.
    pub(super) fn place(&self, text: &str, start: usize, end: usize) -> (Counts, Counts, usize, usize) {
        let first = self.counts(text, start);
        let mut last = first;
        if end - start < STRIDE {
            last.add(tally(&text.as_bytes()[start..end], self.width));
        } else {
            last = self.counts(text, end);
        }
        if self.irregular.is_empty() {
            let file = |at: usize, counts: Counts| self.mark + self.width.file_bytes(at, counts);
            return (first, last, file(start, first), file(end, last));
        }
        (first, last, self.file_start(text, start), self.file_end(text, end))
    }

    /// Where in the file the character at `at` starts.
    pub(super) fn file_start(&self, text: &str, at: usize) -> usize {
        self.file(text, at, |within| within.file)
    }

    /// Where in the file the character that ends at `at` ends.
    pub(super) fn file_end(&self, text: &str, at: usize) -> usize {
        self.file(text, at, |within| within.file + within.file_len)
    }

    /// Code points before `at`.
    pub(super) fn points(&self, text: &str, at: usize) -> usize {
        let (before, rest) = self.nearest(text, at);
        // Less than a stride, so that the sum fits a byte.
        before.points + count(rest, |byte| byte & 0xc0 != 0x80)
    }

    /// Line feeds before `at`.
    pub(super) fn line_breaks(&self, text: &str, at: usize) -> usize {
        let (before, rest) = self.nearest(text, at);
        before.line_breaks + memchr::memchr_iter(b'\n', rest).count()
    }

    /// Where in the text the irregular piece stands that starts at `file` in the file.
    pub(super) fn text_of_irregular(&self, file: usize) -> Option<usize> {
        let found = self.irregular.binary_search_by_key(&file, |piece| piece.file).ok()?;
        Some(self.irregular[found].text)
    }

    /// Counts of the whole text.
    pub(super) fn all(&self, text: &str) -> Counts {
        self.counts(text, text.len())
    }

    fn file(&self, text: &str, at: usize, within: impl Fn(&Irregular) -> usize) -> usize {
        let before = self.irregular.partition_point(|piece| piece.text < at);
        let Some(last) = before.checked_sub(1).map(|index| &self.irregular[index]) else {
            return self.mark + self.regular_bytes(text, at);
        };
        let after = last.text + last.text_len;
        if at < after {
            return within(last);
        }
        last.file + last.file_len + self.regular_bytes(text, at) - self.regular_bytes(text, after)
    }

    /// The bytes that the text before `at` would take if all of it were regular.
    fn regular_bytes(&self, text: &str, at: usize) -> usize {
        match self.width {
            Width::Utf8 => at,
            Width::Legacy | Width::Utf16 => self.width.file_bytes(at, self.counts(text, at)),
        }
    }

    fn counts(&self, text: &str, at: usize) -> Counts {
        let (mut counts, rest) = self.nearest(text, at);
        counts.add(tally(rest, self.width));
        counts
    }

    /// The counts before the nearest checkpoint, and the bytes from there to `at`.
    fn nearest<'t>(&self, text: &'t str, at: usize) -> (Counts, &'t [u8]) {
        let bytes = text.as_bytes();
        let at = at.min(bytes.len());
        let checkpoints = self.checkpoints.get_or_init(|| checkpoints(bytes, self.width));
        let nearest = at / STRIDE;
        // There is one for every multiple of the stride up to the length of the text.
        let counts = checkpoints.get(nearest).copied().unwrap_or_default();
        (counts, &bytes[nearest * STRIDE..at])
    }
}

/// What stands before a place in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) points: usize,
    pub(super) line_breaks: usize,
    /// What `Width::file_bytes` needs beside the points.
    special: usize,
}

impl Counts {
    /// Both together; special are those of the latter alone.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            points: self.points + other.points,
            line_breaks: self.line_breaks + other.line_breaks,
            special: other.special,
        }
    }

    fn add(&mut self, other: Self) {
        self.points += other.points;
        self.line_breaks += other.line_breaks;
        self.special += other.special;
    }
}

/// Code points of fewer than 256 bytes.
pub(super) fn points_of(bytes: &[u8]) -> usize {
    count(bytes, |byte| byte & 0xc0 != 0x80)
}

fn checkpoints(bytes: &[u8], width: Width) -> Vec<Counts> {
    let mut sum = Counts::default();
    let mut checkpoints = Vec::with_capacity(bytes.len() / STRIDE + 1);
    checkpoints.push(sum);
    for block in bytes.chunks_exact(STRIDE) {
        sum.add(tally(block, width));
        checkpoints.push(sum);
    }
    checkpoints
}

fn tally(bytes: &[u8], width: Width) -> Counts {
    let mut counts = Counts::default();
    // Sums of at most 255 fit a byte, and so the compiler adds sixteen or more bytes at once.
    for chunk in bytes.chunks(255) {
        counts.points += count(chunk, |byte| byte & 0xc0 != 0x80);
        counts.line_breaks += count(chunk, |byte| byte == b'\n');
        counts.special += match width {
            Width::Utf8 => 0,
            Width::Legacy => count(chunk, |byte| byte < 0x80),
            Width::Utf16 => count(chunk, |byte| byte >= 0xf0),
        };
    }
    counts
}

#[inline]
fn count(chunk: &[u8], is: impl Fn(u8) -> bool) -> usize {
    usize::from(
        chunk
            .iter()
            .fold(0u8, |sum, &byte| sum.wrapping_add(u8::from(is(byte)))),
    )
}
