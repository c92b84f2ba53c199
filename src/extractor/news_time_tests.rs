//! Days and plans in the news: whose day a number is of, and what has not come about.

use super::testing::check;

const NEWS: &str = "# 《新闻联播》（20240312）\n\n2024年3月12日\n\n我国经济平稳运行，全国粮食产量1.39万亿斤。全国铁路发送旅客9亿人次，我国对外投资1万亿元。\n\n全国社会物流总额100万亿元。\n\n";

#[test]
fn the_day_behind_a_dateline_and_a_speaker_is_that_of_what_follows() {
    check(
        NEWS,
        &[
            (
                "央视网消息（新闻联播）：俄罗斯国防部11日称，俄军打击了多处目标。俄防空系统击落12架无人机。",
                &[
                    "12架 | 防空系统击落无人机 | 12 架 level | actual | 俄罗斯 | 2024-03-11/2024-03-11",
                ],
            ),
            // The day named before, not that of the news.
            (
                "根据日本警方10日公布的消息，当天一辆客车翻车，造成7人受伤。",
                &["7人 | 翻车造成受伤 | 7 人 level | actual | 日本 | 2024-03-10/2024-03-10"],
            ),
            // Figures made public on a day are not of it.
            (
                "国家统计局今天发布数据。全国茶叶产量350万吨。",
                &["350万吨 | 茶叶产量 | 3500000 吨 level | actual | 中国 | 2024"],
            ),
            // What a report looks back on.
            (
                "院长在报告中指出，2023年，各级法院忠实履行职责，工作取得新进展。全国法院结案400万件。",
                &["400万件 | 法院结案 | 4000000 件 level | actual | 中国 | 2023"],
            ),
            // Days of the end of a month, told as the next begins, and the night before.
            (
                "29日，日本一架客机备降，机上有88人。",
                &["88人 | 机上 | 88 人 level | actual | 日本 | 2024-03-29/2024-03-29"],
            ),
            (
                "昨晚，我国南方部分地区出现强降雨，全国转移群众600人。",
                &["600人 | 转移群众 | 600 人 level | actual | 中国 | 2024-03-11/2024-03-11"],
            ),
        ],
    );
}

#[test]
fn what_is_to_come_is_not_of_the_day_on_which_it_is_told() {
    check(
        NEWS,
        &[
            (
                "全国读书节今天启动，将举办30项活动。",
                &["30项 | 举办活动 | 30 项 level | target | 中国 | 2024"],
            ),
            (
                "今天，全国铁路预计发送旅客900万人次，计划加开列车80列。",
                &[
                    "900万人次 | 铁路发送旅客 | 9000000 人次 level | target | 中国 | 2024-03-12/2024-03-12",
                    "80列 | 加开列车 | 80 列 level | target | 中国 | 2024-03-12/2024-03-12",
                ],
            ),
        ],
    );
}

#[test]
fn plans_demands_and_suppositions() {
    check(
        NEWS,
        &[
            (
                "国际机构将以众筹方式在全国筹集约500万元。",
                &["500万元 | 筹集 | 5000000 元 level | target | 中国 | 2024"],
            ),
            (
                "我国债务总额很可能将突破30万亿元大关。",
                &["30万亿元 | 债务总额很可能 | 30000000000000 元 level | target | 中国 | 2024"],
            ),
            // 将 that takes what is there already.
            (
                "去年，我国将原有15个人才项目整合。",
                &["15个 | 原有人才项目整合 | 15 个 level | actual | 中国 | 2023"],
            ),
            (
                "当时，我国患者每次要承担80元。",
                &["80元 | 患者每次 | 80 元 level | actual | 中国 | 2024"],
            ),
            ("假如我国某党取得40席以上议席，预算就会被否决。", &[]),
        ],
    );
}

#[test]
fn bounds_that_stand_a_little_before_the_number() {
    check(
        NEWS,
        &[(
            "我国原油价格突破每桶90美元。",
            &["90美元 | 原油价格 | 90 美元 level | actual | 中国 | 2024"],
        )],
    );
}

#[test]
fn years_of_a_list_that_only_its_last_one_closes() {
    check(
        "青山市经济发展分析\n\n2024年5月7日\n\n",
        &[(
            "2021、2022和2023年粮食产量分别为4万吨、5万吨和6万吨。",
            &[
                "4万吨 | 粮食产量 | 40000 吨 level | actual | - | 2021",
                "5万吨 | 粮食产量 | 50000 吨 level | actual | - | 2022",
                "6万吨 | 粮食产量 | 60000 吨 level | actual | - | 2023",
            ],
        )],
    );
}
