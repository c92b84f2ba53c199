//! Which place is meant: the document's own, a section's, 全省 in a city's report, the one a clause is about.

use std::collections::BTreeMap;

use crate::model::{AreaLevel, Mention, MentionKind, OriginKind, OwnLevel, Span};
use crate::recognize::{is_kind, named_by};
use crate::rules::Gazetteer;
use crate::split::{BlockKind, Structure};

/// The place that a document speaks for, how it is known, and where it is said.
///
/// The title decides, then the issuer, then the path where it names a place, then the places named most, weighed by where
/// they stand and by whether words like 全市 fit them. `mentions` must be settled and in order
/// ([`crate::recognize::disambiguate`]). `None` where nothing stands out, as in a page on two cities.
pub fn document_area(
    text: &str,
    structure: &Structure,
    mentions: &[Mention],
    gazetteer: &Gazetteer,
    document_path: &str,
) -> Option<(u32, OriginKind, Option<Span>)> {
    let counted = Counted::new(text, structure, mentions, gazetteer);
    let title = structure
        .title
        .and_then(|title| the_place(text, title, mentions, gazetteer));
    if let Some((id, span)) = title
        && (id != Gazetteer::COUNTRY || counted.fits_country())
    {
        return Some((id, OriginKind::Title, Some(span)));
    }
    let issuer = structure
        .issuer
        .and_then(|issuer| issued_by(text, issuer, mentions, gazetteer));
    if let Some((id, span)) = issuer
        && (id != Gazetteer::COUNTRY || counted.fits_country())
    {
        return Some((id, OriginKind::Document, Some(span)));
    }
    if let Some(id) = path_area(document_path, gazetteer) {
        return Some((id, OriginKind::Metadata, None));
    }
    let (id, span) = counted.outstanding(gazetteer)?;
    Some((id, OriginKind::Document, span))
}

/// What 全市, 我省 and the like mean in a text that speaks for `context`: itself where it is of that kind, else the nearest
/// area above it that is. In a district 全市 is the city above it, in a county-level city that city; 全区 is the district,
/// or the autonomous region.
pub fn own_area(level: OwnLevel, context: u32, gazetteer: &Gazetteer) -> Option<u32> {
    gazetteer.chain(context).find(|&id| is_kind(gazetteer, id, level))
}

/// For each block of `structure`, the place it tells of where a line above it is the name of that place alone, and where that
/// line stands: a page on two cities in turn. Holds until the next such line, or a heading of the same or a higher level.
pub fn section_areas(
    text: &str,
    structure: &Structure,
    mentions: &[Mention],
    gazetteer: &Gazetteer,
) -> Vec<Option<(u32, Span)>> {
    let mut current: Option<(u32, Span)> = None;
    let mut depth = None;
    let blocks = &structure.blocks;
    // A column of names is a table, however it was laid out: what follows a section's name is a text.
    let mut leads_text = vec![false; blocks.len()];
    let mut follows = false;
    for (index, block) in blocks.iter().enumerate().rev() {
        leads_text[index] = follows;
        if !block.span.of(text).trim().is_empty() {
            follows = match block.kind {
                BlockKind::Paragraph { .. } => block.span.of(text).chars().nth(30).is_some(),
                BlockKind::Heading { .. } => true,
                _ => false,
            };
        }
    }
    let mut areas = Vec::with_capacity(blocks.len());
    for (index, block) in blocks.iter().enumerate() {
        let level = match block.kind {
            BlockKind::Heading { level } => Some(level),
            BlockKind::Title => Some(0),
            _ => None,
        };
        let leads = leads_text[index];
        let named = (leads
            && matches!(
                block.kind,
                BlockKind::Paragraph { .. } | BlockKind::Heading { .. } | BlockKind::Title
            ))
        .then(|| sole_name(text, block.span, mentions, gazetteer))
        .flatten();
        if let Some(named) = named {
            current = Some(named);
            depth = level;
        } else if let (Some(level), Some(depth)) = (level, depth)
            && level <= depth
        {
            current = None;
        }
        areas.push(current);
    }
    areas
}

/// The place a clause is about, where it says one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AreaSaid {
    /// Index in the gazetteer.
    pub id: u32,
    /// Where it is said.
    pub span: Span,
}

