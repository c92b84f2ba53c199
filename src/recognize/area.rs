//! Areas: names of the gazetteer, and words for the text's own place (全市, 我省).

use super::firm::Firm;
use super::several::{gather, list_regions};
use crate::model::{AreaLevel, Mention, MentionKind, OwnLevel, Span};
use crate::rules::{Gazetteer, Hit, NameStrength, NameUse, Term, is_alphanumeric};

/// Appends every area of `text[within]`, leftmost and longest first, without overlaps and not within the organisations that
/// `out` already holds for that stretch. `hits` are the terms of that stretch, ordered by start, then longest first.
///
/// A name with several meanings, and one that may be another word, comes with its likeliest meaning: [`disambiguate`] needs
/// the whole document and decides.
pub fn areas(text: &str, within: Span, hits: &[Hit], gazetteer: &Gazetteer, out: &mut Vec<Mention>) {
    let is_body =
        |mention: &Mention| matches!(mention.kind, MentionKind::Organisation) && mention.span.start >= within.start;
    let bodies = out.len();
    let mut body = bodies - out.iter().rev().take_while(|mention| is_body(mention)).count();
    let mut cursor = within.start;
    for hit in hits {
        if !matches!(hit.term, Term::Area(_) | Term::OwnArea(_)) {
            continue;
        }
        if hit.span.start < cursor || !within.contains(hit.span) {
            continue;
        }
        while body < bodies && out[body].span.end <= hit.span.start {
            body += 1;
        }
        if body < bodies && out[body].span.overlaps(hit.span) {
            continue;
        }
        let kind = match hit.term {
            Term::Area(Gazetteer::NO_AREA) => {
                cursor = hit.span.end;
                continue;
            }
            Term::Area(_) if goes_on(text, hit.span) => continue,
            Term::Area(id)
                if gazetteer.is_region(id) && gazetteer.is_foreign(id) && !begins(text, within, hit.span) =>
            {
                continue;
            }
            Term::Area(_) => match gazetteer.by_name(hit.span.of(text)).first() {
                Some(likeliest)
                    if likeliest.strength == NameStrength::Weak && gazetteer.feature(&text[hit.span.end..]) =>
                {
                    continue;
                }
                Some(likeliest) => MentionKind::Area(likeliest.id),
                None => continue,
            },
            Term::OwnArea(word) => match gazetteer.own_level(word) {
                // 全村87户: the number is of the village itself, and its name is all there is to name it.
                Some(OwnLevel::Town) if text[hit.span.end..].starts_with(|c: char| c.is_ascii_digit()) => continue,
                Some(level) => MentionKind::OwnArea(level),
                None => continue,
            },
            _ => continue,
        };
        out.push(Mention { span: hit.span, kind });
        cursor = hit.span.end;
    }
}

/// Whether nothing stands before a part of the world that would make it an attribute: 新增10家全球灯塔工厂.
fn begins(text: &str, within: Span, span: Span) -> bool {
    const BEFORE: &str = "年月日季度代初末来在对给据与和及向把将由从使致称";
    let before = text[within.start..span.start].chars().next_back();
    before.is_none_or(|c| !is_alphanumeric(c) || BEFORE.contains(c))
}

/// Whether a street is named so: 昆明|路, 北京|西路; but not 北京路况.
fn names_street(after: &str) -> bool {
    let side = after.strip_prefix(['东', '西', '南', '北', '中']).unwrap_or(after);
    if let Some(rest) = side.strip_prefix('路') {
        return !rest.starts_with([
            '况', '演', '桥', '网', '政', '局', '段', '线', '面', '灯', '径', '由', '透', '费', '基', '口', '权', '南',
            '北',
        ]);
    }
    side.starts_with("大道") || side.starts_with("大街")
}

/// Whether the name is only the beginning of another word: 北京市|场, 南湖区|域, 平湖|街道, 昆明|路.
fn goes_on(text: &str, span: Span) -> bool {
    let after = &text[span.end..];
    if after.starts_with(['路', '大', '东', '西', '南', '北', '中']) && names_street(after) {
        return !span.of(text).ends_with(['省', '市', '区', '县', '旗', '州', '盟']);
    }
    // 海军长沙|舰
    if after.starts_with('舰') {
        return true;
    }
    let Some('场' | '域' | '块' | '间' | '位' | '划' | '街' | '镇' | '乡' | '城' | '级' | '市' | '区') =
        after.chars().next()
    else {
        return false;
    };
    let name = span.of(text);
    let swallowed = (name.ends_with('市') && after.starts_with('场'))
        || (name.ends_with('区') && after.starts_with(['域', '块', '间', '位', '划']));
    let full = name.ends_with(['省', '市', '区', '县', '旗', '州', '盟']);
    let township = !full
        && (after.starts_with("街道")
            || (after.starts_with('镇') && !after.starts_with("镇海") && !after.starts_with("镇江"))
            || (after.starts_with('乡') && !after.starts_with("乡村") && !after.starts_with("乡镇")));
    // 城市和|县城: the name of a county of one character is the end of one word and the beginning of another.
    let torn =
        name.chars().count() == 2 && name.ends_with('县') && after.starts_with(['城', '域', '级', '乡', '市', '区']);
    swallowed || township || torn
}

