//! What every record promises of its place, on real and on made-up documents, in every encoding:
//!
//! - `bytes` cut from the file and decoded by the document's encoding is `quote`, and so is `span` in code points of the
//!   decoded source; `line` is the line where that begins;
//! - every other place of a fact (its sentence, where its parts were said) lies in the source;
//! - every digit of the source, ASCII or full-width, lies in exactly one record of the ledger.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use gongbao::extractor::{Extraction, Extractor, Metadata};
use gongbao::model::{ByteSpan, PointSpan};
use proptest::prelude::*;

/// Files taken of each folder that is read for a sample: the first and the last by name, and others between.
const SAMPLE: usize = 16;
/// Larger files are left out of the sample: the tests are built without optimisation.
const LARGEST: u64 = 200_000;

fn extractor() -> &'static Extractor {
    static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();
    EXTRACTOR.get_or_init(Extractor::embedded)
}

// --- the properties ---

/// A sentence for everything that does not hold of the records of a file.
fn broken(name: &str, bytes: &[u8]) -> Vec<String> {
    let extraction = extractor().extract(name, bytes, &Metadata::default());
    let Some(encoding) = extraction.document.encoding.as_deref() else {
        let silent = extraction.facts.is_empty() && extraction.numbers.is_empty();
        return if silent {
            Vec::new()
        } else {
            vec![format!("{name}: records of a file that was not read")]
        };
    };
    let named = |name: &str| Encoding::for_label(name.as_bytes()).expect("the name of an encoding");
    let stretches = extraction.document.stretches.iter();
    let file = File {
        bytes,
        encoding: named(encoding),
        stretches: stretches
            .map(|stretch| (stretch.bytes, named(&stretch.encoding)))
            .collect(),
    };
    let text = file.decoded(ByteSpan::new(file.mark(), bytes.len()));
    let source = Source::new(&text);
    let mut wrong = Vec::new();
    for fact in &extraction.facts {
        let place = Place {
            bytes: fact.bytes,
            span: fact.span,
            line: fact.line,
            quote: &fact.quote,
        };
        wrong.extend(
            place
                .complaint(&file, &source)
                .map(|told| format!("{name}: fact {told}")),
        );
        let origins = [
            Some(fact.origins.label),
            fact.origins.area,
            fact.origins.period,
            Some(fact.origins.status),
        ];
        let said = origins.into_iter().flatten().filter_map(|origin| origin.span);
        for span in said.chain([fact.sentence]) {
            if span.start > span.end || span.end > source.points.len() {
                wrong.push(format!(
                    "{name}: {span:?} of the fact “{}” lies outside the source",
                    fact.quote
                ));
            }
        }
    }
    for number in &extraction.numbers {
        let place = Place {
            bytes: number.bytes,
            span: number.span,
            line: number.line,
            quote: &number.quote,
        };
        wrong.extend(
            place
                .complaint(&file, &source)
                .map(|told| format!("{name}: number {told}")),
        );
    }
    wrong.extend(
        source
            .unaccounted(&extraction)
            .into_iter()
            .map(|told| format!("{name}: {told}")),
    );
    wrong
}

/// A file with its encoding, and the stretches of it in another one.
struct File<'a> {
    bytes: &'a [u8],
    encoding: &'static Encoding,
    stretches: Vec<(ByteSpan, &'static Encoding)>,
}

impl File<'_> {
    /// Bytes of the byte order mark.
    fn mark(&self) -> usize {
        let marks: [&[u8]; 4] = [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x84\x31\x95\x33"];
        let found = marks.iter().find(|mark| self.bytes.starts_with(mark));
        found.map_or(0, |mark| mark.len())
    }

    /// The characters of some bytes, those of each stretch in its encoding.
    fn decoded(&self, bytes: ByteSpan) -> String {
        let mut text = String::new();
        let mut at = bytes.start;
        while at < bytes.end {
            let within = self
                .stretches
                .iter()
                .find(|(stretch, _)| stretch.start <= at && at < stretch.end);
            let next = self
                .stretches
                .iter()
                .map(|(stretch, _)| stretch.start)
                .find(|&start| start > at);
            let (end, encoding) = match within {
                Some((stretch, encoding)) => (stretch.end, *encoding),
                None => (next.unwrap_or(bytes.end), self.encoding),
            };
            let end = end.min(bytes.end);
            text.push_str(&encoding.decode_without_bom_handling(&self.bytes[at..end]).0);
            at = end;
        }
        text
    }
}

