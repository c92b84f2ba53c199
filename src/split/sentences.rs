//! Running text → sentences.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::Sentence;
use crate::model::Span;
use crate::rules::{Letters, Traits, is_hanzi};

/// A bracket that is not closed within this many bytes does not hold a sentence together.
const LONGEST_BRACKET: usize = 600;

/// What a sentence may end at.
static ENDS: LazyLock<Letters> = LazyLock::new(|| "。！？!?．.\n".chars().collect());

/// What a sentence may end at, and what may hold it together.
static SIGNS: LazyLock<Letters> = LazyLock::new(|| ENDS.clone().and("（(《【［[)）》】］]".chars()));

/// Whether one of [`SIGNS`] is a bracket.
const fn is_bracket(c: char) -> bool {
    let opens = matches!(c, '（' | '(' | '《' | '【' | '［' | '[');
    opens || matches!(c, '）' | ')' | '》' | '】' | '］' | ']')
}

/// What may stand between a sentence's mark and its end.
const fn closes(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '”' | '’' | '）' | ')' | '」' | '』')
}

/// Splits one stretch of running text after another into sentences; what it needs room for is kept between them.
///
/// A sentence ends after 。！？ and after a point between hanzi (with the closing marks behind them) or with the stretch; not inside brackets or quotation
/// marks that are closed soon.
#[derive(Default)]
pub(super) struct Splitter {
    /// The signs of the stretch, with their places.
    signs: Vec<(usize, char)>,
    /// The brackets that are closed soon: where each opens and where it is closed, by opening.
    held: Vec<(usize, usize)>,
    /// Brackets that are open.
    open: Vec<(usize, char)>,
}

impl Splitter {
    /// The sentences of a stretch that holds signs of these kinds.
    pub(super) fn sentences(&mut self, text: &str, within: Span, traits: Traits) -> Vec<Sentence> {
        if is_one(within.of(text), traits) {
            let span = trimmed(text, within);
            return Vec::from_iter((!span.is_empty()).then_some(Sentence { span }));
        }
        self.read(text, within, traits);
        let mut sentences = Vec::with_capacity(self.signs.len() + 1);
        let mut start = within.start;
        let mut finish = |from: &mut usize, end: usize, next: usize| {
            let span = trimmed(text, Span::new(*from, end));
            if !span.is_empty() {
                sentences.push(Sentence { span });
            }
            *from = next;
        };
        let mut brackets = self.held.iter().peekable();
        let mut held_to = 0;
        let mut next = within.start;
        for &(at, c) in &self.signs {
            // What closes a sentence behind its mark may be marks as well.
            if at < next || is_bracket(c) {
                continue;
            }
            while let Some(&(_, close)) = brackets.next_if(|(open, _)| *open <= at) {
                held_to = held_to.max(close);
            }
            next = at + c.len_utf8();
            if at < held_to {
                continue;
            }
            match c {
                // A hanzi behind it tells at once.
                '。' | '！' | '？' if matches!(text.as_bytes().get(next), Some(0xe4..=0xe9)) && next < within.end => {
                    finish(&mut start, next, next);
                }
                '。' | '！' | '？' | '!' | '?' if ends_here(text, within, at, c) => {
                    let behind = &text[next..within.end];
                    next = within.end - behind.trim_start_matches(closes).len();
                    finish(&mut start, next, next);
                }
                '．' | '.' if stops(text, within, start, at, next) => finish(&mut start, next, next),
                '\n' => finish(&mut start, at, next),
                _ => {}
            }
        }
        finish(&mut start, within.end, within.end);
        sentences
    }

    /// Finds the signs of a stretch that holds signs of these kinds, and what they hold together.
    fn read(&mut self, text: &str, within: Span, traits: Traits) {
        self.signs.clear();
        self.held.clear();
        if traits.has(Traits::HOLDS) {
            self.find(&SIGNS, text, within);
            self.find_held();
        } else if traits.has(Traits::CALLS | Traits::POINT) {
            self.find(&ENDS, text, within);
        } else {
            self.find_stops(text, within, traits);
        }
    }

    /// Finds the signs of the stretch.
    fn find(&mut self, signs: &Letters, text: &str, within: Span) {
        let mut at = signs.next(text, within.start, within.end);
        while at < within.end {
            // There is no sign of two bytes or four.
            let c = match text.as_bytes()[at..] {
                [first @ 0xe0..=0xef, second, third, ..] => {
                    let (second, third) = (u32::from(second & 0x3f), u32::from(third & 0x3f));
                    char::from_u32(u32::from(first & 0xf) << 12 | second << 6 | third).unwrap_or(' ')
                }
                [first, ..] => char::from(first),
                [] => ' ',
            };
            self.signs.push((at, c));
            at = signs.next(text, at + c.len_utf8(), within.end);
        }
    }

    /// Finds full stops, where no other sign may end a sentence, and points behind words.
    fn find_stops(&mut self, text: &str, within: Span, traits: Traits) {
        static STOP: LazyLock<Finder> = LazyLock::new(|| Finder::new("。"));
        let bytes = within.of(text).as_bytes();
        let stops = STOP.find_iter(bytes).map(|at| (within.start + at, '。'));
        self.signs.extend(stops);
        if !traits.has(Traits::POINTS) {
            return;
        }
        let stops = self.signs.len();
        let behind_words = |at: &usize| {
            at.checked_sub(1)
                .is_some_and(|before| !bytes[before].is_ascii() || bytes[before] == b')')
        };
        let points = memchr::memchr_iter(b'.', bytes).filter(behind_words);
        self.signs.extend(points.map(|at| (within.start + at, '.')));
        if stops < self.signs.len() {
            self.signs.sort_unstable();
        }
    }

