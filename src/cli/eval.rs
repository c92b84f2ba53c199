//! `gongbao eval`: an output and reviewed facts → how much of it is right.

use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use serde_json::json;

use crate::eval::{EXACT, Evaluation, Field, Score, Wrong, WrongKind, evaluate, evaluate_decisions, read_gold};
use crate::output::Output;
use crate::review::truth::truths;

use super::print;
use super::table::{Table, share};

/// Compare an output with reviewed facts: precision, recall, F1, and what is wrong (评测)
#[derive(Debug, clap::Args)]
#[command(after_help = "\
What is measured:
  detect   the numbers that are facts are found, and no others
  exact    a fact is right in value, unit, bound, measure, status, label, area and period at once
  fields   share of the facts found that are right in one field
  skips    numbers that are no facts (dates, numbering, names) and became none

A file of reviewed facts is called after its document: 2023.jsonl is for 2023.txt, and for 2023_湖州.txt.

Examples:
  gongbao eval output --gold gold
  gongbao eval output --gold gold --wrong 5
  gongbao eval output --gold gold --json
  gongbao eval output --decisions

Exit codes: 0 everything is right; 1 something is not; 2 nothing could be compared.")]
pub struct Arguments {
    /// The output of `gongbao extract`
    #[arg(value_name = "OUTPUT")]
    output: PathBuf,
    /// The folder of reviewed facts
    #[arg(long, value_name = "DIR", required_unless_present = "decisions")]
    gold: Option<PathBuf>,
    /// Compare with what reviewers decided on the page of `gongbao review`; only those numbers are judged
    #[arg(long, conflicts_with = "gold")]
    decisions: bool,
    /// List at most so many wrong facts of each document
    #[arg(long, value_name = "N", default_value_t = 20)]
    wrong: usize,
    /// Print everything as one JSON object
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn main(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let output = Output::open(&arguments.output)?;
    let evaluation = match &arguments.gold {
        Some(gold) => {
            let gold = read_gold(gold)?;
            let mut documents = Vec::new();
            output.documents()?.each(|record| documents.push(record.document))?;
            evaluate(&gold, &output.facts()?.all()?, &documents, &output.numbers()?.all()?)
        }
        None => {
            let truths = truths(&arguments.output)?;
            if truths.is_empty() {
                bail!(
                    "{}: nothing was decided that everybody agrees on; see `gongbao review status`",
                    arguments.output.display()
                );
            }
            evaluate_decisions(&truths, &output.facts()?.all()?, &output.numbers()?.all()?)
        }
    };
    let text = match arguments.json {
        true => json(&evaluation)?,
        false => text(&evaluation, arguments.wrong),
    };
    print(&text)?;
    Ok(match evaluation.wrong.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(1),
    })
}

/// The whole evaluation, with the figures beside the counts that they follow from.
fn json(evaluation: &Evaluation) -> anyhow::Result<String> {
    let figures = |score: &Score| {
        let [detect_p, detect_r, detect_f1] = score.detect();
        let [exact_p, exact_r, exact_f1] = score.exact_f1();
        let fields: serde_json::Map<String, serde_json::Value> = Field::ALL
            .into_iter()
            .filter_map(|field| Some((field.name().to_owned(), json!(score.field(field)?))))
            .collect();
        json!({
            "gold": score.gold, "predicted": score.predicted, "found": score.found, "exact": score.exact,
            "detect_p": detect_p, "detect_r": detect_r, "detect_f1": detect_f1,
            "exact_p": exact_p, "exact_r": exact_r, "exact_f1": exact_f1,
            "skips": score.skips, "skips_ok": score.skips_kept, "fields": fields,
        })
    };
    let each = |scores: &std::collections::BTreeMap<String, Score>| -> serde_json::Map<String, serde_json::Value> {
        scores
            .iter()
            .map(|(name, score)| (name.clone(), figures(score)))
            .collect()
    };
    let all = json!({
        "total": figures(&evaluation.total),
        "documents": each(&evaluation.documents),
        "rules": each(&evaluation.rules),
        "absent": evaluation.absent,
        "wrong": evaluation.wrong,
    });
    Ok(serde_json::to_string(&all)? + "\n")
}