/// Settles the areas of a whole document, given its mentions in any order; they come back ordered by place.
///
/// A name of several areas (鼓楼区, 朝阳) gets the one whose parent the document speaks of; without such a sign it goes, for a
/// wrong area is worse than none. A short name that may be another word (南浔, 白银) stays where the document names the area
/// in full or the area above it, or is full of it (安吉 again and again beside 浙江; a name beside 全县). 该市 becomes the city named last, and places told of together (甲市、乙市两市) one mention.
pub fn disambiguate(text: &str, mentions: &mut Vec<Mention>, gazetteer: &Gazetteer) {
    mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    let mut firm = Firm::default();
    let title = first_line(text).end;
    // What names areas, by its place among the mentions; most name none.
    let mut naming: Vec<Naming> = Vec::new();
    for (at, mention) in mentions.iter().enumerate() {
        match mention.kind {
            MentionKind::Area(_) | MentionKind::Organisation => {}
            MentionKind::OwnArea(level) => {
                *firm.own.entry(level).or_default() += 1;
                continue;
            }
            _ => continue,
        }
        let Some((uses, _)) = named_by(text, mention, gazetteer) else {
            continue;
        };
        if let [only] = uses
            && only.strength == NameStrength::Weak
            && gazetteer.opens_name(&text[..mention.span.start])
        {
            firm.weakly.push(only.id);
        }
        if let [only] = uses
            && only.strength == NameStrength::Weak
            && mention.span.end <= title
            && opens_title(text, mentions[..at].last(), mention.span)
        {
            firm.titled.push(only.id);
            if gazetteer.goes_on_as_title(&text[mention.span.end..title]) {
                firm.announced.push(only.id);
            }
        }
        let outer = naming.last().filter(|outer| outer.at + 1 == at).map(|outer| outer.uses);
        let below = outer.and_then(|outer| right_below(&mentions[at - 1], mention, outer, uses, gazetteer));
        let sure = below.or_else(|| Firm::sure(uses, gazetteer));
        naming.push(Naming { at, uses, sure });
    }
    // Twice: what the first round settles supports the second.
    for _ in 0..2 {
        let meant = naming.iter().filter_map(|naming| naming.meant(&firm, gazetteer));
        let mut ids: Vec<u32> = meant.collect();
        ids.sort_unstable();
        let named = ids.chunk_by(|one, next| one == next).map(|same| (same[0], same.len()));
        let named = named.collect();
        firm.named = named;
    }
    let mut last: Vec<(u32, usize)> = Vec::new();
    let mut naming = naming.iter().peekable();
    let mut place = 0..mentions.len();
    // The province named last, and where its name ends.
    let mut province: Option<(u32, usize)> = None;
    mentions.retain_mut(|mention| match (place.next(), &mention.kind) {
        (at, MentionKind::Area(_)) => {
            while naming.next_if(|naming| Some(naming.at) < at).is_some() {}
            let naming = naming.peek().filter(|naming| Some(naming.at) == at);
            let Some(id) = naming.and_then(|naming| naming.meant(&firm, gazetteer)) else {
                return false;
            };
            // 皖北 in a text of that province is a part that it speaks of, and no place of its own.
            // So 长株潭区域 is one, which says itself that it is meant as a whole.
            if gazetteer.is_region(id)
                && !mention.span.of(text).ends_with(['区', '域', '群'])
                && let Some(above) = gazetteer.parent(id).filter(|above| *above != Gazetteer::COUNTRY)
                && firm.times(above) > firm.times(Gazetteer::COUNTRY)
            {
                return false;
            }
            // 浙江|南阳: not the city of that name in another province.
            let level = gazetteer.area(id).level;
            let elsewhere = |(outer, end): (u32, usize)| end == mention.span.start && !gazetteer.within(id, outer);
            if level > Some(AreaLevel::Province) && province.is_some_and(elsewhere) {
                return false;
            }
            if level == Some(AreaLevel::Province) {
                province = Some((id, mention.span.end));
            }
            mention.kind = MentionKind::Area(id);
            // 位居嘉兴第一: among whom, not of whom the text goes on to speak.
            let (before, after) = (&text[..mention.span.start], &text[mention.span.end..]);
            let clause = || {
                before
                    .rfind(['，', ',', '。', '；', ';', '\n'])
                    .map_or(before, |mark| &before[mark..])
            };
            if !(gazetteer.aside(before, after) && gazetteer.aside(clause(), after)) {
                // Mostly it is one of those named last.
                if let Some(earlier) = last.iter().rposition(|&(earlier, _)| earlier == id) {
                    last.remove(earlier);
                }
                last.push((id, mention.span.end));
            }
            true
        }
        (_, &MentionKind::OwnArea(level)) if gazetteer.points_back(mention.span.of(text)) => {
            // 仅次于西藏西部……该区: a region is not meant unless it was called one.
            let called = |id: u32, end: usize| {
                let region = level == OwnLevel::District && gazetteer.area(id).level == Some(AreaLevel::Province);
                !region || text[..end].ends_with('区')
            };
            let named = last
                .iter()
                .rev()
                .find(|&&(id, end)| is_kind(gazetteer, id, level) && called(id, end));
            // 当地 in a story from abroad is no place named in the story before; 这里 may be one named in the paragraph before.
            let lines = usize::from(mention.span.of(text) == "这里");
            let near = |end: usize| {
                let between = &text[end..mention.span.start];
                let mut told = between.lines().filter(|line| !line.is_empty());
                level != OwnLevel::Any || told.nth(lines + 1).is_none()
            };
            // 加拿大魁北克省……，该省; 美国某州首府某市……，该市: no place of home that was named before.
            let abroad = last
                .last()
                .filter(|(id, _)| gazetteer.is_foreign(*id) && level != OwnLevel::Any);
            match abroad.or(named) {
                Some(&(id, end)) if near(end) => mention.kind = MentionKind::Area(id),
                // Nothing of that kind was named: it is the text's own.
                None if level != OwnLevel::Any => {}
                _ => return false,
            }
            true
        }
        _ => true,
    });
    mentions.retain_mut(|mention| {
        if !matches!(mention.kind, MentionKind::Organisation) || !is_source(text, mention.span, gazetteer) {
            return true;
        }
        let place = office_of(text, mention, gazetteer);
        if let Some((id, span)) = place {
            *mention = Mention {
                span,
                kind: MentionKind::Area(id),
            };
        }
        place.is_some()
    });
    list_regions(text, mentions, gazetteer);
    gather(text, mentions, gazetteer);
}

