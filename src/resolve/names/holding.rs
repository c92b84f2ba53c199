//! Whose an attribute is, and what reaches those it reaches: 产能, 年产量, 造成死亡 and 惠及企业 say little without what has, causes or
//! reaches them, which the sentence names before. It is kept beside the label, as what narrows it.

use std::ops::Range;

use crate::extract::{Atom, AtomKind, FactReading, LabelPiece};
use crate::model::{Dimension, Measure, OriginKind, Span};
use crate::segment::PartOfSpeech;

use crate::resolve::discourse::{Discourse, Resolved};
use crate::resolve::things::whose::Doer;
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// Adds whose it is, or what brought it about, to a fact whose own clause does not say so.
    pub(in crate::resolve) fn put_holder(&self, view: &SentenceView, fact: &FactReading, resolved: &mut Resolved) {
        self.put_owner(view, fact, resolved);
        self.put_cause(view, fact.atom, resolved);
        self.put_topic(view, resolved);
        self.put_recipient(view, fact, resolved);
    }

    /// Adds whose it is to a fact whose own clause names only an attribute, or only whom something reaches.
    fn put_owner(&self, view: &SentenceView, fact: &FactReading, resolved: &mut Resolved) {
        let [LabelPiece::Phrase(range), ..] = &fact.label[..] else {
            return;
        };
        let label = resolved.label.what.as_str();
        let own = resolved.about.is_some()
            || resolved
                .place
                .as_ref()
                .is_some_and(|place| place.what.subject.is_some());
        let whole = || label.starts_with(view.atoms[range.start].span.of(self.document.text));
        if own
            || resolved.label.kind != OriginKind::Said
            || !resolved.qualifiers.is_empty()
            || resolved.measure == Measure::Rank
            || !whole()
        {
            return;
        }
        // 平台新落户项目5个，服务企业300家: whoever serves is not what was counted.
        let first = &view.atoms[range.start];
        let serves = first.span.of(self.document.text) == "服务";
        let reaches = first.cues.has(self.document.known.benefits) && !serves && range.start < fact.atom;
        let holder = match reaches {
            true => self.benefactor(view, fact, range),
            // In a report what has no subject is the government's.
            false if self.document.date.tells => self
                .holder(view, fact, range)
                .or_else(|| self.counted_right_before(view, fact, range)),
            false => self.counted_right_before(view, fact, range),
        };
        if let Some(holder) = holder
            && !label.contains(holder.as_str())
            && !holder.contains(label)
        {
            resolved.qualifiers.push(holder);
        }
    }

    /// 建设服务机构10个，惠及50万名婴幼儿; 发放补贴12亿元、带动销售90亿元: what reaches them is what the sentence has counted last.
    fn benefactor(&self, view: &SentenceView, fact: &FactReading, range: &Range<usize>) -> Option<String> {
        let (cues, known) = (self.document.cues, self.document.known);
        let clause = view.clause(fact.atom);
        let listed = || view.atoms[range.start - 1].kind == AtomKind::Enumeration;
        if range.start < clause.start || !(self.heads_clause(view, clause.start..range.start) || listed()) {
            return None;
        }
        let reached = |name: &str| cues.words_of(known.benefits).any(|word| name.contains(word));
        let named = self.labels.iter().rev().take(REACHED);
        let named = named.take_while(|named| view.mention_at(named.number).is_some());
        let name = named.map(|named| named.label.as_str()).find(|name| !reached(name))?;
        let size = cues.ending(name, |classes| {
            classes.has(known.measure) && !classes.has(known.field) || known.moves.intersects(classes)
        });
        (size.is_none() && (2..=NAME).contains(&name.chars().count())).then(|| name.to_owned())
    }

    /// 这部电影上映7天，票房突破28亿元; 某国军队轰炸甲地，造成8人死亡: who or what the clauses before tell of, where the label is of nothing but a
    /// size, or of harm.
    fn holder(&self, view: &SentenceView, fact: &FactReading, range: &Range<usize>) -> Option<String> {
        let clause = view.clause(fact.atom);
        let bare = range.start >= clause.start
            && self.heads_clause(view, clause.start..range.start)
            && self.names_no_thing(&view.atoms[range.clone()]);
        if !bare {
            return None;
        }
        let mut start = clause.start;
        for _ in 0..CLAUSES {
            let mark = start.checked_sub(1)?;
            let before = view.clause(mark);
            if view.atoms[mark].kind != AtomKind::Break('，') || before.is_empty() {
                return None;
            }
            match self.doer(view, before.clone()) {
                // 持平的占四成: of those that stay the same.
                Doer::Named(_, span) if self.document.text[span.end..].starts_with('的') => return None,
                Doer::Named(words, _) => return Some(words),
                Doer::Nobody => return None,
                Doer::GoesOn => start = before.start,
            }
        }
        None
    }

    /// 登记质押1400笔，质押金额11亿元; 实施攻关项目160个，企业牵头比例超过80%: those counted in the clause right before, where the label is a
    /// size of whatever is counted.
    fn counted_right_before(&self, view: &SentenceView, fact: &FactReading, range: &Range<usize>) -> Option<String> {
        let (cues, known) = (self.document.cues, self.document.known);
        let clause = view.clause(fact.atom);
        let (last, first) = view.atoms[range.clone()].split_last()?;
        let short = last.span.of(self.document.text).chars().count() <= SIZE;
        let named = last.cues.has(known.measure) && !last.cues.has(known.field);
        let size =
            (named || last.cues.has(known.dependent) || last.cues.has(known.share)) && !last.cues.has(known.aspect);
        let acts = |atom: &Atom| {
            let verb = matches!(atom.kind, AtomKind::Word(PartOfSpeech::Verb | PartOfSpeech::Other));
            (verb || atom.cues.has(known.vague)) && !atom.cues.has(known.measure) && !atom.cues.has(known.dependent)
        };
        let bare = range.start >= clause.start && self.heads_clause(view, clause.start..range.start);
        if !bare || !short || !size || first.is_empty() || !first.iter().all(acts) {
            return None;
        }
        let mark = clause.start.checked_sub(1)?;
        let named = self.labels.last()?;
        let here = named.number.start >= view.atoms[view.clause(mark).start].span.start;
        if view.atoms[mark].kind != AtomKind::Break('，')
            || !here
            || view.quantity_at(named.number)?.dimension != Dimension::Count
        {
            return None;
        }
        let sized = cues.ending(&named.label, |classes| {
            classes.has(known.measure) && !classes.has(known.field)
                || classes.has(known.dependent)
                || known.moves.intersects(classes)
        });
        (sized.is_none() && (2..=NAME).contains(&named.label.chars().count())).then(|| named.label.clone())
    }

    /// Whether nothing stands before a label in its clause but what leads to it.
    pub(in crate::resolve) fn heads_clause(&self, view: &SentenceView, before: Range<usize>) -> bool {
        let known = self.document.known;
        view.atoms[before].iter().all(|atom| match atom.kind {
            AtomKind::Word(_) => {
                let leads = known.lead.intersects(atom.cues) || atom.cues.has(known.filler);
                leads && !atom.cues.has(known.aside) && !atom.cues.has(known.part)
            }
            AtomKind::Period(_) | AtomKind::Noise => true,
            _ => false,
        })
    }

    /// Whether the words of a label are of a size or of harm alone: no noun besides, but for such as are of all kinds of things
    /// (企业牵头比例).
    pub(in crate::resolve) fn names_no_thing(&self, words: &[Atom]) -> bool {
        let (text, known) = (self.document.text, self.document.known);
        let written = Span::new(words[0].span.start, words[words.len() - 1].span.end).of(text);
        if self.document.things.is_attribute(written) {
            return true;
        }
        let size = |atom: &Atom| {
            atom.cues.has(known.measure)
                || atom.cues.has(known.dependent)
                || atom.cues.has(known.aspect)
                || atom.cues.has(known.visits)
                || atom.cues.has(known.unitless)
                || atom.cues.has(known.share)
        };
        let causes = words[0].cues.has(known.causing);
        let sized = words.last().is_some_and(size);
        let noun = |atom: &Atom| match atom.kind {
            AtomKind::Word(PartOfSpeech::Noun) => {
                !(size(atom) || atom.cues.has(known.vague) || causes && atom.cues.has(known.people))
            }
            AtomKind::Word(_) => matches!(atom.span.of(text), "的" | "在" | "都") && !causes,
            _ => !causes,
        };
        (causes || sized) && !words.iter().any(noun)
    }
}

/// So many clauses back it is named at most.
const CLAUSES: usize = 4;

/// Characters of a word for the size of whatever is counted at most: 金额, 面积.
const SIZE: usize = 2;

/// So many numbers of the sentence may reach somebody one behind the other.
const REACHED: usize = 4;

/// Characters of what reaches somebody at most.
const NAME: usize = 20;
