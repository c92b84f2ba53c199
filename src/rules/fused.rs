//! Words that name several things at once (城乡居民, 存贷款): `lexicon/fused.toml`.

use serde::Deserialize;
use toml::Spanned;

use super::{Diagnostic, Letters, RuleFile};

/// The fused words with their parts.
#[derive(Clone, Debug, Default)]
pub struct Fused {
    words: Vec<FusedWord>,
    /// What they begin with.
    openings: Letters,
}

#[derive(Clone, Debug)]
struct FusedWord {
    word: String,
    parts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    #[serde(default)]
    fused: Vec<FusedShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FusedShape {
    word: Spanned<String>,
    parts: Spanned<Vec<String>>,
}

impl Fused {
    /// Reads `lexicon/fused.toml`.
    ///
    /// # Errors
    /// The first mistake, with its place.
    pub fn load(file: &RuleFile) -> Result<Self, Diagnostic> {
        let Shape { fused } = file.parse()?;
        let mut words: Vec<FusedWord> = Vec::with_capacity(fused.len());
        for FusedShape { word, parts } in fused {
            if words.iter().any(|other| other.word == *word.as_ref()) {
                let message = format!("`{}` stands here twice", word.as_ref());
                return Err(file.mistake(word.span(), &message, "the second", Some("leave one of them out")));
            }
            if word.as_ref().is_empty() || parts.as_ref().len() < 2 || parts.as_ref().iter().any(String::is_empty) {
                let message = format!("`{}` needs at least two parts", word.as_ref());
                let help = "such as parts = ['城镇', '农村']";
                return Err(file.mistake(parts.span(), &message, "these", Some(help)));
            }
            words.push(FusedWord {
                word: word.into_inner(),
                parts: parts.into_inner(),
            });
        }
        let openings = words.iter().filter_map(|fused| fused.word.chars().next()).collect();
        Ok(Self { words, openings })
    }

    /// The words, each with its parts.
    pub fn words(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.words.iter().map(|fused| (fused.word.as_str(), &fused.parts[..]))
    }

    /// The name with each of the parts of the longest fused word in it; none where it has no such word.
    pub fn parts<'a>(&'a self, name: &'a str) -> impl Iterator<Item = String> + 'a {
        // Only there a word may begin.
        let mut places = Vec::new();
        let mut at = self.openings.next(name, 0, name.len());
        while let Some(first) = name[at..].chars().next() {
            places.push(at);
            at = self.openings.next(name, at + first.len_utf8(), name.len());
        }
        let found = Some(&self.words)
            .filter(|_| !places.is_empty())
            .into_iter()
            .flatten()
            .filter_map(|fused| {
                let mut places = places.iter().copied();
                Some((places.find(|at| name[*at..].starts_with(&*fused.word))?, fused))
            });
        let longest = found.max_by_key(|(_, fused)| fused.word.len());
        longest.into_iter().flat_map(move |(at, fused)| {
            let (before, after) = (&name[..at], &name[at + fused.word.len()..]);
            fused.parts.iter().map(move |part| format!("{before}{part}{after}"))
        })
    }

    /// The other of two parts, named after the one: behind 对非洲出口额, 进口 is 对非洲进口.
    pub fn sibling(&self, name: &str, own: &str) -> Option<String> {
        let short = |rest: &str| rest.chars().count() <= 2;
        let begins = |part: &&String| own.strip_prefix(part.as_str()).is_some_and(short);
        self.words.iter().find_map(|fused| {
            let part = fused.parts.iter().find(begins)?;
            let others = fused.parts.iter().filter(|other| *other != part);
            others.into_iter().find_map(|other| {
                let at = name.rfind(other.as_str())?;
                short(&name[at + other.len()..]).then(|| format!("{}{own}", &name[..at]))
            })
        })
    }

    /// Of the parts of a name the one that `own` names: of 外贸进出口总额, 出口 is 外贸出口总额 and 出口额 is 外贸出口额.
    pub fn part(&self, name: &str, own: &str) -> Option<String> {
        let named = |part: &&String| {
            own.strip_prefix(part.as_str())
                .is_some_and(|rest| rest.chars().count() <= 2)
        };
        let whole = |fused: &&FusedWord| name.contains(&*fused.word);
        let words = Some(&self.words).filter(|_| self.openings.stand_in(name))?;
        let fused = words.iter().filter(whole).max_by_key(|fused| fused.word.len())?;
        let part = fused.parts.iter().find(named)?;
        let (before, after) = name.split_once(&*fused.word)?;
        let after = if own == part { after } else { "" };
        Some(format!("{before}{own}{after}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(name: &str) -> Vec<String> {
        let file = RuleFile::new("lexicon/fused.toml", include_str!("../../rules/lexicon/fused.toml"));
        Fused::load(&file).unwrap().parts(name).collect()
    }

    #[test]
    fn a_fused_word_becomes_its_parts() {
        for (name, expected) in [
            (
                "城乡居民人均可支配收入",
                vec!["城镇居民人均可支配收入", "农村居民人均可支配收入"],
            ),
            ("本外币存贷款余额", vec!["本外币存款余额", "本外币贷款余额"]),
            (
                "三次产业增加值",
                vec!["第一产业增加值", "第二产业增加值", "第三产业增加值"],
            ),
            ("工业增加值", vec![]),
        ] {
            assert_eq!(parts(name), expected);
        }
    }

    #[test]
    fn one_of_the_parts_is_found_by_its_own_name() {
        let file = RuleFile::new("lexicon/fused.toml", include_str!("../../rules/lexicon/fused.toml"));
        let fused = Fused::load(&file).unwrap();
        let part = |name, own| fused.part(name, own);
        assert_eq!(part("外贸进出口总额", "出口额").as_deref(), Some("外贸出口额"));
        assert_eq!(part("外贸进出口总额", "进口").as_deref(), Some("外贸进口总额"));
        assert_eq!(part("外贸进出口总额", "出口退税金额"), None, "another thing");
        assert_eq!(part("工业增加值", "出口"), None);
    }

    #[test]
    fn a_part_is_named_after_the_other() {
        let file = RuleFile::new("lexicon/fused.toml", include_str!("../../rules/lexicon/fused.toml"));
        let fused = Fused::load(&file).unwrap();
        let sibling = |name, own| fused.sibling(name, own);
        assert_eq!(sibling("对非洲出口额", "进口").as_deref(), Some("对非洲进口"));
        assert_eq!(sibling("出口", "进口额").as_deref(), Some("进口额"));
        assert_eq!(sibling("出口企业数量", "进口"), None, "not the end of the name");
        assert_eq!(sibling("出口", "出口"), None);
    }

    #[test]
    fn a_word_with_one_part_is_refused() {
        let file = RuleFile::new("lexicon/fused.toml", "[[fused]]\nword = '城乡'\nparts = ['城镇']\n");
        let mistake = Fused::load(&file).unwrap_err().to_string();
        assert!(mistake.contains("`城乡` needs at least two parts"), "{mistake}");
        assert!(mistake.contains("lexicon/fused.toml:3:9"), "{mistake}");
    }
}
