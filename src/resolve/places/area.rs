//! Which place is meant: the document's own, a section's, 全省 in a city's report, the one a clause is about.

use std::iter::Peekable;

use super::place_lines::{is_headline, is_prose};
use super::{abroad::sent_about, count::Counted, country::told_of_country};
use crate::model::{AreaLevel, Dimension, Mention, MentionKind, OriginKind, OwnLevel, Span};
use crate::recognize::{is_kind, named_by};
use crate::rules::{Gazetteer, Organisations};
use crate::split::{BlockKind, Structure};

/// The place that a document speaks for, how it is known, and where it is said.
///
/// The title decides, then the issuer, then an office or a body of the state above the text, then the path where it names a
/// place, then the places named most, weighed by where they stand and by whether words like 全市 fit them, and last the name
/// of the paper on whose page the text stands. `mentions` must be settled and in order
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
        .and_then(|title| the_place(text, title, mentions, gazetteer))
        .map(|place| sent_about(text, place, gazetteer));
    // 74个城市空气质量状况：石家庄垫底: the title is of all of them, whichever it names behind.
    if let Some((_, named)) = title
        && structure.title.is_some_and(|title| {
            let before = Span::new(title.start, named.start);
            counts_places(text, before, mentions, gazetteer)
        })
    {
        return counted
            .our_country()
            .map(|span| (Gazetteer::COUNTRY, OriginKind::Document, Some(span)));
    }
    if let Some((id, span)) = title
        && (id != Gazetteer::COUNTRY || counted.fits_country())
    {
        return Some((id, OriginKind::Title, Some(span)));
    }
    let issuer = structure
        .issuer
        .and_then(|issuer| issued_by(text, issuer, mentions, gazetteer));
    // 财政部 in a text that reckons in 新台币.
    if let Some((id, span)) = issuer
        && id == Gazetteer::COUNTRY
        && let Some(place) = gazetteer.reckons_in(text)
    {
        return Some((place, OriginKind::Document, Some(span)));
    }
    if let Some((id, span)) = issuer
        && (id != Gazetteer::COUNTRY || counted.fits_country())
    {
        return Some((id, OriginKind::Document, Some(span)));
    }
    if let Some((id, span)) = local_office(text, structure, gazetteer) {
        return Some((id, OriginKind::Document, Some(span)));
    }
    if let Some(span) = byline(text, structure, gazetteer)
        && counted.fits_country()
    {
        return Some((Gazetteer::COUNTRY, OriginKind::Document, Some(span)));
    }
    if let Some(id) = path_area(document_path, gazetteer) {
        return Some((id, OriginKind::Metadata, None));
    }
    let source = || {
        let span = source(text, gazetteer).filter(|_| counted.fits_country())?;
        Some((Gazetteer::COUNTRY, Some(span)))
    };
    let masthead = || {
        let (id, span) = masthead(text, structure, mentions, gazetteer)?;
        Some((id, Some(span)))
    };
    let outstanding = counted.outstanding(text, gazetteer);
    let meant = || Some((Gazetteer::COUNTRY, told_of_country(text, mentions, gazetteer)));
    let meant = || meant().filter(|(_, span)| span.is_some());
    let (id, span) = outstanding.or_else(source).or_else(masthead).or_else(meant)?;
    Some((id, OriginKind::Document, span))
}

/// Whether places are counted there: 74个城市.
fn counts_places(text: &str, within: Span, mentions: &[Mention], gazetteer: &Gazetteer) -> bool {
    let first = mentions.partition_point(|mention| mention.span.start < within.start);
    let mut inside = mentions[first..]
        .iter()
        .take_while(|mention| mention.span.end <= within.end);
    inside.any(|mention| {
        matches!(&mention.kind, MentionKind::Quantity(number) if number.dimension == Dimension::Count)
            && gazetteer.several().begins_places(&text[mention.span.end..within.end])
    })
}

