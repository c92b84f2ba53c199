//! The mistakes a rule author can make, each with the whole message that he reads: `mistakes.txt` beside this file.
//!
//! A case is `=== what is wrong`, the snippet, `---`, the message. A snippet that begins with `pattern =` or
//! `[[rule.fact]]` and the like is put into a sound rule; `## path` lines begin the files of a larger one.

use super::rules::{load_patterns, unread};
use super::{Cues, Diagnostic, RuleFile};

const CASES: &str = include_str!("mistakes.txt");

const CUES: &str = "[up]\nabout = '上升'\nwords = ['增长']\n\n[down]\nabout = '下降'\nwords = ['下降']\n";

/// The snippet as files.
fn files(snippet: &str) -> Vec<RuleFile> {
    if !snippet.starts_with("## ") {
        return vec![RuleFile::new("patterns/own.toml", &in_a_rule(snippet))];
    }
    let parts = snippet.split("## ").skip(1);
    parts
        .map(|part| {
            let (path, text) = part.split_once('\n').expect("a path and a text");
            RuleFile::new(path, text)
        })
        .collect()
}

fn in_a_rule(snippet: &str) -> String {
    let mut rule = String::from("[[rule]]\nid = \"own.moved\"\nabout = \"增长\"\n");
    let pattern = "pattern = \"{what:np} <up|down:dir> {value:quantity}\"\n";
    if !snippet.contains("pattern =") && !snippet.contains("within = \"row\"") {
        rule.push_str(pattern);
    }
    let fact = "[[rule.fact]]\nvalue = \"value\"\nlabel = \"{what}\"\n";
    let accept = "[[rule.accept]]\ntext = \"产量增长3%。\"\nfacts = [\"产量 = 3 %\"]\n";
    let holds = |table: &str| snippet.contains(table);
    let (keys, tables) = snippet.split_at(snippet.find("[[").unwrap_or(snippet.len()));
    rule.push_str(keys);
    if !holds("[[rule.fact]]") {
        rule.push_str(fact);
    }
    if !holds("[[rule.accept]]") && !holds("within = \"row\"") {
        rule.push_str(accept);
    }
    rule.push_str(tables);
    rule
}

/// Every message that the files bring about, as printed.
fn told(snippet: &str) -> String {
    let mut files = files(snippet);
    let mut mistakes: Vec<Diagnostic> = files
        .iter()
        .filter(|file| !file.path.starts_with("cues/") && !file.path.starts_with("patterns/"))
        .map(unread)
        .collect();
    if !files.iter().any(|file| file.path.starts_with("cues/")) {
        files.push(RuleFile::new("cues/shipped.toml", CUES));
    }
    match Cues::load(files.iter().filter(|file| file.path.starts_with("cues/"))) {
        Ok(cues) => drop(load_patterns(&files, &cues, &mut mistakes)),
        Err(more) => mistakes.extend(more),
    }
    let texts: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    texts.join("\n")
}

#[test]
fn every_mistake_has_its_message() {
    let mut wrong = String::new();
    let mut kinds = std::collections::BTreeSet::new();
    for case in CASES.split("\n=== ").skip(1) {
        let (name, rest) = case.split_once('\n').expect("a name");
        let (snippet, expected) = rest.split_once("\n---\n").expect("a message");
        let found = told(&format!("{snippet}\n"));
        if found.trim_end() != expected.trim_end() {
            wrong.push_str(&format!("=== {name}\n{snippet}\n---\n{found}\n\n"));
        }
        let place = ["error: ", " --> ", "^"].iter().all(|part| found.contains(part));
        assert!(place || found.contains("nothing reads"), "no place: {name}\n{found}");
        let title = found.lines().next().unwrap_or_default();
        kinds.insert(title.split('`').step_by(2).collect::<String>());
    }
    assert!(wrong.is_empty(), "these messages are others:\n\n{wrong}");
    assert!(kinds.len() >= 30, "{} kinds of mistake", kinds.len());
}

#[test]
fn a_sound_rule_has_none() {
    assert_eq!(told("unless = [\"<up> in heading\"]\n"), "");
}
