//! Which rules can match in a sentence at all. Each way of laying out a pattern is filed under one thing that it cannot do
//! without, a cue class or a word; a sentence looks up what it contains. So a rule costs nothing where nothing of it
//! occurs, and the cost of a text grows with what is found in it, not with the number of rules.

use crate::model::Span;
use crate::rules::{CueSet, Hit, Rule, Term, Terms, Variant};

/// A way of laying out a rule's pattern: index of the rule, index among its variants.
pub(super) type Way = (u32, u32);

/// The ways of all rules, by what they need.
pub(super) struct Index {
    /// Those that need nothing but the number.
    always: Vec<Way>,
    by_class: Vec<Vec<Way>>,
    by_word: Vec<Vec<Way>>,
    /// Finds the words of `by_word`.
    words: Terms,
}

impl Index {
    pub(super) fn new(rules: &[Rule]) -> Self {
        let mut index = Self {
            always: Vec::new(),
            by_class: vec![Vec::new(); 64],
            by_word: Vec::new(),
            words: Terms::new([]),
        };
        let mut terms: Vec<(String, Term)> = Vec::new();
        for (rule, variants) in rules.iter().map(|rule| &rule.variants).enumerate() {
            for (variant, laid_out) in variants.iter().enumerate() {
                let way = (rule as u32, variant as u32);
                // Words are rarer than classes, and few words rarer than many.
                let words = laid_out.words.iter().min_by_key(|words| words.len());
                let classes = laid_out.needs.iter().min_by_key(|classes| classes.len());
                match (words, classes) {
                    (Some(words), _) => {
                        for word in words {
                            let known = terms.iter().position(|(known, _)| known == word).unwrap_or_else(|| {
                                terms.push((word.clone(), Term::Cue(terms.len() as u32)));
                                index.by_word.push(Vec::new());
                                terms.len() - 1
                            });
                            index.by_word[known].push(way);
                        }
                    }
                    (None, Some(classes)) => classes.iter().for_each(|class| index.by_class[class.index()].push(way)),
                    (None, None) => index.always.push(way),
                }
            }
        }
        index.words = Terms::new(terms);
        index
    }

    /// The ways worth trying in a sentence in which these classes occur, by rule, the fullest first.
    pub(super) fn worth_trying(&self, rules: &[Rule], text: &str, sentence: Span, present: CueSet) -> Vec<Way> {
        let mut ways = self.always.clone();
        present
            .classes()
            .for_each(|class| ways.extend(&self.by_class[class.index()]));
        let mut hits: Vec<Hit> = Vec::new();
        self.words.find(text, sentence, &mut hits);
        for hit in &hits {
            if let Term::Cue(word) = hit.term {
                ways.extend(&self.by_word[word as usize]);
            }
        }
        ways.sort_unstable();
        ways.dedup();
        ways.retain(|way| {
            let needs = |variant: &Variant| {
                variant
                    .needs
                    .iter()
                    .all(|any| any.iter().any(|class| present.has(*class)))
            };
            needs(&rules[way.0 as usize].variants[way.1 as usize])
        });
        ways
    }
}
