//! Places told of together: 甲市、乙市两市完成投资20亿元 is said of neither alone.

use std::collections::BTreeSet;

use crate::model::{Mention, MentionKind, Span};
use crate::rules::Gazetteer;

/// Makes one mention of an organisation of every list of places that one statement is about: a list closed by a count or by 等
/// (甲市、乙市两市, 丙、丁等地), and one that opens a clause with a number and without 分别 or 各. The word that closed a list
/// (两市) stands for it from then on. `mentions` are settled and in order.
pub(super) fn gather(text: &str, mentions: &mut Vec<Mention>, gazetteer: &Gazetteer) {
    let mut lists: Vec<(usize, usize, usize)> = Vec::new();
    let mut closings: BTreeSet<(&str, usize)> = BTreeSet::new();
    let mut at = 0;
    while at < mentions.len() {
        if !matches!(mentions[at].kind, MentionKind::Area(_)) {
            at += 1;
            continue;
        }
        let next = members(text, mentions, at, gazetteer);
        if next - at >= 2
            && let Some((end, closing)) = list_end(text, mentions, at, next, gazetteer)
        {
            if let Some(word) = closing
                && !closings.iter().any(|(known, _)| *known == word)
            {
                closings.insert((word, end));
            }
            lists.push((at, next, end));
        }
        at = next;
    }
    if !lists.is_empty() {
        // All in one go: to take each list out by itself would move what stands behind it every time.
        let mut gathered = Vec::with_capacity(mentions.len());
        let mut rest = std::mem::take(mentions).into_iter();
        let mut at = 0;
        for (first, next, end) in lists {
            gathered.extend(rest.by_ref().take(first - at));
            let places = rest.by_ref().take(next - first);
            gathered.extend(places.map(|place| place.span.start).min().map(|start| Mention {
                span: Span::new(start, end),
                kind: MentionKind::Organisation,
            }));
            at = next;
        }
        gathered.extend(rest);
        *mentions = gathered;
    }
    for (word, from) in closings {
        stand_for(text, word, from, mentions);
    }
}

/// Makes places of the regions that a list names in short before its last: 东部、中部和西部地区, 东中西和东北四个地区. `mentions` are
/// settled and in order.
pub(super) fn list_regions(text: &str, mentions: &mut Vec<Mention>, gazetteer: &Gazetteer) {
    let mut found: Vec<Mention> = Vec::new();
    for (at, mention) in mentions.iter().enumerate() {
        let MentionKind::Area(last) = mention.kind else {
            continue;
        };
        if !gazetteer.is_region(last) {
            continue;
        }
        let floor = at.checked_sub(1).map_or(0, |before| mentions[before].span.end);
        let mut before = text.get(floor..mention.span.start).unwrap_or_default();
        let mut named: Vec<(u32, Span)> = Vec::new();
        let mut joined = false;
        loop {
            let rest = gazetteer.several().joined(before);
            // 东中西: names of one character need nothing between them.
            let near =
                rest.or_else(|| (joined && named.last().is_some_and(|(_, span)| span.len() <= 3)).then_some(before));
            let Some((id, length)) = near.and_then(|rest| gazetteer.listed_region(rest)) else {
                break;
            };
            let end = floor + near.map_or(0, str::len);
            joined = true;
            named.push((id, Span::new(end - length, end)));
            before = &text[floor..end - length];
        }
        // 山东、中部地区, 广东部
        let opens = before
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric() || "年月日度末在对从的".contains(c));
        if opens {
            let places = named.into_iter().filter(|(id, _)| *id != last);
            found.extend(places.map(|(id, span)| Mention {
                span,
                kind: MentionKind::Area(id),
            }));
        }
    }
    if !found.is_empty() {
        mentions.append(&mut found);
        mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    }
}

/// One past the last of the places that are joined to the mention at `first`, itself included.
fn members(text: &str, mentions: &[Mention], first: usize, gazetteer: &Gazetteer) -> usize {
    let place = |mention: &Mention| matches!(mention.kind, MentionKind::Area(id) if id != Gazetteer::COUNTRY);
    let joined = |pair: &[Mention]| {
        let (MentionKind::Area(one), MentionKind::Area(other)) = (&pair[0].kind, &pair[1].kind) else {
            return false;
        };
        let (end, start) = (pair[0].span.end, pair[1].span.start);
        let below = end == start && gazetteer.within(*other, *one);
        place(&pair[0]) && place(&pair[1]) && end <= start && (below || gazetteer.several().joins(&text[end..start]))
    };
    first + 1 + mentions[first..].windows(2).take_while(|pair| joined(pair)).count()
}

