//! The published schemas say what the program writes, and the program writes what they say.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use boon::{Compiler, SchemaIndex, Schemas};
use gongbao::model::{
    Area, AreaLevel, Base, Bound, ByteSpan, Fact, Flow, Measure, Origin, OriginKind, Origins, Period, PointSpan,
    Status, Subject,
};
use serde_json::{Value, json};

/// Schema → the output file it is of.
const WRITTEN: [(&str, &str); 4] = [
    ("fact", "facts.jsonl"),
    ("document", "documents.jsonl"),
    ("number", "numbers.jsonl"),
    ("run", "run.json"),
];

/// Every schema; what `audit` prints is held against its own in `tests/audit.rs`.
const PUBLISHED: [&str; 6] = ["fact", "document", "number", "run", "discrepancy", "derived"];

#[test]
fn the_published_schemas_are_those_of_the_types() {
    let stale: Vec<String> = PUBLISHED
        .iter()
        .filter(|name| {
            let shown = gongbao(&["schema", name]);
            fs::read_to_string(schema(name)).ok() != Some(shown)
        })
        .map(|name| format!("schema/{name}.schema.json"))
        .collect();
    assert!(
        stale.is_empty(),
        "\nthe types of the output have changed, and {} not with them.\n\
         If the change is meant, write the schemas anew with\n\n    cargo run -- schema --out schema\n\n\
         and commit them; raise write::CONTRACT where a field changes its meaning, name or type.\n",
        stale.join(", ")
    );
}

#[test]
fn every_line_of_a_real_run_is_valid() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [home.join("corpus"), home.join("../shared/corpus")];
    let folders: Vec<PathBuf> = folders.into_iter().filter(|folder| folder.is_dir()).collect();
    let folder = tempfile::tempdir().unwrap();
    // A file that cannot be read and an empty one, so that null fields and findings occur.
    let input = folder.path().join("in");
    fs::create_dir(&input).unwrap();
    fs::write(input.join("empty.txt"), "").unwrap();
    fs::write(
        input.join("image.txt"),
        b"\x89PNG\r\n\x1a\n\0\0\0\r\xff\xfe\xfd\x80\0\0\0\0\0",
    )
    .unwrap();
    fs::write(input.join("text.txt"), "湖州市全年生产总值3850亿元，增长5.8%。\n").unwrap();
    for (index, input) in folders.iter().chain([&input]).enumerate() {
        let output = folder.path().join(index.to_string());
        let arguments = ["extract".as_ref(), input.as_os_str(), "-o".as_ref(), output.as_os_str()];
        let ended = Command::new(env!("CARGO_BIN_EXE_gongbao"))
            .args(arguments)
            .output()
            .unwrap();
        assert!(matches!(ended.status.code(), Some(0 | 1)), "{ended:?}");
        for (name, file) in WRITTEN {
            let checker = Checker::new(name);
            let text = fs::read_to_string(output.join(file)).unwrap();
            let records: Vec<&str> = if file == "run.json" {
                vec![&text]
            } else {
                text.lines().collect()
            };
            assert!(
                !records.is_empty() || name == "fact",
                "{} gives no {name} records",
                input.display()
            );
            for (at, record) in records.into_iter().enumerate() {
                let record: Value = serde_json::from_str(record).unwrap();
                if let Err(error) = checker.check(&record) {
                    panic!("{file}:{} of {}: {error}\n{record}", at + 1, input.display());
                }
            }
        }
    }
}

#[test]
fn a_fact_is_valid_with_everything_and_with_nothing_optional() {
    let checker = Checker::new("fact");
    for fact in [full(), bare()] {
        let written = serde_json::to_value(&fact).unwrap();
        checker.check(&written).unwrap();
        assert_eq!(
            serde_json::from_value::<Fact>(written).unwrap(),
            fact,
            "what is written can be read again"
        );
    }
}

