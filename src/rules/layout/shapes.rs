//! Shapes of single lines: numbering, captions, page numbers, values, units.

use super::Layout;
use super::lookup::Opening;

/// Signs on either side of the number of a page.
pub(super) const DASHES: [char; 7] = ['—', '-', '–', '―', '－', '─', '·'];

/// How a line that numbers a page looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageMark {
    /// `—1—`, `- 1 -`, `第1页`, `1/7`.
    Whole,
    /// `1—`: the second half of one that is broken over two lines.
    Tail,
    /// `—`: its first half, or a table cell that stands for nothing.
    Dash,
}

/// The numbering before a heading or list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbering {
    /// Kind of numbering, outermost first: 1 第一编 … 5 第一节, 6 一、, 7 （一）, 8 `1.`, 9 `(1)`, 10 a sign.
    pub rank: u8,
    /// The number, where it can be read and is small.
    pub number: Option<u32>,
    /// Bytes that the numbering takes at the start of the line.
    pub len: usize,
}

impl Layout {
    /// The numbering at the start of the line: 第一章, 一、, （一）, 1., （1）, ①, ■; not a decimal such as 1.2.
    pub fn numbering(&self, line: &str) -> Option<Numbering> {
        if !self.1.may_begin(line, Opening::NUMBERING) {
            return None;
        }
        let found = |rank, number, rest: &str| {
            Some(Numbering {
                rank,
                number,
                len: line.len() - rest.len(),
            })
        };
        if let Some(rest) = line.strip_prefix('第') {
            let (number, rest) = leading_number(rest)?;
            let place = self
                .0
                .heading
                .chapters
                .iter()
                .position(|word| rest.starts_with(word.as_str()))?;
            let rest = &rest[self.0.heading.chapters[place].len()..];
            return found(place as u8 + 1, Some(number), rest);
        }
        let signs = self.1.may_begin(line, Opening::SIGN).then_some(&self.0.heading.signs);
        if let Some(sign) = signs.into_iter().flatten().find(|sign| line.starts_with(sign.as_str())) {
            return found(10, None, &line[sign.len()..]);
        }
        let first = line.chars().next()?;
        if ('①'..='⑳').contains(&first) {
            return found(9, Some(first as u32 - '①' as u32 + 1), &line[first.len_utf8()..]);
        }
        if let Some(rest) = line.strip_prefix(['（', '(']) {
            let chinese = !rest.starts_with(|c: char| c.is_ascii_digit());
            let (number, rest) = leading_number(rest)?;
            let rest = rest.strip_prefix(['）', ')'])?;
            return found(if chinese { 7 } else { 9 }, Some(number), rest);
        }
        let chinese = !first.is_ascii_digit();
        let (number, rest) = leading_number(line)?;
        if chinese {
            let rest = rest.strip_prefix(['、', '．', '.'])?;
            return found(6, Some(number), rest);
        }
        if number > 200 {
            return None;
        }
        if let Some(rest) = rest.strip_prefix([')', '）']) {
            return found(9, Some(number), rest);
        }
        let rest = rest.strip_prefix(['.', '．', '、'])?;
        // 1.2 is a decimal or a numbering by levels; either way not the first level. 1．2023年 is one before a year.
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if digits > 0 && !(digits == 4 && rest[digits..].starts_with('年')) {
            return None;
        }
        found(8, Some(number), rest)
    }

    /// Whether the line names a table or figure: 表3, 附表1　…, 图2-1.
    pub fn is_caption(&self, line: &str) -> bool {
        self.caption_number(line).is_some()
    }

    /// Whether the line names a figure: 图2-1. What it shows is not in the text.
    pub fn is_figure(&self, line: &str) -> bool {
        let named = |word: &String| line.starts_with(word.as_str());
        self.1.may_begin(line, Opening::FIGURE) && self.0.caption.figures.iter().any(named) && self.is_caption(line)
    }

