//! What the benchmarks share: the documents, the stages one by one, the memory of a run.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use gongbao::decode::{Decoded, decode};
use gongbao::extract::{Around, Engine};
use gongbao::extractor::{Extractor, Metadata};
use gongbao::model::Mention;
use gongbao::recognize::{Scratch, disambiguate, recognize, settle};
use gongbao::repair::repair;
use gongbao::rules::Rules;
use gongbao::segment::Segmenter;
use gongbao::split::{BlockKind, Structure, split};
use serde_json::{Value, json};

/// The real documents beside the project, where they are at hand, else those of `corpus/`: all that decode and hold text.
pub fn sources() -> Vec<PathBuf> {
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
    sources
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

/// The decoded text of a file.
pub fn text(path: &Path) -> Option<String> {
    decode(&fs::read(path).ok()?).ok().map(|decoded| decoded.text)
}

/// The middle one of some values.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Names of the stages, in their order.
const STAGES: [&str; 6] = [
    "decode",
    "repair",
    "split",
    "recognize",
    "segment, extract",
    "resolve, record",
];

/// Times the stages one by one, in memory, prints each one's share of the extractor's time, and gives the table for the JSON.
/// The last stage is what the whole takes beyond the others.
pub fn stages(sources: &[PathBuf], rounds: usize) -> Vec<Value> {
    let bytes: Vec<Vec<u8>> = sources.iter().map(|path| fs::read(path).expect("there")).collect();
    let extractor = Extractor::embedded();
    let bench = Stages::new(Rules::embedded());
    let mut seconds = [const { Vec::new() }; STAGES.len()];
    // The first round warms up, and is not counted.
    for round in 0..=rounds {
        let mut taken = [Duration::ZERO; STAGES.len()];
        let mut whole = Duration::ZERO;
        for bytes in &bytes {
            bench.time(bytes, &mut taken);
            let begun = Instant::now();
            black_box(extractor.extract("x.txt", bytes, &Metadata::default()));
            whole += begun.elapsed();
        }
        taken[STAGES.len() - 1] = whole.saturating_sub(taken[..STAGES.len() - 1].iter().sum());
        if round > 0 {
            for (seconds, taken) in seconds.iter_mut().zip(taken) {
                seconds.push(taken.as_secs_f64());
            }
        }
    }
    let medians = seconds.map(median);
    let whole: f64 = medians.iter().sum();
    println!("{:<32} {:>8} {:>8}", "stage of the extractor", "s", "share");
    let mut table = Vec::new();
    for (name, median) in STAGES.iter().zip(medians) {
        println!("{name:<32} {median:>8.3} {:>7.1}%", 100.0 * median / whole);
        table.push(json!({ "stage": name, "seconds": median, "share": median / whole }));
    }
    println!();
    table
}

/// What the stages need, as the extractor holds it.
pub struct Stages {
    rules: Rules,
    engine: Engine,
    segmenter: Segmenter,
}

impl Stages {
    /// The stages with these rules.
    pub fn new(rules: Rules) -> Self {
        Self {
            engine: Engine::new(rules.patterns.clone(), rules.known, rules.fused.clone()),
            segmenter: Segmenter::new(rules.words()),
            rules,
        }
    }

    /// Runs the first stages over one document and adds the time of each.
    fn time(&self, bytes: &[u8], taken: &mut [Duration; STAGES.len()]) {
        let mut begun = Instant::now();
        let mut lap = |stage: usize| {
            let now = Instant::now();
            taken[stage] += now - begun;
            begun = now;
        };
        let Ok(Decoded { text, .. }) = decode(bytes) else {
            return;
        };
        lap(0);
        let repaired = repair(&text, &self.rules.layout);
        lap(1);
        let structure = split(&repaired.text, &self.rules.layout);
        lap(2);
        let mentions = self.recognize(&repaired.text, &structure);
        lap(3);
        self.extract(&repaired.text, &structure, &mentions);
        lap(4);
    }

    /// All mentions of a text, in order.
    pub fn recognize(&self, text: &str, structure: &Structure) -> Vec<Mention> {
        let (mut mentions, mut scratch) = (Vec::new(), Scratch::default());
        for block in &structure.blocks {
            recognize(text, block.span, &self.rules, &mut scratch, &mut mentions);
        }
        disambiguate(text, &mut mentions, &self.rules.areas);
        mentions
    }

    /// Reads every sentence of a text.
    pub fn extract(&self, text: &str, structure: &Structure, mentions: &[Mention]) {
        for block in &structure.blocks {
            let BlockKind::Paragraph { sentences } = &block.kind else {
                continue;
            };
            let start = mentions.partition_point(|mention| mention.span.start < block.span.start);
            let end = mentions.partition_point(|mention| mention.span.start < block.span.end);
            let settled = settle(&mentions[start..end]);
            let around = Around::new(block.span, Vec::new());
            for sentence in sentences {
                let start = settled.partition_point(|mention| mention.span.start < sentence.span.start);
                let end = settled.partition_point(|mention| mention.span.end <= sentence.span.end);
                let inside = &settled[start.min(end)..end];
                let cues = &self.rules.cues;
                let read = self
                    .engine
                    .read(text, sentence.span, inside, &around, &self.segmenter, cues);
                black_box(read.map_or(0, |read| read.readings.len()));
            }
        }
    }
}

/// The most memory that the program takes for a folder, in bytes; read from the system while it runs, where that can be done.
pub fn peak_memory(documents: &Path, output: &Path) -> Option<u64> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gongbao"))
        .args(["extract", "--quiet", "--fresh", "--threads", "2", "--output"])
        .arg(output)
        .arg(documents)
        .stdout(Stdio::null())
        .spawn()
        .expect("the program was built for this benchmark");
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak = None;
    while child.try_wait().expect("a child can be waited for").is_none() {
        let now = fs::read_to_string(&status).ok().and_then(|status| {
            let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
            line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()
        });
        peak = peak.max(now.map(|kilobytes| kilobytes * 1024));
        std::thread::sleep(Duration::from_millis(10));
    }
    peak
}
