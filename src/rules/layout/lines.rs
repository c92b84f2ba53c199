//! The lines of a text and the kinds of their signs, told in one walk.

use std::sync::LazyLock;

use super::traits::{Traits, kinds};

/// The kinds of signs of a line.
pub(super) fn traits(line: &str) -> Traits {
    KINDS.walk_line(line.as_bytes(), false).traits
}

/// A line of a text that is not blank, and what one walk tells of it.
#[derive(Clone, Copy, Debug)]
pub struct TextLine {
    /// Where the line begins.
    pub start: usize,
    /// Where it begins behind white space.
    pub at: usize,
    /// Where it ends, before white space.
    pub end: usize,
    /// Blank lines before it.
    pub gap: usize,
    /// The kinds of its signs.
    pub traits: Traits,
    /// Columns that it takes on a typewriter, without the white space.
    pub width: usize,
    /// What is known of it.
    pub settled: Settled,
}

/// What is known of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Settled {
    /// Nothing yet.
    Unknown,
    /// It is part of the text, or begins something: no value, no number of a page, nothing that a carrier has added, no line of who
    /// published it.
    Text,
    /// The same, and it has no numbering.
    Unnumbered,
}

impl TextLine {
    /// The line that begins at `start`, and behind white space at `at`, and ends with the text, without white space.
    pub fn last(text: &str, start: usize, at: usize, gap: usize) -> Self {
        let Walked { traits, width, .. } = KINDS.walk_line(&text.as_bytes()[at..], false);
        Self {
            start,
            at,
            end: text.len(),
            gap,
            traits,
            width,
            settled: Settled::Unknown,
        }
    }

    /// The line without white space at its ends.
    #[inline]
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.at..self.end]
    }
}

/// The lines of a text that are not blank.
pub fn text_lines(text: &str) -> impl Iterator<Item = TextLine> {
    let mut reader = LineReader::new(&KINDS, false);
    reader.read(text, 0);
    reader.lines.into_iter()
}

/// Reads one line after another.
pub struct LineReader<'k> {
    kinds: &'k SignKinds,
    /// Whether [`Self::counted`] is told.
    counts: bool,
    /// Those read that are not blank.
    pub lines: Vec<TextLine>,
    /// Blank lines behind the last of them.
    gap: usize,
    /// Hanzi of the lines, as far as they are of the most common block.
    pub hanzi: usize,
    /// Characters among them that are counted.
    pub counted: usize,
}

impl<'k> LineReader<'k> {
    /// Tells signs by `kinds`; characters are counted where `counts` says so.
    pub const fn new(kinds: &'k SignKinds, counts: bool) -> Self {
        Self {
            kinds,
            counts,
            lines: Vec::new(),
            gap: 0,
            hanzi: 0,
            counted: 0,
        }
    }

    /// Reads the lines of `text` from `start`, where one begins, to the end.
    pub fn read(&mut self, text: &str, start: usize) {
        let bytes = text.as_bytes();
        let mut start = start;
        while start < bytes.len() {
            let mut at = start + blanks(&bytes[start..]);
            // Nearly no line begins with other white space than this.
            if matches!(bytes[at..], [0x0b..=0x1f | 0xc2 | 0xe1, ..] | [0xe2, 0x80 | 0x81, ..]) {
                let is_space = |c: char| c != '\n' && c.is_whitespace();
                at = text.len() - text[at..].trim_start_matches(is_space).len();
            }
            let walked = self.kinds.walk_line(&bytes[at..], self.counts);
            let behind = at + walked.len;
            self.note(text, start, at, walked, 0);
            start = behind + 1;
        }
    }

    /// Reads the line of `text` that begins at `start`, where all of it is plain: tells where it ends, before a line feed, a carriage
    /// return or the end. It is noted as beginning at `place`.
    pub fn read_plain(&mut self, text: &str, start: usize, place: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let at = start + blanks(&bytes[start..]);
        let walked = self.kinds.walk(&bytes[at..], self.counts);
        let behind = at + walked.len;
        if !matches!(bytes.get(behind), None | Some(b'\n' | b'\r')) {
            return None;
        }
        self.note(text, start, at, walked, place.wrapping_sub(start));
        Some(behind)
    }

