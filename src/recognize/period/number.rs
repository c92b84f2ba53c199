//! Whole numbers of dates, in Arabic or Chinese figures.

use crate::rules::date_digit as digit;
pub(super) use crate::rules::is_date_figure as is_chinese;

/// A whole number in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// Its value.
    pub value: u32,
    /// How many figures it has where every figure stands for a place (2023, 二〇二三); 0 for 二十三.
    pub places: usize,
    /// Whether it is written in Arabic figures.
    pub arabic: bool,
    /// The byte after it.
    pub end: usize,
}

/// The longest number of at most eight figures that starts at byte `at` of `text`.
pub(super) fn number(text: &str, at: usize) -> Option<Number> {
    let bytes = text.as_bytes();
    match bytes.get(at)? {
        b'0'..=b'9' => arabic(&bytes[at..], at),
        // Chinese figures have three bytes.
        0xe0..=0xef => {
            let rest = text.get(at..)?;
            rest.chars().next().filter(|first| is_chinese(*first))?;
            chinese(rest, at)
        }
        _ => None,
    }
}

fn arabic(rest: &[u8], at: usize) -> Option<Number> {
    let (mut places, mut value) = (0, 0);
    for figure in rest.iter().take_while(|byte| byte.is_ascii_digit()) {
        places += 1;
        if places > 8 {
            return None;
        }
        value = value * 10 + u32::from(figure - b'0');
    }
    Some(Number {
        value,
        places,
        arabic: true,
        end: at + places,
    })
}

fn chinese(rest: &str, at: usize) -> Option<Number> {
    let (mut length, mut count, mut cardinal) = (0, 0, false);
    for c in rest.chars().take_while(|&c| is_chinese(c)) {
        cardinal |= digit(c).is_none() || c == '两';
        length += c.len_utf8();
        count += 1;
        if count > 8 {
            return None;
        }
    }
    let run = &rest[..length];
    let end = at + length;
    if cardinal || count == 1 {
        let value = cardinal_value(run)?;
        return Some(Number {
            value,
            places: 0,
            arabic: false,
            end,
        });
    }
    let value = run
        .chars()
        .filter_map(digit)
        .fold(0, |value, figure| value * 10 + figure);
    Some(Number {
        value,
        places: count,
        arabic: false,
        end,
    })
}

/// 二十三 → 23, 一百零二 → 102, 廿八 → 28; `None` where the figures stand in no sensible order.
fn cardinal_value(run: &str) -> Option<u32> {
    let (mut total, mut pending, mut scale) = (0, None, 10_000);
    for c in run.chars() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '廿' | '卅' => {
                if pending.is_some() || scale <= 10 {
                    return None;
                }
                total += if c == '廿' { 20 } else { 30 };
                scale = 10;
                continue;
            }
            _ => {
                let figure = digit(c)?;
                // 零 only fills a gap (一百零二); two figures in a row make no number.
                if pending.is_some_and(|before| before != 0) {
                    return None;
                }
                pending = Some(figure);
                continue;
            }
        };
        if unit >= scale {
            return None;
        }
        total += pending.take().unwrap_or(1) * unit;
        scale = unit;
    }
    Some(total + pending.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(u32, usize, usize)> {
        number(text, 0).map(|n| (n.value, n.places, text[..n.end].chars().count()))
    }

    #[test]
    fn reads_figures_by_place_and_by_word() {
        for (text, expected) in [
            ("2023年", Some((2023, 4, 4))),
            ("07年", Some((7, 2, 2))),
            ("二〇二六年", Some((2026, 4, 4))),
            ("二○○六年", Some((2006, 4, 4))),
            ("九七年", Some((97, 2, 2))),
            ("十二月", Some((12, 0, 2))),
            ("二十七日", Some((27, 0, 3))),
            ("廿八", Some((28, 0, 2))),
            ("一百零二年", Some((102, 0, 4))),
            ("九十三年", Some((93, 0, 3))),
            ("两年", Some((2, 0, 1))),
            ("十十", None),
            ("123456789", None),
            ("年", None),
            ("", None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
