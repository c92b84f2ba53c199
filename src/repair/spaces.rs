//! Spaces inside one line: letter-spaced words are closed up, numbers meet their units, items of a title stay apart.

use crate::rules::{Layout, is_hanzi};

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

/// A run of spaces between two words of the line: glyphs `from..to`.
#[derive(Clone, Copy)]
struct Gap {
    from: usize,
    to: usize,
}

/// Removes the spaces of a line that part what belongs together.
/// `indent` glyphs at the start are left alone; `joined` lines are prose, whatever they look like.
pub(super) fn close(glyphs: &mut Vec<Glyph>, indent: usize, joined: bool, layout: &Layout) {
    let gaps = gaps(glyphs, indent);
    if !gaps.is_empty() {
        // What stands before the first gap that is closed stays in its place; the rest moves up to it.
        let mut kept = None;
        let closed = closed_gaps(glyphs, indent, &gaps, joined, layout);
        for (nth, gap) in closed.iter().enumerate() {
            let end = closed.get(nth + 1).map_or(glyphs.len(), |next| next.from);
            let to = kept.unwrap_or(gap.from);
            glyphs.copy_within(gap.to..end, to);
            kept = Some(to + end - gap.to);
        }
        glyphs.truncate(kept.unwrap_or(glyphs.len()));
    }
}

fn gaps(glyphs: &[Glyph], indent: usize) -> Vec<Gap> {
    let mut gaps = Vec::new();
    // Where the run of spaces at hand begins, and whether a tab stands in it.
    let mut open: Option<(usize, bool)> = None;
    for (at, glyph) in glyphs.iter().enumerate().skip(indent) {
        if is_space(glyph.char) {
            let (from, tab) = open.unwrap_or((at, false));
            open = Some((from, tab || glyph.char == '\t'));
        } else if let Some((from, tab)) = open.take()
            // A tab parts cells, whatever stands beside it.
            && from > indent
            && !tab
        {
            gaps.push(Gap { from, to: at });
        }
    }
    gaps
}

fn closed_gaps(glyphs: &[Glyph], indent: usize, gaps: &[Gap], joined: bool, layout: &Layout) -> Vec<Gap> {
    let words = || {
        let starts = std::iter::once(indent).chain(gaps.iter().map(|gap| gap.to));
        let ends = gaps.iter().map(|gap| gap.from).chain([glyphs.len()]);
        starts.zip(ends).map(|(from, to)| &glyphs[from..to])
    };
    let (mut hanzi_words, mut single, mut numbers, mut single_digits) = (0, 0, 0, 0);
    for word in words() {
        if let [glyph] = word {
            single += usize::from(is_hanzi(glyph.char));
            single_digits += usize::from(glyph.char.is_ascii_digit());
        }
        hanzi_words += usize::from(word.iter().any(|glyph| is_hanzi(glyph.char)));
        numbers += usize::from(is_number(word));
    }
    let spaced = single >= 2 && single * 10 >= hanzi_words * 7;
    let (mut marked, mut stopped) = (false, false);
    for glyph in &glyphs[indent..] {
        stopped |= glyph.char == '。';
        marked |= matches!(glyph.char, '，' | '。' | '；' | '！' | '？');
    }
    let prose = joined || marked;
    let sentence = joined || stopped;
    // Columns of a table that stand side by side: the spaces are all that parts them.
    let listed = gaps.iter().all(|gap| gap.to - gap.from == 1) && glyphs.iter().any(|glyph| glyph.char == '、');
    // 2 0 2 4 年 3 月 1 日: a date that is letter-spaced, not a row of numbers.
    let date = hanzi_words >= 2
        && words().all(|word| word.len() == 1)
        && words().all(|word| word[0].char.is_ascii_digit() || "年月日".contains(word[0].char));
    let columns = !date && !joined && numbers >= 2 && gaps.len() >= 2 && numbers * 2 >= gaps.len() && !prose && !listed;
    let narrowest = gaps.iter().map(|gap| width(glyphs, *gap)).min().unwrap_or(1);
    let letter = |c: char| c.is_ascii_alphanumeric();
    let digit_spaced = spaced && single_digits >= 2;

    let stretched = stretched(glyphs, gaps);
    let close = |(nth, gap): (usize, &Gap)| {
        let (left, right) = (glyphs[gap.from - 1].char, glyphs[gap.to].char);
        if columns || stretched[nth] {
            return stretched[nth];
        }
        if matches!(right, '%' | '‰') && left.is_ascii_digit() {
            return true;
        }
        if digit_spaced && (left.is_ascii_digit() || left == '.') && (right.is_ascii_digit() || right == '.') {
            return width(glyphs, *gap) == narrowest;
        }
        if letter(left) && letter(right) {
            return false;
        }
        // A space between words of a title parts them, also where the title has a comma.
        if prose && !sentence && is_hanzi(left) && is_hanzi(right) && !spaced {
            return false;
        }
        if prose {
            return left != '|' && right != '|';
        }
        if spaced {
            // 科 技 工 作  会 议: the wider gap parts words, if the line is long enough to tell.
            let wide = width(glyphs, *gap) > narrowest && gaps.len() >= 4;
            return !wide && (is_hanzi(left) || is_hanzi(right) || !letter(left) && !letter(right));
        }
        if left.is_ascii_digit() && is_hanzi(right) {
            let after: String = glyphs[gap.to..].iter().take(4).map(|glyph| glyph.char).collect();
            let number = glyphs[indent..gap.from]
                .iter()
                .rposition(|glyph| !glyph.char.is_ascii_digit() && glyph.char != '.');
            let starts_line = number.is_none();
            return !starts_line
                && width(glyphs, *gap) == 1
                && (layout.starts_with_unit(&after) || "年月日".contains(right));
        }
        if is_hanzi(left) && right.is_ascii_digit() {
            // 增长 3.4%, 共 12 家: a number with its unit belongs to the words before it; a bare one may be a cell.
            let digits = glyphs[gap.to..]
                .iter()
                .take_while(|glyph| glyph.char.is_ascii_digit() || glyph.char == '.')
                .count();
            let after: String = glyphs[gap.to + digits..]
                .iter()
                .filter(|glyph| !is_space(glyph.char))
                .take(4)
                .map(|glyph| glyph.char)
                .collect();
            return width(glyphs, *gap) == 1
                && gaps.len() <= 6
                && layout.starts_with_unit(&after)
                && !after.starts_with('年');
        }
        false
    };
    gaps.iter()
        .enumerate()
        .filter(|gap| close(*gap))
        .map(|(_, gap)| *gap)
        .collect()
}

