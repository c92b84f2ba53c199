//! Names and what their own clause says round the number: what has lasted, which things are counted, and numbers that state no
//! statistic.

use super::testing::{check, facts};

const HEAD: &str = "安徽省2024年经济运行情况\n\n2025年1月20日\n\n";

#[test]
fn what_has_lasted_is_said() {
    check(
        HEAD,
        &[
            (
                "全省抽水蓄能装机规模达到600万千瓦，连续12年居全国首位。",
                &[
                    "600万千瓦 | 抽水蓄能装机规模 | 6000000 千瓦 level | actual | 安徽省 | 2024",
                    "12年 | 抽水蓄能装机规模连续居全国首位 | 12 年 level | actual | 安徽省 | 2024",
                    "首位 | 抽水蓄能装机规模 [全国] | 1 位 rank | actual | 安徽省 | 2024",
                ],
            ),
            (
                "全省锂电池出口值连续14个季度保持两位数增长。",
                &["14个季度 | 锂电池出口值连续保持两位数增长 | 14 个季度 level | actual | 安徽省 | 2024"],
            ),
            ("省体育中心将连续两天，开展全流程演练。", &[]),
        ],
    );
}

#[test]
fn what_is_counted_is_not_what_it_does() {
    check(
        HEAD,
        &[
            (
                "来自12个民间团体的代表提交请愿书。",
                &["12个 | 代表来自民间团体 | 12 个 level | actual | 安徽省 | 2024"],
            ),
            (
                "45个省级先进制造业集群主导产业产值合计超过1万亿元。",
                &[
                    "45个 | 省级先进制造业集群 | 45 个 level | actual | 安徽省 | 2024",
                    "1万亿元 | 省级先进制造业集群主导产业产值 | 1000000000000 元 level | actual | 安徽省 | 2024",
                ],
            ),
            (
                "超六成行业利润总额保持增长。",
                &["六成 | 利润总额保持增长的行业占比 | 60 % level | actual | 安徽省 | 2024"],
            ),
        ],
    );
}

#[test]
fn what_states_no_statistic_is_none() {
    check(
        HEAD,
        &[
            ("全面开展7大领域风险排查。", &[]),
            ("稳妥开展土地承包到期后再延长30年的试点。", &[]),
            ("做好土地承包到期后再延长三十年的准备。", &[]),
            ("该条例共6章50条。", &[]),
            ("这名患者年龄超过65岁。", &[]),
            ("假如本党取得35席以上议席，局面将不同。", &[]),
            ("值班安排：12/31。", &[]),
            (
                "全省苹果产量占全国的1/20。",
                &["1/20 | 苹果产量占全国 | 5 % level | actual | 安徽省 | 2024"],
            ),
            (
                "两组差异为51.11%（95% CI）。",
                &["51.11% | 两组差异 | 51.11 % level | actual | 安徽省 | 2024"],
            ),
        ],
    );
}

#[test]
fn a_text_in_spoken_cantonese_is_no_bulletin() {
    let text = "2021年5月3日\n\n佢哋话呢区有30间铺头执咗笠，我唔知点解，啲人都冇嘢做。\n";
    assert_eq!(facts(text, |_| true), Vec::<String>::new());
}

#[test]
fn of_a_surface_it_is_told_what_grows_there() {
    check(
        HEAD,
        &[
            (
                "全省4300万亩冬小麦长势好于常年。",
                &["4300万亩 | 冬小麦面积 | 43000000 亩 level | actual | 安徽省 | 2024"],
            ),
            (
                "全省3590多万亩冬小麦面积稳中略增。",
                &["3590多万亩 | 冬小麦面积 | 35900000 亩 level | actual | 安徽省 | 2024"],
            ),
        ],
    );
}

