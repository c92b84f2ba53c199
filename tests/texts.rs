//! Texts as carriers leave them, and the structure that is to be read from them: `tests/texts/*.txt`.
//!
//! A case begins with `=== what it shows`; then comes the text as it is in the file, `---`, and the structure, one block a
//! line: `T` title, `H1` heading of the first level, `P2` paragraph of two sentences, `F` furniture (what belongs to the
//! carrier), `TABLE` with a line for each row. `⏎` in the text is a line break that could not be seen otherwise (`\\r`),
//! `⟨…⟩` a line of the structure that is told of the whole document: its title, its issuer, digits that left the text.
//!
//! With `TEXTS=write` in the environment the structures are written anew; what changed is to be read before it is committed.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use gongbao::repair::repair;
use gongbao::rules::Rules;
use gongbao::split::{BlockKind, split};

/// One case of a file.
struct Case {
    name: String,
    text: String,
    expected: String,
}

fn cases(file: &str) -> Vec<Case> {
    let parts = file.split("=== ").skip(1);
    parts
        .map(|part| {
            let (name, rest) = part.split_once('\n').expect("a name and a text");
            let (text, expected) = rest.split_once("\n---\n").expect("a text, --- and its structure");
            Case {
                name: name.to_owned(),
                text: text.to_owned(),
                expected: expected.trim_end().to_owned(),
            }
        })
        .collect()
}

/// The structure of a text, a line for each block.
fn structure(source: &str, rules: &Rules) -> String {
    let source = source.replace("⏎\n", "\r\n");
    let repaired = repair(&source, &rules.layout);
    let text = &repaired.text;
    let found = split(text, &rules.layout);
    let mut out = String::new();
    for block in &found.blocks {
        let words = block.span.of(text).replace('\n', " ↵ ");
        let _ = match &block.kind {
            BlockKind::Title => writeln!(out, "T {words}"),
            BlockKind::Heading { level } => writeln!(out, "H{level} {words}"),
            BlockKind::Paragraph { sentences } => writeln!(out, "P{} {words}", sentences.len()),
            BlockKind::Furniture => writeln!(out, "F {words}"),
            BlockKind::Table(table) => {
                // Its rows and columns cannot be told.
                if table.rows.is_empty() {
                    let _ = writeln!(out, "TABLE? {}", block.span.of(text));
                    continue;
                }
                let _ = writeln!(out, "TABLE");
                for row in &table.rows {
                    let label: String = row.label.iter().map(|span| span.of(text)).collect();
                    let cells: Vec<_> = row
                        .cells
                        .iter()
                        .map(|cell| cell.map_or("∅", |cell| cell.of(text)))
                        .collect();
                    let _ = writeln!(out, "  {label}: {}", cells.join(" | "));
                }
                Ok(())
            }
        };
    }
    if let Some(issuer) = found.issuer {
        let _ = writeln!(out, "⟨issuer {}⟩", issuer.of(text));
    }
    let asides: Vec<_> = repaired.asides.iter().map(|aside| aside.of(&source).trim()).collect();
    if !asides.is_empty() {
        let _ = writeln!(out, "⟨aside {}⟩", asides.join(" "));
    }
    out.trim_end().to_owned()
}

#[test]
fn texts_have_the_structure_that_a_reader_sees() {
    let rules = Rules::embedded();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/texts");
    let write = std::env::var("TEXTS").is_ok_and(|wish| wish == "write");
    let mut wrong = Vec::new();
    let mut count = 0;
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    for path in files {
        let file = fs::read_to_string(&path).unwrap();
        let mut written = file.split("=== ").next().unwrap_or_default().to_owned();
        for case in cases(&file) {
            count += 1;
            let found = structure(&case.text, &rules);
            let _ = write!(written, "=== {}\n{}\n---\n{found}\n\n", case.name, case.text);
            if found != case.expected {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                wrong.push(format!(
                    "{name}: {}\n{}\n--- expected\n{}\n--- found\n{found}\n",
                    case.name, case.text, case.expected
                ));
            }
        }
        if write {
            fs::write(&path, written.trim_end().to_owned() + "\n").unwrap();
        }
    }
    assert!(count >= 40, "only {count} cases were found");
    assert!(
        write || wrong.is_empty(),
        "{} of {count}:\n\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
