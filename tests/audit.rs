//! `gongbao audit` as a user meets it: what it prints, its exit codes, its schemas.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use boon::{Compiler, Schemas};
use serde_json::Value;
use tempfile::TempDir;

/// A bulletin whose own sums are wrong in two places.
const WRONG: &str = "芜湖市2023年科技工作总结\n\n2023年，全市获省科学技术奖20项，其中一等奖2项、二等奖3项、其他奖13项。\n\n\
    财政科技支出从2018年的8.39亿元增加到2023年的19.5亿元，年均增长16.4%。\n\n\
    全年研发投入强度达3.19%，比上年提高0.48个百分点。\n";

const RIGHT: &str =
    "滁州市2023年科技工作总结\n\n2023年，全市获省科学技术奖18项，其中一等奖2项、二等奖3项、其他奖13项。\n";

/// A folder `out` with the output of these documents beside the documents in `in`.
fn read(documents: &[(&str, &str)]) -> TempDir {
    let place = tempfile::tempdir().unwrap();
    fs::create_dir(place.path().join("in")).unwrap();
    for (name, text) in documents {
        fs::write(place.path().join("in").join(name), text).unwrap();
    }
    let ended = gongbao(place.path(), &["extract", "in", "-o", "out", "-q"]);
    assert!(matches!(ended.status.code(), Some(0 | 1)), "{ended:?}");
    place
}

fn gongbao(place: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongbao"));
    command.args(arguments).current_dir(place).output().unwrap()
}

/// Exit code, standard output, standard error.
fn told(place: &TempDir, arguments: &[&str]) -> (i32, String, String) {
    let ended = gongbao(place.path(), arguments);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (ended.status.code().unwrap(), text(ended.stdout), text(ended.stderr))
}

#[test]
fn findings_are_told_with_their_sums_and_places() {
    let place = read(&[("a.txt", WRONG), ("b.txt", RIGHT)]);
    let (code, text, _) = told(&place, &["audit", "out"]);
    assert_eq!(
        text,
        "\
error [parts]  a.txt:3
  the 3 parts of 获省科学技术奖 add up to 18项, and the whole is 20项: 2 too few
  2 + 3 + 13 = 18 ≠ 20
    whole  a.txt:3 “20项” 获省科学技术奖  芜湖市 2023
    part   a.txt:3 “2项” 一等奖 (获省科学技术奖)  芜湖市 2023
    part   a.txt:3 “3项” 二等奖 (获省科学技术奖)  芜湖市 2023
    part   a.txt:3 “13项” 其他奖 (获省科学技术奖)  芜湖市 2023

error [growth]  a.txt:5
  财政科技支出 goes from 8.39亿元 to 19.5亿元, which is 131.7 to 133.2 %, or 18.4 % a year over 5 years; told is 16.4%
  (19.5亿 ÷ 8.39亿 − 1) × 100 = 131.7 to 133.2 ≠ 16.4
    before a.txt:5 “8.39亿元” 财政科技支出  芜湖市 2018
    after  a.txt:5 “19.5亿元” 财政科技支出  芜湖市 2023
    told   a.txt:5 “16.4%” 财政科技支出  芜湖市 2018..2023

  kind    error  warning  note
  parts       1        0     0
  growth      1        0     0

2 findings in 13 facts of 2 documents
"
    );
    assert_eq!(code, 1);
}

#[test]
fn findings_can_be_chosen() {
    let place = read(&[("a.txt", WRONG), ("b.txt", RIGHT)]);
    for (arguments, code, findings) in [
        (&["--kind", "growth"][..], 1, "1 finding in 13 facts of 2 documents\n"),
        (
            &["--kind", "growth", "--kind", "parts"],
            1,
            "2 findings in 13 facts of 2 documents\n",
        ),
        (&["--kind", "rank"], 0, "0 findings in 13 facts of 2 documents\n"),
        (
            &["--min-severity", "error"],
            1,
            "2 findings in 13 facts of 2 documents\n",
        ),
        (&["--document", "b.txt"], 0, "0 findings in 13 facts of 2 documents\n"),
        (
            &["--document", "a.txt", "--document", "b.txt"],
            1,
            "2 findings in 13 facts of 2 documents\n",
        ),
    ] {
        let (ended, text, _) = told(&place, &[&["audit", "out"], arguments].concat());
        assert!(text.ends_with(findings), "{arguments:?}\n{text}");
        assert_eq!(ended, code, "{arguments:?}");
    }
}

#[test]
fn what_is_derived_stands_apart_and_is_marked() {
    let place = read(&[("a.txt", WRONG)]);
    let (code, text, _) = told(&place, &["audit", "out", "--derived"]);
    assert_eq!(
        text,
        "\
Derived, told by no document; these are no facts.

研发投入强度  芜湖市  2022-01-01..2022-12-31  2.7~2.72% = 3.19 − 0.48
    after  a.txt:7 “3.19%” 研发投入强度  芜湖市 2023
    told   a.txt:7 “0.48个百分点” 研发投入强度  芜湖市 2023
"
    );
    assert_eq!(code, 0);
}

#[test]
fn every_line_of_json_is_as_the_schema_says() {
    let place = read(&[("a.txt", WRONG)]);
    for (schema, arguments, lines) in [
        ("discrepancy", &["audit", "out", "--format", "json"][..], 2),
        ("derived", &["audit", "out", "--derived", "--format", "json"], 1),
    ] {
        let shown: Value = serde_json::from_str(&told(&place, &["schema", schema]).1).unwrap();
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource("schema.json", shown).unwrap();
        let index = compiler.compile("schema.json", &mut schemas).unwrap();
        let text = told(&place, arguments).1;
        assert_eq!(text.lines().count(), lines, "{text}");
        for line in text.lines() {
            let mut record: Value = serde_json::from_str(line).unwrap();
            schemas
                .validate(&record, index)
                .unwrap_or_else(|error| panic!("{error}\n{line}"));
            record["surplus"] = Value::Null;
            assert!(schemas.validate(&record, index).is_err());
        }
    }
    // The same again, and into a file.
    let (_, first, _) = told(&place, &["audit", "out", "--format", "json"]);
    told(&place, &["audit", "out", "--format", "json", "-o", "found.jsonl"]);
    assert_eq!(first, fs::read_to_string(place.path().join("found.jsonl")).unwrap());
}

#[test]
fn trouble_says_what_is_wrong_and_what_to_do() {
    let place = read(&[("a.txt", RIGHT)]);
    for (arguments, message) in [
        (&["audit", "nowhere"][..], "error: nowhere: no such folder\n"),
        (
            &["audit", "in"],
            "error: in: no output of `gongbao extract`: no facts.jsonl in it\n",
        ),
        (
            &["audit", "out", "-d", "c.txt"],
            "error: --document c.txt: no document of out is called so; documents.jsonl lists them\n",
        ),
    ] {
        assert_eq!(told(&place, arguments), (2, String::new(), message.to_owned()));
    }
    fs::write(place.path().join("out/facts.jsonl"), "{\"id\": 1}\n").unwrap();
    let (code, _, message) = told(&place, &["audit", "out"]);
    assert_eq!(code, 2);
    assert!(
        message.starts_with("error: out/facts.jsonl:1: not written by this version of gongbao (")
            && message.ends_with("); run `gongbao extract` again\n"),
        "{message}"
    );
}
