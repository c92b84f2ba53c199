//! Topics: what field a number is of whose own clause counts nothing but projects, firms or measures, from the clauses before it in its
//! sentence (智能装备产业加快成长，骨干企业超过800家).

use std::ops::Range;

use crate::extract::{Atom, AtomKind};
use crate::model::{Measure, Span};
use crate::segment::PartOfSpeech;

use super::label;
use crate::resolve::discourse::{Discourse, Resolved};
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// Adds what the words before are about to a fact whose name says nothing of which field it is of. Of the news of a day the headline
    /// says it.
    pub(in crate::resolve) fn put_topic(&self, view: &SentenceView, resolved: &mut Resolved) {
        let own = resolved.is_narrowed() || resolved.measure == Measure::Rank || self.document.date.of_a_day;
        let Some(said) = resolved.label.span.filter(|_| !own) else {
            return;
        };
        let at = view.atoms.partition_point(|atom| atom.span.end <= said.start);
        if view.atoms.get(at).is_none_or(|atom| atom.span.start > said.end) {
            return;
        }
        let label = resolved.label.what.as_str();
        let clause = view.clause(at);
        if !self.is_faceless(view, clause.clone(), label) && !self.document.things.is_outcome(label) {
            return;
        }
        let leads = self.heads_clause(view, clause.start..at);
        let topic = self
            .field_apart(view, clause.clone())
            .or_else(|| self.topic_of(view, clause).filter(|_| leads))
            .or_else(|| self.caption(resolved.sentence).filter(|_| leads));
        if let Some(topic) = topic.filter(|topic| !label.contains(topic.as_str())) {
            resolved.qualifiers.push(topic);
        }
    }

    /// Whether a label is of verbs and words of all fields alone.
    fn is_faceless(&self, view: &SentenceView, words: Range<usize>, label: &str) -> bool {
        let things = self.document.things;
        // 审结赔偿案件: a verb behind another, right before the noun, says of which field it is.
        let head = |rest: &str| rest.chars().count() <= HEAD && things.is_faceless(rest);
        let mut rest = label;
        for atom in &view.atoms[words] {
            let word = atom.span.of(self.document.text);
            let verb = atom.kind == AtomKind::Word(PartOfSpeech::Verb) || self.acts(atom);
            let leads = |behind: &&str| verb && (rest.len() == label.len() || !head(behind));
            let behind = rest.strip_prefix(word).filter(|behind| !behind.is_empty());
            rest = behind
                .filter(|behind| leads(behind) || things.is_faceless(word))
                .unwrap_or(rest);
        }
        things.is_faceless(rest)
    }

    /// 航空方面，新开工项目3个，竣工项目1个: what the sentence, or its part up to a semicolon, sets apart at its head.
    fn field_apart(&self, view: &SentenceView, mut clause: Range<usize>) -> Option<String> {
        for _ in 0..APART {
            let mark = clause.start.checked_sub(1)?;
            if !matches!(view.atoms[mark].kind, AtomKind::Break('，')) {
                return None;
            }
            clause = view.clause(mark);
            let last = mark.checked_sub(1).filter(|last| *last > clause.start)?;
            let counts = view.atoms[clause.start..last]
                .iter()
                .any(|atom| atom.quantity().is_some());
            if view.atoms[last].span.of(self.document.text) == RESPECT && !counts {
                let told = label::phrase(self.document.text, view.atoms, clause.start..last, self.document.known);
                let field = told.strip_prefix('在').unwrap_or(&told);
                return fits(field).then(|| field.to_owned());
            }
        }
        None
    }

    /// What the nearest clause before that counts nothing is about.
    fn topic_of(&self, view: &SentenceView, clause: Range<usize>) -> Option<String> {
        let (text, known) = (self.document.text, self.document.known);
        let mut start = clause.start;
        for _ in 0..CLAUSES {
            let mark = start.checked_sub(1)?;
            if !matches!(view.atoms[mark].kind, AtomKind::Break('，')) {
                return None;
            }
            let before = view.clause(mark);
            start = before.start;
            let body = before.start..mark;
            if body.is_empty() || view.atoms[body.clone()].iter().any(|atom| atom.quantity().is_some()) {
                return None;
            }
            let whole = label::span(view.atoms, &body);
            let words = whole.of(text);
            let plain = |atom: &Atom| matches!(atom.kind, AtomKind::Period(_) | AtomKind::Noise);
            let first = view.atoms[body.clone()].iter().find(|atom| !plain(atom));
            let Some(first) = first else { continue };
            if self.document.gazetteer.source(words) {
                return None;
            }
            if first.cues.has(known.aside) {
                let from = Span::new(first.span.start, whole.end).of(text);
                if !self.document.things.concerns(from) {
                    continue;
                }
            } else if !view.atoms[body.clone()]
                .iter()
                .any(|atom| atom.kind == AtomKind::Enumeration)
                && let Some((subject, _)) = self.subject(view, before).filter(|(subject, _)| fits(subject))
            {
                return (!self.document.things.is_faceless(&subject)).then_some(subject);
            }
            let told = label::phrase(text, view.atoms, body, known);
            return (fits(&told) && told.chars().count() >= WHOLE).then_some(told);
        }
        None
    }

    /// 大力推进水利建设。建成重点项目30个: what a sentence of a few words and no number is about, which in a report stands over those behind
    /// it.
    fn caption(&self, sentence: Span) -> Option<String> {
        let before = self.document.text[..sentence.start]
            .trim_end_matches(' ')
            .strip_suffix('。')?;
        let start = before.rfind(['。', '\n', '；', '！', '：', '，', '、', '”'])?;
        let told = &before[start..];
        let told = told.strip_prefix(['。', '\n'])?.trim_start();
        let numbered = told.contains(|c: char| c.is_ascii_digit() || "（）()—".contains(c));
        (!numbered && (CAPTION.0..=CAPTION.1).contains(&told.chars().count())).then(|| told.to_owned())
    }
}

/// Whether a topic is neither too short nor too long to narrow a name.
fn fits(topic: &str) -> bool {
    (TOPIC.0..=TOPIC.1).contains(&topic.chars().count())
}

/// What ends a clause that sets a field apart.
const RESPECT: &str = "方面";

/// Characters of a topic at least and at most.
const TOPIC: (usize, usize) = (2, 24);

/// Characters of a clause that is a topic as a whole at least.
const WHOLE: usize = 6;

/// Characters of a sentence that is a caption, at least and at most.
const CAPTION: (usize, usize) = (5, 16);

/// Characters of a noun that stands behind all else of its name at most.
const HEAD: usize = 2;

/// So many clauses back a topic stands at most, and a field that is set apart.
const CLAUSES: usize = 3;
const APART: usize = 8;
