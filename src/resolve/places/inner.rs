//! The place that a text is about although places above it are named as often, or many beside it: a county whose province and
//! prefecture the first line names too, a city that says 市委 and names its own counties, the country in a tour of its cities.

use std::collections::BTreeSet;

use crate::model::{AreaLevel, Span};
use crate::recognize::is_kind;
use crate::rules::Gazetteer;

use super::count::{BODY, Counted, TOP};

impl Counted {
    /// The place that the text is about, where none outweighs all others.
    pub(in crate::resolve) fn told_of(&self, text: &str, gazetteer: &Gazetteer) -> Option<(u32, Option<Span>)> {
        self.named_throughout(gazetteer)
            .or_else(|| self.with_its_own(text, gazetteer))
            .or_else(|| self.toured(gazetteer))
    }

    /// The place that is named more than any other from the beginning to far down, where all others lie in one line with it:
    /// 某省某州某市……，某市….
    fn named_throughout(&self, gazetteer: &Gazetteer) -> Option<(u32, Option<Span>)> {
        let places = || self.areas.iter().filter(|(id, _)| **id != Gazetteer::COUNTRY);
        let (&id, named) = places().max_by_key(|(id, named)| (named.weight, std::cmp::Reverse(**id)))?;
        let fits = self.own.is_empty() || self.own_weight(id, gazetteer) > 0;
        let early = named.first.start <= self.length / 5 && named.last >= self.length / 4;
        let apart: u32 = places()
            .filter(|&(&other, _)| !gazetteer.within(other, id) && !gazetteer.within(id, other))
            .map(|(_, named)| named.weight)
            .sum();
        // In a short text two mentions are enough, where all others lie in one line with it.
        let told = named.weight >= 2 * TOP || apart == 0 && named.weight >= TOP + BODY;
        (fits && early && told && 3 * apart <= named.weight).then_some((id, Some(named.first)))
    }

    /// The place in which all others lie that are named, in a text that speaks of 市委 and the like without saying whose:
    /// 市政府……，台州……，温岭…….
    fn with_its_own(&self, text: &str, gazetteer: &Gazetteer) -> Option<(u32, Option<Span>)> {
        let places = || self.areas.iter().filter(|(id, _)| **id != Gazetteer::COUNTRY);
        let holds_all =
            |id: u32| places().all(|(&other, _)| gazetteer.within(other, id) || gazetteer.within(id, other));
        let lowest = places()
            .filter(|&(&id, named)| {
                let level = gazetteer.area(id).level;
                level > Some(AreaLevel::Province) && named.weight >= BODY && holds_all(id)
            })
            .max_by_key(|&(&id, _)| (gazetteer.area(id).level, id));
        // Of those in one line the highest below the province holds the others.
        let (&id, named) = lowest.map(|(&lowest, _)| {
            places()
                .filter(|&(&id, _)| {
                    gazetteer.area(id).level > Some(AreaLevel::Province) && gazetteer.within(lowest, id)
                })
                .min_by_key(|&(&id, _)| (gazetteer.area(id).level, id))
        })??;
        let level = gazetteer.office_level(text)?;
        is_kind(gazetteer, id, level).then_some((id, Some(named.first)))
    }

    /// The country, where the text names it and places in many of its provinces, none of them as its own.
    fn toured(&self, gazetteer: &Gazetteer) -> Option<(u32, Option<Span>)> {
        let country = self.areas.get(&Gazetteer::COUNTRY)?;
        let province = |id: u32| {
            gazetteer
                .chain(id)
                .find(|&above| gazetteer.area(above).level == Some(AreaLevel::Province))
        };
        let provinces: BTreeSet<u32> = self.areas.keys().filter_map(|&id| province(id)).collect();
        let own: u32 = self.own.values().sum();
        (provinces.len() >= TOUR && own <= country.weight).then_some((Gazetteer::COUNTRY, Some(country.first)))
    }
}

/// Places in so many provinces make a text one on the country.
const TOUR: usize = 5;
