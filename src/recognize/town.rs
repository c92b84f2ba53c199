//! Towns and villages: short names at the head of a sentence or behind an area, 某某县|某某镇|某某村.

use super::organisation::{REACH, areas_in};
use crate::model::{Mention, MentionKind, Span};
use crate::rules::{Hit, Organisations, is_alphabetic};

/// What stands before the part of something that is told of.
const PART: &str = "其中";

/// Where the name of a town or village begins: right behind an area or a town, or at the head of a clause.
pub(super) fn town_edge(
    text: &str,
    within: Span,
    head: Span,
    hits: &[Hit],
    lexicon: &Organisations,
    before: &[Mention],
) -> Option<usize> {
    let after = &text[head.end..within.end.max(head.end)];
    // 甲街道、乙镇工业投资: a list of towns.
    let word = head.of(text);
    let listed = after.strip_prefix('、').is_some_and(|next| {
        let mut ends = next.char_indices().skip(2).take(3);
        ends.any(|(at, _)| lexicon.begins_with_town(&next[at..]))
    });
    // 乡村, 社区卫生服务中心, 村民: the end of a name has no other word behind it.
    // 某某镇党委书记
    let party = !word.ends_with('村') && (after.starts_with("党委") || after.starts_with("党工委"));
    if !listed
        && !party
        && after.starts_with([
            '村', '镇', '化', '域', '级', '民', '委', '办', '卫', '居', '庄', '寨', '落', '容', '屯', '党', '医', '道',
            '企', '集', '两', '、',
        ])
    {
        return None;
    }
    // 汉中镇巴县: the head begins the full name of a county.
    let county = |hit: &Hit| {
        let begins = hit.span.start >= head.start && hit.span.start < head.end && hit.span.end > head.end;
        begins && hit.span.of(text).ends_with(['县', '区', '市'])
    };
    if hits.iter().any(county) {
        return None;
    }
    let stretch = &text[within.start..head.start];
    let mut clause = within.start;
    let mut letters = 0;
    for (at, c) in stretch.char_indices().rev() {
        if !(is_alphabetic(c)) {
            clause = within.start + at + c.len_utf8();
            break;
        }
        letters += 1;
        if letters > REACH {
            return None;
        }
    }
    let town = before
        .last()
        .filter(|other| matches!(other.kind, MentionKind::Organisation) && other.span.end <= head.start);
    let town = town
        .filter(|other| other.span.start >= clause)
        .map(|other| other.span.end);
    // 张店乡 of another county than 张店区
    let areas = areas_in(hits, clause, head.start).filter(|hit| hit.span.end < head.start);
    let anchor = town.max(areas.map(|hit| hit.span.end).max());
    // 在甲镇, 其中乙镇
    let part = text[clause..].starts_with(PART);
    // 1958年|某某村
    let day = text[clause..].chars().next().filter(|unit| "年月日".contains(*unit));
    let day = day.filter(|_| text[within.start..clause].ends_with(|c: char| c.is_ascii_digit()));
    let start = anchor.unwrap_or_else(|| {
        let lead = if part {
            PART.len()
        } else if let Some(unit) = day {
            unit.len_utf8()
        } else {
            lexicon.arrives(&text[clause..head.start])
        };
        clause + lead
    });
    let name = text.get(start..head.start)?;
    // Without an area in front it must open the sentence, and be nothing like 参加城镇, 提高城乡.
    let opens = lexicon
        .framed(&text[within.start..clause])
        .trim_end()
        .chars()
        .next_back()
        .is_none_or(|mark| "。！？；…”\n".contains(mark));
    // 某某镇作为……: nothing but a name has 作为 behind it. 其中，某某镇…….
    let opens = opens || after.starts_with("作为") || text[within.start..clause].ends_with("其中，");
    // 甲镇、|乙镇
    let opens = opens
        || before.last().is_some_and(|other| {
            matches!(other.kind, MentionKind::Organisation)
                && lexicon.is_town(other.span.of(text))
                && (text.get(other.span.end..clause) == Some("、")
                    // 甲镇320亿元，|乙镇150亿元
                    || ((matches!(word, "镇" | "乡" | "街道") || other.span.of(text).ends_with(word))
                        && other.span.start >= within.start
                        && text[..clause].ends_with(['，', ','])))
        });
    // 高标准农田2.8万亩，其中|甲镇1.1万亩; 蓝莓1.65万亩，|乙镇就有近6000亩: the number behind it is its own. A comma may also stand
    // before the first of several.
    let behind_comma = || text[within.start..clause].trim_end().ends_with(['，', ',']);
    let opens = opens
        || matches!(word, "镇" | "乡" | "街道")
            && (part || behind_comma())
            && (listed || lexicon.counts_of_town(after));
    // 参加城镇, 提高城乡, 送戏下乡
    let common = name.ends_with(['农', '下']) || name.ends_with('城') && matches!(word, "镇" | "乡");
    let sure = (anchor.is_some() && !name.ends_with('农')) || (opens && !common);
    // 甲镇、和孚镇: behind 、 nothing else joins names.
    let listed_last = text[..start].ends_with('、');
    let named = match lexicon.lies(after) || listed_last {
        true => lexicon.names_town_that_lies(name),
        false => lexicon.names_town(name),
    };
    (sure && (2..=4).contains(&name.chars().count()) && named).then_some(start)
}
