//! Texts and the readable dump of their structure.

use proptest::prelude::*;

use super::*;
use crate::rules::shipped_layout;

/// One block a line: `T` title, `H1` heading, `F` furniture, `P` paragraph with the number of sentences, tables with their
/// parts: `caption; columns; unit`, then each row as `label (unit) [groups] < parent: cells`; `?` a line of a table unread.
pub(super) fn dump(text: &str) -> Vec<String> {
    let structure = split(text, shipped());
    let join = |spans: &[Span]| spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join("+");
    let mut out = Vec::new();
    for block in &structure.blocks {
        let words = block.span.of(text);
        match &block.kind {
            BlockKind::Title => out.push(format!("T {words}")),
            BlockKind::Heading { level } => out.push(format!("H{level} {words}")),
            BlockKind::Furniture => out.push(format!("F {words}")),
            BlockKind::Paragraph { sentences } => out.push(format!("P{} {words}", sentences.len())),
            BlockKind::Table(table) => {
                let columns: Vec<_> = table.columns.iter().map(|column| join(&column.header)).collect();
                // Nothing is known of the cells of a table that could not be read.
                if columns.is_empty() {
                    out.push(format!("? {words}"));
                    continue;
                }
                out.push(format!(
                    "{}; {}{}",
                    table.caption.map_or("-", |span| span.of(text)),
                    columns.join(" | "),
                    table
                        .unit
                        .map(|unit| format!("; {}", unit.of(text)))
                        .unwrap_or_default()
                ));
                if !table.numbering.is_empty() {
                    out.push(format!("  # {}", join(&table.numbering)));
                }
                for row in &table.rows {
                    let unit = row.unit.map(|unit| format!(" ({})", unit.of(text))).unwrap_or_default();
                    let parent = row
                        .parent
                        .map(|parent| format!(" < {}", join(&table.rows[parent].label)))
                        .unwrap_or_default();
                    let groups = match row.groups.as_slice() {
                        [] => String::new(),
                        groups => format!(" [{}]", join(groups)),
                    };
                    let cells: Vec<_> = row
                        .cells
                        .iter()
                        .map(|cell| cell.map_or("∅", |cell| cell.of(text)))
                        .collect();
                    out.push(format!(
                        "  {}{unit}{groups}{parent}: {}",
                        join(&row.label),
                        cells.join(" | ")
                    ));
                }
            }
        }
    }
    for (span, finding) in &structure.findings {
        out.push(format!(
            "{:?}: {}",
            finding.code,
            span.of(text).lines().next().unwrap_or("")
        ));
    }
    out
}

/// `/` stands for a line break, `//` for a blank line.
#[track_caller]
pub(super) fn check(text: &str, expected: &[&str]) {
    assert_eq!(dump(&text.replace('/', "\n")), expected, "{text}");
}

fn shipped() -> &'static Layout {
    static LAYOUT: std::sync::OnceLock<Layout> = std::sync::OnceLock::new();
    LAYOUT.get_or_init(shipped_layout)
}

#[test]
fn a_web_page_has_chrome_a_title_and_numbered_headings() {
    check(
        "下载/打印/2026年某某省政府工作报告/——2026年2月3日在某某省人民代表大会上/来源：某某日报/各位代表：/一、过去一年回顾/全省生产总值增长5%。居民收入同步增长。/（一）推进改革/改革全面深入，成效明显。/二、今年重点工作/要抓好落实，确保完成。/责任编辑：某某",
        &[
            "F 下载",
            "F 打印",
            "T 2026年某某省政府工作报告",
            "T ——2026年2月3日在某某省人民代表大会上",
            "F 来源：某某日报",
            "P1 各位代表：",
            "H1 一、过去一年回顾",
            "P2 全省生产总值增长5%。居民收入同步增长。",
            "H2 （一）推进改革",
            "P1 改革全面深入，成效明显。",
            "H1 二、今年重点工作",
            "P1 要抓好落实，确保完成。",
            "F 责任编辑：某某",
        ],
    );
}

#[test]
fn short_lines_that_state_a_quantity_or_end_a_sentence_are_no_headings() {
    check(
        "某某市科技局晒出年度成绩单//平湖//全市科技工作稳步推进，成效明显。//研发投入强度3.2%//新增企业12家；//建设创新型城区//教育、科技、人才一体推进，成效明显。",
        &[
            "T 某某市科技局晒出年度成绩单",
            "H1 平湖",
            "P1 全市科技工作稳步推进，成效明显。",
            "P1 研发投入强度3.2%",
            "P1 新增企业12家；",
            "H1 建设创新型城区",
            "P1 教育、科技、人才一体推进，成效明显。",
        ],
    );
}

