//! Facts and ledger lines as JSON. They are most of what is written, many times the size of the text they were read from,
//! and so their fields are written one after the other into room made for the whole line, with what stands between them known
//! beforehand: in a tenth of the steps of the general writer, and with the same bytes, as the test below holds.

use crate::model::{
    Area, AreaLevel, Bound, ByteSpan, FactView, Flow, Measure, NumberView, Origin, OriginKind, Origins, OutcomeView,
    PeriodView, PointSpan, SkipReason, Status,
};

use super::line::{Room, append};

/// Bytes of a fact beside its words: the names of the fields, marks, and twenty numbers.
const FACT: usize = 1400;
/// The same of a line of the ledger.
const NUMBER: usize = 300;

/// What stands between the id of a fact, or the beginning of a line of the ledger, and its place: the name of its document.
pub(super) fn document_field(document: &str) -> Vec<u8> {
    format!("\"document\":\"{}\",\"span\":{{\"start\":", escaped(document)).into_bytes()
}

/// Appends a fact as one line; `document` was made by [`document_field`].
pub(super) fn fact(fact: &FactView<'_>, document: &[u8], out: &mut Vec<u8>) {
    let start = out.len();
    if written(fact, document, out) {
        return;
    }
    // Seldom a text is not written as it is.
    out.truncate(start);
    let maybe = |text: Option<&str>| text.map(escaped);
    let (quote, label, rule) = (escaped(fact.quote), escaped(fact.label), escaped(fact.rule));
    let (unit, indicator, section) = (maybe(fact.unit), maybe(fact.indicator), maybe(fact.section));
    let (value, value_high) = (escaped(fact.value), maybe(fact.value_high));
    let qualifiers: Vec<String> = fact.qualifiers.iter().map(|qualifier| escaped(qualifier)).collect();
    let area = fact.area.map(|area| Area {
        name: escaped(&area.name),
        code: maybe(area.code.as_deref()),
        level: area.level,
    });
    let subject = maybe(fact.subject);
    let period = fact
        .period
        .map(|period| (maybe(period.start), maybe(period.end), escaped(period.text)));
    let id = escaped(fact.id);
    let cared_for = FactView {
        id: &id,
        quote: &quote,
        value: &value,
        value_high: value_high.as_deref(),
        unit: unit.as_deref(),
        label: &label,
        qualifiers: &qualifiers,
        indicator: indicator.as_deref(),
        area: area.as_ref(),
        subject: subject.as_deref(),
        period: period.as_ref().map(|(start, end, text)| PeriodView {
            start: start.as_deref(),
            end: end.as_deref(),
            text,
        }),
        section: section.as_deref(),
        rule: &rule,
        ..*fact
    };
    written(&cared_for, document, out);
}

