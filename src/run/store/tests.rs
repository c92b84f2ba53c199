//! What is kept comes back bit for bit, and what is damaged does not come back at all.

use std::path::Path;

use super::*;
use crate::model::{
    Area, AreaLevel, Base, Bound, ByteSpan, Fact, FactView, Flow, Measure, NumberView, Origin, OriginKind, Origins,
    OutcomeView, Period, PointSpan, SkipReason, Status, Subject,
};
use crate::write::{Lines, Output};

fn key(name: &str) -> Key {
    *blake3::hash(name.as_bytes()).as_bytes()
}

fn fact(name: &str, at: usize) -> Fact {
    let origin = |kind, span| Origin { kind, span };
    Fact {
        id: format!("{at:020x}"),
        document: name.to_owned(),
        span: PointSpan::new(at, at + 4),
        bytes: ByteSpan::new(3 * at, 3 * at + 9),
        line: at / 7 + 1,
        quote: "5.8%".to_owned(),
        value: "-5.8".to_owned(),
        value_high: at.is_multiple_of(5).then(|| "6".to_owned()),
        unit: (!at.is_multiple_of(3)).then(|| "%".to_owned()),
        bound: Bound::Range,
        measure: Measure::Growth,
        status: Status::Target,
        flow: at.is_multiple_of(2).then_some(Flow::New),
        label: "“增加值”\n".to_owned(),
        qualifiers: ["省级", "规上"][..at % 3]
            .iter()
            .map(|word| (*word).to_owned())
            .collect(),
        indicator: (at % 4 > 1).then(|| "gdp".to_owned()),
        base: (at % 5 > 2).then(|| Base {
            versus: Some("上年".to_owned()),
            among: None,
            out_of: at.is_multiple_of(2).then_some(at as u32),
        }),
        area: (!at.is_multiple_of(5)).then(|| Area {
            name: ["宜昌市", "湖州市"][at % 2].to_owned(),
            code: (at % 7 > 1).then(|| "330500".to_owned()),
            level: Some(AreaLevel::City),
        }),
        subject: (at % 6 == 1).then(|| Subject {
            name: "高新区".to_owned(),
        }),
        period: (at % 6 > 1).then(|| Period {
            start: Some("2024-01-01".to_owned()),
            end: (!at.is_multiple_of(4)).then(|| "2024-12-31".to_owned()),
            text: "去年".to_owned(),
        }),
        origins: Origins {
            label: origin(OriginKind::Carried, Some(PointSpan::new(7, 10))),
            area: Some(origin(OriginKind::Document, None)),
            period: at
                .is_multiple_of(2)
                .then(|| origin(OriginKind::Said, Some(PointSpan::new(at + 90, at + 90)))),
            status: origin(OriginKind::Heading, None),
        },
        sentence: PointSpan::new(at / 2, at + 10),
        section: (!at.is_multiple_of(9)).then(|| "一、综合".to_owned()),
        rule: ["list.respectively", "level.named-after"][at / 8 % 2].to_owned(),
        confidence: 0.85,
        review: None,
    }
}

/// Facts of a usual document here: every byte of what is kept of it is tried.
const FEW: usize = 7;

/// Tells the records of a document of that name.
fn tell(name: &str, facts: usize, records: &mut dyn Records) {
    let facts: Vec<Fact> = (1..=facts).map(|at| fact(name, at * 11)).collect();
    facts.iter().for_each(|fact| records.fact(&FactView::of(fact)));
    for fact in facts.iter().chain(facts.first()) {
        let outcomes = [
            OutcomeView::Skip {
                reason: SkipReason::Other,
            },
            OutcomeView::Fact { fact: &fact.id },
            OutcomeView::Open {
                why: "no rule reads it",
            },
        ];
        for outcome in outcomes {
            records.number(&NumberView {
                span: fact.span,
                bytes: fact.bytes,
                line: fact.line,
                quote: &fact.quote,
                outcome,
            });
        }
    }
}

fn lines(name: &str) -> Lines {
    let mut lines = Lines::default();
    tell(name, FEW, &mut lines.of(name));
    lines.documents = document(name);
    lines
}

fn document(name: &str) -> Vec<u8> {
    format!("{{\"document\":\"{name}\"}}\n").into_bytes()
}

fn tally(facts: usize) -> Tally {
    let mut tally = Tally::default();
    tally.inputs.files = 1;
    tally.totals.facts = facts;
    tally.totals.findings.insert("date-unknown".to_owned(), 1);
    tally
}

fn record_of(name: &str, facts: usize) -> Vec<u8> {
    // Behind another one.
    let mut records = vec![7; 100];
    let start = begin(&mut records);
    let mut packer = Packer::new(&mut records);
    tell(name, facts, &mut packer);
    packer.end();
    end(start, key(name), &document(name), &tally(name.len()), &mut records);
    records.split_off(start)
}

fn record(name: &str) -> Vec<u8> {
    record_of(name, FEW)
}

/// A store in a folder of its own that holds documents of these names.
fn with(names: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let output = Output::open(folder.path()).unwrap();
    let (_, mut keeper) = open(output.folder(), false).unwrap();
    names.iter().for_each(|name| keeper.add(&record(name)).unwrap());
    folder
}

fn file(folder: &Path) -> PathBuf {
    folder.join(".gongbao").join(NAME)
}

