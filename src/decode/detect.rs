//! Bytes → the encoding that they are in, and why. Looks at a byte order mark, then whether all is valid UTF-8, then
//! at what samples of the file look like in each encoding. The cost does not grow with the file, but for the one check.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::common::common;
use super::pairs::{Pairs, is_private};
use super::{Undecodable, formats};
use crate::model::Evidence;

/// An encoding with the evidence for it.
pub(super) struct Guess {
    pub(super) encoding: &'static Encoding,
    /// Bytes of the byte order mark.
    pub(super) mark: usize,
    pub(super) evidence: Evidence,
    /// The encoding that is nearly as plausible, where there is one.
    pub(super) runner_up: Option<&'static str>,
}

/// Guesses the encoding of a whole file.
pub(super) fn guess(bytes: &[u8]) -> Result<Guess, Undecodable> {
    if let Some(other) = formats::other_format(bytes) {
        return Err(other);
    }
    let sure = |encoding, mark, evidence| Guess {
        encoding,
        mark,
        evidence,
        runner_up: None,
    };
    let (marked, mark) = byte_order_mark(bytes).map_or((None, 0), |(encoding, mark)| (Some(encoding), mark));
    let body = &bytes[mark..];
    let valid = Encoding::utf8_valid_up_to(body);
    let samples = samples(body, valid);
    if let Some(encoding) = marked.filter(|&encoding| encoding != UTF_8) {
        // A mark is believed, whatever the language, unless what follows is no text at all.
        let score = score(&samples, encoding);
        return match score.is_broken() {
            true => Err(Undecodable::NoEncoding),
            false => Ok(sure(encoding, mark, Evidence::Bom)),
        };
    }

    let utf_16 = || -> Option<Guess> {
        let (encoding, score) = best(&samples, &[UTF_16LE, UTF_16BE])?;
        let evidence = if has_stride(&samples, encoding) {
            Evidence::Utf16Stride
        } else {
            Evidence::Plausibility
        };
        // Half of all characters is far below any text and far above other bytes read in pairs.
        (score.per_mille() >= 500).then(|| sure(encoding, mark, evidence))
    };
    // Of ASCII in UTF-16 every other byte is zero, of hanzi one in ten is a control byte.
    let control = control_share(&samples);
    let has_zero = samples.iter().any(|sample| memchr::memchr(0, sample.bytes).is_some());
    if (has_zero || control > MOST_CONTROL_PERCENT)
        && let Some(guess) = utf_16()
    {
        return Ok(guess);
    }
    if control > MOST_CONTROL_PERCENT {
        return Err(Undecodable::Binary { share: control });
    }
    let by_mark = |evidence| if marked.is_some() { Evidence::Bom } else { evidence };
    if valid == body.len() {
        return Ok(sure(UTF_8, mark, by_mark(Evidence::ValidUtf8)));
    }
    if is_mostly_utf_8(&samples) {
        return Ok(sure(UTF_8, mark, by_mark(Evidence::MostlyUtf8)));
    }

    // GB18030 wins where nothing speaks for either.
    let (gb18030, big5) = (score(&samples, GB18030), score(&samples, BIG5));
    let (encoding, score, other, rival) = if big5.per_mille() > gb18030.per_mille() {
        (BIG5, big5, GB18030, gb18030)
    } else {
        (GB18030, gb18030, BIG5, big5)
    };
    // Hanzi in UTF-16 make many pairs that are some rare character of another encoding.
    if score.per_mille() < 300
        && let Some(guess) = utf_16()
    {
        return Ok(guess);
    }
    if score.is_readable() {
        // A handful of frequent characters may be chance.
        let close = score.common < rival.common + 4 || score.per_mille() < rival.per_mille() + 250;
        return Ok(Guess {
            runner_up: (close && rival.is_readable()).then(|| other.name()),
            ..sure(encoding, mark, Evidence::Plausibility)
        });
    }
    if is_mostly_ascii(&samples) {
        return Ok(sure(UTF_8, mark, Evidence::MostlyUtf8));
    }
    Err(Undecodable::NoEncoding)
}

/// Control characters above this share make a file binary. Texts have none; compressed bytes have 10%.
const MOST_CONTROL_PERCENT: u8 = 5;

/// Bytes of one sample, from the cheapest to the largest. Of plain Chinese text half of the smallest is enough; in
/// markup the Chinese is far between.
const SAMPLES: [usize; 3] = [512, 4096, 32_768];

/// Bytes beyond ASCII that all samples together should hold.
const ENOUGH: usize = 400;

/// U+FEFF at the start, as each encoding writes it.
fn byte_order_mark(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    const GB18030_MARK: &[u8] = b"\x84\x31\x95\x33";
    Encoding::for_bom(bytes).or_else(|| bytes.starts_with(GB18030_MARK).then_some((GB18030, GB18030_MARK.len())))
}

