//! The table of facts: every field of a line of `facts.jsonl`, flat.

use crate::model::{Area, Base, Fact, Origin, Period, PointSpan};

use super::column::{Cell, Column, Kind};
use super::words::{
    AREA_LEVELS, BOUNDS, FLOWS, MEASURES, ORIGINS, REVIEWS, STATUSES, area_level, bound, flow, measure, origin_kind,
    review, status,
};

/// Its columns. None is left out of any format, so that each holds all that `facts.jsonl` does.
pub static FACTS: &[Column<Fact>] = &[
    Column {
        name: "id",
        kind: Kind::Text,
        required: true,
        about: "Stable mark of the fact: from the content of the document and what was said, not from where the file lies. Two copies of one document have the same ids.",
        cell: |fact| Cell::Text(&fact.id),
    },
    Column {
        name: "document",
        kind: Kind::Text,
        required: true,
        about: "Path of the document, relative to the folder that was read.",
        cell: |fact| Cell::Text(&fact.document),
    },
    Column {
        name: "line",
        kind: Kind::Integer,
        required: true,
        about: "Line of the document in which the number begins, from 1 on.",
        cell: |fact| Cell::count(fact.line),
    },
    Column {
        name: "quote",
        kind: Kind::Text,
        required: true,
        about: "The number as written, verbatim; with the line breaks that stand in it.",
        cell: |fact| Cell::Text(&fact.quote),
    },
    Column {
        name: "value",
        kind: Kind::Decimal,
        required: true,
        about: "The value, multiplied out (8.39亿元 is 839000000 元); signed for change and growth.",
        cell: |fact| Cell::Decimal(&fact.value),
    },
    Column {
        name: "value_high",
        kind: Kind::Decimal,
        required: false,
        about: "The upper end of a range.",
        cell: |fact| fact.value_high.as_deref().map_or(Cell::Empty, Cell::Decimal),
    },
    Column {
        name: "unit",
        kind: Kind::Text,
        required: false,
        about: "The unit, canonical: 元, %, 个百分点, 位 for ranks, else the classifier (家, 项, 人).",
        cell: |fact| Cell::text(fact.unit.as_deref()),
    },
    Column {
        name: "bound",
        kind: Kind::Choice(&BOUNDS),
        required: true,
        about: "How the text bounds the value: eq as written, ge at least, gt more than, le at most, lt less than, approx about, range from value to value_high.",
        cell: |fact| Cell::Text(bound(fact.bound)),
    },
    Column {
        name: "measure",
        kind: Kind::Choice(&MEASURES),
        required: true,
        about: "level: a size, count, sum or share. change: an absolute difference. growth: a relative one. rank: a place in an order.",
        cell: |fact| Cell::Text(measure(fact.measure)),
    },
    Column {
        name: "status",
        kind: Kind::Choice(&STATUSES),
        required: true,
        about: "actual: it is so. target: it is planned. rule: a parameter of a policy.",
        cell: |fact| Cell::Text(status(fact.status)),
    },
    Column {
        name: "flow",
        kind: Kind::Choice(&FLOWS),
        required: false,
        about: "new: what came in the period. cumulative: all there is. Empty where the text says neither.",
        cell: |fact| fact.flow.map_or(Cell::Empty, |it| Cell::Text(flow(it))),
    },
    Column {
        name: "label",
        kind: Kind::Text,
        required: true,
        about: "The indicator in a reader's words.",
        cell: |fact| Cell::Text(&fact.label),
    },
    Column {
        name: "qualifiers",
        kind: Kind::List,
        required: false,
        about: "What narrows the indicator (省级), in order.",
        cell: |fact| Cell::List(&fact.qualifiers),
    },
    Column {
        name: "indicator",
        kind: Kind::Text,
        required: false,
        about: "Key of the known indicator, such as rd.intensity; empty for others.",
        cell: |fact| Cell::text(fact.indicator.as_deref()),
    },
    Column {
        name: "base_versus",
        kind: Kind::Text,
        required: false,
        about: "What a change or growth is compared with (上年).",
        cell: |fact| Cell::text(base(fact, |base| base.versus.as_deref())),
    },
    Column {
        name: "base_among",
        kind: Kind::Text,
        required: false,
        about: "Among what a rank holds (全省).",
        cell: |fact| Cell::text(base(fact, |base| base.among.as_deref())),
    },
    Column {
        name: "base_out_of",
        kind: Kind::Integer,
        required: false,
        about: "How many are ranked.",
        cell: |fact| base(fact, |base| base.out_of).map_or(Cell::Empty, |many| Cell::Integer(many.into())),
    },
    Column {
        name: "area_name",
        kind: Kind::Text,
        required: false,
        about: "The place, in full.",
        cell: |fact| Cell::text(area(fact, |area| Some(&area.name))),
    },
    Column {
        name: "area_code",
        kind: Kind::Text,
        required: false,
        about: "Its code in GB/T 2260, six digits.",
        cell: |fact| Cell::text(area(fact, |area| area.code.as_deref())),
    },
    Column {
        name: "area_level",
        kind: Kind::Choice(&AREA_LEVELS),
        required: false,
        about: "Its administrative level.",
        cell: |fact| Cell::text(area(fact, |area| area.level.map(area_level))),
    },
    Column {
        name: "subject",
        kind: Kind::Text,
        required: false,
        about: "The organisation, park or firm that the fact is about.",
        cell: |fact| Cell::text(fact.subject.as_ref().map(|subject| &*subject.name)),
    },
    Column {
        name: "period_start",
        kind: Kind::Date,
        required: false,
        about: "First day of the period in which the fact holds.",
        cell: |fact| date(period(fact, |period| period.start.as_deref())),
    },
    Column {
        name: "period_end",
        kind: Kind::Date,
        required: false,
        about: "Last day of it.",
        cell: |fact| date(period(fact, |period| period.end.as_deref())),
    },
    Column {
        name: "period_text",
        kind: Kind::Text,
        required: false,
        about: "The words that say so, as written.",
        cell: |fact| Cell::text(period(fact, |period| Some(&period.text))),
    },
    Column {
        name: "section",
        kind: Kind::Text,
        required: false,
        about: "The headings above, outermost first, joined by >.",
        cell: |fact| Cell::text(fact.section.as_deref()),
    },
    Column {
        name: "rule",
        kind: Kind::Text,
        required: true,
        about: "The rule that read it.",
        cell: |fact| Cell::Text(&fact.rule),
    },
    Column {
        name: "confidence",
        kind: Kind::Share,
        required: true,
        about: "How far the reading is to be trusted.",
        cell: |fact| Cell::Share(fact.confidence),
    },
    Column {
        name: "review",
        kind: Kind::Choice(&REVIEWS),
        required: false,
        about: "What reviewers say. accepted: right as it was read. corrected: put right by them. added: not read at all. Empty where nobody has decided; facts that were rejected are left out.",
        cell: |fact| fact.review.map_or(Cell::Empty, |it| Cell::Text(review(it))),
    },
    Column {
        name: "span_start",
        kind: Kind::Integer,
        required: true,
        about: "The number, in code points of the decoded document: first position.",
        cell: |fact| Cell::count(fact.span.start),
    },
    Column {
        name: "span_end",
        kind: Kind::Integer,
        required: true,
        about: "The number, in code points of the decoded document: first position after it.",
        cell: |fact| Cell::count(fact.span.end),
    },
    Column {
        name: "bytes_start",
        kind: Kind::Integer,
        required: true,
        about: "The number, in bytes of the file: first position.",
        cell: |fact| Cell::count(fact.bytes.start),
    },
    Column {
        name: "bytes_end",
        kind: Kind::Integer,
        required: true,
        about: "The number, in bytes of the file: first position after it.",
        cell: |fact| Cell::count(fact.bytes.end),
    },
    Column {
        name: "sentence_start",
        kind: Kind::Integer,
        required: true,
        about: "Its sentence, in code points of the decoded document: first position.",
        cell: |fact| Cell::count(fact.sentence.start),
    },
    Column {
        name: "sentence_end",
        kind: Kind::Integer,
        required: true,
        about: "Its sentence, in code points of the decoded document: first position after it.",
        cell: |fact| Cell::count(fact.sentence.end),
    },
    Column {
        name: "label_origin",
        kind: Kind::Choice(&ORIGINS),
        required: true,
        about: "How the label is known: said in the clause, carried from an earlier one, from a heading, the title, the document as a whole, or metadata.",
        cell: |fact| origin(Some(fact.origins.label)),
    },
    Column {
        name: "label_origin_start",
        kind: Kind::Integer,
        required: false,
        about: "Where the label is said, in code points: first position.",
        cell: |fact| origin_span(Some(fact.origins.label), |span| span.start),
    },
    Column {
        name: "label_origin_end",
        kind: Kind::Integer,
        required: false,
        about: "First position after it.",
        cell: |fact| origin_span(Some(fact.origins.label), |span| span.end),
    },
    Column {
        name: "area_origin",
        kind: Kind::Choice(&ORIGINS),
        required: false,
        about: "How the area is known: said in the clause, carried from an earlier one, from a heading, the title, the document as a whole, or metadata.",
        cell: |fact| origin(fact.origins.area),
    },
    Column {
        name: "area_origin_start",
        kind: Kind::Integer,
        required: false,
        about: "Where the area is said, in code points: first position.",
        cell: |fact| origin_span(fact.origins.area, |span| span.start),
    },
    Column {
        name: "area_origin_end",
        kind: Kind::Integer,
        required: false,
        about: "First position after it.",
        cell: |fact| origin_span(fact.origins.area, |span| span.end),
    },
    Column {
        name: "period_origin",
        kind: Kind::Choice(&ORIGINS),
        required: false,
        about: "How the period is known: said in the clause, carried from an earlier one, from a heading, the title, the document as a whole, or metadata.",
        cell: |fact| origin(fact.origins.period),
    },
    Column {
        name: "period_origin_start",
        kind: Kind::Integer,
        required: false,
        about: "Where the period is said, in code points: first position.",
        cell: |fact| origin_span(fact.origins.period, |span| span.start),
    },
    Column {
        name: "period_origin_end",
        kind: Kind::Integer,
        required: false,
        about: "First position after it.",
        cell: |fact| origin_span(fact.origins.period, |span| span.end),
    },
    Column {
        name: "status_origin",
        kind: Kind::Choice(&ORIGINS),
        required: true,
        about: "How the status is known: said in the clause, carried from an earlier one, from a heading, the title, the document as a whole, or metadata.",
        cell: |fact| origin(Some(fact.origins.status)),
    },
    Column {
        name: "status_origin_start",
        kind: Kind::Integer,
        required: false,
        about: "Where the status is said, in code points: first position.",
        cell: |fact| origin_span(Some(fact.origins.status), |span| span.start),
    },
    Column {
        name: "status_origin_end",
        kind: Kind::Integer,
        required: false,
        about: "First position after it.",
        cell: |fact| origin_span(Some(fact.origins.status), |span| span.end),
    },
];

fn base<'f, T>(fact: &'f Fact, part: impl FnOnce(&'f Base) -> Option<T>) -> Option<T> {
    fact.base.as_ref().and_then(part)
}

fn area<'f>(fact: &'f Fact, part: impl FnOnce(&'f Area) -> Option<&'f str>) -> Option<&'f str> {
    fact.area.as_ref().and_then(part)
}

fn period<'f>(fact: &'f Fact, part: impl FnOnce(&'f Period) -> Option<&'f str>) -> Option<&'f str> {
    fact.period.as_ref().and_then(part)
}

fn date(day: Option<&str>) -> Cell<'_> {
    day.map_or(Cell::Empty, Cell::Date)
}

fn origin<'f>(origin: Option<Origin>) -> Cell<'f> {
    origin.map_or(Cell::Empty, |origin| Cell::Text(origin_kind(origin.kind)))
}

fn origin_span<'f>(origin: Option<Origin>, end: impl FnOnce(PointSpan) -> usize) -> Cell<'f> {
    Cell::maybe(origin.and_then(|origin| origin.span).map(end))
}
