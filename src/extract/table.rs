//! Reads the cells of a table: the heads of row and column say what a number is, its unit and its period.

use rust_decimal::Decimal;

use crate::model::{Dimension, Flow, OwnLevel, PeriodExpr, Span};
use crate::rules::{Condition, Head, LabelPart, MeasureRule, Rule, Scope};
use crate::split::{Row, Table};

use super::Engine;
use super::groups::{self, Over, repeated};
use super::over_years::{self, Sum};

/// A unit read from a head: what a number below it is multiplied with, the canonical unit, its dimension.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadUnit {
    /// 亿元 → 100000000.
    pub factor: Decimal,
    /// 亿元 → 元; empty for a multiple of what the head does not say.
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
    /// What of its words names something, before those that say how it moved: 产值 in 产值比上年增长.
    pub subject: String,
    /// Whether it says a difference over several years: 年均增长.
    pub averaged: bool,
    /// Whether it says a difference that is always a rate: 增速, 年均增长.
    pub rate: bool,
    /// Whether it says a difference downwards: 降低, 降幅.
    pub down: bool,
    /// Whether its last word says a difference.
    pub ends_in_move: bool,
    /// Whether it ends as the names of shares do: 率, 占比.
    pub ratio: bool,
    /// Whether it ends as the names of sums of money do: 产值.
    pub money: bool,
    /// Whether it ends as the names of counts do: 企业数.
    pub counted: bool,
    /// What it says of the flow: 新增, 累计.
    pub flow: Option<Flow>,
}

/// A place that a head names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadPlace {
    /// By its name.
    Named(u32),
    /// The text's own (全市).
    Own(OwnLevel),
    /// All of those that the other rows name (合计).
    Whole,
}

/// Looks at heads with what the recognisers know.
pub trait HeadReader {
    /// Reads a head from its pieces.
    fn read(&self, pieces: &[Span]) -> HeadReading;
    /// What a table of this name is about: 研发经费 in 表3 各市研发经费情况; empty where it does not say.
    fn topic(&self, name: Span) -> String;
    /// %, the unit of rates.
    fn percent(&self) -> Option<HeadUnit>;
    /// 个百分点, the unit of what one rate is above another.
    fn points(&self) -> Option<HeadUnit>;
    /// Whether a cell says itself that it is a rate: 21.5%.
    fn says_rate(&self, cell: Span) -> bool;
    /// The number in a cell, and whether it stands in brackets that mark a sum over several years: 〔5〕.
    fn number(&self, cell: Span) -> (Option<Decimal>, bool);
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
    /// The period of the column before, from which 上年同期 is counted.
    pub beside: Option<PeriodExpr>,
    /// The place of the heads.
    pub area: Option<(HeadPlace, Span)>,
    /// Whether a head says that it is a target.
    pub aim: bool,
    /// New or cumulative.
    pub flow: Option<Flow>,
    /// Whether a difference is one downwards, though the cell has no sign.
    pub down: bool,
    /// The row, for the sentence of the fact.
    pub row: Span,
}

