//! The gold format: one file a document, one JSON object a line, in the order of the text. Offsets are code points of the
//! decoded document.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::model::{Bound, Flow, Measure, Status};

/// The reviewed facts of one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GoldFile {
    /// Name of the file without `.jsonl`; the document's name begins so.
    pub name: String,
    /// Stretches outside of which nothing is judged, in code points; the whole document where there are none.
    pub scope: Option<Vec<(usize, usize)>>,
    /// The facts.
    pub facts: Vec<GoldFact>,
    /// Numbers that are no facts.
    pub skips: Vec<GoldSkip>,
}

/// A reviewed fact. Keys that only explain (`note`, `hard`) are passed over.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct GoldFact {
    /// Where the quantity begins.
    pub start: usize,
    /// Its text.
    pub quote: String,
    /// Decimal, multiplied out, signed for differences.
    pub value: String,
    /// Upper end of a range.
    pub value_high: Option<String>,
    /// Canonical unit.
    pub unit: Option<String>,
    /// How the text bounds it.
    pub bound: Bound,
    /// What kind of number.
    pub measure: Measure,
    /// Achieved, planned, or a parameter.
    pub status: Status,
    /// New or cumulative.
    pub flow: Option<Flow>,
    /// The indicator in a reader's words.
    pub label: String,
    /// A label is right when it contains, for each group, one of its words.
    #[serde(default)]
    pub must: Vec<Vec<String>>,
    /// Names of the place that are right, the best first; any is right where there are none.
    #[serde(default)]
    pub place: Vec<String>,
    /// Periods that are right, the best first: `2020`, `2020-05`, `2020-Q1`, `2020-H1`, `2020-05-13`, `2016/2020`.
    #[serde(default)]
    pub period: Vec<String>,
    /// Neither missed nor too many.
    #[serde(default)]
    pub optional: bool,
}

/// A number that is no fact.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct GoldSkip {
    /// Where it begins.
    pub start: usize,
    /// Its text.
    pub quote: String,
    /// `date`, `numbering`, `name`, `contact`, `qualifier` or `other`.
    pub why: String,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Line {
    Scope { ranges: Vec<(usize, usize)> },
    Fact(Box<GoldFact>),
    Skip(GoldSkip),
}

/// Why gold cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GoldProblem {
    /// A folder or file that cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// The folder or file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A folder without gold.
    #[error("{}: no gold here; a file of reviewed facts is called after its document and ends in .jsonl", .0.display())]
    Empty(PathBuf),
    /// A line that is no gold.
    #[error(
        "{}:{line}: no line of gold: {why}; a line is an object whose `type` is `fact`, `skip` or `scope`",
        path.display()
    )]
    Line {
        /// The file.
        path: PathBuf,
        /// 1-based.
        line: usize,
        /// What is wrong.
        why: String,
    },
}

/// Reads every `*.jsonl` of a folder, ordered by name.
pub(super) fn read(folder: &Path) -> Result<Vec<GoldFile>, GoldProblem> {
    let unreadable = |path: &Path, source| GoldProblem::Unreadable {
        path: path.to_owned(),
        source,
    };
    let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, error))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| unreadable(folder, error))?.path();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            paths.push(path);
        }
    }
    paths.sort();
    if paths.is_empty() {
        return Err(GoldProblem::Empty(folder.to_owned()));
    }
    let mut files = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).map_err(|error| unreadable(&path, error))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        files.push(parse(&name, &text).map_err(|(line, why)| GoldProblem::Line { path, line, why })?);
    }
    Ok(files)
}

/// The gold of a document of that name; the error is the line and what is wrong with it.
pub(super) fn parse(name: &str, text: &str) -> Result<GoldFile, (usize, String)> {
    let mut file = GoldFile {
        name: name.to_owned(),
        ..GoldFile::default()
    };
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str(line).map_err(|error| (index + 1, error.to_string()))? {
            Line::Scope { ranges } => file.scope = file.scope.or(Some(ranges)),
            Line::Fact(fact) => file.facts.push(*fact),
            Line::Skip(skip) => file.skips.push(skip),
        }
    }
    Ok(file)
}
