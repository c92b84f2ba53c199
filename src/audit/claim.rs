//! A fact as the audit reckons with it: its value as an interval, its days, and what it can be compared with.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::Interval;
use crate::compare::Timespan;
use crate::model::{Base, Dimension, Fact, Flow, Measure, PointSpan, Status};
use crate::rules::Rules;

/// A fact with its value understood.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The fact.
    pub fact: Fact,
    /// Its value as written.
    pub point: Decimal,
    /// What its text leaves possible.
    pub value: Interval,
    /// When it holds.
    pub when: Option<Timespan>,
    /// Normal form of the label.
    pub form: String,
    /// Whether it counts things.
    pub counted: bool,
    /// Whether values of its unit can be added up: things, sums, areas, masses; not durations, shares, prices.
    pub sized: bool,
    /// Whether its time is sure enough to hold it against others: not a stretch of several years that an earlier sentence tells.
    pub dated: bool,
}

/// What a value is of, but for its measure and time: values with one and the same can be reckoned with each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Matter {
    topic: String,
    area: Option<String>,
    subject: Option<String>,
    qualifiers: Vec<String>,
    flow: Option<Flow>,
    status: Status,
}

/// What two facts must have in common to say the same of the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sameness {
    matter: Matter,
    measure: Measure,
    unit: Option<String>,
    base: [Option<String>; 2],
    when: Timespan,
}

impl Claim {
    /// Understands a fact, given what each unit measures; none where its value is no decimal.
    pub fn new(fact: Fact, rules: &Rules, units: &HashMap<String, Dimension>) -> Option<Self> {
        let unit = fact.unit.as_deref();
        let dimension = unit.and_then(|unit| units.get(unit).copied());
        let counted = dimension == Some(Dimension::Count);
        let sized = matches!(
            dimension,
            Some(
                Dimension::Count
                    | Dimension::Money
                    | Dimension::Surface
                    | Dimension::Length
                    | Dimension::Mass
                    | Dimension::Volume
                    | Dimension::Energy
            )
        );
        Some(Self {
            point: fact.value.parse().ok()?,
            value: Interval::of(&fact, counted)?,
            when: fact.period.as_ref().and_then(Timespan::of),
            form: rules.indicators.normal_form(&fact.label),
            counted,
            sized,
            dated: is_dated(&fact, rules),
            fact,
        })
    }

    /// Whether the value is of one kind, and stands in a unit that can be added to the other's: 家 and 个, but not 元 and 美元.
    pub fn adds_to(&self, other: &Self, rules: &Rules) -> bool {
        let alike = |one: &str, two: &str| self.counted && other.counted && rules.indicators.alike(one, two);
        match (self.fact.unit.as_deref(), other.fact.unit.as_deref()) {
            (Some(one), Some(two)) => one == two || alike(one, two),
            (one, two) => one == two,
        }
    }

    /// What it is of.
    pub fn matter(&self) -> Matter {
        let fact = &self.fact;
        let mut qualifiers = fact.qualifiers.clone();
        qualifiers.sort_unstable();
        Matter {
            topic: fact.indicator.clone().unwrap_or_else(|| self.form.clone()),
            area: fact
                .area
                .as_ref()
                .map(|area| area.code.clone().unwrap_or(area.name.clone())),
            subject: fact.subject.as_ref().map(|subject| subject.name.clone()),
            qualifiers,
            flow: fact.flow,
            status: fact.status,
        }
    }

    /// What another fact must have in common to say the same; none without days.
    pub fn sameness(&self) -> Option<Sameness> {
        let base = self.fact.base.as_ref();
        let of_base = |part: fn(&Base) -> Option<String>| base.and_then(part);
        Some(Sameness {
            matter: self.matter(),
            measure: self.fact.measure,
            unit: self.fact.unit.clone(),
            base: [of_base(|base| base.versus.clone()), of_base(|base| base.among.clone())],
            when: self.when?,
        })
    }

    /// Whether it stands in the cell of a table.
    pub fn in_table(&self) -> bool {
        self.fact.rule.starts_with("table.")
    }

    /// A result at or over a time, with both ends of its interval known.
    pub fn is_firm_level(&self) -> bool {
        self.fact.measure == Measure::Level && self.fact.status == Status::Actual && self.value.is_bounded()
    }
}

fn is_dated(fact: &Fact, rules: &Rules) -> bool {
    let Some((period, origin)) = fact.period.as_ref().zip(fact.origins.period) else {
        return false;
    };
    let here = |said: PointSpan| fact.sentence.start <= said.start && said.end <= fact.sentence.end;
    origin.span.is_some_and(here) || !rules.audit.is_stretch(&period.text)
}
