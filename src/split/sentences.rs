//! Running text → sentences → clauses.

use std::sync::LazyLock;

use super::Sentence;
use crate::model::Span;
use crate::rules::{Letters, is_hanzi};

/// A bracket that is not closed within this many bytes does not hold a sentence together.
const LONGEST_BRACKET: usize = 600;

/// What a sentence or a clause may end at, and what may hold a sentence together.
static SIGNS: LazyLock<Letters> = LazyLock::new(|| "。！？!?．.，；：,;:—\n（(《【［[）)》】］]".chars().collect());

/// Whether one of [`SIGNS`] is a bracket.
const fn is_bracket(c: char) -> bool {
    let opens = matches!(c, '（' | '(' | '《' | '【' | '［' | '[');
    opens || matches!(c, '）' | ')' | '》' | '】' | '］' | ']')
}

/// The sentences of a stretch of running text, each with its clauses.
///
/// A sentence ends after 。！？ and after a point between hanzi (with the closing marks behind them) or with the stretch; not inside brackets or quotation
/// marks that are closed soon. A clause ends at ，；：。！？, at `,` `;` `:` that stand in no number, time or address, and at ——; 、 keeps
/// a list together, and a bracket stays in its clause.
pub fn sentences(text: &str, within: Span) -> Vec<Sentence> {
    Splitter::default().sentences(text, within)
}

/// Splits one stretch after another; what it needs room for is kept between them.
#[derive(Default)]
pub(super) struct Splitter {
    /// The signs of the stretch, with their places.
    signs: Vec<(usize, char)>,
    /// The brackets that are closed soon: where each opens and where it is closed, by opening.
    held: Vec<(usize, usize)>,
    /// Brackets that are open.
    open: Vec<(usize, char)>,
    /// The clauses of the sentence under construction.
    clauses: Vec<Span>,
}

impl Splitter {
    pub(super) fn sentences(&mut self, text: &str, within: Span) -> Vec<Sentence> {
        if self.find_signs(text, within) {
            self.find_held();
        } else {
            self.held.clear();
        }
        let mut sentences = Vec::new();
        let mut sentence = Open {
            start: within.start,
            clause: within.start,
            clauses: &mut self.clauses,
        };
        let letter = |at: usize| text[at..within.end].chars().next();
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
            let end = at + c.len_utf8();
            next = end;
            if at < held_to {
                continue;
            }
            match c {
                '，' | '；' | '：' => sentence.clause(text, at, end),
                '。' | '！' | '？' | '!' | '?' if ends_here(text, within, at, c) => {
                    let closes =
                        |c: &char| matches!(c, '。' | '！' | '？' | '!' | '?' | '”' | '’' | '）' | ')' | '」' | '』');
                    while let Some(c) = letter(next).filter(closes) {
                        next += c.len_utf8();
                    }
                    sentence.clause(text, at, next);
                    sentence.finish(text, next, &mut sentences);
                }
                '．' | '.' if stops(text, within, sentence.start, at, end) => {
                    sentence.clause(text, at, end);
                    sentence.finish(text, end, &mut sentences);
                }
                ',' | ';' | ':' if parts_clauses(text, within, at) => sentence.clause(text, at, end),
                '—' if letter(next) == Some('—') => {
                    while letter(next) == Some('—') {
                        next += '—'.len_utf8();
                    }
                    sentence.clause(text, at, next);
                }
                '\n' => {
                    sentence.clause(text, at, end);
                    sentence.finish(text, at, &mut sentences);
                    (sentence.start, sentence.clause) = (end, end);
                }
                _ => {}
            }
        }
        sentence.clause(text, within.end, within.end);
        sentence.finish(text, within.end, &mut sentences);
        sentences
    }

    /// Finds the signs of the stretch. Whether there is a bracket among them.
    fn find_signs(&mut self, text: &str, within: Span) -> bool {
        let signs = &*SIGNS;
        self.signs.clear();
        let mut brackets = false;
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
            brackets |= is_bracket(c);
            self.signs.push((at, c));
            at = signs.next(text, at + c.len_utf8(), within.end);
        }
        brackets
    }

    /// Finds the brackets that are closed soon.
    fn find_held(&mut self) {
        let Self { signs, held, open, .. } = self;
        open.clear();
        held.clear();
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

/// A sentence under construction.
struct Open<'c> {
    start: usize,
    clause: usize,
    clauses: &'c mut Vec<Span>,
}

impl Open<'_> {
    /// Ends the clause before the mark at `mark..after`.
    fn clause(&mut self, text: &str, mark: usize, after: usize) {
        let span = trimmed(text, Span::new(self.clause, mark));
        if !span.is_empty() {
            self.clauses.push(span);
        }
        self.clause = after;
    }

    fn finish(&mut self, text: &str, end: usize, sentences: &mut Vec<Sentence>) {
        let span = trimmed(text, Span::new(self.start, end));
        if !span.is_empty() {
            sentences.push(Sentence {
                span,
                clauses: self.clauses.as_slice().into(),
            });
            self.clauses.clear();
        }
        (self.start, self.clause) = (end, end);
    }
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

/// Whether `,` `;` `:` parts clauses: not in 1,234, 15:30, 1:2 or an address.
fn parts_clauses(text: &str, within: Span, at: usize) -> bool {
    let before = text[within.start..at].chars().next_back().unwrap_or(' ');
    let after = text[at + 1..within.end].chars().next().unwrap_or(' ');
    !(before.is_ascii_digit() && after.is_ascii_digit()
        || text[at..].starts_with("://")
        || before.is_ascii_alphabetic() && after.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentences on lines, clauses between bars.
    fn dump(text: &str) -> String {
        let sentences = sentences(text, Span::new(0, text.len()));
        let line = |sentence: &Sentence| {
            sentence
                .clauses
                .iter()
                .map(|clause| clause.of(text))
                .collect::<Vec<_>>()
                .join("|")
        };
        sentences.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn sentences_and_clauses() {
        for (text, expected) in [
            (
                "全市新增4家（创建类3家、培育类1家，累计9家）。同比增长5.2%，居全省第3位；就业12人",
                "全市新增4家（创建类3家、培育类1家，累计9家）\n同比增长5.2%|居全省第3位|就业12人",
            ),
            (
                "增加值1,234.5亿元,增长5%;比例为4.0：23.1。",
                "增加值1,234.5亿元|增长5%|比例为4.0|23.1",
            ),
            (
                "他说：“今年增长5%。”会议要求，再接再厉！",
                "他说|“今年增长5%\n会议要求|再接再厉",
            ),
            ("“好！”，他说。", "“好！”|他说"),
            (
                "R&D投入——全市3.2%——居首。见http://a.cn/b?c=1,5页",
                "R&D投入|全市3.2%|居首\n见http://a.cn/b?c=1,5页",
            ),
            ("注（见《办法》第3条。未完，其余略", "注（见《办法》第3条\n未完|其余略"),
            (
                "（数据截至6月底。不含乡镇。）全市12家。",
                "（数据截至6月底。不含乡镇。）全市12家",
            ),
            ("会议15:30开始", "会议15:30开始"),
            (
                "研究系统动力学方法．采用模型1.2作模拟.结果较好",
                "研究系统动力学方法\n采用模型1.2作模拟\n结果较好",
            ),
            ("一．综合情况比较好", "一．综合情况比较好"),
            ("", ""),
        ] {
            assert_eq!(dump(text), expected, "{text}");
        }
    }
}
