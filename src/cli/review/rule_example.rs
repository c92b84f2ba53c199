//! `gongbao review example`: a decision → an example of the rule that read the fact.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};

use crate::cli::{load_rules, must_exist, print};
use crate::decode::decode;
use crate::extractor::Extractor;
use crate::model::{DocumentRecord, Fact};
use crate::output::Output;
use crate::review::example::{Decided, example};
use crate::review::numbered::numbered;
use crate::review::sources::Sources;
use crate::review::truth::truths;

/// Make an example of a rule file from the sentence of a fact that was accepted, corrected or rejected
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The output of `gongbao extract`
    #[arg(value_name = "OUTPUT")]
    output: PathBuf,
    /// The id of the fact, or the start of it
    #[arg(value_name = "FACT")]
    fact: String,
    /// The folder of the rules that read it; the example is added to the file of the fact's rule
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// Only show the example
    #[arg(long)]
    dry_run: bool,
}

/// Runs the command.
pub fn main(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let output = &arguments.output;
    must_exist(output)?;
    let truths = truths(output)?;
    let wanted = |record: &DocumentRecord| truths.iter().any(|it| it.document == record.document);
    let documents = numbered(&Output::open(output)?, wanted)?;
    let facts = documents
        .iter()
        .flat_map(|document| document.spots.iter().filter_map(|spot| spot.fact.as_ref()));
    let found: Vec<&Fact> = facts.filter(|fact| fact.id.starts_with(&arguments.fact)).collect();
    let [fact, ..] = *found else {
        bail!(
            "{}: no reviewed document has a fact {}",
            output.display(),
            arguments.fact
        );
    };
    if found.iter().any(|other| other.id != fact.id) {
        bail!("several facts have ids that begin with {}", arguments.fact);
    }
    let truth = truths
        .iter()
        .find(|it| it.document == fact.document && it.span == fact.span);
    let truth = truth.ok_or_else(|| anyhow!("nobody has decided on {}, or reviewers disagree", fact.id))?;
    let sentence = sentence(arguments, fact)?;
    let extractor = Extractor::new(load_rules(arguments.rules.as_deref())?);
    let decided = truth
        .claim
        .as_ref()
        .map_or(Decided::Wrong(&truth.reason), Decided::Right);
    let made = example(&extractor, fact, &sentence, decided)?;
    print(&format!("# rule {}, {}\n{}", made.rule, made.file, made.example))?;
    if let Some(folder) = arguments.rules.as_ref().filter(|_| !arguments.dry_run) {
        let path = folder.join(&made.file);
        fs::write(&path, made.text).with_context(|| format!("cannot write {}", path.display()))?;
        let _ = writeln!(io::stderr(), "added to {}", path.display());
    } else if arguments.rules.is_none() {
        let _ = writeln!(
            io::stderr(),
            "nothing was written: name the folder of the rules with --rules"
        );
    }
    if !made.passes {
        let _ = writeln!(
            io::stderr(),
            "rule {} still reads this sentence: say more in its pattern, or add an `unless`; `gongbao rules test` shows it",
            made.rule
        );
    }
    Ok(ExitCode::from(u8::from(!made.passes)))
}

/// The sentence of a fact, from its document.
fn sentence(arguments: &Arguments, fact: &Fact) -> anyhow::Result<String> {
    let mut sources = Sources::of(&arguments.output)
        .context("the last run did not note where the documents lie; run `gongbao extract` again")?;
    let bytes = sources.read(&fact.document).map_err(|why| anyhow!(why))?;
    let decoded = decode(&bytes)?;
    let points = decoded.text.chars().skip(fact.sentence.start).take(fact.sentence.len());
    Ok(points.collect())
}
