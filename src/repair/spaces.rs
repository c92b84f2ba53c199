//! Spaces inside one line: letter-spaced words are closed up, numbers meet their units, items of a title stay apart.

use std::sync::LazyLock;

use crate::rules::{Layout, Letters, Traits, is_hanzi};

/// A character and the bytes of cleaned text that it stands for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub(super) char: char,
    pub(super) at: usize,
    /// At most four; a line may be as long as its file.
    len: u8,
    /// Another character stands in the cleaned text.
    pub(super) folded: bool,
}

impl Glyph {
    #[inline]
    pub(super) fn new(char: char, at: usize) -> Self {
        Self {
            char,
            at,
            len: char.len_utf8() as u8,
            folded: false,
        }
    }

    fn fold(&mut self, char: char) {
        *self = Self {
            char,
            folded: true,
            ..*self
        };
    }

    /// First byte after the character.
    #[inline]
    pub(super) fn end(self) -> usize {
        self.at + usize::from(self.len)
    }
}

/// So many single hanzi in a row with one space between each two are one stretch of letter-spaced text.
const FEWEST_STRETCHED: usize = 4;

/// A run of spaces between two words of the line: bytes `from..to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Columns that it takes.
    width: usize,
}

static SPACES: LazyLock<Letters> = LazyLock::new(|| " \u{3000}\t".chars().collect());

/// Signs that may stand in a number for others.
static POINTS: LazyLock<Letters> = LazyLock::new(|| "．·－∶".chars().collect());

/// The spaces of a line that part what belongs together, in order. `indent` bytes at the start are left alone; `traits` are those of
/// the rest; `joined` lines are prose, whatever they look like.
pub(super) fn closed(text: &str, indent: usize, traits: Traits, joined: bool, layout: &Layout) -> Closed {
    let mut gaps = gaps(text, indent, traits);
    let all = gaps.len();
    if !gaps.is_empty() {
        let line = Line::of(text, indent, traits, &gaps, joined);
        // Only words of one character are stretched.
        let stretched = if line.single > 0 {
            stretched(text, &gaps)
        } else {
            Vec::new()
        };
        let mut stretched = stretched.into_iter();
        gaps.retain(|gap| line.closes(*gap, stretched.next() == Some(true), layout));
    }
    Closed {
        // Without tabs all spaces stand in gaps.
        leaves_none: gaps.len() == all && !traits.has(Traits::TAB),
        gaps,
    }
}

/// The gaps of a line that are closed.
#[derive(Default)]
pub(super) struct Closed {
    pub(super) gaps: Vec<Gap>,
    /// Behind the indentation no space is left.
    pub(super) leaves_none: bool,
}

impl Closed {
    /// Columns that the gaps take.
    pub(super) fn width(&self) -> usize {
        self.gaps.iter().map(|gap| gap.width).sum()
    }

    /// What stands between the gaps of a text of so many bytes.
    pub(super) fn kept(&self, length: usize) -> impl Iterator<Item = (usize, usize)> {
        let starts = std::iter::once(0).chain(self.gaps.iter().map(|gap| gap.to));
        let ends = self.gaps.iter().map(|gap| gap.from).chain([length]);
        starts.zip(ends)
    }
}

/// Takes these spaces, of the text of the glyphs, out of them.
pub(super) fn close(glyphs: &mut Vec<Glyph>, closed: &[Gap]) {
    let mut closed = closed.iter().peekable();
    let mut at = 0;
    glyphs.retain(|glyph| {
        let here = at;
        at += usize::from(glyph.len);
        closed.next_if(|gap| gap.to <= here);
        closed.peek().is_none_or(|gap| here < gap.from)
    });
}

fn gaps(text: &str, indent: usize, traits: Traits) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let plain = !traits.has(Traits::WIDE_SPACE | Traits::TAB);
    let mut at = indent;
    loop {
        let from = match plain {
            true => memchr::memchr(b' ', &text.as_bytes()[at..]).map_or(text.len(), |found| at + found),
            false => SPACES.next(text, at, text.len()),
        };
        let (mut width, mut tab) = (0, false);
        at = from;
        while let Some(c) = text[at..].chars().next().filter(|c| is_space(*c)) {
            width += if c == '\u{3000}' { 2 } else { 1 };
            tab |= c == '\t';
            at += c.len_utf8();
        }
        if at == text.len() {
            return gaps;
        }
        // A tab parts cells, whatever stands beside it.
        if from > indent && !tab {
            gaps.push(Gap { from, to: at, width });
        }
    }
}

/// The only character of a word.
#[inline]
fn only(word: &str) -> Option<char> {
    if word.len() > 4 {
        return None;
    }
    let mut characters = word.chars();
    characters.next().filter(|_| characters.as_str().is_empty())
}

