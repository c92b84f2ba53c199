//! `src/lib.rs` lists the modules in the order in which the data flows, and a module uses only what stands above it.
//! This test reads the sources and names every line that does otherwise. Code that only the tests compile may look further
//! down the pipeline to say what it expects (of a period, the days it comes to), so it is passed over: files named
//! `tests.rs` or `…_tests.rs`, and `mod tests { … }` within a file.

use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn modules_use_only_what_stands_above_them() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let order = order(&fs::read_to_string(source.join("lib.rs")).unwrap());
    assert!(
        order.len() > 10,
        "the modules of src/lib.rs were not understood: {order:?}"
    );
    let mut wrong = Vec::new();
    let mut files = 0;
    for module in &order {
        for (path, depth) in files_of(&source, module) {
            let name = path
                .strip_prefix(env!("CARGO_MANIFEST_DIR"))
                .unwrap()
                .display()
                .to_string();
            wrong.extend(violations(
                &order,
                module,
                &name,
                depth,
                &fs::read_to_string(&path).unwrap(),
            ));
            files += 1;
        }
    }
    assert!(files >= order.len(), "{files} files for {} modules", order.len());
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// The names of `pub mod name;` in order.
fn order(lib: &str) -> Vec<String> {
    let declared = lib
        .lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
    declared.map(str::to_owned).collect()
}

/// The files of a module, each with how many modules deep its code is: 1 for `x.rs` and `x/mod.rs`, 2 for `x/y.rs`.
fn files_of(source: &Path, module: &str) -> Vec<(PathBuf, usize)> {
    let mut files = vec![(source.join(format!("{module}.rs")), 1)];
    let mut folders = vec![(source.join(module), 1)];
    while let Some((folder, depth)) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push((path, depth + 1));
            } else if is_for_tests(&path) {
                continue;
            } else if path.ends_with("mod.rs") {
                files.push((path, depth));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push((path, depth + 1));
            }
        }
    }
    files.retain(|(path, _)| path.is_file());
    files.sort();
    files
}

fn is_for_tests(path: &Path) -> bool {
    path.file_stem()
        .and_then(|stem| stem.to_str())
        .is_some_and(|stem| stem == "tests" || stem.ends_with("_tests"))
}

/// A sentence for every use of a module that stands below `module`.
fn violations(order: &[String], module: &str, file: &str, depth: usize, text: &str) -> Vec<String> {
    let place = |name: &str| order.iter().position(|known| known == name);
    let own = place(module).expect("a module of lib.rs");
    let below = uses(text, depth)
        .into_iter()
        .filter(|(_, name)| place(name).is_some_and(|at| at > own));
    below
        .map(|(line, name)| {
            format!(
                "{file}:{line} uses crate::{name}, but `{name}` stands below `{module}` in src/lib.rs: \
                 a module uses only what stands above it"
            )
        })
        .collect()
}

/// The modules of the crate root that a text names, by `crate::`, or by as many `super::` as lead to the root; each with
/// its 1-based line. `depth` counts the modules from the root down to the file.
fn uses(text: &str, depth: usize) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let (mut at, mut inline, mut for_tests) = (0, 0, false);
    for (index, line) in text.split_inclusive('\n').enumerate() {
        // The sources are formatted: a module within a file begins and ends at the left margin.
        if line.trim_end().ends_with('{') && line.trim_start_matches("pub ").starts_with("mod ") {
            inline = 1;
            for_tests = line.starts_with("mod tests ");
        } else if line.starts_with('}') {
            (inline, for_tests) = (0, false);
        }
        let passed_over = for_tests || line.trim_start().starts_with("//");
        let code = if passed_over { "" } else { line };
        let to_root = "super::".repeat(depth + inline);
        for root in ["crate::", &to_root] {
            for (begin, _) in code.match_indices(root) {
                let before = &code[..begin];
                if !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | ':')) {
                    // A list may go on over the following lines.
                    let rest = &text[at + begin + root.len()..];
                    found.extend(named(rest).into_iter().map(|name| (index + 1, name)));
                }
            }
        }
        at += line.len();
    }
    found
}

/// `a::b…` → a; `{a::{b, c}, d as e}…` → a, d.
fn named(path: &str) -> Vec<String> {
    let word = |text: &str| {
        text.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect::<String>()
    };
    let Some(list) = path.strip_prefix('{') else {
        return vec![word(path)];
    };
    let (mut names, mut nested, mut item) = (Vec::new(), 0, true);
    for (at, c) in list.char_indices() {
        match c {
            '{' => nested += 1,
            '}' if nested == 0 => break,
            '}' => nested -= 1,
            ',' if nested == 0 => item = true,
            c if c.is_whitespace() => {}
            _ if item && nested == 0 => {
                names.push(word(&list[at..]));
                item = false;
            }
            _ => {}
        }
    }
    names
}

/// The check itself, on a made-up program: `walk` may use `model`, and nothing may use `write`.
#[test]
fn a_forbidden_use_is_named_with_its_file_and_line() {
    let order = order("//! Words: mod x;\npub mod model;\n\npub mod walk;\nmod decode;\npub mod write;\n");
    assert_eq!(order, ["model", "walk", "decode", "write"]);
    let lines = |depth: usize, text: &str| -> Vec<usize> { uses_of(&order, depth, text) };

    let sentence = violations(
        &order,
        "walk",
        "src/walk.rs",
        1,
        "use std::fs;\nuse crate::decode::decode;\n",
    );
    assert_eq!(
        sentence,
        [
            "src/walk.rs:2 uses crate::decode, but `decode` stands below `walk` in src/lib.rs: \
          a module uses only what stands above it"
        ]
    );
    // Allowed: what stands above, the module itself, other crates, what only looks alike, words in comments.
    let good = "use crate::model::Fact;\nuse crate::walk::x;\nuse serde::write::decode;\nuse my_crate::write;\n\
                // crate::write\n/// [`crate::write`]\nuse super::Local;\n";
    assert_eq!(lines(2, good), [0; 0]);
    // Forbidden, in every way in which it can be written.
    assert_eq!(lines(1, "use crate::{model::Fact, write};\n"), [1]);
    assert_eq!(
        lines(
            1,
            "\nuse crate::{\n    model::{Fact, Span},\n    decode::{self, decode},\n    write as put,\n};\n"
        ),
        [2, 2]
    );
    assert_eq!(lines(1, "fn f() {\n    let x = crate::write::FILES;\n}\n"), [2]);
    assert_eq!(lines(1, "use super::write;\n"), [1]);
    assert_eq!(lines(2, "use super::super::write;\n"), [1]);
    assert_eq!(
        lines(
            1,
            "mod inner {\n    use super::*;\n    use super::write;\n    use super::super::write;\n}\nuse super::write;\n"
        ),
        [4, 6]
    );
    // What only tests compile is free to look on.
    assert_eq!(
        lines(1, "mod tests {\n    use crate::write;\n}\nuse crate::write;\n"),
        [4]
    );
    assert!(is_for_tests(Path::new("src/walk/tests.rs")) && is_for_tests(Path::new("src/walk/name_tests.rs")));
    assert!(!is_for_tests(Path::new("src/walk/names.rs")));
    assert_eq!(lines(2, "use super::write;\n"), [0; 0]);
}

/// Lines at which a text of the module `walk`, so many modules deep, uses what stands below it.
fn uses_of(order: &[String], depth: usize, text: &str) -> Vec<usize> {
    let sentences = violations(order, "walk", "f", depth, text);
    sentences
        .iter()
        .map(|sentence| sentence.split([':', ' ']).nth(1).unwrap().parse().unwrap())
        .collect()
}