/// Appends a fact whose texts stand as they are between quotation marks; tells whether they can.
fn written(fact: &FactView<'_>, document: &[u8], out: &mut Vec<u8>) -> bool {
    // Every field by its name: one that is added does not go missing here.
    let FactView {
        id,
        span,
        bytes,
        line,
        quote,
        value,
        value_high,
        unit,
        bound,
        measure,
        status,
        flow,
        label,
        qualifiers,
        indicator,
        base,
        area,
        subject,
        period,
        origins,
        sentence,
        section,
        rule,
        confidence,
    } = *fact;
    let base = base.map(|base| serde_json::to_string(base).expect("plain data"));
    let length = |text: Option<&str>| text.map_or(0, str::len);
    let qualified: usize = qualifiers.iter().map(|qualifier| qualifier.len() + 3).sum();
    let named = area.map_or(0, |area| area.name.len() + length(area.code.as_deref()));
    let dated = period.map_or(0, |period| {
        period.text.len() + length(period.start) + length(period.end)
    });
    let words = (id.len() + quote.len() + value.len() + label.len() + rule.len() + qualified + named + dated)
        + (length(value_high) + length(unit) + length(indicator) + length(subject) + length(section))
        + base.as_ref().map_or(0, String::len);

    append(out, FACT + document.len() + words, |to| {
        to.literal(b"{\"id\":\"");
        to.text(id);
        to.literal(b"\",");
        place(to, document, span, bytes, line, quote);
        to.literal(b",\"value\":\"");
        to.text(value);
        to.literal(b"\",\"value_high\":");
        maybe(to, value_high);
        to.literal(b",\"unit\":");
        maybe(to, unit);
        to.literal(b",\"bound\":");
        bound_name(to, bound);
        to.literal(b",\"measure\":");
        measure_name(to, measure);
        to.literal(b",\"status\":");
        status_name(to, status);
        to.literal(b",\"flow\":");
        flow_name(to, flow);
        to.literal(b",\"label\":\"");
        to.text(label);
        to.literal(b"\",\"qualifiers\":[");
        for (nth, qualifier) in qualifiers.iter().enumerate() {
            if nth > 0 {
                to.literal(b",");
            }
            to.literal(b"\"");
            to.text(qualifier);
            to.literal(b"\"");
        }
        to.literal(b"],\"indicator\":");
        maybe(to, indicator);
        to.literal(b",\"base\":");
        to.bytes(base.as_deref().unwrap_or("null").as_bytes());
        match area {
            Some(Area { name, code, level }) => {
                to.literal(b",\"area\":{\"name\":\"");
                to.text(name);
                to.literal(b"\",\"code\":");
                maybe(to, code.as_deref());
                to.literal(b",\"level\":");
                level_name(to, *level);
                to.literal(b"}");
            }
            None => to.literal(b",\"area\":null"),
        }
        match subject {
            Some(name) => {
                to.literal(b",\"subject\":{\"name\":\"");
                to.text(name);
                to.literal(b"\"}");
            }
            None => to.literal(b",\"subject\":null"),
        }
        match period {
            Some(PeriodView { start, end, text }) => {
                to.literal(b",\"period\":{\"start\":");
                maybe(to, start);
                to.literal(b",\"end\":");
                maybe(to, end);
                to.literal(b",\"text\":\"");
                to.text(text);
                to.literal(b"\"}");
            }
            None => to.literal(b",\"period\":null"),
        }
        let Origins {
            label,
            area,
            period,
            status,
        } = origins;
        to.literal(b",\"origins\":{\"label\":");
        origin(to, Some(label));
        to.literal(b",\"area\":");
        origin(to, area);
        to.literal(b",\"period\":");
        origin(to, period);
        to.literal(b",\"status\":");
        origin(to, Some(status));
        to.literal(b"},\"sentence\":{\"start\":");
        ends(to, sentence.start, sentence.end);
        to.literal(b",\"section\":");
        maybe(to, section);
        to.literal(b",\"rule\":\"");
        to.text(rule);
        to.literal(b"\",\"confidence\":");
        share(to, confidence);
        to.literal(b"}\n");
    })
}

/// Appends a line of the ledger.
pub(super) fn number(number: &NumberView<'_>, document: &[u8], out: &mut Vec<u8>) {
    let NumberView { quote, outcome, .. } = *number;
    let start = out.len();
    let said = match outcome {
        OutcomeView::Fact { fact: words } | OutcomeView::Open { why: words } => words,
        OutcomeView::Skip { .. } => "",
    };
    if written_number(number, quote, said, document, out) {
        return;
    }
    out.truncate(start);
    written_number(number, &escaped(quote), &escaped(said), document, out);
}

/// Appends a line of the ledger with these words, which stand as they are between quotation marks; tells whether they can.
#[inline]
fn written_number(number: &NumberView<'_>, quote: &str, said: &str, document: &[u8], out: &mut Vec<u8>) -> bool {
    let NumberView {
        span,
        bytes,
        line,
        quote: _,
        outcome,
    } = *number;
    append(out, NUMBER + document.len() + quote.len() + said.len(), |to| {
        to.literal(b"{");
        place(to, document, span, bytes, line, quote);
        match outcome {
            OutcomeView::Fact { .. } => {
                to.literal(b",\"outcome\":\"fact\",\"fact\":\"");
                to.text(said);
                to.literal(b"\"}\n");
            }
            OutcomeView::Skip { reason } => match reason {
                SkipReason::Date => to.literal(b",\"outcome\":\"skip\",\"reason\":\"date\"}\n"),
                SkipReason::Numbering => to.literal(b",\"outcome\":\"skip\",\"reason\":\"numbering\"}\n"),
                SkipReason::Name => to.literal(b",\"outcome\":\"skip\",\"reason\":\"name\"}\n"),
                SkipReason::Contact => to.literal(b",\"outcome\":\"skip\",\"reason\":\"contact\"}\n"),
                SkipReason::Qualifier => to.literal(b",\"outcome\":\"skip\",\"reason\":\"qualifier\"}\n"),
                SkipReason::Other => to.literal(b",\"outcome\":\"skip\",\"reason\":\"other\"}\n"),
            },
            OutcomeView::Open { .. } => {
                to.literal(b",\"outcome\":\"open\",\"why\":\"");
                to.text(said);
                to.literal(b"\"}\n");
            }
        }
    })
}

