//! A batch: a few documents that one thread reads, extracts and turns into lines.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::iter::Peekable;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;
use std::sync::atomic::Ordering;

use serde::{Deserialize, Serialize};

use crate::extractor::{Extractor, Metadata, failed};
use crate::model::{DocumentRecord, InputCounts, Totals};
use crate::walk::{self, Member, SourceFile, WalkProblem};
use crate::write::Lines;

use super::key::Keys;
use super::making::Making;
use super::store::{self, Kept, Packer, Place, Store};
use super::{NAMED, Progress, Settings};

/// Documents of a batch, at most.
const DOCUMENTS: usize = 64;
/// Bytes of a batch, unless one document is larger.
const BYTES: u64 = 256 << 10;

/// A document to be read, or something that cannot be.
pub enum Item {
    /// A file of its own, and what a table says of it.
    File(SourceFile, Metadata),
    /// A member of an archive, and what a table says of it.
    Member(Member, Metadata),
    /// What is no document.
    Problem(WalkProblem),
}

impl Item {
    /// Bytes to be read.
    pub fn size(&self) -> u64 {
        match self {
            Self::File(file, _) => file.size,
            Self::Member(member, _) => member.bytes.len() as u64,
            Self::Problem(_) => 0,
        }
    }
}

/// A few documents, in order.
pub struct Batch(Vec<Item>);

impl Batch {
    /// Bytes to be read.
    pub fn weight(&self) -> u64 {
        self.0.iter().map(Item::size).sum()
    }
}

/// Cuts what was found into batches, in its order.
pub fn batches(items: impl IntoIterator<Item = Item>) -> impl Iterator<Item = Batch> {
    let mut items = items.into_iter().peekable();
    std::iter::from_fn(move || next_batch(&mut items))
}

fn next_batch(items: &mut Peekable<impl Iterator<Item = Item>>) -> Option<Batch> {
    let mut batch = vec![items.next()?];
    let mut bytes = batch[0].size();
    while batch.len() < DOCUMENTS
        && let Some(item) = items.next_if(|item| bytes + item.size() <= BYTES)
    {
        bytes += item.size();
        batch.push(item);
    }
    Some(Batch(batch))
}

/// What became of a batch.
#[derive(Default)]
pub struct BatchResult {
    /// To be written.
    pub lines: Lines,
    /// Names and content hashes of the documents, to be hashed.
    pub inputs: Vec<u8>,
    /// To be counted.
    pub tally: Tally,
    /// Records for the store of what was read.
    pub kept: Vec<u8>,
    /// Where in the store that lies which was taken over.
    pub taken_over: Vec<Place>,
    /// Whether documents are missing, because the run is to stop.
    pub cut: bool,
}

/// Turns batches into results.
pub struct Reader<'a> {
    pub extractor: &'a Extractor,
    pub settings: &'a Settings,
    pub progress: &'a Progress,
    pub keys: &'a Keys,
    pub store: &'a Store,
}

