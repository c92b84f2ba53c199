//! `gongbao review`: the page on which people check facts, and what can be done with their decisions.

mod exchange;
mod rule_example;
mod status;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command as Program, ExitCode, Stdio};

use anyhow::{Context, anyhow};

use crate::review::board::Board;
use crate::review::page::standalone;
use crate::review::server::Server;
use crate::review::sources::{Note, Sources};

use super::{RulesFolder, load_rules, must_exist, print};

pub use status::fared;

/// Check facts on a page in the browser; keep, exchange and use the decisions (审核)
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true, after_help = AFTER_HELP)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// The output of `gongbao extract`; a folder called like one of the commands is given as ./export
    #[arg(value_name = "OUTPUT", required = true)]
    output: Option<PathBuf>,
    /// Who decides; without it, the name of the user
    #[arg(long, value_name = "NAME", value_parser = reviewer)]
    reviewer: Option<String>,
    /// The port on this machine; without it 8417, or any that is free
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Do not open the page in a browser
    #[arg(long)]
    no_open: bool,
    /// Write the page with everything in it to a file to be sent, instead of serving it
    #[arg(long = "static", value_name = "FILE", conflicts_with_all = ["port", "reviewer", "no_open"])]
    page: Option<PathBuf>,
    /// Where the documents lie now; without it, where the last run read them
    #[arg(long, value_name = "PATH", num_args = 1..)]
    documents: Vec<PathBuf>,
    #[command(flatten)]
    rules: RulesFolder,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Write all decisions, one JSON object a line, oldest first
    Export {
        /// The output of `gongbao extract`
        #[arg(value_name = "OUTPUT")]
        output: PathBuf,
        /// Write to this file instead of the screen
        #[arg(short = 'o', long = "to", value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// Add decisions that were exported elsewhere; those that are known already are passed over
    Import {
        /// The output of `gongbao extract`
        #[arg(value_name = "OUTPUT")]
        output: PathBuf,
        /// What `gongbao review export` wrote, or the page of --static gave
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
    },
    /// Tell how far the review is, how far reviewers agree, and which decisions no longer fit
    Status {
        /// The output of `gongbao extract`
        #[arg(value_name = "OUTPUT")]
        output: PathBuf,
        /// Print everything as one JSON object
        #[arg(long)]
        json: bool,
    },
    Example(rule_example::Arguments),
}

const AFTER_HELP: &str = "\
The page answers on this machine only, and only under the address that is printed. Press ? on it for the keys. \
Decisions are kept in OUTPUT/review.sqlite, which only grows; a later run leaves it alone, and tells which decisions no longer fit.

Examples:
  gongbao review output --reviewer 王
  gongbao review output --static check.html
  gongbao review export output -o decisions.jsonl
  gongbao review import output decisions.jsonl
  gongbao review status output
  gongbao review example output 2ba90c7cfc2a7c3f49c7 --rules my-rules";

/// The port, unless it is taken.
const PORT: u16 = 8417;

/// Runs the command.
pub fn main(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    match &arguments.command {
        Some(Command::Export { output, to }) => exchange::export(output, to.as_deref()),
        Some(Command::Import { output, files }) => exchange::import(output, files),
        Some(Command::Status { output, json }) => status::main(output, *json),
        Some(Command::Example(arguments)) => rule_example::main(arguments),
        None => serve(arguments),
    }
}

fn serve(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let output = arguments.output.as_deref().context("an output is needed")?;
    must_exist(output)?;
    let rules = load_rules(arguments.rules.rules.as_deref())?;
    let mut board = Board::open(output, sources(arguments, output)?, &rules)?;
    if let Some(path) = &arguments.page {
        let page = standalone(&mut board, &rules).map_err(|why| anyhow!(why))?;
        fs::write(path, page).with_context(|| format!("cannot write {}", path.display()))?;
        return Ok(ExitCode::SUCCESS);
    }
    let reviewer = arguments.reviewer.clone().unwrap_or_else(user);
    let port = (arguments.port.unwrap_or(PORT), arguments.port.is_some());
    let server = Server::bind(board, rules, output, &reviewer, port)
        .with_context(|| format!("cannot listen on port {} of this machine", port.0))?;
    let address = server.address();
    print(&format!(
        "{reviewer} reviews {} at\n{address}\nCtrl-C ends it.\n",
        output.display()
    ))?;
    if !arguments.no_open {
        open(&address);
    }
    server.run()?;
    Ok(ExitCode::SUCCESS)
}

/// Where the documents are read from.
fn sources(arguments: &Arguments, output: &Path) -> anyhow::Result<Option<Sources>> {
    if arguments.documents.is_empty() {
        return Ok(Sources::of(output));
    }
    arguments.documents.iter().try_for_each(|path| must_exist(path))?;
    let kept = Note::find(output).unwrap_or_default();
    let note = Note {
        roots: arguments.documents.clone(),
        max_file_size: kept.max_file_size.max(256 << 20),
        max_archive_size: kept.max_archive_size.max(16 << 30),
    };
    Ok(Some(Sources::below(&note, output)))
}

/// Shows the page, where the system knows how.
fn open(address: &str) {
    let programs: &[&str] = if cfg!(target_os = "macos") {
        &["open"]
    } else if cfg!(windows) {
        &["explorer"]
    } else {
        &["xdg-open", "gio"]
    };
    let mut quiet = programs.iter().map(|program| {
        let mut command = Program::new(program);
        if *program == "gio" {
            command.arg("open");
        }
        command
            .arg(address)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
    });
    if !quiet.any(|started| started.is_ok()) {
        let _ = writeln!(
            io::stderr(),
            "no program to open a page with was found; open the address in a browser"
        );
    }
}

fn reviewer(typed: &str) -> Result<String, String> {
    let typed = typed.trim();
    match typed.chars().count() {
        1..=100 if !typed.chars().any(char::is_control) => Ok(typed.to_owned()),
        _ => Err("expected a name of 1 to 100 characters".to_owned()),
    }
}

/// The name of the user, as the system has it.
fn user() -> String {
    let names = ["USER", "LOGNAME", "USERNAME"].into_iter();
    let name = names
        .filter_map(|name| std::env::var(name).ok())
        .find_map(|name| reviewer(&name).ok());
    name.unwrap_or_else(|| "reviewer".to_owned())
}
