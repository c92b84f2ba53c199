//! `gongbao export`: an output folder → a file that other tools open.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;

use crate::export::{Format, export};

/// Write the facts of an output as CSV, XLSX, Parquet, SQLite, SDMX-CSV or a data package (导出)
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub struct Arguments {
    /// The folder that `gongbao extract` wrote
    #[arg(value_name = "OUTPUT")]
    output: PathBuf,
    /// The format
    #[arg(long, value_enum, value_name = "FORMAT")]
    to: Format,
    /// Where to write [default: in OUTPUT, facts.csv, facts.xlsx, facts.parquet, facts.sqlite, facts.sdmx.csv or datapackage]
    #[arg(short = 'o', long = "out", value_name = "PATH")]
    path: Option<PathBuf>,
    /// The licence under which a data package is given on, such as CC-BY-4.0
    #[arg(long, value_name = "NAME")]
    license: Option<String>,
    /// The facts as they were read, also those that reviewers rejected or corrected
    #[arg(long)]
    as_read: bool,
    /// Say nothing but errors
    #[arg(short, long)]
    quiet: bool,
}

const AFTER_HELP: &str = "\
Every format holds every field of facts.jsonl. Numbers and days are numbers and days; where a format cannot \
hold the digits as written, they stand in value_text.

Where people have reviewed facts (gongbao review), those rejected are left out, those corrected are as corrected, those \
missing are added, and the column review says so.

In csv, a text that a spreadsheet would run as a formula or round as a number has an apostrophe in front, and \
so has a text that begins with one: drop the first apostrophe of a text to have it back. The CSV of sdmx-csv \
and datapackage is for programs and holds every text as it is.

What lies at PATH is replaced when the export is whole; the same output gives the same bytes.

Examples:
  gongbao export output --to xlsx
  gongbao export output --to parquet -o facts-2024.parquet
  gongbao export output --to datapackage -o package --license CC-BY-4.0
  gongbao export output --to sqlite && sqlite3 output/facts.sqlite 'SELECT * FROM series LIMIT 10'";

/// Runs the command.
pub fn main(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if arguments.license.is_some() && arguments.to != Format::Datapackage {
        bail!("--license is for --to datapackage; the other formats have no place for it");
    }
    let path = match &arguments.path {
        Some(path) => path.clone(),
        None => arguments.output.join(arguments.to.default_name()),
    };
    let license = arguments.license.as_deref();
    let exported = export(&arguments.output, arguments.to, &path, license, arguments.as_read)?;
    if !arguments.quiet {
        let documents = match exported.documents {
            0 => String::new(),
            1 => " of 1 document".to_owned(),
            many => format!(" of {many} documents"),
        };
        let facts = if exported.facts == 1 { "fact" } else { "facts" };
        // Standard error may be closed; the export stands all the same.
        let _ = writeln!(
            io::stderr(),
            "{}: {} {facts}{documents}",
            path.display(),
            exported.facts
        );
    }
    Ok(ExitCode::SUCCESS)
}
