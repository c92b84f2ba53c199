//! Which kinds of signs stand in a line: most of what is asked of a line is known from that not to hold.

use crate::rules::white_space;

/// The kinds of signs that stand in a line, and those that stand in it twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits {
    pub(super) seen: u32,
    pub(super) twice: u32,
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

    /// What opens a bracket or a quotation.
    pub const OPENS: u32 = 1 << 27;
    /// What closes one.
    pub const CLOSES: u32 = 1 << 28;
    /// An ideographic space.
    pub const WIDE_SPACE: u32 = 1 << 29;
    /// ！？ of either width.
    pub const CALLS: u32 = 1 << 30;
    /// Where a walk ends: line breaks, and what is not plain.
    pub(super) const STOPS: u32 = 1 << 31;

    /// The kinds of signs of a line.
    pub fn of(line: &str) -> Self {
        super::lines::traits(line)
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

    /// Whether signs of all these kinds stand among others.
    #[inline]
    pub const fn stand_among(self, others: Self) -> bool {
        self.seen & !others.seen == 0
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
pub(super) fn kinds() -> Box<[u32; 0x10000]> {
    let mut kinds: Box<[u32; 0x10000]> = vec![0; 0x10000].try_into().expect("as long as said");
    let mut mark =
        |signs: &mut dyn Iterator<Item = char>, kind: u32| signs.for_each(|sign| kinds[sign as usize] |= kind);
    mark(&mut ('0'..='9'), Traits::DIGIT);
    mark(&mut ('a'..='z').chain('A'..='Z'), Traits::LATIN);
    mark(&mut ('\u{2070}'..='\u{2079}').chain(['¹', '²', '³']), Traits::RAISED);
    mark(&mut ('①'..='⒇'), Traits::CIRCLED);
    let mut spaces = white_space().filter(|sign| !matches!(sign, ' ' | '\t' | '\u{3000}'));
    mark(&mut spaces, Traits::OTHER_SPACE);
    for (signs, kind) in [
        (" ", Traits::SPACE | Traits::GAP | Traits::BLANK),
        ("\u{3000}", Traits::GAP | Traits::BLANK | Traits::WIDE_SPACE),
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
        ("！？!?", Traits::CALLS),
        ("．.", Traits::POINTS),
        ("（(《“「【", Traits::OPENS),
        ("）)》”」】", Traits::CLOSES),
        ("\n\r", Traits::STOPS),
    ] {
        mark(&mut signs.chars(), kind);
    }
    kinds
}

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
