//! Numbers that a bulletin's reader passes over and a reader of one sentence does not: numerals without a unit (答案是五),
//! numerals with spaces inside (三千 九百), fractions as what they are (三分之一), decimals without their zero (.5), and
//! digits with a letter for a multiple (1.2M). Only for short texts: in long ones 一 and 三 are mostly parts of words.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::model::{Bound, Dimension, Mention, MentionKind, Quantity, SkipReason, Span};
use crate::recognize::quantities;
use crate::rules::QuantityLexicon;
use crate::segment::{Segmenter, Word};

/// Texts of more characters are read as documents are.
const SHORT: usize = 200;
/// Significant digits of a fraction that does not end.
const DIGITS: u32 = 15;

/// What reads plain numbers.
pub(super) struct Plain<'a> {
    pub(super) lexicon: &'a QuantityLexicon,
    pub(super) segmenter: &'a Segmenter,
}

impl Plain<'_> {
    /// Adds to the mentions of a short block the plain numbers of it; a number that holds others takes their place.
    /// Mentions come and go ordered by place.
    pub(super) fn read(&self, text: &str, block: Span, mentions: &mut Vec<Mention>) {
        if block.of(text).chars().nth(SHORT).is_some() {
            return;
        }
        for mention in mentions.iter_mut() {
            self.reread(text, block, mention);
        }
        let mut words = None;
        for run in runs(text, block) {
            let Some((span, value)) = self.value(text, run) else {
                continue;
            };
            let touched: Vec<usize> = (0..mentions.len())
                .filter(|&at| mentions[at].span.overlaps(span))
                .collect();
            let replaces = touched.iter().all(|&at| {
                let mention = &mentions[at];
                let bare = matches!(&mention.kind, MentionKind::Quantity(it) if it.unit.is_none() || run.fraction);
                bare && span.contains(mention.span)
            });
            let same = touched.len() == 1 && mentions[touched[0]].span == span && !run.fraction;
            if !replaces || same {
                continue;
            }
            let words = words.get_or_insert_with(|| self.words(text, block));
            if touched.is_empty() && !run.composed && !stands_alone(text, span, words, self.lexicon) {
                continue;
            }
            let mention = self.mention(text, block, span, value);
            mentions.retain(|other| !other.span.overlaps(span));
            let at = mentions.partition_point(|other| other.span.start < span.start);
            mentions.insert(at, mention);
        }
    }

    /// Reads again what stands where digits are: `.5`, `100K`, `2e5`.
    fn reread(&self, text: &str, block: Span, mention: &mut Mention) {
        let words = mention.span.of(text);
        match &mut mention.kind {
            MentionKind::Quantity(quantity) if quantity.unit.is_none() && quantity.value_high.is_none() => {
                let before = &text[block.start..mention.span.start];
                let Some(ahead) = before.strip_suffix('.') else { return };
                let free = !ahead.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.');
                let digits = words.bytes().all(|byte| byte.is_ascii_digit());
                let value: Option<Decimal> = (free && digits).then(|| format!("0.{words}").parse().ok()).flatten();
                if let Some(value) = value {
                    let minus = ahead.ends_with(['-', '−']);
                    quantity.value = if minus { -value } else { value };
                    mention.span.start -= 1 + ahead.chars().next_back().filter(|_| minus).map_or(0, char::len_utf8);
                    quantity.bound_start = mention.span.start;
                }
            }
            MentionKind::Skip(SkipReason::Name) => {
                if let Some(value) = lettered(words) {
                    mention.kind = MentionKind::Quantity(plain(value, mention.span.start, Bound::Eq));
                }
            }
            _ => {}
        }
    }

    /// The value of a run of numerals and what of it is the number.
    fn value(&self, text: &str, run: Run) -> Option<(Span, Decimal)> {
        let words = run.span.of(text);
        let mut tight = String::new();
        for c in words.chars().filter(|&c| !is_space(c)) {
            tight.push(match c {
                '参' => '叁',
                '俩' => '两',
                '／' => '/',
                c => c,
            });
        }
        let value = if run.fraction {
            let (whole, fraction) = match tight.split_once('又') {
                Some((whole, fraction)) => (self.whole(whole)?, fraction.to_owned()),
                None => match words.split_once(is_space).filter(|_| tight.contains('/')) {
                    Some((whole, fraction)) => (self.whole(whole)?, fraction.replace(is_space, "").replace('／', "/")),
                    None => (Decimal::ZERO, tight),
                },
            };
            let (below, above) = match fraction.split_once("分之") {
                Some(parts) => parts,
                None => fraction.split_once('/').map(|(above, below)| (below, above))?,
            };
            // 百分之五 is said in percent, and stays so.
            if matches!(below, "百" | "千" | "万") {
                return None;
            }
            let part = self.whole(above)?.checked_div(self.whole(below)?)?;
            // 负一又二分之一 is less than minus one.
            if whole.is_sign_negative() && !whole.is_zero() {
                whole.checked_sub(part)?
            } else {
                whole.checked_add(part)?
            }
        } else if let Some((whole, fraction)) = tight.split_once('点') {
            let digits: Option<String> = fraction.chars().map(digit).collect();
            let fraction: Decimal = format!("0.{}", digits?).parse().ok()?;
            self.whole(whole)?.checked_add(fraction)?
        } else {
            self.whole(&tight)?
        };
        let value = if run.fraction { significant(value) } else { value };
        Some((run.span, value))
    }

    /// What a numeral is worth that is the whole of a text.
    fn whole(&self, numeral: &str) -> Option<Decimal> {
        let within = Span::new(0, numeral.len());
        let mut found = Vec::new();
        quantities(numeral, within, &[], self.lexicon, &mut found);
        match found.as_slice() {
            [
                Mention {
                    span,
                    kind: MentionKind::Quantity(quantity),
                },
            ] if *span == within && quantity.dimension == Dimension::None && quantity.value_high.is_none() => {
                Some(quantity.value)
            }
            _ => None,
        }
    }

    fn mention(&self, text: &str, block: Span, span: Span, value: Decimal) -> Mention {
        let before = text[block.start..span.start].trim_end();
        let mut span = span;
        let mut quantity = plain(value, span.start, Bound::Eq);
        if let Some(word) = self.lexicon.bounds.before(before) {
            quantity.bound = word.bound;
            quantity.bound_start = block.start + before.len() - word.length;
        } else if let Some(after) = self.lexicon.bounds.after(&text[span.end..block.end]) {
            quantity.bound = after.bound;
            span.end += if after.keep { after.length } else { 0 };
        }
        Mention {
            span,
            kind: MentionKind::Quantity(quantity),
        }
    }

    fn words(&self, text: &str, block: Span) -> Vec<Word> {
        let mut words = Vec::new();
        self.segmenter.segment(text, block, &mut words);
        words
    }
}

