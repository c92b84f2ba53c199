//! Reads the cells of a table: the heads of row and column say what a number is, its unit and its period.

use rust_decimal::Decimal;

use crate::model::{Dimension, PeriodExpr, Span};
use crate::rules::{Condition, CueSet, Head, LabelPart, MeasureRule, Rule, Scope, Within};
use crate::split::Table;

use super::Engine;

/// A unit read from a head: what a number below it is multiplied with, the canonical unit, its dimension.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadUnit {
    /// 亿元 → 100000000.
    pub factor: Decimal,
    /// 亿元 → 元.
    pub name: String,
    /// 元 → money.
    pub dimension: Dimension,
}

/// What a head says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeadReading {
    /// Its words, without unit, marks and numbering.
    pub words: String,
    /// Where they stand.
    pub span: Option<Span>,
    /// Its unit.
    pub unit: Option<HeadUnit>,
    /// The place it names, where it names nothing else.
    pub area: Option<u32>,
    /// The period it names.
    pub period: Option<(PeriodExpr, Span)>,
    /// Cue classes of its words.
    pub cues: CueSet,
    /// Whether all of its words only say what kind of number stands below.
    pub bare: bool,
}

/// Looks at heads with what the recognisers know.
pub trait HeadReader {
    /// Reads a head from its pieces.
    fn read(&self, pieces: &[Span]) -> HeadReading;
}

/// What the table rules say of one cell.
#[derive(Clone, Debug, PartialEq)]
pub struct CellReading {
    /// The cell.
    pub cell: Span,
    /// Index of the rule.
    pub rule: usize,
    /// The label.
    pub label: String,
    /// Where it stands.
    pub label_span: Span,
    /// What narrows it: the row it is a part of, the table's caption.
    pub qualifiers: Vec<String>,
    /// How the measure is decided.
    pub measure: MeasureRule,
    /// The unit of the heads; the cell may state its own.
    pub unit: Option<HeadUnit>,
    /// The period of the heads.
    pub period: Option<(PeriodExpr, Span)>,
    /// The place of the row's head.
    pub area: Option<(u32, Span)>,
    /// The row, for the sentence of the fact.
    pub row: Span,
}

/// Reads every cell of a table that a rule fits.
pub fn read_table(table: &Table, engine: &Engine, heads: &dyn HeadReader) -> Vec<CellReading> {
    let rules: Vec<(usize, &Rule)> = engine
        .rules()
        .iter()
        .enumerate()
        .filter(|(_, rule)| rule.within == Within::Row)
        .collect();
    let caption = table.caption.map(|caption| heads.read(&[caption])).unwrap_or_default();
    let columns: Vec<HeadReading> = table.columns.iter().map(|column| heads.read(&column.header)).collect();
    let rows: Vec<HeadReading> = table.rows.iter().map(|row| heads.read(&row.label)).collect();
    let mut cells = Vec::new();
    for (index, row) in table.rows.iter().enumerate() {
        let unit_cell = row.unit.and_then(|unit| heads.read(&[unit]).unit);
        let parent = row
            .parent
            .map(|parent| rows[parent].words.clone())
            .filter(|words| !words.is_empty());
        for (column, cell) in row.cells.iter().enumerate() {
            let (Some(cell), Some(column)) = (*cell, columns.get(column)) else {
                continue;
            };
            let head = &rows[index];
            let Some(label_span) = head.span.or(column.span) else {
                continue;
            };
            let fits = |rule: &Rule| {
                let met = |condition: &Condition| met(condition, head, column, &caption) == condition.wanted;
                fits(rule.row, head, engine) && fits(rule.column, column, engine) && rule.conditions.iter().all(met)
            };
            let specific = |rule: &Rule| usize::from(rule.row != Head::Any) + usize::from(rule.column != Head::Any);
            let best = rules
                .iter()
                .filter(|(_, rule)| fits(rule))
                .max_by_key(|(index, rule)| (specific(rule), usize::MAX - index));
            let Some((rule, template)) = best.map(|(index, rule)| (*index, &rule.facts[0])) else {
                continue;
            };
            let label: String = template
                .label
                .iter()
                .map(|part| match part {
                    LabelPart::Literal(text) => text.as_str(),
                    LabelPart::Row => &head.words,
                    LabelPart::Column => &column.words,
                    LabelPart::Caption => &caption.words,
                    LabelPart::Slot(_) | LabelPart::Before => "",
                })
                .collect();
            if label.is_empty() {
                continue;
            }
            let mut qualifiers: Vec<String> = parent.clone().into_iter().collect();
            qualifiers.extend((!caption.words.is_empty()).then(|| caption.words.clone()));
            cells.push(CellReading {
                cell,
                rule,
                label,
                label_span,
                qualifiers,
                measure: template.measure,
                unit: column.unit.clone().or_else(|| {
                    // The unit of the row is that of its sizes; a rate of growth beside them is in % or says otherwise.
                    let row = unit_cell.clone().or(head.unit.clone()).or(caption.unit.clone());
                    let rate = |unit: &HeadUnit| matches!(unit.dimension, Dimension::Ratio | Dimension::Points);
                    row.filter(|unit| template.measure != MeasureRule::Difference || rate(unit))
                }),
                period: column.period.clone().or(head.period.clone()).or(caption.period.clone()),
                area: head.area.zip(head.span),
                row: row.label.iter().fold(cell, |all, piece| all.join(*piece)),
            });
        }
    }
    cells
}

/// Whether a condition holds of the heads of a cell.
fn met(condition: &Condition, row: &HeadReading, column: &HeadReading, caption: &HeadReading) -> bool {
    let head = match condition.scope {
        Scope::Column => column,
        Scope::Caption => caption,
        _ => row,
    };
    condition.cues.intersects(head.cues) || condition.stands_in(&head.words)
}

fn fits(wanted: Head, head: &HeadReading, engine: &Engine) -> bool {
    match wanted {
        Head::Any => true,
        Head::Area => head.area.is_some(),
        Head::Period => head.period.is_some() && head.words.is_empty(),
        Head::Difference => head.cues.intersects(engine.known().difference),
        Head::Bare => head.bare,
    }
}