impl Reader<'_> {
    /// Reads every document of the batch, until the run is to stop.
    pub fn read(&self, batch: Batch) -> BatchResult {
        let mut result = BatchResult {
            lines: Lines::for_documents(batch.weight()),
            kept: Vec::with_capacity(2 * BYTES as usize),
            ..BatchResult::default()
        };
        let Batch(items) = batch;
        for item in &items {
            if self.progress.stop.load(Ordering::Relaxed) {
                result.cut = true;
                break;
            }
            match item {
                Item::File(file, known) => match walk::read(file, self.settings.max_file_size) {
                    Ok(bytes) => self.document(&file.document, &bytes, known, &mut result),
                    Err(problem) => result.unread(&failed(&file.document, file.size, problem.to_string())),
                },
                Item::Member(member, known) => self.document(&member.document, &member.bytes, known, &mut result),
                Item::Problem(problem) => result.unread(&failed(&problem.document, 0, problem.message.clone())),
            }
            self.progress.bytes.fetch_add(item.size(), Ordering::Relaxed);
            self.progress.documents.fetch_add(1, Ordering::Relaxed);
        }
        result
    }

    /// Takes the result over from an earlier run, or reads the document and has the result kept.
    fn document(&self, document: &str, bytes: &[u8], known: &Metadata, result: &mut BatchResult) {
        let content = blake3::hash(bytes);
        result.input(document, Some(&content));
        let (before, begun) = (result.lines.ends(), result.kept.len());
        let read = or_failed(document, bytes, || {
            let known = self.known(document, known);
            let key = self.keys.of(document, &content, &known);
            if let Some(kept) = self.store.find(&key, &mut result.lines.of(document)) {
                return Known::Kept(kept);
            }
            result.lines.take_back(before);
            let start = store::begin(&mut result.kept);
            let mut making = Making::new(result.lines.of(document), Packer::new(&mut result.kept));
            let record = self
                .extractor
                .extract_hashed(document, bytes, content, &known, &mut making);
            let mut tally = making.end();
            tally.document(&record);
            result.lines.document(&record);
            let line = &result.lines.documents[before[1]..];
            store::end(start, key, line, &tally, &mut result.kept);
            Known::New(tally)
        });
        match read {
            Ok(Known::Kept(kept)) => {
                result.taken_over.push(kept.place);
                result.lines.documents.extend_from_slice(&kept.document);
                result.tally.add(kept.tally);
            }
            Ok(Known::New(tally)) => result.tally.add(tally),
            // Not kept: the next run may have more luck.
            Err(record) => {
                result.lines.take_back(before);
                result.kept.truncate(begun);
                result.failed(&record);
            }
        }
    }

    /// A row of a table goes before the path, the path before what is said of all documents.
    fn known(&self, document: &str, row: &Metadata) -> Metadata {
        let path = self.settings.path_pattern.as_ref();
        let path = path.map(|pattern| pattern.read(document, &self.extractor.rules().areas));
        row.clone().or(&path.unwrap_or_default()).or(&self.settings.metadata)
    }
}

/// The result for a document.
enum Known {
    /// Of an earlier run.
    Kept(Kept),
    /// Just read.
    New(Tally),
}

impl BatchResult {
    /// Adds a document that has no records.
    fn failed(&mut self, record: &DocumentRecord) {
        self.lines.document(record);
        let mut tally = Tally::default();
        tally.document(record);
        self.tally.add(tally);
    }

    /// What is read anew each time, because only the disk knows whether it can be read by now.
    fn unread(&mut self, record: &DocumentRecord) {
        self.input(&record.document, None);
        self.failed(record);
    }

    fn input(&mut self, document: &str, content: Option<&blake3::Hash>) {
        let hash = content.map(blake3::Hash::to_hex);
        let hash = hash.as_ref().map_or("unread", |hash| hash.as_str());
        // A name cannot hold a NUL, so no two lists of inputs give the same bytes.
        self.inputs
            .extend_from_slice(format!("{document}\0{hash}\0").as_bytes());
    }
}

/// The result of `read`, or, where it panics, a record that names the panic: one document never ends a run.
fn or_failed<T>(document: &str, bytes: &[u8], read: impl FnOnce() -> T) -> Result<T, Box<DocumentRecord>> {
    caught(read).map_err(|panic| {
        let error = format!("a mistake in gongbao, please report it with this document: {panic}");
        let mut record = failed(document, bytes.len() as u64, error);
        record.hash = Some(blake3::hash(bytes).to_hex().to_string());
        Box::new(record)
    })
}

thread_local! {
    static CATCHING: Cell<bool> = const { Cell::new(false) };
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs `work`; a panic becomes its message and place, and is not printed.
fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let others = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if CATCHING.get() {
                PLACE.set(panic.location().map(ToString::to_string));
            } else {
                others(panic);
            }
        }));
    });
    CATCHING.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    CATCHING.set(false);
    result.map_err(|payload| {
        let place = PLACE.take().unwrap_or_default();
        format!("{} ({place})", words(&*payload))
    })
}

fn words(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("panic without a message")
}

/// Counts over documents.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub inputs: InputCounts,
    pub totals: Totals,
    /// The first [`NAMED`] documents that failed, each with its reason.
    pub failed: Vec<(String, String)>,
}