/// A stretch of the file.
struct Sample<'a> {
    /// Where it starts; 0 is known to be the start of a character.
    at: usize,
    bytes: &'a [u8],
}

/// Samples that are large enough to judge by.
fn samples(body: &[u8], valid: usize) -> Vec<Sample<'_>> {
    let mut samples = Vec::new();
    for size in SAMPLES {
        samples = samples_of(body, valid, size);
        if beyond_ascii(&samples) >= ENOUGH {
            break;
        }
    }
    samples
}

/// The head of the file, its middle, and the place where it stops being UTF-8; or all of a small file.
fn samples_of(body: &[u8], valid: usize, size: usize) -> Vec<Sample<'_>> {
    if body.len() <= 3 * size {
        return vec![Sample { at: 0, bytes: body }];
    }
    let mut starts = vec![0, (body.len() - size) / 2];
    // A little before, for a line break to start from.
    let broken = valid.saturating_sub(size / 4).min(body.len() - size);
    if valid < body.len() && broken >= size / 2 {
        starts.push(broken);
    }
    let sample = |at: usize| Sample {
        at,
        bytes: &body[at..at + size],
    };
    starts.into_iter().map(sample).collect()
}

fn beyond_ascii(samples: &[Sample<'_>]) -> usize {
    let count = |sample: &Sample<'_>| sample.bytes.iter().filter(|byte| !byte.is_ascii()).count();
    samples.iter().map(count).sum()
}

/// How much a sample looks like Chinese text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Score {
    /// Characters that are frequent in any Chinese text.
    pub(super) common: usize,
    /// Other characters.
    pub(super) other: usize,
    /// Malformed runs, control characters, private characters.
    pub(super) bad: usize,
}

impl Score {
    fn total(self) -> usize {
        self.common + self.other + self.bad
    }

    pub(super) fn per_mille(self) -> i64 {
        // Saturated, samples are small.
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX / 10_000);
        let weight = count(self.common) - 5 * count(self.bad);
        1000 * weight / count(self.total()).max(1)
    }

    /// Whether more than a third of it is no text.
    fn is_broken(self) -> bool {
        3 * self.bad > self.total()
    }

    /// Broken bytes leave a text readable while they are the lesser part; many characters of which hardly any is frequent
    /// are no text. In bytes decoded wrongly one of twenty characters happens to be frequent.
    fn is_readable(self) -> bool {
        let total = self.total();
        total > 0 && !self.is_broken() && (total < 40 || 5 * self.common >= total)
    }
}

/// The encoding with the highest score; the earlier one of equals.
fn best(samples: &[Sample<'_>], encodings: &[&'static Encoding]) -> Option<(&'static Encoding, Score)> {
    let scored = encodings.iter().map(|&encoding| (encoding, score(samples, encoding)));
    scored.reduce(|best, next| {
        if next.1.per_mille() > best.1.per_mille() {
            next
        } else {
            best
        }
    })
}

