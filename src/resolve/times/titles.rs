//! The title of a document, as far as it tells when that was written: with the year that stands above or below it on a line of its own.

use crate::model::{Mention, Span};
use crate::rules::DocumentCues;
use crate::split::Structure;

use super::date::{is_whole_year, period, says, year_of};
use super::head::Lines;

/// The title, with the line of its year where it names none itself; and that year, if the title is that of a review.
pub(in crate::resolve) fn titled(
    text: &str,
    structure: &Structure,
    lines: &Lines,
    periods: &[&Mention],
    cues: &DocumentCues,
) -> (Option<Span>, Option<i16>) {
    let Some(title) = title(text, structure, lines, cues) else {
        return (None, None);
    };
    let reviews = says(title.of(text), &cues.review_titles);
    if !reviews || periods.iter().any(|mention| title.contains(mention.span)) {
        return (Some(title), None);
    }
    let near: Vec<Span> = lines.head(NEAR).collect();
    let at = near
        .iter()
        .position(|line| line.start <= title.start && title.start < line.end);
    let about = at.map_or(0..0, |at| at.saturating_sub(1)..(at + BELOW).min(near.len()));
    let year = near[about].iter().find_map(|line| {
        let mention = periods.iter().find(|mention| line.contains(mention.span))?;
        let expr = period(mention).filter(|expr| is_whole_year(expr))?;
        let words = line.of(text).replacen(mention.span.of(text), "", 1);
        let alone = words
            .trim_matches(['(', ')', '（', '）', ' ', '度', '年', '—', '-'])
            .is_empty();
        Some((year_of(expr, false).filter(|_| alone)?, *line))
    });
    match year {
        Some((year, line)) => (Some(title.join(line)), Some(year)),
        None => (Some(title), None),
    }
}

/// The title; without one the first short line among the first that reads like the title of a review or a plan.
fn title(text: &str, structure: &Structure, lines: &Lines, cues: &DocumentCues) -> Option<Span> {
    let reads_like_one = |line: &Span| {
        let line = line.of(text);
        let named = [&cues.plan_titles, &cues.review_titles, &cues.budget_titles]
            .into_iter()
            .any(|words| says(line, words));
        let navigation = line.contains(['>', '|']);
        named && !navigation && line.chars().count() <= 50 && !line.ends_with(['。', '；', '，'])
    };
    structure.title.or_else(|| lines.head(12).find(reads_like_one))
}

/// Lines of the head among which the title stands.
const NEAR: usize = 8;

/// So many lines from the title on hold its year: another name of it may stand between.
const BELOW: usize = 4;