    /// Finds the brackets that are closed soon.
    fn find_held(&mut self) {
        let Self { signs, held, open } = self;
        open.clear();
        for &(at, c) in &*signs {
            match c {
                '（' | '(' | '《' | '【' | '［' | '[' => open.push((at, c)),
                '）' | ')' | '》' | '】' | '］' | ']' => {
                    // The nearest one of its kind; those left open inside it were never meant to be closed.
                    let nearest = open.iter().rev().take(8).position(|(_, opener)| pairs(*opener, c));
                    if let Some(back) = nearest {
                        let (from, _) = open[open.len() - 1 - back];
                        open.truncate(open.len() - 1 - back);
                        if at - from <= LONGEST_BRACKET {
                            held.push((from, at + c.len_utf8()));
                        }
                    }
                }
                '\n' => open.clear(),
                _ => {}
            }
        }
        held.sort_unstable();
    }
}

/// Whether a stretch can be no more than one sentence: nothing ends one, or only its last sign does.
fn is_one(text: &str, traits: Traits) -> bool {
    if traits.has(Traits::POINTS) || traits.has_two(Traits::ENDS) {
        return false;
    }
    let mut back = text.chars().rev();
    let mut last = || back.next().is_some_and(|c| matches!(c, '。' | '！' | '？' | '!' | '?'));
    !traits.has(Traits::ENDS) || last() || text.ends_with(closes) && last()
}

/// The span without white space at its ends.
#[inline]
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let inner = span.of(text);
    // What the bytes tell to be no white space; the trimming is left to the others.
    let begins = matches!(
        inner.as_bytes(),
        [b'!'..=0x7f | 0xc3..=0xe0 | 0xe4..=0xff, ..] | [0xe2, 0x80, 0x90..=0x9f, ..] | [0xe3, 0x80, 0x81..=0xbf, ..]
    );
    let ends = match inner.as_bytes() {
        [.., 0xe4..=0xef, _, _] | [.., 0xe2, 0x80, 0x90..=0x9f] | [.., 0xe3, 0x80, 0x81..=0xbf] => true,
        [.., last] => (b'!'..=0x7f).contains(last),
        [] => true,
    };
    if begins && ends {
        return span;
    }
    let rest = inner.trim_start();
    let start = span.start + (inner.len() - rest.len());
    Span::new(start, start + rest.trim_end().len())
}

fn pairs(open: char, close: char) -> bool {
    let kind = |c| match c {
        '（' | '(' | '）' | ')' => 0,
        '《' | '》' => 1,
        '【' | '】' => 2,
        _ => 3,
    };
    kind(open) == kind(close)
}

/// Whether a closing mark ends the sentence: not a `?` of an address, not a 。 between quotation marks that go on.
fn ends_here(text: &str, within: Span, at: usize, c: char) -> bool {
    let after = &text[at + c.len_utf8()..within.end];
    if c.is_ascii() {
        return after.is_empty()
            || after.starts_with(|next: char| !next.is_ascii_alphanumeric() && !matches!(next, '=' | '&' | '/' | '%'));
    }
    // “……！”，他说: the quotation is part of a longer sentence.
    let closing = |c: char| matches!(c, '。' | '！' | '？' | '”' | '’' | '）' | ')' | '」' | '』');
    if !after.starts_with(closing) {
        return true;
    }
    let behind = after.chars().take(8).find(|c| !closing(*c));
    !behind.is_some_and(|c| matches!(c, '，' | '、' | '；' | '的'))
}

/// Whether a point is a full stop, as journals set it: between hanzi, not behind a number (一．综合) or inside one.
fn stops(text: &str, within: Span, start: usize, at: usize, end: usize) -> bool {
    let before = text[start..at].chars().next_back().unwrap_or(' ');
    let after = text[end..within.end].chars().next();
    let words = |c: char| is_hanzi(c) || "）)”".contains(c);
    at - start > 12 && words(before) && after.is_none_or(|c| is_hanzi(c) || c.is_whitespace() || "“（《".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentences on lines.
    fn dump(text: &str) -> String {
        let sentences = Splitter::default().sentences(text, Span::new(0, text.len()), Traits::of(text));
        let texts: Vec<&str> = sentences.iter().map(|sentence| sentence.span.of(text)).collect();
        texts.join("/")
    }

    #[test]
    fn sentences_end_at_their_marks() {
        for (text, expected) in [
            (
                "全市新增4家（创建类3家、培育类1家，累计9家）。同比增长5.2%，居全省第3位；就业12人",
                "全市新增4家（创建类3家、培育类1家，累计9家）。/同比增长5.2%，居全省第3位；就业12人",
            ),
            (
                "他说：“今年增长5%。”会议要求，再接再厉！",
                "他说：“今年增长5%。”/会议要求，再接再厉！",
            ),
            ("“好！”，他说。", "“好！”，他说。"),
            ("他说：“好。”", "他说：“好。”"),
            ("好。” 又", "好。”/又"),
            ("见http://a.cn/b?c=1,5页", "见http://a.cn/b?c=1,5页"),
            (
                "注（见《办法》第3条。未完，其余略",
                "注（见《办法》第3条。/未完，其余略",
            ),
            (
                "（数据截至6月底。不含乡镇。）全市12家。",
                "（数据截至6月底。不含乡镇。）全市12家。",
            ),
            (
                "研究系统动力学方法．采用模型1.2作模拟.结果较好",
                "研究系统动力学方法．/采用模型1.2作模拟./结果较好",
            ),
            ("一．综合情况比较好", "一．综合情况比较好"),
            ("", ""),
        ] {
            assert_eq!(dump(text), expected, "{text}");
        }
    }
}
