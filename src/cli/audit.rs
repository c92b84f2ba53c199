//! `gongbao audit`: an output → what in its facts cannot be true together.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};

use crate::audit::{Auditor, Derived, Discrepancy, Kind, Quote, Role, Severity};
use crate::output::Output;

use super::table::Table;
use super::{RulesFolder, load_rules, print};

/// Look for what cannot be true: parts that do not sum, growth that does not fit its levels, contradictions (核对)
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub struct Arguments {
    /// The output of `gongbao extract`
    #[arg(value_name = "OUTPUT")]
    folder: PathBuf,
    /// Only what concerns this document, by its path or the end of it; can be given several times
    #[arg(short, long, value_name = "PATH")]
    document: Vec<String>,
    /// Only findings of this kind; can be given several times
    #[arg(short, long, value_enum)]
    kind: Vec<Kind>,
    /// Only findings at least so severe
    #[arg(long, value_enum, default_value = "note")]
    min_severity: Severity,
    /// List what follows from the facts and no document tells, such as the year before, instead of what is wrong
    #[arg(long, conflicts_with_all = ["kind", "min_severity"])]
    derived: bool,
    /// The form of the result
    #[arg(short, long, value_enum, default_value = "text")]
    format: Format,
    /// Write the result to this file instead of the screen
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    rules: RulesFolder,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For a person
    Text,
    /// One finding a line, as `gongbao schema discrepancy` and `gongbao schema derived` tell
    Json,
}

const AFTER_HELP: &str = "\
What is understood:
  Rounding: 33356.8 and 33357.1 agree where the digits written leave room. Bounds: over 500 and 512 agree. What no document \
tells is not assumed: parts are parts where the text says so. Growth at constant prices is not held against levels.

Examples:
  gongbao audit output
  gongbao audit output --kind parts --kind growth --min-severity warning
  gongbao audit output --document 2023.txt --format json
  gongbao audit output --derived

Exit codes: 0 nothing was found; 1 something was; 2 nothing was done, for the reason given. With --derived 0.";

/// Runs the command.
pub fn main(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let rules = load_rules(arguments.rules.rules.as_deref())?;
    let output = Output::open(&arguments.folder)?;
    let names = wanted(&output, &arguments.document)?;
    let mut auditor = Auditor::new(&rules, arguments.derived);
    output.facts()?.each(|fact| auditor.add(fact))?;
    let mut audit = auditor.finish();
    let concerns = |quotes: &[Quote]| match &names {
        Some(names) => quotes.iter().any(|quote| names.contains(&quote.document)),
        None => true,
    };
    audit.derived.retain(|derived| concerns(&derived.quotes));
    audit.found.retain(|found| {
        concerns(&found.quotes)
            && found.severity >= arguments.min_severity
            && (arguments.kind.is_empty() || arguments.kind.contains(&found.kind))
    });
    let text = match (arguments.format, arguments.derived) {
        (Format::Json, false) => lines(&audit.found)?,
        (Format::Json, true) => lines(&audit.derived)?,
        (Format::Text, false) => text(&audit.found, audit.facts, audit.documents),
        (Format::Text, true) => derived(&audit.derived),
    };
    match &arguments.output {
        Some(path) => fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?,
        None => print(&text)?,
    }
    Ok(match arguments.derived || audit.found.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(1),
    })
}

/// The documents asked for; none where all are wanted.
fn wanted(output: &Output, asked: &[String]) -> anyhow::Result<Option<BTreeSet<String>>> {
    if asked.is_empty() {
        return Ok(None);
    }
    let mut names = BTreeSet::new();
    let mut met = vec![false; asked.len()];
    output.documents()?.each(|record| {
        for (end, met) in asked.iter().zip(&mut met) {
            let rest = record.document.strip_suffix(end.as_str());
            if rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('/')) {
                *met = true;
                names.insert(record.document.clone());
            }
        }
    })?;
    if let Some((end, _)) = asked.iter().zip(met).find(|(_, met)| !met) {
        let place = output.folder().display();
        bail!("--document {end}: no document of {place} is called so; documents.jsonl lists them");
    }
    Ok(Some(names))
}

fn lines<T: serde::Serialize>(records: &[T]) -> anyhow::Result<String> {
    let mut text = String::new();
    for record in records {
        text.push_str(&serde_json::to_string(record)?);
        text.push('\n');
    }
    Ok(text)
}

