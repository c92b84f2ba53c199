//! The ledger: every number of a document, and what became of it.

use crate::model::{
    ByteSpan, Dimension, Mention, MentionKind, NumberView, OutcomeView, PointSpan, Quantity, SkipReason, SourceSpan,
    Span,
};
use crate::recognize::bare_year;
use crate::split::{BlockKind, Table};

use super::ids::Id;
use super::record::{ByPlace, Recorder};
use super::records::Records;

/// How many numbers became no fact.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counted {
    pub skipped: usize,
    pub open: usize,
}

/// Where a number stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Located {
    pub(super) span: PointSpan,
    pub(super) bytes: ByteSpan,
    pub(super) line: usize,
    pub(super) source: SourceSpan,
}

/// A number on its way to the ledger.
struct Number<'r> {
    at: Located,
    outcome: Fate<'r>,
}

enum Fate<'r> {
    Fact(&'r Id),
    Skip(SkipReason),
    Open(&'r str),
}

impl Recorder<'_> {
    /// Hands the lines of the ledger to `out`. `facts` are in order; a quantity that states nothing has its reason from `skips`,
    /// an open number its own from `open`, else the one that all of them have where there is one.
    pub(super) fn numbers<'r>(
        &self,
        mentions: &[Mention],
        facts: &'r [(Span, Id, Located)],
        skips: &ByPlace<SkipReason>,
        (open, unread): (&'r ByPlace<String>, Option<&'r str>),
        out: &mut dyn Records,
    ) -> Counted {
        let counted = |mention: &&Mention| matches!(mention.kind, MentionKind::Quantity(_) | MentionKind::Skip(_));
        let mut numbers: Vec<Number<'r>> = Vec::with_capacity(mentions.iter().filter(counted).count());
        let mut heads = TableHeads::default();
        let mut before = 0;
        for mention in mentions {
            let outcome = match &mention.kind {
                MentionKind::Quantity(quantity) => match fact_at(facts, mention.span, &mut before) {
                    Some((_, id, at)) => {
                        numbers.push(Number {
                            at: *at,
                            outcome: Fate::Fact(id),
                        });
                        continue;
                    }
                    None => match (self.left((mention.span, quantity), open, &mut heads), unread) {
                        (Fate::Open(_), _) if skips.contains_key(&mention.span) => Fate::Skip(skips[&mention.span]),
                        (Fate::Open(_), Some(why)) if !open.contains_key(&mention.span) => Fate::Open(why),
                        (fate, _) => fate,
                    },
                },
                MentionKind::Skip(reason) => Fate::Skip(*reason),
                MentionKind::Period(_) if is_number(mention.span.of(&self.repaired.text)) => {
                    Fate::Skip(SkipReason::Date)
                }
                _ => continue,
            };
            let at = self.located(self.repaired.source(mention.span));
            numbers.push(Number { at, outcome });
        }
        // Page numbers and the digits of markup left the text, not the ledger. One that interrupts a number is part of what
        // that number was made from.
        sort(&mut numbers);
        let holds = |source: SourceSpan| {
            let span = self.decoded.points(source);
            let after = numbers.partition_point(|number| number.at.span.start <= span.start);
            after > 0 && numbers[after - 1].at.span.end >= span.end
        };
        let asides = self.repaired.asides.iter().copied();
        let asides: Vec<Number> = asides
            .filter(|aside| has_digits(aside.of(&self.decoded.text)) && !holds(*aside))
            .map(|aside| Number {
                at: self.located(aside),
                outcome: Fate::Skip(SkipReason::Numbering),
            })
            .collect();
        if !asides.is_empty() {
            numbers.extend(asides);
            sort(&mut numbers);
        }
        let mut counted = Counted::default();
        for number in &numbers {
            let outcome = match &number.outcome {
                Fate::Fact(id) => OutcomeView::Fact { fact: id.as_str() },
                Fate::Skip(reason) => {
                    counted.skipped += 1;
                    OutcomeView::Skip { reason: *reason }
                }
                Fate::Open(why) => {
                    counted.open += 1;
                    OutcomeView::Open { why }
                }
            };
            let Located {
                span,
                bytes,
                line,
                source,
            } = number.at;
            out.number(&NumberView {
                span,
                bytes,
                line,
                quote: source.of(&self.decoded.text),
                outcome,
            });
        }
        counted
    }

    /// Where a part of the source stands.
    pub(super) fn located(&self, source: SourceSpan) -> Located {
        let (span, bytes, line) = self.decoded.place(source);
        Located {
            span,
            bytes,
            line,
            source,
        }
    }

    /// What became of a quantity that is no fact.
    fn left<'r>(
        &self,
        (span, quantity): (Span, &Quantity),
        open: &'r ByPlace<String>,
        heads: &mut TableHeads,
    ) -> Fate<'r> {
        let place = self.block_at(span);
        match place.map(|at| &self.structure.blocks[at].kind) {
            // A headline repeats what the text below it says.
            Some(BlockKind::Title | BlockKind::Heading { .. }) => Fate::Skip(SkipReason::Other),
            Some(BlockKind::Furniture) => Fate::Skip(SkipReason::Numbering),
            Some(BlockKind::Table(_)) if place.is_some_and(|at| heads.of(at, self).0.hold(span)) => {
                Fate::Skip(SkipReason::Numbering)
            }
            Some(BlockKind::Table(_)) if place.is_some_and(|at| heads.of(at, self).1.hold(span)) => {
                match bare_year(span.of(&self.repaired.text), &self.rules.periods) {
                    Some(_) => Fate::Skip(SkipReason::Date),
                    None => Fate::Skip(SkipReason::Name),
                }
            }
            Some(BlockKind::Table(table)) if table.rows.is_empty() => {
                Fate::Open("it stands in a table whose rows and columns cannot be told")
            }
            Some(BlockKind::Table(_)) => Fate::Open("no head of the table says what the cell is"),
            _ if self.is_adverbial(span, quantity) => Fate::Skip(SkipReason::Date),
            _ => Fate::Open(open.get(&span).map_or("no rule reads it", String::as_str)),
        }
    }

    /// 为期五天, 三天后: whether a length of time only tells when or for how long something was.
    fn is_adverbial(&self, span: Span, quantity: &Quantity) -> bool {
        let text = &self.repaired.text;
        let cues = &self.rules.periods.adverbial;
        quantity.dimension == Dimension::Duration
            && (cues.after.start(&text[span.end..]) || cues.before.end(&text[..quantity.bound_start.min(span.start)]))
    }
}