    /// Notes a line that was walked along from `at`, behind the white space it begins with; `shift` bytes on.
    fn note(&mut self, text: &str, start: usize, at: usize, walked: Walked, shift: usize) {
        let Walked {
            mut traits,
            len,
            mut width,
            hanzi,
            counted,
        } = walked;
        if len == 0 {
            self.gap += 1;
            return;
        }
        self.hanzi += hanzi;
        self.counted += counted;
        let behind = at + len;
        let mut end = behind;
        let bytes = &text.as_bytes()[at..behind];
        // What the bytes tell to be no white space; the trimming is left to the others.
        if !matches!(
            bytes,
            [.., 0xe4..=0xe9, _, _] | [.., 0xef, 0xbc, _] | [.., 0xe3, 0x80, 0x81..=0xbf]
        ) && bytes.last().is_none_or(|last| !matches!(last, b'!'..=0x7e))
        {
            end = at + text[at..behind].trim_end().len();
            if end < behind {
                Walked { traits, width, .. } = self.kinds.walk_line(&text.as_bytes()[at..end], false);
            }
        }
        self.lines.push(TextLine {
            start: start.wrapping_add(shift),
            at: at.wrapping_add(shift),
            end: end.wrapping_add(shift),
            gap: std::mem::take(&mut self.gap),
            traits,
            width,
            settled: Settled::Unknown,
        });
    }
}

/// Bytes of the spaces, tabs and ideographic spaces that a line begins with.
#[inline]
fn blanks(line: &[u8]) -> usize {
    let mut rest = line;
    loop {
        rest = match rest {
            [b' ' | b'\t', behind @ ..] | [0xe3, 0x80, 0x80, behind @ ..] => behind,
            _ => return line.len() - rest.len(),
        }
    }
}

/// What a walk along a line tells.
#[derive(Clone, Copy, Default)]
struct Walked {
    traits: Traits,
    /// Bytes before the place where it ended.
    len: usize,
    /// Columns of them: one for ASCII, two for any other.
    width: usize,
    /// Hanzi, as far as they are of the most common block.
    hanzi: usize,
    /// Characters that are counted.
    counted: usize,
}

impl Walked {
    const fn and(self, other: Self) -> Self {
        Self {
            traits: self.traits.and(other.traits),
            len: self.len + other.len,
            width: self.width + other.width,
            hanzi: self.hanzi + other.hanzi,
            counted: self.counted + other.counted,
        }
    }
}

/// What kinds of signs each character of the basic plane is of, no others being of any; and which hanzi are counted.
pub struct SignKinds {
    kinds: Box<[u32; 0x10000]>,
    /// A bit for each hanzi that is counted, in words by the lower bits of its first two bytes.
    counted: Box<[u64; 0x200]>,
}

impl SignKinds {
    /// The kinds of signs, where furthermore lines with some characters are not plain, and some are counted. Of those outside of the
    /// block of most hanzi none are counted: lines with them are not plain.
    pub fn with(special: impl Iterator<Item = char>, counted: impl Iterator<Item = char>) -> Self {
        let mut all = Self {
            kinds: KINDS.kinds.clone(),
            counted: KINDS.counted.clone(),
        };
        special.for_each(|c| all.kinds[c as usize & 0xffff] |= Traits::STOPS);
        for c in counted {
            let point = c as usize & 0xffff;
            match c {
                '\u{4000}'..='\u{9fff}' => all.counted[point / 64 % 0x200] |= 1 << (point % 64),
                _ => all.kinds[point] |= Traits::STOPS,
            }
        }
        all
    }

    /// Walks to the next line feed or the end; characters are counted where `counts` says so.
    fn walk_line(&self, bytes: &[u8], counts: bool) -> Walked {
        let mut walked = self.walk(bytes, counts);
        // What ends a walk, and is no line feed, by itself.
        while let Some((point, width)) = point(&bytes[walked.len..]).filter(|(point, _)| *point != usize::from(b'\n')) {
            let behind = walked.len + width;
            let sign = Walked {
                traits: Traits {
                    seen: self.kinds[point.min(0xffff)] & !Traits::STOPS,
                    twice: 0,
                },
                len: width,
                width: if width == 1 { 1 } else { 2 },
                hanzi: 0,
                // Hanzi of the other blocks are told apart so.
                counted: usize::from(width == 3),
            };
            walked = walked.and(sign).and(self.walk(&bytes[behind..], counts));
        }
        walked
    }

