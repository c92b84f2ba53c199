//! What each construct of the rule language reads, from a rule and a sentence to the facts of that rule.

use std::fs;

use crate::examples::render;
use crate::explain::explain;
use crate::extractor::{Extraction, Extractor, Metadata};

/// An extractor with rules of its own beside the shipped ones, none of which matches as many words.
fn extractor(patterns: &str) -> Extractor {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("patterns")).unwrap();
    fs::write(folder.path().join("patterns/own.toml"), patterns).unwrap();
    Extractor::load(Some(folder.path())).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]))
}

/// A rule of that name, with a sentence that it need not really read.
fn rule(name: &str, keys: &str, facts: &str) -> String {
    let accept = "[[rule.accept]]\ntext = '产量3吨。'\nfacts = ['产量 = 3 吨']\n";
    format!("[[rule]]\nid = 'own.{name}'\nabout = '试'\n{keys}\n{facts}\n{accept}")
}

const FACT: &str = "[[rule.fact]]\nvalue = 'value'\nlabel = '{what}'";

fn extract(extractor: &Extractor, text: &str) -> Extraction {
    extractor.extract("试.txt", text.as_bytes(), &Metadata::default())
}

/// What the own rules read in a text.
fn read(extractor: &Extractor, text: &str) -> Vec<String> {
    let facts = extract(extractor, text).facts;
    let own = facts.iter().filter(|fact| fact.rule.starts_with("own."));
    own.map(render).collect()
}

#[track_caller]
fn check(rules: &str, cases: &[(&str, &[&str])]) {
    let extractor = extractor(rules);
    for (text, expected) in cases {
        assert_eq!(read(&extractor, text), *expected, "{text}");
    }
}

#[test]
fn one_of_several_ways() {
    let way = rule(
        "way",
        "pattern = '{what:np} [备案 登记 | 在册]? 共计 [录得 | 测得] {value:count}'",
        FACT,
    );
    check(
        &way,
        &[
            ("民宿备案登记共计录得28家。", &["民宿 = 28 家"]),
            ("民宿在册共计测得28家。", &["民宿 = 28 家"]),
            ("民宿共计测得28家。", &["民宿 = 28 家"]),
            ("民宿共计28家。", &[]),
        ],
    );
}

#[test]
fn what_must_not_stand_there() {
    let not = rule(
        "not",
        "pattern = '!另有 录得 !每|各 {value:count} !之|以 {what:tail}'",
        FACT,
    );
    check(
        &not,
        &[
            ("录得28家民宿。", &["民宿 = 28 家"]),
            ("另有录得28家民宿。", &[]),
            ("录得每28家民宿。", &[]),
            ("录得28家之民宿。", &[]),
        ],
    );
}

#[test]
fn parts_bring_their_slots_and_other_parts() {
    let parts = "[[part]]\nname = 'measured'\nabout = '测得'\npattern = '@by 录得|测得'\n\
                 [[part]]\nname = 'by'\nabout = '时间'\npattern = '于 {when:period}'\n";
    let used = rule(
        "part",
        "pattern = '{what:np} @measured {value:count}'",
        &format!("{FACT}\nperiod = 'when'"),
    );
    let extractor = extractor(&format!("{parts}{used}"));
    let facts = extract(&extractor, "2024年总结\n民宿于2021年测得28家。").facts;
    let told: Vec<String> = facts
        .iter()
        .map(|fact| {
            format!(
                "{} {:?} {}",
                render(fact),
                fact.period.as_ref().unwrap().start,
                fact.rule
            )
        })
        .collect();
    assert_eq!(told, ["民宿 = 28 家 Some(\"2021-01-01\") own.part"]);
}

