//! What a person meets when an export does not succeed, and that nothing is lost then.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use clap::ValueEnum;
use serde_json::json;

use super::*;

/// A line of `facts.jsonl` for a document of this name.
fn fact(document: &str) -> String {
    let said = json!({"kind": "said", "span": {"start": 0, "end": 2}});
    let span = json!({"start": 4, "end": 9});
    let fact = json!({
        "id": "2ba90c7cfc2a7c3f49c7", "document": document, "span": span, "bytes": span, "line": 1, "quote": "5.8%",
        "value": "5.8", "value_high": null, "unit": "%", "bound": "eq", "measure": "growth", "status": "actual",
        "flow": null, "label": "生产总值", "qualifiers": [], "indicator": null, "base": null, "area": null,
        "subject": null, "period": null, "origins": {"label": said, "area": null, "period": null, "status": said},
        "sentence": span, "section": null, "rule": "difference.moved", "confidence": 0.85,
    });
    format!("{fact}\n")
}

/// A line of `documents.jsonl`.
fn document(name: &str) -> String {
    let record = crate::extractor::failed(name, 7, "not a text file".to_owned());
    format!("{}\n", serde_json::to_string(&record).unwrap())
}

/// An output folder of these facts and documents.
fn output(facts: &str, documents: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("facts.jsonl"), facts).unwrap();
    fs::write(folder.path().join("documents.jsonl"), documents).unwrap();
    folder
}

/// Name → content of what lies in a folder, hidden files too; folders within it as nothing.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries
        .map(|entry| {
            (
                entry.file_name().into_string().unwrap(),
                fs::read(entry.path()).unwrap_or_default(),
            )
        })
        .collect()
}

/// What the export of `folder` to `name` in it says when it fails; that nothing has changed there is looked at too.
fn refusal(folder: &Path, format: Format, name: &str) -> String {
    let before = files(folder);
    let problem = export(folder, format, &folder.join(name), None, false).expect_err("a problem");
    assert_eq!(files(folder), before, "{format:?} left something behind");
    problem.to_string().replace(&*folder.to_string_lossy(), "DIR")
}

#[test]
fn every_format_replaces_what_was_there_and_leaves_nothing_else() {
    let folder = output(&fact("甲.txt"), &document("甲.txt"));
    let mut expected = files(folder.path()).into_keys().collect::<Vec<_>>();
    for &format in Format::value_variants() {
        let target = folder.path().join(format.default_name());
        for _ in 0..2 {
            let exported = export(folder.path(), format, &target, None, false).unwrap();
            assert_eq!(exported.facts, 1, "{format:?}");
        }
        expected.push(format.default_name().to_owned());
    }
    expected.sort();
    assert_eq!(files(folder.path()).into_keys().collect::<Vec<_>>(), expected);
}

#[test]
fn an_output_without_facts_is_exported_with_heads_only() {
    let folder = output("", &document("甲.txt"));
    for &format in Format::value_variants() {
        let target = folder.path().join(format.default_name());
        let exported = export(folder.path(), format, &target, None, false);
        assert_eq!(exported.map(|exported| exported.facts).ok(), Some(0), "{format:?}");
    }
    let text = fs::read_to_string(folder.path().join("facts.csv")).unwrap();
    assert!(
        text.starts_with("\u{feff}id,document,line,") && text.ends_with("_end\r\n"),
        "{text}"
    );
    assert_eq!(text.lines().count(), 1);
}

#[test]
fn a_folder_that_is_no_output_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        refusal(folder.path(), Format::Csv, "out"),
        "DIR: no output of `gongbao extract`: no facts.jsonl in it"
    );
}

#[test]
fn a_line_that_cannot_be_read_is_named_and_the_previous_export_stays() {
    let folder = output(&format!("{}{{\"id\":1}}\n", fact("甲.txt")), &document("甲.txt"));
    fs::write(folder.path().join("out"), "the previous export").unwrap();
    for &format in Format::value_variants().iter().filter(|&&it| it != Format::Datapackage) {
        assert_eq!(
            refusal(folder.path(), format, "out"),
            "DIR/facts.jsonl:2: not written by this version of gongbao (invalid type: integer `1`, expected a string at \
             line 1 column 7); run `gongbao extract` again",
            "{format:?}"
        );
    }
}

#[test]
fn a_fact_of_an_unlisted_document_is_refused_where_tables_refer_to_each_other() {
    let folder = output(&fact("乙.txt"), &document("甲.txt"));
    assert_eq!(
        refusal(folder.path(), Format::Sqlite, "out"),
        "facts.jsonl names the document 乙.txt, and documents.jsonl does not; run `gongbao extract` again"
    );
}

#[test]
fn what_is_in_the_way_is_named() {
    let folder = output(&fact("甲.txt"), &document("甲.txt"));
    fs::create_dir(folder.path().join("folder")).unwrap();
    fs::write(folder.path().join("folder/notes.txt"), "mine").unwrap();
    for (format, name, expected) in [
        (
            Format::Csv,
            "folder",
            "cannot write DIR/folder: a folder of that name is in the way; what was there before is untouched",
        ),
        (
            Format::Datapackage,
            "folder",
            "cannot write DIR/folder: the folder also holds notes.txt; give another with -o; what was there before is untouched",
        ),
        (
            Format::Datapackage,
            "facts.jsonl",
            "cannot write DIR/facts.jsonl: it is not a folder; what was there before is untouched",
        ),
    ] {
        assert_eq!(refusal(folder.path(), format, name), expected);
    }
    assert_eq!(
        fs::read_to_string(folder.path().join("folder/notes.txt")).unwrap(),
        "mine"
    );
}
