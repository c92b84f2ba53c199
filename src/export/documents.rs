//! The table of documents: what the facts' sources are, also those that could not be read.

use crate::model::DocumentRecord;

use super::column::{Cell, Column, Kind};
use super::words::{AREA_LEVELS, DATE_ORIGINS, area_level, date_origin};

/// Its columns.
pub static DOCUMENTS: &[Column<DocumentRecord>] = &[
    Column {
        name: "document",
        kind: Kind::Text,
        required: true,
        about: "Path of the document, relative to the folder that was read.",
        cell: |record| Cell::Text(&record.document),
    },
    Column {
        name: "title",
        kind: Kind::Text,
        required: false,
        about: "Its title.",
        cell: |record| Cell::text(record.title.as_deref()),
    },
    Column {
        name: "issuer",
        kind: Kind::Text,
        required: false,
        about: "Who issued it.",
        cell: |record| Cell::text(record.issuer.as_deref()),
    },
    Column {
        name: "date",
        kind: Kind::Text,
        required: false,
        about: "When it was published, as far as known: 2024-03-01, 2024-03 or 2024.",
        cell: |record| Cell::text(record.date.as_deref()),
    },
    Column {
        name: "date_origin",
        kind: Kind::Choice(&DATE_ORIGINS),
        required: false,
        about: "How the date is known.",
        cell: |record| record.date_origin.map_or(Cell::Empty, |it| Cell::Text(date_origin(it))),
    },
    Column {
        name: "area_name",
        kind: Kind::Text,
        required: false,
        about: "The place it speaks for.",
        cell: |record| Cell::text(record.area.as_ref().map(|area| &*area.name)),
    },
    Column {
        name: "area_code",
        kind: Kind::Text,
        required: false,
        about: "Its code in GB/T 2260.",
        cell: |record| Cell::text(record.area.as_ref().and_then(|area| area.code.as_deref())),
    },
    Column {
        name: "area_level",
        kind: Kind::Choice(&AREA_LEVELS),
        required: false,
        about: "Its administrative level.",
        cell: |record| Cell::text(record.area.as_ref().and_then(|area| area.level.map(area_level))),
    },
    Column {
        name: "source",
        kind: Kind::Text,
        required: false,
        about: "Where it was obtained.",
        cell: |record| Cell::text(record.source.as_deref()),
    },
    Column {
        name: "hash",
        kind: Kind::Text,
        required: false,
        about: "BLAKE3 of the file; empty where it could not be read.",
        cell: |record| Cell::text(record.hash.as_deref()),
    },
    Column {
        name: "bytes",
        kind: Kind::Integer,
        required: true,
        about: "Size of the file.",
        cell: |record| Cell::Integer(i64::try_from(record.bytes).unwrap_or(i64::MAX)),
    },
    Column {
        name: "encoding",
        kind: Kind::Text,
        required: false,
        about: "Its encoding, as the WHATWG names it.",
        cell: |record| Cell::text(record.encoding.as_deref()),
    },
    Column {
        name: "facts",
        kind: Kind::Integer,
        required: true,
        about: "Facts read from it.",
        cell: |record| Cell::count(record.facts),
    },
    Column {
        name: "skipped",
        kind: Kind::Integer,
        required: true,
        about: "Numbers in it that are no facts, for a stated reason.",
        cell: |record| Cell::count(record.skipped),
    },
    Column {
        name: "open",
        kind: Kind::Integer,
        required: true,
        about: "Numbers in it that were not understood.",
        cell: |record| Cell::count(record.open),
    },
    Column {
        name: "error",
        kind: Kind::Text,
        required: false,
        about: "Why it could not be read.",
        cell: |record| Cell::text(record.error.as_deref()),
    },
];
