//! The program as a person or a script meets it: arguments in, files, messages and exit codes out.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

/// The head of an image: no text in any encoding.
const BINARY: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\0\0\0\x01\0\x08\x06\0\0\0\xff\xfe\xfd\x80\0\0\0\0\0\0\x01\x02\x03";

const FILES: [&str; 4] = ["documents.jsonl", "facts.jsonl", "numbers.jsonl", "run.json"];

/// A folder of its own for one test, in which the program is run; so messages hold relative paths.
struct Place(TempDir);

/// How the program ended.
#[derive(Debug)]
struct Ended {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    /// A place with a file for each name and content; folders are made as needed.
    fn with(files: &[(&str, &[u8])]) -> Self {
        let place = Self::new();
        for (name, content) in files {
            place.write(name, content);
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, content: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongbao"));
        command.current_dir(self.0.path()).args(arguments).stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        end(&mut self.command(arguments))
    }

    /// Runs `extract` with `arguments`, which must come to an output, and gives its exit code.
    fn extract(&self, arguments: &[&str]) -> i32 {
        let ended = self.run(&[&["extract"], arguments].concat());
        assert!(matches!(ended.code, Some(0 | 1)), "{ended:?}");
        ended.code.unwrap()
    }

    /// Name → content of every file in a folder, hidden ones too; what lies in folders in it is left out, so also what is
    /// kept for later runs.
    fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let entries = fs::read_dir(self.path(folder)).unwrap().map(Result::unwrap);
        let entries = entries.filter(|entry| !entry.path().is_dir());
        let named = entries.map(|entry| {
            (
                entry.file_name().into_string().unwrap(),
                fs::read(entry.path()).unwrap(),
            )
        });
        named.collect()
    }

    /// Document → error of every line of `documents.jsonl`, in order.
    fn documents(&self, folder: &str) -> Vec<(String, Option<String>)> {
        let text = fs::read_to_string(self.path(folder).join("documents.jsonl")).unwrap();
        let records = text
            .lines()
            .map(|line| serde_json::from_str::<gongbao::model::DocumentRecord>(line).unwrap());
        records.map(|record| (record.document, record.error)).collect()
    }

    fn run_record(&self, folder: &str) -> gongbao::model::RunRecord {
        serde_json::from_slice(&fs::read(self.path(folder).join("run.json")).unwrap()).unwrap()
    }
}

/// The program with something on its standard input.
fn fed(arguments: &[&str], input: &[u8]) -> Ended {
    let place = Place::with(&[("input", input)]);
    let input = fs::File::open(place.path("input")).unwrap();
    end(place.command(arguments).stdin(input))
}

fn end(command: &mut Command) -> Ended {
    let output = command.output().expect("the program starts");
    Ended {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Asserts that the program ended with code 2, this message, and nothing on standard output.
fn assert_trouble(ended: &Ended, message: &str) {
    assert_eq!((ended.code, &*ended.stdout, &*ended.stderr), (Some(2), "", message));
}

/// The text without what the clock decides, and with the runs of spaces made one.
fn without_clock(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with("time "));
    lines
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ") + "\n")
        .collect()
}

fn bulletin(year: u32) -> Vec<u8> {
    let text = "湖州市{}年国民经济和社会发展统计公报\n\n全市生产总值3850亿元，比上年增长5.8%。新增高新技术企业120家，居全省第3位。\n";
    text.replace("{}", &year.to_string()).into_bytes()
}

/// Sixty bulletins in three folders, with two files that cannot be read among them.
fn archive() -> Place {
    let place = Place::new();
    for index in 0..60 {
        let name = format!("in/{}/{index:02}.txt", ["甲", "乙", "丙"][index % 3]);
        place.write(&name, &bulletin(1960 + index as u32).repeat(1 + index % 7 * 8));
    }
    place.write("in/乙/image.txt", BINARY);
    place.write("in/image.txt", BINARY);
    place
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.starts_with(b"0\n"))
}

// --- help and arguments ---