/// Where a record says that its number stands.
struct Place<'a> {
    bytes: ByteSpan,
    span: PointSpan,
    line: usize,
    quote: &'a str,
}

impl Place<'_> {
    fn complaint(&self, file: &File, source: &Source) -> Option<String> {
        let Self {
            bytes,
            span,
            line,
            quote,
        } = self;
        if bytes.start > bytes.end || bytes.end > file.bytes.len() {
            return Some(format!("“{quote}”: {bytes:?} lies outside the file"));
        }
        let cut = file.decoded(*bytes);
        if cut != *quote {
            return Some(format!("“{quote}”: {bytes:?} is “{cut}” in the file"));
        }
        let Some(points) = source.points.get(span.start..span.end) else {
            return Some(format!("“{quote}”: {span:?} lies outside the source"));
        };
        let points: String = points.iter().collect();
        if points != *quote {
            return Some(format!("“{quote}”: {span:?} is “{points}” in the source"));
        }
        let begins = source.points[..span.start].iter().filter(|&&c| c == '\n').count() + 1;
        (begins != *line).then(|| format!("“{quote}” stands in line {begins}, not {line}"))
    }
}

struct Source {
    points: Vec<char>,
}

impl Source {
    fn new(text: &str) -> Self {
        Self {
            points: text.chars().collect(),
        }
    }

    /// Runs of digits that lie in no record of the ledger, or in several; those that repair took out lie in one too.
    fn unaccounted(&self, extraction: &Extraction) -> Vec<String> {
        let mut records = vec![0u8; self.points.len()];
        for number in &extraction.numbers {
            let end = number.span.end.min(records.len());
            for count in &mut records[number.span.start.min(end)..end] {
                *count = count.saturating_add(1);
            }
        }
        let mut told = Vec::new();
        let mut at = 0;
        while at < self.points.len() {
            let count = records[at];
            if !is_digit(self.points[at]) || count == 1 {
                at += 1;
                continue;
            }
            let start = at;
            while at < self.points.len() && is_digit(self.points[at]) && records[at] == count {
                at += 1;
            }
            let digits: String = self.points[start..at].iter().collect();
            let round: String = self.points[start.saturating_sub(12)..(at + 12).min(self.points.len())]
                .iter()
                .collect();
            told.push(format!("“{digits}” at {start} in “{round}” lies in {count} records"));
        }
        told
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn assert_none(wrong: &[String]) {
    let shown = wrong.iter().take(40).map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} breaches:\n{shown}", wrong.len());
}

// --- real documents ---

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of a folder, not of those below it, by name; none where there is no such folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
    files.sort();
    files
}

fn broken_in(files: &[PathBuf]) -> Vec<String> {
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    files
        .iter()
        .flat_map(|path| broken(&name(path), &fs::read(path).unwrap()))
        .collect()
}

#[test]
fn every_place_is_true_in_the_documents_of_the_project() {
    let files = files(&root().join("corpus"));
    assert!(files.len() >= 9, "{files:?}");
    assert_none(&broken_in(&files));
}

/// The larger collections stand beside the project, where they are at hand at all.
#[test]
fn every_place_is_true_in_the_documents_beside_the_project() {
    let shared = root().join("../shared");
    let mut sample = files(&shared.join("corpus"));
    let folders = fs::read_dir(shared.join("bulk")).into_iter().flatten();
    let mut folders: Vec<PathBuf> = folders.map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    for folder in folders {
        let mut files = files(&folder);
        files.retain(|path| path.metadata().unwrap().len() <= LARGEST);
        let step = files.len().div_ceil(SAMPLE).max(1);
        sample.extend(files.into_iter().step_by(step));
    }
    assert_none(&broken_in(&sample));
}

// --- made-up documents ---

