//! compare: facts of any number of documents → indicators × areas × periods, with what follows from setting like beside like
//! (changes, ranks, distance from targets, an area beside the area above it). Never does I/O, never averages, and never
//! reckons with what must not be compared: that stands in a table of its own or is marked with the reason.
//!
//! What belongs in one table is one indicator, one measure, one unit and one kind of flow. Within a table, a row is an area
//! and a status, so that targets never meet results, and a column is a stretch of time, so that five months never meet a
//! year.

mod cell;
mod figures;
mod select;
mod timespan;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::{Area, AreaLevel, Dimension, Fact, Flow, Measure, Status};
use crate::rules::{Gazetteer, Rules};

pub use cell::{Obstacle, Quote, Reading, tolerance};
pub use figures::{Above, Attainment, Ranked, Step, yearly};
pub use select::{PeriodRange, Selection, Unknown, place};
pub use timespan::{Shape, Timespan};

/// Facts set beside each other.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Comparison {
    /// In the order asked for, else by key; the open ones last, by label.
    pub indicators: Vec<Compared>,
    /// Facts that were asked for and are in no table, by reason.
    pub left_out: BTreeMap<LeftOut, usize>,
}

/// Why a fact is in no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftOut {
    /// Nothing says when it holds.
    NoPeriod,
    /// Nothing says where it holds.
    NoArea,
    /// Its value has more digits than a decimal holds.
    NoValue,
    /// It has no known indicator, and open ones were not asked for.
    NoIndicator,
}

/// One indicator, known or open.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Compared {
    /// Key of the known indicator; none for an open one.
    pub key: Option<String>,
    /// Canonical name, or the label.
    pub name: String,
    /// English name, where it is known.
    pub english: Option<String>,
    /// Where it is defined.
    pub definition: Option<String>,
    /// One table for each measure, unit and flow.
    pub series: Vec<Series>,
}

/// One table: everything in it measures the same thing in the same unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Series {
    /// What kind of number.
    pub measure: Measure,
    /// Counts of what came are apart from counts of what there is.
    pub new: bool,
    /// The unit; classifiers of things that are counted (家, 户) are one, and named by the indicator's own.
    pub unit: Option<String>,
    /// Of ranks: among whom.
    pub among: Option<String>,
    /// Whether the values are shares or rates: their differences are in points.
    pub ratio: bool,
    /// Every stretch of time of the table, in order.
    pub columns: Vec<Timespan>,
    /// By area from the country down, then results before targets.
    pub rows: Vec<Row>,
}

/// What is said of one place with one standing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The place.
    pub area: Area,
    /// The organisation, park, project or event in it, where it is about one.
    pub subject: Option<String>,
    /// Result, target or rule.
    pub status: Status,
    /// Where the area stands in the gazetteer.
    #[serde(skip)]
    pub place: Option<u32>,
    /// By time.
    pub cells: Vec<Cell>,
}

/// What is said of one place at one time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cell {
    /// When.
    pub period: Timespan,
    /// Every value that is stated, each with its quotes.
    pub readings: Vec<Reading>,
    /// Index of the reading that calculations use; none where something stands in the way.
    pub used: Option<usize>,
    /// What stands in the way.
    pub obstacle: Option<Obstacle>,
    /// Its place among areas of the same level.
    pub rank: Option<Ranked>,
    /// Since the row's last value of the same kind of period.
    pub step: Option<Step>,
    /// Beside the areas above it, nearest first.
    pub above: Vec<Above>,
    /// Of targets: how far results have come.
    pub attainment: Option<Attainment>,
}

impl Cell {
    /// The reading that calculations use.
    pub fn point(&self) -> Option<&Reading> {
        self.readings.get(self.used?)
    }
}

impl Row {
    /// The cell of a column.
    pub fn at(&self, period: Timespan) -> Option<&Cell> {
        let index = self.cells.binary_search_by(|cell| cell.period.cmp(&period)).ok()?;
        self.cells.get(index)
    }
}