/// Takes the words of a line one after the other, between which the gaps stand.
#[inline]
fn each_word<'t>(text: &'t str, indent: usize, gaps: &[Gap], mut take: impl FnMut(&'t str)) {
    let mut from = indent;
    for gap in gaps {
        take(&text[from..gap.from]);
        from = gap.to;
    }
    take(&text[from..]);
}

/// What the words of a line tell of all its gaps.
struct Line<'t> {
    text: &'t str,
    indent: usize,
    /// How many gaps there are.
    count: usize,
    /// Words of one hanzi.
    single: usize,
    prose: bool,
    sentence: bool,
    /// All of it, or nearly, is letter-spaced.
    spaced: bool,
    /// Digits as well.
    digit_spaced: bool,
    /// Columns of a table that stand side by side: the spaces are all that parts them.
    columns: bool,
    narrowest: usize,
}

impl<'t> Line<'t> {
    fn of(text: &'t str, indent: usize, traits: Traits, gaps: &[Gap], joined: bool) -> Self {
        let mut line = Self {
            text,
            indent,
            count: gaps.len(),
            single: 0,
            prose: joined || traits.has(Traits::MARK),
            sentence: joined || traits.has(Traits::FULL_STOP),
            spaced: false,
            digit_spaced: false,
            columns: false,
            narrowest: gaps.iter().map(|gap| gap.width).min().unwrap_or(1),
        };
        each_word(text, indent, gaps, |word| {
            line.single += usize::from(only(word).is_some_and(is_hanzi))
        });
        // Nothing else is asked of most lines.
        if line.prose && line.single < 2 {
            return line;
        }
        let (mut hanzi_words, mut numbers, mut single_digits) = (0, 0, 0);
        each_word(text, indent, gaps, |word| {
            single_digits += usize::from(word.len() == 1 && word.as_bytes()[0].is_ascii_digit());
            hanzi_words += usize::from(!word.is_ascii() && word.chars().any(is_hanzi));
            numbers += usize::from(is_number(word));
        });
        line.spaced = line.single >= 2 && line.single * 10 >= hanzi_words * 7;
        line.digit_spaced = line.spaced && single_digits >= 2;
        if !line.prose && numbers >= 2 && gaps.len() >= 2 && numbers * 2 >= gaps.len() {
            let listed = traits.has(Traits::PAUSE) && gaps.iter().all(|gap| only(&text[gap.from..gap.to]).is_some());
            // 2 0 2 4 年 3 月 1 日: a date that is letter-spaced, not a row of numbers.
            let dated = |word: &str| only(word).is_some_and(|c| c.is_ascii_digit() || "年月日".contains(c));
            let all_dated = || {
                let mut all = true;
                each_word(text, indent, gaps, |word| all &= dated(word));
                all
            };
            line.columns = !(listed || hanzi_words >= 2 && all_dated());
        }
        line
    }

    /// Whether a gap is closed, which may stand in a word that is stretched.
    fn closes(&self, gap: Gap, stretched: bool, layout: &Layout) -> bool {
        let (before, after) = (&self.text[..gap.from], &self.text[gap.to..]);
        let left = before.chars().next_back().unwrap_or(' ');
        let right = after.chars().next().unwrap_or(' ');
        if left == '.' && right.is_ascii_digit() && gap.width == 1 && is_decimal(&before[self.indent..], after, layout)
        {
            return true;
        }
        if self.columns || stretched {
            return stretched;
        }
        if matches!(right, '%' | '‰') && left.is_ascii_digit() {
            return true;
        }
        if self.digit_spaced && (left.is_ascii_digit() || left == '.') && (right.is_ascii_digit() || right == '.') {
            return gap.width == self.narrowest;
        }
        let letter = |c: char| c.is_ascii_alphanumeric();
        if letter(left) && letter(right) {
            return false;
        }
        // A space between words of a title parts them, also where the title has a comma.
        if self.prose && !self.sentence && is_hanzi(left) && is_hanzi(right) && !self.spaced {
            return false;
        }
        if self.prose {
            return left != '|' && right != '|';
        }
        if self.spaced {
            // 科 技 工 作  会 议: the wider gap parts words, if the line is long enough to tell.
            let wide = gap.width > self.narrowest && self.count >= 4;
            return !wide && (is_hanzi(left) || is_hanzi(right) || !letter(left) && !letter(right));
        }
        let in_number = |c: char| c.is_ascii_digit() || c == '.';
        if left.is_ascii_digit() && is_hanzi(right) {
            let starts_line = before[self.indent..].trim_end_matches(in_number).is_empty();
            return !starts_line && gap.width == 1 && (layout.starts_with_unit(after) || "年月日".contains(right));
        }
        if is_hanzi(left) && right.is_ascii_digit() {
            // 增长 3.4%, 共 12 家: a number with its unit belongs to the words before it; a bare one may be a cell.
            let behind = || {
                after
                    .trim_start_matches(in_number)
                    .chars()
                    .filter(|c| !is_space(*c))
                    .take(4)
            };
            return gap.width == 1
                && self.count <= 6
                && layout.starts_with_unit(&behind().collect::<String>())
                && behind().next() != Some('年');
        }
        false
    }
}

