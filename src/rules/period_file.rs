//! `rules/lexicon/periods.toml` as written.

use std::sync::Arc;

use serde::Deserialize;

use super::document_cues::DocumentCues;
use super::festivals::WrittenFestival;
use super::periods::{AdverbialCues, ContextCues, HolidayCues, NotCues, PeriodWord};
use crate::model::Festival;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    year: Vec<Counted>,
    review: Vec<Review>,
    part: Vec<Part>,
    season: Vec<Part>,
    plan: Vec<Plan>,
    census: Vec<Census>,
    month: Vec<Counted>,
    quarter: Vec<Counted>,
    day: Vec<Counted>,
    now: Words,
    same: Vec<Same>,
    era: Vec<Era>,
    stretch: Stretch,
    edge: Edge,
    ten_days: Vec<TenDays>,
    clock: Words,
    festival: Vec<WrittenFestival>,
    pub(super) holiday: Holiday,
    lunar: Lunar,
    pub(super) context: ContextCues,
    pub(super) adverbial: AdverbialCues,
    pub(super) not: NotCues,
    pub(super) document: DocumentCues,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Counted {
    offset: i16,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Sense {
    During,
    AsOf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Review {
    offset: i16,
    months: Option<(u8, u8)>,
    #[serde(default = "during")]
    sense: Sense,
    words: Vec<String>,
}

fn during() -> Sense {
    Sense::During
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    months: (u8, u8),
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    years: (i16, i16),
    #[serde(default)]
    alone: bool,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Census {
    year: i16,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Same {
    years: i16,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Era {
    before: i16,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stretch {
    back: Vec<String>,
    ahead: Vec<String>,
    first: Vec<String>,
    after: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edge {
    end: Vec<String>,
    start: Vec<String>,
    since: Vec<String>,
    whole: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Holiday {
    words: Vec<String>,
    day: Vec<String>,
    days: Vec<TenDays>,
    pub(super) cues: HolidayCues,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lunar {
    calendar: Vec<String>,
    leap: Vec<String>,
    month: Vec<LunarMonth>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LunarMonth {
    number: u8,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TenDays {
    days: (u8, u8),
    words: Vec<String>,
}

impl Written {
    /// Every word with its meaning.
    pub(super) fn collect(&self, into: &mut Vec<(String, PeriodWord)>) {
        let mut add = |words: &[String], word: PeriodWord| into.extend(words.iter().map(|text| (text.clone(), word)));
        for entry in &self.year {
            add(&entry.words, PeriodWord::Year(entry.offset));
        }
        for entry in &self.review {
            let word = PeriodWord::Review {
                offset: entry.offset,
                months: entry.months,
                as_of: matches!(entry.sense, Sense::AsOf),
            };
            add(&entry.words, word);
        }
        for entry in &self.part {
            add(&entry.words, PeriodWord::Part(entry.months.0, entry.months.1));
        }
        for entry in &self.season {
            add(&entry.words, PeriodWord::Season(entry.months.0, entry.months.1));
        }
        for entry in &self.plan {
            let (from, to) = entry.years;
            let alone = entry.alone;
            add(&entry.words, PeriodWord::Plan { from, to, alone });
        }
        for entry in &self.census {
            add(&entry.words, PeriodWord::Census(entry.year));
        }
        for entry in &self.month {
            add(&entry.words, PeriodWord::Month(entry.offset));
        }
        for entry in &self.quarter {
            add(&entry.words, PeriodWord::Quarter(entry.offset));
        }
        for entry in &self.day {
            add(&entry.words, PeriodWord::Day(entry.offset));
        }
        for entry in &self.same {
            add(&entry.words, PeriodWord::Same(entry.years));
        }
        for entry in &self.era {
            add(&entry.words, PeriodWord::Era(entry.before));
        }
        for entry in &self.ten_days {
            add(&entry.words, PeriodWord::TenDays(entry.days.0, entry.days.1));
        }
        add(&self.now.words, PeriodWord::Now);
        add(&self.clock.words, PeriodWord::Clock);
        add(&self.not.words, PeriodWord::Other);
        add(&self.stretch.back, PeriodWord::Back);
        add(&self.stretch.ahead, PeriodWord::Ahead);
        add(&self.stretch.first, PeriodWord::First);
        add(&self.stretch.after, PeriodWord::After);
        add(&self.edge.end, PeriodWord::EdgeEnd);
        add(&self.edge.start, PeriodWord::EdgeStart);
        add(&self.edge.since, PeriodWord::EdgeSince);
        add(&self.edge.whole, PeriodWord::EdgeWhole);
        for (index, festival) in self.festival.iter().enumerate() {
            // The lexicon has a few dozen of them.
            let index = u8::try_from(index).unwrap_or(u8::MAX);
            add(&festival.words, PeriodWord::Festival { index, alone: true });
            add(&festival.before_holiday, PeriodWord::Festival { index, alone: false });
        }
        add(&self.holiday.words, PeriodWord::Holiday);
        add(&self.holiday.day, PeriodWord::FestivalDay);
        for entry in &self.holiday.days {
            add(&entry.words, PeriodWord::HolidayDays(entry.days.0, entry.days.1));
        }
        add(&self.lunar.calendar, PeriodWord::Lunar);
        add(&self.lunar.leap, PeriodWord::LeapMonth);
        for entry in &self.lunar.month {
            add(&entry.words, PeriodWord::LunarMonth(entry.number));
        }
    }

    /// The festivals, in the order of the file.
    pub(super) fn festivals(&self) -> Vec<Arc<Festival>> {
        self.festival.iter().map(WrittenFestival::festival).collect()
    }
}
