//! What a clause points back to with a word of its own: 该船, 这座水库. Which one it is the story has said before, with more words
//! (远洋散货船).

use std::ops::Range;

use crate::extract::AtomKind;
use crate::model::{OriginKind, Span};
use crate::segment::PartOfSpeech;

use super::stance::{ATTRIBUTE, Stance};
use crate::resolve::discourse::{Discourse, Resolved};
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// Says of which thing a fact of the news is whose clause, or one that it goes on with, points back to it.
    pub(in crate::resolve) fn points_to(&self, view: &SentenceView, atom: usize, fact: &mut Resolved) {
        let own = fact.place.as_ref().is_some_and(|place| place.what.subject.is_some());
        if !self.document.date.tells || own || fact.about.is_some() {
            return;
        }
        let attribute = self.document.things.is_attribute(&fact.label.what);
        let Some(name) = self.antecedent(view, view.clause(atom), attribute) else {
            return;
        };
        let (text, things) = (self.document.text, self.document.things);
        let label = &mut fact.label;
        if name.contains(fact.span) || name.of(text).contains(label.what.as_str()) {
            return;
        }
        fact.about = Some(name);
        if things.is_attribute(&label.what) && label.what.chars().count() <= ATTRIBUTE && label.kind == OriginKind::Said
        {
            label.what.insert_str(0, name.of(text));
        }
    }

    /// What the clause, or the one that it goes on with, points back to. `attribute`: whether it names an attribute alone.
    fn antecedent(&self, view: &SentenceView, mut clause: Range<usize>, attribute: bool) -> Option<Span> {
        for step in 0..CLAUSES {
            if clause.is_empty() {
                return None;
            }
            if let Some((from, kind)) = self.pointed(view, clause.clone()) {
                return self.named_as(from, kind);
            }
            if !(attribute && step == 0) && self.stance(view, clause.clone()) == Stance::Own {
                return None;
            }
            let mark = clause.start.checked_sub(1)?;
            if !matches!(view.atoms[mark].kind, AtomKind::Break('，')) {
                return None;
            }
            clause = view.clause(mark);
        }
        None
    }

    /// Where the clause points back, and to what kind of thing: 该|直升机.
    fn pointed(&self, view: &SentenceView, clause: Range<usize>) -> Option<(usize, Span)> {
        let (text, known, things) = (self.document.text, self.document.known, self.document.things);
        let end = view.atoms[clause.end - 1].span.end;
        let leads = |at: &usize| {
            let atom = &view.atoms[*at];
            match atom.kind {
                AtomKind::Word(_) => {
                    things.points(atom.span.of(text)).is_none()
                        && (known.lead.intersects(atom.cues)
                            || atom.cues.has(known.filler)
                            || matches!(atom.span.of(text), "的" | "在"))
                }
                AtomKind::Period(_) | AtomKind::Area(_) | AtomKind::Noise => true,
                _ => false,
            }
        };
        let first = clause.clone().find(|at| !leads(at))?;
        let from = view.atoms[first].span.start;
        let begins = from + things.points(&text[from..end])?;
        let inside = (first..clause.end).filter(|at| view.atoms[*at].span.end > begins);
        let noun = |at: &usize| {
            let atom = &view.atoms[*at];
            let size = atom.cues.has(known.measure)
                || atom.cues.has(known.dependent)
                || atom.cues.has(known.unitless)
                || atom.cues.has(known.event);
            atom.kind == AtomKind::Word(PartOfSpeech::Noun) && !size || atom.span.start < begins
        };
        let last = inside.take_while(noun).take(WORDS).last()?;
        Some((from, Span::new(begins, view.atoms[last].span.end)))
    }

    /// Where the story has named it last with more words than its kind, before it points back.
    fn named_as(&self, from: usize, kind: Span) -> Option<Span> {
        let text = self.document.text;
        let mut start = self.heading_at.max(from.saturating_sub(BACK));
        while !text.is_char_boundary(start) {
            start += 1;
        }
        let told = &text[start..from];
        let things = self.document.things;
        let word = kind.of(text);
        let ends = things.stands_for(word);
        if ends.is_none() && word.chars().count() < MORE {
            return None;
        }
        let last = |end: usize| match ends {
            Some(ends) => ends
                .iter()
                .filter_map(|word| Some((told[..end].rfind(&**word)?, word.len())))
                .max(),
            None => Some((told[..end].rfind(word)?, word.len())),
        };
        let mut end = told.len();
        while let Some((at, length)) = last(end) {
            let close = at + length;
            end = at;
            if !things.name_ends(&told[close..]) {
                continue;
            }
            // 直升机AC332
            let code = told[close..]
                .bytes()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == b'-')
                .count();
            let close = close + code;
            let opens = told[..at].rfind([
                '，', '。', '；', '：', '、', '！', '？', '>', '\n', ' ', '（', '）', '—', '】', ',',
            ]);
            let opens = opens.map_or(0, |mark| mark + told[mark..].chars().next().map_or(1, char::len_utf8));
            let begins = opens + things.name_begins(&told[opens..at]);
            let name = &told[begins..close];
            let chars = name.chars().count();
            let more = told[begins..at].chars().count() >= MORE;
            if more && chars <= NAME && told[begins..at].contains('“') == told[begins..at].contains('”') {
                return Some(Span::new(start + begins, start + close));
            }
        }
        None
    }
}

/// So many clauses back it points at most.
const CLAUSES: usize = 4;

/// Words of the kind at most.
const WORDS: usize = 3;

/// Bytes of the story in which it is looked for.
const BACK: usize = 1500;

/// Characters that say at least which one of the kind it is, and of the whole name at most.
const MORE: usize = 2;
const NAME: usize = 20;