fn text(evaluation: &Evaluation, most: usize) -> String {
    let mut told = String::new();
    for name in evaluation.documents.keys() {
        let wrong: Vec<&Wrong> = evaluation
            .wrong
            .iter()
            .filter(|wrong| wrong.document == *name)
            .collect();
        if wrong.is_empty() || most == 0 {
            continue;
        }
        let _ = writeln!(told, "{name}");
        for wrong in wrong.iter().take(most) {
            tell(&mut told, wrong);
        }
        if wrong.len() > most {
            let _ = writeln!(
                told,
                "  … and {} more; --wrong N lists N of each document",
                wrong.len() - most
            );
        }
        told.push('\n');
    }
    let score_of = |score: &Score| {
        let mut cells = vec![score.gold.to_string()];
        cells.extend(score.detect().map(|figure| format!("{figure:.3}")));
        cells.extend(score.exact_f1().map(|figure| format!("{figure:.3}")));
        cells.push(format!("{}/{}", score.skips_kept, score.skips));
        cells
    };
    let heads = [
        "document",
        "gold",
        "detect P",
        "R",
        "F1",
        "exact P",
        "R",
        "F1",
        "skips kept",
    ];
    let mut documents = Table::new(&heads);
    for (name, score) in &evaluation.documents {
        documents.row([vec![name.clone()], score_of(score)].concat());
    }
    documents.row([vec!["all".to_owned()], score_of(&evaluation.total)].concat());
    told.push_str(&documents.text());

    let mut fields = Table::new(&["field", "right", "of", "share"]);
    for field in EXACT.into_iter().chain([Field::Flow]) {
        let total = &evaluation.total;
        let name = match field {
            Field::Flow => "flow (not in exact)",
            field => field.name(),
        };
        let right = total.fields.get(&field).copied().unwrap_or_default();
        fields.row(vec![
            name.to_owned(),
            right.to_string(),
            total.found.to_string(),
            share(total.field(field)),
        ]);
    }
    let _ = write!(told, "\n{}", fields.text());

    let mut rules = Table::new(&["rule", "facts", "found", "exact", "share"]);
    let mut by_errors: Vec<(&String, &Score)> = evaluation.rules.iter().collect();
    by_errors.sort_by_key(|(name, score)| (std::cmp::Reverse(score.predicted - score.exact), *name));
    for (name, score) in by_errors {
        rules.row(vec![
            name.clone(),
            score.predicted.to_string(),
            score.found.to_string(),
            score.exact.to_string(),
            share((score.predicted > 0).then(|| score.exact as f64 / score.predicted as f64)),
        ]);
    }
    let _ = write!(told, "\n{}", rules.text());
    if !evaluation.absent.is_empty() {
        let names = evaluation.absent.join(", ");
        let _ = writeln!(told, "\nnot in the output, and counted as missed: {names}");
    }
    told
}

fn tell(told: &mut String, wrong: &Wrong) {
    let place = match wrong.line {
        Some(line) => format!("line {line}"),
        None => format!("character {}", wrong.start),
    };
    let quote: String = wrong.quote.split_whitespace().collect();
    let kind = match wrong.kind {
        WrongKind::Wrong => "wrong",
        WrongKind::Missed => "missed",
        WrongKind::Spurious => "spurious",
    };
    let rule = wrong
        .rule
        .as_ref()
        .map(|rule| format!("  [{rule}]"))
        .unwrap_or_default();
    let _ = writeln!(told, "  {kind:<8} {place}  “{quote}”  {}{rule}", wrong.label);
    if let Some(note) = &wrong.note {
        let note = match wrong.kind {
            WrongKind::Spurious => format!("no fact for the review: {note}"),
            _ => note.clone(),
        };
        let _ = writeln!(told, "           {note}");
    }
    for field in &wrong.fields {
        let said = |text: &str| {
            if text.is_empty() {
                "none".to_owned()
            } else {
                text.to_owned()
            }
        };
        let _ = writeln!(
            told,
            "           {:<8} expected {}  found {}",
            field.field.name(),
            said(&field.expected),
            said(&field.found)
        );
    }
}