    /// Walks to the next line feed, carriage return or special character, or the end.
    fn walk(&self, bytes: &[u8], counts: bool) -> Walked {
        match counts {
            true => self.walk_on::<true>(bytes),
            false => self.walk_on::<false>(bytes),
        }
    }

    fn walk_on<const COUNTS: bool>(&self, bytes: &[u8]) -> Walked {
        let kinds = &self.kinds;
        let mut traits = Traits::default();
        let mut rest = bytes;
        let mut counted = 0;
        // Characters of one, two and four bytes, and signs of three; all others are hanzi.
        let (mut one, mut two, mut three, mut four) = (0, 0, 0, 0);
        loop {
            let kind;
            let behind = match rest {
                [first @ 0..0x80, behind @ ..] => {
                    kind = kinds[usize::from(*first)];
                    if kind & Traits::STOPS != 0 {
                        break;
                    }
                    one += 1;
                    behind
                }
                // Hanzi, nearly all of a line, are no sign.
                [0xe4..=0xe9, _, _, ..] => {
                    while let Some(chunk) = rest.first_chunk()
                        && other_than_hanzi(chunk) == 0
                    {
                        if COUNTS {
                            counted += self.count_of(chunk, 3);
                        }
                        rest = &rest[9..];
                    }
                    let [0xe4..=0xe9, _, _, behind @ ..] = rest else {
                        continue;
                    };
                    rest = match rest.first_chunk() {
                        Some(chunk) => {
                            let hanzi = if other_than_hanzi(chunk) & 0xffff_ffff_ffff == 0 {
                                2
                            } else {
                                1
                            };
                            if COUNTS {
                                counted += self.count_of(chunk, hanzi);
                            }
                            &rest[3 * hanzi..]
                        }
                        None => {
                            if COUNTS {
                                counted +=
                                    self.count(u64::from(rest[0]) | u64::from(rest[1]) << 8 | u64::from(rest[2]) << 16);
                            }
                            behind
                        }
                    };
                    continue;
                }
                [first @ 0xe0..0xf0, second, third, behind @ ..] => {
                    let (second, third) = (usize::from(second & 0x3f), usize::from(third & 0x3f));
                    kind = kinds[usize::from(first & 0xf) << 12 | second << 6 | third];
                    if kind & Traits::STOPS != 0 {
                        break;
                    }
                    three += 1;
                    behind
                }
                [first @ 0x80..0xe0, second, behind @ ..] => {
                    kind = kinds[usize::from(first & 0x1f) << 6 | usize::from(second & 0x3f)];
                    if kind & Traits::STOPS != 0 {
                        break;
                    }
                    two += 1;
                    behind
                }
                [_, _, _, _, behind @ ..] => {
                    kind = 0;
                    four += 1;
                    behind
                }
                _ => break,
            };
            rest = behind;
            traits.twice |= traits.seen & kind;
            traits.seen |= kind;
        }
        let len = bytes.len() - rest.len();
        let hanzi = (len - one - 2 * two - 3 * three - 4 * four) / 3;
        Walked {
            traits,
            len,
            width: one + 2 * (two + three + four + hanzi),
            hanzi,
            counted,
        }
    }

    /// How many of the first `hanzi` of three are counted.
    #[inline]
    fn count_of(&self, chunk: &[u8; 9], hanzi: usize) -> usize {
        let word = first_eight(chunk);
        let last = word >> 48 | u64::from(chunk[8]) << 16;
        match hanzi {
            3 => self.count(word) + self.count(word >> 24) + self.count(last),
            2 => self.count(word) + self.count(word >> 24),
            _ => self.count(word),
        }
    }

