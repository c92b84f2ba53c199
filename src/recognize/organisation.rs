//! Organisations, parks and firms: names that end in a head of the lexicon and have a left edge.

use super::place::is_hanzi;
use super::town::town_edge;
use crate::model::{Mention, MentionKind, Span};
use crate::rules::{Gazetteer, HeadKind, Hit, Organisations, Term};

/// The longest name looked for, in characters before its head.
pub(super) const REACH: usize = 24;

/// The longest part in brackets, in characters: 温州（嘉定）科技创新园.
const BRACKETED: usize = 10;

/// The longest part between a place and the head of a branch or a body, in characters: 浙江大学湖州|应用技术|研究院.
const BRANCH: usize = 8;

/// So many terms before a head are looked at for one that it is part of.
const AROUND: usize = 12;

/// Marks that close a quotation.
const CLOSING: [char; 3] = ['”', '"', '」'];

/// Appends every named organisation of `text[within]`, in order and without overlaps. `hits` are the terms of that stretch,
/// ordered by start, then longest first; those of areas show where names begin.
pub fn organisations(text: &str, within: Span, hits: &[Hit], lexicon: &Organisations, out: &mut Vec<Mention>) {
    let mut floor = within.start;
    let mut index = 0;
    while index < hits.len() {
        let hit = hits[index];
        index += 1;
        let Term::Organisation(head) = hit.term else { continue };
        let Some(mut kind) = lexicon.kind(head) else { continue };
        if hit.span.start < floor || !within.contains(hit.span) {
            continue;
        }
        // 成渝地区双城经济圈 is an area, 双城经济圈 no body of 双城.
        let part = |other: &Hit| {
            matches!(other.term, Term::Area(_)) && other.span.start < hit.span.start && other.span.end >= hit.span.end
        };
        let near = index.saturating_sub(AROUND);
        if hits[near..index].iter().any(part) {
            continue;
        }
        // 水利|部门, 宜昌港|口, 大学|生
        if lexicon.is_torn(hit.span.of(text), &text[hit.span.end..]) {
            continue;
        }
        // 高新区 goes on as 高新区管委会, 研究院 as 研究院有限公司: the name ends where the last head does.
        let mut end = hit.span.end;
        for next in &hits[index..] {
            if next.span.start > end {
                break;
            }
            let Term::Organisation(further) = next.term else {
                continue;
            };
            if next.span.end > end && next.span.end <= within.end {
                end = next.span.end;
                kind = match (kind, lexicon.kind(further)) {
                    (HeadKind::Quoted | HeadKind::Whole, Some(further)) => further,
                    (kind, _) => kind,
                };
            }
        }
        // 某总公司|第七研究院|第七〇一研究所
        for _ in 0..2 {
            end = branch_end(text, within, end, &hits[index..], lexicon);
        }
        let head_span = Span::new(hit.span.start, hit.span.end);
        if kind == HeadKind::Town {
            if let Some(start) = town_edge(text, within, head_span, hits, lexicon, out) {
                out.push(Mention {
                    span: Span::new(start, head_span.end),
                    kind: MentionKind::Organisation,
                });
                floor = head_span.end;
            }
            continue;
        }
        let Some(start) = left_edge(
            text,
            floor,
            head_span,
            kind,
            text[end..].starts_with(CLOSING),
            hits,
            lexicon,
        ) else {
            continue;
        };
        let end = right_edge(text, within, end, hits);
        out.push(Mention {
            span: Span::new(start, end),
            kind: MentionKind::Organisation,
        });
        floor = end;
    }
}

