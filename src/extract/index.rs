//! Which rules can match in a sentence at all, and at a number of it. Each way of laying out a pattern is filed under one
//! thing that it cannot do without, a cue class or a word, and under what must stand on either side of its number; sentences
//! and numbers look up what they have. So a rule costs nothing where nothing of it occurs, and the cost of a text grows with
//! what is found in it, not with the number of rules.

use std::collections::HashMap;
use std::ops::Range;

use crate::model::Span;
use crate::rules::{CueSet, Cues, Hit, Item, Kinds, LabelPart, Pattern, Rule, SlotKind, Term, Terms, Variant, Within};

use super::Merit;
use super::bits::Bits;
use super::matcher::Beside;

/// A way of laying out a rule's pattern.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    /// Index of the rule.
    pub(super) rule: u32,
    /// Index among its variants.
    pub(super) variant: u32,
    pub(super) edges: Edges,
    /// No reading of it is better than this.
    pub(super) most: Merit,
    /// Items in all.
    pub(super) items: usize,
    /// Items before the number.
    pub(super) before: usize,
    /// Words, cues and marks behind the number.
    pub(super) outright_after: usize,
}

/// The ways of a rule that may match at a number.
pub(super) struct Try {
    pub(super) rule: u32,
    /// The best that their readings can be worth.
    pub(super) most: Merit,
    /// Where they stand in the list of all such ways.
    pub(super) ways: Range<usize>,
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

/// The ways by what must stand on one side of the number.
#[derive(Default)]
struct Side {
    /// Those that take anything, and those that want words or a mark, as far as classes can tell.
    any: Bits,
    /// Those that want words or a mark.
    items: Bits,
    by_class: Vec<Bits>,
    /// The classes that some way wants.
    classes: CueSet,
}

/// The ways of all rules, by what they need. Ways are numbered in their order, and sets of them are bits: what a sentence
/// may hold is put together in as many steps as it has classes, however many ways there are.
pub(super) struct Index {
    /// By number.
    ways: Vec<Way>,
    /// Sets of classes of which a sentence must hold one, each with the ways that need it.
    needs: Vec<(CueSet, Bits)>,
    /// Those that need nothing but the number.
    always: Bits,
    by_class: Vec<Bits>,
    /// The classes that some way is filed under.
    classes: CueSet,
    by_word: Vec<Bits>,
    /// Finds the words of `by_word`.
    words: Terms,
    /// The words and marks that stand beside numbers, each once, however many ways want it there.
    items: Vec<Item>,
    /// By the kind of the number.
    by_kind: Vec<Bits>,
    before: Side,
    after: Side,
    /// The ways of rules that read prose, not cells of tables.
    prose: Bits,
    /// The ways of rules that name what they read.
    names: Bits,
    /// The ways of rules that read over sentences.
    over_sentences: Bits,
}

impl Side {
    fn new(ways: usize) -> Self {
        Self {
            any: Bits::new(ways),
            items: Bits::new(ways),
            by_class: vec![Bits::new(ways); Cues::MOST],
            classes: CueSet::default(),
        }
    }

    fn insert(&mut self, edge: Edge, way: usize) {
        match edge {
            Edge::Any => self.any.insert(way),
            Edge::Item(_) => {
                self.any.insert(way);
                self.items.insert(way);
            }
            Edge::Cues(classes) => {
                self.classes.extend(classes);
                let each = |class: crate::rules::CueClass| self.by_class[class.index()].insert(way);
                classes.classes().for_each(each);
            }
        }
    }