/// The fact of a number. `before` is how many facts stand before the number asked for last: they are nearly always asked for
/// in order.
fn fact_at<'f>(facts: &'f [(Span, Id, Located)], number: Span, before: &mut usize) -> Option<&'f (Span, Id, Located)> {
    let stands_before = |(span, ..): &(Span, Id, Located)| *span < number;
    if facts[..*before].last().is_some_and(|last| !stands_before(last)) || facts.get(*before).is_some_and(stands_before)
    {
        *before = facts.partition_point(stands_before);
    }
    let fact = facts.get(*before).filter(|(span, ..)| *span == number)?;
    *before += 1;
    Some(fact)
}

/// Puts them in order, which they nearly always are.
fn sort(numbers: &mut [Number]) {
    if !numbers.is_sorted_by_key(|number| number.at.span) {
        numbers.sort_by_key(|number| number.at.span);
    }
}

fn has_digits(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit()) || text.contains(|c: char| ('０'..='９').contains(&c))
}

/// What of a table numbers its rows, and what names rather than measures: its caption and heads. Kept of the table asked for
/// last, since a table may have as many heads as numbers.
#[derive(Default)]
struct TableHeads(Option<(usize, Places, Places)>);

impl TableHeads {
    /// Of the block with this index: the cells of numbering, and the heads.
    fn of(&mut self, at: usize, recorder: &Recorder) -> (&Places, &Places) {
        if self.0.as_ref().is_none_or(|(known, ..)| *known != at) {
            let table = match &recorder.structure.blocks[at].kind {
                BlockKind::Table(table) => table,
                _ => &Table::default(),
            };
            let columns = table.columns.iter().flat_map(|column| &column.header);
            let rows = table.rows.iter().flat_map(|row| row.label.iter().chain(&row.groups));
            let heads = table.caption.iter().chain(columns).chain(rows);
            self.0 = Some((at, Places::of(&table.numbering), Places::of(heads)));
        }
        let (_, numbering, heads) = self.0.as_ref().expect("just made");
        (numbering, heads)
    }
}

/// Places of a text, to be asked whether one of them holds another place.
struct Places {
    /// By start, each with the furthest end of those up to it.
    spans: Vec<(usize, usize)>,
}

impl Places {
    fn of<'s>(spans: impl IntoIterator<Item = &'s Span>) -> Self {
        let mut spans: Vec<(usize, usize)> = spans.into_iter().map(|span| (span.start, span.end)).collect();
        spans.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut spans {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self { spans }
    }

    fn hold(&self, span: Span) -> bool {
        let after = self.spans.partition_point(|(start, _)| *start <= span.start);
        after > 0 && self.spans[after - 1].1 >= span.end
    }
}

fn is_number(words: &str) -> bool {
    // Nearly always a digit stands first.
    words.as_bytes().first().is_some_and(u8::is_ascii_digit)
        || words.contains(|c: char| c.is_ascii_digit() || c == '〇' || c == '○')
}