fn plain(value: Decimal, start: usize, bound: Bound) -> Quantity {
    Quantity {
        value,
        value_high: None,
        unit: None,
        dimension: Dimension::None,
        bound,
        bound_start: start,
        spelled: true,
    }
}

/// A stretch that may be a number.
#[derive(Clone, Copy)]
struct Run {
    span: Span,
    /// It holds 分之 or a slash.
    fraction: bool,
    /// It has several characters that only a number has together.
    composed: bool,
}

/// The longest stretches of numerals, with what may stand between two of them.
fn runs(text: &str, block: Span) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut open: Option<Run> = None;
    let mut at = block.start;
    while at < block.end {
        let rest = &text[at..block.end];
        let Some(c) = rest.chars().next() else { break };
        let next = at + c.len_utf8();
        let sign = c == '负' && rest[c.len_utf8()..].starts_with(is_numeral);
        if is_numeral(c) || sign {
            let signed_anew = sign && !open.is_some_and(|run: Run| run.fraction && text[..at].ends_with("分之"));
            if signed_anew {
                runs.extend(open.take());
            }
            let run = open.get_or_insert(Run {
                span: Span::new(at, next),
                fraction: false,
                composed: false,
            });
            run.composed |= run.span.start < at;
            run.span.end = next;
            at = next;
            continue;
        }
        let joint = open.as_ref().and_then(|_| joint(rest));
        match (joint, &mut open) {
            (Some((length, fraction)), Some(run)) => {
                run.fraction |= fraction;
                run.composed |= fraction;
                at += length;
            }
            _ => {
                runs.extend(open.take());
                at = next;
            }
        }
    }
    runs.extend(open);
    runs
}

