//! Cells whose numbers running text would not have: 〔600〕 is a sum over several years, not the mark of a footnote; and what a cell
//! says, beside its number and as a fact.

use super::reading::Reading;
use crate::extract::{CellReading, HeadPlace, HeadUnit};
use crate::model::{Measure, Mention, MentionKind, OriginKind, PeriodSense, Quantity, Span, Status, TimeExpr};
use crate::recognize::{quantities, scaled};
use crate::resolve::{Resolved, Standing, Stated, When, Where, measure, own_area, years_on};
use crate::rules::{MeasureRule, Rules};
use crate::split::Table;

/// What stands round a sum over several years.
pub const SUM_BRACKETS: [(char, char); 5] = [('〔', '〕'), ('[', ']'), ('［', '］'), ('【', '】'), ('﹝', '﹞')];

/// What a cell holds inside brackets of that kind.
pub fn inside_brackets(cell: &str) -> Option<&str> {
    let cell = cell.trim();
    SUM_BRACKETS
        .into_iter()
        .find_map(|(open, close)| cell.strip_prefix(open)?.strip_suffix(close))
}

/// Makes quantities of the numbers in brackets that fill cells of a table, where they were taken for marks.
pub fn uncover(text: &str, table: &Table, rules: &Rules, mentions: &mut [Mention]) {
    let cells = table.rows.iter().flat_map(|row| row.cells.iter().copied().flatten());
    let mut bracketed: Vec<Span> = cells.filter(|cell| inside_brackets(cell.of(text)).is_some()).collect();
    if bracketed.is_empty() {
        return;
    }
    bracketed.sort_unstable();
    let mut found = Vec::new();
    for mention in mentions {
        if !matches!(mention.kind, MentionKind::Skip(_)) {
            continue;
        }
        let after = bracketed.partition_point(|cell| cell.start <= mention.span.start);
        let Some(cell) = after.checked_sub(1).map(|at| bracketed[at]) else {
            continue;
        };
        let Some(inside) = inside_brackets(cell.of(text)).filter(|_| cell.contains(mention.span)) else {
            continue;
        };
        let start = cell.start + cell.of(text).find(inside).unwrap_or(0);
        found.clear();
        quantities(inside, Span::new(0, inside.len()), &[], &rules.quantities, &mut found);
        if let [one] = &mut found[..]
            && matches!(one.kind, MentionKind::Quantity(_))
        {
            mention.span = Span::new(start + one.span.start, start + one.span.end);
            mention.kind = one.kind.clone();
        }
    }
}

/// The number of a cell with the unit that its heads lend it, where it has none itself.
pub fn with_unit(quantity: &Quantity, unit: Option<&HeadUnit>) -> Quantity {
    let mut quantity = quantity.clone();
    if let Some(unit) = unit.filter(|_| quantity.unit.is_none()) {
        quantity.value = scaled(quantity.value, unit.factor);
        quantity.value_high = quantity.value_high.map(|high| scaled(high, unit.factor));
        quantity.unit = Some(unit.name.clone()).filter(|name| !name.is_empty());
        quantity.dimension = unit.dimension;
    }
    quantity
}

/// Which way a cell says that something moved, in the words before its number: 下降15% downwards.
pub fn moves(text: &str, before: Span, rules: &Rules) -> Option<bool> {
    let (words, known) = (before.of(text).trim(), &rules.known);
    let classes = rules.cues.of(words);
    (!words.is_empty() && known.moves.intersects(classes)).then(|| known.down.intersects(classes))
}

/// 第一产业 below 地区生产总值: in a table of the product a sector's row is of what it adds to that.
pub fn with_sectors(mut cells: Vec<CellReading>) -> Vec<CellReading> {
    let mut product = false;
    for cell in &mut cells {
        product |= PRODUCTS.iter().any(|name| cell.label.ends_with(name));
        if product && SECTORS.contains(&cell.label.as_str()) {
            cell.label.push_str(ADDED);
        }
    }
    cells
}

/// The sectors, what they add up to, and what each adds.
const SECTORS: [&str; 3] = ["第一产业", "第二产业", "第三产业"];
const PRODUCTS: [&str; 2] = ["生产总值", "GDP"];
const ADDED: &str = "增加值";

