//! How often a document names which place, and which of them stands out.

use std::collections::BTreeMap;

use crate::model::{AreaLevel, Mention, MentionKind, OwnLevel, Span};
use crate::recognize::{is_kind, named_by};
use crate::rules::Gazetteer;
use crate::split::{BlockKind, Structure};

/// How often a document names which place.
pub(in crate::resolve) struct Counted {
    pub(in crate::resolve) areas: BTreeMap<u32, Named>,
    /// Of each kind of word for the own place.
    pub(in crate::resolve) own: BTreeMap<OwnLevel, u32>,
    /// Where the text first calls the country its own: 我国, 全国.
    our_country: Option<Span>,
    /// Whether it speaks of 全镇 and the like.
    town: bool,
    /// Of the document, in bytes.
    pub(in crate::resolve) length: usize,
}

/// How one area is named.
#[derive(Clone, Copy)]
pub(in crate::resolve) struct Named {
    /// Sum over its mentions.
    pub(in crate::resolve) weight: u32,
    /// Its first mention.
    pub(in crate::resolve) first: Span,
    /// Where its last one begins.
    pub(in crate::resolve) last: usize,
}

/// What one mention weighs: near the top of the document, elsewhere, and as the beginning of an organisation's name.
pub(in crate::resolve) const TOP: u32 = 4;
pub(in crate::resolve) const BODY: u32 = 2;
const IN_NAME: u32 = 1;
/// Words for the own place weigh so much where they tell more than a slip: 全市 twice in running text.
const OWN: u32 = 2 * BODY;
/// The top of a document is this part of it.
const TOPMOST: usize = 10;

impl Counted {
    pub(in crate::resolve) fn new(
        text: &str,
        structure: &Structure,
        mentions: &[Mention],
        gazetteer: &Gazetteer,
    ) -> Self {
        let mut counted = Self {
            areas: BTreeMap::new(),
            own: BTreeMap::new(),
            our_country: None,
            town: false,
            length: text.len(),
        };
        let mut known: Vec<u32> = (mentions.iter())
            .filter_map(|mention| match mention.kind {
                MentionKind::Area(id) => Some(id),
                _ => None,
            })
            .collect();
        known.sort_unstable();
        known.dedup();
        let mut blocks = structure.blocks.iter().peekable();
        let top = text.len() / TOPMOST;
        let names = |mention: &&Mention| {
            let kind = &mention.kind;
            matches!(
                kind,
                MentionKind::Area(_) | MentionKind::OwnArea(_) | MentionKind::Organisation
            )
        };
        for mention in mentions.iter().filter(names) {
            while blocks.next_if(|block| block.span.end <= mention.span.start).is_some() {}
            // Rows of a table name every place there is.
            let in_table = blocks.peek().is_some_and(|block| {
                block.span.start <= mention.span.start
                    && matches!(block.kind, BlockKind::Table(_) | BlockKind::Furniture)
            });
            if in_table {
                continue;
            }
            let weight = if mention.span.start <= top { TOP } else { BODY };
            let before = &text[floor(text, mention.span.start.saturating_sub(12))..mention.span.start];
            let after = &text[mention.span.end..floor(text, mention.span.end + 12)];
            match mention.kind {
                MentionKind::Area(id) if gazetteer.is_region(id) => {}
                MentionKind::Area(id) if !gazetteer.aside(before, after) && !gazetteer.is_foreign(id) => {
                    counted.name(id, mention.span, weight);
                    let own = mention.span.of(text).starts_with(['我', '全']);
                    if id == Gazetteer::COUNTRY && own {
                        counted.our_country.get_or_insert(mention.span);
                    }
                }
                // 全镇 says nothing of the county that the town lies in.
                MentionKind::OwnArea(OwnLevel::Town) => counted.town = true,
                MentionKind::OwnArea(level) if !gazetteer.aside(before, after) => {
                    // 我省 speaks for the province, 全省 may be the field a city stands in.
                    let first_person = !mention.span.of(text).starts_with('全');
                    *counted.own.entry(level).or_insert(0) += if first_person { 2 * weight } else { weight };
                }
                MentionKind::Organisation => {
                    if let Some((uses, span)) = named_by(text, mention, gazetteer) {
                        let sure = (uses.iter())
                            .find(|it| known.binary_search(&it.id).is_ok())
                            .or_else(|| {
                                uses.first().filter(|it| {
                                    uses.len() == 1 || gazetteer.area(it.id).level < Some(AreaLevel::County)
                                })
                            });
                        if let Some(sure) = sure {
                            counted.name(sure.id, span, IN_NAME);
                        }
                    }
                }
                _ => {}
            }
        }
        counted
    }

