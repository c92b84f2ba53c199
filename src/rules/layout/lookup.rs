//! What makes the words of a layout quick to ask for. Nearly every line begins with none of them, and its first character
//! tells.

use super::lines::point;
use super::{LayoutFile, Traits, Words};
use crate::rules::white_space;
use memchr::memmem::Finder;

/// Made from the words of the file.
pub(super) struct Lookup {
    /// What may stand at the beginning of a text, by its first character.
    begins: Begins,
    /// Words that lines of a web page begin with, to be looked up at once.
    pub(super) chrome: Words,
    /// The words that publications are cited by, each with the kinds of its signs.
    pub(super) citations: Vec<(Finder<'static>, Traits)>,
    /// What lines of a web page hold anywhere.
    pub(super) holds: Vec<Finder<'static>>,
    /// Each of those begins with a Latin letter.
    pub(super) holds_latin: bool,
    /// Bytes of the longest line that a web page is known by as a whole.
    pub(super) longest_whole: usize,
    /// Bytes of the longest mark of a missing value.
    pub(super) longest_missing: usize,
    /// The units, by themselves and behind a word for a scale.
    pub(super) units: Words,
}

/// Kinds of words and shapes that a text may begin with, as bits.
pub struct Opening;

impl Opening {
    /// The names of boxes.
    pub const BOX: u32 = 1;
    /// The names of tables and figures.
    pub const CAPTION: u32 = 1 << 1;
    /// What stands above what follows the last section.
    pub const CLOSING: u32 = 1 << 2;
    /// What says how to reach somebody.
    pub const CONTACT: u32 = 1 << 3;
    /// Words before which something must stand.
    pub const HANGING: u32 = 1 << 4;
    /// What explains a table or a text.
    pub const NOTE: u32 = 1 << 5;
    /// What every numbering begins with.
    pub const NUMBERING: u32 = 1 << 6;
    /// What says when, where or by whom a text was published.
    pub const PUBLISHED: u32 = 1 << 7;
    /// What stands above the list of what a text cites.
    pub const REFERENCES: u32 = 1 << 8;
    /// Signs of headings.
    pub const SIGN: u32 = 1 << 9;
    /// The labels before a title or an issuer.
    pub const TITLE: u32 = 1 << 10;
    /// What a value begins with.
    pub const VALUE: u32 = 1 << 11;
    /// Lines that a web page is known by as a whole.
    pub const WHOLE: u32 = 1 << 12;
    /// Words that lines of a web page begin with.
    pub const CHROME: u32 = 1 << 13;
    /// Marks of a missing value.
    pub const MISSING: u32 = 1 << 14;
    /// What lines are drawn with.
    pub const DRAWN: u32 = 1 << 15;
    /// What parts the words of a line of a web page.
    pub const PARTS: u32 = 1 << 16;
    /// Signs that are passed over before a word: not the text but what stands behind them is to be asked.
    pub const DRESSED: u32 = 1 << 17;
    /// What the number of a page begins with.
    pub const PAGE: u32 = 1 << 18;
    /// What a number in brackets begins with that marks a footnote.
    pub const FOOTNOTE: u32 = 1 << 19;
    /// What a footnote may begin with that cites a publication.
    pub const CITED: u32 = 1 << 20;
    /// The names of figures.
    pub const FIGURE: u32 = 1 << 21;
    /// What a line of nothing but a date may begin with.
    pub const DATE: u32 = 1 << 23;
    /// Signs of lines that stand alone, or begin something.
    pub const APART: u32 = 1 << 24;
    /// Who reports a news item.
    pub const DATELINE: u32 = 1 << 22;
}

impl Lookup {
    pub(super) fn new(file: &LayoutFile) -> Self {
        let longest = |words: &std::collections::BTreeSet<String>| words.iter().map(String::len).max().unwrap_or(0);
        let mut begins = Begins::default();
        begins.words(Opening::BOX, &file.heading.boxes);
        begins.words(Opening::CAPTION, &file.caption.words);
        begins.words(Opening::CHROME, &file.furniture.starts);
        begins.words(Opening::CLOSING, &file.heading.closings);
        begins.words(Opening::CONTACT, &file.furniture.contacts);
        begins.words(Opening::DATELINE, &file.title.datelines);
        begins.words(Opening::FIGURE, &file.caption.figures);
        begins.words(Opening::HANGING, &file.wrap.hanging_starts);
        begins.words(Opening::MISSING, &file.table.missing);
        begins.words(Opening::NOTE, &file.caption.notes);
        begins.words(Opening::NUMBERING | Opening::SIGN, &file.heading.signs);
        begins.words(Opening::PUBLISHED, &file.furniture.published);
        begins.words(Opening::REFERENCES, &file.furniture.references);
        begins.words(Opening::TITLE, file.title.labels.iter().chain(&file.title.issuers));
        begins.words(Opening::VALUE, &file.table.value_words);
        begins.words(Opening::WHOLE, &file.furniture.whole);
        begins.signs(Opening::NUMBERING, NUMBERINGS.chars().chain('①'..='⑳'));
        begins.signs(Opening::VALUE, "0123456789-－%‰~～—–".chars().chain(white_space()));
        begins.signs(Opening::PAGE, "0123456789第".chars().chain(super::shapes::DASHES));
        begins.signs(Opening::FOOTNOTE, "[［〔".chars());
        begins.signs(Opening::CITED, "0123456789[［(（".chars().chain('①'..='⑳'));
        begins.signs(Opening::DRAWN, super::DRAWN.chars().chain(white_space()));
        begins.signs(Opening::PARTS, super::PARTS.chars().chain(white_space()));
        begins.signs(Opening::DRESSED, DRESS.chars());
        begins.signs(Opening::DATE, super::DATED.chars().chain('0'..='9'));
        begins.signs(Opening::APART, super::APART.chars());
        Self {
            begins,
            chrome: Words::forward(&file.furniture.starts),
            citations: file
                .furniture
                .citations
                .iter()
                .map(|word| (Finder::new(word).into_owned(), Traits::of(word)))
                .collect(),
            holds: file
                .furniture
                .holds
                .iter()
                .map(|word| Finder::new(word).into_owned())
                .collect(),
            holds_latin: file
                .furniture
                .holds
                .iter()
                .all(|word| word.starts_with(|c: char| c.is_ascii_alphabetic())),
            longest_whole: longest(&file.furniture.whole),
            longest_missing: longest(&file.table.missing),
            units: {
                let scales = std::iter::once("").chain(file.table.scales.iter().map(String::as_str));
                let units: Vec<String> = scales
                    .flat_map(|scale| file.table.units.iter().map(move |unit| scale.to_owned() + unit))
                    .collect();
                Words::forward(&units)
            },
        }
    }