/// Sentences of bulletins, simplified and traditional; `~` is a number.
const SENTENCES: [(&str, &str); 14] = [
    ("全市生产总值~亿元，比上年增长~%。", "全市生產總值~億元，比上年增長~%。"),
    (
        "研发经费支出~万元，占比重~%，提高~个百分点。",
        "研發經費支出~萬元，占比重~%，提高~個百分點。",
    ),
    (
        "新增企业~家（培育类~家，累计~家），居全省第~位。",
        "新增企業~家（培育類~家，累計~家），居全省第~位。",
    ),
    ("~年~月~日，会议召开。", "~年~月~日，會議召開。"),
    (
        "1-~月，城镇新增就业~人，同比下降~%。",
        "1-~月，城鎮新增就業~人，同比下降~%。",
    ),
    (
        "一、二、三产业分别增长~%、~%、~%。",
        "一、二、三產業分別增長~%、~%、~%。",
    ),
    (
        "力争到2025年达到~平方米以上，超过~公里。",
        "力爭到2025年達到~平方公尺以上，超過~公里。",
    ),
    ("（~）加快建设；~．完善制度；[~]", "（~）加快建設；~．完善制度；[~]"),
    (
        "联系电话：~-~，邮箱a~@b~.cn，G~高速、~G网络。",
        "聯絡電話：~-~，郵箱a~@b~.tw，G~公路、~G網路。",
    ),
    (
        "一点~个百分点，三千~百万元，近~成，~多万人。",
        "一點~個百分點，三千~百萬元，近~成，~多萬人。",
    ),
    ("比例为~:~，达~—~亿吨，约~/~。", "比例為~:~，達~—~億噸，約~/~。"),
    ("见http://a.cn/~/%E6%~?id=~。", "見http://a.tw/~/%E6%~?id=~。"),
    ("没有数字的一句话。", "沒有數字的一句話。"),
    ("指标 ~ ~ ~ ~", "指標 ~ ~ ~ ~"),
];

/// Lines that stand alone.
const LINES: [(&str, &str); 8] = [
    ("国民经济和社会发展统计公报", "國民經濟和社會發展統計公報"),
    ("一、综合", "一、綜合"),
    ("— ~ —", "— ~ —"),
    ("第~页 共~页", "第~頁 共~頁"),
    ("指标\t单位\t绝对数", "指標\t單位\t絕對數"),
    ("粮食产量\t万吨\t~\t~", "糧食產量\t萬噸\t~\t~"),
    (
        "<p align=\"left\" width=~>数据~&nbsp;&#38;</p>",
        "<p align=\"left\" width=~>數據~&nbsp;&#38;</p>",
    ),
    ("", ""),
];

/// A number as bulletins write it.
fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[1-9][0-9]{0,3}(\\.[0-9]{1,2})?",
        1 => "[1-9][0-9]{0,2},[0-9]{3}",
        1 => "(19|20)[0-9]{2}",
        1 => "[0-9]{1,12}",
        1 => "[一二三四五六七八九十百千〇零]{1,4}",
        1 => "-?[0-9]{1,2}\\.[0-9]",
    ]
}

/// One line or paragraph, in simplified or traditional characters, with its numbers filled in.
fn paragraph(traditional: bool) -> impl Strategy<Value = String> {
    let texts = prop_oneof![
        3 => prop::collection::vec(prop::sample::select(&SENTENCES[..]), 1..5),
        1 => prop::sample::select(&LINES[..]).prop_map(|line| vec![line]),
    ];
    (texts, prop::collection::vec(number(), 24)).prop_map(move |(texts, numbers)| {
        let text: String = texts
            .iter()
            .map(|(simple, full)| if traditional { *full } else { *simple })
            .collect();
        let mut numbers = numbers.iter().cycle();
        let filled = text
            .split('~')
            .map(|part| part.to_owned())
            .reduce(|all, part| all + numbers.next().map_or("", String::as_str) + &part);
        filled.unwrap_or_default()
    })
}

/// What carriers do to a paragraph.
#[derive(Clone, Copy, Debug)]
struct Carrier {
    /// Characters of a line.
    wrap: Option<usize>,
    /// Digits, points and percent signs of the text, but not those of tags, in full width.
    wide: bool,
    /// A space between any two characters.
    spaced: Option<char>,
    /// Spaces at the start of each line.
    indent: usize,
}

fn carrier() -> impl Strategy<Value = Carrier> {
    let wrap = prop::option::of(8..40usize);
    let spaced = prop_oneof![4 => Just(None), 1 => prop::sample::select(&[Some(' '), Some('　')][..])];
    (wrap, any::<bool>(), spaced, 0..3usize).prop_map(|(wrap, wide, spaced, indent)| Carrier {
        wrap,
        wide,
        spaced,
        indent,
    })
}

