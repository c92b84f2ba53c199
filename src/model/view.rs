//! Facts and ledger lines on their way to whoever writes them: every field borrowed from where it lies, so that a record
//! costs no copy of its words. The name of the document is not among them: all records of a document share it.

use super::{
    Area, Base, Bound, ByteSpan, Fact, Flow, Measure, NumberRecord, Origins, Outcome, Period, PointSpan, SkipReason,
    Status, Subject,
};

/// A fact; the fields are those of [`Fact`].
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub struct FactView<'a> {
    pub id: &'a str,
    pub span: PointSpan,
    pub bytes: ByteSpan,
    pub line: usize,
    pub quote: &'a str,
    pub value: &'a str,
    pub value_high: Option<&'a str>,
    pub unit: Option<&'a str>,
    pub bound: Bound,
    pub measure: Measure,
    pub status: Status,
    pub flow: Option<Flow>,
    pub label: &'a str,
    pub qualifiers: &'a [String],
    pub indicator: Option<&'a str>,
    pub base: Option<&'a Base>,
    pub area: Option<&'a Area>,
    /// The subject's name.
    pub subject: Option<&'a str>,
    pub period: Option<PeriodView<'a>>,
    pub origins: Origins,
    pub sentence: PointSpan,
    pub section: Option<&'a str>,
    pub rule: &'a str,
    pub confidence: f32,
}

/// A period; the fields are those of [`Period`].
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub struct PeriodView<'a> {
    pub start: Option<&'a str>,
    pub end: Option<&'a str>,
    pub text: &'a str,
}

/// A line of the ledger; the fields are those of [`NumberRecord`].
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub struct NumberView<'a> {
    pub span: PointSpan,
    pub bytes: ByteSpan,
    pub line: usize,
    pub quote: &'a str,
    pub outcome: OutcomeView<'a>,
}

/// What became of a number, as [`Outcome`].
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub enum OutcomeView<'a> {
    Fact { fact: &'a str },
    Skip { reason: SkipReason },
    Open { why: &'a str },
}

impl<'a> FactView<'a> {
    /// Of a whole fact; what reviewers said of it is not part of the view.
    pub fn of(fact: &'a Fact) -> Self {
        // Every field by its name: one that is added does not go missing here.
        let Fact {
            id,
            document: _,
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
            review: _,
        } = fact;
        Self {
            id,
            span: *span,
            bytes: *bytes,
            line: *line,
            quote,
            value,
            value_high: value_high.as_deref(),
            unit: unit.as_deref(),
            bound: *bound,
            measure: *measure,
            status: *status,
            flow: *flow,
            label,
            qualifiers,
            indicator: indicator.as_deref(),
            base: base.as_ref(),
            area: area.as_ref(),
            subject: subject.as_ref().map(|subject| subject.name.as_str()),
            period: period.as_ref().map(|period| PeriodView {
                start: period.start.as_deref(),
                end: period.end.as_deref(),
                text: &period.text,
            }),
            origins: *origins,
            sentence: *sentence,
            section: section.as_deref(),
            rule,
            confidence: *confidence,
        }
    }

    /// The fact by itself, of that document.
    pub fn to_fact(&self, document: &str) -> Fact {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Fact {
            id: self.id.to_owned(),
            document: document.to_owned(),
            span: self.span,
            bytes: self.bytes,
            line: self.line,
            quote: self.quote.to_owned(),
            value: self.value.to_owned(),
            value_high: owned(self.value_high),
            unit: owned(self.unit),
            bound: self.bound,
            measure: self.measure,
            status: self.status,
            flow: self.flow,
            label: self.label.to_owned(),
            qualifiers: self.qualifiers.to_vec(),
            indicator: owned(self.indicator),
            base: self.base.cloned(),
            area: self.area.cloned(),
            subject: self.subject.map(|name| Subject { name: name.to_owned() }),
            period: self.period.map(|period| Period {
                start: owned(period.start),
                end: owned(period.end),
                text: period.text.to_owned(),
            }),
            origins: self.origins,
            sentence: self.sentence,
            section: owned(self.section),
            rule: self.rule.to_owned(),
            confidence: self.confidence,
            review: None,
        }
    }
}

impl<'a> NumberView<'a> {
    /// Of a whole line.
    pub fn of(record: &'a NumberRecord) -> Self {
        let NumberRecord {
            document: _,
            span,
            bytes,
            line,
            quote,
            outcome,
        } = record;
        Self {
            span: *span,
            bytes: *bytes,
            line: *line,
            quote,
            outcome: match outcome {
                Outcome::Fact { fact } => OutcomeView::Fact { fact },
                Outcome::Skip { reason } => OutcomeView::Skip { reason: *reason },
                Outcome::Open { why } => OutcomeView::Open { why },
            },
        }
    }

    /// The line by itself, of that document.
    pub fn to_record(&self, document: &str) -> NumberRecord {
        NumberRecord {
            document: document.to_owned(),
            span: self.span,
            bytes: self.bytes,
            line: self.line,
            quote: self.quote.to_owned(),
            outcome: match self.outcome {
                OutcomeView::Fact { fact } => Outcome::Fact { fact: fact.to_owned() },
                OutcomeView::Skip { reason } => Outcome::Skip { reason },
                OutcomeView::Open { why } => Outcome::Open { why: why.to_owned() },
            },
        }
    }
}
