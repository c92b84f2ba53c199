//! What a document names beyond doubt, and which of several places of one name it therefore means.

use std::collections::BTreeMap;

use super::area::is_kind;
use crate::model::{AreaLevel, OwnLevel};
use crate::rules::{Gazetteer, NameStrength, NameUse};

/// How often a document names which area beyond doubt, in order of the areas.
#[derive(Default)]
pub(crate) struct Firm {
    pub(super) named: Vec<(u32, usize)>,
    /// The areas whose short name, which is no other area's, stands where it is no part of another word, each as often as it does.
    pub(super) weakly: Vec<u32>,
    /// Those whose short name, which is no other area's, opens the first line.
    pub(super) titled: Vec<u32>,
    /// Those of them behind which it goes on as the title of a bulletin.
    pub(super) announced: Vec<u32>,
    /// How often the text speaks of 全市, 全县, 全旗.
    pub(super) own: BTreeMap<OwnLevel, usize>,
}

impl Firm {
    /// The meaning of a name in any document, if it has one.
    pub(super) fn sure(uses: &[NameUse], gazetteer: &Gazetteer) -> Option<u32> {
        let first = *uses.first()?;
        if uses.len() == 1 && first.strength < NameStrength::Weak {
            return Some(first.id);
        }
        // A province or city that is called so is meant before any county: 吉林, 海南; and a sole full name means itself.
        let level = gazetteer.area(first.id).level;
        let peers = || uses.iter().skip(1).filter(|it| it.strength == first.strength);
        let alone = peers().next().is_none();
        let above_counties = || {
            level < Some(AreaLevel::County)
                && peers().all(|it| gazetteer.area(it.id).level != level || gazetteer.is_former(it.id))
        };
        (first.strength < NameStrength::Weak && (alone || above_counties())).then_some(first.id)
    }

    /// The meaning of a name that has none by itself: what the document speaks of besides tells.
    pub(super) fn choose_by_support(&self, uses: &[NameUse], gazetteer: &Gazetteer) -> Option<u32> {
        let named = |id: u32| self.times(id);
        let support = |it: &NameUse| {
            let own = named(it.id);
            let parent = gazetteer.parent(it.id).filter(|&id| id != Gazetteer::COUNTRY);
            let above = parent.map_or(0, named);
            let top = parent
                .and_then(|id| gazetteer.parent(id))
                .filter(|&id| id != Gazetteer::COUNTRY);
            let top = top.map_or(0, named);
            let full = it.strength < NameStrength::Weak;
            // 海州区 beside 东海县 and 灌云县, which lie in one city with one of that name.
            let beside = parent
                .filter(|_| full)
                .map_or(0, |parent| self.times_in(parent, gazetteer));
            // The province decides between homonyms; a weak name it makes a place only where the text says it again and again.
            let firm = own + above + beside > 0 || (full && top > 0) || self.is_told_of(it.id, top > 0, gazetteer);
            firm.then_some((own + above, beside, top))
        };
        // The best supported, with whether none of today is supported as well: that would be doubt; a former area gives way.
        let mut best: Option<((usize, usize, usize), u32, bool)> = None;
        for it in uses {
            let Some(support) = support(it) else { continue };
            match &mut best {
                Some((most, _, sure)) if support == *most => *sure &= gazetteer.is_former(it.id),
                Some((most, ..)) if support < *most => {}
                _ => best = Some((support, it.id, true)),
            }
        }
        best.filter(|(.., sure)| *sure).map(|(_, id, _)| id)
    }
}

impl Firm {
    /// How often an area is named.
    pub(super) fn times(&self, id: u32) -> usize {
        let known = self.named.binary_search_by_key(&id, |(named, _)| *named);
        known.map_or(0, |place| self.named[place].1)
    }

    /// How often it names what lies in `parent`.
    fn times_in(&self, parent: u32, gazetteer: &Gazetteer) -> usize {
        let inside = |&&(id, _): &&(u32, usize)| gazetteer.parent(id) == Some(parent);
        self.named.iter().filter(inside).map(|(_, times)| times).sum()
    }

    /// Whether a text tells of a county by its short name, which is that of no other: it says the name again and again beside that of
    /// the province, or speaks of 全县 throughout; or its first line begins with the name, and goes on as the title of a bulletin
    /// (国民经济和社会发展统计公报), or the text speaks of what is called so.
    fn is_told_of(&self, id: u32, province: bool, gazetteer: &Gazetteer) -> bool {
        const AGAIN: usize = 3;
        let times = self.weakly.iter().filter(|weakly| **weakly == id).count();
        let own = || {
            let below_cities = |level: OwnLevel| matches!(level, OwnLevel::County | OwnLevel::Banner);
            self.own
                .iter()
                .any(|(&level, &count)| count >= AGAIN && below_cities(level) && is_kind(gazetteer, id, level))
        };
        let called = || self.own.keys().any(|&level| is_kind(gazetteer, id, level));
        // 强县、兴县: a name of two characters is a word, or the end of one; no other word opens clauses again and again as 滑县 does.
        let name = &gazetteer.area(id).name;
        if name.chars().nth(2).is_none() {
            return times >= AGAIN && (province || called() || !gazetteer.is_also_word(name));
        }
        let titled = self.titled.contains(&id) && (called() || self.announced.contains(&id));
        titled || times > 0 && (own() || (province && times >= AGAIN))
    }
}
