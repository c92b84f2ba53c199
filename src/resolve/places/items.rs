//! Items of the news: the place that a headline and the paragraphs below it tell of as a whole.

use std::collections::BTreeMap;

use crate::model::{Mention, MentionKind, Span};
use crate::recognize::named_by;
use crate::rules::Gazetteer;
use crate::split::{Block, BlockKind, Structure};

use super::area::settled;

/// Where an item of the news has its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// Here, as is said there.
    At(u32, Span),
    /// Somewhere abroad, or nowhere: in no case in the country.
    Abroad,
}

/// For each block of the news of a day, the place of the item that it belongs to, where it has one other than the country.
///
/// An item is a headline with what stands below it up to the next one. It is of the province or the country abroad that it names
/// at its head and far more than anything else; of what lies in there it is where that holds of it too. Under a heading for news
/// from abroad (国际联播快讯) nothing is of the country. `mentions` are settled and in order.
pub fn items(text: &str, structure: &Structure, mentions: &[Mention], gazetteer: &Gazetteer) -> Vec<Option<Item>> {
    let blocks = &structure.blocks;
    let mut found = Vec::with_capacity(blocks.len());
    let mut abroad: Option<Opened> = None;
    while found.len() < blocks.len() {
        let first = found.len();
        let rest = blocks[first + 1..].iter().take_while(|block| !is_headline(block));
        let item = &blocks[first..=first + rest.count()];
        let told = told_of(text, item, mentions, gazetteer);
        for block in item {
            if abroad.is_some_and(|opened| opened.ends_at(text, block)) {
                abroad = None;
            }
            if let Some(level) = opens_abroad(text, block, gazetteer) {
                abroad = Some(level);
            }
            found.push(match (told, abroad) {
                (Some(Item::At(id, span)), Some(_)) if gazetteer.is_foreign(id) => Some(Item::At(id, span)),
                (_, Some(_)) => Some(Item::Abroad),
                (told, None) => told,
            });
        }
    }
    found
}

/// What opened a stretch of news from abroad.
#[derive(Clone, Copy)]
enum Opened {
    Heading(u8),
    Line,
}

impl Opened {
    /// Whether the stretch ends where a block begins: at a heading that is not below its own; one that a line of a list opened,
    /// at the next line with a number of the same kind.
    fn ends_at(self, text: &str, block: &Block) -> bool {
        match (self, &block.kind) {
            (Self::Heading(above), BlockKind::Heading { level }) => *level <= above,
            (Self::Line, BlockKind::Heading { .. }) | (_, BlockKind::Title) => true,
            (Self::Line, _) => block
                .span
                .of(text)
                .trim_start()
                .starts_with(|c: char| c.is_ascii_digit()),
            _ => false,
        }
    }
}

/// Whether a block is a heading, or a short line, for news from abroad.
fn opens_abroad(text: &str, block: &Block, gazetteer: &Gazetteer) -> Option<Opened> {
    const LONGEST: usize = 16;
    let line = block.span.of(text).trim();
    let short = line.chars().nth(LONGEST).is_none();
    if !short || !gazetteer.heads_abroad(line) {
        return None;
    }
    match block.kind {
        BlockKind::Heading { level } => Some(Opened::Heading(level)),
        BlockKind::Paragraph { .. } => Some(Opened::Line),
        _ => None,
    }
}

const fn is_headline(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Title)
}

/// What one mention of a place weighs: in the headline, at the head of the story, further down; in a name half of it.
const HEADLINE: u32 = 8;
const HEAD: u32 = 6;
const BELOW: u32 = 4;

/// Characters of the shortest paragraph that can be the head of a story.
const STORY: usize = 20;

/// How much an item speaks of a place.
#[derive(Clone, Copy)]
struct Naming {
    id: u32,
    span: Span,
    weight: u32,
    /// Whether it stands in the headline or at the head of the story.
    leads: bool,
}

