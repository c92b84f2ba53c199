//! What the words round a count say of the things counted: examples of them, or how they moved.

use std::ops::Range;

use rust_decimal::Decimal;

use super::atoms::{Atom, AtomKind};
use super::reach::Matcher;
use crate::model::Dimension;
use crate::segment::PartOfSpeech;

/// Of a phrase before a number that ends in 等 (签约某中心等11个项目), or that names as many things as the number says (新增甲市、
/// 乙市、丙市3个千亿城市), only the verb at its head belongs to the label: what follows are examples of what is counted, or all
/// of them. May be empty.
pub(super) fn examples(matcher: &Matcher, range: Range<usize>, number: usize) -> Option<Range<usize>> {
    let last = &matcher.atoms[range.end.checked_sub(1)?];
    let listed = || {
        let amount = matcher.amount(number);
        let Some(counted) = amount.filter(|amount| amount.dimension == Dimension::Count) else {
            return false;
        };
        // 就加强合作、助力发展提出3项举措 lists nothing; of 甲渠、乙渠2项工程 the noun alone would say less.
        let named = last.kind != AtomKind::Word(PartOfSpeech::Verb);
        let ends = |atom: &Atom| !matches!(atom.kind, AtomKind::Word(_));
        let near = [number + 1, number + 2].map(|at| matcher.atoms.get(at));
        let bare = near.into_iter().any(|atom| atom.is_none_or(ends));
        let parted = || {
            let atoms = &matcher.atoms[range.clone()];
            atoms.iter().any(|atom| atom.kind == AtomKind::Enumeration)
        };
        if !named || bare || !parted() {
            return false;
        }
        let members = matcher.members(range.clone()).len();
        members > 1 && counted.value == Decimal::from(members)
    };
    // 新组建实验室、研究院等10家: nothing else says what they are.
    let noun = matcher
        .atoms
        .get(number + 1)
        .is_some_and(|next| matches!(next.kind, AtomKind::Word(_)));
    let among = noun && last.span.of(matcher.text) == "等";
    if !among && !listed() {
        return None;
    }
    let content = matcher.content(range.clone()).unwrap_or(range.start..range.start);
    let acts = matcher.atoms[content.clone()]
        .iter()
        .take_while(|atom| {
            let known = matcher.known;
            let acts = atom.cues.has(known.new) || atom.cues.has(known.does);
            acts || atom.kind == AtomKind::Word(PartOfSpeech::Verb)
        })
        .count();
    Some(content.start..content.start + acts)
}

/// 28个行业保持增长, 超六成行业利润总额保持增长: how those counted moved says which they are, where their noun alone does not. What
/// stands before the noun (保持增长的), and the noun.
pub(super) fn moving(
    matcher: &Matcher,
    number: usize,
    range: &Range<usize>,
    content: &Range<usize>,
) -> Option<(String, Range<usize>)> {
    let known = matcher.known;
    let counts = matcher.is_of(number, &[Dimension::Count, Dimension::Ratio]);
    let vague = |at: &usize| matcher.atoms[*at].cues.has(known.vague);
    let noun = content.clone().find(vague)?;
    let size = &matcher.atoms[noun + 1..content.end];
    // 行业增加值实现增长: a size of theirs.
    let sizes = size
        .last()
        .is_none_or(|last| last.cues.has(known.measure) || last.cues.has(known.dependent));
    let rest = &matcher.atoms[noun + 1..range.end];
    let says = sizes
        && rest.iter().all(|atom| matches!(atom.kind, AtomKind::Word(_)))
        && rest.last().is_some_and(|last| known.moves.intersects(last.cues));
    let next = matcher.atoms.get(range.end);
    let sized = next.is_some_and(|next| next.quantity().is_some());
    if !counts || !says || sized || rest.len() > 4 + size.len() {
        return None;
    }
    let words = rest.iter().filter(|atom| !atom.cues.has(known.silent));
    let words: String = words.map(|atom| atom.span.of(matcher.text)).collect();
    Some((format!("{words}的"), content.start..noun + 1))
}

/// 60家用人单位提供就业岗位3万个: what those counted do with the things that the next number counts says which they are, but is no
/// name of theirs. What stands before their noun (提供就业岗位的), and the noun.
pub(super) fn doing(
    matcher: &Matcher,
    number: usize,
    range: &Range<usize>,
    content: &Range<usize>,
) -> Option<(String, Range<usize>)> {
    let known = matcher.known;
    let counts = matcher.is_of(number, &[Dimension::Count]);
    // 带来700个岗位: there the things are named behind their number.
    let alone = !matches!(
        matcher.atoms.get(range.end + 1).map(|next| next.kind),
        Some(AtomKind::Word(_) | AtomKind::Quote | AtomKind::Area(_) | AtomKind::Organisation(_))
    );
    let amount = matcher.is_of(range.end, &[Dimension::Count, Dimension::Mass]);
    if !counts || !alone || !amount || content.start != number + 1 {
        return None;
    }
    let noun = |at: usize| {
        let atom = &matcher.atoms[at];
        atom.kind == AtomKind::Word(PartOfSpeech::Noun) && atom.span.of(matcher.text).chars().count() > 1
    };
    let verb = (content.start + 1..content.end).find(|at| matcher.acts_at(*at) && !noun(*at))?;
    let last = content.end - 1;
    let size = matcher.atoms[last].cues;
    let size = size.has(known.measure) || size.has(known.dependent) || size.has(known.aspect);
    let named = matcher
        .content(content.start..verb)
        .filter(|named| noun(named.end - 1))?;
    let word = |at: usize| matcher.atoms[at].span.of(matcher.text);
    let object = verb + 1..content.end;
    let plain = |at: usize| matches!(matcher.atoms[at].kind, AtomKind::Word(_)) && word(at) != "的";
    if verb == last
        || !noun(last)
        || size
        || !object.clone().all(plain)
        || object.clone().any(|at| matcher.joins(&matcher.atoms[at]))
    {
        return None;
    }
    let words = (verb..content.end).filter(|at| !matches!(word(*at), "了" | "着"));
    let words: String = words.map(word).collect();
    Some((format!("{words}的"), named))
}

/// Whether a number is a share.
pub(super) fn is_share(matcher: &Matcher, number: usize) -> bool {
    matcher.is_of(number, &[Dimension::Ratio])
}
