//! Labels: the pieces a reading gives → the indicator in a reader's words. Complete when read alone, without number,
//! place in front, and period; at most [`MOST`] characters.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use crate::extract::{Atom, AtomKind};
use crate::model::Span;
use crate::rules::{Letters, WellKnown, white_space};
use crate::segment::PartOfSpeech;

/// Longest label, in characters: one that swallows the sentence names nothing.
pub const MOST: usize = 45;

/// What stands inside words and is none of them.
static LEFT_OUT: LazyLock<Letters> = LazyLock::new(|| white_space().chain(['*']).collect());

/// A word of a label: 约占 shares as 占 does, and 约 is said of the number.
fn bare_share<'t>(atom: &Atom, text: &'t str, known: &WellKnown) -> &'t str {
    let word = atom.span.of(text);
    if atom.cues.has(known.about) && atom.cues.has(known.share) {
        word.trim_start_matches('约')
    } else {
        word
    }
}

/// The words of a phrase, without periods, footnote marks, and quotation marks or brackets that have lost their partner.
pub fn phrase(text: &str, atoms: &[Atom], range: Range<usize>, known: &WellKnown) -> String {
    let whole = atoms
        .get(range.clone())
        .and_then(|atoms| atoms.first().zip(atoms.last()));
    if let Some((first, last)) = whole
        && atoms[range.clone()].iter().all(|atom| is_plain(atom, known))
    {
        // Nearly every phrase is of words alone, and nothing stands between them.
        let words = &text[first.span.start..last.span.end];
        let length: usize = atoms[range.clone()].iter().map(|atom| atom.span.len()).sum();
        if length == words.len() && !LEFT_OUT.stand_in(words) {
            return finished(words);
        }
    }
    let room = whole.map_or(0, |(first, last)| last.span.end - first.span.start);
    let mut label = String::with_capacity(room);
    let mut last_end = None;
    // Where the preposition begins that the label ends in.
    let mut preposition = None;
    for (index, atom) in atoms.iter().enumerate().take(range.end).skip(range.start) {
        let keep = match atom.kind {
            AtomKind::Period(_) | AtomKind::Noise | AtomKind::Quantity(_) => false,
            AtomKind::Open(partner) => partner.is_some_and(|partner| partner < range.end && partner > index + 1),
            AtomKind::Close(partner) => partner.is_some_and(|partner| partner >= range.start && partner + 1 < index),
            _ => true,
        };
        // 于今年4月挂牌: the preposition goes with its time.
        if let (AtomKind::Period(_), Some(at)) = (atom.kind, preposition.take()) {
            label.truncate(at);
        }
        // 口岸今年以来旅客量
        let since = index > range.start
            && matches!(atoms[index - 1].kind, AtomKind::Period(_))
            && matches!(atom.span.of(text), "以来" | "起" | "相比" | "相较");
        // 海军已救出, 通道共运输货物: neither is part of a name; 拉共体 is one.
        let acts = |next: &Atom| next.kind == AtomKind::Word(PartOfSpeech::Verb);
        let silent = atom.cues.has(known.silent) && atoms.get(index + 1).is_some_and(acts);
        // 《清单》将事项数量
        let taken = |next: &Atom| next.kind == AtomKind::Word(PartOfSpeech::Noun);
        let silent = silent || is_taken(atom, text, known) && atoms.get(index + 1).is_some_and(taken);
        // 预算预计收入
        let silent = silent || is_estimate(atom, known) && index + 1 < range.end;
        if !keep || since || (silent && !label.is_empty()) {
            continue;
        }
        let word = bare_share(atom, text, known);
        // 利润较去年改善, 水质同前年相比改善: what is compared with goes with its time.
        let compared = match word {
            "较" | "比" => true,
            "同" | "与" | "跟" => atoms
                .get(index + 2)
                .is_some_and(|after| matches!(after.span.of(text), "相比" | "相较")),
            _ => false,
        };
        preposition = (compared || atom.cues.has(known.at)).then_some(label.len());
        // Latin words keep the space between them; hanzi never have one.
        let spaced = last_end.is_some_and(|end| end < atom.span.start)
            && label.ends_with(|c: char| c.is_ascii_alphanumeric())
            && word.starts_with(|c: char| c.is_ascii_alphanumeric());
        if spaced {
            label.push(' ');
        }
        // Nearly every word is whole.
        if LEFT_OUT.stand_in(word) {
            label.extend(word.chars().filter(|c| !LEFT_OUT.contains(*c)));
        } else {
            label.push_str(word);
        }
        last_end = Some(atom.span.end);
    }
    finished(&label)
}