/// The place in the name of the paper on whose page the text stands: 某某日报　2023年12月28日　A05版.
fn masthead(text: &str, structure: &Structure, mentions: &[Mention], gazetteer: &Gazetteer) -> Option<(u32, Span)> {
    let line = structure
        .blocks
        .iter()
        .map(|block| block.span)
        .find(|block| !block.of(text).trim().is_empty())?;
    let dated = mentions
        .iter()
        .any(|mention| line.contains(mention.span) && matches!(mention.kind, MentionKind::Period(_)));
    let short = line.of(text).chars().nth(MASTHEAD).is_none() && !line.of(text).contains(['，', ',', '。']);
    the_place(text, line, mentions, gazetteer).filter(|(id, _)| dated && short && *id != Gazetteer::COUNTRY)
}

/// Characters of the head of a newspaper's page at most.
const MASTHEAD: usize = 40;

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
    organisations: &Organisations,
) -> Vec<Option<(u32, Span)>> {
    let blocks = &structure.blocks;
    let named: Vec<&Mention> = mentions
        .iter()
        .filter(|mention| matches!(mention.kind, MentionKind::Area(_)))
        .collect();
    if named.is_empty() {
        return vec![None; blocks.len()];
    }
    let mut rest = named.iter().peekable();
    let sole: Vec<_> = (0..blocks.len())
        .map(|at| match blocks[at].kind {
            BlockKind::Table(_) | BlockKind::Furniture => None,
            _ if !names_any(&mut rest, blocks[at].span) => None,
            _ => {
                let is_heading = depth(&blocks[at].kind).is_some();
                sole_name(text, blocks[at].span, &named, gazetteer, is_heading).or_else(|| {
                    let heading = matches!(blocks[at].kind, BlockKind::Heading { .. });
                    let titled = || titled_name(text, blocks[at].span, &named, gazetteer, organisations);
                    heading.then(titled).flatten()
                })
            }
        })
        .collect();
    if sole.iter().all(Option::is_none) {
        return vec![None; blocks.len()];
    }
    let filled: Vec<usize> = (0..blocks.len())
        .filter(|&at| !blocks[at].span.of(text).trim().is_empty())
        .collect();
    let mut opens = vec![None; blocks.len()];
    for (nth, &at) in filled.iter().enumerate() {
        // A column of names is a table, however it was laid out: a section's name stands alone and a text follows.
        let in_column = depth(&blocks[at].kind).is_none() && nth > 0 && sole[filled[nth - 1]].is_some();
        let leads = || {
            filled.get(nth + 1).is_some_and(|&next| match blocks[next].kind {
                BlockKind::Paragraph { .. } => is_prose(blocks[next].span.of(text)),
                BlockKind::Heading { .. } => depth(&blocks[at].kind).is_some(),
                _ => false,
            })
        };
        opens[at] = sole[at].filter(|_| !in_column && leads());
    }
    let mut current: Option<(u32, Span)> = None;
    let mut opened_at = None;
    let mut areas = Vec::with_capacity(blocks.len());
    for (block, opens) in blocks.iter().zip(opens) {
        let level = depth(&block.kind);
        if opens.is_some() {
            (current, opened_at) = (opens, level);
        } else if level.is_some_and(|level| opened_at.is_some_and(|opened| level <= opened)) {
            (current, opened_at) = (None, None);
        }
        areas.push(current);
    }
    areas
}

/// Whether one of the names that are left stands in a block; the blocks are asked for in order.
fn names_any<'m>(rest: &mut Peekable<impl Iterator<Item = &'m &'m Mention>>, block: Span) -> bool {
    while rest.next_if(|mention| mention.span.start < block.start).is_some() {}
    rest.peek().is_some_and(|mention| mention.span.start < block.end)
}

/// Depth of a title or heading.
fn depth(kind: &BlockKind) -> Option<u8> {
    match kind {
        BlockKind::Title => Some(0),
        BlockKind::Heading { level } => Some(*level),
        _ => None,
    }
}

