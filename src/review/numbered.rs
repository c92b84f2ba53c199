//! An output as documents with their numbers: all of them, or only those that decisions are about.

use std::collections::HashMap;

use crate::model::{DocumentRecord, Fact, NumberRecord};
use crate::output::{Output, Unreadable};

use super::placing::Document;

/// The documents that `wanted` takes, of those that could be read, with their numbers and facts.
///
/// # Errors
/// When a list of the output cannot be read.
pub fn numbered(output: &Output, wanted: impl Fn(&DocumentRecord) -> bool) -> Result<Vec<Document>, Unreadable> {
    let records: Vec<DocumentRecord> = output.documents()?.all()?;
    let kept = || records.iter().filter(|record| record.hash.is_some() && wanted(record));
    let names: HashMap<&str, usize> = kept().enumerate().map(|(at, it)| (&*it.document, at)).collect();
    let mut parts: Vec<(Vec<NumberRecord>, Vec<Fact>)> = vec![Default::default(); names.len()];
    output.numbers()?.each(|number| {
        if let Some(at) = names.get(&*number.document) {
            parts[*at].0.push(number);
        }
    })?;
    output.facts()?.each(|fact| {
        if let Some(at) = names.get(&*fact.document) {
            parts[*at].1.push(fact);
        }
    })?;
    let documents = kept().zip(parts).map(|(record, (numbers, facts))| {
        let hash = record.hash.clone().unwrap_or_default();
        Document::new(record.document.clone(), hash, numbers, facts)
    });
    Ok(documents.collect())
}