/// For each gap, whether it stands inside a word that is letter-spaced to fill a cell or a line: only single hanzi, parted by
/// gaps of one width. A word of two needs wider gaps round it (生　丝　　　万　吨), one of four or more none (占 比 提 高 3.9%).
fn stretched(glyphs: &[Glyph], gaps: &[Gap]) -> Vec<bool> {
    let single = |at: usize| {
        let start = if at == 0 { None } else { Some(gaps[at - 1].to) };
        let end = gaps.get(at).map_or(glyphs.len(), |gap| gap.from);
        let start = start.unwrap_or_else(|| gaps[0].from - word_before(glyphs, gaps[0].from));
        end == start + 1 && is_hanzi(glyphs[start].char)
    };
    let mut found = vec![false; gaps.len()];
    let mut from = 0;
    while from < gaps.len() {
        let wide = width(glyphs, gaps[from]);
        let mut to = from;
        // Word `nth` stands before gap `nth`, the last behind the last.
        while to < gaps.len() && single(to) && single(to + 1) && width(glyphs, gaps[to]) == wide {
            to += 1;
        }
        if to == from {
            from += 1;
            continue;
        }
        let wider = |gap: Option<&Gap>| gap.is_none_or(|gap| width(glyphs, *gap) > wide);
        let before = from.checked_sub(1).and_then(|at| gaps.get(at));
        if wider(before) && wider(gaps.get(to)) || wide == 1 && to - from >= FEWEST_STRETCHED - 1 {
            found[from..to].fill(true);
        }
        from = to;
    }
    found
}

/// Glyphs of the word that ends before `end`.
fn word_before(glyphs: &[Glyph], end: usize) -> usize {
    glyphs[..end]
        .iter()
        .rev()
        .take_while(|glyph| !is_space(glyph.char))
        .count()
}

/// Columns that the gap takes.
fn width(glyphs: &[Glyph], gap: Gap) -> usize {
    glyphs[gap.from..gap.to]
        .iter()
        .map(|glyph| if glyph.char == '\u{3000}' { 2 } else { 1 })
        .sum()
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '\t')
}

fn is_number(word: &[Glyph]) -> bool {
    // Most words do not even begin like one.
    word.iter()
        .all(|glyph| matches!(glyph.char, '0'..='9' | '.' | ',' | '-' | '－' | '%' | '(' | ')' | '~'))
        && word.iter().any(|glyph| glyph.char.is_ascii_digit())
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
        close(&mut glyphs, 0, false, &shipped_layout());
        fold_marks_in_numbers(&mut glyphs);
        glyphs.iter().map(|glyph| glyph.char).collect()
    }

    #[test]
    fn closes_what_belongs_together_and_keeps_items_apart() {
        for (line, expected) in [
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
