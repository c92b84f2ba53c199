//! One table: `metadata.csv`, a header and a row for each document.

use crate::decode::decode;
use crate::extractor::Metadata;
use crate::rules::Gazetteer;
use crate::walk::{SourceFile, slashed};

use super::{Field, Row, set};

/// The columns, in any order; all but `path` may be missing.
const COLUMNS: [(&str, Option<Field>); 6] = [
    ("path", None),
    ("title", Some(Field::Title)),
    ("issuer", Some(Field::Issuer)),
    ("area", Some(Field::Area)),
    ("date", Some(Field::Date)),
    ("source", Some(Field::Source)),
];

/// Reads a table, in any encoding that documents may have: spreadsheet programs write GBK.
pub(super) fn read(
    file: &SourceFile,
    bytes: &[u8],
    gazetteer: &Gazetteer,
    rows: &mut Vec<Row>,
    mistakes: &mut Vec<String>,
) {
    let name = &file.document;
    let text = match decode(bytes) {
        Ok(decoded) => decoded.text,
        Err(problem) => return mistakes.push(format!("{name}: {problem}")),
    };
    let place = super::place(file);
    let folder = place.rsplit_once('/').map_or("", |(folder, _)| folder);
    let document_folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    // Where the last record begins, and in which line.
    let (mut begun, mut line) = (0, 1);
    let mut columns: Option<Vec<Option<Field>>> = None;
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => return mistakes.push(format!("{name}: {error}")),
        };
        // The position of a record may be that of line ends before it.
        let at = record
            .position()
            .map_or(0, |position| position.byte() as usize)
            .min(text.len());
        let at = at
            + text.as_bytes()[at..]
                .iter()
                .take_while(|byte| matches!(byte, b'\r' | b'\n'))
                .count();
        line += text.as_bytes()[begun..at].iter().filter(|byte| **byte == b'\n').count();
        begun = at;
        let at = format!("{name}:{line}");
        let Some(columns) = &columns else {
            match header(&record) {
                Ok(found) => columns = Some(found),
                Err(problems) => return mistakes.extend(problems.iter().map(|problem| format!("{at}: {problem}"))),
            }
            continue;
        };
        let before = mistakes.len();
        let mut path = "";
        let mut metadata = Metadata::default();
        if record.len() > columns.len() {
            let (cells, columns) = (record.len(), columns.len());
            mistakes.push(format!(
                "{at}: {cells} cells under {columns} columns; put cells with a comma in quotation marks"
            ));
        }
        for (cell, column) in record.iter().zip(columns).filter(|(cell, _)| !cell.is_empty()) {
            match column {
                None => path = cell,
                Some(field) => {
                    if let Err(problem) = set(&mut metadata, *field, cell, gazetteer) {
                        mistakes.push(format!("{at}: {problem}"));
                    }
                }
            }
        }
        match relative(path) {
            Ok(path) if mistakes.len() == before => {
                let join = |folder: &str| match folder {
                    "" => path.clone(),
                    folder => format!("{folder}/{path}"),
                };
                rows.push(Row {
                    place: format!("{folder}/{path}"),
                    document: join(document_folder),
                    at,
                    metadata,
                });
            }
            Ok(_) => {}
            Err(problem) => mistakes.push(format!("{at}: {problem}")),
        }
    }
}

/// What each column tells; the path is `None`.
fn header(record: &csv::StringRecord) -> Result<Vec<Option<Field>>, Vec<String>> {
    let names: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
    let mut columns = Vec::new();
    let mut problems = Vec::new();
    for (nth, cell) in record.iter().enumerate() {
        match COLUMNS.iter().find(|(name, _)| *name == cell) {
            Some(_) if record.iter().take(nth).any(|before| before == cell) => {
                problems.push(format!("there are two columns “{cell}”"));
            }
            Some((_, field)) => columns.push(*field),
            None => problems.push(format!("unknown column “{cell}”; the columns are {}", names.join(", "))),
        }
    }
    if !record.iter().any(|cell| cell == "path") {
        problems.push("there is no column “path”, so the rows describe nothing".to_owned());
    }
    if problems.is_empty() {
        Ok(columns)
    } else {
        Err(problems)
    }
}

/// The path of a row, `/`-separated.
fn relative(path: &str) -> Result<String, String> {
    let slashes = path.replace('\\', "/");
    if slashes.is_empty() {
        return Err("a row without a path".to_owned());
    }
    let parts: Vec<&str> = slashes.split('/').filter(|part| *part != ".").collect();
    if parts.iter().any(|part| matches!(*part, "" | "..")) || slashed(std::path::Path::new(&slashes)).starts_with('/') {
        return Err(format!(
            "“{path}”: write the path as it is below the folder of this table"
        ));
    }
    Ok(parts.join("/"))
}
