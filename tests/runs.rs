//! Runs after runs into one folder: what is taken over and what is read again, stopped runs, and two at once. Kills at
//! random moments are the matter of `tests/kill.py`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

const FILES: [&str; 4] = ["documents.jsonl", "facts.jsonl", "numbers.jsonl", "run.json"];

/// A folder of its own for one test.
struct Place(TempDir);

impl Place {
    /// Twelve bulletins in two folders, and a copy of the rules.
    fn new() -> Self {
        let place = Self(tempfile::tempdir().expect("a temporary folder"));
        for index in 0..12 {
            place.write(
                &format!("in/{}/{index:02}.txt", ["甲", "乙"][index % 2]),
                &bulletin(2000 + index),
            );
        }
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("rules"),
            &place.path("rules"),
        );
        place
    }

    /// Bulletins enough for a run to take a while.
    fn large() -> Self {
        let place = Self(tempfile::tempdir().expect("a temporary folder"));
        for index in 0..120 {
            place.write(&format!("in/{index:03}.txt"), &bulletin(1600 + index).repeat(10));
        }
        place.write("few/a.txt", &bulletin(2023));
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongbao"));
        command.current_dir(self.0.path()).arg("extract").args(arguments);
        command.stdin(Stdio::null()).stderr(Stdio::piped());
        command
    }

    /// Runs `extract` with `arguments` to its end, and gives the number of documents taken over.
    fn extract(&self, arguments: &[&str]) -> usize {
        let ended = self.command(arguments).output().unwrap();
        let summary = String::from_utf8(ended.stderr).unwrap();
        assert!(matches!(ended.status.code(), Some(0 | 1)), "{summary}");
        let told = summary.lines().find_map(|line| line.strip_prefix("unchanged "));
        let words = told.map(|told| told.split_whitespace().collect::<Vec<_>>());
        words.map_or(0, |words| words[0].parse().unwrap())
    }

    /// Name → content of the four files.
    fn files(&self, output: &str) -> BTreeMap<&'static str, Vec<u8>> {
        FILES
            .into_iter()
            .map(|name| (name, fs::read(self.path(output).join(name)).unwrap()))
            .collect()
    }
}

