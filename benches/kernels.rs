//! The work of each stage, to be counted in instructions, which do not depend on what else the machine does. Run by
//! `tests/kernels.py` under valgrind; alone it only does the work. Each stage stands in a function of its own, which is how
//! its instructions are found, and does a text and then four of it in one: the cost must grow as the text does.

use std::hint::black_box;

use gongbao::decode::decode;
use gongbao::extractor::{Extraction, Extractor, Metadata};
use gongbao::model::Mention;
use gongbao::recognize::{Scratch, recognize};
use gongbao::repair::{Repaired, repair};
use gongbao::rules::Rules;
use gongbao::split::{Structure, split};
use gongbao::write::Lines;

/// A piece of a bulletin, made up: prose with lists, growth, shares, ranks and targets, and lines that say nothing.
const BULLETIN: &str = "一、综合\n\
    初步核算，2023年全市实现地区生产总值1234.5亿元，比上年增长5.6%。其中，第一产业增加值12.3亿元，增长3.4%；\
    第二产业、第三产业增加值分别为567.8亿元、654.4亿元，分别增长4.1%和6.7%，占比为46.0%、53.0%。\n\
    全年新认定高新技术企业120家，累计达856家，居全省第3位。研发经费支出占地区生产总值的比重为3.12%，提高0.18个百分点。\n\
    会议指出，要坚持稳中求进，加强统筹协调，推动各项工作取得新的进展，让人民群众得到更多实惠。\n\
    到2025年，力争规模以上工业增加值突破400亿元，新增省级以上创新平台20个以上。\n\
    主要指标\n指标\t2022年\t2023年\n工业增加值（亿元）\t401.2\t420.5\n用电量（亿千瓦时）\t88.1\t92.6\n";

/// Texts that nobody writes, each of which has once cost the square of its length, or might.
const HOSTILE: [&str; 6] = [
    "12.3%、",
    "附件\n全市增长5%。\n",
    "（5家",
    "| 工业增加值 | 1234.5 | 12.3 |\n",
    "从5%提高到6%，其中企业5家的",
    "2018年（同",
];

/// How often the bulletin is repeated in the smaller text.
const PIECES: usize = 2;
/// Bytes of the smaller hostile texts: more than a sentence of which all is looked at together, which may cost more than its
/// length (`LONGEST` of the extractor).
const HOSTILE_BYTES: usize = 8_000;

fn main() {
    // One for all: to build it takes longer than all the work.
    let extractor = Extractor::embedded();
    let rules = extractor.rules();
    let stages = |text: &str| {
        let decoded = kernel_decode(text.as_bytes());
        let repaired = kernel_repair(&decoded, rules);
        let structure = kernel_split(&repaired.text, rules);
        let mentions = kernel_recognize(&repaired.text, &structure, rules);
        drop(mentions);
        let extraction = kernel_whole(text.as_bytes(), &extractor);
        kernel_write(extraction);
    };
    // What is made at the first use is none of the cost of a text: these calls are not counted.
    stages(BULLETIN);
    for size in [PIECES, 4 * PIECES] {
        stages(&BULLETIN.repeat(size));
    }
    for hostile in HOSTILE {
        let pieces = HOSTILE_BYTES / hostile.len();
        for size in [pieces, 4 * pieces] {
            kernel_hostile(hostile.repeat(size).as_bytes(), &extractor);
        }
    }
}

#[inline(never)]
fn kernel_decode(bytes: &[u8]) -> String {
    decode(bytes).expect("UTF-8").text
}

#[inline(never)]
fn kernel_repair(text: &str, rules: &Rules) -> Repaired {
    repair(text, &rules.layout)
}

#[inline(never)]
fn kernel_split(text: &str, rules: &Rules) -> Structure {
    split(text, &rules.layout)
}

#[inline(never)]
fn kernel_recognize(text: &str, structure: &Structure, rules: &Rules) -> Vec<Mention> {
    let (mut mentions, mut scratch) = (Vec::new(), Scratch::default());
    for block in &structure.blocks {
        recognize(text, block.span, rules, &mut scratch, &mut mentions);
    }
    mentions.sort_by_key(|mention| mention.span);
    mentions
}

#[inline(never)]
fn kernel_whole(bytes: &[u8], extractor: &Extractor) -> Extraction {
    extractor.extract("x.txt", bytes, &Metadata::default())
}

#[inline(never)]
fn kernel_write(extraction: Extraction) {
    let mut lines = Lines::default();
    lines.push(extraction);
    black_box(lines);
}

#[inline(never)]
fn kernel_hostile(bytes: &[u8], extractor: &Extractor) {
    black_box(extractor.extract("x.txt", bytes, &Metadata::default()));
}
