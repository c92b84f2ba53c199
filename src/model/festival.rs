//! Festivals and the holidays that go with them.

use jiff::civil::Date;

/// A festival of the lexicon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Festival {
    /// Its day.
    pub day: FestivalDay,
    /// The days off of each year that is known, both inclusive, by date: they hold the festival's day, and lie round it
    /// as the State Council's notice of that year says.
    pub holidays: Vec<(Date, Date)>,
}

/// How a festival's day is found in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FestivalDay {
    /// Month and day of our calendar: 国庆节.
    Solar(u8, u8),
    /// Month and day of the lunar calendar: 中秋节.
    Lunar(u8, u8),
    /// The eve of that day: 除夕.
    LunarEve(u8, u8),
    /// A solar term, counted from the winter solstice that begins the year (冬至 is 0, 清明 7).
    Term(u8),
}

/// What is said of a festival.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FestivalPart {
    /// The festival's day.
    Day,
    /// Its holiday (春节假期, 国庆黄金周).
    Holiday,
    /// Days of the holiday, counted from 1 (假期前三天, 假期首日).
    Days(u8, u8),
}