/// The one place that a stretch names: all its names lie in one line of areas (浙江省湖州市), and the lowest is meant.
fn the_place(text: &str, within: Span, mentions: &[Mention], gazetteer: &Gazetteer) -> Option<(u32, Span)> {
    let first = mentions.partition_point(|mention| mention.span.start < within.start);
    let mut place: Option<(u32, Span)> = None;
    let mut region: Option<(u32, Span)> = None;
    // 甲地水果抵达乙市口岸: only where the fruit is from.
    let mut origin: Option<(u32, Span)> = None;
    // 长江经济带生产总值全国占比: the country is what the region is compared with.
    let counts =
        |place: (u32, Span)| (place.0 != Gazetteer::COUNTRY || !place.1.of(text).starts_with('全')).then_some(place);
    for mention in mentions[first..]
        .iter()
        .take_while(|mention| mention.span.end <= within.end)
    {
        let Some((id, span)) = settled(text, mention, mentions, gazetteer) else {
            continue;
        };
        // 某某省融入长三角行动方案: beside another place a region is what it has a part in.
        if gazetteer.is_region(id) {
            region = region.or(Some((id, span)));
            continue;
        }
        if id != Gazetteer::COUNTRY && gazetteer.is_ware(&text[span.end..within.end.max(span.end)]) {
            origin = origin.or(Some((id, span)));
            continue;
        }
        place = match place {
            None => Some((id, span)),
            Some((known, _)) if gazetteer.within(id, known) => Some((id, span)),
            Some((known, _)) if gazetteer.within(known, id) => place,
            Some(_) => return None,
        };
    }
    // 甲省某县苹果: where it is from is as much as is said.
    let inner = origin.filter(|(from, _)| place.is_some_and(|(known, _)| gazetteer.within(*from, known)));
    inner.or_else(|| place.and_then(counts)).or(region).or(place).or(origin)
}

/// The area that a mention or the beginning of an organisation's name means.
pub(in crate::resolve) fn settled(
    text: &str,
    mention: &Mention,
    mentions: &[Mention],
    gazetteer: &Gazetteer,
) -> Option<(u32, Span)> {
    if let MentionKind::Area(id) = mention.kind {
        return Some((id, mention.span));
    }
    let (uses, span) = named_by(text, mention, gazetteer)?;
    // A homonym at the head of an organisation's name means what the document means by it elsewhere.
    let known = (uses.iter()).find(|it| {
        mentions
            .iter()
            .any(|other| matches!(other.kind, MentionKind::Area(id) if id == it.id))
    });
    let sure = known.or_else(|| {
        uses.first()
            .filter(|it| gazetteer.area(it.id).level < Some(AreaLevel::County) || uses.len() == 1)
    });
    // 福建福清某某产业园 lies in 福清.
    sure.map(|it| match it.id {
        Gazetteer::COUNTRY => (it.id, span),
        id => {
            let (id, end) = gazetteer.narrowed(text, id, Span::new(span.end, mention.span.end));
            (id, Span::new(span.start, end))
        }
    })
}

/// The place that a body's name begins with: 常州高新区.
pub fn area_of_body(text: &str, name: Span, mentions: &[Mention], gazetteer: &Gazetteer) -> Option<(u32, Span)> {
    let first = mentions.partition_point(|mention| mention.span.start < name.start);
    let body = mentions.get(first).filter(|mention| mention.span.start == name.start)?;
    settled(text, body, mentions, gazetteer)
}

/// The place that an issuer speaks for.
fn issued_by(text: &str, issuer: Span, mentions: &[Mention], gazetteer: &Gazetteer) -> Option<(u32, Span)> {
    let place = the_place(text, issuer, mentions, gazetteer).filter(|(id, _)| *id != Gazetteer::COUNTRY);
    place.or_else(|| {
        let (start, end) = gazetteer.national_body(issuer.of(text))?;
        Some((Gazetteer::COUNTRY, Span::new(start, end).shifted(issuer.start)))
    })
}

