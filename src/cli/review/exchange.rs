//! `gongbao review export` and `import`: decisions as lines, for git and for other machines.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};

use crate::cli::{must_exist, print};
use crate::review::{Decision, Store};

/// Writes all decisions, oldest first.
pub fn export(output: &Path, to: Option<&Path>) -> anyhow::Result<ExitCode> {
    must_exist(output)?;
    let store =
        Store::existing(output)?.ok_or_else(|| anyhow!("{}: nobody has decided anything yet", output.display()))?;
    let mut text = String::new();
    for decision in store.all()? {
        text += &serde_json::to_string(&decision)?;
        text.push('\n');
    }
    match to {
        Some(path) => fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?,
        None => print(&text)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Bytes of a file of decisions, at most.
const LARGEST_IMPORT: u64 = 1 << 30;

/// Adds decisions, all or none.
pub fn import(output: &Path, files: &[PathBuf]) -> anyhow::Result<ExitCode> {
    must_exist(output)?;
    if !output.join("facts.jsonl").is_file() {
        bail!(
            "{}: no output of `gongbao extract`: no facts.jsonl in it",
            output.display()
        );
    }
    let mut decisions: Vec<Decision> = Vec::new();
    for path in files {
        let size = path
            .metadata()
            .with_context(|| format!("cannot read {}", path.display()))?
            .len();
        if size > LARGEST_IMPORT {
            bail!("{}: {size} bytes are no file of decisions", path.display());
        }
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let place = || format!("{}:{}: no decision; nothing was imported", path.display(), index + 1);
            let decision: Decision = serde_json::from_str(line).with_context(place)?;
            decision.check().map_err(|why| anyhow!(why)).with_context(place)?;
            decisions.push(decision);
        }
    }
    let new = Store::open(output)?.add(&decisions)?;
    let known = decisions.len() - new;
    print(&format!("{new} new decisions, {known} known already\n"))?;
    Ok(ExitCode::SUCCESS)
}