/// The place that `clause` says it is about, for a number at `at`, in a text or section that speaks for `context`.
///
/// Counts a name before the number that is not said beside the matter (居**全省**第3位, 与**上海**合作). A place outside the
/// context takes over only where it opens the clause; inside it, the nearest one before the number does.
pub fn area_said(
    text: &str,
    clause: Span,
    at: usize,
    mentions: &[Mention],
    context: Option<u32>,
    gazetteer: &Gazetteer,
) -> Option<AreaSaid> {
    let first = mentions.partition_point(|mention| mention.span.start < clause.start);
    let inside = mentions[first..]
        .iter()
        .take_while(|mention| mention.span.start < at.min(clause.end));
    let mut said = None;
    for mention in inside {
        let id = match mention.kind {
            MentionKind::Area(id) => Some(id),
            MentionKind::OwnArea(level) => context.and_then(|context| own_area(level, context, gazetteer)),
            _ => None,
        };
        let Some(id) = id else { continue };
        let before = &text[clause.start..mention.span.start];
        let after = &text[mention.span.end..clause.end.max(mention.span.end)];
        // 玉门、平凉等地35处: the number is of more than the places named.
        let examples = text[mention.span.end..at.max(mention.span.end)].contains('等');
        let own = context.is_none_or(|context| gazetteer.within(id, context));
        let opens = before.trim().is_empty();
        if !examples && (own || opens) && !gazetteer.aside(before, after) {
            said = Some(AreaSaid { id, span: mention.span });
        }
    }
    said
}

/// The one place that a stretch names: all its names lie in one line of areas (浙江省湖州市), and the lowest is meant.
fn the_place(text: &str, within: Span, mentions: &[Mention], gazetteer: &Gazetteer) -> Option<(u32, Span)> {
    let first = mentions.partition_point(|mention| mention.span.start < within.start);
    let mut place: Option<(u32, Span)> = None;
    for mention in mentions[first..]
        .iter()
        .take_while(|mention| mention.span.end <= within.end)
    {
        let Some((id, span)) = settled(text, mention, mentions, gazetteer) else {
            continue;
        };
        place = match place {
            None => Some((id, span)),
            Some((known, _)) if gazetteer.within(id, known) => Some((id, span)),
            Some((known, _)) if gazetteer.within(known, id) => place,
            Some(_) => return None,
        };
    }
    place
}

/// The area that a mention or the beginning of an organisation's name means.
fn settled(text: &str, mention: &Mention, mentions: &[Mention], gazetteer: &Gazetteer) -> Option<(u32, Span)> {
    if let MentionKind::Area(id) = mention.kind {
        return Some((id, mention.span));
    }
    let (uses, span) = named_by(text, mention, gazetteer)?;
    // A homonym at the head of an organisation's name means what the document means by it elsewhere.
    let known = (uses.iter()).find(|it| mentions.iter().any(|other| other.kind == MentionKind::Area(it.id)));
    let sure = known.or_else(|| {
        uses.first()
            .filter(|it| gazetteer.area(it.id).level < Some(AreaLevel::County) || uses.len() == 1)
    });
    sure.map(|it| (it.id, span))
}

/// The place that an issuer speaks for.
fn issued_by(text: &str, issuer: Span, mentions: &[Mention], gazetteer: &Gazetteer) -> Option<(u32, Span)> {
    let place = the_place(text, issuer, mentions, gazetteer).filter(|(id, _)| *id != Gazetteer::COUNTRY);
    place.or_else(|| {
        let (start, end) = gazetteer.national_body(issuer.of(text))?;
        Some((Gazetteer::COUNTRY, Span::new(start, end).shifted(issuer.start)))
    })
}

/// The lowest place that a part of the path is or begins with: `浙江省/湖州市/公报.txt`.
fn path_area(path: &str, gazetteer: &Gazetteer) -> Option<u32> {
    let mut place = None;
    for part in path.split(['/', '!', '_', '-', ' ', '.']) {
        let Some((uses, _)) = gazetteer.prefix(part) else {
            continue;
        };
        let fitting = uses.iter().filter(|it| it.strength < crate::rules::NameStrength::Weak);
        let mut fitting = fitting.filter(|it| place.is_none_or(|above| gazetteer.within(it.id, above)));
        place = match (fitting.next(), fitting.next()) {
            (Some(only), None) => Some(only.id),
            _ => place,
        };
    }
    place
}

/// The place of a line that is nothing but its name.
fn sole_name(text: &str, line: Span, mentions: &[Mention], gazetteer: &Gazetteer) -> Option<(u32, Span)> {
    let first = mentions.partition_point(|mention| mention.span.start < line.start);
    let mention = mentions[first..]
        .iter()
        .find(|mention| matches!(mention.kind, MentionKind::Area(_)))?;
    let MentionKind::Area(id) = mention.kind else {
        return None;
    };
    let around = |part: &str| {
        part.chars()
            .all(|ch| ch.is_whitespace() || "：:·■●◆▲【】[]（）()—-".contains(ch))
    };
    let sole = line.contains(mention.span)
        && around(&text[line.start..mention.span.start])
        && around(&text[mention.span.end..line.end]);
    (sole && id != Gazetteer::COUNTRY && gazetteer.area(id).level.is_some()).then_some((id, mention.span))
}

/// How often a document names which place.
struct Counted {
    /// Weight of each area and the first place it stands at.
    areas: BTreeMap<u32, (u32, Span)>,
    /// Of each kind of word for the own place.
    own: BTreeMap<OwnLevel, u32>,
}

