//! What holds for any text and for any bytes.

use encoding_rs::{BIG5, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use proptest::prelude::*;

use super::tests::{characters, encode};
use super::*;

/// What holds for any bytes in any encoding: the characters' bytes follow each other without a gap, each decodes to its
/// character or is a listed malformed run, and code points and lines agree with a count from the start.
fn check(bytes: &[u8], encoding: &'static Encoding, mark: usize) {
    let decoded = decode_as(bytes, encoding, mark, Evidence::Plausibility);
    let mut malformed = decoded.malformed.iter().peekable();
    let mut previous = ByteSpan::new(mark, mark);
    for (c, at) in characters(&decoded) {
        if malformed.next_if_eq(&&at).is_some() {
            assert_eq!(c, char::REPLACEMENT_CHARACTER);
        } else {
            let (text, broken) = encoding.decode_without_bom_handling(&bytes[at.start..at.end]);
            assert!(
                !broken && text.contains(c),
                "{c:?} at {at:?} was read from {:?}",
                &bytes[at.start..at.end]
            );
            assert!(text.chars().count() == 1 || encoding == BIG5);
        }
        assert!(at.start == previous.end || at == previous, "{at:?} after {previous:?}");
        previous = at;
    }
    assert_eq!(previous.end, bytes.len());
    assert_eq!(malformed.next(), None);
    let (lossy, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
    assert_eq!(decoded.text, lossy, "the text is that of any decoder of the web");
    let mut line = 1;
    for (point, (at, c)) in decoded.text.char_indices().enumerate() {
        assert_eq!(decoded.points(SourceSpan::new(at, at)).start, point);
        assert_eq!(decoded.line(at), line);
        line += usize::from(c == '\n');
    }
}

const ENCODINGS: [&Encoding; 5] = [UTF_8, GB18030, BIG5, UTF_16LE, UTF_16BE];

/// Bytes as they come when a file was cut, mended and cut again: common characters of each encoding, and any byte.
fn soup() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => "[全市年，。0-9a-z\n€]{1,6}".prop_flat_map(|text| prop::sample::select(&ENCODINGS[..]).prop_map(move |encoding| encode_lossy(&text, encoding))),
        2 => prop::collection::vec(any::<u8>(), 1..6),
        1 => prop::collection::vec(prop::sample::select(&b"\x80\x81\x30\x39\x88\x62\xa3\xd8\xdc\xff\xfe\n"[..]), 1..8),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// `text` in `encoding`; characters that it lacks become `&#...;`.
fn encode_lossy(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    match encoding.encode(text) {
        (bytes, same, _) if same == encoding => bytes.into_owned(),
        _ => encode(text, encoding),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_text_is_found_in_its_file(text in any::<String>(), chinese in "[\u{3000}-\u{303f}\u{4e00}-\u{9fff}\u{3400}-\u{3500}\u{20000}-\u{20100}0-9€\n]{0,450}") {
        for text in [text, chinese] {
            for encoding in ENCODINGS {
                let bytes = encode_lossy(&text, encoding);
                check(&bytes, encoding, 0);
                let decoded = decode_as(&bytes, encoding, 0, Evidence::Plausibility);
                prop_assert_eq!(&decoded.malformed, &[]);
                // Big5 lacks characters, and gb18030 lacks one private character.
                if encoding != BIG5 && !text.contains('\u{e5e5}') {
                    prop_assert_eq!(&decoded.text, &text);
                }
            }
        }
    }

    #[test]
    fn any_bytes_are_accounted_for(bytes in soup(), mark in 0..4usize) {
        for encoding in ENCODINGS {
            check(&bytes, encoding, mark.min(bytes.len()));
        }
    }

    #[test]
    fn any_bytes_are_decoded_or_refused(bytes in soup()) {
        if let Ok(decoded) = decode(&bytes) {
            prop_assert_eq!(decoded.text.matches('\u{fffd}').count() >= decoded.malformed.len(), true);
            let whole = decoded.bytes(SourceSpan::new(0, decoded.text.len()));
            prop_assert_eq!(whole.end, if decoded.text.is_empty() { whole.start } else { bytes.len() });
            let mut previous = whole.start;
            for (_, at) in characters(&decoded) {
                prop_assert!(at.start == previous || at.end == previous, "{:?} behind {}", at, previous);
                previous = at.end;
            }
            decoded.findings();
        }
    }
}
