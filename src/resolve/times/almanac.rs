//! The lunar years of which documents speak, month by month, as an almanac prints them: to reckon the moon's path takes as long
//! as to read a page.

use jiff::ToSpan;
use jiff::civil::Date;

/// The first lunar year of the table.
const FIRST: i16 = 1900;

/// For each lunar year: a bit for each of its months in order, the leap one among them, set where it has 30 days and not 29; from
/// [`LEAP`] on the month that is followed by a leap one, 0 where there is none; from [`BEGINS`] on the day of our year on which it
/// begins.
#[rustfmt::skip]
const YEARS: [u32; 201] = [
    0x3f16d2, 0x640752, 0x4e0ea5, 0x3ab64a, 0x5e064b, 0x460a9b, 0x32955a, 0x58056a, 0x420b59, 0x2c56d2,
    0x520b52, 0x3cdb25, 0x620b25, 0x4a0a4b, 0x34b4ab, 0x5a02ad, 0x44056d, 0x2e4b69, 0x540da9, 0x40fd92,
    0x660d92, 0x4e0d25, 0x38ba4d, 0x5e0a56, 0x4802b6, 0x3095b5, 0x5806d4, 0x420da9, 0x2e5d92, 0x520e92,
    0x3ccd26, 0x60052b, 0x4a0a57, 0x34b2b6, 0x5a0b5a, 0x4606d4, 0x306ec9, 0x540749, 0x3ef693, 0x640a93,
    0x4e052b, 0x36ca5b, 0x5c0a6d, 0x48036a, 0x329b55, 0x580ba4, 0x420b49, 0x2c5a93, 0x520a95, 0x3af52d,
    0x600536, 0x4a0aad, 0x36b5aa, 0x5a0db2, 0x460da4, 0x307d4a, 0x560d4a, 0x3f0a96, 0x620a97, 0x4e0556,
    0x38cab5, 0x5c0ad5, 0x4806d2, 0x328ea5, 0x580ea5, 0x42064a, 0x2a6c97, 0x500a9b, 0x3cf55a, 0x60056a,
    0x4a0b69, 0x36b752, 0x5c0b52, 0x440b25, 0x2e964b, 0x540a4b, 0x3f14ab, 0x6202ad, 0x4c056d, 0x38cb69,
    0x5e0da9, 0x480d92, 0x329d25, 0x580d25, 0x435a4d, 0x660a56, 0x5002b6, 0x3ac5b5, 0x6006d5, 0x4a0ea9,
    0x36be92, 0x5c0e92, 0x460d26, 0x2e6a56, 0x520a57, 0x3f14d6, 0x64035a, 0x4c06d5, 0x38b6c9, 0x5e0749,
    0x480693, 0x30952b, 0x56052b, 0x400a5b, 0x2c555a, 0x50056a, 0x3afb55, 0x620ba4, 0x4c0b49, 0x34ba93,
    0x5a0a95, 0x44052d, 0x2e8aad, 0x520ab5, 0x3f35aa, 0x6405d2, 0x4e0da5, 0x38dd4a, 0x5e0d4a, 0x480c95,
    0x32952e, 0x560556, 0x400ab5, 0x2c55b2, 0x5206d2, 0x3acea5, 0x600725, 0x4a064b, 0x34ac97, 0x580cab,
    0x44055a, 0x2e6ad6, 0x540b69, 0x3f7752, 0x640b52, 0x4e0b25, 0x38da4b, 0x5c0a4b, 0x4604ab, 0x30a55b,
    0x5605ad, 0x400b6a, 0x2c5b52, 0x520d92, 0x3cfd25, 0x600d25, 0x4a0a55, 0x34b4ad, 0x5a04b6, 0x4205b5,
    0x2e6daa, 0x540ec9, 0x411e92, 0x640e92, 0x4e0d26, 0x38ca56, 0x5c0a57, 0x4604d6, 0x3086d5, 0x560755,
    0x420749, 0x2a6e93, 0x500693, 0x3af52b, 0x60052b, 0x480a5b, 0x34b55a, 0x5a056a, 0x440b65, 0x2e974a,
    0x540b4a, 0x3f1a95, 0x640a95, 0x4c052d, 0x36caad, 0x5c0ab5, 0x4805aa, 0x308ba5, 0x560da5, 0x420d4a,
    0x2c7c95, 0x500c96, 0x3af94e, 0x600556, 0x4a0ab5, 0x34b5b2, 0x5a06d2, 0x440ea5, 0x308e4a, 0x52068b,
    0x3d0c97, 0x6204ab, 0x4c055b, 0x36cad6, 0x5c0b6a, 0x480752, 0x329725, 0x560b45, 0x400a8b, 0x2a549b,
    0x5004ab,
];

const LEAP: u32 = 13;
const BEGINS: u32 = 17;

/// The first day of a month of the lunar year that begins in `year`, and how many days it has; inner `None` where the year has no
/// such month, outer `None` where the table does not tell.
#[expect(clippy::option_option, reason = "the two are told apart")]
pub(in crate::resolve) fn lunar_month(year: i16, month: u8, leap: bool) -> Option<Option<(Date, i64)>> {
    let told = *YEARS.get(usize::try_from(year.checked_sub(FIRST)?).ok()?)?;
    let (leaps, begins) = (told >> LEAP & 0xf, i64::from(told >> BEGINS));
    let number = u32::from(month);
    if !(1..=12).contains(&number) || leap && number != leaps {
        return Some(None);
    }
    let nth = number - 1 + u32::from(leap || leaps != 0 && number > leaps);
    let days = |nth: u32| 29 + i64::from(told >> nth & 1);
    let before: i64 = (0..nth).map(days).sum();
    let first = Date::new(year, 1, 1)
        .ok()?
        .checked_add((begins - 1 + before).days())
        .ok()?;
    Some(Some((first, days(nth))))
}

#[cfg(test)]
mod tests {
    use super::super::festival::reckoned;
    use super::*;

    #[test]
    fn the_table_says_what_reckoning_gives() {
        assert_eq!(lunar_month(FIRST - 1, 1, false), None);
        assert_eq!(lunar_month(FIRST + YEARS.len() as i16, 1, false), None);
        for year in FIRST..FIRST + YEARS.len() as i16 {
            for (month, leap) in (0..14).flat_map(|month| [(month, false), (month, true)]) {
                let expected = Some(reckoned(year, month, leap));
                assert_eq!(lunar_month(year, month, leap), expected, "{year} {month} {leap}");
            }
        }
    }
}
