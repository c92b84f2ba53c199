//! How bulletins are laid out: the words of `rules/lexicon/layout.toml` and the shapes of single lines (numbering, captions,
//! page numbers) that `repair` and `split` both look for. Everything here judges one line by itself.

mod cells;
mod heads;
mod lines;
mod lookup;
mod running;
mod shapes;
mod traits;

use super::{Diagnostic, RuleFile, Words};
use lookup::Lookup;
use memchr::memmem;
use serde::Deserialize;
use std::collections::BTreeSet;

pub use lines::{LineReader, Settled, SignKinds, TextLine, text_lines};
pub use lookup::Opening;
pub use running::LONGEST_BARE;
pub use shapes::{Numbering, PageMark};
pub use traits::Traits;

/// Stands for a cell that the one to its left covers, in a row of a table that a web page was read from.
pub const COVERED_FROM_LEFT: char = '⇠';
/// Stands for a cell that the one above it covers.
pub const COVERED_FROM_ABOVE: char = '⇡';

/// The file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LayoutFile {
    wrap: WrapWords,
    heading: HeadingWords,
    caption: CaptionWords,
    table: TableWords,
    furniture: FurnitureWords,
    title: TitleWords,
    page: Vec<PageWords>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrapWords {
    hanging_ends: Vec<String>,
    hanging_starts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadingWords {
    chapters: Vec<String>,
    boxes: Vec<String>,
    closings: Vec<String>,
    grounds: Vec<String>,
    tasks: Vec<String>,
    signs: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaptionWords {
    words: Vec<String>,
    figures: Vec<String>,
    endings: Vec<String>,
    frames: Vec<String>,
    scopes: Vec<String>,
    notes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableWords {
    label_headers: BTreeSet<String>,
    size_heads: BTreeSet<String>,
    rate_heads: BTreeSet<String>,
    numbering_headers: BTreeSet<String>,
    unit_headers: BTreeSet<String>,
    remark_headers: BTreeSet<String>,
    remarks: BTreeSet<String>,
    missing: BTreeSet<String>,
    part_marks: Vec<String>,
    value_words: Vec<String>,
    scales: Vec<String>,
    units: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FurnitureWords {
    whole: BTreeSet<String>,
    holds: Vec<String>,
    references: Vec<String>,
    citations: Vec<String>,
    starts: Vec<String>,
    contacts: Vec<String>,
    published: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TitleWords {
    labels: Vec<String>,
    issuers: Vec<String>,
    issuer_endings: Vec<String>,
    datelines: Vec<String>,
    red_head_endings: Vec<String>,
    statements: Vec<String>,
    profiles: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PageWords {
    names: BTreeSet<String>,
    label: String,
}

/// Words and shapes of lines. Every method takes one line without surrounding white space. Beside the file's words stands what
/// makes them quick to look up.
pub struct Layout(LayoutFile, Lookup);

impl Layout {
    /// Reads `lexicon/layout.toml`.
    ///
    /// # Errors
    /// The first mistake in the file, with its place.
    pub fn new(file: &RuleFile) -> Result<Self, Diagnostic> {
        let words: LayoutFile = file.parse()?;
        let lookup = Lookup::new(&words);
        Ok(Self(words, lookup))
    }

    /// What may stand at the beginning of the line, as bits of [`Opening`]; most lines begin with nothing that a layout knows: no numbering,
    /// caption, note, date, value, label of a page and so on.
    #[inline]
    pub fn opening(&self, line: &str) -> u32 {
        self.1.begins(line)
    }

    /// Whether more must follow the line: it ends with 的, 和, 增长 or a Latin letter.
    pub fn ends_hanging(&self, line: &str) -> bool {
        line.ends_with(|c: char| c.is_ascii_alphabetic())
            || self
                .0
                .wrap
                .hanging_ends
                .iter()
                .any(|word| line.ends_with(word.as_str()))
    }

    /// Whether something must stand before the line: it begins with 的 or 是：.
    pub fn starts_hanging(&self, line: &str) -> bool {
        self.1.may_begin(line, Opening::HANGING)
            && self
                .0
                .wrap
                .hanging_starts
                .iter()
                .any(|word| line.starts_with(word.as_str()))
    }

    /// Whether the line, of these signs and beginnings, belongs to a web page, a mail header or the like, not to the document.
    pub fn is_chrome(&self, line: &str, traits: Traits, begins: u32) -> bool {
        let whole = |text: &str| {
            text.len() <= self.1.longest_whole
                && self.1.may_begin(text, Opening::WHOLE)
                && self.0.furniture.whole.contains(text)
        };
        // Only where the first word is short can it be one of them; running text is not parted any further.
        let of_words = || {
            let head = line.floor_char_boundary(self.1.longest_whole + LONGEST_MARKS);
            let first = line[..head].trim_start_matches(parts);
            if first.len() > self.1.longest_whole && !first.contains(parts) {
                return false;
            }
            let mut words = line.split(parts).filter(|word| !word.is_empty()).peekable();
            words.peek().is_some() && words.all(whole)
        };
        // （责任编辑：某某） and [责任编辑：某某]
        let starts = || {
            let plain = match begins & Opening::DRESSED {
                0 => line,
                _ => line.trim_start_matches(['*', '-', ' ', '（', '(', '[', '［']),
            };
            self.1.may_begin(plain, Opening::CHROME) && self.1.chrome.start_of(plain).is_some()
        };
        begins & Opening::WHOLE != 0 && whole(line)
            || (!self.1.holds_latin || traits.has(Traits::LATIN))
                && self.1.holds.iter().any(|word| word.find(line.as_bytes()).is_some())
            || begins & (Opening::WHOLE | Opening::PARTS) != 0
                && traits.has(Traits::PARTS | Traits::GAP | Traits::OTHER_SPACE)
                && of_words()
            || begins & (Opening::CHROME | Opening::DRESSED) != 0 && starts()
            || begins & Opening::DRAWN != 0 && line.len() > 2 && line.chars().all(|c| is_drawn(c) || c.is_whitespace())
            || traits.has_two(Traits::ARROW) && !has_bounds(line)
    }

    /// Whether the line stands above the list of what a text cites: 【参考文献】, 主要参考文献：.
    pub fn is_references(&self, line: &str) -> bool {
        let about = |c: char| {
            matches!(
                c,
                '：' | ':' | '［' | '］' | '【' | '】' | '[' | ']' | '（' | '）' | '(' | ')'
            )
        };
        // What is passed over parts words, too.
        if !self.1.may_begin(line, Opening::REFERENCES | Opening::PARTS) {
            return false;
        }
        let bare = line.trim_start_matches(|c: char| about(c) || c.is_whitespace());
        if !self.1.may_begin(bare, Opening::REFERENCES) {
            return false;
        }
        let bare = bare.trim_end_matches(|c: char| about(c) || c.is_whitespace());
        self.0.furniture.references.iter().any(|word| word == bare)
    }

    /// Whether the line is a footnote that cites a publication: ①某某：《中国经济》，某某出版社1998年版，第45页. One that also
    /// tells a size is none: its numbers are about the world.
    pub fn is_citation(&self, line: &str, traits: Traits) -> bool {
        if !self.1.may_begin(line, Opening::CITED) {
            return false;
        }
        let Some(first) = line.chars().next() else { return false };
        let marked = matches!(first, '①'..='⑳' | '[' | '［' | '(' | '（');
        let numbered = || {
            if !first.is_ascii_digit() {
                return false;
            }
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            (1..=2).contains(&(line.len() - rest.len())) && rest.starts_with([' ', '\u{3000}', '.', '．', '、'])
        };
        // Most words need signs that the line has not.
        let cites = || {
            let mut words = self.1.citations.iter();
            words.any(|(word, signs)| signs.stand_among(traits) && word.find(line.as_bytes()).is_some())
        };
        (marked || numbered())
            && !traits.has(Traits::PERCENT)
            && cites()
            && memmem::find(line.as_bytes(), "元".as_bytes()).is_none()
    }

    /// The label under which a web page's `<meta>` of this name is read, if it is read.
    pub fn page_label(&self, name: &str) -> Option<&str> {
        let name = name.trim().to_ascii_lowercase();
        let found = self.0.page.iter().find(|page| page.names.contains(&name))?;
        Some(&found.label)
    }

    /// Whether the line, of these signs and beginnings, says how to reach somebody.
    #[inline]
    pub fn is_contact(&self, line: &str, traits: Traits, begins: u32) -> bool {
        (begins & Opening::CONTACT != 0 || traits.has(Traits::ADDRESS)) && self.reaches(line, traits)
    }

    fn reaches(&self, line: &str, traits: Traits) -> bool {
        let contact = |word: &String| {
            line.strip_prefix(word.as_str())
                .is_some_and(|rest| rest.trim_start().starts_with(['：', ':']))
        };
        let before = |end: usize, word: &str| line.as_bytes()[..end].ends_with(word.as_bytes());
        let mut slashes = memchr::memchr_iter(b'/', line.as_bytes());
        let site =
            |at: usize| line.as_bytes()[at..].starts_with(b"//") && (before(at, "http:") || before(at, "https:"));
        let mut letters = memchr::memchr_iter(b'w', line.as_bytes());
        let home = |at: usize| line.as_bytes()[at..].starts_with(b"www.");
        let mut address =
            || (slashes.any(site) || letters.any(home) || is_mail(line)) && !traits.has(Traits::FULL_STOP);
        self.1.may_begin(line, Opening::CONTACT) && self.0.furniture.contacts.iter().any(contact)
            || traits.has(Traits::ADDRESS) && address()
    }

    /// Whether the line says when, where or by whom it was published.
    pub fn is_published(&self, line: &str) -> bool {
        if !self.1.may_begin(line, Opening::PUBLISHED | Opening::DRESSED) {
            return false;
        }
        let plain = match self.1.may_begin(line, Opening::DRESSED) {
            false => line,
            true => line.trim_start_matches(['*', ' ', '■', '◎', '□', '●', '（', '(']),
        };
        self.1.may_begin(plain, Opening::PUBLISHED)
            && line.chars().count() <= 60
            && !line.ends_with(['。', '？', '！'])
            && self.0.furniture.published.iter().any(|word| {
                // Most words are told apart by the byte that their first characters end with.
                if word.len() > 2 && plain.as_bytes().get(2) != word.as_bytes().get(2) {
                    return false;
                }
                plain.strip_prefix(word.as_str()).is_some_and(|rest| {
                    word.ends_with(['：', ':', '/'])
                        || rest
                            .trim_start_matches('*')
                            .trim_start()
                            .starts_with(['：', ':', '】', '｜', '|'])
                        || rest.starts_with([' ', '　'])
                })
            })
    }

    /// What stands after a label such as `标  题:`, if the line is labelled so: bytes of the line before it.
    pub fn labelled_title(&self, line: &str) -> Option<usize> {
        self.after_label(line, &self.0.title.labels)
    }

    /// What stands after a label such as `发布机构：`: bytes of the line before it.
    pub fn labelled_issuer(&self, line: &str) -> Option<usize> {
        self.after_label(line, &self.0.title.issuers)
    }

    fn after_label(&self, line: &str, labels: &[String]) -> Option<usize> {
        // 【 标  题 】 and **发布机构**: are labels like any other.
        let plain = line.trim_start_matches(['*', ' ', '【']);
        if !self.1.may_begin(plain, Opening::TITLE) {
            return None;
        }
        let rest = labels.iter().find_map(|label| {
            plain
                .strip_prefix(label.as_str())?
                .trim_start_matches(['*', ' '])
                .strip_prefix(['：', ':', '】'])
        })?;
        let value = rest.trim_start_matches(['*', ' ', '　', '"']);
        (!value.is_empty()).then_some(line.len() - value.len())
    }

    /// Whether the line is nothing but the name of an authority, or several with spaces between.
    pub fn is_issuer(&self, line: &str) -> bool {
        line.chars().count() <= 40
            && line
                .split([' ', '　', '、'])
                .filter(|word| !word.is_empty())
                .all(|word| {
                    word.chars().all(|c| is_hanzi(c) || "（）()".contains(c))
                        && self
                            .0
                            .title
                            .issuer_endings
                            .iter()
                            .any(|ending| word.ends_with(ending.as_str()))
                })
    }

    /// Whether the line begins the text of a news item: 新华社某地5月9日电（记者…）.
    pub fn is_dateline(&self, line: &str) -> bool {
        let begins = |word: &String| line.starts_with(word.as_str());
        let reports = |word: &&str| {
            line.match_indices(word)
                .any(|(at, _)| line[at + word.len()..].starts_with(['（', '(', ' ', '\u{3000}']))
        };
        self.1.may_begin(line, Opening::DATELINE)
            && self.0.title.datelines.iter().any(begins)
            && ["电", "讯"].iter().any(reports)
    }

    /// Whether the line is the red head of an official document: 某某市科学技术局文件.
    pub fn is_red_head(&self, line: &str) -> bool {
        let name = self
            .0
            .title
            .red_head_endings
            .iter()
            .find_map(|ending| line.strip_suffix(ending.as_str()));
        name.is_some_and(|name| self.is_issuer(name.trim_end()))
    }

    /// Whether a line begins as a sentence that states something does.
    pub fn is_statement(&self, line: &str) -> bool {
        self.0
            .title
            .statements
            .iter()
            .any(|start| line.starts_with(start.as_str()))
    }

    /// Whether a short line says that the text describes a place: 广东省情, 城关镇概况.
    pub fn is_profile(&self, line: &str) -> bool {
        self.0
            .title
            .profiles
            .iter()
            .any(|ending| line.ends_with(ending.as_str()))
    }
}

/// Whether the character is a Chinese character.
#[inline]
pub fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{3ffff}' | '\u{f900}'..='\u{faff}' | '〇')
}

/// Columns that the character takes on a typewriter: two for everything beyond ASCII.
#[inline]
pub fn columns(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

/// Signs that lines which stand alone, or begin something, begin with.
pub const APART: &str = "#|{}<※—【-*`.";

/// What a line of nothing but a date or time holds beside digits.
pub const DATED: &str = "年月日时分 　:：-/.（）()〇○零一二三四五六七八九十星期上下午";

/// Bytes of marks that may stand before and behind the first word of a line of a web page.
const LONGEST_MARKS: usize = 64;

/// Signs that part the words of a line of a web page.
const PARTS: &str = "|｜】【[]［］()（）：:/、·";

/// Whether a character parts the words of a line of a web page.
fn parts(c: char) -> bool {
    let sign = matches!(
        c,
        '|' | '｜' | '】' | '【' | '[' | ']' | '［' | '］' | '(' | ')' | '（' | '）' | '：' | ':' | '/' | '、' | '·'
    );
    sign || c.is_whitespace()
}

/// What lines are drawn with.
const DRAWN: &str = "-=_*~─━—＝－>＞<＜|│·※☆★";

/// Whether an arrow opens a cell and a figure follows it: >79 is a value, 首页 > 公报 > 2021 a way to a page.
fn has_bounds(line: &str) -> bool {
    line.match_indices(['>', '＞', '<', '＜']).any(|(at, arrow)| {
        let opens = line[..at].chars().next_back().is_none_or(|c| c == '\t' || c == '|');
        opens && line[at + arrow.len()..].starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Whether lines are drawn with the character.
fn is_drawn(c: char) -> bool {
    let dash = matches!(c, '-' | '=' | '_' | '*' | '~' | '─' | '━' | '—' | '＝' | '－');
    dash || matches!(c, '>' | '＞' | '<' | '＜' | '|' | '│' | '·' | '※' | '☆' | '★')
}

/// Whether the line holds a mail address.
fn is_mail(line: &str) -> bool {
    let Some((name, host)) = line.split_once('@') else {
        return false;
    };
    name.ends_with(|c: char| c.is_ascii_alphanumeric())
        && host.starts_with(|c: char| c.is_ascii_alphanumeric())
        && host.contains('.')
}

/// The layout words that come with the program.
#[cfg(test)]
pub(crate) fn shipped() -> Layout {
    Layout::new(&RuleFile::new(
        "lexicon/layout.toml",
        include_str!("../../../rules/lexicon/layout.toml"),
    ))
    .unwrap()
}

#[cfg(test)]
mod tests {
    #[test]
    fn signs_are_those_that_are_asked_for() {
        let signs = |is: fn(char) -> bool| ('\0'..='\u{ffff}').filter(|c| is(*c) && !c.is_whitespace()).count();
        assert!(super::PARTS.chars().all(super::parts) && signs(super::parts) == super::PARTS.chars().count());
        assert!(super::DRAWN.chars().all(super::is_drawn) && signs(super::is_drawn) == super::DRAWN.chars().count());
    }
}
