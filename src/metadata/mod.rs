//! metadata: tables beside the documents and patterns over their paths → what is known of each document beside its bytes.
//! Checks every row before anything is read; never guesses.

mod pattern;
mod table;

use std::collections::HashMap;
use std::fs;

use crate::extractor::{Metadata, find_area};
use crate::resolve::PartialDate;
use crate::rules::Gazetteer;
use crate::walk::{SourceFile, slashed};

pub use pattern::{PathPattern, PatternProblem};

/// The name of a table, in any folder.
pub const TABLE: &str = "metadata.csv";

/// All tables of a walk.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    rows: Vec<Row>,
    /// Index of the row by the place it describes.
    places: HashMap<String, usize>,
}

/// One row: one document.
#[derive(Clone, Debug)]
pub struct Row {
    /// Absolute path of what it describes, `/`-separated; with `!/` where it lies in an archive.
    pub place: String,
    /// The name the document would have.
    pub document: String,
    /// `folder/metadata.csv:3`
    pub at: String,
    /// What it says.
    pub metadata: Metadata,
}

impl Tables {
    /// Reads the tables found by a walk.
    ///
    /// # Errors
    /// Every mistake, each with file and line.
    pub fn read(files: &[SourceFile], limit: u64, gazetteer: &Gazetteer) -> Result<Self, Vec<String>> {
        let mut tables = Self::default();
        let mut mistakes = Vec::new();
        for file in files {
            match crate::walk::read(file, limit) {
                Ok(bytes) => table::read(file, &bytes, gazetteer, &mut tables.rows, &mut mistakes),
                Err(problem) => mistakes.push(problem.to_string()),
            }
        }
        for (index, row) in tables.rows.iter().enumerate() {
            if let Some(&first) = tables.places.get(&row.place) {
                mistakes.push(format!(
                    "{}: {} is described already, at {}; keep one of the two rows",
                    row.at, row.document, tables.rows[first].at
                ));
            } else {
                tables.places.insert(row.place.clone(), index);
            }
        }
        if mistakes.is_empty() { Ok(tables) } else { Err(mistakes) }
    }

    /// The row that describes what lies at `place`.
    pub fn row(&self, place: &str) -> Option<&Row> {
        self.places.get(place).map(|&index| &self.rows[index])
    }

    /// All rows, table by table.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }
}

/// Where a file lies, as [`Row::place`] says it.
pub fn place(file: &SourceFile) -> String {
    // A link in the folder's path must not make two places of one.
    let folder = file.path.parent().and_then(|folder| fs::canonicalize(folder).ok());
    match (folder, file.path.file_name()) {
        (Some(folder), Some(name)) => slashed(&folder.join(name)),
        _ => slashed(&file.path),
    }
}

/// `2024-03-01`, `20240301`, `2024-03` and `2024`, with `-`, `/` or `.` between.
fn date(text: &str) -> Option<PartialDate> {
    let parts: Vec<&str> = if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        vec![&text[..4], &text[4..6], &text[6..]]
    } else {
        text.split(['-', '/', '.']).collect()
    };
    let digits = |part: &str, most: usize| -> Option<i16> {
        let good = (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        good.then(|| part.parse().ok()).flatten()
    };
    let year = digits(parts[0], 4).filter(|_| parts[0].len() == 4)?;
    let year = (1900..=2100).contains(&year).then_some(year)?;
    match parts[1..] {
        [] => Some(PartialDate::Year(year)),
        [month] => {
            let month = digits(month, 2).filter(|month| (1..=12).contains(month))?;
            Some(PartialDate::Month(year, month as i8))
        }
        [month, day] => {
            let (month, day) = (digits(month, 2)?, digits(day, 2)?);
            let date = jiff::civil::Date::new(year, month as i8, day as i8).ok()?;
            Some(PartialDate::Day(date))
        }
        _ => None,
    }
}

/// What one field says, into `metadata`. The error is a sentence.
fn set(metadata: &mut Metadata, field: Field, value: &str, gazetteer: &Gazetteer) -> Result<(), String> {
    let owned = || Some(value.to_owned());
    match field {
        Field::Title => metadata.title = owned(),
        Field::Issuer => metadata.issuer = owned(),
        Field::Source => metadata.source = owned(),
        Field::Area => {
            find_area(gazetteer, value)?;
            metadata.area = owned();
        }
        Field::Date => {
            let date =
                date(value).ok_or_else(|| format!("“{value}” is no date; write it as 2024-03-01, 2024-03 or 2024"))?;
            metadata.date = Some(date);
        }
        Field::Year => match date(value) {
            Some(year @ PartialDate::Year(_)) => metadata.date = metadata.date.or(Some(year)),
            _ => return Err(format!("“{value}” is no year")),
        },
        Field::Any => {}
    }
    Ok(())
}

/// What a column of a table or a field of a pattern tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Title,
    Issuer,
    Area,
    Date,
    /// The year of publication; patterns only.
    Year,
    Source,
    /// Nothing; patterns only.
    Any,
}

#[cfg(test)]
mod tests;