/// What facts and ledger lines have in common: the document, where it stands, and its words.
#[inline]
fn place(to: &mut Room<'_>, document: &[u8], span: PointSpan, bytes: ByteSpan, line: usize, quote: &str) {
    to.bytes(document);
    ends(to, span.start, span.end);
    to.literal(b",\"bytes\":{\"start\":");
    ends(to, bytes.start, bytes.end);
    to.literal(b",\"line\":");
    to.whole(line);
    to.literal(b",\"quote\":\"");
    to.text(quote);
    to.literal(b"\"");
}

/// The text as it stands between quotation marks.
fn escaped(text: &str) -> String {
    let quoted = serde_json::to_string(text).expect("text is plain data");
    quoted[1..quoted.len() - 1].to_owned()
}

/// A string, or nothing.
#[inline]
fn maybe(to: &mut Room<'_>, value: Option<&str>) {
    match value {
        Some(value) => {
            to.literal(b"\"");
            to.text(value);
            to.literal(b"\"");
        }
        None => to.literal(b"null"),
    }
}

/// Both ends of a span, behind the name of the first.
#[inline]
fn ends(to: &mut Room<'_>, start: usize, end: usize) {
    to.whole(start);
    to.literal(b",\"end\":");
    to.whole(end);
    to.literal(b"}");
}

/// A number between 0 and 1, nearly always of two decimals.
fn share(to: &mut Room<'_>, value: f32) {
    let hundredths = (value * 100.0).round();
    if !(1.0..100.0).contains(&hundredths) || hundredths / 100.0 != value {
        let general = serde_json::to_string(&value).expect("a number is plain data");
        return to.bytes(general.as_bytes());
    }
    let (tenths, rest) = (hundredths as u8 / 10, hundredths as u8 % 10);
    let written = [b'0', b'.', b'0' + tenths, b'0' + rest];
    to.bytes(&written[..if rest == 0 { 3 } else { 4 }]);
}

#[inline]
fn origin(to: &mut Room<'_>, origin: Option<Origin>) {
    let Some(Origin { kind, span }) = origin else {
        to.literal(b"null");
        return;
    };
    match kind {
        OriginKind::Said => to.literal(b"{\"kind\":\"said\",\"span\":"),
        OriginKind::Carried => to.literal(b"{\"kind\":\"carried\",\"span\":"),
        OriginKind::Heading => to.literal(b"{\"kind\":\"heading\",\"span\":"),
        OriginKind::Title => to.literal(b"{\"kind\":\"title\",\"span\":"),
        OriginKind::Document => to.literal(b"{\"kind\":\"document\",\"span\":"),
        OriginKind::Metadata => to.literal(b"{\"kind\":\"metadata\",\"span\":"),
    }
    match span {
        Some(span) => {
            to.literal(b"{\"start\":");
            ends(to, span.start, span.end);
            to.literal(b"}");
        }
        None => to.literal(b"null}"),
    }
}

#[inline]
fn bound_name(out: &mut Room<'_>, bound: Bound) {
    match bound {
        Bound::Eq => out.literal(b"\"eq\""),
        Bound::Ge => out.literal(b"\"ge\""),
        Bound::Gt => out.literal(b"\"gt\""),
        Bound::Le => out.literal(b"\"le\""),
        Bound::Lt => out.literal(b"\"lt\""),
        Bound::Approx => out.literal(b"\"approx\""),
        Bound::Range => out.literal(b"\"range\""),
    }
}

#[inline]
fn measure_name(out: &mut Room<'_>, measure: Measure) {
    match measure {
        Measure::Level => out.literal(b"\"level\""),
        Measure::Change => out.literal(b"\"change\""),
        Measure::Growth => out.literal(b"\"growth\""),
        Measure::Rank => out.literal(b"\"rank\""),
    }
}

#[inline]
fn status_name(out: &mut Room<'_>, status: Status) {
    match status {
        Status::Actual => out.literal(b"\"actual\""),
        Status::Target => out.literal(b"\"target\""),
        Status::Rule => out.literal(b"\"rule\""),
    }
}

#[inline]
fn flow_name(out: &mut Room<'_>, flow: Option<Flow>) {
    match flow {
        Some(Flow::New) => out.literal(b"\"new\""),
        Some(Flow::Cumulative) => out.literal(b"\"cumulative\""),
        None => out.literal(b"null"),
    }
}

#[inline]
fn level_name(out: &mut Room<'_>, level: Option<AreaLevel>) {
    match level {
        Some(AreaLevel::Country) => out.literal(b"\"country\""),
        Some(AreaLevel::Province) => out.literal(b"\"province\""),
        Some(AreaLevel::City) => out.literal(b"\"city\""),
        Some(AreaLevel::County) => out.literal(b"\"county\""),
        None => out.literal(b"null"),
    }
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
