//! The words of the choices, as the output spells them.

use crate::model::{AreaLevel, Bound, DateOrigin, Flow, Measure, OriginKind, Review, Status};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $all:ident: $kind:ty, $count:literal, $($variant:ident $word:literal),+) => {
        $(#[$doc])*
        pub const fn $name(of: $kind) -> &'static str {
            match of {
                $(<$kind>::$variant => $word,)+
            }
        }

        /// All of them.
        pub static $all: [&str; $count] = [$($word),+];
    };
}

words! {
    /// As the output spells it.
    bound, BOUNDS: Bound, 7,
    Eq "eq", Ge "ge", Gt "gt", Le "le", Lt "lt", Approx "approx", Range "range"
}

words! {
    /// As the output spells it.
    measure, MEASURES: Measure, 4,
    Level "level", Change "change", Growth "growth", Rank "rank"
}

words! {
    /// As the output spells it.
    status, STATUSES: Status, 3,
    Actual "actual", Target "target", Rule "rule"
}

words! {
    /// As the output spells it.
    flow, FLOWS: Flow, 2,
    New "new", Cumulative "cumulative"
}

words! {
    /// As the output spells it.
    area_level, AREA_LEVELS: AreaLevel, 4,
    Country "country", Province "province", City "city", County "county"
}

words! {
    /// As the output spells it.
    origin_kind, ORIGINS: OriginKind, 6,
    Said "said", Carried "carried", Heading "heading", Title "title", Document "document", Metadata "metadata"
}

words! {
    /// As the output spells it.
    review, REVIEWS: Review, 3,
    Accepted "accepted", Corrected "corrected", Added "added"
}

words! {
    /// As the output spells it.
    date_origin, DATE_ORIGINS: DateOrigin, 3,
    Metadata "metadata", Stated "stated", Inferred "inferred"
}

#[cfg(test)]
mod tests {
    use serde_json::to_value;

    use super::*;

    #[test]
    fn the_words_are_those_of_facts_jsonl() {
        for (of, word) in [
            Bound::Eq,
            Bound::Ge,
            Bound::Gt,
            Bound::Le,
            Bound::Lt,
            Bound::Approx,
            Bound::Range,
        ]
        .into_iter()
        .zip(BOUNDS)
        {
            assert_eq!(to_value(of).unwrap(), word);
            assert_eq!(bound(of), word);
        }
        for (of, word) in [Measure::Level, Measure::Change, Measure::Growth, Measure::Rank]
            .into_iter()
            .zip(MEASURES)
        {
            assert_eq!(to_value(of).unwrap(), word);
            assert_eq!(measure(of), word);
        }
        for (of, word) in [Status::Actual, Status::Target, Status::Rule].into_iter().zip(STATUSES) {
            assert_eq!(to_value(of).unwrap(), word);
            assert_eq!(status(of), word);
        }
        for (of, word) in [Flow::New, Flow::Cumulative].into_iter().zip(FLOWS) {
            assert_eq!(to_value(of).unwrap(), word);
            assert_eq!(flow(of), word);
        }
        for (of, word) in [
            AreaLevel::Country,
            AreaLevel::Province,
            AreaLevel::City,
            AreaLevel::County,
        ]
        .into_iter()
        .zip(AREA_LEVELS)
        {
            assert_eq!(to_value(of).unwrap(), word);
            assert_eq!(area_level(of), word);
        }
        for (of, word) in [
            OriginKind::Said,
            OriginKind::Carried,
            OriginKind::Heading,
            OriginKind::Title,
            OriginKind::Document,
            OriginKind::Metadata,
        ]
        .into_iter()
        .zip(ORIGINS)
        {
            assert_eq!(to_value(of).unwrap(), word);
            assert_eq!(origin_kind(of), word);
        }
        for (of, word) in [DateOrigin::Metadata, DateOrigin::Stated, DateOrigin::Inferred]
            .into_iter()
            .zip(DATE_ORIGINS)
        {
            assert_eq!(to_value(of).unwrap(), word);
            assert_eq!(date_origin(of), word);
        }
    }
}
