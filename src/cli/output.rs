//! An output folder, read back.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, bail};
use serde::de::DeserializeOwned;

use crate::changes::Side;
use crate::model::{Fact, NumberRecord};
use crate::review::Effects;
use crate::write::settle;

/// The facts and documents of an output.
pub fn read(folder: &Path) -> anyhow::Result<Side> {
    open(folder)?;
    Ok(Side {
        documents: lines(&folder.join("documents.jsonl"))?,
        facts: lines(&folder.join("facts.jsonl"))?,
    })
}

/// The facts of an output one by one, in order: there may be more than the memory holds.
pub fn each_fact(folder: &Path, take: impl FnMut(Fact)) -> anyhow::Result<()> {
    open(folder)?;
    each(&folder.join("facts.jsonl"), take)
}

/// A fact as reviewers have it, behind those that they added before it; nothing, where they rejected it.
pub fn reviewed(fact: Fact, effects: Option<&mut Effects>) -> Vec<Fact> {
    match effects {
        Some(effects) => effects.apply(vec![fact]),
        None => vec![fact],
    }
}

/// Makes sure that there is an output, and that it is whole.
fn open(folder: &Path) -> anyhow::Result<()> {
    if !folder.join("facts.jsonl").is_file() {
        let what = if folder.exists() {
            "no output of `gongbao extract`: no facts.jsonl in it"
        } else {
            "no such folder"
        };
        bail!("{}: {what}", folder.display());
    }
    settle(folder)?;
    Ok(())
}

/// Every number of an output.
pub fn ledger(folder: &Path) -> anyhow::Result<Vec<NumberRecord>> {
    lines(&folder.join("numbers.jsonl"))
}

fn lines<T: DeserializeOwned>(path: &Path) -> anyhow::Result<Vec<T>> {
    let mut all = Vec::new();
    each(path, |record| all.push(record))?;
    Ok(all)
}

fn each<T: DeserializeOwned>(path: &Path, mut take: impl FnMut(T)) -> anyhow::Result<()> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    for (index, line) in BufReader::new(file).lines().enumerate() {
        let place = || format!("{}:{}", path.display(), index + 1);
        let line = line.with_context(place)?;
        take(serde_json::from_str(&line).with_context(|| {
            format!(
                "{}: not written by this version of gongbao; run `gongbao extract` again",
                place()
            )
        })?);
    }
    Ok(())
}
