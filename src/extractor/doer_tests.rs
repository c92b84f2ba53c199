//! Whose doing a fact of the news is, from the text to its label: the subject of a clause that begins with its verb.

use super::testing::check;

const NEWS: &str = "# 《新闻联播》（20240312）\n\n2024年3月12日\n\n我国经济平稳运行，全国粮食产量1.39万亿斤。全国铁路发送旅客9亿人次，我国对外投资1万亿元。\n\n全国社会物流总额100万亿元。\n\n";

#[test]
fn who_does_it_stands_in_the_clause_before() {
    check(
        NEWS,
        &[
            (
                "青岚班列今年开行1800列，运送货物9万标箱。",
                &[
                    "1800列 | 青岚班列开行 | 1800 列 level | actual | 中国 | 2024",
                    "9万标箱 | 青岚班列运送货物 | 90000 标箱 level | actual | 中国 | 2024",
                ],
            ),
            // What was brought about so many years ago.
            (
                "青岚创新中心成立三年来，聚集了40多家机器人企业。",
                &["40多家 | 青岚创新中心聚集了机器人企业 | 40 家 level | actual | 中国 | 2023"],
            ),
            // Who does the first of a list does the others.
            (
                "青岚协会今年举办讲座3000场、组织义诊900次。",
                &[
                    "3000场 | 青岚协会举办讲座 | 3000 场 level | actual | 中国 | 2024",
                    "900次 | 青岚协会组织义诊 | 900 次 level | actual | 中国 | 2024",
                ],
            ),
            // Those that are counted, and what there are so many of.
            (
                "30座大中型水库投入防洪调度，拦蓄洪水90亿立方米。",
                &[
                    "30座 | 大中型水库投入防洪调度 | 30 座 level | actual | 中国 | 2024-03-01/2024-03-31",
                    "90亿立方米 | 大中型水库拦蓄洪水 | 9000000000 立方米 level | actual | 中国 | 2024-03-01/2024-03-31",
                ],
            ),
            // Somebody else has built.
            (
                "县域经济蓬勃发展，新建农贸市场30个。",
                &["30个 | 新建农贸市场 | 30 个 level | actual | 中国 | 2024"],
            ),
            // Whoever only tells of it.
            (
                "记者了解到，去年已发放贷款90亿元。",
                &["90亿元 | 发放贷款 | 9000000000 元 level | actual | 中国 | 2023"],
            ),
            // The words of a name may be verbs, too.
            (
                "去年智能驾驶技术发展迅速，带动相关进口增长20%。",
                &["20% | 相关进口 | 20 % growth | actual | 中国 | 2023"],
            ),
        ],
    );
}

#[test]
fn what_is_reached_is_told_of_what_was_brought_about() {
    check(
        NEWS,
        &[(
            "今年，我国共发放青岚证书90万张，涉及企业3万家。",
            &[
                "90万张 | 发放青岚证书 | 900000 张 level | actual | 中国 | 2024",
                "3万家 | 发放青岚证书涉及企业 | 30000 家 level | actual | 中国 | 2024",
            ],
        )],
    );
}

#[test]
fn those_who_act_in_another_country_are_named() {
    check(
        NEWS,
        &[
            (
                "俄军在苏梅发动攻势，摧毁弹药库1200座。",
                &["1200座 | 俄军摧毁弹药库 | 1200 座 level | actual | 苏梅 | 2024-03-01/2024-03-31"],
            ),
            (
                "以军袭击了加沙地带约30个目标。",
                &["30个 | 以军袭击了加沙地带目标 | 30 个 level | actual | 加沙地带 | 2024-03-01/2024-03-31"],
            ),
        ],
    );
}

#[test]
fn what_is_set_apart_goes_before_the_label() {
    check(
        NEWS,
        &[(
            "民航方面，今天预计发送旅客184万人次。",
            &["184万人次 | 民航发送旅客 | 1840000 人次 level | target | 中国 | 2024-03-12/2024-03-12"],
        )],
    );
}

#[test]
fn the_verb_of_the_first_name_is_that_of_all() {
    check(
        NEWS,
        &[
            (
                "今年新建各类绿地420公顷、绿道85公里。",
                &[
                    "420公顷 | 新建各类绿地 | 420 公顷 level | actual | 中国 | 2024",
                    "85公里 | 新建绿道 | 85 公里 level | actual | 中国 | 2024",
                ],
            ),
            (
                "各部门共承办代表建议7955件、政协提案4525件。",
                &[
                    "7955件 | 各部门承办代表建议 | 7955 件 level | actual | 中国 | 2024-03-01/2024-03-31",
                    "4525件 | 各部门承办政协提案 | 4525 件 level | actual | 中国 | 2024-03-01/2024-03-31",
                ],
            ),
        ],
    );
}