/// Where the list of the mentions from `first` to `next` ends if one statement is about it, with the count that closes it.
fn list_end<'t>(
    text: &'t str,
    mentions: &[Mention],
    first: usize,
    next: usize,
    gazetteer: &Gazetteer,
) -> Option<(usize, Option<&'t str>)> {
    let several = gazetteer.several();
    let end = mentions[next - 1].span.end;
    // 浙江省湖州市 is one place.
    if mentions[first..next]
        .windows(2)
        .all(|pair| pair[0].span.end == pair[1].span.start)
    {
        return None;
    }
    let rest = &text[end..];
    if several.between(rest) {
        return None;
    }
    let sentence = &rest[..rest.find(['。', '；', ';', '\n']).unwrap_or(rest.len())];
    if let Some(length) = several.closing(rest) {
        let word = &rest[..length];
        let counted = (!word.starts_with('等')).then_some(word);
        return several
            .respectively(sentence)
            .is_none()
            .then_some((end + length, counted));
    }
    let clause = &sentence[..sentence.find(CLAUSE).unwrap_or(sentence.len())];
    let opens = text[..mentions[first].span.start]
        .chars()
        .next_back()
        .is_none_or(|ch| !ch.is_alphanumeric() && ch != '、')
        || first.checked_sub(1).is_some_and(|before| {
            let before = &mentions[before];
            matches!(before.kind, MentionKind::Period(_)) && before.span.end == mentions[first].span.start
        });
    let number = mentions[next..]
        .iter()
        .take_while(|mention| mention.span.start < end + clause.len())
        .find(|mention| !matches!(mention.kind, MentionKind::Period(_)));
    let of_all = number.is_some_and(|mention| matches!(mention.kind, MentionKind::Quantity(_)));
    let more = several.goes_on(rest) || rest.starts_with(['的', '等']) || clause.contains('、');
    (opens && of_all && !more && several.each(clause).is_none()).then_some((end, None))
}

/// Marks that end a clause.
const CLAUSE: [char; 6] = ['，', '：', '！', '？', ',', '—'];

/// Where the word stands for a list again, behind `from`: at the head of a clause, alone or behind a period.
fn stand_for(text: &str, word: &str, from: usize, mentions: &mut Vec<Mention>) {
    let mut again = Vec::new();
    for (at, _) in text[from..].match_indices(word) {
        let span = Span::new(from + at, from + at + word.len());
        let index = mentions.partition_point(|mention| mention.span.start < span.start);
        let before = index.checked_sub(1).map(|before| &mentions[before]);
        let behind_period =
            before.is_some_and(|before| matches!(before.kind, MentionKind::Period(_)) && before.span.end == span.start);
        let opens = text[..span.start]
            .chars()
            .next_back()
            .is_none_or(|ch| !ch.is_alphanumeric() && ch != '、');
        let free = before.is_none_or(|before| before.span.end <= span.start)
            && mentions.get(index).is_none_or(|next| !next.span.overlaps(span));
        if free && (opens || behind_period) && !text[span.end..].starts_with('场') {
            again.push(Mention {
                span,
                kind: MentionKind::Organisation,
            });
        }
    }
    if !again.is_empty() {
        mentions.append(&mut again);
        mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    }
}

#[cfg(test)]
mod tests {
    use crate::model::MentionKind;
    use crate::recognize::testing::mentions;

    /// Places and lists of places of a text, the lists in brackets.
    fn read(text: &str) -> Vec<String> {
        let found = mentions(text).into_iter();
        let named = found.filter_map(|mention| match mention.kind {
            MentionKind::Organisation => Some(format!("[{}]", mention.span.of(text))),
            MentionKind::Area(_) => Some(mention.span.of(text).to_owned()),
            _ => None,
        });
        named.collect()
    }

    #[test]
    fn a_counted_list_is_one_subject_and_its_count_stands_for_it() {
        let cases: &[(&str, &[&str])] = &[
            (
                "苏州、无锡两市锚定目标。其中，两市投资增长。",
                &["[苏州、无锡两市]", "[两市]"],
            ),
            ("酒泉、平凉等地新探明矿产地", &["[酒泉、平凉等地]"]),
            ("河南安阳、陕西安康两市增长", &["[河南安阳、陕西安康两市]"]),
            ("浙江省湖州市两县增长", &["浙江省", "湖州市"]),
            ("浙江、江苏和广东三省出口增长", &["[浙江、江苏和广东三省]"]),
            // Each has its own number; no list; the count of another word.
            ("浙江、江苏两省利润分别为2亿元和1亿元", &["浙江", "江苏"]),
            ("两市投资增长", &[]),
            (
                "苏州、无锡两市锚定目标，沪深两市成交额下降，两市场增长",
                &["[苏州、无锡两市]"],
            ),
            ("在苏州和无锡之间", &["苏州", "无锡"]),
        ];
        for (text, expected) in cases {
            assert_eq!(&read(text), expected, "{text}");
        }
    }
}