/// For each gap, whether it stands inside a word that is letter-spaced to fill a cell or a line: only single hanzi, parted by
/// gaps of one width. A word of two needs wider gaps round it (生　丝　　　万　吨), one of four or more none (占 比 提 高 3.9%).
fn stretched(text: &str, gaps: &[Gap]) -> Vec<bool> {
    // Word `nth` stands before gap `nth`, the last behind the last.
    let single = |nth: usize| {
        let end = gaps.get(nth).map_or(text.len(), |gap| gap.from);
        let word = match nth.checked_sub(1) {
            Some(before) => &text[gaps[before].to..end],
            // Most words are long, and end with what does not stand alone.
            None => {
                let mut back = text[..end].char_indices().rev();
                let last = back.next().map_or(end, |(at, _)| at);
                match back.next() {
                    Some((_, c)) if !is_space(c) => return false,
                    _ => &text[last..end],
                }
            }
        };
        only(word).is_some_and(is_hanzi)
    };
    let mut found = vec![false; gaps.len()];
    let mut from = 0;
    while from < gaps.len() {
        let wide = gaps[from].width;
        let mut to = from;
        while to < gaps.len() && single(to) && single(to + 1) && gaps[to].width == wide {
            to += 1;
        }
        if to == from {
            from += 1;
            continue;
        }
        let wider = |gap: Option<&Gap>| gap.is_none_or(|gap| gap.width > wide);
        let before = from.checked_sub(1).and_then(|at| gaps.get(at));
        if wider(before) && wider(gaps.get(to)) || wide == 1 && to - from >= FEWEST_STRETCHED - 1 {
            found[from..to].fill(true);
        }
        from = to;
    }
    found
}

/// 增长 24. 3%, 60. 5 亿元: whether the point before a space is that of a decimal with a unit, as scanned pages have it, and not
/// that behind the number of an item (1. 5个项目).
fn is_decimal(before: &str, after: &str, layout: &Layout) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    let head = before.strip_suffix('.').unwrap_or(before).trim_end_matches(digit);
    let whole = before.len() - 1 - head.len();
    let behind = after.trim_start_matches(digit);
    let fraction = after.len() - behind.len();
    let unit = behind.trim_start_matches(' ');
    let measured = unit.starts_with(['%', '‰', '、', '亿', '万']) || layout.starts_with_unit(unit);
    let runs_on = !head.trim_end().is_empty() && !head.trim_end().ends_with(['。', '；', '.', ';', '：', ':']);
    (1..=4).contains(&whole) && (1..=3).contains(&fraction) && runs_on && measured
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '\t')
}