/// Facts being collected; they are given one by one, so that only those asked for are held.
pub struct Collector<'r> {
    rules: &'r Rules,
    selection: Selection,
    units: BTreeMap<String, Dimension>,
    found: BTreeMap<Topic, BTreeMap<SeriesKey, Rows>>,
    labels: BTreeMap<Topic, BTreeMap<String, usize>>,
    seen: BTreeSet<(String, String)>,
    left_out: BTreeMap<LeftOut, usize>,
}

/// What a table is about: key of a known indicator, or normal form of a label. Known ones come first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Topic {
    Known(String),
    Open(String),
}

/// Readings by row and column.
type Rows = BTreeMap<RowKey, BTreeMap<Timespan, Vec<Reading>>>;

type SeriesKey = (Measure, bool, Option<String>, Option<String>);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct RowKey {
    level: Option<AreaLevel>,
    code: Option<String>,
    name: String,
    subject: Option<String>,
    status: Status,
}

impl<'r> Collector<'r> {
    /// Nothing collected yet.
    pub fn new(rules: &'r Rules, selection: Selection) -> Self {
        let units = rules.quantities.units.all().iter();
        Self {
            rules,
            selection,
            units: units.map(|unit| (unit.name.clone(), unit.dimension)).collect(),
            found: BTreeMap::new(),
            labels: BTreeMap::new(),
            seen: BTreeSet::new(),
            left_out: BTreeMap::new(),
        }
    }

    /// Takes a fact if it was asked for. `output` names the output where there are several.
    pub fn add(&mut self, fact: &Fact, output: Option<&str>) {
        let document = match output {
            Some(output) => format!("{output}/{}", fact.document),
            None => fact.document.clone(),
        };
        let form = self.rules.indicators.normal_form(&fact.label);
        if !self.selection.wants(fact, &form, &self.rules.areas) {
            return;
        }
        let (key, row, period, reading) = match self.place(fact, document) {
            Ok(placed) => placed,
            Err(reason) => {
                *self.left_out.entry(reason).or_default() += 1;
                return;
            }
        };
        let topic = match &fact.indicator {
            Some(key) => Topic::Known(key.clone()),
            None => Topic::Open(form),
        };
        // An output given twice, or a document in two outputs, says nothing twice.
        let document = reading.quotes[0].document.clone();
        if !self.seen.insert((fact.id.clone(), document)) {
            return;
        }
        if matches!(topic, Topic::Open(_)) {
            let labels = self.labels.entry(topic.clone()).or_default();
            *labels.entry(fact.label.clone()).or_default() += 1;
        }
        let rows = self.found.entry(topic).or_default().entry(key).or_default();
        rows.entry(row).or_default().entry(period).or_default().push(reading);
    }

    /// Table, row, column and reading of a fact.
    fn place(&self, fact: &Fact, document: String) -> Result<(SeriesKey, RowKey, Timespan, Reading), LeftOut> {
        if fact.indicator.is_none() && !self.selection.takes_open() {
            return Err(LeftOut::NoIndicator);
        }
        let area = fact.area.as_ref().ok_or(LeftOut::NoArea)?;
        let period = fact.period.as_ref().and_then(Timespan::of).ok_or(LeftOut::NoPeriod)?;
        let reading = cell::reading(fact, document).ok_or(LeftOut::NoValue)?;
        let among = fact.base.as_ref().and_then(|base| base.among.clone());
        let key = (
            fact.measure,
            fact.flow == Some(Flow::New),
            self.unit(fact),
            among.filter(|_| fact.measure == Measure::Rank),
        );
        let row = RowKey {
            level: area.level,
            code: area.code.clone(),
            name: area.name.clone(),
            subject: fact.subject.as_ref().map(|subject| subject.name.clone()),
            status: fact.status,
        };
        Ok((key, row, period, reading))
    }

