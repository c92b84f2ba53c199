//! Two lines that belong together whatever stands round them: a torn word, number or unit, a bracket that is still open.

use super::lines::{Ending, Line, Shape};
use super::wraps::{BRACKETS, Sentence};
use crate::rules::{Layout, Traits, is_hanzi};

/// 一、综⏎合: a word of two characters, spread over two lines.
#[inline]
pub(super) fn is_halved_word(first: &Line, second: &Line, layout: &Layout) -> bool {
    let one = |text: &str| {
        let mut chars = text.chars();
        chars.next().is_some_and(is_hanzi) && chars.next().is_none()
    };
    if second.gap == 0 || second.gap > 2 || second.text.len() > 4 || !one(second.text) || second.shape != Shape::Text {
        return false;
    }
    let word = match layout.numbering(first.text) {
        Some(numbering) => first.text[numbering.len..].trim(),
        None => first.text,
    };
    one(word)
}

/// The second line begins with a mark that no line begins with, or the first ends with one that no line ends with.
#[inline]
pub(super) fn must_continue(first: &Line, second: &Line) -> bool {
    let (begins, ends) = (second.first, first.last);
    let after_digit = ends.is_ascii_digit();
    let torn = matches!(
        begins,
        '，' | '。' | '、' | '；' | '：' | '！' | '？' | '）' | '》' | '”' | '’' | '」' | '』' | '】'
    ) || matches!(begins, ',' | ';' | ')') && first.width >= 20
        || matches!(begins, '%' | '‰' | '．' | '.' | '·') && after_digit && second.text.len() > 3;
    let held = matches!(ends, '（' | '《' | '“' | '‘' | '「' | '『' | '【' | '(') && first.width >= 8
        || matches!(ends, '.' | '．' | '·') && first.marked && digit_before(first.text);
    (torn || held) && (first.width >= 8 || first.marked || second.gap == 0) || tears_paragraph(first, second, ends)
}

/// A paragraph of many words that the end of a page breaks within its sentence: 全省养老机构5个，其中注册登⏎记的3个。 Nobody ends one so, and no
/// heading is so wide.
fn tears_paragraph(first: &Line, second: &Line, ends: char) -> bool {
    let running = first.marked && second.marked && second.gap == 0 && second.shape == Shape::Text;
    let open = first.ending == Ending::Open && second.ending == Ending::Closed && is_hanzi(ends);
    if !running || !open || first.width < PARAGRAPH || second.indent > 0 {
        return false;
    }
    // The sentence that is open has gone on for a while: it is no caption, nor the head of a list.
    let sentence = first.text.rfind('。').map_or(first.text, |end| &first.text[end..]);
    sentence.len() < first.text.len() && sentence.contains('，')
}

/// Half-width columns of 40 hanzi.
const PARAGRAPH: usize = 80;

/// 8.5亿⏎元, 20⏎01年, 302.5⏎亿元，: a number or its unit is broken.
#[inline]
pub(super) fn tears_number(first: &Line, second: &Line, layout: &Layout) -> bool {
    let scaled =
        || matches!(first.last, '万' | '亿') && digit_before(first.text) && layout.starts_with_unit(second.text);
    let digits = first.last.is_ascii_digit() && first.marked && second.first.is_ascii_digit();
    let measured =
        || first.last.is_ascii_digit() && first.marked && second.marked && layout.starts_with_unit(second.text);
    second.gap == 0 && second.shape == Shape::Text && (digits || scaled() || measured())
}

/// `增长8.`: a number that is broken at its decimal point, not `1.` before an item.
fn digit_before(text: &str) -> bool {
    text.chars().rev().nth(1).is_some_and(|c| c.is_ascii_digit())
}

/// The line closes a bracket or quotation that an earlier line opened.
#[inline]
pub(super) fn closes(second: &Line, sentence: &mut Sentence, lines: &[Line]) -> bool {
    let fits = sentence.opens
        && second.traits.has(Traits::CLOSES)
        && second.shape == Shape::Text
        && (sentence.marked || second.gap == 0 && !second.text.contains("  "));
    if !fits {
        return false;
    }
    let first = &second.text[BRACKETS.next(second.text, 0, second.text.len())..];
    let opened = |open: char| match open {
        '（' | '(' => ['）', ')'],
        '《' => ['》', '》'],
        '“' => ['”', '”'],
        '「' => ['」', '」'],
        _ => ['】', '】'],
    };
    // What the line begins with tells most often that there is nothing to look back for.
    first.starts_with(['）', ')', '》', '”', '」', '】'])
        && sentence.open(lines).is_some_and(|open| first.starts_with(opened(open)))
}

/// （上海交通大学实验区）…: a remark in brackets that belongs to what stands before it.
pub(super) fn opens_remark(line: &Line) -> bool {
    line.text.starts_with(['（', '(']) && line.marked
}
