//! export: an output folder → files that other tools open. Takes `facts.jsonl` and `documents.jsonl` as a stream, gives one
//! file (or, for a data package, one folder) that takes its place when it is whole; changes nothing in the output itself.
//!
//! | format | for | how values stand there |
//! |---|---|---|
//! | [`Format::Csv`] | spreadsheets | digits as written; text that a spreadsheet would take for a formula is marked |
//! | [`Format::Xlsx`] | spreadsheets | a number cell that shows the digits, and the exact digits as text in `value_text` |
//! | [`Format::Parquet`] | data frames, query engines | `DECIMAL(38, 10)`, and the exact digits in `value_text` |
//! | [`Format::Sqlite`] | SQL | a number to reckon with, and the exact digits in `value_text` |
//! | [`Format::SdmxCsv`] | statistical offices | `OBS_VALUE`, digits as written |
//! | [`Format::Datapackage`] | open-data portals | digits as written, with a table schema |
//!
//! All columns of all formats come from two lists, [`FACTS`] and [`DOCUMENTS`]; SDMX-CSV adds the standard concepts in front.
//! The same output gives the same bytes: no clock shows.

mod column;
mod csv_file;
mod datapackage;
mod documents;
mod facts;
mod parquet_file;
mod sdmx;
mod sqlite;
mod target;
#[cfg(test)]
mod tests;
mod words;
mod xlsx;

use std::path::{Path, PathBuf};

use crate::output::Unreadable;
use crate::review::{ReviewProblem, Reviewed};

pub use column::{Cell, Column, Kind};
pub use documents::DOCUMENTS;
pub use facts::FACTS;

/// A format to export to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// One table for spreadsheets
    Csv,
    /// A workbook: facts, documents, what the columns mean
    Xlsx,
    /// One file for data frames and query engines
    Parquet,
    /// A database with views
    Sqlite,
    /// SDMX-CSV 2.0
    SdmxCsv,
    /// A Frictionless data package: a folder with datapackage.json
    Datapackage,
}

impl Format {
    /// What the export is called where the user gives no name.
    pub const fn default_name(self) -> &'static str {
        match self {
            Self::Csv => "facts.csv",
            Self::Xlsx => "facts.xlsx",
            Self::Parquet => "facts.parquet",
            Self::Sqlite => "facts.sqlite",
            Self::SdmxCsv => "facts.sdmx.csv",
            Self::Datapackage => "datapackage",
        }
    }
}

/// What was exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Facts.
    pub facts: usize,
    /// Documents; 0 for formats that hold none.
    pub documents: usize,
}

/// Exports the output in `folder` to `target`, which is replaced when the export is whole. Facts are as reviewers have them,
/// or, with `as_read`, as they were read. `license` is the name of the
/// licence under which a data package is given on, such as `CC-BY-4.0`; only whoever publishes it knows.
///
/// # Errors
/// When the output cannot be read or the export not be written; then what was at `target` before is untouched.
pub fn export(
    folder: &Path,
    format: Format,
    target: &Path,
    license: Option<&str>,
    as_read: bool,
) -> Result<Exported, ExportProblem> {
    let source = Reviewed::open(folder, as_read)?;
    match format {
        Format::Csv => csv_file::write(&source, target),
        Format::Xlsx => xlsx::write(&source, target),
        Format::Parquet => parquet_file::write(&source, target),
        Format::Sqlite => sqlite::write(&source, target),
        Format::SdmxCsv => sdmx::write(&source, target),
        Format::Datapackage => datapackage::write(&source, target, license),
    }
}

/// Why an export came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum ExportProblem {
    /// The output cannot be read back.
    #[error(transparent)]
    Source(#[from] Unreadable),
    /// It cannot be read as reviewers have it.
    #[error(transparent)]
    Review(#[from] ReviewProblem),
    /// A fact of a document that is not listed.
    #[error("facts.jsonl names the document {document}, and documents.jsonl does not; run `gongbao extract` again")]
    Stray {
        /// The document.
        document: String,
    },
    /// The export cannot be written.
    #[error("cannot write {}: {cause}; what was there before is untouched", path.display())]
    Write {
        /// Where it was to go.
        path: PathBuf,
        /// In words.
        cause: String,
    },
}

impl ExportProblem {
    fn write(path: &Path, cause: impl ToString) -> Self {
        Self::Write {
            path: path.to_owned(),
            cause: cause.to_string(),
        }
    }
}