fn is_number(word: &str) -> bool {
    // Most words do not even begin like one.
    word.chars()
        .all(|c| matches!(c, '0'..='9' | '.' | ',' | '-' | '－' | '%' | '(' | ')' | '~'))
        && word.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether one of the marks that [`fold_marks_in_numbers`] looks at stands before a digit, but for spaces.
pub(super) fn may_fold(text: &str) -> bool {
    let mut at = 0;
    loop {
        at = POINTS.next(text, at, text.len());
        let mut behind = text[at..].chars();
        if behind.next().is_none() {
            return false;
        }
        if behind
            .as_str()
            .trim_start_matches(is_space)
            .starts_with(|c: char| c.is_ascii_digit())
        {
            return true;
        }
        at = text.len() - behind.as_str().len();
    }
}

/// ２．０, －３.４ and ５－１０ with half-width marks; １．煤炭 keeps its own.
pub(super) fn fold_marks_in_numbers(glyphs: &mut [Glyph]) {
    for at in 0..glyphs.len() {
        if !matches!(glyphs[at].char, '．' | '·' | '－' | '∶') {
            continue;
        }
        let digit = |at: usize| glyphs.get(at).is_some_and(|glyph| glyph.char.is_ascii_digit());
        match glyphs[at].char {
            '．' if at > 0 && digit(at - 1) && digit(at + 1) && !numbers_year(glyphs, at) => glyphs[at].fold('.'),
            '·' if at > 0 && digit(at - 1) && digit(at + 1) && is_point(glyphs, at) => glyphs[at].fold('.'),
            '－' if digit(at + 1) => glyphs[at].fold('-'),
            // 4.0∶37.7: the sign of a ratio.
            '∶' if at > 0 && digit(at - 1) && digit(at + 1) => glyphs[at].fold('：'),
            _ => {}
        }
    }
}

/// ２８·１９亿元: the point of agency dispatches of the 1990s. “3·15” is a day or an event, F121·23 a class.
fn is_point(glyphs: &[Glyph], at: usize) -> bool {
    let digit = |glyph: &&Glyph| glyph.char.is_ascii_digit();
    let before = glyphs[..at].iter().rev().find(|glyph| !digit(glyph));
    let after = glyphs[at + 1..].iter().find(|glyph| !digit(glyph));
    let named = |c: char| matches!(c, '“' | '”' | '‘' | '’' | '"' | '·' | '大') || c.is_ascii_alphabetic();
    ![before, after].into_iter().flatten().any(|glyph| named(glyph.char))
}

/// １．2023年主要指标: the mark at `at` stands behind a list's number, not inside a decimal.
fn numbers_year(glyphs: &[Glyph], at: usize) -> bool {
    let digit = |glyph: &&Glyph| glyph.char.is_ascii_digit();
    let year = glyphs[at + 1..].iter().take(5).take_while(digit).count() == 4;
    let mut before = glyphs[..at].iter().rev().take(3);
    let starts = before
        .find(|glyph| !digit(glyph))
        .is_none_or(|glyph| is_space(glyph.char));
    year && glyphs.get(at + 5).is_some_and(|glyph| glyph.char == '年') && starts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::shipped_layout;

    fn closed(line: &str) -> String {
        let mut glyphs: Vec<Glyph> = line.char_indices().map(|(at, c)| Glyph::new(c, at)).collect();
        close(
            &mut glyphs,
            &super::closed(line, 0, Traits::of(line), false, &shipped_layout()).gaps,
        );
        fold_marks_in_numbers(&mut glyphs);
        glyphs.iter().map(|glyph| glyph.char).collect()
    }

    #[test]
    fn closes_what_belongs_together_and_keeps_items_apart() {
        for (line, expected) in [
            // A scanned decimal, and the number of an item.
            (
                "固定资产投资24. 3亿元,分别增长 36. 8、33. 3%",
                "固定资产投资24.3亿元,分别增长 36.8、33.3%",
            ),
            ("1. 5个项目", "1. 5个项目"),
            // Letter-spaced words and cells.
            ("装 备 制 造 业", "装备制造业"),
            ("合　计", "合计"),
            ("北　京", "北京"),
            (
                "第 三 产 业 比 重 为 45.1% 、 第 一 产 业 为",
                "第三产业比重为45.1%、第一产业为",
            ),
            (
                "科 技 工 作  会 议 纪 要",
                "科技工作 会议纪要".replace(' ', "  ").as_str(),
            ),
            // Numbers and what surrounds them, in prose.
            (
                "全年投资 500 万元及以上项目增长 3.2%。",
                "全年投资500万元及以上项目增长3.2%。",
            ),
            ("轿车增长 5.3 %。", "轿车增长5.3%。"),
            (
                "4G 用户 208.5 万户，5G 用户 205.9 万户",
                "4G用户208.5万户，5G用户205.9万户",
            ),
            ("引进 Open AI 模型 3 个。", "引进Open AI模型3个。"),
            // Titles, bylines, captions, columns.
            ("创新引领 多维度建设样板", "创新引领 多维度建设样板"),
            ("国家统计局 科学技术部 财政部", "国家统计局 科学技术部 财政部"),
            ("表2 2023年总产值及其增长速度", "表2 2023年总产值及其增长速度"),
            ("1985   8964.4    1184", "1985   8964.4    1184"),
            ("合 计   12.5   3.4", "合计   12.5   3.4"),
            (
                "生　　丝　　　万　　吨　　　5.58　　5.76",
                "生丝　　　万吨　　　5.58　　5.76",
            ),
            ("男 女 12 13 14", "男 女 12 13 14"),
            ("省长 王某某", "省长 王某某"),
            // A letter-spaced stretch in a line that is not.
            ("其中：第一产业和 2.8 个 百 分 点", "其中：第一产业和2.8个百分点"),
            ("服务业 占 比 提 高 较快", "服务业 占比提高 较快"),
            (
                "9.全市积极推进预防工作 各地开展检查；",
                "9.全市积极推进预防工作 各地开展检查；",
            ),
            ("2 0 2 4 年 3 月 1 日", "2024年3月1日"),
            ("年 月 2024 3 1", "年 月 2024 3 1"),
            // Full-width marks; a list's number before a year keeps its own.
            ("1．2023年指标", "1．2023年指标"),
            ("增长1．2023", "增长1.2023"),
            ("１", "１"),
            ("2．0 －3.4 5－10 1．煤炭", "2.0 -3.4 5-10 1．煤炭"),
            (
                "完成28·19亿元，“3·15”晚会，F121·23",
                "完成28.19亿元，“3·15”晚会，F121·23",
            ),
        ] {
            assert_eq!(closed(line), expected, "{line}");
        }
    }
}
