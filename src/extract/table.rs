//! Reads the cells of a table: the heads of row and column say what a number is, its unit and its period.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::model::{Dimension, OwnLevel, PeriodExpr, Span};
use crate::rules::{Condition, Head, LabelPart, MeasureRule, Rule, Scope, Within};
use crate::split::{Row, Table};

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
    pub area: Option<HeadPlace>,
    /// The period it names.
    pub period: Option<(PeriodExpr, Span)>,
    /// Whether all of its words only say what kind of number stands below.
    pub bare: bool,
    /// Whether it says a difference: 比上年增长, 增速; not 实际利用外资, nor a share of an increase.
    pub difference: bool,
    /// Whether its words only say that, or that it is a difference: 增速, 比上年增长.
    pub nameless: bool,
    /// Whether it says that targets stand below.
    pub aim: bool,
}

/// A place that a head names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadPlace {
    /// By its name.
    Named(u32),
    /// The text's own (全市).
    Own(OwnLevel),
}

/// Looks at heads with what the recognisers know.
pub trait HeadReader {
    /// Reads a head from its pieces.
    fn read(&self, pieces: &[Span]) -> HeadReading;
    /// What a table of this name is about: 研发经费 in 表3 各市研发经费情况; empty where it does not say.
    fn topic(&self, name: Span) -> String;
    /// Reads the units that a line above a table states: 亿元, or 亿元、%.
    fn units(&self, stated: Span) -> Vec<HeadUnit>;
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
    /// The place of the heads.
    pub area: Option<(HeadPlace, Span)>,
    /// Whether a head says that it is a target.
    pub aim: bool,
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
    let topic = table.caption.map(|name| heads.topic(name)).unwrap_or_default();
    let caption = table.caption.map(|caption| heads.read(&[caption])).unwrap_or_default();
    let units = table.unit.map(|unit| heads.units(unit)).unwrap_or_default();
    let columns: Vec<HeadReading> = table.columns.iter().map(|column| heads.read(&column.header)).collect();
    let rows: Vec<HeadReading> = table.rows.iter().map(|row| heads.read(&row.label)).collect();
    let over: Vec<Over> = table.rows.iter().map(|row| Over::of(row, heads)).collect();
    let repeated = repeated(table, &rows);
    let mut cells = Vec::new();
    for (index, row) in table.rows.iter().enumerate() {
        let unit_cell = row.unit.and_then(|unit| heads.read(&[unit]).unit);
        let parent = row
            .parent
            .map(|parent| rows[parent].words.clone())
            .filter(|words| !words.is_empty());
        let head = &rows[index];
        let over = &over[index];
        // 企业数 of 工业 and 企业数 of 建筑业 are two things.
        let group = over.words.last().filter(|_| repeated.contains(head.words.as_str()));
        for (place, cell) in row.cells.iter().enumerate() {
            let (Some(cell), Some(column)) = (*cell, columns.get(place)) else {
                continue;
            };
            let Some(label_span) = head.span.or(column.span) else {
                continue;
            };
            let fits = |rule: &Rule| {
                let met = |condition: &Condition| met(condition, head, column, &caption) == condition.wanted;
                fits(rule.row, head) && fits(rule.column, column) && rule.conditions.iter().all(met)
            };
            let specific = |rule: &Rule| usize::from(rule.row != Head::Any) + usize::from(rule.column != Head::Any);
            let best = rules
                .iter()
                .filter(|(_, rule)| fits(rule))
                .max_by_key(|(index, rule)| (specific(rule), usize::MAX - index));
            let Some((rule, template)) = best.map(|(index, rule)| (*index, &rule.facts[0])) else {
                continue;
            };
            let by_row = template.label.contains(&LabelPart::Row);
            let mut label: String = template
                .label
                .iter()
                .map(|part| match part {
                    LabelPart::Literal(text) => text.as_str(),
                    LabelPart::Row => &head.words,
                    LabelPart::Column if by_row => &column.words,
                    LabelPart::Column => name_of(&columns, place, &topic),
                    LabelPart::Caption => &caption.words,
                    LabelPart::Slot(_) | LabelPart::Before(_) => "",
                })
                .collect();
            if label.is_empty() {
                continue;
            }
            if let Some(group) = group.filter(|group| by_row && !label.starts_with(group.as_str())) {
                label.insert_str(0, group);
            }
            let mut qualifiers: Vec<String> = over.words.clone();
            qualifiers.extend(parent.clone());
            qualifiers.extend((!caption.words.is_empty()).then(|| caption.words.clone()));
            let difference = template.measure == MeasureRule::Difference;
            cells.push(CellReading {
                cell,
                rule,
                label,
                label_span,
                qualifiers,
                measure: template.measure,
                unit: column.unit.clone().or_else(|| {
                    // The unit of the row is that of its sizes; a rate of growth beside them is in % or says otherwise.
                    let all = units.iter().find(|unit| is_rate(unit) == difference).cloned();
                    let row = unit_cell.clone().or(head.unit.clone()).or(caption.unit.clone());
                    row.filter(|unit| !difference || is_rate(unit)).or(all)
                }),
                period: column
                    .period
                    .clone()
                    .or(head.period.clone())
                    .or(over.period.clone())
                    .or(caption.period.clone()),
                area: head.area.zip(head.span).or(column.area.zip(column.span)).or(over.area),
                aim: column.aim && (column.words.is_empty() || column.nameless || column.bare),
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
    condition.stands_in(&head.words)
}

/// What the heads of a row's groups say, the innermost last.
#[derive(Default)]
struct Over {
    words: Vec<String>,
    area: Option<(HeadPlace, Span)>,
    period: Option<(PeriodExpr, Span)>,
}

impl Over {
    fn of(row: &Row, heads: &dyn HeadReader) -> Self {
        let mut over = Self::default();
        for &group in &row.groups {
            let head = heads.read(&[group]);
            if let Some(place) = head.area {
                over.area = Some((place, group));
            } else if let Some(period) = head.period {
                over.period = Some(period);
                over.words.extend((!head.words.is_empty()).then_some(head.words));
            } else if !head.words.is_empty() {
                over.words.push(head.words);
            }
        }
        over
    }
}

/// Labels that stand in several groups.
fn repeated<'r>(table: &Table, rows: &'r [HeadReading]) -> BTreeSet<&'r str> {
    let mut seen = BTreeSet::new();
    let grouped = table.rows.iter().zip(rows).filter(|(row, _)| !row.groups.is_empty());
    grouped
        .filter_map(|(_, head)| (!seen.insert(head.words.as_str())).then_some(head.words.as_str()))
        .collect()
}

/// What a column is of: a head that only says which kind of number stands below (增速) goes with the one to its left that names
/// something (生产总值), else with the table's name.
fn name_of<'r>(columns: &'r [HeadReading], at: usize, topic: &'r str) -> &'r str {
    let names =
        |column: &&HeadReading| !column.nameless && !column.bare && !column.words.is_empty() && column.area.is_none();
    let named = columns[..=at]
        .iter()
        .rev()
        .find(names)
        .map(|column| column.words.as_str());
    let own = columns[at].words.as_str();
    let topic = (!topic.is_empty()).then_some(topic);
    named.or(topic).unwrap_or(own)
}

const fn is_rate(unit: &HeadUnit) -> bool {
    matches!(unit.dimension, Dimension::Ratio | Dimension::Points)
}

fn fits(wanted: Head, head: &HeadReading) -> bool {
    match wanted {
        Head::Any => true,
        Head::Area => head.area.is_some(),
        Head::Period => head.period.is_some() && head.words.is_empty(),
        Head::Difference => head.difference,
        Head::Bare => head.bare,
    }
}
