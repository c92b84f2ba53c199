//! How names of organisations, parks and firms end and where they begin, from `lexicon/organisations.toml`.

use serde::Deserialize;

use super::{Diagnostic, RuleFile, Term, Words};

/// What the end of a name asks of its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HeadKind {
    /// 科技局: an area, or 市 and the like.
    Government,
    /// 研究院, 有限公司: a name of any kind.
    Name,
    /// 医院: a name that begins with an area or a house.
    Anchored,
    /// 园: counts inside quotation marks alone.
    Quoted,
    /// 国务院: a name in itself.
    Whole,
}

/// The lexicon of organisations.
pub struct Organisations {
    heads: Vec<(String, HeadKind)>,
    houses: Words,
    stops: Words,
    generic: Words,
    classes: Words,
    own: Vec<String>,
    counts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    heads: Heads,
    edges: Edges,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Heads {
    government: Vec<String>,
    name: Vec<String>,
    anchored: Vec<String>,
    quoted: Vec<String>,
    whole: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edges {
    houses: Vec<String>,
    stops: Vec<String>,
    own: Vec<String>,
    counts: Vec<String>,
    generic: Vec<String>,
    classes: Vec<String>,
}

impl Organisations {
    /// Reads `lexicon/organisations.toml`.
    ///
    /// # Errors
    /// The first mistake, with its place.
    pub fn load(file: &RuleFile) -> Result<Self, Diagnostic> {
        let Shape { heads, edges } = file.parse()?;
        let kinds = [
            (heads.government, HeadKind::Government),
            (heads.name, HeadKind::Name),
            (heads.anchored, HeadKind::Anchored),
            (heads.quoted, HeadKind::Quoted),
            (heads.whole, HeadKind::Whole),
        ];
        let heads = (kinds.into_iter())
            .flat_map(|(words, kind)| words.into_iter().map(move |word| (word, kind)))
            .collect();
        Ok(Self {
            heads,
            houses: Words::forward(&edges.houses),
            stops: Words::forward(&edges.stops),
            generic: Words::forward(&edges.generic),
            classes: Words::forward(&edges.classes),
            own: edges.own,
            counts: edges.counts,
        })
    }

    /// Every head with its meaning, for [`super::Terms::new`].
    pub fn terms(&self) -> impl Iterator<Item = (String, Term)> + '_ {
        (self.heads.iter().enumerate()).map(|(index, (word, _))| (word.clone(), Term::Organisation(index as u32)))
    }

    /// What a head asks of the beginning of its name.
    pub fn kind(&self, index: u32) -> Option<HeadKind> {
        self.heads.get(index as usize).map(|(_, kind)| *kind)
    }

    /// Length in bytes of the house (浙大, 中科院) that the text starts with.
    pub fn house(&self, text: &str) -> Option<usize> {
        self.houses.start_of(text)
    }

    /// What a name is made of, from the beginning of the text: its length in bytes and whether a name cannot contain it.
    /// The longest word decides: 经济 is no 经.
    pub fn word(&self, text: &str) -> (usize, bool) {
        let plain = self
            .generic
            .start_of(text)
            .max(self.classes.start_of(text))
            .unwrap_or(0);
        match self.stops.start_of(text) {
            Some(stop) if stop > plain => (stop, true),
            _ if plain > 0 => (plain, false),
            _ => (text.chars().next().map_or(0, char::len_utf8), false),
        }
    }

    /// Whether the text begins with a numeral: “一区五园” names nothing.
    pub fn counts(&self, text: &str) -> bool {
        self.counts.iter().any(|word| text.starts_with(&**word))
    }

    /// Whether the text is what stands for the own area before a body of government: 市, 省.
    pub fn is_own(&self, text: &str) -> bool {
        self.own.iter().any(|word| word == text)
    }

    /// Whether the text is nothing, or ends with a word that makes a class of what follows.
    pub fn ends_in_class(&self, text: &str) -> bool {
        let mut rest = text;
        while !rest.is_empty() {
            if self.classes.start_of(rest) == Some(rest.len()) {
                return true;
            }
            rest = &rest[self.word(rest).0..];
        }
        false
    }

    /// How many characters of the text are left when all words that name nothing are taken out, longest first.
    pub fn named_characters(&self, text: &str) -> usize {
        let mut rest = text;
        let mut named = 0;
        while let Some(first) = rest.chars().next() {
            let generic = self.generic.start_of(rest).or_else(|| self.classes.start_of(rest));
            named += usize::from(generic.is_none() && first.is_alphanumeric());
            rest = &rest[generic.unwrap_or(first.len_utf8())..];
        }
        named
    }
}