    /// The unit that a fact's table has: things counted with any classifier are in one table of a known indicator.
    fn unit(&self, fact: &Fact) -> Option<String> {
        let unit = fact.unit.as_ref()?;
        let counted = |unit: &str| self.units.get(unit) == Some(&Dimension::Count);
        let own = fact
            .indicator
            .as_ref()
            .and_then(|key| self.rules.indicators.by_key(key));
        let canonical = own.and_then(|indicator| indicator.units.first());
        match canonical.filter(|canonical| counted(canonical) && counted(unit)) {
            Some(canonical) => Some(canonical.clone()),
            None => Some(unit.clone()),
        }
    }

    /// Everything that was collected, set beside each other.
    pub fn finish(self) -> Comparison {
        let (rules, labels, units) = (self.rules, self.labels, self.units);
        let ratio = |unit: &Option<String>| {
            unit.as_ref()
                .is_some_and(|unit| matches!(units.get(unit), Some(Dimension::Ratio)))
        };
        let indicators = self.found.into_iter().map(|(topic, tables)| {
            let known = match &topic {
                Topic::Known(key) => rules.indicators.by_key(key),
                Topic::Open(_) => None,
            };
            let series = tables.into_iter().map(|((measure, new, unit, among), rows)| {
                let ratio = ratio(&unit);
                table(&rules.areas, (measure, new, unit, among), ratio, rows)
            });
            Compared {
                name: match (known, &topic) {
                    (Some(known), _) => known.name.clone(),
                    (None, Topic::Known(key)) => key.clone(),
                    (None, Topic::Open(form)) => commonest(labels.get(&topic)).unwrap_or_else(|| form.clone()),
                },
                english: known.map(|known| known.english.clone()),
                definition: known
                    .map(|known| known.definition.clone())
                    .filter(|text| !text.is_empty()),
                key: match topic {
                    Topic::Known(key) => Some(key),
                    Topic::Open(_) => None,
                },
                series: series.collect(),
            }
        });
        let mut indicators: Vec<Compared> = indicators.collect();
        indicators.sort_by_key(|compared| self.selection.order(compared.key.as_deref()));
        Comparison {
            indicators,
            left_out: self.left_out,
        }
    }
}

/// The label most used; of several, the first.
fn commonest(labels: Option<&BTreeMap<String, usize>>) -> Option<String> {
    let labels = labels?.iter().map(|(label, &count)| (std::cmp::Reverse(count), label));
    labels.min().map(|(_, label)| label.clone())
}

fn table(areas: &Gazetteer, (measure, new, unit, among): SeriesKey, ratio: bool, rows: Rows) -> Series {
    let columns: BTreeSet<Timespan> = rows.values().flat_map(|cells| cells.keys().copied()).collect();
    let mut rows = rows;
    for cells in rows.values_mut() {
        for readings in cells.values_mut() {
            *readings = cell::merged(std::mem::take(readings));
        }
    }
    let idle = cell::idle_words(rows.values().flat_map(BTreeMap::values).map(Vec::as_slice));
    let rows = rows.into_iter().map(|(key, cells)| {
        let cells = cells.into_iter().map(|(period, mut readings)| {
            for reading in &mut readings {
                reading.narrowed.retain(|word| !idle.contains(word));
            }
            let point = cell::point(&readings).map(|point| readings.iter().position(|reading| reading == point));
            Cell {
                period,
                used: point.ok().flatten(),
                obstacle: point.err(),
                readings,
                rank: None,
                step: None,
                above: Vec::new(),
                attainment: None,
            }
        });
        let area = Area {
            name: key.name,
            code: key.code,
            level: key.level,
        };
        Row {
            place: select::place(areas, &area),
            area,
            subject: key.subject,
            status: key.status,
            cells: cells.collect(),
        }
    });
    let mut series = Series {
        measure,
        new,
        unit,
        among,
        ratio,
        columns: columns.into_iter().collect(),
        rows: rows.collect(),
    };
    figures::work_out(&mut series, areas);
    series
}

#[cfg(test)]
pub(crate) mod tests;
