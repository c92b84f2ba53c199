//! What a mention is and means, as `gongbao recognize` writes it.

use serde::Serialize;

use crate::model::{Bound, PointSpan};

/// One thing that a text mentions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recognized {
    /// What it is, and what it means.
    #[serde(flatten)]
    pub meaning: Meaning,
    /// Where it stands, in code points of the text as given.
    #[serde(flatten)]
    pub span: PointSpan,
    /// The words, verbatim.
    pub text: String,
}

/// What a mention means. Written as `kind` with the fields of that kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Meaning {
    /// A number with its unit.
    Quantity {
        /// Decimal string, multiplied out (8.39亿 → `839000000`), digits as written kept.
        value: String,
        /// The upper end of a range, and what 多 leaves open (3000多 → `4000`); null otherwise.
        value_high: Option<String>,
        /// Canonical unit; null where none is written.
        unit: Option<String>,
        /// How the text bounds the value.
        bound: Bound,
    },
    /// A stretch of time.
    Period {
        /// Its days; null where the text does not tell and no date was given.
        period: Option<Days>,
    },
    /// A place.
    Area {
        /// Which one; null where the text speaks of its own (全市) and names none before that this can be.
        area: Option<Place>,
    },
    /// An organisation, park or firm.
    Organisation,
    /// A known indicator.
    Indicator {
        /// Its key in the lexicon: `rd.intensity`.
        indicator: String,
    },
    /// Digits that are part of a name: G60, 500强.
    Name,
}

/// A stretch of days, both inclusive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Days {
    /// ISO date.
    pub start: String,
    /// ISO date.
    pub end: String,
}

/// An area of the gazetteer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Full name: 湖州市.
    pub name: String,
    /// GB/T 2260 code: `330500`; null where the place has none.
    pub code: Option<String>,
}
