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

    /// The kinds of signs of a line.
    pub fn of(line: &str) -> Self {
        let kinds = &**KINDS;
        let mut found = Self::default();
        let mut rest = line.as_bytes();
        loop {
            // Hanzi, nearly all of a line, are no sign.
            while let [0xe4..=0xe9, _, _, behind @ ..] = rest {
                rest = behind;
            }
            let point;
            (point, rest) = match rest {
                [] => return found,
                [first @ 0..0x80, behind @ ..] => (usize::from(*first), behind),
                [first @ 0xe0..0xf0, second, third, behind @ ..] => {
                    let (second, third) = (usize::from(second & 0x3f), usize::from(third & 0x3f));
                    (usize::from(first & 0xf) << 12 | second << 6 | third, behind)
                }
                [first @ 0x80..0xe0, second, behind @ ..] => {
                    (usize::from(first & 0x1f) << 6 | usize::from(second & 0x3f), behind)
                }
                [_, _, _, _, behind @ ..] => (0xffff, behind),
                [_, ..] => return found,
            };
            let kind = kinds[point & 0xffff];
            found.twice |= found.seen & kind;
            found.seen |= kind;
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
}
