//! Those of the country who act abroad, and 各地: where they are is said elsewhere than in their name.

use crate::extract::AtomKind;
use crate::model::{Mention, MentionKind, Span};
use crate::rules::Gazetteer;

use super::items::Item;
use super::said::AreaSaid;
use crate::resolve::discourse::Discourse;
use crate::resolve::view::SentenceView;

impl Discourse<'_> {
    /// Whether the country's name is that of one who acts in a place abroad that the clause names behind it: 中国救援队在某国搜救.
    pub(in crate::resolve) fn acts_where_named(&self, name: Span, mentions: &[Mention]) -> bool {
        let (text, gazetteer) = (self.document.text, self.document.gazetteer);
        let first = mentions.partition_point(|mention| mention.span.start < name.end);
        mentions[first..].iter().any(|mention| match mention.kind {
            MentionKind::Area(id) if gazetteer.is_foreign(id) && !gazetteer.is_region(id) => {
                let between = &text[name.end..mention.span.start];
                between.ends_with('在') && !between.contains(['，', ',', '。', '；', ';', '：', ':'])
            }
            _ => false,
        })
    }

    /// Whether a clause names the country as that of people who are in the place abroad that the story is about: 中国医疗队.
    pub(in crate::resolve) fn is_away(&self, said: &AreaSaid) -> bool {
        let (text, gazetteer) = (self.document.text, self.document.gazetteer);
        let story = self
            .story
            .as_ref()
            .is_some_and(|story| gazetteer.is_foreign(story.what));
        let abroad = || match self.item {
            Some(Item::At(id, _)) => gazetteer.is_foreign(id),
            Some(Item::Abroad) => true,
            None => false,
        };
        said.id == Gazetteer::COUNTRY
            && said.span.of(text) == "中国"
            && self.tells_news()
            && (story || abroad())
            && gazetteer.sends(&text[said.span.end..])
    }

    /// Whether the clause that begins at an atom tells of 各地: of all that the news are about, whichever place an earlier sentence
    /// named as an example, or this one as where something was held.
    pub(in crate::resolve) fn is_everywhere(&self, view: &SentenceView, clause: usize) -> bool {
        let (text, gazetteer) = (self.document.text, self.document.gazetteer);
        let Some(head) = view.atoms[clause..]
            .iter()
            .find(|atom| !matches!(atom.kind, AtomKind::Period(_)))
        else {
            return false;
        };
        if !self.tells_news() || !gazetteer.means_everywhere(&text[head.span.start..]) {
            return false;
        }
        // 某省雪场多，入冬后各地……: of that province.
        view.mentions
            .iter()
            .take_while(|mention| mention.span.end <= head.span.start)
            .all(|mention| match mention.kind {
                MentionKind::Area(_) => {
                    text[..mention.span.start].ends_with('在') && !text[mention.span.end..].starts_with(['，', ','])
                        || view.mentions.iter().any(|other| other.span.end == mention.span.start)
                }
                _ => true,
            })
    }

    /// Where those were whom an army struck that a clause names alone: 以军袭击造成49名**某国**人死亡, 某地卫生部门称，以军…….
    pub(in crate::resolve) fn where_struck(
        &self,
        view: &SentenceView,
        actor: &AreaSaid,
        number: usize,
    ) -> Option<AreaSaid> {
        let (text, gazetteer) = (self.document.text, self.document.gazetteer);
        let acts = gazetteer.is_foreign(actor.id)
            && (gazetteer.acts(actor.span.of(text)) || gazetteer.goes_on_acting(&text[actor.span.end..]));
        if !acts || !self.tells_news() {
            return None;
        }
        let number = view.mentions[view.atoms[number].quantity()?].span;
        let home = gazetteer.chain(actor.id).last()?;
        let named = |mention: &Mention| match mention.kind {
            MentionKind::Area(id)
                if gazetteer.is_foreign(id) && !gazetteer.is_region(id) && !gazetteer.within(id, home) =>
            {
                Some(AreaSaid { id, span: mention.span })
            }
            _ => None,
        };
        // Whose people they are, with what lies there and is named before.
        let victims = view.mentions.iter().find(|mention| mention.span.start >= number.end);
        let victims = victims
            .filter(|mention| mention.span.start == number.end && text[mention.span.end..].starts_with(PEOPLE))
            .and_then(named);
        let before = || {
            view.mentions
                .iter()
                .take_while(|mention| mention.span.start < number.start)
        };
        let struck =
            |said: &AreaSaid| !gazetteer.acts(said.span.of(text)) && !gazetteer.goes_on_acting(&text[said.span.end..]);
        if let Some(victims) = victims {
            let inner = before()
                .filter_map(named)
                .filter(|said| gazetteer.within(said.id, victims.id) && struck(said));
            return Some(inner.last().unwrap_or(victims));
        }
        let clause = &text[actor.span.end..number.start.max(actor.span.end)];
        let harmed = clause.char_indices().any(|(at, _)| gazetteer.suffers(&clause[..at]));
        let counts_victims = |said: &AreaSaid| gazetteer.counts_victims(&text[said.span.end..]);
        before()
            .filter_map(named)
            .filter(counts_victims)
            .last()
            .filter(|_| harmed)
    }
}

/// Behind the name of a country, its people.
const PEOPLE: [char; 5] = ['人', '平', '士', '民', '儿'];

/// What a report from abroad is about that names only the city from which it was sent: 某某社**仰光**5月4日电 is about the country.
pub(in crate::resolve) fn sent_about(text: &str, place: (u32, Span), gazetteer: &Gazetteer) -> (u32, Span) {
    let (id, named) = place;
    let sent = gazetteer.is_foreign(id) && text[..named.start].ends_with('社');
    gazetteer
        .parent(id)
        .filter(|_| sent)
        .map_or(place, |country| (country, named))
}
