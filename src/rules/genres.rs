//! Kinds of text that are no bulletins, known by what only they have, marks or words: `lexicon/genres.toml`.

use serde::Deserialize;
use toml::Spanned;

use super::layout::is_hanzi;
use super::{Diagnostic, Letters, RuleFile, Starts, white_space};
use crate::model::Span;

/// The genres.
#[derive(Clone, Debug, Default)]
pub struct Genres {
    genres: Vec<Genre>,
    /// What the marks of all of them begin with.
    beginnings: Letters,
    /// The same, and what may stand before them.
    openings: Letters,
    /// What the words of all of them begin with.
    firsts: Letters,
}

/// A kind of text, and what is read in it.
#[derive(Clone, Debug)]
pub struct Genre {
    /// Its name in the findings: `scholarly-article`.
    pub key: String,
    /// What a person calls it, with its article.
    pub english: String,
    /// What becomes a fact in it.
    pub reads: Reads,
    needs: usize,
    groups: Vec<Vec<String>>,
    /// Words that stand together on one short line, as on a journal's masthead; counted as one more group.
    together: Vec<Vec<String>>,
    words: Option<Words>,
    /// What these words begin with.
    firsts: Letters,
    foreign: Option<Foreign>,
}

/// A way of writing that hardly a bulletin has, but for those that say what they are.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Foreign {
    script: Script,
    /// What the first lines of a bulletin have one of, in simplified characters.
    unless: Vec<String>,
}

/// The characters that a text is written in.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Script {
    Traditional,
}

/// Words that the texts of a genre are full of.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    any: Vec<String>,
    /// What may not stand behind one that counts: 我 counts, 我国 does not.
    #[serde(default)]
    before: Starts,
    /// So many of them at least stand in a thousand characters.
    per_thousand: usize,
}

/// What becomes a fact in a text of a genre.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Reads {
    /// Everything, as in a bulletin.
    All,
    /// Only what has the key of an indicator.
    Indicators,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    #[serde(default)]
    genre: Vec<GenreShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GenreShape {
    key: Spanned<String>,
    english: String,
    needs: Option<Spanned<usize>>,
    reads: Reads,
    #[serde(default)]
    groups: Vec<Vec<String>>,
    words: Option<Words>,
    #[serde(default)]
    together: Vec<Vec<String>>,
    foreign: Option<Foreign>,
}

impl Genres {
    /// Path below `rules/`.
    pub const PATH: &str = "lexicon/genres.toml";

    /// Reads the file.
    ///
    /// # Errors
    /// The first mistake, with its place.
    pub fn load(file: &RuleFile) -> Result<Self, Diagnostic> {
        let Shape { genre: shapes } = file.parse()?;
        let mut genres: Vec<Genre> = Vec::with_capacity(shapes.len());
        for shape in shapes {
            if genres.iter().any(|other| other.key == *shape.key.as_ref()) {
                let message = format!("`{}` stands here twice", shape.key.as_ref());
                return Err(file.mistake(shape.key.span(), &message, "the second", Some("leave one of them out")));
            }
            let groups = shape.groups.len() + usize::from(!shape.together.is_empty());
            let ways = [shape.words.is_some(), shape.needs.is_some(), shape.foreign.is_some()];
            if ways.into_iter().filter(|way| *way).count() != 1 {
                let message = format!("`{}` is known in no way, or in more than one", shape.key.as_ref());
                let help = "a genre has `groups` of marks and `needs` of them, or `words`, or is `foreign`";
                return Err(file.mistake(shape.key.span(), &message, "this one", Some(help)));
            }
            if let Some(needs) = shape
                .needs
                .as_ref()
                .filter(|needs| !(1..=groups).contains(needs.as_ref()))
            {
                let message = format!("`{}` has {groups} groups of marks", shape.key.as_ref());
                let help =
                    "needs says of how many of them a text must have a mark: 1 or more, and no more than there are";
                return Err(file.mistake(needs.span(), &message, "this many", Some(help)));
            }
            genres.push(Genre {
                key: shape.key.into_inner(),
                english: shape.english,
                reads: shape.reads,
                // Without marks, more than there are.
                needs: shape.needs.map_or(groups + 1, Spanned::into_inner),
                groups: shape.groups,
                firsts: (shape.words.iter().flat_map(|words| &words.any))
                    .filter_map(|word| word.chars().next())
                    .collect(),
                words: shape.words,
                together: shape.together,
                foreign: shape.foreign,
            });
        }
        let marks = genres.iter().flat_map(Genre::marks);
        let beginnings: Letters = marks.filter_map(|mark| mark.chars().next()).collect();
        let openings = beginnings.clone().and(white_space());
        let words = genres
            .iter()
            .flat_map(|genre| &genre.words)
            .flat_map(|words| &words.any);
        let firsts = words.filter_map(|word| word.chars().next()).collect();
        Ok(Self {
            genres,
            beginnings,
            firsts,
            openings: openings.and(BRACKETS),
        })
    }

