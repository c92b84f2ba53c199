//! Heads of names that are the beginning of another word where certain characters follow: 水利部|门, 宜昌港|口, 体育大学|生.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Organisations, Starts};

/// What goes on heads.
#[derive(Clone, Default, Deserialize)]
#[serde(from = "BTreeMap<String, Vec<String>>")]
pub(super) struct Torn {
    /// By the head.
    heads: BTreeMap<String, Vec<String>>,
    /// Of all heads: hardly a name goes on so.
    rests: Starts,
}

impl From<BTreeMap<String, Vec<String>>> for Torn {
    fn from(heads: BTreeMap<String, Vec<String>>) -> Self {
        let rests: Vec<String> = heads.values().flatten().cloned().collect();
        Self {
            heads,
            rests: rests.into(),
        }
    }
}

impl Organisations {
    /// Whether what ends as a name does at `head` is part of a longer word, given what follows.
    pub fn is_torn(&self, head: &str, after: &str) -> bool {
        if !self.torn.rests.start(after) {
            return false;
        }
        let torn = self.torn.heads.iter().filter(|(end, _)| head.ends_with(&**end));
        torn.flat_map(|(_, rest)| rest).any(|rest| after.starts_with(&**rest))
    }
}

#[cfg(test)]
mod tests {
    use crate::recognize::testing::organisation_lexicon;

    #[test]
    fn a_head_that_goes_on_as_a_word_ends_no_name() {
        let bodies = organisation_lexicon();
        assert!(bodies.is_torn("水利部", "门通报"));
        assert!(bodies.is_torn("港", "口吞吐量"));
        assert!(bodies.is_torn("大学", "生代表团"));
        assert!(!bodies.is_torn("大学", "获奖"));
        assert!(!bodies.is_torn("港", "集团"));
    }
}
