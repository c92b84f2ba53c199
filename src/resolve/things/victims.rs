//! Casualties: 13人死亡、186人受伤 name nothing without what caused them, which the clause, the sentence or the story says.

use crate::extract::{Atom, AtomKind};
use crate::model::{Dimension, OriginKind, PeriodSense, Span};
use crate::segment::PartOfSpeech;

use crate::resolve::PartialDate;
use crate::resolve::discourse::{Discourse, Resolved, Stated, When};
use crate::resolve::names::label;
use crate::resolve::view::SentenceView;

/// The events that a story of the news tells of.
#[derive(Debug, Default)]
pub(in crate::resolve) struct Events {
    /// The only one that the line above it names.
    line: Option<String>,
    /// The one that it has come to.
    last: Option<String>,
}

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
            // 以军袭击甲地，并导致9人受伤: they did, whatever the story has told of before.
            let told = !causes.is_empty() && self.names_fighter(view, atom);
            let story = || self.event.last.clone().filter(|_| !told);
            counted.or_else(|| self.event_before(view, atom)).or_else(story)
        };
        let head = twin.or_else(|| {
            let event = event()?;
            let verb = if causes.is_empty() { "造成" } else { causes };
            Some(format!("{event}{verb}"))
        })?;
        Some(format!("{head}{harm}"))
    }

    /// Whether those are named before an atom who act wherever they are, and so brought it about: 以军.
    fn names_fighter(&self, view: &SentenceView, atom: usize) -> bool {
        view.atoms[..atom].iter().any(|atom| self.acts_abroad(atom).is_some())
    }

    /// 1万户居民断电, 2000间房屋受损: keeps beside the label what brought it about, where neither it nor what narrows it says so.
    pub(in crate::resolve) fn put_cause(&self, view: &SentenceView, atom: usize, fact: &mut Resolved) {
        let label = fact.label.what.as_str();
        let told = self.document.date.tells && fact.label.kind == OriginKind::Said && fact.about.is_none();
        let Some(end) = self.document.things.suffers(label).filter(|_| told) else {
            return;
        };
        let before = &label[..label.len() - end];
        if self.names_cause(before) || fact.qualifiers.iter().any(|words| self.names_cause(words)) {
            return;
        }
        let (cues, known) = (self.document.cues, self.document.known);
        let causes = cues.words_of(known.causing).any(|word| before.starts_with(word));
        if causes && !fact.qualifiers.is_empty() {
            return;
        }
        let story = || self.event.line.clone().or_else(|| self.event.last.clone());
        if let Some(event) = self.event_before(view, atom).or_else(story) {
            fact.qualifiers.push(event);
        }
    }

    /// Whether words say what brought something about: 受高温影响, 因灾, 地震造成.
    fn names_cause(&self, words: &str) -> bool {
        let (cues, known) = (self.document.cues, self.document.known);
        let causes = cues
            .words_of(known.causing)
            .any(|word| words.find(word).is_some_and(|at| at > 0));
        // 在以军行动中死亡
        let within = words.ends_with('中') && words.contains('在');
        causes
            || within
            || words.contains(['因', '受', '遭', '“'])
            || cues.words_of(known.event).any(|word| words.contains(word))
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

    /// Keeps in mind which event a line above a story names.
    pub(in crate::resolve) fn note_event_of_line(&mut self, line: Span) {
        self.event = self.events_in(line);
    }

    /// Keeps in mind which event a sentence without numbers names, where the story has named none.
    pub(in crate::resolve) fn note_event_told(&mut self, sentence: Span) {
        if self.event.last.is_none() {
            self.event.last = self.events_in(sentence).last;
        }
    }

    /// The events of a stretch of text: the first, with its own name (台风“海燕”), and whether it is the only one.
    fn events_in(&self, stretch: Span) -> Events {
        let (text, cues, known) = (self.document.text, self.document.cues, self.document.known);
        let told = stretch.of(text);
        let ends = told.char_indices().map(|(at, letter)| at + letter.len_utf8());
        let lasts = cues.lasts(known.event);
        let mut events = ends
            .filter(|end| lasts.may_end(&told.as_bytes()[..*end]))
            .filter_map(|end| {
                let length = cues.ending_of(&told[..end], known.event)?;
                let named = told[end..].starts_with('“').then(|| told[end..].find('”')).flatten();
                let close = named.map_or(end, |close| end + close + '”'.len_utf8());
                Some((end - length..end, &told[end - length..close]))
            });
        let Some((mut first, mut name)) = events.next() else {
            return Events::default();
        };
        // 强降雪, of which 强降 is none yet; 恶劣天气影响地震灾区: which of the two it was is not said.
        let mut line = true;
        for (next, other) in events {
            if next.start <= first.start {
                (first, name) = (next, other);
            } else if next.start >= first.end && other != name {
                line = false;
            }
        }
        Events {
            line: line.then(|| name.to_owned()),
            last: Some(name.to_owned()),
        }
    }

    /// Keeps in mind which event the story has come to.
    pub(in crate::resolve) fn note_event(&mut self, view: &SentenceView) {
        if let Some(event) = self.event_before(view, view.atoms.len()) {
            self.event.last = Some(event);
        }
    }
}

/// How many events there were.
const TIMES: &str = "起数";

/// So many words at most say of which kind an event was.
const WORDS: usize = 4;
