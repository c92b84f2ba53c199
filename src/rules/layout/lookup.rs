//! What makes the words of a layout quick to ask for. Nearly every line begins with none of them, and its first character
//! tells.

use super::{LayoutFile, Letters, Words};

/// Made from the words of the file.
pub(super) struct Lookup {
    /// Words that lines of a web page begin with, to be looked up at once.
    pub(super) chrome: Words,
    pub(super) boxes: Openings,
    pub(super) captions: Openings,
    /// What stands above what follows the last section.
    pub(super) closings: Openings,
    pub(super) contacts: Openings,
    pub(super) hanging: Openings,
    /// What the words begin with that lines of a web page hold anywhere.
    pub(super) holds: Letters,
    pub(super) notes: Openings,
    /// What every numbering begins with.
    pub(super) numberings: Openings,
    pub(super) published: Openings,
    /// What stands above the list of what a text cites.
    pub(super) references: Openings,
    pub(super) signs: Openings,
    /// The labels before a title or an issuer.
    pub(super) titles: Openings,
    pub(super) values: Openings,
    /// Lines that a web page is known by as a whole.
    pub(super) whole: Openings,
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
            closings: Openings::of(&file.heading.closings),
            contacts: Openings::of(&file.furniture.contacts),
            hanging: Openings::of(&file.wrap.hanging_starts),
            holds: file
                .furniture
                .holds
                .iter()
                .flat_map(|word| word.chars().next())
                .collect(),
            notes: Openings::of(&file.caption.notes),
            numberings: Openings::of(&file.heading.signs).and(NUMBERINGS.chars().chain('①'..='⑳')),
            published: Openings::of(&file.furniture.published),
            references: Openings::of(&file.furniture.references),
            signs: Openings::of(&file.heading.signs),
            titles: Openings::of(file.title.labels.iter().chain(&file.title.issuers)),
            values: Openings::of(&file.table.value_words),
            whole: Openings::of(&file.furniture.whole),
            longest_whole: longest(&file.furniture.whole),
            longest_missing: longest(&file.table.missing),
        }
    }
}

/// What a numbering begins with, but for signs and numbers in circles.
const NUMBERINGS: &str = "第（(0123456789一二三四五六七八九十百〇零";

/// The characters that some words begin with.
pub(super) struct Openings {
    first: Letters,
    /// A word without characters stands everywhere; one beyond the basic plane is looked for everywhere.
    everywhere: bool,
}

impl Openings {
    fn of<'w>(words: impl IntoIterator<Item = &'w String>) -> Self {
        let first: Vec<Option<char>> = words.into_iter().map(|word| word.chars().next()).collect();
        let is_known = |first: &Option<char>| first.is_some_and(|first| first <= '\u{ffff}');
        Self {
            everywhere: !first.iter().all(is_known),
            first: first.into_iter().flatten().collect(),
        }
    }

    /// The same for words beside which other signs may begin.
    fn and(self, signs: impl IntoIterator<Item = char>) -> Self {
        Self {
            first: self.first.and(signs),
            everywhere: self.everywhere,
        }
    }

    /// Whether one of the words may stand at the beginning of the text. Where this says no, none does.
    #[inline]
    pub(super) fn may_begin(&self, text: &str) -> bool {
        self.everywhere || text.chars().next().is_some_and(|first| self.first.contains(first))
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
