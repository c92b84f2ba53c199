//! Days, plans and bounds in the news: of which day a number is, what has not come about, what it is at least.

use std::sync::OnceLock;

use crate::extractor::{Extractor, Metadata};
use crate::model::Fact;

/// What the news of a day begin with; the facts of these lines are left out of what is shown.
const NEWS: &str = "# 《新闻联播》（20240312）\n\n2024年3月12日\n\n我国经济平稳运行，全国粮食产量1.39万亿斤。全国铁路发送旅客9亿人次，我国对外投资1万亿元。\n\n全国社会物流总额100万亿元。\n\n";

/// As `12 eq 2024-03-11 actual`: value, bound, period and status of each fact of a paragraph of the news.
fn shown(head: &str, text: &str) -> Vec<String> {
    static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();
    let extractor = EXTRACTOR.get_or_init(Extractor::less_strict);
    let facts = |text: &str| extractor.extract("a.txt", text.as_bytes(), &Metadata::default()).facts;
    let word = |value: serde_json::Value| value.as_str().unwrap_or("?").to_owned();
    let line = |fact: &Fact| {
        let period = serde_json::to_value(&fact.period).unwrap();
        let (start, end) = (word(period["start"].clone()), word(period["end"].clone()));
        let period = match (start.strip_suffix("-01-01"), end.strip_suffix("-12-31")) {
            (Some(from), Some(to)) if from == to => from.to_owned(),
            _ if start == end => start,
            _ => format!("{start}/{end}"),
        };
        let bound = word(serde_json::to_value(fact.bound).unwrap());
        let status = word(serde_json::to_value(fact.status).unwrap());
        format!("{} {bound} {period} {status}", fact.value)
    };
    let known = facts(head).len();
    facts(&format!("{head}{text}\n"))[known..].iter().map(line).collect()
}

fn check(head: &str, cases: &[(&str, &[&str])]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (text, shown(head, text), expected))
        .filter(|(_, got, expected)| got != *expected)
        .map(|(text, got, expected)| format!("{text}\n    got  {got:?}\n    want {expected:?}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_day_behind_a_dateline_and_a_speaker_is_that_of_what_follows() {
    check(
        NEWS,
        &[
            (
                "央视网消息（新闻联播）：俄罗斯国防部11日称，俄军打击了多处目标。俄防空系统击落12架无人机。",
                &["12 eq 2024-03-11 actual"],
            ),
            // The day named before, not that of the news.
            (
                "根据日本警方10日公布的消息，当天一辆客车翻车，造成7人受伤。",
                &["7 eq 2024-03-10 actual"],
            ),
            // Figures made public on a day are not of it.
            (
                "国家统计局今天发布数据。全国茶叶产量350万吨。",
                &["3500000 eq 2024 actual"],
            ),
            // What a report looks back on.
            (
                "院长在报告中指出，2023年，各级法院忠实履行职责，工作取得新进展。全国法院结案400万件。",
                &["4000000 eq 2023 actual"],
            ),
            (
                "据介绍，昨天（3月11日），大批游客抵达海南。海南接待游客60万人次。",
                &["600000 eq 2024-03-11 actual"],
            ),
            (
                "昨晚，我国南方部分地区出现强降雨，全国转移群众600人。",
                &["600 eq 2024-03-11 actual"],
            ),
            // What it was like before some year says nothing of later.
            (
                "2007年以前，村里没有路。\n\n如今全国农村公路460万公里。",
                &["4600000 eq 2024-03-01/2024-03-31 actual"],
            ),
        ],
    );
}

#[test]
fn what_is_to_come_is_not_of_the_day_on_which_it_is_told() {
    check(
        NEWS,
        &[
            ("全国读书节今天启动，将举办30项活动。", &["30 eq 2024 target"]),
            (
                "今天，全国铁路预计发送旅客900万人次，计划加开列车80列。",
                &["9000000 eq 2024-03-12 target", "80 eq 2024-03-12 target"],
            ),
        ],
    );
}

#[test]
fn plans_demands_and_suppositions() {
    check(
        NEWS,
        &[
            ("国际机构将以众筹方式筹集500万元。", &["5000000 eq 2024 target"]),
            (
                "我国债务总额很可能将突破30万亿元大关。",
                &["30000000000000 gt 2024 target"],
            ),
            // 将 that takes what is there already.
            ("去年，我国将原有15个人才项目整合。", &["15 eq 2023 actual"]),
            ("当时，我国患者每次要承担80元。", &["80 eq 2024 actual"]),
            ("假如我国某党取得40席以上议席，预算就会被否决。", &[]),
        ],
    );
}

#[test]
fn bounds_that_stand_a_little_before_the_number() {
    check(
        NEWS,
        &[
            ("我国原油价格突破每桶90美元。", &["90 gt 2024 actual"]),
            (
                "到2030年，全国耗水量至少要减少6000万吨。",
                &["-60000000 ge 2030 target"],
            ),
        ],
    );
}

#[test]
fn years_of_a_list_that_only_its_last_one_closes() {
    check(
        "青山市经济发展分析\n\n2024年5月7日\n\n",
        &[(
            "2021、2022和2023年粮食产量分别为4万吨、5万吨和6万吨。",
            &["40000 eq 2021 actual", "50000 eq 2022 actual", "60000 eq 2023 actual"],
        )],
    );
}
