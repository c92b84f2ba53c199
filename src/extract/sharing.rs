//! The names of a list's members: what they share, and what only one of them says.

use std::ops::Range;

use super::LabelPiece;
use super::atoms::AtomKind;
use super::reach::Matcher;
use crate::segment::PartOfSpeech;

/// The labels of a list's members: what ends the last one (黄金、白银、镍产量: 产量) belongs to all that lack such an end.
pub(super) fn share(matcher: &Matcher, members: &[Range<usize>]) -> Vec<Vec<LabelPiece>> {
    // 对甲国、乙国出口: a place is no name of its own, but a part of one.
    let place = |member: &Range<usize>| matches!(matcher.atoms[member.start].kind, AtomKind::Area(_));
    if !members.is_empty() && members.iter().all(place) {
        let words = |member: &Range<usize>| matcher.atoms[member.start].span.of(matcher.text).to_owned();
        return members
            .iter()
            .map(|member| vec![LabelPiece::Words(words(member), member.start..member.start + 1)])
            .collect();
    }
    let contents: Vec<Range<usize>> = members
        .iter()
        .filter_map(|member| matcher.content(member.clone()))
        .collect();
    let is_measure = |atom: usize| {
        let word = matcher.atoms[atom].span.of(matcher.text);
        matcher.atoms[atom].cues.has(matcher.known.measure)
            || (word.chars().nth(1).is_some() && word.ends_with(['额', '量', '率']))
    };
    let Some(last) = contents.last() else { return Vec::new() };
    // 城乡居民人均可支配收入: a member that stands for several.
    if contents.len() > 1 && contents.iter().all(|content| content == last) {
        let words = matcher.fused_parts(last.clone()).into_iter();
        return words.map(|part| vec![LabelPiece::Words(part, last.clone())]).collect();
    }
    if let Some(labels) = numbered(matcher, &contents) {
        return labels;
    }
    if let Some(labels) = sized(matcher, &contents) {
        return labels;
    }
    // 甲业、乙业增加值占工业增加值比重: from the name of the share's part on.
    let of = |atom: &usize| matcher.atoms[*atom].cues.has(matcher.known.share);
    let mut shared = (last.start + 1..last.end).find(of).unwrap_or(last.end);
    // 批发、零售业营业额（销售额）: the bracket goes with the size.
    if let AtomKind::Close(Some(open)) = matcher.atoms[shared - 1].kind
        && open > last.start + 1
    {
        shared = open;
    }
    while shared > last.start + 1 && is_measure(shared - 1) {
        shared -= 1;
    }
    let word = |atom: usize| matcher.atoms[atom].span.of(matcher.text);
    // 养老保险、医疗保险参保率: 率 alone is no size, the verb before it belongs to it.
    let verb = |atom: usize| matcher.atoms[atom].kind == AtomKind::Word(PartOfSpeech::Verb);
    if shared < last.end && shared > last.start + 1 && verb(shared - 1) && word(shared).chars().count() == 1 {
        shared -= 1;
    }
    let count = contents.len();
    contents
        .iter()
        .enumerate()
        .map(|(k, content)| {
            let mut pieces = vec![LabelPiece::Phrase(content.clone())];
            // 战略性新兴产业、高技术产业增加值: the first has its 产业.
            let own = |atom: &usize| word(content.end - 1).ends_with(word(*atom));
            let shared = shared + (shared..last.end).take_while(own).count();
            if k + 1 < count && shared < last.end && !is_measure(content.end - 1) {
                pieces.push(LabelPiece::Phrase(shared..last.end));
            }
            pieces
        })
        .collect()
}

/// 第一、二、三产业增加值, 一、二、三产业: each member is the number with what follows the last one.
fn numbered(matcher: &Matcher, contents: &[Range<usize>]) -> Option<Vec<Vec<LabelPiece>>> {
    let text = |range: &Range<usize>| {
        &matcher.text[matcher.atoms[range.start].span.start..matcher.atoms[range.end - 1].span.end]
    };
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let (last, others) = contents.split_last()?;
    let tail = text(last).trim_start_matches('第');
    // 一、二、三产业 are 第一产业 and so on; no other numbers without 第 are.
    let behind = tail.trim_start_matches(numeral).trim_start_matches('次');
    // 一、二、三产增加值 are too; 一、二、三产品 and 产量 are not.
    let end = &matcher.atoms[last.end - 1];
    let sized = end.cues.has(matcher.known.measure) && !end.span.of(matcher.text).starts_with('产');
    let short = behind.strip_prefix('产').filter(|rest| rest.is_empty() || sized);
    let short = short.filter(|rest| !rest.starts_with('业'));
    let sectors = short.is_some() || behind.starts_with("产业");
    let opening = text(others.first()?);
    let first = opening.strip_prefix('第').or(sectors.then_some(opening))?;
    let fits = tail.starts_with(numeral)
        && others
            .iter()
            .all(|other| text(other).trim_start_matches('第').chars().all(numeral))
        && !first.is_empty();
    if !fits {
        return None;
    }
    let rest = tail.trim_start_matches(numeral);
    let rest = if sectors { rest.trim_start_matches('次') } else { rest };
    let full = short.map(|rest| format!("产业{rest}"));
    let rest = full.as_deref().unwrap_or(rest);
    let number = |range: &Range<usize>| {
        let all = text(range).trim_start_matches('第');
        all[..all.len() - all.trim_start_matches(numeral).len()].to_owned()
    };
    let piece = |range: &Range<usize>| vec![LabelPiece::Words(format!("第{}{rest}", number(range)), range.clone())];
    Some(contents.iter().map(piece).collect())
}

/// 0—17岁、18岁及以上人口, 4G、5G用户: members that are nothing but a size or a kind have what follows that of the last.
fn sized(matcher: &Matcher, contents: &[Range<usize>]) -> Option<Vec<Vec<LabelPiece>>> {
    let (last, others) = contents.split_last()?;
    let name = |at: usize| matcher.atoms[at].kind == AtomKind::Name;
    let alone = |content: &Range<usize>| content.len() == 1 && name(content.start);
    let rest = last.start + 1..last.end;
    if others.is_empty() || rest.is_empty() || !name(last.start) || !others.iter().all(alone) {
        return None;
    }
    let whole = |content: &Range<usize>| vec![LabelPiece::Phrase(content.clone()), LabelPiece::Phrase(rest.clone())];
    let mut labels: Vec<_> = others.iter().map(whole).collect();
    labels.push(vec![LabelPiece::Phrase(last.clone())]);
    Some(labels)
}
