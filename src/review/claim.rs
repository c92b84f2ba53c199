//! What a fact says, apart from where it stands and how it was read: what a reviewer agrees with or corrects.

use serde::{Deserialize, Serialize};

use crate::model::{Area, Base, Bound, Fact, Flow, Measure, Period, Status, Subject};

/// The fields of a [`Fact`] on which a reviewer decides, in the fact's own words and types.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Decimal string, multiplied out; signed for change and growth.
    pub value: String,
    /// Upper end of a range.
    pub value_high: Option<String>,
    /// Canonical unit.
    pub unit: Option<String>,
    /// How the text bounds the value.
    pub bound: Bound,
    /// What kind of number.
    pub measure: Measure,
    /// Achieved, planned, or a parameter.
    pub status: Status,
    /// New or cumulative.
    pub flow: Option<Flow>,
    /// The indicator in a reader's words.
    pub label: String,
    /// What narrows it.
    #[serde(default)]
    pub qualifiers: Vec<String>,
    /// Key of the known indicator.
    pub indicator: Option<String>,
    /// What it is compared with or ranked among.
    pub base: Option<Base>,
    /// The place.
    pub area: Option<Area>,
    /// The organisation it is about.
    pub subject: Option<Subject>,
    /// When it holds.
    pub period: Option<Period>,
}

/// A part of a claim, as the output names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClaimField {
    /// `value` and `value_high`.
    Value,
    /// `unit`.
    Unit,
    /// `bound`.
    Bound,
    /// `measure`.
    Measure,
    /// `status`.
    Status,
    /// `flow`.
    Flow,
    /// `label`.
    Label,
    /// `qualifiers`, whatever their order.
    Qualifiers,
    /// `indicator`.
    Indicator,
    /// `base`.
    Base,
    /// `area`.
    Area,
    /// `subject`.
    Subject,
    /// First and last day of `period`; not the words that say so.
    Period,
}

impl ClaimField {
    /// All fields, in the order of a claim.
    pub const ALL: [Self; 13] = [
        Self::Value,
        Self::Unit,
        Self::Bound,
        Self::Measure,
        Self::Status,
        Self::Flow,
        Self::Label,
        Self::Qualifiers,
        Self::Indicator,
        Self::Base,
        Self::Area,
        Self::Subject,
        Self::Period,
    ];

    /// As the output names it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Unit => "unit",
            Self::Bound => "bound",
            Self::Measure => "measure",
            Self::Status => "status",
            Self::Flow => "flow",
            Self::Label => "label",
            Self::Qualifiers => "qualifiers",
            Self::Indicator => "indicator",
            Self::Base => "base",
            Self::Area => "area",
            Self::Subject => "subject",
            Self::Period => "period",
        }
    }
}

impl Claim {
    /// What a fact says.
    pub fn of(fact: &Fact) -> Self {
        Self {
            value: fact.value.clone(),
            value_high: fact.value_high.clone(),
            unit: fact.unit.clone(),
            bound: fact.bound,
            measure: fact.measure,
            status: fact.status,
            flow: fact.flow,
            label: fact.label.clone(),
            qualifiers: fact.qualifiers.clone(),
            indicator: fact.indicator.clone(),
            base: fact.base.clone(),
            area: fact.area.clone(),
            subject: fact.subject.clone(),
            period: fact.period.clone(),
        }
    }

    /// Makes a fact say this.
    pub fn put(&self, fact: &mut Fact) {
        let claim = self.clone();
        fact.value = claim.value;
        fact.value_high = claim.value_high;
        fact.unit = claim.unit;
        fact.bound = claim.bound;
        fact.measure = claim.measure;
        fact.status = claim.status;
        fact.flow = claim.flow;
        fact.label = claim.label;
        fact.qualifiers = claim.qualifiers;
        fact.indicator = claim.indicator;
        fact.base = claim.base;
        fact.area = claim.area;
        fact.subject = claim.subject;
        fact.period = claim.period;
    }