    /// What may stand at the beginning of the text.
    #[inline]
    pub(super) fn begins(&self, text: &str) -> u32 {
        self.begins.of(text)
    }

    /// Whether something of these kinds may stand at the beginning of the text. Where this says no, nothing does.
    #[inline]
    pub(super) fn may_begin(&self, text: &str, kinds: u32) -> bool {
        self.begins(text) & kinds != 0
    }
}

/// What a numbering begins with, but for signs and numbers in circles.
const NUMBERINGS: &str = "第（(0123456789一二三四五六七八九十百〇零";

/// Signs that [`super::Layout::is_chrome`] or [`super::Layout::is_published`] pass over.
pub(super) const DRESS: &str = "*- （([［■◎□●";

/// For each character of the basic plane the kinds of words that begin with it.
struct Begins {
    /// In the lower half the kinds of which it tells alone, signs and words of one character; in the higher those of longer words.
    first: Box<[u64; 0x10000]>,
    /// The kinds of longer words by their first two characters, as far as the lower bits of both tell.
    second: Box<[u32; 0x1000]>,
    /// Kinds of which a word has no characters, and so stands everywhere, or begins beyond the basic plane.
    everywhere: u32,
}

impl Default for Begins {
    fn default() -> Self {
        Self {
            first: vec![0; 0x10000].try_into().expect("as long as said"),
            second: vec![0; 0x1000].try_into().expect("as long as said"),
            everywhere: 0,
        }
    }
}

impl Begins {
    fn words<'w>(&mut self, kinds: u32, words: impl IntoIterator<Item = &'w String>) {
        for word in words {
            let Some((first, width)) = point(word.as_bytes()).filter(|(first, _)| *first < 0x10000) else {
                self.everywhere |= kinds;
                continue;
            };
            match point(&word.as_bytes()[width..]) {
                Some((second, _)) => {
                    self.first[first] |= u64::from(kinds) << 32;
                    self.second[Self::pair(first, second)] |= kinds;
                }
                None => self.first[first] |= u64::from(kinds),
            }
        }
    }

    fn signs(&mut self, kinds: u32, signs: impl IntoIterator<Item = char>) {
        signs
            .into_iter()
            .for_each(|sign| self.first[sign as usize & 0xffff] |= u64::from(kinds));
    }

    /// Where the kinds of words that begin with two characters stand, and those of some others.
    const fn pair(first: usize, second: usize) -> usize {
        (first ^ second << 5 ^ second >> 7) & 0xfff
    }

    #[inline]
    fn of(&self, text: &str) -> u32 {
        let bytes = text.as_bytes();
        let Some((first, width)) = point(bytes).filter(|(first, _)| *first < 0x10000) else {
            return self.everywhere;
        };
        let kinds = self.first[first & 0xffff];
        let alone = kinds as u32 | self.everywhere;
        let longer = (kinds >> 32) as u32;
        // No more than the first tells.
        if longer & !alone == 0 {
            return alone;
        }
        match point(&bytes[width..]) {
            Some((second, _)) => alone | longer & self.second[Self::pair(first, second)],
            None => alone,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_begins_with_a_word_is_never_turned_away() {
        let mut begins = Begins::default();
        begins.words(1, &["注：".to_owned(), "附件".to_owned(), "é".to_owned()]);
        begins.signs(2, ['注', '1']);
        for (text, expected) in [
            ("注：全市", 3),
            ("注", 2),
            ("注2", 2),
            ("附件1", 1),
            ("附注", 0),
            ("é", 1),
            ("1", 2),
            ("全市注：", 0),
            ("𠀀", 0),
            ("", 0),
        ] {
            assert_eq!(begins.of(text), expected, "{text}");
        }
        begins.words(4, &[String::new(), "𠀀".to_owned()]);
        assert_eq!((begins.of(""), begins.of("𠀀"), begins.of("附件")), (4, 4, 5));
    }
}
