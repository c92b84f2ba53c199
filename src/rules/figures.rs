//! The characters that numbers and dates are written with, and where they stand in a text: found while the text is gone
//! through for terms, so that nothing has to look for them again.

use std::sync::LazyLock;

use super::Letters;
use crate::model::Span;

/// What characters can be, as sets of bits.
pub type Kind = u8;

/// A term begins with it; which terms there are is not said here.
pub(super) const TERM: Kind = 1;
/// … and is nothing but it.
pub(super) const WHOLE_TERM: Kind = 2;
/// A number of a bulletin begins with it.
pub const NUMBER: Kind = 4;
/// A number of any text begins with it.
pub const FREE_NUMBER: Kind = 8;
/// A period of a bulletin begins with it, unless it is a word.
pub const DATE: Kind = 16;
/// A period of any text begins with it, unless it is a word.
pub const FREE_DATE: Kind = 32;
/// A mark by which digits may be known to be part of a name.
pub const NAME_MARK: Kind = 64;
/// A date of a bulletin may go on with it behind its first figure.
pub(super) const BEHIND_DATE: Kind = 128;
/// A number or a date begins with it.
pub(super) const FIGURE: Kind = NUMBER | FREE_NUMBER | DATE | FREE_DATE;

/// By character of the basic plane; the last is for all others.
type Kinds = Box<[Kind]>;

/// Quotation marks and marks of titles, and what adds one part of a name to another.
const NAME_MARKS: [char; 5] = ['《', '》', '“', '”', '+'];

/// Where figures stand in a stretch of a text.
#[derive(Debug, Default)]
pub struct Figures {
    /// The characters that a number or a date may begin with, in order, each with what it can be. Of digits in a row the first
    /// surely; the others may be left out.
    pub at: Vec<(usize, Kind)>,
    /// The marks of names, in order.
    pub marks: Vec<usize>,
    /// Room for what was seen of a text before its terms are looked up.
    pub(super) seen: Vec<usize>,
}

impl Figures {
    /// Those of `text[within]`.
    pub fn read(text: &str, within: Span) -> Self {
        let mut figures = Self::default();
        for (at, letter) in within.of(text).char_indices() {
            figures.add(within.start + at, KINDS[(letter as usize).min(BEYOND)]);
        }
        figures
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.at.clear();
        self.marks.clear();
    }

    #[inline]
    pub(super) fn add(&mut self, at: usize, kind: Kind) {
        if kind & FIGURE != 0 {
            self.at.push((at, kind));
        }
        if kind & NAME_MARK != 0 {
            self.marks.push(at);
        }
    }
}

/// The first character beyond the basic plane.
const BEYOND: usize = 0x1_0000;

/// The characters that are of any kind as long as there are no terms.
pub(super) fn figure_kinds() -> impl Iterator<Item = (char, Kind)> {
    LETTERS.chars().map(|letter| (letter, kind(letter)))
}

static KINDS: LazyLock<Kinds> = LazyLock::new(|| {
    let mut kinds = vec![0; BEYOND + 1].into_boxed_slice();
    for letter in LETTERS.chars() {
        kinds[letter as usize] = kind(letter);
    }
    kinds
});

/// All characters that are of any kind, so that not every character there is must be asked.
const LETTERS: &str = "0123456789零〇○◯一壹二贰貳两兩三叁四肆五伍六陆陸七柒八捌九玖十拾百佰千仟万萬亿億廿卅卌首榜半参參俩倆第Q上\
                       ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ《》“”+";

/// What a character can be as long as there are no terms.
fn kind(letter: char) -> Kind {
    let number = letter.is_ascii_digit() || begins_spelled(letter) || matches!(letter, '首' | '榜' | '半');
    let free = matches!(letter, '参' | '參' | '俩' | '倆') || roman(letter).is_some();
    let date = letter.is_ascii_digit() || is_date_figure(letter) || letter == '第';
    let free_date = matches!(letter, 'Q' | '上');
    [
        (number, NUMBER | FREE_NUMBER),
        (free, FREE_NUMBER),
        (date, DATE | FREE_DATE),
        (free_date, FREE_DATE),
        (NAME_MARKS.contains(&letter), NAME_MARK),
    ]
    .into_iter()
    .filter(|(is, _)| *is)
    .fold(0, |kinds, (_, kind)| kinds | kind)
}

