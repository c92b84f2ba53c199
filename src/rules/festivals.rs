//! Festivals as `lexicon/periods.toml` has them: how the day is found, and the days off of each year.

use std::sync::Arc;

use jiff::civil::Date;
use serde::Deserialize;
use tyme4rs::tyme::solar::SOLAR_TERM_NAMES;

use crate::model::{Festival, FestivalDay};

/// One entry `[[festival]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenFestival {
    /// Names that mean the festival wherever they stand.
    #[serde(default)]
    pub words: Vec<String>,
    /// Names that mean it only before 假期 and the like.
    #[serde(default)]
    pub before_holiday: Vec<String>,
    day: WrittenDay,
    #[serde(default)]
    holidays: Vec<DaysOff>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum WrittenDay {
    Solar(MonthDay),
    Lunar(MonthDay),
    LunarEve(MonthDay),
    Term(SolarTerm),
}

/// Month and day; a month has 31 days at most, a lunar one 30.
#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "(u8, u8)")]
struct MonthDay(u8, u8);

#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
struct SolarTerm(u8);

#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "(String, String)")]
struct DaysOff(Date, Date);

impl WrittenFestival {
    pub(super) fn festival(&self) -> Arc<Festival> {
        let day = match self.day {
            WrittenDay::Solar(MonthDay(month, day)) => FestivalDay::Solar(month, day),
            WrittenDay::Lunar(MonthDay(month, day)) => FestivalDay::Lunar(month, day),
            WrittenDay::LunarEve(MonthDay(month, day)) => FestivalDay::LunarEve(month, day),
            WrittenDay::Term(SolarTerm(index)) => FestivalDay::Term(index),
        };
        let mut holidays: Vec<_> = self.holidays.iter().map(|&DaysOff(from, to)| (from, to)).collect();
        holidays.sort_unstable();
        Arc::new(Festival { day, holidays })
    }
}

impl TryFrom<(u8, u8)> for MonthDay {
    type Error = String;

    fn try_from((month, day): (u8, u8)) -> Result<Self, String> {
        if (1..=12).contains(&month) && (1..=31).contains(&day) {
            Ok(Self(month, day))
        } else {
            Err(format!("[{month}, {day}] is no month and day"))
        }
    }
}

impl TryFrom<String> for SolarTerm {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        let index = SOLAR_TERM_NAMES.iter().position(|&term| term == name);
        match index.and_then(|index| u8::try_from(index).ok()) {
            Some(index) => Ok(Self(index)),
            None => Err(format!(
                "`{name}` is none of the 24 solar terms: {}",
                SOLAR_TERM_NAMES.join(" ")
            )),
        }
    }
}

impl TryFrom<(String, String)> for DaysOff {
    type Error = String;

    fn try_from((from, to): (String, String)) -> Result<Self, String> {
        let day = |text: &str| {
            text.parse::<Date>()
                .map_err(|_| format!("`{text}` is no day; write 2024-02-10"))
        };
        let (first, last) = (day(&from)?, day(&to)?);
        if first > last {
            return Err(format!("the holiday ends on {to}, before it begins"));
        }
        Ok(Self(first, last))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{PeriodLexicon, RuleFile};

    #[test]
    fn a_mistake_in_a_festival_is_told_with_its_place() {
        for (right, wrong, message) in [
            ("solar = [1, 1]", "solar = [13, 1]", "[13, 1] is no month and day"),
            (
                "term = '芒种'",
                "term = '芒中'",
                "`芒中` is none of the 24 solar terms: 冬至",
            ),
            ("solar = [1, 1]", "moon = [1, 1]", "`moon` is none of the choices"),
            (
                "'2003-01-01', '2003-01-01'",
                "'2003-01-01', '2002-01-01'",
                "the holiday ends on 2002-01-01, before it begins",
            ),
            (
                "'2003-01-01', '2003-01-01'",
                "'2003-01-01', '2003'",
                "`2003` is no day; write 2024-02-10",
            ),
        ] {
            let file = RuleFile::spoilt("lexicon/periods.toml", right, wrong);
            let mistake = PeriodLexicon::read(&file).map(|_| wrong).unwrap_err();
            assert!(mistake.to_string().contains(message), "{mistake}");
            assert!(mistake.at.start > 0, "{mistake}");
        }
    }
}
