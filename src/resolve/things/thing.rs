//! Things: works, events, papers and bodies with names, which a clause without a subject of its own goes on about
//! (某大桥主跨1666米，通航净空76.5米; 本届某某会……，展览总面积155万平方米). Here: which a story has named, and how long it keeps
//! them in mind.

use std::sync::LazyLock;

use crate::model::{Mention, MentionKind, Span};
use crate::rules::{Letters, ThingKind};

use super::headed::Headed;
use crate::resolve::discourse::Discourse;

/// A thing that the story has named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::resolve) struct Thing {
    /// Where its name stands.
    pub(in crate::resolve) name: Span,
    /// What kind of thing it is.
    pub(in crate::resolve) kind: ThingKind,
}

impl Thing {
    /// Whether more than one sentence may be about it: a work or an event.
    pub(in crate::resolve) const fn is_lasting(&self) -> bool {
        matches!(self.kind, ThingKind::Work | ThingKind::Event)
    }
}

impl Discourse<'_> {
    /// Keeps in mind the thing that a sentence without numbers is about.
    pub fn note_thing(&mut self, sentence: Span, mentions: &[Mention]) {
        self.note_line(sentence);
        if self.document.date.tells {
            self.note_event_told(sentence);
        }
        // But for the news, only what points back asks for what was named.
        if self.points_back.is_none_or(|last| last < sentence.start) {
            return;
        }
        let (text, things) = (self.document.text, self.document.things);
        let mut about = None;
        let first_from = |at: usize| things.first_in(&text[at..sentence.end]).map(|first| at + first);
        let mut next = first_from(sentence.start);
        let mut bodies = mentions.iter().take_while(|mention| mention.span.start < sentence.end);
        let bodies = bodies.any(|mention| matches!(mention.kind, MentionKind::Organisation));
        let mut at = sentence.start;
        while at < sentence.end && (next.is_some() || bodies) {
            let end = clause_end(text, Span::new(at, sentence.end));
            let mark = text[end..].chars().next().map_or(1, char::len_utf8);
            let named = next.is_some_and(|next| next < end);
            if let Headed::About(thing, _) | Headed::BringsUp(thing) = self.headed(Span::new(at, end), mentions, named)
            {
                about = Some(thing);
            }
            at = end + mark;
            if named && at < sentence.end {
                next = first_from(at);
            }
        }
        // Whoever comes to an event may be told of for some sentences; what else there is has a subject of its own.
        let lasts = self.thing.filter(|thing| thing.kind == ThingKind::Event);
        self.thing = about.or(lasts);
    }

    /// Keeps in mind whether what was read is a line above a story, not a sentence of it.
    pub(in crate::resolve) fn note_line(&mut self, sentence: Span) {
        let said = sentence.of(self.document.text);
        let ends = |last| matches!(last, '。' | '！' | '？' | '”' | '；' | '!' | '?');
        self.line_above = !said.chars().next_back().is_some_and(ends);
        if self.line_above && self.document.date.tells && !said.ends_with('：') {
            self.note_event_of_line(sentence);
            self.heading_at = sentence.start;
        }
    }

    /// A paragraph begins: what the one before was about is forgotten, but for the work or event that a line above a story names.
    pub(in crate::resolve) fn leave_things(&mut self) {
        self.thing = None;
        if !self.line_above {
            self.fresh = self.things.len();
        }
        self.lasting = self.lasting.filter(|_| self.line_above);
        self.line_above = false;
    }

    /// Keeps in mind the things that a heading names; what follows is about none of them until it says so.
    pub fn note_heading(&mut self, heading: Span, mentions: &[Mention]) {
        let first = mentions.partition_point(|mention| mention.span.start < heading.start);
        self.heading_at = heading.start;
        self.note_thing(heading, &mentions[first..]);
        self.thing = None;
        if self.document.date.tells {
            self.note_event_of_line(heading);
        }
    }

    /// Forgets what the story was about: another one begins.
    pub(in crate::resolve) fn forget_things(&mut self) {
        self.things.clear();
        self.thing = None;
        self.lasting = None;
        self.fresh = 0;
    }

    /// Keeps a thing in mind; under a longer name where it has one: 第137届广交会, of 广交会.
    pub(in crate::resolve) fn remember_thing(&mut self, thing: Thing) -> Thing {
        let text = self.document.text;
        let name = thing.name.of(text);
        let longer = self.things.iter().rev().take(KNOWN).find(|known| {
            let known = known.name.of(text);
            (name.len() + 1..=name.len() + LONGER).contains(&known.len()) && known.ends_with(name)
        });
        let thing = longer.map_or(thing, |known| Thing {
            name: known.name,
            ..thing
        });
        if self.things.last() != Some(&thing) {
            self.things.push(thing);
        }
        if thing.is_lasting() {
            self.lasting = Some(thing);
        }
        thing
    }
}

/// Where the clause ends that a stretch begins with: before a mark. One dash joins (中国—东盟博览会), two end a clause.
fn clause_end(text: &str, stretch: Span) -> usize {
    let mut from = stretch.start;
    loop {
        let end = CLAUSE_ENDS.next(text, from, stretch.end);
        let Some(behind) = text[end..stretch.end].strip_prefix('—') else {
            return end;
        };
        if behind.starts_with('—') || text[stretch.start..end].ends_with('—') {
            return end;
        }
        from = stretch.end - behind.len();
    }
}

/// Marks that end a clause.
static CLAUSE_ENDS: LazyLock<Letters> = LazyLock::new(|| "，,。；;：:！!？?—\n）】".chars().collect());

/// So many of the things named last are kept in mind.
pub(in crate::resolve) const KNOWN: usize = 64;

/// Bytes by which another name of the same thing is longer at most.
const LONGER: usize = 36;
