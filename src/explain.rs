//! Stand-in: how each fact and each open number of a document came about, as text for a person.

use crate::extractor::{Extractor, Metadata};

/// Tells how each fact, and each open number, of the document came about; only those of `line` where one is given.
pub fn explain(
    extractor: &Extractor,
    document: &str,
    bytes: &[u8],
    metadata: &Metadata,
    line: Option<usize>,
) -> String {
    let extraction = extractor.extract(document, bytes, metadata);
    let numbers = extraction
        .numbers
        .iter()
        .filter(|number| line.is_none_or(|line| number.line == line));
    numbers
        .map(|number| format!("{}:{}: {}: {:?}\n", document, number.line, number.quote, number.outcome))
        .collect()
}
