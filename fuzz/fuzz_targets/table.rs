//! Lines drawn from the words of tables: every cell is used once, every row has a cell for each column, nothing is lost.
#![no_main]

use std::sync::OnceLock;

use gongbao::model::Span;
use gongbao::rules::Rules;
use gongbao::split::{BlockKind, split};
use libfuzzer_sys::fuzz_target;

/// What a byte of the input stands for; other bytes stand for themselves.
const WORDS: [&str; 64] = [
    "\n", "\n\n", "\t", "  ", " ", "|", "| --- | --- |\n", "指标", "单位", "序号", "项目", "地区", "2020年", "2023年", "2025年",
    "万吨", "亿元", "%", "（亿元）", "（%）", "单位：亿元", "表1 主要指标\n", "表2-1", "其中：", "#", "粮食产量", "工业增加值", "第一产业",
    "合计", "全市", "南浔区", "1", "2", "3", "12.5", "-2.3", "1,234.5", "0", "2020", "2023", "—", "-", "…", "…...", "一、", "（一）", "1.",
    "(2)", "预期性", "约束性", "比上年增长", "增长5.8%，居第3位。", "注：", "资料来源：", "绝对数", "增速", "年均", "累计", "[5]", "①",
    "　", "——", "左右", "以上",
];

fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(Rules::embedded)
}

fuzz_target!(|bytes: &[u8]| {
    let text: String = bytes
        .iter()
        .map(|&byte| match WORDS.get(usize::from(byte)) {
            Some(word) => (*word).to_owned(),
            None => char::from(byte).to_string(),
        })
        .collect();
    let structure = split(&text, &rules().layout);
    let mut at = 0;
    for block in &structure.blocks {
        assert!(block.span.start >= at && text[at..block.span.start].trim().is_empty());
        at = block.span.end;
        let BlockKind::Table(table) = &block.kind else { continue };
        let mut cells: Vec<Span> = table.numbering.clone();
        for row in &table.rows {
            assert_eq!(row.cells.len(), table.columns.len());
            assert!(row.parent.is_none_or(|parent| parent < table.rows.len()));
            cells.extend(row.label.iter().chain(&row.unit).chain(row.cells.iter().flatten()));
        }
        assert!(cells.iter().all(|&cell| block.span.contains(cell)));
        cells.retain(|cell| !cell.is_empty());
        cells.sort_unstable();
        assert!(cells.windows(2).all(|pair| pair[0].end <= pair[1].start), "a cell is used twice");
    }
    assert!(text[at..].trim().is_empty());
});