/// Whether an atom is a word that stands in a label as it is, whatever stands beside it.
fn is_plain(atom: &Atom, known: &WellKnown) -> bool {
    let left = matches!(
        atom.kind,
        AtomKind::Period(_) | AtomKind::Noise | AtomKind::Quantity(_) | AtomKind::Open(_) | AtomKind::Close(_)
    );
    let about_share = atom.cues.has(known.about) && atom.cues.has(known.share);
    !(left || atom.cues.has(known.silent) || atom.cues.has(known.may_target) || is_estimate(atom, known) || about_share)
}

/// 将: behind a name and before a noun it only says that something is done to it.
fn is_taken(atom: &Atom, text: &str, known: &WellKnown) -> bool {
    atom.cues.has(known.may_target) && atom.span.of(text) == "将"
}

/// 预计: only says that a number is not known yet; 预测 may be part of a name (经济预测报告).
fn is_estimate(atom: &Atom, known: &WellKnown) -> bool {
    atom.cues.has(known.estimate) && atom.cues.has(known.target)
}

/// A label without what its words have left behind.
fn finished(label: &str) -> String {
    // A period leaves its brackets behind, and between words its 的: “用电量（1-5月）”, “2021年的产量”.
    let label = match MARKS.stand_in(label) {
        true if label.contains(['（', '(']) => Cow::Owned(label.replace("（）", "").replace("()", "")),
        true => Cow::Borrowed(label),
        // Nearly every label is whole.
        false => return label.to_owned(),
    };
    let kept = label
        .trim_start_matches(['的', '、', '，', ',', '·', '-', '—'])
        .trim_start_matches(|c: char| ('①'..='⑳').contains(&c))
        .trim_end_matches(['的', '、', '，', ',', '·', '-', '—', '.', '－', '。', '!', '~']);
    let aside = without_aside(kept);
    balance(aside.as_deref().unwrap_or(kept))
}

/// 电子信息产业（制造、软件合计，下同）: the label without a bracket that says how words are meant from here on.
fn without_aside(label: &str) -> Option<String> {
    label.find(['（', '('])?;
    let end = ASIDES
        .iter()
        .find_map(|word| label.find(word).map(|at| at + word.len()))?;
    let open = label[..end].rfind(['（', '('])?;
    let close = end + label[end..].find(['）', ')'])?;
    let behind = label[close..].trim_start_matches(['）', ')']);
    Some(format!("{}{behind}", &label[..open]))
}

/// Words of such a bracket.
const ASIDES: [&str; 4] = ["下同", "下称", "简称", "统称"];

/// What a label does not begin or end with, brackets, and quotation marks.
static MARKS: LazyLock<Letters> =
    LazyLock::new(|| "的、，,·-—（(“”‘’《》「」.－。!~".chars().chain('①'..='⑳').collect());

/// Quotation marks that have a partner.
static QUOTES: LazyLock<Letters> = LazyLock::new(|| "“”‘’《》「」".chars().collect());

/// Drops quotation marks without a partner.
fn balance(label: &str) -> String {
    if !QUOTES.stand_in(label) {
        return label.to_owned();
    }
    let mut kept: Vec<(usize, char)> = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut lost = Vec::new();
    for (at, c) in label.char_indices() {
        match c {
            '“' | '‘' | '《' | '「' => open.push((at, c)),
            '”' | '’' | '》' | '」' if open.pop().is_none() => {
                lost.push(at);
            }
            _ => {}
        }
        kept.push((at, c));
    }
    lost.extend(open.iter().map(|(at, _)| *at));
    kept.iter()
        .filter(|(at, _)| !lost.contains(at))
        .map(|(_, c)| c)
        .collect()
}

