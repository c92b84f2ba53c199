//! What a clause points back to with a word of its own: 该船, 这座水库. Which one it is the story has said before, with more words
//! (远洋散货船).

use std::ops::Range;

use crate::extract::{Atom, AtomKind};
use crate::model::{OriginKind, Span};
use crate::rules::ThingKind;
use crate::segment::PartOfSpeech;

use super::stance::{ATTRIBUTE, Stance};
use super::thing::KNOWN;
use crate::resolve::discourse::{Discourse, Resolved};
use crate::resolve::names::label;
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// Says of which thing a fact of the news is whose clause, or one that it goes on with, points back to it.
    pub(in crate::resolve) fn points_to(&self, view: &SentenceView, atom: usize, fact: &mut Resolved) {
        let own = fact.place.as_ref().is_some_and(|place| place.what.subject.is_some());
        if !self.document.date.tells || own || fact.about.is_some() {
            return;
        }
        let attribute = self.document.things.is_attribute(&fact.label.what);
        let named = self.antecedent(view, view.clause(atom), attribute);
        let Some(name) = named.or_else(|| self.event_above(fact)) else {
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
            label.what = joined(name.of(text), &label.what);
        }
    }

    /// 参展企业1.3万家: the event that the line above the story names, of which those who come to it are told anywhere in the story.
    fn event_above(&self, fact: &Resolved) -> Option<Span> {
        let (text, things) = (self.document.text, self.document.things);
        let label = fact.label.what.as_str();
        if !things.takes_part(label) || things.tells_of_event(label) {
            return None;
        }
        let above = |name: Span| {
            name.start >= self.heading_at
                && name.end <= fact.sentence.start
                && !text[self.heading_at..name.start].trim_start().contains('\n')
        };
        let mut named = self.things.iter().rev().take(KNOWN);
        let event = named.find(|thing| thing.kind == ThingKind::Event && above(thing.name))?;
        Some(event.name)
    }

    /// What the clause, or the one that it goes on with, points back to. `attribute`: whether it names an attribute alone.
    fn antecedent(&self, view: &SentenceView, mut clause: Range<usize>, attribute: bool) -> Option<Span> {
        let mut takes_part = false;
        for step in 0..CLAUSES {
            if clause.is_empty() {
                return None;
            }
            if let Some(back) = self.pointed(view, clause.clone()) {
                // 该隧道海拔: the shorter word, where none was named with the longer one.
                let name = back
                    .nouns
                    .clone()
                    .rev()
                    .find_map(|last| self.named_as(&back, view.atoms[last].span.end))?;
                let fits = !takes_part || self.document.things.is_event(name.of(self.document.text));
                return fits.then_some(name);
            }
            if !(attribute && step == 0)
                && self.stance(view, clause.clone()) == Stance::Own
                && !self.tells_size(view, clause.clone())
            {
                // 入场观众10万人次: of the event.
                if !self
                    .document
                    .things
                    .takes_part(label::span(view.atoms, &clause).of(self.document.text))
                {
                    return None;
                }
                takes_part = true;
            }
            let mark = clause.start.checked_sub(1)?;
            if !matches!(view.atoms[mark].kind, AtomKind::Break('，')) {
                return None;
            }
            clause = view.clause(mark);
        }
        None
    }

    /// 最大起飞重量3850公斤: whether a clause tells nothing but a size, and so has no subject of its own.
    fn tells_size(&self, view: &SentenceView, clause: Range<usize>) -> bool {
        let known = self.document.known;
        let leads = |at: &usize| match view.atoms[*at].kind {
            AtomKind::Word(_) => known.lead.intersects(view.atoms[*at].cues),
            AtomKind::Period(_) | AtomKind::Noise => true,
            _ => false,
        };
        let ends = |at: &usize| view.atoms[*at].quantity().is_some() || known.trail.intersects(view.atoms[*at].cues);
        let start = clause.clone().find(|at| !leads(at)).unwrap_or(clause.end);
        let end = (start..clause.end).find(ends).unwrap_or(start);
        start < end && self.names_no_thing(&view.atoms[start..end])
    }

    /// What in the clause points back: 该|直升机, or a head alone: 招待会.
    fn pointed(&self, view: &SentenceView, clause: Range<usize>) -> Option<Back> {
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
        let area = |atom: &Atom| matches!(atom.kind, AtomKind::Area(_));
        let first = clause.clone().find(|at| !leads(at))?;
        let from = view.atoms[first].span.start;
        let Some(this) = things.points(&text[from..end]) else {
            let head = things.alone_at(&text[from..end])?;
            let last = view.atoms[first..clause.end]
                .iter()
                .position(|atom| atom.span.end >= from + head.end)?;
            // 全国博物馆: of all of them.
            let placed = view.atoms[clause.start..first].iter().any(area);
            let whole = view.atoms[first + last].span.end == from + head.end && !placed;
            return (whole && !things.is_common(&head)).then_some(Back {
                from,
                begins: from,
                nouns: first + last..first + last + 1,
                alone: true,
            });
        };
        let begins = from + this;
        let inside = (first..clause.end).filter(|at| view.atoms[*at].span.end > begins);
        let noun = |at: &usize| {
            let atom = &view.atoms[*at];
            let size = atom.cues.has(known.measure)
                || atom.cues.has(known.dependent)
                || atom.cues.has(known.unitless)
                || atom.cues.has(known.event);
            atom.kind == AtomKind::Word(PartOfSpeech::Noun) && !size || atom.span.start < begins
        };
        let mut inside = inside.take_while(noun).take(WORDS);
        let first = inside.next()?;
        Some(Back {
            from,
            begins,
            nouns: first..inside.last().unwrap_or(first) + 1,
            alone: false,
        })
    }

    /// Where the story has named it last with more words than its kind, which ends at `close`, before it points back.
    fn named_as(&self, back: &Back, close: usize) -> Option<Span> {
        let text = self.document.text;
        let (from, kind) = (back.from, Span::new(back.begins, close));
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
            // 某某中心（一期）项目
            let bracket = told[..at]
                .strip_suffix('）')
                .and_then(|before| before.rfind('（'))
                .filter(|open| told[*open..at].chars().count() <= BRACKET);
            let opens = told[..bracket.unwrap_or(at)].rfind([
                '，', '。', '；', '：', '、', '！', '？', '>', '\n', ' ', '（', '）', '—', '】', ',',
            ]);
            // Where the story began farther back, so may the name.
            if opens.is_none() && start > self.heading_at {
                return None;
            }
            let opens = opens.map_or(0, |mark| mark + told[mark..].chars().next().map_or(1, char::len_utf8));
            let begins = opens + things.name_begins(&told[opens..at]);
            let name = &told[begins..close];
            let chars = name.chars().count();
            let more = told[begins..at].chars().count() >= MORE;
            let one = !back.alone || things.is_one(name);
            if more && one && chars <= NAME && told[begins..at].contains('“') == told[begins..at].contains('”') {
                return Some(Span::new(start + begins, start + close));
            }
        }
        None
    }
}

/// A name and an attribute of it; 某某隧道 and 隧道海拔 share the word.
pub(super) fn joined(name: &str, attribute: &str) -> String {
    let parts = attribute.char_indices().map(|(at, _)| at).rev();
    let shared = parts
        .take_while(|at| *at > 0)
        .find(|at| name.ends_with(&attribute[..*at]));
    format!("{}{attribute}", &name[..name.len() - shared.unwrap_or(0)])
}

/// Words that point back.
struct Back {
    /// Where they begin.
    from: usize,
    /// Where the word for the kind of thing begins.
    begins: usize,
    /// The words with one of which it ends.
    nouns: Range<usize>,
    /// Whether there is nothing but the head, and so only a name proper will do.
    alone: bool,
}

/// So many clauses back it points at most.
const CLAUSES: usize = 4;

/// Words of the kind at most.
const WORDS: usize = 3;

/// Bytes of the story in which it is looked for.
const BACK: usize = 3000;

/// Characters of a bracket within its name at most.
const BRACKET: usize = 6;

/// Characters that say at least which one of the kind it is, and of the whole name at most.
const MORE: usize = 2;
const NAME: usize = 24;
