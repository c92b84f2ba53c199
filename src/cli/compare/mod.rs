//! `gongbao compare`: outputs → indicators, areas and periods side by side; or one output beside another.

mod csv;
mod text;
mod xlsx;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};

use crate::compare::{Collector, Comparison, PeriodRange, Selection};
use crate::model::Status;
use crate::report::{Language, page};
use crate::review::Reviewed;

use super::{RulesFolder, against, load_rules, print};

/// Set the facts of documents side by side: indicators, areas, periods (比较)
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub struct Arguments {
    /// Outputs of `gongbao extract`
    #[arg(value_name = "OUTPUT", required_unless_present = "runs")]
    outputs: Vec<PathBuf>,
    /// Only this indicator: its key (with the keys below it), its name, a synonym, or the exact label of an open one; can be
    /// given several times
    #[arg(short, long, value_name = "KEY|NAME")]
    indicator: Vec<String>,
    /// Only this area, by name or code, with the areas in it; can be given several times
    #[arg(short, long, value_name = "AREA")]
    area: Vec<String>,
    /// Also the areas above those of --area: the city, the province, the country
    #[arg(long, requires = "area")]
    parents: bool,
    /// Only what holds within this time, such as 2023, 2024-05 or 2020..2025; can be given several times
    #[arg(short, long, value_name = "TIME")]
    period: Vec<PeriodRange>,
    /// Results, targets, parameters of policies; without it results and targets
    #[arg(short, long, value_enum)]
    status: Vec<StatusName>,
    /// Also facts whose indicator is not in the lexicon, by their labels
    #[arg(long)]
    open: bool,
    /// The form of the result
    #[arg(short, long, value_enum, default_value = "text")]
    format: Format,
    /// Write the result to this file instead of the screen
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The language in which the page opens; it holds both
    #[arg(long, value_enum, default_value = "zh")]
    lang: Lang,
    /// Break tables wider than this many columns of the terminal
    #[arg(long, value_name = "N", default_value_t = 120)]
    width: usize,
    /// The facts as they were read, also those that reviewers rejected or corrected
    #[arg(long)]
    as_read: bool,
    /// Leave the places out from which the values were read
    #[arg(long)]
    no_quotes: bool,
    /// Compare two outputs of the same documents: what a new run or other rules added, dropped, altered
    #[arg(long, num_args = 2, value_names = ["OLD", "NEW"], conflicts_with_all = ["outputs", "indicator", "area", "period", "status", "open"])]
    runs: Option<Vec<PathBuf>>,
    /// With --runs, list so many changes of each document at most
    #[arg(long, value_name = "N", default_value_t = 10)]
    list: usize,
    #[command(flatten)]
    rules: RulesFolder,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum StatusName {
    Actual,
    Target,
    Rule,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Tables for a terminal
    Text,
    /// One value a line
    Csv,
    /// Everything as one object
    Json,
    /// A page with tables, charts and quotes
    Html,
    /// A workbook: tables, values, quotes
    Xlsx,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Lang {
    /// 中文
    Zh,
    /// English
    En,
}

const AFTER_HELP: &str = "\
What is compared with what:
  One table holds one indicator, one measure, one unit, and either counts of what is new or of what there is. Results and \
targets are in rows of their own, a year, a month and the first months of a year in columns of their own. Growth is worked \
out between columns of one kind, ranks among areas of one level. A bound (over 500), a contradiction between documents and \
values with different definitions are shown with all their quotes and not reckoned with.

Examples:
  gongbao compare output --indicator rd.intensity --area 浙江
  gongbao compare output --indicator 高新技术企业 --area 平湖 --parents --period 2020..2025
  gongbao compare output --format html -o report.html
  gongbao compare 2023 2024 --format csv -o values.csv
  gongbao compare output --format xlsx -o values.xlsx
  gongbao compare --runs old new

Exit codes: 0 done, and with --runs nothing differs; 1 nothing to compare was found, or with --runs something differs; 2 \
nothing was done, for the reason given.";

/// Runs the command.
pub fn main(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if let Some([old, new]) = arguments.runs.as_deref() {
        let json = match arguments.format {
            Format::Text => false,
            Format::Json => true,
            Format::Csv | Format::Html | Format::Xlsx => {
                bail!("--runs gives text or json; ask for one of them with --format")
            }
        };
        return against::main(&against::Request {
            sides: [old, new],
            documents: &[],
            most: arguments.list,
            json,
        });
    }
    if arguments.format == Format::Xlsx && arguments.output.is_none() {
        bail!("--format xlsx is no text for the screen; name a file with -o FILE");
    }
    let comparison = compare(arguments)?;
    let done = match comparison.indicators.is_empty() {
        false => ExitCode::SUCCESS,
        true => ExitCode::from(1),
    };
    let text = match arguments.format {
        Format::Text => text::text(&comparison, arguments.width, !arguments.no_quotes),
        Format::Csv => csv::csv(&comparison)?,
        Format::Json => serde_json::to_string_pretty(&comparison)? + "\n",
        Format::Xlsx => {
            if let Some(path) = &arguments.output {
                xlsx::write(&comparison, path)?;
            }
            return Ok(done);
        }
        Format::Html => page(
            &comparison,
            match arguments.lang {
                Lang::Zh => Language::Chinese,
                Lang::En => Language::English,
            },
        ),
    };
    match &arguments.output {
        Some(path) => fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?,
        None => print(&text)?,
    }
    Ok(done)
}

fn compare(arguments: &Arguments) -> anyhow::Result<Comparison> {
    let rules = load_rules(arguments.rules.rules.as_deref())?;
    let statuses = arguments.status.iter().map(|status| match status {
        StatusName::Actual => Status::Actual,
        StatusName::Target => Status::Target,
        StatusName::Rule => Status::Rule,
    });
    let selection = Selection::new(arguments.open)
        .indicators(&arguments.indicator, &rules)?
        .areas(&arguments.area, arguments.parents, &rules.areas)?
        .periods(arguments.period.clone())
        .statuses(statuses.collect());
    let mut collector = Collector::new(&rules, selection);
    let several = arguments.outputs.len() > 1;
    for folder in &arguments.outputs {
        let name = folder.display().to_string();
        let name = several.then_some(name.as_str());
        for batch in Reviewed::open(folder, arguments.as_read)?.facts()? {
            batch?.iter().for_each(|fact| collector.add(fact, name));
        }
    }
    Ok(collector.finish())
}