#[test]
fn lists_of_periods_and_lists_behind_the_number() {
    let years = rule(
        "years",
        "pattern = '{times:list(period)} {what:np} 依次 录得 {values:list(quantity)}'",
        "[[rule.fact]]\neach = 'times'\nperiod = 'times'\nvalue = 'values'\nlabel = '{what}'",
    );
    let after = rule(
        "after",
        "pattern = '依次 测得 {values:list(count)} 用于 {heads:list(np)}'",
        "[[rule.fact]]\neach = 'heads'\nvalue = 'values'\nlabel = '{heads}'",
    );
    let extractor = extractor(&format!("{years}{after}"));
    let facts = extract(&extractor, "2021年、2022年粮食产量依次录得12万吨、13万吨。").facts;
    let told: Vec<String> = facts
        .iter()
        .map(|fact| format!("{} {}", render(fact), fact.period.as_ref().unwrap().text))
        .collect();
    assert_eq!(told, ["粮食产量 = 120000 吨 2021年", "粮食产量 = 130000 吨 2022年"]);
    let text = "依次测得3台、5台用于水质监测、大气监测。";
    assert_eq!(read(&extractor, text), ["水质监测 = 3 台", "大气监测 = 5 台"]);
    assert_eq!(
        read(&extractor, "依次测得3台、5台、6台用于水质监测、大气监测。"),
        [""; 0]
    );
}

#[test]
fn conditions_on_clause_sentence_paragraph_and_heading() {
    let with = |conditions: &str| {
        rule(
            "if",
            &format!("pattern = '{{what:np}} 录得 {{value:count}}'\n{conditions}"),
            FACT,
        )
    };
    let read: &[&str] = &["民宿 = 28 家"];
    check(
        &with("unless = ['拟建|规划 in clause']"),
        &[
            ("民宿录得28家。", read),
            ("另有规划，民宿录得28家。", read),
            ("规划民宿录得28家。", &[]),
        ],
    );
    check(
        &with("unless = ['<target>']"),
        &[("民宿录得28家。", read), ("力争突破，民宿录得28家。", &[])],
    );
    check(
        &with("given = ['普查 in paragraph']"),
        &[
            ("普查结束了。民宿录得28家。", read),
            ("普查结束了。\n\n民宿录得28家，是这一段里写到的。", &[]),
        ],
    );
    check(
        &with("given = ['住宿 in heading']"),
        &[
            ("总结\n\n一、住宿业\n\n全市各地有关情况如下，民宿录得28家。\n", read),
            ("总结\n\n一、餐饮业\n\n全市各地有关情况如下，民宿录得28家。\n", &[]),
        ],
    );
}

#[test]
fn a_rule_over_sentences() {
    let over = rule(
        "over",
        "within = 'paragraph'\npattern = '{what:np} 如下 。 录得 {value:count}'",
        FACT,
    );
    check(
        &over,
        &[
            ("民宿情况如下。录得28家。", &["民宿情况 = 28 家"]),
            ("民宿情况如下：录得28家。", &[]),
            ("民宿情况如下。\n\n录得28家，是另一段里写到的。", &[]),
        ],
    );
}

#[test]
fn an_open_number_names_the_nearest_rule_and_what_stopped_it() {
    let extractor = extractor(&rule("open", "pattern = '{what:np} 录得 自查 ， {value:points}'", FACT));
    let told = explain(
        &extractor,
        "试.txt",
        "自查，3.2个百分点。".as_bytes(),
        &Metadata::default(),
        None,
    );
    let why = "open: rule `own.open` stops before it: wants `录得`, the sentence begins here";
    assert!(told.contains(why), "{told}");
    let told = explain(
        &extractor,
        "试.txt",
        "普查自查，3.2个百分点。".as_bytes(),
        &Metadata::default(),
        None,
    );
    let why = "open: rule `own.open` stops before it: wants `录得`, found “普查”";
    assert!(told.contains(why), "{told}");
}

#[test]
fn rules_of_which_nothing_occurs_are_not_tried() {
    let many: String = (0..300)
        .map(|n| {
            rule(
                &format!("r{n}"),
                &format!("pattern = '{{what:np}} 词{n}字 {{value:quantity}}'"),
                FACT,
            )
        })
        .collect();
    let tried = |extractor: &Extractor| extractor.rules_tried("民宿达到28家，同比增长3%。");
    let few = tried(&extractor(&rule(
        "r",
        "pattern = '{what:np} 词字 {value:quantity}'",
        FACT,
    )));
    assert!(few > 0);
    assert_eq!(tried(&extractor(&many)), few);
}