#[test]
fn headings_without_numbers_stand_inside_a_count_that_goes_on_and_outside_one_that_starts_anew() {
    let levels = |text: &str| {
        let text = text.replace('/', "\n");
        let structure = split(&text, shipped());
        let level = |block: &Block| match block.kind {
            BlockKind::Heading { level } => Some(level),
            _ => None,
        };
        structure.blocks.iter().filter_map(level).collect::<Vec<_>>()
    };
    let body = "//全市工作稳步推进，成效比较明显，群众普遍满意。//";
    assert_eq!(
        levels(&format!(
            "一、回顾{body}（一）产业{body}看点{body}（二）民生{body}二、展望{body}"
        )),
        [1, 2, 3, 2, 1]
    );
    assert_eq!(
        levels(&format!(
            "工作回顾{body}（一）产业{body}（二）民生{body}工作安排{body}（一）产业{body}"
        )),
        [1, 2, 2, 1, 2]
    );
}

#[test]
fn items_lists_and_speakers_are_no_headings() {
    let body = "//全市工作稳步推进，成效比较明显，群众普遍满意。//";
    let text = format!(
        "年度工作报告//王某某//各位代表：{body}（一）推进改革。{body}3.通胀水平与上月持平。//（4）利率保持不变。//附件：1.项目清单//1.煤炭工业。{body}"
    );
    let found = dump(&text.replace('/', "\n"));
    let headings: Vec<_> = found.iter().filter(|line| line.starts_with('H')).collect();
    assert_eq!(headings, ["H1 （一）推进改革。", "H2 1.煤炭工业。"], "{found:?}");
    check(
        "# 要闻/## 详细/### 国内联播//秋粮集中上市//秋粮收购进展顺利，各地有序推进，购销两旺。//### 国际联播",
        &[
            "T # 要闻",
            "H1 ## 详细",
            "H2 ### 国内联播",
            "H3 秋粮集中上市",
            "P1 秋粮收购进展顺利，各地有序推进，购销两旺。",
            "H2 ### 国际联播",
        ],
    );
}

#[test]
fn issuer_and_title_come_from_labels_or_from_lines_of_their_own() {
    for (text, title, issuer) in [
        (
            "# 年度公报\n\n**发布机构**: 某某市统计局\n正文如下。",
            Some("年度公报"),
            Some("某某市统计局"),
        ),
        (
            "某某州统计局\n2024年5月7日\n\n2023年，全州经济向好，成效明显。",
            None,
            Some("某某州统计局"),
        ),
        (
            "标  题: 某某产业发展态势\n\n正文第一句，很长。",
            Some("某某产业发展态势"),
            None,
        ),
        (
            "首页 > 公报 > 2021年\n某某市人民政府关于印发规划的通知\n发布时间：2021-12-30 信息来源：某某门户网 字体：【",
            Some("某某市人民政府关于印发规划的通知"),
            None,
        ),
        ("全市工作会议召开，部署全年任务。\n后续报道正在进行之中", None, None),
        // What hangs on a title, and what stands above it.
        (
            "2022年某某州统计公报[1]\n\n全州经济向好，成效明显。",
            Some("2022年某某州统计公报"),
            None,
        ),
        (
            "标  题: 产业发展态势（上\n）\n\n正文第一句，很长。",
            Some("产业发展态势"),
            None,
        ),
        (
            "关于科技经费（第二批）\n\n正文第一句，很长。",
            Some("关于科技经费（第二批）"),
            None,
        ),
        (
            "某某晨报·周刊 第06版\n\n两城竞跑创新路\n\n——某某、某某工作综述\n\n正文第一句，很长。",
            Some("两城竞跑创新路\n\n——某某、某某工作综述"),
            None,
        ),
        (
            "某某市科学技术局文件\n\n某科发〔2022〕48号\n\n关于下达第二批项目的通知\n\n各区科技局：",
            Some("关于下达第二批项目的通知"),
            None,
        ),
        // When and by whom it was published is no part of a title.
        (
            "2023年上半年某某市经济运行情况\n某某市统计局 2023-07-21 11:04 840 阅读\n\n正文第一句，很长。",
            Some("2023年上半年某某市经济运行情况"),
            None,
        ),
        (
            "2007年10月29日10:42 |来源：某某在线 |编辑：某某\n\n竹乡里的大产业\n\n正文第一句，很长。",
            Some("竹乡里的大产业"),
            None,
        ),
        (
            "某省创新发展再上新台阶\n16.07.2023  10:32\n\n正文第一句，很长。",
            Some("某省创新发展再上新台阶"),
            None,
        ),
        (
            "2020年1－2月某某业经济运行情况\n某某微报 某省电子政务协会 4月3日\n\n正文第一句，很长。",
            Some("2020年1－2月某某业经济运行情况"),
            None,
        ),
        (
            "2023年1月5日某某市经济工作会议召开\n\n正文第一句，很长。",
            Some("2023年1月5日某某市经济工作会议召开"),
            None,
        ),
        (
            "某某图画算法研究\n张某　李某某\n\n正文第一句，很长。",
            Some("某某图画算法研究"),
            None,
        ),
    ] {
        let structure = split(text, shipped());
        assert_eq!(structure.title.map(|span| span.of(text)), title, "{text}");
        assert_eq!(structure.issuer.map(|span| span.of(text)), issuer, "{text}");
    }
}