    /// Leaves of `ways` those that take a word of one of these classes there, or want no class.
    fn keep(&self, ways: &mut Bits, beside: CueSet, room: &mut Bits) {
        let wanted = beside.common(self.classes);
        if wanted.is_empty() {
            ways.keep(&self.any);
            return;
        }
        room.set(&self.any);
        wanted
            .classes()
            .for_each(|class| room.join(&self.by_class[class.index()]));
        ways.keep(room);
    }
}

impl Index {
    pub(super) fn new<'r>(rules: &'r [Rule]) -> Self {
        let count = rules.iter().map(|rule| rule.variants.len()).sum();
        let mut index = Self {
            ways: Vec::with_capacity(count),
            needs: Vec::new(),
            always: Bits::new(count),
            by_class: vec![Bits::new(count); Cues::MOST],
            classes: CueSet::default(),
            by_word: Vec::new(),
            words: Terms::new([]),
            items: Vec::new(),
            by_kind: vec![Bits::new(count); Kinds::SINGLE],
            before: Side::new(count),
            after: Side::new(count),
            prose: Bits::new(count),
            names: Bits::new(count),
            over_sentences: Bits::new(count),
        };
        let mut terms: Vec<(String, Term)> = Vec::new();
        let mut needs: HashMap<CueSet, Bits> = HashMap::new();
        let mut items: HashMap<&Item, u32> = HashMap::new();
        for (at, rule) in rules.iter().enumerate() {
            let Some(pattern) = &rule.pattern else { continue };
            for (variant, laid_out) in rule.variants.iter().enumerate() {
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
                let several = pattern.begins_list();
                let edges = Edges {
                    before: edge(laid_out.before.last()),
                    after: edge(laid_out.after.first().filter(|_| !several)),
                };
                index.before.insert(edges.before, way);
                index.after.insert(edges.after, way);
                index.ways.push(Way {
                    rule: at as u32,
                    variant: variant as u32,
                    edges,
                    most: most(rule, pattern, laid_out),
                    items: laid_out.before.len() + laid_out.after.len(),
                    before: laid_out.before.len(),
                    outright_after: outright(&laid_out.after),
                });
                for classes in &laid_out.needs {
                    let needing = needs.entry(CueSet::of(classes)).or_insert_with(|| Bits::new(count));
                    needing.insert(way);
                }
                let takes = pattern.anchor_kinds();
                let kinds = index.by_kind.iter_mut().enumerate();
                kinds
                    .filter(|(kind, _)| Kinds::single(*kind).within(takes))
                    .for_each(|(_, ways)| ways.insert(way));
                if rule.within != Within::Row {
                    index.prose.insert(way);
                }
                if names(rule) {
                    index.names.insert(way);
                }
                if rule.within == Within::Paragraph {
                    index.over_sentences.insert(way);
                }
                // Words are rarer than classes, and few words rarer than many.
                let words = laid_out.words.iter().min_by_key(|words| words.len());
                let classes = laid_out.needs.iter().min_by_key(|classes| classes.len());
                match (words, classes) {
                    (Some(words), _) => {
                        for word in words {
                            let known = terms.iter().position(|(known, _)| known == word).unwrap_or_else(|| {
                                terms.push((word.clone(), Term::Cue(terms.len() as u32)));
                                index.by_word.push(Bits::new(count));
                                terms.len() - 1
                            });
                            index.by_word[known].insert(way);
                        }
                    }
                    (None, Some(classes)) => classes.iter().for_each(|class| {
                        index.classes.insert(*class);
                        index.by_class[class.index()].insert(way);
                    }),
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

    /// A way by its number.
    pub(super) fn way(&self, number: usize) -> &Way {
        &self.ways[number]
    }

    /// The words and marks that [`Edge::Item`] counts.
    pub(super) fn items(&self) -> &[Item] {
        &self.items
    }

    /// The ways worth trying in a sentence in which these classes occur.
    pub(super) fn worth_trying(&self, text: &str, sentence: Span, present: CueSet) -> Bits {
        let mut ways = self.always.clone();
        present
            .common(self.classes)
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
        ways
    }

    /// Leaves of them those of rules that read over sentences.
    pub(super) fn keep_over_sentences(&self, ways: &mut Bits) {
        ways.keep(&self.over_sentences);
    }

    /// Leaves of them those that take a number of this kind, with such words beside it as far as their classes tell.
    pub(super) fn keep_fitting(&self, ways: &mut Bits, kind: Kinds, beside: &Beside, room: &mut Bits) {
        ways.keep(&self.by_kind[kind.index()]);
        self.before.keep(ways, beside.before, room);
        self.after.keep(ways, beside.after, room);
    }

    /// Adds a way to those to be tried, which are added in order.
    pub(super) fn add(&self, number: usize, tries: &mut Vec<Try>, ways: &mut Vec<u32>) {
        let way = &self.ways[number];
        ways.push(number as u32);
        match tries.last_mut().filter(|last| last.rule == way.rule) {
            Some(last) => {
                last.ways.end = ways.len();
                last.most = last.most.max(way.most);
            }
            None => tries.push(Try {
                rule: way.rule,
                most: way.most,
                ways: ways.len() - 1..ways.len(),
            }),
        }
    }

    /// The ways of laying out rules for prose that take a number of this kind; only of those that name it, where wanted.
    pub(super) fn of_kind(&self, kind: Kinds, naming: bool) -> Bits {
        let mut ways = self.prose.clone();
        ways.keep(&self.by_kind[kind.index()]);
        if naming {
            ways.keep(&self.names);
        }
        ways
    }
}

/// What a reading of one way can be worth at most: the words, cues and marks in it match all, and so do its slots. Only what
/// a list holds cannot be told.
fn most(rule: &Rule, pattern: &Pattern, variant: &Variant) -> Merit {
    let items = || variant.before.iter().chain(&variant.after);
    let slots = items().filter(|item| matches!(item, Item::Slot(_) | Item::Cue { slot: Some(_), .. }));
    let list = |slot: usize| matches!(pattern.slots[slot].kind, SlotKind::Numbers(_));
    // What one reads beside the number it begins with says nothing of those that only that number has.
    let elsewhere = rule.facts.iter().all(|fact| fact.value != pattern.anchor);
    let unknown = elsewhere || rule.facts.iter().any(|fact| list(fact.value));
    Merit {
        quantities: if unknown { usize::MAX } else { rule.facts.len() },
        named: names(rule),
        explicit: outright(&variant.before) + outright(&variant.after),
        filled: slots.count() + 1,
        covered: usize::MAX,
    }
}

/// Words, cues and marks among items.
pub(super) fn outright(items: &[Item]) -> usize {
    let outright = |item: &&Item| matches!(item, Item::Words(_) | Item::Cue { .. } | Item::Mark(_));
    items.iter().filter(outright).count()
}

/// Whether a rule names what it reads.
pub(super) fn names(rule: &Rule) -> bool {
    let slot = |part: &LabelPart| matches!(part, LabelPart::Slot(_));
    rule.facts.iter().all(|fact| fact.label.iter().any(slot))
}
