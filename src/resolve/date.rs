//! When a document was written, and of which year it tells.

use std::collections::BTreeMap;

use crate::model::{DateOrigin, Mention, MentionKind, PeriodExpr, PeriodSense, Span, TimeExpr};
use crate::rules::{DocumentCues, PeriodLexicon};
use crate::split::Structure;

use super::head::{Lines, stated};
use super::period::{Anchor, PartialDate};

/// When a document was written, and of which years it speaks where it does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DocumentDate {
    /// As sharply as it is known.
    pub date: Option<PartialDate>,
    /// Where it comes from; `None` where there is none.
    pub origin: Option<DateOrigin>,
    /// Where the text says so.
    pub span: Option<Span>,
    /// The year that 全年, 年末 and 本年 mean where the text looks back.
    pub review_year: Option<i16>,
    /// The year that 全年 and 年底 mean where the text looks ahead.
    pub plan_year: Option<i16>,
    /// The year of months said without one, where the date does not tell.
    pub month_year: Option<i16>,
    /// Whether short years count from the founding of the Republic of China.
    pub republic: bool,
}

impl DocumentDate {
    /// What the relative periods of the document are counted from.
    pub fn anchor(&self) -> Anchor {
        Anchor {
            date: self.date,
            review_year: self.review_year,
            month_year: self.month_year,
            said_year: None,
            republic: self.republic,
        }
    }

    /// The same where the text looks ahead: 全年 is the year planned for.
    pub fn plan_anchor(&self) -> Anchor {
        Anchor {
            review_year: self.plan_year.or(self.review_year),
            ..self.anchor()
        }
    }
}

/// Finds the date of a document from its text and all its periods (those of furniture too, in text order).
///
/// `given` (command line or sidecar) wins. Else what the text states: a date after 发布时间 and the like, alone on one of
/// the first lines, at the head of a speech, in a newspaper's last line, alone on one of the last lines (a signature), or
/// the year of a volume; never a time of retrieval. Else it is inferred from the years the text tells of:
///
/// - A *told* year is a whole year at the start of a clause (“2023年，全市…”), not one compared with or aimed at.
/// - A told year with 将 or 力争 close behind has just begun: the text is of that year (“2024年，我们将…”).
/// - Where the text also says 去年 or 今年, it names by figures the years that are over: it is of the year after the
///   last told one, but not earlier than any year spoken of as past (a programme of “2020年度” is not of 2019).
/// - Where it says 全年, 年末 or 比上年 of the told year, that year is over too.
/// - Else it is of the last year spoken of as past.
///
/// The year under review is the title's (“2020年…公报”); for a title of plans (“2026年政府工作报告”) the year before it;
/// with two years in the title the earlier; without one the last complete year before the date, which a text of December
/// may count its own year to.
pub fn document_date(
    text: &str,
    structure: &Structure,
    periods: &[Mention],
    given: Option<PartialDate>,
    lexicon: &PeriodLexicon,
) -> DocumentDate {
    let cues = &lexicon.document;
    let lines = Lines::of(text);
    let mut found = DocumentDate {
        republic: periods.iter().any(|mention| counts_from_the_republic(text, mention)),
        ..DocumentDate::default()
    };
    let told = Told::read(text, periods, cues);
    if given.is_some() {
        (found.date, found.origin) = (given, Some(DateOrigin::Metadata));
    } else if let Some((date, span)) = stated(text, &lines, periods, lexicon, found.republic) {
        (found.date, found.origin, found.span) = (Some(date), Some(DateOrigin::Stated), Some(span));
    } else if let Some((year, span)) = told.infer() {
        (found.date, found.origin, found.span) =
            (Some(PartialDate::Year(year)), Some(DateOrigin::Inferred), Some(span));
        found.month_year = Some(if told.begun.contains_key(&year) { year - 1 } else { year });
    }
    let title = title(text, structure, &lines, cues);
    (found.review_year, found.plan_year) = years_of_title(text, title, periods, found.date, cues);
    if found.review_year.is_none() {
        found.review_year = found.date.map(|date| told.last_complete(date));
    }
    if found.plan_year.is_none() {
        let year = found.date.map(PartialDate::year);
        let ahead = year
            .and_then(|year| told.begun.range(year..=year + 1).next())
            .map(|(&year, _)| year);
        found.plan_year = ahead.or(year);
    }
    found
}

/// A year after 1949 counted in the era of the Republic: no other document writes so.
fn counts_from_the_republic(text: &str, mention: &Mention) -> bool {
    let said = mention.span.of(text);
    let era = said.starts_with("民国") || said.starts_with("中华民国");
    era && matches!(period(mention), Some(PeriodExpr { time: TimeExpr::Fixed(start, _), .. }) if start.year() > 1949)
}

/// The period a mention is, if it is one.
pub(super) fn period(mention: &Mention) -> Option<&PeriodExpr> {
    match &mention.kind {
        MentionKind::Period(expr) => Some(expr),
        _ => None,
    }
}

/// The one calendar year in which a period lies.
fn year_of(expr: &PeriodExpr) -> Option<i16> {
    match expr.time {
        TimeExpr::Fixed(start, end) if start.year() == end.year() => Some(start.year()),
        _ => None,
    }
}

fn is_whole_year(expr: &PeriodExpr) -> bool {
    matches!(expr.time, TimeExpr::Fixed(start, end) if start.day_of_year() == 1 && end.month() == 12 && end.day() == 31)
}

/// The years a text tells of in figures, each with its first place.
#[derive(Default)]
struct Told {
    /// Whole years at the start of a clause, told as being over.
    over: BTreeMap<i16, Span>,
    /// The same, told as just begun.
    begun: BTreeMap<i16, Span>,
    /// Every year spoken of as past, also in passing.
    past: BTreeMap<i16, Span>,
    /// How often each year is said as a whole in running text.
    counts: BTreeMap<i16, usize>,
    /// Whether 去年 or 今年 is said other than for comparison.
    relative: bool,
    /// Whether 全年, 年末 or 上年 is said.
    complete: bool,
}

