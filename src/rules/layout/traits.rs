//! Which kinds of signs stand in a line, told in one walk: most of what is asked of a line is known from that not to hold.

use std::sync::LazyLock;

/// The kinds of signs that stand in a line, and those that stand in it twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits {
    seen: u32,
    twice: u32,
}

impl Traits {
    /// A digit.
    pub const DIGIT: u32 = 1;
    /// A Latin letter.
    pub const LATIN: u32 = 1 << 1;
    /// A space.
    pub const SPACE: u32 = 1 << 2;
    /// A tab.
    pub const TAB: u32 = 1 << 3;
    /// A space, tab or ideographic space: what may part the characters of a word.
    pub const GAP: u32 = 1 << 4;
    /// ，。；
    pub const STOP: u32 = 1 << 5;
    /// ，。；！？
    pub const MARK: u32 = 1 << 6;
    /// `,`
    pub const COMMA: u32 = 1 << 7;
    /// `;`
    pub const SEMICOLON: u32 = 1 << 8;
    /// What a table's row of cells would not hold: 。；！？ tab and bar.
    pub const UNCELLED: u32 = 1 << 9;
    /// ，
    pub const WIDE_COMMA: u32 = 1 << 10;
    /// A raised digit.
    pub const RAISED: u32 = 1 << 11;
    /// A number in a circle or in brackets that is one character.
    pub const CIRCLED: u32 = 1 << 12;
    /// ．－·∶, which may stand for half-width ones within a number.
    pub const POINT: u32 = 1 << 13;
    /// What opens and closes brackets and quotations, and what ends them all.
    pub const BRACKET: u32 = 1 << 14;
    /// What parts the words of a line of a web page, beside spaces.
    pub const PARTS: u32 = 1 << 15;
    /// An arrow: 首页 > 统计.
    pub const ARROW: u32 = 1 << 16;
    /// What every address has one of.
    pub const ADDRESS: u32 = 1 << 17;
    /// A line of a drawn table.
    pub const BAR: u32 = 1 << 18;
    /// A space or an ideographic space.
    pub const BLANK: u32 = 1 << 19;
    /// `%` of either width.
    pub const PERCENT: u32 = 1 << 20;
    /// White space that is none of [`Self::GAP`].
    pub const OTHER_SPACE: u32 = 1 << 23;
    /// 。
    pub const FULL_STOP: u32 = 1 << 21;
    /// 、
    pub const PAUSE: u32 = 1 << 22;

    /// What holds a sentence together: brackets of all kinds.
    pub const HOLDS: u32 = 1 << 24;
    /// 。！？ of either width.
    pub const ENDS: u32 = 1 << 25;
    /// A point of either width.
    pub const POINTS: u32 = 1 << 26;

    /// The kinds of signs of a line.
    pub fn of(line: &str) -> Self {
        walk(line.as_bytes()).traits
    }

    /// The kinds of signs of this line and another one together.
    pub const fn and(self, other: Self) -> Self {
        Self {
            seen: self.seen | other.seen,
            twice: self.twice | other.twice | self.seen & other.seen,
        }
    }

    /// The kinds of signs of the line without those that are of one of these kinds, and of no other.
    pub const fn without(self, kinds: u32) -> Self {
        Self {
            seen: self.seen & !kinds,
            twice: self.twice & !kinds,
        }
    }

    /// Whether a sign of one of these kinds stands in the line.
    #[inline]
    pub const fn has(self, kinds: u32) -> bool {
        self.seen & kinds != 0
    }

    /// Whether two signs of one of these kinds do.
    #[inline]
    pub const fn has_two(self, kinds: u32) -> bool {
        self.twice & kinds != 0
    }
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
}

impl TextLine {
    /// The line that begins at `start`, and behind white space at `at`, and ends with the text, without white space.
    pub fn last(text: &str, start: usize, at: usize, gap: usize) -> Self {
        let Walked { traits, width, .. } = walk(&text.as_bytes()[at..]);
        Self {
            start,
            at,
            end: text.len(),
            gap,
            traits,
            width,
        }
    }

    /// The line without white space at its ends.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.at..self.end]
    }
}

/// The lines of a text that are not blank.
pub fn text_lines(text: &str) -> impl Iterator<Item = TextLine> {
    let bytes = text.as_bytes();
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let mut gap = 0;
        loop {
            let start = next?;
            let mut at = start;
            // Nearly no line begins with other white space than this.
            while let Some(b' ' | b'\t' | b'\r') = bytes.get(at) {
                at += 1;
            }
            if matches!(bytes.get(at), Some(0x0b..=0x1f | 0xc2 | 0xe1..=0xe3)) {
                let is_space = |c: char| c != '\n' && c.is_whitespace();
                at = text.len() - text[at..].trim_start_matches(is_space).len();
            }
            let Walked {
                mut traits,
                len,
                mut width,
            } = walk(&bytes[at..]);
            let behind = at + len;
            next = (behind < bytes.len()).then_some(behind + 1);
            if len == 0 {
                gap += 1;
                continue;
            }
            let end = at + text[at..behind].trim_end().len();
            if end < behind {
                Walked { traits, width, .. } = walk(&bytes[at..end]);
            }
            return Some(TextLine {
                start,
                at,
                end,
                gap,
                traits,
                width,
            });
        }
    })
}

