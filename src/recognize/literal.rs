//! ASCII digits with their grouping and decimal point: 1,100 · 79 000 · 2.0.

use rust_decimal::Decimal;

/// ASCII digits with their grouping and decimal point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Literal {
    /// First byte after it.
    pub end: usize,
    /// Its value, digits as written.
    pub value: Decimal,
    /// It has a decimal point.
    pub fraction: bool,
}

impl Literal {
    /// Reads the digits that begin at `at`. `None` where there are none or more than a decimal holds.
    pub fn at(text: &str, at: usize) -> Option<Self> {
        Self::of_run(text, at, run(text.as_bytes(), at))
    }

    /// The same where it is known how far the digits run.
    #[inline]
    pub fn of_run(text: &str, at: usize, end: usize) -> Option<Self> {
        let bytes = text.as_bytes();
        let mut end = end;
        if let Some(plain) = Self::plain(bytes, at, end) {
            return Some(plain);
        }
        let mut digits = String::with_capacity(16);
        digits.push_str(&text[at..end]);
        if end - at <= 3 && end > at {
            while let Some(group) = group_after(text, end) {
                digits.push_str(&text[group..group + 3]);
                end = group + 3;
            }
        }
        let fraction = bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if fraction {
            let stop = run(bytes, end + 1);
            // 1.2.3 is no number but numbering: its first part stands alone.
            if !(bytes.get(stop) == Some(&b'.') && bytes.get(stop + 1).is_some_and(u8::is_ascii_digit)) {
                digits.push_str(&text[end..stop]);
                end = stop;
            } else {
                return Some(Self {
                    end,
                    value: digits.parse().ok()?,
                    fraction: false,
                });
            }
        }
        (digits.len() <= 27).then_some(())?;
        Some(Self {
            end,
            value: digits.parse().ok()?,
            fraction,
        })
    }
}

impl Literal {
    /// The digits `at..end` with their decimals, where no group of digits can follow and nothing else is special about them,
    /// as with nearly all.
    fn plain(bytes: &[u8], at: usize, end: usize) -> Option<Self> {
        /// Digits that surely fit.
        const MOST: usize = 18;
        let after = bytes.get(end);
        // A comma of full width begins with the same byte as other marks of that width.
        if at == end || end - at > MOST || matches!(after, Some(b',' | b' ' | 0xef)) {
            return None;
        }
        let mut stop = end;
        if after == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
            stop = run(bytes, end + 1);
            if stop - at > MOST || bytes.get(stop) == Some(&b'.') {
                return None;
            }
        }
        let digits = bytes[at..end].iter().chain(bytes[end..stop].iter().skip(1));
        let number = digits.fold(0, |number, digit| number * 10 + i64::from(digit - b'0'));
        let decimals = stop.saturating_sub(end + 1);
        Some(Self {
            end: stop,
            value: Decimal::new(number, decimals as u32),
            fraction: stop > end,
        })
    }
}

/// Where the run of ASCII digits that begins at `at` ends.
pub fn run(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// Where a further group of exactly three digits begins after a comma (1,100; 82，225.00) at `at`. After a full-width comma
/// or a space, which also part numbers, only where a unit or decimals follow the last group.
fn group_after(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let separator = text[at..]
        .chars()
        .next()
        .filter(|&mark| matches!(mark, ',' | '，' | ' '))?;
    let group = at + separator.len_utf8();
    if run(bytes, group) != group + 3 {
        return None;
    }
    if separator == ',' {
        return Some(group);
    }
    let mut last = group + 3;
    while let Some(mark) = text[last..]
        .chars()
        .next()
        .filter(|&mark| matches!(mark, ',' | '，' | ' '))
    {
        let next = last + mark.len_utf8();
        match run(bytes, next) - next {
            0 => break,
            3 => last = next + 3,
            _ => return None,
        }
    }
    let mut follows = text[last..].chars();
    let mut next = follows.next()?;
    let spaced = next == ' ';
    if spaced {
        next = follows.next()?;
    }
    let foreign = next.is_ascii_alphabetic() || matches!(next, '℃' | '°');
    let measured = if spaced {
        foreign
    } else {
        foreign || matches!(next, '%' | '.') || !next.is_ascii() && next.is_alphabetic()
    };
    measured.then_some(group)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_of_three_digits_and_decimals_belong_to_one_number() {
        for (text, expected) in [
            ("1,100", "1100"),
            ("1,10", "1"),
            ("1234,567", "1234"),
            ("2.50%", "2.50"),
            ("1.2.3", "1"),
            ("12,345.6", "12345.6"),
            ("79 000元", "79000"),
            ("79 000", "79"),
            ("1，234元", "1234"),
            ("1，234，", "1"),
        ] {
            let read = Literal::at(text, 0).map(|literal| literal.value.to_string());
            assert_eq!(read.as_deref(), Some(expected), "{text}");
        }
        assert_eq!(Literal::at("12345678901234567890123456789", 0), None);
        assert_eq!(Literal::at("元", 0), None);
    }
}