/// Whether a label begins with a number that somebody goes by: R90922045.
fn is_of_a_number(label: &str) -> bool {
    let code = label.bytes().take_while(u8::is_ascii_alphanumeric);
    code.filter(u8::is_ascii_digit).count() >= NUMBERED
}

/// Digits of a number that somebody goes by, at least; a year has four.
const NUMBERED: usize = 7;

impl Reading<'_> {
    /// What a cell of a table states, as a fact.
    pub(super) fn cell(&mut self, cell: &CellReading, mentions: &[Mention]) {
        let first = mentions.partition_point(|mention| mention.span.start < cell.cell.start);
        let mut inside = mentions[first..]
            .iter()
            .take_while(|mention| mention.span.start < cell.cell.end);
        let Some((mention, quantity)) = inside.find_map(|mention| match &mention.kind {
            MentionKind::Quantity(quantity) if cell.cell.contains(mention.span) => Some((mention, quantity)),
            _ => None,
        }) else {
            return;
        };
        // R90922045 79: the marks of one who goes by a number.
        if is_of_a_number(&cell.label) {
            return;
        }
        let mut quantity = with_unit(quantity, cell.unit.as_ref());
        // 下降15%: the cell says itself that it is a difference.
        let moves = moves(
            self.text,
            Span::new(cell.cell.start, mention.span.start),
            &self.extractor.rules,
        );
        let measure = measure(moves.map_or(cell.measure, |_| MeasureRule::Difference), &quantity);
        if (cell.down || moves == Some(true))
            && matches!(measure, Measure::Change | Measure::Growth)
            && quantity.value.is_sign_positive()
        {
            (quantity.value, quantity.value_high) = (-quantity.value, quantity.value_high.map(|high| -high));
        }
        let when = match &cell.period {
            Some((expr, span)) => {
                let days = match expr.time {
                    TimeExpr::SamePeriod { years } => {
                        let beside = cell.beside.as_ref().and_then(|expr| self.discourse.days(expr));
                        let standing = || self.discourse.standing_period().and_then(|when| when.what.days);
                        beside.or_else(standing).and_then(|days| years_on(days, years))
                    }
                    _ => self.discourse.days(expr),
                };
                let when = When {
                    days,
                    sense: PeriodSense::During,
                    words: Some(*span),
                };
                Some(Stated {
                    what: when,
                    kind: OriginKind::Heading,
                    span: Some(*span),
                })
            }
            None => self.discourse.standing_period(),
        };
        let standing = self.discourse.standing_place();
        let named = cell.area.and_then(|(place, span)| {
            let own = |level| {
                let context = standing.as_ref().and_then(|place| place.what.area)?;
                own_area(level, context, &self.extractor.rules.areas)
            };
            let id = match place {
                HeadPlace::Named(id) => id,
                HeadPlace::Own(level) => own(level)?,
                HeadPlace::Whole => return None,
            };
            Some(Stated {
                what: Where {
                    area: Some(id),
                    subject: None,
                },
                kind: OriginKind::Heading,
                span: Some(span),
            })
        });
        let place = named.or(standing);
        // The year of the document itself says nothing of what is to come.
        let standing = self.discourse.document().date.standing;
        let said = when
            .as_ref()
            .filter(|when| when.kind != OriginKind::Document || standing != Standing::Date);
        let future = self.discourse.is_future(said.and_then(|when| when.what.days));
        let status = if future == Some(true) || cell.aim {
            Status::Target
        } else {
            Status::Actual
        };
        let rules = self.extractor.engine.rules();
        let resolved = Resolved {
            span: mention.span,
            value: quantity.value,
            value_high: quantity.value_high,
            unit: quantity.unit.clone(),
            dimension: quantity.dimension,
            bound: quantity.bound,
            measure,
            status: Stated {
                what: status,
                kind: OriginKind::Heading,
                span: when.as_ref().and_then(|when| when.span),
            },
            flow: cell.flow,
            label: Stated {
                what: cell.label.clone(),
                kind: OriginKind::Heading,
                span: Some(cell.label_span),
            },
            base: None,
            place,
            about: None,
            when,
            sentence: cell.row,
            rule: rules[cell.rule].id.clone(),
            sure: rules[cell.rule].sure,
            qualifiers: cell.qualifiers.clone(),
            contested: false,
        };
        self.found.facts.push(resolved);
    }
}
