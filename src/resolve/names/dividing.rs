//! What sentences break down that begin with 分行业看 and the like: what their paragraph told of before, else the main thing of the
//! paragraphs before.

use crate::resolve::discourse::Discourse;

/// What is broken down.
#[derive(Clone, Debug, Default)]
pub(in crate::resolve) struct Divided {
    /// By the sentence being read.
    pub now: Option<String>,
    /// What the last paragraph that did not only break down told of first.
    pub before: Option<String>,
    /// Whether this paragraph breaks down what one before it told of.
    pub breaks_down: bool,
}

impl Discourse<'_> {
    /// A paragraph is over: what it told of first may be broken down by the next ones.
    pub(in crate::resolve) fn leave_labels(&mut self) {
        let first = self.labels.first().filter(|_| !self.divided.breaks_down);
        if let Some(first) = first {
            self.divided.before = Some(first.label.clone());
        }
        self.divided.breaks_down = false;
        self.labels.clear();
    }

    /// A section is over, and nothing behind its heading breaks down what stands above.
    pub(in crate::resolve) fn leave_section(&mut self) {
        self.labels.clear();
        self.divided = Divided::default();
    }
}
