//! `gongbao rules`: looks after rule files.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::examples::{self, Verdict};
use crate::extractor::Extractor;
use crate::rules::{Example, Rule, RuleStatus};

use super::table::Table;
use super::{RulesFolder, against, load_rules, print};

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
With --against, compare two outputs instead: which facts a change of rules adds, drops and alters. OLD \
and NEW are outputs of `gongbao extract`, or folders of rules with --documents to read.

Examples:
  gongbao rules test
  gongbao rules test --rules my-rules
  gongbao rules test --against output-before output-now
  gongbao rules test --against rules-before my-rules --documents bulletins

Exit codes: 0 every sentence as it should be, or nothing differs; 1 some are not, or something does;
2 the rules or outputs could not be read.")]
    Test(TestArguments),
    /// List the rules, with what each is about (列出)
    #[command(after_help = "\
Columns: the rule with its file and line, how far it reaches, its examples (accept, reject, gap), what it is about.

Examples:
  gongbao rules list
  gongbao rules list --rules my-rules")]
    List(RulesFolder),
}

#[derive(Debug, clap::Args)]
pub struct TestArguments {
    #[command(flatten)]
    rules: RulesFolder,
    /// Compare two outputs, or two folders of rules
    #[arg(long, num_args = 2, value_names = ["OLD", "NEW"], conflicts_with = "rules")]
    against: Option<Vec<PathBuf>>,
    /// What folders of rules are to read
    #[arg(long, value_name = "PATH", num_args = 1.., requires = "against")]
    documents: Vec<PathBuf>,
    /// List at most so many changes of each document
    #[arg(long, value_name = "N", default_value_t = 20, requires = "against")]
    list: usize,
    /// Print the comparison as one JSON object
    #[arg(long, requires = "against")]
    json: bool,
}

/// Runs the command.
pub fn main(command: &Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Check(folder) => check(folder.rules.as_deref()),
        Command::Test(arguments) => match arguments.against.as_deref() {
            Some([old, new]) => against::main(&against::Request {
                sides: [old, new],
                documents: &arguments.documents,
                most: arguments.list,
                json: arguments.json,
            }),
            _ => test(arguments.rules.rules.as_deref()),
        },
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
    let (mut fine, mut gaps, mut wrong) = (0, 0, 0);
    for rule in &extractor.rules().patterns {
        for case in examples::run(&extractor, rule) {
            match case.verdict {
                Verdict::Validated => fine += 1,
                Verdict::Gap => gaps += 1,
                _ => wrong += 1,
            }
            if case.verdict != Verdict::Validated {
                let _ = writeln!(told, "{case}");
            }
        }
    }
    let _ = match gaps {
        0 => writeln!(told, "{fine} examples as they should be, {wrong} not"),
        _ => writeln!(
            told,
            "{fine} examples as they should be, {gaps} known gaps, {wrong} not"
        ),
    };
    print(&told)?;
    Ok(if wrong == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

fn list(folder: Option<&Path>) -> anyhow::Result<ExitCode> {
    let rules = load_rules(folder)?;
    let mut told = String::new();
    for of_file in rules.patterns.chunk_by(|a, b| a.file == b.file) {
        let mut table = Table::new(&["rule", "within", "accept", "reject", "gap"]);
        of_file.iter().for_each(|rule| table.row(row(rule)));
        let _ = writeln!(told, "{}", of_file[0].file);
        let lines = table.text();
        let mut lines = lines.lines();
        let _ = writeln!(told, "{}  line  about", lines.next().unwrap_or_default());
        for (line, rule) in lines.zip(of_file) {
            let status = match rule.status {
                RuleStatus::Stable => "",
                RuleStatus::Draft => " (draft)",
                RuleStatus::Retired => " (retired)",
            };
            let _ = writeln!(told, "{line}  {:>4}  {}{status}", rule.line, rule.about);
        }
        told.push('\n');
    }
    let examples: usize = rules.patterns.iter().map(|rule| rule.examples.len()).sum();
    let _ = writeln!(told, "{} rules, {examples} examples", rules.patterns.len());
    print(&told)?;
    Ok(ExitCode::SUCCESS)
}

fn row(rule: &Rule) -> Vec<String> {
    let count = |wanted: fn(&Example) -> bool| {
        rule.examples
            .iter()
            .filter(|example| wanted(example))
            .count()
            .to_string()
    };
    vec![
        rule.id.clone(),
        rule.within.name().to_owned(),
        count(|example| matches!(example, Example::Accept { .. })),
        count(|example| matches!(example, Example::Reject { .. })),
        count(|example| matches!(example, Example::Gap { .. })),
    ]
}
