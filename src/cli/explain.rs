//! `gongbao explain`: one document → how its facts came about.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{anyhow, bail};

use crate::explain::explain;
use crate::extractor::{Extractor, Metadata};
use crate::metadata::{self, PathPattern, TABLE, Tables};
use crate::resolve::PartialDate;
use crate::walk::{Limits, SourceFile, read, slashed, unpack, walk};

use super::{RulesFolder, day, load_rules, must_exist, print};

/// Tell how each fact of a document, and each number left open, came about (说明出处)
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gongbao explain bulletins/2023.txt
  gongbao explain bulletins/2023.txt:42
  gongbao explain archive.zip!/2023/a.txt:42
  gongbao explain bulletins/2023.txt:42 --rules my-rules

What a metadata.csv in the document's folder, or in one above it, says of the document is believed here too.")]
pub struct Arguments {
    /// The document, archive.zip!/inner.txt for one in an archive; with a colon and a number, only that line of it
    #[arg(value_name = "PATH[:LINE]")]
    place: PathBuf,
    #[command(flatten)]
    rules: RulesFolder,
    /// The day on which the document was published; without it, the document is asked
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    date: Option<jiff::civil::Date>,
    /// What the path tells, as for extract
    #[arg(long, value_name = "PATTERN")]
    path_pattern: Option<PathPattern>,
}

/// What `extract` reads of a file and of an archive, unless it is told otherwise.
const LIMITS: Limits = Limits {
    member: 256 << 20,
    archive: 16 << 30,
};

/// Runs the command.
pub fn main(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let (typed, line) = place(&arguments.place)?;
    let (path, inner) = member(&typed);
    must_exist(&path)?;
    if path.is_dir() {
        bail!("{}: a folder; name one document in it", path.display());
    }
    let found = walk(std::slice::from_ref(&path), None, TABLE).items.into_iter().next();
    let file = found.ok_or_else(|| anyhow!("{}: not read", path.display()))??;
    let (document, bytes) = match file.container {
        Some(_) => in_archive(&file, &path, inner.as_deref())?,
        None => match inner {
            Some(inner) => bail!("{}: not an archive, so there is no {inner} in it", path.display()),
            None => (file.document.clone(), read(&file, LIMITS.member)?),
        },
    };
    let extractor = Extractor::new(load_rules(arguments.rules.rules.as_deref())?);
    let metadata = known(arguments, &extractor, &path, &file, &document)?;
    print(&explain(&extractor, &document, &bytes, &metadata, line))?;
    Ok(ExitCode::SUCCESS)
}

/// `folder/archive.zip!/inner.txt` → the archive's path and the member's name. A file of that name is taken as it is.
fn member(typed: &Path) -> (PathBuf, Option<String>) {
    let text = typed.to_string_lossy();
    match text.split_once("!/").filter(|_| !typed.exists()) {
        Some((archive, inner)) => (archive.into(), Some(inner.to_owned())),
        None => (typed.to_owned(), None),
    }
}

/// The document of that name in an archive; the only one where none is named.
fn in_archive(file: &SourceFile, path: &Path, inner: Option<&str>) -> anyhow::Result<(String, Vec<u8>)> {
    /// Documents named to a person who named none, or another.
    const NAMED: usize = 5;
    let wanted = inner.map(|inner| format!("{}!/{inner}", file.document));
    let mut found = None;
    let mut problem = None;
    let (mut names, mut count) = (Vec::new(), 0);
    unpack(file, LIMITS, &mut |item| {
        let name = match &item {
            Ok(member) => &member.document,
            Err(problem) => &problem.document,
        };
        let here = wanted.as_ref().is_none_or(|wanted| wanted == name);
        count += 1;
        if names.len() < NAMED {
            names.extend(name.split_once("!/").map(|(_, inner)| inner.to_owned()));
        }
        match item {
            Ok(member) if here => found = Some((member.document, member.bytes)),
            Err(told) if here || told.document == file.document => problem = Some(told),
            _ => {}
        }
        if wanted.is_some() && found.is_some() || wanted.is_none() && count > NAMED {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    let more = if count > NAMED { ", …" } else { "" };
    let names = names.join(", ");
    match (found, inner) {
        (Some(found), Some(_)) => Ok(found),
        (Some(found), None) if count == 1 => Ok(found),
        (_, None) if count > 1 => bail!(
            "{0}: an archive; name one document in it, as {0}!/…: {names}{more}",
            path.display()
        ),
        _ => match (problem, inner) {
            (Some(problem), _) => Err(problem.into()),
            (None, Some(inner)) if count > 0 => {
                bail!("{}: no document {inner} in it; it holds {names}{more}", path.display())
            }
            _ => bail!("{}: no document in it", path.display()),
        },
    }
}

/// What is known of the document beside its bytes, in the order of precedence that `extract` has.
fn known(
    arguments: &Arguments,
    extractor: &Extractor,
    path: &Path,
    file: &SourceFile,
    document: &str,
) -> anyhow::Result<Metadata> {
    let areas = &extractor.rules().areas;
    let absolute = std::path::absolute(path)?;
    let tables: Vec<SourceFile> = absolute
        .ancestors()
        .skip(1)
        .map(|folder| folder.join(TABLE))
        .filter(|table| table.is_file() && *table != absolute)
        .map(|path| SourceFile {
            document: slashed(&path),
            size: 0,
            container: None,
            path,
        })
        .collect();
    let tables = Tables::read(&tables, LIMITS.member, areas).map_err(|mistakes| anyhow!(mistakes.join("\n")))?;
    let place = match document.split_once("!/") {
        Some((_, inner)) => format!("{}!/{inner}", metadata::place(file)),
        None => metadata::place(file),
    };
    let row = tables.row(&place).map(|row| row.metadata.clone()).unwrap_or_default();
    let typed = slashed(path);
    let inner = document.strip_prefix(&*file.document).unwrap_or_default();
    let told = arguments.path_pattern.as_ref();
    let told = told.map(|pattern| pattern.read(&format!("{typed}{inner}"), areas));
    Ok(row.or(&told.unwrap_or_default()).or(&Metadata {
        date: arguments.date.map(PartialDate::Day),
        ..Metadata::default()
    }))
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
    use std::fs;

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
