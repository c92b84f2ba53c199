//! What the commands do with decisions: exchange, honour, measure, turn into examples. The page on which they are made
//! is the matter of `tests/review_page.py`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use gongbao::model::Fact;
use gongbao::review::anchor::Text;
use gongbao::review::{Anchor, Claim, Decision, Reading, Verdict};
use tempfile::TempDir;

const TEXT: &str = "2023年湖州市统计公报\n\n全年粮食产量同比增长3.8%。\n年末高新技术企业500家。\n技术合同成交额25.3亿元。\n全市各项社会事业持续健康发展。\n";

/// An output of one bulletin.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        fs::create_dir(place.path("in")).unwrap();
        place.extract(TEXT);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes the bulletin and reads it; returns what the run says.
    fn extract(&self, text: &str) -> String {
        fs::write(self.path("in/a.txt"), text).unwrap();
        self.run(&["extract", "in", "-o", "out"]).1
    }

    /// Exit code, and both outputs without the folder's own name.
    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongbao"));
        let output = command.args(arguments).current_dir(self.0.path()).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        (output.status.code().unwrap(), text)
    }

    fn facts(&self) -> Vec<Fact> {
        let text = fs::read_to_string(self.path("out/facts.jsonl")).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Imports a decision of this reviewer on the fact of this quote.
    fn decide(&self, reviewer: &str, quote: &str, verdict: Verdict) {
        let fact = self.facts().into_iter().find(|fact| fact.quote == quote).unwrap();
        let text = fs::read_to_string(self.path("in/a.txt")).unwrap();
        let (before, after) = Text::new(&text).surroundings(fact.span);
        let decision = Decision {
            id: blake3::hash(format!("{reviewer}{quote}{verdict:?}").as_bytes()).to_hex()[..32].to_owned(),
            at: "2024-03-01T08:00:00Z".to_owned(),
            reviewer: reviewer.to_owned(),
            verdict,
            anchor: Anchor {
                document: fact.document.clone(),
                hash: blake3::hash(text.as_bytes()).to_hex().to_string(),
                span: fact.span,
                line: fact.line,
                quote: fact.quote.clone(),
                before,
                after,
                reading: Reading::Fact {
                    id: fact.id.clone(),
                    rule: fact.rule.clone(),
                    claim: Box::new(Claim::of(&fact)),
                },
            },
            resolves: false,
        };
        fs::write(self.path("one.jsonl"), serde_json::to_string(&decision).unwrap() + "\n").unwrap();
        let told = self.run(&["review", "import", "out", "one.jsonl"]);
        assert_eq!(told, (0, "1 new decisions, 0 known already\n".to_owned()));
    }
}

fn reject(reason: &str) -> Verdict {
    Verdict::Reject {
        reason: reason.to_owned(),
    }
}

#[test]
fn where_there_is_nothing_the_commands_say_so() {
    let place = Place::new();
    fs::create_dir(place.path("empty")).unwrap();
    fs::write(place.path("bad.jsonl"), "\n{\"id\": 1}\n").unwrap();
    for (arguments, told) in [
        (
            &["review", "export", "out"][..],
            "error: out: nobody has decided anything yet\n",
        ),
        (
            &["review", "status", "out"],
            "error: out: nobody has decided anything yet\n",
        ),
        (
            &["eval", "out", "--decisions"],
            "error: out: nothing was decided that everybody agrees on; see `gongbao review status`\n",
        ),
        (
            &["review", "none", "--no-open"],
            "error: none: no such file or folder\n",
        ),
        (
            &["review", "empty", "--no-open"],
            "error: empty: no output of `gongbao extract`: no facts.jsonl in it\n",
        ),
        (
            &["review", "import", "empty", "bad.jsonl"],
            "error: empty: no output of `gongbao extract`: no facts.jsonl in it\n",
        ),
        (
            &["review", "import", "out", "bad.jsonl"],
            "error: bad.jsonl:2: no decision; nothing was imported: invalid type: integer `1`, expected a string at line 1 column 8\n",
        ),
        (
            &["review", "example", "out", "0000"],
            "error: out: no reviewed document has a fact 0000\n",
        ),
    ] {
        assert_eq!(place.run(arguments), (2, told.to_owned()), "{arguments:?}");
    }
    // Asking leaves nothing behind.
    assert!(!place.path("empty/review.sqlite").exists() && !place.path("out/review.sqlite").exists());
    fs::write(place.path("out/review.sqlite"), "x".repeat(5000)).unwrap();
    let foreign = "out/review.sqlite: not a database; move it away, or use the version of gongbao that wrote it\n";
    assert_eq!(
        place.run(&["export", "out", "--to", "csv"]),
        (2, format!("error: {foreign}"))
    );
    assert!(
        place
            .extract(TEXT)
            .ends_with(&format!("decisions  cannot be read: {foreign}"))
    );
}

