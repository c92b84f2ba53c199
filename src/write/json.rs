//! Facts and ledger lines as JSON. They are most of what is written, many times the size of the text they were read from,
//! and so their fields are written one after the other into room made for the whole line, with what stands between them known
//! beforehand: in a tenth of the steps of the general writer, and with the same bytes, as the test below holds.

use std::borrow::Cow;

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
    let id = escaped(id);
    let quote = escaped(quote);
    let value = escaped(value);
    let value_high = value_high.map(escaped);
    let unit = unit.map(escaped);
    let label = escaped(label);
    let qualifiers: Vec<Cow<str>> = qualifiers.iter().map(|qualifier| escaped(qualifier)).collect();
    let indicator = indicator.map(escaped);
    let base = base.map(|base| serde_json::to_string(base).expect("plain data"));
    let area_name = area.map(|area| escaped(&area.name));
    let area_code = area.and_then(|area| area.code.as_deref()).map(escaped);
    let subject = subject.map(escaped);
    let text = period.map(|period| escaped(period.text));
    let start = period.and_then(|period| period.start).map(escaped);
    let end = period.and_then(|period| period.end).map(escaped);
    let section = section.map(escaped);
    let rule = escaped(rule);
    let length = |text: &Option<Cow<str>>| text.as_ref().map_or(0, |text| text.len());
    let qualified: usize = qualifiers.iter().map(|qualifier| qualifier.len() + 3).sum();
    let words = (id.len() + quote.len() + value.len() + label.len() + rule.len() + qualified)
        + (length(&value_high) + length(&unit) + length(&indicator) + length(&area_name) + length(&area_code))
        + (length(&subject) + length(&text) + length(&start) + length(&end) + length(&section))
        + base.as_ref().map_or(0, String::len);

    append(out, FACT + document.len() + words, |to| {
        to.literal(b"{\"id\":\"");
        to.text(&id);
        to.literal(b"\",");
        place(to, document, span, bytes, line, &quote);
        to.literal(b",\"value\":\"");
        to.text(&value);
        to.literal(b"\",\"value_high\":");
        maybe(to, value_high.as_deref());
        to.literal(b",\"unit\":");
        maybe(to, unit.as_deref());
        to.literal(b",\"bound\":");
        bound_name(to, bound);
        to.literal(b",\"measure\":");
        measure_name(to, measure);
        to.literal(b",\"status\":");
        status_name(to, status);
        to.literal(b",\"flow\":");
        flow_name(to, flow);
        to.literal(b",\"label\":\"");
        to.text(&label);
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
        maybe(to, indicator.as_deref());
        to.literal(b",\"base\":");
        to.text(base.as_deref().unwrap_or("null"));
        match (area, &area_name) {
            (Some(Area { level, .. }), Some(name)) => {
                to.literal(b",\"area\":{\"name\":\"");
                to.text(name);
                to.literal(b"\",\"code\":");
                maybe(to, area_code.as_deref());
                to.literal(b",\"level\":");
                level_name(to, *level);
                to.literal(b"}");
            }
            _ => to.literal(b",\"area\":null"),
        }
        match &subject {
            Some(name) => {
                to.literal(b",\"subject\":{\"name\":\"");
                to.text(name);
                to.literal(b"\"}");
            }
            None => to.literal(b",\"subject\":null"),
        }
        match (&period, &text) {
            (Some(PeriodView { .. }), Some(text)) => {
                to.literal(b",\"period\":{\"start\":");
                maybe(to, start.as_deref());
                to.literal(b",\"end\":");
                maybe(to, end.as_deref());
                to.literal(b",\"text\":\"");
                to.text(text);
                to.literal(b"\"}");
            }
            _ => to.literal(b",\"period\":null"),
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
        maybe(to, section.as_deref());
        to.literal(b",\"rule\":\"");
        to.text(&rule);
        to.literal(b"\",\"confidence\":");
        share(to, confidence);
        to.literal(b"}\n");
    });
}

/// Appends a line of the ledger.
pub(super) fn number(record: &NumberView<'_>, document: &[u8], out: &mut Vec<u8>) {
    let NumberView {
        span,
        bytes,
        line,
        quote,
        outcome,
    } = *record;
    let quote = escaped(quote);
    let said = match outcome {
        OutcomeView::Fact { fact: words } | OutcomeView::Open { why: words } => escaped(words),
        OutcomeView::Skip { .. } => Cow::Borrowed(""),
    };
    append(out, NUMBER + document.len() + quote.len() + said.len(), |to| {
        to.literal(b"{");
        place(to, document, span, bytes, line, &quote);
        match outcome {
            OutcomeView::Fact { .. } => {
                to.literal(b",\"outcome\":\"fact\",\"fact\":\"");
                to.text(&said);
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
                to.text(&said);
                to.literal(b"\"}\n");
            }
        }
    });
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
#[inline]
fn escaped(text: &str) -> Cow<'_, str> {
    if is_plain(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let quoted = serde_json::to_string(text).expect("text is plain data");
    Cow::Owned(quoted[1..quoted.len() - 1].to_owned())
}

/// Whether no byte is one that JSON writes otherwise: a control character, a quotation mark or a backslash. Eight are looked
/// at together.
#[inline]
fn is_plain(bytes: &[u8]) -> bool {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);
    let odd = |word: u64| {
        let less = |word: u64, than: u64| word.wrapping_sub(ONES * than) & !word;
        let is = |byte: u8| less(word ^ (ONES * u64::from(byte)), 1);
        (less(word, 0x20) | is(b'"') | is(b'\\')) & HIGH
    };
    let one = |byte: &u8| *byte >= b' ' && *byte != b'"' && *byte != b'\\';
    let (words, rest) = bytes.as_chunks::<8>();
    match bytes.last_chunk::<8>() {
        None => match (rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
            // So do the two halves of one word.
            (Some(first), Some(last)) => {
                let halves = u64::from(u32::from_ne_bytes(*first)) | (u64::from(u32::from_ne_bytes(*last)) << 32);
                odd(halves) == 0
            }
            _ => rest.iter().all(one),
        },
        // The last eight overlap with those before.
        Some(last) => {
            let all = words.iter().fold(odd(u64::from_ne_bytes(*last)), |found, word| {
                found | odd(u64::from_ne_bytes(*word))
            });
            // A byte that follows an odd one may seem odd too; where none is odd, none seems so.
            all == 0
        }
    }
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
        return to.text(&general);
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
