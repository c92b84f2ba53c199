//! What a rule author does, as the documentation says it: the worked example of `rules/README.md` step by step, then
//! `rules test --against` and `eval` on small outputs.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const README: &str = include_str!("../rules/README.md");

/// A fenced block of the worked example.
struct Block<'a> {
    /// `sh`, `out`, or a language and the file that it is the text of.
    info: &'a str,
    text: &'a str,
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let fences: Vec<&str> = text.split("```").collect();
    let inside = fences.iter().skip(1).step_by(2);
    inside
        .map(|block| {
            let (info, text) = block.split_once('\n').expect("a line of its own for the fence");
            Block { info, text }
        })
        .collect()
}

fn gongbao(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gongbao"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("the program starts")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

#[test]
fn the_worked_example_does_what_the_readme_says() {
    let (_, rest) = README.split_once("<!-- worked example: begin -->").expect("its begin");
    let (example, _) = rest.split_once("<!-- worked example: end -->").expect("its end");
    let place = TempDir::new().unwrap();
    let mut last = String::new();
    let mut outputs = Vec::new();
    for block in blocks(example) {
        match block.info.split_once(' ') {
            Some((_, file)) => {
                let path = place.path().join(file);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, block.text).unwrap();
            }
            None if block.info == "sh" => {
                for line in block.text.lines() {
                    let arguments: Vec<&str> = line.split_whitespace().skip(1).collect();
                    let ended = gongbao(place.path(), &arguments);
                    let stderr = String::from_utf8_lossy(&ended.stderr);
                    assert!(ended.status.code().is_some_and(|code| code < 2), "{line}\n{stderr}");
                    last = out(&ended);
                    outputs.push((line.to_owned(), last.clone()));
                }
            }
            None => assert_eq!((block.info, block.text), ("out", last.as_str())),
        }
    }
    let of = |start: &str| &outputs.iter().find(|(line, _)| line.starts_with(start)).expect("run").1;
    let tested = of("gongbao rules test --rules");
    assert!(tested.contains("Gap: parking.added-and-total gap 1"), "{tested}");
    assert!(tested.contains(", 1 known gaps, 0 not"), "{tested}");
    let changes = of("gongbao rules test --against");
    assert!(changes.contains("→ city.parking_places"), "{changes}");
    assert!(changes.contains("→ parking.added-and-total"), "{changes}");
    let facts = fs::read_to_string(place.path().join("now/facts.jsonl")).unwrap();
    let facts: Vec<serde_json::Value> = facts.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<String> = facts
        .iter()
        .map(|fact| {
            format!(
                "{} {} {} {}",
                fact["value"], fact["flow"], fact["indicator"], fact["rule"]
            )
        })
        .collect();
    let rest = "\"city.parking_places\" \"parking.added-and-total\"";
    assert_eq!(
        told,
        [format!("\"1200\" \"new\" {rest}"), format!("\"35000\" null {rest}")]
    );
}

#[test]
fn every_rule_shown_in_the_readme_is_sound() {
    let place = TempDir::new().unwrap();
    fs::create_dir(place.path().join("patterns")).unwrap();
    let shown: Vec<Block> = blocks(README);
    let whole = shown.iter().filter(|block| {
        let rules = block.text.contains("[[rule]]") || block.text.contains("[[part]]");
        block.info.starts_with("toml") && rules
    });
    let mut count = 0;
    for (index, block) in whole.enumerate() {
        // A rule that is shipped is shown under its own name.
        let text = block
            .text
            .replace("id = \"difference.moved-against\"", "id = \"shown.moved-against\"");
        fs::write(place.path().join(format!("patterns/shown-{index}.toml")), text).unwrap();
        count += 1;
    }
    assert!(count >= 4, "{count} rules are shown");
    let ended = gongbao(place.path(), &["rules", "check", "--rules", "."]);
    assert_eq!(
        out(&ended),
        "no mistakes in the rules\n",
        "{}",
        String::from_utf8_lossy(&ended.stderr)
    );
}

const BULLETIN: &str = "湖州市2023年统计公报\n发布时间：2024年3月1日\n全市粮食产量12万吨，同比增长3.8%。\n";

/// A place with a bulletin and the output read from it.
fn place() -> TempDir {
    let place = TempDir::new().unwrap();
    fs::create_dir(place.path().join("in")).unwrap();
    fs::write(place.path().join("in/a.txt"), BULLETIN).unwrap();
    let ended = gongbao(place.path(), &["extract", "in", "-o", "out", "--quiet"]);
    assert!(ended.status.code().is_some_and(|code| code < 2));
    place
}