#[test]
fn decisions_are_honoured_measured_and_told() {
    let place = Place::new();
    let fact = place.facts().into_iter().find(|fact| fact.quote == "25.3亿元").unwrap();
    let claim = Claim {
        value: "2530000001".to_owned(),
        ..Claim::of(&fact)
    };
    place.decide("王", "3.8%", Verdict::Accept);
    place.decide("王", "500家", reject("不是数据"));
    let fix = Verdict::Fix {
        claim: Box::new(claim),
        reason: String::new(),
    };
    place.decide("王", "25.3亿元", fix);

    let exported = |more: &[&str]| {
        let arguments = [&["export", "out", "--to", "csv", "-o", "facts.csv", "--quiet"], more].concat();
        assert_eq!(place.run(&arguments).0, 0);
        let mut reader = csv::Reader::from_path(place.path("facts.csv")).unwrap();
        let heads = reader.headers().unwrap().clone();
        let column = |name: &str| {
            heads
                .iter()
                .position(|head| head.trim_start_matches('\u{FEFF}') == name)
                .unwrap()
        };
        let (quote, value, review) = (column("quote"), column("value"), column("review"));
        let rows = reader.records().map(|row| {
            let row = row.unwrap();
            [quote, value, review].map(|at| row[at].to_owned()).join(" ")
        });
        rows.collect::<Vec<_>>()
    };
    assert_eq!(exported(&[]), ["3.8% 3.8 accepted", "25.3亿元 2530000001 corrected"]);
    assert_eq!(
        exported(&["--as-read"]),
        ["3.8% 3.8 ", "500家 500 ", "25.3亿元 2530000000 "]
    );

    let compared = |more: &[&str]| place.run(&[&["compare", "out", "--open"], more].concat()).1;
    assert!(!compared(&[]).contains("500") && compared(&["--as-read"]).contains("500"));
    assert!(
        compared(&[]).contains("技术合同成交额 [corrected by a reviewer]"),
        "{}",
        compared(&[])
    );
    let page = compared(&["--format", "html"]);
    assert!(page.contains("经审核更正") && page.contains("corrected by a reviewer"));

    // One is right as it was read, one is wrong, one is too many.
    let (code, measured) = place.run(&["eval", "out", "--decisions", "--json"]);
    let measured: serde_json::Value = serde_json::from_str(&measured).unwrap();
    let total = &measured["total"];
    assert_eq!(
        (code, &total["gold"], &total["predicted"], &total["exact"]),
        (1, &2.into(), &3.into(), &1.into())
    );

    assert_eq!(
        place.run(&["review", "status", "out"]),
        (
            0,
            "numbers    1 accepted, 1 corrected, 1 rejected\nreviewers  王 3\n".to_owned()
        )
    );
    let told = place.extract(&TEXT.replace("500家", "501家").replace("粮食", "油菜籽"));
    assert!(
        told.ends_with(
            "decisions  2 to be looked at again\n\n\
             Decisions that no longer fit (the page of `gongbao review` lists them as 需重审):\n  \
             a.txt:3 “3.8%” 王: the words round the number have changed\n  \
             a.txt:4 “500家” 王: the document has changed, and the number with the words round it is gone\n  \
             a.txt:5 “25.3亿元” 王: the words round the number have changed\n"
        ),
        "{told}"
    );
    // The text is as it was: so are they.
    assert!(
        place
            .extract(TEXT)
            .ends_with("decisions  1 accepted, 1 corrected, 1 rejected\n")
    );
}

#[test]
fn a_decision_becomes_an_example_of_its_rule() {
    let place = Place::new();
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    copy(&rules, &place.path("rules"));
    place.decide("王", "3.8%", Verdict::Accept);
    place.decide("王", "500家", reject("只是\"举例\""));
    let facts = place.facts();
    let id = |quote: &str| &facts.iter().find(|fact| fact.quote == quote).unwrap().id;
    let rule = |quote: &str| &facts.iter().find(|fact| fact.quote == quote).unwrap().rule;

    let (code, told) = place.run(&["review", "example", "out", id("3.8%"), "--rules", "rules"]);
    assert!(
        code == 0 && told.contains("[[rule.accept]]\ntext = \"全年粮食产量同比增长3.8%。\""),
        "{told}"
    );
    let (_, again) = place.run(&["review", "example", "out", id("3.8%"), "--rules", "rules"]);
    let known = format!("error: rule {} has this sentence as an example already\n", rule("3.8%"));
    assert_eq!(again, known);
    assert_eq!(place.run(&["rules", "check", "--rules", "rules"]).0, 0);

    // A rule that still reads what was rejected is its author's work now.
    let (code, told) = place.run(&["review", "example", "out", id("500家"), "--rules", "rules"]);
    assert!(
        code == 1 && told.contains("[[rule.reject]]") && told.contains("still reads this sentence"),
        "{told}"
    );
    assert_eq!(place.run(&["rules", "check", "--rules", "rules"]).0, 0);
    let (code, told) = place.run(&["rules", "test", "--rules", "rules"]);
    assert!(code == 1 && told.contains("年末高新技术企业500家。"), "{told}");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (entry, to) = (entry.unwrap(), to.to_owned());
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
