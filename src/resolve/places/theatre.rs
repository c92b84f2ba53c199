//! Places abroad where somebody acts who is named after another: 俄军对某州发动攻势.

use crate::model::{Dimension, Mention, MentionKind, Span};
use crate::rules::Gazetteer;

use super::said::{AreaSaid, Told};

/// Whether a place abroad is where those act whom the clause has named, or the sentence before it: 俄军对某州发动攻势, 以色列空袭了
/// 某地. What they spend or how they grow is told of them, and not of that place; nor is one who acts a place.
#[allow(clippy::too_many_arguments)]
pub(in crate::resolve) fn is_theatre(
    text: &str,
    mentions: &[Mention],
    first: usize,
    at: usize,
    said: &[AreaSaid],
    place: AreaSaid,
    before: &str,
    gazetteer: &Gazetteer,
) -> bool {
    let Some(strikes) = gazetteer.theatre(before).filter(|_| gazetteer.is_foreign(place.id)) else {
        return false;
    };
    let after = &text[place.span.end..];
    let strikes = strikes || gazetteer.is_raided(after);
    if gazetteer.acts(place.span.of(text)) && !strikes {
        return false;
    }
    let number = mentions.partition_point(|mention| mention.span.start < at);
    let counts = match mentions.get(number).map(|mention| &mention.kind) {
        Some(MentionKind::Quantity(number)) => !matches!(
            number.dimension,
            Dimension::Money | Dimension::Ratio | Dimension::Multiple
        ),
        _ => true,
    };
    let acts = |id: u32, span: Span| {
        gazetteer.is_foreign(id)
            && (strikes || gazetteer.acts(span.of(text)) || gazetteer.goes_on_acting(&text[span.end..]))
    };
    // What 俄方 do 对 another country is no fight.
    let side = |span: Span| before.ends_with('在') || !span.of(text).ends_with('方') || span.of(text).ends_with("军方");
    let earlier = || {
        mentions[..first].iter().any(|mention| match mention.kind {
            MentionKind::Area(id) => acts(id, mention.span) && side(mention.span),
            _ => false,
        })
    };
    counts
        && match said.last() {
            Some(last) => acts(last.id, last.span) && side(last.span),
            None => earlier(),
        }
}

/// Several places abroad: the country in which all of them lie, else the one named first, for in no case it is the text's own.
pub(in crate::resolve) fn abroad_together(said: &[AreaSaid], gazetteer: &Gazetteer) -> Option<Told> {
    let first = *said.first()?;
    if !said.iter().all(|it| gazetteer.is_foreign(it.id)) {
        return None;
    }
    let whole = gazetteer
        .chain(first.id)
        .find(|&id| said.iter().all(|it| gazetteer.within(it.id, id)));
    let id = whole.unwrap_or(first.id);
    Some(Told::Of(AreaSaid { id, span: first.span }))
}

/// The country of a list of places in which somebody acts whom the clause has named.
pub(in crate::resolve) fn list_acted_in(
    text: &str,
    clause: Span,
    list: Span,
    said: &[AreaSaid],
    gazetteer: &Gazetteer,
) -> Option<u32> {
    let actor = said.last()?;
    let acts = gazetteer.acts(actor.span.of(text)) && gazetteer.theatre(&text[clause.start..list.start]).is_some();
    let (uses, length) = gazetteer.prefix(list.of(text)).filter(|_| acts)?;
    let first = uses.first().filter(|it| gazetteer.is_foreign(it.id))?;
    let several = gazetteer.several().goes_on(&list.of(text)[length..]);
    several.then(|| gazetteer.chain(first.id).last()).flatten()
}