/// The first line that is not blank.
fn first_line(text: &str) -> Span {
    let start = text.len() - text.trim_start().len();
    let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
    Span::new(start, end)
}

/// Whether a name stands at the head of the first line, or right behind the time there: 2021年**济源**经济运行情况.
fn opens_title(text: &str, before: Option<&Mention>, name: Span) -> bool {
    let head = &text[first_line(text).start..name.start];
    let time = before.filter(|before| before.span.end == name.start && matches!(before.kind, MentionKind::Period(_)));
    let stated = time.map_or(head, |time| {
        &head[..head.len() - (time.span.end - time.span.start).min(head.len())]
    });
    !stated.chars().any(is_alphanumeric)
}

/// A mention that names areas.
struct Naming<'g> {
    /// Its place among the mentions.
    at: usize,
    uses: &'g [NameUse],
    /// What it means whatever else the document speaks of: right behind the name of what it lies in, or by itself.
    sure: Option<u32>,
}

impl Naming<'_> {
    /// The area that it means in this document, if it means one.
    fn meant(&self, firm: &Firm, gazetteer: &Gazetteer) -> Option<u32> {
        self.sure.or_else(|| firm.choose_by_support(self.uses, gazetteer))
    }
}

/// The area below a province or city, which the mention before names, that a name right behind it means, whatever the name means
/// elsewhere: 江苏|太仓, 甘肃|白银.
fn right_below(
    before: &Mention,
    mention: &Mention,
    outer: &[NameUse],
    uses: &[NameUse],
    gazetteer: &Gazetteer,
) -> Option<u32> {
    let joined = |mention: &Mention| matches!(mention.kind, MentionKind::Area(_));
    if !joined(before) || !joined(mention) || before.span.end != mention.span.start {
        return None;
    }
    let outer = outer.first().filter(|outer| outer.strength < NameStrength::Weak)?.id;
    let province = outer != Gazetteer::COUNTRY && gazetteer.area(outer).level < Some(AreaLevel::County);
    let mut below = uses
        .iter()
        .filter(|it| it.id != outer && gazetteer.within(it.id, outer));
    let only = below.next().filter(|_| province)?;
    let sure = below.all(|it| gazetteer.is_former(it.id));
    sure.then_some(only.id)
}

/// Whether an organisation is only said to tell what follows: 工信部数据显示，….
fn is_source(text: &str, name: Span, gazetteer: &Gazetteer) -> bool {
    let clause = text[name.end..]
        .char_indices()
        .take(SAYING)
        .find(|&(_, ch)| matches!(ch, '，' | '：' | ',' | ':' | '。' | '\n'));
    clause.is_some_and(|(end, mark)| {
        matches!(mark, '，' | '：' | ',' | ':') && gazetteer.source(&text[name.end..name.end + end])
    })
}