/// Which of the names a new run finds, each with exactly what was kept.
fn found<'n>(folder: &Path, fresh: bool, names: &[&'n str]) -> Vec<&'n str> {
    let output = Output::open(folder).unwrap();
    let (store, _) = open(output.folder(), fresh).unwrap();
    let found = names.iter().copied().filter(|name| {
        let mut found = Lines::default();
        let Some(kept) = store.find(&key(name), &mut found.of(name)) else {
            return false;
        };
        found.documents = kept.document;
        assert_eq!((found, kept.tally), (lines(name), tally(name.len())), "{name}");
        true
    });
    found.collect()
}

#[test]
fn what_is_kept_comes_back_as_it_was() {
    let folder = with(&["甲", "乙"]);
    assert_eq!(found(folder.path(), false, &["甲", "乙", "丙"]), ["甲", "乙"]);
    // A fresh run takes nothing over and leaves nothing for the next.
    assert_eq!(found(folder.path(), true, &["甲", "乙"]), [""; 0]);
    assert_eq!(found(folder.path(), false, &["甲", "乙"]), [""; 0]);
}

#[test]
fn a_torn_end_is_cut_off_wherever_it_is_torn_and_the_store_goes_on() {
    let folder = with(&["甲", "乙"]);
    let whole = std::fs::read(file(folder.path())).unwrap();
    let first = MAGIC.len() + record("甲").len();
    for length in 0..whole.len() {
        std::fs::write(file(folder.path()), &whole[..length]).unwrap();
        let expected: &[&str] = if length < first { &[] } else { &["甲"] };
        assert_eq!(found(folder.path(), false, &["甲", "乙"]), expected, "{length} bytes");
        let left = std::fs::metadata(file(folder.path())).unwrap().len() as usize;
        assert_eq!(left, if length < first { MAGIC.len() } else { first }, "{length} bytes");
        if length % 37 == 0 {
            let output = Output::open(folder.path()).unwrap();
            let (_, mut keeper) = open(output.folder(), false).unwrap();
            keeper.add(&record("丙")).unwrap();
            drop((output, keeper));
            assert_eq!(found(folder.path(), false, &["丙"]), ["丙"]);
        }
    }
}

#[test]
fn a_flipped_bit_costs_its_record_and_is_never_believed() {
    let folder = with(&["甲", "乙"]);
    let whole = std::fs::read(file(folder.path())).unwrap();
    for at in MAGIC.len()..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        std::fs::write(file(folder.path()), bytes).unwrap();
        // `found` compares what it finds with what was kept.
        assert!(found(folder.path(), false, &["甲", "乙"]).len() < 2, "byte {at}");
    }
}

#[test]
fn a_file_of_another_format_is_begun_anew() {
    let folder = with(&[]);
    std::fs::write(file(folder.path()), "gongbao store 1\nsomething else entirely").unwrap();
    assert_eq!(found(folder.path(), false, &["甲"]), [""; 0]);
    assert_eq!(std::fs::read(file(folder.path())).unwrap(), MAGIC);
}

#[test]
fn a_later_record_stands_for_an_earlier_one_of_the_same_key() {
    let folder = with(&["甲", "甲"]);
    let path = file(folder.path());
    let mut bytes = std::fs::read(&path).unwrap();
    // The last byte of the first payload.
    bytes[MAGIC.len() + record("甲").len() - 1] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    assert_eq!(found(folder.path(), false, &["甲"]), ["甲"]);
}

#[test]
fn tidying_up_keeps_what_this_run_needed_and_what_it_read() {
    let folder = with(&["甲", "乙", "丙"]);
    // Much that nobody needs: more than the slack.
    let records = record_of("noise", SLACK as usize / 40);
    let run = |read: &[u8], needs: &[&str]| {
        let output = Output::open(folder.path()).unwrap();
        let (store, mut keeper) = open(output.folder(), false).unwrap();
        keeper.add(read).unwrap();
        let places: Vec<Place> = needs
            .iter()
            .map(|name| {
                let mut lines = Lines::default();
                store.find(&key(name), &mut lines.of(name)).unwrap().place
            })
            .collect();
        keeper.needed(&places);
        keeper.tidy();
        store.len()
    };
    run(&records, &[]);
    let large = std::fs::metadata(file(folder.path())).unwrap().len();
    assert!(large > SLACK);
    // A run that needs two of the four and reads a fifth.
    assert_eq!(run(&record("丁"), &["丙", "甲"]), 4);
    assert!(std::fs::metadata(file(folder.path())).unwrap().len() < large / 20);
    assert_eq!(
        found(folder.path(), false, &["甲", "乙", "丙", "丁", "noise"]),
        ["甲", "丙", "丁"]
    );
    // What is little is left alone.
    run(&[], &[]);
    assert_eq!(found(folder.path(), false, &["甲", "丙", "丁"]), ["甲", "丙", "丁"]);
}

#[test]
fn what_is_large_comes_back_too_and_small() {
    const FACTS: usize = 20_000;
    let mut large = Lines::default();
    tell("large", FACTS, &mut large.of("large"));
    let packed = record_of("large", FACTS);
    let written = large.facts.len() + large.numbers.len();
    assert!(packed.len() < written / 5, "{} of {written}", packed.len());
    let mut found = Lines::default();
    let told = unpacked(&packed, &key("large"), &mut found.of("large"));
    assert_eq!(told, Some((document("large"), tally(5))));
    assert_eq!(found, large);
}