impl Told {
    fn read(text: &str, periods: &[Mention], cues: &DocumentCues) -> Self {
        let mut told = Self::default();
        for mention in periods {
            let Some(expr) = period(mention) else { continue };
            match expr.time {
                TimeExpr::Year { offset: -1..=0, .. } if !expr.sense.is_base() => told.relative = true,
                TimeExpr::ReviewYear { .. } => told.complete = true,
                _ => {}
            }
            let Some(year) = year_of(expr).filter(|year| (1900..2100).contains(year)) else {
                continue;
            };
            *told.counts.entry(year).or_default() +=
                usize::from(is_whole_year(expr) && in_running_text(text, mention.span));
            if expr.sense == PeriodSense::Until {
                continue;
            }
            let opens = opens_clause(text, mention.span.start) && is_whole_year(expr) && !expr.sense.is_base();
            let attributive = cues
                .attributive
                .iter()
                .any(|word| mention.span.of(text).ends_with(&**word));
            if ahead(text, mention.span.end, cues) {
                if opens {
                    told.begun.entry(year).or_insert(mention.span);
                }
                continue;
            }
            told.past.entry(year).or_insert(mention.span);
            if opens && !attributive {
                told.over.entry(year).or_insert(mention.span);
            }
        }
        told
    }

    fn infer(&self) -> Option<(i16, Span)> {
        let over = self.over.last_key_value().map(|(&year, &span)| (year, span));
        // A year far beyond those told of (2035) is an aim, however it is put.
        let told = over
            .map(|(year, _)| year)
            .max(self.begun.first_key_value().map(|(&year, _)| year));
        let limit = told.map_or(i16::MAX, |year| year + 1);
        let past = self.past.range(..=limit).next_back().map(|(&year, &span)| (year, span));
        let last = past.map_or(0, |(year, _)| year);
        let begun = self
            .begun
            .iter()
            .map(|(&year, &span)| (year, span))
            .find(|&(year, _)| year >= last && year <= last + 1);
        match (begun, over) {
            (Some(begun), _) => Some(begun),
            (None, Some((year, span))) if self.relative || self.complete => match past {
                Some(past) if past.0 > year => Some(past),
                _ => Some((year + 1, span)),
            },
            _ => past,
        }
    }

    /// The last year that was complete when a text of that date was written; in December the year itself, if the text
    /// speaks of it more than of the one before.
    fn last_complete(&self, date: PartialDate) -> i16 {
        let year = date.year();
        let count = |year: i16| self.counts.get(&year).copied().unwrap_or(0);
        if date.month() == Some(12) && count(year) > count(year - 1) {
            year
        } else {
            year - 1
        }
    }
}

/// Whether the line about `span` has a mark of sentences; navigation and headings have none.
fn in_running_text(text: &str, span: Span) -> bool {
    let is_mark = |c: char| matches!(c, '，' | '。' | '；' | ',' | ';');
    let on_line = |c: &char| *c != '\n';
    let after = text[span.end..].chars().take_while(on_line).take(60);
    let before = text[..span.start].chars().rev().take_while(on_line).take(60);
    after.chain(before).any(is_mark)
}

/// Whether a clause opens at `at`.
fn opens_clause(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\u{3000}', '“', '"']);
    before.is_empty() || before.ends_with(|c: char| !c.is_alphanumeric() && c != '《' && c != '、')
}

/// Whether what follows within the sentence is still to come.
fn ahead(text: &str, at: usize, cues: &DocumentCues) -> bool {
    let near: usize = text[at..]
        .chars()
        .take(20)
        .take_while(|c| !"。；！\n".contains(*c))
        .map(char::len_utf8)
        .sum();
    let near = &text[at..at + near];
    cues.future.iter().any(|word| near.contains(&**word))
}

/// The title; without one the first short line among the first that reads like the title of a review or a plan.
fn title(text: &str, structure: &Structure, lines: &Lines, cues: &DocumentCues) -> Option<Span> {
    let reads_like_one = |line: &Span| {
        let line = line.of(text);
        let named = cues
            .plan_titles
            .iter()
            .chain(&cues.review_titles)
            .any(|word| line.contains(&**word));
        let navigation = line.contains(['>', '|']);
        named && !navigation && line.chars().count() <= 50 && !line.ends_with(['。', '；', '，'])
    };
    structure.title.or_else(|| lines.head(12).find(reads_like_one))
}

/// The years that the title's year makes the ones under review and planned for.
fn years_of_title(
    text: &str,
    title: Option<Span>,
    periods: &[Mention],
    date: Option<PartialDate>,
    cues: &DocumentCues,
) -> (Option<i16>, Option<i16>) {
    let Some(title) = title else { return (None, None) };
    let inside = periods.iter().filter(|mention| title.contains(mention.span));
    let mut years: Vec<i16> = inside.filter_map(period).filter_map(year_of).collect();
    years.sort_unstable();
    years.dedup();
    let says = |words: &[String]| words.iter().any(|word| title.of(text).contains(&**word));
    match years[..] {
        [] => (None, None),
        [year] if says(&cues.plan_titles) => (Some(year - 1), Some(year)),
        [year] if says(&cues.review_titles) => (Some(year), None),
        [year] if date.is_some_and(|date| date.year() == year) => (Some(year - 1), Some(year)),
        [year] => (Some(year), None),
        [first, .., last] => (Some(first), Some(last)),
    }
}

#[cfg(test)]
#[path = "date_tests.rs"]
mod tests;