    /// The genre of a text by the words that it is full of; `None` for one that may be a bulletin. All are counted in one walk.
    pub fn of_words(&self, text: &str) -> Option<&Genre> {
        let mut told: Vec<Told> = self.genres.iter().filter_map(|genre| Told::of(genre, text)).collect();
        let mut at = 0;
        // The first that the text is full of is meant.
        while told.first().is_some_and(|first| first.found < first.wanted) {
            at = self.firsts.next(text, at, text.len());
            let rest = &text[at..];
            let Some(first) = rest.chars().next() else { break };
            for told in told.iter_mut().filter(|told| told.genre.firsts.contains(first)) {
                told.found += usize::from(told.words.counts(rest));
            }
            at += first.len_utf8();
        }
        told.iter()
            .find(|told| told.found >= told.wanted)
            .map(|told| told.genre)
    }

    /// The genre of a text in traditional characters (here simplified) that begins with these lines; `None` for one that may be
    /// a bulletin.
    pub fn of_traditional(&self, text: &str, lines: impl Iterator<Item = Span> + Clone) -> Option<&Genre> {
        self.genres.iter().find(|genre| {
            let Some(Foreign {
                script: Script::Traditional,
                unless,
            }) = &genre.foreign
            else {
                return false;
            };
            let head = lines
                .clone()
                .map(|line| line.of(text))
                .filter(|line| !line.trim().is_empty());
            !head
                .take(HEAD)
                .any(|line| unless.iter().any(|word| line.contains(word.as_str())))
        })
    }

    /// The genre of a text of these lines; `None` for one that may be a bulletin. `spaced`: whether space stood in the source
    /// before that place of the text.
    pub fn of(
        &self,
        text: &str,
        lines: impl Iterator<Item = Span> + Clone,
        spaced: impl Fn(usize) -> bool,
    ) -> Option<&Genre> {
        let mut found: Vec<Vec<bool>> = self
            .genres
            .iter()
            .map(|genre| vec![false; genre.groups.len() + 1])
            .collect();
        for (genre, found) in self.genres.iter().zip(&mut found) {
            let heads = lines.clone().take(HEAD).map(|line| line.of(text));
            found[genre.groups.len()] = heads
                .filter(|line| line.len() <= SHORT)
                .any(|line| genre.is_masthead(line));
        }
        for span in lines {
            // Nearly no line begins as one of the marks does.
            if !self.openings.may_stand_at(text.as_bytes(), span.start) {
                continue;
            }
            let line = bare(span.of(text));
            if !line.starts_with(|c| self.beginnings.contains(c)) {
                continue;
            }
            let start = span.end - line.len();
            // Nearly no mark begins as the line does.
            let first = line.chars().next();
            let may_begin = |mark: &String| mark.is_empty() || mark.chars().next() == first;
            for (genre, found) in self.genres.iter().zip(&mut found) {
                for (group, found) in genre.groups.iter().zip(found).filter(|(_, found)| !**found) {
                    *found = group
                        .iter()
                        .any(|mark| may_begin(mark) && begins(line, mark, |at| spaced(start + at)));
                }
            }
        }
        let count = |found: &[bool]| found.iter().filter(|found| **found).count();
        let mut found = self.genres.iter().zip(&found);
        found
            .find(|(genre, found)| count(found) >= genre.needs)
            .map(|(genre, _)| genre)
    }
}

