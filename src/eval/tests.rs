//! Facts against gold, from small cases to the counts.

use super::*;
use crate::extractor::{Extractor, Metadata};

/// Counts of one document: gold, predicted, found, exact, skips kept of skips.
fn counts(text: &str, gold: &str) -> (String, Vec<String>) {
    let extractor = Extractor::embedded();
    let extraction = extractor.extract("文件.txt", text.as_bytes(), &Metadata::default());
    let file = gold::parse("文件", gold).expect("gold");
    let evaluation = evaluate(
        &[file],
        &extraction.facts,
        &["文件.txt".to_owned()],
        &extraction.numbers,
    );
    let Score {
        gold,
        predicted,
        found,
        exact,
        skips,
        skips_kept,
        ..
    } = evaluation.total;
    let wrong = evaluation.wrong.iter().map(|wrong| {
        let fields: Vec<&str> = wrong.fields.iter().map(|field| field.field.name()).collect();
        format!("{:?} {} {}", wrong.kind, wrong.quote, fields.join(","))
    });
    (
        format!("gold {gold}, predicted {predicted}, found {found}, exact {exact}, skips {skips_kept}/{skips}"),
        wrong.collect(),
    )
}

const TEXT: &str = "2023年，湖州市粮食产量达到12万吨，同比增长3.8%。";

fn fact(start: usize, quote: &str, value: &str, unit: &str, measure: &str, more: &str) -> String {
    format!(
        "{{\"type\":\"fact\",\"start\":{start},\"quote\":\"{quote}\",\"value\":\"{value}\",\"unit\":\"{unit}\",\
         \"bound\":\"eq\",\"measure\":\"{measure}\",\"status\":\"actual\",\"flow\":null,\"label\":\"粮食产量\",\
         \"must\":[[\"粮食\"],[\"产量\"]],\"place\":[\"湖州\"],\"period\":[\"2023\"]{more}}}\n"
    )
}

#[test]
fn what_agrees_is_exact_and_what_differs_is_listed_by_field() {
    let level = fact(15, "12万吨", "120000", "吨", "level", "");
    let growth = fact(24, "3.8%", "3.8", "%", "growth", "");
    let date = "{\"type\":\"skip\",\"start\":0,\"quote\":\"2023年\",\"why\":\"date\"}\n";
    let (told, wrong) = counts(TEXT, &format!("{date}{level}{growth}"));
    assert_eq!(told, "gold 2, predicted 2, found 2, exact 2, skips 1/1");
    assert_eq!(wrong, [""; 0]);

    let other = fact(24, "3.8%", "-3.8", "%", "change", "");
    let (told, wrong) = counts(TEXT, &format!("{level}{other}"));
    assert_eq!(told, "gold 2, predicted 2, found 2, exact 1, skips 0/0");
    assert_eq!(wrong, ["Wrong 3.8% value,measure"]);
}

#[test]
fn what_is_missing_too_many_or_optional() {
    let level = fact(15, "12万吨", "120000", "吨", "level", "");
    let growth = fact(24, "3.8%", "3.8", "%", "growth", "");
    let (told, wrong) = counts(TEXT, &level);
    assert_eq!(told, "gold 1, predicted 2, found 1, exact 1, skips 0/0");
    assert_eq!(wrong, ["Spurious 3.8% "]);

    // Optional: neither needed nor too many. Qualifier: the same, for a number that is no fact.
    let optional = fact(24, "3.8%", "9", "%", "growth", ",\"optional\":true");
    let (told, wrong) = counts(TEXT, &format!("{level}{optional}"));
    assert_eq!(told, "gold 1, predicted 1, found 1, exact 1, skips 0/0");
    assert_eq!(wrong, [""; 0]);
    let qualifier = "{\"type\":\"skip\",\"start\":24,\"quote\":\"3.8%\",\"why\":\"qualifier\"}\n";
    let (told, _) = counts(TEXT, &format!("{level}{qualifier}"));
    assert_eq!(told, "gold 1, predicted 1, found 1, exact 1, skips 0/0");

    // A number that the review skips and the machine does not.
    let name = "{\"type\":\"skip\",\"start\":24,\"quote\":\"3.8%\",\"why\":\"name\"}\n";
    let (told, wrong) = counts(TEXT, &format!("{level}{name}"));
    assert_eq!(told, "gold 1, predicted 2, found 1, exact 1, skips 0/1");
    assert_eq!(wrong, ["Spurious 3.8% "]);

    // Outside of the scope nothing counts.
    let scope = "{\"type\":\"scope\",\"ranges\":[[0,20]]}\n";
    let (told, _) = counts(TEXT, &format!("{scope}{level}"));
    assert_eq!(told, "gold 1, predicted 1, found 1, exact 1, skips 0/0");

    let missed = fact(2, "3年", "3", "年", "level", "");
    let (told, wrong) = counts(TEXT, &format!("{missed}{level}{growth}"));
    assert_eq!(told, "gold 3, predicted 2, found 2, exact 2, skips 0/0");
    assert_eq!(wrong, ["Missed 3年 "]);
}

#[test]
fn a_gold_file_is_for_the_documents_whose_names_begin_so() {
    for (document, expected) in [
        ("a/2023.txt", "2023"),
        ("2023.zip!/b/公报.2023.md", "公报.2023"),
        ("2023", "2023"),
        (".hidden", ".hidden"),
    ] {
        assert_eq!(stem(document), expected, "{document}");
    }
    let file = gold::parse("000", &fact(0, "1", "1", "个", "level", "")).expect("gold");
    let absent = |document: &str| {
        !evaluate(std::slice::from_ref(&file), &[], &[document.to_owned()], &[])
            .absent
            .is_empty()
    };
    assert_eq!(
        ["000.txt", "x/000_湖州.txt", "0001.txt", "1000.txt"].map(absent),
        [false, false, true, true]
    );
}

#[test]
fn what_is_no_gold_is_named_with_its_line() {
    let mistake = |text: &str| gold::parse("a", text).expect_err("a mistake");
    let (line, why) = mistake("{\"type\":\"scope\",\"ranges\":[[0,20]]}\n\n{\"type\":\"fcat\"}\n");
    assert_eq!((line, why.starts_with("unknown variant `fcat`")), (3, true), "{why}");
    let (line, why) = mistake("{\"type\":\"skip\",\"start\":0,\"quote\":\"1\"}");
    assert_eq!((line, why.starts_with("missing field `why`")), (1, true), "{why}");
}
