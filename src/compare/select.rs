//! What a comparison is asked for: words as a person types them → which facts are wanted.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Timespan;
use crate::model::{Area, Fact, Measure, Status};
use crate::rules::{Gazetteer, Rules, nearest};

/// Which facts are wanted. Empty lists want everything.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Keys of known indicators, in the order in which they were asked for.
    keys: Vec<String>,
    /// Normal forms of labels, for facts without a known indicator.
    forms: BTreeSet<String>,
    /// Whether indicators were named at all.
    named: bool,
    /// Facts without a known indicator, whatever their label.
    open: bool,
    areas: Vec<u32>,
    with_parents: bool,
    periods: Vec<PeriodRange>,
    statuses: Vec<Status>,
}

/// From a first to a last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeriodRange {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
}

/// What was typed and means nothing here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unknown {
    /// No place of that name or code.
    #[error("--area {typed}: no area of this name or code; write it as 湖州市, 湖州 or 330500")]
    Area {
        /// As typed.
        typed: String,
    },
    /// Several places of that name.
    #[error("--area {typed}: several areas have this name: {}; give the code", .names.join(", "))]
    Areas {
        /// As typed.
        typed: String,
        /// Name and code of each.
        names: Vec<String>,
    },
    /// A key that no indicator has and none begins with.
    #[error("--indicator {typed}: no indicator has this key{}; `rules/lexicon/indicators.toml` lists them", .near.as_deref().map(|near| format!(", perhaps {near}")).unwrap_or_default())]
    Key {
        /// As typed.
        typed: String,
        /// A key that is spelled nearly so.
        near: Option<String>,
    },
}

impl Selection {
    /// Everything known; with `open`, also facts without a known indicator.
    pub fn new(open: bool) -> Self {
        Self {
            open,
            statuses: vec![Status::Actual, Status::Target],
            ..Self::default()
        }
    }

    /// Only these indicators: each a key (with the keys below it), a name, a synonym, or the label of an open one.
    ///
    /// # Errors
    /// When something looks like a key and is none.
    pub fn indicators(mut self, typed: &[String], rules: &Rules) -> Result<Self, Unknown> {
        for typed in typed {
            self.named = true;
            let known = &rules.indicators;
            let named = known.find(typed, Measure::Level, None).map(|found| found.key.clone());
            let key = named.unwrap_or_else(|| typed.clone());
            let below = format!("{key}.");
            let keys = known.iter().map(|indicator| &indicator.key);
            let mut keys: Vec<String> = keys
                .filter(|it| **it == key || it.starts_with(&below))
                .cloned()
                .collect();
            keys.sort_unstable();
            if keys.is_empty() && looks_like_key(typed) {
                let all: Vec<&str> = known.iter().map(|indicator| indicator.key.as_str()).collect();
                return Err(Unknown::Key {
                    typed: typed.clone(),
                    near: nearest(typed, &all).map(str::to_owned),
                });
            }
            keys.retain(|key| !self.keys.contains(key));
            self.keys.append(&mut keys);
            self.forms.insert(known.normal_form(typed));
        }
        Ok(self)
    }

    /// Only these areas with all that belong to them; with `parents`, also the areas above them.
    ///
    /// # Errors
    /// When a name or code is unknown or means several areas.
    pub fn areas(mut self, typed: &[String], parents: bool, areas: &Gazetteer) -> Result<Self, Unknown> {
        self.with_parents = parents;
        for typed in typed {
            let uses = areas.by_name(typed);
            let found = areas.by_code(typed).or_else(|| areas.named(typed)).or_else(|| {
                // Several meanings, one of them today's and higher than the others.
                let today: Vec<u32> = uses.iter().map(|it| it.id).filter(|&id| !areas.is_former(id)).collect();
                match today.as_slice() {
                    [only] => Some(*only),
                    _ => None,
                }
            });
            match found {
                Some(id) => self.areas.push(id),
                None if uses.is_empty() => return Err(Unknown::Area { typed: typed.clone() }),
                None => {
                    let name = |id: u32| {
                        let area = areas.area(id);
                        format!("{} {}", area.name, area.code.as_deref().unwrap_or("-"))
                    };
                    return Err(Unknown::Areas {
                        typed: typed.clone(),
                        names: uses.iter().map(|it| name(it.id)).collect(),
                    });
                }
            }
        }
        Ok(self)
    }

