//! `gongbao rules test --against OLD NEW`: what a change of rules does to the facts.

use std::fmt::Write;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

use anyhow::bail;

use crate::changes::{ChangeKind, Changes, Counts, Side, compare};
use crate::examples::render;
use crate::extractor::{Extractor, Metadata};
use crate::output::Output;
use crate::run::{Progress, Settings, run};

use super::table::Table;
use super::{load_rules, must_exist, print};

/// What to compare.
pub struct Request<'a> {
    /// Two outputs, or two folders of rules.
    pub sides: [&'a Path; 2],
    /// Documents to read with either rules.
    pub documents: &'a [PathBuf],
    /// Changes listed of each document at most.
    pub most: usize,
    /// Whether to print JSON.
    pub json: bool,
}

/// Compares and prints; 0 where nothing differs, 1 where something does.
pub fn main(request: &Request) -> anyhow::Result<ExitCode> {
    let [old, new] = request.sides;
    let changes = compare(&side(old, request.documents)?, &side(new, request.documents)?, render);
    match request.json {
        true => print(&(serde_json::to_string(&changes)? + "\n"))?,
        false => print(&text(&changes, request.most))?,
    }
    Ok(match changes.changes.is_empty() && changes.not_compared.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(1),
    })
}

/// An output as it stands, or what the rules of a folder read in the documents.
fn side(folder: &Path, documents: &[PathBuf]) -> anyhow::Result<Side> {
    let holds = |name: &str| folder.join(name).exists();
    if holds("facts.jsonl") || !(holds("patterns") || holds("lexicon") || holds("cues")) {
        return read(folder);
    }
    if documents.is_empty() {
        bail!(
            "{}: a folder of rules; name documents to read with them: --documents PATH…",
            folder.display()
        );
    }
    documents.iter().try_for_each(|path| must_exist(path))?;
    let extractor = Extractor::new(load_rules(Some(folder))?);
    let place = tempfile::tempdir()?;
    let settings = Settings {
        roots: documents.to_vec(),
        output: place.path().join("output"),
        metadata: Metadata::default(),
        path_pattern: None,
        threads: thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN),
        max_file_size: 256 << 20,
        max_archive_size: 16 << 30,
        fresh: true,
    };
    run(&settings, &extractor, &Progress::default())?;
    read(&settings.output)
}

fn read(folder: &Path) -> anyhow::Result<Side> {
    let output = Output::open(folder)?;
    Ok(Side {
        documents: output.documents()?.all()?,
        facts: output.facts()?.all()?,
    })
}

fn text(changes: &Changes, most: usize) -> String {
    let mut told = String::new();
    for name in changes.documents.keys() {
        let of_document = || changes.changes.iter().filter(|change| change.document == *name);
        let _ = writeln!(told, "{name}");
        for change in of_document().take(most) {
            let sign = match change.kind {
                ChangeKind::Added => "added  ",
                ChangeKind::Dropped => "dropped",
                ChangeKind::Altered => "altered",
            };
            let _ = writeln!(
                told,
                "  {sign} line {}  {}  [{}]",
                change.line, change.says, change.rule
            );
            for field in &change.fields {
                let _ = writeln!(told, "          {:<10} {} → {}", field.field, field.old, field.new);
            }
        }
        let all = of_document().count();
        if all > most {
            let _ = writeln!(told, "  … and {} more; --list N lists N of each document", all - most);
        }
        told.push('\n');
    }
    let row = |name: &str, counts: &Counts| {
        let figures = [counts.added, counts.dropped, counts.altered].map(|count| count.to_string());
        [vec![name.to_owned()], figures.to_vec()].concat()
    };
    if !changes.changes.is_empty() {
        let mut rules = Table::new(&["rule", "added", "dropped", "altered"]);
        changes
            .rules
            .iter()
            .for_each(|(name, counts)| rules.row(row(name, counts)));
        let mut documents = Table::new(&["document", "added", "dropped", "altered"]);
        changes
            .documents
            .iter()
            .for_each(|(name, counts)| documents.row(row(name, counts)));
        let _ = write!(told, "{}\n{}", rules.text(), documents.text());
    }
    if !changes.fields.is_empty() {
        let mut fields = Table::new(&["field", "altered"]);
        for (name, count) in &changes.fields {
            fields.row(vec![(*name).to_owned(), count.to_string()]);
        }
        let _ = write!(told, "\n{}", fields.text());
    }
    if !told.is_empty() {
        told.push('\n');
    }
    let count = |kind: ChangeKind| changes.changes.iter().filter(|change| change.kind == kind).count();
    let _ = writeln!(
        told,
        "{} documents, {} facts before and {} now: {} added, {} dropped, {} altered",
        changes.documents_compared,
        changes.old_facts,
        changes.new_facts,
        count(ChangeKind::Added),
        count(ChangeKind::Dropped),
        count(ChangeKind::Altered)
    );
    if !changes.not_compared.is_empty() {
        let names: Vec<&str> = changes.not_compared.iter().take(10).map(String::as_str).collect();
        let more = match changes.not_compared.len() {
            0..=10 => String::new(),
            many => format!(" and {} more", many - 10),
        };
        let _ = writeln!(
            told,
            "not compared, as only one side has them or their content differs: {}{more}",
            names.join(", ")
        );
    }
    told
}