/// What may stand between two numerals of one number, where a numeral follows: its length, and whether it makes a fraction.
fn joint(rest: &str) -> Option<(usize, bool)> {
    let spaces = |text: &str| text.len() - text.trim_start_matches(is_space).len();
    let before = spaces(rest);
    let mut length = before;
    let mut fraction = false;
    let mut mark = false;
    for (word, of_fraction) in [("分", true), ("又", false), ("点", false), ("/", true), ("／", true)] {
        if let Some(after) = rest[length..].strip_prefix(word) {
            length += word.len();
            mark = true;
            fraction = of_fraction;
            if word == "分" {
                length += spaces(after);
                rest[length..].strip_prefix('之')?;
                length += '之'.len_utf8();
            }
            break;
        }
    }
    length += if mark { spaces(&rest[length..]) } else { 0 };
    let after = rest[length..].chars().next()?;
    // Digits with spaces between are numbers of their own, but for the whole before a fraction: 1 3/5.
    let goes_on = if mark {
        is_numeral(after) || after == '负'
    } else {
        let figures = rest[length..].trim_start_matches(|c: char| c.is_ascii_digit());
        let mixed = figures.starts_with(['/', '／']);
        before > 0 && (is_numeral(after) && !after.is_ascii_digit() || after.is_ascii_digit() && mixed)
    };
    (goes_on && length > 0).then_some((length, fraction))
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '　')
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || digit(c).is_some() || "十百千万亿兆拾佰仟廿卅".contains(c)
}

/// The ASCII digit that a numeral stands for.
fn digit(c: char) -> Option<char> {
    const DIGITS: [&str; 10] = [
        "零〇○",
        "一壹",
        "二贰两俩",
        "三叁参",
        "四肆",
        "五伍",
        "六陆",
        "七柒",
        "八捌",
        "九玖",
    ];
    let value = DIGITS.iter().position(|forms| forms.contains(c));
    value
        .map(|value| char::from(b'0' + value as u8))
        .or(Some(c).filter(char::is_ascii_digit))
}

/// Whether a numeral is a word of its own: with words that begin or end with it (一些, 统一) it is a part of them, but a
/// classifier may be cut together with it (一个).
fn stands_alone(text: &str, span: Span, words: &[Word], lexicon: &QuantityLexicon) -> bool {
    words.iter().filter(|word| word.span.overlaps(span)).all(|word| {
        let after = &text[span.end.min(word.span.end)..word.span.end];
        let unit = lexicon
            .units
            .at(after)
            .filter(|unit| unit.dimension == Dimension::Count);
        let whole_unit = unit.is_some_and(|unit| unit.length == after.len());
        word.span.start >= span.start && (after.is_empty() || whole_unit)
    })
}

