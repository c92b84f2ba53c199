//! Which rules can match in a sentence at all. Each way of laying out a pattern is filed under one thing that it cannot do
//! without, a cue class or a word; a sentence looks up what it contains. So a rule costs nothing where nothing of it
//! occurs, and the cost of a text grows with what is found in it, not with the number of rules.

use crate::model::Span;
use crate::rules::{CueSet, Cues, Hit, Rule, Term, Terms};

/// A way of laying out a rule's pattern: index of the rule, index among its variants.
pub(super) type Way = (u32, u32);

/// The ways of all rules, by what they need. Ways are numbered in their order, and sets of them are bits: what a sentence
/// may hold is put together in as many steps as it has classes, however many ways there are.
pub(super) struct Index {
    /// By number.
    ways: Vec<Way>,
    /// By number: the classes of which a sentence needs one, for each thing the way needs.
    needs: Vec<Box<[CueSet]>>,
    /// Those that need nothing but the number.
    always: Bits,
    by_class: Vec<Bits>,
    by_word: Vec<Bits>,
    /// Finds the words of `by_word`.
    words: Terms,
}

/// A set of ways.
#[derive(Clone, Default)]
struct Bits(Vec<u64>);

impl Bits {
    fn insert(&mut self, way: usize) {
        if self.0.len() <= way / 64 {
            self.0.resize(way / 64 + 1, 0);
        }
        self.0[way / 64] |= 1 << (way % 64);
    }

    fn join(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own |= other);
    }

    /// In order.
    fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(at, &bits)| {
            let mut bits = bits;
            std::iter::from_fn(move || {
                let lowest = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
                bits &= bits - 1;
                Some(at * 64 + lowest)
            })
        })
    }
}

impl Index {
    pub(super) fn new(rules: &[Rule]) -> Self {
        let mut index = Self {
            ways: Vec::new(),
            needs: Vec::new(),
            always: Bits::default(),
            by_class: vec![Bits::default(); Cues::MOST],
            by_word: Vec::new(),
            words: Terms::new([]),
        };
        let mut terms: Vec<(String, Term)> = Vec::new();
        for (rule, variants) in rules.iter().map(|rule| &rule.variants).enumerate() {
            for (variant, laid_out) in variants.iter().enumerate() {
                let way = index.ways.len();
                index.ways.push((rule as u32, variant as u32));
                let needs = laid_out.needs.iter().map(|classes| CueSet::of(classes));
                index.needs.push(needs.collect());
                // Words are rarer than classes, and few words rarer than many.
                let words = laid_out.words.iter().min_by_key(|words| words.len());
                let classes = laid_out.needs.iter().min_by_key(|classes| classes.len());
                match (words, classes) {
                    (Some(words), _) => {
                        for word in words {
                            let known = terms.iter().position(|(known, _)| known == word).unwrap_or_else(|| {
                                terms.push((word.clone(), Term::Cue(terms.len() as u32)));
                                index.by_word.push(Bits::default());
                                terms.len() - 1
                            });
                            index.by_word[known].insert(way);
                        }
                    }
                    (None, Some(classes)) => classes
                        .iter()
                        .for_each(|class| index.by_class[class.index()].insert(way)),
                    (None, None) => index.always.insert(way),
                }
            }
        }
        index.words = Terms::new(terms);
        index
    }

    /// The ways worth trying in a sentence in which these classes occur, by rule, the fullest first.
    pub(super) fn worth_trying(&self, text: &str, sentence: Span, present: CueSet) -> Vec<Way> {
        let mut ways = self.always.clone();
        present
            .classes()
            .for_each(|class| ways.join(&self.by_class[class.index()]));
        let mut hits: Vec<Hit> = Vec::new();
        self.words.find(text, sentence, &mut hits);
        for hit in &hits {
            if let Term::Cue(word) = hit.term {
                ways.join(&self.by_word[word as usize]);
            }
        }
        let worth = |way: &usize| self.needs[*way].iter().all(|any| any.intersects(present));
        ways.iter().filter(worth).map(|way| self.ways[way]).collect()
    }
}
