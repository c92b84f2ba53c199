//! How several places are taken together: 甲市、乙市两市, 甲市和乙市分别为….

use serde::Deserialize;

use super::{Sides, Starts};
use crate::model::Span;

/// The words round a list of places, from `[several]` of `lexicon/areas.toml`.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Several {
    joins: Vec<String>,
    numerals: Sides,
    kinds: Sides,
    rest: Starts,
    between: Vec<String>,
    others: Vec<String>,
    routes: Vec<String>,
    respectively: Vec<String>,
    each: Vec<String>,
}

impl Several {
    /// Whether a name is of nothing but places: 城市, 监测城市.
    pub fn names_places(&self, name: &str) -> bool {
        let rest = self.kinds.before.cut(name).into_iter();
        rest.min_by_key(|rest| rest.len())
            .is_some_and(|rest| rest.is_empty() || name[rest.len()..].chars().nth(1).is_some())
    }

    /// Whether a text begins with the kind of what is counted before it, and that is places: 城市空气质量. One character tells too
    /// little: 市级.
    pub fn begins_places(&self, after: &str) -> bool {
        let kind = self.kinds.behind.longest(after);
        kind.is_some_and(|kind| after[..kind].chars().nth(1).is_some())
    }

    /// Whether the text is what stands between two members of a list.
    pub fn joins(&self, between: &str) -> bool {
        self.joins.iter().any(|join| join == between)
    }

    /// The text before what joins its end to the next member of a list.
    pub fn joined<'t>(&self, before: &'t str) -> Option<&'t str> {
        let rests = self.joins.iter().filter_map(|join| before.strip_suffix(&**join));
        rests.min_by_key(|rest| rest.len())
    }

    /// Whether the text goes on as another member of a list would be joined.
    pub fn goes_on(&self, after: &str) -> bool {
        self.joins.iter().any(|join| after.starts_with(&**join))
    }

    /// Length in bytes of what closes a list that the text goes on from: 两市, 等地, 等三省.
    pub fn closing(&self, after: &str) -> Option<usize> {
        let (also, counted) = match after.strip_prefix('等') {
            Some(counted) => ('等'.len_utf8(), counted),
            None => (0, after),
        };
        let count = self.numerals.behind.longest(counted).and_then(|numeral| {
            let kind = self.kinds.behind.longest(&counted[numeral..])?;
            Some(also + numeral + kind)
        });
        count.or_else(|| self.rest.longest(after))
    }

    /// Where in bytes a name ends in nothing but how many places it takes together: 两市, 长株潭三市.
    pub fn counted_end(&self, name: &str) -> Option<usize> {
        let before = self.kinds.before.cut(name).into_iter();
        let counted = before.flat_map(|head| self.numerals.before.cut(head));
        counted.map(str::len).min()
    }

    /// Whether the text says that there are more than the members named: 等, where it is no part of a word (高等, 等级).
    pub fn and_others(&self, text: &str) -> bool {
        text.match_indices('等').any(|(at, mark)| {
            let (before, after) = (&text[..at], &text[at + mark.len()..]);
            let part = |word: &String| {
                word.split_once('等')
                    .is_some_and(|(head, tail)| before.ends_with(head) && after.starts_with(tail))
            };
            !self.others.iter().any(part)
        })
    }

    /// Whether what stands between two places makes them the ends of a way: 甲市**至**乙市.
    pub fn leads_to(&self, between: &str) -> bool {
        self.routes.iter().any(|word| word == between)
    }

    /// Whether a list that the text goes on from is the two ends of something: 甲市和乙市之间.
    pub fn between(&self, after: &str) -> bool {
        self.between.iter().any(|word| after.starts_with(&**word))
    }

    /// Where the text says that its numbers belong to the members of a list one by one (分别), in bytes.
    pub fn respectively(&self, text: &str) -> Option<Span> {
        first(&self.respectively, text)
    }

    /// Where the text says that what it tells holds for each member of a list (分别, 各, 均), in bytes.
    pub fn each(&self, text: &str) -> Option<Span> {
        first(&self.each, text)
    }
}

/// The first place where one of the words stands.
fn first(words: &[String], text: &str) -> Option<Span> {
    let found = words
        .iter()
        .filter_map(|word| text.find(&**word).map(|at| Span::new(at, at + word.len())));
    found.min_by_key(|span| span.start)
}