/// Schemas that let everything pass would make the tests above worthless.
#[test]
fn what_is_not_of_the_contract_is_refused() {
    let checker = Checker::new("fact");
    let good = serde_json::to_value(full()).unwrap();
    let broken: [(&str, Value); 8] = [
        ("value", json!(3.5)),
        ("unit", json!(7)),
        ("bound", json!("about")),
        ("measure", Value::Null),
        ("span", json!({"start": 3})),
        ("span", json!({"start": -1, "end": 2})),
        ("area", json!({"name": "湖州市", "code": "330500", "level": "town"})),
        ("surplus", json!(1)),
    ];
    for (field, value) in broken {
        let mut fact = good.clone();
        fact[field] = value;
        assert!(checker.check(&fact).is_err(), "{field}: {}", fact[field]);
    }
    for field in good.as_object().unwrap().keys() {
        let mut fact = good.clone();
        fact.as_object_mut().unwrap().remove(field);
        assert!(checker.check(&fact).is_err(), "a fact without {field} passes");
    }
    let number = |outcome: Value| {
        let mut record = json!({"document": "a.txt", "span": {"start": 0, "end": 1}, "bytes": {"start": 0, "end": 1}, "line": 1, "quote": "1"});
        record
            .as_object_mut()
            .unwrap()
            .extend(outcome.as_object().unwrap().clone());
        Checker::new("number").check(&record)
    };
    number(json!({"outcome": "skip", "reason": "date"})).unwrap();
    assert!(number(json!({"outcome": "skip"})).is_err(), "a skip needs its reason");
    assert!(number(json!({"outcome": "skip", "reason": "boring"})).is_err());
    assert!(number(json!({})).is_err(), "a number needs its outcome");
}

/// One published schema, compiled.
struct Checker {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Checker {
    fn new(name: &str) -> Self {
        let mut schemas = Schemas::new();
        let path = schema(name);
        let index = Compiler::new()
            .compile(&path.to_string_lossy(), &mut schemas)
            .expect("a schema that compiles");
        Self { schemas, index }
    }

    fn check(&self, record: &Value) -> Result<(), String> {
        self.schemas
            .validate(record, self.index)
            .map_err(|error| format!("{error:#}"))
    }
}

fn schema(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("schema/{name}.schema.json"))
}

fn gongbao(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_gongbao"))
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn full() -> Fact {
    let said = Origin {
        kind: OriginKind::Said,
        span: Some(PointSpan::new(3, 5)),
    };
    Fact {
        id: "f".to_owned(),
        document: "甲/a.txt".to_owned(),
        span: PointSpan::new(20, 23),
        bytes: ByteSpan::new(60, 67),
        line: 4,
        quote: "第3位".to_owned(),
        value: "3".to_owned(),
        value_high: Some("4".to_owned()),
        unit: Some("位".to_owned()),
        bound: Bound::Range,
        measure: Measure::Rank,
        status: Status::Target,
        flow: Some(Flow::New),
        label: "高新技术企业数".to_owned(),
        qualifiers: vec!["省级".to_owned()],
        indicator: Some("enterprises.hightech".to_owned()),
        base: Some(Base {
            versus: Some("上年".to_owned()),
            among: Some("全省".to_owned()),
            out_of: Some(11),
        }),
        area: Some(Area {
            name: "湖州市".to_owned(),
            code: Some("330500".to_owned()),
            level: Some(AreaLevel::City),
        }),
        subject: Some(Subject {
            name: "某高新区".to_owned(),
        }),
        period: Some(Period {
            start: Some("2023-01-01".to_owned()),
            end: Some("2023-12-31".to_owned()),
            text: "2023年".to_owned(),
        }),
        origins: Origins {
            label: said,
            area: Some(said),
            period: Some(said),
            status: said,
        },
        sentence: PointSpan::new(0, 30),
        section: Some("一、综合 > （一）科技".to_owned()),
        rule: "rank".to_owned(),
        confidence: 0.5,
        review: None,
    }
}

fn bare() -> Fact {
    let unknown = Origin {
        kind: OriginKind::Document,
        span: None,
    };
    Fact {
        value_high: None,
        unit: None,
        flow: None,
        qualifiers: Vec::new(),
        indicator: None,
        base: None,
        area: None,
        subject: None,
        period: None,
        origins: Origins {
            label: unknown,
            area: None,
            period: None,
            status: unknown,
        },
        section: None,
        ..full()
    }
}
