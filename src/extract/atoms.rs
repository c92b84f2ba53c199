//! Atoms: a sentence as patterns see it. Mentions are one atom each; what lies between them is words and marks.

use crate::model::{Mention, MentionKind, SkipReason, Span};
use crate::rules::{CueSet, Cues, Kinds};
use crate::segment::{PartOfSpeech, Segmenter};

use super::words::words;

/// One atom of a sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Atom {
    /// Where it stands. For a quantity this includes the words before it that state its bound (超过).
    pub span: Span,
    /// What it is.
    pub kind: AtomKind,
    /// Cue classes of the word.
    pub cues: CueSet,
}

/// What an atom is. The numbers are indices into the sentence's mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtomKind {
    /// A word.
    Word(PartOfSpeech),
    /// A quantity.
    Quantity(usize),
    /// A period.
    Period(usize),
    /// A place.
    Area(usize),
    /// An organisation.
    Organisation(usize),
    /// Digits that are part of a name or only qualify something.
    Name,
    /// A footnote mark or list number: no part of any phrase.
    Noise,
    /// An opening bracket, with the index of the atom that closes it, where one does.
    Open(Option<usize>),
    /// A closing bracket, with the index of the atom that opens it, where one does.
    Close(Option<usize>),
    /// 、
    Enumeration,
    /// A mark that ends a clause: ， ； ： 。 —— and the like.
    Break(char),
    /// A quotation mark.
    Quote,
}

impl Atom {
    /// Whether the atom is a quantity, and which.
    #[inline]
    pub const fn quantity(&self) -> Option<usize> {
        match self.kind {
            AtomKind::Quantity(index) => Some(index),
            _ => None,
        }
    }
}

/// Kinds of quantity that a quantity is.
#[inline]
pub fn kinds(mention: &Mention) -> Kinds {
    let MentionKind::Quantity(quantity) = &mention.kind else {
        return Kinds::default();
    };
    Kinds::of(quantity.dimension)
}

/// The atoms of a sentence, whose mentions are in order and do not overlap. `cues` are always those of the rules that the
/// segmenter was made for.
pub fn atoms(text: &str, sentence: Span, mentions: &[Mention], segmenter: &Segmenter, cues: &Cues) -> Vec<Atom> {
    // A word has two hanzi or so.
    let mut atoms = Vec::with_capacity(sentence.len() / 5 + mentions.len() + 4);
    let mut at = sentence.start;
    for (index, mention) in mentions.iter().enumerate() {
        let (start, kind) = match &mention.kind {
            MentionKind::Quantity(quantity) => (quantity.bound_start.max(at), AtomKind::Quantity(index)),
            MentionKind::Period(_) => (mention.span.start, AtomKind::Period(index)),
            MentionKind::Area(_) | MentionKind::OwnArea(_) => (mention.span.start, AtomKind::Area(index)),
            MentionKind::Organisation => (mention.span.start, AtomKind::Organisation(index)),
            MentionKind::Skip(SkipReason::Numbering | SkipReason::Contact) => (mention.span.start, AtomKind::Noise),
            MentionKind::Skip(_) => (mention.span.start, AtomKind::Name),
            MentionKind::Indicator(_) => continue,
        };
        words(text, Span::new(at, start.max(at)), segmenter, cues, &mut atoms);
        if matches!(kind, AtomKind::Period(_)) {
            split_comparison(text, &mut atoms, cues);
        }
        atoms.push(Atom {
            span: Span::new(start, mention.span.end),
            kind,
            cues: CueSet::default(),
        });
        at = mention.span.end;
    }
    words(text, Span::new(at, sentence.end.max(at)), segmenter, cues, &mut atoms);
    pair_brackets(&mut atoms);
    drop_numbering(text, &mut atoms);
    drop_dateline(&mut atoms, cues);
    atoms
}

/// Cuts the word before a time if it ends in a comparison with it: 消费价格比 | 上年 → 价格, 比. Words of the lexicon stay whole
/// (城乡收入比2020年…).
fn split_comparison(text: &str, atoms: &mut Vec<Atom>, cues: &Cues) {
    let Some(last) = atoms.last().copied() else { return };
    let written = last.span.of(text);
    let Some((cut, _)) = written.char_indices().next_back().filter(|(cut, _)| *cut > 0) else {
        return;
    };
    let compares = cues
        .class("versus")
        .is_some_and(|versus| cues.of(&written[cut..]).has(versus));
    if !matches!(last.kind, AtomKind::Word(_)) || !compares || !cues.of(written).is_empty() {
        return;
    }
    let middle = last.span.start + cut;
    let atom = |span: Span, part| Atom {
        span,
        kind: AtomKind::Word(part),
        cues: cues.of(span.of(text)),
    };
    atoms.pop();
    atoms.push(atom(Span::new(last.span.start, middle), PartOfSpeech::Noun));
    atoms.push(atom(Span::new(middle, last.span.end), PartOfSpeech::Other));
}

/// A number that a sentence begins with (一、, （二）) is no part of what it says.
fn drop_numbering(text: &str, atoms: &mut [Atom]) {
    let numeral = |atom: &Atom| {
        let word = atom.span.of(text);
        matches!(atom.kind, AtomKind::Word(_))
            && word.chars().count() <= 3
            && word.chars().all(|c| "一二三四五六七八九十".contains(c))
    };
    let shape = match atoms {
        [first, second, ..] if numeral(first) && second.kind == AtomKind::Enumeration => 2,
        [open, number, close, ..]
            if matches!(open.kind, AtomKind::Open(_))
                && numeral(number)
                && matches!(close.kind, AtomKind::Close(_)) =>
        {
            3
        }
        _ => 0,
    };
    atoms[..shape].iter_mut().for_each(|atom| atom.kind = AtomKind::Noise);
}

/// Who reports, and from where, is no part of what a sentence says: 某某社拉萨7月21日电（记者某某）. The day that stands in it is one of the
/// text's all the same.
fn drop_dateline(atoms: &mut [Atom], cues: &Cues) {
    /// Words of a dateline before its bracket at most.
    const LONGEST: usize = 16;
    let open = atoms
        .iter()
        .take(LONGEST)
        .position(|atom| matches!(atom.kind, AtomKind::Open(Some(_))));
    let Some((open, AtomKind::Open(Some(close)))) = open.map(|open| (open, atoms[open].kind)) else {
        return;
    };
    let reports = |atom: &Atom| cues.class("dateline").is_some_and(|dateline| atom.cues.has(dateline));
    let sentence = |atom: &Atom| matches!(atom.kind, AtomKind::Break(_) | AtomKind::Quantity(_));
    if open == 0 || !reports(&atoms[open - 1]) || atoms[..close].iter().any(sentence) {
        return;
    }
    for atom in &mut atoms[..=close] {
        if !matches!(atom.kind, AtomKind::Period(_)) {
            atom.kind = AtomKind::Noise;
        }
    }
}

fn pair_brackets(atoms: &mut [Atom]) {
    let mut open = Vec::new();
    for index in 0..atoms.len() {
        match atoms[index].kind {
            AtomKind::Open(_) => open.push(index),
            AtomKind::Close(_) => {
                if let Some(start) = open.pop() {
                    atoms[start].kind = AtomKind::Open(Some(index));
                    atoms[index].kind = AtomKind::Close(Some(start));
                }
            }
            _ => {}
        }
    }
}