/// Where the name that ends in `head` begins; `None` where there is no name.
fn left_edge(
    text: &str,
    floor: usize,
    head: Span,
    kind: HeadKind,
    quoted_end: bool,
    hits: &[Hit],
    lexicon: &Organisations,
) -> Option<usize> {
    match kind {
        HeadKind::Whole => return Some(head.start),
        HeadKind::Quoted if !quoted_end => return None,
        HeadKind::Town => return None,
        _ => {}
    }
    let reach = reach_back(text, floor, head.start);
    if reach.quoted && quoted_end {
        let modifier = &text[reach.start..head.start];
        return (!modifier.is_empty() && !lexicon.counts(modifier)).then_some(reach.start);
    }
    if kind == HeadKind::Quoted {
        return None;
    }
    let before = Span::new(reach.start, head.start);
    if kind == HeadKind::Government {
        return government_edge(text, before, hits, lexicon);
    }
    let firm = lexicon.heads_firm(&text[head.start..]);
    let (from, anchored) = name_edge(text, before, firm, hits, lexicon);
    let modifier = &text[from..head.start];
    let rest = anchored.map_or(modifier, |anchor| &text[anchor..head.start]);
    let named = lexicon.named_characters(rest);
    let is_name = match anchored {
        // Behind an area or a house anything but a class of things is a name: 湖州莫干山高新区, not 浙江省重点实验室.
        Some(_) => !lexicon.ends_in_class(rest),
        None => kind != HeadKind::Anchored && named >= 2 && !lexicon.ends_in_class(rest),
    };
    is_name.then_some(from)
}

/// A body of government begins at the area it governs, or at 市, 省 in place of it.
fn government_edge(text: &str, before: Span, hits: &[Hit], lexicon: &Organisations) -> Option<usize> {
    let area = areas_in(hits, before.start, before.end)
        .filter(|hit| before.contains(hit.span))
        .find(|hit| names_on(&text[hit.span.end..before.end], lexicon))
        .map(|hit| hit.span.start);
    area.or_else(|| {
        let (at, _) = before.of(text).char_indices().next_back()?;
        let own = before.start + at;
        // 全市科技局 would be a class; 市科技局 is a body.
        let class = text[before.start..own].ends_with(['全', '各', '县', '区', '市', '、']);
        (lexicon.is_own(&text[own..before.end]) && !class).then_some(own)
    })
}

/// Where a name begins within the stretch before its head, and where the house or area it begins with ends. `firm`: whether it
/// is a firm's, which may end in words that end other names (某某投资管理有限公司).
fn name_edge(text: &str, before: Span, firm: bool, hits: &[Hit], lexicon: &Organisations) -> (usize, Option<usize>) {
    let mut from = before.start;
    let mut at = before.start;
    let mut anchor = None;
    let mut areas = areas_in(hits, before.start, before.end).peekable();
    while at < before.end {
        while areas.peek().is_some_and(|hit| hit.span.start < at) {
            areas.next();
        }
        let rest = &text[at..before.end];
        let area = (areas.peek())
            .filter(|hit| hit.span.start == at && hit.span.end <= before.end)
            .map(|hit| hit.span.len());
        if let Some(length) = area.or_else(|| lexicon.house(rest)) {
            if anchor.is_none() {
                anchor = Some((at, at + length));
            }
            at += length;
        } else if let Some(close) = bracketed(rest) {
            // 紫云山（包河）产业园: the place in brackets is part of a name that began before it.
            let inner = at + rest.chars().next().map_or(0, char::len_utf8);
            let place = lexicon.house(&text[inner..before.end]).is_some()
                || areas_in(hits, inner, before.end).any(|hit| hit.span.start == inner);
            if place && anchor.is_none() && from < at {
                anchor = Some((from, at + close));
            }
            at += close;
        } else {
            let (length, stops) = lexicon.word(rest);
            let begun = &text[anchor.map_or(from, |(_, end)| end)..at];
            let goes_on = stops && firm && lexicon.of_firms(rest) && lexicon.named_characters(begun) >= 2;
            at += length.max(1);
            if stops && !goes_on {
                from = at;
                anchor = None;
            }
        }
    }
    match anchor {
        Some((start, end)) => (start, Some(end)),
        None => (from, None),
    }
}

/// The names of areas that begin within a stretch. The country begins names as 中国, not as 全国 or 我国: those are words of
/// a sentence.
pub(super) fn areas_in(hits: &[Hit], start: usize, end: usize) -> impl Iterator<Item = &Hit> + Clone {
    let first = hits.partition_point(|hit| hit.span.start < start);
    (hits[first..].iter())
        .take_while(move |hit| hit.span.start < end)
        .filter(|hit| matches!(hit.term, Term::Area(id) if id != Gazetteer::NO_AREA && id != Gazetteer::COUNTRY))
}

/// Length of the part in brackets that the text begins with.
fn bracketed(text: &str) -> Option<usize> {
    if !text.starts_with(['(', '（']) {
        return None;
    }
    text.char_indices()
        .find(|(_, ch)| matches!(ch, ')' | '）'))
        .map(|(at, ch)| at + ch.len_utf8())
}

