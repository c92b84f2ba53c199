//! What bounds a share in words: 五分之一强, 不足全市的一成.

use serde::Deserialize;

use super::bounds::{Affix, Bounds};
use super::{Words, is_hanzi};

/// As the rules write it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShareBounds {
    more: Vec<String>,
    wholes: Vec<String>,
}

/// The same, to be looked up.
#[derive(Clone, Debug, Default)]
pub struct BoundsOfShares {
    more: Words,
    wholes: Words,
}

impl BoundsOfShares {
    pub(super) fn new(written: &ShareBounds) -> Self {
        Self {
            more: Words::forward(&written.more),
            wholes: Words::backward(&written.wholes),
        }
    }
}

impl Bounds {
    /// Length of the word right behind a share that says that it is more: 五分之一**强**.
    pub fn more_of_share(&self, behind: &str) -> Option<usize> {
        let length = self.of_shares.more.start_of(behind)?;
        let next = behind[length..].chars().next();
        next.is_none_or(|next| !is_hanzi(next) || next == '的')
            .then_some(length)
    }

    /// The bound before the whole that a share is of: **不足**全市的一成.
    pub fn before_whole(&self, before: &str) -> Option<Affix> {
        let before = before.strip_suffix('的').unwrap_or(before);
        let whole = self.of_shares.wholes.end_of(before)?;
        self.before(&before[..before.len() - whole])
    }
}