fn text(found: &[Discrepancy], facts: usize, documents: usize) -> String {
    let mut told = String::new();
    for it in found {
        let first = it.quotes.first();
        let place = first.map(|quote| format!("{}:{}", quote.document, quote.line));
        let head = format!(
            "{} [{}]  {}",
            severity(it.severity),
            kind(it.kind),
            place.unwrap_or_default()
        );
        let _ = writeln!(
            told,
            "{}\n  {}\n  {}",
            printable(&head),
            printable(&it.message),
            printable(&it.sum)
        );
        places(&mut told, &it.quotes);
        told.push('\n');
    }
    let mut counts: BTreeMap<Kind, [usize; 3]> = BTreeMap::new();
    for it in found {
        counts.entry(it.kind).or_default()[2 - it.severity as usize] += 1;
    }
    if !counts.is_empty() {
        let mut table = Table::new(&["kind", "error", "warning", "note"]);
        for (of, by_severity) in counts {
            let mut row = vec![kind(of).to_owned()];
            row.extend(by_severity.iter().map(ToString::to_string));
            table.row(row);
        }
        let _ = writeln!(told, "{}", table.text());
    }
    let several = |count: usize, one: &str| match count {
        1 => format!("1 {one}"),
        many => format!("{many} {one}s"),
    };
    let _ = writeln!(
        told,
        "{} in {} of {}",
        several(found.len(), "finding"),
        several(facts, "fact"),
        several(documents, "document")
    );
    told
}

fn derived(all: &[Derived]) -> String {
    let mut told = String::from("Derived, told by no document; these are no facts.\n\n");
    for it in all {
        let unit = it.unit.as_deref().unwrap_or_default();
        let value = match it.low == it.high {
            true => it.low.clone(),
            false => format!("{}~{}", it.low, it.high),
        };
        let area = it.area.as_ref().map(|area| area.name.as_str()).unwrap_or_default();
        let (start, end) = (&it.period.0, &it.period.1);
        let what = match it.measure {
            crate::model::Measure::Growth => " growth a year",
            _ => "",
        };
        let head = format!("{}{what}  {area}  {start}..{end}  {value}{unit} = {}", it.label, it.sum);
        let _ = writeln!(told, "{}", printable(&head));
        places(&mut told, &it.quotes);
    }
    told
}

/// Where the facts stand, each with what it is in the sum.
fn places(told: &mut String, quotes: &[Quote]) {
    for quote in quotes {
        let area = quote.area.as_ref().map(|area| area.name.as_str()).unwrap_or_default();
        let period = quote
            .period
            .as_ref()
            .map(|(start, end)| days(start, end))
            .unwrap_or_default();
        let narrowed = match quote.qualifiers.is_empty() {
            true => String::new(),
            false => format!(" ({})", quote.qualifiers.join("; ")),
        };
        let line = format!(
            "    {:<6} {}:{} “{}” {}{narrowed}  {area} {period}",
            role(quote.role),
            quote.document,
            quote.line,
            quote.quote.split_whitespace().collect::<String>(),
            quote.label,
        );
        let _ = writeln!(told, "{}", printable(line.trim_end()));
    }
}

/// `2023` where it is a year, else both days.
fn days(start: &str, end: &str) -> String {
    let year = |day: &str, rest: &str| day.strip_suffix(rest).map(str::to_owned);
    match (year(start, "-01-01"), year(end, "-12-31")) {
        (Some(from), Some(to)) if from == to => from,
        (Some(from), Some(to)) => format!("{from}..{to}"),
        _ => format!("{start}..{end}"),
    }
}

const fn role(role: Role) -> &'static str {
    match role {
        Role::Whole => "whole",
        Role::Part => "part",
        Role::Before => "before",
        Role::After => "after",
        Role::Move => "told",
        Role::Value => "value",
    }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Parts => "parts",
        Kind::Growth => "growth",
        Kind::Share => "share",
        Kind::Rank => "rank",
        Kind::Conflict => "conflict",
        Kind::Across => "across",
        Kind::Range => "range",
        Kind::Jump => "jump",
    }
}

/// On one line and without control characters: what comes from documents could command the terminal.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
