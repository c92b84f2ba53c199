//! Areas: names of the gazetteer, and words for the text's own place (全市, 我省).

use std::collections::BTreeMap;

use crate::model::{AreaLevel, Mention, MentionKind, OwnLevel, Span};
use crate::rules::{Gazetteer, Hit, NameStrength, NameUse, Term};

/// Appends every area of `text[within]`, leftmost and longest first, without overlaps and not within the organisations that
/// `out` already holds for that stretch. `hits` are the terms of that stretch, ordered by start, then longest first.
///
/// A name with several meanings, and one that may be another word, comes with its likeliest meaning: [`disambiguate`] needs
/// the whole document and decides.
pub fn areas(text: &str, within: Span, hits: &[Hit], gazetteer: &Gazetteer, out: &mut Vec<Mention>) {
    let organisations: Vec<Span> = (out.iter().rev())
        .take_while(|mention| mention.span.start >= within.start)
        .filter(|mention| mention.kind == MentionKind::Organisation)
        .map(|mention| mention.span)
        .collect();
    let mut organisations = organisations.into_iter().rev().peekable();
    let mut cursor = within.start;
    for hit in hits {
        if hit.span.start < cursor || !within.contains(hit.span) {
            continue;
        }
        while organisations.peek().is_some_and(|span| span.end <= hit.span.start) {
            organisations.next();
        }
        if organisations.peek().is_some_and(|span| span.overlaps(hit.span)) {
            continue;
        }
        let kind = match hit.term {
            Term::Area(Gazetteer::NO_AREA) => {
                cursor = hit.span.end;
                continue;
            }
            Term::Area(_) if goes_on(text, hit.span) => continue,
            Term::Area(_) => match gazetteer.by_name(hit.span.of(text)).first() {
                Some(likeliest) => MentionKind::Area(likeliest.id),
                None => continue,
            },
            Term::OwnArea(word) => match gazetteer.own_level(word) {
                Some(level) => MentionKind::OwnArea(level),
                None => continue,
            },
            _ => continue,
        };
        out.push(Mention { span: hit.span, kind });
        cursor = hit.span.end;
    }
}

/// Whether the name is only the beginning of another word: 北京市|场, 南湖区|域, 平湖|街道.
fn goes_on(text: &str, span: Span) -> bool {
    let name = span.of(text);
    let after = &text[span.end..];
    let swallowed = (name.ends_with('市') && after.starts_with('场'))
        || (name.ends_with('区') && after.starts_with(['域', '块', '间', '位', '划']));
    let full = name.ends_with(['省', '市', '区', '县', '旗', '州', '盟']);
    let township = !full
        && (after.starts_with("街道")
            || (after.starts_with('镇') && !after.starts_with("镇海") && !after.starts_with("镇江"))
            || (after.starts_with('乡') && !after.starts_with("乡村") && !after.starts_with("乡镇")));
    swallowed || township
}

/// Settles the areas of a whole document, given its mentions in any order; they come back ordered by place.
///
/// A name of several areas (鼓楼区, 朝阳) gets the one whose parent the document speaks of; without such a sign it goes, for a
/// wrong area is worse than none. A short name that may be another word (南浔, 白银) stays where the document names the area
/// in full or the area above it. 该市 becomes the city named last.
pub fn disambiguate(text: &str, mentions: &mut Vec<Mention>, gazetteer: &Gazetteer) {
    mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    let mut firm = Firm::default();
    // Twice: what the first round settles supports the second.
    for _ in 0..2 {
        let mut named = BTreeMap::new();
        for (uses, _) in mentions.iter().filter_map(|mention| named_by(text, mention, gazetteer)) {
            if let Some(id) = firm.choose(uses, gazetteer) {
                *named.entry(id).or_insert(0) += 1;
            }
        }
        firm.named = named;
    }
    let mut last: Vec<u32> = Vec::new();
    mentions.retain_mut(|mention| match mention.kind {
        MentionKind::Area(_) => {
            let Some(id) = firm.choose(gazetteer.by_name(mention.span.of(text)), gazetteer) else {
                return false;
            };
            mention.kind = MentionKind::Area(id);
            last.retain(|&earlier| earlier != id);
            last.push(id);
            true
        }
        MentionKind::OwnArea(level) if gazetteer.points_back(mention.span.of(text)) => {
            let named = last.iter().rev().find(|&&id| is_kind(gazetteer, id, level));
            match named {
                Some(&id) => mention.kind = MentionKind::Area(id),
                None => return false,
            }
            true
        }
        _ => true,
    });
}