/// Reads every cell of a table that a rule fits.
pub fn read_table(table: &Table, engine: &Engine, heads: &dyn HeadReader) -> Vec<CellReading> {
    let rules: Vec<(usize, &Rule)> = engine.of_rows().collect();
    let topic = table.caption.map(|name| heads.topic(name)).unwrap_or_default();
    let caption = table.caption.map(|caption| heads.read(&[caption])).unwrap_or_default();
    let units = table.unit.map(|unit| heads.units(unit)).unwrap_or_default();
    let columns: Vec<HeadReading> = table.columns.iter().map(|column| heads.read(&column.header)).collect();
    let mut rows: Vec<HeadReading> = table.rows.iter().map(|row| heads.read(&row.label)).collect();
    if rows.iter().filter(|row| row.area.is_some()).count() * 2 > rows.len() {
        for whole in rows.iter_mut().filter(|row| row.bare && !row.words.is_empty()) {
            whole.area = Some(HeadPlace::Whole);
        }
    }
    let over: Vec<Over> = table.rows.iter().map(|row| Over::of(row, heads)).collect();
    let repeated = repeated(table, &rows);
    let says_rate = |row: &Row, place: usize| {
        row.cells
            .get(place)
            .copied()
            .flatten()
            .is_some_and(|cell| heads.says_rate(cell))
    };
    let mixed: Vec<bool> = (0..columns.len())
        .map(|place| columns[place].difference && table.rows.iter().any(|row| says_rate(row, place)))
        .collect();
    let averages: Vec<Option<(PeriodExpr, Span)>> = over_years::averages(&columns);
    // 主要产品产量及增长速度 is the name of a table of sizes.
    let moved = caption.ends_in_move && !caption.words.contains(['及', '和', '与', '、']);
    let rate = groups::rate_of_all(moved && units.is_empty() && caption.unit.is_none(), &columns);
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
                    LabelPart::Column if by_row => beside_row(&columns, place),
                    LabelPart::Column => name_of(&columns, place, &topic),
                    LabelPart::Caption => &caption.words,
                    LabelPart::Slot(_) | LabelPart::Before(_) => "",
                })
                .collect();
            if label.is_empty() {
                continue;
            }
            if by_row && let Some(twice) = twice(&head.words, &label) {
                label.replace_range(twice, "");
            }
            if let Some(group) = group.filter(|group| by_row && !label.starts_with(group.as_str())) {
                label.insert_str(0, group);
            }
            let mut qualifiers: Vec<String> = over.words.clone();
            qualifiers.extend(parent.clone());
            qualifiers.extend((!caption.words.is_empty()).then(|| caption.words.clone()));
            let mut measure = template.measure;
            let stated = column.unit.clone();
            let own = unit_cell.clone().or(head.unit.clone()).or(caption.unit.clone());
            // The unit of the row is that of its sizes; a rate of growth beside them is in % or says otherwise.
            let mut unit = stated.clone().or_else(|| {
                let difference = measure == MeasureRule::Difference;
                let shares = difference || column.ratio || head.ratio;
                let only = units.first().filter(|unit| units.len() == 1 && is_rate(unit));
                let row = own.clone().filter(|unit| !difference || is_rate(unit));
                row.or_else(|| stated_for(&units, shares, head, column).or(only).cloned())
                    .or_else(|| column.rate.then(|| heads.percent()).flatten())
                    .or_else(|| rate.cloned().filter(|_| own.is_none()))
            });
            // 单位：户、亿元 above heads that do not say which of them is theirs.
            if unit.is_none() && measure == MeasureRule::Level && units.iter().filter(|unit| !is_rate(unit)).count() > 1
            {
                continue;
            }
            // 涨跌幅度 in the table's name is said of all its cells.
            if (stated.is_none() || rate.is_some())
                && own.is_none()
                && moved
                && unit.as_ref().is_some_and(is_rate)
                && !head.ratio
                && !column.ratio
            {
                measure = MeasureRule::Difference;
            }
            if unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Points) {
                measure = MeasureRule::Difference;
            }
            // 比上年增减: +3 beside 21.5% is in the unit of its row; where no cell says, it may be either.
            let sized = own.as_ref().is_some_and(|unit| !is_rate(unit));
            if unit.is_none() && measure == MeasureRule::Difference && sized && !heads.says_rate(cell) {
                if !mixed[place] {
                    continue;
                }
                unit = own.clone();
            }
            let mut period = column
                .period
                .clone()
                .or(head.period.clone())
                .or(over.period.clone())
                .or(caption.period.clone());
            if let Some(years) = averages[place].clone() {
                period = Some(years);
            }
            let mut flow = head.flow.or(column.flow.filter(|flow| *flow == Flow::New));
            let (number, summed) = heads.number(cell);
            if summed {
                let sizes = || {
                    row.cells[..place]
                        .iter()
                        .zip(&columns)
                        .filter(|(_, column)| over_years::year(column).is_some())
                        .filter_map(|(cell, _)| heads.number((*cell)?).0)
                        .collect()
                };
                match over_years::sum(head, column, own.as_ref(), number, sizes) {
                    Sum::Over(years) => {
                        period = years.or(period);
                        flow = flow.or(Some(Flow::Cumulative));
                    }
                    Sum::Total => {
                        measure = MeasureRule::Level;
                        unit = own;
                        flow = flow.or(Some(Flow::Cumulative));
                    }
                    Sum::Change => {
                        unit = own.map(|unit| {
                            if is_rate(&unit) {
                                heads.points().unwrap_or(unit)
                            } else {
                                unit
                            }
                        });
                    }
                    Sum::Growth => {}
                }
            }
            let rated = unit.as_ref().or(stated.as_ref()).is_some_and(is_rate);
            cells.push(CellReading {
                cell,
                rule,
                label,
                label_span,
                qualifiers,
                measure,
                unit,
                beside: columns[..place]
                    .iter()
                    .rev()
                    .find_map(|column| Some(column.period.as_ref()?.0.clone())),
                period,
                flow: flow.filter(|_| measure == MeasureRule::Level && !rated),
                down: column.down || head.down && (!column.difference || column.averaged),
                area: head.area.zip(head.span).or(column.area.zip(column.span)).or(over.area),
                aim: column.aim && (column.words.is_empty() || column.nameless || column.bare),
                row: row.label.iter().fold(cell, |all, piece| all.join(*piece)),
            });
        }
    }
    cells
}

