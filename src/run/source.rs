//! What the walk found → the documents to be read, archives opened on the way. Archives are unpacked on a thread of their
//! own, one member ahead of what is asked for: a large archive costs no memory, and its members are read in parallel.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{self, SyncSender};
use std::thread;

use crate::extractor::Metadata;
use crate::metadata::{Row, Tables, place};
use crate::walk::{Limits, SourceFile, WalkProblem, order, unpack};

use super::batch::Item;
use super::{Progress, Settings};

/// Turns the results of a walk into documents.
pub struct Source<'a> {
    pub settings: &'a Settings,
    pub progress: &'a Progress,
    pub tables: &'a Tables,
}

impl Source<'_> {
    /// Calls `work` with the documents, in their order; adds what is left out of archives to `left_out`.
    pub fn with_items<R>(
        &self,
        mut found: Vec<Result<SourceFile, WalkProblem>>,
        left_out: &mut BTreeMap<String, usize>,
        work: impl FnOnce(mpsc::IntoIter<Item>) -> R,
    ) -> R {
        self.add_missing(&mut found);
        let files = found.iter().flatten().filter(|file| file.container.is_none());
        self.progress
            .all_bytes
            .store(files.map(|file| file.size).sum(), Ordering::Relaxed);
        let archives = found.iter().flatten().filter(|file| file.container.is_some()).count();
        self.progress
            .all_documents
            .store((found.len() - archives) as u64, Ordering::Relaxed);
        thread::scope(|scope| {
            let (sender, receiver) = mpsc::sync_channel(0);
            let sending = scope.spawn(move || self.send(found, &sender));
            let result = work(receiver.into_iter());
            for (extension, count) in sending.join().unwrap_or_default() {
                *left_out.entry(extension).or_default() += count;
            }
            result
        })
    }

    /// Rows that describe no file become problems; whether they describe members of archives shows later.
    fn add_missing(&self, found: &mut Vec<Result<SourceFile, WalkProblem>>) {
        if self.tables.rows().is_empty() {
            return;
        }
        let places: BTreeSet<String> = found.iter().flatten().map(place).collect();
        let missing = self.tables.rows().iter().filter(|row| {
            let archive = row
                .place
                .match_indices("!/")
                .any(|(at, _)| places.contains(&row.place[..at]));
            !archive && !places.contains(&row.place)
        });
        let before = found.len();
        found.extend(missing.map(|row| Err(nothing_there(row))));
        if found.len() > before {
            found.sort_by_cached_key(order);
        }
    }

    /// What a table says of what lies at `place`.
    fn known(&self, place: &str) -> Metadata {
        self.tables
            .row(place)
            .map(|row| row.metadata.clone())
            .unwrap_or_default()
    }

    /// Sends every document, until nobody receives any more.
    fn send(&self, found: Vec<Result<SourceFile, WalkProblem>>, sender: &SyncSender<Item>) -> BTreeMap<String, usize> {
        let limits = Limits {
            member: self.settings.max_file_size,
            archive: self.settings.max_archive_size,
        };
        let mut left_out = BTreeMap::new();
        for item in found {
            let send = |item: Item| match sender.send(item) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            };
            let sent = match item {
                Ok(file) if file.container.is_some() => {
                    let mut sent = ControlFlow::Continue(());
                    let inside = format!("{}!/", place(&file));
                    let mut missing: BTreeMap<&str, &Row> = self
                        .tables
                        .rows()
                        .iter()
                        .filter_map(|row| Some((row.place.strip_prefix(&*inside)?, row)))
                        .collect();
                    let inner = unpack(&file, limits, &mut |member| {
                        let item = match member {
                            Ok(member) => {
                                let inner =
                                    &member.document[(file.document.len() + "!/".len()).min(member.document.len())..];
                                missing.remove(inner);
                                let known = self.known(&format!("{inside}{inner}"));
                                Item::Member(member, known)
                            }
                            Err(problem) => {
                                let inner = problem.document.strip_prefix(&*file.document);
                                missing.remove(inner.and_then(|inner| inner.strip_prefix("!/")).unwrap_or_default());
                                Item::Problem(problem)
                            }
                        };
                        self.progress.all_documents.fetch_add(1, Ordering::Relaxed);
                        self.progress.all_bytes.fetch_add(item.size(), Ordering::Relaxed);
                        sent = send(item);
                        sent
                    });
                    for row in missing.into_values() {
                        if sent.is_continue() {
                            self.progress.all_documents.fetch_add(1, Ordering::Relaxed);
                            sent = send(Item::Problem(nothing_there(row)));
                        }
                    }
                    for (extension, count) in inner {
                        *left_out.entry(extension).or_default() += count;
                    }
                    sent
                }
                Ok(file) => {
                    let known = if self.tables.rows().is_empty() {
                        Metadata::default()
                    } else {
                        self.known(&place(&file))
                    };
                    send(Item::File(file, known))
                }
                Err(problem) => send(Item::Problem(problem)),
            };
            if sent.is_break() {
                break;
            }
        }
        left_out
    }
}

/// A row describes what is not there, or not read.
fn nothing_there(row: &Row) -> WalkProblem {
    WalkProblem {
        document: row.document.clone(),
        message: format!(
            "{} describes this document, but none of this name was read; mend the path or remove the row",
            row.at
        ),
    }
}
