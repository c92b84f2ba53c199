//! `gongbao rules`: looks after rule files.

use std::path::Path;
use std::process::ExitCode;

use anyhow::bail;

use super::{RulesFolder, load_rules, print};

/// Check, test and list rule files (规则)
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Report every mistake in the rule files, each with its place (检查)
    #[command(after_help = "\
Examples:
  gongbao rules check
  gongbao rules check --rules my-rules

Exit codes: 0 no mistakes; 2 mistakes.")]
    Check(RulesFolder),
    /// Read the sentences inside the rule files and compare what comes out with what should (测试)
    #[command(after_help = "\
Examples:
  gongbao rules test
  gongbao rules test --rules my-rules

Exit codes: 0 every sentence as it should be; 1 some are not; 2 the rules could not be loaded.")]
    Test(RulesFolder),
    /// List the rules, with what each is about (列出)
    #[command(after_help = "\
Examples:
  gongbao rules list
  gongbao rules list --rules my-rules")]
    List(RulesFolder),
}

/// Runs the command.
pub fn main(command: &Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Check(folder) => check(folder.rules.as_deref()),
        Command::Test(folder) => test(folder.rules.as_deref()),
        Command::List(folder) => list(folder.rules.as_deref()),
    }
}

fn check(folder: Option<&Path>) -> anyhow::Result<ExitCode> {
    load_rules(folder)?;
    print("no mistakes in the rules\n")?;
    Ok(ExitCode::SUCCESS)
}

fn test(folder: Option<&Path>) -> anyhow::Result<ExitCode> {
    load_rules(folder)?;
    bail!("`rules test` needs the rules' examples, which this build does not have")
}

fn list(folder: Option<&Path>) -> anyhow::Result<ExitCode> {
    load_rules(folder)?;
    bail!("`rules list` needs the compiled rules, which this build does not have")
}
