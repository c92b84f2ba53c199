//! What the words round a count say of the things counted: examples of them, or how they moved.

use std::ops::Range;

use rust_decimal::Decimal;

use super::atoms::{Atom, AtomKind};
use super::reach::Matcher;
use crate::model::{Dimension, MentionKind};
use crate::segment::PartOfSpeech;

/// Of a phrase before a number that ends in 等 (签约某中心等11个项目), or that names as many things as the number says (新增甲市、
/// 乙市、丙市3个千亿城市), only the verb at its head belongs to the label: what follows are examples of what is counted, or all
/// of them. May be empty.
pub(super) fn examples(matcher: &Matcher, range: Range<usize>, number: usize) -> Option<Range<usize>> {
    let last = &matcher.atoms[range.end.checked_sub(1)?];
    let listed = || {
        let counted = match matcher.atoms[number]
            .quantity()
            .map(|index| &matcher.mentions[index].kind)
        {
            Some(MentionKind::Quantity(quantity)) => (quantity.dimension == Dimension::Count).then_some(quantity.value),
            _ => None,
        };
        let Some(counted) = counted else { return false };
        // 就加强合作、助力发展提出3项举措 lists nothing; of 甲渠、乙渠2项工程 the noun alone would say less.
        let named = last.kind != AtomKind::Word(PartOfSpeech::Verb);
        let ends = |atom: &Atom| !matches!(atom.kind, AtomKind::Word(_));
        let bare = matcher.atoms.get(number + 2).is_none_or(ends);
        let parted = || {
            let atoms = &matcher.atoms[range.clone()];
            atoms.iter().any(|atom| atom.kind == AtomKind::Enumeration)
        };
        if !named || bare || !parted() {
            return false;
        }
        let members = matcher.members(range.clone()).len();
        members > 1 && counted == Decimal::from(members)
    };
    if last.span.of(matcher.text) != "等" && !listed() {
        return None;
    }
    let content = matcher.content(range.clone()).unwrap_or(range.start..range.start);
    let acts = matcher.atoms[content.clone()]
        .iter()
        .take_while(|atom| atom.kind == AtomKind::Word(PartOfSpeech::Verb) || atom.cues.has(matcher.known.new))
        .count();
    Some(content.start..content.start + acts)
}

/// 28个行业保持增长: how those counted moved says which they are, where their noun alone does not: 保持增长的.
pub(super) fn moving(matcher: &Matcher, number: usize, range: &Range<usize>, content: &Range<usize>) -> Option<String> {
    let known = matcher.known;
    let counts = match matcher.atoms[number]
        .quantity()
        .map(|index| &matcher.mentions[index].kind)
    {
        Some(MentionKind::Quantity(quantity)) => quantity.dimension == Dimension::Count,
        _ => false,
    };
    let vague = matcher.atoms[content.clone()].last()?.cues.has(known.vague);
    let rest = &matcher.atoms[content.end..range.end];
    let says = rest.iter().all(|atom| matches!(atom.kind, AtomKind::Word(_)))
        && rest.last().is_some_and(|last| known.moves.intersects(last.cues));
    let next = matcher.atoms.get(range.end);
    let sized = next.is_some_and(|next| next.quantity().is_some());
    if !counts || !vague || !says || sized || rest.len() > 4 {
        return None;
    }
    let words = rest.iter().filter(|atom| !atom.cues.has(known.silent));
    let words: String = words.map(|atom| atom.span.of(matcher.text)).collect();
    Some(format!("{words}的"))
}