fn score(samples: &[Sample<'_>], encoding: &'static Encoding) -> Score {
    samples.iter().fold(Score::default(), |sum, sample| {
        let score = score_sample(sample, encoding);
        Score {
            common: sum.common + score.common,
            other: sum.other + score.other,
            bad: sum.bad + score.bad,
        }
    })
}

fn score_sample(sample: &Sample<'_>, encoding: &'static Encoding) -> Score {
    let bytes = sample.bytes;
    if encoding == UTF_16LE || encoding == UTF_16BE {
        let text = lossy(&bytes[(sample.at % 2).min(bytes.len())..], encoding);
        return weigh(&text, true);
    }
    if sample.at == 0 {
        return weigh_lossy(bytes, encoding);
    }
    // Bytes below `0` are never part of a longer code, neither in GB18030 nor in Big5.
    if let Some(sync) = bytes.iter().take(bytes.len() / 2).position(|&byte| byte < b'0') {
        return weigh_lossy(&bytes[sync..], encoding);
    }
    let either = [0, 1].map(|skip| weigh_lossy(bytes.get(skip..).unwrap_or_default(), encoding));
    if either[1].per_mille() > either[0].per_mille() {
        either[1]
    } else {
        either[0]
    }
}

/// The text of a stretch; a character torn at its end is left out.
fn lossy(bytes: &[u8], encoding: &'static Encoding) -> String {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(0));
    let _ = decoder.decode_to_string(bytes, &mut text, false);
    text
}

/// How much a stretch looks like Chinese text, a character torn at its end left out.
fn weigh_lossy(bytes: &[u8], encoding: &'static Encoding) -> Score {
    let by_pairs = Pairs::of(encoding).and_then(|pairs| pairs.score(bytes));
    by_pairs.unwrap_or_else(|| weigh_slowly(bytes, encoding))
}

/// The same by decoding it.
pub(super) fn weigh_slowly(bytes: &[u8], encoding: &'static Encoding) -> Score {
    weigh(&lossy(bytes, encoding), false)
}

/// How much a whole piece of a file looks like Chinese text in an encoding.
pub(super) fn weigh_as(piece: &[u8], encoding: &'static Encoding) -> Score {
    weigh(&encoding.decode_without_bom_handling(piece).0, false)
}

/// Counts characters; of ASCII only what is wrong in any text, unless `ascii`.
fn weigh(text: &str, ascii: bool) -> Score {
    let common = common();
    let mut score = Score::default();
    let mut previous = ' ';
    for c in text.chars() {
        let padding = c == '\0' && previous == '\0';
        previous = c;
        match c {
            _ if padding => {}
            '\0'..='\x7f' if is_control(c as u8) => score.bad += 1,
            '\0'..='\x7f' => score.common += usize::from(ascii),
            _ if is_private(c) => score.bad += 1,
            _ if common.contains(c) => score.common += 1,
            _ => score.other += 1,
        }
    }
    score
}

/// Control characters that stand in no text. The end-of-file mark of DOS and the escape of terminals do.
#[inline]
pub(super) const fn is_control(byte: u8) -> bool {
    byte == 0x7f || byte < 0x20 && !matches!(byte, b'\t'..=b'\r' | 0x1a | 0x1b)
}

/// Share of control bytes in percent, rounded up. A run of zero bytes is padding and counts as one.
fn control_share(samples: &[Sample<'_>]) -> u8 {
    // All bytes, without stopping at the first: so that many are compared at once.
    let holds = |sample: &Sample<'_>| sample.bytes.iter().fold(false, |found, &byte| found | is_control(byte));
    if !samples.iter().any(holds) {
        return 0;
    }
    let (mut control, mut total) = (0, 0);
    for sample in samples {
        let mut previous = 1;
        for &byte in sample.bytes {
            let padding = byte == 0 && previous == 0;
            previous = byte;
            if !padding {
                total += 1;
                control += usize::from(is_control(byte));
            }
        }
    }
    // In a short text a byte or two of padding is a large share.
    if control <= 3 && 2 * control < total {
        return 0;
    }
    u8::try_from((100 * control).div_ceil(total.max(1))).unwrap_or(100)
}

/// Whether every other byte is zero, as it is in UTF-16 where most characters are ASCII.
fn has_stride(samples: &[Sample<'_>], encoding: &'static Encoding) -> bool {
    let high = usize::from(encoding == UTF_16LE);
    let (mut zeros, mut units) = (0, 0);
    for sample in samples {
        for unit in sample.bytes[(sample.at % 2).min(sample.bytes.len())..].chunks_exact(2) {
            units += 1;
            zeros += usize::from(unit[high] == 0);
        }
    }
    zeros * 2 >= units
}

/// Whether there are far more valid sequences than broken ones. In text of another encoding it is the reverse.
fn is_mostly_utf_8(samples: &[Sample<'_>]) -> bool {
    let (mut sequences, mut broken) = (0, 0);
    let mut left: usize = samples.iter().map(|sample| sample.bytes.len()).sum();
    for sample in samples {
        // A character torn by the start of the sample is not broken.
        let torn = sample
            .bytes
            .iter()
            .take(3)
            .take_while(|&&byte| byte & 0xc0 == 0x80)
            .count();
        let start = if sample.at == 0 { 0 } else { torn };
        left -= start;
        // In text of another encoding every other byte is broken, so that a decoder would do little but report.
        let mut chunks = sample.bytes[start..].utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            // Hanzi take three bytes. Sequences of two happen in text of other encodings.
            for c in chunk.valid().chars() {
                match c {
                    char::REPLACEMENT_CHARACTER => broken += 1,
                    '\u{800}'.. => sequences += 1,
                    _ => {}
                }
            }
            // A character torn by the end of the sample is not broken either.
            let torn = chunks.peek().is_none()
                && std::str::from_utf8(chunk.invalid()).is_err_and(|error| error.error_len().is_none());
            broken += usize::from(!chunk.invalid().is_empty() && !torn);
            // What is left cannot make up for what is broken.
            left -= chunk.valid().len() + chunk.invalid().len();
            if sequences + left / 3 < 2 * broken {
                return false;
            }
        }
    }
    sequences >= 2 * broken && sequences > 0
}

/// Whether all but a few bytes are ASCII.
fn is_mostly_ascii(samples: &[Sample<'_>]) -> bool {
    let total: usize = samples.iter().map(|sample| sample.bytes.len()).sum();
    beyond_ascii(samples) * 20 <= total
}
