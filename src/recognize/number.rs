//! The number alone: digits, grouping, Chinese numerals, and the multiples 十百千万亿 in any mixture (`1.2万亿`, `3万4000`,
//! `一千零五十`). Says where the number ends and what it is worth; knows nothing of units but where one begins.

use rust_decimal::Decimal;

use super::Reading;
use super::literal::{Literal, run};

/// A number found at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// First byte after it.
    pub end: usize,
    /// Its value, multiplied out.
    pub value: Decimal,
    /// The higher of two neighbouring numerals (八九亿, 三四十).
    pub high: Option<Decimal>,
    /// All the multiples it ends with (三千万 → 10000000); 1 where there are none.
    pub scale: Decimal,
    /// Those of them from 万 up (三千万 → 10000).
    pub big: Decimal,
    /// 多, 余 or 几 stands inside, before the last multiple: 30多万.
    pub more: bool,
    /// It has ASCII digits.
    pub digits: bool,
    /// It has Chinese digits.
    pub spelled: bool,
    /// It has a decimal point.
    pub fraction: bool,
    /// Nothing but multiples: 千亿, 万, 十.
    pub bare: bool,
}

/// Reads the number that begins at `at` and ends before `end`; `unit_at(place)` says whether a unit's name begins there, so
/// that 千 of 千瓦 is not taken for a multiple. `None` where no number begins, or where it is too long for a decimal.
pub fn number(text: &str, at: usize, end: usize, reading: Reading, unit_at: impl Fn(usize) -> bool) -> Option<Number> {
    let low = Walk::new(text, at, end, reading, Pair::Lower).read(&unit_at)?;
    if !low.paired {
        return Some(low.number);
    }
    let high = Walk::new(text, at, end, reading, Pair::Higher)
        .read(&unit_at)?
        .number
        .value;
    let mut number = low.number;
    if high <= number.value {
        return None;
    }
    number.high = Some(high);
    Some(number)
}

/// The digit that a character of the Chinese numerals stands for, formal writing included.
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

/// Which of two neighbouring numerals to take.
#[derive(Clone, Copy, PartialEq)]
enum Pair {
    Lower,
    Higher,
}

/// What stands immediately before the place being read.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    Nothing,
    Ascii,
    Spelled,
    Scale,
    Zero,
}

struct Walk<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    /// Whether the text is no bulletin: colloquial and torn numbers are read as well.
    free: bool,
    pair: Pair,
    /// Parts already multiplied by 万, 亿 or 兆.
    total: Decimal,
    /// Parts already multiplied by 十, 百 or 千.
    section: Decimal,
    /// The digits not yet multiplied.
    current: Option<Decimal>,
    /// The Chinese digits of `current`, as long as they are a plain sequence.
    sequence: Vec<u8>,
    last: Last,
    last_big: Decimal,
    last_scale: Decimal,
    found: Number,
    paired: bool,
}

struct Read {
    number: Number,
    paired: bool,
}

impl<'a> Walk<'a> {
    fn new(text: &'a str, at: usize, end: usize, reading: Reading, pair: Pair) -> Self {
        Self {
            text,
            at,
            end,
            free: reading.is_free(),
            pair,
            total: Decimal::ZERO,
            section: Decimal::ZERO,
            current: None,
            sequence: Vec::new(),
            last: Last::Nothing,
            last_big: Decimal::ZERO,
            last_scale: Decimal::ONE,
            found: Number {
                end: at,
                value: Decimal::ZERO,
                high: None,
                scale: Decimal::ONE,
                big: Decimal::ONE,
                more: false,
                digits: false,
                spelled: false,
                fraction: false,
                bare: true,
            },
            paired: false,
        }
    }

