//! What makes the words of a layout quick to ask for. Nearly every line begins with none of them, and its first character
//! tells.

use super::{LayoutFile, Letters, Words};

/// Made from the words of the file.
pub(super) struct Lookup {
    /// Words that lines of a web page begin with, to be looked up at once.
    pub(super) chrome: Words,
    pub(super) boxes: Openings,
    pub(super) captions: Openings,
    pub(super) contacts: Openings,
    pub(super) hanging: Openings,
    /// What the words begin with that lines of a web page hold anywhere.
    pub(super) holds: Letters,
    pub(super) notes: Openings,
    pub(super) published: Openings,
    pub(super) signs: Openings,
    pub(super) values: Openings,
    /// Bytes of the longest line that a web page is known by as a whole.
    pub(super) longest_whole: usize,
    /// Bytes of the longest mark of a missing value.
    pub(super) longest_missing: usize,
}

impl Lookup {
    pub(super) fn new(file: &LayoutFile) -> Self {
        let longest = |words: &std::collections::BTreeSet<String>| words.iter().map(String::len).max().unwrap_or(0);
        Self {
            chrome: Words::forward(&file.furniture.starts),
            boxes: Openings::of(&file.heading.boxes),
            captions: Openings::of(&file.caption.words),
            contacts: Openings::of(&file.furniture.contacts),
            hanging: Openings::of(&file.wrap.hanging_starts),
            holds: file
                .furniture
                .holds
                .iter()
                .flat_map(|word| word.chars().next())
                .collect(),
            notes: Openings::of(&file.caption.notes),
            published: Openings::of(&file.furniture.published),
            signs: Openings::of(&file.heading.signs),
            values: Openings::of(&file.table.value_words),
            longest_whole: longest(&file.furniture.whole),
            longest_missing: longest(&file.table.missing),
        }
    }
}

/// The characters that some words begin with.
pub(super) struct Openings {
    /// Sorted.
    first: Vec<char>,
    /// A word without characters stands everywhere.
    everywhere: bool,
}

impl Openings {
    fn of(words: &[String]) -> Self {
        let mut first: Vec<char> = words.iter().filter_map(|word| word.chars().next()).collect();
        first.sort_unstable();
        first.dedup();
        Self {
            first,
            everywhere: words.iter().any(String::is_empty),
        }
    }

    /// Whether one of the words may stand at the beginning of the text. Where this says no, none does.
    pub(super) fn may_begin(&self, text: &str) -> bool {
        let first = text.chars().next();
        self.everywhere || first.is_some_and(|first| self.first.binary_search(&first).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_begins_with_a_word_is_never_turned_away() {
        let openings = Openings::of(&["注：".to_owned(), "附件".to_owned()]);
        for (text, expected) in [
            ("注：全市", true),
            ("注", true),
            ("附注", true),
            ("全市注：", false),
            ("", false),
        ] {
            assert_eq!(openings.may_begin(text), expected, "{text}");
        }
        assert!(Openings::of(&[String::new()]).may_begin(""));
    }
}
