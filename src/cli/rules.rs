//! `gongbao rules`: looks after rule files.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use crate::examples::{self, Verdict};
use crate::extractor::Extractor;
use crate::rules::RuleStatus;

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
    let extractor = Extractor::new(load_rules(folder)?);
    let mut told = String::new();
    let mut counts = [0_usize; 2];
    for rule in &extractor.rules().patterns {
        for case in examples::run(&extractor, rule) {
            let fine = case.verdict == Verdict::Validated;
            counts[usize::from(!fine)] += 1;
            if !fine {
                let _ = writeln!(told, "{case}");
            }
        }
    }
    let [fine, wrong] = counts;
    let _ = writeln!(told, "{fine} examples as they should be, {wrong} not");
    print(&told)?;
    Ok(if wrong == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

fn list(folder: Option<&Path>) -> anyhow::Result<ExitCode> {
    let rules = load_rules(folder)?;
    let width = rules
        .patterns
        .iter()
        .map(|rule| rule.id.len())
        .max()
        .unwrap_or_default();
    let mut told = String::new();
    let mut file = "";
    for rule in &rules.patterns {
        if rule.file != file {
            file = &rule.file;
            let _ = writeln!(told, "{file}");
        }
        let status = match rule.status {
            RuleStatus::Stable => "",
            RuleStatus::Draft => " (draft)",
            RuleStatus::Retired => " (retired)",
        };
        let _ = writeln!(told, "  {:width$}  {}{status}", rule.id, rule.about);
    }
    print(&told)?;
    Ok(ExitCode::SUCCESS)
}
