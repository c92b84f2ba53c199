//! Values and days as the output writes them.

use jiff::civil::Date;
use rust_decimal::Decimal;

/// A day as ISO writes it, in the place of what `out` held.
pub(super) fn day(date: Date, out: &mut String) {
    out.clear();
    let Ok(year @ 0..=9999) = u16::try_from(date.year()) else {
        out.push_str(&date.to_string());
        return;
    };
    let pair = |number: u16| [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8];
    let ([a, b], [c, d]) = (pair(year / 100), pair(year % 100));
    let [e, f] = pair(date.month().unsigned_abs().into());
    let [g, h] = pair(date.day().unsigned_abs().into());
    let written = [a, b, c, d, b'-', e, f, b'-', g, h];
    out.push_str(std::str::from_utf8(&written).expect("digits"));
}

/// A decimal without exponent, digits as written, in the place of what `out` held.
pub(super) fn plain(value: Decimal, out: &mut String) {
    out.clear();
    let mantissa = value.mantissa();
    let scale = value.scale() as usize;
    // Nearly every value fits.
    let Ok(mut rest) = u64::try_from(mantissa.unsigned_abs()) else {
        out.push_str(&value.to_string());
        return;
    };
    // Twenty digits, a point, and as many zeros as a value may begin with.
    let mut digits = [0; 64];
    let (mut at, mut written) = (digits.len(), 0);
    while rest > 0 || written <= scale {
        if written == scale && scale > 0 {
            at -= 1;
            digits[at] = b'.';
        }
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        written += 1;
    }
    // A negated zero is still zero: its mantissa has no sign.
    if mantissa < 0 {
        at -= 1;
        digits[at] = b'-';
    }
    out.push_str(std::str::from_utf8(&digits[at..]).expect("digits"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_their_own_type_does() {
        let mut out = String::new();
        for (year, month, of_month) in [
            (2024, 1, 31),
            (2024, 12, 1),
            (987, 10, 9),
            (1, 1, 1),
            (9999, 12, 31),
            (-5, 2, 3),
        ] {
            let date = Date::new(year, month, of_month).unwrap();
            day(date, &mut out);
            assert_eq!(out, date.to_string());
        }
    }

    #[test]
    fn values_are_written_as_their_own_type_does_but_for_the_sign_of_nothing() {
        let values = [
            "0",
            "0.0",
            "5",
            "10",
            "-10.40",
            "0.05",
            "-0.0005",
            "123456789012345678901234.5678",
            "18446744073709551615",
            "0.0000000000000000000000000001",
            "7.9228162514264337593543950335",
        ];
        let mut out = String::new();
        for written in values {
            let value: Decimal = written.parse().unwrap();
            plain(value, &mut out);
            assert_eq!(out, value.to_string());
        }
        plain(-"0.0".parse::<Decimal>().unwrap(), &mut out);
        assert_eq!(out, "0.0");
    }
}
