//! What was found out about a sentence. Rules ask for the same phrases over and over, and so does what tells why a number stays
//! open; the cues on each side of its numbers are told once.

use std::cell::{Cell, OnceCell};
use std::ops::Range;

use crate::rules::WellKnown;

use super::atoms::Atom;
use super::needs::Sides;

/// What was found to be the content of phrases of one sentence: rules ask for the same phrases over and over. Of phrases that
/// fall on one place only the last is remembered.
#[derive(Default)]
pub struct Contents {
    phrases: Vec<Cell<(u32, u32)>>,
    sides: OnceCell<Sides>,
    marks: OnceCell<Marks>,
}

/// Which words stand in a sentence that few have, and phrases are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marks {
    /// 称, 显示
    pub(super) says: bool,
    /// 把
    pub(super) takes: bool,
    /// 从, 由
    pub(super) from: bool,
}

impl Marks {
    fn of(text: &str, atoms: &[Atom], known: &WellKnown) -> Self {
        let mut marks = Self::default();
        for atom in atoms {
            marks.says |= atom.cues.has(known.says);
            if atom.span.len() == '把'.len_utf8() {
                let word = atom.span.of(text);
                marks.takes |= word == "把";
                marks.from |= matches!(word, "从" | "由");
            }
        }
        marks
    }
}

const CONTENTS: usize = 64;

/// What is remembered of a phrase without content.
const NOTHING: u32 = u32::MAX;

impl Contents {
    /// Of a sentence that was not asked for anything yet; the default remembers nothing.
    pub(super) fn of_sentence() -> Self {
        Self {
            phrases: vec![Cell::new((0, 0)); CONTENTS],
            sides: OnceCell::new(),
            marks: OnceCell::new(),
        }
    }

    /// The cues on each side of each of the sentence's atoms.
    pub(super) fn sides(&self, atoms: &[Atom]) -> &Sides {
        self.sides.get_or_init(|| Sides::of(atoms))
    }

    /// Which words stand among the sentence's atoms.
    pub(super) fn marks(&self, text: &str, atoms: &[Atom], known: &WellKnown) -> Marks {
        *self.marks.get_or_init(|| Marks::of(text, atoms, known))
    }

    /// The content of a phrase; `find` looks for it.
    #[inline]
    pub(super) fn of(
        &self,
        phrase: Range<usize>,
        find: impl FnOnce(Range<usize>) -> Option<Range<usize>>,
    ) -> Option<Range<usize>> {
        let key = (phrase.start << 16 | phrase.end) as u32;
        let place = self.phrases.get((phrase.start * 5 + phrase.end) % CONTENTS);
        let Some(place) = place.filter(|_| key != 0 && phrase.start.max(phrase.end) < 0xffff) else {
            return find(phrase);
        };
        let (known, content) = place.get();
        if known == key {
            return (content != NOTHING).then_some((content >> 16) as usize..(content & 0xffff) as usize);
        }
        let content = find(phrase);
        let packed = content
            .as_ref()
            .map_or(NOTHING, |content| (content.start << 16 | content.end) as u32);
        place.set((key, packed));
        content
    }
}
