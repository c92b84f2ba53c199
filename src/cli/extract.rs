//! `gongbao extract`: documents → an output folder.

use std::io::{self, Write};
use std::mem::ManuallyDrop;
use std::num::NonZero;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;
use std::time::Instant;

use anyhow::Context;

use crate::extractor::{Extractor, Metadata};
use crate::metadata::PathPattern;
use crate::resolve::PartialDate;
use crate::review::sources::Note;
use crate::run::{Progress, RunProblem, Settings, run};

use super::{RulesFolder, day, interrupt, load_rules, must_exist, progress, review, summary};

/// Read documents and write their numeric facts (抽取数据)
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub struct Arguments {
    /// Documents, archives (.zip, .tar, .tar.gz, .tar.zst, .gz, .zst), or folders that are read with all that is in them
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// The folder to write to; made where there is none
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    #[command(flatten)]
    rules: RulesFolder,
    /// The day on which all the documents were published; without it, each document is asked
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    date: Option<jiff::civil::Date>,
    /// What the paths tell, with {area}, {year}, {date}, {title}, {issuer}, {source}, and {*} for anything; {year} is that of
    /// publication. A row of a metadata.csv has precedence, --date has not
    #[arg(long, value_name = "PATTERN")]
    path_pattern: Option<PathPattern>,
    /// Documents to work on at once [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = threads)]
    threads: Option<NonZero<usize>>,
    /// Refuse larger documents; K, M and G stand for 1024, 1024² and 1024³ bytes. Reading one takes up to thirty times its
    /// size in memory
    #[arg(long, value_name = "SIZE", default_value = "64M", value_parser = size)]
    max_file_size: u64,
    /// Read no more of an archive than this, counted unpacked
    #[arg(long, value_name = "SIZE", default_value = "16G", value_parser = size)]
    max_archive_size: u64,
    /// Read every document, also those that an earlier run into the same folder has read and that have not changed since
    #[arg(long)]
    fresh: bool,
    /// Say nothing but errors
    #[arg(short, long)]
    quiet: bool,
}

const AFTER_HELP: &str = "\
What is written:
  facts.jsonl      one numeric fact a line, by document, then by position
  documents.jsonl  one document a line, also those that could not be read
  numbers.jsonl    every number of every document, and what became of it
  run.json         what was run on what, with what totals

A file metadata.csv in any folder tells what is known of the documents in and below it. Its columns \
are path (below its folder, with archive.zip!/inner.txt for a member of an archive) and any of title, \
issuer, area (name or code), date (2024-03-01, 2024-03 or 2024) and source.

The files take their places together when the run is complete; until then, and when anything \
stops the run, the previous output stays as it was. The same documents and rules give the same bytes.

What was read is kept in DIR/.gongbao: the next run takes over what has not changed, and a run that was \
stopped (Ctrl-C; once more to stop at once) or killed goes on from there. The folder can be removed at any time.

Examples:
  gongbao extract bulletins -o output
  gongbao extract 2022 2023 extra.txt -o output --rules my-rules
  gongbao extract speech.txt -o output --date 2024-01-15
  gongbao extract archive.zip -o output --path-pattern '{area}/{year}/{title}.txt'";

/// Runs the command.
pub fn main(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let begun = Instant::now();
    arguments.paths.iter().try_for_each(|path| must_exist(path))?;
    // The process ends with this command, and takes the rules with it: taking them apart first is for nothing.
    let extractor = ManuallyDrop::new(Extractor::new(load_rules(arguments.rules.rules.as_deref())?));
    let settings = Settings {
        roots: arguments.paths,
        output: arguments.output,
        metadata: Metadata {
            date: arguments.date.map(PartialDate::Day),
            ..Metadata::default()
        },
        path_pattern: arguments.path_pattern,
        threads: arguments
            .threads
            .unwrap_or_else(|| thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN)),
        max_file_size: arguments.max_file_size,
        max_archive_size: arguments.max_archive_size,
        fresh: arguments.fresh,
    };
    let counters = Progress::default();
    let signals = interrupt::Signals::listen(&counters.stop).context("cannot listen for Ctrl-C")?;
    let report = progress::shown(!arguments.quiet, &counters, || run(&settings, &extractor, &counters));
    let report = match (report, signals.exit_code()) {
        (Err(stopped @ RunProblem::Stopped { .. }), Some(code)) => {
            let _ = writeln!(io::stderr(), "{stopped}");
            return Ok(code);
        }
        (report, _) => report?,
    };
    note_sources(&settings);
    if !arguments.quiet {
        let text = summary::text(&report, &settings.output, begun.elapsed());
        // The output is written: a closed standard error changes nothing.
        let _ = io::stderr().write_all(text.as_bytes());
        let _ = io::stderr().write_all(review::fared(&settings.output).as_bytes());
    }
    Ok(ExitCode::from(report.run.exit_status))
}

/// Notes for the reviewers' page where the documents lie. Without the note the page asks; that is no reason to fail.
fn note_sources(settings: &Settings) {
    let absolute = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
    let note = Note {
        roots: settings.roots.iter().map(absolute).collect(),
        max_file_size: settings.max_file_size,
        max_archive_size: settings.max_archive_size,
    };
    let _ = note.leave(&settings.output);
}

fn threads(text: &str) -> Result<NonZero<usize>, String> {
    let number = text.parse().ok().filter(|number: &NonZero<usize>| number.get() <= 512);
    number.ok_or_else(|| "expected a number from 1 to 512".to_owned())
}

/// `256M` → bytes.
fn size(text: &str) -> Result<u64, String> {
    let mistake = || "expected a size such as 500K, 256M or 2G".to_owned();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let shift = match unit.to_ascii_uppercase().as_str() {
        "" | "B" => 0,
        "K" | "KB" | "KIB" => 10,
        "M" | "MB" | "MIB" => 20,
        "G" | "GB" | "GIB" => 30,
        _ => return Err(mistake()),
    };
    let number: u64 = number.parse().map_err(|_| mistake())?;
    match number.checked_mul(1 << shift) {
        Some(0) => Err("no file is that small".to_owned()),
        Some(bytes) => Ok(bytes),
        None => Err("that is more than any file has".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_with_their_units() {
        let good = [
            ("1", 1),
            ("17b", 17),
            ("500K", 512_000),
            ("256M", 268_435_456),
            ("256mb", 268_435_456),
            ("2GiB", 2_147_483_648),
        ];
        for (text, bytes) in good {
            assert_eq!(size(text), Ok(bytes), "{text}");
        }
        for text in ["", "M", "1.5G", "-1", "1T", "１M", "256 M", "99999999999G", "0", "0K"] {
            assert!(size(text).is_err(), "{text}");
        }
    }
}