fn bulletin(year: usize) -> String {
    format!(
        "湖州市{year}年国民经济和社会发展统计公报\n\n全市生产总值{year}亿元，比上年增长5.8%。新增高新技术企业120家，居全省第3位。\n"
    )
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_run_reads_what_has_changed_and_takes_over_the_rest() {
    let place = Place::new();
    let change_a_rule = || {
        let path = place.path("rules/lexicon/layout.toml");
        fs::write(&path, fs::read_to_string(&path).unwrap() + "\n# another line\n").unwrap();
    };
    // What is done before the run, further arguments, and how many of the documents are read.
    type Step<'a> = (&'a str, &'a dyn Fn(), &'a [&'a str], usize);
    let nothing = || {};
    let another = || place.write("in/甲/00.txt", &bulletin(1999));
    let new = || place.write("in/乙/new.txt", &bulletin(2040));
    // The name is evidence: the place in it may be that of the document.
    let renamed = || fs::rename(place.path("in/甲/00.txt"), place.path("in/甲/嘉兴市.txt")).unwrap();
    let table = |rows: &str| place.write("in/metadata.csv", &format!("path,area,date\n{rows}"));
    let two_rows = || table("甲/02.txt,宁波市,\n乙/01.txt,,2024\n");
    let other_rows = || table("甲/02.txt,宁波市,\n乙/01.txt,,2025\n");
    let one_row = || table("甲/02.txt,宁波市,\n");
    let gone = || fs::remove_dir_all(place.path("out/.gongbao")).unwrap();
    let steps: &[Step] = &[
        ("the first run", &nothing, &[], 12),
        ("nothing changes", &nothing, &["--threads", "1"], 0),
        ("a document changes", &another, &[], 1),
        ("one is new", &new, &[], 1),
        ("one is renamed", &renamed, &[], 1),
        ("a table tells of two", &two_rows, &[], 2),
        ("a row changes", &other_rows, &[], 1),
        ("a row goes", &one_row, &[], 0),
        ("a date is given", &nothing, &["--date", "2024-03-01"], 13),
        (
            "a pattern is given",
            &nothing,
            &["--path-pattern", "{*}/{title}.txt"],
            13,
        ),
        ("the same rules in a folder", &nothing, &["--rules", "rules"], 0),
        ("a rule file changes", &change_a_rule, &["--rules", "rules"], 13),
        ("a fresh run", &nothing, &["--fresh"], 13),
        ("after it", &nothing, &[], 0),
        ("the store is gone", &gone, &[], 13),
        // Refused for their size: that is for each run to say.
        ("a limit", &nothing, &["--max-file-size", "100"], 13),
    ];
    for (what, change, arguments, expected) in steps {
        change();
        let taken = place.extract(&[&["in", "-o", "out"], *arguments].concat());
        let files = place.files("out");
        let run: gongbao::model::RunRecord = serde_json::from_slice(&files["run.json"]).unwrap();
        assert_eq!(run.inputs.files - taken, *expected, "{what}");
        let clean = format!("clean of {what}");
        assert_eq!(place.extract(&[&["in", "-o", &clean], *arguments].concat()), 0);
        assert!(files == place.files(&clean), "{what}: other bytes than a clean run");
    }
}

#[test]
fn a_damaged_store_costs_time_and_nothing_else() {
    let place = Place::new();
    place.extract(&["in", "-o", "out"]);
    let before = place.files("out");
    let store = place.path("out/.gongbao/documents.store");
    let whole = fs::read(&store).unwrap();
    // Torn in the middle, a bit flipped, something else altogether.
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 4;
    for bytes in [&whole[..whole.len() / 2], &flipped, b"not a store"] {
        fs::write(&store, bytes).unwrap();
        assert!(place.extract(&["in", "-o", "out"]) < 12);
        assert!(place.files("out") == before);
        assert_eq!(place.extract(&["in", "-o", "out"]), 12, "it is mended");
    }
}

#[test]
fn the_account_of_a_run_names_the_hashes_of_its_files() {
    let place = Place::new();
    place.extract(&["in", "-o", "out"]);
    let files = place.files("out");
    let run: gongbao::model::RunRecord = serde_json::from_slice(&files["run.json"]).unwrap();
    assert_eq!(
        run.files.keys().collect::<Vec<_>>(),
        FILES[..3].iter().collect::<Vec<_>>()
    );
    for (name, written) in &run.files {
        let content = &files[&**name];
        assert_eq!(written.bytes, content.len() as u64, "{name}");
        assert_eq!(written.hash, blake3::hash(content).to_hex().as_str(), "{name}");
    }
}

#[cfg(unix)]
mod while_it_runs {
    use std::io::{BufRead, BufReader};
    use std::process::Child;
    use std::thread;
    use std::time::{Duration, Instant};

    use super::*;

    /// A run over many documents, at the moment when it has kept the first of them.
    fn under_way(place: &Place, output: &str) -> Child {
        let store = place.path(output).join(".gongbao/documents.store");
        let length = || fs::metadata(&store).map_or(0, |meta| meta.len());
        let (before, begun) = (length().max(100), Instant::now());
        let child = place.command(&["in", "-o", output, "--threads", "1"]).spawn().unwrap();
        while length() <= before {
            assert!(begun.elapsed() < Duration::from_secs(60), "nothing is kept");
            thread::sleep(Duration::from_millis(2));
        }
        child
    }

    fn signal(child: &Child, name: &str) {
        let sent = Command::new("kill")
            .args(["-s", name, &child.id().to_string()])
            .status();
        assert!(sent.unwrap().success());
    }

    #[test]
    fn a_stopped_run_leaves_the_previous_output_and_the_next_goes_on() {
        let place = Place::large();
        place.extract(&["in", "-o", "clean"]);
        for (name, code) in [("INT", 130), ("TERM", 143)] {
            place.extract(&["few", "-o", "out", "--fresh"]);
            let before = place.files("out");
            let child = under_way(&place, "out");
            signal(&child, name);
            let ended = child.wait_with_output().unwrap();
            let told = String::from_utf8(ended.stderr).unwrap();
            assert_eq!(ended.status.code(), Some(code), "{told}");
            let (_, told) = told.split_once("stopped after ").expect("a summary");
            let (read, rest) = told.split_once(" of ").unwrap();
            assert_eq!(
                rest,
                "120 documents; the previous output is untouched, and what was read is kept: the same command goes on from \
                 there\n"
            );
            let read: usize = read.parse().unwrap();
            assert!(0 < read && read < 120, "{read}");
            assert!(place.files("out") == before);
            let names = fs::read_dir(place.path("out")).unwrap();
            assert_eq!(
                names.count(),
                5,
                "the four files and what is kept, nothing half-written"
            );
            assert_eq!(place.extract(&["in", "-o", "out"]), read);
            assert!(place.files("out") == place.files("clean"));
        }
    }

    #[test]
    fn a_second_signal_ends_a_run_at_once() {
        let place = Place::large();
        // A document that takes half a minute is being read when the signals come.
        place.write("in/001.txt", &bulletin(2024).repeat(40_000));
        let mut child = under_way(&place, "out");
        // It begins a moment after the one before it is kept; a run that is stopped in between has nothing to wait for.
        thread::sleep(Duration::from_secs(1));
        signal(&child, "INT");
        let mut told = String::new();
        BufReader::new(child.stderr.take().unwrap())
            .read_line(&mut told)
            .unwrap();
        assert_eq!(
            told,
            "stopping after the documents that are being read; Ctrl-C again stops at once\n"
        );
        signal(&child, "INT");
        let begun = Instant::now();
        assert_eq!(child.wait().unwrap().code(), Some(130));
        assert!(begun.elapsed() < Duration::from_secs(5));
    }

    #[test]
    fn a_second_run_is_refused_and_told_who_is_there() {
        let place = Place::large();
        place.extract(&["in", "-o", "clean"]);
        let first = under_way(&place, "out");
        let second = place.command(&["few", "-o", "out"]).output().unwrap();
        assert_eq!(second.status.code(), Some(2));
        assert_eq!(
            String::from_utf8(second.stderr).unwrap(),
            format!(
                "error: cannot use out as the output folder: another run (process {}) is writing to it; wait for its end, or \
                 give another folder with -o\n",
                first.id()
            )
        );
        assert!(matches!(first.wait_with_output().unwrap().status.code(), Some(0 | 1)));
        assert!(place.files("out") == place.files("clean"));
    }
}
