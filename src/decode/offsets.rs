//! From places in the decoded text to places in the file, code points and lines, without reading the text anew.

use std::sync::OnceLock;

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
    /// Made when first asked for.
    blocks: OnceLock<Vec<Block>>,
}

impl Offsets {
    pub(super) fn new(width: Width, mark: usize, irregular: Vec<Irregular>) -> Self {
        Self {
            width,
            mark,
            irregular,
            blocks: OnceLock::new(),
        }
    }

    /// Of the text from `start` to the end of a character at `end`: code points before either, bytes of the file, line feeds
    /// before the start. Both are bounds of characters.
    pub(super) fn place(&self, text: &str, start: usize, end: usize) -> (Counts, Counts, usize, usize) {
        let (first, last) = (self.counts(text, start), self.counts(text, end));
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
        let (block, before) = self.block(text, at);
        block.before.points + (block.begin & before).count_ones() as usize
    }

    /// Line feeds before `at`.
    pub(super) fn line_breaks(&self, text: &str, at: usize) -> usize {
        let (block, before) = self.block(text, at);
        block.before.line_breaks + (block.break_ & before).count_ones() as usize
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
        let (block, before) = self.block(text, at);
        Counts {
            points: block.before.points + (block.begin & before).count_ones() as usize,
            line_breaks: block.before.line_breaks + (block.break_ & before).count_ones() as usize,
            special: match self.width {
                Width::Utf8 => 0,
                _ => block.before.special + (block.special & before).count_ones() as usize,
            },
        }
    }

    /// The block in which `at` stands, and a bit for each of its bytes before.
    fn block(&self, text: &str, at: usize) -> (&Block, u64) {
        let bytes = text.as_bytes();
        let at = at.min(bytes.len());
        let blocks = self.blocks.get_or_init(|| blocks(bytes, self.width));
        // There is one for every multiple of 64 up to the length of the text.
        (&blocks[at / 64], (1 << (at % 64)) - 1)
    }
}

/// What 64 bytes of the text hold, a bit each, and what stands before them: a look-up adds up bits instead of reading.
#[derive(Clone, Copy, Debug)]
struct Block {
    before: Counts,
    /// Where characters begin.
    begin: u64,
    /// Where line feeds stand.
    break_: u64,
    /// Where stands what `Counts::special` counts.
    special: u64,
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
}

/// The blocks of a text; the last one may hold nothing.
fn blocks(bytes: &[u8], width: Width) -> Vec<Block> {
    let mut before = Counts::default();
    let mut blocks = Vec::with_capacity(bytes.len() / 64 + 1);
    let (whole, rest) = bytes.as_chunks::<64>();
    let mut last = [b'\0'; 64];
    last[..rest.len()].copy_from_slice(rest);
    for block in whole.iter().chain([&last]) {
        let (mut begin, mut break_, mut special) = (0, 0, 0);
        for (eight, at) in block.as_chunks::<8>().0.iter().zip((0..64).step_by(8)) {
            let word = u64::from_le_bytes(*eight);
            begin |= bits(begins(word)) << at;
            break_ |= bits(is_line_break(word)) << at;
            special |= match width {
                Width::Utf8 => 0,
                Width::Legacy => bits(!word >> 7) << at,
                Width::Utf16 => bits(is_beyond(word)) << at,
            };
        }
        blocks.push(Block {
            before,
            begin,
            break_,
            special,
        });
        before.points += begin.count_ones() as usize;
        before.line_breaks += break_.count_ones() as usize;
        before.special += special.count_ones() as usize;
    }
    blocks
}

/// The lowest bit of each byte, one behind the other.
#[inline]
const fn bits(word: u64) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    // Each factor brings the bit of one byte to its place in the highest.
    (word & ONES).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// The lowest bit of each byte that begins a character.
#[inline]
const fn begins(word: u64) -> u64 {
    !(word >> 7) | word >> 6
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
    (word & word << 1 & word << 2 & word << 3) >> 7
}

/// Counts of a text that is read once.
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