impl Carrier {
    fn carry(self, text: &str) -> String {
        let indent = "　".repeat(self.indent);
        let mut out = indent.clone();
        let mut tag = false;
        for (nth, c) in text.chars().enumerate() {
            if nth > 0 && self.wrap.is_some_and(|width| nth % width == 0) {
                out.push('\n');
                out.push_str(&indent);
            } else if nth > 0 {
                out.extend(self.spaced);
            }
            tag = c == '<' || tag && c != '>';
            out.push(match c {
                '0'..='9' | '.' | '%' if self.wide && !tag => {
                    char::from_u32(c as u32 + 0xfee0).expect("a full-width form")
                }
                c => c,
            });
        }
        out
    }
}

#[derive(Clone, Copy, Debug)]
enum Form {
    Utf8,
    Utf8Marked,
    Gb18030,
    Big5,
    Utf16Le,
    Utf16Be,
    Utf16LeBare,
}

impl Form {
    const ALL: [Self; 7] = [
        Self::Utf8,
        Self::Utf8Marked,
        Self::Gb18030,
        Self::Big5,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Utf16LeBare,
    ];

    fn encoding(self) -> &'static Encoding {
        match self {
            Self::Utf8 | Self::Utf8Marked => UTF_8,
            Self::Gb18030 => GB18030,
            Self::Big5 => BIG5,
            Self::Utf16Le | Self::Utf16LeBare => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
        }
    }

    fn encode(self, text: &str) -> Vec<u8> {
        let units = |order: fn(u16) -> [u8; 2], mark: &str| -> Vec<u8> {
            mark.encode_utf16().chain(text.encode_utf16()).flat_map(order).collect()
        };
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Utf8Marked => format!("\u{feff}{text}").into_bytes(),
            Self::Gb18030 | Self::Big5 => self.encoding().encode(text).0.into_owned(),
            Self::Utf16Le => units(u16::to_le_bytes, "\u{feff}"),
            Self::Utf16Be => units(u16::to_be_bytes, "\u{feff}"),
            Self::Utf16LeBare => units(u16::to_le_bytes, ""),
        }
    }
}

/// A document as text.
fn document(traditional: bool) -> impl Strategy<Value = String> {
    let paragraphs = prop::collection::vec((paragraph(traditional), carrier()), 3..14);
    (paragraphs, prop::sample::select(&["\n", "\r\n", "\r"][..])).prop_map(|(paragraphs, line_break)| {
        let lines: Vec<String> = paragraphs.iter().map(|(text, carrier)| carrier.carry(text)).collect();
        lines.join("\n").replace('\n', line_break)
    })
}

/// A document and its form; Big5 only carries traditional characters.
fn file() -> impl Strategy<Value = (String, Form)> {
    (any::<bool>(), prop::sample::select(&Form::ALL[..])).prop_flat_map(|(traditional, form)| {
        let traditional = traditional || matches!(form, Form::Big5);
        (document(traditional), Just(form))
    })
}

/// A damage: where, as a share of the file in thousandths; which byte; whether it takes the place of another.
fn damage() -> impl Strategy<Value = (usize, u8, bool)> {
    (0..1000usize, any::<u8>(), any::<bool>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_place_is_true_in_any_document((text, form) in file()) {
        let bytes = form.encode(&text);
        let (decoded, _) = form.encoding().decode_with_bom_removal(&bytes);
        // `\r` alone may stand beside anything; the pieces are known to all the encodings.
        prop_assert_eq!(&*decoded, &*text);
        let wrong = broken("made-up", &bytes);
        prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn every_place_is_true_in_any_damaged_document((text, form) in file(), damages in prop::collection::vec(damage(), 1..12)) {
        let mut bytes = form.encode(&text);
        for (place, byte, replaces) in damages {
            let at = place * bytes.len() / 1000;
            if replaces && at < bytes.len() {
                bytes[at] = byte;
            } else {
                bytes.insert(at, byte);
            }
        }
        let wrong = broken("made-up", &bytes);
        prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// What comes of `cat`: each file begins with a line of its own.
    #[test]
    fn every_place_is_true_in_files_put_together(files in prop::collection::vec((document(true), 0..4usize), 2..4)) {
        let forms = [Form::Utf8, Form::Utf8Marked, Form::Gb18030, Form::Big5];
        let bytes: Vec<Vec<u8>> = files.iter().map(|(text, form)| forms[*form].encode(text)).collect();
        let wrong = broken("made-up", &bytes.join(&b'\n'));
        prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