#[test]
fn sentences_with_numbers_are_no_table() {
    check(
        "一等奖2项/二等奖3项/三等奖13项/新增12家/累计9家",
        &[
            "P1 一等奖2项",
            "P1 二等奖3项",
            "P1 三等奖13项",
            "P1 新增12家",
            "P1 累计9家",
        ],
    );
}

/// Lines of the kind that bulletins are made of, in any order.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(vec![
            "表1", "表2 产量情况\n", "指标名称\n", "序号\n", "单位\n", "2020\n", "1\n", "2\n", "3.5\n", "-2\n", "—\n", "2—\n", "—1—\n", "万吨\n", "%\n", "（%）\n",
            "#粮食\n", "粮食\n", " 豆类\n", "一、综合\n", "（一）目标\n", "全市增长5%，居第3位。", "（", "）", "“", "”", "；", "：", ",", "——", "\n", "\n\n", "| a | 1 |\n",
            "|---|---|\n", "甲\t1\t2\n", "乙  3  4\n", "# 标题\n", "---\n", "```\n", "来源：某报\n", "统计局\n", "注：略\n", "http://a.cn/?b=1 ", "专栏1\n",
        ])
        .prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn every_character_is_in_one_block_and_every_part_in_its_whole(text in any_text()) {
        let structure = split(&text, shipped());
        let mut at = 0;
        for block in &structure.blocks {
            prop_assert!(block.span.start >= at && block.span.end <= text.len() && !block.span.is_empty());
            prop_assert!(text[at..block.span.start].trim().is_empty(), "lost: {:?}", &text[at..block.span.start]);
            at = block.span.end;
            let inside = |span: Span| block.span.contains(span) && text.get(span.start..span.end).is_some();
            match &block.kind {
                BlockKind::Paragraph { sentences } => {
                    let mut at = block.span.start;
                    for sentence in sentences {
                        prop_assert!(inside(sentence.span) && sentence.span.start >= at);
                        prop_assert!(text[at..sentence.span.start].trim().is_empty());
                        at = sentence.span.end;
                    }
                    prop_assert!(text[at..block.span.end].trim().is_empty());
                }
                BlockKind::Table(table) => {
                    let mut cells: Vec<Span> = table.numbering.clone();
                    for row in &table.rows {
                        prop_assert_eq!(row.cells.len(), table.columns.len());
                        prop_assert!(row.parent.is_none_or(|parent| parent < table.rows.len()));
                        cells.extend(row.label.iter().chain(&row.unit).chain(row.cells.iter().flatten()));
                    }
                    prop_assert!(cells.iter().all(|&cell| inside(cell)));
                    // No cell is used twice.
                    cells.retain(|cell| !cell.is_empty());
                    cells.sort_unstable();
                    prop_assert!(cells.windows(2).all(|pair| pair[0].end <= pair[1].start));
                }
                _ => {}
            }
            if let Some(heading) = block.heading {
                let is_heading = matches!(structure.blocks[heading].kind, BlockKind::Heading { .. });
                prop_assert!(is_heading);
                prop_assert!(structure.blocks[heading].span.end <= block.span.start);
            }
        }
        prop_assert!(text[at..].trim().is_empty());
    }

    #[test]
    fn no_text_is_too_odd(text in "\\PC{0,80}") {
        split(&text, shipped());
    }
}
