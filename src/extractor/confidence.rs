//! How far a fact can be trusted.

use rust_decimal::Decimal;

use crate::model::{Bound, Dimension, Measure, OriginKind, Status};
use crate::resolve::{Resolved, Stated};
use crate::rules::{Cues, Gazetteer, WellKnown};

/// How sure a reading is, by what was said outright and what had to be filled in, and the reasons for doubt.
/// `news`: the text tells the news of a day, whose numbers have less of a name, and places that change from story to story.
/// `known`: its label is that of a known indicator.
/// `broken`: its label begins or ends as no name does.
pub(super) fn confidence(fact: &Resolved, known: bool, news: bool, broken: bool) -> (f32, Reasons) {
    let assumed = |kind: Option<OriginKind>| matches!(kind, None | Some(OriginKind::Document));
    let doubts = [
        (
            fact.sure <= 0.7,
            // What grew or was named before has its name, whatever reads the number.
            if news && fact.label.kind == OriginKind::Said && fact.measure == Measure::Level {
                0.1
            } else {
                0.0
            },
            "the rule that reads it guesses",
        ),
        (fact.contested, 0.15, "another rule reads it about as well"),
        (
            fact.label.kind == OriginKind::Carried && !news,
            0.1,
            "its label was carried over",
        ),
        (
            fact.label.what.chars().count() > if news { LONG_NEWS } else { LONG },
            0.15,
            "its label is long",
        ),
        (
            assumed(fact.when.as_ref().map(kind)),
            // What is told in passing has no time; works and events with a name have theirs.
            match (news && !is_of_people(fact), is_of_weeks(fact), has_subject(fact)) {
                (false, ..) | (true, true, true) => 0.15,
                (true, true, false) | (true, false, true) => 0.25,
                (true, false, false) => 0.35,
            },
            "no period is said",
        ),
        (fact.place.is_none(), if news { 0.25 } else { 0.15 }, "no place is said"),
        (
            news && !known && assumed(fact.place.as_ref().map(kind)) && assumed(fact.when.as_ref().map(kind)),
            if is_told_of_nothing(fact) { 0.2 } else { 0.1 },
            "neither its place nor its period is said",
        ),
        (news && fact.place.is_some(), 0.1, "it is told in the news of a day"),
        (news && is_of_an_earlier_place(fact), 0.1, "its place was carried over"),
        (
            news && !known && is_of_a_headline(fact),
            0.3,
            "its place is only that of the headline",
        ),
        (news && !known && is_few(fact), 0.25, "it counts few"),
        (news && !known && is_bare(fact), 0.15, "its label is one word"),
        (
            news && !known && is_short_of_a_month(fact),
            0.1,
            "its label is short, and only the month is known",
        ),
        (news && broken, 0.35, "its label begins or ends as no name does"),
        (
            news && fact.label.what.starts_with(SOMEBODY),
            0.25,
            "its label begins with a pronoun",
        ),
        (
            fact.status.what == Status::Rule && !(news && matches!(fact.bound, Bound::Le | Bound::Ge)),
            0.3,
            "it may be a parameter of a policy",
        ),
        (
            fact.unit.is_none() || fact.bound == Bound::Range,
            0.1,
            "it has no unit, or is a range",
        ),
    ];
    let mut sure = fact.sure;
    let mut reasons = Reasons::default();
    for (nth, (holds, less, reason)) in doubts.into_iter().enumerate() {
        if holds {
            sure -= less;
            reasons.0[nth] = Some(reason);
        }
    }
    // Two decimals: more would claim a precision that nothing supports.
    ((sure.clamp(0.05, 0.95) * 100.0).round() / 100.0, reasons)
}