    /// Where the text first calls the country its own.
    pub(in crate::resolve) const fn our_country(&self) -> Option<Span> {
        self.our_country
    }

    fn name(&mut self, id: u32, at: Span, weight: u32) {
        let named = self.areas.entry(id).or_insert(Named {
            weight: 0,
            first: at,
            last: at.start,
        });
        named.weight += weight;
        named.last = at.start;
    }

    /// Weight of the words for the own place that fit an area itself.
    pub(in crate::resolve) fn own_weight(&self, id: u32, gazetteer: &Gazetteer) -> u32 {
        (self.own.iter())
            .filter(|&(&level, _)| level != OwnLevel::Any && is_kind(gazetteer, id, level))
            .map(|(_, weight)| weight)
            .sum()
    }

    /// Whether the text may speak for the whole country: no words for a smaller own place outweigh the country's.
    pub(in crate::resolve) fn fits_country(&self) -> bool {
        let country = self.areas.get(&Gazetteer::COUNTRY).map_or(0, |named| named.weight);
        let own: u32 = self.own.values().sum();
        own <= country.max(2 * TOP)
    }

    /// The one place of the kind that the text's words for the own place mean, where it says no others: a prefecture's bulletin
    /// that says 全州 throughout and its name once.
    fn sole_of_its_kind(&self, gazetteer: &Gazetteer) -> Option<u32> {
        let (&level, &most) = self
            .own
            .iter()
            .max_by_key(|&(&level, &weight)| (weight, std::cmp::Reverse(level)))?;
        let rest: u32 = self.own.values().sum::<u32>() - most;
        if level == OwnLevel::Any || most < OWN || most < 2 * rest {
            return None;
        }
        let mut fitting = self.areas.iter().filter(|&(&id, _)| is_kind(gazetteer, id, level));
        let Some((&id, named)) = fitting.next() else {
            return self.above_all(level, gazetteer);
        };
        // One name suffices where it stands at the top, or where there is no other.
        let only = self
            .areas
            .keys()
            .all(|&other| gazetteer.within(other, id) || gazetteer.within(id, other));
        let told = named.weight >= TOP || named.first.start <= self.length / 5 || only;
        (fitting.next().is_none() && told).then_some(id)
    }

    /// The one place of a kind in which all places lie that the text names: 全省 beside 广州 and 深圳.
    fn above_all(&self, level: OwnLevel, gazetteer: &Gazetteer) -> Option<u32> {
        let above = |id: u32| gazetteer.chain(id).find(|&above| is_kind(gazetteer, above, level));
        let mut named = self.areas.keys().filter(|&&id| id != Gazetteer::COUNTRY);
        let first = above(*named.next()?)?;
        // 我市……我市……某县: one suffices where the text says again and again that it speaks of its own city.
        let mut others = u32::from(self.own.get(&level).is_some_and(|weight| *weight >= 2 * OWN));
        for &id in named {
            if above(id) != Some(first) {
                return None;
            }
            others += 1;
        }
        (others > 0).then_some(first)
    }

    /// The one place that the text names at all, where it does so before it has told much, or again and again: 湖南省“十一五”主要目标
    /// 是…….
    fn sole(&self, text: &str) -> Option<(u32, Option<Span>)> {
        let mut areas = self.areas.iter();
        let (&id, named) = areas.next().filter(|_| self.own.is_empty())?;
        // 某某社北京5月4日电: where it was sent from.
        let sent =
            text[named.first.end..].starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
        let early = named.first.start <= self.length / 5 || named.weight >= 3 * BODY;
        let leads = id != Gazetteer::COUNTRY && early && !sent;
        (areas.next().is_none() && leads && named.weight >= BODY).then_some((id, Some(named.first)))
    }

