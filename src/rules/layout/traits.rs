//! Which kinds of signs stand in a line, told in one walk: most of what is asked of a line is known from that not to hold.

use std::sync::LazyLock;

/// The kinds of signs that stand in a line, and those that stand in it twice.
#[derive(Clone, Copy, Debug, Default)]
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
    /// What parts the words of a line of a web page.
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

    /// The kinds of signs of a line.
    pub fn of(line: &str) -> Self {
        walk(line.as_bytes()).traits
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

/// A line of a text, and what one walk tells of it.
#[derive(Clone, Copy, Debug)]
pub struct TextLine<'t> {
    /// Where the line begins.
    pub start: usize,
    /// Where it begins behind white space.
    pub at: usize,
    /// Without white space at its ends; empty where the line is blank.
    pub text: &'t str,
    /// The kinds of its signs.
    pub traits: Traits,
    /// Columns that `text` takes on a typewriter.
    pub width: usize,
}

/// The lines of a text, also the blank ones: there is one more than line feeds.
pub fn text_lines(text: &str) -> impl Iterator<Item = TextLine<'_>> {
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let bytes = text.as_bytes();
        let mut at = start;
        // Nearly no line begins with other white space than this.
        while let Some(b' ' | b'\t' | b'\r') = bytes.get(at) {
            at += 1;
        }
        if matches!(bytes.get(at), Some(0x0b..=0x1f | 0xc2 | 0xe1..=0xe3)) {
            let is_space = |c: char| c != '\n' && c.is_whitespace();
            at = text.len() - text[at..].trim_start_matches(is_space).len();
        }
        let walked = walk(&bytes[at..]);
        let end = at + walked.len;
        next = (end < bytes.len()).then_some(end + 1);
        let line = &text[at..end];
        let (mut traits, mut width) = (walked.traits, walked.width);
        let kept = line.trim_end();
        if kept.len() < line.len() {
            Walked { traits, width, .. } = walk(kept.as_bytes());
        }
        Some(TextLine {
            start,
            at,
            text: kept,
            traits,
            width,
        })
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
    let spaces = || ('\0'..='\u{3000}').filter(|sign| sign.is_whitespace());
    mark(&mut spaces(), Traits::PARTS);
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
        ("|｜】【[]［］()（）：:/、·", Traits::PARTS),
        (">＞»", Traits::ARROW),
        ("/w@", Traits::ADDRESS),
        ("|│┃｜║", Traits::BAR),
        ("%％", Traits::PERCENT),
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
        let text = "一、a¹𠀀\n\r\n \u{3000}甲 \u{a0}\u{c}乙\u{2003}\n\u{85}";
        let expected: Vec<&str> = text.split('\n').map(str::trim).collect();
        let mut start = 0;
        let lines: Vec<TextLine> = text_lines(text).collect();
        assert_eq!(lines.iter().map(|line| line.text).collect::<Vec<_>>(), expected);
        for line in lines {
            assert_eq!((line.start, line.text), (start, &text[line.at..line.at + line.text.len()]));
            assert_eq!(line.width, line.text.chars().map(crate::rules::columns).sum::<usize>());
            assert_eq!(line.traits.seen, Traits::of(line.text).seen);
            start += text[start..].find('\n').map_or(0, |at| at + 1);
        }
    }
}
