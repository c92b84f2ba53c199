//! cli: what a person types → the library, and back as text and an exit code. One file a command.

mod against;
mod audit;
mod compare;
mod eval;
mod explain;
mod export;
mod extract;
mod interrupt;
mod progress;
mod recognize;
mod review;
mod rules;
mod schema;
mod summary;
mod table;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{anyhow, bail};
use clap::{Parser, Subcommand};

use crate::rules::Rules;

/// gongbao (公报) reads Chinese government bulletins and turns their prose into numeric facts, each with its source
#[derive(Debug, Parser)]
#[command(name = "gongbao", version, max_term_width = 100, arg_required_else_help = true, after_help = AFTER_HELP)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Examples:
  gongbao extract bulletins -o output      read a folder, write facts to output/facts.jsonl
  gongbao explain bulletins/2023.txt:42    how the facts of line 42 came about
  gongbao compare output -i rd.intensity   indicators, areas and years side by side
  gongbao audit output                     what in the facts cannot be true together
  gongbao rules check --rules my-rules     look for mistakes in rule files

Exit codes: 0 clean; 1 findings, or documents that could not be read; 2 nothing done, for the reason given;
130 stopped by Ctrl-C, 143 asked to end: what was read is kept for the next run.";

#[derive(Debug, Subcommand)]
enum Command {
    Extract(extract::Arguments),
    Explain(explain::Arguments),
    Export(export::Arguments),
    Recognize(recognize::Arguments),
    #[command(subcommand)]
    Rules(rules::Command),
    Compare(compare::Arguments),
    Audit(audit::Arguments),
    Eval(eval::Arguments),
    Review(review::Arguments),
    Schema(schema::Arguments),
}

/// Does what the command line says; the exit code is 0 clean, 1 findings or failed documents, 2 trouble.
pub fn main() -> ExitCode {
    // Bad arguments end here, with the code 2.
    let arguments = Arguments::parse();
    let result = match arguments.command {
        Command::Extract(arguments) => extract::main(arguments),
        Command::Explain(arguments) => explain::main(&arguments),
        Command::Export(arguments) => export::main(&arguments),
        Command::Recognize(arguments) => recognize::main(&arguments),
        Command::Rules(command) => rules::main(&command),
        Command::Compare(arguments) => compare::main(&arguments),
        Command::Audit(arguments) => audit::main(&arguments),
        Command::Eval(arguments) => eval::main(&arguments),
        Command::Review(arguments) => review::main(&arguments),
        Command::Schema(arguments) => schema::main(&arguments),
    };
    result.unwrap_or_else(|error| {
        // Nothing is left to be done when standard error is closed too.
        let _ = writeln!(io::stderr(), "error: {error:#}");
        ExitCode::from(2)
    })
}

/// The rules of `folder`, or those compiled in; the error lists every mistake with its place.
fn load_rules(folder: Option<&Path>) -> anyhow::Result<Rules> {
    if let Some(folder) = folder
        && !folder.is_dir()
    {
        bail!(
            "--rules {}: {}",
            folder.display(),
            if folder.exists() {
                "not a folder"
            } else {
                "no such folder"
            }
        );
    }
    Rules::load(folder).map_err(|mistakes| {
        let count = match mistakes.len() {
            1 => "1 mistake".to_owned(),
            many => format!("{many} mistakes"),
        };
        let texts: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        anyhow!("{count} in the rules; nothing was done\n\n{}", texts.join("\n\n"))
    })
}

/// Refuses a path at which there is nothing; a link counts as something, wherever it leads.
fn must_exist(path: &Path) -> anyhow::Result<()> {
    path.symlink_metadata().map(drop).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => anyhow!("{}: no such file or folder", path.display()),
        _ => anyhow!("{}: {error}", path.display()),
    })
}

/// Writes a result to standard output. A reader that has seen enough (`| head`) is no trouble.
fn print(text: &str) -> anyhow::Result<()> {
    match io::stdout()
        .write_all(text.as_bytes())
        .and_then(|()| io::stdout().flush())
    {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(anyhow!("cannot write to standard output: {error}"))
        }
        _ => Ok(()),
    }
}

/// The `--rules` of every command that uses rules.
#[derive(Debug, clap::Args)]
struct RulesFolder {
    /// Use the rules of this folder instead of those compiled in
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
}

/// A day as `--date` takes it.
fn day(text: &str) -> Result<jiff::civil::Date, String> {
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !shaped {
        return Err("expected a day as YYYY-MM-DD, such as 2024-03-01".to_owned());
    }
    text.parse()
        .map_err(|_| "there is no such day in the calendar".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definitions_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn days_are_taken_in_one_form_only() {
        assert_eq!(day("2024-02-29"), Ok(jiff::civil::date(2024, 2, 29)));
        for text in [
            "2024",
            "2024-3-1",
            "2024/03/01",
            "20240301",
            "2024-03-01T00:00",
            "二〇二四-一",
            "",
        ] {
            assert!(
                day(text).is_err_and(|error| error.starts_with("expected a day")),
                "{text}"
            );
        }
        for text in ["2023-02-29", "2024-13-01", "2024-00-10"] {
            assert!(
                day(text).is_err_and(|error| error.starts_with("there is no such day")),
                "{text}"
            );
        }
    }
}