#[test]
fn what_the_number_before_counts_is_no_part_of_the_name() {
    check(
        HEAD,
        &[
            (
                "省运会共设18个大项269个小项。",
                &[
                    "18个 | 省运会设大项 | 18 个 level | actual | 安徽省 | 2024",
                    "269个 | 小项 | 269 个 level | actual | 安徽省 | 2024",
                ],
            ),
            // What is said of all of a chain.
            (
                "全省开行的班列通达119个国家393个港口。",
                &[
                    "119个 | 开行的班列通达国家 | 119 个 level | actual | 安徽省 | 2024",
                    "393个 | 通达港口 | 393 个 level | actual | 安徽省 | 2024",
                ],
            ),
            // What those counted first do stays.
            (
                "全省11家医院帮扶30个乡镇。",
                &[
                    "11家 | 医院帮扶乡镇 | 11 家 level | actual | 安徽省 | 2024",
                    "30个 | 医院帮扶乡镇 | 30 个 level | actual | 安徽省 | 2024",
                ],
            ),
            (
                "省博物馆展出220件（套）文物。",
                &["220件（套） | 省博物馆展出文物 | 220 件 level | actual | 安徽省 | 2024"],
            ),
        ],
    );
}

#[test]
fn what_is_done_to_things_that_are_counted_keeps_its_preposition() {
    check(
        HEAD,
        &[
            (
                "全省对988个老旧小区进行改造。",
                &["988个 | 对老旧小区进行改造 | 988 个 level | actual | 安徽省 | 2024"],
            ),
            (
                "全省突破关键核心技术45项。",
                &["45项 | 突破关键核心技术 | 45 项 level | actual | 安徽省 | 2024"],
            ),
        ],
    );
}

#[test]
fn the_members_of_a_list_share_what_the_first_says() {
    check(
        HEAD,
        &[
            (
                "全省对非洲出口农药制剂、农业机械分别增长12%、41%。",
                &[
                    "12% | 对非洲出口农药制剂 | 12 % growth | actual | 安徽省 | 2024",
                    "41% | 对非洲出口农业机械 | 41 % growth | actual | 安徽省 | 2024",
                ],
            ),
            (
                "全省农村供电可靠率、自来水普及率分别达99.9%、94.5%。",
                &[
                    "99.9% | 农村供电可靠率 | 99.9 % level | actual | 安徽省 | 2024",
                    "94.5% | 农村自来水普及率 | 94.5 % level | actual | 安徽省 | 2024",
                ],
            ),
            // Neither a rate nor traded.
            (
                "全省农村居民人均可支配收入、财政收入分别增长5%、6%。",
                &[
                    "5% | 农村居民人均可支配收入 | 5 % growth | actual | 安徽省 | 2024",
                    "6% | 财政收入 | 6 % growth | actual | 安徽省 | 2024",
                ],
            ),
        ],
    );
}

#[test]
fn a_price_is_for_each_of_what_stands_before_it() {
    check(
        HEAD,
        &[
            (
                "全省小麦收购均价基本稳定在每斤1.4元。",
                &["1.4元 | 小麦收购均价 [每斤] | 1.4 元 level | actual | 安徽省 | 2024"],
            ),
            (
                "全省机器人密度达到每万名工人392台。",
                &["392台 | 机器人密度 [每万名工人] | 392 台 level | actual | 安徽省 | 2024"],
            ),
        ],
    );
}

#[test]
fn what_was_traded_since_then_is_of_all_that_time() {
    check(
        HEAD,
        &[(
            "自2021年12月铁路通车以来，进出口货物已超1200万吨，货值超500亿元。",
            &[
                "1200万吨 | 进出口货物 | 12000000 吨 level | actual | 安徽省 | 2021-12-01/2024-12-31",
                "500亿元 | 进出口货物货值 | 50000000000 元 level | actual | 安徽省 | 2021-12-01/2024-12-31",
            ],
        )],
    );
}

#[test]
fn a_county_is_no_town() {
    let text = "防汛动态\n\n2024年3月12日\n\n陕西汉中镇巴县受强降雨影响，13个乡镇大面积停电。\n";
    let found = facts(text, |fact| fact.quote == "13个");
    assert!(found.iter().any(|fact| fact.contains("镇巴县")), "{found:?}");
}
