//! recognition: a text and the day on which it was written → all that the recognisers find in it, resolved as far as the
//! text alone allows, each with its place. The same stages as for documents, without the file before them and the facts
//! behind them; for front ends that only want to know what a text mentions. No I/O, never fails.

mod meaning;
#[cfg(test)]
mod tests;

pub use self::meaning::{Days, Meaning, Place, Recognized};

use jiff::civil::Date;

use crate::model::{Mention, MentionKind, PeriodExpr, PointSpan, SkipReason, SourceSpan, Span, TimeExpr};
use crate::recognize::{Scratch, disambiguate, recognize_free, settle};
use crate::repair::repair;
use crate::resolve::{Anchor, PartialDate, document_area, document_date, own_area, resolve};
use crate::rules::{Rules, Term, Terms};
use crate::split::split;

/// Finds what texts mention. Built once, shared by all threads.
pub struct Recognizer {
    rules: Rules,
    /// Names of indicators; the trie of the rules does without them, for documents name them through labels.
    indicators: Terms,
}

impl Recognizer {
    /// A recogniser by these rules.
    pub fn new(rules: Rules) -> Self {
        let indicators = Terms::new(rules.indicators.terms());
        Self { rules, indicators }
    }

    /// All mentions of a text that was written on `date`, by place. Those of one kind never overlap; an indicator may
    /// hold a place or an organisation.
    pub fn recognize(&self, text: &str, date: Option<PartialDate>) -> Vec<Recognized> {
        let repaired = repair(text, &self.rules.layout);
        let points = Points::new(text);
        let found = self.mentions(&repaired.text, date).into_iter().map(|(span, meaning)| {
            let source = repaired.source(span);
            Recognized {
                meaning,
                span: points.of(source),
                text: source.of(text).to_owned(),
            }
        });
        found.collect()
    }

    /// The mentions of a repaired text with their meanings, by place.
    fn mentions(&self, text: &str, date: Option<PartialDate>) -> Vec<(Span, Meaning)> {
        let rules = &self.rules;
        let structure = split(text, &rules.layout);
        let (mut mentions, mut scratch) = (Vec::new(), Scratch::default());
        for block in &structure.blocks {
            recognize_free(text, block.span, rules, &mut scratch, &mut mentions);
        }
        disambiguate(text, &mut mentions, &rules.areas);
        let mut own = document_area(text, &structure, &mentions, &rules.areas, "").map(|(id, ..)| id);
        let stands_out = own.is_some();
        let anchor = match date {
            Some(date) => Anchor {
                date: Some(date),
                ..Anchor::default()
            },
            // What the text itself tells of its date.
            None => document_date(text, &structure, &mentions, None, &rules.periods).anchor(),
        };
        let mut found = Vec::new();
        for block in &structure.blocks {
            let mut anchor = anchor;
            let start = mentions.partition_point(|mention| mention.span.start < block.span.start);
            let end = mentions.partition_point(|mention| mention.span.start < block.span.end);
            let settled = settle(&mentions[start..end]);
            for mention in settled.into_owned() {
                // Where nothing stands out, the place named last is the one that 全市 means.
                if let (MentionKind::Area(id), false) = (&mention.kind, stands_out) {
                    own = Some(*id);
                }
                if let Some(meaning) = self.meaning(&mention, own, &mut anchor) {
                    found.push((mention.span, meaning));
                }
            }
            self.indicators(text, block.span, &mut found);
        }
        found.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        found
    }

    /// What a mention means; nothing for digits that only number, date or address something.
    fn meaning(&self, mention: &Mention, own: Option<u32>, anchor: &mut Anchor) -> Option<Meaning> {
        let area = |id: u32| {
            let area = self.rules.areas.area(id);
            Place {
                name: area.name.clone(),
                code: area.code.clone(),
            }
        };
        Some(match &mention.kind {
            MentionKind::Quantity(quantity) => Meaning::Quantity {
                value: quantity.value.to_string(),
                value_high: quantity.value_high.map(|high| high.to_string()),
                unit: quantity.unit.clone(),
                bound: quantity.bound,
            },
            MentionKind::Period(expr) => Meaning::Period {
                period: days(expr, anchor).map(|(start, end)| Days {
                    start: start.to_string(),
                    end: end.to_string(),
                }),
            },
            MentionKind::Area(id) => Meaning::Area { area: Some(area(*id)) },
            MentionKind::OwnArea(level) => Meaning::Area {
                area: own.and_then(|own| own_area(*level, own, &self.rules.areas)).map(area),
            },
            MentionKind::Organisation => Meaning::Organisation,
            MentionKind::Indicator(id) => self.indicator(*id)?,
            MentionKind::Skip(SkipReason::Name) => Meaning::Name,
            MentionKind::Skip(_) => return None,
        })
    }

    fn indicator(&self, id: u32) -> Option<Meaning> {
        let indicator = self.rules.indicators.get(id)?;
        Some(Meaning::Indicator {
            indicator: indicator.key.clone(),
        })
    }

    /// Known indicators, leftmost and longest first.
    fn indicators(&self, text: &str, within: Span, found: &mut Vec<(Span, Meaning)>) {
        let mut hits = Vec::new();
        self.indicators.find(text, within, &mut hits);
        let mut free = within.start;
        for hit in hits {
            if let Term::Indicator(id) = hit.term
                && hit.span.start >= free
                && let Some(meaning) = self.indicator(id)
            {
                free = hit.span.end;
                found.push((hit.span, meaning));
            }
        }
    }
}

/// The days of a period; one that names a year is the anchor of months and 全年 behind it.
fn days(expr: &PeriodExpr, anchor: &mut Anchor) -> Option<(Date, Date)> {
    let day = matches!(expr.time, TimeExpr::Months { days: Some(_), .. });
    let days = match (anchor.said_year, anchor.date) {
        (None, Some(PartialDate::Day(date))) if day => day_near(expr, anchor, date),
        _ => resolve(expr, anchor),
    };
    if let (TimeExpr::Fixed(..), Some((start, end))) = (&expr.time, days)
        && start.year() == end.year()
    {
        anchor.said_year = Some(start.year());
    }
    days
}

/// A day without a year (9月30日) is of the year in which the text was written, whether it is over or not; one that lies
/// almost a year ahead is of the year before (12月25日 in January).
fn day_near(expr: &PeriodExpr, anchor: &Anchor, written: Date) -> Option<(Date, Date)> {
    let of = |year: i16| resolve(expr, &anchor.saying(year));
    let months = |day: Date| {
        (i32::from(day.year()) - i32::from(written.year())) * 12 + i32::from(day.month()) - i32::from(written.month())
    };
    of(written.year())
        .filter(|&(start, _)| months(start) < 10)
        .or_else(|| of(written.year() - 1))
}

/// Where each code point of a text begins.
struct Points {
    starts: Vec<usize>,
}

impl Points {
    fn new(text: &str) -> Self {
        Self {
            starts: text.char_indices().map(|(at, _)| at).collect(),
        }
    }

    fn of(&self, span: SourceSpan) -> PointSpan {
        let point = |at: usize| self.starts.partition_point(|&start| start < at);
        PointSpan::new(point(span.start), point(span.end))
    }
}