/// Reasons for doubt.
#[derive(Debug, Default)]
pub(super) struct Reasons([Option<&'static str>; 17]);

impl Reasons {
    /// In words.
    pub(super) fn said(&self) -> String {
        let reasons: Vec<&str> = self.0.into_iter().flatten().collect();
        reasons.join("; ")
    }
}

/// Whether it counts so few that it tells of one case: 5条雪道, 6次打击. The dead, the hurt and the sick are counted one by one.
fn is_few(fact: &Resolved) -> bool {
    fact.measure == Measure::Level
        && fact.dimension == Dimension::Count
        && fact.value < Decimal::from(FEW)
        && !is_of_people(fact)
}

/// Whether its name says of nothing in particular what was counted (结案, 铜牌), and neither a body or thing nor anything that narrows the
/// name stands beside it.
fn is_bare(fact: &Resolved) -> bool {
    // What grew, and what was named before, is known from there.
    if fact.label.kind == OriginKind::Carried || fact.measure != Measure::Level {
        return false;
    }
    fact.label.what.chars().count() < if fact.is_narrowed() { BARE } else { BARE + 1 }
}

/// Whether a size or a count is of no body, work or event with a name: such as have one keep it in all places and at all times
/// (某大桥全长1056米), and what rose or fell did so of late.
fn is_told_of_nothing(fact: &Resolved) -> bool {
    fact.measure == Measure::Level && !has_subject(fact) && fact.about.is_none()
}

/// Whether a label begins or ends as no name does: 就收获意向订单, 建成后.
pub(super) fn is_broken(label: &str, cues: &Cues, known: &WellKnown) -> bool {
    let begins = |class| cues.may_begin(label, class) && cues.words_of(class).any(|word| label.starts_with(word));
    let ends = |class| cues.ending_of(label, class).is_some();
    (begins(known.broken_start) && !begins(known.sound_start)) || (ends(known.broken_end) && !ends(known.sound_end))
}

/// Whether it is of a body, work or event with a name.
fn has_subject(fact: &Resolved) -> bool {
    fact.place.as_ref().is_some_and(|place| place.what.subject.is_some())
}

/// Whether people are counted: what befell them did so on the day of the news.
fn is_of_people(fact: &Resolved) -> bool {
    matches!(fact.unit.as_deref(), Some("人" | "例"))
}

/// Whether it is of a month at most: what the news tell of no other time is of the weeks in which they tell it, a whole year is a guess.
fn is_of_weeks(fact: &Resolved) -> bool {
    let days = fact.when.as_ref().and_then(|when| when.what.days);
    days.is_some_and(|(start, end)| (start.year(), start.month()) == (end.year(), end.month()))
}

/// Whether its place is one named before its sentence, other than the country, which is what news are of unless they say.
fn is_of_an_earlier_place(fact: &Resolved) -> bool {
    let place = fact.place.as_ref();
    place.is_some_and(|place| place.kind == OriginKind::Carried && place.what.area != Some(Gazetteer::COUNTRY))
}

/// Whether it is of some month, for want of a nearer time, under a name of a word or two: 起火点, 注册人数.
fn is_short_of_a_month(fact: &Resolved) -> bool {
    let days = fact.when.as_ref().and_then(|when| when.what.days);
    let month = days.is_some_and(|(start, end)| start != end) && is_of_weeks(fact);
    let told = matches!(fact.dimension, Dimension::Money | Dimension::Ratio);
    month && !told && fact.measure == Measure::Level && fact.label.what.chars().count() <= BARE
}

/// Whether a size or a count of nothing with a name takes its place from a headline: what the story goes on about there (a market, a
/// crew, a canal) is mostly not the whole place. What befell people befell them there, and sums and shares are told of whole places.
fn is_of_a_headline(fact: &Resolved) -> bool {
    let headline = fact
        .place
        .as_ref()
        .is_some_and(|place| place.kind == OriginKind::Heading);
    let of_whole = matches!(fact.dimension, Dimension::Money | Dimension::Ratio);
    headline && !of_whole && !is_of_people(fact) && is_told_of_nothing(fact)
}

/// Fewer than these are few.
const FEW: u32 = 20;

/// Pronouns of persons: what a label that begins with one tells is a story of somebody.
const SOMEBODY: [char; 4] = ['他', '她', '我', '你'];

/// A label of fewer characters says of nothing in particular what was counted, and one more does not help where nothing else stands beside it.
const BARE: usize = 4;

/// Characters from which on a label is long, and from which on one is in the news, whose labels tell rather than name.
const LONG: usize = 30;
const LONG_NEWS: usize = 20;

/// A fact less sure than this is told of in the findings, with the reasons.
pub(super) const DOUBTFUL: f32 = 0.5;

/// In the news a reading less sure than this stays open: what a guess takes from a sentence of news seldom names what
/// is counted.
pub(super) const UNSURE_NEWS: f32 = 0.55;

/// In a text that is no bulletin a reading less sure than this stays open: of those that were checked there, three in four
/// above it were right, and one in three below.
pub(super) const UNSURE_ELSEWHERE: f32 = 0.9;

const fn kind<T>(stated: &Stated<T>) -> OriginKind {
    stated.kind
}