/// The place for which a local office speaks that only tells what follows: 某县商务局局长介绍，…….
fn office_of(text: &str, name: &Mention, gazetteer: &Gazetteer) -> Option<(u32, Span)> {
    let (uses, span) = named_by(text, name, gazetteer).filter(|_| gazetteer.is_office(name.span.of(text)))?;
    let sure = uses
        .first()
        .filter(|it| uses.len() == 1 || gazetteer.area(it.id).level < Some(AreaLevel::County))?;
    let home = sure.id != Gazetteer::COUNTRY && !gazetteer.is_foreign(sure.id);
    let (id, end) = gazetteer.narrowed(text, sure.id, Span::new(span.end, name.span.end));
    home.then(|| (id, Span::new(span.start, end)))
}

/// The longest clause behind a source's name that is looked at, in characters.
const SAYING: usize = 30;

/// The areas that a mention names: itself, or as the first part of an organisation's name; and how far the name reaches.
pub(crate) fn named_by<'g>(text: &str, mention: &Mention, gazetteer: &'g Gazetteer) -> Option<(&'g [NameUse], Span)> {
    match mention.kind {
        MentionKind::Area(_) => {
            let uses = gazetteer.by_name(mention.span.of(text));
            (!uses.is_empty()).then_some((uses, mention.span))
        }
        MentionKind::Organisation => {
            let name = mention.span.of(text);
            let (uses, length) = gazetteer.prefix(name)?;
            let list = gazetteer.several().goes_on(&name[length..]);
            // 张店|乡 lies anywhere but in 张店区.
            let town = matches!(&name[length..], "乡" | "镇" | "村" | "街道" | "社区");
            (!list && !town).then(|| (uses, Span::new(mention.span.start, mention.span.start + length)))
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
        (OwnLevel::Town, _) => false,
        (OwnLevel::Any, _) => true,
    }
}

/// What the tests of areas, organisations and their resolution share.
#[cfg(test)]
pub(crate) mod testing {
    use std::sync::OnceLock;

    use super::*;
    use crate::recognize::organisations;
    use crate::rules::{Organisations, RuleFile, Terms};

    struct Lexicons {
        gazetteer: Gazetteer,
        organisations: Organisations,
        terms: Terms,
    }

    fn lexicons() -> &'static Lexicons {
        static LEXICONS: OnceLock<Lexicons> = OnceLock::new();
        LEXICONS.get_or_init(|| {
            let areas = include_str!("../../rules/lexicon/areas.toml");
            let houses = include_str!("../../rules/lexicon/organisations.toml");
            let areas = RuleFile::new("lexicon/areas.toml", areas);
            let houses = RuleFile::new("lexicon/organisations.toml", houses);
            let gazetteer = Gazetteer::load(&areas).unwrap_or_else(|mistake| panic!("{mistake}"));
            let organisations = Organisations::load(&houses).unwrap_or_else(|mistake| panic!("{mistake}"));
            let terms = Terms::new(gazetteer.terms().chain(organisations.terms()));
            Lexicons {
                gazetteer,
                organisations,
                terms,
            }
        })
    }

    /// The areas of `rules/`.
    pub(crate) fn organisation_lexicon() -> &'static Organisations {
        &lexicons().organisations
    }

    pub(crate) fn gazetteer() -> &'static Gazetteer {
        &lexicons().gazetteer
    }

    /// The area of a full name or code.
    pub(crate) fn area(name_or_code: &str) -> u32 {
        let by_name = gazetteer().by_name(name_or_code).first().map(|it| it.id);
        let by_code = || (1..4000).find(|&id| gazetteer().area(id).code.as_deref() == Some(name_or_code));
        by_name
            .or_else(by_code)
            .unwrap_or_else(|| panic!("no area {name_or_code}"))
    }

    /// Organisations and areas of a whole text, line by line, before they are settled.
    pub(crate) fn candidates(text: &str) -> Vec<Mention> {
        let lexicons = lexicons();
        let mut mentions = Vec::new();
        let mut hits = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let within = Span::new(start, start + line.len());
            hits.clear();
            lexicons.terms.find(text, within, &mut hits);
            organisations(text, within, &hits, &lexicons.organisations, &mut mentions);
            areas(text, within, &hits, &lexicons.gazetteer, &mut mentions);
            start = within.end;
        }
        mentions
    }

    /// Organisations and areas of a whole text, settled.
    pub(crate) fn mentions(text: &str) -> Vec<Mention> {
        let mut mentions = candidates(text);
        disambiguate(text, &mut mentions, gazetteer());
        mentions
    }
}

#[cfg(test)]
#[path = "area_tests.rs"]
mod tests;
