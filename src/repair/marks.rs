//! Marks of footnotes that are glued to words (生产总值², 增加值①, 收入<sup>5</sup>): they are no part of a name, and a raised
//! digit is none of the number that follows it.

use std::collections::BTreeSet;

use super::lines::Line;
use super::spaces::Glyph;
use crate::rules::{Traits, is_hanzi};

/// Circled numbers that begin a line: where they stand behind a word too, they refer to that line.
pub(super) fn noted(lines: &[Line]) -> BTreeSet<char> {
    let first = |line: &Line| line.text.chars().next();
    let some = lines.iter().filter(|line| line.traits.has(Traits::CIRCLED));
    some.filter_map(first).filter(|&c| is_circled(c)).collect()
}

/// Takes the marks out of a line that begins behind `indent` glyphs.
pub(super) fn drop(glyphs: &mut Vec<Glyph>, indent: usize, noted: &BTreeSet<char>) {
    let is_mark = |c: char| is_raised(c) || is_circled(c) && noted.contains(&c);
    if !glyphs.iter().skip(indent + 1).any(|glyph| is_mark(glyph.char)) {
        return;
    }
    let mut before = None;
    let mut nth = 0;
    glyphs.retain(|glyph| {
        let marks = nth > indent && is_mark(glyph.char) && before.is_some_and(takes_mark);
        nth += 1;
        if !marks {
            before = Some(glyph.char);
        }
        !marks
    });
}

/// Whether a footnote's mark may stand behind the character: not behind a letter (km²) or a digit (10³).
fn takes_mark(c: char) -> bool {
    is_hanzi(c)
        || matches!(
            c,
            '”' | '’' | '）' | ')' | '》' | '】' | '%' | '，' | '。' | '；' | '、' | '：'
        )
}

/// Whether what stands in `<sup>` behind `before` is a footnote's mark, not part of a unit.
pub(super) fn is_raised_mark(before: Option<char>, inside: &str) -> bool {
    let inside = inside.trim();
    let bare = inside.trim_matches(|c: char| "[]［］()（）〔〕注*".contains(c));
    let numbered = !bare.is_empty() && bare.len() <= 3 && bare.bytes().all(|byte| byte.is_ascii_digit());
    // Behind a digit it might be a power; to read it as more digits would be worse than to leave it out.
    numbered && before.is_none_or(|c| !c.is_ascii_alphabetic())
}

fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

fn is_circled(c: char) -> bool {
    matches!(c, '①'..='⑳' | '⑴'..='⒇')
}

#[cfg(test)]
mod tests {
    use crate::repair::repair;
    use crate::rules::shipped_layout;

    #[test]
    fn marks_leave_the_words_and_other_signs_stay() {
        let layout = shipped_layout();
        for (source, text) in [
            ("生产总值²3850亿元，增长5.8%³。", "生产总值3850亿元，增长5.8%。"),
            ("面积12km²，10³倍", "面积12km²，10³倍"),
            ("产量①增长\n\n①按现价计算。", "产量增长\n\n①按现价计算。"),
            ("包括①企业②高校。", "包括①企业②高校。"),
            ("收入<sup>5</sup>62000元，面积3m<sup>2</sup>", "收入62000元，面积3m2"),
            ("收入<SUP class=x><font>[12]</font></SUP>350亿元", "收入[12]350亿元"),
            ("收入<sup>[12]</sup>350亿元<sup>注</sup>", "收入350亿元注"),
            (
                "<html><p>收入<sup><a href=#n>5</a></sup>62000元，3m<sup>2</sup></p>",
                "收入62000元，3m2",
            ),
        ] {
            assert_eq!(repair(source, &layout).text, text, "{source}");
        }
        let source = "收入<sup>5</sup>62000元";
        let repaired = repair(source, &layout);
        let asides: Vec<_> = repaired.asides.iter().map(|aside| aside.of(source)).collect();
        assert_eq!(asides, ["5"]);
    }
}
