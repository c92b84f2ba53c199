//! Atoms: a sentence as patterns see it. Mentions are one atom each; what lies between them is words and marks.

use crate::model::{Mention, MentionKind, SkipReason, Span};
use crate::rules::{CueSet, Cues, Kinds};
use crate::segment::{PartOfSpeech, Segmenter, Word};

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
    pub const fn quantity(&self) -> Option<usize> {
        match self.kind {
            AtomKind::Quantity(index) => Some(index),
            _ => None,
        }
    }
}

/// Kinds of quantity that a quantity is.
pub fn kinds(mention: &Mention) -> Kinds {
    let MentionKind::Quantity(quantity) = &mention.kind else {
        return Kinds::default();
    };
    Kinds::of(quantity.dimension)
}

/// Hanzi that a part of a headline begins with, at least.
const PART: usize = 4;

/// Hanzi that the part before it ends with, at least: …致14人死亡 美停飞….
const ENDS: usize = 3;

/// Characters on either side of a space that are looked at.
const LOOK: usize = 12;

/// The atoms of a sentence, whose mentions are in order and do not overlap.
pub fn atoms(text: &str, sentence: Span, mentions: &[Mention], segmenter: &Segmenter, cues: &Cues) -> Vec<Atom> {
    let mut atoms = Vec::with_capacity(mentions.len() * 8);
    let mut words = Vec::new();
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
        between(
            text,
            Span::new(at, start.max(at)),
            segmenter,
            cues,
            &mut words,
            &mut atoms,
        );
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
    between(
        text,
        Span::new(at, sentence.end.max(at)),
        segmenter,
        cues,
        &mut words,
        &mut atoms,
    );
    pair_brackets(&mut atoms);
    drop_numbering(text, &mut atoms);
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

fn between(text: &str, gap: Span, segmenter: &Segmenter, cues: &Cues, words: &mut Vec<Word>, atoms: &mut Vec<Atom>) {
    if gap.is_empty() {
        return;
    }
    words.clear();
    segmenter.segment(text, gap, words);
    split_directions(text, words, cues);
    atoms.extend(words.iter().filter_map(|word| {
        let written = word.span.of(text);
        let kind = match written.chars().next()? {
            c if c.is_whitespace() => {
                if !parts_headline(text, word.span) {
                    return None;
                }
                AtomKind::Break(' ')
            }
            '（' | '(' | '〔' | '[' | '【' => AtomKind::Open(None),
            '）' | ')' | '〕' | ']' | '】' => AtomKind::Close(None),
            '、' => AtomKind::Enumeration,
            '“' | '”' | '‘' | '’' | '「' | '」' | '『' | '』' | '"' | '《' | '》' => AtomKind::Quote,
            c @ ('，' | ',' | '；' | ';' | '：' | ':' | '。' | '！' | '？' | '!' | '?' | '—' | '\n' | '│' | '|') => {
                AtomKind::Break(c)
            }
            _ => AtomKind::Word(word.part),
        };
        Some(Atom {
            span: word.span,
            kind,
            cues: cues.of(written),
        })
    }));
}

/// Whether a space stands between two parts of a headline: 西延高铁开通 我国高铁里程突破5万公里. Hanzi have no spaces between
/// them, but where lines were set apart letter by letter or word by word; so a part has several, beside its numbers (致14人死亡
/// 30多人受伤). What begins with a number is a part only behind one that has told of a number.
fn parts_headline(text: &str, space: Span) -> bool {
    let hanzi = |c: &char| ('一'..='龥').contains(c);
    let of_part = |c: &char| hanzi(c) || c.is_ascii_digit() || matches!(c, '.' | '%' | '“' | '”' | '《' | '》');
    let before = text[..space.start].chars().rev().take_while(of_part).take(LOOK);
    let counts = before.clone().any(|c| c.is_ascii_digit());
    let after = text[space.end..].chars().take_while(of_part).take(LOOK);
    let begins = after
        .clone()
        .next()
        .is_some_and(|c| hanzi(&c) || c == '“' || (counts && c.is_ascii_digit()));
    let single = space.of(text).chars().count() == 1 && !space.of(text).contains(['\n', '\r']);
    single && begins && before.filter(hanzi).count() >= ENDS && after.filter(hanzi).count() >= PART
}

/// Cuts a word that ends in a direction before it: 价格上涨 → 价格, 上涨.
fn split_directions(text: &str, words: &mut Vec<Word>, cues: &Cues) {
    let mut at = 0;
    while at < words.len() {
        let word = words[at];
        let written = word.span.of(text);
        let cut = written
            .char_indices()
            .rev()
            .nth(1)
            .map(|(cut, _)| cut)
            .filter(|cut| *cut > 0);
        if let Some(cut) = cut
            && cues.of(written).is_empty()
            && cues.is_direction(&written[cut..])
        {
            let middle = word.span.start + cut;
            words[at] = Word {
                span: Span::new(word.span.start, middle),
                part: PartOfSpeech::Noun,
            };
            words.insert(
                at + 1,
                Word {
                    span: Span::new(middle, word.span.end),
                    part: PartOfSpeech::Verb,
                },
            );
            at += 1;
        }
        at += 1;
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