/// Which place an item tells of.
fn told_of(text: &str, item: &[Block], mentions: &[Mention], gazetteer: &Gazetteer) -> Option<Item> {
    if !is_headline(&item[0]) {
        return None;
    }
    let head = item.iter().find_map(|block| match &block.kind {
        BlockKind::Paragraph { sentences } if block.span.of(text).chars().nth(STORY).is_some() => {
            let end = sentences.get(1).or_else(|| sentences.first())?.span.end;
            Some(Span::new(block.span.start, end))
        }
        _ => None,
    })?;
    let mut named: Vec<Naming> = Vec::new();
    // Where a name ends that stands beside the matter, and whether one of home does.
    let mut beside = None;
    let mut at_home = false;
    // 记者从国家医保局了解到: what a body of the state tells is of the country, where not much speaks against it.
    if let Some((start, end)) = gazetteer.national_body(head.of(text)) {
        let span = Span::new(start, end).shifted(head.start);
        // 加沙地带|卫生部|门
        let part = text[span.end..].starts_with('门') || stated(mentions, span);
        named.extend((!part).then_some(Naming {
            id: Gazetteer::COUNTRY,
            span,
            weight: BELOW,
            leads: true,
        }));
    }
    for block in item {
        if matches!(block.kind, BlockKind::Table(_) | BlockKind::Furniture) {
            continue;
        }
        let first = mentions.partition_point(|mention| mention.span.start < block.span.start);
        let inside = mentions[first..].iter();
        for mention in inside.take_while(|mention| mention.span.start < block.span.end) {
            let weight = match () {
                () if is_headline(block) => HEADLINE,
                () if head.contains(mention.span) => HEAD,
                () => BELOW,
            };
            let Some(mut naming) = naming(text, block.span, mention, mentions, gazetteer) else {
                // 从青岛|胶州站开出: what goes on a name beside the matter is beside it, too.
                if let MentionKind::Area(id) = mention.kind {
                    beside = Some(mention.span.end);
                    at_home |= !gazetteer.is_foreign(id);
                }
                continue;
            };
            let between = beside.and_then(|end| text.get(end..mention.span.start));
            if between.is_some_and(|between| between.is_empty() || gazetteer.several().joins(between)) {
                beside = Some(mention.span.end);
                continue;
            }
            naming.weight = weight / naming.weight;
            naming.leads = weight > BELOW;
            // Guests and examples from abroad, further down in a story of home.
            let home = named
                .first()
                .is_some_and(|first| first.leads && !gazetteer.is_foreign(first.id));
            if home && !naming.leads && gazetteer.is_foreign(naming.id) {
                naming.weight /= 2;
            }
            // 连接珠海和江门: of neither, but of the province.
            if let Some(other) = named.last_mut()
                && let Some(both) = together(text, other, &naming, gazetteer)
            {
                other.id = both;
                other.span = other.span.join(naming.span);
                other.weight += naming.weight;
                continue;
            }
            // 江苏省句容市 is one place.
            if let Some(outer) = named.last()
                && outer.span.end == naming.span.start
                && gazetteer.within(naming.id, outer.id)
            {
                naming.span = outer.span.join(naming.span);
                naming.weight = naming.weight.max(outer.weight);
                named.pop();
            }
            named.push(naming);
        }
    }
    let place = weigh(text, &named, gazetteer);
    // A list of headlines tells of many things.
    let sole = head.of(text).contains('。');
    let abroad = |place: &Item| match place {
        Item::At(id, span) => gazetteer.is_foreign(*id) && !item[0].span.contains(*span),
        Item::Abroad => true,
    };
    place.filter(|place| sole && !(at_home && abroad(place)))
}

/// Whether a name opens a clause or stands behind a word of place: what is named in the midst of a story of the country is not
/// its place.
fn opens(text: &str, name: Span, gazetteer: &Gazetteer) -> bool {
    let before = &text[..name.start];
    let clause = before
        .rfind(['，', ',', '。', '；', ';', '：', ':', '\n'])
        .map_or(before, |mark| &before[mark..]);
    // 在某某山脚下的某某县, 某某镇是山东滨州的一个小镇
    gazetteer.opens_name(clause) || clause.contains('在') || gazetteer.sets_scene(clause, true)
}

/// Whether a mention of an organisation says it already, or a place stands before it whose body it is.
fn stated(mentions: &[Mention], name: Span) -> bool {
    let first = mentions.partition_point(|mention| mention.span.end < name.start);
    let mut near = mentions[first..]
        .iter()
        .take_while(|mention| mention.span.start < name.end);
    near.any(|mention| match mention.kind {
        MentionKind::Organisation => mention.span.overlaps(name),
        MentionKind::Area(_) => mention.span.end == name.start,
        _ => false,
    })
}

/// The area in which both places of a list or the two ends of a way lie, if one does below the country.
fn together(text: &str, one: &Naming, other: &Naming, gazetteer: &Gazetteer) -> Option<u32> {
    let between = text.get(one.span.end..other.span.start)?;
    let several = gazetteer.several();
    if one.id == other.id || !(several.joins(between) || several.leads_to(between)) {
        return None;
    }
    let mut above = gazetteer.chain(one.id).filter(|&id| id != Gazetteer::COUNTRY);
    above.find(|&id| gazetteer.within(other.id, id))
}