    /// 1 where the hanzi whose three bytes are the lowest is counted, else 0.
    #[inline]
    fn count(&self, bytes: u64) -> usize {
        let row = (bytes & 7) << 6 | (bytes >> 8 & 0x3f);
        (self.counted[row as usize & 0x1ff] >> (bytes >> 16 & 0x3f) & 1) as usize
    }
}

#[inline]
fn first_eight(chunk: &[u8; 9]) -> u64 {
    let [a, b, c, d, e, f, g, h, _] = *chunk;
    u64::from_le_bytes([a, b, c, d, e, f, g, h])
}

/// Zero if three characters of three bytes each begin with 0xe4 to 0xe9, as most hanzi do. Else bits stand from the first on that does not.
#[inline]
fn other_than_hanzi(chunk: &[u8; 9]) -> u64 {
    /// The first byte of each.
    const FIRST: u64 = 0x00ff_0000_ff00_00ff;
    let apart = (first_eight(chunk) & FIRST).wrapping_sub(0x00e4_0000_e400_00e4);
    // Less than six each; what is less than nothing borrows from its neighbour, which is none of the three.
    (apart | apart.wrapping_add(0x0002_0000_0200_0002)) & !0x0007_0000_0700_0007
}

/// The first character of a text, 0x10000 for any beyond the basic plane, and how many bytes it takes.
#[inline]
pub(super) fn point(bytes: &[u8]) -> Option<(usize, usize)> {
    Some(match *bytes {
        [] => return None,
        [first @ 0..0x80, ..] => (usize::from(first), 1),
        [first @ 0xe0..0xf0, second, third, ..] => {
            let (second, third) = (usize::from(second & 0x3f), usize::from(third & 0x3f));
            (usize::from(first & 0xf) << 12 | second << 6 | third, 3)
        }
        [first @ 0x80..0xe0, second, ..] => (usize::from(first & 0x1f) << 6 | usize::from(second & 0x3f), 2),
        _ => (0x10000, bytes.len().min(4)),
    })
}

/// The kinds of signs alone.
static KINDS: LazyLock<SignKinds> = LazyLock::new(|| SignKinds {
    kinds: kinds(),
    counted: Box::new([0; 0x200]),
});

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_walk_tells_what_its_characters_do(line in "[一-龥a0，．é𠀀\u{3000}가ꀀ国發]{0,30}") {
            let changes = |c: char| matches!(c, '發' | '一'..='丿');
            let kinds = SignKinds::with(std::iter::empty(), ('\0'..='\u{ffff}').filter(|c| changes(*c)));
            for counts in [true, false] {
                let walked = kinds.walk_line(line.as_bytes(), counts);
                prop_assert_eq!(walked.len, line.len());
                prop_assert_eq!(walked.width, line.chars().map(crate::rules::columns).sum::<usize>());
                prop_assert_eq!(walked.hanzi, line.chars().filter(|c| ('\u{4000}'..='\u{9fff}').contains(c)).count());
                let counted = line.chars().filter(|c| counts && changes(*c)).count();
                prop_assert_eq!(walked.counted, counted);
                let each = line.chars().map(|c| Traits::of(c.encode_utf8(&mut [0; 4])));
                prop_assert_eq!(walked.traits, each.fold(Traits::default(), Traits::and));
            }
        }
    }

    #[test]
    fn lines_are_told_as_they_are_by_themselves() {
        let text = "\n一、a¹𠀀\n\r\n \u{3000}甲 \u{a0}\u{c}乙\u{2003}\n\u{85}";
        let mut lines = text_lines(text);
        let (mut start, mut gap) = (0, 0);
        for whole in text.split('\n') {
            if whole.trim().is_empty() {
                gap += 1;
            } else {
                let line = lines.next().unwrap();
                assert_eq!((line.start, line.gap, line.of(text)), (start, gap, whole.trim()));
                assert_eq!(
                    line.width,
                    whole.trim().chars().map(crate::rules::columns).sum::<usize>()
                );
                assert_eq!(line.traits, Traits::of(whole.trim()));
                gap = 0;
            }
            start += whole.len() + 1;
        }
        assert!(lines.next().is_none());
    }
}
