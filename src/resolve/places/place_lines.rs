//! Lines that begin with a place set apart (杭州：三年内产值翻番), and whether a text stands below them.

/// Whether what stands behind a place at the head of a line makes the line a headline, though it may say a number: it is short, ends
/// without a mark, and has words of its own.
pub(in crate::resolve) fn is_headline(behind: &str) -> bool {
    let behind = behind.trim_end();
    let short = behind.chars().nth(HEADLINE).is_none();
    let words = || behind.chars().filter(|c| crate::rules::is_hanzi(*c)).count();
    short && words() >= WORDS && !behind.contains(['。', '；', ';', '！']) && !behind.ends_with(['，', '、', '：', ':'])
}

/// Whether a paragraph tells something, and is no cell of a table.
pub(in crate::resolve) fn is_prose(paragraph: &str) -> bool {
    paragraph.chars().nth(LONG).is_some() || paragraph.trim_end().ends_with(['。', '！', '？'])
}

/// Characters of a headline behind its place at most, and hanzi at least.
const HEADLINE: usize = 40;
const WORDS: usize = 6;

/// A paragraph of more characters is prose, however it ends.
const LONG: usize = 30;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_has_words_and_no_end() {
        assert!(is_headline("：2024年软件业务收入突破900亿元"));
        assert!(!is_headline("：120家"), "a line of a list");
        assert!(!is_headline("：软件业务收入突破900亿元，增长两成。"), "a sentence");
    }
}