/// What a walk along a line tells.
struct Walked {
    traits: Traits,
    /// Bytes before the line feed or the end.
    len: usize,
    /// Columns of them: one for ASCII, two for any other.
    width: usize,
}

/// Walks to the next line feed or the end.
fn walk(bytes: &[u8]) -> Walked {
    let kinds = &**KINDS;
    let mut traits = Traits::default();
    let mut rest = bytes;
    // Characters of one, two and four bytes; all others take three.
    let (mut one, mut two, mut four) = (0, 0, 0);
    loop {
        // Hanzi, nearly all of a line, are no sign.
        while let [0xe4..=0xe9, _, _, behind @ ..] = rest {
            rest = behind;
        }
        let point;
        (point, rest) = match rest {
            [] | [b'\n', ..] => break,
            [first @ 0..0x80, behind @ ..] => {
                one += 1;
                (usize::from(*first), behind)
            }
            [first @ 0xe0..0xf0, second, third, behind @ ..] => {
                let (second, third) = (usize::from(second & 0x3f), usize::from(third & 0x3f));
                (usize::from(first & 0xf) << 12 | second << 6 | third, behind)
            }
            [first @ 0x80..0xe0, second, behind @ ..] => {
                two += 1;
                (usize::from(first & 0x1f) << 6 | usize::from(second & 0x3f), behind)
            }
            [_, _, _, _, behind @ ..] => {
                four += 1;
                (0xffff, behind)
            }
            [_, ..] => break,
        };
        let kind = kinds[point & 0xffff];
        traits.twice |= traits.seen & kind;
        traits.seen |= kind;
    }
    let len = bytes.len() - rest.len();
    let three = (len - one - 2 * two - 4 * four) / 3;
    Walked {
        traits,
        len,
        width: one + 2 * (two + three + four),
    }
}

/// The kinds of each character of the basic plane; no others are of any.
static KINDS: LazyLock<Box<[u32; 0x10000]>> = LazyLock::new(|| {
    let mut kinds: Box<[u32; 0x10000]> = vec![0; 0x10000].try_into().expect("as long as said");
    let mut mark =
        |signs: &mut dyn Iterator<Item = char>, kind: u32| signs.for_each(|sign| kinds[sign as usize] |= kind);
    mark(&mut ('0'..='9'), Traits::DIGIT);
    mark(&mut ('a'..='z').chain('A'..='Z'), Traits::LATIN);
    mark(&mut ('\u{2070}'..='\u{2079}').chain(['¹', '²', '³']), Traits::RAISED);
    mark(&mut ('①'..='⒇'), Traits::CIRCLED);
    let mut spaces = ('\0'..'\u{3000}').filter(|sign| sign.is_whitespace() && !matches!(sign, ' ' | '\t'));
    mark(&mut spaces, Traits::OTHER_SPACE);
    for (signs, kind) in [
        (" ", Traits::SPACE | Traits::GAP | Traits::BLANK),
        ("\u{3000}", Traits::GAP | Traits::BLANK),
        ("\t", Traits::TAB | Traits::GAP | Traits::UNCELLED),
        ("，。；", Traits::STOP),
        ("，。；！？", Traits::MARK),
        (",", Traits::COMMA),
        (";", Traits::SEMICOLON),
        ("。；！？|", Traits::UNCELLED),
        ("，", Traits::WIDE_COMMA),
        ("．－·∶", Traits::POINT),
        ("（(《“「【）)》”」】。", Traits::BRACKET),
        (super::PARTS, Traits::PARTS),
        (">＞»", Traits::ARROW),
        ("/w@", Traits::ADDRESS),
        ("|│┃｜║", Traits::BAR),
        ("%％", Traits::PERCENT),
        ("。", Traits::FULL_STOP),
        ("、", Traits::PAUSE),
        ("（(《【［[)）》】］]", Traits::HOLDS),
        ("。！？!?", Traits::ENDS),
        ("．.", Traits::POINTS),
    ] {
        mark(&mut signs.chars(), kind);
    }
    kinds
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_known_by_its_signs() {
        let traits = Traits::of("全市 2024 年“增长”５¹%，𠀀é/");
        for (kind, once, twice) in [
            (Traits::DIGIT, true, true),
            (Traits::SPACE, true, true),
            (Traits::STOP, true, false),
            (Traits::BRACKET, true, true),
            (Traits::RAISED, true, false),
            (Traits::ADDRESS, true, false),
            (Traits::LATIN, false, false),
            (Traits::TAB | Traits::ARROW | Traits::BAR, false, false),
        ] {
            assert_eq!((traits.has(kind), traits.has_two(kind)), (once, twice), "{kind:b}");
        }
        assert!(!Traits::of("").has(u32::MAX));
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