/// Narrows a phrase that is too long for a label: without brackets, then from the last verb on that leaves enough.
pub fn narrow(text: &str, atoms: &[Atom], range: Range<usize>, known: &WellKnown) -> Range<usize> {
    let length = |range: &Range<usize>| phrase(text, atoms, range.clone(), known).chars().count();
    if range.is_empty() {
        return range;
    }
    // A label never has more characters than what it is made from.
    let whole = span(atoms, &range).of(text);
    let characters = whole.bytes().filter(|byte| byte & 0xc0 != 0x80).take(MOST + 1).count();
    if characters <= MOST || length(&range) <= MOST {
        return range;
    }
    if let AtomKind::Close(Some(open)) = atoms[range.end - 1].kind
        && open > range.start
    {
        return narrow(text, atoms, range.start..open, known);
    }
    let starts = (range.start + 1..range.end).filter(|at| {
        let before = &atoms[at - 1];
        matches!(before.kind, AtomKind::Word(PartOfSpeech::Verb))
            || before.cues.has(known.and)
            || before.kind == AtomKind::Enumeration
    });
    for start in starts {
        let narrowed = start..range.end;
        if length(&narrowed) <= MOST {
            return narrowed;
        }
    }
    let mut start = range.start;
    while length(&(start..range.end)) > MOST && start + 1 < range.end {
        start += 1;
    }
    start..range.end
}

/// A label that is too long, from the first of its words on that leaves little enough; sooner from behind what it is done in (在…等
/// 三个方面提出).
pub fn shortened(text: &str, atoms: &[Atom], range: Range<usize>, whole: &str, known: &WellKnown) -> String {
    let mut excess = whole.chars().count().saturating_sub(MOST);
    let mut rest = whole;
    let mut first = None;
    for atom in &atoms[range] {
        let word = atom.span.of(text);
        let Some(shorter) = rest.strip_prefix(word) else { break };
        rest = shorter;
        excess = excess.saturating_sub(word.chars().count());
        if excess == 0 {
            first = first.or(Some(rest));
            if atom.cues.has(known.scope_item) {
                first = Some(rest);
                break;
            }
        }
    }
    match first.filter(|first| !first.is_empty()) {
        Some(first) => finished(first),
        None => whole.chars().skip(whole.chars().count() - MOST).collect(),
    }
}

/// What is counted with what describes it: 成果 and 达到国际水平 → 达到国际水平的成果; as far as there is room.
pub fn described(label: &str, described: &str) -> String {
    if let Some(rest) = beside(label, described) {
        return format!("{described}{rest}");
    }
    let whole = format!("{described}的{label}");
    let told = label.contains(described) || whole.chars().count() > MOST;
    if told { label.to_owned() } else { whole }
}

/// Of 第二产业的从业人员, beside which 第三产业的 is said: 的从业人员. Two kinds of one thing end alike.
pub fn beside<'l>(label: &'l str, described: &str) -> Option<&'l str> {
    let (whose, rest) = label.split_at(label.find('的')?);
    let end = |words: &str| words.char_indices().rev().nth(1).map(|(at, _)| at);
    let alike = whose.len() > 6 && whose[end(whose)?..] == described[end(described)?..];
    let sized = described.contains(|c: char| c.is_ascii_digit());
    (alike && !sized && whose != described && rest.len() > '的'.len_utf8()).then_some(rest)
}

/// A label without the level at its head: 新增省级以上创新平台 → 创新平台.
pub fn without_level(label: &str) -> &str {
    let head: usize = label.chars().take(8).map(char::len_utf8).sum();
    let cut = label[..head]
        .rfind("级以上")
        .map(|at| at + "级以上".len())
        .or_else(|| label[..head].rfind('级').map(|at| at + '级'.len_utf8()));
    cut.map_or(label, |at| label[at..].trim_start_matches('的'))
}

/// What of `words` is still to be said behind `label`: behind 研发经费投入, of 投入强度 only 强度.
pub fn without_overlap<'w>(label: &str, words: &'w str) -> &'w str {
    if label.is_empty() {
        return words;
    }
    let ends = words.char_indices().map(|(at, c)| at + c.len_utf8());
    let twice = ends
        .skip(1)
        .filter(|end| *end < words.len() && label.ends_with(&words[..*end]))
        .last();
    &words[twice.unwrap_or(0)..]
}

/// Where a phrase stands, from its first to its last atom.
#[inline]
pub fn span(atoms: &[Atom], range: &Range<usize>) -> Span {
    Span::new(atoms[range.start].span.start, atoms[range.end - 1].span.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_twice_is_said_once() {
        assert_eq!(without_overlap("研发经费投入", "投入强度"), "强度");
        assert_eq!(without_overlap("研发经费", "投入强度"), "投入强度");
        assert_eq!(
            without_overlap("产值", "产值"),
            "产值",
            "a label of its own is not emptied"
        );
        assert_eq!(without_overlap("", "投入强度"), "投入强度");
        assert_eq!(without_overlap("人", "人口"), "人口", "one character alike is chance");
    }
}