    /// The place that stands out, if one does.
    pub(in crate::resolve) fn outstanding(&self, text: &str, gazetteer: &Gazetteer) -> Option<(u32, Option<Span>)> {
        if let Some(only) = self.sole(text) {
            return Some(only);
        }
        // A place counts twice for itself and once for each above it: a province's report names its cities in turn.
        let mut weights: BTreeMap<u32, u32> = BTreeMap::new();
        let mut total = 0;
        for (&id, named) in self.areas.iter().filter(|(id, _)| **id != Gazetteer::COUNTRY) {
            total += named.weight;
            *weights.entry(id).or_default() += 2 * named.weight;
            for above in gazetteer.chain(id).skip(1).filter(|&above| above != Gazetteer::COUNTRY) {
                if self.areas.contains_key(&above) {
                    *weights.entry(above).or_default() += named.weight;
                }
            }
        }
        let own: u32 = self.own.values().sum();
        for (&id, weight) in &mut weights {
            // Words that fit the place speak for it; words for a smaller own place speak against it.
            let fitting = self.own_weight(id, gazetteer);
            *weight += fitting.min(*weight);
            if own > 4 * TOP && fitting == 0 {
                *weight /= 2;
            }
        }
        let best = weights
            .iter()
            .max_by_key(|&(&id, &weight)| (weight, std::cmp::Reverse(id)));
        let most = best.map_or(0, |(_, weight)| *weight);
        if let Some(country) = self.areas.get(&Gazetteer::COUNTRY) {
            // Weights of other places count twice.
            let enough = country.weight >= 2 * TOP && 4 * country.weight >= 3 * most && own <= country.weight;
            if enough {
                return Some((Gazetteer::COUNTRY, Some(country.first)));
            }
        }
        if let Some(id) = self.sole_of_its_kind(gazetteer) {
            return Some((id, self.areas.get(&id).map(|named| named.first)));
        }
        let Some((&id, &weight)) = best else {
            return self.country_from_the_top().or_else(|| self.country_meant(text));
        };
        // Another place of about the same weight that is neither above nor below makes it a text on several places.
        let rival = (weights.iter())
            .filter(|&(&other, _)| !gazetteer.within(other, id) && !gazetteer.within(id, other))
            .map(|(_, weight)| *weight)
            .max()
            .unwrap_or(0);
        let named = self.areas.get(&id)?;
        // What lies in a place speaks for it: the cities of a province that are named in turn.
        let inside = (self.areas.iter())
            .filter(|&(&other, _)| other != id && other != Gazetteer::COUNTRY && gazetteer.within(other, id))
            .map(|(_, named)| named.weight);
        let inside = inside.sum::<u32>();
        let total = total - inside;
        // In a text without 全市 and the like, a place that first comes up late is an example or a publisher's seat, and one
        // that comes up at the top alone is where its author lives.
        let country = self.areas.get(&Gazetteer::COUNTRY).map_or(0, |named| named.weight);
        let throughout = named.first.start <= self.length / 5
            && named.last >= self.length / 4
            && named.weight >= 3 * TOP
            && 5 * named.weight >= 2 * (total + country);
        // 甲市……全市……；乙县……，丙县……: what lies in it is told of as its own.
        let with_own = named.weight >= 2 * BODY && named.weight + inside >= 2 * TOP;
        let spoken_for = self.own_weight(id, gazetteer) > 0 && (named.weight >= 2 * TOP || with_own);
        let stands_out = 2 * weight >= 5 * rival && 5 * named.weight >= total;
        if (throughout || spoken_for) && stands_out {
            return Some((id, Some(named.first)));
        }
        self.country_from_the_top().or_else(|| self.told_of(text, gazetteer))
    }

    /// The country, where a text that names no place at all tells of the whole economy or of an industry as a whole.
    fn country_meant(&self, text: &str) -> Option<(u32, Option<Span>)> {
        if !self.areas.is_empty() || !self.own.is_empty() || self.town {
            return None;
        }
        // 某某镇2020年国民经济和社会发展……: the title of a place that no list holds.
        let of_a_place = |at: usize| {
            let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
            text[line..at].contains(PLACES)
        };
        let said = |word: &&str| {
            let at = text.find(*word).filter(|&at| !of_a_place(at))?;
            Some(Span::new(at, at + word.len()))
        };
        let span = ["国民经济", "全行业", "国务院", "党中央"].iter().find_map(said)?;
        Some((Gazetteer::COUNTRY, Some(span)))
    }

    /// The country, where the text begins with it (去年我国……) and names other places only further down, or names none but it, and has
    /// no word for a smaller place of its own.
    fn country_from_the_top(&self) -> Option<(u32, Option<Span>)> {
        let ours = self.our_country?;
        let top = self.length / TOPMOST;
        let mut others = self.areas.iter().filter(|(id, _)| **id != Gazetteer::COUNTRY);
        let leads = match ours.start <= top {
            true => others.all(|(_, named)| named.first.start > top),
            false => ours.start <= self.length / 2 && others.next().is_none(),
        };
        // 全国特色小镇 above 全镇……: a town's honour.
        (leads && self.own.is_empty() && !self.town).then_some((Gazetteer::COUNTRY, Some(ours)))
    }
}

/// What the names of places end with.
const PLACES: [char; 10] = ['省', '市', '区', '县', '旗', '州', '盟', '镇', '乡', '村'];

/// The nearest character boundary at or before a byte of the text.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