/// Whether a name may go on with these characters: a few, and none of them a word that ends one.
fn names_on(text: &str, lexicon: &Organisations) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        let (length, stops) = lexicon.word(rest);
        if stops || !rest.starts_with(is_name_character) {
            return false;
        }
        rest = &rest[length..];
    }
    text.chars().count() <= BRANCH
}

/// The end of a branch's name behind its house's: 浙江大学|湖州研究院, 中山大学|附属医院.
fn branch_end(text: &str, within: Span, end: usize, hits: &[Hit], lexicon: &Organisations) -> usize {
    let place = hits
        .iter()
        .take_while(|hit| hit.span.start <= end)
        .find_map(|hit| match hit.term {
            Term::Area(id) if id != Gazetteer::NO_AREA && hit.span.start == end => Some(hit.span.end),
            _ => None,
        });
    // 甲大学|第一附属医院, 乙总公司|第七研究院
    let numbered = text[end..].starts_with('第') && text[end..].chars().nth(1).is_some_and(|c| NUMERALS.contains(&c));
    let from = place.or_else(|| (numbered || text[end..].starts_with("附属")).then_some(end));
    let Some(from) = from else { return end };
    (hits.iter())
        .take_while(|hit| hit.span.start <= end + 3 * BRANCH + 12)
        .filter(|hit| within.contains(hit.span) && hit.span.start >= from)
        .filter(|hit| matches!(hit.term, Term::Organisation(head) if matches!(lexicon.kind(head), Some(HeadKind::Name | HeadKind::Anchored))))
        .filter(|hit| names_on(&text[from..hit.span.start], lexicon))
        .map(|hit| hit.span.end)
        .next()
        .unwrap_or(end)
}

/// What the number of a branch begins with.
const NUMERALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/// A stretch before a head that may belong to its name.
struct Reach {
    start: usize,
    /// Stands behind an opening quotation mark.
    quoted: bool,
}

/// Goes back from `end` to the first mark that no name contains, over short parts in brackets.
fn reach_back(text: &str, floor: usize, end: usize) -> Reach {
    let mut start = end;
    let mut quoted = false;
    let mut skip_to = None;
    for (count, (at, ch)) in text[floor..end].char_indices().rev().enumerate() {
        let at = floor + at;
        if count >= REACH {
            break;
        }
        if let Some(open) = skip_to {
            if at > open {
                continue;
            }
            skip_to = None;
            start = at;
            continue;
        }
        match ch {
            '“' | '「' => {
                quoted = true;
                break;
            }
            ')' | '）' => match opening(text, floor, at) {
                Some(open) => skip_to = Some(open),
                None => break,
            },
            '”' => match punned(text, floor, at) {
                Some(open) => skip_to = Some(open),
                None => break,
            },
            '·' => start = at,
            _ if is_name_character(ch) => start = at,
            _ => break,
        }
    }
    Reach { start, quoted }
}

/// The mark that opens what the one at `close` closes, where one letter stands between them within a name: 江“数”湾科技城.
fn punned(text: &str, floor: usize, close: usize) -> Option<usize> {
    let before = text[floor..close].strip_suffix(is_name_character)?;
    let name = before.strip_suffix('“')?;
    name.ends_with(is_name_character).then_some(floor + name.len())
}

/// The bracket that opens what the bracket at `close` closes, where what stands between is a short name.
fn opening(text: &str, floor: usize, close: usize) -> Option<usize> {
    for (at, ch) in text[floor..close].char_indices().rev().take(BRACKETED) {
        match ch {
            '(' | '（' => return (floor + at > floor).then_some(floor + at),
            _ if is_name_character(ch) && !ch.is_ascii_digit() => {}
            _ => return None,
        }
    }
    None
}

/// The end of a name: over a part in brackets that names a place, 电子科技大学长三角研究院（湖州）.
fn right_edge(text: &str, within: Span, end: usize, hits: &[Hit]) -> usize {
    let rest = &text[end..within.end.max(end)];
    if !rest.starts_with(['(', '（']) {
        return end;
    }
    let close = rest
        .char_indices()
        .take(BRACKETED + 2)
        .find(|(_, ch)| matches!(ch, ')' | '）'));
    let Some((at, bracket)) = close else { return end };
    let open = rest.chars().next().map_or(0, char::len_utf8);
    let inner = Span::new(end + open, end + at);
    let place = hits
        .iter()
        .any(|hit| matches!(hit.term, Term::Area(_)) && hit.span == inner);
    if place { end + at + bracket.len_utf8() } else { end }
}

