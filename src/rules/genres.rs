//! Kinds of text that are no bulletins, known by what only they have: `lexicon/genres.toml`.

use serde::Deserialize;
use toml::Spanned;

use super::layout::is_hanzi;
use super::{Diagnostic, Letters, RuleFile};

/// The genres.
#[derive(Clone, Debug, Default)]
pub struct Genres {
    genres: Vec<Genre>,
    /// What the marks of all of them begin with.
    beginnings: Letters,
    /// The same, and what may stand before them.
    openings: Letters,
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
    needs: Spanned<usize>,
    reads: Reads,
    groups: Vec<Vec<String>>,
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
            if !(1..=shape.groups.len()).contains(shape.needs.as_ref()) {
                let message = format!("`{}` has {} groups of marks", shape.key.as_ref(), shape.groups.len());
                let help =
                    "needs says of how many of them a text must have a mark: 1 or more, and no more than there are";
                return Err(file.mistake(shape.needs.span(), &message, "this many", Some(help)));
            }
            genres.push(Genre {
                key: shape.key.into_inner(),
                english: shape.english,
                reads: shape.reads,
                needs: shape.needs.into_inner(),
                groups: shape.groups,
            });
        }
        let marks = genres.iter().flat_map(Genre::marks);
        let beginnings: Letters = marks.filter_map(|mark| mark.chars().next()).collect();
        let openings = beginnings
            .clone()
            .and(('\0'..='\u{3000}').filter(|c| c.is_whitespace()));
        Ok(Self {
            genres,
            beginnings,
            openings: openings.and(BRACKETS),
        })
    }

    /// The genre of a text of these lines; `None` for one that may be a bulletin.
    pub fn of<'t>(&self, lines: impl Iterator<Item = &'t str>) -> Option<&Genre> {
        let mut found: Vec<Vec<bool>> = self
            .genres
            .iter()
            .map(|genre| vec![false; genre.groups.len()])
            .collect();
        for line in lines {
            // Nearly no line begins as one of the marks does.
            if !line.chars().next().is_some_and(|first| self.openings.contains(first)) {
                continue;
            }
            let line = bare(line);
            if !line.starts_with(|c| self.beginnings.contains(c)) {
                continue;
            }
            // Nearly no mark begins as the line does.
            let first = line.chars().next();
            let may_begin = |mark: &String| mark.is_empty() || mark.chars().next() == first;
            for (genre, found) in self.genres.iter().zip(&mut found) {
                for (group, found) in genre.groups.iter().zip(found).filter(|(_, found)| !**found) {
                    *found = group.iter().any(|mark| may_begin(mark) && begins(line, mark));
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
}

/// Whether a line without brackets and spaces before it begins with the mark, whatever spaces stand in it, and the mark is not
/// the beginning of a longer word: 关键词：…, 【关 键 词】…, but not 摘要如下.
fn begins(line: &str, mark: &str) -> bool {
    let mut letters = line.chars();
    for wanted in mark.chars() {
        if letters.find(|c| !c.is_whitespace()) != Some(wanted) {
            return false;
        }
    }
    letters.next().is_none_or(|next| !is_hanzi(next))
}

/// A line without brackets and spaces before it.
fn bare(line: &str) -> &str {
    line.trim_start_matches(|c: char| BRACKETS.contains(&c) || c.is_whitespace())
}

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

    #[test]
    fn papers_are_known_by_two_kinds_of_marks() {
        let genres = genres();
        let key = |text: &str| genres.of(text.lines()).map(|genre| genre.key.clone());
        let paper = Some("scholarly-article".to_owned());
        assert_eq!(key("【 文献号 】2-17\n【原文出处】某刊\n正文"), paper);
        assert_eq!(
            key("题目\n摘　要　本文研究增长。\n[关 键 词] 增长\n正文\n【参考文献】\n"),
            paper
        );
        assert_eq!(key("题目\n摘要：本文研究增长。\n正文\n收稿日期：1999－02－09\n"), paper);
        for bulletin in [
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
        let key = |text: &str| genres.of(text.lines()).map(|genre| genre.key.clone());
        assert_eq!(
            key("# 院会纪录\n主席：开会。\n讨论事项\n一、审查报告"),
            Some("parliamentary-record".to_owned())
        );
        assert_eq!(key("某市人民代表大会常务委员会公报\n讨论事项：预算报告"), None);
    }

    #[test]
    fn more_marks_than_groups_are_a_mistake() {
        let file = RuleFile::new(
            Genres::PATH,
            "[[genre]]\nkey = 'a'\nenglish = 'an a'\nneeds = 2\nreads = 'all'\ngroups = [['x']]\n",
        );
        let mistake = Genres::load(&file).expect_err("two of one").to_string();
        assert!(mistake.contains("`a` has 1 groups of marks"), "{mistake}");
    }
}