#[test]
fn eval_tells_what_is_right_and_ends_with_0_1_or_2() {
    let place = place();
    let gold = place.path().join("gold");
    fs::create_dir(&gold).unwrap();
    let fact = |start: usize, quote: &str, value: &str, unit: &str, measure: &str| {
        format!(
            "{{\"type\":\"fact\",\"start\":{start},\"quote\":\"{quote}\",\"value\":\"{value}\",\"unit\":\"{unit}\",\"bound\":\"eq\",\
             \"measure\":\"{measure}\",\"status\":\"actual\",\"flow\":null,\"label\":\"粮食产量\",\"must\":[[\"粮食\"]],\
             \"place\":[\"湖州市\"],\"period\":[\"2023\"]}}\n"
        )
    };
    let at = |quote: &str| {
        BULLETIN.chars().count() - BULLETIN.split_once(quote).unwrap().1.chars().count() - quote.chars().count()
    };
    let level = fact(at("12万吨"), "12万吨", "120000", "吨", "level");
    let growth = |value: &str| fact(at("3.8%"), "3.8%", value, "%", "growth");
    fs::write(gold.join("a.jsonl"), format!("{level}{}", growth("3.8"))).unwrap();
    let ended = gongbao(place.path(), &["eval", "out", "--gold", "gold"]);
    assert_eq!(ended.status.code(), Some(0), "{}", out(&ended));
    assert!(
        out(&ended).contains("  all          2     1.000  1.000  1.000    1.000  1.000  1.000         0/0\n"),
        "{}",
        out(&ended)
    );

    fs::write(gold.join("a.jsonl"), format!("{level}{}", growth("-3.8"))).unwrap();
    fs::write(gold.join("b.jsonl"), growth("3.8")).unwrap();
    let ended = gongbao(place.path(), &["eval", "out", "--gold", "gold"]);
    assert_eq!(ended.status.code(), Some(1));
    let told = out(&ended);
    for part in [
        "  wrong    line 3  “3.8%”  粮食产量  [",
        "           value    expected -3.8  found 3.8\n",
        "not in the output, and counted as missed: b\n",
    ] {
        assert!(told.contains(part), "{part}\n{told}");
    }
    let ended = gongbao(place.path(), &["eval", "out", "--gold", "gold", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&out(&ended)).expect("JSON");
    assert_eq!(json["total"]["gold"], 3);
    assert_eq!(json["wrong"][0]["fields"][0]["expected"], "-3.8");

    for (arguments, message) in [
        (["eval", "out", "--gold", "nowhere"], "error: cannot read nowhere: "),
        (["eval", "out", "--gold", "in"], "error: in: no gold here; "),
        (
            ["eval", "in", "--gold", "gold"],
            "error: in: no output of `gongbao extract`: no facts.jsonl in it\n",
        ),
        (
            ["eval", "nowhere", "--gold", "gold"],
            "error: nowhere: no such folder\n",
        ),
    ] {
        let ended = gongbao(place.path(), &arguments);
        let stderr = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(2), "{stderr}");
        assert!(stderr.starts_with(message), "{stderr}");
    }
}

#[test]
fn rules_are_compared_by_what_they_read() {
    let place = place();
    let run = |arguments: &[&str]| {
        let ended = gongbao(place.path(), &[&["rules", "test", "--against"], arguments].concat());
        let told = format!("{}{}", out(&ended), String::from_utf8_lossy(&ended.stderr));
        (ended.status.code(), told)
    };
    let same = "1 documents, 2 facts before and 2 now: 0 added, 0 dropped, 0 altered\n";
    assert_eq!(run(&["out", "out"]), (Some(0), same.to_owned()));
    // A folder of rules is read with the documents; this one calls grain by another name.
    let rules = place.path().join("mine/patterns");
    fs::create_dir_all(&rules).unwrap();
    let rule = "[[rule]]\nid = 'own.grain'\nabout = '粮食'\n\
                pattern = '{what:np} {value:physical} ， [<compared>]? <up:dir> {more:percent}'\n\
                [[rule.fact]]\nvalue = 'value'\nlabel = '谷物{what}'\n\
                [[rule.fact]]\nvalue = 'more'\nlabel = '{what}'\nmeasure = 'growth'\nsign = 'dir'\n\
                [[rule.accept]]\ntext = '粮食产量12万吨，同比增长3%。'\n\
                facts = ['谷物粮食产量 = 120000 吨', '粮食产量 = +3 % growth']\n";
    fs::write(rules.join("own.toml"), rule).unwrap();
    let (code, told) = run(&["out", "mine", "--documents", "in"]);
    assert_eq!(code, Some(1), "{told}");
    for part in [
        "a.txt\n  altered line 3  谷物粮食产量 = 120000 吨  [own.grain]\n",
        "label      粮食产量 → 谷物粮食产量\n",
        " 2 altered\n",
    ] {
        assert!(told.contains(part), "{part}\n{told}");
    }
    let (code, told) = run(&["out", "mine"]);
    let message = "error: mine: a folder of rules; name documents to read with them: --documents PATH…\n";
    assert_eq!((code, told.as_str()), (Some(2), message));
}
