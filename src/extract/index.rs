//! Which rules can match in a sentence at all, and at a number of it. Each way of laying out a pattern is filed under one
//! thing that it cannot do without, a cue class or a word, and under what must stand on either side of its number; sentences
//! and numbers look up what they have. So a rule costs nothing where nothing of it occurs, and the cost of a text grows with
//! what is found in it, not with the number of rules.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use foldhash::fast::RandomState;

use crate::rules::{
    CueClass, CueSet, Cues, Item, Kinds, LabelPart, Letters, Pattern, Prefixes, Rule, SlotKind, Variant, Within,
};

use super::Merit;
use super::atoms::{Atom, AtomKind};
use super::bits::Bits;
use super::edges::{Beside, Lookup, Named, Place};
use super::needs::{Needs, Short, There};

/// A way of laying out a rule's pattern.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    /// Index of the rule.
    pub(super) rule: u32,
    /// Index among its variants.
    pub(super) variant: u16,
    /// What stands before the number: the same number for all ways, of whatever rules, in which the same is taken there.
    pub(super) before: u32,
    /// The same of the number itself and what stands behind it.
    pub(super) after: u32,
    /// No reading of it is better than this.
    pub(super) most: Most,
    /// Items left where it stops at the first behind the number.
    pub(super) left_first: u16,
    /// Items left where it stops at the first before the number.
    pub(super) left_second: u16,
    /// Words, cues and marks behind the number.
    pub(super) outright_after: u16,
}

/// The ways of a rule that may match at a number.
pub(super) struct Try {
    pub(super) rule: u32,
    /// The best that their readings can be worth.
    pub(super) most: Most,
    /// Where they stand in the list of all such ways.
    pub(super) ways: Range<usize>,
}

/// A merit but for how much is covered, in one number; larger is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Most(u64);

impl From<Merit> for Most {
    fn from(merit: Merit) -> Self {
        let short = |count: usize| count.min(0xffff) as u64;
        Self(
            short(merit.quantities) << 48
                | u64::from(merit.named) << 32
                | short(merit.explicit) << 16
                | short(merit.filled),
        )
    }
}

/// The ways of all rules, by what they need. Ways are numbered in their order, and sets of them are bits: what a sentence
/// may hold is put together in as many steps as it has classes, however many ways there are.
pub(super) struct Index {
    /// By number.
    ways: Vec<Way>,
    /// By rule: the number of its first way.
    first: Vec<usize>,
    /// How many numbers there are for what stands on either side.
    sides: (usize, usize),
    /// The cues that ways need.
    needs: Needs,
    /// Those that need nothing but the number.
    always: Bits,
    by_class: Vec<Bits>,
    /// The classes that some way is filed under.
    classes: CueSet,
    by_word: Vec<Bits>,
    /// Finds the words of `by_word`.
    words: Prefixes<usize>,
    /// What they begin with.
    openings: Letters,
    /// By the kind of the number.
    by_kind: Vec<Bits>,
    /// What stands beside the number, and what stands behind that.
    before: Place,
    further_before: Place,
    after: Place,
    further_after: Place,
    /// Finds the words and marks that stand there.
    lookup: Lookup,
    /// By number of words, cues and marks: the ways that have at least so many behind the number.
    outright_after: Vec<Bits>,
    /// Ways by how few items are left where they stop at the first behind the number, the fewest first.
    shortest: Vec<u32>,
    /// The ways of rules that read prose, not cells of tables.
    prose: Bits,
    /// The ways of rules that name what they read.
    names: Bits,
    /// The ways of rules that read over sentences.
    over_sentences: Bits,
}