    /// A field as one text, for comparing and counting; empty where nothing is said.
    pub fn text(&self, field: ClaimField) -> String {
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        match field {
            ClaimField::Value => match &self.value_high {
                Some(high) => format!("{}~{high}", self.value),
                None => self.value.clone(),
            },
            ClaimField::Unit => said(&self.unit),
            ClaimField::Bound => word(&self.bound),
            ClaimField::Measure => word(&self.measure),
            ClaimField::Status => word(&self.status),
            ClaimField::Flow => self.flow.as_ref().map(word).unwrap_or_default(),
            ClaimField::Label => self.label.clone(),
            ClaimField::Qualifiers => {
                let mut sorted = self.qualifiers.clone();
                sorted.sort();
                sorted.join("、")
            }
            ClaimField::Indicator => said(&self.indicator),
            ClaimField::Base => match self.base.as_ref().filter(|base| **base != Base::default()) {
                Some(base) => [
                    base.versus.clone(),
                    base.among.clone(),
                    base.out_of.map(|many| many.to_string()),
                ]
                .map(Option::unwrap_or_default)
                .join("|"),
                None => String::new(),
            },
            ClaimField::Area => self.area.as_ref().map(place).unwrap_or_default(),
            ClaimField::Subject => self.subject.as_ref().map(|it| it.name.clone()).unwrap_or_default(),
            ClaimField::Period => match &self.period {
                Some(period) if period.start.is_some() || period.end.is_some() => {
                    format!("{}/{}", said(&period.start), said(&period.end))
                }
                _ => String::new(),
            },
        }
    }

    /// The fields in which two claims say different things.
    pub fn differences(&self, other: &Self) -> Vec<ClaimField> {
        let differs = |field: &ClaimField| self.text(*field) != other.text(*field);
        ClaimField::ALL.into_iter().filter(differs).collect()
    }

    /// Whether two claims say the same.
    pub fn agrees(&self, other: &Self) -> bool {
        self == other || self.differences(other).is_empty()
    }
}

/// A place by its code where it has one: its name may be written in several ways.
fn place(area: &Area) -> String {
    match &area.code {
        Some(code) => format!("{} {code}", area.name),
        None => area.name.clone(),
    }
}

/// The name of a choice as the output has it.
fn word<T: Serialize>(choice: &T) -> String {
    match serde_json::to_value(choice) {
        Ok(serde_json::Value::String(text)) => text,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::fact;
    use super::*;

    #[test]
    fn claims_differ_in_what_they_say_and_in_nothing_else() {
        let claim = Claim::of(&fact(10, "5.2%"));
        let changed = |change: fn(&mut Claim)| {
            let mut other = claim.clone();
            change(&mut other);
            claim.differences(&other)
        };
        assert_eq!(changed(|it| it.value = "5.20".to_owned()), [ClaimField::Value]);
        assert_eq!(changed(|it| it.value_high = Some("6".to_owned())), [ClaimField::Value]);
        assert_eq!(changed(|it| it.status = Status::Target), [ClaimField::Status]);
        assert_eq!(changed(|it| it.area = None), [ClaimField::Area]);
        // The words that say when, the order of qualifiers and an empty base say nothing.
        assert_eq!(changed(|it| it.period.as_mut().unwrap().text = "去年".to_owned()), []);
        assert_eq!(changed(|it| it.base = Some(Base::default())), []);
        assert_eq!(changed(|it| it.qualifiers.reverse()), []);
        assert_eq!(changed(|it| drop(it.qualifiers.pop())), [ClaimField::Qualifiers]);
    }

    #[test]
    fn a_claim_put_into_a_fact_is_what_the_fact_says() {
        let (mut target, mut other) = (fact(10, "5.2%"), fact(40, "7家"));
        other.label = "企业".to_owned();
        other.unit = Some("家".to_owned());
        Claim::of(&other).put(&mut target);
        assert_eq!(Claim::of(&target), Claim::of(&other));
        assert_eq!(target.span, fact(10, "5.2%").span);
    }
}