/// The areas that a mention names: itself, or as the first part of an organisation's name; and how far the name reaches.
pub(crate) fn named_by<'g>(text: &str, mention: &Mention, gazetteer: &'g Gazetteer) -> Option<(&'g [NameUse], Span)> {
    match mention.kind {
        MentionKind::Area(_) => {
            let uses = gazetteer.by_name(mention.span.of(text));
            (!uses.is_empty()).then_some((uses, mention.span))
        }
        MentionKind::Organisation => {
            let (uses, length) = gazetteer.prefix(mention.span.of(text))?;
            Some((uses, Span::new(mention.span.start, mention.span.start + length)))
        }
        _ => None,
    }
}

/// Whether an area is of the kind that 该市, 全区 and the like mean.
pub(crate) fn is_kind(gazetteer: &Gazetteer, id: u32, kind: OwnLevel) -> bool {
    let area = gazetteer.area(id);
    let name = area.name.as_str();
    match (kind, area.level) {
        (_, None | Some(AreaLevel::Country)) => false,
        (OwnLevel::Province, level) => level == Some(AreaLevel::Province) && name.ends_with('省'),
        (OwnLevel::City, _) => name.ends_with('市'),
        (OwnLevel::Prefecture, level) => level == Some(AreaLevel::City) && name.ends_with(['州', '盟']),
        (OwnLevel::District, Some(AreaLevel::City)) => false,
        (OwnLevel::District, _) => name.ends_with('区'),
        (OwnLevel::County, _) => name.ends_with('县'),
        (OwnLevel::Banner, _) => name.ends_with('旗'),
        (OwnLevel::Any, _) => true,
    }
}

/// The areas that a document names beyond doubt, with how often.
#[derive(Default)]
pub(crate) struct Firm {
    named: BTreeMap<u32, usize>,
}

impl Firm {
    /// The meaning of a name in this document, if it has one.
    pub(crate) fn choose(&self, uses: &[NameUse], gazetteer: &Gazetteer) -> Option<u32> {
        let first = *uses.first()?;
        // A province or city that is called so is meant before any county: 吉林, 海南; and a sole full name means itself.
        let alone = uses.iter().filter(|it| it.strength == first.strength).count() == 1;
        let above_counties = gazetteer.area(first.id).level < Some(AreaLevel::County);
        if first.strength < NameStrength::Weak && (alone || above_counties) {
            return Some(first.id);
        }
        let support = |it: &&NameUse| {
            let own = self.named.get(&it.id).copied().unwrap_or(0);
            let parent = gazetteer.parent(it.id).filter(|&id| id != Gazetteer::COUNTRY);
            let above = parent.and_then(|id| self.named.get(&id).copied()).unwrap_or(0);
            let top = parent
                .and_then(|id| gazetteer.parent(id))
                .filter(|&id| id != Gazetteer::COUNTRY);
            let top = top.and_then(|id| self.named.get(&id).copied()).unwrap_or(0);
            // The province decides between homonyms, but does not make a weak name a place.
            let firm = own + above > 0 || (it.strength < NameStrength::Weak && top > 0);
            firm.then_some((own + above, top))
        };
        let best = uses
            .iter()
            .filter_map(|it| support(&it).map(|support| (support, it.id)))
            .collect::<Vec<_>>();
        let most = best.iter().map(|(support, _)| *support).max()?;
        let mut winners = best.iter().filter(|(support, _)| *support == most).map(|(_, id)| *id);
        let winner = winners.next()?;
        // Equal support for two of today is doubt; a former area gives way.
        winners.all(|id| gazetteer.is_former(id)).then_some(winner)
    }
}
