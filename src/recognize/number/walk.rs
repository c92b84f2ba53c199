//! Reads a number letter by letter: what stands so far, and what each letter makes of it.

use rust_decimal::Decimal;

use super::super::Reading;
use super::super::literal::Literal;
use super::loose::widened;
use super::{Number, begins_spelled, multiple, spelled_digit};

/// Which of two neighbouring numerals to take.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Pair {
    Lower,
    Higher,
}

/// What stands immediately before the place being read.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Last {
    Nothing,
    Ascii,
    Spelled,
    Scale,
    Zero,
}

pub(super) struct Walk<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) end: usize,
    /// Whether the text is no bulletin: colloquial and torn numbers are read as well.
    pub(super) free: bool,
    pub(super) pair: Pair,
    /// Parts already multiplied by 万, 亿 or 兆.
    pub(super) total: Decimal,
    /// Parts already multiplied by 十, 百 or 千.
    pub(super) section: Decimal,
    /// The digits not yet multiplied.
    pub(super) current: Option<Decimal>,
    /// The Chinese digits of `current`, as long as they are a plain sequence.
    pub(super) sequence: Vec<u8>,
    pub(super) last: Last,
    pub(super) last_big: Decimal,
    pub(super) last_scale: Decimal,
    pub(super) found: Number,
    pub(super) paired: bool,
}

pub(super) struct Read {
    pub(super) number: Number,
    pub(super) paired: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(text: &'a str, at: usize, end: usize, reading: Reading, pair: Pair) -> Self {
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

    pub(super) fn read(mut self, unit_at: &impl Fn(usize) -> bool) -> Option<Read> {
        while let Some(letter) = self.peek() {
            let went_on = if letter.is_ascii_digit() {
                self.ascii()?
            } else if let Some(digit) = spelled_digit(letter).or_else(|| self.rare_digit(letter)) {
                self.digit(letter, digit)
            } else if let Some(scale) = multiple(letter) {
                // 600万百姓
                let people = self.text[self.at..self.end].starts_with("百姓");
                !people && (!unit_at(self.at) || self.is_trillion(letter)) && self.scale(letter, scale)?
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
    pub(super) fn previous_is_scale(&self) -> bool {
        let before = self.text[..self.at]
            .chars()
            .rev()
            .filter(|&letter| letter != ' ')
            .nth(1);
        before.is_some_and(|letter| multiple(letter).is_some())
    }
}
