//! Any bytes as a document: decode, repair, split and the ledger keep what they promise.
#![no_main]

use std::sync::OnceLock;

use encoding_rs::Encoding;
use gongbao::decode::decode;
use gongbao::extractor::{Extractor, Metadata};
use gongbao::model::{ByteSpan, SourceSpan, Span};
use gongbao::repair::repair;
use gongbao::split::{BlockKind, split};
use libfuzzer_sys::fuzz_target;

fn extractor() -> &'static Extractor {
    static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();
    EXTRACTOR.get_or_init(Extractor::embedded)
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(decoded) = decode(bytes) else { return };
    // Every character comes from bytes of the file, in order, and all bytes are used.
    let mut previous = decoded.bytes(SourceSpan::new(0, 0)).start;
    for (at, c) in decoded.text.char_indices() {
        let place = decoded.bytes(SourceSpan::new(at, at + c.len_utf8()));
        assert!(place.start == previous || place.end == previous, "a gap before {place:?}");
        previous = place.end;
    }
    assert!(decoded.text.is_empty() || previous == bytes.len());

    let layout = &extractor().rules().layout;
    let repaired = repair(&decoded.text, layout);
    let mut before = 0;
    for (at, c) in repaired.text.char_indices() {
        let source = repaired.source(Span::new(at, at + c.len_utf8()));
        assert!(source.start >= before && source.end <= decoded.text.len(), "the map goes back at {at}");
        before = source.start;
    }
    let structure = split(&repaired.text, layout);
    let mut at = 0;
    for block in &structure.blocks {
        assert!(block.span.start >= at && block.span.end > block.span.start);
        assert!(repaired.text[at..block.span.start].trim().is_empty(), "text between blocks");
        at = block.span.end;
        if let BlockKind::Paragraph { sentences } = &block.kind {
            assert!(sentences.iter().all(|sentence| block.span.contains(sentence.span)));
        }
    }
    assert!(repaired.text[at..].trim().is_empty(), "text behind the blocks");

    ledger(bytes, &decoded);
});

/// The records of the whole document: each is where it says, and no number is in two or in none.
fn ledger(bytes: &[u8], decoded: &gongbao::decode::Decoded) {
    let extraction = extractor().extract("document.txt", bytes, &Metadata::default());
    let main = Encoding::for_label(decoded.encoding.as_bytes()).expect("a known encoding");
    let points: Vec<char> = decoded.text.chars().collect();
    let page = is_page(&decoded.text);
    let mut records = vec![0u8; points.len()];
    for number in &extraction.numbers {
        let quote: String = points[number.span.start..number.span.end].iter().collect();
        assert_eq!(quote, number.quote);
        let whole = decoded.stretches.iter().all(|(stretch, _)| outside(*stretch, number.bytes));
        if whole {
            let cut = main.decode_without_bom_handling(&bytes[number.bytes.start..number.bytes.end]).0;
            assert_eq!(cut, number.quote);
        }
        for count in &mut records[number.span.start..number.span.end] {
            *count += 1;
        }
    }
    for (at, c) in points.iter().enumerate() {
        let digit = c.is_ascii_digit() || ('０'..='９').contains(c);
        // What stands in the tags of a web page is no text.
        let counts = if page { records[at] <= 1 } else { records[at] == 1 };
        assert!(!digit || counts, "the digit {c} at {at} is in {} records", records[at]);
    }
}

fn outside(stretch: ByteSpan, place: ByteSpan) -> bool {
    place.end <= stretch.start || place.start >= stretch.end
}

/// Anything that may be read as a page or a feed, after any escapes were taken off.
fn is_page(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let start = lower.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    start.starts_with('<') || start.starts_with('&')
}
