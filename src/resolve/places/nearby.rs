//! The one place that a paragraph of the news names, for what says none itself: 在长春启动……。招聘会有2400家单位参加.

use crate::model::{Mention, MentionKind, Span};
use crate::rules::Gazetteer;

use super::area::settled;
use super::said::AreaSaid;
use crate::resolve::discourse::Discourse;
use crate::resolve::view::SentenceView;

/// Which places a paragraph has named so far, beside the country.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::resolve) enum Nearby {
    /// None.
    #[default]
    Nothing,
    /// This one, or several that lie in it.
    One(AreaSaid),
    /// Several that lie apart, or the country as a whole.
    Open,
}

impl Discourse<'_> {
    /// Keeps in mind the places that a sentence of the news names.
    pub(in crate::resolve) fn note_nearby(&mut self, mentions: &[Mention]) {
        let (text, gazetteer) = (self.document.text, self.document.gazetteer);
        // Where the name of a partner or an origin ends: 从甘肃|兰州飞赴 goes on it.
        let mut passed = None;
        for mention in mentions {
            if self.nearby == Nearby::Open {
                return;
            }
            let named = match mention.kind {
                MentionKind::Area(id) => Some((id, mention.span)),
                MentionKind::Organisation if gazetteer.national_body_at(mention.span.of(text)).is_some() => None,
                // 江苏无锡、湖北荆门等地
                MentionKind::Organisation if mention.span.of(text).contains('、') => {
                    self.nearby = Nearby::Open;
                    return;
                }
                MentionKind::Organisation => match gazetteer.seat(mention.span.of(text)) {
                    Some(seat) => Some((seat, mention.span)),
                    None => settled(text, mention, mentions, gazetteer),
                },
                _ => None,
            };
            let Some((id, span)) = named else { continue };
            let clause = clause_before(text, span.start);
            if id == Gazetteer::COUNTRY {
                if tells_of_country(text, span, gazetteer) {
                    self.nearby = Nearby::Open;
                }
                continue;
            }
            let beside = passed == Some(span.start)
                || gazetteer.partner(clause) && !clause.ends_with('在') && !gazetteer.opens_name(clause);
            if beside {
                passed = Some(span.end);
            }
            let abroad = gazetteer.is_foreign(id);
            if abroad && beside {
                continue;
            }
            let listed = text[span.end..].starts_with(['、', '等']);
            self.nearby = match self.nearby {
                _ if abroad || gazetteer.is_region(id) || listed => Nearby::Open,
                Nearby::Nothing if beside || gazetteer.aside(clause, &text[span.end..]) => Nearby::Nothing,
                Nearby::Nothing => Nearby::One(AreaSaid { id, span }),
                Nearby::One(known) => nearer(known, AreaSaid { id, span }, gazetteer),
                Nearby::Open => Nearby::Open,
            };
        }
    }

    /// What a paragraph that begins keeps of where the one before it was: that, if it points back (这家企业……) or stands below it as
    /// a line of its own.
    pub(in crate::resolve) fn nearby_on(&self, paragraph: Span) -> Nearby {
        let goes_back = || {
            self.document
                .gazetteer
                .goes_back(paragraph.of(self.document.text).trim_start())
        };
        if self.line_above || goes_back() {
            return self.nearby;
        }
        Nearby::Nothing
    }

    /// The one place that the paragraph has named. The capital is left out: what is said there is the country's.
    pub(in crate::resolve) fn only_nearby(&self, view: &SentenceView, number: usize) -> Option<AreaSaid> {
        let Nearby::One(said) = self.nearby else { return None };
        let gazetteer = self.document.gazetteer;
        let before = said.span.end <= view.atoms[number].span.start;
        // 在京港澳高速上，……: there, and not where the sentence before was.
        let start = view.span()?.start;
        let elsewhere = said.span.end <= start && self.document.text[start..].starts_with('在');
        let elsewhere = elsewhere || self.is_everywhere(view, view.clause(number).start);
        let counts = before && !elsewhere && self.tells_news() && !gazetteer.is_capital(said.id);
        counts.then_some(said)
    }
}

/// What two places of one paragraph leave: the inner one where its name goes on the outer's (江苏无锡), else what both lie in.
fn nearer(known: AreaSaid, other: AreaSaid, gazetteer: &Gazetteer) -> Nearby {
    if known.span.end == other.span.start && gazetteer.within(other.id, known.id) {
        let span = known.span.join(other.span);
        return Nearby::One(AreaSaid { id: other.id, span });
    }
    let both = gazetteer.chain(known.id).find(|&id| gazetteer.within(other.id, id));
    match both {
        Some(id) if id != Gazetteer::COUNTRY => Nearby::One(AreaSaid { id, span: known.span }),
        _ => Nearby::Open,
    }
}

/// Whether a name of the country says that the whole of it is told of: at the head of a clause, and not to praise or to place what
/// is told of (我国首个, 我国在建单体最大的).
fn tells_of_country(text: &str, name: Span, gazetteer: &Gazetteer) -> bool {
    let after = &text[name.end..];
    let clause = &after[..after.find(MARKS).unwrap_or(after.len())];
    let head = clause_before(text, name.start);
    let leads = head.trim_start_matches(|c: char| !c.is_alphanumeric()).is_empty();
    leads && !gazetteer.aside("", after) && !gazetteer.describes(head, clause)
}

/// What stands before a place in its clause.
fn clause_before(text: &str, at: usize) -> &str {
    let before = &text[..at];
    let start = before.rfind(MARKS).map_or(0, |mark| mark);
    &before[start..]
}

/// Between clauses.
const MARKS: [char; 9] = ['，', ',', '。', '；', ';', '：', ':', '\n', '>'];