/// `1.2M`, `100k`, `2e5`: digits and a letter that multiplies. One figure and a letter is a name (5G, 4K).
fn lettered(words: &str) -> Option<Decimal> {
    if let Some((_, exponent)) = words.split_once(['e', 'E'])
        && !exponent.is_empty()
    {
        return Decimal::from_scientific(words).ok().map(|value| value.normalize());
    }
    let factor = match words.chars().next_back()? {
        'k' | 'K' => 1_000,
        'w' | 'W' => 10_000,
        'm' | 'M' => 1_000_000,
        'g' | 'G' => 1_000_000_000,
        't' | 'T' => 1_000_000_000_000_u64,
        _ => return None,
    };
    let figures = &words[..words.len() - 1];
    let several = figures.bytes().filter(u8::is_ascii_digit).count() > 1;
    let (sign, figures) = figures.strip_prefix('-').map_or(("", figures), |rest| ("-", rest));
    let plain = figures.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && !figures.ends_with('.');
    let figures = if figures.starts_with('.') {
        format!("{sign}0{figures}")
    } else {
        format!("{sign}{figures}")
    };
    let value: Decimal = (several && plain).then(|| figures.parse().ok()).flatten()?;
    value.checked_mul(Decimal::from(factor)).map(|value| value.normalize())
}

/// A quotient with at most [`DIGITS`] significant digits.
fn significant(value: Decimal) -> Decimal {
    let whole = value
        .abs()
        .trunc()
        .to_u128()
        .map_or(0, |whole| whole.checked_ilog10().map_or(0, |log| log + 1));
    let mut places = DIGITS.saturating_sub(whole);
    if whole == 0 && !value.is_zero() {
        // Zeros behind the point are not significant.
        let mut scaled = value.abs();
        while scaled < Decimal::new(1, 1) && places < 27 {
            scaled *= Decimal::TEN;
            places += 1;
        }
    }
    value.round_dp(places).normalize()
}

#[cfg(test)]
mod tests {
    use crate::recognition::testing::quantities;

    fn check(cases: &[(&str, &[&str])]) {
        let wrong: Vec<String> = cases
            .iter()
            .filter(|(text, expected)| quantities(text) != *expected)
            .map(|(text, expected)| format!("{text}\n    got  {:?}\n    want {expected:?}", quantities(text)))
            .collect();
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }

    #[test]
    fn numerals_without_a_unit() {
        check(&[
            ("答案是四不是五", &["四 4", "五 5"]),
            ("总数为一千零五，去年为九百", &["一千零五 1005", "九百 900"]),
            ("小明有十个手指头", &["十 10"]),
            ("大于等于一百的数", &["一百 ≥100"]),
            ("年龄在三十以上", &["三十以上 ≥30"]),
            // Parts of words, names and places.
            ("统一部署，进一步提高，十分重要", &[]),
            ("三农工作", &[]),
            ("四川一带", &[]),
            // What has a unit keeps it.
            ("新增三十家企业", &["三十家 30 家"]),
        ]);
        let long = format!("答案是四，{}", "工业稳步增长，".repeat(40));
        assert_eq!(quantities(&long), [""; 0], "a long text is read as documents are");
    }

    #[test]
    fn numerals_with_spaces_inside() {
        check(&[
            ("三千 九百 六十五", &["三千 九百 六十五 3965"]),
            ("四百 点 五", &["四百 点 五 400.5"]),
            ("12 35 67", &["12 12", "35 35", "67 67"]),
        ]);
    }

    #[test]
    fn fractions_are_what_they_are() {
        check(&[
            ("三分之一的企业", &["三分之一 0.333333333333333"]),
            ("三百五十又3分之1", &["三百五十又3分之1 350.333333333333"]),
            ("负一又二分之一", &["负一又二分之一 -1.5"]),
            ("1 3/5", &["1 3/5 1.6"]),
            ("十分之 一", &["十分之 一 0.1"]),
            ("百分之五", &["百分之五 5 %"]),
            ("零分之一", &["零分之一 0 %"; 0]),
        ]);
    }

    #[test]
    fn decimals_without_their_zero_and_letters_that_multiply() {
        check(&[
            ("增长.77", &[".77 0.77"]),
            ("-.5", &["-.5 -0.5"]),
            ("1.5.7节", &[]),
            ("100K", &["100K 100000"]),
            ("约1.2M", &["1.2M 1200000"]),
            ("-12e-1", &["-12e-1 -1.2"]),
            ("5G网络，4K电视，3M公司", &[]),
        ]);
    }
}
