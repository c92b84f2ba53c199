//! Prose from the text to its facts: what a label needs to be read alone, and which time and place carry.

use super::testing::facts;

const CITY: &str = "湖州市2024年国民经济和社会发展统计公报\n\n2025年3月1日\n\n";
const PROVINCE: &str = "安徽省2025年政府工作报告\n\n2025年2月11日\n\n";
const NEWS: &str = "# 新闻\n\n2024年2月25日\n\n";

/// Sentences below a head, each with all of its facts.
#[track_caller]
fn check(head: &str, cases: &[(&str, &[&str])]) {
    let mut wrong = String::new();
    for (text, expected) in cases {
        let found = facts(&format!("{head}{text}\n"), |_| true);
        if found != *expected {
            wrong += &format!("{text}\n  expected {expected:#?}\n  found    {found:#?}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_whole_that_a_clause_singles_out_from() {
    check(
        CITY,
        &[
            (
                "全市30家技术创新中心中，由民营企业承建的占比达90%。",
                &[
                    "30家 | 技术创新中心 | 30 家 level | actual | 湖州市 | 2024",
                    "90% | 民营企业承建占比 [技术创新中心] | 90 % level | actual | 湖州市 | 2024",
                ],
            ),
            (
                "在应对冲击过程中，新设企业1200家。",
                &["1200家 | 新设企业 | 1200 家 level | actual | 湖州市 | 2024"],
            ),
        ],
    );
}

#[test]
fn whose_share_it_is() {
    check(
        CITY,
        &[
            (
                "民营经济保持平稳增长，创造了近三成的工业产值，贡献了四分之三的新增就业。",
                &[
                    "三成 | 创造工业产值 [民营经济] | 30 % level | actual | 湖州市 | 2024",
                    "四分之三 | 贡献新增就业 [民营经济] | 75 % level | actual | 湖州市 | 2024",
                ],
            ),
            (
                "科技企业贡献了四成的工业产值、六成的高新产品出口。",
                &[
                    "四成 | 科技企业贡献工业产值 | 40 % level | actual | 湖州市 | 2024",
                    "六成 | 高新产品出口 [科技企业贡献] | 60 % level | actual | 湖州市 | 2024",
                ],
            ),
        ],
    );
}

#[test]
fn whom_a_policy_is_for() {
    check(
        CITY,
        &[(
            "对首次认定的高新技术企业，按研发费用的5%给予补助，最高20万元。",
            &[
                "5% | 补助 [首次认定的高新技术企业] | 5 % level | rule | 湖州市 | 2024",
                "20万元 | 补助 [首次认定的高新技术企业] | 200000 元 level | rule | 湖州市 | 2024",
            ],
        )],
    );
}

#[test]
fn several_things_times_and_their_numbers() {
    check(
        CITY,
        &[
            (
                "城乡居民人均可支配收入分别增长4.4%、5.6%。",
                &[
                    "4.4% | 城镇居民人均可支配收入 | 4.4 % growth | actual | 湖州市 | 2024",
                    "5.6% | 农村居民人均可支配收入 | 5.6 % growth | actual | 湖州市 | 2024",
                ],
            ),
            (
                "城乡居民人均可支配收入增长5.1%。",
                &["5.1% | 城乡居民人均可支配收入 | 5.1 % growth | actual | 湖州市 | 2024"],
            ),
            (
                "2021年、2022年和2023年研发经费分别为18亿元、21亿元和25亿元。",
                &[
                    "18亿元 | 研发经费 | 1800000000 元 level | actual | 湖州市 | 2021",
                    "21亿元 | 研发经费 | 2100000000 元 level | actual | 湖州市 | 2022",
                    "25亿元 | 研发经费 | 2500000000 元 level | actual | 湖州市 | 2023",
                ],
            ),
            (
                "专业技术服务业、信息服务业、研发与设计服务业投资分别增长9.5%、8.9%和7.8%。",
                &[
                    "9.5% | 专业技术服务业投资 | 9.5 % growth | actual | 湖州市 | 2024",
                    "8.9% | 信息服务业投资 | 8.9 % growth | actual | 湖州市 | 2024",
                    "7.8% | 研发与设计服务业投资 | 7.8 % growth | actual | 湖州市 | 2024",
                ],
            ),
            (
                "交通、水利、能源领域投资额分别达240亿元、45亿元、170亿元。",
                &[
                    "240亿元 | 交通领域投资额 | 24000000000 元 level | actual | 湖州市 | 2024",
                    "45亿元 | 水利领域投资额 | 4500000000 元 level | actual | 湖州市 | 2024",
                    "170亿元 | 能源领域投资额 | 17000000000 元 level | actual | 湖州市 | 2024",
                ],
            ),
        ],
    );
}

#[test]
fn comparisons_without_a_time_and_falls() {
    check(
        CITY,
        &[
            (
                "双边贸易额达2400亿元，比建交之初增长80倍。",
                &[
                    "2400亿元 | 双边贸易额 | 240000000000 元 level | actual | 湖州市 | 2024",
                    "80倍 | 双边贸易额 | 80 倍 growth | actual | 湖州市 | 2024",
                ],
            ),
            (
                "药品中标价格下降幅度在15%～25%之间。",
                &["15%～25% | 药品中标价格 | -15 % growth | actual | 湖州市 | 2024"],
            ),
            (
                "研发经费投入100亿元，与GDP之比为3.2%。",
                &[
                    "100亿元 | 研发经费投入 | 10000000000 元 level | actual | 湖州市 | 2024",
                    "3.2% | 研发经费投入与GDP之比 | 3.2 % level | actual | 湖州市 | 2024",
                ],
            ),
        ],
    );
}

#[test]
fn a_stretch_of_named_years_begins_where_it_says() {
    check(
        CITY,
        &[
            (
                "1978～1998年，生产总值从36亿元增至795亿元。",
                &[
                    "36亿元 | 生产总值 | 3600000000 元 level | actual | 湖州市 | 1978",
                    "795亿元 | 生产总值 | 79500000000 元 level | actual | 湖州市 | 1998",
                ],
            ),
            (
                "2016—2020年，在孵企业从120家增加到300家。",
                &[
                    "120家 | 在孵企业 | 120 家 level | actual | 湖州市 | 2015",
                    "300家 | 在孵企业 | 300 家 level | actual | 湖州市 | 2020",
                ],
            ),
        ],
    );
}

#[test]
fn a_place_told_of_in_passing_does_not_carry() {
    check(
        PROVINCE,
        &[
            (
                "芜湖中欧班列顺利首开，港口货物吞吐量增长5.7%。",
                &["5.7% | 港口货物吞吐量 | 5.7 % growth | actual | 安徽省 | 2024"],
            ),
            (
                "在合肥，高新技术企业达2万家。",
                &["2万家 | 高新技术企业 | 20000 家 level | actual | 合肥市 | 2024"],
            ),
            (
                "合肥市工业增加值增长5%，固定资产投资增长6%。",
                &[
                    "5% | 工业增加值 | 5 % growth | actual | 合肥市 | 2024",
                    "6% | 固定资产投资 | 6 % growth | actual | 合肥市 | 2024",
                ],
            ),
        ],
    );
}

#[test]
fn times_of_the_news() {
    check(
        NEWS,
        &[
            (
                "记者获悉，一月份，全国城镇新增就业97万人。中欧班列累计开行1486列、运送货物15万标准箱，同比分别增长15%、28%。",
                &[
                    "97万人 | 城镇新增就业 | 970000 人 level | actual | 中国 | 2024-01-01/2024-01-31",
                    "1486列 | 中欧班列累计开行 | 1486 列 level | actual | - | 2024-01-01/2024-01-31",
                    "15万标准箱 | 运送货物 | 150000 标准箱 level | actual | - | 2024-01-01/2024-01-31",
                    "15% | 中欧班列累计开行 | 15 % growth | actual | - | 2024-01-01/2024-01-31",
                    "28% | 运送货物 | 28 % growth | actual | - | 2024-01-01/2024-01-31",
                ],
            ),
            (
                "### 今年将推进美丽海湾建设\n\n目前，全国有102个海湾水质明显改善。",
                &["102个 | 海湾水质明显改善 | 102 个 level | actual | 中国 | 2024-02-01/2024-02-29"],
            ),
            (
                "2017年以来，造林48.3万亩。",
                &["48.3万亩 | 造林 | 483000 亩 level | actual | - | 2017-01-01/2024-02-25"],
            ),
        ],
    );
}

#[test]
fn figures_that_only_a_guess_reads_are_no_facts() {
    check(
        CITY,
        &[
            ("本市队以6比2获胜，11部门联合开展检查。", &[]),
            (
                "全市建成46万平方米厂房。",
                &["46万平方米 | 建成厂房 | 460000 平方米 level | actual | 湖州市 | 2024"],
            ),
        ],
    );
}
