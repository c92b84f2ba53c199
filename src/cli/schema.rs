//! `gongbao schema`: the output's JSON Schemas, generated from the types that write it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;

use crate::audit::{Derived, Discrepancy};
use crate::model::{DocumentRecord, Fact, NumberRecord, RunRecord};

use super::print;

/// Show the JSON Schema of an output file, or write all of them (输出格式)
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gongbao schema fact
  gongbao schema --out schema")]
pub struct Arguments {
    /// What a line of facts.jsonl, documents.jsonl or numbers.jsonl holds, or run.json, or a line of `gongbao audit`
    #[arg(value_enum, required_unless_present = "out")]
    name: Option<Name>,
    /// Write all of them to this folder, as fact.schema.json and so on
    #[arg(long, value_name = "DIR", conflicts_with = "name")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Name {
    Fact,
    Document,
    Number,
    Run,
    Discrepancy,
    Derived,
}

/// Runs the command.
pub fn main(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if let Some(folder) = &arguments.out {
        write(folder)?;
    }
    if let Some(name) = arguments.name {
        print(&text(name))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn write(folder: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    for (name, file) in [
        (Name::Fact, "fact.schema.json"),
        (Name::Document, "document.schema.json"),
        (Name::Number, "number.schema.json"),
        (Name::Run, "run.schema.json"),
        (Name::Discrepancy, "discrepancy.schema.json"),
        (Name::Derived, "derived.schema.json"),
    ] {
        let path = folder.join(file);
        fs::write(&path, text(name)).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

fn text(name: Name) -> String {
    // As written, not as read: every field that is always written is required.
    let generator = schemars::generate::SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator();
    let schema = match name {
        Name::Fact => generator.into_root_schema_for::<Fact>(),
        Name::Document => generator.into_root_schema_for::<DocumentRecord>(),
        Name::Number => generator.into_root_schema_for::<NumberRecord>(),
        Name::Run => generator.into_root_schema_for::<RunRecord>(),
        Name::Discrepancy => generator.into_root_schema_for::<Discrepancy>(),
        Name::Derived => generator.into_root_schema_for::<Derived>(),
    };
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is plain data");
    text.push('\n');
    text
}
