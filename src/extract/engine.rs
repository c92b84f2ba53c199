//! The engine: runs all rules over a sentence and keeps, for each quantity, the best reading.

use std::cell::RefCell;
use std::sync::Arc;

use crate::model::{Mention, MentionKind, Span};
use crate::rules::{Cues, Fused, Rule, RuleStatus, WellKnown, Within};
use crate::segment::Segmenter;

use super::around::{Around, Place};
use super::atoms::{self, Atom, atoms};
use super::bits::Bits;
use super::contents::Contents;
use super::index::{Index, Most, Try};
use super::matcher::Match;
#[cfg(test)]
use super::needs::There;
use super::reach::Matcher;
use super::state::{State, Stopped};
use super::{Candidate, SentenceReading, candidate, choose};

/// The rules, ready to run.
pub struct Engine {
    rules: Vec<Arc<Rule>>,
    index: Index,
    /// Whether a rule reads over sentences.
    over_sentences: bool,
    /// The rules that read cells of tables.
    of_rows: Vec<usize>,
    known: WellKnown,
    fused: Fused,
}

impl Engine {
    /// An engine of these rules; retired ones are left out.
    pub fn new(rules: Vec<Arc<Rule>>, known: WellKnown, fused: Fused) -> Self {
        let rules: Vec<Arc<Rule>> = rules
            .into_iter()
            .filter(|rule| rule.status != RuleStatus::Retired)
            .collect();
        Self {
            index: Index::new(&rules),
            over_sentences: rules.iter().any(|rule| rule.within == Within::Paragraph),
            of_rows: (0..rules.len())
                .filter(|rule| rules[*rule].within == Within::Row)
                .collect(),
            rules,
            known,
            fused,
        }
    }

    /// The rules, by the index that readings carry.
    pub fn rules(&self) -> &[Arc<Rule>] {
        &self.rules
    }

    /// Those that read cells of tables, with that index.
    pub(super) fn of_rows(&self) -> impl Iterator<Item = (usize, &Rule)> {
        self.of_rows.iter().map(|rule| (*rule, &*self.rules[*rule]))
    }

    /// The ways of laying out the rules.
    pub(super) const fn index(&self) -> &Index {
        &self.index
    }

