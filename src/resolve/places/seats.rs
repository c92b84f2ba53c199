//! Where bodies and lists of places lie, whom money is given to, and how far a place that a sentence names reaches.

use crate::extract::AtomKind;
use crate::model::{Dimension, MentionKind, Span};
use crate::recognize::named_by;
use crate::rules::{Gazetteer, NameStrength};

use super::said::AreaSaid;
use crate::resolve::discourse::Discourse;
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// The one place that a sum of money is for, behind it in its sentence: 财政部拨付3000万元，支持**四川**抗震救灾.
    pub(in crate::resolve) fn given_to(&self, view: &SentenceView, number: usize) -> Option<AreaSaid> {
        let (text, gazetteer) = (self.document.text, self.document.gazetteer);
        let index = view.atoms[number].quantity()?;
        match &view.mentions[index].kind {
            MentionKind::Quantity(of) if of.dimension == Dimension::Money => {}
            _ => return None,
        }
        let from = view.mentions[index].span.end;
        let mut behind = view.mentions[index + 1..]
            .iter()
            .filter_map(|mention| match mention.kind {
                MentionKind::Area(id) if id != Gazetteer::COUNTRY => Some((id, mention.span)),
                _ => None,
            });
        let (id, span) = behind.next()?;
        let alone = behind.all(|(other, _)| gazetteer.within(other, id));
        let next = view.mentions[index + 1..]
            .iter()
            .any(|mention| mention.span.start < span.start && matches!(mention.kind, MentionKind::Quantity(_)));
        (alone && !next && gazetteer.benefits(&text[from..span.start])).then_some(AreaSaid { id, span })
    }

    /// The place with whose name an organisation's begins: 苏州工业园区 → 苏州市.
    pub(in crate::resolve) fn seat(&self, view: &SentenceView, atom: usize) -> Option<u32> {
        let AtomKind::Organisation(index) = view.atoms[atom].kind else {
            return None;
        };
        let gazetteer = self.document.gazetteer;
        let name = &view.mentions[index];
        if let Some(known) = gazetteer.seat(name.span.of(self.document.text)) {
            return Some(known);
        }
        let (uses, span) = named_by(self.document.text, name, gazetteer)?;
        match uses {
            // 中国 at the head of a name (中国眼谷) says nothing of where it is.
            [only] if only.strength != NameStrength::Weak && only.id != Gazetteer::COUNTRY => Some(
                gazetteer
                    .narrowed(self.document.text, only.id, Span::new(span.end, name.span.end))
                    .0,
            ),
            _ => None,
        }
    }

    /// The place of a list of several places: what all of them lie in (黑龙江、内蒙古等地), abroad else the one named first (德国、丹麦和荷兰).
    pub(in crate::resolve) fn whole_of_list(&self, view: &SentenceView, atom: usize) -> Option<u32> {
        let gazetteer = self.document.gazetteer;
        let name = view.atoms[atom].span.of(self.document.text);
        let several = gazetteer.several();
        let (uses, mut at) = gazetteer.prefix(name)?;
        let first = uses.first()?.id;
        if !several.goes_on(&name[at..]) {
            return None;
        }
        let mut whole = Some(first);
        while let Some(next) = name[at..].chars().next() {
            at += next.len_utf8();
            if let Some((uses, length)) = gazetteer.prefix(&name[at..]) {
                let other = uses.first()?.id;
                whole = whole.and_then(|whole| gazetteer.chain(whole).find(|&id| gazetteer.within(other, id)));
                at += length;
            }
        }
        whole.or_else(|| gazetteer.is_foreign(first).then_some(first))
    }

    /// 强度3.2%，其中甲县4%、乙县3.6%；研发平台650个: behind the semicolon it is of the whole again.
    pub(in crate::resolve) fn was_of_part(&self, view: &SentenceView, said: Span, number: usize) -> bool {
        let known = self.document.known;
        let at = view.atoms.partition_point(|atom| atom.span.start < said.start);
        let ends = |atom: &crate::extract::Atom| matches!(atom.kind, AtomKind::Break('；'));
        let turned = view.atoms[at.min(number)..number].iter().any(ends);
        let mut before = view.atoms[..at].iter().rev().take_while(|atom| !ends(atom));
        turned && view.present.has(known.part) && before.any(|atom| atom.cues.has(known.part))
    }

    /// 甲县底子薄些，去年从88家到121家: whether a sentence begins with a place below the text's own; what takes its name over from before
    /// is of that place, whatever else is said of it first.
    pub(in crate::resolve) fn opens_sentence(&self, view: &SentenceView, said: Span) -> bool {
        let at = view.atoms.partition_point(|atom| atom.span.start < said.start);
        let MentionKind::Area(id) = (match view.atoms.get(at).map(|atom| atom.kind) {
            Some(AtomKind::Area(index)) => &view.mentions[index].kind,
            _ => return false,
        }) else {
            return false;
        };
        let standing = self.standing_area().unwrap_or(Gazetteer::COUNTRY);
        let inner = *id != standing && self.document.gazetteer.within(*id, standing) && standing != Gazetteer::COUNTRY;
        inner && view.clause(at).start == 0 && view.heads(at, self.document.known)
    }
}
