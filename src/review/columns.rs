//! Everything about every number that a list, a filter or a search of the page needs, column by column; and places as
//! browsers count them. Pure.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;
use serde_json::Value;

use crate::model::{DocumentRecord, Outcome, PointSpan};

use super::claim::Claim;
use super::placing::{Document, Spot};

/// Columns by name, one entry for each number of all documents in order, and the texts that their entries are numbers
/// of: texts occur often, so that each travels once. 0 is none.
pub fn columns(documents: &[Document], records: &[DocumentRecord]) -> (BTreeMap<&'static str, Vec<u32>>, Vec<String>) {
    let mut texts = Texts::default();
    let mut columns: BTreeMap<&'static str, Vec<u32>> = BTreeMap::new();
    for (document, record) in documents.iter().zip(records) {
        let findings = &record.findings;
        for spot in &document.spots {
            let mut put = |name, value: u32| columns.entry(name).or_default().push(value);
            let finding = findings
                .iter()
                .find(|it| it.span.is_some_and(|span| span.overlaps(spot.span)));
            put("start", small(spot.span.start));
            put("line", small(spot.line));
            put("quote", texts.number(&spot.quote));
            put("finding", texts.choice(finding.map(|finding| &finding.code)));
            put("mark", texts.number(&digest(spot)));
            let fact = spot.fact.as_ref();
            put("label", texts.optional(fact.map(|it| &*it.label)));
            put("value", texts.optional(fact.map(|it| value(&Claim::of(it))).as_deref()));
            put("unit", texts.optional(fact.and_then(|it| it.unit.as_deref())));
            put("indicator", texts.optional(fact.and_then(|it| it.indicator.as_deref())));
            put("rule", texts.optional(fact.map(|it| &*it.rule)));
            put("status", texts.choice(fact.map(|it| &it.status)));
            put("measure", texts.choice(fact.map(|it| &it.measure)));
            put(
                "area",
                texts.optional(fact.and_then(|it| Some(&*it.area.as_ref()?.name))),
            );
            put(
                "period",
                texts.optional(fact.and_then(|it| period(&Claim::of(it))).as_deref()),
            );
            put(
                "confidence",
                fact.map_or(0, |it| (it.confidence * 100.0).round() as u32),
            );
            // Facts that say the same in the same words, in whichever document, can be decided together.
            put(
                "same",
                fact.map_or(0, |it| {
                    texts.number(&format!("{}{:?}{}", it.rule, Claim::of(it), it.quote))
                }),
            );
            let reason = match &spot.outcome {
                Outcome::Skip { reason } => Some(reason),
                _ => None,
            };
            put("skip", texts.choice(reason));
            put("kind", texts.number(kind(spot)));
        }
    }
    // `same` is only compared: what the texts were need not travel.
    let heavy: HashSet<u32> = columns.get("same").into_iter().flatten().copied().collect();
    (columns, texts.without(&heavy))
}

/// `f`act, `s`kip or `o`pen.
pub const fn kind(spot: &Spot) -> &'static str {
    match (&spot.fact, &spot.outcome) {
        (Some(_), _) => "f",
        (None, Outcome::Skip { .. }) => "s",
        (None, _) => "o",
    }
}

/// Short mark of what was read at a number: another reading has another one.
pub fn digest(spot: &Spot) -> String {
    let reading = match &spot.fact {
        Some(fact) => format!("{:?}", Claim::of(fact)),
        None => kind(spot).to_owned(),
    };
    blake3::hash(reading.as_bytes()).to_hex()[..12].to_owned()
}

fn value(claim: &Claim) -> String {
    let high = claim
        .value_high
        .as_ref()
        .map(|high| format!("~{high}"))
        .unwrap_or_default();
    format!("{}{}{high}", claim.bound.sign(), claim.value)
}

fn period(claim: &Claim) -> Option<String> {
    let period = claim.period.as_ref()?;
    Some(format!("{}/{}", period.start.as_ref()?, period.end.as_ref()?))
}

/// Positions and counts as the page has them; documents are far smaller.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Texts that occur again and again, each once.
#[derive(Default)]
struct Texts {
    all: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Texts {
    /// From 1 on; 0 is none.
    fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        self.all.push(text.to_owned());
        let number = small(self.all.len());
        self.numbers.insert(text.to_owned(), number);
        number
    }

    fn optional(&mut self, text: Option<&str>) -> u32 {
        text.map_or(0, |text| self.number(text))
    }

    /// The name of a choice as the output has it.
    fn choice<T: Serialize>(&mut self, choice: Option<&T>) -> u32 {
        match choice.map(serde_json::to_value) {
            Some(Ok(Value::String(text))) => self.number(&text),
            _ => 0,
        }
    }

    fn without(mut self, heavy: &HashSet<u32>) -> Vec<String> {
        heavy
            .iter()
            .filter(|number| **number > 0)
            .for_each(|number| self.all[*number as usize - 1].clear());
        self.all
    }
}

/// From code points of a text to UTF-16 units.
pub struct Units {
    /// Places of the code points that take two units.
    wide: Vec<usize>,
}

impl Units {
    /// Of a text.
    pub fn new(text: &str) -> Self {
        let wide = text.chars().enumerate().filter(|(_, c)| c.len_utf16() == 2);
        Self {
            wide: wide.map(|(at, _)| at).collect(),
        }
    }

    /// A span of its code points.
    pub fn span(&self, span: PointSpan) -> [usize; 2] {
        [span.start, span.end].map(|at| at + self.wide.partition_point(|wide| *wide < at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_browsers_count() {
        let units = Units::new("𠮷野家5家𠮷6");
        let span = |start, end| units.span(PointSpan::new(start, end));
        assert_eq!(span(0, 1), [0, 2]);
        assert_eq!(span(3, 5), [4, 6]);
        assert_eq!(span(6, 7), [8, 9]);
    }
}
