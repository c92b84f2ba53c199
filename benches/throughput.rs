//! How fast documents are read: `cargo bench --bench throughput [-- ROUNDS [MEGABYTES]]`.
//!
//! Four jobs are done on the same documents in turn, round after round, so that a busy machine slows all of them alike;
//! what counts are the ratios. Cutting the whole text into words is the yardstick: it is what a pipeline does that does
//! not choose where to look. MB are 10^6 bytes of the files as they lie on the disk.

use std::fs;
use std::hint::black_box;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::time::Instant;

use gongbao::decode::decode;
use gongbao::extractor::{Extractor, Metadata};
use gongbao::rules::Rules;
use gongbao::run::{Progress, Settings, run};
use jieba_rs::Jieba;

fn main() {
    // Cargo adds arguments of its own, with dashes.
    let numbers: Vec<usize> = std::env::args()
        .skip(1)
        .filter_map(|argument| argument.parse().ok())
        .collect();
    let rounds = numbers.first().copied().unwrap_or(5).max(1);
    let megabytes = numbers.get(1).copied().unwrap_or(20);

    let work = tempfile::tempdir().expect("a temporary folder");
    let documents = gather(&work.path().join("documents"), megabytes as u64 * 1_000_000);
    let bytes: u64 = documents
        .iter()
        .map(|path| fs::metadata(path).expect("just written").len())
        .sum();
    println!(
        "{} documents, {:.1} MB, {rounds} rounds",
        documents.len(),
        bytes as f64 / 1e6
    );

    let jieba = Jieba::new();
    let extractor = Extractor::new(Rules::embedded());
    let texts: Vec<String> = documents.iter().map(|path| text(path).expect("chosen so")).collect();
    let pipeline = |threads: usize| {
        let settings = Settings {
            roots: vec![work.path().join("documents")],
            output: work.path().join("output"),
            metadata: Metadata::default(),
            path_pattern: None,
            threads: NonZero::new(threads).expect("at least one"),
            max_file_size: u64::MAX,
            max_archive_size: u64::MAX,
            // What was read in an earlier round is not to be taken over.
            fresh: true,
        };
        black_box(run(&settings, &extractor, &Progress::default()).expect("the temporary folder can be written"));
    };
    let jobs: [(&str, &dyn Fn()); 4] = [
        ("read and decode", &|| {
            documents.iter().for_each(|path| drop(black_box(text(path))))
        }),
        ("cut the whole text into words", &|| {
            texts.iter().for_each(|text| drop(black_box(jieba.cut(text, true))))
        }),
        ("whole pipeline, 1 thread", &|| pipeline(1)),
        ("whole pipeline, 2 threads", &|| pipeline(2)),
    ];
    let mut seconds = [const { Vec::new() }; 4];
    // The first round warms caches and lazily built tables, and is not counted.
    for round in 0..=rounds {
        for (job, seconds) in jobs.iter().zip(&mut seconds) {
            let begun = Instant::now();
            job.1();
            if round > 0 {
                seconds.push(begun.elapsed().as_secs_f64());
            }
        }
    }
    let medians = seconds.map(median);
    println!("{:<32} {:>8} {:>8} {:>10}", "job", "s", "MB/s", "× cutting");
    for ((name, _), median) in jobs.iter().zip(medians) {
        println!(
            "{name:<32} {median:>8.3} {:>8.1} {:>10.2}",
            bytes as f64 / 1e6 / median,
            medians[1] / median
        );
    }
}

/// Copies every document that decodes into `folder`, over and over, until so many bytes lie there; gives the copies.
fn gather(folder: &Path, bytes: u64) -> Vec<PathBuf> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = [home.join("../shared/corpus"), home.join("../shared/bulk")];
    let roots = if shared[0].is_dir() {
        shared.to_vec()
    } else {
        vec![home.join("corpus")]
    };
    let mut sources = Vec::new();
    roots.iter().for_each(|root| files(root, &mut sources));
    sources.retain(|path| text(path).is_some_and(|text| !text.is_empty()));
    assert!(!sources.is_empty(), "there are no documents in {roots:?}");
    let (mut copies, mut copied) = (Vec::new(), 0);
    for (at, source) in sources.iter().cycle().enumerate() {
        // Only whole rounds over the documents: each counts the same.
        if copied >= bytes && at % sources.len() == 0 {
            break;
        }
        let copy = folder.join(format!("{}/{at}.txt", at / sources.len()));
        fs::create_dir_all(copy.parent().expect("it has one")).expect("a folder");
        copied += fs::copy(source, &copy).expect("a copy");
        copies.push(copy);
    }
    copies
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files(&path, found);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "txt" || extension == "md")
        {
            found.push(path);
        }
    }
}

fn text(path: &Path) -> Option<String> {
    decode(&fs::read(path).ok()?).ok().map(|decoded| decoded.text)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