impl Genre {
    fn marks(&self) -> impl Iterator<Item = &String> {
        self.groups.iter().flatten()
    }

    /// Whether the line has all words of one of the sets that stand together.
    fn is_masthead(&self, line: &str) -> bool {
        self.together
            .iter()
            .any(|words| words.iter().all(|word| line.contains(&**word)))
    }
}

impl Words {
    /// Whether one of the words that counts stands at the beginning of a text.
    fn counts(&self, text: &str) -> bool {
        let behind = self.any.iter().find_map(|word| text.strip_prefix(word.as_str()));
        behind.is_some_and(|behind| !self.before.start(behind))
    }
}

/// How many of the words of a genre a text has, as far as it was gone through.
struct Told<'g> {
    genre: &'g Genre,
    words: &'g Words,
    found: usize,
    /// A text that has so many is full of them.
    wanted: usize,
}

impl<'g> Told<'g> {
    fn of(genre: &'g Genre, text: &str) -> Option<Self> {
        let words = genre.words.as_ref()?;
        let wanted = (text.len() / '我'.len_utf8() * words.per_thousand).div_ceil(1000);
        Some(Self {
            genre,
            words,
            found: 0,
            wanted: wanted.max(FEWEST),
        })
    }
}

/// A masthead stands on one of the first lines, and is no longer than this (bytes).
const HEAD: usize = 8;
const SHORT: usize = 150;

/// Whether a line without brackets and spaces before it begins with the mark, whatever spaces stand in it, and the mark is not
/// the beginning of a longer word: 关键词：…, 【关 键 词】…, but not 摘要如下. What follows after a space is another word, also where
/// repair has closed the space.
fn begins(line: &str, mark: &str, spaced: impl Fn(usize) -> bool) -> bool {
    let mut letters = line.char_indices();
    for wanted in mark.chars() {
        if letters.find(|(_, c)| !c.is_whitespace()).map(|(_, c)| c) != Some(wanted) {
            return false;
        }
    }
    letters.next().is_none_or(|(at, next)| !is_hanzi(next) || spaced(at))
}

/// A line without brackets and spaces before it.
fn bare(line: &str) -> &str {
    line.trim_start_matches(|c: char| BRACKETS.contains(&c) || c.is_whitespace())
}

/// So many of the words of a genre at least make a text one of it, however short it is.
const FEWEST: usize = 4;

const BRACKETS: [char; 8] = ['【', '［', '[', '（', '(', '〔', '*', '#'];

#[cfg(test)]
mod tests {
    use super::*;

    fn genres() -> Genres {
        Genres::load(&RuleFile::new(
            Genres::PATH,
            include_str!("../../rules/lexicon/genres.toml"),
        ))
        .expect("no mistakes")
    }

    fn key(genres: &Genres, text: &str) -> Option<String> {
        let mut at = 0;
        let span = |line: &str| {
            let start = at;
            at += line.len() + 1;
            Span::new(start, start + line.len())
        };
        let lines: Vec<Span> = text.split('\n').map(span).collect();
        genres
            .of(text, lines.iter().copied(), |_| false)
            .map(|genre| genre.key.clone())
    }

    #[test]
    fn papers_are_known_by_two_kinds_of_marks() {
        let genres = genres();
        let key = |text: &str| key(&genres, text);
        let paper = Some("scholarly-article".to_owned());
        assert_eq!(key("【 文献号 】2-17\n【原文出处】某刊\n正文"), paper);
        assert_eq!(
            key("题目\n摘　要　本文研究增长。\n[关 键 词] 增长\n正文\n【参考文献】\n"),
            paper
        );
        assert_eq!(key("题目\n摘要：本文研究增长。\n正文\n收稿日期：1999－02－09\n"), paper);
        assert_eq!(
            key("某某科学\n1999年 第17卷 第3期 Vol.17 No.3\n题目\n作者单位：某研究所\n"),
            paper
        );
        for bulletin in [
            "某市人民政府公报\n2004年第3期\n关键词：统计公报\n",
            "索引号：1234\n关键词：统计公报\n摘要：2023年某市经济运行情况\n2023年，全市生产总值100亿元。",
            "某市政府工作报告（摘要）\n摘要如下：\n参考文献整理工作取得进展。\n",
            "注释：\n[1]本公报数据为初步统计数。\n参考资料来源：统计局\n",
        ] {
            assert_eq!(key(bulletin), None, "{bulletin}");
        }
    }

