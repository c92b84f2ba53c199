//! Casualties: 13人死亡、186人受伤 name nothing without what caused them, which the clause, the sentence or the story says.

use crate::extract::{Atom, AtomKind};
use crate::model::{Dimension, OriginKind, PeriodSense};
use crate::segment::PartOfSpeech;

use crate::resolve::PartialDate;
use crate::resolve::discourse::{Discourse, Resolved, Stated, When};
use crate::resolve::names::label;
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// A label of nothing but a harm (受伤, 造成死亡) with what caused it: a fact before it in the sentence, an event named in the
    /// sentence, or the one that the story is about.
    pub(in crate::resolve) fn caused(
        &self,
        view: &SentenceView,
        atom: usize,
        label: &str,
        facts: &[Resolved],
    ) -> Option<String> {
        // 死亡人数 says no more than 死亡.
        if let Some(bare) = label.strip_suffix("人数").filter(|bare| self.harm(bare).is_some()) {
            let full = self.caused(view, atom, bare, facts)?;
            return Some(format!("{full}人数"));
        }
        let harm = self.harm(label)?;
        let causes = &label[..label.len() - harm.len()];
        if !self.without_causes(causes).is_empty() {
            return None;
        }
        let twin = facts.iter().rev().find_map(|fact| {
            let other = self.harm(&fact.label.what)?;
            let head = &fact.label.what[..fact.label.what.len() - other.len()];
            let named = !self.without_causes(head).is_empty() && !self.begins_with_cause(head);
            (fact.label.kind == OriginKind::Said && named).then(|| head.to_owned())
        });
        let event = || {
            let counted = self.event_counted(facts);
            counted
                .or_else(|| self.event_before(view, atom))
                .or_else(|| self.event.clone())
        };
        let head = twin.or_else(|| {
            let event = event()?;
            let verb = if causes.is_empty() { "造成" } else { causes };
            Some(format!("{event}{verb}"))
        })?;
        Some(format!("{head}{harm}"))
    }

    /// 冲突已造成1300人死亡, in the news of a day: so many as were known on that day, where nothing says when they died.
    pub(in crate::resolve) fn known_today(&self, label: &str, when: &mut Option<Stated<When>>) {
        let date = &self.document.date;
        let Some(PartialDate::Day(day)) = date.date.filter(|_| date.of_a_day) else {
            return;
        };
        let assumed = when.as_ref().is_none_or(|when| when.kind == OriginKind::Document);
        let counted = self
            .document
            .cues
            .ending_of(label, self.document.known.head_count)
            .is_some();
        if assumed && (self.harm(label).is_some() || (counted && label.contains("死亡"))) {
            let today = When {
                days: Some((day, day)),
                sense: PeriodSense::AsOf,
                words: date.span,
            };
            *when = Some(Stated::new(today, OriginKind::Document, date.span));
        }
    }

    /// 生产安全事故5起、死亡3人; 交通事故起数、死亡人数分别下降9%、7%: the events that were counted last in the sentence.
    fn event_counted(&self, facts: &[Resolved]) -> Option<String> {
        let (cues, known) = (self.document.cues, self.document.known);
        let counts = |fact: &&Resolved| {
            fact.dimension == Dimension::Count
                || fact.label.what.ends_with(TIMES) && fact.label.kind == OriginKind::Said
        };
        let label = facts.iter().rev().find(counts)?.label.what.as_str();
        let events = label.strip_suffix(TIMES).unwrap_or(label);
        let event = cues.ending_of(events, known.event)?;
        (event < events.len()).then(|| events.to_owned())
    }

    /// Whether the last of so many names is that of a harm.
    pub(in crate::resolve) fn is_harm(&self, named: usize) -> bool {
        let last = named.checked_sub(1).and_then(|last| self.labels.get(last));
        last.is_some_and(|last| self.harm(&last.label).is_some())
    }

    /// The harm that a label ends in.
    fn harm<'l>(&self, label: &'l str) -> Option<&'l str> {
        let (cues, known) = (self.document.cues, self.document.known);
        let length = cues.ending_of(label, known.harm)?;
        Some(&label[label.len() - length..])
    }

    /// The words without those at their end that only say that something brought it about.
    fn without_causes<'l>(&self, words: &'l str) -> &'l str {
        let (cues, known) = (self.document.cues, self.document.known);
        let length = cues.ending_of(words, known.causing);
        length.map_or(words, |length| &words[..words.len() - length])
    }

    /// 造成士兵身亡 does not say what brought it about.
    fn begins_with_cause(&self, words: &str) -> bool {
        let causes = self.document.cues.words_of(self.document.known.causing);
        causes.into_iter().any(|word| words.starts_with(word))
    }

    /// The last event that is named before an atom, with the words that say of which kind it was.
    fn event_before(&self, view: &SentenceView, atom: usize) -> Option<String> {
        let (text, cues, known) = (self.document.text, self.document.cues, self.document.known);
        let event = |word: &str| cues.ending_of(word, known.event);
        let lasts = cues.lasts(known.event);
        let at = (0..atom).rev().find(|at| {
            let span = view.atoms[*at].span;
            lasts.may_end(&text.as_bytes()[..span.end]) && event(span.of(text)).is_some()
        })?;
        // 发生爆炸 may be one word.
        let written = view.atoms[at].span.of(text);
        let tail = &written[written.len() - event(written)?..];
        if tail != written {
            return Some(tail.to_owned());
        }
        let kind = |atom: &Atom| {
            let word = matches!(atom.kind, AtomKind::Word(_) | AtomKind::Quote | AtomKind::Name);
            let verb = atom.kind == AtomKind::Word(PartOfSpeech::Verb) && !atom.cues.has(known.event);
            let written = atom.span.of(text);
            let counted = written.starts_with('一') || (written.chars().count() < 2 && atom.kind != AtomKind::Quote);
            word && !verb
                && !counted
                && !known.empty.intersects(atom.cues)
                && !atom.cues.has(known.besides)
                && !atom.cues.has(known.strikes)
        };
        let before = (0..at)
            .rev()
            .take(WORDS)
            .take_while(|at| kind(&view.atoms[*at]))
            .count();
        let words = label::phrase(text, view.atoms, at - before..at + 1, known);
        (words.chars().count() >= 2).then_some(words)
    }

    /// Keeps in mind which event the story has come to.
    pub(in crate::resolve) fn note_event(&mut self, view: &SentenceView) {
        if let Some(event) = self.event_before(view, view.atoms.len()) {
            self.event = Some(event);
        }
    }
}

/// How many events there were.
const TIMES: &str = "起数";

/// So many words at most say of which kind an event was.
const WORDS: usize = 4;