    /// Whether the line stands above what follows the last section: 名词解释, 注释：, 附件1.
    pub fn is_closing(&self, line: &str) -> bool {
        let about = |c: char| matches!(c, '：' | ':' | '（' | '）' | '(' | ')' | '【' | '】' | '[' | ']');
        // What is passed over parts words, too.
        if !self.1.may_begin(line, Opening::CLOSING | Opening::PARTS) {
            return false;
        }
        let bare = line.trim_start_matches(|c: char| about(c) || c.is_whitespace());
        if !self.1.may_begin(bare, Opening::CLOSING) {
            return false;
        }
        let bare = bare.trim_end_matches(|c: char| about(c) || c.is_whitespace());
        let rest = |word: &String| bare.strip_prefix(word.as_str()).map(str::trim_start);
        let mut words = self.0.heading.closings.iter();
        words.any(|word| {
            rest(word)
                .is_some_and(|rest| rest.is_empty() || leading_number(rest).is_some_and(|(_, rest)| rest.is_empty()))
        })
    }

    /// Bytes of 表3 or 附表2-1 at the start of the line, where it names a table or figure.
    pub fn caption_number(&self, line: &str) -> Option<usize> {
        if !self.1.may_begin(line, Opening::CAPTION) {
            return None;
        }
        let word = self
            .0
            .caption
            .words
            .iter()
            .find(|word| line.starts_with(word.as_str()))?;
        let rest = line[word.len()..].trim_start();
        let digits = rest
            .find(|c: char| !matches!(c, '0'..='9' | '-' | '－' | '.' | '—' | '–'))
            .unwrap_or(rest.len());
        let rest = if digits > 0 {
            &rest[digits..]
        } else {
            leading_number(rest)?.1
        };
        // 表1中, 表3可以看出 are words of a sentence; a name follows after a space or at once, and does not run on.
        let runs_on = line.ends_with(['。', '；', '，', ','])
            || line.contains('。')
            || rest.starts_with(['所', '可', '中', '显', '和', '、', ')', '）', '，', ',']);
        (!runs_on).then_some(line.len() - rest.len())
    }

    /// Whether the line ends as the names of tables do: …情况, …构成.
    pub fn ends_like_caption(&self, line: &str) -> bool {
        let line = without_brackets_at_end(line);
        self.0
            .caption
            .endings
            .iter()
            .any(|ending| line.ends_with(ending.as_str()))
    }

    /// Whether the line opens a box: 专栏4-1.
    pub fn is_box(&self, line: &str) -> bool {
        self.1.may_begin(line, Opening::BOX)
            && self.0.heading.boxes.iter().any(|word| {
                line.strip_prefix(word.as_str()).is_some_and(|rest| {
                    // 附件：1.名单 lists what is attached.
                    let list = rest.starts_with(['：', ':']);
                    let rest = rest.trim_matches([' ', '\u{3000}', '：', ':']);
                    if list && self.numbering(rest).is_some() {
                        return false;
                    }
                    rest.is_empty()
                        || rest.starts_with(|c: char| c.is_ascii_digit()) && line.chars().count() <= 40
                        || leading_number(rest).is_some()
                })
            })
    }

    /// Whether the line explains a table or a text: 注：, 资料来源：, `[1]` ….
    pub fn is_note(&self, line: &str) -> bool {
        let noted = |word: &String| line.starts_with(word.as_str());
        self.1.may_begin(line, Opening::NOTE | Opening::FOOTNOTE)
            && (self.0.caption.notes.iter().any(noted) || is_footnote(line))
    }

    /// How the line numbers a page, if it does.
    pub fn page_mark(&self, line: &str) -> Option<PageMark> {
        if line.len() > 40 || !self.1.may_begin(line, Opening::PAGE) {
            return None;
        }
        let inner = line.trim_start_matches(DASHES);
        let core = inner.trim_end_matches(DASHES).trim();
        let (before, after) = (
            inner.len() < line.len(),
            inner.trim_end_matches(DASHES).len() < inner.len(),
        );
        if core.is_empty() {
            return (before && matches!(line, "—" | "–" | "―")).then_some(PageMark::Dash);
        }
        let number = |text: &str| !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
        if number(core) {
            return match (before, after) {
                (true, true) => Some(PageMark::Whole),
                (false, true) => Some(PageMark::Tail),
                _ => None,
            };
        }
        let of_total = core
            .split_once('/')
            .is_some_and(|(page, total)| number(page.trim()) && number(total.trim().trim_end_matches('页').trim()));
        let counted = core.strip_prefix('第').is_some_and(|rest| {
            rest.split_once('页').is_some_and(|(page, rest)| {
                let rest = rest.trim_matches(|c: char| c.is_whitespace() || ",，/".contains(c));
                let total = rest.strip_prefix('共').and_then(|r| r.strip_suffix('页'));
                number(page.trim()) && (rest.is_empty() || total.is_some_and(|total| number(total.trim())))
            })
        });
        (of_total || counted).then_some(PageMark::Whole)
    }

