//! What is said of a whole run: `run.json`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SkipReason;

/// How the files of a run fared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InputCounts {
    /// Files walked.
    pub files: usize,
    /// Files read to the end.
    pub read: usize,
    /// Files that could not be read, each named in `documents.jsonl`.
    pub failed: usize,
    /// Bytes of all files read.
    pub bytes: u64,
}

/// What came out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Totals {
    /// Facts written.
    pub facts: usize,
    /// Numbers in the ledger.
    pub numbers: usize,
    /// Numbers that are part of a fact.
    pub in_facts: usize,
    /// Numbers skipped, by reason.
    pub skipped: BTreeMap<SkipReason, usize>,
    /// Numbers not understood.
    pub open: usize,
    /// Findings, by code.
    pub findings: BTreeMap<String, usize>,
}

/// A file of the output, as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenFile {
    /// Its size.
    pub bytes: u64,
    /// BLAKE3 of its content, hexadecimal.
    pub hash: String,
}

/// `run.json`: what was run on what, with what result. Holds no clock and no thread count: the same input gives the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RunRecord {
    /// Version of the output contract.
    pub contract: u32,
    /// Version of gongbao.
    pub version: String,
    /// BLAKE3 of the rule files, hexadecimal.
    pub rules: String,
    /// BLAKE3 over path and content of every input, hexadecimal.
    pub inputs_hash: String,
    /// The files.
    pub inputs: InputCounts,
    /// The results.
    pub totals: Totals,
    /// The other files of the output, by name: files of the folder with other hashes are not of this run.
    #[serde(default)]
    pub files: BTreeMap<String, WrittenFile>,
    /// 0 clean, 1 findings, 2 trouble.
    pub exit_status: u8,
}