    fn read(mut self, unit_at: &impl Fn(usize) -> bool) -> Option<Read> {
        while let Some(letter) = self.peek() {
            let went_on = if letter.is_ascii_digit() {
                self.ascii()?
            } else if let Some(digit) = spelled_digit(letter).or_else(|| self.rare_digit(letter)) {
                self.digit(letter, digit)
            } else if let Some(scale) = multiple(letter) {
                (!unit_at(self.at) || self.is_trillion(letter)) && self.scale(letter, scale)?
            } else {
                match letter {
                    '廿' | '卅' | '卌' => self.old_tens(letter),
                    '点' => self.point()?,
                    '多' | '余' | '几' => self.more(letter),
                    ' ' if self.free => self.loose_space(unit_at),
                    ' ' => self.space(unit_at),
                    _ => false,
                }
            };
            if !went_on {
                break;
            }
        }
        self.finish()
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..self.end].chars().next()
    }

    /// ASCII digits: at the start, or less than the multiple before them (3万4000, but not 3万40000).
    fn ascii(&mut self) -> Option<bool> {
        let first = self.last == Last::Nothing;
        if !first && !matches!(self.last, Last::Scale | Last::Zero) {
            return Some(false);
        }
        let mut literal = Literal::at(&self.text[..self.end], self.at)?;
        if first && self.free {
            literal = widened(&self.text[..self.end], self.at, literal);
        }
        if !first && (literal.fraction || literal.value >= self.last_scale) {
            return Some(false);
        }
        self.at = literal.end;
        self.current = Some(literal.value);
        self.found.fraction |= literal.fraction;
        self.found.digits = true;
        self.found.bare = false;
        self.last = Last::Ascii;
        Some(true)
    }

    fn digit(&mut self, letter: char, digit: u8) -> bool {
        match self.last {
            Last::Ascii => return false,
            Last::Scale if digit == 0 => {
                // 零 between parts holds a place (一千零五) only if a part follows.
                let rest = &self.text[self.at + letter.len_utf8()..self.end];
                let follows = rest.chars().next().is_some_and(|next| {
                    next.is_ascii_digit()
                        || next == '几'
                        || self.free && matches!(next, '参' | '參')
                        || begins_spelled(next) && !matches!(next, '零' | '〇' | '○')
                });
                if !follows {
                    return false;
                }
                self.last = Last::Zero;
                self.at += letter.len_utf8();
                return true;
            }
            _ => {}
        }
        if self.current.is_some() && self.sequence.is_empty() || self.sequence.len() > 20 {
            return false; // after a decimal fraction, or no number at all
        }
        self.sequence.push(digit);
        let value = self.current.unwrap_or_default() * Decimal::TEN + Decimal::from(digit);
        self.current = Some(value);
        self.at += letter.len_utf8();
        self.found.spelled = true;
        self.found.bare = false;
        self.last = Last::Spelled;
        true
    }

    /// Digits of free text alone: 俩, and 参 between other formal numerals (参拾, 贰佰零参).
    fn rare_digit(&self, letter: char) -> Option<u8> {
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

    /// 廿, 卅, 卌: twenty, thirty, forty.
    fn old_tens(&mut self, letter: char) -> bool {
        if self.current.is_some() {
            return false;
        }
        self.section += Decimal::from(match letter {
            '廿' => 20,
            '卅' => 30,
            _ => 40,
        });
        self.at += letter.len_utf8();
        self.found.spelled = true;
        self.found.bare = false;
        self.last = Last::Scale;
        self.last_scale = Decimal::TEN;
        true
    }

    fn scale(&mut self, letter: char, scale: u64) -> Option<bool> {
        if letter == '兆' && (self.found.digits || self.last == Last::Nothing) {
            return Some(false); // 100兆 is a data rate
        }
        self.take_pair();
        if self.sequence.len() > 1 {
            return Some(false); // 二〇二万: not how a number is written
        }
        let scale = Decimal::from(scale);
        if self.free {
            if self.current == Some(Decimal::ZERO) {
                self.current = None; // 零十
            }
            if scale >= Decimal::from(10_000) && self.last_scale < scale {
                self.colloquial_tail(); // 百二万
            }
        }
        if scale < Decimal::from(10_000) {
            // 五十千: a second small multiple does not multiply the first.
            if self.current.is_none() && self.last == Last::Scale && self.last_scale < scale {
                return Some(false);
            }
            let part = self.current.take().unwrap_or(Decimal::ONE).checked_mul(scale)?;
            self.section = self.section.checked_add(part)?;
        } else {
            let nothing = self.current.is_none() && self.section.is_zero() && self.total.is_zero();
            let below = if nothing {
                Decimal::ONE
            } else {
                self.section.checked_add(self.current.take().unwrap_or_default())?
            };
            self.total = if self.last_big <= scale {
                self.total.checked_add(below)?.checked_mul(scale)?
            } else {
                self.total.checked_add(below.checked_mul(scale)?)?
            };
            self.section = Decimal::ZERO;
            self.last_big = scale;
        }
        self.sequence.clear();
        // 万亿 ends in one multiple, 10^12.
        let again = self.last == Last::Scale && self.found.big > Decimal::ONE;
        if scale >= Decimal::from(10_000) {
            self.found.big = if again {
                self.found.big.checked_mul(scale)?
            } else {
                scale
            };
        }
        self.found.scale = if self.last == Last::Scale {
            self.found.scale.checked_mul(scale)?
        } else {
            scale
        };
        self.last_scale = scale;
        self.last = Last::Scale;
        self.at += letter.len_utf8();
        Some(true)
    }

    /// 兆 of 四十九兆九千亿, a multiple; 兆 alone is a unit.
    fn is_trillion(&self, letter: char) -> bool {
        let rest = &self.text[self.at + letter.len_utf8().min(self.end - self.at)..self.end];
        let next = rest.chars().next();
        letter == '兆'
            && !self.found.digits
            && next.is_some_and(|next| begins_spelled(next) || matches!(next, '元' | '余' | '多'))
    }

    /// 点 between Chinese digits, or between a number and Chinese digits (一点二); in free text also between others (8点5).
    fn point(&mut self) -> Option<bool> {
        let rest = &self.text[self.at + '点'.len_utf8()..self.end];
        let spelled = matches!(self.last, Last::Spelled | Last::Scale);
        if !(spelled || self.free && self.last == Last::Ascii) || self.found.fraction {
            return Some(false);
        }
        let mut fraction = String::from("0.");
        let gap = if self.free {
            rest.len() - rest.trim_start_matches(' ').len()
        } else {
            0
        };
        let mut length = gap;
        for letter in rest[gap..].chars().take(18) {
            let digit = spelled_digit(letter).filter(|_| !matches!(letter, '两' | '兩'));
            let ascii = letter.to_digit(10).map(|digit| digit as u8);
            let Some(digit) = digit.or(ascii.filter(|_| self.free)) else {
                break;
            };
            fraction.push(char::from(b'0' + digit));
            length += letter.len_utf8();
        }
        // 三点二十, 8点30分: a time of day.
        let after = rest[length..].chars().next();
        let timed = after == Some('十') || self.free && matches!(after, Some('分' | '半' | '整' | '钟' | ':' | '：'));
        if length == gap || timed {
            return Some(false);
        }
        let fraction: Decimal = fraction.parse().ok()?;
        if self.free {
            self.colloquial_tail();
        }
        self.current = Some(self.current.unwrap_or_default().checked_add(fraction)?);
        self.sequence.clear();
        self.at += '点'.len_utf8() + length;
        self.found.fraction = true;
        self.last = Last::Ascii; // nothing but a multiple may follow
        Some(true)
    }

    /// 两千三 before 点 or 万: the digit counts the next smaller multiple.
    fn colloquial_tail(&mut self) {
        if let (Last::Spelled, &[digit]) = (self.last, &self.sequence[..])
            && self.last_scale > Decimal::TEN
            && self.previous_is_scale()
            && let Some(tail) = Decimal::from(digit).checked_mul(self.last_scale / Decimal::TEN)
        {
            self.current = Some(tail);
        }
    }

    /// 多, 余, 几 before a multiple: 30多万, 十几亿.
    fn more(&mut self, letter: char) -> bool {
        let rest = &self.text[self.at + letter.len_utf8()..self.end];
        let multiplied = rest
            .chars()
            .next()
            .is_some_and(|next| multiple(next).is_some_and(|scale| scale >= 10_000));
        let some = self.free && letter == '几' && self.last == Last::Scale; // 十几
        if self.last == Last::Nothing || self.found.more || !(multiplied || some) {
            return false;
        }
        self.found.more = true;
        self.at += letter.len_utf8();
        self.last = Last::Zero;
        true
    }

    /// One space between the digits and their multiple: 5 万元.
    fn space(&mut self, unit_at: &impl Fn(usize) -> bool) -> bool {
        let next = self.at + 1;
        let scaled = self.text[next..self.end]
            .chars()
            .next()
            .is_some_and(|letter| letter == '万' || letter == '亿');
        if self.last != Last::Ascii || !scaled || unit_at(next) {
            return false;
        }
        self.at = next;
        true
    }

    /// Spaces anywhere in a number that is written with multiples: 三千 九百 六十五, 7万 5千, 五百 余万.
    fn loose_space(&mut self, unit_at: &impl Fn(usize) -> bool) -> bool {
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

    /// Two neighbouring numerals are a guess between the two: 八九亿, 三五百.
    fn take_pair(&mut self) {
        let [low, high] = self.sequence[..] else { return };
        if low == 0 || low >= high || high - low > 2 {
            return;
        }
        let digit = if self.pair == Pair::Lower { low } else { high };
        self.sequence = vec![digit];
        self.current = Some(Decimal::from(digit));
        self.paired = true;
    }

    fn finish(mut self) -> Option<Read> {
        if self.last == Last::Nothing {
            return None;
        }
        self.take_pair();
        if let (Last::Spelled, &[digit]) = (self.last, &self.sequence[..])
            && self.last_scale > Decimal::TEN
            && self.previous_is_scale()
            && !self.paired
        {
            // 三万五: the digit counts the next smaller multiple.
            self.current = Some(Decimal::from(digit).checked_mul(self.last_scale / Decimal::TEN)?);
        }
        let unscaled = self.total.is_zero() && self.section.is_zero();
        let rest = self.section.checked_add(self.current.unwrap_or_default())?;
        let sum = self.total.checked_add(rest)?;
        self.found.value = match self.current {
            Some(current) if unscaled => current,
            _ => sum.normalize(),
        };
        if self.last != Last::Scale {
            self.found.scale = Decimal::ONE;
            self.found.big = Decimal::ONE;
        }
        self.found.end = self.at;
        Some(Read {
            number: self.found,
            paired: self.paired,
        })
    }

    /// Whether the last digit read stands immediately after a multiple (not after 零).
    fn previous_is_scale(&self) -> bool {
        let before = self.text[..self.at]
            .chars()
            .rev()
            .filter(|&letter| letter != ' ')
            .nth(1);
        before.is_some_and(|letter| multiple(letter).is_some())
    }
}

/// A literal with what free text adds to it: groups after full-width commas (4，565), an exponent (2.5e-3) or a power (2^5).
fn widened(text: &str, at: usize, literal: Literal) -> Literal {
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

/// What does not end is kept to fifteen figures, as spreadsheets show it.
pub fn significant(value: Decimal) -> Option<Decimal> {
    Some(value.round_sf(15)?.normalize())
}

#[cfg(test)]
#[path = "number_tests.rs"]
mod tests;
