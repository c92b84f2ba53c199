//! What a number has in free text alone: spaces inside, 俩, 百二万, exponents.

use rust_decimal::Decimal;

use super::super::literal::{Literal, run};
use super::walk::{Last, Walk};
use super::{multiple, significant, spelled_digit};

impl Walk<'_> {
    /// Digits of free text alone: 俩, and 参 between other formal numerals (参拾, 贰佰零参).
    pub(super) fn rare_digit(&self, letter: char) -> Option<u8> {
        let formal = |letter: Option<char>| {
            letter.is_some_and(|letter| "拾佰仟万亿零壹贰叁肆伍陆柒捌玖貳陸萬億".contains(letter))
        };
        let rest = &self.text[self.at + letter.len_utf8()..self.end];
        match letter {
            '俩' | '倆' if self.free => Some(2),
            '参' | '參' if self.free => {
                let before = self.text[..self.at]
                    .chars()
                    .next_back()
                    .filter(|_| self.last != Last::Nothing);
                (formal(before) || formal(rest.chars().next())).then_some(3)
            }
            _ => None,
        }
    }

    /// Spaces anywhere in a number that is written with multiples: 三千 九百 六十五, 7万 5千, 五百 余万.
    pub(super) fn loose_space(&mut self, unit_at: &impl Fn(usize) -> bool) -> bool {
        let rest = &self.text[self.at..self.end];
        let gap = rest.len() - rest.trim_start_matches(' ').len();
        let (next, after) = (self.at + gap, &rest[gap..]);
        let mut letters = after.chars();
        let Some(letter) = letters.next().filter(|_| gap <= 4) else {
            return false;
        };
        let second = letters.next();
        let digits = run(after.as_bytes(), 0);
        let goes_on = match self.last {
            Last::Nothing => false,
            _ if multiple(letter).is_some() => letter != '兆' && !unit_at(next),
            _ if matches!(letter, '余' | '多' | '几') => second.is_some_and(|second| multiple(second).is_some()),
            Last::Spelled | Last::Scale if letter == '点' => {
                let fraction = after['点'.len_utf8()..].trim_start_matches(' ').chars().next();
                fraction.is_some_and(|digit| spelled_digit(digit).is_some())
            }
            Last::Scale | Last::Zero if digits > 0 => after[digits..]
                .trim_start_matches(' ')
                .chars()
                .next()
                .is_some_and(|next| multiple(next).is_some()),
            Last::Scale | Last::Zero => spelled_digit(letter).is_some() && self.found.spelled,
            _ => false,
        };
        if goes_on {
            self.at = next;
        }
        goes_on
    }

    /// 两千三 before 点 or 万: the digit counts the next smaller multiple.
    pub(super) fn colloquial_tail(&mut self) {
        if let (Last::Spelled, &[digit]) = (self.last, &self.sequence[..])
            && self.last_scale > Decimal::TEN
            && self.previous_is_scale()
            && let Some(tail) = Decimal::from(digit).checked_mul(self.last_scale / Decimal::TEN)
        {
            self.current = Some(tail);
        }
    }
}

/// A literal with what free text adds to it: groups after full-width commas (4，565), an exponent (2.5e-3) or a power (2^5).
pub(super) fn widened(text: &str, at: usize, literal: Literal) -> Literal {
    let bytes = text.as_bytes();
    let mut wide = literal;
    if !literal.fraction && literal.end - at <= 3 {
        let mut digits = text[at..literal.end].to_owned();
        while let Some(group) = text[wide.end..].strip_prefix('，').map(|rest| text.len() - rest.len())
            && run(bytes, group) == group + 3
            && digits.len() < 27
        {
            digits.push_str(&text[group..group + 3]);
            wide.end = group + 3;
        }
        if let (true, Ok(value)) = (wide.end > literal.end, digits.parse()) {
            wide.value = value;
            return wide;
        }
        wide = literal;
    }
    let rest = &text[wide.end..];
    let power = rest.starts_with('^');
    if !power && !rest.starts_with(['e', 'E']) {
        return wide;
    }
    let signs = rest[1..].bytes().take_while(|byte| b"+-".contains(byte)).count();
    let from = wide.end + 1 + signs;
    let stop = run(bytes, from);
    let ends = !text[stop..].starts_with(|next: char| next.is_ascii_alphanumeric() || next == '.');
    let Ok(exponent @ 0..=64) = text[from..stop].parse::<u32>() else {
        return wide;
    };
    if !ends || signs > if power { 2 } else { 1 } {
        return wide;
    }
    let negative = rest[1..1 + signs].matches('-').count() % 2 == 1;
    let base = if power { wide.value } else { Decimal::TEN };
    let raised = (0..exponent).try_fold(Decimal::ONE, |product, _| product.checked_mul(base));
    let value = raised
        .and_then(|raised| {
            if negative {
                Decimal::ONE.checked_div(raised)
            } else {
                Some(raised)
            }
        })
        .and_then(|raised| {
            if power {
                Some(raised)
            } else {
                wide.value.checked_mul(raised)
            }
        });
    match value.and_then(significant) {
        Some(value) => Literal {
            end: stop,
            value,
            fraction: wide.fraction || negative,
        },
        None => wide,
    }
}
