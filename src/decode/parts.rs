//! A file in one encoding or several: the map of its whole text, put together from those of its stretches.

use super::mixed::Stretch;
use super::offsets::{Counts, Offsets};
use super::transcode::{self, Transcoded};
use crate::model::{ByteSpan, PointSpan};

/// The maps of the stretches, in order; nearly always one.
#[derive(Clone, Debug)]
pub(super) struct Parts(Vec<Part>);

#[derive(Clone, Debug)]
struct Part {
    /// Where it starts in the text, and its length there.
    text: usize,
    len: usize,
    /// Where it starts in the file.
    file: usize,
    /// Code points and line breaks before it.
    before: Counts,
    offsets: Offsets,
}

/// The text of a file.
pub(super) struct Whole {
    pub(super) text: String,
    pub(super) malformed: Vec<ByteSpan>,
    /// Whether some of it may read badly; where not, none does.
    pub(super) doubtful: bool,
    /// How many characters may have another form in simplified writing, where that was told: of no text of several stretches.
    pub(super) changing: Option<usize>,
    pub(super) parts: Parts,
}

/// Decodes the stretches of a file, the first from behind a byte order mark of `mark` bytes.
pub(super) fn transcode(bytes: &[u8], mark: usize, stretches: &[Stretch]) -> Whole {
    let mut whole = String::new();
    let mut malformed = Vec::new();
    let mut parts: Vec<Part> = Vec::with_capacity(stretches.len());
    let mut doubtful = false;
    let mut changing = None;
    for stretch in stretches {
        let start = stretch.bytes.start.max(mark);
        let Transcoded {
            text,
            malformed: broken,
            doubtful: doubt,
            changing: change,
            offsets,
        } = transcode::transcode(&bytes[..stretch.bytes.end], start, stretch.encoding);
        let before = parts.last().map_or_else(Counts::default, |last| {
            last.before.and(last.offsets.all(last.of(&whole)))
        });
        parts.push(Part {
            text: whole.len(),
            len: text.len(),
            file: start,
            before,
            offsets,
        });
        malformed.extend(broken);
        doubtful |= doubt;
        changing = change.filter(|_| stretches.len() == 1);
        // Nearly always there is one, which is not copied.
        if whole.is_empty() {
            whole = text;
        } else {
            whole.push_str(&text);
        }
    }
    Whole {
        text: whole,
        malformed,
        doubtful,
        changing,
        parts: Parts(parts),
    }
}

impl Part {
    fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.text..self.text + self.len]
    }
}

impl Parts {
    /// Where the text from `start` to `end`, both bounds of characters, stands: in code points, in bytes of the file, and
    /// line feeds before it. `None` where it is empty or does not stand in one part.
    pub(super) fn place(&self, text: &str, start: usize, end: usize) -> Option<(PointSpan, ByteSpan, usize)> {
        let part = self.holding(start);
        if start >= end || start < part.text || end > part.text + part.len {
            return None;
        }
        let (first, last, from, to) = part.offsets.place(part.of(text), start - part.text, end - part.text);
        let before = part.before;
        Some((
            PointSpan::new(before.points + first.points, before.points + last.points),
            ByteSpan::new(from, to),
            before.line_breaks + first.line_breaks,
        ))
    }

    /// Where in the file the character at `at` starts.
    pub(super) fn file_start(&self, text: &str, at: usize) -> usize {
        let part = self.holding(at);
        part.offsets
            .file_start(part.of(text), at.min(part.text + part.len) - part.text)
    }

    /// Where in the file the character that ends at `at` ends.
    pub(super) fn file_end(&self, text: &str, at: usize) -> usize {
        let part = self.holding(at.saturating_sub(1));
        part.offsets
            .file_end(part.of(text), at.min(part.text + part.len) - part.text)
    }

    /// Code points before `at`.
    pub(super) fn points(&self, text: &str, at: usize) -> usize {
        let part = self.holding(at);
        part.before.points + part.offsets.points(part.of(text), at - part.text)
    }

    /// The code points before the start and the end of a stretch; `None` where it does not stand in one part.
    pub(super) fn points_within(&self, text: &str, start: usize, end: usize) -> Option<PointSpan> {
        let part = self.holding(start);
        if start > end || end > part.text + part.len {
            return None;
        }
        let (first, last) = part
            .offsets
            .points_of(part.of(text), start - part.text, end - part.text);
        Some(PointSpan::new(part.before.points + first, part.before.points + last))
    }

    /// Line feeds before `at`.
    pub(super) fn line_breaks(&self, text: &str, at: usize) -> usize {
        let part = self.holding(at);
        part.before.line_breaks + part.offsets.line_breaks(part.of(text), at - part.text)
    }

    /// Where in the text the irregular piece stands that starts at `file` in the file.
    pub(super) fn text_of_irregular(&self, file: usize) -> Option<usize> {
        let part = self.from(file);
        Some(part.text + part.offsets.text_of_irregular(file)?)
    }

    /// Where in the text the stretch begins that starts at `file` in the file.
    pub(super) fn text_of_part(&self, file: usize) -> usize {
        self.from(file).text
    }

    /// Bytes of text of the stretch that starts at `file` in the file.
    pub(super) fn text_len(&self, file: usize) -> usize {
        self.from(file).len
    }

    /// The part in which the character at `at` of the text stands. There is always one: also an empty file has a stretch.
    #[inline]
    fn holding(&self, at: usize) -> &Part {
        if let [only] = &self.0[..] {
            return only;
        }
        &self.0[self.0.partition_point(|part| part.text <= at).max(1) - 1]
    }

    fn from(&self, file: usize) -> &Part {
        &self.0[self.0.partition_point(|part| part.file <= file).max(1) - 1]
    }
}
