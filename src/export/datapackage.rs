//! A Frictionless data package: `facts.csv` and `documents.csv` as the standard has them (UTF-8 without a mark, nothing put
//! before a text: these are files for programs) and `datapackage.json` with the schema of each, the documents as sources, and
//! the licence where the user gives one. <https://datapackage.org>

use std::fs::{self, File};
use std::path::Path;

use serde::Serialize;
use serde_json::{Value, json};

use super::column::{Column, names};
use super::documents::DOCUMENTS;
use super::facts::FACTS;
use super::target::TargetFolder;
use super::{ExportProblem, Exported};
use crate::output::Unreadable;
use crate::review::Reviewed;

const FILES: [&str; 3] = ["datapackage.json", "facts.csv", "documents.csv"];

/// Writes the package.
pub fn write(source: &Reviewed, path: &Path, license: Option<&str>) -> Result<Exported, ExportProblem> {
    let target = TargetFolder::begin(path, &FILES)?;
    let mut sources = Vec::new();
    let documents = table(
        source.documents()?,
        DOCUMENTS,
        &target,
        "documents.csv",
        path,
        |record| {
            let title = record.title.as_deref().unwrap_or(&record.document);
            let mut entry = json!({"title": title});
            if let Some(address) = record.source.as_deref().filter(|address| is_web(address)) {
                entry["path"] = json!(address);
            }
            sources.push(entry);
        },
    )?;
    let facts = table(source.facts()?, FACTS, &target, "facts.csv", path, |_| {})?;
    let mut package = json!({
        "profile": "tabular-data-package",
        "name": "gongbao-facts",
        "title": "Numeric facts read from Chinese government bulletins",
        "description": "Each row of facts is a number of a document with its indicator, place, period, unit, and the place where it stands.",
        "resources": [
            resource("facts", FACTS, &json!({
                "foreignKeys": [{"fields": "document", "reference": {"resource": "documents", "fields": "document"}}],
            })),
            resource("documents", DOCUMENTS, &json!({"primaryKey": "document"})),
        ],
    });
    if !sources.is_empty() {
        package["sources"] = Value::Array(sources);
    }
    if let Some(name) = license {
        package["licenses"] = json!([{"name": name}]);
    }
    let mut text = serde_json::to_vec_pretty(&package).expect("a description is plain data");
    text.push(b'\n');
    fs::write(target.partial().join("datapackage.json"), text).map_err(|cause| ExportProblem::write(path, cause))?;
    target.finish()?;
    Ok(Exported { facts, documents })
}

/// Writes a table, and shows each record to `look`.
fn table<R: Serialize>(
    batches: impl Iterator<Item = Result<Vec<R>, Unreadable>>,
    columns: &[Column<R>],
    target: &TargetFolder,
    name: &str,
    path: &Path,
    mut look: impl FnMut(&R),
) -> Result<usize, ExportProblem> {
    let file = File::create_new(target.partial().join(name)).map_err(|cause| ExportProblem::write(path, cause))?;
    let mut writer = csv::WriterBuilder::new().buffer_capacity(1 << 20).from_writer(&file);
    writer
        .write_record(names(columns))
        .map_err(|cause| ExportProblem::write(path, cause))?;
    let mut count = 0;
    for batch in batches {
        for record in batch? {
            look(&record);
            let row = columns.iter().map(|column| (column.cell)(&record).plain());
            writer
                .write_record(row)
                .map_err(|cause| ExportProblem::write(path, cause))?;
            count += 1;
        }
    }
    writer.flush().map_err(|cause| ExportProblem::write(path, cause))?;
    drop(writer);
    file.sync_all().map_err(|cause| ExportProblem::write(path, cause))?;
    Ok(count)
}

fn resource<R>(name: &str, columns: &[Column<R>], keys: &Value) -> Value {
    let fields: Vec<Value> = columns.iter().map(Column::field).collect();
    let mut schema = json!({"fields": fields, "missingValues": [""]});
    for (key, value) in keys.as_object().into_iter().flatten() {
        schema[key] = value.clone();
    }
    json!({
        "name": name,
        "path": format!("{name}.csv"),
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    })
}

/// Whether it is an address that can be followed: the standard takes no others.
pub fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}
