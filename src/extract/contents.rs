//! What was found out about a sentence. Rules ask for the same phrases over and over, and so does what tells why a number stays
//! open; the cues on each side of its numbers are told once.

use std::cell::{Cell, OnceCell};
use std::ops::Range;

use super::atoms::Atom;
use super::needs::Sides;

/// What was found to be the content of phrases of one sentence: rules ask for the same phrases over and over. Of phrases that
/// fall on one place only the last is remembered.
#[derive(Default)]
pub struct Contents {
    phrases: Vec<Cell<(u32, u32)>>,
    sides: OnceCell<Sides>,
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
        }
    }

    /// The cues on each side of each of the sentence's atoms.
    pub(super) fn sides(&self, atoms: &[Atom]) -> &Sides {
        self.sides.get_or_init(|| Sides::of(atoms))
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
