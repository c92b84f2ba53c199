//! One automaton for every term of every lexicon: a text is scanned once, whatever the number of lexicons.

use std::collections::BTreeMap;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use crate::model::Span;

/// What a term means; the number is an index into the lexicon that it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Term {
    /// A name of an area.
    Area(u32),
    /// 全市, 我省: the text's own place.
    OwnArea(u32),
    /// A relative period word (去年, 上半年) or a plan (十四五).
    Period(u32),
    /// A word that ends the name of an organisation (研究院, 高新区).
    Organisation(u32),
    /// A name of a known indicator.
    Indicator(u32),
    /// A name that contains digits (G60, 500强).
    Name(u32),
    /// A cue word.
    Cue(u32),
}

/// A term found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// Where, in bytes of the scanned text.
    pub span: Span,
    /// What.
    pub term: Term,
}

/// The automaton.
pub struct Terms {
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    meanings: Vec<Vec<Term>>,
}

impl Terms {
    /// Builds the automaton of all given terms; one string may mean several things.
    pub fn new(terms: impl IntoIterator<Item = (String, Term)>) -> Self {
        let mut by_text: BTreeMap<String, Vec<Term>> = BTreeMap::new();
        for (text, term) in terms {
            if !text.is_empty() {
                by_text.entry(text).or_default().push(term);
            }
        }
        let mut meanings = Vec::with_capacity(by_text.len());
        let mut patterns = Vec::with_capacity(by_text.len());
        for (text, mut terms) in by_text {
            terms.sort_unstable();
            terms.dedup();
            patterns.push((text, meanings.len() as u32));
            meanings.push(terms);
        }
        // The builder refuses an empty set and duplicates; neither can reach it.
        let automaton = (!patterns.is_empty())
            .then(|| CharwiseDoubleArrayAhoCorasick::with_values(patterns).expect("distinct, non-empty terms"));
        Self { automaton, meanings }
    }

    /// Appends every term that stands in `text[within]`, also overlapping ones, ordered by start, then longest first.
    pub fn find(&self, text: &str, within: Span, hits: &mut Vec<Hit>) {
        let Some(automaton) = &self.automaton else { return };
        let from = hits.len();
        for found in automaton.find_overlapping_iter(within.of(text)) {
            let span = Span::new(found.start(), found.end()).shifted(within.start);
            hits.extend(
                self.meanings[found.value() as usize]
                    .iter()
                    .map(|&term| Hit { span, term }),
            );
        }
        hits[from..].sort_unstable_by_key(|hit| (hit.span.start, usize::MAX - hit.span.end, hit.term));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_overlapping_terms_longest_first_and_every_meaning() {
        let terms = Terms::new([
            ("南湖".to_owned(), Term::Area(1)),
            ("南湖区".to_owned(), Term::Area(1)),
            ("湖区".to_owned(), Term::Cue(0)),
            ("南湖".to_owned(), Term::Cue(7)),
        ]);
        let mut hits = Vec::new();
        terms.find("在南湖区", Span::new(3, 12), &mut hits);
        let found: Vec<_> = hits
            .iter()
            .map(|hit| (hit.span.start, hit.span.end, hit.term))
            .collect();
        assert_eq!(
            found,
            [
                (3, 12, Term::Area(1)),
                (3, 9, Term::Area(1)),
                (3, 9, Term::Cue(7)),
                (6, 12, Term::Cue(0))
            ]
        );
    }

    #[test]
    fn no_terms_find_nothing() {
        let mut hits = Vec::new();
        Terms::new([]).find("全市", Span::new(0, 6), &mut hits);
        assert!(hits.is_empty());
    }
}
