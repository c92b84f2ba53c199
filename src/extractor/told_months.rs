//! The months from January on that a text of the middle of a year tells of.

use jiff::civil::Date;

use crate::model::{Mention, MentionKind, OriginKind, PeriodSense, Span, TimeExpr};
use crate::resolve::{DocumentDate, Stated, When, resolve};
use crate::split::{BlockKind, Structure};

/// The months from January on that the first paragraphs of a text tell of (1—6月，全区……) and that it comes back to: what names no time
/// was in these. They are just over, and of other times the text does not speak as often.
pub(super) fn told_since_january(
    structure: &Structure,
    mentions: &[Mention],
    date: &DocumentDate,
) -> Option<Stated<When>> {
    let written = date.date.filter(|_| !date.of_a_day)?;
    let month = written.month()?;
    let (first_day, _) = written.days()?;
    let paragraph = |block: &&crate::split::Block| matches!(block.kind, BlockKind::Paragraph { .. });
    let head = structure.blocks.iter().filter(paragraph).take(OPENING).last()?.span.end;
    let title = structure.title.map_or(0, |title| title.end);
    let mut told: Vec<(Date, Span, usize)> = Vec::new();
    let mut others = 0;
    for mention in mentions {
        let MentionKind::Period(expr) = &mention.kind else {
            continue;
        };
        if expr.sense.is_base() || mention.span.start < title {
            continue;
        }
        let Some((from, to)) = resolve(expr, &date.anchor()) else {
            continue;
        };
        let year = from.year() == written.year() && to.year() == written.year();
        let whole = from.day_of_year() == 1 && to == to.last_of_month();
        let over = year && to < first_day && to.month() + LATELY >= month;
        match told.iter_mut().find(|(end, ..)| *end == to) {
            // 截至6月末 tells of the end of the same months.
            Some((.., count)) if over => *count += 1,
            _ if over && whole && to.month() > 1 && expr.sense == PeriodSense::During => {
                told.push((to, mention.span, 1))
            }
            // 去年, 2022年: told of, and not compared with.
            _ if to < first_day
                && !year
                && whole
                && matches!(expr.time, TimeExpr::Year { .. } | TimeExpr::Fixed(..)) =>
            {
                others += 1;
            }
            _ => {}
        }
    }
    let (end, span, count) = told.into_iter().max_by_key(|(end, _, count)| (*count, *end))?;
    let when = When {
        days: Some((end.first_of_year(), end)),
        sense: PeriodSense::During,
        words: Some(span),
    };
    (count > 1 && count > others && span.end <= head).then_some(Stated {
        what: when,
        kind: OriginKind::Document,
        span: Some(span),
    })
}

/// So many paragraphs open a text.
const OPENING: usize = 1;

/// Months that are just over end so many before the one in which they are told of.
const LATELY: i8 = 2;