    /// What a table of this name is about: 研发经费 in 表3 各市研发经费情况. Empty where the name says no more than how it shows.
    pub fn topic<'t>(&self, name: &'t str) -> &'t str {
        let mut topic = name[self.caption_number(name).unwrap_or(0)..].trim();
        let longest = |words: &[String], holds: &dyn Fn(&str) -> bool| {
            words.iter().filter(|word| holds(word)).map(String::len).max()
        };
        if let Some(scope) = longest(&self.0.caption.scopes, &|word| topic.starts_with(word)) {
            topic = &topic[scope..];
        }
        while let Some(frame) = longest(&self.0.caption.frames, &|word| topic.ends_with(word)) {
            topic = topic[..topic.len() - frame].trim_end();
        }
        topic.trim_start_matches('的')
    }

    /// Whether the cell is a unit: 元, 万吨, 元/人.
    pub fn is_unit(&self, cell: &str) -> bool {
        let known = |unit: &str| {
            self.1
                .units
                .longest(unit.chars(), |length, ()| length == unit.len())
                .is_some()
        };
        let cell = cell.trim_start_matches(['（', '(']).trim_end_matches(['）', ')']);
        known(cell)
            || cell
                .split_once('/')
                .is_some_and(|(above, below)| known(above) && known(below))
    }

    /// Whether the text begins with a unit.
    pub fn starts_with_unit(&self, text: &str) -> bool {
        /// Characters of the longest unit that is looked for.
        const LONGEST: usize = 4;
        let mut ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST);
        // Of a unit in brackets or made of two the parts are asked for, of any other all that may stand here at once.
        let apart = |c: char| matches!(c, '（' | '(' | '/');
        if text.chars().take(LONGEST).any(apart) {
            return ends.any(|end| self.is_unit(&text[..end]));
        }
        let longest = ends.last().unwrap_or(0);
        self.1
            .units
            .longest(text.chars(), |length, ()| length <= longest)
            .is_some()
    }

    /// Whether the cell is a value: a number with, at most, a sign, %, and words such as 以上 round it.
    pub fn is_value(&self, cell: &str) -> bool {
        if cell.len() > 48 {
            return false;
        }
        // Most values are figures and nothing else.
        let figures = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.' | b',');
        if let [b'0'..=b'9', behind @ ..] = cell.as_bytes()
            && behind.iter().all(figures)
        {
            return true;
        }
        if !self.1.may_begin(cell, Opening::VALUE) || !cell.as_bytes().iter().any(u8::is_ascii_digit) {
            return false;
        }
        let mut rest = cell.trim();
        let mut numbers = 0;
        while let Some(first) = rest.chars().next() {
            if first.is_ascii_digit() {
                let bytes = rest.as_bytes();
                let mut end = 1;
                while matches!(bytes.get(end), Some(b'0'..=b'9' | b'.' | b',')) {
                    end += 1;
                }
                rest = &rest[end..];
                numbers += 1;
            } else if matches!(first, '-' | '－' | '%' | '‰' | '~' | '～' | '—' | '–' | ' ' | '　') {
                rest = &rest[first.len_utf8()..];
            } else if let Some(word) = self
                .1
                .may_begin(rest, Opening::VALUE)
                .then_some(&self.0.table.value_words)
                .into_iter()
                .flatten()
                .find(|word| rest.starts_with(word.as_str()))
            {
                rest = &rest[word.len()..];
            } else {
                return false;
            }
        }
        numbers == 1 || numbers == 2 && cell.contains(['-', '~', '～', '—', '–', '('])
    }
}

