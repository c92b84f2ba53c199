//! Titles and texts with the year that a fact without a period belongs to.

use super::*;
use crate::recognize::periods;
use crate::resolve::document_date;
use crate::rules::{PeriodLexicon, Terms};
use crate::split::Structure;

/// As `Date 2025`; the first line is the title.
fn shown(text: &str) -> String {
    let lexicon = PeriodLexicon::shipped();
    let terms = Terms::new(lexicon.terms());
    let within = Span::new(0, text.len());
    let (mut hits, mut mentions) = (Vec::new(), Vec::new());
    terms.find(text, within, &mut hits);
    periods(text, within, &hits, &lexicon, &mut mentions);
    let title = text.find('\n').map(|end| Span::new(0, end));
    let structure = Structure {
        title,
        ..Structure::default()
    };
    let found = document_date(text, &structure, &mentions, None, &lexicon);
    let year = found
        .standing_year(false)
        .map_or("unknown".to_owned(), |year| year.to_string());
    format!("{:?} {year}", found.standing)
}

fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| shown(text) != *expected)
        .map(|(text, expected)| format!("{text}\n    got  {}\n    want {expected}", shown(text)))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_title_tells() {
    check(&[
        ("2023年某市统计公报\n2024年5月7日\n年末有企业5家。", "Review 2023"),
        ("2026年某省政府工作报告\n2026年1月29日\n各位代表：", "Review 2025"),
        ("某市政策问答\n2025年4月21日\n全市有企业5家。", "Date 2025"),
        ("某市新闻发布会实录\n2025年1月21日\n全市有企业5家。", "Review 2024"),
        (
            "2024年经济运行情况新闻发布会\n2025年4月21日\n全市有企业5家。",
            "Review 2024",
        ),
        ("某市支持企业融资若干措施\n2025年1月5日\n给予20万元。", "Date 2025"),
        (
            "关于下达2025年度第二批项目的通知\n2025年8月12日\n立项86项。",
            "Date 2025",
        ),
        (
            "关于下达2025年度科技计划项目和经费的通知\n2025年8月12日\n立项86项。",
            "Date 2025",
        ),
        (
            "关于印发“十四五”科技规划的通知\n发布时间：2021-12-17\n建有平台39家。",
            "Review 2020",
        ),
        ("某市113年度总预算案\n中华民国112年10月25日\n岁入1亿元。", "Plan 2024"),
        ("某市2024年预算执行情况\n2025年1月25日\n收入1亿元。", "Review 2024"),
        ("某市统计公报\n年末有企业5家。", "Review unknown"),
    ]);
}

#[test]
fn without_a_telling_title_the_text_tells() {
    check(&[
        (
            "科创走廊上机声隆隆\n2025年2月20日\n去年，全市投入5亿元。全年签约9个。今年将签约10个。",
            "Review 2024",
        ),
        (
            "园区迎来新伙伴\n2025年6月3日\n今年以来，园区签约9个。目前，入驻30家，去年为20家。",
            "Date 2025",
        ),
        ("一家企业的故事\n2025年6月3日\n厂里有工人30人。", "Date 2025"),
    ]);
}
