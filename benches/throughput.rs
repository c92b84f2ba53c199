//! How fast documents are read: `cargo bench --bench throughput [-- ROUNDS [MEGABYTES]]`.
//!
//! The same documents go through several jobs in turn, round after round, so that a busy machine slows all of them alike;
//! what counts are the ratios. Cutting the whole text into words is the yardstick: it is what a pipeline does that does not
//! choose where to look. MB are 10^6 bytes of the files as they lie on the disk. The table is printed, and written as JSON
//! to `throughput.json` in Cargo's folder for temporary files.

mod support;

use std::fs;
use std::hint::black_box;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::time::Instant;

use gongbao::extractor::{Extractor, Metadata};
use gongbao::rules::Rules;
use gongbao::run::{Progress, Settings, run};
use jieba_rs::Jieba;
use serde_json::{Value, json};

use support::{peak_memory, sources, stages, text};

// What the program itself runs on.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Among the jobs, the one that all others are compared with.
const YARDSTICK: usize = 1;

fn main() {
    // Cargo adds arguments of its own, with dashes.
    let numbers: Vec<usize> = std::env::args()
        .skip(1)
        .filter_map(|argument| argument.parse().ok())
        .collect();
    let rounds = numbers.first().copied().unwrap_or(3).max(1);
    let megabytes = numbers.get(1).copied().unwrap_or(100);

    let work = tempfile::tempdir().expect("a temporary folder");
    let sources = sources();
    let documents = work.path().join("documents");
    let copies = multiply(&sources, &documents, megabytes as u64 * 1_000_000);
    let size = |paths: &[PathBuf]| -> u64 { paths.iter().map(|path| fs::metadata(path).expect("there").len()).sum() };
    let bytes = size(&copies);
    println!(
        "{} documents, {:.1} MB, {rounds} rounds\n",
        copies.len(),
        bytes as f64 / 1e6
    );

    let jobs = jobs(&copies, &documents, &work.path().join("output"), rounds, bytes);
    let stages = stages(&sources, rounds);
    let memory = peak_memory(&documents, &work.path().join("child"));
    println!("peak memory of the program on these documents, 2 threads: {}", {
        memory.map_or("not known on this system".to_owned(), |bytes| {
            format!("{:.0} MB", bytes as f64 / 1e6)
        })
    });
    let result = json!({
        "documents": copies.len(), "bytes": bytes, "rounds": rounds,
        "jobs": jobs, "stages": stages, "peak_memory_bytes": memory,
    });
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("throughput.json");
    let written = serde_json::to_vec_pretty(&result).expect("plain data");
    fs::write(&path, written).expect("Cargo's folder can be written");
    println!("written to {}", path.display());
}

/// Does every job in every round and prints the medians; gives them for the JSON.
fn jobs(copies: &[PathBuf], documents: &Path, output: &Path, rounds: usize, bytes: u64) -> Vec<Value> {
    let jieba = Jieba::new();
    let extractor = Extractor::new(Rules::embedded());
    let texts: Vec<String> = copies.iter().map(|path| text(path).expect("chosen so")).collect();
    let pipeline = |threads: usize| {
        let settings = Settings {
            roots: vec![documents.to_owned()],
            output: output.to_owned(),
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
            copies.iter().for_each(|path| drop(black_box(text(path))))
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
    let medians = seconds.map(support::median);
    println!("{:<32} {:>8} {:>8} {:>10}", "job", "s", "MB/s", "× cutting");
    let mut results = Vec::new();
    for ((name, _), median) in jobs.iter().zip(medians) {
        let (speed, ratio) = (bytes as f64 / 1e6 / median, medians[YARDSTICK] / median);
        println!("{name:<32} {median:>8.3} {speed:>8.1} {ratio:>10.2}");
        results.push(json!({ "job": name, "seconds": median, "mb_per_second": speed, "times_cutting": ratio }));
    }
    println!("two threads are {:.2} times as fast as one\n", medians[2] / medians[3]);
    results
}

/// Copies the documents into `folder`, over and over, until so many bytes lie there; gives the copies.
fn multiply(sources: &[PathBuf], folder: &Path, bytes: u64) -> Vec<PathBuf> {
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
