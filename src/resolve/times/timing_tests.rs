//! Short documents with the period and status that each of their facts must get.

use std::sync::OnceLock;

use crate::extractor::{Extractor, Metadata};

/// As `260 2020 actual`: value, period and status of each fact; a whole year is written as such.
fn shown(text: &str) -> Vec<String> {
    static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();
    let extractor = EXTRACTOR.get_or_init(Extractor::embedded);
    let facts = extractor
        .extract("甲市.txt", text.as_bytes(), &Metadata::default())
        .facts;
    let line = |fact: &crate::model::Fact| {
        let period = serde_json::to_value(&fact.period).unwrap();
        let day = |key: &str| period[key].as_str().unwrap_or("?").to_owned();
        let (start, end) = (day("start"), day("end"));
        let period = match (start.strip_suffix("-01-01"), end.strip_suffix("-12-31")) {
            (Some(from), Some(to)) if from == to => from.to_owned(),
            (Some(from), Some(to)) => format!("{from}/{to}"),
            _ => format!("{start}/{end}"),
        };
        let status = serde_json::to_value(fact.status).unwrap();
        format!("{} {period} {}", fact.value, status.as_str().unwrap_or("?"))
    };
    facts.iter().map(line).collect()
}

fn check(cases: &[(&str, &[&str])]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (text, shown(text), expected))
        .filter(|(_, got, expected)| got != *expected)
        .map(|(text, got, expected)| format!("{text}\n    got  {got:?}\n    want {expected:?}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn ends_of_pairs() {
    check(&[
        (
            "2024年甲市统计公报\n2025年3月7日\n全市高新技术企业由260家增至320家。",
            &["260 2023 actual", "320 2024 actual"],
        ),
        (
            "甲市政策问答\n2025年6月7日\n到2027年，高新技术企业由260家增加到320家。",
            &["260 2025 actual", "320 2027 target"],
        ),
        (
            "2024年甲市统计公报\n2025年3月7日\n专利拥有量从2020年的8件提高到2024年的16件，年均增长18.9%。",
            &["8 2020 actual", "16 2024 actual", "18.9 2020/2024 actual"],
        ),
    ]);
}

#[test]
fn stretches_of_years() {
    check(&[
        (
            "甲市工作报告\n2026年1月20日\n“十四五”时期，全市成绩显著。规上企业达到19家，粮食产量连续5年稳定在80亿斤以上。",
            &["19 2025 actual", "5 2021/2025 actual", "8000000000 2021/2025 actual"],
        ),
        (
            "甲市工作报告\n2026年1月20日\n“十四五”时期，全市成绩显著。生产总值年均增长4.3%，优良天数比例93.4%。",
            &["4.3 2021/2025 actual", "93.4 2025 actual"],
        ),
        (
            "甲市政策问答\n2025年6月7日\n到2027年，贷款余额达到70亿元，年均增长19%。",
            &["7000000000 2027 target", "19 2025/2027 target"],
        ),
        (
            "甲市工作报告\n2026年1月20日\n各位代表！2025年是收官之年。五年来，我们埋头苦干。\n城镇新增就业118万人。",
            &["1180000 2021/2025 actual"],
        ),
    ]);
}

#[test]
fn what_a_clause_says_of_another_time_stays_in_it() {
    check(&[
        (
            "1999年全国行业运行公报\n2000年3月7日\n全行业实现利润3亿元，而1998年为亏损7亿元，亏损企业亏损额9亿元。",
            &[
                "300000000 1999 actual",
                "700000000 1998 actual",
                "900000000 1999 actual",
            ],
        ),
        // Set apart by a comma, it is the time of what follows.
        (
            "1999年全国行业运行公报\n2000年3月7日\n1978年农业占80%；而到1997年，农业占56%，林业占3%。",
            &["80 1978 actual", "56 1997 actual", "3 1997 actual"],
        ),
        (
            "甲市113年度总预算案\n中华民国112年10月25日\n岁入编列148亿元，较112年度预算数139亿元，增加9亿元。",
            &[
                "14800000000 2024 target",
                "13900000000 2023 target",
                "900000000 2024 target",
            ],
        ),
        (
            "甲市政策问答\n2025年6月7日\n2024年末，全市贷款余额415亿元；今年1至5月新增贷款51亿元。加权平均利率3.32%。",
            &[
                "41500000000 2024 actual",
                "5100000000 2025-01-01/2025-05-31 actual",
                "3.32 2025-01-01/2025-05-31 actual",
            ],
        ),
    ]);
}

#[test]
fn what_a_sentence_says_of_its_day_does_not_outlive_its_paragraph() {
    check(&[(
        "2024年甲市科技工作综述\n2025年2月20日\n2023年以来，我市选派特派员1156人次。\n全市技术交易额94亿元。",
        &["1156 2023/2024 actual", "9400000000 2024 actual"],
    )]);
}

#[test]
fn a_year_behind_a_day_is_of_the_year_up_to_that_day() {
    check(&[(
        "甲市以旧换新进展\n2026年5月3日\n截至5月2日，2026年汽车以旧换新惠及8400人次。其中，补贴3亿元。",
        &[
            "8400 2026-01-01/2026-05-02 actual",
            "300000000 2026-01-01/2026-05-02 actual",
        ],
    )]);
}

#[test]
fn estimates_are_results_where_the_year_is_over() {
    check(&[
        (
            "甲市科技工作综述\n2025年2月20日\n去年，全市完成投资88亿元。研发经费支出占比预计达到3.16%。",
            &["8800000000 2024 actual", "3.16 2024 actual"],
        ),
        (
            "甲市科技工作综述\n2025年2月20日\n去年，全市完成投资88亿元。项目投产后，预计年产值达到5亿元。",
            &["8800000000 2024 actual", "500000000 2025 target"],
        ),
    ]);
}

#[test]
fn shares_that_a_policy_fixes() {
    check(&[
        (
            "甲市若干政策措施\n2025年6月7日\n对首次贷款，按贷款额的1%给予补贴。平均担保费率不超过0.8%。",
            &["1 2025 rule", "0.8 2025 rule"],
        ),
        // What became of it is no rule.
        (
            "甲市若干政策措施\n2025年6月7日\n平均担保费率已降至0.8%。",
            &["0.8 2025 actual"],
        ),
        (
            "甲市资金下达的通知\n2025年8月12日\n经费分两期拨付，首期拨付60%。",
            &["60 2025 rule"],
        ),
    ]);
}

#[test]
fn a_heading_holds_for_those_below_it() {
    check(&[
        (
            "甲市2026年政府工作报告\n2026年1月27日\n\n一、2025年工作回顾\n\n（一）稳住经济大盘。多措并举稳企业、稳预期，新登记企业8万户。努力帮助企业降低成本，用电成本下降6.8%。\n\n\
             三、2026年重点工作\n\n（一）加力扩大内需\n\n实施稳经济举措30项，新开工重点项目200个以上。\n",
            &[
                "80000 2025 actual",
                "-6.8 2025 actual",
                "30 2026 target",
                "200 2026 target",
            ],
        ),
        // The next section is not below the last.
        (
            "甲市2026年政府工作报告\n2026年1月27日\n\n一、2026年重点工作\n\n（一）加力扩大内需\n\n新开工重点项目200个以上。\n\n\
             二、2025年工作回顾\n\n人均预期寿命提高到80岁以上。\n",
            &["200 2026 target", "80 2025 actual"],
        ),
    ]);
}

#[test]
fn what_came_about_in_years_and_what_stands_at_their_end() {
    check(&[
        (
            "甲市工作报告\n2026年1月20日\n“十四五”时期，全市成绩显著。进出口总额接连突破三千亿元、四千亿元。",
            &["300000000000 2021/2025 actual", "400000000000 2021/2025 actual"],
        ),
        (
            "甲市工作报告\n2026年1月20日\n“十四五”时期，全市成绩显著。重点实验室达到9个、新型研发机构37家，11家企业入选链主企业名单。",
            &["9 2025 actual", "37 2025 actual", "11 2021/2025 actual"],
        ),
        (
            "甲市工作报告\n2026年1月20日\n“十四五”时期，全市成绩显著。有6项技术获省科技进步奖。",
            &["6 2021/2025 actual"],
        ),
        (
            "甲市工作报告\n2026年1月20日\n“十四五”时期，全市成绩显著。国际班列累计开行2.3万列、占全国19%。",
            &["23000 2021/2025 actual", "19 2021/2025 actual"],
        ),
        (
            "甲市工作报告\n2026年1月20日\n“十四五”时期，全市成绩显著。地区生产总值跨上三千亿元台阶。",
            &["300000000000 2025 actual"],
        ),
    ]);
}

#[test]
fn years_counted_up_to_one_that_is_named() {
    check(&[
        (
            "甲市金融访谈\n2013年4月2日\n截至2010年末，全市存款余额640亿元，五年增长1.3倍。",
            &["64000000000 2010 actual", "1.3 2006/2010 actual"],
        ),
        (
            "甲市工作报告\n2021年1月20日\n与“十二五”末相比，2020年生产总值达到526亿元。\n人均预期寿命由74.1岁提高到76.2岁。",
            &["52600000000 2020 actual", "74.1 2015 actual", "76.2 2020 actual"],
        ),
    ]);
}

#[test]
fn how_a_place_came_to_be_is_not_the_time_of_its_size() {
    check(&[(
        "甲区概况\n2019年8月1日\n1957年，经国务院批准设立甲区。全区总面积230平方公里，户籍人口12.6万人。",
        &["230 2019 actual", "126000 2019 actual"],
    )]);
}