/// What stands twice where the words of the column say again or go on from those of the row: 固定资产投资 and 投资额, 发电量 and
/// 产量, 科学技术支出 and 财政科学技术支出.
fn twice(row: &str, label: &str) -> Option<std::ops::Range<usize>> {
    let column = label.strip_prefix(row).filter(|column| !column.is_empty())?;
    if column.ends_with(row) {
        return Some(0..row.len());
    }
    let kind = column.chars().count() == 2 && column.chars().last() == row.chars().last();
    if kind || row.ends_with(column) {
        return Some(row.len()..label.len());
    }
    let mut ends = row.char_indices().map(|(at, _)| &row[at..]);
    let shared = ends.find(|end| column.starts_with(end) && end.chars().nth(1).is_some())?;
    Some(row.len()..row.len() + shared.len())
}

/// What a column adds to the name of its row: its own words (产量); for one that only says that something moved, those of the
/// nearest to its left that say what.
fn beside_row(columns: &[HeadReading], at: usize) -> &str {
    let column = &columns[at];
    if !column.difference {
        return &column.words;
    }
    if !column.nameless {
        return &column.subject;
    }
    let sized = |column: &&HeadReading| {
        let rated = column.unit.as_ref().is_some_and(is_rate) || column.ratio;
        !column.difference && !rated
    };
    let before = columns[..at].iter().rev().find(sized);
    let names = |column: &&HeadReading| !column.nameless && !column.bare && column.area.is_none();
    before.filter(names).map_or("", |column| &column.words)
}

/// Of the units that a line above the table states, that of a cell: the only one of its kind, or the one that its heads name.
fn stated_for<'u>(units: &'u [HeadUnit], share: bool, row: &HeadReading, column: &HeadReading) -> Option<&'u HeadUnit> {
    let mut of_kind = units.iter().filter(|unit| is_rate(unit) == share);
    let first = of_kind.next()?;
    if of_kind.next().is_none() {
        return Some(first);
    }
    let named = |wanted: &dyn Fn(&HeadUnit) -> bool| {
        let mut fitting = units.iter().filter(|unit| is_rate(unit) == share && wanted(unit));
        fitting.next().filter(|_| fitting.next().is_none())
    };
    if row.money || column.money {
        named(&|unit| unit.dimension == Dimension::Money)
    } else if row.counted || column.counted {
        named(&|unit| unit.dimension == Dimension::Count)
    } else {
        None
    }
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

/// What a column is of: a head that only says which kind of number stands below (增速) goes with the one to its left that names
/// something (生产总值), else with the table's name.
fn name_of<'r>(columns: &'r [HeadReading], at: usize, topic: &'r str) -> &'r str {
    let names =
        |column: &&HeadReading| !column.nameless && !column.bare && !column.words.is_empty() && column.area.is_none();
    let named = columns[..=at]
        .iter()
        .rev()
        .find(names)
        .map(|column| {
            if column.difference && !column.subject.is_empty() {
                &column.subject
            } else {
                &column.words
            }
        })
        .map(String::as_str);
    let own = &columns[at];
    let own = if own.difference && !own.subject.is_empty() {
        &own.subject
    } else {
        &own.words
    };
    let topic = (!topic.is_empty()).then_some(topic);
    named.or(topic).unwrap_or(own)
}

pub(super) const fn is_rate(unit: &HeadUnit) -> bool {
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