#[test]
fn help_names_every_command_and_the_exit_codes() {
    let place = Place::new();
    for arguments in [&["--help"][..], &["help"]] {
        let ended = place.run(arguments);
        assert_eq!(ended.code, Some(0));
        for text in [
            "公报",
            "extract",
            "explain",
            "recognize",
            "rules",
            "schema",
            "Examples:",
            "Exit codes: 0 clean; 1 findings",
        ] {
            assert!(ended.stdout.contains(text), "{text} is missing in:\n{}", ended.stdout);
        }
    }
    for command in [
        &["extract"][..],
        &["explain"],
        &["recognize"],
        &["rules"],
        &["rules", "check"],
        &["rules", "test"],
        &["rules", "list"],
        &["schema"],
    ] {
        let ended = place.run(&[command, &["--help"]].concat());
        assert_eq!(ended.code, Some(0), "{command:?}");
        assert!(
            ended.stdout.contains(&format!("Usage: gongbao {}", command.join(" "))),
            "{}",
            ended.stdout
        );
    }
    assert_eq!(
        place.run(&["--version"]).stdout,
        format!("gongbao {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn bad_arguments_end_with_2_and_a_message_that_helps() {
    let place = Place::with(&[("in/a.txt", "2023年".as_bytes())]);
    let cases: &[(&[&str], &[&str])] = &[
        (&[], &["Usage: gongbao <COMMAND>", "Examples:"]),
        (
            &["extrakt"],
            &[
                "unrecognized subcommand 'extrakt'",
                "some similar subcommands exist: 'export', 'extract'",
            ],
        ),
        (
            &["extract", "in"],
            &["required arguments were not provided", "--output <DIR>"],
        ),
        (
            &["extract", "-o", "out"],
            &["required arguments were not provided", "<PATH>"],
        ),
        (
            &["extract", "in", "-o", "out", "--thread", "2"],
            &["unexpected argument '--thread'", "'--threads'"],
        ),
        (
            &["extract", "in", "-o", "out", "--threads", "0"],
            &["invalid value '0' for '--threads <N>'", "a number from 1 to 512"],
        ),
        (
            &["extract", "in", "-o", "out", "--threads", "two"],
            &["invalid value 'two' for '--threads <N>'"],
        ),
        (
            &["extract", "in", "-o", "out", "--date", "2024"],
            &["expected a day as YYYY-MM-DD, such as 2024-03-01"],
        ),
        (
            &["extract", "in", "-o", "out", "--date", "2023-02-29"],
            &["there is no such day in the calendar"],
        ),
        (
            &["extract", "in", "-o", "out", "--max-file-size", "big"],
            &["expected a size such as 500K, 256M or 2G"],
        ),
        (&["rules", "lint"], &["unrecognized subcommand 'lint'"]),
        (
            &["schema", "facts"],
            &[
                "invalid value 'facts'",
                "[possible values: fact, document, number, run, discrepancy, derived]",
            ],
        ),
    ];
    for (arguments, texts) in cases {
        let ended = place.run(arguments);
        assert_eq!(ended.code, Some(2), "{arguments:?}: {ended:?}");
        for text in *texts {
            assert!(
                ended.stderr.contains(text),
                "{arguments:?}: {text} is missing in:\n{}",
                ended.stderr
            );
        }
    }
    assert!(!place.path("out").exists(), "nothing is written after bad arguments");
}

#[test]
fn a_path_that_is_not_there_ends_the_run_before_it_begins() {
    let place = Place::with(&[("in/a.txt", b"")]);
    let ended = place.run(&["extract", "in", "bulletin", "-o", "out"]);
    assert_trouble(&ended, "error: bulletin: no such file or folder\n");
    assert!(!place.path("out").exists());
    assert_trouble(
        &place.run(&["explain", "bulletin.txt:7"]),
        "error: bulletin.txt: no such file or folder\n",
    );
    assert_trouble(
        &place.run(&["explain", "in"]),
        "error: in: a folder; name one document in it\n",
    );
}

#[test]
fn broken_rules_end_the_run_before_it_begins_and_are_shown_in_their_place() {
    let place = Place::with(&[
        ("in/a.txt", b""),
        ("rules/lexicon/units.toml", "[[unit]]\nname = '元\n".as_bytes()),
    ]);
    for command in [
        &["extract", "in", "-o", "out"][..],
        &["explain", "in/a.txt"],
        &["rules", "check"],
    ] {
        let ended = place.run(&[command, &["--rules", "rules"]].concat());
        assert_eq!((ended.code, &*ended.stdout), (Some(2), ""), "{ended:?}");
        assert!(
            ended.stderr.contains("in the rules; nothing was done\n"),
            "{}",
            ended.stderr
        );
        assert!(ended.stderr.contains("lexicon/units.toml:2:"), "{}", ended.stderr);
        assert!(ended.stderr.contains("2 | name = '元\n"), "{}", ended.stderr);
    }
    assert!(!place.path("out").exists());
    let message = "error: --rules nowhere: no such folder\n";
    assert_trouble(
        &place.run(&["extract", "in", "-o", "out", "--rules", "nowhere"]),
        message,
    );
    let message = "error: --rules in/a.txt: not a folder\n";
    assert_trouble(&place.run(&["rules", "check", "--rules", "in/a.txt"]), message);
}

#[test]
fn the_rules_compiled_in_hold_no_mistakes() {
    let ended = Place::new().run(&["rules", "check"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
}

// --- inputs ---

#[test]
fn an_empty_folder_gives_an_empty_output() {
    let place = Place::new();
    fs::create_dir(place.path("in")).unwrap();
    let ended = place.run(&["extract", "in", "-o", "out"]);
    assert_eq!(ended.code, Some(0));
    assert_eq!(
        without_clock(&ended.stderr),
        "There were no documents to read.\n\ndocuments 0 read\nfacts 0\nnumbers 0: 0 in facts, 0 skipped, 0 open\n\
         output out\n"
    );
    let files = place.files("out");
    assert_eq!(files.keys().collect::<Vec<_>>(), FILES);
    assert!(FILES[..3].iter().all(|name| files[*name].is_empty()));
}

#[test]
fn an_empty_file_is_a_finding_and_a_binary_file_a_failure() {
    // Nothing, white space behind a byte order mark, the mark that ended files under DOS, tags around nothing.
    let blank: [&[u8]; 4] = [b"", b"\xef\xbb\xbf \r\n", b"\r\n\x1a", b"<p></p>\n"];
    for content in blank {
        let place = Place::with(&[("empty.txt", content)]);
        assert_eq!(place.extract(&["empty.txt", "-o", "out"]), 1);
        let findings = place.run_record("out").totals.findings;
        assert_eq!(findings.get("empty-document"), Some(&1), "{content:?}");
    }
    let place = Place::with(&[("image.txt", BINARY)]);
    let ended = place.run(&["extract", "image.txt", "-o", "out"]);
    assert_eq!(ended.code, Some(1));
    assert!(
        ended.stderr.contains("documents  0 read, 1 failed\n"),
        "{}",
        ended.stderr
    );
    let (_, reason) = ended
        .stderr
        .split_once("\nNot read:\n  image.txt: ")
        .expect("the document is named");
    assert!(reason.contains("text"), "{reason}");
    assert_eq!(place.run_record("out").inputs.failed, 1);
}

#[test]
fn files_of_other_kinds_are_left_out_and_counted() {
    let files: [(&str, &[u8]); 4] = [
        ("in/a.pdf", b"%PDF"),
        ("in/b/c.pdf", b"%PDF"),
        ("in/d.docx", b"PK"),
        ("in/e.txt", b""),
    ];
    let place = Place::with(&files);
    let ended = place.run(&["extract", "in", "-o", "out"]);
    assert!(
        ended
            .stderr
            .contains("left out   3 files by extension: .pdf 2, .docx 1\n"),
        "{}",
        ended.stderr
    );
    assert_eq!(place.documents("out").len(), 1);
    // A file that is named is taken, whatever it is called.
    place.extract(&["in/a.pdf", "-o", "out"]);
    assert_eq!(place.documents("out")[0].0, "a.pdf");
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_or_back_are_named_and_the_rest_is_read() {
    use std::os::unix::fs::symlink;
    let place = Place::with(&[("in/a.txt", &bulletin(2023)), ("in/deep/b.txt", &bulletin(2022))]);
    symlink("gone.txt", place.path("in/dangling.txt")).unwrap();
    symlink("..", place.path("in/deep/loop")).unwrap();
    assert_eq!(place.extract(&["in", "-o", "out"]), 1);
    let documents = place.documents("out");
    let read: Vec<_> = documents
        .iter()
        .filter(|(_, error)| error.is_none())
        .map(|(name, _)| &**name)
        .collect();
    let failed: Vec<_> = documents
        .iter()
        .filter(|(_, error)| error.is_some())
        .map(|(name, _)| &**name)
        .collect();
    assert_eq!(
        (&*read, &*failed),
        (&["a.txt", "deep/b.txt"][..], &["dangling.txt", "deep/loop"][..])
    );
    assert!(documents.is_sorted(), "{documents:?}");
    // A link that is named on the command line and leads nowhere is a document that failed, like any other.
    assert_eq!(place.extract(&["in/dangling.txt", "-o", "out"]), 1);
    assert_eq!(place.run_record("out").inputs.failed, 1);
}

#[cfg(unix)]
#[test]
fn a_fifo_is_never_opened() {
    let place = Place::with(&[("in/a.txt", &bulletin(2023))]);
    let made = Command::new("mkfifo").arg(place.path("in/pipe.txt")).status();
    assert!(made.unwrap().success());
    // Would wait for a writer for ever if it were opened.
    place.extract(&["in", "-o", "out"]);
    let documents = place.documents("out");
    assert_eq!(
        documents.iter().filter(|(_, error)| error.is_none()).count(),
        1,
        "{documents:?}"
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_named_with_the_reason() {
    use std::os::unix::fs::PermissionsExt;
    if is_root() {
        eprintln!("skipped: root may read everything");
        return;
    }
    let place = Place::with(&[("in/a.txt", &bulletin(2023)), ("in/secret.txt", b"1")]);
    fs::set_permissions(place.path("in/secret.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    assert_eq!(place.extract(&["in", "-o", "out"]), 1);
    let documents = place.documents("out");
    assert_eq!(documents[0].1, None);
    assert!(
        documents[1]
            .1
            .as_deref()
            .unwrap()
            .to_lowercase()
            .contains("permission denied"),
        "{documents:?}"
    );
}

#[test]
fn a_file_over_the_limit_is_refused_and_the_way_out_is_told() {
    let place = Place::with(&[("in/a.txt", &bulletin(2023)), ("in/huge.txt", &b"1 ".repeat(600))]);
    assert_eq!(place.extract(&["in", "-o", "out", "--max-file-size", "1K"]), 1);
    let documents = place.documents("out");
    assert_eq!(documents[0].1, None);
    let error = documents[1].1.as_deref().unwrap();
    assert!(error.contains("--max-file-size"), "{error}");
    // A sparse file: no memory is taken for what is refused.
    fs::File::create(place.path("in/huge.txt"))
        .unwrap()
        .set_len(1 << 40)
        .unwrap();
    assert_eq!(place.extract(&["in", "-o", "out"]), 1);
}

// --- outputs ---

#[test]
fn the_thread_count_and_a_second_run_change_no_byte() {
    let place = archive();
    let code = place.extract(&["in", "-o", "one", "--threads", "1"]);
    assert_eq!(code, 1);
    assert_eq!(place.extract(&["in", "-o", "three", "--threads", "3"]), code);
    let first = place.files("one");
    assert_eq!(first.keys().collect::<Vec<_>>(), FILES);
    assert!(first == place.files("three"), "three threads give other bytes than one");
    assert_eq!(place.extract(&["in", "-o", "one", "--quiet"]), code);
    assert!(first == place.files("one"), "a second run gives other bytes");

    let documents = place.documents("one");
    assert_eq!(documents.len(), 62);
    assert!(documents.is_sorted_by(|a, b| a.0 < b.0), "sorted by document");
    let run = place.run_record("one");
    assert_eq!(
        (
            run.inputs.files,
            run.inputs.read,
            run.inputs.failed,
            i32::from(run.exit_status)
        ),
        (62, 60, 2, code)
    );
    let lines = |name: &str| first[name].iter().filter(|&&byte| byte == b'\n').count();
    assert_eq!(
        (lines("facts.jsonl"), lines("numbers.jsonl")),
        (run.totals.facts, run.totals.numbers)
    );
    let skipped: usize = run.totals.skipped.values().sum();
    assert_eq!(run.totals.in_facts + skipped + run.totals.open, run.totals.numbers);
}

#[test]
fn the_lists_agree_with_each_other() {
    let place = archive();
    place.extract(&["in", "-o", "out"]);
    let files = place.files("out");
    let records = |name: &str| -> Vec<serde_json::Value> {
        files[name]
            .split(|&byte| byte == b'\n')
            .filter(|line| !line.is_empty())
            .map(|line| serde_json::from_slice(line).unwrap())
            .collect()
    };
    let (facts, numbers) = (records("facts.jsonl"), records("numbers.jsonl"));
    for document in records("documents.jsonl") {
        let name = &document["document"];
        let count = |outcome: &str| {
            numbers
                .iter()
                .filter(|n| n["document"] == *name && n["outcome"] == outcome)
                .count() as u64
        };
        let written = facts.iter().filter(|fact| fact["document"] == *name).count() as u64;
        assert_eq!(document["facts"], written, "{document}");
        assert_eq!(document["skipped"], count("skip"), "{document}");
        assert_eq!(document["open"], count("open"), "{document}");
    }
    let place_of = |record: &serde_json::Value| (record["document"].to_string(), record["span"]["start"].as_u64());
    assert!(facts.iter().map(place_of).is_sorted());
    assert!(numbers.iter().map(place_of).is_sorted());
    assert!(!numbers.is_empty());
}

#[test]
fn a_changed_document_changes_the_hash_of_the_inputs_and_a_moved_folder_does_not() {
    let place = Place::with(&[("in/a.txt", &bulletin(2023))]);
    place.extract(&["in", "-o", "out"]);
    let before = place.run_record("out").inputs_hash;
    fs::rename(place.path("in"), place.path("elsewhere")).unwrap();
    place.extract(&["elsewhere", "-o", "out"]);
    assert_eq!(place.run_record("out").inputs_hash, before);
    place.write("elsewhere/a.txt", &bulletin(2024));
    place.extract(&["elsewhere", "-o", "out"]);
    assert_ne!(place.run_record("out").inputs_hash, before);
}

#[test]
fn quiet_says_nothing() {
    let place = archive();
    let ended = place.run(&["extract", "in", "-o", "out", "--quiet"]);
    assert_eq!((ended.code, &*ended.stdout, &*ended.stderr), (Some(1), "", ""));
}

#[test]
fn no_bar_is_drawn_where_nobody_looks() {
    let place = archive();
    let ended = place.run(&["extract", "in", "-o", "out"]);
    assert_eq!(ended.stdout, "");
    assert!(
        !ended.stderr.contains('\x1b') && !ended.stderr.contains('\r'),
        "{}",
        ended.stderr
    );
    assert!(
        ended.stderr.starts_with("documents  60 read, 2 failed\n"),
        "{}",
        ended.stderr
    );
}

#[test]
fn the_output_is_not_read_as_input_and_foreign_files_stay() {
    let place = Place::with(&[("in/a.txt", &bulletin(2023)), ("in/out/notes.txt", &bulletin(2022))]);
    place.extract(&["in", "-o", "in/out"]);
    assert_eq!(place.documents("in/out"), [("a.txt".to_owned(), None)]);
    assert_eq!(place.files("in/out")["notes.txt"], bulletin(2022));
    // Written beside the documents themselves: these are read, the output is not.
    place.extract(&["in", "-o", "in"]);
    place.extract(&["in", "-o", "in"]);
    let names: Vec<_> = place.documents("in").into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["a.txt", "out/notes.txt"]);
}

#[test]
fn a_file_in_place_of_the_output_folder_is_left_alone() {
    let place = Place::with(&[("in/a.txt", b"1"), ("out", b"mine")]);
    let message = "error: cannot use out as the output folder: it is not a folder\n";
    assert_trouble(&place.run(&["extract", "in", "-o", "out"]), message);
    assert_eq!(fs::read(place.path("out")).unwrap(), b"mine");
}

#[test]
fn a_folder_in_place_of_an_output_file_is_left_alone() {
    let place = Place::with(&[("in/a.txt", b"1"), ("out/facts.jsonl/mine", b"")]);
    let ended = place.run(&["extract", "in", "-o", "out"]);
    assert_trouble(
        &ended,
        "error: cannot write out/facts.jsonl: a folder of that name is in the way; \
         what was in the output folder before is untouched\n",
    );
    assert!(place.path("out/facts.jsonl/mine").exists());
}

#[cfg(unix)]
#[test]
fn a_read_only_output_folder_is_told_and_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with(&[("in/a.txt", &bulletin(2023))]);
    place.extract(&["in", "-o", "out"]);
    let before = place.files("out");
    if is_root() {
        // No permission stops root; a folder of the kernel's does.
        let ended = place.run(&["extract", "in", "-o", "/proc/self"]);
        assert_eq!(ended.code, Some(2), "{ended:?}");
        assert!(
            ended.stderr.starts_with("error: cannot write /proc/self/.gongbao: "),
            "{}",
            ended.stderr
        );
        return;
    }
    fs::set_permissions(place.path("out"), fs::Permissions::from_mode(0o555)).unwrap();
    let ended = place.run(&["extract", "in", "-o", "out"]);
    fs::set_permissions(place.path("out"), fs::Permissions::from_mode(0o755)).unwrap();
    assert_trouble(
        &ended,
        "error: cannot write out/facts.jsonl: Permission denied (os error 13); \
         what was in the output folder before is untouched\n",
    );
    assert_eq!(place.files("out"), before);
}

/// A limit on the size of files stands in for a full disk: both refuse a write in the middle.
#[cfg(unix)]
#[test]
fn a_disk_that_fills_up_leaves_the_previous_output() {
    let place = archive();
    let few = Place::with(&[("in/a.txt", &bulletin(2023))]);
    few.extract(&["in", "-o", "out"]);
    let before = few.files("out");
    let mut command = Command::new("bash");
    // Ignored signals stay ignored in the program: the write itself fails, as on a full disk.
    command
        .arg("-c")
        .arg("trap '' XFSZ; ulimit -f 16; exec \"$0\" extract \"$1\" -o out");
    command
        .arg(env!("CARGO_BIN_EXE_gongbao"))
        .arg(place.path("in"))
        .current_dir(few.0.path());
    let ended = end(&mut command);
    assert_eq!(ended.code, Some(2), "{ended:?}");
    // Which of the files reaches the limit first is no matter.
    let message = [".gongbao/documents.store"]
        .iter()
        .chain(&FILES)
        .fold(ended.stderr.clone(), |text, name| text.replace(name, "FILE"));
    assert_trouble(
        &Ended {
            stderr: message,
            ..ended
        },
        "error: cannot write out/FILE: File too large (os error 27); \
         what was in the output folder before is untouched\n",
    );
    assert_eq!(few.files("out"), before);
}

#[test]
fn a_killed_run_leaves_the_previous_output_and_the_next_run_cleans_up() {
    let place = archive();
    place.write("few/a.txt", &bulletin(2023));
    place.extract(&["few", "-o", "out"]);
    let before = place.files("out");
    place.extract(&["in", "-o", "whole"]);
    let after = place.files("whole");
    for wait in [0, 5, 20, 60] {
        let mut child = place
            .command(&["extract", "in", "-o", "out", "--quiet"])
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
        let mut now = place.files("out");
        now.retain(|name, _| !name.starts_with('.'));
        // The machine may have been fast enough to finish.
        assert!(
            now == before || now == after,
            "after {wait} ms there is neither the old output nor the new"
        );
        place.extract(&["few", "-o", "out"]);
        assert!(
            place.files("out") == before,
            "the next run leaves nothing of the killed one"
        );
    }
    let stale = place.path("out/.numbers.jsonl.partial");
    fs::write(&stale, "{\"document\":").unwrap();
    place.extract(&["few", "-o", "out"]);
    assert!(!stale.exists());
}

#[test]
fn the_account_of_failures_is_cut_short_in_the_summary_only() {
    let place = Place::new();
    for index in 0..32 {
        place.write(&format!("in/{index:02}.txt"), BINARY);
    }
    let ended = place.run(&["extract", "in", "-o", "out"]);
    let (_, named) = ended.stderr.split_once("\nNot read:\n").unwrap();
    assert_eq!(named.lines().count(), 21);
    assert!(named.ends_with("\n  … and 12 more, see documents.jsonl\n"), "{named}");
    assert_eq!(
        place
            .documents("out")
            .iter()
            .filter(|(_, error)| error.is_some())
            .count(),
        32
    );
}

// --- the smaller commands ---

#[test]
fn schemas_are_shown_one_by_one_or_written_together() {
    let place = Place::new();
    assert_eq!(place.run(&["schema", "--out", "schemas"]).code, Some(0));
    for (name, file) in [("fact", "fact.schema.json"), ("run", "run.schema.json")] {
        let shown = place.run(&["schema", name]);
        assert_eq!(shown.code, Some(0));
        assert_eq!(
            shown.stdout,
            fs::read_to_string(place.path("schemas").join(file)).unwrap()
        );
    }
    assert_eq!(place.files("schemas").len(), 6);
}

#[test]
fn mentions_are_listed_for_a_person() {
    let text = "去年湖州市地区生产总值3850亿元，\n超过全省第3位；西塞科学谷落户G60科创走廊。";
    let listing = "     0      2  period        去年 = 2023-01-01 to 2023-12-31\n\
                   \x20    2      5  area          湖州市 = 湖州市 330500\n\
                   \x20    5     11  indicator     地区生产总值 = gdp\n\
                   \x20   11     17  quantity      3850亿元 = 385000000000 元\n\
                   \x20   21     23  area          全省 = 浙江省 330000\n\
                   \x20   23     26  quantity      第3位 = 3 位\n\
                   \x20   27     32  organisation  西塞科学谷\n\
                   \x20   34     37  name          G60\n";
    let (gb18030, ..) = encoding_rs::GB18030.encode(text);
    for input in [text.as_bytes(), &gb18030] {
        let ended = fed(&["recognize", "--date", "2024-03-01"], input);
        assert_eq!((ended.code, &*ended.stderr), (Some(0), ""));
        assert_eq!(ended.stdout, listing);
    }
    let ended = fed(&["recognize"], BINARY);
    assert_trouble(
        &ended,
        "error: standard input: a PNG image, not a text file: run text recognition on it first\n",
    );
    assert_eq!(fed(&["recognize"], b"").stdout, "");
}

#[test]
fn mentions_are_answered_line_by_line() {
    let input = "{\"id\": 7, \"text\": \"去年增长5.20%\", \"date\": \"2024-03\"}\n\n\
                 {\"id\": \"b\", \"text\": \"今年\", \"date\": null}\n\
                 not json\n\
                 {\"id\": \"c\", \"text\": \"今年\", \"date\": \"yesterday\"}\n\
                 {\"id\": \"d\", \"txt\": \"今年\"}\n\
                 {\"text\": \"\"}\r\n";
    let answers = |year: &str| {
        format!(
            "{{\"id\":7,\"mentions\":[{{\"kind\":\"period\",\"period\":{{\"start\":\"2023-01-01\",\"end\":\"2023-12-31\"}},\
             \"start\":0,\"end\":2,\"text\":\"去年\"}},{{\"kind\":\"quantity\",\"value\":\"5.20\",\"value_high\":null,\
             \"unit\":\"%\",\"bound\":\"eq\",\"start\":4,\"end\":9,\"text\":\"5.20%\"}}]}}\n\
             {{\"id\":\"b\",\"mentions\":[{{\"kind\":\"period\",\"period\":{year},\"start\":0,\"end\":2,\"text\":\"今年\"}}]}}\n\
             {{\"id\":null,\"mentions\":[]}}\n"
        )
    };
    let mut bytes = input.as_bytes().to_vec();
    bytes.extend(b"\xff\n");
    let ended = fed(&["recognize", "--json-lines"], &bytes);
    assert_eq!((ended.code, ended.stdout), (Some(1), answers("null")));
    let told: Vec<&str> = ended.stderr.lines().collect();
    assert_eq!(told.len(), 4, "{told:?}");
    assert!(
        told[0].starts_with("line 4 of standard input: expected ident"),
        "{told:?}"
    );
    assert_eq!(
        told[1],
        "line 5 of standard input: `yesterday` is no date; write 2021, 2021-12 or 2021-12-30"
    );
    assert!(
        told[2].starts_with("line 6 of standard input: unknown field `txt`, expected one of `id`, `text`, `date`"),
        "{told:?}"
    );
    // A date for all lines that have none of their own.
    let ended = fed(&["recognize", "--json-lines", "--date", "2022-05-07"], input.as_bytes());
    assert_eq!(
        ended.stdout,
        answers("{\"start\":\"2022-01-01\",\"end\":\"2022-12-31\"}")
    );
}

#[test]
fn an_answer_comes_before_the_next_question() {
    let place = Place::new();
    let mut command = place.command(&["recognize", "--json-lines"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut questions = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    for id in 0..3 {
        writeln!(questions, "{{\"id\":{id},\"text\":\"增长5%\"}}").unwrap();
        let mut answer = String::new();
        answers.read_line(&mut answer).unwrap();
        assert!(
            answer.starts_with(&format!("{{\"id\":{id},\"mentions\":[{{")),
            "{answer}"
        );
    }
    drop(questions);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_trouble() {
    let place = Place::new();
    let mut child = place
        .command(&["schema", "fact"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]));
}

#[test]
fn documents_are_named_relative_to_what_was_asked_for() {
    let place = Place::with(&[("in/甲/a.txt", &bulletin(2023)), ("b.txt", &bulletin(2022))]);
    let absolute = place.path("in");
    place.extract(&[&absolute.to_string_lossy(), "b.txt", "-o", "out"]);
    let names: Vec<_> = place.documents("out").into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["b.txt", "甲/a.txt"]);
    assert!(Path::new(&names[1]).is_relative());
}

// --- archives and metadata ---

/// A tar archive, not packed.
fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, content) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *content).unwrap();
    }
    builder.into_inner().unwrap()
}

#[test]
fn members_of_archives_are_documents_like_any_other() {
    let (first, second) = (bulletin(2021), bulletin(2022));
    let members: &[(&str, &[u8])] = &[
        ("b/2022.txt", &second),
        ("2021.txt", &first),
        ("image.txt", BINARY),
        ("c.pdf", b"%PDF"),
    ];
    let place = Place::with(&[
        ("in/a.tar", &tar(members)),
        ("in/a.txt", &first),
        ("in/broken.zip", b"PK\x05"),
        ("other/a.tar", &tar(&members[..1])),
    ]);
    assert_eq!(place.extract(&["in", "-o", "out"]), 1);
    let named: Vec<(String, bool)> = place
        .documents("out")
        .into_iter()
        .map(|(document, error)| (document, error.is_some()))
        .collect();
    let expected = [
        ("a.tar!/2021.txt", false),
        ("a.tar!/b/2022.txt", false),
        ("a.tar!/image.txt", true),
        ("a.txt", false),
        ("broken.zip", true),
    ];
    assert_eq!(named, expected.map(|(document, failed)| (document.to_owned(), failed)));
    // The facts are those of the same text as a file, and so are their places.
    let facts = String::from_utf8(place.files("out").remove("facts.jsonl").unwrap()).unwrap();
    let of = |name: &str| -> Vec<String> {
        let head = format!("\"document\":\"{name}\"");
        let lines = facts.lines().filter(|line| line.contains(&head));
        lines.map(|line| line.replace(name, "")).collect()
    };
    assert!(!of("a.txt").is_empty());
    assert_eq!(of("a.tar!/2021.txt"), of("a.txt"));
    for threads in ["1", "3"] {
        place.extract(&["in", "-o", "again", "--threads", threads]);
        assert!(place.files("again") == place.files("out"), "{threads} threads");
    }
    // The same names in archives of the same name.
    place.extract(&["in", "other", "-o", "both"]);
    let both: Vec<String> = place
        .documents("both")
        .into_iter()
        .map(|(document, _)| document)
        .collect();
    assert!(both.contains(&"in/a.tar!/b/2022.txt".to_owned()) && both.contains(&"other/a.tar!/b/2022.txt".to_owned()));
}

#[test]
fn tables_and_paths_tell_of_documents_what_they_do_not_say() {
    let text = "生产总值3850亿元，比上年增长5.8%。".as_bytes();
    let table = "path,title,area,date,source\n\
                 a.txt,湖州市2021年统计公报,湖州市,2022-03-01,https://a.cn\n\
                 x.tar!/b.txt,,330400,2023,\n\
                 x.tar!/gone.txt,,,,\n\
                 gone.txt,,,,\n";
    let place = Place::with(&[
        ("in/metadata.csv", table.as_bytes()),
        ("in/a.txt", text),
        ("in/x.tar", &tar(&[("b.txt", text)])),
        ("in/宁波市/2020/c.txt", text),
    ]);
    let ended = place.run(&["extract", "in", "-o", "out", "--path-pattern", "{area}/{year}/{*}.txt"]);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    let records = String::from_utf8(place.files("out").remove("documents.jsonl").unwrap()).unwrap();
    let told: Vec<String> = records
        .lines()
        .map(|line| {
            let record: gongbao::model::DocumentRecord = serde_json::from_str(line).unwrap();
            let area = record.area.map(|area| area.name);
            let parts = [
                Some(record.document),
                record.title,
                area,
                record.date,
                record.source,
                record.error,
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" | ")
        })
        .collect();
    assert_eq!(
        told,
        [
            "a.txt | 湖州市2021年统计公报 | 湖州市 | 2022-03-01 | https://a.cn",
            "gone.txt | metadata.csv:5 describes this document, but none of this name was read; mend the path or remove \
             the row",
            "x.tar!/b.txt | 嘉兴市 | 2023",
            "x.tar!/gone.txt | metadata.csv:4 describes this document, but none of this name was read; mend the path or \
             remove the row",
            "宁波市/2020/c.txt | 宁波市 | 2020",
        ]
    );
    let facts = String::from_utf8(place.files("out").remove("facts.jsonl").unwrap()).unwrap();
    let first: serde_json::Value = serde_json::from_str(facts.lines().next().unwrap()).unwrap();
    assert_eq!(first["area"]["code"], "330500");
    assert_eq!(first["origins"]["area"]["kind"], "metadata", "{first}");
    assert_eq!(first["period"]["start"], "2021-01-01");
}

#[test]
fn mistakes_in_a_table_end_the_run_before_it_begins() {
    let place = Place::with(&[
        ("in/a.txt", b"2023"),
        ("in/b/metadata.csv", "path,date\na.txt,明天\n".as_bytes()),
    ]);
    assert_trouble(
        &place.run(&["extract", "in", "-o", "out"]),
        "error: 1 mistake in the metadata; nothing was done\n\n\
         b/metadata.csv:2: “明天” is no date; write it as 2024-03-01, 2024-03 or 2024\n",
    );
}

/// A ZIP archive of one member, not packed, whose name is in any encoding.
fn zip(name: &[u8], content: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let stand_in = "x".repeat(name.len());
    writer.start_file(&*stand_in, options).unwrap();
    writer.write_all(content).unwrap();
    let mut bytes = writer.finish().unwrap().into_inner();
    while let Some(at) = bytes
        .windows(name.len())
        .position(|window| window == stand_in.as_bytes())
    {
        bytes[at..at + name.len()].copy_from_slice(name);
    }
    bytes
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(content).unwrap();
    writer.finish().unwrap()
}

#[test]
fn every_kind_of_container_is_read_and_gives_the_same_facts() {
    let text = String::from_utf8(bulletin(2022)).unwrap();
    let page = format!(
        "<html><body><p>{}</p></body></html>",
        text.trim().replace('\n', "</p>\n<p>")
    );
    let name = encoding_rs::GBK.encode("湖州/公报.txt").0.into_owned();
    let tar_of = |name: &str| tar(&[(name, text.as_bytes())]);
    let place = Place::with(&[
        ("in/a.txt", text.as_bytes()),
        ("in/b.html", page.as_bytes()),
        ("in/c.zip", &zip(&name, text.as_bytes())),
        ("in/d.tar.gz", &gzip(&tar_of("d.txt"))),
        ("in/e.tar.zst", &zstd::encode_all(&*tar_of("e.txt"), 1).unwrap()),
        ("in/f.txt.gz", &gzip(text.as_bytes())),
        ("in/g.txt.zst", &zstd::encode_all(text.as_bytes(), 1).unwrap()),
    ]);
    place.extract(&["in", "-o", "out"]);
    let names: Vec<String> = place
        .documents("out")
        .into_iter()
        .map(|(name, error)| {
            assert_eq!(error, None, "{name}");
            name
        })
        .collect();
    let expected = [
        "a.txt",
        "b.html",
        "c.zip!/湖州/公报.txt",
        "d.tar.gz!/d.txt",
        "e.tar.zst!/e.txt",
        "f.txt.gz!/f.txt",
        "g.txt.zst!/g.txt",
    ];
    assert_eq!(names, expected);
    let facts = String::from_utf8(place.files("out").remove("facts.jsonl").unwrap()).unwrap();
    let of = |name: &str| -> Vec<(String, String)> {
        let facts = facts
            .lines()
            .map(|line| serde_json::from_str::<gongbao::model::Fact>(line).unwrap());
        facts
            .filter(|fact| fact.document == name)
            .map(|fact| (fact.label, fact.value))
            .collect()
    };
    assert!(!of("a.txt").is_empty());
    for name in expected {
        assert_eq!(of(name), of("a.txt"), "{name}");
    }
}

#[test]
fn explain_finds_documents_in_archives_and_what_is_known_of_them() {
    let text = "生产总值3850亿元，比上年增长5.8%。\n全年游客12万人次。\n".as_bytes();
    let place = Place::with(&[
        (
            "in/metadata.csv",
            "path,title,area,date\na.tar!/b.txt,,湖州市,2022-03-01\nc.txt,,330400,2023\n".as_bytes(),
        ),
        ("in/a.tar", &tar(&[("b.txt", text), ("d/e.txt", text)])),
        ("in/c.txt", text),
        ("in/f.txt.gz", &gzip(text)),
        ("in/宁波市/2020/g.txt", text),
    ]);
    let head = |arguments: &[&str]| -> String {
        let ended = place.run(&[&["explain"], arguments].concat());
        assert_eq!(ended.code, Some(0), "{ended:?}");
        let lines = ended.stdout.lines().map(str::trim);
        lines
            .filter(|line| !line.starts_with("encoding"))
            .take(3)
            .collect::<Vec<_>>()
            .join(" | ")
    };
    assert_eq!(
        head(&["in/a.tar!/b.txt:1"]),
        "a.tar!/b.txt | date     2022-03-01 (metadata) | area     湖州市"
    );
    assert_eq!(
        head(&["in/a.tar!/d/e.txt"]),
        "a.tar!/d/e.txt | date     unknown | area     unknown"
    );
    assert_eq!(
        head(&["in/c.txt"]),
        "c.txt | date     2023 (metadata) | area     嘉兴市"
    );
    assert_eq!(
        head(&["in/f.txt.gz"]),
        "f.txt.gz!/f.txt | date     unknown | area     unknown"
    );
    assert_eq!(
        head(&["in/宁波市/2020/g.txt", "--path-pattern", "{area}/{year}/{*}.txt"]),
        "g.txt | date     2020 (metadata) | area     宁波市"
    );
    let line = place.run(&["explain", "in/a.tar!/b.txt:2"]);
    assert!(
        line.stdout.contains("line 2: 全年游客12万人次。") && !line.stdout.contains("line 1:"),
        "{line:?}"
    );
    for (document, message) in [
        (
            "in/a.tar",
            "error: in/a.tar: an archive; name one document in it, as in/a.tar!/…: b.txt, d/e.txt\n",
        ),
        (
            "in/a.tar!/x.txt",
            "error: in/a.tar: no document x.txt in it; it holds b.txt, d/e.txt\n",
        ),
        (
            "in/c.txt!/x.txt",
            "error: in/c.txt: not an archive, so there is no x.txt in it\n",
        ),
    ] {
        assert_trouble(&place.run(&["explain", document]), message);
    }
}

/// Two towns with targets and contradictions, and the folder in which they were read.
fn two_towns() -> Place {
    let place = Place::with(&[
        (
            "in/plan.txt",
            "湖州市科技创新规划\n2021年12月30日\n\n2015年，湖州市高新技术企业450家。2020年，湖州市高新技术企业1146家。\
             到2025年，高新技术企业达到2000家。2020年全社会R&D经费支出占GDP比重3.09%，到2025年达到3.75%。\n"
                .as_bytes(),
        ),
        (
            "in/news.txt",
            "平湖市科技工作\n2024年1月5日\n\n2023年，平湖市R&D经费支出占GDP比重达3.19%，高新技术企业超500家。\n"
                .as_bytes(),
        ),
    ]);
    place.extract(&["in", "-o", "out", "-q"]);
    place
}

#[test]
fn compare_sets_areas_and_years_side_by_side_with_their_sources() {
    let place = two_towns();
    let ended = place.run(&["compare", "out", "--indicator", "高新技术企业"]);
    assert_eq!((ended.code, &*ended.stderr), (Some(0), ""));
    assert_eq!(
        ended.stdout,
        "\
高新技术企业  enterprise.hightech  High-tech enterprises

  level, 家
                      2015      2020      2023      2025
  湖州市           450 [1]  1146 [2]
  湖州市 (target)                               2000 [3]
  平湖市                              >500 [4]
  湖州市: 2015 to 2020 +696 (+154.7 %), +20.6 % a year
  湖州市 (target) 2025 = 2000: 2020 stood at 1146 (57.3 %); 854 to go in 5 years, +11.8 % a year
  not reckoned with: 平湖市 2023 (only a bound is known)
    [1] plan.txt:4 “450家” 高新技术企业
    [2] plan.txt:4 “1146家” 高新技术企业
    [3] plan.txt:4 “2000家” 高新技术企业
    [4] news.txt:4 “500家” 高新技术企业

"
    );
    let narrow = place.run(&["compare", "out", "-i", "rd.intensity", "-a", "平湖", "--no-quotes"]);
    assert_eq!(
        narrow.stdout,
        "R&D经费投入强度  rd.intensity  R&D intensity\n\n  level, %\n          2023\n  平湖市  3.19\n\n"
    );
}

#[test]
fn compare_writes_csv_json_and_a_page() {
    let place = two_towns();
    let csv = place
        .run(&["compare", "out", "-i", "rd.intensity", "--format", "csv"])
        .stdout;
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{FEFF}').as_bytes());
    let heads = reader.headers().unwrap().clone();
    let wanted = [
        "area",
        "status",
        "period",
        "value",
        "used",
        "attained_percent",
        "years_left",
        "quotes",
    ];
    let lines: Vec<String> = reader
        .records()
        .map(Result::unwrap)
        .map(|record| {
            wanted
                .map(|name| &record[heads.iter().position(|head| head == name).unwrap()])
                .join("|")
        })
        .collect();
    assert_eq!(
        lines,
        [
            "湖州市|actual|2020|3.09|true|||plan.txt:4 3.09%",
            "湖州市|target|2025|3.75|true|82.4|5|plan.txt:4 3.75%",
            "平湖市|actual|2023|3.19|true|||news.txt:4 3.19%"
        ]
    );
    let json = place.run(&["compare", "out", "--format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["indicators"][0]["key"], "enterprise.hightech");
    assert_eq!(
        json["indicators"][0]["series"][0]["rows"][0]["cells"][1]["step"]["yearly"],
        "20.6"
    );
    let page = place.run(&[
        "compare",
        "out",
        "--format",
        "html",
        "--lang",
        "en",
        "-o",
        "report.html",
    ]);
    assert_eq!((page.code, &*page.stdout, &*page.stderr), (Some(0), "", ""));
    let html = fs::read_to_string(place.path("report.html")).unwrap();
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    assert!(html.contains("<span class=\"key\">news.txt:4</span>") && html.ends_with("</html>\n"));
    // The same facts give the same bytes.
    place.run(&["compare", "out", "--format", "html", "--lang", "en", "-o", "again.html"]);
    assert_eq!(html, fs::read_to_string(place.path("again.html")).unwrap());
}

#[test]
fn compare_says_what_is_wrong_and_what_to_do() {
    let place = two_towns();
    let none = place.run(&["compare", "out", "-a", "拉萨"]);
    assert_eq!(
        (none.code, &*none.stdout),
        (
            Some(1),
            "Nothing to compare: no fact is of this indicator, area, period and status.\n"
        )
    );
    assert_trouble(
        &place.run(&["compare", "in"]),
        "error: in: no output of `gongbao extract`: no facts.jsonl in it\n",
    );
    assert_trouble(
        &place.run(&["compare", "out", "-a", "拉沙"]),
        "error: --area 拉沙: no area of this name or code; write it as 湖州市, 湖州 or 330500\n",
    );
    assert_trouble(
        &place.run(&["compare", "--runs", "out", "out", "--format", "csv"]),
        "error: --runs gives text or json; ask for one of them with --format\n",
    );
    assert_trouble(
        &place.run(&["compare", "out", "--format", "xlsx"]),
        "error: --format xlsx is no text for the screen; name a file with -o FILE\n",
    );
}

#[test]
fn compare_runs_tells_what_a_new_run_added_dropped_and_altered() {
    let place = two_towns();
    let same = place.run(&["compare", "--runs", "out", "out"]);
    assert_eq!(
        (same.code, &*same.stdout),
        (
            Some(0),
            "2 documents, 7 facts before and 7 now: 0 added, 0 dropped, 0 altered\n"
        )
    );
    // The second output without its first fact.
    let facts = fs::read_to_string(place.path("out/facts.jsonl")).unwrap();
    place.extract(&["in", "-o", "new", "-q"]);
    let shorter: String = facts.lines().skip(1).map(|line| format!("{line}\n")).collect();
    place.write("new/facts.jsonl", shorter.as_bytes());
    let differs = place.run(&["compare", "--runs", "out", "new"]);
    assert_eq!(differs.code, Some(1), "{differs:?}");
    assert!(
        differs.stdout.starts_with("news.txt\n  dropped line 4  ")
            && differs
                .stdout
                .contains("\n  document  added  dropped  altered\n  news.txt      0        1        0\n")
            && differs
                .stdout
                .ends_with("7 facts before and 6 now: 0 added, 1 dropped, 0 altered\n"),
        "{}",
        differs.stdout
    );
}

#[test]
fn an_export_goes_into_the_output_folder_unless_told_where() {
    let place = Place::with(&[("in/a.txt", "湖州市全年生产总值3850亿元，增长5.8%。\n".as_bytes())]);
    place.extract(&["in", "-o", "out", "--quiet"]);
    let ended = place.run(&["export", "out", "--to", "csv"]);
    assert_eq!((ended.code, &*ended.stderr), (Some(0), "out/facts.csv: 2 facts\n"));
    let ended = place.run(&["export", "out", "--to", "sqlite", "-o", "made/on the way.db"]);
    let message = "made/on the way.db: 2 facts of 1 document\n";
    assert_eq!((ended.code, &*ended.stderr), (Some(0), message));
    assert!(place.path("made/on the way.db").is_file());
    for (arguments, message) in [
        (&["nowhere", "--to", "csv"][..], "error: nowhere: no such folder\n"),
        (&["in/a.txt", "--to", "csv"], "error: in/a.txt: not a folder\n"),
        (
            &["in", "--to", "csv"],
            "error: in: no output of `gongbao extract`: no facts.jsonl in it\n",
        ),
        (
            &["out", "--to", "csv", "--license", "CC0-1.0"],
            "error: --license is for --to datapackage; the other formats have no place for it\n",
        ),
    ] {
        assert_trouble(&place.run(&[&["export"], arguments].concat()), message);
    }
}
