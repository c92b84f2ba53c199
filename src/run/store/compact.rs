//! The records of one document in few bytes: numbers as distances from those of the record before, and texts that repeat
//! as a sign that they do. What every line says alike is not kept at all, for the lines are written anew from the records.
//!
//! ```text
//! record*: a sign of what it is, then its fields in order, up to the sign of the end
//! number:  7 bits a byte, the lowest first; of distances the sign is the lowest bit
//! text:    its length, its bytes
//! perhaps: 0 where there is none, 1 where it is the one before, else its length and two, its bytes
//! ```

use std::ops::Range;

use crate::extractor::Records;
use crate::model::{
    Area, AreaLevel, Base, Bound, FactView, Flow, Measure, NumberView, Origin, OriginKind, Origins, OutcomeView,
    PeriodView, PointSpan, SkipReason, Status,
};

use super::bytes::{Distances, Reader, Writer};

const END: u8 = 0;
const FACT: u8 = 1;
const NUMBER_OF_FACT: u8 = 2;
const NUMBER_OPEN: u8 = 3;
/// The first of those of numbers that were skipped.
const NUMBER_SKIPPED: u8 = 4;

// Texts that repeat, each among its own.
const UNIT: usize = 0;
const INDICATOR: usize = 1;
const AREA: usize = 2;
const CODE: usize = 3;
const SUBJECT: usize = 4;
const START: usize = 5;
const LAST: usize = 6;
const TEXT: usize = 7;
const SECTION: usize = 8;
const RULE: usize = 9;
const WHY: usize = 10;
const TEXTS: usize = 11;

// The order of these is that of the bytes: it is changed with the name of the format.
const BOUNDS: [Bound; 7] = [
    Bound::Eq,
    Bound::Ge,
    Bound::Gt,
    Bound::Le,
    Bound::Lt,
    Bound::Approx,
    Bound::Range,
];
const MEASURES: [Measure; 4] = [Measure::Level, Measure::Change, Measure::Growth, Measure::Rank];
const STATUSES: [Status; 3] = [Status::Actual, Status::Target, Status::Rule];
const FLOWS: [Option<Flow>; 3] = [None, Some(Flow::New), Some(Flow::Cumulative)];
const LEVELS: [Option<AreaLevel>; 5] = [
    None,
    Some(AreaLevel::Country),
    Some(AreaLevel::Province),
    Some(AreaLevel::City),
    Some(AreaLevel::County),
];
const KINDS: [OriginKind; 6] = [
    OriginKind::Said,
    OriginKind::Carried,
    OriginKind::Heading,
    OriginKind::Title,
    OriginKind::Document,
    OriginKind::Metadata,
];
const REASONS: [SkipReason; 6] = [
    SkipReason::Date,
    SkipReason::Numbering,
    SkipReason::Name,
    SkipReason::Contact,
    SkipReason::Qualifier,
    SkipReason::Other,
];

/// The place of a value among all there are.
fn index<T: PartialEq>(all: &[T], of: &T) -> u8 {
    all.iter().position(|value| value == of).expect("all are listed") as u8
}

/// Appends the records of one document to a list of bytes.
pub struct Packer<'o> {
    out: Writer<'o, TEXTS>,
    facts: Distances,
    numbers: Distances,
    /// Where the ids of the facts stand, and how many of them the ledger has named: it names them in their order.
    ids: Vec<Range<usize>>,
    named: usize,
}

impl<'o> Packer<'o> {
    /// Begins behind what stands in `out`.
    pub fn new(out: &'o mut Vec<u8>) -> Self {
        Self {
            out: Writer::new(out),
            facts: Distances::default(),
            numbers: Distances::default(),
            ids: Vec::new(),
            named: 0,
        }
    }

    /// Says that no further record comes.
    pub fn end(mut self) {
        self.out.byte(END);
    }

    fn origin(&mut self, origin: Option<Origin>, from: usize) {
        let Some(Origin { kind, span }) = origin else {
            return self.out.byte(0);
        };
        let kind = index(&KINDS, &kind);
        self.out.byte(1 + 2 * kind + u8::from(span.is_some()));
        if let Some(span) = span {
            self.span(span, from);
        }
    }

    fn span(&mut self, span: PointSpan, from: usize) {
        self.out.distance(from, span.start);
        self.out.distance(span.start, span.end);
    }
}

