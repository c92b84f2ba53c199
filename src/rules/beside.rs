//! What may stand beside numbers, told of every character at once: one look at the characters before and behind a number tells
//! which of many lists of words need be asked. Most stand between words that none of them knows.

use super::bounds::Bounds;
use super::figures::of_numbers;
use super::letters::white_space;
use super::names::Names;
use super::units::Units;

/// What a character can be beside a number, as sets of bits; where a bit is missing, it is none such.
pub type Side = u16;

/// Right before a number: a sign, or a space that one may stand before.
pub const SIGN: Side = 1;
/// Right before a number: a bound or a currency ends with it.
pub const BOUND: Side = 2;
/// Right behind a number and its unit: something that belongs to it or joins it to another begins with it.
pub const MORE: Side = 4;
/// Right behind a numeral of one digit that states a figure.
pub const COUNTED: Side = 8;
/// Right behind a quantity: what is counted in the field of a rank begins with it.
pub const FIELD: Side = 16;
/// Right before a quantity: a word that points back ends with it.
pub const POINTING: Side = 32;

/// Right behind digits: what makes them a name or numbering begins with it, or another number may.
pub const SUFFIX: Side = 64;
/// Right before digits: a word that makes them numbering ends with it, or something that may stand between them.
pub const NUMBERED: Side = 128;

/// By character of the basic plane; nothing is known of any as long as there are no lexicons.
#[derive(Clone, Debug, Default)]
pub struct Beside(Vec<Side>);

impl Beside {
    pub(super) fn new(units: &Units, bounds: &Bounds, names: &Names, behind_numerals: Vec<char>) -> Self {
        let mut made = Self(vec![0; 1 << 16]);
        made.add(SIGN, [' ', '-', '−', '－', '负']);
        made.add(BOUND, bounds.end_before().chain(units.currencies_end()));
        let more = ['分', '/', '／', ':', '：', '∶', '个', '多', '余', '来', '+', '半', ' '];
        made.add(MORE, bounds.begin_behind().chain(more));
        made.add(MORE, of_numbers());
        let counted = units.firsts().chain(behind_numerals).chain(bounds.shares_go_on());
        made.add(COUNTED, counted.chain(of_numbers()));
        made.add(COUNTED, white_space());
        made.add(FIELD, names.field_heads.firsts());
        made.add(POINTING, names.pointing.firsts());
        let suffixes = names.suffix.firsts().chain(names.suffix_numbering.firsts());
        made.add(SUFFIX, suffixes.chain(bounds.range_marks_begin()).chain(['/', '届']));
        let apart = ['年', ' ', ':', '：', '　', '(', '（'];
        made.add(NUMBERED, names.numbering_before.firsts().chain(apart));
        made
    }

    fn add(&mut self, side: Side, letters: impl IntoIterator<Item = char>) {
        for letter in letters {
            if let Some(sides) = self.0.get_mut(letter as usize) {
                *sides |= side;
            }
        }
    }

    /// What a character can be; anything, where it is not of the basic plane.
    #[inline]
    pub fn of(&self, letter: char) -> Side {
        self.0.get(letter as usize).copied().unwrap_or(Side::MAX)
    }

    /// The same where there may be no character, which is nothing.
    #[inline]
    pub fn of_any(&self, letter: Option<char>) -> Side {
        letter.map_or(0, |letter| self.of(letter))
    }
}
