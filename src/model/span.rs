//! Spans, typed by what they count. Four units occur, and mixing them is the classic bug of such programs:
//!
//! | type | counts | in |
//! |---|---|---|
//! | [`ByteSpan`] | bytes | the file on disk |
//! | [`PointSpan`] | Unicode code points | the decoded source |
//! | [`SourceSpan`] | UTF-8 bytes | the decoded source |
//! | [`Span`] | UTF-8 bytes | the repaired text, in which all text stages work |

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! span {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// First position.
            pub start: usize,
            /// First position after the end.
            pub end: usize,
        }

        impl $name {
            /// The half-open range `start..end`.
            #[inline]
            pub const fn new(start: usize, end: usize) -> Self {
                debug_assert!(start <= end);
                Self { start, end }
            }

            /// Number of positions covered.
            #[inline]
            pub const fn len(self) -> usize {
                self.end - self.start
            }

            /// Whether nothing is covered.
            #[inline]
            pub const fn is_empty(self) -> bool {
                self.start == self.end
            }

            /// Whether `other` lies wholly inside.
            #[inline]
            pub const fn contains(self, other: Self) -> bool {
                self.start <= other.start && other.end <= self.end
            }

            /// Whether the two share a position.
            #[inline]
            pub const fn overlaps(self, other: Self) -> bool {
                self.start < other.end && other.start < self.end
            }

            /// The smallest span that covers both.
            #[inline]
            pub fn join(self, other: Self) -> Self {
                Self::new(self.start.min(other.start), self.end.max(other.end))
            }
        }
    };
}

span! {
    /// Bytes of the file on disk.
    ByteSpan
}
span! {
    /// Unicode code points of the decoded source (line breaks as they are, `\r` counts, a byte order mark does not).
    PointSpan
}
span! {
    /// UTF-8 bytes of the decoded source.
    SourceSpan
}
span! {
    /// UTF-8 bytes of the repaired text.
    Span
}

impl SourceSpan {
    /// The part of the decoded source that the span covers.
    #[inline]
    pub fn of(self, source: &str) -> &str {
        &source[self.start..self.end]
    }
}

impl Span {
    /// The part of the repaired text that the span covers.
    #[inline]
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// The same span, counted from `origin` on instead of from the start of the text.
    #[inline]
    pub fn shifted(self, origin: usize) -> Self {
        Self::new(self.start + origin, self.end + origin)
    }
}