impl Records for Packer<'_> {
    fn fact(&mut self, fact: &FactView<'_>) {
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
        let out = &mut self.out;
        out.byte(FACT);
        self.facts.write(out, span, bytes, line);
        self.ids.push(out.text_at(id));
        out.text(quote);
        out.text(value);
        out.maybe(value_high);
        out.again(UNIT, unit);
        let all = [
            index(&BOUNDS, &bound),
            index(&MEASURES, &measure),
            index(&STATUSES, &status),
            index(&FLOWS, &flow),
        ];
        all.into_iter().for_each(|value| out.byte(value));
        out.text(label);
        out.number(qualifiers.len());
        qualifiers.iter().for_each(|qualifier| out.text(qualifier));
        out.again(INDICATOR, indicator);
        out.byte(u8::from(base.is_some()));
        if let Some(Base { versus, among, out_of }) = base {
            out.maybe(versus.as_deref());
            out.maybe(among.as_deref());
            out.number(out_of.map_or(0, |size| size as usize + 1));
        }
        out.again(AREA, area.map(|area| area.name.as_str()));
        if let Some(Area { name: _, code, level }) = area {
            out.again(CODE, code.as_deref());
            out.byte(index(&LEVELS, level));
        }
        out.again(SUBJECT, subject);
        out.again(TEXT, period.map(|period| period.text));
        if let Some(PeriodView { start, end, text: _ }) = period {
            out.again(START, start);
            out.again(LAST, end);
        }
        out.again(SECTION, section);
        out.again(RULE, Some(rule));
        for byte in confidence.to_bits().to_le_bytes() {
            out.byte(byte);
        }
        let Origins {
            label,
            area,
            period,
            status,
        } = origins;
        for origin in [Some(label), area, period, Some(status)] {
            self.origin(origin, span.start);
        }
        self.span(sentence, span.start);
    }

    fn number(&mut self, number: &NumberView<'_>) {
        let NumberView {
            span,
            bytes,
            line,
            quote,
            outcome,
        } = *number;
        let out = &mut self.out;
        out.byte(match outcome {
            OutcomeView::Fact { .. } => NUMBER_OF_FACT,
            OutcomeView::Open { .. } => NUMBER_OPEN,
            OutcomeView::Skip { reason } => NUMBER_SKIPPED + index(&REASONS, &reason),
        });
        self.numbers.write(out, span, bytes, line);
        out.text(quote);
        match outcome {
            OutcomeView::Fact { fact } => {
                let next = self.ids.get(self.named);
                let known = next.is_some_and(|id| out.holds(id.clone(), fact));
                self.named += 1;
                out.maybe((!known).then_some(fact));
            }
            OutcomeView::Open { why } => out.again(WHY, Some(why)),
            OutcomeView::Skip { .. } => {}
        }
    }
}

/// Tells `records` what was packed, and gives what stands behind it; `None` where it was not packed so.
pub fn replay<'p>(packed: &'p [u8], records: &mut dyn Records) -> Option<&'p [u8]> {
    let mut from: Reader<'p, TEXTS> = Reader::new(packed);
    let (mut facts, mut numbers) = (Distances::default(), Distances::default());
    let (mut ids, mut named) = (Vec::new(), 0);
    loop {
        match from.byte()? {
            END => return Some(from.rest()),
            FACT => ids.push(fact(&mut from, &mut facts, records)?),
            sign => {
                let (span, bytes, line) = numbers.read(&mut from)?;
                let quote = from.text()?;
                let outcome = match sign {
                    NUMBER_OF_FACT => {
                        let next = ids.get(named).copied();
                        named += 1;
                        let fact = from.maybe()?.or(next)?;
                        OutcomeView::Fact { fact }
                    }
                    NUMBER_OPEN => OutcomeView::Open { why: from.again(WHY)?? },
                    _ => OutcomeView::Skip {
                        reason: *REASONS.get(usize::from(sign - NUMBER_SKIPPED))?,
                    },
                };
                records.number(&NumberView {
                    span,
                    bytes,
                    line,
                    quote,
                    outcome,
                });
            }
        }
    }
}

/// Tells a fact; gives its id.
fn fact<'p>(from: &mut Reader<'p, TEXTS>, facts: &mut Distances, records: &mut dyn Records) -> Option<&'p str> {
    let (span, bytes, line) = facts.read(from)?;
    let (id, quote, value) = (from.text()?, from.text()?, from.text()?);
    let (value_high, unit) = (from.maybe()?, from.again(UNIT)?);
    let bound = *BOUNDS.get(from.index()?)?;
    let measure = *MEASURES.get(from.index()?)?;
    let status = *STATUSES.get(from.index()?)?;
    let flow = *FLOWS.get(from.index()?)?;
    let label = from.text()?;
    let count = from.number()?;
    let mut qualifiers = Vec::new();
    for _ in 0..count {
        qualifiers.push(from.text()?.to_owned());
    }
    let indicator = from.again(INDICATOR)?;
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let base = match from.byte()? {
        0 => None,
        _ => Some(Base {
            versus: owned(from.maybe()?),
            among: owned(from.maybe()?),
            out_of: match from.number()? {
                0 => None,
                size => Some(u32::try_from(size - 1).ok()?),
            },
        }),
    };
    let area = match from.again(AREA)? {
        Some(name) => Some(Area {
            name: name.to_owned(),
            code: owned(from.again(CODE)?),
            level: *LEVELS.get(from.index()?)?,
        }),
        None => None,
    };
    let subject = from.again(SUBJECT)?;
    let period = match from.again(TEXT)? {
        Some(text) => Some(PeriodView {
            text,
            start: from.again(START)?,
            end: from.again(LAST)?,
        }),
        None => None,
    };
    let section = from.again(SECTION)?;
    let rule = from.again(RULE)??;
    let confidence = f32::from_bits(u32::from_le_bytes([
        from.byte()?,
        from.byte()?,
        from.byte()?,
        from.byte()?,
    ]));
    let origins = Origins {
        label: origin(from, span.start)??,
        area: origin(from, span.start)?,
        period: origin(from, span.start)?,
        status: origin(from, span.start)??,
    };
    let sentence = from.span(span.start)?;
    records.fact(&FactView {
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
        qualifiers: &qualifiers,
        indicator,
        base: base.as_ref(),
        area: area.as_ref(),
        subject,
        period,
        origins,
        sentence,
        section,
        rule,
        confidence,
    });
    Some(id)
}

fn origin(from: &mut Reader<'_, TEXTS>, start: usize) -> Option<Option<Origin>> {
    let Some(sign) = from.index()?.checked_sub(1) else {
        return Some(None);
    };
    let kind = *KINDS.get(sign / 2)?;
    let span = match sign % 2 {
        0 => None,
        _ => Some(from.span(start)?),
    };
    Some(Some(Origin { kind, span }))
}
