//! Headlines of the news and the stories below them.

use super::testing::check;

const NEWS: &str = "# 《新闻联播》（20240312）\n\n2024年3月12日\n\n我国经济平稳运行，全国粮食产量1.39万亿斤。全国铁路发送旅客9亿人次，我国对外投资1万亿元。\n\n全国社会物流总额100万亿元。\n\n";

#[test]
fn a_headline_takes_over_what_its_story_says() {
    check(
        NEWS,
        &[
            (
                "3.2月份果品价格上涨0.7%；\n\n今年2月份，果品价格指数同比上涨0.7%。",
                &[
                    "0.7% | 果品价格指数 | 0.7 % growth | actual | 中国 | 2024-02-01/2024-02-29",
                    "0.7% | 果品价格指数 | 0.7 % growth | actual | 中国 | 2024-02-01/2024-02-29",
                ],
            ),
            (
                "## 我国口岸仓库超350座\n\n截至2023年底，我国口岸仓库超过350座。",
                &[
                    "350座 | 口岸仓库 | 350 座 level | actual | 中国 | 2023",
                    "350座 | 口岸仓库 | 350 座 level | actual | 中国 | 2023",
                ],
            ),
            // What the story calls by a word, the headline names.
            (
                "（2）第三届花木展览会参展商达1300家；\n\n展会今天开幕，参展商1300家。",
                &[
                    "1300家 | 第三届花木展览会参展商 | 1300 家 level | actual | 中国 | 2024-03-12/2024-03-12",
                    "1300家 | 第三届花木展览会参展商 | 1300 家 level | actual | 中国 | 2024-03-12/2024-03-12",
                ],
            ),
        ],
    );
}

#[test]
fn a_headline_says_of_what_the_bare_names_of_its_story_are() {
    check(
        NEWS,
        &[
            (
                "## 【在希望的田野上】全国春灌大面积展开\n\n目前已累计供水38亿立方米。",
                &[
                    "38亿立方米 | 供水 [全国春灌大面积展开] | 3800000000 立方米 level | actual | 中国 | 2024-03-01/2024-03-31",
                ],
            ),
            // What says by itself what it is needs no headline, nor does what is known everywhere.
            (
                "## 服装出口稳步增长\n\n前两个月，我国服装出口额24亿美元，外贸依存度指标体系覆盖企业数量达到3000家，国内生产总值8万亿元。",
                &[
                    "24亿美元 | 服装出口额 | 2400000000 美元 level | actual | 中国 | 2024-01-01/2024-02-29",
                    "3000家 | 外贸依存度指标体系覆盖企业数量 | 3000 家 level | actual | 中国 | 2024-01-01/2024-02-29",
                    "8万亿元 | 国内生产总值 | 8000000000000 元 level | actual | 中国 | 2024-01-01/2024-02-29",
                ],
            ),
            // Nor is it said who did something.
            (
                "## 多地全力抗击洪涝\n\n目前已调集冲锋舟80艘。",
                &["80艘 | 调集冲锋舟 [多地全力抗击洪涝] | 80 艘 level | actual | 中国 | 2024-03-01/2024-03-31"],
            ),
            // It says more of the same.
            (
                "## 红岩渠春季供水启动\n\n目前已累计供水38亿立方米。",
                &[
                    "38亿立方米 | 供水 [红岩渠春季供水启动] | 3800000000 立方米 level | actual | 中国 | 2024-03-01/2024-03-31",
                ],
            ),
            // Who signs a text is not what it tells of.
            (
                "## 中华全国水利学会会长　李山\n\n目前已累计供水38亿立方米。",
                &["38亿立方米 | 供水 | 3800000000 立方米 level | actual | 中国 | 2024-03-01/2024-03-31"],
            ),
            // The name of a part of the news is no headline.
            (
                "## 12.国内联播快讯：\n\n目前已累计供水38亿立方米。",
                &["38亿立方米 | 供水 | 3800000000 立方米 level | actual | 中国 | 2024-03-01/2024-03-31"],
            ),
        ],
    );
}