impl Tally {
    /// Counts a document; its records are counted as they are made.
    fn document(&mut self, document: &DocumentRecord) {
        self.inputs.files += 1;
        for finding in &document.findings {
            *self.totals.findings.entry(name_of(finding.code)).or_default() += 1;
        }
        match &document.error {
            None => {
                self.inputs.read += 1;
                self.inputs.bytes += document.bytes;
            }
            Some(error) => {
                self.inputs.failed += 1;
                if self.failed.len() < NAMED {
                    self.failed.push((document.document.clone(), error.clone()));
                }
            }
        }
    }

    /// Adds the counts of later documents.
    pub fn add(&mut self, later: Self) {
        self.inputs.files += later.inputs.files;
        self.inputs.read += later.inputs.read;
        self.inputs.failed += later.inputs.failed;
        self.inputs.bytes += later.inputs.bytes;
        self.totals.facts += later.totals.facts;
        self.totals.numbers += later.totals.numbers;
        self.totals.in_facts += later.totals.in_facts;
        self.totals.open += later.totals.open;
        for (reason, count) in later.totals.skipped {
            *self.totals.skipped.entry(reason).or_default() += count;
        }
        for (code, count) in later.totals.findings {
            *self.totals.findings.entry(code).or_default() += count;
        }
        let room = NAMED - self.failed.len();
        self.failed.extend(later.failed.into_iter().take(room));
    }
}

/// The name by which the output knows a finding.
fn name_of(code: crate::model::FindingCode) -> String {
    match serde_json::to_value(code) {
        Ok(serde_json::Value::String(name)) => name,
        other => unreachable!("a finding code is written as a string, not as {other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(document: &str, size: u64) -> SourceFile {
        SourceFile {
            path: document.into(),
            document: document.to_owned(),
            size,
            container: None,
        }
    }

    fn name(item: &Item) -> &str {
        match item {
            Item::File(file, _) => &file.document,
            Item::Member(member, _) => &member.document,
            Item::Problem(problem) => &problem.document,
        }
    }

    #[test]
    fn batches_hold_everything_in_order_and_a_large_document_alone() {
        let mut items: Vec<Item> = (0..200)
            .map(|index| Item::File(file(&format!("{index:03}.txt"), 1000), Metadata::default()))
            .collect();
        items.insert(100, Item::File(file("100-large.txt", BYTES * 3), Metadata::default()));
        let problem = WalkProblem {
            document: "050-link.txt".to_owned(),
            message: "dangling".to_owned(),
        };
        items.insert(50, Item::Problem(problem));
        let batches: Vec<Vec<String>> = batches(items)
            .map(|Batch(items)| items.iter().map(|item| name(item).to_owned()).collect())
            .collect();
        let names: Vec<&String> = batches.iter().flatten().collect();
        assert_eq!(names.len(), 202);
        assert!(names.is_sorted());
        assert!(batches.iter().all(|batch| batch.len() <= DOCUMENTS));
        assert!(batches.contains(&vec!["100-large.txt".to_owned()]));
    }

    #[test]
    fn a_panic_becomes_the_error_of_its_document() {
        let record = or_failed::<()>("坏.txt", b"2023", || panic!("index {} out of range", 7)).unwrap_err();
        assert_eq!(record.document, "坏.txt");
        assert_eq!(record.bytes, 4);
        assert_eq!(
            record.hash.as_deref(),
            Some(&*blake3::hash(b"2023").to_hex().to_string())
        );
        let error = record.error.as_deref().unwrap();
        let (message, place) = error.rsplit_once(" (").unwrap();
        assert_eq!(
            message,
            "a mistake in gongbao, please report it with this document: index 7 out of range"
        );
        assert!(place.contains("batch.rs:"), "{place}");
        // The next document of the thread is read as if nothing had been.
        assert_eq!(or_failed("好.txt", b"", || 5).unwrap(), 5);
    }

    #[test]
    fn a_tally_keeps_the_first_failures_and_counts_all() {
        let mut total = Tally::default();
        for index in 0..NAMED + 12 {
            let mut one = Tally::default();
            one.document(&failed(&format!("{index}"), 0, "gone".to_owned()));
            total.add(one);
        }
        assert_eq!(total.inputs.failed, NAMED + 12);
        assert_eq!(total.failed.len(), NAMED);
        assert_eq!(total.failed[0], ("0".to_owned(), "gone".to_owned()));
    }
}