/// What one mention weighs: near the top of the document, elsewhere, and as the beginning of an organisation's name.
const TOP: u32 = 4;
const BODY: u32 = 2;
const IN_NAME: u32 = 1;

impl Counted {
    fn new(text: &str, structure: &Structure, mentions: &[Mention], gazetteer: &Gazetteer) -> Self {
        let mut counted = Self {
            areas: BTreeMap::new(),
            own: BTreeMap::new(),
        };
        let known: std::collections::BTreeSet<u32> = (mentions.iter())
            .filter_map(|mention| match mention.kind {
                MentionKind::Area(id) => Some(id),
                _ => None,
            })
            .collect();
        let mut blocks = structure.blocks.iter().peekable();
        let top = text.len() / 10;
        for mention in mentions {
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
                MentionKind::Area(id) => {
                    if !gazetteer.aside(before, after) {
                        counted.areas.entry(id).or_insert((0, mention.span)).0 += weight;
                    }
                }
                MentionKind::OwnArea(level) if !gazetteer.aside(before, after) => {
                    // 我省 speaks for the province, 全省 may be the field a city stands in.
                    let first_person = !mention.span.of(text).starts_with('全');
                    *counted.own.entry(level).or_insert(0) += if first_person { 2 * weight } else { weight };
                }
                MentionKind::Organisation => {
                    if let Some((uses, span)) = named_by(text, mention, gazetteer) {
                        let sure = (uses.iter()).find(|it| known.contains(&it.id)).or_else(|| {
                            uses.first()
                                .filter(|it| uses.len() == 1 || gazetteer.area(it.id).level < Some(AreaLevel::County))
                        });
                        if let Some(sure) = sure {
                            counted.areas.entry(sure.id).or_insert((0, span)).0 += IN_NAME;
                        }
                    }
                }
                _ => {}
            }
        }
        counted
    }

    /// Weight of the words for the own place that fit an area itself.
    fn own_weight(&self, id: u32, gazetteer: &Gazetteer) -> u32 {
        (self.own.iter())
            .filter(|&(&level, _)| level != OwnLevel::Any && is_kind(gazetteer, id, level))
            .map(|(_, weight)| weight)
            .sum()
    }

    /// Whether the text may speak for the whole country: no words for a smaller own place outweigh the country's.
    fn fits_country(&self) -> bool {
        let country = self.areas.get(&Gazetteer::COUNTRY).map_or(0, |(weight, _)| *weight);
        let own: u32 = self.own.values().sum();
        own <= country.max(2 * TOP)
    }

    /// The place that stands out, if one does.
    fn outstanding(&self, gazetteer: &Gazetteer) -> Option<(u32, Option<Span>)> {
        // A place counts for itself, and half for those above it: a province's report names its cities in turn.
        let mut weights: BTreeMap<u32, (u32, Span)> = BTreeMap::new();
        let mut total = 0;
        for (&id, &(weight, span)) in self.areas.iter().filter(|(id, _)| **id != Gazetteer::COUNTRY) {
            total += weight;
            weights.entry(id).or_insert((0, span)).0 += 2 * weight;
            for above in gazetteer
                .chain(id)
                .skip(1)
                .filter(|&above| self.areas.contains_key(&above))
            {
                if above != Gazetteer::COUNTRY {
                    weights.entry(above).or_insert((0, self.areas[&above].1)).0 += weight;
                }
            }
        }
        let own: u32 = self.own.values().sum();
        for (&id, (weight, _)) in &mut weights {
            // Words that fit the place speak for it; words for a smaller own place speak against it.
            let fitting = self.own_weight(id, gazetteer);
            *weight += fitting.min(*weight);
            if own > 4 * TOP && fitting == 0 {
                *weight /= 2;
            }
        }
        let country = self.areas.get(&Gazetteer::COUNTRY).copied();
        let best = weights
            .iter()
            .max_by_key(|(id, (weight, _))| (*weight, std::cmp::Reverse(**id)));
        let country_wins =
            |rival: u32| country.filter(|(weight, _)| *weight >= 2 * TOP && 2 * *weight >= rival && own <= *weight);
        let Some((&id, &(weight, span))) = best else {
            return country_wins(0).map(|(_, span)| (Gazetteer::COUNTRY, Some(span)));
        };
        if let Some((_, span)) = country_wins(weight) {
            return Some((Gazetteer::COUNTRY, Some(span)));
        }
        // Another place of about the same weight that is neither above nor below makes it a text on several places.
        let rival = (weights.iter())
            .filter(|&(&other, _)| !gazetteer.within(other, id) && !gazetteer.within(id, other))
            .map(|(_, (weight, _))| *weight)
            .max()
            .unwrap_or(0);
        let named = self.areas.get(&id).map_or(0, |(weight, _)| *weight);
        (named >= 2 * TOP && 2 * weight >= 5 * rival && 5 * named >= total).then_some((id, Some(span)))
    }
}

/// The nearest character boundary at or before a byte of the text.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