/// The place that a mention speaks for, with the part of its weight that counts, where it is not named beside the matter.
fn naming(text: &str, block: Span, mention: &Mention, mentions: &[Mention], gazetteer: &Gazetteer) -> Option<Naming> {
    let before = &text[block.start..mention.span.start];
    let after = &text[mention.span.end..block.end.max(mention.span.end)];
    let (id, span, part) = match mention.kind {
        MentionKind::Area(id) => (id, mention.span, 1),
        MentionKind::Organisation => {
            let name = mention.span.of(text);
            if gazetteer.national_body_at(name).is_some() {
                (Gazetteer::COUNTRY, mention.span, 2)
            } else if let Some(seat) = gazetteer.seat(name) {
                (seat, mention.span, 2)
            } else {
                named_by(text, mention, gazetteer)?;
                let (id, _) = settled(text, mention, mentions, gazetteer)?;
                (id, mention.span, 2)
            }
        }
        _ => return None,
    };
    // 中国·某某国际冰雪节, 中国—东盟博览会
    let international = id == Gazetteer::COUNTRY && after.starts_with("国际") && !after.starts_with("国际收支");
    // 【活力中国】: the name of a series of stories.
    let series = id == Gazetteer::COUNTRY && before.rfind('【') > before.rfind('】');
    let dressed =
        international || series || after.starts_with('·') || is_dash(before.chars().rev()) || is_dash(after.chars());
    let previous = mentions
        .partition_point(|other| other.span.start < mention.span.start)
        .checked_sub(1);
    let listed = previous.map(|at| &mentions[at]).is_some_and(|other| {
        let between = text.get(other.span.end..mention.span.start);
        matches!(other.kind, MentionKind::Area(_)) && between.is_some_and(|words| gazetteer.several().joins(words))
    });
    let sets_out =
        matches!(mention.kind, MentionKind::Area(_)) && sets_out(text, (id, mention.span), mentions, gazetteer);
    let partner = gazetteer.partner(before) && !gazetteer.opens_name(before) && !listed;
    let clause = before
        .rfind(['，', ',', '。', '；', ';', '：', ':', '\n'])
        .map_or(before, |mark| &before[mark..]);
    if gazetteer.is_region(id) || dressed || partner || sets_out || gazetteer.aside(clause, after) {
        return None;
    }
    Some(Naming {
        id,
        span,
        weight: part,
        leads: false,
    })
}

/// 济南至郑州的铁路, 青海西宁至四川成都的铁路: whether a place is where a way begins that ends in another province.
fn sets_out(text: &str, (id, span): (u32, Span), mentions: &[Mention], gazetteer: &Gazetteer) -> bool {
    let first = mentions.partition_point(|other| other.span.start < span.end);
    let mut end = span.end;
    for other in &mentions[first..] {
        let MentionKind::Area(place) = other.kind else {
            return false;
        };
        let between = text.get(end..other.span.start).unwrap_or_default();
        // 青海|西宁
        if between.is_empty() && gazetteer.within(place, id) {
            end = other.span.end;
            continue;
        }
        return gazetteer.several().leads_to(between) && !one_province(id, place, gazetteer);
    }
    false
}

/// Whether two places lie in one province, or in one country abroad.
fn one_province(one: u32, other: u32, gazetteer: &Gazetteer) -> bool {
    let mut above = gazetteer.chain(one).filter(|&id| id != Gazetteer::COUNTRY);
    above.any(|id| gazetteer.within(other, id))
}

/// Whether a short dash begins there, as it stands within a name.
fn is_dash(mut marks: impl Iterator<Item = char>) -> bool {
    marks.next().is_some_and(|mark| matches!(mark, '—' | '-' | '–')) && marks.next().is_none_or(|mark| mark != '—')
}

/// The place that outweighs all others.
fn weigh(text: &str, named: &[Naming], gazetteer: &Gazetteer) -> Option<Item> {
    // 西延高铁开通 我国高铁里程突破5万公里
    let leads = |name: Span| text[..name.start].ends_with(|mark: char| !mark.is_alphanumeric() && mark != '【');
    let ours = |naming: &Naming| naming.id == Gazetteer::COUNTRY && naming.weight == HEADLINE && leads(naming.span);
    if named.iter().any(ours) {
        return None;
    }
    let whole = |id: u32| gazetteer.chain(id).filter(|&id| id != Gazetteer::COUNTRY).last();
    let total: u32 = named.iter().map(|naming| naming.weight).sum();
    let mut weights: BTreeMap<u32, u32> = BTreeMap::new();
    for naming in named {
        for id in gazetteer.chain(naming.id) {
            *weights.entry(id).or_default() += naming.weight;
        }
    }
    let wholes = named.iter().filter_map(|naming| whole(naming.id));
    let best = wholes.max_by_key(|id| weights[id]);
    let first = |id: u32| named.iter().find(|naming| gazetteer.within(naming.id, id));
    if let Some(best) = best
        && let Some(lead) = first(best)
        && lead.leads
        && 5 * weights[&best] >= 3 * total
        && (named.len() > 1 || lead.weight >= HEADLINE || opens(text, lead.span, gazetteer))
    {
        // What lies in it, as long as nearly all that is told of it is told of that.
        let mut id = best;
        loop {
            let inner = named
                .iter()
                .filter(|naming| naming.id != id && gazetteer.within(naming.id, id))
                .filter_map(|naming| gazetteer.chain(naming.id).take_while(|&above| above != id).last());
            let Some(inner) = inner.max_by_key(|inner| weights[inner]) else {
                break;
            };
            if 5 * weights[&inner] < 3 * weights[&id] {
                break;
            }
            id = inner;
        }
        return first(id).map(|naming| Item::At(id, naming.span));
    }
    let ours = |naming: &Naming| !gazetteer.is_foreign(naming.id);
    let leads = named.iter().any(|naming| naming.leads);
    (leads && !named.iter().any(ours)).then_some(Item::Abroad)
}