/// The number at the start of a text, in Arabic or Chinese digits below a hundred, and what follows.
fn leading_number(text: &str) -> Option<(u32, &str)> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if digits > 0 {
        return Some((text[..digits].parse().ok()?, &text[digits..]));
    }
    let end = text
        .find(|c: char| {
            !matches!(
                c,
                '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '〇' | '零'
            )
        })
        .unwrap_or(text.len());
    if end == 0 || end > 12 {
        return None;
    }
    let digit = |c: char| "〇一二三四五六七八九".chars().position(|d| d == c).unwrap_or(0) as u32;
    let mut number = 0;
    for c in text[..end].chars() {
        number = match c {
            '十' if number == 0 => 10,
            '十' => number * 10,
            '百' => number * 100,
            c => number + digit(c),
        };
    }
    Some((number, &text[end..]))
}

fn is_footnote(line: &str) -> bool {
    let Some(rest) = line.strip_prefix(['[', '［', '〔']) else {
        return false;
    };
    let Some((number, _)) = rest.split_once([']', '］', '〕']) else {
        return false;
    };
    !number.is_empty() && number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit())
}

fn without_brackets_at_end(line: &str) -> &str {
    match line.rfind(['（', '(']) {
        Some(at) if at > 0 && line.ends_with(['）', ')']) => line[..at].trim_end(),
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::shipped_layout as shipped;

    #[test]
    fn numberings_are_told_from_decimals_and_years() {
        let layout = shipped();
        let rank = |line| layout.numbering(line).map(|n| (n.rank, n.number));
        for (line, expected) in [
            ("第三章 主要任务", Some((4, Some(3)))),
            ("一、综合", Some((6, Some(1)))),
            ("十二、环境", Some((6, Some(12)))),
            ("（二十一）落实", Some((7, Some(21)))),
            ("(一)发展基础", Some((7, Some(1)))),
            ("1.煤炭工业", Some((8, Some(1)))),
            ("3、创新", Some((8, Some(3)))),
            ("（3）利润", Some((9, Some(3)))),
            ("②补贴", Some((9, Some(2)))),
            ("■记者", Some((10, None))),
            ("1．2023年主要指标", Some((8, Some(1)))),
            ("1.4个百分点", None),
            ("2023年", None),
            ("2023.全年", None),
            ("第三产业增加值", None),
            ("一季度", None),
            ("三次产业", None),
        ] {
            assert_eq!(rank(line), expected, "{line}");
        }
    }

    #[test]
    fn page_numbers_are_told_from_values() {
        let layout = shipped();
        for (line, expected) in [
            ("—1—", Some(PageMark::Whole)),
            ("- 12 -", Some(PageMark::Whole)),
            ("第 3 页", Some(PageMark::Whole)),
            ("第3页 共10页", Some(PageMark::Whole)),
            ("1/7", Some(PageMark::Whole)),
            ("10 —", Some(PageMark::Tail)),
            ("—", Some(PageMark::Dash)),
            ("-", None),
            ("-2.3", None),
            ("133.77", None),
            ("第3位", None),
        ] {
            assert_eq!(layout.page_mark(line), expected, "{line}");
        }
    }

    #[test]
    fn values_units_and_captions() {
        let layout = shipped();
        for (cell, expected) in [
            ("3.09", true),
            ("-22.8", true),
            ("130以上", true),
            ("预计65%", true),
            ("1,234.5", true),
            ("10~20", true),
            ("0.668(126.78)", true),
            ("2020年", false),
            ("增速高于5", false),
            ("第一产业", false),
            ("-", false),
        ] {
            assert_eq!(layout.is_value(cell), expected, "{cell}");
        }
        for (cell, expected) in [
            ("万吨", true),
            ("%", true),
            ("亿吨公里", true),
            ("元/人", true),
            ("万元/亩", true),
            ("饮料", false),
        ] {
            assert_eq!(layout.is_unit(cell), expected, "{cell}");
        }
        for (line, expected) in [
            ("表3", true),
            ("附表1　各地区经费", true),
            ("表2-1 主要指标", true),
            ("表1所示为", false),
            ("表示祝贺", false),
            ("表3可以看出，增速回落", false),
        ] {
            assert_eq!(layout.is_caption(line), expected, "{line}");
        }
    }
}
