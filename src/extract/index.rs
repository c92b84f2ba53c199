//! Which rules can match in a sentence at all. Each way of laying out a pattern is filed under one thing that it cannot do
//! without, a cue class or a word; a sentence looks up what it contains. So a rule costs nothing where nothing of it
//! occurs, and the cost of a text grows with what is found in it, not with the number of rules.

use std::collections::HashMap;

use crate::model::Span;
use crate::rules::{CueSet, Cues, Hit, Item, Pattern, Rule, Term, Terms};

/// A way of laying out a rule's pattern.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    /// Index of the rule.
    pub(super) rule: u32,
    /// Index among its variants.
    pub(super) variant: u32,
    pub(super) edges: Edges,
}

/// What must stand beside the number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edges {
    /// Before it.
    pub(super) before: Edge,
    /// Behind it.
    pub(super) after: Edge,
}

/// What must stand on one side of the number.
#[derive(Clone, Copy, Debug)]
pub(super) enum Edge {
    /// Anything, as far as can be told without a match.
    Any,
    /// A word of one of these classes.
    Cues(CueSet),
    /// The item with this index among [`Index::items`]: words or a mark.
    Item(u32),
}

/// The ways of all rules, by what they need. Ways are numbered in their order, and sets of them are bits: what a sentence
/// may hold is put together in as many steps as it has classes, however many ways there are.
pub(super) struct Index {
    /// By number.
    ways: Vec<Way>,
    /// By rule: the number of its first way.
    first: Vec<usize>,
    /// Sets of classes of which a sentence must hold one, each with the ways that need it.
    needs: Vec<(CueSet, Bits)>,
    /// Those that need nothing but the number.
    always: Bits,
    by_class: Vec<Bits>,
    by_word: Vec<Bits>,
    /// Finds the words of `by_word`.
    words: Terms,
    /// The words and marks that stand beside numbers, each once, however many ways want it there.
    items: Vec<Item>,
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

    /// Takes out those of `other`.
    fn remove(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own &= !other);
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
    pub(super) fn new<'r>(rules: &'r [Rule]) -> Self {
        let mut index = Self {
            ways: Vec::new(),
            first: Vec::new(),
            needs: Vec::new(),
            always: Bits::default(),
            by_class: vec![Bits::default(); Cues::MOST],
            by_word: Vec::new(),
            words: Terms::new([]),
            items: Vec::new(),
        };
        let mut terms: Vec<(String, Term)> = Vec::new();
        let mut needs: HashMap<CueSet, Bits> = HashMap::new();
        let mut items: HashMap<&Item, u32> = HashMap::new();
        for (rule, Rule { pattern, variants, .. }) in rules.iter().enumerate() {
            index.first.push(index.ways.len());
            for (variant, laid_out) in variants.iter().enumerate() {
                let way = index.ways.len();
                let mut edge = |item: Option<&'r Item>| match item {
                    Some(Item::Cue { classes, .. }) => Edge::Cues(CueSet::of(classes)),
                    Some(item @ (Item::Words(_) | Item::Mark(_))) => {
                        let next = items.len() as u32;
                        Edge::Item(*items.entry(item).or_insert(next))
                    }
                    Some(Item::Slot(_) | Item::Not(_) | Item::Group { .. }) | None => Edge::Any,
                };
                // A list of numbers may end anywhere.
                let several = pattern.as_ref().is_some_and(Pattern::begins_list);
                index.ways.push(Way {
                    rule: rule as u32,
                    variant: variant as u32,
                    edges: Edges {
                        before: edge(laid_out.before.last()),
                        after: edge(laid_out.after.first().filter(|_| !several)),
                    },
                });
                for classes in &laid_out.needs {
                    needs.entry(CueSet::of(classes)).or_default().insert(way);
                }
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
        index.needs = needs.into_iter().collect();
        let mut items: Vec<(u32, &Item)> = items.into_iter().map(|(item, at)| (at, item)).collect();
        items.sort_unstable_by_key(|(at, _)| *at);
        index.items = items.into_iter().map(|(_, item)| item.clone()).collect();
        index
    }

    /// The ways of a rule, in the order of its variants.
    pub(super) fn of_rule(&self, rule: usize) -> &[Way] {
        let end = self.first.get(rule + 1).map_or(self.ways.len(), |next| *next);
        &self.ways[self.first[rule]..end]
    }

    /// The words and marks that [`Edge::Item`] counts.
    pub(super) fn items(&self) -> &[Item] {
        &self.items
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
        let missing = self.needs.iter().filter(|(any, _)| !any.intersects(present));
        missing.for_each(|(_, needing)| ways.remove(needing));
        ways.iter().map(|way| self.ways[way]).collect()
    }
}