/// An office on a line of its own above the text whose name is not that of its place: 国势普查处.
fn local_office(text: &str, structure: &Structure, gazetteer: &Gazetteer) -> Option<(u32, Span)> {
    const REACH: usize = 12;
    const LONGEST: usize = 24;
    let lines = structure.blocks.iter().take(REACH).map(|block| block.span);
    let mut short = lines.filter(|line| line.of(text).chars().nth(LONGEST).is_none());
    short.find_map(|line| Some((gazetteer.local_body(line.of(text))?, line)))
}

/// A body of the state at the head of a short line above the text, with what belongs to it: 信息产业部某某研究所　课题组.
fn byline(text: &str, structure: &Structure, gazetteer: &Gazetteer) -> Option<Span> {
    /// A byline stands among so many blocks, and has so many characters at most.
    const REACH: usize = 12;
    const LONGEST: usize = 40;
    let blocks = structure.blocks.iter().take(REACH);
    let lines = blocks.filter(|block| !matches!(block.kind, BlockKind::Table(_)));
    lines.map(|block| block.span).find_map(|span| {
        let line = span.of(text);
        let lead = line.len() - line.trim_start().len();
        let length = gazetteer.national_body_at(&line[lead..])?;
        let short = line.chars().nth(lead + LONGEST).is_none() && !line.contains(['。', '，', '；', '：']);
        short.then(|| Span::new(lead, lead + length).shifted(span.start))
    })
}

/// The body of the state whose figures the first lines report: 记者从国家统计局获悉, 工业和信息化部2日公布.
fn source(text: &str, gazetteer: &Gazetteer) -> Option<Span> {
    /// Bytes of the first lines.
    const REACH: usize = 600;
    let (start, end) = gazetteer.national_body(&text[..text.floor_char_boundary(REACH)])?;
    Some(Span::new(start, end))
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

/// The place of a line that is nothing but its name, or of a heading that begins with it: 谷城：链上发力.
fn sole_name(
    text: &str,
    line: Span,
    named: &[&Mention],
    gazetteer: &Gazetteer,
    is_heading: bool,
) -> Option<(u32, Span)> {
    let first = named.partition_point(|mention| mention.span.start < line.start);
    let mention = named.get(first)?;
    let MentionKind::Area(id) = mention.kind else {
        return None;
    };
    let around = |part: &str| {
        part.chars()
            .all(|ch| ch.is_whitespace() || "：:·■●◆▲【】[]（）()—-".contains(ch))
    };
    let behind = &text[mention.span.end.min(line.end)..line.end];
    let sole = line.contains(mention.span)
        && around(&text[line.start..mention.span.start])
        && (around(behind) || (is_heading || is_headline(behind)) && behind.starts_with(['：', ':', '｜', '|']));
    (sole && id != Gazetteer::COUNTRY && gazetteer.area(id).level.is_some()).then_some((id, mention.span))
}

/// The place that the title of another text within the file begins with: 某某市2008年一季度经济运行分析报告.
fn titled_name(
    text: &str,
    line: Span,
    named: &[&Mention],
    gazetteer: &Gazetteer,
    organisations: &Organisations,
) -> Option<(u32, Span)> {
    let first = named.partition_point(|mention| mention.span.start < line.start);
    let mention = named.get(first).filter(|mention| line.contains(mention.span))?;
    let MentionKind::Area(id) = mention.kind else {
        return None;
    };
    let opens = text[line.start..mention.span.start]
        .chars()
        .all(|ch| !ch.is_alphanumeric());
    let title = opens && organisations.ends_text(line.of(text));
    (title && id != Gazetteer::COUNTRY && gazetteer.area(id).level.is_some()).then_some((id, mention.span))
}

#[cfg(test)]
mod tests;
