//! From places in the decoded text to places in the file, code points and lines, without reading the text anew.

use std::sync::OnceLock;

/// Bytes of text between two checkpoints: a look-up counts at most so many, a few nanoseconds.
const STRIDE: usize = 64;

/// So many bytes at most are counted in words of eight: fewer than 256 of anything.
const FEW: usize = 240;

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

    /// Of the text from `start` to the end of a character at `end`: code points before either, bytes of the file. The line feeds
    /// counted are those before the start. Both are bounds of characters.
    pub(super) fn place(&self, text: &str, start: usize, end: usize) -> (Counts, Counts, usize, usize) {
        let first = self.counts(text, start);
        let last = match end - start {
            0..=FEW => first.and_all(few::<false>(text.as_bytes(), start, end, self.width)),
            _ => self.counts(text, end),
        };
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
        let (before, from, to) = self.nearest(text, at);
        before.points + few_points(text.as_bytes(), from, to)
    }

    /// Code points before `start` and before `end`.
    pub(super) fn points_of(&self, text: &str, start: usize, end: usize) -> (usize, usize) {
        let first = self.points(text, start);
        match end - start {
            0..=FEW => (first, first + few_points(text.as_bytes(), start, end)),
            _ => (first, self.points(text, end)),
        }
    }

    /// Line feeds before `at`.
    pub(super) fn line_breaks(&self, text: &str, at: usize) -> usize {
        self.counts(text, at).line_breaks
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
        let (before, from, to) = self.nearest(text, at);
        before.and_all(few::<true>(text.as_bytes(), from, to, self.width))
    }

    /// The counts before the nearest checkpoint, where that is, and the place asked for.
    fn nearest(&self, text: &str, at: usize) -> (Counts, usize, usize) {
        let bytes = text.as_bytes();
        let at = at.min(bytes.len());
        let checkpoints = self.checkpoints.get_or_init(|| checkpoints(bytes, self.width));
        let nearest = at / STRIDE;
        // There is one for every multiple of the stride up to the length of the text.
        let counts = checkpoints.get(nearest).copied().unwrap_or_default();
        (counts, nearest * STRIDE, at)
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
    /// Both together.
    const fn and_all(self, other: Self) -> Self {
        Self {
            points: self.points + other.points,
            line_breaks: self.line_breaks + other.line_breaks,
            special: self.special + other.special,
        }
    }

    /// Both together; special are those of the latter alone.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            points: self.points + other.points,
            line_breaks: self.line_breaks + other.line_breaks,
            special: other.special,
        }
    }
}

fn checkpoints(bytes: &[u8], width: Width) -> Vec<Counts> {
    let mut sum = Counts::default();
    let mut checkpoints = Vec::with_capacity(bytes.len() / STRIDE + 1);
    checkpoints.push(sum);
    for block in bytes.as_chunks::<STRIDE>().0 {
        sum = sum.and_all(tally(block, width));
        checkpoints.push(sum);
    }
    checkpoints
}

/// 1 in each byte.
const ONES: u64 = u64::from_le_bytes([1; 8]);

/// Tells the words of a few bytes of the text: eight bytes, and ones in the places of those that are meant.
#[inline(always)]
fn words(text: &[u8], from: usize, to: usize, mut tell: impl FnMut(u64, u64)) {
    let bytes = &text[from..to];
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        tell(u64::from_le_bytes(*word), ONES);
    }
    let others = 8 * (8 - rest.len() as u32);
    if rest.is_empty() {
        return;
    }
    // The last eight of the text, of which some stand before or were told.
    match text[..to].last_chunk::<8>() {
        Some(last) => tell(u64::from_le_bytes(*last), ONES << others),
        None => {
            let word = rest.iter().rev().fold(0, |word, byte| (word << 8) | u64::from(*byte));
            tell(word, ONES >> others);
        }
    }
}

/// Counts of at most [`FEW`] bytes, line feeds only where they are asked for: eight are counted together, each in a byte of a word.
#[inline]
fn few<const LINES: bool>(text: &[u8], from: usize, to: usize, width: Width) -> Counts {
    match width {
        Width::Utf8 => few_of::<LINES>(text, from, to, |_| 0),
        Width::Legacy => few_of::<LINES>(text, from, to, |word| !word >> 7),
        Width::Utf16 => few_of::<LINES>(text, from, to, is_beyond),
    }
}

#[inline]
fn few_of<const LINES: bool>(text: &[u8], from: usize, to: usize, is_special: impl Fn(u64) -> u64) -> Counts {
    let (mut points, mut line_breaks, mut special) = (0, 0, 0);
    words(text, from, to, |word, meant| {
        points += begins(word) & meant;
        if LINES {
            line_breaks += is_line_break(word) & meant;
        }
        special += is_special(word) & meant;
    });
    Counts {
        points: sum(points),
        line_breaks: sum(line_breaks),
        special: sum(special),
    }
}

/// Code points of at most [`FEW`] bytes.
#[inline]
fn few_points(text: &[u8], from: usize, to: usize) -> usize {
    let mut points = 0;
    words(text, from, to, |word, meant| points += begins(word) & meant);
    sum(points)
}

/// The bytes of a word together; they are less than 256.
#[inline]
const fn sum(word: u64) -> usize {
    (word.wrapping_mul(ONES) >> 56) as usize
}

/// The lowest bit of each byte that begins a character.
#[inline]
const fn begins(word: u64) -> u64 {
    !(word >> 7) | (word >> 6)
}

/// The same of each line feed.
#[inline]
const fn is_line_break(word: u64) -> u64 {
    let others = word ^ u64::from_le_bytes([b'\n'; 8]);
    let low = u64::from_le_bytes([0x7f; 8]);
    !((others & low).wrapping_add(low) | others) >> 7
}

/// The same of each byte that begins a character beyond the basic plane.
#[inline]
const fn is_beyond(word: u64) -> u64 {
    (word & (word << 1) & (word << 2) & (word << 3)) >> 7
}

/// Counts of a piece of text of any length.
#[inline]
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