    #[test]
    fn records_of_parliaments_are_known_by_their_heads() {
        let genres = genres();
        let key = |text: &str| key(&genres, text);
        assert_eq!(
            key("# 院会纪录\n主席：开会。\n讨论事项\n一、审查报告"),
            Some("parliamentary-record".to_owned())
        );
        assert_eq!(key("某市人民代表大会常务委员会公报\n讨论事项：预算报告"), None);
    }

    #[test]
    fn people_who_tell_of_themselves_publish_no_bulletin() {
        let genres = genres();
        let key = |text: &str| genres.of_words(text).map(|genre| genre.key.as_str());
        assert_eq!(
            key("佢哋话今日有30个人到，咁我就唔去喇，净系睇咗两套戏。"),
            Some("colloquial-cantonese")
        );
        assert_eq!(
            key("我在巴黎住了三年。你问我为什么回来？我想家，我妈也想我，你懂的。"),
            Some("personal-writing")
        );
        for bulletin in [
            "我国粮食总产量7亿吨。我省、我市、我县、我区、我州、我校、我院都有增长，我们要再接再厉。".repeat(3),
            "现在，我代表市人民政府，向大会报告工作，请予审议。2023年，全市生产总值达到8300亿元，增长6.1%。".repeat(2),
        ] {
            assert_eq!(key(&bulletin), None, "{bulletin}");
        }
    }

    #[test]
    fn bulletins_in_traditional_characters_say_what_they_are() {
        let genres = genres();
        let key = |text: &str| {
            let mut at = 0;
            let spans: Vec<Span> = (text.split('\n'))
                .map(|line| (at, at += line.len() + 1).0)
                .zip(text.split('\n'))
                .map(|(at, line)| Span::new(at, at + line.len()))
                .collect();
            genres
                .of_traditional(text, spans.iter().copied())
                .map(|genre| genre.key.as_str())
        };
        assert_eq!(key("夜市重开首日\n\n摊档增至80个。"), Some("unmarked-traditional"));
        for bulletin in [
            "财政部新闻稿\n\n出口325亿美元。",
            "某市2023年度总预算案\n岁入1200亿元。",
        ] {
            assert_eq!(key(bulletin), None, "{bulletin}");
        }
    }

    #[test]
    fn a_mark_may_lose_its_space_to_repair() {
        let genres = genres();
        let text = "题目\n关键词增长\n参考文献\n";
        let lines = [Span::new(0, 6), Span::new(7, 22), Span::new(23, 35)];
        let of = |spaced: bool| {
            genres
                .of(text, lines.iter().copied(), |at| spaced && at == 16)
                .is_some()
        };
        assert!(of(true) && !of(false));
    }

    #[test]
    fn more_marks_than_groups_are_a_mistake() {
        let file = RuleFile::new(
            Genres::PATH,
            "[[genre]]\nkey = 'a'\nenglish = 'an a'\nneeds = 2\nreads = 'all'\ngroups = [['x']]\n",
        );
        let mistake = Genres::load(&file).expect_err("two of one").to_string();
        assert!(mistake.contains("`a` has 1 groups of marks"), "{mistake}");
        let file = RuleFile::new(Genres::PATH, "[[genre]]\nkey = 'a'\nenglish = 'an a'\nreads = 'all'\n");
        let mistake = Genres::load(&file).expect_err("no marks and no words").to_string();
        assert!(mistake.contains("`a` is known in no way"), "{mistake}");
    }
}
