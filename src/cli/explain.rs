//! `gongbao explain`: one document → how its facts came about.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};

use crate::explain::explain;
use crate::extractor::{Extractor, Metadata};
use crate::resolve::PartialDate;

use super::{RulesFolder, day, load_rules, must_exist, print};

/// Tell how each fact of a document, and each number left open, came about (说明出处)
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gongbao explain bulletins/2023.txt
  gongbao explain bulletins/2023.txt:42
  gongbao explain bulletins/2023.txt:42 --rules my-rules")]
pub struct Arguments {
    /// The document; with a colon and a number, only that line of it
    #[arg(value_name = "PATH[:LINE]")]
    place: PathBuf,
    #[command(flatten)]
    rules: RulesFolder,
    /// The day on which the document was published; without it, the document is asked
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    date: Option<jiff::civil::Date>,
}

/// Runs the command.
pub fn main(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let (path, line) = place(&arguments.place)?;
    must_exist(&path)?;
    if path.is_dir() {
        bail!("{}: a folder; name one document in it", path.display());
    }
    let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let extractor = Extractor::new(load_rules(arguments.rules.rules.as_deref())?);
    let metadata = Metadata {
        date: arguments.date.map(PartialDate::Day),
        ..Metadata::default()
    };
    let document = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    print(&explain(&extractor, &document, &bytes, &metadata, line))?;
    Ok(ExitCode::SUCCESS)
}

/// `a.txt:42` → the path and the line. A file whose name ends so is taken as it is.
fn place(typed: &Path) -> anyhow::Result<(PathBuf, Option<usize>)> {
    if typed.exists() {
        return Ok((typed.to_owned(), None));
    }
    let text = typed.to_string_lossy();
    match text.rsplit_once(':') {
        Some((path, line)) if !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit()) => {
            match line.parse() {
                Ok(0) | Err(_) => bail!("{text}: there is no line {line}; lines are counted from 1"),
                Ok(line) => Ok((path.into(), Some(line))),
            }
        }
        _ => Ok((typed.to_owned(), None)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_path_or_a_path_and_a_line() {
        let folder = tempfile::tempdir().unwrap();
        let odd = folder.path().join("2023:42");
        fs::write(&odd, "").unwrap();
        let taken = |typed: &str| {
            place(Path::new(typed))
                .map(|(path, line)| (path.to_string_lossy().into_owned(), line))
                .map_err(|e| e.to_string())
        };
        assert_eq!(taken("a.txt"), Ok(("a.txt".to_owned(), None)));
        assert_eq!(taken("甲/a.txt:42"), Ok(("甲/a.txt".to_owned(), Some(42))));
        assert_eq!(taken("C:a.txt"), Ok(("C:a.txt".to_owned(), None)));
        assert_eq!(taken("a.txt:"), Ok(("a.txt:".to_owned(), None)));
        assert_eq!(
            taken(&odd.to_string_lossy()),
            Ok((odd.to_string_lossy().into_owned(), None))
        );
        assert_eq!(
            taken("a.txt:0"),
            Err("a.txt:0: there is no line 0; lines are counted from 1".to_owned())
        );
    }
}
