//! The words between mentions, as atoms. Texts say the same between their numbers over and over (，同比增长, 万元，其中): how a
//! stretch without marks is cut does not depend on what stands round it, and is remembered.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use crate::model::Span;
use crate::rules::{CueSet, Cues, Letters};
use crate::segment::{PartOfSpeech, Segmenter};

use super::atoms::{Atom, AtomKind};

/// Hanzi that a part of a headline begins with, at least.
const PART: usize = 4;

/// Hanzi that the part before it ends with, at least: …致14人死亡 美停飞….
const ENDS: usize = 3;

/// Characters on either side of a space that are looked at.
const LOOK: usize = 12;

/// Marks, each of which is an atom of its own. The segmenter parts words at all of them, and knows none as a word.
const MARKS: &str = "（(〔[【）)〕]】、“”‘’「」『』\"《》，,；;：:。！!？?—│|";

/// A piece of a stretch.
#[derive(Clone, Copy)]
struct Piece {
    /// In bytes.
    length: usize,
    /// `None` for white space.
    kind: Option<AtomKind>,
    cues: CueSet,
}

/// Stretches of one thread and segmenter that were cut.
#[derive(Default)]
struct Memory {
    segmenter: Option<usize>,
    /// Where their pieces stand.
    known: HashMap<Box<str>, (u32, u32), foldhash::fast::RandomState>,
    pieces: Vec<Piece>,
}

/// So many stretches are remembered; then all are forgotten.
const MOST: usize = 4096;

/// Pieces of a stretch, as a rule.
const PIECES: usize = 5;

/// Bytes of the longest stretch that is remembered: longer ones hardly recur.
const LONGEST: usize = 90;

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// Appends the words and marks of a gap between mentions.
pub(super) fn words(text: &str, gap: Span, segmenter: &Segmenter, cues: &Cues, atoms: &mut Vec<Atom>) {
    static LETTERS: LazyLock<Letters> = LazyLock::new(|| MARKS.chars().collect());
    if gap.is_empty() {
        return;
    }
    let marks: &Letters = &LETTERS;
    MEMORY.with_borrow_mut(|memory| {
        if memory.segmenter != Some(segmenter.id()) {
            memory.forget();
            memory.known.reserve(MOST);
            memory.pieces.reserve(MOST * PIECES);
            memory.segmenter = Some(segmenter.id());
        }
        let mut at = gap.start;
        while at < gap.end {
            let end = marks.next(text, at, gap.end);
            if end > at {
                memory.stretch(text, Span::new(at, end), segmenter, cues, atoms);
                at = end;
                continue;
            }
            let Some(mark) = text[at..gap.end].chars().next() else {
                break;
            };
            let span = Span::new(at, at + mark.len_utf8());
            atoms.push(Atom {
                span,
                kind: kind(mark, PartOfSpeech::Other),
                cues: cues.of(span.of(text)),
            });
            at = span.end;
        }
    });
}

impl Memory {
    fn forget(&mut self) {
        self.known.clear();
        self.pieces.clear();
    }

    /// Appends the words of a stretch without marks.
    fn stretch(&mut self, text: &str, span: Span, segmenter: &Segmenter, cues: &Cues, atoms: &mut Vec<Atom>) {
        let written = span.of(text);
        let (from, to) = match self.known.get(written) {
            Some((from, to)) => (*from as usize, *to as usize),
            None => {
                // Long stretches leave pieces, too, that nothing asks for again.
                if self.known.len() >= MOST || self.pieces.len() >= MOST * PIECES {
                    self.forget();
                }
                let from = self.pieces.len();
                self.cut(text, span, segmenter, cues);
                if span.len() <= LONGEST {
                    self.known
                        .insert(written.into(), (from as u32, self.pieces.len() as u32));
                }
                (from, self.pieces.len())
            }
        };
        let mut at = span.start;
        for piece in &self.pieces[from..to] {
            let span = Span::new(at, at + piece.length);
            at = span.end;
            let kind = piece
                .kind
                .or_else(|| parts_headline(text, span).then_some(AtomKind::Break(' ')));
            let Some(kind) = kind else { continue };
            atoms.push(Atom {
                span,
                kind,
                cues: piece.cues,
            });
        }
        if span.len() > LONGEST {
            self.pieces.truncate(from);
        }
    }

    /// Appends the pieces of a stretch.
    fn cut(&mut self, text: &str, span: Span, segmenter: &Segmenter, cues: &Cues) {
        let mut add = |written: &str, kind: Option<AtomKind>, cues: CueSet| {
            self.pieces.push(Piece {
                length: written.len(),
                kind,
                cues,
            });
        };
        segmenter.segment(text, span, |word, written| {
            let Some(first) = written.chars().next() else { return };
            let all = cues.of(written);
            if let Some(cut) = direction(written, all, cues) {
                // 价格上涨 → 价格, 上涨
                let (before, behind) = written.split_at(cut);
                add(before, Some(kind(first, PartOfSpeech::Noun)), cues.of(before));
                add(behind, Some(AtomKind::Word(PartOfSpeech::Verb)), cues.of(behind));
            } else {
                add(written, (!first.is_whitespace()).then(|| kind(first, word.part)), all);
            }
        });
    }
}

/// Where a word that is no cue ends in a direction: its last two characters.
#[inline]
fn direction(written: &str, classes: CueSet, cues: &Cues) -> Option<usize> {
    if !classes.is_empty() || written.len() <= cues.shortest_direction() {
        return None;
    }
    let (cut, _) = written.char_indices().rev().nth(1)?;
    (cut > 0 && cues.is_direction(&written[cut..])).then_some(cut)
}

/// What an atom is that begins with this character.
#[inline]
const fn kind(first: char, part: PartOfSpeech) -> AtomKind {
    if matches!(first, '\u{3400}'..='\u{9fff}') {
        return AtomKind::Word(part);
    }
    match first {
        '（' | '(' | '〔' | '[' | '【' => AtomKind::Open(None),
        '）' | ')' | '〕' | ']' | '】' => AtomKind::Close(None),
        '、' => AtomKind::Enumeration,
        '“' | '”' | '‘' | '’' | '「' | '」' | '『' | '』' | '"' | '《' | '》' => AtomKind::Quote,
        // What a line is marked with: ★入库企业……
        '★' | '☆' | '●' | '◆' | '◇' | '■' | '□' | '▲' | '△' | '▼' | '►' | '▶' | '◎' | '※' | '➤' | '•' | '❖' | '✦'
        | '✓' => AtomKind::Noise,
        // Pages set half-width marks as often as full-width ones; they say the same.
        ',' => AtomKind::Break('，'),
        ';' => AtomKind::Break('；'),
        ':' => AtomKind::Break('：'),
        '，' | '；' | '：' | '。' | '！' | '？' | '!' | '?' | '—' | '│' | '|' => AtomKind::Break(first),
        _ => AtomKind::Word(part),
    }
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