    /// A sentence to match in.
    pub(super) fn matcher<'a>(
        &'a self,
        text: &'a str,
        atoms: &'a [Atom],
        mentions: &'a [Mention],
        contents: &'a Contents,
    ) -> Matcher<'a> {
        Matcher {
            text,
            atoms,
            mentions,
            known: &self.known,
            fused: &self.fused,
            contents,
        }
    }

    /// The cue classes the engine asks for.
    pub const fn known(&self) -> &WellKnown {
        &self.known
    }

    /// Words that name several things at once.
    pub const fn fused(&self) -> &Fused {
        &self.fused
    }

    /// How many ways of laying out a pattern are tried in a sentence of these words.
    #[cfg(test)]
    pub(crate) fn ways_tried(&self, text: &str, segmenter: &Segmenter, cues: &Cues) -> usize {
        let sentence = Span::new(0, text.len());
        let atoms = atoms(text, sentence, &[], segmenter, cues);
        let present = Place::new(text, sentence, &atoms, &Around::default()).present;
        let mut tried = 0;
        let mut ways = Bits::default();
        self.index.worth_trying(text, &atoms, present, &mut ways);
        let there = There::anywhere(present);
        ways.each(|way| tried += usize::from(self.index.has_needs(way, &there)));
        tried
    }

    /// Reads a sentence; `None` where it has no quantity. `mentions` are those inside of it, in order, without overlaps.
    pub fn read(
        &self,
        text: &str,
        sentence: Span,
        mentions: &[Mention],
        around: &Around,
        segmenter: &Segmenter,
        cues: &Cues,
    ) -> Option<SentenceReading> {
        if !has_quantity(mentions) {
            return None;
        }
        let atoms = atoms(text, sentence, mentions, segmenter, cues);
        let place = Place::new(text, sentence, &atoms, around);
        let contents = Contents::of_sentence();
        let readings = choose(self.candidates(&place, mentions, &contents, false));
        Some(SentenceReading {
            atoms,
            readings,
            contents,
        })
    }

    /// What rules read in a sentence: those over sentences alone, of which every reading counts, or all, and then the readings
    /// that none can be chosen over may be missing.
    pub(super) fn candidates(
        &self,
        place: &Place,
        mentions: &[Mention],
        contents: &Contents,
        over_sentences: bool,
    ) -> Vec<Candidate> {
        ROOM.with_borrow_mut(|room| self.candidates_in(room, place, mentions, contents, over_sentences))
    }

    fn candidates_in(
        &self,
        room: &mut Room,
        place: &Place,
        mentions: &[Mention],
        contents: &Contents,
        over_sentences: bool,
    ) -> Vec<Candidate> {
        let Room {
            ways,
            fitting,
            bits,
            numbers,
            tries,
            failed,
        } = room;
        let matcher = self.matcher(place.text, place.atoms, mentions, contents);
        self.index.worth_trying(place.text, place.atoms, place.present, ways);
        if over_sentences {
            self.index.keep_over_sentences(ways);
        }
        let mut candidates = Vec::with_capacity(8);
        let mut state = State::new(0);
        let sides = contents.sides(place.atoms);
        bits.renew(ways);
        for (position, atom) in place.atoms.iter().enumerate() {
            let Some(quantity) = atom.quantity() else { continue };
            let beside = matcher.beside(position, self.index.lookup());
            fitting.renew(ways);
            let kind = atoms::kinds(&mentions[quantity]);
            self.index.keep_fitting(fitting, kind, &beside, bits);
            let there = sides.round(position, place.present);
            numbers.clear();
            tries.clear();
            fitting.each(|number| {
                if self.index.has_needs(number, &there) {
                    self.index.add(number, tries, numbers);
                }
            });
            // What promises most comes first: most of the others can then no longer win.
            tries.sort_by_key(|try_| std::cmp::Reverse(try_.most));
            let (before, after) = self.index.sides();
            failed.before.empty(before);
            failed.after.empty(after);
            let mut best: Option<Most> = None;
            for try_ in &*tries {
                if !over_sentences && best.is_some_and(|best| try_.most < best) {
                    break;
                }
                let index = try_.rule as usize;
                let rule = &self.rules[index];
                let ways = &numbers[try_.ways.clone()];
                let Some(found) = self.fullest(&matcher, rule, ways, position, &mut state, failed) else {
                    continue;
                };
                let met = place.unmet(index, &rule.conditions, position).is_none();
                let candidate = met.then(|| candidate(&matcher, index, rule, &found)).flatten();
                // The room of its slots is of use for the next match.
                state.binds = found.binds;
                if let Some(candidate) = candidate {
                    // Whatever is chosen over one that reads this number alone reads it too.
                    if let [only] = &candidate.reading.facts[..]
                        && only.atom == position
                    {
                        best = best.max(Some(candidate.merit.into()));
                    }
                    candidates.push(candidate);
                }
            }
        }
        candidates
    }

    /// The match of a rule at a number: the fullest of these variants that matches speaks for it. `failed`: what is known not to
    /// fit there, of whatever rules.
    fn fullest(
        &self,
        matcher: &Matcher,
        rule: &Rule,
        ways: &[u32],
        at: usize,
        state: &mut State,
        failed: &mut Failed,
    ) -> Option<Match> {
        let pattern = rule.pattern.as_ref()?;
        for number in ways {
            let way = self.index.way(*number as usize);
            let (before, after) = (way.before as usize, way.after as usize);
            if failed.before.has(before) || failed.after.has(after) {
                continue;
            }
            let state = state.begin(pattern.slots.len());
            let found = matcher.run(pattern, &rule.variants[usize::from(way.variant)], at, state);
            if found.is_some() {
                return found;
            }
            if !state.is_spent() {
                match state.stopped {
                    Stopped::Before => failed.before.insert(before),
                    Stopped::After => failed.after.insert(after),
                }
            }
        }
        None
    }

    /// Whether a rule reads over sentences.
    pub const fn reads_over_sentences(&self) -> bool {
        self.over_sentences
    }

    /// Joins neighbouring sentences that a rule `within = 'paragraph'` reads as one, and gives all as stretches to be read.
    pub fn stretches(
        &self,
        text: &str,
        sentences: &[Span],
        mentions: &[Mention],
        around: &Around,
        segmenter: &Segmenter,
        cues: &Cues,
    ) -> Vec<Span> {
        let mut stretches: Vec<Span> = Vec::with_capacity(sentences.len());
        let mut rest = sentences;
        while let Some(first) = rest.first() {
            let length = rest
                .iter()
                .take_while(|sentence| sentence.end - first.start <= TOGETHER)
                .count();
            let (together, after) = rest.split_at(length.max(1));
            let whole = together.iter().fold(*first, |all, sentence| all.join(*sentence));
            let start = mentions.partition_point(|mention| mention.span.start < whole.start);
            let end = mentions.partition_point(|mention| mention.span.end <= whole.end);
            let inside = &mentions[start.min(end)..end];
            let mut covered = Vec::new();
            if together.len() > 1 && has_quantity(inside) {
                let atoms = atoms(text, whole, inside, segmenter, cues);
                let place = Place::new(text, whole, &atoms, around);
                let candidates = self.candidates(&place, inside, &Contents::of_sentence(), true);
                covered.extend(candidates.into_iter().map(|candidate| {
                    let covers = &atoms[candidate.reading.covers];
                    let last = covers.last().map_or(0, |atom| atom.span.end);
                    Span::new(covers.first().map_or(last, |atom| atom.span.start), last)
                }));
            }
            for sentence in together {
                let joined = stretches.last_mut().filter(|before| {
                    let spans = |cover: &&Span| cover.start < before.end && cover.end > sentence.start;
                    before.end > whole.start && covered.iter().any(|cover| spans(&cover))
                });
                match joined {
                    Some(before) => *before = before.join(*sentence),
                    None => stretches.push(*sentence),
                }
            }
            rest = after;
        }
        stretches
    }
}

/// Room that is used for one sentence after the other.
#[derive(Default)]
struct Room {
    /// The ways worth trying in a sentence, and at a number of it.
    ways: Bits,
    fitting: Bits,
    bits: Bits,
    /// The numbers of those, and what they are tries of.
    numbers: Vec<u32>,
    tries: Vec<Try>,
    /// What does not fit there.
    failed: Failed,
}

/// What does not fit before a number, and what does not behind it: in whatever way it stands, it does not in another.
#[derive(Default)]
struct Failed {
    before: Bits,
    after: Bits,
}

thread_local! {
    static ROOM: RefCell<Room> = RefCell::default();
}

/// Bytes of a paragraph that are looked at together: a reading over sentences spans a few of them.
const TOGETHER: usize = 3000;

fn has_quantity(mentions: &[Mention]) -> bool {
    mentions
        .iter()
        .any(|mention| matches!(mention.kind, MentionKind::Quantity(_)))
}
