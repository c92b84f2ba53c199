//! Lines of the three lists: records as they are written.

use serde::Serialize;

use crate::extractor::{Extraction, Records};
use crate::model::{DocumentRecord, FactView, NumberView};

use super::json;

/// Lines of the three lists, ready to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// Of `facts.jsonl`.
    pub facts: Vec<u8>,
    /// Of `documents.jsonl`.
    pub documents: Vec<u8>,
    /// Of `numbers.jsonl`.
    pub numbers: Vec<u8>,
}

/// The lines of one document, to be added to those of others.
pub struct DocumentLines<'l> {
    lines: &'l mut Lines,
    /// The field that names the document, as it stands in every line.
    name: Vec<u8>,
}

impl Records for DocumentLines<'_> {
    fn fact(&mut self, fact: &FactView<'_>) {
        json::fact(fact, &self.name, &mut self.lines.facts);
    }

    fn number(&mut self, number: &NumberView<'_>) {
        json::number(number, &self.name, &mut self.lines.numbers);
    }
}

impl Lines {
    /// Takes the records of a document; its own record is left to [`Lines::document`].
    pub fn of(&mut self, document: &str) -> DocumentLines<'_> {
        DocumentLines {
            lines: self,
            name: json::document_field(document),
        }
    }

    /// Adds the line of a document.
    pub fn document(&mut self, document: &DocumentRecord) {
        line(&mut self.documents, document);
    }

    /// Adds the result for one document. Each record is let go as soon as it is written: of a large document all of them and
    /// their lines together take many times its size.
    pub fn push(&mut self, extraction: Extraction) {
        self.document(&extraction.document);
        let mut lines = self.of(&extraction.document.document);
        for fact in extraction.facts {
            lines.fact(&FactView::of(&fact));
        }
        for number in extraction.numbers {
            lines.number(&NumberView::of(&number));
        }
    }

    /// Empty, with room for the lines of documents of so many bytes, unless they are very many.
    pub fn for_documents(bytes: u64) -> Self {
        /// More room is made when it is needed.
        const MOST: u64 = 1 << 20;
        /// Room that is not used costs nothing.
        const LEAST: usize = 1 << 20;
        let room = (bytes.min(MOST) as usize * 4).max(LEAST);
        Self {
            facts: Vec::with_capacity(room),
            documents: Vec::new(),
            numbers: Vec::with_capacity(room),
        }
    }

    /// Where the three lists end.
    pub const fn ends(&self) -> [usize; 3] {
        [self.facts.len(), self.documents.len(), self.numbers.len()]
    }

    /// Takes back what was added since the lists ended there.
    pub fn take_back(&mut self, [facts, documents, numbers]: [usize; 3]) {
        self.facts.truncate(facts);
        self.documents.truncate(documents);
        self.numbers.truncate(numbers);
    }
}

fn line(lines: &mut Vec<u8>, record: &impl Serialize) {
    serde_json::to_writer(&mut *lines, record).expect("records are plain data, and a vector takes every byte");
    lines.push(b'\n');
}
