//! The engine: runs all rules over a sentence and keeps, for each quantity, the best reading.

use crate::model::{Mention, MentionKind, Span};
use crate::rules::{Cues, Fused, Rule, RuleStatus, WellKnown, Within};
use crate::segment::Segmenter;

use super::around::{Around, Place};
use super::atoms::{self, Atom, atoms};
use super::index::Index;
use super::reach::Matcher;
use super::state::State;
use super::{Candidate, SentenceReading, candidate, choose};

/// The rules, ready to run.
pub struct Engine {
    rules: Vec<Rule>,
    index: Index,
    known: WellKnown,
    fused: Fused,
}

impl Engine {
    /// An engine of these rules; retired ones are left out.
    pub fn new(rules: Vec<Rule>, known: WellKnown, fused: Fused) -> Self {
        let rules: Vec<Rule> = rules
            .into_iter()
            .filter(|rule| rule.status != RuleStatus::Retired)
            .collect();
        Self {
            index: Index::new(&rules),
            rules,
            known,
            fused,
        }
    }

    /// The rules, by the index that readings carry.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The ways of laying out the rules.
    pub(super) const fn index(&self) -> &Index {
        &self.index
    }

    /// A sentence to match in.
    pub(super) fn matcher<'a>(&'a self, text: &'a str, atoms: &'a [Atom], mentions: &'a [Mention]) -> Matcher<'a> {
        Matcher {
            text,
            atoms,
            mentions,
            known: &self.known,
            fused: &self.fused,
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
        self.index.worth_trying(text, sentence, present).len()
    }

    /// Reads a sentence. `mentions` are those inside of it, in order, without overlaps.
    pub fn read(
        &self,
        text: &str,
        sentence: Span,
        mentions: &[Mention],
        around: &Around,
        segmenter: &Segmenter,
        cues: &Cues,
    ) -> SentenceReading {
        if !has_quantity(mentions) {
            return SentenceReading {
                atoms: Vec::new(),
                readings: Vec::new(),
            };
        }
        let atoms = atoms(text, sentence, mentions, segmenter, cues);
        let place = Place::new(text, sentence, &atoms, around);
        let readings = choose(self.candidates(&place, mentions, |_| true));
        SentenceReading { atoms, readings }
    }

    /// What every rule that `wanted` lets through reads in a sentence.
    pub(super) fn candidates(&self, place: &Place, mentions: &[Mention], wanted: fn(&Rule) -> bool) -> Vec<Candidate> {
        let matcher = self.matcher(place.text, place.atoms, mentions);
        let ways = self.index.worth_trying(place.text, place.sentence, place.present);
        let by_rule = ways.chunk_by(|a, b| a.rule == b.rule).filter_map(|of_rule| {
            let index = of_rule[0].rule as usize;
            let rule = &self.rules[index];
            let pattern = rule.pattern.as_ref().filter(|_| wanted(rule))?;
            Some((index, rule, pattern, of_rule))
        });
        let by_rule: Vec<_> = by_rule.collect();
        let mut candidates = Vec::new();
        let mut state = State::new(0);
        for (position, atom) in place.atoms.iter().enumerate() {
            let Some(quantity) = atom.quantity() else { continue };
            let kinds = atoms::kinds(&mentions[quantity]);
            let mut beside = matcher.beside(position, self.index.items());
            for &(index, rule, pattern, of_rule) in &by_rule {
                if !kinds.within(pattern.anchor_kinds()) {
                    continue;
                }
                // The fullest variant that matches speaks for the rule.
                let found = of_rule.iter().find_map(|way| {
                    if !matcher.may_stand(way.edges, &mut beside) {
                        return None;
                    }
                    let state = state.begin(pattern.slots.len());
                    matcher.run(pattern, &rule.variants[way.variant as usize], position, state)
                });
                if let Some(found) = found
                    && place.unmet(index, &rule.conditions, position).is_none()
                {
                    candidates.extend(candidate(&matcher, index, rule, found));
                }
            }
        }
        candidates
    }

    /// Joins neighbouring sentences that a rule `within = 'paragraph'` reads as one, and gives all as stretches to be read.
    /// Costs nothing where there is no such rule.
    pub fn stretches(
        &self,
        text: &str,
        sentences: &[Span],
        mentions: &[Mention],
        around: &Around,
        segmenter: &Segmenter,
        cues: &Cues,
    ) -> Vec<Span> {
        let over_sentences = |rule: &Rule| rule.within == Within::Paragraph;
        if !self.rules.iter().any(over_sentences) {
            return sentences.to_vec();
        }
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
                let candidates = self.candidates(&place, inside, over_sentences);
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

/// Bytes of a paragraph that are looked at together: a reading over sentences spans a few of them.
const TOGETHER: usize = 3000;

fn has_quantity(mentions: &[Mention]) -> bool {
    mentions
        .iter()
        .any(|mention| matches!(mention.kind, MentionKind::Quantity(_)))
}
