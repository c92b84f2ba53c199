//! The names of a list's members: what they share, and what only one of them says.

use std::ops::Range;

use super::LabelPiece;
use super::atoms::AtomKind;
use super::reach::Matcher;
use crate::model::Span;
use crate::segment::PartOfSpeech;

/// The labels of a list's members: what ends the last one (黄金、白银、镍产量: 产量) belongs to all that lack such an end.
pub(super) fn share(matcher: &Matcher, members: &[Range<usize>]) -> Vec<Vec<LabelPiece>> {
    let contents: Vec<Range<usize>> = members
        .iter()
        .filter_map(|member| matcher.content(member.clone()))
        .collect();
    let Some(last) = contents.last() else { return Vec::new() };
    // 城乡居民人均可支配收入: a member that stands for several.
    if contents.len() > 1 && contents.iter().all(|content| content == last) {
        let words = matcher.fused_parts(last.clone()).into_iter();
        return words.map(|part| vec![LabelPiece::Words(part, last.clone())]).collect();
    }
    // 对甲国、乙国出口: a place is no name of its own, but a part of one.
    let place = |member: &Range<usize>| matches!(matcher.atoms[member.start].kind, AtomKind::Area(_));
    if !members.is_empty() && members.iter().all(place) {
        let words = |member: &Range<usize>| matcher.atoms[member.start].span.of(matcher.text).to_owned();
        return members
            .iter()
            .map(|member| vec![LabelPiece::Words(words(member), member.start..member.start + 1)])
            .collect();
    }
    let is_measure = |atom: usize| {
        let word = matcher.atoms[atom].span.of(matcher.text);
        matcher.atoms[atom].cues.has(matcher.known.measure)
            || matches!(word, "进口" | "出口" | "进出口")
            || (word.chars().nth(1).is_some() && word.ends_with(['额', '量', '率']))
    };
    if let Some(labels) = numbered(matcher, &contents) {
        return labels;
    }
    if let Some(labels) = sized(matcher, &contents) {
        return labels;
    }
    if let Some(labels) = levels(matcher, &contents) {
        return labels;
    }
    if let Some(labels) = kinds(matcher, &contents) {
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
    // 小学、初中和高中的在校学生: what 的 leads to, behind names of one or two words.
    if shared == last.end
        && let Some(of) = (last.start + 1..last.end - 1).find(|atom| word(*atom) == "的")
        && contents[..contents.len() - 1]
            .iter()
            .all(|content| content.len() <= 2 && content.clone().all(|atom| !is_measure(atom) && !verb(atom)))
    {
        shared = of + 1;
    }
    // 高技术制造业、装备制造业采购经理指数: behind what both end in, all is shared.
    if let Some(alike) = behind_alike(matcher, &contents).filter(|alike| *alike < shared || shared == last.end) {
        shared = alike;
    }
    let scope = scope(matcher, &contents);
    let count = contents.len();
    contents
        .iter()
        .enumerate()
        .map(|(k, content)| {
            let mut pieces = Vec::with_capacity(3);
            pieces.extend(scope.clone().filter(|_| k > 0).map(LabelPiece::Phrase));
            pieces.push(LabelPiece::Phrase(content.clone()));
            // 战略性新兴产业、高技术产业增加值: the first has its 产业.
            let own = |atom: &usize| word(content.end - 1).ends_with(word(*atom));
            let shared = shared + (shared..last.end).take_while(own).count();
            if k + 1 < count && shared < last.end && !is_measure(content.end - 1) {
                // 城镇居民、农村居民收入: the first says 居民 itself.
                let rest = word(shared).strip_prefix(word(content.end - 1));
                pieces.push(match rest.filter(|rest| !rest.is_empty()) {
                    Some(rest) => {
                        let behind = Span::new(matcher.atoms[shared].span.end, matcher.atoms[last.end - 1].span.end);
                        let words = format!("{rest}{}", behind.of(matcher.text));
                        LabelPiece::Words(words, shared..last.end)
                    }
                    None => LabelPiece::Phrase(shared..last.end),
                });
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

/// 省、县两级到位率: each level with what follows them.
fn levels(matcher: &Matcher, contents: &[Range<usize>]) -> Option<Vec<Vec<LabelPiece>>> {
    let (last, others) = contents.split_last()?;
    let word = |at: usize| matcher.atoms[at].span.of(matcher.text);
    let all = last.start + 1;
    let rest = all + 1..last.end;
    let levels = all < last.end && matches!(word(all), "两级" | "三级" | "四级");
    let alone = |content: &Range<usize>| content.len() == 1 && word(content.start).chars().count() <= 3;
    if !levels || rest.is_empty() || others.is_empty() || !others.iter().all(alone) {
        return None;
    }
    let level = |content: &Range<usize>| {
        let name = word(content.start).trim_end_matches('级');
        let words = LabelPiece::Words(format!("{name}级"), content.start..content.start + 1);
        vec![words, LabelPiece::Phrase(rest.clone())]
    };
    Some(contents.iter().map(level).collect())
}

/// 刑事、治安案件, 办理甲级、乙级资质企业: members that only say of which kind have what follows the kind of the last.
fn kinds(matcher: &Matcher, contents: &[Range<usize>]) -> Option<Vec<Vec<LabelPiece>>> {
    let (last, others) = contents.split_last()?;
    let word = |at: usize| matcher.atoms[at].span.of(matcher.text);
    let kind = |at: usize| matcher.atoms[at].cues.has(matcher.known.attributive);
    // What is done to all of them stands before the first.
    let ends_so = |content: &Range<usize>| kind(content.end - 1);
    let alone = |content: &Range<usize>| content.len() == 1;
    if others.is_empty() || !kind(last.start) || !others.iter().all(ends_so) || !others.iter().skip(1).all(alone) {
        return None;
    }
    // 治安案件: the kind and what is counted are one word.
    let whole = word(last.start);
    let counted = whole
        .char_indices()
        .nth(KIND)
        .filter(|_| whole.chars().count() == 2 * KIND);
    let piece = match counted {
        Some((at, _)) => {
            let behind = Span::new(
                matcher.atoms[last.start].span.start + at,
                matcher.atoms[last.end - 1].span.end,
            );
            LabelPiece::Words(behind.of(matcher.text).to_owned(), last.clone())
        }
        None if last.len() > 1 => LabelPiece::Phrase(last.start + 1..last.end),
        None => return None,
    };
    let full = |content: &Range<usize>| vec![LabelPiece::Phrase(content.clone()), piece.clone()];
    let mut labels: Vec<_> = others.iter().map(full).collect();
    labels.push(vec![LabelPiece::Phrase(last.clone())]);
    Some(labels)
}

/// Characters of a kind that is one word with what is counted (治安案件).
const KIND: usize = 2;

/// Where, in the last member, what follows the word that all members have (制造业) begins.
fn behind_alike(matcher: &Matcher, contents: &[Range<usize>]) -> Option<usize> {
    let (last, others) = contents.split_last()?;
    let word = |at: usize| matcher.atoms[at].span.of(matcher.text);
    let end = word(others.first()?.end - 1);
    let letter = end.chars().next_back()?;
    let alike = |at: &usize| word(*at).ends_with(letter);
    let kind = matches!(letter, '业' | '品' | '类' | '者');
    let all = others.iter().all(|other| word(other.end - 1).ends_with(letter));
    if !kind || !all {
        return None;
    }
    let same = (last.start..last.end - 1).find(alike)?;
    // 工业、制造业、工业技改投资: the last is of one of the others.
    let twin = |other: &Range<usize>| other.len() == 1 && word(other.start) == word(same);
    if others.iter().any(twin) {
        return None;
    }
    Some(same + 1)
}

/// 重点零售企业汽车、服装销售额: whose sizes the members are, where the first alone says it.
fn scope(matcher: &Matcher, contents: &[Range<usize>]) -> Option<Range<usize>> {
    let (first, others) = contents.split_first()?;
    let holds = |at: &usize| matcher.atoms[*at].span.of(matcher.text).ends_with("企业");
    let holder = (first.start + 1..first.end - 1).rev().find(holds)?;
    let own = others.iter().any(|other| other.clone().any(|at| holds(&at)));
    let short = others.iter().all(|other| other.len() <= 3);
    (!own && short && !others.is_empty()).then_some(first.start..holder + 1)
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
