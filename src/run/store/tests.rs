//! What is kept comes back bit for bit, and what is damaged does not come back at all.

use std::path::Path;

use super::*;
use crate::write::Output;

fn key(name: &str) -> Key {
    *blake3::hash(name.as_bytes()).as_bytes()
}

fn lines(name: &str) -> Lines {
    Lines {
        facts: format!("{{\"document\":\"{name}\",\"value\":\"5.8\"}}\n")
            .repeat(40)
            .into_bytes(),
        documents: format!("{{\"document\":\"{name}\"}}\n").into_bytes(),
        numbers: Vec::new(),
    }
}

fn tally(facts: usize) -> Tally {
    let mut tally = Tally::default();
    tally.inputs.files = 1;
    tally.totals.facts = facts;
    tally.totals.findings.insert("date-unknown".to_owned(), 1);
    tally
}

fn record(name: &str) -> Vec<u8> {
    let mut records = Vec::new();
    pack(key(name), lines(name).behind([0; 3]), &tally(name.len()), &mut records);
    records
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
    let found = names.iter().copied().filter(|name| match store.find(&key(name)) {
        Some((kept, counts, _)) => {
            assert_eq!((kept, counts), (lines(name), tally(name.len())), "{name}");
            true
        }
        None => false,
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
    std::fs::write(file(folder.path()), "gongbao store 2\nsomething else entirely").unwrap();
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
    let mut noise = Lines::default();
    let mut state = 7_u64;
    for _ in 0..SLACK / 2 {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        noise.facts.extend_from_slice(&state.to_le_bytes());
    }
    let mut records = Vec::new();
    pack(key("noise"), noise.behind([0; 3]), &tally(0), &mut records);
    let run = |read: &[u8], needs: &[&str]| {
        let output = Output::open(folder.path()).unwrap();
        let (store, mut keeper) = open(output.folder(), false).unwrap();
        keeper.add(read).unwrap();
        let places: Vec<Place> = needs.iter().map(|name| store.find(&key(name)).unwrap().2).collect();
        keeper.needed(&places);
        keeper.tidy();
        store.len()
    };
    run(&records, &[]);
    let large = std::fs::metadata(file(folder.path())).unwrap().len();
    assert!(large > SLACK);
    // A run that needs two of the four and reads a fifth.
    assert_eq!(run(&record("丁"), &["丙", "甲"]), 4);
    assert!(std::fs::metadata(file(folder.path())).unwrap().len() < large / 100);
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
    const BYTES: usize = 4 << 20;
    let large = Lines {
        facts: b"{\"value\":\"5.8\"}\n".repeat(BYTES / 16),
        documents: b"{}\n".to_vec(),
        numbers: b"{\"line\":1}\n".repeat(100),
    };
    let mut records = Vec::new();
    pack(key("large"), large.behind([0; 3]), &tally(5), &mut records);
    assert!(records.len() < BYTES / 100, "{}", records.len());
    assert_eq!(unpacked(&records, &key("large")), Some((large, tally(5))));
}

#[test]
fn of_the_lines_of_several_documents_each_is_kept_by_itself() {
    let mut both = lines("甲");
    let before = both.ends();
    both.extend(lines("乙"));
    let mut records = Vec::new();
    pack(key("乙"), both.behind(before), &tally(1), &mut records);
    assert_eq!(unpacked(&records, &key("乙")), Some((lines("乙"), tally(1))));
}
