//! Files put together from texts of several encodings: which stretches are in another encoding than the rest. Looks at
//! nothing but the pieces that read badly, so that an ordinary file costs no more than a look at its characters.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::Decoded;
use super::common;
use super::detect::{Score, weigh_as};
use crate::model::{ByteSpan, SourceSpan};

/// A stretch of a file in an encoding of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) bytes: ByteSpan,
    pub(super) encoding: &'static Encoding,
}

/// Characters beyond ASCII that a piece needs to be judged by itself.
const ENOUGH: usize = 6;

/// The stretches of a file that was decoded as `main`, if some of it is in another encoding: in order, without gaps.
pub(super) fn stretches(bytes: &[u8], decoded: &Decoded, main: &'static Encoding) -> Option<Vec<Stretch>> {
    let whole_utf_8 = main == UTF_8 && decoded.malformed.is_empty();
    if !decoded.doubtful || whole_utf_8 || main == UTF_16LE || main == UTF_16BE {
        return None;
    }
    // Of nearly no file anything reads badly, and of that most is in no other encoding.
    let is_other = |piece: Piece| {
        let at = decoded.bytes(piece.text);
        other(&bytes[at.start..at.end], main).is_some()
    };
    if !pieces(&decoded.text, main).filter(|piece| piece.doubtful).any(is_other) {
        return None;
    }
    let pieces: Vec<Piece> = pieces(&decoded.text, main).collect();
    let mut judged: Vec<(ByteSpan, Option<&'static Encoding>)> = pieces
        .iter()
        .map(|piece| {
            let at = decoded.bytes(piece.text);
            let encoding = match piece {
                Piece { doubtful: true, .. } => Some(other(&bytes[at.start..at.end], main).unwrap_or(main)),
                Piece { ascii: true, .. } => None,
                _ => Some(main),
            };
            (at, encoding)
        })
        .collect();
    // Short lines are read like the clear ones beside them, if that reads better.
    let count = judged.len();
    take_after_neighbours(bytes, main, &mut judged, 0..count);
    take_after_neighbours(bytes, main, &mut judged, (0..count).rev());
    let mut stretches: Vec<Stretch> = Vec::new();
    // What is ASCII alone goes with what stands before it.
    for (at, encoding) in judged {
        let before = stretches.last().map_or(main, |last| last.encoding);
        let encoding = encoding.unwrap_or(before);
        match stretches.last_mut().filter(|last| last.encoding == encoding) {
            Some(last) => last.bytes.end = at.end,
            None => stretches.push(Stretch { bytes: at, encoding }),
        }
    }
    stretches
        .iter()
        .any(|stretch| stretch.encoding != main)
        .then_some(stretches)
}

/// A line of the text, or what stands before the end of a tag: in no encoding is either mark part of a longer code.
struct Piece {
    text: SourceSpan,
    ascii: bool,
    /// Reads badly.
    doubtful: bool,
}

/// Whether so few of the characters of a piece are common that it may be in another encoding: four of five of any text are, one of
/// twenty where it is read wrongly.
pub(super) const fn reads_badly(beyond_ascii: usize, common: usize) -> bool {
    beyond_ascii >= ENOUGH && 3 * common < beyond_ascii
}

/// Whether a piece of the text reads badly. A part of a text may be asked for, from where a piece begins.
pub(super) fn reads_badly_in(text: &str, main: &'static Encoding) -> bool {
    pieces(text, main).any(|piece| piece.doubtful)
}

fn pieces(text: &str, main: &'static Encoding) -> impl Iterator<Item = Piece> {
    let known = common::common();
    let mut rest = text.as_bytes();
    std::iter::from_fn(move || {
        let start = text.len() - rest.len();
        let (mut beyond, mut common, mut broken) = (0, 0, false);
        loop {
            // Nearly all characters of a text, in as few steps as can be.
            while let [first @ 0xe0..=0xef, second, third, behind @ ..] = rest {
                let point =
                    usize::from(first & 0xf) << 12 | usize::from(second & 0x3f) << 6 | usize::from(third & 0x3f);
                common += known.count_point(point);
                broken |= point == char::REPLACEMENT_CHARACTER as usize;
                beyond += 1;
                rest = behind;
            }
            rest = match rest {
                [] => break,
                [b'\n' | b'>', behind @ ..] => {
                    rest = behind;
                    break;
                }
                [0..0x80, behind @ ..] => behind,
                _ => {
                    let c = text[text.len() - rest.len()..].chars().next()?;
                    common += usize::from(known.contains(c));
                    beyond += 1;
                    &rest[c.len_utf8()..]
                }
            };
        }
        let at = text.len() - rest.len();
        let rare = main != UTF_8 && reads_badly(beyond, common);
        (start < at).then(|| Piece {
            text: SourceSpan::new(start, at),
            ascii: beyond == 0,
            doubtful: broken || rare,
        })
    })
}

/// The other encoding in which a piece is clearly text.
fn other(piece: &[u8], main: &'static Encoding) -> Option<&'static Encoding> {
    let now = weigh_as(piece, main);
    let mut best: Option<(&'static Encoding, Score)> = None;
    for encoding in [UTF_8, GB18030, BIG5].into_iter().filter(|&encoding| encoding != main) {
        let score = weigh_as(piece, encoding);
        let total = score.common + score.other;
        let enough = if encoding == UTF_8 { ENOUGH / 2 } else { ENOUGH };
        let clear = score.bad == 0 && total >= enough && 2 * score.common >= total;
        let better = score.common > now.common && score.per_mille() > now.per_mille() + 250;
        if clear && better && best.is_none_or(|(_, held)| score.per_mille() > held.per_mille()) {
            best = Some((encoding, score));
        }
    }
    best.map(|(encoding, _)| encoding)
}

/// Gives pieces that follow a stretch in another encoding that encoding, where they read better so.
fn take_after_neighbours(
    bytes: &[u8],
    main: &'static Encoding,
    judged: &mut [(ByteSpan, Option<&'static Encoding>)],
    order: impl Iterator<Item = usize>,
) {
    let mut before = main;
    for nth in order {
        let (at, encoding) = judged[nth];
        let Some(encoding) = encoding else { continue };
        if encoding == main && before != main {
            let piece = &bytes[at.start..at.end];
            let (now, then) = (weigh_as(piece, main), weigh_as(piece, before));
            if then.bad == 0 && (now.bad > 0 || then.common > now.common) {
                judged[nth].1 = Some(before);
            }
        }
        before = judged[nth].1.unwrap_or(main);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::decode;
    use crate::decode::tests::{characters, encode};
    use crate::model::FindingCode;

    const REPORT: &str = "全市生产总值3850亿元，比上年增长5.8%，居全省第3位。\n湖州市\n其中第一产业增加值150亿元。\n";
    const REPORT_TRADITIONAL: &str =
        "全市生產總值3850億元，比上年增長5.8%，居全省第3位。\n臺北市\n其中第一級產業150億元。\n";

    /// The stretches that were read, each with its text.
    fn read(bytes: &[u8]) -> (&'static str, Vec<(String, &'static str)>) {
        let decoded = decode(bytes).unwrap();
        let encoding = decoded.encoding;
        let mut previous = 0;
        for (c, at) in characters(&decoded) {
            assert_eq!(at.start, previous, "{c:?}");
            previous = at.end;
            let of = decoded.stretches.iter().find(|(stretch, _)| stretch.contains(at));
            let of = Encoding::for_label(of.map_or(encoding, |&(_, of)| of).as_bytes()).unwrap();
            assert_eq!(
                of.decode_without_bom_handling(&bytes[at.start..at.end]).0,
                c.to_string()
            );
        }
        assert_eq!(previous, bytes.len());
        for (nth, c) in decoded.text.char_indices().enumerate() {
            assert_eq!(decoded.points(SourceSpan::new(c.0, c.0)).start, nth);
            assert_eq!(decoded.line(c.0), decoded.text[..c.0].matches('\n').count() + 1);
        }
        let stretches = decoded.stretches.iter().map(|&(bytes_of, name)| {
            let of = Encoding::for_label(name.as_bytes()).unwrap();
            let text = of.decode_without_bom_handling(&bytes[bytes_of.start..bytes_of.end]).0;
            (text.into_owned(), name)
        });
        (encoding, stretches.collect())
    }

    #[test]
    fn each_stretch_is_read_in_its_own_encoding() {
        let utf_8 = |text: &str| text.as_bytes().to_vec();
        let gb = |text: &str| encode(text, GB18030);
        let big5 = |text: &str| encode(text, BIG5);
        let long = REPORT.repeat(20);
        /// Parts of a file, its encoding, the stretches in others.
        type Case<'a> = (Vec<Vec<u8>>, &'a str, Vec<(&'a str, &'a str)>);
        let cases: Vec<Case<'_>> = vec![
            // A page in UTF-8 with a paragraph in GB18030.
            (
                vec![utf_8(&long), gb(REPORT), utf_8(REPORT)],
                "UTF-8",
                vec![(REPORT, "gb18030")],
            ),
            // Two files in one, the shorter behind; with the mark that it began with.
            (vec![gb(&long), utf_8(REPORT)], "gb18030", vec![(REPORT, "UTF-8")]),
            (
                vec![gb(&long), utf_8("\u{feff}"), utf_8(REPORT)],
                "gb18030",
                vec![("\u{feff}", "UTF-8"), (REPORT, "UTF-8")],
            ),
            (vec![utf_8(REPORT), gb(REPORT)], "gb18030", vec![(REPORT, "UTF-8")]),
            (vec![gb(REPORT), utf_8(REPORT)], "gb18030", vec![(REPORT, "UTF-8")]),
            (vec![utf_8(&long), gb(&long)], "gb18030", vec![(&long, "UTF-8")]),
            (vec![gb(&long), utf_8(&long)], "gb18030", vec![(&long, "UTF-8")]),
            (
                vec![gb(&long), big5(REPORT_TRADITIONAL), gb(REPORT)],
                "gb18030",
                vec![(REPORT_TRADITIONAL, "Big5")],
            ),
            (
                vec![utf_8(&long), big5(REPORT_TRADITIONAL)],
                "UTF-8",
                vec![(REPORT_TRADITIONAL, "Big5")],
            ),
            // A page of one line: tags part its paragraphs.
            (
                vec![
                    utf_8(&REPORT.replace('\n', "<p>").repeat(9)),
                    gb("<p>全市生产总值比上年增长很多。</p>"),
                    utf_8("<p>好</p>"),
                ],
                "UTF-8",
                vec![("全市生产总值比上年增长很多。</p><p>", "gb18030")],
            ),
        ];
        for (parts, encoding, stretches) in cases {
            let (found, mut read) = read(&parts.concat());
            // Lines of nothing but a byte order mark stand by themselves.
            let joined: String = read.iter().map(|(text, _)| text.as_str()).collect();
            let expected: String = stretches.iter().map(|(text, _)| *text).collect();
            assert_eq!((found, joined), (encoding, expected));
            read.dedup_by(|a, b| a.1 == b.1);
            assert!(read.iter().all(|(_, name)| *name == stretches[0].1));
        }
    }

    #[test]
    fn broken_bytes_rare_characters_and_other_scripts_are_no_other_encoding() {
        let gb = |text: &str| encode(text, GB18030);
        let cases = [
            [REPORT.as_bytes(), b"\xe5\xe5\n", REPORT.as_bytes()].concat(),
            [REPORT.as_bytes(), &REPORT.as_bytes()[1..]].concat(),
            [gb(REPORT), vec![0xd2, b'\n'], gb(REPORT)].concat(),
            [gb(REPORT), gb("龑喆燊堃赟翀昉劼\n彧玥瑄\n"), gb(REPORT)].concat(),
            [gb(REPORT), gb("Ёжик αβγδεζηθ カタカナ\n"), gb(REPORT)].concat(),
            encode(REPORT_TRADITIONAL, BIG5),
        ];
        for bytes in cases {
            assert_eq!(read_lossy(&bytes), Vec::<&str>::new());
        }
    }

    fn read_lossy(bytes: &[u8]) -> Vec<&'static str> {
        decode(bytes).unwrap().stretches.iter().map(|&(_, name)| name).collect()
    }

    #[test]
    fn a_finding_tells_which_lines() {
        let bytes = [
            REPORT.repeat(20).into_bytes(),
            encode(REPORT, GB18030),
            b"ok\n".to_vec(),
        ]
        .concat();
        let findings = decode(&bytes).unwrap().findings();
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert_eq!(findings[0].code, FindingCode::MixedEncodings);
        assert_eq!(
            findings[0].message,
            "the file is UTF-8, but lines 61 to 64 are gb18030; each was read in its own encoding, save the file as UTF-8 \
             if a text looks wrong"
        );
        let mut parts = Vec::new();
        for nth in 0..5 {
            parts.push(REPORT.repeat(20).into_bytes());
            parts.push(encode(&format!("全市生产总值增长{nth}。\n"), GB18030));
        }
        let findings = decode(&parts.concat()).unwrap().findings();
        assert_eq!(
            findings[0].message,
            "the file is UTF-8, but line 61 is gb18030, line 122 is gb18030, line 183 is gb18030, and so on in 2 more \
             places; each was read in its own encoding, save the file as UTF-8 if a text looks wrong"
        );
    }
}