/// Whether a number of a bulletin may go on with the character behind its digits or its multiple.
#[inline]
pub fn goes_on(letter: char) -> bool {
    static LETTERS: LazyLock<Letters> = LazyLock::new(|| {
        let inside = |letter: &char| {
            letter.is_ascii_digit()
                || spelled_digit(*letter).is_some()
                || multiple(*letter).is_some()
                || matches!(letter, '廿' | '卅' | '卌')
        };
        self::LETTERS.chars().filter(inside).chain(INSIDE).collect()
    });
    LETTERS.contains(letter)
}

/// What numbers go on with but never begin with.
const INSIDE: [char; 6] = ['兆', '点', '多', '余', '几', ' '];

/// Whether a date of a bulletin whose first figure is no digit may go on with the character: another figure, a blank, what
/// dates and lengths of time are counted in, or what joins two of them.
pub const fn goes_on_date(letter: char) -> bool {
    letter.is_ascii_digit()
        || is_date_figure(letter)
        || matches!(letter, ' ' | '\u{3000}' | '\u{a0}')
        || matches!(
            letter,
            '个' | '年' | '月' | '日' | '号' | '季' | '周' | '天' | '世' | '、'
        )
        || matches!(
            letter,
            '-' | '—' | '－' | '–' | '~' | '～' | '至' | '到' | '―' | '一' | '─'
        )
}

/// The characters with which [`goes_on_date`].
pub(super) fn behind_dates() -> impl Iterator<Item = char> {
    let letters = LETTERS.chars().chain(BEHIND_DATES.chars());
    letters.filter(|letter| goes_on_date(*letter))
}

/// Those of them that no number and no date begins with.
const BEHIND_DATES: &str = " \u{3000}\u{a0}个年月日号季周天世、-—－–~～至到―─";

/// The characters that numbers begin with, or with which one [`goes_on`].
pub(super) fn of_numbers() -> impl Iterator<Item = char> {
    let inside = |letter: &char| letter.is_ascii_digit() || begins_spelled(*letter) || goes_on(*letter);
    LETTERS.chars().chain(INSIDE).filter(inside)
}

/// The digit that a character of the Chinese numerals stands for, formal writing included.
#[inline]
pub const fn spelled_digit(letter: char) -> Option<u8> {
    Some(match letter {
        '零' | '〇' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '貳' | '两' | '兩' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The multiple that a character stands for.
#[inline]
pub const fn multiple(letter: char) -> Option<u64> {
    Some(match letter {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        '兆' => 1_000_000_000_000,
        _ => return None,
    })
}

/// Whether a Chinese number may begin with the character.
pub const fn begins_spelled(letter: char) -> bool {
    spelled_digit(letter).is_some()
        || multiple(letter).is_some() && letter != '兆'
        || matches!(letter, '廿' | '卅' | '卌')
}

/// The digit that a Chinese figure of dates stands for.
#[inline]
pub const fn date_digit(letter: char) -> Option<u32> {
    Some(match letter {
        '〇' | '零' | '○' | '◯' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Whether the character is a Chinese figure of dates.
#[inline]
pub const fn is_date_figure(letter: char) -> bool {
    date_digit(letter).is_some() || matches!(letter, '十' | '百' | '千' | '廿' | '卅')
}

/// Ⅲ.
pub fn roman(letter: char) -> Option<u32> {
    let value = u32::from(letter).checked_sub(u32::from('Ⅰ'))? + 1;
    (value <= 12).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_of_any_kind_is_left_out() {
        for letter in ('\0'..char::MAX).filter(|letter| !LETTERS.contains(*letter)) {
            let counts = spelled_digit(letter).is_some() || multiple(letter).is_some() && letter != '兆';
            let behind = goes_on_date(letter) && !BEHIND_DATES.contains(letter);
            assert!(kind(letter) == 0 && !counts && !behind, "{letter}");
        }
    }
}
