use encoding_rs::{BIG5, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::*;

const SIMPLIFIED: &str =
    "2023年，全市研发经费支出88.78亿元，比上年增长10.4%。\n规上工业企业1,234家，占全省的５．６％。\r\n";
const TRADITIONAL: &str = "二十年來本院委員對於經濟發展問題提出質詢，請行政院說明。\n預算數為新臺幣3,500萬元。\n";

/// `text` in `encoding`; characters that it lacks must not be in `text`.
pub(super) fn encode(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    if encoding == UTF_16LE {
        return text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    }
    if encoding == UTF_16BE {
        return text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    }
    let (bytes, _, lossy) = encoding.encode(text);
    assert!(!lossy, "{text:?} cannot be written in {}", encoding.name());
    bytes.into_owned()
}

#[test]
fn the_encoding_and_its_evidence_are_found() {
    let long = SIMPLIFIED.repeat(400);
    let one_line = "全市研发经费支出比上年增长，全省经济社会发展水平提高。".repeat(2000);
    let markup = format!("<a href=\"https://example.org/\">{}</a>\n", "<b></b>".repeat(30)).repeat(60) + TRADITIONAL;
    let english = "The report was translated. ".repeat(600) + SIMPLIFIED;
    let cases: &[(&str, &'static Encoding, &[u8], Evidence)] = &[
        ("plain ASCII: 3.4%", UTF_8, b"", Evidence::ValidUtf8),
        ("", UTF_8, b"", Evidence::ValidUtf8),
        (SIMPLIFIED, UTF_8, b"", Evidence::ValidUtf8),
        (SIMPLIFIED, UTF_8, b"\xef\xbb\xbf", Evidence::Bom),
        ("", UTF_8, b"\xef\xbb\xbf", Evidence::Bom),
        (SIMPLIFIED, GB18030, b"", Evidence::Plausibility),
        (SIMPLIFIED, GB18030, b"\x84\x31\x95\x33", Evidence::Bom),
        (&long, GB18030, b"", Evidence::Plausibility),
        (&one_line, GB18030, b"", Evidence::Plausibility),
        // The middle of the file is the second byte of a character.
        (&one_line, GB18030, b" ", Evidence::Plausibility),
        (&english, GB18030, b"", Evidence::Plausibility),
        ("全市", GB18030, b"", Evidence::Plausibility),
        (TRADITIONAL, GB18030, b"", Evidence::Plausibility),
        (TRADITIONAL, BIG5, b"", Evidence::Plausibility),
        ("ASCII behind a mark", GB18030, b"\x84\x31\x95\x33", Evidence::Bom),
        ("", UTF_16LE, b"\xff\xfe", Evidence::Bom),
        ("한국어 문서", UTF_16LE, b"\xff\xfe", Evidence::Bom),
        // The mark of UTF-8 was put before a text that is in another encoding.
        (SIMPLIFIED, GB18030, b"\xef\xbb\xbf", Evidence::Plausibility),
        (&markup, BIG5, b"", Evidence::Plausibility),
        (SIMPLIFIED, UTF_16LE, b"\xff\xfe", Evidence::Bom),
        (SIMPLIFIED, UTF_16BE, b"\xfe\xff", Evidence::Bom),
        (SIMPLIFIED, UTF_16LE, b"", Evidence::Plausibility),
        (TRADITIONAL, UTF_16BE, b"", Evidence::Plausibility),
        (&one_line, UTF_16LE, b"", Evidence::Plausibility),
        ("R&D intensity: 3.4% of GDP", UTF_16LE, b"", Evidence::Utf16Stride),
        ("R&D intensity: 3.4% of GDP", UTF_16BE, b"", Evidence::Utf16Stride),
    ];
    for &(text, encoding, mark, evidence) in cases {
        let bytes = [mark, &encode(text, encoding)].concat();
        let decoded = decode(&bytes).unwrap();
        let head: String = text.chars().take(20).collect();
        assert_eq!(
            (decoded.encoding, decoded.evidence),
            (encoding.name(), evidence),
            "{head}"
        );
        assert_eq!(decoded.text.trim_start_matches(' '), text);
        assert_eq!(decoded.malformed, []);
    }
}

#[test]
fn a_few_broken_bytes_cost_those_bytes_only() {
    let gb = |text: &str| encode(text, GB18030);
    let utf_8 = |text: &str| text.as_bytes().to_vec();
    /// Parts of a file with the broken bytes between them, encoding, malformed runs, evidence.
    type Case<'a> = (&'a [Vec<u8>], &'a str, &'a [(usize, usize)], Evidence);
    let cases: &[Case<'_>] = &[
        // The second half of a character was lost before a line break.
        (
            &[gb("农业技术，后"), vec![0xd2], gb("\n类技术")],
            "gb18030",
            &[(12, 13)],
            Evidence::Plausibility,
        ),
        // A disk block's padding, and 0xff, which starts nothing.
        (
            &[gb("签订合同\n"), vec![0, 0, 0xff]],
            "gb18030",
            &[(11, 12)],
            Evidence::Plausibility,
        ),
        (
            &[utf_8("去年增长"), vec![0xe5, 0x8d], utf_8("，全市达到")],
            "UTF-8",
            &[(12, 14)],
            Evidence::MostlyUtf8,
        ),
        // Two stray bytes are two errors, as any decoder of the web counts them.
        (
            &[utf_8("去年增长，全市"), vec![0xff, 0xff], utf_8("达")],
            "UTF-8",
            &[(21, 22), (22, 23)],
            Evidence::MostlyUtf8,
        ),
        (
            &[utf_8("去年增长"), vec![0xe5]],
            "UTF-8",
            &[(12, 13)],
            Evidence::MostlyUtf8,
        ),
        (
            &[utf_8("\u{feff}去年增长"), vec![0xe5]],
            "UTF-8",
            &[(15, 16)],
            Evidence::Bom,
        ),
        (
            &[utf_8("An aside in a long English text: caf"), vec![0xe9]],
            "UTF-8",
            &[(36, 37)],
            Evidence::MostlyUtf8,
        ),
    ];
    for (parts, encoding, malformed, evidence) in cases {
        let decoded = decode(&parts.concat()).unwrap();
        let runs: Vec<_> = decoded.malformed.iter().map(|run| (run.start, run.end)).collect();
        assert_eq!(
            (decoded.encoding, decoded.evidence),
            (*encoding, *evidence),
            "{}",
            decoded.text
        );
        assert_eq!(runs, *malformed, "{}", decoded.text);
        assert_eq!(
            decoded.text.matches('\u{fffd}').count(),
            malformed.len(),
            "{}",
            decoded.text
        );
    }
}

#[test]
fn bytes_that_are_no_text_are_refused_and_the_message_says_what_to_do() {
    let soup: Vec<u8> = (0..20_000u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    let latin = encode("à é è ù ç ô î û ", encoding_rs::WINDOWS_1252).repeat(20);
    let cases: &[(&[u8], &str)] = &[
        (
            b"%PDF-1.4\n%\xe2\xe3",
            "a PDF document, not a text file: extract its text first, for example with pdftotext",
        ),
        (
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            "a PNG image, not a text file: run text recognition on it first",
        ),
        (
            b"PK\x03\x04\x14\0",
            "a ZIP archive or an Office document (.docx, .xlsx, .ofd), not a text file: unpack it, or save the document \
             as plain text (UTF-8), first",
        ),
        (
            b"\xff\xfe\0\0a\0\0\0",
            "UTF-32 text, not a text file: convert it first, for example with iconv -f UTF-32 -t UTF-8",
        ),
        (
            b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0\x50\x61",
            "not a text file: 63% of its bytes are control characters; give the document as plain text instead",
        ),
        (
            &[0; 600],
            "not a text file: 100% of its bytes are control characters; give the document as plain text instead",
        ),
        (
            &soup,
            "not a text file: 10% of its bytes are control characters; give the document as plain text instead",
        ),
        (
            &latin,
            "no known encoding gives readable text (tried UTF-8, UTF-16, GB18030, Big5); save the file as UTF-8 and run \
             again",
        ),
    ];
    for (bytes, message) in cases {
        assert_eq!(
            decode(bytes).map(|decoded| decoded.text).unwrap_err().to_string(),
            *message
        );
    }
}

#[test]
fn findings_tell_what_was_wrong() {
    /// Code, message, code points.
    type Told<'a> = (FindingCode, &'a str, Option<(usize, usize)>);
    let cases: &[(&[u8], &[Told<'_>])] = &[
        (SIMPLIFIED.as_bytes(), &[]),
        (b"\xef\xbb\xbf \r\n", &[]),
        (
            b"\xe5\x85\xa8\xe5\xb8\x82\n\xe5\x8e\xbb\xe5\xb9\xb4\xe5\xe5",
            &[(
                FindingCode::MalformedBytes,
                "2 bytes in 2 places are no UTF-8 characters; each place stands in the text as U+FFFD, the first in line 2",
                Some((5, 6)),
            )],
        ),
        (
            b"\xe5\x85\xa8\xe5\xb8\x82\xe5\xb9\xb4\n\xff",
            &[(
                FindingCode::MalformedBytes,
                "1 byte is no UTF-8 character; it stands in line 2 as U+FFFD",
                Some((4, 5)),
            )],
        ),
        (
            b"\xe5\x85\xa8\xe5\xb8\x82\xe5\xb9\xb4\xe5\x85\n",
            &[(
                FindingCode::MalformedBytes,
                "2 bytes are no UTF-8 character; they stand in line 1 as U+FFFD",
                Some((3, 4)),
            )],
        ),
        (
            b"\xba\xfe\xd6\xdd",
            &[(
                FindingCode::EncodingInDoubt,
                "read as gb18030, but Big5 is nearly as plausible; save the file as UTF-8 if the text looks wrong",
                None,
            )],
        ),
    ];
    for (bytes, expected) in cases {
        let findings = decode(bytes).unwrap().findings();
        let told: Vec<_> = findings
            .iter()
            .map(|finding| {
                (
                    finding.code,
                    &*finding.message,
                    finding.span.map(|span| (span.start, span.end)),
                )
            })
            .collect();
        assert_eq!(told, *expected);
    }
}

#[test]
fn each_character_is_found_in_the_file() {
    /// Encoding, file, length of its byte order mark, the bytes of each character of the text.
    type Case<'a> = (&'static Encoding, &'a [u8], usize, &'a [&'a [u8]]);
    let cases: &[Case<'_>] = &[
        (
            UTF_8,
            b"\xef\xbb\xbfa\xe4\xb8\x80\xff\n",
            3,
            &[b"a", b"\xe4\xb8\x80", b"\xff", b"\n"],
        ),
        // Two bytes, four bytes, four bytes beyond the basic plane, the one-byte euro sign.
        (
            GB18030,
            b"\xd2\xbb\x81\x39\xef\x30\x95\x32\x82\x36\x809\xd2\xbb",
            0,
            &[
                b"\xd2\xbb",
                b"\x81\x39\xef\x30",
                b"\x95\x32\x82\x36",
                b"\x80",
                b"9",
                b"\xd2\xbb",
            ],
        ),
        // The lead byte of a broken four-byte code is lost, the digit and what follows are not.
        (GB18030, b"\x81\x30\xd2\xbb", 0, &[b"\x81", b"0", b"\xd2\xbb"]),
        // One-byte euro signs that make up for a code of four bytes.
        (
            GB18030,
            b"\x80\x80\x81\x39\xef\x30a",
            0,
            &[b"\x80", b"\x80", b"\x81\x39\xef\x30", b"a"],
        ),
        (
            UTF_16LE,
            b"\xff\xfe\x2d\x4e\x3d\xd8\x00\xde\x3d\xd8a\0b",
            2,
            &[b"\x2d\x4e", b"\x3d\xd8\x00\xde", b"\x3d\xd8", b"a\0", b"b"],
        ),
    ];
    for &(encoding, bytes, mark, expected) in cases {
        let decoded = decode_as(bytes, encoding, mark, Evidence::Plausibility);
        let cut: Vec<_> = characters(&decoded).map(|(_, at)| &bytes[at.start..at.end]).collect();
        assert_eq!(cut, expected, "{:?}", decoded.text);
    }
    // One code, two characters: each comes from the whole code, and so do both together.
    let pair = decode_as(b"a\x88\x62\xa4\xa4", BIG5, 0, Evidence::Plausibility);
    assert_eq!(pair.text, "aÊ\u{304}中");
    for (start, end, from, to) in [
        (0, 1, 0, 1),
        (1, 3, 1, 3),
        (3, 5, 1, 3),
        (1, 5, 1, 3),
        (5, 8, 3, 5),
        (0, 8, 0, 5),
    ] {
        assert_eq!(pair.bytes(SourceSpan::new(start, end)), ByteSpan::new(from, to));
    }
}

#[test]
fn spans_beside_the_text_or_inside_a_character_are_widened_and_never_panic() {
    let decoded = decode("全市\n".as_bytes()).unwrap();
    for (span, bytes, points, line) in [
        ((0, 7), (0, 7), (0, 3), 2),
        ((1, 2), (0, 3), (1, 1), 1),
        ((7, 99), (7, 7), (3, 3), 2),
    ] {
        let span = SourceSpan::new(span.0, span.1);
        assert_eq!(decoded.bytes(span), ByteSpan::new(bytes.0, bytes.1));
        assert_eq!(decoded.points(span), PointSpan::new(points.0, points.1));
        assert_eq!(decoded.line(span.end), line);
    }
}

#[test]
fn malformed_runs_know_their_lines() {
    let decoded =
        decode(b"\xe5\x85\xa8\n\xe5\xb8\x82\xff\n\n\xe5\xb9\xb4\xe5\xb9\xb4\xe5\xb9\xb4\xe5\xb9\xb4\xfe").unwrap();
    let lines: Vec<_> = decoded
        .malformed_bytes()
        .iter()
        .map(|run| (run.bytes.start, run.line))
        .collect();
    assert_eq!(lines, [(7, 2), (22, 4)]);
}

/// Each character of the text with its bytes in the file.
pub(super) fn characters(decoded: &Decoded) -> impl Iterator<Item = (char, ByteSpan)> {
    decoded
        .text
        .char_indices()
        .map(|(at, c)| (c, decoded.bytes(SourceSpan::new(at, at + c.len_utf8()))))
}
