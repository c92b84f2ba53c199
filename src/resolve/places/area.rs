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
        place = match place {
            None => Some((id, span)),
            Some((known, _)) if gazetteer.within(id, known) => Some((id, span)),
            Some((known, _)) if gazetteer.within(known, id) => place,
            Some(_) => return None,
        };
    }
    place.and_then(counts).or(region).or(place)
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
mod tests {
    use super::*;
    use crate::recognize::testing::{self, area, gazetteer, mentions};
    use crate::split::{Block, Sentence};

    /// A text laid out for the tests: `# ` a title, `@ ` the issuer, `## ` a heading, everything else a paragraph.
    fn lay_out(text: &str) -> Structure {
        let mut structure = Structure::default();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let trimmed = line.trim_end();
            let mark = ["## ", "# ", "@ "]
                .into_iter()
                .find(|mark| trimmed.starts_with(mark))
                .unwrap_or_default();
            let span = Span::new(start + mark.len(), start + trimmed.len());
            let sentence = Sentence { span };
            let kind = match mark {
                "# " => BlockKind::Title,
                "## " => BlockKind::Heading { level: 1 },
                _ => BlockKind::Paragraph {
                    sentences: vec![sentence],
                },
            };
            match mark {
                "# " => structure.title = Some(span),
                "@ " => structure.issuer = Some(span),
                _ => {}
            }
            structure.blocks.push(Block {
                span,
                kind,
                heading: None,
            });
            start += line.len();
        }
        structure
    }

    fn name(id: u32) -> &'static str {
        &gazetteer().area(id).name
    }

    fn document(text: &str, path: &str) -> Option<(&'static str, OriginKind)> {
        let found = document_area(text, &lay_out(text), &mentions(text), gazetteer(), path);
        found.map(|(id, origin, _)| (name(id), origin))
    }

    #[test]
    fn the_title_the_issuer_or_the_path_say_whose_document_it_is() {
        let cases = [
            (
                "# 2023年甘肃省政府工作报告\n全省生产总值增长6%。",
                "",
                "甘肃省",
                OriginKind::Title,
            ),
            (
                "# 浙江省湖州市德清县统计公报\n全县工业增长。",
                "",
                "德清县",
                OriginKind::Title,
            ),
            (
                "# 全国科技经费投入统计公报\n我国投入增长。",
                "",
                "中国",
                OriginKind::Title,
            ),
            (
                "# 湖州市人民政府关于印发规划的通知\n各区县：",
                "",
                "湖州市",
                OriginKind::Title,
            ),
            (
                "# 促进民营经济若干措施\n@ 来源：上海市科学技术委员会\n我市企业增加。",
                "",
                "上海市",
                OriginKind::Document,
            ),
            (
                "# 统计公报\n@ 国家统计局 科学技术部\n投入增长。",
                "",
                "中国",
                OriginKind::Document,
            ),
            (
                "# 软件产业回顾\n信息产业部软件研究所　课题组\n收入增长。广东居首，江苏其次。",
                "",
                "中国",
                OriginKind::Document,
            ),
            (
                "# 统计公报\n全市投入增长。",
                "浙江省/湖州市/2021.txt",
                "湖州市",
                OriginKind::Metadata,
            ),
        ];
        for (text, path, place, origin) in cases {
            assert_eq!(document(text, path), Some((place, origin)), "{text}");
        }
    }

    #[test]
    fn else_the_place_that_stands_out() {
        let cases = [
            // A county-level city: 我市 is itself, the city above it is named too.
            (
                "平湖市创新指数提升，列嘉兴第一。我市新增企业，平湖科技发力。全市投入增长。嘉兴市公布结果。我市领先。平湖再进一步。",
                Some("平湖市"),
            ),
            (
                "南湖区投入强度保持领先，全区新增企业，南湖领跑全市。南湖区再发力，嘉兴市点赞。南湖区继续努力。",
                Some("南湖区"),
            ),
            (
                "全国投入增长，我国强度提高。全国企业投入增加。我国基础研究加强。",
                Some("中国"),
            ),
            // Two cities in turn: none for the whole.
            (
                "温州市投入增长，温州市企业增加，温州领先。湖州市投入增长，湖州市企业增加，湖州领先。",
                None,
            ),
            // A text that begins with the country, whatever places it comes to.
            (
                "去年是我国加入世贸组织的头一年，软件业增长好于年初的预期，各方面年初都捏着一把汗，行业收入再上台阶，产品出口也继续扩大。\n到年底，广东居首，江苏其次，四川增长最快。",
                Some("中国"),
            ),
            (
                "去年是我国加入世贸组织的头一年，全县软件业增长好于年初的预期，各方面年初都捏着一把汗，行业收入再上台阶，产品出口也继续扩大。",
                None,
            ),
            // A county whose province and prefecture are named with it, and a city that names its own counties.
            (
                "贵州省黔西南布依族苗族自治州兴仁市的加工厂开工了。兴仁市种了粮食，也办了合作社，路也修通了。去年以来，兴仁市产量增长，兴仁市的企业增加，农户的收入也多了。",
                Some("兴仁市"),
            ),
            (
                "市政府贯彻省委和市委的部署，台州企业增加。产值增速居全省前列。路桥的园区开工，温岭的港口通航。",
                Some("台州市"),
            ),
            // A tour of many provinces.
            (
                "广东的企业增加，福建的港口扩建，湖南的园区开工，四川的电站投产，全国的游客增加，山东的渔船出海。",
                Some("中国"),
            ),
            // A place named once is an example.
            ("科技改变生活。北京有一家企业。", None),
            ("", None),
        ];
        for (text, place) in cases {
            assert_eq!(document(text, "").map(|(name, _)| name), place, "{text}");
        }
    }

    #[test]
    fn a_place_named_once_has_words_that_fit_it_throughout() {
        let body = "全州生产总值增长。全州工业增长。".repeat(10);
        let text = format!("黔东南州统计局\n{body}\n黔东南州凯里市增长。\n来源：黔东南州财政局、黔东南州教育局");
        assert_eq!(
            document(&text, ""),
            Some(("黔东南苗族侗族自治州", OriginKind::Document))
        );
        let text = format!("{body}\n黔东南州和湘西州增长。");
        assert_eq!(document(&text, ""), None);
    }

    #[test]
    fn a_line_that_is_a_name_opens_a_section() {
        let areas_of = |text: &str| {
            let bodies = testing::organisation_lexicon();
            section_areas(text, &lay_out(text), &mentions(text), gazetteer(), bodies)
        };
        let long = "今年以来科技创新工作以示范区为主战场，打造创新优势，广泛凝聚力量，体系不断完善。";
        let text = format!("温州\n{long}\n增长40.1%。\n湖州\n{long}\n## 附录\n{long}\n");
        let areas = areas_of(&text);
        let names: Vec<_> = areas.iter().map(|area| area.map(|(id, _)| name(id))).collect();
        let (wenzhou, huzhou) = (Some("温州市"), Some("湖州市"));
        assert_eq!(names, [wenzhou, wenzhou, wenzhou, huzhou, huzhou, huzhou, huzhou]);
        // A column of names is a table; a heading of the same level ends a section that a heading opened.
        let text = format!("北京\n天津\n河北\n## 湖州市\n{long}\n## 附录\n{long}\n");
        let areas = areas_of(&text);
        let names: Vec<_> = areas.iter().map(|area| area.map(|(id, _)| name(id))).collect();
        assert_eq!(names, [None, None, None, huzhou, huzhou, None, None]);
    }

    #[test]
    fn words_for_the_own_place_climb_to_the_area_of_their_kind() {
        use OwnLevel::{Any, City, County, District, Prefecture, Province};
        let cases = [
            (Province, "湖州市", Some("浙江省")),
            (City, "湖州市", Some("湖州市")),
            (City, "平湖市", Some("平湖市")),
            (City, "德清县", Some("湖州市")),
            (City, "南湖区", Some("嘉兴市")),
            (City, "浦东新区", Some("上海市")),
            (City, "上海市", Some("上海市")),
            (District, "南湖区", Some("南湖区")),
            (District, "南宁市", Some("广西壮族自治区")),
            (District, "湖州市", None),
            (County, "德清县", Some("德清县")),
            (Prefecture, "凯里市", Some("黔东南苗族侗族自治州")),
            (Any, "南湖区", Some("南湖区")),
            (Province, "上海市", None),
            (City, "甘肃省", None),
            (Province, "中国", None),
        ];
        for (level, context, expected) in cases {
            let found = own_area(level, area(context), gazetteer()).map(name);
            assert_eq!(found, expected, "{level:?} in {context}");
        }
    }
}