/// Hanzi, Latin letters and digits within names.
fn is_name_character(ch: char) -> bool {
    // Before most names stands one of these, and whether a character is a letter is not told at once.
    if matches!(ch, '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3011}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff1f}' | '\u{2010}'..='\u{2027}')
    {
        return false;
    }
    is_hanzi(ch) || ch.is_alphabetic() || ch == '〇'
}

#[cfg(test)]
mod tests {
    use crate::model::MentionKind;
    use crate::recognize::testing::mentions;

    fn read(text: &str) -> Vec<&str> {
        let organisations = mentions(text)
            .into_iter()
            .filter(|mention| matches!(mention.kind, MentionKind::Organisation));
        organisations.map(|mention| mention.span.of(text)).collect()
    }

    fn check(cases: &[(&str, &[&str])]) {
        for (text, expected) in cases {
            assert_eq!(&read(text), expected, "{text}");
        }
    }

    #[test]
    fn names_begin_at_a_place_a_house_or_a_mark() {
        check(&[
            ("目前，温州高新区新增企业5家", &["温州高新区"]),
            ("项目落户西塞科学谷，总投资3亿元", &["西塞科学谷"]),
            ("由天能电池集团股份有限公司牵头", &["天能电池集团股份有限公司"]),
            (
                "推进德清国家新一代人工智能创新发展试验区建设",
                &["德清国家新一代人工智能创新发展试验区"],
            ),
            (
                "依托浙工大新材料研究院、之江实验室等",
                &["浙工大新材料研究院", "之江实验室"],
            ),
            ("入驻南太湖科创中心的团队达13家", &["南太湖科创中心"]),
        ]);
    }

    #[test]
    fn brackets_branches_and_quotation_marks() {
        check(&[
            ("温州（嘉定）科技创新园开园", &["温州（嘉定）科技创新园"]),
            (
                "与电子科技大学长三角研究院（湖州）签约",
                &["电子科技大学长三角研究院（湖州）"],
            ),
            ("建设中国（绵阳）科技城", &["中国（绵阳）科技城"]),
            (
                "浙江大学湖州研究院和中山大学附属肿瘤医院",
                &["浙江大学湖州研究院", "中山大学附属肿瘤医院"],
            ),
            ("建成启用“报本思园”", &["报本思园"]),
            ("研究院（累计9家）", &[]),
            (
                "东方重机总公司第三研究院第三〇五研究所迁来",
                &["东方重机总公司第三研究院第三〇五研究所"],
            ),
            ("推进“一区五园”建设", &[]),
        ]);
    }

    #[test]
    fn bodies_of_government_govern_a_place_or_the_own_one() {
        check(&[
            ("湖州市科技局发布", &["湖州市科技局"]),
            ("据黔东南州统计局统计", &["黔东南州统计局"]),
            ("市科技局和省发展改革委联合印发", &["市科技局", "省发展改革委"]),
            ("湖州市与省科技厅会商", &["省科技厅"]),
            ("国务院批复，国家统计局核定", &["国务院", "国家统计局"]),
            ("各县区科技局要落实", &[]),
            ("水利部门加快建设，这些高新区增长", &[]),
            // Where a number comes from; a title that says what a body did.
            ("工业和信息化部数据显示，收入增长", &[]),
            ("湖州市科技局关于印发方案的通知", &["湖州市科技局"]),
        ]);
    }

    #[test]
    fn kinds_of_things_are_no_names() {
        check(&[
            ("全市45家研究院累计孵化企业291家", &[]),
            ("湖州率先实现省级高新区全覆盖", &[]),
            ("新增浙江省重点实验室3家、省级企业研究院5家", &[]),
            ("推动高新区扩容，提升开发区能级", &[]),
            ("高新技术企业、各类企业和科技企业孵化器", &[]),
            ("支持企业建设实验室，鼓励银行放贷", &[]),
            ("累计建成国家级孵化器12家", &[]),
        ]);
    }
}