impl Index {
    pub(super) fn new<'r>(rules: &'r [Arc<Rule>]) -> Self {
        let count = rules.iter().map(|rule| rule.variants.len()).sum();
        let mut index = Self {
            ways: Vec::with_capacity(count),
            first: Vec::with_capacity(rules.len()),
            sides: (0, 0),
            needs: Needs::default(),
            always: Bits::new(count),
            by_class: vec![Bits::new(count); Cues::MOST],
            classes: CueSet::default(),
            by_word: Vec::new(),
            words: Prefixes::default(),
            openings: Letters::default(),
            by_kind: vec![Bits::new(count); Kinds::SINGLE],
            before: Place::new(count),
            further_before: Place::new(count),
            after: Place::new(count),
            further_after: Place::new(count),
            lookup: Lookup::default(),
            outright_after: Vec::new(),
            shortest: Vec::new(),
            prose: Bits::new(count),
            names: Bits::new(count),
            over_sentences: Bits::new(count),
        };
        let mut named = Named::default();
        let mut words = HashMap::new();
        let mut befores: HashMap<Vec<Taken>, u32, RandomState> = HashMap::default();
        let mut afters: HashMap<Vec<Taken>, u32, RandomState> = HashMap::default();
        for (at, rule) in rules.iter().enumerate() {
            index.first.push(index.ways.len());
            let Some(pattern) = &rule.pattern else { continue };
            let takes = pattern.anchor_kinds();
            let anchor = Taken::Slot(pattern.slots[pattern.anchor].kind);
            for (variant, laid_out) in rule.variants.iter().enumerate() {
                let way = index.ways.len();
                let taken = |item: &'r Item| Taken::of(item, pattern);
                let before = laid_out.before.iter().map(taken).collect();
                let after = std::iter::once(anchor.clone())
                    .chain(laid_out.after.iter().map(taken))
                    .collect();
                let next = (befores.len() as u32, afters.len() as u32);
                index.ways.push(Way {
                    rule: at as u32,
                    variant: variant as u16,
                    before: *befores.entry(before).or_insert(next.0),
                    after: *afters.entry(after).or_insert(next.1),
                    most: most(rule, pattern, laid_out),
                    left_first: (laid_out.before.len() + standing(laid_out.after.iter(), pattern).0) as u16,
                    left_second: standing(laid_out.before.iter().rev(), pattern).0 as u16,
                    outright_after: outright(&laid_out.after) as u16,
                });
                let (_, first, second) = standing(laid_out.before.iter().rev(), pattern);
                let mut wanted = |item: Option<&'r Item>| item.and_then(|item| named.wanted(item, pattern));
                index.before.insert(wanted(first), way);
                index.further_before.insert(wanted(second), way);
                // A list of numbers may end anywhere.
                let after = laid_out.after.iter().filter(|_| !pattern.begins_list());
                let (_, first, second) = standing(after, pattern);
                index.after.insert(wanted(first), way);
                index.further_after.insert(wanted(second), way);
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
                index.file(laid_out, way, &mut words, count);
            }
        }
        index.sides = (befores.len(), afters.len());
        let Self {
            before,
            further_before,
            after,
            further_after,
            ..
        } = &mut index;
        for place in [before, further_before, after, further_after] {
            place.finish();
        }
        for (word, place) in &words {
            index.words.insert(word.chars(), *place);
        }
        index.openings = words.keys().filter_map(|word| word.chars().next()).collect();
        let most = index.ways.iter().map(|way| way.outright_after).max().unwrap_or(0);
        let at_least = |least: u16| {
            let mut ways = Bits::new(count);
            let all = index.ways.iter().enumerate();
            all.filter(|(_, way)| way.outright_after >= least)
                .for_each(|(number, _)| ways.insert(number));
            ways
        };
        index.outright_after = (0..=most + 1).map(at_least).collect();
        index.shortest = (0..index.ways.len() as u32).collect();
        index
            .shortest
            .sort_by_key(|number| index.ways[*number as usize].left_first);
        index.lookup = named.lookup();
        index
    }

    /// Files a way under the one thing that it cannot do without.
    fn file<'r>(&mut self, laid_out: &'r Variant, way: usize, filed: &mut HashMap<&'r str, usize>, count: usize) {
        self.needs.push(laid_out);
        // Words are rarer than classes, and few words rarer than many.
        let words = laid_out.words.iter().min_by_key(|words| words.len());
        let classes = laid_out.needs.iter().min_by_key(|classes| classes.len());
        match (words, classes) {
            (Some(words), _) => {
                for word in words.iter() {
                    let place = *filed.entry(word).or_insert_with(|| {
                        self.by_word.push(Bits::new(count));
                        self.by_word.len() - 1
                    });
                    self.by_word[place].insert(way);
                }
            }
            (None, Some(classes)) => classes.iter().for_each(|class| {
                self.classes.insert(*class);
                self.by_class[class.index()].insert(way);
            }),
            (None, None) => self.always.insert(way),
        }
    }

    /// A way by its number.
    #[inline]
    pub(super) fn way(&self, number: usize) -> &Way {
        &self.ways[number]
    }

    /// How many numbers there are for what stands before a number, and behind it.
    pub(super) const fn sides(&self) -> (usize, usize) {
        self.sides
    }

    /// The numbers of a rule's ways.
    pub(super) fn of_rule(&self, rule: usize) -> Range<usize> {
        self.first[rule]..self.first.get(rule + 1).map_or(self.ways.len(), |next| *next)
    }

    /// Finds what stands beside numbers.
    pub(super) const fn lookup(&self) -> &Lookup {
        &self.lookup
    }

    /// Whether the cues that a way needs are there.
    #[inline]
    pub(super) fn has_needs(&self, way: usize, there: &There) -> bool {
        self.needs.unmet(way, there).is_none()
    }

    /// How far a way comes at most for which a cue is not there.
    #[inline]
    pub(super) fn falls_short(&self, way: usize, there: &There) -> Option<Short> {
        self.needs.unmet(way, there)
    }

    /// Makes `ways` those that may be worth trying in a sentence of these atoms, as far as the one thing tells that each is filed
    /// under.
    pub(super) fn worth_trying(&self, text: &str, atoms: &[Atom], present: CueSet, ways: &mut Bits) {
        ways.renew(&self.always);
        present
            .common(self.classes)
            .classes()
            .for_each(|class| ways.join(&self.by_class[class.index()]));
        // A word of a pattern begins where one of the sentence does.
        for atom in atoms {
            if matches!(atom.kind, AtomKind::Word(_)) && self.openings.may_stand_at(text.as_bytes(), atom.span.start) {
                self.words.longest(text[atom.span.start..].chars(), |_, word| {
                    ways.join(&self.by_word[*word]);
                    false
                });
            }
        }
    }

    /// Leaves of them those of rules that read over sentences.
    pub(super) fn keep_over_sentences(&self, ways: &mut Bits) {
        ways.keep(&self.over_sentences);
    }

    /// Leaves of them those that take a number of this kind, and may find beside it what they want there.
    pub(super) fn keep_fitting(&self, ways: &mut Bits, kind: Kinds, beside: &Beside, room: &mut Bits) {
        ways.keep(&self.by_kind[kind.index()]);
        self.keep_beginning(ways, beside, room);
        self.keep_ending(ways, beside, room);
        self.further_before.keep(ways, beside.further_before, room);
        self.further_after.keep(ways, beside.further_after, room);
    }

    /// Leaves of them those that may find what they want first behind the number.
    pub(super) fn keep_beginning(&self, ways: &mut Bits, beside: &Beside, room: &mut Bits) {
        self.after.keep(ways, beside.after, room);
    }

    /// Leaves of them those that may find what they want last before the number.
    pub(super) fn keep_ending(&self, ways: &mut Bits, beside: &Beside, room: &mut Bits) {
        self.before.keep(ways, beside.before, room);
    }

    /// Leaves of them those with at least so many words, cues and marks behind the number.
    pub(super) fn keep_outright_after(&self, ways: &mut Bits, least: usize) {
        ways.keep(&self.outright_after[least.min(self.outright_after.len() - 1)]);
    }

    /// The first of them of those with the fewest items left where they stop at the first behind the number.
    pub(super) fn shortest(&self, ways: &Bits) -> Option<usize> {
        let shortest = self.shortest.iter().find(|number| ways.has(**number as usize));
        shortest.map(|number| *number as usize)
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

/// What an item takes, whatever it is kept under: what makes a match of several of them fail.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Taken<'r> {
    Words(&'r [String]),
    Cue(&'r [CueClass]),
    Slot(SlotKind),
    Mark(char),
    Not(Box<Taken<'r>>),
    Group(&'r Item),
}

impl<'r> Taken<'r> {
    fn of(item: &'r Item, pattern: &Pattern) -> Self {
        match item {
            Item::Words(words) => Self::Words(words),
            Item::Cue { classes, .. } => Self::Cue(classes),
            Item::Slot(slot) => Self::Slot(pattern.slots[*slot].kind),
            Item::Mark(mark) => Self::Mark(*mark),
            Item::Not(item) => Self::Not(Box::new(Self::of(item, pattern))),
            Item::Group { .. } => Self::Group(item),
        }
    }
}

/// Of items in the order in which they are matched: how many are left where the first of them stops the match that stands at
/// a place of its own, that item, and the next one, where it stands behind a single atom.
fn standing<'r>(
    items: impl Iterator<Item = &'r Item> + Clone,
    pattern: &Pattern,
) -> (usize, Option<&'r Item>, Option<&'r Item>) {
    let own = |item: &&Item| !matches!(item, Item::Not(_));
    let left = items.clone().skip_while(|item| !own(item)).count();
    let mut own = items.filter(own);
    let first = own.next();
    let single = first.is_some_and(|first| match first {
        Item::Cue { .. } | Item::Mark(_) => true,
        Item::Slot(slot) => matches!(
            pattern.slots[*slot].kind,
            SlotKind::Number(_) | SlotKind::Period | SlotKind::Area | SlotKind::Organisation
        ),
        Item::Words(_) | Item::Not(_) | Item::Group { .. } => false,
    });
    (left, first, own.next().filter(|_| single))
}

/// What a reading of one way can be worth at most: the words, cues and marks in it match all, and so do its slots. Only what
/// a list holds cannot be told.
fn most(rule: &Rule, pattern: &Pattern, variant: &Variant) -> Most {
    let items = || variant.before.iter().chain(&variant.after);
    let slots = items().filter(|item| matches!(item, Item::Slot(_) | Item::Cue { slot: Some(_), .. }));
    let list = |slot: usize| matches!(pattern.slots[slot].kind, SlotKind::Numbers(_));
    // What one reads beside the number it begins with says nothing of those that only that number has.
    let elsewhere = rule.facts.iter().all(|fact| fact.value != pattern.anchor);
    let unknown = elsewhere || rule.facts.iter().any(|fact| list(fact.value));
    Most::from(Merit {
        quantities: if unknown { usize::MAX } else { rule.facts.len() },
        named: names(rule),
        explicit: outright(&variant.before) + outright(&variant.after),
        filled: slots.count() + 1,
        covered: usize::MAX,
    })
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
