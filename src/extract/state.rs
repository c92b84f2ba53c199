//! The state of a match under way: what the slots hold, how much was tried, how far it came.

use crate::rules::{Item, Variant};

use super::matcher::Bind;

/// What is known half-way through a match.
pub(super) struct State {
    pub(super) binds: Vec<Bind>,
    /// Words, cues and marks matched outright so far.
    pub(super) explicit: usize,
    /// Places tried so far.
    pub(super) steps: usize,
    /// The side on which the match is under way; where it has failed, the side that does not fit.
    pub(super) stopped: Stopped,
    /// The furthest place reached, where somebody asks for it.
    pub(super) furthest: Option<Furthest>,
}

/// A side of the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stopped {
    /// Before it.
    Before,
    /// The number itself, or behind it.
    After,
}

/// How far a match came that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Furthest {
    /// Items not matched yet, the one that stopped it among them.
    pub(super) left: usize,
    /// Index of that item, before the anchor or after it.
    pub(super) item: usize,
    /// Whether it stands before the anchor.
    pub(super) before: bool,
    /// The item was to end before this atom (before the anchor) or to begin with it (after).
    pub(super) at: usize,
    /// Items before the anchor, which are matched last.
    waiting: usize,
}

impl Furthest {
    /// How far the same would have come behind the number, were there so many items before it.
    pub(super) const fn waiting_for(self, before: usize) -> Self {
        Self {
            left: (self.left - self.waiting).saturating_add(before),
            waiting: before,
            ..self
        }
    }
}

/// Places that one match may try: patterns with several phrases on one side try many, and most of them in vain.
const MOST_STEPS: usize = 20_000;

impl State {
    pub(super) fn new(slots: usize) -> Self {
        Self {
            binds: vec![Bind::default(); slots],
            explicit: 0,
            steps: 0,
            stopped: Stopped::After,
            furthest: None,
        }
    }

    /// Whether the match ended because it had tried enough.
    pub(super) const fn is_spent(&self) -> bool {
        self.steps > MOST_STEPS
    }

    /// Forgets the last match, so that the next one can use the room.
    pub(super) fn begin(&mut self, slots: usize) -> &mut Self {
        // Most matches fail before they have filled anything.
        for bind in &mut self.binds {
            if !matches!(bind, Bind::Nothing) {
                *bind = Bind::Nothing;
            }
        }
        // A pattern of more slots may have been tried before; those that are left hold nothing.
        if self.binds.len() < slots {
            self.binds.resize(slots, Bind::Nothing);
        }
        self.explicit = 0;
        self.steps = 0;
        self
    }

    /// The same, and the next match keeps how far it comes.
    pub(super) fn trace(&mut self, slots: usize, variant: &Variant) -> &mut Self {
        self.furthest = Some(Furthest {
            left: usize::MAX,
            item: 0,
            before: false,
            at: 0,
            waiting: variant.before.len(),
        });
        self.begin(slots)
    }

    /// Takes note of an item that is tried at a place, and counts it.
    #[inline]
    pub(super) fn reached(&mut self, variant: &Variant, items: &[Item], before: bool, at: usize) -> bool {
        self.steps += 1;
        if let Some(furthest) = &mut self.furthest {
            let left = items.len() + if before { 0 } else { furthest.waiting };
            if left < furthest.left {
                let item = if before {
                    items.len() - 1
                } else {
                    variant.after.len() - items.len()
                };
                *furthest = Furthest {
                    left,
                    item,
                    before,
                    at,
                    waiting: furthest.waiting,
                };
            }
        }
        self.steps <= MOST_STEPS
    }
}