    /// Only what holds within one of these.
    #[must_use]
    pub fn periods(mut self, periods: Vec<PeriodRange>) -> Self {
        self.periods = periods;
        self
    }

    /// Only these; none for results and targets.
    #[must_use]
    pub fn statuses(mut self, statuses: Vec<Status>) -> Self {
        if !statuses.is_empty() {
            self.statuses = statuses;
        }
        self
    }

    /// Whether facts without a known indicator are wanted at all.
    pub(super) const fn takes_open(&self) -> bool {
        self.open || self.named
    }

    /// The place of an indicator in the order asked for; open ones come last.
    pub(super) fn order(&self, key: Option<&str>) -> usize {
        let place = key.and_then(|key| self.keys.iter().position(|known| known == key));
        place.unwrap_or(self.keys.len())
    }

    /// Whether the fact is wanted; `form` is the normal form of its label.
    pub(super) fn wants(&self, fact: &Fact, form: &str, areas: &Gazetteer) -> bool {
        self.wants_indicator(fact, form)
            && self.statuses.contains(&fact.status)
            && self.wants_area(fact.area.as_ref(), areas)
            && self.wants_period(fact)
    }

    fn wants_indicator(&self, fact: &Fact, form: &str) -> bool {
        match &fact.indicator {
            Some(key) => !self.named || self.keys.contains(key),
            None => !self.named || self.forms.contains(form),
        }
    }

    fn wants_area(&self, area: Option<&Area>, areas: &Gazetteer) -> bool {
        if self.areas.is_empty() {
            return true;
        }
        let Some(id) = area.and_then(|area| place(areas, area)) else {
            return false;
        };
        self.areas
            .iter()
            .any(|&wanted| areas.within(id, wanted) || self.with_parents && areas.within(wanted, id))
    }

    fn wants_period(&self, fact: &Fact) -> bool {
        if self.periods.is_empty() {
            return true;
        }
        let span = fact.period.as_ref().and_then(Timespan::of);
        span.is_some_and(|span| {
            self.periods
                .iter()
                .any(|range| range.start <= span.start && span.end <= range.end)
        })
    }
}

/// Where an area of a fact stands in the gazetteer.
pub fn place(areas: &Gazetteer, area: &Area) -> Option<u32> {
    let by_code = area.code.as_deref().and_then(|code| areas.by_code(code));
    by_code.or_else(|| {
        let uses = areas.by_name(&area.name);
        uses.iter().map(|it| it.id).find(|&id| areas.area(id) == area)
    })
}

impl std::str::FromStr for PeriodRange {
    type Err = String;

    /// `2023`, `2023-05`, or two of them with `..` between.
    fn from_str(text: &str) -> Result<Self, String> {
        let part = |text: &str| -> Option<Self> {
            let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
            let (year, month) = text.split_once('-').map_or((text, None), |(y, m)| (y, Some(m)));
            if !digits(year, 4) || month.is_some_and(|month| !digits(month, 2)) {
                return None;
            }
            let first = month.map_or(Some(1), |month| month.parse().ok())?;
            let start = Date::new(year.parse().ok()?, first, 1).ok()?;
            let last = if month.is_some() { first } else { 12 };
            let end = Date::new(start.year(), last, 1).ok()?.last_of_month();
            Some(Self { start, end })
        };
        let (from, to) = text.split_once("..").unwrap_or((text, text));
        match part(from).zip(part(to)) {
            Some((from, to)) if from.start <= to.end => Ok(Self {
                start: from.start,
                end: to.end,
            }),
            _ => {
                Err("expected a year, a month, or from one to another, such as 2023, 2023-05 or 2020..2025".to_owned())
            }
        }
    }
}

/// `rd.intensity`: Latin letters with a dot.
fn looks_like_key(typed: &str) -> bool {
    typed.contains('.')
        && typed
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'_')
}
